"""Player power: who can carry a decision, who can stop it, and who cannot be missed.

A weighted voting game: each party has a weight (what it can make), a decision needs parties whose weights together reach a quota, and it
needs the yes of every party with a veto (what it can block). All 2**n ways in which n parties can say yes or no are equally likely:
nobody's preferences count, only the rule. A swing of a party is a coalition that can decide with it and not without it. From the swings
follow Coleman's powers [coleman1971]; the mean of the inverses of his powers to initiate and to prevent is the inverse of the absolute
Banzhaf index. The power of the whole to act is `decision_rule.power_to_act` for parties of different weight.

Everything is counted exactly, by dynamic programming over whole weights: the coalitions of each weight below the quota
(n times the quota steps), and from their running totals the coalitions without one party by an alternating sum. Whole
numbers of any size, so no party is too many. Arguments that functions share:

weights: for each party a whole number of 0 or more; at least one party.
quota:   the weight needed, 1 to the sum of the weights.
veto:    places (0, 1, ...) of the parties whose yes is required.

They raise ValueError for an argument out of its range.

Sources: [coleman1971, banzhaf1965, dubey1979]; generating functions: [brams1976].
"""

from __future__ import annotations

import math
import random
import struct
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import lru_cache
from itertools import accumulate, chain, repeat
from operator import mul
from typing import Any, NamedTuple

from regiekit.models import _check
from regiekit.models._check import np

TOP = 3
KEPT = 1000  # weight of all up to which totals are kept (400 of them are some 16 MB), and number of draws up to which these are

Sort = tuple[bool, float]  # of a party: whether it has a veto, which share of its weight is taken over


class Powers(NamedTuple):
    """Coleman's powers in one game, each 0 to 1 and without unit.

    `act` is the share of all coalitions that can decide; `initiate` per party its swings over the coalitions that cannot
    decide (0 where there are none), `prevent` its swings over those that can, `banzhaf` its swings over 2**(n - 1),
    `swings` their number, `winning` the number of coalitions that can decide.
    """

    act: float
    initiate: tuple[float, ...]
    prevent: tuple[float, ...]
    banzhaf: tuple[float, ...]
    swings: tuple[int, ...]
    winning: int


class Spread(NamedTuple):
    """A number over the draws: mean, the values below which 5% and 95% of them lie, and two standard errors of the mean."""

    mean: float
    low: float
    high: float
    margin: float = 0.0


class Ranges(NamedTuple):
    """Powers when some weights are unknown: per measure and party the spread over the draws.

    `carry` is the power to initiate in the game without vetoes: who can make it, apart from who may stop it. `prevent` and
    `loss` are of the game with its vetoes, as is `act`. `top` is the share of the draws in which a party is among the first
    three to carry, `draws` their number.
    """

    act: Spread
    carry: tuple[Spread, ...]
    prevent: tuple[Spread, ...]
    loss: tuple[Spread, ...]
    top: tuple[float, ...]
    draws: int


def powers(weights: Sequence[int], quota: int, veto: Iterable[int] = ()) -> Powers:
    """Return Coleman's powers of all parties, exactly (arguments: see the module).

    A party with a veto, and one without whose weight the quota is out of reach, has `prevent` 1. For every party with a
    swing 1/banzhaf = (1/initiate + 1/prevent) / 2. Equal weights without veto give `decision_rule.power_to_act`.

    >>> powers([50, 49, 1], 51).swings
    (3, 1, 1)
    """
    sizes, need, blockers = _game(weights, quota, veto)
    n, (free, idle, rest) = len(sizes), _free(sizes, need, blockers)
    winning, known, _ = _counted(free, max(0, rest))
    winning, known = winning << idle, {weight: one << idle for weight, one in known.items()}
    losing, swings = 2**n - winning, tuple([winning if place in blockers else known[weight] for place, weight in enumerate(sizes)])
    return Powers(
        winning / 2**n,
        tuple(one / losing if losing else 0.0 for one in swings),
        tuple(one / winning for one in swings),
        tuple(one / 2 ** (n - 1) for one in swings),
        swings, winning,
    )  # fmt: skip


