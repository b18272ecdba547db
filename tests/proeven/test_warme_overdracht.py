"""Warm handovers: who arrives by hand, where the warm handovers go, what the picture and the tables tell of it."""

from itertools import pairwise

import pytest

from regiekit.cases import Case, Party, Route, Tie, load_shipped
from regiekit.plots.svg import text_width
from regiekit.proeven.cultuur.warme_overdracht import MOST, ROWS, WarmHandover, people
from regiekit.widgets.say import phrase
from tests.proeven.stands import Stand, keyed, stands
from tests.widgets.samples import EVIL, SHIPPED, svg_elements

ALL, USUAL, HIGH = (f"Trajecten {who}die het eind halen" for who in ("", "op de gewone route ", "met hoog risico "))
NAMES = "abcdefgh"
LONG = [(NAMES * 2, 5, "laag")]


def chain(routes, ties=(), name=str.title):
    parties, made = tuple(Party(k, name=name(k)) for k in NAMES), tuple(Route(tuple(steps), *more) for steps, *more in routes)
    return Case("Ketens", parties=parties, director="a", ties=tuple(Tie(*t) for t in ties), routes=made)


def own(*pairs):
    return {"where": "own", "own": [{"overdracht": pair} for pair in pairs]}


#: 16 go a > b > c, 8 d > b > c, and of high risk 4 e > f.
ROUTES = [("ef", 4, "hoog"), ("abc", 16, "laag"), ("dbc", 8, "midden")]
HAND = chain(ROUTES)


def hand(settings, usual, risky, **more):
    """Cold works one time in two, warm always: of 16 on the ordinary route and 4 of high risk so many arrive."""
    measures = {USUAL: (0.25, usual / 16), HIGH: (0.5, risky / 4)}
    return Stand({"cold": 50, "warm": 100, "budget": 1, **settings}, measures=measures, case=HAND, **more)


def known(settings, **more):
    """The same, where b and c know one another."""
    ties = [("c", "b", "informeel"), ("e", "f", "geld")]
    return Stand({"cold": 50, "warm": 100, "budget": 1, **settings}, case=chain(ROUTES, ties), **more)


test_stands = stands(
    "warme_overdracht",
    hand({"budget": 0}, 4, 2),
    hand({"where": "front"}, 8, 2, notes={"own": "Telt alleen mee"}),
    hand({"where": "back"}, 8, 2),
    hand({"where": "busy"}, 8, 2, silent=("meer opleveren",)),
    hand({"where": "high"}, 4, 4, says=("Op een andere plek zou die meer opleveren",)),
    hand({"where": "best"}, 8, 2, holds={"chosen": [("b", "c")]}, says=("van B naar C is warm", "halen 14 van de 28 trajecten", "Van de vier trajecten met hoog risico halen er twee het eind.", "lukt altijd, een koude 50 van de 100 keer")),
    hand({"where": "best", "budget": 2}, 16, 2),
    hand({"where": "best", "budget": 4}, 16, 4),
    hand({"budget": 2} | own("e>f", "", "x>y", "e>f"), 4, 4, says=("nog één overdracht kiezen", "E naar F is warm"), notes={"own": ""}),
    hand(own("e>f", "a>b"), 4, 4, holds={"chosen": [("e", "f")]}, says=("Van uw lijst van twee telt de eerste.",)),
    hand({"budget": 0} | own("e>f"), 4, 2, says=("Van uw lijst van één telt er geen.",)),
    known({"where": "busy", "budget": 4, "cold": 80, "warm": 90}, notes={"warm": ""}),
    known({"budget": 4, "cold": 80, "warm": 60}, measures={ALL: (0.64 * 6 / 7 + 0.8 / 7,) * 2}, notes={"warm": "Bij alle overdrachten"}),
    known({"cold": 80, "warm": 85, "strength": "ties"}, notes={"warm": "Bij 1 van de 4", "strength": "Bij 1 van de 4"}),
    known({"budget": 0, "strength": "ties"}, holds={"survival": {("b", "c"): 0.75, ("a", "b"): 0.5, ("d", "b"): 0.5, ("e", "f"): 0.5}}),
    known({"where": "weak", "strength": "ties"}, holds={"chosen": [("a", "b")]}),
    known({"where": "weak"}, notes={"strength": "even sterk"}),
)  # fmt: skip


