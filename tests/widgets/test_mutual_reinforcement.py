"""Why regie: pressure from the case, the tipping point, and what the words say of it."""

import math

import pytest

from regiekit.cases import Party, Task, Tie, workspace
from regiekit.widgets import mutual_reinforcement as proef
from tests.widgets.samples import SHIPPED, numbers, opened, outcome, revealed, svg_elements

DRIVES = ("drive_dependence", "drive_complexity", "drive_dynamics")
PRESSURES = ("pressure_dependence", "pressure_complexity", "pressure_dynamics")
GROWTH = "Groei per jaar (onder 0: komt tot rust)"


def drive(panel, *strengths, **more):
    panel.put(**dict(zip(DRIVES, strengths, strict=True)), **more)
    return panel.live["_picture"]["words"]


def test_pressure_comes_from_the_case():
    parties = (
        Party("stad", sector="bestuur"),
        Party("a", sector="zorg", position="voor"),
        Party("b", sector="school"),
        Party("c", sector="Zorg "),
        Party("d", position="tegen"),
    )
    workspace.start_own(
        "Druk",
        director="stad",
        parties=parties,
        ties=(Tie("stad", "a", "hiërarchie"), Tie("b", "stad", "hiërarchie")),
        tasks=(Task("t", name="T", needed=("stad", "a", "b")), Task("u", name="U", needed=("a", "b", "c", "d"))),
    )
    found = proef.derived(workspace.current())
    assert [value for value, _ in found.values()] == [7.5, 5, 5]
    assert "3 van de 4 partijen" in found["dependence"][1]
    panel = revealed("waarom_regie")
    assert [panel.settings()[k] for k in PRESSURES] == [7.5, 5, 5]
    assert [b for b, _ in proef.derived(workspace.current()).values()] == list(outcome(panel).pressure)


def test_how_far_it_is_from_tipping_is_told_only_after_the_prediction():
    panel = opened("waarom_regie", "jeugdhulp")
    assert not any("slaat het om" in str(value) for value in panel.live.values())
    panel.clicked("_commit")
    assert "Als elk 1,67 keer zo hard gaat aanjagen, slaat het om." in panel.live["_picture"]["words"]


def test_without_parties_the_pressure_is_a_guess():
    workspace.start_own("Leeg")
    panel = revealed("waarom_regie")
    assert [panel.settings()[k] for k in PRESSURES] == [proef.PRESSURE] * 3
    assert all("schat zelf" in panel.controls[k].help for k in PRESSURES)


@pytest.mark.parametrize("g", [0, 0.15, 0.3, 0.45])
def test_equal_coupling_is_the_closed_form(g):
    panel = revealed("waarom_regie", "regio")
    drive(panel, g, g, g, **dict.fromkeys(PRESSURES, 4))
    for name in proef.NAMES:
        assert numbers(panel)[f"{name}: sterkte op den duur"] == pytest.approx((4, 4 / (1 - 2 * g)))


@pytest.mark.parametrize("decay", [0.4, 1, 2])
def test_the_words_tip_where_the_model_does(decay):
    panel = revealed("waarom_regie", "jeugdhulp")
    half = decay / 2
    assert "komt tot rust" in drive(panel, half - 0.05, half - 0.05, half - 0.05, decay=decay)
    assert "precies het omslagpunt" in drive(panel, half, half, half)
    assert "blijft groeien" in drive(panel, half + 0.05, half + 0.05, half + 0.05)
    assert numbers(panel)[GROWTH] == pytest.approx((-decay, 0.1))
    assert all(math.isinf(numbers(panel)[f"{name}: sterkte op den duur"][1]) for name in proef.NAMES)


def test_the_prediction_is_the_tipping_point_at_the_start():
    panel = revealed("waarom_regie", "warmte")
    answer = panel.declaration.guess.answer(panel.case)
    assert answer == panel.settings()["decay"] / 2
    drive(panel, answer, answer, answer)
    assert numbers(panel)[GROWTH][1] == 0


def test_a_ring_tips_later_and_a_cut_ring_never():
    panel = revealed("waarom_regie", "jeugdhulp")
    assert "blijft groeien" in drive(panel, 0.9, 0.9, 0.9)
    assert "komt tot rust" in drive(panel, 0.9, 0.9, 0.9, loop="ring")
    assert "blijft groeien" in drive(panel, 1.5, 1.5, 0.5)
    words = drive(panel, 1.5, 1.5, 0, decay=0.2)
    assert "komt tot rust" in words
    assert "geen gesloten kring" in words
    assert "blijft groeien" in drive(panel, 1.5, 1.5, 0, loop="all")


@pytest.mark.parametrize("case", SHIPPED)
def test_pressure_moves_the_levels_and_not_the_tipping_point(case):
    panel = revealed("waarom_regie", case)
    room, levels = outcome(panel).room, outcome(panel).after
    panel.put(**dict.fromkeys(PRESSURES, 10))
    assert outcome(panel).room == room
    assert sum(outcome(panel).after) > sum(levels)


def test_the_lines_start_without_coupling_and_end_near_where_they_settle():
    panel = revealed("waarom_regie", "warmte")
    drive(panel, 0.2, 0.1, 0.15)
    o = outcome(panel)
    assert o.levels[0] == pytest.approx(o.before)
    assert o.levels[-1] == pytest.approx(o.after, rel=0.02)
    assert len(o.levels) == 81


def test_the_picture_has_an_arrow_per_coupling_and_stays_inside():
    panel = revealed("waarom_regie", "regio")
    for settings, arrows in (
        ({}, 6),
        ({"loop": "ring"}, 3),
        ({"drive_dynamics": 1.5, "drive_complexity": 1.5, "drive_dependence": 1.5}, 3),
    ):
        panel.put(**settings)
        elements = svg_elements(panel.live["_picture"]["svg"])
        found = [a for _, a, _ in elements if a.get("data-key", "").startswith("a:")]
        assert len(found) == arrows
        for _, a, _ in elements:
            if a.get("data-key", "").startswith("p:"):
                points = [tuple(map(float, p.split())) for p in a["d"][1:].split("L")]
                assert all(58 <= x <= 494 and 300 <= y <= 568 for x, y in points)
    widths = {float(a["stroke-width"]) for a in found}
    panel.put(drive_dynamics=0.1)
    thin = [float(a["stroke-width"]) for _, a, _ in svg_elements(panel.live["_picture"]["svg"]) if a.get("data-key") == "a:2|0"]
    assert thin[0] < min(widths)
