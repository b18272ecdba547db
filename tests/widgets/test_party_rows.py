"""Tables about parties: what is pasted, and a row for every party."""

import pytest

from regiekit.cases import Case, Party
from regiekit.widgets import party_rows as rows

CASE = Case(parties=(Party("a", name="Gemeente Alpha", short="Alpha"), Party("b", name="Bureau Beta", short="Beta")))


def table(**more):
    return rows.PartyRows(
        "rows",
        "Tabel",
        [rows.party_column(CASE, "partij", "Partij"), rows.power_column("onbekend")],
        [{"partij": "a", "macht": "productie"}, {"partij": "b", "macht": ""}],
        also={"partij": rows.party_names(CASE), "macht": rows.power_names()},
        **more,
    )


@pytest.mark.parametrize(
    ("cell", "kept"), [("a", "a"), ("Alpha", "a"), ("gemeente alpha", "a"), (" BETA ", "b"), ("Gamma", "Gamma"), ("", "")]
)
def test_a_name_becomes_a_party(cell, kept):
    assert table().accept([{"partij": cell, "macht": ""}])[0]["partij"] == kept


@pytest.mark.parametrize(
    ("cell", "kept"),
    [
        ("productie", "productie"),
        ("Blokker", "blokker"),
        ("blokker, productie", "productie, blokker"),
        ("blokker;diffuus", "blokker, diffuus"),
        ("productie en blokker", "productie, blokker"),
        ("productie + blokker", "productie, blokker"),
        ("onbekend", ""),
        ("Niet bekend", ""),
        ("geen", ""),
        ("veel", "veel"),
        ("productie, blokker, diffuus", "productie, blokker, diffuus"),
    ],
)
def test_powers_as_people_write_them(cell, kept):
    assert table().accept([{"partij": "a", "macht": cell}])[0]["macht"] == kept
    assert rows.powers_in(kept) == (tuple(kept.split(", ")) if kept not in ("", "veel") else ())


def test_a_row_for_every_party():
    one = table(each="partij")
    assert one.accept([{"partij": "b", "macht": "diffuus"}, {"partij": "weg", "macht": "blokker"}]) == [
        {"partij": "a", "macht": "productie"},
        {"partij": "b", "macht": "diffuus"},
    ]
    assert one.accept([]) == one.start
    twice = [{"partij": "b", "macht": "diffuus"}, {"partij": "b", "macht": ""}]
    assert one.accept(twice) == twice


def test_every_value_is_accepted_as_it_is():
    one = table(each="partij")
    assert one.accept(one.accept([{"partij": "Beta", "macht": "Diffuus"}])) == one.accept([{"partij": "Beta", "macht": "Diffuus"}])
    with pytest.raises(ValueError, match="Tabel: dit is geen tabel"):
        one.accept("x")
    with pytest.raises(ValueError, match="Haal regels weg"):
        one.accept([{}] * 61)
