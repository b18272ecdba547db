"""The start page and the statement on accessibility, without a browser: what they say and where they lead."""

import json
import re

import pytest

from tests.site.test_reading import Page
from tools import notebooks
from tools.site import page, start

LIVE = "werk/?open={}"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    out = tmp_path_factory.mktemp("site")
    start.write(out, "1.2.3", live=LIVE, megabytes=17)
    return out


@pytest.fixture(scope="module")
def first(folder):
    return Page((folder / "index.html").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def statement(folder):
    return Page((folder / "toegankelijkheid.html").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", ["first", "statement"])
def test_the_page_is_sound_html_in_dutch(name, request):
    read = request.getfixturevalue(name)
    assert read.faults == []
    assert ("html", {"lang": "nl"}) in read.elements
    tags, ids = read.tags(), read.all("id")
    assert [tags.count(t) for t in ("h1", "main", "header", "footer", "head")] == [1] * 5
    assert sorted(ids) == sorted(set(ids))
    assert set(read.all("aria-labelledby")) <= set(ids)
    assert {target[1:] for target in read.all("href") if target.startswith("#")} <= set(ids)


@pytest.mark.parametrize("name", ["first", "statement"])
def test_the_page_asks_nothing_of_another_site(name, request):
    read = request.getfixturevalue(name)
    assert read.all("src") in ([], ["start.js"])
    assert [a["href"] for t, a in read.elements if t == "link" and not a["href"].startswith("data:")] == []
    assert not re.search(r"url\((?!#)|@import|fetch\(|XMLHttpRequest|sendBeacon|new WebSocket", read.html)


def test_its_script_asks_only_for_files_of_the_site(folder):
    script = (folder / "start.js").read_text(encoding="utf-8")
    assert re.findall(r"fetch\((.*?),", script) == ["new URL(path"]
    assert not re.search(r"https?://|XMLHttpRequest|sendBeacon|new WebSocket|%", script)
    assert json.dumps(["a.wasm"]) in start.probe(["a.wasm"])


def test_it_leads_to_the_beginning_and_to_the_reading_edition_and_names_every_part(first):
    to = first.all("href", "a")
    assert LIVE.format("00_begin.ipynb") in to
    assert "toegankelijkheid.html" in to
    for path in notebooks.notebooks():
        assert {LIVE.format(path.name), f"lezen/{path.stem}.html"} <= set(to)
    assert [
        t
        for t in to
        if not t.startswith(("werk/", "lezen/", "#", "toegankelijkheid.html", "licenties.txt", "https://creativecommons.org/"))
    ] == []


def test_it_says_what_is_kept_where_and_how_to_save_it(first):
    said = " ".join(" ".join(first.text).split())
    for sentence in (
        "blijft in deze browser, op deze computer",
        "Er wordt niets verstuurd",
        "Bewaar op schijf",
        "Open van schijf",
        "privévenster",
        "kopie op schijf",
        "Dit is versie 1.2.3",
        "ongeveer 17 MB",
        "zonder internet",
        "telefoon",
        "Hans de Bruijn en Martijn Groenleer",
        "Nicis Institute",
        "CC BY 4.0",
    ):
        assert sentence in said


def test_jupyterlite_finds_its_settings_in_it(first):
    """Its other pages stop without them (config-utils.js)."""
    assert ("script", {"id": "jupyter-config-data", "type": "application/json", "data-jupyter-lite-root": "."}) in first.elements


def test_the_statement_holds_for_the_site(statement):
    said = " ".join(" ".join(statement.text).split())
    assert "WCAG 2.2" in said
    assert "leesuitgave" in said
    assert "uv run" not in said
    assert "lezen/00_begin.html" in statement.all("href", "a")
    assert said.count("Wat is nagekeken.") == said.count("Wat nog niet goed is.") == 1
    source = start.STATEMENT.read_text(encoding="utf-8")
    assert all(f"\n\n{opening}" in source for opening in start.INSTEAD)


def test_the_colours_are_those_of_the_panels_in_light_and_dark():
    css = page.colours()
    light, dark = css.split("@media screen and (prefers-color-scheme: dark)")
    from regiekit.plots.style import ACCENTS, COLOURS

    assert all(f"--rk-{name}: {value}" in light for name, value in COLOURS.items())
    for strategy, value in ACCENTS.items():
        assert f".rk-{strategy} {{ --rk-accent: {value}" in light
        assert re.search(rf"\.rk-{strategy} {{ --rk-accent: #", dark)
    assert set(re.findall(r"--rk-(\w+):", light)) == set(re.findall(r"--rk-(\w+):", dark))


def test_a_description_is_cut_between_words():
    assert page.shortened("<b>Kort</b> &amp; goed") == "Kort & goed"
    cut = page.shortened("woord " * 60)
    assert len(cut) <= page.LENGTH + 2
    assert cut.endswith("woord …")
