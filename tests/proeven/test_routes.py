"""Attended handovers: coverage by hand, the ways to choose side by side, own choice, the picture, cases without routes."""

from itertools import combinations
from math import isnan

import pytest

from regiekit.cases import Case, Party, Route, load_shipped
from regiekit.models import care_routes as model
from regiekit.proeven.begin import routes as proef
from tests.plots.conftest import parties
from tests.proeven.stands import Stand, keyed, stands
from tests.widgets.samples import EVIL, SHIPPED, svg_elements

ALL, HIGH = "Begeleid deel van alle trajecten", "Begeleid deel van de trajecten met hoog risico"
AGAIN, AGAIN_HIGH = "Zo vaak begint een traject op", "Zo vaak begint een traject met"


def chain(routes, names="abcde", name=str.title):
    parties, made = tuple(Party(k, name=name(k)) for k in names), tuple(Route(tuple(steps), *more) for steps, *more in routes)
    return Case("Routes", parties=parties, director=names[0], routes=made)


def own(*pairs, **more):
    return {"where": "own", "own": [{"overdracht": pair} for pair in pairs], **more}


#: 10 ordinary a > b > c, 4 d > e, and of high risk 2 b > c > d and 2 d > c.
HAND = chain([("bcd", 2, "hoog"), ("abc", 10, "laag"), ("de", 4, "midden"), ("dc", 2, "hoog")])


def hand(settings, all_, high, **more):
    """So many of the 18 trajectories are covered, and so many of the 4 of high risk."""
    return Stand(settings, measures={ALL: (0, all_ / 18), HIGH: (0, high / 4)} | more.pop("measures", {}), case=HAND, **more)


test_stands = stands(
    "routes",
    hand({}, 10, 0, holds={"attended": [("a", "b"), ("b", "c")], "budget": 2}, says=("ruim de helft van de achttien", "geen van de vier"), notes={"own": "Telt alleen", "mix": "Telt alleen"}),
    hand({"definition": "share"}, 11, 1, says=("Zo is 56 procent van alle trajecten van begin tot eind begeleid.", "Telt elk begeleid deel mee, dan geldt 61 procent als begeleid.")),
    hand({"budget": 3}, 14, 0),
    hand({"where": "all", "budget": 1}, 4, 0),
    hand({"where": "high", "budget": 1}, 2, 2),
    hand({"where": "high", "budget": 3}, 4, 4),
    hand({"where": "mix", "budget": 3, "mix": 0}, 14, 0, notes={"mix": ""}),
    hand({"where": "mix", "budget": 3, "mix": 100}, 4, 4),
    hand({"where": "mix", "budget": 3, "mix": 40}, 12, 2),
    hand(own("b>c", "c>d", "d>c", budget=2), 2, 2, says=("lijst van drie tellen de eerste twee.",), notes={"own": ""}),
    hand(own("b>c", "c>d", "d>c", budget=1), 0, 0, says=("lijst van drie telt de eerste.",)),
    hand(own("b>c", "c>d", "d>c", budget=3), 4, 4),
    hand(own("", "x>y", "b>a", "b>c", "b>c", budget=3), 0, 0, says=("nog twee overdrachten kiezen",)),
    hand({"budget": 0}, 0, 0),
    hand({"where": "high", "budget": 4}, 4, 4, notes={"budget": "Er blijft één over"}),
    hand(own("d>c", works=50, budget=1), 2, 2, measures={AGAIN: (3, 3), AGAIN_HIGH: (2, (3 + 1 / 0.95 - 1) / 2)}),
)  # fmt: skip


@pytest.mark.parametrize("case", SHIPPED)
def test_the_answer_is_the_fewest_handovers_for_half_of_the_high_risk(case):
    """Against every choice of so many handovers that the routes of high risk make."""
    case = load_shipped(case)
    answer = proef.Routes.answer(case)
    state = proef.Routes.at(case)
    steps, high = state.steps, state.numbers[1]
    pairs = list({pair for made, n in zip(steps, high, strict=True) if n for pair in model.handovers(made)})

    def most(number):
        return max(model.coverage(steps, high, chosen) for chosen in combinations(pairs, number))

    assert most(answer) >= 0.5 > most(answer - 1)


