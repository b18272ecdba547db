import pytest

from regiekit.cases import Case, Party, Task, Tie, workspace
from regiekit.widgets import lenses
from regiekit.widgets.experiment import Proef, experiment
from tests.widgets.samples import block, opened, plain, revealed, svg_elements


def case(sectors, ties):
    return Case(
        title="t",
        parties=tuple(Party(f"p{i}", name=f"P{i}", sector=s) for i, s in enumerate(sectors)),
        ties=tuple(Tie(f"p{a}", f"p{b}", "informeel") for a, b in ties),
    )


@pytest.mark.parametrize(
    ("sectors", "ties", "answer", "said"),
    [
        ("aabb", [(0, 1), (2, 3)], 100, "volgt hier precies wie wie spreekt"),
        ("abcd", [(0, 1), (2, 3)], 100, "elke partij een eigen groep"),
        ("aabb", [(0, 1), (1, 2), (2, 3)], 100, "valt er niets te raden, wat de indeling ook is"),
        ("abab", [(0, 1), (2, 3)], 0, "één grote chaos"),
        ("aaabbb", [(0, 1), (2, 3), (4, 5)], None, "De rest ziet u pas"),
    ],
)
def test_the_explanation_fits_the_answer(sectors, ties, answer, said):
    made = case(sectors, ties)
    share = lenses.worst(made)
    assert (round(share) == answer) if answer is not None else 0 < share < 99
    assert said in lenses.explain(made, share)
    if share > 99:
        assert "De rest" not in lenses.explain(made, share)


@pytest.mark.parametrize(
    ("name", "title"), [("jeugdhulp", "Zoals het nu is: ieder in de eigen sector"), ("regio", "Zoals het nu is: ieder met zijn gelijken")]
)
def test_the_question_names_the_present_structure(name, title):
    panel = opened("lenzen", name)
    assert block(panel, "_guess")["help"] == f"De huidige indeling in deze casus: ‘{title}’."


def test_without_an_option_the_fields_are_the_present_structure():
    made = case("aabb", [(0, 1), (2, 3)])
    workspace.start_own("Lens", parties=made.parties, ties=made.ties)
    assert "‘per vakgebied’" in block(Proef(experiment("lenzen")), "_guess")["help"]


def test_who_is_where_in_sentences():
    made = case("aabc", [(0, 1), (2, 3)])
    workspace.start_own("Lens", parties=made.parties, ties=made.ties)
    panel = revealed("lenzen")
    panel.put(lens="soort:sector", sought="contact", _picture="p2")
    assert (
        plain(panel.live["_pick"])
        == "Door deze lens staat P2 alleen. In de gezochte ordening hoort zij ook bij P3; die staat hier ergens anders."
    )
    panel.put(_picture="p0")
    assert (
        plain(panel.live["_pick"])
        == "Door deze lens zit P0 bij ‘a’, met P1. In de gezochte ordening hoort zij bij niemand die hier ergens anders staat."
    )


def test_who_stands_alone_needs_no_letter():
    parties = tuple(Party(f"p{i}", name=f"P{i}", sector="ab"[i % 2]) for i in range(6))
    made = Case(title="t", parties=parties, tasks=(Task("t", name="Taak", needed=("p3", "p4")),))
    svg = lenses.picture(lenses.outcome(made, "soort:sector", "opgave"))
    found = [text for _, _, text in svg_elements(svg) if text]
    assert "A = Taak" in found
    assert "zonder letter = staat alleen" in found
    assert not any("los:" in text for text in found)
    assert [a["data-key"] for name, a, _ in svg_elements(svg) if a.get("data-key", "").startswith("n:")] == [f"n:p{i}" for i in range(6)]
    assert found.count("A") == 2
    assert "B" not in found