def losses(weights: Sequence[int], quota: int, veto: Iterable[int] = (), taken_over: Sequence[float] = ()) -> tuple[float, ...]:
    """Return for each party which share of the power to act is lost when it leaves, 0 to 1.

    `taken_over` is, per party, the share of its weight (0 to 1) that somebody else brings in its place; empty means 0 for
    all: nobody does. A party that leaves with a veto and is not replaced at all has its veto stand as a no; one that is
    replaced hands its veto to who takes its place. With 0 the loss equals the power to prevent, with 1 nothing is lost.

    Raises ValueError also when `taken_over` has another length than `weights`.

    >>> losses([50, 49, 1], 51)
    (1.0, 0.33333333333333337, 0.33333333333333337)
    """
    sizes, need, blockers = _game(weights, quota, veto)
    each = list(zip(sizes, [place in blockers for place in range(len(sizes))], _kept(taken_over, len(sizes)), strict=True))
    free, _, rest = _free(sizes, need, blockers)
    known = _losses(free, rest, set(each))
    return tuple([known[one] for one in each])


def ranges(
    low: Sequence[int],
    high: Sequence[int],
    share: float,
    veto: Iterable[int] = (),
    taken_over: Sequence[float] = (),
    *,
    draws: int = 200,
    seed: int = 1,
) -> Ranges:
    """Return the powers when a weight is only known to lie between `low` and `high`.

    In every draw each weight is a whole number from its range, all equally likely and independent, and the quota is
    `share` (0 to 1) of the sum of the weights drawn, rounded up and at least 1; a draw without any weight decides
    nothing. Where low and high are equal for all, one draw tells everything. `taken_over`: see `losses`. A party is among
    the first three when fewer than three have more swings in the game without vetoes; one without swings never is; of those
    with the same range, whom only the lot tells apart, it is the mean. `draws` is 1 or more; the same `seed` (0 or more) gives the same draws. Raises ValueError also when the sequences differ in length.

    >>> ranges([2, 1], [2, 3], share=0.5, draws=20).draws
    20
    """
    bottom, top = [_check.whole("each of low", w, 0) for w in _check.listed(low)], _check.listed(high)
    if len(top) != len(bottom) or not bottom:
        raise ValueError("low and high must hold a weight for each party, and at least one")
    room = [_check.whole("each of high", w, least) - least + 1 for least, w in zip(bottom, top, strict=True)]
    part = _check.number("share", share)
    count = _check.whole("draws", draws, 1) if max(room) > 1 else 1
    blockers = frozenset(_check.whole("each of veto", place, 0, len(bottom) - 1) for place in veto)
    kept = _kept(taken_over, len(bottom))
    drawn = (_drawn if count <= KEPT else _drawn.__wrapped__)(tuple(zip(bottom, room, strict=True)), count, _check.whole("seed", seed, 0))
    alike = list(zip(bottom, room, strict=True))
    sorts = [(span, (place in blockers, kept[place]), place if span[1] > 1 else -1) for place, span in enumerate(alike)]
    places = {sort: place for place, sort in enumerate(sorts)}  # whose weight is known fares as all others of its sort
    as_one = [(one, [place for (_, two, _), place in places.items() if two == one]) for one in {sort[1] for sort in sorts}]
    acts, found = zip(*[_draw(weights, part, blockers, as_one) for weights in drawn], strict=True)
    columns, fares, often = list(zip(*drawn, strict=True)), dict[Any, list[Spread]](), dict[Any, float]()
    times = tuple(drawn.values()) if len(drawn) < count else ()
    for (_, these), by in zip(as_one, zip(*found, strict=True), strict=True):
        for place in these:
            first, *values = zip(*[at[weight] for at, weight in zip(by, columns[place], strict=True)], strict=True)
            fares[sorts[place]] = [_spread(each, times) for each in values]
            often[sorts[place]] = sum(map(mul, first, times or repeat(1))) / count
    carry, prevent, loss = zip(*[fares[sort] for sort in sorts], strict=True)
    shares = {one: math.fsum([often[sort] for sort in sorts if sort[0] == one]) / alike.count(one) for one in set(alike)}
    return Ranges(_spread(acts, times), carry, prevent, loss, tuple([shares[one] for one in alike]), count)


def fewest(weights: Sequence[int], quota: int, veto: Iterable[int] = (), inside: Iterable[int] = ()) -> tuple[int, ...]:
    """Return the places of the fewest parties that together with those `inside` can decide (arguments: see the module).

    Veto players outside come first; the rest is filled up with the heaviest, the earlier one first where equal. Empty when
    those inside can decide already.

    >>> fewest([50, 49, 1], 51)
    (0, 1)
    """
    sizes, need, blockers = _game(weights, quota, veto)
    here = {_check.whole("each of inside", place, 0, len(sizes) - 1) for place in inside}
    found = sorted(blockers - here)
    weight = sum([sizes[place] for place in here.union(found)])
    for place in sorted({*range(len(sizes))} - here - blockers, key=lambda place: (-sizes[place], place)):
        if weight >= need:
            break
        found.append(place)
        weight += sizes[place]
    return tuple(found)


