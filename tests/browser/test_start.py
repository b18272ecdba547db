"""The start banner that our JupyterLab extension puts above a notebook, in real JupyterLab."""

import json
import re
from urllib.request import Request, urlopen

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from tests.browser.reader import TOKEN, violations

BANNER = ".regiekit-start"
PATIENCE = 60_000  # ms: a kernel starts and restarts here, also on a busy machine
TALL = "Een zin om ruimte te maken. " * 300
SOURCES = ["import time; time.sleep(1); print('een')", "print('twee')", "print('drie')"]
WANTED = {"title": "Proef", "regiekit": {"start": True}}


@pytest.fixture
def visit(page, lab, request):
    """Open a notebook with cells ``sources`` and ``metadata``, a new name in each test, as soon as it can be read."""

    def ask(address: str, method: str = "GET") -> bytes:
        header = {"Authorization": f"token {TOKEN}"}
        with urlopen(Request(f"{lab.url}/api/sessions{address}", headers=header, method=method)) as answer:
            return answer.read()

    def visit(sources=SOURCES, **metadata) -> None:
        for session in json.loads(ask("")):  # the kernels of earlier tests
            ask(f"/{session['id']}", "DELETE")
        cells = [new_markdown_cell("# Proef met de startknop\n\nEen korte tekst.")]
        for source in sources:
            cells += [new_code_cell(source), new_markdown_cell(TALL)]
        kernel = {"name": "python3", "display_name": "Python 3"}
        name = re.sub(r"\W+", "_", request.node.name) + ".ipynb"
        nbformat.write(new_notebook(cells=cells, metadata={"kernelspec": kernel, **metadata}), lab.folder / name)
        page.goto(f"{lab.url}/lab/tree/{name}?token={TOKEN}&reset")
        page.wait_for_selector(".jp-Notebook .jp-RenderedMarkdown h1")

    return visit


@pytest.fixture
def restarts(page, remarks):
    """The kernel ends soon after it started: then JupyterLab's debugger may log that its own question was cancelled."""
    yield
    remarks[:] = [remark for remark in remarks if "Could not restore the debugger state: Canceled" not in remark]


def _state(page, state: str) -> None:
    page.locator(f"{BANNER}[data-state={state}]").wait_for(timeout=PATIENCE)


def _counts(page) -> list[int | None]:
    return page.evaluate("""jupyterapp.shell.currentWidget.content.widgets
        .filter((cell) => cell.model.type === "code").map((cell) => cell.model.executionCount)""")


def _in_sight(page, selector: str) -> bool:
    """The first ``selector`` begins within the window of the notebook."""
    return page.evaluate("""(selector) => {
        const window = jupyterapp.shell.currentWidget.content.outerNode.getBoundingClientRect();
        const top = document.querySelector(`.jp-Notebook ${selector}`).getBoundingClientRect().top;
        return window.top <= top && top < window.bottom;
    }""", selector)  # fmt: skip


def test_pressed_before_there_is_a_kernel_everything_runs_and_the_view_stays(page, visit):
    held = []
    page.route("**/api/sessions?*", lambda it: held.append(it) if it.request.method == "POST" else it.continue_())
    visit(**WANTED)
    assert page.locator(f"{BANNER} :focus").count() == 0
    button = page.locator(f"{BANNER} button")
    button.click()
    page.get_by_text("De rekenkern start…").wait_for()
    page.wait_for_timeout(1000)
    assert _counts(page) == [None, None, None]
    held[0].continue_()
    page.get_by_role("status").get_by_text("Bezig: 1 van 3").wait_for(timeout=PATIENCE)
    button.click()  # a second press does nothing
    _state(page, "done")
    assert _counts(page) == [1, 2, 3]
    assert page.evaluate("jupyterapp.shell.currentWidget.content.activeCellIndex") == 0
    assert _in_sight(page, "h1")
    assert _in_sight(page, ".jp-OutputArea-output")
    assert page.locator(".jp-Dialog, .Toastify__toast").count() == 0


def test_an_output_below_the_window_is_brought_into_sight(page, visit):
    visit(["x = 1", "print('hier')", "print('lager')"], **WANTED)
    page.locator(f"{BANNER} button").click()
    _state(page, "done")
    page.wait_for_timeout(500)
    assert not _in_sight(page, "h1")
    assert _in_sight(page, ".jp-OutputArea-output")


def test_a_reader_who_scrolled_meanwhile_is_left_there(page, visit):
    visit(["x = 1", "import time; time.sleep(3); print('lager')"], **WANTED)
    page.locator(f"{BANNER} button").click()
    page.get_by_role("status").get_by_text("Bezig: 2 van 2").wait_for(timeout=PATIENCE)
    page.evaluate("jupyterapp.shell.currentWidget.content.outerNode.scrollTop = 300")
    _state(page, "done")
    page.wait_for_timeout(500)
    assert page.evaluate("jupyterapp.shell.currentWidget.content.outerNode.scrollTop") == 300


