import math
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regiekit.models import policy_mix as model

reaches = st.lists(st.integers(0, 19).map(lambda i: i / 20), min_size=1, max_size=3)
budgets = st.integers(0, 40).map(lambda i: i / 2)


def rest(efforts, reach, half, start=0.0):
    return model.left([model.effect(x, m, half, start) for x, m in zip(efforts, reach, strict=True)])


def test_by_hand():
    # reach 0.6, half 3: 3 gives 0.3, 6 gives 0.45, 9 gives 0.525
    assert [model.effect(x, 0.6, 3) for x in (0, 3, 6, 9)] == pytest.approx([0, 0.3, 0.45, 0.525])
    assert rest([3, 3, 3], [0.6] * 3, 3) == pytest.approx(0.7**3)
    assert rest([9, 0, 0], [0.6] * 3, 3) == pytest.approx(0.475)
    assert model.effect(5, 0.6, 3, start=2) == pytest.approx(0.3)
    assert model.effect(1, 0.6, 3, start=2) == 0
    assert model.left([]) == 1


def test_wear():
    assert model.worn(0.5, 2, 1) == pytest.approx(0.125)
    assert model.worn(0.5, 2, 1, kept=1) == 0.5
    assert model.worn(0.5, 0, 1) == 0.5
    assert model.worn(0.5, 1000, 1, kept=0.4) == pytest.approx(0.2)
    # a mix wears slower than its parts: three halves, after two half-lives
    assert 1 - model.left([0.125] * 3) == pytest.approx(0.330, abs=5e-4)


@pytest.mark.parametrize("start", [0.0, 0.5])
def test_equal_strategies_are_divided_evenly(start):
    assert model.best_division(9, [0.6, 0.6, 0.6], 3, start) == pytest.approx([3, 3, 3])


def test_the_difference_is_that_of_the_log_odds():
    x = model.best_division(12, [0.8, 0.5], 3)
    assert sum(x) == pytest.approx(12)
    assert x[0] - x[1] == pytest.approx(3 * math.log2(4))


@pytest.mark.parametrize("reach", [[0.8, 0.5], [0.6, 0.2]])
def test_where_a_second_strategy_joins(reach):
    turn = 3 * math.log2(reach[0] / (1 - reach[0]) / (reach[1] / (1 - reach[1])))
    assert model.best_division(turn - 0.01, reach, 3) == [pytest.approx(turn - 0.01), 0]
    assert model.best_division(turn + 0.01, reach, 3)[1] == pytest.approx(0.005)


def test_a_start_up_can_make_one_better_than_two():
    # one: 1 - m (1 - 2^(-(B - s))); two: (1 - m (1 - 2^(-(B - 2s) / 2)))²; with m = 1/2 and s = 2 they cross between B = 4 and 8
    def one(b):
        return 1 - 0.5 * (1 - 2 ** (2 - b))

    def two(b):
        return (1 - 0.5 * (1 - 2 ** (2 - b / 2))) ** 2

    for b in (4.5, 8):
        x = model.best_division(b, [0.5, 0.5], 1, 2)
        assert rest(x, [0.5, 0.5], 1, 2) == pytest.approx(min(one(b), two(b)))
        assert (x[1] > 0) == (two(b) < one(b))
    assert one(4.5) < two(4.5)
    assert two(8) < one(8)


@given(budgets, reaches, st.sampled_from([1.0, 3.0]), st.sampled_from([0.0, 1.0, 2.5]))
@settings(max_examples=60, deadline=None)
def test_no_other_division_leaves_less(budget, reach, half, start):
    found = model.best_division(budget, reach, half, start)
    assert all(x >= 0 for x in found)
    assert sum(found) == pytest.approx(budget) or found == [0] * len(reach)
    grid = [[budget * i / 12 for i in at] for at in product(range(13), repeat=len(reach)) if sum(at) <= 12]
    assert rest(found, reach, half, start) <= min(rest(at, reach, half, start) for at in grid) + 1e-9


def test_what_can_not_start_does_nothing():
    assert model.best_division(1, [0.5, 0.5], 3, 2) == [0, 0]
    assert model.best_division(5, [0, 0], 3) == [0, 0]
    assert model.best_division(5, [], 3) == []


@pytest.mark.parametrize("wrong", [-1, math.nan, math.inf, "x", None])
def test_ranges(wrong):
    for call in (
        lambda: model.effect(wrong, 0.5, 3),
        lambda: model.effect(3, wrong, 3),
        lambda: model.effect(3, 0.5, wrong),
        lambda: model.left([wrong]),
        lambda: model.worn(0.5, wrong, 1),
        lambda: model.worn(0.5, 1, wrong),
        lambda: model.best_division(wrong, [0.5], 3),
    ):
        with pytest.raises(ValueError, match="must be"):
            call()
    for call in (lambda: model.effect(3, 0.5, 0), lambda: model.worn(0.5, 1, 0), lambda: model.best_division(3, [1.0], 3)):
        with pytest.raises(ValueError, match="must be"):
            call()


@given(st.floats(0, 30), st.lists(st.floats(0, 0.99), max_size=6), st.floats(0.5, 6), st.floats(0, 3))
@settings(max_examples=100, deadline=None)
def test_as_many_strategies_are_best_those_of_the_largest_reach(budget, reaches, half, start):
    """Against every set of strategies, each with its best division."""
    best = 1.0
    for size in range(1, len(reaches) + 1):
        for group in combinations([m for m in reaches if m > 0], size):
            bent = [half * math.log2(m / (1 - m)) for m in group]
            level = (budget - start * size - sum(bent)) / size
            if min(bent) + level >= 0:
                best = min(best, model.left([model.effect(start + level + b, m, half, start) for b, m in zip(bent, group, strict=True)]))
    found = model.best_division(budget, reaches, half, start)
    assert model.left([model.effect(x, m, half, start) for x, m in zip(found, reaches, strict=True)]) == pytest.approx(best, abs=1e-9)
