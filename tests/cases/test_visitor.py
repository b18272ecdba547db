"""Whose folder it is, by what Voila tells the kernel."""

from pathlib import Path

import pytest

from regiekit.cases import workspace as work

KEY = "0123456789abcdef" * 2


@pytest.fixture
def whole(monkeypatch, tmp_path):
    monkeypatch.setenv(work.VARIABLE, str(tmp_path / "werk"))
    return tmp_path / "werk"


@pytest.fixture
def come(monkeypatch):
    """Be the kernel of a page of Voila at this host, with this query."""

    def come(query: str = "", host: str = "les.example.nl") -> None:
        for name, value in {"SERVER_SOFTWARE": "voila/0.5.8", "SERVER_NAME": host, "QUERY_STRING": query}.items():
            monkeypatch.setenv(name, value)

    monkeypatch.delenv("JUPYTERHUB_USER", raising=False)
    return come


@pytest.mark.parametrize("query", [f"werk={KEY}", f"theme=dark&werk={KEY}&voila=1"])
@pytest.mark.parametrize("host", ["les.example.nl", "localhost"])  # a server behind another may be told that it is called localhost
def test_a_key_leads_to_a_folder_of_its_own(whole, come, query, host):
    come(query, host)
    assert work.folder() == whole / ".bezoekers" / KEY


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "[::1]"])
def test_at_this_computer_the_folder_is_that_of_jupyterlab(whole, come, host):
    come("theme=dark", host)
    assert work.folder() == whole


def test_outside_voila_and_on_a_hub_a_query_does_nothing(whole, come, monkeypatch):
    monkeypatch.setenv("QUERY_STRING", f"werk={KEY}")
    assert work.folder() == whole
    come(f"werk={KEY}")
    monkeypatch.setenv("JUPYTERHUB_USER", "anna")
    assert work.folder() == whole


@pytest.mark.parametrize("query", [
    "", "werk=", "werk", f"werk={KEY[1:]}", f"werk={KEY}0", f"werk={KEY.upper()}", f"werk={KEY}%0A", f"werk={KEY}&werk={KEY[::-1]}",
    "werk=..", "werk=../..", "werk=%2e%2e%2f%2e%2e", "werk=/etc", "werk=C:%5C", f"werk={KEY}/..", f"werk=..%2F{KEY}", "werk=%00", "werk=%ff%fe",
    f"WERK={KEY}", f"x=%26werk%3D{KEY}", "werk=٠١٢٣٤٥٦٧٨٩" + "a" * 22, "&" * 2000, f"werk={'a' * 100_000}",
])  # fmt: skip
def test_without_a_sound_key_nothing_is_read_or_written_and_the_page_says_why(whole, come, query, monkeypatch):
    work.start_own("Van een ander")
    before = sorted(whole.rglob("*"))
    come(query, "127.0.0.2")  # this computer has three names; any other is taken for another computer
    place = work.folder()
    assert not place.is_relative_to(whole)
    assert not place.exists()
    assert "geen goede sleutel" in work.notice()
    assert "van-een-ander" not in work.listing()
    work.start_own("Van mij")  # in memory, for as long as the page is open
    assert work.current_key() == "van-mij"
    assert "geen goede sleutel" in work.notice()
    assert sorted(whole.rglob("*")) == before
    assert not place.exists()
    work._memory.clear(), work._chosen.clear(), work._unsaved.clear()


def test_visitors_do_not_see_each_others_cases_nor_those_of_the_owner(whole, come):
    work.start_own("Van de eigenaar")
    for key, title in ((KEY, "Anna"), (KEY[::-1], "Bram")):
        come(f"werk={key}")
        work.start_own(title)
        assert work.notice() is None
    for key, title in ((KEY, "Anna"), (KEY[::-1], "Bram")):
        come(f"werk={key}")
        assert work.current().title == title
        assert [one for one in work.listing() if one not in work.shipped_keys()] == [title.lower()]
    assert {place.name for place in Path(whole / ".bezoekers").iterdir()} == {KEY, KEY[::-1]}
