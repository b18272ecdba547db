"""The proef on the mix: numbers by hand, what comes from the case, upkeep and start-up, an empty table."""

import pytest

from regiekit.cases import Case, load_shipped
from regiekit.widgets import policy_mix as widget
from tests.widgets.samples import EVIL, SHIPPED, numbers, outcome, plain, revealed

KEY = "mix"


def rows(*problems):
    return [{"probleem": name, "structuur": s, "cultuur": c, "proces": p} for name, s, c, p in problems]


def put(panel, *problems, **settings):
    panel.put(problems=rows(*problems), **settings)
    return panel.live["_picture"]["words"]


def test_the_question_and_its_answer():
    said = plain(revealed(KEY).live["_compare"])
    # 1 − 0,7³ = 65,7%
    assert "komt uit op 66%" in said
    assert "Met alle tijd in één strategie komt u op 52,5%" in said


def test_by_hand():
    panel = revealed(KEY)
    words = put(panel, ("De sleutel is kwijt", "veel", "veel", "veel"))
    # 3 half-days each: 0,5 · ½ = 0,25 to 0,8 · ½ = 0,4; 1 − 0,75³ = 0,578, 1 − 0,6³ = 0,784; two half-lives later 0,0625 and 0,1
    assert "De sleutel is kwijt: nu is 58 tot 78% weg, na 2 jaar 18 tot 27%." in words
    assert "Bij elk probleem doet deze mix meer" in words
    # all 9 in one: 0,5 · 7/8 and 0,8 · 7/8
    assert numbers(panel)["Gemiddeld weg van de problemen, laagste schatting"] == pytest.approx((0.4375, 1 - 0.75**3))
    assert "44 tot 70% (structuur)" in plain(panel.live["_tables"])
    assert "structuur 3,0, cultuur 3,0, proces 3,0" in plain(panel.live["_tables"])


def test_one_strategy_that_works_much_better_beats_a_mix_when_there_is_little_time():
    panel = revealed(KEY)
    words = put(panel, ("Ruzie", "niet", "weinig", "veel"), budget=3)
    assert "Bij geen enkel probleem" in words
    assert "proces 3,0" in plain(panel.live["_tables"])
    assert "cultuur 0" not in plain(panel.live["_tables"])


def test_weights_are_shares_of_the_time():
    panel = revealed(KEY)
    words = put(panel, ("Ruzie", "deels", "deels", "deels"), structuur=0, cultuur=2, proces=6, budget=8)
    assert words.startswith("De mix per week: 6 dagdelen proces en 2 dagdelen cultuur. Aan onderhoud gaat niets.")
    assert put(panel, ("Ruzie", "deels", "deels", "deels"), structuur=0, cultuur=0, proces=0).startswith("De mix per week: niets.")


def test_upkeep_costs_time_and_stops_the_wear():
    panel = revealed(KEY)
    words = put(panel, ("Ruzie", "veel", "niet", "niet"), structuur=1, cultuur=0, proces=0, budget=8, kept=100)
    # a quarter of 8 goes to upkeep; 6 half-days: ¾ of 0,5 and 0,8
    assert "6 dagdelen structuur. Onderhoud krijgt 2 dagdelen." in words
    assert "nu is 38 tot 60% weg, na 2 jaar 38 tot 60%." in words
    assert "Er slijt niets" in panel.live["_note:kept"]
    panel.put(kept=0)
    assert "nog 25% over" in panel.live["_note:kept"]


def test_who_spreads_too_thin_gets_nothing_going():
    panel = revealed(KEY)
    panel.put(start=3)
    assert set(outcome(panel).mean(outcome(panel).efforts)) == {0}
    assert "Zo zijn 3 strategieën nog niet op gang: structuur, cultuur, proces." in panel.live["_note:start"]
    panel.put(structuur=10, cultuur=1, proces=10)
    assert "Zo is 1 strategie nog niet op gang: cultuur." in panel.live["_note:start"]


@pytest.mark.parametrize("name", SHIPPED)
def test_the_first_proposal_comes_from_the_case(name):
    case = load_shipped(name)
    problems = [row["probleem"] for row in widget.proposed(case)]
    assert len(problems) == 4
    assert any(t.label in problems[0] and not t.claims for t in case.tasks)
    assert any("niets toezeggen" in p for p in problems)


def test_a_case_without_anything_still_has_problems():
    assert len(widget.proposed(Case())) == 2
    assert revealed(KEY, "leeg").live["_picture"]["words"].count("weg, na 2 jaar") == 2


def test_without_problems_it_says_so():
    panel = revealed(KEY)
    panel.put(problems=[])
    assert "Er is nog geen probleem ingevuld." in panel.live["_picture"]["words"]
    assert "Er is nog geen probleem ingevuld." in panel.live["_picture"]["svg"]
    assert panel.live["_tables"] == ""
    assert widget.report(outcome(panel)).endswith("nog niet gekozen.")


def test_what_a_learner_writes_stays_text():
    panel = revealed(KEY)
    put(panel, (EVIL, "veel", "<b>", ""))
    for shown in (panel.live["_picture"]["svg"], panel.live["_tables"]):
        assert "<img" not in shown
        assert "<script" not in shown


def test_the_sentence_for_the_plan_names_what_is_left():
    panel = revealed(KEY)
    put(panel, ("Ruzie", "niet", "weinig", "deels"), ("Wachten", "veel", "veel", "veel"))
    said = widget.report(outcome(panel))
    assert "Het meeste blijft over van dit probleem: Ruzie" in said
    assert "onderhoudt niemand wat er is bereikt" in said
