"""Networks and maps: parties, ties, labelled zones, drawn on a board.

Own code, because no maintained library writes a network as accessible SVG with an element per party that can be found again
(`data-key`) in the next picture: that is what lets a panel move the parties instead of blinking.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from math import inf
from typing import TYPE_CHECKING, Any, NamedTuple

from ..cases import Party, Tie
from ..cases.check import KEY, dutch_count
from ..cases.reading import LEGIBLE
from .layout import LEAST, Box, font
from .style import CHAR, LINES, OWN_LINE, PARTIES, SHAPE_NAMES, UNKNOWN, ZONES
from .svg import text_width, wrap

if TYPE_CHECKING:
    from .board import Board

HEAVIEST = 5.0  # the weight of the thickest tie: heavier ones are scaled to it, with all others
UNKNOWN_TIE = "band, soort niet bekend"
MOST_TIES = 20_000  # that a picture can hold, as `LEGIBLE` parties
LEGEND = 28.0  # height of one row of the legend
BOLD = 0.61  # mean width of a bold character as a share of its size


class Node(NamedTuple):
    """A party in a picture.

    `shape` is a kind of party (`style.SHAPES`), `size` 1…5, `tone` one of plain, strong (filled with the accent), tinted and
    faded (dashed), `name` the full name for a pointer or a screen reader, `mark` a short text inside the shape, `scale` of label and shape,
    `room` how wide its name may be.
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
    room: float = inf

    @classmethod
    def of(cls, party: Party, at: tuple[float, float], tone: str = "plain", **more: Any) -> "Node":
        """A party of a case at a place; `more` are other fields, its full name is what it is called unless they say otherwise.

        Of an unknown kind it has a shape of its own; of an unknown size it is drawn small.
        """
        kind, size = party.kind or UNKNOWN, 2 if party.size is None else party.size
        return cls(party.key, party.label, *at, kind, size, tone, **{"name": party.called, **more})


class Edge(NamedTuple):
    """A tie: `kind` from `style.LINES` or an own one, `weight` 1…5 (heavier ones are scaled to that), `tone` plain, strong or faded (thin)."""

    source: str
    target: str
    kind: str = "formeel"
    weight: float = 2
    directed: bool = False
    tone: str = "plain"

    @classmethod
    def of(cls, tie: Tie, tone: str = "plain") -> "Edge":
        """A tie of a case; of an unknown weight it is drawn as one of 2."""
        return cls(tie.source, tie.target, tie.kind or UNKNOWN, tie.weight or 2, tie.runs, tone)


def tie_kinds(edges: Iterable[Edge]) -> list[str]:
    """The kinds of these ties, for a legend; own kinds last."""
    here = {e.kind for e in edges}
    return [kind for kind in LINES if kind in here] + sorted(here - LINES.keys())


class Zone(NamedTuple):
    """A labelled area under the parties; `tone` plain, strong or faded (dashed, no fill)."""

    key: str
    label: str
    box: Box
    tone: str = "plain"


def radius(size: float, scale: float = 1.0) -> float:
    """Radius of a party of this size, viewBox units; the area grows with the size."""
    return (11.0 + 5.0 * max(0.0, size) ** 0.5) * scale


def label_lines(nodes: Iterable[Node], width: float) -> list[tuple[float, tuple[str, ...]]]:
    """Size of the text and the lines of the name, per party, so that it touches no name beside it and stays in a picture of this width."""
    return _label_lines(tuple([(n.label, n.x, n.y, n.scale, n.room) for n in nodes]), width)


@lru_cache(maxsize=64)  # what a party looks like does not matter
def _label_lines(names: tuple[tuple[str, float, float, float, float], ...], width: float) -> list[tuple[float, tuple[str, ...]]]:
    out, rows = [], defaultdict(set)  # most stand in rows
    for _, x, y, *_ in names:
        rows[y].add(x)
    near = dict[tuple[float, float], list[float]]()  # of a row: where names stand that could touch one in it
    for label, x, y, scale, most in names:
        size = font(scale)
        if (y, size) not in near:
            near[y, size] = sorted({other for high, row in rows.items() if abs(high - y) < 4.2 * size for other in row})
        at, others = bisect_left(near[y, size], x), near[y, size]
        beside = [next((far for other in side if (far := abs(other - x)) > 1), inf) for side in (reversed(others[:at]), others[at:])]
        room = min(2 * x, 2 * (width - x), most + 8, *beside) - 8
        out.append((size, wrap(label, max(4, min(16, int(room / (size * CHAR)))))))
    return out


class Drawn(NamedTuple):
    """A tie as it is drawn, for the screen and for print: the points of its shaft and, if it has one, of its head; name of its colour."""

    key: str
    lines: tuple[tuple[complex, ...], ...]
    colour: str
    width: float
    dash: str


