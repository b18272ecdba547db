"""Where parties stand: positions that are computed once, in pure Python, so that a browser without numpy can draw.

networkx's layouts need numpy, and none of them keeps labels apart; a picture with illegible names is no picture here.
"""

from collections.abc import Hashable, Iterable, Sequence
from math import ceil, cos, hypot, sin
from typing import NamedTuple


class Box(NamedTuple):
    """A rectangle: left, top, width, height (viewBox units)."""

    x: float
    y: float
    width: float
    height: float


HEADER = 30.0  # room for a zone's name
GAP = 14.0  # between zones
CELL = (124.0, 88.0)  # room for a party and two lines of name, at full size
ASPECT = CELL[0] / CELL[1]


def _rows(sizes: Sequence[int], width: float, scale: float) -> list[list[tuple[int, int, int]]] | None:
    """Shelves of zones (index, columns, rows) that fit the width at this scale, or None."""
    cell = CELL[0] * scale
    shelves: list[list[tuple[int, int, int]]] = []
    room = 0.0
    for i, n in enumerate(sizes):
        most = int((width - GAP) // cell)
        if most < 1:
            return None
        columns = min(most, max(1, ceil((max(n, 1) / ASPECT * 1.25) ** 0.5)))
        rows = ceil(max(n, 1) / columns)
        need = columns * cell + GAP
        if not shelves or need > room:
            shelves.append([])
            room = width
        shelves[-1].append((i, columns, rows))
        room -= need
    return shelves


def in_zones(groups: Sequence[Sequence[Hashable]], area: Box) -> tuple[dict[Hashable, tuple[float, float]], list[Box], float]:
    """Place groups in boxes, row by row, their members on a grid inside.

    Args:
        groups: members per group, in reading order; a group may be empty.
        area: where all of it must fit.

    Returns:
        positions (member -> x, y), one box per group, and the scale (1 = full size) at which it fitted.
    """
    scale, shelves = 1.0, None
    while scale > 0.2:  # the first scale at which everything fits
        shelves = _rows([len(g) for g in groups], area.width, scale)
        if shelves and sum(max(r for _, _, r in s) * CELL[1] * scale + HEADER + GAP for s in shelves) <= area.height:
            break
        scale -= 0.04
    shelves = shelves or [[(i, 1, len(g)) for i, g in enumerate(groups)]]
    places: dict[Hashable, tuple[float, float]] = {}
    boxes: list[Box] = [Box(0, 0, 0, 0)] * len(groups)
    weights = [max(r for _, _, r in s) for s in shelves]
    free = area.height - len(shelves) * (HEADER + GAP)
    y = area.y
    for shelf, weight in zip(shelves, weights, strict=True):
        height = HEADER + free * weight / sum(weights)
        columns_in_all = sum(c for _, c, _ in shelf)
        across = area.width - GAP * len(shelf)
        x = area.x + GAP / 2
        for i, columns, rows in shelf:
            width = across * columns / columns_in_all
            boxes[i] = Box(x, y + GAP / 2, width, height)
            members = list(groups[i])
            for j, member in enumerate(members):
                row, column = divmod(j, columns)
                in_row = min(columns, len(members) - row * columns)
                places[member] = (x + width * (column + 0.5) / in_row,
                                  y + GAP / 2 + HEADER + (height - HEADER) * (row + 0.5) / rows - 8 * scale)
            x += width + GAP
        y += height + GAP
    return places, boxes, scale


def in_bands(groups: Sequence[Sequence[Hashable]], area: Box) -> tuple[dict[Hashable, tuple[float, float]], list[Box], float]:
    """Groups below one another as bands over the full width, also the empty ones. Returns what `in_zones` does."""
    scale = 1.0
    while scale > 0.2:
        across = max(1, int(area.width // (CELL[0] * scale)))
        rows = [ceil(len(g) / across) for g in groups]
        if sum(rows) * CELL[1] * scale + len(groups) * (HEADER + GAP) <= area.height:
            break
        scale -= 0.04
    spare = area.height - len(groups) * (HEADER + GAP)
    places: dict[Hashable, tuple[float, float]] = {}
    boxes, y = [], area.y
    for members, count in zip(groups, rows, strict=True):
        height = HEADER + spare * max(count, 0.5) / sum(max(r, 0.5) for r in rows)
        boxes.append(Box(area.x, y + GAP / 2, area.width, height))
        for j, member in enumerate(members):
            row, column = divmod(j, across)
            in_row = min(across, len(members) - row * across)
            places[member] = (area.x + area.width * (column + 0.5) / in_row,
                              y + GAP / 2 + HEADER + (height - HEADER) * (row + 0.5) / count - 10 * scale)
        y += height + GAP
    return places, boxes, scale


def spring(keys: Sequence[Hashable], pairs: Iterable[tuple[Hashable, Hashable]], area: Box, *, rounds: int = 120,
           cell: tuple[float, float] = (112.0, 74.0)) -> dict[Hashable, tuple[float, float]]:
    """A force-directed layout without overlapping labels; the same input always gives the same picture.

    Fruchterman & Reingold (1991) from a fixed start on a spiral, then rectangles of size `cell` (party with its name) are pushed
    apart until none overlap or the room is used up.
    """
    n = len(keys)
    if n == 0:
        return {}
    index = {k: i for i, k in enumerate(keys)}
    links = [(index[a], index[b]) for a, b in pairs if a in index and b in index and a != b]
    degree = [0] * n
    for a, b in links:
        degree[a] += 1
        degree[b] += 1
    order = sorted(range(n), key=lambda i: -degree[i])
    xs, ys = [0.0] * n, [0.0] * n
    for rank, i in enumerate(order):  # a golden-angle spiral, the best connected in the middle
        r, angle = (rank / n) ** 0.5, rank * 2.399963
        xs[i], ys[i] = r * cos(angle), r * sin(angle)
    k = 1.1 / n**0.5
    for step in range(rounds):
        fx, fy = [0.0] * n, [0.0] * n
        for i in range(n):
            for j in range(i):
                dx, dy = xs[i] - xs[j], ys[i] - ys[j]
                push = k * k / max(dx * dx + dy * dy, 1e-4)
                fx[i] += dx * push
                fy[i] += dy * push
                fx[j] -= dx * push
                fy[j] -= dy * push
        for a, b in links:
            dx, dy = xs[a] - xs[b], ys[a] - ys[b]
            pull = hypot(dx, dy) / k
            fx[a] -= dx * pull
            fy[a] -= dy * pull
            fx[b] += dx * pull
            fy[b] += dy * pull
        heat = 0.12 * (1 - step / rounds) + 0.005
        for i in range(n):
            fx[i] -= xs[i] * 0.6
            fy[i] -= ys[i] * 0.6
            force = hypot(fx[i], fy[i]) or 1.0
            move = min(force, heat) / force
            xs[i] += fx[i] * move
            ys[i] += fy[i] * move
    width, height = cell
    left, top = area.x + width / 2, area.y + height * 0.4
    wide, high = max(1.0, area.width - width), max(1.0, area.height - height)
    lowx, lowy = min(xs), min(ys)
    spanx, spany = (max(xs) - lowx) or 1.0, (max(ys) - lowy) or 1.0
    px = [left + wide * (x - lowx) / spanx for x in xs]
    py = [top + high * (y - lowy) / spany for y in ys]
    for _ in range(300):
        moved = False
        for i in range(n):
            for j in range(i):
                dx, dy = px[i] - px[j], py[i] - py[j]
                overx, overy = width - abs(dx), height - abs(dy)
                if overx <= 0 or overy <= 0:
                    continue
                moved = True
                if overx / wide < overy / high:
                    shift = overx / 2 * (1 if dx >= 0 else -1)
                    px[i] += shift
                    px[j] -= shift
                else:
                    shift = overy / 2 * (1 if dy >= 0 else -1)
                    py[i] += shift
                    py[j] -= shift
        for i in range(n):
            px[i] = min(max(px[i], left), left + wide)
            py[i] = min(max(py[i], top), top + high)
        if not moved:
            break
    return {key: (px[i], py[i]) for key, i in index.items()}


def in_columns(groups: Sequence[Sequence[Hashable]], area: Box) -> tuple[dict[Hashable, tuple[float, float]], list[Box], float]:
    """Groups side by side as columns of equal width, their members below one another. Returns what `in_zones` does."""
    places: dict[Hashable, tuple[float, float]] = {}
    width = area.width / max(1, len(groups))
    longest = max((len(g) for g in groups), default=1) or 1
    height = (area.height - HEADER) / longest
    boxes = []
    for i, members in enumerate(groups):
        boxes.append(Box(area.x + i * width + GAP / 4, area.y, width - GAP / 2, area.height))
        for j, member in enumerate(members):
            places[member] = (area.x + (i + 0.5) * width, area.y + HEADER + (j + 0.36) * height)
    return places, boxes, min(1.0, width / CELL[0], height / CELL[1] * 1.25)