def _kept(shares: Sequence[float], parties: int) -> tuple[float, ...]:
    kept = tuple(_check.numbers("each of taken_over", shares)) or (0.0,) * parties
    if len(kept) != parties:
        raise ValueError("taken_over must hold a share for each party")
    return kept


@lru_cache(maxsize=8)
def _drawn(spans: tuple[tuple[int, int], ...], draws: int, seed: int) -> Counter[tuple[int, ...]]:
    """Return the weights drawn, and how often; `spans` holds per party its least weight and how many weights it may have."""
    chance = random.Random(seed).randrange
    return Counter([tuple([least if room == 1 else least + chance(room) for least, room in spans]) for _ in range(draws)])


def _draw(
    weights: tuple[int, ...], share: float, blockers: frozenset[int], as_one: list[tuple[Sort, list[int]]]
) -> tuple[float, list[dict[int, tuple[float, ...]]]]:
    """Return what one draw gives: the power to act, and for the parties of each sort that are in these places, by their weight: whether such a party is
    among the first to carry, its powers to carry and to prevent, and the loss without it."""
    of = [(sort, {weights[place] for place in places}) for sort, places in as_one]
    total = sum(weights)
    if not total:  # nobody can make anything: nothing can be decided
        return 0.0, [dict.fromkeys(found, (0.0,) * 4) for _, found in of]
    quota = max(1, math.ceil(share * total - 1e-9))
    sizes = tuple(sorted(filter(None, weights)))
    makers, swings, _ = _counted(sizes, quota)
    held = [weight for place in blockers if (weight := weights[place])]
    free, rest = _without(sizes, held), quota - sum(held)
    winning, stops, _ = _counted(free, max(0, rest))
    ahead, losing = max(1, swings[([0, 0, *sizes])[-TOP:][0]]), 2 ** len(sizes) - makers  # who is heavier, has as many swings or more
    carry = {weight: (n >= ahead, n / losing if losing else 0.0) for weight, n in swings.items()}
    prevent = {weight: n / winning for weight, n in stops.items()}
    return winning / 2 ** (len(free) + len(blockers)), [
        {
            weight: (*carry[weight], 1.0 if sort[0] else prevent[weight], lost)
            for (weight, *_), lost in _losses(free, rest, [(weight, *sort) for weight in found]).items()
        }
        for sort, found in of
    ]


def _without(sizes: tuple[int, ...], held: Iterable[int]) -> tuple[int, ...]:
    """Return the sizes, in order, less one of each of those held."""
    left = list(sizes)
    for size in held:
        left.remove(size)
    return tuple(left) if held else sizes


@lru_cache(maxsize=1024)
def _spread(values: tuple[float, ...], times: tuple[int, ...]) -> Spread:
    """Return the spread of values that came up so many times each; without times once each."""
    ordered = sorted(chain.from_iterable(map(repeat, values, times)) if times else values)
    last, mean = len(ordered) - 1, math.fsum(ordered) / len(ordered)
    off = math.fsum([(x - mean) ** 2 for x in ordered]) if ordered[0] < ordered[-1] else 0.0
    return Spread(mean, ordered[round(0.05 * last)], ordered[round(0.95 * last)], 2 * math.sqrt(off / max(1, last) / len(ordered)))


def _game(weights: Sequence[int], quota: int, veto: Iterable[int]) -> tuple[tuple[int, ...], int, frozenset[int]]:
    """Check the game; return the weights, the quota and the places of the veto players."""
    sizes = tuple([_check.whole("each of weights", weight, 0) for weight in _check.listed(weights)])
    if not sizes:
        raise ValueError("weights must hold at least one party")
    blockers = frozenset(_check.whole("each of veto", place, 0, len(sizes) - 1) for place in veto)
    return sizes, _check.whole("quota", quota, 1, sum(sizes)), blockers


