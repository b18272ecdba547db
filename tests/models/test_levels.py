import math

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regiekit.models import levels as model

maps = st.dictionaries(st.integers(0, 9), st.sets(st.sampled_from("abc")), max_size=8)


def bipartite(levels):
    graph = nx.Graph()
    graph.add_nodes_from(("partij", p) for p in levels)
    graph.add_edges_from((("partij", p), ("niveau", level)) for p, at in levels.items() for level in at)
    return graph


def test_a_small_table_by_hand():
    levels = {"a": ["top"], "b": ["top"], "c": ["werk"], "d": [], "e": ["werk", "midden"], "f": ["leeg"]}
    assert model.at_level(levels, "top") == ("a", "b")
    assert model.alone(levels) == ("f",)
    assert model.meeting_share(levels) == pytest.approx(2 / 15)
    assert model.tables(levels) == [{"a", "b"}, {"c", "e"}, {"f"}]


@pytest.mark.parametrize("sizes", [(4, 0, 0), (1, 1, 1), (2, 2, 2), (5, 3, 1), (0, 0, 2)])
def test_the_share_follows_from_the_sizes(sizes):
    levels = {(level, i): [level] for level, size in enumerate(sizes) for i in range(size)}
    assert model.meeting_share(levels) == pytest.approx(model.meeting_share_of_sizes(sizes))


@pytest.mark.parametrize("n", [2, 6, 12])
def test_the_limits_of_the_share(n):
    assert model.meeting_share_of_sizes([n]) == 1
    assert model.meeting_share_of_sizes([1] * n) == 0
    if n % 3 == 0:
        assert model.meeting_share_of_sizes([n // 3] * 3) == pytest.approx((n / 3 - 1) / (n - 1))


def test_one_party_at_every_level_ties_all_tables():
    apart = {"g": ["midden"], "a": ["top"], "b": ["midden"], "c": ["werk"]}
    assert len(model.tables(apart)) == 3
    everywhere = {**apart, "g": ["top", "midden", "werk"]}
    assert model.tables(everywhere) == [frozenset(apart)]
    assert model.alone(everywhere) == ()
    assert model.alone(apart) == ("a", "c")


@given(maps)
@settings(max_examples=100, deadline=None)
def test_the_tables_are_the_components_of_the_bipartite_network(levels):
    graph = bipartite(levels)
    found = {frozenset(n for kind, n in part if kind == "partij") for part in nx.connected_components(graph) if len(part) > 1}
    assert set(model.tables(levels)) == found
    lonely = {p for p, at in levels.items() if at and all(graph.degree(("niveau", level)) == 1 for level in at)}
    assert set(model.alone(levels)) == lonely


def test_too_few_parties_have_no_share():
    assert math.isnan(model.meeting_share({}))
    assert math.isnan(model.meeting_share({"a": ["top"]}))
    assert math.isnan(model.meeting_share_of_sizes([1]))
    assert model.meeting_share({"a": [], "b": []}) == 0


@pytest.mark.parametrize(
    "call", [lambda: model.alone({"a": "top"}), lambda: model.tables([("a", "b")]), lambda: model.meeting_share_of_sizes([-1])]
)
def test_what_makes_no_sense_is_refused(call):
    with pytest.raises(ValueError, match="must"):
        call()
