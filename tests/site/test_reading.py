"""The reading edition without a browser: whole, valid, with working navigation and words for every picture."""

import re
from html.parser import HTMLParser
from itertools import pairwise
from urllib.parse import unquote

import nbformat
import pytest

from regiekit.plots.board import Board
from regiekit.widgets.declaration import proef_class
from tools import notebooks
from tools.site import reading

LIVE = "../werk/?open={}"
STEMS = [path.stem for path in notebooks.notebooks()]
VOID = {"meta", "link", "br", "hr", "img", "input", "wbr", "col"}
BLOCKS = {"p", "div", "figure", "table", "ul", "ol", "section", "h1", "h2", "h3", "h4", "nav", "main", "header", "footer", "pre"}
BYTES = 500_000


class Page(HTMLParser):
    """A page read: its elements, the ids, the links, the text; `faults` where the nesting is wrong."""

    def __init__(self, html):
        super().__init__()
        self.html, self.open, self.faults, self.elements, self.text = html, [], [], [], []
        self.feed(html)
        self.close()
        self.faults += [f"<{tag}> is never closed" for tag in self.open]

    def handle_starttag(self, tag, attrs):
        if tag in BLOCKS and "p" in self.open:
            self.faults.append(f"<{tag}> in a <p>, line {self.getpos()[0]}")
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> closes something else, line {self.getpos()[0]}")

    def handle_data(self, data):
        self.text.append(data)

    def all(self, name, of=None):
        """The values of an attribute, of all elements or of one kind."""
        return [attrs[name] for tag, attrs in self.elements if name in attrs and of in (None, tag)]

    def tags(self):
        return [tag for tag, _ in self.elements]


@pytest.fixture(scope="module")
def folder(tmp_path_factory, ran):
    out = tmp_path_factory.mktemp("site")
    reading.write(out, LIVE, ran)
    return out / "lezen"


@pytest.fixture(scope="module")
def pages(folder):
    return {file.stem: Page(file.read_text(encoding="utf-8")) for file in sorted(folder.glob("*.html"))}


def test_every_notebook_is_a_page_of_a_modest_size(folder, pages):
    assert list(pages) == STEMS
    assert {file.name: size for file in folder.glob("*.html") if (size := file.stat().st_size) > BYTES} == {}


