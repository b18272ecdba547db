import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regiekit.models import gain_and_loss as model

points = st.integers(-20, 20)
losses = st.integers(0, 20)
parties = st.lists(st.tuples(points, losses, points), min_size=1, max_size=9).map(
    lambda rows: [list(column) for column in zip(*rows, strict=True)]
)


def test_who_joins_by_hand():
    # gain 3 + threat 2 = 5 meets a demand of 5; one point less does not
    assert model.joins([3, 3, 3], [2, 1, 0], [5, 5, 2]) == [True, False, True]
    assert model.shortfalls([3, 3, 3], [2, 1, 0], [5, 5, 2]) == [0, 1, 0]


def test_a_threat_counts_for_as_much_as_it_is_believed():
    assert model.expected_loss(8, 0) == 0
    assert model.expected_loss(8, 0.25) == 2
    assert model.expected_loss(8, 1) == 8


def test_gain_and_threat_of_the_same_size_do_the_same():
    draw = random.Random(1)
    gain, demand = [draw.randint(-5, 5) for _ in range(20)], [draw.randint(-5, 9) for _ in range(20)]
    for size in range(8):
        offered = model.joins([u + size for u in gain], [0] * 20, demand)
        assert offered == model.joins(gain, [size] * 20, demand)


@given(parties, st.integers(0, 9))
@settings(max_examples=150, deadline=None)
def test_the_least_offer_is_enough_and_no_less_is(rows, wanted):
    gain, threat, demand = rows
    wanted = min(wanted, len(gain))
    offer = model.least_offer(gain, threat, demand, wanted)
    assert sum(model.joins([u + offer for u in gain], threat, demand)) >= wanted
    if offer:
        assert sum(model.joins([u + offer - 0.5 for u in gain], threat, demand)) < wanted


def test_granovetters_crowd_goes_all_the_way_until_one_link_is_missing():
    # demands 0, 1, 2 … 9 and a pull of 1: one joins per round; the second wants two instead of one, and it stops after the first
    assert model.joining_rounds([0] * 10, [0] * 10, list(range(10)), 1) == list(range(1, 11))
    assert model.joining_rounds([0] * 10, [0] * 10, [0, 2, *range(2, 10)], 1) == [1, *[None] * 9]


def test_without_pull_everyone_decides_alone():
    assert model.joining_rounds([2, 0], [0, 1], [1, 3]) == [1, None]


@given(parties, st.integers(0, 4))
@settings(max_examples=150, deadline=None)
def test_the_group_holds_together_and_nobody_outside_wants_in(rows, pull):
    gain, threat, demand = rows
    rounds = model.joining_rounds(gain, threat, demand, pull)
    inside = sum(r is not None for r in rounds)
    for u, t, d, r in zip(gain, threat, demand, rounds, strict=True):
        if r is None:
            assert u + t + pull * inside < d
        else:
            before = sum(x is not None and x < r for x in rounds)
            assert u + t + pull * before >= d


@pytest.mark.parametrize("call", [
    lambda: model.joins([1], [1, 2], [1]), lambda: model.joins([1], [-1], [1]), lambda: model.expected_loss(-1, 0.5),
    lambda: model.expected_loss(1, 1.5), lambda: model.joining_rounds([1], [0], [1], -1), lambda: model.least_offer([1], [0], [1], 2),
    lambda: model.shortfalls([float("nan")], [0], [1]),
])  # fmt: skip
def test_what_makes_no_sense_is_refused(call):
    with pytest.raises(ValueError, match="must"):
        call()
