"""Model and reality: is the new structure ahead of the present one, on paper and in truth?

The source [slidepack] compares the present reality with the new *reality*, not with the new *model*. Everything here is counted against
going on as now, in one unit per year (points, hours, euros). What a change of structure brings per year, once it runs, is

    G = sum of new pros that come true + sum of present cons that do go away - sum of present pros given up - sum of new cons

On paper all that is listed happens. In reality each of them, what is hoped for and what is feared alike, does so with its own chance,
independently: a present pro may survive and a new con may stay away just as a promise may fail. Reorganising costs K once. In reality the
gain G grows in a straight line from nothing to full over the D years in which routines are learned again, and K is
paid evenly over those years; on paper all works from the first day (D = 0). The advantage cumulated at time t is

    A(t) = G t^2 / (2 D) - K t / D    for t < D,        A(t) = G (t - D / 2) - K    for t >= D

which is below 0 for ever when G <= 0, and otherwise passes 0 once, at 2 K / G when that is within D, else at D / 2 + K / G. Amounts are
drawn anew in each possible future (Monte Carlo, [metropolis1949]), independently, and stay as they are over the years. No discounting.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Literal, NamedTuple

from regiekit.models import _check
from regiekit.models._check import np

Shape = Literal["uniform", "normal"]
Z90 = 1.2815515655446004  # standard normal: 90 % lies below
MOST = 1e9  # the largest amount


class Item(NamedTuple):
    """A pro or a con: its worth per year from `low` to `high` (0 or more), and the chance (0 to 1) that it comes, goes or is lost."""

    low: float
    high: float
    chance: float = 1.0

    @property
    def mean(self) -> float:
        """The middle of the range, without the chance."""
        return (self.low + self.high) / 2


class Balance(NamedTuple):
    """The four lists: present pros that are given up, present cons that should go, new pros that should come, new cons."""

    given_up: Sequence[Item] = ()
    avoided: Sequence[Item] = ()
    gained: Sequence[Item] = ()
    added: Sequence[Item] = ()


class Futures(NamedTuple):
    """What was drawn, one number per future, each of shape (draws,): G on paper and in reality per year, K, and D in years."""

    paper: np.ndarray
    reality: np.ndarray
    cost: np.ndarray
    years: np.ndarray


def futures(balance: Balance, cost: Item, years: Item, draws: int = 100_000, seed: int = 1, shape: Shape = "uniform") -> Futures:
    """Draw possible futures.

    `cost` (total) and `years` (0 or more) are ranges; their chance is not used. With shape "uniform" every amount between low
    and high is as likely; with "normal" low and high are the 10 % and 90 % points, and years are not drawn below 0. The same
    seed gives the same futures, and a higher chance of one item leaves all others as they were. Raises ValueError for a range upside down or
    below 0, a chance outside 0 to 1, or fewer than one draw.

    >>> balance = Balance(given_up=[Item(1, 2)], gained=[Item(3, 4, chance=0.5)])
    >>> futures(balance, cost=Item(1, 2), years=Item(1, 2), draws=10).reality.shape
    (10,)
    """
    signs = _signed(balance)
    for item in (*(item for item, _ in signs), cost, years):
        _range(item)
    if shape not in ("uniform", "normal"):
        raise ValueError(f"shape must be 'uniform' or 'normal', not {shape!r}")
    generator, count = np.random.default_rng(_check.whole("seed", seed, 0)), _check.whole("draws", draws, 1)

    def amount(item: Item) -> np.ndarray:
        if shape == "uniform":
            found = generator.random(count)
            found *= item.high - item.low
            found += item.low
            return found
        return generator.normal(item.mean, (item.high - item.low) / (2 * Z90), count)

    spent, learning = amount(cost), np.maximum(amount(years), 0)
    paper, reality = np.zeros(count), np.zeros(count)
    for item, sign in signs:
        worth = sign * amount(item)
        paper += worth
        worth *= generator.random(count) < item.chance
        reality += worth
    return Futures(paper, reality, spent, learning)


def _signed(balance: Balance) -> list[tuple[Item, int]]:
    """All items, each with what it does to the gain."""
    return [(item, sign) for items, sign in zip(balance, (-1, 1, 1, -1), strict=True) for item in items]


def _range(item: Item) -> None:
    _check.number("low", item.low, 0, MOST)
    _check.number("high", item.high, 0, MOST)
    _check.number("chance", item.chance)
    if item.low > item.high:
        raise ValueError(f"low must be at most high, not {item.low!r} and {item.high!r}")


def _finite(*given: np.ndarray) -> tuple[np.ndarray, ...]:
    found = np.broadcast_arrays(*(np.asarray(x, dtype=float) for x in given))
    if not all(np.isfinite(x).all() for x in found):
        raise ValueError("gain, cost and years must be finite numbers")
    return found


def advantage(gain: np.ndarray, cost: np.ndarray, years: np.ndarray, time: float) -> np.ndarray:
    """Return A(time) of each future: the value gathered since the start, compared with going on as now.

    `gain` is G per year, `cost` K in all (0 or more), `years` D (0 or more), as numbers or arrays of one shape; `time` in years
    from the start. With D = 0 the cost is there at once. Raises ValueError for what is not finite, or a time out of its range.

    >>> import numpy as np
    >>> advantage(np.array([2.0]), np.array([1.0]), np.array([1.0]), 5.0).tolist()
    [8.0]
    """
    gain, cost, years = _finite(gain, cost, years)
    now = _check.number("time", time, 0, MOST)
    share = np.divide(now, years, out=np.ones(gain.shape), where=years > now)  # of the learning that is done; 1 when all is
    return share * (gain * now / 2 - cost) + (share == 1) * gain * (now - years) / 2


def break_even(gain: np.ndarray, cost: np.ndarray, years: np.ndarray) -> np.ndarray:
    """Return from what time (years) each future is ahead of going on as now; inf for never. Arguments as in `advantage`.

    >>> import numpy as np
    >>> break_even(np.array([2.0]), np.array([1.0]), np.array([1.0])).tolist()
    [1.0]
    """
    gain, cost, years = _finite(gain, cost, years)
    ratio = np.divide(cost, gain, out=np.full(gain.shape, math.inf), where=gain > 0)
    return np.minimum(2 * ratio, years / 2 + ratio)  # the first is the smaller one exactly when it lies within the learning


def lowest(gain: np.ndarray, cost: np.ndarray, years: np.ndarray, horizon: float) -> np.ndarray:
    """Return the lowest A(t) of each future between the start and `horizon` (years): 0 or less. Arguments as in `advantage`.

    >>> import numpy as np
    >>> lowest(np.array([2.0]), np.array([1.0]), np.array([1.0]), 5.0).tolist()
    [-0.25]
    """
    gain, cost, years = _finite(gain, cost, years)
    end = np.minimum(years, _check.number("horizon", horizon, 0, MOST))
    turn = np.divide(cost, gain, out=np.full(gain.shape, math.inf), where=gain > 0)
    at = np.minimum(turn, end)
    share = np.divide(at, years, out=np.ones(gain.shape), where=years > 0)
    dip = np.where(gain > 0, share * (gain * at / 2 - cost), advantage(gain, cost, years, horizon))
    return np.minimum(dip, 0)


def chance_ahead(gain: np.ndarray, cost: np.ndarray, years: np.ndarray, horizon: float) -> float:
    """Return the share of the futures (0 to 1) that are ahead at `horizon`, so that were overtaking within that time.

    >>> import numpy as np
    >>> chance_ahead(np.array([2.0, 0.1]), np.array([1.0, 1.0]), np.array([1.0, 1.0]), 5.0)
    0.5
    """
    return float((advantage(gain, cost, years, horizon) > 0).mean())


def expected(balance: Balance) -> tuple[float, float]:
    """Return the mean of G per year on paper and in reality, in closed form: the sum of the middles, and of the middles times their chance.

    >>> balance = Balance(given_up=[Item(1, 2)], gained=[Item(3, 4, chance=0.5)])
    >>> expected(balance)
    (2.0, 0.25)
    """
    signs = _signed(balance)
    for item, _ in signs:
        _range(item)
    return float(sum(sign * i.mean for i, sign in signs)), float(sum(sign * i.chance * i.mean for i, sign in signs))


def chance_closed_form(balance: Balance, cost: Item, years: float, horizon: float) -> float:
    """Return the chance of being ahead at `horizon` for normal amounts when all that is listed happens, without drawing.

    G and K are then sums of normals, so A is normal too: the chance is Phi(mean / deviation), 0 to 1. `years` is fixed and at
    most `horizon`, both in years. Raises ValueError when nothing varies.

    >>> balance = Balance(given_up=[Item(1, 2)], gained=[Item(3, 4, chance=0.5)])
    >>> round(chance_closed_form(balance, Item(1, 2), 1.0, 5.0), 3)
    0.999
    """
    learning = _check.number("years", years, 0, _check.number("horizon", horizon, 0, MOST))
    _range(cost)
    items = [item for part in balance for item in part]
    factor = horizon - learning / 2
    mean = factor * expected(balance)[0] - cost.mean
    variance = sum((factor * (i.high - i.low)) ** 2 for i in items) + (cost.high - cost.low) ** 2
    if not variance:
        raise ValueError("at least one range must be wider than a point")
    return math.erfc(-mean * 2 * Z90 / math.sqrt(2 * variance)) / 2
