"""What parties want of one issue and how far they get together, beside what a package brings each of them."""

from collections.abc import Sequence
from math import ceil
from typing import NamedTuple

from .style import ACCENTS, COLOURS, TINTS
from .svg import document, escape, text, wrap

WIDTH = 660.0
TOP, FOOT = 84.0, 66.0  # above and below the rows
ROW = 31.0
NAMES = 142.0  # where the names end
ONE, ONE_WIDE = 150.0, 180.0  # the panel of one issue
MANY, MANY_WIDE = 362.0, 164.0  # the panel of the package
KIND = 542.0  # where the kinds of gain begin
THICK = 16.0  # of a bar


class Row(NamedTuple):
    """A party: how far it wants to go (0…1), what the package brings it (points), the kind of gain that was named ("" for none).

    `inside` is whether it sits at the table.
    """

    key: str
    name: str
    ambition: float
    total: float
    kind: str
    inside: bool = True


def picture(rows: Sequence[Row], together: float, by_lot: float, *, title: str, words: str) -> str:
    """Draw both panels.

    Args:
        rows: the parties, those at the table first.
        together: how far these get with one issue, 0…1; `by_lot`: what it would be on average by lot.
        title, words: name and description.
    """
    accent, tint, ink, soft, line, paper, bad = (
        ACCENTS["proces"],
        TINTS["proces"],
        *(COLOURS[k] for k in ("ink", "soft", "line", "paper", "bad")),
    )
    seated = sum(row.inside for row in rows)
    bottom = TOP + ROW * len(rows)
    edge = TOP + ROW * seated
    span = 5 * max(1, ceil(max((abs(r.total) for r in rows), default=0) / 5))
    middle, unit = MANY + MANY_WIDE / 2, (MANY_WIDE / 2 - 24) / span

    out = [
        text(ONE, 20, "Eén kwestie", size=15, weight=650),
        text(ONE, 38, "hoe ver wil elke partij?", size=14, fill=soft),
        text(MANY, 20, "Het pakket", size=15, weight=650),
        text(MANY, 38, "winst in punten", size=14, fill=soft),
        text(KIND, 20, "Wat zit erin", size=15, weight=650),
        text(KIND, 38, "voor mij?", size=15, weight=650),
    ]
    for share in (0, 0.5, 1):
        x = ONE + ONE_WIDE * share
        out.append(
            f'<path data-key="as{share}" d="M{x:.1f} {TOP - 4:.1f}V{bottom:.1f}" stroke="{line}" stroke-width="0.7" stroke-dasharray="1 4"/>'
        )
        out.append(text(x, bottom + 20, f"{share * 100:.0f}%", size=14, anchor="middle", fill=soft, key=f"at{share}"))
    out.append(f'<path data-key="nul" d="M{middle:.1f} {TOP - 4:.1f}V{bottom:.1f}" stroke="{ink}" stroke-width="1.5"/>')
    out.append(text(middle, bottom + 20, "0", size=14, anchor="middle", fill=soft, key="nulnaam"))
    for i, row in enumerate(rows):
        out.append(_row(row, TOP + ROW * (i + 0.5), together, middle, unit))
    x, lot = ONE + ONE_WIDE * together, ONE + ONE_WIDE * by_lot
    out.append(f'<path data-key="rand" d="M8 {edge:.1f}H{WIDTH - 8}" stroke="{ink if seated < len(rows) else "none"}" stroke-width="1.5"/>')
    out.append(f'<path data-key="samen" d="M{x:.1f} {TOP - 12:.1f}V{edge:.1f}" stroke="{ink}" stroke-width="3.5"/>')
    out.append(
        f'<path data-key="loting-rand" d="M{lot:.1f} {TOP - 4:.1f}V{edge:.1f}" stroke="{paper}" stroke-width="5"/>'
        f'<path data-key="loting" d="M{lot:.1f} {TOP - 4:.1f}V{edge:.1f}" stroke="{ink}" stroke-width="2.4" stroke-dasharray="2 4"/>'
    )
    out.append(
        text(
            max(ONE - 4, min(x - 40, ONE + ONE_WIDE - 100)), TOP - 18, f"samen: {together * 100:.0f}%", size=15, weight=700, key="samennaam"
        )
    )
    top = bottom + 38
    out += [
        f'<rect class="rk-shape" x="14" y="{top:.1f}" width="24" height="12" fill="{accent}"/>',
        text(46, top + 11, "komt er / wint", size=14, fill=soft),
        f'<rect class="rk-shape" x="152" y="{top:.1f}" width="24" height="12" fill="{tint}" stroke="{accent}" stroke-width="1.2"/>',
        text(184, top + 11, "wilde zij verder", size=14, fill=soft),
        f'<rect class="rk-shape" x="300" y="{top:.1f}" width="24" height="12" fill="{paper}" stroke="{bad}" stroke-width="2" stroke-dasharray="4 3"/>',
        text(332, top + 11, "verliest", size=14, fill=soft),
        f'<path d="M406 {top - 3:.1f}v18" stroke="{ink}" stroke-width="2" stroke-dasharray="2 5"/>',
        text(416, top + 11, "gemiddeld bij loting", size=14, fill=soft),
    ]
    return document("".join(out), width=WIDTH, height=bottom + FOOT, title=title, words=words)


