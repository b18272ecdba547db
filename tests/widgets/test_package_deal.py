"""De brede agenda on cases: the table, the agenda, what is typed, payment, and what is said about it."""

from itertools import pairwise

import pytest

from regiekit.cases import Case, Issue, Party, load_shipped, workspace
from regiekit.models import package_deal as model
from regiekit.proeven.proces import spelregels as rules
from regiekit.widgets import package_deal as proef
from tests.widgets.samples import after, opened, outcome, picture, plain, revealed, small, svg_elements, take


def on_table(panel, letters):
    rows = panel.settings()["issues"]
    panel.put(issues=[{**row, "tafel": "ja" if chr(65 + i) in letters else "nee"} for i, row in enumerate(rows)])


@pytest.mark.parametrize(
    ("case", "letters", "count"),
    [("jeugdhulp", "ABC", 0), ("jeugdhulp", "ACDE", 1), ("jeugdhulp", "ABCDEFG", 4), ("regio", "ABCDEFG", 5), ("warmte", "ABCDEF", 0)],
)
def test_packages_in_which_nobody_loses(case, letters, count):
    panel = revealed("brede_agenda", case)
    on_table(panel, letters)
    assert after(panel, "Pakketten die voor iedereen kunnen") == count
    assert f"Dat geeft {2 ** len(letters) - 1} pakketten." in panel.live["_picture"]["words"]


def test_the_shown_package_as_the_case_says():
    panel = revealed("brede_agenda", "jeugdhulp")
    on_table(panel, "ACDE")
    o, case = outcome(panel), panel.case
    by_hand = [sum(case.issues[i].gains.get(k, 0) for i in (0, 2, 3, 4)) for k in case.party_keys]
    assert o.totals == by_hand
    assert min(by_hand) == 0
    assert "Daarin komt niemand onder de grens." in panel.live["_picture"]["words"]
    on_table(panel, "A")
    assert "Onder de grens komen: Jeugd-ggz (−2), Overhaven (−4)" in panel.live["_picture"]["words"]


def test_the_package_that_is_best_for_the_worst_off():
    panel = revealed("brede_agenda", "regio")
    on_table(panel, "ABCDEFG")
    panel.put(package="slechtst")
    gains = outcome(panel).gains
    assert min(outcome(panel).totals) == max(model.lowest(gains)[1:]) == 1
    panel.put(package="samen")
    assert sum(outcome(panel).totals) == max(model.together(gains)[1:])


def test_one_more_issue_in_words_and_table():
    panel = revealed("brede_agenda", "jeugdhulp")
    on_table(panel, "ACDE")
    assert "met F komt er 1 pakket bij" in panel.live["_picture"]["words"]
    o = outcome(panel)
    assert o.per_issue[5] == (1, 2)
    assert o.per_issue[0] == (0, 1)
    on_table(panel, "ABCDEFG")
    assert "Alles ligt op tafel." in panel.live["_picture"]["words"]


def test_payment_brings_everyone_to_the_threshold():
    panel = revealed("brede_agenda", "jeugdhulp")
    on_table(panel, "A")
    panel.put(paid="ja")
    o = outcome(panel)
    assert sum(o.payments) == pytest.approx(0)
    assert min(t + p for t, p in zip(o.totals, o.payments, strict=True)) == pytest.approx(0)
    assert "dat gaat naar Jeugd-ggz (2" in panel.live["_picture"]["words"]
    assert any(a.get("data-key", "").startswith("d:") for _, a, _ in svg_elements(picture(panel)))
    panel.put(threshold=3)
    assert "niet genoeg" in panel.live["_picture"]["words"]
    assert not any(outcome(panel).payments)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("", 0),
        ("  3 ", 3),
        ("-2", -2),
        ("−2", -2),
        ("+4", 4),
        ("2,5", 2.5),
        ("x", None),
        ("6", None),
        ("-5,1", None),
        ("nan", None),
        ("inf", None),
        ("1e3", None),
    ],
)
def test_what_is_typed(typed, value):
    assert proef.gain(typed) == value


def test_a_cell_that_cannot_be_read_is_named_and_counts_as_nothing():
    panel = revealed("brede_agenda", "jeugdhulp")
    rows = [dict(r) for r in panel.settings()["issues"]]
    rows[1]["bij_school"] = "veel"
    panel.put(issues=rows)
    assert outcome(panel).gains[1][2] == 0
    assert "Niet te lezen als getal van −5 tot 5, en dus geteld als 0: B, De Waardborg: ‘veel’." in plain(panel.live["_note:issues"])


def test_an_added_row_counts_once_there_is_something_in_it():
    panel = revealed("brede_agenda", "jeugdhulp")
    rows = panel.settings()["issues"]
    panel.put(issues=[*rows, {}])
    assert len(outcome(panel).names) == 7
    panel.put(issues=[*rows, {"naam": "Vervoer", "bij_ouders": "5"}])
    o = outcome(panel)
    assert o.names[7] == "Vervoer"
    assert 7 in o.on
    assert o.gains[7][-1] == 5
    panel.put(issues=[*rows, {"bij_ouders": "5"}])
    assert outcome(panel).names[7] == "Kwestie H"


