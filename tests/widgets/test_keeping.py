"""What is kept: answers in the case file, the choice of a case in all open panels, errors that lose nothing."""

import tomllib

import pytest

from regiekit.cases import load_shipped, workspace
from regiekit.widgets.case_editor import CaseEditor
from regiekit.widgets.casebar import CaseBar
from regiekit.widgets.declaration import proef_class
from regiekit.widgets.proef_panel import ProefPanel
from tests.widgets.samples import (
    PROEVEN,
    blocks,
    ends,
    keys,
    opened,
    plain,
    revealed,
    saved_settings,
    small,
    state,
    take,
)

each = pytest.mark.parametrize("key", PROEVEN)


def saved(folder, key, case="jeugdhulp"):
    """The answers of this proef, as they are in the file, without the version that some have."""
    answers = tomllib.loads((folder / f"{case}.toml").read_text(encoding="utf-8"))["antwoorden"][key]
    return {name: value for name, value in answers.items() if name != "versie"}


def errors(panel):
    return [b for b in blocks(panel.tree) if b["key"] == "_fout"]


@each
def test_looking_writes_nothing(folder, key):
    panel = opened(key)
    panel.text()
    panel.put(**{name: ends(c)[-1] for name, c in panel.controls.items()})
    assert not folder.exists()


@each
def test_the_prediction_is_in_the_file_and_comes_back(folder, key):
    panel = opened(key)
    high = ends(panel.guess_field)[1]
    panel.put(_guess=high)
    panel.clicked("_commit")
    assert saved(folder, key) == {"voorspelling": high}
    again = opened(key)
    assert (again.guessed, again.values["_guess"]) == ("voorspeld", high)
    assert again.live["_compare"] == panel.live["_compare"]


def test_a_prediction_can_be_skipped_and_done_again(folder):
    panel = opened("overlap")
    panel.clicked("_skip")
    assert saved(folder, "overlap") == {"zonder_voorspelling": True}
    assert opened("overlap").guessed == "overgeslagen"
    panel.clicked("_again")
    assert saved(folder, "overlap") == {}
    assert panel.guessed == opened("overlap").guessed == ""
    assert "_commit" in keys(panel)
    assert "_measures" not in keys(panel)
    panel.clicked("_commit")
    assert saved(folder, "overlap") == {"voorspelling": 1}


@pytest.mark.parametrize("key", [key for key in PROEVEN if key != "woord_in_document"])  # a document goes into no file
def test_notes_checks_and_settings_come_back(folder, key):
    panel = revealed(key)
    panel.put(**{name: ends(c)[-1] for name, c in panel.controls.items()})
    panel.put(_own="Regel één\n“twee” ☂ <b>")
    panel.put(**{f"_quiz:{q.key}": "1" for q in panel.declaration.questions})
    settings, said = panel.settings(), state(panel).report()
    panel.clicked("_keep")
    assert "Bewaard in de casus" in panel.live["_kept"]
    assert panel.spoken == "Bewaard."
    assert {"check": {}, **saved(folder, key)} == {
        "voorspelling": panel.values["_guess"], "eigen": "Regel één\n“twee” ☂ <b>", "check": {q.key: "1" for q in panel.declaration.questions},
        "instellingen": saved_settings(panel), "uitkomst": said,
    }  # fmt: skip
    panel.restart()
    for one in (panel, opened(key)):
        assert one.settings() == settings
        assert one.values["_own"] == "Regel één\n“twee” ☂ <b>"
        assert all(one.values[f"_quiz:{q.key}"] == "1" for q in one.declaration.questions)
        assert all("Dat klopt" in one.live[f"_feedback:{q.key}"] for q in one.declaration.questions)
    panel.clicked("_reset")
    assert panel.settings() == {name: c.start for name, c in panel.controls.items()}
    assert panel.values["_own"] == "Regel één\n“twee” ☂ <b>"


def test_the_note_is_kept_while_typing(folder):
    panel = revealed("overlap", "klein")
    panel.put(_own="Eerste gedachte")
    assert saved(folder, "overlap", "kleine-casus")["eigen"] == "Eerste gedachte"
    panel.put(_own="")
    assert opened("overlap").values["_own"] == ""


def test_what_is_kept_belongs_to_the_case(folder):
    panel = revealed("overlap", "warmte")
    panel.put(_own="Over warmte")
    panel.put(_case="regio")
    assert (panel.guessed, panel.values["_own"]) == ("", "")
    panel.put(_case="warmte")
    assert (panel.guessed, panel.values["_own"]) == ("voorspeld", "Over warmte")
    assert not (folder / "regio.toml").exists()


