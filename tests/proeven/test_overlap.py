"""Overlap: which claims are left, what falls in the gap, and what waiting for one another costs, over the table of states."""

import math
from itertools import pairwise

import pytest

from regiekit.cases import Case, Claim, Party, Task
from regiekit.plots.style import ACCENTS, COLOURS
from regiekit.proeven.structuur.overlap import Overlap
from tests.proeven.stands import Stand, keyed, stands

DOUBLE, GAP, CLASHES, DIFFERENCE = "Taken met meer", "Taken van niemand", "Conflicten", "Verschil"
KEYS = [f"p{i}" for i in range(6)]


def tasks(*each):
    """A case with a task per list of strengths, the claims of p0, p1, …"""
    held = [tuple(Claim(k, s) for k, s in zip(KEYS, strengths, strict=False)) for strengths in each]
    parties = tuple(Party(k, name=k) for k in KEYS)
    return Case(title="Taken", parties=parties, tasks=tuple(Task(f"t{i}", name=f"T{i}", claims=c) for i, c in enumerate(held)))


def core(claimants):
    """So many core claims on one task, one on another: with soft boundaries each two clash, with sharp ones one owner is left."""
    case, pairs = tasks(["kern"] * claimants, ["kern"]), math.comb(claimants, 2)
    soft = {CLASHES: float(pairs), DOUBLE: int(claimants > 1), GAP: int(claimants == 0), DIFFERENCE: (0.5 * 0.9**3 if pairs else 0.5,) * 2}
    apart = 1 - 0.5 * 0.9**3 if pairs else 0.5
    sharp = {CLASHES: (float(pairs), 0.0), DOUBLE: 0, DIFFERENCE: (0.5 * 0.9**3 if pairs else 0.5, apart)}
    return Stand({"sharpness": 0}, {}, soft, case=case), Stand({"sharpness": 100}, {"parted": pairs}, sharp, case=case)


WEAK = tasks(["rand", "mede", "kern"])  # core counts 1, shared 0.6 × 0.9 in second place, margin 0.3 × 0.81 in third
MARGIN = tasks(["rand"] * 3)
test_stands = stands(
    "overlap",
    *[row for claimants in (0, 1, 2, 3, 6) for row in core(claimants)],
    Stand({"sharpness": 0}, {}, {CLASHES: 0.3 * 0.6 + 0.3 + 0.6}, case=WEAK),
    Stand({"sharpness": 30}, {}, {GAP: 0}, ("nauwelijks te verwachten",), case=MARGIN),
    Stand(
        {"sharpness": 35},
        {},
        {GAP: (0, 1)},
        ("Eén taak is van niemand: ‘T0’.", "verder uit elkaar dan zonder afbakening"),
        case=MARGIN,
    ),
    Stand({"sharpness": 100, "orphans": "sterkste"}, {"left": {"t0": {"p0": 0.3}}}, {GAP: (0, 0), DOUBLE: 0}, case=MARGIN),
    Stand({"sharpness": 100, "orphans": "sterkste"}, {}, {GAP: 1}, case=tasks(["kern"], [])),  # nobody ever wanted it
    Stand({"sharpness": 50}, {"parted": 2}, {CLASHES: (1.08, 0.6)}, case=WEAK),
)


def test_clear_boundaries_take_away_conflict_and_deepen_differences():
    """The idea of the source; it turns round when doing a task together sets people against one another."""
    state = Overlap.at(WEAK, sharpness=50)
    assert state.clashes < state.before.clashes
    assert state.difference > state.before.difference
    hard = state.but(contact=-20)
    assert hard.difference < hard.before.difference
    assert "juist uiteen" in hard.headline()
    assert "dichter bij elkaar" in hard.words()
    even = state.but(contact=-10)  # as fast as apart: sharing a task makes no difference, which is not that nobody drifts
    assert even.difference == pytest.approx(even.before.difference)
    assert "even ver uit elkaar" in even.headline()
    assert "even ver uit elkaar" in even.words()
    assert len({state.headline(), hard.headline(), state.but(sharpness=0).headline(), state.but(sharpness=100).headline()}) == 4


@pytest.mark.parametrize(("sharpness", "left"), [(0, 3), (20, 3), (25, 2), (50, 2), (55, 1), (100, 1)])
def test_the_weakest_claim_goes_first(sharpness, left):
    state = Overlap.at(WEAK, sharpness=sharpness)
    assert (list(state.left["t0"]), state.none) == (KEYS[3 - left : 3], 0)


@pytest.mark.parametrize(
    ("case", "sharpness", "said"),
    [
        (MARGIN, 100, "niemand als eigenaar"),
        (WEAK, 0, "meer dan één eigenaar"),
        (WEAK, 100, "afbakening één eigenaar"),
        (tasks(["kern"], ["kern", "kern"]), 0, "heeft één van de twee taken"),
        (tasks(["kern"], ["kern"]), 0, "heeft geen van de twee"),
        (tasks(["kern"] * 2, ["kern"] * 2, ["rand"], []), 0, "hebben twee van de vier taken"),
        (tasks(["kern"], ["rand"], []), 100, "zijn er twee van niemand"),
    ],
)
def test_the_report(case, sharpness, said):
    assert said in Overlap.at(case, sharpness=sharpness).report()


def test_the_prediction():
    assert (Overlap.answer(MARGIN), Overlap.answer(WEAK)) == (1, 0)
    assert "elke taak een eigenaar" in Overlap.explain(MARGIN, 1)
    assert "is één taak van niemand" in Overlap.explain(tasks(["kern"], []), 1)
    assert "bij elke taak wie erover gaat" in Overlap.ready(tasks([], []))


@pytest.mark.parametrize("sharpness", [0, 40, 100])
def test_a_mark_per_claim_filled_while_it_holds(sharpness):
    state = Overlap.at(tasks(["rand", "mede", "kern"], ["kern", "kern"], []), sharpness=sharpness)
    marks = {k: a for k, (a, _) in keyed(state).items() if k.startswith("c:")}
    assert list(marks) == ["c:t0|p0", "c:t0|p1", "c:t0|p2", "c:t1|p0", "c:t1|p1"]
    filled = {k for k, a in marks.items() if a["fill"] == ACCENTS["structuur"]}
    assert filled == {f"c:{t}|{p}" for t, held in state.left.items() for p in held}
    assert all(a["stroke"] == COLOURS["line"] for k, a in marks.items() if k not in filled)
    margin, shared, core = (float(marks[f"c:t0|p{i}"]["r"]) for i in range(3))
    assert margin < shared < core


@pytest.mark.parametrize("count", [3, 15, 40])
def test_the_rows_do_not_touch(count):
    keys = [f"q{i}" for i in range(count)]
    claimed = Task("t", name="T", claims=tuple(Claim(k) for k in keys))
    state = Overlap.at(Case(parties=tuple(Party(k, name=k) for k in keys), tasks=(claimed,)), sharpness=0)
    rows = [float(keyed(state)[f"c:t|{k}"][0]["cy"]) for k in keys]
    assert min(b - a for a, b in pairwise(rows)) >= 1.15 * 14
    assert rows[-1] < state.picture().height - 78
