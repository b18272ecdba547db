"""Two tabs on one own case, each with a kernel of its own: nothing typed is lost, and what both typed stands side by side."""

import pytest

import regiekit
from regiekit.cases import workspace
from regiekit.widgets import panel as panels
from regiekit.widgets.case_editor import CaseEditor
from tests.widgets.samples import plain


def tab(cls=CaseEditor, *of):
    """A panel that hears nothing of the others, as in another kernel."""
    made = cls(*of)
    panels._open.discard(made)
    return made


@pytest.fixture
def both():
    workspace.start_own("Samen", parties=())
    one, other = tab(), tab()
    return one, other


def names():
    return [p.name for p in workspace.current().parties]


def row(editor, name):
    return next(r for r in editor.values["partijen"] if r["naam"] == name)


def typed(editor, name, **cells):
    editor.put(partijen=[r | cells if r["naam"] == name else r for r in editor.values["partijen"]])


def test_who_types_only_the_question_deletes_no_parties(both):
    one, other = both
    one.put(partijen=[{"naam": n} for n in ("GGD", "School", "Politie")])
    other.put(question="Wie doet wat?")
    assert names() == ["GGD", "School", "Politie"]
    assert workspace.current().question == "Wie doet wat?"
    assert [r["naam"] for r in other.values["partijen"] if r["naam"]] == names()  # and it shows what the other tab typed
    one.put(summary="In de wijk.")
    assert (one.values["question"], workspace.current().question) == ("Wie doet wat?", "Wie doet wat?")


def test_renaming_and_adding_at_the_same_time(both):
    one, other = both
    one.put(partijen=[{"naam": "GGD"}])
    other.restart()
    typed(one, "GGD", naam="GGD Zuid")
    other.put(partijen=[*other.values["partijen"], {"naam": "School"}], relaties=[])
    one.put(partijen=[*one.values["partijen"], {"naam": "School"}])  # the same name, typed twice
    assert names() == ["GGD Zuid", "School", "School"]
    assert len({p.key for p in workspace.current().parties}) == 3


def test_what_both_typed_stands_beside_with_buttons(both):
    one, other = both
    one.put(partijen=[{"naam": "GGD"}])
    other.restart()
    typed(one, "GGD", sector="zorg")
    typed(other, "GGD", sector="gezondheid")
    case = workspace.current()
    assert case.parties[0].sector == "gezondheid"  # the newer
    assert [(b.where[0], b.where[-1], b.value) for b in case.beside] == [("partijen", "sector", "zorg")]
    bar = tab(regiekit.bar)
    shown = plain(" ".join(b.get("html", "") for b in _blocks(bar.tree)))
    assert "Partij GGD, sector: ‘zorg’" in shown
    bar.clicked(f"_take:{case.beside[0].id}")
    assert (workspace.current().parties[0].sector, workspace.current().beside) == ("zorg", ())
    assert "_besides" not in [b["key"] for b in _blocks(bar.tree)]


def test_leaving_it_out_and_pressing_twice(both):
    one, other = both
    one.put(question="Eén?")
    other.put(question="Twee?")
    (beside,) = workspace.current().beside
    other.clicked(f"_leave:{beside.id}")
    other.clicked(f"_leave:{beside.id}")
    assert (workspace.current().question, workspace.current().beside) == ("Twee?", ())


def test_a_row_that_one_deletes_and_the_other_changes_stays(both):
    one, other = both
    one.put(partijen=[{"naam": n} for n in ("GGD", "School")])
    other.restart()
    typed(other, "GGD", sector="zorg")
    one.put(partijen=[row(one, "School")])
    assert sorted(names()) == ["GGD", "School"]
    one.put(partijen=[row(one, "School")])  # now it has seen the change
    assert names() == ["School"]


def test_a_proef_and_the_editor_on_one_case():
    workspace.start_own("Samen", parties=())
    editor = tab()
    editor.put(partijen=[{"naam": "GGD"}, {"naam": "School"}])
    proef = tab(regiekit.proef, "poolse_landdag")
    typed(editor, "GGD", omvang="4")
    proef.put(**{"_ask:partijen": [r | {"positie": "voor"} for r in proef.values["_ask:partijen"]]})
    ggd = workspace.current().party("ggd")
    assert (ggd.size, ggd.position) == (4, "voor")


def _blocks(tree):
    for block in tree:
        yield block
        yield from _blocks(block.get("blocks", ()))