def test_nothing_can_be_written(folder):
    folder.write_text("geen map", encoding="utf-8")
    panel = revealed("overlap")
    panel.put(_own="Blijft")
    panel.clicked("_keep")
    assert "kan hier niet worden opgeslagen" in panel.live["_kept"]
    panel.restart()
    assert (panel.guessed, panel.values["_own"]) == ("voorspeld", "Blijft")


@pytest.mark.parametrize(
    "answers",
    [
        {"check": {"meer-claims": 3}}, {"check": {"meer-claims": "²"}}, {"check": {"meer-claims": ["1"]}}, {"check": "x"}, {"check": 3},
        {"instellingen": 3}, {"instellingen": "x"}, {"instellingen": {"sharpness": "x", "contact": 1e9, "weg": 1}},
        {"voorspelling": "abc"}, {"voorspelling": [1]}, {"eigen": 3}, {"zonder_voorspelling": "ja"}, {"onbekend": {"a": [1]}},
    ],
    ids=str,
)  # fmt: skip
def test_answers_that_were_edited_by_hand_break_nothing(answers):
    workspace.answer("overlap", **answers)
    panel = opened("overlap")
    assert panel.settings() == {"sharpness": 40, "contact": 20 if "weg" in str(answers) else 10, "orphans": "liggen"}
    panel.clicked("_skip")
    panel.put(sharpness=50)
    assert "_fout" not in panel.live


def test_a_prediction_that_cannot_be_read_was_not_made():
    workspace.answer("overlap", voorspelling="veel")
    assert opened("overlap").guessed == ""


# --- another case ----------------------------------------------------------------------------------------------------


def test_another_case_refreshes_all_open_panels():
    bar, panels = CaseBar(), [opened(key) for key in PROEVEN]
    title = load_shipped("warmte").title
    panels[2].put(_case="warmte")
    for panel in panels:
        assert panel.values["_case"] == "warmte"
        assert title in panel.text()
    assert bar.values["_case"] == "warmte"
    assert title in bar.text()
    bar.put(_case="jeugdhulp")
    title = load_shipped("jeugdhulp").title
    assert all(title in one.text() and one.values["_case"] == "jeugdhulp" for one in (bar, *panels))


def test_an_own_case_can_be_chosen():
    take("klein")
    take("jeugdhulp")
    panel = opened("verkokering")
    case = next(b for b in blocks(panel.tree) if b["key"] == "_case")
    assert ["kleine-casus", "Kleine casus"] in case["options"]
    panel.clicked("_skip")
    assert "Kies hier uw eigen casus" in str(panel.tree)
    panel.put(_case="kleine-casus")
    assert "eigen casus" in panel.tree[0]["kind"]
    panel.clicked("_skip")
    assert "U werkt aan uw eigen casus: ‘Kleine casus’." in str(panel.tree)


@pytest.mark.parametrize("wrong", ["bestaat-niet", "../jeugdhulp", "", None, 3])
@pytest.mark.parametrize("make", [lambda: opened("overlap"), CaseBar], ids=["proef", "bar"])
def test_a_case_that_is_not_there(make, wrong):
    panel = make()
    panel.put(_case=wrong)
    assert "er is geen casus" in panel.live["_fout"]
    assert errors(panel)[0]["role"] == "alert"
    assert workspace.current_key() == "jeugdhulp"
    panel.put(_case="regio")
    assert workspace.current_key() == "regio"
    assert "_fout" not in panel.live


def test_answers_go_to_the_case_on_the_screen(folder):
    """Another notebook (another kernel) chose another case in the meantime; this panel still shows the first."""
    panel = opened("overlap", "jeugdhulp")
    workspace.choose("warmte")
    panel.put(_guess=5)
    panel.clicked("_commit")
    panel.put(_own="Over jeugdhulp")
    panel.clicked("_keep")
    assert not (folder / "warmte.toml").exists()
    assert saved(folder, "overlap")["eigen"] == "Over jeugdhulp"
    assert "warmte" not in panel.live["_kept"].lower()


@pytest.mark.parametrize("make", [lambda: opened("overlap"), CaseBar], ids=["proef", "bar"])
def test_a_case_that_another_notebook_chose_already(make):
    panel, other = make(), opened("lenzen")
    workspace.choose("warmte")
    panel.put(_case="warmte")
    for one in (panel, other):
        assert load_shipped("warmte").title in one.text()
        assert one.values["_case"] == "warmte"


def test_one_panel_that_fails_does_not_keep_the_others_from_the_new_case():
    class Broken(proef_class("lenzen")):
        @classmethod
        def ready(cls, case):
            if case.title == load_shipped("warmte").title:
                raise ZeroDivisionError("kapot")

    broken = ProefPanel(Broken)
    others = [opened("overlap"), opened("verkokering"), CaseBar()]
    others[0].put(_case="warmte")
    assert all(load_shipped("warmte").title in one.text() for one in others)
    assert "ZeroDivisionError" in broken.live["_fout"]
    others[0].put(_case="regio")
    assert load_shipped("regio").title in broken.text()
    assert "_fout" not in broken.live


