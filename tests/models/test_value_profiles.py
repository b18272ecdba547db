import statistics

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regiekit.models import value_profiles as model

NAMES = ("snelheid", "zorgvuldigheid", "nabijheid")
profiles = st.fixed_dictionaries({name: st.integers(1, 5) for name in NAMES})
LOWEST, HIGHEST = dict.fromkeys(NAMES, 1), dict.fromkeys(NAMES, 5)


@given(profiles, profiles, profiles)
@settings(deadline=None)
def test_distance_is_one(one, other, third):
    assert model.distance(one, one) == 0
    assert model.distance(one, other) == model.distance(other, one)
    assert 0 <= model.distance(one, other) <= 1
    assert model.distance(one, third) <= model.distance(one, other) + model.distance(other, third) + 1e-12


def test_identical_is_0_opposite_is_1_and_one_step_by_hand():
    assert model.distance(LOWEST, LOWEST) == 0
    assert model.distance(LOWEST, HIGHEST) == 1
    assert model.distance({"a": 1, "b": 5}, {"a": 5, "b": 1}) == 1
    assert model.distance({"a": 2, "b": 4}, {"a": 3, "b": 4}) == pytest.approx(1 / 8)


def test_assumed_likeness_by_hand():
    """Own 5, guess 4, real 1: the other is a whole scale away, and was thought to be a quarter away."""
    assert model.assumed_likeness({"a": 5}, {"a": 4}, {"a": 1}) == 0.75
    assert model.assumed_likeness({"a": 5}, {"a": 1}, {"a": 5}) == -1
    assert model.assumed_likeness({"a": 5}, {"a": 2}, {"a": 2}) == 0


@given(profiles, profiles)
@settings(deadline=None)
def test_who_projects_everything_assumes_the_whole_distance_away(own, real):
    assert model.assumed_likeness(own, own, real) == model.distance(own, real)


@given(st.lists(profiles, min_size=1, max_size=12))
@settings(deadline=None)
def test_spreads_are_those_of_the_standard_library(group):
    for name, (mean, deviation, number) in model.spreads(group).items():
        weights = [profile[name] for profile in group]
        assert mean == pytest.approx(statistics.fmean(weights))
        assert deviation == pytest.approx(statistics.pstdev(weights))
        assert number == len(group)


def test_spreads_by_hand():
    assert model.spreads([LOWEST] * 4)["nabijheid"] == (1, 0, 4)
    assert model.spreads([LOWEST, HIGHEST])["nabijheid"] == (3, 2, 2)


@given(st.lists(profiles, min_size=1, max_size=12), profiles)
@settings(deadline=None)
def test_a_group_is_never_farther_away_than_its_members(group, real):
    together, apart = model.crowd(group, real)
    assert together <= apart + 1e-12


def test_a_crowd_by_hand():
    """Guesses 1 and 5 of a real 3: each is half the scale away, their mean is right."""
    assert model.crowd([{"a": 1}, {"a": 5}], {"a": 3}) == (0, 0.5)
    assert model.crowd([{"a": 4}, {"a": 5}], {"a": 3}) == pytest.approx((0.375, 0.375))


@pytest.mark.parametrize("call", [
    lambda: model.distance({}, {}), lambda: model.distance({"a": 1}, {"b": 1}), lambda: model.distance({"a": 0}, {"a": 1}), lambda: model.distance({"a": 1}, {"a": 5.1}),
    lambda: model.spreads([]), lambda: model.spreads([{"a": 1}, {"b": 1}]), lambda: model.spreads([{"a": float("nan")}]), lambda: model.crowd([], {"a": 1}),
    lambda: model.crowd([{"a": 1}], {"b": 1}), lambda: model.assumed_likeness({"a": 1}, {"a": 1}, {"a": 9}),
])  # fmt: skip
def test_arguments_outside_their_range(call):
    with pytest.raises(ValueError, match="must"):
        call()


def test_talks_bring_two_profiles_together_by_hand():
    """From 5 and 1, each a quarter of the way: 4 and 2, then 3.5 and 2.5; the mean stays."""
    assert model.grown({"a": 5}, {"a": 1}, 0, 0.25) == ({"a": 5}, {"a": 1})
    assert model.grown({"a": 5}, {"a": 1}, 1, 0.25) == ({"a": 4}, {"a": 2})
    assert model.grown({"a": 5}, {"a": 1}, 2, 0.25) == ({"a": 3.5}, {"a": 2.5})
    assert model.grown({"a": 5}, {"a": 1}, 1, 0.5) == ({"a": 3}, {"a": 3})
    assert model.grown({"a": 5}, {"a": 1}, 9, 0) == ({"a": 5}, {"a": 1})
    with pytest.raises(ValueError, match="openness"):
        model.grown({"a": 5}, {"a": 1}, 1, 0.6)
    with pytest.raises(ValueError, match="talks"):
        model.grown({"a": 5}, {"a": 1}, -1, 0.1)


def test_a_step_of_talks_is_what_many_small_ones_are():
    """One talk after another gives the closed form, and the shared pattern never shrinks."""
    one, other = {"a": 5.0, "b": 2.0, "c": 3.0}, {"a": 1.0, "b": 4.0, "c": 3.5}
    shared = model.pattern(one, other)
    assert shared == ["c"]
    now = one, other
    for talks in range(1, 9):
        now = tuple({k: w + 0.1 * (theirs[k] - w) for k, w in mine.items()} for mine, theirs in (now, now[::-1]))
        found = model.grown(one, other, talks, 0.1)
        assert all(found[i] == pytest.approx(now[i]) for i in (0, 1))
        assert set(shared) <= set(model.pattern(*found))
        shared = model.pattern(*found)
    assert shared == ["a", "b", "c"]
