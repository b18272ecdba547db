"""Routes through a chain, a limited number of attended handovers, and what a failed handover costs.

A route is a sequence of steps; a handover is the ordered pair of two successive steps. Somebody who attends a handover (calls
ahead, comes along, checks that the other arrived) does so for everyone who makes it. With a budget of so many handovers, who is
covered? Covering whole routes with few pairs is a budgeted coverage problem (after [khuller1999]); for the numbers of a case it
is solved exactly here. What a failed handover costs is an absorbing Markov chain ([kemeny1960], chapter 3).
"""

import math
from collections.abc import Collection, Iterable, Sequence
from itertools import accumulate, pairwise
from operator import mul
from typing import Any, Generic, NamedTuple

from regiekit.models import _check
from regiekit.models._check import Key, np

Handover = tuple[Key, Key]
MOST_STATES = 400_000  # combinations of routes that `best` looks at before it gives up on being exact


def handovers(steps: Sequence[Key]) -> list[Handover[Key]]:
    """Return the successive pairs of a route, in order; a pair that is made twice is there twice. Fewer than two steps: none.

    >>> handovers(["school", "team", "care"])
    [('school', 'team'), ('team', 'care')]
    """
    return list(pairwise(steps))


def covered(steps: Sequence[Key], attended: Collection[Handover[Key]], whole: bool = True) -> float:
    """Return how far a route is covered, 0 to 1.

    With `whole`, 1 when every handover of the route is attended and 0 otherwise; without, the share of its handovers
    (a pair that is made twice counts twice). A route without a handover is covered: nothing can go wrong between two.

    >>> covered(["school", "team", "care"], [("school", "team")], whole=False)
    0.5
    """
    made = handovers(steps)
    if not made:
        return 1.0
    share = sum(pair in attended for pair in made) / len(made)
    return float(share == 1) if whole else share


def coverage(routes: Sequence[Sequence[Key]], weights: Sequence[float], attended: Collection[Handover[Key]], whole: bool = True) -> float:
    """Return the share of the weight (persons) on covered routes, 0 to 1; nan when there is no weight.

    `weights` are numbers of 0 or more, one per route; `whole` as in `covered`. Raises ValueError when they do not match.

    >>> coverage([["a", "b"], ["b", "c"]], [3, 1], [("a", "b")])
    0.75
    """
    routes, weights = weighed(routes, weights)
    total = sum(weights)
    if not total:
        return math.nan
    pairs = set(attended)
    return sum(w * covered(steps, pairs, whole) for steps, w in zip(routes, weights, strict=True)) / total


def busiest(routes: Sequence[Sequence[Key]], weights: Sequence[float]) -> dict[Handover[Key], float]:
    """Return the weight (persons times the number of times) that passes each handover, busiest first, then as met.

    >>> busiest([["a", "b", "c"], ["b", "c"]], [3, 1])
    {('b', 'c'): 4, ('a', 'b'): 3}
    """
    routes, weights = weighed(routes, weights)
    passing: dict[Handover[Key], float] = {}
    for steps, weight in zip(routes, weights, strict=True):
        for pair in handovers(steps):
            passing[pair] = passing.get(pair, 0) + weight
    return dict(sorted(passing.items(), key=lambda item: -item[1]))


def along(routes: Sequence[Sequence[Key]], weights: Sequence[float], budget: int) -> list[Handover[Key]]:
    """Return `budget` handovers chosen by following the routes, the heaviest first, each from its first step on.

    >>> along([["a", "b", "c"], ["b", "c"]], [3, 1], 1)
    [('a', 'b')]
    """
    routes, weights = weighed(routes, weights)
    budget = _check.whole("budget", budget, 0)
    order = sorted(range(len(routes)), key=lambda i: -weights[i])
    return list(dict.fromkeys(pair for i in order for pair in handovers(routes[i])))[:budget]


def greedy(routes: Sequence[Sequence[Key]], weights: Sequence[float], budget: int, whole: bool = True) -> list[Handover[Key]]:
    """Return at most `budget` handovers chosen one good thing at a time.

    With `whole`, again and again the route that brings the most weight per handover still to be attended, as long as
    it fits; without, the handovers that cover the most, which is then the best there is. Of equals the first.

    >>> greedy([["a", "b", "c"], ["b", "c"]], [3, 1], 1, whole=False)
    [('b', 'c')]
    """
    routes, weights = weighed(routes, weights)
    budget = _check.whole("budget", budget, 0)
    if not whole:
        return _heaviest(routes, weights, budget)
    pairs = [dict.fromkeys(handovers(steps)) for steps in routes]
    chosen: dict[Handover[Key], None] = {}
    while True:
        found, most = None, 0.0
        for mine, weight in zip(pairs, weights, strict=True):
            extra = [pair for pair in mine if pair not in chosen]
            if extra and len(chosen) + len(extra) <= budget and weight / len(extra) > most:
                found, most = extra, weight / len(extra)
        if found is None:
            return list(chosen)
        chosen |= dict.fromkeys(found)


