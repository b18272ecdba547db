import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regiekit.models import transformation_costs as model

depths = st.floats(0.05, 0.9)
constants = st.floats(0.5, 30)
intervals = st.floats(0.5, 60)


def by_hand(depth, constant, interval, end, step):
    """The dip stepped through time: break a share of what there is, relearn a little at a time; the work lost by the midpoint rule."""
    gap, loss, nxt = 0.0, 0.0, 0.0
    for i in range(round(end / step)):
        if i * step >= nxt - step / 2:
            gap += depth * (1 - gap)
            nxt += interval
        half = gap * math.exp(-step / 2 / constant)
        loss += half * step
        gap *= math.exp(-step / constant)
    return gap, loss


@given(depths, constants)
def test_the_area_of_one_dip_is_its_depth_times_the_time_constant(depth, constant):
    assert model.area(depth, constant) == pytest.approx(depth * constant)
    steps = [depth * math.exp(-(i + 0.5) / 50) * constant / 50 for i in range(2000)]
    assert model.area(depth, constant) == pytest.approx(sum(steps), rel=1e-4)
    assert model.area(depth, constant, constant) == pytest.approx(depth * constant * (1 - 1 / math.e))
    assert model.area(depth, constant, 0) == 0


def test_half_is_back_after_the_half_life():
    c = model.time_constant(12)
    assert model.strength(0.4, c, 1000, [0, 12, 24, 36]) == pytest.approx([0.6, 0.8, 0.9, 0.95])
    assert model.area(0.4, c) == pytest.approx(0.4 * 12 / math.log(2))


@given(depths, constants, intervals, st.integers(1, 12))
@settings(max_examples=60)
def test_repeats_add_up_as_a_geometric_sum(depth, constant, interval, times):
    gap = 0.0
    for n in range(times):
        gap = gap * math.exp(-interval / constant) if n else gap
        gap += depth * (1 - gap)
    assert model.gap_after(depth, constant, interval, times) == pytest.approx(gap)
    assert gap < 1


@given(depths, constants, intervals)
@settings(max_examples=60)
def test_the_long_run_is_where_a_reorganisation_breaks_what_came_back(depth, constant, interval):
    g, r = model.gap_in_the_long_run(depth, constant, interval), math.exp(-interval / constant)
    assert g * r + depth * (1 - g * r) == pytest.approx(g)
    assert model.gap_after(depth, constant, interval, 2000) == pytest.approx(g)
    assert depth <= g < 1


def test_limits():
    assert model.gap_in_the_long_run(0.4, 1, 1e3) == pytest.approx(0.4)  # all is relearned: each is the first
    assert model.gap_in_the_long_run(0.4, 1e6, 1) == pytest.approx(1, abs=1e-5)  # nothing is: it comes to a halt
    assert model.gap_after(0.01, 10, 5, 3) == pytest.approx(0.01 * (1 + math.exp(-0.5) + math.exp(-1)), rel=0.02)  # small dips just add up
    assert model.gap_after(1, 10, 5, 4) == 1
    assert model.mean_in_the_long_run(0.4, 2, 400) == pytest.approx(0.4 * 2 / 400)


@pytest.mark.parametrize(
    ("depth", "constant", "interval", "end"), [(0.4, 17.3, 24, 120), (0.6, 5, 12, 120), (0.2, 40, 36, 120), (0.4, 17.3, 30, 25)]
)
def test_the_work_lost_is_that_of_a_walk_through_time(depth, constant, interval, end):
    gap, loss = by_hand(depth, constant, interval, end, 0.01)
    assert model.lost(depth, constant, interval, end) == pytest.approx(loss, rel=1e-4)
    assert 1 - model.strength(depth, constant, interval, [end - 1e-6])[0] == pytest.approx(gap, rel=1e-3)


def test_the_mean_in_the_long_run_is_what_a_long_series_loses():
    assert model.lost(0.4, 17, 24, 24 * 4000) / (24 * 4000) == pytest.approx(model.mean_in_the_long_run(0.4, 17, 24), rel=1e-3)


def test_one_at_the_end_does_not_count():
    assert [model.number(3, t) for t in (0, 0.1, 3, 3.1, 9, 10)] == [0, 1, 1, 2, 3, 4]
    assert model.number(0.1, 0.3) == 3
    assert model.lost(0.4, 2, 5, 5) == model.area(0.4, 2, 5)
    assert model.strength(0.4, 2, 0.1, [0.3])[0] == pytest.approx(1 - model.gap_after(0.4, 2, 0.1, 4))


def test_who_waits_loses_its_share():
    assert model.waiting(7, [0, 0.25, 1]) == [0, 1.75, 7]


@given(st.floats(0, 40), st.floats(0, 1), st.floats(0, 5))
def test_acting_in_time_pays_where_waiting_costs_more_than_what_it_takes(loss, left, effort):
    saved = loss - model.prepared(loss, left, effort)
    assert saved == pytest.approx((1 - left) * loss - effort, abs=1e-9)
    assert model.prepared(loss, 1, 0) == loss
    assert model.prepared(0, left, effort) == effort


@pytest.mark.parametrize("call", [
    lambda: model.prepared(-1, 0.5, 0), lambda: model.prepared(1, 1.5, 0), lambda: model.prepared(1, 0.5, -1),
    lambda: model.area(1.2, 1), lambda: model.area(0.4, 0), lambda: model.area(0.4, 1, -1), lambda: model.area(0.4, 1, math.nan), lambda: model.gap_after(0.4, 1, 0, 1),
    lambda: model.gap_after(0.4, 1, 1, 0), lambda: model.lost(0.4, 1, 1, math.inf), lambda: model.strength(0.4, 1, 1, [-1]), lambda: model.waiting(-1, []),
    lambda: model.waiting(1, [2]), lambda: model.time_constant(-1), lambda: model.number(0, 1), lambda: model.gap_in_the_long_run(0.4, -1, 1),
])  # fmt: skip
def test_outside_the_range_is_refused(call):
    with pytest.raises(ValueError, match="must"):
        call()
