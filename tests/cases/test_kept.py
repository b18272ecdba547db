"""Work folders of earlier versions open, with all that was typed in them, and opening them changes nothing on disk (see kept/README.md)."""

import json
import re
import shutil
from html import unescape
from pathlib import Path

import pytest
from ipywidgets import Widget

import regiekit
from regiekit.cases import workspace
from regiekit.cases.earlier import KINDS, UNTOUCHED
from regiekit.widgets.aside import marked

KEPT = Path(__file__).parent / "kept"
#: Case -> proef -> what was typed about parties, tasks or issues that the case of then had and the present one hasn't: it is put aside.
GONE = {
    "regio": {
        "eilandenrijk": ("merged", "bridges", "questions"),
        "past_niet": ("issue",),
        "spelers": ("rows",),
        "brede_agenda": ("issues",),
        "winst_en_dreiging": ("_guess",),
        "rollen_en_niveaus": ("places",),
    }
}
RECORDS = [(path, json.loads(line)) for path in sorted(KEPT.glob("*/*.jsonl")) for line in path.read_text(encoding="utf-8").splitlines()]
PLACES = list(dict.fromkeys((path, one["case"]) for path, one in RECORDS if "case" in one))


def named(path, *what):
    return "-".join((path.parent.name, path.stem, *what))


def records(kind, of="case"):
    """The records with this key as arguments of a test; `of` a case, or a file that is opened from disk."""
    return [pytest.param(path, one, id=named(path, one[of], one[kind])) for path, one in RECORDS if kind in one and of in one]


@pytest.fixture(scope="module")
def copies(tmp_path_factory):
    """A copy of each folder, read once: looking changes nothing in it, as each test says."""
    return {
        path: shutil.copytree(path.with_suffix(""), tmp_path_factory.mktemp(path.stem) / "werk")
        for path in dict.fromkeys(p for p, _ in RECORDS)
    }


@pytest.fixture
def opened(copies, tmp_path, monkeypatch):
    """A function that makes a folder the learner's, and chooses a case in it; `own`: another copy, to write in."""

    def opened(path, case=None, own=False):
        folder = shutil.copytree(path.with_suffix(""), tmp_path / "werk") if own else copies[path]
        monkeypatch.setenv(workspace.VARIABLE, str(folder))
        if case:
            workspace.choose(case)
        return folder

    yield opened
    Widget.close_all()


