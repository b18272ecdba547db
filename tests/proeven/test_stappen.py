"""Big bang of stappen: the numbers of the worked example, the bound, and the learner's own plan."""

import itertools

import pytest

from regiekit.cases import Case, Trait, load_shipped
from regiekit.proeven.structuur.stappen import HIGH, MOST, BigBang, ticks
from tests.proeven.stands import Stand, keyed, stands

PLAN = "Eén school\n\nDe wijk\nDe stad\n"
PARTS = {"Totale": (320, 180), "… vaste": (20, 60), "… tegen": (300, 100), "… later": (0, 20)}


def bound(setbacks, best):
    return Stand({"setbacks": setbacks, "fixed": 20, "delay": 20}, {"best": best})


test_stands = stands(
    "stappen",
    Stand(
        {"steps": 3},
        {"best": BigBang.answer(load_shipped("jeugdhulp")), "nearly": (3, 4)},
        PARTS,
        (
            "In drie stappen kost de verandering 180 werkweken, vooral door tegenvallers",
            "In één keer is dat 320",
            "Drie of vier stappen kosten ongeveer evenveel.",
        ),
    ),
    *(bound(setbacks, 1) for setbacks in (0, 50, 60)),
    bound(70, 2),
    Stand({"plan": PLAN}, {"planned": ("Eén school", "De wijk", "De stad")}, notes={"plan": "drie stappen: samen 180 werkweken. Dat past"}),
    Stand({"plan": "Alles"}, notes={"plan": "één stap: samen 320 werkweken. Bij deze bedragen zijn meer stappen"}),
    Stand({"plan": "\n".join("abcdefghij")}, notes={"plan": "zijn minder stappen goedkoper"}),
)


def test_one_and_two_steps_may_cost_the_same():
    at_once = Stand({"setbacks": 60, "steps": 1}).state("stappen")
    assert at_once.bests == [1, 2]
    assert at_once.headline() == at_once.but(steps=2).headline()
    assert "evenveel" in at_once.headline()
    assert "ongeveer evenveel" not in at_once.words()


@pytest.mark.parametrize(("learned", "best", "least"), [(100, 3, 180), (60, 2, 20 * 2 + 300 * 0.7 + 10), (10, 1, 320), (0, 1, 320)])
def test_steps_pay_only_where_one_learns(learned, best, least):
    state = Stand({"learned": learned, "steps": best}).state("stappen")
    assert (state.best, state.cost(best).total) == (best, pytest.approx(least))
    assert state.best == min(range(1, MOST + 1), key=lambda n: state.cost(n).total)
    assert ("wie niets leert" in state.but(steps=3).headline()) == (learned == 0)


@pytest.mark.parametrize("settings", list(itertools.product((0, 300, 600), (5, 100), (0, 100))))
def test_the_bars_stack_to_the_costs_and_the_best_is_among_them(settings):
    state = Stand({"steps": 5, **dict(zip(("setbacks", "fixed", "delay"), settings, strict=True))}).state("stappen")
    found, costs = keyed(state), [state.cost(n) for n in range(1, MOST + 1)]
    tall = [[float(found[f"b:{n}|{k}"][0]["height"]) for k in range(3)] for n in range(1, MOST + 1)]
    assert costs[state.best - 1].total == min(cost.total for cost in costs)
    assert found["best"][1] == "laagst"
    assert [t / sum(tall[4]) for t in tall[4]] == pytest.approx([c / costs[4].total for c in costs[4]], abs=0.01)
    assert 0 < float(found["b:5|0"][0]["x"]) - float(found["chosen"][0]["x"]) < 10
    assert max(map(sum, tall)) < HIGH


def test_an_own_plan_is_a_table():
    assert not Stand().state("stappen").tables()
    (table,) = Stand({"plan": PLAN}).state("stappen").tables()
    assert table.rows == [("1", "Eén school"), ("2", "De wijk"), ("3", "De stad")]


@pytest.mark.parametrize(("highest", "end"), [(0.5, 2), (5, 6), (375, 400), (1700, 2000), (60, 70), (100, 120)])
def test_the_axis_holds_the_highest_bar(highest, end):
    top, step = ticks(highest)
    assert top == end > highest
    assert top / step <= 7


@pytest.mark.parametrize(("told", "start"), [((), 300), ((Trait("tegenvallers", 64),), 60), ((Trait("tegenvallers", 9000),), 1200)])
def test_the_setbacks_are_those_of_the_case_where_it_tells(told, start):
    case = Case("Eigen", traits=told)
    assert BigBang.at(case).setbacks == start
    assert BigBang.answer(case) == BigBang.at(case).best
    assert ("In deze casus" in BigBang.explain(case, 3)) == bool(told)


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ({"setbacks": 50}, "Eén of twee stappen kosten ongeveer evenveel."),
        ({"setbacks": 1200, "fixed": 5, "delay": 0}, "Bij tien tot en met twaalf stappen verschillen de kosten weinig."),
    ],
)
def test_which_numbers_of_steps_cost_nearly_as_much(settings, says):
    """Never past the end of the slider, however far that would go."""
    assert says in Stand(settings).state("stappen").words()


@pytest.mark.parametrize("learned", [0, 40, 100])
def test_what_steps_save_is_not_said_to_be_learned_in_one_for_the_next(learned):
    """A third of the change has a ninth of the setbacks where all is learned and a third where nothing is: the first step as much as the last."""
    state = Stand({"learned": learned}).state("stappen")
    a_third = state.setbacks * ((1 - learned / 100) / 3 + learned / 100 / 9)
    assert state.cost(3).setbacks == pytest.approx(3 * a_third)
    said = [now.headline() + now.words() + now.note("plan") for n in range(1, MOST + 1) for now in [state.but(steps=n, plan="a\nb")]]
    if learned:
        assert not [one for one in said if any(word in one for word in ("leert onder", "de volgende", "leren"))]
    assert ("kleinere stappen vallen minder tegen, zolang men ervan leert" in said[0]) == (learned > 0)
    assert ("vallen samen minder tegen" in said[0]) == (learned > 0)
