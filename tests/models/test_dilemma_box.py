import cmath
import math
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regiekit.models import dilemma_box as model

loads = st.floats(0.05, 3)
delays = st.floats(0.1, 3)


@given(loads, delays)
@settings(max_examples=100)
def test_the_root_solves_the_characteristic_equation(load, delay):
    k, s = load / delay, model.root(load / delay, delay)
    assert (
        abs(s + k * cmath.exp(-s * delay)) <= 1e-7 * k if abs(load - model.CALM) < 1e-3 else abs(s + k * cmath.exp(-s * delay)) <= 1e-12 * k
    )


@pytest.mark.parametrize("load", [0.1, 0.3, 0.36, 0.45, 0.9, 1.2, 1.5, 1.7, 2.4])
def test_in_the_long_run_the_path_follows_the_root(load):
    """That the root found is the one that rules: a solution fits x[n + 2] = 2 e^a cos(b) x[n + 1] - e^2a x[n]."""
    s, far = model.root(load, 1), 30
    x = model.path(load, 1, [far, far + 0.25, far + 0.5], 1, 0)
    ratio = cmath.exp(s * 0.25)
    if s.imag:
        assert x[2] == pytest.approx(2 * ratio.real * x[1] - abs(ratio) ** 2 * x[0], rel=1e-4, abs=1e-9 * max(map(abs, x)))
    else:
        assert x[1] / x[0] == pytest.approx(ratio.real, rel=1e-6)


def test_the_first_delays_by_hand():
    """u = 1 - kt, then 1 - kt + k²(t - T)²/2, then - k³(t - 2T)³/6 more."""
    k, late = 0.7, 2.0
    found = model.path(k, late, [0, 1, 2, 3, 5.5], 1, 0)
    assert found == pytest.approx(
        [1, 1 - k, 1 - 2 * k, 1 - 3 * k + k**2 / 2, 1 - 5.5 * k + k**2 * 3.5**2 / 2 - k**3 * 1.5**3 / 6], rel=1e-13
    )


def test_a_fine_fixed_step_goes_to_the_same_places():
    """Heun with the delayed values known on the grid: an error of the order of the step squared."""
    k, late, parts, years = 0.9, 1.5, 1500, 12
    h = late / parts
    u = [-0.5] * (parts + 1)  # from -late to 0
    for _ in range(int(years / h)):
        u.append(u[-1] - h * k * (u[-1 - parts] + u[-parts]) / 2)
    times = [0.4, 1.5, 2.9, 4.5, 7.7, 11.9]
    expected = [0.5 + u[parts + round(t / h)] for t in times]
    assert model.path(k, late, times) == pytest.approx(expected, abs=1e-5)


@given(st.floats(0.02, 0.367), delays)
@settings(max_examples=40)
def test_up_to_one_over_e_nothing_overshoots(load, delay):
    k = load / delay
    assert model.regime(k, delay) == "calm"
    assert model.overshoot(k, delay) == 0
    assert math.isinf(model.period(k, delay))
    assert model.remaining(k, delay) == 0
    x = model.path(k, delay, [delay * n / 3 for n in range(120)])
    assert all(b >= a - 1e-13 for a, b in pairwise(x))
    assert max(x) <= 0.5 + 1e-13


@given(st.floats(0.38, 3), delays)
@settings(max_examples=40)
def test_beyond_it_does_and_the_peak_is_where_the_path_turns(load, delay):
    k = load / delay
    t, over = model.crossing(k, delay), model.overshoot(k, delay)
    assert model.path(k, delay, [t], 1, 0)[0] == pytest.approx(0, abs=1e-9)
    assert over >= 0
    near = model.path(k, delay, [t + delay * (1 + e) for e in (-0.05, 0, 0.05)], 0, 0.5)
    assert near[1] == pytest.approx(0.5 + 0.5 * over, abs=1e-12)
    assert near[1] >= max(near) - 1e-9


@pytest.mark.parametrize("load", [1, 1.2, math.pi / 2, 2.5])
def test_the_overshoot_of_a_strong_correction_is_a_closed_form(load):
    assert model.crossing(load / 2, 2) == pytest.approx(2 / load)
    assert model.overshoot(load / 2, 2) == pytest.approx(load - 0.5)


def test_at_the_edge_of_growing_the_period_is_four_delays():
    """Just beside kT = pi/2; exactly there rounding decides."""
    for delay in (0.5, 2):
        below, above = (math.pi / 2 * f / delay for f in (1 - 1e-9, 1 + 1e-9))
        assert model.period(below, delay) == pytest.approx(4 * delay, rel=1e-6)
        assert model.period(above, delay) == pytest.approx(4 * delay, rel=1e-6)
        assert model.remaining(below, delay) < 1 < model.remaining(above, delay)
        assert (model.regime(below, delay), model.regime(above, delay)) == ("damped", "growing")


