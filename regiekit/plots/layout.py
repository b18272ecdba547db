"""Where parties stand: positions that are computed once, in pure Python, so that a browser without numpy can draw.

networkx's layouts need numpy, and none of them keeps labels apart; a picture with illegible names is no picture here.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from functools import lru_cache
from math import ceil, cos, hypot, sin
from typing import Any, NamedTuple, TypeVar

from .style import CHAR, TEXT

Key = TypeVar("Key", bound=Hashable)  # what a member of a group is called by


class Box(NamedTuple):
    """A rectangle: left, top, width, height (viewBox units)."""

    x: float
    y: float
    width: float
    height: float


HEADER = 30.0  # room for a zone's name
GAP = 14.0  # between zones
CLOSE, UNFILLED = 8.0, 0.6  # in a grid: between zones, and height of a row without parties as a share of a row of parties
SHAPE = 22.2  # radius of the largest party at full size
SMALLEST = 10.5  # text is never smaller than this
CHARS = 14  # characters on a line of a name for which a cell has room at full size; longer words are broken
MIDDLE = 0.3  # of a cell's height: the middle of its shape, at full size
NEAR = 1.5  # cells may overlap so much: less than the margin inside them
STEP, FEWEST = 0.02, 0.16  # how fine, and how far, the layouts shrink


def font(scale: float) -> float:
    """Size of a party's name at this scale: the shapes shrink first, the text later and never below `SMALLEST`."""
    return max(SMALLEST, TEXT * min(1.0, scale + 0.3))


@lru_cache(maxsize=128)
def needs(scale: float) -> tuple[float, float]:
    """Width and height that a party with two lines of name takes at this scale."""
    size = font(scale)
    return CHARS * min(1.0, scale + 0.4) * size * CHAR + 6, 2.15 * SHAPE * scale + 2.4 * size + 4


def rise(scale: float) -> float:
    """How far the middle of a shape lies above the middle of its cell."""
    return 1.15 * font(scale)


def _largest(fits: Callable[[float], Any]) -> tuple[float, Any]:
    """The largest scale at which `fits` gives something, and what it gives; (`FEWEST`, None) if there is none."""
    found = fits(1.0)
    if found is not None:
        return 1.0, found
    scale, low, high = FEWEST, 1, int((1 - FEWEST) / STEP)
    while low <= high:
        middle = (low + high) // 2
        at = fits(1 - STEP * middle)
        if at is None:
            low = middle + 1
        else:
            scale, found, high = 1 - STEP * middle, at, middle - 1
    return scale, found


