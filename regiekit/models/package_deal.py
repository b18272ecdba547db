"""Package deals: many issues at once on the table, and the packages in which nobody loses.

Gains are a matrix, issues in rows and parties in columns: what a party wins (or loses) when that issue is settled. A package is a set of
issues that are settled together; package number `s` holds issue `i` when bit `i` of `s` is set, so 0 is the empty package and 2**k - 1
holds all k issues. A party accepts a package when its total is at least its threshold, which is what it has without an agreement.

Assumptions: gains can be added up (no issue makes another one better or worse), an issue is settled or not (nothing half), and
every party knows its own gains. With side payments gains can also be handed on, as money can: then only the sum counts.
Trading issues is as in [buchanan1962]; widening the agenda until there is something in it for everyone as in [raiffa1982].

Gains and thresholds are rounded to four decimals and added up as whole numbers, so that no sum is off by a rounding.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from regiekit.models import _check
from regiekit.models._check import np

MOST_ISSUES = 22  # four million packages
MOST_GAIN = 100.0
UNIT = 10_000  # whole numbers per point of gain


def lowest(gains: Sequence[Sequence[float]], thresholds: float | Sequence[float] = 0.0) -> np.ndarray:
    """Return for every package how far the worst-off party is above its threshold: the least of u - d over the parties.

    `gains` has shape (k issues, n parties), k from 0 to 22, n at least 1, each gain from -100 to 100; `thresholds` is one number
    for all or one per party, -1000 to 1000. The answer has shape (2**k,), in points of gain; nobody is below the threshold where
    it is 0 or more. All packages are looked at: the sums of the first half of the issues are set against the sums of the second
    half, one row of these at a time, so that the memory is that of the answer. Raises ValueError outside these ranges.

    >>> lowest([[2, -1], [-1, 2]]).tolist()
    [0.0, -1.0, -1.0, 1.0]
    """
    found, scale = _lowest(gains, thresholds)
    points, rest = divmod(scale, UNIT)
    return found * float(scale) / UNIT if rest else found * float(points)


def _lowest(gains: Sequence[Sequence[float]], thresholds: float | Sequence[float]) -> tuple[np.ndarray, int]:
    """`lowest` in whole numbers, and how many units each of these stands for."""
    units, least, scale = _small(*_units(gains, thresholds))
    half = len(units) // 2
    near = np.ascontiguousarray(_sums(units[:half]).T)
    far = _sums(units[half:]) - least
    found = np.empty((len(far), near.shape[1]), dtype=near.dtype)
    room = np.empty_like(near)
    for row, beside in zip(found, far, strict=True):
        np.add(near, beside[:, None], out=room)
        np.min(room, axis=0, out=row)
    return found.ravel(), scale


def together(gains: Sequence[Sequence[float]], thresholds: float | Sequence[float] = 0.0) -> np.ndarray:
    """Return for every package how far the parties together are above their thresholds: sum of u minus sum of d, shape (2**k,).

    Arguments and errors as in `lowest`.

    >>> together([[2, -1], [-1, 2]]).tolist()
    [0.0, 1.0, 1.0, 2.0]
    """
    units, least = _units(gains, thresholds)
    return (_sums(units.sum(axis=1, keepdims=True, dtype="int64")).ravel() - int(least.sum(dtype="int64"))) / UNIT


def passing(gains: Sequence[Sequence[float]], thresholds: float | Sequence[float] = 0.0, side_payments: bool = False) -> np.ndarray:
    """Return which packages are acceptable to everyone: booleans of shape (2**k,), the empty package included.

    Without side payments each party must be at its threshold or above. With them, a package is feasible when the sum of the gains
    is at least the sum of the thresholds: the winners can then pay the losers. Arguments and errors as in `lowest`.

    >>> passing([[2, -1], [-1, 2]]).tolist()
    [True, False, False, True]
    """
    return (together(gains, thresholds) if side_payments else _lowest(gains, thresholds)[0]) >= 0


def within(issues: int, agenda: Iterable[int]) -> np.ndarray:
    """Return which of the 2**issues packages hold only issues (numbers from 0) on the agenda: booleans; ValueError for a number not there.

    >>> within(2, [0]).tolist()
    [True, True, False, False]
    """
    count = _check.whole("issues", issues, 0, MOST_ISSUES)
    inside = sum(1 << _check.whole("each of agenda", i, 0, count - 1) for i in set(agenda))
    return (np.arange(1 << count) & ~inside) == 0


def totals(gains: Sequence[Sequence[float]], packages: Iterable[int]) -> np.ndarray:
    """Return what each party gains in these packages: shape (packages, parties), in the order given.

    Raises ValueError for a number that is no package, or gains out of range.

    >>> totals([[2, -1], [-1, 2]], [3]).tolist()
    [[1.0, 1.0]]
    """
    units, _ = _units(gains, 0.0)
    last = (1 << len(units)) - 1
    rows = [[s >> i & 1 for i in range(len(units))] for s in (_check.whole("each of packages", s, 0, last) for s in packages)]
    return np.array(rows, dtype=np.int64).reshape(len(rows), len(units)) @ units / UNIT


def issues_in(package: int) -> tuple[int, ...]:
    """Return the numbers of the issues in a package (0 or more).

    >>> issues_in(5)
    (0, 2)
    """
    number = _check.whole("package", package, 0)
    return tuple(i for i in range(number.bit_length()) if number >> i & 1)


def fewest(accepted: Sequence[bool] | np.ndarray) -> int | None:
    """Return the number of the package with fewest issues that is accepted, the first of equals; None when none is. The empty one is no package.

    `accepted` is one yes or no per package, as from `passing`. Raises ValueError when their number is no power of two.

    >>> fewest(passing([[2, -1], [-1, 2]]))
    3
    """
    found = np.asarray(accepted, dtype=bool)
    if found.ndim != 1 or not len(found) or len(found) & (len(found) - 1):
        raise ValueError("accepted must hold a yes or no for each of 2**k packages")
    numbers = (np.flatnonzero(found[1:]) + 1).tolist()
    return min(numbers, key=lambda s: (s.bit_count(), s), default=None)


def favourites(gains: Sequence[Sequence[float]]) -> list[tuple[int, ...]]:
    """Return per party the numbers of the issues on which it gains most; none for a party that gains on no issue. Gains and errors as in `lowest`.

    >>> favourites([[2, -1], [-1, 2]])
    [(0,), (1,)]
    """
    units, _ = _units(gains, 0.0)
    if not len(units):
        return [()] * units.shape[1]
    best = units.max(axis=0)
    return [tuple(np.flatnonzero((column == top) & (column > 0)).tolist()) for column, top in zip(units.T, best, strict=True)]


def undominated(gained: np.ndarray) -> np.ndarray:
    """Return which rows of totals (packages, parties) no other row improves on: booleans (Pareto).

    A row improves on another when no party is worse off in it and at least one is better off. Its sum is then higher, so each row
    need be compared only with the undominated rows of a higher sum; the time is of the order of rows times undominated rows.

    >>> import numpy as np
    >>> undominated(np.array([[1.0, 1.0], [2.0, 1.0]])).tolist()
    [False, True]
    """
    gained = np.asarray(gained, dtype=float)
    if gained.ndim != 2 or not np.isfinite(gained).all():
        raise ValueError("gained must have two dimensions, packages and parties, and hold finite numbers")
    front = np.empty_like(gained)
    size, found = 0, np.zeros(len(gained), dtype=bool)
    for i in np.argsort(-gained.sum(axis=1), kind="stable"):
        ahead = front[:size]
        if not ((ahead >= gained[i]).all(axis=1) & (ahead > gained[i]).any(axis=1)).any():
            front[size] = gained[i]
            size += 1
            found[i] = True
    return found


def side_payments(gained: Sequence[float], thresholds: float | Sequence[float] = 0.0) -> np.ndarray:
    """Return what each party receives (+) or pays (-) so that nobody is below the threshold; the payments add up to 0.

    Who falls short gets exactly that; who is above pays in proportion to how far. One division among many: the model does not say
    that it is the fair one. Raises ValueError when the gains together are less than the thresholds together.

    >>> side_payments([3, -1]).tolist()
    [-1.0, 1.0]
    """
    surplus = np.asarray(gained, dtype=float) - np.asarray(thresholds, dtype=float)
    if not np.isfinite(surplus).all():
        raise ValueError("gained and thresholds must be finite numbers")
    short, over = np.clip(-surplus, 0, None), np.clip(surplus, 0, None)
    if short.sum() > over.sum() + 1e-9:
        raise ValueError("gained must add up to at least the thresholds: there is not enough to pay from")
    return short - over * (short.sum() / over.sum() if over.sum() else 0.0)


@_check.elementwise
def logrolling(parties: int, gain: float) -> float:
    """Return what every party gains from settling all issues, when each of n parties brings one: G - (n - 1).

    A party gains G (0 to 100) on its own issue and loses 1 on each of the others'. Every party is better off with the full package
    if and only if G > n - 1, while each issue on its own has n - 1 losers. Raises ValueError outside these ranges.

    >>> logrolling(3, 4)
    2
    """
    n = _check.whole("parties", parties, 1)
    return _check.number("gain", gain, 0, MOST_GAIN) - (n - 1)


def own_issues(parties: int, gain: float) -> list[list[float]]:
    """Return the gains in `logrolling`: issue i is party i's own (gain), and costs each of the others 1.

    >>> own_issues(2, 4)
    [[4.0, -1.0], [-1.0, 4.0]]
    """
    n = _check.whole("parties", parties, 1, MOST_ISSUES)
    own = float(_check.number("gain", gain, 0, MOST_GAIN))
    return [[own if i == p else -1.0 for p in range(n)] for i in range(n)]


def _small(units: np.ndarray, least: np.ndarray) -> tuple[np.ndarray, np.ndarray, int]:
    """The same numbers in steps of their greatest common divisor, which is returned too; in 16 bits where every sum fits, which halves the time."""
    scale = int(np.gcd.reduce(np.append(units.ravel(), least))) or 1
    units, least = units // scale, least // scale
    most = int(np.abs(units).sum(axis=0, dtype=np.int64).max(initial=0)) + int(np.abs(least).max(initial=0))
    kind = np.int16 if most < 2**15 else np.int32
    return units.astype(kind), least.astype(kind), scale


def _sums(units: np.ndarray) -> np.ndarray:
    """The sums of all sets of rows, (2**rows, columns): each row doubles what is there."""
    found = np.zeros((1 << len(units), units.shape[1]), dtype=units.dtype)
    for i, row in enumerate(units):
        np.add(found[: 1 << i], row, out=found[1 << i : 2 << i])
    return found


def _units(gains: Sequence[Sequence[float]], thresholds: float | Sequence[float]) -> tuple[np.ndarray, np.ndarray]:
    """Gains and thresholds as whole numbers, checked."""
    given = np.asarray(gains, dtype=float)
    if given.ndim != 2 or given.shape[1] < 1 or len(given) > MOST_ISSUES:
        raise ValueError(f"gains must have the shape (at most {MOST_ISSUES} issues, one or more parties), not {given.shape}")
    if not (np.abs(given) <= MOST_GAIN).all():
        raise ValueError(f"gains must be numbers from {-MOST_GAIN:g} to {MOST_GAIN:g}")
    least = np.asarray(thresholds, dtype=float)
    if least.shape not in {(), (given.shape[1],)} or not (np.abs(least) <= 10 * MOST_GAIN).all():
        raise ValueError(f"thresholds must be one number, or one per party, from {-10 * MOST_GAIN:g} to {10 * MOST_GAIN:g}")
    return np.rint(given * UNIT).astype(np.int32), np.rint(np.broadcast_to(least, given.shape[1]) * UNIT).astype(np.int32)
