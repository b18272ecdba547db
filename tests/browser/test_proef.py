"""What every proef can do, seen in one or two of them in real JupyterLab: fields, choosing, own case, projector, hostile files."""

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from playwright.sync_api import expect

from tests.browser.reader import (
    COMMIT,
    commit,
    eventually,
    has_kernel,
    move_first_control,
    press,
    proef,
    proeven,
    seen,
    show_in_lab,
    start,
    violations,
    wait_changed,
)
from tools.notebooks import KERNELSPEC, START, notebooks

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


def test_tab_goes_through_a_proef_in_the_order_of_reading(desk, shown):
    shown("eilandenrijk")
    region = proef(desk, "Eilandenrijk")
    commit(desk, region)
    region.get_by_label("Casus").focus()
    wanted = [
        "Casus",
        "Herstel",
        "Groot",
        "Opnieuw voorspellen",
        "Samengevoegde eilanden",
        "Samengevoegde eilanden, als getal",
        "Bruggen: contacten tussen eilanden",
        "Vragen per partij per week",
        "Wat dit denkmodel weglaat",
    ]
    names = []
    while len(names) < 24 and not any(wanted[-1] in name for name in names):
        names.append(
            desk.evaluate("""() => { const e = document.activeElement; const label = e.labels?.[0]?.innerText;
            return (e.getAttribute("aria-label") ?? label ?? e.innerText ?? "").trim().split("\\n")[0]; }""")
        )
        assert desk.evaluate(
            "getComputedStyle(document.activeElement).outlineStyle !== 'none' || document.activeElement.closest('[data-pick]') !== null"
        ), f"no visible focus on {names[-1]}"
        desk.keyboard.press("Tab")
    found = [next((i for i, n in enumerate(names) if w in n), None) for w in wanted]
    assert None not in found, dict(zip(wanted, found, strict=True)) | {"names": names}
    assert found == sorted(found), names


def test_a_party_is_chosen_with_arrow_keys_and_enter(desk, shown):
    shown("eilandenrijk")
    region = proef(desk, "Eilandenrijk")
    commit(desk, region)
    invitation = region.locator(".rk-pick").inner_text()
    region.locator(".rk-picture [data-pick][tabindex='0']").focus()
    desk.keyboard.press("ArrowRight")
    desk.keyboard.press("Enter")
    expect(region.locator(".rk-pick")).not_to_have_text(invitation)
    expect(region.locator("[aria-selected=true]")).to_have_count(1)
    assert region.locator("[aria-selected=true]").get_attribute("aria-label") in region.locator(".rk-pick").inner_text()


def test_a_wrong_number_is_refused_beside_the_field(desk, shown):
    shown("eilandenrijk")
    region = proef(desk, "Eilandenrijk")
    commit(desk, region)
    before = seen(region)
    field, error = region.get_by_label("Samengevoegde eilanden, als getal"), region.locator(".rk-error:not(:empty)")
    field.fill("99")
    desk.keyboard.press("Tab")
    expect(error).to_contain_text("van 0 tot en met 4")
    assert seen(region) == before
    field.fill("3")
    desk.keyboard.press("Tab")
    wait_changed(region, before)
    expect(error).to_have_count(0)


def test_run_again_and_in_any_order(desk, shown):
    shown("eilandenrijk", "poolse_landdag")
    desk.evaluate("jupyterapp.commands.execute('notebook:run-all-cells').then(() => null)")
    desk.evaluate("""() => {
        jupyterapp.shell.currentWidget.content.activeCellIndex = 2;
        return jupyterapp.commands.execute("notebook:run-cell").then(() => null);
    }""")
    expect(desk.locator(".rk-proef")).to_have_count(2)
    expect(desk.locator(".rk-picture svg")).to_have_count(2)
    assert desk.locator("[id^=rk-]:visible").count() == 0, "a static twin stands beside its live panel"
    for name in ("Poolse landdag", "Eilandenrijk"):
        region = proef(desk, name)
        commit(desk, region)
        move_first_control(desk, region)


def test_groot_and_a_projector(desk, shown):
    desk.set_viewport_size({"width": 1920, "height": 1080})
    shown("eilandenrijk", "poolse_landdag")
    region = proef(desk, "Eilandenrijk")
    height = "e => e.getBoundingClientRect().height"
    small = region.locator(".rk-picture text").first.evaluate(height)
    press(region, "Groot")
    expect(region.get_by_role("button", name="Groot")).to_have_attribute("aria-pressed", "true")
    assert float(region.evaluate("e => parseFloat(getComputedStyle(e).fontSize)")) >= 24
    assert region.locator(".rk-picture text").first.evaluate(height) > small
    assert proef(desk, "Poolse landdag").get_by_role("button", name="Groot").get_attribute("aria-pressed") == "true"


