"""Coded occurrences of a word: a row per meaning, a numbered square per occurrence."""

from collections.abc import Mapping, Sequence

from .style import ACCENTS, COLOURS
from .svg import document, text, wrap

WIDTH = 660.0
LEFT, TOP, FOOT = 176.0, 14.0, 66.0
SIDE, STEP = 19.0, 22.0  # a square, and from one to the next
LINE = 20  # squares on a line
GAP = 13.0  # between rows


def picture(
    rows: Mapping[str, Sequence[int]], other: Sequence[int] = (), *, title: str, words: str, last: str = "", second: bool = False
) -> str:
    """Draw which occurrence has which meaning; together the squares of a row make a bar.

    Args:
        rows: meaning -> numbers of its occurrences.
        other: numbers that a second coder gave another meaning: an open square.
        title, words: name and description.
        last: the row that is no meaning (not yet coded): grey.
        second: there is a second coder, so the legend tells of open squares.
    """
    most = max(1, sum(map(len, rows.values())))
    lines = -(-most // LINE)
    row = STEP * min(2, lines) + GAP
    height = TOP + row * len(rows) + FOOT
    accent = ACCENTS["begin"]
    out = []
    for i, (name, numbers) in enumerate(rows.items()):
        y = TOP + i * row
        grey = name == last
        out.append(
            f'<rect x="{LEFT - 6:.1f}" y="{y - 2:.1f}" width="{WIDTH - LEFT - 44:.1f}" height="{row - GAP + 3:.1f}" fill="{COLOURS["tint"]}"/>'
        )
        middle = y + (row - GAP) / 2
        out.append(
            text(
                LEFT - 16,
                middle + 4,
                wrap(name, 20, 1)[0],
                size=15,
                anchor="end",
                weight=400 if grey else 600,
                fill=COLOURS["soft" if grey else "ink"],
            )
        )
        out.append(
            text(WIDTH - 14, middle + 5, str(len(numbers)), size=18, anchor="end", weight=700, fill=COLOURS["soft"] if grey else accent)
        )
        for k, number in enumerate(numbers):
            differs = number in other and not grey
            paint = (
                f'fill="{COLOURS["line"] if grey else accent}"'
                if not differs
                else f'fill="{COLOURS["paper"]}" stroke="{accent}" stroke-width="2"'
            )
            x, down = LEFT + STEP * (k % LINE), y + STEP * (k // LINE)
            out.append(
                f'<g data-key="v:{number}" transform="translate({x:.1f} {down:.1f})"><rect class="rk-shape" width="{SIDE}" height="{SIDE}" rx="2" {paint}/>'
                + text(
                    SIDE / 2, SIDE - 5.5, str(number), size=11.5, anchor="middle", weight=700, fill=accent if differs else COLOURS["paper"]
                )
                + "</g>"
            )
    foot = height - FOOT + 26
    out.append(text(14, foot, "■ een vindplaats, met haar nummer · rechts: hoe vaak", size=14, fill=COLOURS["soft"]))
    if second:
        out.append(text(14, foot + 21, "□ de tweede codeur koos hier een andere betekenis", size=14, fill=COLOURS["soft"]))
    return document("".join(out), width=WIDTH, height=height, title=title, words=words)
