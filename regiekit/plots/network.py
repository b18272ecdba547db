"""Networks and maps: parties, ties, labelled zones, drawn on a board.

Own code, because no maintained library writes a network as accessible SVG with an element per party that can be found again
(`data-key`) in the next picture: that is what lets a panel move the parties instead of blinking.
"""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import cycle
from math import inf, isfinite
from typing import TYPE_CHECKING, Any, NamedTuple

from ..cases import Party, Tie
from ..cases.check import KEY, dutch_count
from ..cases.reading import LEGIBLE
from .layout import LEAST, SMALLEST, Box, font
from .style import CHAR, LINES, OWN_LINES, PARTIES, SHAPE_NAMES, SHAPES, UNKNOWN, ZONES, one_of
from .svg import cut, escape, text_width, wrap

if TYPE_CHECKING:
    from ..cases.graph_files import Tie as FromFile
    from .board import Board

Look = tuple[float, str]  # of a tie: width, dash
Room = tuple[float, float]  # of a name: half its width, its height
HEAD = 12.0  # a tie is not cut shorter than this, for its head
HEAVIEST = 5.0  # the weight of the thickest tie: heavier ones are scaled to it, with all others
UNKNOWN_TIE = "band, soort niet bekend"
TONES = ("plain", "strong", "faded")  # of a tie
MOST_TIES = 20_000  # that a picture can hold, as `LEGIBLE` parties
LEGEND = 28.0  # height of one row of the legend
BOLD = 0.61  # mean width of a bold character as a share of its size
NAMED = 20.0  # up to here the name of a zone reaches below its edge; where a party stands higher, the name is small


