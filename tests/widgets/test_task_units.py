"""Regrouping tasks: the best grouping beside the learner's own, bridges, and cases that are too small or too large."""

from itertools import pairwise

import pytest

from regiekit.cases import Party, Task, workspace
from regiekit.models import task_units as model
from regiekit.widgets import task_units as proef
from tests.widgets.samples import SHIPPED, numbers, outcome, revealed, svg_elements

CUT = "Banden tussen eenheden"
HELD = "Geregeld: binnen een eenheid of met een brug"


def own(*needed):
    parties = sorted({p for n in needed for p in n})
    workspace.start_own(
        "Knip",
        parties=tuple(Party(p, name=p.upper()) for p in parties),
        tasks=tuple(Task(f"t{i}", name=f"Taak {i}", needed=tuple(n)) for i, n in enumerate(needed)),
    )


def lines(panel, tone):
    return [
        a
        for _, a, _ in svg_elements(panel.live["_picture"]["svg"])
        if a.get("data-key", "").startswith("e:") and f"|{tone}" in a["data-key"]
    ]


@pytest.mark.parametrize("case", SHIPPED)
def test_no_grouping_removes_every_tie_and_the_best_is_no_worse_than_one_s_own(case):
    panel = revealed("knippen", case)
    for units in range(2, 6):
        panel.put(units=units)
        o = outcome(panel)
        mine, best = numbers(panel)[CUT]
        assert best > 0
        assert best == model.cut(o.found.ties, o.best)
        if len(set(o.own.values())) == units:
            assert best <= mine
        sizes = [list(o.best.values()).count(u) for u in range(units)]
        assert min(sizes) > 0
        assert max(sizes) <= o.largest


def test_more_units_leave_more_ties():
    panel = revealed("knippen", "jeugdhulp")
    panel.put(largest=9)
    cuts = []
    for units in range(2, 6):
        panel.put(units=units)
        cuts.append(numbers(panel)[CUT][1])
    assert cuts == sorted(cuts)


def test_moving_a_task_is_seen_at_once():
    own("ab", "bc", "cd", "da")  # a ring of four tasks: in two halves two ties between them, alternating all four
    panel = revealed("knippen")
    panel.put(units=2, **{"taak_t0": "A", "taak_t1": "A", "taak_t2": "B", "taak_t3": "B"})
    assert numbers(panel)[CUT] == (2, 2)
    assert numbers(panel)[HELD] == (0.5, 0.5)
    assert len(lines(panel, "informatie")) == len(lines(panel, "formeel")) == 2
    panel.put(taak_t1="B", taak_t2="A")
    assert numbers(panel)[CUT] == (4, 2)
    assert "100% van alle banden" in panel.live["_picture"]["words"]
    assert panel.declaration.note(outcome(panel), "t0") == "In eenheid A heeft deze taak geen banden binnen de eenheid en 2 erbuiten."
    panel.put(taak_t1="A", taak_t2="A", taak_t3="A")
    assert "dan is er niets geknipt" in panel.live["_picture"]["words"]


def test_bridges_cover_what_is_left():
    own("ab", "bc", "cd", "da")
    panel = revealed("knippen")
    panel.put(units=2, bridges=2, **{"taak_t0": "A", "taak_t1": "A", "taak_t2": "B", "taak_t3": "B"})
    assert numbers(panel)[HELD] == (1, 1)
    assert lines(panel, "informatie") == []
    assert "2 bruggen, bij A (1), C (1), dekken er 2 van af. Zo is 100% van de banden geregeld." in panel.live["_picture"]["words"]
    assert panel.live["_tables"].count("<td>ja</td>") == 2
    panel.put(bridges=1)
    assert len(lines(panel, "informatie")) == 1


@pytest.mark.parametrize("case", SHIPPED)
def test_every_next_bridge_adds_no_more(case):
    panel = revealed("knippen", case)
    held = []
    for bridges in range(7):
        panel.put(bridges=bridges)
        held.append(numbers(panel)[HELD][1])
    gains = [b - a for a, b in pairwise(held)]
    assert all(b <= a + 1e-12 for a, b in pairwise(gains))
    assert held[-1] > 0.85


def test_the_prediction_is_the_best_at_the_start():
    panel = revealed("knippen", "warmte")
    best, total = numbers(panel)[CUT][1], outcome(panel).found.total
    assert panel.declaration.guess.answer(panel.case) == pytest.approx(100 * best / total)
    words = panel.live["_picture"]["words"]
    assert "beste" not in words
    panel.put(shown="beste")
    assert f"lopen {best} banden" in panel.live["_picture"]["words"]


def test_a_unit_too_small_for_the_tasks_is_said():
    panel = revealed("knippen", "jeugdhulp")
    panel.put(units=3, largest=2)
    assert outcome(panel).largest == 4
    assert "pas als een eenheid er 4 mag hebben" in panel.declaration.note(outcome(panel), "largest")
    panel.put(largest=4, taak_signaleren="E")
    assert "uw eigen indeling heeft 4 eenheden" in panel.declaration.note(outcome(panel), "largest")


def test_with_more_than_ten_tasks_the_ten_with_most_ties_take_part():
    panel = revealed("knippen", "veertig")
    assert len(outcome(panel).found.needed) == 10
    assert "Van de 12 taken doen de 10 met de meeste banden mee." in panel.live["_picture"]["words"]
    loads = {t.key: sum(bool(set(t.needed) & set(u.needed)) for u in panel.case.tasks) for t in panel.case.tasks}
    left = set(loads) - set(outcome(panel).found.needed)
    assert max(loads[k] for k in left) <= min(loads[k] for k in outcome(panel).found.needed)


@pytest.mark.parametrize(
    ("needed", "said"), [((), "een paar taken"), (("ab",), "een paar taken"), (("ab", "cd"), "geen twee taken een partij")]
)
def test_what_a_case_lacks(needed, said):
    own(*needed)
    assert said in proef.EXPERIMENT.ready(workspace.current())


def test_two_tasks_are_enough():
    own("ab", "ab")
    panel = revealed("knippen")
    assert {"units", "largest"}.isdisjoint(panel.controls)
    assert "Met zo weinig taken" in panel.live["_compare"]
    assert numbers(panel)[CUT] == (2, 2)
    assert "1 brug" not in panel.live["_picture"]["words"]
