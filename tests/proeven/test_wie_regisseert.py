"""Who directs: granting is a threshold, the opinions weigh among who is left, three forms, over a table of states."""

from math import ceil

import attrs
import pytest

from regiekit.cases import Case, Issue, Party, Representative, Tie, load_shipped
from regiekit.cases.reading import assumed
from regiekit.models import acceptability as model
from regiekit.proeven.proces.wie_regisseert import FORMS, OFFICE, WhoDirects, candidates, conditions, hundred
from tests.proeven.stands import Stand, keyed, stands

KEY = "wie_regisseert"
SHIPPED = ("jeugdhulp", "regio", "warmte")
ABLE = "Kandidaten die"
NONE = {"size": "nee", "stake": "nee", "independence": "nee"}


KNOWN = (Tie("p0", "p1", "informatie"),)  # a tie that binds nobody


def own(sizes, gains=(), ties=KNOWN, director="p0"):
    """A case with a party per size, of which somebody sits at the table."""
    sits = Representative("lid", "uitvoerend", "beperkt", False)
    parties = tuple(Party(f"p{i}", name=f"Partij {i}", short=f"P{i}", size=size, representative=sits) for i, size in enumerate(sizes))
    issues = (Issue("k", gains={f"p{i}": g for i, g in enumerate(gains)}),)
    return assumed(Case(parties=parties, director=director, issues=issues, ties=ties))


LOOSE = {"need": 0}
test_stands = stands(
    KEY,
    Stand({"need": 100}, {"left": []}, {ABLE: 0}, ("en dat lukt niemand",)),
    Stand({"form": "samen"}, {"left": [], "here": ()}, {ABLE: 0}, ("spreken samen af",)),
    Stand({**LOOSE, **NONE, "size": "minder"}, {"leads": [1]}, {ABLE: 3}, ("Verder telt alleen omvang mee, en Partij 1 past dan het best",), case=own((3, 1, 5))),
    Stand({**LOOSE, **NONE, "size": "meer"}, {"leads": [2]}, {}, ("en Partij 2 past dan het best",), {"need": "iedereen kandidaat"}, case=own((3, 1, 5))),
    Stand({}, {"alike": True}, {}, ("Daarom past niemand het best",), {"stake": "geen kwesties", "need": ""}, ("Pröpper",), own((1, 1, 1), director="")),
    Stand({**LOOSE, **NONE, "size": "meer"}, {"leads": [0, 1]}, {}, ("daarin zijn Partij 0 en Partij 1 gelijk",), case=own((5, 5, 1), director="")),
    Stand({**LOOSE, **NONE}, {"exact": True}, {}, (), {"stake": ""}),
)  # fmt: skip


def test_nobody_is_against_another_than_who_directs_and_that_is_said():
    parties = [Party(f"p{i}", name=f"Partij {i}", short=f"P{i}", size=3, position="tegen" if i else "voor") for i in range(4)]
    state = WhoDirects.at(assumed(Case(parties=tuple(parties), director="p0")), need=30, **NONE)
    assert [c.granted for c in candidates(state.case)[:4]] == [
        0,
        2,
        2,
        2,
    ]  # against p0 all; against another only who must hand over the role
    assert state.left == [1, 2, 3]
    assert "zegt de casus wie tegen is" in state.words()
    assert "niet bekend" in state.report()
    assert "Zolang niemand tegen is" in WhoDirects.at(load_shipped("regio"), **NONE | {"stake": "meer"}).headline()


def test_what_the_case_says_of_a_candidate():
    case = own((3, 1, 5), (-2, 4, 0), (Tie("p0", "p1", "geld"), Tie("p1", "p0", "hiërarchie"), Tie("p2", "p1", "informeel")))
    found = [(c.size, c.stake, c.independence, c.others, c.over) for c in candidates(case)]
    assert found == [(3, 2, -1, 2, 0), (1, 4, -1, 2, 1), (5, 0, 0, 2, 0), (3, 0, 0, 3, 0)]
    # who waits grants it with 2 objections; the director of the case has 2 more against any other
    assert [(c.party.key, c.granted) for c in candidates(own((1, 1, 1)))] == [("p0", 2), ("p1", 1), ("p2", 1), (OFFICE, 3)]


