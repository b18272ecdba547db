"""Parties by issues: what each gains and loses, and the total of a package as bars."""

from collections.abc import Sequence
from typing import NamedTuple

from .style import ACCENTS, COLOURS, TINTS
from .svg import document, escape, letter, text, text_width, wrap

WIDTH = 660.0
LEFT, BARS, EDGE, HEAD = 166.0, 182.0, 14.0, 62.0
LEAST, MOST = 17.5, 27.0  # height of a row
LINE = 20.0  # of the list of names
NUMBER = 34.0  # room for the number at the end of a bar
ACCENT, TINT = ACCENTS["proces"], TINTS["proces"]


class Issue(NamedTuple):
    """A column: its name, whether it is on the table, and whether it is in the package that is shown."""

    name: str
    on: bool
    chosen: bool


class Row(NamedTuple):
    """A party: its key and label, its gain per issue, its total in the package, and what it is paid (+) or pays (-)."""

    key: str
    label: str
    gains: Sequence[float]
    total: float
    paid: float = 0.0


def signed(value: float) -> str:
    """A gain as it stands in the picture: +3, −2, 0, with at most one decimal."""
    shown = f"{value:+.1f}".removesuffix(".0").replace(".", ",").replace("-", "−")
    return "0" if shown in {"+0", "−0"} else shown


