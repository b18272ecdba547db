"""De gemene deler en het pakket: who sits at the table, what decides, what a package does to those outside, what is read of the rows."""

import itertools

import pytest

from regiekit.cases import Case, Issue, Party, load_shipped
from regiekit.cases.reading import assumed
from regiekit.models import common_denominator as model
from regiekit.proeven.proces.grootste_gemene_deler import KINDS, CommonDenominator, agenda, ranked
from tests.proeven.stands import Stand, keyed, stands
from tests.widgets.samples import SHIPPED

KEY = "grootste_gemene_deler"
WIN, LOSE, OUTSIDE, WORST = (
    "Partijen aan tafel die winnen",
    "Partijen aan tafel die verliezen",
    "Partijen die niet aan tafel",
    "Punten voor de partij",
)


def own(*gains, count=3):
    """A party per column of `gains`, an issue per row; the first party is the director."""
    position = itertools.cycle(("voor", "afwachtend", "tegen"))
    parties = tuple(Party(f"p{i}", name=f"Partij {i}", short=f"P{i}", position=next(position)) for i in range(count))
    issues = tuple(Issue(f"k{j}", name=f"Kwestie {j}", gains={f"p{i}": g for i, g in enumerate(row)}) for j, row in enumerate(gains))
    return assumed(Case("Gemene deler", parties=parties, issues=issues, director="p0"))


def named(*pairs):
    return {"gains": [dict(zip(("partij", "winst"), pair, strict=True)) for pair in pairs]}


LEAST = own([5, 3, -4], [1, 1, 1])
RING = own([4, -1, -1], [-1, 4, -1], [-1, -1, 4])
SHUT = own([3, 3, -5], [1, 1, 0])
ALL = [(p.key, "middelen") for p in load_shipped("jeugdhulp").parties]

test_stands = stands(
    KEY,
    Stand(
        {"issue": "k0"},
        {"together": 0.1},
        says=("Partij 2 wil maar 10 procent van dat voorstel, en verder komt de afspraak dus niet",),
        case=LEAST,
    ),
    Stand(
        {"issue": "k0", "consent": "op_een_na"},
        {"together": 0.8, "needed": 2},
        says=(
            "Twee van de drie partijen aan tafel moeten instemmen",
            "Minstens twee partijen gaan mee tot 80 procent: zo ver komt het.",
        ),
        silent=("verder komt",),
        case=LEAST,
    ),
    Stand({"issue": "k0", "consent": "meerderheid"}, {"needed": 2}, case=LEAST),
    Stand({"size": 1}, {}, {LOSE: (2, 2), WIN: (1, 1)}, case=RING),
    Stand(
        {"size": 3},
        {"losers": []},
        {LOSE: (2, 0), WORST: (-1, 2)},
        ("In het pakket leveren Partij 0, Partij 1 en Partij 2 op de ene kwestie in en winnen zij op een andere",),
        case=RING,
    ),
    Stand(
        {"table": 2, "size": 1, "issue": "k0"},
        {},
        {OUTSIDE: (1, 1)},
        ("Als deze kwestie helemaal doorgaat, verliest niemand aan tafel.",),
        case=SHUT,
    ),
    Stand({"table": 3}, {"outside": ()}, {OUTSIDE: 0}, silent=("niet aan tafel",), case=SHUT),
    Stand({}, {"together": 0.2, "chosen": list(agenda(own())), "empty": True}, notes={"issue": "nog geen kwesties"}, case=own()),
    Stand({}, {"losers": []}, {WIN: (1, 1), LOSE: (0, 0)}, case=own([1, 0, 0])),
    Stand({}, {"kinds": {}, "added": {}}, silent=("U noemt winst",), notes={"gains": ""}),
    Stand(named(("gemeente", "gedoe"), ("gemeente", "middelen")), {"kinds": {"gemeente": "middelen"}}, notes={"gains": "vaker in"}),
    Stand(
        named(("gemeente", "gedoe")),
        says=("U noemt winst voor één van de acht partijen aan tafel: 2 punten.",),
        notes={"gains": "Nog niets is genoemd voor"},
    ),
    Stand(named(("gemeente", "legitimiteit"), ("gi", "onzin")), {"unread": ["‘onzin’"]}, notes={"gains": "‘onzin’"}),
    Stand({"table": 15, "size": 1, **named(*ALL)}, {"unanswered": []}, says=("alle vijftien",), notes={"gains": "weegt niet op"}),
    Stand(
        named(("Gemeente Waardstad", "Meer middelen"), ("huisartsen", "minder gedoe")),
        {"kinds": {"gemeente": "middelen", "huisarts": "gedoe"}},
    ),
    Stand(named(("Gemeente Waardstad", "roem"), ("Elders", "gedoe"), ("", "")), {"unread": ["‘roem’"]}),
)


