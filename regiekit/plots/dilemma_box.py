"""The dilemma box: pros and cons of the present and of the new, a solution in between, and below it the pendulum over time."""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from .style import ACCENTS, CHAR, COLOURS, TINTS
from .svg import document, escape, text, wrap

SIZE = (660.0, 888.0)
EDGE, GAP = 8.0, 8.0
TITLE, HEAD = 26.0, 42.0  # room for the title, and for the names of the columns
HALF = (SIZE[0] - 2 * EDGE - GAP) / 2  # width of a quadrant
HIGH = 462.0  # of two quadrants, one below the other
LEAST = 110.0  # of one
BETWEEN = 98.0  # height of the strip with the solution
FONT, LINE = 13.5, 17.0  # of the arguments
PAUSE = 3.0  # between two of them, where there is room
PLOT = (66.0, 708.0, 520.0, 128.0)  # left, top, width, height of the pendulum
LOW, TOP = -0.3, 1.3  # the ends of its vertical axis: 0 is the present, 1 the new
ACCENT = ACCENTS["structuur"]


class Quadrant(NamedTuple):
    """One of the four: where (column and row, 0 or 1), what it is called, its sign, its arguments."""

    key: str
    column: int
    row: int
    name: str
    sign: str
    items: tuple[str, ...]


def picture(
    heading: str,
    columns: tuple[str, str],
    quadrants: Sequence[Quadrant],
    solution: str,
    price: str,
    times: Sequence[float],
    places: Sequence[float],
    aim: float,
    verdict: str,
    *,
    title: str,
    words: str,
) -> str:
    """Draw the box and the pendulum.

    Args:
        heading: the first line, for who sees the picture by itself.
        columns: what the present and the new are called.
        quadrants: the four.
        solution, price: what lies in between and what it costs; either may be empty.
        times: moments in ascending order, from 0, in years.
        places: where the structure is then, 0 the present and 1 the new; beyond the plot the line runs along its edge.
        aim: the place aimed at, 0…1.
        verdict: a few words on how it ends.
        title, words: name and description.
    """
    out = [text(EDGE + 2, EDGE + 15, wrap(heading, int((SIZE[0] - 2 * EDGE) / (15 * 0.6)), 1)[0], size=15, weight=700)]
    out += [_head(i, kind, name) for i, (kind, name) in enumerate(zip(("HEDEN", "NIEUW"), columns, strict=True))]
    top = EDGE + TITLE + HEAD
    for row, high in enumerate(heights(quadrants)):
        out += [_quadrant(q, top, high) for q in quadrants if q.row == row]
        top += high + GAP
    out.append(_strip("tussen", EDGE, top, "Een oplossing ertussen", solution))
    out.append(_strip("prijs", EDGE + HALF + GAP, top, "Wat die kost", price))
    out.append(_pendulum(times, places, aim, verdict))
    return document("".join(out), width=SIZE[0], height=SIZE[1], title=title, words=words)


def _left(column: int) -> float:
    return EDGE + column * (HALF + GAP)


def _head(column: int, kind: str, name: str) -> str:
    x, y = _left(column) + 2, EDGE + TITLE + 14
    shown = wrap(name, int((HALF - 66) / (14 * 0.6)), 2)
    return text(x, y, kind, size=13, weight=700, fill=ACCENT) + "".join(
        text(x + 60, y + 17 * i, line, size=14, weight=650) for i, line in enumerate(shown)
    )


def _wide() -> int:
    """How many characters a line of an argument holds."""
    return int((HALF - 38) / (FONT * CHAR))


def heights(quadrants: Sequence[Quadrant]) -> tuple[float, float]:
    """Heights of the two rows, together `HIGH`: each what its arguments ask, then half of what is left; where that is too much, the fuller one gives."""
    above, below = [
        max(
            max((sum(len(wrap(i, _wide(), 6)) * LINE + PAUSE for i in q.items) + 42 for q in quadrants if q.row == row), default=LEAST),
            LEAST,
        )
        for row in (0, 1)
    ]
    spare = HIGH - above - below
    if spare >= 0:
        above += spare / 2
    else:
        above = min(above, max(HIGH / 2, HIGH - below))
    return round(above), HIGH - round(above)


def fitted(items: Sequence[str], rows: int, width: int) -> tuple[list[tuple[str, ...]], int]:
    """Arguments as lines of at most `width` characters, together at most `rows` lines, and how many are left out.

    Long arguments are shortened before one is left out; a line is kept free to say how many are.
    """
    lines = [wrap(item, width, 6) for item in items]
    while sum(map(len, lines)) > rows and max(map(len, lines)) > 2:
        longest = max(range(len(lines)), key=lambda i: len(lines[i]))
        lines[longest] = wrap(items[longest], width, len(lines[longest]) - 1)
    if sum(map(len, lines)) <= rows:
        return lines, 0
    kept: list[tuple[str, ...]] = []
    for item in items:
        piece = wrap(item, width, 2)
        if sum(map(len, kept)) + len(piece) > rows - 1:
            break
        kept.append(piece)
    return kept, len(items) - len(kept)


