"""The stage for who listens, types, enlarges, sees two colours or prints: one test for each way of using it, on the blank page."""

import pytest
from playwright.sync_api import expect

import regiekit
from tests.browser.reader import drawn, press, proef, step
from tests.browser.test_stage import PATTERNS, places
from tests.plain import KEYS, renew, reveal

NARROW = 320  # pixels: a phone, or 1280 at 400 %


def opened(page, draw, key, width=934, high=900):
    """A proef after the prediction, on a page of its own; the panel and its region."""
    page.set_viewport_size({"width": max(width, NARROW), "height": high})
    panel = regiekit.proef(key)
    panel.clicked("_skip")
    draw(panel, width=width)
    page.add_style_tag(content="body { margin: 0 }")
    return panel, page.locator(".rk-stage")


def draw_every(draw):
    """Every proef after the prediction, on one page."""
    panels = [regiekit.proef(key) for key in KEYS]
    reveal(panels)
    draw(*panels)


def through(page, draw, key, look, **size):
    """What `look` (JavaScript, of the stage) finds in each part of each step, and behind each fold."""
    panel, region = opened(page, draw, key, **size)
    found = {}
    for place in places(panel):
        panel.put(_step=place)
        renew(page)
        found[place] = region.evaluate(look)
    for fold in region.locator(".rk-folds button").all():
        fold.click()
        drawn(page)
        found[fold.inner_text()] = region.evaluate(look)
    return {place: wrong for place, wrong in found.items() if wrong}


TABS = """(el) => {
    const tabs = [...el.querySelectorAll("[role=tablist] > *")], chosen = tabs.filter((one) => one.ariaSelected === "true");
    const panel = document.getElementById(chosen[0]?.getAttribute("aria-controls"));
    return [...tabs.filter((one) => one.role !== "tab" || one.type !== "button").map(() => "no tab"),
        ...(chosen.length === 1 ? [] : [`${chosen.length} chosen`]), ...(tabs.filter((one) => one.tabIndex === 0).length === 1 ? [] : ["not one stop"]),
        ...(panel?.role === "tabpanel" && panel.getAttribute("aria-labelledby") === chosen[0].id ? [] : ["no panel of the tab"])];
}"""
#: Headings of the panel, which stands below an h2 of the notebook: one level deeper at a time.
HEADINGS = """(el) => [...el.querySelectorAll("h1, h2, h3, h4, h5, h6")].filter((one) => one.offsetParent).map((one) => Number(one.tagName[1]))
    .filter((level, i, all) => level < 3 || level > (i ? all[i - 1] : 2) + 1)"""
TABLES = """(el) => [...el.querySelectorAll("table")].filter((one) => !one.caption?.textContent.trim() || [...one.querySelectorAll("th")].some((th) => !th.scope)).map((one) => one.outerHTML.slice(0, 80))"""
GROUPS = """(el) => [...el.querySelectorAll("[type=radio]")].filter((one) => !one.closest("fieldset")?.querySelector("legend")?.textContent.trim()).map((one) => one.outerHTML)"""
NAMES = """(el) => [...el.querySelectorAll("input, select, textarea, button, [role=region], [role=group]")]
    .filter((one) => !(one.ariaLabel ?? one.labels?.[0]?.textContent ?? one.textContent).trim()).filter((one) => one.offsetParent).map((one) => one.outerHTML.slice(0, 80))"""
PICTURES = """(el) => [...el.querySelectorAll("svg:not([aria-hidden=true])")].filter((one) => !(["img", "listbox", "group"].includes(one.getAttribute("role")) && one.ariaLabel
    && document.getElementById(one.getAttribute("aria-describedby"))?.textContent)).map((one) => one.outerHTML.slice(0, 80))"""
#: What speaks by itself: the one place of the panel, errors of fields, and what was copied.
LIVE = """(el) => [...el.closest(".rk").querySelectorAll("[aria-live], [role=alert], [role=status], [role=log]")]
    .filter((one) => !one.matches(".rk > .rk-hidden, .rk-error, .rk-address > span")).map((one) => one.outerHTML.slice(0, 80))"""
