import math
from itertools import permutations, product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regiekit.models import lenses as model

pairs = st.lists(st.tuples(st.sampled_from("abcd"), st.integers(0, 3)), min_size=1, max_size=14)


def by_definition(labels, lens):
    """H(X | lens) as the mean over what the lens shows of the entropy that is left."""
    total = 0.0
    for seen in set(lens):
        left = [label for label, shown in zip(labels, lens, strict=True) if shown == seen]
        shares = np.unique(left, return_counts=True)[1] / len(left)
        total += len(left) / len(labels) * -(shares * np.log2(shares)).sum()
    return total


def test_entropy():
    assert model.entropy("ab") == 1
    assert model.entropy("abcdabcd") == 2
    assert model.entropy("aaaa") == 0
    assert model.entropy([]) == 0
    assert model.entropy("aaab") == pytest.approx(-(0.75 * math.log2(0.75) + 0.25 * math.log2(0.25)))
    assert model.entropy([None, None, "a", "a"]) == 1


@given(pairs)
@settings(max_examples=60, deadline=None)
def test_conditional_entropy_equals_its_definition(both):
    labels, lens = zip(*both, strict=True)
    value = model.conditional_entropy(labels, lens)
    assert value == pytest.approx(by_definition(labels, lens), abs=1e-12)
    assert 0 <= value <= model.entropy(labels) + 1e-12
    assert 0 <= model.order_seen(labels, lens) <= 1


@given(pairs, st.permutations("wxyz"))
@settings(max_examples=40, deadline=None)
def test_names_of_labels_and_order_of_parties_play_no_part(both, names):
    labels, lens = zip(*both, strict=True)
    renamed = [names["abcd".index(label)] for label in labels]
    assert model.conditional_entropy(renamed, lens) == model.conditional_entropy(labels, lens)
    assert model.order_seen(labels[::-1], lens[::-1]) == model.order_seen(labels, lens)


@given(pairs)
@settings(max_examples=40, deadline=None)
def test_a_finer_lens_never_shows_less(both):
    labels, lens = zip(*both, strict=True)
    coarse = [shown // 2 for shown in lens]
    assert model.conditional_entropy(labels, lens) <= model.conditional_entropy(labels, coarse) + 1e-12


def test_the_own_lens_tells_all():
    labels = list("aabbbcddddd")
    assert model.conditional_entropy(labels, labels) == 0
    assert model.conditional_entropy(labels, [label.upper() for label in labels]) == 0
    assert model.order_seen(labels, labels) == 1


def test_an_irrelevant_lens_tells_nothing():
    labels, lens = zip(*product("aabc", range(3)), strict=True)
    assert model.conditional_entropy(labels, lens) == pytest.approx(model.entropy(labels), abs=1e-12)
    assert model.order_seen(labels, lens) == pytest.approx(0, abs=1e-12)
    assert model.order_seen("aabb", [1] * 4) == 0


def test_half_the_order():
    assert model.order_seen("abcd", [1, 1, 2, 2]) == pytest.approx(0.5)
    assert model.order_seen("aabb", [1, 2, 3, 4]) == 1
    assert model.order_seen("aaaa", [1, 2, 1, 2]) == 1


@pytest.mark.parametrize(
    ("labels", "lens"), [("aabbcc", "xxxyyy"), ("aaab", "xyzz"), ("abcde", "xxyyz"), ("aaaa", "xxyy"), ("abab", "xxxx")]
)
def test_the_expected_value_is_the_mean_over_all_orders(labels, lens):
    mean = math.fsum(model.conditional_entropy(labels, order) for order in permutations(lens)) / math.factorial(len(lens))
    assert model.expected_conditional_entropy(labels, lens) == pytest.approx(mean, abs=1e-11)


def test_order_beyond_chance():
    labels = "aaabbbccc"
    assert model.order_beyond_chance(labels, "xxxyyyzzz") == pytest.approx(1)
    assert model.order_beyond_chance(labels, "xyzxyzxyz") < 0 <= model.order_seen(labels, "xyzxyzxyz")
    assert math.isnan(model.order_beyond_chance(labels, range(9)))  # each alone: nothing left to guess, whatever the lens is
    assert math.isnan(model.order_beyond_chance("aaaa", "xxyy"))
    shares = [model.order_beyond_chance(labels, order) for order in set(permutations("xxxyyyzzz"))]
    assert math.fsum(shares) / len(shares) == pytest.approx(0, abs=1e-9)  # chance is nought, on average


def test_arguments_out_of_range():
    for function in (model.conditional_entropy, model.order_seen, model.expected_conditional_entropy, model.order_beyond_chance):
        with pytest.raises(ValueError, match="same length"):
            function("aab", [1, 2])


def test_blanks_are_one_label_whatever_they_are():
    blank, none = ["a", np.nan, math.nan, pd.NA, "a", None], ["a", None, None, None, "a", None]
    assert model.entropy(pd.Series(blank)) == model.entropy(blank) == model.entropy(none)
    assert model.order_seen(np.array(blank, object), none) == 1
