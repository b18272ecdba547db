"""Profiles on a few scales: a line per scale, a mark per profile, the marks of one profile joined."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from regiekit.plots.board import Board
from regiekit.plots.svg import wrap

LEFT, RIGHT, TOP, FOOT = 212, 152, 44, 28  # room for names and first poles, second poles, the legend, numbers
LANE = 11  # between the marks of different profiles on one scale, so that none hides another


class Scale(NamedTuple):
    """A scale from 1 to 5: its name and its two poles."""

    name: str
    low: str
    high: str


class Look(NamedTuple):
    """How a profile is drawn: shape of its marks, radius, and its line."""

    shape: str
    radius: float
    line: Mapping[str, Any]


LOOKS = (
    Look("instelling", 8, {"stroke": "accent", "width": 3.5}),
    Look("gemeente", 6, {"stroke": "soft", "width": 1.8, "dash": "9 5"}),
    Look("bedrijf", 7, {"stroke": "soft", "width": 2.2, "dash": "2 5"}),
    Look("overheid", 7, {"stroke": "soft", "width": 1.8, "dash": "12 4 2 4"}),
)


def profiles(scales: Mapping[str, Scale], rows: Mapping[str, Mapping[str, float]], names: Mapping[str, str], strategy: str) -> Board:
    """Draw profiles beside one another; the first is filled and joined by a thick line.

    Args:
        scales: from top to bottom.
        rows: key of a profile -> value per scale; at most four.
        names: key of a profile -> what the legend calls it.
        strategy: begin, structuur, cultuur or proces: which accent.
    """
    b = Board(660, 600, strategy)
    across, down = (b.width - LEFT - RIGHT) / 4, (b.height - TOP - FOOT) / max(1, len(scales))
    middle = {key: TOP + (i + 0.5) * down for i, key in enumerate(scales)}
    for key, scale in scales.items():
        _scale(b, scale, middle[key], across)
    for i in range(5):
        b.text(LEFT + across * i, b.height - 8, i + 1, anchor="middle", fill="soft")
    marks = []
    for lane, (key, row) in reversed(list(enumerate(rows.items()))):
        at = [(LEFT + across * (row[k] - 1), y + LANE * (lane - (len(rows) - 1) / 2)) for k, y in middle.items()]
        b.run(at, key=f"l:{key}", join="round", opacity=0.85 if lane else 1, **LOOKS[lane].line)
        marks += [(lane, f"m:{key}|{k}", place) for k, place in zip(middle, at, strict=True)]
    for lane, key, place in marks:
        with b.group(*place, key=key):
            _mark(b, lane)
    _legend(b, [names[key] for key in rows])
    return b


def _scale(b: Board, scale: Scale, y: float, across: float) -> None:
    """One scale: its name and first pole on the left, its second pole on the right, so that no line crosses them."""
    b.path(f"M{LEFT} {y:.1f}h{4 * across:.1f}", stroke="line", width=1.2)
    b.path("".join(f"M{LEFT + across * i:.1f} {y - 19:.1f}v38" for i in range(5)), stroke="line", opacity=0.45)
    b.text(LEFT - 18, y - 6, scale.name, anchor="end", weight=650)
    b.text(LEFT - 18, y + 14, scale.low, anchor="end")
    rows = len(wrap(scale.high, 13))
    b.texts(LEFT + 4 * across + 18, y + 5 - 17 * (rows - 1) / 2, scale.high, 13)


def _mark(b: Board, lane: int) -> None:
    look = LOOKS[lane]
    paint = {"fill": "paper", "stroke": "ink", "width": 2} if lane else {"fill": "accent", "stroke": "paper", "width": 1.5}
    b.mark(look.shape, 0, 0, look.radius, **paint)


def _legend(b: Board, names: list[str]) -> None:
    x = 24.0
    for lane, name in enumerate(names):
        with b.group(x + 8, 18):
            b.path("M-16 0h32", **LOOKS[lane].line)
            _mark(b, lane)
        b.text(x + 32, 23, name, weight=400 if lane else 650)
        x += 70 + 8.4 * len(name)
