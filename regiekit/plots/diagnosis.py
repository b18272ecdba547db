"""Measures of a case beside what chance alone would give: a strip per measure."""

from collections.abc import Sequence
from math import isnan
from typing import NamedTuple

from .style import ACCENTS, COLOURS
from .svg import document, text, wrap

SIZE = (660.0, 470.0)
LEFT, RIGHT = 216.0, 24.0


class Strip(NamedTuple):
    """One measure, all numbers between 0 and 1: the case, the band of chance, its mean; and the value as text.

    What cannot be determined is nan and is not drawn; `verdict` then says so.
    """

    name: str
    value: float
    low: float
    high: float
    mean: float
    shown: str
    verdict: str


def picture(strips: Sequence[Strip], *, title: str, words: str) -> str:
    """Draw the strips: a band for chance, an open mark for its mean, a filled one for the case."""
    width, height = SIZE
    accent = ACCENTS["structuur"]
    across = width - LEFT - RIGHT
    row = (height - 60) / max(1, len(strips))
    out = []
    for i, s in enumerate(strips):
        y = 16 + (i + 0.5) * row
        for k, line in enumerate(wrap(s.name, 22, 3)):
            out.append(text(14, y - 14 + 17 * k, line, size=14, weight=600 if k == 0 else 400))
        at = [LEFT + across * min(1.0, max(0.0, v)) for v in (s.value, s.low, s.high, s.mean)]
        out.append(f'<path d="M{LEFT} {y:.1f}H{LEFT + across:.1f}" stroke="{COLOURS["line"]}" stroke-width="1"/>')
        if not isnan(s.low + s.high + s.mean):
            out.append(
                f'<rect data-key="b:{i}" x="{at[1]:.1f}" y="{y - 11:.1f}" width="{max(3.0, at[2] - at[1]):.1f}" height="22" rx="4" '
                f'fill="{COLOURS["tint"]}" stroke="{COLOURS["line"]}" stroke-width="1.5"/>'
            )
            out.append(
                f'<circle data-key="m:{i}" cx="{at[3]:.1f}" cy="{y:.1f}" r="6" fill="{COLOURS["paper"]}" stroke="{COLOURS["ink"]}" stroke-width="2"/>'
            )
        if isnan(s.value):
            out.append(text(LEFT, y - 17, s.verdict, size=14, weight=650, fill=COLOURS["soft"]))
            continue
        out.append(f'<g data-key="v:{i}" transform="translate({at[0]:.1f} {y:.1f})"><circle r="8" fill="{accent}"/></g>')
        anchor = "start" if at[0] < LEFT + across * 0.5 else "end"
        out.append(text(at[0], y - 17, f"{s.shown} · {s.verdict}", size=14, anchor=anchor, weight=650, fill=accent))
    out.append(
        text(
            14,
            height - 12,
            "● deze casus · ○ gemiddelde bij loting · balk: 90 van de 100 lotingen vallen hierbinnen",
            size=14,
            fill=COLOURS["soft"],
        )
    )
    return document("".join(out), width=width, height=height, title=title, words=words)
