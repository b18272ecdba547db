"""Overlap: tasks claimed twice, tasks claimed by nobody, and what sharper boundaries do to both.

Claims are a mapping ``{task: {party: strength}}``, or a DataFrame with a column per task; a strength runs from 0 (no claim) to 1 (core
business). A task without claims keeps its place with an empty mapping. Functions raise ValueError for a strength or argument out of range.
"""

import math
from collections.abc import Mapping
from itertools import combinations
from typing import Any, NamedTuple

from regiekit.models import _check
from regiekit.models._check import Key

Claims = Mapping[Any, Mapping[Key, float]]


class Coverage(NamedTuple):
    """Numbers of tasks that are claimed by two or more parties, by one, and by none."""

    double: int
    single: int
    none: int


def claim_counts(claims: Claims[Any], threshold: float = 0.0) -> dict[Any, int]:
    """Return per task the number of claims of at least `threshold` (0 to 1); a strength of 0 is never a claim.

    >>> claim_counts({"plan": {"a": 1.0, "b": 0.4}}, threshold=0.5)
    {'plan': 1}
    """
    _check.number("threshold", threshold)
    return {task: sum(strength >= threshold for strength in held.values()) for task, held in _real(claims).items()}


def overlap_and_gap(claims: Claims[Any], threshold: float = 0.0) -> Coverage:
    """Return how many tasks have two or more claims of at least `threshold`, how many have one, how many none.

    >>> overlap_and_gap({"plan": {"a": 1.0, "b": 0.4}, "night": {}})
    Coverage(double=1, single=0, none=1)
    """
    counts = claim_counts(claims, threshold).values()
    double, none = sum(count > 1 for count in counts), sum(count == 0 for count in counts)
    return Coverage(double, len(counts) - double - none, none)


def delimit(claims: Claims[Key], sharpness: float, concession: float = 0.1) -> dict[Any, dict[Key, float]]:
    """Return the claims that remain when the boundaries between the parties are drawn with this `sharpness`, 0 to 1.

    Per task the claims are put in order, strongest first (of equal ones, the first given). The first claim holds as long as its strength is
    at least `sharpness`. Each next one concedes: it counts `concession` (more than 0, less than 1) weaker for every claim before it, so it
    holds while strength * (1 - concession) ** place >= sharpness. What follows: at 0 all claims hold; drawn sharper, the weak ones go
    first, then of several core claims all but one, one at a time; at 1 every core task has one owner, and a task with only weaker claims
    has none: the gap. Sharper never brings a claim back. Strengths that remain are unchanged, tasks without claims stay in, and a strength
    of 0 is left out.

    This is a device of our own: it assumes that boundaries are drawn by strength of claim alone, without negotiation,
    and which of two equal claims gives way is arbitrary.

    >>> delimit({"plan": {"a": 1.0, "b": 0.4}}, sharpness=1.0)
    {'plan': {'a': 1.0}}
    """
    _check.number("sharpness", sharpness)
    if not 0 < concession < 1:
        raise ValueError(f"concession must be more than 0 and less than 1, not {concession!r}")
    result = {}
    for task, held in _real(claims).items():
        order = sorted(held, key=held.__getitem__, reverse=True)
        counts = {party: held[party] * (1 - concession) ** place for place, party in enumerate(order)}
        result[task] = {party: strength for party, strength in held.items() if counts[party] >= sharpness}
    return result


@_check.elementwise
def nobody_acts(claimants: int, cost_benefit: float) -> float:
    """Return the chance, 0 to 1, that nobody takes on a task that `claimants` parties could each take on alone.

    The volunteer's dilemma: one volunteer is enough, volunteering costs c, everyone gains b when someone does;
    `cost_benefit` is c/b (0 or more, less than 1). In the symmetric mixed equilibrium of k >= 2 parties, who choose
    at the same time and without talking, nobody acts with chance (c/b) ** (k / (k - 1)), which rises with k to c/b.
    One party alone acts, as c < b: 0. With no party nobody does: 1. Source: [diekmann1985]. Raises ValueError outside the ranges.

    >>> nobody_acts(3, cost_benefit=0.25)
    0.125
    """
    k = _check.whole("claimants", claimants, 0)
    if not 0 <= cost_benefit < 1:
        raise ValueError(f"cost_benefit must be 0 or more and less than 1, not {cost_benefit!r}")
    if k < 2:
        return 1.0 - k
    return float(cost_benefit ** (k / (k - 1)))


def shared_tasks(claims: Claims[Any]) -> dict[frozenset[Any], int]:
    """Return for each pair of parties that meet in a task how many tasks both claim; other pairs are absent.

    >>> [(sorted(pair), count) for pair, count in shared_tasks({"plan": {"a": 1.0, "b": 0.4}}).items()]
    [(['a', 'b'], 1)]
    """
    pairs: dict[frozenset[Any], int] = {}
    for held in _real(claims).values():
        for pair in map(frozenset, combinations(held, 2)):
            pairs[pair] = pairs.get(pair, 0) + 1
    return pairs


def disputes(claims: Claims[Any]) -> float:
    """Return how many disputes over powers to expect: over each task, for each two who claim it, the product of their strengths.

    Two core claims always clash (1), weak ones seldom. A claim that is alone clashes with nobody. A device of our own: it assumes that
    whether two claims clash depends on their strengths alone.

    >>> disputes({"plan": {"a": 1.0, "b": 0.4}})
    0.4
    """
    held = _real(claims).values()
    return math.fsum(one * other for strengths in held for one, other in combinations(strengths.values(), 2))


@_check.elementwise
def drifted(gap: float, meeting: float, years: float) -> float:
    """Return the difference between two parties after so many years: 0 (they see things alike) to 1 (opposites).

    `gap` is the difference at the start. When `meeting` is more than 0 (at most 1), they meet, and each year closes that share of what is
    left of the difference; when it is less than 0 (at least -1), each year takes that share of what they have in common. `years` is 0 or
    more. Raises ValueError outside the ranges. A device of our own, linear in what is left.

    >>> round(drifted(0.5, meeting=0.0, years=1), 3)
    0.5
    """
    g, m, t = _check.number("gap", gap), _check.number("meeting", meeting, -1, 1), _check.number("years", years, 0, math.inf)
    return g * (1 - m) ** t if m >= 0 else 1 - (1 - g) * (1 + m) ** t


def _real(claims: Claims[Key]) -> dict[Any, dict[Key, float]]:
    """Return the claims with a strength above 0, after checking all."""
    return {
        task: {party: s for party, given in _check.mapping(held, "each of claims").items() if (s := _check.number("each strength", given))}
        for task, held in _check.mapping(claims, "claims").items()
    }
