"""The routes through a chain: steps as columns, handovers as wide as the number of trajectories, the attended ones marked."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from math import ceil, hypot

from ..cases import Case
from .layout import Box, font, in_columns
from .network import LEGEND, Node, Zone, label_lines, legend, network, radius
from .style import ACCENTS, COLOURS
from .svg import text, text_width

SIZE = (660.0, 560.0)
ROOF = 26.0  # room above the columns for the handovers that skip one
WIDEST, THINNEST = 15.0, 1.8  # lines
DASH = "8 5"
BADGE = 9.0  # radius of the mark of an attended handover
Pair = tuple[str, str]


@lru_cache(maxsize=16)
def columns(routes: tuple[tuple[str, ...], ...], weights: tuple[float, ...]) -> tuple[tuple[str, ...], ...]:
    """Parties per column: the ordinary (first) route one by one on top, the others at about their mean step.

    A party that the ordinary route visits twice stands where it comes first.
    """
    usual = list(dict.fromkeys(routes[0]))
    most = max(len(usual), 2)
    sums: dict[str, list[float]] = {}
    for steps, weight in zip(routes, weights, strict=True):
        for place, key in enumerate(steps):
            entry = sums.setdefault(key, [0.0, 0.0])
            entry[0] += place * max(weight, 0.001)
            entry[1] += max(weight, 0.001)
    out: list[list[str]] = [[key] for key in usual] + [[] for _ in range(most - len(usual))]
    deep = ceil(len(sums) / most) + 1  # no column much longer than another
    for key in sorted((k for k in sums if k not in usual), key=lambda k: (sums[k][0] / sums[k][1], k)):
        mean = sums[key][0] / sums[key][1]
        free = [i for i in range(most) if len(out[i]) < deep]
        out[min(free, key=lambda i: (abs(i - mean) + 0.6 * len(out[i]), i))].append(key)
    return tuple(map(tuple, out))


def picture(
    case: Case,
    routes: Sequence[Sequence[str]],
    counts: Sequence[float],
    usual: Mapping[Pair, float],
    risky: Mapping[Pair, float],
    attended: Collection[Pair],
    *,
    title: str,
    words: str,
) -> str:
    """Draw the handovers of a case.

    Args:
        case: gives names, kinds and sizes.
        routes, counts: steps and trajectories a year; the first route is the ordinary one.
        usual: trajectories a year per handover, those of high risk left out.
        risky: the same, of high risk only; drawn dashed, beside the others.
        attended: the handovers that are attended; each gets a round mark with a tick.
        title, words: name and description.
    """
    width, height = SIZE
    groups = columns(tuple(map(tuple, routes)), tuple(map(float, counts)))
    places, boxes, scale = in_columns(groups, Box(4, ROOF, width - 8, height - ROOF - 6))
    spread = _spread(groups, places, boxes)
    first = {key: str(i + 1) for i, key in enumerate(dict.fromkeys(routes[0]))}
    party = {p.key: p for p in case.parties}
    nodes = [
        Node(
            k,
            party[k].label,
            *spread[k],
            party[k].kind,
            party[k].size,
            "tinted" if k in first else "plain",
            f"{party[k].called}, stap {first[k]} van de gewone route" if k in first else party[k].called,
            first.get(k, ""),
            scale,
        )
        for group in groups
        for k in group
    ]
    where = {n.key: n for n in nodes}
    zones = [Zone(f"stap{i}", f"Stap {i + 1}", box) for i, box in enumerate(boxes)]
    most = max([*usual.values(), *risky.values(), 1.0])
    lines = _lines(where, usual, risky, set(attended), most)
    svg = network(
        nodes,
        (),
        zones,
        title=title,
        words=words,
        size=SIZE,
        strategy="begin",
        front=lines[1],
        legend_rows=key(case, {k for steps in routes for k in steps}),
    )
    before, party_group, rest = svg.partition('<g data-key="n:')  # the handovers lie under the parties
    return before + lines[0] + party_group + rest


def _spread(groups: Sequence[Sequence[str]], places: Mapping[str, Pair], boxes: Sequence[Box]) -> dict:
    """The places, with those of a short column spread over its height; the top row stays where it is."""
    out = dict(places)
    longest = max(map(len, groups))
    for i, (group, box) in enumerate(zip(groups, boxes, strict=True)):
        top = places[group[0]][1] if group else 0.0
        down = (box.y + box.height - 66 - top) / max(1, longest - 1)
        for j, key in enumerate(group):
            shift = 0.5 * (i % 2) * (longest - len(group) > 0) if j else 0.0  # staggered, so that lines pass beside parties
            out[key] = (places[key][0], top + (j + shift) * down)
    return out


def _lines(
    where: Mapping[str, Node], usual: Mapping[Pair, float], risky: Mapping[Pair, float], attended: set[Pair], most: float
) -> tuple[str, str]:
    """The handovers, and the marks that stand on top of everything."""
    lines, marks = [], []
    both = set(usual) | set(risky)
    taken = list(_taken(where))
    for kind, counts in (("gewoon", usual), ("hoog", risky)):
        for pair, count in sorted(counts.items(), key=lambda item: -item[1]):
            a, b = where[pair[0]], where[pair[1]]
            done = pair in attended
            wide = max(THINNEST, WIDEST * count / most)
            bend = _bend(a, b, (pair[1], pair[0]) in both)
            if kind == "hoog" and pair in usual:
                bend += 0.1 if bend >= 0 else -0.1
            colour = ACCENTS["begin"] if done else COLOURS["bad"] if kind == "hoog" else COLOURS["line"]
            line, along = _curve(a, b, bend, wide)
            name = f"e:{pair[0]}|{pair[1]}|{kind}"
            dashes = f' stroke-dasharray="{DASH}"' if kind == "hoog" else ""
            lines.append(
                f'<path data-key="{name}" d="{line[0]}" fill="none" stroke="{colour}" stroke-width="{wide:.1f}"{dashes}/>'
                f'<polygon data-key="p:{name}" points="{line[1]}" fill="{colour}"/>'
            )
            if done:
                marks.append(badge(*_free(along, taken), f"v:{name}"))
    return "".join(lines), "".join(marks)


def _taken(where: Mapping[str, Node]) -> Iterator[Box]:
    """Where parties and their names stand."""
    nodes = list(where.values())
    for n, (size, lines) in zip(nodes, label_lines(nodes, SIZE[0]), strict=True):
        r = radius(n.size, n.scale) * 1.15
        yield Box(n.x - r, n.y - r, 2 * r, 2 * r)
        wide = max(text_width(line, size) for line in lines)
        yield Box(n.x - wide / 2, n.y + r, wide, size * 1.15 * len(lines))


def _free(along: Callable[[float], tuple[float, float]], taken: list[Box]) -> tuple[float, float]:
    """A place for a mark on a line, near its middle, that is on nothing else; the place is taken from then on."""

    def clashes(place: tuple[float, float]) -> int:
        x, y = place
        return sum(b.x - BADGE < x < b.x + b.width + BADGE and b.y - BADGE < y < b.y + b.height + BADGE for b in taken)

    places = [along(t) for t in (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74)]
    x, y = min(places, key=clashes)  # the first of the best
    taken.append(Box(x - BADGE, y - BADGE, 2 * BADGE, 2 * BADGE))
    return x, y


def badge(x: float, y: float, key: str = "") -> str:
    """The mark of an attended handover: a disc with a tick."""
    named = f' data-key="{key}"' if key else ""
    return (
        f'<g{named} transform="translate({x:.1f} {y:.1f})"><circle r="{BADGE}" fill="{COLOURS["paper"]}" stroke="{ACCENTS["begin"]}" stroke-width="2.5"/>'
        f'<path d="M-4 0.3L-1 3.6L4.4 -3.4" fill="none" stroke="{ACCENTS["begin"]}" stroke-width="2.4" stroke-linecap="round"/></g>'
    )


def _bend(a: Node, b: Node, back: bool) -> float:
    """How far a line bows out, as a share of its length: 0 is straight."""
    if a.key == b.key:
        return 0.0
    far = hypot(b.x - a.x, b.y - a.y)
    near = abs(b.x - a.x) < 200 and abs(b.y - a.y) < 90
    if near and not back:
        return 0.0
    rising = (b.x - a.x) * (b.y - a.y) < 0 and abs(b.y - a.y) > 40  # below such a line there is more room than above it
    return (0.12 if near else min(0.22, 40 / far)) * (-1 if rising else 1)


def _curve(a: Node, b: Node, bend: float, wide: float) -> tuple[tuple[str, str], Callable[[float], tuple[float, float]]]:
    """Path and arrow head of a handover, and its places at 0…1; one from a party to itself is a loop above it."""
    head = 6 + wide * 0.9
    if a.key == b.key:
        r = radius(a.size, a.scale)
        x, y = a.x, a.y - r
        path = f"M{x - 6:.1f} {y:.1f}C{x - 26:.1f} {y - 34:.1f} {x + 26:.1f} {y - 34:.1f} {x + 6:.1f} {y:.1f}"
        return (path, _head(x + 6, y, -0.5, 0.87, head)), lambda t: (x, y - 25)
    dx, dy = b.x - a.x, b.y - a.y
    length = hypot(dx, dy) or 1.0
    ux, uy = dx / length, dy / length
    cx, cy = (a.x + b.x) / 2 + uy * bend * 2 * length, (a.y + b.y) / 2 - ux * bend * 2 * length

    def rim(n: Node, extra: float) -> tuple[float, float]:
        ex, ey = cx - n.x, cy - n.y
        far = hypot(ex, ey) or 1.0
        r = radius(n.size, n.scale) + extra
        if ey / far > 0.6:  # below the party stands its name
            r += 1.3 * font(n.scale)
        return n.x + ex / far * r, n.y + ey / far * r

    x1, y1 = rim(a, 1)
    x2, y2 = rim(b, 2)
    tx, ty = x2 - cx, y2 - cy
    far = hypot(tx, ty) or 1.0
    tx, ty = tx / far, ty / far
    ex, ey = x2 - tx * head * 0.8, y2 - ty * head * 0.8  # the line stops inside its head

    def along(t: float) -> tuple[float, float]:
        p, q, r = (1 - t) ** 2, 2 * t * (1 - t), t * t
        return p * x1 + q * cx + r * x2, p * y1 + q * cy + r * y2

    return (f"M{x1:.1f} {y1:.1f}Q{cx:.1f} {cy:.1f} {ex:.1f} {ey:.1f}", _head(x2, y2, tx, ty, head)), along


def _head(x: float, y: float, ux: float, uy: float, size: float) -> str:
    side = size * 0.55
    return f"{x:.1f},{y:.1f} {x - ux * size - uy * side:.1f},{y - uy * size + ux * side:.1f} {x - ux * size + uy * side:.1f},{y - uy * size - ux * side:.1f}"


def key(case: Case, used: Collection[str]) -> tuple[str, float]:
    """The legend, the same in every state: shapes and the number in them, then the lines."""
    width, top = SIZE
    shapes, high = legend(
        list(dict.fromkeys(p.kind for p in case.parties if p.key in used)),
        [],
        width=width,
        top=top,
        extra=[("tinted", "1, 2, 3 … gewone route")],
        strategy="begin",
    )
    y, x, out = top + high + LEGEND / 2 - 4, 16.0, []
    samples = [
        (f'<path d="M0 0h44" stroke="{COLOURS["line"]}" stroke-width="9"/>', "dikte = aantal trajecten"),
        (f'<path d="M0 0h44" stroke="{COLOURS["bad"]}" stroke-width="3" stroke-dasharray="{DASH}"/>', "hoog risico"),
        (f'<path d="M0 0h44" stroke="{ACCENTS["begin"]}" stroke-width="3"/>{badge(22, 0)}', "bijgewoonde overdracht"),
    ]
    for drawing, label in samples:
        out.append(f'<g transform="translate({x:.1f} {y:.1f})">{drawing}{text(52, 5, label, size=14, fill=COLOURS["soft"])}</g>')
        x += 52 + text_width(label, 14) + 18
    return shapes + "".join(out), high + LEGEND
