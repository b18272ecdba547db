"""Tussen wal en schip: blame and the chance that nobody acts, with a name, with a value and without, over the table of states."""

import pytest
from attrs import evolve

from regiekit.cases import Case, Claim, Party, Task, load_shipped
from regiekit.plots.style import ACCENTS
from regiekit.proeven.cultuur import vele_handen as proef
from regiekit.proeven.cultuur.vele_handen import ManyHands
from regiekit.widgets.say import percent
from tests.proeven.stands import Stand, keyed, stands

MISSED, WILLING, MOST = "Niemand pakt", "Wie niet is aangewezen", "Grootste deel"
TWO = Case("Twee", parties=(Party("a", name="Aa"), Party("b", name="Bee")), director="a")


def alone(hands):
    """Nobody named: Diekmann's closed form with cost 30%, and 10% absence that counts for everyone."""
    idle = 0.1 if hands == 1 else 0.3 ** (1 / (hands - 1))
    chance = idle**hands
    says = (
        "Was er één partij, dan bleef de taak maar 10 van de 100 keer"
        if hands == 8
        else f"{100 * chance:.0f}{' van de 100 keer' if hands in (1, 7) else '.'}",
        "De jeugd-ggz is er 10 van de 100 keer niet" if hands == 1 else f"{100 * (1 - idle):.0f} van de 100 keer zelf in",
    )
    return Stand({"hands": hands}, {"duty": []}, {MISSED: (chance, chance), WILLING: 1 - idle, MOST: 1 / hands}, says)


test_stands = stands(
    "vele_handen",
    *map(alone, range(1, 9)),
    Stand({"named": "politie"}, {"duty": ["politie"]}, {MISSED: (0.3 ** (4 / 3), 0.1), WILLING: 0, MOST: (0.25, 1.0)}),
    Stand({"named": "politie", "stand_in": "ja"}, {"duty": ["politie", "ggz"]}, {MISSED: 0.01, MOST: 0.5}),
    Stand({"named": "politie", "hands": 1}, measures={MISSED: (0.1, 0.1)}),  # a single hand is as often absent without a name
    Stand({"hands": 2, "named": "ouders"}, {"group": ["ggz", "ouders"]}),
    Stand(
        {"hands": 1, "named": "ouders", "stand_in": "ja"}, {"group": ["ouders"], "duty": ["ouders"]}, notes={"stand_in": "tweede partij"}
    ),
    Stand({"felt": 50}, measures={MISSED: (0.3 ** (4 / 3), 0.15 ** (4 / 3)), WILLING: 1 - 0.15 ** (1 / 3), MOST: 0.25}),
    Stand({"felt": 100}, measures={MISSED: 0.1**4, WILLING: 0.9}),
    Stand({"named": "politie", "felt": 100}, measures={MISSED: 0.1**4, MOST: 0.25}),
    Stand({"named": "politie", "felt": 80}, measures={MISSED: 0.1 * 0.6 ** (3 / 2), MOST: 0.2 + 0.8 / 4}, says=("toch nog",)),
    Stand({"stand_in": "ja"}, {"duty": []}, notes={"stand_in": "iemand aanwijst"}),
    Stand(
        {"named": "gemeente"},
        {"group": ["ggz", "verblijf", "politie", "veiligthuis", "gemeente"]},
        says=("De vier andere partijen rekenen op de gemeente",),
        notes={"stand_in": "", "named": "kunnen vier andere partijen de taak oppakken. Met wie u aanwijst erbij zijn het er vijf"},
    ),
    Stand({"named": "politie"}, {"hands": 4}, notes={"named": ""}),
    Stand({"named": "gemeente", "hands": 3}, {"group": ["ggz", "verblijf", "gemeente"]}, notes={"named": ""}),
    Stand({}, {"task": "crisis", "hands": 4}),
    Stand(
        {"hands": 2, "named": "b", "stand_in": "ja"},
        {"duty": ["b", "a"]},
        says=("Bee is aangewezen voor de taak, en een andere partij valt in.",),
        case=TWO,
    ),
)


SHOWN = ({}, {"hands": 1}, {"hands": 8}, {"named": "gemeente"}, {"named": "gemeente", "stand_in": "ja"}, {"felt": 50})


@pytest.mark.parametrize("settings", SHOWN)
def test_the_picture_tells_the_same(settings):
    state = Stand(settings).state("vele_handen")
    found = keyed(state)
    assert [k[2:] for k in found if k.startswith("n:")] == state.group
    for i, key in enumerate(state.group):
        assert float(found[f"s{i}"][0]["height"]) == pytest.approx(proef.DEEP * state.blame[key], abs=0.06)
        assert found[f"p{i}"][1] == f"{percent(state.blame[key])}%"
    columns = [k for k in found if k.startswith("c")]
    assert len(columns) == 8 + bool(state.duty)
    filled = [k for k in columns if found[k][0]["fill"] == ACCENTS["cultuur"]]
    assert filled == ["c8" if state.duty else f"c{len(state.group) - 1}"]


def test_the_prediction():
    """Each acts less often as there are more, and here the whole becomes worse: both in the sentence after it."""
    case = load_shipped("jeugdhulp")
    assert ManyHands.answer(case) == pytest.approx(100 * 0.3**1.2)
    each = [round(100 * (1 - 0.3 ** (1 / (k - 1)))) for k in (3, 6)]
    for number in (*each, round(100 * 0.3**1.5), round(100 * 0.3**1.2)):
        assert str(number) in ManyHands.explain(case, 0)


