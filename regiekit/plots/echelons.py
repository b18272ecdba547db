"""A ladder of echelons: the message on its way down at the left, the experience on its way up at the right."""

from collections.abc import Sequence
from typing import NamedTuple

from .style import ACCENTS, COLOURS, TINTS
from .svg import document, escape, text, wrap

SIZE = (660.0, 640.0)
TOP, DEEP = 56.0, 500.0
BAR = 150.0  # width of a bar of 100%
LEFT, RIGHT = 16.0, SIZE[0] - 16.0 - BAR
INSIDE = (LEFT + BAR + 30, RIGHT - 30)  # where the echelons stand
TALLEST = 92.0
HATCH = 7.0  # between the lines of the hatching
ACCENT, TINT = ACCENTS["cultuur"], TINTS["cultuur"]


class Echelon(NamedTuple):
    """A level: its name, who of the case is there (`many` where that does not fit), and of the message and the experience what came
    through and what it held already (0…1 each)."""

    name: str
    who: str
    many: str
    down: tuple[float, float]
    up: tuple[float, float]


def picture(ladder: Sequence[Echelon], *, title: str, words: str) -> str:
    """Draw the echelons from the top down."""
    soft, ink = COLOURS["soft"], COLOURS["ink"]
    pitch = DEEP / len(ladder)
    high = min(TALLEST, pitch - 20)
    out = [
        text(LEFT, 22, "De boodschap", size=15, weight=650),
        text(LEFT, 40, "van de top, omlaag", size=14, fill=soft),
        text(RIGHT + BAR, 22, "De ervaring", size=15, anchor="end", weight=650),
        text(RIGHT + BAR, 40, "van de uitvoering, omhoog", size=14, anchor="end", fill=soft),
    ]
    for i, one in enumerate(ladder):
        y = TOP + i * pitch + (pitch - high) / 2
        x1, x2 = INSIDE
        out.append(
            f'<rect data-key="e{i}" x="{x1:.1f}" y="{y:.1f}" width="{x2 - x1:.1f}" height="{high:.1f}" rx="8" fill="{TINT}" stroke="{ink}" stroke-width="1.8"/>'
        )
        who = wrap(one.who, 36, max(1, int((high - 26) / 15))) if one.who else ()
        who = (one.many,) if who and who[-1].endswith("…") else who
        lines = [(one.name, 15.0, 650), *((line, 12.5, 400) for line in who)]
        top = y + high / 2 - (15 * (len(lines) - 1)) / 2 + 5
        out += [
            text((x1 + x2) / 2, top + 16 * j, line, size=size, anchor="middle", weight=weight)
            for j, (line, size, weight) in enumerate(lines)
        ]
        for x, (came, held), key in ((LEFT, one.down, "d"), (RIGHT, one.up, "u")):
            out.append(_bar(x, y, high, came, held, f"{key}{i}"))
    for i in range(len(ladder) - 1):
        y = TOP + (i + 1) * pitch
        out.append(_arrow(LEFT + BAR / 2, y, 1) + _arrow(RIGHT + BAR / 2, y, -1))
        a, b = y - (pitch - high) / 2, y + (pitch - high) / 2
        out.append(
            "".join(f'<path d="M{x:.1f} {a:.1f}V{b:.1f}" stroke="{ink}" stroke-width="1.8"/>' for x in (INSIDE[0] + 46, INSIDE[1] - 46))
        )
    base = TOP + DEEP + 26
    for x, label, came, held in (
        (LEFT, "overgekomen", 1.0, 0.0),
        (LEFT + 176, "vond men zelf al", 0.0, 1.0),
        (LEFT + 384, "eigen invulling", 0.0, 0.0),
    ):
        out.append(
            f'<g transform="translate({x:.1f} {base - 12:.1f})">{_parts(38, 16, came, held, "")}{text(46, 13, label, size=14, fill=soft)}</g>'
        )
    out.append(text(LEFT, base + 30, "Het getal: zoveel van de boodschap of ervaring is hier te vinden.", size=14, fill=soft))
    return document("".join(out), width=SIZE[0], height=SIZE[1], title=title, words=words)


def _bar(x: float, y: float, high: float, came: float, held: float, key: str) -> str:
    """A bar with its number."""
    deep = min(58.0, high - 20)
    top = y + (high - deep - 20) / 2
    number = text(BAR, deep + 16, f"{100 * (came + held):.0f}%", size=16, anchor="end", weight=700, fill=ACCENT, key=f"n:{key}")
    return f'<g transform="translate({x:.1f} {top:.1f})">{_parts(BAR, deep, came, held, key)}{number}</g>'


def _parts(wide: float, high: float, came: float, held: float, key: str) -> str:
    """What came through filled, what was held already hatched, the rest open."""
    named = f' data-key="b:{escape(key)}"' if key else ""
    left, right = wide * came, wide * (came + held)
    starts = [left - high + HATCH * (i + 1) for i in range(int((right - left + high) / HATCH))] if right - left > 0.5 else []
    lines = "".join(
        f"M{max(left, at):.1f} {high - max(left, at) + at:.1f}L{min(right, at + high):.1f} {high - min(right, at + high) + at:.1f}"
        for at in starts
    )
    hatching = f'<path d="{lines}" fill="none" stroke="{ACCENT}" stroke-width="1.6"/>' if lines else ""
    return (
        f'<rect width="{wide:g}" height="{high:g}" fill="{COLOURS["paper"]}"/><rect{named} width="{wide * came:.1f}" height="{high:g}" fill="{ACCENT}"/>{hatching}'
        f'<rect width="{wide:g}" height="{high:g}" fill="none" stroke="{COLOURS["line"]}" stroke-width="1.5"/>'
    )


def _arrow(x: float, y: float, way: int) -> str:
    """An arrow between two echelons: down (1) or up (-1)."""
    return (
        f'<path d="M{x:.1f} {y - 9 * way:.1f}V{y + 7 * way:.1f}M{x - 6:.1f} {y + way:.1f}L{x:.1f} {y + 8 * way:.1f}L{x + 6:.1f} {y + way:.1f}" fill="none" '
        f'stroke="{COLOURS["soft"]}" stroke-width="2.2" stroke-linecap="round"/>'
    )
