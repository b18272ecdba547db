"""A plane of two values: what each party can live with, the frame, and the content on which they can agree."""

from collections.abc import Sequence
from math import hypot
from typing import NamedTuple

from .style import ACCENTS, COLOURS, TINTS
from .svg import document, escape, text, text_width, wrap

LOW, HIGH = 0.5, 5.5  # the plane, in weights of a value (which run from 1 to 5)
LEFT, TOP, SIDE = 66.0, 12.0, 582.0
SIZE = (660.0, 738.0)
MARKS = {"voor": "+", "tegen": "−", "afwachtend": "?"}
DASHES = {"voor": "", "afwachtend": "11 5", "tegen": "3 5"}
MARK = 12.0  # radius of the mark of a party
NAMES = 4  # lines of names at most at one place
GAP = 11.0  # between the lines of the hatching


class Stand(NamedTuple):
    """A party in the plane: its ideal point (x, y) and radius in weights, its position, whether it is `in_` the group that can agree."""

    key: str
    label: str
    x: float
    y: float
    radius: float
    position: str
    in_: bool


class Area(NamedTuple):
    """Where the group can agree: points round it and the lines of its hatching, in weights; `all_` when the group is everyone."""

    outline: Sequence[tuple[float, float]]
    hatching: Sequence[tuple[tuple[float, float], tuple[float, float]]]
    all_: bool


def across(value: float) -> float:
    """Weight -> x in the picture."""
    return LEFT + (value - LOW) / (HIGH - LOW) * SIDE


def down(value: float) -> float:
    """Weight -> y in the picture."""
    return TOP + (HIGH - value) / (HIGH - LOW) * SIDE


def hatching_points() -> list[tuple[float, float]]:
    """A point on each line of the hatching, in weights; the lines run to the upper right."""
    step = GAP * 2**0.5 * (HIGH - LOW) / SIDE
    number = int(2 * (HIGH - LOW) / step)
    return [(LOW, HIGH - i * step) for i in range(1, number)]


def picture(
    stands: Sequence[Stand], frame: tuple[float, float, float, float], area: Area, axes: tuple[str, str], *, title: str, words: str
) -> str:
    """Draw the plane.

    Args:
        stands: the parties.
        frame: left, bottom, right, top, in weights; a point for given content.
        area: where the largest group can agree.
        axes: names of the values, across and upwards.
        title, words: name and description.
    """
    accent, tint, ink = ACCENTS["begin"], TINTS["begin"], COLOURS["ink"]
    unit = SIDE / (HIGH - LOW)
    out = [f'<rect x="{LEFT}" y="{TOP}" width="{SIDE}" height="{SIDE}" fill="{COLOURS["tint"]}"/>']
    x, y, right, bottom = across(frame[0]), down(frame[3]), across(frame[2]), down(frame[1])
    box = f'x="{x:.1f}" y="{y:.1f}" width="{right - x:.1f}" height="{bottom - y:.1f}"'
    out.append(f'<rect data-key="binnen" {box} fill="{COLOURS["paper"]}"/>')
    if area.outline:
        points = " ".join(f"{across(a):.1f},{down(b):.1f}" for a, b in area.outline)
        dashes = "" if area.all_ else ' stroke-dasharray="2 6" stroke-linecap="round"'
        out.append(f'<polygon data-key="ruimte" points="{points}" fill="{tint}" stroke="{accent}" stroke-width="4"{dashes}/>')
        lines = "".join(f"M{across(a):.1f} {down(b):.1f}L{across(c):.1f} {down(d):.1f}" for (a, b), (c, d) in area.hatching)
        if lines:
            out.append(f'<path d="{lines}" fill="none" stroke="{accent}" stroke-width="1.6"/>')
    for s in stands:
        dashes = f' stroke-dasharray="{DASHES[s.position]}"' if DASHES[s.position] else ""
        out.append(
            f'<circle data-key="c:{escape(s.key)}" cx="{across(s.x):.1f}" cy="{down(s.y):.1f}" r="{s.radius * unit:.1f}" '
            f'fill="none" stroke="{ink if s.in_ else COLOURS["line"]}" stroke-width="{2 if s.in_ else 1.5}"{dashes}/>'
        )
    # what sticks out of the plane is covered
    far = 2 * SIDE
    for a, b, w, h in (
        (-far, -far, 3 * far, far + TOP),
        (-far, -far, far + LEFT, 3 * far),
        (LEFT + SIDE, -far, far, 3 * far),
        (-far, TOP + SIDE, 3 * far, far),
    ):
        out.append(f'<rect x="{a:g}" y="{b:g}" width="{w:g}" height="{h:g}" fill="{COLOURS["paper"]}"/>')
    out.append(f'<rect x="{LEFT}" y="{TOP}" width="{SIDE}" height="{SIDE}" fill="none" stroke="{COLOURS["line"]}" stroke-width="1.5"/>')
    if hypot(right - x, bottom - y) > 1:
        out.append(f'<rect data-key="kader" {box} fill="none" stroke="{ink}" stroke-width="4.5"/>')
    rim = 5
    edges = [
        (x - rim, y - rim, right + rim, y + rim),
        (x - rim, bottom - rim, right + rim, bottom + rim),
        (x - rim, y, x + rim, bottom),
        (right - rim, y, right + rim, bottom),
    ]
    out += _marks(stands, edges)
    if hypot(right - x, bottom - y) <= 1:
        out.append(
            f'<path data-key="kader" d="M{x - 11:.1f} {y:.1f}L{x:.1f} {y - 11:.1f}L{x + 11:.1f} {y:.1f}L{x:.1f} {y + 11:.1f}Z" fill="{accent}" '
            f'stroke="{COLOURS["paper"]}" stroke-width="2.5"/>'
        )
    out += _axes(axes) + _legend()
    return document("".join(out), width=SIZE[0], height=SIZE[1], title=title, words=words)


