"""Random networks: is a measure remarkable, or would chance alone give it?

A measure is compared with the same measure on random draws that share the plain facts: a network with as many parties
and ties (`compare`), and with as many per party, in one or two modes (`random_graphs` gives the draws themselves, for any statistic), the same labels on other parties (`permuted`; `dealt` exactly), as many claims on other tasks (`compare_claims`).
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
from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, combinations_with_replacement
from typing import TYPE_CHECKING, Any, Literal

from regiekit.models import _check

if TYPE_CHECKING:
    import networkx as nx


@dataclass(frozen=True)
class Comparison:
    """A value beside its random draws; low, high, mean and share_below are nan when no draw has a finite value."""

    #: The measure of what was observed.
    value: float
    #: Lower end of the band.
    low: float
    #: Upper end of the band.
    high: float
    #: Mean of the draws.
    mean: float
    #: Number of draws used: those with a finite value; when exact, the number of ways to deal.
    draws: int
    #: Share of the draws, 0 to 1, that are less than the value (equal ones not counted).
    share_below: float
    #: Share of the draws that are more than the value.
    share_above: float = math.nan
    #: Standard deviation of the draws; of everything that can be dealt when exact.
    deviation: float = math.nan
    #: Monte Carlo standard error of the mean; 0 when exact. Draws that follow from one another count for less (batch means).
    error: float = math.nan
    #: Share of the draws that give the largest value that is drawn.
    share_top: float = math.nan
    #: Whether the shares are over everything that can be dealt, each as often as it occurs, instead of over draws.
    exact: bool = False

    @property
    def effect(self) -> float:
        """How many standard deviations the value lies above the mean of the draws (standardised effect size [gotelli2002]); nan when they are all equal."""
        return (self.value - self.mean) / self.deviation if self.deviation > 0 else math.nan

    @property
    def word(self) -> Literal["lower", "within", "higher", "undefined"]:
        """Where the value lies: below, in (ends included) or above the band; undefined when one of them is nan."""
        if math.isnan(self.value) or math.isnan(self.low):
            return "undefined"
        if _less(self.value, self.low):
            return "lower"
        return "higher" if _less(self.high, self.value) else "within"

    def beyond(self, level: float) -> Literal["beyond", "within", "unsure", "undefined"]:
        """In a word, not a truth value: whether chance gives so HIGH a value or a higher one less often than `level` (a share, 0 to 1). It looks upwards only: for a
        value that may be too low see `beneath` and `margin_below`, and for both sides take half the level.

        "beyond" when it does, "within" when not, "undefined" where the value or the draws are unknown. "unsure" where the draws can't tell: where the level lies inside the interval in which 95 of 100 such runs have the true share
        (`margin`). Of several measures that are judged at once each takes the level divided by their number [dunn1961].
        """
        _share(level)
        if math.isnan(self.share_below):
            return "undefined"
        low, high = self.margin
        return "beyond" if high < level else "within" if low >= level else "unsure"

    @property
    def margin(self) -> tuple[float, float]:
        """Between which shares the chance of so high a value or a higher one lies: equal when exact, else Wilson's interval for the draws."""
        return self._margin(1 - self.share_below)

    @property
    def margin_below(self) -> tuple[float, float]:
        """The same of so low a value or a lower one."""
        return self._margin(1 - self.share_above)

    def beneath(self, level: float) -> bool:
        """True or False: whether chance gives so LOW a value or a lower one less often than `level` (a share, 0 to 1), the margin of the draws included.

        False also where the draws cannot tell (`level` lies inside `margin_below`), and where the value or the draws are unknown.
        """
        return self.margin_below[1] < _share(level)

    def untestable(self, level: float) -> bool:
        """Whether no value could be beyond `level` (a share, 0 to 1): chance gives its largest value at least as often, and this is no larger."""
        return self.share_top >= _share(level) and self.share_below < 1

    def _margin(self, share: float) -> tuple[float, float]:
        if self.exact or math.isnan(share):
            return share, share
        z2 = 1.96**2
        middle, off = share + z2 / (2 * self.draws), math.sqrt(z2 * (share * (1 - share) + z2 / (4 * self.draws)) / self.draws)
        return max(0.0, (middle - off) / (1 + z2 / self.draws)), min(1.0, (middle + off) / (1 + z2 / self.draws))


def _share(level: float) -> float:
    return _check.number("level", _check.positive("level", level))


