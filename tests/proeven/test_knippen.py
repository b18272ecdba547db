"""Regrouping tasks: the best grouping beside the learner's own, bridges, and cases that are too small or too large."""

from itertools import pairwise

import pytest

from regiekit.cases import Case, Party, Task
from regiekit.models import task_units as model
from regiekit.proeven.structuur.knippen import TaskUnits, needed, ties
from tests.proeven.stands import Stand, keyed, stands
from tests.widgets.samples import SHIPPED, large, svg_elements

CUT, PART, HELD = "Banden tussen", "Deel van alle", "Banden die geregeld"


def cut_up(*parties):
    """A case with a task for each of these, that needs the parties with these letters."""
    keys = sorted({key for some in parties for key in some})
    tasks = tuple(Task(f"t{i}", name=f"Taak {i}", needed=tuple(some)) for i, some in enumerate(parties))
    return Case("Knip", parties=tuple(Party(key, name=key.upper()) for key in keys), tasks=tasks)


RING, TWO, LARGE = cut_up("ab", "bc", "cd", "da"), cut_up("ab", "ab"), Case(**large())


def halves(units, **settings):
    """The four tasks of the ring in these units."""
    return {"units": 2, **{f"taak_t{i}": unit for i, unit in enumerate(units)}, **settings}


test_stands = stands(
    "knippen",
    Stand(halves("AABB"), {"cut": 2}, {CUT: (2, 2), PART: (0.5, 0.5), HELD: (0.5, 0.5)}, case=RING),
    Stand(
        halves("ABAB"),
        measures={CUT: (4, 2)},
        says=(
            "U verdeelt vier taken over twee eenheden.",
            "Dan zijn vier partijen in meer dan één eenheid nodig. Daardoor lopen alle vier de banden tussen taken van de ene eenheid naar de andere.",
        ),
        notes={"t0": "A heeft deze taak geen banden"},
        case=RING,
    ),
    Stand(halves("AAAA"), {"cut": 0}, says=("loopt dan geen enkele band.", "U zet vier taken in één van de twee eenheden."), case=RING),
    Stand(
        halves("AABB", bridges=2),
        {"laid": {"a": 1, "c": 1}},
        {HELD: (1, 1)},
        ("Bij A en C volgt iemand alle taken van de eigen organisatie.",),
        case=RING,
    ),
    Stand(halves("ABAB", shown="beste"), {"cut": 2}, says=("Er is nog een indeling die even goed is.",), case=RING),
    Stand({"units": 3, "largest": 2}, {"room": 4}, notes={"largest": "pas als een eenheid er vier mag hebben"}),
    Stand({"units": 3, "largest": 4, "taak_signaleren": "E"}, notes={"largest": "eigen indeling heeft vier eenheden", "units": ""}),
    Stand({"units": 3, "largest": 4}, notes={"largest": ""}),
    Stand({}, measures={CUT: (2, 2)}, silent=("brug",), case=TWO),
    Stand({}, says=("U verdeelt de tien taken met de meeste banden over",), case=LARGE),
)


@pytest.mark.parametrize("case", SHIPPED)
def test_no_grouping_removes_every_tie_and_the_best_is_no_worse_than_one_s_own(case):
    for units in range(2, 6):
        mine, best = (Stand({"units": units, "shown": shown}, case=case).state("knippen") for shown in ("eigen", "beste"))
        assert best.cut == model.cut(ties(best.case), best.unit) > 0
        assert best.cut <= mine.cut or len(set(mine.unit.values())) != units
        sizes = [list(best.unit.values()).count(u) for u in range(units)]
        assert 0 < min(sizes) <= max(sizes) <= best.room


@pytest.mark.parametrize("case", SHIPPED)
def test_every_next_bridge_adds_no_more(case):
    held = [Stand({"bridges": bridges, "shown": "beste"}, case=case).state("knippen").held for bridges in range(7)]
    gains = [b - a for a, b in pairwise(held)]
    assert all(b <= a + 1e-12 for a, b in pairwise(gains))
    assert held[-1] > 0.85


