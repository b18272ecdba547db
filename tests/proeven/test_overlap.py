"""Overlap: which claims are left, what falls in the gap, and what waiting for one another costs, over the table of states."""

import math
from itertools import pairwise

import pytest

from regiekit.cases import Case, Claim, Party, Task
from regiekit.models.overlap import nobody_acts
from regiekit.plots.style import ACCENTS, COLOURS
from regiekit.proeven.structuur.overlap import Overlap
from tests.proeven.stands import Stand, keyed, stands

DOUBLE, GAP, UNDONE, PAIRS = "Taken met meer", "Taken van niemand", "Taken die", "Paren"
KEYS = [f"p{i}" for i in range(6)]


def tasks(*each):
    """A case with a task per list of strengths, the claims of p0, p1, …"""
    held = [tuple(Claim(k, s) for k, s in zip(KEYS, strengths, strict=False)) for strengths in each]
    parties = tuple(Party(k, name=k) for k in KEYS)
    return Case(title="Taken", parties=parties, tasks=tuple(Task(f"t{i}", name=f"T{i}", claims=c) for i, c in enumerate(held)))


def dilemma(claimants, cost):
    """So many core claims on one task, one on another: with soft boundaries all wait, with sharp ones one is left."""
    case = tasks(["kern"] * claimants, ["kern"])
    alone = 1 - claimants if claimants < 2 else (cost / 100) ** (claimants / (claimants - 1))
    assert alone == pytest.approx(nobody_acts(claimants, cost / 100))
    soft = {UNDONE: alone, DOUBLE: int(claimants > 1), GAP: int(claimants == 0), PAIRS: math.comb(claimants, 2)}
    sharp = {UNDONE: (alone, float(claimants == 0)), DOUBLE: 0, PAIRS: (math.comb(claimants, 2), 0)}
    return Stand({"sharpness": 0, "cost": cost}, {}, soft, case=case), Stand({"sharpness": 100, "cost": cost}, {}, sharp, case=case)


WEAK = tasks(["rand", "mede", "kern"])  # core counts 1, shared 0.6 × 0.9 in second place, margin 0.3 × 0.81 in third
MARGIN = tasks(["rand"] * 3)
test_stands = stands(
    "overlap",
    *[row for claimants in (0, 1, 2, 3, 6) for cost in (5, 30, 95) for row in dilemma(claimants, cost)],
    Stand({"sharpness": 0}, {}, {PAIRS: 3}, silent=("Eerst",), case=MARGIN),
    Stand({"sharpness": 30}, {}, {GAP: 0}, ("Elke taak heeft een eigenaar",), case=MARGIN),
    Stand({"sharpness": 35}, {}, {GAP: (0, 1)}, ("gaat niemand: T0.", "Eerst kwamen 3 paren", "nu geen enkel"), case=MARGIN),
    Stand({"sharpness": 50}, {}, {PAIRS: (3, 1)}, ("nu nog 1.",), case=WEAK),
)


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
        (tasks(["kern"], ["kern", "kern"]), 0, "heeft er bij deze afbakening 1 meer"),
        (tasks(["kern"], ["kern"]), 0, "heeft er bij deze afbakening geen enkele meer"),
        (tasks(["kern"] * 2, ["kern"] * 2, ["rand"], []), 0, "hebben er bij deze afbakening 2 meer"),
        (tasks(["kern"], ["rand"], []), 100, "Over 2 taken gaat niemand: T1; T2."),
    ],
)
def test_the_report(case, sharpness, said):
    assert said in Overlap.at(case, sharpness=sharpness).report()


def test_the_prediction():
    assert (Overlap.answer(MARGIN), Overlap.answer(WEAK)) == (1, 0)
    assert "elke taak een eigenaar" in Overlap.explain(MARGIN, 1)
    assert "is 1 taak van niemand" in Overlap.explain(tasks(["kern"], []), 1)
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