def may_promise(party):
    """Unless it is known that who sits there has no mandate and does not bind the party."""
    r = party.representative
    return not r or r.mandate != "geen" or r.commitment is not False


@pytest.mark.parametrize(("mandate", "commitment", "able"), [("geen", False, 1), ("geen", True, 2), ("beperkt", False, 2), (None, None, 2)])
def test_who_may_promise_nothing_leads_nobody(mandate, commitment, able):
    case = own((2, 5))
    first = attrs.evolve(case.parties[1], representative=Representative("lid", "uitvoerend", mandate, commitment))
    assert len(Stand(LOOSE, case=case.with_changes(parties=(case.parties[0], first))).state(KEY).left) == able


def test_where_objections_do_not_count_only_who_may_promise_nothing_falls_off():
    said = WhoDirects.at(load_shipped("jeugdhulp")).but(need=0).words()
    assert "Alleen de politie en de ouders kunnen niet regisseren" in said
    assert "Elke partij is kandidaat" not in said


@pytest.mark.parametrize("name", SHIPPED)
@pytest.mark.parametrize("need", [0, 30, 50, 75, 100])
@pytest.mark.parametrize("form", ["partij", "bureau"])
def test_who_is_not_granted_the_role_is_no_candidate_however_large(name, need, form):
    state = Stand({"need": need, "form": form}, case=name).state(KEY)
    passed = {c.party.key for c in state.here if c.granted >= ceil(c.others * need / 100) and may_promise(c.party)}
    assert {state.here[i].party.key for i in state.left} == passed
    assert set(state.shares) == set(state.left)
    assert not state.left or sum(state.shares.values()) == pytest.approx(1)
    for i in range(len(state.here)):
        said = state.pick(state.here[i].party.key)
        assert ("geen kandidaat" in said or "niets toezeggen" in said) == (i not in state.left)


def test_what_is_told_of_typed_parties():
    """Nobody said whether their names are plurals, and which word is used for them."""
    said = WhoDirects.at(own((5, 5, 5, 1), (3, 2, 1, 0)), need=30).headline()
    assert said == "Drie partijen kunnen regisseren. Partij 0 past het best: van die drie heeft Partij 0 het meeste belang."


def test_no_size_buys_off_not_being_granted():
    """The large one is granted by nobody and comes first in size, stake and independence alike."""
    case = own((2, 5, 2, 2), (1, 9, 1, 1), (Tie("p0", "p2", "informeel"), Tie("p0", "p3", "informeel")))
    free, bound = (Stand({"need": need}, case=case).state(KEY) for need in (0, 50))
    assert [c.granted for c in free.here][1] < 2 <= free.here[0].granted
    assert free.leads == [1]
    assert 1 not in bound.left


@pytest.mark.parametrize("way", ["meer", "minder"])
def test_the_opinions_weigh_among_who_is_left(way):
    state = Stand({"need": 30, "size": way, "stake": "nee"}).state(KEY)
    assert 1 < len(state.left) < len(state.here)
    sign = 1 if way == "meer" else -1
    rows = model.scaled([(sign * state.here[i].size, state.here[i].independence) for i in state.left])
    drawn = model.acceptability(rows, 40_000, 3).first
    assert [state.shares[i] for i in state.left] == pytest.approx(drawn, abs=0.015)


