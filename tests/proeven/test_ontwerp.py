"""Het procesontwerp: every choice has words, the check says what is lacking, the case is looked at, the plan holds what was agreed."""

import pytest

from regiekit.cases import Case, load_shipped
from regiekit.models import process_design as model
from regiekit.proeven.proces.ontwerp import ANSWERS, ASKS, ELEMENTS, FIELDS, GOODS, TEXT, ProcessDesign, field
from tests.proeven.stands import Stand, keyed, stands
from tests.widgets.samples import large, small

SERVED, HINDERED, CHOSEN = "Bediend", "Gemengd", "Keuzes gemaakt"
KLEIN = Case(**small())
FULL = {**model.KICK_OFF, **{field(e): "ingevuld" for e in ELEMENTS}}
FIRST = {q: next(iter(options)) for q, options in ANSWERS.items()}
DEAR = "Er ontbreken dan 9 van de 14 partijen. Niet te missen, of in staat om te blokkeren: Jeugdregio, Huisartsen en Jeugdbescherming."
LOOSE = "Gemeente, De Waardborg, Leerplicht, Jeugdteam, GGD, Huisartsen en nog 3 nu niet binden."

test_stands = stands(
    "ontwerp",
    Stand({}, {"states": dict.fromkeys(GOODS, "nog niet")}, {SERVED: (4, 0), CHOSEN: (10, 0)}, ("nog niets gekozen",), {"iets": ""}),
    Stand(
        FULL, {"served": 4, "hindered": 3}, {SERVED: (4, 4)}, ("Gemengd: vertrouwen; ", "Nog niet geregeld: gemeen", GOODS["vertrouwen"][1])
    ),
    Stand({"vorm": "plenair", "besluit": "pakket"}, says=("Nog niet af:", "Hoe overleggen en besluiten?")),
    Stand({"vorm": "plenair", "besluit": "pakket", "tekst_overleg": "Bij de GGD"}, silent=("Hoe overleggen",)),
    Stand({"uitstappen": "moment", "besluit": "pakket"}, {}, {HINDERED: (3, 2)}, ("Risico nemen partijen pas",)),
    Stand({"uitstappen": "moment", "besluit": "pakket", "niveau": "binden"}, silent=("Risico nemen partijen pas",)),
    Stand({"uitnodigen": "voorstanders"}, notes={"wie": DEAR}),
    Stand({"uitnodigen": "nodig"}, notes={"wie": "Dit draagt bij aan wederzijdse afhankelijkheid"}),
    Stand({"uitnodigen": "nodig", "uitstappen": "vast"}, notes={"wie": "Tegen zijn nu Huisartsen, Jeugd-ggz en Jeugdbescherming."}),
    Stand({"uitnodigen": "ruim"}, notes={"wie": "staat nog niet in de casus?"}),
    Stand({"niveau": "vakmensen", "achterban": "alles"}, notes={"namens": "9 van de 15 mensen kunnen hun organisatie niet binden."}),
    Stand({"niveau": "binden"}, notes={"namens": LOOSE}),
    Stand({"breedte": "breed"}, notes={"agenda": "Iedere partij wint ergens iets."}),
    Stand(FIRST, notes={"namens": "weet u nog niet wie er komt", "agenda": "nog geen kwesties"}, case=KLEIN),
)


def test_the_words_cover_the_table():
    assert list(GOODS) == list(model.GOODS)
    assert list(ELEMENTS) == list(FIELDS) == list(model.ELEMENTS)
    assert list(ASKS) == list(ANSWERS) == list(model.QUESTIONS)
    assert {q: set(options) for q, options in ANSWERS.items()} == {q: set(options) for q, options in model.RULES.items()}
    assert all(question.endswith("?") for _, question in GOODS.values())


def test_the_fields_start_from_the_case():
    state = ProcessDesign.at(load_shipped("jeugdhulp"))
    assert "Huisartsengroep Waardstad" in state.tekst_wie
    assert "De Waardborg: zorgcoördinator, uitvoerend, mandaat beperkt, kan niet binden" in state.tekst_namens
    assert "4. Contracten voor vijf jaar met een vast budget" in state.tekst_agenda
    assert state.tekst_overleg == state.tekst_resultaat == ""
    agenda = {"issues": [{"naam": "Vervoer", "bij_ggd": "-1"}]}
    kept = KLEIN.with_changes(answers={"brede_agenda": {"instellingen": agenda}})
    assert ProcessDesign.at(kept).tekst_agenda == "1. Vervoer"
    assert max(len(text) for text in ProcessDesign.at(Case(**large(300))).texts.values()) == TEXT


def test_the_picture_tells_the_same_without_colour():
    state = ProcessDesign.at(load_shipped("jeugdhulp"), **FULL)
    found, marks = keyed(state), model.marks(model.KICK_OFF)
    shown = [key.partition(":")[2].rpartition(":")[::2] for key in found if key.startswith("m:") and "legenda" not in key]
    assert [at for at, sign in shown if sign[0] == "+"] == [f"{g}|{e}" for (g, e), mark in marks.items() for _ in range(mark.serves)]
    assert [at for at, sign in shown if sign[0] == "-"] == [f"{g}|{e}" for (g, e), mark in marks.items() for _ in range(mark.hinders)]
    signs = {"bediend": "✓ bediend", "gemengd": "± gemengd", "tegengewerkt": "× werkt tegen", "nog niet": "– nog niet"}
    assert {g: found[f"s:{g}"][1] for g in GOODS} == {g: signs[how] for g, how in state.states.items()}
    assert found["d:overleg"][1] == "3 van 3"


@pytest.mark.parametrize(
    ("settings", "rows"),
    [
        ({}, []),
        ({"vorm": "apart"}, [("Hoe overleggen en besluiten?", "de regisseur spreekt elke partij apart", "–")]),
        ({"tekst_wie": "Iedereen "}, [("Wie doen mee?", "–", "Iedereen")]),
        ({"tekst_wie": ""}, [("Wie doen mee?", "–", "–")]),
    ],
)
def test_the_plan_holds_what_was_agreed_and_written(settings, rows):
    assert [row for table in ProcessDesign.at(KLEIN, **settings).plan_tables() for row in table.rows] == rows
