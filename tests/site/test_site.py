"""The site in a real browser against a plain web server: what a visitor does with it."""

import re
import shutil
import socket
import tomllib
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import expect

from regiekit.room import server
from tests.browser.reader import (
    COMMIT,
    OWN_CONTENT,
    PATIENCE,
    assert_no_error,
    commit,
    move_first_control,
    predicted,
    press,
    proef,
    proeven,
    seen,
    violations,
    walk,
)
from tests.room.serving import Phone
from tests.room.serving import serving as hosting
from tools.browser import FLAGS, program
from tools.notebooks import FOLDER, notebooks
from tools.site.build import service_worker
from tools.site.serve import serving

NAMES = [path.name for path in notebooks()]
STRUCTURE = "04_structuur.ipynb"
ISLANDS = "Eilandenrijk"
# All that the page says while it starts, in order.
HEARD = """window.heard = [];
new MutationObserver(() => {
    for (const one of document.querySelectorAll("#regiekit-laden [role=status], .regiekit-start [role=status]"))
        if (heard.at(-1) !== one.textContent) heard.push(one.textContent);
}).observe(document, { childList: true, subtree: true, characterData: true });"""
WAITING = "navigator.serviceWorker.getRegistration().then((one) => one.waiting)"
REMOTE = "Open een zaal bij uw instelling"
READY = ".regiekit-start[data-state=done], .regiekit-start[data-state=failed]"


@contextmanager
def visitor(playwright, outside, profile: Path, remarks: list[str], hosts: str = "localhost"):
    """A browser with this profile, for which only these hosts are there; errors in its pages are added to `remarks`."""
    context = playwright.chromium.launch_persistent_context(
        profile, executable_path=program(), args=list(FLAGS), viewport={"width": 1366, "height": 768}, locale="nl-NL", accept_downloads=True,
        reduced_motion="reduce", proxy={"server": f"http://127.0.0.1:{outside.server_port}", "bypass": hosts})  # fmt: skip
    context.set_default_timeout(PATIENCE)

    def watch(page):
        page.on("pageerror", lambda error: remarks.append(f"error in the page: {error}"))
        page.on(
            "console", lambda said: remarks.append(f"console: {said.text} {said.location.get('url', '')}") if said.type == "error" else None
        )

    context.on("page", watch)
    yield context
    context.close()


@pytest.fixture(scope="session")
def settled(playwright, outside, tmp_path_factory):
    """A visitor who stays the same over all tests, as someone who comes back."""
    remarks: list[str] = []
    with visitor(playwright, outside, tmp_path_factory.mktemp("profile"), remarks) as context:
        yield context, remarks


@pytest.fixture
def page(settled, outside):
    """A page of the settled visitor; afterwards no error was logged and nothing was asked of another host."""
    context, remarks = settled
    page = context.new_page()
    yield page
    page.close()
    noticed, remarks[:] = [*remarks, *outside.asked], []
    assert not noticed


def shown(page, address: str, name: str) -> None:
    """Open a notebook of the site and wait until all of it has run."""
    page.goto(f"{address}/notebooks/index.html?path={name}")
    ready(page)


def until(page, asked: str) -> None:
    """Wait until what is asked in the page is so; it may be a promise, which `wait_for_function` takes for an answer."""
    page.evaluate(f"""() => {{
        const timer = setInterval(async () => {{ if (await ({asked})) {{ clearInterval(timer); window.so = true; }} }}, 50);
        window.so = false;
    }}""")
    page.wait_for_function("window.so")


def ready(page) -> None:
    page.locator(READY).wait_for()
    assert page.locator(".regiekit-start").get_attribute("data-state") == "done", page.locator(".regiekit-start").inner_text()
    assert_no_error(page)


def work(page, name: str, needs: set[str]) -> list[str]:
    """Work with the keyboard through the first proef of the notebook that needs nothing that is absent."""
    place, key = next((place, key) for place, key in proeven(name).items() if key not in needs)
    page.locator(".rk-proef").nth(place).locator("input, select, textarea").first.focus()
    return walk(page, {place: key})


