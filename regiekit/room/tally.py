"""What a round came to: how often each answer was given. Nothing below LEAST answers, so that nobody can be read from it."""

from __future__ import annotations

from bisect import bisect
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import pairwise
from statistics import median
from typing import Any

LEAST = 5
MOST_ROWS = 11  # of a range: what a hall reads on one screen


def _range_rows(asked: Mapping[str, Any], values: list[float]) -> list[list[Any]]:
    """Label and count of each step, or of parts of 2, 5, 10, 20 … steps; what is left at the top is a part, or belongs to the last one when it is less than half of one."""
    low, high, step = asked["min"], asked["max"], asked["step"]
    last = round((high - low) / step)  # steps are counted from 0
    wide = next(one * 10**k for k in range(16) for one in (1, 2, 5) if last < MOST_ROWS * one * 10**k)
    starts = [*range(0, last + 2 - (wide + 1) // 2, wide)]  # the first step of each part
    counts = Counter(bisect(starts, round((value - low) / step)) for value in values)
    rows = []
    for i, (start, after) in enumerate(pairwise([*starts, last + 1]), 1):
        ends = (round(min(low + k * step, high), 10) for k in (start, after - 1))
        first, final = (f"{value:.10g}".replace(".", ",").replace("-", "−") for value in ends)
        rows.append([first if first == final else f"{first}–{final}", counts[i]])
    return rows


def tally(asked: Mapping[str, Any], answers: Iterable[Any], words: bool = False) -> dict[str, Any]:
    """The outcome of a round: `n` answers and `rijen`, [label, count] in the order of the question (None below LEAST answers); a range has its median
    (`midden`) too. Of a question in words there are no rows; with `words` the texts themselves, in alphabetical order."""
    values = list(answers)
    found: dict[str, Any] = {"n": len(values), "rijen": None}
    if len(values) < LEAST:
        return found
    if asked["t"] == "range":
        return found | {"rijen": _range_rows(asked, values), "midden": median(values)}
    if "options" in asked:
        many, options = asked["t"] == "set", enumerate(asked["options"])
        return found | {"rijen": [[label, sum(one[i] == "1" if many else one == key for one in values)] for i, (key, label) in options]}
    return found | ({"teksten": sorted(values)} if words else {})
