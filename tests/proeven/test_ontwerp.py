"""Het procesontwerp: every choice has words, the check says what is lacking, the case is looked at, the plan holds what was agreed."""

import re
from pathlib import Path

import pytest
from attrs import evolve

from regiekit.cases import Case, load_shipped
from regiekit.models import process_design as model
from regiekit.proeven.proces.ontwerp import ANSWERS, ASKS, ELEMENTS, FIELDS, GOODS, TEXT, ProcessDesign, field
from tests.proeven.stands import Stand, keyed, stands
from tests.widgets.samples import large, small

SERVED, HINDERED, CHOSEN = "Geregeld", "Gemengd", "Keuzes gemaakt"
KLEIN = Case(**small())
FULL = {**model.KICK_OFF, **{field(e): "ingevuld" for e in ELEMENTS}}
FIRST = {q: next(iter(options)) for q, options in ANSWERS.items()}
BEGUN = {"vorm": "plenair", "besluit": "pakket"}

test_stands = stands(
    "ontwerp",
    Stand({}, {"states": model.state(model.KICK_OFF)}, {SERVED: (4, 4), CHOSEN: (10, 0)}, ("U koos nog niets",), {"iets": ""}),
    Stand(
        FULL,
        {"served": 4, "hindered": 3},
        {SERVED: (4, 4)},
        ("partijen mogen altijd uitstappen", GOODS["vertrouwen"][1][1:]),
        silent=("gaat zoals", "nog niets geregeld"),
    ),
    Stand(
        BEGUN,
        {"design": {**model.KICK_OFF, **BEGUN}},
        says=("Van de tien onderdelen koos u er twee zelf.", "over alles tegelijk. Dat maakt het moeilijker om elkaar te vertrouwen."),
    ),
    Stand(
        {**BEGUN, "uitstappen": "moment", "agendamacht": "start", "einddatum": "stoppen"},
        says=("In dit denkmodel nemen partijen pas een risico",),
    ),
    Stand({**BEGUN, "uitstappen": "moment", "niveau": "binden"}, silent=("nemen partijen pas een risico",)),
    Stand(
        {"uitnodigen": "voorstanders"}, notes={"uitnodigen": "de huisartsen, Veilig Thuis en de jeugdbescherming, die u niet kunt missen"}
    ),
    Stand({"uitnodigen": "nodig"}, notes={"uitnodigen": "Dit draagt bij aan wederzijdse afhankelijkheid"}),
    Stand(
        {"uitnodigen": "nodig", "uitstappen": "vast"},
        notes={"uitnodigen": "Tegen zijn de huisartsen, de jeugd-ggz en de jeugdbescherming."},
    ),
    Stand({"uitnodigen": "ruim"}, notes={"uitnodigen": "staat nog niet in de casus?"}),
    Stand({"niveau": "vakmensen", "achterban": "alles"}, notes={"niveau": "mogen niets toezeggen. Wat is een afspraak dan waard?"}),
    Stand({"niveau": "binden"}, notes={"niveau": "nog niets toezeggen. Wie vraagt u in hun plaats?"}),
    Stand({"breedte": "breed"}, notes={"breedte": "Elke partij wint ergens iets."}),
    Stand(FIRST, notes={"niveau": "nog niet bekend wie er komt", "breedte": "nog geen kwesties"}, case=KLEIN),
)


def test_a_choice_changes_the_design_that_is_often_seen_and_the_plan_says_so():
    start = ProcessDesign.at(load_shipped("jeugdhulp"))
    assert start.report() == ""
    assert start.plan_tables() == []
    one = start.but(niveau="binden")
    assert one.states == model.state({**model.KICK_OFF, "niveau": "binden"})
    assert "gerekend met een startbijeenkomst" in one.report()
    assert "gerekend met een startbijeenkomst" not in start.but(**model.KICK_OFF).report()


