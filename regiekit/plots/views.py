"""Views laid over one another: a matrix of who looks (rows) at whom (columns), above it what each says of itself."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from .style import ACCENTS, COLOURS, TINTS
from .svg import document, escape, text, wrap

WIDTH, HEIGHT = 660.0, 560.0
LEFT, RIGHT, HEAD, FOOT = 126.0, 54.0, 128.0, 88.0
LOW, HIGH = 30.0, 46.0  # height of a row
WIDE, NARROW, LEAST = 58.0, 27.0, 14.0  # columns in which letters stand side by side; above one another; a sign of its own at all
SMALL, LARGE = 11.0, 15.0
NAME = 13.0
STEEP = 62  # degrees


class Cell(NamedTuple):
    """What is seen: letters of position and powers, which of the two differ from what is stated, and both in words."""

    position: str
    power: str
    position_differs: bool
    power_differs: bool
    told: str


def picture(
    holders: Sequence[tuple[str, str]],
    abouts: Sequence[tuple[str, str]],
    own: Mapping[str, tuple[str, str]],
    cells: Mapping[tuple[str, str], Cell],
    eyes: str,
    *,
    title: str,
    words: str,
) -> str:
    """The matrix.

    Args:
        holders, abouts: (key, label) of who looks and of who is looked at, in order.
        own: what each of those looked at says of itself: letters of position and powers.
        cells: (holder, about) -> what is seen.
        eyes: the party whose row and column are marked.
        title, words: name and description.
    """
    down = min(HIGH, max(LOW, (HEIGHT - HEAD - FOOT) / (len(holders) + 2)))
    height = max(HEIGHT, HEAD + FOOT + down * (len(holders) + 2))
    across = min(88.0, (WIDTH - LEFT - RIGHT) / max(1, len(abouts)))
    right = LEFT + across * len(abouts)
    x = {key: LEFT + across * (i + 0.5) for i, (key, _) in enumerate(abouts)}
    y = {key: HEAD + down * (i + 1.5) for i, (key, _) in enumerate(holders)}
    ink, soft, line = COLOURS["ink"], COLOURS["soft"], COLOURS["line"]
    out = []
    if not cells:
        out.append(text(WIDTH / 2, HEIGHT / 2, "Nog geen blikken. Vul links de eerste in.", size=16, anchor="middle", fill=soft))
        return document("".join(out) + _key(height), width=WIDTH, height=height, title=title, words=words)
    if eyes in y:
        out.append(
            f'<rect data-key="oog-rij" x="4" y="{y[eyes] - down / 2:.1f}" width="{right - 4:.1f}" height="{down:.1f}" fill="{COLOURS["tint"]}"/>'
        )
    if eyes in x:
        out.append(
            f'<rect data-key="oog-kolom" x="{x[eyes] - across / 2:.1f}" y="{HEAD:.1f}" width="{across:.1f}" height="{down * (len(holders) + 2):.1f}" '
            f'fill="{COLOURS["tint"]}"/>'
        )
    for key, label in abouts:
        name = text(0, 0, wrap(label, 16, 1)[0], size=min(14.0, max(SMALL, across * 0.7)), weight=700 if key == eyes else 400)
        out.append(f'<g transform="translate({x[key] + 5:.1f} {HEAD - 6:.1f}) rotate(-{STEEP})">{name}</g>')
        out.append(_letters(x[key], HEAD + down / 2, across, *own[key], 400, 400))
    for key, label in holders:
        out += _lines(wrap(label, 13, 2), y[key], NAME, 700 if key == eyes else 400, ink)
    out += _lines(("zegt zelf",), HEAD + down / 2, 14, 650, soft) + _lines(("wijkt af",), HEAD + down * (len(holders) + 1.5), 14, 650, soft)
    out.append(
        f'<path d="M8 {HEAD + down:.1f}H{right + RIGHT - 6:.1f}M8 {HEAD + down * (len(holders) + 1):.1f}H{right + RIGHT - 6:.1f}" stroke="{line}" stroke-width="1.5"/>'
    )
    out += [_cell(holder, about, cell, x[about], y[holder], across, down) for (holder, about), cell in cells.items()]
    for key, _ in holders:
        out.append(text(right + 8, y[key] + 5, "/".join(_count(cells, 0, key)), size=14, fill=soft, key=f"rij:{key}"))
    low = HEAD + down * (len(holders) + 1.5)
    for key, _ in abouts:
        wrong, of = _count(cells, 1, key)
        out += (
            [text(x[key], low + 5, f"{wrong}/{of}", size=14, anchor="middle", fill=soft)]
            if across > 36
            else [
                text(x[key], low - 1, wrong, size=SMALL, anchor="middle", weight=650, fill=soft),
                text(x[key], low + 11, f"/{of}", size=SMALL, anchor="middle", fill=soft),
            ]
        )
    out += [text(right + 8, HEAD + down / 2 - 3 + 15 * i, part, size=12, weight=650, fill=soft) for i, part in enumerate(("wijkt", "af"))]
    out.append(text(8, HEAD - 10, "Van ↓   over →", size=14, weight=650, fill=ink))
    return document("".join(out) + _key(height, across), width=WIDTH, height=height, title=title, words=words)


def _lines(lines: Sequence[str], y: float, size: float, weight: int, fill: str) -> list[str]:
    """The name of a row, on the left of it."""
    return [
        text(LEFT - 8, y + size * (0.36 + 1.1 * (i - (len(lines) - 1) / 2)), one, size=size, anchor="end", weight=weight, fill=fill)
        for i, one in enumerate(lines)
    ]


def _count(cells: Mapping[tuple[str, str], Cell], which: int, key: str) -> tuple[str, str]:
    """How many of the views of (0) or about (1) a party differ, and how many there are."""
    found = [c for pair, c in cells.items() if pair[which] == key]
    return str(sum(c.position_differs or c.power_differs for c in found)), str(len(found))


def _cell(holder: str, about: str, cell: Cell, x: float, y: float, across: float, down: float) -> str:
    differs = cell.position_differs or cell.power_differs
    paint = (
        f'fill="{TINTS["proces"]}" stroke="{ACCENTS["proces"]}" stroke-width="2.2"'
        if differs
        else f'fill="{COLOURS["paper"]}" stroke="{COLOURS["line"]}" stroke-width="1"'
    )
    wide, high = across - 4, down - 4
    weights = (800 if cell.position_differs else 400, 800 if cell.power_differs else 400)
    seen = (cell.position, cell.power) if across >= NARROW else ("H" * cell.position_differs, "M" * cell.power_differs)
    return (
        f'<g data-key="c:{escape(holder)}|{escape(about)}" transform="translate({x:.1f} {y:.1f})"><title>{escape(cell.told)}</title>'
        f'<rect x="{-wide / 2:.1f}" y="{-high / 2:.1f}" width="{wide:.1f}" height="{high:.1f}" rx="4" {paint}/>{_letters(0, 0, across, *seen, *weights)}</g>'
    )


def _letters(x: float, y: float, across: float, position: str, power: str, first: int, second: int) -> str:
    """The letter of the position and those of the powers: side by side, or above one another where the column is narrow."""
    one, two = (ACCENTS["proces"] if weight > 400 else COLOURS["ink"] for weight in (first, second))
    if across >= WIDE:
        return text(x - 8, y + 5, position, size=LARGE, anchor="end", weight=first, fill=one) + text(
            x - 2, y + 5, power, size=LARGE, weight=second, fill=two
        )
    if across < LEAST:
        return ""
    below = text(x, y + 11, power, size=SMALL, anchor="middle", weight=second, fill=two) if across >= NARROW or len(power) == 1 else ""
    return text(x, y - 1, position, size=13 if across >= NARROW else SMALL, anchor="middle", weight=first, fill=one) + below


def _key(height: float, across: float = WIDE) -> str:
    soft, accent = COLOURS["soft"], ACCENTS["proces"]
    wide = across >= NARROW
    where = "vet: waarin" if wide else "H: in houding, M: in macht"
    return "".join(
        [
            text(16, height - 58, "Houding: V voor · A afwachtend · T tegen", size=14, fill=soft),
            text(
                16,
                height - 36,
                f"Macht: P productie · B blokker · D diffuus · – niet bekend{'' if wide else ' (leeg: meer dan één)'}",
                size=14,
                fill=soft,
            ),
            f'<rect x="16" y="{height - 26:.1f}" width="20" height="16" rx="3" fill="{TINTS["proces"]}" stroke="{accent}" stroke-width="2.2"/>',
            text(44, height - 13, f"wijkt af van wat de partij zelf zegt ({where})", size=14, fill=soft),
        ]
    )
