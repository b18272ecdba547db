"""Role models and cynics: how an attitude settles in a network when some do not budge.

Every actor has an attitude from `LOW` (rejects the value) to `HIGH` (carries it out), without unit. In each round an actor
moves towards the mean of whom it hears, weighted by tie times visibility: x(t+1) = h x(t) + (1 - h) W x(t), with
W_ij = a_ij v_j / sum_j a_ij v_j [degroot1974]. Stubborn actors keep theirs: role models and cynical leaders. The others end at
x_u = (I - W_uu)^-1 W_us x_s, wherever they began ([friedkin1990] with nobody half stubborn; [acemoglu2013]).

Assumptions: ties work both ways and do not change; hearing moves one towards the other, never away; all speak in every
round. Who is tied to no stubborn actor, not even through others, is defined as in DeGroot's model: such a group ends at one
attitude, the mean of its starts weighted by v_i sum_j a_ij v_j; who has no tie at all keeps its own.

Actors are the places 0 … n-1 in `start`. Ties are rows (one, other, weight): a sequence, or an array of shape (m, 3); rows
between the same two add up. Up to `SMALL` actors everything is plain Python; above that numpy and scipy do the work
(without them plain Python as well, slowly, and up to `PURE` actors).
"""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from regiekit.models import _check
from regiekit.models._check import np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ties = Sequence[tuple[int, int, float]] | NDArray[Any]

#: The ends of an attitude.
LOW, HIGH = -1.0, 1.0
#: So many actors at most are worked out without numpy.
SMALL = 150
#: So many actors are solved together in plain Python at most: time goes with the third power.
PURE = 1000
#: Of networks of so many actors at most the last ones are kept.
KEPT = 1000
#: Relative size of what is left over when the large solver stops.
PRECISE = 1e-12
#: Up to so many numbers elimination may fill in; a network that is wider than that is solved in rounds.
FILL = 4_000_000
#: With more ties per actor a network is never narrow.
DENSE = 16


def settled(
    start: Sequence[float], ties: Ties, stubborn: Collection[int], visibility: Sequence[float] | None = None
) -> list[float] | NDArray[Any]:
    """Return the attitude of every actor in the long run, in the order of `start`: a list, or for more than `SMALL` actors an array.

    `start` holds the attitudes at the beginning, `LOW`…`HIGH` (those of the stubborn stay); `ties` rows (one, other, weight), weight 0 or
    more, no actor tied to itself; `stubborn` the places of the actors that do not budge, if any; `visibility` how strongly each is heard,
    more than 0, without unit (None: all 1). Who hears no stubborn actor, not even through others: see the module. Raises ValueError for
    an argument outside its range.

    >>> settled([1, 0, -1], [(0, 1, 1.0), (1, 2, 3.0)], stubborn=[0, 2])
    [1.0, -0.5, -1.0]
    """
    library = _library(len(start))
    if library:
        return _settled_large(library, start, ties, stubborn, visibility)
    start = _check.numbers("start", start, LOW, HIGH)
    heard, totals = _heard(len(start), ties, visibility)
    fixed = _places(stubborn, len(start))
    result = list(map(float, start))
    for group in _groups(heard):
        anchors = [i for i in group if i in fixed]
        if anchors:
            free = [i for i in group if i not in fixed]
            pull = [[sum(w * start[j] for j, w in heard[i].items() if j in fixed)] for i in free]
            for i, (value,) in zip(free, _solve(heard, free, pull), strict=True):
                result[i] = value
        elif len(group) > 1:
            mass = [totals[i] for i in group]
            mean = sum(m * start[i] for m, i in zip(mass, group, strict=True)) / sum(mass)
            for i in group:
                result[i] = mean
    return result


def after(
    rounds: int, start: Sequence[float], ties: Ties, stubborn: Collection[int], visibility: Sequence[float] | None = None, own: float = 0.5
) -> list[float] | NDArray[Any]:
    """Return the attitude of every actor after so many rounds (0 or more).

    `own` (0…1) is h, how far an actor keeps to its own attitude in a round; the others as in `settled`. With h = 0 two groups that only
    hear one another may swing for ever; with 0 < h < 1 the attitudes go to `settled`. Raises ValueError outside these ranges.

    >>> after(1, [1, 0, -1], [(0, 1, 1.0), (1, 2, 3.0)], stubborn=[0, 2], own=0)
    [1.0, -0.5, -1.0]
    """
    count = _check.whole("rounds", rounds, 0)
    keep = _check.number("own", own)
    library = _library(len(start))
    if library:
        return _after_large(library, count, start, ties, stubborn, visibility, keep)
    now = list(map(float, _check.numbers("start", start, LOW, HIGH)))
    heard, _ = _heard(len(now), ties, visibility)
    fixed = _places(stubborn, len(now))
    moving = [(i, list(row.items())) for i, row in enumerate(heard) if row and i not in fixed]
    for _ in range(count):
        before = now
        now = list(before)
        for i, row in moving:
            now[i] = keep * before[i] + (1 - keep) * sum([w * before[j] for j, w in row])
    return now


