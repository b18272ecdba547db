"""Poolse landdag: how often a proposal passes and who is overruled, under each rule, over the table of states."""

import math

import pytest

from regiekit.cases import Case, Party, load_shipped
from regiekit.proeven.structuur.poolse_landdag import ZONES, DecisionRule, reach
from tests.proeven.stands import Stand, keyed, stands

CHANCE, DONE, OVERRULED, ROW = "Voorstellen die het", "Voorstellen die ook", "Overstemde", "Kans dat alle"


def table(*positions, block=()):
    return Case(
        title="Stemmen", parties=tuple(Party(p, name=p, position=at, power=("blokker",) if p in block else ()) for p, at in positions)
    )


def five(quota):
    """Five equal chances make a binomial; of every ten so many are of five half as many."""
    need = -(-quota // 2)
    chance = sum(math.comb(5, k) * 0.9**k * 0.1 ** (5 - k) for k in range(need, 6))
    return Stand(
        {"quota": quota}, {"need": need, "passing": chance}, {CHANCE: (0.9**5, chance)}, case=table(*[(p, "voor") for p in "abcde"])
    )


FOUR = table(("a", "voor"), ("b", "voor"), ("c", "tegen"), ("d", "afwachtend"))
THREE = table(("a", "voor"), ("b", "tegen"), ("c", "tegen"), block="bc")
SAME = table(("a", "voor"), ("b", "tegen"), ("c", "tegen"), block="a")
TWO = table(("a", "voor"), ("b", "afwachtend"))
ONE_NO = 0.25 + 0.75 * 0.7  # of who is against: a yes, or a no without resistance

test_stands = stands(
    "poolse_landdag",
    *map(five, range(1, 11)),
    Stand(
        {"quota": 10},
        {},
        {CHANCE: 0.9 * 0.9 * 0.25 * 0.6, OVERRULED: (0, 0.0)},
        ("Eén nee houdt een voorstel al tegen", "maar niemand wordt overstemd"),
        case=FOUR,
    ),
    Stand(
        {"decider": "a"},
        {"overruled": {"a": 0.0, "b": 0.675, "c": 0.675}},
        {CHANCE: (0.9 * 0.25**2, 0.9), OVERRULED: (0, 2 * 0.75), DONE: 0.9 * ONE_NO**2},
        ("A beslist altijd alleen.", "zonder doorzettingsmacht zijn dat er 6", "Het vaakst overstemd worden b en c."),
        case=THREE,
    ),
    Stand({"decider": "a", "resist": 0}, {}, {CHANCE: 0.9, DONE: 0.9}, silent=("verzet zich",), case=THREE),
    Stand({"decider": "c", "resist": 100}, {}, {DONE: 0.25 * 0.9}, ("Het vaakst overstemd wordt b.",), case=SAME),
    Stand({"decider": "a", "use": "nooit"}, {"place": None}, {CHANCE: 0.9 * 0.25**2}, case=THREE.with_changes(title="x")),
    Stand({"decider": "b", "use": "nood", "quota": 10}, {}, {CHANCE: 0.25}, case=THREE),
    Stand({"quota": 10, "tries": 3}, {}, {CHANCE: (0.54, 1 - 0.46**3)}, case=TWO),
    Stand({"quota": 10, "decisions": 7, "bundle": 3}, {}, {ROW: 0.54**3}, ("zeven besluiten",), case=TWO),
    Stand({"parties": 2, "quota": 10}, {}, {CHANCE: 0.9 * 0.9}, case=FOUR),
)


def test_too_many_parties():
    """Each party more at the table makes agreement of all rarer; who can block sits there first."""
    chances = [DecisionRule.at(FOUR, parties=n, quota=10).passing for n in (2, 3, 4)]
    assert chances == sorted(chances, reverse=True)
    assert [p.key for p in DecisionRule.at(SAME.with_changes(director="c"), parties=2).table] == ["c", "a"]


def test_resistance_after_being_overruled():
    """What pushing through wins at the table is lost where it is carried out, and most where resistance is sure."""
    done = [DecisionRule.at(THREE, decider="a", resist=r).done for r in (0, 30, 100)]
    assert done == sorted(done, reverse=True)
    assert done[-1] == pytest.approx(0.9 * 0.25**2)  # no more than agreement of all
    assert "strandt" in DecisionRule.at(THREE, decider="a", resist=50).headline()


@pytest.mark.parametrize("after", [0, 50, 100, 200])
def test_resistance_after_failed_talks(after):
    """All three must agree, so every no of another is a failed vote; counted by hand over the votes of the two that can block."""
    state = DecisionRule.at(THREE, decider="a", use="nood", quota=10, resist=40, after=after)
    stop = min(1, 0.4 * after / 100)
    assert state.done == pytest.approx(0.9 * (0.25**2 + 2 * 0.25 * 0.75 * (1 - stop) + 0.75**2 * (1 - stop) ** 2))
    assert state.passing == pytest.approx(0.9)
    always = state.but(use="altijd")
    assert always.done == pytest.approx(always.but(after=100).done)  # there were no talks
    assert ("Dit telt alleen" in always.note("after")) == (after != 100)
    assert not state.note("after")


def test_being_heard_and_being_hardened_are_told_apart():
    state = DecisionRule.at(THREE, decider="a", use="nood", quota=10, resist=40)
    said = [state.but(after=after).headline() for after in (0, 100, 200)]
    assert [piece in one for piece, one in zip(("eerst is gehoord", "een deel strandt", "verhard"), said, strict=True)] == [True] * 3
    alike = round(100 * state.done)
    assert f" uitgevoerd; met evenveel verzet als anders waren dat er {alike}." in state.but(after=200).words()
    assert "als het verzet na mislukt overleg kleiner is; met evenveel verzet als anders" in state.but(after=50).report()
    assert state.but(after=0).done == pytest.approx(state.passing)


def test_having_power_is_not_using_it():
    alone = DecisionRule.at(THREE, decider="a")
    idle = alone.but(use="nooit")
    assert idle.passing == alone.but(decider="").passing < alone.passing
    assert "verandert niets" in idle.headline()
    assert "helpt niet" in DecisionRule.at(FOUR, decider="c", quota=5).headline()


def test_persistence_and_bundling():
    state = DecisionRule.at(FOUR, decider="a", decisions=70)
    assert state.row == pytest.approx(0.9**70)
    assert state.but(tries=2).row == pytest.approx(0.99**70)  # Pressman and Wildavsky's even odds
    assert state.but(bundle=10).row == pytest.approx(0.9**7)
    said = {
        one.headline()
        for one in (state, state.but(tries=2), state.but(bundle=10), state.but(decisions=1), state.but(decider="", decisions=1, tries=2))
    }
    assert len(said) >= 4


@pytest.mark.parametrize(
    ("chance", "sentence"),
    [
        (0, "haalt geen enkel voorstel het"),
        (0.0006, "haalt bijna geen voorstel het"),
        (0.01, "haalt één van de 100 voorstellen het"),
        (0.13, "halen 13 van de 100 voorstellen het"),
        (0.9996, "halen bijna alle voorstellen het"),
        (1, "halen alle voorstellen het"),
    ],
)
def test_a_chance_as_a_sentence(chance, sentence):
    assert reach(chance) == sentence


@pytest.mark.parametrize(
    ("settings", "start", "overruled"),
    [
        ({"decider": "a"}, "Als a mag doorzetten, halen", True),
        ({"quota": 10}, "Als alle drie de partijen moeten instemmen", False),
        ({"quota": 5}, "Als twee van de drie partijen moeten instemmen", True),
    ],
)
def test_the_report(settings, start, overruled):
    said = DecisionRule.at(THREE, **settings).report()
    assert said.startswith(start)
    assert ("Het vaakst overstemd worden b en c." in said) == overruled


@pytest.mark.parametrize(("settings", "all_block"), [({"quota": 10}, True), ({"quota": 7}, False), ({"quota": 10, "decider": "a"}, False)])
def test_who_is_chosen(settings, all_block):
    said = DecisionRule.at(FOUR, **settings).pick("d")
    assert said.startswith("d (afwachtend) zegt ja tegen 60 van de 100 voorstellen")
    assert ("Eén nee" in said) == all_block


def test_the_prediction_and_an_answer_that_would_be_rounded_to_nothing():
    assert DecisionRule.answer(FOUR) == pytest.approx(100 * 0.9 * 0.9 * 0.25 * 0.6)
    many, friends = table(*[(f"p{i}", "tegen") for i in range(9)]), table(("a", "voor"), ("b", "voor"))
    assert 0 < DecisionRule.answer(many) < 0.5
    assert "minder dan 1 van de 100" in DecisionRule.explain(many, DecisionRule.answer(many))
    assert "Preciezer" not in DecisionRule.explain(friends, DecisionRule.answer(friends))


@pytest.mark.parametrize("settings", [{}, {"quota": 10}, {"quota": 1}, {"decider": "gemeente"}])
def test_each_party_stands_in_the_area_of_its_chance(settings):
    state = DecisionRule.at(load_shipped("jeugdhulp"), **settings)
    found = keyed(state)
    for key, chance in state.overruled.items():
        y = float(found[f"n:{key}"][0]["transform"].partition(" ")[2].rstrip(")"))
        area = found["z:" + next(name for most, name in ZONES if chance <= most)][0]
        assert 0 < y - float(area["y"]) < float(area["height"])


def test_the_curve_falls_and_less_so_in_packages():
    name, curve, told = DecisionRule.at(FOUR, decider="a", bundle=10, decisions=20).curve()
    svg = curve.svg(name, told)
    assert all(f'data-key="{key}"' in svg for key in ("l:los", "l:nu", "p:nu"))
    assert "reeks van 70" in told
