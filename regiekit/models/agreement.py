"""Agreement: how far people mean the same when they label the same things.

Every coefficient here has one form, (observed - expected) / (1 - expected): the share of pairs of labels that are equal, against the share to
expect when labels fall at random. They differ in what "at random" is: each coder draws from the own labels (Cohen), all draw from the pooled labels
(Fleiss), or the labels given are dealt again without being put back (Krippendorff). Labels are nominal: different is different, never "nearly the
same". A missing label is None, nan or an empty text, as an empty cell is read. Labels come as sequences, arrays, Series or (units) DataFrames.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from regiekit.models import _check
from regiekit.models._check import np

Label = Hashable | None


class Agreement(NamedTuple):
    """Observed and expected share of equal pairs (0 to 1; nan where there is no pair), and how many things counted."""

    observed: float
    expected: float
    units: int

    @property
    def coefficient(self) -> float:
        """Agreement beyond chance: 1 always equal, 0 as by chance, below 0 less than that; nan where it cannot be told.

        It cannot be told without pairs, nor when everyone gave one and the same label to everything: chance then agrees as well.
        """
        return (self.observed - self.expected) / (1 - self.expected) if self.expected < 1 else math.nan


NOTHING = Agreement(math.nan, math.nan, 0)


def pairwise_agreement(counts: Mapping[Any, int] | Iterable[int]) -> float:
    """Return the chance that two of the N labels given, drawn without putting back, are equal: sum n(n-1) / N(N-1).

    `counts` is how often each label was given (whole numbers, 0 or more), as a mapping or in any order. 1.0: all the same, 0.0: all different; with
    fewer than two labels there is no pair and the value is nan. Labels drawn evenly from m give 1/m on average. Raises ValueError for a count that
    is not a whole number of 0 or more. Source: [simpson1949] (his unbiased estimate of the sum of squared shares).

    >>> pairwise_agreement({"yes": 3, "no": 1})
    0.5
    """
    return _check.equal_pairs("each count", counts.values() if isinstance(counts, Mapping) else counts)


def counted(units: Iterable[Sequence[Label]], categories: Sequence[Hashable]) -> list[list[int]]:
    """Return the table that `fleiss` reads: a row per unit without missing labels, a column per category, how many coders gave it.

    `units` are the labels of one thing each, one per coder. Raises ValueError for a label that is no category.

    >>> counted([["a", "b"], ["a", None], ["b", "b"]], ["a", "b"])
    [[1, 1], [0, 2]]
    """
    names = _check.listed(categories)
    rows = [_known(labels, names) for labels in _check.listed(units)]
    return [[row.count(c) for c in names] for row in rows if None not in row]


def fleiss(table: Sequence[Sequence[int]]) -> Agreement:
    """Return Fleiss' kappa as an `Agreement` (kappa is its coefficient).

    `table` has a row per unit and a column per category: how many of the n coders gave it; every row adds up to the same n, at least 2. The coders of
    one unit need not be those of another. Expected: two coders draw from the shares of the categories over all units. Without units everything is nan.
    Raises ValueError for another shape. Source: [fleiss1971].

    >>> round(fleiss([[3, 0], [1, 2], [0, 3]]).coefficient, 3)
    0.55
    """
    rows = [[_check.whole("each count", n, 0) for n in _check.listed(row)] for row in _check.listed(table)]
    if not rows:
        return NOTHING
    coders = _check.whole("the sum of the first row", sum(rows[0]), 2)
    if any(sum(row) != coders or len(row) != len(rows[0]) for row in rows):
        raise ValueError(f"table must have {len(rows[0])} columns and rows that add up to {coders}")
    observed = math.fsum(map(pairwise_agreement, rows)) / len(rows)
    given = coders * len(rows)
    expected = math.fsum((sum(column) / given) ** 2 for column in zip(*rows, strict=True))
    return Agreement(observed, expected, len(rows))


def krippendorff(units: Iterable[Sequence[Label]]) -> Agreement:
    """Return Krippendorff's alpha for nominal labels as an `Agreement` (alpha is its coefficient); labels may be missing.

    `units` are the labels of one thing each, in any order, of two or more coders. A unit with fewer than two labels forms no pair and does not count;
    a unit with m labels counts for m. Expected: two labels drawn from all pairable ones without putting back. Without pairs everything is nan.
    Source: [krippendorff2011] (nominal data, coincidence matrix).

    >>> round(krippendorff([["a", "a"], ["a", "b"], ["b", None, "b"]]).coefficient, 3)
    0.444
    """
    if (table := _table(units)) is not None:
        number = table.sum(axis=1)
        table, number = table[number > 1], number[number > 1]
        if not len(table):
            return NOTHING
        same = float(((table * (table - 1)).sum(axis=1) / (number - 1)).sum())
        return Agreement(same / int(number.sum()), pairwise_agreement(table.sum(axis=0).tolist()), len(table))
    pooled: Counter[Hashable] = Counter()
    equal, used = [], 0
    for labels, times in Counter(map(tuple, _check.listed(units))).items():  # many units have the same labels
        given = Counter(label for label in labels if not _check.missing(label))
        number = given.total()
        if number > 1:
            pooled.update({label: times * count for label, count in given.items()})
            equal.append(times * number * pairwise_agreement(given))
            used += times
    return Agreement(math.fsum(equal) / pooled.total(), pairwise_agreement(pooled), used) if used else NOTHING


def _table(units: Any) -> np.ndarray | None:
    """Of an array (or DataFrame) of numbers: per unit how often each label was given; None for anything else, or when that is too large."""
    given = getattr(units, "to_numpy", lambda: units)()
    if getattr(given, "ndim", 0) != 2 or given.dtype.kind not in "iuf" or not given.size:
        return None
    there = ~np.isnan(given) if given.dtype.kind == "f" else np.ones(given.shape, bool)
    rows, labels = np.nonzero(there)[0], given[there]
    if given.dtype.kind == "f" or int(labels.max()) - int(labels.min()) > len(labels):
        labels = np.unique(labels, return_inverse=True)[1]
    else:
        labels = labels.astype(np.int64) - int(labels.min())
    kinds = int(labels.max(initial=0)) + 1
    if kinds * len(given) > 50 * given.size:
        return None
    return np.bincount(rows * kinds + labels, minlength=kinds * len(given)).reshape(len(given), kinds)


def cohen(one: Sequence[Label], other: Sequence[Label]) -> Agreement:
    """Return Cohen's kappa of two coders as an `Agreement` (kappa is its coefficient).

    `one` and `other` are their labels of the same things in the same order; a thing that either left open does not count. Expected: each draws
    from the shares of the own labels. Raises ValueError for sequences of different length. Source: [cohen1960], equation 1.

    >>> round(cohen(["a", "a", "b", "b"], ["a", "b", "b", "b"]).coefficient, 3)
    0.5
    """
    pairs = [pair for pair in _pairs(one, other) if None not in pair]
    if not pairs:
        return NOTHING
    number = len(pairs)
    first, second = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    expected = math.fsum(first[c] * second[c] for c in first) / number**2
    return Agreement(sum(a == b for a, b in pairs) / number, expected, number)


def confusion(one: Sequence[Label], other: Sequence[Label], categories: Sequence[Hashable]) -> list[list[int]]:
    """Return how often `one` gave the category of the row and `other` that of the column, in the order of `categories`.

    What either left open does not count. The diagonal holds where they agree. Raises ValueError for sequences of different length and for a
    label that is no category.

    >>> confusion(["a", "a", "b"], ["a", "b", "b"], ["a", "b"])
    [[1, 1], [0, 1]]
    """
    names = _check.listed(categories)
    pairs = Counter(_pairs(_known(one, names), _known(other, names)))
    return [[pairs[row, column] for column in names] for row in names]


def _pairs(one: Sequence[Label], other: Sequence[Label]) -> list[tuple[Label, Label]]:
    if len(one) != len(other):
        raise ValueError(f"one and other must be equally long, not {len(one)} and {len(other)}")
    return list(zip(_check.labels(one), _check.labels(other), strict=True))


def _known(labels: Iterable[Label], categories: Sequence[Hashable]) -> list[Label]:
    found = _check.labels(labels)
    strangers = sorted({str(label) for label in found if label is not None and label not in categories})
    if strangers:
        raise ValueError(f"labels must be categories; not among them: {strangers}")
    return found