def test_more_units_leave_more_ties():
    cuts = [Stand({"units": units, "largest": 9, "shown": "beste"}).state("knippen").cut for units in range(2, 6)]
    assert cuts == sorted(set(cuts))


@pytest.mark.parametrize(("bridges", "loose"), [(0, 2), (1, 1), (2, 0)])
def test_a_bridge_changes_the_tie_in_the_picture_and_its_row_in_the_table(bridges, loose):
    state = TaskUnits.at(RING, **halves("AABB", bridges=bridges))
    kinds = [key.rpartition("|")[2] for key in keyed(state) if key.startswith("e:")]
    assert (kinds.count("informatie"), kinds.count("formeel")) == (loose, 4 - loose)
    assert [row[3] for row in state.tables()[0].rows] == ["ja"] * bridges + ["nee"] * (2 - bridges)


def test_of_the_task_on_the_card_only_the_ties_stand_out():
    state = TaskUnits.at(RING, **halves("AABB"))
    card = next(iter(state.unit))
    ties_ = [e for _, e, _ in svg_elements(state.on_card(card).svg("", "")) if e.get("data-key", "").startswith("e:")]
    thick = [e["data-key"] for e in ties_ if float(e["stroke-width"]) > 1]
    assert len(thick) == 2
    assert all(card in key.removeprefix("e:").split("|") for key in thick)


def test_who_leaves_takes_the_most_useful_bridge_along():
    state = Stand({"bridges": 3, "shown": "beste"}).state("knippen")
    one, all_ = state.but(gone=1), state.but(gone=8)
    assert list(one.laid) == list(state.laid)[1:]
    assert one.held == pytest.approx(state.held - max(state.laid.values()) / state.total)
    assert all_.held == state.but(bridges=0).held == 1 - state.cut / state.total
    assert [row[3] for row in one.tables()[0].rows][:4] == ["vertrokken", "ja", "ja", "nee"]
    assert [state.left, one.left, all_.left] == [0, 1, 3]
    assert "zonder brug" in one.headline()
    assert "doorgeknipte banden nog hersteld" in all_.headline()


def test_a_headline_says_whether_fewer_ties_between_units_are_possible():
    crossed, straight = (TaskUnits.at(RING, **halves(units)) for units in ("ABAB", "AABB"))
    assert (crossed.cut, crossed.least, straight.cut, straight.least) == (4, 2, 2, 2)
    assert "dan blijven er meer heel" in crossed.headline()
    assert "Ook de beste" in straight.headline()
    assert "één eenheid" in TaskUnits.at(RING, **halves("AAAA")).headline()


def test_the_prediction_is_the_best_at_the_start():
    state = Stand({"shown": "beste"}, case="warmte").state("knippen")
    assert TaskUnits.answer(state.case) == pytest.approx(100 * state.cut / state.total)
    assert "Met drie bruggen, bij " in TaskUnits.explain(state.case, 50)


def test_of_many_tasks_those_with_most_ties_take_part():
    loads = {t.key: sum(bool(set(t.needed) & set(u.needed)) for u in LARGE.tasks) for t in LARGE.tasks}
    chosen = [loads.pop(key) for key in needed(LARGE)]
    assert len(chosen) == 10
    assert max(loads.values()) <= min(chosen)


def test_two_tasks_that_share_a_party_are_enough_and_less_is_not():
    assert "een paar taken" in TaskUnits.ready(cut_up())
    assert "een paar taken" in TaskUnits.ready(cut_up("ab"))
    assert "geen twee taken een partij" in TaskUnits.ready(cut_up("ab", "cd"))
    assert TaskUnits.ready(TWO) is None
    assert [c.key for c in TaskUnits.controls(TWO)] == ["taak_t0", "taak_t1", "bridges", "gone", "shown"]
    assert "Met zo weinig taken" in TaskUnits.explain(TWO, TaskUnits.answer(TWO))
