import math
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regiekit.models import decision_rule as model

chance = st.one_of(st.sampled_from([0.0, 0.5, 1.0]), st.floats(0.01, 0.99))


@st.composite
def rules(draw, most=6):
    chances = draw(st.lists(chance, min_size=1, max_size=most))
    place = st.integers(0, len(chances) - 1)
    return (
        chances,
        draw(st.integers(1, len(chances))),
        draw(st.lists(place, max_size=3)),
        draw(st.one_of(st.none(), st.none(), place)),
    )


def enumerated(chances, quota, veto=(), decider=None):
    """Go through every possible vote: the chance of passing, and per party the chance of being overruled."""
    passing, overruled = 0.0, [0.0] * len(chances)
    for votes in product((False, True), repeat=len(chances)):
        weight = math.prod(yes if vote else 1 - yes for yes, vote in zip(chances, votes, strict=True))
        passes = sum(votes) >= quota and all(votes[place] for place in veto) if decider is None else votes[decider]
        if passes:
            passing += weight
            overruled = [sum_ + weight * (not vote) for sum_, vote in zip(overruled, votes, strict=True)]
    return passing, overruled


@given(rules())
@settings(max_examples=120, deadline=None)
def test_all_equal_enumeration(rule):
    passing, overruled = enumerated(*rule)
    assert model.passing_chance(*rule) == pytest.approx(passing, abs=1e-12)
    assert model.overruled_chances(*rule) == pytest.approx(overruled, abs=1e-12)
    expected = model.expected_overruled(*rule)
    if passing == 0:
        assert math.isnan(expected)
    else:
        assert expected == pytest.approx(sum(overruled) / passing, abs=1e-9)


def test_ten_parties_equal_enumeration():
    chances = [0.05, 0.95, 0.3, 0.7, 0.5, 0.2, 0.9, 0.6, 0.4, 0.8]
    for quota, veto in ((6, ()), (7, (0, 3)), (2, (4, 5, 6)), (10, ())):
        passing, overruled = enumerated(chances, quota, veto)
        assert model.passing_chance(chances, quota, veto) == pytest.approx(passing, rel=1e-12)
        assert model.overruled_chances(chances, quota, veto) == pytest.approx(overruled, abs=1e-14)


@pytest.mark.parametrize("quota", [1, 7, 13, 24])
def test_equal_chances_give_the_binomial(quota):
    binomial = sum(math.comb(24, yes) * 0.7**yes * 0.3 ** (24 - yes) for yes in range(quota, 25))
    assert model.passing_chance([0.7] * 24, quota) == pytest.approx(binomial, rel=1e-12)


@given(st.lists(chance, min_size=1, max_size=12))
@settings(max_examples=40, deadline=None)
def test_unanimity_is_the_product_and_overrules_nobody(chances):
    passing = model.passing_chance(chances, len(chances))
    assert passing == pytest.approx(math.prod(chances), rel=1e-12)
    assert model.overruled_chances(chances, len(chances)) == [0.0] * len(chances)
    if passing:
        assert model.expected_overruled(chances, len(chances)) == 0


def test_even_a_tiny_chance_of_unanimity_is_exact():
    assert model.passing_chance([1e-6] * 24, 24) == pytest.approx(1e-144, rel=1e-12)


@given(rules(most=8))
@settings(max_examples=60, deadline=None)
def test_a_lower_quota_passes_more_and_a_veto_passes_less(rule):
    chances, quota, veto, _ = rule
    passing = model.passing_chance(chances, quota, veto)
    assert -1e-12 <= passing <= 1 + 1e-12
    assert model.passing_chance(chances, max(1, quota - 1), veto) >= passing - 1e-12
    assert model.passing_chance(chances, quota) >= passing - 1e-12


def test_a_veto_player_is_never_overruled():
    overruled = model.overruled_chances([0.5, 0.5, 0.5], 2, veto=[1, 1])
    assert overruled[1] == 0
    assert overruled[0] == overruled[2] == pytest.approx(1 / 8)
    assert model.passing_chance([0.5, 0.5, 0.5], 2, veto=[1]) == pytest.approx(3 / 8)


def test_everyone_a_veto_is_unanimity():
    chances = [0.9, 0.8, 0.7]
    assert model.passing_chance(chances, 1, veto=range(3)) == pytest.approx(0.504)
    assert model.overruled_chances(chances, 1, veto=range(3)) == [0, 0, 0]