class Node(NamedTuple):
    """A party in a picture.

    `shape` is a kind of party: gemeente (a square), overheid (a diamond), samenwerkingsverband (a hexagon), instelling (a circle), bedrijf (a
    triangle), bewoners (a house), overig (a cross) or onbekend (an upright bar). `size` 1…5, `tone` one of plain, strong (filled with the
    accent), tinted and faded (dashed), `name` the full name for a pointer or a screen reader, `mark` a short text inside the shape, `scale` of
    label and shape, `room` how wide its name may be. No two parties of a picture have the same `key`.
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
    """A tie: `weight` 0…5 (heavier ones are scaled to that), `tone` plain, strong or faded (thin).

    `kind` is formeel, informeel, hiërarchie, geld, informatie, onbekend or a word of your own. Each has its own line: the first six own kinds too,
    in the order in which they come; with more than six, dashes come round again.
    """

    source: str
    target: str
    kind: str = "formeel"
    weight: float = 2
    directed: bool = False
    tone: str = "plain"

    @classmethod
    def of(cls, tie: "Tie | FromFile", tone: str = "plain") -> "Edge":
        """A tie of a case, or of a network that was read; of an unknown weight it is drawn as one of 2."""
        return cls(tie.source, tie.target, tie.kind or UNKNOWN, tie.weight or 2, tie.runs, tone)


def tie_kinds(edges: Iterable[Edge]) -> list[str]:
    """The kinds of these ties, for a legend; own kinds last, in the order in which they come."""
    here = dict.fromkeys(e.kind for e in edges)
    return [kind for kind in LINES if kind in here] + [kind for kind in here if kind not in LINES]


def looks(kinds: Iterable[str]) -> dict[str, Look]:
    """Width and dashes of every known kind of tie and of the own ones among these, in the order in which they come."""
    return LINES | dict(zip(dict.fromkeys(kind for kind in kinds if kind not in LINES), cycle(OWN_LINES), strict=False))


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
    fonts = {scale: font(scale) for scale in {scale for *_, scale, _ in names}}
    near = dict[tuple[float, float], list[float]]()  # of a row: where names stand that could touch one in it
    for label, x, y, scale, most in names:
        size = fonts[scale]
        others = near.get((y, size))
        if others is None:
            others = near[y, size] = sorted({other for high, row in rows.items() if abs(high - y) < 4.2 * size for other in row})
        left = right = bisect_left(others, x)
        while left and x - others[left - 1] <= 1:
            left -= 1
        while right < len(others) and others[right] - x <= 1:
            right += 1
        room = (
            min(2 * x, 2 * (width - x), most + 8, x - others[left - 1] if left else inf, others[right] - x if right < len(others) else inf)
            - 8
        )
        out.append((size, wrap(label, max(4, min(16, int(room / (size * CHAR)))))))
    return out


class Drawn(NamedTuple):
    """A tie as it is drawn, for the screen and for print: the points of its shaft and, if it has one, of its head; name of its colour."""

    key: str
    lines: tuple[tuple[complex, ...], ...]
    colour: str
    width: float
    dash: str


def drawn(edges: Iterable[Edge], nodes: Sequence[Node], width: float) -> Iterator[Drawn]:
    """The ties from rim to rim; several ties between one pair lie side by side; a head stops before a name. One that cannot be drawn raises ValueError."""
    return (tie for place in _lanes(edges, nodes, width) if (tie := _drawn(*place)))


def _sound(nodes: Sequence[Node]) -> None:
    """Raise ValueError for a party that cannot be drawn."""
    for n in nodes:
        if not hasattr(n.label, "split"):  # who calls this from a notebook has no type checker
            raise ValueError(f"label of {n.key!r} must be text, not {n.label!r}")
        if not (n.shape in SHAPES and n.tone in PARTIES and isfinite(n.x) and isfinite(n.y) and isfinite(n.size) and 0 < n.scale < inf):
            one_of(f"shape of {n.key!r}", n.shape, SHAPES)
            one_of(f"tone of {n.key!r}", n.tone, PARTIES)
            raise ValueError(f"x, y, size and scale of {n.key!r} must be finite numbers, scale more than 0")
    if len({n.key for n in nodes}) < len(nodes):
        twice = [key for key, times in Counter(n.key for n in nodes).items() if times > 1]
        raise ValueError(f"nodes must have keys of their own; more than once: {twice}")


def _lanes(edges: Iterable[Edge], nodes: Sequence[Node], width: float) -> Iterator[tuple[Edge, Node, Node, int, int, Look, Room | None]]:
    """Ties with their parties, how many lie between these already, how many of the same kind and direction, the look of their kind, and how wide
    and high the name is at which a head arrives."""
    _sound(nodes)
    where, edges = {n.key: n for n in nodes}, list(edges)
    for e in edges:
        if not (e.source in where and e.target in where and e.tone in TONES and 0 <= e.weight < inf):
            for end in e[:2]:
                one_of("an end of a tie", end, where)
            one_of("tone of a tie", e.tone, TONES)
            raise ValueError(f"weight of the tie {e.source!r}–{e.target!r} must be a finite number of 0 or more, not {e.weight!r}")
    look = looks([e.kind for e in edges])
    if (most := max([e.weight for e in edges], default=0)) > HEAVIEST:
        edges = [e._replace(weight=e.weight / most * HEAVIEST) for e in edges]
    heads = any([e.directed for e in edges])
    named = {n.key: of for n, of in zip(nodes, label_lines(nodes, width), strict=True)} if heads else {}
    seen: dict[tuple[str, str], tuple[Any, ...]] = {}
    for e in edges:
        source, target, *_ = e
        pair = (source, target) if source < target else (target, source)
        there = seen.get(pair, ())
        yield (
            e,
            where[source],
            where[target],
            len(there),
            there.count(e[:3]) if there else 0,
            look[e.kind],
            _room(*named[target]) if e.directed else None,
        )
        seen[pair] = (*there, e[:3])


def _drawn(e: Edge, a: Node, b: Node, lane: int, number: int, look: Look, name: Room | None) -> Drawn | None:
    """Tie number `lane` between two parties, `number` of its kind and direction (from 0), with this width and dash, to a party with a name of this width and height; None when they stand at the same place."""
    start, end = complex(a.x, a.y), complex(b.x, b.y)
    length = abs(end - start)
    if length < 1:
        return None
    way = (end - start) / length
    aside = 1j * way * ((lane + 1) // 2) * (6 if lane % 2 else -6) * (1 if e.source < e.target else -1)
    start, end = start + way * (radius(a.size, a.scale) + 1) + aside, end - way * (radius(b.size, b.scale) + 3) + aside
    if name:
        end = _before(start, end, b, name)
    width, dash = thick(look[0], e.weight) * (0.3 if e.tone == "faded" else 1), look[1]
    key = f"e:{e.source}|{e.target}|{e.kind}" + (f"|{number + 1}" if number else "")
    head = (end - (9 - 5j) * way, end, end - (9 + 5j) * way)
    lines = ((start, end), head) if e.directed else ((start, end),)
    return Drawn(key, lines, "accent" if e.tone == "strong" else "line", width, dash)


def thick(width: float, weight: float) -> float:
    """How wide the line of a tie of this weight is, of a kind whose lines are `width`."""
    return width * (0.75 + weight / 8)


def _room(size: float, lines: tuple[str, ...]) -> Room:
    return max(text_width(line, size) for line in lines) / 2 + 3, size * (0.5 + 1.1 * len(lines)) if any(lines) else 0


def _before(start: complex, end: complex, b: Node, name: Room) -> complex:
    """Where the line from start to end comes upon the name below `b`, half so wide and so high; its end where it does not."""
    (half, high), top, way, enter, leave = name, b.y + radius(b.size, b.scale), end - start, 0.0, 1.0
    for at, go, low, most in ((start.real, way.real, b.x - half, b.x + half), (start.imag, way.imag, top, top + high)):
        first, last = sorted(((low - at) / go, (most - at) / go)) if go else (-inf, inf) if low < at < most else (inf, -inf)
        enter, leave = max(enter, first), min(leave, last)
    return start + way * enter if 0 < enter < leave and abs(way) * enter > HEAD else end


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
    zones = tuple(zones)
    areas, names = _zones(zones, _crowded(zones, nodes), b.strategy)
    b.parts += [areas, _ties(tuple(edges), tuple(nodes), b.width, b.strategy), names, _parties(tuple(nodes), pick, b.width, b.strategy)]


def _crowded(zones: tuple[Zone, ...], nodes: Sequence[Node]) -> frozenset[str]:
    """The zones in which a party stands where their name would."""
    if not zones or not nodes:
        return frozenset()
    tops = sorted([(n.y, n.x, NAMED + max(6, radius(n.size, n.scale))) for n in nodes])
    most, found = max([room for _, _, room in tops]), []
    for z in zones:
        left, top, right = z.box.x, z.box.y, z.box.x + z.box.width
        near = tops[bisect_right(tops, (top, inf)) : bisect_left(tops, (top + most,))]
        if [x for y, x, room in near if left < x < right and y < top + room]:
            found.append(z.key)
    return frozenset(found)


@lru_cache(maxsize=64)
def _zones(zones: tuple[Zone, ...], crowded: frozenset[str], strategy: str) -> tuple[str, str]:
    """The areas, and their names; small in those that are crowded."""
    from .board import Board

    b, names = Board(0, 0, strategy), Board(0, 0, strategy)
    for z in zones:
        b.rect(*z.box, 10, **ZONES[z.tone] | {"key": f"z:{z.key}"})
        rows, size = wrap(z.label, max(3, int((z.box.width - 16) / (14 * BOLD))), 1), 14.0
        if rows[-1].endswith("…"):  # a name that would be cut stands smaller, on two lines at most, where that holds all of it
            two = wrap(z.label, max(3, int((z.box.width - 14) / (LEAST * BOLD))), 2)
            rows, size = (rows, size) if two[-1].endswith("…") else (two, LEAST)
        halo, top = "tint" if z.tone == "plain" else "paper", z.box.y + (20 if len(rows) == 1 else 15)
        if z.key in crowded:
            rows, size, top = (cut(z.label, z.box.width - 14, SMALLEST, bold=True),), SMALLEST, z.box.y + 11
        if rows[0]:
            for i, row in enumerate(rows):
                names.text(z.box.x + 10, top + 13 * i, row, size, weight=650, fill="soft", key=f"zt:{z.key}{i or ''}", halo=halo)
    return "".join(b.parts), "".join(names.parts)


@lru_cache(maxsize=64)  # most moves leave all of them
def _ties(edges: tuple[Edge, ...], nodes: tuple[Node, ...], width: float, strategy: str) -> str:
    return "".join([_tie(*place, strategy) for place in _lanes(edges, nodes, width)])


@lru_cache(maxsize=4096)  # a slider moves one tie of many at a time; a cache smaller than a picture finds nothing
def _tie(e: Edge, a: Node, b: Node, lane: int, number: int, look: Look, name: Room | None, strategy: str) -> str:
    if (tie := _drawn(e, a, b, lane, number, look, name)) is None:
        return ""
    d = "".join(["M" + "L".join([f"{z.real:.1f} {z.imag:.1f}" for z in points]) for points in tie.lines])
    return f'<path d="{d}" data-key="{escape(tie.key)}"{_line(tie.colour, round(tie.width, 1), tie.dash, strategy)}/>'


@lru_cache(maxsize=256)
def _line(colour: str, width: float, dash: str, strategy: str) -> str:
    from .board import Board

    return Board(0, 0, strategy)._paint(stroke=colour, width=width, dash=dash, cap="round")


@lru_cache(maxsize=64)  # a slider often leaves them where they are
def _parties(nodes: tuple[Node, ...], pick: bool, width: float, strategy: str) -> str:
    return "".join([_placed(n, pick, *look, strategy) for n, look in zip(nodes, label_lines(nodes, width), strict=True)])


@lru_cache(maxsize=4096)  # most parties stay where they are
def _placed(n: Node, pick: bool, size: float, lines: tuple[str, ...], strategy: str) -> str:
    from .board import Board

    look = _party(n.shape, radius(n.size, n.scale), n.tone, n.mark, size, lines, strategy)
    return f"{Board.opened(n.x, n.y, f'n:{n.key}', n.key if pick else '', n.href, n.name or n.label)}{look}</g>"


@lru_cache(maxsize=4096)  # a party that moves looks as it did
def _party(shape: str, r: float, tone: str, mark: str, size: float, lines: tuple[str, ...], strategy: str) -> str:
    from .board import Board

    b = Board(0, 0, strategy)
    b.mark(shape, 0, 0, r, **PARTIES[tone])
    if mark:
        b.text(0, size * 0.36, mark, size, "middle", 700, "paper" if tone == "strong" else "ink")
        r = max(r, 0.35 * size)  # of a small shape the mark stands out
    for i, line in enumerate(lines):
        if line:
            b.text(0, r + size * (0.98 + 1.1 * i), line, size, "middle", halo="paper")
    return "".join(b.parts)


class Sign(NamedTuple):
    """A row of a legend: a sign that starts at (x, y) and the words behind it, `indent` further; `look` is the tone of a party or the colour of a line."""

    sign: str
    look: str
    words: str
    x: float
    y: float
    indent: float


def signs(width: float, top: float, rows: Iterable[tuple[str, str, str]]) -> tuple[list[Sign], float]:
    """The rows (sign, look, words) of a legend below a picture that is `top` high, set out, and how high it is with them."""
    unit = max(1.0, width / 660)  # a wider picture is shown smaller
    row, size = LEGEND * unit, 14 * unit
    x, y, out = 16.0, top + row / 2, []
    for sign, look, words in rows:
        indent = unit * (22 if look in PARTIES else 46 if sign else 0)
        wide = indent + text_width(words, size)
        if x + wide > width - 4 and x > 16:
            x, y = 16.0, y + row
        out.append(Sign(sign, look, wrap(words, int((width - 20 - indent) / (size * CHAR)), 1)[0], x, y, indent))
        x += wide + 18 * unit
    return out, y + row / 2 if out else top


def named(shapes: Iterable[str], kinds: Iterable[str]) -> list[tuple[str, str, str]]:
    """The rows of a legend for these kinds of parties and ties."""
    return [(s, "plain", SHAPE_NAMES[s]) for s in shapes] + [(k, "line", UNKNOWN_TIE if k == UNKNOWN else k) for k in kinds]


@lru_cache(maxsize=256)  # the same in nearly every state
def legend(width: float, top: float, strategy: str, shapes: tuple[str, ...], kinds: tuple[str, ...],
           extra: tuple[tuple[str, str], ...]) -> tuple[str, float]:  # fmt: skip
    """Rows below a picture that is `top` high, as `Board.legend` describes them, and how high it is with them."""
    from .board import Board

    b, lines, unit = Board(width, top, strategy), looks(kinds), max(1.0, width / 660)
    rows = [("instelling" if sign in PARTIES else sign, sign if sign in PARTIES else "accent", label) for sign, label in extra]
    found, high = signs(width, top, named(shapes, kinds) + rows)
    for sign, look, words, x, y, indent in found:
        shape, (thick, dash) = look in PARTIES, lines.get(sign, OWN_LINES[0])
        with b.group(x, y, key=f"kind:{sign}" if look == "plain" and sign in shapes else ""):
            if sign:
                with b.group(8 * unit if shape else 0, 0, scale=unit):
                    if shape:
                        b.mark(sign, 0, 0, 7, **PARTIES[look])
                    else:
                        b.path("M0 0h38", stroke=look, width=thick, dash=dash, cap="round")
            b.text(indent, 0.36 * 14 * unit, words, 14 * unit, fill="soft")
    return "".join(b.parts), high
