import math
from itertools import combinations, permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regiekit.models import congruence as model

PARTIES = "abcdef"


def test_needed_pairs():
    pairs = model.needed_pairs([["a", "b", "c"], ("b", "a"), {"d"}, [], ["e", "e"]])
    assert pairs == {frozenset("ab"), frozenset("ac"), frozenset("bc")}
    with pytest.raises(ValueError, match="task"):
        model.needed_pairs(["abc"])


def test_congruence():
    pairs = model.needed_pairs([list("abc"), list("cd")])
    assert model.congruence(pairs, dict.fromkeys(PARTIES, "one")) == 1
    assert model.congruence(pairs, {"a": 1, "b": 1, "c": 2, "d": 2}) == pytest.approx(2 / 4)
    assert model.congruence(pairs, {"a": 1, "b": 2, "c": 3, "d": 4}) == 0


def test_parties_without_a_unit_are_alone():
    assert model.congruence([("a", "b"), ("c", "d")], {"a": 1, "b": 1}) == pytest.approx(1 / 2)
    assert model.congruence([("a", "b")], {"a": None, "b": None}) == 0


def test_without_pairs_it_is_not_defined():
    assert math.isnan(model.congruence([], {"a": 1}))
    assert math.isnan(model.expected_congruence([1]))
    assert math.isnan(model.expected_congruence([]))
    assert model.expected_congruence([2]) == 1


@pytest.mark.parametrize("sizes", [(6,), (3, 3), (4, 0, 1, 1), (2, 2, 1, 1), (1,) * 6])
def test_expected_congruence_is_the_mean_over_all_divisions(sizes):
    labels = [number for number, size in enumerate(sizes) for _ in range(size)]
    pairs = [("a", "b"), ("a", "c"), ("d", "e")]
    values = [model.congruence(pairs, dict(zip(PARTIES, order, strict=True))) for order in permutations(labels)]
    assert model.expected_congruence(sizes) == pytest.approx(math.fsum(values) / len(values))


@given(st.dictionaries(st.sampled_from(PARTIES), st.integers(0, 3)), st.permutations(PARTIES))
@settings(max_examples=40, deadline=None)
def test_names_play_no_part_and_splitting_never_helps(unit, names):
    pairs = list(combinations("abcd", 2))
    renamed = dict(zip(PARTIES, names, strict=True))
    value = model.congruence(pairs, unit)
    assert 0 <= value <= 1
    again = model.congruence([{renamed[one], renamed[other]} for one, other in pairs], {renamed[p]: f"unit {u}" for p, u in unit.items()})
    assert again == value
    for party in unit:
        assert model.congruence(pairs, {**unit, party: "alone"}) <= value


@pytest.mark.parametrize(
    ("call", "name"),
    [
        (lambda: model.congruence([("a", "a")], {}), "pair"),
        (lambda: model.congruence([("a", "b", "c")], {}), "pair"),
        (lambda: model.expected_congruence([2, -1]), "sizes"),
        (lambda: model.expected_congruence([2.5]), "sizes"),
    ],
)
def test_arguments_out_of_range(call, name):
    with pytest.raises(ValueError, match=name):
        call()
