"""The start banner that our JupyterLab extension puts above a notebook, in real JupyterLab."""

import os
import re

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from playwright.sync_api import expect

from tests.browser.reader import PATIENCE, drawn, has_kernel, open_in_lab, show_in_lab, violations

BANNER = ".regiekit-start"
TALL = "Een zin om ruimte te maken. " * 300
WAIT = "open('verder').readline()"  # until the test says so
SOURCES = ["print('een')", "print('twee')", "print('drie')"]
WANTED = {"title": "Proef", "regiekit": {"start": True}}


@pytest.fixture
def write(lab, request):
    """Write a notebook with cells ``sources`` and ``metadata``; give its name, another in each test."""

    def write(sources=SOURCES, **metadata) -> str:
        cells = [new_markdown_cell("# Proef met de startknop\n\nEen korte tekst.")]
        for source in sources:
            cells += [new_code_cell(source), new_markdown_cell(TALL)]
        kernel = {"name": "python3", "display_name": "Python 3"}
        name = re.sub(r"\W+", "_", request.node.name) + ".ipynb"
        nbformat.write(new_notebook(cells=cells, metadata={"kernelspec": kernel, **metadata}), lab.folder / name)
        return name

    return write


@pytest.fixture
def visit(desk, lab, write):
    """Open such a notebook, as soon as it can be read."""
    return lambda *sources, **metadata: show_in_lab(desk, lab, write(*sources, **metadata))


@pytest.fixture
def verder(lab):
    """Let the cell WAIT end: it reads from a pipe."""
    gate = lab.folder / "verder"
    os.mkfifo(gate)
    pipe = os.open(gate, os.O_RDWR)  # reading too, so that neither side waits for the other
    yield lambda: os.write(pipe, b"\n")
    os.write(pipe, b"\n")
    os.close(pipe)
    gate.unlink()


def _state(page, state: str) -> None:
    page.locator(f"{BANNER}[data-state={state}]").wait_for(timeout=PATIENCE)


def _says(page, words: str) -> None:
    page.get_by_role("status").get_by_text(words).wait_for(timeout=PATIENCE)


def _counts(page) -> list[int | None]:
    return page.evaluate("""jupyterapp.shell.currentWidget.content.widgets
        .filter((cell) => cell.model.type === "code").map((cell) => cell.model.executionCount)""")


# The first such element begins within the window of the notebook.
IN_SIGHT = """(selector) => {
    const window = jupyterapp.shell.currentWidget.content.outerNode.getBoundingClientRect();
    const top = document.querySelector(`.jp-Notebook ${selector}`)?.getBoundingClientRect().top;
    return window.top <= top && top < window.bottom;
}"""


def test_pressed_before_there_is_a_kernel_everything_runs_and_the_view_stays(desk, visit, verder):
    held = []
    desk.route("**/api/sessions?*", lambda it: held.append(it) if it.request.method == "POST" else it.continue_())
    with desk.expect_request(lambda it: it.method == "POST" and "/api/sessions?" in it.url):
        visit([WAIT + "\nprint('een')", *SOURCES[1:]], **WANTED)
    assert desk.locator(f"{BANNER} :focus").count() == 0
    button = desk.locator(f"{BANNER} button")
    button.click()
    desk.get_by_text("De rekenkern start…").wait_for()
    drawn(desk)
    assert _counts(desk) == [None, None, None]
    for asked in held:
        asked.continue_()
    _says(desk, "Bezig: 1 van 3")
    button.click(force=True)  # a second press does nothing
    verder()
    _state(desk, "done")
    assert _counts(desk) == [1, 2, 3]
    assert desk.evaluate("jupyterapp.shell.currentWidget.content.activeCellIndex") == 0
    desk.wait_for_function(IN_SIGHT, arg="h1")
    desk.wait_for_function(IN_SIGHT, arg=".jp-OutputArea-output")
    assert desk.locator(".jp-Dialog, .Toastify__toast").count() == 0


def test_an_output_below_the_window_is_brought_into_sight(desk, visit):
    visit(["x = 1", "print('hier')", "print('lager')"], **WANTED)
    desk.locator(f"{BANNER} button").click()
    _state(desk, "done")
    desk.wait_for_function(IN_SIGHT, arg=".jp-OutputArea-output")
    assert not desk.evaluate(IN_SIGHT, "h1")


def test_a_reader_who_scrolled_meanwhile_is_left_there(desk, visit, verder):
    visit(["x = 1", WAIT + "\nprint('lager')"], **WANTED)
    desk.locator(f"{BANNER} button").click()
    _says(desk, "Bezig: 2 van 2")
    desk.evaluate("jupyterapp.shell.currentWidget.content.outerNode.scrollTop = 300")
    verder()
    _state(desk, "done")
    drawn(desk)
    assert desk.evaluate("jupyterapp.shell.currentWidget.content.outerNode.scrollTop") == 300


def test_keyboard_alone(desk, visit):
    visit(**WANTED)
    desk.locator(f"{BANNER} button").wait_for()
    desk.locator(".jp-NotebookPanel-toolbar :focus-visible, .jp-NotebookPanel-toolbar [tabindex='0']").first.focus()
    for _ in range(12):
        desk.keyboard.press("Tab")
        if desk.locator(f"{BANNER} button:focus-visible").count():
            break
    assert desk.locator(f"{BANNER} button:focus-visible").count() == 1
    desk.keyboard.press("Enter")
    _state(desk, "done")
    assert _counts(desk) == [1, 2, 3]
    assert desk.locator(f"{BANNER} button:focus-visible").count() == 1