def _marks(stands: Sequence[Stand], sides: Sequence[tuple[float, float, float, float]]) -> list[str]:
    """The parties: a mark per place, their names beside it where nothing is in the way; `sides` are those of the frame."""
    places: dict[tuple[float, float], list[Stand]] = {}
    for s in stands:
        places.setdefault((across(s.x), down(s.y)), []).append(s)
    taken = [(x - MARK, y - MARK, x + MARK, y + MARK) for x, y in places]
    out, size = [], 15.0
    for (x, y), here in places.items():
        lines = [line for s in here for line in wrap(s.label, 16, 1)]
        if len(lines) > NAMES:
            lines = [*lines[: NAMES - 1], f"en nog {len(lines) - NAMES + 1}"]
        wide, high = max(text_width(line, size) for line in lines) + 4, 1.15 * size * len(lines)
        boxes = {"start": (x + MARK + 5, y - high / 2), "end": (x - MARK - 5 - wide, y - high / 2)}
        below, above = (x - wide / 2, y + MARK + 3), (x - wide / 2, y - MARK - 3 - high)
        spots = [(*boxes["start"], "start"), (*boxes["end"], "end"), (*below, "middle"), (*above, "middle")]
        left, top, anchor = min(spots, key=lambda spot: _bumps((spot[0], spot[1], spot[0] + wide, spot[1] + high), taken, sides))
        taken.append((left, top, left + wide, top + high))
        at = {"start": left, "end": left + wide, "middle": left + wide / 2}[anchor]
        out += [
            text(at, top + size * (0.88 + 1.15 * i), line, size=size, anchor=anchor, weight=600, fill=COLOURS["ink"], halo=COLOURS["paper"])
            for i, line in enumerate(lines)
        ]
        for i, s in enumerate(here):
            if i == 0:
                paint = (
                    f'fill="{ACCENTS["begin"]}" stroke="{COLOURS["paper"]}"'
                    if s.in_
                    else f'fill="{COLOURS["paper"]}" stroke="{COLOURS["ink"]}" stroke-dasharray="4 3"'
                )
                sign = "•" if len({o.position for o in here}) > 1 else MARKS[s.position]
                out.append(
                    f'<g data-key="p:{escape(s.key)}" transform="translate({x:.1f} {y:.1f})"><title>{escape(", ".join(o.label for o in here))}</title>'
                    f'<circle class="rk-shape" r="{MARK}" {paint} stroke-width="2"/>'
                    f'<text y="5.5" font-size="16" font-weight="700" text-anchor="middle" fill="{COLOURS["paper"] if s.in_ else COLOURS["ink"]}">{sign}</text></g>'
                )
    return out


