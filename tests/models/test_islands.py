import math
import random

import networkx as nx
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regiekit.models import _check
from regiekit.models import islands as model


@st.composite
def graphs(draw, least=2, most=9):
    size = draw(st.integers(least, most))
    pairs = [(one, other) for one in range(size) for other in range(one)]
    graph = nx.Graph()
    graph.add_nodes_from(range(size))
    graph.add_edges_from(pair for pair in pairs if draw(st.booleans()))
    return graph


def cliques(number, size):
    return nx.disjoint_union_all([nx.complete_graph(size)] * number)


def test_islands_largest_first_then_in_order_of_the_graph():
    graph = nx.Graph()
    graph.add_nodes_from("zyxabc")
    graph.add_edges_from(["ab", "bc"])
    assert model.islands(graph) == [frozenset("abc"), frozenset("z"), frozenset("y"), frozenset("x")]
    assert model.islands(nx.Graph()) == []


@given(graphs(least=1))
@settings(max_examples=40, deadline=None)
def test_islands_are_the_components(graph):
    assert set(model.islands(graph)) == set(map(frozenset, nx.connected_components(graph)))


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize(("size", "ties"), [(24, 12), (24, 30), (24, 60), (40, 120)])
def test_efficiency_equals_networkx(size, ties, seed):
    graph = nx.gnm_random_graph(size, ties, seed=seed)
    assert model.global_efficiency(graph) == pytest.approx(nx.global_efficiency(graph), abs=1e-12)


@pytest.mark.parametrize("graph", [nx.path_graph(30), nx.cycle_graph(9), nx.barbell_graph(4, 3), nx.grid_graph((3, 4))])
def test_efficiency_of_long_networks_equals_networkx(graph):
    assert model.global_efficiency(graph) == pytest.approx(nx.global_efficiency(graph), abs=1e-12)


def test_efficiency_limits():
    assert model.global_efficiency(nx.Graph()) == 0
    assert model.global_efficiency(nx.empty_graph(1)) == 0
    assert model.global_efficiency(nx.empty_graph(5)) == 0
    assert model.global_efficiency(nx.complete_graph(6)) == 1


def test_efficiency_counts_no_tie_of_a_party_to_itself():
    graph = nx.path_graph(3)
    graph.add_edge(1, 1)
    assert model.global_efficiency(graph) == model.global_efficiency(nx.path_graph(3))


