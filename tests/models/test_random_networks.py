import math
import os
import re
import subprocess
import sys
from collections import Counter
from itertools import permutations, product

import networkx as nx
import numpy as np
import pandas as pd
import pytest

from regiekit.models import random_networks as model
from regiekit.models.congruence import congruence, expected_congruence
from regiekit.models.islands import ei_index, expected_ei_index, global_efficiency, islands
from regiekit.models.lenses import order_seen
from regiekit.models.overlap import overlap_and_gap

SEPARATE = nx.disjoint_union_all([nx.complete_graph(4)] * 4)
CLAIMS = {"plan": {"a": 1.0, "b": 0.6}, "intake": {"a": 0.3}, "night": {}}


def recorder(measure):
    seen = []

    def record(draw):
        seen.append(draw)
        return measure(draw)

    return record, seen


def test_islands_are_less_efficient_than_chance():
    result = model.compare(SEPARATE, global_efficiency)
    assert result.word == "lower"
    assert result.value < result.low < result.mean < result.high
    assert result.share_below == 0
    assert result.draws == 200


def test_islands_are_more_in_number_than_chance():
    result = model.compare(SEPARATE, lambda graph: len(islands(graph)))
    assert result.word == "higher"
    assert result.share_below == 1


def test_a_random_network_is_within_the_band():
    words = [model.compare(nx.gnm_random_graph(16, 30, seed=s), global_efficiency).word for s in range(20)]
    assert words.count("within") >= 15


def test_random_networks_have_the_same_parties_and_ties():
    graph = nx.Graph([("a", "b"), ("b", "c"), ("c", "c")])
    graph.add_node("d")
    before = nx.to_dict_of_dicts(graph)
    record, seen = recorder(len)
    model.compare(graph, record, draws=60)
    assert len(seen) == 61
    for drawn in seen[1:]:
        assert list(drawn) == list(graph)
        assert drawn.number_of_edges() == 2
    edges = Counter(frozenset(edge) for drawn in seen[1:] for edge in drawn.edges)
    assert len(edges) == 6
    assert nx.to_dict_of_dicts(graph) == before


def test_a_tie_to_itself_counts_on_neither_side():
    graph = nx.complete_graph(3)
    graph.add_edges_from([(0, 0), (1, 1)])
    result = model.compare(graph, nx.density)
    assert (result.value, result.low, result.high, result.word) == (1, 1, 1, "within")


def test_random_networks_in_which_each_party_keeps_its_ties():
    graph = nx.karate_club_graph()
    record, seen = recorder(global_efficiency)
    model.compare(graph, record, draws=40, degrees=True)
    assert all(dict(drawn.degree()) == dict(graph.degree()) for drawn in seen)
    assert len({frozenset(map(frozenset, drawn.edges)) for drawn in seen}) == 41


def test_swapping_reaches_every_network_with_these_numbers_of_ties():
    """Six parties with one tie each: fifteen ways to pair them, each as often."""
    record, seen = recorder(len)
    model.compare(nx.Graph([(0, 1), (2, 3), (4, 5)]), record, draws=3000, degrees=True)
    found = Counter(frozenset(map(frozenset, drawn.edges)) for drawn in seen[1:])
    assert len(found) == 15
    assert max(found.values()) / min(found.values()) < 1.6


def test_where_the_plain_chance_sees_nothing_that_of_the_ties_of_each_party_may():
    graph = nx.karate_club_graph()
    assert model.compare(graph, global_efficiency).word == "within"
    assert model.compare(graph, global_efficiency, degrees=True).word == "lower"


def test_dealing_exactly_is_every_way_to_deal():
    pool, hand = "aaabbc", "ab"

    def measure(held):
        return sum({"a": 1, "b": 2.5, "c": 4}[one] for one in held)

    ways = [measure(order[:2]) for order in permutations(pool)]
    result = model.dealt(pool, 2, hand, measure)
    assert (result.value, result.draws, result.exact) == (3.5, 15, True)
    assert result.mean == pytest.approx(np.mean(ways))
    assert result.share_below == pytest.approx(np.mean(np.array(ways) < 3.5))
    assert result.share_above == pytest.approx(np.mean(np.array(ways) > 3.5))
    assert result.margin == (1 - result.share_below, 1 - result.share_below)
    assert (result.low, result.high) == tuple(np.percentile(ways, [5, 95], method="inverted_cdf"))


