"""The reading edition: the notebooks as plain HTML pages, for search engines, print and phones.

    uv run python -m tools.site.reading FOLDER    write FOLDER/lezen/*.html and nothing else

Each notebook runs once; what its panels say where no widget runs (picture, words, measures) stands in the page. No script, no kernel, nothing
from another site. Every page stands alone: its style and its pictures are in it.
"""

from __future__ import annotations

import re
import sys
from base64 import b64decode
from collections.abc import Callable
from html import escape, unescape
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

import nbformat
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from nbformat import NotebookNode

from regiekit.cases import load_shipped, shipped
from regiekit.cases.references import cited_html
from regiekit.plots.collection import NOTEBOOKS
from regiekit.plots.style import ACCENTS
from regiekit.widgets.declaration import proef_class
from regiekit.widgets.panel import _variables
from regiekit.widgets.proef_panel import outcome as outcome_of
from tools import notebooks
from tools.site import page

FOLDER = "lezen"
LIVE = "../notebooks/index.html?path={}"
START = "../index.html"
#: What a cell says that has no meaning where nothing runs: source -> HTML in its place.
INSTEAD = {"regiekit.check()": "<p>In de leesuitgave is er niets te controleren: hier draait geen programma.</p>"}

PROEF = re.compile(r"""regiekit\.proef\(["'](\w+)["']\)""")
TWIN = re.compile(r'^<div id="rk-\w+" lang="nl">(.*)</div>$', re.DOTALL)
PICTURE = re.compile(r'<figure[^>]*><img src="data:image/svg\+xml;base64,([^"]+)"[^>]*>')
TABLE = re.compile(r"<table><caption>(.*?)</caption>.*?</table>", re.DOTALL)
START_LINE = re.compile(r"<p>(?:(?!</p>).)*Start dit notebook(?:(?!</p>).)*</p>\n?", re.DOTALL)
LABELLED = re.compile(r"<title>(.*?)</title>(?:<desc>.*?</desc>)?", re.DOTALL)
NARROW = 22  # characters that fit beside one another in a table on a phone of 320 pixels


def inline(svg: str, label: str = "") -> str:
    """A picture in the page: it follows the theme, and its words can be found and copied.

    Its title becomes the accessible name (a `<title>` pops up over all of the picture); the description stands below it already.
    """
    colours = _variables()
    svg = re.sub(r"#[0-9a-f]{6}", lambda hex: f"var({colours[hex[0]]},{hex[0]})" if hex[0] in colours else hex[0], svg)
    name = label or (found[1] if (found := LABELLED.search(svg)) else "")
    svg = LABELLED.sub("", svg, count=1).replace("<svg ", f'<svg aria-label="{escape(unescape(name))}" ', 1)
    return f'<div class="plaatje" tabindex="0" role="group" aria-label="Plaatje: {escape(unescape(name))}">{svg}</div>'


def address(target: str) -> str:
    """A link of a notebook as it is here: notebooks are pages, their headings keep their names."""
    name, mark, anchor = target.partition("#")
    return f"{name.removesuffix('.ipynb')}.html{mark}{anchor}" if name.endswith(".ipynb") and "//" not in name else target


def page_links(html: str) -> str:
    """The same for HTML that a panel made."""
    return re.sub(r'href="([^"]+)"', lambda m: f'href="{address(m[1])}"', html)


class Prose(IPythonRenderer):
    """Markdown cells as HTML: pictures in the page, headings named as in JupyterLab, links to the other pages."""

    def heading(self, text: str, level: int, **attrs: Any) -> str:
        name = unescape(re.sub(r"<[^>]+>", "", text)).replace(" ", "-")
        return f'<h{level} id="{escape(name)}">{text}</h{level}>\n'

    def link(self, text: str, url: str, title: str | None = None) -> str:
        return super().link(text, address(url), title)

    def image(self, text: str, url: str, title: str | None = None) -> str:
        return inline((notebooks.FOLDER / unquote(url)).read_text(encoding="utf-8"), unescape(text))

    def paragraph(self, text: str) -> str:
        return f"<figure>{text}</figure>\n" if text.startswith('<div class="plaatje"') else super().paragraph(text)


def prose(source: str) -> str:
    """A Markdown cell, without the navigation (the page has its own) and the line that tells how to start."""
    if source.startswith(notebooks.NAVIGATION):
        source = source.partition("\n")[2]
    html = MarkdownWithMath(renderer=Prose(escape=False, exclude_anchor_links=True)).render(source)
    return START_LINE.sub("", html)