def picture(rows: Sequence[Row], issues: Sequence[Issue], threshold: float, count: str, *, title: str, words: str) -> str:
    """Draw the matrix and the bars.

    Args:
        rows: the parties, in the order of the case.
        issues: the columns; lettered A, B, …
        threshold: what a party wants to have at least: a dashed line through the bars.
        count: one line below the matrix: how many packages there are.
        title, words: name and description.
    """
    ink, soft, line, paper, bad = (COLOURS[c] for c in ("ink", "soft", "line", "paper", "bad"))
    down = min(MOST, max(LEAST, 400 / max(1, len(rows))))
    size = min(14.5, down * 0.8)
    columns = 1 if len(issues) <= 8 else 2
    listed = -(-len(issues) // columns) * LINE
    bottom = HEAD + down * len(rows)
    height = bottom + 40 + listed + 78
    across = (WIDTH - LEFT - BARS - EDGE) / max(1, len(issues))
    wide = min(across - 2, 40.0)
    low = min((sum(min(g, 0) for g in r.gains) for r in rows), default=0)
    high = max((sum(max(g, 0) for g in r.gains) for r in rows), default=0)
    low, high = min(low, threshold, 0), max(high, threshold, 0)
    unit = (BARS - 2 * NUMBER) / ((high - low) or 1)
    zero = WIDTH - BARS + NUMBER - low * unit
    out = []
    for j, issue in enumerate(issues):
        x = LEFT + (j + 0.5) * across
        if issue.chosen:
            out.append(
                f'<rect data-key="band:{j}" x="{x - across / 2 + 0.5:.1f}" y="{HEAD - 34}" width="{across - 1:.1f}" height="{down * len(rows) + 36:.1f}" fill="{TINT}"/>'
            )
        fill, edge, colour = (
            (ACCENT, f'stroke="{ACCENT}" stroke-width="2"', paper)
            if issue.chosen
            else (
                paper,
                f'stroke="{ACCENT}" stroke-width="2"' if issue.on else f'stroke="{soft}" stroke-width="1.5" stroke-dasharray="3 3"',
                ACCENT if issue.on else soft,
            )
        )
        box = min(26.0, across - 2)
        out.append(
            f'<g data-key="h:{j}" transform="translate({x:.1f} {HEAD - 18:.1f})"><title>{escape(issue.name)}</title>'
            f'<rect class="rk-shape" x="{-box / 2:.1f}" y="-12" width="{box:.1f}" height="24" rx="4" fill="{fill}" {edge}/>'
            f"{text(0, 5, letter(j), size=14 if box > 16 else 11, anchor='middle', weight=700, fill=colour)}</g>"
        )
    out.append(text(WIDTH - BARS + 4, 20, "Het pakket samen", size=14, weight=650))
    out.append(text(LEFT, 20, "Winst en verlies per kwestie", size=14, weight=650))
    for i, row in enumerate(rows):
        y = HEAD + (i + 0.5) * down
        if i % 2:
            out.append(
                f'<path d="M{EDGE - 8} {y:.1f}H{LEFT - 4}M{WIDTH - BARS + 4} {y:.1f}H{WIDTH - 6}" stroke="{COLOURS["tint"]}" stroke-width="{down - 1:.1f}"/>'
            )
        below = row.total < threshold
        out.append(
            text(
                LEFT - 8,
                y + size * 0.35,
                wrap(row.label, 17, 1)[0],
                size=size,
                anchor="end",
                weight=650 if below else 400,
                fill=bad if below else ink,
            )
        )
        out += [_cell(j, row, issues[j], LEFT + (j + 0.5) * across, y, wide, down - 4) for j in range(len(issues))]
        out.append(_bar(row, below, zero, unit, y, down, size))
    mark = zero + threshold * unit
    out.append(f'<path d="M{zero:.1f} {HEAD - 6}V{bottom:.1f}" stroke="{line}" stroke-width="1.5"/>')
    if threshold:
        out.append(
            f'<path data-key="grens" d="M{mark:.1f} {HEAD - 6}V{bottom + 4:.1f}" stroke="{ink}" stroke-width="2" stroke-dasharray="6 4"/>'
        )
    out.append(text(mark, HEAD - 12, f"grens {signed(threshold)}", size=13, anchor="middle", fill=soft, key="g"))
    out.append(text(EDGE, bottom + 26, count, size=15, weight=650, fill=ACCENT))
    top = bottom + 40
    room = int((WIDTH / columns - 40) / (14 * 0.56))
    for j, issue in enumerate(issues):
        column, at = divmod(j, -(-len(issues) // columns))
        x, y = EDGE + column * WIDTH / columns, top + (at + 0.7) * LINE
        state = "in het pakket" if issue.chosen else "op tafel" if issue.on else "niet op tafel"
        name = f"{issue.name} ({state})" if columns == 1 else issue.name
        out.append(text(x, y, letter(j), size=14, weight=700, fill=ACCENT if issue.on else soft))
        out.append(text(x + 22, y, wrap(name, room, 1)[0], size=14, weight=650 if issue.chosen else 400, fill=ink if issue.on else soft))
    out.append(_legend(top + listed + 26, any(r.paid for r in rows)))
    return document("".join(out), width=WIDTH, height=height, title=title, words=words)


def _cell(j: int, row: Row, issue: Issue, x: float, y: float, wide: float, high: float) -> str:
    """A gain: filled with a plus, open with a minus; plain grey where the issue is not in the package."""
    value = row.gains[j]
    size = min(13.0, high * 0.85) if wide > 26 else 11.0
    content = signed(value).lstrip("" if wide > 20 else "+−") if value else "·"  # where it is narrow, filled or open says it
    box = ""
    colour = COLOURS["soft"]
    if issue.chosen and value:
        colour = COLOURS["paper"] if value > 0 else COLOURS["bad"]
        fill = ACCENT if value > 0 else COLOURS["paper"]
        edge = ACCENT if value > 0 else COLOURS["bad"]
        box = (
            f'<rect class="rk-shape" data-key="c:{j}|{escape(row.key)}" x="{x - wide / 2:.1f}" y="{y - high / 2:.1f}" width="{wide:.1f}" height="{high:.1f}" '
            f'rx="3" fill="{fill}" stroke="{edge}" stroke-width="1.5"/>'
        )
    return box + text(x, y + size * 0.35, content, size=size, anchor="middle", weight=650 if box else 400, fill=colour)


def _bar(row: Row, below: bool, zero: float, unit: float, y: float, down: float, size: float) -> str:
    """The total: a bar from zero, filled when at the threshold or above; where payments are made, a diamond at what is left."""
    start, end = sorted((zero, zero + row.total * unit))
    high = down * 0.6
    paint = (
        f'fill="{COLOURS["paper"]}" stroke="{COLOURS["bad"]}" stroke-width="1.8"'
        if below
        else f'fill="{ACCENT}" stroke="{ACCENT}" stroke-width="1.8"'
    )
    out = f'<rect class="rk-shape" data-key="b:{escape(row.key)}" x="{start:.1f}" y="{y - high / 2:.1f}" width="{max(end - start, 0.5):.1f}" height="{high:.1f}" {paint}/>'
    away = row.total < 0
    tip = (start - 5) if away else (end + 5)
    if row.paid:
        left = zero + (row.total + row.paid) * unit
        tip = min(tip, left - 10) if away else max(tip, left + 10)
        out += (
            f'<path class="rk-shape" data-key="d:{escape(row.key)}" transform="translate({left:.1f} {y:.1f})" d="M0 -6L6 0L0 6L-6 0Z" '
            f'fill="{COLOURS["paper"]}" stroke="{COLOURS["ink"]}" stroke-width="2"/>'
        )
    return out + text(
        tip,
        y + size * 0.35,
        signed(row.total),
        size=size,
        anchor="end" if away else "start",
        weight=700,
        fill=COLOURS["bad"] if below else COLOURS["ink"],
        key=f"t:{row.key}",
    )


def _legend(top: float, paid: bool) -> str:
    """What the marks mean, in two rows."""
    soft, paper, bad = COLOURS["soft"], COLOURS["paper"], COLOURS["bad"]

    def box(x: float, y: float, fill: str, edge: str, label: str, dash: str = "") -> tuple[str, float]:
        drawn = f'<rect x="{x:.1f}" y="{y - 12:.1f}" width="22" height="16" rx="3" fill="{fill}" stroke="{edge}" stroke-width="1.5"{dash}/>'
        return drawn + text(x + 28, y + 1, label, size=14, fill=soft), x + 28 + text_width(label, 14) + 20

    out, x = [], EDGE
    for fill, edge, label in ((ACCENT, ACCENT, "winst (+)"), (paper, bad, "verlies (−)")):
        drawn, x = box(x, top, fill, edge, label)
        out.append(drawn)
    out.append(text(x, top + 1, "grijs: telt nu niet mee · open balk: onder de grens", size=14, fill=soft))
    if paid:
        out.append(
            f'<path d="M{EDGE + 11:.1f} {top + 16}l6 6l-6 6l-6 -6Z" fill="{paper}" stroke="{COLOURS["ink"]}" stroke-width="2"/>'
            + text(EDGE + 28, top + 27, "wat een partij overhoudt als winnaars verliezers betalen", size=14, fill=soft)
        )
    return "".join(out)
