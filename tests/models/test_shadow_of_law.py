import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regiekit.models import shadow_of_law as model

points = st.integers(-50, 150)


def test_two_alike_get_half():
    for d in (0, 10, 50):
        assert model.settlement(100, d, d) == (50, 50, True)


def test_without_a_shadow_only_what_each_has_alone_counts():
    assert model.disagreement(0, 30, 99, 5) == 30
    assert model.settlement(100, model.disagreement(0, 10, 99, 5), model.disagreement(0, 60, -99, 5)) == (25, 75, True)


def test_when_intervention_is_sure_what_each_has_alone_no_longer_counts():
    d = [model.disagreement(1, s, y, 10) for s, y in ((1234, 70), (-77, 30))]
    assert d == [60, 20]
    # both lose the cost, so it cancels: what the law would give, and half of what it would waste
    assert model.settlement(100, *d) == (70, 30, True)


def test_an_equal_cost_and_an_equal_loss_of_face_change_nothing_in_the_division():
    bare = model.settlement(100, model.disagreement(0.4, 10, 70), model.disagreement(0.4, 60, 30))
    dear = model.settlement(100, model.disagreement(0.4, 10, 70, 25, 9), model.disagreement(0.4, 60, 30, 25, 9))
    assert dear == pytest.approx(bare)


def test_who_loses_more_face_gives_way():
    plain = model.settlement(100, 20, 40)
    shamed = model.settlement(100, 20, model.disagreement(0, 40, 0, 0, 12))
    assert shamed.first - plain.first == pytest.approx(6)


@given(points, points, st.integers(1, 100), points, points, st.integers(0, 40))
@settings(max_examples=100, deadline=None)
def test_it_maximises_the_product_on_a_grid(sa, sb, h, ya, yb, cost):
    a, b = model.disagreement(h / 100, sa, ya, cost), model.disagreement(h / 100, sb, yb, cost)
    found = model.settlement(100, a, b)
    if not found.deal:
        assert a + b > 100
        assert (found.first, found.second) == (a, b)
        return
    grid = np.linspace(a, 100 - b, 4001)
    best = grid[np.argmax((grid - a) * (100 - grid - b))]
    assert found.first == pytest.approx(best, abs=(100 - a - b) / 4000 + 1e-9)
    assert found.first + found.second == pytest.approx(100)
    assert found.first >= a - 1e-9
    assert found.second >= b - 1e-9


@given(points, points, points, points, st.integers(0, 30), st.integers(0, 30), st.integers(0, 30))
@settings(max_examples=150, deadline=None)
def test_the_turning_chance_is_where_the_deal_appears_or_goes(sa, sb, ya, yb, cost, ma, mb):
    at = model.turning_chance(100, (sa, sb), (ya, yb), cost, (ma, mb))
    sums = [model.disagreement(h, sa, ya, cost, ma) + model.disagreement(h, sb, yb, cost, mb) for h in (0, 1)]
    if math.isnan(at):
        assert (sums[0] - 100) * (sums[1] - 100) > 0 or sums[0] == sums[1]
    else:
        here = model.disagreement(at, sa, ya, cost, ma) + model.disagreement(at, sb, yb, cost, mb)
        assert here == pytest.approx(100)


def test_both_count_themselves_rich_and_the_deal_goes():
    # at h = 1 both expect 80 of 100, less 10: together 140 of 100; alone 10 and 40
    assert model.turning_chance(100, (10, 40), (80, 80), 10) == pytest.approx(50 / 90)
    assert model.settlement(100, *(model.disagreement(h, s, 80, 10) for h, s in ((0.5, 10), (0.5, 40)))).deal
    assert not model.settlement(100, *(model.disagreement(h, s, 80, 10) for h, s in ((0.6, 10), (0.6, 40)))).deal


@pytest.mark.parametrize("wrong", [(-0.1, 0, 0), (1.1, 0, 0), (0.5, math.nan, 0), (0.5, 0, math.inf), (0.5, 0, 0, -1), (0.5, 0, 0, 0, -1)])
def test_ranges(wrong):
    with pytest.raises(ValueError, match="must be a number"):
        model.disagreement(*wrong)
    with pytest.raises(ValueError, match="surplus"):
        model.settlement(-1, 0, 0)
    with pytest.raises(ValueError, match="first"):
        model.settlement(1, math.nan, 0)


@pytest.mark.parametrize(("chance", "ground", "after"), [(0, 0, 0), (0.2, 0.5, 0.6), (0.3, 0, 0.3), (0.7, 1, 1), (1, 0.4, 1)])
def test_a_failure_is_ground_for_intervention(chance, ground, after):
    assert model.after_failure(chance, ground) == pytest.approx(after)
    assert chance <= model.after_failure(chance, ground) <= 1


def test_a_failure_sobers_only_who_together_expect_too_much():
    assert model.sobered(100, (70, 30), 0.5) == (70, 30)
    assert model.sobered(100, (80, 80), 0.5) == (65, 65)
    assert model.sobered(100, (90, 40), 1) == (75, 25)  # all of it gone: they add up to what there is
    assert model.sobered(100, (90, 40), 0) == (90, 40)
    with pytest.raises(ValueError, match="learnt"):
        model.sobered(100, (1, 1), 1.1)
