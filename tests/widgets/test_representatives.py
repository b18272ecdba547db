"""A10 through the whole stack: the 2×2 of the case, the table, and what the director could send."""

import pytest

from regiekit.cases import Party, Representative, workspace
from regiekit.models import representatives as model
from tests.widgets.samples import after, numbers, outcome, picture, plain, revealed


def seat(*parts):
    return Representative("functie", *parts)


def begin(**seats):
    workspace.start_own("Tafel", parties=tuple(Party(k, name=k.upper() + k, representative=r) for k, r in seats.items()), director="a")
    return revealed("tafel")


def five():
    return begin(
        a=seat("management", "beperkt", False),
        b=seat("management", "beperkt", True),
        c=seat("uitvoerend", "geen", False),
        d=seat("bestuurlijk", "volledig", True),
        e=seat("uitvoerend", "beperkt", True),
    )


def put(panel, party, **cells):
    panel.put(rows=[{**r, **cells} if r["partij"] == party else r for r in panel.settings()["rows"]])


def test_the_four_cells():
    panel = five()
    assert outcome(panel).cells == {"a": "mandate", "b": "simple", "c": "no_chance", "d": "scale_up", "e": "simple"}
    assert [v for _, v in numbers(panel).values()] == [2, 1, 1, 1]
    assert panel.declaration.guess.answer(panel.case) == 2
    said = panel.live["_picture"]["words"]
    assert "Symmetrie is hier hetzelfde als de vertegenwoordiger van Aa: een beperkt mandaat." in said
    assert "hebben er 2 symmetrie én commitment: Bb en Ee." in said
    assert "Begin bij uzelf" in said
    for action in ("Eenvoudig:", "Mandateren:", "Opschalen:", "Weinig kans op succes:"):
        assert action in panel.live["_tables"]


def test_what_is_compared_and_with_whom():
    panel = five()
    panel.put(by="niveau")
    assert outcome(panel).cells["e"] == "scale_up"
    panel.put(against="meerderheid")  # management and uitvoerend both twice: the highest
    assert outcome(panel).standard == (1,)
    panel.put(by="beide")
    assert outcome(panel).standard == (1, 1)
    assert outcome(panel).cells["b"] == "simple"


def test_another_representative_moves_the_party():
    panel = five()
    before = picture(panel)
    put(panel, "c", mandaat="beperkt", bindt="ja")
    assert numbers(panel)["Eenvoudig: symmetrie en commitment"] == (2, 3)
    assert outcome(panel).moved == ("c",)
    assert picture(panel) != before


def test_everybody_bound_and_alike_is_simple():
    panel = begin(a=seat("management", "beperkt", True), b=seat("uitvoerend", "beperkt", True))
    assert "Iedereen heeft beide: dit proces is eenvoudig." in panel.live["_picture"]["words"]
    assert after(panel, "Eenvoudig") == 2


def test_who_sits_higher_asks_the_others_to_scale_up():
    panel = five()
    panel.put(_picture="d")
    assert "deze persoon mag meer dan iemand met een beperkt mandaat: dan moeten de anderen opschalen, ook u" in panel.live["_pick"]
    panel.put(_picture="c")
    assert "vraag iemand met dat mandaat" in panel.live["_pick"]
    assert "nergens aan gebonden" in panel.live["_pick"]


def test_what_the_director_could_send():
    panel = five()
    assert {name: counts[model.SIMPLE] for name, counts in outcome(panel).swaps.items()} == {
        "geen mandaat": 1,
        "een beperkt mandaat": 3,
        "een volledig mandaat": 2,
    }
    assert "iemand met commitment en een beperkt mandaat, dan zijn er 3 eenvoudig in plaats van 2" in panel.live["_picture"]["words"]
    panel.put(by="beide")
    assert len(outcome(panel).swaps) == 9
    panel.put(against="meerderheid")
    assert outcome(panel).swaps == {}


def test_a_representative_that_is_not_known():
    panel = begin(a=seat("management", "beperkt", True), b=None)
    assert outcome(panel).unknown == ["b"]
    assert "Nog niet bekend: Bb." in panel.live["_picture"]["words"]
    put(panel, "b", niveau="uitvoerend", mandaat="beperkt")
    assert outcome(panel).unknown == ["b"]
    put(panel, "b", bindt="ja")
    assert outcome(panel).cells["b"] == "simple"


def test_nothing_can_be_compared_without_the_director():
    panel = begin(a=None, b=seat("management", "beperkt", True))
    assert outcome(panel).cells == {}
    assert "Wie er namens Aa aan tafel zit, is nog niet" in panel.live["_picture"]["words"]
    assert "nog niet ingevuld" in plain(panel.live["_compare"])
    panel.put(against="meerderheid")
    assert outcome(panel).cells == {"b": "simple"}


def test_what_cannot_be_read_is_said():
    panel = five()
    put(panel, "b", mandaat="heel veel")
    assert "‘heel veel’ bij Bb" in panel.live["_note:rows"]
    assert "b" not in outcome(panel).cells


@pytest.mark.parametrize(("pasted", "kept"), [("Ja", "ja"), ("waar", "ja"), ("x", "ja"), ("nee", "nee"), ("N", "nee")])
def test_commitment_as_people_write_it(pasted, kept):
    panel = five()
    put(panel, "b", bindt=pasted)
    assert {r["partij"]: r["bindt"] for r in panel.settings()["rows"]}["b"] == kept
