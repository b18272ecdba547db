"""A2 through the whole stack: what a party sees, the thresholds that follow, who tips whom."""

import re

import pytest

from regiekit.cases import Case, Issue, Party, Tie, View, load_shipped, workspace
from regiekit.widgets import role_granted as proef
from tests.widgets.samples import EVIL, numbers, opened, outcome, picture, revealed

YES = dict.fromkeys(proef.CONDITIONS, "ja")


def party(key, **more):
    return Party(key, **{"name": key.title(), "kind": "instelling", "size": 3, "position": "voor", **more})


def begin(parties, **parts):
    workspace.start_own("Gunnen", **{"parties": (Party("a", name="A", kind="gemeente", size=3), *parties), "director": "a", **parts})


def points(panel, key):
    return [s.points for s in outcome(panel).sights[key]]


@pytest.mark.parametrize(("other", "ties", "wanted"), [
    (party("b"), (), [0, 0, 0, 0, 0]),
    (party("b", position="tegen"), (), [5, 0, 0, 0, 0]),
    (party("b", position="afwachtend"), (), [2, 0, 0, 0, 0]),
    (party("b", kind="gemeente", size=4), (), [0, 2, 0, 0, 0]),
    (party("b", kind="gemeente", size=1), (), [0, 2, 0, 0, 0]),
    (party("b", size=1), (), [0, 2, 0, 0, 0]),
    (party("b", size=2), (), [0, 0, 0, 0, 0]),
    (party("b", size=4), (), [0, 1, 0, 0, 0]),
    (party("b", size=5, scale="landelijk"), (), [0, 2, 1, 0, 0]),
    (party("b"), (Tie("a", "b", "hiërarchie"),), [0, 0, 0, -2, 0]),
    (party("b"), (Tie("b", "a", "hiërarchie"),), [0, 0, 0, 2, 0]),
    (party("b"), (Tie("a", "b", "geld"), Tie("b", "a", "informeel")), [0, 0, 0, -3, 0]),
    (party("b"), (Tie("b", "a", "geld"), Tie("b", "a", "formeel"), Tie("b", "a", "informatie")), [0, 0, 0, 0, 0]),
])  # fmt: skip
def test_what_a_party_sees(other, ties, wanted):
    begin((other, party("c")), ties=ties)
    assert points(revealed("gunnen"), "b") == wanted


@pytest.mark.parametrize(
    ("gains", "wanted"), [([(1, 1)], -1), ([(1, -2), (3, 0)], 2), ([(1, 1), (-1, 2)], 0), ([(-1, -1), (2, 3), (1, -1)], -1)]
)
def test_what_a_party_gains(gains, wanted):
    begin((party("b"), party("c")), issues=[Issue(f"k{i}", name="K", gains={"a": a, "b": b}) for i, (a, b) in enumerate(gains)])
    assert points(revealed("gunnen"), "b")[-1] == wanted


def test_the_slider_of_the_prediction_does_not_start_on_the_answer():
    for case in ("jeugdhulp", "regio", "warmte"):
        panel = opened("gunnen", case)
        assert panel.guess_field.start != panel.declaration.guess.answer(panel.case)


def test_of_no_known_kind_is_no_rival():
    seen = {}
    for kind in ("overig", "gemeente"):
        case = Case(parties=(Party("r", kind=kind), Party("a", kind=kind)), director="r")
        seen[kind] = proef.sights(case, case.party("a"), case.party("r"))[1].points
    assert seen == {"overig": 0, "gemeente": 2}


def test_conditions_answer_the_objection_they_are_meant_for():
    issues = [Issue("k", name="K", gains={"a": 1, "klein": -1})]
    begin((party("gelijk", kind="gemeente"), party("klein", size=1), party("groot", size=5), party("tevreden")), issues=issues)
    panel = revealed("gunnen")
    bare = {k: sum(points(panel, k)) for k in ("gelijk", "klein", "groot", "tevreden")}
    assert bare == {"gelijk": 2, "klein": 4, "groot": 2, "tevreden": 0}
    for key, changed in {"chair": {"gelijk": 0}, "money": {"klein": 2}, "seats": {"klein": 2, "groot": 3},
                         "temporary": {"gelijk": 1, "klein": 3, "groot": 1}}.items():  # fmt: skip
        panel.put(**{**dict.fromkeys(proef.CONDITIONS, "nee"), key: "ja"})
        assert {k: sum(points(panel, k)) for k in bare} == bare | changed, key


def test_of_another_director_the_case_tells_nothing():
    begin((party("b", position="tegen"), party("c")))
    panel = revealed("gunnen")
    panel.put(director="c")
    assert points(panel, "b")[0] == 2
    assert points(panel, "a")[0] == 4  # wanted the role itself
    panel.put(chair="ja")
    assert sum(points(panel, "a")) == 2