#: What one aims at is 24 pixels wide and high at least; a radio button and its words are one, and a link in a sentence is exempt.
TARGETS = """(el) => [...el.querySelectorAll("button, select, input, textarea, summary, .rk-choice label")].filter((one) => one.offsetParent && one.type !== "radio")
    .filter((one) => { const { width, height } = one.getBoundingClientRect(); return width < 24 || height < 24; }).map((one) => one.outerHTML.slice(0, 80))"""
#: What is cut off: text in a box that hides the rest, and what sticks out of the stage. A picture may scroll; the title is the heading above the proef, the name of
#: the case stands in step 5, and the signs of kinds in the table of parties.
CUT = """(el) => { const edge = el.getBoundingClientRect().right + 1;
    return [...el.querySelectorAll("*:not(svg *)")].filter((one) => one.getClientRects().length && !one.closest(".rk-hidden") && !one.matches(".rk-paged, .rk-kind, .rk-heading, .rk-signs, input, textarea, select, option"))
    .filter((one) => { const { overflowX, overflowY } = getComputedStyle(one);
        return (overflowX === "hidden" && one.scrollWidth > one.clientWidth + 1) || (overflowY === "hidden" && one.scrollHeight > one.clientHeight + 2)
            || (one.getBoundingClientRect().right > edge && !one.closest(".rk-paged, .rk-narrow .rk-picture, .rk-narrow .rk-tables, .rk-scroll")); })
    .map((one) => `${one.className}: ${one.textContent.slice(0, 60)}`); }"""
#: WCAG 1.4.12
SPACING = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }"
LOOKS = {
    "tabs": TABS,
    "headings": HEADINGS,
    "tables": TABLES,
    "groups": GROUPS,
    "names": NAMES,
    "pictures": PICTURES,
    "live": LIVE,
    "targets": TARGETS,
}


@pytest.mark.parametrize("key", PATTERNS)
def test_roles_names_headings_and_sizes_in_every_part(page, draw, key):
    looks = ", ".join(f"{name}: ({look})(el)" for name, look in LOOKS.items())
    all_of_them = f"(el) => {{ const found = {{ {looks} }}; return Object.entries(found).filter(([, wrong]) => wrong.length).flat(2); }}"
    assert through(page, draw, key, all_of_them) == {}
    assert page.locator(".rk").get_attribute("lang") == "nl"


@pytest.mark.parametrize("look", LOOKS)
def test_roles_names_headings_and_sizes_of_every_proef(page, draw, look):
    draw_every(draw)
    assert page.evaluate(f"[...document.querySelectorAll('.rk-stage')].flatMap({LOOKS[look]})") == []


@pytest.mark.parametrize("width", [934, NARROW])
@pytest.mark.parametrize("key", PATTERNS)
def test_nothing_is_cut_off_with_text_set_wider(page, draw, key, width):
    page.add_init_script(
        f"document.addEventListener('DOMContentLoaded', () => document.body.append(Object.assign(document.createElement('style'), {{ textContent: '{SPACING}' }})))"
    )
    page.reload()
    assert through(page, draw, key, CUT, width=width, high=650) == {}
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_focus_is_never_behind_the_foot(page, draw):
    _, region = opened(page, draw, "eilandenrijk", width=NARROW, high=480)
    expect(region.locator(".rk-turns")).to_have_css("position", "sticky")
    region.get_by_role("button", name="Herstel de stand").focus()
    hidden, names = [], []
    while not region.locator(".rk-on").evaluate("(one) => one === document.activeElement"):
        page.keyboard.press("Tab")
        drawn(page)
        name, seen = page.evaluate("""() => {
            const one = document.activeElement, foot = document.querySelector(".rk-turns"), { top, bottom } = one.getBoundingClientRect();
            return [one.ariaLabel ?? one.textContent ?? "", foot.contains(one) || (top >= 0 && bottom <= foot.getBoundingClientRect().top + 1)];
        }""")
        names.append(name)
        hidden += [] if seen else [name]
    assert len(names) > 8
    assert hidden == []


