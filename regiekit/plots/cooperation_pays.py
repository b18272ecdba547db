"""What cooperation yields for every number of partners, against doing it oneself; beside it the four cells."""

from collections.abc import Sequence
from math import floor, log10
from typing import NamedTuple

from .style import ACCENTS, COLOURS, TINTS
from .svg import document, text, wrap

WIDTH, HEIGHT = 660.0, 420.0
LEFT, RIGHT, TOP, BOTTOM = 56.0, 372.0, 66.0, 350.0
GRID, SIDE, CELLS = 462.0, 96.0, 104.0  # left of the four cells, width of one, top


class Cell(NamedTuple):
    """Where the case stands: row (samen or zelf) and column (meerwaarde, minderwaarde, or on the line between)."""

    row: str
    column: str


ROWS, COLUMNS = ("samen", "zelf"), ("meerwaarde", "minderwaarde")


def _step(span: float) -> float:
    """A round distance between ticks: about four of them."""
    rough = span / 4
    base = 10 ** floor(log10(rough))
    return next(base * m for m in (1, 2, 2.5, 5, 10) if base * m >= rough)


def picture(curve: Sequence[float], now: int, best: Sequence[int], alone: float, cell: Cell, name: str, *, title: str, words: str) -> str:
    """Draw the curve (the yield with 1, 2, … partners), the numbers of partners now and at best, the yield alone, and the place of the case."""
    ink, soft, line, paper = (COLOURS[c] for c in ("ink", "soft", "line", "paper"))
    accent = ACCENTS["proces"]
    top = 1.12 * max(*curve, alone, 1.0)
    bottom = -0.45 * top

    def x(n: int) -> float:
        return LEFT + (RIGHT - LEFT) * (n - 1) / (len(curve) - 1)

    def y(value: float) -> float:
        return BOTTOM - (BOTTOM - TOP) * (min(top, max(bottom, value)) - bottom) / (top - bottom)

    out = [
        text(14, 20, "Wat levert samenwerken op?", size=15, weight=650),
        text(14, 42, "punten, na aftrek van het afstemmen", size=14, fill=soft),
    ]
    step = _step(top)
    for i in range(int(bottom / step), int(top / step) + 1):
        out.append(
            f'<path d="M{LEFT} {y(i * step):.1f}H{RIGHT}" stroke="{line}" stroke-width="{0.7 if i else 1.6}"{"" if not i else " stroke-dasharray=" + chr(34) + "1 4" + chr(34)}/>'
        )
        out.append(text(LEFT - 7, y(i * step) + 5, f"{i * step:g}".replace("-", "−").replace(".", ","), size=14, anchor="end", fill=soft))
    for n in (1, *range(10, len(curve) + 1, 10)):
        out.append(text(x(n), BOTTOM + 19, str(n), size=14, anchor="middle", fill=soft))
    shown = [(n, v) for n, v in enumerate(curve, 1)]
    last = next((i for i, (_, v) in enumerate(shown) if v < bottom), len(shown))
    path = "L".join(f"{x(n):.1f} {y(v):.1f}" for n, v in shown[: last + 1])
    out += [
        f'<path data-key="zelf" d="M{LEFT} {y(alone):.1f}H{RIGHT}" stroke="{ink}" stroke-width="2" stroke-dasharray="7 5"/>',
        text(RIGHT, y(alone) - 6, "zelf doen", size=14, anchor="end", fill=ink, halo=paper),
        f'<path data-key="samen" d="M{path}" fill="none" stroke="{accent}" stroke-width="3.5"/>',
        f'<path d="M{LEFT} {TOP}V{BOTTOM}H{RIGHT}" fill="none" stroke="{ink}" stroke-width="1.2"/>',
        text((LEFT + RIGHT) / 2, BOTTOM + 40, "aantal partners, uzelf meegeteld", size=14.5, anchor="middle"),
    ]
    for n in best:
        if n <= len(curve):
            out.append(
                f'<polygon data-key="best:{n}" class="rk-shape" points="{x(n) - 6:.1f},{y(curve[n - 1]) - 17:.1f} {x(n) + 6:.1f},{y(curve[n - 1]) - 17:.1f} '
                f'{x(n):.1f},{y(curve[n - 1]) - 7:.1f}" fill="{ink}"/>'
            )
    out.append(
        f'<circle data-key="nu" class="rk-shape" cx="{x(now):.1f}" cy="{y(curve[now - 1]):.1f}" r="8" fill="{paper}" stroke="{accent}" stroke-width="4"/>'
    )
    if curve[now - 1] < bottom:
        out.append(
            text(
                min(x(now) + 13, RIGHT - 92),
                BOTTOM - 14,
                f"lager: {curve[now - 1]:.0f}".replace("-", "−"),
                size=14,
                fill=ink,
                halo=paper,
                anchor="start",
            )
        )
    out.append(text(14, BOTTOM + 62, "▼ de meeste opbrengst   ○ het aantal nu", size=14, fill=soft))
    return document("".join(out) + _cells(cell, name), width=WIDTH, height=HEIGHT, title=title, words=words)


