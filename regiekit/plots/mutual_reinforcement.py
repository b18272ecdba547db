"""Factors that drive one another: the loop with an arrow per coupling, and the levels over time below it."""

from collections.abc import Sequence
from math import hypot
from typing import NamedTuple

from .style import ACCENTS, COLOURS, SHAPES, TINTS
from .svg import document, escape, text

SIZE = (660.0, 640.0)
WIDE, HIGH = 232.0, 58.0  # of the box of a factor
PLACES = ((330.0, 34.0), (540.0, 216.0), (120.0, 216.0))
PLOT = (58.0, 300.0, 436.0, 268.0)  # left, top, width, height of the plot
TICK = 10  # between the lines of the vertical axis
MARKED = 10  # a mark at every so many moments
APART = 20.0  # between the names at the ends of the lines


class Factor(NamedTuple):
    """A factor as shown: its name, and what is said below the name in its box."""

    name: str
    said: str


class Arrow(NamedTuple):
    """A coupling from factor to factor (0, 1, 2): its strength, and that as text."""

    source: int
    target: int
    strength: float
    shown: str


class Look(NamedTuple):
    """How a factor is drawn in the plot: shape of its marks, dash pattern, colour."""

    shape: str
    dash: str
    colour: str


LOOKS = (Look("instelling", "", ACCENTS["begin"]), Look("gemeente", "9 5", COLOURS["ink"]), Look("bedrijf", "2 6", COLOURS["soft"]))


def picture(
    factors: Sequence[Factor],
    arrows: Sequence[Arrow],
    times: Sequence[float],
    levels: Sequence[Sequence[float]],
    top: float,
    verdict: str,
    *,
    title: str,
    words: str,
) -> str:
    """Draw three factors in a loop and their levels over time.

    Args:
        factors: three, clockwise from the top.
        arrows: the couplings; one without strength is a thin dashed line.
        times: moments in ascending order, from 0.
        levels: per moment the three levels; above `top` a line leaves the plot.
        top: the end of the vertical axis.
        verdict: a few words on how it ends.
        title, words: name and description.
    """
    both = {(a.source, a.target) for a in arrows}
    out = [_arrow(a, (a.target, a.source) in both) for a in arrows]
    out += [_box(i, f) for i, f in enumerate(factors)]
    out.append(_plot(factors, times, levels, top))
    out.append(text(SIZE[0] - 14, PLOT[1] - 14, verdict, size=15, anchor="end", weight=650, fill=ACCENTS["begin"]))
    return document("".join(out), width=SIZE[0], height=SIZE[1], title=title, words=words)


def _box(i: int, f: Factor) -> str:
    x, y = PLACES[i]
    look = LOOKS[i]
    return (
        f'<g data-key="f:{i}" transform="translate({x:.1f} {y:.1f})"><rect x="{-WIDE / 2}" y="{-HIGH / 2}" width="{WIDE}" height="{HIGH}" rx="10" fill="{TINTS["begin"]}" '
        f'stroke="{ACCENTS["begin"]}" stroke-width="2"/><g transform="translate({-WIDE / 2 + 20} -9)">{_sign(look)}</g>'
        f"{text(-WIDE / 2 + 38, -4, f.name, size=16, weight=650)}{text(0, 18, f.said, size=14, anchor='middle')}</g>"
    )


def _sign(look: Look) -> str:
    paint = f'fill="{look.colour}" stroke="{COLOURS["paper"]}" stroke-width="1"'
    corners = SHAPES[look.shape]
    if corners is None:
        return f'<circle r="6.5" {paint}/>'
    return f'<polygon points="{" ".join(f"{6.5 * x:.1f},{6.5 * y:.1f}" for x, y in corners)}" {paint}/>'


def _rim(ux: float, uy: float, sx: float, sy: float) -> float:
    """How far from the middle of a box a ray leaves it that starts beside the middle, at (sx, sy) from it."""
    return min((half + 7 - (s if u > 0 else -s)) / abs(u) for u, s, half in ((ux, sx, WIDE / 2), (uy, sy, HIGH / 2)) if abs(u) > 1e-9)


