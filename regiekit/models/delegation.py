"""Delegation: how much room a boss gives a director who knows more and wants something else.

What is needed, the state, is anything from 0 to 1 with equal chance. The boss wants the action to equal the state; the director, who alone
knows it, wants the state plus a bias b. The boss loses the square of the distance between action and state. Three arrangements:

    central   the boss fixes one action beforehand (a project plan): the middle; expected loss 1/12, the variance of the state
    free      the director chooses: the action is state + b; loss b²
    cap       the director chooses, up to a cap a: min(state + b, a); loss b² (a − b) + ((1 − a)³ + b³) / 3

Free beats central iff b² < 1/12. The best cap is 1 − b when b ≤ 1/2, with loss b² − 4b³/3; with a larger bias the boss does best to fix the
middle. That among all ways to limit the director's choice a cap is best here: [alonso2008], after [holmstrom1984]. A boss who believes that the
state varies over a width w < 1 only (the middle part) sees the same in that interval: central w²/12, best cap ½ + w/2 − b when b ≤ w/2.

What was agreed may be overtaken: what is needed then shifts up or down by a shock s, each as likely, and a director who follows the part r of it does
state + r s + b instead (`shaken_loss`). Free that loses b² + (1 - r)² s², a fixed plan 1/12 + s².

Assumptions: one decision, quadratic loss, uniform state, an upward bias known to both, no payments, the boss keeps to what was agreed, and what
the director reports does not count (only what he may do).
"""

import math

from regiekit.models import _check

#: Expected loss of the boss under a fixed plan.
CENTRAL = 1 / 12


@_check.elementwise
def action(state: float, bias: float, cap: float) -> float:
    """Return what the director does: min(state + bias, cap). `state`, `bias` and `cap` run from 0 to 1, 0 to 1 and 0 to 2; else ValueError.

    >>> action(state=0.6, bias=0.3, cap=0.8)
    0.8
    """
    theta, b = _check.number("state", state), _check.number("bias", bias)
    return min(theta + b, _check.number("cap", cap, 0, 2))


@_check.elementwise
def central_loss(width: float = 1.0) -> float:
    """Return the expected loss of one fixed action in the middle: width² / 12, `width` (0 to 1) being that over which the state varies.

    >>> round(central_loss(), 4)
    0.0833
    """
    return _check.number("width", width) ** 2 / 12


@_check.elementwise
def free_loss(bias: float) -> float:
    """Return the expected loss when the director chooses freely: bias², `bias` from 0 to 1; else ValueError.

    >>> free_loss(0.5)
    0.25
    """
    return _check.number("bias", bias) ** 2


@_check.elementwise
def cap_loss(bias: float, cap: float) -> float:
    """Return the boss's expected loss under a cap, the integral of (min(θ + b, a) − θ)² over θ from 0 to 1.

    `bias` b runs from 0 to 1, `cap` a from 0 to 2. From a = 1 + b on the cap never binds; below a = b it always does, and the action is fixed at a:
    ((1 − a)³ + a³) / 3. Raises ValueError outside the ranges.

    >>> round(cap_loss(bias=0.2, cap=0.8), 4)
    0.0293
    """
    b, a = _check.number("bias", bias), _check.number("cap", cap, 0, 2)
    if a >= 1 + b:
        return b * b
    if a <= b:
        return ((1 - a) ** 3 + a**3) / 3
    return b * b * (a - b) + ((1 - a) ** 3 + b**3) / 3


@_check.elementwise
def best_cap(bias: float, width: float = 1.0) -> float:
    """Return the cap that loses the boss least, 0 to 1: ½ + width/2 − bias when bias ≤ width/2, else ½ (one fixed action).

    `bias` runs from 0 to 1; `width` (0 to 1) is that over which the boss believes the state to vary, 1 being right. Raises ValueError outside.

    >>> best_cap(0.25)
    0.75
    """
    b, w = _check.number("bias", bias), _check.number("width", width)
    return 0.5 + max(0.0, w / 2 - b)


@_check.elementwise
def best_cap_loss(bias: float) -> float:
    """Return the least expected loss: b² − 4b³/3 when b ≤ 1/2, else 1/12. `bias` b runs from 0 to 1; else ValueError.

    >>> round(best_cap_loss(0.2), 4)
    0.0293
    """
    b = _check.number("bias", bias)
    return b * b - 4 * b**3 / 3 if b <= 0.5 else CENTRAL


@_check.elementwise
def turning_bias(width: float = 1.0) -> float:
    """Return the bias at which free and central are equal, width / √12 (0.2887 for width 1). `width` from 0 to 1; else ValueError.

    >>> round(turning_bias(), 4)
    0.2887
    """
    return _check.number("width", width) / math.sqrt(12)


@_check.elementwise
def director_loss(bias: float, cap: float) -> float:
    """Return the director's expected loss under a cap: the integral of (min(θ + b, a) − θ − b)² over θ from 0 to 1.

    Only where the cap binds, θ > a − b: ((1 + b − a)³ − max(0, b − a)³) / 3, and 0 from a = 1 + b on. Arguments and errors as in `cap_loss`. Under a
    fixed plan the director loses 1/12 + b².

    >>> round(director_loss(bias=0.2, cap=0.8), 4)
    0.0213
    """
    b, a = _check.number("bias", bias), _check.number("cap", cap, 0, 2)
    return max(0.0, (1 + b - a) ** 3 - max(0.0, b - a) ** 3) / 3 if a < 1 + b else 0.0


@_check.elementwise
def shaken_loss(bias: float, cap: float, shock: float, agility: float, aim: float = 0.0) -> float:
    """Return the expected loss under a cap when what is needed shifts up or down by `shock`, of which the director follows the part `agility`.

    The mean over both ways of the integral of (min(θ + b', a) − θ − aim)² over the shifted states θ, with b' = bias ∓ (1 − agility) shock: up to
    θ = a − b' the cap does not bind. `aim` is 0 for the boss and the bias for the director. `bias`, `shock`, `agility` and `aim` run from 0 to 1,
    `cap` from 0 to 3. Raises ValueError outside the ranges. Without a shock it is `cap_loss`.

    >>> round(shaken_loss(bias=0.2, cap=0.8, shock=0.3, agility=1), 4)
    0.0473
    """
    b, a = _check.number("bias", bias), _check.number("cap", cap, 0, 3)
    s, lag, target = _check.number("shock", shock), 1 - _check.number("agility", agility), _check.number("aim", aim)
    total = 0.0
    for low in (s, -s):  # the shifted states run from low to low + 1
        act = b - lag * low
        turn = low + min(1.0, max(0.0, a - act - low))
        total += (act - target) ** 2 * (turn - low) + ((a - target - turn) ** 3 - (a - target - low - 1) ** 3) / 3
    return max(0.0, total / 2)


@_check.elementwise
def shaken_plan(shock: float) -> float:
    """Return the expected loss of a fixed plan when what is needed shifts up or down by `shock` (0 to 1): 1/12 + shock²; else ValueError.

    >>> round(shaken_plan(0.3), 4)
    0.1733
    """
    return CENTRAL + _check.number("shock", shock) ** 2
