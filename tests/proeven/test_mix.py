"""The mix: numbers by hand, what comes from the case, upkeep and start-up, an empty table."""

import pytest

from regiekit.cases import Case, load_shipped, shipped
from regiekit.proeven.begin import mix as proef
from regiekit.proeven.begin.mix import PolicyMix
from tests.proeven.stands import Stand, stands
from tests.widgets.samples import EVIL

LOW, HIGH = "Gemiddeld weg van de problemen, laagste", "Gemiddeld weg van de problemen, hoogste"


def rows(*problems):
    return [{"probleem": name, "structuur": s, "cultuur": c, "proces": p} for name, s, c, p in problems]


KEY, RUZIE, EVEN = rows(("De sleutel is kwijt", *["veel"] * 3)), rows(("Ruzie", "niet", "weinig", "veel")), rows(("Ruzie", *["deels"] * 3))
ONE = {"problems": rows(("Ruzie", "veel", "niet", "niet")), "structuur": 1, "cultuur": 0, "proces": 0, "budget": 8}
NONE = dict.fromkeys(("structuur", "cultuur", "proces"), 0)

test_stands = stands(
    "mix",
    # 3 half-days each: 0,5 · ½ = 0,25 to 0,8 · ½ = 0,4; 1 − 0,75³ = 0,578, 1 − 0,6³ = 0,784; all 9 in one: 0,5 · 7/8 and 0,8 · 7/8
    Stand({"problems": KEY}, measures={LOW: (0.4375, 1 - 0.75**3), HIGH: (0.7, 1 - 0.6**3)}, says=("58 tot 78% weg, na 2 jaar 18 tot 27%", "elk")),
    Stand({"problems": RUZIE, "budget": 3}, {"won": 0}, says=("Bij geen enkel probleem",)),
    Stand({"problems": EVEN, "structuur": 0, "cultuur": 2, "proces": 6, "budget": 8}, {"efforts": (0, 2, 6)},
          says=("6 dagdelen proces en 2 dagdelen cultuur", "Aan onderhoud gaat niets")),
    Stand({"problems": EVEN, **NONE}, says=("De mix per week: niets.",)),
    # a quarter of 8 goes to upkeep; 6 half-days: ¾ of 0,5 and 0,8
    Stand({**ONE, "kept": 100}, {"building": 6}, says=("2 dagdelen", "38 tot 60% weg, na 2 jaar 38 tot 60%"), notes={"kept": "slijt niets"}),
    Stand(ONE, notes={"kept": "nog 25% over"}),
    Stand({"start": 3}, measures={LOW: 0.0, HIGH: 0.0}, notes={"start": "3 strategieën nog niet op gang: structuur, cultuur, proces"}),
    Stand({"start": 3, "structuur": 10, "cultuur": 1, "proces": 10}, notes={"start": "1 strategie nog niet op gang: cultuur"}),
    Stand({"problems": []}, {"found": []}, says=("nog geen probleem",)),
)  # fmt: skip


def test_the_question_and_its_answer():
    assert "9 dagdelen" in PolicyMix.question
    assert PolicyMix.answer(Case()) == pytest.approx(100 * (1 - 0.7**3))
    assert "52,5%" in PolicyMix.explain(Case(), 0)


def test_the_table_names_the_best_alone_and_the_best_division():
    (row,) = Stand({"problems": KEY}).state("mix").tables()[0].rows
    assert row[3:] == ("44 tot 70% (elke strategie)", "structuur 3,0, cultuur 3,0, proces 3,0")
    (row,) = Stand({"problems": RUZIE, "budget": 3}).state("mix").tables()[0].rows
    assert row[4] == "proces 3,0"


@pytest.mark.parametrize("name", shipped())
def test_the_first_proposal_comes_from_the_case(name):
    case = load_shipped(name)
    problems = [row["probleem"] for row in proef.proposed(case)]
    assert len(problems) == 4
    assert any(t.label in problems[0] and not t.claims for t in case.tasks)
    assert any("niets toezeggen" in p for p in problems)


def test_a_case_without_anything_still_has_problems():
    state = PolicyMix.at(Case())
    assert len(state.found) == 2
    assert state.words().count("weg, na 2 jaar") == 2


def test_without_problems_it_says_so():
    state = Stand({"problems": []}).state("mix")
    assert "nog geen probleem" in state.svg()
    assert state.tables() == []
    assert "nog niet gekozen" in state.report()


def test_what_a_learner_writes_stays_text():
    state = Stand({"problems": rows((EVIL, "veel", "<b>", ""))}).state("mix")
    for shown in (state.svg(), state.tables()[0].html()):
        assert "<img" not in shown
        assert "<script" not in shown


def test_the_sentence_for_the_plan_names_what_is_left():
    said = Stand({"problems": rows(("Ruzie", "niet", "weinig", "deels"), ("Wachten", *["veel"] * 3))}).state("mix").report()
    assert "van dit probleem: Ruzie" in said
    assert "onderhoudt niemand" in said
