"""A lecturer with five phones, in real JupyterLab and real Voila: from a notebook to a question on the phones, and a round to its end."""

import re
from contextlib import suppress

import pytest
from playwright.sync_api import expect

from regiekit.room import client, ladder, server
from regiekit.room.checks import Refused
from tests.browser.reader import open_in_voila, show_in_lab, start, violations

pytestmark = pytest.mark.skipif(not ladder.addresses(), reason="this machine is on no network: a phone can't reach it")
HALL, PHONE = {"width": 1280, "height": 720}, {"width": 390, "height": 800}
MOST_PRESSES = 6
DEALT = "regiekit-klas"


@pytest.fixture
def phones(browser):
    """Five phones, each a profile of its own, at the address that a QR code would give."""
    contexts = [browser.new_context(viewport=PHONE, locale="nl-NL", has_touch=True) for _ in range(5)]
    yield [context.new_page() for context in contexts]
    for context in contexts:
        context.close()


@pytest.fixture
def rooms(request):
    """The folder of the rooms of the server under test; nothing runs on afterwards."""
    place = request.getfixturevalue("lab" if "desk" in request.fixturenames else "voila").work.parent / "jupyter_runtime_dir" / DEALT
    yield place
    with suppress(Refused, OSError):
        if mine := client.resume(place):
            mine.close()
        client.stop(place)


def lesson(page, proef, rooms, phones, presses):
    """From the notebook to the question on a phone in few presses, and on to the answer. `presses` so far."""

    def press(name, within=page):
        nonlocal presses
        presses += 1
        button = within.get_by_role("button", name=name, exact=True)
        button.focus()  # with the keyboard alone
        button.press("Enter")

    page.set_viewport_size(HALL)
    bar = page.locator(".rk-proef").first
    bar.locator("summary", has_text="Met een groep").press("Enter")
    presses += 1
    press("Open een zaal", bar)
    expect(bar.get_by_role("img", name="QR-code met het adres en de code")).to_be_visible()
    code = bar.locator(".rk-klascode").inner_text().replace(" ", "")
    assert violations(page, [".rk-proef"]) == []
    press("Laat meer telefoons van één netwerk toe", bar)  # these all come from one machine, as from one address of a campus
    press("Klas", proef)
    expect(proef.locator(".rk-klascode")).to_be_visible()
    for phone in phones:
        phone.goto(f"http://127.0.0.1:{server.read_note(rooms)['klas']}/klas/{code}")
        expect(phone.get_by_role("heading", name="U doet mee")).to_be_visible()
    expect(proef.get_by_text(re.compile("5 binnen"))).to_be_visible()
    press("Zet op de telefoons", proef)
    title = proef.locator("h3").inner_text()
    for phone in phones:
        expect(phone.get_by_role("heading", name=title)).to_be_visible()
    assert presses <= MOST_PRESSES
    for number, phone in enumerate(phones):
        phone.get_by_role("textbox").fill(str(number + 1))
        phone.get_by_role("button", name="Stuur mijn antwoord").click()
    expect(proef.locator(".rk-klascount")).to_have_text("5 van 5 antwoordden")
    press("Sluit de stemming", proef)
    expect(proef.get_by_text("De verdeling is nog verborgen.")).to_be_visible()
    expect(proef.get_by_role("button", name="Toon de verdeling")).to_be_focused()
    assert proef.locator(".rk-klaspicture").count() == 0
    press("Overleg en stem opnieuw", proef)
    for phone in phones:
        phone.get_by_role("textbox").fill("4")
        phone.get_by_role("button", name="Stuur mijn antwoord").click()
    expect(proef.locator(".rk-klascount")).to_have_text("5 van 5 antwoordden")
    press("Sluit de stemming", proef)
    press("Toon de verdeling", proef)
    picture = proef.locator(".rk-klaspicture")
    expect(picture).to_be_visible()
    expect(picture).to_contain_text("Na overleg: 5 antwoorden")
    expect(picture).not_to_contain_text("denkmodel")
    press("Toon het antwoord", proef)
    expect(picture).to_contain_text("denkmodel")
    for phone in phones:
        expect(phone.get_by_role("heading", name="Het antwoord van het denkmodel")).to_be_visible()
    assert violations(page, [".rk-fold"]) == []
    return picture


def fits(page, picture):
    """The picture stands whole on the screen, with text of a size that a hall reads."""
    picture.scroll_into_view_if_needed()
    box = picture.bounding_box()
    assert box["height"] <= HALL["height"]
    assert box["width"] <= HALL["width"]
    small = picture.locator("text").evaluate_all("(all) => Math.min(...all.map((one) => one.getBoundingClientRect().height))")
    assert small >= 12


def test_in_voila_from_notebook_to_answer(page, voila, rooms, phones):
    open_in_voila(page, voila, "03_perspectieven.ipynb")
    picture = lesson(page, page.locator(".rk-stage").first, rooms, phones, 0)
    fits(page, picture)


def test_in_jupyterlab_from_notebook_to_answer_and_the_room_outlives_a_reload(desk, lab, rooms, phones):
    show_in_lab(desk, lab, "03_perspectieven.ipynb")
    start(desk)
    picture = lesson(desk, desk.locator(".rk-stage").first, rooms, phones, 1)
    fits(desk, picture)
    phones[0].reload()
    expect(phones[0].get_by_role("heading", name="Het antwoord van het denkmodel")).to_be_visible()
