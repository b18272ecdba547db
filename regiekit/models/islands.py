"""Islands: parties that keep to themselves, and what merging them into one organisation buys and costs.

A network of parties is a ``networkx.Graph``; only whether a tie exists counts, not its weight. Global efficiency tells how near the parties
are to one another [latora2001], the E-I index whether ties run between groups or stay inside them [krackhardt1988]. Merging is modelled as
one shared desk (hub) tied to every member: everyone comes within two steps, and questions pass through one queue.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Hashable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from regiekit.models import _check
from regiekit.models._check import np

FAR = 16  # steps after which less than a twentieth in reach means that hundreds more will follow
MANY = 500  # parties: with fewer, loading scipy takes longer than the steps do

if TYPE_CHECKING:
    import networkx as nx


def islands(graph: nx.Graph[Any]) -> list[frozenset[Any]]:
    """Return the connected components: the sets of parties that can reach one another.

    The largest comes first; of equal ones, the one whose first party comes first in the graph. A party without ties
    is an island of one; a graph without parties has none. Raises ValueError for a directed graph or a multigraph.

    >>> import networkx as nx
    >>> [len(island) for island in islands(nx.Graph([(1, 2), (2, 3), (4, 5)]))]
    [3, 2]
    """
    _check.undirected(graph)
    return sorted(map(frozenset, _check.together(dict(graph.adjacency()))), key=len, reverse=True)


def global_efficiency(graph: nx.Graph[Any]) -> float:
    """Return the mean of 1/distance over all pairs of parties, 0 (no ties) to 1 (all tied), without unit.

    An unreachable pair counts 0; with fewer than two parties there is no pair and the value is 0.0. Assumes that
    every tie is one step, whatever its weight. Raises ValueError for a directed graph or a multigraph.

    Source: [latora2001]. Not networkx's own, which searches from every party in turn and takes several times as long,
    which a slider and hundreds of random networks would feel; here the parties within reach of each party are the
    bits of one integer, and a step outwards is an "or". A network that is long needs many steps: a tree then goes by its branches, others (a ring) by scipy's search, if it is there.

    >>> import networkx as nx
    >>> global_efficiency(nx.star_graph(3))
    0.75
    """
    _check.undirected(graph)
    size = len(graph)
    if size < 2:
        return 0.0
    place = {node: number for number, node in enumerate(graph)}
    ties = [[place[other] for other in near] for _, near in graph.adjacency()]
    reach = [1 << number for number in range(size)]  # bit j of reach[i]: party i has party j within reach
    within = size  # ordered pairs at most `distance` apart, each party with itself included
    total = 0.0
    distance = 0
    wider = dict(enumerate(reach))
    while True:
        distance += 1
        wider = _check.outwards(reach, ties, wider)
        if not wider:
            return total / (size * (size - 1))
        now = within + sum([mask.bit_count() - reach[place].bit_count() for place, mask in wider.items()])
        if distance == FAR and size > MANY and now < size * size / 20 and (found := _branched(ties) or _searched(ties)) is not None:
            return found
        total += (now - within) / distance
        within = now
        for place, mask in wider.items():
            reach[place] = mask


def _branched(ties: list[list[int]]) -> float | None:
    """Return the efficiency of trees, for some thousand parties at a time: their distances to all go up each branch and down again; None where there is a circle."""
    size = len(ties)
    above, order, roots = [-1] * size, list[int](), 0
    for root in range(size):
        if above[root] < 0:
            above[root], roots, at = root, roots + 1, len(order)
            order.append(root)
            while at < len(order):
                new = [one for one in ties[order[at]] if above[one] < 0]
                for one in new:
                    above[one] = order[at]
                order += new
                at += 1
    if sum(map(len, ties)) != 2 * (size - roots):
        return None
    counts = np.zeros(size + 1, np.int64)  # of pairs so far apart; `size` is out of reach
    width = max(1, 5_000_000 // size)
    for first in range(0, size, width):
        steps = np.full((size, min(width, size - first)), size, np.int32)
        np.fill_diagonal(steps[first:], 0)
        for one in reversed(order):
            np.minimum(steps[above[one]], steps[one] + 1, out=steps[above[one]])
        for one in order:
            np.minimum(steps[one], steps[above[one]] + 1, out=steps[one])
        counts += np.bincount(steps.ravel(), minlength=size + 1)
    return float((counts[1:size] / np.arange(1, size)).sum()) / (size * (size - 1))


def _searched(ties: list[list[int]]) -> float | None:
    """Return the efficiency by scipy's search from every party, a few hundred at a time so that the memory stays small; None without scipy."""
    try:
        from scipy.sparse import csgraph, csr_array
    except ImportError:
        return None
    size = len(ties)
    starts = np.cumsum([0, *map(len, ties)])
    others = np.array([other for near in ties for other in near], np.int32)  # older scipy searches with 32 bits only
    graph = csr_array((np.ones(len(others)), others, starts.astype(np.int32)), shape=(size, size))
    total = 0.0
    for first in range(0, size, 256):
        steps = csgraph.dijkstra(graph, unweighted=True, indices=np.arange(first, min(size, first + 256)))
        total += float((1 / steps[steps > 0]).sum())  # what is out of reach is infinitely far
    return total / (size * (size - 1))