@pytest.mark.parametrize("stem", STEMS)
def test_a_page_is_sound_html_in_dutch_with_one_heading_and_its_landmarks(pages, stem):
    page = pages[stem]
    assert page.faults == []
    tags = page.tags()
    assert [tags.count(t) for t in ("h1", "main", "header", "footer", "head")] == [1] * 5
    assert ("html", {"lang": "nl"}) in page.elements
    ids = page.all("id")
    assert sorted(ids) == sorted(set(ids))
    referred = [one for name in ("aria-labelledby", "aria-describedby") for value in page.all(name) for one in value.split()]
    assert set(referred) <= set(ids)
    assert page.elements[tags.index("a")][1] == {"class": "spring", "href": "#inhoud"}
    levels = [int(t[1]) for t in tags if re.fullmatch("h[1-6]", t)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("stem", STEMS)
def test_a_page_needs_no_script_and_nothing_from_elsewhere(pages, stem):
    page = pages[stem]
    assert not {"script", "iframe", "object", "embed", "video"} & set(page.tags())
    assert [source for source in page.all("src") if not source.startswith("data:")] == []
    assert [a["href"] for t, a in page.elements if t == "link" and not a["href"].startswith("data:")] == []
    assert not re.search(r"url\((?!#)|@import", page.html)
    assert not [name for _, attrs in page.elements for name in attrs if name.startswith("on")]


@pytest.mark.parametrize("stem", STEMS)
def test_every_link_leads_somewhere(pages, stem):
    ids = {other: set(page.all("id")) for other, page in pages.items()}
    dead = []
    for target in pages[stem].all("href", "a"):
        name, _, anchor = unquote(target).partition("#")
        if target in {reading.START, "../toegankelijkheid.html", LIVE.format(f"{stem}.ipynb")} or re.match("https://", target):
            continue
        there = name.removesuffix(".html") if name else stem
        if there not in pages or (anchor and anchor not in ids[there]):
            dead.append(target)
    assert dead == []


def test_previous_and_next_walk_the_whole_collection(pages):
    walked, here = [], STEMS[0]
    while here:
        walked.append(here)
        after = [a["href"] for _, a in pages[here].elements if a.get("rel") == "next"]
        if after:
            assert [a["href"] for _, a in pages[after[0].removesuffix(".html")].elements if a.get("rel") == "prev"] == [f"{here}.html"]
        here = after[0].removesuffix(".html") if after else None
    assert walked == STEMS
    for stem, page in pages.items():
        assert [a["href"] for _, a in page.elements if a.get("aria-current") == "page"] == [f"{stem}.html"]
        assert {f"{other}.html" for other in STEMS} <= set(page.all("href", "a"))


@pytest.mark.parametrize("stem", STEMS)
def test_every_proef_is_there_with_its_question_its_words_and_a_way_to_try_it(pages, stem):
    page = pages[stem]
    cells = nbformat.read(notebooks.FOLDER / f"{stem}.ipynb", as_version=4).cells
    keys = [m for cell in cells if cell.cell_type == "code" for m in reading.PROEF.findall(cell.source)]
    assert [i.removeprefix("proef-") for t, a in page.elements if t == "h3" and (i := a.get("id", "")).startswith("proef-")] == keys
    for key in keys:
        section = page.html.split(f'<h3 id="proef-{key}">')[1].split("</section>")[0]
        words = " ".join(Page(section).text)
        assert proef_class(key).title in words
        assert proef_class(key).question in words
        assert "<svg" in section
        assert len(re.findall(r"<figcaption>(.*?)</figcaption>", section, re.DOTALL)[-1]) > 40
        assert LIVE.format(f"{stem}.ipynb") in Page(section).all("href", "a")
        assert "Bronnen:" in words


@pytest.mark.parametrize("stem", STEMS)
def test_every_picture_has_a_name(pages, stem):
    page = pages[stem]
    pictures = [attrs for tag, attrs in page.elements if tag == "svg"]
    assert pictures
    assert all(p["role"] == "img" and len(p["aria-label"]) > 8 for p in pictures)
    assert [a for t, a in page.elements if t == "img"] == []  # an image in Markdown is put in the page too


@pytest.mark.parametrize("stem", STEMS)
def test_what_only_makes_sense_in_a_notebook_is_left_out(pages, stem):
    said = " ".join(pages[stem].text)
    assert "Start dit notebook" not in said
    assert notebooks.NAVIGATION not in said
    assert "import regiekit" not in said.replace("from regiekit.models import islands", "")
    assert "Alles werkt." not in said
    [about] = [a["content"] for t, a in pages[stem].elements if a.get("name") == "description"]
    assert 50 < len(about) <= 160
    assert "knop" not in about[:20]


def test_a_name_from_a_case_stays_text_in_a_picture():
    evil = '"><script>alert(1)</script>&'
    html = reading.inline(Board(1, 1).svg(evil, evil))
    page = Page(html)
    assert page.faults == []
    assert "script" not in page.tags()
    assert dict(page.elements)["svg"]["aria-label"] == evil
    assert dict(Page(reading.inline("<svg ></svg>", evil)).elements)["svg"]["aria-label"] == evil


def test_links_between_notebooks_become_links_between_pages():
    html = reading.prose("[een](04_structuur.ipynb#De-diagnose), [twee](#hier), [drie](https://example.org/a.ipynb)")
    assert Page(html).all("href") == ["04_structuur.html#De-diagnose", "#hier", "https://example.org/a.ipynb"]


def test_the_line_that_tells_how_to_start_is_dropped_and_its_neighbours_stay():
    html = reading.prose("Ga naar: x\n\n# Kop\n\nEerst.\n\n**Druk hierboven op ‘Start dit notebook’.** Ziet u die knop niet?\n\nDaarna.")
    assert html == '<h1 id="Kop">Kop</h1>\n<p>Eerst.</p>\n<p>Daarna.</p>\n'
