"""Rules and values through the whole stack: the hundred situations, the crossing, and what is said of both."""

import itertools

import pytest

from regiekit.cases import Case, Route
from regiekit.widgets import values_or_rules as proef
from tests.widgets.samples import numbers, opened, outcome, picture, plain, revealed, svg_elements

ROUTES = (Route(("a", "b"), 60), Route(("b", "c"), 25), Route(("a", "b"), 5, "hoog"), Route(("c",), 10))


def test_new_situations_begin_with_who_does_not_follow_the_busiest_route():
    assert proef.unusual(Case(routes=ROUTES)) == 35
    assert proef.unusual(Case()) is None
    assert proef.EXPERIMENT.settings(Case(routes=ROUTES))["novelty"] == 35
    assert proef.EXPERIMENT.settings(Case())["novelty"] == proef.NOVELTY
    assert "35%" in proef.controls(Case(routes=ROUTES))[0].help
    assert opened("regels_of_waarden", "jeugdhulp").settings()["novelty"] == 46  # 185 of 400


def test_the_prediction_by_hand():
    """40 rules of 5% cover 1 - 0.95^40 = 0.8715; 0.9 of the people in 0.7 of the situations is 0.63."""
    assert proef.answer(Case()) == pytest.approx(100 * (1 - 0.63 / (1 - 0.95**40)))
    panel = opened("regels_of_waarden", "jeugdhulp")
    panel.put(_guess=28)
    panel.clicked("_commit")
    assert "dat is ook wat het denkmodel vindt" in plain(panel.live["_compare"])


def test_the_hundred_situations_add_up():
    for novelty, rules, each, judgement, people in itertools.product(
        range(0, 101, 2), (0, 1, 7, 40, 160), (1, 5, 25), (0, 35, 70, 100), (0, 90, 100)
    ):
        o = proef.outcome(Case(), novelty, rules, each, judgement, people)
        only_rules, only_values, both = proef.ways(o)
        for way in (only_rules, only_values, both):
            assert min(way.foreseen_rule, way.foreseen_value, way.new_value) >= 0
            assert way.foreseen_rule + way.foreseen_value <= 100 - novelty
            assert way.new_value <= novelty
        assert abs(only_rules.good - 100 * o.now.rules) <= 0.51
        assert abs(only_values.good - 100 * o.now.values) <= 0.51
        assert abs(both.good - 100 * o.now.both) <= 1
        assert both.good >= max(only_rules.good, only_values.good)


def test_the_picture_holds_three_hundred_situations():
    panel = revealed("regels_of_waarden", "jeugdhulp")
    panel.put(novelty=30)
    paths = {a["data-key"]: a["d"] for _, a, _ in svg_elements(picture(panel)) if a.get("data-key", "").startswith("s:")}
    assert not any(letter in d for d in paths.values() for letter in "aA")  # the panel moves numbers, and the flags of an arc may not move
    for number in range(3):
        marks = {key.split("|", 1)[1]: d.count("M") for key, d in paths.items() if key.startswith(f"s:{number}|") and key.endswith("|0")}
        assert sum(marks.values()) == 100
        assert sum(n for key, n in marks.items() if "square" in key) == 30
        good = sum(n for key, n in marks.items() if "none" not in key)
        assert good == proef.ways(outcome(panel))[number].good


@pytest.mark.parametrize(("settings", "said"), [
    ({"novelty": 46}, "Vanaf 28% nieuwe situaties doen waarden het beter dan regels; daar zit u nu boven."),
    ({"novelty": 10}, "daar zit u nu onder"), ({"novelty": 28}, "daar zit u nu op"), ({"novelty": 29}, "daar zit u nu boven"),
    ({"rules": 5}, "Waarden doen het hier minstens zo goed als regels, ook als niets nieuw is."),
    ({"internalised": 0}, "Zonder waarden doen regels het altijd minstens zo goed."),
    ({"rules": 0}, "Er zijn geen regels."), ({"rules": 1}, "Eén regel dekt 5% van de bekende situaties."),
    ({"novelty": 1}, "Van de 100 situaties is er 1 nieuw."), ({"rules": 0}, "De eerste tien regels dekken 40%"), ({"rules": 1}, "Tien regels erbij dekken nog eens 38% van"),
])  # fmt: skip
def test_what_is_said(settings, said):
    panel = revealed("regels_of_waarden", "jeugdhulp")
    panel.put(**settings)
    assert said in panel.live["_picture"]["words"]


def test_words_and_measures_say_the_same():
    panel = revealed("regels_of_waarden", "jeugdhulp")
    found = [round(100 * after) for _, after in numbers(panel).values()]
    assert (
        f"in {found[0]} van de 100 situaties goed, met alleen waarden in {found[1]}. Met regels waar zij gelden, en waarden daarbuiten: {found[2]}."
        in panel.live["_picture"]["words"]
    )


def test_the_table_follows_the_settings():
    panel = revealed("regels_of_waarden", "jeugdhulp")
    (table,) = proef.tables(outcome(panel))
    assert table.rows[2] == ("40", "87%", "47%", "80%")
    panel.put(novelty=100)
    assert {row[2] for row in proef.tables(outcome(panel))[0].rows} == {"0%"}


def test_the_crossing_is_drawn_only_where_there_is_one():
    panel = revealed("regels_of_waarden", "jeugdhulp")
    assert 'data-key="kruis"' in picture(panel)
    panel.put(rules=3)
    assert 'data-key="kruis"' not in picture(panel)
