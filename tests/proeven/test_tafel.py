"""Wie zit er aan tafel: the 2×2 of the case, the table, and what the director could send."""

import pytest

from regiekit.cases import Case, Party, Representative, load_shipped
from regiekit.proeven.proces.tafel import CELLS, Representatives, start_rows
from tests.proeven.stands import Stand, keyed, stands

SIMPLE, MANDATE, SCALE_UP, NO_CHANCE = "Past zo", "Mandateren", "Opschalen", "Zo lukt het niet"
MOST = "meerderheid"


def table(**seats):
    """A case with a party per seat: (level, mandate, commitment), or None where nobody is known."""
    parties = [Party(k, name=k.upper() + k, representative=Representative("functie", *seat) if seat else None) for k, seat in seats.items()]
    return Case("Tafel", parties=tuple(parties), director="a")


FIVE = table(
    a=("management", "beperkt", False),
    b=("management", "beperkt", True),
    c=("uitvoerend", "geen", False),
    d=("bestuurlijk", "volledig", True),
    e=("uitvoerend", "beperkt", True),
)
BOUND = table(a=("management", "beperkt", True), b=("uitvoerend", "beperkt", True))
HALF = table(a=("management", "beperkt", True), b=None)
NO_HEAD = table(a=None, b=("management", "beperkt", True))


def rows(case, party, **cells):
    """The table of a case with some cells of a party changed."""
    return {"rows": [row | cells if row["partij"] == party else row for row in start_rows(case)]}


test_stands = stands(
    "tafel",
    Stand(
        {},
        {"cells": {"a": "mandate", "b": "simple", "c": "no_chance", "d": "scale_up", "e": "simple"}, "moved": []},
        {SIMPLE: (2, 2), MANDATE: 1, SCALE_UP: 1, NO_CHANCE: 1},
        (
            "Aa stuurt iemand met een beperkt mandaat.",
            "Alleen wie namens Bb of Ee komt, heeft hetzelfde mandaat en mag toezeggen.",
            "De drie andere mensen aan tafel hebben een ander mandaat of mogen niets toezeggen. Voor één van hen geldt allebei.",
            "Stuurt Aa iemand die wel mag toezeggen, dan passen er drie bij elkaar, die persoon meegeteld.",
        ),
        case=FIVE,
    ),
    Stand({"by": "niveau"}, {"standard": (1,)}, {SCALE_UP: 2}, case=FIVE),
    Stand({"by": "niveau", "against": MOST}, {"standard": (1,), "swaps": {}}, case=FIVE),  # two levels both twice: the highest
    Stand(
        {"by": "beide", "against": MOST},
        {"standard": (1, 1), "swaps": {}},
        {SIMPLE: 1},
        ("Managementniveau en een beperkt mandaat komen samen aan deze tafel het vaakst voor",),
        case=FIVE,
    ),
    Stand(rows(FIVE, "c", mandaat="beperkt", bindt="ja"), {"moved": ["c"]}, {SIMPLE: (2, 3)}, case=FIVE),
    Stand(rows(FIVE, "b", mandaat="heel veel"), {"moved": ["b"]}, {SIMPLE: (2, 1)}, notes={"rows": "‘heel veel’ bij Bb"}, case=FIVE),
    Stand(rows(FIVE, "b", partij="e"), {}, notes={"rows": "‘e’ staat dubbel", "by": ""}, case=FIVE),
    Stand(
        {"rows": [row | {"partij": "<x>"} for row in start_rows(FIVE)]}, {"seats": {}}, notes={"rows": "‘<x>’ is geen partij"}, case=FIVE
    ),
    Stand({}, {}, {SIMPLE: 2}, ("U hoeft dus niemand te vragen",), {"rows": ""}, case=BOUND),
    Stand(
        {},
        {"unknown": ["b"]},
        {SIMPLE: 1},
        ("De vertegenwoordiger die bekend is",),
        silent=("vertegenwoordigers passen",),
        case=HALF,
    ),
    Stand(rows(HALF, "b", niveau="uitvoerend", mandaat="beperkt"), {"unknown": ["b"]}, case=HALF),
    Stand(rows(HALF, "b", niveau="uitvoerend", mandaat="beperkt", bindt="ja"), {"unknown": []}, {SIMPLE: (1, 2)}, case=HALF),
    Stand({}, {"cells": {}, "standard": None}, {SIMPLE: 0}, ("Wie er namens Aa aan tafel zit",), case=NO_HEAD),
    Stand({"against": MOST}, {"cells": {"b": "simple"}}, {SIMPLE: 1}, case=NO_HEAD),
)


