"""The shell: what JupyterLab and Voila do with any notebook, seen with two small ones of our own."""

from tests.browser.reader import (
    OWN_CONTENT,
    assert_no_error,
    open_in_lab,
    open_in_voila,
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
    assert page.locator(SLIDERS).count() == 2
    assert page.locator(".jp-Dialog").count() == 0
    assert page.locator(".jp-toast-message, .Toastify__toast").count() == 0
    assert violations(page, OWN_CONTENT) == []


def test_lab_keeps_a_widget_that_is_scrolled_out_of_sight(page, lab):
    open_in_lab(page, lab, "98_kleine_proef.ipynb")
    start(page)
    slider = page.locator(SLIDERS).first
    slider.focus()
    page.keyboard.press("ArrowRight")
    page.get_by_text("er zijn er 4").wait_for()
    slider.evaluate("(element) => { window.first = element; element.dataset.mark = 'same'; }")
    page.mouse.move(800, 500)
    page.mouse.wheel(0, 100_000)
    page.wait_for_timeout(1000)
    assert page.evaluate("first.isConnected && first.getBoundingClientRect().bottom < 0")
    page.mouse.wheel(0, -100_000)
    page.wait_for_timeout(1000)
    assert slider.get_attribute("data-mark") == "same"
    assert slider.input_value() == "4"
    assert page.get_by_text("er zijn er 4").count() == 1


def test_lab_follows_a_link_between_notebooks_without_loading_again(page, lab):
    open_in_lab(page, lab, "98_kleine_proef.ipynb")
    page.evaluate("window.same = true")
    page.get_by_role("link", name="Naar de ander").click()
    page.get_by_role("heading", name="Kleine ander").wait_for()
    assert page.evaluate("window.same")


def test_lab_does_not_look_for_news_or_updates(page, lab):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    open_in_lab(page, lab, "98_kleine_proef.ipynb")
    page.wait_for_timeout(2000)
    assert [url for url in asked if "/lab/api/news" in url or "/lab/api/update" in url] == []


def test_voila_shows_the_same_without_code(page, voila):
    open_in_voila(page, voila, "98_kleine_proef.ipynb")
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


def test_voila_follows_links_between_notebooks_to_the_heading(page, voila):
    open_in_voila(page, voila, "98_kleine_proef.ipynb")
    page.get_by_role("link", name="naar het einde").click()
    page.wait_for_url("**/99_kleine_ander.ipynb#Het-einde")
    shown_in_voila(page)
    assert page.title() == "Kleine ander"
    page.wait_for_function("document.getElementById('Het-einde').getBoundingClientRect().top < innerHeight")
    assert page.evaluate("document.getElementById('Het-einde').getBoundingClientRect().top") >= -50
    assert_no_error(page)


def test_voila_says_in_dutch_that_it_is_working(page, voila):
    page.goto(f"{voila.url}/voila/render/98_kleine_proef.ipynb", wait_until="commit")
    waiting = page.wait_for_selector("#loading")
    assert "wordt voor u klaargezet" in waiting.inner_text()
    shown_in_voila(page)


def test_voila_lists_the_notebooks_in_order_and_in_dutch(page, voila):
    page.goto(voila.url)
    assert page.evaluate("document.documentElement.lang") == "nl"
    names = page.locator("main li").all_inner_texts()
    assert names[-2:] == ["98 Kleine proef", "99 Kleine ander"]
    assert names == sorted(names)
    assert violations(page) == []
    page.get_by_role("link", name="98 Kleine proef").click()
    shown_in_voila(page)


def test_voila_says_in_dutch_that_a_page_is_not_there(page, voila, remarks):
    page.goto(f"{voila.url}/voila/render/77_niet.ipynb")
    assert page.get_by_role("heading", name="Deze pagina bestaat niet").is_visible()
    assert violations(page) == []
    assert [remark for remark in remarks if "404" not in remark] == []
    remarks.clear()