def _rows(sizes: Sequence[int], area: Box, scale: float, wide: float) -> list[list[tuple[int, int, int]]] | None:
    """Shelves of zones (index, columns, rows) that fit the area at this scale, or None; `wide` zones are flat."""
    across, down = needs(scale)
    most = int((area.width - GAP) // across)
    if most < 1:
        return None
    shelves: list[list[tuple[int, int, int]]] = []
    room = 0.0
    for i, n in enumerate(sizes):
        columns = min(most, max(1, ceil((max(n, 1) * down / across * wide) ** 0.5)))
        rows = ceil(max(n, 1) / columns)
        columns = ceil(max(n, 1) / rows)
        need = columns * across + GAP
        if not shelves or need > room:
            shelves.append([])
            room = area.width
        shelves[-1].append((i, columns, rows))
        room -= need
    high = sum(max(r for _, _, r in s) * down + HEADER + GAP for s in shelves)
    return shelves if high <= area.height else None


@lru_cache(maxsize=256)
def _shelves(sizes: tuple[int, ...], area: Box) -> tuple[float, list[list[tuple[int, int, int]]]]:
    """The scale at which zones of these sizes fit the area, and their shelves."""
    shapes = (1.25, 2.2, 0.6, 4.0)
    scale, shelves = _largest(lambda s: next((r for r in (_rows(sizes, area, s, w) for w in shapes) if r is not None), None))
    if shelves is None:  # far too many groups: all of them in one grid of small boxes
        side = ceil(len(sizes) ** 0.5)
        shelves = [
            [(i, ceil(max(1, n) ** 0.5), ceil(max(1, n) ** 0.5)) for i, n in list(enumerate(sizes))[k : k + side]]
            for k in range(0, len(sizes), side)
        ]
    return scale, shelves


def in_zones(groups: Sequence[Sequence[Key]], area: Box) -> tuple[dict[Key, tuple[float, float]], list[Box], float]:
    """Place groups in boxes, row by row, their members on a grid inside.

    Args:
        groups: members per group, in reading order; a group may be empty.
        area: where all of it must fit.

    Returns:
        positions (member -> x, y), one box per group, and the scale (1 = full size) at which it fitted.
    """
    scale, shelves = _shelves(tuple([len(g) for g in groups]), area)
    places: dict[Key, tuple[float, float]] = {}
    boxes: list[Box] = [Box(0, 0, 0, 0)] * len(groups)
    weights = [max(r for _, _, r in s) for s in shelves]
    header, gap = (HEADER, GAP) if len(shelves) * (HEADER + GAP) < area.height / 2 else (area.height / len(shelves) / 4,) * 2
    free = area.height - len(shelves) * (header + gap)
    y = area.y
    for shelf, weight in zip(shelves, weights, strict=True):
        height = header + free * weight / sum(weights)
        columns_in_all = sum(c for _, c, _ in shelf)
        between = min(GAP, area.width / len(shelf) / 4)
        across = area.width - between * len(shelf)
        x = area.x + between / 2
        for i, columns, rows in shelf:
            width = across * columns / columns_in_all
            boxes[i] = Box(x, y + gap / 2, width, height)
            members = list(groups[i])
            for j, member in enumerate(members):
                row, column = divmod(j, columns)
                in_row = min(columns, len(members) - row * columns)
                places[member] = (
                    x + width * (column + 0.5) / in_row,
                    y + gap / 2 + header + (height - header) * (row + 0.5) / rows - rise(scale),
                )
            x += width + between
        y += height + gap
    return places, boxes, scale


def in_bands(groups: Sequence[Sequence[Key]], area: Box) -> tuple[dict[Key, tuple[float, float]], list[Box], float]:
    """Groups below one another as bands over the full width, also the empty ones. Returns what `in_zones` does."""
    spare = area.height - len(groups) * (HEADER + GAP)

    def across_at(scale: float) -> int:
        return max(1, int(area.width // needs(scale)[0]))

    def fits(scale: float) -> bool | None:
        columns = across_at(scale)
        return sum([max(ceil(len(g) / columns), 0.5) for g in groups]) * needs(scale)[1] <= spare or None

    scale = _largest(fits)[0]
    across = across_at(scale)
    rows = [ceil(len(g) / across) for g in groups]
    places: dict[Key, tuple[float, float]] = {}
    boxes, y = [], area.y
    for members, count in zip(groups, rows, strict=True):
        height = HEADER + spare * max(count, 0.5) / sum(max(r, 0.5) for r in rows)
        boxes.append(Box(area.x, y + GAP / 2, area.width, height))
        for j, member in enumerate(members):
            row, column = divmod(j, across)
            in_row = min(across, len(members) - row * across)
            places[member] = (
                area.x + area.width * (column + 0.5) / in_row,
                y + GAP / 2 + HEADER + (height - HEADER) * (row + 0.5) / count - rise(scale),
            )
        y += height + GAP
    return places, boxes, scale


def spring(
    keys: Sequence[Key],
    pairs: Iterable[tuple[Key, Key]],
    area: Box,
    *,
    rounds: int = 120,
    cell: tuple[float, float] | None = None,
) -> dict[Key, tuple[float, float]]:
    """A force-directed layout without overlapping labels; the same input always gives the same picture.

    Fruchterman and Reingold's way [fruchterman1991] from a fixed start on a spiral, then rectangles of size `cell`
    (party with its name, by default at full size) are pushed apart until none overlap. Where that does not work out,
    the parties go to the cells of a grid, in the order of the layout.
    """
    if not keys:
        return {}
    index = {k: i for i, k in enumerate(keys)}
    xs, ys = _forces(len(keys), [(index[a], index[b]) for a, b in pairs if a in index and b in index and a != b], rounds)
    width, height = cell or needs(1.0)
    left, top = area.x + width / 2, area.y + height * MIDDLE
    wide, high = max(1.0, area.width - width), max(1.0, area.height - height)
    lowx, lowy = min(xs), min(ys)
    spanx, spany = (max(xs) - lowx) or 1.0, (max(ys) - lowy) or 1.0
    px = [left + wide * (x - lowx) / spanx for x in xs]
    py = [top + high * (y - lowy) / spany for y in ys]
    if not _part(px, py, Box(left, top, wide, high), width, height):
        _grid(px, py, area, width, height)
    return {key: (px[i], py[i]) for key, i in index.items()}


def _forces(n: int, links: Sequence[tuple[int, int]], rounds: int) -> tuple[list[float], list[float]]:
    """Places of n parties after `rounds` of pushing and pulling, without unit."""
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
    return xs, ys


def _part(px: list[float], py: list[float], area: Box, width: float, height: float) -> bool:
    """Push rectangles with their middles in `area` apart, in place; whether it worked out."""
    for lap in range(min(400, 16000 // len(px))):
        moved = False
        for i in range(len(px)):
            for j in range(i):
                dx, dy = px[i] - px[j], py[i] - py[j]
                overx, overy = width - abs(dx), height - abs(dy)
                if overx <= NEAR or overy <= NEAR:
                    continue
                moved = True
                if (overx / area.width < overy / area.height) == (lap % 7 != 3):  # now and then the other way, against deadlock
                    shift = overx / 2 * (1 if dx >= 0 else -1)
                    px[i] += shift
                    px[j] -= shift
                else:
                    shift = overy / 2 * (1 if dy >= 0 else -1)
                    py[i] += shift
                    py[j] -= shift
        for i in range(len(px)):
            px[i] = min(max(px[i], area.x), area.x + area.width)
            py[i] = min(max(py[i], area.y), area.y + area.height)
        if not moved:
            return True
    return False


def _grid(px: list[float], py: list[float], area: Box, width: float, height: float) -> None:
    """Put parties in rows, in place, in the order of where they are."""
    n = len(px)
    columns = max(1, min(n, int(area.width // width)))
    while ceil(n / columns) * height > area.height and columns < n:
        columns += 1
    rows = ceil(n / columns)
    line = sorted(range(n), key=lambda i: (py[i], px[i]))
    cuts = [round(n * r / rows) for r in range(rows + 1)]
    for r in range(rows):
        row = sorted(line[cuts[r] : cuts[r + 1]], key=lambda i: px[i])
        for c, i in enumerate(row):
            px[i] = area.x + area.width * (c + 0.5) / len(row)
            py[i] = area.y + area.height * (r + MIDDLE) / rows


def in_columns(groups: Sequence[Sequence[Key]], area: Box) -> tuple[dict[Key, tuple[float, float]], list[Box], float]:
    """Groups side by side as columns of equal width, their members below one another. Returns what `in_zones` does."""
    places: dict[Key, tuple[float, float]] = {}
    width = area.width / max(1, len(groups))
    longest = max((len(g) for g in groups), default=1) or 1
    height = (area.height - HEADER) / longest
    scale = _largest(lambda s: (needs(s)[0] <= width and needs(s)[1] <= height) or None)[0]
    pitch = min(height, needs(scale)[1] * 1.3)
    boxes = []
    for i, members in enumerate(groups):
        boxes.append(Box(area.x + i * width + GAP / 4, area.y, width - GAP / 2, area.height))
        for j, member in enumerate(members):
            places[member] = (area.x + (i + 0.5) * width, area.y + HEADER + (j + 0.5) * pitch - rise(scale))
    return places, boxes, scale


@lru_cache(maxsize=256)
def _columns(counts: tuple[tuple[int, ...], ...], width: float, height: float) -> tuple[float, tuple[int, ...]]:
    """The largest scale at which cells with so many members fit, and how many members stand side by side per column."""
    for step in range(int((1 - FEWEST) / STEP) + 1):
        scale = 1 - STEP * step
        across, down = needs(scale)
        room = int(width // across)
        best: tuple[float, float, tuple[int, ...]] | None = None
        for parts in _compositions(room, len(counts[0])):
            high = sum(_high(cells, parts) for cells in counts) * down
            uneven = max(parts) - min(parts)
            if high <= height and (best is None or (high, uneven) < best[:2]):
                best = (high, uneven, parts)
        if best:
            return scale, best[2]
    return FEWEST, tuple([max(1, ceil(max(column) ** 0.5)) for column in zip(*counts, strict=True)])


def _compositions(total: int, parts: int) -> Iterator[tuple[int, ...]]:
    """All ways to divide `total` over so many parts of 1 or more, in order."""
    if parts == 1:
        if total > 0:
            yield (total,)
        return
    for first in range(1, total - parts + 2):
        for rest in _compositions(total - first, parts - 1):
            yield (first, *rest)


def _high(cells: Sequence[int], parts: Sequence[int]) -> float:
    return max(UNFILLED, *[ceil(n / part) for n, part in zip(cells, parts, strict=True)])


def in_grid(cells: Sequence[Sequence[Sequence[Hashable]]], area: Box) -> tuple[dict[Hashable, tuple[float, float]], list[list[Box]], float]:
    """Place members in a grid of zones whose columns and rows are as wide and high as the fullest cell needs.

    Args:
        cells: members per row and column, all rows of equal length.
        area: where all of it must fit.

    Returns:
        positions (member -> x, y), a box per row and column, and the scale (1 = full size) at which it fitted.
    """
    down, across = len(cells), len(cells[0])
    width, height = area.width - CLOSE * (across - 1), area.height - CLOSE * (down - 1)
    scale, parts = _columns(tuple([tuple(map(len, line)) for line in cells]), width, height)
    lines = [_high(tuple(map(len, line)), parts) for line in cells]
    places: dict[Hashable, tuple[float, float]] = {}
    boxes: list[list[Box]] = []
    y = area.y
    for line, rows in zip(cells, lines, strict=True):
        high, x = height * rows / sum(lines), area.x
        boxes.append([])
        for members, part in zip(line, parts, strict=True):
            wide = width * part / sum(parts)
            boxes[-1].append(Box(x, y, wide, high))
            used = ceil(len(members) / part)
            for i, member in enumerate(members):
                at, column = divmod(i, part)
                beside = min(part, len(members) - at * part)
                places[member] = (x + wide * (column + 0.5) / beside, y + high * (at + 0.5) / used - rise(scale))
            x += wide + CLOSE
        y += high + CLOSE
    return places, boxes, scale
