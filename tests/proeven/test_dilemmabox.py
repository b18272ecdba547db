"""The dilemma box: what the case brings, what the learner writes, and the pendulum in words and line."""

import itertools

import pytest

from regiekit.cases import Case, StructureOption, load_shipped
from regiekit.models import dilemma_box as model
from regiekit.proeven.structuur import dilemmabox as proef
from regiekit.proeven.structuur.dilemmabox import DilemmaBox
from tests.proeven.stands import Stand, keyed, stands
from tests.widgets.samples import SHIPPED, svg_elements

FAR = "Hoe ver de eerste slag doorschiet"
OPTIONS = (StructureOption(f"s{i}", status="nieuw", pros=(f"plus {i}",)) for i in range(9))
MANY = Case("Veel opties", structures=(StructureOption("nu", status="huidig", cons=("min",)), *OPTIONS))
OWN = Case("Mijn reorganisatie")
WRITTEN = {"oplossing": "Twee vaste\nmensen erbij", "prijs": "Vier dagen per week."}
ITEMS = [
    f"Punt {i} met een toelichting die over meer dan twee regels van het vak zal lopen, zoals dat gaat in het echt" for i in range(1, 13)
]


def pendulum(strength, delay, regime, says):
    far = pytest.approx(model.overshoot(strength, delay))
    return Stand({"strength": strength, "delay": delay}, {"regime": regime}, {FAR: (0, far)}, (says,))


test_stands = stands(
    "dilemmabox",
    pendulum(0.2, 1.5, "calm", "zonder doorschieten"),
    pendulum(0.8, 0, "calm", "merkt meteen"),
    pendulum(0.8, 1.5, DilemmaBox.answer(None), "schiet 70% van de afstand door"),
    pendulum(0.25, 1.5, "damped", "schiet nauwelijks door"),
    pendulum(2, 2, "growing", "steeds verder door"),
    Stand({"strength": 2, "delay": 2}, measures={"Wat na één slag van de uitslag over is (boven 100%": model.remaining(2, 2)}),
    Stand(WRITTEN, says=("Twee vaste mensen erbij. Wat die kost: Vier dagen per week. ",), notes={"ertussen": "Leg dit naast"}),
    Stand({"prijs": "Veel"}, says=("nog geen oplossing",), notes={"ertussen": ""}),
    Stand({"optie": "s5"}, {"poles": ("Zoals het nu is", "s5"), "option": "s5"}, says=("voor het nieuwe 1 punt,",), case=MANY),
    Stand({"naam": " "}, says=("‘Zoals het nu is’ met ‘De nieuwe structuur’",), case=OWN),
    Stand({"naam": "Eén loket"}, says=("‘Zoals het nu is’ met ‘Eén loket’",), case=OWN),
)


def drawn(state):
    return [text for _, _, text in svg_elements(state.svg()) if text]


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
    foot = {key: float(a["y"]) + float(a["height"]) for key, (a, _) in keyed(state).items() if key.startswith("q:")}
    assert max(foot.values()) < proef.TOP - 100
    assert max(float(a["y"]) for _, a, text in svg_elements(state.svg()) if text and "Punt " in text) < foot["q:tegen_nieuw"]


def test_an_own_case_starts_empty_and_only_so_many_structures_get_a_card():
    state = DilemmaBox.at(OWN)
    assert "70% van de afstand" in state.explain(OWN, "damped")
    assert [card.key for card in state.cards(OWN)] == ["dilemma", "heden", "nieuw_eigen", "ertussen", "vragen"]
    assert drawn(state).count("Nog leeg: vul de kaart in.") == 6
    assert not state.tables()
    assert not state.plan_tables()
    assert [card.key for card in state.cards(MANY)][2:-2] == [f"nieuw_s{i}" for i in range(proef.OPTIONS)]


def test_what_is_said_of_strength_times_delay_never_contradicts_the_bounds():
    for strength, delay in itertools.product((s / 20 for s in range(2, 41)), (d / 4 for d in range(17))):
        state = DilemmaBox.at(OWN, strength=strength, delay=delay)
        shown = float(state.note("delay").split(": ")[1].split(" ")[0].replace(",", "."))
        assert state.regime == ("calm" if shown <= 0.37 else "damped" if shown <= 1.57 else "growing"), (strength, delay)


@pytest.mark.parametrize("settings", [{}, {"aim": 80}, {"strength": 2, "delay": 4}])
def test_the_line_in_the_picture_is_the_path_and_stays_inside(settings):
    state = Stand(settings).state("dilemmabox")
    points = [tuple(map(float, p.split())) for p in keyed(state)["swing"][0]["d"][1:].split("L")]
    path = model.path(state.strength, state.delay, [16 * i / 320 for i in range(321)], 0, state.aim / 100)
    assert [x for x, _ in points] == pytest.approx([66 + 520 * i / 320 for i in range(321)], abs=0.06)
    assert [y for _, y in points] == pytest.approx([708 + 128 * (1.3 - min(max(place, -0.3), 1.3)) / 1.6 for place in path], abs=0.06)
