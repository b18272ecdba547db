"""Notebooks of the collection in real JupyterLab: started, walked through with the keyboard alone, checked by axe."""

import pytest

from tests.browser.reader import OWN_CONTENT, proeven, show_in_lab, some, start, violations, walk


@pytest.mark.parametrize("name", some("01", "05"))
def test_every_proef_works_with_keys_and_leaves_no_trace_in_the_notebook(desk, lab, name):
    show_in_lab(desk, lab, name)
    start(desk)
    panels = desk.locator(".jp-CodeCell").count()
    desk.locator(".rk-proef").nth(panels - 1).wait_for()
    assert desk.locator(".rk-proef").count() == panels
    assert desk.locator("[id^=rk-]:visible").count() == 0, "a static twin stands beside its live panel"
    cells = desk.locator(".jp-Cell").count()
    desk.get_by_role("button", name="Opnieuw starten").focus()
    faults = walk(desk, proeven(name), harmless=lambda: desk.locator(".jp-Cell").count() == cells)
    faults += violations(desk, OWN_CONTENT)
    desk.evaluate("document.body.setAttribute('data-jp-theme-light', 'false')")
    faults += [f"dark: {one}" for one in violations(desk, [".rk"])]
    desk.evaluate("document.body.setAttribute('data-jp-theme-light', 'true')")
    assert not faults
