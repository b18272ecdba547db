"""Agreement: how far people mean the same when they label the same things.

Every coefficient here has one form, (observed - expected) / (1 - expected): the share of pairs of labels that are equal, against the share to
expect when labels fall at random. They differ in what "at random" is: each coder draws from the own labels (Cohen), all draw from the pooled labels
(Fleiss), or the labels given are dealt again without being put back (Krippendorff). Labels are nominal: different is different, never "nearly the
same". A missing label is None.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from regiekit.models import _check

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
    is not a whole number of 0 or more.

    Source: [simpson1949] (his unbiased estimate of the sum of squared shares).
    """
    numbers = [_check.whole("each count", n, 0) for n in (counts.values() if isinstance(counts, Mapping) else counts)]
    total = sum(numbers)
    return sum(n * (n - 1) for n in numbers) / (total * (total - 1)) if total > 1 else math.nan


def counted(units: Iterable[Sequence[Label]], categories: Sequence[Hashable]) -> list[list[int]]:
    """Return the table that `fleiss` reads: a row per unit without missing labels, a column per category, how many coders gave it.

    `units` are the labels of one thing each, one per coder. Raises ValueError for a label that is no category.
    """
    table = []
    for labels in units:
        _known(labels, categories)
        if None not in labels:
            table.append([list(labels).count(c) for c in categories])
    return table


def fleiss(table: Sequence[Sequence[int]]) -> Agreement:
    """Return Fleiss' kappa as an `Agreement` (kappa is its coefficient).

    `table` has a row per unit and a column per category: how many of the n coders gave it; every row adds up to the same n, at least 2. The coders of
    one unit need not be those of another. Expected: two coders draw from the shares of the categories over all units. Without units everything is nan.
    Raises ValueError for another shape.

    Source: [fleiss1971].
    """
    if not table:
        return NOTHING
    coders = _check.whole("the sum of the first row", sum(table[0]), 2)
    if any(sum(row) != coders or len(row) != len(table[0]) for row in table):
        raise ValueError(f"table must have {len(table[0])} columns and rows that add up to {coders}")
    observed = math.fsum(pairwise_agreement(row) for row in table) / len(table)
    given = coders * len(table)
    expected = math.fsum((sum(column) / given) ** 2 for column in zip(*table, strict=True))
    return Agreement(observed, expected, len(table))


def krippendorff(units: Iterable[Sequence[Label]]) -> Agreement:
    """Return Krippendorff's alpha for nominal labels as an `Agreement` (alpha is its coefficient); labels may be missing (None).

    `units` are the labels of one thing each, in any order, of two or more coders. A unit with fewer than two labels forms no pair and does not count;
    a unit with m labels counts for m. Expected: two labels drawn from all pairable ones without putting back. Without pairs everything is nan.

    Source: [krippendorff2011] (nominal data, coincidence matrix).
    """
    pooled: Counter[Hashable] = Counter()
    equal, used = [], 0
    for labels in units:
        given = Counter(label for label in labels if label is not None)
        number = given.total()
        if number > 1:
            pooled += given
            equal.append(number * pairwise_agreement(given))
            used += 1
    return Agreement(math.fsum(equal) / pooled.total(), pairwise_agreement(pooled), used) if used else NOTHING


def cohen(one: Sequence[Label], other: Sequence[Label]) -> Agreement:
    """Return Cohen's kappa of two coders as an `Agreement` (kappa is its coefficient).

    `one` and `other` are their labels of the same things in the same order; a thing that either left open (None) does not count. Expected: each draws
    from the shares of the own labels. Raises ValueError for sequences of different length.

    Source: [cohen1960], equation 1.
    """
    if len(one) != len(other):
        raise ValueError(f"one and other must be equally long, not {len(one)} and {len(other)}")
    pairs = [(a, b) for a, b in zip(one, other, strict=True) if a is not None and b is not None]
    if not pairs:
        return NOTHING
    number = len(pairs)
    first, second = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    expected = math.fsum(first[c] * second[c] for c in first) / number**2
    return Agreement(sum(a == b for a, b in pairs) / number, expected, number)


def confusion(one: Sequence[Label], other: Sequence[Label], categories: Sequence[Hashable]) -> list[list[int]]:
    """Return how often `one` gave the category of the row and `other` that of the column, in the order of `categories`.

    What either left open (None) does not count. The diagonal holds where they agree. Raises ValueError for sequences of different length and for a
    label that is no category.
    """
    if len(one) != len(other):
        raise ValueError(f"one and other must be equally long, not {len(one)} and {len(other)}")
    _known(one, categories)
    _known(other, categories)
    pairs = Counter(zip(one, other, strict=True))
    return [[pairs[row, column] for column in categories] for row in categories]


def _known(labels: Iterable[Label], categories: Sequence[Hashable]) -> None:
    strangers = sorted({str(label) for label in labels if label is not None and label not in categories})
    if strangers:
        raise ValueError(f"labels must be categories; not among them: {strangers}")