def shares(size: int, ties: Ties, stubborn: Collection[int], visibility: Sequence[float] | None = None) -> list[dict[int, float]]:
    """Return per actor the share of each stubborn one in its attitude in the long run, 0…1, adding up to 1.

    The rows of (I - W_uu)^-1 W_us; of a stubborn actor itself 1. Empty for who hears no stubborn actor, not even through
    others. `size` is the number of actors (0 or more); meant for small networks. Raises ValueError as `settled` does.

    >>> shares(3, [(0, 1, 1.0), (1, 2, 3.0)], stubborn=[0, 2])
    [{0: 1.0}, {0: 0.25, 2: 0.75}, {2: 1.0}]
    """
    heard, _ = _heard(_check.whole("size", size, 0), ties, visibility)
    fixed = _places(stubborn, size)
    result: list[dict[int, float]] = [{i: 1.0} if i in fixed else {} for i in range(size)]
    for group in _groups(heard):
        anchors, free = [i for i in group if i in fixed], [i for i in group if i not in fixed]
        if anchors:
            found = _solve(heard, free, [[heard[i].get(j, 0.0) for j in anchors] for i in free])
            for i, row in zip(free, found, strict=True):
                result[i] = dict(zip(anchors, row, strict=True))
    return result


def one_more(
    end: Sequence[float], ties: Ties, stubborn: Collection[int], visibility: Sequence[float], tried: Sequence[int], seen: float, first: int
) -> list[float]:
    """Return for each actor `tried` the mean of the `first` so many actors in the long run when it does not budge either: at `HIGH`, heard `seen` times.

    `end` is what `settled` gives for these `ties`, `stubborn` and `visibility`; those `tried` are not stubborn yet, `seen` is more than 0. Weighed with
    their own visibility the equations are symmetric, so half a matrix is enough; and for a sum of attitudes these need not be known themselves. Meant
    for small networks. Raises ValueError as `settled` does.

    >>> one_more([1, 0, -1], [(0, 1, 1.0), (1, 2, 1.0)], [0, 2], [1, 1, 1], [1], seen=1, first=3)
    [0.3333333333333333]
    """
    end, own = _check.numbers("end", end, 2 * LOW, 2 * HIGH), _check.listed(visibility)
    places = [_check.whole("tried", k, 0, len(end) - 1) for k in _check.listed(tried)]
    count, louder, fixed = _check.whole("first", first, 1, len(end)), _check.positive("seen", seen), _places(stubborn, len(end))
    if fixed.intersection(places):
        raise ValueError("those tried must not be stubborn yet")
    (heard, mass), means = _heard(len(end), ties, own), {}
    for group in _groups(heard):
        held, free = [i for i in group if i in fixed], sorted([i for i in group if i not in fixed], key=lambda i: len(heard[i]))
        pull = [{j: mass[i] * share for j, share in heard[i].items()} for i in free]
        rows = [[mass[i], *[-row.get(j, 0.0) for j in free[at:]], sum([row.get(j, 0.0) * end[j] for j in held]), float(i < count)]
                for at, (i, row) in enumerate(zip(free, pull, strict=True), 1)]  # fmt: skip
        others = sum(end[:count]) - sum([end[i] for i in free if i < count])
        for at, k in enumerate(free):
            if k in places:
                kept = [row[:] if q > at else [*row[: at - q], *row[at - q + 1 :]] for q, row in enumerate(rows) if q != at]
                for row, hears in zip(kept, pull[:at] + pull[at + 1 :], strict=True):
                    if old := hears.get(k):
                        new = old * louder / own[k]
                        row[0], row[-2] = row[0] + new - old, row[-2] + new * HIGH
                means[k] = (others + (HIGH if k < count else 0) + _sum(kept)) / count
    return [means[k] for k in places]


@_check.elementwise
def equally_visible(role_models: float, cynics: float, high: float = HIGH, low: float = LOW) -> float:
    """Return where everybody ends who hears the same two voices: low + (high - low) z+ / (z+ + z-).

    `role_models` and `cynics` are z+ and z-, the weight with which each actor hears the role models together and the cynics
    together (0 or more, not both 0), the same for all; `high` and `low` their attitudes. With 1 and 0 it is z+ / (z+ + z-).
    The ties of the others among themselves do not matter. Raises ValueError outside these ranges.
    Source: [friedkin1990]; it follows from x_u = W_uu x_u + W_us x_s with one and the same x_u for all.

    >>> equally_visible(role_models=3, cynics=1)
    0.5
    """
    up, down = _check.number("role_models", role_models, 0, math.inf), _check.number("cynics", cynics, 0, math.inf)
    top, bottom = _check.number("high", high, LOW, HIGH), _check.number("low", low, LOW, HIGH)
    if up + down == 0:
        raise ValueError("role_models and cynics must not both be 0")
    return bottom + (top - bottom) * up / (up + down)


