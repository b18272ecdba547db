"""What every proef can do, seen in one or two of them in real JupyterLab: fields, choosing, own case, projector, hostile files."""

import re

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from playwright.sync_api import expect

from tests.browser.reader import (
    commit,
    has_kernel,
    move_first_control,
    proef,
    show_in_lab,
    start,
    step,
    violations,
)
from tools.notebooks import KERNELSPEC, START

HOSTILE = "<img src=x onerror=window.taken=1>"


@pytest.fixture
def shown(desk, lab):
    """Show and start a notebook of the collection, or one with the proeven that are named."""

    def shown(*keys: str, name: str = "97_proeven.ipynb"):
        if keys:
            cells = [new_markdown_cell("# Proeven"), new_code_cell("import regiekit")]
            cells += [new_code_cell(f'regiekit.proef("{key}")') for key in keys]
            metadata = {"kernelspec": KERNELSPEC, "regiekit": START, "title": "Proeven"}
            nbformat.write(new_notebook(cells=cells, metadata=metadata), lab.folder / name)
        show_in_lab(desk, lab, name)
        start(desk)

    return shown


def test_run_again_and_in_any_order(desk, shown):
    shown("eilandenrijk", "poolse_landdag")
    desk.evaluate("jupyterapp.commands.execute('notebook:run-all-cells').then(() => null)")
    desk.evaluate("""() => {
        jupyterapp.shell.currentWidget.content.activeCellIndex = 2;
        return jupyterapp.commands.execute("notebook:run-cell").then(() => null);
    }""")
    expect(desk.locator(".rk-proef")).to_have_count(2)
    expect(desk.locator(".rk-situation svg")).to_have_count(2)
    assert desk.locator("[id^=rk-]:visible").count() == 0, "a static twin stands beside its live panel"
    for name in ("Poolse landdag", "Eilandenrijk"):
        region = proef(desk, name)
        commit(desk, region)
        move_first_control(desk, region)


def test_an_own_case_with_the_keyboard_alone(desk, lab, shown):
    def add_row(table: str) -> None:
        rows = editor.locator(".rk-table").filter(has=desk.get_by_role("region", name=re.compile(f"^{table}")))
        rows.get_by_role("button", name="Rij erbij").focus()
        desk.keyboard.press("Enter")
        expect(rows.locator("tbody tr").last.locator("[data-column]").first).to_be_focused()

    def answered(parties: int, ties: int) -> None:  # an answer draws the tables anew: who is typing there would lose the place
        expect(editor.locator(".rk-words")).to_contain_text(re.compile(rf"^Er (is|zijn) {parties} partij(en)? en {ties} band(en)?[ .,]"))

    shown(name="00_begin.ipynb")
    editor = proef(desk, "Uw casus")
    editor.get_by_label("Naam van uw casus").focus()
    desk.keyboard.type("Wijkzorg Overdam")
    desk.keyboard.press("Tab")
    desk.keyboard.press("Enter")
    names = editor.locator(".rk-table").first.locator("[data-column=naam]")
    expect(names.first).to_be_focused()  # empty rows wait
    for row, name in enumerate(("Gemeente", "Wijkteam", "Huisarts", "School", "Politie"), 1):
        names.nth(row - 1).focus()
        desk.keyboard.type(name)
        for _ in range(3):
            desk.keyboard.press("Tab")
        desk.keyboard.type("zorg" if row % 2 else "sociaal")
        desk.keyboard.press("Tab")
        answered(row, 0)
    for row, (a, b) in enumerate((("Wijkteam", "Huisarts"), ("School", "Politie")), 1):
        add_row("Relaties")
        desk.keyboard.type(a)
        desk.keyboard.press("Tab")
        desk.keyboard.type(b)
        desk.keyboard.press("Tab")
        answered(5, row)
        assert editor.get_by_label(f"Naar, rij {row}").input_value()
    expect(editor.locator(".rk-error:not(:empty)")).to_have_count(0)
    file = lab.work / "wijkzorg-overdam.toml"
    kept = file.read_text(encoding="utf-8")
    assert (kept.count("[[partijen]]"), kept.count("[[relaties]]")) == (5, 2)
    assert not violations(desk, include=[".rk"])

    shown("eilandenrijk", "overlap")
    region = proef(desk, "Eilandenrijk")
    assert "eigen casus" in region.inner_text()
    commit(desk, region)
    move_first_control(desk, region)
    assert "Vul in uw casus" in proef(desk, "Overlap").inner_text()
    step(region, "casus")
    region.get_by_label("Waar ziet u in uw eigen netwerk eilanden?").fill("Bij de school.")
    region.get_by_role("button", name="Bewaar deze stand").click()
    region.get_by_text("Bewaard in de casus").wait_for()
    kept = file.read_text(encoding="utf-8")
    assert (kept.count("Bij de school."), kept.count("voorspelling")) == (1, 1)


def test_the_map_leads_to_another_notebook(desk, shown):
    shown(name="00_begin.ipynb")
    has_kernel(desk)
    desk.evaluate("window.same = true")
    desk.locator(".rk-picture [data-href='04_structuur.ipynb']").focus()
    desk.keyboard.press("Enter")
    desk.get_by_role("heading", name="Regie via de structuur").wait_for()
    assert desk.evaluate("window.same"), "JupyterLab was loaded anew"
    assert desk.locator(".lm-TabBar-tab .lm-TabBar-tabLabel", has_text="00_begin").count() >= 1, "JupyterLab was loaded anew"
