"""The stage: each step of the proeven that are its pattern fits at every size, and stays in sight while anything moves."""

import pytest
from playwright.sync_api import expect

import regiekit
from tests.browser.reader import commit, press, proef, step
from tests.plain import FIT, renew
from tools.stage import SIZES

PATTERNS = ("eilandenrijk", "containerbegrip", "spelers", "woord_in_document", "stappen")


def places(panel):
    """Every part of every step, as the address of it."""
    return [f"{step['key']}:{i}" for step in panel.tree[0]["steps"] for i in range(len(step["parts"]))]


def unfit(page, panel, high):
    """What does not fit, per part."""
    found = {}
    for place in places(panel):
        panel.put(_step=place)
        renew(page)
        assert f"{page.locator('.rk-stage').get_attribute('data-step')}:" == place[: place.index(":") + 1]
        if wrong := page.evaluate(FIT, high):
            found[place] = wrong
    return found


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("key", PATTERNS)
def test_every_step_of_a_pattern_fits(page, draw, key, size):
    wide, high, alone = SIZES[size]
    page.set_viewport_size({"width": wide, "height": high})
    panel = regiekit.proef(key)
    draw(panel, width=min(wide, 1180))
    page.add_style_tag(content="body { margin: 0 }")
    before = unfit(page, panel, high)
    panel.clicked("_commit")
    renew(page)
    if alone:
        press(page.locator(".rk-stage"), "Scherm")
    assert before | unfit(page, panel, high) == {}


def test_a_fold_takes_the_place_of_the_picture_and_gives_it_back(page, draw):
    draw(regiekit.proef("eilandenrijk"), width=934)
    region = proef(page, "Eilandenrijk")
    commit(page, region)
    assert region.get_by_text("De maten").count() == 0
    press(region, "Alle cijfers")
    expect(region.get_by_role("region", name="Alle cijfers").get_by_text("Nabijheid")).to_be_visible()
    expect(region.get_by_role("button", name="Sluit")).to_be_focused()
    expect(region.locator(".rk-pictures svg")).to_be_hidden()
    number = region.get_by_role("row", name="Eilanden, als het loket meetelt").locator(".rk-after")
    before = number.inner_text()
    region.get_by_label("Samengevoegde eilanden", exact=True).press("ArrowRight")
    expect(number).not_to_have_text(before)  # the numbers can be watched while something moves
    region.get_by_role("button", name="Sluit").press("Escape")
    expect(region.locator(".rk-pictures svg")).to_be_visible()
    expect(region.get_by_role("button", name="Alle cijfers")).to_be_focused()
    press(region, "Partijen en banden")
    expect(region.get_by_role("row", name="Politie").first).to_be_visible()


def test_the_tabs_are_one_stop_and_any_step_may_be_opened(page, draw):
    draw(regiekit.proef("eilandenrijk"), width=934)
    region = proef(page, "Eilandenrijk")
    step(region, "vergelijk")
    expect(region.get_by_text("U hebt nog niets voorspeld")).to_be_visible()  # asked once; nothing is shown
    assert region.locator(".rk-pictures svg").count() == 0
    press(region, "Verder zonder voorspelling")
    expect(region).to_have_attribute("data-step", "probeer")
    tabs = region.get_by_role("tab")
    assert [tab.get_attribute("tabindex") for tab in tabs.all()].count("0") == 1
    tabs.nth(1).focus()
    page.keyboard.press("ArrowRight")
    expect(tabs.nth(2)).to_be_focused()
    page.keyboard.press("Enter")
    expect(region).to_have_attribute("data-step", "vergelijk")
    expect(region.get_by_role("tabpanel")).to_have_attribute("aria-labelledby", tabs.nth(2).get_attribute("id"))


def test_a_check_question_makes_room_for_why(page, draw):
    draw(regiekit.proef("eilandenrijk"), width=934)
    region = proef(page, "Eilandenrijk")
    commit(page, region)
    step(region, "check")
    region.get_by_text("Enkele goed gekozen contacten").click()
    expect(region.get_by_text("Dat klopt.")).to_be_visible()
    expect(region.get_by_role("radio")).to_have_count(1)
    press(region, "Andere antwoorden")
    expect(region.get_by_role("radio")).to_have_count(3)
    page.keyboard.press("ArrowDown")
    expect(region.get_by_text("Dat klopt niet.")).to_be_visible()


def test_a_row_of_a_table_on_another_page_is_reached_with_the_arrows(page, draw):
    draw(regiekit.proef("spelers"), width=934)
    region = proef(page, "Spelersanalyse 2")
    commit(page, region)
    step(region, "probeer:1")
    rows = region.locator("tbody tr")
    assert rows.evaluate_all("(all) => all.filter((one) => one.offsetParent).length") == 10
    press(region, "Volgende rijen")
    expect(region.get_by_text("Rij 11–15 van 15")).to_be_visible()
    before = rows.nth(10).locator("[data-shown=dragen]").inner_text()
    rows.nth(10).locator("select").first.select_option("tegen")
    expect(rows.nth(10).locator("[data-shown=dragen]")).not_to_be_empty()
    assert before.endswith("%")


def test_one_proef_has_an_address_that_opens_it_alone_in_its_state(page, draw):
    other, panel = regiekit.proef("overlap"), regiekit.proef("eilandenrijk")
    page.evaluate(
        """history.replaceState(null, "", "?token=geheim&werk=mijn&proef=eilandenrijk&stap=voorspel&stand=" + encodeURIComponent('{"merged":4,"vreemd":1}'))"""
    )
    draw(other, panel, width=934)
    region = proef(page, "Eilandenrijk")
    expect(page.locator(".rk").nth(1)).to_have_class("rk rk-scherm")
    expect(page.locator(".rk").nth(0)).to_have_class("rk")
    assert (panel.values["merged"], panel.guessed) == (4, "")
    page.keyboard.press("PageDown")
    page.keyboard.press("PageDown")
    step(region, "mee")
    address = region.locator(".rk-address input").evaluate("(one) => one.value")
    assert "geheim" not in address
    assert "mijn" not in address
    assert "proef=eilandenrijk" in address
    assert "%22merged%22%3A4" in address


def test_a_phone_has_one_column_and_nothing_beside_it(page, draw):
    page.set_viewport_size({"width": 390, "height": 800})
    draw(regiekit.proef("eilandenrijk"), width=390)
    page.add_style_tag(content="body { margin: 0 }")
    region = proef(page, "Eilandenrijk")
    commit(page, region)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    picture, column = (region.locator(one).bounding_box() for one in (".rk-pictures", ".rk-column"))
    assert column["y"] >= picture["y"] + picture["height"]
    assert region.get_by_role("button", name="Verder: Vergelijk").bounding_box()["height"] >= 44
    text = region.locator(".rk-pictures text").first.evaluate("(e) => e.getBoundingClientRect().height")
    assert text >= 11


def test_a_turn_of_the_deck_puts_the_focus_before_the_next_key(page, draw):
    draw(regiekit.proef("drie_vormen"))
    region = page.locator(".rk-proef")
    commit(page, region)
    page.evaluate("window.requestAnimationFrame = () => 0")  # a busy machine: no frame is drawn between two keys
    press(region, "Kaart 2")
    region.get_by_text("Kaart 2 van").wait_for()
    assert region.evaluate("(el) => el.querySelector('.rk-column').contains(document.activeElement)")
