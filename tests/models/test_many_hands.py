import math
import pickle
from itertools import permutations
from zlib import crc32

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regiekit.models import many_hands as model
from regiekit.models.overlap import nobody_acts

hands = [f"h{i}" for i in range(model.MOST_PLAYERS)]


def game(seed):
    """A game with arbitrary values."""

    def value(group):
        return crc32(f"{seed}{sorted(group)}".encode()) % 97 / 10 if group else 0.0

    return value


def by_orders(players, value):
    """The Shapley value as it is defined: the mean over all orders of coming in."""
    total = dict.fromkeys(players, 0.0)
    orders = list(permutations(players))
    for order in orders:
        for place, one in enumerate(order):
            total[one] += value(frozenset(order[: place + 1])) - value(frozenset(order[:place]))
    return {one: t / len(orders) for one, t in total.items()}


@pytest.mark.parametrize("n", [1, 2, 3, 4, 5])
@pytest.mark.parametrize("seed", range(3))
def test_shapley_is_the_mean_over_all_orders(n, seed):
    value = game(seed)
    assert model.shapley(hands[:n], value) == pytest.approx(by_orders(hands[:n], value))


def test_shapley_of_the_glove_market():
    """Two left gloves and one right one: the right one is worth 2/3 of the pair, each left one 1/6."""
    value = lambda group: float("right" in group and len(group) > 1)  # noqa: E731
    assert model.shapley(["left", "other", "right"], value) == pytest.approx({"left": 1 / 6, "other": 1 / 6, "right": 2 / 3})


@given(st.integers(1, 6), st.integers(0, 99), st.integers(0, 99))
@settings(max_examples=40, deadline=None)
def test_efficiency_and_additivity(n, one, two):
    players = hands[:n]
    a, b = game(one), game(two)
    assert sum(model.shapley(players, a).values()) == pytest.approx(a(frozenset(players)))
    both = model.shapley(players, lambda group: a(group) + b(group))
    assert both == pytest.approx({p: model.shapley(players, a)[p] + model.shapley(players, b)[p] for p in players})


@pytest.mark.parametrize("n", range(1, 9))
def test_many_hands_each_carry_one_nth(n):
    assert model.blame(hands[:n]) == pytest.approx(dict.fromkeys(hands[:n], 1 / n))


@pytest.mark.parametrize("n", range(1, 9))
def test_who_is_named_carries_all_and_the_others_are_dummies(n):
    assert model.blame(hands[:n], hands[:1]) == pytest.approx({**dict.fromkeys(hands[:n], 0.0), "h0": 1.0})


def test_named_with_a_stand_in_and_a_duty_that_is_left():
    assert model.blame(["a", "b", "c", "d"], ["b", "d"]) == pytest.approx({"a": 0, "b": 0.5, "c": 0, "d": 0.5})
    assert model.blame(["a", "b", "c", "d"], ["b"], 0.2) == pytest.approx({"a": 0.05, "b": 0.85, "c": 0.05, "d": 0.05})
    assert model.blame(["a", "b"], ["a"], 1.0) == pytest.approx({"a": 0.5, "b": 0.5})


@pytest.mark.parametrize("k", [2, 3, 8])
def test_without_a_name_the_dilemma_of_the_volunteer(k):
    assert model.step_missed(k, 0.3) == nobody_acts(k, 0.3) == pytest.approx(0.3 ** (k / (k - 1)))
    assert model.step_missed(2, 0.3) == pytest.approx(0.09)


def test_with_a_name():
    assert model.step_missed(0, 0.3) == 1
    assert model.step_missed(1, 0.3) == 0
    assert model.step_missed(1, 0.3, absent=0.1) == pytest.approx(0.1)  # absence counts for whoever is not named as well
    assert model.step_missed(8, 0.3, named=1, absent=0.1) == pytest.approx(0.1)
    assert model.step_missed(8, 0.3, named=2, absent=0.1) == pytest.approx(0.01)
    assert model.step_missed(3, 0.3, named=1) == 0


@given(st.integers(1, 8), st.floats(0.01, 0.99), st.integers(0, 2), st.floats(0, 0.9), st.floats(0, 1))
@settings(max_examples=200, deadline=None)
def test_nobody_gains_by_doing_otherwise(k, cost, named, absent, felt):
    """The equilibrium by its definition: who mixes is indifferent, who always acts would lose by waiting, who always waits by acting."""
    named = min(named, k)
    others = k - named
    if not others:
        return
    q = model.idle(k, cost, named, absent, felt)
    assert absent <= q <= 1
    acting, waiting = cost * (1 - felt), absent**named * q ** (others - 1)  # what each costs, in parts of the benefit
    if absent < q < 1:
        assert acting == pytest.approx(waiting, rel=1e-6)
    elif q == 1:
        assert acting >= waiting - 1e-9
    else:
        assert acting <= waiting + 1e-9


@pytest.mark.parametrize("k", [2, 4, 8])
def test_who_feels_wholly_responsible_always_acts(k):
    for named in (0, 1):
        assert model.step_missed(k, 0.3, named, 0.1, 1.0) == pytest.approx(0.1**k)


@given(st.integers(2, 8), st.floats(0.05, 0.95), st.floats(0, 0.95))
@settings(max_examples=60, deadline=None)
def test_more_hands_make_each_laxer_and_feeling_responsible_helps(k, cost, felt):
    assert model.idle(k, cost, 0, 0.1, felt) <= model.idle(k + 1, cost, 0, 0.1, felt)
    assert model.step_missed(k, cost, 0, 0.1, felt + 0.05) <= model.step_missed(k, cost, 0, 0.1, felt)


@given(st.integers(2, 40), st.floats(0.01, 0.99))
@settings(max_examples=60, deadline=None)
def test_more_hands_never_make_it_more_likely_that_somebody_acts(k, cost):
    assert model.step_missed(k, cost) <= model.step_missed(k + 1, cost) <= cost


def test_wrong_arguments():
    for wrong in ([], [*hands, "h8"], "abc", ["a", "a"]):
        with pytest.raises(ValueError, match=r"players|hands"):
            model.blame(wrong)
    with pytest.raises(ValueError, match="among the hands"):
        model.blame(["a"], ["b"])
    with pytest.raises(ValueError, match="0 for nobody"):
        model.shapley(["a"], lambda group: 1.0)
    with pytest.raises(ValueError, match="hold somebody"):
        model.unanimity([])
    for wrong in (-0.1, 1.1, math.nan):
        with pytest.raises(ValueError, match="left must be"):
            model.blame(["a"], ["a"], wrong)
        with pytest.raises(ValueError, match="absent must be"):
            model.step_missed(2, 0.3, 1, wrong)
        with pytest.raises(ValueError, match="felt must be"):
            model.step_missed(2, 0.3, 1, 0.1, wrong)
    with pytest.raises(ValueError, match="named must be"):
        model.step_missed(2, 0.3, 3)
    with pytest.raises(ValueError, match="cost_benefit"):
        model.step_missed(2, 1.0)


def test_a_game_can_be_pickled():
    game = pickle.loads(pickle.dumps(model.unanimity(["a", "b"])))
    assert (game(frozenset("a")), game(frozenset("abc"))) == (0, 1)
    assert model.shapley(["a", "b", "c"], game) == model.shapley(["a", "b", "c"], model.unanimity(["a", "b"]))
