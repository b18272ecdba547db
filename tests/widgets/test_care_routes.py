"""A3 through the whole stack: coverage by hand, the strategies side by side, own choice, cases without routes."""

import math
import re

import pytest

from regiekit.cases import Party, Route, load_shipped, workspace
from regiekit.models import care_routes as model
from regiekit.widgets import care_routes as proef
from tests.widgets.samples import EVIL, SHIPPED, numbers, opened, outcome, picture, revealed, svg_elements

ALL, HIGH = "Gedekt: van alle trajecten", "Gedekt: van die met hoog risico"


def begin(routes, names="abcde", name=str.title):
    workspace.start_own(
        "Routes",
        parties=tuple(Party(k, name=name(k)) for k in names),
        director="a",
        routes=tuple(Route(tuple(steps), count, risk) for steps, count, risk in routes),
    )


def own(*pairs):
    return [{"overdracht": pair} for pair in pairs]


def by_hand():
    """10 ordinary a > b > c, 4 d > e, and of high risk 2 b > c > d and 2 d > c."""
    begin([("bcd", 2, "hoog"), ("abc", 10, "laag"), ("de", 4, "midden"), ("dc", 2, "hoog")])
    return revealed("routes")


def test_coverage_by_hand_in_both_definitions():
    panel = by_hand()
    assert outcome(panel).routes[0].steps == ("a", "b", "c")
    assert panel.values["budget"] == 2
    assert outcome(panel).attended == (("a", "b"), ("b", "c"))
    assert (numbers(panel)[ALL][1], numbers(panel)[HIGH][1]) == pytest.approx((10 / 18, 0))
    assert "Helemaal gedekt: 10 van de 18 trajecten (56%) en 0 van de 4 met hoog risico (0%)." in panel.live["_picture"]["words"]
    panel.put(definition="share")
    assert (numbers(panel)[ALL][1], numbers(panel)[HIGH][1]) == pytest.approx(((10 + 1) / 18, 1 / 4))
    assert "Elk bijgewoond deel van het traject telt mee." in panel.live["_picture"]["words"]


@pytest.mark.parametrize(("where", "settings", "wanted"), [
    ("usual", {"budget": 3}, (14, 0)), ("all", {"budget": 1}, (4, 0)), ("high", {"budget": 1}, (2, 2)), ("high", {"budget": 3}, (4, 4)),
    ("mix", {"budget": 3, "mix": 0}, (14, 0)), ("mix", {"budget": 3, "mix": 100}, (4, 4)), ("mix", {"budget": 3, "mix": 40}, (12, 2)),
    ("own", {"budget": 2, "own": own("b>c", "c>d", "d>c")}, (2, 2)), ("own", {"budget": 3, "own": own("b>c", "c>d", "d>c")}, (4, 4)),
    ("own", {"budget": 3, "own": own("", "x>y", "b>a", "b>c", "b>c")}, (0, 0)), ("usual", {"budget": 0}, (0, 0)),
])  # fmt: skip
def test_where_the_attention_goes(where, settings, wanted):
    panel = by_hand()
    panel.put(where=where, **settings)
    assert (numbers(panel)[ALL][1] * 18, numbers(panel)[HIGH][1] * 4) == pytest.approx(wanted)
    assert len(outcome(panel).attended) <= settings["budget"]


def test_starting_again_by_hand():
    panel = by_hand()
    panel.put(works=50, budget=1, where="own", own=own("d>c"))
    measures = numbers(panel)
    assert measures["Opnieuw beginnen op de gewone route, gemiddeld"] == pytest.approx((3, 3))
    assert measures["Opnieuw beginnen bij hoog risico, gemiddeld"] == pytest.approx(((3 + 1) / 2, (3 + 1 / 0.98 - 1) / 2))


@pytest.mark.parametrize("case", SHIPPED)
def test_the_ordinary_route_is_most_of_it_and_nothing_of_the_high_risk(case):
    """What the proef is there to show, in each shipped case; the outcome of the prediction."""
    panel = revealed("routes", case)
    assert numbers(panel)[ALL][1] > 0.5
    assert numbers(panel)[HIGH][1] == proef.EXPERIMENT.guess.answer(panel.case) == 0
    panel.put(where="high", budget=8)
    assert numbers(panel)[HIGH][1] > 0.5
    assert numbers(panel)[ALL][1] < 0.3


@pytest.mark.parametrize("case", SHIPPED)
@pytest.mark.parametrize("definition", proef.WHOLE)
def test_no_way_beats_the_best(case, definition):
    case = load_shipped(case)
    for budget in range(0, proef.MOST + 1, 2):
        o = proef.outcome(case, **proef.EXPERIMENT.settings(case, budget=budget, definition=definition))
        assert o.exact
        assert max(v[0] for v in o.others.values()) == pytest.approx(o.others["all"][0])
        assert max(v[1] for v in o.others.values()) == pytest.approx(o.others["high"][1])


