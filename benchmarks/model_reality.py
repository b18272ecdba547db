"""Possible futures of ten pros and cons: drawn by regiekit, and one by one in plain Python."""

import random
from collections.abc import Iterator
from statistics import median
from time import perf_counter, process_time

from .table import Row, number

DRAWS, FEW = 100_000, 1_000
MOST = 0.2  # seconds
TIMES = 5
HORIZON = 4.0


def balance():
    """Ten pros and cons, the cost of the rebuilding and the years of learning."""
    from regiekit.models.model_reality import Balance, Item

    return (
        Balance(
            [Item(2, 5), Item(1, 4)],
            [Item(2, 6, 0.6), Item(1, 5, 0.6), Item(1, 3, 0.4)],
            [Item(4, 9, 0.7), Item(3, 8, 0.7), Item(3, 6, 0.5)],
            [Item(1, 5), Item(1, 4)],
        ),
        Item(5, 15),
        Item(0.5, 2),
    )


def rows() -> Iterator[Row]:
    ours(DRAWS)
    chance, wall, spent = ours(DRAWS)
    for _ in range(TIMES - 1):
        _, w, s = ours(DRAWS)
        wall, spent = [*wall, *w], [*spent, *s]
    other, theirs = plain(FEW)
    scaled = theirs * DRAWS / FEW
    time = median(wall)
    same = abs(chance - other) < 0.06  # four deviations of a thousand draws
    yield Row(
        f"{DRAWS:,} futures of ten pros and cons: chances, break-even and dip with their spread; elapsed time",
        f"{number(time)} s",
        "",
        "",
        f"≤ {MOST} s",
        time <= MOST,
    )
    yield Row(
        "the same, processor time",
        f"{number(median(spent))} s",
        f"plain Python {number(scaled)} s ({FEW:,} draws, scaled)",
        f"1/{number(scaled / median(spent))}",
    )
    yield Row("and the answer: futures of 100 that are ahead", number(100 * chance), number(100 * other), "", "within 6", same)


def ours(draws: int) -> tuple[float, list[float], list[float]]:
    """The chance of being ahead in reality, elapsed and processor seconds."""
    import numpy as np

    from regiekit.models.model_reality import break_even, chance_ahead, futures, lowest

    items, cost, years = balance()
    began, busy = perf_counter(), process_time()
    drawn = futures(items, cost, years, draws)
    real = drawn.reality, drawn.cost, drawn.years
    chance = chance_ahead(*real, HORIZON)
    chance_ahead(drawn.paper, drawn.cost, np.zeros(1), HORIZON)
    for values in (break_even(*real), lowest(*real, HORIZON), drawn.reality):
        np.quantile(values, (0.1, 0.5, 0.9), method="inverted_cdf")
    return chance, [perf_counter() - began], [process_time() - busy]


def plain(draws: int) -> tuple[float, float]:
    """The same as everyone writes it: a loop over the draws. The chance, and seconds."""
    items, cost, years = balance()
    chance = random.Random(1)
    began = process_time()
    gains, moments, dips, ahead = [], [], [], 0
    for _ in range(draws):
        gain = 0.0
        for part, sign in zip(items, (-1, 1, 1, -1), strict=True):
            for one in part:
                if chance.random() < one.chance:
                    gain += sign * chance.uniform(one.low, one.high)
        spent, learning = chance.uniform(cost.low, cost.high), chance.uniform(years.low, years.high)
        at_end = gain * (HORIZON - learning / 2) - spent
        ahead += at_end > 0
        gains.append(gain)
        moments.append(min(2 * spent / gain, learning / 2 + spent / gain) if gain > 0 else float("inf"))
        turn = min(spent / gain, learning) if gain > 0 else 0
        dips.append(min(turn / learning * (gain * turn / 2 - spent), 0) if gain > 0 else at_end)
    for values in (gains, moments, dips):
        values.sort()
    return ahead / draws, process_time() - began
