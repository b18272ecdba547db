"""The dilemma box: what the case brings, what the learner writes, and the pendulum in words."""

import math

import pytest

from regiekit.cases import StructureOption, load_shipped, workspace
from regiekit.models import dilemma_box as model
from regiekit.plots import dilemma_box as plot
from regiekit.widgets import dilemma_box as proef
from regiekit.widgets.experiment import Proef, experiment
from tests.widgets.samples import SHIPPED, numbers, outcome, revealed, svg_elements


def drawn(panel):
    return [text for _, _, text in svg_elements(panel.live["_picture"]["svg"]) if text]


@pytest.mark.parametrize("case", SHIPPED)
def test_the_box_starts_with_what_the_case_says(case):
    panel = revealed("dilemmabox", case)
    now, *others = load_shipped(case).structures
    assert now.status == "huidig"
    o = outcome(panel)
    assert o.arguments == {"voor_heden": now.pros, "tegen_heden": now.cons, "voor_nieuw": others[0].pros, "tegen_nieuw": others[0].cons}
    for other in others:
        panel.put(optie=other.key)
        assert outcome(panel).new == other.name
        assert outcome(panel).arguments["tegen_nieuw"] == other.cons
        assert other.name.split()[0] in " ".join(drawn(panel))
    assert "Dilemmabox" in drawn(panel)[2]


def test_what_is_written_stands_in_the_box_and_in_the_tables():
    panel = revealed("dilemmabox", "jeugdhulp")
    panel.put(voor_heden="- Eerste punt\n\n • Tweede punt \n", oplossing="Twee vaste\nmensen erbij", prijs="Vier dagen per week.")
    o = outcome(panel)
    assert o.arguments["voor_heden"] == ("Eerste punt", "Tweede punt")
    assert {"Eerste punt", "Tweede punt", "Twee vaste mensen erbij", "Vier dagen per week."} <= set(drawn(panel))
    words = panel.live["_picture"]["words"]
    assert "voor het heden 2 punten" in words
    assert "Oplossing ertussen: Twee vaste mensen erbij. Wat die kost: Vier dagen per week. " in words
    assert "Tweede punt" in panel.live["_tables"]
    assert "Leg dit naast de vier vakken" in panel.declaration.note(o, "ertussen")


def test_long_lists_are_shortened_with_a_count_and_stay_whole_in_the_table():
    panel = revealed("dilemmabox", "jeugdhulp")
    items = [
        f"Punt {i} met een lange toelichting die over meer dan twee regels van het vak zal lopen, zoals dat gaat in het echt"
        for i in range(1, 13)
    ]
    panel.put(tegen_nieuw_gebied="\n".join(items))
    more = [text for text in drawn(panel) if text.startswith("… en nog ")]
    assert len(more) == 1
    left = int(more[0].split()[3])
    assert sum(text.startswith("Punt ") for text in drawn(panel)) == 12 - left
    assert all(item in panel.live["_tables"] for item in items)
    for _, a, _ in svg_elements(panel.live["_picture"]["svg"]):
        if a.get("data-key", "").startswith("q:"):
            assert float(a["y"]) + float(a["height"]) < plot.PLOT[1] - 100


def test_an_own_case_starts_empty_and_is_kept(folder):
    workspace.start_own("Mijn reorganisatie")
    panel = revealed("dilemmabox")
    assert [card.key for card in panel.deck] == ["dilemma", "heden", "nieuw_eigen", "ertussen", "vragen"]
    assert drawn(panel).count("Nog leeg: vul de kaart in.") == 6
    panel.put(
        dilemma="Dichtbij of diep?",
        naam="Eén loket",
        voor_heden="Iedereen kent elkaar",
        tegen_heden="Niemand beslist",
        voor_nieuw_eigen="Eén adres",
        tegen_nieuw_eigen="Een wachtrij",
        oplossing="Een gedeelde telefoon",
        prijs="Een uur per dag",
        kans="Half",
        heen_en_weer="Elk kwartaal kijken",
    )
    assert all(panel._done(card) for card in panel.deck)
    panel.clicked("_keep")
    workspace.choose("regio")
    workspace.choose(next(k for k, t in workspace.listing().items() if t == "Mijn reorganisatie"))
    again = Proef(experiment("dilemmabox"))
    assert again.settings() == panel.settings()
    assert {"Dilemmabox: Dichtbij of diep?", "Eén loket", "Een wachtrij", "Een uur per dag"} <= set(drawn(again))


