"""A table behaves as a spreadsheet: an empty case typed by keys alone, Enter down, Tab to the right, cells pasted."""

import pytest

from regiekit.cases import workspace

NAMES = [f"Partij {letter}" for letter in "ABCDEFGHIJ"]
PASTE = """([field, text]) => {
    const data = new DataTransfer();
    data.setData("text/plain", text);
    field.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""


@pytest.fixture
def editor(page, draw):
    import regiekit

    panel = regiekit.case_editor()
    draw(panel)
    return panel


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)
    return len(keys)


def begin(page):
    """Start an own case; how many keys that took besides letters, from the field of its name."""
    page.get_by_label("Naam van uw casus").focus()
    page.keyboard.type("Wijkzorg")
    presses = press(page, "Tab", "Enter")
    page.wait_for_function("document.activeElement.dataset.column === 'naam'")
    return presses


def test_ten_parties_take_at_most_thirty_keys_besides_their_letters(page, editor):
    presses = begin(page)
    for i, name in enumerate(NAMES):
        page.keyboard.type(name)
        presses += press(page, "Enter")
        page.wait_for_function(f"[...document.querySelectorAll('tbody tr')].indexOf(document.activeElement.closest('tr')) === {i + 1}")
    assert presses <= 30
    assert [p.name for p in workspace.current().parties] == NAMES
    assert page.evaluate("document.activeElement.dataset.column") == "naam", "the cursor waits in the next row"


def test_tab_goes_to_the_right_and_arrows_up_and_down(page, editor):
    begin(page)
    page.keyboard.type("GGD")
    press(page, "Enter")
    page.keyboard.type("School")
    press(page, "Tab")
    page.keyboard.type("De school")
    press(page, "ArrowUp")
    page.keyboard.type("De GGD")
    press(page, "Enter")
    page.wait_for_function("document.activeElement.value === 'De school'")
    assert [(p.name, p.short) for p in workspace.current().parties] == [("GGD", "De GGD"), ("School", "De school")]


def test_a_list_from_a_spreadsheet_fills_the_rows_from_the_cell_on(page, editor):
    begin(page)
    page.evaluate(
        PASTE, [page.evaluate_handle("document.activeElement"), "\r\n".join(f"{name}\tkort {i}" for i, name in enumerate(NAMES)) + "\r\n"]
    )
    page.wait_for_function("document.querySelectorAll('tbody tr').length >= 10")
    assert [(p.name, p.short) for p in workspace.current().parties] == [(name, f"kort {i}") for i, name in enumerate(NAMES)]