def _below(weights: tuple[int, ...], limit: int) -> Sequence[int] | np.ndarray:
    """Return running totals: entry k is the number of coalitions of these parties with a weight of at most k; to `limit` - 1 or further."""
    most = sum(weights)
    if max(limit, most) < KEPT:
        return _few(weights, max(limit, most + 1))
    if len(weights) + limit.bit_length() < 63:  # no sum of totals is too large for a number of 64 bits
        with suppress(ImportError):
            return _many(weights, limit)
    return _few.__wrapped__(weights, limit)


def _many(weights: tuple[int, ...], limit: int) -> np.ndarray:
    """The same with numpy, for weights that are large, as numbers of inhabitants are."""
    counts = np.zeros(limit, np.int64)
    counts[0] = 1
    reached = 1
    for weight in sorted(weights):  # the light ones first: what is out of reach need not be added
        reached = min(limit, reached + weight)
        if weight < limit:
            counts[weight:reached] += counts[: reached - weight].copy()
    return np.cumsum(counts)


@lru_cache(maxsize=400)
def _few(weights: tuple[int, ...], limit: int) -> list[int]:
    """The counts stand side by side in one whole number, each in so many bytes that all coalitions fit: a party is a shift and a sum."""
    size = 8 * (len(weights) // 64 + 1)
    counts, whole = 1, (1 << 8 * size * limit) - 1
    for weight in weights:
        if weight < limit:
            counts = (counts + (counts << 8 * size * weight)) & whole
    packed = counts.to_bytes(size * limit, "little")
    wide = [int.from_bytes(packed[at : at + size], "little") for at in range(0, size * limit, size)] if size > 8 else ()
    return list(accumulate(wide or struct.unpack(f"<{limit}Q", packed)))


def _others(totals: Sequence[int] | np.ndarray, weight: int, limit: int) -> int:
    """Return how many coalitions without one party of this weight weigh less than `limit`.

    With generating functions, the others are c(x)/(1 + x**weight) = c(x) - c(x) x**weight + c(x) x**(2 weight) - ...
    """
    if limit < 1:
        return 0
    if not weight:
        return int(totals[limit - 1]) // 2
    add = sum if isinstance(totals, list | tuple) else np.sum
    return int(add(totals[limit - 1 :: -2 * weight])) - (int(add(totals[limit - 1 - weight :: -2 * weight])) if weight < limit else 0)


@lru_cache(maxsize=1000)
def _counted(sizes: tuple[int, ...], need: int) -> tuple[int, dict[int, int], Sequence[int] | np.ndarray]:
    """Return how many coalitions of parties of these sizes, in order, bring the need, the swings of each size, and the running totals of all; what loses
    is O(need) + O(need - size), O the others."""
    totals, every = _below(sizes, need) if need else (), 2 ** len(sizes)
    winning = every - (int(totals[need - 1]) if need else 0)
    return winning, {size: 2 * _others(totals, size, need) - every + winning for size in set(sizes)} | {0: 0}, totals


def _free(weights: tuple[int, ...], quota: int, blockers: frozenset[int]) -> tuple[tuple[int, ...], int, int]:
    """Return the weights without a veto, in order and without those of 0, how many those are (they only double all numbers), and what they must bring
    besides the veto players: less than nothing where these bring more."""
    free = [weight for place, weight in enumerate(weights) if place not in blockers]
    sizes = tuple(sorted(filter(None, free)))
    return sizes, len(free) - len(sizes), quota - sum(weights) + sum(sizes)


def _losses(sizes: tuple[int, ...], rest: int, each: Iterable[tuple[int, bool, float]]) -> dict[tuple[int, bool, float], float]:
    """Return the share of the power to act that is lost without each such party (see `losses`): its weight, whether it has a veto, the share that is taken
    over. Those without a veto have these sizes, and must bring the rest."""
    need, every = max(0, rest), 2 ** len(sizes)
    winning, swings, totals = _counted(sizes, need)

    def lost(weight: int, blocks: bool, share: float) -> float:
        if not blocks:
            if not weight:
                return 0.0
            lower = need - math.floor(weight * share + 1e-9)  # what the others must bring when the substitute says yes
            short = (swings[weight] + every - winning) // 2
            return 1 - (every - short - (short if lower == need else _others(totals, weight, lower))) / winning
        if share == 0:
            return 1.0
        missing = weight - weight * share
        more = need if missing <= 0 else max(0, rest + math.ceil(missing - 1e-9))
        return 1 - (every - (int(_below(sizes, more)[more - 1]) if more else 0)) / winning

    return {one: lost(*one) for one in each}