class Best(NamedTuple, Generic[Key]):
    """The handovers to attend, and whether it is certain that no other choice covers more weight."""

    attended: list[Handover[Key]]
    exact: bool


def best(routes: Sequence[Sequence[Key]], weights: Sequence[float], budget: int, whole: bool = True) -> Best[Key]:
    """Return the at most `budget` handovers that cover the most weight; with equal weight the fewest.

    With `whole` every combination of routes whose handovers fit the budget is weighed (depth first, leaving out
    branches that cannot beat what was found); after `MOST_STATES` combinations the best so far is returned with
    `exact` false. Without `whole` the value is a sum over handovers, so the heaviest are the best. Exact for routes
    up to some dozens. Raises ValueError for weights that do not match or are below 0.

    >>> best([["a", "b", "c"], ["b", "d"]], [3, 2], 2).attended
    [('a', 'b'), ('b', 'c')]
    """
    routes, weights = weighed(routes, weights)
    budget = _check.whole("budget", budget, 0)
    if not whole:
        return Best(_heaviest(routes, weights, budget), True)
    sets: dict[frozenset[Any], float] = {}
    for steps, weight in zip(routes, weights, strict=True):
        mine = frozenset(handovers(steps))
        if weight > 0 and 0 < len(mine) <= budget:
            sets[mine] = sets.get(mine, 0) + weight
    order = sorted(sets.items(), key=lambda item: -item[1])
    left = [0.0] * (len(order) + 1)
    for place in range(len(order) - 1, -1, -1):
        left[place] = left[place + 1] + order[place][1]
    top: tuple[float, int, frozenset[Any]] = (0.0, 0, frozenset())
    seen = 0
    stack: list[tuple[int, frozenset[Any], float]] = [(0, frozenset(), 0.0)]
    while stack and seen < MOST_STATES:
        place, chosen, weight = stack.pop()
        seen += 1
        if weight > top[0] + 1e-12 or (abs(weight - top[0]) <= 1e-12 and len(chosen) < top[1]):
            top = (weight, len(chosen), chosen)
        if place == len(order) or weight + left[place] < top[0] - 1e-12:
            continue
        stack.append((place + 1, chosen, weight))
        more = chosen | order[place][0]
        if len(more) <= budget:
            stack.append((place + 1, more, weight + order[place][1]))
    inside = dict.fromkeys(pair for steps in routes for pair in handovers(steps) if pair in top[2])
    return Best(list(inside), not stack)


def _heaviest(routes: Sequence[Sequence[Key]], weights: Sequence[float], budget: int) -> list[Handover[Key]]:
    """The handovers with the largest sum of weight times their share of the route."""
    worth: dict[Handover[Key], float] = {}
    for steps, weight in zip(routes, weights, strict=True):
        made = handovers(steps)
        for pair in made:
            worth[pair] = worth.get(pair, 0) + weight / len(made)
    return [pair for pair, value in sorted(worth.items(), key=lambda item: -item[1]) if value > 0][:budget]


def chain(chances: Sequence[float], restart: bool = True) -> list[list[float]]:
    """Return Q: the chances to go from one handover of a route to another, the route being done outside it.

    `chances` are the chances (more than 0, at most 1) that each handover works. When it fails the person starts again
    at the first handover (`restart`) or tries the same one again. Handovers fail independently of one another and of
    how often they failed before, and nobody gives up. Raises ValueError for a chance outside its range.

    >>> chain([0.9, 0.8], restart=False)
    [[0.09999999999999998, 0.9], [0.0, 0.19999999999999996]]
    """
    works = _working(chances)
    size = len(works)
    q = [[0.0] * size for _ in range(size)]
    for i, p in enumerate(works):
        q[i][0 if restart else i] += 1 - p
        if i + 1 < size:
            q[i][i + 1] += p
    return q


