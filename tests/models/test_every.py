"""Every public function of the models: fed from numpy and pandas, with a hole in its numbers, pickled; closed forms over arrays."""

import inspect
import math
import pickle
from importlib import import_module
from pathlib import Path

import networkx as nx
import numpy as np
import pandas as pd
import pytest

import regiekit.models
from regiekit.models import (
    acceptability,
    agreement,
    announced_form,
    big_bang,
    care_routes,
    common_denominator,
    congruence,
    cooperation_pays,
    decision_rule,
    delegation,
    dilemma_box,
    dimensions,
    director_types,
    echelons,
    event_log,
    feel_good,
    framing,
    gain_and_loss,
    handover_chain,
    influence,
    islands,
    lenses,
    levels,
    majorities,
    many_hands,
    model_reality,
    mutual_reinforcement,
    overlap,
    package_deal,
    player_power,
    policy_mix,
    process_design,
    random_networks,
    representatives,
    role_granted,
    role_models,
    rules_of_the_game,
    shadow_of_law,
    silos,
    task_units,
    transformation_costs,
    value_profiles,
    values_or_rules,
    views,
    word_in_context,
)

MODULES = [
    import_module(f"regiekit.models.{path.stem}")
    for path in sorted(Path(regiekit.models.__file__).parent.glob("*.py"))
    if not path.stem.startswith("_")
]
FUNCTIONS = {
    f"{module.__name__.rsplit('.', 1)[1]}.{name}": found
    for module in MODULES
    for name, found in vars(module).items()
    if inspect.isfunction(found) and found.__module__ == module.__name__ and not name.startswith("_")
}

GRAPH = nx.Graph([("a", "b"), ("b", "c"), ("d", "e")])
UNIT = {"a": "x", "b": "x", "c": "y", "d": "y", "e": None}
VALUES = [[1.0, 2.0, 0.5], [2.0, 1.0, 0.25], [0.5, 0.5, 3.0]]
LABELS, LENS = ["a", "b", "a", None, "b", "a"], ["x", "x", "y", "y", None, "x"]
ROUTES, PEOPLE = [["i", "k", "z"], ["i", "k"], ["k", "z", "i"]], [3.0, 2.0, 1.0]
PASSED = {("i", "k"): 0.5, ("k", "z"): 0.8, ("z", "i"): 0.9}
GAINS = [[3.0, -1.0, 0.5], [-2.0, 4.0, 1.0], [1.0, 1.0, -1.5]]
DISCS, PLANE = [[2.0, 2.0, 3.0], [4.0, 3.0, 2.5], [9.0, 9.0, 0.5]], framing.Frame(0.0, 0.0, 10.0, 10.0)
CLAIMS = {"t": {"a": 1.0, "b": 0.6}, "u": {"a": 0.0, "b": 0.3}}
PROFILE, OTHER = {"v": 2.0, "w": 5.0}, {"v": 4.0, "w": 1.5}
WANTED, THREAT, ASKED = [1.0, 2.0, -1.0], [0.5, 0.0, 1.0], [2.0, 1.0, 3.0]
LEVELS, TASKS = {"a": ["top"], "b": ["top", "mid"], "c": ["mid"]}, {"t": ["a", "b"], "u": ["b", "c"], "v": ["a", "b", "c"]}
RING = [[0.0, 0.0, 0.4], [0.5, 0.0, 0.0], [0.0, 0.6, 0.0]]
ITEM, YEARS = model_reality.Item(2.0, 3.0, 0.5), model_reality.Item(1.0, 2.0)
BALANCE = model_reality.Balance((ITEM,), (YEARS,), (ITEM, ITEM), (YEARS,))
CHANCES, ATTITUDES, TIES = [0.2, 0.9, 0.4, 0.5], [-1.0, 0.5, 1.0, 0.25], [[0, 1, 2.0], [1, 2, 1.0], [2, 3, 0.5]]
SEATS = [representatives.Seat(0, 1, True), representatives.Seat(1, 1, False)]
STANDINGS = [rules_of_the_game.Standing("voor"), rules_of_the_game.Standing("tegen", losses=2)]
STORY = announced_form.Story("kader", "vrij", "uitleggen", "open", True)
OWN = {"a": views.statement("voor", ["geld"]), "b": views.statement("tegen")}
GAPS = views.gaps(OWN, [("a", "b", views.statement("voor"))])
TEXT = ["De regie en de regisseur.", "Regie voeren."]
PLACES = word_in_context.concordance(TEXT).occurrences
MOMENTS = np.array(["2025-01-01", "2025-01-03", "2025-01-04", "2025-01-02", "2025-01-09"], "datetime64[us]")
LOG = event_log.Log(("i", "k"), np.array([0, 0, 0, 1, 1], np.int32), np.array([0, 1, 0, 1, 1], np.int32), MOMENTS)
ROUTE = event_log.variants(LOG)
NEEDED = task_units.ties(TASKS)


