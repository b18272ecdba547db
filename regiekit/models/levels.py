"""Levels of interaction: at which level of its organisation each party sits at the table, and who meets whom there.

Parties and levels are the two sides of a bipartite network: a party is tied to every level at which it has somebody at the table
(two-mode data as in [breiger1974, borgatti1997]). Two parties meet when they share a level. Without a level a party meets nobody.

Assumptions: everyone at a level meets everyone there, and nobody meets a person of another level; how often, and what about, does
not count.
"""

from collections import Counter
from collections.abc import Collection, Hashable, Mapping, Sequence
from typing import Any

from regiekit.models import _check
from regiekit.models._check import Key


def _presence(levels: Mapping[Key, Collection[Hashable]]) -> dict[Key, set[Hashable]]:
    given = _check.mapping(levels, "levels").items()
    return {party: set(at if type(at) is tuple else _check.collection(at, "the levels of a party")) for party, at in given}


def at_level(levels: Mapping[Key, Collection[Hashable]], level: Hashable) -> tuple[Key, ...]:
    """Return the parties at a level, in the order of the mapping. `levels` maps a party to its levels (none: not at the table).

    Raises ValueError when the levels of a party are a bare text instead of a collection.

    >>> at_level({"a": {"top"}, "b": {"top", "work"}}, "work")
    ('b',)
    """
    return tuple(party for party, at in _presence(levels).items() if level in at)


def alone(levels: Mapping[Key, Collection[Hashable]]) -> tuple[Key, ...]:
    """Return the parties that sit at a table but meet nobody of their own level. Argument and errors as in `at_level`.

    >>> alone({"a": {"top"}, "b": {"work"}})
    ('a', 'b')
    """
    presence = _presence(levels)
    return tuple(party for party, at in presence.items() if at and not any(at & other for name, other in presence.items() if name != party))


def meeting_share(levels: Mapping[Any, Collection[Hashable]]) -> float:
    """Return the share of the pairs of parties that meet, 0…1; nan with fewer than two parties.

    Argument and errors as in `at_level`. With every party at one level the value is that of `meeting_share_of_sizes`.

    >>> meeting_share({"a": {"top"}, "b": {"top"}, "c": {"work"}})
    0.3333333333333333
    """
    alike = Counter(map(frozenset, _presence(levels).values()))
    parties = alike.total()
    if parties < 2:
        return float("nan")
    met = sum(number * (alike[other] - (one == other)) for one, number in alike.items() for other in alike if one & other)
    return met / (parties * (parties - 1))


def meeting_share_of_sizes(sizes: Sequence[int]) -> float:
    """Return the share of pairs that meet when each party sits at one level: sum of s(s - 1) over n(n - 1).

    `sizes` are the numbers s of parties per level (0 or more each), n their sum. All at one level gives 1, everyone at a level
    of its own 0, L equal levels (n/L - 1)/(n - 1). nan for fewer than two parties; raises ValueError for a negative size.

    >>> meeting_share_of_sizes([2, 1])
    0.3333333333333333
    """
    return _check.equal_pairs("each of sizes", sizes)


def tables(levels: Mapping[Key, Collection[Hashable]]) -> list[frozenset[Key]]:
    """Return the parties in groups that can pass things on through shared levels, the largest first.

    These are the connected components of the bipartite network of parties and levels; of equal ones the one whose first party
    comes first. A party without a level is in none. Argument and errors as in `at_level`.

    >>> [sorted(table) for table in tables({"a": {"top"}, "b": {"top"}, "c": {"work"}})]
    [['a', 'b'], ['c']]
    """
    alike: dict[frozenset[Hashable], list[Key]] = {}
    for party, at in _presence(levels).items():
        if at:
            alike.setdefault(frozenset(at), []).append(party)
    groups: list[tuple[set[Key], set[Hashable]]] = []
    for at, parties in alike.items():
        joined = [g for g in groups if g[1] & at]
        groups = [g for g in groups if not g[1] & at]
        groups.append((set(parties).union(*(g[0] for g in joined)), {*at}.union(*(g[1] for g in joined))))
    order = {party: i for i, party in enumerate(_check.mapping(levels, "levels"))}
    return [frozenset(members) for members, _ in sorted(groups, key=lambda g: (-len(g[0]), min([order[p] for p in g[0]])))]
