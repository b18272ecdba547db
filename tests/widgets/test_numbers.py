"""Numbers known beforehand, through the whole stack: case file, proef, measures, words."""

import math

import pytest

from regiekit.cases import Party, Tie, workspace
from regiekit.cases.reading import contacts as contact
from regiekit.models import islands
from regiekit.widgets.controls import dutch
from tests.widgets.samples import after, all_pairs, numbers, outcome, revealed


def own(names, **parts):
    parties = tuple(Party(k, name=k.title()) for k in names)
    workspace.start_own("Getallen", **{"parties": parties, **parts})


def keys(n):
    return [f"p{i}" for i in range(n)]


@pytest.mark.parametrize("n", [2, 5, 14])
def test_islands_of_one_fully_merged_are_a_star(n):
    own(keys(n))
    panel = revealed("eilandenrijk")
    panel.put(merged=n)
    assert after(panel, "Losse delen") == 1
    assert after(panel, "Nabijheid") == pytest.approx(islands.star_efficiency(n + 1))
    assert f"{dutch(100 * islands.star_efficiency(n + 1), 0)}%" in panel.live["_picture"]["words"]
    assert math.isnan(after(panel, "E-I-index"))


@pytest.mark.parametrize("case", ["jeugdhulp", "regio", "warmte"])
def test_a_shipped_case_fully_merged_is_a_star_with_its_own_ties(case):
    panel = revealed("eilandenrijk", case)
    o = outcome(panel)
    panel.put(merged=len(o.groups))
    network = contact(o.case)
    size, ties = len(network) + 1, network.number_of_edges()
    assert after(panel, "Nabijheid") == pytest.approx(islands.star_efficiency(size) + ties / (size * (size - 1)))
    assert numbers(panel)["E-I-index: −1 = alleen contact binnen het oude eiland"] == (-1, -1)
    assert "eilanden binnen de organisatie" in panel.live["_picture"]["words"]


def test_equal_cliques_start_at_the_clique_efficiency():
    own(keys(6), ties=(*all_pairs(keys(6)[:3]), *all_pairs(keys(6)[3:])))
    before, _ = numbers(revealed("eilandenrijk"))["Nabijheid (100% = iedereen spreekt iedereen)"]
    assert before == pytest.approx(islands.clique_efficiency(6, 3))


def test_a_bridge_joins_two_islands():
    own(keys(4), ties=(Tie("p0", "p1", "informeel"), Tie("p2", "p3", "informeel")))
    panel = revealed("eilandenrijk")
    panel.put(merged=0, bridges=1)
    assert after(panel, "Losse delen") == 1
    assert after(panel, "Nabijheid") == pytest.approx((3 + 2 / 2 + 1 / 3) / 6)  # a path of four parties
    assert after(panel, "E-I-index") == pytest.approx((1 - 2) / 3)
    assert after(panel, "Doorlooptijd") == 0


def test_the_desk_is_a_queue():
    panel = revealed("eilandenrijk")
    panel.put(merged=4, questions=3)
    room = outcome(panel).capacity
    assert after(panel, "Doorlooptijd") == pytest.approx(5 / (room - 14 * 3)) == panel.declaration.guess.answer(panel.case)
    panel.put(questions=6)
    assert math.isinf(after(panel, "Doorlooptijd"))
    assert "loopt vast" in panel.live["_picture"]["words"]
    assert "oneindig" in panel.live["_measures"]


def finding(panel, problem):
    return next(f for f in outcome(panel).findings if f.problem == problem)


def test_a_clique_is_no_archipelago():
    own(keys(6), ties=all_pairs(keys(6)))
    panel = revealed("diagnose")
    found = finding(panel, "Eilandenrijk")
    assert (found.value, found.low, found.high, found.shows) == (1, 1, 1, False)
    assert panel.declaration.guess.answer(panel.case) == 0
    assert "geen van de" in panel.live["_picture"]["words"]


def test_two_cliques_are_islands():
    own(keys(10), ties=(*all_pairs(keys(10)[:5]), *all_pairs(keys(10)[5:])))
    found = finding(revealed("diagnose"), "Eilandenrijk")
    assert found.value == pytest.approx(islands.clique_efficiency(10, 5))
    assert found.verdict == "lager dan toeval"
    assert found.shows


def test_a_star_is_nearer_than_chance():
    own(keys(9), ties=tuple(Tie("p0", k, "informeel") for k in keys(9)[1:]))
    found = finding(revealed("diagnose"), "Eilandenrijk")
    assert found.value == pytest.approx(islands.star_efficiency(9))
    assert found.value > found.high
    assert not found.shows


def test_fields_that_keep_to_themselves_are_columns():
    parties = tuple(Party(k, name=k, sector="ab"[i % 2]) for i, k in enumerate(keys(10)))
    workspace.start_own("Kokers", parties=parties, ties=(*all_pairs(keys(10)[::2]), *all_pairs(keys(10)[1::2])))
    panel = revealed("diagnose")
    assert finding(panel, "Verkokering").value == -1
    assert finding(panel, "Verkokering").shows
    panel.put(ties="papier")
    assert finding(panel, "Verkokering").verdict == "niet te bepalen"
    assert "niet te bepalen" in panel.live["_measures"]
    words = panel.live["_picture"]["words"]
    assert "Verkokering" not in words.partition("Niet sterker dan bij toeval")[2].partition(".")[0]


def test_what_cannot_be_determined_is_not_called_chance():
    parties = tuple(
        Party(k, name=k, position="tegen" if i < 2 else "voor", power=("blokker",) if i < 2 else ()) for i, k in enumerate(keys(10))
    )
    workspace.start_own("Papier", parties=parties, ties=(Tie("p0", "p1", "formeel"),))
    panel = revealed("diagnose")
    assert finding(panel, "Poolse landdag").shows
    assert finding(panel, "Verkokering").verdict == "niet te bepalen"
    words = panel.live["_picture"]["words"]
    assert "Verkokering" not in words.partition("Niet sterker dan bij toeval")[2].partition(".")[0]
    assert "Niet te bepalen: Verkokering." in words


def test_rounding_is_no_finding():
    """Dealing the same chances in another order changes a product by rounding alone."""
    for mixed in ("vtavtavtavta", "vvttaavvttaa", "ttttvvvvaaaa", "aaaavvtaatvtav"):
        parties = tuple(
            Party(f"p{i}", name=f"P{i}", position={"v": "voor", "t": "tegen", "a": "afwachtend"}[m], power=("blokker",))
            for i, m in enumerate(mixed)
        )
        workspace.start_own("Blok", parties=parties, ties=(Tie("p0", "p1", "informeel"),))
        assert finding(revealed("diagnose"), "Poolse landdag").verdict == "zoals bij toeval"
