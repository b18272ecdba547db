"""A9 through the whole stack: the table, what follows from it, and what cannot be read."""

import pytest

from regiekit.cases import Party, workspace
from regiekit.widgets import player_power as proef
from tests.widgets.samples import after, numbers, opened, outcome, picture, plain, revealed


def begin(*parties):
    workspace.start_own("Spelers", parties=parties, director=parties[0].key)


def four():
    begin(
        Party("a", name="Aaa", size=4, position="voor", power=("productie",)),
        Party("b", name="Bbb", size=3, position="afwachtend", power=("productie",), replaceable=True),
        Party("c", name="Ccc", size=2, position="tegen", power=("blokker",)),
        Party("d", name="Ddd", size=3, position="afwachtend", power=("diffuus",)),
    )


def rows(panel, **changes):
    """The table with one cell per party changed: party -> (column, value)."""
    return [
        {**row, **({changes[row["partij"]][0]: changes[row["partij"]][1]} if row["partij"] in changes else {})}
        for row in panel.settings()["rows"]
    ]


def test_it_starts_from_the_case():
    four()
    panel = revealed("spelers")
    assert panel.settings()["rows"] == [
        {"partij": "a", "positie": "voor", "macht": "productie", "uniek": "uniek"},
        {"partij": "b", "positie": "afwachtend", "macht": "productie", "uniek": "vervangbaar"},
        {"partij": "c", "positie": "tegen", "macht": "blokker", "uniek": "uniek"},
        {"partij": "d", "positie": "afwachtend", "macht": "diffuus", "uniek": "uniek"},
    ]
    o = outcome(panel)
    assert o.weights == {"a": 4, "b": 3, "c": 0, "d": 3}
    assert o.quota == 6
    assert o.missing == ("c", "b")
    assert [k for k in o.players if o.alone(k)] == ["c"]


def test_a_blocker_halves_the_chance_and_nothing_else():
    four()
    panel = revealed("spelers")
    before = after(panel, "Kans dat")
    panel.put(rows=rows(panel, c=("macht", "")))
    assert after(panel, "Kans dat") == pytest.approx(2 * before)
    assert after(panel, "Partijen die het in hun eentje") == 0
    assert numbers(panel)["Partijen die het in hun eentje kunnen tegenhouden"] == (1, 0)


def test_equal_weights_and_all_needed_is_unanimity():
    begin(*(Party(f"p{i}", name=f"P{i}", size=1 + i, position="voor", power=("productie",)) for i in range(5)))
    panel = revealed("spelers")
    panel.put(weigh="gelijk", share=100)
    assert after(panel, "Kans dat") == 2**-5
    assert all(outcome(panel).alone(k) for k in panel.case.party_keys)
    assert "Zij kunnen het samen" in panel.live["_picture"]["words"]


def test_replaceable_and_unique_differ_in_what_is_lost_only():
    four()
    panel = revealed("spelers")
    at = outcome(panel)
    panel.put(rows=rows(panel, b=("uniek", "uniek")))
    now = outcome(panel)
    assert now.now.loss[1].mean > at.now.loss[1].mean
    assert (now.now.prevent, now.now.carry, now.now.act) == (at.now.prevent, at.now.carry, at.now.act)
    panel.put(rows=rows(panel, b=("uniek", "vervangbaar")), taken_over=0)
    assert outcome(panel).now.loss[1] == now.now.loss[1]


def test_diffuse_power_is_a_range_and_the_draws_are_stated():
    four()
    panel = revealed("spelers")
    o = outcome(panel)
    assert o.now.draws == 200
    assert o.now.carry[3].low < o.now.carry[3].high
    assert "200 keer geloot (startgetal 1)" in panel.live["_picture"]["words"]
    assert "200 lotingen (startgetal 1)" in panel.live["_tables"]
    panel.put(rows=rows(panel, d=("macht", "productie")))
    assert outcome(panel).now.draws == 1
    assert "de rangorde ligt vast" in panel.live["_picture"]["words"]


