"""Shadow of the law: what two parties settle on while someone above them may intervene.

Two parties A and B divide a surplus of `surplus` points by agreement. Without agreement each falls back on its disagreement point. Someone
with authority intervenes with chance h when there is no agreement; then party i gets y_i less a cost c. Otherwise it keeps s_i. A failure that
everyone can see costs it m_i on top:

    d_i = (1 - h) s_i + h (y_i - c) - m_i

The Nash bargaining solution maximises (x_A - d_A)(x_B - d_B) with x_A + x_B = surplus, so x_A = (surplus + d_A - d_B) / 2 [nash1950]. That
private bargains follow what a court would give is from [mnookin1979]; the shadow of hierarchy over networks is from [scharpf1994].

A process that failed in earnest means something: parties had their chance, so that the chance of intervention rises (`after_failure`), and they saw
what the others want, so that together they expect less that cannot all come true (`sobered`). How much of either is a working assumption.

Assumptions: points can be handed from one to the other; both know d_A and d_B and neither is more patient or skilled; the chance of
intervention does not depend on what they do. y_A and y_B are what each itself expects, and may together be more than there is.
"""

import math
from typing import NamedTuple

from regiekit.models import _check

MOST = 1e6  # points


class Settlement(NamedTuple):
    """What A and B get, in points; `deal` tells whether there is anything to agree on (else both get their disagreement point)."""

    first: float
    second: float
    deal: bool


@_check.elementwise
def disagreement(chance: float, alone: float, ruling: float, cost: float = 0.0, damage: float = 0.0) -> float:
    """Return the disagreement point d = (1 - h) s + h (y - c) - m, in points.

    `chance` is h (0 to 1), `alone` s and `ruling` y are from -1e6 to 1e6, `cost` c and `damage` m from 0 to 1e6 points. Raises ValueError
    outside these ranges.

    >>> disagreement(chance=0.5, alone=2, ruling=6, cost=1)
    3.5
    """
    h = _check.number("chance", chance)
    s, y = _check.number("alone", alone, -MOST, MOST), _check.number("ruling", ruling, -MOST, MOST)
    return (1 - h) * s + h * (y - _check.number("cost", cost, 0, MOST)) - _check.number("damage", damage, 0, MOST)


def settlement(surplus: float, first: float, second: float) -> Settlement:
    """Return what the parties settle on when their disagreement points are `first` (d_A) and `second` (d_B).

    `surplus` runs from 0 to 1e6 points. There is a deal iff surplus >= d_A + d_B; on the boundary each just gets its disagreement point.
    Raises ValueError outside the ranges.

    >>> settlement(surplus=10, first=2, second=4)
    Settlement(first=4.0, second=6.0, deal=True)
    """
    total = _check.number("surplus", surplus, 0, MOST)
    a, b = _check.number("first", first, -4 * MOST, MOST), _check.number("second", second, -4 * MOST, MOST)
    if total < a + b - 1e-9:
        return Settlement(a, b, False)
    half = (total + a - b) / 2
    return Settlement(half, total - half, True)


@_check.elementwise
def after_failure(chance: float, ground: float) -> float:
    """Return the chance of intervention after a failed process: h + (1 - h) g, `ground` g being the part of what was left that failing adds.

    Both run from 0 to 1; raises ValueError outside.

    >>> after_failure(0.5, ground=0.4)
    0.7
    """
    h = _check.number("chance", chance)
    return h + (1 - h) * _check.number("ground", ground)


def sobered(surplus: float, rulings: tuple[float, float], learnt: float) -> tuple[float, float]:
    """Return what A and B expect of an intervention once they have learnt: of what they expect together beyond `surplus`, the part `learnt` (0 to 1)
    goes, half from each. Where there is nothing beyond, nothing goes. Ranges of the others as in `settlement`; raises ValueError outside.

    >>> sobered(10, (8, 6), learnt=0.5)
    (7.0, 5.0)
    """
    a, b = (_check.number("each of rulings", y, -MOST, MOST) for y in rulings)
    off = _check.number("learnt", learnt) * max(0.0, a + b - _check.number("surplus", surplus, 0, MOST)) / 2
    return a - off, b - off


def turning_chance(
    surplus: float, alone: tuple[float, float], rulings: tuple[float, float], cost: float = 0.0, damage: tuple[float, float] = (0.0, 0.0)
) -> float:
    """Return the chance of intervention at which a deal becomes possible, or stops being so; nan when that happens nowhere from 0 to 1.

    d_A + d_B is a straight line in h: from s_A + s_B - m_A - m_B to y_A + y_B - 2c - m_A - m_B. Arguments as in `disagreement`, a pair for
    what differs per party. Raises ValueError outside the ranges.

    >>> turning_chance(10, alone=(2, 2), rulings=(8, 6))
    0.6
    """
    ends = [sum(disagreement(h, s, y, cost, m) for s, y, m in zip(alone, rulings, damage, strict=True)) for h in (0, 1)]
    if ends[0] == ends[1]:
        return math.nan
    at = (_check.number("surplus", surplus, 0, MOST) - ends[0]) / (ends[1] - ends[0])
    return at if 0 <= at <= 1 else math.nan
