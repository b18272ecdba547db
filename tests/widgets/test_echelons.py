"""A8 through the whole stack: message down, experience up, who of the case is at the table."""

import re

import attrs
import pytest

from regiekit.cases import Party, Representative, load_shipped, workspace
from regiekit.widgets import echelons as proef
from tests.widgets.samples import SHIPPED, numbers, opened, outcome, picture, revealed, svg_elements

DOWN, UP = "Boodschap van de top, bij de uitvoering", "Ervaring van de uitvoering, bij de top"


def test_three_echelons_by_hand():
    panel = revealed("echelons", "jeugdhulp")
    o = outcome(panel)
    assert o.down == pytest.approx((1, 0.8, 0.64))
    assert o.up == pytest.approx((1, 0.6, 0.3))
    words = panel.live["_picture"]["words"]
    assert "onderweg 80% over en bij de uitvoering 64%" in words
    assert "onderweg 60% over en bij de top 30%" in words
    assert "Wie beslist, hoort dus minder van beneden" in words
    assert "Het minst kent de top het midden: 50%." in words
    assert "aan tafel: 4 uit de top, 5 uit het midden, 6 uit de uitvoering" in words
    assert f"{(4 + 5 * 0.8 + 6 * 0.64) / 15:.0%}".replace("%", "% van de boodschap") in words


def test_all_that_know_their_neighbours_least_are_named():
    panel = revealed("echelons", "jeugdhulp")
    panel.put(execution_up=50)
    words = panel.live["_picture"]["words"]
    assert "Het minst kent de uitvoering het midden, en de top het midden: 50%." in words
    panel.put(execution_up=80, middle_down=80, top_down=80)
    assert "Alle lagen kennen hun buren even goed." in panel.live["_picture"]["words"]


def test_each_slider_moves_only_its_own_way():
    panel = revealed("echelons", "regio")
    start = numbers(panel)
    for name, moved in (("top_down", UP), ("middle_down", UP), ("middle_up", DOWN), ("execution_up", DOWN)):
        panel.put(**{name: 100})
        assert numbers(panel)[moved][1] > start[moved][1]
        other = DOWN if moved == UP else UP
        assert numbers(panel)[other][1] == start[other][1]
        assert numbers(panel)[moved][0] == start[moved][0]
        panel.put(**{name: proef.KNOWS[name]})


@pytest.mark.parametrize("layers", range(1, 7))
def test_more_layers(layers):
    panel = revealed("echelons", "warmte")
    panel.put(layers=layers)
    assert numbers(panel)[DOWN][1] == pytest.approx(0.8**layers * 0.8)
    assert numbers(panel)[UP][1] == pytest.approx(0.6**layers * 0.5)
    names = [t for _, a, t in svg_elements(picture(panel)) if a.get("font-weight") == "650" and a.get("text-anchor") == "middle"]
    assert names == proef.names(layers)
    assert len(names) == layers + 2
    assert f"{'zit 1 middenlaag' if layers == 1 else f'zitten {layers} middenlagen'}." in panel.live["_picture"]["words"]


def test_shared_values_need_no_message():
    panel = revealed("echelons", "jeugdhulp")
    panel.put(shared=100, top_down=0, execution_up=0)
    assert (numbers(panel)[DOWN][1], numbers(panel)[UP][1]) == pytest.approx((1, 1))
    panel.put(shared=50)
    assert numbers(panel)[UP][1] == pytest.approx(0.5)
    assert "Elke laag vindt 50% ook zonder boodschap al." in panel.live["_picture"]["words"]


def test_the_bars_are_as_wide_as_what_came_through():
    panel = revealed("echelons", "jeugdhulp")
    for settings in ({}, {"shared": 40}, {"layers": 4}, {"top_down": 0, "shared": 0}):
        panel.put(**settings)
        o = outcome(panel)
        found = {a["data-key"]: (a, t) for _, a, t in svg_elements(picture(panel)) if "data-key" in a}
        for i, (came, here) in enumerate(zip(o.came[0], o.down, strict=True)):
            assert float(found[f"b:d{i}"][0]["width"]) == pytest.approx(150 * came, abs=0.06)
            assert found[f"n:d{i}"][1] == f"{100 * here:.0f}%"
        for i, (came, here) in enumerate(zip(reversed(o.came[1]), reversed(o.up), strict=True)):
            assert float(found[f"b:u{i}"][0]["width"]) == pytest.approx(150 * came, abs=0.06)
            assert found[f"n:u{i}"][1] == f"{100 * here:.0f}%"


def test_hatching_stays_between_what_came_and_what_is_there():
    for came, held in ((0, 1), (0.3, 0.4), (0.64, 0.01), (1, 0)):
        svg = proef.plot._parts(150, 40, came, held, "")
        points = [(float(x), float(y)) for x, y in re.findall(r"[ML](-?[\d.]+) (-?[\d.]+)", svg)]
        assert bool(points) == (held > 0)
        assert all(150 * came - 0.1 <= x <= 150 * (came + held) + 0.1 and -0.1 <= y <= 40.1 for x, y in points)


def test_the_prediction_of_pressman_and_wildavsky():
    panel = opened("echelons")
    assert proef.EXPERIMENT.guess.answer(panel.case) == pytest.approx(49.5, abs=0.05)
    panel.put(_guess=50)
    panel.clicked("_commit")
    said = panel.live["_compare"]
    assert "U voorspelde 50%" in said
    assert "0,99 is 0,495" in said
    table = proef.tables(outcome(panel))[1]
    assert table.rows[-1] == ("99%", "97%", "90%", "49%", "69 stappen")


@pytest.mark.parametrize("case", SHIPPED)
def test_everyone_at_the_table_has_a_place(case):
    found = proef.at_the_table(load_shipped(case))
    assert sum(map(len, found.values())) == sum(p.representative is not None for p in load_shipped(case).parties)
    panel = revealed("echelons", case)
    ladder = proef.tables(outcome(panel))[0]
    assert [row[0] for row in ladder.rows] == ["Top", "Midden", "Uitvoering"]
    assert all(label in " ".join(row[3] for row in ladder.rows) for labels in found.values() for label in labels)


def test_a_case_without_representatives_or_with_nobody_at_all():
    workspace.start_own("Leeg")
    panel = revealed("echelons")
    assert set(numbers(panel)) == {DOWN, UP}
    assert "aan tafel" not in panel.live["_picture"]["words"]
    workspace.start_own(
        "Een", parties=(Party("a", name="Aa", representative=Representative(level="bestuurlijk")), Party("b", name="Bee")), director="a"
    )
    panel = revealed("echelons")
    assert "aan tafel: 1 uit de top." in panel.live["_picture"]["words"]


def test_many_at_the_table_are_counted():
    parties = tuple(
        attrs.evolve(Party(f"p{i}", name=f"Partij nummer {i}"), representative=Representative(level="uitvoerend")) for i in range(40)
    )
    workspace.start_own("Veertig", parties=parties, director="p0")
    panel = revealed("echelons")
    assert "40 partijen" in [t for _, _, t in svg_elements(picture(panel))]
