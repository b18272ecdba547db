import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regiekit.models import echelons as model

share = st.floats(0, 1)


def test_seventy_steps_of_ninety_nine_per_cent():
    """By hand: 0.99 ** 70."""
    assert model.arrives(0.99, 70) == pytest.approx(0.495, abs=0.0005)
    assert model.passed_on([0.99] * 70)[-1] == pytest.approx(0.495, abs=0.0005)


@pytest.mark.parametrize(("a", "steps"), [(0.8, 4), (0.9, 7), (0.95, 14), (0.99, 69)])
def test_after_how_many_steps_less_than_half_is_left(a, steps):
    assert model.steps_until(a, 0.5) == steps
    assert a**steps < 0.5 <= a ** (steps - 1)


@given(share, st.integers(0, 30), share, share)
@settings(max_examples=80, deadline=None)
def test_equal_steps_have_the_closed_form(a, levels, own, start):
    assert model.passed_on([a] * levels, own, start)[-1] == pytest.approx(model.arrives(a, levels, own, start), abs=1e-9)


@given(st.lists(share, max_size=8), share, share)
@settings(max_examples=80, deadline=None)
def test_unequal_steps_are_a_product(kept, own, start):
    left = math.prod(kept)
    found = model.passed_on(kept, own, start)
    assert len(found) == len(kept) + 1
    assert found[-1] == pytest.approx(left * start + (1 - left) * own, abs=1e-9)
    assert all(min(own, start) - 1e-9 <= x <= max(own, start) + 1e-9 for x in found)


def test_limits():
    assert model.passed_on([0.3, 0.6], own=1) == pytest.approx([1, 1, 1])  # shared values: the message is there already
    assert model.passed_on([1, 1, 1], own=0.2) == [1, 1, 1, 1]  # who knows the neighbour's world loses nothing
    assert model.passed_on([0, 0.9], own=0.25) == pytest.approx(
        [1, 0.25, 0.25]
    )  # after a level that keeps nothing, only what it held itself
    assert model.passed_on([]) == [1]
    assert model.arrives(0, 0) == 1


def test_the_first_step_by_hand():
    assert model.passed_on([0.8, 0.5], own=0.1) == pytest.approx([1, 0.8 + 0.02, 0.82 * 0.5 + 0.05])


@given(st.floats(0.01, 0.999), st.floats(0.001, 0.999))
@settings(max_examples=80, deadline=None)
def test_steps_until_is_the_first_below(a, least):
    steps = model.steps_until(a, least)
    assert a**steps < least
    assert a ** (steps - 1) >= least


def test_steps_until_at_the_edges():
    assert model.steps_until(1, 0.5) == model.steps_until(0.9, 0) == math.inf
    assert model.steps_until(0, 0.5) == 1
    assert model.steps_until(0.5, 0.5) == 2
    assert model.steps_until(0.9, 1) == 1


def test_the_ladder():
    down, up = model.ladder(2, execution_up=0.9, middle_up=0.8, middle_down=0.6, top_down=0.5)
    assert down == [0.8, 0.8, 0.9]
    assert up == [0.6, 0.6, 0.5]
    assert model.passed_on(down)[-1] == pytest.approx(0.8**2 * 0.9)
    assert model.passed_on(up)[-1] == pytest.approx(0.6**2 * 0.5)


@pytest.mark.parametrize("wrong", [-0.1, 1.1, math.nan, "x", None])
def test_wrong_shares(wrong):
    for call in (
        lambda: model.passed_on([wrong]),
        lambda: model.passed_on([], wrong),
        lambda: model.passed_on([], 0, wrong),
        lambda: model.arrives(wrong, 1),
        lambda: model.arrives(1, 1, wrong),
        lambda: model.arrives(1, 1, 0, wrong),
        lambda: model.steps_until(wrong, 1),
        lambda: model.steps_until(1, wrong),
        lambda: model.ladder(1, wrong, 1, 1, 1),
        lambda: model.ladder(1, 1, 1, 1, wrong),
    ):
        with pytest.raises(ValueError, match="must be a number from 0"):
            call()


def test_wrong_numbers_of_levels():
    for call in (lambda: model.arrives(1, -1), lambda: model.arrives(1, 1.5), lambda: model.ladder(0, 1, 1, 1, 1)):
        with pytest.raises(ValueError, match="must be a whole number"):
            call()
