import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regiekit.models import acceptability as model


def test_two_opposites_share_the_weights():
    assert model.acceptability_of_two([[1, 0], [0, 1]]) == [0.5, 0.5]
    assert model.acceptability([[1, 0], [0, 1]]).first == pytest.approx([0.5, 0.5], abs=0.02)


def test_a_compromise_by_hand():
    # w against 1 − w against 0.6: the third is on top where both are below 0.6, from 0.4 to 0.6
    assert model.acceptability_of_two([[1, 0], [0, 1], [0.6, 0.6]]) == pytest.approx([0.4, 0.4, 0.2])
    # at 0.5 it is on top in one point only: no share of the weights
    assert model.acceptability_of_two([[1, 0], [0, 1], [0.5, 0.5]]) == pytest.approx([0.5, 0.5, 0])


@given(st.lists(st.tuples(st.integers(0, 10), st.integers(0, 10)), min_size=1, max_size=8))
@settings(max_examples=60, deadline=None)
def test_the_draws_agree_with_the_closed_form_for_two_criteria(rows):
    exact = model.acceptability_of_two(rows)
    assert sum(exact) == pytest.approx(1)
    drawn = model.acceptability(rows, draws=20_000)
    assert drawn.first == pytest.approx(exact, abs=0.02)  # more than five standard errors


def test_each_best_on_one_of_k_criteria_gets_an_equal_share():
    for k in (1, 2, 3, 4, 6):
        found = model.acceptability(np.eye(k), draws=40_000)
        assert found.first == pytest.approx([1 / k] * k, abs=0.02)


def test_equal_candidates_share_equally_and_exactly():
    assert model.acceptability([[3, 1], [3, 1], [3, 1]]).first == pytest.approx([1 / 3] * 3)
    assert model.acceptability_of_two([[3, 1], [3, 1], [3, 1]]) == pytest.approx([1 / 3] * 3)


def test_who_is_nowhere_the_best_comes_first_under_no_weights():
    found = model.acceptability([[3, 3, 3], [2, 3, 3], [4, 0, 3]], draws=5000)
    assert found.first[1] == 0
    assert found.central[1] is None


def test_three_criteria_by_integration():
    # (1,0,0) beats (0,1/2,1/2) where w1 > (w2 + w3)/2 = (1 − w1)/2, so w1 > 1/3: the density of w1 is 2(1 − w1), the share (2/3)² = 4/9
    found = model.acceptability([[1, 0, 0], [0, 0.5, 0.5]], draws=200_000)
    assert found.first[0] == pytest.approx(4 / 9, abs=0.005)
    assert found.error[0] == pytest.approx(math.sqrt(4 / 9 * 5 / 9 / 200_000), rel=0.01)


def test_central_weights_are_those_under_which_it_wins():
    found = model.acceptability([[1, 0], [0, 1]], draws=40_000)
    # uniform on (½, 1): the mean is ¾
    assert found.central[0] == pytest.approx([0.75, 0.25], abs=0.01)
    assert all(sum(c) == pytest.approx(1) for c in found.central)


def test_the_error_is_that_of_repeated_draws():
    values = [[1, 0, 0.2], [0, 1, 0.4], [0.4, 0.4, 1]]
    found = [model.acceptability(values, 400, seed).first[0] for seed in range(300)]
    assert np.std(found) == pytest.approx(model.acceptability(values, 400).error[0], rel=0.2)


def test_the_weights_fill_the_simplex_evenly():
    w = model.weights(3, 60_000, 5)
    assert w.shape == (60_000, 3)
    assert w.min() >= 0
    assert np.allclose(w.sum(axis=1), 1)
    # each of the four equal triangles holds a quarter: three where one weight is above a half, and the middle
    quarters = [*(w > 0.5).mean(axis=0), (w <= 0.5).all(axis=1).mean()]
    assert quarters == pytest.approx([0.25] * 4, abs=0.01)
    assert (model.weights(3, 60_000, 5) == w).all()
    with pytest.raises(ValueError, match="read-only"):
        w[0, 0] = 1


