"""Published worked examples, enumeration of all coalitions, and the limits of the arguments."""

import math
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regiekit.models import decision_rule
from regiekit.models import player_power as model


@st.composite
def games(draw, most=8, heaviest=6):
    weights = draw(st.lists(st.integers(0, heaviest), min_size=1, max_size=most).filter(any))
    return weights, draw(st.integers(1, sum(weights))), draw(st.sets(st.integers(0, len(weights) - 1), max_size=3))


def enumerated(weights, quota, veto=()):
    """Winning coalitions and swings by going through all coalitions."""

    def wins(votes):
        return sum(w for w, yes in zip(weights, votes, strict=True) if yes) >= quota and all(votes[v] for v in veto)

    winning, swings = 0, [0] * len(weights)
    for votes in product((False, True), repeat=len(weights)):
        if wins(votes):
            winning += 1
            for i, yes in enumerate(votes):
                swings[i] += yes and not wins((*votes[:i], False, *votes[i + 1 :]))
    return winning, tuple(swings)


# --- published worked examples ---------------------------------------------------------------------------------------


def test_the_council_of_the_eec_of_1958():
    """Weights 4, 4, 4, 2, 2, 1, quota 12 (Brams & Affuso 1976 and many after them): Luxembourg never counts."""
    found = model.powers((4, 4, 4, 2, 2, 1), 12)
    assert found.swings == (10, 10, 10, 6, 6, 0)
    assert found.winning == 14
    assert found.act == 14 / 64  # the well-known passage probability of 21.9%
    assert found.prevent == pytest.approx((10 / 14, 10 / 14, 10 / 14, 6 / 14, 6 / 14, 0))
    assert found.initiate == pytest.approx((0.2, 0.2, 0.2, 0.12, 0.12, 0))
    total = sum(found.swings)
    assert [s / total for s in found.swings] == pytest.approx([5 / 21, 5 / 21, 5 / 21, 1 / 7, 1 / 7, 0])


def test_fifty_forty_nine_one():
    """The classic three-party case [51; 50, 49, 1]: one vote has as much power as forty-nine."""
    found = model.powers((50, 49, 1), 51)
    assert found.swings == (3, 1, 1)
    assert [s / sum(found.swings) for s in found.swings] == pytest.approx([3 / 5, 1 / 5, 1 / 5])
    assert found.prevent[0] == 1


def test_the_security_council():
    """Fifteen members, nine votes, five vetoes: 848 winning coalitions, 848 swings for a permanent member, 84 for another."""
    found = model.powers([1] * 15, 9, range(5))
    assert found.winning == 848
    assert found.swings == (848,) * 5 + (84,) * 10
    assert found.prevent[:5] == (1,) * 5
    assert found.act == 848 / 2**15
    as_weights = model.powers([7] * 5 + [1] * 10, 39)  # the same rule without vetoes
    assert as_weights.swings == found.swings


def test_the_council_of_1973_gives_luxembourg_a_swing():
    """Brams & Affuso (1976), the paradox of new members: with nine members and quota 41 of 58, Luxembourg's two votes count."""
    found = model.powers((10, 10, 10, 10, 5, 5, 3, 3, 2), 41)
    assert found.swings[-1] > 0
    assert found.swings == enumerated((10, 10, 10, 10, 5, 5, 3, 3, 2), 41)[1]


# --- enumeration and identities --------------------------------------------------------------------------------------


@given(games())
@settings(max_examples=150, deadline=None)
def test_all_equal_enumeration(game):
    found = model.powers(*game)
    winning, swings = enumerated(*game)
    assert (found.winning, found.swings) == (winning, swings)
    assert found.act == pytest.approx(winning / 2 ** len(game[0]))
    for i, one in enumerate(swings):
        losing = 2 ** len(game[0]) - winning
        assert found.initiate[i] == pytest.approx(one / losing if losing else 0)
        assert found.prevent[i] == pytest.approx(one / winning)
        if one and losing:
            assert 1 / found.banzhaf[i] == pytest.approx((1 / found.initiate[i] + 1 / found.prevent[i]) / 2)


@pytest.mark.parametrize("veto", [(), (0,), (3, 11)])
def test_twelve_parties_equal_enumeration(veto):
    weights = (5, 1, 4, 0, 2, 3, 3, 5, 1, 2, 4, 0)
    for quota in (1, 9, 15, 18, 30):
        assert model.powers(weights, quota, veto)[-2:] == enumerated(weights, quota, veto)[::-1]


@given(games())
@settings(max_examples=60, deadline=None)
def test_a_veto_player_prevents_everything(game):
    weights, quota, veto = game
    found = model.powers(weights, quota, veto | {0})
    assert found.prevent[0] == 1
    assert all(0 <= p <= 1 for p in found.prevent + found.initiate + found.banzhaf)


