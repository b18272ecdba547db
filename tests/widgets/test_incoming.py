"""A spreadsheet is shown before it becomes a case: in the case bar and in the editor alike."""

import io
import json
import zipfile

import pytest

from regiekit.cases import workspace
from regiekit.widgets.case_editor import CaseEditor
from regiekit.widgets.casebar import CaseBar

EVIL = "<img src=x onerror=alert(1)>"
both = pytest.mark.parametrize("make", [CaseBar, CaseEditor])


def blocks(tree):
    for block in tree:
        yield block
        yield from blocks(block.get("blocks", []))


def fields(panel):
    return {block["key"]: block for block in blocks(panel.tree) if block["key"].startswith("_in_")}


@both
def test_nothing_is_taken_over_before_the_press(make):
    panel, before = make(), workspace.current_key()
    panel.received("_file", "lijst.csv", b"organisatie;sector\nGGD;zorg\nSchool;onderwijs\n")
    assert workspace.current_key() == before
    assert "komt: 2 partijen en 0 relaties" in panel.live["_in_words"]
    assert "naam (kolom ‘organisatie’), sector" in panel.live["_in_words"]
    assert panel.values["_in_naam"] == "organisatie"
    panel.clicked("_in_take")
    assert workspace.current().title == "lijst"
    assert len(workspace.current().parties) == 2
    assert "Overgenomen: 2 partijen en 0 relaties." in panel.live["_opened"]
    assert not fields(panel)
    assert "_in_words" not in panel.live


@both
def test_the_learner_says_which_column_and_what_the_same_name_means(make):
    panel = make()
    panel.received("_file", "lijst.csv", b"wie;wat\nGGD;zorg\nSchool;onderwijs\nGGD;jeugd\n")
    assert "_in_take" not in fields(panel)
    assert "er is geen kolom" in panel.live["_in_words"]
    panel.put(_in_naam="wie")
    assert "3 partijen" in panel.live["_in_words"]
    panel.put(_in_dubbel="samen")
    assert "2 partijen" in panel.spoken
    panel.clicked("_in_take")
    assert [party.name for party in workspace.current().parties] == ["GGD", "School"]


@both
def test_who_leaves_it_keeps_the_case(make):
    panel, before = make(), workspace.current_key()
    panel.received("_file", "lijst.csv", b"naam\nGGD\n")
    panel.clicked("_in_leave")
    assert workspace.current_key() == before
    assert not fields(panel)


@both
def test_what_another_panel_does_meanwhile_leaves_the_preview(make):
    panel, other = make(), CaseBar()
    panel.received("_file", "lijst.csv", b"naam\nGGD\n")
    other.put(_case="regio")
    assert workspace.current_key() == "regio"
    assert "1 partij en" in panel.live["_in_words"]


def test_another_sheet_has_other_columns():
    import openpyxl

    book = openpyxl.Workbook()
    book.active.append(["toelichting"])
    for name in ("A", "B"):
        sheet = book.create_sheet(name)
        for row in (["organisatie", f"kolom {name}"], [f"GGD {name}", "x"]):
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    panel = CaseBar()
    panel.received("_file", "boek.xlsx", out.getvalue())
    assert (panel.values["_in_blad"], panel.values["_in_naam"]) == ("A", "organisatie")
    panel.put(_in_blad="B")
    assert ["kolom B", "kolom B"] in fields(panel)["_in_naam"]["options"]
    panel.clicked("_in_take")
    assert workspace.current().parties[0].name == "GGD B"


@both
def test_what_a_file_says_is_text(make):
    panel = make()
    data = f"naam;{EVIL};soort\n{EVIL};{EVIL};{EVIL}\n{EVIL};a\ufffdb;x\n"
    panel.received("_file", f"{EVIL}.csv", data.encode())
    assert "<img" not in panel.live["_in_words"]
    assert "&lt;img" in panel.live["_in_words"]
    panel.received("_file", "x.csv", f"{EVIL};b\n1;2\n".encode())
    assert "<img" not in panel.live["_in_words"]


@both
def test_what_cannot_be_read_says_so_at_the_field(make):
    panel = make()
    panel.received("_file", "a.xlsx", b"PK\x03\x04 stuk")
    assert "geen goed xlsx-bestand" in panel.live["fout:_file"]
    assert not fields(panel)


def test_the_tables_come_in_one_file():
    editor, sent = CaseEditor(), []
    editor.download = lambda *file: sent.append(file)
    editor.clicked("_csv")
    [(name, data, mime)] = sent
    assert (name, mime) == (f"{editor.key}-tabellen.zip", "application/zip")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.namelist() == [f"{editor.key}-{file}" for file in ("partijen.csv", "relaties.csv", "taken.csv", "herkomst.json")]
        assert archive.read(f"{editor.key}-partijen.csv").startswith(b"\xef\xbb\xbfsleutel;")


@both
def test_the_preview_can_be_sent(make):
    panel = make()
    panel.received("_file", "lijst.csv", b"naam\nGGD\n")
    json.dumps([panel.tree, panel.values, panel.live])
