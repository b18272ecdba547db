"""What is saved is the case on the screen, with everything that was answered in it."""

import io
import json
import re
import time
import zipfile
from datetime import UTC, datetime

import attrs
import pytest

from regiekit.cases import dumps, from_file, load, load_shipped, loads, provenance, workspace
from regiekit.cases.networks import ENDS
from regiekit.widgets.case_editor import CaseEditor
from regiekit.widgets.casebar import CaseBar, when
from regiekit.widgets.declaration import proef_class
from regiekit.widgets.proef_panel import proef
from regiekit.widgets.regieplan import record

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
    workspace.answer("eilandenrijk", voorspelling=3)
    _, case = saved(panel, button)
    assert case.answers == {"eilandenrijk": {"voorspelling": 3}}


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
    case = workspace.change(
        lambda c: loads(
            'formaat = 2\ntitel = "Naamloos"\nstatus = "eigen"\n[[partijen]]\nsleutel = "a"\n[[partijen]]\nsleutel = "b"\nnaam = "B"\n'
            '[[relaties]]\nvan = "a"\nnaar = "b"\n[[taken]]\nsleutel = "t"\nnodig = ["a", "b"]\n'
        )
    )
    assert case.party("a").name == ""
    editor = CaseEditor()
    assert [r["naam"] for r in editor.values["partijen"]] == ["a", "B"]
    editor.put(question="Wat nu?")
    now = workspace.current()
    assert now.party_keys == ("a", "b")
    assert now.ties == case.ties
    assert [attrs.evolve(t, name="", short="") for t in now.tasks] == list(case.tasks)


# --- opening from disk -----------------------------------------------------------------------------------------------

FILE = dumps(load_shipped("regio").with_changes(title="Ons dossier", status="eigen")).encode()


def fields(tree):
    """Every block of a panel, by key."""
    return {b["key"]: b for block in tree for b in [block, *fields(block.get("blocks", [])).values()]}


def received(panel, name, data):
    """A file chosen in the browser, in the parts in which it travels."""
    for i in range(0, max(1, len(data)), 1000):
        content = {"file": "_file", "name": name, "first": i == 0, "more": i + 1000 < len(data)}
        panel._on_message(None, content, [memoryview(data[i : i + 1000])])


def test_the_bar_has_both_ways_and_each_has_a_name():
    blocks = fields(CaseBar().tree)
    assert blocks["_download"]["label"] == "Bewaar op schijf"
    assert (blocks["_file"]["t"], blocks["_file"]["label"]) == ("file", "Open van schijf")
    assert blocks["_file"]["accept"].split(",") == [".toml", *(f".{end}" for end in ENDS)]


@both
def test_a_file_from_disk_is_in_use_in_every_open_panel(name):
    panel, bar, editor, one = PANELS[name][0](), CaseBar(), CaseEditor(), proef("eilandenrijk")
    received(panel, "ons dossier.toml", FILE)
    assert workspace.current().title == "Ons dossier"
    for other in (panel, bar, editor, one):
        assert other.case.title == "Ons dossier"
        assert other.values["_case"] == workspace.current_key()
    assert (
        panel.live["_opened"]
        == "<p>‘ons dossier.toml’ is geopend. U werkt nu met de casus ‘Ons dossier’. Uw andere casussen zijn er nog.</p>"
    )
    assert panel.spoken in panel.live["_opened"]


@both
def test_a_network_is_opened_and_what_became_of_it_is_said(name):
    panel = PANELS[name][0]()
    evil = "<img src=x onerror=alert(1)>"
    received(panel, "netwerk.csv", f"Source;Target;Type;Weight;{evil}\n{evil};School;Directed;3;7\n".encode())
    case = workspace.current()
    assert (case.title, [party.called for party in case.parties], case.ties[0].weight) == ("netwerk", [evil, "School"], 3)
    assert case.status == "eigen"
    for sentence in ("Gelezen: 2 partijen en 1 relatie.", "Richting: alle relaties hebben een richting.", "Bewaard als eigen kolom"):
        assert sentence in panel.live["_opened"]
    assert "<img" not in panel.live["_opened"]
    received(panel, "netwerk.gml", b"graph [")
    assert "mist een ]" in panel.live["fout:_file"]
    assert workspace.current() == case