@given(graphs(), st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_efficiency_is_a_share_and_names_play_no_part(graph, chance):
    value = model.global_efficiency(graph)
    names = [f"party {node}" for node in graph]
    chance.shuffle(names)
    edges = [(names[one], names[other]) for one, other in graph.edges]
    chance.shuffle(edges)
    renamed = nx.Graph(edges)
    renamed.add_nodes_from(names)
    assert 0 <= value <= 1
    assert model.global_efficiency(renamed) == value


@given(graphs(least=3), st.data())
@settings(max_examples=40, deadline=None)
def test_a_tie_more_never_makes_it_less_efficient(graph, data):
    missing = sorted(nx.non_edges(graph))
    if missing:
        more = graph.copy()
        more.add_edge(*data.draw(st.sampled_from(missing)))
        assert model.global_efficiency(more) > model.global_efficiency(graph)


@pytest.mark.parametrize(("number", "size"), [(1, 2), (1, 5), (2, 3), (3, 4), (6, 1)])
def test_clique_efficiency(number, size):
    expected = model.global_efficiency(cliques(number, size))
    assert model.clique_efficiency(number * size, size) == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize("size", [2, 3, 7, 24])
def test_star_efficiency(size):
    assert model.star_efficiency(size) == pytest.approx(model.global_efficiency(nx.star_graph(size - 1)), abs=1e-12)


def test_merging_all_islands_puts_everyone_within_two_steps():
    graph = cliques(3, 4)
    whole = model.merge(graph, model.islands(graph), 3, "hub")
    near, far = 12 + 3 * 6, 3 * 16  # pairs at one and at two steps
    assert nx.diameter(whole) == 2
    assert model.global_efficiency(whole) == pytest.approx((near + far / 2) / (near + far))


def test_merge_takes_the_largest_groups_and_changes_nothing_else():
    graph = nx.Graph([(1, 2), (2, 3), (4, 5), (4, 6), (7, 8)])
    before = nx.to_dict_of_dicts(graph)
    merged = model.merge(graph, [{7, 8}, {1, 2, 3}, {4, 5, 6}], 2, "hub")
    assert set(merged["hub"]) == {1, 2, 3, 4, 5, 6}
    assert merged.has_edge(7, 8)
    assert len(merged.edges) == len(graph.edges) + 6
    assert [len(island) for island in model.islands(merged)] == [7, 2]
    assert nx.to_dict_of_dicts(graph) == before


def test_merge_none_is_a_copy_and_a_party_can_be_the_hub():
    graph = nx.Graph([(1, 2), (3, 4)])
    copy = model.merge(graph, [[1, 2], [3, 4]], 0, "hub")
    assert nx.utils.graphs_equal(copy, graph)
    assert copy is not graph
    own = model.merge(graph, [[1, 2], [3, 4]], 2, 1)
    assert set(own[1]) == {2, 3, 4}


@pytest.mark.parametrize(
    ("groups", "merged"),
    [([[1], [2]], 3), ([[1], [2]], -1), ([[1], [9]], 1), ([[1, 2], [2]], 1), (["1"], 1), ({"team": [1]}, 1)],
)
def test_merge_refuses(groups, merged):
    with pytest.raises(ValueError, match=r"groups|merged"):
        model.merge(nx.Graph([(1, 2)]), groups, merged, "hub")


def test_ei_index():
    graph = nx.Graph([(1, 2), (2, 3), (3, 4), (4, 1), (5, 5)])
    assert model.ei_index(graph, {1: "a", 2: "a", 3: "b", 4: "b"}) == 0
    assert model.ei_index(graph, dict.fromkeys(graph, "a")) == -1
    assert model.ei_index(graph, {1: "a", 2: "b", 3: "a", 4: "b"}) == 1
    assert model.ei_index(graph, {1: "a", 2: "a", 3: "a", 4: "b"}) == 0
    assert model.ei_index(nx.path_graph(5), {0: "a", 1: "a", 2: "b", 3: "c", 4: "d"}) == pytest.approx(0.5)


def test_ei_index_without_group_or_without_ties():
    assert model.ei_index(nx.complete_graph(3), {}) == 1
    assert model.ei_index(nx.complete_graph(3), dict.fromkeys(range(3))) == 1
    assert math.isnan(model.ei_index(nx.empty_graph(3), {0: "a"}))


@pytest.mark.parametrize(("parties", "size"), [(2, 1), (4, 2), (12, 3), (12, 12), (6, 1)])
def test_expected_ei_index_is_that_of_the_complete_network(parties, size):
    # when every pair is equally likely to be tied, the expected share is the share over all pairs
    group = {party: party // size for party in range(parties)}
    expected = model.ei_index(nx.complete_graph(parties), group)
    assert model.expected_ei_index(parties, size) == pytest.approx(expected)


def test_waiting_time_follows_little():
    rate, capacity, parties = 2.0, 30.0, 12
    load = model.utilisation(parties, rate, capacity)
    assert load == pytest.approx(0.8)
    waiting = model.waiting_time(parties, rate, capacity)
    assert waiting == pytest.approx(1 / 6)
    assert parties * rate * waiting == pytest.approx(load / (1 - load))
    assert model.waiting_time(1, 0.25, 0.75) == pytest.approx(2)
    assert model.waiting_time(0, rate, capacity) == pytest.approx(1 / capacity)


@pytest.mark.parametrize(("desks", "load"), [(1, 0.6), (2, 0.6), (2, 0.9), (5, 0.3), (14, 0.6), (40, 0.95)])
def test_waiting_time_of_desks_that_share_a_queue(desks, load):
    """Beside the chances of a birth and death process, worked out state by state."""
    offered = desks * load
    weight = [math.prod(offered / min(k, desks) for k in range(1, n + 1)) for n in range(4000)]
    inside = sum(n * w for n, w in enumerate(weight)) / sum(weight)  # Little: the number inside is the rate times the time
    assert model.waiting_time(desks, load, 1.0, desks) == pytest.approx(inside / offered, rel=1e-6)


@pytest.mark.parametrize("load", [0.2, 0.6, 0.9])
def test_desks_that_are_pooled_shorten_the_wait(load):
    waits = [model.waiting_time(n, load, 1.0, n) for n in range(1, 20)]
    assert waits == sorted(waits, reverse=True)
    assert waits[0] == pytest.approx(1 / (1 - load))
    assert model.waiting_time(2000, load, 1.0, 2000) == pytest.approx(1, abs=1e-3)  # only the answering is left
    assert model.waiting_time(10, load, 1.0, 0) == math.inf
    assert model.waiting_time(10, load, 1.0, int(10 * load)) == math.inf


def test_waiting_time_of_a_simulated_desk():
    chance = random.Random(7)
    waiting = total = 0.0
    number = 60_000
    for _ in range(number):
        service = chance.expovariate(10)
        total += waiting + service
        waiting = max(0.0, waiting + service - chance.expovariate(6))
    assert total / number == pytest.approx(model.waiting_time(6, 1, 10), rel=0.05)


def test_an_overloaded_hub_never_answers():
    assert model.waiting_time(10, 3, 30) == math.inf
    assert model.waiting_time(11, 3, 30) == math.inf
    assert model.utilisation(11, 3, 30) == pytest.approx(1.1)


@pytest.mark.parametrize(
    ("function", "arguments", "name"),
    [
        (model.waiting_time, (-1, 1, 1), "parties"),
        (model.waiting_time, (1.5, 1, 1), "parties"),
        (model.waiting_time, (1, -1, 1), "questions"),
        (model.waiting_time, (1, math.nan, 1), "questions"),
        (model.utilisation, (1, math.inf, 1), "questions"),
        (model.utilisation, (1, 1, 0), "capacity"),
        (model.utilisation, (1, 1, "much"), "capacity"),
        (model.clique_efficiency, (1, 1), "parties"),
        (model.clique_efficiency, (12, 5), "multiple"),
        (model.clique_efficiency, (12, 13), "group_size"),
        (model.star_efficiency, (1,), "parties"),
        (model.expected_ei_index, (1, 1), "parties"),
        (model.expected_ei_index, (4, 0), "group_size"),
    ],
)
def test_arguments_out_of_range(function, arguments, name):
    with pytest.raises(ValueError, match=name):
        function(*arguments)


def test_the_message_names_the_party_that_is_in_two_groups():
    with pytest.raises(ValueError, match=r"more than once: \['2'\]$"):
        model.merge(nx.path_graph(4), [[1, 2], [2, 3]], 1, "hub")


@pytest.mark.parametrize("graph", [nx.DiGraph([(1, 2)]), nx.MultiGraph([(1, 2)])])
def test_only_plain_undirected_graphs(graph):
    for call in (
        lambda: model.islands(graph),
        lambda: model.global_efficiency(graph),
        lambda: model.ei_index(graph, {}),
        lambda: model.merge(graph, [], 0, "hub"),
    ):
        with pytest.raises(ValueError, match="undirected"):
            call()


@pytest.mark.parametrize("parties", [700, 701])
def test_a_long_ring_is_searched_and_has_its_closed_form(monkeypatch, parties):
    half = (parties - 1) // 2
    closed = (2 * math.fsum(1 / d for d in range(1, half + 1)) + (2 / parties if parties % 2 == 0 else 0)) / (parties - 1)
    ring, asked, search = nx.cycle_graph(parties), [], model._searched
    monkeypatch.setattr(model, "_searched", lambda ties: asked.append(1) or search(ties))
    assert model.global_efficiency(ring) == pytest.approx(closed, rel=1e-12)
    assert asked == [1]
    monkeypatch.setattr(model, "_searched", lambda ties: None)
    assert model.global_efficiency(ring) == pytest.approx(closed, rel=1e-12)


@pytest.mark.parametrize("more", [[], [(0, 2)]], ids=["trees", "a circle"])
def test_trees_go_by_their_branches_and_give_what_the_search_gives(monkeypatch, more):
    graph = nx.disjoint_union(nx.path_graph(600), nx.path_graph(400))
    graph.add_edges_from([*((one, 1000 + one) for one in range(0, 1000, 3)), *more])
    whole, search, asked = nx.global_efficiency(graph), model._searched, []
    monkeypatch.setattr(model, "_searched", lambda ties: asked.append(1) or search(ties))
    assert model.global_efficiency(graph) == pytest.approx(whole, rel=1e-12)
    assert bool(asked) == bool(more)
    assert (model._branched([list(near) for near in nx.convert_node_labels_to_integers(graph).adj.values()]) is None) == bool(more)


def test_what_is_out_of_reach_of_a_search_counts_nothing():
    graph = nx.disjoint_union(nx.path_graph(400), nx.path_graph(300))
    pairs = math.fsum((n - d) / d for n in (400, 300) for d in range(1, n))
    assert model.global_efficiency(graph) == pytest.approx(2 * pairs / (700 * 699), rel=1e-12)


def test_a_copy_has_its_own_ties_and_all_that_networkx_sees_in_a_copy():
    graph = nx.Graph([("a", "b", {"weight": 2}), ("b", "c")], name="first")
    copy = _check.copied(graph)
    assert nx.utils.graphs_equal(copy, graph)
    assert list(copy.edges) == list(graph.edges)
    copy.add_edge("a", "d")
    copy.remove_edge("a", "b")
    assert sorted(graph.edges) == [("a", "b"), ("b", "c")]
    assert "d" not in graph


def test_blank_groups_of_pandas_are_blank_and_keys_of_nobody_are_refused():
    graph = nx.path_graph(4)
    assert model.ei_index(graph, pd.Series(["a", "a", pd.NA, pd.NA])) == model.ei_index(graph, {0: "a", 1: "a"}) == pytest.approx(1 / 3)
    with pytest.raises(ValueError, match=r"none of its keys is one: \['zz'\]"):
        model.ei_index(graph, {"zz": 1})
    assert model.ei_index(graph, {}) == 1
