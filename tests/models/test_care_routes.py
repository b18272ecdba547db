import math
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regiekit.models import care_routes as model

routes = st.lists(st.lists(st.sampled_from("abcd"), max_size=4), min_size=1, max_size=4)
weights = st.lists(st.integers(0, 9), min_size=4, max_size=4)

# by hand: 10 young people go a > b > c, 2 go a > b, 3 go d > b > d > b
BY_HAND = (["abc", "ab", "dbdb"], [10, 2, 3])


def test_covered_by_hand():
    assert model.handovers("dbdb") == [("d", "b"), ("b", "d"), ("d", "b")]
    assert model.covered("abc", {("a", "b")}) == 0
    assert model.covered("abc", {("a", "b")}, whole=False) == 0.5
    assert model.covered("abc", {("a", "b"), ("b", "c")}) == 1
    assert model.covered("dbdb", {("d", "b")}, whole=False) == pytest.approx(2 / 3)
    assert model.covered("ab", {("b", "a")}) == 0  # a handover has a direction
    assert model.covered("a", ()) == model.covered("", (), whole=False) == 1


def test_coverage_by_hand():
    attended = [("a", "b")]
    assert model.coverage(*BY_HAND, attended) == pytest.approx(2 / 15)
    assert model.coverage(*BY_HAND, attended, whole=False) == pytest.approx((5 + 2) / 15)
    assert model.coverage(*BY_HAND, [("d", "b"), ("b", "d")]) == pytest.approx(3 / 15)
    assert math.isnan(model.coverage(["ab"], [0], attended))


def test_busiest_and_along_by_hand():
    assert model.busiest(*BY_HAND) == {("a", "b"): 12, ("b", "c"): 10, ("d", "b"): 6, ("b", "d"): 3}
    assert list(model.busiest(*BY_HAND)) == [("a", "b"), ("b", "c"), ("d", "b"), ("b", "d")]
    assert model.along(["ab", "abc", "dbdb"], [1, 2, 1], 3) == [("a", "b"), ("b", "c"), ("d", "b")]
    assert model.along(*BY_HAND, 0) == []


def test_greedy_takes_what_brings_most_now_and_can_be_beaten():
    steps, persons = ["abcd", "ef", "gh"], [50, 20, 20]
    assert model.greedy(steps, persons, 3) == [("e", "f"), ("g", "h")]
    assert model.coverage(steps, persons, model.greedy(steps, persons, 3)) == pytest.approx(40 / 90)
    best = model.best(steps, persons, 3)
    assert best == ([("a", "b"), ("b", "c"), ("c", "d")], True)
    assert model.coverage(steps, persons, best.attended) == pytest.approx(50 / 90)


def test_of_equal_coverage_the_fewest_handovers():
    assert model.best(["abc", "de"], [5, 5], 2).attended == [("d", "e")]


def exhaustive(steps, persons, budget, whole):
    pairs = sorted({pair for s in steps for pair in model.handovers(s)})
    return max(
        model.coverage(steps, persons, chosen, whole) for k in range(min(budget, len(pairs)) + 1) for chosen in combinations(pairs, k)
    )


@given(routes, weights, st.integers(0, 4), st.booleans())
@settings(max_examples=80, deadline=None)
def test_best_is_what_trying_every_set_of_handovers_finds(steps, persons, budget, whole):
    persons = persons[: len(steps)]
    if not sum(persons):
        return
    found = model.best(steps, persons, budget, whole)
    assert found.exact
    assert len(found.attended) <= budget
    value = model.coverage(steps, persons, found.attended, whole)
    assert value == pytest.approx(exhaustive(steps, persons, budget, whole))
    for other in (
        model.greedy(steps, persons, budget, whole),
        model.along(steps, persons, budget),
        list(model.busiest(steps, persons))[:budget],
    ):
        assert len(set(other)) == len(other) <= budget
        assert model.coverage(steps, persons, other, whole) <= value + 1e-12


@given(routes, weights)
@settings(max_examples=60, deadline=None)
def test_everything_attended_covers_all_and_more_budget_never_less(steps, persons):
    persons = persons[: len(steps)]
    if not sum(persons):
        return
    pairs = list(model.busiest(steps, persons))
    assert model.coverage(steps, persons, pairs) == 1
    for whole in (True, False):
        values = [model.coverage(steps, persons, model.best(steps, persons, b, whole).attended, whole) for b in range(5)]
        assert values == sorted(values)


def test_too_many_combinations_are_not_called_exact(monkeypatch):
    monkeypatch.setattr(model, "MOST_STATES", 3)
    assert model.best(["ab", "cd", "ef", "gh"], [1, 1, 1, 1], 2).exact is False


@pytest.mark.parametrize("p", [0.5, 0.8, 0.98])
@pytest.mark.parametrize("n", [1, 2, 4, 7])
def test_contacts_closed_forms(n, p):
    """Kemeny & Snell: repeating the failed step takes n/p, starting again (1 - p^n) / (p^n (1 - p))."""
    assert model.contacts([p] * n, restart=False) == pytest.approx(n / p)
    assert model.contacts([p] * n) == pytest.approx((1 - p**n) / (p**n * (1 - p)))
    assert model.restarts([p] * n) == pytest.approx(p**-n - 1)


