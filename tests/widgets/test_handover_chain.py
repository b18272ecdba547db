"""A7 through the whole stack: who arrives by hand, where the warm handovers go, cases without routes."""

import re
from itertools import pairwise

import pytest

from regiekit.cases import Party, Route, Tie, load_shipped, workspace
from regiekit.widgets import handover_chain as proef
from tests.widgets.samples import EVIL, SHIPPED, numbers, opened, outcome, picture, revealed, svg_elements

ALL, USUAL, HIGH = "Alle trajecten die het eind halen", "Op de gewone route", "Met hoog risico"


def begin(routes, ties=(), names="abcdefgh", name=str.title):
    workspace.start_own(
        "Ketens",
        parties=tuple(Party(k, name=name(k)) for k in names),
        director="a",
        ties=tuple(Tie(*t) for t in ties),
        routes=tuple(Route(tuple(steps), count, risk) for steps, count, risk in routes),
    )


def own(*pairs):
    return [{"overdracht": pair} for pair in pairs]


def by_hand(ties=()):
    """16 go a > b > c, 8 d > b > c, and of high risk 4 e > f; cold works one time in two, warm always."""
    begin([("ef", 4, "hoog"), ("abc", 16, "laag"), ("dbc", 8, "midden")], ties)
    panel = revealed("warme_overdracht")
    panel.put(cold=50, warm=100, budget=1)
    return panel


@pytest.mark.parametrize(("settings", "usual", "risky"), [
    ({"budget": 0}, 4, 2), ({"where": "front"}, 8, 2), ({"where": "back"}, 8, 2), ({"where": "busy"}, 8, 2), ({"where": "best"}, 8, 2), ({"where": "high"}, 4, 4),
    ({"where": "best", "budget": 2}, 16, 2), ({"where": "best", "budget": 4}, 16, 4),
])  # fmt: skip
def test_who_arrives_by_hand(settings, usual, risky):
    panel = by_hand()
    panel.put(**settings)
    o = outcome(panel)
    assert o.before == (4, 2, 2)
    assert (o.after[0], o.after[2]) == (usual, risky) == (o.after[0], o.ways[o.where][1])


def test_the_best_is_shared():
    """Of one warm handover most is made where two routes pass: b > c."""
    panel = by_hand()
    panel.put(where="best")
    assert outcome(panel).chosen == (("b", "c"),)
    assert sum(outcome(panel).after) == 8 + 4 + 2
    assert (numbers(panel)[ALL], numbers(panel)[USUAL], numbers(panel)[HIGH]) == (pytest.approx((8 / 28, 14 / 28)), (0.25, 0.5), (0.5, 0.5))
    words = panel.live["_picture"]["words"]
    assert "Van de 4 overdrachten is er 1 warm: B → C." in words
    assert "Tot het eind komen 14 van de 28 trajecten (50%); zonder warme overdracht 8." in words
    assert "Meer dan dit kan met 1 warme overdracht niet." in words


def test_an_own_choice():
    panel = by_hand()
    panel.put(where="own", budget=2, own=own("e>f", "", "x>y", "e>f"))
    assert outcome(panel).chosen == (("e", "f"),)
    assert "U kunt er nog 1 kiezen." in panel.live["_picture"]["words"]
    assert "kunnen het er 22 worden" in panel.live["_picture"]["words"]
    panel.put(budget=1, own=own("e>f", "a>b"))
    assert outcome(panel).chosen == (("e", "f"),)
    assert "Van uw lijst van 2 telt de eerste 1." not in panel.live["_picture"]["words"]
    assert "Van uw lijst van 2 telt de eerste." in panel.live["_picture"]["words"]
    assert "_note:own" not in panel.live
    panel.put(where="front")
    assert "Telt alleen mee" in panel.live["_note:own"]


def test_warm_that_is_no_better_than_cold_is_told_at_the_field():
    panel = by_hand(ties=[("c", "b", "informeel")])
    panel.put(where="busy", budget=4, cold=80, warm=90)
    assert "_note:warm" not in panel.live
    for warm in (80, 60):
        panel.put(warm=warm)
        assert "Bij alle overdrachten lukt koud nu al even vaak als warm" in panel.live["_note:warm"]
        assert numbers(panel)[ALL][0] == pytest.approx(numbers(panel)[ALL][1])
    panel.put(strength="ties", warm=85)
    assert "Bij 1 van de 4 overdrachten" in panel.live["_note:warm"]


def test_who_knows_one_another_loses_half():
    panel = by_hand(ties=[("c", "b", "informeel"), ("e", "f", "geld")])
    panel.put(strength="ties", budget=0)
    assert outcome(panel).cold == {("b", "c"): 0.75, ("a", "b"): 0.5, ("d", "b"): 0.5, ("e", "f"): 0.5}
    assert "Bij 1 van de 4 overdrachten" in panel.live["_note:strength"]
    panel.put(where="weak", budget=1)
    assert outcome(panel).chosen == (("a", "b"),)
    panel.put(strength="even")
    assert "even sterk" in panel.live["_note:strength"]


@pytest.mark.parametrize(("case", "answer"), [("jeugdhulp", 40.96), ("regio", 40.96), ("warmte", 40.96)])
def test_the_prediction(case, answer):
    panel = opened("warme_overdracht", case)
    assert proef.EXPERIMENT.guess.answer(panel.case) == pytest.approx(answer)
    panel.put(_guess=41)
    panel.clicked("_commit")
    assert "dat is ook wat het denkmodel vindt" in panel.live["_compare"]
    assert "0,8 × 0,8 × 0,8 × 0,8 = 0,41" in panel.live["_compare"]
    panel.put(budget=0)
    assert round(100 * numbers(panel)[USUAL][1]) == 41


