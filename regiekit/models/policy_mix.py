"""A policy mix: strategies that each take away part of a problem, wear off, and share a limited effort.

Effort x on one strategy takes away the share

    e(x) = m (1 - 2^(-(x - s) / h))        and 0 for x <= s

of what the others leave: m is its reach (what it takes away at any effort at most), h the effort that halves what could still
be gained, s a start-up that yields nothing. Strategies miss different things, independently, so what is left after a mix is the
product Π (1 - e_i), independent joint action [bliss1939]. A strategy that nobody keeps up wears off with a half-life.

The best division of an effort B in closed form: ln(1 - e) has slope -(ln 2 / h) / (1 + ((1 - m) / m) 2^((x - s) / h)), which
flattens with x. So the best division makes these slopes equal:

    x_i = s + μ + h log2(m_i / (1 - m_i))        for the strategies in the mix, Σ x_i = B

Without a start-up two strategies are better than one as soon as B > h log2(odds_1 / odds_2); equally good strategies are best
divided evenly. With a start-up one strategy can be best. Of as many strategies those of the largest reach are best: each number is tried.

That the instruments of a real mix change one another's effect [flanagan2011] is what independent joint action leaves out. The rest of the formulas
is our own.

Assumptions: one and the same h, s and half-life for all strategies; what one takes away does not depend on what another does,
only on what is left; effort can be divided as one likes.

Efforts, `half` and `start` have one unit of your choice (days a week); shares run from 0 to 1. Each function raises ValueError
outside the ranges named.
"""

import math
from collections.abc import Sequence

from regiekit.models import _check


@_check.elementwise
def effect(effort: float, reach: float, half: float, start: float = 0.0) -> float:
    """Return the share e(x) taken away, 0 to `reach`. `effort` and `start` 0 or more, `reach` 0 to 1, `half` more than 0.

    >>> effect(effort=2, reach=0.8, half=1)
    0.6000000000000001
    """
    x = _check.number("effort", effort, 0, math.inf) - _check.number("start", start, 0, math.inf)
    return _check.number("reach", reach) * (1 - 2 ** (-max(0.0, x) / _check.positive("half", half)))


def left(effects: Sequence[float]) -> float:
    """Return what is left of a problem, 0 to 1: Π (1 - e); 1 without strategies.

    >>> left([0.5, 0.5])
    0.25
    """
    return math.prod(1 - e for e in _check.numbers("each of effects", effects))


@_check.elementwise
def worn(effect: float, years: float, half_life: float, kept: float = 0.0) -> float:
    """Return the share that is still taken away after a while: e (k + (1 - k) 2^(-t / H)).

    `years` t is 0 or more; `half_life` H, in years, more than 0; `kept` k, 0 to 1, is the part of the work that is kept up.

    >>> worn(0.8, years=2, half_life=2)
    0.4
    """
    k, t = _check.number("kept", kept), _check.number("years", years, 0, math.inf)
    return _check.number("effect", effect) * (k + (1 - k) * 2 ** (-t / _check.positive("half_life", half_life)))


def best_division(budget: float, reaches: Sequence[float], half: float, start: float = 0.0) -> list[float]:
    """Return the effort per strategy that leaves least; together the whole budget, or nothing where it can't start any.

    `budget` is 0 or more; each reach at least 0 and less than 1. Of equally good sets of strategies the smallest is taken, and of
    those the first.

    >>> best_division(10, [0.6, 0.6], half=2)
    [5.0, 5.0]
    """
    total, s, h = _check.number("budget", budget, 0, math.inf), _check.number("start", start, 0, math.inf), _check.positive("half", half)
    reaches = _check.numbers("each of reaches", reaches)
    if 1 in reaches:
        raise ValueError("each of reaches must be less than 1")
    order = sorted([i for i, m in enumerate(reaches) if m > 0], key=lambda i: -reaches[i])
    best, least = [0.0] * len(reaches), 1.0
    for size in range(1, len(order) + 1):
        group = sorted(order[:size])
        bent = [h * math.log2(reaches[i] / (1 - reaches[i])) for i in group]
        level = (total - s * size - sum(bent)) / size
        if min(bent) + level < 0:  # too little effort for all of these: a smaller group does better
            continue
        efforts = [0.0] * len(reaches)
        for i, b in zip(group, bent, strict=True):
            efforts[i] = s + level + b
        rest = left([effect(x, m, h, s) for x, m in zip(efforts, reaches, strict=True)])
        if rest < least - 1e-12:
            best, least = efforts, rest
    return best
