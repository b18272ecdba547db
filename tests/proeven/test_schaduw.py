"""The shadow of the law: numbers by hand, who sits at the table, when no deal remains, over a table of states."""

from math import isnan

import attrs
import pytest

from regiekit.cases import Case, Party, Trait, load_shipped
from regiekit.proeven.proces import schaduw as proef
from regiekit.proeven.proces.schaduw import ShadowOfLaw
from regiekit.widgets.say import phrase
from tests.proeven.stands import Stand, keyed, stands

OWN, THEIRS, ROOM = "Wat de regisseur", "Wat de ander", "Ruimte"
BASE = {"own": 70, "theirs": 30}  # whatever the case estimates
RICH = {"own": 80, "theirs": 80, "alone": 40}

test_stands = stands(
    "schaduw",
    # x_A = ½ (100 + d_A − d_B); without a shadow ½ (100 + 10 − 60)
    Stand(
        {**BASE, "chance": 0},
        {"shift": 0},
        {OWN: (25.0, 25.0), THEIRS: (75.0, 75.0)},
        ("iemand met gezag nooit ingrijpt",),
        silent=("eerst",),
    ),
    # d_A = 0,8 · 10 + 0,2 · (70 − 10) = 20, d_B = 0,8 · 60 + 0,2 · (30 − 10) = 52
    Stand(
        {**BASE, "chance": 20},
        {"counts": (20, 52)},
        {OWN: (25.0, 34.0), ROOM: (30, 28)},
        (
            "verwacht de gemeente daardoor 10 punten meer, en de jeugdbescherming 8 minder",
            "34 van de 100 punten; eerst was dat 25",
        ),
        {"damage": "", "failed": ""},
    ),
    Stand({**BASE, "chance": 100}, {}, {OWN: 50 + (60 - 20) / 2}),
    Stand({"chance": 0, "damage": 40, "other": "gi"}, {}, {}, ("mislukken kost aanzien",), {"damage": "aan aanzien"}),
    # both count themselves rich: 0,45 · 50 + 0,55 · 140 is 99,5
    Stand({**RICH, "chance": 55}, {"turn": 5 / 9}, {ROOM: 0.5}, (), {"chance": "vaker dan 56 van de 100", "theirs": "160 punten"}),
    Stand({**RICH, "chance": 60}, {}, {ROOM: 100 - 0.4 * 50 - 0.6 * 140}, ("te verdelen",)),
    Stand({"alone": 100, "chance": 0}, {}, {ROOM: -10}, ("te verdelen",), {"theirs": ""}),
    Stand({**BASE, "alone": 100, "chance": 50}, {"shift": 0, "turn": 1 / 3}, {}, (), {"chance": "minder vaak dan 33 van de 100"}),
    # after a failure 0,2 + ½ · 0,8; what is expected fits, so that stays
    Stand(
        {**BASE, "chance": 20, "failed": "ja"},
        {"likely": 0.6, "expects": (70, 30)},
        {OWN: (25.0, 52.0)},
        ("60 van de 100 keer ingrijpt, vaker dan eerst.", "52 van de 100 punten; eerst was dat 34"),
        {"failed": "stijgt"},
    ),
    # of the 60 points too many half goes: 65 each; d = 0,2 · 50 + 0,8 · 110
    Stand(
        {**RICH, "chance": 60, "failed": "ja"},
        {"likely": 0.8, "expects": (65, 65)},
        {ROOM: 100 - 0.2 * 50 - 0.8 * 110},
        ("Samen verwachten zij minder van een ingreep.",),
    ),
)


def test_a_failed_process_means_something():
    """Where both counted themselves rich there was no deal; having failed they agree. Where nothing is expected, failing changes nothing."""
    rich = {"own": 70, "theirs": 60, "alone": 40, "chance": 90}
    first, then = (Stand({**rich, "failed": failed}).state("schaduw") for failed in ("nee", "ja"))
    assert (first.found.deal, then.found.deal) == (False, True)
    assert "na de mislukking" in then.headline()
    moved = Stand({"failed": "ja"}).state("schaduw")
    assert moved.gets > moved.fresh.gets > moved.before.gets
    assert "daardoor krijgt de gemeente meer" in moved.headline()


