"""Growth of a kernel's memory over many slider moves, in a process of its own for each of the two."""

import gc
import subprocess
import sys
from collections.abc import Iterator
from itertools import islice

from .table import Row, number

MOVES = 1000
WARM_UP = {"ours": 1000, "theirs": 40}  # the engine remembers its last 500 settings: those are filled first
MEASURED = {"ours": MOVES, "theirs": 120}
CLOSE_TO_NOTHING = 1.0  # MB


def rows() -> Iterator[Row]:
    grown = {who: growth(who) for who in MEASURED}
    factor = MOVES / MEASURED["theirs"]
    yield Row(f"memory grown over {MOVES} moves, every setting new", f"{number(grown['ours'])} MB",
              f"{number(grown['theirs'] * factor)} MB ({number(grown['theirs'])} MB over {MEASURED['theirs']} moves, × {number(factor)})",
              "", f"≈ 0 (≤ {number(CLOSE_TO_NOTHING)} MB)", grown["ours"] <= CLOSE_TO_NOTHING)


def growth(who: str) -> float:
    """Megabytes, measured in a fresh process."""
    run = [sys.executable, "-m", __name__, who]
    return float(subprocess.run(run, capture_output=True, text=True, check=True).stdout.split()[-1])


def measure(who: str) -> float:
    """Megabytes by which this process has grown after the warm-up."""
    import psutil  # noqa: PLC0415

    from . import cases, subjects, wire, workplace  # noqa: PLC0415

    wire.connect()
    case = cases.case_24()
    with workplace.using(case):
        move = subjects.move_ours(subjects.ours()) if who == "ours" else subjects.move_theirs(subjects.theirs(case))
        settings = subjects.settings(len(cases.SIZES_24))
        process = psutil.Process()
        for to in islice(settings, WARM_UP[who]):
            move(to)
        gc.collect()
        before = process.memory_info().rss
        for to in islice(settings, MEASURED[who]):
            move(to)
        gc.collect()
        return (process.memory_info().rss - before) / 1e6


if __name__ == "__main__":
    print(measure(sys.argv[1]))