@pytest.mark.parametrize("case", SHIPPED)
def test_no_way_beats_the_best(case):
    case = load_shipped(case)
    for budget in range(proef.MOST + 1):
        for strength in ("even", "ties"):
            o = proef.outcome(case, **proef.EXPERIMENT.settings(case, budget=budget, strength=strength))
            assert o.exact
            assert max(v[0] for v in o.ways.values()) == pytest.approx(o.ways["best"][0])
            assert max(v[1] for v in o.ways.values()) == pytest.approx(o.ways["high"][1])


def test_many_warm_handovers_leave_the_risky_cold():
    """What the proef is there to show: the best for all brings those of high risk next to nothing."""
    o = proef.outcome(load_shipped("jeugdhulp"), **proef.EXPERIMENT.settings(load_shipped("jeugdhulp"), where="best"))
    assert round(o.ways["best"][0]) == 303
    assert o.ways["best"][1] == pytest.approx(o.ways["own"][1], abs=0.1) == pytest.approx(14.1, abs=0.05)
    assert o.ways["high"][1] > 18


@pytest.mark.parametrize("case", SHIPPED)
def test_picture_words_and_tables_tell_the_same(case):
    panel = revealed("warme_overdracht", case)
    for settings in (
        {},
        {"where": "high", "budget": 7},
        {"budget": 0},
        {"where": "best", "budget": 1},
        {"cold": 99, "warm": 100, "budget": 10},
    ):
        panel.put(**settings)
        o, words = outcome(panel), panel.live["_picture"]["words"]
        found = svg_elements(picture(panel))
        rows = proef.drawn(o.routes)
        marks = {a["data-key"] for n, a, _ in found if n == "g" and a.get("data-key", "").startswith("w:")}
        assert marks == {f"w:{row}:{i}" for row, r in enumerate(rows) for i, p in enumerate(pairwise(o.routes[r].steps)) if p in o.chosen}
        last = {a["data-key"]: t for n, a, t in found if a.get("data-key", "").startswith("p:")}
        assert last == {f"p:{row}": f"{100 * o.after[r] / o.routes[r].count:.0f}%" for row, r in enumerate(rows)}
        assert all(proef.chain.label(o.case, pair) in words for pair in o.chosen)
        assert not re.search(r"\b1 (overdrachten|trajecten|warme overdrachten)\b", words)
        ways, routes = proef.tables(o)
        assert sum(row[0].endswith("(nu)") for row in ways.rows) == 1
        assert routes.rows[0][2] == f"{o.after[0]:.0f}"


def test_the_stream_is_as_wide_as_what_is_left():
    panel = by_hand()
    panel.put(budget=0)
    streams = {
        a["data-key"]: [float(v.split(",")[1]) for v in a["points"].split()]
        for n, a, _ in svg_elements(picture(panel))
        if a.get("data-key", "").startswith("s:")
    }
    first, second = streams["s:0:0"], streams["s:0:1"]
    assert first[3] - first[0] == pytest.approx(30)
    assert first[2] - first[1] == second[3] - second[0] == pytest.approx(15)
    assert second[2] - second[1] == pytest.approx(7.5, abs=0.11)


def test_routes_of_high_risk_are_never_left_out_of_the_picture():
    begin([("ab", 1, "hoog"), *(("abcdefgh"[i % 8] + "abcdefgh"[(i + 1 + i // 8) % 8], 50 - i, "laag") for i in range(14))])
    panel = revealed("warme_overdracht")
    o = outcome(panel)
    assert len(proef.drawn(o.routes)) == proef.ROWS
    assert any(o.routes[i].risk == "hoog" for i in proef.drawn(o.routes))
    assert "En nog 5 routes, in de tabel." in [t for _, _, t in svg_elements(picture(panel))]


def test_cases_that_are_not_ready():
    begin([])
    assert opened("warme_overdracht").missing.startswith("In deze casus staan nog geen routes")
    begin([("a", 5, "hoog"), ("abc", 0, "hoog")])
    assert opened("warme_overdracht").missing.startswith("In deze casus staan nog geen routes")


@pytest.mark.parametrize("routes", [
    [("ab", 1, "laag")], [("aab", 3, "hoog"), ("ba", 2, "laag")], [("ababab", 3, "hoog"), ("cde", 9, "laag")], [("ab", 10**9, "laag"), ("ba", 1, "hoog")], [("abcdefgh" * 2, 5, "laag")],
])  # fmt: skip
def test_odd_routes(routes):
    begin(routes)
    panel = revealed("warme_overdracht")
    for where, _ in panel.controls["where"].options:
        for budget in (0, 1, panel.controls["budget"].high):
            panel.put(where=where, budget=budget)
            svg_elements(picture(panel))
            assert "nan" not in panel.live["_picture"]["words"]
            assert "_fout" not in panel.live
    assert (HIGH in numbers(panel)) == any(r[2] == "hoog" for r in routes)


def test_markup_in_names_stays_text():
    begin([("abc", 5, "laag"), ("cb", 2, "hoog")], name=lambda k: k + EVIL)
    panel = revealed("warme_overdracht")
    assert "<script" not in picture(panel) + panel.static() + panel.live["_tables"]


def test_sixty_routes_of_an_own_case_stay_quick():
    import time

    begin(
        [("".join("abcdefgh"[(i * k) % 8] for k in range(1, 6)) + "abcde"[: i % 5], 1 + i % 7, ("laag", "hoog")[i % 2]) for i in range(60)]
    )
    panel = opened("warme_overdracht")
    before = time.perf_counter()
    panel.clicked("_skip")
    panel.put(budget=10, where="best")
    assert time.perf_counter() - before < 6
    assert "_fout" not in panel.live
