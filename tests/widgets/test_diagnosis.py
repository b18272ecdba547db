import pytest

from regiekit.cases import Party, Tie, workspace
from regiekit.widgets import diagnosis
from regiekit.widgets.diagnosis import Finding
from tests.widgets.samples import all_pairs, block, large, opened, revealed, svg_elements, take


@pytest.mark.parametrize(("parties", "draws"), [(60, 200), (61, 50), (200, 50)])
def test_a_large_case_is_compared_with_fewer_draws_and_says_so(monkeypatch, parties, draws):
    measured = []
    monkeypatch.setattr(diagnosis.islands, "global_efficiency", lambda network: measured.append(network) or 0.5)
    workspace.start_own(**large(parties))
    o = diagnosis.outcome(workspace.current(), "contact")
    assert len(measured) == draws + 1
    assert f"Vergeleken is met {draws} lotingen van dezelfde omvang (startgetal 1, dus steeds dezelfde)." in diagnosis.words(o)
    assert f"{draws} lotingen" in diagnosis.EXPERIMENT.guess.explain(o.case, 1)


def words(*findings):
    return diagnosis.words(diagnosis.Outcome(workspace.current(), "contact", 200, findings))


def finding(problem, value, low=0.2, high=0.4, worse="lager", **more):
    return Finding(problem, "maat", value, low, high, 0.3, worse, **more)


def test_the_words_name_what_stands_out_with_its_value():
    said = words(
        finding("Eilandenrijk", 0.17), finding("Verkokering", -0.5, 0.1, 0.3, unit="", floor=-1), finding("Overlap", 0.3, worse="hoger")
    )
    assert (
        "wijst het denkmodel op 2 van de 3 gemeten problemen: Eilandenrijk (maat: 17%; bij toeval 20% tot 40%) "
        "en Verkokering (maat: −0,50; bij toeval 0,10 tot 0,30). Niet anders dan bij toeval: Overlap."
    ) in said


def test_the_words_say_that_nothing_stands_out():
    assert "wijkt geen van de 2 gemeten problemen af van toeval. Vergeleken" in words(finding("A", 0.3), finding("B", 0.2))
    assert "wijkt het enige gemeten probleem niet af van toeval. Niet te bepalen: B. " in words(
        finding("A", 0.3), finding("B", float("nan"))
    )


def test_better_than_chance_is_no_problem_but_is_said():
    said = words(finding("A", 0.9), finding("B", 0.3))
    assert (
        "steekt geen van de 2 gemeten problemen boven het toeval uit. Gunstiger dan bij toeval, dus geen aanwijzing voor: A (maat: 90%; bij toeval 20% tot 40%). Niet anders dan bij toeval: B."
        in said
    )


def test_one_problem_that_shows():
    assert "wijst het denkmodel op het enige gemeten probleem: A (maat: 17%; bij toeval 20% tot 40%)." in words(finding("A", 0.17))


def test_numbers_that_differ_look_different():
    assert str(finding("A", 0.198)) == "A (maat: 19,8%; bij toeval 20,0% tot 40,0%)"
    assert str(finding("A", 0.5, 1, 1)) == "A (maat: 50%; bij toeval 100%)"


@pytest.mark.parametrize("case", ["jeugdhulp", "klein"])
def test_the_question_says_how_many_problems_can_be_measured(case):
    panel = opened("diagnose", case)
    known = [f for f in diagnosis.outcome(panel.case, "contact").findings if f.verdict != "niet te bepalen"]
    assert panel.guess_field.high == len(known) == diagnosis.measurable(panel.case)
    assert block(panel, "_guess")["help"] == f"In deze casus zijn {len(known)} van de vijf problemen te meten."


def test_what_cannot_be_measured_is_not_asked_and_not_drawn():
    keys = [f"p{i}" for i in range(5)]
    workspace.start_own(
        "Papier", parties=tuple(Party(k, name=k) for k in keys), ties=tuple(Tie(t.source, t.target, "geld") for t in all_pairs(keys))
    )
    panel = revealed("diagnose")
    assert panel.guess_field.high == 1
    assert panel.guess_field.help == "In deze casus is 1 probleem te meten."
    found = [a["data-key"] for _, a, _ in svg_elements(panel.live["_picture"]["svg"]) if "data-key" in a]
    assert found == ["b:0", "m:0", "v:0"]
    assert "Niet te bepalen: Verkokering." in panel.live["_picture"]["words"]


def test_parties_without_a_field_share_none():
    """Ties between them are not inside a column, so nothing is lower than chance."""
    keys = [f"p{i}" for i in range(10)]
    parties = tuple(Party(k, name=k, sector="" if i < 5 else f"s{i}") for i, k in enumerate(keys))
    workspace.start_own("Blanco", parties=parties, ties=all_pairs(keys[:5]))
    found = next(f for f in diagnosis.outcome(workspace.current(), "contact").findings if f.problem == "Verkokering")
    assert (found.value, found.verdict) == (1, "zoals bij toeval")


def test_a_shipped_case_in_words():
    take("jeugdhulp")
    said = diagnosis.words(diagnosis.outcome(workspace.current(), "contact"))
    assert "wijst het denkmodel op 2 van de 5 gemeten problemen: Eilandenrijk (nabijheid: " in said
