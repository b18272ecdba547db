"""What a reorganisation costs by its number of steps: a stacked bar for each, the one chosen and the cheapest marked."""

from collections.abc import Sequence
from typing import NamedTuple

from .style import ACCENTS, COLOURS, TINTS
from .svg import document, text

SIZE = (660.0, 520.0)
PLOT = (64.0, 84.0, 584.0, 316.0)  # left, top, width, height
ACCENT = ACCENTS["structuur"]
PAINT = (
    f'fill="{TINTS["structuur"]}" stroke="{ACCENT}" stroke-width="1.2"',
    f'fill="{ACCENT}" stroke="{ACCENT}" stroke-width="1.2"',
    f'fill="{COLOURS["paper"]}" stroke="{ACCENT}" stroke-width="1.4" stroke-dasharray="4 3"',
)


class Bar(NamedTuple):
    """The cost of a number of steps, in parts from the foot up, and its total as text."""

    parts: tuple[float, ...]
    said: str


def picture(
    bars: Sequence[Bar], names: Sequence[str], chosen: int, best: int, nearly: tuple[int, int], unit: str, *, title: str, words: str
) -> str:
    """Draw the bars.

    Args:
        bars: for 1, 2, 3 … steps.
        names: what the parts are called, at most three.
        chosen, best: numbers of steps to mark; `best` may lie beyond the bars.
        nearly: from which to which number of steps it costs hardly more.
        unit: what the vertical axis measures.
        title, words: name and description.
    """
    left, top, width, height = PLOT
    highest = max(sum(b.parts) for b in bars) or 1.0
    end, step = ticks(highest)
    pitch = width / len(bars)
    out = [text(8, 22, unit, size=14)]
    for i in range(round(end / step) + 1):
        y = top + height * (1 - i * step / end)
        out.append(
            f'<path d="M{left} {y:.1f}h{width}" stroke="{COLOURS["line"]}" stroke-width="{1.2 if i == 0 else 0.6}"{"" if i == 0 else " stroke-dasharray=" + chr(34) + "1 4" + chr(34)}/>'
        )
        out.append(text(left - 8, y + 5, f"{i * step:g}".replace(".", ","), size=14, anchor="end", fill=COLOURS["soft"]))
    low, high = nearly[0], min(nearly[1], len(bars))
    if low <= high:
        out.append(
            f'<rect data-key="nearly" x="{left + (low - 1) * pitch:.1f}" y="{top + height + 26:.1f}" width="{(high - low + 1) * pitch:.1f}" height="5" rx="2.5" fill="{ACCENT}"/>'
        )
        middle = min(max(left + (low + high - 1) / 2 * pitch, left + 70), left + width - 70)
        out.append(text(middle, top + height + 48, "hier maakt het weinig uit", size=14, anchor="middle", fill=ACCENT, key="nearlyt"))
    for n, b in enumerate(bars, 1):
        x, y = left + (n - 1) * pitch + 0.14 * pitch, top + height
        for k, part in enumerate(b.parts):
            tall = height * part / end
            y -= tall
            out.append(f'<rect data-key="b:{n}|{k}" x="{x:.1f}" y="{y:.1f}" width="{0.72 * pitch:.1f}" height="{tall:.1f}" {PAINT[k]}/>')
        out.append(
            text(x + 0.36 * pitch, y - 7, b.said, size=13.5, anchor="middle", weight=700 if n in (chosen, best) else 400, key=f"t:{n}")
        )
        if n == best:
            out.append(_pointer(x + 0.36 * pitch, 62, y - 24, "laagst", COLOURS["good"], "best"))
        if n == chosen:
            out.append(
                f'<rect data-key="chosen" x="{x - 0.08 * pitch:.1f}" y="{y - 4:.1f}" width="{0.88 * pitch:.1f}" height="{top + height - y + 24:.1f}" rx="4" fill="none" stroke="{COLOURS["ink"]}" stroke-width="2.6"/>'
            )
            out.append(_pointer(x + 0.36 * pitch, 42, y - 24 if n != best else 48, "uw keuze", COLOURS["ink"], "yours"))
        out.append(text(x + 0.36 * pitch, top + height + 18, str(n), size=14, anchor="middle", weight=700 if n == chosen else 400))
    out.append(text(left + width, top + height + 68, "aantal stappen (1 = big bang)", size=14, anchor="end"))
    out.append(_legend(names))
    return document("".join(out), width=SIZE[0], height=SIZE[1], title=title, words=words)


def ticks(highest: float) -> tuple[float, float]:
    """The end of an axis from 0 that holds `highest` with some room above it, and the distance between its marks."""
    unit = 1.0
    while unit * 100 < highest:
        unit *= 10
    step = next(unit * m for m in (2, 5, 10, 20, 50) if unit * m * 6 >= highest)
    return step * (int(highest / step) + 1), step


def _pointer(x: float, y: float, to: float, name: str, colour: str, key: str) -> str:
    """A name above the bars with a line down to its bar."""
    line = f'<path data-key="{key}l" d="M{x:.1f} {y + 5:.1f}V{max(to, y + 5):.1f}" stroke="{colour}" stroke-width="1.4" stroke-dasharray="2 3"/>'
    return line + text(x, y, name, size=14, anchor="middle", weight=650, fill=colour, key=key)


def _legend(names: Sequence[str]) -> str:
    out, x, y = [], PLOT[0], SIZE[1] - 20
    for paint, name in zip(PAINT, names, strict=False):
        out.append(
            f'<rect x="{x:.1f}" y="{y - 12:.1f}" width="22" height="14" {paint}/>{text(x + 30, y, name, size=14, fill=COLOURS["soft"])}'
        )
        x += 50 + 7.9 * len(name)
    return "".join(out)