def test_nobody_can_make_anything():
    begin(Party("a", name="Aaa"), Party("b", name="Bbb", power=("blokker",)))
    panel = revealed("spelers")
    assert "Dan kan niemand iets maken" in panel.live["_picture"]["words"]
    assert "Dan kan niemand iets maken" in panel.live["_compare"]
    assert after(panel, "Kans dat") == 0
    panel.put(_picture="b")
    assert plain(panel.live["_pick"]).startswith("Bbb: afwachtend, macht: blokker, uniek.")


def test_a_pasted_name_or_another_order_of_powers_is_understood():
    four()
    panel = revealed("spelers")
    panel.put(
        rows=[
            {"partij": "bbb", "positie": "TEGEN", "macht": "Blokker en productie", "uniek": "Uniek"},
            {"partij": "a", "positie": "voor", "macht": "diffuus", "uniek": "uniek"},
        ]
    )
    row = {r["partij"]: r for r in panel.settings()["rows"]}
    assert list(row) == ["a", "b", "c", "d"]
    assert row["b"] == {"partij": "b", "positie": "tegen", "macht": "productie, blokker", "uniek": "uniek"}
    assert row["a"]["macht"] == "diffuus"
    assert row["d"]["macht"] == "diffuus"
    assert "_note:rows" not in panel.live


def test_what_cannot_be_read_is_said_and_the_case_holds():
    four()
    panel = revealed("spelers")
    panel.put(rows=rows(panel, a=("positie", "misschien")))
    assert "‘misschien’ bij Aaa" in panel.live["_note:rows"]
    assert outcome(panel).players["a"].position == "voor"
    panel.put(rows=rows(panel, d=("partij", "a")))
    assert "‘a’ staat dubbel" in panel.live["_note:rows"]
    assert "niet in de tabel: Ddd" in panel.live["_note:rows"]


def test_a_party_that_came_later_gets_a_row():
    four()
    panel = revealed("spelers")
    panel.put(rows=rows(panel, a=("positie", "tegen")))
    panel.clicked("_keep")
    case = workspace.current()
    workspace.keep(case.with_changes(parties=(*case.parties[1:], case.parties[0], Party("e", name="Eee", position="voor"))))
    again = opened("spelers")
    table = {r["partij"]: r["positie"] for r in again.settings()["rows"]}
    assert table == {"b": "afwachtend", "c": "tegen", "d": "afwachtend", "a": "tegen", "e": "voor"}


def test_the_map_moves_a_party():
    four()
    panel = revealed("spelers")
    before = picture(panel)
    panel.put(rows=rows(panel, c=("positie", "voor")))
    assert picture(panel) != before
    assert "Ccc: voor, macht: blokker, uniek" in picture(panel)


def test_the_shipped_cases_are_not_trivial():
    for case in ("jeugdhulp", "regio", "warmte"):
        panel = revealed("spelers", case)
        o = outcome(panel)
        assert 0 < o.now.act.mean < 0.3
        assert 1 <= sum(o.alone(k) for k in o.players) < 6
        assert o.missing


def test_a_long_list_is_cut():
    assert proef.listed(list("abc")) == "a, b en c"
    assert proef.listed(list("abcdefgh")) == "a, b, c, d, e en 3 andere"
    assert proef.listed(list("abcdef")) == "a, b, c, d, e en f"


def test_without_power_the_map_is_in_words_too():
    workspace.start_own(
        "Kaal", parties=(Party("a", name="Aa", position="voor"), Party("b", name="Bee", position="tegen", power=("blokker",))), director="a"
    )
    panel = revealed("spelers")
    assert "Nog geen enkele partij heeft productiemacht" in panel.live["_picture"]["words"]
    assert "tegen, macht: blokker, uniek" in plain(panel.live["_tables"])
