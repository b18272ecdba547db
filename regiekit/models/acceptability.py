"""Acceptability: who comes first when nobody knows how heavily the criteria weigh.

Stochastic multicriteria acceptability analysis: each candidate has a value per criterion, its score is the weighted sum of these, and instead
of fixing the weights one asks in what share of all possible weights a candidate comes first [lahdelma1998]. The weights are 0 or more and add
up to 1; without knowledge every such combination is equally likely: uniform on the simplex, Dirichlet(1, ..., 1).

Assumptions: values are known and comparable after scaling, scores add up (a bad value on one criterion can be made up on another), and the
value of a candidate does not depend on who else is a candidate, but for the scaling.

Shared arguments:
    values: array (candidates, criteria) of finite numbers, higher is better, 1 or more of each.
    draws: number of random weights, 1 to 1,000,000; seed: whole number of 0 or more that fixes them.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from regiekit.models import _check
from regiekit.models._check import np

#: Scores that differ less are equal.
TIE = 1e-9
MOST_DRAWS = 1_000_000
KEPT = 250_000  # numbers of 8 bytes in a set of weights that is kept


class Acceptability(NamedTuple):
    """Per candidate: the share of the weights under which it comes first (0 to 1, together 1), the standard error of that share, and its
    central weights (None when it never comes first): the mean of the weights under which it comes first."""

    first: list[float]
    error: list[float]
    central: list[list[float] | None]
    draws: int


def _matrix(values: Sequence[Sequence[float]] | np.ndarray) -> np.ndarray:
    try:
        found = np.asarray(values, dtype=float)
    except (TypeError, ValueError):
        found = np.zeros(0)
    if found.ndim != 2 or not found.size or not np.isfinite(found).all():
        raise ValueError("values must be a table of finite numbers: one row per candidate, one column per criterion, at least one of each")
    return found


def scaled(values: Sequence[Sequence[float]] | np.ndarray) -> np.ndarray:
    """Return `values` with each criterion scaled to 0 (the worst candidate) … 1 (the best); a criterion on which all are equal becomes 0.

    Raises ValueError for anything but a table of finite numbers.

    >>> scaled([[10, 3], [20, 1], [15, 2]]).tolist()
    [[0.0, 1.0], [1.0, 0.0], [0.5, 0.5]]
    """
    found = _matrix(values) / 2  # so that no difference is too large
    low, spread = found.min(axis=0), found.max(axis=0) - found.min(axis=0)
    spread[spread == 0] = 1.0
    return (found - low) / spread


def weights(criteria: int, draws: int = 10_000, seed: int = 1) -> np.ndarray:
    """Return random weights, an array (draws, criteria) that may not be altered: rows of 0 or more that add up to 1, uniform on the simplex.

    `criteria` runs from 1 to 1000. Independent exponentials divided by their sum are Dirichlet(1, ..., 1). The last few that are not large are
    kept (16 MB in all). Raises ValueError outside the ranges.

    >>> weights(3, draws=2).sum(axis=1).round(9).tolist()
    [1.0, 1.0]
    """
    k, n = _check.whole("criteria", criteria, 1, 1000), _check.whole("draws", draws, 1, MOST_DRAWS)
    return (_drawn if n * k <= KEPT else _drawn.__wrapped__)(k, n, _check.whole("seed", seed, 0))


@lru_cache(maxsize=8)
def _drawn(k: int, n: int, seed: int) -> np.ndarray:
    drawn = np.random.default_rng(seed).exponential(size=(n, k))
    drawn /= drawn.sum(axis=1, keepdims=True)
    drawn = np.asfortranarray(drawn)  # all weights of a criterion in one row, as they are used
    drawn.setflags(write=False)
    return drawn


def acceptability(values: Sequence[Sequence[float]] | np.ndarray, draws: int = 10_000, seed: int = 1) -> Acceptability:
    """Return in what share of the weights each candidate comes first, by Monte Carlo.

    The values are used as they are: see `scaled`. Candidates that come first together share that weight equally. The standard error is
    sqrt(p (1 - p) / draws). Raises ValueError outside the ranges.

    >>> found = acceptability([[1, 0], [0, 1], [0.4, 0.4]], draws=2000)
    >>> [round(share, 1) for share in found.first]
    [0.5, 0.5, 0.0]
    """
    found = _matrix(values)
    drawn = weights(found.shape[1], draws, seed).T
    scores = np.einsum("ik,kn->in", found, drawn)  # for a product of matrices BLAS would start threads
    top, number = scores.argmax(axis=0), drawn.shape[1]
    scores -= scores.max(axis=0) - TIE
    tied = np.flatnonzero(np.count_nonzero(scores >= 0, axis=0) > 1)
    alone = np.ones(number)
    alone[tied] = 0  # who are first together share: added apart, for they are few
    total = np.bincount(top, alone, len(found))
    middle = np.array([np.bincount(top, alone * one, len(found)) for one in drawn]).T
    if len(tied):
        both = scores[:, tied] >= 0
        share = both / both.sum(axis=0)
        total += share.sum(axis=1)
        middle += np.einsum("in,kn->ik", share, drawn[:, tied])
    first = (total / number).tolist()
    central = [(row / one).tolist() if one else None for row, one in zip(middle, total, strict=True)]
    error = [math.sqrt(max(0.0, p * (1 - p)) / number) for p in first]
    return Acceptability(first, error, central, number)


class Ranks(NamedTuple):
    """Per candidate (row) the share of the weights under which it takes each place (column; rows and columns add up to 1), the standard errors of
    these, and its mean place (1: the first)."""

    shares: list[list[float]]
    error: list[list[float]]
    mean: list[float]


def ranks(values: Sequence[Sequence[float]] | np.ndarray, draws: int = 10_000, seed: int = 1) -> Ranks:
    """Return in what share of the weights each candidate takes each place, by Monte Carlo: the acceptability of every rank [lahdelma1998].

    The first column is `first` of `acceptability`. Candidates of equal score share their places equally. Raises ValueError outside the ranges.

    >>> found = ranks([[1, 0], [0, 1], [0.4, 0.4]], draws=2000)
    >>> [round(share, 1) for share in found.shares[2]], round(found.mean[2], 1)
    ([0.0, 0.8, 0.2], 2.2)
    """
    found = _matrix(values)
    drawn = weights(found.shape[1], draws, seed).T
    scores = np.einsum("ik,kn->in", found, drawn)
    order = np.argsort(-scores, axis=0, kind="stable")
    ordered = np.take_along_axis(scores, order, axis=0)
    size, number = scores.shape
    begins = np.vstack(
        (np.ones((1, number), bool), ordered[:-1] - ordered[1:] > TIE)
    )  # where a place begins that is not shared with the one before
    tied = ~begins.all(axis=0)
    shares = np.zeros((size, size))
    for place in range(size):
        shares[:, place] = np.bincount(order[place, ~tied], minlength=size)
    for column, start in zip(order[:, tied].T, begins[:, tied].T, strict=True):
        for group in np.split(column, np.flatnonzero(start)[1:]):
            first = int(np.flatnonzero(column == group[0])[0])
            shares[group, first : first + len(group)] += 1 / len(group)
    shares /= number
    error = np.sqrt(np.maximum(0.0, shares * (1 - shares)) / number)
    return Ranks(shares.tolist(), error.tolist(), (shares @ np.arange(1, size + 1)).tolist())


def acceptability_of_two(values: Sequence[Sequence[float]] | np.ndarray) -> list[float]:
    """Return the exact shares for two criteria, in closed form.

    With weights w and 1 - w each candidate is a straight line in w. The lines cross at w = (b_j - b_i) / ((a_i - b_i) - (a_j - b_j)); between two
    neighbouring crossings the same candidates are on top, and share the length of that piece. Raises ValueError unless there are two criteria.

    >>> acceptability_of_two([[1, 0], [0, 1], [0.75, 0.75]])
    [0.25, 0.25, 0.5]
    """
    found = _matrix(values)
    if found.shape[1] != 2:
        raise ValueError(f"values must have two criteria, not {found.shape[1]}")
    lines = [(float(a - b), float(b)) for a, b in found]
    cuts = {0.0, 1.0}
    for i, (slope, start) in enumerate(lines):
        for other, begin in lines[:i]:
            if slope != other and 0 < (at := (begin - start) / (slope - other)) < 1:
                cuts.add(at)
    ordered = sorted(cuts)
    shares = [0.0] * len(lines)
    for low, high in pairwise(ordered):
        middle = (low + high) / 2
        heights = [slope * middle + start for slope, start in lines]
        top = [i for i, height in enumerate(heights) if height >= max(heights) - TIE * (high - low)]
        for i in top:
            shares[i] += (high - low) / len(top)
    return shares
