"""Decision rules: how many must say yes, who can stop it, and who is overruled.

Each party says yes with its own chance, independently of the others; there is one proposal, yes or no, with no bargaining, no amendment and
no second vote. The number of yes votes then has a Poisson-binomial distribution, computed here exactly. A veto player is a party whose yes
is required [tsebelis2002]; a decider decides alone. Functions that take a rule share these arguments:

chances: for each party the chance of a yes, 0 to 1; at least one party.
quota:   number of yes votes needed, 1 to the number of parties (that number: unanimity).
veto:    places (0, 1, ...) of the parties whose yes is required.
decider: place of the one party that decides alone; quota and veto then play no part.

They raise ValueError for an argument out of its range.
"""

import math
import operator
from collections.abc import Iterable, Sequence
from contextlib import suppress
from itertools import pairwise

from regiekit.models import _check
from regiekit.models._check import np

MANY = 50  # parties from which numpy is faster
SORTS = 8  # of parties with one chance each, up to which one is left out of each sort instead of everyone in turn


def passing_chance(chances: Sequence[float], quota: int, veto: Iterable[int] = (), decider: int | None = None) -> float:
    """Return the chance, 0 to 1, that the proposal passes (arguments: see the module).

    Unanimity gives the product of the chances; equal chances and no veto give P(Bin(n, p) >= quota).

    >>> passing_chance([0.9, 0.8, 0.7], quota=3) == 0.9 * 0.8 * 0.7
    True
    """
    chances, need, free, carried, sole = _rule(chances, quota, veto, decider)
    if sole is not None:
        return float(chances[sole])
    left = [chances[place] for place in free]
    if len(left) > MANY and need:
        with suppress(ImportError):
            return carried * min(1.0, _tail([(yes, 1 - yes) for yes in left], need))
    return carried * _at_least(left, need)[0][need]


def overruled_chances(chances: Sequence[float], quota: int, veto: Iterable[int] = (), decider: int | None = None) -> list[float]:
    """Return for each party the chance, 0 to 1, that the proposal passes although that party said no.

    Under unanimity, for a veto player and for the decider it is 0 (arguments: see the module).

    >>> [round(chance, 3) for chance in overruled_chances([0.9, 0.8, 0.7], quota=2)]
    [0.056, 0.126, 0.216]
    """
    chances, need, free, carried, sole = _rule(chances, quota, veto, decider)
    if sole is not None:
        return [0.0 if place == sole else chances[sole] * (1 - chance) for place, chance in enumerate(chances)]
    left, result = [chances[place] for place in free], [0.0] * len(chances)
    if len(left) > MANY and need and len(set(left)) <= SORTS:
        with suppress(ImportError):
            passes = _without_one(left, need)
            for place in free:
                result[place] = carried * (1 - chances[place]) * passes[chances[place]]
            return result
    later = _at_least(left, need)
    earlier = [1.0]
    for step, place in enumerate(free, start=1):
        short = max(0, need + 1 - len(later[step]))  # with fewer yes votes before it, the others are not enough
        passes = sum(map(operator.mul, earlier[short:], reversed(later[step])))
        result[place] = carried * (1 - chances[place]) * passes
        earlier = _one_more(earlier, chances[place], need)
    return result


def expected_overruled(chances: Sequence[float], quota: int, veto: Iterable[int] = (), decider: int | None = None) -> float:
    """Return how many parties are overruled per decision taken, on average: 0 to n minus the votes needed.

    That is the sum of `overruled_chances` divided by `passing_chance`; nan when no proposal can pass. It is found
    from the number of no votes among the parties without a veto, given that the proposal passes.

    >>> round(expected_overruled([0.9, 0.8, 0.7], quota=2), 3)
    0.441
    """
    chances, need, free, carried, sole = _rule(chances, quota, veto, decider)
    if sole is not None:
        others = sum(1 - chance for place, chance in enumerate(chances) if place != sole)
        return others if chances[sole] else math.nan
    votes = [1.0]
    for place in free:
        votes = _one_more(votes, chances[place], len(free))
    passing = sum(votes[need:])
    overruled = sum(chance * no for no, chance in enumerate(reversed(votes[need:])))
    return overruled / passing if carried and passing else math.nan


