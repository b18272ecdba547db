"""The proef of the common denominator: who sits at the table, what decides, and what a package does to those outside."""

import itertools

import pytest

from regiekit.cases import Issue, Party, load_shipped, workspace
from regiekit.models import common_denominator as model
from regiekit.widgets import common_denominator as proef
from tests.widgets.samples import numbers, outcome, plain, revealed

KEY = "grootste_gemene_deler"


def own(gains, **more):
    """An own case with a party per column of `gains`; the first is the director."""
    count = len(gains[0]) if gains else more.pop("count")
    parties = tuple(
        Party(f"p{i}", name=f"Partij {i}", short=f"P{i}", position=("voor", "afwachtend", "tegen")[i % 3]) for i in range(count)
    )
    issues = tuple(Issue(f"k{j}", name=f"Kwestie {j}", gains={f"p{i}": g for i, g in enumerate(row)}) for j, row in enumerate(gains))
    workspace.start_own("Gemene deler", parties=parties, issues=issues, director="p0", **more)


def test_the_least_ambitious_party_of_the_case_decides():
    own([[5, 3, -4], [1, 1, 1]])
    panel = revealed(KEY)
    panel.put(issue="k0")
    o = outcome(panel)
    assert o.together == pytest.approx(0.1)
    assert o.by_lot == pytest.approx(0.25)
    assert "samen komen zij tot 10%, want verder wil P2 niet" in panel.live["_picture"]["words"]


def test_a_party_more_never_takes_them_further():
    for case in ("jeugdhulp", "regio", "warmte"):
        panel = revealed(KEY, case)
        for issue in panel.case.issues:
            panel.put(issue=issue.key)
            found = []
            for table in range(2, 16):
                panel.put(table=table)
                found.append(outcome(panel).together)
            assert all(a >= b for a, b in itertools.pairwise(found))
            assert found[-1] == pytest.approx((min(issue.gains.get(p.key, 0) for p in panel.case.parties) + 5) / 10)


def test_one_issue_leaves_losers_and_the_package_does_not():
    own([[4, -1, -1], [-1, 4, -1], [-1, -1, 4]])
    panel = revealed(KEY)
    panel.put(size=1)
    assert numbers(panel)["Partijen aan tafel die verliezen"] == (2, 2)
    panel.put(size=3)
    assert numbers(panel)["Partijen aan tafel die verliezen"] == (2, 0)
    assert numbers(panel)["Wat de slechtst bedeelde partij krijgt, in punten"] == (-1, 2)
    assert "laat niemand verliezen: wie het minst krijgt, wint 2 punten" in panel.live["_picture"]["words"]


def test_the_package_is_that_of_the_model_on_the_shipped_case():
    panel = revealed(KEY, "jeugdhulp")
    panel.put(table=7, size=4)
    o = outcome(panel)
    gains = [[issue.gains.get(p.key, 0) for p in o.parties] for issue in load_shipped("jeugdhulp").issues]
    assert o.package == model.best_package(gains, 4)
    assert [o.totals[p.key] for p in o.parties] == list(o.package.totals)


def test_who_is_not_at_the_table_may_lose():
    own([[3, 3, -5], [1, 1, 0]])
    panel = revealed(KEY)
    panel.put(table=2, size=1, issue="k0")
    assert numbers(panel)["Partijen buiten de tafel die verliezen"] == (1, 1)
    assert "Buiten de tafel verliest P2 erdoor." in panel.live["_picture"]["words"]
    assert "De partijen die niet aan tafel zitten" in panel.live["_tables"]
    assert "Partij 2 0% −5" in plain(panel.live["_tables"])
    panel.put(_picture="p2")
    assert "zit niet aan tafel" in plain(panel.live["_pick"])
    panel.put(table=3)
    assert "Buiten de tafel" not in panel.live["_picture"]["words"]
    assert "niet aan tafel zitten" not in panel.live["_tables"]


def test_the_director_and_who_can_block_come_first():
    order = [p.key for p in proef.ranked(load_shipped("jeugdhulp"))]
    assert order[0] == "gemeente"
    assert set(order[1:4]) == {"huisarts", "regio", "gi"}


def test_naming_the_kinds_of_gain():
    panel = revealed(KEY, "jeugdhulp")
    rows = panel.settings()["gains"]
    assert [r["partij"] for r in rows] == [p.key for p in outcome(panel).parties]
    assert len(outcome(panel).unanswered) == 5
    panel.put(gains=[{**rows[0], "winst": "legitimiteit"}, {**rows[1], "winst": "gedoe"}, {**rows[2], "winst": "onzin"}])
    assert [p.key for p in outcome(panel).unanswered] == ["regio", "gi", "politie"]
    assert "Van 2 van de 5 partijen is genoemd wat zij wint. Nog niet van: Jeugdregio" in panel.live["_picture"]["words"]
    assert "minder gedoe" in panel.live["_tables"]
    assert "‘onzin’" in panel.live["_note:gains"]
    panel.put(gains=[*rows[:1], {**rows[1], "winst": "gedoe"}])
    assert "Vraag het na bij de partij zelf" in panel.live["_note:gains"]


def test_naming_a_gain_for_a_party_that_loses_is_questioned():
    panel = revealed(KEY, "jeugdhulp")
    panel.put(table=15, size=1, gains=[{"partij": p.key, "winst": "middelen"} for p in panel.case.parties])
    assert "Is uw winst groot genoeg" in panel.live["_note:gains"]


def test_two_kinds_for_one_party_are_named():
    panel = revealed(KEY, "jeugdhulp")
    rows = panel.settings()["gains"]
    assert "Van geen van hen is al genoemd wat zij wint." in panel.live["_picture"]["words"]
    panel.put(gains=[{**rows[0], "winst": "gedoe"}, {**rows[0], "winst": "middelen"}])
    assert "Gemeente staat er vaker in, met verschillende soorten winst. De onderste rij telt." in panel.live["_note:gains"]
    assert outcome(panel).kinds["gemeente"] == "middelen"


def test_what_is_pasted_is_read_or_named():
    panel = revealed(KEY, "jeugdhulp")
    panel.put(gains=[{"partij": "Gemeente Waardstad", "winst": "Meer middelen"}, {"partij": "huisartsen", "winst": "minder gedoe"}])
    assert outcome(panel).kinds == {"gemeente": "middelen", "huisarts": "gedoe"}
    panel.put(
        gains=[{"partij": "Gemeente Waardstad", "winst": "roem"}, {"partij": "Elders", "winst": "gedoe"}, {"partij": "", "winst": ""}]
    )
    assert "Dit las ik niet: ‘roem’; ‘Elders’." in panel.live["_note:gains"]
    assert outcome(panel).unread == ("‘roem’", "‘Elders’")


def test_there_are_six_kinds():
    assert len(proef.KINDS) == 6


def test_without_issues_the_cooperation_itself_counts():
    own([], count=3)
    panel = revealed(KEY)
    assert "size" not in panel.controls
    assert outcome(panel).together == pytest.approx(0.2)
    assert "nog geen kwesties" in panel.live["_note:issue"]


@pytest.mark.parametrize("count", [2, 4, 15, 30])
def test_the_prediction_is_about_everyone_up_to_fifteen(count):
    own([[0] * count])
    assert proef.expected(workspace.current()) == pytest.approx(100 / (min(count, 15) + 1))