def test_an_own_case_with_the_keyboard_alone(desk, lab, shown):
    file = lab.work / "wijkzorg-overdam.toml"

    def kept(text: str, times: int = 1) -> None:
        eventually(lambda: file.exists() and file.read_text(encoding="utf-8").count(text) == times)

    def add_row(table: int) -> None:
        editor.get_by_role("button", name="Rij erbij").nth(table).focus()
        desk.keyboard.press("Enter")
        desk.wait_for_timeout(500)  # who types sees the cursor in the new row first

    shown(name="00_begin.ipynb")
    editor = proef(desk, "Uw casus")
    editor.get_by_label("Naam van uw casus").focus()
    desk.keyboard.type("Wijkzorg Overdam")
    desk.keyboard.press("Tab")
    desk.keyboard.press("Enter")
    editor.get_by_text("Vul uw casus in").wait_for()
    for row, name in enumerate(("Gemeente", "Wijkteam", "Huisarts", "School", "Politie"), 1):
        add_row(0)
        desk.keyboard.type(name)
        for _ in range(3):
            desk.keyboard.press("Tab")
        desk.keyboard.type("zorg" if row % 2 else "sociaal")
        desk.keyboard.press("Tab")
        kept("[[partijen]]", row)
    for row, (a, b) in enumerate((("Wijkteam", "Huisarts"), ("School", "Politie")), 1):
        add_row(1)
        desk.keyboard.type(a)
        desk.keyboard.press("Tab")
        desk.keyboard.type(b)
        desk.keyboard.press("Tab")
        kept("[[relaties]]", row)
        assert editor.get_by_label(f"Naar, rij {row}").input_value()
    expect(editor.locator(".rk-error:not(:empty)")).to_have_count(0)
    kept("[[partijen]]", 5)
    assert not violations(desk, include=[".rk"])

    shown("eilandenrijk", "overlap")
    region = proef(desk, "Eilandenrijk")
    assert "eigen casus" in region.inner_text()
    commit(desk, region)
    move_first_control(desk, region)
    assert "Vul in uw casus" in proef(desk, "Overlap").inner_text()
    region.get_by_label("Waar ziet u in uw eigen netwerk eilanden?").fill("Bij de school.")
    region.get_by_role("button", name="Bewaar deze stand").click()
    region.get_by_text("Bewaard in de casus").wait_for()
    kept("Bij de school.")
    kept("voorspelling")


def test_broken_and_hostile_files(desk, shown, tmp_path):
    shown(name="00_begin.ipynb")
    editor = proef(desk, "Uw casus")
    chosen = editor.get_by_label("Of open een bestand")
    broken = tmp_path / "kapot.toml"
    broken.write_text('titel = "Zonder einde\n', encoding="utf-8")
    chosen.set_input_files(broken)
    expect(editor.locator(".rk-error:not(:empty)").first).to_contain_text("regel 1")
    hostile = tmp_path / "vijandig.toml"
    hostile.write_text(
        f'formaat = 1\ntitel = "{HOSTILE}"\nstatus = "eigen"\nvraag = "{HOSTILE}"\nsamenvatting = "{HOSTILE}"\nregisseur = "a"\n'
        + "".join(f'[[partijen]]\nsleutel = "{k}"\nnaam = "{HOSTILE}{k}"\nsector = "{HOSTILE}"\n' for k in "abc")
        + '[[relaties]]\nvan = "b"\nnaar = "c"\nsoort = "informeel"\n'
        + f'[[taken]]\nsleutel = "t"\nnaam = "{HOSTILE}"\nnodig = ["b", "c"]\nclaims = [{{partij = "b"}}]\n',
        encoding="utf-8",
    )
    chosen.set_input_files(hostile)
    editor.get_by_text("‘vijandig.toml’ is geopend.").wait_for()
    shown(*(key for path in notebooks() for key in proeven(path.name).values()))
    for region in desk.locator(".rk-proef").all():
        assert HOSTILE in region.inner_text()
        if region.get_by_role("button", name=COMMIT).count():
            region.get_by_role("button", name=COMMIT).click()
    expect(desk.get_by_role("button", name=COMMIT)).to_have_count(0)
    desk.wait_for_timeout(500)  # a picture that does not exist takes a moment to fail
    assert desk.evaluate("window.taken === undefined")
    assert desk.locator(".rk img[src='x']").count() == 0


def test_the_map_leads_to_another_notebook(desk, shown):
    shown(name="00_begin.ipynb")
    has_kernel(desk)
    desk.evaluate("window.same = true")
    desk.locator(".rk-picture [data-href='04_structuur.ipynb']").focus()
    desk.keyboard.press("Enter")
    desk.get_by_role("heading", name="Regie via de structuur").wait_for()
    assert desk.evaluate("window.same"), "JupyterLab was loaded anew"
    assert desk.locator(".lm-TabBar-tab .lm-TabBar-tabLabel", has_text="00_begin").count() >= 1, "JupyterLab was loaded anew"


def test_a_picture_can_be_taken_to_a_meeting(desk, shown):
    shown("eilandenrijk")
    region = proef(desk, "Eilandenrijk")
    commit(desk, region)
    button = region.get_by_role("button", name="Bewaar plaatje: Eilandenrijk")
    with desk.expect_download() as saved:
        button.focus()
        desk.keyboard.press("Enter")
    assert saved.value.suggested_filename == "Eilandenrijk-samenvoegen-of-verbinden.png"
    data = saved.value.path().read_bytes()
    assert data.startswith(b"\x89PNG")
    assert int.from_bytes(data[16:20], "big") == 2400
    assert len(data) > 20_000  # a picture, not an empty sheet
