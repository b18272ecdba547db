"""Task units: no grouping of tasks removes every tie between units; a few bridges do the rest.

Two tasks are tied when they need the same parties; the weight of a tie is how many parties they share. A grouping puts each task in one of
k units; its cut is the weight of the ties between units. The smallest cut is the minimum k-cut of the task network [goldschmidt1994], found
here by enumeration, which is exact and quick for ten tasks, and which allows a limit on the size of a unit. That a structure leaves
dependences between units, which are then handled by lateral arrangements: [thompson1967].

A bridge is an ad hoc arrangement at one party: someone who follows all tasks of that party, whatever unit they are
in. It covers every tie between units that runs through that party. Assumes that all ties weigh the same per shared
party, that inside a unit coordination succeeds, and that a bridge holds.
"""

from collections.abc import Collection, Hashable, Mapping
from itertools import combinations
from typing import Any, Generic, NamedTuple

from regiekit.models import _check
from regiekit.models._check import Key

MOST = 10  # tasks for which the enumeration is offered

Ties = dict[tuple[Key, Key], int]


class Grouping(NamedTuple, Generic[Key]):
    """The unit of each task, 0 … k - 1 in the order of first appearance, and the weight of the ties between units;
    whether another grouping cuts as little."""

    unit: dict[Key, int]
    cut: int
    tied: bool = False


def ties(tasks: Mapping[Key, Collection[Hashable]]) -> Ties[Key]:
    """Return the pairs of tasks that share a party, in the order of the tasks, with how many they share.

    `tasks` maps a task to the parties it needs. Raises ValueError for a text instead of a collection.

    >>> ties({"intake": {"a", "b"}, "plan": {"b"}, "care": {"b", "a"}})
    {('intake', 'plan'): 1, ('intake', 'care'): 2, ('plan', 'care'): 1}
    """
    needed = {task: set(_check.collection(parties, "the parties of each task")) for task, parties in tasks.items()}
    return {(a, b): len(needed[a] & needed[b]) for a, b in combinations(needed, 2) if needed[a] & needed[b]}


def _weights(found: Ties[Key]) -> Ties[Key]:
    return {pair: _check.whole("the weight of each tie", weight, 0) for pair, weight in _check.mapping(found, "found").items()}


def cut(found: Ties[Key], unit: Mapping[Key, Hashable]) -> int:
    """Return the weight of the ties between units; a task without a unit (absent, None or nan) stands alone.

    >>> cut({("intake", "plan"): 1, ("intake", "care"): 2}, {"intake": 1, "care": 1, "plan": 2})
    1
    """
    return sum(weight for (a, b), weight in _weights(found).items() if _check.missing(unit.get(a)) or unit.get(a) != unit.get(b))


def minimum_cut(tasks: Collection[Key], found: Ties[Key], units: int, largest: int | None = None) -> Grouping[Key]:
    """Return a grouping in exactly `units` units with the smallest cut; exact, the first found of equals.

    `tasks` are at most 10, in an order of your choice; `units` is k, 1 to their number; `largest` is how many tasks a
    unit may hold (None: no limit), at least their number divided by k. Every set partition is tried, but a branch
    that already cuts more than the best is left. Raises ValueError for other input.

    >>> minimum_cut(["intake", "plan", "care"], {("intake", "plan"): 1, ("intake", "care"): 2}, 2).cut
    1
    """
    names, found = _check.collection(tasks, "tasks"), _weights(found)
    n = len(names)
    if n > MOST or len(set(names)) < n:
        raise ValueError(f"tasks must be at most {MOST} different ones, not {n}")
    k = _check.whole("units", units, 1, max(1, n))
    room = n if largest is None else _check.whole("largest", largest, 1)
    if room * k < n:
        raise ValueError(f"largest must be {-(-n // k)} or more for {n} tasks in {k} units")
    if n == 0:
        return Grouping({}, 0)
    degree = dict.fromkeys(names, 0)
    for (a, b), weight in found.items():
        degree[a] += weight
        degree[b] += weight
    order = sorted(names, key=lambda task: -degree[task])  # the heaviest first: a bad branch shows early
    place = {task: i for i, task in enumerate(order)}
    weights = [[0] * n for _ in range(n)]
    for (a, b), weight in found.items():
        weights[place[a]][place[b]] = weights[place[b]][place[a]] = weight
    at = [0] * n
    sizes = [0] * k
    best, least, tied = [], sum(found.values()) + 1, False

    def put(i: int, used: int, so_far: int) -> None:
        nonlocal best, least, tied
        if so_far > least or (tied and so_far == least) or k - used > n - i:
            return
        if i == n:
            tied = so_far == least
            best, least = best if tied else at.copy(), so_far
            return
        with_unit = [0] * k
        for j in range(i):
            with_unit[at[j]] += weights[i][j]
        all_ties = sum(with_unit)
        for u in sorted(range(min(used + 1, k)), key=lambda u: -with_unit[u]):
            if sizes[u] < room:
                at[i] = u
                sizes[u] += 1
                put(i + 1, max(used, u + 1), so_far + all_ties - with_unit[u])
                sizes[u] -= 1

    put(0, 0, 0)
    unit = dict(zip(order, best, strict=True))
    again: dict[int, int] = {}
    return Grouping({task: again.setdefault(unit[task], len(again)) for task in names}, least, tied)


def bridges(tasks: Mapping[Any, Collection[Key]], unit: Mapping[Any, Hashable]) -> list[tuple[Key, int]]:
    """Return the parties at which a bridge covers ties between units, with how many; the most useful first.

    A party needed by m tasks makes m (m - 1) / 2 of the ties, of which those between units count. Each tie between units runs through one
    party, so what bridges cover adds up and the first b are the best b. Arguments as in `ties` and `cut`.

    >>> bridges({"intake": {"a", "b"}, "plan": {"b"}}, {"intake": 1, "plan": 2})
    [('b', 1)]
    """
    at: dict[Key, list[Hashable]] = {}
    for task, parties in tasks.items():
        for party in dict.fromkeys(_check.collection(parties, "the parties of each task")):
            at.setdefault(party, []).append(task)
    covered = {party: cut(dict.fromkeys(combinations(own, 2), 1), unit) for party, own in at.items()}
    return sorted(((party, number) for party, number in covered.items() if number), key=lambda one: -one[1])


def share_held(found: Ties[Any], left: int) -> float:
    """Return the share, 0 to 1, of all ties that is inside units or bridged, when `left` are neither; 1 without ties.

    >>> share_held({("intake", "plan"): 1, ("intake", "care"): 2}, left=1)
    0.6666666666666667
    """
    total = sum(_weights(found).values())
    return 1 - _check.whole("left", left, 0, total) / total if total else 1.0
