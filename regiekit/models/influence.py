"""Influence in a directed network: attitudes that settle when each hears the others in part and keeps to where it began for the rest.

Friedkin and Johnsen's model [friedkin1990]: x(t+1) = S W x(t) + (1 - S) x(0). Row i of W holds how heavily i weighs whom it hears, adding up to 1; the
susceptibility s_i, 0 to 1, is how far i lets itself be moved. With s_i = 0 nobody moves i (a stubborn one), with 1 everywhere it is DeGroot's model
[degroot1974]. `role_models` is the case of ties both ways with s 0 or 1.

Assumptions: all speak in every round, ties and susceptibilities do not change, hearing moves one towards the other and never away. Where a group hears only
one another and all of it is fully susceptible, it ends at the mean of its starts, weighted by how much each is heard in the long run; should it swing for ever, this is
the middle of the swing. Who hears nobody keeps its own.

Actors are the places 0 … n-1 in `start` (finite numbers, any unit). Ties are rows (who hears, who is heard, weight of 0 or more): a sequence, or an array of shape (m, 3);
rows between the same two add up, and hearing oneself is allowed. `susceptibility` is one number for all, or one per actor. With scipy the matrix is sparse (tens of
thousands of actors), without it numpy does networks of up to `ALONE` actors; more raise ValueError.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from regiekit.models import _check
from regiekit.models._check import np
from regiekit.models.role_models import DENSE, FILL, PRECISE, _band, _library

if TYPE_CHECKING:
    from regiekit.models.role_models import Ties

ALONE = 4000  # so many actors at most without scipy: a matrix of all pairs is then 128 MB, and solving holds a few of them
ROUNDS = 500  # at most tried before equations are solved: most networks need fewer


def settled(start: Sequence[float], ties: Ties, susceptibility: float | Sequence[float] = 1.0) -> np.ndarray:
    """Return the attitude of every actor in the long run, shape (n,) (arguments: see the module).

    It solves (I - S W) x = (1 - S) x(0) where that has one solution, and takes the mean of the module where it has not. Raises ValueError for an argument outside its range.

    >>> settled([1, 0, -1], [(0, 1, 1), (1, 0, 1), (1, 2, 1), (2, 1, 1)], [0, 1, 0]).tolist()
    [1.0, 0.0, -1.0]
    >>> settled([1, 0], [(0, 1, 1), (1, 0, 1)], 0.5).round(4).tolist()
    [0.6667, 0.3333]
    """
    x, moved, heard = _given(start, ties, susceptibility)
    done = moved == 0
    result = x.copy()
    for group in _closed(heard, moved):
        result[group] = _common(heard[group][:, group], x[group])
        done[group] = True
    free = ~done
    if free.any():
        part = _times(moved[free], heard[free])
        result[free] = _solved(part[:, free], part[:, done] @ result[done] + (1 - moved[free]) * x[free], x[free])
    return result


def after(rounds: int, start: Sequence[float], ties: Ties, susceptibility: float | Sequence[float] = 1.0) -> np.ndarray:
    """Return the attitude of every actor after so many rounds (0 or more), shape (n,); the others as in `settled`.

    >>> after(1, [1, 0], [(0, 1, 1), (1, 0, 1)], 0.5).tolist()
    [0.5, 0.5]
    """
    x, moved, heard = _given(start, ties, susceptibility)
    part, now = _times(moved, heard), x
    for _ in range(_check.whole("rounds", rounds, 0)):
        now = part @ now + (1 - moved) * x
    return now


def _given(start: Sequence[float], ties: Ties, susceptibility: float | Sequence[float]) -> tuple[np.ndarray, np.ndarray, Any]:
    """The starts, the susceptibilities (0 for who hears nobody) and W, checked."""
    x, susceptible = _array(start), _array(susceptibility)
    if x.ndim != 1 or not np.isfinite(x).all():
        raise ValueError("start must be finite numbers, one per actor")
    size = len(x)
    rows = _array(ties if len(ties) else np.empty((0, 3)))
    if rows.ndim != 2 or rows.shape[1] != 3 or not np.isfinite(rows).all() or not (rows[:, 2] >= 0).all():
        raise ValueError("ties must be rows (who hears, who is heard, weight) with a weight of 0 or more")
    ends = rows[:, :2].astype(np.int64)
    if not (ends == rows[:, :2]).all() or not ((ends >= 0) & (ends < size)).all():
        raise ValueError(f"ties must be between actors, whole numbers from 0 to {size - 1}")
    if susceptible.shape not in ((), x.shape) or not ((susceptible >= 0) & (susceptible <= 1)).all():
        raise ValueError(f"susceptibility must be one number from 0 to 1, or one for each of the {size} actors of start")
    moved = np.array(np.broadcast_to(susceptible, x.shape))
    totals = np.bincount(ends[:, 0], rows[:, 2], size)
    moved[totals == 0] = 0
    shares = rows[:, 2] / np.where(totals > 0, totals, 1)[ends[:, 0]]
    library = _library(size)
    if library:
        return x, moved, library[1].coo_array((shares, (ends[:, 0], ends[:, 1])), shape=(size, size)).tocsr()
    if size > ALONE:
        raise ValueError(f'start has {size} actors; more than {ALONE} need scipy: pip install "regiekit[large]"')
    whole = np.zeros((size, size))
    np.add.at(whole, (ends[:, 0], ends[:, 1]), shares)
    return x, moved, whole


def _array(given: Any) -> np.ndarray:
    """As numbers; what cannot be (rows of unequal length, words) as a single nan, which every check refuses."""
    try:
        return np.array(given, float)
    except (TypeError, ValueError):
        return np.array([[np.nan]])


def _times(factor: np.ndarray, matrix: Any) -> Any:
    """Each row of the matrix times its factor; sparse stays sparse."""
    if isinstance(matrix, np.ndarray):
        return factor[:, None] * matrix
    from scipy import sparse

    return (sparse.diags_array(factor) @ matrix).tocsr()


def _closed(heard: Any, moved: np.ndarray) -> list[np.ndarray]:
    """The groups that hear only one another, with nobody in them who keeps to its start at all."""
    if (moved < 1).all():
        return []
    import networkx as nx

    graph = (
        nx.from_numpy_array(heard, create_using=nx.DiGraph)
        if isinstance(heard, np.ndarray)
        else nx.from_scipy_sparse_array(heard, create_using=nx.DiGraph)
    )
    groups = [np.array(sorted(group)) for group in nx.attracting_components(graph)]
    return [group for group in groups if (moved[group] == 1).all()]


def _common(heard: Any, x: np.ndarray) -> float:
    """The mean at which such a group ends: weighted by the share of the time that a walk from who hears to who is heard is at each."""
    if len(x) == 1:
        return float(x[0])
    away = -(heard.toarray() if not isinstance(heard, np.ndarray) and len(x) < 500 else heard).T
    if isinstance(away, np.ndarray):
        away = away + np.eye(len(x))
        weight = np.append(1.0, np.linalg.solve(away[1:, 1:], -away[1:, 0]))
    else:
        from scipy import sparse
        from scipy.sparse import linalg

        away = (away + sparse.eye_array(len(x))).tocsc()
        found: Any = linalg.spsolve(away[1:, 1:], -away[1:, [0]].toarray().ravel())
        weight = np.append(1.0, found)
    return float(weight @ x / weight.sum())


def _solved(part: Any, right: np.ndarray, first: np.ndarray) -> np.ndarray:
    """x = part x + right: rounds while they get there soon, else elimination where the network is narrow, else BiCGSTAB, else elimination all the same."""
    if isinstance(part, np.ndarray):
        return np.linalg.solve(np.eye(len(right)) - part, right)
    from scipy import sparse
    from scipy.sparse import linalg

    matrix = (sparse.eye_array(len(right)) - part).tocsc()
    found: Any
    library = _library(10**6)
    both = (abs(matrix) + abs(matrix).T).tocsr()
    if library and both.nnz <= DENSE * len(right) and _band(library, both) * len(right) <= FILL:
        found = linalg.spsolve(matrix, right)
        return found
    now, scale = first, max(1.0, float(np.abs(right).max()))
    for _ in range(ROUNDS):
        before, now = now, part @ now + right
        if np.abs(now - before).max() <= 1e-14 * scale:
            return now
    found, left = linalg.bicgstab(matrix, right, x0=now, rtol=PRECISE, maxiter=2000)
    if left:
        found = linalg.spsolve(matrix, right)
    return found
