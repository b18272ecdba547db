"""The learner's folder: choosing, saving, falling back, and never losing or overwriting anything."""

import errno
import os
import subprocess
import sys
import threading
import time
import tomllib
from datetime import date

import pytest

from regiekit.cases import Case, CaseError, Party, dumps, load, load_shipped, lock, shipped
from regiekit.cases import workspace as work


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder that does not exist yet."""
    path = tmp_path / "werk"
    monkeypatch.setenv("REGIEKIT_WERKMAP", str(path))
    return path


@pytest.fixture
def readonly(folder):
    """A folder that cannot be made: a file is in the way. (Permissions do not stop root, who may run these tests.)"""
    folder.write_text("geen map", encoding="utf-8")
    return folder


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_the_default_writes_nothing(folder):
    assert work.current() == load_shipped("jeugdhulp")
    assert work.current_key() == "jeugdhulp"
    assert work.listing() == shipped()
    assert work.answers("eilandenrijk") == {}
    assert work.notice() is None
    assert not folder.exists()


def test_without_the_variable_the_folder_is_in_the_current_one(monkeypatch, tmp_path):
    monkeypatch.delenv("REGIEKIT_WERKMAP", raising=False)
    monkeypatch.chdir(tmp_path)
    assert work.folder() == tmp_path / "mijn_werk"


def test_of_a_shipped_case_only_the_answers_are_kept(folder):
    work.choose("regio")
    assert names(folder) == ["keuze.toml"]
    work.answer("eilandenrijk", voorspelling=4)
    assert names(folder) == ["keuze.toml", "regio.toml"]
    assert tomllib.loads((folder / "regio.toml").read_text(encoding="utf-8")) == {
        "formaat": 2, "meegeleverd": "regio", "antwoorden": {"eilandenrijk": {"voorspelling": 4}},
    }  # fmt: skip
    expected = load_shipped("regio").with_changes(answers={"eilandenrijk": {"voorspelling": 4}})
    assert work.current() == load(folder / "regio.toml") == expected


def test_a_shipped_case_that_is_changed_becomes_an_own_one_and_stays_as_it_is(folder):
    work.choose("regio")
    work.answer("a", x=1)
    stored = work.change(lambda case: case.with_changes(question="Mijn vraag"))
    assert work.in_use() == ("regio-uw-versie", stored)
    shipped_one = load_shipped("regio")
    expected = shipped_one.with_changes(
        title=f"{shipped_one.title} (uw versie)", status="eigen", question="Mijn vraag", answers={"a": {"x": 1}}
    )
    assert load(folder / "regio-uw-versie.toml") == stored == expected
    assert work.listing()["regio-uw-versie"] == stored.title
    work.change(lambda case: case.with_changes(question="Nog een vraag"))
    assert (work.current_key(), work.current().title) == ("regio-uw-versie", stored.title)
    work.choose("regio")
    assert work.current() == shipped_one.with_changes(answers={"a": {"x": 1}})
    work.keep(shipped_one.with_changes(summary="Anders"))
    assert work.current_key() == "regio-uw-versie-2"
    assert load(folder / "regio-uw-versie.toml").question == "Nog een vraag"


def test_a_later_edition_of_a_shipped_case_comes_with_the_answers(folder, monkeypatch):
    work.answer("a", x=1)
    later = load_shipped("jeugdhulp").with_changes(question="Nieuw gesteld")
    monkeypatch.setattr("regiekit.cases.data._case", lambda key: later)
    assert load(folder / "jeugdhulp.toml") == later.with_changes(answers={"a": {"x": 1}})


def test_an_unknown_choice(folder):
    with pytest.raises(CaseError, match="er is geen casus 'jeugdhlp'; bedoelt u 'jeugdhulp'"):
        work.choose("jeugdhlp")
    for key in ("../jeugdhulp", "", "x\0y"):
        with pytest.raises(CaseError, match="er is geen casus"):
            work.choose(key)
    assert work.current_key() == "jeugdhulp"


def test_an_own_case(folder):
    case = work.start_own("Wijk Zuid: énergie!", question="Hoe?")
    assert (case.title, case.status, case.question) == ("Wijk Zuid: énergie!", "eigen", "Hoe?")
    assert work.current() == case
    assert work.current_key() == "wijk-zuid-energie"
    assert work.listing() == {**shipped(), "wijk-zuid-energie": "Wijk Zuid: énergie!"}


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("Jeugdhulp", "jeugdhulp-2"),
        ("", "casus"),
        ("../../etc", "etc"),
        ("con", "casus-con"),
        ("keuze", "casus-keuze"),
        ("漢字", "casus"),
        ("x" * 300, "x" * 40),
    ],
)
def test_the_key_of_an_own_case_is_new_and_safe(folder, title, key):
    assert work.start_own(title).title == title
    assert work.current_key() == key
    assert f"{key}.toml" in names(folder)


def test_an_own_case_never_writes_over_another(folder):
    folder.mkdir()
    (folder / "Mijn-Wijk.toml").write_text("kapot =", encoding="utf-8")
    work.start_own("Mijn wijk")
    work.start_own("Mijn wijk")
    assert [name for name in names(folder) if "wijk" in name.lower()] == [
        "Mijn-Wijk.toml",
        "mijn-wijk-2.toml",
        "mijn-wijk-3.toml",
    ]
    assert (folder / "Mijn-Wijk.toml").read_text(encoding="utf-8") == "kapot ="


def test_a_case_that_is_not_sound_is_not_kept(folder):
    with pytest.raises(CaseError, match="omvang '9' kan niet"):
        work.keep(work.current().with_changes(parties=(Party("x", size=9),)))
    assert work.current() == load_shipped("jeugdhulp")
    with pytest.raises(CaseError, match="kan geen naam van een casus zijn"):
        work.keep(work.current(), "../x")


def test_answers(folder):
    work.answer("eilandenrijk", voorspelling=4, reden="zomaar")
    work.answer("eilandenrijk", voorspelling=5)
    work.answer("start", lijst=("a", "b"))
    assert work.answers("eilandenrijk") == {"voorspelling": 5, "reden": "zomaar"}
    assert work.answers("start") == {"lijst": ["a", "b"]}
    work.answer("eilandenrijk", reden=None)
    assert load(folder / "jeugdhulp.toml").answers == {
        "eilandenrijk": {"voorspelling": 5},
        "start": {"lijst": ["a", "b"]},
    }
    work.answers("04_structuur", "eilandenrijk")["voorspelling"] = 9  # a notebook may stand before it
    assert work.answers("eilandenrijk") == {"voorspelling": 5}
    work.choose("regio")
    assert work.answers("eilandenrijk") == {}


def test_an_answer_of_numpy_is_a_plain_number(folder):
    numpy = pytest.importorskip("numpy")
    work.answer("a", getal=numpy.float64(0.5), vlag=numpy.bool_(True))
    assert work.answers("a") == {"getal": 0.5, "vlag": True}


def test_an_answer_that_no_file_can_hold(folder):
    with pytest.raises(CaseError, match="geen gewoon getal"):
        work.answer("a", getal=float("nan"))
    assert work.answers("a") == {}


def test_the_same_answer_writes_nothing(folder):
    work.answer("a", x=1)
    before = (folder / "jeugdhulp.toml").stat().st_mtime_ns
    work.answer("a", x=1)
    assert (folder / "jeugdhulp.toml").stat().st_mtime_ns == before
    assert "jeugdhulp.vorige.toml" not in names(folder)


def test_what_another_notebook_saved_is_seen_and_kept(folder):
    work.start_own("Wijk")
    work.answer("a", x=1)
    path = folder / "wijk.toml"
    other = load(path).with_changes(question="Van een ander")
    path.write_text(dumps(other), encoding="utf-8")
    assert work.current() == other
    work.answer("a", y=2)
    assert load(path).question == "Van een ander"
    assert work.change(lambda case: case.with_changes(title="Nieuw")).question == "Van een ander"
    assert load(path).title == "Nieuw"


def test_nothing_is_read_twice(folder, monkeypatch):
    work.answer("a", x=1)
    first = work.current()
    monkeypatch.setattr("regiekit.cases.files.load", None)
    assert work.current() is first
    assert work.listing()
    assert work.notice() is None


def test_a_case_held_for_a_while_goes_where_it_came_from(folder):
    work.start_own("Wijk")
    key, case = work.in_use()
    work.choose("warmte")
    work.keep(case.with_changes(question="Later"), key)
    assert load(folder / "wijk.toml").question == "Later"
    assert work.current() == load_shipped("warmte")


# --- broken files ----------------------------------------------------------------------------------------------------


def test_a_broken_own_file_never_blocks(folder):
    work.start_own("Mijn wijk")
    path = folder / "mijn-wijk.toml"
    path.write_text("titel = ", encoding="utf-8")
    assert work.current() == load_shipped("jeugdhulp")
    assert work.current_key() == "jeugdhulp"
    assert "'mijn-wijk.toml' kan niet worden gelezen en is niet veranderd" in work.notice()
    assert "regel 1: na de = hoort een waarde" in work.notice()
    assert work.listing()["mijn-wijk"] == "mijn-wijk (kan niet worden gelezen)"
    work.answer("a", x=1)
    assert path.read_text(encoding="utf-8") == "titel = "
    assert load(folder / "jeugdhulp.toml").answers == {"a": {"x": 1}}
    path.write_text('titel = "Hersteld"', encoding="utf-8")
    assert work.current().title == "Hersteld"
    assert work.notice() is None


def test_keeping_beside_a_broken_file_overwrites_nothing(folder):
    case = work.start_own("Mijn wijk")
    (folder / "mijn-wijk.toml").write_text("titel = ", encoding="utf-8")
    work.keep(case.with_changes(question="Bewaard"))
    assert (folder / "mijn-wijk.toml").read_text(encoding="utf-8") == "titel = "
    assert "jeugdhulp.toml" not in names(folder)
    assert work.current_key() == "mijn-wijk-2"
    assert work.current().question == "Bewaard"


def test_a_broken_version_of_the_default(folder):
    folder.mkdir()
    path = folder / "jeugdhulp.toml"
    path.write_bytes(b"\xff\xfe\0\0")
    assert work.current() == load_shipped("jeugdhulp")
    assert "UTF-16" in work.notice()
    assert work.listing()["jeugdhulp"] == shipped()["jeugdhulp"]
    work.answer("a", x=1)
    assert path.read_bytes() == b"\xff\xfe\0\0"
    assert work.current_key() == "jeugdhulp-2"
    assert work.answers("a") == {"x": 1}


def test_a_case_that_was_removed(folder):
    work.start_own("Mijn wijk")
    (folder / "mijn-wijk.toml").unlink()
    assert work.current() == load_shipped("jeugdhulp")
    assert "De gekozen casus 'mijn-wijk' is er niet meer" in work.notice()


@pytest.mark.parametrize(
    "text",
    ["kapot", 'gekozen = "../jeugdhulp"', 'gekozen = ".."', "gekozen = 3", "\0", 'gekozen = "a/b"', "x=" + "[" * 9000],
)
def test_a_broken_choice(folder, text):
    folder.mkdir()
    (folder / "keuze.toml").write_text(text, encoding="utf-8")
    assert work.current_key() == "jeugdhulp"
    assert "keuze.toml is niet te lezen; kies opnieuw" in work.notice()
    work.choose("regio")
    assert work.current_key() == "regio"
    assert work.notice() is None


# --- no place to write -----------------------------------------------------------------------------------------------


def test_without_a_place_to_write_the_work_lives_on(readonly):
    work.choose("regio")
    work.answer("a", x=1)
    work.keep(work.current().with_changes(question="Toch"))
    assert work.current_key() == "regio-uw-versie"
    assert work.current().question == "Toch"
    assert work.answers("a") == {"x": 1}
    assert work.start_own("Mijn wijk").title == "Mijn wijk"
    assert work.current_key() == "mijn-wijk"
    assert work.listing()["mijn-wijk"] == "Mijn wijk"
    assert "kan hier niet worden opgeslagen" in work.notice()
    assert "‘Bewaar op schijf’" in work.notice()
    # and when there is a place again, it is saved there
    readonly.unlink()
    work.choose("regio")
    work.answer("a", x=2)
    assert work.notice() is None
    assert load(readonly / "regio.toml").answers == {"a": {"x": 2}}
    assert load(readonly / "regio-uw-versie.toml").question == "Toch"
    assert load(readonly / "mijn-wijk.toml").title == "Mijn wijk"
    assert work._unwritten() == []
    assert readonly not in work._chosen


def test_a_disk_that_fails_while_writing(folder, monkeypatch):
    work.answer("a", x=1)

    def fail(*_):
        raise OSError(28, "vol")

    monkeypatch.setattr(os, "replace", fail)
    work.answer("a", x=2)
    assert work.answers("a") == {"x": 2}
    assert "de schijf is vol" in work.notice()
    monkeypatch.undo()
    os.environ["REGIEKIT_WERKMAP"] = str(folder)
    assert load(folder / "jeugdhulp.toml").answers == {"a": {"x": 1}}


def test_a_store_that_takes_a_file_and_does_not_keep_it(folder, monkeypatch):
    work.answer("a", x=1)
    monkeypatch.setattr("regiekit.cases.files.write_text", lambda text, path: None)
    work.answer("a", x=2)
    assert work.answers("a") == {"x": 2}
    assert "de opslag is vol" in work.notice()
    monkeypatch.undo()
    os.environ["REGIEKIT_WERKMAP"] = str(folder)
    assert load(folder / "jeugdhulp.toml").answers == {"a": {"x": 1}}


def test_in_a_browser_without_storage_the_learner_is_told_from_the_start(folder, monkeypatch):
    assert work.notice() is None
    monkeypatch.setattr(work.sys, "platform", "emscripten")
    assert "het is weg zodra u deze bladzijde sluit" in work.notice()
    assert "‘Bewaar op schijf’" in work.notice()
    monkeypatch.setattr(work, "_BROWSER_DISK", folder.parent)
    assert work.notice() is None
    folder.write_text("geen map", encoding="utf-8")
    work.answer("a", x=1)
    assert "(de opslag van deze browser is vol of geblokkeerd)" in work.notice()


# --- bringing a file -------------------------------------------------------------------------------------------------


def test_importing_a_case(folder):
    text = dumps(load_shipped("warmte"))
    key = work.import_text(text)
    assert key not in shipped()
    assert work.current_key() == "jeugdhulp"
    work.choose(key)
    assert work.current() == load_shipped("warmte")
    with pytest.raises(CaseError, match=r"^brief\.docx: dit is een spreadsheet of zip"):
        work.import_text(b"PK\x03\x04", "brief.docx")


def test_the_same_file_brought_twice_is_one_case_and_another_version_is_a_second(folder):
    case = load_shipped("warmte")
    key = work.import_text(dumps(case))
    assert work.import_text(dumps(case).encode(), "nog eens.toml") == key
    changed = work.import_text(dumps(case.with_changes(question="En nu?")))
    assert changed == f"{key}-2"
    titles = work.listing()
    assert [titles["warmte"], titles[key], titles[changed]] == [case.title, f"{case.title} (2)", f"{case.title} (3)"]
    assert load(folder / f"{key}.toml") == case


def test_without_a_place_to_write_the_same_file_is_one_case_as_well(readonly):
    key = work.import_text(dumps(load_shipped("warmte")))
    assert work.import_text(dumps(load_shipped("warmte"))) == key
    assert key in work.listing()


def test_files_beside_the_cases_are_no_cases(folder):
    folder.mkdir()
    for name in (".verborgen.toml", "jeugdhulp.vorige.toml", "jeugdhulp.formaat-1.toml", "jeugdhulp.formaat-1-2.toml"):
        (folder / name).write_text("", encoding="utf-8")
    assert set(work.listing()) == set(shipped())


# --- at the same time ------------------------------------------------------------------------------------------------


def test_writers_wait_for_one_another(folder):
    def write(number):
        for step in range(5):
            work.answer(f"proef{number}", **{f"x{step}": step})

    threads = [threading.Thread(target=write, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert load(folder / "jeugdhulp.toml").answers == {f"proef{number}": {f"x{step}": step for step in range(5)} for number in range(4)}
    assert ".bezig" not in names(folder)


@pytest.mark.parametrize("age", [0, 60, -3600], ids=["new", "old", "from the future"])
def test_what_a_crash_left_behind_keeps_nobody_waiting_and_goes(folder, monkeypatch, age):
    folder.mkdir()
    left = [folder / ".bezig", folder / ".jeugdhulp.0123abcd.tmp"]
    for path in left:
        path.write_text("", encoding="utf-8")
        os.utime(path, (time.time() - age,) * 2)
    (folder / ".van-mij.tmp").write_text("", encoding="utf-8")
    monkeypatch.setattr("regiekit.cases.lock.time.sleep", None)  # nobody waits
    work.answer("a", x=1)
    assert names(folder) == [".van-mij.tmp", "jeugdhulp.toml"]


HOLDS = """
import sys
from pathlib import Path
from regiekit.cases.lock import alone
with alone(Path(sys.argv[1]), 1) as mine:
    print(mine, flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def held(folder):
    """Another process that holds the lock."""
    folder.mkdir()
    process = subprocess.Popen([sys.executable, "-c", HOLDS, folder / ".bezig"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    with process:
        assert process.stdout.readline() == "True\n"
        yield process
        process.kill()


def test_a_lock_that_is_held_is_waited_for_but_once_and_not_for_ever(folder, held, monkeypatch):
    waits = []
    monkeypatch.setattr("regiekit.cases.lock.time.sleep", waits.append)
    monkeypatch.setattr("regiekit.cases.lock.time.monotonic", lambda: len(waits) / 100)
    work.answer("a", x=1)
    assert 0.99 < sum(waits) < 1.05
    work.answer("a", x=2)
    assert sum(waits) < 1.05
    assert work.answers("a") == {"x": 2}
    held.communicate("")
    work.answer("a", x=3)
    assert ".bezig" not in names(folder)


def test_many_who_hold_it_in_turn_are_all_waited_for(tmp_path, monkeypatch):
    path, tries = tmp_path / ".bezig", []

    def others(descriptor):
        tries.append(descriptor)
        if len(tries) < 500:
            os.utime(path, (len(tries) // 50,) * 2)  # each half a second another one
            raise BlockingIOError

    monkeypatch.setattr(lock, "_lock", others)
    monkeypatch.setattr(lock.time, "sleep", lambda _: None)
    monkeypatch.setattr(lock.time, "monotonic", lambda: len(tries) / 100)
    with lock.alone(path, 1) as mine:
        assert (mine, len(tries)) == (True, 500)


def test_a_lock_whose_file_was_just_taken_away_is_taken_anew(tmp_path, monkeypatch):
    path, real, seen = tmp_path / ".bezig", lock._lock, []

    def late(descriptor):
        if not seen:
            path.unlink()  # by whoever held it until now
        seen.append(descriptor)
        real(descriptor)

    monkeypatch.setattr(lock, "_lock", late)
    with lock.alone(path, 1) as mine:
        assert mine
        assert path.exists()
    assert (len(seen), path.exists()) == (2, False)


def test_on_a_drive_that_tells_no_two_files_apart_a_lock_is_had_as_well(tmp_path, monkeypatch):
    monkeypatch.setattr(lock, "_there", lambda *_: False)
    with lock.alone(tmp_path / ".bezig", 1) as mine:
        assert mine


def test_in_a_browser_one_alone_makes_the_file(tmp_path, monkeypatch):
    path = tmp_path / ".bezig"
    monkeypatch.setattr(lock.sys, "platform", "emscripten")
    with lock.alone(path, 1) as mine:
        with lock.alone(path, 1) as other:
            assert (mine, other) == (True, False)
        assert path.exists()
    assert not path.exists()


def test_a_lock_ends_with_the_process_that_holds_it(folder, held, monkeypatch):
    held.kill()
    held.wait()
    monkeypatch.setattr("regiekit.cases.lock.time.sleep", None)
    work.answer("a", x=1)
    assert names(folder) == ["jeugdhulp.toml"]


def test_writers_in_two_processes_wait_for_one_another(folder):
    code = "import sys\nfrom regiekit.cases import workspace\nfor i in range(20): workspace.answer(sys.argv[1], **{f'x{i}': i})"
    writers = [subprocess.Popen([sys.executable, "-c", code, f"proef{n}"]) for n in range(2)]
    assert [one.wait() for one in writers] == [0, 0]
    assert load(folder / "jeugdhulp.toml").answers == {f"proef{n}": {f"x{i}": i for i in range(20)} for n in range(2)}
    assert ".bezig" not in names(folder)


@pytest.mark.parametrize("number", [errno.ENOLCK, errno.EOPNOTSUPP, errno.EINVAL])
def test_where_a_drive_knows_no_locks_it_is_done_without(folder, monkeypatch, number):
    def refuse(_):
        raise OSError(number, "geen sloten")

    monkeypatch.setattr("regiekit.cases.lock._lock", refuse)
    monkeypatch.setattr("regiekit.cases.lock.time.sleep", None)
    work.answer("a", x=1)
    assert load(folder / "jeugdhulp.toml").answers == {"a": {"x": 1}}


# --- odd files and names ---------------------------------------------------------------------------------------------


def test_a_link_stays_a_link(folder, tmp_path):
    work.start_own("Wijk")
    elsewhere = tmp_path / "elders" / "wijk van ons.toml"
    elsewhere.parent.mkdir()
    (folder / "wijk.toml").rename(elsewhere)
    (folder / "wijk.toml").symlink_to(elsewhere)
    work.answer("a", x=1)
    work.change(lambda case: case.with_changes(question="Hoe?"))
    assert (folder / "wijk.toml").is_symlink()
    assert load(elsewhere).question == load(folder / "wijk.toml").question == "Hoe?"
    assert [path.name for path in elsewhere.parent.iterdir()] == ["wijk van ons.toml"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_keeps_nobody_waiting(folder):
    folder.mkdir()
    for name in ("pijp.toml", "keuze.toml", ".bezig", "jeugdhulp.toml"):
        os.mkfifo(folder / name)
    assert work.listing() == {**shipped(), "pijp": "pijp (kan niet worden gelezen)"}
    work.choose("pijp")
    assert "kan niet worden gelezen en is niet veranderd" in work.notice()
    work.choose("jeugdhulp")
    work.answer("a", x=1)
    assert work.in_use() == ("jeugdhulp-2", load_shipped("jeugdhulp").with_changes(answers={"a": {"x": 1}}))
    assert work.notice() is None


@pytest.mark.parametrize(
    "key",
    ["con", "CON", "nul.oud", "keuze", "C:\\x", "C:x", "..\\x", "../x", "", ".", ".x", "a?", "x ", "x.vorige", "x.formaat-1", "a\ud800"],
)
def test_a_name_that_no_case_can_have(folder, key):
    with pytest.raises(CaseError, match="kan geen naam van een casus zijn; gebruik letters, cijfers en streepjes"):
        work.keep(work.current(), key)
    for use in (lambda: work.choose(key), lambda: work.answer("a", key=key, x=1)):
        with pytest.raises(CaseError, match=f"er is geen casus .*; kies uit {', '.join(shipped())}"):
            use()
    assert names(folder) == []
    assert work.notice() is None


def test_a_name_that_is_too_long(folder):
    with pytest.raises(CaseError, match="is te lang voor de naam van een casus; gebruik hoogstens 100 letters"):
        work.keep(work.current(), "x" * 300)
    for use in (lambda: work.choose("x" * 300), lambda: work.answer("a", key="x" * 300, x=1)):
        with pytest.raises(CaseError, match="er is geen casus"):
            use()
    work.keep(work.current(), "x" * 100)
    assert f"{'x' * 100}.toml" in names(folder)
    assert work.notice() is None


def test_an_odd_name_that_is_there_already_is_a_case_like_others(folder):
    folder.mkdir()
    path = folder / "wat dan?.toml"
    try:
        path.write_text(dumps(Case(title="Wat dan?")), encoding="utf-8")
    except OSError:
        pytest.skip("no such names here")
    work.choose("wat dan?")
    work.keep(work.current().with_changes(question="En nu?"), "wat dan?")
    assert load(path).question == "En nu?"


# --- answers that no case can hold -----------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["jeugdhulp", "plein"])
@pytest.mark.parametrize("form", [1, 2])
def test_an_answer_that_no_case_can_hold_is_put_aside_and_the_rest_is_there(folder, key, form):
    folder.mkdir()
    within = "antwoorden.overlap" if form == 2 else "antwoorden.04_structuur.overlap"
    content = {1: dumps(load_shipped("jeugdhulp")).replace("formaat = 2", "formaat = 1"), 2: 'formaat = 2\nmeegeleverd = "jeugdhulp"\n'}[
        form
    ]
    text = f'{content}\n[{within}]\nvoorspelling = nan\neigen = "Er nog"\n[{within}.check]\na = inf\nb = "1"\n'
    (folder / f"{key}.toml").write_text(text, encoding="utf-8")
    work.choose(key)
    given = work.answers("overlap")
    day = given["opzij"][0]["sinds"]
    assert given == {
        "eigen": "Er nog", "check": {"b": "1"},
        "opzij": [{"naam": "voorspelling", "waarde": "nan", "sinds": day}, {"naam": "check.a", "waarde": "inf", "sinds": day}],
    }  # fmt: skip
    assert day == date.today().isoformat()
    assert "kan niet worden bewaard zoals het er staat: 'voorspelling', 'check.a'. Het is apart gezet" in work.notice()
    work.answer("overlap", voorspelling=3)
    assert work.notice() is None
    assert load(folder / f"{key}.toml").answers["overlap"] == {**given, "voorspelling": 3}
    assert (folder / f"{key}.formaat-{form}.toml").read_text(encoding="utf-8") == text


def test_a_file_with_more_wrong_than_an_answer_is_not_read(folder):
    folder.mkdir()
    (folder / "plein.toml").write_text("titel = 3\n[antwoorden.overlap]\nvoorspelling = nan\n", encoding="utf-8")
    assert work.listing()["plein"] == "plein (kan niet worden gelezen)"
