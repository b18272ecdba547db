"""The common denominator: how far parties get when all must agree on one thing, against a package of several.

An ambition is how far a party wants to go on one issue, from 0 (nothing) to 1 (all of it). Under unanimity, and when nobody can be
bought off, the agreement goes no further than the least ambitious party: the law of the least ambitious programme [underdal1980].
A package of issues escapes from it when it holds something for everyone.

Assumptions: everyone must agree; a party accepts all that goes no further than its own ambition; what a party gains on several
issues can be added up; an issue in a package is done wholly or not at all.
"""

from collections.abc import Sequence
from typing import NamedTuple

from regiekit.models import _check, package_deal
from regiekit.models._check import np

LARGEST_GAIN = 5.0  # of a party on one issue, either way


class Package(NamedTuple):
    """A package: the issues in it (their numbers, ascending) and what each party gains in total, in points;
    `equals` is how many packages are as good, itself among them."""

    issues: tuple[int, ...]
    totals: tuple[float, ...]
    equals: int = 1


@_check.elementwise
def ambition(gain: float) -> float:
    """Return how far a party wants to go on an issue, 0…1, from what it gains by it, -5…5 points: (gain + 5) / 10.

    A working assumption: each next part brings less. With x (0…1) of the issue done a party gains 5 (2 w x - x²) points: nothing at 0,
    its gain at 1, and the most at x = w, which is returned. So who loses by all of it, may still win by a part.
    Raises ValueError outside the range.

    >>> ambition(2)
    0.7
    """
    return (_check.number("gain", gain, -LARGEST_GAIN, LARGEST_GAIN) + LARGEST_GAIN) / (2 * LARGEST_GAIN)


def least_ambitious(ambitions: Sequence[float]) -> float:
    """Return how far parties with these ambitions (0…1, at least one) get together: the least of them [underdal1980].

    Raises ValueError for no parties or an ambition out of range.

    >>> least_ambitious([0.9, 0.2, 0.6])
    0.2
    """
    if not len(ambitions):
        raise ValueError("ambitions must hold at least one party")
    return min(_check.numbers("each of ambitions", ambitions))


def agreed(ambitions: Sequence[float], needed: int) -> float:
    """Return how far parties with these ambitions (0…1, at least one) get together when `needed` of them (1 to all) must agree.

    It is the `needed`-th largest ambition; with all needed that is `least_ambitious`, with one it is the largest. Raises ValueError outside the ranges.

    >>> agreed([0.9, 0.2, 0.6], 2)
    0.6
    """
    found = sorted(_check.numbers("each of ambitions", ambitions), reverse=True)
    return found[_check.whole("needed", needed, 1, max(1, len(found))) - 1] if found else least_ambitious(())


def best_package(gains: Sequence[Sequence[float]], size: int) -> Package:
    """Return the package of `size` issues in which the party that gains least gains most.

    `gains` has shape (k issues, n parties), k from 0 to 22, n at least 1, -5…5 points each; `size` runs from 0 to k. Of packages
    that are equal to the worst-off, the one with the largest sum over all parties; of equal ones again, the one that comes first.
    All packages of that size are looked at (`package_deal.lowest`). Raises ValueError outside these ranges.

    >>> best_package([[3, -1], [-1, 3], [1, 0]], 2)
    Package(issues=(0, 1), totals=(2.0, 2.0), equals=1)
    """
    rows = [_check.numbers("each of gains", row, -LARGEST_GAIN, LARGEST_GAIN) for row in _check.listed(gains)]
    count = _check.whole("size", size, 0, len(rows))
    if not count:
        return Package((), (0.0,) * len(rows[0]) if rows else ())
    least, total = package_deal.lowest(rows), package_deal.together(rows)
    candidates = np.flatnonzero(np.bitwise_count(np.arange(len(least))) == count)
    order = np.lexsort((candidates, -total[candidates], -least[candidates]))
    best = int(candidates[order[0]])
    equals = int(np.sum((least[candidates] == least[best]) & (total[candidates] == total[best])))
    issues = package_deal.issues_in(best)
    return Package(issues, tuple(float(sum(column)) for column in zip(*(rows[i] for i in issues), strict=True)), equals)
