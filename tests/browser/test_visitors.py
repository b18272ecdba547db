"""Several visitors on one Voila: each works under a key in the address; at the computer itself none is needed."""

import re

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from playwright.sync_api import expect

from tests.browser.conftest import watched
from tests.browser.reader import shown_in_voila
from tools.browser import ELSEWHERE
from tools.notebooks import KERNELSPEC

KEY = re.compile(r"[?&]werk=([0-9a-f]{32})\b")
SENTENCE = "het is de sleutel tot uw werk"
STARTED = "Kernel started"
REFUSED = "geen goede sleutel"


@pytest.fixture
def address(voila):
    """The list of notebooks of Voila as another computer sees it; in the notebook `97 casus` is the editor and the map."""
    panels = [new_code_cell(f"import regiekit\n\nregiekit.{panel}()") for panel in ("case_editor", "collection_map")]
    cells = [new_markdown_cell("# Casus"), *panels]
    nbformat.write(new_notebook(cells=cells, metadata={"kernelspec": KERNELSPEC}), voila.folder / "97_casus.ipynb")
    return voila.url.replace("localhost", ELSEWHERE)


@pytest.fixture
def other(browser, remarks):
    """A second visitor, in a profile of its own."""
    with watched(browser, remarks) as page:
        yield page


def begin(page, title: str) -> None:
    page.get_by_label("Naam van uw casus").fill(title)
    page.get_by_role("button", name="Begin een lege casus").click()
    expect(page.get_by_label("Casus in gebruik")).to_have_value(title.lower())


def cases(page) -> str:
    return " ".join(page.get_by_label("Casus in gebruik").locator("option").all_text_contents())


def test_two_visitors_each_find_their_own_work(page, other, address, voila):
    for one in (page, other):
        one.goto(address)
        expect(one.get_by_text(SENTENCE)).to_be_visible()
    keys = {KEY.search(one.url)[1] for one in (page, other)}
    assert len(keys) == 2
    for one in (page, other):  # the kernels of both start at the same time
        one.get_by_role("link", name="97 Casus").click(no_wait_after=True)
    for one, title in ((page, "Anna"), (other, "Bram")):
        shown_in_voila(one)
        begin(one, title)
    for one in (page, other):
        one.reload(wait_until="commit")
    for one, mine, yours in ((page, "Anna", "Bram"), (other, "Bram", "Anna")):
        shown_in_voila(one)
        expect(one.get_by_text(SENTENCE)).to_be_visible()
        expect(one.get_by_label("Casus in gebruik")).to_have_value(mine.lower())
        assert yours not in cases(one)
        assert not one.get_by_text(REFUSED).count()
    assert {place.name for place in (voila.work / ".bezoekers").iterdir()} == keys
    assert [place.name for place in voila.work.iterdir()] == [".bezoekers"]
    before = KEY.search(page.url)[1]
    page.locator("[data-href]").first.focus()  # a link in a picture
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "97_casus" not in url, wait_until="commit")
    assert KEY.search(page.url)[1] == before


def test_who_has_no_sound_key_is_told_and_sees_nobodys_work(page, address, voila):
    page.goto(f"{address}/voila/render/97_casus.ipynb?werk=..%2F..")
    shown_in_voila(page)
    expect(page.get_by_text(REFUSED)).to_be_visible()
    begin(page, "Anna")
    assert not voila.work.exists()


def test_a_link_to_a_notebook_gets_a_key_before_a_kernel_starts_and_this_computer_none(page, address, voila):
    started = voila.log.read_text(encoding="utf-8").count(STARTED)
    page.goto(f"{address}/voila/render/97_casus.ipynb?theme=light#Casus")
    page.wait_for_url(re.compile(r"\?theme=light&werk=[0-9a-f]{32}#Casus$"))
    assert voila.log.read_text(encoding="utf-8").count(STARTED) == started + 1
    page.goto(voila.url)
    assert page.url == f"{voila.url}/"
    expect(page.get_by_text(SENTENCE)).to_be_hidden()
    assert not voila.work.exists()
