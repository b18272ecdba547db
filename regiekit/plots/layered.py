"""Boxes in layers and the paths between them: between boxes that follow one another, curves that pass between those of other layers
are legible where straight ties would run through names."""

from collections.abc import Collection, Mapping, Sequence
from itertools import groupby, pairwise, permutations
from operator import itemgetter

Pair = tuple[int, int]
Point = tuple[float, float]

ACROSS, LAYERS = 4, 6  # boxes side by side, and layers, at most (two layers more where one is split)


def layers(place: Mapping[int, int], weight: Mapping[int, float]) -> list[list[int]]:
    """Boxes in layers by their place in a sequence; of one place the heaviest first."""
    rows = [[key for key in place if place[key] == p] for p in sorted(set(place.values()))]
    while len(rows) > LAYERS:
        i = min(range(len(rows) - 1), key=lambda i: len(rows[i] + rows[i + 1]))
        rows[i : i + 2] = [rows[i] + rows[i + 1]]
    out = []
    for unsorted in rows:
        row, parts = sorted(unsorted, key=lambda key: (place[key], -weight[key])), -(-len(unsorted) // ACROSS)
        out += [row[len(row) * k // parts : len(row) * (k + 1) // parts] for k in range(parts)]
    return out


def arrange(rows: Sequence[Sequence[int]], paths: Sequence[tuple[int, int, float]]) -> dict[int, tuple[int, int]]:
    """Column and layer of each box: busy paths short and straight, and as few as can through the box of another.

    `paths` are (source, target, weight). Tries, layer by layer, all ways to divide a layer over the columns.
    """
    across = max((len(row) for row in rows), default=1)
    at = {key: ((across - len(row)) // 2 + i, layer) for layer, row in enumerate(rows) for i, key in enumerate(row)}

    def cost(column: Mapping[int, int], layer: int) -> float:
        total, taken = 0.0, set(column.values())
        for a, b, weight in paths:
            (xa, ya), (xb, yb) = (column.get(a, at[a][0]), at[a][1]), (column.get(b, at[b][0]), at[b][1])
            if layer in (ya, yb):
                total += weight * abs(xa - xb) + 0.001 * weight * abs(xa - across / 2 + 0.5)
            if ya == yb == layer and abs(xa - xb) > 1:
                total += weight
            elif min(ya, yb) < layer < max(ya, yb):
                through = xa + (xb - xa) * (layer - ya) / (yb - ya)
                total += 0.5 * weight * any(abs(through - c) < 0.5 for c in taken)
        return total

    for _ in range(4):
        for layer, row in enumerate(rows):
            best = min(permutations(range(across), len(row)), key=lambda order: cost(dict(zip(row, order, strict=True)), layer))
            at |= {key: (column, layer) for key, column in zip(row, best, strict=True)}
    return at


class Layered:
    """Where boxes of one size are, and where a path can pass between them.

    Args:
        at: box -> its column and layer (`arrange`).
        size, box: width and height of the picture and of a box.
        roof: room above the first layer, for a path over it.
    """

    def __init__(self, at: Mapping[int, tuple[int, int]], size: Point, box: Point, roof: float) -> None:
        self.at, self.size, self.box, self.roof = at, size, box, roof
        self.taken = set(at.values())
        self.across, self.deep = (max((place[i] for place in self.taken), default=0) + 1 for i in (0, 1))
        self.pitch, self.step = (size[0] - 8) / self.across, (size[1] - box[1] - roof - 4) / max(1, self.deep - 1)

    def x(self, column: float) -> float:
        return 4 + self.pitch * (column + 0.5)

    def y(self, layer: int) -> float:
        return self.roof + self.box[1] / 2 + self.step * layer if self.deep > 1 else self.size[1] / 2

    def middle(self, key: int) -> Point:
        """Of a box."""
        column, layer = self.at[key]
        return self.x(column), self.y(layer)

    def level(self, pair: Pair) -> bool:
        """Whether two boxes stand side by side."""
        return self.at[pair[0]][1] == self.at[pair[1]][1]

    def far(self, pair: Pair) -> bool:
        """Whether there is a column between two boxes."""
        return abs(self.at[pair[0]][0] - self.at[pair[1]][0]) > 1

    def lines(self, pairs: Sequence[Pair], straight: Collection[Pair]) -> dict[Pair, list[Point]]:
        """The points where each path leaves its box, passes the layers between, and arrives; those in `straight` leave in the middle."""
        through = {pair: self._through(*pair) for pair in pairs}
        aside, ports = self._aside(through), self._ports(through, straight)
        return {pair: self._beside(*pair) if self.level(pair) else self._line(pair, through[pair], aside, ports) for pair in pairs}

    def _through(self, source: int, target: int) -> list[tuple[int, float]]:
        """The layers between two boxes, and the column where a path passes each; halves are between boxes."""
        (x, ya), (xb, yb) = self.at[source], self.at[target]
        out, way = [], 1 if yb > ya else -1
        for layer in range(ya + way, yb, way):
            aim = x + (xb - x) / (abs(yb - layer) + 1)
            gaps = sorted([c - 0.5 for c in range(self.across + 1)] + [c for c in range(self.across) if (c, layer) not in self.taken])
            x = min(gaps, key=lambda gap: (round(abs(gap - aim), 3), abs(gap - xb)))
            out.append((layer, x))
        return out

    def _aside(self, through: Mapping[Pair, Sequence[tuple[int, float]]]) -> dict[tuple[tuple[int, float], Pair], float]:
        """How far aside each path passes a layer: those at the same place lie side by side."""
        passing = [(place, self.at[a][0] + self.at[b][0], (a, b)) for (a, b), places in through.items() for place in places]
        out = {}
        for place, group in groupby(sorted(passing), itemgetter(0)):
            users = [pair for _, _, pair in group]
            room = self.pitch - self.box[0] if place[1] % 1 else self.pitch
            gap = min(16.0, (room - 8) / len(users))
            if place[1] < 0 or place[1] > self.across - 1:  # at the edge there is half the room
                gap /= 2
            out |= {(place, pair): (i - (len(users) - 1) / 2) * gap for i, pair in enumerate(users)}
        return out

    def _ports(self, through: Mapping[Pair, Sequence[tuple[int, float]]], straight: Collection[Pair]) -> dict[tuple[int, Pair], float]:
        """Where along its box each path leaves (0) and arrives (1): side by side, a straight one in the middle."""
        ports: list[tuple[tuple[int, int], float, int, Pair]] = []
        for pair, places in through.items():
            (xa, ya), (xb, yb) = (self.at[key] for key in pair)
            if ya != yb:
                down = 1 if yb > ya else -1
                first, last = (places[0][1], places[-1][1]) if places else (xb, xa)
                ports += [((pair[0], down), first, 0, pair), ((pair[1], -down), last, 1, pair)]
        out = {}
        for (key, _), group in groupby(sorted(ports), itemgetter(0)):
            users = [(end, pair) for _, _, end, pair in group]
            middle = next((i for i, (_, pair) in enumerate(users) if pair in straight), (len(users) - 1) / 2)
            gap = min(26.0, (self.box[0] / 2 - 10) / max(middle, len(users) - 1 - middle, 1))
            out |= {(end, pair): self.middle(key)[0] + (i - middle) * gap for i, (end, pair) in enumerate(users)}
        return out

    def _beside(self, source: int, target: int) -> list[Point]:
        """The path between two boxes side by side, over the one between them where there is one."""
        (xa, y), (xb, _) = self.middle(source), self.middle(target)
        side, half = 1 if xb > xa else -1, self.box[0] / 2
        if self.far((source, target)):
            top = y - self.box[1] / 2
            return [(xa + side * (half - 30), top), (xb - side * (half - 28), top - 2)]
        return [(xa + side * half, y + 9 * side), (xb - side * (half + 2), y + 9 * side)]

    def _line(self, pair: Pair, places: Sequence[tuple[int, float]], aside: Mapping, ports: Mapping) -> list[Point]:
        ya, yb = (self.middle(key)[1] for key in pair)
        half = self.box[1] / 2 if yb > ya else -self.box[1] / 2
        xs = [min(max(self.x(place[1]) + aside[place, pair], 6.0), self.size[0] - 6) for place in places]
        between = [(x, self.y(layer) + side) for x, (layer, _) in zip(xs, places, strict=True) for side in (-half, half)]
        return [(ports[0, pair], ya + half), *between, (ports[1, pair], yb - half - (2 if half > 0 else -2))]


def curve(points: Sequence[Point], bow: float = 0.0) -> tuple[str, list[Point]]:
    """The path through these points as SVG, and some points on it between boxes, for its number; `bow` bends a level path upwards."""
    out, spots = f"M{points[0][0]:.1f} {points[0][1]:.1f}", []
    for i, ((x, y), (x2, y2)) in enumerate(pairwise(points)):
        level = bow or abs(y2 - y) < 0.1
        near, y3, y4 = (0.15 * (x2 - x), y - bow, y2 - bow) if level else (0, (y + y2) / 2, (y + y2) / 2)
        out += f"C{x + near:.1f} {y3:.1f} {x2 - near:.1f} {y4:.1f} {x2:.1f} {y2:.1f}"
        if i % 2 == 0:  # between two layers, not beside a box
            for t in (0.5, 0.38, 0.62, 0.26, 0.74):
                a, b, d, e = (1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t * t, t**3
                spots.append((a * x + b * (x + near) + d * (x2 - near) + e * x2, a * y + b * y3 + d * y4 + e * y2))
    return out, spots
