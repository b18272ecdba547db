"""The mix: numbers by hand, what comes from the case, upkeep and start-up, an empty table."""

import pytest

from regiekit.cases import Case, Party, Representative, Task, Tie, load_shipped, shipped
from regiekit.proeven.begin import mix as proef
from regiekit.proeven.begin.mix import PolicyMix
from tests.proeven.stands import Stand, stands
from tests.widgets.samples import EVIL

LOW, HIGH = "Gemiddeld weg van de problemen, laagste", "Gemiddeld weg van de problemen, hoogste"


def rows(*problems):
    return [{"probleem": name, "structuur": s, "cultuur": c, "proces": p} for name, s, c, p in problems]


KEY, RUZIE, EVEN = rows(("De sleutel is kwijt", *["veel"] * 3)), rows(("Ruzie", "niet", "weinig", "veel")), rows(("Ruzie", *["deels"] * 3))
SLOT = rows(("Slot", "veel", "niet", "niet"))
ONE = {"problems": rows(("Ruzie", "veel", "niet", "niet")), "structuur": 1, "cultuur": 0, "proces": 0, "budget": 8}
NONE = dict.fromkeys(("structuur", "cultuur", "proces"), 0)

test_stands = stands(
    "mix",
    # 3 half-days each: 0,5 · ½ = 0,25 to 0,8 · ½ = 0,4; 1 − 0,75³ = 0,578, 1 − 0,6³ = 0,784; all 9 in one: 0,5 · 7/8 and 0,8 · 7/8
    Stand({"problems": KEY}, measures={LOW: (0.4375, 1 - 0.75**3), HIGH: (0.7, 1 - 0.6**3)}, says=("verdwijnt 58 tot 78 procent. Na twee jaar is nog 18 tot 27 procent weg", "Bij elk")),
    Stand({"problems": RUZIE, "budget": 3}, {"won": 0}, says=("Bij geen enkel probleem",)),
    Stand({"problems": EVEN, "structuur": 0, "cultuur": 2, "proces": 6, "budget": 8}, {"efforts": (0, 2, 6)},
          says=("Per week krijgen proces 6 dagdelen en cultuur 2 dagdelen", "Aan onderhoud gaat niets")),
    Stand({"problems": EVEN, **NONE}, says=("Geen enkele strategie krijgt tijd.",)),
    # a quarter of 8 goes to upkeep; 6 half-days: ¾ of 0,5 and 0,8
    Stand({**ONE, "kept": 100}, {"building": 6}, says=("2 dagdelen", "verdwijnt 38 tot 60 procent. Na twee jaar is nog 38 tot 60 procent weg"), notes={"kept": "slijt niets"}),
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
    tasks = (Task("t", name="Opvang"),)
    return Case("Klein", parties=(Party("a", name="A", position="voor"), *others), director="a", ties=ties, tasks=tasks)


@pytest.mark.parametrize(("case", "held", "reaches"), [
    (tied("formeel", 9), (0, 0, 0), ("deels", "weinig", "weinig")),
    (tied("hiërarchie", 5), (0.5, 0, 0), ("veel", "weinig", "weinig")),
    (tied("geld", 2), (0.2, 0, 0), ("veel", "weinig", "weinig")),
    (tied("informeel", 5), (0, 0.5, 0), ("deels", "veel", "weinig")),
    (tied("formeel", 0, bound=6), (0, 0, 0.6), ("deels", "weinig", "deels")),
])  # fmt: skip
def test_how_well_a_strategy_works_follows_from_the_case(case, held, reaches):
    assert tuple(proef.hold(case).values()) == held
    row = proef.proposed(case)[0]
    assert row["probleem"] == "De taak Opvang is van niemand"
    assert tuple(row[s] for s in proef.STRATEGIES) == reaches


def test_the_answer_depends_on_the_case():
    assert PolicyMix.answer(tied("hiërarchie", 9)) == "structuur"
    assert PolicyMix.answer(tied("informeel", 9)) == "cultuur"
    assert PolicyMix.answer(tied("formeel", 0, bound=9)) == "proces"
    assert "negen van de tien andere partijen" in PolicyMix.explain(tied("informeel", 9), "cultuur")
    assert f"{proef.WEEK} dagdelen" in PolicyMix.question


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
    ({"problems": KEY}, "bij elk probleem meer"), ({"problems": []}, "Nog niet te zeggen"), ({"problems": KEY, **NONE}, "geen enkele strategie"),
    ({"problems": KEY, "start": 4}, "op gang komen kost"), ({"problems": RUZIE, "budget": 3}, "Met alle tijd in proces zou"),
    (ONE, "laat liggen"), ({"problems": RUZIE, "cultuur": 0, "proces": 0}, "werkt daar niet"), ({"problems": KEY, "kept": 100}, "onderhouden"),
    ({"problems": RUZIE + SLOT, "cultuur": 0}, "niet overal dezelfde"), ({"problems": KEY + EVEN + RUZIE}, "meer dan met alleen"), ({"problems": KEY, "start": 3.5, "proces": 10}, "niet op gang"),
])  # fmt: skip
def test_each_point_has_a_headline_of_its_own(settings, point):
    assert point in Stand(settings).state("mix").headline()


@pytest.mark.parametrize(
    "settings", [{"problems": RUZIE + SLOT, "cultuur": 0}, {"problems": KEY + EVEN + RUZIE}, {"problems": RUZIE, "budget": 3}]
)
def test_the_headline_and_the_sentence_below_agree(settings):
    """Where no problem shrinks further than by the strategy best there, "together more" is said with why."""
    state = Stand(settings).state("mix")
    both = state.together and not state.won
    assert ("niet overal dezelfde" in state.headline()) == ("niet overal dezelfde" in state.words()) == both


def test_the_table_names_the_best_alone_and_the_best_division():
    (row,) = Stand({"problems": KEY}).state("mix").tables()[0].rows
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
    assert state.words().count("Na twee jaar") == 2


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