@pytest.mark.parametrize(
    ("above", "draws", "exact", "verdict"),
    [
        (0, 1000, False, "beyond"),
        (0, 100, False, "unsure"),  # too few draws to tell one in a hundred
        (10, 1000, False, "unsure"),
        (40, 1000, False, "within"),
        (9, 1000, True, "beyond"),
        (10, 1000, True, "within"),
    ],
)
def test_a_verdict_says_when_the_draws_cannot_tell(above, draws, exact, verdict):
    assert model.Comparison(1, 0, 0, 0, draws, 1 - above / draws, exact=exact).beyond(0.01) == verdict


def test_a_verdict_hardly_depends_on_the_seed():
    """Two of three verdicts may be told apart by one seed, never opposite ones."""
    graph = nx.gnm_random_graph(12, 18, seed=3)
    found = {model.compare(graph, lambda g: -global_efficiency(g), 400, seed).beyond(0.2) for seed in range(12)}
    assert len(found - {"unsure"}) <= 1


@pytest.mark.parametrize(("options", "band"), [({}, [5, 95]), ({"low": 10, "high": 75}, [10, 75]), ({"low": 0, "high": 100}, [0, 100])])
def test_band_mean_and_share_equal_numpy(options, band):
    record, seen = recorder(global_efficiency)
    graph = nx.gnm_random_graph(12, 18, seed=4)
    result = model.compare(graph, record, draws=70, **options)
    values = [global_efficiency(drawn) for drawn in seen[1:]]
    assert result.value == global_efficiency(graph)
    assert (result.low, result.high) == pytest.approx(tuple(np.percentile(values, band)))
    assert result.mean == pytest.approx(np.mean(values))
    assert result.share_below == pytest.approx(np.mean(np.array(values) < result.value))


def test_the_seed_fixes_the_draws():
    first = model.compare(SEPARATE, global_efficiency, draws=30, seed=3)
    assert model.compare(SEPARATE, global_efficiency, draws=30, seed=3) == first
    assert model.compare(SEPARATE, global_efficiency, draws=30, seed=4) != first
    one = model.compare(SEPARATE, global_efficiency, draws=1)
    assert one.low == one.mean == one.high


