"""The shell: what JupyterLab and Voila do with any notebook, seen with two small ones of our own."""

from playwright.sync_api import expect

from tests.browser.reader import (
    OWN_CONTENT,
    drawn,
    open_in_lab,
    show_in_lab,
    shown_in_voila,
    start,
    violations,
)

SLIDERS = "input[type=range]"


def test_lab_starts_with_one_press_and_stays_on_this_machine(page, lab):
    open_in_lab(page, lab, "98_kleine_proef.ipynb")
    assert page.evaluate("document.documentElement.lang") == "nl-NL"
    assert page.get_by_text("Bestand", exact=True).is_visible()
    assert page.locator(SLIDERS).count() == 0
    assert page.locator(".jp-CodeCell .jp-Editor:visible").count() == 0
    start(page)
    expect(page.locator(SLIDERS)).to_have_count(2)
    assert page.locator(".jp-Dialog").count() == 0
    assert page.locator(".jp-toast-message, .Toastify__toast").count() == 0
    assert violations(page, OWN_CONTENT) == []


def test_lab_keeps_a_widget_that_is_scrolled_out_of_sight(desk, lab):
    show_in_lab(desk, lab, "98_kleine_proef.ipynb")
    start(desk)
    expect(desk.locator(SLIDERS)).to_have_count(2)
    slider = desk.locator(SLIDERS).first
    slider.focus()
    desk.keyboard.press("ArrowRight")
    desk.get_by_text("er zijn er 4").wait_for()
    slider.evaluate("(element) => { window.first = element; element.dataset.mark = 'same'; }")
    desk.mouse.move(800, 500)
    desk.mouse.wheel(0, 100_000)
    desk.wait_for_function("first.getBoundingClientRect().bottom < 0")
    drawn(desk)  # if JupyterLab took away what is out of sight, it has done so now
    assert desk.evaluate("first.isConnected && first.getBoundingClientRect().bottom < 0")
    desk.mouse.wheel(0, -100_000)
    desk.wait_for_function("first.getBoundingClientRect().bottom > 0")
    assert slider.get_attribute("data-mark") == "same"
    assert slider.input_value() == "4"
    assert desk.get_by_text("er zijn er 4").count() == 1


def test_lab_follows_a_link_between_notebooks_without_loading_again(desk, lab):
    show_in_lab(desk, lab, "98_kleine_proef.ipynb")
    desk.evaluate("window.same = true")
    desk.get_by_role("link", name="Naar de ander").click()
    desk.get_by_role("heading", name="Kleine ander").wait_for()
    assert desk.evaluate("window.same")


def test_voila_from_the_list_through_a_notebook_to_a_heading_in_the_next(page, voila):
    page.goto(voila.url)
    assert page.evaluate("document.documentElement.lang") == "nl"
    names = page.locator("main li").all_inner_texts()
    assert names[-2:] == ["98 Kleine proef", "99 Kleine ander"]
    assert names == sorted(names)
    assert violations(page) == []

    page.get_by_role("link", name="98 Kleine proef").click(no_wait_after=True)
    waiting = page.wait_for_selector("#loading", state="attached")  # the page comes in parts
    assert "wordt voor u klaargezet" in waiting.text_content()
    shown_in_voila(page)
    assert page.evaluate("document.documentElement.lang") == "nl"
    assert page.title() == "Kleine proef"
    page.locator(SLIDERS).nth(1).wait_for()
    assert page.get_by_text("import anywidget").count() == 0
    assert page.locator("img[alt='Een groen vlak']").evaluate("(image) => image.naturalWidth") == 60
    assert not page.get_by_text("Start dit notebook").is_visible()
    assert page.locator("main, [role=main]").count() == 1
    assert page.locator("[role=main]").bounding_box()["width"] < 1000
    assert violations(page) == []
    page.locator(SLIDERS).first.focus()
    page.keyboard.press("ArrowRight")
    page.get_by_text("er zijn er 4").wait_for()

    page.get_by_role("link", name="naar het einde").click()
    page.wait_for_url("**/99_kleine_ander.ipynb#Het-einde")
    shown_in_voila(page)
    assert page.title() == "Kleine ander"
    page.wait_for_function("""() => {
        const { top } = document.getElementById("Het-einde").getBoundingClientRect();
        return -50 <= top && top < innerHeight;
    }""")


def test_voila_says_in_dutch_that_a_page_is_not_there(page, voila, remarks):
    page.goto(f"{voila.url}/voila/render/77_niet.ipynb")
    assert page.get_by_role("heading", name="Deze pagina bestaat niet").is_visible()
    assert violations(page) == []
    assert [remark for remark in remarks if "404" not in remark] == []
    remarks.clear()
