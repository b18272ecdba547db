"""Networks and maps as SVG text: parties, ties, labelled zones.

Own code, because no maintained library writes a network as accessible SVG with an element per party that can be found again
(`data-key`) in the next picture: that is what lets a panel move the parties instead of blinking.
"""

from collections.abc import Iterable, Sequence
from math import hypot
from typing import NamedTuple

from .layout import Box
from .style import ACCENTS, COLOURS, LINES, SHAPE_NAMES, SHAPES, TEXT, TINTS
from .svg import document, escape, text, text_width, wrap

LEGEND = 30.0  # height of one row of the legend


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


def radius(size: float, scale: float = 1.0) -> float:
    """Radius of a party of this size, viewBox units; the area grows with the size."""
    return (11.0 + 5.0 * max(0.0, size) ** 0.5) * scale


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


def _nodes(nodes: Iterable[Node], paint: dict[str, str], pick: bool) -> str:
    out = []
    mark_fill = {"strong": COLOURS["paper"]}
    for n in nodes:
        r = radius(n.size, n.scale)
        size = max(10.5, TEXT * min(1.0, n.scale + 0.15))
        lines = wrap(n.label)
        key = escape(n.key)
        role = f' data-href="{escape(n.href)}"' if n.href else (f' data-pick="{key}"' if pick else "")
        labels = "".join(
            f'<text y="{r + size * (0.98 + 1.1 * i):.1f}" font-size="{size:.1f}" text-anchor="middle" fill="#1b1f27" '
            f'stroke="#ffffff" stroke-width="4" paint-order="stroke" stroke-linejoin="round">{escape(line)}</text>'
            for i, line in enumerate(lines))
        mark = (f'<text y="{size * 0.36:.1f}" font-size="{size:.1f}" font-weight="700" text-anchor="middle" '
                f'fill="{mark_fill.get(n.tone, "#1b1f27")}">{escape(n.mark)}</text>') if n.mark else ""
        name = escape(n.name or n.label)
        out.append(f'<g data-key="n:{key}" transform="translate({n.x:.1f} {n.y:.1f})"{role} aria-label="{name}">'
                   f"<title>{name}</title>{_shape(n.shape, r)}{paint[n.tone]}/>{mark}{labels}</g>")
    return "".join(out)