def test_the_decider_overrules_whoever_says_no():
    chances = [0.9, 0.2, 0.6]
    assert model.passing_chance(chances, 3, veto=[1], decider=0) == pytest.approx(0.9)
    assert model.overruled_chances(chances, 3, veto=[1], decider=0) == pytest.approx([0, 0.9 * 0.8, 0.9 * 0.4])
    assert model.expected_overruled(chances, 3, decider=0) == pytest.approx(1.2)


def test_no_decision_overrules_an_undefined_number():
    assert math.isnan(model.expected_overruled([0.0, 1.0], 2))
    assert math.isnan(model.expected_overruled([0.0, 1.0], 1, veto=[0]))
    assert math.isnan(model.expected_overruled([0.0, 1.0], 1, decider=0))


@pytest.mark.parametrize(("parties", "quota"), [(1, 1), (5, 3), (5, 5), (24, 13)])
def test_power_to_act_is_the_passing_chance_with_even_chances(parties, quota):
    assert model.power_to_act(parties, quota) == pytest.approx(model.passing_chance([0.5] * parties, quota), rel=1e-12)


def test_power_to_act_limits():
    assert model.power_to_act(24, 24) == 2**-24
    assert model.power_to_act(5, 3) == 0.5
    assert model.power_to_act(3, 1) == 7 / 8


@pytest.mark.parametrize(
    ("arguments", "name"),
    [
        (([], 1), "chances"),
        (([0.5, 1.2], 1), "chances"),
        (([0.5, math.nan], 1), "chances"),
        (([0.5], 0), "quota"),
        (([0.5], 2), "quota"),
        (([0.5, 0.5], 1, [2]), "veto"),
        (([0.5, 0.5], 1, [-1]), "veto"),
        (([0.5, 0.5], 1, (), 2), "decider"),
    ],
)
def test_arguments_out_of_range(arguments, name):
    for function in (model.passing_chance, model.overruled_chances, model.expected_overruled):
        with pytest.raises(ValueError, match=name):
            function(*arguments)


@pytest.mark.parametrize(("arguments", "name"), [((0, 1), "parties"), ((3, 4), "quota"), ((3, 1.5), "quota")])
def test_power_to_act_out_of_range(arguments, name):
    with pytest.raises(ValueError, match=name):
        model.power_to_act(*arguments)


def by_counting(chances, quota, resist, decider, last):
    """The chance to pass and be carried out, and that of each party to be overruled, over all votes one by one."""
    done, lost = 0.0, [0.0] * len(chances)
    for votes in product([True, False], repeat=len(chances)):
        weight = math.prod(p if yes else 1 - p for p, yes in zip(chances, votes, strict=True))
        passes = sum(votes) >= quota if decider is None else votes[decider] or (last and sum(votes) >= quota)
        if passes:
            done += weight * math.prod(1 - r for r, yes in zip(resist, votes, strict=True) if not yes)
            lost = [one + weight * (not yes) for one, yes in zip(lost, votes, strict=True)]
    return done, lost


@pytest.mark.parametrize(("decider", "last"), [(None, False), (1, False), (1, True), (3, True)])
@pytest.mark.parametrize("quota", [1, 2, 3, 4])
def test_carried_out_equals_counting_all_votes(quota, decider, last):
    chances, resist = [0.9, 0.25, 0.6, 0.4], [0.0, 0.5, 1.0, 0.3]
    done, lost = by_counting(chances, quota, resist, decider, last)
    assert model.carried_out(chances, quota, resist, decider, last) == pytest.approx(done)
    if last:
        assert model.overruled_at_last(chances, quota, decider) == pytest.approx(lost)
    passes = by_counting(chances, quota, [0] * 4, decider, last)[0]
    assert model.carried_out(chances, quota, [0] * 4, decider, last) == pytest.approx(passes)
    assert done <= passes


