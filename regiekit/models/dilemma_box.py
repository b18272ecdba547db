"""The pendulum of a dilemma: how far a correction overshoots when its effect is noticed late.

A structure lies somewhere between two poles, 0 (the present) and 1 (the new). The drawbacks of the pole it is nearest
to make people correct towards the other, in proportion to how far it is from the place aimed at; what they see is how
it was a while ago. With strength k (per year) and delay T (years): dx/dt = -k (x(t - T) - aim), x(t) = start until
t = 0. The poles that need one another, and the swing between them, are those of [johnson1992]; the equation and its
regimes are classical [hayes1950]: no overshoot for kT <= 1/e, a damped swing up to kT = pi/2, a growing one beyond.

What is in the box gives the place aimed at (`pull`). A drawback is felt in so far as one is where it is, and so is the want of an
advantage in so far as one is not: at x the A arguments against the present and for the new pull by (1 - x) A, the B others pull back by x B.
Of all that pulls, N arguments, each is worth 1 / N: dx/dt = (f / N) ((1 - x) A - x B) = -f (A + B) / N (x - A / (A + B)), the same
equation with aim A / (A + B). The force f says how hard people correct and is given by itself: were it to grow with the number of arguments,
who writes one argument in two lines would change how it ends. A solution in between takes away S drawbacks, N = A + B + S, and so what there is
to react to.

Assumes that all arguments weigh the same, one delay, equal in both directions, a correction in proportion to what is seen, and no edge at the poles: a
swing that grows says that it will not settle, not how far it goes.
"""

import cmath
import math
from collections.abc import Sequence
from typing import Literal

from regiekit.models import _check

Regime = Literal["calm", "damped", "growing"]

CALM = 1 / math.e  # k * delay up to which nothing overshoots
SUSTAINED = math.pi / 2  # k * delay at which the swing neither fades nor grows
_ROUNDS = 60  # of Newton's method, at most
_STEPS = 10_000  # delays that a path may span, at most
_TERMS = 60  # of a polynomial that can matter, and more where kT is large


def _both(strength: float, delay: float) -> tuple[float, float]:
    k, late = _check.positive("strength", strength), _check.number("delay", delay, 0, math.inf)
    _check.number("strength times delay", k * late, 0, math.inf)
    return k, late


def pull(to_new: int, to_present: int, force: float, spared: int = 0) -> tuple[float, float]:
    """Return strength k (per year) and the place aimed at (0 to 1) that so many arguments each way give.

    `to_new` counts those that pull from the present to the new, `to_present` those that pull back (0 or more, together at least 1), `spared`
    those that a solution takes away; `force` is the part of the way corrected per year when none is, more than 0. Only how the arguments are
    divided counts: as many times more of each give the same. Raises ValueError for other input.

    >>> pull(to_new=6, to_present=2, force=0.1)
    (0.1, 0.75)
    """
    a, b = _check.whole("to_new", to_new, 0), _check.whole("to_present", to_present, 0)
    taken = _check.whole("spared", spared, 0)
    if not a + b:
        raise ValueError("there must be at least one argument")
    return _check.positive("force", force) * (a + b) / (a + b + taken), a / (a + b)


@_check.elementwise
def regime(strength: float, delay: float) -> Regime:
    """Return how it ends: "calm" (no overshoot), "damped" (swings and settles) or "growing" (never settles).

    `strength` is k, more than 0, per year; `delay` is T, 0 or more, in years. At kT = 1/e exactly it is calm; at
    kT = pi/2 exactly the swing goes on as it is, which is called "growing". Raises ValueError for other input.

    >>> regime(strength=0.5, delay=2)
    'damped'
    """
    k, late = _both(strength, delay)
    return "calm" if k * late <= CALM else "damped" if k * late < SUSTAINED else "growing"


@_check.elementwise
def root(strength: float, delay: float) -> complex:
    """Return the root of the characteristic equation s + k exp(-sT) = 0 that rules in the long run, per year.

    That is W(-kT) / T with the principal branch of Lambert's W; its imaginary part, 0 when calm, is 0 or more.
    Arguments as in `regime`. Found by Newton's method to the accuracy of floating point, except within about 1e-8 of
    kT = 1/e, where two roots meet and half the digits are lost.

    >>> root(strength=0.2, delay=1).imag
    0.0
    """
    k, late = _both(strength, delay)
    load = k * late
    if load == 0:
        return complex(-k)
    # Start on the right side of the branch point w = -1: by the series there, or by w = log(-load) far from it.
    bend = cmath.sqrt(2 * (1 - math.e * load))
    w = -1 + bend - bend * bend / 3 if load < 1 else cmath.log(complex(-load)) - cmath.log(cmath.log(complex(-load)))
    for _ in range(_ROUNDS):
        e = cmath.exp(w)
        slope = e * (1 + w)
        if slope == 0:
            break
        step = (w * e + load) / slope
        w -= step
        if abs(step) <= 1e-15 * abs(w):
            break
    return complex(w.real, abs(w.imag) if load > CALM else 0.0) / late


