"""Player analysis 1 through the whole stack: the views in the file, those that are added, and the gap matrix."""

import pytest

from regiekit.cases import Party, View, workspace
from tests.widgets.samples import after, numbers, outcome, picture, plain, revealed, svg_elements

PARTIES = (
    Party("a", name="Aaa", position="voor", power=("productie",)),
    Party("b", name="Bbb", position="tegen", power=("blokker",)),
    Party("c", name="Ccc", position="afwachtend", power=("diffuus", "productie")),
)


def begin(*views):
    workspace.start_own("Blikken", parties=PARTIES, director="a", views=views)
    return revealed("blikken")


def row(van, over, positie="", macht=""):
    return {"van": van, "over": over, "positie": positie, "macht": macht}


def test_all_agree_is_0_and_all_differ_is_1():
    agreeing = begin(View("a", "b", "tegen", ("blokker",)), View("b", "c", "afwachtend", ("productie", "diffuus")))
    assert after(agreeing, "Wijkt af") == 0
    assert "Alle blikken zeggen hetzelfde als de partij zelf zegt" in agreeing.live["_picture"]["words"]
    differing = begin(View("a", "b", "voor", ("blokker",)), View("b", "c", "afwachtend", ("blokker",)))
    assert after(differing, "Wijkt af") == 1
    assert (after(differing, "… over de houding"), after(differing, "… over de macht")) == (0.5, 0.5)


def test_it_starts_from_the_case_and_a_row_adds_a_view():
    panel = begin(View("a", "b", "voor", ("blokker",), note="Omdat."))
    assert panel.settings()["rows"] == [row("a", "b", "voor", "blokker")]
    assert "Omdat." in panel.live["_tables"]
    panel.put(rows=[*panel.settings()["rows"], row("c", "a", "tegen", "productie, blokker"), row("", "b", "tegen", "")])
    o = outcome(panel)
    assert list(o.views) == [("a", "b"), ("c", "a"), ("c", "b")]  # an empty holder is the one above
    assert [g.differs for g in o.gaps] == [True, True, False]
    assert numbers(panel)["Blikken op tafel"] == (1, 3)
    assert {a["data-key"] for _, a, _ in svg_elements(picture(panel)) if a.get("data-key", "").startswith("c:")} == {
        "c:a|b",
        "c:c|a",
        "c:c|b",
    }


def test_who_is_misjudged_most_and_who_misjudges_most():
    panel = begin(View("a", "b", "voor"), View("c", "b", "afwachtend"), View("c", "a", "voor", ("blokker",)))
    said = panel.live["_picture"]["words"]
    assert "Het vaakst anders gezien wordt Bbb: 2 keer." in said
    assert "Het vaakst anders kijkt Ccc: 2 keer." in said


def test_through_the_eyes_of_one():
    panel = begin(View("a", "b", "tegen", ("blokker",)), View("c", "a", "tegen", ("diffuus",)))
    assert (
        "Aaa zegt zelf: voor; macht: productie. Zo zien anderen haar: Ccc: tegen; macht: diffuus. Zo ziet zij anderen: Bbb: tegen; macht: blokker (gelijk)."
        in panel.live["_picture"]["words"]
    )
    panel.put(eyes="b")
    assert "Bbb zegt zelf: tegen; macht: blokker." in panel.live["_picture"]["words"]


def test_a_later_row_takes_the_place_of_an_earlier_one():
    panel = begin()
    panel.put(rows=[row("a", "b", "voor"), row("a", "b", "tegen", "blokker")])
    assert len(outcome(panel).gaps) == 1
    assert after(panel, "Wijkt af") == 0


@pytest.mark.parametrize(
    "wrong",
    [
        row("a", "a", "voor"),
        row("a", "", "voor"),
        row("a", "b", ""),
        row("a", "b", "misschien"),
        row("a", "b", "voor", "veel"),
        row("x", "b", "voor"),
    ],
)
def test_a_row_that_does_not_count_is_named(wrong):
    panel = begin()
    panel.put(rows=[row("b", "a", "voor", "productie"), wrong])
    assert "Rij 2 telt nog niet mee" in panel.live["_note:rows"]
    assert len(outcome(panel).gaps) == 1
    panel.put(rows=[row("b", "a", "voor"), row("", "")])
    assert "_note:rows" not in panel.live


def test_names_that_are_pasted_become_parties():
    panel = begin()
    panel.put(rows=[{"van": "AAA", "over": "bbb", "positie": "Voor", "macht": "diffuus/blokker"}])
    assert panel.settings()["rows"] == [row("a", "b", "voor", "blokker, diffuus")]


def test_without_views_the_table_can_be_filled():
    panel = begin()
    assert "Er zijn nog geen blikken ingevuld. Bij 3 partijen kunnen het er 6 zijn." in panel.live["_picture"]["words"]
    assert "nog geen blik om naast te leggen" in panel.live["_compare"]
    assert "Nog geen blikken" in picture(panel)
    panel.put(rows=[row("a", "b", "voor", "")])
    assert "1 af over de houding en 0 over de macht" in panel.live["_compare"]


@pytest.mark.parametrize("case", ["jeugdhulp", "regio", "warmte"])
def test_in_the_shipped_cases_every_view_differs(case):
    panel = revealed("blikken", case)
    assert after(panel, "Wijkt af") == 1
    assert len(outcome(panel).gaps) == len(panel.case.views)
    assert plain(panel.live["_compare"]).startswith("U voorspelde: vaker over de houding.")


def test_the_last_word_goes_with_what_was_found():
    assert "macht blijkt vaak pas" in plain(revealed("blikken", "jeugdhulp").live["_compare"])
    assert "Ook een houding kent u pas als u ernaar vraagt." in plain(revealed("blikken", "warmte").live["_compare"])
