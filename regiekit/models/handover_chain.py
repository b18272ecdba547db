"""Handovers in a chain: who is lost on the way, and where a few warm handovers do most.

A route is a sequence of steps, a handover the ordered pair of two successive steps. At each handover a share of the people arrives at the
next step (survival, 0 to 1) and the rest is lost for good. That is the difference with `care_routes`, where whoever is lost starts again:
there the question is who is covered, here who arrives. At a warm handover somebody calls or mails the next link, asks whether the client
came and whether the information will do; the survival there is higher. A handover that several routes make is warm for all of them.

Survival through links in series is their product (Lusser's law of series systems; [barlow1975], chapter 2). Assumes that
handovers fail independently of one another.
"""

import math
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from itertools import accumulate
from operator import mul
from typing import Any, Generic, NamedTuple

from regiekit.models import _check
from regiekit.models._check import Key
from regiekit.models.care_routes import Handover, busiest, handovers, weighed

MOST_SETS = 20_000  # sets of handovers that `best` tries among routes that hang together, before it gives up on being exact
TELL = 9  # decimals to which `best` tells the people who arrive apart


def remaining(start: float, survival: Sequence[float]) -> list[float]:
    """Return how many are left at the start and after each handover: F, F*r1, F*r1*r2, ...

    `start` is F (0 or more), `survival` the share 0 to 1 that arrives at each handover in turn; with equal r the last is
    F * r ** k. Raises ValueError outside these ranges.

    >>> remaining(100, [0.5, 0.8])
    [100, 50.0, 40.0]
    """
    return list(accumulate([_check.number("start", start, 0, math.inf), *_check.numbers("each survival", survival)], mul))


@_check.elementwise
def warmed(cold: float, warm: float) -> float:
    """Return the survival of a handover once it is warm: `warm`, and never less than the `cold` it had (both 0 to 1).

    >>> warmed(0.5, 0.9)
    0.9
    """
    return max(_check.number("cold", cold), _check.number("warm", warm))


@_check.elementwise
def gain(cold: float, warm: float) -> float:
    """Return what warming one handover adds to the logarithm of the number that arrives: ln(w / r), 0 or more.

    Gains of several handovers of a route add up, in any order, which is why with equal handovers it does not matter for
    one route which of them is warm. From a survival of 0 it is inf. Raises ValueError outside 0 to 1.

    >>> round(gain(0.5, 0.9), 3)
    0.588
    """
    better = warmed(cold, warm)
    if cold == better:
        return 0.0
    return math.log(better / cold) if cold else math.inf


def survival(cold: Mapping[Handover[Key], float], made_warm: Collection[Handover[Key]], warm: float) -> dict[Handover[Key], float]:
    """Return the survival per handover when those in `made_warm` are warm; a warm one that no route makes does nothing.

    >>> survival({("a", "b"): 0.5}, [("a", "b")], 0.9)
    {('a', 'b'): 0.9}
    """
    chosen = set(made_warm)
    return {pair: warmed(r, warm) if pair in chosen else _check.number("cold", r) for pair, r in _check.mapping(cold, "cold").items()}


def arrivals(routes: Sequence[Sequence[Key]], share: Mapping[Handover[Key], float]) -> list[float]:
    """Return per route the share of its people that reaches the last step, 0 to 1.

    `share` is the survival per handover, as `survival` gives it. A handover that a route makes twice counts twice; a
    route without a handover loses nobody. Raises KeyError for a handover without a survival.

    >>> arrivals([["a", "b", "c"]], {("a", "b"): 0.5, ("b", "c"): 0.8})
    [0.4]
    """
    arriving = {pair: _check.number("each of share", r) for pair, r in _check.mapping(share, "share").items()}
    return [math.prod(arriving[pair] for pair in handovers(steps)) for steps in routes]


def by_place(routes: Sequence[Sequence[Key]], weights: Sequence[float], last: bool = False) -> list[Handover[Key]]:
    """Return all handovers in order of their place in the routes: the first ones first, or (`last`) the last ones first.

    Of handovers at the same place the one of the heaviest route comes first; each handover is there once.

    >>> by_place([["a", "b", "c"]], [1], last=True)
    [('b', 'c'), ('a', 'b')]
    """
    routes, weights = weighed(routes, weights)
    order = sorted(range(len(routes)), key=lambda i: -weights[i])
    made = [handovers(routes[i])[:: -1 if last else 1] for i in order]
    deepest = max(map(len, made), default=0)
    return list(dict.fromkeys(pairs[place] for place in range(deepest) for pairs in made if place < len(pairs)))


def weakest(routes: Sequence[Sequence[Key]], weights: Sequence[float], cold: Mapping[Handover[Key], float]) -> list[Handover[Key]]:
    """Return all handovers, the lowest survival first; of equals the one that most people pass.

    >>> weakest([["a", "b", "c"]], [1], {("a", "b"): 0.5, ("b", "c"): 0.3})
    [('b', 'c'), ('a', 'b')]
    """
    return sorted(busiest(routes, weights), key=lambda pair: _check.number("each of cold", cold[pair]))


class Best(NamedTuple, Generic[Key]):
    """The handovers to make warm, how much weight then arrives, and whether no other choice can do better."""

    made_warm: list[Handover[Key]]
    arriving: float
    exact: bool