def test_permuted_labels_give_the_closed_forms():
    graph = nx.gnm_random_graph(12, 25, seed=2)
    unit = {party: party // 3 for party in graph}
    ei = model.permuted(unit, lambda labels: ei_index(graph, labels), draws=1500)
    assert ei.mean == pytest.approx(expected_ei_index(12, 3), abs=0.02)
    pairs = list(graph.edges)
    fit = model.permuted(unit, lambda labels: congruence(pairs, labels), draws=1500)
    assert fit.mean == pytest.approx(expected_congruence([3] * 4), abs=0.01)


def test_islands_as_groups_are_lower_than_chance():
    unit = {party: party // 4 for party in SEPARATE}
    result = model.permuted(unit, lambda labels: ei_index(SEPARATE, labels))
    assert result.value == -1
    assert result.word == "lower"


def test_permuted_deals_the_same_labels():
    unit = {"a": 1, "b": 1, "c": 2, "d": None}
    record, seen = recorder(lambda labels: labels["a"] == 1)
    model.permuted(unit, record, draws=100)
    assert all(list(drawn) == list(unit) and Counter(drawn.values()) == {1: 2, 2: 1, None: 1} for drawn in seen)
    assert {tuple(drawn.values()) for drawn in seen} == set(permutations([1, 1, 2, None]))
    assert unit == {"a": 1, "b": 1, "c": 2, "d": None}


def test_permuted_takes_a_sequence():
    labels = list("aaaabbbbcccc")
    result = model.permuted(labels, lambda lens: order_seen(labels, lens))
    assert result.value == 1
    assert result.word == "higher"


def test_claims_are_laid_at_random():
    record, seen = recorder(lambda claims: overlap_and_gap(claims).double)
    result = model.compare_claims(CLAIMS, record, parties="abc", draws=400)
    for drawn in seen[1:]:
        assert list(drawn) == list(CLAIMS)
        assert sorted(s for held in drawn.values() for s in held.values()) == [0.3, 0.6, 1.0]
    cells = Counter((task, party) for drawn in seen[1:] for task, held in drawn.items() for party in held)
    assert len(cells) == 9
    # of the 84 ways to lay three claims on nine cells, 27 give each task one; in the others one task is double
    assert result.mean == pytest.approx(57 / 84, abs=0.03)
    assert result.value == 1


def test_the_claimants_are_those_that_claim_unless_told():
    record, seen = recorder(lambda claims: overlap_and_gap(claims).none)
    model.compare_claims(CLAIMS, record, draws=50)
    assert {party for drawn in seen for held in drawn.values() for party in held} == {"a", "b"}


@pytest.mark.parametrize(("value", "word"), [(0.1, "lower"), (0.2, "within"), (0.3, "within"), (0.6, "within"), (0.61, "higher")])
def test_word(value, word):
    assert model.Comparison(value, 0.2, 0.6, 0.4, 100, 0.5).word == word


def test_rounding_is_no_difference():
    assert model.Comparison(0.1 + 0.2, 0.1, 0.3, 0.2, 100, 1).word == "within"
    # always the same but for rounding: the value is as the draws, never above them
    values = iter([0.1 + 0.2, *[0.3] * 20])
    result = model.permuted([1, 2], lambda labels: next(values), draws=20)
    assert result.share_below == 0
    assert result.word == "within"


def test_what_is_not_defined_is_left_out():
    empty = model.compare(nx.empty_graph(3), lambda graph: ei_index(graph, {}), draws=5)
    assert empty.word == "undefined"
    assert empty.draws == 0
    assert all(map(math.isnan, (empty.value, empty.low, empty.high, empty.mean, empty.share_below)))
    values = iter([0.5, 0.2, math.nan, math.inf, 0.8])
    some = model.permuted([1, 2], lambda labels: next(values), draws=4)
    assert (some.draws, some.mean, some.share_below) == (2, pytest.approx(0.5), 0.5)
    values = iter([math.nan, 0.2, 0.4])
    none = model.permuted([1, 2], lambda labels: next(values), draws=2)
    assert none.word == "undefined"
    assert math.isnan(none.share_below)


@pytest.mark.parametrize(
    ("options", "name"),
    [({"draws": 0}, "draws"), ({"low": -1}, "low"), ({"low": 60, "high": 40}, "low"), ({"high": 101}, "high")],
)
def test_arguments_out_of_range(options, name):
    with pytest.raises(ValueError, match=name):
        model.compare(SEPARATE, global_efficiency, **options)


def test_other_refusals():
    with pytest.raises(ValueError, match="undirected"):
        model.compare(nx.DiGraph([(1, 2)]), len)
    with pytest.raises(ValueError, match="parties"):
        model.compare_claims(CLAIMS, len, parties=["a"])


@pytest.mark.parametrize("seed", [None, -1, 1.5, "x"])
def test_the_seed_is_explicit(seed):
    for call in (
        lambda: model.compare(SEPARATE, global_efficiency, seed=seed),
        lambda: model.permuted("aab", len, seed=seed),
        lambda: model.compare_claims(CLAIMS, len, seed=seed),
    ):
        with pytest.raises(ValueError, match="seed"):
            call()


def test_no_draw_hangs_on_the_hash_seed():
    """The order of a set of texts differs from one Python to the next; what is drawn over it may not."""
    code = """
from regiekit.models import many_hands, random_networks, silos, task_units
claims = {"t": {"aa": 1.0, "bb": 0.5}, "u": {"cc": 0.7}}
def seen(drawn): print(drawn); return 0.0
random_networks.compare_claims(claims, seen, parties={"aa", "bb", "cc", "dd", "ee"}, draws=3)
random_networks.compare(silos.hierarchy([{"aa", "bb", "cc"}, frozenset({"dd", "ee"})], 2), lambda g: print(g.edges) or 0.0, draws=3)
print(list(silos.hierarchy([{frozenset({"aa", "bb"}), frozenset({"cc", "dd"})}], 1)))
print(many_hands.blame({"aa", "bb", "cc"}), task_units.bridges({1: {"aa", "bb", "cc"}, 2: {"aa", "bb", "cc"}}, {1: 1, 2: 2}))
"""
    said = {
        re.sub(r"frozenset\(\{.*?\}\)", lambda m: str(sorted(m[0])), done.stdout)
        for seed in "0123"
        for done in [
            subprocess.run(
                [sys.executable, "-c", code], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True
            )
        ]
    }
    assert len(said) == 1


def test_the_measure_gets_one_form():
    record, seen = recorder(lambda labels: 0.0)
    for labels in (["a", None, "b"], np.array(["a", None, "b"], object)):
        model.permuted(labels, record, draws=5)
    assert all(isinstance(labels, list) and Counter(labels) == {"a": 1, None: 1, "b": 1} for labels in seen)
    assert seen[:6] == seen[6:]


def test_a_series_of_labels_is_a_mapping_from_its_index():
    graph = nx.Graph([("a", "b"), ("c", "d")])
    group = pd.Series(["x", "x", "y", None], index=["a", "b", "c", "d"])
    assert model.permuted(group, lambda of: ei_index(graph, of), draws=5).value == ei_index(graph, group) == 0


def test_a_measure_finds_parties_as_they_are_and_no_weights_on_either_side():
    graph = nx.karate_club_graph()
    bare = model.compare(nx.Graph(graph.edges()), nx.average_clustering, draws=20)
    weighed = model.compare(graph, lambda one: nx.average_clustering(one, weight="weight"), draws=20)
    assert weighed.value == pytest.approx(nx.average_clustering(graph)) == pytest.approx(bare.value)
    assert weighed.mean == pytest.approx(bare.mean, abs=0.05)
    clubs = model.compare(graph, lambda one: nx.attribute_assortativity_coefficient(one, "club"), draws=20)
    assert clubs.draws == 20
    assert clubs.word == "higher"


def test_both_tails_have_a_margin():
    low = model.permuted({0: 1, 1: 1, 2: 2, 3: 2, 4: 2, 5: 2}, lambda of: -(of[0] == of[1] == 1), draws=300)
    assert (low.beyond(0.1), low.beneath(0.1)) == ("within", low.margin_below[1] < 0.1)
    assert low.margin_below[0] < 1 / 15 < low.margin_below[1]  # the two of one kind are here in 1 of 15 ways
    for level in (0, 1.5):
        with pytest.raises(ValueError, match="level"):
            low.beyond(level)


def two_mode(rows):
    """Parties a, b, c … and what they share: 0, 1, 2 …; a row of zeros and ones per party."""
    graph = nx.Graph()
    graph.add_nodes_from("abcdef"[: len(rows)])
    graph.add_nodes_from(range(len(rows[0])))
    graph.add_edges_from(("abcdef"[i], j) for i, row in enumerate(rows) for j, there in enumerate(row) if there)
    return graph


def test_every_two_mode_network_with_these_numbers_of_ties_is_drawn_alike():
    start = [(1, 1, 0, 0), (1, 0, 1, 0), (0, 0, 1, 1)]
    every = [
        m
        for m in product(product((0, 1), repeat=4), repeat=3)
        if [sum(r) for r in m] == [2, 2, 2] and [*map(sum, zip(*m, strict=True))] == [2, 1, 2, 1]
    ]
    drawn = Counter(
        tuple(tuple(int(g.has_edge(p, j)) for j in range(4)) for p in "abc")
        for g in model.random_graphs(two_mode(start), draws=4000, seed=2, mode=list("abc"))
    )
    assert set(drawn) == set(every)
    off = 4000 / len(every)
    assert sum((n - off) ** 2 / off for n in drawn.values()) < 2.5 * len(every)


def test_both_modes_keep_their_numbers_and_a_shared_club_is_more_than_chance():
    graph = nx.Graph([(p, f"club {p // 4}") for p in range(16)] + [(p, f"once {p % 5}") for p in range(16)])

    def pairs_twice(g):
        return sum(len(set(g[p]) & set(g[q])) > 1 for p in range(16) for q in range(p))

    record, seen = recorder(pairs_twice)
    found = model.compare(graph, record, draws=60, mode=range(16))
    assert all(dict(one.degree()) == dict(graph.degree()) for one in seen)
    assert all(nx.is_bipartite(one) for one in seen)
    assert found.word == "within"
    doubled = nx.Graph([*graph.edges(), *((p, f"again {p // 4}") for p in range(16))])
    assert model.compare(doubled, pairs_twice, draws=60, mode=range(16)).word == "higher"


@pytest.mark.parametrize(("mode", "said"), [(["a", 0], "mode"), (["z"], "mode"), ("ab", "mode")])
def test_a_mode_that_is_none_is_refused(mode, said):
    with pytest.raises(ValueError, match=said):
        next(model.random_graphs(two_mode([(1, 1), (0, 1)]), mode=mode))


def test_the_draws_are_those_of_compare():
    values = [global_efficiency(g) for g in model.random_graphs(SEPARATE, draws=30, seed=4, degrees=True)]
    found = model.compare(SEPARATE, global_efficiency, draws=30, seed=4, degrees=True)
    assert found.mean == pytest.approx(np.mean(values))
    assert found.deviation == pytest.approx(np.std(values, ddof=1))


def test_the_effect_is_the_distance_in_standard_deviations_and_the_error_that_of_the_mean():
    found = model.compare(SEPARATE, global_efficiency, draws=400)
    assert found.effect == pytest.approx((found.value - found.mean) / found.deviation)
    assert found.effect < -5
    assert found.error == pytest.approx(found.deviation / 20)
    means = [model.compare(SEPARATE, global_efficiency, draws=25, seed=seed) for seed in range(60)]
    assert np.std([one.mean for one in means]) == pytest.approx(np.mean([one.error for one in means]), rel=0.35)


def test_the_error_of_draws_that_hang_together_is_not_that_of_loose_ones():
    walk = [0.0]
    chance = np.random.default_rng(1)
    for step in chance.normal(size=899):
        walk.append(0.95 * walk[-1] + step)
    loose, together = model._error(walk, False), model._error(walk, True)
    assert together > 3 * loose
    assert model._error(chance.normal(size=900), True) == pytest.approx(1 / 30, rel=0.4)


def test_exactly_dealt_has_the_deviation_of_the_hypergeometric_and_no_error():
    found = model.dealt([0] * 6 + [1] * 4, 3, [1, 1, 1], sum)
    n, k, total = 3, 4, 10
    assert found.deviation == pytest.approx(math.sqrt(n * k / total * (total - k) / total * (total - n) / (total - 1)))
    assert (found.error, found.mean) == (0, pytest.approx(1.2))
    assert found.effect == pytest.approx((3 - 1.2) / found.deviation)


def test_without_spread_there_is_no_effect():
    found = model.compare(nx.complete_graph(4), global_efficiency, draws=10)
    assert (found.deviation, found.error) == (0, 0)
    assert math.isnan(found.effect)


def test_lower_than_chance_and_what_cannot_be_higher():
    """Ten labels of which one is 1, at the place that is measured: the highest value comes once in ten, the lowest nine times."""
    labels = [1, *[0] * 9]
    high = model.permuted(labels, lambda order: order[0], draws=4000)
    assert high.share_top == pytest.approx(0.1, abs=0.02)
    assert (high.untestable(0.05), high.untestable(0.2), high.beneath(0.5)) == (True, False, False)
    low = model.permuted([0, *[1] * 99], lambda order: order[0], draws=4000)
    assert (low.beneath(0.05), low.beneath(0.005)) == (True, False)


@pytest.mark.parametrize("call", [lambda given: model.compare(given, global_efficiency), global_efficiency])
@pytest.mark.parametrize("given", [np.eye(3), [[0, 1], [1, 0]], None])
def test_what_is_no_graph_is_told_how_to_become_one(call, given):
    with pytest.raises(TypeError, match=r"graph must be a networkx.Graph, not .*from_numpy_array"):
        call(given)