def test_the_three_forms_and_what_speaks_for_them():
    few = own((1, 2, 3), (1, 1, 1), tuple(Tie(a, b, "informeel") for a, b in (("p0", "p1"), ("p0", "p2"), ("p1", "p2"))))
    assert conditions(few) == {"number": 0, "trust": 2, "goals": 2}
    state = Stand({"form": "samen"}, case=few).state(KEY)
    assert {way: len(state.fit(way)) for way in FORMS} == {"partij": 0, "bureau": 0, "samen": 3}
    assert "past goed bij deze partijen, want ze zijn met weinig" in state.headline()
    many = own((1,) * 16, (1, -1, -1, -1) * 4)
    assert conditions(many) == {"number": 2, "trust": 0, "goals": 0}
    state = Stand({"form": "samen"}, case=many).state(KEY)
    assert {way: len(state.fit(way)) for way in FORMS} == {"partij": 2, "bureau": 1, "samen": 0}
    assert "past slecht" in state.headline()


@pytest.mark.parametrize(("script", "ties", "kind"), [
    ("eigen", (), "visionair"), ("hoger", (), "faciliterend"),
    ("eigen", (Tie("p0", "p1", "hiërarchie"),), "beheersingsgericht"), ("hoger", (Tie("p0", "p1", "hiërarchie"),), "uitvoeringsgericht"),
])  # fmt: skip
def test_whose_plan_and_whether_it_can_be_imposed_make_the_type(script, ties, kind):
    state = Stand({"script": script, **LOOSE, **NONE, "size": "meer"}, case=own((5, 2, 2), ties=ties)).state(KEY)
    assert state.kind(state.here[0]) == kind
    assert kind in state.note("script")


@pytest.mark.parametrize("name", SHIPPED)
@pytest.mark.parametrize("settings", [{}, {"form": "bureau"}, {**NONE, "stake": "minder"}, {"need": 0}])
def test_picture_table_and_words_tell_the_same(name, settings):
    state = Stand(settings, case=name).state(KEY)
    found = keyed(state)
    assert [k.removeprefix("p:") for k in found if k.startswith("p:")] == [state.here[i].party.key for i in state.ranked][:16]
    assert [k for k in found if k.startswith("vorm:") and found[k][0]["stroke-width"] == "2.5"] == [f"vorm:{state.form}"]
    rows = state.tables()[0].rows
    assert [row[0] for row in rows] == [state.here[i].party.called for i in state.ranked]
    assert [row[5] for row in rows] == [hundred(state.shares[i]) if i in state.shares else "valt af" for i in state.ranked]


@pytest.mark.parametrize("name", SHIPPED)
def test_the_prediction_is_the_number_that_is_granted_the_role_by_half(name):
    case = load_shipped(name)
    half = [c for c in candidates(case) if c.party.key != OFFICE and 2 * c.granted >= c.others and may_promise(c.party)]
    assert WhoDirects.answer(case) == len(half)
    assert all(c.party.phrase in WhoDirects.explain(case, len(half)) for c in half[:3])
    assert "drie partijen" in WhoDirects.ready(own((1, 1)))


def test_the_office_is_a_candidate_only_in_its_own_form():
    state = Stand({"form": "bureau"}, case="warmte").state(KEY)
    assert "Een apart bureau" in state.pick(OFFICE)
    with pytest.raises(KeyError):
        state.but(form="partij").pick(OFFICE)


def test_the_agenda_that_the_learner_kept_is_the_one_that_counts():
    rows = [{"naam": "Zelf getypt", "bij_p0": "4", "bij_p1": "-2"}]
    case = own((1, 1, 1), (1, 1, 1)).with_changes(answers={"brede_agenda": {"instellingen": {"issues": rows}}})
    assert [c.stake for c in candidates(case)] == [4, 2, 0, 0]
    assert conditions(case)["goals"] == 1  # one of the two that have something at stake gains


def test_who_passes_the_threshold_without_a_mandate_is_named_beside_who_is_left():
    state = WhoDirects.at(load_shipped("jeugdhulp"))
    assert [p.key for p in state.mute] == ["politie"]
    assert "Ook de politie haalt dat, maar stuurt iemand zonder mandaat." in state.words()
