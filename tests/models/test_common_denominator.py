import itertools
import random

import pytest

from regiekit.models import common_denominator as model


def test_who_must_agree_decides_how_far_it_comes():
    draw = random.Random(1)
    for n in (1, 2, 5, 9):
        wants = [draw.random() for _ in range(n)]
        found = [model.agreed(wants, needed) for needed in range(1, n + 1)]
        # a level is agreed when so many want at least that much, and nothing above it is
        for needed, level in enumerate(found, 1):
            assert sum(w >= level for w in wants) >= needed > sum(w > level for w in wants)
        assert (found[0], found[-1]) == (max(wants), model.least_ambitious(wants))
    with pytest.raises(ValueError, match="needed"):
        model.agreed([0.5], 2)
    with pytest.raises(ValueError, match="at least one"):
        model.agreed([], 1)


def test_the_least_ambitious_decides():
    assert model.least_ambitious([0.9, 0.3, 0.7]) == 0.3
    assert model.least_ambitious([0.4]) == 0.4
    more = model.least_ambitious([0.9, 0.3, 0.7, 0.1])
    assert more == 0.1


def test_an_ambition_is_where_a_gain_that_flattens_is_largest():
    # 5 (2wx - x²) points with x of the issue done: the gain at x = 1, most at x = w, and a loser of 2 points gains up to 60 per cent
    for gain in (-5, -2, 0, 3, 5):
        w = model.ambition(gain)
        points = [5 * (2 * w * x - x * x) for x in (n / 100 for n in range(101))]
        assert points[100] == pytest.approx(gain)
        assert points.index(max(points)) == pytest.approx(100 * w)
    assert 5 * (2 * model.ambition(-2) * 0.6 - 0.36) == pytest.approx(0)


def test_ambition_runs_from_nothing_to_all():
    assert [model.ambition(g) for g in (-5, 0, 3, 5)] == [0, 0.5, 0.8, 1]


@pytest.mark.parametrize("wrong", [-6, 5.1, float("nan"), "veel"])
def test_a_gain_out_of_range(wrong):
    with pytest.raises(ValueError, match="gain must be a number from"):
        model.ambition(wrong)


def by_hand(gains, size):
    """The best value for the worst-off over all packages of this size, and the largest sum at that value."""
    found = []
    for chosen in itertools.combinations(range(len(gains)), size):
        totals = [sum(gains[i][p] for i in chosen) for p in range(len(gains[0]))]
        found.append((min(totals), sum(totals)))
    return max(found)


def test_the_best_package_is_the_best_of_all():
    draw = random.Random(3)
    for _ in range(40):
        issues, parties = draw.randint(1, 7), draw.randint(1, 6)
        gains = [[draw.randint(-5, 5) for _ in range(parties)] for _ in range(issues)]
        for size in range(1, issues + 1):
            found = model.best_package(gains, size)
            assert len(found.issues) == size
            assert list(found.totals) == [sum(gains[i][p] for i in found.issues) for p in range(parties)]
            assert (min(found.totals), sum(found.totals)) == by_hand(gains, size)


def test_own_issues_alone_help_nobody_and_together_everyone():
    # each of three parties gains 4 on its own issue and loses 1 on the others: one issue leaves two behind, all three give 2 each
    gains = [[4 if i == p else -1 for p in range(3)] for i in range(3)]
    assert min(model.best_package(gains, 1).totals) == -1
    assert model.best_package(gains, 3).totals == (2, 2, 2)


def test_no_issues_no_gain():
    assert model.best_package([[1, -2]], 0) == ((), (0, 0), 1)
    assert model.best_package([], 0) == ((), (), 1)
    assert [model.best_package([[1, 1], [1, 1], [2, 2]], size).equals for size in (1, 2, 3)] == [1, 2, 1]


@pytest.mark.parametrize("call", [
    lambda: model.best_package([[1, 2]], 2), lambda: model.best_package([[1, 2]], -1), lambda: model.agreed([0.5], 0),
    lambda: model.least_ambitious([]), lambda: model.least_ambitious([1.2]), lambda: model.best_package([[1, 2], [1]], 1),
])  # fmt: skip
def test_what_makes_no_sense_is_refused(call):
    with pytest.raises(ValueError, match=r"\w"):
        call()
