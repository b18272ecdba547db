"""Lines and marks between two axes, as SVG text without matplotlib: a browser would load 15 MB of it for one small picture."""

from bisect import bisect
from collections.abc import Sequence
from math import floor, isfinite, log10

from regiekit.plots.board import Board
from regiekit.plots.style import Paint
from regiekit.plots.svg import text_width

#: How each style of line looks: told apart without colour.
STYLES: dict[str, Paint] = {
    "solid": {"width": 3},
    "dashed": {"width": 2.4, "dash": "9 6"},
    "dotted": {"width": 2.8, "dash": "1 6", "cap": "round"},
}
LEFT, RIGHT, TOP, BOTTOM = 56.0, 20.0, 34.0, 54.0  # round the plot, for names and ticks
SIZE, SAMPLE = 15.0, 34.0  # of the text; width of the piece of line before a name
APART = 11.0  # between points of a line that a name should not cover
#: Where a name may stand beside its point, the best first: how far aside, on either side, and how far down.
ASIDE, DOWN = (16.0, 60.0), (5, -10, 22, -26, 38, -42, 54, -58, 70, -80, 90, -110, 120)


def number(value: float) -> str:
    """A tick as Dutch readers write it: 1.000, 0,5, −2."""
    shown = f"{value:,.10g}" if abs(value) >= 1 else f"{round(value, 10):g}"
    return "0" if shown in ("-0", "0") else shown.replace("-", "−").translate(str.maketrans(",.", ".,"))


def round_step(span: float, parts: int = 5) -> float:
    """A round distance (1, 2 or 5 times a power of ten) that divides `span` in at most so many parts."""
    base = 10.0 ** floor(log10(span / parts))
    return next(base * m for m in (1, 2, 5, 10) if base * m * parts >= span * (1 - 1e-9))


