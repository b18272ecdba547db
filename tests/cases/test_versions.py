"""Earlier versions of a case: which are kept, which go, and how one comes back."""

import os
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regiekit.cases import CaseError, load, load_shipped, shipped, versions
from regiekit.cases import workspace as work

NOW = datetime(2026, 11, 29, 12, 0, 0, tzinfo=UTC)


def kept(path):
    return [versions.place(path, moment).read_text(encoding="utf-8") for moment in versions.moments(path)]


def saved(path, text, seconds):
    """The file is saved so many seconds after NOW; what was there is kept first, if it is time."""
    if path.exists():
        versions.keep(path, NOW + timedelta(seconds=seconds))
    path.write_text(text, encoding="utf-8")
    os.utime(path, ((NOW + timedelta(seconds=seconds)).timestamp(),) * 2)


def test_who_types_makes_one_a_minute_and_what_was_there_before_a_pause_is_always_kept(folder):
    path = folder / "wijk.toml"
    for second in range(0, 200, 10):
        saved(path, str(second), second)
    assert kept(path) == ["180", "120", "60", "0"]
    saved(path, "morgen", 90_000)
    saved(path, "morgen, verder", 90_010)
    assert kept(path) == ["morgen", "190", "180", "120", "60", "0"]
    assert versions.moments(path)[1] == NOW + timedelta(seconds=190)


def test_a_clock_that_goes_back_stops_nothing(folder):
    path = folder / "wijk.toml"
    for second in (0, 100, -5000, -4990, -4980):
        saved(path, str(second), second)
    assert set(kept(path)) >= {"0", "100", "-5000"}


@given(st.lists(st.integers(0, 40 * 86_400), max_size=120), st.integers(1, 3))
def test_fewer_the_older_they_are(tmp_path_factory, ages, size):
    path = tmp_path_factory.mktemp("v") / "wijk.toml"
    (path.parent / versions.FOLDER / path.stem).mkdir(parents=True)
    all_of_them = sorted({NOW - timedelta(seconds=age) for age in ages}, reverse=True)
    for moment in all_of_them:
        versions.place(path, moment).write_text("x" * size, encoding="utf-8")
    versions.thin(path, NOW)
    left = versions.moments(path)
    assert left[: versions.NEWEST] == all_of_them[: versions.NEWEST]
    assert len(left) <= versions.MOST
    older = left[versions.NEWEST :]
    hours = [f"{one:%d %H}" for one in older if NOW - one < timedelta(days=1)]
    days = [f"{one:%m %d}" for one in older if NOW - one >= timedelta(days=1)]
    assert (len(hours), len(days)) == (len(set(hours)), len(set(days)))
    for one in older:
        form = "%d %H" if NOW - one < timedelta(days=1) else "%m %d"
        same = [m for m in all_of_them[versions.NEWEST :] if f"{m:{form}}" == f"{one:{form}}"]
        assert one == min(m for m in same if (NOW - m < timedelta(days=1)) == (NOW - one < timedelta(days=1)))
    if len(left) < versions.MOST:  # each hour or day that had one still has its first
        gone = [one for one in all_of_them if one not in left]
        assert {f"{one:%m %d}" for one in gone} <= {f"{one:%m %d}" for one in left}
    versions.thin(path, NOW)
    assert versions.moments(path) == left


def test_there_is_a_bound_in_bytes_and_the_newest_stays(folder, monkeypatch):
    monkeypatch.setattr(versions, "MOST_BYTES", 25)
    path = folder / "wijk.toml"
    for minute in range(4):
        saved(path, f"{minute}" * 10, 120 * minute)
    assert [one[0] for one in kept(path)] == ["2", "1"]
    saved(path, "x" * 40, 1000)
    saved(path, "y", 2000)
    assert kept(path) == ["x" * 40]


def test_what_is_no_version_is_let_be(folder):
    path, beside = folder / "wijk.toml", folder / versions.FOLDER
    beside.mkdir(parents=True)
    for name in ("van mij.toml", "wijk.2026-13-45_99-00-00.toml", "wijk.2026-01-01_00-00-00.toml.oud", "wijk.x.2026-01-01_00-00-00.toml"):
        (beside / name).write_text("", encoding="utf-8")
    saved(path, "a", 0)
    saved(path, "b", 100)
    assert kept(path) == ["a"]
    assert len(list(beside.iterdir())) == 5


# --- in the learner's folder -----------------------------------------------------------------------------------------


def test_saving_keeps_what_was_there_and_lists_no_case_more(folder):
    work.start_own("Wijk")
    first = (folder / "wijk.toml").read_bytes()
    work.answer("a", x=1)
    work.answer("a", x=2)
    [moment] = work.moments("wijk")
    assert versions.place(folder / "wijk.toml", moment).read_bytes() == first
    assert work.listing() == {**shipped(), "wijk": "Wijk"}
    assert not list(folder.glob("*.vorige.toml"))


def test_an_earlier_version_is_brought_back_and_what_was_there_is_kept(folder):
    first = work.start_own("Wijk", question="Hoe?")
    work.change(lambda case: case.with_changes(question="Waarom?"))
    last = work.change(lambda case: case.with_changes(question="Wie?"))
    [moment] = work.moments("wijk")
    assert work.bring_back("wijk", moment) == first == work.current() == load(folder / "wijk.toml")
    assert len(work.moments("wijk")) == 2
    newest = work.moments("wijk")[0]
    assert work.bring_back("wijk", newest) == last
    assert len(work.moments("wijk")) == 3


def test_a_version_of_a_shipped_case(folder):
    work.choose("regio")
    work.answer("a", x=1)
    work.answer("a", x=2)
    [moment] = work.moments("regio")
    work.bring_back("regio", moment)
    assert work.in_use() == ("regio", load_shipped("regio").with_changes(answers={"a": {"x": 1}}))


def test_a_broken_file_comes_back_to_life(folder):
    case = work.start_own("Wijk")
    work.answer("a", x=1)
    (folder / "wijk.toml").write_text("titel =", encoding="utf-8")
    assert (work.current_key(), work.chosen_key()) == ("jeugdhulp", "wijk")
    assert work.bring_back("wijk", work.moments("wijk")[-1]) == case
    assert work.in_use() == ("wijk", case)
    assert "titel =" in kept(folder / "wijk.toml")


def test_nothing_is_written_over_when_it_cannot_be_kept_first(folder, monkeypatch):
    work.start_own("Wijk")
    work.answer("a", x=1)
    work.answer("a", x=2)
    before, [moment] = (folder / "wijk.toml").read_bytes(), work.moments("wijk")

    def full(*_, **__):
        raise CaseError(["opslaan lukt niet: de schijf is vol"])

    monkeypatch.setattr(versions, "write_text", full)
    with pytest.raises(CaseError, match="de schijf is vol"):
        work.bring_back("wijk", moment)
    assert (folder / "wijk.toml").read_bytes() == before
    work.answer("a", x=3)  # saving comes first
    assert load(folder / "wijk.toml").answers == {"a": {"x": 3}}


@pytest.mark.parametrize("key", ["wijk", "niet", "../wijk", "jeugdhulp"])
def test_a_version_that_is_not_there(folder, key):
    work.start_own("Wijk")
    with pytest.raises(CaseError, match="deze eerdere versie is er niet meer; kies een andere"):
        work.bring_back(key, NOW)