def _edges(edges: Iterable[Edge], where: dict[str, Node], accent: str) -> str:
    colour = {"plain": COLOURS["line"], "strong": accent, "faded": "#c3c9d2"}
    out, beside = [], {}
    for e in edges:
        a, b = where[e.source], where[e.target]
        dx, dy = b.x - a.x, b.y - a.y
        length = hypot(dx, dy)
        if length < 1:
            continue
        pair = (e.source, e.target) if e.source < e.target else (e.target, e.source)
        lane = beside[pair] = beside.get(pair, -1) + 1  # several ties between one pair lie side by side
        shift = ((lane + 1) // 2) * (6 if lane % 2 else -6) * (1 if e.source < e.target else -1)
        ux, uy = dx / length, dy / length
        ra, rb = radius(a.size, a.scale) + 1, radius(b.size, b.scale) + 3
        x1, y1 = a.x + ux * ra - uy * shift, a.y + uy * ra + ux * shift
        x2, y2 = b.x - ux * rb - uy * shift, b.y - uy * rb + ux * shift
        width, dash = LINES[e.kind]
        width *= 0.75 + e.weight / 8
        line = f"M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}"
        if e.directed:
            line += (f"M{x2 - 9 * ux - 5 * uy:.1f} {y2 - 9 * uy + 5 * ux:.1f}L{x2:.1f} {y2:.1f}"
                     f"L{x2 - 9 * ux + 5 * uy:.1f} {y2 - 9 * uy - 5 * ux:.1f}")
        dashes = f' stroke-dasharray="{dash}"' if dash else ""
        out.append(f'<path data-key="e:{escape(e.source)}|{escape(e.target)}|{e.kind}" d="{line}" fill="none" '
                   f'stroke="{colour[e.tone]}" stroke-width="{width:.1f}"{dashes} stroke-linecap="round"/>')
    return "".join(out)


def _zones(zones: Iterable[Zone], accent: str) -> str:
    paint = {
        "plain": f'fill="{COLOURS["tint"]}" stroke="{COLOURS["line"]}" stroke-width="1.2"',
        "strong": f'fill="{COLOURS["paper"]}" stroke="{accent}" stroke-width="3"',
        "faded": f'fill="none" stroke="{COLOURS["line"]}" stroke-width="1.5" stroke-dasharray="6 5"',
    }
    out = []
    for z in zones:
        x, y, w, h = z.box
        label = wrap(z.label, max(6, int(w / 8.6)), 1)
        out.append(f'<rect data-key="z:{escape(z.key)}" x="{x:.1f}" y="{y:.1f}" width="{w:.1f}" height="{h:.1f}" rx="10" {paint[z.tone]}/>')
        if label and label[0]:
            out.append(text(x + 10, y + 20, label[0], size=14, weight=650, fill=COLOURS["soft"], key=f"zt:{z.key}"))
    return "".join(out)


def legend(shapes: Sequence[str], kinds: Sequence[str], *, width: float, top: float, extra: Sequence[tuple[str, str]] = ()) -> tuple[str, float]:
    """Rows that name the shapes and lines used. Returns the SVG text and its height. `extra` are (tone, text) of marked parties."""
    paint = _node_paint(ACCENTS["structuur"], TINTS["structuur"])
    x, y, out = 16.0, top + LEGEND / 2, []

    def room(label: str, sign: float) -> None:
        nonlocal x, y
        if x + sign + text_width(label, 13) + 20 > width and x > 20:
            x, y = 16.0, y + LEGEND

    for shape in shapes:
        label = SHAPE_NAMES.get(shape, shape)
        room(label, 26)
        out.append(f'<g transform="translate({x + 8:.1f} {y:.1f})">{_shape(shape, 7)}{paint["plain"]}/></g>')
        out.append(text(x + 22, y + 4.5, label, size=13, fill=COLOURS["soft"]))
        x += 22 + text_width(label, 13) + 20
    for kind in kinds:
        room(kind, 52)
        thick, dash = LINES[kind]
        dashes = f' stroke-dasharray="{dash}"' if dash else ""
        out.append(f'<path d="M{x:.1f} {y:.1f}h38" fill="none" stroke="{COLOURS["line"]}" stroke-width="{thick}"{dashes} stroke-linecap="round"/>')
        out.append(text(x + 46, y + 4.5, kind, size=13, fill=COLOURS["soft"]))
        x += 46 + text_width(kind, 13) + 20
    for tone, label in extra:
        room(label, 26)
        out.append(f'<g transform="translate({x + 8:.1f} {y:.1f})">{_shape("instelling", 7)}{paint[tone]}/></g>')
        out.append(text(x + 22, y + 4.5, label, size=13, fill=COLOURS["soft"]))
        x += 22 + text_width(label, 13) + 20
    return "".join(out), (y + LEGEND / 2 - top if out else 0.0)


def network(nodes: Sequence[Node], edges: Sequence[Edge] = (), zones: Sequence[Zone] = (), *, title: str, words: str,
            size: tuple[float, float] = (760, 500), strategy: str = "structuur", legend_rows: tuple[str, float] = ("", 0.0),
            pick: bool = False, front: str = "") -> str:
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
    accent, tint = ACCENTS[strategy], TINTS[strategy]
    where = {n.key: n for n in nodes}
    body = (_zones(zones, accent) + _edges(edges, where, accent) + _nodes(nodes, _node_paint(accent, tint), pick) + front
            + legend_rows[0])
    return document(body, width=width, height=height + legend_rows[1], title=title, words=words)