def test_high_risk_on_the_ordinary_route_is_seen_with_it():
    """What the case holds and no outcome: where high risk takes the ordinary handovers, who attends these attends it."""
    same = proef.Routes.at(chain([("abcd", 10, "laag"), ("bcd", 4, "hoog")]))
    assert (same.share, same.share_high) == (1, 1)
    assert proef.Routes.answer(same.case) == 2
    assert "delen overdrachten" in proef.Routes.explain(same.case, 2)
    apart = proef.Routes.at(chain([("abc", 10, "laag"), ("de", 4, "hoog")]))
    assert apart.share_high == 0
    assert "andere overdrachten" in apart.headline()
    both = proef.Routes.at(chain([("abcd", 10, "laag"), ("bcd", 4, "hoog"), ("de", 4, "hoog")]))
    assert "ook vier van de acht trajecten met hoog risico, want die vier lopen langs dezelfde overdrachten" in both.headline()
    assert "Gaat de aandacht alleen naar hoog risico, dan zijn met drie overdrachten alle acht begeleid." in both.words()


@pytest.mark.parametrize("case", SHIPPED)
def test_it_says_where_the_difficult_route_seems_the_easier_one(case):
    """A shorter route starts again less often, whatever its risk; nothing else does that here."""
    state = proef.Routes.at(load_shipped(case))
    assert state.before.again_high < state.before.again
    assert "alleen doordat die routes korter zijn" in state.note("works")
    assert state.but(works=95).note("works") == state.note("works")


@pytest.mark.parametrize(("settings", "point"), [
    ({}, "op hun routes blijft steeds een gat"), ({"budget": 0}, "Bij geen enkele overdracht"), ({"where": "high", "budget": 1}, "zeldzame routes: zo zijn"),
    ({"where": "high", "budget": 3}, "Op de gewone route is er nu een gat"), (own("a>b", budget=1), "één gat is genoeg"),
    ({"where": "mix", "budget": 3, "mix": 40}, "met de rest van de aandacht ook"), ({"definition": "share"}, "dan lijken er meer trajecten begeleid"), ({"budget": 5, "where": "all"}, "Elk traject is"),
])  # fmt: skip
def test_each_point_has_a_headline_of_its_own(settings, point):
    assert point in Stand(settings, case=HAND).state("routes").headline()


def test_where_a_part_counts_more_is_only_said_where_it_is_more():
    """With every handover of one route and none of another a part counts no more than a whole; with all of them nothing is left to count."""
    apart = proef.Routes.at(chain([("abc", 10, "laag"), ("de", 4, "hoog")]), definition="share")
    assert "nauwelijks meer trajecten" in apart.headline()
    assert "Telt elk begeleid deel mee, dan komt daar bijna niets bij." in apart.words()
    assert apart.but(budget=3).headline().startswith("Elk traject is")


def test_where_no_trajectory_is_covered_it_says_where_the_gaps_are():
    state = Stand(own("a>b", budget=1), case=HAND).state("routes")
    assert "De gewone route telt twee overdrachten, en bij één daarvan is niemand." in state.words()
    assert "Gaat de aandacht alleen naar hoog risico, dan zijn met één overdracht twee van de vier trajecten begeleid." in state.words()


@pytest.mark.parametrize("case", SHIPPED)
@pytest.mark.parametrize("definition", proef.WHOLE)
def test_no_way_beats_the_best(case, definition):
    for budget in range(0, proef.MOST + 1, 2):
        state = proef.Routes.at(load_shipped(case), budget=budget, definition=definition)
        assert all(best.exact for best in state.bests.values())
        assert max(all_ for all_, _ in state.covered.values()) == pytest.approx(state.covered["all"][0])
        assert max(high for _, high in state.covered.values()) == pytest.approx(state.covered["high"][1])


@pytest.mark.parametrize("case", SHIPPED)
@pytest.mark.parametrize("settings", [
    {}, {"where": "high", "budget": 7}, {"where": "mix", "budget": 10}, {"budget": 1}, {"where": "own", "budget": 0}, {"definition": "share"},
])  # fmt: skip
def test_picture_words_and_tables_tell_the_same(case, settings):
    state = proef.Routes.at(load_shipped(case), **settings)
    found, passing = keyed(state), proef.passing(state.case)
    assert {tuple(k.split(":")[1].split("|")[:2]) for k in found if k.startswith("e:")} == set(passing)
    assert {tuple(k[4:].split("|")[:2]) for k in found if k.startswith("v:")} == set(state.attended)
    assert (
        f"{proef._of(len(state.attended), len(passing), figures=True)} overdrachten" if state.attended else "lopen samen langs"
    ) in state.words()
    ways, routes = state.tables()
    assert sum(row[0].endswith("(nu)") for row in ways.rows) == 1
    assert len(routes.rows) == len(state.case.routes)


