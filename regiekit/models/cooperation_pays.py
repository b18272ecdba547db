"""Cooperation pays up to a point: value per partner against the cost of every pair that has to be kept in step.

With n partners, each adding v and each pair costing c, cooperation yields

    W(n) = v n - c n (n - 1) / 2        in points

The n-th partner adds v - c (n - 1), which falls with every partner: there is one top, at n* = ⌊v/c⌋ + 1. Where v/c is whole, the last partner of
these adds exactly nothing and v/c partners do as well. At 2v/c + 1 partners nothing is left. That keeping every pair in step costs n (n - 1) / 2
is the argument of [brooks1975]; that the best size lies where one more member costs as much as it brings, is from [buchanan1965].

With one hub that keeps in step with each of the others there are n - 1 pairs, so H(n) = v n - c (n - 1): without a top where v > c.

Assumptions: all partners bring the same, and every pair that has to be kept in step costs the same.

Shared arguments: `value` v (0 to 1e6 points per partner), `cost` c (0 to 1e6 points per pair), `partners` n (whole, 0 or more, the first one
counted). Outside these ranges each function raises ValueError.
"""

import math
from collections.abc import Callable
from fractions import Fraction

from regiekit.models import _check

MOST = 1e6  # points


def _exact(name: str, value: float) -> Fraction:
    """The number as it is written: 0.1 is a tenth, so that 0.3 / 0.1 is whole."""
    return Fraction(repr(float(_check.number(name, value, 0, MOST))))


@_check.elementwise
def net(partners: int, value: float, cost: float) -> float:
    """Return W(n) = v n - c n (n - 1) / 2, in points.

    >>> net(4, value=10, cost=2)
    28.0
    """
    n = _check.whole("partners", partners, 0)
    return float(_exact("value", value) * n - _exact("cost", cost) * n * (n - 1) / 2)


@_check.elementwise
def added(partners: int, value: float, cost: float) -> float:
    """Return what the last of n partners adds: v - c (n - 1), in points; `partners` is 1 or more.

    >>> added(4, value=10, cost=2)
    4.0
    """
    n = _check.whole("partners", partners, 1)
    return float(_exact("value", value) - _exact("cost", cost) * (n - 1))


@_check.elementwise
def net_with_hub(partners: int, value: float, cost: float) -> float:
    """Return H(n) = v n - c (n - 1), in points: one partner keeps in step with each of the others; `partners` is 1 or more.

    >>> net_with_hub(4, value=10, cost=2)
    34.0
    """
    n = _check.whole("partners", partners, 1)
    return float(_exact("value", value) * n - _exact("cost", cost) * (n - 1))


def best_numbers(value: float, cost: float) -> tuple[int, ...]:
    """Return the number of partners at which W is largest: ⌊v/c⌋ + 1, preceded by v/c where that is whole (and more than 0).

    Without a cost there is no best number: (). Without value but with a cost: one partner is as good as none, (1,).

    >>> best_numbers(value=10, cost=4)
    (3,)
    """
    v, c = _exact("value", value), _exact("cost", cost)
    if c == 0:
        return ()
    whole = math.floor(v / c)
    return (whole, whole + 1) if whole and v / c == whole else (whole + 1,)


def pays(value: float, cost: float, alone: float) -> tuple[int, int] | None:
    """Return the smallest and the largest number of partners (2 or more) with W(n) > `alone`, or None when there is no such number.

    `alone` (-1e6 to 1e6 points) is what doing it oneself yields. The largest is -1 when there is no upper limit (cost 0). W rises to one top and
    then falls, so all numbers in between pay as well.

    >>> pays(value=10, cost=4, alone=12)
    (2, 4)
    """
    v, c = _exact("value", value), _exact("cost", cost)
    target = Fraction(repr(float(_check.number("alone", alone, -MOST, MOST))))

    def enough(n: int) -> bool:
        return v * n - c * n * (n - 1) / 2 > target

    if c == 0:
        if v == 0:
            return (2, -1) if target < 0 else None
        return max(2, math.floor(target / v) + 1), -1
    top = max(2, best_numbers(value, cost)[-1])
    if not enough(top):
        return None
    low = _turn(2, top, enough)
    reach = top
    while enough(reach):
        reach *= 2
    return low, _turn(top, reach, lambda n: not enough(n)) - 1


def _turn(low: int, high: int, holds: Callable[[int], bool]) -> int:
    """The first number from low to high for which `holds`; it holds at high, and from some number on."""
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle + 1, high)
    return low