def test_contacts_limits():
    assert model.contacts([1.0] * 5) == model.contacts([1.0] * 5, restart=False) == 5
    assert model.contacts([]) == model.restarts([]) == model.restarts([1.0, 1.0]) == 0
    assert model.contacts([0.5, 0.25]) == pytest.approx(1 / (0.5 * 0.25) + 1 / 0.25)  # backwards: tries of step 2, then of step 1


@given(st.lists(st.floats(0.2, 1), min_size=1, max_size=6))
@settings(max_examples=60, deadline=None)
def test_restarts_are_one_over_the_product(chances):
    assert model.restarts(chances) == pytest.approx(1 / math.prod(chances) - 1, abs=1e-9)
    assert model.contacts(chances, restart=False) == pytest.approx(sum(1 / p for p in chances))


def test_fundamental_is_the_inverse():
    q = [[0.2, 0.5, 0.0], [0.1, 0.0, 0.6], [0.3, 0.3, 0.1]]
    n = model.fundamental(q)
    for i in range(3):
        for j in range(3):
            total = sum(n[i][k] * (float(k == j) - q[k][j]) for k in range(3))
            assert total == pytest.approx(float(i == j))
    assert model.fundamental([]) == []


def test_fundamental_of_the_gambler():
    """A fair game with stakes 1 to 3 out of 4: N of Kemeny & Snell's random walk, rows 3/2 1 1/2, 1 2 1, 1/2 1 3/2."""
    walk = [[0, 0.5, 0], [0.5, 0, 0.5], [0, 0.5, 0]]
    wanted = [[1.5, 1, 0.5], [1, 2, 1], [0.5, 1, 1.5]]
    for row, want in zip(model.fundamental(walk), wanted, strict=True):
        assert row == pytest.approx(want)


@given(routes, weights)
@settings(max_examples=60, deadline=None)
def test_observed_transitions_give_back_the_mean_number_of_contacts(steps, persons):
    persons = persons[: len(steps)]
    taken = [(s, w) for s, w in zip(steps, persons, strict=True) if s and w]
    if not taken:
        return
    names, first, q = model.transitions(steps, persons)
    n = model.fundamental(q)
    expected = sum(start * sum(row) for start, row in zip(first, n, strict=True))
    assert sum(first) == pytest.approx(1)
    assert len(names) == len({step for s, _ in taken for step in s})
    assert expected == pytest.approx(sum(len(s) * w for s, w in taken) / sum(w for _, w in taken))


def test_wrong_arguments():
    for chance in (0, -0.1, 1.1, math.nan):
        with pytest.raises(ValueError, match="chances must be"):
            model.chain([0.5, chance])
    with pytest.raises(ValueError, match="q must be square"):
        model.fundamental([[0.1, 0.2]])
    with pytest.raises(ValueError, match="no way to the end"):
        model.fundamental([[0, 1], [1, 0]])
    with pytest.raises(ValueError, match="one per route"):
        model.coverage(["ab"], [1, 2], ())
    with pytest.raises(ValueError, match="weights must be"):
        model.best(["ab"], [-1], 1)
    with pytest.raises(ValueError, match="budget must be"):
        model.best(["ab"], [1], -1)


def test_a_small_chance_is_not_lost():
    """(1 - p^n) / (p^n (1 - p)) at p = 1e-7: there is a way to the end, and rounding 1 - p may not hide it."""
    p = 1e-7
    assert model.contacts([p] * 2) == pytest.approx((1 + p) / p**2, rel=1e-12)
    assert model.restarts([p] * 2) == pytest.approx(1 / p**2 - 1, rel=1e-12)
    assert sum(model.fundamental(model.chain([p] * 2))[0]) == pytest.approx((1 + p) / p**2, rel=1e-8)
    assert model.restarts([1 - 1e-13]) == pytest.approx(1e-13, rel=1e-3)


@pytest.mark.parametrize("q", [[[2.0]], [[-0.1]], [[math.nan]], [[0.6, 0.6], [0.0, 0.0]], [[math.inf]]])
def test_what_is_no_chance_is_refused(q):
    with pytest.raises(ValueError, match="q"):
        model.fundamental(q)


def test_a_closed_group_has_no_end_though_its_rows_do_not_quite_add_up():
    for closed in ([[1 / 3] * 3] * 3, [[0.5, 0.5, 0], [0.5, 0.5, 0], [0.1, 0.2, 0.3]], [[0.1, 0.2, 0.7], [0.7, 0.1, 0.2], [0.2, 0.7, 0.1]]):
        with pytest.raises(ValueError, match="no way to the end"):
            model.fundamental(closed)


@given(st.lists(st.lists(st.floats(0.01, 1), min_size=5, max_size=5), min_size=5, max_size=5), st.floats(0.1, 0.95))
@settings(max_examples=40, deadline=None)
def test_fundamental_against_numpy(rows, stay):
    q = np.array(rows) / np.sum(rows, axis=1, keepdims=True) * stay
    assert np.allclose(model.fundamental(q), np.linalg.inv(np.eye(5) - q), rtol=1e-10)


def test_a_weight_that_is_none_is_refused():
    for wrong in (-1.0, math.nan):
        with pytest.raises(ValueError, match="weights"):
            model.transitions(["ab", "bc"], [1.0, wrong])
