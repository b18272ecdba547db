"""The regieplan in real JupyterLab and real Voila: files by keyboard, a look at the plan, and links from the overview."""

import io
import time
import zipfile
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from regiekit.reports import FORMATS
from regiekit.reports.layout import blank
from regiekit.widgets.progress import PLACES, address
from regiekit.widgets.regieplan import filled
from tests.browser.reader import ANSWER, OWN_CONTENT, open_in_voila, press, show_in_lab, start, tab_to, violations
from tools.notebooks import CODE_METADATA, KERNELSPEC, LANGUAGE, START

NAME = "97_regieplan.ipynb"
PLAN = ".rk-proef[aria-label='Uw regieplan']"
LATE = 5  # seconds that the browser has for one picture
# the case in use has the answers of the example
FILL = """from regiekit.cases import workspace
from regiekit.widgets.regieplan import filled
workspace.choose("jeugdhulp")
for notebook, proeven in filled("jeugdhulp").answers.items():
    for key, values in proeven.items():
        workspace.answer(notebook, key, **values)"""
PLACE = "#Eilandenrijk"


@pytest.fixture
def notebook(request):
    """A notebook with the two panels and a navigation, written into the folder of the server that the test uses."""
    server = request.getfixturevalue("lab" if "lab" in request.fixturenames else "voila")
    cells = [
        new_markdown_cell("# Het regieplan\n\n[Terug naar de structuur](04_structuur.ipynb)"),
        new_code_cell(FILL),
        new_code_cell("import regiekit\n\nregiekit.progress()"),
        new_code_cell("regiekit.regieplan()"),
    ]
    for cell in cells:
        cell.metadata.update(CODE_METADATA if cell.cell_type == "code" else {})
    nbformat.write(
        new_notebook(
            cells=cells, metadata={"kernelspec": KERNELSPEC, "language_info": LANGUAGE, "regiekit": START, "title": "Het regieplan"}
        ),
        server.folder / NAME,
    )
    return NAME


@pytest.fixture
def opened(desk, lab, notebook):
    """The panel in JupyterLab."""
    show_in_lab(desk, lab, notebook)
    start(desk)
    return desk.locator(PLAN)


def file(region, name: str, timeout: float = ANSWER) -> tuple[str, bytes, float]:
    """Press the button for this format with the keyboard: the file's name, its bytes, and how long it took."""
    button = region.get_by_role("button", name=FORMATS[name][0])
    button.focus()
    began = time.monotonic()
    with region.page.expect_download(timeout=timeout) as coming:
        region.page.keyboard.press("Enter")
    took = time.monotonic() - began
    return coming.value.suggested_filename, Path(coming.value.path()).read_bytes(), took


