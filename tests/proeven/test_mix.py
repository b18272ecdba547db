"""The mix: numbers by hand, what comes from the case, upkeep and start-up, an empty table."""

import itertools
import math

import attrs
import pytest

from regiekit.cases import Case, Claim, Party, Representative, Task, Tie, load_shipped, shipped
from regiekit.proeven.begin import mix as proef
from regiekit.proeven.begin.mix import PolicyMix
from tests.proeven.stands import Stand, stands
from tests.widgets.samples import EVIL

LOW, HIGH = "Gemiddeld opgelost van de problemen, laagste", "Gemiddeld opgelost van de problemen, hoogste"


def rows(*problems):
    return [{"probleem": name, "structuur": s, "cultuur": c, "proces": p} for name, s, c, p in problems]


KEY, RUZIE, EVEN = rows(("De sleutel is kwijt", *["veel"] * 3)), rows(("Ruzie", "niet", "weinig", "veel")), rows(("Ruzie", *["deels"] * 3))
SLOT = rows(("Slot", "veel", "niet", "niet"))
FULL = {"hold_structuur": 100, "hold_cultuur": 100, "hold_proces": 100, "new": 0}  # hold of everybody, nothing anew
ONE = {**FULL, "problems": rows(("Ruzie", "veel", "niet", "niet")), "structuur": 1, "cultuur": 0, "proces": 0, "budget": 8}
NONE = dict.fromkeys(("structuur", "cultuur", "proces"), 0)

test_stands = stands(
    "mix",
    # 3 half-days each: 0,5 · ½ = 0,25 to 0,8 · ½ = 0,4; 1 − 0,75³ = 0,578, 1 − 0,6³ = 0,784; all 9 in one: 0,5 · 7/8 and 0,8 · 7/8
    Stand({**FULL, "problems": KEY}, {"won": 0, "even": True}, {LOW: (0.4375, 1 - 0.75**3), HIGH: (0.7, 1 - 0.6**3)}, says=("verdwijnt naar schatting 58 tot 78 procent van het probleem.", "na twee jaar is nog 18 tot 27 procent opgelost")),
    Stand({"problems": RUZIE, "budget": 3}, {"won": 0}, silent=("dan elke strategie alleen",)),
    Stand({"problems": EVEN, "structuur": 0, "cultuur": 2, "proces": 6, "budget": 8}, {"efforts": (0, 2, 6)},
          says=("Proces krijgt 6 dagdelen per week en cultuur 2.", "Zonder tijd voor onderhoud")),
    Stand({"problems": EVEN, **NONE}, says=("Geen enkele strategie krijgt tijd.",)),
    # a quarter of 8 goes to upkeep; 6 half-days: ¾ of 0,5 and 0,8
    Stand({**ONE, "kept": 100}, {"building": 6}, says=("6 dagdelen", "verdwijnt naar schatting 38 tot 60 procent", "Onderhoud krijgt een kwart van de tijd. ", "Dat blijft zo. Zonder onderhoud zou na twee jaar nog 11 tot 17 procent opgelost zijn"), notes={"kept": "slijt niets"}),
    Stand(ONE, notes={"kept": "nog 25 procent over"}),
    Stand({"start": 3}, measures={LOW: 0.0, HIGH: 0.0}, notes={"start": "komen structuur, cultuur en proces niet op gang"}),
    Stand({"start": 3, "structuur": 10, "cultuur": 1, "proces": 10}, notes={"start": "komt cultuur niet op gang"}),
    Stand({"problems": []}, {"found": []}, says=("nog geen probleem",)),
)  # fmt: skip


def tied(kind, count, bound=0):
    """A director, ten others, a tie of this kind to some of them; some can commit their organisation."""
    seat = {True: Representative("directeur", commitment=True), False: Representative("directeur", commitment=False)}
    others = tuple(Party(f"p{i}", name=f"P{i}", position="voor", representative=seat[i < bound]) for i in range(10))
    ties = tuple(Tie("a", f"p{i}", kind) for i in range(count))
    tasks = (Task("t", name="Opvang"), Task("u", name="Zorg", claims=(Claim("p0", "kern"),)))
    return Case("Klein", parties=(Party("a", name="A", position="voor"), *others), director="a", ties=ties, tasks=tasks)


