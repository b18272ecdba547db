"""Panels on the blank page: what every proef can do with keys, fit, names, contrast, fields, hostile files."""

import pytest
from playwright.sync_api import expect

import regiekit
from tests.browser.reader import COLOURS, COMMIT, WCAG, commit, drawn, press, proef, seen, step, violations, wait_changed, walk
from tests.plain import KEYS, OUTSIDE, PLACES, WIDTHS, everything, reveal

HOSTILE = "<img src=x onerror=window.taken=1>"


@pytest.mark.parametrize("notebook", PLACES)
def test_every_proef_works_with_keys(page, draw, notebook):
    page.emulate_media(reduced_motion="reduce")
    keys = list(PLACES[notebook].values())
    draw(*map(regiekit.proef, keys))
    assert walk(page, dict(enumerate(keys))) == []


def test_axe_finds_nothing_before_the_prediction(page, draw):
    draw(*everything())
    assert violations(page, but=COLOURS) == []


@pytest.mark.parametrize("colours", ["light", "dark", pytest.param("forced", marks=pytest.mark.everything)])
def test_axe_finds_nothing_after_the_prediction(page, draw, colours):
    page.emulate_media(forced_colors="active" if colours == "forced" else "none")
    panels = everything()
    reveal(panels)
    draw(*panels)
    page.evaluate("(light) => { document.body.dataset.jpThemeLight = light; }", colours != "dark")
    assert violations(page, rules=WCAG if colours == "light" else COLOURS) == []


@pytest.mark.parametrize("width", WIDTHS)
def test_everything_fits(page, draw, width):
    panels = everything()
    reveal(panels)
    draw(*panels, width=width)
    assert page.evaluate(OUTSIDE) == []


def test_a_live_panel_hides_its_static_twin(page, draw):
    panel = regiekit.proef("overlap")
    panel.static_id = "rk-twin"
    draw(panel)
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<p id=rk-twin>Zo was het</p><p>En verder</p>')")
    expect(page.get_by_text("En verder")).to_be_visible()
    expect(page.get_by_text("Zo was het")).to_be_hidden()


def test_tab_goes_through_a_proef_in_the_order_of_reading(page, draw):
    draw(regiekit.proef("eilandenrijk"))
    region = proef(page, "Eilandenrijk")
    commit(page, region)
    region.get_by_role("button", name="Herstel de stand").focus()
    wanted = [
        "Herstel de stand",
        "Scherm",
        "Stap 2, Probeer",
        "Netwerk",
        "Samengevoegde eilanden",
        "Samengevoegde eilanden, als getal",
        "Bruggen: contacten tussen eilanden",
        "Vragen per partij per week",
        "Alle cijfers",
        "Terug",
        "Verder: Vergelijk",
    ]
    names = []
    while len(names) < 24 and not any(wanted[-1] in name for name in names):
        names.append(
            page.evaluate("""() => { const e = document.activeElement; const label = e.labels?.[0]?.innerText;
            return (e.getAttribute("aria-label") ?? label ?? e.innerText ?? "").trim().split("\\n")[0]; }""")
        )
        assert page.evaluate(
            "getComputedStyle(document.activeElement).outlineStyle !== 'none' || document.activeElement.closest('[data-pick]') !== null"
        ), f"no visible focus on {names[-1]}"
        page.keyboard.press("Tab")
    found = [next((i for i, n in enumerate(names) if w in n), None) for w in wanted]
    assert None not in found, dict(zip(wanted, found, strict=True)) | {"names": names}
    assert found == sorted(found), names


def test_a_party_is_chosen_with_arrow_keys_and_enter(page, draw):
    draw(regiekit.proef("eilandenrijk"))
    region = proef(page, "Eilandenrijk")
    commit(page, region)
    region.locator(".rk-picture [data-pick][tabindex='0']").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(region.locator(".rk-pick")).not_to_be_empty()
    expect(region.locator(".rk-picture [aria-selected=true]")).to_have_count(1)
    assert region.locator(".rk-picture [aria-selected=true]").get_attribute("aria-label") in region.locator(".rk-pick").inner_text()


def test_a_curve_takes_the_place_of_the_picture_and_is_drawn_only_then(page, draw):
    panel = regiekit.proef("eilandenrijk")
    draw(panel)
    region = proef(page, "Eilandenrijk")
    commit(page, region)
    region.get_by_label("Samengevoegde eilanden", exact=True).press("ArrowRight")
    assert "_curve" not in panel.live
    press(region, "Wachttijd")
    mark = region.locator("[data-key='p:nu']")
    expect(mark).to_be_visible()
    expect(region.get_by_role("button", name="Wachttijd")).to_be_focused()
    place = mark.get_attribute("cx")
    region.get_by_label("Van elke tien medewerkers").first.press("ArrowLeft")
    expect(mark).not_to_have_attribute("cx", place)


