"""Package deals against closed forms, a plain loop over all packages, and a worked example by hand."""

import math
from math import comb

import numpy as np
import pytest

from regiekit.cases import load_shipped
from regiekit.models import package_deal as model


def loop(gains, least):
    """Package -> least surplus and joint surplus, one package at a time."""
    out = []
    for s in range(1 << len(gains)):
        gained = [sum(row[p] for i, row in enumerate(gains) if s >> i & 1) - least[p] for p in range(len(least))]
        out.append((min(gained), sum(gained)))
    return np.array(out)


@pytest.mark.parametrize(("issues", "parties"), [(0, 1), (1, 1), (1, 4), (2, 3), (5, 7), (8, 25), (9, 2)])
def test_all_packages_as_a_plain_loop_finds_them(issues, parties):
    draw = np.random.default_rng(issues * 100 + parties)
    gains = np.round(draw.uniform(-5, 5, (issues, parties)), 2).tolist()
    least = np.round(draw.uniform(-2, 2, parties), 2).tolist()
    found = loop(gains, least)
    assert model.lowest(gains or np.zeros((0, parties)), least) == pytest.approx(found[:, 0])
    assert model.together(gains or np.zeros((0, parties)), least) == pytest.approx(found[:, 1])


def test_by_hand():
    """Two parties, two issues that are each good for one and bad for the other: only together they pass."""
    gains = [[3, -1], [-2, 4]]
    assert model.lowest(gains).tolist() == [0, -1, -2, 1]
    assert model.passing(gains).tolist() == [True, False, False, True]
    assert model.totals(gains, [3, 1]).tolist() == [[1, 3], [3, -1]]
    assert model.passing(gains, 2).tolist() == [False] * 4
    assert model.passing(gains, [1, 3]).tolist() == [False, False, False, True]


@pytest.mark.parametrize("parties", range(1, 9))
@pytest.mark.parametrize("gain", [0, 1, 2.5, 3, 6.9, 7, 7.1])
def test_logrolling(parties, gain):
    """Own gain G, loss 1 on each of the others' issues: everybody is better off with the full package iff G > n - 1."""
    gains = model.own_issues(parties, gain)
    full = (1 << parties) - 1
    assert model.lowest(gains)[full] == pytest.approx(model.logrolling(parties, gain))
    assert (model.lowest(gains)[full] > 0) == (gain > parties - 1)
    if parties > 1:
        assert not any(model.passing(gains)[1 << i] for i in range(parties))


@pytest.mark.parametrize(("good", "bad"), [(0, 0), (1, 0), (3, 2), (2, 5), (6, 6), (10, 8)])
def test_one_party_with_gains_and_losses_of_one(good, bad):
    """Packages with at least as many good issues as bad ones: the sum of C(a + b, m) from m = b (Vandermonde)."""
    gains = [[1.0]] * good + [[-1.0]] * bad
    expected = sum(comb(good + bad, m) for m in range(bad, good + bad + 1))
    assert model.passing(gains or np.zeros((0, 1))).sum() == expected


def test_sums_are_exact():
    """0.1 + 0.2 - 0.3 is not below 0."""
    assert model.lowest([[0.1], [0.2], [-0.3]])[7] == 0
    assert model.passing([[0.1]] * 3, 0.3)[7]


def test_side_payments_are_feasible_when_there_is_enough_together():
    draw = np.random.default_rng(3)
    gains, least = draw.integers(-5, 6, (7, 6)), draw.integers(-3, 4, 6)
    feasible = model.passing(gains, least, side_payments=True)
    for s in range(1 << 7):
        gained = model.totals(gains, [s])[0]
        assert feasible[s] == (gained.sum() >= least.sum())
        if feasible[s]:
            paid = model.side_payments(gained, least)
            assert paid.sum() == pytest.approx(0)
            assert (gained + paid >= least - 1e-9).all()
            assert (paid[gained >= least] <= 1e-9).all()
        else:
            with pytest.raises(ValueError, match="not enough"):
                model.side_payments(gained, least)
    assert (feasible >= model.passing(gains, least)).all()


def test_side_payments_in_proportion():
    assert model.side_payments([-2, 3, 1]).tolist() == [2, -1.5, -0.5]
    assert model.side_payments([1, 2]).tolist() == [0, 0]
    assert model.side_payments([0, 0]).tolist() == [0, 0]


def test_one_more_issue_never_takes_a_package_away():
    gains = np.random.default_rng(5).integers(-5, 6, (8, 10))
    passing = model.passing(gains, -4)
    counts = [int((passing & model.within(8, range(n))).sum()) for n in range(9)]
    assert counts == sorted(counts)
    assert counts[0] == 1
    assert counts[-1] == passing.sum()


