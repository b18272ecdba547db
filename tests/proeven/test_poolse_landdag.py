"""Poolse landdag: how often a proposal passes and who is overruled, under each rule, over the table of states."""

import math

import pytest

from regiekit.cases import Case, Party, load_shipped
from regiekit.plots.style import ACCENTS
from regiekit.proeven.structuur.poolse_landdag import ZONES, DecisionRule, pass_, proposals
from tests.proeven.stands import Stand, keyed, stands

CHANCE, OVERRULED, BLOCKED = "Kans op een besluit", "Overstemde", "Hoe vaak"


def table(*positions, block=()):
    return Case(
        title="Stemmen", parties=tuple(Party(p, name=p, position=at, power=("blokker",) if p in block else ()) for p, at in positions)
    )


def five(quota):
    """Five equal chances make a binomial."""
    chance = sum(math.comb(5, k) * 0.9**k * 0.1 ** (5 - k) for k in range(quota, 6))
    return Stand({"quota": quota}, {"passing": chance}, {CHANCE: (0.9**5, chance)}, case=table(*[(p, "voor") for p in "abcde"]))


FOUR = table(("a", "voor"), ("b", "voor"), ("c", "tegen"), ("d", "afwachtend"))
THREE = table(("a", "voor"), ("b", "tegen"), ("c", "tegen"), block="bc")
SAME = table(("a", "voor"), ("b", "tegen"), ("c", "tegen"), block="a")
TWO = table(("a", "voor"), ("b", "afwachtend"))

test_stands = stands(
    "poolse_landdag",
    Stand({}, {"quota": 12, "waiting": 60, "decider": ""}),
    *map(five, range(1, 6)),
    Stand({"quota": 4, "waiting": 40}, {}, {CHANCE: 0.9 * 0.9 * 0.25 * 0.4, OVERRULED: (0, 0.0), BLOCKED: 0.0}, ("Niemand",), case=FOUR),
    Stand(
        {"decider": "a"},
        {"overruled": {"a": 0.0, "b": 0.675, "c": 0.675}},
        {CHANCE: (0.9 * 0.25**2, 0.9), OVERRULED: (0, 2 * 0.75), BLOCKED: (0, 0.675)},
        ("a beslist alleen", "overkomt b en c het vaakst: elk bij", "blokkeren is voor elk van hen mogelijk"),
        case=THREE,
    ),
    Stand({"decider": "c"}, {}, {BLOCKED: 0.25 * 0.1}, ("overkomt b het vaakst",), silent=("blokkeren",), case=SAME),
    Stand({"quota": 2, "waiting": 30}, {}, {CHANCE: 0.27}, ("alle partijen moeten", "27 van de 100 voorstellen halen"), case=TWO),
    Stand({"quota": 2, "waiting": 0}, {}, {CHANCE: 0.0}, ("geen enkel voorstel haalt", "Niemand wordt overstemd"), case=TWO),
    Stand({"quota": 1, "waiting": 0}, {}, {CHANCE: 0.9, OVERRULED: 1.0}, ("1 van de 2 partijen moet ",), silent=("blokkeren",), case=TWO),
)


@pytest.mark.parametrize(
    ("chance", "sentence"),
    [
        (0, "geen enkel voorstel haalt"),
        (0.0006, "minder dan 1 van de 100 voorstellen haalt"),
        (0.01, "1 van de 100 voorstellen haalt"),
        (0.13, "13 van de 100 voorstellen halen"),
        (0.99, "99 van de 100 voorstellen halen"),
        (0.9996, "meer dan 99 van de 100 voorstellen halen"),
        (1, "alle voorstellen halen"),
    ],
)
def test_a_chance_as_a_sentence(chance, sentence):
    assert f"{proposals(chance)} {pass_(chance)}" == sentence


@pytest.mark.parametrize(
    ("settings", "start", "overruled"),
    [
        ({"decider": "a"}, "Beslist a alleen, dan halen", True),
        ({"quota": 3}, "Moeten alle partijen instemmen", False),
        ({"quota": 1}, "Moet één van de 3 partijen instemmen", True),
        ({"quota": 2}, "Moeten 2 van de 3 partijen instemmen", True),
    ],
)
def test_the_report(settings, start, overruled):
    said = DecisionRule.at(THREE, **settings).report()
    assert said.startswith(start)
    assert ("worden b en c overstemd. De uitvoering blokkeren" in said, "Niemand" in said) == (overruled, not overruled)


@pytest.mark.parametrize(("quota", "decider", "all_block"), [(4, "", True), (3, "", False), (4, "a", False)])
def test_who_is_chosen(quota, decider, all_block):
    said = DecisionRule.at(FOUR, quota=quota, decider=decider, waiting=40).pick("d")
    assert said.startswith("d (afwachtend) stemt in dit denkmodel in met 40 van de 100 voorstellen")
    assert ("elk besluit tegenhouden" in said) == all_block


def test_the_prediction_and_an_answer_that_would_be_rounded_to_nothing():
    assert DecisionRule.answer(FOUR) == pytest.approx(100 * 0.9 * 0.9 * 0.25 * 0.6)
    many, friends = load_shipped("jeugdhulp"), table(("a", "voor"), ("b", "voor"))
    assert 0 < DecisionRule.answer(many) < 0.5
    assert "minder dan 1 van de 100" in DecisionRule.explain(many, DecisionRule.answer(many))
    assert "Preciezer" not in DecisionRule.explain(friends, DecisionRule.answer(friends))


@pytest.mark.parametrize("settings", [{}, {"quota": 15}, {"quota": 1}, {"decider": "gemeente"}])
def test_each_party_stands_in_the_area_of_its_chance(settings):
    state = DecisionRule.at(load_shipped("jeugdhulp"), **settings)
    found = keyed(state)
    for key, chance in state.overruled.items():
        y = float(found[f"n:{key}"][0]["transform"].partition(" ")[2].rstrip(")"))
        area = found["z:" + next(name for most, name in ZONES if chance <= most)][0]
        assert 0 < y - float(area["y"]) < float(area["height"])
    filled = state.svg().count(f'fill="{ACCENTS["structuur"]}"')
    assert filled == 1 + bool(state.decider)  # who decides alone; the other is in the legend