@pytest.mark.parametrize("case", SHIPPED)
def test_the_prediction_follows_from_the_length_of_the_ordinary_route(case):
    case = load_shipped(case)
    links = len(max(case.routes, key=lambda r: r.count).steps) - 1
    assert WarmHandover.answer(case) == pytest.approx(100 * 0.8**links)
    assert f"nog {100 * 0.8**links:.0f} over" in WarmHandover.explain(case, WarmHandover.answer(case))
    assert WarmHandover.at(case, budget=0).measures()[1].after == pytest.approx(0.8**links)


@pytest.mark.parametrize(("settings", "piece"), [
    ({"budget": 0}, "Zonder warme"), ({"where": "busy"}, "maar bijna geen met hoog risico: op hun routes is elke overdracht koud"), ({"where": "high"}, "zeldzame routes"),
    ({"where": "best", "budget": 2} | own("b>c", "e>f"), "ook trajecten met hoog risico: warm gaat een overdracht minder vaak mis"), ({"cold": 99, "warm": 80}, "levert hier niets op"),
    ({"warm": 100, "budget": 4, "where": "best"}, "Niemand raakt"),
])  # fmt: skip
def test_each_point_has_its_own_headline(settings, piece):
    assert piece in WarmHandover.at(HAND, **{"cold": 50, "warm": 90, "budget": 1, **settings}).headline()


def test_warm_that_works_no_better_than_cold_does_nothing():
    """What research sometimes found: no difference. Then no choice does anything, whichever it is."""
    state = WarmHandover.at(HAND, cold=80, warm=80, budget=4)
    assert len({round(sum(state.arriving(pairs)), 9) for pairs in state.ways.values()}) == 1


@pytest.mark.parametrize("case", SHIPPED)
def test_no_way_beats_the_best(case):
    start = WarmHandover.at(load_shipped(case))
    for budget in range(MOST + 1):
        for strength in ("even", "ties"):
            state = start.but(budget=budget, strength=strength)
            assert all(best.exact for best in state.bests.values())
            assert max(all_ for all_, _ in state.reached.values()) == pytest.approx(state.reached["best"][0])
            assert max(risky for _, risky in state.reached.values()) == pytest.approx(state.reached["high"][1])


def test_it_says_where_the_difficult_route_seems_the_easier_one():
    """A shorter route is finished more often, whatever its risk; nothing else does that here."""
    assert "alleen doordat die routes korter zijn" in WarmHandover.at(HAND).note("cold")
    assert WarmHandover.at(chain([("abc", 9, "laag"), ("def", 4, "hoog")])).note("cold") == ""


def test_many_warm_handovers_leave_the_risky_cold():
    """What the proef is there to show: the best for all may bring those of high risk nothing."""
    reached = WarmHandover.at(HAND, cold=50, warm=100, budget=2).reached
    assert reached["best"] == pytest.approx((16 + 4 + 2, 2))
    assert reached["high"][1] == pytest.approx(4)


@pytest.mark.parametrize("case", SHIPPED)
@pytest.mark.parametrize("settings", [
    {}, {"where": "high", "budget": 7}, {"budget": 0}, {"where": "best", "budget": 1}, {"cold": 99, "warm": 100, "budget": 10},
])  # fmt: skip
def test_picture_words_and_tables_tell_the_same(case, settings):
    state = WarmHandover.at(load_shipped(case), **settings)
    found, drawn = keyed(state), [state.routes[i] for i in state.drawn]
    marks = {f"w:{row}:{i}" for row, r in enumerate(drawn) for i, pair in enumerate(pairwise(r.steps)) if pair in state.chosen}
    assert {key for key in found if key.startswith("w:")} == marks
    for row, i in enumerate(state.drawn):
        assert found[f"p:{row}"][1] == f"{100 * state.after[i] / state.counts[i]:.0f}%"
    if len(state.chosen) == 1:
        assert " naar ".join(phrase(state.case.party(k)) for k in state.chosen[0]) in state.words()
    ways, routes = state.tables()
    assert sum(row[0].endswith("(nu)") for row in ways.rows) == 1
    assert routes.rows[0][2] == f"{state.after[0]:.0f}"


