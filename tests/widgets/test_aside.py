"""What a proef does not take (any more) is put aside with its date: nothing that was answered is dropped, and saving goes on."""

from datetime import date

import pytest

from regiekit.cases import workspace
from regiekit.widgets import aside
from regiekit.widgets.controls import Choice, Rows, Slider, Text
from regiekit.widgets.declaration import words_file
from tests.widgets.samples import PROEVEN, opened, revealed

TODAY = date.today().isoformat()
SLIDER = Slider("a", "A", 0, 100, 13, 5)
TABLE = Rows("r", "R", [{"key": "naam", "label": "Naam"}, {"key": "soort", "label": "Soort"}])


def put_aside(**answers):
    return [(one["naam"], one["waarde"], one["sinds"]) for one in answers.get("opzij", [])]


def answers(key="overlap"):
    return workspace.answers(key)


@pytest.fixture
def version(monkeypatch):
    """A function that gives a proef this version."""

    def set_to(number, key="overlap"):
        monkeypatch.setitem(words_file(key), "versie", number)

    return set_to


@pytest.mark.parametrize("key", PROEVEN)
def test_what_a_proef_keeps_it_takes_again(key):
    panel = revealed(key)
    panel.clicked("_keep")
    before = answers(key)
    again = opened(key)
    again.put(_own="Verder")
    assert answers(key) == {**before, "eigen": "Verder"}


def test_settings_that_no_longer_fit_are_put_aside_at_the_next_answer():
    given = {"sharpness": "x", "contact": 1000, "weg": [1, "a"]}
    workspace.answer("overlap", instellingen=given, voorspelling="veel", eigen="Er nog", check={"meer-claims": "1"})
    before = answers()
    panel = opened("overlap")
    assert answers() == before  # looking writes nothing
    assert panel.settings() == {"sharpness": 40, "contact": 20, "orphans": "liggen"}
    assert panel.guessed == ""
    panel.clicked("_skip")
    now = answers()
    assert put_aside(**now) == [
        ("instellingen.sharpness", "x", TODAY), ("instellingen.contact", 1000, TODAY), ("instellingen.weg", [1, "a"], TODAY),
        ("voorspelling", "veel", TODAY),
    ]  # fmt: skip
    assert {name: value for name, value in now.items() if name != "opzij"} == {
        "instellingen": {"contact": 20}, "eigen": "Er nog", "check": {"meer-claims": "1"}, "zonder_voorspelling": True,
    }  # fmt: skip
    panel.put(_own="Verder")
    panel.clicked("_keep")
    opened("overlap").put(_own="En verder")
    assert put_aside(**answers()) == put_aside(**now)
    workspace.answer("overlap", instellingen={"oud": 1})
    opened("overlap").put(_own="Nog verder")
    assert put_aside(**answers()) == [*put_aside(**now), ("instellingen.oud", 1, TODAY)]


def test_an_answer_that_came_to_mean_something_else_is_put_aside(version):
    panel = revealed("overlap")
    panel.put(_guess=4, contact=15, _own="Er nog")
    panel.clicked("_again")
    panel.clicked("_commit")
    panel.clicked("_keep")
    assert (answers()["voorspelling"], answers()["instellingen"]["contact"]) == (4, 15)
    version(2)
    panel = opened("overlap")
    assert (panel.guessed, panel.values["_own"], panel.settings()["contact"]) == ("", "Er nog", 10)
    panel.put(_guess=5)
    panel.clicked("_commit")
    now = answers()
    assert (now["versie"], now["voorspelling"], now["eigen"]) == (2, 5, "Er nog")
    assert ("voorspelling", 4, TODAY) in put_aside(**now)
    assert ("instellingen.contact", 15, TODAY) in put_aside(**now)
    panel = opened("overlap")
    assert (panel.guessed, panel.values["_guess"]) == ("voorspeld", 5)
    panel.put(contact=-15)
    panel.clicked("_keep")
    assert opened("overlap").settings()["contact"] == -15
    assert put_aside(**answers()) == put_aside(**now)
    version(1)  # and an older program does not take what a newer one meant
    assert opened("overlap").guessed == ""


def test_a_proef_that_lacks_something_puts_nothing_aside():
    given = {"instellingen": {"weg": 1}, "voorspelling": "veel"}
    assert aside.fitting("overlap", given, {}, None) == given


@pytest.mark.parametrize(
    ("control", "value", "fits"),
    [
        (SLIDER, 40, True), (SLIDER, 40.0, True), (SLIDER, 13, True), (SLIDER, 12, False), (SLIDER, 200, False), (SLIDER, "x", False),
        (SLIDER, True, False),
        (Choice("c", "C", [("a", "A")], "a"), "a", True), (Choice("c", "C", [("a", "A")], None), "b", False),
        (Text("t", "T"), "tekst", True), (Text("t", "T", limit=3), "tekst", False), (Text("t", "T"), 3, False),
        (TABLE, [{"naam": "A", "soort": ""}], True), (TABLE, [{"naam": "A"}], True), (TABLE, [], True), (TABLE, [{"naam": "A", "weg": " "}], True),
        (TABLE, [{"naam": "A", "weg": "x"}], False), (TABLE, "x", False), (TABLE, [{"naam": "A"}] * 61, False),
        (None, 3, False),
    ],
    ids=str,
)  # fmt: skip
def test_what_fits(control, value, fits):
    controls = {"k": control} if control else {}
    new = aside.fitting("overlap", {"instellingen": {"k": value}}, controls, SLIDER)
    assert (new.get("opzij") is None) == fits
    assert fits == (new["instellingen"].get("k") == value)


# --- what no case can hold -------------------------------------------------------------------------------------------


def said(panel):
    return panel.live.get("_fout", "")


def test_an_own_text_that_no_file_can_hold_is_put_aside_once_and_saving_goes_on():
    panel = revealed("overlap")
    panel.put(_own="Half \ud83d teken")
    assert "kapot teken" in said(panel)
    assert "Dat is apart gezet; de rest is bewaard." in said(panel)
    assert panel.values["_own"] == "Half ? teken"
    assert put_aside(**answers()) == [("eigen", "Half ? teken", TODAY)]
    panel.mend()
    panel.clicked("_keep")
    assert (said(panel), answers()["eigen"]) == ("", "Half ? teken")
    panel.put(_own="Half \ud83d teken en meer")
    panel.mend()
    panel.put(_own="Heel")
    assert (said(panel), answers()["eigen"], len(answers()["opzij"])) == ("", "Heel", 2)


@pytest.mark.parametrize("wrong", [float("nan"), [float("inf")], 2**70, object, {"a": None}], ids=str)
def test_an_answer_to_a_question_that_no_file_can_hold_is_put_aside_once(wrong):
    panel = revealed("overlap")
    first, *others = [f"_quiz:{q.key}" for q in panel.declaration.questions]
    name = first.removeprefix("_quiz:")
    panel.put(**{first: wrong})
    assert "Dat is apart gezet; de rest is bewaard." in said(panel)
    panel.mend()
    panel.put(_own="Verder", **dict.fromkeys(others, "1"))
    panel.clicked("_keep")
    assert said(panel) == ""
    assert [name_ for name_, *_ in put_aside(**answers())] == [f"check.{name}"]
    assert answers()["eigen"] == "Verder"
    panel.put(**{first: "1"})
    assert answers()["check"][name] == "1"