def ei_index(graph: nx.Graph[Any], group: Mapping[Any, Hashable]) -> float:
    """Return (external - internal) / (external + internal) ties: -1 all inside groups, +1 all between groups.

    `group` maps a party to its group. A party without a group (absent, None or nan) is alone: all its ties are external. A
    tie of a party to itself is not counted. Without ties the index is not defined: nan. The value depends on the
    sizes of the groups: compare it with `expected_ei_index`, or with `random_networks.permuted`. Raises ValueError
    for a directed graph or a multigraph, and when no key of `group` is a party. Source: [krackhardt1988].

    >>> import networkx as nx
    >>> ei_index(nx.path_graph(3), {0: "a", 1: "a", 2: "b"})
    0.0
    """
    _check.undirected(graph)
    of = _check.mapping(group, "group")
    if of and not any(party in graph for party in of):
        raise ValueError(f"group must map parties of the graph to their group; none of its keys is one: {list(of)[:3]!r}")
    of = dict(zip(of, _check.labels(of.values()), strict=True))
    ties = [(of.get(party), of.get(other)) for party, other in graph.edges() if party != other]
    internal = sum(own is not None and own == other for own, other in ties)
    return (len(ties) - 2 * internal) / len(ties) if ties else math.nan


@_check.elementwise
def expected_ei_index(parties: int, group_size: int) -> float:
    """Return the E-I index to expect when ties fall at random: (n - 2m + 1) / (n - 1).

    `parties` is n (at least 2), in equal groups of `group_size` m (1 to n). A party has m - 1 others inside its group
    and n - m outside. Raises ValueError outside these ranges.

    >>> expected_ei_index(4, 2)
    0.3333333333333333
    """
    n = _check.whole("parties", parties, 2)
    m = _check.whole("group_size", group_size, 1, n)
    return (n - 2 * m + 1) / (n - 1)


def merge(graph: nx.Graph[Any], groups: Iterable[Collection[Hashable]], merged: int, hub: Hashable) -> nx.Graph[Any]:
    """Return a new graph in which the `merged` largest groups share one hub, tied to each of their members.

    `groups` are disjoint collections of parties of the graph (for instance `islands(graph)`); they are taken largest
    first, in the given order where equal. `merged` runs from 0 (a plain copy, no hub) to the number of groups. `hub`
    is the node of the shared desk; a party already in the graph may be it and keeps its ties. Existing ties stay.
    Raises ValueError for a group with strangers, groups that share a party, or `merged` out of range.

    Assumes that merging makes no ties between members of different islands: they meet through the hub only.

    >>> import networkx as nx
    >>> sorted(merge(nx.Graph([(1, 2), (3, 4)]), [[1, 2], [3, 4]], 2, "hub")["hub"])
    [1, 2, 3, 4]
    """
    _check.undirected(graph)
    ordered = sorted(_check.disjoint(groups), key=len, reverse=True)
    for members in ordered:
        _check.known(graph, members, "groups")
    count = _check.whole("merged", merged, 0, len(ordered))
    chosen = {party for members in ordered[:count] for party in members}
    result = _check.copied(graph)
    if count:
        result.add_node(hub)
        result.add_edges_from((hub, party) for party in graph if party in chosen and party != hub)
    return result


@_check.elementwise
def utilisation(parties: int, questions: float, capacity: float) -> float:
    """Return the share of its capacity that the hub is asked for: n * questions / capacity, 0 or more.

    `parties` is the number n of parties that ask (0 or more), `questions` how many each asks per unit of time (0 or more), `capacity` how
    many the hub answers in that time (more than 0). From 1 on the hub is overloaded. Raises ValueError outside these ranges.

    >>> utilisation(10, questions=2, capacity=50)
    0.4
    """
    n = _check.whole("parties", parties, 0)
    return n * _check.number("questions", questions, 0, math.inf) / _check.positive("capacity", capacity)


@_check.elementwise
def waiting_time(parties: int, questions: float, capacity: float, desks: int = 1) -> float:
    """Return the mean time from asking to answer where so many desks share one queue (M/M/c); inf when overloaded.

    `parties` and `questions` as in `utilisation`, `capacity` is what each of the `desks` (0 or more) answers in that unit of time; the
    answer is in the same unit (with questions per week: weeks) and includes the answering itself. Questions come at random (Poisson),
    answering takes an exponential time, first come first served, nobody gives up, and enough time has passed for the queue to settle.
    With one desk it is 1 / (capacity - n * questions). At an equal load per desk, desks that share a queue let nobody wait longer: c
    desks of their own that become one pool shorten the wait, which tends to the time of answering alone. Source: [kleinrock1975].
    Raises ValueError as `utilisation` does.

    >>> waiting_time(10, questions=2, capacity=50) == 1 / (50 - 20)
    True
    """
    load = utilisation(parties, questions, capacity)
    c = _check.whole("desks", desks, 0)
    if load >= c:
        return math.inf
    blocked = 1.0  # Erlang's loss formula, desk by desk
    for desk in range(1, c + 1):
        blocked = load * blocked / (desk + load * blocked)
    waits = blocked / (1 - load / c * (1 - blocked))  # the chance that a question has to wait
    return (1 + waits / (c - load)) / capacity


@_check.elementwise
def clique_efficiency(parties: int, group_size: int) -> float:
    """Return the global efficiency of separate islands of m parties that all know one another: (m - 1) / (n - 1).

    `parties` is n (at least 2), a whole number of groups of `group_size` m (1 to n). Raises ValueError otherwise.

    >>> clique_efficiency(9, 3)
    0.25
    """
    n = _check.whole("parties", parties, 2)
    m = _check.whole("group_size", group_size, 1, n)
    if n % m:
        raise ValueError(f"parties must be a multiple of group_size; {n} is not a multiple of {m}")
    return (m - 1) / (n - 1)


@_check.elementwise
def star_efficiency(parties: int) -> float:
    """Return the global efficiency of a star of `parties` nodes, hub included (at least 2): (n + 2) / (2n).

    It falls towards one half: everyone reaches everyone in two steps. Raises ValueError for fewer than 2.

    >>> star_efficiency(4)
    0.75
    """
    n = _check.whole("parties", parties, 2)
    return (n + 2) / (2 * n)
