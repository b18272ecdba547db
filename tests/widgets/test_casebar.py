"""What is saved is the case on the screen, with everything that was answered in it."""

import attrs
import pytest

from regiekit.cases import loads, workspace
from regiekit.widgets.case_editor import CaseEditor
from regiekit.widgets.casebar import CaseBar

PANELS = {"bar": (CaseBar, "_download"), "editor": (CaseEditor, "_toml")}
both = pytest.mark.parametrize("name", PANELS)


def saved(panel, button):
    files = []
    panel.download = lambda name, data, mime: files.append((name, loads(data.decode())))
    panel.clicked(button)
    [file] = files
    return file


def elsewhere(key):
    """Another notebook, in another kernel, chooses a case: no panel here hears of it."""
    workspace.choose(key)


@both
def test_the_case_shown_is_saved_whichever_is_in_use(name):
    make, button = PANELS[name]
    workspace.choose("regio")
    panel = make()
    elsewhere("warmte")
    file, case = saved(panel, button)
    assert file == "regio.toml"
    assert case.title == panel.case.title == "Wie spreekt voor de regio Breedwater?"
    assert case.title in panel.text()
    assert workspace.current_key() == "warmte"


@both
def test_answers_given_meanwhile_are_saved(name):
    make, button = PANELS[name]
    panel = make()
    workspace.answer("04_structuur", "eilandenrijk", voorspelling=3)
    _, case = saved(panel, button)
    assert case.answers == {"04_structuur": {"eilandenrijk": {"voorspelling": 3}}}


@both
def test_a_case_that_is_gone_is_saved_as_shown(name, folder):
    make, button = PANELS[name]
    workspace.start_own("Weg")
    panel = make()
    (folder / "weg.toml").unlink()
    file, case = saved(panel, button)
    assert (file, case) == ("weg.toml", panel.case)


@both
def test_a_case_that_cannot_be_read_is_saved_as_shown(name, folder):
    make, button = PANELS[name]
    workspace.start_own("Stuk")
    panel = make()
    (folder / "stuk.toml").write_text("titel =", encoding="utf-8")
    assert saved(panel, button) == ("stuk.toml", panel.case)


def test_a_party_without_a_name_survives_the_editor():
    workspace.start_own("Naamloos")
    case = workspace.change(lambda c: loads('formaat = 1\ntitel = "Naamloos"\nstatus = "eigen"\n[[partijen]]\nsleutel = "a"\n[[partijen]]\nsleutel = "b"\nnaam = "B"\n'
                                            '[[relaties]]\nvan = "a"\nnaar = "b"\n[[taken]]\nsleutel = "t"\nnodig = ["a", "b"]\n'))
    assert case.party("a").name == ""
    editor = CaseEditor()
    assert [r["naam"] for r in editor.values["partijen"]] == ["a", "B"]
    editor.put(question="Wat nu?")
    now = workspace.current()
    assert now.party_keys == ("a", "b")
    assert now.ties == case.ties
    assert [attrs.evolve(t, name="", short="") for t in now.tasks] == list(case.tasks)
