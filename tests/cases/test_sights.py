"""What a party sees of a director, and which condition answers which objection."""

import pytest

from regiekit.cases import Case, Issue, Party, Tie, View
from regiekit.cases.sights import CONDITIONS, objections, sights


def party(key, **more):
    return Party(key, **{"name": key.title(), "kind": "instelling", "size": 3, "scale": "lokaal", "position": "voor", **more})


A = party("a", kind="gemeente")


def points(other, director=A, conditions=(), **parts):
    case = Case(parties=(A, other), director="a", **parts)
    return [s.points for s in sights(case, other, director, conditions)]


@pytest.mark.parametrize(("more", "ties", "wanted"), [
    ({}, (), [0, 0, 0, 0, 0]),
    ({"position": "tegen"}, (), [5, 0, 0, 0, 0]),
    ({"position": "afwachtend"}, (), [2, 0, 0, 0, 0]),
    ({"kind": "gemeente", "size": 4}, (), [0, 2, 0, 0, 0]),
    ({"kind": "gemeente", "size": 1}, (), [0, 2, 0, 0, 0]),
    ({"size": 1}, (), [0, 2, 0, 0, 0]),
    ({"size": 2}, (), [0, 0, 0, 0, 0]),
    ({"size": 4}, (), [0, 1, 0, 0, 0]),
    ({"size": 5, "scale": "landelijk"}, (), [0, 2, 1, 0, 0]),
    ({}, (Tie("a", "b", "hiërarchie"),), [0, 0, 0, -2, 0]),
    ({}, (Tie("b", "a", "hiërarchie"),), [0, 0, 0, 2, 0]),
    ({}, (Tie("a", "b", "geld"), Tie("b", "a", "informeel")), [0, 0, 0, -3, 0]),
    ({}, (Tie("b", "a", "geld"), Tie("b", "a", "formeel"), Tie("b", "a", "informatie")), [0, 0, 0, 0, 0]),
])  # fmt: skip
def test_what_a_party_sees(more, ties, wanted):
    assert points(party("b", **more), ties=ties) == wanted


@pytest.mark.parametrize(
    ("gains", "wanted"), [([(1, 1)], -1), ([(1, -2), (3, 0)], 2), ([(1, 1), (-1, 2)], 0), ([(-1, -1), (2, 3), (1, -1)], -1)]
)
def test_what_a_party_gains(gains, wanted):
    assert points(party("b"), issues=[Issue(f"k{i}", gains={"a": a, "b": b}) for i, (a, b) in enumerate(gains)])[-1] == wanted


@pytest.mark.parametrize(("kind", "wanted"), [("overig", 0), ("gemeente", 2)])
def test_of_no_known_kind_is_no_rival(kind, wanted):
    assert points(party("b", kind=kind), party("a", kind=kind))[1] == wanted


@pytest.mark.parametrize(("more", "gain", "bare", "wanted"), [
    ({"kind": "gemeente"}, 0, 2, {"chair": 0, "temporary": 1}),
    ({"size": 1}, -1, 4, {"money": 2, "seats": 2, "temporary": 3}),
    ({"size": 5}, 0, 2, {"seats": 3, "temporary": 1}),
    ({}, 1, -1, {}),
])  # fmt: skip
def test_conditions_answer_the_objection_they_are_meant_for(more, gain, bare, wanted):
    parts = {"issues": [Issue("k", gains={"a": 1, "b": gain})]}
    assert {key: sum(points(party("b", **more), A, (key,), **parts)) for key in CONDITIONS} == dict.fromkeys(CONDITIONS, bare) | wanted


def test_of_another_director_the_case_tells_nothing():
    b, c = party("b", position="tegen"), party("c")
    case = Case(parties=(A, b, c), director="a")
    assert sights(case, b, c)[0].points == 2
    assert sights(case, A, c)[0].points == 4  # wanted the role itself
    assert objections(sights(case, A, c, ("chair",))) == 2


def test_what_else_the_case_says_weighs_nothing():
    b = party("b", position="tegen")
    case = Case(parties=(A, b), director="a", views=(View("b", "a", note=" Die luistert. "), View("a", "b", note="Wel.")))
    assert [(s.answer, s.points) for s in sights(case, b, A)][5:] == [("Die luistert.", 0)]
    assert objections(sights(Case(parties=(A, b), director="a", ties=(Tie("a", "b", "geld"),)), party("b"), A)) == 0
