"""The dilemma box: what the case brings, what the learner writes, and the pendulum in words and line."""

import pytest

import regiekit
from regiekit.cases import Case, StructureOption, Trait, load_shipped, workspace
from regiekit.models import dilemma_box as model
from regiekit.proeven.structuur import dilemmabox as proef
from regiekit.proeven.structuur.dilemmabox import DilemmaBox
from tests.proeven.stands import Stand, keyed, stands
from tests.widgets.samples import SHIPPED, svg_elements

FAR = "Hoe ver de structuur de eerste keer"
OPTIONS = (StructureOption(f"s{i}", status="nieuw", pros=(f"plus {i}",)) for i in range(9))
MANY = Case("Veel opties", structures=(StructureOption("nu", status="huidig", cons=("min",)), *OPTIONS))
OWN = Case("Mijn reorganisatie")
WRITTEN = {"oplossing": "Twee vaste\nmensen erbij", "prijs": "Vier dagen per week."}
ITEMS = [
    f"Punt {i} met een toelichting die over meer dan twee regels van het vak zal lopen, zoals dat gaat in het echt" for i in range(1, 13)
]


def box(*numbers):
    """So many arguments for and against the present, for and against the new."""
    keys = ("voor_heden", "tegen_heden", "voor_nieuw_gebied", "tegen_nieuw_gebied")
    return {key: "\n".join(f"punt {i}" for i in range(number)) for key, number in zip(keys, numbers, strict=True)}


FOURTEEN = box(3, 4, 3, 4)


def ticks(present, new):
    """So many drawbacks of `box` that the solution catches, of the present and of the new."""
    sides = [("heden", i) for i in range(present)] + [("nieuw", i) for i in range(new)]
    return [{"nadeel": f"punt {i}", "kant": side, "vangt": "ja"} for side, i in sides]


def pendulum(rate, delay, regime, **more):
    far = pytest.approx(model.overshoot(rate / 100, delay))
    return Stand({**FOURTEEN, "rate": rate, "delay": delay}, {"regime": regime, **more}, {FAR: (0, far)})


test_stands = stands(
    "dilemmabox",
    pendulum(10, 1.5, "calm"),
    pendulum(85, 0, "calm"),
    pendulum(85, 1.5, "damped", pulls=(7, 7), swing=(pytest.approx(0.85), 0.5)),
    pendulum(30, 1.5, "damped"),
    pendulum(140, 2, "growing"),
    Stand(
        {**FOURTEEN, "rate": 150, "delay": 2},
        measures={"Wat na één keer heen en terug over is van het doorschieten (boven 100%": model.remaining(1.5, 2)},
    ),
    Stand(box(1, 5, 3, 2), {"pulls": (8, 3), "swing": (pytest.approx(0.85), pytest.approx(8 / 11))}, says=("dichter bij het nieuwe",)),
    Stand(
        {**box(1, 5, 3, 2), "caught": ticks(4, 2)},
        {"pulls": (4, 1), "swing": (pytest.approx(0.85 * 5 / 11), 0.8), "spared": {"tegen_heden": 4, "tegen_nieuw": 2}},
        says=("zes nadelen",),
    ),
    Stand(box(3, 0, 0, 3), {"regime": "still", "pulls": (0, 6)}, {FAR: 0}, ("Vul in wat tegen het heden pleit",)),
    Stand(box(0, 0, 0, 0), {"regime": "still"}, {FAR: 0}),
    Stand(WRITTEN, notes={"ertussen": "Leg dit naast"}),
    Stand({"prijs": "Veel"}, notes={"ertussen": ""}),
    Stand({"optie": "s5"}, {"poles": ("Zoals het nu is", "s5"), "option": "s5"}, case=MANY),
    Stand({"naam": " "}, holds={"poles": ("Zoals het nu is", "De nieuwe structuur")}, case=OWN),
    Stand({"naam": "Eén loket"}, holds={"poles": ("Zoals het nu is", "Eén loket")}, case=OWN),
)