def test_packages_within_an_agenda():
    assert np.flatnonzero(model.within(4, [0, 2])).tolist() == [0, 1, 4, 5]
    assert model.within(0, []).tolist() == [True]
    assert [model.issues_in(s) for s in (0, 1, 6)] == [(), (0,), (1, 2)]


def test_undominated():
    gained = np.array([[1, 1], [2, 0], [1, 1], [0, 0], [2, 1], [0, 3], [-1, 3]])
    assert model.undominated(gained).tolist() == [False, False, False, False, True, True, False]
    assert model.undominated(np.array([[1.0, 1], [1, 1]])).tolist() == [True, True]
    assert model.undominated(np.zeros((0, 3))).tolist() == []


def test_undominated_as_all_pairs_say():
    gained = np.random.default_rng(8).integers(-3, 4, (200, 3))
    pairs = [not any((b >= a).all() and (b > a).any() for b in gained) for a in gained]
    assert model.undominated(gained).tolist() == pairs


@pytest.mark.parametrize(("key", "alone", "expected"), [("jeugdhulp", 0, 4), ("regio", 0, 4), ("warmte", 0, 1)])
def test_in_the_shipped_cases_a_broad_agenda_reaches_further(key, alone, expected):
    case = load_shipped(key)
    gains = [[issue.gains.get(p, 0) for p in case.party_keys] for issue in case.issues]
    passing = model.passing(gains)
    assert sum(passing[1 << i] for i in range(len(gains))) == alone
    assert passing.sum() - 1 == expected > alone


def test_no_more_memory_than_twice_the_answer():
    import tracemalloc

    gains = np.random.default_rng(1).integers(-5, 6, (18, 25))
    tracemalloc.start()
    found = model.lowest(gains)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 2 * found.nbytes


@pytest.mark.parametrize(
    ("gains", "thresholds"),
    [([1, 2], 0), ([[]], 0), ([[101]], 0), ([[float("nan")]], 0), ([[1, 2]], [0]), ([[1]], 2000), ([[1]], float("nan")), ([[1]] * 23, 0)],
)
def test_what_is_refused(gains, thresholds):
    with pytest.raises(ValueError, match="must"):
        model.lowest(gains, thresholds)


@pytest.mark.parametrize(
    ("call", "name"),
    [
        (lambda: model.within(3, [3]), "agenda"),
        (lambda: model.totals([[1]], [2]), "packages"),
        (lambda: model.issues_in(-1), "package"),
        (lambda: model.undominated(np.zeros(3)), "gained"),
        (lambda: model.logrolling(0, 1), "parties"),
        (lambda: model.own_issues(3, -1), "gain"),
    ],
)
def test_other_refusals(call, name):
    with pytest.raises(ValueError, match=name):
        call()


def test_the_sum_of_many_large_gains_does_not_wrap_round():
    """22 issues of 98 parties at 100 points: 215,600, which is more than 32 bits hold in ten-thousandths."""
    gains = [[100.0] * 98] * model.MOST_ISSUES
    assert model.together(gains)[-1] == 22 * 98 * 100
    assert model.passing(gains, side_payments=True).all()
    assert model.lowest(gains, -1000.0)[-1] == 22 * 100 + 1000


def test_a_number_that_is_not_whole_is_no_package():
    for wrong in (2.7, math.nan, "3"):
        with pytest.raises(ValueError, match="package"):
            model.issues_in(wrong)
        with pytest.raises(ValueError, match="packages"):
            model.totals([[1.0]] * 3, [wrong])


def test_the_smallest_accepted_package_is_the_first_of_the_fewest_issues():
    draw = np.random.default_rng(4)
    for issues in range(1, 7):
        accepted = draw.random(1 << issues) < 0.2
        by_hand = [s for number in range(1, issues + 1) for s in range(1, 1 << issues) if s.bit_count() == number and accepted[s]]
        assert model.fewest(accepted) == (by_hand or [None])[0]
    assert model.fewest([True, False]) is None  # to settle nothing is no package
    with pytest.raises(ValueError, match="2\\*\\*k"):
        model.fewest([True, False, True])


def test_what_a_party_is_keen_on_is_where_it_gains_most():
    gains = [[3, -1, 2], [3, -2, 1], [0, 0, 2]]
    assert model.favourites(gains) == [(0, 1), (), (0, 2)]
    assert model.favourites(np.zeros((0, 2))) == [(), ()]


@pytest.mark.parametrize("gain", [32767 / 10_000, 32768 / 10_000, 0.0001, 100.0])
def test_sums_that_just_fit_sixteen_bits_and_those_that_just_do_not_are_exact(gain):
    found = model.lowest([[gain, -gain], [0.0001, 0.0002]], [0.0, -0.0001])
    assert found == pytest.approx([0, -gain + 0.0001, 0.0001, -gain + 0.0003], abs=1e-12)