# ---- every notebook -------------------------------------------------------------------------------


WITH_NUMPY = {"waarom_regie", "gebeurtenissenlog", "model_werkelijkheid", "brede_agenda", "grootste_gemene_deler", "wie_regisseert"}


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_starts_by_itself_and_its_proef_works_with_keys(page, address, name):
    shown(page, address, name)
    assert page.locator(".rk-proef").count() == page.locator(".jp-CodeCell").count()
    assert page.locator(".jp-CodeCell .jp-InputArea-editor:visible").count() == 0
    assert page.get_by_text("Druk hierboven op").locator("visible=true").count() == 0
    assert page.locator(".jp-MarkdownOutput img").evaluate_all("(all) => all.every((one) => one.naturalWidth)")
    for missing in [key for key in proeven(name).values() if key in WITH_NUMPY]:
        assert page.get_by_text("rekent met numpy").count(), missing
    faults = violations(page, [*OWN_CONTENT, ".regiekit-start"])
    if proeven(name):
        faults += work(page, name, WITH_NUMPY)
    else:
        picture = page.locator(".rk-picture").last  # the first is the map of the collection
        before = picture.inner_html()
        cases = page.locator(".rk-proef select").first
        cases.select_option(index=1)
        page.wait_for_function("([picture, before]) => picture.innerHTML !== before", arg=[picture.element_handle(), before])
        cases.select_option(index=0)
        page.wait_for_function("([picture, before]) => picture.innerHTML === before", arg=[picture.element_handle(), before])
    assert not faults


def test_a_class_answers_by_hands_and_codes_without_phones(page, address):
    shown(page, address, "03_perspectieven.ipynb")
    bar, region = page.locator(".rk-proef").first, page.locator(".rk-stage").first
    bar.locator("summary", has_text="Met een groep").press("Enter")
    expect(bar.get_by_text("kan niet vanaf een website")).to_be_visible()
    expect(bar.get_by_role("button", name="Open een zaal")).to_have_count(0)
    press(bar, "Zonder telefoons")
    press(region, "Klas")
    for row, hands in enumerate(("2", "5")):
        region.locator("td input:not([readonly])").nth(row).fill(hands)
    press(region, "Toon de verdeling")
    picture = region.locator(".rk-klaspicture")
    expect(picture).to_contain_text("De klas: 7 antwoorden")
    press(region, "Stem opnieuw")
    region.get_by_label("Codes").check()
    region.get_by_role("textbox", name="Antwoorden van de klas").fill("4 4 7 7 7")
    press(region, "Toon de verdeling")
    expect(picture).to_contain_text("Na overleg: 5 antwoorden")
    press(region, "Toon het antwoord")
    expect(picture).to_contain_text("denkmodel")
    assert violations(page, [".rk-fold"]) == []


@contextmanager
def lecturer(playwright, outside, address, folder, remarks, site):
    """A room that lets the pages of `site` in, and the first notebook of a visitor for whom it is there too, its door in sight: room, page, bar."""
    with (
        hosting(folder / "zalen", origins=[site]) as room,
        visitor(playwright, outside, folder / "profile", remarks, "localhost,127.0.0.1") as context,
    ):
        page = context.new_page()
        shown(page, address, "03_perspectieven.ipynb")
        bar = page.locator(".rk-proef").first
        bar.locator("summary", has_text="Met een groep").press("Enter")
        bar.locator("summary", has_text="Zaal van uw instelling").press("Enter")
        yield room, page, bar
    assert not outside.asked
    assert all("127.0.0.1" in one for one in remarks), remarks  # the browser's own words on a room that can't be reached, or says no


def ask_for_room(bar, where, key):
    bar.get_by_label("Adres voor docenten").fill(where)
    bar.get_by_label("Sleutel").fill(key)
    press(bar, REMOTE)


