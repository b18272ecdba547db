"""Lenses: the structure that is chaos to one is order to another.

Every party has a label (say, the group it works with) and, through somebody's lens, another (say, its formal unit). How much of the labels
is still a surprise to who looks through the lens is the conditional entropy H(X | lens), in bits [shannon1948]. Labels and lens are
sequences of equal length, one entry per party in the same order; any hashable value is a label; blanks (None, nan) are one label together.
Names of labels play no part, only who shares one.

With few parties and many labels a lens shows order by chance alone (each party its own label: no surprise left), so compare with
`expected_conditional_entropy`. Functions of two sequences raise ValueError when the lengths differ.
"""

import math
import random
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence

from regiekit.models import _check


def entropy(labels: Sequence[Hashable]) -> float:
    """Return the entropy H(X) of the labels in bits: 0 (all the same, or none) to log2 of their number."""
    return conditional_entropy(labels, [None] * len(labels))


def conditional_entropy(labels: Sequence[Hashable], lens: Sequence[Hashable]) -> float:
    """Return H(X | lens) in bits: what is left to learn about a party's label when its label in the lens is known.

    0 when the lens tells all (the own lens does), H(X) when it tells nothing. Computed from the counts as observed, so it is too low for a
    small number of parties.
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
    """
    left = conditional_entropy(labels, lens)
    whole = entropy(labels)
    return max(0.0, 1 - left / whole) if whole else 1.0


def expected_conditional_entropy(labels: Sequence[Hashable], lens: Sequence[Hashable], draws: int = 200, seed: int = 1) -> float:
    """Return the mean H(X | lens) in bits over `draws` random orders of the lens (1 or more), the same for each seed.

    It is what a lens with these sizes would leave to learn if it had nothing to do with the labels.
    """
    count, chance = _check.whole("draws", draws, 1), random.Random(_check.whole("seed", seed, 0))
    known, shuffled, left = _check.labels(labels), _check.labels(lens), []
    for _ in range(count):
        chance.shuffle(shuffled)
        left.append(_left(known, shuffled))
    return math.fsum(left) / count


def _weight(counts: Iterable[int]) -> float:
    """Return the sum of c log2 c, exactly rounded, so that equal counts give equal sums in any order."""
    return math.fsum(count * math.log2(count) for count in counts)