def test_keyboard_alone(page, visit):
    visit(**WANTED)
    page.locator(".jp-NotebookPanel-toolbar :focus-visible, .jp-NotebookPanel-toolbar [tabindex='0']").first.focus()
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.locator(f"{BANNER} button:focus-visible").count():
            break
    assert page.locator(f"{BANNER} button:focus-visible").count() == 1
    page.keyboard.press("Enter")
    _state(page, "done")
    assert _counts(page) == [1, 2, 3]
    assert page.locator(f"{BANNER} button:focus-visible").count() == 1


def test_shortcut(page, visit):
    visit(**WANTED)
    page.locator(f"{BANNER} button").wait_for()
    page.locator(".jp-Notebook h1").click()
    page.keyboard.press("ControlOrMeta+Shift+Enter")
    _state(page, "done")
    assert _counts(page) == [1, 2, 3]


@pytest.mark.parametrize("metadata", [{}, {"title": "Proef"}, {"regiekit": {"start": True}}, {
    "title": "Proef", "regiekit": {"start": False}}])  # fmt: skip
def test_other_notebooks_are_left_alone(page, visit, metadata):
    visit(**metadata)
    page.wait_for_function("jupyterapp.shell.currentWidget.sessionContext.session?.kernel?.info")
    assert page.locator(BANNER).count() == 0
    assert not page.evaluate("jupyterapp.commands.isEnabled('regiekit:start')")


@pytest.mark.usefixtures("restarts")
def test_done_restarts_the_kernel_and_runs_again(page, visit):
    visit(["seen = globals().get('seen', 0) + 1; print(f'keer {seen}')"], **WANTED)
    page.locator(f"{BANNER} button").click()
    _state(page, "done")
    page.get_by_role("button", name="Opnieuw starten").click()
    _state(page, "busy")
    _state(page, "done")
    assert page.locator(".jp-OutputArea-output").inner_text().strip() == "keer 1"


@pytest.mark.usefixtures("restarts")
@pytest.mark.parametrize("ending", ["restartKernel", "shutdown"])
def test_an_ended_kernel_brings_the_start_button_back(page, visit, ending):
    visit(**WANTED)
    button = page.locator(f"{BANNER} button")
    button.click()
    _state(page, "done")
    page.evaluate(f"jupyterapp.shell.currentWidget.sessionContext.{ending}().then(() => null)")
    page.locator(BANNER).get_by_role("button", name="Start dit notebook").wait_for()
    button.click()
    _state(page, "done")
    assert _counts(page) == [1, 2, 3]


def test_an_error_in_a_cell_says_what_to_do(page, visit):
    visit(["print('een')", "1 / 0", "print('drie')"], **WANTED)
    page.locator(f"{BANNER} button").click()
    _state(page, "failed")
    said = page.locator(BANNER).get_by_role("status").inner_text()
    assert said.startswith("Er ging iets mis in een cel.")
    assert "druk opnieuw op Start" in said
    assert page.locator(BANNER).get_by_role("button", name="Start dit notebook").is_visible()


@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
def test_accessible_and_modest_in_both_themes(page, visit, theme):
    visit(**WANTED)
    page.evaluate("(theme) => jupyterapp.commands.execute('apputils:change-theme', { theme }).then(() => null)", theme)
    page.wait_for_function("(theme) => document.body.dataset.jpThemeName === theme", arg=theme)
    page.get_by_role("region", name="Start dit notebook").wait_for()
    assert page.locator(f"{BANNER} [lang=nl]").count() == 1
    assert page.locator(BANNER).bounding_box()["height"] <= 56
    assert violations(page, [BANNER]) == []
    page.evaluate("jupyterapp.commands.execute('apputils:change-theme', { theme: 'JupyterLab Light' }).then(() => null)")


@pytest.mark.parametrize(("there", "elsewhere"), [
    ('"@jupyterlab/notebook"', '"@jupyterlab/later"'), ("panel.contentHeader", "panel.later"),
    ("app.commands.addCommand", "app.commands.later")])  # fmt: skip
def test_in_another_jupyterlab_it_warns_once_and_leaves_the_rest_alone(page, visit, there, elsewhere):
    def older(route) -> None:
        answer = route.fetch()
        assert there in answer.text()
        route.fulfill(response=answer, body=answer.text().replace(there, elsewhere))

    warnings = []
    page.on("console", lambda said: warnings.append(said.text) if said.text.startswith("regiekit") else None)
    page.route("**/regiekit/static/remoteEntry.js*", older)
    visit(**WANTED)
    page.wait_for_function("jupyterapp.shell.currentWidget.sessionContext.session?.kernel?.info")
    assert page.locator(BANNER).count() == 0
    assert len(warnings) == 1
    page.evaluate("jupyterapp.commands.execute('notebook:run-all-cells').then(() => null)")
    assert _counts(page) == [1, 2, 3]
