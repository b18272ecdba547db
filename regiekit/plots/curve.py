"""Lines and marks between two axes, as SVG text without matplotlib: a browser would load 15 MB of it for one small picture."""

from bisect import bisect
from collections.abc import Sequence
from math import floor, isfinite, log10
from typing import NamedTuple

from regiekit.plots.board import Board
from regiekit.plots.svg import text_width

#: Width and dash pattern of each style of line: told apart without colour.
STYLES = {"solid": (3.0, ""), "dashed": (2.4, "9 6"), "dotted": (2.8, "1 6"), "dashdot": (2.4, "13 5 2 5")}
LEFT, RIGHT, TOP, BOTTOM = 56.0, 20.0, 34.0, 54.0  # round the plot, for names and ticks
SIZE, SAMPLE = 14.0, 34.0  # of the text; width of the piece of line before a name
APART = 11.0  # between points of a line that a name should not cover
#: Where a name may stand beside its point, the best first: how far aside (to the left below 0), how far down.
SPOTS = tuple(
    (aside, down)
    for far in (16.0, 60.0)
    for down in (5, -10, 22, -26, 38, -42, 54, -58, 70, -80, 90, -110, 120)
    for aside in (-far, far)
)  # fmt: skip


def number(value: float) -> str:
    """A tick as Dutch readers write it: 1.000, 0,5, −2."""
    shown = f"{value:,.10g}" if abs(value) >= 1 else f"{round(value, 10):g}"
    return "0" if shown in ("-0", "0") else shown.replace("-", "−").translate(str.maketrans(",.", ".,"))


def round_step(span: float, parts: int = 5) -> float:
    """A round distance (1, 2 or 5 times a power of ten) that divides `span` in at most so many parts."""
    base = 10.0 ** floor(log10(span / parts))
    return next(base * m for m in (1, 2, 5, 10) if base * m * parts >= span * (1 - 1e-9))


class Named(NamedTuple):
    """A name to be written near a point: key, place, text, colour, and the style of the line before it ("" for a mark)."""

    key: str
    x: float
    y: float
    text: str
    colour: str
    style: str

    @property
    def wide(self) -> float:
        return text_width(self.text, SIZE) + SAMPLE if self.style else text_width(self.text, SIZE) * 1.08