def test_a_cosine_there_would_go_on():
    """The delay equation at kT = pi/2 is solved by cos(pi t / 2T): one period of the solver keeps what it was given, late in the swing."""
    x = model.path(math.pi / 2, 1, [40, 42, 44], 1, 0)
    assert x[1] == pytest.approx(-x[0], rel=1e-6)
    assert x[2] == pytest.approx(x[0], rel=1e-6)


def test_without_delay_it_is_exponential():
    assert model.path(0.8, 0, [0, 1, 3], 0, 0.7) == pytest.approx([0.7 - 0.7 * math.exp(-0.8 * t) for t in (0, 1, 3)])
    assert model.path(0.8, 1e-3, [2], 0, 0.7) == pytest.approx(model.path(0.8, 0, [2], 0, 0.7), abs=1e-3)
    assert (model.regime(9, 0), model.root(9, 0), model.overshoot(9, 0)) == ("calm", -9, 0)


@given(loads, delays, st.floats(0, 1), st.floats(0, 1))
@settings(max_examples=40)
def test_only_the_distance_to_the_aim_counts(load, delay, start, aim):
    times = [0.3 * delay, 1.7 * delay, 4 * delay]
    far = model.path(load / delay, delay, times, 1, 0)
    assert model.path(load / delay, delay, times, start, aim) == pytest.approx([aim + (start - aim) * u for u in far], abs=1e-9)


def test_near_the_point_where_two_roots_meet():
    for load in (model.CALM * (1 - 1e-12), model.CALM, model.CALM * (1 + 1e-12)):
        assert model.root(load, 1) == pytest.approx(-1, abs=1e-4)
    assert model.overshoot(model.CALM * 1.0001, 1) == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize("call", [
    lambda: model.regime(0, 1), lambda: model.root(-1, 1), lambda: model.period(1, -1), lambda: model.path(1, 1, [-1]), lambda: model.path(1, 1, [math.nan]),
    lambda: model.path(1, math.inf, [1]), lambda: model.path(1, 1e-6, [1]), lambda: model.overshoot(math.nan, 1), lambda: model.path(1, 1, [1], math.inf),
])  # fmt: skip
def test_outside_the_range_is_refused(call):
    with pytest.raises(ValueError, match="must"):
        call()


def test_a_swing_that_outgrows_numbers_is_refused():
    assert math.isfinite(model.path(100, 1, [150])[0])
    with pytest.raises(ValueError, match="times must"):
        model.path(100, 1, [900])
    with pytest.raises(ValueError, match="strength times delay"):
        model.root(1e308, 10)


@pytest.mark.parametrize(
    ("to_new", "to_present", "spared", "force", "late"),
    [(7, 7, 0, 0.84, 1.5), (8, 3, 2, 1.1, 2), (1, 6, 1, 0.35, 0.8), (4, 0, 0, 0.48, 1.2)],
)
def test_the_pendulum_is_what_the_arguments_pull_stepped_by_hand(to_new, to_present, spared, force, late):
    """Each argument pulls by itself, in so far as one is away from where it would bring one; small steps, as it was a delay ago."""
    parts, years, rate = 800, 9, force / (to_new + to_present + spared)
    h = late / parts
    x = [0.0] * (parts + 1)
    for _ in range(int(years / h)):
        felt = (x[-1 - parts] + x[-parts]) / 2
        x.append(x[-1] + h * rate * (to_new * (1 - felt) - to_present * felt))
    times = [0.5, 2, 4.4, 8.9]
    strength, aim = model.pull(to_new, to_present, force, spared)
    assert model.path(strength, late, times, 0, aim) == pytest.approx([x[parts + round(t / h)] for t in times], abs=3e-4)


@given(st.integers(1, 9), st.integers(0, 9), st.integers(0, 9), st.integers(2, 5))
def test_who_writes_each_argument_in_more_lines_changes_nothing(to_new, to_present, spared, times):
    one, more = model.pull(to_new, to_present, 0.8, spared), model.pull(times * to_new, times * to_present, 0.8, times * spared)
    assert more == pytest.approx(one)
    assert model.pull(times * to_new, to_present, 0.8)[0] == pytest.approx(0.8)  # a line more on one side only moves the place aimed at


@pytest.mark.parametrize("given", [(0, 0, 0.1), (-1, 2, 0.1), (1, 1, 0), (1.5, 1, 0.1), (1, 1, 0.1, -1)])
def test_what_gives_no_pull_is_refused(given):
    with pytest.raises(ValueError, match="must be"):
        model.pull(*given)