def best(
    routes: Sequence[Sequence[Key]], weights: Sequence[float], cold: Mapping[Handover[Any], float], warm: float, budget: int
) -> Best[Key]:
    """Return the at most `budget` handovers that, made warm, let the most weight arrive; of equals (to `TELL`) the fewest.

    Every set of handovers is tried. Routes that share no handover, directly or through others, are tried apart, and the
    budget is then divided over those groups in every way: the same answer, and far fewer sets. Where a group has more
    than `MOST_SETS` sets, the best handover of the moment is added again and again instead, and `exact` is false.

    `weights` are 0 or more, one per route (people a year); `cold` is the survival of each handover, `warm` that of a warm
    one, both 0 to 1. Raises ValueError outside these ranges, KeyError for a handover without a survival.

    >>> best([["a", "b", "c"]], [1], {("a", "b"): 0.5, ("b", "c"): 0.3}, 0.9, 1).made_warm
    [('b', 'c')]
    """
    budget = _check.whole("budget", budget, 0)
    routes, weights = weighed(routes, weights)
    traffic = busiest(routes, weights)
    rise = {pair: warmed(cold[pair], warm) for pair in traffic}
    table: list[tuple[float, tuple[Handover[Key], ...]]] = [(0.0, ())] * (budget + 1)
    exact = True
    each = [(handovers(steps), weight) for steps, weight in zip(routes, weights, strict=True)]
    for group in _together([made for made, _ in each]):
        pairs = [pair for pair in traffic if pair in group and rise[pair] > cold[pair]]
        mine = [(made, weight) for made, weight in each if not group.isdisjoint(made)]
        most = min(budget, len(pairs))
        if sum(math.comb(len(pairs), size) for size in range(most + 1)) <= MOST_SETS:
            found = _every(pairs, mine, cold, rise, most)
        else:
            exact, found = False, _step_by_step(pairs, mine, cold, rise, most)
        table = [
            max(((table[n - k][0] + found[k][0], table[n - k][1] + found[k][1]) for k in range(min(n, most) + 1)), key=_better)
            for n in range(budget + 1)
        ]
    alone = sum(weight for made, weight in each if not made)
    arriving, chosen = max(table, key=_better)
    return Best([pair for pair in traffic if pair in chosen], arriving + alone, exact)


def _better(one: tuple[float, tuple[Any, ...]]) -> tuple[float, int]:
    return round(one[0], TELL), -len(one[1])


def _together(routes: list[list[Handover[Key]]]) -> list[set[Handover[Key]]]:
    """Return the handovers in groups: two routes that share one are in the same group."""
    groups: list[set[Handover[Key]]] = []
    for mine in map(set, routes):
        shared = [group for group in groups if group & mine]
        groups = [group for group in groups if not group & mine]
        if mine:
            groups.append(mine.union(*shared))
    return groups


Made = list[tuple[list[Handover[Any]], float]]
PerSize = list[tuple[float, tuple[Handover[Any], ...]]]


def _every(
    pairs: list[Handover[Any]], mine: Made, cold: Mapping[Handover[Any], float], rise: Mapping[Handover[Any], float], most: int
) -> PerSize:
    """Return per number of warm handovers the best set, by trying all; of equally strong handovers of the same routes the first go first."""
    bits, alike, tried = {pair: 1 << place for place, pair in enumerate(pairs)}, {}, []
    for pair, bit in bits.items():
        kind = cold[pair], *[made.count(pair) for made, weight in mine if weight]
        tried.append((bit, alike.get(kind, 0)))
        alike[kind] = bit
    top = [(-1.0, 0)] * (most + 1)

    @cache
    def value(route: int, warm: int) -> float:
        made, weight = mine[route]
        return weight * math.prod([rise[pair] if warm & bits.get(pair, 0) else cold[pair] for pair in made])

    passed = [(route, sum({bits.get(pair, 0) for pair in made})) for route, (made, weight) in enumerate(mine) if weight]

    def grow(first: int, warm: int, size: int) -> None:
        total = sum([value(route, warm & mask) for route, mask in passed])
        if total > top[size][0] + 1e-12:
            top[size] = (total, warm)
        if size < most:
            for place, (bit, like) in enumerate(tried[first:], first + 1):
                if warm & like == like:
                    grow(place, warm | bit, size + 1)

    grow(0, 0, 0)
    return [(total, tuple([pair for pair, bit in bits.items() if warm & bit])) for total, warm in top]


def _step_by_step(
    pairs: list[Handover[Any]], mine: Made, cold: Mapping[Handover[Any], float], rise: Mapping[Handover[Any], float], most: int
) -> PerSize:
    """Return per number of warm handovers the set that grows by the best one of the moment."""

    def value(chosen: tuple[Handover[Any], ...]) -> float:
        return sum([weight * math.prod([rise[pair] if pair in chosen else cold[pair] for pair in made]) for made, weight in mine])

    found: PerSize = [(value(()), ())]
    while len(found) <= most:
        chosen = found[-1][1]
        found.append(max(((value((*chosen, pair)), (*chosen, pair)) for pair in pairs if pair not in chosen), key=lambda one: one[0]))
    return found
