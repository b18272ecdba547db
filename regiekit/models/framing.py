"""Framing: how much room for agreement a frame leaves, who can live with given content, what a fair process adds.

Spatial voting: content is a point in a plane of two policy dimensions, each party has an ideal point there and prefers content that lies
nearer by [downs1957, black1958, enelow1984]. Here a party does not maximise but accepts: everything within a radius of its ideal point is
content it can live with, a latitude of acceptance [sherif1961]. The common area is what all can live with; a frame is a rectangle that
content may not leave, given content a frame without width or height. A fair process makes people accept outcomes further from their wish
[thibaut1975, lind1988]: it widens each radius.

A frame also protects: a party that fears where the process may end stays away, and a limit to the content can bring it in, as process
management has it [bruijn2010]. Here a party comes when the frame holds something it can live with and nothing that lies further from its ideal
point than it dares; so a smaller frame loses parties by the first and gains them by the second.

Assumes straight distance, both dimensions of equal weight, radii that do not depend on one another, and frames with sides along the axes.
All areas are exact: the common area of discs and a rectangle is bounded by arcs and straight edges, and Green's theorem adds up what each
contributes.

Functions raise ValueError for a disc without a finite place or a finite radius of 0 or more, a frame upside down, and a point or frame that
is not finite. Discs may be rows of an array (discs, 3).
"""

import math
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import combinations, pairwise
from typing import NamedTuple

from regiekit.models import _check

ON_THE_LINE = 1e-9  # so far outside still counts as on the boundary
TURN = 2 * math.pi


class Disc(NamedTuple):
    """What a party can live with: everything within `radius` (0 or more) of its ideal point (x, y)."""

    x: float
    y: float
    radius: float


