"""Who sits at the table: symmetry with the others and commitment of the organisation.

A representative has a level and a mandate, ordered from low to high, and may or may not bind the organisation. Symmetry is having
the same level, the same mandate or both as a standard: that of one representative (the director's), or what most at the table
have. With both symmetry and commitment deliberation is simple; without commitment the representative needs a mandate; without
symmetry the deliberation needs to be scaled up; without either there is little chance of success [slidepack]. Each representative
is judged alone: that one can spoil it for all is said by counting, not by adding up.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from regiekit.models import _check

SIMPLE, MANDATE, SCALE_UP, NO_CHANCE = "simple", "mandate", "scale_up", "no_chance"
#: (symmetry, commitment) -> what it takes.
CELLS = {(True, True): SIMPLE, (True, False): MANDATE, (False, True): SCALE_UP, (False, False): NO_CHANCE}


class Seat(NamedTuple):
    """A representative: level and mandate as ranks (0 the lowest), and whether the word given binds the organisation."""

    level: int
    mandate: int
    commitment: bool


def cell(symmetry: bool, commitment: bool) -> str:
    """Return what a representative takes: one of the values of `CELLS`.

    >>> cell(symmetry=False, commitment=True)
    'scale_up'
    """
    return CELLS[bool(symmetry), bool(commitment)]


def standing(seat: Seat, by: Sequence[str]) -> tuple[int, ...]:
    """Return what is compared: the ranks of the names in `by` ("level", "mandate"; at least one).

    >>> standing(Seat(level=2, mandate=1, commitment=True), ["level"])
    (2,)
    """
    names = [] if isinstance(by, str) else _check.listed(by)
    if not names or not set(names) <= {"level", "mandate"}:
        raise ValueError(f"by must hold 'level', 'mandate' or both, not {by!r}")
    return tuple(_check.whole(name, getattr(seat, name), 0) for name in names)


def majority(seats: Iterable[Seat], by: Sequence[str]) -> tuple[int, ...]:
    """Return the standing that most representatives have, the highest of those equally common; ValueError without representatives.

    >>> majority([Seat(2, 1, True), Seat(2, 0, True), Seat(1, 1, False)], ["level"])
    (2,)
    """
    counts = Counter[tuple[int, ...]]()
    for seat, number in Counter(seats).items():  # few differ
        counts[standing(seat, by)] += number
    if not counts:
        raise ValueError("seats must hold at least one representative")
    return max(counts, key=lambda one: (counts[one], one))


def place(seat: Seat, standard: tuple[int, ...], by: Sequence[str]) -> str:
    """Return the cell of a representative against the standard (see `standing`).

    >>> place(Seat(2, 1, True), (2,), ["level"]) == cell(True, True)
    True
    """
    wanted = tuple(_check.whole("each of standard", rank, 0) for rank in _check.listed(standard))
    return cell(standing(seat, by) == wanted, seat.commitment)


def counts(seats: Iterable[Seat], standard: tuple[int, ...], by: Sequence[str]) -> dict[str, int]:
    """Return how many representatives are in each cell, all four cells in the order of `CELLS`.

    >>> sum(counts([Seat(2, 1, True), Seat(1, 1, False)], (2,), ["level"]).values())
    2
    """
    found = Counter[str]()
    for seat, number in Counter(seats).items():
        found[place(seat, standard, by)] += number
    return {name: found[name] for name in CELLS.values()}
