"""The real notebooks in a real browser, with the keyboard: JupyterLab and Voila."""

import shutil

import pytest

from tests.browser.reader import open_in_lab, open_in_voila, start, violations

PROEVEN = ("Eilandenrijk", "Poolse landdag", "Verkokering", "Overlap", "De structuur past niet", "Chaos of orde", "Diagnose")
HOSTILE = "<img src=x onerror=window.taken=1>"


@pytest.fixture(autouse=True)
def nothing_kept(request):
    """Every test starts as a new learner: no work of an earlier test."""
    for name in {"lab", "voila"} & set(request.fixturenames):
        shutil.rmtree(request.getfixturevalue(name).log.parent / "regiekit_werkmap", ignore_errors=True)


def work(server):
    return server.log.parent / "regiekit_werkmap"


def proef(page, name):
    return page.locator(f".rk-proef[aria-label^='{name}']")


def svg_of(region):
    return region.locator(".rk-picture svg").first.evaluate("svg => svg.innerHTML")


def commit(page, region):
    button = region.get_by_role("button", name="Leg mijn voorspelling vast")
    button.focus()
    page.keyboard.press("Enter")
    region.get_by_text("Uw voorspelling:").wait_for()


def move_first_control(page, region):
    """Press a key in the first control of step 2; return the picture before and after, settled."""
    control = region.locator(".rk-trying").locator("input[type=range], select, input[type=radio]:checked").first
    before = svg_of(region)
    control.focus()
    page.keyboard.press("ArrowRight" if control.get_attribute("type") == "range" else "ArrowDown")
    page.wait_for_timeout(900)  # the key's way through the kernel and the movement that follows
    return before, svg_of(region)


def test_every_proef_works_with_keys_and_without_a_trace_in_the_notebook(page, lab):
    open_in_lab(page, lab, "04_structuur.ipynb")
    start(page)
    cells = page.locator(".jp-Cell").count()
    for name in PROEVEN:
        region = proef(page, name)
        region.scroll_into_view_if_needed()
        assert region.locator("table").count() == 0, f"{name} shows its measures before the guess"
        commit(page, region)
        words = region.locator(".rk-words").inner_text()
        before, after = move_first_control(page, region)
        assert before != after, f"{name}: the picture did not change"
        assert region.locator(".rk-words").inner_text() != words, f"{name}: the words did not change"
        for key in ("b", "a", "d", "d", "x", "m"):  # what JupyterLab would do with these: insert, delete, change cells
            page.keyboard.press(key)
        assert page.locator(".jp-Cell").count() == cells
        region.get_by_role("button", name="Herstel").focus()
        page.keyboard.press("Enter")
        page.wait_for_timeout(700)
        assert svg_of(region) == before, f"{name}: Herstel does not restore"


def test_tab_goes_through_a_proef_in_the_order_of_reading(page, lab):
    open_in_lab(page, lab, "04_structuur.ipynb")
    start(page)
    region = proef(page, "Eilandenrijk")
    commit(page, region)
    region.get_by_label("Casus").focus()
    names = []
    for _ in range(24):
        names.append(page.evaluate("""() => { const e = document.activeElement; const label = e.labels?.[0]?.innerText;
            return (e.getAttribute("aria-label") ?? label ?? e.innerText ?? "").trim().split("\\n")[0]; }"""))
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle !== 'none' || "
                             "document.activeElement.closest('[data-pick]') !== null"), f"no visible focus on {names[-1]}"
        page.keyboard.press("Tab")
    wanted = ["Casus", "Herstel", "Groot", "Opnieuw voorspellen", "Samengevoegde eilanden", "Samengevoegde eilanden, als getal",
              "Bruggen: contacten tussen eilanden", "Vragen per partij per week", "Wat dit denkmodel weglaat"]
    found = [next((i for i, n in enumerate(names) if w in n), None) for w in wanted]
    assert None not in found, dict(zip(wanted, found, strict=True)) | {"names": names}
    assert found == sorted(found), names