def carried_out(
    chances: Sequence[float],
    quota: int,
    resist: Sequence[float],
    decider: int | None = None,
    last: bool = False,
    after: Sequence[float] | None = None,
) -> float:
    """Return the chance, 0 to 1, that the proposal passes and nobody who was overruled stops it afterwards.

    `resist` is for each party the chance, 0 to 1, that it stops what was decided against its no, independently of the others: 0 for who
    can't. A `decider` decides alone; with `last` only when the vote fails, as a last resort; `after` is then the same chance where it was
    pushed through after a failed vote (default: as in `resist`). Nobody resists: the chance that it passes. Other arguments: see the module.

    >>> round(carried_out([0.9, 0.8, 0.7], quota=2, resist=[0, 0, 1]), 3)
    0.686
    """
    chances, need, _, _, sole = _rule(chances, quota, (), decider)
    stops = _check.numbers("each of resist", resist)
    if len(stops) != len(chances):
        raise ValueError(f"resist must be as long as chances, not {len(stops)} and {len(chances)}")
    later = stops if after is None else _check.numbers("each of after", after)
    if len(later) != len(chances):
        raise ValueError(f"after must be as long as chances, not {len(later)} and {len(chances)}")
    ends, pushed = (
        [(yes, (1 - yes) * (1 - stop)) for yes, stop in zip(chances, some, strict=True)]  # a yes, and a no that lets it be
        for some in (stops, later)
    )
    if sole is None:
        return _kept(ends, need)
    (yes, no), _ = ends.pop(sole), pushed.pop(sole)
    if not last:
        return yes * _kept(ends, 0)
    own = max(0, need - 1)  # so many others must agree with the decider for the vote to pass
    return yes * (_kept(ends, own) + _kept(pushed, 0) - _kept(pushed, own)) + no * _kept(ends, need)


def _kept(ends: list[tuple[float, float]], need: int) -> float:
    """Return the weight of all votes with so many yes or more, of parties with these weights of a yes and of a no."""
    if len(ends) > MANY:
        with suppress(ImportError):
            return _tail(ends, need)
    votes = [1.0]
    for yes, no in ends:
        votes = [same * no + fewer * yes for same, fewer in zip([*votes, 0.0], [0.0, *votes], strict=True)]
    return math.fsum(votes[need:])


def _without_one(chances: list[float], need: int) -> dict[float, float]:
    """Return for each chance the chance of so many yes votes or more without one party that has it."""
    ends = [(yes, 1 - yes) for yes in chances]
    found = {}
    for yes in set(chances):
        place = chances.index(yes)
        found[yes] = min(1.0, _tail(ends[:place] + ends[place + 1 :], need))
    return found


def overruled_at_last(chances: Sequence[float], quota: int, decider: int) -> list[float]:
    """Return what `overruled_chances` does, where the decider decides only when the vote fails (arguments: see the module).

    >>> [round(chance, 3) for chance in overruled_at_last([0.9, 0.8, 0.7], quota=3, decider=0)]
    [0.0, 0.18, 0.27]
    """
    chances, need, _, _, sole = _rule(chances, quota, (), decider)
    if sole is None:
        raise ValueError("decider must be a place")
    others = chances[:sole] + chances[sole + 1 :]
    yes = chances[sole]
    voted = overruled_chances(others, need, ()) if need <= len(others) else [0.0] * len(others)
    found = [yes * (1 - chance) + (1 - yes) * lost for chance, lost in zip(others, voted, strict=True)]
    mine = (1 - yes) * (passing_chance(others, need) if need <= len(others) else 0.0)
    return [*found[:sole], mine, *found[sole:]]


@_check.elementwise
def persisted(chance: float, tries: int) -> float:
    """Return the chance that a proposal passes in one of so many tries (1 or more): 1 - (1 - p) ** tries.

    Each try is a new draw of everybody's vote: nobody hardens or tires. Source: [bowen1982].

    >>> persisted(0.5, 3)
    0.875
    """
    return 1 - (1 - _check.number("chance", chance)) ** _check.whole("tries", tries, 1)


