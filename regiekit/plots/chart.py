"""Charts: matplotlib figures as SVG text for the picture holder, and for a report.

matplotlib has an SVG backend, but its choices (text as text, fixed names) are global settings, which a reaction to a slider may not
touch while a cell runs, and it draws everything anew. `Svg` is a small backend of our own on matplotlib's public renderer class: text
stays text, there is no date, no style sheet, and no id but that of a clip, which bears the name of the chart. `Chart` keeps the frame
(axes, ticks, names) as text and draws only what changes.
"""

from bisect import bisect
from collections.abc import Iterable, Sequence
from functools import cache
from threading import RLock
from typing import Any, NamedTuple

from .style import ACCENTS, COLOURS, Strategy
from .svg import document, escape, text, text_width, wrap

UNIT = 100.0  # viewBox units per unit of `size`
#: Dash pattern and width of each style of line: told apart without colour.
STYLES: dict[str, tuple[float, tuple[float, ...]]] = {
    "solid": (3.0, ()),
    "dashed": (2.4, (9.0, 6.0)),
    "dotted": (2.8, (1.0, 6.0)),
    "dashdot": (2.4, (13.0, 5.0, 2.0, 5.0)),
}
TEXT_SIZE = 14.0
APART = 11.0  # between points of a line that a name should not cover
#: Where a name may stand beside its point, the best first: how far aside (to the left below 0), how far down.
SPOTS = tuple(
    (aside, dy) for far in (16.0, 60.0) for dy in (5, -10, 22, -26, 38, -42, 54, -58, 70, -80, 90, -110, 120) for aside in (-far, far)
)
SAMPLE = 34.0  # width of the piece of line before its name
LEFT, RIGHT, TOP, BOTTOM = 56.0, 20.0, 34.0, 54.0  # round the plot, for names and ticks (viewBox units)
ABSENT = "Dit plaatje wordt getekend met matplotlib, en dat zit niet in deze uitgave. De tekst hieronder zegt hetzelfde."


class Line(NamedTuple):
    """A line through the points (x[i], y[i]) in the units of the axes; `style` from `STYLES`, `label` written at its end.

    `tone` is strong (the accent) or plain (grey). A point that is not a finite number breaks the line. `name` tells which line of the
    next picture is the same one (by default the one at the same place in the list).
    """

    x: Sequence[float]
    y: Sequence[float]
    label: str = ""
    style: str = "solid"
    tone: str = "strong"
    name: str = ""


class Mark(NamedTuple):
    """A point with a label: `filled` for after, open for before. A value outside the axes stands on their edge."""

    x: float
    y: float
    label: str = ""
    filled: bool = True
    name: str = ""


def number(value: float) -> str:
    """A tick as Dutch readers write it: 1.000, 0,5, −2."""
    shown = f"{value:,.10g}" if abs(value) >= 1 else f"{round(value, 10):g}"
    return "0" if shown in ("-0", "0") else shown.replace("-", "−").translate(str.maketrans(",.", ".,"))


