"""Model en werkelijkheid: what is typed is read or refused with row and remedy, and the words tell what the futures are."""

import re

import pytest

from regiekit.cases import StructureOption, workspace
from regiekit.models import model_reality as model
from regiekit.widgets import model_reality as m
from regiekit.widgets.experiment import experiment, proef
from tests.widgets.samples import blocks, keys, numbers, opened, outcome, plain, revealed, small, take

KEY = "model_werkelijkheid"


def shown(case="jeugdhulp"):
    take(case)
    panel = proef(KEY)
    panel.clicked("_commit")
    return panel


def rows(panel, key, at, **cells):
    """Type in cells of a row."""
    panel.put(**{key: [{**row, **cells} if i == at else row for i, row in enumerate(panel.values[key])]})


def test_the_lists_begin_with_what_the_case_says():
    case = experiment(KEY).settings(workspace.current())
    assert [r["wat"] for r in case["avoided"]] == list(m.now(workspace.current()).cons)
    assert [r["wat"] for r in case["gained_fusie"]] == list(workspace.current().structures[-1].pros)
    assert case["structure"] == "fusie"


@pytest.mark.parametrize("case", ["jeugdhulp", "regio", "warmte"])
def test_paper_promises_more_than_reality_gives_and_structures_differ(case):
    panel = shown(case)
    seen = set()
    for key in m.options(panel.case):
        panel.put(structure=key)
        r = outcome(panel).result
        assert r.on_paper > 0.9
        assert 0.25 < r.in_reality < 0.6
        seen.add(r.in_reality)
    assert len(seen) == 3


def test_the_result_is_that_of_the_model():
    panel = shown()
    o = outcome(panel)
    drawn = model.futures(o.balance, model.Item(5, 15), model.Item(0.5, 2))
    assert o.result.in_reality == model.chance_ahead(drawn.reality, drawn.cost, drawn.years, 4)
    assert o.result.on_paper == model.chance_ahead(drawn.paper, drawn.cost, 0, 4)
    assert (
        f"In {round(100 * o.result.in_reality)} van de 100 doorgerekende toekomsten is de nieuwe werkelijkheid na 4 jaar voor; op papier was dat "
        in m.words(o)
    )
    assert "100.000 trekkingen, startgetal 1" in m.words(o)


def test_every_promise_kept_and_no_learning_is_the_model():
    panel = shown()
    panel.put(chance_gained=100, chance_avoided=100)
    rows(panel, "rebuilding_fusie", 0, jaren_laag="0", jaren_hoog="0")
    r = outcome(panel).result
    assert r.in_reality == r.on_paper
    assert r.gain == r.gain_paper
    panel.put(chance_gained=0, chance_avoided=0)
    assert outcome(panel).result.in_reality == 0
    assert "Van de 100 toekomsten komen er 100 nooit voor op nu." in panel.live["_picture"]["words"]
    assert "blijft dalen" in panel.live["_picture"]["words"]


def test_the_guess_is_the_chance_at_the_start():
    panel = opened(KEY)
    assert m.EXPERIMENT.guess.answer(panel.case) == 100 * outcome(panel).result.in_reality
    assert "_picture" not in panel.live


WRONG = [
    ("avoided", 1, {"laag": "8", "hoog": "3"}, "Nadelen van nu, rij 2: laag (8) is hoger dan hoog (3). Verwissel ze"),
    ("given_up", 0, {"hoog": "veel"}, "Voordelen van nu, rij 1: bij hoog staat ‘veel’, en dat is geen getal. Vul een getal in"),
    ("given_up", 2, {"laag": " "}, "Voordelen van nu, rij 3: laag is leeg. Vul een getal in."),
    ("added_fusie", 0, {"laag": "-2"}, "rij 1: laag is lager dan 0. Vul 0 of meer in."),
    ("added_fusie", 3, {"hoog": "9999999999"}, "rij 4: hoog is hoger dan 1.000.000.000. Vul een kleiner getal in."),
    (
        "gained_fusie",
        0,
        {"kans": "120"},
        "Voordelen van ‘Eén organisatie Jeugd Waardstad’, rij 1: bij kans staat ‘120’. Vul een getal in van 0 tot en met 100",
    ),
    ("gained_fusie", 0, {"kans": "-1"}, "bij kans staat ‘-1’"),
    ("gained_fusie", 1, {"kans": "zeker"}, "rij 2: bij kans staat ‘zeker’"),
    ("gained_fusie", 1, {"wat": ""}, "rij 2: er staat niet wat het is. Vul een omschrijving in, of haal de rij weg."),
    ("rebuilding_fusie", 0, {"jaren_hoog": "0"}, "jaren inwerken, laag (0,5) is hoger dan jaren inwerken, hoog (0)"),
    ("rebuilding_fusie", 0, {"kosten_laag": "nan"}, "bij kosten in totaal, laag staat ‘nan’"),
    ("rebuilding_fusie", 0, {"jaren_hoog": "60"}, "jaren inwerken, hoog is hoger dan 50"),
]


