"""Published indices, all coalitions and all orders gone through, the closed form of equal parties, and sampling against counting."""

import math
from itertools import permutations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regiekit.models import majorities as model
from regiekit.models import many_hands, player_power


def wins(coalition, rows, quotas, veto=()):
    return set(veto) <= set(coalition) and all(sum(row[i] for i in coalition) >= q for row, q in zip(rows, quotas, strict=True))


def by_hand(rows, quotas, veto=()):
    n = len(rows[0])
    banzhaf, shapley = [0] * n, [0] * n
    for yes in product((False, True), repeat=n):
        inside = [i for i in range(n) if yes[i]]
        if wins(inside, rows, quotas, veto):
            for i in inside:
                banzhaf[i] += not wins([j for j in inside if j != i], rows, quotas, veto)
    for order in permutations(range(n)):
        shapley[next(order[k] for k in range(n) if wins(order[: k + 1], rows, quotas, veto))] += 1
    return [one / 2 ** (n - 1) for one in banzhaf], [one / math.factorial(n) for one in shapley]


@st.composite
def games(draw):
    n, number = draw(st.integers(1, 6)), draw(st.integers(1, 3))
    rows = [[*draw(st.lists(st.integers(0, 5), min_size=n - 1, max_size=n - 1)), draw(st.integers(1, 5))] for _ in range(number)]
    return rows, [draw(st.integers(1, sum(row))) for row in rows], draw(st.sets(st.integers(0, n - 1), max_size=2))


@given(games())
@settings(max_examples=60, deadline=None)
def test_counting_is_what_all_coalitions_and_all_orders_give(game):
    rows, quotas, veto = game
    found, (banzhaf, shapley) = model.indices(rows, quotas, veto), by_hand(rows, quotas, veto)
    assert found.banzhaf == pytest.approx(banzhaf)
    assert found.shapley == pytest.approx(shapley)
    assert sum(found.shapley) == pytest.approx(1)
    assert set(found.banzhaf_error + found.shapley_error) == {0.0}


def test_the_security_council():
    """Nine of fifteen yes votes, five vetoes: a permanent member 421/2145, another 4/2145 (Shapley and Shubik)."""
    found = model.indices([1] * 15, 9, range(5))
    assert found.shapley == pytest.approx([421 / 2145] * 5 + [4 / 2145] * 10)


def test_equal_parties_share_equally_and_have_the_binomial_swing():
    found = model.indices([1] * 9, 5)
    assert found.shapley == pytest.approx([1 / 9] * 9)
    assert found.banzhaf == pytest.approx([math.comb(8, 4) / 2**8] * 9)


def test_one_game_is_the_banzhaf_of_player_power_and_the_shapley_of_many_hands():
    weights, quota, veto = [7, 5, 3, 3, 2, 1], 12, [1]
    found = model.indices(weights, quota, veto)
    assert found.banzhaf == pytest.approx(player_power.powers(weights, quota, veto).banzhaf)
    value = many_hands.shapley(range(6), lambda inside: float(wins(inside, [weights], [quota], veto)))
    assert found.shapley == pytest.approx(list(value.values()))


def test_twenty_seven_members_of_which_fifteen_and_65_in_100_of_the_inhabitants():
    inhabitants = [186, 150, 132, 107, 84, 43, 40, 26, 24, 24, 23, 23, 22, 20, 15, 13, 12, 12, 11, 9, 6, 5, 4, 3, 2, 1, 1]
    found = model.indices([[1] * 27, inhabitants], [15, math.ceil(0.65 * sum(inhabitants))])
    assert sum(found.shapley) == pytest.approx(1)
    assert found.shapley == sorted(found.shapley, reverse=True)
    drawn = model.sampled([[1] * 27, inhabitants], [15, math.ceil(0.65 * sum(inhabitants))], draws=20_000)
    for one, other, error in zip(
        drawn.shapley + drawn.banzhaf, found.shapley + found.banzhaf, drawn.shapley_error + drawn.banzhaf_error, strict=True
    ):
        assert abs(one - other) < 4.5 * max(error, 0.001)
    assert sum(drawn.shapley) == pytest.approx(1)


def test_the_error_is_that_of_repeated_draws():
    shares = [model.sampled([4, 3, 2, 1], 6, draws=400, seed=seed).shapley[0] for seed in range(80)]
    mean = math.fsum(shares) / 80
    off = math.sqrt(math.fsum((one - mean) ** 2 for one in shares) / 79)
    assert off == pytest.approx(model.sampled([4, 3, 2, 1], 6, draws=400).shapley_error[0], rel=0.3)
    assert model.sampled([4, 3, 2, 1], 6, seed=3) == model.sampled([4, 3, 2, 1], 6, seed=3)


def test_three_hundred_municipalities_are_drawn_and_not_counted():
    weights = list(range(1, 301))
    with pytest.raises(ValueError, match="sampled"):
        model.indices(weights, 20_000)
    found = model.sampled(weights, 20_000, draws=2000)
    assert sum(found.shapley) == pytest.approx(1)


@pytest.mark.parametrize(
    ("weights", "quotas", "veto", "name"),
    [
        ([], 1, (), "weights"),
        ([[1, 2], [1]], [1, 1], (), "weights"),
        ([[1, 2]], [1, 1], (), "weights"),
        ([1, 0.5], 1, (), "weights"),
        ([1, 2], 4, (), "quotas"),
        ([1, 2], 0, (), "quotas"),
        ([1, 2], 2, (2,), "veto"),
    ],
)
def test_arguments_outside_their_range(weights, quotas, veto, name):
    for one in (model.indices, model.sampled):
        with pytest.raises(ValueError, match=name):
            one(weights, quotas, veto)


def test_whole_numbers_may_be_written_with_a_point():
    assert model.indices([50.0, 49.0, 1.0], 51.0) == model.indices([50, 49, 1], 51)
    with pytest.raises(ValueError, match="whole number"):
        model.indices([50.5, 49, 1], 51)