def fundamental(q: Sequence[Sequence[float]]) -> list[list[float]]:
    """Return N = (I - Q)^-1: from each state (row) the expected number of visits to each state (column) before the end.

    `q` is a square matrix (also an array or a DataFrame) of chances, 0 to 1, between the states that are not the end; what a row lacks
    of 1 is its chance to end. By elimination state by state; a pivot is the sum of the chances to go elsewhere, so that no small one
    is lost in a difference from 1, and it is 0 only where nobody gets away. Raises ValueError when the matrix is not square, for a
    chance out of range, a row that adds up to more than 1, or when the end cannot be reached from every state.
    Source: [kemeny1960], theorem 3.2.4.

    >>> fundamental([[0.0, 0.5], [0.0, 0.0]])
    [[1.0, 0.5], [0.0, 1.0]]
    """
    rows = [_check.numbers("each of q", row) for row in _check.listed(q)]
    size = len(rows)
    ends = np.array([1 - math.fsum(row) for row in rows])
    if any(len(row) != size for row in rows) or (ends < -1e-9).any():
        raise ValueError("q must be square, and no row may add up to more than 1")
    ends[ends <= np.finfo(float).eps] = 0.0
    go, found, away = np.array(rows, float).reshape(size, size), np.eye(size), np.ones(size)
    for i in range(size):
        away[i] = ends[i] + go[i, i + 1 :].sum()
        if not away[i]:
            raise ValueError("q has no way to the end from every state")
        factor = go[i + 1 :, i] / away[i]
        go[i + 1 :] += np.outer(factor, go[i])
        found[i + 1 :] += np.outer(factor, found[i])
        ends[i + 1 :] += factor * ends[i]
    for i in reversed(range(size)):
        found[i] = (found[i] + go[i, i + 1 :] @ found[i + 1 :]) / away[i]
    return found.tolist()


def contacts(chances: Sequence[float], restart: bool = True) -> float:
    """Return the expected number of handovers that are tried until the route is done.

    Arguments and assumptions as in `chain`. With equal chances p over n handovers: n / p when only the failed one is
    tried again, (1 - p^n) / (p^n (1 - p)) when the route starts again. No handover: 0.

    >>> round(contacts([0.9, 0.8]), 3)
    2.639
    """
    works = _working(chances)
    return math.fsum(_visits(works) if restart else [1 / p for p in works])


def restarts(chances: Sequence[float]) -> float:
    """Return how many times a person is expected to start the route again: 1 / (product of the chances) - 1.

    The visits to each handover times the chance that it fails there.

    >>> round(restarts([0.9, 0.8]), 3)
    0.389
    """
    works = _working(chances)
    return math.fsum(visits * (1 - p) for visits, p in zip(_visits(works), works, strict=True))


def _working(chances: Sequence[float]) -> list[float]:
    works = _check.numbers("chances", chances)
    if 0 in works:
        raise ValueError("chances must be more than 0: otherwise nobody ever arrives")
    return works


def _visits(works: Sequence[float]) -> list[float]:
    """How often each handover is tried when a failure starts the route again: 1 / (its chance times that of all after it)."""
    return list(accumulate([1 / p for p in reversed(works)], mul))[::-1]


def transitions(routes: Iterable[Sequence[Key]], weights: Iterable[float]) -> tuple[list[Key], list[float], list[list[float]]]:
    """Return the steps, the chance that a person starts at each, and Q: the chances from step to step, as observed.

    The chain forgets how a person came to a step (first-order Markov), so it also holds routes that nobody took; its
    expected number of contacts per person is all the same that of the routes themselves. Routes of weight 0 or without
    steps are left out. Raises ValueError for a weight below 0, or when they do not match.

    >>> transitions([["a", "b"], ["a", "c"]], [3, 1])
    (['a', 'b', 'c'], [1.0, 0.0, 0.0], [[0.0, 0.75, 0.25], [0.0, 0.0, 0.0], [0.0, 0.0, 0.0]])
    """
    steps: dict[Key, int] = {}
    first: dict[int, float] = {}
    moves: dict[tuple[int, int], float] = {}
    visits: dict[int, float] = {}
    for route, weight in zip(*weighed(list(routes), list(weights)), strict=True):
        if not len(route) or weight == 0:
            continue
        places = [steps.setdefault(step, len(steps)) for step in route]
        first[places[0]] = first.get(places[0], 0) + weight
        for place in places:
            visits[place] = visits.get(place, 0) + weight
        for pair in pairwise(places):
            moves[pair] = moves.get(pair, 0) + weight
    total = sum(first.values()) or 1
    size = len(steps)
    q = [[moves.get((i, j), 0) / visits[i] for j in range(size)] for i in range(size)]
    return list(steps), [first.get(i, 0) / total for i in range(size)], q


def weighed(routes: Sequence[Sequence[Key]], weights: Sequence[float]) -> tuple[list[Sequence[Key]], list[float]]:
    """Return routes and weights as lists; the weights must be numbers of 0 or more, one per route.

    >>> weighed([["a", "b"]], [2])
    ([['a', 'b']], [2])
    """
    if len(routes) != len(weights):
        raise ValueError(f"weights must be one per route; {len(weights)} for {len(routes)} routes")
    return _check.listed(routes), _check.numbers("weights", weights, 0, math.inf)