def test_a_wrong_number_is_refused_beside_the_field(page, draw):
    draw(regiekit.proef("eilandenrijk"))
    region = proef(page, "Eilandenrijk")
    commit(page, region)
    before = seen(region)
    field, error = region.get_by_label("Samengevoegde eilanden, als getal", exact=True), region.locator(".rk-error:not(:empty)")
    field.fill("99")
    page.keyboard.press("Tab")
    expect(error).to_contain_text("van 0 tot en met 4")
    assert seen(region) == before
    field.fill("3")
    page.keyboard.press("Tab")
    wait_changed(region, before)
    expect(error).to_have_count(0)


@pytest.mark.parametrize(("wide", "high"), [(1280, 720), (1920, 1080)])
def test_a_lecturer_goes_through_a_proef_in_scherm_with_the_clicker(page, draw, wide, high):
    page.set_viewport_size({"width": wide, "height": high})
    draw(regiekit.proef("eilandenrijk"), regiekit.proef("poolse_landdag"), width=900)
    region, root = proef(page, "Eilandenrijk"), page.locator(".rk").first
    press(region, "Scherm")
    expect(root).to_have_class("rk rk-scherm")
    em = region.evaluate("(e) => parseFloat(getComputedStyle(e).fontSize)")
    assert em == pytest.approx(high / 40, abs=0.06)
    expect(region.locator(".rk-headline")).to_be_visible()
    expect(region.locator(".rk-column")).to_be_hidden()  # the question alone
    page.keyboard.press("PageDown")
    expect(region.locator(".rk-column")).to_be_visible()
    page.keyboard.press("PageDown")
    expect(region).to_have_attribute("data-step", "probeer")
    expect(region.locator(".rk-pictures svg")).to_be_visible()
    expect(region.locator(".rk-headline")).to_be_hidden()  # what happened comes with the next press
    page.keyboard.press("PageDown")
    expect(region.locator(".rk-headline")).to_be_visible()
    for _ in range(3):
        page.keyboard.press("PageDown")
    expect(region).to_have_attribute("data-step", "check")
    page.keyboard.press("PageUp")
    expect(region).to_have_attribute("data-step", "vergelijk")
    expect(region.locator(".rk-column")).to_be_visible()  # a step that was shown comes back whole
    slider = region.get_by_label("Samengevoegde eilanden", exact=True)
    page.keyboard.press("PageUp")
    slider.press("PageDown")  # of a field that has the focus the key stays its own
    expect(region).to_have_attribute("data-step", "probeer")
    press(region, "Sluit Scherm")
    expect(root).to_have_class("rk")


def test_escape_closes_scherm_where_the_browser_has_no_full_screen(page, draw):
    page.add_init_script("Object.defineProperty(document, 'fullscreenEnabled', { get: () => false })")
    page.reload()
    draw(regiekit.proef("eilandenrijk"), width=900)
    root = page.locator(".rk").first
    press(proef(page, "Eilandenrijk"), "Scherm")
    expect(root).to_have_class("rk rk-scherm")
    assert root.evaluate("(e) => [e.clientWidth, e.clientHeight]") == [1280, 900]
    page.keyboard.press("Escape")
    expect(root).to_have_class("rk")


def test_broken_and_hostile_files(page, draw, tmp_path):
    draw(regiekit.case_editor())
    editor = proef(page, "Uw casus")
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
    draw(*map(regiekit.proef, KEYS))
    assert all(HOSTILE in said for said in page.locator(".rk-proef").all_inner_texts())
    for button in page.get_by_role("button", name=COMMIT).all()[::-1]:
        button.click()
    expect(page.get_by_role("button", name=COMMIT)).to_have_count(0)
    drawn(page)
    assert page.evaluate("window.taken === undefined")
    assert page.locator(".rk img[src='x']").count() == 0


def test_a_picture_can_be_taken_to_a_meeting(page, draw):
    draw(regiekit.proef("eilandenrijk"))
    region = proef(page, "Eilandenrijk")
    commit(page, region)
    step(region, "mee")
    button = region.get_by_role("button", name="Bewaar het plaatje: Eilandenrijk")
    with page.expect_download() as saved:
        button.focus()
        page.keyboard.press("Enter")
    assert saved.value.suggested_filename == "Eilandenrijk-samenvoegen-of-verbinden.png"
    data = saved.value.path().read_bytes()
    assert data.startswith(b"\x89PNG")
    assert int.from_bytes(data[16:20], "big") == 2400
    assert len(data) > 20_000  # a picture, not an empty sheet
