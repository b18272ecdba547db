"""Who is most, first or least: a sentence names all who are equal, counts more than three, and names nobody when all are equal."""

import re
from itertools import combinations, pairwise

import pytest

from regiekit.cases import Case, Claim, Issue, Party, Representative, Route, StructureOption, Task, Tie, View
from regiekit.cases.reading import assumed
from regiekit.widgets.declaration import proef_class
from regiekit.widgets.say import foremost, leading, network, number_word
from tests.widgets.samples import PROEVEN, values

MOST = re.compile(
    r"\b(vaakst|meeste?|minste?|minder dan|grootste?|zwaarste?|langste?|hoogste?|laagste?|slechtste?|verste?|sterkste?|eerste|beste|vooral|verder wil|evenveel|even)\b",
    re.IGNORECASE,
)
NAMES = ("Noord", "Zuid", "Oost", "West", "Berg", "Dal", "Bos", "Hei", "Duin", "Wad")
SEATED = Representative(role="lid", level="management", mandate="beperkt", commitment=True)


def equals(names, kinds, director=""):
    """A case of parties that are alike per kind, with everything known; each kind has as much to do with each other kind."""
    keys = [name.lower() for name in names]
    looks = {
        0: {"size": 3, "position": "tegen", "power": ("blokker",), "values": {"snelheid": 5.0, "rust": 1.0}},
        1: {"size": 2, "position": "afwachtend", "power": ("diffuus",), "values": {"snelheid": 1.0, "rust": 5.0}},
    }
    parties = tuple(
        Party(key, name=name, short=name, kind="instelling", sector=f"vak {kind}", scale="lokaal", replaceable=False, representative=SEATED,
              interests=("rust",), **looks[kind])
        for key, name, kind in zip(keys, names, kinds, strict=True)
    )  # fmt: skip
    ring = list(pairwise([*keys, keys[0]]))
    return Case(
        title="Gelijken",
        director=director,
        parties=parties,
        ties=tuple(Tie(a, b, "informatie", 1.0, False) for a, b in combinations(keys, 2)),
        tasks=tuple(Task(f"t{i}", name=f"Taak {i}", needed=tuple(keys), claims=tuple(Claim(key, "mede") for key in keys)) for i in range(3)),
        issues=tuple(
            Issue(f"k{i}", name=f"Kwestie {i}", gains={k: 1.0 + kind for k, kind in zip(keys, kinds, strict=True)}) for i in range(2)
        ),
        routes=tuple(Route(pair, 10, "hoog") for pair in (*ring, *[pair[::-1] for pair in ring])),
        structures=(
            StructureOption("nu", name="Nu", status="huidig", pros=("a",), cons=("b",), units={"Ene": tuple(keys[::2]), "Andere": tuple(keys[1::2])}),
            StructureOption("dan", name="Dan", status="nieuw", pros=("a",), cons=("b",), units={"Al": tuple(keys)}),
        ),
        views=tuple(View(a, b, "voor", ("productie",)) for a in keys for b in keys if a != b),
    )  # fmt: skip


CASES = {
    "tien": (equals(NAMES, (0,) * 10), [NAMES]),
    "een regisseur en negen": (equals(NAMES, (0,) * 10, "noord"), [NAMES[1:]]),
    "twee paren": (equals(NAMES[:4], (0, 1, 0, 1)), [(NAMES[0], NAMES[2]), (NAMES[1], NAMES[3])]),
}


def stands(key, case):
    """The state at the start, and those with one setting changed."""
    proef = proef_class(key)
    yield proef.at(case)
    for control in proef.controls(proef.reads(case)):
        for value in values(control, 4)[:4]:
            yield proef.at(case, **{control.key: value})


def texts(state):
    """All it says in sentences."""
    proef, case = type(state), state.case
    yield state.words()
    yield state.report()
    answered = [card.key for card in proef.cards(case) if all(state.settings[key] is not None for key in card.controls)]
    for key in (*state.settings, *answered):
        yield state.note(key)
    answer = proef.answer(case)
    yield proef.explain(case, answer) if answer is not None else ""
    for table in state.tables():
        yield from (str(cell) for row in table.rows for cell in row[1:])


def chosen(state):
    """The parties that a setting sets apart from their equals."""
    start = type(state).at(state.case).settings
    rows = [value for key, value in state.settings.items() if isinstance(value, list) and (value != start[key] or len(value) < 3)]
    return {value for value in state.settings.values() if isinstance(value, str)} | {x for row in rows for one in row for x in one.values()}