def drawn(state):
    return [text for _, _, text in shown(state) if text]


def shown(state):
    """What is drawn of the box."""
    return svg_elements(state.curve()[1].svg("", ""))


@pytest.mark.parametrize("case", SHIPPED)
def test_the_box_starts_with_what_the_case_says(case):
    now, *others = load_shipped(case).structures
    assert Stand(case=case).state("dilemmabox").option == others[0].key
    for other in others:
        state = Stand({"optie": other.key}, case=case).state("dilemmabox")
        assert list(state.arguments.values()) == [now.pros, now.cons, other.pros, other.cons]
        assert state.poles == (now.name, other.name)
        assert other.name.split()[0] in " ".join(drawn(state))


def test_what_is_written_stands_in_the_box_in_the_tables_and_in_the_plan():
    state = Stand({**WRITTEN, "voor_heden": "- Eerste punt\n\n • Tweede punt \n", "dilemma": "Dichtbij of diep?"}).state("dilemmabox")
    said = ["Twee vaste mensen erbij", "Vier dagen per week."]
    assert {"Dilemmabox: Dichtbij of diep?", "Eerste punt", "Tweede punt", *said} <= set(drawn(state))
    box, answers = state.tables()
    assert [row[1] for row in box.rows][:3] == ["Eerste punt", "Tweede punt", ""]
    assert [answer for _, answer in answers.rows] == ["Dichtbij of diep?", *said]
    (planned,) = state.plan_tables()
    assert planned.rows[0] == ("Voor het heden", "Eerste punt\nTweede punt")
    assert planned.rows[4:] == (("Een oplossing ertussen", said[0]), ("Wat die kost", said[1]))


def test_long_lists_are_shortened_with_a_count_and_stay_whole_in_the_table():
    state = Stand({"tegen_nieuw_gebied": "\n".join(ITEMS)}).state("dilemmabox")
    (more,) = [text for text in drawn(state) if text.startswith("… en nog ")]
    assert sum(text.startswith("Punt ") for text in drawn(state)) == 12 - int(more.split()[3])
    assert [row[4] for row in state.tables()[0].rows] == ITEMS
    elements = shown(state)
    assert max(float(a["y"]) + float(a["height"]) for name, a, _ in elements if name == "rect" and "y" in a) <= 430
    assert max(float(a["y"]) for _, a, text in elements if text and "Punt " in text) < proef.FOOT


def test_an_own_case_starts_empty_and_only_so_many_structures_get_a_card():
    state = DilemmaBox.at(OWN)
    assert state.answer(OWN) == "still"
    assert "Vul de vier vakken" in state.explain(OWN, "still")
    assert "Nog niet te zeggen" in state.headline()
    assert not state.report()
    assert [card.key for card in state.cards(OWN)] == ["dilemma", "heden", "nieuw_eigen", "ertussen", "vragen"]
    assert drawn(state).count("Nog leeg: vul de kaart in.") == 4
    assert not state.tables()
    assert not state.plan_tables()
    assert [card.key for card in state.cards(MANY)][2:-2] == [f"nieuw_s{i}" for i in range(proef.OPTIONS)]


def test_what_is_in_the_box_moves_the_pendulum_and_a_solution_dampens_it():
    state = Stand({**FOURTEEN, "rate": 140}).state("dilemmabox")
    assert state.regime == "growing"
    assert state.but(caught=ticks(4, 4)).regime == "damped"
    assert "er blijven minder nadelen over" in state.but(caught=ticks(4, 4)).headline()
    fewer = state.but(**box(3, 4, 3, 0))
    assert fewer.swing[0] == state.swing[0]
    assert fewer.swing[1] > state.swing[1]
    assert len([key for key in keyed(state) if key.startswith("p:")]) == sum(state.pulls)


