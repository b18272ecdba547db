"""Where parties stand: positions that are computed once, in pure Python, so that a browser without numpy can draw.

networkx's layouts need numpy, and none of them keeps labels apart; a picture with illegible names is no picture here.
"""

import warnings
from cmath import rect
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from functools import lru_cache
from itertools import combinations, pairwise
from math import ceil, hypot
from typing import Any, NamedTuple, TypeVar

from ..cases.reading import LEGIBLE
from .style import CHAR, TEXT

Key = TypeVar("Key", bound=Hashable)  # what a member of a group is called by
Shelf = list[tuple[int, int, float]]  # zones side by side: the number of its group, its columns, its rows


class Box(NamedTuple):
    """A rectangle: left, top, width, height (viewBox units)."""

    x: float
    y: float
    width: float
    height: float


HEADER = 30.0  # room for a zone's name
GAP = 14.0  # between zones
CLOSE, LINE, ROOMY = 8.0, 16.0, 26.0  # in a grid of lists: between zones, height of a line at least where that can be, and at most
SHAPE = 22.2  # radius of the largest party at full size
LEAST, SMALLEST, DENSE = 12.5, 10.5, 0.3  # text is eleven pixels in the narrowest box; smaller only where shapes are drawn below this scale
CHARS = 14  # characters on a line of a name for which a cell has room at full size; longer words are broken
MIDDLE = 0.3  # of a cell's height: the middle of its shape, at full size
NEAR = 1.5  # cells may overlap so much: less than the margin inside them
STEP, FEWEST = 0.02, 0.16  # how fine, and how far, the layouts shrink
OTHERS = 2  # places beside those of parties that a picture may ask for
ROUNDS = 120  # of pushing and pulling


def font(scale: float) -> float:
    """Size of a party's name at this scale: the shapes shrink first, the text later and never below `LEAST`, or where it is dense `SMALLEST`."""
    return max(LEAST if scale >= DENSE else SMALLEST, TEXT * min(1.0, scale + 0.3))


def needs(scale: float) -> tuple[float, float]:
    """Width and height that a party with two lines of name takes at this scale.

    >>> needs(0.4) < needs(1.0)
    True
    """
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