def wrong(state, groups):
    """The sentences that name one of a group of equals with a superlative, and not all."""
    apart = {name for name in NAMES if name.lower() in chosen(state)}
    for sentence in (one for text in texts(state) for one in re.split(r"(?<=[.?!;])\s", text)):
        for group in groups if MOST.search(sentence) and not re.search(r"en nog \d", sentence) else ():  # that says how many
            there = {name for name in group if re.search(rf"\b{name}\b", sentence)} - apart
            if there and there != set(group) - apart:
                yield sentence


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("key", PROEVEN)
def test_of_equals_all_are_named_or_none(key, name):
    case, groups = CASES[name]
    assert assumed(case) == case, "all that a proef may ask is known"
    if proef_class(key).ready(proef_class(key).reads(case)):
        pytest.skip("this case lacks what the proef needs")
    assert not [sentence for state in stands(key, case) for sentence in wrong(state, groups)]


@pytest.mark.parametrize("name", CASES)
def test_of_the_network_nobody_stands_out(name):
    said = network(CASES[name][0])
    assert "Alle partijen hebben evenveel contacten: elk met" in said
    assert not any(party in said.replace("De regisseur is Noord.", "") for party in NAMES)


def test_who_has_most_contacts():
    parties = tuple(Party(name.lower(), name=name) for name in NAMES)

    def said(*pairs):
        return network(Case(parties=parties, ties=tuple(Tie(NAMES[a].lower(), NAMES[b].lower()) for a, b in pairs)))

    assert "De meeste contacten heeft Noord: met 2 andere partijen. Nog" in said((0, 1), (0, 2))
    assert "De meeste contacten hebben Noord en Zuid: elk met 1 andere partij. Nog" in said((0, 1))
    assert "De meeste contacten hebben vier partijen: elk met 1 andere partij. Nog" in said((0, 1), (2, 3))
    assert "contacten" not in said()


SAID = "Het vaakst [wordt|worden] {} overstemd: [|elk ]3 keer."


@pytest.mark.parametrize(
    ("scores", "sentence"),
    [
        ({"a": 1, "b": 3, "c": 2}, "Het vaakst wordt A overstemd: 3 keer.".replace("A", "B")),
        ({"a": 3, "b": 1, "c": 3}, "Het vaakst worden A en C overstemd: elk 3 keer."),
        ({"a": 3, "b": 1, "c": 3 - 1e-12}, "Het vaakst worden A en C overstemd: elk 3 keer."),
        ({"a": 3, "b": 1, "c": 3, "d": 3}, "Het vaakst worden A, C en D overstemd: elk 3 keer."),
        ({"a": 3, "b": 1, "c": 3, "d": 3, "e": 3}, "Het vaakst worden vier partijen overstemd: elk 3 keer."),
        ({"a": 3, "b": 3}, "Alle even vaak."),
        ({"a": 3}, "Het vaakst wordt A overstemd: 3 keer."),
        ({}, ""),
    ],
)
def test_the_sentence(scores, sentence):
    assert foremost(scores, str.upper, SAID, "Alle even vaak.") == sentence


def test_what_is_written_stays_as_it_is():
    hostile = "[a|b] {} \\1"
    assert foremost({hostile: 1, "b": 0}, str, "Het meest [geeft|geven] {}.") == f"Het meest geeft {hostile}."


def test_one_of_many():
    many = dict.fromkeys("abcd", 1) | {"e": 0}
    assert foremost(many, str, "Kies {}.", many="één van {} kwesties", last="of") == "Kies één van vier kwesties."
    assert foremost({"a": 1, "b": 1, "c": 0}, str, "Kies {}.", last="of") == "Kies a of b."


@pytest.mark.parametrize(("gap", "keys"), [(0.019, ["a", "b"]), (0.021, ["a"])])
def test_what_is_drawn_by_lot_is_equal_within_its_margins(gap, keys):
    scores = {"a": 0.4, "b": 0.4 - gap, "c": 0.1}
    assert leading(scores, str, margins=dict.fromkeys(scores, 0.01))[0] == keys


def test_a_number_in_words():
    assert [number_word(n) for n in (1, 4, 20, 21)] == ["één", "vier", "twintig", "21"]
