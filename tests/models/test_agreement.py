import math
import random
from collections import Counter
from itertools import combinations, permutations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regiekit.models import agreement as model

# Fleiss (1971), table 1: 30 patients, 6 psychiatrists; depression, personality disorder, schizophrenia, neurosis, other
PATIENTS = [
    [row // 10**place % 10 for place in (4, 3, 2, 1, 0)]
    for row in (
        6 * 10,
        3003,
        1401,
        6,
        3030,
        20400,
        402,
        20310,
        20040,
        6,
        10050,
        11040,
        3300,
        10050,
        2031,
        501,
        30012,
        51000,
        2040,
        10203,
        6,
        1050,
        2013,
        20040,
        10041,
        5010,
        40002,
        2040,
        10500,
        6,
    )
]
# the example of 10 subjects and 14 raters that textbooks use
SUBJECTS = [
    [0, 0, 0, 0, 14], [0, 2, 6, 4, 2], [0, 0, 3, 5, 6], [0, 3, 9, 2, 0], [2, 2, 8, 1, 1],
    [7, 7, 0, 0, 0], [3, 2, 6, 3, 0], [2, 5, 3, 2, 2], [6, 5, 2, 1, 0], [0, 2, 2, 3, 7],
]  # fmt: skip
# Krippendorff (2011), section C: four observers, twelve units; a dot is missing
FOUR = ["1 2 3 3 2 1 4 1 2 . . .", "1 2 3 3 2 2 4 1 2 5 . 3", ". 3 3 3 2 3 4 2 2 5 1 .", "1 2 3 3 2 4 4 1 2 5 1 ."]
THREE = [". . . . . 3 4 1 2 1 1 3 3 . 3", "1 . 2 1 3 3 4 3 . . . . . . .", ". . 2 1 3 4 4 . 2 1 1 3 3 . 4"]


def units(coders):
    return list(zip(*[[None if v == "." else v for v in row.split()] for row in coders], strict=True))


def test_fleiss_1971():
    found = model.fleiss(PATIENTS)
    assert found.observed == pytest.approx(0.5556, abs=5e-5)
    assert found.expected == pytest.approx(0.2199, abs=5e-5)
    assert found.coefficient == pytest.approx(0.430, abs=5e-4)
    assert found.units == 30


def test_fleiss_of_fourteen_raters():
    found = model.fleiss(SUBJECTS)
    assert (round(found.observed, 3), round(found.expected, 3), round(found.coefficient, 3)) == (0.378, 0.213, 0.210)


def test_krippendorff_with_missing_labels():
    found = model.krippendorff(units(FOUR))
    assert found.observed == pytest.approx(32 / 40)
    assert found.coefficient == pytest.approx(0.743, abs=5e-4)
    assert found.units == 11  # one unit has a single label
    assert model.krippendorff(units(THREE)).coefficient == pytest.approx(0.691, abs=5e-4)


def test_cohen_1960():
    table = [[88, 14, 18], [10, 40, 10], [2, 6, 12]]
    one = [r for r, row in enumerate(table) for n in row for _ in range(n)]
    other = [c for row in table for c, n in enumerate(row) for _ in range(n)]
    found = model.cohen(one, other)
    assert found.observed == pytest.approx(0.70)
    assert found.expected == pytest.approx(0.41)
    assert found.coefficient == pytest.approx(0.492, abs=5e-4)
    assert model.confusion(one, other, range(3)) == table


def test_cohen_skips_what_either_left_open():
    assert model.cohen(["a", None, "b", "a"], ["a", "b", None, "b"]) == (0.5, pytest.approx(0.5), 2)
    assert model.confusion(["a", None, "b"], ["b", "a", None], "ab") == [[0, 1], [0, 0]]


@given(st.lists(st.sampled_from("abcd"), min_size=2, max_size=12))
@settings(max_examples=60, deadline=None)
def test_pairwise_agreement_is_the_share_of_equal_pairs(labels):
    pairs = list(combinations(labels, 2))
    expected = sum(a == b for a, b in pairs) / len(pairs)
    assert model.pairwise_agreement({label: labels.count(label) for label in set(labels)}) == pytest.approx(expected)


@pytest.mark.parametrize("m", [2, 7])
def test_pairwise_agreement_limits(m):
    assert model.pairwise_agreement([1] * m) == 0
    assert model.pairwise_agreement([m]) == 1
    n = 10**6
    assert model.pairwise_agreement([n] * m) == pytest.approx(1 / m, abs=1e-6)  # even over m: 1/m
    assert math.isnan(model.pairwise_agreement([1]))
    assert math.isnan(model.pairwise_agreement({}))


def test_identical_coders_agree_fully():
    labels = list("abcabca")
    same = [(v,) * 4 for v in labels]
    assert model.fleiss(model.counted(same, "abc")).coefficient == 1
    assert model.krippendorff(same).coefficient == 1
    assert model.cohen(labels, labels).coefficient == 1


def test_chance_gives_nothing():
    rng = random.Random(3)
    drawn = [[rng.choice("aaabbc") for _ in range(5)] for _ in range(6000)]
    assert model.fleiss(model.counted(drawn, "abc")).coefficient == pytest.approx(0, abs=0.02)
    assert model.krippendorff(drawn).coefficient == pytest.approx(0, abs=0.02)
    assert model.cohen([u[0] for u in drawn], [u[1] for u in drawn]).coefficient == pytest.approx(0, abs=0.04)


def test_opposite_coders_agree_less_than_chance():
    assert model.cohen("abab", "baba").coefficient == -1


def test_without_difference_a_coefficient_cannot_be_told():
    assert math.isnan(model.fleiss([[4, 0], [4, 0]]).coefficient)
    assert math.isnan(model.krippendorff([("a", "a"), ("a", "a")]).coefficient)
    assert math.isnan(model.cohen("aa", "aa").coefficient)


def test_nothing_labelled():
    for found in (
        model.fleiss([]),
        model.krippendorff([]),
        model.krippendorff([("a", None)]),
        model.cohen([], []),
        model.cohen([None], ["a"]),
    ):
        assert found.units == 0
        assert math.isnan(found.observed)
        assert math.isnan(found.coefficient)


def test_with_many_units_fleiss_and_krippendorff_meet():
    rng = random.Random(1)
    drawn = [[base if rng.random() < 0.6 else rng.choice("abc") for _ in range(4)] for base in rng.choices("abc", k=3000)]
    assert model.krippendorff(drawn).coefficient == pytest.approx(model.fleiss(model.counted(drawn, "abc")).coefficient, abs=1e-3)


@given(st.lists(st.lists(st.sampled_from(["a", "b", None]), min_size=3, max_size=3), max_size=8), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_the_order_of_coders_and_units_plays_no_part(drawn, chance):
    before = model.krippendorff(drawn)
    mixed = [chance.sample(u, 3) for u in drawn]
    chance.shuffle(mixed)
    after = model.krippendorff(mixed)
    assert after.units == before.units
    assert after.observed == pytest.approx(before.observed, nan_ok=True)
    assert after.expected == pytest.approx(before.expected, nan_ok=True)


def test_counted_leaves_out_units_with_a_gap():
    assert model.counted([("a", "b"), ("a", None), ("b", "b")], "ab") == [[1, 1], [0, 2]]


@pytest.mark.parametrize("wrong", [
    lambda: model.fleiss([[1, 1], [2, 1]]),
    lambda: model.fleiss([[1, 0]]),
    lambda: model.fleiss([[2, 0], [1, 1, 0]]),
    lambda: model.pairwise_agreement([1.5]),
    lambda: model.pairwise_agreement([-1, 3]),
    lambda: model.cohen("ab", "a"),
    lambda: model.confusion("a", "ab", "ab"),
    lambda: model.confusion("a", "c", "ab"),
    lambda: model.counted([("a", "z")], "ab"),
])  # fmt: skip
def test_refuses(wrong):
    with pytest.raises(ValueError, match=r"count|row|columns|long|categories"):
        wrong()


BLANKS = [None, math.nan, np.nan, pd.NA, pd.NaT, "", " "]


@pytest.mark.parametrize("blank", BLANKS, ids=repr)
def test_a_blank_of_any_kind_is_missing(blank):
    """The defect as found: nan counted as a label, 0.6 over five units; two of the units have no pair."""
    units = [("a", blank), ("a", "a"), ("b", "b"), (blank, blank), ("b", "a")]
    found = model.krippendorff(units)
    assert (found.observed, found.units) == (pytest.approx(2 / 3), 3)
    assert found == model.krippendorff(pd.DataFrame(units)) == model.krippendorff([("a", "a"), ("b", "b"), ("b", "a")])
    one, other = zip(*units, strict=True)
    assert model.cohen(one, other) == model.cohen(pd.Series(one), np.array(other, object)) == model.cohen("abb", "aba")
    assert model.confusion(one, other, ["a", "b"]) == [[1, 0], [1, 1]]
    assert model.counted(units, ["a", "b"]) == [[2, 0], [0, 2], [1, 1]]


@given(st.lists(st.lists(st.sampled_from(["a", "b", "c", None]), min_size=1, max_size=4), max_size=12))
@settings(max_examples=80, deadline=None)
def test_alpha_from_its_coincidence_matrix(units):
    """Krippendorff (2011): o_cc' adds 1/(m - 1) for each ordered pair of a unit; alpha from its diagonal and margins."""
    o = Counter()
    for labels in units:
        known = [label for label in labels if label is not None]
        for pair in permutations(known, 2):
            o[pair] += 1 / (len(known) - 1)
    n = sum(o.values())
    found = model.krippendorff(units)
    if not n:
        assert math.isnan(found.observed)
        return
    margin = {c: sum(v for (a, _), v in o.items() if a == c) for c in "abc"}
    assert found.observed == pytest.approx(sum(o[c, c] for c in "abc") / n)
    assert found.expected == pytest.approx(sum(m * (m - 1) for m in margin.values()) / (n * (n - 1)))


@pytest.mark.parametrize("kind", [int, float])
def test_alpha_of_an_array_is_that_of_its_rows(kind):
    chance = np.random.default_rng(3)
    table = chance.integers(-2, 4, (60, 4)).astype(kind)
    if kind is float:
        table[chance.random(table.shape) < 0.4] = np.nan
    assert model.krippendorff(table) == pytest.approx(model.krippendorff([tuple(row) for row in table.tolist()]))
    far = table * 10**9  # labels far apart are labels all the same
    assert model.krippendorff(far) == pytest.approx(model.krippendorff(table))
    assert math.isnan(model.krippendorff(table[:, :1]).coefficient)
    assert model.krippendorff(np.full((3, 2), np.nan)).units == 0
