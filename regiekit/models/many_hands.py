"""The problem of many hands: whose blame is it when nobody acted, and who will act next time?

When many people had a hand in something, each can say that it was not up to him [thompson1980]. Blame is divided here as
the value of a cooperative game [shapley1953]: a group of people carries the harm that its doing nothing was enough to
cause. That nobody acts is the volunteer's dilemma of `overlap.nobody_acts`, here with people who may be absent, who may be
named, and who may feel responsible whoever is named.
"""

import math
from collections.abc import Callable, Collection, Hashable
from functools import partial
from itertools import combinations
from typing import Any

from regiekit.models import _check
from regiekit.models._check import Key

MOST_PLAYERS = 8  # all 2^8 groups are looked at

Value = Callable[[frozenset[Any]], float]


def shapley(players: Collection[Key], value: Value) -> dict[Key, float]:
    """Return what each player adds on average, over all orders in which the players can come in.

    `players` are 1 to `MOST_PLAYERS` different ones; `value` gives a number for each group of them (a frozenset), and 0 for
    nobody. The shares add up to the value of everyone (efficiency); players who add the same to every group share alike
    (symmetry); who adds nothing anywhere has 0 (dummy); and the shares of a sum of two games are the sums of the shares
    (additivity). Exact, by trying every group: the sum over groups S without i of |S|!(n-|S|-1)!/n! * (v(S+i) - v(S)).
    Source: [shapley1953]. Raises ValueError for other players, or a value other than 0 for nobody.

    >>> shapley(["a", "b"], len)
    {'a': 1.0, 'b': 1.0}
    """
    members = _check.collection(players, "players")
    n = _check.whole("the number of players", len(members), 1, MOST_PLAYERS)
    if len(set(members)) < n:
        raise ValueError("players must be different ones")
    worth = {group: value(group) for size in range(n + 1) for group in map(frozenset, combinations(members, size))}
    if worth[frozenset()] != 0:
        raise ValueError("value must be 0 for nobody")
    weight = [math.factorial(size) * math.factorial(n - size - 1) / math.factorial(n) for size in range(n)]
    return {
        one: sum(weight[len(group)] * (worth[group | {one}] - found) for group, found in worth.items() if one not in group)
        for one in members
    }


def unanimity(needed: Collection[Hashable]) -> Value:
    """Return the game in which harm (1) comes about only when everyone in `needed` does nothing.

    With everybody in `needed` (one of them acting would have been enough) each carries 1/n; with one, that one carries
    all and the others are dummies. Raises ValueError when nobody is needed.

    >>> unanimity(["a", "b"])(frozenset("a"))
    0.0
    """
    must = frozenset(_check.collection(needed, "needed"))
    if not must:
        raise ValueError("needed must hold somebody")
    return partial(_harmed, must)


def _harmed(must: frozenset[Any], group: frozenset[Any]) -> float:
    return float(must <= group)


def blame(hands: Collection[Key], named: Collection[Key] = (), left: float = 0.0) -> dict[Key, float]:
    """Return each one's share of the blame, 0 to 1, adding up to 1, when none of `hands` has acted.

    Without `named` every one of the hands could have acted and did not: 1/n each. The people in `named` are responsible for
    the step: they share (1 - left), and all the hands together share what is `left` (0 to 1) of everybody's own duty. Raises
    ValueError for more than `MOST_PLAYERS` hands, for a named one that is not among them, or for `left` out of range.

    >>> blame(["a", "b"])
    {'a': 0.5, 'b': 0.5}
    """
    members = _check.collection(hands, "hands")
    _check.whole("the number of hands", len(members), 1, MOST_PLAYERS)
    chosen = _check.collection(named, "named")
    if not set(chosen) <= set(members):
        raise ValueError("named must be among the hands")
    _check.number("left", left)
    everyone = unanimity(members)
    if not chosen:
        return shapley(members, everyone)
    responsible = unanimity(chosen)
    return shapley(members, lambda group: (1 - left) * responsible(group) + left * everyone(group))


@_check.elementwise
def idle(hands: int, cost_benefit: float, named: int = 0, absent: float = 0.0, felt: float = 0.0) -> float:
    """Return the chance, 0 to 1, that one of the hands who is not named does nothing: q in the module's dilemma.

    Everybody, named or not, is `absent` (0 to 1, independently). The `named` (0 to hands) act whenever they are there. Each other hand
    weighs what acting costs, `cost_benefit` c/b (0 or more and less than 1) times (1 - felt), against the chance that nobody else acts:
    in the symmetric equilibrium c/b (1 - felt) = absent ** named * q ** (m - 1) with m hands not named, kept between `absent` (whoever is
    there acts) and 1 (all wait). `felt` (0 to 1) is how far each feels responsible; at 1 acting weighs nothing. Without anybody named,
    absent or felt it is (c/b) ** (1 / (k - 1)) [diekmann1985]; the rest is a device of our own. 1 where nobody is unnamed.
    Raises ValueError outside these ranges.

    >>> idle(hands=3, cost_benefit=0.25)
    0.5
    """
    k, weight = _check.whole("hands", hands, 0), _check.number("cost_benefit", cost_benefit, 0, 1) * (1 - _check.number("felt", felt))
    if cost_benefit == 1:
        raise ValueError("cost_benefit must be less than 1")
    others = k - _check.whole("named", named, 0, k)
    least = _check.number("absent", absent)
    left = least**named
    if not others or weight >= left:
        return 1.0
    return max(least, (weight / left) ** (1 / (others - 1))) if others > 1 else least


@_check.elementwise
def step_missed(hands: int, cost_benefit: float, named: int = 0, absent: float = 0.0, felt: float = 0.0) -> float:
    """Return the chance, 0 to 1, that nobody takes the step: all who are named are absent, and all others do nothing.

    Arguments and errors as in `idle`. With nobody named, absent or feeling responsible it is the volunteer's dilemma,
    (c/b) ** (k / (k - 1)) [diekmann1985]; with 0 hands it is 1.

    >>> step_missed(hands=3, cost_benefit=0.25)
    0.125
    """
    return absent**named * idle(hands, cost_benefit, named, absent, felt) ** (hands - named)
