"""Tussen wal en schip through the whole stack: blame and the chance that nobody acts, with and without a name."""

import pytest

from regiekit.cases import Party, workspace
from regiekit.widgets import many_hands as proef
from tests.widgets.samples import SHIPPED, numbers, opened, outcome, picture, revealed, svg_elements, take

MISSED, MOST, CARRY = (
    "Niemand zet de stap, van de 100 keer",
    "Grootste deel van de schuld bij één partij",
    "Partijen die een deel van de schuld dragen",
)


@pytest.mark.parametrize("hands", range(1, 9))
def test_nobody_named(hands):
    panel = revealed("vele_handen", "jeugdhulp")
    panel.put(hands=hands)
    chance = 0 if hands == 1 else 0.3 ** (hands / (hands - 1))
    assert numbers(panel)[MISSED] == pytest.approx((chance, chance))
    assert numbers(panel)[MOST] == pytest.approx((1 / hands, 1 / hands))
    assert numbers(panel)[CARRY] == (hands, hands)
    words = panel.live["_picture"]["words"]
    assert (f"{100 * chance:.0f} van de 100 keer zet niemand de stap" in words) == (hands > 1)
    assert ("geen ander om op te wachten" in words) == (hands == 1)


def test_one_is_named():
    panel = revealed("vele_handen", "jeugdhulp")
    panel.put(named="politie")
    o = outcome(panel)
    assert o.named == ("politie",)
    assert (o.blame["politie"], sum(o.blame.values())) == pytest.approx((1, 1))
    assert numbers(panel) == {MISSED: pytest.approx((0.3 ** (4 / 3), 0.1)), MOST: (0.25, 1.0), CARRY: (4, 1)}
    words = panel.live["_picture"]["words"]
    assert "Politie, basisteam Waardstad is aangewezen. Alleen als die er niet is, zet niemand de stap: 10 van de 100 keer." in words
    assert "De anderen rekenen daarop en dragen 0%." in words
    assert "slechter" not in words
    panel.put(stand_in="ja")
    assert outcome(panel).named == ("politie", "ggz")
    assert numbers(panel)[MISSED][1] == pytest.approx(0.01)
    assert outcome(panel).blame["ggz"] == pytest.approx(0.5)


def test_who_is_named_is_among_the_hands():
    panel = revealed("vele_handen", "jeugdhulp")
    panel.put(hands=2, named="ouders")
    assert outcome(panel).hands == ("ggz", "ouders")
    panel.put(hands=1, stand_in="ja")
    assert outcome(panel).hands == outcome(panel).named == ("ouders",)
    assert "tweede hand" in panel.live["_note:stand_in"]


def test_naming_can_make_it_worse():
    panel = revealed("vele_handen", "jeugdhulp")
    panel.put(named="politie", cost=5)
    assert numbers(panel)[MISSED][1] > numbers(panel)[MISSED][0]
    assert "Aanwijzen maakt het hier dus slechter: men deed het toch al, en nu hangt het van één af." in panel.live["_picture"]["words"]
    panel.put(hands=2, stand_in="ja")
    assert "en nu hangt het van twee af." in panel.live["_picture"]["words"]


def test_the_stand_in_waits_for_a_name():
    panel = revealed("vele_handen")
    assert "als u iemand aanwijst" in panel.live["_note:stand_in"]
    panel.put(stand_in="ja")
    assert outcome(panel).named == ()
    panel.put(named="gemeente")
    assert "_note:stand_in" not in panel.live


def test_the_step_decides_who_comes_first():
    panel = revealed("vele_handen", "jeugdhulp")
    assert panel.values["task"] == "crisis"
    panel.put(task="signaleren", hands=8)
    assert outcome(panel).hands == ("ggd", "school", "jongerenwerk", "huisarts", "politie", "gemeente", "regio", "swv")
    assert panel.live["_picture"]["words"].startswith("De stap: ‘Vroeg zien dat het niet goed gaat’. GGD, De Waardborg,")


def test_the_prediction():
    panel = opened("vele_handen")
    assert proef.EXPERIMENT.guess.answer(panel.case) == pytest.approx(100 * 0.3**1.2)
    panel.put(_guess=24)
    panel.clicked("_commit")
    said = panel.live["_compare"]
    assert "U voorspelde 24 van de 100 keer en dat is ook wat het denkmodel vindt." in said
    assert "Met één partij is het 0 keer, met twee 9 keer." in said
    assert "nog maar 17% van de schuld" in said


@pytest.mark.parametrize("case", SHIPPED)
def test_the_picture_tells_the_same(case):
    take(case)
    panel = revealed("vele_handen")
    for settings in ({}, {"hands": 1}, {"hands": 8}, {"named": "gemeente" if case != "regio" else "grootveer"}, {"stand_in": "ja"}):
        panel.put(**settings)
        o = outcome(panel)
        found = {a["data-key"]: (a, t) for _, a, t in svg_elements(picture(panel)) if "data-key" in a}
        assert [k[2:] for k in found if k.startswith("n:")] == list(o.hands)
        for i, key in enumerate(o.hands):
            assert float(found[f"s{i}"][0]["height"]) == pytest.approx(104 * o.blame[key], abs=0.06)
            assert found[f"p{i}"][1] == f"{proef.plot.percent(o.blame[key])}%"
        columns = [k for k in found if k.startswith("c") and k[1:].isdigit()]
        assert len(columns) == 8 + bool(o.named)
        filled = [k for k in columns if found[k][0]["fill"] == "#75489b"]
        assert filled == ["c8" if o.named else f"c{len(o.hands) - 1}"]


@pytest.mark.parametrize(("share", "shown"), [(1, "100"), (0.5, "50"), (1 / 3, "33"), (0.125, "12,5"), (0, "0"), (1 / 7, "14")])
def test_percent(share, shown):
    assert proef.plot.percent(share) == shown


def test_without_tasks_and_with_few_parties():
    workspace.start_own("Twee", parties=(Party("a", name="Aa"), Party("b", name="Bee")), director="a")
    panel = revealed("vele_handen")
    panel.put(hands=2)
    assert panel.live["_picture"]["words"].startswith("Een stap die van niemand is. Aa en Bee kunnen hem zetten; één is genoeg.")
    panel.put(named="b", stand_in="ja")
    assert outcome(panel).named == ("b", "a")
    assert "rekent daarop" not in panel.live["_picture"]["words"]
    workspace.start_own("Een", parties=(Party("a", name="Aa"),), director="a")
    assert "minstens twee partijen" in opened("vele_handen").missing