def test_a_structure_without_a_name_and_more_than_fit():
    options = [StructureOption(f"s{i}", status="nieuw", pros=(f"plus {i}",)) for i in range(9)]
    workspace.start_own("Veel opties", structures=(StructureOption("nu", status="huidig", cons=("min",)), *options))
    panel = revealed("dilemmabox")
    assert [k for k, _ in panel.controls["optie"].options] == [f"s{i}" for i in range(proef.OPTIONS)]
    panel.put(optie="s5")
    assert outcome(panel).arguments["voor_nieuw"] == ("plus 5",)
    assert outcome(panel).new == "s5"


@pytest.mark.parametrize(
    ("strength", "delay", "regime", "said"),
    [
        (0.2, 1.5, "calm", "zonder doorschieten"),
        (0.8, 0, "calm", "merkt meteen"),
        (0.8, 1.5, "damped", "schiet 70% van de afstand door"),
        (0.25, 1.5, "damped", "schiet nauwelijks door"),
        (2, 2, "growing", "steeds verder door"),
    ],
)
def test_the_pendulum_in_words(strength, delay, regime, said):
    panel = revealed("dilemmabox", "warmte")
    panel.put(strength=strength, delay=delay)
    assert outcome(panel).regime == regime
    assert said in panel.live["_picture"]["words"]
    assert proef.VERDICTS[regime] in drawn(panel)
    before, after = numbers(panel)["Hoe ver de eerste slag doorschiet, deel van de afstand"]
    assert before == 0
    assert after == pytest.approx(model.overshoot(strength, delay))


def test_what_is_said_of_strength_times_delay_never_contradicts_the_bounds():
    case = load_shipped("regio")
    for strength, delay in ((s / 20, d / 4) for s in range(2, 41) for d in range(17)):
        o = proef.outcome(case, **proef.EXPERIMENT.settings(case, strength=strength, delay=delay))
        shown = float(proef.note(o, "delay").split(": ")[1].split(" ")[0].replace(",", "."))
        assert o.regime == ("calm" if shown <= 0.37 else "damped" if shown <= 1.57 else "growing"), (strength, delay)


def test_the_prediction_is_what_the_starting_state_shows():
    panel = revealed("dilemmabox", "regio")
    assert panel.declaration.guess.answer(panel.case) == outcome(panel).regime == "damped"
    assert "schiet 70% van de afstand door" in panel.declaration.guess.explain(panel.case, "damped")


def test_the_line_in_the_picture_is_the_path_and_stays_inside():
    panel = revealed("dilemmabox", "regio")
    left, top, width, height = plot.PLOT
    for settings in ({}, {"aim": 80}, {"strength": 2, "delay": 4}):
        panel.put(**settings)
        elements = svg_elements(panel.live["_picture"]["svg"])
        swing = next(a["d"] for _, a, _ in elements if a.get("data-key") == "swing")
        points = [tuple(map(float, p.split())) for p in swing[1:].split("L")]
        assert len(points) == proef.POINTS + 1
        assert all(left <= x <= left + width + 0.1 and top - 0.1 <= y <= top + height + 0.1 for x, y in points)
    panel.put(strength=0.8, delay=1.5, aim=50)
    swing = next(a["d"] for _, a, _ in svg_elements(panel.live["_picture"]["svg"]) if a.get("data-key") == "swing")
    highest = min(float(p.split()[1]) for p in swing[1:].split("L"))
    peak = 0.5 + 0.5 * 0.7
    assert highest == pytest.approx(top + height * (plot.TOP - peak) / (plot.TOP - plot.LOW), abs=0.1)
    assert math.isclose(model.crossing(0.8, 1.5), 1.25)
