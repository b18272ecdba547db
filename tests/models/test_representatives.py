"""The 2×2 by hand: what it takes in each cell, and against whom symmetry is measured."""

import pytest

from regiekit.models import representatives as model

Seat = model.Seat
DIRECTOR = Seat(1, 1, False)
TABLE = [DIRECTOR, Seat(1, 1, True), Seat(0, 1, False), Seat(2, 2, True), Seat(0, 0, False), Seat(2, 1, True)]


@pytest.mark.parametrize(
    ("symmetry", "commitment", "wanted"),
    [(True, True, "simple"), (True, False, "mandate"), (False, True, "scale_up"), (False, False, "no_chance")],
)
def test_what_each_cell_takes(symmetry, commitment, wanted):
    assert model.cell(symmetry, commitment) == wanted


@pytest.mark.parametrize(
    ("by", "wanted"),
    [
        (("mandate",), {"simple": 2, "mandate": 2, "scale_up": 1, "no_chance": 1}),
        (("level",), {"simple": 1, "mandate": 1, "scale_up": 2, "no_chance": 2}),
        (("level", "mandate"), {"simple": 1, "mandate": 1, "scale_up": 2, "no_chance": 2}),
    ],
)
def test_the_table_against_the_director(by, wanted):
    found = model.counts(TABLE, model.standing(DIRECTOR, by), by)
    assert found == wanted
    assert list(found) == list(model.CELLS.values())
    assert sum(found.values()) == len(TABLE)


def test_everybody_like_the_director_and_bound_is_simple():
    assert model.counts([Seat(2, 1, True)] * 7, (1,), ("mandate",)) == {"simple": 7, "mandate": 0, "scale_up": 0, "no_chance": 0}


@pytest.mark.parametrize(
    ("seats", "by", "wanted"),
    [
        (TABLE, ("mandate",), (1,)),
        (TABLE, ("level",), (2,)),
        (TABLE, ("level", "mandate"), (1, 1)),
        ([Seat(0, 2, True), Seat(2, 0, True)], ("level",), (2,)),  # a tie: the highest
        ([Seat(0, 2, True), Seat(2, 0, True)], ("level", "mandate"), (2, 0)),
    ],
)
def test_what_most_have(seats, by, wanted):
    assert model.majority(seats, by) == wanted


def test_arguments():
    with pytest.raises(ValueError, match="at least one representative"):
        model.majority([], ("level",))
    for by in ((), "level", ("role",)):
        with pytest.raises(ValueError, match="by must hold"):
            model.standing(DIRECTOR, by)
