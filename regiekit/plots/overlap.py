"""The competence matrix: parties by tasks, a mark per claim."""

from collections.abc import Mapping

from ..cases import Case
from .style import ACCENTS, COLOURS
from .svg import document, escape, text, wrap

SIZE = (660.0, 580.0)
LEFT, RIGHT, HEAD, FOOT = 156.0, 64.0, 116.0, 78.0
ROW = 17.5  # a row is never lower: the picture grows with the number of parties


def picture(
    case: Case, claims: Mapping[str, Mapping[str, float]], start: Mapping[str, Mapping[str, float]], *, title: str, words: str
) -> str:
    """Draw which party claims which task, and how many claim it.

    Args:
        case: gives names.
        claims: task -> party -> strength (0…1) of the claims that are left.
        start: the same before any was dropped: an open circle where a claim was.
        title, words: name and description.
    """
    parties = [p for p in case.parties if any(p.key in held for held in start.values())]
    width, height = SIZE[0], max(SIZE[1], HEAD + FOOT + ROW * len(parties))
    tasks = list(case.tasks)
    across = (width - LEFT - RIGHT) / max(1, len(tasks))
    down = (height - HEAD - FOOT) / max(1, len(parties))
    accent = ACCENTS["structuur"]
    size = min(15.0, down * 0.8)
    out = []
    for i, p in enumerate(parties):
        y = HEAD + (i + 0.5) * down
        out.append(text(LEFT - 10, y + size * 0.35, wrap(p.label, 18, 1)[0], size=size, anchor="end"))
        out.append(f'<path d="M{LEFT} {y:.1f}H{width - RIGHT}" stroke="{COLOURS["tint"]}" stroke-width="{max(1, down - 3):.1f}"/>')
    for j, t in enumerate(tasks):
        x = LEFT + (j + 0.5) * across
        out.append(f'<g transform="translate({x + 4:.1f} {HEAD - 6:.1f}) rotate(-42)">{text(0, 0, wrap(t.label, 18, 1)[0], size=14)}</g>')
        held = claims.get(t.key, {})
        for i, p in enumerate(parties):
            y = HEAD + (i + 0.5) * down
            strength = start.get(t.key, {}).get(p.key)
            if strength is None:
                continue
            r = min(across, down) * (0.16 + 0.24 * strength)
            paint = (
                f'fill="{accent}"' if p.key in held else f'fill="none" stroke="{COLOURS["line"]}" stroke-width="1.5" stroke-dasharray="3 3"'
            )
            out.append(f'<circle data-key="c:{escape(t.key)}|{escape(p.key)}" cx="{x:.1f}" cy="{y:.1f}" r="{r:.1f}" {paint}/>')
        colour = COLOURS["bad"] if not held else accent if len(held) > 1 else COLOURS["ink"]
        out.append(text(x, height - FOOT + 24, str(len(held)), size=20, anchor="middle", weight=700, fill=colour))
    out.append(text(LEFT - 10, height - FOOT + 22, "Gaan erover:", size=14, anchor="end", weight=650))
    out.append(text(16, height - 28, "● claim, groter is sterker · ◌ claim losgelaten", size=14, fill=COLOURS["soft"]))
    out.append(text(16, height - 10, "0 = het gat: niemand · 1 = één eigenaar · 2 of meer = overlap", size=14, fill=COLOURS["soft"]))
    return document("".join(out), width=width, height=height, title=title, words=words)
