"""A hundred situations three times over: by rules, by values, by both; and the same shares against how many are new."""

from collections.abc import Sequence
from typing import NamedTuple

from .style import ACCENTS, COLOURS, TINTS
from .svg import document, text

SIZE = (660.0, 604.0)
GRID = (62.0, 18.0)  # top of the fields of situations, distance between situations
PANEL = 220.0  # width of the part of one way
KEY = 274.0  # middle of the legend
PLOT = (64.0, 322.0, 440.0, 226.0)  # left, top, width, height
APART = 19.0  # between the names at the ends of the lines
DASHES = ("", "9 5", "2 5")
LINES = 2.0, 3.0  # widths
#: A mark as layers on one another (width and colour): full, a ring with a dot, or an empty ring.
LAYERS = {
    "rule": ((13.0, ACCENTS["cultuur"]),),
    "value": ((13.0, ACCENTS["cultuur"]), (8.6, TINTS["cultuur"]), (4.4, ACCENTS["cultuur"])),
    "none": ((12.0, COLOURS["line"]), (9.6, COLOURS["paper"])),
}


class Way(NamedTuple):
    """One way of handling situations: its name, and of 100 situations how many foreseen and new ones go well by a rule or by a value.

    `end` is the share (0…1) handled when everything is new, `begin` when nothing is.
    """

    name: str
    foreseen_rule: int
    foreseen_value: int
    new_value: int
    begin: float
    end: float

    @property
    def good(self) -> int:
        return self.foreseen_rule + self.foreseen_value + self.new_value


def picture(ways: Sequence[Way], new: int, novelty: float, crossing: float | None, said: str, *, title: str, words: str) -> str:
    """Draw the three ways beside one another and as lines below.

    Args:
        ways: rules, values, both.
        new: how many of the 100 situations are new.
        novelty: the share that is new, 0…1.
        crossing: the share from which values beat rules, where the two lines meet; None: they do not.
        said: what is written at the crossing.
        title, words: name and description.
    """
    out = [_panel(i, way, new) for i, way in enumerate(ways)]
    out += [_legend(), _plot(ways, novelty, crossing, said)]
    return document("".join(out), width=SIZE[0], height=SIZE[1], title=title, words=words)


def _panel(number: int, way: Way, new: int) -> str:
    left = PANEL * number + (PANEL - 9 * GRID[1]) / 2
    middle = PANEL * (number + 0.5)
    out = [
        text(middle, 22, way.name, size=15, anchor="middle", weight=650),
        text(middle, 44, f"{way.good} van de 100 goed", size=14, anchor="middle", key=f"g:{number}"),
    ]
    foreseen = 100 - new
    state = ["rule"] * way.foreseen_rule + ["value"] * way.foreseen_value
    state += ["none"] * (foreseen - len(state)) + ["value"] * way.new_value
    state += ["none"] * (100 - len(state))
    marks: dict[tuple[str, bool], list[tuple[float, float]]] = {}
    for i, kind in enumerate(state):
        row, column = divmod(i, 10)
        marks.setdefault((kind, i >= foreseen), []).append((left + GRID[1] * column, GRID[0] + GRID[1] * row))
    out += [_marks(kind, square, at, f"s:{number}|{kind}|{'square' if square else 'round'}") for (kind, square), at in marks.items()]
    return "".join(out)


def _marks(kind: str, square: bool, at: Sequence[tuple[float, float]], key: str) -> str:
    """Marks of one kind as lines without length, whose caps are the marks: a panel may move the numbers in such a path."""
    path = "".join(f"M{x:.1f} {y:.1f}h0" for x, y in at)
    cap = "square" if square else "round"
    return "".join(
        f'<path data-key="{key}|{layer}" d="{path}" fill="none" stroke="{colour}" stroke-width="{wide}" stroke-linecap="{"round" if layer == 2 else cap}"/>'
        for layer, (wide, colour) in enumerate(LAYERS[kind])
    )


def _legend() -> str:
    """What the marks mean: shape for foreseen or new, filling for what handled it."""
    out, x = [], 22.0
    for kind, square, name in (
        ("rule", False, "goed door een regel"),
        ("value", False, "goed door een waarde"),
        ("none", False, "gaat mis"),
        ("none", True, "vierkant: nieuw"),
    ):
        out.append(_marks(kind, square, [(x, KEY)], f"k:{kind}|{int(square)}"))
        out.append(text(x + 13, KEY + 5, name, size=14, fill=COLOURS["soft"]))
        x += 34 + 7.6 * len(name)
    return "".join(out)