@pytest.mark.parametrize("quota", [1, 2, 3, 4])
def test_what_is_pushed_through_after_a_failed_vote_meets_a_resistance_of_its_own(quota):
    """Over all votes one by one: where the vote passes who is overruled resists as always, else as after failed talks."""
    chances, resist, after, decider = [0.9, 0.25, 0.6, 0.4], [0.0, 0.5, 1.0, 0.3], [0.2, 0.0, 0.7, 1.0], 1
    done = 0.0
    for votes in product([True, False], repeat=4):
        weight = math.prod(p if yes else 1 - p for p, yes in zip(chances, votes, strict=True))
        passed = sum(votes) >= quota
        if passed or votes[decider]:
            stops = resist if passed else after
            done += weight * math.prod(1 - r for r, yes in zip(stops, votes, strict=True) if not yes)
    assert model.carried_out(chances, quota, resist, decider, True, after) == pytest.approx(done)
    assert model.carried_out(chances, quota, resist, decider, False, after) == model.carried_out(chances, quota, resist, decider)
    with pytest.raises(ValueError, match="after"):
        model.carried_out(chances, quota, resist, decider, True, after[:2])


def test_who_resists_undoes_what_pushing_through_wins():
    """With a decider more is decided than by agreement of all, and with sure resistance no more is carried out."""
    chances = [0.9, 0.25, 0.6]
    assert model.carried_out(chances, 3, [0, 0, 0], 0) > model.passing_chance(chances, 3)
    assert model.carried_out(chances, 3, [1, 1, 1], 0) == pytest.approx(model.passing_chance(chances, 3))


def test_seventy_agreements():
    """Pressman and Wildavsky: seventy of ninety-nine in a hundred are even odds; Bowen: not when one tries again, or bundles."""
    assert model.in_a_row(0.99, 70) == pytest.approx(0.4948, abs=1e-4)
    assert model.in_a_row(0.9, 70) < 0.001
    assert model.in_a_row(model.persisted(0.9, 2), 70) == pytest.approx(0.99**70)
    assert model.in_a_row(0.9, 70, 10) == pytest.approx(0.9**7)
    assert model.in_a_row(0.9, 71, 10) == pytest.approx(0.9**8)
    assert (model.in_a_row(0.3, 0), model.persisted(0.3, 1)) == (1, pytest.approx(0.3))


@pytest.mark.parametrize(
    ("call", "name"),
    [
        (lambda: model.carried_out([0.5], 1, [0.5, 0.5]), "resist"),
        (lambda: model.carried_out([0.5], 1, [1.5]), "resist"),
        (lambda: model.persisted(0.5, 0), "tries"),
        (lambda: model.in_a_row(0.5, -1), "decisions"),
        (lambda: model.in_a_row(0.5, 1, 0), "bundle"),
    ],
)
def test_arguments_of_carrying_out_are_checked(call, name):
    with pytest.raises(ValueError, match=name):
        call()


@pytest.mark.parametrize("parties", [51, 64, 65, 130, 500])
def test_many_parties_are_counted_as_few_are(monkeypatch, parties):
    chances = [0.05 + 0.9 * (i * 37 % 101) / 101 for i in range(parties)]
    for quota in (1, parties // 3, parties // 2, parties):
        fast = model.passing_chance(chances, quota, veto=(2,))
        with monkeypatch.context() as slow:
            slow.setattr(model, "MANY", parties)
            assert fast == pytest.approx(model.passing_chance(chances, quota, veto=(2,)), rel=1e-10, abs=1e-300)
    assert model.passing_chance([0.5] * parties, 1) == pytest.approx(1 - 0.5**parties)


@pytest.mark.parametrize("parties", [51, 130])
@pytest.mark.parametrize("sorts", [3, 40])
def test_whom_many_overrule_and_who_stops_it_is_found_as_of_few(monkeypatch, parties, sorts):
    chances, resist = [0.1 + 0.8 * (i % sorts) / sorts for i in range(parties)], [0.5 * (i % 4 == 0) for i in range(parties)]

    def found(quota):
        return [
            *model.overruled_chances(chances, quota, veto=(2,)),
            *model.overruled_at_last(chances, quota, 1),
            model.carried_out(chances, quota, resist),
            model.carried_out(chances, quota, resist, 1, last=True, after=[one / 2 for one in resist]),
        ]

    for quota in (1, parties // 3, parties // 2, parties - 1, parties):
        fast = found(quota)
        with monkeypatch.context() as slow:
            slow.setattr(model, "MANY", parties)
            assert fast == pytest.approx(found(quota), rel=1e-9, abs=1e-300)
