"""What a round came to: how often each answer was given. Nothing below LEAST answers, so that nobody can be read from it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from statistics import median
from typing import Any

LEAST = 5
MOST_ROWS = 11  # of a range; one with more steps is told in ten parts


def dutch(value: float) -> str:
    """A number as it is written in Dutch: 2,5 and −1."""
    return f"{value:.10g}".replace(".", ",").replace("-", "−")


def _range_rows(asked: Mapping[str, Any], values: list[float]) -> list[list[Any]]:
    """Label and count of each step, or of ten parts of the range that differ at most one step in width."""
    low, high, step = asked["min"], asked["max"], asked["step"]
    last = round((high - low) / step)  # steps are counted from 0
    parts = last + 1 if last < MOST_ROWS else 10
    # the first step of each part; the highest value belongs to the last part
    starts = [-(-part * last // parts) for part in range(parts)] if parts == 10 else list(range(parts))
    counts = Counter(max(i for i, start in enumerate(starts) if start <= round((value - low) / step)) for value in values)
    rows = []
    for i, start in enumerate(starts):
        end = starts[i + 1] - 1 if i + 1 < len(starts) else last
        first, final = (dutch(round(min(low + k * step, high), 10)) for k in (start, end))
        rows.append([first if start == end else f"{first}–{final}", counts[i]])
    return rows


def tally(asked: Mapping[str, Any], answers: Iterable[Any], words: bool = False) -> dict[str, Any]:
    """The outcome of a round: `n` answers and `rijen`, [label, count] in the order of the question; a range has its median (`midden`) too.

    Below LEAST answers `rijen` is None. Of a question in words there are no rows; with `words` the texts themselves, in alphabetical order.
    """
    values = list(answers)
    found: dict[str, Any] = {"n": len(values), "rijen": None}
    if len(values) < LEAST:
        return found
    if asked["t"] == "range":
        return found | {"rijen": _range_rows(asked, values), "midden": median(values)}
    if asked["t"] == "set":
        return found | {"rijen": [[label, sum(value[i] == "1" for value in values)] for i, (_, label) in enumerate(asked["options"])]}
    if "options" in asked:
        counts = Counter(values)
        return found | {"rijen": [[label, counts[key]] for key, label in asked["options"]]}
    return found | ({"teksten": sorted(values)} if words else {})
