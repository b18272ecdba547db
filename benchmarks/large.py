"""A move in a case of 200 parties, against the same move in one of 15, both in this run: processor time in the kernel, with as many ties per party."""

from collections.abc import Iterator
from itertools import islice

from .kernel import CPU, timed
from .table import Row, number, percentile

FEW, MANY, ISLAND, TIES = 15, 200, 5, 2  # parties; parties per island; ties per party
MOST, MOVES = 3, 60  # times; moves of each kind
#: Proeven that draw or list every party, each with a control that changes most of that.
PROEVEN = {"spelers": "share", "eilandenrijk": "merged", "poolse_landdag": "parties", "gunnen": "seats", "feel_good": "topic", "verkokering": "levels",
           "lenzen": "lens", "tafel": "by", "rollen_en_niveaus": "reach", "spelregels": "ritme"}  # fmt: skip


def rows() -> Iterator[Row]:
    from . import wire

    wire.connect()
    few, many = moved(FEW), moved(MANY)
    for name, small in few.items():
        yield row(f"kernel, {name}, {MANY} parties, median, processor time", small, many[name])
    few, many = each(FEW), each(MANY)
    for key, small in few.items():
        yield row(
            f"kernel, {key}, {PROEVEN[key]} to a setting that was not worked ahead, {MANY} parties, median, processor time",
            small,
            many[key],
        )


def row(what: str, small: float, large: float) -> Row:
    times = f"{number(large / small)}×"
    return Row(what, f"{number(large)} ms", f"{FEW} parties: {number(small)} ms", times, f"≤ {MOST}×", large <= MOST * small)


def case(parties: int):
    from . import cases

    islands = [ISLAND] * (parties // ISLAND)
    islands[-1] -= 1  # the director comes on top
    return cases.case(islands, TIES * parties)


def moved(parties: int) -> dict[str, float]:
    """What kind of move → its median, in milliseconds."""
    from . import subjects, workplace

    with workplace.using(case(parties)):
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


def each(parties: int) -> dict[str, float]:
    """Proef → the median of the first moves to settings of its control, in milliseconds."""
    from regiekit.widgets.declaration import proef_class

    from . import subjects, workplace

    out = {}
    with workplace.using(case(parties)):
        for key, name in PROEVEN.items():
            panel = subjects.ours(proef_class(key))
            control, move, times = panel.controls[name], subjects.move_ours(panel), []
            settings = [value for value, _ in control.options] if hasattr(control, "options") else list(steps(control))
            for value in settings[:MOVES]:
                times += timed(move, [{name: value}])
            out[key] = percentile([time[CPU] for time in times], 50)
    return out


def steps(slider) -> Iterator[float]:
    """All settings of a slider, of a long one some ten."""
    number = round((slider.high - slider.low) / slider.step)
    for step in range(0, number + 1, max(1, number // 10)):
        yield slider.accept(slider.low + step * slider.step)