def test_the_case_editor_writes_in_the_case_on_the_screen(folder):
    """Another notebook chose a shipped case in the meantime; its parties may not be replaced by these."""
    workspace.start_own(**small())
    editor = CaseEditor()
    workspace.choose("warmte")
    editor.put(title="Nieuwe naam")
    assert not (folder / "warmte.toml").exists()
    assert workspace.current() == load_shipped("warmte")
    kept = tomllib.loads((folder / "kleine-casus.toml").read_text(encoding="utf-8"))
    assert kept["titel"] == "Nieuwe naam"
    assert [p["sleutel"] for p in kept["partijen"]] == [p.key for p in small()["parties"]]


# --- errors ----------------------------------------------------------------------------------------------------------


def fragile(**parts):
    """The island proef in which something breaks when three islands are merged."""

    class Fragile(proef_class("eilandenrijk")):
        def __init__(self, case, merged, **rest):
            if merged == 3:
                raise ZeroDivisionError("<i>delen</i> door nul")
            super().__init__(case, merged=merged, **rest)

    for name, part in parts.items():
        setattr(Fragile, name, part)
    return ProefPanel(Fragile)


def test_an_exception_in_a_reaction_is_shown_and_nothing_is_lost():
    panel = fragile()
    panel.clicked("_skip")
    panel.put(_own="Mijn notitie", bridges=2)
    panel.put(merged=3)
    assert len(errors(panel)) == 1
    assert errors(panel)[0]["role"] == "alert"
    said = panel.live["_fout"]
    assert "Dit ging niet goed (ZeroDivisionError: &lt;i&gt;delen&lt;/i&gt; door nul). Wat u invulde, is er nog." in said
    assert "<i>" not in said
    assert (panel.values["merged"], panel.values["bridges"], panel.values["_own"]) == (3, 2, "Mijn notitie")
    assert workspace.answers("eilandenrijk")["eigen"] == "Mijn notitie"
    panel.put(merged=1)
    assert "_fout" not in panel.live
    assert panel.live["_picture"]["words"] == state(panel).words()


def test_herstel_helps_after_an_exception():
    panel = fragile()
    panel.clicked("_skip")
    panel.put(merged=3)
    panel.clicked("_reset")
    assert "_fout" not in panel.live
    assert errors(panel) == []


def test_herstel_helps_after_an_exception_that_left_the_settings_alone():
    panel = revealed("overlap")
    panel.put(_own="\ud800")
    assert "kapot teken" in panel.live["_fout"]
    panel.clicked("_reset")
    assert "_fout" not in panel.live


def test_two_errors_make_one_notice():
    panel = fragile()
    panel.clicked("_skip")
    panel.put(merged=3)
    panel.put(bridges=1)
    assert len(errors(panel)) == 1


def test_an_unknown_button_or_field_does_nothing():
    panel = revealed("overlap")
    before = panel.values
    panel.clicked("_bestaat_niet")
    panel._on_message(None, {"click": "_bestaat_niet"}, [])
    panel._on_message(None, {}, [])
    panel._on_message(None, {"file": "x", "name": "y"}, [b"z"])
    assert panel.values == before
    assert "_fout" not in panel.live


def test_a_click_from_the_browser():
    panel = opened("overlap")
    panel._on_message(None, {"click": "_skip"}, [])
    assert panel.guessed == "overgeslagen"


def test_values_from_the_browser():
    panel = revealed("overlap")
    panel.set_state({"values": {**panel.values, "sharpness": 1000}})
    assert panel.values["sharpness"] == 100
    assert panel.live["_picture"]["words"] == state(panel).words()


# --- the bar ---------------------------------------------------------------------------------------------------------


def test_the_bar_offers_the_case_for_download():
    workspace.start_own(**small())
    bar, sent = CaseBar(), []
    bar.send = lambda content, buffers=None: sent.append((content, buffers))
    bar.clicked("_download")
    ((content, buffers),) = sent
    assert content == {"download": "kleine-casus.toml", "mime": "application/toml"}
    assert tomllib.loads(buffers[0].decode())["titel"] == "Kleine casus"


def test_the_bar_says_when_nothing_can_be_saved(folder):
    assert CaseBar().live["_notice"] == ""
    folder.mkdir()
    (folder / "jeugdhulp.toml").write_text("kapot =", encoding="utf-8")
    assert "kan niet worden gelezen" in plain(CaseBar().live["_notice"])
