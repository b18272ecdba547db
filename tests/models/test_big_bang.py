import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regiekit.models import big_bang as model

amounts = st.floats(0, 500)
some = st.floats(1, 500)


def every(fixed, risk, delay, most=200):
    return {n: model.cost(n, fixed, risk, delay).total for n in range(1, most)}


def test_a_worked_example():
    """F = 20, R = 600, d = 20: 320, 200, 180, 185 …; sqrt(600 / 60) = 3.16, so three steps."""
    assert [round(c) for c in every(20, 600, 20).values()][:5] == [320, 200, 180, 185, 200]
    assert model.cost(3, 20, 600, 20) == (60, 100, 20)
    assert model.cheapest(20, 600, 20) == pytest.approx(math.sqrt(10))
    assert model.best_steps(20, 600, 20) == 3
    assert model.nearly_best(20, 600, 20) == (3, 4)
    assert model.nearly_best(20, 600, 20, 0.12) == (2, 5)


@given(some, amounts, amounts)
@settings(max_examples=80)
def test_the_best_is_that_of_an_exhaustive_search(fixed, risk, delay):
    costs = every(fixed, risk, delay)
    best = model.best_steps(fixed, risk, delay)
    assert costs[best] == min(costs.values())
    assert best == min(n for n, c in costs.items() if c == costs[best])
    assert abs(best - model.cheapest(fixed, risk, delay)) <= 1


@given(some, amounts, amounts)
@settings(max_examples=100)
def test_the_best_is_the_first_step_that_no_longer_pays(fixed, risk, delay):
    n, ratio = model.best_steps(fixed, risk, delay), risk / (2 * fixed + delay)
    assert n * (n + 1) >= ratio * (1 - 1e-9)
    assert n == 1 or (n - 1) * n <= ratio * (1 + 1e-9)


@given(some, amounts)
@settings(max_examples=60)
def test_big_bang_wins_up_to_its_bound(fixed, delay):
    bound = 4 * fixed + 2 * delay
    for risk, wins in ((0.999 * bound, True), (1.001 * bound, False)):
        assert model.big_bang_is_best(fixed, risk, delay) is wins
        assert (model.best_steps(fixed, risk, delay) == 1) is wins


def test_at_the_bound_one_and_two_steps_are_equal_and_one_is_taken():
    assert model.cost(1, 20, 120, 20).total == model.cost(2, 20, 120, 20).total
    assert model.big_bang_is_best(20, 120, 20)
    assert model.best_steps(20, 120, 20) == 1


@given(some, amounts, amounts, st.floats(0, 0.5))
@settings(max_examples=40)
def test_what_is_nearly_best_is_a_whole_range_around_it(fixed, risk, delay, margin):
    costs = every(fixed, risk, delay, 400)
    low, high = model.nearly_best(fixed, risk, delay, margin)
    limit = min(costs.values()) * (1 + margin)
    assert {n for n, c in costs.items() if c <= limit} == set(range(low, high + 1))


@given(some, amounts, amounts, st.floats(0, 1), st.integers(1, 40))
@settings(max_examples=60)
def test_what_is_not_learned_comes_back_at_every_step(fixed, risk, delay, learned, steps):
    """A share of the setbacks as of a big bang, the rest as in steps; the best is that of so much less risk."""
    part, all_ = model.cost(steps, fixed, risk, delay, learned), model.cost(steps, fixed, risk, delay)
    assert part.setbacks == pytest.approx((1 - learned) * risk / 2 + learned * all_.setbacks)
    assert (part.fixed, part.waiting) == (all_.fixed, all_.waiting)
    best = model.best_steps(fixed, learned * risk, delay)
    least = min(model.cost(n, fixed, risk, delay, learned).total for n in range(1, 60))
    assert model.cost(best, fixed, risk, delay, learned).total == pytest.approx(least)
    low, high = model.nearly_best(fixed, risk, delay, 0.1, learned)
    assert low <= best <= high


def test_limits():
    assert model.best_steps(5, 0, 3) == 1
    assert model.best_steps(0, 0, 0) == 1
    assert model.nearly_best(0, 0, 0) == (1, 1)
    assert model.cheapest(0, 10, 0) == math.inf
    assert model.cheapest(0, 0, 0) == 0
    assert model.best_steps(0.5, 10_000, 0) == 100


@pytest.mark.parametrize("call", [
    lambda: model.cost(0, 1, 1, 1), lambda: model.cost(1.5, 1, 1, 1), lambda: model.cost(1, -1, 1, 1), lambda: model.cost(1, 1, math.inf, 1),
    lambda: model.cheapest(1, 1, math.nan), lambda: model.best_steps(0, 1, 0), lambda: model.nearly_best(1, 1, 1, 2), lambda: model.big_bang_is_best(1, -1, 1),
])  # fmt: skip
def test_outside_the_range_is_refused(call):
    with pytest.raises(ValueError, match="must"):
        call()