def test_what_it_takes():
    state, level, both = (Representatives.at(FIVE, by=by) for by in ("mandaat", "niveau", "beide"))
    pieces = (
        "Mandateren:",
        "Past zo: hetzelfde mandaat",
        "vraag iemand met dat mandaat. En",
        "mag meer dan iemand met een beperkt mandaat",
    )
    for party, piece in zip("abcd", pieces, strict=True):
        assert piece in state.pick(party)
    assert [row[-1] for row in state.tables()[0].rows] == [CELLS[state.cells[key]][2] for key in "abcde"]
    assert "zit hoger dan managementniveau" in level.pick("d")
    assert "zit lager dan managementniveau en een beperkt mandaat" in both.pick("e")
    apart = table(a=("management", "beperkt", True), b=("bestuurlijk", "geen", True))
    assert "elk een andere kant op" in Representatives.at(apart, by="beide").pick("b")


#: Seats -> what is said of those that do not fit: each kind of lack alone, one that all have, both for all.
LACKS = {
    (("management", "geen", True), ("management", "geen", True)): "De twee andere mensen aan tafel hebben een ander mandaat.",
    (("management", "geen", True), ("management", "geen", False), ("management", "geen", False)): (
        "De drie andere mensen aan tafel hebben een ander mandaat, en twee van hen mogen ook niets toezeggen."
    ),
    (("management", "beperkt", False), ("management", "geen", False)): (
        "De twee andere mensen aan tafel mogen niets toezeggen, en één van hen heeft ook een ander mandaat."
    ),
    (("management", "geen", False), ("management", "geen", False)): (
        "De twee andere mensen aan tafel mogen niets toezeggen en hebben een ander mandaat."
    ),
    (("management", "geen", True), ("management", "beperkt", False)): (
        "De twee andere mensen aan tafel hebben een ander mandaat of mogen niets toezeggen."
    ),
    (("management", "geen", False),): "Eén persoon aan tafel mag niets toezeggen en heeft een ander mandaat.",
}


@pytest.mark.parametrize("others", LACKS)
def test_what_is_lacking_adds_up(others):
    """How many lack the one, how many the other and how many both is never more than there are."""
    case = table(a=("management", "beperkt", True), **dict(zip("bcd", others, strict=False)))
    assert LACKS[others] in Representatives.at(case).words()


def test_who_is_the_only_one_that_fits_is_not_counted_as_one_of_the_others():
    case = table(a=("management", "beperkt", True), b=("management", "geen", True), c=("management", "beperkt", False))
    state = Representatives.at(case)
    assert state.headline().startswith("Alleen de vertegenwoordiger van de regisseur past")
    assert "Alleen wie namens Aa" not in state.words()


def test_another_than_who_sits_may_bring_more():
    case = table(a=("management", "beperkt", False), b=("management", "volledig", True), c=("management", "volledig", True))
    assert "Stuurt Aa iemand met een volledig mandaat die mag toezeggen, dan passen er drie bij elkaar" in Representatives.at(case).words()


def test_what_the_director_could_send():
    could = {name: counts["simple"] for name, counts in Representatives.at(FIVE).swaps.items()}
    assert could == {"geen mandaat": 1, "een beperkt mandaat": 3, "een volledig mandaat": 2}
    assert len(Representatives.at(FIVE, by="beide").swaps) == 9


def test_the_prediction():
    assert Representatives.answer(FIVE) == 2
    assert "nog niet bekend" in Representatives.explain(NO_HEAD, 0)


