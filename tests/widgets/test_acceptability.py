"""The proef of who directs: what the case says of a candidate, the shares, the words."""

import pytest

from regiekit.cases import Issue, Party, Tie, load_shipped, workspace
from regiekit.models import acceptability as model
from regiekit.widgets import acceptability as widget
from tests.widgets.samples import after, numbers, outcome, plain, revealed

KEY = "wie_regisseert"


def own(sizes=(1, 1, 1), gains=(), ties=()):
    """Start an own case with a party per size; the first is the director."""
    parties = tuple(Party(f"p{i}", name=f"Partij {i}", short=f"P{i}", size=size, kind="overig") for i, size in enumerate(sizes))
    issues = (Issue("k", name="Kwestie", gains={f"p{i}": g for i, g in enumerate(gains)}),) if gains else ()
    workspace.start_own("Wie", parties=parties, director="p0", issues=issues, ties=ties)


def only(panel, **settings):
    panel.put(size="nee", stake="nee", independence="nee")
    panel.put(**settings)
    return {c.party.key: p for c, p in zip(outcome(panel).candidates, outcome(panel).found.first, strict=True)}


def test_what_the_case_says_of_a_candidate():
    own(sizes=(3, 1, 5), gains=(-2, 4, 0), ties=(Tie("p0", "p1", "geld"), Tie("p1", "p0", "hiërarchie"), Tie("p2", "p1", "informeel")))
    found = widget.candidates(workspace.current())
    assert [(c.size, c.stake, c.tied) for c in found] == [(3, 2, 1), (1, 4, 1), (5, 0, 0), (1, 0, 0)]


def test_three_the_same_share_equally():
    own()
    panel = revealed(KEY)
    same = only(panel, size="meer")
    assert same["p1"] == pytest.approx(same["p2"])
    assert sum(same.values()) == pytest.approx(1)


def test_two_criteria_are_exact_and_follow_the_closed_form():
    panel = revealed(KEY, "jeugdhulp")
    shares = only(panel, size="meer", least=0)
    o = outcome(panel)
    assert o.exact
    rows = [(c.granted, c.size) for c in o.candidates]
    assert list(shares.values()) == pytest.approx(model.acceptability_of_two(model.scaled(rows)))
    assert "Exact berekend" in panel.live["_picture"]["words"]
    drawn = model.acceptability(model.scaled(rows), 40_000).first
    assert list(shares.values()) == pytest.approx(drawn, abs=0.015)


@pytest.mark.parametrize("least", [30, 60, 100])
def test_a_least_weight_in_the_closed_form_agrees_with_the_draws(least):
    panel = revealed(KEY, "jeugdhulp")
    shares = only(panel, stake="meer", least=least)
    rows = model.scaled([(c.granted, c.stake) for c in outcome(panel).candidates])
    assert list(shares.values()) == pytest.approx(model.acceptability(rows, 40_000, 3, 0, least / 100).first, abs=0.015)


def test_turning_a_criterion_round_turns_its_winner_round():
    own(sizes=(3, 1, 5))
    panel = revealed(KEY)
    up, down = only(panel, size="meer"), only(panel, size="minder")
    assert up["p2"] > up["p1"]
    assert down["p1"] > down["p2"]


@pytest.mark.parametrize("case", ["jeugdhulp", "regio", "warmte"])
def test_when_only_granting_counts_who_is_granted_most_directs(case):
    panel = revealed(KEY, case)
    for settings in ({"least": 100}, {"size": "nee", "stake": "nee", "independence": "nee"}):
        panel.clicked("_reset")
        panel.put(**settings)
        o = outcome(panel)
        most = max(c.granted for c in o.candidates)
        gifted = [c.granted == most for c in o.candidates]
        assert o.found.first == pytest.approx([g / sum(gifted) for g in gifted])


@pytest.mark.parametrize("case", ["jeugdhulp", "regio", "warmte"])
def test_the_guess_is_the_number_that_can_come_first(case):
    panel = revealed(KEY, case)
    o = outcome(panel)
    assert widget.EXPERIMENT.guess.answer(load_shipped(case)) == sum(p >= 0.01 for p in o.found.first) == after(panel, "Kandidaten")
    assert all(not d or p == 0 for d, p in zip(o.dominated, o.found.first, strict=True))
    assert sum(o.found.first) == pytest.approx(1)


def test_the_more_granting_weighs_the_better_for_who_is_granted_it():
    panel = revealed(KEY, "jeugdhulp")
    found = []
    for least in (0, 25, 50, 75):
        panel.put(least=least)
        found.append(numbers(panel)["Wegingen waarin de regisseur uit de casus vooraan staat"][1])
    assert found == sorted(found)
    assert found[0] < 0.3
    assert found[2] > 0.8


def test_an_outsider_is_a_candidate_when_asked():
    panel = revealed(KEY, "warmte")
    assert "Derde van buiten" not in panel.live["_picture"]["svg"]
    panel.put(outsider="ja")
    assert "Derde van buiten" in panel.live["_picture"]["svg"]
    panel.put(_picture=widget.OUTSIDER)
    assert plain(panel.live["_pick"]).startswith("Derde van buiten heeft omvang 1")
    assert "van de 15 anderen" in panel.live["_pick"]


def test_without_issues_it_says_so():
    panel = revealed(KEY, "klein")
    assert "geen kwesties" in panel.live["_note:stake"]


def test_the_table_is_that_of_the_bars():
    panel = revealed(KEY, "jeugdhulp")
    o = outcome(panel)
    rows = widget.tables(o)[0].rows
    assert [r[0] for r in rows] == [o.candidates[i].party.called for i in o.order]
    assert rows[0][5].startswith(widget.hundred(max(o.found.first)))
    assert f"{rows[0][0]} komt in {widget.hundred(max(o.found.first))} van de 100" in panel.live["_picture"]["words"]


def test_candidates_that_are_alike_are_not_ranked():
    workspace.start_own("Gelijk", parties=tuple(Party(f"p{i}", name=f"Partij {i}") for i in range(4)))
    panel = revealed(KEY)
    assert "zijn alle kandidaten in deze casus gelijk" in panel.live["_picture"]["words"]
    assert "Daarna" not in panel.live["_picture"]["words"]
    assert "in deze casus nog gelijk" in plain(panel.live["_compare"])
    workspace.start_own("Twee voorop", parties=tuple(Party(f"p{i}", name=f"Partij {i}", size=5 if i < 2 else 1) for i in range(4)))
    panel = revealed(KEY)
    panel.put(stake="nee", independence="nee", least=0)
    assert "Partij 0 en Partij 1 komen elk in" in panel.live["_picture"]["words"]