@cache
def _backend() -> Any:
    """The renderer class, made when first needed: matplotlib loads slowly.

    Raises:
        ImportError: matplotlib is not there.
    """
    from matplotlib.backend_bases import RendererBase
    from matplotlib.colors import to_hex
    from matplotlib.path import Path
    from matplotlib.transforms import Affine2D

    letters = {Path.MOVETO: "M", Path.LINETO: "L", Path.CURVE3: "Q", Path.CURVE4: "C", Path.CLOSEPOLY: "Z"}

    class Svg(RendererBase):
        """What matplotlib draws, as SVG text in `out`. A group with a gid becomes an element with that `data-key`."""

        def __init__(self, width: float, height: float, name: str) -> None:
            super().__init__()
            self.width, self.height, self.name = width, height, escape(name)
            self.flip = Affine2D().scale(1, -1).translate(0, height)
            self.out: list[str] = []
            self.keys: list[str] = []
            self.clips: dict[tuple[float, ...], str] = {}

        def get_canvas_width_height(self) -> tuple[float, float]:
            return self.width, self.height

        def open_group(self, s: str, gid: str | None = None) -> None:
            self.keys.append(gid or "")

        def close_group(self, s: str) -> None:
            self.keys.pop()

        def _key(self) -> str:
            key = next((k for k in reversed(self.keys) if k), "")
            return f' data-key="{escape(key)}"' if key else ""

        def _paint(self, gc: Any, face: Any) -> str:
            rgba, width = gc.get_rgb(), gc.get_linewidth()
            fill = "none" if face is None or (len(face) > 3 and face[3] == 0) else to_hex(face)
            out = f' fill="{fill}"'
            opacity = gc.get_alpha() if gc.get_forced_alpha() else None
            if opacity is None and fill != "none" and len(face) > 3 and face[3] < 1:
                out += f' fill-opacity="{face[3]:g}"'
            if width and rgba[3]:
                out += (
                    f' stroke="{to_hex(rgba)}" stroke-width="{width:g}" stroke-linecap="{_cap(gc)}" stroke-linejoin="{gc.get_joinstyle()}"'
                )
                start, dashes = gc.get_dashes()
                if dashes is not None:
                    out += f' stroke-dasharray="{" ".join(f"{d:g}" for d in dashes)}"' + (
                        f' stroke-dashoffset="{start:g}"' if start else ""
                    )
                if opacity is None and rgba[3] < 1:
                    out += f' stroke-opacity="{rgba[3]:g}"'
            return out + (f' opacity="{opacity:g}"' if opacity is not None and opacity < 1 else "")

        def _box(self, gc: Any) -> tuple[float, ...] | None:
            box = gc.get_clip_rectangle()
            return None if box is None else tuple(map(float, box.extents))

        def draw_path(self, gc: Any, path: Any, transform: Any, rgbFace: Any = None) -> None:
            box = self._box(gc)
            inside, clip = None, ""
            if box and rgbFace is None:  # a line is cut off at the edge of the axes, which needs no id
                slack = gc.get_linewidth()
                inside = (box[0] - slack, self.height - box[3] - slack, box[2] + slack, self.height - box[1] + slack)
            elif box:
                clip = f' clip-path="url(#{self._clip(box)})"'
            d = self.data(path, transform + self.flip, inside)
            if d:
                self.out.append(f'<path{self._key()} d="{d}"{self._paint(gc, rgbFace)}{clip}/>')

        def data(self, path: Any, transform: Any, inside: tuple[float, ...] | None = None) -> str:
            """A path as the text of a `d` attribute, one decimal."""
            out = []
            for points, code in path.iter_segments(transform, clip=inside, simplify=False):
                out.append(letters[code] + ("" if code == Path.CLOSEPOLY else " ".join([f"{p:.1f}" for p in points.tolist()])))
            return "".join(out)

        def _clip(self, box: tuple[float, ...]) -> str:
            if box not in self.clips:
                self.clips[box] = f"{self.name}-clip{len(self.clips)}"
                x0, y0, x1, y1 = box
                self.out.append(
                    f'<clipPath id="{self.clips[box]}"><rect x="{x0:.1f}" y="{self.height - y1:.1f}" '
                    f'width="{x1 - x0:.1f}" height="{y1 - y0:.1f}"/></clipPath>'
                )
            return self.clips[box]

        def draw_markers(self, gc: Any, marker_path: Any, marker_trans: Any, path: Any, trans: Any, rgbFace: Any = None) -> None:
            d, paint, key = self.data(marker_path, marker_trans + Affine2D().scale(1, -1)), self._paint(gc, rgbFace), self._key()
            box = self._box(gc)
            for points, _ in path.iter_segments(trans + self.flip, simplify=False):
                x, y = points[-2:].tolist()
                if box and not (box[0] - 1 <= x <= box[2] + 1 and box[1] - 1 <= self.height - y <= box[3] + 1):
                    continue
                self.out.append(f'<g{key} transform="translate({x:.1f} {y:.1f})"><path d="{d}"{paint}/></g>')
                key = f' data-key="{key[11:-1]}+"' if key else ""  # more markers of one line: each its own key

        def draw_text(self, gc: Any, x: float, y: float, s: str, prop: Any, angle: float, ismath: Any = False, mtext: Any = None) -> None:
            anchor = "start"
            if mtext is not None and not angle:
                x = float(mtext.get_transform().transform(mtext.get_unitless_position())[0])
                anchor = {"center": "middle", "right": "end"}.get(mtext.get_ha(), "start")
            weight = prop.get_weight()
            line = text(
                float(x),
                float(y),
                s,
                size=prop.get_size_in_points(),
                anchor=anchor,
                weight=weight if isinstance(weight, int) else 700 if "bold" in weight else 400,
                fill=to_hex(gc.get_rgb()),
            )
            self.out.append(f'<g transform="rotate({-angle:g} {x:.1f} {y:.1f})">{line}</g>' if angle else line)

        def draw_image(self, gc: Any, x: float, y: float, im: Any, transform: Any = None) -> None:
            raise NotImplementedError("images are not drawn; use lines, bars, areas and text")

    return Svg