@pytest.mark.parametrize(("case", "held"), [
    (tied("formeel", 9), (0, 0, 0)), (tied("hiërarchie", 5), (0.5, 0, 0)), (tied("geld", 2), (0.2, 0, 0)), (tied("informeel", 5), (0, 0.5, 0)),
    (tied("formeel", 0, bound=6), (0, 0, 0.6)),
])  # fmt: skip
def test_what_a_strategy_has_hold_of_follows_from_the_case(case, held):
    """The estimates of the makers are the same in each; the hold moves what is taken away, without a step."""
    assert tuple(proef.hold(case).values()) == held
    row = proef.proposed(case)[0]
    assert row == {"probleem": "De taak Opvang is van niemand", "structuur": "veel", "cultuur": "deels", "proces": "weinig"}
    (structure, culture, process), (s, c, p) = PolicyMix.at(case, problems=[row], new=20).found[0].reaches, held
    assert structure == pytest.approx((0.5 * 0.8 * (0.5 + s / 2), 0.8 * 0.8 * (0.5 + s / 2)))
    assert culture == pytest.approx((0.3 * (0.5 + c / 2), 0.6 * (0.5 + c / 2)))
    assert process == pytest.approx((0.1 * (0.5 + p / 2), 0.3 * (0.5 + p / 2)))


def test_a_task_is_nobodys_only_where_the_case_says_whose_tasks_are():
    case = tied("formeel", 9)
    half = case.with_changes(tasks=tuple(attrs.evolve(task, claims=()) for task in case.tasks))
    assert proef.proposed(case)[0]["probleem"] == "De taak Opvang is van niemand"
    assert not any("van niemand" in row["probleem"] for row in proef.proposed(half))


def test_the_run_up_is_blamed_only_where_there_is_one():
    """Nearly all time goes where nothing is to be had: what is left rounds to nothing, without a run-up."""
    row = {"probleem": "Ruzie", "structuur": "niet", "cultuur": "niet", "proces": "weinig"}
    left = {"problems": [row], "budget": 1, "structuur": 10, "cultuur": 0, "proces": 1, "hold_proces": 0}
    state = PolicyMix.at(load_shipped("jeugdhulp"), **left, start=0)
    assert state.unmoved
    assert any(state.mean())
    assert "in deze tijd" in state.headline()
    assert "aanloop" not in state.headline()


def test_money_that_must_be_paid_gives_no_hold():
    case = tied("geld", 4)
    ties = tuple(attrs.evolve(t, free=free) for t, free in zip(case.ties, (True, False, None, False), strict=True))
    assert proef.hold(case.with_changes(ties=ties))["structuur"] == 0.2


def test_the_answer_depends_on_the_case_and_goes_without_a_leap():
    answers = [PolicyMix.answer(tied("hiërarchie", many)) for many in range(11)]
    assert answers == sorted(answers)
    assert answers[-1] > answers[0]
    assert max(b - a for a, b in itertools.pairwise(answers)) <= 1
    assert "negen van de tien andere partijen" in PolicyMix.explain(tied("hiërarchie", 9), 5)
    assert "geen enkele andere partij" in PolicyMix.explain(tied("informeel", 9), 5)
    assert f"{proef.WEEK} dagdelen" in PolicyMix.question


@pytest.mark.parametrize("name", shipped())
def test_one_party_more_or_less_does_not_turn_the_answer(name):
    """Counted again by taking away each tie of the director and each promise at the table in turn; the screen says how far the answer moves."""
    case = load_shipped(name)
    answer = PolicyMix.answer(case)
    less = [
        case.with_changes(ties=tuple(t for t in case.ties if t is not gone))
        for gone in case.ties
        if case.director in (gone.source, gone.target)
    ]
    assert {abs(PolicyMix.answer(one) - answer) for one in less} <= {0, 1}
    assert "één vakje van de tabel anders" in PolicyMix.explain(case, answer)
    assert "nieuwe problemen" in PolicyMix.explain(case, answer)


@pytest.mark.parametrize("name", shipped())
def test_the_answer_is_the_best_of_all_divisions(name):
    """Counted again from the measures of the states themselves."""
    case = load_shipped(name)
    week = range(proef.WEEK + 1)

    def done(division):
        return sum(PolicyMix.at(case, **dict(zip(proef.STRATEGIES, division, strict=True))).mean())

    best = max(done((a, b, proef.WEEK - a - b)) for a in week for b in week if a + b <= proef.WEEK)
    assert done(proef.most_done(case)) == pytest.approx(best)


@pytest.mark.parametrize(("settings", "point"), [
    ({"problems": KEY, "budget": 20}, "van het probleem meer weg"), ({"problems": []}, "Nog niet te zeggen"), ({"problems": KEY, **NONE}, "geen enkele strategie"),
    ({"problems": KEY, "start": 4}, "op gang komen kost"), ({"problems": RUZIE, "budget": 3}, "minder op dan alle tijd in proces, want proces werkt"),
    (ONE, "laat liggen"), ({"problems": RUZIE, "cultuur": 0, "proces": 0}, "werkt bij dit soort problemen niet"), ({"problems": KEY, "kept": 100}, "onderhouden"),
    ({"problems": RUZIE + SLOT, "cultuur": 0}, "niet bij elk probleem"), ({"problems": KEY + EVEN + RUZIE, "budget": 20}, "meer op dan alle tijd in"), ({"problems": KEY}, "staat niet vast"), ({"problems": KEY, "start": 3.5, "proces": 10}, "niet op gang"),
])  # fmt: skip
def test_each_point_has_a_headline_of_its_own(settings, point):
    assert point in Stand(settings).state("mix").headline()


