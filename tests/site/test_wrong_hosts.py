"""The site on a host, behind a proxy or under a policy that gets it wrong: what a visitor reads, and what works anyway."""

import re
import threading
from contextlib import contextmanager
from functools import partial
from http.server import ThreadingHTTPServer

import pytest
from playwright.sync_api import expect

from tests.browser.reader import PATIENCE
from tests.site.test_site import STRUCTURE, ready, visitor
from tools.site.serve import Handler

BYTES = {".mjs": "application/octet-stream", ".wasm": "application/octet-stream"}


@contextmanager
def host(folder, *, types=None, status=None, policy=""):
    """A host with other types (end of a name → type), that refuses (end of a name → status), or sends a policy."""

    class Wrong(Handler):
        extensions_map = {**Handler.extensions_map, **(types or {})}  # noqa: RUF012

        def do_GET(self):
            code = next((code for end, code in (status or {}).items() if self.path.partition("?")[0].endswith(end)), 0)
            return self.send_error(code) if code else super().do_GET()

        def end_headers(self):
            if policy:
                self.send_header("Content-Security-Policy", policy)
            super().end_headers()

    server = ThreadingHTTPServer(("localhost", 0), partial(Wrong, directory=folder, sent=[], packed={}))
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://localhost:{server.server_port}"
    server.shutdown()
    server.server_close()


def notebook(context, address):
    page = context.new_page()
    page.goto(f"{address}/notebooks/index.html?path={STRUCTURE}", wait_until="commit")
    return page


def help_of(page, *sentences):
    """The page names these, has a text for the administrator, and leads to the reading edition."""
    box = page.locator(".regiekit-hulp")
    for sentence in sentences:
        expect(box).to_contain_text(sentence, timeout=PATIENCE)
    letter = box.get_by_role("textbox", name="Tekst voor de beheerder").input_value()
    assert re.search(sentences[-1], letter)
    assert "python -m tools.site.check http" in letter
    expect(box.get_by_role("link", name="leesuitgave")).to_have_attribute("href", re.compile(r"lezen/\w+\.html"))
    return box


def test_wrong_types_are_mended_by_the_service_worker(playwright, outside, site, tmp_path):
    with host(site, types=BYTES) as address, visitor(playwright, outside, tmp_path, []) as context:
        page = notebook(context, address)
        ready(page)
        assert page.locator(".regiekit-hulp").count() == 0
        page.reload()  # from what the browser kept
        ready(page)


def test_without_a_service_worker_wrong_types_are_named(playwright, outside, site, tmp_path):
    with host(site, types=BYTES) as address, visitor(playwright, outside, tmp_path, []) as context:
        context.add_init_script("Object.defineProperty(Navigator.prototype, 'serviceWorker', { value: undefined })")
        page = notebook(context, address)
        help_of(page, "De werkende versie kan hier niet starten", "python/kernel.mjs: komt als application/octet-stream")
        page.goto(f"{address}/index.html")
        help_of(page, "De werkende versie start hier niet", "controle.mjs: komt als application/octet-stream")


def test_a_file_that_is_refused_is_named_and_comes_when_the_host_lets_it(playwright, outside, site, tmp_path):
    with host(site, status={".wasm": 403}) as address, visitor(playwright, outside, tmp_path, []) as context:
        page = notebook(context, address)
        box = help_of(page, "antwoord 403", "pyodide.asm.wasm: de server geeft dit bestand niet")
        expect(page.get_by_text("De rekenkern kon niet worden geladen").first).to_be_visible()
        box.get_by_role("link", name="leesuitgave").click()
        expect(page).to_have_url(f"{address}/lezen/04_structuur.html")
        page.goto(f"{address}/index.html")
        help_of(page, "antwoord 403")


def test_a_page_in_the_place_of_a_file_is_not_kept(playwright, outside, site, tmp_path):
    with host(site, types={".zip": "text/html"}) as address, visitor(playwright, outside, tmp_path, []) as context:
        page = context.new_page()
        page.goto(f"{address}/index.html")
        help_of(page, "python/python.zip: komt als text/html")


@pytest.mark.parametrize("policy", ["default-src 'self'", "default-src 'self'; style-src 'self' 'unsafe-inline'"])
def test_a_policy_that_allows_no_script_in_a_page_is_named(playwright, outside, site, tmp_path, policy):
    with host(site, policy=policy) as address, visitor(playwright, outside, tmp_path, []) as context:
        page = context.new_page()
        page.goto(f"{address}/index.html")
        help_of(
            page, "Het beleid van de server (Content-Security-Policy) houdt de scripts in de bladzijden tegen", "WebAssembly mag hier niet"
        )
        page = notebook(context, address)
        expect(
            page.get_by_text("het beleid van de server (Content-Security-Policy) houdt het script van deze pagina tegen")
        ).to_be_visible()
        expect(page.get_by_text("De pagina wordt geladen")).to_have_count(0)
        expect(page.get_by_role("link", name="leesuitgave")).to_be_visible()


def test_a_policy_without_webassembly_is_named(playwright, outside, site, tmp_path):
    policy = "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; worker-src 'self' blob:; img-src 'self' data:"
    with host(site, policy=policy) as address, visitor(playwright, outside, tmp_path, []) as context:
        help_of(notebook(context, address), "WebAssembly mag hier niet")


def test_a_good_host_is_not_blamed(playwright, outside, address, tmp_path):
    with visitor(playwright, outside, tmp_path, []) as context:
        page = context.new_page()
        with page.expect_response(re.compile(r"controle\.mjs")):
            page.goto(f"{address}/index.html")
        page.evaluate("PROBE.WAIT = 60000")  # this host is good; this machine may be slow
        assert page.evaluate("PROBE.look(new URL('./', location.href))") == []
        assert page.locator(".regiekit-hulp").count() == 0
