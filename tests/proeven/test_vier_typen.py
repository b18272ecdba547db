"""Four types: power from the ties of a case, what is said beside what is, and the sentence for each kind of distance."""

import pytest

from regiekit.cases import Case, Party, Tie, load_shipped, shipped
from regiekit.cases.reading import assumed
from regiekit.proeven.begin import vier_typen as proef
from regiekit.proeven.begin.vier_typen import FourTypes
from tests.proeven.stands import Stand, keyed, stands

PARTIES = Party("stad", name="Stad"), Party("a", power=("blokker",)), Party("b"), Party("c"), Party("d", power=("blokker",))
TIES = Tie("stad", "b", "hiërarchie"), Tie("stad", "a", "geld"), Tie("c", "stad", "hiërarchie"), Tie("stad", "d", "formeel")
OWN = assumed(Case("Typen", director="stad", parties=PARTIES, ties=TIES))
SAID = {"said_script": 5, "said_power": 5, "script": 5}


def said(script=5, power=5, real=5, **more):
    return {"said_script": script, "said_power": power, "script": real} | more


test_stands = stands(
    "vier_typen",
    Stand({}, {"open": True, "free": 2}, {"Op te leggen": (3, 1 + 4 * 1.5 / 4)}, case=OWN),
    Stand(said(), {"says": "controlling", "real": "visionary"}, says=("beheersingsgericht", "visionair"), case=OWN),
    Stand(said(money=100), {"power": 3}, case=OWN),
    Stand(said(money=0, over=proef.BLOCKING), {"power": 1, "free": 1}, case=OWN),
    Stand(said(money=100, over=proef.BLOCKING), {"power": 3, "held": {"a": "money", "d": "none"}}, case=OWN),
)


@pytest.mark.parametrize("case", shipped())
def test_the_prediction_counts_who_is_commanded_or_paid(case):
    found = load_shipped(case)
    mine = [t for t in found.ties if t.source == found.director]
    reached = {t.target for t in mine if t.kind == "hiërarchie" or (t.kind == "geld" and t.free)}
    assert all(t.free is not None for t in mine if t.kind == "geld"), "the makers of a case know it"
    assert FourTypes.answer(found) == len(reached)
    state = FourTypes.at(found)
    assert not state.open
    assert state.free == len(found.parties) - 1 - len(reached)


@pytest.mark.parametrize(
    ("settings", "piece"),
    [
        ({}, "Nog niet te zeggen"),
        (said(power=1), "Wat Stad zegt, klopt: het plan komt vooral van Stad, maar niet iedereen hoeft mee te doen."),
        (said(), "klinkt als de baas"),
        (said(real=1), "maar het plan komt vooral van anderen, en twee van de vier andere partijen mogen nee zeggen"),
        (said(power=1, real=1), "van een eigen plan"),
        (said(script=1, power=1), "zegt dat anderen het plan schrijven, maar doet dat vooral zelf"),
    ],
)
def test_each_kind_of_distance_has_its_sentence(settings, piece):
    assert piece in FourTypes.at(OWN, **settings).headline()


@pytest.mark.parametrize(("free", "held", "said"), [(True, "money", ""), (False, "none", "betalen is verplicht"), (None, "money", "")])
def test_money_is_power_where_it_may_be_withheld(free, held, said):
    state = FourTypes.at(OWN.with_changes(ties=(TIES[0], Tie("stad", "a", "geld", free=free))))
    assert state.held["a"] == held
    assert said in state.note("money")
    assert bool(state.note("money")) == bool(said)
    rows = dict(state.tables()[0].rows)
    assert (rows["Geld dat verplicht is"] == "a") == (free is False)


def test_more_power_than_one_says():
    bound = assumed(Case("Macht", director="stad", parties=PARTIES[:3], ties=(TIES[0], Tie("stad", "a", "hiërarchie"))))
    state = FourTypes.at(bound, **said(power=1))
    assert (state.says, state.real, state.power) == ("visionary", "controlling", 5)
    assert "meer opleggen" in state.headline()


def test_nothing_goes_into_the_plan_before_it_is_said():
    assert FourTypes.at(OWN).report() == ""
    assert "mogen twee van de vier andere partijen nee zeggen" in FourTypes.at(OWN, **said()).report()


@pytest.mark.parametrize("made", [Case("Leeg"), Case("Alleen", director="stad", parties=PARTIES[:1]), Case("Geen", parties=PARTIES)])
def test_what_a_case_needs(made):
    assert "regisseur" in FourTypes.ready(assumed(made))


def test_the_marks_stand_where_they_are_and_their_names_do_not_meet():
    for settings in (said(), said(power=1), said(1, 1, 1), said(real=1), said(1, 5, 5)):
        state = FourTypes.at(OWN, **settings)
        found = keyed(state)
        assert ("w" in found) == (
            abs(complex(*state.place(state.said_script, state.said_power)) - complex(*state.place(state.script, state.power))) > 44
        )
        for key, at in (("zegt", (state.said_script, state.said_power)), ("is", (state.script, state.power))):
            x, y = map(float, found[f"m:{key}"][0]["transform"][10:-1].split())
            assert (x, y) == pytest.approx(state.place(*at), abs=0.06)