class Curve:
    """Two axes with lines and marks; what runs outside the axes is not drawn, a mark outside stands on their edge.

    Args:
        xname, yname: names of the axes with their unit; the vertical one is written above its axis.
        xlim, ylim: the ends of the axes.
        strategy: begin, structuur, cultuur or proces: which accent.
        size: width and height, viewBox units.
        xticks, yticks: where ticks stand; by default at round numbers.
    """

    def __init__(self, xname: str, yname: str, xlim: tuple[float, float], ylim: tuple[float, float], strategy: str = "begin", *,
                 size: tuple[float, float] = (660, 380), xticks: Sequence[float] = (), yticks: Sequence[float] = ()) -> None:  # fmt: skip
        self.xlim, self.ylim, self.board = xlim, ylim, Board(*size, strategy)
        self.names: list[Named] = []
        self.taken: list[tuple[float, float, float, float]] = []  # boxes of marks and names
        self.runs: list[tuple[float, float]] = []  # places on the lines
        self._axes(xname, yname, xticks or _ticks(xlim), yticks or _ticks(ylim))

    def line(
        self, y: Sequence[float], label: str = "", style: str = "solid", tone: str = "strong", key: str = "", x: Sequence[float] = ()
    ) -> None:
        """A line through values at equal distances from end to end, or at `x`; a value that is not finite breaks it.

        `label` is written near its end; `tone` is strong (the accent) or plain (grey); `style` from `STYLES`.
        """
        (x0, x1), colour, (width, dash) = self.xlim, "accent" if tone == "strong" else "soft", STYLES[style]
        at = x or [x0 + (x1 - x0) * i / max(1, len(y) - 1) for i in range(len(y))]
        pieces: list[list[tuple[float, float]]] = [[]]
        for point in zip(at, y, strict=True):
            if self._inside(*point):
                pieces[-1].append(self._at(*point))
            elif pieces[-1]:
                pieces[-1].append(self._edge(point, pieces[-1][-1])) if isfinite(point[1]) else None
                pieces.append([])
        d = "".join("M" + "L".join(f"{a:.1f} {b:.1f}" for a, b in piece) for piece in pieces if piece)
        key = key or label or str(len(self.runs))
        if d:
            self.board.path(
                d, key=f"l:{key}", stroke=colour, width=width, dash=dash, cap="round" if style == "dotted" else "", join="round"
            )
        seen = [one for piece in pieces for one in _dense(piece)]
        self.runs += seen
        if label and seen:
            self.names.append(Named(f"ln:{key}", *seen[-1], label, colour, style))

    def mark(self, x: float, y: float, label: str = "", filled: bool = True, key: str = "") -> None:
        """A point with a label: filled for after, open for before."""
        px, py = self._at(x, y)
        self.board.circle(px, py, 7.5, key=f"p:{key or label}", fill="accent" if filled else "paper", stroke="accent", width=3, shape=True)
        self.taken.append((px - 11, py - 11, px + 11, py + 11))
        if label:
            self.names.insert(0, Named(f"pn:{key or label}", px, py, label, "ink", ""))

    def svg(self, title: str, words: str) -> str:
        """The picture, with its name and its description for who cannot see it."""
        self.runs.sort()
        for name in self.names:
            self._write(name)
        self.names = []
        return self.board.svg(title, words)

    def _axes(self, xname: str, yname: str, xticks: Sequence[float], yticks: Sequence[float]) -> None:
        b = self.board
        low, right = b.height - BOTTOM, b.width - RIGHT
        for value in yticks:
            y = self._at(self.xlim[0], value)[1]
            b.line(LEFT, y, right, y, width=0.5, dash="1 4")
            b.text(LEFT - 9, y + 5, number(value), SIZE, "end", fill="soft")
        for value in xticks:
            x = self._at(value, self.ylim[0])[0]
            b.line(x, low, x, low + 5)
            b.text(x, low + 22, number(value), SIZE, "middle", fill="soft")
        b.path(f"M{LEFT} {TOP}V{low:.1f}H{right:.1f}", stroke="line", width=1.2)
        b.text(right, b.height - 10, xname, SIZE, "end")
        b.text(8, 18, yname, SIZE)

    def _inside(self, x: float, y: float) -> bool:
        return isfinite(y) and self.xlim[0] <= x <= self.xlim[1] + 1e-6 and self.ylim[0] <= y <= self.ylim[1]

    def _at(self, x: float, y: float) -> tuple[float, float]:
        """A point of the axes in viewBox units."""
        (x0, x1), (y0, y1), b = self.xlim, self.ylim, self.board
        across, down = b.width - LEFT - RIGHT, b.height - TOP - BOTTOM
        return LEFT + across * (min(max(x, x0), x1) - x0) / (x1 - x0), TOP + down * (y1 - min(max(y, y0), y1)) / (y1 - y0)

    def _edge(self, point: tuple[float, float], last: tuple[float, float]) -> tuple[float, float]:
        """Where the piece of line from `last` (viewBox units) to a point beyond the vertical axis leaves it."""
        (y0, y1), b = self.ylim, self.board
        (x, edge), down = self._at(*point), b.height - TOP - BOTTOM
        true = TOP + down * (y1 - point[1]) / (y1 - y0)
        share = (edge - last[1]) / (true - last[1]) if true != last[1] else 1.0
        return last[0] + (x - last[0]) * share, edge

    def _write(self, name: Named) -> None:
        """A name where it covers as little as can be; that of a line repeats its dashes."""
        b, least, best = self.board, 1e9, (0.0, 0.0)
        for aside, down in SPOTS:
            left = min(max(name.x + aside - (name.wide if aside < 0 else 0), LEFT + 6), b.width - 4 - name.wide)
            base = min(max(name.y + down, TOP + 2), b.height - BOTTOM - 8)
            cost = self._covered(left, base, left + name.wide)
            if cost < least:
                least, best = cost, (left, base)
            if not cost:
                break
        left, base = best
        self.taken.append((left, base - SIZE, left + name.wide, base + 4))
        with b.group(left, base, key=name.key):
            if name.style:
                width, dash = STYLES[name.style]
                b.line(
                    0,
                    -0.35 * SIZE,
                    SAMPLE - 8,
                    -0.35 * SIZE,
                    name.colour,
                    width=width,
                    dash=dash,
                    cap="round" if name.style == "dotted" else "",
                )
            b.text(SAMPLE if name.style else 0, 0, name.text, SIZE, weight=400 if name.style else 700, fill=name.colour, halo="paper")

    def _covered(self, left: float, base: float, right: float) -> float:
        """What a name at this place would cover: another name or mark counts twenty times a piece of line."""
        top, low = base - SIZE, base + 4
        near = self.runs[bisect(self.runs, (left - 4, 0)) : bisect(self.runs, (right + 4, 0))]
        boxes = sum(left < box[2] and box[0] < right and top < box[3] and box[1] < low for box in self.taken)
        return 20 * boxes + sum(top - 3 < y < low + 3 for _, y in near)


def _ticks(ends: tuple[float, float]) -> list[float]:
    step = round_step(ends[1] - ends[0])
    return [step * i for i in range(-floor(-ends[0] / step), floor(ends[1] / step + 1e-9) + 1)]


def _dense(piece: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """The points of a piece of line, and points between those far apart."""
    out: list[tuple[float, float]] = list(piece[:1])
    for x, y in piece[1:]:
        ax, ay = out[-1]
        steps = int(max(abs(x - ax), abs(y - ay)) // APART)
        out += [(ax + (x - ax) * k / steps, ay + (y - ay) * k / steps) for k in range(1, steps + 1)]
    return out