def _cells(cell: Cell, name: str) -> str:
    ink, soft, line, paper = (COLOURS[c] for c in ("ink", "soft", "line", "paper"))
    accent, tint = ACCENTS["proces"], TINTS["proces"]
    out = [text(400, 20, "Samen of zelf?", size=15, weight=650)]
    says = {
        ("samen", "meerwaarde"): "het loont",
        ("samen", "minderwaarde"): "kost meer",
        ("zelf", "meerwaarde"): "terecht",
        ("zelf", "minderwaarde"): "gemist",
    }
    for j, column in enumerate(COLUMNS):
        for i, part in enumerate((column.removesuffix("waarde") + "-", "waarde")):
            out.append(
                text(
                    GRID + SIDE * (j + 0.5),
                    CELLS - 28 + 18 * i,
                    part,
                    size=14,
                    anchor="middle",
                    weight=650 if cell.column == column else 400,
                )
            )
    boxes, chosen = [], []
    for i, row in enumerate(ROWS):
        out.append(text(GRID - 10, CELLS + SIDE * (i + 0.5) + 5, row, size=14.5, anchor="end", weight=650 if cell.row == row else 400))
        for j, column in enumerate(COLUMNS):
            here = cell == (row, column)
            (chosen if here else boxes).append(
                f'<rect data-key="vak:{row}:{column}" class="rk-shape" x="{GRID + SIDE * j}" y="{CELLS + SIDE * i}" width="{SIDE}" height="{SIDE}" '
                f'fill="{tint if here else paper}" stroke="{accent if here else line}" stroke-width="{2.5 if here else 1.2}"/>'
            )
            chosen.append(
                text(
                    GRID + SIDE * (j + 0.5),
                    CELLS + SIDE * (i + 1) - 10,
                    says[row, column],
                    size=14,
                    anchor="middle",
                    fill=ink if here else soft,
                )
            )
    out += boxes + chosen
    x = GRID + SIDE * (COLUMNS.index(cell.column) + 0.5 if cell.column in COLUMNS else 1)
    y = CELLS + SIDE * (ROWS.index(cell.row) + 0.5) - 8
    out.append(
        f'<circle data-key="casus" class="rk-shape" cx="{x:.1f}" cy="{y:.1f}" r="12" fill="{accent}" stroke="{paper}" stroke-width="2"/>'
    )
    out.append(text(400, CELLS + 2 * SIDE + 30, "● de casus nu:", size=14, fill=accent, weight=650))
    out += [text(400, CELLS + 2 * SIDE + 50 + 19 * i, part, size=14, fill=soft) for i, part in enumerate(wrap(name, 30, 2))]
    return "".join(out)
