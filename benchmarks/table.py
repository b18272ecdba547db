"""Rows of the table, and the state of the machine they were measured on."""

import os
import platform
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from statistics import median, quantiles
from typing import NamedTuple

HEAD = "| what | regiekit | compared with | ratio | target | reached |\n|---|---|---|---|---|---|"


class Row(NamedTuple):
    """One line: what was measured, both values as text, their ratio, what it must be, and whether it is (None: no target)."""

    what: str
    ours: str
    theirs: str = ""
    ratio: str = ""
    target: str = ""
    reached: bool | None = None

    def text(self) -> str:
        verdict = {True: "yes", False: "**no**", None: ""}[self.reached]
        return f"| {' | '.join([*self[:-1], verdict])} |"


def part(what: str, ours: float, theirs: float, most: int | None, unit: str = "ms", note: str = "") -> Row:
    """A row for a time that must be at most 1/`most` of the other; None: no target."""
    times = theirs / ours if ours else float("inf")
    return Row(
        what,
        f"{number(ours)} {unit}{note}",
        f"{number(theirs)} {unit}",
        f"1/{number(times)}",
        f"≤ 1/{most}" if most else "",
        times >= most if most else None,
    )


def skipped(what: str, reason: str) -> Row:
    """A row for what could not be measured."""
    return Row(what, f"skipped: {reason}")


def number(value: float) -> str:
    """Three significant digits."""
    digits = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2
    return f"{value:.{digits}f}"


def percentile(values: Sequence[float], percent: int) -> float:
    """The value below which this share lies; the middle one for 50."""
    return median(values) if percent == 50 else quantiles(values, n=100, method="inclusive")[percent - 1]


def load() -> float:
    """Processes waiting for a processor, mean of the last minute; nan where the system does not say."""
    return os.getloadavg()[0] if hasattr(os, "getloadavg") else float("nan")


def machine() -> str:
    """Date, processor, system and versions, in one line."""
    name = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.is_file():
        lines = info.read_text(encoding="utf-8", errors="replace").splitlines()
        name = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), name)
    return (
        f"{datetime.now().astimezone():%Y-%m-%d %H:%M %Z}; {name}, {os.cpu_count()} processors; {platform.system()}; "
        f"Python {sys.version.split()[0]}"
    )