def test_a_named_gain_counts_and_means_are_handed_over_by_the_director():
    bare = CommonDenominator.at(RING, size=1, worth=2)
    assert [bare.totals[k] for k in ("p0", "p1", "p2")] == [4, -1, -1]
    eased = bare.but(**named(("p1", "gedoe"), ("p2", "kritiek")))
    assert [eased.totals[k] for k in ("p0", "p1", "p2")] == [4, 1, 1]
    assert (bare.losers, eased.losers) == ([*bare.parties[1:]], [])
    assert "maakt het verlies" in eased.headline()
    # means for two cost the director twice; its own come from its own pocket
    paid = bare.but(**named(("p1", "middelen"), ("p2", "middelen"), ("p0", "middelen")))
    assert [paid.totals[k] for k in ("p0", "p1", "p2")] == [4 - 4, 1, 1]
    assert sum(paid.totals.values()) == sum(bare.totals.values())
    broke = paid.but(worth=5)
    assert broke.losers == [broke.parties[0]]
    assert "betaalt de middelen" in broke.headline()
    assert bare.but(worth=0, **named(("p1", "gedoe"))).totals == bare.totals
    # who is not at the table gets nothing
    assert CommonDenominator.at(RING, table=2, size=1, **named(("p2", "gedoe"))).added == {}


def test_the_agenda_that_the_learner_kept_is_the_one_that_counts():
    rows = [{"naam": "Zelf getypt", "bij_p0": "4", "bij_p1": "-2", "bij_p2": "1"}]
    kept = own([1, 1, 1]).with_changes(answers={"brede_agenda": {"instellingen": {"issues": rows}}})
    state = CommonDenominator.at(kept)
    assert [issue.name for issue in agenda(kept)] == ["Zelf getypt"]
    assert [state.bare[k] for k in ("p0", "p1", "p2")] == [4, -2, 1]
    assert not state.empty


@pytest.mark.parametrize("name", SHIPPED)
def test_a_party_more_never_takes_them_further(name):
    state = CommonDenominator.at(load_shipped(name))
    for issue in state.case.issues:
        found = [state.but(issue=issue.key, table=table).together for table in range(2, min(15, len(state.case.parties)) + 1)]
        assert all(a >= b for a, b in itertools.pairwise(found))
        assert found[-1] == pytest.approx((min(issue.gains.get(p.key, 0) for p in ranked(state.case)[:15]) + 5) / 10)


def test_the_package_is_that_of_the_model_and_the_picture_shows_it():
    state = CommonDenominator.at(load_shipped("jeugdhulp"), table=7, size=4)
    package = model.best_package([[issue.gains.get(p.key, 0) for p in state.parties] for issue in state.case.issues], 4)
    assert [issue.key for issue in state.chosen] == [state.case.issues[i].key for i in package.issues]
    assert [state.totals[p.key] for p in state.parties] == list(package.totals)
    found = keyed(state)
    assert [key[2:] for key in found if key.startswith("p:")] == [p.key for p in (*state.parties, *state.outside)]
    assert found["samennaam"][1] == f"samen: {100 * state.together:.0f}%"
    assert found["rand"][0]["stroke"] != "none" == keyed(state.but(table=15))["rand"][0]["stroke"]
    assert state.svg().count(">niet aan tafel<") == len(state.outside) == 8


def test_who_is_not_at_the_table_may_lose_and_tells_so():
    state = CommonDenominator.at(SHUT, table=2, size=1, issue="k0")
    assert [table.rows for table in state.tables()][1] == [("Partij 2", "0 procent", "−5")]
    assert "zit niet aan tafel" in state.pick("p2")
    assert state.headline().endswith("Partij 2 zit niet aan tafel en verliest wel.")
    assert len(state.but(table=3).tables()) == 1