def compare(
    graph: nx.Graph[Any],
    measure: Callable[[nx.Graph[Any]], float],
    draws: int = 200,
    seed: int = 1,
    low: float = 5,
    high: float = 95,
    degrees: bool = False,
    mode: Collection[Hashable] | None = None,
) -> Comparison:
    """Compare a measure of the graph with random graphs of the same parties and the same number of ties, G(n, m).

    Every set of that many ties is equally likely [erdos1959]. With `degrees` each party keeps its number of ties as well: two ties swap
    ends, again and again [maslov2002], which mixes well where there are many ties and hardly where there are few. For two-mode data
    (parties and what they share) `mode` holds the parties of one mode: ties then run between the modes alone, and each of both modes keeps
    its number of ties [strona2014]. On both sides ties of a party to itself are left out and ties have no attributes, so a measure that asks for weights
    finds 1 everywhere: it is about who is tied, not how strongly. Parties keep their attributes. Raises ValueError for a directed graph or a multigraph, or a tie within a mode.

    >>> import networkx as nx
    >>> compare(nx.path_graph(6), nx.transitivity, draws=50).value
    0.0
    """
    plain = _plain(graph)
    draw = _draws(plain, degrees, mode)
    return _compare(plain, draw, measure, draws, seed, low, high, chain=degrees or mode is not None)


def random_graphs(
    graph: nx.Graph[Any], draws: int = 200, seed: int = 1, degrees: bool = False, mode: Collection[Hashable] | None = None
) -> Iterator[nx.Graph[Any]]:
    """Return the random graphs that `compare` compares with (arguments: see there), made one after another: for any statistic, also one that is no number.

    >>> import networkx as nx
    >>> shared = nx.Graph([("a", 1), ("a", 2), ("b", 1), ("c", 3)])
    >>> [sorted(dict(one.degree()).values()) for one in random_graphs(shared, draws=2, mode=["a", "b", "c"])]
    [[1, 1, 1, 1, 2, 2], [1, 1, 1, 1, 2, 2]]
    """
    draw = _draws(_plain(graph), degrees, mode)
    chance = random.Random(_check.whole("seed", seed, 0))
    count = _check.whole("draws", draws, 1)
    return (draw(chance) for _ in range(count))


def _plain(graph: nx.Graph[Any]) -> nx.Graph[Any]:
    """The graph without ties of a party to itself, and without what is known of ties."""
    _check.undirected(graph)
    plain = graph.__class__()
    plain.add_nodes_from(graph.nodes(data=True))
    plain.add_edges_from((party, other) for party, other in graph.edges() if party != other)
    return plain


def _draws(plain: nx.Graph[Any], degrees: bool, mode: Collection[Hashable] | None) -> Callable[[random.Random], nx.Graph[Any]]:
    """What draws a random graph that keeps what has to be kept."""
    nodes, known = list(plain), list(plain.nodes(data=True)) if any(about for _, about in plain.nodes(data=True)) else list(plain)
    starts = [0, *accumulate(range(len(nodes) - 1, 0, -1))]  # of all pairs in order: the number of the first with each party in front

    def any_ties(chance: random.Random) -> list[tuple[Any, Any]]:
        found = []
        for number in chance.sample(range(starts[-1]), plain.number_of_edges()):
            first = bisect_right(starts, number) - 1
            found.append((nodes[first], nodes[first + 1 + number - starts[first]]))
        return found

    next_ties = any_ties
    if mode is not None:
        next_ties = _Trades(plain, mode).next
    elif degrees:
        next_ties = _Swaps(plain.edges()).next

    def draw(chance: random.Random) -> nx.Graph[Any]:
        result = plain.__class__()
        result.add_nodes_from(known)
        result.add_edges_from(next_ties(chance))
        return result

    return draw


class _Swaps:
    """Ties that keep swapping ends: no party gets more or fewer, no tie twice, none to itself."""

    def __init__(self, ties: Iterable[tuple[Any, Any]]) -> None:
        self.ties = list(ties)
        self.there = {frozenset(tie) for tie in self.ties}
        self.warm = False

    def next(self, chance: random.Random) -> list[tuple[Any, Any]]:
        """The ties after as many tries as make this draw hardly depend on the one before."""
        number = len(self.ties)
        for _ in range((3 if self.warm else 30) * number if number > 1 else 0):
            i, j = int(chance.random() * number), int(chance.random() * number)
            (a, b), (c, d) = self.ties[i], self.ties[j]
            if chance.random() < 0.5:
                c, d = d, c
            one, two = frozenset((a, d)), frozenset((c, b))
            if len({a, b, c, d}) < 4 or one in self.there or two in self.there:
                continue
            self.there -= {frozenset((a, b)), frozenset((c, d))}
            self.there |= {one, two}
            self.ties[i], self.ties[j] = (a, d), (c, b)
        self.warm = True
        return self.ties


