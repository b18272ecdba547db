"""Het ontwerp on cases: every choice has words, the check says what is lacking, and the case is looked at."""

import pytest

from regiekit.cases import workspace
from regiekit.models import process_design as model
from regiekit.widgets import process_design as proef
from tests.widgets.samples import after, outcome, picture, plain, revealed, svg_elements


def fill(panel, design, texts="ingevuld"):
    panel.put(**design, **{proef.field(e): texts for e in model.ELEMENTS})


def test_the_words_cover_the_table():
    assert list(proef.GOODS) == list(model.GOODS)
    assert list(proef.ELEMENTS) == list(proef.ABOUT) == list(model.ELEMENTS)
    assert {q: {a for a, _ in options} for q, (_, options) in proef.ASKS.items()} == {q: set(options) for q, options in model.RULES.items()}
    assert all(g.question.endswith("?") for g in proef.GOODS.values())


def test_the_fields_start_from_the_case():
    panel = revealed("ontwerp", "jeugdhulp")
    values = panel.settings()
    assert "Huisartsengroep Waardstad" in values["tekst_wie"]
    assert "De Waardborg: zorgcoördinator, uitvoerend, mandaat beperkt, kan niet binden" in values["tekst_namens"]
    assert "4. Contracten voor vijf jaar met een vast budget" in values["tekst_agenda"]
    assert values["tekst_overleg"] == values["tekst_resultaat"] == ""
    assert all(values[q] is None for q in model.QUESTIONS)


def test_the_example_as_the_model_counts_it():
    panel = revealed("ontwerp", "jeugdhulp")
    fill(panel, model.KICK_OFF)
    assert after(panel, "Bediend") == len(model.served(model.KICK_OFF)) == 4
    words = panel.live["_picture"]["words"]
    assert words.startswith(
        "Uw ontwerp draagt bij aan 4 van de acht: wederzijdse afhankelijkheid; snelle uitwisseling van informatie; leren over de inhoud; nieuwe netwerken."
    )
    assert (
        "Gemengd: vertrouwen; leren over elkaars positie. Het ontwerp werkt tegen: bereidheid om risico te nemen. Nog niet geregeld: gemeenschappelijk belang."
        in words
    )
    assert "Alle vijf de onderdelen zijn ingevuld." in words
    assert proef.GOODS["vertrouwen"].question in words


def test_what_is_not_filled_in_is_named():
    panel = revealed("ontwerp", "jeugdhulp")
    assert panel.live["_picture"]["words"].startswith("U hebt nog niets gekozen.")
    panel.put(vorm="plenair", besluit="pakket")
    words = panel.live["_picture"]["words"]
    assert "Nog niet af:" in words
    assert "Hoe overleggen en besluiten?" in words
    panel.put(tekst_overleg="Elke maand, bij de GGD")
    assert "Hoe overleggen en besluiten?" not in panel.live["_picture"]["words"]
    assert "3 van 3" in [t for _, a, t in svg_elements(picture(panel)) if a.get("data-key") == "d:overleg"]


def test_risk_asks_for_people_who_can_commit():
    panel = revealed("ontwerp", "jeugdhulp")
    panel.put(uitstappen="moment", besluit="pakket")
    assert "Risico nemen partijen pas" in panel.live["_picture"]["words"]
    panel.put(niveau="binden")
    assert "Risico nemen partijen pas" not in panel.live["_picture"]["words"]
    assert "risico" in outcome(panel).served


@pytest.mark.parametrize(
    ("element", "design", "said"),
    [
        ("wie", {"uitnodigen": "voorstanders", "uitstappen": "vast"}, "Er ontbreken dan 9 van de 14 partijen. Niet te missen, of in staat om te blokkeren: Jeugdregio, Huisartsen en Jeugdbescherming."),
        ("wie", {"uitnodigen": "nodig", "uitstappen": "vast"}, "Tegen zijn nu Huisartsen, Jeugd-ggz en Jeugdbescherming."),
        ("wie", {"uitnodigen": "ruim", "uitstappen": "vast"}, "staat nog niet in de casus?"),
        ("namens", {"niveau": "vakmensen", "achterban": "alles"}, "9 van de 15 mensen kunnen hun organisatie niet binden."),
        ("namens", {"niveau": "binden", "achterban": "alles"}, "Gemeente, De Waardborg, Leerplicht, Jeugdteam, GGD, Huisartsen en nog 3 nu niet binden."),
        ("agenda", {"breedte": "breed", "agendamacht": "start"}, "Iedere partij wint ergens iets."),
    ],
)  # fmt: skip
def test_what_the_case_says(element, design, said):
    panel = revealed("ontwerp", "jeugdhulp")
    while panel.deck[panel.at].key != element:
        panel.clicked("_next")
    fill(panel, design)
    note = plain(panel.live[f"_note:{element}"])
    assert said in note
    assert "Dit draagt bij aan" in note


def test_a_case_without_representatives_and_issues():
    panel = revealed("ontwerp", "klein")
    fill(panel, {q: next(iter(options)) for q, options in model.RULES.items()})
    o = outcome(panel)
    assert "weet u nog niet wie er komt" in proef.in_case(o, "namens")
    assert "nog geen kwesties" in proef.in_case(o, "agenda")
    assert "_fout" not in panel.live


def test_a_long_list_fits_the_field():
    panel = revealed("ontwerp", "veertig")
    for element in model.ELEMENTS:
        assert len(panel.settings()[proef.field(element)]) <= proef.TEXT


def test_the_design_is_kept(folder):
    panel = revealed("ontwerp", "klein")
    fill(panel, model.KICK_OFF, "Elke maand")
    panel.clicked("_keep")
    kept = workspace.answers("07_procesontwerp", "ontwerp")
    assert kept["instellingen"]["vorm"] == "werkgroepen"
    assert kept["instellingen"]["tekst_overleg"] == "Elke maand"


def test_every_mark_says_what_it_is_without_colour():
    panel = revealed("ontwerp", "jeugdhulp")
    fill(panel, model.KICK_OFF)
    elements = svg_elements(picture(panel))
    texts = [t for n, _, t in elements if n == "text"]
    assert texts.count("+") == 1 + sum(m.serves for m in model.marks(model.KICK_OFF).values())
    assert texts.count("−") == 1 + sum(m.hinders for m in model.marks(model.KICK_OFF).values())
    assert sum((t or "").startswith(("✓ bediend", "± gemengd", "× werkt tegen", "– nog niet")) for t in texts) == 8