def test_the_headline_tells_another_point_where_there_is_another():
    start = ProcessDesign.at(load_shipped("jeugdhulp"))
    eight = {"uitnodigen": "nodig", "uitstappen": "moment", "niveau": "binden", "achterban": "alles", "breedte": "breed",
             "agendamacht": "start", "vorm": "gemengd", "besluit": "tussen", "eerste": "vroeg", "einddatum": "geen"}  # fmt: skip
    bold = start.but(**BEGUN, uitstappen="moment", agendamacht="start", einddatum="stoppen")
    said = [state.headline() for state in (start, start.but(**eight), bold, start.but(niveau="binden"), start.but(breedte="een"))]
    assert len(set(said)) == len(said)
    assert "alle acht" in said[1]
    assert "mag niets toezeggen" in said[2]


def test_the_plan_says_on_whom_a_design_counts():
    """Six of the fifteen may promise anything; where all may, or the design asks for nobody who may, nothing is said."""
    case = load_shipped("jeugdhulp")
    state = ProcessDesign.at(case, niveau="binden")
    assert (
        "In dit denkmodel geldt dat pas als iedereen aan tafel mag toezeggen; volgens de casus mogen dat er zes van de vijftien."
        in state.report()
    )
    assert "toezeggen" not in state.but(niveau="vakmensen").report()
    for commitment, said in ((True, ""), (False, "volgens de casus mag niemand dat.")):
        parties = tuple(evolve(p, representative=evolve(p.representative, commitment=commitment)) for p in case.parties)
        report = ProcessDesign.at(case.with_changes(parties=parties), niveau="binden").report()
        assert said in report
        assert ("als iedereen" in report) == bool(said)


def test_the_words_cover_the_table():
    assert list(GOODS) == list(model.GOODS)
    assert list(ELEMENTS) == list(FIELDS) == list(model.ELEMENTS)
    assert list(ASKS) == list(ANSWERS) == list(model.QUESTIONS)
    assert {q: set(options) for q, options in ANSWERS.items()} == {q: set(options) for q, options in model.RULES.items()}
    assert all(question.endswith("?") for _, question in GOODS.values())


def test_the_fields_start_from_the_case():
    state = ProcessDesign.at(load_shipped("jeugdhulp"))
    assert "Huisartsengroep Waardstad" in state.tekst_wie
    assert "De Waardborg: zorgcoördinator, uitvoerend, mandaat beperkt, mag niets toezeggen" in state.tekst_namens
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
    signs = {"geregeld": "✓ geregeld", "gemengd": "± gemengd", "tegengewerkt": "× werkt tegen", "nog niet": "– nog niet"}
    assert {g: found[f"s:{g}"][1] for g in GOODS} == {g: signs[how] for g, how in state.states.items()}
    assert found["d:overleg"][1] == "2 van 2"


@pytest.mark.parametrize(
    ("settings", "rows"),
    [
        ({}, []),
        ({"vorm": "apart"}, [("Hoe overleggen en besluiten?", "met elke partij apart", "")]),
        ({"tekst_wie": "Iedereen "}, [("Wie doen mee?", "", "Iedereen")]),
        ({"tekst_wie": ""}, [("Wie doen mee?", "", "")]),
    ],
)
def test_the_plan_holds_what_was_agreed_and_written(settings, rows):
    assert [row for table in ProcessDesign.at(KLEIN, **settings).plan_tables() for row in table.rows] == rows


@pytest.mark.parametrize(
    "place", ["data/proeven/proces/ontwerp.toml", "docs/docent/07_procesontwerp.md", "notebooks/07_procesontwerp.ipynb"]
)
def test_that_all_are_bound_is_read_as_that_all_may_promise_and_said_so(place):
    """The source has bound to the process; that it means a mandate at the table is the reading of the makers, wherever it is said."""
    text = (Path(__file__).parents[2] / place).read_text(encoding="utf-8")
    assert re.search(
        r"volgens de bron (nemen partijen )?pas (een )?risico als .{,30} aan het proces gebonden [^.]*\. Wij lezen dat zo: wie aan tafel zit, mag iets toezeggen\.",
        text,
        re.I,
    )