class Frame(NamedTuple):
    """The content that is allowed: left <= x <= right and bottom <= y <= top; a point where these coincide."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def area(self) -> float:
        """Width times height."""
        return (self.right - self.left) * (self.top - self.bottom)

    @property
    def middle(self) -> tuple[float, float]:
        """The point half-way."""
        return (self.left + self.right) / 2, (self.bottom + self.top) / 2


class Agreement(NamedTuple):
    """The largest group that can agree on something inside the frame.

    `members` are the numbers of its parties, `area` the common area of these inside the frame, `point` a point in it.
    """

    members: tuple[int, ...]
    area: float
    point: tuple[float, float]


def frame(plane: Frame, centre: tuple[float, float], share: float) -> Frame:
    """Return a frame as wide and high as `share` (0 to 1) of the plane, as near to `centre` as fits inside the plane.

    1 is the whole plane (free content), 0 one point (given content). Raises ValueError outside the range.

    >>> frame(Frame(0, 0, 10, 10), (5, 5), 0.4)
    Frame(left=3.0, bottom=3.0, right=7.0, top=7.0)
    """
    share, plane, centre = _check.number("share", share), _frame(plane), _point(centre)
    wide, high = share * (plane.right - plane.left), share * (plane.top - plane.bottom)
    left = min(max(centre[0] - wide / 2, plane.left), plane.right - wide)
    bottom = min(max(centre[1] - high / 2, plane.bottom), plane.top - high)
    return Frame(left, bottom, left + wide, bottom + high)


def widened(disc: Disc, extra: float) -> Disc:
    """Return what the party can live with after a fair process: the radius times 1 + `extra` (0 or more).

    Raises ValueError below 0. That a fair process helps is well supported; that it does so by one share for all is an assumption.

    >>> widened(Disc(0, 0, 2), 0.5)
    Disc(x=0.0, y=0.0, radius=3.0)
    """
    (disc,) = _discs([disc])
    return disc._replace(radius=disc.radius * (1 + _check.number("extra", extra, 0, math.inf)))


def accepts(disc: Disc, point: tuple[float, float]) -> bool:
    """Return whether the party can live with the content at `point`; on the boundary it can.

    >>> accepts(Disc(0, 0, 2), (2, 0))
    True
    """
    return bool(supporters([disc], point))


def supporters(discs: Sequence[Disc], point: tuple[float, float]) -> tuple[int, ...]:
    """Return the numbers of the parties that can live with the content at `point`.

    >>> supporters([Disc(0, 0, 2), Disc(5, 0, 2)], (1, 0))
    (0,)
    """
    return _supporters(_discs(discs), _point(point))


def _supporters(discs: Sequence[Disc], point: tuple[float, float]) -> tuple[int, ...]:
    return tuple(i for i, disc in enumerate(discs) if math.dist(disc[:2], point) <= disc.radius + ON_THE_LINE)


def meets(disc: Disc, allowed: Frame) -> bool:
    """Return whether the frame holds anything that the party can live with.

    >>> meets(Disc(0, 0, 2), Frame(1, 1, 4, 4))
    True
    """
    left, bottom, right, top = _frame(allowed)
    return accepts(disc, (min(max(disc[0], left), right), min(max(disc[1], bottom), top)))


def comes(disc: Disc, allowed: Frame, dares: float = math.inf) -> bool:
    """Return whether the party joins a process inside this frame: it meets something it can live with, and fears nothing in it.

    `dares` is how far from its ideal point content may end up at most, 0 or more; infinite for who fears nothing (then this is `meets`).

    >>> comes(Disc(0, 0, 2), Frame(1, 1, 4, 4), dares=3)
    False
    """
    limit = math.inf if dares == math.inf else _check.number("dares", dares, 0, math.inf)
    return meets(disc, allowed) and farthest(disc[:2], allowed) <= limit + ON_THE_LINE


def farthest(point: tuple[float, float], allowed: Frame) -> float:
    """Return how far from `point` content can end up inside the frame: the distance to its farthest corner.

    >>> farthest((0, 0), Frame(1, 1, 3, 4))
    5.0
    """
    return max(math.dist(_point(point), corner) for corner in corners(allowed))


def corners(allowed: Frame) -> list[tuple[float, float]]:
    """Return the corners of a frame, against the clock from bottom left.

    >>> corners(Frame(0, 0, 2, 1))
    [(0, 0), (2, 0), (2, 1), (0, 1)]
    """
    left, bottom, right, top = _frame(allowed)
    return [(left, bottom), (right, bottom), (right, top), (left, top)]


def _point(point: tuple[float, float]) -> tuple[float, float]:
    x, y = point
    return _check.number("point", x, -math.inf, math.inf), _check.number("point", y, -math.inf, math.inf)


def _frame(allowed: Frame) -> Frame:
    found = Frame(*_check.numbers("frame", allowed, -math.inf, math.inf))
    if found.left > found.right or found.bottom > found.top:
        raise ValueError(f"frame must have left <= right and bottom <= top, not {found}")
    return found


def _discs(discs: Iterable[Disc]) -> list[Disc]:
    return [_disc(tuple(_check.listed(disc))) for disc in _check.listed(discs)]


@lru_cache(maxsize=512)  # who draws lines through an area asks for the same some seventy times
def _disc(values: tuple[float, ...]) -> Disc:
    found = Disc(*map(float, _check.numbers("each disc", values, -math.inf, math.inf)))  # 2 and 2.0 are one to the cache
    if found.radius < 0:
        raise ValueError("each disc must have a radius of 0 or more")
    return found


@_check.elementwise
def lens_area(radius: float, other: float, distance: float) -> float:
    """Return the common area of two discs in closed form, the lens.

    `radius` and `other` are the radii, `distance` that of the centres, all 0 or more: r² acos((d² + r² − R²)/2dr) + R² acos((d² + R² −
    r²)/2dR) − ½√((−d+r+R)(d+r−R)(d−r+R)(d+r+R)); 0 when they lie apart, the smaller disc when it lies inside the other. Raises ValueError
    for a negative value.

    >>> round(lens_area(1, 1, 1), 4)
    1.2284
    """
    r, s, d = (_check.number(name, value, 0, math.inf) for name, value in
               (("radius", radius), ("other", other), ("distance", distance)))  # fmt: skip
    if d >= r + s:
        return 0.0
    if d <= abs(r - s):
        return math.pi * min(r, s) ** 2
    one = r * r * math.acos((d * d + r * r - s * s) / (2 * d * r))
    two = s * s * math.acos((d * d + s * s - r * r) / (2 * d * s))
    return one + two - math.sqrt((-d + r + s) * (d + r - s) * (d - r + s) * (d + r + s)) / 2


class _Arc(NamedTuple):
    """Part of the boundary: of disc `disc` from angle `start` to `stop`, against the clock."""

    disc: Disc
    start: float
    stop: float


class _Edge(NamedTuple):
    """Part of the boundary: straight from (x1, y1) to (x2, y2), with the inside on the left."""

    x1: float
    y1: float
    x2: float
    y2: float


def _crossings(one: Disc, other: Disc) -> list[float]:
    """The angles at which the circle of `one` crosses that of `other`; touching is not crossing."""
    d = math.dist(one[:2], other[:2])
    if not abs(one.radius - other.radius) < d < one.radius + other.radius:
        return []
    share = (d * d + one.radius**2 - other.radius**2) / (2 * d * one.radius)
    towards, half = math.atan2(other.y - one.y, other.x - one.x), math.acos(max(-1.0, min(1.0, share)))
    return [towards - half, towards + half]


def _at(disc: Disc, angle: float) -> tuple[float, float]:
    return disc.x + disc.radius * math.cos(angle), disc.y + disc.radius * math.sin(angle)


def _inside(point: tuple[float, float], discs: Iterable[Disc]) -> bool:
    return all(math.dist(point, disc[:2]) <= disc.radius for disc in discs)


def _apart(disc: Disc, other: Disc) -> bool:
    return math.dist(disc[:2], other[:2]) >= disc.radius + other.radius


def _within(disc: Disc, other: Disc) -> bool:
    return math.dist(disc[:2], other[:2]) <= other.radius - disc.radius


def _boundary(discs: Sequence[Disc], allowed: Frame) -> list[_Arc | _Edge]:
    """The arcs and edges round the common area of the discs inside the frame, in no order; [] when it has no area."""
    return _pieces(tuple(dict.fromkeys(_discs(discs))), _frame(allowed))


@lru_cache(maxsize=64)  # a picture asks for the area, for its outline, and for that of the largest group
def _pieces(different: tuple[Disc, ...], allowed: Frame) -> list[_Arc | _Edge]:
    """A party has whole weights, so circles often just touch one another or the frame. These are told apart first: what touches never cuts."""
    left, bottom, right, top = allowed
    if any(_apart(one, other) for one, other in combinations(different, 2)) or not allowed.area:
        return []
    if any(x + r <= left or x - r >= right or y + r <= bottom or y - r >= top for x, y, r in different):
        return []
    # a disc round another one adds nothing
    inner = [disc for disc in different if not any(_within(other, disc) for other in different if other != disc)]
    pieces: list[_Arc | _Edge] = []
    for disc in inner:
        others = [other for other in inner if other != disc]
        cuts = [angle for other in others for angle in _crossings(disc, other)]
        for side in (left, right):
            if abs(side - disc.x) < disc.radius:
                half = math.acos((side - disc.x) / disc.radius)
                cuts += [half, -half]
        for side in (bottom, top):
            if abs(side - disc.y) < disc.radius:
                half = math.asin((side - disc.y) / disc.radius)
                cuts += [half, math.pi - half]
        around = sorted(angle % TURN for angle in cuts)
        around = [*around, around[0] + TURN] if around else [0.0, TURN]
        for start, stop in pairwise(around):
            x, y = middle = _at(disc, (start + stop) / 2)
            if start < stop and left <= x <= right and bottom <= y <= top and _inside(middle, others):
                pieces.append(_Arc(disc, start, stop))
    for one, other in pairwise([*corners(allowed), (left, bottom)]):
        low, high = _through(inner, one, (other[0] - one[0], other[1] - one[1]))
        low, high = max(low, 0.0), min(high, math.dist(one, other))
        if low < high:
            ux, uy = (other[0] - one[0]) / math.dist(one, other), (other[1] - one[1]) / math.dist(one, other)
            pieces.append(_Edge(one[0] + ux * low, one[1] + uy * low, one[0] + ux * high, one[1] + uy * high))
    return pieces


def _through(discs: Iterable[Disc], point: tuple[float, float], direction: tuple[float, float]) -> tuple[float, float]:
    """How far along a line from `point` the discs are entered and left; (inf, -inf) where the line misses or touches one."""
    (x, y), length = point, math.hypot(*direction)
    ux, uy = direction[0] / length, direction[1] / length
    low, high = -math.inf, math.inf
    for disc in discs:
        near = (disc.x - x) * ux + (disc.y - y) * uy
        half = disc.radius**2 - (disc.x - x - near * ux) ** 2 - (disc.y - y - near * uy) ** 2
        if half <= 0:
            return math.inf, -math.inf
        low, high = max(low, near - math.sqrt(half)), min(high, near + math.sqrt(half))
    return low, high


def common_area(discs: Sequence[Disc], allowed: Frame) -> float:
    """Return the area inside the frame that all discs share; without discs that is the whole frame.

    Exact but for rounding, by Green's theorem: ½∮(x dy − y dx) along the boundary.

    >>> round(common_area([Disc(0, 0, 1), Disc(1, 0, 1)], Frame(-9, -9, 9, 9)), 4)
    1.2284
    """
    total = 0.0
    for piece in _boundary(discs, allowed):
        if isinstance(piece, _Edge):
            total += piece.x1 * piece.y2 - piece.x2 * piece.y1
        else:
            (x, y, r), start, stop = piece
            total += r * r * (stop - start) + r * x * (math.sin(stop) - math.sin(start)) - r * y * (math.cos(stop) - math.cos(start))
    return max(0.0, total / 2)


def outline(discs: Sequence[Disc], allowed: Frame, points: int = 72) -> list[tuple[float, float]]:
    """Return `points` points round the common area, against the clock at equal steps; [] when it has no area.

    For a picture: an area drawn so lies inside the exact one.

    >>> len(outline([Disc(0, 0, 1)], Frame(-9, -9, 9, 9), points=12))
    12
    """
    number = _check.whole("points", points, 3)
    found: list[tuple[float, float]] = []
    for piece in _boundary(discs, allowed):
        if isinstance(piece, _Edge):
            found += [piece[:2], piece[2:]]
        else:
            steps = 2 + int(number * (piece.stop - piece.start) / TURN)
            found += [_at(piece.disc, piece.start + (piece.stop - piece.start) * i / steps) for i in range(steps + 1)]
    if not found or common_area(discs, allowed) <= 0:
        return []
    # the area is convex: seen from inside, the boundary goes round
    x0, y0 = sum(x for x, _ in found) / len(found), sum(y for _, y in found) / len(found)
    found.sort(key=lambda point: math.atan2(point[1] - y0, point[0] - x0))
    path = [0.0]
    for a, b in pairwise([*found, found[0]]):
        path.append(path[-1] + math.dist(a, b))
    result, i = [], 0
    for step in range(number):
        at = path[-1] * step / number
        while path[i + 1] < at:
            i += 1
        (xa, ya), (xb, yb) = found[i], found[(i + 1) % len(found)]
        share = (at - path[i]) / ((path[i + 1] - path[i]) or 1)
        result.append((xa + share * (xb - xa), ya + share * (yb - ya)))
    return result


def chord(
    discs: Sequence[Disc], allowed: Frame, point: tuple[float, float], direction: tuple[float, float]
) -> tuple[tuple[float, float], tuple[float, float]] | None:
    """Return where the line through `point` along `direction` (not (0, 0)) enters and leaves the common area, or None.

    >>> chord([Disc(0, 0, 1)], Frame(-9, -9, 9, 9), (0, 0), (1, 0))
    ((-1.0, 0.0), (1.0, 0.0))
    """
    return next(iter(chords(discs, allowed, [point], direction)), None)


def chords(
    discs: Sequence[Disc], allowed: Frame, points: Sequence[tuple[float, float]], direction: tuple[float, float]
) -> list[tuple[tuple[float, float], tuple[float, float]]]:
    """Return where the lines through `points` along `direction` (not (0, 0)) enter and leave the common area, if they do: the hatching of a picture.

    >>> chords([Disc(0, 0, 1)], Frame(-9, -9, 9, 9), [(0, 0), (0, 5)], (1, 0))
    [((-1.0, 0.0), (1.0, 0.0))]
    """
    allowed, discs, direction = _frame(allowed), _discs(discs), _point(direction)
    length = _check.positive("the length of direction", math.hypot(*direction))
    ux, uy = direction[0] / length, direction[1] / length
    found = []
    for x, y in map(_point, _check.listed(points)):
        low, high = _through(discs, (x, y), direction)
        for at, step, least, most in ((x, ux, allowed.left, allowed.right), (y, uy, allowed.bottom, allowed.top)):
            if abs(step) >= ON_THE_LINE:
                one, other = sorted(((least - at) / step, (most - at) / step))
                low, high = max(low, one), min(high, other)
            elif not least <= at <= most:
                high = -math.inf
        if low < high:
            found.append(((x + ux * low, y + uy * low), (x + ux * high, y + uy * high)))
    return found


def largest_agreement(discs: Sequence[Disc], allowed: Frame) -> Agreement:
    """Return the largest group that can agree inside the frame; of equally large ones the one with most room (`largest_agreements`).

    >>> largest_agreement([Disc(0, 0, 1), Disc(1, 0, 1), Disc(8, 8, 1)], Frame(-9, -9, 9, 9)).members
    (0, 1)
    """
    return largest_agreements(discs, allowed)[0]


def largest_agreements(discs: Sequence[Disc], allowed: Frame) -> list[Agreement]:
    """Return all groups that can agree inside the frame and are as large as the largest, the one with most room first.

    Where a group can agree, its common area is a whole disc or has a corner: where two circles cross, where a circle crosses the frame, or
    a corner of the frame. So it is enough to ask at these points and at the centres.

    >>> len(largest_agreements([Disc(0, 0, 1), Disc(5, 0, 1)], Frame(-9, -9, 9, 9)))
    2
    """
    discs, allowed = _discs(discs), _frame(allowed)
    points = [*corners(allowed), *(disc[:2] for disc in discs)]
    left, bottom, right, top = allowed
    for one, other in combinations(discs, 2):
        points += [_at(one, angle) for angle in _crossings(one, other)]
    for x, y, r in discs:
        points += [
            (side, y + sign * math.sqrt(r * r - (side - x) ** 2)) for side in (left, right) if abs(side - x) <= r for sign in (1, -1)
        ]
        points += [
            (x + sign * math.sqrt(r * r - (side - y) ** 2), side) for side in (bottom, top) if abs(side - y) <= r for sign in (1, -1)
        ]
    groups: dict[tuple[int, ...], tuple[float, float]] = {}
    for x, y in points:
        if left - ON_THE_LINE <= x <= right + ON_THE_LINE and bottom - ON_THE_LINE <= y <= top + ON_THE_LINE:
            groups.setdefault(_supporters(discs, (x, y)), (x, y))
    most = max(map(len, groups))
    found = [Agreement(group, common_area([discs[i] for i in group], allowed), point)
             for group, point in groups.items() if len(group) == most]  # fmt: skip
    return sorted(found, key=lambda agreement: -agreement.area)
