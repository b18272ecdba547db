"""A lecturer with five phones, in real JupyterLab and real Voila: from a notebook to a question on the phones, and a round to its end."""

import re
from contextlib import suppress

import pytest
from playwright.sync_api import expect

from regiekit.room import client, ladder, server
from regiekit.room.checks import Refused
from tests.browser.reader import open_in_voila, show_in_lab, start, violations
from tests.room.serving import stop

pytestmark = pytest.mark.skipif(not ladder.addresses(), reason="this machine is on no network: a phone can't reach it")
HALLS, PHONE = [{"width": 1920, "height": 1080}, {"width": 1280, "height": 720}], {"width": 390, "height": 800}
MOST_PRESSES = 6
ON_PAGE, IN_HALL = 0.014, 0.024  # of the height of the screen: text that the lecturer reads, that the last row reads
DEALT = "regiekit-klas"
# Of an element: the height of its smallest text, and how far something in it sticks out.
READ = """(part) => {
    const all = [part, ...part.querySelectorAll("*")].filter((one) => (one.matches("text, tspan") || !one.closest("svg")) && [...one.childNodes].some((child) => child.nodeType === 3 && child.data.trim()));
    const size = (one) => one.closest("svg") ? one.getBoundingClientRect().height : parseFloat(getComputedStyle(one).fontSize);
    return [Math.min(...all.map(size)), Math.max(part.scrollWidth - part.clientWidth, part.scrollHeight - part.clientHeight)];
}"""


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
    with suppress(Refused, OSError, ValueError):  # ValueError: there is no process
        if mine := client.resume(place):
            mine.close()
        stop(place)


def fits(page, part, share):
    """In every hall this part of the lecturer's screen stands whole on it, and its smallest text is at least this share of the screen's height."""
    for hall in HALLS:
        page.set_viewport_size(hall)
        part.evaluate("(one) => one.scrollIntoView({ block: 'nearest' })")  # at once: what it says may be drawn anew at any moment
        expect(part).to_be_in_viewport(ratio=0.99)
        small, over = part.evaluate(READ)
        assert small >= share * hall["height"], (hall, small)
        assert over <= 1, (hall, over)


def vote(phones, proef, values):
    for phone, value in zip(phones, values, strict=True):
        phone.get_by_role("textbox").fill(str(value))
        phone.get_by_role("button", name="Stuur mijn antwoord").click()
    expect(proef.locator(".rk-klascount")).to_have_text("5 van 5 antwoordden")


def lesson(page, proef, address, phones, presses):
    """From the notebook to the question on a phone in few presses, and on to the answer. `presses` so far; `address` of a code is where phones come."""

    def press(name, within=page):
        nonlocal presses
        presses += 1
        button = within.get_by_role("button", name=name, exact=True)
        button.focus()  # with the keyboard alone
        button.press("Enter")

    page.set_viewport_size(HALLS[-1])
    bar = page.locator(".rk-proef").first
    bar.locator("summary", has_text="Met een groep").press("Enter")
    presses += 1
    press("Open een zaal", bar)
    expect(bar.get_by_role("img", name="QR-code met het adres en de code")).to_be_visible()
    code = bar.locator(".rk-klascode").inner_text().replace(" ", "")
    fits(page, bar.locator(".rk-klashead"), ON_PAGE)
    assert violations(page, [".rk-proef"]) == []
    press("Laat meer telefoons van één netwerk toe", bar)  # these all come from one machine, as from one address of a campus
    press("Klas", proef)
    expect(proef.locator(".rk-klascode")).to_be_visible()
    for phone in phones:
        phone.goto(address(code))
        expect(phone.get_by_role("heading", name="U doet mee")).to_be_visible()
    expect(proef.get_by_text(re.compile("5 binnen"))).to_be_visible()
    press("Zet op de telefoons", proef)
    expect(
        proef.get_by_role("button", name="Sluit de stemming")
    ).to_be_focused()  # the room tells the phones before the kernel tells this screen
    title = proef.locator("h3").inner_text()
    for phone in phones:
        expect(phone.get_by_role("heading", name=title)).to_be_visible()
    assert presses <= MOST_PRESSES
    press("Scherm", proef)
    fits(page, proef.locator(".rk-klashead"), IN_HALL)
    vote(phones, proef, range(1, 6))
    fits(page, proef.locator(".rk-klascount"), IN_HALL)
    press("Sluit de stemming", proef)
    expect(proef.get_by_text("De verdeling is nog verborgen.")).to_be_visible()
    expect(proef.get_by_role("button", name="Toon de verdeling")).to_be_focused()
    assert proef.locator(".rk-klaspicture").count() == 0
    press("Overleg en stem opnieuw", proef)
    vote(phones, proef, [4] * 5)
    press("Sluit de stemming", proef)
    press("Toon de verdeling", proef)
    picture = proef.locator(".rk-klaspicture")
    expect(picture).to_be_visible()
    expect(picture).to_contain_text("Na overleg: 5 antwoorden")
    expect(picture).not_to_contain_text("denkmodel")
    fits(page, picture, IN_HALL)
    press("Toon het antwoord", proef)
    expect(picture).to_contain_text("denkmodel")
    for phone in phones:
        expect(phone.get_by_role("heading", name="Het antwoord van het denkmodel")).to_be_visible()
    assert violations(page, [".rk-fold"]) == []
    fits(page, picture, IN_HALL)


def at(rooms):
    return lambda code: f"http://127.0.0.1:{server.read_note(rooms)['klas']}/klas/{code}"


def test_in_voila_from_notebook_to_answer(page, voila, rooms, phones):
    open_in_voila(page, voila, "03_perspectieven.ipynb")
    lesson(page, page.locator(".rk-stage").first, at(rooms), phones, 0)


def test_in_jupyterlab_from_notebook_to_answer_and_the_room_outlives_a_reload(desk, lab, rooms, phones):
    show_in_lab(desk, lab, "03_perspectieven.ipynb")
    start(desk)
    lesson(desk, desk.locator(".rk-stage").first, at(rooms), phones, 1)
    phones[0].reload()
    expect(phones[0].get_by_role("heading", name="Het antwoord van het denkmodel")).to_be_visible()