def _places(stubborn: Collection[int], size: int) -> set[int]:
    return {_check.whole("stubborn", place, 0, size - 1) for place in stubborn}


def _heard(size: int, ties: Ties, visibility: Sequence[float] | None) -> tuple[list[dict[int, float]], list[float]]:
    """Per actor whom it hears, with their weight in its mean (adding up to 1; empty: no ties), and how heavily it weighs itself in a mean."""
    seen = tuple([_check.positive("visibility", value) for value in ([1.0] * size if visibility is None else _check.listed(visibility))])
    if len(seen) != size:
        raise ValueError(f"visibility must have {size} values, as start has, not {len(seen)}")
    return (_rows if size <= KEPT else _rows.__wrapped__)(seen, tuple(map(tuple, _check.listed(ties))))


@lru_cache(maxsize=8)
def _rows(seen: tuple[float, ...], ties: tuple[tuple[int, int, float], ...]) -> tuple[list[dict[int, float]], list[float]]:
    size = len(seen)
    rows: list[dict[int, float]] = [{} for _ in seen]
    for one, other, weight in ties:
        a, b = (_check.whole("ties", int(i) if i in range(size) else i, 0, size - 1) for i in (one, other))  # an array has them as floats
        if a == b:
            raise ValueError(f"ties must be between two actors, not from {a} to itself")
        if _check.number("the weight of a tie", weight, 0, math.inf):
            rows[a][b] = rows[a].get(b, 0.0) + weight * seen[b]
            rows[b][a] = rows[b].get(a, 0.0) + weight * seen[a]
    totals = [sum(row.values()) for row in rows]
    shares = [{j: w / total for j, w in row.items()} for row, total in zip(rows, totals, strict=True)]
    return shares, [v * total for v, total in zip(seen, totals, strict=True)]


def _groups(rows: Sequence[dict[int, float]]) -> list[list[int]]:
    """Who hears one another, directly or through others."""
    return [sorted(group) for group in _check.together(dict(enumerate(rows)))]


def _solve(rows: Sequence[dict[int, float]], free: Sequence[int], right: Sequence[Sequence[float]]) -> list[list[float]]:
    """(I - W_uu)^-1 times `right` by elimination; the matrix is diagonally dominant, so no rows need to change places."""
    if _library(n := len(free)):
        place, square = {i: k for k, i in enumerate(free)}, np.eye(n)
        for i in free:
            for j in rows[i].keys() & place.keys():
                square[place[i], place[j]] = -rows[i][j]
        return np.linalg.solve(square, np.array(right, float)).tolist()
    if n > PURE:
        raise ValueError(f"{n} actors that hear one another and may move: without scipy at most {PURE}; install regiekit[large]")
    across = len(right[0]) if right else 0
    matrix = [[-rows[i].get(j, 0.0) for j in free] + list(b) for i, b in zip(free, right, strict=True)]
    for k in range(n):
        matrix[k][k] += 1
    for k, pivot in enumerate(matrix):
        for row in matrix[k + 1 :]:
            if row[k]:
                factor = row[k] / pivot[k]
                row[k:] = [a - factor * b for a, b in zip(row[k:], pivot[k:], strict=True)]
    found: list[list[float]] = [[]] * n
    for k in reversed(range(n)):
        row = matrix[k]
        found[k] = [(row[n + c] - sum(row[j] * found[j][c] for j in range(k + 1, n))) / row[k] for c in range(across)]
    return found


def _sum(rows: list[list[float]]) -> float:
    """The sum of c x where K x = b, K symmetric and positive definite; `rows` hold its upper half, then b, then c (0 or 1), and are used up."""
    total = 0.0
    for k, pivot in enumerate(rows):
        for at in range(1, len(pivot) - 2):
            if pivot[at]:
                factor = pivot[at] / pivot[0]
                rows[k + at] = [a - factor * b for a, b in zip(rows[k + at], pivot[at:], strict=True)]
        total += pivot[-2] * pivot[-1] / pivot[0]
    return total


def _library(size: int) -> tuple[Any, ...] | None:
    """numpy and what is needed of scipy, where the network is large and they are there."""
    if size <= SMALL:
        return None
    try:
        from scipy import sparse
        from scipy.sparse import csgraph, linalg
    except ImportError:
        return None
    return np, sparse, csgraph, linalg