@pytest.mark.parametrize(("other", "size"), [("politie", 5), ("huisarts", 2)])
def test_the_larger_one_loses_more_face_and_gives_way(other, size):
    case = load_shipped("jeugdhulp")
    case = case.with_changes(parties=tuple(attrs.evolve(p, size=size) if p.key == other else p for p in case.parties))
    bare, open_ = (Stand({"other": other, "damage": damage}, case=case).state("schaduw") for damage in (0, 40))
    assert open_.gets - bare.gets == pytest.approx(40 * (size - 4) / 5 / 2)  # the director has size 4
    assert f"kost dat de gemeente 32 punten aan aanzien en {open_.pair[1].phrase} {8 * size} punten" in open_.note("damage")


@pytest.mark.parametrize("settings", [{}, {"chance": 80}, {**RICH, "chance": 60}, {"alone": 100, "chance": 50}])
def test_the_picture_tells_the_same(settings):
    state = Stand(settings).state("schaduw")
    found, svg = keyed(state), state.svg()
    assert ("punt" in found) == ("deel:een" in found) == state.found.deal
    assert ("mogelijk</text>" in svg) != state.found.deal
    assert ("Rode strepen" in svg) == (not isnan(state.turn))
    if state.found.deal:
        assert float(found["deel:een"][0]["height"]) == pytest.approx(2.68 * state.gets, abs=0.06)
        assert float(found["punt"][0]["cy"]) == pytest.approx(352 - 2.68 * state.gets, abs=0.06)
        assert f">{round(state.gets)}</text>" in svg
        assert sum(float(row[-1].replace(",", ".")) for row in state.tables()[0].rows) == 100
    else:
        assert isnan(state.gets)
        assert [row[-1] for row in state.tables()[0].rows] == ["geen afspraak"] * 2


@pytest.mark.parametrize(
    ("name", "other", "above"), [("jeugdhulp", "gi", None), ("regio", "merenburg", "provincie"), ("warmte", "drinkwater", "ministerie")]
)
def test_the_prediction_and_who_sits_at_the_table(name, other, above):
    """At a chance p: d_A = 10 + (y_A - 20) p, d_B = 60 + (y_B - 70) p, as the case estimates both y. Who intervenes is nobody's counterpart."""
    case = load_shipped(name)
    p, own, theirs = (case.trait(key) for key in proef.TOLD)
    assert ShadowOfLaw.answer(case) == pytest.approx(25 + p / 200 * (own - theirs + 50))
    assert own - 10 > 10, "as the question says, the director is better off by an intervention"
    assert theirs - 10 < 60, "and the other worse"
    assert "25 van de 100 punten" in ShadowOfLaw.question
    assert ShadowOfLaw.at(case, chance=0).gets == 25
    (control,) = (c for c in ShadowOfLaw.controls(case) if c.key == "other")
    assert control.start == other
    assert dict(control.options).keys() == set(case.party_keys) - {case.director, above}
    found = proef.above(case)
    assert (found and found.key) == above
    assert (phrase(found) if found else "iemand met gezag") in ShadowOfLaw.at(case).words()
    assert [row[2] for row in ShadowOfLaw.at(case).tables()[1].rows] == [case.told(key).why for key in proef.TOLD]


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        # both lose or win as much: the agreement stays, and why is not that it weighs nothing
        ({"own": 50, "theirs": 100, "chance": 30}, "gaan er evenveel op vooruit"),
        ({"own": 0, "theirs": 50, "chance": 30}, "verliezen er evenveel door"),
        ({"own": 20, "theirs": 70, "chance": 30}, "beide partijen houden evenveel"),
        ({"chance": 0, "damage": 40, "alone": 100}, "Doordat mislukken aanzien kost"),
        ({"own": 20, "theirs": 20, "alone": 100, "chance": 50}, "Doordat er iemand kan ingrijpen"),
    ],
)
def test_the_headline_names_what_it_is_due_to(settings, says):
    assert says in Stand(settings).state("schaduw").headline()


def test_what_both_expect_more_is_said_of_both():
    words = Stand({"own": 50, "theirs": 100, "chance": 30}).state("schaduw").words()
    assert "verwachten de gemeente en de jeugdbescherming daardoor elk 9 punten meer." in words
    assert words.endswith("Zo krijgt de gemeente 25 van de 100 punten.")


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ({"own": 50, "theirs": 70, "chance": 30}, "de gemeente daardoor 9 punten meer; voor de jeugdbescherming verandert er niets."),
        ({"own": 20, "theirs": 30, "chance": 30}, "de jeugdbescherming daardoor 12 punten minder; voor de gemeente verandert er niets."),
    ],
)
def test_who_expects_as_much_as_before_is_told_so(settings, says):
    assert says in Stand(settings).state("schaduw").words()


