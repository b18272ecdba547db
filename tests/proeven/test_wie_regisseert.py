"""Who directs: what the case says of a candidate, in what share of the weights it comes first, the words, over a table of states."""

import re

import pytest

from regiekit.cases import Case, Issue, Party, Tie, load_shipped
from regiekit.cases.reading import assumed
from regiekit.models import acceptability as model
from regiekit.proeven.proces.wie_regisseert import OUTSIDER, WhoDirects, candidates, hundred
from tests.proeven.stands import Stand, keyed, stands

KEY = "wie_regisseert"
SHIPPED = ("jeugdhulp", "regio", "warmte")
ABLE, HIGHEST, DIRECTOR = "Kandidaten die", "Wegingen waarin de koploper", "Wegingen waarin de regisseur"
NONE = {"size": "nee", "stake": "nee", "independence": "nee"}


def own(sizes, gains=(), ties=(), director="p0"):
    """A case with a party per size."""
    parties = tuple(Party(f"p{i}", name=f"Partij {i}", short=f"P{i}", size=size) for i, size in enumerate(sizes))
    issues = (Issue("k", gains={f"p{i}": g for i, g in enumerate(gains)}),)
    return assumed(Case(parties=parties, director=director, issues=issues, ties=ties))


ALIKE = "zijn alle kandidaten in deze casus gelijk"

test_stands = stands(
    KEY,
    Stand({}, {"exact": False}, {}, ("Geschat met 10.000",), {"least": "", "stake": ""}),
    Stand({**NONE, "size": "meer"}, {"exact": True}, {}, ("Exact berekend", "omvang (hoe groter")),
    Stand({**NONE, "size": "minder"}, {"leads": [1]}, {HIGHEST: 1.0, DIRECTOR: 0}, ("omvang (hoe kleiner",), case=own((3, 1, 5))),
    Stand({**NONE, "size": "meer"}, {"leads": [2]}, {HIGHEST: 1.0, ABLE: 1}, ("Partij 2 komt in 100", "0, haalt 0"), case=own((3, 1, 5))),
    Stand({}, {"alike": True}, {}, (ALIKE,), {"stake": "geen kwesties"}, ("Daarna",), own((1, 1, 1), director="")),
    Stand({**NONE, "size": "meer"}, {"leads": [0, 1]}, {HIGHEST: 0.5}, ("P0 en P1 komen elk in 50",), case=own((5, 5, 1), director="")),
    Stand({"least": 100}, {}, {}, ("minstens 100%",), {"least": "alleen nog"}),
    Stand(NONE, {"exact": True}, {}, ("Het enige wat telt",)),
)


def test_what_the_case_says_of_a_candidate():
    case = own((3, 1, 5), (-2, 4, 0), (Tie("p0", "p1", "geld"), Tie("p1", "p0", "hiërarchie"), Tie("p2", "p1", "informeel")))
    assert [(c.size, c.stake, c.independence) for c in candidates(case)] == [(3, 2, -1), (1, 4, -1), (5, 0, 0), (1, 0, 0)]
    # who waits grants it with 2 objections; the director of the case has 2 more against any other
    assert [(c.party.key, c.granted) for c in candidates(own((1, 1, 1)))] == [("p0", 2), ("p1", 1), ("p2", 1), (OUTSIDER, 2)]


@pytest.mark.parametrize("least", [0, 30, 60, 100])
def test_two_criteria_follow_the_closed_form_that_agrees_with_the_draws(least):
    state = Stand({**NONE, "size": "meer", "least": least}).state(KEY)
    rows = model.scaled([(c.granted, c.size) for c in state.here])
    assert state.shares == pytest.approx(model.acceptability(rows, 40_000, 3, 0, least / 100).first, abs=0.015)
    if not least:
        assert state.shares == pytest.approx(model.acceptability_of_two(rows))


@pytest.mark.parametrize("case", SHIPPED)
@pytest.mark.parametrize("settings", [{"least": 100}, NONE])
def test_when_only_granting_counts_who_is_granted_most_directs(case, settings):
    state = Stand(settings, case=case).state(KEY)
    gifted = [c.granted == max(c.granted for c in state.here) for c in state.here]
    assert state.shares == pytest.approx([g / sum(gifted) for g in gifted])


def test_the_more_granting_weighs_the_better_for_who_is_granted_it():
    found = [Stand({"least": least}).state(KEY).director for least in (0, 25, 50, 75)]
    assert found == sorted(found)
    assert found[0] < 0.3
    assert found[2] > 0.8


@pytest.mark.parametrize("name", SHIPPED)
@pytest.mark.parametrize("settings", [{}, {"outsider": "ja"}, {**NONE, "stake": "minder"}])
def test_picture_table_and_words_tell_the_same(name, settings):
    state = Stand(settings, case=name).state(KEY)
    bars = [k.removeprefix("p:") for k in keyed(state) if k.startswith("p:")]
    assert bars == [state.here[i].party.key for i in state.ranked]
    rows = state.tables()[0].rows
    assert [row[0] for row in rows] == [state.here[i].party.called for i in state.ranked]
    assert all(row[5].startswith(hundred(state.shares[i])) for row, i in zip(rows, state.ranked, strict=True))
    wide = [float(number) for number in re.findall(r'width="([\d.]+)" height="17.0"', state.svg())]
    assert wide == pytest.approx([420 * state.shares[i] for i in state.ranked if state.shares[i]], abs=0.11)
    assert sum(state.shares) == pytest.approx(1)
    assert f" in {hundred(state.highest)} van de 100 wegingen als eerste" in state.words()


@pytest.mark.parametrize("name", SHIPPED)
def test_the_prediction_is_the_number_that_can_come_first(name):
    case = load_shipped(name)
    start = WhoDirects.at(case)
    assert WhoDirects.answer(case) == start.able == sum(p >= 0.01 for p in start.shares)
    assert not any(share for bad, share in zip(start.dominated, start.shares, strict=True) if bad)
    assert start.here[start.ranked[0]].party.label in WhoDirects.explain(case, start.able)
    assert "nog gelijk" in WhoDirects.explain(own((1, 1, 1), director=""), 0)
    assert "drie partijen" in WhoDirects.ready(own((1, 1)))


def test_an_outsider_is_a_candidate_when_asked():
    state = Stand({"outsider": "ja"}, case="warmte").state(KEY)
    assert state.pick(OUTSIDER).startswith("Derde van buiten heeft omvang 1")
    assert "van de 15 anderen" in state.pick(OUTSIDER)
    with pytest.raises(KeyError):
        state.but(outsider="nee").pick(OUTSIDER)