def test_shortcut(desk, visit):
    visit(**WANTED)
    desk.locator(f"{BANNER} button").wait_for()
    desk.locator(".jp-Notebook h1").click()
    desk.keyboard.press("ControlOrMeta+Shift+Enter")
    _state(desk, "done")
    assert _counts(desk) == [1, 2, 3]


@pytest.mark.parametrize("metadata", [{}, {"title": "Proef"}, {"regiekit": {"start": True}}, {
    "title": "Proef", "regiekit": {"start": False}}])  # fmt: skip
def test_other_notebooks_are_left_alone(desk, visit, metadata):
    visit(**metadata)
    has_kernel(desk)
    assert desk.locator(BANNER).count() == 0
    assert not desk.evaluate("jupyterapp.commands.isEnabled('regiekit:start')")


def test_done_restarts_the_kernel_and_runs_again(desk, visit):
    visit(["seen = globals().get('seen', 0) + 1; print(f'keer {seen}')"], **WANTED)
    desk.locator(f"{BANNER} button").click()
    _state(desk, "done")
    desk.get_by_role("button", name="Opnieuw starten").click()
    _state(desk, "done")
    expect(desk.locator(".jp-OutputArea-output")).to_have_text("keer 1")


@pytest.mark.parametrize("ending", ["restartKernel", "shutdown"])
def test_an_ended_kernel_brings_the_start_button_back(desk, visit, ending):
    visit(**WANTED)
    button = desk.locator(f"{BANNER} button")
    button.click()
    _state(desk, "done")
    desk.evaluate(f"jupyterapp.shell.currentWidget.sessionContext.{ending}().then(() => null)")
    desk.locator(BANNER).get_by_role("button", name="Start dit notebook").wait_for()
    button.click()
    _state(desk, "done")
    assert _counts(desk) == [1, 2, 3]


def test_an_error_in_a_cell_says_what_to_do(desk, visit):
    visit(["print('een')", "1 / 0", "print('drie')"], **WANTED)
    desk.locator(f"{BANNER} button").click()
    _state(desk, "failed")
    said = desk.locator(BANNER).get_by_role("status").inner_text()
    assert said.startswith("Er ging iets mis in een cel.")
    assert "druk opnieuw op Start" in said
    assert desk.locator(BANNER).get_by_role("button", name="Start dit notebook").is_visible()


@pytest.fixture
def themed(desk):
    """Change JupyterLab's theme; afterwards it is light again."""

    def themed(theme: str) -> None:
        desk.evaluate("(theme) => jupyterapp.commands.execute('apputils:change-theme', { theme }).then(() => null)", theme)
        desk.wait_for_function("(theme) => document.body.dataset.jpThemeName === theme", arg=theme)
        desk.wait_for_selector("#jupyterlab-splash", state="detached")  # till then JupyterLab hides and lays out anew

    yield themed
    themed("JupyterLab Light")


def _height(desk) -> float:
    return desk.locator(BANNER).bounding_box()["height"]


@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
def test_accessible_and_modest_in_both_themes(desk, visit, themed, theme):
    visit(**WANTED)
    themed(theme)
    desk.get_by_role("region", name="Start dit notebook").wait_for()
    assert desk.locator(f"{BANNER} [lang=nl]").count() == 1
    assert _height(desk) <= 56
    assert violations(desk, [BANNER]) == []


def test_as_high_as_its_words_need_also_when_hidden_meanwhile(desk, visit):
    """JupyterLab hides all for one frame when the theme changes, just when the banner may have had its news of a width."""
    visit(**WANTED)
    desk.get_by_role("region", name="Start dit notebook").wait_for()
    tall = "([banner, low, high]) => { const { height } = document.querySelector(banner).getBoundingClientRect(); return low <= height && height <= high; }"
    desk.wait_for_function(tall, arg=[BANNER, 32, 56])
    desk.evaluate("(words) => { document.querySelector(words).style.width = '340px'; }", f"{BANNER} > div")
    desk.wait_for_function(tall, arg=[BANNER, 90, 130])
    desk.evaluate("""(words) => new Promise((done) => {
        const wide = new ResizeObserver(() => {
            if (words.style.width) return;
            wide.disconnect();
            jupyterapp.shell.hide();
            requestAnimationFrame(() => { jupyterapp.shell.show(); done(); });
        });
        words = document.querySelector(words);
        wide.observe(words);
        requestAnimationFrame(() => requestAnimationFrame(() => { words.style.width = ""; }));
    })""", f"{BANNER} > div")  # fmt: skip
    desk.wait_for_function(tall, arg=[BANNER, 32, 56])


@pytest.mark.parametrize(("there", "elsewhere"), [
    ('"@jupyterlab/notebook"', '"@jupyterlab/later"'), ("panel.contentHeader", "panel.later"),
    ("app.commands.addCommand", "app.commands.later")])  # fmt: skip
def test_in_another_jupyterlab_it_warns_once_and_leaves_the_rest_alone(page, lab, write, there, elsewhere):
    def older(route) -> None:
        answer = route.fetch()
        assert there in answer.text()
        route.fulfill(response=answer, body=answer.text().replace(there, elsewhere))

    warnings = []
    page.on("console", lambda said: warnings.append(said.text) if said.text.startswith("regiekit") else None)
    page.route("**/regiekit/static/remoteEntry.js*", older)
    open_in_lab(page, lab, write(**WANTED))
    assert page.locator(BANNER).count() == 0
    page.evaluate("jupyterapp.commands.execute('notebook:run-all-cells').then(() => null)")
    assert _counts(page) == [1, 2, 3]
    assert len(warnings) == 1
