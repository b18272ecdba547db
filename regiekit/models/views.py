"""Views laid over one another: what parties say of themselves beside what others think of them.

A view belongs to somebody (its holder) and is about somebody else; both a statement and a view give a position and kinds of
power. A view differs when its position or its power is not the one stated. Power that is not known, on either side (an empty
collection), is not compared. Whether the statement or the view is right is not asked: a difference is a reason to talk. Of a
position it is said which way the view errs (`slant`): that people think others to be more against than these say is the one thing known. The
matrix of who sees whom how is that of interpersonal perception: own view against the other's [laing1966]; that actors act on
what they see of one another's interests and means is in the source of this collection [slidepack].
"""

import math
from collections.abc import Collection, Iterable, Mapping
from typing import Any, Generic, NamedTuple

from regiekit.models import _check
from regiekit.models._check import Key


class Statement(NamedTuple):
    """A position and kinds of power, as words; no power: not known."""

    position: str
    power: frozenset[str] = frozenset()


#: Positions from against to in favour.
ORDER = ("tegen", "afwachtend", "voor")


class Gap(NamedTuple, Generic[Key]):
    """A view beside the statement of whom it is about: whether the position and the power differ."""

    holder: Key
    about: Key
    position: bool
    power: bool

    @property
    def differs(self) -> bool:
        """Whether there is any difference."""
        return self.position or self.power


def statement(position: str, power: Collection[str] = ()) -> Statement:
    """Return a statement; raises ValueError for power that is a bare text.

    >>> statement("voor").position
    'voor'
    """
    return Statement(position, frozenset(_check.collection(power, "power")))


def gaps(own: Mapping[Key, Statement], views: Iterable[tuple[Key, Key, Statement]]) -> list[Gap[Key]]:
    """Return a gap per (holder, about, what the holder sees), in the order of the first view of each pair.

    `own` is what each party says of itself. Of two views of one holder about the same party the last counts. Raises
    ValueError for a view about a party without a statement, or of a party about itself.

    >>> len(gaps({"a": statement("voor"), "b": statement("tegen")}, [("a", "b", statement("voor"))]))
    1
    """
    last = {}
    for holder, about, seen in views:
        if about not in own or holder == about:
            raise ValueError(f"a view must be about another party with a statement, not of {holder!r} about {about!r}")
        last[holder, about] = seen
    return [
        Gap(holder, about, seen.position != own[about].position, bool(seen.power and own[about].power and seen.power != own[about].power))
        for (holder, about), seen in last.items()
    ]


def slant(seen: Statement, own: Statement) -> int:
    """Return which way a view of a position errs: -1 too gloomy, 1 too rosy, 0 neither. Raises ValueError for a position not in `ORDER`.

    >>> slant(statement("voor"), statement("tegen"))
    1
    """
    if not {seen.position, own.position} <= set(ORDER):
        raise ValueError(f"positions must be among {ORDER}, not {seen.position!r} and {own.position!r}")
    apart = ORDER.index(seen.position) - ORDER.index(own.position)
    return (apart > 0) - (apart < 0)


def share(found: Collection[Gap[Any]]) -> float:
    """Return the share of the views that differ, 0 (all agree) to 1 (all differ); nan without views.

    >>> share(gaps({"a": statement("voor"), "b": statement("tegen")}, [("a", "b", statement("voor"))]))
    1.0
    """
    return sum(gap.differs for gap in found) / len(found) if found else math.nan


def misjudged(found: Iterable[Gap[Key]], by: str = "about") -> dict[Key, tuple[int, int]]:
    """Return per party how many views differ, out of how many, the most misjudged first.

    `by` is "about" (who is misjudged) or "holder" (who misjudges). More differing views come first, then a larger share of
    them, then the order of the views. Raises ValueError for another `by`.

    >>> misjudged(gaps({"a": statement("voor"), "b": statement("tegen")}, [("a", "b", statement("voor"))]))
    {'b': (1, 1)}
    """
    if by not in ("about", "holder"):
        raise ValueError(f"by must be 'about' or 'holder', not {by!r}")
    counts: dict[Key, tuple[int, int]] = {}
    for gap in found:
        wrong, views = counts.get(getattr(gap, by), (0, 0))
        counts[getattr(gap, by)] = (wrong + gap.differs, views + 1)
    return dict(sorted(counts.items(), key=lambda item: (-item[1][0], item[1][1])))
