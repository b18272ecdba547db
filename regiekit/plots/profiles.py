"""Profiles on a few scales: a line per scale, a mark per profile, the marks of one profile joined."""

from collections.abc import Mapping
from typing import NamedTuple

from regiekit.plots.board import Board
from regiekit.plots.style import Paint
from regiekit.plots.svg import cut, wrap

LEFT, RIGHT, TOP, FOOT = 212, 152, 34, 24  # room for names and first poles, second poles, the legend, numbers
LANE = 9  # between the marks of different profiles on one scale, so that none hides another
#: Of each profile: the shape of its marks, their radius, and its line.
LOOKS: tuple[tuple[str, float, Paint], ...] = (
    ("instelling", 8, {"stroke": "accent", "width": 3.5}),
    ("gemeente", 6, {"stroke": "soft", "width": 1.8, "dash": "9 5"}),
    ("bedrijf", 7, {"stroke": "soft", "width": 2.2, "dash": "2 5"}),
    ("overheid", 7, {"stroke": "soft", "width": 1.8, "dash": "12 4 2 4"}),
)
OWN: Paint = {"fill": "accent", "stroke": "paper", "width": 1.5}  # marks of the first profile
OTHER: Paint = {"fill": "paper", "stroke": "ink", "width": 2}


class Scale(NamedTuple):
    """A scale from 1 to 5: its name and its two poles."""

    name: str
    low: str
    high: str


def profiles(scales: Mapping[str, Scale], rows: Mapping[str, Mapping[str, float]], names: Mapping[str, str], strategy: str) -> Board:
    """Draw profiles beside one another; the first is filled and joined by a thick line.

    Args:
        scales: from top to bottom.
        rows: key of a profile -> value per scale; at most four.
        names: key of a profile -> what the legend calls it.
        strategy: begin, structuur, cultuur or proces: which accent.
    """
    b = Board(660, 430, strategy)
    across, down = (b.width - LEFT - RIGHT) / 4, (b.height - TOP - FOOT) / max(1, len(scales))
    middle = {key: TOP + (i + 0.5) * down for i, key in enumerate(scales)}
    for scale, y in zip(scales.values(), middle.values(), strict=True):  # no line crosses its name and poles
        b.path(f"M{LEFT} {y:.1f}h{4 * across:.1f}", stroke="line", width=1.2)
        b.path("".join(f"M{LEFT + across * i:.1f} {y - 17:.1f}v34" for i in range(5)), stroke="line", opacity=0.45)
        b.text(LEFT - 18, y - 6, cut(scale.name, LEFT - 16, 14, bold=True), anchor="end", weight=650)
        b.text(LEFT - 18, y + 14, scale.low, anchor="end")
        b.texts(LEFT + 4 * across + 18, y + 5 - 17 * (len(wrap(scale.high, 13)) - 1) / 2, scale.high, 13)
    for i in range(5):
        b.text(LEFT + across * i, b.height - 8, i + 1, anchor="middle", fill="soft")
    marks = []
    for lane, (key, row) in reversed(list(enumerate(rows.items()))):
        at = [(LEFT + across * (row[k] - 1), y + LANE * (lane - (len(rows) - 1) / 2)) for k, y in middle.items()]
        b.run(at, **LOOKS[lane][2] | {"key": f"l:{key}", "join": "round", "opacity": 0.85 if lane else 1})
        marks += [(lane, f"m:{key}|{k}", place) for k, place in zip(middle, at, strict=True)]
    for lane, key, place in marks:
        with b.group(*place, key=key):
            b.mark(LOOKS[lane][0], 0, 0, LOOKS[lane][1], **OTHER if lane else OWN)
    x = 24.0
    for lane, (key, (shape, radius, line)) in enumerate(zip(rows, LOOKS, strict=False)):
        with b.group(x + 8, 14):
            b.path("M-16 0h32", **line)
            b.mark(shape, 0, 0, radius, **OTHER if lane else OWN)
        b.text(x + 32, 19, names[key], weight=400 if lane else 650)
        x += 70 + 8.4 * len(names[key])
    return b
