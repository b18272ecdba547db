"""*Nieuwe groep*: the next group begins clean in every case, nothing is lost, and an earlier group comes back."""

import json
from datetime import UTC, datetime

import pytest

from regiekit.cases import CaseError, groups, workspace
from regiekit.widgets import groups as on_bar
from regiekit.widgets.casebar import CaseBar
from regiekit.widgets.proef_panel import proef

AT = datetime(2026, 3, 2, 9, 5, 10, tzinfo=UTC)


def answered():
    """A group that answered in a shipped case and in an own one; the latter is in use."""
    workspace.answer("eilandenrijk", voorspelling=3, instellingen={"merged": 2})
    workspace.start_own("Van ons")
    workspace.answer("gunnen", eigen="GEHEIM van groep een", check={"a": "1"})


def everything():
    return {key: workspace.change(lambda case: case, key).answers for key in workspace.listing()}


def test_a_new_group_begins_clean_in_every_case_and_the_first_comes_back():
    answered()
    before = everything()
    moment = groups.put_aside(AT)
    assert moment == AT
    assert not any(everything().values())
    assert groups.moments() == [AT]
    assert groups.bring_back(AT) == []
    assert everything() == before
    assert groups.moments() == [AT]  # nothing had been answered since


def test_what_the_second_group_answered_is_put_aside_before_the_first_comes_back():
    answered()
    groups.put_aside(AT)
    workspace.answer("gunnen", eigen="groep twee")
    groups.bring_back(AT)
    second, first = groups.moments()
    assert first == AT
    groups.bring_back(second)
    assert workspace.answers("gunnen") == {"eigen": "groep twee"}


def test_two_groups_in_one_second_are_two():
    answered()
    first = groups.put_aside(AT)
    workspace.answer("gunnen", eigen="twee")
    assert groups.put_aside(AT) not in (None, first)
    assert len(groups.moments()) == 2


def test_a_case_edited_since_keeps_its_content_when_answers_come_back():
    answered()
    groups.put_aside(AT)
    workspace.change(lambda case: case.with_changes(question="Nieuwe vraag?"))
    groups.bring_back(AT)
    assert workspace.current().question == "Nieuwe vraag?"
    assert workspace.answers("gunnen")["eigen"] == "GEHEIM van groep een"


def test_nothing_answered_makes_no_group():
    workspace.start_own("Leeg")
    assert groups.put_aside(AT) is None
    assert groups.moments() == []


def test_what_cannot_be_put_aside_stays(folder):
    answered()
    before = everything()
    (folder / groups.FOLDER).write_text("in de weg")
    with pytest.raises(CaseError, match="staan er nog"):
        groups.put_aside(AT)
    assert everything() == before


def test_a_case_that_cannot_be_read_keeps_no_group_from_a_clean_start(folder):
    answered()
    (folder / "stuk.toml").write_text("titel =", encoding="utf-8")
    assert groups.put_aside(AT) == AT
    assert workspace.answers("gunnen") == {}
    assert (folder / "stuk.toml").read_text(encoding="utf-8") == "titel ="


def test_a_case_that_is_gone_is_named_and_the_rest_comes_back(folder):
    answered()
    groups.put_aside(AT)
    workspace.choose("jeugdhulp")
    (folder / "van-ons.toml").unlink()
    assert groups.bring_back(AT) == ["van-ons"]
    assert workspace.answers("eilandenrijk")["voorspelling"] == 3


def test_the_bar_shows_nothing_of_the_group_before_and_every_panel_begins_anew():
    workspace.answer("gunnen", eigen="GEHEIM van groep een")
    panel, bar = proef("gunnen"), CaseBar()
    panel.clicked("_skip")
    panel.put(_step="probeer")
    bar.clicked(on_bar.NEW)
    assert not panel.guessed
    assert panel.values["_step"] == "voorspel"
    assert panel.values["_own"] == ""
    assert "GEHEIM" not in json.dumps([bar.tree, bar.live, bar.values, panel.tree, panel.live, panel.values], default=str)
    assert "begint schoon" in bar.spoken
    bar.clicked(on_bar.BACK)
    assert panel.values["_own"] == "GEHEIM van groep een"
    assert "zijn terug" in bar.spoken


def test_the_bar_says_when_it_can_not(folder):
    answered()
    bar = CaseBar()
    (folder / groups.FOLDER).write_text("in de weg")
    bar.clicked(on_bar.NEW)
    assert "rk-error" in bar.live[on_bar.SAID]
    assert workspace.answers("gunnen")
