import math
from itertools import combinations, product

import networkx as nx
import pytest

from regiekit.models import silos as model

GROUPS = [["a", "b", "c"], ["d", "e"], [], ["f"]]


@pytest.mark.parametrize("levels", [1, 2, 3, 5])
def test_distances_between_leaves(levels):
    graph = model.hierarchy(GROUPS, levels)
    silo = {party: number for number, members in enumerate(GROUPS) for party in members}
    assert nx.is_tree(graph)
    for one, other in combinations("abcdef", 2):
        steps = nx.shortest_path_length(graph, one, other)
        assert steps == model.leaf_distance(silo[one] == silo[other], levels)
        assert steps == (2 if silo[one] == silo[other] else 2 * levels)


def test_hierarchy_marks_its_nodes():
    graph = model.hierarchy(GROUPS, 3)
    roles = [role for _, role in graph.nodes(data="role")]
    assert (roles.count("root"), roles.count("head"), roles.count("leaf")) == (1, 6, 6)
    assert graph.nodes[model.ROOT]["level"] == 0
    assert graph.nodes["f"] == {"role": "leaf", "level": 3, "silo": 3}
    assert list(graph["f"]) == [("head", 3, 2)]
    assert next(iter(graph)) == model.ROOT


@pytest.mark.parametrize(
    ("groups", "levels", "name"),
    [
        (GROUPS, 0, "levels"),
        (GROUPS, 1.5, "levels"),
        ([["a"], ["a", "b"]], 1, "groups"),
        (["abc"], 1, "groups"),
        ({"team": ["a"]}, 1, "groups"),
    ],
)
def test_hierarchy_refuses(groups, levels, name):
    with pytest.raises(ValueError, match=name):
        model.hierarchy(groups, levels)


def test_lateral_ties_bring_the_distance_to_one():
    graph = model.hierarchy(GROUPS, 4)
    before = nx.to_dict_of_dicts(graph)
    across = [("a", "d"), frozenset({"c", "f"})]
    assert model.mean_distance(graph, across) == 8
    bridged = model.add_lateral(graph, across)
    assert model.mean_distance(bridged, across) == 1
    assert bridged.edges["a", "d"]["lateral"]
    assert nx.to_dict_of_dicts(graph) == before


def test_a_lateral_tie_leaves_an_existing_tie_as_it_is():
    graph = nx.Graph()
    graph.add_edge("a", "b", kinds=("formeel",))
    assert model.add_lateral(graph, [("a", "b")]).edges["a", "b"] == {"kinds": ("formeel",)}


def test_mean_distance_over_all_pairs_equals_networkx():
    graph = nx.connected_watts_strogatz_graph(14, 4, 0.3, seed=2)
    assert model.mean_distance(graph, combinations(graph, 2)) == pytest.approx(nx.average_shortest_path_length(graph))


def test_mean_distance_of_the_closed_form():
    graph = model.hierarchy([range(4), range(4, 8)], 3)
    same = list(combinations(range(4), 2))
    across = list(product(range(4), range(4, 8)))
    mean = (len(same) * 2 + len(across) * 6) / (len(same) + len(across))
    assert model.mean_distance(graph, same + across) == pytest.approx(mean)


def test_an_unreachable_pair_counts_as_more_than_the_longest_path():
    graph = nx.Graph([(1, 2), (3, 4)])
    assert model.mean_distance(graph, [(1, 2), (1, 3)]) == pytest.approx((1 + 4) / 2)
    assert model.mean_distance(graph, [(1, 3)], unreachable=9) == 9
    assert model.mean_distance(graph, [(1, 2), (1, 3)], unreachable=0) == pytest.approx(1 / 2)
    path = nx.path_graph(7)
    assert model.mean_distance(path, [(0, 6)]) < model.mean_distance(nx.empty_graph(7), [(0, 6)])


def test_mean_distance_without_pairs_is_not_defined():
    assert math.isnan(model.mean_distance(nx.path_graph(3), []))


@pytest.mark.parametrize("pairs", [[("a", "z")], [("a", "a")], [("a", "b", "c")], ["ab"]])
def test_pairs_that_are_no_pairs(pairs):
    graph = model.hierarchy(GROUPS, 2)
    for function in (model.mean_distance, model.add_lateral):
        with pytest.raises(ValueError, match="pair"):
            function(graph, pairs)


@pytest.mark.parametrize(("bosses", "priorities"), [(1, 4), (2, 1), (2, 3), (3, 2), (4, 3)])
def test_conflicting_orders_equal_enumeration(bosses, priorities):
    orders = list(product(range(priorities), repeat=bosses))
    expected = sum(len(set(order)) > 1 for order in orders) / len(orders)
    assert model.conflicting_orders(bosses, priorities) == pytest.approx(expected)


@pytest.mark.parametrize(("arguments", "name"), [((0, 2), "bosses"), ((2, 0), "priorities")])
def test_conflicting_orders_out_of_range(arguments, name):
    with pytest.raises(ValueError, match=name):
        model.conflicting_orders(*arguments)


