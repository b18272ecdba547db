from itertools import combinations, product
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regiekit.models import feel_good as model

parties = st.lists(st.sets(st.integers(0, 5)), min_size=1, max_size=6)


@pytest.mark.parametrize("p", [0, 0.1, 0.5, 0.9, 1])
@pytest.mark.parametrize("m", [0, 1, 2, 6])
def test_the_label_is_the_chance_of_at_least_one(p, m):
    """Summed over every pattern of accepting and refusing m meanings."""
    chance = sum(p ** sum(pattern) * (1 - p) ** (m - sum(pattern)) for pattern in product((0, 1), repeat=m) if any(pattern))
    assert model.label_support(p, m) == pytest.approx(chance)
    every = sum(p ** sum(pattern) * (1 - p) ** (m - sum(pattern)) for pattern in product((0, 1), repeat=m) if all(pattern))
    assert model.precise_support(p, m) == pytest.approx(every)


def test_limits():
    assert model.label_support(0.3, 1) == pytest.approx(0.3) == model.precise_support(0.3, 1)
    assert model.label_support(0.05, 400) == pytest.approx(1, abs=1e-8)
    assert model.precise_support(0.95, 400) == pytest.approx(0, abs=1e-8)


@given(parties, st.integers(0, 6))
def test_support_is_the_mean_over_every_choice_of_meanings(accepted, k):
    choices = list(combinations(range(6), k))
    mean = sum(any(m in own for m in chosen) for chosen in choices for own in accepted) / (len(choices) * len(accepted))
    assert model.support(accepted, 6, k) == pytest.approx(mean)


@given(parties)
def test_one_meaning_is_the_acceptance_and_all_are_the_label(accepted):
    assert model.support(accepted, 6, 1) == pytest.approx(model.acceptance(accepted, 6))
    assert model.support(accepted, 6, 6) == sum(map(bool, accepted)) / len(accepted)


@given(st.lists(st.sets(st.integers(0, 5)), min_size=1, max_size=6), st.integers(1, 5))
def test_each_meaning_more_adds_support(accepted, k):
    assert model.support(accepted, 6, k) <= model.support(accepted, 6, k + 1) + 1e-12


def test_with_equal_parties_and_very_many_meanings_it_is_the_closed_form():
    own = set(range(2000))
    for k in (1, 2, 5):
        assert model.support([own, own], 5000, k) == pytest.approx(model.label_support(0.4, k), abs=1e-3)


def test_independent_parties_are_the_closed_form():
    """All 2^4 sets of accepted meanings, as often as p says: drawing without return no longer matters."""
    p = 0.3
    expected = sum(comb(4, a) * p**a * (1 - p) ** (4 - a) * model.support([set(range(a))], 4, 3) for a in range(5))
    assert expected == pytest.approx(model.label_support(p, 3))


@pytest.mark.parametrize("call", [
    lambda: model.label_support(1.1, 2), lambda: model.label_support(0.5, -1), lambda: model.label_support(0.5, 1.5), lambda: model.precise_support(-0.1, 1),
    lambda: model.support([{1}], 6, 7), lambda: model.support([], 6, 1), lambda: model.support([set(range(7))], 6, 1), lambda: model.acceptance([], 6),
    lambda: model.acceptance([{1}], 0), lambda: model.acceptance(["regie"], 6),
])  # fmt: skip
def test_outside_the_range_is_refused(call):
    with pytest.raises(ValueError, match=r"must|accepts more"):
        call()
