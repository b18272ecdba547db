"""Spelregels on cases: words for everything in the tables, standings from the case, and what the round does."""

import pytest

from regiekit.models import rules_of_the_game as model
from regiekit.widgets import rules_of_the_game as proef
from tests.widgets.samples import SHIPPED, after, outcome, picture, plain, revealed, svg_elements

GOOD = {"uitstappen": "moment", "informatie": "samen", "binding": "proces", "volgorde": "pakket", "conflict": "derde", "tijd": "einddatum"}


def test_the_words_cover_the_tables():
    assert set(proef.OBSTACLES) == set(model.CONCERNS)
    assert {t: {r for r, _ in topic.options} - {proef.NONE} for t, topic in proef.TOPICS.items()} == {
        t: set(r) for t, r in model.RULES.items()
    }
    assert list(proef.OBSTACLES)[:6] == list(model.STALLED)


@pytest.mark.parametrize("case", SHIPPED)
def test_the_round_is_stalled_and_can_come_loose(case):
    panel = revealed("spelregels", case)
    assert "De ronde stokt" in panel.live["_picture"]["words"]
    panel.put(**GOOD)
    assert "De ronde komt los" in panel.live["_picture"]["words"]
    assert after(panel, "Obstakels van het begin") == 0
    panel.put(**model.STRICT)
    assert "De ronde stokt" in panel.live["_picture"]["words"]
    assert after(panel, "Partijen: doet mee") == proef.strict(panel.case)


def test_no_answer_and_no_rule_are_the_same_round():
    panel = revealed("spelregels", "jeugdhulp")
    before = outcome(panel).stances
    panel.put(**dict.fromkeys(proef.TOPICS, proef.NONE))
    o = outcome(panel)
    assert o.stances == before
    assert (o.rules, o.answered) == ({}, 6)


def test_standings_from_the_case():
    panel = revealed("spelregels", "jeugdhulp")
    parties, standings = proef.standings(panel.case)
    stands = {p.key: s for p, s in zip(parties, standings, strict=True)}
    assert "gemeente" not in stands
    assert stands["huisarts"] == model.Standing("tegen", productive=True, blocks=True, needed=True, small=True, losses=2, binds=False)
    assert stands["politie"] == model.Standing("voor", productive=True, larger=True, losses=1, binds=False, mandated=False)
    parties, standings = proef.standings(revealed("spelregels", "klein").case)
    assert {p.key: s.losses for p, s in zip(parties, standings, strict=True)} == {"school": 0, "mentor": 0, "huisarts": 1, "ggd": 0}


def test_the_picture_shows_what_concerns_whom():
    panel = revealed("spelregels", "jeugdhulp")
    keys = [a["data-key"] for _, a, _ in svg_elements(picture(panel)) if "data-key" in a]
    o = outcome(panel)
    assert sum(k.endswith(":left") for k in keys) == sum(len(o.hinders(i)) for i in range(len(o.parties)))
    panel.put(volgorde="pakket")
    keys = [a["data-key"] for _, a, _ in svg_elements(picture(panel)) if "data-key" in a]
    assert sum(k.startswith("f:3|") and k.endswith(":gone") for k in keys) == sum(s.losses > 0 for s in o.standings)
    assert {k for k in keys if k.startswith("b:1|")} == {
        f"b:1|{p.key}" for p in panel.case.parties if p.size <= 2 and p.key != panel.case.director
    }


def test_who_holds_the_round_is_named():
    panel = revealed("spelregels", "jeugdhulp")
    panel.put(**{**GOOD, "conflict": "regisseur", "tijd": "terugval"})
    assert "Zonder Huisartsen gaat het niet" in panel.live["_picture"]["words"]


def test_a_note_tells_what_comes_back():
    panel = revealed("spelregels", "jeugdhulp")
    panel.put(uitstappen="moment")
    note = plain(panel.live["_note:uitstappen"])
    assert note.startswith("Dit haalt weg: ‘fuik’. Wat ervoor terugkomt: Wie er graag aan begint, weet niet wie er straks nog bij is.")
    assert "Een andere regel" not in note
    panel.put(binding="proces")
    assert "Een andere regel van u vangt dat op." in plain(panel.live["_note:uitstappen"])
    panel.put(uitstappen="geen")
    assert plain(panel.live["_note:uitstappen"]).startswith("Zonder afspraak blijft het zoals het was.")


def test_forty_parties_fit():
    panel = revealed("spelregels", "veertig")
    texts = [a for n, a, _ in svg_elements(picture(panel)) if n == "text"]
    assert min(float(a["font-size"]) for a in texts) >= 10.5