def test_a_chosen_party_shows_that_it_has_the_focus(page, draw):
    panel, region = opened(page, draw, "eilandenrijk")
    region.locator("[data-pick][tabindex='0']").focus()
    page.keyboard.press("Enter")
    expect(region.locator("[data-pick][aria-selected=true]")).to_be_focused()
    assert region.locator("[data-pick]:focus").evaluate(
        "(one) => { const s = getComputedStyle(one); return [s.outlineStyle, s.outlineWidth]; }"
    ) == ["solid", "3px"]
    assert panel.spoken == region.locator(".rk-pick").inner_text()  # and says who it is


def test_the_headline_is_spoken_once_the_learner_rests(page, draw):
    page.clock.install(time=0)
    panel, region = opened(page, draw, "eilandenrijk")
    page.clock.pause_at(600_000)
    status, slider = page.locator(".rk > [role=status]"), region.get_by_label("Samengevoegde eilanden", exact=True)
    for pause in (600, 600):
        slider.press("ArrowRight")
        page.clock.run_for(pause)
        expect(status).to_be_empty()
    page.clock.run_for(200)
    expect(status).to_have_text(panel.live["_headline"])


def test_a_wrong_number_is_told_at_its_own_field_and_goes_with_it(page, draw):
    _, region = opened(page, draw, "eilandenrijk")
    number = region.get_by_role("spinbutton", name="Vragen per partij per week, als getal")
    expect(region.get_by_role("slider", name="Vragen per partij per week")).to_have_attribute(
        "aria-valuetext", number.input_value().replace(".", ",")
    )
    before = number.input_value()
    number.fill("999")
    page.keyboard.press("Tab")
    expect(number).to_have_attribute("aria-invalid", "true")
    assert number.evaluate("(one) => document.getElementById(one.getAttribute('aria-describedby')).textContent").startswith(
        "Vul een getal in"
    )
    press(region, "Herstel de stand")
    expect(number).to_have_value(before)
    expect(number).to_have_attribute("aria-invalid", "false")
    expect(region.locator(".rk-error:not(:empty)")).to_have_count(0)


def test_what_is_typed_is_undone_in_the_panel_and_not_in_the_notebook(page, draw):
    _, region = opened(page, draw, "eilandenrijk")
    step(region, "casus")
    page.evaluate("document.addEventListener('keydown', (e) => { (window.came ??= []).push(e.key); })")
    region.locator("textarea").focus()
    for keys in ("Control+z", "Control+Shift+Z", "Control+y", "b", "Control+s"):
        page.keyboard.press(keys)
    assert set(page.evaluate("window.came")) - {"Control", "Shift"} == {"s"}


