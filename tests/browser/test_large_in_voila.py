"""An own case of many parties in real Voila: every panel of the beginning is there."""

import pytest

from regiekit.cases import Case, Party, Tie, workspace
from tests.browser.reader import open_in_voila


@pytest.mark.parametrize("parties", [100, 5000])
def test_all_panels_of_the_beginning_show_a_large_own_case(page, voila, monkeypatch, parties):
    monkeypatch.setenv(workspace.VARIABLE, str(voila.work))
    case = Case(
        title=f"Groot {parties}",
        status="eigen",
        parties=[Party(f"p{i}", name=f"Stichting Welzijn nummer {i}", kind="instelling", sector="zorg") for i in range(parties)],
        ties=[Tie(f"p{i}", f"p{i + 1}", "informeel", 1) for i in range(parties - 1)],
    )
    before = workspace.current_key()
    workspace.keep(case, f"groot-{parties}")
    workspace.choose(f"groot-{parties}")
    try:
        open_in_voila(page, voila, "00_begin.ipynb")
        page.get_by_text(f"Groot {parties}").first.wait_for()
        page.locator(".rk-proef").nth(3).wait_for()
        assert page.get_by_text("model not found").count() == 0
        assert page.locator(".rk-proef").count() == 4
    finally:
        workspace.choose(before)