def test_high_risk_is_dashed_and_width_is_the_number():
    paths = {k: a for k, (a, _) in keyed(Stand().state("routes")).items() if k.startswith("e:")}
    assert all(("stroke-dasharray" in a) == k.endswith("|hoog") for k, a in paths.items())
    assert float(paths["e:school|ggd|gewoon"]["stroke-width"]) == pytest.approx(15)
    assert float(paths["e:school|jeugdteam|gewoon"]["stroke-width"]) == pytest.approx(15 * 62 / 215, abs=0.06)


def test_the_ordinary_route_stands_on_top_and_those_of_high_risk_below():
    usual, high = proef.rows(chain([("abc", 9, "laag"), ("cb", 2, "hoog"), ("ac", 5, "midden")]))
    assert [r.steps for r in (*usual, *high)] == [("a", "b", "c"), ("a", "c"), ("c", "b")]
    many = [("abc", 9 + i, "laag") for i in range(12)]
    for rare, kept in ((3, (7, 3)), (12, (5, 5))):
        drawn = proef.rows(chain([*many, *[("cb", 1 + i, "hoog") for i in range(rare)]]))
        assert tuple(map(len, drawn)) == kept


def test_a_route_without_gaps_is_one_row_that_stands_out():
    state = Stand().state("routes")
    assert sum(k.startswith("r:") for k in keyed(state)) == sum(state.seen)
    assert not any(k.startswith("r:") for k in keyed(state.but(budget=0)))


@pytest.mark.parametrize("case", SHIPPED)
@pytest.mark.parametrize("where", ["usual", "all", "high", "mix", "own"])
@pytest.mark.parametrize("budget", [4, 10])
def test_marks_of_attended_handovers_cover_no_party_and_no_name(case, where, budget):
    svg = proef.Routes.at(load_shipped(case), where=where, budget=budget).svg()
    boxes = [box for party in parties(svg) for box in (*party.names, party.shape)]
    marks = [a["transform"][10:-1].split() for _, a, _ in svg_elements(svg) if a.get("data-key", "").startswith("v:")]
    for x, y in (map(float, place) for place in marks):
        assert not any(a - 4 < x < c + 4 and b - 4 < y < d + 4 for a, b, c, d in boxes), (x, y)


def test_a_handover_from_a_party_to_itself_is_drawn():
    state = proef.Routes.at(chain([("aab", 5, "laag"), ("bb", 2, "hoog")]))
    assert {"e:a|a|gewoon", "e:b|b|hoog", "v:e:a|a|gewoon"} <= set(keyed(state))


@pytest.mark.parametrize(("routes", "lacks"), [
    ([], "nog geen routes"), ([("a", 5, "hoog"), ("abc", 0, "hoog")], "nog geen routes"), ([("abc", 5, "midden")], "hoog risico"),
])  # fmt: skip
def test_cases_that_are_not_ready(routes, lacks):
    assert lacks in proef.Routes.ready(chain(routes))


@pytest.mark.parametrize("routes", [
    [("ab", 1, "hoog")], [("aab", 3, "hoog"), ("ba", 2, "laag")], [("ababab", 3, "hoog"), ("cde", 9, "laag")], [("ab", 10**9, "laag"), ("ba", 1, "hoog")],
])  # fmt: skip
def test_odd_routes(routes):
    start = proef.Routes.at(chain(routes))
    for where in ("usual", "all", "high", "mix", "own"):
        for budget in (0, 1, len(proef.passing(start.case))):
            state = start.but(where=where, budget=budget)
            svg_elements(state.svg())
            assert not any(isnan(number) for m in state.measures() for number in (m.before, m.after))
            assert "nan" not in state.words()


def test_markup_in_names_stays_text():
    state = proef.Routes.at(chain([("abc", 5, "laag"), ("cb", 2, "hoog")], name=lambda k: k + EVIL))
    assert "<script" not in state.svg() + "".join(table.html() for table in state.tables())


def test_sixty_routes_of_an_own_case_end():
    routes = [("".join("abcde"[i * k % 5] for k in range(1, 6)) + "abcde"[: i % 5], 1 + i % 7, ("laag", "hoog")[i % 2]) for i in range(60)]
    state = proef.Routes.at(chain(routes), where="mix", budget=10)
    assert len(state.attended) <= 10
    assert model.coverage(state.steps, state.numbers[0], state.attended) == pytest.approx(state.share)
    assert len(state.tables()[1].rows) == proef.SHOWN < len(state.routes)
