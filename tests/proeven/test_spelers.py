"""Wie kan dragen, wie kan stoppen: the table, what follows from it, the map, and what cannot be read."""

from xml.etree import ElementTree

import pytest

from regiekit.cases import Case, Party, load_shipped
from regiekit.cases.reading import assumed
from regiekit.proeven.proces.spelers import DRAWS, SEED, Players, band, start_rows
from regiekit.widgets.say import some
from tests.proeven.stands import Stand, stands

CHANCE, STOP, FOR, AGAINST = "Kans dat", "Partijen die het in", "Partijen die voor", "Partijen die tegen"


def of(*parties):
    return assumed(Case("Spelers", parties=parties, director=parties[0].key))


FOUR = of(
    Party("a", name="Aaa", size=4, position="voor", power=("productie",)),
    Party("b", name="Bbb", size=3, position="afwachtend", power=("productie",), replaceable=True),
    Party("c", name="Ccc", size=2, position="tegen", power=("blokker",)),
    Party("d", name="Ddd", size=3, position="afwachtend", power=("diffuus",)),
)
FIVE = of(*(Party(f"p{i}", name=f"P{i}", size=1 + i, position="voor", power=("productie",)) for i in range(5)))
BARE = of(Party("a", name="Aaa", position="voor"), Party("b", name="Bbb", position="tegen", power=("blokker",)))
COIN = Players.at(FOUR).chance


def rows(**changes):
    """The table of the four with one cell per party changed: party -> (column, value)."""
    return {"rows": [row | dict([changes[row["partij"]]] if row["partij"] in changes else []) for row in start_rows(FOUR)]}


test_stands = stands(
    "spelers",
    Stand(
        {},
        {"weights": {"a": 4, "b": 3, "c": 0, "d": 3}, "quota": 5, "missing": ["b", "c"], "alone": ["c"]},
        {CHANCE: (COIN, COIN), STOP: 1, FOR: 1, AGAINST: 1},
        (
            "Ccc moet ja zeggen, anders gaat het plan niet door.",
            "Het plan uitvoeren vraagt 5 punten productiemacht; de voorstanders hebben er 4. Zij moeten Ccc meekrijgen, en daarnaast minstens één andere partij.",
            "Niemand kan Ccc vervangen.",
        ),
        {"rows": "", "share": ""},
        case=FOUR,
    ),
    Stand({"weigh": "gelijk"}, {"weights": {"a": 1, "b": 1, "c": 0, "d": 1}, "quota": 2}, case=FOUR),
    Stand(
        rows(c=("macht", "")),
        {"alone": []},
        {CHANCE: (COIN, 2 * COIN), STOP: (1, 0)},
        ("Zonder uw wijzigingen in de tabel lukt het plan 19 van de 100 keer", "vraagt 5 punten"),
        case=FOUR,
    ),
    Stand(rows(c=("positie", "voor")), {}, {FOR: (1, 2), AGAINST: (1, 0)}, case=FOUR),
    Stand(rows(a=("positie", "misschien")), {}, {FOR: 1}, notes={"rows": "‘misschien’ bij Aaa"}, case=FOUR),
    Stand(rows(d=("partij", "a")), notes={"rows": "‘a’ staat dubbel in de tabel; niet in de tabel: Ddd"}, case=FOUR),
    Stand(
        {"weigh": "gelijk", "share": 100},
        {"alone": [f"p{i}" for i in range(5)]},
        {CHANCE: 2**-5},
        ("Vijf partijen moeten elk ja zeggen, want alle 5 punten productiemacht zijn nodig", "en de voorstanders hebben er 5."),
        case=FIVE,
    ),
    Stand({}, {"now": None, "missing": []}, {CHANCE: 0, STOP: 0, FOR: 1}, ("Dan kan niemand iets maken",), case=BARE),
)


def test_replaceable_and_unique_differ_in_what_is_lost_only():
    at, unique = (state.now for state in (Players.at(FOUR), Players.at(FOUR, **rows(b=("uniek", "uniek")))))
    assert unique.loss[1].mean > at.loss[1].mean
    assert (unique.prevent, unique.carry, unique.act) == (at.prevent, at.carry, at.act)
    assert Players.at(FOUR, taken_over=0).now.loss[1] == unique.loss[1]


def test_who_cannot_be_replaced_is_said_and_who_can_is_not():
    assert "Niemand kan Ccc vervangen" in Players.at(FOUR).words()
    handed = Players.at(FOUR, **rows(c=("uniek", "vervangbaar")))
    assert handed.now.loss[2].mean < 1
    assert "vervangen" not in handed.words()
    idle = handed.but(taken_over=0)  # somebody could, and does nothing
    assert idle.now.loss[2].mean == 1
    assert "vervangen" not in idle.words()


def test_where_all_is_needed_the_headline_says_that_this_is_why_each_can_stop_it():
    said = Players.at(FIVE, weigh="gelijk", share=100).headline()
    assert said == (
        "Nu alle productiemacht nodig is, kunnen vijf partijen elk het plan tegenhouden. Beslist het toeval, dan lukt het plan 3 van de 100 keer."
    )


def test_diffuse_power_is_a_range_and_the_draws_are_stated():
    state = Players.at(FOUR)
    assert state.now.draws == 200
    assert state.now.carry[3].low < state.now.carry[3].high
    told = state.words() + state.report() + state.pick("d") + state.tables()[0].caption
    assert not any(word in told for word in ("startgetal", "loting", "geloot"))
    assert (Players.reckoned["trekkingen"], Players.reckoned["startgetal"]) == (str(DRAWS), SEED)


