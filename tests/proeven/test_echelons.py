"""Message down, experience up, and who of the case is at the table."""

import re

import attrs
import pytest

from regiekit.cases import Case, Party, Representative, load_shipped, shipped
from regiekit.proeven import Board
from regiekit.proeven.cultuur import echelons as proef
from regiekit.proeven.cultuur.echelons import Echelons
from tests.proeven.stands import Stand, keyed, stands

DOWN, UP = "Boodschap van de top", "Ervaring van de uitvoering"
NOBODY = Case("Leeg")
ONE = Case("Een", parties=(Party("a", name="Aa", representative=Representative(level="bestuurlijk")), Party("b", name="Bee")), director="a")

test_stands = stands(
    "echelons",
    Stand({}, {"down": [1, 0.8, 0.64], "up": [1, 0.6, 0.3]}, says=("80%", "64%", "60%", "30%", "minder van beneden", "de top het midden: 50%")),
    Stand({}, says=("4 uit de top, 5 uit het midden, 6 uit de uitvoering", f"{(4 + 5 * 0.8 + 6 * 0.64) / 15:.0%} van de boodschap")),
    Stand({"execution_up": 50}, says=("de uitvoering het midden en de top het midden: 50%",)),
    Stand({"middle_down": 80, "top_down": 80}, says=("even goed",)),
    *(
        Stand({"layers": n}, {"names": ["Top", *(f"Midden {i + 1}" if n > 1 else "Midden" for i in range(n)), "Uitvoering"]},
              {DOWN: 0.8**n * 0.8, UP: 0.6**n * 0.5}, case="warmte")
        for n in range(1, 7)
    ),
    Stand({"shared": 100, "top_down": 0, "execution_up": 0}, measures={DOWN: 1, UP: 1}),
    Stand({"shared": 50, "top_down": 0, "execution_up": 0}, measures={UP: 0.5}, says=("50% ook zonder boodschap",)),
    Stand({}, silent=("aan tafel",), case=NOBODY),
    Stand({}, says=("aan tafel: 1 uit de top.",), case=ONE),
)  # fmt: skip


@pytest.mark.parametrize(("name", "moved"), [("top_down", UP), ("middle_down", UP), ("middle_up", DOWN), ("execution_up", DOWN)])
def test_each_slider_moves_only_its_own_way(name, moved):
    state = Echelons.at(load_shipped("regio"), **{name: 100})
    down, up = state.measures()[:2]
    assert (down.after > down.before, up.after > up.before) == (moved == DOWN, moved == UP)


@pytest.mark.parametrize("settings", [{}, {"shared": 40}, {"layers": 4}, {"top_down": 0, "shared": 0}])
def test_the_bars_are_as_wide_as_what_came_through(settings):
    state = Stand(settings).state("echelons")
    found, bare = keyed(state), state.but(shared=0)
    for way, came, there in (("d", bare.down, state.down), ("u", bare.up[::-1], state.up[::-1])):
        for i in range(len(there)):
            assert float(found[f"b:{way}{i}"][0]["width"]) == pytest.approx(150 * came[i], abs=0.06)
            assert found[f"n:{way}{i}"][1] == f"{100 * there[i]:.0f}%"


def test_hatching_stays_between_what_came_and_what_is_there():
    for came, there in ((0, 1), (0.3, 0.7), (0.64, 0.65), (1, 1)):
        board = Board(150, 40, "cultuur")
        proef._parts(board, 150, 40, came, there)
        points = [(float(x), float(y)) for x, y in re.findall(r"[ML](-?[\d.]+) (-?[\d.]+)", "".join(board.parts))]
        assert bool(points) == (there > came)
        assert all(150 * came - 0.1 <= x <= 150 * there + 0.1 and -0.1 <= y <= 40.1 for x, y in points)


def test_the_prediction_of_pressman_and_wildavsky():
    case = load_shipped("jeugdhulp")
    assert Echelons.answer(case) == pytest.approx(49.5, abs=0.05)
    assert "0,99 is 0,495" in Echelons.explain(case, Echelons.answer(case))
    assert Echelons.at(case).tables()[1].rows[-1] == ("99%", "97%", "90%", "49%", "69 stappen")


@pytest.mark.parametrize("case", shipped())
def test_everyone_at_the_table_has_a_place(case):
    state = Stand(case=case).state("echelons")
    found = [label for labels in state.table.values() for label in labels]
    assert len(found) == sum(p.representative is not None for p in state.case.parties)
    shown = " ".join(row[3] for row in state.tables()[0].rows)
    assert all(label in shown for label in found)


def test_many_at_the_table_are_counted():
    there = Representative(level="uitvoerend")
    parties = tuple(attrs.evolve(Party(f"p{i}", name=f"Partij nummer {i}"), representative=there) for i in range(40))
    assert "40 partijen" in Echelons.at(Case("Veertig", parties=parties, director="p0")).svg()
