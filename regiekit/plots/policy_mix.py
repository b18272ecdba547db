"""The mix as one divided bar; below it, per problem, which part is gone now and which part later, as ranges."""

from collections.abc import Sequence
from typing import NamedTuple

from .style import ACCENTS, COLOURS, TINTS
from .svg import document, text, wrap

SIZE = (660.0, 506.0)
LEFT, WIDE = 14.0, 632.0  # the bar of the mix
MIX, THICK = 52.0, 26.0  # its top and height
AXIS, SPAN = 250.0, 340.0  # the bars of the problems: left and length
TOP, ROW, MOST = 152.0, 64.0, 5  # the first problem, the distance between problems, how many fit
ACCENT, TINT = ACCENTS["begin"], TINTS["begin"]
#: Per part of the mix a fill and an outline: solid, tinted, dotted, grey.
FILLS = (
    f'fill="{ACCENT}"',
    f'fill="{TINT}" stroke="{ACCENT}" stroke-width="2"',
    f'fill="{COLOURS["paper"]}" stroke="{ACCENT}" stroke-width="2.5" stroke-dasharray="2 4"',
    f'fill="{COLOURS["line"]}"',
)


class Share(NamedTuple):
    """A part of the mix: its name with its size, and that size."""

    name: str
    effort: float


class Row(NamedTuple):
    """A problem: its name, and the part that is gone now and later, lowest and highest, 0…1, each with that in words."""

    name: str
    now: tuple[float, float]
    later: tuple[float, float]
    said_now: str
    said_later: str


def picture(shares: Sequence[Share], rows: Sequence[Row], heading: str, later: str, *, title: str, words: str) -> str:
    """Draw the mix and what it does.

    Args:
        shares: structure, culture, process, and what goes to upkeep.
        rows: the problems, at most `MOST`.
        heading: what the divided bar shows.
        later: what the second bar of each problem is called.
        title, words: name and description.
    """
    ink, soft, line = (COLOURS[c] for c in ("ink", "soft", "line"))
    out = [text(LEFT, 20, heading, size=15, weight=650)]
    total = sum(s.effort for s in shares)
    at = LEFT
    for i, share in enumerate(shares):
        wide = WIDE * share.effort / total if total else 0.0
        out.append(
            f'<rect data-key="mix:{i}" x="{at:.1f}" y="{MIX}" width="{wide:.1f}" height="{THICK}" {FILLS[i] if wide else "fill=" + chr(34) + "none" + chr(34)}/>'
        )
        x = LEFT + i * WIDE / 4
        out.append(
            f'<rect x="{x:.1f}" y="31" width="12" height="12" {FILLS[i]}/>{text(x + 19, 42, share.name, size=14, key=f"mixnaam:{i}")}'
        )
        at += wide
    out.append(text(LEFT, TOP - 38, "Welk deel van elk probleem is weg?", size=15, weight=650))
    out += [
        text(LEFT, TOP - 14, "laagste tot hoogste schatting:", size=14, fill=soft),
        f'<rect x="{AXIS}" y="{TOP - 27}" width="22" height="14" {FILLS[0]}/>',
        text(AXIS + 28, TOP - 14, "nu", size=14),
        f'<rect x="{AXIS + 68}" y="{TOP - 25}" width="22" height="10" {FILLS[1]}/>',
        text(AXIS + 96, TOP - 14, later, size=14),
    ]
    low = TOP + MOST * ROW
    for tick in range(0, 101, 25):
        x = AXIS + SPAN * tick / 100
        out.append(
            f'<path d="M{x:.1f} {TOP - 6}V{low}" stroke="{line}" stroke-width="{0.7 if tick else 1.4}"{" stroke-dasharray=" + chr(34) + "1 4" + chr(34) if tick else ""}/>'
        )
        out.append(text(x, low + 20, f"{tick}%", size=14, anchor="middle", fill=soft))
    if not rows:
        out.append(text(AXIS + 12, TOP + 30, "Er is nog geen probleem ingevuld.", size=15, halo=COLOURS["paper"]))
    for i, row in enumerate(rows[:MOST]):
        y = TOP + i * ROW
        out += [text(LEFT, y + 16 + 19 * k, part, size=14, fill=ink) for k, part in enumerate(wrap(row.name, 29, 2))]
        out += [_range(f"nu:{i}", row.now, y + 2, 18, 0, row.said_now), _range(f"later:{i}", row.later, y + 28, 12, 1, row.said_later)]
    return document("".join(out), width=SIZE[0], height=SIZE[1], title=title, words=words)


def _range(key: str, ends: tuple[float, float], y: float, high: float, fill: int, said: str) -> str:
    x, wide = AXIS + SPAN * ends[0], max(3.0, SPAN * (ends[1] - ends[0]))
    return (
        f'<rect data-key="{key}" x="{x:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{high}" {FILLS[fill]}/>'
        f'<g data-key="{key}:naam" transform="translate({x + wide + 8:.1f} {y + high / 2 + 5:.1f})">{text(0, 0, said, size=14, halo=COLOURS["paper"])}</g>'
    )