def drawn(edges: Iterable[Edge], nodes: Iterable[Node]) -> Iterator[Drawn]:
    """The ties from rim to rim; several ties between one pair lie side by side. An unknown party raises KeyError."""
    return (tie for place in _lanes(edges, nodes) if (tie := _drawn(*place)))


def _lanes(edges: Iterable[Edge], nodes: Iterable[Node]) -> Iterator[tuple[Edge, Node, Node, int, int]]:
    """Ties with their parties, how many lie between these already, and how many of the same kind and direction."""
    where, edges = {n.key: n for n in nodes}, list(edges)
    if (most := max([e.weight for e in edges], default=0)) > HEAVIEST:
        edges = [e._replace(weight=e.weight / most * HEAVIEST) for e in edges]
    seen: dict[tuple[str, str], tuple[Any, ...]] = {}
    for e in edges:
        source, target, *_ = e
        pair = (source, target) if source < target else (target, source)
        there = seen.get(pair, ())
        yield e, where[source], where[target], len(there), there.count(e[:3]) if there else 0
        seen[pair] = (*there, e[:3])


def _drawn(e: Edge, a: Node, b: Node, lane: int, number: int) -> Drawn | None:
    """Tie number `lane` between two parties, `number` of its kind and direction (from 0); None when they stand at the same place."""
    start, end = complex(a.x, a.y), complex(b.x, b.y)
    length = abs(end - start)
    if length < 1:
        return None
    way = (end - start) / length
    aside = 1j * way * ((lane + 1) // 2) * (6 if lane % 2 else -6) * (1 if e.source < e.target else -1)
    start, end = start + way * (radius(a.size, a.scale) + 1) + aside, end - way * (radius(b.size, b.scale) + 3) + aside
    width, dash = LINES.get(e.kind, OWN_LINE)
    width *= (0.75 + e.weight / 8) * (0.3 if e.tone == "faded" else 1)
    key = f"e:{e.source}|{e.target}|{e.kind}" + (f"|{number + 1}" if number else "")
    head = (end - (9 - 5j) * way, end, end - (9 + 5j) * way)
    lines = ((start, end), head) if e.directed else ((start, end),)
    return Drawn(key, lines, "accent" if e.tone == "strong" else "line", width, dash)


def illegible(parties: int, ties: int) -> str:
    """What stands in the place of a picture of so many parties and ties that nobody could read it; "" for one that can be read."""
    if parties <= LEGIBLE and ties <= MOST_TIES:
        return ""
    return (
        f"Dit plaatje zou {dutch_count(parties)} partijen en {dutch_count(ties)} banden hebben. Leesbaar is het tot {LEGIBLE} partijen en "
        f"{dutch_count(MOST_TIES)} banden. Daarom is het niet getekend. De woorden en de maten gaan wel over alle partijen. "
        "Wilt u een plaatje zien? Maak dan een casus met de belangrijkste partijen."
    )


def draw(b: "Board", nodes: Sequence[Node], edges: Sequence[Edge], zones: Iterable[Zone], pick: bool) -> None:
    """Parties above their ties above labelled areas, whose names no tie may cross out; of too many a sentence that says so."""
    if len(nodes) > LEGIBLE or len(edges) > MOST_TIES:
        parties = sum(KEY.fullmatch(n.key) is not None for n in nodes)  # heads and outsiders have other keys
        if said := illegible(parties, len(edges)):
            unit = max(1.0, b.width / 660)  # a wider picture is shown smaller
            b.texts(24 * unit, 48 * unit, said, 70, lines=8, step=24 * unit, size=16 * unit, key="te-veel")
            return
    areas, names = _zones(tuple(zones), b.strategy)
    b.parts += [areas, _ties(tuple(edges), tuple(nodes), b.strategy), names, _parties(tuple(nodes), pick, b.width, b.strategy)]


@lru_cache(maxsize=64)
def _zones(zones: tuple[Zone, ...], strategy: str) -> tuple[str, str]:
    """The areas, and their names."""
    from .board import Board

    b, names = Board(0, 0, strategy), Board(0, 0, strategy)
    for z in zones:
        b.rect(*z.box, 10, **ZONES[z.tone] | {"key": f"z:{z.key}"})
        rows, size = wrap(z.label, max(3, int((z.box.width - 16) / (14 * BOLD))), 1), 14.0
        if rows[-1].endswith("…"):  # a name that would be cut stands smaller, on two lines at most, where that holds all of it
            two = wrap(z.label, max(3, int((z.box.width - 14) / (LEAST * BOLD))), 2)
            rows, size = (rows, size) if two[-1].endswith("…") else (two, LEAST)
        if rows[0]:
            halo, top = "tint" if z.tone == "plain" else "paper", z.box.y + (20 if len(rows) == 1 else 15)
            for i, row in enumerate(rows):
                names.text(z.box.x + 10, top + 13 * i, row, size, weight=650, fill="soft", key=f"zt:{z.key}{i or ''}", halo=halo)
    return "".join(b.parts), "".join(names.parts)


@lru_cache(maxsize=64)  # most moves leave all of them
def _ties(edges: tuple[Edge, ...], nodes: tuple[Node, ...], strategy: str) -> str:
    return "".join([_tie(*place, strategy) for place in _lanes(edges, nodes)])


@lru_cache(maxsize=4096)  # a slider moves one tie of many at a time; a cache smaller than a picture finds nothing
def _tie(e: Edge, a: Node, b: Node, lane: int, number: int, strategy: str) -> str:
    from .board import Board

    board, tie = Board(0, 0, strategy), _drawn(e, a, b, lane, number)
    if tie:
        d = "".join("M" + "L".join([f"{z.real:.1f} {z.imag:.1f}" for z in points]) for points in tie.lines)
        board.path(d, key=tie.key, stroke=tie.colour, width=round(tie.width, 1), dash=tie.dash, cap="round")
    return "".join(board.parts)


@lru_cache(maxsize=64)  # a slider often leaves them where they are
def _parties(nodes: tuple[Node, ...], pick: bool, width: float, strategy: str) -> str:
    return "".join([_placed(n, pick, *look, strategy) for n, look in zip(nodes, label_lines(nodes, width), strict=True)])


@lru_cache(maxsize=4096)  # most parties stay where they are
def _placed(n: Node, pick: bool, size: float, lines: tuple[str, ...], strategy: str) -> str:
    from .board import Board

    b = Board(0, 0, strategy)
    with b.group(n.x, n.y, key=f"n:{n.key}", pick=n.key if pick else "", href=n.href, label=n.name or n.label):
        b.parts.append(_party(n.shape, radius(n.size, n.scale), n.tone, n.mark, size, lines, strategy))
    return "".join(b.parts)


@lru_cache(maxsize=4096)  # a party that moves looks as it did
def _party(shape: str, r: float, tone: str, mark: str, size: float, lines: tuple[str, ...], strategy: str) -> str:
    from .board import Board

    b = Board(0, 0, strategy)
    b.mark(shape, 0, 0, r, **PARTIES[tone])
    if mark:
        b.text(0, size * 0.36, mark, size, "middle", 700, "paper" if tone == "strong" else "ink")
    for i, line in enumerate(lines):
        if line:
            b.text(0, r + size * (0.98 + 1.1 * i), line, size, "middle", halo="paper")
    return "".join(b.parts)


@lru_cache(maxsize=256)  # the same in nearly every state
def legend(width: float, top: float, strategy: str, shapes: tuple[str, ...], kinds: tuple[str, ...],
           extra: tuple[tuple[str, str], ...]) -> tuple[str, float]:  # fmt: skip
    """Rows below a picture that is `top` high, as `Board.legend` describes them, and how high it is with them."""
    from .board import Board

    b = Board(width, top, strategy)
    unit = max(1.0, width / 660)  # a wider picture is shown smaller
    row, size = LEGEND * unit, 14 * unit
    x, y = 16.0, top + row / 2
    rows = [(s, "plain", SHAPE_NAMES[s]) for s in shapes] + [(k, "line", UNKNOWN_TIE if k == UNKNOWN else k) for k in kinds]
    rows += [("instelling" if sign in PARTIES else sign, sign if sign in PARTIES else "accent", label) for sign, label in extra]
    for sign, look, label in rows:
        shape, (thick, dash) = look in PARTIES, LINES.get(sign, OWN_LINE)
        indent = unit * (22 if shape else 46 if sign else 0)
        wide = indent + text_width(label, size)
        if x + wide > width - 4 and x > 16:
            x, y = 16.0, y + row
        with b.group(x, y, key=f"kind:{sign}" if look == "plain" and sign in shapes else ""):
            if sign:
                with b.group(8 * unit if shape else 0, 0, scale=unit):
                    if shape:
                        b.mark(sign, 0, 0, 7, **PARTIES[look])
                    else:
                        b.path("M0 0h38", stroke=look, width=thick, dash=dash, cap="round")
            b.text(indent, 0.36 * size, wrap(label, int((width - 20 - indent) / (size * CHAR)), 1)[0], size, fill="soft")
        x += wide + 18 * unit
    return "".join(b.parts), y + row / 2 if rows else top