def test_a_party_is_chosen_with_arrow_keys_and_enter(page, lab):
    open_in_lab(page, lab, "04_structuur.ipynb")
    start(page)
    region = proef(page, "Eilandenrijk")
    commit(page, region)
    invitation = region.locator(".rk-pick").inner_text()
    region.locator(".rk-picture [data-pick][tabindex='0']").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.wait_for_timeout(600)
    assert region.locator("[aria-selected=true]").count() == 1
    told = region.locator(".rk-pick").inner_text()
    assert told != invitation
    assert region.locator("[aria-selected=true]").get_attribute("aria-label") in told


def test_a_wrong_number_is_refused_beside_the_field(page, lab):
    open_in_lab(page, lab, "04_structuur.ipynb")
    start(page)
    region = proef(page, "Eilandenrijk")
    commit(page, region)
    before = svg_of(region)
    field = region.get_by_label("Samengevoegde eilanden, als getal")
    field.fill("99")
    page.keyboard.press("Tab")
    assert "van 0 tot en met 4" in region.locator(".rk-error:not(:empty)").inner_text()
    assert svg_of(region) == before
    field.fill("3")
    page.keyboard.press("Tab")
    page.wait_for_timeout(700)
    assert region.locator(".rk-error:not(:empty)").count() == 0
    assert svg_of(region) != before


def test_run_again_and_in_any_order(page, lab):
    open_in_lab(page, lab, "04_structuur.ipynb")
    start(page)
    page.evaluate("jupyterapp.commands.execute('notebook:run-all-cells')")
    page.wait_for_timeout(4000)
    assert page.locator(".rk-proef").count() == len(PROEVEN) + 1
    assert page.locator("[id^=rk-]:visible").count() == 0, "a static twin stands beside its live panel"
    region = proef(page, "Poolse landdag")
    commit(page, region)
    before, after = move_first_control(page, region)
    assert before != after


def test_own_content_has_no_accessibility_violation_in_lab(page, lab):
    open_in_lab(page, lab, "04_structuur.ipynb")
    start(page)
    for name in PROEVEN:
        commit(page, proef(page, name))
    assert not violations(page, include=[".rk"])
    page.evaluate("document.body.setAttribute('data-jp-theme-light', 'false')")
    assert not violations(page, include=[".rk"])


def test_voila_has_no_accessibility_violation_and_keys_work(page, voila):
    open_in_voila(page, voila, "04_structuur.ipynb")
    page.locator(".rk-proef").nth(len(PROEVEN)).wait_for()
    for name in PROEVEN:
        commit(page, proef(page, name))
    before, after = move_first_control(page, proef(page, "Eilandenrijk"))
    assert before != after
    assert not violations(page)


def test_an_own_case_with_the_keyboard_alone(page, lab):
    open_in_lab(page, lab, "00_begin.ipynb")
    start(page)
    editor = proef(page, "Uw casus")
    editor.get_by_label("Naam van uw casus").focus()
    page.keyboard.type("Wijkzorg Overdam")
    page.wait_for_timeout(700)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    editor.get_by_text("Vul uw casus in").wait_for()
    for row, name in enumerate(("Gemeente", "Wijkteam", "Huisarts", "School", "Politie"), 1):
        editor.get_by_role("button", name="Rij erbij").first.focus()
        page.keyboard.press("Enter")
        page.keyboard.type(name)
        for _ in range(3):
            page.keyboard.press("Tab")
        page.keyboard.type("zorg" if row % 2 else "sociaal")
        page.keyboard.press("Tab")
        page.wait_for_timeout(500)
    for row, (a, b) in enumerate((("Wijkteam", "Huisarts"), ("School", "Politie")), 1):
        editor.get_by_role("button", name="Rij erbij").nth(1).focus()
        page.keyboard.press("Enter")
        page.keyboard.type(a)
        page.keyboard.press("Tab")
        page.keyboard.type(b)
        page.keyboard.press("Tab")
        page.wait_for_timeout(500)
        assert editor.get_by_label(f"Naar, rij {row}").input_value()
    assert not editor.locator(".rk-error:not(:empty)").count()
    saved = (work(lab) / "wijkzorg-overdam.toml").read_text(encoding="utf-8")
    assert saved.count("[[partijen]]") == 5
    assert saved.count("[[relaties]]") == 2
    assert not violations(page, include=[".rk"])

    open_in_lab(page, lab, "04_structuur.ipynb")
    start(page)
    region = proef(page, "Eilandenrijk")
    assert "eigen casus" in region.inner_text()
    commit(page, region)
    before, after = move_first_control(page, region)
    assert before != after
    assert "Vul in uw casus" in proef(page, "Overlap").inner_text()
    region.get_by_label("Waar ziet u in uw eigen netwerk eilanden?").fill("Bij de school.")
    page.wait_for_timeout(700)
    region.get_by_role("button", name="Bewaar deze stand").click()
    region.get_by_text("Bewaard in de casus").wait_for()
    saved = (work(lab) / "wijkzorg-overdam.toml").read_text(encoding="utf-8")
    assert "Bij de school." in saved
    assert "voorspelling" in saved


