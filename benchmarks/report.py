"""The regieplan as a file: processor time in the kernel, without the drawing of the PNGs, which the browser does."""

from collections.abc import Iterator
from statistics import median
from time import process_time

import attrs

from .table import Row, number

MOST = 3000  # milliseconds, for the whole way from press to file
TIMES = 5


def rows() -> Iterator[Row]:
    from regiekit.reports import FORMATS
    from regiekit.widgets.declaration import keys
    from regiekit.widgets.regieplan import plan

    from .cases import case

    big = case((9, 8, 7), 60)
    answers = {key: {"eigen": "Wat de proef ons leert. " * 10, "instellingen": {"bewaard": 1}} for key in keys()}

    def made(i: int, name: str) -> float:
        fresh = attrs.evolve(big, title=f"Casus {i}", answers=answers)  # another case each time: outcomes are cached
        start = process_time()
        FORMATS[name][2](plan(fresh))
        return 1000 * (process_time() - start)

    made(-1, "odt")  # imports
    times = {name: median(made(i, name) for i in range(j * TIMES, (j + 1) * TIMES)) for j, name in enumerate(FORMATS)}
    yield Row(
        "regieplan of 25 parties with every proef in it, to a file, processor time",
        f"{number(max(times.values()))} ms",
        ", ".join(f"{name} {number(time)}" for name, time in times.items()),
        "",
        f"≤ {MOST} ms",
        max(times.values()) <= MOST,
    )