def test_the_headline_tells_another_point_where_there_is_another():
    none = rows(FIVE, "b", bindt="nee")["rows"]
    none = [row | {"bindt": "nee"} if row["partij"] == "e" else row for row in none]
    sent = rows(FIVE, "a", bindt="ja")
    states = [Representatives.at(FIVE, **one) for one in ({}, {"against": MOST}, {"rows": none}, sent)]
    states += [Representatives.at(BOUND), Representatives.at(HALF), Representatives.at(NO_HEAD)]
    said = [state.headline() for state in states]
    assert len(set(said)) == len(said)
    assert said[0].endswith("hebben hetzelfde mandaat als de regisseur en mogen toezeggen. De regisseur zelf mag dat niet.")
    assert said[2].startswith("Niemand past")
    assert "meer dan eerst" in said[3]
    assert not any(name in said[5] + said[6] for name in ("Aa", "Bb"))


@pytest.mark.parametrize("case", [FIVE, HALF, NO_HEAD])
def test_the_picture_tells_the_same(case):
    state = Representatives.at(case)
    drawn = keyed(state)
    assert {k[2:] for k in drawn if k.startswith("n:")} == set(case.party_keys)
    assert ("z:onbekend" in drawn) == bool(state.unknown)
    for key in case.party_keys:
        assert (f"{case.party(key).called}: nog niet bekend" in drawn[f"n:{key}"][0]["aria-label"]) == (key in state.unknown)


@pytest.mark.parametrize(("pasted", "kept"), [("Ja", "ja"), ("waar", "ja"), ("x", "ja"), ("nee", "nee"), ("N", "nee")])
def test_commitment_as_people_write_it(pasted, kept):
    assert Representatives.at(FIVE, **rows(FIVE, "b", bindt=pasted)).rows[1]["bindt"] == kept


def test_the_plan_says_what_is_measured_against_and_who_is_above_it():
    """Overhaven sends a member of the board: nobody is to ask that organisation for a higher one."""
    state = Representatives.at(load_shipped("jeugdhulp"))
    assert state.report().startswith("Gemeten aan de regisseur (een beperkt mandaat) passen er drie van de vijftien mensen:")
    assert "drie hebben een hoger mandaat" in state.report()
    assert state.report().endswith("Bij drie van hen, die meer mogen, moeten juist de anderen opschalen.")
    above = {key for key in state.inside("scale_up") if state.seats[key].mandate > state.sent.mandate}
    assert len(above) == 3
    told = {key[2:]: found[0]["aria-label"] for key, found in keyed(state).items() if key.startswith("n:")}
    assert {key for key, name in told.items() if name.endswith(": hoger dan de maat")} == above
    assert not any("opschalen" in name for name in told.values())
    # who is below is to be replaced by a higher one, and that is said of nobody else
    low = Representatives.at(table(a=("management", "beperkt", True), b=("management", "geen", True), c=("management", "beperkt", False)))
    assert "één heeft een lager mandaat" in low.report()
    assert "opschalen" not in low.report()
    assert [low.aside(key) for key in "ab"] == ["", "lager dan de maat"]
    apart = Representatives.at(table(a=("management", "beperkt", True), b=("bestuurlijk", "geen", True)), by="beide")
    assert apart.aside("b") == ""
    assert Representatives.at(BOUND).report() == "Gemeten aan de regisseur (een beperkt mandaat) past iedereen."
    assert "past iedereen van wie dat bekend is" in Representatives.at(HALF).report()


@pytest.mark.parametrize("name", ["jeugdhulp", "regio", "warmte"])
@pytest.mark.parametrize("by", ["mandaat", "niveau", "beide"])
@pytest.mark.parametrize("against", ["regisseur", MOST])
def test_no_sentence_of_the_plan_is_long(name, by, against):
    said = Representatives.at(load_shipped(name), by=by, against=against).report()
    assert all(len(one.split()) <= 25 for one in said.split(". ")), said
