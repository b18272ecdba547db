"""The phone's page in a real browser: keyboard only, hostile text, no connection, every phase, light and dark, at the width of a phone."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.reader import violations
from tests.room.serving import CHOICE, RANGE, SET, WORDS, class_of, opened, serving

HOSTILE = "<img src=x onerror=\"document.title='kapot'\"><b>vet</b>"
SELECT = CHOICE | {"t": "select", "options": [[str(n), f"Nummer {n}"] for n in range(12)]}


@pytest.fixture
def remarks():
    """What pages noticed that they should not. A test may clear what it expects."""
    return []


@pytest.fixture
def phone(browser, served, remarks):
    """Open a phone: a profile of its own, at the address of the room or another."""
    contexts = []

    def open_phone(path="", **more):
        context = browser.new_context(viewport={"width": 360, "height": 740}, locale="nl-NL", has_touch=True, **more)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: remarks.append(str(error)))
        page.on("console", lambda said: remarks.append(said.text) if said.type in ("error", "warning") else None)
        page.on("request", lambda asked: None if asked.url.startswith(("http://127.0.0.1:", "data:")) else remarks.append(asked.url))
        page.goto(f"http://127.0.0.1:{served.house.port}/klas/{path}")
        return page

    yield open_phone
    for context in contexts:
        context.close()
    assert remarks == []


def says(page, text):
    expect(page.get_by_role("status")).to_have_text(re.compile(text))


def put(lecturer, block=RANGE, title="Regie", **more):
    return lecturer.put(title, "Hoeveel partijen blijven?", block, **more)


def test_with_the_keyboard_alone_from_code_to_answer_and_another_answer(phone, lecturer):
    page = phone()
    page.keyboard.press("Tab")
    page.keyboard.type("123")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Een code heeft 12 cijfers. Kijk nog eens op het scherm.")).to_be_visible()
    expect(page.get_by_label("De code op het scherm")).to_be_focused()
    page.keyboard.press("Control+A")
    page.keyboard.type(f"{lecturer.code[:4]} {lecturer.code[4:8]} {lecturer.code[8:]}")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="U doet mee")).to_be_visible()
    put(lecturer, CHOICE)
    expect(page.get_by_role("heading", name="Regie")).to_be_visible()
    page.get_by_role("radio").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    says(page, "Verstuurd: Ja. U kunt het nog veranderen.")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    says(page, "Verstuurd: Nee.")
    assert lecturer.now()["antwoorden"] == 1
    page.reload()
    says(page, "Verstuurd: Nee.")
    page.get_by_role("radio", name="Nee").focus()
    expect(page.get_by_role("radio", name="Nee")).to_be_checked()
    assert lecturer.now()["leden"] == 1
    lecturer.phase("dicht")
    expect(page.get_by_role("heading", name="Regie")).to_be_focused()  # what had the focus is gone


def test_a_number_is_typed_or_slid_and_nothing_is_chosen_until_then(phone, lecturer):
    page = phone(lecturer.code)
    put(lecturer)
    field, slider = page.get_by_label("Uw schatting", exact=True), page.get_by_label("Uw schatting (schuif)")
    page.get_by_role("button").click()
    expect(page.get_by_text("Vul een getal in van 0 tot en met 100.")).to_be_visible()
    expect(field).to_be_focused()
    slider.focus()
    page.keyboard.press("ArrowRight")
    expect(field).to_have_value("55")
    field.fill("35")
    expect(slider).to_have_value("35")
    page.get_by_role("button").dblclick()
    says(page, "Verstuurd: 35 %.")
    assert lecturer.now()["antwoorden"] == 1


def test_hostile_text_is_text(phone, lecturer):
    page = phone(lecturer.code)
    options = [["a", HOSTILE], ["b", "</label><script>document.title='kapot'</script>"]]
    put(lecturer, CHOICE | {"label": HOSTILE, "options": options}, HOSTILE, answer=HOSTILE)
    expect(page.get_by_role("heading", name=HOSTILE)).to_be_visible()
    page.get_by_role("radio").first.check()
    page.get_by_role("button").click()
    says(page, "Verstuurd")
    lecturer.phase("dicht")
    lecturer.phase("antwoord")
    expect(page.get_by_role("paragraph").filter(has_text="<b>vet</b>").last).to_be_visible()
    assert page.locator("main img, main b, main script").count() == 0
    assert "kapot" not in page.title().replace(HOSTILE, "")


def test_an_answer_that_finds_no_connection_is_delivered_later(phone, lecturer, remarks):
    page = phone(lecturer.code)
    put(lecturer)
    page.get_by_label("Uw schatting", exact=True).fill("40")
    page.context.set_offline(True)
    page.get_by_role("button").click()
    says(page, "Geen verbinding")
    assert lecturer.now()["antwoorden"] == 0
    page.context.set_offline(False)
    says(page, "Verstuurd: 40 %.")
    assert lecturer.now()["antwoorden"] == 1
    assert [one for one in remarks if "ERR_INTERNET_DISCONNECTED" not in one] == []
    remarks.clear()


def test_an_answer_survives_a_reload_without_connection_and_a_restart_of_the_room(browser, tmp_path):
    context = browser.new_context()
    page = context.new_page()
    with serving(tmp_path) as served:
        lecturer = opened(served)
        page.goto(lecturer.address)
        put(lecturer)
        page.get_by_label("Uw schatting", exact=True).fill("40")
        page.route("**/antwoord", lambda route: route.abort())
        page.get_by_role("button").click()
        says(page, "Geen verbinding")
        page.unroute("**/antwoord")
    with serving(tmp_path):
        page.reload()
        says(page, "Verstuurd: 40 %.")
        assert lecturer.now()["antwoorden"] == 1
        assert lecturer.now()["leden"] == 1
    context.close()


def test_five_phones_from_open_to_the_answer_with_a_second_vote(phone, lecturer):
    lecturer.door("ruim")
    pages = [phone(lecturer.code) for _ in range(5)]
    for number in (1, 2):
        put(lecturer, CHOICE, answer="Twee van de drie.") if number == 1 else lecturer.vote_again()
        for i, page in enumerate(pages):
            page.get_by_role("radio").nth(0 if number == 2 else i % 3).check()
            page.get_by_role("button").click()
            says(page, "Verstuurd")
        assert lecturer.now()["antwoorden"] == 5
        lecturer.phase("dicht")
        for page in pages:
            says(page, "De vraag is gesloten")
            assert page.get_by_role("table").count() == 0
    lecturer.phase("verdeling")
    rows = pages[0].get_by_role("table", name="Wat de klas antwoordde (5)").get_by_role("row")
    expect(rows).to_have_count(4)
    expect(rows.nth(0)).to_have_text(re.compile("Antwoord.*Eerst.*Nu"))
    assert [re.sub(r"\s+", " ", text).strip() for text in rows.all_inner_texts()][1:] == [
        "Ja (uw antwoord) 2 5", "Nee 2 0", "<b>Weet niet</b> 1 0"]  # fmt: skip
    lecturer.phase("antwoord")
    expect(pages[4].get_by_text("Twee van de drie.")).to_be_visible()


def test_a_role_is_for_one_phone_and_a_closed_room_leaves_nothing_on_it(phone, lecturer, remarks):
    page, other = phone(lecturer.code), phone(lecturer.code)
    for one in (page, other):
        expect(one.get_by_role("heading", name="U doet mee")).to_be_visible()
    lecturer.deal([{"titel": "Wethouder", "tekst": "Uw geheim:\nniets"}, {"titel": "Directeur", "tekst": "Iets anders"}])
    titles = set()
    for one in (page, other):
        expect(one.get_by_role("heading", name="Tafel 1")).to_be_visible()
        titles.add(one.get_by_role("heading", name="Tafel 1").inner_text())
    assert titles == {"Tafel 1: Wethouder", "Tafel 1: Directeur"}
    lecturer.close()
    for one in (page, other):
        expect(one.get_by_text("Deze zaal is er niet, of is gesloten.")).to_be_visible()
        expect(one.get_by_label("De code op het scherm")).to_be_visible()
        assert one.evaluate("localStorage.length") == 0
        assert one.evaluate("document.cookie") == ""
    assert [one for one in remarks if "404" not in one] == []  # which the browser tells by itself
    remarks.clear()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_phase_is_accessible_and_fits_a_phone(phone, lecturer, served, scheme):
    page = phone(color_scheme=scheme)

    def look():
        assert violations(page) == []
        for width in (320, 360, 1280):
            page.set_viewport_size({"width": width, "height": 740})
            assert page.evaluate("document.documentElement.scrollWidth") <= width
        small = page.locator("button, label:has(input), input:not([type=radio]), select, textarea").evaluate_all(
            "(all) => all.map((one) => one.getBoundingClientRect()).filter(({ height, width }) => height < 44 || width < 44).length"
        )
        assert small == 0

    look()
    page.goto(f"http://127.0.0.1:{served.house.port}/klas/{lecturer.code}")
    others = class_of(served, lecturer, 4)
    for block, first in ((RANGE | {"help": "In procenten."}, "textbox"), (SELECT, "combobox"), (CHOICE, "radio")):
        put(lecturer, block, title=f"Vraag over {block['t']}")
        expect(page.get_by_role("heading", name=f"Vraag over {block['t']}")).to_be_visible()
        expect(page.get_by_role(first).first).to_be_visible()
        look()
    for number in (3, 4):
        page.get_by_role("radio", name="Nee").check()
        page.get_by_role("button").click()
        says(page, "Verstuurd: Nee")
        assert [one.answer("ja", number) for one in others] == [200] * 4
        if number == 3:
            look()
            lecturer.phase("dicht")
            lecturer.vote_again()
            expect(page.get_by_role("radio", name="Nee")).not_to_be_checked()
    lecturer.phase("dicht")
    lecturer.phase("antwoord")
    expect(page.get_by_role("table")).to_be_visible()
    look()


def test_words_are_typed_and_never_shown_to_others(browser, served):
    lecturer = opened(served, words=True)
    context = browser.new_context()
    page = context.new_page()
    page.goto(lecturer.address)
    put(lecturer, WORDS)
    page.get_by_role("button").click()
    expect(page.get_by_text("Vul eerst iets in.")).to_be_visible()
    page.get_by_label("In uw woorden").fill("Wie <b>betaalt</b>, bepaalt.")
    page.get_by_role("button").click()
    says(page, "Verstuurd: ‘Wie <b>betaalt</b>, bepaalt.’")
    context.close()


def test_the_lecturers_screen_may_be_a_site_that_was_typed_and_no_other(browser, tmp_path):
    site, other = "http://localhost:9/", "http://localhost:10/"
    with serving(tmp_path, origins=("http://localhost:9",)) as served:
        page = browser.new_page(permissions=["local-network-access"])  # the site is made here, from no address
        page.route("http://localhost:*/", lambda route: route.fulfill(body="<!doctype html>", content_type="text/html"))
        address, key = f"http://127.0.0.1:{served.house.desk_port}/docent/open", served.house.key
        ask = """([address, key]) => fetch(address, { method: "POST", headers: { Authorization: `Bearer ${key}`, "Content-Type": "application/json" }, body: "{}" })
            .then((answer) => answer.json()).then((found) => found.code ?? "none", () => "blocked")"""
        page.goto(site)
        assert re.fullmatch(r"\d{12}", page.evaluate(ask, [address, key]))
        page.goto(other)
        assert page.evaluate(ask, [address, key]) == "blocked"
        assert len(served.house.rooms) == 1
        page.close()


def test_a_package_shows_its_own_points_and_what_a_spoken_condition_makes_of_them(phone, lecturer):
    page = phone(lecturer.code)
    expect(page.get_by_role("heading", name="U doet mee")).to_be_visible()
    points = [{"optie": "a", "punten": -2}, {"optie": "b", "punten": 3}, {"optie": "c", "punten": 0.5}]
    condition = {"optie": "a", "punten": 1, "tekst": "het mag later"}
    lecturer.deal([{"titel": "Wethouder", "tekst": "Alleen u weet dit: er is geld.", "punten": points, "als": condition}])
    put(lecturer, SET)
    page.get_by_label("A. Geld").check()
    expect(page.get_by_text("Dit pakket is voor u samen −2.")).to_be_visible()
    page.get_by_label("C. Plaats").check()
    expect(page.get_by_text("Dit pakket is voor u samen −1,5.")).to_be_visible()
    page.get_by_label("De tafel zei hardop: het mag later").check()
    expect(page.get_by_text("Dit pakket is voor u samen +1,5.")).to_be_visible()
    page.get_by_role("button", name="Stuur mijn antwoord").click()
    says(page, "Verstuurd: A. Geld; C. Plaats")
    assert violations(page) == []
    page.reload()
    expect(page.get_by_label("C. Plaats")).to_be_checked()
    expect(page.get_by_text("Dit pakket is voor u samen +1,5.")).to_be_visible()
    lecturer.phase("dicht")
    expect(page.get_by_text("Uw antwoord: A. Geld; C. Plaats.")).to_be_visible()
