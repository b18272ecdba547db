"""Lenses: the structure that is chaos to one is order to another.

Every party has a label (say, the group it works with) and, through somebody's lens, another (say, its formal unit). How much of the labels
is still a surprise to who looks through the lens is the conditional entropy H(X | lens), in bits [shannon1948]. Labels and lens are
sequences of equal length, one entry per party in the same order; any hashable value is a label; blanks (None, nan) are one label together.
Names of labels play no part, only who shares one.

With few parties and many labels a lens shows order by chance alone (each party its own label: no surprise left): `order_seen` has that
in it, `order_beyond_chance` has not. Functions of two sequences raise ValueError when the lengths differ.
"""

import math
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence

from regiekit.models import _check


def entropy(labels: Sequence[Hashable]) -> float:
    """Return the entropy H(X) of the labels in bits: 0 (all the same, or none) to log2 of their number.

    >>> entropy(["a", "a", "b", "b"])
    1.0
    """
    return conditional_entropy(labels, [None] * len(labels))


def conditional_entropy(labels: Sequence[Hashable], lens: Sequence[Hashable]) -> float:
    """Return H(X | lens) in bits: what is left to learn about a party's label when its label in the lens is known.

    0 when the lens tells all (the own lens does), H(X) when it tells nothing. Computed from the counts as observed, so it is too low for a
    small number of parties.

    >>> conditional_entropy(["a", "a", "b", "b"], [1, 1, 1, 2]) < 1
    True
    """
    return _left(_check.labels(labels), _check.labels(lens))


def _left(seen: list[Hashable], through: list[Hashable]) -> float:
    if len(seen) != len(through):
        raise ValueError(f"labels and lens must have the same length, not {len(seen)} and {len(through)}")
    joint = _weight(Counter(zip(seen, through, strict=True)).values())
    return max(0.0, (_weight(Counter(through).values()) - joint) / len(seen)) if seen else 0.0


def order_seen(labels: Sequence[Hashable], lens: Sequence[Hashable]) -> float:
    """Return the share of the order that the lens shows, 1 - H(X | lens) / H(X): 0 (chaos) to 1 (order).

    With one label for all there is nothing to learn and the value is 1. This is the uncertainty coefficient [theil1970]. It is not
    symmetric.

    >>> order_seen(["a", "a", "b", "b"], [1, 1, 2, 2])
    1.0
    """
    left = conditional_entropy(labels, lens)
    whole = entropy(labels)
    return max(0.0, 1 - left / whole) if whole else 1.0


def expected_conditional_entropy(labels: Sequence[Hashable], lens: Sequence[Hashable]) -> float:
    """Return the mean H(X | lens) in bits over all orders of the lens, exactly.

    It is what a lens with these sizes would leave to learn if it had nothing to do with the labels: a label on a parties and a group of b
    out of n meet k times with the hypergeometric chance [vinh2010].

    >>> round(expected_conditional_entropy(["a", "a", "b", "b"], [1, 1, 2, 2]), 4)
    0.6667
    """
    known, through = _check.labels(labels), _check.labels(lens)
    if len(known) != len(through):
        raise ValueError(f"labels and lens must have the same length, not {len(known)} and {len(through)}")
    n, groups = len(known), Counter(Counter(through).values())
    sizes = Counter(Counter(known).values())
    joint = math.fsum(
        often * times * k * math.log2(k) * math.exp(_ways(a, k) + _ways(n - a, b - k) - _ways(n, b))
        for a, often in sizes.items()
        for b, times in groups.items()
        for k in range(max(2, a + b - n), min(a, b) + 1)
    )
    return max(0.0, (_weight(Counter(through).values()) - joint) / n) if n else 0.0


def _ways(n: int, k: int) -> float:
    """Return the logarithm of the number of ways to choose k out of n."""
    return math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)


def order_beyond_chance(labels: Sequence[Hashable], lens: Sequence[Hashable]) -> float:
    """Return how much of what chance leaves to learn the lens shows, 1 - H(X | lens) / E[H(X | lens)]: at most 1 (all).

    0 is no better than a lens of these sizes that has nothing to do with the labels, less than 0 is worse. Where chance leaves nothing
    to learn (a label for all, or a lens in which each is alone) nothing can be shown: nan. The adjusted measure of [vinh2010], for the
    uncertainty coefficient.

    >>> order_beyond_chance(["a", "a", "b", "b"], [1, 1, 2, 2])
    1.0
    """
    chance = expected_conditional_entropy(labels, lens)
    return 1 - conditional_entropy(labels, lens) / chance if chance > 1e-9 else math.nan


def _weight(counts: Iterable[int]) -> float:
    """Return the sum of c log2 c, exactly rounded, so that equal counts give equal sums in any order."""
    return math.fsum(count * math.log2(count) for count in counts)
