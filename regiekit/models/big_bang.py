"""Big bang or steps: in how many steps is a reorganisation cheapest?

Cost of N steps: N F + R / 2N + d (N - 1) / 2. Each step takes a fixed effort F (a decision, consultation, moving
house). What turns out badly costs in proportion to the square of how much changes at once: a step of size 1/N costs
(R/2) / N^2, so all N together R / 2N. The square stands for what one learns and repairs between steps; no step learns from another in
the formula, and the first costs as much as the last. Where only a share L of that learning succeeds, the steps save only that share: (R/2) (1 - L + L / N), which moves the best number of steps as a risk of L R would. Waiting costs d per step that the end is
put off; a part of the change comes (N - 1) / 2 steps late on average. Related to [dewatripont1995], where a gradual
reform can be reversed once its outcome is seen; this is a simpler cost model, not theirs.

Assumes equal steps at equal distances in time and the same cost for each. All costs are in one unit (for instance weeks of work).
"""

import math
from typing import NamedTuple

from regiekit.models import _check


class Cost(NamedTuple):
    """What N steps cost, in parts: fixed effort, what turns out badly, waiting."""

    fixed: float
    setbacks: float
    waiting: float

    @property
    def total(self) -> float:
        return self.fixed + self.setbacks + self.waiting


def _costs(fixed: float, risk: float, delay: float) -> tuple[float, ...]:
    return tuple(_check.number(name, value, 0, math.inf) for name, value in (("fixed", fixed), ("risk", risk), ("delay", delay)))


def cost(steps: int, fixed: float, risk: float, delay: float, learned: float = 1.0) -> Cost:
    """Return the cost of `steps` N (1 or more): N F, R (1 - L + L / N) / 2 and d (N - 1) / 2; `learned` is L, 0 to 1.

    `fixed` is F, `risk` is R (twice what a big bang loses when things turn out badly), `delay` is d; each 0 or more,
    in the same unit. Raises ValueError for other input.

    >>> cost(4, fixed=1, risk=40, delay=2)
    Cost(fixed=4, setbacks=5.0, waiting=3.0)
    """
    n = _check.whole("steps", steps, 1)
    f, r, d = _costs(fixed, risk, delay)
    kept = _check.number("learned", learned)
    return Cost(n * f, r / (2 * n) if kept == 1 else r / 2 * (1 - kept + kept / n), d * (n - 1) / 2)


@_check.elementwise
def cheapest(fixed: float, risk: float, delay: float) -> float:
    """Return the number of steps at which the cost is lowest if it need not be whole: sqrt(R / (2F + d)).

    0 without risk, inf when steps cost nothing. Arguments as in `cost`.

    >>> round(cheapest(fixed=1, risk=40, delay=2), 3)
    3.162
    """
    f, r, d = _costs(fixed, risk, delay)
    each = 2 * f + d
    return math.sqrt(r / each) if each else (math.inf if r else 0.0)


@_check.elementwise
def best_steps(fixed: float, risk: float, delay: float) -> int:
    """Return the whole number of steps with the lowest cost; the smallest where two are equally cheap.

    The smallest N with N (N + 1) >= R / (2F + d): one more step then costs at least what it saves. Raises ValueError
    when steps cost nothing and there is risk (then there is no best), and as `cost` does.

    >>> best_steps(fixed=1, risk=40, delay=2)
    3
    """
    ideal = cheapest(fixed, risk, delay)
    if math.isinf(ideal):
        raise ValueError("fixed and delay must not both be 0 when there is risk")
    n = max(1, math.floor(ideal))
    while n > 1 and cost(n - 1, fixed, risk, delay).total <= cost(n, fixed, risk, delay).total:
        n -= 1
    while cost(n + 1, fixed, risk, delay).total < cost(n, fixed, risk, delay).total:
        n += 1
    return n


@_check.elementwise
def big_bang_is_best(fixed: float, risk: float, delay: float) -> bool:
    """Return whether all at once costs no more than any number of steps: R <= 4F + 2d. Arguments as in `cost`.

    >>> big_bang_is_best(fixed=1, risk=5, delay=2)
    True
    """
    f, r, d = _costs(fixed, risk, delay)
    return r <= 4 * f + 2 * d


def nearly_best(fixed: float, risk: float, delay: float, margin: float = 0.1, learned: float = 1.0) -> tuple[int, int]:
    """Return the smallest and largest number of steps that cost at most a share `margin` (0 to 1) above the lowest.

    Costs are guesses: within this range they do not decide. The other arguments as in `best_steps` and `cost`.

    >>> nearly_best(fixed=1, risk=40, delay=2)
    (3, 4)
    """
    best = best_steps(fixed, learned * risk, delay)
    limit = cost(best, fixed, risk, delay, learned).total * (1 + _check.number("margin", margin))
    if limit == 0:
        return best, best  # nothing costs anything
    low = high = best
    while low > 1 and cost(low - 1, fixed, risk, delay, learned).total <= limit:
        low -= 1
    while cost(high + 1, fixed, risk, delay, learned).total <= limit:
        high += 1
    return low, high