def test_who_intervenes_needs_two_others():
    parties = tuple(Party(key, name=key.title()) for key in "abc")
    traits = (Trait("ingrijpen", 50, party="c"),)
    assert "twee partijen" in ShadowOfLaw.ready(Case(parties=(parties[0], parties[2]), director="a", traits=traits))
    three = Case(parties=parties, director="a", traits=traits)
    assert ShadowOfLaw.at(three).other == "b"
    assert "Partij 3 50 van de 100 keer ingrijpt" in ShadowOfLaw.at(three).words()
    assert "iemand met gezag 50 van" in ShadowOfLaw.at(three.without_party("c")).words()


@pytest.mark.parametrize(("told", "start"), [((), 40), ((Trait("ingrijpen", 12),), 10), ((Trait("ingrijpen", 130),), 100)])
def test_the_chance_is_that_of_the_case_where_it_tells(told, start):
    case = Case("Eigen", parties=(Party("a", name="A"), Party("b", name="B")), traits=told)
    state = ShadowOfLaw.at(case)
    assert state.chance == start
    assert ShadowOfLaw.answer(case) == state.gets == pytest.approx(25 + 0.45 * start)
    assert ("In deze casus" in ShadowOfLaw.explain(case, 3)) == bool(told)


def test_one_party_is_too_few_and_two_need_no_director():
    one, two = Party("a", name="A"), Party("b", name="B")
    assert "twee partijen" in ShadowOfLaw.ready(Case(parties=(one,)))
    assert [p.key for p in ShadowOfLaw.at(Case(parties=(one, two))).pair] == ["a", "b"]


def test_who_can_block_comes_before_who_is_against():
    parties = (Party("a", name="A"), Party("b", name="B", size=5, position="tegen"), Party("c", name="C", size=1, power=("blokker",)))
    assert ShadowOfLaw.at(Case(parties=parties, director="a")).other == "c"


@pytest.mark.parametrize("theirs", [50, 70, 90])
def test_who_gains_most_beside_what_it_had_gets_more_also_where_the_other_expects_as_much_or_more(theirs):
    state = Stand({"own": 50, "theirs": theirs, "chance": 30}).state("schaduw")
    assert state.shift > 0
    assert not state.headline().endswith("gunstiger uit dan voor de andere.")
    assert ("zou die partij er meer op vooruitgaan dan de jeugdbescherming" in state.headline()) == (theirs - 10 > state.alone)
    assert ("en de jeugdbescherming minder." in state.headline()) == (theirs - 10 < state.alone)


def test_the_words_are_of_who_gets_more_as_the_headline_is():
    state = Stand({"own": 20, "theirs": 100, "chance": 50, "alone": 40}).state("schaduw")
    assert state.shift < 0
    assert "krijgt de jeugdbescherming meer" in state.headline()
    assert state.gets == pytest.approx(22.5)
    assert state.words().endswith("Zo krijgt de jeugdbescherming 77,5 van de 100 punten; eerst was dat 65.")


@pytest.mark.parametrize("both", [20, 50, 60, 80])
def test_who_expects_as_much_as_the_other_still_moves_by_what_each_has_without_an_agreement(both):
    """½ · 0,30 · ((y − 10) − (y − 60)), whatever both expect: so the check compares with what each has now, and the plan tells the two numbers."""
    state = Stand({"own": both, "theirs": both, "chance": 30}).state("schaduw")
    assert state.shift == pytest.approx(7.5)
    assert "schuift een afspraak 7,5 punten op naar de gemeente." in state.report()
    assert state.report().endswith("dat de gemeente zonder afspraak 10 van de 100 punten houdt en de jeugdbescherming 60.")
    even = state.but(alone=10)  # now both have as much without an agreement, and gain as much
    assert even.shift == 0
    (check,) = (c for c in ShadowOfLaw.questions if c.key == "schaduw-werkt")
    assert any("vergeleken met wat zij nu houden" in option.why for option in check.options)


def test_the_plan_says_where_an_agreement_hardly_moves():
    state = ShadowOfLaw.at(load_shipped("warmte"))
    assert 0 < state.shift < proef.FEW
    assert "maar 0,8 punt op" in state.report()