def test_nothing_on_the_table():
    panel = revealed("brede_agenda", "jeugdhulp")
    on_table(panel, "")
    assert panel.live["_picture"]["words"].startswith("Er ligt nog niets op tafel.")
    panel.put(issues=[])
    assert panel.live["_picture"]["words"].startswith("Er ligt nog niets op tafel.")
    assert "_fout" not in panel.live


def test_a_case_without_issues_starts_from_an_example():
    take("klein")
    panel = opened("brede_agenda")
    panel.put(_guess=5)
    panel.clicked("_commit")
    assert "oefenvoorbeeld" in panel.live["_picture"]["words"]
    assert "Het denkmodel komt uit op 1 pakket:" in plain(panel.live["_compare"])
    assert model.logrolling(4, proef.OWN) == 2
    on_table(panel, "ABCD")
    assert after(panel, "Pakketten die voor iedereen kunnen") == 1
    assert outcome(panel).totals == [2, 2, 2, 2, 0]
    rows = panel.settings()["issues"]
    panel.put(issues=[{**rows[0], "naam": "Eigen kwestie"}, *rows[1:]])
    assert "oefenvoorbeeld" not in panel.live["_picture"]["words"]


def test_filled_gains_come_back_from_the_case(folder):
    take("klein")
    panel = revealed("brede_agenda")
    mine = [{"naam": "Vervoer", "tafel": "ja", "bij_school": "3", "bij_ggd": "-1"}]
    panel.put(issues=mine)
    panel.clicked("_keep")
    again = opened("brede_agenda")
    assert again.settings()["issues"][0]["naam"] == "Vervoer"
    assert outcome(again).gains == ((0.0, 3.0, 0.0, 0.0, -1.0),)
    assert [(i.name, i.gains["ggd"]) for i in proef.issues(again.case)] == [("Vervoer", -1)]
    assert opened("ontwerp").settings()["tekst_agenda"] == "1. Vervoer"
    assert {p.key: s.losses for p, s in zip(*rules.standings(again.case), strict=True)} == {
        "school": 0,
        "mentor": 0,
        "huisarts": 0,
        "ggd": 1,
    }


def test_the_example_is_nobodys_agenda(folder):
    take("klein")
    panel = revealed("brede_agenda")
    panel.clicked("_keep")
    assert proef.issues(opened("brede_agenda").case) == ()


@pytest.mark.parametrize(
    "kept", [None, "x", 3, {}, {"instellingen": 3}, {"instellingen": {"issues": "x"}}, {"instellingen": {"issues": [1]}}]
)
def test_without_what_can_be_read_the_issues_are_those_of_the_case(kept):
    case = load_shipped("jeugdhulp").with_changes(answers={"07_procesontwerp": {"brede_agenda": kept}})
    assert proef.issues(case) == case.issues


def test_twenty_five_parties_by_eight_issues_is_legible():
    parties = tuple(Party(f"p{i}", name=f"Partij nummer {i}") for i in range(25))
    issues = tuple(Issue(f"k{j}", name=f"Kwestie {j}", gains={p.key: (i * j) % 11 - 5 for i, p in enumerate(parties)}) for j in range(8))
    workspace.start_own(title="Groot", parties=parties, issues=issues)
    panel = revealed("brede_agenda")
    texts = [(a, t) for n, a, t in svg_elements(picture(panel)) if n == "text"]
    assert min(float(a["font-size"]) for a, _ in texts) >= 11
    names = sorted(float(a["y"]) for a, t in texts if t and t.startswith("Partij nummer"))
    assert len(names) == 25
    assert min(b - a for a, b in pairwise(names)) >= 15
    marks = [a for n, a, _ in svg_elements(picture(panel)) if a.get("data-key", "").startswith("c:")]
    assert all(float(a["x"]) + float(a["width"]) <= 660 - 180 for a in marks)


def test_a_gain_and_a_loss_differ_in_more_than_colour():
    panel = revealed("brede_agenda", "jeugdhulp")
    texts = [t for n, a, t in svg_elements(picture(panel)) if n == "text" and a.get("font-weight") == "650"]
    assert "+3" in texts
    assert "−4" in texts
    fills = {a["fill"] for _, a, _ in svg_elements(picture(panel)) if a.get("data-key", "").startswith("c:")}
    assert len(fills) == 2


def test_too_few_parties():
    assert proef.EXPERIMENT.ready(Case(parties=(Party("a", name="A"),)))
    assert proef.EXPERIMENT.ready(Case(**small())) is None


def test_at_most_twenty_issues_are_taken():
    case = load_shipped("jeugdhulp")
    many = case.with_changes(issues=tuple(Issue(f"k{i}", name=f"Kwestie {i}") for i in range(30)))
    assert len(proef.start(many)) == 20


def test_the_answer_is_not_shown_before_the_prediction():
    assert "_picture" not in opened("brede_agenda", "jeugdhulp").live  # an own case may have all its issues on the table at the start
    panel = revealed("brede_agenda")
    assert "In elk pakket verliest iemand." in panel.live["_picture"]["words"]
    panel.put(threshold=1)
    assert "In elk pakket komt iemand onder de grens van +1." in panel.live["_picture"]["words"]
    assert "Bij elke kwestie apart verliest iemand." in plain(panel.live["_compare"])
