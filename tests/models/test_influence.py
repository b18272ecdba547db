"""Friedkin and Johnsen's model against its closed forms, its rounds, a dense solution, and `role_models` where both hold."""

import math

import numpy as np
import pytest

from regiekit.models import influence as model
from regiekit.models import role_models


def network(seed, actors, ties):
    chance = np.random.default_rng(seed)
    rows = np.column_stack((chance.integers(0, actors, (ties, 2)), chance.uniform(0.1, 3, ties)))
    return chance.uniform(-1, 1, actors), rows, chance.uniform(0, 0.95, actors)


def dense(start, ties, susceptibility):
    """(I - S W)^-1 (I - S) x(0), written out."""
    n = len(start)
    w = np.zeros((n, n))
    for a, b, weight in ties:
        w[int(a), int(b)] += weight
    s = np.where(w.sum(axis=1) > 0, susceptibility, 0)
    w /= np.where(w.sum(axis=1) > 0, w.sum(axis=1), 1)[:, None]
    return np.linalg.inv(np.eye(n) - s[:, None] * w) @ ((1 - s) * start)


@pytest.mark.parametrize("actors", [2, 12, role_models.SMALL + 60])
@pytest.mark.parametrize("seed", range(3))
def test_it_is_the_closed_form_of_friedkin_and_johnsen(seed, actors):
    start, ties, susceptibility = network(seed, actors, 4 * actors)
    assert model.settled(start, ties, susceptibility) == pytest.approx(dense(start, ties, susceptibility), abs=1e-9)


@pytest.mark.parametrize("s", [0.0, 0.3, 0.9])
def test_two_who_hear_one_another(s):
    """x = s y + (1 - s) a and y = s x + (1 - s) b give x = (a + s b) / (1 + s)."""
    assert model.settled([4, 1], [(0, 1, 2), (1, 0, 5)], s) == pytest.approx([(4 + s) / (1 + s), (1 + 4 * s) / (1 + s)])


@pytest.mark.parametrize("seed", range(3))
def test_the_rounds_go_where_it_settles(seed):
    start, ties, susceptibility = network(seed, 30, 90)
    assert model.after(600, start, ties, susceptibility) == pytest.approx(model.settled(start, ties, susceptibility), abs=1e-9)
    assert model.after(0, start, ties, susceptibility).tolist() == start.tolist()


@pytest.mark.parametrize("actors", [20, role_models.SMALL + 20])
def test_with_ties_both_ways_and_all_or_nothing_it_is_the_model_of_role_models(actors):
    chance = np.random.default_rng(actors)
    ties = [(i, (i + 1) % actors, 1.0 + i % 3) for i in range(actors)]
    start, stubborn = chance.uniform(-1, 1, actors), [0, actors // 2]
    both = [*ties, *((b, a, w) for a, b, w in ties)]
    moved = [0.0 if i in stubborn else 1.0 for i in range(actors)]
    assert model.settled(start, both, moved) == pytest.approx(role_models.settled(start, ties, stubborn), abs=1e-9)
    assert model.settled(start, both, 1.0) == pytest.approx(role_models.settled(start, ties, []), abs=1e-9)


@pytest.mark.parametrize("large", [False, True])
def test_who_hears_a_closed_group_ends_at_its_mean_and_its_mean_is_that_of_a_walk(monkeypatch, large):
    if large:
        monkeypatch.setattr(role_models, "SMALL", 0)
    ties = [(0, 1, 1), (1, 0, 1), (1, 2, 2), (2, 0, 1), (3, 0, 1), (4, 3, 1), (4, 5, 1)]
    # walk: p0 = p1/3 + p2, p1 = p0, p2 = 2/3 p1, so 3 : 3 : 2
    mean = (3 * 10 + 3 * 20 + 2 * 30) / 8
    found = model.settled([10, 20, 30, 0, 0, 7], ties)
    assert found == pytest.approx([mean, mean, mean, mean, (mean + 7) / 2, 7])
    assert model.after(400, [10, 20, 30, 0, 0, 7], ties) == pytest.approx(found)


def test_direction_matters():
    assert model.settled([1, 0], [(1, 0, 1)]).tolist() == [1, 1]
    assert model.settled([1, 0], [(0, 1, 1)]).tolist() == [0, 0]


def test_tens_of_thousands_of_actors_of_every_shape_meet_their_equations():
    for actors, ties in ((20_000, None), (5_000, 40_000)):
        if ties is None:
            start = np.sin(np.arange(actors))
            rows = np.array([(i, (i + step) % actors, 1.0) for i in range(actors) for step in (1, -1)])
            moved = np.full(actors, 0.9999)
        else:
            start, rows, _ = network(5, actors, ties)
            moved = np.full(actors, 0.999)
        found = model.settled(start, rows, moved)
        one_on = model._times(*model._given(start, rows, moved)[1:]) @ found + (1 - model._given(start, rows, moved)[1]) * start
        assert np.abs(found - one_on).max() < 1e-8


@pytest.mark.parametrize(
    ("start", "ties", "susceptibility", "name"),
    [
        ([1, math.nan], [], 1, "start"),
        ([1, 0], [(0, 2, 1)], 1, "ties"),
        ([1, 0], [(0, 1, -1)], 1, "ties"),
        ([1, 0], [(0, 1)], 1, "ties"),
        ([1, 0], [(0, 1, 1)], 1.1, "susceptibility"),
        ([1, 0], [(0, 1, 1)], math.nan, "susceptibility"),
    ],
)
def test_arguments_outside_their_range(start, ties, susceptibility, name):
    with pytest.raises(ValueError, match=name):
        model.settled(start, ties, susceptibility)


def test_more_actors_than_a_matrix_holds_need_scipy(monkeypatch):
    monkeypatch.setattr(model, "_library", lambda size: None)
    many = model.ALONE + 1
    with pytest.raises(ValueError, match=r"regiekit\[large\]"):
        model.settled(np.zeros(many), [(0, 1, 1)])
    monkeypatch.setattr(model, "ALONE", 2)
    assert model.settled([1, 0], [(0, 1, 1), (1, 0, 1)]).tolist() == [0.5, 0.5]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (([1, [2]], []), "start must be finite numbers"),
        ((["a"], []), "start must be finite numbers"),
        (([1, 0], [(0, 1)]), "ties must be rows"),
        (([1, 0], [(0, 1, 1), (0, 1)]), "ties must be rows"),
        (([1, 0], [], [0.5, 0.5, 0.5]), "one for each of the 2 actors"),
        (([1, 0], [], [[0.5], [0.5]]), "one for each of the 2 actors"),
        (([1, 0], [], "much"), "one for each of the 2 actors"),
    ],
)
def test_an_argument_of_another_shape_is_named(given, said):
    with pytest.raises(ValueError, match=said):
        model.settled(*given)
