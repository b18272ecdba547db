"""Mutual reinforcement: factors that drive one another up, until it settles or does not.

Levels x of n factors follow dx/dt = b + (G - d I) x: pressure b from outside comes in at a steady rate, a share d of
every level ebbs away per unit of time, and factor j adds G[i, j] x_j to factor i. Reinforcing loops as in
[sterman2000], chapter 5; the analysis is that of any linear system. Assumes that reinforcement is proportional to
the level and never saturates, so a level that keeps growing says where it tips, not how far it goes.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Literal

from regiekit.models import _check
from regiekit.models._check import np

Loop = Literal["ring", "all"]
_SMALL = 1e-9  # relative: growth nearer to zero than this is called zero


def coupling(strengths: Sequence[float], loop: Loop) -> np.ndarray:
    """Return G (n × n, zero diagonal): G[i, j] is what factor i gains per unit of factor j and unit of time.

    `strengths` holds per factor j (two or more) how strongly it drives, 0 or more. In a "ring" factor j drives only the next, j + 1, and
    the last drives the first; with "all" it drives every other factor with the same strength. Raises ValueError for other input.

    >>> coupling([0.5, 0.2], "all").tolist()
    [[0.0, 0.2], [0.5, 0.0]]
    """
    g = np.array(_check.numbers("each strength", strengths, 0, math.inf), dtype=float)
    n = len(g)
    if n < 2:
        raise ValueError("strengths must hold two factors or more")
    if loop == "ring":
        return np.roll(np.eye(n), 1, axis=0) * g
    if loop == "all":
        return (np.ones((n, n)) - np.eye(n)) * g
    raise ValueError(f"loop must be 'ring' or 'all', not {loop!r}")


def _square(G: np.ndarray) -> np.ndarray:
    G = np.asarray(G, dtype=float)
    if G.ndim != 2 or G.shape[0] != G.shape[1] or not np.isfinite(G).all() or (G < 0).any():
        raise ValueError("G must be a square matrix of finite numbers, 0 or more")
    return G


def strength(G: np.ndarray) -> float:
    """Return the largest eigenvalue of G (0 or more, per unit of time): how strongly the loops reinforce as a whole.

    For a ring it is the n-th root of the product of its links, for equal coupling g of all to all (n - 1) g.

    >>> round(strength(coupling([0.5, 0.5, 0.5], "ring")), 6)
    0.5
    """
    G = _square(G)
    largest = float(max(np.linalg.eigvals(G).real.max(initial=0.0), 0.0))
    # Without a loop G^n = 0 and the eigenvalue is exactly 0; computed, it is a root of the rounding error.
    return largest if np.linalg.matrix_power(G, len(G)).any() else 0.0


def growth(G: np.ndarray, decay: float) -> float:
    """Return the rate at which a deviation grows in the long run, the largest eigenvalue of G - d I, per unit of time.

    Below 0 everything settles, above 0 it keeps growing exponentially, at 0 it tips (then it grows steadily).
    `decay` is d, more than 0. Raises ValueError for other input.

    >>> round(growth(coupling([0.5, 0.5, 0.5], "ring"), decay=1.0), 6)
    -0.5
    """
    rate = strength(G) - _check.positive("decay", decay)
    return 0.0 if abs(rate) < _SMALL * decay else rate


def room(G: np.ndarray, decay: float) -> float:
    """Return by which factor all couplings together may still grow before it tips: d / strength; inf without a loop.

    >>> round(room(coupling([0.5, 0.5, 0.5], "ring"), decay=1.0), 6)
    2.0
    """
    top = strength(G)
    return _check.positive("decay", decay) / top if top else math.inf


def equilibrium(pressure: Sequence[float], G: np.ndarray, decay: float) -> np.ndarray:
    """Return the levels x* = (d I - G)^-1 b at which everything settles, shape (n,); all inf from the tipping point on.

    `pressure` is b per factor, 0 or more, in levels per unit of time. With equal pressure and equal coupling g of all to all, x* = b / (d -
    (n - 1) g). Assumes that the loop that tips reaches every factor and has pressure. Raises ValueError for other input.

    >>> equilibrium([1, 1, 1], coupling([0.5, 0.5, 0.5], "ring"), decay=1.0).round(6).tolist()
    [2.0, 2.0, 2.0]
    """
    b, G = _pressure(pressure, G)
    if growth(G, decay) >= 0:
        return np.full(len(b), math.inf)
    return np.linalg.solve(decay * np.eye(len(b)) - G, b)


def levels(pressure: Sequence[float], G: np.ndarray, decay: float, start: Sequence[float], step: float, steps: int) -> np.ndarray:
    """Return the levels at times 0, step, 2 step …: shape (steps + 1, n), from `start` (n levels) at time 0.

    Exact up to rounding, at and beyond the tipping point as well: each step multiplies by the matrix exponential of the system with b as an
    extra column [vanloan1978]. `step` is more than 0, `steps` 0 or more; the others as in `equilibrium`. Raises ValueError for other input.

    >>> levels([1, 1, 1], coupling([0.5, 0.5, 0.5], "ring"), 1.0, [0, 0, 0], step=1.0, steps=2).shape
    (3, 3)
    """
    b, G = _pressure(pressure, G)
    n = len(b)
    x = np.array(_check.numbers("each start", start, 0, math.inf), dtype=float)
    if len(x) != n:
        raise ValueError("start must hold one level per factor")
    system = np.zeros((n + 1, n + 1))
    system[:n, :n] = G - _check.positive("decay", decay) * np.eye(n)
    system[:n, n] = b
    move = _exponential(system * _check.positive("step", step))
    state = np.append(x, 1.0)
    rows = [x]
    for _ in range(_check.whole("steps", steps, 0)):
        state = move @ state
        rows.append(state[:n])
    if not np.isfinite(rows).all():
        raise ValueError("steps must not go so far that the levels outgrow what a number can hold")
    return np.array(rows)


def _pressure(pressure: Sequence[float], G: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    G = _square(G)
    b = np.array(_check.numbers("each pressure", pressure, 0, math.inf), dtype=float)
    if len(b) != len(G):
        raise ValueError(f"pressure must hold one number per factor: {len(G)}, not {len(b)}")
    return b, G


def _exponential(matrix: np.ndarray) -> np.ndarray:
    """The matrix exponential, by halving, a power series and squaring.

    Not by eigenvectors: with one link of a ring cut there are too few of them. Own code, because scipy is not needed
    for anything else.
    """
    halvings = max(0, math.ceil(math.log2(max(np.abs(matrix).sum(axis=0).max(), 1e-300))) + 2)
    small = matrix / 2**halvings
    result = term = np.eye(len(matrix))
    for k in range(1, 20):
        term = term @ small / k
        result = result + term
    return np.linalg.matrix_power(result, 2**halvings)


@_check.elementwise
def tipping_all(decay: float, factors: int = 3) -> float:
    """Return the equal coupling of all to all at which it tips, g = d / (n - 1); d / 2 for three factors.

    >>> tipping_all(decay=1.0)
    0.5
    """
    return _check.positive("decay", decay) / (_check.whole("factors", factors, 2) - 1)


def tips_ring(strengths: Sequence[float], decay: float) -> bool:
    """Return whether a ring is at or beyond its tipping point: the product of the links is at least d^n.

    Independent of eigenvalues; one link of 0 keeps a ring from tipping however strong the others are.

    >>> tips_ring([0.5, 0.5, 0.5], decay=1.0)
    False
    """
    links = _check.numbers("each strength", strengths, 0, math.inf)
    return math.prod(links) >= _check.positive("decay", decay) ** len(links)