def _plot(ways: Sequence[Way], novelty: float, crossing: float | None, said: str) -> str:
    left, top, width, height = PLOT
    low = top + height
    accent, ink, soft = ACCENTS["cultuur"], COLOURS["ink"], COLOURS["soft"]

    def at(new: float, good: float) -> tuple[float, float]:
        return left + width * new, low - height * good

    out = [text(18, top - 12, "gaat goed, van de 100", size=14)]
    for tick in range(0, 101, 20):
        y = at(0, tick / 100)[1]
        out.append(
            f'<path d="M{left} {y:.1f}h{width}" stroke="{COLOURS["line"]}" stroke-width="{0.6 if tick else 1.4}" stroke-dasharray="{"1 4" if tick else "none"}"/>'
        )
        out.append(text(left - 8, y + 5, str(tick), size=14, anchor="end", fill=soft))
        out.append(text(at(tick / 100, 0)[0], low + 20, f"{tick}%", size=14, anchor="middle", fill=soft))
    out.append(text(left + width, low + 42, "deel van de situaties dat nieuw is", size=14, anchor="end"))
    x = at(novelty, 0)[0]
    out.append(f'<path data-key="nu" d="M{x:.1f} {top - 2}V{low}" stroke="{ink}" stroke-width="1.6" stroke-dasharray="4 4"/>')
    out.append(
        f'<g data-key="nunaam" transform="translate({x:.1f} {low + 42:.1f})">{text(0, 0, "▲ nu", size=14, weight=650, anchor="middle")}</g>'
        if novelty < 0.3
        else f'<g data-key="nunaam" transform="translate({x:.1f} {top - 8:.1f})">{text(0, 0, "▼ nu", size=14, weight=650, anchor="middle")}</g>'
    )
    ends = []
    for i, way in enumerate(ways):
        (x0, y0), (x1, y1) = at(0, way.begin), at(1, way.end)
        colour = accent if i == 2 else ink if i == 1 else soft
        out.append(
            f'<path data-key="l:{i}" d="M{x0:.1f} {y0:.1f}L{x1:.1f} {y1:.1f}" fill="none" stroke="{colour}" stroke-width="{LINES[i == 2]}" stroke-dasharray="{DASHES[i] or "none"}"/>'
        )
        mark = at(novelty, way.begin + (way.end - way.begin) * novelty)
        out.append(f'<circle data-key="n:{i}" cx="{mark[0]:.1f}" cy="{mark[1]:.1f}" r="5" fill="{colour}"/>')
        ends.append([y1, i, colour])
    ends.sort(key=lambda end: (end[0], -end[1]))
    for k, end in enumerate(ends):
        end[0] = max(end[0], top + 4 if k == 0 else ends[k - 1][0] + APART)
    for k, end in reversed(list(enumerate(ends))):
        end[0] = min(end[0], low if k == len(ends) - 1 else ends[k + 1][0] - APART)
    for y, i, colour in ends:
        sample = f'<path d="M8 0h24" stroke="{colour}" stroke-width="{LINES[i == 2]}" stroke-dasharray="{DASHES[i] or "none"}"/>'
        out.append(
            f'<g data-key="e:{i}" transform="translate({left + width:.1f} {y:.1f})">{sample}{text(38, 5, ("regels", "waarden", "allebei")[i], size=14)}</g>'
        )
    if crossing is not None:
        cx, cy = at(crossing, ways[1].begin)
        out.append(
            f'<polygon data-key="kruis" points="{cx:.1f},{cy - 9:.1f} {cx + 9:.1f},{cy:.1f} {cx:.1f},{cy + 9:.1f} {cx - 9:.1f},{cy:.1f}" fill="{COLOURS["paper"]}" stroke="{ink}" stroke-width="2.5"/>'
        )
        side = "start" if crossing < 0.62 else "end"
        out.append(
            text(
                cx + (14 if side == "start" else -14),
                max(cy - 13, top + 12),
                said,
                size=14,
                weight=650,
                anchor=side,
                halo=COLOURS["paper"],
                key="kruisnaam",
            )
        )
    return "".join(out)