def test_thresholds_0_to_n_all_then_one_higher_and_nobody_follows():
    """Granovetter's example through the whole stack: one objection more in one party, and four of five are lost."""
    ladder = (("nul", {}), ("een", {"size": 4}), ("twee", {"position": "afwachtend"}), ("drie", {"position": "afwachtend", "size": 4}))
    begin([party(k, **more) for k, more in ladder])
    panel = revealed("gunnen")
    panel.put(weight=1)
    assert list(outcome(panel).thresholds.values()) == [0, 1, 2, 3]
    assert outcome(panel).turns == {"nul": 1, "een": 2, "twee": 3, "drie": 4}
    case = [party(k, **({"position": "afwachtend"} if k == "een" else more)) for k, more in ladder]
    begin(case)
    panel = revealed("gunnen")
    panel.put(weight=1)
    assert list(outcome(panel).thresholds.values()) == [0, 2, 2, 3]
    assert outcome(panel).turns == {"nul": 1, "een": None, "twee": None, "drie": None}
    assert outcome(panel).tip == ("een", 4)
    assert "Haalt u vooraf Een over, dan gunnen 4 partijen de rol." in panel.live["_picture"]["words"]
    panel.put(first="een")
    assert outcome(panel).turns == {"nul": 1, "een": 1, "twee": 2, "drie": 3}
    assert "Een haalde u vooraf over." in panel.live["_picture"]["words"]


def test_the_shipped_region_at_the_start_and_with_every_condition():
    """Stalls without conditions, tips with the right ones: so the prediction is worth making."""
    panel = revealed("gunnen", "regio")
    assert panel.values["eyes"] == "merenburg"
    assert numbers(panel)["Partijen die de rol gunnen"] == (5, 5)
    o = outcome(panel)
    assert {k for k, t in o.turns.items() if t == 1} == {"tessemonde", "netbeheerder"}
    assert o.thresholds["merenburg"] == 12
    assert "Merenburg denkt dat Grootveer plannen van anderen kan tegenhouden" in panel.live["_tables"]
    assert "‘Ik ben tegen’ weegt voor haar het zwaarst." in panel.live["_picture"]["words"]
    panel.put(chair="ja")
    assert numbers(panel)["Partijen die de rol gunnen"] == (5, 5)  # a good answer to another question
    panel.put(money="ja", seats="ja", temporary="ja")
    assert numbers(panel)["Partijen die de rol gunnen"] == (5, 14)


@pytest.mark.parametrize("case", ["jeugdhulp", "regio", "warmte", "klein", "veertig"])
def test_the_words_say_what_the_picture_shows(case):
    panel = revealed("gunnen", case)
    for settings in ({}, YES, {"director": panel.case.parties[1].key}, {"weight": 0.5}, {"eyes": panel.settings()["director"]}):
        panel.put(**settings)
        o, words = outcome(panel), panel.live["_picture"]["words"]
        yes, no = len(o.granting()), o.others - len(o.granting())
        assert f"Van de {o.others} andere partijen gun" in words
        assert words.count("Ronde ") == len({t for t in o.turns.values() if t})
        marks = re.findall(r'font-weight="700" text-anchor="middle" fill="#\w+">([^<]+)<', picture(panel))
        assert sorted(marks) == sorted(["R", *["–"] * no, *[str(t) for t in o.turns.values() if t]])
        assert picture(panel).count('data-key="oog"') == 1
        assert sum(m.isdigit() for m in marks) == yes
        assert not re.search(r"\b1 (partijen|bezwaren|kwesties|andere partijen)\b|\bgunnen 1 haar", words), words
        assert proef.explain(panel.case, 0).endswith((".", "?"))


def test_looking_through_the_directors_own_eyes_is_told_apart():
    panel = revealed("gunnen", "regio")
    panel.put(eyes="grootveer")
    assert "Zo kijken de meeste regisseurs. Kies een ander" in panel.live["_picture"]["words"]
    assert [t.caption for t in proef.tables(outcome(panel))] == ["Wie gunt de rol, en wanneer?"]


def test_a_view_is_shown_as_text():
    begin((party("b"), party("c")), views=[View("b", "a", note=EVIL)])
    panel = revealed("gunnen")
    panel.put(eyes="b")
    assert EVIL in "".join(proef.tables(outcome(panel))[0].text())
    assert EVIL not in panel.static()


def test_too_few_parties_and_no_director():
    workspace.start_own("Twee", parties=(Party("a", name="A"), Party("b", name="B")))
    assert opened("gunnen").missing == "Vul in uw casus eerst minstens drie partijen in."
    workspace.start_own("Drie", parties=(Party("a", name="A"), Party("b", name="B"), Party("c", name="C")))
    assert revealed("gunnen").values["director"] == "a"


def test_a_model_for_a_researcher():
    """What the README promises: a declaration can be called without a panel."""
    case = load_shipped("regio")
    o = proef.outcome(case, **proef.EXPERIMENT.settings(case, director="gr", weight=1))
    assert proef.EXPERIMENT.guess.answer(case) == 5
    assert set(o.turns) == {p.key for p in case.parties} - {"gr"}