class _Trades:
    """Two of one mode lay together what only one of them has, and deal it anew: the Curveball, which tends to every two-mode network with these
    numbers of ties alike [strona2014]. Own code, for networkx has none that keeps both modes exactly."""

    def __init__(self, graph: nx.Graph[Any], mode: Collection[Hashable]) -> None:
        members = _check.collection(mode, "mode")
        _check.known(graph, members, "mode")
        one = set(members)
        if within := [tie for tie in graph.edges() if (tie[0] in one) == (tie[1] in one)]:
            raise ValueError(f"mode must be such that every tie runs between the modes; this one does not: {within[0]!r}")
        place = {node: number for number, node in enumerate(graph)}  # so that nothing hangs on the order of a set
        self.nodes = list(graph)
        self.rows = [
            (number, sorted(place[other] for other in graph.adj[node])) for node, number in place.items() if node in one and graph.adj[node]
        ]
        self.warm = False

    def next(self, chance: random.Random) -> list[tuple[Any, Any]]:
        """The ties after as many trades as make this draw hardly depend on the one before."""
        rows = self.rows
        for _ in range((2 if self.warm else 10) * len(rows) if len(rows) > 1 else 0):
            i, j = chance.sample(range(len(rows)), 2)
            (one, mine), (other, theirs) = rows[i], rows[j]
            both = set(mine) & set(theirs)
            loose = [x for x in mine if x not in both] + [x for x in theirs if x not in both]
            chance.shuffle(loose)
            kept, own = sorted(both), len(mine) - len(both)
            rows[i], rows[j] = (one, kept + loose[:own]), (other, kept + loose[own:])
        self.warm = True
        return [(self.nodes[one], self.nodes[other]) for one, row in rows for other in row]


def permuted(
    labels: Mapping[Any, Hashable] | Sequence[Hashable],
    measure: Callable[[Any], float],
    draws: int = 200,
    seed: int = 1,
    low: float = 5,
    high: float = 95,
) -> Comparison:
    """Compare a measure of the labels with the same labels dealt to the parties at random.

    `labels` is a mapping from party to label (a Series is one from its index), or a sequence of labels (array); `measure` gets a dict or a list, with None for a
    blank, for instance ``permuted(unit, lambda u: ei_index(graph, u))``. Network and sizes of the groups stay as they are; a party that is
    alone needs an entry too (None), or it would always stay alone. After the quadratic assignment procedure [hubert1976].

    >>> permuted({"a": 1, "b": 1, "c": 2}, lambda labels: labels["a"] == labels["b"], draws=50).value
    1.0
    """
    items: Any = getattr(labels, "items", None)
    of: dict[Any, Any] | None = dict(items()) if items else None
    dealt = _check.labels(labels if of is None else of.values())

    def named(order: list[Any]) -> dict[Any, Any] | list[Any]:
        return order if of is None else dict(zip(of, order, strict=True))

    return _compare(named(dealt), lambda chance: named(chance.sample(dealt, len(dealt))), measure, draws, seed, low, high)


def dealt(
    labels: Iterable[Hashable],
    number: int,
    observed: Sequence[Hashable],
    measure: Callable[[Sequence[Any]], float],
    low: float = 5,
    high: float = 95,
) -> Comparison:
    """Compare, exactly, a measure of the labels of `number` parties with those labels dealt to them out of all `labels` at random.

    `observed` are the labels they have; `measure` must not depend on their order. Every way to deal counts as often as it occurs
    (multivariate hypergeometric), so there is no seed and no margin; few kinds of labels keep the number of ways small.

    >>> dealt([0, 0, 1, 1], 2, [1, 1], sum).mean
    1.0
    """
    pool = Counter(labels)
    k = _check.whole("number", number, 0, pool.total())
    whole = math.comb(pool.total(), k)
    weight: dict[float, float] = {}
    for hand in combinations_with_replacement(pool, k):
        ways = math.prod(math.comb(pool[label], times) for label, times in Counter(hand).items())
        if ways:
            value = float(measure(hand))
            weight[value] = weight.get(value, 0.0) + ways / whole
    value = float(measure(observed))
    ordered, mean = sorted(weight), math.fsum(one * share for one, share in weight.items())
    return Comparison(
        value=value,
        low=_weighted(ordered, weight, _check.number("low", low, 0, high)),
        high=_weighted(ordered, weight, _check.number("high", high, 0, 100)),
        mean=mean,
        draws=whole,
        share_below=math.fsum(share for one, share in weight.items() if _less(one, value)),
        share_above=math.fsum(share for one, share in weight.items() if _less(value, one)),
        deviation=math.sqrt(math.fsum(share * (one - mean) ** 2 for one, share in weight.items())),
        share_top=math.fsum(share for one, share in weight.items() if not _less(one, ordered[-1])),
        error=0.0,
        exact=True,
    )