@lru_cache(maxsize=64)
def _quadrant(q: Quadrant, y: float, high: float) -> str:
    x = _left(q.column)
    strong = q.sign == "+"
    colour = COLOURS["good" if strong else "bad"]
    out = [
        f'<rect data-key="q:{escape(q.key)}" x="{x:.1f}" y="{y:.1f}" width="{HALF}" height="{high:g}" rx="8" fill="{COLOURS["tint"] if strong else COLOURS["paper"]}" '
        f'stroke="{colour}" stroke-width="2"{"" if strong else " stroke-dasharray=" + chr(34) + "7 4" + chr(34)}/>',
        text(x + 12, y + 22, f"{q.sign} {q.name}", size=14, weight=650, fill=colour),
    ]
    at = y + 42
    if not q.items:
        out.append(text(x + 12, at, "Nog leeg: vul de kaart in.", size=FONT, fill=COLOURS["soft"]))
    rows = int((high - 50) / LINE) + 1
    lines, left = fitted(q.items, rows, _wide())
    pause = PAUSE if (sum(map(len, lines)) - 1) * LINE + len(lines) * PAUSE <= high - 50 else 0
    for item in lines:
        out.append(text(x + 12, at, q.sign, size=FONT, weight=700, fill=colour))
        for line in item:
            out.append(text(x + 27, at, line, size=FONT))
            at += LINE
        at += pause
    if left:
        out.append(text(x + 27, at, f"… en nog {left} {'punt' if left == 1 else 'punten'}", size=FONT, weight=650, fill=COLOURS["soft"]))
    return "".join(out)


@lru_cache(maxsize=64)
def _strip(key: str, x: float, y: float, name: str, content: str) -> str:
    out = [
        f'<rect data-key="s:{key}" x="{x:.1f}" y="{y:.1f}" width="{HALF}" height="{BETWEEN}" rx="8" fill="{TINTS["structuur"]}" stroke="{ACCENT}" stroke-width="1.5"/>',
        text(x + 12, y + 20, name, size=14, weight=650, fill=ACCENT),
    ]
    if content.strip():
        out += [
            text(x + 12, y + 38 + LINE * i, line, size=FONT) for i, line in enumerate(wrap(content, int((HALF - 22) / (FONT * CHAR)), 4))
        ]
    else:
        out.append(text(x + 12, y + 38, "Nog leeg: vul de kaart in.", size=FONT, fill=COLOURS["soft"]))
    return "".join(out)


def _pendulum(times: Sequence[float], places: Sequence[float], aim: float, verdict: str) -> str:
    left, top, width, height = PLOT
    end = times[-1]

    def at(time: float, place: float) -> tuple[float, float]:
        return left + width * time / end, top + height * (TOP - min(max(place, LOW), TOP)) / (TOP - LOW)

    out = [
        text(EDGE + 2, top - 16, "De slinger", size=14, weight=650, fill=ACCENT),
        text(left + width, top - 16, verdict, size=14, anchor="end", weight=650, fill=ACCENT),
    ]
    for place, name, dash in ((0.0, "heden", "2 4"), (1.0, "nieuw", "2 4")):
        y = at(0, place)[1]
        out.append(f'<path d="M{left} {y:.1f}h{width}" stroke="{COLOURS["line"]}" stroke-width="1.2" stroke-dasharray="{dash}"/>')
        out.append(text(left - 8, y + 4.5, name, size=13.5, anchor="end"))
    y = at(0, aim)[1]
    out.append(f'<path data-key="aim" d="M{left} {y:.1f}h{width}" stroke="{ACCENT}" stroke-width="1.5" stroke-dasharray="9 4"/>')
    named = min(max(y + 4.5, at(0, 1)[1] + 20), at(0, 0)[1] - 11)
    out.append(text(left + width + 8, named, "ertussen", size=13.5, fill=ACCENT, key="aimed"))
    out.append(
        f'<path d="M{left} {top + height}h{width}M{left} {top}v{height}" fill="none" stroke="{COLOURS["line"]}" stroke-width="1.2"/>'
    )
    for year in range(0, int(end) + 1, 2):
        out.append(text(at(year, 0)[0], top + height + 17, str(year), size=13.5, anchor="middle", fill=COLOURS["soft"]))
    out.append(text(left + width, top + height + 35, "jaren", size=13.5, anchor="end"))
    points = [at(t, x) for t, x in zip(times, places, strict=True)]
    out.append(
        f'<path data-key="swing" d="M{"L".join(f"{x:.1f} {y:.1f}" for x, y in points)}" fill="none" stroke="{COLOURS["ink"]}" stroke-width="2.6" stroke-linejoin="round"/>'
    )
    out.append(f'<circle data-key="start" cx="{points[0][0]:.1f}" cy="{points[0][1]:.1f}" r="5" fill="{COLOURS["ink"]}"/>')
    return "".join(out)
