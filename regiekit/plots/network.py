"""Networks and maps as SVG text: parties, ties, labelled zones.

Own code, because no maintained library writes a network as accessible SVG with an element per party that can be found again
(`data-key`) in the next picture: that is what lets a panel move the parties instead of blinking.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from math import hypot
from typing import Any, NamedTuple

from ..cases import Party
from .layout import Box, font
from .style import ACCENTS, CHAR, COLOURS, LINES, SHAPE_NAMES, SHAPES, TINTS
from .svg import document, escape, text, text_width, wrap

LEGEND = 28.0  # height of one row of the legend
BOLD = 0.61  # mean width of a bold character as a share of its size


class Node(NamedTuple):
    """A party in a picture.

    `shape` is a kind of party (`style.SHAPES`), `size` 1…5, `tone` one of plain, strong (filled with the accent), tinted and
    faded (dashed), `name` the full name for a pointer or a screen reader, `mark` a short text inside the shape, `scale` of label and shape.
    """

    key: str
    label: str
    x: float
    y: float
    shape: str = "instelling"
    size: float = 3
    tone: str = "plain"
    name: str = ""
    mark: str = ""
    scale: float = 1.0
    href: str = ""

    @classmethod
    def of(cls, party: Party, at: tuple[float, float], tone: str = "plain", **more: Any) -> "Node":
        """A party of a case at a place; `more` are other fields, its full name is what it is called unless they say otherwise."""
        return cls(party.key, party.label, *at, party.kind, party.size, tone, **{"name": party.called, **more})


class Edge(NamedTuple):
    """A tie: `kind` from `style.LINES`, `weight` 1…5, `tone` plain, strong or faded."""

    source: str
    target: str
    kind: str = "formeel"
    weight: float = 2
    directed: bool = False
    tone: str = "plain"


class Zone(NamedTuple):
    """A labelled area under the parties; `tone` plain, strong or faded (dashed, no fill)."""

    key: str
    label: str
    box: Box
    tone: str = "plain"


@lru_cache(maxsize=512)
def radius(size: float, scale: float = 1.0) -> float:
    """Radius of a party of this size, viewBox units; the area grows with the size."""
    return (11.0 + 5.0 * max(0.0, size) ** 0.5) * scale


@lru_cache(maxsize=512)
def _rooms(places: tuple[tuple[float, float, float], ...], width: float) -> tuple[float, ...]:
    """How wide the name of each party (x, y, scale) may be, so that it touches no name beside it and stays in the picture."""
    out = []
    for i, (x, y, scale) in enumerate(places):
        high = 4.2 * font(scale)
        free = min(x, width - x) * 2
        for j, (x2, y2, _) in enumerate(places):
            if abs(y2 - y) < high and i != j and free > abs(x2 - x) > 1:
                free = abs(x2 - x)
        out.append(free - 8)
    return tuple(out)


def label_lines(nodes: Sequence[Node], width: float) -> list[tuple[float, tuple[str, ...]]]:
    """Size of the text and the lines of the name, per party, in a picture of this width."""
    rooms = _rooms(tuple([(n.x, n.y, n.scale) for n in nodes]), width)
    sizes = [font(n.scale) for n in nodes]
    return [(size, wrap(n.label, max(4, min(16, int(room / (size * CHAR)))))) for n, size, room in zip(nodes, sizes, rooms, strict=True)]


def _node_paint(accent: str, tint: str) -> dict[str, str]:
    ink, paper, soft = COLOURS["ink"], COLOURS["paper"], COLOURS["soft"]
    return {
        "plain": f'fill="{paper}" stroke="{ink}" stroke-width="2"',
        "strong": f'fill="{accent}" stroke="{accent}" stroke-width="2"',
        "tinted": f'fill="{tint}" stroke="{accent}" stroke-width="2.5"',
        "faded": f'fill="{paper}" stroke="{soft}" stroke-width="2" stroke-dasharray="4 4"',
    }


def _shape(shape: str, r: float) -> str:
    corners = SHAPES.get(shape, None)
    if corners is None:
        return f'<circle class="rk-shape" r="{r:.1f}" '
    points = " ".join(f"{x * r:.1f},{y * r:.1f}" for x, y in corners)
    return f'<polygon class="rk-shape" points="{points}" '


@lru_cache(maxsize=64)
def draw_nodes(nodes: tuple[Node, ...], strategy: str, pick: bool, width: float) -> str:
    paint = _node_paint(ACCENTS[strategy], TINTS[strategy])
    out = []
    mark_fill = {"strong": COLOURS["paper"]}
    for n, (size, lines) in zip(nodes, label_lines(nodes, width), strict=True):
        r = radius(n.size, n.scale)
        key = escape(n.key)
        role = f' data-href="{escape(n.href)}"' if n.href else (f' data-pick="{key}"' if pick else "")
        labels = "".join(
            f'<text y="{r + size * (0.98 + 1.1 * i):.1f}" font-size="{size:.1f}" text-anchor="middle" fill="#1b1f27" '
            f'stroke="#ffffff" stroke-width="4" paint-order="stroke" stroke-linejoin="round">{escape(line)}</text>'
            for i, line in enumerate(lines)
            if line
        )
        mark = (
            (
                f'<text y="{size * 0.36:.1f}" font-size="{size:.1f}" font-weight="700" text-anchor="middle" '
                f'fill="{mark_fill.get(n.tone, "#1b1f27")}">{escape(n.mark)}</text>'
            )
            if n.mark
            else ""
        )
        name = escape(n.name or n.label)
        out.append(
            f'<g data-key="n:{key}" transform="translate({n.x:.1f} {n.y:.1f})"{role} aria-label="{name}">'
            f"<title>{name}</title>{_shape(n.shape, r)}{paint[n.tone]}/>{mark}{labels}</g>"
        )
    return "".join(out)


class Drawn(NamedTuple):
    """A tie as it is drawn, for the screen and for print: from (x1, y1) to (x2, y2), its direction, width and dash pattern."""

    edge: Edge
    x1: float
    y1: float
    x2: float
    y2: float
    ux: float
    uy: float
    width: float
    dash: str


def drawn(edges: Iterable[Edge], where: Mapping[str, Node]) -> Iterator[Drawn]:
    """The ties from rim to rim; several ties between one pair lie side by side. An unknown party raises KeyError."""
    for e, lane in _lanes(edges):
        line = _drawn(e, where[e.source], where[e.target], lane)
        if line:
            yield line


def _lanes(edges: Iterable[Edge]) -> Iterator[tuple[Edge, int]]:
    """Each tie with its number among those between the same two parties, whatever their direction."""
    beside: dict[tuple[str, str], int] = {}
    for e in edges:
        pair = (e.source, e.target) if e.source < e.target else (e.target, e.source)
        lane = beside[pair] = beside.get(pair, -1) + 1
        yield e, lane


def _drawn(e: Edge, a: Node, b: Node, lane: int) -> Drawn | None:
    """One tie, the `lane`-th between its two parties; None when they stand at the same place."""
    dx, dy = b.x - a.x, b.y - a.y
    length = hypot(dx, dy)
    if length < 1:
        return None
    ra, rb = radius(a.size, a.scale) + 1, radius(b.size, b.scale) + 3
    shift = ((lane + 1) // 2) * (6 if lane % 2 else -6) * (1 if e.source < e.target else -1)
    ux, uy = dx / length, dy / length
    width, dash = LINES[e.kind]
    width *= (0.75 + e.weight / 8) * (0.3 if e.tone == "faded" else 1)
    return Drawn(
        e,
        a.x + ux * ra - uy * shift,
        a.y + uy * ra + ux * shift,
        b.x - ux * rb - uy * shift,
        b.y - uy * rb + ux * shift,
        ux,
        uy,
        width,
        dash,
    )


def edge_colours(accent: str) -> dict[str, str]:
    """Colour of a tie by its tone; a faded one is thin."""
    return {"plain": COLOURS["line"], "strong": accent, "faded": COLOURS["line"]}


@lru_cache(maxsize=64)
def _lines(nodes: tuple[Node, ...], accent: str) -> dict[tuple[Edge, int, int], str]:
    """The ties drawn so far between parties at these places: a slider moves one tie of many at a time."""
    return {}


def draw_edges(edges: Iterable[Edge], nodes: tuple[Node, ...], accent: str) -> str:
    lines = _lines(nodes, accent)
    where: dict[str, Node] = {}
    out: list[str] = []
    same: dict[tuple[str, str, str], int] = {}
    for e, lane in _lanes(edges):
        key = e[:3]
        number = same[key] = same.get(key, 0) + 1
        line = lines.get((e, lane, number))
        if line is None:
            where = where or {n.key: n for n in nodes}
            line = lines[e, lane, number] = _line(_drawn(e, where[e.source], where[e.target], lane), number, accent)
        out.append(line)
    return "".join(out)


def _line(drawing: Drawn | None, number: int, accent: str) -> str:
    """A tie as SVG text, the `number`-th of its kind between its two parties."""
    if drawing is None:
        return ""
    e, x1, y1, x2, y2, ux, uy, width, dash = drawing
    line = f"M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}"
    if e.directed:
        line += (
            f"M{x2 - 9 * ux - 5 * uy:.1f} {y2 - 9 * uy + 5 * ux:.1f}L{x2:.1f} {y2:.1f}"
            f"L{x2 - 9 * ux + 5 * uy:.1f} {y2 - 9 * uy - 5 * ux:.1f}"
        )
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    again = f"|{number}" if number > 1 else ""
    return (
        f'<path data-key="e:{escape(e.source)}|{escape(e.target)}|{e.kind}{again}" d="{line}" fill="none" '
        f'stroke="{edge_colours(accent)[e.tone]}" stroke-width="{width:.1f}"{dashes} stroke-linecap="round"/>'
    )


@lru_cache(maxsize=64)
def draw_zones(zones: tuple[Zone, ...], accent: str) -> tuple[str, str]:
    """The areas, and their names, which are drawn later: no tie may cross them out."""
    paint = {
        "plain": f'fill="{COLOURS["tint"]}" stroke="{COLOURS["line"]}" stroke-width="1.2"',
        "strong": f'fill="{COLOURS["paper"]}" stroke="{accent}" stroke-width="3"',
        "faded": f'fill="none" stroke="{COLOURS["line"]}" stroke-width="1.5" stroke-dasharray="6 5"',
    }
    out, names = [], []
    for z in zones:
        x, y, w, h = z.box
        label = wrap(z.label, max(3, int((w - 16) / (14 * BOLD))), 1)
        out.append(f'<rect data-key="z:{escape(z.key)}" x="{x:.1f}" y="{y:.1f}" width="{w:.1f}" height="{h:.1f}" rx="10" {paint[z.tone]}/>')
        if label and label[0]:
            back = COLOURS["tint" if z.tone == "plain" else "paper"]
            names.append(text(x + 10, y + 20, label[0], size=14, weight=650, fill=COLOURS["soft"], key=f"zt:{z.key}", halo=back))
    return "".join(out), "".join(names)


def legend(
    shapes: Sequence[str],
    kinds: Sequence[str],
    *,
    width: float,
    top: float,
    extra: Sequence[tuple[str, str]] = (),
    strategy: str = "structuur",
) -> tuple[str, float]:
    """Rows that name the shapes and lines used. Returns the SVG text and its height.

    `extra` are (sign, text): the sign is a tone of a party (plain, strong, tinted, faded), a kind of tie in the colour of a strong
    one (formeel, informatie …), or empty for words alone.
    """
    return _legend(tuple(shapes), tuple(kinds), width, top, tuple((sign, label) for sign, label in extra), strategy)


@lru_cache(maxsize=64)
def _legend(
    shapes: tuple[str, ...], kinds: tuple[str, ...], width: float, top: float, extra: tuple[tuple[str, str], ...], strategy: str
) -> tuple[str, float]:
    accent = ACCENTS[strategy]
    paint = _node_paint(accent, TINTS[strategy])
    unit = max(1.0, width / 660)  # a wider picture is shown smaller
    row, size = LEGEND * unit, 14 * unit
    x, y, out = 16.0, top + row / 2, []

    def line(kind: str, colour: str) -> str:
        thick, dash = LINES[kind]
        dashes = f' stroke-dasharray="{dash}"' if dash else ""
        return f'<path d="M0 0h38" fill="none" stroke="{colour}" stroke-width="{thick}"{dashes} stroke-linecap="round"/>'

    def party(shape: str, tone: str) -> str:
        return f'<g transform="translate(8 0)">{_shape(shape, 7)}{paint[tone]}/></g>'

    rows = [(party(s, "plain"), 22, SHAPE_NAMES.get(s, s)) for s in shapes] + [(line(k, COLOURS["line"]), 46, k) for k in kinds]
    for sign, label in extra:
        rows.append(
            (party("instelling", sign), 22, label) if sign in paint else (line(sign, accent), 46, label) if sign else ("", 0, label)
        )
    for sign, place, label in rows:
        indent = place * unit
        wide = indent + text_width(label, size)
        if x + wide > width - 4 and x > 16:
            x, y = 16.0, y + row
        shown = wrap(label, int((width - 20 - indent) / (size * CHAR)), 1)[0]
        drawing = sign if unit == 1 else f'<g transform="scale({unit:.3f})">{sign}</g>'
        out.append(
            f'<g transform="translate({x:.1f} {y:.1f})">{drawing}{text(indent, 0.36 * size, shown, size=size, fill=COLOURS["soft"])}</g>'
        )
        x += wide + 18 * unit
    return "".join(out), (y + row / 2 - top if out else 0.0)


def network(
    nodes: Sequence[Node],
    edges: Sequence[Edge] = (),
    zones: Sequence[Zone] = (),
    *,
    title: str,
    words: str,
    size: tuple[float, float] = (760, 500),
    strategy: str = "structuur",
    legend_rows: tuple[str, float] = ("", 0.0),
    pick: bool = False,
    front: str = "",
) -> str:
    """Draw a network as a standalone SVG text.

    Args:
        nodes: parties, with positions inside `size`; drawn in this order, which is also the order of the keyboard.
        edges: ties between them. An edge to an unknown party raises KeyError.
        zones: labelled areas below them.
        title: name of the picture (one line).
        words: the description for who cannot see it.
        size: width and height in viewBox units, without the legend.
        strategy: begin, structuur, cultuur or proces: which accent.
        legend_rows: what `legend` returned (SVG text and height), drawn below; compute it once for all states of a picture.
        pick: whether parties can be selected.
        front: more SVG text, on top.
    """
    width, height = size
    accent = ACCENTS[strategy]
    nodes = tuple(nodes)
    areas, names = draw_zones(tuple(zones), accent)
    body = areas + draw_edges(edges, nodes, accent) + names + draw_nodes(nodes, strategy, pick, width) + front + legend_rows[0]
    return document(body, width=width, height=height + legend_rows[1], title=title, words=words)