def outcome(cell: NotebookNode, live: str) -> str:
    """What a code cell shows where no widget runs; a proef with its question and what it leaves out."""
    source = cell.source.strip().splitlines()[-1] if cell.source.strip() else ""
    if source in INSTEAD:
        return INSTEAD[source]
    html = "\n".join(TWIN.sub(r"\1", o.data["text/html"]) for o in cell.outputs if "text/html" in o.get("data", {}))
    html = PICTURE.sub(lambda m: f"<figure>{inline(b64decode(m[1]).decode())}", html)
    html = page_links(TABLE.sub(_scrolling, html))
    if not (found := PROEF.search(cell.source)):
        return html if html.startswith("<figure") else f'<div class="uitvoer">{_below(html)}</div>' if html else ""
    proef = proef_class(found[1])
    _, _, situation = html.partition("</p>")  # the question stands above it already
    state = proef.at(load_shipped(next(iter(shipped()))))
    shown = page_links(
        PICTURE.sub(lambda m: f"<figure>{inline(b64decode(m[1]).decode())}", TABLE.sub(_scrolling, outcome_of(state, state.words())))
    )
    sources = [cited_html(key) for key in proef.sources]
    return page.render("proef.html.j2", proef=proef, sources=sources, situation=situation, outcome=shown, live=live)


def _below(html: str) -> str:
    """The headings of a panel one level below those of the notebook, whatever level the panel itself begins with."""
    first = re.search(r"<h([1-6])", html)
    return re.sub(r"(</?h)([1-6])", lambda m: f"{m[1]}{min(6, int(m[2]) - int(first[1]) + 3)}", html) if first else html


def _scrolling(table: re.Match[str]) -> str:
    """A table scrolls by itself where it doesn't fit; one that won't fit a phone can be scrolled with the keyboard as well."""
    rows = [
        [
            max(map(len, unescape(re.sub("<[^>]+>", "", cell)).split()), default=0)
            for cell in re.findall(r"<t[hd][ >].*?</t[hd]>", row, re.DOTALL)
        ]
        for row in re.findall(r"<tr>.*?</tr>", table[0], re.DOTALL)
    ]
    needed = sum(map(max, zip(*rows, strict=True)))  # the longest word of each column
    reachable = f' tabindex="0" role="group" aria-label="Tabel: {table[1]}"' if needed > NARROW else ""
    return f'<div class="schuif"{reachable}>{table[0]}</div>'


def parts() -> list[tuple[str, list[tuple[str, str]]]]:
    """The parts of the collection with their notebooks: file name without ending, title."""
    titles = {path.stem: str(nbformat.read(path, as_version=4).metadata.get("title", path.stem)) for path in notebooks.notebooks()}
    return [
        (part, [(stem, title) for stem, title in titles.items() if stem[:2] in numbers.split()])
        for part, numbers in notebooks.PARTS.items()
    ]


def strategy(stem: str) -> str:
    """Whose colour a notebook has."""
    part = NOTEBOOKS[stem][1]
    return part if part in ACCENTS else "begin"


def build(path: Path, nb: NotebookNode, live: str = LIVE) -> str:
    """The page of the notebook at `path`; `nb` is that notebook when it has run."""
    here = live.format(quote(path.name))
    cells = [prose(cell.source) if cell.cell_type == "markdown" else outcome(cell, here) for cell in nb.cells]
    order = [entry for _, entries in parts() for entry in entries]
    at = [stem for stem, _ in order].index(path.stem)
    first, sep, rest = "\n".join(cells).partition("</h1>\n")
    about = re.search(r"<p>(.*?)</p>", rest, re.DOTALL)
    return page.render(
        "reading.html.j2",
        title=order[at][1],
        stem=path.stem,
        strategy=strategy(path.stem),
        heading=first + sep,
        content=rest,
        live=here,
        start=START,
        about=page.shortened(about[1] if about else order[at][1]),
        parts=parts(),
        before=order[at - 1] if at else None,
        after=order[at + 1] if at + 1 < len(order) else None,
        headings=[(text, name) for name, text in re.findall(r'<h2 id="([^"]*)">(.*?)</h2>', rest)],
    )


def write(out: Path, live: str = LIVE, ran: Callable[[Path], NotebookNode] = notebooks.ran) -> None:
    """Write `out`/lezen/<notebook>.html for every notebook; `live` is the address of a working notebook, seen from there, `ran` runs one.

    Raises:
        nbclient.exceptions.CellExecutionError: a notebook does not run.
    """
    folder = Path(out) / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for path in notebooks.notebooks():
        (folder / f"{path.stem}.html").write_text(build(path, ran(path), live), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
