"""The pages of a role play: what was committed is what is made, one page per role, and every role knows something of its own."""

import re
from html.parser import HTMLParser

import pytest

from regiekit.models import package_deal
from tools import role_play as tool

each = pytest.mark.parametrize("key", tool.plays())


class Pages(HTMLParser):
    """The text of each section, by the id of its heading."""

    def __init__(self, html):
        super().__init__()
        self.pages, self.at = {}, None
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        if tag == "section":
            self.at = dict(attrs)["aria-labelledby"]
            self.pages[self.at] = ""

    def handle_data(self, data):
        if self.at:
            self.pages[self.at] += f"{data} "

    def handle_endtag(self, tag):
        if tag == "section":
            self.at = None


def pages(key):
    return {name: " ".join(text.split()) for name, text in Pages(tool.document(key)).pages.items()}


@each
def test_the_committed_pages_are_what_is_made_now(key):
    assert tool.stale() == []
    assert tool.written(key).read_text(encoding="utf-8") == tool.document(key)


@each
def test_one_page_per_role(key):
    case, data = tool.read(key)
    keys = [role["partij"] for role in data["rollen"]]
    assert len(keys) == len(set(keys)) == 8
    assert list(pages(key)) == ["docent", "allen", *keys, "waarnemer"]
    assert tool.STYLE.count("break-after: page") == 1
    for role in data["rollen"]:
        text = pages(key)[role["partij"]]
        assert case.party(role["partij"]).called in text
        assert all(interest[1:] in text for interest in case.party(role["partij"]).interests)


@each
def test_every_role_knows_something_that_nobody_else_knows(key):
    case, data = tool.read(key)
    found = pages(key)
    secrets = [" ".join(tool.secret(case, role).split()) for role in data["rollen"]]
    assert len(set(secrets)) == len(secrets)
    for role, secret in zip(data["rollen"], secrets, strict=True):
        where = [name for name, text in found.items() if secret in text]
        assert where == [role["partij"]]
        assert len(secret) > 80


@each
def test_a_player_sees_only_the_own_gains(key):
    case, data = tool.read(key)
    for role in data["rollen"]:
        text = pages(key)[role["partij"]]
        shown = re.findall(r"([A-T])\. [^.]*? ([+−]\d|0)(?= |$)", text.partition("Voor u")[2])
        assert shown == [(tool.LETTERS[i], tool.signed(issue.gains.get(role["partij"], 0))) for i, issue in enumerate(case.issues)]
    assert not re.search(r"[+−]\d", pages(key)["allen"])


@each
def test_views_do_not_give_away_what_is_true(key):
    case, _ = tool.read(key)
    notes = [view.note for view in case.views if view.note]
    assert notes
    assert not any(note in text for note in notes for text in pages(key).values())


@each
def test_telling_opens_packages(key):
    """There is a way out without telling anything, and many more when what is known is told."""
    case, data = tool.read(key)
    before, after = (tool.packages(case, data["rollen"], told) for told in (False, True))
    assert 1 <= len(before) < len(after)
    for told, found in ((False, before), (True, after)):
        lowest = package_deal.lowest(tool.gains(case, data["rollen"], told))
        assert len(found) == sum(lowest[1:] >= 0)
    assert f"{len(after)}: {', '.join(after)}." in pages(key)["docent"]


@each
def test_it_needs_nothing_from_elsewhere(key):
    html = tool.document(key)
    assert '<html lang="nl">' in html
    assert not re.search(r"https?:|<script|<link|<img|url\(", html)


@each
def test_each_page_fits_on_one_sheet(key, browser):
    """Printed by a real browser: as many sheets as pages."""
    page = browser.new_page()
    page.goto(tool.written(key).as_uri())
    printed = page.pdf(prefer_css_page_size=True)
    page.close()
    assert len(re.findall(rb"/Type\s*/Page[^s]", printed)) == len(pages(key))


def test_the_command(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(tool, "FOLDER", tmp_path / "rollenspel")
    monkeypatch.setattr(tool, "ROOT", tmp_path)
    assert tool.main(["--check"]) == 1
    assert tool.main(["jeugdhulp"]) == 0
    assert tool.main(["--check"]) == 0
    tool.written("jeugdhulp").write_text("oud", encoding="utf-8")
    assert tool.main(["--check"]) == 1
    assert "not up to date" in capsys.readouterr().out
    with pytest.raises(SystemExit):
        tool.main(["bestaat-niet"])


def test_a_role_that_is_not_in_the_case(monkeypatch, tmp_path):
    monkeypatch.setattr(tool, "DATA", tmp_path)
    (tmp_path / "x.toml").write_text('casus = "jeugdhulp"\n[[rollen]]\npartij = "koning"\n', encoding="utf-8")
    with pytest.raises(ValueError, match="koning"):
        tool.read("x")