@pytest.mark.parametrize(
    "settings", [{"problems": RUZIE + SLOT, "cultuur": 0}, {"problems": KEY + EVEN + RUZIE, "budget": 20}, {"problems": RUZIE, "budget": 3}]
)
def test_the_headline_and_the_sentence_below_agree(settings):
    """Where no problem shrinks further than by the strategy best there, "together more" is said with why."""
    state = Stand(settings).state("mix")
    assert ("niet bij elk probleem" in state.headline()) == (state.together and not state.won)


def test_the_table_names_the_best_alone_and_the_best_division():
    (row,) = Stand({**FULL, "problems": KEY}).state("mix").tables()[0].rows
    assert row[3:] == ("44 tot 70 procent (elke strategie)", "structuur 3,0, cultuur 3,0, proces 3,0")
    (row,) = Stand({"problems": RUZIE, "budget": 3}).state("mix").tables()[0].rows
    assert row[4] == "proces 3,0"


@pytest.mark.parametrize("name", shipped())
def test_the_first_proposal_comes_from_the_case(name):
    case = load_shipped(name)
    problems = [row["probleem"] for row in proef.proposed(case)]
    assert len(problems) == 4
    assert ("van niemand" in problems[0]) == any(not t.claims for t in case.tasks)
    assert any("niets toezeggen" in p for p in problems)


def test_a_case_without_anything_still_has_problems():
    state = PolicyMix.at(Case())
    assert len(state.found) == 2
    assert "procent van een probleem, gemiddeld over de twee" in state.words()


def test_what_was_estimated_stands_in_a_table():
    rows_ = PolicyMix.at(load_shipped("regio")).tables()[1].rows
    assert rows_[0] == ("Merenburg en Wilgenrade zien niets in deze regie", "niet", "weinig (10–30%)", "veel (50–80%)")
    assert rows_[-2:] == [("Greep op de andere partijen", "0%", "89%", "89%"), ("Komt terug als nieuw probleem", "30%", "–", "–")]


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
    assert "blijft over van ‘Ruzie’" in said
    assert "niemand onderhoudt" in said


@pytest.mark.parametrize(
    ("second", "said"),
    [
        (("Wachten", "deels", "deels", "weinig"), "van twee problemen."),  # low and high estimate disagree on what is left most of
        (("Wachten", "deels", "niet", "deels"), "van twee problemen."),  # the same
        (("Wachten", "niet", "niet", "weinig"), "van ‘Wachten’."),
        (("Wachten", "veel", "veel", "veel"), "van ‘Ruzie’."),
    ],
)
def test_of_which_problem_most_is_left_is_said_only_outside_the_estimates(second, said):
    """The two of the example plan: 15–30 and 14–32 per cent solved."""
    case, weights = load_shipped("jeugdhulp"), {"structuur": 0, "cultuur": 3, "proces": 6, "kept": 50}
    problems = rows(("Ruzie", "deels", "niet", "deels"), second, ("Geld", "weinig", "veel", "veel"))
    report = PolicyMix.at(case, **weights, problems=problems).report()
    assert f"Het meeste blijft over {said}" in report
    assert "Van elk probleem blijft ongeveer evenveel over." in PolicyMix.at(case, **weights, problems=rows(*[second, second])).report()


def test_a_difference_within_the_estimates_is_called_none():
    """De Beemdhoek: the mix does 0.2 of a point more in the middle, and less at the high estimate."""
    state = PolicyMix.at(load_shipped("warmte"))
    (low, high), (low1, high1) = state.mean(), state.mean(state.alone(state.single[0]))
    assert low > low1
    assert high < high1
    assert "staat niet vast" in state.headline()
    assert not state.together