def _rows(sizes: Sequence[int], area: Box, scale: float, wide: float) -> list[Shelf] | None:
    """Shelves of zones (index, columns, rows) that fit the area at this scale, or None; `wide` zones are flat."""
    across, down = needs(scale)
    most = int((area.width - GAP) // across)
    if most < 1:
        return None
    shapes = dict[int, tuple[int, int, float]]()
    for n in set(sizes):
        columns = min(most, max(1, ceil((max(n, 1) * down / across * wide) ** 0.5)))
        rows = ceil(max(n, 1) / columns)
        columns = ceil(max(n, 1) / rows)
        shapes[n] = columns, rows, columns * across + GAP
    shelves: list[Shelf] = []
    shelf: Shelf = []
    room, most, high = 0.0, 0, 0.0
    for i, n in enumerate(sizes):
        columns, rows, need = shapes[n]
        if need > room or not shelf:
            if shelf:
                high += most * down + HEADER + GAP
                if high > area.height:
                    return None
            shelf = []
            shelves.append(shelf)
            room, most = area.width, 0
        shelf.append((i, columns, rows))
        room -= need
        most = max(most, rows)
    high += (most * down + HEADER + GAP) if shelf else 0
    return shelves if high <= area.height else None


def _fitted(sizes: Sequence[int], area: Box, scale: float) -> list[Shelf] | None:
    """Shelves of zones that fit the area at this scale, as little flat as can, or None."""
    return next((rows for wide in (1.25, 2.2, 0.6, 4.0) if (rows := _rows(sizes, area, scale, wide)) is not None), None)


def fits_larger(sizes: Sequence[int], area: Box, scale: float) -> bool:
    """Whether zones with so many members fit the area at a larger scale than this one."""
    return scale < 1 and _fitted(sizes, area, min(1.0, scale + STEP)) is not None


def zoned(sizes: Sequence[int], area: Box) -> float:
    """The scale at which `in_zones` places groups of these sizes."""
    return _shelves(tuple(sizes), area)[0]


@lru_cache(maxsize=256)
def _shelves(sizes: tuple[int, ...], area: Box) -> tuple[float, list[Shelf]]:
    """The scale at which zones of these sizes fit the area, and their shelves."""
    scale, shelves = _largest(lambda scale: _fitted(sizes, area, scale))
    if shelves is None:  # far too many groups: all of them in one grid of small boxes
        side = ceil(len(sizes) ** 0.5)
        squares = [(i, ceil(max(1, n) ** 0.5), ceil(max(1, n) ** 0.5)) for i, n in enumerate(sizes)]
        shelves = [squares[k : k + side] for k in range(0, len(sizes), side)]
    return scale, shelves


def _on_shelves(
    groups: Sequence[Sequence[Key]], shelves: Sequence[Shelf], area: Box, scale: float, beside: float, gap: float, header: float
) -> tuple[dict[Key, tuple[float, float]], list[Box], float]:
    """Positions, boxes and scale, as `in_zones` returns them: shelves as high as their fullest zone needs, zones as wide as their columns.

    `beside` and `gap` are the room between zones of a shelf (less if they are many) and between shelves, `header` that for a zone's name.
    """
    places: dict[Key, tuple[float, float]] = {}
    boxes = [area] * len(groups)
    weights = [max(rows for _, _, rows in shelf) for shelf in shelves]
    free, y = area.height - len(shelves) * (header + gap), area.y + gap / 2
    for shelf, weight in zip(shelves, weights, strict=True):
        between = min(beside, area.width / len(shelf) / 4)
        height, x = header + free * weight / sum(weights), area.x + between / 2
        for i, columns, rows in shelf:
            width = (area.width - between * len(shelf)) * columns / sum(c for _, c, _ in shelf)
            boxes[i] = Box(x, y, width, height)
            for j, member in enumerate(groups[i]):
                row, column = divmod(j, columns)
                in_row = min(columns, len(groups[i]) - row * columns)
                places[member] = (x + width * (column + 0.5) / in_row, y + header + (height - header) * (row + 0.5) / rows - rise(scale))
            x += width + between
        y += height + gap
    return places, boxes, scale


def in_zones(groups: Sequence[Sequence[Key]], area: Box) -> tuple[dict[Key, tuple[float, float]], list[Box], float]:
    """Place groups in boxes, row by row, their members on a grid inside.

    Args:
        groups: members per group, in reading order; a group may be empty.
        area: where all of it must fit.

    Returns:
        positions (member -> x, y), one box per group, and the scale (1 = full size) at which it fitted.

    >>> places, boxes, scale = in_zones([["a", "b"], ["c"]], Box(0, 0, 760, 500))
    >>> sorted(places), len(boxes), scale
    (['a', 'b', 'c'], 2, 1.0)
    """
    scale, shelves = _shelves(tuple([len(g) for g in groups]), area)
    header, gap = (HEADER, GAP) if len(shelves) * (HEADER + GAP) < area.height / 2 else (area.height / len(shelves) / 4,) * 2
    return _on_shelves(groups, shelves, area, scale, GAP, gap, header)


def in_bands(groups: Sequence[Sequence[Key]], area: Box) -> tuple[dict[Key, tuple[float, float]], list[Box], float]:
    """Groups below one another as bands over the full width, also the empty ones. Returns what `in_zones` does."""

    def bands(scale: float) -> list[Shelf]:
        columns = max(1, int(area.width // needs(scale)[0]))
        return [[(i, columns, max(ceil(len(g) / columns), 0.5))] for i, g in enumerate(groups)]

    spare = area.height - len(groups) * (HEADER + GAP)
    scale, _ = _largest(lambda s: sum(rows for [(_, _, rows)] in bands(s)) * needs(s)[1] <= spare or None)
    return _on_shelves(groups, bands(scale), area, scale, 0, GAP, HEADER)


def spring(
    keys: Sequence[Key], pairs: Iterable[tuple[Key, Key]], area: Box, *, cell: tuple[float, float] | None = None
) -> dict[Key, tuple[float, float]]:
    """A force-directed layout without overlapping labels; the same input always gives the same picture.

    Fruchterman and Reingold's way [fruchterman1991] from a fixed start on a spiral, then rectangles of size `cell`
    (party with its name, by default at full size) are pushed apart until none overlap. Where that does not work out,
    the parties go to the cells of a grid, in the order of the layout; so they do, in the order of the keys, where they are too many to be read.
    A warning says so: take a larger `area`, or smaller cells (`needs` of a smaller scale).

    >>> places = spring(["a", "b"], [("a", "b")], Box(0, 0, 760, 500))
    >>> sorted(places), all(0 <= x <= 760 for x, _ in places.values())
    (['a', 'b'], True)
    """
    places, free = sprung(keys, pairs, area, cell=cell)
    if not free:
        width, height = cell or needs(1.0)
        warnings.warn(
            f"{len(keys)} parties of {width:.0f} by {height:.0f} do not fit {area.width:.0f} by {area.height:.0f} as the forces would have them (or are "
            f"more than {LEGIBLE}): they stand in a grid. Take a larger area, or smaller cells: needs(scale) of a smaller scale.",
            stacklevel=2,
        )
    return places


def sprung(
    keys: Sequence[Key], pairs: Iterable[tuple[Key, Key]], area: Box, *, cell: tuple[float, float] | None = None
) -> tuple[dict[Key, tuple[float, float]], bool]:
    """What `spring` gives, and whether the forces placed them rather than a grid."""
    if not keys:
        return {}, True
    index = {k: i for i, k in enumerate(keys)}
    links = [(index[a], index[b]) for a, b in pairs if a in index and b in index and a != b]
    readable = len(keys) <= LEGIBLE + OTHERS  # the time that the forces take grows with the square
    points = _forces(len(keys), links) if readable else [complex(i % 64, i // 64) for i in range(len(keys))]
    width, height = cell or needs(1.0)
    room = Box(area.x + width / 2, area.y + height * MIDDLE, max(1.0, area.width - width), max(1.0, area.height - height))
    px = _spread([z.real for z in points], room.x, room.width)
    py = _spread([z.imag for z in points], room.y, room.height)
    free = readable and _part(px, py, room, width, height)
    if not free:
        _grid(px, py, area, width, height)
    return {key: (px[i], py[i]) for key, i in index.items()}, free


def _forces(n: int, links: Sequence[tuple[int, int]]) -> list[complex]:
    """Places of n parties after `ROUNDS` of pushing and pulling, without unit."""
    degree = Counter(i for link in links for i in link)
    at = [0j] * n
    for rank, i in enumerate(sorted(range(n), key=lambda i: -degree[i])):  # a golden-angle spiral, the best connected in the middle
        at[i] = rect((rank / n) ** 0.5, rank * 2.399963)
    k = 1.1 / n**0.5
    for step in range(ROUNDS):
        force = [0j] * n
        for i in range(n):
            for j in range(i):
                apart = at[i] - at[j]
                push = apart * (k * k / max(apart.real * apart.real + apart.imag * apart.imag, 1e-4))
                force[i] += push
                force[j] -= push
        for a, b in links:
            apart = at[a] - at[b]
            pull = apart * (hypot(apart.real, apart.imag) / k)
            force[a] -= pull
            force[b] += pull
        heat = 0.12 * (1 - step / ROUNDS) + 0.005
        for i in range(n):
            force[i] -= at[i] * 0.6
            size = hypot(force[i].real, force[i].imag) or 1.0
            at[i] += force[i] * (min(size, heat) / size)
    return at


def _spread(values: Sequence[float], start: float, room: float) -> list[float]:
    """The values stretched so that they just fill the room from `start` on."""
    low = min(values)
    span = (max(values) - low) or 1.0
    return [start + room * (v - low) / span for v in values]


def _part(px: list[float], py: list[float], area: Box, width: float, height: float) -> bool:
    """Push rectangles with their middles in `area` apart, in place; whether it worked out."""
    for lap in range(min(400, 16000 // len(px))):
        moved = False
        for i in range(len(px)):
            for j in range(i):
                overx, overy = width - abs(px[i] - px[j]), height - abs(py[i] - py[j])
                if overx > NEAR and overy > NEAR:
                    moved = True
                    sideways = (overx / area.width < overy / area.height) == (lap % 7 != 3)  # at times the other way, against deadlock
                    at, over = (px, overx) if sideways else (py, overy)
                    shift = over / 2 if at[i] >= at[j] else -over / 2
                    at[i] += shift
                    at[j] -= shift
        px[:] = [min(max(x, area.x), area.x + area.width) for x in px]
        py[:] = [min(max(y, area.y), area.y + area.height) for y in py]
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
    for r in range(rows):
        row = sorted(line[round(n * r / rows) : round(n * (r + 1) / rows)], key=lambda i: px[i])
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


def in_lists(
    cells: Sequence[Sequence[Sequence[Key]]], area: Box, head: float = 0
) -> tuple[dict[Key, tuple[float, float, float]], list[list[Box]], float]:
    """Place members in a grid of zones, each on a line of its own with its name beside it; where they are many, in columns inside a zone.

    Args:
        cells: members per row and column, all rows of equal length.
        area: where all of it must fit.
        head: room in each zone above its lines, for its name.

    Returns:
        per member the left and the middle of its line and how wide it is, a box per row and column, and the height of a line.
    """
    across, down = len(cells[0]), len(cells)
    width, height = area.width - CLOSE * (across - 1), area.height - CLOSE * (down - 1) - down * (head + CLOSE)

    def lines(way: Sequence[int]) -> list[int]:
        return [max(1, *(ceil(len(members) / part) for members, part in zip(row, way, strict=True))) for row in cells]

    def rank(way: Sequence[int]) -> tuple[bool, int, int]:
        many = sum(lines(way))
        tight = height / many < LINE
        return tight, many if tight else sum(way), many

    ways = (
        [b - a for a, b in pairwise((0, *cuts, room))]
        for room in range(across, across + 4)
        for cuts in combinations(range(1, room), across - 1)
    )
    way = min(ways, key=rank)
    deep, places, boxes, y = lines(way), {}, [], area.y
    pitch = min(ROOMY, height / sum(deep))
    for row, many in zip(cells, deep, strict=True):
        high, x = many * height / sum(deep) + head + CLOSE, area.x
        boxes.append([])
        for members, part in zip(row, way, strict=True):
            wide = width * part / sum(way)
            boxes[-1].append(Box(x, y, wide, high))
            rows, room = max(1, ceil(len(members) / part)), (wide - CLOSE) / part
            for i, member in enumerate(members):
                places[member] = x + CLOSE + i // rows * room, y + head + CLOSE / 2 + (i % rows + 0.5) * pitch, room - CLOSE / 2
            x += wide + CLOSE
        y += high + CLOSE
    return places, boxes, pitch