#: One call of each function: its arguments as plain Python values.
def spread(labels):
    """The entropy of labels as `permuted` deals them."""
    return lenses.entropy(labels.values() if isinstance(labels, dict) else labels)


CALLS = [
    (acceptability.scaled, VALUES), (acceptability.weights, 3, 10, 1), (acceptability.acceptability, VALUES, 50, 1),
    (acceptability.ranks, VALUES, 50, 1), (acceptability.acceptability_of_two, [row[:2] for row in VALUES]),
    (agreement.pairwise_agreement, [3, 2, 1]), (agreement.counted, [["a", "b"], ["b", None]], ["a", "b"]),
    (agreement.fleiss, [[2, 1], [0, 3], [3, 0]]), (agreement.krippendorff, [["a", "b"], ["b", None], ["a", "a"], ["b", "b"]]),
    (agreement.cohen, LABELS, LENS), (agreement.confusion, LABELS, LABELS[::-1], ["a", "b"]),
    (announced_form.breach, STORY), (announced_form.hidden, STORY), (announced_form.rounds, STORY), (announced_form.honest, "vrij"),
    (announced_form.changed, 0.5, -0.25, 0.1, 0.75), (announced_form.path, 0.5, [0.5, -1.0], 0.1, 0.5),
    (announced_form.after_gains, 0.5, 3, 0.25), (announced_form.after_losses, 0.5, 3, 0.25),
    (announced_form.times_to_return, 0.2, 0.8, 0.25), (announced_form.break_even, 0.6, 0.75, 0.25),
    (big_bang.cost, 3, 1.0, 40.0, 2.0), (big_bang.cheapest, 1.0, 40.0, 2.0), (big_bang.best_steps, 1.0, 40.0, 2.0),
    (big_bang.big_bang_is_best, 1.0, 40.0, 2.0), (big_bang.nearly_best, 1.0, 40.0, 2.0, 0.25),
    (care_routes.handovers, ROUTES[0]), (care_routes.covered, ROUTES[0], {("i", "k")}), (care_routes.coverage, ROUTES, PEOPLE, {("i", "k")}),
    (care_routes.busiest, ROUTES, PEOPLE), (care_routes.along, ROUTES, PEOPLE, 2), (care_routes.greedy, ROUTES, PEOPLE, 2),
    (care_routes.best, ROUTES, PEOPLE, 2), (care_routes.chain, [0.5, 0.9]), (care_routes.fundamental, [[0.25, 0.5], [0.5, 0.25]]),
    (care_routes.contacts, [0.5, 0.9]), (care_routes.restarts, [0.5, 0.9]), (care_routes.transitions, ROUTES, PEOPLE),
    (care_routes.weighed, ROUTES, PEOPLE),
    (common_denominator.ambition, -2.5), (common_denominator.least_ambitious, [0.5, 0.25]), (common_denominator.agreed, [0.5, 0.25], 2),
    (common_denominator.best_package, GAINS, 2),
    (congruence.needed_pairs, [["a", "b"], ["c"]]), (congruence.congruence, [["a", "b"], ["b", "c"]], UNIT),
    (congruence.expected_congruence, [3, 2, 1]),
    (cooperation_pays.net, 3, 10.0, 2.5), (cooperation_pays.net_with_hub, 3, 10.0, 2.5),
    (cooperation_pays.added, 3, 10.0, 2.5), (cooperation_pays.best_numbers, 10.0, 2.5),
    (cooperation_pays.pays, 10.0, 2.5, 3.0),
    (decision_rule.passing_chance, CHANCES, 3, [0]), (decision_rule.overruled_chances, CHANCES, 2, [1]),
    (decision_rule.expected_overruled, CHANCES, 2, [1]), (decision_rule.power_to_act, 5, 3),
    (decision_rule.carried_out, CHANCES, 2, [0.1] * len(CHANCES), 0), (decision_rule.overruled_at_last, CHANCES, 2, 0),
    (decision_rule.persisted, 0.5, 2), (decision_rule.in_a_row, 0.9, 7, 2),
    (delegation.shaken_loss, 0.25, 0.5, 0.25, 0.5), (delegation.shaken_plan, 0.25),
    (delegation.action, 0.5, 0.25, 0.6), (delegation.central_loss, 0.5), (delegation.free_loss, 0.25), (delegation.cap_loss, 0.25, 0.75),
    (delegation.best_cap, 0.25, 0.75), (delegation.best_cap_loss, 0.25), (delegation.turning_bias, 0.75), (delegation.director_loss, 0.2, 0.5),
    (dilemma_box.pull, 3, 2, 0.25), (dilemma_box.regime, 2.0, 0.5), (dilemma_box.root, 2.0, 0.5), (dilemma_box.period, 2.0, 0.5), (dilemma_box.remaining, 2.0, 0.5),
    (dilemma_box.path, 2.0, 0.5, [0.25, 1.5], 0.0, 0.5), (dilemma_box.crossing, 2.0, 0.5), (dilemma_box.overshoot, 2.0, 0.5),
    (dimensions.similarity, PROFILE, OTHER), (dimensions.spreads, [PROFILE, OTHER]), (dimensions.place, 0.25),
    (director_types.kind, 4.0, 2.0), (director_types.power, {"a": "order", "b": "money"}, 0.5),
    (echelons.passed_on, [0.5, 0.75], 0.25, 1.0), (echelons.arrives, 0.5, 3, 0.25, 1.0), (echelons.steps_until, 0.75, 0.5),
    (echelons.ladder, 2, 0.5, 0.6, 0.7, 0.8),
    (event_log.from_dataframe, {"case:concept:name": ["y", "x", "y"], "concept:name": ["k", "i", "z"], "time:timestamp": MOMENTS[:3]}),
    (event_log.bounds, LOG), (event_log.variants, LOG), (event_log.directly_follows, LOG), (event_log.beginnings, LOG),
    (event_log.endings, LOG), (event_log.visitors, LOG), (event_log.chances, LOG), (event_log.places, ROUTE, 2), (event_log.days, LOG),
    (event_log.share_commonest, ROUTE), (event_log.share_seen, ROUTE, {(0, 1)}, [0, 1]), (event_log.share_returning, ROUTE),
    (feel_good.label_support, 0.25, 3), (feel_good.precise_support, 0.25, 3), (feel_good.acceptance, [["a"], ["a", "b"]], 3),
    (feel_good.support, [["a"], ["a", "b"]], 3, 2),
    (framing.frame, PLANE, [9.0, 5.0], 0.5), (framing.widened, framing.Disc(2.0, 3.0, 1.5), 0.5),
    (framing.accepts, framing.Disc(2.0, 2.0, 3.0), [3.0, 3.0]), (framing.supporters, DISCS, [3.0, 3.0]),
    (framing.comes, framing.Disc(2.0, 2.0, 3.0), PLANE, 20.0), (framing.meets, framing.Disc(2.0, 2.0, 3.0), PLANE), (framing.farthest, [1.0, 2.0], PLANE), (framing.corners, PLANE),
    (framing.lens_area, 2.0, 1.5, 1.0), (framing.common_area, DISCS[:2], PLANE), (framing.outline, DISCS[:2], PLANE, 8),
    (framing.chord, DISCS[:2], PLANE, [3.0, 3.0], [1.0, 0.5]), (framing.chords, DISCS[:2], PLANE, [[3.0, 3.0], [2.0, 2.5]], [1.0, 0.5]), (framing.largest_agreement, DISCS, PLANE), (framing.largest_agreements, DISCS, PLANE),
    (gain_and_loss.expected_loss, 5.0, 0.5), (gain_and_loss.shortfalls, WANTED, THREAT, ASKED), (gain_and_loss.joins, WANTED, THREAT, ASKED),
    (gain_and_loss.joining_rounds, WANTED, THREAT, ASKED, 0.5), (gain_and_loss.least_offer, WANTED, THREAT, ASKED, 2),
    (handover_chain.remaining, 100.0, [0.5, 0.25]), (handover_chain.warmed, 0.5, 0.9), (handover_chain.gain, 0.5, 0.9),
    (handover_chain.survival, PASSED, {("i", "k")}, 0.9), (handover_chain.arrivals, ROUTES, PASSED),
    (handover_chain.by_place, ROUTES, PEOPLE), (handover_chain.weakest, ROUTES, PEOPLE, PASSED),
    (handover_chain.best, ROUTES, PEOPLE, PASSED, 0.95, 2),
    (islands.islands, GRAPH), (islands.global_efficiency, GRAPH), (islands.ei_index, GRAPH, UNIT), (islands.expected_ei_index, 12, 3),
    (islands.merge, GRAPH, [["a", "b", "c"], ["d", "e"]], 1, "hub"), (islands.utilisation, 4, 2.0, 10.0),
    (islands.waiting_time, 4, 2.0, 10.0), (islands.clique_efficiency, 12, 3), (islands.star_efficiency, 5),
    (lenses.entropy, LABELS), (lenses.conditional_entropy, LABELS, LENS), (lenses.order_seen, LABELS, LENS),
    (lenses.expected_conditional_entropy, LABELS, LENS), (lenses.order_beyond_chance, LABELS, LENS),
    (levels.at_level, LEVELS, "mid"), (levels.alone, LEVELS), (levels.meeting_share, LEVELS), (levels.meeting_share_of_sizes, [3, 2]),
    (levels.tables, LEVELS),
    (many_hands.shapley, ["a", "b"], many_hands.unanimity(["a"])), (many_hands.unanimity, ["a", "b"]),
    (many_hands.blame, ["a", "b", "c"], ["b"], 0.25), (many_hands.step_missed, 3, 0.5, 2, 0.25), (many_hands.idle, 3, 0.5, 0, 0.25),
    (model_reality.futures, BALANCE, ITEM, YEARS, 20, 1), (model_reality.advantage, [2.0, -1.0], [1.0, 3.0], [0.5, 2.0], 4.0),
    (model_reality.break_even, [2.0, -1.0], [1.0, 3.0], [0.5, 2.0]), (model_reality.lowest, [2.0, -1.0], [1.0, 3.0], [0.5, 2.0], 4.0),
    (model_reality.chance_ahead, [2.0, -1.0], [1.0, 3.0], [0.5, 2.0], 4.0), (model_reality.expected, BALANCE),
    (model_reality.chance_closed_form, BALANCE, ITEM, 1.0, 5.0),
    (mutual_reinforcement.coupling, [0.5, 0.25, 1.0], "ring"), (mutual_reinforcement.strength, RING), (mutual_reinforcement.growth, RING, 0.75),
    (mutual_reinforcement.room, RING, 0.75), (mutual_reinforcement.equilibrium, [1.0, 0.5, 0.0], RING, 0.75),
    (mutual_reinforcement.levels, [1.0, 0.5, 0.0], RING, 0.75, [0.0, 1.0, 2.0], 0.5, 3), (mutual_reinforcement.tipping_all, 0.5, 3),
    (mutual_reinforcement.tips_ring, [0.5, 2.0], 0.75),
    (overlap.claim_counts, CLAIMS, 0.5), (overlap.overlap_and_gap, CLAIMS, 0.5), (overlap.delimit, CLAIMS, 0.5, 0.25),
    (overlap.nobody_acts, 3, 0.5), (overlap.shared_tasks, CLAIMS), (overlap.disputes, CLAIMS), (overlap.drifted, 0.5, 0.1, 3),
    (package_deal.lowest, GAINS, [0.5, 0.0, -1.0]), (package_deal.together, GAINS, [0.5, 0.0, -1.0]), (package_deal.passing, GAINS, 0.5),
    (package_deal.within, 3, [0, 2]), (package_deal.totals, GAINS, [3, 5]), (package_deal.issues_in, 5), (package_deal.undominated, GAINS),
    (package_deal.fewest, [True, False, True, False]), (package_deal.favourites, GAINS),
    (package_deal.side_payments, [3.0, -1.0, 0.5], [0.5, 0.5, 0.5]), (package_deal.logrolling, 3, 5.0), (package_deal.own_issues, 3, 5.0),
    (player_power.powers, [4, 3, 2, 1], 6, [1]), (player_power.losses, [4, 3, 2, 1], 6, [1], [0.5, 0.0, 1.0, 0.25]),
    (player_power.ranges, [1, 2, 0], [4, 2, 3], 0.5, [1], [0.5, 0.0, 1.0]), (player_power.fewest, [4, 3, 2, 1], 6, [1], [3]),
    (policy_mix.effect, 2.0, 0.5, 1.5, 0.5), (policy_mix.left, [0.5, 0.25]), (policy_mix.worn, 0.5, 2.0, 1.5, 0.25),
    (policy_mix.best_division, 9.0, [0.5, 0.75, 0.0], 2.0, 0.5),
    *((call, process_design.KICK_OFF) for call in (
        process_design.marks, process_design.effects, process_design.balance, process_design.state, process_design.served)),
    (influence.settled, ATTITUDES, TIES, [0.0, 0.5, 0.25, 0.75]), (influence.after, 3, ATTITUDES, TIES, 0.5),
    (majorities.indices, [[1, 1, 1], [3, 2, 1]], [2, 4], [0]), (majorities.sampled, [3, 2, 1], 4),
    (random_networks.random_graphs, GRAPH, 2, 1), (random_networks.compare, GRAPH, islands.global_efficiency, 5, 1, 10.0, 90.0), (random_networks.permuted, LABELS, spread, 5, 1),
    (random_networks.dealt, "aab", 2, "ab", lambda hand: float(hand.count("a"))),
    (random_networks.compare_claims, CLAIMS, lambda drawn: len(overlap.shared_tasks(drawn)), ["a", "b", "c"], 5, 1),
    (representatives.cell, True, False), (representatives.standing, SEATS[0], ["level", "mandate"]), (representatives.majority, SEATS, ["level", "mandate"]),
    (representatives.place, SEATS[1], (0, 1), ["level", "mandate"]), (representatives.counts, SEATS, (0, 1), ["level", "mandate"]),
    (role_granted.rounds, [0.0, 1.0, 3.0], [1]), (role_granted.granting, [0.0, 1.0, 3.0]),
    (role_models.settled, ATTITUDES, TIES, [0, 2], [1.0, 2.0, 1.0, 0.5]), (role_models.after, 3, ATTITUDES, TIES, [0], [1.0, 2.0, 1.0, 0.5], 0.25),
    (role_models.one_more, ATTITUDES, TIES, [0, 2], [1.0, 2.0, 1.0, 0.5], [3, 1], 1.5, 3),
    (role_models.shares, 4, TIES, [0, 2], [1.0, 2.0, 1.0, 0.5]), (role_models.equally_visible, 2.0, 1.0, 0.75, -0.5),
    (rules_of_the_game.play, {"tijd": "einddatum"}), (rules_of_the_game.in_the_way, STANDINGS[1], {}), (rules_of_the_game.stance, 2),
    (rules_of_the_game.stances, STANDINGS, {}), (rules_of_the_game.loose, STANDINGS, {}),
    (shadow_of_law.after_failure, 0.25, 0.5), (shadow_of_law.sobered, 100.0, (80.0, 60.0), 0.5),
    (shadow_of_law.disagreement, 0.5, 3.0, 5.0, 1.0, 0.5), (shadow_of_law.settlement, 10.0, 2.0, 3.0),
    (shadow_of_law.turning_chance, 10.0, [6.0, 7.0], [2.0, 3.0], 1.0, [0.5, 0.25]),
    (silos.hierarchy, [["a", "b"], ["c"]], 2), (silos.leaf_distance, False, 3),
    (silos.mean_distance, GRAPH, [["a", "c"], ["a", "d"]], 9.0), (silos.add_lateral, GRAPH, [["a", "d"]]), (silos.conflicting_orders, 2, 3),
    (silos.mean_distance_within, GRAPH, [["a", "c", "d"], ["b"]]), (silos.share_within, GRAPH, [["a", "c", "d"], ["b"]], 2), (silos.share_seen, [0, 1, 2], 0.5),
    (silos.perspectives_seen, GRAPH, [("a", "y"), ("b", "x")], {"a": "x", "b": "x", "c": "y"}, 1),
    (silos.seen, GRAPH, [("a", "y"), ("b", "x")], {"a": "x", "b": "x", "c": "y"}, 1),
    (task_units.ties, TASKS), (task_units.cut, NEEDED, {"t": 0, "u": 0}), (task_units.minimum_cut, ["t", "u", "v"], NEEDED, 2),
    (task_units.bridges, TASKS, {"t": "p", "u": "q"}), (task_units.share_held, NEEDED, 1),
    (transformation_costs.time_constant, 2.0), (transformation_costs.area, 0.5, 2.0, 3.0), (transformation_costs.gap_after, 0.5, 2.0, 3.0, 2),
    (transformation_costs.gap_in_the_long_run, 0.5, 2.0, 3.0), (transformation_costs.lost, 0.5, 2.0, 3.0, 7.0),
    (transformation_costs.prepared, 5.0, 0.25, 1.0), (transformation_costs.number, 3.0, 7.0), (transformation_costs.strength, 0.5, 2.0, 3.0, [0.0, 4.0]),
    (transformation_costs.mean_in_the_long_run, 0.5, 2.0, 3.0), (transformation_costs.waiting, 5.0, [0.5, 0.25]),
    (value_profiles.grown, {"a": 1}, {"a": 4}, 2, 0.25), (value_profiles.pattern, {"a": 1}, {"a": 4}),
    (value_profiles.distance, PROFILE, OTHER), (value_profiles.assumed_likeness, PROFILE, OTHER, {"v": 1.5, "w": 3.0}),
    (value_profiles.spreads, [PROFILE, OTHER]), (value_profiles.crowd, [PROFILE, OTHER], {"v": 1.5, "w": 3.0}),
    (values_or_rules.coverage, 3, 0.25), (values_or_rules.rules_needed, 0.5, 0.25), (values_or_rules.handled, 0.25, 0.5, 0.75, 0.5),
    (values_or_rules.crossing, 0.75, 0.5, 0.5),
    (views.statement, "voor", ["geld"]), (views.gaps, OWN, [("a", "b", OWN["a"])]), (views.share, GAPS), (views.misjudged, GAPS),
    (views.slant, OWN["a"], OWN["b"]),
    (word_in_context.fold, "Één"), (word_in_context.spans, TEXT[0], ["regie"]), (word_in_context.forms, "regie, kader", True),
    (word_in_context.concordance, TEXT), (word_in_context.snippet, PLACES[0]), (word_in_context.tally, "AB.", "AB"),
    (word_in_context.mark, PLACES), (word_in_context.pack, "AB", PLACES), (word_in_context.unpack, word_in_context.pack("AB", PLACES), PLACES, "AB"),
]  # fmt: skip
NAMES = [f"{call.__module__.rsplit('.', 1)[1]}.{call.__name__}" for call, *_ in CALLS]
each = pytest.mark.parametrize("call", CALLS, ids=NAMES)