def test_scaling():
    assert model.scaled([[1, 7, 5], [3, 7, 0], [2, 7, 10]]).tolist() == [[0, 0, 0.5], [1, 0, 0], [0.5, 0, 1]]


@pytest.mark.parametrize("wrong", [[], [[]], [1, 2], [[1, math.nan]], [[1, math.inf]], [[1], [1, 2]], "ab", [["a"]]])
def test_no_table(wrong):
    for function in (model.acceptability, model.acceptability_of_two, model.scaled):
        with pytest.raises(ValueError, match="values must be"):
            function(wrong)


@pytest.mark.parametrize("wrong", [{"draws": 0}, {"draws": 2_000_000}, {"seed": -1}, {"draws": 1.5}])
def test_ranges(wrong):
    with pytest.raises(ValueError, match="must be"):
        model.acceptability([[1, 0], [0, 1]], **wrong)
    with pytest.raises(ValueError, match="two criteria"):
        model.acceptability_of_two([[1, 0, 0]])


def test_large_sets_of_weights_are_not_kept():
    before = model._drawn.cache_info().currsize
    one = model.weights(6, 50_000, 99)
    assert one is not model.weights(6, 50_000, 99)
    assert np.array_equal(one, model.weights(6, 50_000, 99))
    assert model._drawn.cache_info().currsize == before
    assert model.weights(6, 100, 99) is model.weights(6, 100, 99)
    assert model._drawn.cache_info().maxsize * model.KEPT * 8 <= 1.6e7  # bytes


def test_the_largest_numbers_are_scaled():
    assert model.scaled([[1.7e308], [-1.7e308], [0.0]]).ravel().tolist() == [1, 0, 0.5]


def test_who_are_first_together_share_among_others_who_are_first_alone():
    values = [[1, 0, 0.2], [1, 0, 0.2], [0, 1, 0.1], [0.9, 0.1, 0.3], [0, 0, 0]]
    drawn = model.weights(3, 3000, 4)
    scores = drawn @ np.array(values).T
    best = scores >= scores.max(axis=1, keepdims=True) - model.TIE
    share = best / best.sum(axis=1, keepdims=True)
    found = model.acceptability(values, 3000, 4)
    assert found.first == pytest.approx(share.mean(axis=0))
    assert found.first[0] == found.first[1] > 0
    for i in range(4):
        assert found.central[i] == pytest.approx((share[:, i : i + 1] * drawn).sum(axis=0) / share[:, i].sum())
    assert found.central[4] is None


def test_the_places_of_a_compromise_by_hand():
    """Two opposites and one of 0.4 on both: with weights w and 1 - w it is last where both others have more than 0.4, for w from 0.4 to 0.6."""
    found = model.ranks([[1, 0], [0, 1], [0.4, 0.4]], 40_000)
    for share, exact, error in zip(found.shares[2], (0, 0.8, 0.2), found.error[2], strict=True):
        assert abs(share - exact) < 4 * error + 1e-12
    assert found.mean[2] == pytest.approx(2.2, abs=0.02)


def test_every_place_is_taken_once_and_the_first_is_that_of_acceptability():
    values = np.random.default_rng(2).uniform(size=(5, 3))
    found, first = model.ranks(values, 3000, 4), model.acceptability(values, 3000, 4)
    assert np.sum(found.shares, axis=0) == pytest.approx(np.ones(5))
    assert np.sum(found.shares, axis=1) == pytest.approx(np.ones(5))
    assert [row[0] for row in found.shares] == pytest.approx(first.first)


def test_who_are_equal_share_their_places():
    found = model.ranks([[1, 1], [0, 0], [1, 1], [0, 0], [0, 0]], 50)
    assert found.shares[0] == found.shares[2] == pytest.approx([0.5, 0.5, 0, 0, 0])
    assert found.shares[1] == found.shares[3] == pytest.approx([0, 0, 1 / 3, 1 / 3, 1 / 3])
    assert found.mean == pytest.approx([1.5, 4, 1.5, 4, 4])
