"""Big bang or steps: the numbers of the worked example, the bound, and the learner's own plan."""

import pytest

from regiekit.widgets import big_bang as proef
from tests.widgets.samples import numbers, outcome, revealed, svg_elements


def keys(panel):
    return {a["data-key"]: (a, text) for _, a, text in svg_elements(panel.live["_picture"]["svg"]) if "data-key" in a}


def test_the_worked_example_in_words_and_measures():
    panel = revealed("stappen", "jeugdhulp")
    panel.put(steps=3)
    assert numbers(panel)["Totale kosten, in werkweken"] == (320, 180)
    assert "Het goedkoopst is in 3 stappen: 180 werkweken. Een big bang kost 320 werkweken." in panel.live["_picture"]["words"]
    assert "Van 3 tot en met 4 stappen blijft u binnen 10%" in panel.live["_picture"]["words"]
    assert panel.declaration.guess.answer(panel.case) == 3


@pytest.mark.parametrize("setbacks", [0, 50, 60])
def test_up_to_the_bound_a_big_bang_is_cheapest(setbacks):
    panel = revealed("stappen", "regio")
    panel.put(setbacks=setbacks, fixed=20, delay=20)
    assert outcome(panel).best == 1
    assert "In één keer is het goedkoopst" in panel.live["_picture"]["words"]
    assert "tot en met 60 werkweken tegenvallers. U stelde" in panel.declaration.note(outcome(panel), "delay")
    assert ": dat is niet meer." in panel.declaration.note(outcome(panel), "delay")
    panel.put(setbacks=70)
    assert outcome(panel).best == 2
    assert ": dat is meer." in panel.declaration.note(outcome(panel), "delay")


def test_the_best_is_always_among_the_bars():
    panel = revealed("stappen", "warmte")
    for setbacks in (0, 300, 600):
        for fixed in (5, 100):
            for delay in (0, 100):
                panel.put(setbacks=setbacks, fixed=fixed, delay=delay)
                costs = [outcome(panel).cost(n).total for n in range(1, proef.MOST + 1)]
                assert costs[outcome(panel).best - 1] == min(costs)
                assert keys(panel)["best"][1] == "laagst"


def test_the_bars_stack_to_the_total():
    panel = revealed("stappen", "warmte")
    panel.put(steps=5)
    found = keys(panel)
    tall = [float(found[f"b:5|{k}"][0]["height"]) for k in range(3)]
    cost = outcome(panel).cost(5)
    assert [t / sum(tall) for t in tall] == pytest.approx([c / cost.total for c in cost], abs=0.01)
    assert found["t:5"][1] == "200"
    assert float(found["chosen"][0]["x"]) < float(found["b:5|0"][0]["x"])
    totals = [sum(float(found[f"b:{n}|{k}"][0]["height"]) for k in range(3)) for n in range(1, proef.MOST + 1)]
    assert max(totals) < 316


def test_an_own_plan_is_counted_and_judged():
    panel = revealed("stappen", "jeugdhulp")
    assert panel.live["_tables"] == ""
    panel.put(plan="Eén school\n\nDe wijk\nDe stad\n")
    note = panel.declaration.note(outcome(panel), "plan")
    assert note == "U noemt 3 stappen: samen 180 werkweken. Dat past bij deze bedragen."
    assert "De wijk" in panel.live["_tables"]
    panel.put(plan="Alles")
    assert "zijn meer stappen goedkoper" in panel.declaration.note(outcome(panel), "plan")
    panel.put(plan="\n".join("abcdefghij"))
    assert "zijn minder stappen goedkoper" in panel.declaration.note(outcome(panel), "plan")


@pytest.mark.parametrize(("highest", "end"), [(0.5, 2), (5, 6), (375, 400), (1700, 2000), (60, 70), (100, 120)])
def test_the_axis_holds_the_highest_bar(highest, end):
    from regiekit.plots.big_bang import ticks

    top, step = ticks(highest)
    assert top == end
    assert top > highest
    assert top / step <= 7