def test_broken_and_hostile_files(page, lab, tmp_path):
    open_in_lab(page, lab, "00_begin.ipynb")
    start(page)
    editor = proef(page, "Uw casus")
    chosen = editor.get_by_label("Of open een bestand")
    broken = tmp_path / "kapot.toml"
    broken.write_text('titel = "Zonder einde\n', encoding="utf-8")
    chosen.set_input_files(broken)
    editor.locator(".rk-error:not(:empty)").first.wait_for()
    assert "regel 1" in editor.locator(".rk-error:not(:empty)").first.inner_text()
    hostile = tmp_path / "vijandig.toml"
    hostile.write_text(
        f'formaat = 1\ntitel = "{HOSTILE}"\nstatus = "eigen"\nvraag = "{HOSTILE}"\nsamenvatting = "{HOSTILE}"\nregisseur = "a"\n'
        + "".join(f'[[partijen]]\nsleutel = "{k}"\nnaam = "{HOSTILE}{k}"\nsector = "{HOSTILE}"\n' for k in "abc")
        + '[[relaties]]\nvan = "b"\nnaar = "c"\nsoort = "informeel"\n'
        + f'[[taken]]\nsleutel = "t"\nnaam = "{HOSTILE}"\nnodig = ["b", "c"]\nclaims = [{{partij = "b"}}]\n', encoding="utf-8")
    chosen.set_input_files(hostile)
    editor.get_by_text("is geopend als eigen casus").wait_for()
    open_in_lab(page, lab, "04_structuur.ipynb")
    start(page)
    for name in PROEVEN:
        region = proef(page, name)
        if region.get_by_role("button", name="Leg mijn voorspelling vast").count():
            commit(page, region)
    page.wait_for_timeout(500)
    assert page.evaluate("window.taken === undefined")
    assert page.locator(".rk img[src='x']").count() == 0


def test_the_map_leads_to_another_notebook(page, lab):
    open_in_lab(page, lab, "00_begin.ipynb")
    start(page)
    page.locator(".rk-picture [data-href='04_structuur.ipynb']").focus()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Regie via de structuur").wait_for()
    assert page.locator(".lm-TabBar-tab .lm-TabBar-tabLabel", has_text="00_begin").count() >= 1, "JupyterLab was loaded anew"


def test_groot_and_a_projector(page, lab):
    open_in_lab(page, lab, "04_structuur.ipynb")
    page.set_viewport_size({"width": 1920, "height": 1080})
    start(page)
    region = proef(page, "Eilandenrijk")
    small = region.locator(".rk-picture text").first.evaluate("e => e.getBoundingClientRect().height")
    region.get_by_role("button", name="Groot").focus()
    page.keyboard.press("Enter")
    assert region.get_by_role("button", name="Groot").get_attribute("aria-pressed") == "true"
    assert float(region.evaluate("e => parseFloat(getComputedStyle(e).fontSize)")) >= 24
    assert region.locator(".rk-picture text").first.evaluate("e => e.getBoundingClientRect().height") > small
    assert proef(page, "Poolse landdag").get_by_role("button", name="Groot").get_attribute("aria-pressed") == "true"
