"""Time in the kernel per slider move, until everything that goes to the browser is packed and signed."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from time import perf_counter, process_time

from .table import Row, part, percentile, skipped

ROUNDS, OURS, THEIRS = 6, 60, 8


def rows() -> Iterator[Row]:
    from . import cases, subjects, wire, workplace  # noqa: PLC0415  only here: it turns this process into a kernel

    wire.connect()
    case = cases.case_24()
    with workplace.using(case):
        panel, widget = subjects.ours(), subjects.theirs(case)
        ours, theirs = subjects.move_ours(panel), subjects.move_theirs(widget)
        yield from network(ours, theirs)
    yield from chart()


def network(ours: Callable, theirs: Callable) -> Iterator[Row]:
    """Rounds of both, in turn, so that other work on the machine meets both."""
    from .subjects import settings  # noqa: PLC0415
    from .wire import sent  # noqa: PLC0415

    islands = 7
    new, old = settings(islands), settings(islands)
    first, cold, warm, other = [], [], [], []
    timed(ours, islice(new, 1))
    timed(theirs, islice(old, 2))
    size = {"ours": 0, "theirs": 0}
    for _ in range(ROUNDS):
        before = sent["bytes"]
        to = list(islice(old, THEIRS))
        other += timed(theirs, to)
        size["theirs"] += sent["bytes"] - before
        before = sent["bytes"]
        to = list(islice(new, OURS))
        cold += timed(ours, to)
        size["ours"] += sent["bytes"] - before
        warm += timed(ours, reversed(to[:-1]))
    first = cold[:islands]
    for percent, name in ((50, "median"), (95, "95th percentile")):
        there = percentile(other, percent)
        target = 200 if percent == 50 else None  # noqa: PLR2004
        yield part(f"kernel, network of 24, every setting new, {name}", percentile(cold, percent), there, target)
        yield part(f"kernel, network of 24, settings seen before, {name}", percentile(warm, percent), there, None)
    yield part("kernel, network of 24, the first seven moves of all, mean", sum(first) / len(first), percentile(other, 50), None)
    yield part("sent to the browser per move", size["ours"] / len(cold) / 1000, size["theirs"] / len(other) / 1000, None, "kB")


def timed(move: Callable, to: Iterable) -> list[float]:
    """Milliseconds of each move."""
    out = []
    for setting in to:
        start = perf_counter()
        move(setting)
        out.append(1000 * (perf_counter() - start))
    return out


def chart() -> Iterator[Row]:
    yield skipped("kernel, chart", "there is no regiekit.plots.chart yet")