@pytest.mark.parametrize("allowed", [True, False])
def test_a_hosted_room_is_asked_after_the_press_alone_and_what_is_wrong_is_said(
    playwright, outside, address, tmp_path, monkeypatch, allowed
):
    asked, remarks, prepare = [], [], server.Handler.prepare
    monkeypatch.setattr(server.Handler, "prepare", lambda self: asked.append(self.request.path) or prepare(self))
    with lecturer(playwright, outside, address, tmp_path, remarks, address if allowed else "https://elders.example") as (room, page, bar):
        desk = f"http://127.0.0.1:{room.house.desk_port}/docent"
        for wrong, why in (("", "Vul eerst het adres in"), ("http://elders.example/docent/", "begint met https://")):
            ask_for_room(bar, wrong, "x")
            expect(bar.get_by_text(why)).to_be_visible()
        bar.get_by_label("Adres voor docenten").fill(desk)
        bar.get_by_label("Sleutel").fill("verkeerd")
        assert violations(page, [".rk-proef"]) == []
        assert [asked, outside.asked, remarks] == [[], [], []]
        if allowed:
            with socket.create_server(("127.0.0.1", 0)) as taken:
                nobody = taken.getsockname()[1]
            ask_for_room(bar, f"http://127.0.0.1:{nobody}/docent", "x")
            expect(bar.get_by_text("De zaal is niet te bereiken.")).to_be_visible()
        ask_for_room(bar, desk, "verkeerd" if allowed else room.house.key)
        expect(bar.get_by_text("De sleutel klopt niet" if allowed else "laat uw beheerder deze website daar toe?")).to_be_visible()
        assert asked
        press(bar, "Zonder telefoons")
        expect(page.locator(".rk-stage").first.get_by_role("button", name="Klas")).to_be_visible()


def test_a_class_answers_by_phone_in_a_hosted_room_whose_address_was_typed(playwright, outside, address, tmp_path):
    with lecturer(playwright, outside, address, tmp_path, [], address) as (room, page, bar):
        ask_for_room(bar, f"http://127.0.0.1:{room.house.desk_port}/docent", room.house.key)
        expect(bar.get_by_role("img", name="QR-code met het adres en de code")).to_be_visible()
        assert room.house.key not in page.content()
        (code,) = room.house.rooms
        press(bar, "Laat meer telefoons van één netwerk toe")
        expect(bar.get_by_role("button", name="Laat meer")).to_have_count(0)
        phones, phone = [Phone(room, code) for _ in range(4)], page.context.new_page()
        assert [one.join() for one in phones] == [200] * 4
        phone.goto(f"http://127.0.0.1:{room.house.port}/klas/{code}")
        expect(bar.get_by_text(re.compile("5 binnen"))).to_be_visible()  # the room tells it by itself
        region = page.locator(".rk-stage").first
        press(region, "Klas")
        press(region, "Zet op de telefoons")
        phone.get_by_role("textbox").fill("3")
        phone.get_by_role("button", name="Stuur mijn antwoord").click()
        expect(region.locator(".rk-klascount")).to_have_text("1 van 5 antwoordden")
        assert [one.answer(4) for one in phones] == [200] * 4
        expect(region.locator(".rk-klascount")).to_have_text("5 van 5 antwoordden")
        press(region, "Sluit de stemming")
        press(region, "Toon de verdeling")
        expect(region.locator(".rk-klaspicture")).to_contain_text("De klas: 5 antwoorden")
        press(region, "Toon het antwoord")
        expect(region.locator(".rk-klaspicture")).to_contain_text("denkmodel")
        expect(phone.get_by_role("heading", name="Het antwoord van het denkmodel")).to_be_visible()
        shown(page, address, "06_cultuur.ipynb")  # another notebook, another kernel: the room is still there
        bar.locator("summary", has_text="Met een groep").press("Enter")
        expect(bar.get_by_text(re.compile("5 binnen"))).to_be_visible()
        bar.locator("summary", has_text="De zaal sluiten").press("Enter")
        press(bar, "Sluit de zaal")
        expect(bar.locator("summary", has_text="Zaal van uw instelling")).to_be_visible()
        assert not room.house.rooms