@pytest.mark.parametrize(("settings", "piece"), [
    ({}, "rekenen deels op elkaar"), ({"hands": 1}, "wacht dus op niemand: de taak blijft alleen liggen als zij er niet is"), ({"felt": 50}, "wachten minder"), ({"felt": 100}, "Alle vier"),
    ({"named": "politie"}, "de anderen rekenen daarop: als de politie er niet is"), ({"named": "politie", "stand_in": "ja"}, "beide"), ({"named": "politie", "felt": 90}, "toch letten"),
    ({"named": "politie", "hands": 2}, "Aanwijzen helpt hier niet: de andere partij rekent nu op de politie"), ({"named": "politie", "hands": 1}, "niemand anders"),
])  # fmt: skip
def test_each_point_has_its_own_headline(settings, piece):
    assert piece in Stand(settings).state("vele_handen").headline()


def test_it_begins_with_a_task_that_nobody_says_is_a_core_task():
    """In Breedwater each task is somebody's core task: then it is about a task of nobody, and one that is chosen all the same is told so."""
    for name, task in (("jeugdhulp", "crisis"), ("regio", ""), ("warmte", "gesprek")):
        state = ManyHands.at(load_shipped(name))
        assert (state.task, state.note("task")) == (task, "")
    state = ManyHands.at(load_shipped("regio"))
    assert all(any(c.strength == "kern" for c in t.claims) for t in state.case.tasks)
    assert "een taak oppakken die van niemand is" in state.report()
    assert "iemands kerntaak" in state.but(task=state.case.tasks[0].key).note("task")


def test_the_plan_says_that_one_is_enough_where_the_case_says_that_more_are_needed():
    state = Stand({"named": "veiligthuis", "stand_in": "ja"}).state("vele_handen")
    said = "volgens de casus zijn er vier samen nodig."
    assert f"90 van de 100 keer is en één genoeg is; {said}" in state.report()
    assert state.but(named="").report().endswith(f"Daarbij is één partij genoeg; {said}")
    case = state.case.with_changes(tasks=tuple(evolve(t, needed=t.needed[:1]) for t in state.case.tasks))
    assert "genoeg" not in ManyHands.at(case).report()
    left_out = [text for text in ManyHands.leaves_out if "alle vier" in text]
    assert f"{100 * (1 - proef.ABSENT / 100) ** 4:.0f} van de 100 keer alle vier" in left_out[0]


def own(**task):
    """An own case of six parties and one task."""
    parties = tuple(Party(f"p{i}", name=f"Organisatie {name}") for i, name in enumerate("ABCDEF"))
    return Case("Zes", status="eigen", parties=parties, director="p0", tasks=(Task("t", name="Nazorg", **task),))


@pytest.mark.parametrize(
    ("task", "hands", "named"),
    [
        ({"needed": ("p1", "p2"), "claims": (Claim("p2", "rand"),)}, 2, {"C", "B"}),
        ({"needed": ("p5",)}, 1, {"F"}),
        ({}, proef.HANDS, set()),
        ({"needed": tuple(f"p{i}" for i in range(6))}, 6, set("ABCDEF")),
    ],
)
def test_it_begins_with_who_claims_the_task_or_is_needed_for_it_and_names_no_other(task, hands, named):
    state = ManyHands.at(own(**task))
    assert (state.hands, len(state.group)) == (hands, hands)
    more = state.but(hands=6)
    for one in (state, more, more.but(stand_in="ja", named="p4")):
        said = [one.words(), one.headline(), one.report(), *("".join(table.text()) for table in one.tables()), one.svg()]
        found = {name for name in "ABCDEF" if f"Organisatie {name}" in " ".join(said)}
        assert found <= named | ({"E"} if one.named else set())
    assert {name for name in "ABCDEF" if f"Organisatie {name}" in "".join(more.tables()[0].text())} == named


def test_in_an_own_case_how_many_could_take_it_is_not_known_before_somebody_says_so():
    assert [c.key for c in ManyHands.unvouched(own(claims=(Claim("p1", "kern"),)), {}, None)] == ["hands", "cost", "felt"]
    assert [c.key for c in ManyHands.unvouched(own(), {}, ["cost", "felt"])] == ["task", "hands"]


def test_one_party_is_too_few():
    assert "minstens twee partijen" in ManyHands.ready(Case("Een", parties=(Party("a", name="Aa"),)))


@pytest.mark.parametrize(("settings", "pieces"), [
    ({"named": "politie"}, ("De drie andere partijen rekenen op de politie en doen zelf niets aan", "ligt alle schuld bij de politie")),
    ({"named": "politie", "stand_in": "ja"}, ("De twee andere partijen rekenen op de politie en de jeugd-ggz en doen",)),
    ({"named": "politie", "hands": 2}, ("De andere partij rekent op de politie en doet zelf niets",)),
    ({"named": "politie", "felt": 10}, ("Was niemand aangewezen, dan bleef de taak",)),  # so little duty that they do nothing all the same
    ({"felt": 50}, ("Voelde niemand zich verantwoordelijk, dan bleef de taak 20 van de 100 keer liggen.",)),
])  # fmt: skip
def test_it_says_on_whom_the_others_count_and_what_it_would_be_otherwise(settings, pieces):
    words = Stand(settings).state("vele_handen").words()
    for piece in pieces:
        assert piece in words
