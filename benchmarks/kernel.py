"""Time in the kernel per slider move, until everything that goes to the browser is packed and signed."""

from collections.abc import Callable, Iterable, Iterator
from importlib.util import find_spec
from itertools import islice
from time import perf_counter, process_time
from typing import NamedTuple

from .table import Row, part, percentile, skipped

CPU, WALL = 1, 0  # processor time: what other work on the machine hardly changes
ROUNDS, OURS, THEIRS = 6, 60, 6


class Time(NamedTuple):
    """Milliseconds by the clock, and of the processor."""

    wall: float
    cpu: float


def rows() -> Iterator[Row]:
    from . import cases, subjects, wire, workplace

    wire.connect()
    case = cases.case_24()
    with workplace.using(case):
        ours, theirs = subjects.ours(), subjects.theirs(case)
        yield from compare("network of 24", 200, subjects.settings(7), subjects.settings(7), subjects.move_ours(ours), subjects.move_theirs(theirs))
        if not find_spec("regiekit.plots.chart"):
            yield skipped("kernel, chart", "there is no regiekit.plots.chart")
            return
        ours, theirs = subjects.ours(subjects.chart_declaration), subjects.chart_theirs()
        yield from compare("chart", 5, subjects.chart_settings(), subjects.chart_settings(), subjects.move_ours(ours), subjects.move_theirs(theirs))


def compare(what: str, most: int, new: Iterator, old: Iterator, ours: Callable, theirs: Callable) -> Iterator[Row]:
    """Rounds of both, in turn, so that other work on the machine meets both. `new` and `old` are the same settings twice."""
    from .wire import sent

    cold, warm, other = [], [], []
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
    def row(name: str, ours: list[Time], target: int | None, clock: int, percent: int = 50) -> Row:
        values = [percentile([t[clock] for t in times], percent) for times in (ours, other)]
        return part(f"kernel, {what}, {name}", *values, target)

    yield row("every setting new, median, processor time", cold, most, CPU)
    yield row("every setting new, median, by the clock", cold, None, WALL)
    yield row("every setting new, 95th percentile, by the clock", cold, None, WALL, 95)
    yield row("settings seen before, median, processor time", warm, None, CPU)
    yield row("the very first seven moves, median, processor time", cold[:7], None, CPU)
    yield part(f"kernel, {what}, sent to the browser per move", size["ours"] / len(cold) / 1000, size["theirs"] / len(other) / 1000, None, "kB")


def timed(move: Callable, to: Iterable) -> list[Time]:
    """Milliseconds of each move, by the clock and of the processor."""
    out = []
    for setting in to:
        wall, cpu = perf_counter(), process_time()
        move(setting)
        out.append(Time(1000 * (perf_counter() - wall), 1000 * (process_time() - cpu)))
    return out
