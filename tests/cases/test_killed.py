"""A process that is killed while it saves: the file is as it was or as it should be, whole; nobody waits; what it left goes; no kept word is lost."""

import json
import os
import shutil
import signal
import subprocess
import sys
from itertools import count
from pathlib import Path
from random import Random

import attrs
import pytest

from regiekit.cases import Case, Party, dumps, load, versions
from regiekit.cases import workspace as work
from regiekit.cases.merge import merged
from regiekit.widgets.case_editor import CaseEditor
from tests.cases.dies import typed
from tests.cases.test_merge import BASE, Editors, words
from tests.cases.test_old_copies import COPIES, OWN

ROOT = Path(__file__).resolve().parents[2]
MOST = 60  # steps of one save, at most


@pytest.fixture(scope="module")
def started():
    """The process that does what is asked in processes of its own (`tests.cases.dies`)."""
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    with subprocess.Popen([sys.executable, "-m", "tests.cases.dies"], text=True, cwd=ROOT, **pipes) as process:
        yield process
        process.stdin.close()


@pytest.fixture
def killed(started, folder, monkeypatch):
    """A function that has another process do something; gives whether it was killed before it was done. After it nobody may wait for a lock."""
    monkeypatch.setattr("regiekit.cases.lock.time.sleep", None)

    def killed(act, given, **kill):
        started.stdin.write(json.dumps({"folder": str(folder), "act": act, "with": given, **kill}) + "\n")
        started.stdin.flush()
        ended = int(started.stdout.readline())
        assert ended in (0, -signal.SIGKILL, -signal.SIGXFSZ)
        return ended != 0

    return killed


def timeless(case: Case) -> Case:
    """The case without what differs when the same is saved twice: the time of what stands beside a field, and its id."""
    return case.with_changes(beside=[attrs.evolve(beside, when="", id="") for beside in case.beside])


def own(folder):
    """An own case, last saved an hour ago: how it is now is kept as a version before it is written."""
    path = folder / "wijk.toml"
    path.write_text(dumps(BASE), encoding="utf-8")
    os.utime(path, (path.stat().st_mtime - 3600,) * 2)
    return path


def earlier(folder):
    """An own case of format 1, which stays beside the new one."""
    (folder / "wijk.toml").write_text(OWN, encoding="utf-8")
    return folder / "wijk.toml"


def copy(folder):
    """A changed copy of a shipped case of format 1, which becomes an own case."""
    text = COPIES["regio"].read_text(encoding="utf-8").replace('titel = "', 'titel = "Onze ', 1)
    (folder / "regio.toml").write_text(text, encoding="utf-8")
    return folder / "regio-uw-versie.toml"


def shipped(folder):
    """A shipped case in which nobody answered yet."""
    return folder / "regio.toml"


def begun(folder, start):
    """The folder anew, with a case in it that is in use; gives the path of that case, what is in it and every file as it was."""
    shutil.rmtree(folder)
    folder.mkdir()
    path = start(folder)
    (folder / "keuze.toml").write_text(f'gekozen = "{"wijk" if path.stem == "wijk" else "regio"}"\n', encoding="utf-8")
    return path, work.current(), {one.read_bytes() for one in folder.iterdir() if one.name != "keuze.toml"}


def check(folder, path, old, before, done):
    """What is there after the other process ended, and after this one saved in its turn."""
    key, now = work.in_use()
    assert work.notice() is None or (key, now) == (path.stem, old)  # a sentence of what became of the copy: it is not written yet
    assert (key, now.answers.get("kader", {}).get("woord")) in (
        (path.stem, "regie!"),
        (path.stem, old.answers.get("kader", {}).get("woord")),
    )
    assert now.with_changes(answers={}) == old.with_changes(answers={})
    assert not done or now.answers["kader"]["woord"] == "regie!"
    after = work.change(lambda case: case.with_changes(answers={**case.answers, "mix": {"later": "ja"}}))
    assert after == work.current() == now.with_changes(answers={**now.answers, "mix": {"later": "ja"}})
    assert not [one for one in folder.rglob("*") if one.name == ".bezig" or one.suffix == ".tmp"]
    texts = {one.read_bytes() for one in folder.rglob("*.toml")}
    assert before <= texts, "what was there stands in its file, beside it or among the versions"
    assert path.is_file()
    for one in folder.rglob("*.toml"):
        assert one.name == "keuze.toml" or load(one)


@pytest.mark.parametrize("start", [own, earlier, shipped, pytest.param(copy, marks=pytest.mark.whole)])
def test_killed_before_each_step_of_a_save(folder, killed, start):
    for step in count(1):
        path, old, before = begun(folder, start)
        alive = not killed("answer", {"woord": "regie!"}, step=step)
        check(folder, path, old, before, alive)
        if alive:
            break
    assert 10 < step < MOST