@_check.elementwise
def in_a_row(chance: float, decisions: int, bundle: int = 1) -> float:
    """Return the chance that so many decisions (0 or more) all pass, each with the same chance, `bundle` of them (1 or more) in one vote.

    That is p to the number of votes [pressman1973]; a package passes as easily as a decision alone, which is why bundling helps [bowen1982].

    >>> in_a_row(0.5, 6, bundle=2)
    0.125
    """
    votes = -(-_check.whole("decisions", decisions, 0) // _check.whole("bundle", bundle, 1))
    return _check.number("chance", chance) ** votes


@_check.elementwise
def power_to_act(parties: int, quota: int) -> float:
    """Return the power of a collectivity to act: the share of all 2**n votes in which the proposal passes, 0 to 1.

    `parties` is n (1 or more), `quota` the yes votes needed (1 to n). Unanimity gives 2**-n. It is `passing_chance`
    with every chance one half: the rule alone, without anyone's preferences. Source: [coleman1971].

    >>> power_to_act(5, 3)
    0.5
    """
    n = _check.whole("parties", parties, 1)
    needed = _check.whole("quota", quota, 1, n)
    return sum(math.comb(n, yes) for yes in range(needed, n + 1)) / 2**n


def _rule(
    given: Sequence[float], quota: int, veto: Iterable[int], decider: int | None
) -> tuple[list[float], int, list[int], float, int | None]:
    """Check the rule; return the chances, the yes votes still needed from the parties without a veto, the places of those parties,
    the chance that every veto player says yes, and the decider.
    """
    chances = _check.numbers("each of chances", given)
    parties = len(chances)
    if not parties:
        raise ValueError("chances must hold at least one party")
    count = _check.whole("quota", quota, 1, parties)
    blockers = {_check.whole("each of veto", place, 0, parties - 1) for place in veto}
    free = [place for place in range(parties) if place not in blockers]
    carried = math.prod(chances[place] for place in sorted(blockers))
    sole = None if decider is None else _check.whole("decider", decider, 0, parties - 1)
    return chances, max(0, count - len(blockers)), free, carried, sole


def _at_least(chances: Sequence[float], need: int) -> list[list[float]]:
    """Return rows: row[i][j] is the chance of j or more yes votes from place i on; no row goes beyond j = need, nor
    beyond the number of parties left, where the chance is 0.
    """
    row = [1.0]
    rows = [row]
    for yes in reversed(chances):
        no = 1 - yes
        wide = row if len(row) > need else [*row, 0.0]
        row = [1.0, *[yes * fewer + no * same for fewer, same in pairwise(wide)]]
        rows.append(row)
    return rows[::-1]


def _tail(ends: list[tuple[float, float]], need: int) -> float:
    """Return the weight of all votes with so many yes or more: halves of the parties, multiplied as polynomials; all terms are positive, so nothing cancels."""
    parts = np.zeros((1 << (len(ends) - 1).bit_length(), 2))
    parts[:, 0] = 1  # who is added to make halves of halves always says no
    parts[: len(ends)] = [(no, yes) for yes, no in ends]
    while len(parts) > 1:
        one, other, size = parts[::2], parts[1::2], parts.shape[1]
        if size > 16:
            parts = np.array([np.convolve(a, b) for a, b in zip(one, other, strict=True)])
        else:
            parts = np.zeros((len(one), 2 * size - 1))
            for k in range(size):
                parts[:, k : k + size] += one[:, k : k + 1] * other
    return math.fsum(parts[0, need:].tolist())


def _one_more(votes: list[float], yes: float, need: int) -> list[float]:
    """Return the chances of 0, 1, ... yes votes after one more party; the entry at `need` holds that many or more."""
    no = 1 - yes
    after = [votes[0] * no, *[yes * fewer + no * same for fewer, same in pairwise(votes)]]
    if len(votes) > need:
        after[-1] += votes[-1] * yes
    else:
        after.append(votes[-1] * yes)
    return after