def test_saved_and_opened_again_is_the_same_case_with_its_answers():
    workspace.answer("eilandenrijk", voorspelling=3, eigen="Met “aanhaling”, émojis 🎈 en\nregels")
    bar, files = CaseBar(), []
    bar.download = lambda name, data, mime: files.append((name, data))
    bar.clicked("_download")
    before = workspace.current()
    workspace.answer("eilandenrijk", voorspelling=9)  # and later something else
    received(bar, *files[0])
    assert workspace.current() == before
    assert workspace.current_key() != "jeugdhulp"
    workspace.choose("jeugdhulp")
    assert workspace.answers("eilandenrijk")["voorspelling"] == 9  # what was there is still there


@both
@pytest.mark.parametrize(("file", "data", "sentence"), [
    ("leeg.toml", b"", "het bestand is leeg"),
    ("kapot.toml", b"formaat = 1\ntitel = \"", "regel 2"),
    ("vreemd.toml", b"[tool.poetry]\nname = 'x'\n", "dit is geen casus"),
    ("groot.toml", b"# " + b"x" * 20_100_000, "groter dan 20 MB"),
    ("diep.toml", b"a = " + b"[" * 5000, "te diep"),
    ("zestien.toml", "titel = 'x'".encode("utf-16"), "UTF-16"),
    ("byte.toml", b"titel = '\xff'", "een teken dat niet klopt"),
    ("brief.docx", b"PK\x03\x04 niets", ""),
    ("foto.png", b"\x89PNG\r\n", ""),
    ("<img src=x onerror=alert(1)>.toml", b"a", "regel 1"),
    ("../../etc/passwd.toml", b"a = ", "regel 1"),
    ("", b"", ""),
])  # fmt: skip
def test_a_file_that_is_no_case_gets_a_sentence_and_changes_nothing(name, file, data, sentence, folder):
    workspace.start_own("Wat er was")
    before, kept = workspace.in_use(), sorted(p.name for p in folder.iterdir())
    panel = PANELS[name][0]()
    received(panel, file, data)
    said = panel.live["fout:_file"]
    assert sentence in said
    assert said[-1:] not in ("", ":")
    assert "Traceback" not in said
    assert "_fout" not in panel.live
    assert workspace.in_use() == before
    assert sorted(p.name for p in folder.iterdir()) == kept
    received(panel, "goed.toml", FILE)
    assert "fout:_file" not in panel.live
    assert workspace.current().title == "Ons dossier"


def test_a_hostile_case_stays_text_in_the_bar():
    evil = "<img src=x onerror=alert(1)>"
    bar = CaseBar()
    received(bar, f"{evil}.toml", dumps(load_shipped("regio").with_changes(title=evil, summary=evil, question=evil)).encode())
    assert workspace.current().title == evil
    for content in bar.live.values():
        assert "<img" not in str(content)


def test_without_a_place_to_write_an_opened_case_is_in_use_and_the_bar_says_so(folder):
    folder.write_text("geen map", encoding="utf-8")
    bar = CaseBar()
    received(bar, "goed.toml", FILE)
    assert workspace.current().title == bar.case.title == "Ons dossier"
    assert "kan hier niet worden opgeslagen" in bar.live["_notice"]
    assert "‘Bewaar op schijf’" in bar.live["_notice"]


def test_a_disk_that_fills_up_while_working_is_told_in_every_bar_at_once_and_so_is_room_again(folder, monkeypatch):
    bar, editor, one = CaseBar(), CaseEditor(), proef("eilandenrijk")
    with monkeypatch.context() as full:

        def fail(*_):
            raise OSError(28, "vol")

        full.setattr("os.replace", fail)
        one.clicked("_skip")
        for panel in (bar, editor):
            assert "de schijf is vol" in panel.live["_notice"]
        assert "‘Bewaar op schijf’" in bar.spoken
        assert one.guessed == "overgeslagen"
    one.put(_own="Nu is er weer ruimte")
    assert bar.live["_notice"] == editor.live["_notice"] == ""
    assert load(folder / "jeugdhulp.toml") == workspace.current()


