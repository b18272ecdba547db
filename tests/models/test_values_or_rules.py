import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regiekit.models import values_or_rules as model

share = st.floats(0, 1).map(lambda value: round(value, 4))


def test_coverage_by_hand():
    assert [model.coverage(k, 0.5) for k in range(4)] == [0, 0.5, 0.75, 0.875]
    assert model.coverage(40, 0.05) == pytest.approx(0.8715, abs=5e-5)
    assert (model.coverage(0, 1), model.coverage(1, 1), model.coverage(99, 0)) == (0, 1, 0)
    assert model.coverage(1000, 0.001) == pytest.approx(1 - math.exp(-1), abs=2e-4)


@pytest.mark.parametrize(("rules", "each"), [(5, 0.2), (40, 0.05), (100, 0.01)])
def test_coverage_of_arcs_thrown_on_a_circle(rules, each):
    """The covered part, measured on random circles."""
    chance, circles, marks = np.random.default_rng(1), 400, np.arange(100) / 100
    covered = np.zeros((circles, len(marks)), bool)
    for start in chance.random((rules, circles)):
        covered |= (marks - start[:, None]) % 1 < each
    each_circle = covered.mean(axis=1)
    assert abs(each_circle.mean() - model.coverage(rules, each)) < 4 * each_circle.std() / circles**0.5


@given(st.integers(0, 200), share)
@settings(deadline=None)
def test_every_next_rule_adds_less(rules, each):
    now, more, most = (model.coverage(rules + i, each) for i in range(3))
    assert now <= more <= most <= 1
    assert most - more <= more - now + 1e-12


@given(share, st.floats(0.001, 1).map(lambda value: round(value, 4)))
@settings(deadline=None)
def test_rules_needed_is_the_smallest_number(covered, each):
    number = model.rules_needed(covered, each)
    if math.isinf(number):
        assert covered == 1
        assert each < 1
        return
    assert model.coverage(number, each) >= covered
    assert number == 0 or model.coverage(number - 1, each) < covered


def test_rules_needed_by_hand():
    assert model.rules_needed(0.9, 0.05) == 45
    assert model.rules_needed(0.875, 0.5) == 3
    assert (model.rules_needed(0, 0), model.rules_needed(0.5, 0), model.rules_needed(1, 0.5), model.rules_needed(1, 1)) == (
        0,
        math.inf,
        math.inf,
        1,
    )


def test_handled_by_hand():
    found = model.handled(0.2, 0.8, 0.7, 0.5)
    assert found == pytest.approx((0.64, 0.35, 1 - 0.36 * 0.65))
    assert model.handled(0, 1, 0, 0) == (1, 0, 1)
    assert model.handled(1, 1, 0.7) == pytest.approx((0, 0.7, 0.7))


@given(share, share, share, share)
@settings(deadline=None)
def test_both_together_are_never_worse_and_never_more_than_their_sum(novelty, covered, judgement, internalised):
    rules, values, both = model.handled(novelty, covered, judgement, internalised)
    assert max(rules, values) - 1e-12 <= both <= min(1, rules + values) + 1e-12


@given(share, share, share)
@settings(deadline=None)
def test_beyond_the_crossing_values_win(covered, judgement, internalised):
    at = model.crossing(covered, judgement, internalised)
    assert 0 <= at <= 1
    if 0 < at < 1:
        rules, values, _ = model.handled(at, covered, judgement, internalised)
        assert rules == pytest.approx(values)
        assert model.handled(min(1, at + 0.05), covered, judgement, internalised).rules < values
        assert model.handled(max(0, at - 0.05), covered, judgement, internalised).rules > values
    elif at == 0:
        rules, values, _ = model.handled(0, covered, judgement, internalised)
        assert rules <= values


def test_the_crossing_by_hand():
    assert model.crossing(0.9, 0.63) == pytest.approx(0.3)
    assert model.crossing(0.9, 0.9, 0.7) == pytest.approx(0.3)
    assert model.crossing(0.5, 0.7) == 0
    assert model.crossing(0.5, 0) == 1
    assert model.crossing(0, 0.7) == model.crossing(0, 0) == 0


def test_chances_drawn_one_by_one():
    """Situation by situation: new or not, covered or not, a person with the values or not, a good judgement or not."""
    novelty, covered, judgement, internalised = 0.3, 0.8, 0.7, 0.6
    new, rule, person, good = np.random.default_rng(1).random((4, 200_000))
    by_rule = (new >= novelty) & (rule < covered)
    by_value = (person < internalised) & (good < judgement)
    found = by_rule.mean(), by_value.mean(), (by_rule | by_value).mean()
    assert found == pytest.approx(model.handled(novelty, covered, judgement, internalised), abs=0.005)


@pytest.mark.parametrize("call", [
    lambda: model.coverage(-1, 0.5), lambda: model.coverage(1.5, 0.5), lambda: model.coverage(1, 1.1), lambda: model.rules_needed(-0.1, 0.5), lambda: model.rules_needed(0.5, 2),
    lambda: model.handled(2, 0.5, 0.5), lambda: model.handled(0.5, float("nan"), 0.5), lambda: model.handled(0.5, 0.5, -1), lambda: model.handled(0.5, 0.5, 0.5, 1.5),
    lambda: model.crossing(1.5, 0.5), lambda: model.crossing(0.5, "x"),
])  # fmt: skip
def test_arguments_outside_their_range(call):
    with pytest.raises(ValueError, match="must be"):
        call()


def test_a_gap_in_the_structure_costs_rules_and_not_values():
    """By hand: of 100 situations 20 are new, 16 of the others fall between, and 80% of the 64 that remain is covered."""
    found = model.handled(0.2, 0.8, 0.7, 0.5, between=0.2, fresh=0.4)
    assert found.rules == pytest.approx(0.64 * 0.8)
    assert found.values == pytest.approx(0.5 * (0.8 * 0.7 + 0.2 * 0.4))
    assert found.both == pytest.approx(0.64 * 0.8 + (0.8 - 0.64 * 0.8) * 0.35 + 0.2 * 0.2)
    assert model.handled(0.2, 0.8, 0.7, 0.5, between=1.0).rules == 0
    assert model.handled(0.2, 0.8, 0.7, 0.5, between=0.9).values == model.handled(0.2, 0.8, 0.7, 0.5).values


@given(share, share, share, share, share)
@settings(deadline=None)
def test_at_the_crossing_both_do_as_well(covered, judgement, internalised, between, fresh):
    at = model.crossing(covered, judgement, internalised, between, fresh)
    assert 0 <= at <= 1
    rules, values, both = model.handled(at, covered, judgement, internalised, between, fresh)
    assert values == pytest.approx(rules, abs=1e-9) if at else values >= rules - 1e-12
    assert both >= max(rules, values) - 1e-12