class Curve:
    """Two axes with lines and marks; what runs outside the axes is not drawn, a mark outside stands on their edge.

    Args:
        xname, yname: names of the axes with their unit; the vertical one is written above its axis.
        xlim, ylim: the ends of the axes.
        strategy: begin, structuur, cultuur or proces: which accent.
        size: width and height, viewBox units.
        xticks, yticks: where ticks stand; by default at round numbers.

    >>> c = Curve("meetings", "trust, per cent", (0, 2), (0, 100))
    >>> c.line([20, 32, 42], "trust")
    >>> c.svg("Trust", "It grows.").startswith("<svg")
    True
    """

    def __init__(self, xname: str, yname: str, xlim: tuple[float, float], ylim: tuple[float, float], strategy: str = "begin", *,
                 size: tuple[float, float] = (660, 430), xticks: Sequence[float] = (), yticks: Sequence[float] = ()) -> None:  # fmt: skip
        self.xlim, self.ylim, self.board = xlim, ylim, Board(*size, strategy)
        self.names: list[tuple[str, float, float, str, str, str]] = []  # see `_write`
        self.taken: list[tuple[float, float, float, float]] = []  # boxes of marks and names
        self.runs: list[tuple[float, float]] = []  # places on the lines
        b, low, right = self.board, size[1] - BOTTOM, size[0] - RIGHT
        for value in yticks or _ticks(ylim):
            y = self._at(xlim[0], value)[1]
            b.line(LEFT, y, right, y, width=0.5, dash="1 4")
            b.text(LEFT - 9, y + 5, number(value), SIZE, "end", fill="soft")
        for value in xticks or _ticks(xlim):
            x = self._at(value, ylim[0])[0]
            b.line(x, low, x, low + 5)
            b.text(x, low + 22, number(value), SIZE, "middle", fill="soft")
        b.path(f"M{LEFT} {TOP}V{low:.1f}H{right:.1f}", stroke="line", width=1.2)
        b.text(right, b.height - 10, xname, SIZE, "end")
        b.text(8, 18, yname, SIZE)

    def line(
        self, y: Sequence[float], label: str = "", style: str = "solid", tone: str = "strong", key: str = "", x: Sequence[float] = ()
    ) -> None:
        """A line through values at equal distances from end to end, or at `x`; a value that is not finite breaks it.

        `label` is written near its end; `tone` is strong (the accent) or plain (grey); `style` from `STYLES`.
        """
        (x0, x1), (y0, y1), colour = self.xlim, self.ylim, "accent" if tone == "strong" else "soft"
        pieces: list[list[tuple[float, float]]] = [[]]
        for i, value in enumerate(y):
            px, py = self._at(x[i] if x else x0 + (x1 - x0) * i / max(1, len(y) - 1), value)
            if y0 <= value <= y1:
                pieces[-1].append((px, py))
            elif pieces[-1]:
                if isfinite(value):  # up to where it leaves the axes
                    (ax, ay), edge = pieces[-1][-1], TOP if value > y1 else self.board.height - BOTTOM
                    pieces[-1].append((ax + (px - ax) * (edge - ay) / (py - ay), edge))
                pieces.append([])
        key, seen = key or label, [one for piece in pieces for one in _dense(piece)]
        self.runs += seen
        if seen:
            d = "".join("M" + "L".join(f"{a:.1f} {b:.1f}" for a, b in piece) for piece in pieces if piece)
            self.board.path(d, **STYLES[style] | {"key": f"l:{key}", "stroke": colour, "join": "round"})
        if seen and label:
            self.names.append((f"ln:{key}", *seen[-1], label, colour, style))

    def mark(self, x: float, y: float, label: str, key: str = "") -> None:
        """A point with a label."""
        (x0, x1), (y0, y1), key = self.xlim, self.ylim, key or label
        px, py = self._at(min(max(x, x0), x1), min(max(y, y0), y1))
        self.board.circle(px, py, 7.5, key=f"p:{key}", fill="accent", stroke="accent", width=3, shape=True)
        self.taken.append((px - 11, py - 11, px + 11, py + 11))
        self.names.insert(0, (f"pn:{key}", px, py, label, "ink", ""))

    def svg(self, title: str, words: str) -> str:
        """The picture, with its name and its description for who cannot see it."""
        self.runs.sort()
        while self.names:
            self._write(*self.names.pop(0))
        return self.board.svg(title, words)

    def _at(self, x: float, y: float) -> tuple[float, float]:
        """A point of the axes in viewBox units."""
        (x0, x1), (y0, y1), b = self.xlim, self.ylim, self.board
        across, down = b.width - LEFT - RIGHT, b.height - TOP - BOTTOM
        return LEFT + across * (x - x0) / (x1 - x0), TOP + down * (y1 - y) / (y1 - y0)

    def _write(self, key: str, x: float, y: float, text: str, colour: str, style: str) -> None:
        """A name near a point where it covers as little as can be; that of a line repeats its `style`, that of a mark has none ("")."""
        b, wide = self.board, text_width(text, SIZE, bold=not style) + (SAMPLE if style else 0)

        def covered(place: tuple[float, float]) -> int:  # another name or mark counts twenty times a piece of line
            left, right, top, low = place[0], place[0] + wide, place[1] - SIZE, place[1] + 4
            near = self.runs[bisect(self.runs, (left - 4, 0)) : bisect(self.runs, (right + 4, 0))]
            boxes = sum(left < box[2] and box[0] < right and top < box[3] and box[1] < low for box in self.taken)
            return 20 * boxes + sum(top - 3 < at < low + 3 for _, at in near)

        places = [
            (min(max(left, LEFT + 6), b.width - 4 - wide), min(max(y + down, TOP + 2), b.height - BOTTOM - 8))
            for far in ASIDE
            for down in DOWN
            for left in (x - far - wide, x + far)
        ]
        left, base = min(places, key=covered)  # the first of the best
        self.taken.append((left, base - SIZE, left + wide, base + 4))
        with b.group(left, base, key=key):
            if style:
                b.line(0, -0.35 * SIZE, SAMPLE - 8, -0.35 * SIZE, colour, **STYLES[style])
            b.text(SAMPLE if style else 0, 0, text, SIZE, weight=400 if style else 700, fill=colour, halo="paper")


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