def _row(row: Row, y: float, together: float, middle: float, unit: float) -> str:
    accent, tint, ink, paper, bad = ACCENTS["proces"], TINTS["proces"], COLOURS["ink"], COLOURS["paper"], COLOURS["bad"]
    up = y - THICK / 2
    soft, line = COLOURS["soft"], COLOURS["line"]
    edge = f'stroke="{accent}" stroke-width="1.2"' if row.inside else f'stroke="{line}" stroke-width="1.2" stroke-dasharray="3 3"'
    done = min(row.ambition, together) if row.inside else 0.0
    bars = (
        f'<rect x="{ONE:.1f}" y="{up:.1f}" width="{ONE_WIDE * row.ambition:.1f}" height="{THICK}" fill="{tint if row.inside else paper}" {edge}/>'
        f'<rect x="{ONE:.1f}" y="{up:.1f}" width="{ONE_WIDE * done:.1f}" height="{THICK}" fill="{accent}"/>'
    )
    length = abs(row.total) * unit
    if row.total >= 0:
        package = (
            f'<rect x="{middle:.1f}" y="{up:.1f}" width="{length:.1f}" height="{THICK}" fill="{accent if row.inside else tint}" {edge}/>'
        )
        at, anchor = middle + length + 5, "start"
    else:
        package = (
            f'<rect x="{middle - length:.1f}" y="{up:.1f}" width="{length:.1f}" height="{THICK}" fill="{paper}" stroke="{bad}" stroke-width="2" '
            'stroke-dasharray="4 3"/>'
        )
        at, anchor = middle - length - 5, "end"
    amount = f"{row.total:+.3g}".replace("-", "−").replace(".", ",") if row.total else "0"
    said = wrap(row.kind, 15, 1)[0] if row.kind else "?" if row.inside else "niet aan tafel"
    kind = text(KIND, y + 5, said, size=14, weight=700 if said == "?" else 400, fill=ink if row.inside else soft)
    name = wrap(row.name, 16, 1)[0]
    key, called = escape(row.key), escape(row.name)
    return (
        f'<g data-key="p:{key}" data-pick="{key}" aria-label="{called}"><title>{called}</title>'
        f'<rect class="rk-shape" x="4" y="{y - ROW / 2 + 1:.1f}" width="{WIDTH - 8:.1f}" height="{ROW - 2}" rx="4" fill="{COLOURS["paper"]}" fill-opacity="0"/>{text(NAMES, y + 5, name, size=14.5, anchor="end", fill=ink if row.inside else soft)}'
        f"{bars}{package}{text(at, y + 5, amount, size=14, anchor=anchor, weight=600)}{kind}</g>"
    )