@_check.elementwise
def period(strength: float, delay: float) -> float:
    """Return the years from one extreme to the other and back, in the long run; inf when nothing overshoots.

    2 pi / the imaginary part of `root`: 4T at kT = pi/2. Arguments as in `regime`.

    >>> round(period(strength=1, delay=1.2), 2)
    5.24
    """
    return 2 * math.pi / root(strength, delay).imag if regime(strength, delay) != "calm" else math.inf


@_check.elementwise
def remaining(strength: float, delay: float) -> float:
    """Return what is left of the swing after one whole period, as a share: 0 when calm, 1 or more when it grows.

    exp(real part of `root` times `period`). Arguments as in `regime`.

    >>> round(remaining(strength=1, delay=1.2), 2)
    0.44
    """
    if regime(strength, delay) == "calm":
        return 0.0
    return math.exp(root(strength, delay).real * period(strength, delay))


def _nodes(load: float, steps: int) -> list[float]:
    """The distance from the aim at 0, T, 2T …, as a multiple of that at the start (which it also was before)."""
    nodes = [1.0, 1.0]  # at -T and at 0
    for _ in range(steps):
        nodes.append(_within(nodes, len(nodes) - 1, 1.0, load))
    return nodes


def _within(nodes: Sequence[float], at: int, share: float, load: float) -> float:
    """The distance `share` (0…1) of a delay after node `at`: the polynomial of the method of steps."""
    total, term = 0.0, 1.0
    for j in range(min(at + 1, _TERMS + int(4 * load))):  # the others are nothing beside the first: (kT)^j / j!
        total += nodes[at - j] * term
        term *= -load * share / (j + 1)
    return total


def path(strength: float, delay: float, times: Sequence[float], start: float = 0.0, aim: float = 0.5) -> list[float]:
    """Return where the structure is at these times: 0 is the present, 1 the new, beyond them is overshoot.

    `times` are 0 or more, in years, and span at most 10,000 delays; `start` and `aim` are places. Exact up to
    rounding, by the method of steps: within each delay the solution is a polynomial, found from the one before
    [bellman1963]. Without delay: exponential. Raises ValueError for other input.

    >>> [round(place, 2) for place in path(1, 0.5, [0, 1, 2])]
    [0.0, 0.44, 0.52]
    """
    k, late = _both(strength, delay)
    moments = _check.numbers("each of times", times, 0, math.inf)
    away = _check.number("start", start, -math.inf, math.inf) - _check.number("aim", aim, -math.inf, math.inf)
    if late == 0:
        return [aim + away * math.exp(-k * t) for t in moments]
    places = [divmod(t / late, 1.0) for t in moments]
    last = max((int(n) for n, _ in places), default=0)
    if last > _STEPS:
        raise ValueError(f"times must span at most {_STEPS} delays")
    nodes = _nodes(k * late, last)
    if not math.isfinite(nodes[-1]):
        raise ValueError("times must not go so far that the swing outgrows what a number can hold")
    return [aim + away * _within(nodes, int(n) + 1, share, k * late) for n, share in places]


@_check.elementwise
def crossing(strength: float, delay: float) -> float:
    """Return when the aim is first passed, in years; inf when it is only approached (calm).

    1/k when kT is 1 or more. Arguments as in `regime`.

    >>> round(crossing(strength=1, delay=1.2), 2)
    1.0
    """
    k, late = _both(strength, delay)
    if regime(k, late) == "calm":
        return math.inf
    nodes = [1.0, 1.0]
    load = k * late
    while nodes[-1] > 0:  # it falls until then; at kT just above 1/e this takes many delays
        if len(nodes) > _STEPS:
            return math.inf
        nodes.append(_within(nodes, len(nodes) - 1, 1.0, load))
    at, low, high = len(nodes) - 2, 0.0, 1.0
    for _ in range(_ROUNDS):
        middle = (low + high) / 2
        if _within(nodes, at, middle, load) > 0:
            low = middle
        else:
            high = middle
    return (at - 1 + high) * late


@_check.elementwise
def overshoot(strength: float, delay: float) -> float:
    """Return how far the first swing passes the aim, as a share of the distance at the start; 0 when calm.

    The peak comes one delay after the crossing, when the crossing is noticed; it is the largest unless the swing
    grows. kT - 1/2 when kT is 1 or more. Arguments as in `regime`.

    >>> round(overshoot(strength=1, delay=1.2), 2)
    0.7
    """
    moment = crossing(strength, delay)
    if math.isinf(moment):
        return 0.0
    return max(0.0, -path(strength, delay, [moment + delay], 1.0, 0.0)[0])