@pytest.mark.parametrize("name", shipped())
def test_which_does_more_is_said_only_where_every_estimate_agrees(name):
    """Counted again from the rows: each strategy low or high, apart from the others; the mix has 3 half-days in each, the process 9."""
    case = load_shipped(name)
    state, held = PolicyMix.at(case), proef.hold(case)

    def reach(row, strategy, end):
        least = proef.REACH[row[strategy]][1 + end] * (0.5 + round(held[strategy], 2) / 2)
        return least * 0.7 if strategy == "structuur" else least

    def gone(ends, days):
        left = [math.prod(1 - reach(row, s, ends[s]) * (1 - 2 ** (-days[s] / 3)) for s in proef.STRATEGIES) for row in proef.proposed(case)]
        return 1 - sum(left) / 4

    every = [dict(zip(proef.STRATEGIES, ends, strict=True)) for ends in itertools.product((0, 1), repeat=3)]
    apart = [gone(e, dict.fromkeys(e, 3)) - gone(e, dict.fromkeys(e, 0) | {"proces": 9}) for e in every]
    assert sum(one > 0 for one in apart) == {"jeugdhulp": 5, "regio": 3, "warmte": 4}[name]
    mix, alone = state.corners(state.found), state.corners(state.found, state.alone(2))
    assert [a - b for a, b in zip(mix, alone, strict=True)] == pytest.approx(apart)
    assert (state.single[0], state.even, state.together) == (2, True, False)
    assert "staat niet vast" in state.headline()
    assert "dan elke strategie alleen" not in state.words()


@pytest.mark.parametrize(("settings", "won"), [({"budget": 9}, 0), ({"budget": 20}, 1)])
def test_a_problem_is_won_only_where_the_mix_wins_whichever_strategy_works_best(settings, won):
    """9 half-days: 1 − 0,75²·0,6 = 0,66 where one of three works best, and 0,8·7/8 = 0,70 by that one alone."""
    state = PolicyMix.at(load_shipped("jeugdhulp"), **{**FULL, "problems": KEY, **settings})
    high, low = (end * (1 - 2 ** (-settings["budget"] / 9)) for end in (0.8, 0.5))
    assert (1 - (1 - low) ** 2 * (1 - high) > 0.8 * (1 - 2 ** (-settings["budget"] / 3))) == bool(won)
    assert state.won == won


@pytest.mark.parametrize(
    ("case", "settings", "why"),
    [
        ("jeugdhulp", {"cultuur": 10, "structuur": 1, "proces": 1, "problems": RUZIE + SLOT}, "wel meer op"),
        ("regio", {"problems": RUZIE, "budget": 3}, "het best"),
    ],
)
def test_a_strategy_is_called_best_only_where_no_mix_does_more(case, settings, why):
    state = PolicyMix.at(load_shipped(case), **settings)
    assert state.headline().endswith(f"{why}.")
    assert state.mixable == (why == "wel meer op")


@pytest.mark.parametrize("name", shipped())
def test_the_central_question_is_asked_of_those_that_work_at_a_larger_scale(name):
    """Counted by hand from the scales; the three sliders do not count then, and the note names the division that does most for them."""
    case = load_shipped(name)
    order = ("lokaal", "regionaal", "provinciaal", "landelijk")
    own = order.index(case.party(case.director).scale)
    large = {p.key for p in case.parties if p.key != case.director and order.index(p.scale) > own}
    assert proef.larger(case) == large
    held = proef.hold(case, large)
    assert held["proces"] == sum(bool(case.party(k).representative and case.party(k).representative.commitment) for k in large) / len(large)
    state = PolicyMix.at(case, over=proef.LARGE)
    assert state.held == held
    assert state.but(hold_proces=0, hold_structuur=100).mean() == state.mean()
    division = proef.best(proef.proposed(case), held)
    for strategy, effort in zip(proef.STRATEGIES, division, strict=True):
        assert (f"{proef._effort(effort)} naar {strategy}" in state.note("over")) == bool(effort)
    assert "grotere schaal" in state.words()
    assert "grotere schaal" in state.report()
    assert "grotere schaal" not in PolicyMix.at(case).words() + PolicyMix.at(case).note("over")


def test_where_nobody_works_at_a_larger_scale_it_is_not_asked():
    case = tied("hiërarchie", 5)
    assert "over" not in [c.key for c in PolicyMix.controls(case)]
    wide = case.with_changes(parties=(*case.parties[:-1], attrs.evolve(case.parties[-1], scale="landelijk")))
    assert PolicyMix.at(wide, over=proef.LARGE).held == {"structuur": 0, "cultuur": 0, "proces": 0}
    assert "geen enkele strategie greep" in PolicyMix.at(wide, over=proef.LARGE).words()
    assert PolicyMix.at(wide).held == proef.started(wide)


def test_where_of_nobody_is_known_who_sits_at_the_table_half_is_supposed():
    case = load_shipped("jeugdhulp")
    bare = case.with_changes(parties=tuple(attrs.evolve(p, representative=None) for p in case.parties))
    assert proef.hold(bare) == proef.hold(case) | {"proces": 0.5}
    assert ("hold_proces" in proef.PolicyMix.supposes(bare), "hold_proces" in proef.PolicyMix.supposes(case)) == (True, False)
