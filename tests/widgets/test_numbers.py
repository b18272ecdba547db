"""Numbers known beforehand, through the whole stack: case file, proef, measures, words."""

import pytest

from regiekit.cases import Party, Tie, workspace
from regiekit.models import islands
from tests.widgets.samples import all_pairs, outcome, revealed


def own(names, **parts):
    parties = tuple(Party(k, name=k.title()) for k in names)
    workspace.start_own("Getallen", **{"parties": parties, **parts})


def keys(n):
    return [f"p{i}" for i in range(n)]


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
