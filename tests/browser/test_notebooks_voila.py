"""Notebooks of the collection in real Voila: walked through with the keyboard alone, checked by axe."""

import pytest

from tests.browser.reader import open_in_voila, proeven, some, violations, walk


@pytest.mark.parametrize("name", some("06", "09"))
def test_every_proef_works_with_keys_and_the_page_is_accessible(page, voila, name):
    page.emulate_media(reduced_motion="reduce")  # in JupyterLab the pictures move
    open_in_voila(page, voila, name)
    page.locator(".rk-proef").nth(max(proeven(name), default=0)).wait_for()
    faults = walk(page, proeven(name))
    faults += violations(page)
    assert not faults
