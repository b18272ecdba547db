import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regiekit.models import mutual_reinforcement as model

strengths = st.lists(st.floats(0, 1.5), min_size=3, max_size=3)
loops = st.sampled_from(["ring", "all"])


def test_who_drives_whom():
    assert model.coupling([1, 2, 3], "ring").tolist() == [[0, 0, 3], [1, 0, 0], [0, 2, 0]]
    assert model.coupling([1, 2, 3], "all").tolist() == [[0, 2, 3], [1, 0, 3], [1, 2, 0]]


@pytest.mark.parametrize("g", [0, 0.1, 0.3, 0.49])
@pytest.mark.parametrize("decay", [1, 1.7])
def test_equal_coupling_settles_at_the_closed_form(g, decay):
    G = model.coupling([g] * 3, "all")
    assert model.equilibrium([4, 4, 4], G, decay) == pytest.approx([4 / (decay - 2 * g)] * 3)
    assert model.growth(G, decay) == pytest.approx(2 * g - decay)
    assert model.levels([4, 4, 4], G, decay, [1, 2, 3], 1, 2000)[-1] == pytest.approx([4 / (decay - 2 * g)] * 3)


@pytest.mark.parametrize("decay", [0.2, 1, 2])
def test_equal_coupling_tips_at_half_the_decay(decay):
    g = model.tipping_all(decay)
    assert g == decay / 2
    assert model.growth(model.coupling([g] * 3, "all"), decay) == 0
    assert model.growth(model.coupling([g * 0.999] * 3, "all"), decay) < 0 < model.growth(model.coupling([g * 1.001] * 3, "all"), decay)
    assert model.room(model.coupling([g / 4] * 3, "all"), decay) == pytest.approx(4)
    assert model.tipping_all(decay, 5) == decay / 4


@given(strengths, st.floats(0.2, 2))
@settings(max_examples=60)
def test_a_ring_tips_where_the_product_of_its_links_is_the_decay_cubed(links, decay):
    G = model.coupling(links, "ring")
    assert model.strength(G) == pytest.approx(math.prod(links) ** (1 / 3), rel=1e-6, abs=1e-6)
    if not math.isclose(math.prod(links), decay**3, rel_tol=1e-6):
        assert (model.growth(G, decay) >= 0) == model.tips_ring(links, decay)


def test_a_cut_ring_never_tips_and_all_to_all_may():
    assert not model.tips_ring([1.5, 1.5, 0], 0.2)
    cut = model.coupling([1.5, 1.5, 0], "ring")
    assert model.strength(cut) == 0
    assert math.isinf(model.room(cut, 1))
    assert model.equilibrium([2, 2, 2], cut, 1) == pytest.approx([2, 5, 9.5])
    assert model.growth(model.coupling([1.5, 1.5, 0], "all"), 1) == pytest.approx(0.5)  # two that drive one another are a loop


@given(strengths, loops, st.floats(0.2, 2), st.lists(st.floats(0, 10), min_size=3, max_size=3))
@settings(max_examples=60)
def test_the_levels_are_those_of_the_eigenvectors(links, loop, decay, start):
    """Where the matrix has enough eigenvectors: x(t) = V e^{Lt} V^-1 (x0 - x*) + x*, x* also where nothing settles."""
    G, b = model.coupling(links, loop), np.array([1.0, 2.0, 3.0])
    A = G - decay * np.eye(3)
    values, vectors = np.linalg.eig(A)
    if np.linalg.cond(vectors) > 1e4 or np.abs(values).min() < 1e-3:
        return
    rest = -np.linalg.solve(A, b)
    t = 1.3
    expected = (vectors @ np.diag(np.exp(values * t)) @ np.linalg.inv(vectors) @ (start - rest) + rest).real
    assert model.levels(b, G, decay, start, t / 13, 13)[-1] == pytest.approx(expected, rel=1e-7, abs=1e-7)


def test_a_cut_ring_follows_its_polynomial():
    """Too few eigenvectors: from rest, x1 = 1 - e^-t, x2 = g (1 - (1 + t) e^-t) + ..., found by integrating by hand."""
    t, g = 2.0, 0.7
    x = model.levels([1, 0, 0], model.coupling([g, g, 0], "ring"), 1, [0, 0, 0], t, 1)[-1]
    e = math.exp(-t)
    assert x == pytest.approx([1 - e, g * (1 - e * (1 + t)), g * g * (1 - e * (1 + t + t * t / 2))], rel=1e-12)


def test_at_the_tipping_point_it_grows_steadily():
    x = model.levels([3, 3, 3], model.coupling([0.5] * 3, "all"), 1, [3, 3, 3], 0.5, 16)
    assert x[:, 0] == pytest.approx(3 + 3 * 0.5 * np.arange(17), rel=1e-12)
    assert np.isinf(model.equilibrium([3, 3, 3], model.coupling([0.5] * 3, "all"), 1)).all()


def test_beyond_it_doubles_at_the_rate_of_growth():
    G = model.coupling([1.2, 1.1, 0.9], "ring")
    rate = model.growth(G, 0.5)
    x = model.levels([1, 1, 1], G, 0.5, [1, 1, 1], math.log(2) / rate, 40)
    assert x[-1] / x[-2] == pytest.approx([2, 2, 2], rel=1e-6)


def test_the_step_makes_no_difference():
    G = model.coupling([0.4, 1.1, 0.2], "all")
    coarse = model.levels([1, 2, 3], G, 0.8, [1, 1, 1], 4, 2)
    fine = model.levels([1, 2, 3], G, 0.8, [1, 1, 1], 0.01, 800)
    assert coarse[-1] == pytest.approx(fine[-1], rel=1e-10)
    assert coarse[1] == pytest.approx(fine[400], rel=1e-10)


@given(strengths, loops, st.floats(0.2, 2))
@settings(max_examples=40)
def test_stronger_coupling_never_lowers_a_level(links, loop, decay):
    less, more = model.coupling([0.9 * g for g in links], loop), model.coupling(links, loop)
    assert (model.equilibrium([1, 1, 1], less, decay) <= model.equilibrium([1, 1, 1], more, decay) + 1e-9).all()


@pytest.mark.parametrize("call", [
    lambda: model.coupling([1], "ring"), lambda: model.coupling([1, -1], "all"), lambda: model.coupling([1, 1], "ster"), lambda: model.growth([[1, 2]], 1),
    lambda: model.growth([[0, -1], [1, 0]], 1), lambda: model.growth([[0, 1], [1, 0]], 0), lambda: model.equilibrium([1], [[0, 1], [1, 0]], 1),
    lambda: model.equilibrium([1, math.inf], [[0, 1], [1, 0]], 1), lambda: model.levels([1, 1], [[0, 1], [1, 0]], 1, [1], 1, 1),
    lambda: model.levels([1, 1], [[0, 1], [1, 0]], 1, [1, 1], 0, 1), lambda: model.tipping_all(1, 1), lambda: model.tips_ring([-1], 1),
])  # fmt: skip
def test_outside_the_range_is_refused(call):
    with pytest.raises(ValueError, match="must"):
        call()


@pytest.mark.filterwarnings("ignore:(over|invalid)")
def test_levels_that_outgrow_numbers_are_refused():
    g = model.coupling([50, 50], "ring")
    assert np.isfinite(model.levels([1, 1], g, 1, [1, 1], 0.1, 100)).all()
    with pytest.raises(ValueError, match="steps must"):
        model.levels([1, 1], g, 1, [1, 1], 10, 100)
