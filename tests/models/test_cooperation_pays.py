import math
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regiekit.models import cooperation_pays as model

values = st.integers(0, 60).map(lambda i: i / 4)
costs = st.integers(1, 20).map(lambda i: i / 4)


def test_by_hand():
    # 7.5 per partner, 1 per pair: 8 partners give 60 − 28; 15 give 112.5 − 105; 16 give nothing
    assert model.net(8, 7.5, 1) == 32
    assert model.net(15, 7.5, 1) == 7.5
    assert model.net(16, 7.5, 1) == 0
    assert model.net(1, 7.5, 1) == 7.5
    assert model.net(0, 7.5, 1) == 0
    assert model.best_numbers(7.5, 1) == (8,)


@given(values, costs)
@settings(max_examples=100, deadline=None)
def test_the_best_number_by_search(v, c):
    found = model.best_numbers(v, c)
    worth = [model.net(n, v, c) for n in range(1, 65)]  # at most 15 / ¼ + 1
    assert [n for n, w in enumerate(worth, 1) if w == max(worth)] == list(found)
    assert found[-1] == math.floor(v / c) + 1


@pytest.mark.parametrize(("value", "cost"), [(6, 1), (0.3, 0.1), (0.7, 0.1), (4.5, 1.5), (1, 1)])
def test_a_tie_where_the_quotient_is_whole(value, cost):
    low, high = model.best_numbers(value, cost)
    assert (low, high) == (round(value / cost), round(value / cost) + 1)
    assert model.net(low, value, cost) == model.net(high, value, cost)
    assert model.added(high, value, cost) == 0


@given(values, costs, st.integers(1, 40))
@settings(max_examples=100, deadline=None)
def test_what_the_last_one_adds_is_the_difference(v, c, n):
    assert model.added(n, v, c) == pytest.approx(model.net(n, v, c) - model.net(n - 1, v, c))


@given(values, costs, st.integers(-20, 120))
@settings(max_examples=100, deadline=None)
def test_where_it_pays_by_search(v, c, alone):
    better = [n for n in range(2, 130) if model.net(n, v, c) > alone]  # with 15 a partner and ¼ a pair W(123) < -20
    assert model.pays(v, c, alone) == ((better[0], better[-1]) if better else None)
    if better:
        assert better == list(range(better[0], better[-1] + 1))


def test_nothing_is_left_beyond_twice_the_quotient_and_one():
    assert model.pays(7.5, 1, 0) == (2, 15)
    assert model.pays(6, 1, 0) == (2, 12)


def test_without_a_cost_there_is_no_best_number():
    assert model.best_numbers(3, 0) == ()
    assert model.pays(3, 0, 7) == (3, -1)
    assert model.pays(3, 0, 6) == (3, -1)
    assert model.pays(0, 0, 0) is None
    assert model.pays(0, 0, -1) == (2, -1)
    assert model.best_numbers(0, 1) == (1,)


@pytest.mark.parametrize("wrong", [-1, math.nan, math.inf, "x", None])
def test_ranges(wrong):
    for call in (
        lambda: model.net(2, wrong, 1),
        lambda: model.net(2, 1, wrong),
        lambda: model.best_numbers(wrong, 1),
        lambda: model.pays(1, wrong, 0),
        lambda: model.added(2, wrong, 1),
    ):
        with pytest.raises(ValueError, match="must be a number"):
            call()
    with pytest.raises(ValueError, match="partners"):
        model.net(-1, 1, 1)
    with pytest.raises(ValueError, match="partners"):
        model.added(0, 1, 1)


@pytest.mark.parametrize(("value", "cost"), [(7.5, 1), (1, 2.5), (3, 3)])
def test_with_a_hub_every_partner_adds_the_same(value, cost):
    worth = [model.net_with_hub(n, value, cost) for n in range(1, 20)]
    assert worth[0] == value == model.net(1, value, cost)
    assert [b - a for a, b in pairwise(worth)] == pytest.approx([value - cost] * 18)
    assert model.net_with_hub(2, value, cost) == model.net(2, value, cost)  # two are one pair either way
    with pytest.raises(ValueError, match="partners"):
        model.net_with_hub(0, value, cost)
