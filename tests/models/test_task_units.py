from collections import Counter
from itertools import combinations, product

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regiekit.models import task_units as model

networks = st.lists(st.sets(st.integers(0, 6), min_size=1, max_size=4), min_size=2, max_size=7).map(
    lambda sets: {f"t{i}": s for i, s in enumerate(sets)}
)


def brute(tasks, units, largest):
    """The smallest cut over every assignment that uses all units, counted tie by tie."""
    place = {name: i for i, name in enumerate(tasks)}
    found = [(place[a], place[b], w) for (a, b), w in model.ties(tasks).items()]
    return min(
        sum(w for a, b, w in found if at[a] != at[b])
        for at in product(range(units), repeat=len(place))
        if len(set(at)) == units and max(map(at.count, range(units))) <= largest
    )


def test_tasks_that_need_the_same_parties_are_tied():
    assert model.ties({"a": ["x", "y", "p", "q"], "b": ["q", "p"], "c": ["q"], "d": ["z"]}) == {("a", "b"): 2, ("a", "c"): 1, ("b", "c"): 1}
    assert model.ties({}) == {}


@given(networks, st.data())
@settings(max_examples=60, deadline=None)
def test_the_enumeration_finds_the_smallest_cut(tasks, data):
    units = data.draw(st.integers(1, min(4, len(tasks))))
    largest = data.draw(st.integers(-(-len(tasks) // units), len(tasks)))
    found = model.ties(tasks)
    grouping = model.minimum_cut(list(tasks), found, units, largest)
    assert grouping.cut == brute(tasks, units, largest) == model.cut(found, grouping.unit)
    sizes = Counter(grouping.unit.values())
    assert set(sizes) == set(range(units))
    assert max(sizes.values()) <= largest
    assert list(grouping.unit) == list(tasks)
    assert list(dict.fromkeys(grouping.unit.values())) == list(range(units))


@given(networks)
@settings(max_examples=40, deadline=None)
def test_two_units_are_the_cut_of_stoer_and_wagner(tasks):
    found = model.ties(tasks)
    graph = nx.Graph()
    graph.add_nodes_from(tasks)
    graph.add_weighted_edges_from((a, b, w) for (a, b), w in found.items())
    expected = nx.stoer_wagner(graph)[0] if nx.is_connected(graph) else 0
    assert model.minimum_cut(list(tasks), found, 2).cut == expected


@given(networks, st.integers(1, 5))
@settings(max_examples=40, deadline=None)
def test_no_grouping_removes_every_tie_unless_the_tasks_fall_apart_by_themselves(tasks, units):
    found = model.ties(tasks)
    graph = nx.Graph()
    graph.add_nodes_from(tasks)
    graph.add_edges_from(found)
    units = min(units, len(tasks))
    assert (model.minimum_cut(list(tasks), found, units).cut == 0) == (units <= nx.number_connected_components(graph))


@pytest.mark.parametrize(("n", "k"), [(4, 2), (6, 3), (10, 5), (10, 2), (9, 3)])
def test_all_tied_alike_is_a_closed_form(n, k):
    """Equal units of s: (n² - k s²) / 2 ties between them; without a limit k - 1 tasks alone and the rest together."""
    tasks = {i: {"one party"} for i in range(n)}
    found = model.ties(tasks)
    if n % k == 0:
        assert model.minimum_cut(list(tasks), found, k, n // k).cut == (n * n - k * (n // k) ** 2) // 2
    rest = n - k + 1
    assert model.minimum_cut(list(tasks), found, k).cut == n * (n - 1) // 2 - rest * (rest - 1) // 2


@pytest.mark.parametrize("k", [2, 3, 5])
def test_a_tree_loses_its_lightest_ties(k):
    shared = {("a", "b"): 5, ("b", "c"): 1, ("b", "d"): 3, ("d", "e"): 2, ("e", "f"): 4}
    tasks = {t: {f"{x}{y}{i}" for (x, y), w in shared.items() if t in (x, y) for i in range(w)} for t in "abcdef"}
    assert model.ties(tasks) == shared
    assert model.minimum_cut(list(tasks), shared, k).cut == sum(sorted(shared.values())[: k - 1])


def test_one_unit_cuts_nothing_and_each_its_own_cuts_all():
    tasks = {"a": ["p", "q"], "b": ["q", "r"], "c": ["r", "p"]}
    found = model.ties(tasks)
    assert model.minimum_cut(list(tasks), found, 1).cut == 0
    assert model.minimum_cut(list(tasks), found, 3).cut == sum(found.values()) == 3
    assert model.cut(found, {}) == 3
    assert model.cut(found, {"a": None, "b": None, "c": 1}) == 3
    assert model.minimum_cut([], {}, 1) == ({}, 0, False)


@pytest.mark.parametrize(("weight", "tied"), [(1, True), (2, False)])
def test_whether_another_grouping_cuts_as_little(weight, tied):
    assert model.minimum_cut(["a", "b", "c"], {("a", "b"): weight, ("b", "c"): 1}, 2).tied is tied


@given(networks, st.data())
@settings(max_examples=60)
def test_bridges_cover_the_cut_party_by_party(tasks, data):
    unit = {t: data.draw(st.sampled_from([0, 1, 2, None])) for t in tasks}
    found = model.ties(tasks)
    bridges = model.bridges(tasks, unit)
    assert sum(n for _, n in bridges) == model.cut(found, unit)
    assert [n for _, n in bridges] == sorted((n for _, n in bridges), reverse=True)
    for number in range(len(bridges) + 1):  # taking them in order is as good as any choice
        best = max((sum(n for _, n in chosen) for chosen in combinations(bridges, number)), default=0)
        assert sum(n for _, n in bridges[:number]) == best


def test_a_party_in_every_task_makes_all_the_pairs():
    tasks = {i: ["everywhere", f"own {i}"] for i in range(5)}
    assert model.bridges(tasks, {i: i for i in tasks}) == [("everywhere", 10)]


def test_the_share_that_holds():
    found = {("a", "b"): 3, ("b", "c"): 1}
    assert [model.share_held(found, left) for left in (0, 1, 4)] == [1, 0.75, 0]
    assert model.share_held({}, 0) == 1


@pytest.mark.parametrize("call", [
    lambda: model.ties({"a": "text"}), lambda: model.minimum_cut(range(11), {}, 2), lambda: model.minimum_cut(["a", "a"], {}, 1), lambda: model.minimum_cut(["a"], {}, 2),
    lambda: model.minimum_cut(["a"], {}, 0), lambda: model.minimum_cut("abc", {}, 2), lambda: model.minimum_cut(["a", "b", "c"], {}, 2, 1), lambda: model.share_held({("a", "b"): 1}, 2),
])  # fmt: skip
def test_outside_the_range_is_refused(call):
    with pytest.raises(ValueError, match="must"):
        call()
