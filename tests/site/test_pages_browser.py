"""The start page and the reading edition in a real browser: axe-core, phones, print, and what is said where nothing can be kept."""

import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.reader import COLOURS, drawn
from tools import notebooks
from tools.site import reading, start

LIVE = "notebooks/index.html?path={}"
PAGES = ["index.html", "toegankelijkheid.html", *(f"lezen/{path.stem}.html" for path in notebooks.notebooks())]


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def address(browser, tmp_path_factory, ran):
    """The pages as a static server shows them."""
    out = tmp_path_factory.mktemp("site")
    reading.write(out, ran=ran)
    start.write(out, "1.2.3")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=out))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


@pytest.fixture
def page(browser, address):
    """A page in a fresh profile; nothing it asks leaves the host, and it logs no error."""
    context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="nl-NL")
    page, remarks = context.new_page(), []
    page.on("request", lambda asked: remarks.append(asked.url) if not asked.url.startswith((address, "data:")) else None)
    page.on("pageerror", lambda error: remarks.append(str(error)))
    page.on("console", lambda said: remarks.append(said.text) if said.type == "error" else None)
    yield page
    context.close()
    assert remarks == []


@pytest.mark.parametrize(("width", "scheme", "rules"), [(320, "light", {}), (1366, "dark", {"runOnly": COLOURS})])
def test_axe_finds_nothing_and_no_page_scrolls_sideways(page, address, width, scheme, rules):
    page.set_viewport_size({"width": width, "height": 700})
    page.emulate_media(color_scheme=scheme)
    found = []
    for name in PAGES:
        page.goto(address + name)
        found += [
            (name, one["id"], one["nodes"][0]["html"][:200])
            for one in Axe().run(page, options={"resultTypes": ["violations"], **rules}).response["violations"]
        ]
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append((name, "scrolls sideways"))
    assert found == []


def test_the_reading_edition_needs_no_script(browser, address):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}lezen/04_structuur.html")
    page.get_by_role("navigation", name="Vorige en volgende").get_by_role("link").last.click()
    expect(page).to_have_url(f"{address}lezen/05_structuur_instrumenten.html")
    page.goto(f"{address}index.html")
    expect(page.get_by_text("Zonder JavaScript kunnen wij dit niet nagaan")).to_be_visible()
    context.close()


def test_with_the_keyboard_the_first_stop_skips_to_the_content(page, address):
    page.goto(f"{address}lezen/04_structuur.html")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Naar de inhoud")).to_be_in_viewport()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "inhoud"


def test_paper_is_light_and_carries_no_navigation(page, address):
    page.goto(f"{address}lezen/04_structuur.html")
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    expect(page.locator(".zij")).to_be_hidden()
    expect(page.locator(".plaatje svg").first).to_be_visible()


# ---- can this browser keep anything? --------------------------------------------------------------------------------


GOOD, NOT = "Uw werk kan in deze browser worden bewaard.", "Deze browser bewaart hier niets."


def says(page, *sentences):
    """The check of the start page says this, and nothing more."""
    expect(page.locator("#oordeel p")).to_contain_text(sentences)
    drawn(page)
    expect(page.locator("#oordeel p")).to_contain_text(sentences)


def test_an_ordinary_browser_can_keep_work_and_nothing_of_the_check_stays(page, address):
    page.goto(f"{address}index.html")
    says(page, GOOD)
    page.wait_for_function("indexedDB.databases().then((all) => all.length === 0)")


STORAGE = "Object.defineProperty(navigator, 'storage', {{ value: {{ estimate: async () => ({estimate}), persisted: async () => {persisted}, persist: async () => {persist} }} }})"


@pytest.mark.parametrize(("script", "sentences"), [
    ("Object.defineProperty(window, 'indexedDB', { value: undefined })", [NOT]),
    ("IDBFactory.prototype.open = () => { throw new DOMException('no', 'SecurityError'); }", [NOT]),
    ("IDBObjectStore.prototype.put = () => { throw new DOMException('full', 'QuotaExceededError'); }", ["De opslag van deze browser is vol."]),
    ("Object.defineProperty(window, 'isSecureContext', { value: false })", ["de browser bewaart uw werk niet. Vraag de beheerder om https"]),
    ("delete window.WebAssembly", ["Deze browser is te oud", GOOD]),
    (STORAGE.format(estimate="{ quota: 60e6, usage: 21e6 }", persisted="false", persist="false"), ["nog maar weinig ruimte in deze browser: ongeveer 39 MB"]),
    (STORAGE.format(estimate="{ quota: 1e10, usage: 0 }", persisted="true", persist="true"), [GOOD, "De browser heeft toegezegd"]),
    ("Object.defineProperty(navigator, 'storage', { value: undefined })", [GOOD]),
])  # fmt: skip
def test_what_a_browser_cannot_keep_is_said_in_a_sentence(page, address, script, sentences):
    page.add_init_script(script)
    page.goto(f"{address}index.html")
    says(page, *sentences)


def test_a_browser_that_does_not_answer_keeps_nothing(page, address):
    page.clock.install()
    page.add_init_script("IDBFactory.prototype.open = () => ({})")
    page.goto(f"{address}index.html")
    page.clock.run_for(6000)
    says(page, NOT)


@pytest.mark.parametrize(("answer", "sentence"), [("true", "De browser zegt toe"), ("false", "De browser wil dat nu niet toezeggen.")])
def test_the_browser_is_asked_to_keep_the_work_only_on_a_press(page, address, answer, sentence):
    page.add_init_script(STORAGE.format(estimate="{}", persisted="false", persist=answer))
    page.goto(f"{address}index.html")
    says(page, GOOD)
    page.get_by_role("button", name="Vraag de browser").press("Enter")
    expect(page.locator("#oordeel")).to_contain_text(sentence)
    assert page.evaluate("document.activeElement.id") == "oordeel"
    expect(page.locator("#houd")).to_be_hidden()