def test_there_is_a_call_of_every_function():
    assert sorted(NAMES) == sorted(FUNCTIONS)


def number(value):
    return isinstance(value, int | float) and not isinstance(value, bool)


def as_array(value):
    """The value as it comes from numpy: small whole numbers in 8 bits, the first to overflow."""
    if number(value):
        return np.int8(value) if isinstance(value, int) and abs(value) < 100 else np.array(value)[()]
    if isinstance(value, dict):
        return {key: as_array(one) for key, one in value.items()}
    if hasattr(value, "_fields"):
        return type(value)(*map(as_array, value))
    if isinstance(value, list) and value and all(isinstance(one, int | float | str | list | None) for one in value):
        ragged = isinstance(value[0], list) and len(set(map(len, value))) > 1
        return np.array(value, object if ragged or None in value or any(None in one for one in value if isinstance(one, list)) else None)
    return value


def as_pandas(value):
    """The value as it comes from pandas: rows and labels in an order that is not that of the index, blanks as nan."""
    if isinstance(value, dict) and value and (all(map(number, value.values())) or all(isinstance(one, dict) for one in value.values())):
        return pd.DataFrame(value) if isinstance(next(iter(value.values())), dict) else pd.Series(value)
    if isinstance(value, dict):
        return {key: as_pandas(one) for key, one in value.items()}
    if isinstance(value, list) and value and all(isinstance(one, list) and len(one) == len(value[0]) for one in value):
        return pd.DataFrame(value, index=range(len(value), 0, -1)).replace({None: np.nan})
    if isinstance(value, list) and value and all(isinstance(one, int | float | str | None) for one in value):
        return pd.Series(value, index=range(len(value), 0, -1)).replace({None: np.nan})
    return value