@pytest.mark.parametrize("case", SHIPPED)
def test_picture_words_and_tables_tell_the_same(case):
    panel = revealed("routes", case)
    for settings in (
        {},
        {"where": "high", "budget": 7},
        {"where": "mix", "budget": 10},
        {"budget": 1},
        {"where": "own", "budget": 0},
        {"definition": "share"},
    ):
        panel.put(**settings)
        o, words = outcome(panel), panel.live["_picture"]["words"]
        keys = [a["data-key"] for _, a, _ in svg_elements(picture(panel)) if "data-key" in a]
        lines = {tuple(k.split(":")[1].split("|")[:2]) for k in keys if k.startswith("e:")}
        assert lines == set(proef.passing(o.case))
        assert {tuple(k[4:].split("|")[:2]) for k in keys if k.startswith("v:")} == set(o.attended)
        assert f"U woont {len(o.attended)} van de {len(lines)} overdrachten bij." in words
        assert all(proef.label(o.case, pair) in words for pair in o.attended)
        assert not re.search(r"\b1 (overdrachten|trajecten|bezwaren)\b|tellen de eerste 1\b", words)
        ways, routes = proef.tables(o)
        assert sum(row[0].endswith("(nu)") for row in ways.rows) == 1
        assert len(routes.rows) == len(o.case.routes)


def test_high_risk_is_dashed_and_width_is_the_number():
    panel = revealed("routes", "jeugdhulp")
    paths = {a["data-key"]: a for n, a, _ in svg_elements(picture(panel)) if n == "path" and a.get("data-key", "").startswith("e:")}
    assert all(("stroke-dasharray" in a) == k.endswith("|hoog") for k, a in paths.items())
    assert float(paths["e:school|ggd|gewoon"]["stroke-width"]) == pytest.approx(15)
    assert float(paths["e:school|jeugdteam|gewoon"]["stroke-width"]) == pytest.approx(15 * 62 / 215, abs=0.06)


def test_notes_say_what_does_not_count():
    panel = revealed("routes", "jeugdhulp")
    assert "Telt alleen mee" in panel.live["_note:mix"]
    assert "Telt alleen mee" in panel.live["_note:own"]
    panel.put(where="own")
    assert "_note:own" not in panel.live
    panel.put(budget=2)
    assert "Van uw lijst van 4 tellen de eerste 2." in panel.live["_picture"]["words"]
    panel.put(budget=6)
    assert "U kunt er nog 2 kiezen." in panel.live["_picture"]["words"]


def test_cases_that_are_not_ready():
    begin([])
    assert opened("routes").missing.startswith("In deze casus staan nog geen routes")
    begin([("a", 5, "hoog"), ("abc", 0, "hoog")])
    assert opened("routes").missing.startswith("In deze casus staan nog geen routes")
    begin([("abc", 5, "midden")])
    assert "hoog risico" in opened("routes").missing


@pytest.mark.parametrize("routes", [
    [("ab", 1, "hoog")], [("aab", 3, "hoog"), ("ba", 2, "laag")], [("ababab", 3, "hoog"), ("cde", 9, "laag")], [("ab", 10**9, "laag"), ("ba", 1, "hoog")],
])  # fmt: skip
def test_odd_routes(routes):
    begin(routes)
    panel = revealed("routes")
    for where in proef.WHERE:
        for budget in (0, 1, 14):
            panel.put(where=where, budget=budget)
            svg_elements(picture(panel))
            assert not any(math.isnan(v) for pair in numbers(panel).values() for v in pair)
            assert "nan" not in panel.live["_picture"]["words"]


def test_markup_in_names_stays_text():
    begin([("abc", 5, "laag"), ("cb", 2, "hoog")], name=lambda k: k + EVIL)
    panel = revealed("routes")
    assert "<script" not in picture(panel) + panel.static() + panel.live["_tables"]


def test_sixty_routes_of_an_own_case_stay_quick():
    import time

    begin([("".join("abcde"[(i * k) % 5] for k in range(1, 6)) + "abcde"[: i % 5], 1 + i % 7, ("laag", "hoog")[i % 2]) for i in range(60)])
    panel = opened("routes")
    before = time.perf_counter()
    o = proef.outcome(panel.case, **proef.EXPERIMENT.settings(panel.case, where="mix", budget=10))
    assert time.perf_counter() - before < 5
    assert len(o.attended) <= 10
    assert model.coverage([r.steps for r in o.routes], [r.count for r in o.routes], o.attended) == pytest.approx(o.all)