@pytest.mark.parametrize(("key", "at", "cells", "said"), WRONG)
def test_what_contradicts_is_refused_with_row_and_remedy_and_stays(key, at, cells, said):
    panel = shown()
    before = panel.live["_picture"]["words"]
    good = panel.values[key]
    for _ in range([c.key for c in panel.deck].index(key)):
        panel.clicked("_next")
    rows(panel, key, at, **cells)
    assert said in plain(panel.live[f"_note:{key}"])
    assert said in panel.spoken
    assert said in panel.live["_picture"]["words"]
    assert "Nog niet te rekenen" in panel.live["_picture"]["svg"]
    assert {k: panel.values[key][at][k] for k in cells} == cells  # nothing typed is lost
    assert panel.live["_measures"] == ""
    panel.put(**{key: good})
    assert panel.live["_picture"]["words"] == before


def test_a_wrong_row_in_another_list_is_told_there_too():
    panel = shown()
    rows(panel, "avoided", 0, laag="x")
    assert "in een andere lijst klopt iets niet" in plain(panel.live["_note:given_up"])


def test_a_wrong_row_of_a_structure_that_is_not_chosen_does_not_count():
    panel = shown()
    rows(panel, "gained_gebied", 0, laag="x")
    assert outcome(panel).result
    panel.put(structure="gebied")
    assert outcome(panel).result is None


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("2", 2),
        ("2,5", 2.5),
        ("2.5", 2.5),
        (" 0,25 ", 0.25),
        ("€ 1.500", 1500),
        ("1.500,50", 1500.5),
        ("60%", 60),
        ("0.500", 0.5),
        ("12 000", 12000),
    ],
)
def test_numbers_as_people_type_them(typed, value):
    assert m.parsed(typed) == value


@pytest.mark.parametrize("typed", ["veel", "2-5", "1e3", "nan", "inf", "1,2,3", "٣", "²", "--1", "1.500.00", "9" * 400])
def test_what_is_no_number(typed):
    with pytest.raises(ValueError, match=re.escape(typed)):
        m.parsed(typed)


def test_an_empty_row_does_not_count_and_says_so():
    panel = shown()
    r = outcome(panel).result
    panel.put(given_up=[*panel.values["given_up"], {"wat": "", "laag": "", "hoog": ""}])
    assert outcome(panel).result == r
    assert "1 lege rij telt niet mee" in plain(panel.live["_note:given_up"])


def test_all_lists_empty():
    panel = shown()
    panel.put(given_up=[], avoided=[], gained_fusie=[], added_fusie=[])
    assert "Alle lijsten zijn leeg" in panel.live["_picture"]["words"]
    panel.put(given_up=[{"wat": "rust", "laag": "1", "hoog": "1"}])
    assert "In 0 van de 100" in panel.live["_picture"]["words"]


def test_an_own_chance_goes_before_the_slider():
    panel = shown()
    panel.put(
        gained_fusie=[{"wat": "x", "laag": "4", "hoog": "4", "kans": "25"}, {"wat": "y", "laag": "4", "hoog": "4", "kans": ""}],
        chance_gained=50,
    )
    assert [i.chance for i in outcome(panel).balance.gained] == [0.25, 0.5]


def test_the_gap_adds_up():
    panel = shown()
    gap = m.tables(outcome(panel))[1].rows
    amounts = [float(cell.replace("−", "-").replace(",", ".")) for _, cell in gap]
    assert sum(amounts[:3]) == pytest.approx(amounts[3], abs=0.16)
    assert min(amounts[1:3]) < 0