def test_a_library_that_comes_when_it_is_imported_is_there_as_a_whole(page, address):
    shown(page, address, "00_begin.ipynb")
    code = "from importlib import import_module as get; print([name for name in ('pypdf', 'openpyxl', 'segno') if not get(name).__file__], get('pypdf').PdfReader.__name__)"
    said = page.evaluate(
        """async (code) => {
            const said = [], asked = jupyterapp.shell.currentWidget.context.sessionContext.session.kernel.requestExecute({ code });
            asked.onIOPub = ({ content }) => said.push(content.text ?? content.evalue ?? "");
            await asked.done;
            return said.join("").trim();
        }""",
        code,
    )
    assert said == "[] PdfReader"


def test_begin_met_doen_lands_on_one_proef_that_a_press_moves(playwright, outside, address, tmp_path):
    remarks: list[str] = []
    with visitor(playwright, outside, tmp_path, remarks) as context:
        page = context.new_page()
        page.goto(address)
        page.get_by_role("link", name="Begin met doen").click()
        ready(page)
        region = proef(page, ISLANDS)
        expect(page.locator(".rk-scherm").filter(has=region)).to_have_count(1)
        expect(region).to_have_attribute("data-phase", "0")  # the question alone, till a key is pressed
        page.keyboard.press("PageDown")
        expect(region.get_by_role("button", name=COMMIT)).to_be_in_viewport(ratio=1)
        commit(page, region)
        page.keyboard.press("PageDown")
        move_first_control(page, region)
        press(region, "Sluit Scherm")
        expect(page.locator(".rk-scherm")).to_have_count(0)
    assert not [*remarks, *outside.asked]


def test_the_first_question_is_answered_while_the_kernel_loads_and_handed_over_once(playwright, outside, address, tmp_path):
    remarks: list[str] = []
    with visitor(playwright, outside, tmp_path, remarks) as context:
        page = context.new_page()
        page.goto(f"{address}/notebooks/index.html?path={STRUCTURE}&proef=eilandenrijk")
        early = page.locator("#regiekit-vraag")
        slider = early.get_by_role("slider")
        assert violations(page, ["#regiekit-vraag"]) == []
        slider.focus()
        slider.press("End")
        most = slider.input_value()
        assert page.evaluate("regiekit.step") != "klaar", "the kernel is not there yet"
        early.get_by_role("button", name=COMMIT).press("Enter")
        expect(early.get_by_text("Uw voorspelling ligt vast")).to_be_focused()
        page.reload()  # it waits, also over a new start
        expect(early.get_by_text("Uw voorspelling ligt vast")).to_be_visible()
        region = proef(page, ISLANDS)
        expect(early).to_have_count(0)
        expect(region.get_by_role("tab", name="Probeer")).to_have_attribute("aria-selected", "true")
        region.get_by_role("tab", name="Uw voorspelling").press("Enter")
        expect(region.get_by_text(f"Uw voorspelling: {most} ")).to_be_visible()
        assert page.evaluate("sessionStorage.getItem('regiekit-voorspelling')") is None
    assert not [*remarks, *outside.asked]


def test_where_the_kernel_fails_the_page_says_so_and_keeps_the_answer(playwright, outside, address, tmp_path):
    remarks: list[str] = []
    with visitor(playwright, outside, tmp_path, remarks) as context:
        page = context.new_page()
        page.goto(f"{address}/notebooks/index.html?path={STRUCTURE}&proef=eilandenrijk")
        page.locator("#regiekit-vraag").get_by_role("button", name=COMMIT).press("Enter")
        page.evaluate("regiekit.reached('mislukt')")
        expect(page.locator("#regiekit-vraag").get_by_text("De rekenkern kon niet worden geladen")).to_contain_text(
            "blijft in dit tabblad bewaard"
        )
        assert page.evaluate("JSON.parse(sessionStorage.getItem('regiekit-voorspelling')).sure")