@pytest.mark.parametrize("settings", [{}, {"tegen_heden": ""}, {"rate": 150, "delay": 4}, {"tegen_heden": "", "voor_nieuw_gebied": ""}])
def test_the_line_in_the_picture_is_the_path_and_stays_inside(settings):
    state = Stand(settings).state("dilemmabox")
    points = [tuple(map(float, p.split())) for p in keyed(state)["swing"][0]["d"][1:].split("L")]
    path = model.path(state.swing[0] or 1, state.delay, [16 * i / 320 for i in range(321)], 0, state.swing[1])
    assert [x for x, _ in points] == pytest.approx([proef.LEFT + proef.LONG * i / 320 for i in range(321)], abs=0.06)
    heights = [proef.TOP + proef.TALL * (1.3 - min(max(place, -0.3), 1.3)) / 1.6 for place in path]
    assert [y for _, y in points] == pytest.approx(heights, abs=0.06)


@pytest.mark.parametrize(("months", "ends"), [(0, "calm"), (3, "calm"), (18, "damped"), (36, "growing"), (480, "growing")])
def test_how_late_one_notices_is_a_trait_of_the_case(months, ends):
    case = load_shipped("jeugdhulp").with_changes(traits=(Trait("merken", months),))
    assert DilemmaBox.at(case).delay == min(4, months / 12)
    assert DilemmaBox.answer(case) == ends
    assert f"na {months} maanden" in DilemmaBox.explain(case, ends)
    assert "In deze casus" not in DilemmaBox.explain(case.with_changes(traits=()), ends)


def test_each_drawback_has_a_tick_of_its_own():
    """One of the present moves the balance back to it, one of the new the other way; what is not in the box catches nothing."""
    state = Stand(FOURTEEN).state("dilemmabox")
    one, other = state.but(caught=ticks(1, 0)), state.but(caught=ticks(0, 1))
    assert (one.pulls, other.pulls) == ((6, 7), (7, 6))
    assert one.swing[1] < state.swing[1] < other.swing[1]
    assert one.swing[0] == other.swing[0] == pytest.approx(0.85 * 13 / 14)
    elsewhere = [{"nadeel": "punt 1", "kant": "nieuw", "vangt": "nee"}, {"nadeel": "iets", "kant": "heden", "vangt": "ja"}]
    assert state.but(caught=elsewhere).pulls == state.pulls
    assert dict(one.plan_tables()[0].rows)["Wat die opvangt"] == "punt 0"
    assert "Wat die opvangt" not in dict(state.plan_tables()[0].rows)
    whose = [a for _, a, text in svg_elements(one.curve()[1].svg("", "")) if text == "punt 0"]
    assert len({str(a.get("fill")) for a in whose}) == 2  # one of the four is lighter


def test_the_table_follows_what_is_written_and_keeps_its_ticks():
    workspace.choose("jeugdhulp")
    panel = regiekit.proef("dilemmabox")
    panel.clicked("_skip")
    first = panel.values["caught"]
    assert [row["nadeel"] for row in first if row["kant"] == "heden"] == [proef.named(one) for one in proef.present(panel.case).cons]
    panel.put(caught=[{**row, "vangt": "ja"} for row in first])
    panel.put(tegen_heden=f"{first[1]['nadeel']}\nIets nieuws")
    assert [(row["nadeel"], row["vangt"]) for row in panel.values["caught"][:2]] == [(first[1]["nadeel"], "ja"), ("Iets nieuws", "nee")]
    assert "vangt" in panel.live["_picture"]["words"]
    other = panel.controls["optie"].options[1][0]
    panel.put(optie=other)
    assert [row["nadeel"] for row in panel.values["caught"][2:]] == [proef.named(one) for one in proef.new(panel.case)[other].cons]
    assert {row["vangt"] for row in panel.values["caught"][2:]} == {"nee"}
    panel.put(optie=panel.controls["optie"].start)
    assert {row["vangt"] for row in panel.values["caught"][2:]} == {"ja"}
    assert regiekit.proef("dilemmabox").values["caught"] == panel.values["caught"]
    panel.clicked("_reset")
    assert panel.values["caught"] == first