def test_nobody_can_make_anything():
    state = Players.at(BARE)
    assert state.pick("b") == "Bbb: tegen, blokkermacht, uniek."
    assert state.tables()[0].rows[1] == ("Bbb", "tegen, blokkermacht, uniek")
    assert Players.answer(BARE) == 0
    assert "Dan kan niemand iets maken" in Players.explain(BARE, 0)
    assert "staat nog niet vast" in state.report()


def test_a_pasted_name_or_another_order_of_powers_is_understood():
    pasted = [
        {"partij": "bbb", "positie": "TEGEN", "macht": "Blokker en productie", "uniek": "Uniek"},
        {"partij": "a", "positie": "voor", "macht": "diffuus", "uniek": "uniek"},
    ]
    state = Players.at(FOUR, rows=pasted)
    row = {r["partij"]: r for r in state.rows}
    assert list(row) == ["a", "b", "c", "d"]  # who is lacking, or came later, has a row of its own
    assert row["b"] == {"partij": "b", "positie": "tegen", "macht": "productie, blokker", "uniek": "uniek"}
    assert (row["a"]["macht"], row["d"]["macht"]) == ("diffuus", "diffuus")
    assert state.note("rows") == ""


@pytest.mark.parametrize("case", ["jeugdhulp", "regio", "warmte"])
def test_the_shipped_cases_are_not_trivial(case):
    state = Players.at(load_shipped(case))
    assert 0 < state.chance < 0.3
    assert 1 <= len(state.alone) < len(state.case.parties) / 2
    assert state.missing


@pytest.mark.parametrize(
    ("power", "row"),
    [
        ((), ()),
        (("diffuus",), ("diffuus",)),
        (("diffuus", "blokker"), ("blokker",)),
        (("blokker", "productie"), ("productie", "blokker")),
        (("productie", "diffuus"), ("productie",)),
    ],
)
def test_what_is_sure_comes_before_diffuse_power(power, row):
    assert band(power) == row


def test_replaceable_is_dashed_and_indispensable_is_marked():
    parties = {g.get("data-key"): list(g) for g in ElementTree.fromstring(Players.at(FOUR).svg()).iter() if g.get("data-pick")}
    assert [k for k, parts in parties.items() if any(e.get("stroke-dasharray") for e in parts)] == ["n:b"]
    assert [k for k, parts in parties.items() if any(e.text == "!" for e in parts)] == ["n:c"]
    assert "Ccc: tegen, blokkermacht, uniek" in Players.at(FOUR).svg("")


def test_positions_that_nobody_has_are_not_counted():
    assert Players.at(FIVE).report().startswith("Alle vijf partijen zijn voor.")
    assert Players.at(BARE).report().startswith("Van de twee partijen is er één voor en één tegen.")


def test_a_long_list_is_cut():
    assert [some(names, 5) for names in ("abc", "abcdef", "abcdefgh")] == ["a, b en c", "a, b, c, d, e en f", "a, b, c, d, e en 3 andere"]


@pytest.mark.parametrize(
    ("change", "share", "says"),
    [
        ({"c": ("macht", "productie, blokker")}, 60, "Krijgen zij Ccc mee, dan hebben ze genoeg."),
        ({"c": ("macht", "")}, 60, "hebben er 4. Zij moeten nog minstens één andere partij meekrijgen."),
        ({"c": ("positie", "voor")}, 60, "hebben er 4. Zij moeten nog minstens één andere partij meekrijgen."),
    ],
)
def test_who_must_come_along_beside_those_who_can_stop_it_is_counted_apart(change, share, says):
    assert says in Players.at(FOUR, share=share, **rows(**change)).words()


@pytest.mark.parametrize(
    ("case", "has", "needed", "all_of_it", "more"), [("jeugdhulp", 12, 18, 30, 2), ("regio", 10, 15, 25, 1), ("warmte", 16, 20, 33, 5)]
)
def test_diffuse_power_is_not_counted_as_production_power(case, has, needed, all_of_it, more):
    """Counted by hand from the case; where all of it is needed, who has any is who must say yes, beside who has a veto."""
    parties, state = load_shipped(case).parties, Players.at(load_shipped(case))
    sure = {p.key: p.size for p in parties if "productie" in p.power}
    assert sum(sure.values()) == all_of_it
    assert (
        f"vraagt {needed} punten productiemacht; de voorstanders hebben er {has}, en nog hoogstens {more} aan diffuse macht"
        in state.words()
    )
    whole = state.but(share=100)
    assert set(whole.alone) == {*sure, *whole.blockers}
    assert whole.quota == all_of_it
    assert f"alle {all_of_it} punten" in whole.words() or len(whole.alone) == len(whole.blockers)


def test_where_there_is_diffuse_power_only_it_is_not_called_production_power():
    case = of(Party("a", size=2, position="voor", power=("diffuus",)), Party("b", size=3, position="tegen", power=("diffuus",)))
    state = Players.at(case)
    assert (state.quota, state.missing) == (3, ["b"])
    assert "vraagt 3 punten diffuse macht; de voorstanders hebben er 2. Zij" in state.words()
    assert "productiemacht" not in state.words()