def test_a_link_to_another_notebook_stays_in_the_window_and_back_leads_back(page, address):
    shown(page, address, "05_structuur_instrumenten.ipynb")
    page.get_by_role("link", name="Cultuur", exact=True).first.click()
    ready(page)
    assert page.url.endswith("?path=06_cultuur.ipynb")
    assert page.title().endswith("– regiekit")
    assert len(page.context.pages) <= 2  # the browser's own first page, and this
    page.go_back()
    page.wait_for_url("**/*?path=05_structuur_instrumenten.ipynb")


def test_a_link_to_a_heading_leads_to_that_heading(page, address):
    page.goto(f"{address}/notebooks/index.html?path={STRUCTURE}#Overlap")
    ready(page)
    page.locator(".rk-proef").nth(page.locator(".jp-CodeCell").count() - 1).wait_for()  # what stands above it has its height
    heading = page.get_by_role("heading", name="Overlap", exact=True).first.element_handle()
    page.wait_for_function("(heading) => { const { y } = heading.getBoundingClientRect(); return 0 <= y && y <= 300; }", arg=heading)


# ---- own work -------------------------------------------------------------------------------------


def test_a_case_outlives_the_page_and_the_browser_and_goes_to_disk_and_back(playwright, outside, address, tmp_path):
    remarks: list[str] = []
    with visitor(playwright, outside, tmp_path / "one", remarks) as context:
        page = context.new_page()
        shown(page, address, STRUCTURE)
        commit(page, proef(page, ISLANDS))
        page.reload()
        ready(page)
        predicted(proef(page, ISLANDS))
    with visitor(playwright, outside, tmp_path / "one", remarks) as context:
        page = context.new_page()
        shown(page, address, STRUCTURE)
        predicted(proef(page, ISLANDS))
        with page.expect_download() as download:
            page.get_by_role("button", name="Bewaar op schijf").click()
        download.value.save_as(tmp_path / "casus.toml")
    kept = tomllib.loads((tmp_path / "casus.toml").read_text(encoding="utf-8"))
    assert "voorspelling" in kept["antwoorden"]["eilandenrijk"]
    with visitor(playwright, outside, tmp_path / "other", remarks) as context:
        page = context.new_page()
        shown(page, address, STRUCTURE)
        assert proef(page, ISLANDS).get_by_role("button", name=COMMIT).count() == 1
        page.get_by_label("Open van schijf").set_input_files(tmp_path / "casus.toml")
        predicted(proef(page, ISLANDS))
        page.goto(f"{address}/notebooks/index.html?path=05_structuur_instrumenten.ipynb")  # another notebook, another kernel
        ready(page)
        assert page.get_by_label("U werkt met de casus").evaluate("(list) => list.selectedIndex") > 0
    assert not [*remarks, *outside.asked]


def test_without_internet_after_the_first_visit_and_a_new_version_comes_in_as_a_whole(playwright, outside, site, tmp_path):
    newer, remarks = tmp_path / "newer", []
    shutil.copytree(site, newer)
    changed = newer / "files" / STRUCTURE
    changed.write_text(
        changed.read_text(encoding="utf-8").replace("# Regie via de structuur", "# Regie via een nieuwe structuur"), encoding="utf-8"
    )
    service_worker(newer)
    with visitor(playwright, outside, tmp_path / "profile", remarks) as context:
        page = context.new_page()
        with serving(site) as server:
            shown(page, server.url, STRUCTURE)
            commit(page, proef(page, ISLANDS))
            page.wait_for_function("regiekit.filled")
            before = len(server.sent)
            shown(page, server.url, STRUCTURE)
            assert [one.path for one in server.sent[before:] if not one.path.startswith("/service-worker.js")] == []
        shown(page, server.url, "06_cultuur.ipynb")  # no server any more
        remarks.clear()  # that the new version could not be looked for
        with serving(newer, int(server.url.rpartition(":")[2])):
            shown(page, server.url, STRUCTURE)
            until(page, WAITING)
            for _ in range(3):  # Chromium may put off a newer version; a visit later it is there
                shown(page, server.url, STRUCTURE)
                if page.get_by_role("heading", name="Regie via een nieuwe structuur").count():
                    break
            assert page.get_by_role("heading", name="Regie via een nieuwe structuur").count() == 1
            predicted(proef(page, ISLANDS))
    assert not [*remarks, *outside.asked]