def test_the_two_questions_are_shown_and_kept(folder):
    panel = shown()
    panel.put(likely="Eén op de drie, want <b>zo</b> ging het in 2015.", hopping="Eerst twee jaar niets.")
    assert "Eén op de drie" in panel.live["_picture"]["words"]
    assert "&lt;b&gt;zo" in panel.live["_tables"]
    panel.clicked("_keep")
    again = proef(KEY)
    assert again.values["hopping"] == "Eerst twee jaar niets."
    assert "Eerst twee jaar niets." in again.text()


def test_a_case_without_structures_begins_with_examples():
    case = small()
    workspace.start_own(**{**case, "structures": ()})
    panel = proef(KEY)
    panel.clicked("_commit")
    assert "‘De nieuwe structuur’" in panel.live["_picture"]["words"]
    assert "structure" not in panel.controls
    assert panel.values["given_up"][0]["wat"] == m.EXAMPLES["given_up"][0]
    assert [c.key for c in panel.deck] == ["given_up", "avoided", "gained_nieuw", "added_nieuw", "rebuilding_nieuw", "questions"]


def test_odd_keys_of_structures():
    case = small()
    new = tuple(StructureOption(key, name=key, status="nieuw", pros=("a",), cons=("b",)) for key in ("a-b", "a_b", "2"))
    workspace.start_own(**{**case, "structures": (*case["structures"], *new)})
    panel = proef(KEY)
    panel.clicked("_commit")
    assert len(keys(panel)) == len(set(keys(panel)))
    for s in new:
        panel.put(structure=s.key)
        assert plain(panel.live["_note:given_up"])
        assert f"‘{s.name}’" in panel.live["_picture"]["words"]
    panel.clicked("_keep")
    assert proef(KEY).values["structure"] == "2"


def test_the_deck_holds_the_chosen_structure_only():
    panel = shown()
    assert [c.key for c in panel.deck] == ["given_up", "avoided", "gained_fusie", "added_fusie", "rebuilding_fusie", "questions"]
    assert [b["key"] for b in blocks(panel.tree) if b["t"] == "table"] == ["given_up"]
    for _ in range(2):
        panel.clicked("_next")
    panel.put(structure="gebied")
    assert panel.deck[panel.at].key == "gained_gebied"
    assert "gained_gebied" in keys(panel)
    assert "gained_fusie" not in keys(panel)
    panel.put(structure="onzin")
    assert panel.values["structure"] == "gebied"
    assert panel.live["fout:structure"]
    assert panel.deck[panel.at].key == "gained_gebied"
    panel.clicked("_reset")
    assert panel.at == 0
    assert panel.values["structure"] == "fusie"
    assert "gained_fusie" in [c.key for c in panel.deck]
    panel.put(_case="warmte")
    panel.clicked("_skip")
    assert panel.deck[2].key == "gained_wijkbedrijf"


def test_lists_and_numbers_stand_over_the_whole_width_below_the_picture():
    panel = shown()
    (section,) = panel.tree
    order = [b["key"] for b in section["blocks"]]
    assert order[order.index("_main") :][:3] == ["_main", "_lists", "_numbers"]
    main = next(b for b in section["blocks"] if b["key"] == "_main")
    assert not {"_deck", "_measures", "_tables"} & {b["key"] for b in blocks([main])}
    assert {"_measures", "_tables"} <= set(keys(panel))
    assert ".rk-lists" in panel._css


def test_before_the_prediction_there_are_no_lists():
    take("jeugdhulp")
    panel = proef(KEY)
    assert "_lists" not in keys(panel)
    assert "_picture" not in panel.live


def test_a_structure_without_a_name_is_called_by_its_key():
    workspace.start_own(**{**small(), "structures": (StructureOption("wijk", status="nieuw"),)})
    panel = proef(KEY)
    panel.clicked("_commit")
    assert panel.live["_picture"]["words"].startswith("‘wijk’ naast")


def test_ahead_from_the_first_day_is_said_in_words():
    panel = revealed(KEY, "jeugdhulp")
    panel.put(rebuilding_fusie=[{"kosten_laag": "0", "kosten_hoog": "0", "jaren_laag": "0", "jaren_hoog": "0"}])
    assert "De snelste 10 van de 100 toekomsten zijn meteen voor, de helft meteen;" in panel.live["_picture"]["words"]


def test_the_measures_stand_beside_each_other():
    found = numbers(revealed(KEY))
    ((paper, real),) = (v for k, v in found.items() if k.startswith("Toekomsten"))
    assert paper > real