def test_the_director_and_who_can_block_come_first():
    order = [p.key for p in ranked(load_shipped("jeugdhulp"))]
    assert order[0] == "gemeente"
    assert set(order[1:4]) == {"huisarts", "regio", "gi"}
    state = CommonDenominator.at(load_shipped("jeugdhulp"))
    assert [p.key for p in state.parties] == order[: len(state.parties)]
    assert [row["partij"] for row in state.gains] == order[:15]


def test_there_are_six_kinds_and_a_size_where_there_is_a_choice():
    assert len(KINDS) == 6
    assert [[c.key for c in CommonDenominator.controls(case)].count("size") for case in (own(), SHUT)] == [0, 1]


@pytest.mark.parametrize("name", SHIPPED)
def test_the_prediction_is_what_the_least_willing_wants_of_the_issue_that_brings_most(name):
    case = load_shipped(name)
    sums = {i.key: sum(i.gains.values()) for i in case.issues}
    best = next(i for i in case.issues if sums[i.key] == max(sums.values()))
    least = min(best.gains.get(p.key, 0) for p in ranked(case)[:15])
    assert CommonDenominator.answer(case) == pytest.approx(10 * (least + 5))
    hold = [p for p in ranked(case)[:15] if best.gains.get(p.key, 0) == least]
    assert hold[0].phrase in CommonDenominator.explain(case, 10 * (least + 5))


def test_the_single_issue_beside_the_package_is_chosen_by_the_same_rule():
    for name, trade in (("jeugdhulp", True), ("regio", False), ("warmte", False)):
        state = CommonDenominator.at(load_shipped(name))
        assert not state.losers
        assert min(state.single[p.key] for p in state.parties) == min(state.but(size=1).totals[p.key] for p in state.parties)
        assert ("wint op een andere" in state.headline()) == trade
        assert ("een pakket hoeft niet" in state.headline()) == (not trade)


def test_who_shares_the_interest_gains_by_it():
    bare = CommonDenominator.at(RING, size=1, worth=2)
    shared = bare.but(shared="De wijk", gains=[{"partij": key, "winst": "", "deelt": "ja"} for key in ("p1", "p2")])
    assert [shared.totals[k] for k in ("p0", "p1", "p2")] == [4, 1, 1]
    assert shared.losers == []
    assert "dat delen" in shared.report()


def test_the_plan_makes_who_is_left_out_a_condition_and_names_the_package():
    """Each of the fifteen has somebody at the table in the case: that only eight sit there is a supposition, on which hangs who loses."""
    case = load_shipped("jeugdhulp")
    state = CommonDenominator.at(case)
    assert state.report() == (
        "Stel: de acht belangrijkste partijen aan tafel kiezen ‘Eén afspraak over het delen van gegevens’ en "
        "‘Eén crisisdienst die dag en nacht bereikbaar is’. Dan verliest niemand van hen; daarbuiten verliezen de jeugd-ggz, de GGD en "
        "twee andere partijen wel."
    )
    assert state.but(table=10).losers  # with the jeugd-ggz at the table somebody loses
    assert [c.key for c in CommonDenominator.unvouched(case.with_changes(status="eigen"), {}, None)] == ["table", "size"]
    assert not CommonDenominator.unvouched(case.with_changes(status="eigen"), {"table": 10, "size": 3}, None)


@pytest.mark.parametrize("name", SHIPPED)
def test_what_the_plan_says_of_it_is_at_most_four_sentences_of_25_words(name):
    case = load_shipped(name)
    rows = [{"partij": p.key, "winst": "gedoe", "deelt": "ja"} for p in case.parties[:4]]
    for table, size, gains in itertools.product((2, 8, 9, 15), (1, 2, 5), ([], rows)):
        state = CommonDenominator.at(case, table=min(table, len(case.parties)), size=size, gains=gains, shared="De wijk")
        found = state.report().split(". ")
        assert len(found) <= 4
        assert all(len(one.split()) <= 25 for one in found if not one.startswith("Wat meedoen")), found
        for p in state.parties:
            assert not any(f"daarbuiten verlies{x} {p.phrase}" in state.report() for x in ("t", "en"))