def plain(found):
    """The outcome in plain values, to compare."""
    if isinstance(found, nx.Graph):
        return sorted(map(repr, found.edges)), list(found)
    if isinstance(found, np.ndarray | np.generic):
        return plain(found.tolist())
    if isinstance(found, dict):
        return {key: plain(one) for key, one in found.items()}
    if isinstance(found, list | tuple):
        return [plain(one) for one in found]
    return plain(list(found)) if inspect.isgenerator(found) else found


def same(one, other):
    if isinstance(one, dict):
        return isinstance(other, dict) and list(one) == list(other) and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list):
        return isinstance(other, list) and len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, float):
        return one == pytest.approx(other, rel=1e-12, abs=1e-15, nan_ok=True)
    return one == other or (callable(one) and type(one) is type(other))


@each
@pytest.mark.parametrize("form", [as_array, as_pandas])
def test_what_comes_from_numpy_or_pandas_gives_the_same(call, form):
    function, *args = call
    assert same(plain(function(*args)), plain(function(*map(form, args))))


def holes(value):
    """The value with nan in the place of each of its numbers in turn."""
    if isinstance(value, np.ndarray):
        return
    if number(value):
        yield math.nan
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from ({**value, key: other} for other in holes(one))
    elif isinstance(value, list | tuple):
        for place, one in enumerate(value):
            for other in holes(one):
                whole = [*value[:place], other, *value[place + 1 :]]
                yield type(value)(*whole) if hasattr(value, "_fields") else type(value)(whole)


