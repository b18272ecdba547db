"""An event log of a million rows: load and analyse it, beside the time pandas needs to read the file alone."""

import random
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from .table import Row, number

ROWS, CASES = 1_000_000, 250_000
STEPS = ("School", "Jeugdarts", "Huisarts", "Jeugdteam", "Jeugd-ggz", "Leerplicht", "Jongerenwerk", "Politie", "Veilig Thuis", "Verblijf")
MOST = 15  # times the reading by pandas
TIMES = 3

#: Each in a Python of its own, so that the peak of its memory is its own; the imports are not counted. It prints seconds and MB.
OURS = """
from pathlib import Path
from regiekit.cases.event_log import open_log
from regiekit.models.event_log import directly_follows, variants
import numpy
def work():
    log = open_log("log.csv", Path(sys.argv[1]).read_bytes()).log()
    return sum(v.count for v in variants(log)), sum(a.count for a in directly_follows(log))
"""
THEIRS = """
import pandas
def work():
    pandas.read_csv(sys.argv[1])
"""
MEASURE = """
import sys, resource, time
{code}
found = []
for _ in range({times}):
    began = time.process_time()
    work()
    found.append(time.process_time() - began)
print(sorted(found)[len(found) // 2], resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3))
"""


def rows() -> Iterator[Row]:
    with TemporaryDirectory() as folder:
        file = write(Path(folder) / "logboek.csv")
        size = file.stat().st_size / 1e6
        ours, space = measured(OURS, file)
        theirs, other = measured(THEIRS, file)
    yield Row(
        f"event log of {ROWS:,} rows, {CASES:,} cases, {number(size)} MB: load, variants, directly-follows; processor time",
        f"{number(ours)} s",
        f"pandas.read_csv alone {number(theirs)} s",
        f"{number(ours / theirs)}×",
        f"≤ {MOST}×",
        ours <= MOST * theirs,
    )
    yield Row("of which the most memory, with everything loaded", f"{number(space)} MB", f"pandas {number(other)} MB")


def write(path: Path) -> Path:
    """A log in order of time: each case four steps on the average, dates with minutes."""
    chance = random.Random(1)
    start = datetime(2024, 1, 1)
    chosen = sorted((chance.randrange(700_000), chance.randrange(CASES)) for _ in range(ROWS))
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write("case,activity,time\n")
        for minute, case in chosen:
            file.write(
                f"C{case:06},{STEPS[int(len(STEPS) * chance.random() ** 2)]},{start + timedelta(minutes=minute):%Y-%m-%d %H:%M:%S}\n"
            )
    return path


def measured(code: str, file: Path) -> tuple[float, float]:
    """Seconds (the middle of a few times) and peak of memory in MB."""
    done = subprocess.run(
        [sys.executable, "-c", MEASURE.format(code=code, times=TIMES), str(file)], capture_output=True, text=True, check=True
    )
    seconds, space = done.stdout.split()
    return float(seconds), float(space)
