"""Transformation costs: a reorganisation as a dip that heals while routines are relearned, and what hopping adds.

An organisation works at its full strength, 1. A reorganisation breaks a share D of the routines that are there; they are relearned
exponentially with time constant c: the gap is D exp(-t / c), half of it gone after c ln 2, and its area D c is the work lost. When the next
reorganisation comes after an interval T, before all is relearned, it breaks a share D of what has come back: the gap g becomes g + D (1 -
g). Just after the n-th it is the geometric sum D (1 + q + ... + q^(n-1)) with q = (1 - D) exp(-T / c).

Learning curves of this kind: [argote1999]; that a reorganisation resets the clock of an organisation: [hannan1984].
The geometric sum is our own. Assumes that every reorganisation breaks the same share, that relearning goes at the
same pace each time, and that nothing is gained yet: what the new structure brings is another matter.
"""

import math
from collections.abc import Sequence
from functools import cache, partial

from regiekit.models import _check


@_check.elementwise
def time_constant(half_life: float) -> float:
    """Return the time constant c that belongs to a half-life (0 or more): half_life / ln 2, in the same unit.

    >>> round(time_constant(1.0), 4)
    1.4427
    """
    return _check.number("half_life", half_life, 0, math.inf) / math.log(2)


@_check.elementwise
def area(depth: float, constant: float, until: float = math.inf) -> float:
    """Return the work lost by one reorganisation: D c (1 - exp(-until / c)), in time at full strength.

    `depth` is D, 0 to 1; `constant` is c, more than 0; `until` is when one stops counting, 0 or more, inf for never
    (then it is D c). Raises ValueError for other input.

    >>> area(0.3, 2.0)
    0.6
    """
    d, c = _check.number("depth", depth), _check.positive("constant", constant)
    if not until >= 0:
        raise ValueError(f"until must be 0 or more, not {until!r}")
    return d * c * -math.expm1(-until / c)


def _carried(depth: float, constant: float, interval: float) -> float:
    """The ratio q of the geometric sum."""
    d, c = _check.number("depth", depth), _check.positive("constant", constant)
    return (1 - d) * math.exp(-_check.positive("interval", interval) / c)


@_check.elementwise
def gap_after(depth: float, constant: float, interval: float, times: int) -> float:
    """Return the gap just after the `times`-th reorganisation (1 or more), 0 to 1: D (1 - q^n) / (1 - q).

    `interval` is the time T between two, more than 0; the others as in `area`. Raises ValueError for other input.

    >>> round(gap_after(0.3, 2.0, 4.0, 2), 4)
    0.3284
    """
    q = _carried(depth, constant, interval)
    n = _check.whole("times", times, 1)
    return depth * (1 - q**n) / (1 - q)


@_check.elementwise
def gap_in_the_long_run(depth: float, constant: float, interval: float) -> float:
    """Return to what the gap just after a reorganisation grows when they go on: D / (1 - q). As `gap_after`.

    >>> round(gap_in_the_long_run(0.3, 2.0, 4.0), 4)
    0.3314
    """
    return depth / (1 - _carried(depth, constant, interval))


@_check.elementwise
def lost(depth: float, constant: float, interval: float, until: float) -> float:
    """Return the work lost from time 0 until `until` by reorganisations at 0, T, 2T …, in time at full strength.

    Each counts until the next comes; one exactly at `until` does not count any more. Arguments as in `gap_after` and
    `area`; `until` is finite.

    >>> round(lost(0.3, 2.0, 4.0, 10.0), 4)
    1.5054
    """
    end = _check.number("until", until, 0, math.inf)
    total = 0.0
    for n in range(1, number(interval, end) + 1):
        left = min(interval, end - (n - 1) * interval)
        total += area(gap_after(depth, constant, interval, n), constant, left)
    return total


@_check.elementwise
def number(interval: float, until: float) -> int:
    """Return how many reorganisations start before `until`: at 0, T, 2T …; 0 when `until` is 0.

    >>> number(4.0, 10.0)
    3
    """
    return math.ceil(round(_check.number("until", until, 0, math.inf) / _check.positive("interval", interval), 9))


def strength(depth: float, constant: float, interval: float, moments: Sequence[float]) -> list[float]:
    """Return at what strength, 0 to 1, the organisation works at these times (0 or more) with one at 0, T, 2T …

    At the moment of a reorganisation it is that just after it. Arguments as in `gap_after`.

    >>> [round(one, 3) for one in strength(0.3, 2.0, 4.0, [0, 2])]
    [0.7, 0.89]
    """
    _carried(depth, constant, interval)
    gap, out = cache(partial(gap_after, depth, constant, interval)), []
    for t in _check.numbers("each of moments", moments, 0, math.inf):
        n = math.floor(round(t / interval, 9))
        out.append(1 - gap(n + 1) * math.exp(-max(0.0, t - n * interval) / constant))
    return out


@_check.elementwise
def mean_in_the_long_run(depth: float, constant: float, interval: float) -> float:
    """Return the mean gap when reorganisations go on for ever, 0 to 1: the long-run gap times c (1 - exp(-T / c)) / T.

    >>> round(mean_in_the_long_run(0.3, 2.0, 4.0), 4)
    0.1433
    """
    return area(gap_in_the_long_run(depth, constant, interval), constant, interval) / interval


def waiting(losses: float, shares: Sequence[float]) -> list[float]:
    """Return what each party around it loses: its share (0 to 1) of work that cannot go on without the organisation.

    `losses` is the work that the organisation itself loses, 0 or more. Assumes that this part of the work of another
    stands still in proportion to the gap, and that nothing is caught up afterwards.

    >>> waiting(2.0, [0.5, 0.1])
    [1.0, 0.2]
    """
    area_ = _check.number("losses", losses, 0, math.inf)
    return [area_ * share for share in _check.numbers("each of shares", shares)]


@_check.elementwise
def prepared(loss: float, left: float, effort: float) -> float:
    """Return what a party loses that acts in time: of what it would have lost by waiting a part still stands still, and preparing costs work.

    `loss` is what waiting would cost, `effort` what preparing costs in all, both 0 or more in time at full strength; `left` is the part
    (0 to 1) that stands still all the same. It pays where `loss` is more than effort / (1 - left).

    >>> prepared(2.0, left=0.25, effort=0.5)
    1.0
    """
    waiting_ = _check.number("loss", loss, 0, math.inf)
    return waiting_ * _check.number("left", left) + _check.number("effort", effort, 0, math.inf)
