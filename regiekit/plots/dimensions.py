"""Profiles on a few scales: a line per scale, a mark per case, the marks of one case joined."""

from collections.abc import Mapping
from typing import NamedTuple

from .style import ACCENTS, COLOURS, SHAPES
from .svg import document, escape, text, wrap

SIZE = (660.0, 600.0)
LEFT, RIGHT = 212.0, 152.0  # room for the names of the scales and the poles
TOP, FOOT = 44.0, 28.0
LANE = 11.0  # between the marks of different cases on one line, so that none hides another


class Line(NamedTuple):
    """A scale: its name and its two poles."""

    name: str
    low: str
    high: str


class Look(NamedTuple):
    """How a profile is drawn: shape of its marks, radius, dash pattern and width of the line."""

    shape: str
    radius: float
    dash: str
    width: float


LOOKS = (
    Look("instelling", 8, "", 3.5),
    Look("gemeente", 6, "9 5", 1.8),
    Look("bedrijf", 7, "2 5", 2.2),
    Look("overheid", 7, "12 4 2 4", 1.8),
)


def picture(
    lines: Mapping[str, Line],
    profiles: Mapping[str, Mapping[str, float]],
    names: Mapping[str, str],
    *,
    title: str,
    words: str,
    scale: tuple[float, float] = (1, 5),
    strategy: str = "begin",
) -> str:
    """Draw profiles beside one another; the first is filled and joined by a thick line.

    Args:
        lines: scale -> its name and poles, from top to bottom.
        profiles: key -> value per scale, at most four.
        names: key -> what the legend calls it.
        title, words: name and description.
        scale: the values of the two poles.
        strategy: begin, structuur, cultuur or proces: which accent.
    """
    accent = ACCENTS[strategy]
    width, height = SIZE
    low, high = scale
    across = width - LEFT - RIGHT
    down = (height - TOP - FOOT) / max(1, len(lines))
    middle = {key: TOP + (i + 0.5) * down for i, key in enumerate(lines)}
    out = [_scale(line, middle[key], across, int(high - low)) for key, line in lines.items()]
    out += [
        text(LEFT + across * i / (high - low), height - 8, f"{low + i:g}", size=14, anchor="middle", fill=COLOURS["soft"])
        for i in range(int(high - low) + 1)
    ]
    marks = []
    for lane, (key, profile) in reversed(list(enumerate(profiles.items()))):
        look = LOOKS[lane]
        at = [(LEFT + across * (profile[k] - low) / (high - low), y + LANE * (lane - (len(profiles) - 1) / 2)) for k, y in middle.items()]
        colour = accent if lane == 0 else COLOURS["soft"]
        path = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in at)
        out.append(
            f'<path data-key="l:{escape(key)}" d="{path}" fill="none" stroke="{colour}" stroke-width="{look.width}" '
            f'stroke-dasharray="{look.dash or "none"}" stroke-linejoin="round" opacity="{1 if lane == 0 else 0.85}"/>'
        )
        marks += [
            f'<g data-key="m:{escape(key)}|{escape(k)}" transform="translate({x:.1f} {y:.1f})">{_mark(look, lane == 0, accent)}</g>'
            for k, (x, y) in zip(middle, at, strict=True)
        ]
    return document("".join(out + marks) + _legend(profiles, names, accent), width=width, height=height, title=title, words=words)


def _scale(line: Line, y: float, across: float, steps: int) -> str:
    """One scale: its name and first pole on the left, its second pole on the right, so that no line crosses them."""
    ticks = "".join(f"M{LEFT + across * i / steps:.1f} {y - 19:.1f}v38" for i in range(steps + 1))
    out = [
        f'<path d="M{LEFT} {y:.1f}h{across:.1f}" stroke="{COLOURS["line"]}" stroke-width="1.2"/>',
        f'<path d="{ticks}" stroke="{COLOURS["line"]}" stroke-width="1" opacity="0.45"/>',
        text(LEFT - 18, y - 6, line.name, size=14, anchor="end", weight=650),
        text(LEFT - 18, y + 14, line.low, size=14, anchor="end"),
    ]
    rows = wrap(line.high, 13, 2)
    out += [text(LEFT + across + 18, y + 5 + 17 * (i - (len(rows) - 1) / 2), row, size=14) for i, row in enumerate(rows)]
    return "".join(out)


def _mark(look: Look, filled: bool, colour: str) -> str:
    paint = (
        f'fill="{colour}" stroke="{COLOURS["paper"]}" stroke-width="1.5"'
        if filled
        else f'fill="{COLOURS["paper"]}" stroke="{COLOURS["ink"]}" stroke-width="2"'
    )
    corners = SHAPES[look.shape]
    if corners is None:
        return f'<circle r="{look.radius}" {paint}/>'
    return f'<polygon points="{" ".join(f"{x * look.radius:.1f},{y * look.radius:.1f}" for x, y in corners)}" {paint}/>'


def _legend(profiles: Mapping[str, object], names: Mapping[str, str], accent: str) -> str:
    out, x = [], 24.0
    for lane, key in enumerate(profiles):
        look = LOOKS[lane]
        colour = accent if lane == 0 else COLOURS["soft"]
        line = f'<path d="M-16 0h32" stroke="{colour}" stroke-width="{look.width}" stroke-dasharray="{look.dash or "none"}"/>'
        out.append(f'<g transform="translate({x + 8:.1f} 18)">{line}{_mark(look, lane == 0, accent)}</g>')
        out.append(text(x + 32, 23, names[key], size=14, weight=650 if lane == 0 else 400))
        x += 52 + 8.4 * len(names[key]) + 18
    return "".join(out)
