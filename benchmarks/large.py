"""A slider move in a case of 200 parties, against the same move in one of 15, both in this run: processor time in the kernel, with as many ties per party."""

from collections.abc import Iterator
from itertools import islice

from .kernel import CPU, timed
from .table import Row, number, percentile

FEW, MANY, ISLAND, TIES = 15, 200, 5, 2  # parties; parties per island; ties per party
MOST, MOVES = 3, 60  # times; moves of each kind


def rows() -> Iterator[Row]:
    from . import wire

    wire.connect()
    few, many = moved(FEW), moved(MANY)
    for name, small in few.items():
        large = many[name]
        yield Row(
            f"kernel, {name}, {MANY} parties, median, processor time",
            f"{number(large)} ms",
            f"{FEW} parties: {number(small)} ms",
            f"{number(large / small)}×",
            f"≤ {MOST}×",
            large <= MOST * small,
        )


def moved(parties: int) -> dict[str, float]:
    """What kind of move → its median, in milliseconds."""
    from . import cases, subjects, workplace

    islands = [ISLAND] * (parties // ISLAND)
    islands[-1] -= 1  # the director comes on top
    with workplace.using(cases.case(islands, TIES * parties)):
        panel = subjects.ours()
        move, ahead = subjects.move_ours(panel), subjects.ahead_ours(panel)
        to = subjects.settings(FEW // ISLAND)
        timed(move, islice(to, 5))
        jumps = timed(move, islice(to, MOVES))
        moves = []
        for setting in islice(to, MOVES):
            ahead(setting)
            moves += timed(move, [setting])
    kinds = {"a slider move": moves, "a move to a setting that was not worked ahead": jumps}
    return {name: percentile([time[CPU] for time in times], 50) for name, times in kinds.items()}
