import math
from statistics import NormalDist

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regiekit.models import role_granted as model

levels = st.lists(st.integers(0, 14), max_size=14)


@pytest.mark.parametrize("n", [1, 2, 5, 100])
def test_thresholds_0_to_n_all_grant_one_a_round(n):
    """Granovetter (1978), his example of a hundred people with thresholds 0, 1, 2 … 99."""
    assert model.granting(range(n)) == n
    assert model.rounds(list(range(n))) == tuple(range(1, n + 1))


@pytest.mark.parametrize("n", [3, 5, 100])
def test_threshold_1_replaced_by_2_leaves_one(n):
    """The same example with one person changed: the riot of a hundred becomes one of one."""
    changed = [0, 2, *range(2, n)]
    assert model.granting(changed) == 1
    assert model.rounds(changed) == (1, *[None] * (n - 1))


@pytest.mark.parametrize(("deviation", "low", "high"), [(12.0, 3, 7), (12.2, 3, 7), (12.25, 99.9, 100), (13, 99.9, 100)])
def test_normal_thresholds_tip_at_a_deviation_of_about_12_2(deviation, low, high):
    """Granovetter (1978): with mean 25 out of 100, the outcome jumps from about 6 to nearly all at a deviation of 12.2."""
    many = 20_000
    normal = NormalDist(25, deviation)
    thresholds = [max(0.0, normal.inv_cdf((i + 0.5) / many)) * many / 100 for i in range(many)]
    assert low <= 100 * model.granting(thresholds) / many <= high


@given(levels)
@settings(max_examples=100, deadline=None)
def test_the_rounds_arrive_at_the_smallest_fixed_point(thresholds):
    found = model.rounds(thresholds)
    count = sum(turn is not None for turn in found)
    below = [sum(t <= r for t in thresholds) for r in range(len(thresholds) + 1)]
    assert count == model.granting(thresholds) == next(r for r, f in enumerate(below) if f == r)
    for threshold, turn in zip(thresholds, found, strict=True):
        earlier = sum(t is not None and (turn is None or t < turn) for t in found)
        assert (threshold <= earlier) == (turn is not None)
        if turn is not None and turn > 1:  # not sooner
            assert threshold > sum(t is not None and t < turn - 1 for t in found)


@given(levels, st.data())
@settings(max_examples=100, deadline=None)
def test_a_lower_threshold_or_a_first_yes_never_costs_a_yes(thresholds, data):
    if not thresholds:
        return
    place = data.draw(st.integers(0, len(thresholds) - 1))
    lower = [*thresholds]
    lower[place] = data.draw(st.integers(0, thresholds[place]))
    assert model.granting(lower) >= model.granting(thresholds)
    first = model.rounds(thresholds, [place])
    assert first[place] == 1
    assert sum(t is not None for t in first) >= model.granting(thresholds)


def test_limits():
    assert model.rounds([]) == ()
    assert model.granting([]) == 0
    assert model.rounds([0, 0, 0]) == (1, 1, 1)
    assert model.rounds([1, 1]) == (None, None)
    assert model.rounds([math.inf, 0]) == (None, 1)
    assert model.rounds([math.inf, 1, 2], [0]) == (1, 2, 3)


@pytest.mark.parametrize("wrong", [[-1], [math.nan], [0, "1"]])
def test_wrong_thresholds(wrong):
    with pytest.raises(ValueError, match="thresholds must be a number from 0"):
        model.granting(wrong)


@pytest.mark.parametrize("place", [-1, 2, 0.5])
def test_a_first_party_that_is_none(place):
    with pytest.raises(ValueError, match="first must be a whole number from 0 to 1"):
        model.rounds([0, 1], [place])