COLOURS = """(el) => { const real = (name) => { const probe = el.appendChild(document.createElement("i")); probe.style.color = name; const { color } = getComputedStyle(probe); probe.remove(); return color; };
    const two = [real("Canvas"), real("CanvasText"), "none"];
    return [...el.querySelectorAll(".rk-picture svg *")].flatMap((one) => { const s = getComputedStyle(one); return [s.fill, ...(s.strokeWidth === "0px" ? [] : [s.stroke])]; }).filter((one) => !two.includes(one)); }"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_with_forced_colours_form_says_what_is_chosen_and_done(page, draw, scheme):
    page.emulate_media(forced_colors="active", color_scheme=scheme)
    _, region = opened(page, draw, "eilandenrijk")
    step(region, "casus")
    step(region, "check")
    wide = lambda one: region.locator(one).first.evaluate("(e) => getComputedStyle(e).borderBottomWidth")  # noqa: E731
    tabs = [f"[role=tab]{rest}" for rest in ("[aria-selected=true]", ".rk-done", ":not(.rk-done, [aria-selected=true])")]
    assert [wide(one) for one in tabs] == ["5px", "3px", "1px"]
    assert "✓" in region.locator(".rk-done").first.inner_text()
    region.locator(".rk-choice label").first.click()
    assert wide(".rk-choice label:has(:checked)") == "3px"
    step(region, "probeer")
    assert [wide(f".rk-views [aria-pressed={on}]") for on in ("true", "false")] == ["3px", "1px"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_with_forced_colours_a_picture_has_two_of_which_each_is_seen_on_the_other(page, draw, scheme):
    page.emulate_media(forced_colors="active", color_scheme=scheme)
    draw_every(draw)
    assert set(page.evaluate(f"[...document.querySelectorAll('.rk-stage')].flatMap({COLOURS})")) == set()


@pytest.mark.parametrize(("less", "still"), [("reduce", True), ("no-preference", False)])
def test_who_wants_less_movement_sees_none(page, draw, less, still):
    page.emulate_media(reduced_motion=less)
    _, region = opened(page, draw, "eilandenrijk")
    page.evaluate(
        "() => { const real = requestAnimationFrame; window.frames = 0; window.requestAnimationFrame = (f) => { window.asked = (window.asked ?? 0) + 1; return real(f); }; }"
    )
    headline = region.locator(".rk-headline")
    before = headline.inner_text()
    page.wait_for_function(
        "performance.now() - document.querySelector('.rk-pictures .rk-picture').rkWhen > 200"
    )  # moves that follow fast jump
    region.get_by_label("Samengevoegde eilanden", exact=True).press("ArrowRight")
    expect(headline).not_to_have_text(before)
    assert page.evaluate("!window.asked && !document.getAnimations().length") is still


def test_in_scherm_the_focus_stays_and_it_gives_it_back(page, draw):
    page.add_init_script("Object.defineProperty(document, 'fullscreenEnabled', { get: () => false })")
    page.reload()
    _, region = opened(page, draw, "eilandenrijk")
    page.evaluate("document.body.prepend(Object.assign(document.createElement('button'), { textContent: 'Daarvoor' }))")
    page.evaluate("document.body.append(Object.assign(document.createElement('button'), { textContent: 'Daarna' }))")
    press(region, "Scherm")
    region.locator(".rk-on").focus()
    page.keyboard.press("Tab")
    expect(region.get_by_role("button", name="Sluit Scherm")).to_be_focused()
    page.keyboard.press("Escape")
    expect(region.get_by_role("button", name="Scherm", exact=True)).to_be_focused()


@pytest.mark.parametrize("place", ["voorspel:0", "vergelijk:0", "mee:0"])
def test_on_paper_stands_the_whole_proef_and_nothing_to_press(page, draw, place):
    panel, region = opened(page, draw, "eilandenrijk", width=700)
    page.evaluate("document.body.dataset.jpThemeLight = 'false'")
    panel.put(_step=place)
    renew(page)
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    context, asked = panel.tree[0]["question"]
    for said in (context, asked, panel.live["_headline"], panel.live["_picture"]["words"]):
        expect(region.get_by_text(said).locator("visible=true").first).to_be_visible()
    expect(region.get_by_role("row", name="Eilanden, als het loket meetelt")).to_be_visible()
    expect(region.locator(".rk-pictures svg")).to_be_visible()
    assert region.locator("button:visible, [type=range]:visible").count() == 0
    assert region.evaluate("(one) => getComputedStyle(one).color") == "rgb(27, 31, 39)"  # ink, also of a dark theme
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert region.locator("table").count() == 0


def test_on_paper_before_the_prediction_stands_nothing_that_gives_it_away(page, draw):
    panel = regiekit.proef("eilandenrijk")
    draw(panel, width=700)
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    region = proef(page, "Eilandenrijk")
    for said in panel.tree[0]["question"]:
        expect(region.get_by_text(said).locator("visible=true").first).to_be_visible()
    expect(region.locator(".rk-situation svg")).to_be_visible()
    assert region.locator("table").count() == 0
