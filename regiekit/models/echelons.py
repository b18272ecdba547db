"""Echelons: what is left of a message after several levels have passed it on, each in its own words.

At each level a share a of what came in is kept and the rest is replaced by what the level thinks itself: x' = a*x +
(1 - a)*o. Here x is the share of the original message in what is said (1 at its source) and o how much of the message the
level held already: 0 when it has a world of its own, 1 when the values are shared. Assumes that every level keeps a fixed
share, that nobody checks back with the source, and that what was lost once does not return.

That each layer of a hierarchy loses a share, so that a^L is left after L of them, is the loss of control of [williamson1967]; the step
itself is linear averaging with a source of one's own, as in [friedkin1990].
"""

import math
from collections.abc import Sequence

from regiekit.models import _check


def passed_on(kept: Sequence[float], own: float = 0.0, start: float = 1.0) -> list[float]:
    """Return how much of the message there is at the source and at each level after it, 0 to 1.

    `kept` holds a, the share 0 to 1 that each level keeps, in the order in which the message travels; `own` is o and `start` what
    the source says, both 0 to 1. With equal a the last is arrives(a, L). Raises ValueError outside these ranges.

    >>> passed_on([0.5, 0.5])
    [1.0, 0.5, 0.25]
    """
    x, o = _check.number("start", start), _check.number("own", own)
    out = [x]
    for a in _check.numbers("each share kept", kept):
        x = a * x + (1 - a) * o
        out.append(x)
    return out


@_check.elementwise
def arrives(kept: float, levels: int, own: float = 0.0, start: float = 1.0) -> float:
    """Return how much of the message is there after `levels` (0 or more) equal steps: a**L * x0 + (1 - a**L) * o.

    Arguments as in `passed_on`, `kept` being one number. Raises ValueError outside the ranges.

    >>> arrives(0.5, levels=3)
    0.125
    """
    left = _check.number("kept", kept) ** _check.whole("levels", levels, 0)
    return left * _check.number("start", start) + (1 - left) * _check.number("own", own)


@_check.elementwise
def steps_until(kept: float, least: float) -> float:
    """Return after how many equal steps less than `least` of the message is left, each keeping `kept`; inf when never.

    `kept` and `least` are 0 to 1, with nothing of the message held already (o = 0): the smallest L with a**L < least.
    Raises ValueError outside these ranges.

    >>> steps_until(0.5, least=0.2)
    3
    """
    kept, least = _check.number("kept", kept), _check.number("least", least)
    if least == 0 or (kept == 1 and least <= 1):
        return math.inf
    if kept == 0:
        return 1
    steps = max(0, math.floor(math.log(least) / math.log(kept)) - 1)
    while kept**steps >= least:
        steps += 1
    return steps


def ladder(layers: int, execution_up: float, middle_up: float, middle_down: float, top_down: float) -> tuple[list[float], list[float]]:
    """Return what each level keeps of a message from the top down, and of an experience from the execution up.

    `layers` is the number of middle layers (1 or more) between top and execution. How well an echelon knows the world of its
    neighbour, 0 to 1, is what it keeps of what that neighbour says: `execution_up` execution of the layer above it,
    `middle_up` and `middle_down` each middle layer of the one above and of the one below, `top_down` the top of the layer below.
    So down: middle_up for every middle layer, then execution_up; up: middle_down for every middle layer, then top_down.

    >>> ladder(4, 0.5, 0.6, 0.7, 0.8)
    ([0.6, 0.6, 0.6, 0.6, 0.5], [0.7, 0.7, 0.7, 0.7, 0.8])
    """
    n = _check.whole("layers", layers, 1)
    up, down = _check.number("middle_up", middle_up), _check.number("middle_down", middle_down)
    return [up] * n + [_check.number("execution_up", execution_up)], [down] * n + [_check.number("top_down", top_down)]
