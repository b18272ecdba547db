"""Terms, their explanations and the glossary, where a reader meets them: in JupyterLab, in Voila and on the blank page."""

import re

from playwright.sync_api import expect

import regiekit
from regiekit.cases.glossary import terms
from tests.browser.reader import open_in_voila, show_in_lab, violations

ISLANDS = {term.name: term for term in terms()}["eilandenrijk"].definition


def explained(page):
    """The first use of a term says what it means, and leads to the list at the end."""
    link = page.get_by_role("link", name="eilandenrijk", exact=True).first
    expect(link).to_have_attribute("title", ISLANDS)
    assert link.evaluate("(one) => one.parentElement.tagName") == "STRONG"
    link.press("Enter")
    expect(page.get_by_role("heading", name="Woorden en bronnen")).to_be_in_viewport()
    listed = page.get_by_role("listitem").filter(has=page.locator("strong", has_text=re.compile("^eilandenrijk$")))
    expect(listed).to_contain_text(ISLANDS)
    assert page.locator("cite[lang=en]").count() > 5
    expect(page.get_by_role("link", name="doi:10.1103/PhysRevLett.87.198701")).to_have_attribute(
        "href", "https://doi.org/10.1103/PhysRevLett.87.198701"
    )


def searched(page):
    """The glossary narrows while one types, says how many are left, and stays a table."""
    section = page.get_by_role("region", name="Woordenlijst")
    field = section.get_by_label("Zoek een begrip")
    rows = section.locator("tbody tr")
    expect(rows).to_have_count(len(terms()))
    field.press_sequentially("eiland")
    expect(rows).to_have_count(1)
    expect(section).to_contain_text("Er is 1 begrip gevonden bij ‘eiland’.")
    expect(field).to_be_focused()
    field.fill("qqq")
    expect(section).to_contain_text("Geen begrip gevonden bij ‘qqq’.")
    expect(rows).to_have_count(0)
    field.fill("")
    expect(rows).to_have_count(len(terms()))
    field.press("Tab")
    expect(section.get_by_role("region", name="Gevonden begrippen")).to_be_focused()


def test_in_jupyterlab_a_term_is_explained_and_leads_to_the_list(desk, lab):
    show_in_lab(desk, lab, "00_begin.ipynb")  # a reader comes from there; in a notebook that was not open yet JupyterLab stays at the top
    desk.evaluate("jupyterapp.commands.execute('docmanager:open', { path: '04_structuur.ipynb' }).then(() => null)")
    desk.wait_for_function("() => jupyterapp.shell.currentWidget?.context?.path === '04_structuur.ipynb'")
    explained(desk)
    desk.locator(".jp-NotebookPanel:not(.lm-mod-hidden) a", has_text=re.compile("^woordenlijst$")).click()
    desk.wait_for_function("() => jupyterapp.shell.currentWidget?.context?.path === '00_begin.ipynb'")
    expect(desk.get_by_role("heading", name="Woordenlijst")).to_be_in_viewport()


def test_the_glossary_can_be_searched(page, draw):
    draw(regiekit.glossary())
    searched(page)
    assert violations(page) == []


def test_in_voila_a_term_is_explained_and_leads_to_the_list(page, voila):
    open_in_voila(page, voila, "04_structuur.ipynb")
    explained(page)
    page.get_by_role("link", name="woordenlijst", exact=True).click()
    page.wait_for_url(re.compile(r"00_begin\.ipynb#Woordenlijst$"))
    expect(page.locator("h2", has_text="Woordenlijst")).to_be_in_viewport()
    searched(page)