@pytest.mark.parametrize(("parties", "quota"), [(1, 1), (5, 3), (24, 24), (25, 17)])
def test_equal_weights_are_the_power_to_act_of_the_decision_rule(parties, quota):
    found = model.powers([1] * parties, quota)
    assert found.act == decision_rule.power_to_act(parties, quota)
    assert found.swings == (math.comb(parties - 1, quota - 1),) * parties


def test_a_simple_majority_makes_initiating_and_preventing_equal():
    """Leech (2002): at a simple majority of an odd total the two cannot be told apart."""
    found = model.powers((5, 4, 3, 2, 1), 8)
    assert found.initiate == pytest.approx(found.prevent)


def test_many_parties_stay_exact():
    found = model.powers([1] * 200, 101)
    assert found.swings[0] == math.comb(199, 100)
    assert 0 < found.prevent[0] < 1


# --- what is lost ----------------------------------------------------------------------------------------------------


@given(games())
@settings(max_examples=80, deadline=None)
def test_without_a_substitute_the_loss_is_the_power_to_prevent(game):
    assert model.losses(*game) == pytest.approx(model.powers(*game).prevent)


@given(games())
@settings(max_examples=60, deadline=None)
def test_with_a_full_substitute_nothing_is_lost(game):
    assert model.losses(*game, [1.0] * len(game[0])) == pytest.approx([0] * len(game[0]))


@given(games(most=6), st.sampled_from([0.25, 0.5, 0.8]))
@settings(max_examples=80, deadline=None)
def test_a_substitute_brings_a_part(game, share):
    """By hand: the same game in which the party has the smaller weight and the quota stays."""
    weights, quota, veto = game
    winning = enumerated(weights, quota, veto)[0]
    found = model.losses(weights, quota, veto, [share] * len(weights))
    for i, weight in enumerate(weights):
        less = [weight * share if j == i else w for j, w in enumerate(weights)]
        assert found[i] == pytest.approx(1 - enumerated(less, quota, veto)[0] / winning), i


# --- draws -----------------------------------------------------------------------------------------------------------


def test_known_weights_need_one_draw():
    found = model.ranges((4, 4, 4, 2, 2, 1), (4, 4, 4, 2, 2, 1), 12 / 17)
    assert found.draws == 1
    assert found.act == (14 / 64, 14 / 64, 14 / 64, 0)
    assert [one.mean for one in found.carry] == pytest.approx(model.powers((4, 4, 4, 2, 2, 1), 12).initiate)
    assert found.top == (1, 1, 1, 0, 0, 0)


def test_a_diffuse_party_has_a_range_and_the_seed_fixes_it():
    low, high = (3, 3, 0, 2), (3, 3, 5, 2)
    found = model.ranges(low, high, 0.6, draws=300)
    assert found == model.ranges(low, high, 0.6, draws=300)
    assert found != model.ranges(low, high, 0.6, draws=300, seed=2)
    assert found.carry[2].low == 0 < found.carry[2].mean < found.carry[2].high
    assert 0 < found.top[2] < 1
    assert all(one.low <= one.mean <= one.high for one in (*found.carry, *found.prevent, *found.loss, found.act))


def test_who_only_the_lot_tells_apart_is_as_often_among_the_first_and_the_margin_is_of_the_mean():
    found = model.ranges((3, 0, 0, 0, 1), (3, 5, 5, 5, 1), 0.6)
    assert found.top[1] == found.top[2] == found.top[3] > found.top[4]
    assert found.loss[0].margin < found.loss[0].high - found.loss[0].low
    assert abs(found.loss[1].mean - found.loss[2].mean) <= found.loss[1].margin + found.loss[2].margin


def test_the_draws_come_near_the_mean_of_all_weights():
    """Every weight from 0 to 4 equally likely: the mean of five exact games."""
    wanted = [0.0, 0.0]
    for weight in range(5):
        exact = model.powers((4, weight), math.ceil(0.5 * (4 + weight)))
        wanted = [w + p / 5 for w, p in zip(wanted, exact.prevent, strict=True)]
    found = model.ranges((4, 0), (4, 4), 0.5, draws=4000)
    assert [one.mean for one in found.prevent] == pytest.approx(wanted, abs=0.03)


def test_a_veto_stops_but_does_not_carry():
    found = model.ranges((3, 3, 0), (3, 3, 0), 0.6, (2,))
    assert found.prevent[2].mean == 1
    assert found.carry[2].mean == 0
    assert found.top == (1, 1, 0)


def test_nothing_to_make_decides_nothing():
    found = model.ranges((0, 0), (0, 0), 0.5, (1,))
    assert found.act == (0, 0, 0, 0)
    assert found.top == (0, 0)