def content(folder):
    """What is on disk, but for the choice that a test makes."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != "keuze.toml"}


def blocks(tree):
    for block in tree:
        yield block["key"]
        yield from blocks(block.get("blocks", ()))


def now(typed):
    """Values of the editor of format 1 as they stand there now: what had a start value and no key in the file is not known, a tie's
    direction, which had no cell, is looked at apart."""
    tables = {
        key: [{k: v for k, v in row.items() if k not in ("gericht", "in_te_houden")} for row in rows]
        for key, rows in typed.items()
        if isinstance(rows, list)
    }
    for row in tables.get("partijen", ()):
        untouched = row["soort"] in KINDS and all(row[name] == str(word) for name, word in UNTOUCHED.items())
        row.update(dict.fromkeys(("soort", *UNTOUCHED) if untouched else (), ""), vervangbaar=row["vervangbaar"].replace("nee", ""))
    return typed | tables


def regrouped(values):
    """What the editor of before held of values, in one cell a party, as the tables that it has now: what each wants, and a row per value."""
    if "waarden" not in values or any("naam" in row for row in values["waarden"]):
        return values
    weights = {row["partij"]: dict(pair.rpartition("=")[::2] for pair in row["waarden"].split("; ") if pair) for row in values["waarden"]}
    names = dict.fromkeys(name for of in weights.values() for name in of)
    table = [{"was": n, "naam": n, **{f"waarde_{p}": of.get(n, "").replace(".", ",") for p, of in weights.items()}} for n in names]
    wants = [{"partij": row["partij"], "belangen": row["belangen"]} for row in values["waarden"]]
    return {**values, "waarden": table, "belangen": wants}


def without_ids(value):
    return (
        [{k: v for k, v in row.items() if k not in ("id", "gericht", "in_te_houden")} for row in value]
        if isinstance(value, list)
        else value
    )


def flat(answers):
    """The prediction and the settings by name, as what is put aside is named."""
    return {"voorspelling": answers.get("voorspelling")} | {
        f"instellingen.{key}": one for key, one in answers.get("instellingen", {}).items()
    }


NO = object()


def taken(panel, key, value):
    """What a field that the proef still has makes of a kept value (a column that is new is empty); NO where it takes none like it, which is put aside."""
    field = panel.guess_field if key == "_guess" else panel.controls.get(key)
    if field is None:
        return value if key in panel.values else NO
    try:
        return field.accept(value)
    except ValueError:
        return NO


def check(record):
    """The panel of the record shows what was typed. Of a proef that came to mean something else, settings and prediction are put aside."""
    kept, predicted = record.get("proef"), record.get("predicted", False)
    gone = GONE.get(record.get("case"), {}).get(kept, ())
    values = {key: value for key, value in record["values"].items() if key not in gone}
    if kept and marked(kept) and not record.get("version"):
        values, predicted = {key: value for key, value in values.items() if key.startswith(("_own", "_quiz:"))}, False
    values = regrouped(values)
    panel = regiekit.proef(kept) if kept else {"editor": regiekit.case_editor, "plan": regiekit.regieplan}[record["panel"]]()
    if kept:
        values = {key: said for key, value in values.items() if (said := taken(panel, key, value)) is not NO}
    elif record.get("panel") == "editor":  # a column that is new is empty
        values = {**values, "partijen": [{**row, "hoort_bij": ""} for row in values["partijen"]]}
        values["relaties"] = [{**row, "in_te_houden": ""} for row in values["relaties"]]
    if record.get("panel") == "editor" and not any("id" in row for row in values["partijen"]):  # of format 1
        assert {key: without_ids(panel.values.get(key)) for key in values} == now(values)
        assert [tie.runs for tie in workspace.current().ties] == [row["gericht"] for row in values["relaties"]]
    else:
        assert {key: panel.values.get(key) for key in values} == values
    if kept:
        assert not {"_fout", "_commit"} & {*panel.live, *blocks(panel.tree)}
        assert bool(panel.live.get("_guessed")) == (predicted and "_guess" in values)


def test_there_are_kept_folders():
    assert len({record["proef"] for _, record in RECORDS if "proef" in record}) >= 44


@pytest.mark.parametrize(("path", "record"), records("proef") + records("panel"))
def test_what_was_typed_is_found_again(opened, path, record):
    folder = opened(path, record["case"])
    check(record)
    assert content(folder) == content(path.with_suffix(""))


@pytest.mark.parametrize(
    ("path", "record"), [one for one in records("proef") if one.values[1]["proef"] in GONE.get(one.values[1]["case"], {})]
)
def test_what_the_case_no_longer_has_is_put_aside(opened, path, record):
    opened(path, record["case"], own=True)
    before = flat(workspace.current().answers[record["proef"]])
    regiekit.proef(record["proef"]).put(_own="Van nu")
    now = workspace.current().answers[record["proef"]]
    assert now["eigen"] == "Van nu"
    aside = {one["naam"]: one["waarde"] for one in now.get("opzij", ())}
    assert {name: (flat(now) | aside).get(name) for name in before} == before


@pytest.mark.parametrize("path", [pytest.param(path, id=named(path)) for path, one in RECORDS if "chosen" in one])
def test_the_case_in_use_is_the_one_that_was_chosen(opened, path):
    folder = opened(path, own=True)
    choice = folder / "keuze.toml"
    before = choice.read_bytes() if choice.exists() else None
    assert regiekit.bar().values["_case"] == next(one["chosen"] for at, one in RECORDS if at == path and "chosen" in one)
    assert content(folder) == content(path.with_suffix(""))
    assert (choice.read_bytes() if choice.exists() else None) == before


@pytest.mark.parametrize(("path", "case"), [pytest.param(*place, id=named(*place)) for place in PLACES])
def test_the_regieplan_holds_each_own_text(opened, path, case):
    folder = opened(path, case)
    panel = regiekit.regieplan()
    panel.clicked("_plan")
    plan = unescape(re.sub(r"<[^>]*>", "\n", panel.live["_shown"]))
    here = [one for at, one in RECORDS if at == path and one.get("case") == case]
    own = [text for one in here for text in (one["values"].get("_own", ""), one.get("said", ""))]
    for value in (value for one in here if one.get("panel") == "plan" for value in one["values"].values()):
        own += [value] if isinstance(value, str) else [cell for row in value for cell in row.values()]
    lines = [line.strip() for text in own for line in text.splitlines()]
    assert [line for line in lines if line not in plan] == []
    assert content(folder) == content(path.with_suffix(""))


@pytest.mark.parametrize(("path", "case"), [pytest.param(*place, id=named(*place)) for place in PLACES])
def test_who_types_on_loses_nothing(opened, path, case):
    folder = opened(path, case, own=True)
    first, *others = [one for at, one in RECORDS if at == path and one.get("case") == case and "proef" in one]
    lines = (folder / f"{case}.toml").read_text(encoding="utf-8").splitlines()
    panel = regiekit.proef(first["proef"])
    panel.put(_own="Van nu")
    check(first | {"values": first["values"] | {"_own": "Van nu"}})
    for other in others[::9]:
        check(other)
    foreign = [line for line in lines if line.startswith(("projectnummer", "telefoon"))]
    assert [line for line in foreign if line not in (folder / f"{case}.toml").read_text(encoding="utf-8")] == []


@pytest.mark.parametrize(("path", "record"), records("proef", "file"))
def test_an_earlier_version_can_be_brought_back(opened, path, record):
    folder = opened(path, own=True)
    regiekit.bar().received("_file", record["file"], (folder / record["file"]).read_bytes())
    check(record)


@pytest.mark.parametrize("path", [pytest.param(path, id=named(path)) for path in dict.fromkeys(path for path, _ in RECORDS)])
def test_every_file_in_the_folder_is_listed_also_one_that_cannot_be_read(opened, path):
    folder = opened(path)
    files = {file.stem for file in folder.glob("*.toml") if not file.stem.endswith(".vorige")} - {"keuze"}
    assert files <= workspace.listing().keys()
