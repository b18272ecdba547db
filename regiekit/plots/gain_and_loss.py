"""Who joins: per party what joining brings and saves, as one bar, against what it asks."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from math import ceil
from typing import NamedTuple

from .style import ACCENTS, COLOURS, TINTS
from .svg import document, escape, text, wrap

WIDTH = 660.0
NAMES, LEFT, WIDE = 158.0, 168.0, 340.0
SAYS = LEFT + WIDE + 14  # where the words on the right begin
TOP, ROW, THICK, FOOT = 58.0, 30.0, 15.0, 62.0


class Bar(NamedTuple):
    """A party, all in points from 0: what it gains already, the extra gain, the two threats, what others bring; what it asks.

    `inside` is whether it joins; `says` is a short text beside the bar.
    """

    key: str
    name: str
    own: float
    extra: float
    existing: float
    organised: float
    others: float
    demand: float
    inside: bool
    says: str


#: Part of a bar -> what it is called in the legend, in the order in which they are stacked.
PARTS = {
    "own": "winst uit de kwesties",
    "extra": "extra winst",
    "existing": "dreiging die er is",
    "organised": "georganiseerde dreiging",
    "others": "omdat anderen meedoen",
}


def _paint(part: str) -> str:
    accent, tint, ink, paper, line = ACCENTS["proces"], TINTS["proces"], COLOURS["ink"], COLOURS["paper"], COLOURS["line"]
    return {
        "own": f'fill="{tint}" stroke="{accent}" stroke-width="1.2"',
        "extra": f'fill="{accent}" stroke="{accent}" stroke-width="1.2"',
        "existing": f'fill="{paper}" stroke="{ink}" stroke-width="1.8" stroke-dasharray="3 3"',
        "organised": f'fill="{ink}" stroke="{ink}" stroke-width="1.2"',
        "others": f'fill="{COLOURS["tint"]}" stroke="{line}" stroke-width="1.8"',
    }[part]


def picture(bars: Sequence[Bar], reach: float, *, title: str, words: str) -> str:
    """Draw the bars below one another, in the given order; `reach` is the highest number of points that ever occurs in this case."""
    ink, soft, line = COLOURS["ink"], COLOURS["soft"], COLOURS["line"]
    step = max(5, 5 * ceil(reach / 25))
    end = step * max(1, ceil(reach / step))
    bottom = TOP + ROW * len(bars)

    def at(points: float) -> float:
        return LEFT + WIDE * min(points, end) / end

    out = [
        text(LEFT, 18, "Meedoen levert op of bespaart, in punten", size=15, weight=650),
        text(LEFT, 36, "▼ zoveel vraagt meedoen van deze partij", size=14, fill=soft),
    ]
    for points in range(0, end + 1, step):
        out.append(f'<path d="M{at(points):.1f} {TOP - 6:.1f}V{bottom:.1f}" stroke="{line}" stroke-width="0.7" stroke-dasharray="1 4"/>')
        out.append(text(at(points), bottom + 17, str(points), size=14, anchor="middle", fill=soft))
    out += [_bar(bar, TOP + ROW * (i + 0.5), at) for i, bar in enumerate(bars)]
    out.append(f'<path d="M{LEFT:.1f} {TOP - 6:.1f}V{bottom:.1f}" stroke="{ink}" stroke-width="1.5"/>')
    return document("".join([*out, _legend(bottom + 46)]), width=WIDTH, height=bottom + FOOT + 24, title=title, words=words)


def _bar(bar: Bar, y: float, at: Callable[[float], float]) -> str:
    ink, paper, accent = COLOURS["ink"], COLOURS["paper"], ACCENTS["proces"]
    out, so_far = [], 0.0
    for part in PARTS:
        amount = getattr(bar, part)
        if amount > 0:
            x0, x1 = at(so_far), at(so_far + amount)
            out.append(f'<rect x="{x0:.1f}" y="{y - THICK / 2:.1f}" width="{x1 - x0:.1f}" height="{THICK}" {_paint(part)}/>')
            so_far += amount
    x = at(bar.demand)
    out.append(
        f'<path d="M{x:.1f} {y - 12:.1f}V{y + 12:.1f}" stroke="{paper}" stroke-width="6"/><path d="M{x:.1f} {y - 12:.1f}V{y + 12:.1f}" stroke="{ink}" stroke-width="3"/>'
        f'<polygon points="{x - 6:.1f},{y - 14:.1f} {x + 6:.1f},{y - 14:.1f} {x:.1f},{y - 6:.1f}" fill="{ink}" stroke="{paper}" stroke-width="1"/>'
    )
    key = escape(bar.key)
    said = text(SAYS, y + 5, bar.says, size=14, weight=650 if bar.inside else 400, fill=accent if bar.inside else COLOURS["soft"])
    return (
        f'<g data-key="p:{key}" data-pick="{key}" aria-label="{escape(bar.name)}"><title>{escape(bar.name)}</title>'
        f'<rect class="rk-shape" x="4" y="{y - ROW / 2 + 1:.1f}" width="{WIDTH - 8:.1f}" height="{ROW - 2}" rx="4" fill="{COLOURS["paper"]}" fill-opacity="0"/>'
        f"{text(NAMES, y + 5, wrap(bar.name, 18, 1)[0], size=14.5, anchor='end', weight=650 if bar.inside else 400)}{''.join(out)}{said}</g>"
    )


@lru_cache(maxsize=64)
def _legend(top: float) -> str:
    out, x, y = [], 14.0, top
    for part, name in PARTS.items():
        wide = 34 + len(name) * 7.6
        if x + wide > WIDTH - 8:
            x, y = 14.0, y + 23
        out.append(
            f'<rect class="rk-shape" x="{x:.1f}" y="{y - 11:.1f}" width="22" height="12" {_paint(part)}/>{text(x + 29, y, name, size=14, fill=COLOURS["soft"])}'
        )
        x += wide + 10
    return "".join(out)