#: Where a number is a rank or the name of a unit, and what a model has made itself.
NAMED = {task_units.cut, event_log.share_seen, event_log.places} | {
    function for function, *args in CALLS if ROUTE in args
} | {word_in_context.snippet, word_in_context.mark, word_in_context.pack, word_in_context.unpack}  # fmt: skip


@pytest.mark.parametrize(
    "call", [call for call in CALLS if call[0] not in NAMED], ids=[n for n, c in zip(NAMES, CALLS, strict=True) if c[0] not in NAMED]
)
def test_a_number_that_is_none_is_refused_by_name(call):
    function, *args = call
    for place, arg in enumerate(args):
        for hole in holes(arg):
            with pytest.raises(ValueError, match=r"must"):
                function(*args[:place], hole, *args[place + 1 :])


@each
def test_an_outcome_can_be_pickled(call):
    function, *args = call
    found = function(*args)
    if not inspect.isgenerator(found):
        assert same(plain(pickle.loads(pickle.dumps(found))), plain(found))


CLOSED = [c for c in CALLS if all(isinstance(a, int | float) for a in c[1:]) and isinstance(c[0](*c[1:]), int | float | complex | str)]


@pytest.mark.parametrize(
    "call", [c for c in CLOSED if c[0] is not representatives.cell and c[0] is not rules_of_the_game.stance], ids=lambda c: c[0].__name__
)
@pytest.mark.parametrize("form", [np.array, pd.Series])
def test_a_closed_form_takes_arrays_element_by_element(call, form):
    function, *args = call
    if number(args[0]):
        other = args[0] + 1 if isinstance(args[0], int) else args[0] * 0.9
        if function is islands.clique_efficiency:
            other = args[0] * 2
        found = function(form([args[0], other, args[0]]), *args[1:])
        assert found.shape == (3,)
        assert found.tolist() == [function(one, *args[1:]) for one in (args[0], other, args[0])]
    table = function(*(np.full((2, 1), one) for one in args))
    assert table.tolist() == [[function(*args)]] * 2
    assert function(*[*args[:-1], np.array([])]).shape == (0,)
