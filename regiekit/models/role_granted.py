"""The role must be granted: who grants it depends on how many already do.

Each party has a threshold: the number of others that must grant the director the role before it does so too. Who has threshold 0 begins;
their number may tip others, and so on in rounds. Everybody sees everybody, nobody goes back on a yes, and a threshold does not change while
the rounds run [granovetter1978]. How thresholds follow from a case is an assumption of the proef, not of this model.
"""

import math
from collections.abc import Collection, Sequence

from regiekit.models import _check


def rounds(thresholds: Sequence[float], first: Collection[int] = ()) -> tuple[int | None, ...]:
    """Return per party the round (from 1) in which it grants the role, or None when it never does.

    `thresholds` are numbers of 0 or more, `math.inf` for a party that nobody can tip; a party grants in the first round
    in which at least that many parties granted in earlier rounds. `first` are places in `thresholds` of parties that
    grant in round 1 whatever their threshold. Raises ValueError for a threshold below 0, nan, or a place that is none.
    Source: [granovetter1978]. The rounds are his sequence r(t+1) = F(r(t)), F the number of thresholds of at most r.

    >>> rounds([0, 0.2, 0.9])
    (1, 2, 2)
    """
    levels = _levels(thresholds)
    result: list[int | None] = [None] * len(levels)
    for place in first:
        result[_check.whole("first", place, 0, len(levels) - 1)] = 1
    granting = 0
    for turn in range(1, len(levels) + 2):
        for place, level in enumerate(levels):
            if result[place] is None and level <= granting:
                result[place] = turn
        now = len(result) - result.count(None)
        if now == granting:
            break
        granting = now
    return tuple(result)


def granting(thresholds: Sequence[float]) -> int:
    """Return how many grant the role when nothing moves any more: the smallest r with F(r) = r, found by sorting.

    Ascending, the thresholds tip one another as long as the one in place i (from 0) is at most i. The same number as
    `rounds` arrives at, by another way. Raises ValueError as `rounds` does.

    >>> granting([0, 0.2, 0.9])
    3
    """
    levels = sorted(_levels(thresholds))
    return next((place for place, level in enumerate(levels) if level > place), len(levels))


def _levels(thresholds: Sequence[float]) -> list[float]:
    return [math.inf if level == math.inf else _check.number("thresholds", level, 0, math.inf) for level in _check.listed(thresholds)]