def _blocks(found, kind):
    """How many blocks lie at each link of the first route."""
    return [attributes["d"].count("h") // 2 for key, (attributes, _) in found.items() if key.startswith(f"{kind}:0")]


@pytest.mark.parametrize(("routes", "blocks"), [(ROUTES, [100, 50, 25]), (LONG, [100, 50, 25, 12, 6, 3, 2, 1, *[0] * 8])])
def test_of_a_hundred_blocks_as_many_lie_at_a_link_as_are_left(routes, blocks):
    found = keyed(WarmHandover.at(chain(routes), cold=50, budget=0))
    assert _blocks(found, "s") == blocks
    assert _blocks(found, "e") == [0] * len(blocks)


def test_what_a_warm_handover_keeps_lies_apart_on_what_was_left_without_it():
    warm = WarmHandover.at(HAND, cold=50, warm=100, budget=2, where="best")
    found = keyed(warm)
    assert _blocks(found, "s") == _blocks(keyed(warm.but(budget=0)), "s")
    assert _blocks(found, "e") == [0, 50, 75]  # both handovers of the ordinary route are warm: all hundred arrive
    colours = {key[0]: attributes["fill"] for key, (attributes, _) in found.items() if key[:3] in ("s:0", "e:0")}
    assert colours["s"] != colours["e"]


def test_routes_of_high_risk_are_never_left_out_of_the_picture():
    routes = [("ab", 1, "hoog"), *((NAMES[i % 8] + NAMES[(i + 1 + i // 8) % 8], 50 - i, "laag") for i in range(14))]
    state = WarmHandover.at(chain(routes))
    assert len(state.drawn) == ROWS
    assert any(state.risky[i] for i in state.drawn)
    assert "nog 11 routes in de tabel" in state.svg()


@pytest.mark.parametrize("routes", [[], [("a", 5, "hoog"), ("abc", 0, "hoog")]])
def test_cases_that_are_not_ready(routes):
    assert "nog geen routes" in WarmHandover.ready(chain(routes))


@pytest.mark.parametrize("routes", [
    [("ab", 1, "laag")], [("aab", 3, "hoog"), ("ba", 2, "laag")], [("ababab", 3, "hoog"), ("cde", 9, "laag")],
    [("ab", 10**9, "laag"), ("ba", 1, "hoog")], LONG,
])  # fmt: skip
def test_odd_routes(routes):
    start = WarmHandover.at(chain(routes))
    where, budget, *_ = start.controls(start.case)
    assert ("high" in dict(where.options)) == (HIGH in [m.name for m in start.measures()]) == any(risk == "hoog" for *_, risk in routes)
    for way, _ in where.options:
        for number in {0, 1, budget.high}:
            state = start.but(where=way, budget=number)
            svg_elements(state.svg())
            assert "nan" not in state.words()


def test_markup_in_names_stays_text():
    state = WarmHandover.at(chain([("abc", 5, "laag"), ("cb", 2, "hoog")], name=lambda k: k + EVIL))
    assert "<script" not in state.svg() + "".join(table.html() for table in state.tables())


def test_sixty_routes_of_an_own_case_end():
    routes = [("".join(NAMES[i * k % 8] for k in range(1, 6)) + NAMES[: i % 5], 1 + i % 7, ("laag", "hoog")[i % 2]) for i in range(60)]
    state = WarmHandover.at(chain(routes), budget=10, where="best")
    assert len(state.chosen) <= 10
    assert not all(best.exact for best in state.bests.values())


@pytest.mark.parametrize(("number", "shown"), [
    (215, "215"), (40.96, "41"), (9.96, "10"), (4.8, "4,8"), (4.0, "4"), (0, "0"), (0.04, "0,0"), (99_999, "99999"), (120_400, "120k"), (1e9, "1000,0M"), (2_340_000, "2,3M"),
])  # fmt: skip
def test_numbers_fit_in_a_link(number, shown):
    assert people(number) == shown


@pytest.mark.parametrize("name", ["GGD", "De Waardborg", "Jeugdbescherming"])
@pytest.mark.parametrize("steps", [2, 8])
def test_names_keep_clear_of_one_another_and_are_legible(name, steps):
    state = WarmHandover.at(chain([(NAMES[:steps], 100, "hoog")], name=lambda k: name))
    names = [
        (float(a["x"]), float(a["font-size"]), text) for tag, a, text in svg_elements(state.svg()) if tag == "text" and text[:2] == name[:2]
    ]
    assert len(names) == steps
    for x, size, text in names:
        assert size >= 12.5
        assert text_width(text, size) < names[1][0] - names[0][0]
        assert x + text_width(text, size) <= 660


def test_the_plan_says_so_where_knowing_each_other_counts():
    state = Stand({"strength": "ties"}).state("warme_overdracht")
    assert "en een warme 95; waar men elkaar kent, gaat half zo veel mis." in state.report()
    assert "kent" not in state.but(strength="even").report()