def test_a_visitor_reads_at_once_in_dutch_what_is_happening(playwright, outside, address, tmp_path):
    with visitor(playwright, outside, tmp_path, []) as context:
        page = context.new_page()
        context.add_init_script(HEARD)
        context.route("**/*.{js,mjs,wasm}", lambda route: None if waits else route.continue_())
        waits = True  # nothing but the page itself and its style has come in
        page.goto(f"{address}/notebooks/index.html?path={STRUCTURE}", wait_until="commit")
        page.locator("#regiekit-laden").get_by_role("status").wait_for()
        assert page.evaluate("document.documentElement.lang") == "nl"
        waits = False
        shown(page, address, STRUCTURE)
        said = page.evaluate("heard")
        assert any("rekenkern" in one for one in said), said
        assert any("Bezig" in one for one in said), said


def test_what_does_not_come_at_all_is_asked_for_once_more(playwright, outside, site, tmp_path):
    lame = tmp_path / "lame"
    shutil.copytree(site, lame)
    page_file = lame / "notebooks/index.html"
    whole = page_file.read_text(encoding="utf-8")
    page_file.write_text(whole.replace("src: bundle", "src: sessionStorage.length ? bundle : 'missing.js'"), encoding="utf-8")
    assert page_file.read_text(encoding="utf-8") != whole
    service_worker(lame)
    with serving(lame) as server, visitor(playwright, outside, tmp_path / "profile", []) as context:
        shown(context.new_page(), server.url, STRUCTURE)
        assert [one.path for one in server.sent if one.status == 404] == ["/notebooks/missing.js"]


# ---- with numpy -----------------------------------------------------------------------------------


@pytest.mark.everything
def test_with_numpy_its_models_work_too_and_a_curve_unfolds(playwright, outside, numpy_site, tmp_path):
    remarks: list[str] = []
    with serving(numpy_site) as server, visitor(playwright, outside, tmp_path, remarks) as context:
        page = context.new_page()
        shown(page, server.url, "08_proces_gaande.ipynb")
        assert page.get_by_text("rekent met numpy").count() == 0
        assert work(page, "08_proces_gaande.ipynb", set(proeven("08_proces_gaande.ipynb").values()) - WITH_NUMPY) == []
        shown(page, server.url, STRUCTURE)
        region = proef(page, ISLANDS)
        commit(page, region)
        before = seen(region)
        press(region, "Wachttijd")
        region.locator("[data-key='p:nu']").wait_for()
        assert before["picture"]
    assert not [*remarks, *outside.asked]


def test_the_page_of_a_notebook_asks_for_nothing_before_a_newer_version_could_take_over(site):
    page = (site / "notebooks/index.html").read_text(encoding="utf-8")
    asked = re.findall(r"<(?:link|script|img)\b[^>]*\b(?:href|src)=\"([^\"]*)", page)
    assert asked == ["data:,"]


def test_the_site_holds_every_notebook_and_case_and_nothing_of_other_hosts(site):
    assert {path.name for path in (site / "files").glob("*.ipynb")} == {path.name for path in FOLDER.glob("*.ipynb")}
    assert (site / "index.html").is_file()
    assert (site / "lezen" / "04_structuur.html").is_file()
    own = [site / "notebooks/index.html", *(site / "python").glob("*.mjs"), site / "service-worker.js"]
    for path in own:
        if not path.name.startswith("pyodide"):
            assert not re.search(r"https?://(?!www\.w3\.org)", path.read_text(encoding="utf-8")), path