def _arrays(
    library: tuple[Any, ...], start: Sequence[float], ties: Ties, stubborn: Collection[int], visibility: Sequence[float] | None
) -> tuple[Any, ...]:
    """Start, whether each is stubborn, visibility, and the ties as a symmetric sparse matrix: checked."""
    np, sparse, _, _ = library
    size = len(start)
    x = np.asarray(start, float)
    v = np.ones(size) if visibility is None else np.asarray(visibility, float)
    rows = np.asarray(ties if len(ties) else np.empty((0, 3)), float)
    if not ((x >= LOW) & (x <= HIGH)).all():
        raise ValueError(f"start must be numbers from {LOW} to {HIGH}")
    if v.shape != x.shape or not ((v > 0) & np.isfinite(v)).all():
        raise ValueError(f"visibility must have {size} values of more than 0")
    if rows.ndim != 2 or rows.shape[1] != 3 or not np.isfinite(rows).all() or not (rows[:, 2] >= 0).all():
        raise ValueError("ties must be rows (one, other, weight) with a weight of 0 or more")
    ends = rows[:, :2].astype(np.int64)
    if not (ends == rows[:, :2]).all() or not ((ends >= 0) & (ends < size)).all() or (ends[:, 0] == ends[:, 1]).any():
        raise ValueError(f"ties must be between two different actors, whole numbers from 0 to {size - 1}")
    fixed = np.zeros(size, bool)
    fixed[sorted(_places(stubborn, size))] = True
    half = sparse.coo_array((rows[:, 2], (ends[:, 0], ends[:, 1])), shape=(size, size)).tocsr()
    half.eliminate_zeros()
    return x, fixed, v, (half + half.T).tocsr()


def _settled_large(
    library: tuple[Any, ...], start: Sequence[float], ties: Ties, stubborn: Collection[int], visibility: Sequence[float] | None
) -> NDArray[Any]:
    """V (S - A V) x = V A V x_s is symmetric and positive definite: elimination where the network is narrow (rings, grids), else conjugate gradients.

    How much elimination fills in is at most the number of actors times the band that is left when neighbours are put beside one another
    (reverse Cuthill-McKee); rounds need as many steps as the network is long. Elimination too when the rounds stall.
    """
    np, sparse, csgraph, linalg = library
    x, fixed, v, a = _arrays(library, start, ties, stubborn, visibility)
    totals = a @ v
    _, group = csgraph.connected_components(a, directed=False)
    reached = np.zeros(group.max(initial=-1) + 1, bool)
    reached[group[fixed]] = True
    held = reached[group]
    result = x.copy()
    loose = ~held & (totals > 0)
    mass, place = (v * totals)[loose], group[loose]
    count = group.max(initial=-1) + 1
    result[loose] = (np.bincount(place, mass * x[loose], count) / np.maximum(np.bincount(place, mass, count), np.finfo(float).tiny))[place]
    free = held & ~fixed
    if free.any():
        part = (a if visibility is None else sparse.diags_array(v) @ a @ sparse.diags_array(v))[free]
        matrix = (sparse.diags_array((v * totals)[free]) - part[:, free]).tocsr()
        right = part[:, fixed] @ x[fixed]
        found, left = right, True
        if matrix.nnz > DENSE * len(right) or _band(library, matrix) * len(right) > FILL:
            found, left = linalg.cg(matrix, right, rtol=PRECISE, maxiter=2000, M=sparse.diags_array(1 / matrix.diagonal()))
        if left:
            found = linalg.spsolve(
                matrix.T, right, permc_spec="MMD_AT_PLUS_A"
            )  # symmetric: its transpose is itself, in the form that is asked
        result[free] = np.clip(found, LOW, HIGH)
    return result


def _band(library: tuple[Any, ...], matrix: Any) -> int:
    """How far apart two that are tied are at most: as they stand where that is near enough, else with neighbours put beside one another."""
    np, _, csgraph, _ = library
    rows = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    if (far := int(np.abs(rows - matrix.indices).max(initial=0))) * matrix.shape[0] <= FILL:
        return far
    order = csgraph.reverse_cuthill_mckee(matrix, symmetric_mode=True)
    place = np.empty(len(order), np.int64)
    place[order] = np.arange(len(order))
    return int(np.abs(place[rows] - place[matrix.indices]).max(initial=0))


def _after_large(
    library: tuple[Any, ...],
    count: int,
    start: Sequence[float],
    ties: Ties,
    stubborn: Collection[int],
    visibility: Sequence[float] | None,
    keep: float,
) -> NDArray[Any]:
    np, sparse, _, _ = library
    x, fixed, v, a = _arrays(library, start, ties, stubborn, visibility)
    totals = a @ v
    still = fixed | (totals == 0)
    weights = sparse.diags_array(1 / np.where(still, 1, totals)) @ a @ sparse.diags_array(v)
    for _ in range(count):
        x = np.where(still, x, keep * x + (1 - keep) * (weights @ x))
    return x
