"""What a reader does in JupyterLab and Voila, and what axe finds there: the verbs of the browser tests."""

import json
import shutil
import urllib.request
from pathlib import Path
from typing import NamedTuple

from axe_playwright_python.sync_playwright import Axe

from tools.notebooks import FOLDER

PATIENCE = 90_000  # ms: on a busy machine a kernel may need long to start
TOKEN = "regiekit-proef"
OWN_CONTENT = [".jp-RenderedMarkdown", ".jp-OutputArea-output"]  # in JupyterLab; the rest is JupyterLab's own
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


class Server(NamedTuple):
    """A running server: its address (no slash at the end), the notebooks it shows, and what it has logged."""

    url: str
    folder: Path
    log: Path


def open_in_lab(page, lab: Server, name: str) -> None:
    """Open notebook ``name`` as it is shipped, with no kernel of an earlier test, and wait until it can be read."""
    header = {"Authorization": f"token {TOKEN}"}
    with urllib.request.urlopen(urllib.request.Request(f"{lab.url}/api/sessions", headers=header)) as answer:
        sessions = json.load(answer)
    for session in sessions:
        address = f"{lab.url}/api/sessions/{session['id']}"
        urllib.request.urlopen(urllib.request.Request(address, headers=header, method="DELETE")).close()
    if (FOLDER / name).exists():
        shutil.copy(FOLDER / name, lab.folder / name)
    page.goto(f"{lab.url}/lab/tree/{name}?token={TOKEN}&reset")
    page.wait_for_selector(".jp-Notebook .jp-RenderedMarkdown h1")
    page.wait_for_function("jupyterapp.shell.currentWidget?.context?.sessionContext?.session?.kernel?.info")


def start(page) -> None:
    """Press the start button; wait until every code cell has run and nothing went wrong."""
    count = page.evaluate("""() => {
        const cells = jupyterapp.shell.currentWidget.content.widgets.filter((cell) => cell.model.type === "code");
        window.ran = 0;
        for (const cell of cells) cell.model.stateChanged.connect((_, change) => {
            if (change.name === "executionCount" && change.newValue) window.ran += 1;
        });
        return cells.length;
    }""")
    page.get_by_role("button", name="Start dit notebook").first.click()
    page.wait_for_function("(count) => window.ran >= count || document.querySelector(`[data-mime-type$='error']`)",
                           arg=count)  # fmt: skip
    assert_no_error(page)


def open_in_voila(page, voila: Server, name: str) -> None:
    """Open notebook ``name`` and wait until it has run and is shown."""
    page.goto(voila.url)  # the way in: here Voila hands out the cookie with which a page ends its kernel on leaving
    page.goto(f"{voila.url}/voila/render/{name}")
    shown_in_voila(page)


def shown_in_voila(page) -> None:
    """Wait until the page that is being opened has run and is shown."""
    page.wait_for_selector("#rendered_cells", state="attached")
    page.wait_for_selector("#loading", state="detached")
    page.wait_for_selector("#rendered_cells h1")
    assert_no_error(page)


def assert_no_error(page) -> None:
    """No cell shows an error or a warning."""
    wrong = page.locator("[data-mime-type$='jupyter.error'], [data-mime-type$='jupyter.stderr']").all_inner_texts()
    assert wrong == []


def violations(page, include: list[str] | None = None) -> list[str]:
    """What axe finds against WCAG 2.2 AA, in the elements ``include`` (CSS) or in the whole page."""
    context = {"include": [[selector] for selector in include if page.locator(selector).count()]} if include else None
    found = Axe().run(page, context=context, options={"runOnly": WCAG}).response["violations"]
    return [f"{one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]]