@pytest.mark.parametrize("start", [own, earlier, shipped, pytest.param(copy, marks=pytest.mark.whole)])
def test_killed_in_the_middle_of_a_file(folder, killed, start):
    path, old, before = begun(folder, start)
    assert not killed("answer", {"woord": "regie!"})
    ends = {0, *(size for one in folder.rglob("*.toml") for size in (one.stat().st_size // 2, one.stat().st_size - 1))}
    for size in sorted(ends):
        path, old, before = begun(folder, start)
        assert killed("answer", {"woord": "regie!"}, size=size)
        check(folder, path, old, before, False)


def test_a_file_that_is_saved_by_its_path(folder, killed):
    old, new = BASE, BASE.with_changes(title="Nieuw")
    path = folder / "wijk.toml"
    for kill in (*({"step": step} for step in range(1, 30)), *({"size": size} for size in (0, 500, len(dumps(new)) - 1)), {}):
        path.write_text(dumps(old), encoding="utf-8")
        alive = not killed("save", {"text": dumps(new), "path": str(path)}, **kill)
        assert load(path) in ((new,) if alive else (old, new))
        work.answer("a", x=1)
        assert not list(folder.glob("*.tmp"))
    assert alive


class Mortal(Editors):
    """Three editors, each in a process of its own, of whom many are killed while they save."""

    def __init__(self, lot, killed, path):
        super().__init__(lot)
        self.killed, self.path, self.deaths, self.unsaved = killed, path, 0, 0

    def saved(self, seen, mine, when):
        """What is on disk; None when this editor was killed before it was."""
        kill = self.lot.choice(({}, {"step": self.lot.randrange(1, MOST // 2)}, {"size": self.lot.randrange(6000)}))
        expected = merged(seen, mine, self.disk, when)
        died = self.killed("change", {"seen": dumps(seen), "mine": dumps(mine), "key": self.path.stem}, **kill)
        disk = load(self.path)
        self.deaths += died
        if died and disk == self.disk:
            self.unsaved += 1
            return None
        assert timeless(disk) == timeless(expected)
        self.conflicts += len({one.id for one in disk.beside} - {one.id for one in self.disk.beside})
        return disk


def clean(folder):
    """Nothing is left of who was killed once somebody else has saved, and every version is whole."""
    assert not [one for one in folder.rglob("*") if one.name == ".bezig" or one.suffix == ".tmp"]
    assert all(map(load, (folder / versions.FOLDER).iterdir()))


@pytest.mark.whole
def test_three_who_are_killed_now_and_then_lose_no_word_that_was_saved(folder, killed):
    editors = Mortal(Random(14), killed, own(folder))
    for _ in range(300):
        editors.edit(check=False)
        os.utime(editors.path, (editors.path.stat().st_mtime - editors.lot.choice((0, 90)),) * 2)
    assert editors.lost() == set()
    assert min(editors.deaths, editors.unsaved, editors.deaths - editors.unsaved, editors.conflicts) > 5
    work.change(lambda case: case.with_changes(title="Klaar"), "wijk")
    clean(folder)


@pytest.mark.whole
def test_of_two_editors_one_is_killed_now_and_then_and_no_word_is_lost(folder, killed):
    lot, kept, replaced, deaths = Random(14), set(), set(), 0
    work.start_own("Samen", parties=[Party("a", "Aa"), Party("b", "Bee")])
    here, path = CaseEditor(), folder / "samen.toml"
    for number in range(60):
        place = lot.choice((["question"], ["partijen", 0, "naam"], ["partijen", 1, "sector"]))
        word, disk = f"«{number}»", load(path)
        if lot.random() < 0.4:
            was, saved = typed(here, place, word), True
        else:
            there, kill = CaseEditor(), lot.choice(({}, {"step": lot.randrange(1, MOST // 2)}, {"size": lot.randrange(900)}))
            was = there.values[place[0]] if len(place) == 1 else there.values[place[0]][place[1]][place[2]]
            there.close()
            died = killed("put", {"place": place, "word": word}, **kill)
            saved = load(path) != disk
            assert saved or died
            deaths += died
        assert (word in words(load(path))) == saved
        kept |= {word} if saved else set()
        replaced |= {was} if saved else set()
    here.put(title="Klaar")
    assert kept - replaced - words(load(path)).keys() == set()
    assert min(deaths, len(load(path).beside), len(kept)) > 2
    clean(folder)
