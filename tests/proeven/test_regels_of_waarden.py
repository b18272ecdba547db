"""Rules and values: the hundred situations, the crossing, and what is said of both."""

import itertools

import pytest

from regiekit.cases import Case, Route, load_shipped
from regiekit.proeven.cultuur import regels_of_waarden as proef
from regiekit.proeven.cultuur.regels_of_waarden import ValuesOrRules
from tests.proeven.stands import Stand, keyed, stands

ROUTES = (Route(("a", "b"), 60), Route(("b", "c"), 25), Route(("a", "b"), 5, "hoog"), Route(("c",), 10))

test_stands = stands(
    "regels_of_waarden",
    Stand({}, {"novelty": 46}, says=("28% nieuwe", "daar zit u nu boven")),  # 185 of 400 do not follow the busiest route
    Stand({"novelty": 10}, says=("nu onder",)),
    Stand({"novelty": 28}, says=("nu op",)),
    Stand({"novelty": 29}, says=("nu boven",)),
    Stand({"rules": 5}, says=("ook als niets nieuw is",)),
    Stand({"internalised": 0}, says=("Zonder waarden",)),
    Stand({"rules": 0}, says=("geen regels", "dekken 40%")),
    Stand({"rules": 1}, says=("Eén regel dekt 5%", "nog eens 38%")),
    Stand({"novelty": 1}, says=("is er 1 nieuw",)),
    Stand({}, {"novelty": proef.NOVELTY}, case=Case("Leeg")),
    Stand({}, {"novelty": 35}, case=Case("Routes", routes=ROUTES)),
)


def test_new_situations_begin_with_who_does_not_follow_the_busiest_route():
    assert proef.unusual(Case(routes=ROUTES)) == 35
    assert proef.unusual(Case()) is None
    assert "35%" in ValuesOrRules.controls(Case(routes=ROUTES))[0].help


def test_the_prediction_by_hand():
    """40 rules of 5% cover 1 - 0.95^40 = 0.8715; 0.9 of the people in 0.7 of the situations is 0.63."""
    assert ValuesOrRules.answer(Case()) == pytest.approx(100 * (1 - 0.63 / (1 - 0.95**40)))
    assert "dekken zij 87%" in ValuesOrRules.question


def test_the_hundred_situations_add_up():
    for new, rules, each, good, people in itertools.product(
        range(0, 101, 2), (0, 1, 7, 40, 160), (1, 5, 25), (0, 35, 70, 100), (0, 90, 100)
    ):
        state = ValuesOrRules(Case(), novelty=new, rules=rules, each=each, judgement=good, internalised=people)
        only_rules, only_values, both = state.ways
        for way in state.ways:
            assert min(way.foreseen_rule, way.foreseen_value, way.new_value) >= 0
            assert way.foreseen_rule + way.foreseen_value <= 100 - new
            assert way.new_value <= new
        assert abs(only_rules.good - 100 * state.handled.rules) <= 0.51
        assert abs(only_values.good - 100 * state.handled.values) <= 0.51
        assert abs(both.good - 100 * state.handled.both) <= 1
        assert both.good >= max(only_rules.good, only_values.good)


def test_the_picture_holds_three_hundred_situations():
    state = Stand({"novelty": 30}).state("regels_of_waarden")
    paths = {key: found["d"] for key, (found, _) in keyed(state).items() if key.startswith("s:")}
    assert not any(letter in d for d in paths.values() for letter in "aA")  # the panel moves numbers, and the flags of an arc may not move
    for number in range(3):
        marks = {key.split("|", 1)[1]: d.count("M") for key, d in paths.items() if key.startswith(f"s:{number}|") and key.endswith("|0")}
        assert sum(marks.values()) == 100
        assert sum(n for key, n in marks.items() if "square" in key) == 30
        assert sum(n for key, n in marks.items() if "none" not in key) == state.ways[number].good


def test_words_and_measures_say_the_same():
    state = Stand().state("regels_of_waarden")
    found = [round(100 * m.after) for m in state.measures()]
    assert found == [way.good for way in state.ways]
    assert all(f"{n}" in state.words() for n in found)


def test_the_table_follows_the_settings():
    state = Stand().state("regels_of_waarden")
    assert state.tables()[0].rows[2] == ("40", "87%", "47%", "80%")
    assert {row[2] for row in state.but(novelty=100).tables()[0].rows} == {"0%"}


def test_the_crossing_is_drawn_only_where_there_is_one():
    state = ValuesOrRules.at(load_shipped("jeugdhulp"))
    assert "kruis" in keyed(state)
    assert "kruis" not in keyed(state.but(rules=3))
