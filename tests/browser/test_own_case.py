"""An own case of a hundred parties in real Voila: every panel of a notebook is there, also where its models keep the browser busy."""

import nbformat
from playwright.sync_api import expect

from benchmarks.cases import case
from regiekit.cases import files
from tests.browser.reader import open_in_voila

# What a busy browser does: whoever waits a tenth of a second is woken when all models are there, and three seconds later than he thought.
BUSY = """
    const wait = window.setTimeout, now = Date.now;
    const held = [];
    let late = 0;
    Date.now = () => now() + late;
    window.setTimeout = (then, after, ...more) => after === 100 && !late ? held.push(() => then(...more)) : wait(then, after, ...more);
    const look = () => {
        if (!window.jupyterapp?.widgetManager?.restoredStatus) return wait(look, 20);
        late = 3000;
        held.forEach((then) => then());
    };
    look();
"""


def test_every_panel_is_there_in_a_case_of_a_hundred_parties(page, voila):
    voila.work.mkdir(parents=True)
    (voila.work / "groot.toml").write_text(files.dumps(case([5] * 19 + [4], 300)), encoding="utf-8")
    (voila.work / "keuze.toml").write_text('gekozen = "groot"\n', encoding="utf-8")
    page.add_init_script(BUSY)
    open_in_voila(page, voila, "00_begin.ipynb")
    cells = nbformat.read(voila.folder / "00_begin.ipynb", as_version=4).cells
    expect(page.locator(".rk-proef")).to_have_count(sum("regiekit." in cell.source for cell in cells if cell.cell_type == "code"))
    expect(page.get_by_text("model not found")).to_have_count(0)
