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
from itertools import pairwise

from regiekit.models import _check


def passing_chance(chances: Sequence[float], quota: int, veto: Iterable[int] = (), decider: int | None = None) -> float:
    """Return the chance, 0 to 1, that the proposal passes (arguments: see the module).

    Unanimity gives the product of the chances; equal chances and no veto give P(Bin(n, p) >= quota).
    """
    chances, need, free, carried, sole = _rule(chances, quota, veto, decider)
    if sole is not None:
        return float(chances[sole])
    return carried * _at_least([chances[place] for place in free], need)[0][need]


def overruled_chances(chances: Sequence[float], quota: int, veto: Iterable[int] = (), decider: int | None = None) -> list[float]:
    """Return for each party the chance, 0 to 1, that the proposal passes although that party said no.

    Under unanimity, for a veto player and for the decider it is 0 (arguments: see the module).
    """
    chances, need, free, carried, sole = _rule(chances, quota, veto, decider)
    if sole is not None:
        return [0.0 if place == sole else chances[sole] * (1 - chance) for place, chance in enumerate(chances)]
    later = _at_least([chances[place] for place in free], need)
    result = [0.0] * len(chances)
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


@_check.elementwise
def power_to_act(parties: int, quota: int) -> float:
    """Return the power of a collectivity to act: the share of all 2**n votes in which the proposal passes, 0 to 1.

    `parties` is n (1 or more), `quota` the yes votes needed (1 to n). Unanimity gives 2**-n. It is `passing_chance`
    with every chance one half: the rule alone, without anyone's preferences. Source: [coleman1971].
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


def _one_more(votes: list[float], yes: float, need: int) -> list[float]:
    """Return the chances of 0, 1, ... yes votes after one more party; the entry at `need` holds that many or more."""
    no = 1 - yes
    after = [votes[0] * no, *[yes * fewer + no * same for fewer, same in pairwise(votes)]]
    if len(votes) > need:
        after[-1] += votes[-1] * yes
    else:
        after.append(votes[-1] * yes)
    return after