def _arrow(a: Arrow, both: bool) -> str:
    """From box to box, as wide as the coupling is strong; two between the same boxes lie side by side."""
    (x0, y0), (x1, y1) = PLACES[a.source], PLACES[a.target]
    length = hypot(x1 - x0, y1 - y0)
    ux, uy = (x1 - x0) / length, (y1 - y0) / length
    shift = 13.0 if both else 0.0
    sx, sy = -uy * shift, ux * shift
    out, back = _rim(ux, uy, sx, sy), _rim(-ux, -uy, sx, sy)
    fx, fy, tx, ty = x0 + ux * out, y0 + uy * out, x1 - ux * back, y1 - uy * back
    wide = 1.5 + 7.5 * a.strength
    head = 9 + wide
    bx, by = tx - ux * head, ty - uy * head
    colour = ACCENTS["begin"] if a.strength else COLOURS["line"]
    dash = "" if a.strength else ' stroke-dasharray="3 5"'
    corners = [(tx, ty), (bx - uy * head * 0.6, by + ux * head * 0.6), (bx + uy * head * 0.6, by - ux * head * 0.6)]
    # The number stands off the line: outside the loop, and for two side by side each on its own side, nearer to where it comes from.
    share, off = (0.4, 15 + wide / 2) if both else (0.5, 20 + wide / 2)
    side = 1 if both else -1
    lx, ly = fx + (tx - fx) * share - uy * off * side, fy + (ty - fy) * share + ux * off * side
    key = f"{a.source}|{a.target}"
    return (
        f'<g transform="translate({sx:.1f} {sy:.1f})"><path data-key="a:{key}" d="M{fx:.1f} {fy:.1f}L{bx:.1f} {by:.1f}" stroke="{colour}" stroke-width="{wide:.1f}"{dash}/>'
        f'<polygon data-key="h:{key}" points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in corners)}" fill="{colour}"/>'
        f"{text(lx, ly + 5, a.shown, size=14, anchor='middle', weight=650, halo=COLOURS['paper'])}</g>"
    )


def _plot(factors: Sequence[Factor], times: Sequence[float], levels: Sequence[Sequence[float]], top: float) -> str:
    left, upper, width, height = PLOT
    low, end = upper + height, times[-1]

    def at(time: float, level: float) -> tuple[float, float]:
        return left + width * time / end, low - height * min(level, top) / top

    out = []
    for tick in range(0, int(top) + 1, TICK):
        y = at(0, tick)[1]
        dash = ' stroke-dasharray="1 4"' if tick else ""
        out.append(f'<path d="M{left} {y:.1f}h{width}" stroke="{COLOURS["line"]}" stroke-width="{0.5 if tick else 1.2}"{dash}/>')
        out.append(text(left - 8, y + 5, str(tick), size=14, anchor="end", fill=COLOURS["soft"]))
    for year in range(0, int(end) + 1, 2):
        out.append(text(at(year, 0)[0], low + 20, str(year), size=14, anchor="middle", fill=COLOURS["soft"]))
    out.append(text(left + width, low + 40, "jaren", size=14, anchor="end"))
    out.append(text(left - 44, upper - 14, "sterkte", size=14))
    signs, ends = [], []
    for i in reversed(range(len(factors))):
        look = LOOKS[i]
        path = []
        for k, (time, level) in enumerate(zip(times, (row[i] for row in levels), strict=True)):
            if level > top:  # the line leaves the plot where it crosses the edge
                was = levels[k - 1][i] if k else level
                path.append(at(time if was >= top else times[k - 1] + (time - times[k - 1]) * (top - was) / (level - was), top))
                break
            path.append(at(time, level))
            if k % MARKED == i * MARKED // 3:  # the marks of the three stand at different moments, so that none hides another
                signs.append((f"s:{i}|{k // MARKED}", *path[-1], look))
        out.append(
            f'<path data-key="p:{i}" d="M{"L".join(f"{x:.1f} {y:.1f}" for x, y in path)}" fill="none" stroke="{look.colour}" stroke-width="{3 if i == 0 else 2.4}" '
            f'stroke-dasharray="{look.dash or "none"}" stroke-linejoin="round"/>'
        )
        ends.append([at(end, levels[-1][i])[1], i])
    ends.sort()
    for k, place in enumerate(ends):  # names below one another, none outside the plot
        place[0] = max(place[0], upper + 4 if k == 0 else ends[k - 1][0] + APART)
    for k, place in reversed(list(enumerate(ends))):
        place[0] = min(place[0], low if k == len(ends) - 1 else ends[k + 1][0] - APART)
    for y, i in ends:
        away = " ↑" if levels[-1][i] > top else ""
        out.append(
            f'<g data-key="e:{i}" transform="translate({left + width + 18} {y:.1f})">{_sign(LOOKS[i])}{text(12, 5, factors[i].name + away, size=14)}</g>'
        )
    out += [f'<g data-key="{escape(key)}" transform="translate({x:.1f} {y:.1f})">{_sign(look)}</g>' for key, x, y, look in signs]
    return "".join(out)
