import math

import numpy as np
import pytest

from regiekit.models import delegation as model

STATES = (np.arange(200_000) + 0.5) / 200_000  # midpoints


def integrated(bias, cap):
    return float(np.mean((np.minimum(STATES + bias, cap) - STATES) ** 2))


def test_a_fixed_plan_loses_the_variance():
    assert model.central_loss() == model.CENTRAL == pytest.approx(float(np.mean((0.5 - STATES) ** 2)))
    assert model.central_loss() == pytest.approx(model.cap_loss(0.7, 0.5))
    narrow = 0.3 + 0.4 * STATES
    assert model.central_loss(0.4) == pytest.approx(float(np.mean((0.5 - narrow) ** 2)))


@pytest.mark.parametrize("bias", [0, 0.1, 0.25, 0.5, 1])
def test_a_free_director_loses_the_square_of_the_bias(bias):
    assert model.free_loss(bias) == pytest.approx(integrated(bias, 2))
    assert model.free_loss(bias) == pytest.approx(model.cap_loss(bias, 1 + bias))


@pytest.mark.parametrize("bias", [0, 0.05, 0.2, 0.4, 0.6, 1])
@pytest.mark.parametrize("cap", [0, 0.1, 0.3, 0.5, 0.75, 1, 1.2, 1.6, 2])
def test_the_loss_under_a_cap_is_the_integral(bias, cap):
    assert model.cap_loss(bias, cap) == pytest.approx(integrated(bias, cap), abs=1e-8)


@pytest.mark.parametrize("bias", [0, 0.02, 0.1, 0.2, 0.35, 0.5, 0.6, 0.9])
def test_the_best_cap_by_grid(bias):
    grid = np.linspace(0, 2, 2001)
    losses = [model.cap_loss(bias, float(a)) for a in grid]
    assert model.best_cap_loss(bias) == pytest.approx(min(losses), abs=1e-6)
    assert model.cap_loss(bias, model.best_cap(bias)) == pytest.approx(model.best_cap_loss(bias))
    if 0 < bias <= 0.5:
        assert grid[int(np.argmin(losses))] == pytest.approx(1 - bias, abs=0.002)
    assert model.best_cap(bias) == pytest.approx(1 - bias if bias <= 0.5 else 0.5)


def test_free_beats_central_where_the_square_is_less_than_a_twelfth():
    turn = model.turning_bias()
    assert turn**2 == pytest.approx(1 / 12)
    assert model.free_loss(turn - 0.01) < model.central_loss() < model.free_loss(turn + 0.01)
    assert model.turning_bias(0.5) == pytest.approx(turn / 2)


def test_the_best_cap_beats_both():
    for bias in np.linspace(0.01, 0.49, 30):
        assert model.best_cap_loss(bias) < min(model.free_loss(bias), model.central_loss())


@pytest.mark.parametrize("width", [0.2, 0.5, 0.8, 1])
@pytest.mark.parametrize("bias", [0.05, 0.1, 0.3])
def test_what_a_boss_believes_is_the_same_on_a_smaller_scale(width, bias):
    states = 0.5 - width / 2 + width * STATES[::40]
    grid = np.linspace(0, 1.2, 601)
    losses = [float(np.mean((np.minimum(states + bias, a) - states) ** 2)) for a in grid]
    chosen = model.best_cap(bias, width)
    best = float(np.mean((np.minimum(states + bias, chosen) - states) ** 2))
    assert best == pytest.approx(min(losses), abs=1e-5)


def test_the_action():
    assert model.action(0.4, 0.2, 2) == pytest.approx(0.6)
    assert model.action(0.4, 0.2, 0.5) == 0.5


@pytest.mark.parametrize("wrong", [-0.1, 1.1, math.nan, "x"])
def test_ranges(wrong):
    for function in (model.free_loss, model.best_cap, model.best_cap_loss, model.central_loss, model.turning_bias):
        with pytest.raises(ValueError, match="must be a number"):
            function(wrong)
    with pytest.raises(ValueError, match="cap"):
        model.cap_loss(0.1, 2.1)
    with pytest.raises(ValueError, match="state"):
        model.action(wrong, 0.1, 1)


@pytest.mark.parametrize("bias", [0, 0.1, 0.4, 1])
@pytest.mark.parametrize("cap", [0, 0.05, 0.3, 0.75, 1, 1.3, 2])
def test_the_loss_of_the_director_is_the_integral(bias, cap):
    assert model.director_loss(bias, cap) == pytest.approx(float(np.mean((np.minimum(STATES + bias, cap) - STATES - bias) ** 2)), abs=1e-8)


@pytest.mark.parametrize("bias", [0, 0.1, 0.3])
@pytest.mark.parametrize("cap", [0.2, 0.75, 1.1, 3])
@pytest.mark.parametrize(("shock", "agility"), [(0, 0), (0.2, 0), (0.2, 0.6), (0.5, 1)])
def test_the_loss_after_a_shock_by_integration(bias, cap, shock, agility):
    def mean(aim):
        steps, total = 4000, 0.0
        for way in (shock, -shock):
            for i in range(steps):
                state = (i + 0.5) / steps
                does = min(state + agility * way + bias, cap)
                total += (does - state - way - aim) ** 2
        return total / (2 * steps)

    for aim in (0, bias):
        assert model.shaken_loss(bias, cap, shock, agility, aim) == pytest.approx(mean(aim), abs=1e-5)


def test_without_a_shock_the_loss_is_what_it_was_and_free_has_a_closed_form():
    for bias in (0, 0.2, 0.45):
        for cap in (0, 0.5, 0.9, 2):
            assert model.shaken_loss(bias, cap, 0, 0.3) == pytest.approx(model.cap_loss(bias, cap))
            assert model.shaken_loss(bias, cap, 0, 0.3, bias) == pytest.approx(model.director_loss(bias, cap))
        assert model.shaken_loss(bias, 3, 0.4, 0.25) == pytest.approx(bias**2 + 0.75**2 * 0.4**2)
    assert model.shaken_plan(0.3) == pytest.approx(1 / 12 + 0.09)
    with pytest.raises(ValueError, match="agility"):
        model.shaken_loss(0.1, 1, 0.1, 2)