# --- fewest ----------------------------------------------------------------------------------------------------------


@given(games(most=7), st.data())
@settings(max_examples=80, deadline=None)
def test_the_fewest_are_as_few_as_can(game, data):
    weights, quota, veto = game
    inside = data.draw(st.sets(st.integers(0, len(weights) - 1)))
    found = model.fewest(weights, quota, veto, inside)

    def decides(members):
        return veto <= members and sum(weights[i] for i in members) >= quota

    assert not inside & set(found)
    assert decides(inside | set(found))
    sizes = [sum(extra) for extra in product((0, 1), repeat=len(weights)) if decides(inside | {i for i, e in enumerate(extra) if e})]
    assert len(found) <= min(sizes)


# --- arguments -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "wrong", [((), 1), ((1, 2), 0), ((1, 2), 4), ((1, -1), 1), ((1, 1.5), 1), ((0, 0), 1), ((1, 1), 1, (2,)), ((1, 1), 1, (-1,))]
)
def test_a_game_out_of_range(wrong):
    with pytest.raises(ValueError, match="must"):
        model.powers(*wrong)


@pytest.mark.parametrize(("arguments", "more"), [
    (((1,), (2, 3), 0.5), {}), (((), (), 0.5), {}), (((2,), (1,), 0.5), {}), (((1,), (1,), 1.5), {}), (((1,), (1,), 0.5, (1,)), {}),
    (((1,), (1,), 0.5), {"taken_over": (2,)}), (((1,), (1,), 0.5), {"taken_over": (0.5, 0.5)}), (((0,), (1,), 0.5), {"draws": 0}), (((0,), (1,), 0.5), {"seed": -1}),
])  # fmt: skip
def test_draws_out_of_range(arguments, more):
    with pytest.raises(ValueError, match="must"):
        model.ranges(*arguments, **more)


def test_losses_and_fewest_out_of_range():
    with pytest.raises(ValueError, match="taken_over"):
        model.losses((1, 1), 1, (), (0.5,))
    with pytest.raises(ValueError, match="inside"):
        model.fewest((1, 1), 1, (), (2,))


def test_games_of_large_weights_are_counted_alike(monkeypatch):
    """Above a weight of `KEPT` no totals are kept; where 64 bits are too few for the coalitions, each count is wider."""
    few = [31, 17, 29, 5, 0, 12, 31, 8]
    for weights in (few, few * 9):
        quota = sum(weights) // 2 + 1
        wanted = model.powers(weights, quota, [1]), model.losses(weights, quota, [1], [0.25] * len(weights))
        with monkeypatch.context() as patch:
            patch.setattr(model, "KEPT", 0)
            found = model.powers(weights, quota, [1]), model.losses(weights, quota, [1], [0.25] * len(weights))
        assert found == wanted
        assert all(type(n) is int for n in found[0].swings)


def test_weights_of_inhabitants_scale():
    """Every weight times a thousand is the same game."""
    one, other = model.powers([4, 3, 2, 1], 6), model.powers([4000, 3000, 2000, 1000], 5001)
    assert one == other


def test_what_is_kept_is_bounded():
    assert model._few.cache_info().maxsize * model.KEPT * 40 < 2e7  # bytes
    before = model._few.cache_info().currsize
    model.powers([10_000, 20_000, 30_000], 30_001)
    assert model._few.cache_info().currsize == before


def test_each_party_fares_as_in_every_draw_on_its_own():
    low, high, veto, kept = (3, 3, 0, 2, 3, 0), (3, 3, 5, 2, 3, 5), (1,), (0, 0, 0.5, 0.5, 0.25, 0.5)
    found = model.ranges(low, high, 0.6, veto, kept, draws=60)
    drawn = model._drawn(tuple((least, most - least + 1) for least, most in zip(low, high, strict=True)), 60, 1)
    games = [(weights, max(1, math.ceil(0.6 * sum(weights) - 1e-9)), often) for weights, often in drawn.items()]

    def mean(of):
        return [
            sum(often * value for (*_, often), value in zip(games, values, strict=True)) / 60
            for values in zip(*map(of, games), strict=True)
        ]

    assert [one.mean for one in found.carry] == pytest.approx(mean(lambda game: model.powers(*game[:2]).initiate))
    assert [one.mean for one in found.prevent] == pytest.approx(mean(lambda game: model.powers(*game[:2], veto).prevent))
    assert [one.mean for one in found.loss] == pytest.approx(mean(lambda game: model.losses(*game[:2], veto, kept)))
    assert found.top[0] == found.top[1] == found.top[4]
    assert found.top[2] == found.top[5]
