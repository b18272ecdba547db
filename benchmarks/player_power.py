"""Coleman's powers of 25 weighted parties, exact, by dynamic programming; for fewer parties beside a loop over all coalitions."""

import random
from collections.abc import Iterator
from statistics import median
from time import process_time

from .table import Row, number

PARTIES, SHARE, VETOES = 25, 0.6, (3, 11)
WEIGHTS = {"1 to 5, as in a case": 5, "1 to 1,000": 1000}
MOST = 0.1  # seconds
TIMES = 9
FEW = 16  # parties of which all coalitions are gone through here, so that it takes less than a second


def rows() -> Iterator[Row]:
    from regiekit.models import player_power

    for name, most in WEIGHTS.items():
        weights = made(PARTIES, most)
        quota = needed(weights)
        ours = middle(lambda w=weights, q=quota: fresh(player_power, w, q))
        yield Row(
            f"Coleman's powers of {PARTIES} parties, weights {name}, {len(VETOES)} vetoes, exact; processor time",
            f"{number(1000 * ours)} ms",
            "",
            "",
            f"≤ {number(1000 * MOST)} ms",
            ours <= MOST,
        )
    weights = made(FEW, 5)
    quota = needed(weights)
    ours, theirs = middle(lambda: fresh(player_power, weights, quota)), middle(lambda: enumerated(weights, quota), 3)
    same = player_power.powers(weights, quota, VETOES).swings == enumerated(weights, quota)
    yield Row(
        f"the same for {FEW} parties beside a loop over all {2**FEW:,} coalitions ({'equal' if same else 'NOT EQUAL'} swings)",
        f"{number(1000 * ours)} ms",
        f"{number(1000 * theirs)} ms",
        f"1/{number(theirs / ours)}",
        "equal swings",
        same,
    )
    weights = made(PARTIES, 5)
    low = tuple(0 if i % 3 == 0 else w for i, w in enumerate(weights))
    drawn = middle(lambda: fresh_ranges(player_power, low, weights))
    yield Row(f"200 draws for {PARTIES} parties, a third of them with diffuse power", f"{number(1000 * drawn)} ms")


def made(parties: int, most: int) -> tuple[int, ...]:
    chance = random.Random(1)
    return tuple(chance.randint(1, most) for _ in range(parties))


def needed(weights: tuple[int, ...]) -> int:
    return round(SHARE * sum(weights))


def fresh(model, weights, quota):
    """The powers, with nothing remembered from the time before."""
    forget(model)
    return model.powers(weights, quota, VETOES)


def forget(model):
    for kept in (model._few, model._free, model._swings, model._drawn, model._spread):
        kept.cache_clear()


def fresh_ranges(model, low, high):
    forget(model)
    return model.ranges(low, high, SHARE, VETOES, draws=200)


def enumerated(weights: tuple[int, ...], quota: int) -> tuple[int, ...]:
    """Swings by going through every coalition."""
    swings = [0] * len(weights)
    for coalition in range(2 ** len(weights)):
        inside = [i for i in range(len(weights)) if coalition >> i & 1]
        weight = sum(weights[i] for i in inside)
        if weight >= quota and all(coalition >> v & 1 for v in VETOES):
            for i in inside:
                swings[i] += i in VETOES or weight - weights[i] < quota
    return tuple(swings)


def middle(work, times: int = TIMES) -> float:
    """Seconds of processor time, the middle of a few times."""
    found = []
    for _ in range(times):
        began = process_time()
        work()
        found.append(process_time() - began)
    return median(found)
