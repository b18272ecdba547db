"""Silos: how far apart the workers of two columns are, what a tie across does, and what a second boss costs.

In a hierarchy everything between two silos goes up to the root and down again, 2L steps for L levels; a lateral tie
makes it 1. Who then gets a second boss may get conflicting orders (unity of command: [fayol1949]; the matrix
organisation: [davis1977]). Who is near sees the perspective of the other. Not modelled: what gets lost on the way, nor what the hierarchy is
good for.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any

from regiekit.models import _check

if TYPE_CHECKING:
    import networkx as nx

ROOT = ("root",)


def hierarchy(groups: Iterable[Collection[Hashable]], levels: int) -> nx.Graph[Any]:
    """Return the hierarchy over disjoint groups (silos): one root, per silo a chain of heads, the parties as leaves.

    `levels` L (1 or more) is the number of steps from the root to a leaf, so each silo has a chain of L - 1 heads; with L = 1 the parties
    are directly under the root. Parties keep their names; the root is ``("root",)``, a head ``("head", silo, level)`` with silos counted
    from 0 in the given order (empty groups keep their number but get no heads). Node attributes: `role` (root, head, leaf), `level` (0 ...
    L), `silo` (None for the root). The order of nodes is that of the groups given: pass lists or tuples to have it the same each time.
    Raises ValueError when a party is in two groups or `levels` is not a whole number of 1 or more.

    >>> len(hierarchy([["a", "b"], ["c"]], levels=2))
    6
    """
    import networkx as nx

    depth = _check.whole("levels", levels, 1)
    result = nx.Graph()
    result.add_node(ROOT, role="root", level=0, silo=None)
    for silo, members in enumerate(_check.disjoint(groups)):
        if not members:
            continue
        boss = ROOT
        for level in range(1, depth):
            head = ("head", silo, level)
            result.add_node(head, role="head", level=level, silo=silo)
            result.add_edge(boss, head)
            boss = head
        for party in members:
            result.add_node(party, role="leaf", level=depth, silo=silo)
            result.add_edge(boss, party)
    return result


@_check.elementwise
def leaf_distance(same: bool, levels: int) -> int:
    """Return the steps between two leaves of a `hierarchy`: 2 in the same silo, else 2 * levels.

    `levels` is a whole number of 1 or more; raises ValueError otherwise.

    >>> leaf_distance(same=False, levels=3)
    6
    """
    depth = _check.whole("levels", levels, 1)
    return 2 if same else 2 * depth


def mean_distance(graph: nx.Graph[Any], pairs: Iterable[Collection[Hashable]], unreachable: float | None = None) -> float:
    """Return the mean number of steps between the two parties of each pair, over shortest paths.

    A pair without a path counts as `unreachable` steps; by default the number of nodes, one more than the longest path there can be, so
    that the mean stays finite and never rises when a tie is added. Without pairs it is not defined: nan. Raises ValueError for a directed
    graph, a pair that is not two different parties, or parties not in the graph.

    >>> mean_distance(hierarchy([["a", "b"], ["c"]], levels=2), [("a", "c")])
    4.0
    """
    _check.undirected(graph)
    wanted = [_check.two(pair) for pair in _check.listed(pairs)]
    _check.known(graph, dict.fromkeys(chain.from_iterable(wanted)), "pairs")
    if not wanted:
        return math.nan
    missing = len(graph) if unreachable is None else _check.number("unreachable", unreachable, 0, math.inf)
    if len(wanted) < len(graph):
        return sum(_steps(graph, one, other, missing) for one, other in wanted) / len(wanted)
    return _steps_of_all(graph, wanted, missing) / len(wanted)


def mean_distance_within(graph: nx.Graph[Any], groups: Iterable[Collection[Hashable]]) -> float:
    """Return what `mean_distance` does for all pairs that are in the same one of these disjoint groups, without writing these out.

    >>> mean_distance_within(hierarchy([["a", "b"], ["c"]], levels=2), [("a", "c"), ("b",)])
    4.0
    """
    place, ties, wide = _grouped(graph, groups)
    reach = [1 << number for number in range(len(place))]  # as in `_reached`
    near, distance, wider = sum([mask.bit_count() for mask in wide.values()]) - len(wide), 0, dict(enumerate(reach))
    number, total = near, 0.0
    if not number:
        return math.nan
    while near:
        distance += 1
        wider = _check.outwards(reach, ties, wider)
        if not wider:
            return (total + len(graph) * near) / number
        found = sum([(mask & ~reach[one] & wide[one]).bit_count() for one, mask in wider.items() if one in wide])
        for one, mask in wider.items():
            reach[one] = mask
        total, near = total + distance * found, near - found
    return total / number


def share_within(graph: nx.Graph[Any], groups: Iterable[Collection[Hashable]], sight: int) -> float:
    """Return the share, 0 to 1, of the pairs in the same one of these disjoint groups that are at most `sight` steps (0 or more) apart; nan without pairs.

    Raises ValueError for a directed graph, groups that share a party, or parties not in the graph.

    >>> share_within(hierarchy([["a", "b"], ["c"]], levels=2), [("a", "b", "c")], 2)
    0.3333333333333333
    """
    far, (place, ties, wide) = _check.whole("sight", sight, 0), _grouped(graph, groups)
    reach, number = _reached(len(place), ties, far), sum([mask.bit_count() for mask in wide.values()]) - len(wide)
    return (sum([(reach[one] & mask).bit_count() for one, mask in wide.items()]) - len(wide)) / number if number else math.nan


def _grouped(graph: nx.Graph[Any], groups: Iterable[Collection[Hashable]]) -> tuple[dict[Any, int], list[list[int]], dict[int, int]]:
    """Return the places and neighbours of all, and by the place of each member of a group its group as bits."""
    _check.undirected(graph)
    found = _check.disjoint(groups)
    _check.known(graph, chain.from_iterable(found), "groups")
    place, ties = _places(graph)
    masks = [sum([1 << place[one] for one in group]) for group in found]
    return place, ties, {place[one]: mask for group, mask in zip(found, masks, strict=True) for one in group}


def _reached(size: int, ties: list[list[int]], far: int) -> list[int]:
    """Return for each place who is at most so many steps away: bit j of entry i is set where j is within reach of i."""
    reach = [1 << number for number in range(size)]
    wider = dict(enumerate(reach))
    for _ in range(far):
        wider = _check.outwards(reach, ties, wider)
        for number, mask in wider.items():
            reach[number] = mask
    return reach


def perspectives_seen(
    graph: nx.Graph[Any], wanted: Iterable[tuple[Hashable, Hashable]], perspective: Mapping[Any, Hashable], sight: int, really: float = 1
) -> float:
    """Return the share, 0 to 1, of the wanted perspectives that are seen.

    `wanted` are pairs of a party and a perspective that it needs; `perspective` gives that of each party (heads have none). A party sees
    what somebody stands for who is at most `sight` steps away (0 or more): with 2 its colleagues under the same head and whoever it has a
    tie with. Who is near is `really` seen with that chance (0 to 1), each independently of the others; the share is then the expected one.
    Without pairs it is not defined: nan. That one sees by being near is assumed, after [simon1947]. Raises ValueError for a directed graph,
    or parties not in the graph.

    >>> perspectives_seen(hierarchy([["a", "b"], ["c"]], 2), [("a", "care"), ("a", "work")], {"b": "care", "c": "work"}, 2)
    0.5
    """
    return share_seen(seen(graph, wanted, perspective, sight), really)


def share_seen(near: Sequence[int], really: float = 1) -> float:
    """Return the expected share, 0 to 1, of the wanted perspectives that are seen, where so many who have each are `near`: see `perspectives_seen`.

    >>> share_seen([0, 1, 2], 0.5)
    0.4166666666666667
    """
    missed = 1 - _check.number("really", really, 0, 1)
    return sum(1 - missed**many for many in _check.numbers("each of near", near, 0, math.inf)) / len(near) if len(near) else math.nan


def seen(graph: nx.Graph[Any], wanted: Iterable[tuple[Hashable, Hashable]], perspective: Mapping[Any, Hashable], sight: int) -> list[int]:
    """Return for each of the wanted perspectives how many who have it are within sight: see `perspectives_seen`.

    >>> seen(hierarchy([["a", "b"], ["c"]], 2), [("a", "care"), ("a", "work")], {"b": "care", "c": "work"}, 2)
    [1, 0]
    """
    _check.undirected(graph)
    far, pairs = _check.whole("sight", sight, 0), list(wanted)
    _check.known(graph, dict(pairs), "wanted")
    place, ties = _places(graph)
    reach = _reached(len(place), ties, far)
    bearers: dict[Hashable, int] = {}
    for one, label in perspective.items():
        if one in place:
            bearers[label] = bearers.get(label, 0) | 1 << place[one]
    return [(reach[place[party]] & bearers.get(label, 0)).bit_count() for party, label in pairs]


def _places(graph: nx.Graph[Any]) -> tuple[dict[Any, int], list[list[int]]]:
    """Return the place of each party in the order of the graph, and per place those of its neighbours."""
    place = {node: number for number, node in enumerate(graph)}
    return place, [[place[other] for other in near] for _, near in graph.adjacency()]


def add_lateral(graph: nx.Graph[Any], pairs: Iterable[Collection[Hashable]]) -> nx.Graph[Any]:
    """Return a new graph with a tie across for each pair, marked `lateral=True`; ties that exist stay as they are.

    Raises ValueError for a directed graph, a pair that is not two different parties, or parties not in the graph.

    >>> mean_distance(add_lateral(hierarchy([["a", "b"], ["c"]], 2), [("a", "c")]), [("a", "c")])
    1.0
    """
    _check.undirected(graph)
    result = _check.copied(graph)
    for pair in _check.listed(pairs):
        party, other = _check.two(pair)
        _check.known(graph, (party, other), "pairs")
        if not result.has_edge(party, other):
            result.add_edge(party, other, lateral=True)
    return result


@_check.elementwise
def conflicting_orders(bosses: int, priorities: int) -> float:
    """Return the chance, 0 to 1, that not all bosses of one worker put the same thing first: 1 - m ** -(k - 1).

    `bosses` is k (1 or more), `priorities` m (1 or more). Assumes that each boss picks one of the m priorities with
    equal chance, independently; bosses who talk to one another conflict less. Raises ValueError outside the ranges.

    >>> conflicting_orders(bosses=2, priorities=4)
    0.75
    """
    k = _check.whole("bosses", bosses, 1)
    m = _check.whole("priorities", priorities, 1)
    return 1 - m ** -(k - 1)


def _steps(graph: nx.Graph[Any], start: Hashable, end: Hashable, missing: float) -> float:
    import networkx as nx

    try:
        return nx.shortest_path_length(graph, start, end)  # from both ends
    except nx.NetworkXNoPath:
        return missing


def _steps_of_all(graph: nx.Graph[Any], pairs: list[tuple[Hashable, Hashable]], missing: float) -> float:
    """Return the sum of the steps of many pairs: outwards from every party at once, as `islands.global_efficiency` does."""
    place, ties = _places(graph)
    reach = [1 << number for number in range(len(place))]  # as in `_reached`
    apart, total, distance = [(place[one], place[other]) for one, other in pairs], 0.0, 0
    wider = dict(enumerate(reach))
    while apart:
        distance += 1
        wider = _check.outwards(reach, ties, wider)
        if not wider:
            return total + missing * len(apart)
        for number, mask in wider.items():
            reach[number] = mask
        left = [(one, other) for one, other in apart if not reach[one] >> other & 1]
        total += distance * (len(apart) - len(left))
        apart = left
    return total
