"""Congruence: does the division into units fit the work? The share of needed pairs that sit inside one unit.

After [cataldo2006], who compare who must coordinate with who does. Here the units stand for who does: assumed is that
coordinating inside a unit succeeds, that it fails between units, and that every needed pair weighs the same.
"""

import math
from collections.abc import Collection, Hashable, Iterable, Mapping
from itertools import combinations
from typing import Any

from regiekit.models import _check


def needed_pairs(tasks: Iterable[Collection[Hashable]]) -> set[frozenset[Any]]:
    """Return the pairs of parties that must work together on one task or more; a pair counts once.

    `tasks` gives for each task the parties it needs; a task for one party, or for none, needs no pair. Raises
    ValueError for a text instead of a collection.

    >>> sorted(map(sorted, needed_pairs([{"a", "b"}, {"b", "c"}])))
    [['a', 'b'], ['b', 'c']]
    """
    return {frozenset(pair) for parties in tasks for pair in combinations(set(_check.collection(parties, "each task")), 2)}


def congruence(pairs: Iterable[Collection[Hashable]], unit: Mapping[Any, Hashable]) -> float:
    """Return the share, 0 to 1, of the needed pairs whose two parties are in the same unit.

    `unit` maps a party to its unit; a party without one (absent, None or nan) is alone. Everyone in one unit gives 1. Without pairs the
    share is not defined: nan. Compare it with `expected_congruence`, or with `random_networks.permuted`: large units hold many pairs
    whatever the work is. Raises ValueError for a pair that is not two different parties.

    >>> congruence([("a", "b"), ("b", "c")], {"a": 1, "b": 1, "c": 2})
    0.5
    """
    wanted = [_check.two(pair) for pair in _check.listed(pairs)]
    inside = sum(not _check.missing(unit.get(party)) and unit[party] == unit.get(other) for party, other in wanted)
    return inside / len(wanted) if wanted else math.nan


def expected_congruence(sizes: Iterable[int]) -> float:
    """Return the congruence to expect when parties are put in units of these sizes at random: sum s(s-1) / n(n-1).

    `sizes` holds the number of parties of each unit (0 or more), a 1 for each party that is alone; n is their sum. It
    is the chance that two parties drawn at random share a unit. With n below 2 there is no pair: nan. Raises
    ValueError for a size that is not a whole number of 0 or more.

    >>> expected_congruence([2, 2])
    0.3333333333333333
    """
    return _check.equal_pairs("each of sizes", sizes)