def _bumps(
    box: tuple[float, float, float, float],
    taken: Sequence[tuple[float, float, float, float]],
    sides: Sequence[tuple[float, float, float, float]],
) -> float:
    """How much of a box is on another one, outside the plane, or (less bad) on a side of the frame."""
    x0, y0, x1, y1 = box

    def over(others: Sequence[tuple[float, float, float, float]]) -> float:
        return sum(max(0.0, min(x1, b[2]) - max(x0, b[0])) * max(0.0, min(y1, b[3]) - max(y0, b[1])) for b in others)

    out = max(0.0, LEFT + 2 - x0, x1 - LEFT - SIDE + 2) + max(0.0, TOP + 2 - y0, y1 - TOP - SIDE + 2)
    return 10 * over(taken) + over(sides) + 400 * out


def _axes(axes: tuple[str, str]) -> list[str]:
    soft, size, base = COLOURS["soft"], 15.0, TOP + SIDE
    names = [wrap(name, 30, 1)[0] for name in axes]
    out = [
        text(LEFT + SIDE / 2, base + 21, f"{names[0]} →", size=size, anchor="middle", weight=650),
        text(LEFT, base + 21, "weinig", size=14, fill=soft),
        text(LEFT + SIDE, base + 21, "veel", size=14, anchor="end", fill=soft),
        f'<g transform="translate({LEFT - 16} {TOP + SIDE / 2}) rotate(-90)">{text(0, 0, f"{names[1]} →", size=size, anchor="middle", weight=650)}</g>',
        text(LEFT - 8, base, "weinig", size=14, anchor="end", fill=soft),
        text(LEFT - 8, TOP + 12, "veel", size=14, anchor="end", fill=soft),
    ]
    return out


def _legend() -> list[str]:
    """What the signs mean, the same in every state."""
    ink, soft, accent = COLOURS["ink"], COLOURS["soft"], ACCENTS["begin"]
    base = TOP + SIDE + 52
    out, x = [text(16, base, "Cirkel om een partij die", size=14, fill=soft)], 200.0
    for position, name, step in (("voor", "voor is (+)", 146), ("afwachtend", "afwacht (?)", 146), ("tegen", "tegen is (−)", 0)):
        dashes = f' stroke-dasharray="{DASHES[position]}"' if DASHES[position] else ""
        out.append(f'<path d="M{x:.1f} {base - 5}h34" stroke="{ink}" stroke-width="2"{dashes}/>')
        out.append(text(x + 41, base, name, size=14, fill=soft))
        x += step
    row = base + 27
    out.append(f'<rect x="16" y="{row - 14}" width="24" height="17" fill="none" stroke="{ink}" stroke-width="3.5"/>')
    out.append(text(48, row, "kader", size=14, fill=soft))
    out.append(f'<path d="M114 {row - 5}l9 -9l9 9l-9 9z" fill="{accent}"/>')
    out.append(text(139, row, "gegeven plan", size=14, fill=soft))
    out.append(f'<circle class="rk-shape" cx="276" cy="{row - 5}" r="9" fill="{accent}" stroke="{COLOURS["paper"]}"/>')
    out.append(text(292, row, "hoort bij de grootste groep", size=14, fill=soft))
    out.append(
        f'<circle class="rk-shape" cx="518" cy="{row - 5}" r="9" fill="{COLOURS["paper"]}" stroke="{ink}" stroke-width="2" stroke-dasharray="4 3"/>'
    )
    out.append(text(534, row, "valt af", size=14, fill=soft))
    out += _sample(16, row + 27, "", "gearceerd: hier vinden alle partijen elkaar")
    out += _sample(16, row + 54, "2 6", "met stippelrand: hier vindt de grootste groep elkaar, niet iedereen")
    return out


def _sample(x: float, y: float, dash: str, name: str) -> list[str]:
    accent = ACCENTS["begin"]
    dashes = f' stroke-dasharray="{dash}" stroke-linecap="round"' if dash else ""
    return [
        f'<rect x="{x}" y="{y - 14}" width="24" height="17" fill="{TINTS["begin"]}" stroke="{accent}" stroke-width="3.5"{dashes}/>',
        f'<path d="M{x + 3} {y}l11 -11M{x + 11} {y}l11 -11" stroke="{accent}" stroke-width="1.6"/>',
        text(x + 32, y, name, size=14, fill=COLOURS["soft"]),
    ]