# --- earlier versions ------------------------------------------------------------------------------------------------


def versions(bar):
    """The moments that the bar offers, and whether there is a button."""
    blocks = fields(bar.tree)
    return [label for _, label in blocks["_moment"]["options"]] if "_back" in blocks else []


def test_the_bar_brings_an_earlier_version_back_in_every_open_panel(monkeypatch):
    workspace.start_own("Wijk", question="Hoe?")
    bar, editor = CaseBar(), CaseEditor()
    assert fields(bar.tree)["_versions"]["summary"] == "Eerdere versies"
    assert versions(bar) == []
    assert "Die zijn er nog niet" in str(bar.tree)
    workspace.change(lambda case: case.with_changes(question="Waarom?"))
    bar.clicked("_versions")  # the fold is opened
    [label] = versions(bar)
    assert re.fullmatch(r"\d{1,2} [a-z]+ \d{4}, \d\d:\d\d:\d\d", label)
    bar.clicked("_back")
    assert workspace.current().question == bar.case.question == editor.values["question"] == "Hoe?"
    assert bar.live["_opened"] == f"<p>De versie van {label} is terug. Wat er stond, is bewaard bij de eerdere versies.</p>"
    assert bar.spoken in bar.live["_opened"]
    assert len(versions(bar)) == 2
    bar.put(_moment=fields(bar.tree)["_moment"]["options"][0][0])
    bar.clicked("_back")
    assert bar.case.question == "Waarom?"


def test_a_moment_is_told_by_the_clock_of_the_learner(monkeypatch):
    monkeypatch.setenv("TZ", "Europe/Amsterdam")
    time.tzset()
    try:
        assert when(datetime(2026, 3, 1, 12, 5, 9, tzinfo=UTC)) == "1 maart 2026, 13:05:09"
        assert when(datetime(2026, 7, 31, 22, 0, tzinfo=UTC)) == "1 augustus 2026, 00:00:00"
    finally:
        monkeypatch.undo()
        time.tzset()


def test_a_broken_file_comes_back_by_its_versions(folder):
    workspace.start_own("Stuk")
    workspace.answer("a", x=1)
    (folder / "stuk.toml").write_text("titel =", encoding="utf-8")
    bar = CaseBar()
    assert (bar.key, fields(bar.tree)["_moment"]["label"]) == ("jeugdhulp", "Versies van ‘stuk’")
    bar.clicked("_back")
    assert (bar.key, bar.case.title, bar.live["_notice"]) == ("stuk", "Stuk", "")
    assert fields(bar.tree)["_moment"]["label"] == "Versies van deze casus"


def test_a_version_that_is_gone_is_said_at_the_field(folder):
    workspace.start_own("Wijk")
    workspace.answer("a", x=1)
    bar = CaseBar()
    for path in (folder / "eerder").iterdir():
        path.unlink()
    bar.clicked("_back")
    assert bar.live["fout:_moment"] == "deze eerdere versie is er niet meer; kies een andere"
    assert workspace.answers("a") == {"x": 1}


# --- what an earlier version wrote by itself -------------------------------------------------------------------------

OLD = """formaat = 1
titel = "Plein"
status = "eigen"
"""
START = 'soort = "instelling"\nomvang = 3\nschaal = "lokaal"\npositie = "afwachtend"\n'
WRITTEN = ("instelling", 3, "lokaal", "afwachtend")


def old(folder, *names):
    """An own case of format 1 with these parties, and one that was filled in."""
    rows = "".join(f'[[partijen]]\nsleutel = "p{i}"\nnaam = "{name}"\n{START}' for i, name in enumerate(names))
    folder.mkdir(exist_ok=True)
    (folder / "plein.toml").write_text(f'{OLD}{rows}[[partijen]]\nsleutel = "q"\nnaam = "Q"\nomvang = 4\n', encoding="utf-8")
    workspace.choose("plein")
    return CaseBar()


