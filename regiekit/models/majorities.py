"""Majorities: power where a decision needs several majorities at once, as of members and of inhabitants, by two indices.

Each of the games is a weighted vote as in `player_power`: weights of 0 or more, and a quota. A decision needs every quota; a veto is a quota too (`veto` adds it). The swing
of a party is a coalition that can decide with it and not without it. Banzhaf's absolute index is the share of the coalitions of the others in which it has a swing
[banzhaf1965]; Shapley and Shubik's is the share of the orders of coming in in which its coming makes the difference [shapley1954], so these add up to 1.

Counted exactly, by dynamic programming over size and weights (each up to its quota), while that is small; by sampling (`sampled`) for any number. Shared arguments:

weights: a row per game, a column per party: whole numbers of 0 or more; one row may stand alone.
quotas:  a quota per game, 1 to the sum of its row.
veto:    places (0, 1, ...) of the parties whose yes is required.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from regiekit.models import _check
from regiekit.models._check import np

MOST = 30_000_000  # numbers in the table that is counted
MOST_PARTIES = 60  # of which all coalitions can be counted in 64 bits
BATCH = 4096


class Indices(NamedTuple):
    """Per party its power by both indices, each 0 to 1, and their standard errors (0 when counted)."""

    banzhaf: list[float]
    shapley: list[float]
    banzhaf_error: list[float]
    shapley_error: list[float]


def indices(weights: Sequence[Sequence[int]] | Sequence[int], quotas: Sequence[int] | int, veto: Iterable[int] = ()) -> Indices:
    """Return both indices of all parties, exactly (arguments: see the module).

    Raises ValueError also when there is too much to count: more than 60 parties, or parties times the product of the quotas beyond 30 million.

    >>> found = indices([50, 49, 1], 51)
    >>> found.banzhaf, [round(one, 4) for one in found.shapley]
    ([0.75, 0.25, 0.25], [0.6667, 0.1667, 0.1667])
    >>> indices([[1, 1, 1], [60, 30, 10]], [2, 50]).banzhaf
    [0.75, 0.25, 0.25]
    """
    rows, need = _games(weights, quotas, veto)
    parties = rows.shape[1]
    if parties > MOST_PARTIES or parties * math.prod(int(q) + 1 for q in need) > MOST:
        raise ValueError("weights are too many or too large to count every coalition: use `sampled`")
    each: dict[tuple[int, ...], tuple[float, float]] = {}
    order = [math.factorial(k) * math.factorial(parties - 1 - k) / math.factorial(parties) for k in range(parties)]
    for place in range(parties):
        own = tuple(int(w) for w in rows[:, place])
        if own not in each:
            swings = _swings(np.delete(rows, place, axis=1), need, own)
            each[own] = (sum(swings) / 2 ** (parties - 1), math.fsum(n * share for n, share in zip(swings, order, strict=True)))
    found = [each[tuple(int(w) for w in column)] for column in rows.T]
    return Indices([one for one, _ in found], [other for _, other in found], [0.0] * parties, [0.0] * parties)


def sampled(
    weights: Sequence[Sequence[int]] | Sequence[int],
    quotas: Sequence[int] | int,
    veto: Iterable[int] = (),
    *,
    draws: int = 20_000,
    seed: int = 1,
) -> Indices:
    """Return both indices of all parties from `draws` (1 or more) random coalitions and as many random orders, with their standard errors.

    The same `seed` (0 or more) gives the same draws. Orders: [castro2009]. A share of 0 with an error of 0 says that no draw had a swing, not
    that there is none: with 95 out of 100 certainty the share is then below 3 / draws (the rule of three); so is 1 less a share of 1.

    >>> found = sampled([50, 49, 1], 51, draws=4000)
    >>> abs(found.banzhaf[0] - 0.75) < 4 * found.banzhaf_error[0], sum(found.shapley)
    (True, 1.0)
    """
    rows, need = _games(weights, quotas, veto)
    parties, number = rows.shape[1], _check.whole("draws", draws, 1)
    chance = np.random.default_rng(_check.whole("seed", seed, 0))
    swings, pivots = np.zeros(parties), np.zeros(parties)
    for first in range(0, number, BATCH):
        size = min(BATCH, number - first)
        yes = chance.random((size, parties)) < 0.5
        without = [(yes @ row)[:, None] - yes * row for row in rows]  # what the others bring
        lost = ~np.logical_and.reduce([w >= q for w, q in zip(without, need, strict=True)])
        won = np.logical_and.reduce([w + row >= q for w, row, q in zip(without, rows, need, strict=True)])
        swings += (lost & won).sum(axis=0)
        came = chance.permuted(np.tile(np.arange(parties), (size, 1)), axis=1)
        enough = np.logical_and.reduce([np.cumsum(row[came], axis=1) >= q for row, q in zip(rows, need, strict=True)])
        pivots += np.bincount(came[np.arange(size), enough.argmax(axis=1)], minlength=parties)
    shares = swings / number, pivots / number
    errors = (np.sqrt(share * (1 - share) / number).tolist() for share in shares)
    return Indices(shares[0].tolist(), shares[1].tolist(), *errors)


def _games(
    weights: Sequence[Sequence[int]] | Sequence[int], quotas: Sequence[int] | int, veto: Iterable[int]
) -> tuple[np.ndarray, list[int]]:
    """The games, checked: the vetoes as one more, in which each of them weighs 1 and all are needed."""
    given: list[Any] = _check.listed(weights)
    rows: list[list[Any]] = [_check.listed(row) for row in (given if given and not isinstance(given[0], int | float) else [given])]
    need: list[Any] = _check.listed(quotas) if isinstance(quotas, Iterable) and getattr(quotas, "ndim", 1) else [quotas]
    if not rows or not rows[0] or len({len(row) for row in rows}) > 1 or len(need) != len(rows):
        raise ValueError("weights must hold a row per quota, each with a weight for every party, and at least one party")
    whole = [[_check.whole("each of weights", _integral(w), 0) for w in row] for row in rows]
    quota = [_check.whole("each of quotas", _integral(q), 1, sum(row)) for q, row in zip(need, whole, strict=True)]
    blockers = {_check.whole("each of veto", place, 0, len(whole[0]) - 1) for place in veto}
    if blockers:
        whole.append([int(place in blockers) for place in range(len(whole[0]))])
        quota.append(len(blockers))
    return np.array(whole, dtype=np.int64), quota


def _integral(value: Any) -> Any:
    """50 for 50.0, as tables have it; anything else as it is."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _swings(others: np.ndarray, need: list[int], own: tuple[int, ...]) -> list[int]:
    """Per number of others, in how many coalitions of that many the party of weights `own` has a swing."""
    tops = [int(q) for q in need]
    counts = np.zeros((others.shape[1] + 1, *[q + 1 for q in tops]), np.int64)  # by number, and by weight up to the quota
    counts[(0,) * counts.ndim] = 1
    for column in others.T:
        added = counts[:-1]
        for axis, (weight, top) in enumerate(zip(column.tolist(), tops, strict=True), start=1):
            added = _shifted(added, axis, min(int(weight), top))
        counts = counts + np.concatenate((np.zeros_like(counts[:1]), added))
    axes = tuple(range(1, counts.ndim))
    won = counts[(slice(None), *(slice(max(0, q - w), None) for q, w in zip(tops, own, strict=True)))].sum(axis=axes)
    already = counts[(slice(None), *(slice(q, None) for q in tops))].sum(axis=axes)
    return (won - already).tolist()


def _shifted(counts: np.ndarray, axis: int, weight: int) -> np.ndarray:
    """The counts with so much weight more on this axis; what goes beyond the last place stays there."""
    if not weight:
        return counts
    front = np.moveaxis(counts, axis, 0)
    moved = np.zeros_like(front)
    moved[weight:] = front[:-weight]
    moved[-1] += front[-weight:].sum(axis=0)
    return np.moveaxis(moved, 0, axis)