def pictures(data: bytes) -> list[bytes]:
    """The PNG pictures in a docx or odt."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [archive.read(name) for name in archive.namelist() if name.endswith(".png")]


def wide(png: bytes) -> int:
    return int.from_bytes(png[16:20], "big")


def test_the_three_files_arrive_with_sharp_pictures(opened):
    for name in FORMATS:
        called, data, _ = file(opened, name)
        assert called == f"regieplan-jeugdhulp.{name}"
        opened.get_by_text(f"Het plan staat bij uw downloads: {called}").wait_for()
        if name == "html":
            assert "Waardborg" in data.decode()
        else:
            assert len(pictures(data)) >= 5
            assert {wide(png) for png in pictures(data)} == {1600}


def test_a_browser_that_draws_only_some_pictures_gets_the_file_all_the_same(opened):
    opened.page.evaluate("""() => {
        let count = 0;
        window.rkDecode = HTMLImageElement.prototype.decode;
        HTMLImageElement.prototype.decode = function () {
            count += 1;
            return count === 1 ? Promise.reject(new Error("no")) : count === 2 ? new Promise(() => {}) : window.rkDecode.call(this);
        };
    }""")
    try:
        _, data, took = file(opened, "docx")
    finally:
        opened.page.evaluate("() => { HTMLImageElement.prototype.decode = window.rkDecode; }")
    assert took >= LATE, "it should have waited for the second"
    assert pictures(data)[:2] == [blank(), blank()]
    assert wide(pictures(data)[2]) == 1600


def test_presses_in_a_row_and_another_case_meanwhile(opened):
    # The kernel answers a panel's first message in its main thread, what comes after the answer in another, which a fast test sees overtake.
    file(opened, "html")
    opened.get_by_text("regieplan-jeugdhulp.html").wait_for()
    arrived = []
    opened.page.on("download", lambda it: arrived.append(it.suggested_filename))
    for name in ("docx", "docx", "odt"):
        press(opened, FORMATS[name][0])
    opened.get_by_label("Casus").select_option("warmte")
    ended = time.monotonic() + ANSWER / 1000
    while len(arrived) < 2 and time.monotonic() < ended:
        opened.page.wait_for_timeout(50)
    assert sorted(arrived) == ["regieplan-jeugdhulp.docx", "regieplan-jeugdhulp.odt"]  # whichever is drawn first
    opened.get_by_text(f"Het plan staat bij uw downloads: {arrived[-1]}").wait_for()
    assert file(opened, "docx")[0] == "regieplan-warmte.docx"
    assert opened.locator(".rk-error").all_inner_texts() == [""] * opened.locator(".rk-error").count()


def test_the_plan_can_be_looked_at(opened):
    assert tab_to(opened.page, opened.get_by_role("button", name="Bekijk uw plan"))
    opened.page.keyboard.press("Enter")
    shown = opened.locator(".rk-document")
    shown.locator("h5").first.wait_for()
    assert shown.locator("img").count() >= 5
    assert violations(opened.page, OWN_CONTENT) == []
    assert opened.page.evaluate(
        """() => [...document.querySelectorAll(".rk-document img")].every((one) => one.complete && one.naturalWidth && one.alt)"""
    )


@pytest.mark.parametrize("key", ["eilandenrijk", "stappen", "tafel"])  # a plain heading; one with é and ?; one with a colon
def test_a_link_from_the_overview_opens_the_place_in_jupyterlab(opened, key):
    opened.page.locator(f".rk a[href='{address(key)}']").evaluate("(a) => { a.closest('details').open = true; a.focus(); }")
    opened.page.keyboard.press("Enter")
    opened.page.wait_for_function("(path) => jupyterapp.shell.currentWidget?.context?.path === path", arg=address(key).split("#")[0])
    opened.page.wait_for_function("jupyterapp.shell.currentWidget.content.outerNode.scrollTop > 0", timeout=ANSWER)
    opened.page.wait_for_timeout(500)
    top, high = opened.page.evaluate(
        """(said) => {
        const notebook = jupyterapp.shell.currentWidget.content.outerNode;
        const heading = [...notebook.querySelectorAll("h2, h3")].find((one) => one.innerText.startsWith(said));
        return [heading.getBoundingClientRect().top - notebook.getBoundingClientRect().top, notebook.clientHeight];
    }""",
        PLACES[key],
    )
    assert -5 <= top < high / 2


def test_in_voila_the_files_arrive_and_a_link_goes_to_its_place(page, voila, notebook):
    open_in_voila(page, voila, notebook)
    region = page.locator(PLAN)
    region.wait_for()
    for name in FORMATS:
        called, data, _ = file(region, name)
        assert called == f"regieplan-jeugdhulp.{name}"
        assert name == "html" or {wide(png) for png in pictures(data)} == {1600}
    press(region, "Bekijk een voorbeeld")
    region.locator(".rk-document h5").first.wait_for()
    assert violations(page) == []
    page.locator(f".rk a[href$='{PLACE}']").first.evaluate("(a) => { a.closest('details').open = true; a.focus(); }")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/04_structuur.ipynb{PLACE}", wait_until="commit")


def test_the_page_itself_is_accessible(page, tmp_path):
    from regiekit.widgets.regieplan import plan

    place = tmp_path / "plan.html"
    place.write_bytes(FORMATS["html"][2](plan(filled("jeugdhulp"))))
    for width in (1366, 360):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(place.as_uri())
        assert page.title().startswith("Regieplan: ")
        assert page.get_by_role("main").count() == 1
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate("[...document.images].every((one) => one.complete && one.naturalWidth)")