def known(key):
    party = workspace.current().party(key)
    return (party.kind, party.size, party.scale, party.position)


def test_the_bar_asks_once_whether_start_values_were_meant(folder):
    bar = old(folder, "Alfa", "Beta")
    assert fields(bar.tree)["_doubted"]["html"] == (
        "<p>Klopt het dat bij deze 2 partijen alleen de naam was ingevuld (Alfa en Beta), en dat de vorige versie zelf "
        "‘soort instelling, omvang 3, schaal lokaal, positie afwachtend’ opschreef?</p>"
    )
    assert [fields(bar.tree)[key]["label"] for key in ("_untouched", "_meant")] == ["Ja, nog niet ingevuld", "Nee, dat klopt zo"]
    bar.clicked("_untouched")
    assert "_doubted" not in fields(bar.tree)
    assert "_doubted" not in fields(CaseBar().tree)
    assert (known("p0"), known("p1"), known("q")) == ((None,) * 4, (None,) * 4, (None, 4, None, None))
    assert load(folder / "plein.toml").doubted == ()


def test_who_meant_them_gets_them_back_but_not_over_what_was_filled_in_since(folder):
    bar, editor = old(folder, "Alfa", "Beta"), CaseEditor()
    workspace.change(lambda case: case.with_changes(parties=[attrs.evolve(p, size=5) if p.key == "p1" else p for p in case.parties]))
    bar.clicked("_meant")
    assert (known("p0"), known("p1"), known("q")) == (WRITTEN, ("instelling", 5, "lokaal", "afwachtend"), (None, 4, None, None))
    assert workspace.current().doubted == ()
    assert editor.case == workspace.current()


def test_what_was_written_of_the_kind_is_named_and_comes_back_for_each(folder):
    old(folder, "Alfa", "Beta")
    path = folder / "plein.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('"instelling"', '"overig"', 1), encoding="utf-8")
    bar = CaseBar()
    assert "‘soort instelling of overig, omvang 3, schaal lokaal" in str(bar.tree)
    bar.clicked("_meant")
    assert (known("p0"), known("p1")) == (("overig", *WRITTEN[1:]), WRITTEN)
    assert [party.extra for party in workspace.current().parties] == [{}, {}, {}]


def test_one_party_many_parties_and_none(folder):
    assert "bij deze partij alleen de naam was ingevuld (Alfa), en" in str(old(folder, "Alfa").tree)
    bar = old(folder, *(f"<b>{i}" for i in range(11)))
    assert "bij deze 11 partijen" in str(bar.tree)
    assert "&lt;b&gt;7 en nog 3), en" in str(bar.tree)
    assert "<b>" not in str(bar.tree)
    assert "_doubted" not in fields(old(folder).tree)


@pytest.mark.parametrize("then", ["Vroeger was alles beter.", None])
def test_an_old_case_says_when_it_is_opened_which_outcomes_changed(then):
    case = load_shipped("jeugdhulp").with_changes(status="eigen")
    answer = {"versie": 2, "instellingen": {"merged": 2}, "gelden": [*proef_class("eilandenrijk").supposes(case)], "uitkomst": "?"}
    case = case.with_changes(answers={"eilandenrijk": answer})
    answer["uitkomst"] = then or record(case)["denkmodellen"][0]["uitkomst"]
    case = case.with_changes(answers={"eilandenrijk": answer})
    bar = CaseBar()
    bar.received("_file", "oud.toml", dumps(case).encode())
    assert ("iets anders dan toen" in bar.live["_opened"]) == (then is not None)


def test_the_tables_in_a_zip_say_how_they_were_made_and_come_back():
    editor, files = CaseEditor(), []
    editor.download = lambda name, data, mime: files.append(data)
    editor.clicked("_csv")
    with zipfile.ZipFile(io.BytesIO(files[0])) as archive:
        made = json.loads(archive.read("jeugdhulp-herkomst.json"))
    assert made == provenance(workspace.current())
    assert from_file(files[0], "jeugdhulp.zip")[0].parties == workspace.current().parties
