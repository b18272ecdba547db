"""A stalled round: parties by what is in their way, and what each of them does."""

from collections.abc import Sequence
from typing import NamedTuple

from .style import ACCENTS, COLOURS, TINTS
from .svg import document, escape, text, wrap

WIDTH = 660.0
LEFT, RIGHT, EDGE, HEAD = 166.0, 114.0, 14.0, 98.0
LEAST, MOST = 17.5, 27.0  # height of a row
SLOTS = 7  # obstacles that rules can bring
ACCENT, TINT = ACCENTS["proces"], TINTS["proces"]
STANCES = {"doet mee": "✓ doet mee", "wacht af": "… wacht af", "haakt af": "× haakt af"}


class Row(NamedTuple):
    """A party: key, label, per first obstacle "", "left" or "gone", the numbers of what the rules bring, and what it does."""

    key: str
    label: str
    first: Sequence[str]
    brought: Sequence[int]
    stance: str


def picture(rows: Sequence[Row], first: Sequence[str], brought: Sequence[str], result: str, *, title: str, words: str) -> str:
    """Draw the round.

    Args:
        rows: the parties.
        first: names of the obstacles on which the round stalls.
        brought: names of the obstacles that the rules bring, numbered from 1.
        result: one line on the whole round.
        title, words: name and description.
    """
    ink, soft, bad = COLOURS["ink"], COLOURS["soft"], COLOURS["bad"]
    down = min(MOST, max(LEAST, 400 / max(1, len(rows))))
    size = min(14.5, down * 0.8)
    radius = min(8.5, down * 0.36)
    bottom = HEAD + down * len(rows)
    height = bottom + 188
    middle = LEFT + (WIDTH - LEFT - RIGHT) * 0.6
    across, slot = (middle - LEFT) / len(first), (WIDTH - RIGHT - middle) / SLOTS
    out = [text(WIDTH - EDGE, 26, "Nieuw door regels, en wat men doet", size=14, anchor="end", weight=650)]
    for j, name in enumerate(first):
        out.append(
            f'<g transform="translate({LEFT + (j + 0.5) * across + 2:.1f} {HEAD - 8:.1f}) rotate(-42)">{text(0, 0, wrap(name, 12, 1)[0], size=14)}</g>'
        )
    for i, row in enumerate(rows):
        y = HEAD + (i + 0.5) * down
        joins = row.stance == "doet mee"
        out.append(
            f'<rect data-key="r:{escape(row.key)}:{int(joins)}" x="6" y="{y - down / 2 + 1:.1f}" width="{WIDTH - 12:.1f}" height="{down - 2:.1f}" fill="{TINT if joins else COLOURS["tint"]}"/>'
        )
        out.append(text(LEFT - 8, y + size * 0.35, wrap(row.label, 17, 1)[0], size=size, anchor="end", weight=650 if joins else 400))
        for j, how in enumerate(row.first):
            if how:
                out.append(_mark(f"f:{j}|{row.key}:{how}", how == "left", LEFT + (j + 0.5) * across, y, radius))
        for number in row.brought:
            out.append(_number(f"b:{number}|{row.key}", number, middle + (number - 0.5) * slot, y, radius))
        colour = ACCENT if joins else bad if row.stance == "haakt af" else ink
        out.append(
            text(
                WIDTH - RIGHT + 8,
                y + size * 0.35,
                STANCES[row.stance],
                size=min(size, 14),
                weight=400 if row.stance == "wacht af" else 700,
                fill=colour,
                key=f"s:{row.key}",
            )
        )
    out.append(text(EDGE, bottom + 28, result, size=15, weight=650, fill=ACCENT))
    base = bottom + 54
    out.append(_mark("", True, EDGE + 9, base - 5, 8.5) + text(EDGE + 26, base, "houdt deze partij tegen", size=14, fill=soft))
    out.append(_mark("", False, EDGE + 226, base - 5, 8.5) + text(EDGE + 243, base, "is weg door een regel", size=14, fill=soft))
    out.append(_number("", 1, EDGE + 430, base - 5, 8.5) + text(EDGE + 447, base, "komt door een regel", size=14, fill=soft))
    for n, name in enumerate(brought[:SLOTS]):
        column, at = divmod(n, 4)
        x, y = EDGE + 9 + column * (WIDTH / 2 - 10), base + 27 + 25 * at
        out.append(_number(f"l:{n}", n + 1, x, y - 5, 8.5) + text(x + 17, y, wrap(name, 35, 1)[0], size=14, fill=soft))
    return document("".join(out), width=WIDTH, height=height, title=title, words=words)


def _mark(key: str, there: bool, x: float, y: float, radius: float) -> str:
    """An obstacle of the stalled round: a filled square while it is there, a dashed ring when a rule has taken it away."""
    named = f' data-key="{escape(key)}"' if key else ""
    if there:
        return f'<rect class="rk-shape"{named} x="{x - radius:.1f}" y="{y - radius:.1f}" width="{2 * radius:.1f}" height="{2 * radius:.1f}" fill="{COLOURS["bad"]}"/>'
    return f'<circle class="rk-shape"{named} cx="{x:.1f}" cy="{y:.1f}" r="{radius - 1:.1f}" fill="none" stroke="{COLOURS["soft"]}" stroke-width="1.5" stroke-dasharray="3 3"/>'


def _number(key: str, number: int, x: float, y: float, radius: float) -> str:
    """An obstacle that a rule brings: an open square with its number."""
    named = f' data-key="{escape(key)}"' if key else ""
    return (
        f'<g{named} transform="translate({x:.1f} {y:.1f})"><rect class="rk-shape" x="{-radius:.1f}" y="{-radius:.1f}" width="{2 * radius:.1f}" height="{2 * radius:.1f}" fill="{COLOURS["paper"]}" '
        f'stroke="{COLOURS["bad"]}" stroke-width="1.8"/>{text(0, 4.5, str(number), size=min(13, radius * 1.75), anchor="middle", weight=700, fill=COLOURS["bad"])}</g>'
    )
