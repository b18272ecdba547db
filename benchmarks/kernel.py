"""Time in the kernel per slider move, until everything that goes to the browser is packed and signed."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from time import perf_counter, process_time
from typing import TYPE_CHECKING, NamedTuple

from .table import Row, part, percentile

if TYPE_CHECKING:
    from regiekit.widgets.proef_panel import ProefPanel

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
        yield from compare("network of 24", 200, subjects.settings(7), subjects.settings(7), ours, subjects.move_theirs(theirs))
        ours, theirs = subjects.ours(subjects.Waiting), subjects.chart_theirs()
        yield from compare("chart", 5, subjects.chart_settings(), subjects.chart_settings(), ours, subjects.move_theirs(theirs))


def compare(what: str, most: int, new: Iterator, old: Iterator, panel: "ProefPanel", theirs: Callable) -> Iterator[Row]:
    """Rounds of both, in turn, so that other work on the machine meets both. `new` and `old` are the same settings twice.

    While a learner rests on a slider, the panel works the settings beside the present one ahead. Every second round of the proef goes
    that way: first each setting is worked ahead, then the moves. In the other rounds each move is to a setting that nobody worked ahead:
    a jump, or a key held beyond what was ready.
    """
    from . import subjects
    from .wire import sent

    move, ahead = subjects.move_ours(panel), subjects.ahead_ours(panel)
    jumps, worked, moves, other = [], [], [], []
    timed(move, islice(new, 1))
    timed(theirs, islice(old, 2))
    size = {"ours": 0, "theirs": 0}
    for number in range(2 * ROUNDS):
        before = sent["bytes"]
        other += timed(theirs, list(islice(old, THEIRS // 2)))
        size["theirs"] += sent["bytes"] - before
        to = list(islice(new, OURS))
        if number % 2:
            worked += timed(ahead, to)
        before = sent["bytes"]
        (moves if number % 2 else jumps).extend(timed(move, to))
        size["ours"] += sent["bytes"] - before

    def row(name: str, ours: list[Time], target: int | None, clock: int, percent: int = 50) -> Row:
        values = [percentile([t[clock] for t in times], percent) for times in (ours, other)]
        return part(f"kernel, {what}, {name}", *values, target)

    yield row("a slider move, median, processor time", moves, most, CPU)
    yield row("a slider move, median, by the clock", moves, None, WALL)
    yield row("a slider move, 95th percentile, by the clock", moves, None, WALL, 95)
    yield row("working one setting ahead, while the learner rests, median, processor time", worked, None, CPU)
    yield row("a move to a setting that was not worked ahead, median, processor time", jumps, None, CPU)
    yield row("the very first seven of those, median, processor time", jumps[:7], None, CPU)
    yield part(
        f"kernel, {what}, sent to the browser per move",
        size["ours"] / len(jumps + moves) / 1000,
        size["theirs"] / len(other) / 1000,
        None,
        "kB",
    )


def timed(move: Callable, to: Iterable) -> list[Time]:
    """Milliseconds of each move, by the clock and of the processor."""
    out = []
    for setting in to:
        wall, cpu = perf_counter(), process_time()
        move(setting)
        out.append(Time(1000 * (perf_counter() - wall), 1000 * (process_time() - cpu)))
    return out
