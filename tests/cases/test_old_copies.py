"""Copies of shipped cases and files of format 1, as earlier versions kept them: what becomes of each, and that the file as it was is still there."""

import json
import tomllib
from pathlib import Path

import attrs
import pytest

from regiekit.cases import dumps, kept, load, load_shipped, loads, shipped
from regiekit.cases import workspace as work
from tools import shipped as tool

COPIES = {"regio": Path(__file__).parent / "kept" / "0.1.0" / "deels" / "regio.toml"}
COPIES["jeugdhulp"] = COPIES["regio"].parents[1] / "alles" / "jeugdhulp.toml"
OWN = 'formaat = 1\ntitel = "Plein"\nstatus = "eigen"\n[[partijen]]\nsleutel = "a"\nnaam = "A"\n'


@pytest.fixture
def copy(folder):
    """A function that puts the copy of a shipped case of an earlier version in the folder, and gives its bytes; `was`, `now`: change it."""

    def put(key, was="", now=""):
        text = COPIES[key].read_text(encoding="utf-8")
        assert was in text
        (folder / f"{key}.toml").write_text(text.replace(was, now, 1), encoding="utf-8", newline="\n")
        return (folder / f"{key}.toml").read_bytes()

    return put


@pytest.fixture
def edition(monkeypatch):
    """A later edition of each shipped case."""
    later = {key: load_shipped(key).with_changes(summary="Herzien.") for key in shipped()}
    monkeypatch.setattr("regiekit.cases.data._case", later.__getitem__)
    work._shipped_case.cache_clear()
    work._read.clear()
    yield later
    work._shipped_case.cache_clear()
    work._read.clear()


def names(folder):
    return sorted(path.name for path in folder.glob("*.toml"))


def test_every_present_version_is_known():
    assert set(kept.former()) >= set(shipped())
    assert tool.files()[kept.FORMER] == (tool.FOLDER / kept.FORMER).read_text(encoding="utf-8")


@pytest.mark.parametrize("key", COPIES)
def test_what_tells_a_version_is_the_same_however_it_was_written(key):
    old, now = load(COPIES[key]), load_shipped(key)
    assert old.answers
    assert kept.fingerprint(old) == kept.fingerprint(loads(dumps(old))) in kept.former()[key][:-1]
    assert kept.fingerprint(now) == kept.fingerprint(loads(dumps(now))) == kept.former()[key][-1]
    party = attrs.evolve(now.parties[0], extra={"telefoon": "030"})
    others = [now.with_changes(question="?"), now.with_changes(extra={"a": 1}), now.with_changes(parties=[party, *now.parties[1:]])]
    others += [now.with_changes(ties=now.ties[::-1]), now.without_party(now.parties[-1].key)]
    assert len({kept.fingerprint(one) for one in (now, *others)}) == 1 + len(others)


@pytest.mark.parametrize("key", COPIES)
def test_a_copy_of_what_is_shipped_now_is_the_shipped_case_with_its_answers(folder, key):
    answers = load(COPIES[key]).answers
    before = dumps(load_shipped(key).with_changes(answers={"a": answers}, format=1)).encode()
    (folder / f"{key}.toml").write_bytes(before)
    work.choose(key)
    assert work.current() == load_shipped(key).with_changes(answers=answers)
    assert work.notice() is None
    assert (folder / f"{key}.toml").read_bytes() == before
    work.answer("a", x=1)
    assert (folder / f"{key}.formaat-1.toml").read_bytes() == before
    assert load(folder / f"{key}.toml").answers == {**answers, "a": {"x": 1}}
    assert len((folder / f"{key}.toml").read_bytes()) < len(before)
    assert set(tomllib.loads((folder / f"{key}.toml").read_text(encoding="utf-8"))) == {"formaat", "meegeleverd", "antwoorden"}
    assert work.listing() == shipped()


def test_a_copy_of_a_former_edition_gives_way_and_the_learner_is_told_until_it_is_written(folder, copy, edition):
    before = copy("regio")
    answers = load(COPIES["regio"]).answers
    work.choose("regio")
    assert work.current() == edition["regio"].with_changes(answers=answers)
    assert work.notice() == (
        "De casus ‘Wie spreekt voor de regio Breedwater?’ is vernieuwd. U werkt nu met de nieuwe versie, en uw antwoorden staan erin."
    )
    assert (folder / "regio.toml").read_bytes() == before
    work.choose("warmte")
    assert work.notice() is None
    work.choose("regio")
    work.answer("a", x=1)
    assert work.notice() is None
    assert work.current() == edition["regio"].with_changes(answers={**answers, "a": {"x": 1}})
    assert (folder / "regio.formaat-1.toml").read_bytes() == before
    assert work.listing() == shipped()


CHANGED = {"was": 'regisseur = "grootveer"', "now": 'regisseur = "merenburg"'}


def test_a_copy_that_was_changed_is_an_own_case_without_anything_being_written(folder, copy):
    (folder / "keuze.toml").write_text('gekozen = "regio"', encoding="utf-8")
    before = copy("regio", **CHANGED)
    key, case = work.in_use()
    title = load_shipped("regio").title
    assert (key, case.title, case.status, case.director) == ("regio-uw-versie", f"{title} (uw versie)", "eigen", "merenburg")
    assert case.answers == load(COPIES["regio"]).answers
    assert work.listing() == {**shipped(), "regio-uw-versie": f"{title} (uw versie)"}
    assert work.notice() == f"U had de casus ‘{title}’ veranderd. Uw versie is nu een eigen casus. De meegeleverde casus is er ook nog."
    assert (names(folder), (folder / "regio.toml").read_bytes()) == (["keuze.toml", "regio.toml"], before)