def _weighted(ordered: Sequence[float], weight: Mapping[float, float], percent: float) -> float:
    """Return the least value up to which so many per cent lie."""
    running = list(accumulate(weight[one] for one in ordered))
    return next((one for one, up in zip(ordered, running, strict=True) if up >= percent / 100 - 1e-12), ordered[-1])


def compare_claims(
    claims: Mapping[Any, Mapping[Any, float]],
    measure: Callable[[dict[Any, Any]], float],
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

    >>> compare_claims({"plan": {"a": 1.0}, "night": {}}, lambda claims: sum(map(bool, claims.values())), draws=20).word
    'within'
    """
    claims = {task: _check.mapping(held, "each of claims") for task, held in _check.mapping(claims, "claims").items()}
    held = [(party, strength) for of_task in claims.values() for party, strength in of_task.items()]
    allowed = dict.fromkeys([party for party, _ in held] if parties is None else _check.listed(parties))
    strangers = [party for party, _ in held if party not in allowed]
    if strangers:
        raise ValueError(f"parties must hold every claimant; missing: {strangers!r}")
    tasks, known = list(claims), list(allowed)
    strengths = [strength for _, strength in held]

    def draw(chance: random.Random) -> dict[Any, Any]:
        result: dict[Hashable, dict[Hashable, float]] = {task: {} for task in claims}
        for cell, strength in zip(chance.sample(range(len(tasks) * len(known)), len(strengths)), strengths, strict=True):
            task, party = divmod(cell, len(known))
            result[tasks[task]][known[party]] = strength
        return result

    return _compare(claims, draw, measure, draws, seed, low, high)


def _compare(
    observed: Any,
    draw: Callable[[random.Random], Any],
    measure: Callable[[Any], float],
    draws: int,
    seed: int,
    low: float,
    high: float,
    chain: bool = False,
) -> Comparison:
    count = _check.whole("draws", draws, 1)
    _check.number("high", high, 0, 100)
    _check.number("low", low, 0, high)
    chance = random.Random(_check.whole("seed", seed, 0))
    value = float(measure(observed))
    drawn = list(filter(math.isfinite, (float(measure(draw(chance))) for _ in range(count))))
    values = sorted(drawn)
    if not values:
        return Comparison(value, math.nan, math.nan, math.nan, 0, math.nan)
    return Comparison(
        value=value,
        low=_percentile(values, low),
        high=_percentile(values, high),
        mean=math.fsum(values) / len(values),
        draws=len(values),
        share_below=sum(_less(one, value) for one in values) / len(values) if not math.isnan(value) else math.nan,
        share_above=sum(_less(value, one) for one in values) / len(values) if not math.isnan(value) else math.nan,
        deviation=_deviation(values),
        share_top=sum(not _less(one, values[-1]) for one in values) / len(values),
        error=_error(drawn, chain),
    )


def _deviation(values: Sequence[float]) -> float:
    """Return the standard deviation of a sample; 0 when they differ by rounding only, nan for fewer than two."""
    if len(values) < 2:
        return math.nan
    mean = math.fsum(values) / len(values)
    return math.sqrt(math.fsum((one - mean) ** 2 for one in values) / (len(values) - 1)) if _less(min(values), max(values)) else 0.0


def _error(values: Sequence[float], chain: bool) -> float:
    """Return the standard error of the mean; of draws that follow from one another from the means of batches, about the square root in number."""
    alone = _deviation(values) / math.sqrt(len(values))
    size = math.isqrt(len(values))
    if not chain or size < 5:
        return alone
    means = [math.fsum(values[at : at + size]) / size for at in range(0, size * (len(values) // size), size)]
    return max(alone, _deviation(means) / math.sqrt(len(means)))


def _percentile(ordered: Sequence[float], percent: float) -> float:
    """Return the percentile of values in rising order, linear between neighbours."""
    place = (len(ordered) - 1) * percent / 100
    under = math.floor(place)
    over = math.ceil(place)
    return ordered[under] + (place - under) * (ordered[over] - ordered[under])


def _less(first: float, second: float) -> bool:
    """Tell whether the first is less, by more than rounding."""
    return first < second and not math.isclose(first, second, rel_tol=1e-9, abs_tol=1e-12)