def _cap(gc: Any) -> str:
    return {"projecting": "square"}.get(gc.get_capstyle(), gc.get_capstyle())


def to_svg(figure: Any, name: str, *, title: str, words: str) -> str:
    """A matplotlib Figure as a standalone picture. The same figure gives the same text.

    Args:
        figure: of lines, bars, areas and text (no images). It may be one of pyplot, and is not changed. A unit of the viewBox is a point.
        name: prefix of the ids, unique on the page.
        title, words: name and description.

    Raises:
        ImportError: matplotlib is not there.
        NotImplementedError: there is an image in the figure.
    """
    dpi = figure.dpi
    try:
        figure.dpi = 72
        width, height = figure.get_size_inches() * 72
        renderer = _backend()(width, height, name)
        figure.draw(renderer)
    finally:
        figure.dpi = dpi
    return document("".join(renderer.out), width=width, height=height, title=title, words=words)


def absent(width: float, height: float, *, title: str, words: str) -> str:
    """What stands in the place of a chart where matplotlib is not installed."""
    lines = "".join(text(24, 48 + 22 * i, line, size=16) for i, line in enumerate(wrap(ABSENT, 66, 4)))
    return document(lines, width=width, height=height, title=title, words=words)


class Chart:
    """Axes that stay, with lines and marks that change.

    Args:
        key: prefix of the keys and ids, unique on the page.
        xlabel, ylabel: names of the axes with their unit; the vertical one is written above its axis.
        xlim, ylim: the fixed ends of the axes.
        size: width and height, in hundreds of viewBox units.
        strategy: begin, structuur, cultuur or proces: which accent.
        xticks, yticks: where ticks stand; None lets matplotlib choose.
    """

    def __init__(
        self,
        key: str,
        xlabel: str,
        ylabel: str,
        xlim: tuple[float, float],
        ylim: tuple[float, float],
        *,
        size: tuple[float, float] = (6.6, 3.0),
        strategy: Strategy = "structuur",
        xticks: Sequence[float] | None = None,
        yticks: Sequence[float] | None = None,
    ) -> None:
        self.key, self.xlabel, self.ylabel, self.xlim, self.ylim = key, xlabel, ylabel, xlim, ylim
        self.width, self.height = size[0] * UNIT, size[1] * UNIT
        self.accent, self.xticks, self.yticks = ACCENTS[strategy], xticks, yticks
        self._lock = RLock()  # a reaction to a slider runs in a thread beside the cell
        self._frame = ""
        self._axes: Any = None
        self._pool: list[Any] = []

    def svg(self, lines: Iterable[Line] = (), marks: Iterable[Mark] = (), *, title: str, words: str) -> str:
        """The chart with these lines and marks; only they are drawn anew. Without matplotlib: a picture that says so."""
        try:
            _backend()
        except ImportError:
            return absent(self.width, self.height, title=title, words=words)
        with self._lock:
            if self._axes is None:
                self._build()
            body = self._changing(list(lines), list(marks))
        return document(self._frame + body, width=self.width, height=self.height, title=title, words=words)

    def _build(self) -> None:
        """Draw the frame once: ticks, grid and names."""
        from matplotlib.figure import Figure
        from matplotlib.ticker import FixedLocator, FuncFormatter, MaxNLocator

        figure = Figure(figsize=(self.width / 72, self.height / 72), dpi=72)
        w, h = self.width, self.height
        axes = figure.add_axes((LEFT / w, BOTTOM / h, (w - LEFT - RIGHT) / w, (h - TOP - BOTTOM) / h))
        axes.set(xlim=self.xlim, ylim=self.ylim, facecolor="none")
        for axis, ticks in ((axes.xaxis, self.xticks), (axes.yaxis, self.yticks)):
            axis.set_major_locator(MaxNLocator(6, steps=[1, 2, 5, 10]) if ticks is None else FixedLocator(list(ticks)))
            axis.set_major_formatter(FuncFormatter(lambda value, _: number(value)))
        axes.tick_params(labelsize=TEXT_SIZE, labelcolor=COLOURS["soft"], color=COLOURS["line"], length=5, width=1, pad=4)
        axes.grid(axis="y", color=COLOURS["line"], linewidth=0.5, dashes=(1, 4))
        axes.set_axisbelow(True)
        for side in ("top", "right"):
            axes.spines[side].set_visible(False)
        for side in ("left", "bottom"):
            axes.spines[side].set(color=COLOURS["line"], linewidth=1.2)
        axes.patch.set_visible(False)
        figure.patch.set_visible(False)
        for axis in (axes.xaxis, axes.yaxis):
            for label in axis.get_ticklabels():
                label.set_parse_math(False)
        renderer = _backend()(w, h, self.key)
        figure.draw(renderer)
        names = text(w - RIGHT, h - 10, self.xlabel, size=TEXT_SIZE, anchor="end", fill=COLOURS["ink"]) + text(
            8, 18, self.ylabel, size=TEXT_SIZE, fill=COLOURS["ink"]
        )
        self._frame, self._axes = "".join(renderer.out) + names, axes

    def _changing(self, lines: list[Line], marks: list[Mark]) -> str:
        renderer = _backend()(self.width, self.height, self.key)
        for i, line in enumerate(lines):
            width, dashes = STYLES[line.style]
            colour = self.accent if line.tone == "strong" else COLOURS["soft"]
            artist = self._artist(i)
            artist.set(
                xdata=line.x,
                ydata=line.y,
                color=colour,
                linewidth=width,
                linestyle=(0, [d / width for d in dashes]) if dashes else "-",
                marker="None",
                dash_capstyle="round" if line.style == "dotted" else "butt",
                gid=f"{self.key}:lijn:{line.name or i}",
            )
            artist.draw(renderer)
        for i, mark in enumerate(marks):
            artist = self._artist(len(lines) + i)
            artist.set(
                xdata=[_between(mark.x, *self.xlim)],
                ydata=[_between(mark.y, *self.ylim)],
                linestyle="None",
                marker="o",
                markersize=15,
                markeredgewidth=3,
                markeredgecolor=self.accent,
                markerfacecolor=self.accent if mark.filled else COLOURS["paper"],
                clip_on=False,
                gid=f"{self.key}:punt:{mark.name or i}",
            )
            artist.draw(renderer)
            artist.set(clip_on=True)
        return "".join(renderer.out) + self._labels(lines, marks)

    def _artist(self, i: int) -> Any:
        from matplotlib.lines import Line2D

        while len(self._pool) <= i:
            artist = Line2D([], [])
            self._axes.add_line(artist)
            self._pool.append(artist)
        return self._pool[i]

    def _labels(self, lines: list[Line], marks: list[Mark]) -> str:
        """Names beside the marks and near the ends of the lines, where they cover as little as can be; a line's name repeats its dashes."""
        wanted: list[tuple[str, float, float, str, str, str]] = []
        names = [(x - 11, y - 11, x + 11, y + 11) for x, y in (self._at(m.x, m.y) for m in marks)]
        runs: list[tuple[float, float]] = []
        for i, mark in enumerate(marks):
            if mark.label:
                wanted.append((f"{self.key}:puntnaam:{mark.name or i}", *self._at(mark.x, mark.y), mark.label, "", COLOURS["ink"]))
        for i, line in enumerate(lines):
            points = self._seen(line)
            runs += points
            if line.label and points:
                colour = self.accent if line.tone == "strong" else COLOURS["soft"]
                wanted.append((f"{self.key}:lijnnaam:{line.name or i}", *points[-1], line.label, _sample(line.style, colour), colour))
        runs.sort()
        out = []
        for key, x, y, label, sample, colour in wanted:
            indent = SAMPLE if sample else 0.0
            wide = indent + text_width(label, TEXT_SIZE) * (1 if sample else 1.08)
            least, best = 1e9, (0.0, 0.0)
            for aside, dy in SPOTS:
                left = _between(x + aside - (wide if aside < 0 else 0), LEFT + 6, self.width - 4 - wide)
                base = _between(y + dy, TOP + 2, self.height - BOTTOM - 8)
                right, top, low = left + wide, base - TEXT_SIZE, base + 4
                cost = 20 * sum(left < n[2] and n[0] < right and top < n[3] and n[1] < low for n in names)
                if cost < least:
                    near = runs[bisect(runs, (left - 4, 0)) : bisect(runs, (right + 4, 0))]
                    cost += sum([top - 3 < py < low + 3 for _, py in near])
                if cost < least:
                    least, best = cost, (left, base)
                if cost == 0:
                    break
            left, base = best
            names.append((left, base - TEXT_SIZE, left + wide, base + 4))
            name = text(indent, 0, label, size=TEXT_SIZE, weight=400 if sample else 700, fill=colour, halo=COLOURS["paper"])
            out.append(f'<g data-key="{escape(key)}" transform="translate({left:.1f} {base:.1f})">{sample}{name}</g>')
        return "".join(out)

    def _at(self, x: float, y: float) -> tuple[float, float]:
        """A point of the axes in viewBox units."""
        (x0, x1), (y0, y1) = self.xlim, self.ylim
        across, down = self.width - LEFT - RIGHT, self.height - TOP - BOTTOM
        return LEFT + across * (_between(x, x0, x1) - x0) / (x1 - x0), TOP + down * (y1 - _between(y, y0, y1)) / (y1 - y0)

    def _seen(self, line: Line) -> list[tuple[float, float]]:
        """Where a line runs inside the axes, in viewBox units: its points, and points between those far apart."""
        (x0, x1), (y0, y1) = self.xlim, self.ylim
        wide, high = (self.width - LEFT - RIGHT) / (x1 - x0), (self.height - TOP - BOTTOM) / (y1 - y0)
        out: list[tuple[float, float]] = []
        ax = ay = -1e9
        for u, v in zip(line.x, line.y, strict=True):
            if not (x0 <= u <= x1 + 1e-6 and y0 <= v <= y1):
                continue
            x, y = LEFT + wide * (u - x0), TOP + high * (y1 - v)
            far = max(abs(x - ax), abs(y - ay))
            if far >= APART:
                if out:
                    steps = int(far // APART)
                    out += [(ax + (x - ax) * k / steps, ay + (y - ay) * k / steps) for k in range(1, steps)]
                out.append((x, y))
                ax, ay = x, y
        return out


def _between(value: float, low: float, high: float) -> float:
    return min(max(value, low), high)


def _sample(style: str, colour: str) -> str:
    """A piece of line to stand before a name."""
    width, dashes = STYLES[style]
    dash = f' stroke-dasharray="{" ".join(f"{d:g}" for d in dashes)}"' if dashes else ""
    cap = ' stroke-linecap="round"' if style == "dotted" else ""
    return f'<path d="M0 {-0.35 * TEXT_SIZE:.1f}h{SAMPLE - 8:g}" fill="none" stroke="{colour}" stroke-width="{width:g}"{dash}{cap}/>'
