"""The proef of the shadow of the law: numbers by hand, who sits at the table, when no deal remains."""

import math

import pytest

from regiekit.cases import load_shipped
from regiekit.widgets import shadow_of_law as widget
from tests.widgets.samples import after, numbers, outcome, plain, revealed

KEY = "schaduw"


def test_the_question_by_hand():
    # d_A = 0,6·10 + 0,4·(70 − 10) = 30, d_B = 0,6·60 + 0,4·(30 − 10) = 44: x_A = ½(100 + 30 − 44)
    for case in ("jeugdhulp", "regio", "warmte"):
        assert widget.half(load_shipped(case)) == pytest.approx(43)
    panel = revealed(KEY, "jeugdhulp")
    said = plain(panel.live["_compare"])
    assert "komt uit op 43 punten: 18 meer" in said
    assert "Eerst kreeg de regisseur er 25." in said


def test_without_a_shadow_the_question_begins_right():
    panel = revealed(KEY, "jeugdhulp")
    panel.put(chance=0)
    assert numbers(panel)["Wat de regisseur krijgt uit een afspraak, in punten"] == (25, 25)
    assert "dreiging alleen al" not in panel.live["_picture"]["words"]


def test_what_shifts_the_deal_is_named():
    panel = revealed(KEY, "jeugdhulp")
    panel.put(chance=0, damage=40, other="gi")
    assert "de kans op imagoschade alleen al schuift" in panel.live["_picture"]["words"]
    assert "dreiging alleen al" not in panel.live["_picture"]["words"]
    panel.put(chance=20)
    assert "samen schuift" in panel.live["_picture"]["words"]


def test_who_sits_at_the_table():
    for case in map(load_shipped, ("jeugdhulp", "regio", "warmte")):
        chosen = case.party(widget.partner(case))
        assert "blokker" in chosen.power
        assert all(p.position != "tegen" or "blokker" not in p.power for p in case.parties) or chosen.position == "tegen"
    panel = revealed(KEY, "jeugdhulp")
    assert "gemeente" not in [v for v, _ in panel.controls["other"].options]
    panel.put(other="politie")
    assert "Politie, basisteam Waardstad op" in panel.live["_picture"]["words"]


def test_raising_the_chance_moves_points_to_whom_the_law_favours():
    panel = revealed(KEY, "jeugdhulp")
    found = []
    for chance in range(0, 101, 20):
        panel.put(chance=chance)
        found.append(after(panel, "Wat de regisseur"))
    assert found == sorted(found)
    assert found[-1] == pytest.approx(50 + (60 - 20) / 2)


def test_no_deal_when_both_count_themselves_rich():
    panel = revealed(KEY, "jeugdhulp")
    panel.put(own=80, theirs=80, alone=40, chance=55)
    assert outcome(panel).found.deal
    assert "Samen verwachten zij 160 punten" in panel.live["_note:theirs"]
    assert "Boven een kans van 56% is er geen afspraak mogelijk" in panel.live["_picture"]["words"]
    panel.put(chance=60)
    assert not outcome(panel).found.deal
    assert "geen afspraak mogelijk waar beide beter van worden" in panel.live["_picture"]["words"]
    assert math.isnan(after(panel, "Wat de ander"))
    assert after(panel, "Ruimte") == pytest.approx(100 - 0.4 * 50 - 0.6 * 140)
    assert "mogelijk</text>" in panel.live["_picture"]["svg"]


def test_a_shadow_makes_a_deal_possible():
    panel = revealed(KEY, "jeugdhulp")
    panel.put(alone=100, chance=0)
    assert not outcome(panel).found.deal
    panel.put(chance=50)
    assert outcome(panel).found.deal
    words = panel.live["_picture"]["words"]
    assert "Zonder schaduw was er geen afspraak mogelijk." in words
    assert "Onder een kans van 33% is er geen afspraak mogelijk" in words


def test_the_larger_one_loses_more_face_and_gives_way():
    panel = revealed(KEY, "jeugdhulp")  # the director has size 4
    for other, size in (("politie", 5), ("huisarts", 2)):
        panel.put(other=other, damage=0)
        before = after(panel, "Wat de regisseur")
        panel.put(damage=40)
        assert after(panel, "Wat de regisseur") - before == pytest.approx(40 * (size - 4) / 5 / 2)
    assert "kost dat Gemeente 32 punten en Huisartsen 16 punten aan aanzien" in panel.live["_picture"]["words"]


def test_the_table_adds_up():
    panel = revealed(KEY, "warmte")
    rows = widget.tables(outcome(panel))[0].rows
    assert sum(float(r[-1].replace(",", ".")) for r in rows) == 100
