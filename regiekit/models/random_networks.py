"""Random networks: is a measure remarkable, or would chance alone give it?

A measure is compared with the same measure on random draws that share the plain facts: a network with as many parties
and ties (`compare`), the same labels on other parties (`permuted`), as many claims on other tasks (`compare_claims`).
Falling outside the band says that this kind of chance does not explain the value, not what does; the band is no test
of a hypothesis. Every draw follows from `seed`, so the same call gives the same answer. Shared arguments:

measure: function of one draw, giving a number; a draw whose value is nan or infinite is left out.
draws:   number of random draws, 1 or more.
seed:    whole number of 0 or more that fixes the draws; None is refused.
low, high: percentiles of the band, 0 <= low <= high <= 100, interpolated linearly between draws.

Functions raise ValueError for arguments out of range.
"""

from __future__ import annotations

import math
import random
from bisect import bisect_right
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, Any, Literal

from regiekit.models import _check

if TYPE_CHECKING:
    import networkx as nx


@dataclass(frozen=True)
class Comparison:
    """A value beside its random draws; low, high, mean and share_below are nan when no draw has a finite value."""

    value: float  # the measure of what was observed
    low: float  # lower end of the band
    high: float  # upper end of the band
    mean: float  # mean of the draws
    draws: int  # number of draws used: those with a finite value
    share_below: float  # share of the draws, 0 to 1, that are less than the value (equal ones not counted)

    @property
    def word(self) -> Literal["lower", "within", "higher", "undefined"]:
        """Where the value lies: below, in (ends included) or above the band; undefined when one of them is nan."""
        if math.isnan(self.value) or math.isnan(self.low):
            return "undefined"
        if _less(self.value, self.low):
            return "lower"
        return "higher" if _less(self.high, self.value) else "within"


def compare(
    graph: nx.Graph, measure: Callable[[nx.Graph], float], draws: int = 200, seed: int = 1, low: float = 5, high: float = 95
) -> Comparison:
    """Compare a measure of the graph with random graphs of the same parties and the same number of ties, G(n, m).

    Every set of that many ties is equally likely [erdos1959]. Ties of a party to itself are not counted; random ties
    have no attributes, so `measure` must not ask for weights. Raises ValueError for a directed graph or a multigraph.
    """
    _check.undirected(graph)
    nodes = list(graph)
    starts = [0, *accumulate(range(len(nodes) - 1, 0, -1))]  # of all pairs in order: the number of the first with each party in front
    ties = sum(party != other for party, other in graph.edges())

    def draw(chance: random.Random) -> nx.Graph:
        result = graph.__class__()
        result.add_nodes_from(nodes)
        for number in chance.sample(range(starts[-1]), ties):
            first = bisect_right(starts, number) - 1
            result.add_edge(nodes[first], nodes[first + 1 + number - starts[first]])
        return result

    return _compare(graph, draw, measure, draws, seed, low, high)


def permuted(
    labels: Mapping[Any, Hashable] | Sequence[Hashable],
    measure: Callable[[Any], float],
    draws: int = 200,
    seed: int = 1,
    low: float = 5,
    high: float = 95,
) -> Comparison:
    """Compare a measure of the labels with the same labels dealt to the parties at random.

    `labels` is a mapping from party to label, or a sequence of labels (array, Series); `measure` gets a dict or a list, with None for a
    blank, for instance ``permuted(unit, lambda u: ei_index(graph, u))``. Network and sizes of the groups stay as they are; a party that is
    alone needs an entry too (None), or it would always stay alone. After the quadratic assignment procedure [hubert1976].
    """
    dealt = _check.labels(labels.values() if isinstance(labels, Mapping) else labels)

    def named(order: list) -> dict | list:
        return dict(zip(labels, order, strict=True)) if isinstance(labels, Mapping) else order

    return _compare(named(dealt), lambda chance: named(chance.sample(dealt, len(dealt))), measure, draws, seed, low, high)


def compare_claims(
    claims: Mapping[Any, Mapping[Any, float]],
    measure: Callable[[dict], float],
    parties: Iterable[Hashable] | None = None,
    draws: int = 200,
    seed: int = 1,
    low: float = 5,
    high: float = 95,
) -> Comparison:
    """Compare a measure of the claims with the same claims laid on tasks and parties at random.

    `claims` as in `overlap`: {task: {party: strength}}. A draw has the same tasks, as many claims and the same
    strengths, at most one claim of a party per task; every placing is equally likely. `parties` are those that may
    claim (default: those that do, in order of appearance); a claimant that is not among them raises ValueError.
    """
    claims = {task: _check.mapping(held, "each of claims") for task, held in _check.mapping(claims, "claims").items()}
    held = [(party, strength) for of_task in claims.values() for party, strength in of_task.items()]
    allowed = dict.fromkeys([party for party, _ in held] if parties is None else _check.listed(parties))
    strangers = [party for party, _ in held if party not in allowed]
    if strangers:
        raise ValueError(f"parties must hold every claimant; missing: {strangers!r}")
    tasks, known = list(claims), list(allowed)
    strengths = [strength for _, strength in held]

    def draw(chance: random.Random) -> dict:
        result: dict[Hashable, dict[Hashable, float]] = {task: {} for task in claims}
        for cell, strength in zip(chance.sample(range(len(tasks) * len(known)), len(strengths)), strengths, strict=True):
            task, party = divmod(cell, len(known))
            result[tasks[task]][known[party]] = strength
        return result

    return _compare(claims, draw, measure, draws, seed, low, high)


def _compare(
    observed: Any, draw: Callable[[random.Random], Any], measure: Callable[[Any], float], draws: int, seed: int, low: float, high: float
) -> Comparison:
    count = _check.whole("draws", draws, 1)
    _check.number("high", high, 0, 100)
    _check.number("low", low, 0, high)
    chance = random.Random(_check.whole("seed", seed, 0))
    value = float(measure(observed))
    values = sorted(filter(math.isfinite, (float(measure(draw(chance))) for _ in range(count))))
    if not values:
        return Comparison(value, math.nan, math.nan, math.nan, 0, math.nan)
    return Comparison(
        value=value,
        low=_percentile(values, low),
        high=_percentile(values, high),
        mean=math.fsum(values) / len(values),
        draws=len(values),
        share_below=sum(_less(one, value) for one in values) / len(values) if not math.isnan(value) else math.nan,
    )


def _percentile(ordered: Sequence[float], percent: float) -> float:
    """Return the percentile of values in rising order, linear between neighbours."""
    place = (len(ordered) - 1) * percent / 100
    under = math.floor(place)
    over = math.ceil(place)
    return ordered[under] + (place - under) * (ordered[over] - ordered[under])


def _less(first: float, second: float) -> bool:
    """Tell whether the first is less, by more than rounding."""
    return first < second and not math.isclose(first, second, rel_tol=1e-9, abs_tol=1e-12)