@pytest.mark.parametrize("where", ["own", "shipped", "other"])
def test_a_changed_copy_gets_a_file_of_its_own_at_the_first_save_wherever_that_is(folder, copy, where):
    (folder / "keuze.toml").write_text('gekozen = "regio"', encoding="utf-8")
    before = copy("regio", **CHANGED)
    own = work.current()
    work.answer("a", key={"own": None, "shipped": "regio", "other": "warmte"}[where], x=1)
    assert (folder / "regio.formaat-1.toml").read_bytes() == before
    assert load(folder / "regio-uw-versie.toml") == own.with_changes(answers={**own.answers, **({"a": {"x": 1}} if where == "own" else {})})
    assert work.current_key() == "regio-uw-versie"
    assert (folder / "regio.toml").exists() == (where == "shipped")
    work.choose("regio")
    assert work.current() == load_shipped("regio").with_changes(answers={"a": {"x": 1}} if where == "shipped" else {})
    assert list(work.listing()) == [*shipped(), "regio-uw-versie"]
    assert work.notice() is None


def test_after_a_crash_halfway_there_is_one_own_case(folder, copy, monkeypatch):
    copy("regio", **CHANGED)
    with monkeypatch.context() as crash:
        crash.setattr(work, "_keep_beside", lambda key: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            work.choose("warmte")
    assert names(folder) == ["regio-uw-versie.toml", "regio.toml"]
    assert list(work.listing()) == [*shipped(), "regio-uw-versie"]
    work.choose("warmte")
    assert names(folder) == ["keuze.toml", "regio-uw-versie.toml", "regio.formaat-1.toml"]


def test_a_changed_copy_where_nothing_can_be_written(folder, copy, monkeypatch):
    before = copy("regio", **CHANGED)

    def fail(*_):
        raise OSError(28, "vol")

    monkeypatch.setattr("os.replace", fail)
    work.choose("regio-uw-versie")
    work.answer("a", x=1)
    work.answer("b", key="regio", y=2)
    assert work.current().answers["a"] == {"x": 1}
    assert list(work.listing()) == [*shipped(), "regio-uw-versie"]
    assert (folder / "regio.toml").read_bytes() == before
    monkeypatch.undo()
    monkeypatch.setenv("REGIEKIT_WERKMAP", str(folder))
    work.choose("regio-uw-versie")
    work.answer("c", z=3)
    assert (folder / "regio.formaat-1.toml").read_bytes() == before
    own = load(folder / "regio-uw-versie.toml")
    assert (own.director, own.answers["a"], own.answers["c"]) == ("merenburg", {"x": 1}, {"z": 3})
    assert load(folder / "regio.toml") == load_shipped("regio").with_changes(answers={"b": {"y": 2}})


def test_an_own_file_of_format_1_is_written_anew_when_something_changes_and_kept_beside(folder):
    path, beside = folder / "plein.toml", folder / "plein.formaat-1.toml"
    path.write_bytes(b"\xef\xbb\xbf" + OWN.encode())
    before = path.read_bytes()
    work.choose("plein")
    assert work.change(lambda case: case) == work.current()
    assert (path.read_bytes(), beside.exists()) == (before, False)
    work.answer("a", x=1)
    assert b"formaat = 2" in path.read_bytes()
    assert beside.read_bytes() == before
    work.answer("a", x=2)
    assert beside.read_bytes() == before
    # an older program saves once more
    path.write_text(OWN + 'kort = "Aa"\n', encoding="utf-8")
    work.answer("a", x=3)
    assert beside.read_bytes() == before
    assert (folder / "plein.formaat-1-2.toml").read_text(encoding="utf-8") == OWN + 'kort = "Aa"\n'
    assert work.listing() == {**shipped(), "plein": "Plein"}


def test_where_the_old_file_cannot_be_kept_beside_it_is_not_written_over(folder, monkeypatch):
    (folder / "plein.toml").write_text(OWN, encoding="utf-8")
    work.choose("plein")
    write = work._write
    monkeypatch.setattr(work, "_write", lambda path, text, **more: "formaat-1" not in path.name and write(path, text, **more))
    work.answer("a", x=1)
    assert (folder / "plein.toml").read_text(encoding="utf-8") == OWN
    assert work.answers("a") == {"x": 1}


def test_a_file_that_names_no_shipped_case(folder):
    (folder / "weg.toml").write_text('formaat = 2\nmeegeleverd = "niet-meer"\n', encoding="utf-8")
    (folder / "raar.toml").write_text("formaat = 2\nmeegeleverd = [1]\n", encoding="utf-8")
    assert work.listing()["weg"] == "weg (kan niet worden gelezen)"
    assert work.listing()["raar"] == "raar (kan niet worden gelezen)"
    work.choose("weg")
    assert "er is geen meegeleverde casus 'niet-meer'; kies uit jeugdhulp, regio, warmte" in work.notice()


def test_a_kept_file_brought_elsewhere_is_the_case_with_its_answers(folder):
    work.answer("a", x=1)
    data = (folder / "jeugdhulp.toml").read_bytes()
    (folder / "jeugdhulp.toml").unlink()
    work.choose(work.import_text(data, "jeugdhulp.toml"))
    assert work.current() == load_shipped("jeugdhulp").with_changes(answers={"a": {"x": 1}})


def test_who_looks_changes_nothing(folder, copy):
    copy("regio", **CHANGED)
    copy("jeugdhulp")
    (folder / "plein.toml").write_text(OWN, encoding="utf-8")
    before = {name: (folder / name).read_bytes() for name in names(folder)}
    for look in (work.current, work.listing, work.notice, work.in_use, lambda: work.answers("overlap")):
        look()
    assert {name: (folder / name).read_bytes() for name in names(folder)} == before
    assert json.dumps(list(work.listing())) == json.dumps([*shipped(), "plein", "regio-uw-versie"])