def test_only_plain_undirected_graphs():
    with pytest.raises(ValueError, match="undirected"):
        model.mean_distance(nx.DiGraph([(1, 2)]), [(1, 2)])
    with pytest.raises(ValueError, match="undirected"):
        model.add_lateral(nx.DiGraph([(1, 2)]), [(1, 2)])
    with pytest.raises(ValueError, match="levels"):
        model.leaf_distance(True, 0)
    with pytest.raises(ValueError, match="unreachable"):
        model.mean_distance(nx.path_graph(2), [(0, 1)], unreachable=math.inf)


def test_mean_distance_against_every_pair_from_one_end():
    graph = nx.gnm_random_graph(40, 45, seed=3)  # in pieces
    pairs = list(combinations(graph, 2))
    steps = dict(nx.all_pairs_shortest_path_length(graph))
    assert model.mean_distance(graph, pairs) == sum(steps[a].get(b, 40) for a, b in pairs) / len(pairs)


@pytest.mark.parametrize("levels", [1, 2, 3, 4])
def test_who_sees_the_perspective_of_another_column(levels):
    graph = model.hierarchy([["a", "b"], ["c", "d"]], levels)
    field = {"a": "care", "b": "care", "c": "school", "d": "school"}
    wanted = [("a", "school"), ("c", "care")]
    for sight in range(9):
        assert model.perspectives_seen(graph, wanted, field, sight) == (sight >= model.leaf_distance(False, levels))
    tied = model.add_lateral(graph, [("a", "c")])
    assert model.perspectives_seen(tied, wanted, field, 1) == 1
    assert model.perspectives_seen(tied, [*wanted, ("b", "school")], field, 1) == pytest.approx(2 / 3)
    assert math.isnan(model.perspectives_seen(graph, [], field, 2))
    for wrong, sight, name in (([("x", "care")], 2, "wanted"), (wanted, -1, "sight")):
        with pytest.raises(ValueError, match=name):
            model.perspectives_seen(graph, wrong, field, sight)


def test_many_pairs_at_once_and_each_by_itself_are_as_far_apart():
    graph = nx.disjoint_union(nx.gnm_random_graph(12, 16, seed=1), nx.path_graph(5))  # some out of reach
    pairs = [*combinations(graph, 2), (0, 1), (0, 1)]
    for missing in (None, 0, 9):
        each = [model.mean_distance(graph, [pair], missing) for pair in pairs]
        assert model.mean_distance(graph, pairs, missing) == pytest.approx(sum(each) / len(each))


@pytest.mark.parametrize("really", [0, 0.25, 1])
def test_a_perspective_is_missed_only_when_nobody_who_has_it_is_really_seen(really):
    """Three colleagues under one head, two of them with the same perspective; a fourth is out of sight."""
    graph = model.hierarchy([["a", "b", "c"], ["d"]], 3)
    views = {"b": "care", "c": "care", "d": "work"}
    assert model.perspectives_seen(graph, [("a", "care")], views, 2, really) == pytest.approx(1 - (1 - really) ** 2)
    assert model.perspectives_seen(graph, [("a", "work")], views, 2, really) == 0
    with pytest.raises(ValueError, match="really"):
        model.perspectives_seen(graph, [("a", "care")], views, 2, 1.5)


@pytest.mark.parametrize("sight", range(7))
def test_seen_is_what_the_shortest_paths_say(sight):
    graph = model.add_lateral(model.hierarchy(GROUPS, 2), [("a", "f")])
    field = {"a": 1, "b": 1, "c": 2, "d": 2, "e": 3, "f": 4, "nobody": 5}
    wanted = list(product("abcdef", (1, 2, 3, 4, 5)))
    steps = dict(nx.all_pairs_shortest_path_length(graph))
    near = [sum(field.get(one) == label for one, far in steps[party].items() if far <= sight) for party, label in wanted]
    assert model.seen(graph, wanted, field, sight) == near
    assert model.perspectives_seen(graph, wanted, field, sight) == sum(map(bool, near)) / len(near)


@pytest.mark.parametrize("levels", [1, 2, 4])
@pytest.mark.parametrize("across", [(), [("a", "d"), ("c", "f")]])
def test_pairs_in_one_group_are_found_without_writing_them_out(levels, across):
    graph = model.add_lateral(model.hierarchy(GROUPS, levels), across)
    graph.add_node("g")  # out of reach
    for groups in ([["a", "d", "f"], ["b", "e"], ["c"]], [["a", "b"], ["f", "g"]], [["a"], ["b"]]):
        pairs = [pair for group in groups for pair in combinations(group, 2)]
        assert model.mean_distance_within(graph, groups) == pytest.approx(model.mean_distance(graph, pairs), nan_ok=True)
        for sight in range(6):
            near = [nx.has_path(graph, *pair) and nx.shortest_path_length(graph, *pair) <= sight for pair in pairs]
            assert model.share_within(graph, groups, sight) == pytest.approx(sum(near) / len(near) if near else math.nan, nan_ok=True)


def test_groups_must_be_of_the_graph_and_share_nobody():
    graph = model.hierarchy(GROUPS, 2)
    for groups in ([["a", "x"]], [["a"], ["a", "b"]]):
        with pytest.raises(ValueError, match="groups"):
            model.share_within(graph, groups, 2)
        with pytest.raises(ValueError, match="groups"):
            model.mean_distance_within(graph, groups)
    with pytest.raises(ValueError, match="sight"):
        model.share_within(graph, [["a"]], -1)
