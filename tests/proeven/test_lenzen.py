"""Chaos of orde: what one lens shows of the order that another seeks, and how that is told, over the table of states."""

import re
from math import log2
from xml.etree import ElementTree

import pytest

from regiekit.cases import Case, Party, Task, Tie, load_shipped
from regiekit.models.lenses import entropy, expected_conditional_entropy, order_seen
from regiekit.proeven.structuur.lenzen import Lenses, lenses
from tests.proeven.stands import Stand, keyed, stands
from tests.widgets.samples import large

SHOWN, RAW = "Orde die", "Orde zonder"
FIELDS = {"lens": "soort:sector", "sought": "contact"}


def case(sectors, *ties, **more):
    parties = tuple(Party(f"p{i}", name=f"P{i}", sector=s) for i, s in enumerate(sectors))
    return Case(title="t", parties=parties, ties=tuple(Tie(f"p{a}", f"p{b}", "informeel") for a, b in ties), **more)


SQUARE = Case(parties=tuple(Party(f"p{i}", sector="ab"[i % 2], scale=("lokaal", "landelijk")[i // 2]) for i in range(4)))
TASK = case("ababab", tasks=(Task("t", name="Taak", needed=("p3", "p4")),))


def own(name):
    """Each lens on a shipped case shows its own order whole."""
    lenses = [lens for lens, _ in Lenses.controls(load_shipped(name))[0].options]
    return [Stand({"lens": lens, "sought": lens}, {}, {RAW: (0, 1)}, ("zoekt diezelfde indeling",), case=name) for lens in lenses]


test_stands = stands(
    "lenzen",
    *[row for name in ("jeugdhulp", "regio", "warmte") for row in own(name)],
    Stand(
        {"lens": "soort:scale", "sought": "soort:sector"},
        {},
        {SHOWN: (0, 0.0), RAW: 0.0},
        ("geen enkel van die paren bij elkaar.",),
        case=SQUARE,
    ),
    Stand(FIELDS, {}, {SHOWN: (0, 1.0)}, ("Door deze lens ziet u ze allemaal bij elkaar.",), case=case("aabb", (0, 1), (2, 3))),
    Stand(FIELDS, {}, {SHOWN: (0, 0.0), RAW: 1 - (0.75 * log2(3) - 0.5)}, case=case("aaab", (0, 1), (2, 3))),  # chance says as much
    Stand(FIELDS, {}, {SHOWN: 0.0}, case=case("abab", (0, 1), (2, 3))),
    Stand(
        FIELDS, {}, {SHOWN: 0.0, RAW: 1.0}, ("Daarin hoort iedereen bij iedereen",), case=case("aabb", (0, 1), (1, 2), (2, 3))
    ),  # one group
    Stand({"lens": "soort:sector", "sought": "opgave"}, {"letters": {"Taak": "A"}}, case=TASK),
)


@pytest.mark.parametrize(
    ("made", "low", "high", "said"),
    [
        (case("aabb", (0, 1), (2, 3)), 100, 100, "volgt hier precies"),
        (case("abcd", (0, 1), (2, 3)), 0, 0, "elke partij een eigen groep"),
        (case("aabb", (0, 1), (1, 2), (2, 3)), 0, 0, "alle partijen bij één groep"),
        (case("abab", (0, 1), (2, 3)), 0, 0, "staat hier los"),
        (case("aaabbb", (0, 1), (2, 3), (4, 5)), 1, 99, "De rest ziet u pas"),
    ],
)
def test_the_explanation_fits_the_answer(made, low, high, said):
    share = Lenses.answer(made)
    assert low - 0.5 < share < high + 0.5
    assert said in Lenses.explain(made, share)


def test_chance_is_taken_off():
    """Two islands in three fields: most of what small groups seem to say, chance says too."""
    state = Lenses.at(case("aabbbccd", (0, 1), (1, 2), (2, 3), (4, 5), (5, 6), (6, 7)).with_changes(director="p7"), **FIELDS)
    raw, chance = order_seen(*state.both), 1 - expected_conditional_entropy(*state.both) / entropy(state.both[0])
    assert state.raw == raw
    assert state.share == pytest.approx((raw - chance) / (1 - chance))
    assert state.share < state.raw


def test_another_lens_is_another_headline():
    made = case("aabb", (0, 1), (2, 3), (1, 2))
    same = Lenses.at(made, lens="soort:sector", sought="soort:sector").headline()
    nothing = Lenses.at(made, **FIELDS).headline()
    whole = Lenses.at(case("aabb", (0, 1), (2, 3)), **FIELDS).headline()
    none = Lenses.at(case("abab", (0, 1), (2, 3)), **FIELDS).headline()
    assert len({same, nothing, whole, none}) == 4


@pytest.mark.parametrize(
    ("made", "title"),
    [
        (load_shipped("jeugdhulp"), "Zoals het nu is: ieder in de eigen sector"),
        (load_shipped("regio"), "Zoals het nu is: ieder met zijn gelijken"),
        (case("aabb"), "per vakgebied"),
    ],
)
def test_the_question_names_the_present_structure(made, title):
    assert f"‘{title}’" in Lenses.guess(made).help


@pytest.mark.parametrize(
    ("party", "pieces"), [("p2", ("staat P2 alleen", "P3 bij; die staat")), ("p0", ("staat P0 bij P1", "ook hier bij"))]
)
def test_who_is_where(party, pieces):
    said = Lenses.at(case("aabc", (0, 1), (2, 3)), **FIELDS).pick(party)
    assert all(piece in said for piece in pieces)


def test_who_stands_alone_needs_no_letter():
    state = Lenses.at(TASK, lens="soort:sector", sought="opgave")
    texts = [e.text for e in ElementTree.fromstring(state.svg()).iter() if e.text]
    assert {"A = Taak", "zonder letter = staat alleen"} <= set(texts)
    assert not any("los:" in text or text == "B" for text in texts)
    assert texts.count("A") == 2
    assert [k for k in keyed(state) if k.startswith("n:")] == [f"n:p{i}" for i in range(6)]


def test_every_group_has_a_letter_of_its_own():
    letters = list(Lenses.at(Case(**large(40)), sought="soort:sector").letters.values())
    assert len(set(letters)) == len(letters) > 26
    assert all(re.fullmatch("[A-Z]+", letter) for letter in letters)


def test_what_a_case_needs():
    assert "minstens twee sectoren" in Lenses.ready(case("aa"))
    assert Lenses.ready(case("ab")) is None


@pytest.mark.parametrize("name", ["jeugdhulp", "regio", "warmte"])
def test_the_reason_in_the_headline_is_so(name):
    """A lens may show little though most pairs stand together, in large groups; and much though few do, in small ones."""
    case = load_shipped(name)
    every = [Lenses(case, lens=a, sought=b) for a in lenses(case) for b in lenses(case) if a != b]
    for state in [s for s in every if not s.nothing]:
        there, belong, other = state.pairs
        apart = "staan meestal uit elkaar" in state.headline()
        beside = "die bij elkaar horen, staan meestal ook bij elkaar" in state.headline()
        assert not (apart and 2 * there >= belong)
        assert not (beside and 2 * there < belong)
        assert there > other or "die u bij elkaar ziet, horen meestal" not in state.headline()
