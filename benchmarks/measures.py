"""Processor time of all measures and words of notebook 04 on a case with 40 parties and 120 ties."""

from collections.abc import Iterator
from statistics import median
from time import process_time
from unittest.mock import patch

from .table import Row, number

PROEVEN = ("eilandenrijk", "poolse_landdag", "verkokering", "overlap", "past_niet", "lenzen")
MOST = 50  # milliseconds
TIMES = 9


def rows() -> Iterator[Row]:
    from regiekit.widgets.declaration import proef_class

    from .cases import case_40

    case = case_40()
    found = {key: slowest(proef_class(key), case) for key in PROEVEN}
    with patch("regiekit.models.lenses.expected_conditional_entropy", lambda *_, **__: 0.0):
        plain = slowest(proef_class("lenzen"), case)
    whole = sum(found.values()) - found["lenzen"] + plain
    each = ", ".join(f"{key} {number(time)}" for key, time in found.items() if key != "lenzen")
    yield Row(
        "all measures and words of notebook 04, 40 parties, 120 ties, slowest settings, processor time",
        f"{number(whole)} ms",
        f"{each}, lenzen {number(plain)}",
        "",
        f"≤ {MOST} ms",
        whole <= MOST,
    )
    yield Row("of which aside: 100 random draws in lenzen", f"{number(found['lenzen'] - plain)} ms", "random comparison")


def slowest(proef, case) -> float:
    """Milliseconds of measures and words at the setting, of start, lowest and highest, that takes longest."""
    case = proef.reads(case)
    controls = proef.controls(case)
    settings = [{c.key: c.start for c in controls}]
    for end in (0, -1):
        settings.append({c.key: c.options[end][0] if hasattr(c, "options") else (c.low, c.high)[end] for c in controls})
    return max(median(once(proef, case, one) for _ in range(TIMES)) for one in settings)


def once(proef, case, settings) -> float:
    """Milliseconds of the measures and the words of one state, which works out what it is asked for."""
    start = process_time()
    state = proef(case, **settings)
    state.measures()
    state.words()
    return 1000 * (process_time() - start)
