"""What stands behind the two folds on the sum and on the research."""

from html.parser import HTMLParser

from regiekit.widgets import evidence
from regiekit.widgets.declaration import Proef

HOSTILE = "<b onclick='x'>"


RECKONED = {
    "tekst": f"Elke partij telt {HOSTILE}.",
    "functie": "thresholds.cascade",
    "trekkingen": 10000,
    "startgetal": 1,
    "marge": "hoogstens 1 van de 100",
    "constanten": [
        {"naam": "Prijs", "waarde": 0.5, "eenheid": "punt|punten", "bron": "granovetter1978"},
        {"naam": "Tijd", "waarde": "2,5", "bron": evidence.CHOSEN},
    ],
}


class Told(Proef):
    title = "Verzonnen"
    leaves_out = ("Ieder is gelijk.",)
    sources = ("granovetter1978",)
    reckoned = RECKONED
    research = (
        {"vondst": "In Enschede ging het zo.", "richting": "weerspreekt", "praktijk": True, "bron": ["granovetter1978"]},
        {
            "vondst": f"Met meer mensen doet elk {HOSTILE} minder.",
            "richting": "gemengd",
            "zekerheid": "omstreden",
            "waar": "Nederland",
            "afwijking": "De handen zijn hier gelijk.",
            "bron": ["diekmann1985"],
            "gezien": "samenvatting",
        },
    )


def text(html):
    out = []
    parser = HTMLParser()
    parser.handle_data = out.append
    parser.feed(html)
    return " ".join(" ".join(out).split())


def test_how_it_is_worked_out():
    said = text(evidence.reckoning(Told))
    assert "herhaalt dit 10.000 keer met toevalsgetallen, steeds dezelfde (startgetal 1)" in said
    assert "De uitkomst kan er hoogstens 1 van de 100 naast zitten." in said
    assert "Prijs 0,5 punten Granovetter 1978" in said.replace("0,5 punt ", "0,5 punten ")
    assert f"Tijd 2,5 {evidence.CHOSEN}" in said
    assert "regiekit.models.thresholds.cascade" in said


def test_what_is_known_has_research_first_and_practice_with_its_sign():
    said = text(evidence.known(Told))
    study, practice = said.split("In de Nederlandse praktijk")
    assert "maar voor een deel. Het denkmodel wijkt af: De handen zijn hier gelijk. Waar: Nederland. Zekerheid: omstreden." in study
    assert "gelezen: de samenvatting" in study
    assert practice.strip().startswith("− In Enschede ging het zo.")
    assert "weerspreekt" in practice


def test_texts_are_escaped_and_nothing_is_said_where_nothing_was_written():
    assert HOSTILE not in evidence.reckoning(Told) + evidence.known(Told)
    assert evidence.known(Proef) == ""
