"""An event log as a map of paths between activities, and as a list of routes.

Own drawing beside `plots.network`: between activities that follow one another, boxes in layers and curves that pass between them are
legible where straight ties between shapes would run through names.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import permutations
from typing import NamedTuple

from .network import legend
from .style import ACCENTS, COLOURS, TINTS
from .svg import document, escape, text, text_width, wrap

SIZE = (640.0, 600.0)
ACROSS = 4  # boxes side by side
LAYERS = 6
ROOF = 24.0  # above the first layer, for a path over it
BOX = (130.0, 60.0)
ROUTES = 9  # in the list
STEPS = 6  # of a route
SMALL = 13.5
BOLDEST, NARROW = 0.66, 0.58  # width of a character as a share of its size: names in a box, names in an arrow; wide fonts counted with


class Stop(NamedTuple):
    """An activity: its number, name, how many people come past it, begin, end and repeat it, and at which place of a route it usually comes."""

    key: int
    name: str
    visitors: int
    begins: int
    ends: int
    again: int
    place: int


class Path(NamedTuple):
    """An arc with the number of people on it, and whether it belongs to the commonest route."""

    source: int
    target: int
    people: int
    common: bool


class Route(NamedTuple):
    """A route: numbers of activities, how many people, and their share of all (0 to 1)."""

    steps: tuple[int, ...]
    people: int
    share: float


def whole(number: float) -> str:
    """A whole number as a Dutch reader writes it."""
    return f"{number:,.0f}".replace(",", ".")


# --- the map -----------------------------------------------------------------------------------------------------------


def layers(stops: Sequence[Stop]) -> list[list[int]]:
    """Activities in at most `LAYERS` rows of at most `ACROSS`, by their usual place in a route."""
    at: dict[int, list[Stop]] = {}
    for stop in stops:
        at.setdefault(stop.place, []).append(stop)
    rows = [at[place] for place in sorted(at)]
    while len(rows) > LAYERS:
        i = min(range(len(rows) - 1), key=lambda i: len(rows[i]) + len(rows[i + 1]))
        rows[i : i + 2] = [rows[i] + rows[i + 1]]
    out = []
    for unsorted in rows:
        row = sorted(unsorted, key=lambda s: (s.place, -s.visitors))
        parts = -(-len(row) // ACROSS)
        out += [[s.key for s in row[len(row) * k // parts : len(row) * (k + 1) // parts]] for k in range(parts)]
    return out


@lru_cache(maxsize=16)
def arrange(rows: tuple[tuple[int, ...], ...], paths: tuple[tuple[int, int, int], ...]) -> dict[int, tuple[int, int]]:
    """Column and layer of each activity: busy paths short and straight, and as few as can through the box of another.

    `paths` are (source, target, people). Tries, layer by layer, all ways to divide a layer over the columns.
    """
    across = max((len(r) for r in rows), default=1)
    at = {key: ((across - len(row)) // 2 + i, layer) for layer, row in enumerate(rows) for i, key in enumerate(row)}

    def cost(column: Mapping[int, int], layer: int) -> float:
        total = 0.0
        taken = {c for k, c in column.items()}
        for a, b, people in paths:
            (xa, ya), (xb, yb) = (column.get(a, at[a][0]), at[a][1]), (column.get(b, at[b][0]), at[b][1])
            if layer in (ya, yb):
                total += people * abs(xa - xb) + 0.001 * people * abs(xa - across / 2 + 0.5)
            if ya == yb == layer and abs(xa - xb) > 1:
                total += people
            elif min(ya, yb) < layer < max(ya, yb):
                through = xa + (xb - xa) * (layer - ya) / (yb - ya)
                total += 0.5 * people * any(abs(through - c) < 0.5 for c in taken)
        return total

    for _ in range(4):
        for layer, row in enumerate(rows):
            best = min(permutations(range(across), len(row)), key=lambda order: cost(dict(zip(row, order, strict=True)), layer))
            at |= {key: (column, layer) for key, column in zip(row, best, strict=True)}
    return at


class _Map:
    """Where boxes are, and where a path can pass between them."""

    def __init__(self, at: Mapping[int, tuple[int, int]]) -> None:
        width, height = SIZE
        self.at = at
        self.across = max((c for c, _ in at.values()), default=0) + 1
        self.deep = max((r for _, r in at.values()), default=0) + 1
        self.pitch = (width - 8) / self.across
        self.step = (height - BOX[1] - ROOF - 4) / max(1, self.deep - 1) if self.deep > 1 else 0.0
        self.taken = {(c, r) for c, r in at.values()}

    def x(self, column: float) -> float:
        return 4 + self.pitch * (column + 0.5)

    def y(self, layer: int) -> float:
        return ROOF + BOX[1] / 2 + self.step * layer if self.deep > 1 else SIZE[1] / 2

    def gaps(self, layer: int) -> list[float]:
        """Columns (halves are between boxes) through which a path can pass this layer."""
        return sorted([c - 0.5 for c in range(self.across + 1)] + [c for c in range(self.across) if (c, layer) not in self.taken])


def _points(plan: _Map, paths: Sequence[Path]) -> dict[tuple[int, int], list[tuple[float, float]]]:
    """Where each path leaves, passes the layers between, and arrives; lanes and ports side by side."""
    wide, high = BOX
    common = {(p.source, p.target) for p in paths if p.common}
    through: dict[tuple[int, int], list[tuple[int, float]]] = {}
    lanes: dict[tuple[int, float], list[tuple[float, tuple[int, int]]]] = {}
    for p in paths:
        (xa, ya), (xb, yb) = plan.at[p.source], plan.at[p.target]
        steps, way, x = [], 1 if yb > ya else -1, float(xa)
        for layer in range(ya + way, yb, way) if ya != yb else ():
            aim = x + (xb - x) / (abs(yb - layer) + 1)
            x = min(plan.gaps(layer), key=lambda g: (round(abs(g - aim), 3), abs(g - xb)))
            steps.append((layer, x))
            lanes.setdefault((layer, x), []).append((xa + xb, (p.source, p.target)))
        through[p.source, p.target] = steps
    shift: dict[tuple[tuple[int, float], tuple[int, int]], float] = {}
    for place, users in lanes.items():
        room = plan.pitch - wide if place[1] % 1 else plan.pitch
        gap = min(16.0, (room - 8) / len(users))
        for i, (_, key) in enumerate(sorted(users)):
            x = (i - (len(users) - 1) / 2) * gap
            if place[1] < 0 or place[1] > plan.across - 1:  # at the edge there is half the room
                x /= 2
            shift[place, key] = x

    ports: dict[tuple[int, int], list[tuple[float, int, tuple[int, int]]]] = {}
    for p in paths:
        (xa, ya), (xb, yb) = plan.at[p.source], plan.at[p.target]
        if ya == yb:
            continue
        down, key = 1 if yb > ya else -1, (p.source, p.target)
        seen = through[key]
        ports.setdefault((p.source, down), []).append((seen[0][1] if seen else xb, 0, key))
        ports.setdefault((p.target, -down), []).append((seen[-1][1] if seen else xa, 1, key))
    where: dict[tuple[int, tuple[int, int]], float] = {}
    for (stop, _), users in ports.items():
        users.sort()
        middle = next((i for i, (_, _, key) in enumerate(users) if key in common), (len(users) - 1) / 2)  # the usual route runs straight on
        gap = min(26.0, (wide / 2 - 10) / max(middle, len(users) - 1 - middle, 1))
        for i, (_, end, key) in enumerate(users):
            where[end, key] = plan.x(plan.at[stop][0]) + (i - middle) * gap

    out = {}
    for p in paths:
        key, (xa, ya), (xb, yb) = (p.source, p.target), plan.at[p.source], plan.at[p.target]
        if ya == yb:
            side = 1 if xb > xa else -1
            y = plan.y(ya) + 9 * side
            out[key] = [(plan.x(xa) + side * wide / 2, y), (plan.x(xb) - side * (wide / 2 + 2), y)]
            continue
        down = 1 if yb > ya else -1
        line = [(where[0, key], plan.y(ya) + down * high / 2)]
        for layer, x in through[key]:
            place = plan.x(x) + shift[(layer, x), key]
            place = min(max(place, 6.0), SIZE[0] - 6)
            line += [(place, plan.y(layer) - down * high / 2), (place, plan.y(layer) + down * high / 2)]
        out[key] = [*line, (where[1, key], plan.y(yb) - down * (high / 2 + 2))]
    return out


def _curve(points: Sequence[tuple[float, float]], bow: float = 0.0) -> tuple[str, list[tuple[float, float]]]:
    """The path through these points as SVG, and some points on its curves, for its number; `bow` bends a path beside boxes upwards."""
    (x, y), out, spots = points[0], [f"M{points[0][0]:.1f} {points[0][1]:.1f}"], []
    for i, (x2, y2) in enumerate(points[1:]):
        level = bow or abs(y2 - y) < 0.1
        c = ((x + (x2 - x) * 0.15, y - bow), (x2 - (x2 - x) * 0.15, y2 - bow)) if level else ((x, (y + y2) / 2), (x2, (y + y2) / 2))
        out.append(f"C{c[0][0]:.1f} {c[0][1]:.1f} {c[1][0]:.1f} {c[1][1]:.1f} {x2:.1f} {y2:.1f}")
        if i % 2 == 0:  # between two layers, not beside a box
            for t in (0.5, 0.38, 0.62, 0.26, 0.74):
                a, b, d, e = (1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t * t, t**3
                spots.append((a * x + b * c[0][0] + d * c[1][0] + e * x2, a * y + b * c[0][1] + d * c[1][1] + e * y2))
        x, y = x2, y2
    return "".join(out), spots


def picture(stops: Sequence[Stop], paths: Sequence[Path], shown: Sequence[Path], unit: str, *, title: str, words: str) -> str:
    """The map: activities as boxes, from top to bottom as they usually come; paths as arrows with the number of people.

    Args:
        stops: at most 12 activities.
        paths: all paths between them: they decide where the boxes are, so that these stay where they are.
        shown: the paths to draw, of one activity to another.
        unit: what is counted, in the plural.
        title, words: name and description.
    """
    stop_at = arrange(tuple(map(tuple, layers(stops))), tuple([(p.source, p.target, p.people) for p in paths if p.source != p.target]))
    plan = _Map(stop_at)
    accent, tint = ACCENTS["begin"], TINTS["begin"]
    most = max((p.people for p in shown), default=1)
    points = _points(plan, shown)
    lines, labels = [], []
    full = [(plan.x(c) - BOX[0] / 2, plan.y(r) - BOX[1] / 2, plan.x(c) + BOX[0] / 2, plan.y(r) + BOX[1] / 2) for c, r in stop_at.values()]
    for p in sorted(shown, key=lambda p: (not p.common, -p.people)):
        line = points[p.source, p.target]
        side_by_side = abs(line[0][1] - line[-1][1]) < 0.1 and len(line) == 2
        far = abs(plan.at[p.source][0] - plan.at[p.target][0]) > 1
        if side_by_side and far:  # over the box between them
            side = 1 if line[1][0] > line[0][0] else -1
            top = plan.y(plan.at[p.source][1]) - BOX[1] / 2
            line = [(line[0][0] - side * 30, top), (line[1][0] + side * 30, top - 2)]
        curve, spots = _curve(line, 26.0 if side_by_side and far else 0.0)
        width = 1.4 + 8 * p.people / most
        colour = accent if p.common else COLOURS["line"]
        back = plan.at[p.target][1] < plan.at[p.source][1]
        name = f"{p.source}|{p.target}"
        dashes = ' stroke-dasharray="7 5"' if back else ""
        lines.append(f'<path data-key="e:{name}" d="{curve}" fill="none" stroke="{colour}" stroke-width="{width:.1f}"{dashes}/>')
        lines.append(_head(line, side_by_side and not far, width, colour, name))
        labels.append((p, spots))
    numbers = []
    for p, spots in labels:
        label = whole(p.people)
        size = 14.0 if p.common else SMALL
        w, h = text_width(label, size) / 2 + 2, size / 2 + 1
        best = min(spots, key=lambda s: sum(_overlap((s[0] - w, s[1] - h, s[0] + w, s[1] + h), box) for box in full))
        full.append((best[0] - w, best[1] - h, best[0] + w, best[1] + h))
        numbers.append(
            text(
                best[0],
                best[1] + size * 0.35,
                label,
                size=size,
                anchor="middle",
                weight=700 if p.common else 500,
                key=f"l:{p.source}|{p.target}",
                fill=accent if p.common else COLOURS["ink"],
                halo=COLOURS["paper"],
            )
        )
    boxes = [
        _box(s, plan.x(stop_at[s.key][0]), plan.y(stop_at[s.key][1]), unit, accent, tint)
        for s in sorted(stops, key=lambda s: stop_at[s.key][::-1])
    ]  # the order of the keyboard
    row, more = _key(unit)
    return document(
        "".join(lines) + "".join(boxes) + "".join(numbers) + row, width=SIZE[0], height=SIZE[1] + more, title=title, words=words
    )


def _overlap(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> float:
    return max(0.0, min(a[2], b[2]) - max(a[0], b[0])) * max(0.0, min(a[3], b[3]) - max(a[1], b[1]))


def _head(line: Sequence[tuple[float, float]], level: bool, width: float, colour: str, name: str) -> str:
    """The point of an arrow: every path arrives straight up or down, or sideways."""
    x, y = line[-1]
    long, half = 7 + 0.5 * width, 4 + 0.6 * width
    if level:
        side = 1 if x > line[0][0] else -1
        corners = (x, y, x - side * long, y - half, x - side * long, y + half)
    else:
        down = 1 if y >= line[-2][1] or (len(line) == 2 and abs(y - line[0][1]) < 3) else -1
        corners = (x, y, x - half, y - down * long, x + half, y - down * long)
    return f'<polygon data-key="h:{name}" points="{" ".join(f"{c:.1f}" for c in corners)}" fill="{colour}"/>'


def _box(stop: Stop, x: float, y: float, unit: str, accent: str, tint: str) -> str:
    """A box with the name, how many come past, and how many begin, end and repeat here."""
    wide, high = BOX
    room = wide - 8
    size = max(11.5, min(15.0, room / max(1, len(stop.name) * BOLDEST)))
    fits = int(room / (size * BOLDEST))
    names = wrap(stop.name, fits, 1 if len(stop.name) <= fits else 2)
    if len(names) > 1:
        size, names = 12.5, wrap(stop.name, int(room / (12.5 * BOLDEST)), 2)
    signs = " ".join(f"{sign}{whole(n)}" for sign, n in (("▶", stop.begins), ("■", stop.ends), ("↺", stop.again)) if n)
    one = f"{whole(stop.visitors)} {unit}" if text_width(f"{whole(stop.visitors)} {unit}", SMALL) <= room else whole(stop.visitors)
    under = [f"{whole(stop.visitors)} · {signs}" if signs else one] if len(names) > 1 else [one, signs]
    rows = [*((n, size, 650) for n in names), *((t, max(9.5, min(SMALL, room / max(1, len(t) * NARROW))), 400) for t in under)]
    top = -high / 2 + (16 if len(names) > 1 else 18)
    pitch = 17.5 if len(names) > 1 else 17
    lines = "".join(text(0, top + i * pitch, t, size=s, anchor="middle", weight=w) for i, (t, s, w) in enumerate(rows) if t)
    said = f"{stop.name}: {whole(stop.visitors)} {unit}; begin {whole(stop.begins)}, einde {whole(stop.ends)}" + (
        f", nog eens {whole(stop.again)}" if stop.again else ""
    )
    begins = stop.begins > 0
    fill, stroke, thick = (tint, accent, 2.2) if begins else (COLOURS["paper"], COLOURS["ink"], 1.6)
    return (
        f'<g data-key="a:{stop.key}" transform="translate({x:.1f} {y:.1f})" data-pick="{stop.key}" aria-label="{escape(said)}"><title>{escape(said)}</title>'
        f'<rect class="rk-shape" x="{-wide / 2:.1f}" y="{-high / 2:.1f}" width="{wide:.1f}" height="{high:.1f}" rx="8" fill="{fill}" stroke="{stroke}" '
        f'stroke-width="{thick}"/>{lines}</g>'
    )


def _key(unit: str) -> tuple[str, float]:
    """The legend, two rows in every state."""
    return legend(
        [],
        [],
        width=SIZE[0],
        top=SIZE[1],
        strategy="begin",
        extra=[
            ("formeel", "op de meest gevolgde route"),
            ("", f"getal en dikte: {unit}"),
            ("", "streepjes: terug omhoog"),
            ("", "▶ begint hier"),
            ("", "■ eindigt hier"),
            ("", "↺ nog eens hetzelfde"),
        ],
    )


# --- the routes --------------------------------------------------------------------------------------------------------


def routes(names: Sequence[str], shown: Sequence[Route], rest: tuple[int, int], unit: tuple[str, str], *, title: str, words: str) -> str:
    """The commonest routes as rows of arrows, the steps of the very commonest filled.

    Args:
        names: of the activities.
        shown: routes to draw, the commonest first; at most `ROUTES` fit.
        rest: how many routes are left out, and how many people took them.
        unit: what is counted, singular and plural.
        title, words: name and description.
    """
    width, height = SIZE[0], SIZE[1] + _key(unit[1])[1]
    accent, tint = ACCENTS["begin"], TINTS["begin"]
    shown = shown[:ROUTES]
    most = shown[0].people if shown else 1
    usual = set(shown[0].steps) if shown else set()
    left, pitch = 94.0, (height - 66) / ROUTES
    columns = min(STEPS, max((len(r.steps) for r in shown), default=1))
    across = min(118.0, (width - left - 3) / columns)
    out = []
    for i, route in enumerate(shown):
        y = 14 + pitch * i
        mid = y + pitch / 2 - 6
        out.append(text(6, mid - 2, whole(route.people), size=15, weight=700))
        out.append(text(left - 10, mid - 2, _percent(route.share), size=14, anchor="end", fill=COLOURS["soft"]))
        out.append(
            f'<rect data-key="b:{i}" x="6" y="{mid + 5:.1f}" width="{max(2.0, (left - 16) * route.people / most):.1f}" height="8" rx="2" fill="{accent}"/>'
        )
        steps = route.steps if len(route.steps) <= columns else route.steps[: columns - 1]
        before: set[int] = set()
        for k, step in enumerate(steps):
            out.append(
                _chevron(
                    left + across * k,
                    mid,
                    across,
                    pitch - 18,
                    names[step],
                    step in before,
                    f"r:{i}:{k}",
                    (tint, accent, "") if step in usual else (COLOURS["paper"], COLOURS["ink"], "5 3"),
                )
            )
            before.add(step)
        if len(steps) < len(route.steps):
            out += [
                text(left + across * len(steps) + 10, mid - 3, f"+ {len(route.steps) - len(steps)}", size=SMALL),
                text(left + across * len(steps) + 10, mid + 12, "stappen", size=SMALL),
            ]
    count, people = rest
    more = (
        f"Nog {whole(count)} {'andere route' if count == 1 else 'andere routes'}, samen {whole(people)} {unit[people != 1]}."
        if count
        else "Dit zijn alle routes."
    )
    out.append(text(6, height - 32, more, size=14, weight=600))
    out.append(
        text(
            6,
            height - 10,
            "Gevuld: stap van de meest gevolgde route · gestreept: andere stap · ↺ eerder geweest",
            size=SMALL,
            fill=COLOURS["soft"],
        )
    )
    return document("".join(out), width=width, height=height, title=title, words=words)


def _percent(share: float) -> str:
    return "< 1%" if share < 0.005 else f"{100 * share:.0f}%"


def _chevron(x: float, y: float, width: float, height: float, label: str, again: bool, key: str, paint: tuple[str, str, str]) -> str:
    """One step of a route: an arrow with a name, and a sign when the same step came before."""
    fill, stroke, dash = paint
    nose, h, w, size = 6.0, height / 2, width - 3, 13.0
    corners = (x, y - h, x + w - nose, y - h, x + w, y, x + w - nose, y + h, x, y + h, x + nose, y)
    lines = [*(["↺"] if again else []), *wrap(label, max(4, int((w - 2 * nose + 1) / (size * NARROW))), 2)]
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    shape = f'<polygon points="{" ".join(f"{c:.1f}" for c in corners)}" fill="{fill}" stroke="{stroke}" stroke-width="1.4"{dashes}/>'
    names = "".join(
        text(x + w / 2, y + 4.2 + (k - (len(lines) - 1) / 2) * 13.5, line, size=size, anchor="middle") for k, line in enumerate(lines)
    )
    return f'<g data-key="{key}"><title>{escape(label)}</title>{shape}{names}</g>'


def message(sentences: str, *, title: str, words: str) -> str:
    """Where there is nothing to draw: what is wrong, as text of the same size as the map."""
    height = SIZE[1] + _key("jongeren")[1]
    lines = [part for line in sentences.split("\n") for part in wrap(line, 72, 6)]
    room = int((height - 60) / 22)
    body = "".join(text(20, 40 + 22 * i, line, size=15) for i, line in enumerate(lines[:room]) if line)
    return document(body, width=SIZE[0], height=height, title=title, words=words)
