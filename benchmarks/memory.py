"""Growth of a kernel's memory over many slider moves, in a process of its own for each of the two."""

import gc
import random
import subprocess
import sys
from collections.abc import Iterator
from itertools import islice

from .table import Row, number

MOVES = 1000
WARM_UP = {"ours": 2000, "theirs": 30}  # the engine remembers its last 500 settings; Python's heap settles after some 2,000
MEASURED = {"ours": MOVES, "theirs": 100}
CLOSE_TO_NOTHING = 1.0  # MB


def rows() -> Iterator[Row]:
    running = {who: subprocess.Popen([sys.executable, "-m", __name__, who], stdout=subprocess.PIPE, text=True) for who in MEASURED}
    said = {who: process.communicate()[0] for who, process in running.items()}
    grown = {who: float(text.split()[-1]) for who, text in said.items()}
    yield Row(
        f"memory grown over {MOVES} moves, every setting new",
        f"{number(grown['ours'])} MB",
        f"{number(grown['theirs'])} MB over {MEASURED['theirs']} moves",
        "",
        f"≈ 0 (≤ {number(CLOSE_TO_NOTHING)} MB)",
        grown["ours"] <= CLOSE_TO_NOTHING,
    )


def measure(who: str) -> float:
    """Megabytes by which this process has grown after the warm-up."""
    import psutil

    from . import cases, subjects, wire, workplace

    wire.connect()
    case = cases.case_24()
    with workplace.using(case):
        move = subjects.move_ours(subjects.ours()) if who == "ours" else subjects.move_theirs(subjects.theirs(case))
        settings = list(subjects.settings(len(cases.SIZES_24)))
        if who == "ours":  # in any order, so that the pictures that are remembered are as large at the end as at the beginning
            random.Random(1).shuffle(settings)
        settings = iter(settings)
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
