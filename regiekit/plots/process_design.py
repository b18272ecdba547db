"""The eight things a good process creates against the five elements of its design, a mark per choice."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from .style import ACCENTS, COLOURS, TINTS
from .svg import document, escape, text, wrap

SIZE = (660.0, 560.0)
LEFT, RIGHT, HEAD, FOOT = 178.0, 104.0, 42.0, 118.0
MARK = 10.5  # radius
ACCENT, TINT = ACCENTS["proces"], TINTS["proces"]
SIGNS = {"bediend": "✓", "gemengd": "±", "tegengewerkt": "×", "nog niet": "–"}


class Cell(NamedTuple):
    """How many choices serve (0…2) and how many work against (0…2), and whether a choice there could serve."""

    serves: int
    hinders: int
    possible: bool


def picture(
    rows: Sequence[tuple[str, str]],
    columns: Sequence[tuple[str, str, str]],
    cells: Mapping[tuple[str, str], Cell],
    states: Mapping[str, str],
    *,
    title: str,
    words: str,
) -> str:
    """Draw the matrix.

    Args:
        rows: (key, name) of what a process creates.
        columns: (key, name, how far it is filled in) of the elements.
        cells: (row, column) -> cell.
        states: row -> bediend, gemengd, tegengewerkt or nog niet.
        title, words: name and description.
    """
    width, height = SIZE
    ink, soft, line, bad = (COLOURS[c] for c in ("ink", "soft", "line", "bad"))
    across, down = (width - LEFT - RIGHT) / len(columns), (height - HEAD - FOOT) / len(rows)
    out = []
    for j, (_, name, _) in enumerate(columns):
        out.append(text(LEFT + (j + 0.5) * across, 26, wrap(name, 11, 1)[0], size=14, anchor="middle", weight=650))
    out.append(text(width - RIGHT + 2, 26, "Samen", size=14, weight=650))
    for i, (key, name) in enumerate(rows):
        y = HEAD + (i + 0.5) * down
        state = states[key]
        good = state == "bediend"
        out.append(
            f'<rect data-key="r:{escape(key)}:{int(good)}" x="6" y="{y - down / 2 + 2:.1f}" width="{width - 12:.1f}" height="{down - 4:.1f}" rx="4" fill="{TINT if good else COLOURS["tint"]}"/>'
        )
        lines = wrap(name, 21, 2)
        for n, part in enumerate(lines):
            out.append(text(16, y + 5 + 17 * (n - (len(lines) - 1) / 2), part, size=14.5, weight=650 if good else 400))
        for j, (element, _, _) in enumerate(columns):
            out.append(_marks(f"{key}|{element}", cells[key, element], LEFT + (j + 0.5) * across, y))
        colour = ACCENT if good else bad if state == "tegengewerkt" else soft
        out.append(
            text(
                width - RIGHT + 2,
                y + 5,
                f"{SIGNS[state]} {state if state != 'tegengewerkt' else 'werkt tegen'}",
                size=14,
                weight=700 if good else 400,
                fill=colour,
                key=f"s:{key}",
            )
        )
    base = height - FOOT + 22
    out.append(text(16, base, "Ingevuld:", size=14, weight=650))
    for j, (key, _, done) in enumerate(columns):
        out.append(text(LEFT + (j + 0.5) * across, base, done, size=14, anchor="middle", fill=ink, key=f"d:{key}"))
    out.append(f'<path d="M6 {base + 12:.1f}H{width - 6:.1f}" stroke="{line}" stroke-width="1"/>')
    for n, (cell, label) in enumerate(
        (
            (Cell(1, 0, True), "deze keuze draagt bij"),
            (Cell(0, 1, True), "deze keuze werkt tegen"),
            (Cell(0, 0, True), "kan hier, gebeurt nu niet"),
        )
    ):
        x, y = 28 + 212 * n, base + 36
        out.append(_marks(f"legenda{n}", cell, x, y) + text(x + 18, y + 5, label, size=14, fill=soft))
    out.append(
        text(16, base + 70, "Leeg: dit onderdeel doet er hier niet toe. ✓ bediend: meer voor dan tegen. ± gemengd.", size=14, fill=soft)
    )
    return document("".join(out), width=width, height=height, title=title, words=words)


def _marks(key: str, cell: Cell, x: float, y: float) -> str:
    """The marks in a cell, side by side: filled with a plus, open square with a minus, or a small dashed ring."""
    paper, bad, soft = COLOURS["paper"], COLOURS["bad"], COLOURS["soft"]
    if not cell.serves and not cell.hinders:
        return (
            f'<circle class="rk-shape" data-key="o:{escape(key)}" cx="{x:.1f}" cy="{y:.1f}" r="6.5" fill="none" stroke="{soft}" stroke-width="1.5" stroke-dasharray="3 3"/>'
            if cell.possible
            else ""
        )
    signs = [True] * cell.serves + [False] * cell.hinders
    out = []
    for n, serves in enumerate(signs):
        at = x + (n - (len(signs) - 1) / 2) * (2 * MARK + 3)
        shape = (
            f'<circle class="rk-shape" r="{MARK}" fill="{ACCENT}"/>'
            if serves
            else f'<rect class="rk-shape" x="{-MARK + 1}" y="{-MARK + 1}" width="{2 * MARK - 2}" height="{2 * MARK - 2}" fill="{paper}" stroke="{bad}" stroke-width="2"/>'
        )
        sign = text(0, 5.5, "+" if serves else "−", size=16, anchor="middle", weight=700, fill=paper if serves else bad)
        out.append(f'<g data-key="m:{escape(key)}:{"+" if serves else "-"}{n}" transform="translate({at:.1f} {y:.1f})">{shape}{sign}</g>')
    return "".join(out)
