"""The regieplan on the blank page, in real JupyterLab and in real Voila: files by keyboard, a look at the plan, and links from the overview."""

import io
import zipfile
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from playwright.sync_api import expect

import regiekit
from regiekit.cases import workspace
from regiekit.reports import FORMATS
from regiekit.reports.layout import BLANK
from regiekit.widgets.declaration import proef_class
from regiekit.widgets.progress import address
from regiekit.widgets.regieplan import filled
from tests.browser.reader import open_in_voila, press, show_in_lab, start, tab_to, violations
from tools.notebooks import CODE_METADATA, KERNELSPEC, LANGUAGE, START

NAME = "97_regieplan.ipynb"
PLAN = ".rk-proef[aria-label='Uw regieplan']"
LATE = 5000  # ms that the browser has for one picture
# the case in use has the answers of the example
FILL = """from regiekit.cases import workspace
from regiekit.widgets.regieplan import filled
workspace.choose("jeugdhulp")
for key, values in filled("jeugdhulp").answers.items():
    workspace.answer(key, **values)"""
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
def region(page, draw):
    """The panel on the blank page, on the case that has the answers of the example."""
    workspace.choose("jeugdhulp")
    for key, values in filled("jeugdhulp").answers.items():
        workspace.answer(key, **values)
    draw(regiekit.regieplan())
    return page.locator(PLAN)


@pytest.fixture
def opened(desk, lab, notebook):
    """The panel in JupyterLab."""
    show_in_lab(desk, lab, notebook)
    start(desk)
    return desk.locator(PLAN)


def file(region, name: str) -> tuple[str, bytes]:
    """Press the button for this format with the keyboard: the file's name and its bytes."""
    with region.page.expect_download() as coming:
        press(region, FORMATS[name][0])
    return coming.value.suggested_filename, Path(coming.value.path()).read_bytes()


def pictures(data: bytes) -> list[bytes]:
    """The PNG pictures in a docx or odt."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [archive.read(name) for name in archive.namelist() if name.endswith(".png")]


def wide(png: bytes) -> int:
    return int.from_bytes(png[16:20], "big")


def test_the_three_files_arrive_with_sharp_pictures(region):
    for name in FORMATS:
        called, data = file(region, name)
        assert called == f"regieplan-jeugdhulp.{name}"
        region.get_by_text(f"Het plan staat bij uw downloads: {called}").wait_for()
        if name == "html":
            assert "Waardborg" in data.decode()
        else:
            assert len(pictures(data)) >= 5
            assert {wide(png) for png in pictures(data)} == {1600}


def test_a_browser_that_draws_only_some_pictures_gets_the_file_all_the_same(page, region):
    page.clock.install()
    page.evaluate("""() => {
        window.asked = window.made = 0;
        const { decode } = HTMLImageElement.prototype;
        const { toBlob } = HTMLCanvasElement.prototype;
        HTMLImageElement.prototype.decode = function () {
            asked += 1;
            return asked === 1 ? Promise.reject(new Error("no")) : asked === 2 ? new Promise(() => {}) : decode.call(this);
        };
        HTMLCanvasElement.prototype.toBlob = function (done) {
            toBlob.call(this, (blob) => { done(blob); made += 1; });
        };
    }""")
    press(region, FORMATS["docx"][0])
    page.wait_for_function("asked > 2 && made === asked - 2")
    expect(region).to_contain_text("Het plan wordt gemaakt")
    with page.expect_download() as coming:
        page.clock.run_for(LATE)
    data = Path(coming.value.path()).read_bytes()
    assert pictures(data)[:2] == [BLANK, BLANK]
    assert wide(pictures(data)[2]) == 1600


def test_presses_in_a_row_and_another_case_meanwhile(opened):
    # The kernel answers a panel's first message in its main thread, what comes after the answer in another, which a fast test sees overtake.
    file(opened, "html")
    page, arrived = opened.page, []
    page.on("download", lambda it: arrived.append(it.suggested_filename))
    with (
        page.expect_download(lambda it: it.suggested_filename.endswith("docx")),
        page.expect_download(lambda it: it.suggested_filename.endswith("odt")),
    ):
        opened.evaluate("""(region, [docx, odt]) => {
            const button = (name) => [...region.querySelectorAll("button")].find((one) => one.textContent.includes(name));
            for (const name of [docx, docx, odt]) button(name).click();
            const cases = region.querySelector("select");
            cases.value = "warmte";
            cases.dispatchEvent(new Event("change", { bubbles: true }));
        }""", [FORMATS["docx"][0], FORMATS["odt"][0]])  # fmt: skip
    assert file(opened, "docx")[0] == "regieplan-warmte.docx"
    assert sorted(arrived) == ["regieplan-jeugdhulp.docx", "regieplan-jeugdhulp.odt", "regieplan-warmte.docx"]
    assert opened.locator(".rk-error").all_inner_texts() == [""] * opened.locator(".rk-error").count()


def test_the_plan_can_be_looked_at(page, region):
    page.get_by_label("Casus").focus()
    assert tab_to(page, region.get_by_role("button", name="Bekijk uw plan"))
    page.keyboard.press("Enter")
    shown = region.locator(".rk-document")
    shown.locator("h5").first.wait_for()
    assert shown.locator("img").count() >= 5
    assert violations(page) == []
    page.wait_for_function("[...document.querySelectorAll('.rk-document img')].every((one) => one.complete && one.naturalWidth && one.alt)")


# The heading that begins so stands in the upper half of the notebook in sight, and no picture has still to come.
AT = """(said) => {
    const notebook = jupyterapp.shell.currentWidget.content.outerNode;
    const heading = [...notebook.querySelectorAll("h2, h3")].find((one) => one.innerText.startsWith(said));
    const top = heading?.getBoundingClientRect().top - notebook.getBoundingClientRect().top;
    return -5 <= top && top < notebook.clientHeight / 2 && [...notebook.querySelectorAll("img")].every((one) => one.complete);
}"""


def test_a_link_from_the_overview_opens_the_place_in_jupyterlab(opened):
    page = opened.page
    for key in ("eilandenrijk", "stappen", "tafel"):  # a plain heading; one with é and ?; one with a colon
        page.locator(f".rk a[href='{address(key)}']").evaluate("(a) => { a.closest('details').open = true; a.focus(); }")
        page.keyboard.press("Enter")
        page.wait_for_function("(path) => jupyterapp.shell.currentWidget?.context?.path === path", arg=address(key).split("#")[0])
        page.wait_for_function(AT, arg=proef_class(key).heading)
        page.evaluate("(path) => jupyterapp.commands.execute('docmanager:open', { path }).then(() => null)", NAME)


def test_in_voila_the_files_arrive_and_a_link_goes_to_its_place(page, voila, notebook):
    open_in_voila(page, voila, notebook)
    region = page.locator(PLAN)
    region.wait_for()
    for name in FORMATS:
        called, data = file(region, name)
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
