"""Hoe kijkt de een naar de ander: the views in the file, those that are added, and the matrix."""

from xml.etree import ElementTree

import pytest

from regiekit.cases import Case, Party, View, load_shipped
from regiekit.proeven.proces.blikken import Views
from tests.proeven.stands import Stand, keyed, stands

NUMBER, DIFFER, POWER = "Blikken op tafel", "Blikken die afwijken van wat", "Blikken die afwijken over de macht"
GLOOMY, ROSY = "Blikken die te somber", "Blikken die te rooskleurig"
PARTIES = (
    Party("a", name="Aaa", position="voor", power=("productie",)),
    Party("b", name="Bbb", position="tegen", power=("blokker",)),
    Party("c", name="Ccc", position="afwachtend", power=("diffuus", "productie")),
)


def of(*views):
    return Case("Blikken", parties=PARTIES, director="a", views=views)


def row(van, over, positie="", macht=""):
    return {"van": van, "over": over, "positie": positie, "macht": macht}


def rows(*given):
    return {"rows": [row(*one) for one in given]}


def wrong(*given):
    """A row that does not count, below one that does."""
    settings = rows(("b", "a", "voor", "productie"), given)
    return Stand(settings, {}, {NUMBER: 1, DIFFER: 0}, notes={"rows": "Rij 2 telt nog niet mee"}, case=NONE)


NONE, ONE = of(), of(View("a", "b", "voor", ("blokker",), note="Omdat."))
AGREE = of(View("a", "b", "tegen", ("blokker",)), View("b", "c", "afwachtend", ("productie", "diffuus")))
ALL = of(View("a", "b", "voor", ("blokker",)), View("b", "c", "afwachtend", ("blokker",)))
THREE = of(View("a", "b", "voor"), View("c", "b", "afwachtend"), View("c", "a", "voor", ("blokker",)))
EYES = of(View("a", "b", "tegen", ("blokker",)), View("c", "a", "tegen", ("diffuus",)))
ADDED = rows(("a", "b", "voor", "blokker"), ("c", "a", "tegen", "productie, blokker"), ("", "b", "tegen"))  # "": the holder above

test_stands = stands(
    "blikken",
    Stand({}, {}, {DIFFER: 0}, ("Geen van de twee blikken noemt een andere houding of macht",), case=AGREE),
    Stand(
        {},
        {},
        {DIFFER: 2, GLOOMY: 0, ROSY: 1, POWER: 1},
        (
            "Eén van de twee blikken in deze casus wijkt af over de macht. Over de houding wijkt er één af.",
            "Aaa denkt dat Bbb voor is. Zelf zegt Bbb tegen te zijn.",
        ),
        case=ALL,
    ),
    Stand(ADDED, {}, {NUMBER: (1, 3), DIFFER: (1, 2), GLOOMY: (0, 1), ROSY: (1, 1), POWER: (0, 1)}, notes={"rows": ""}, case=ONE),
    Stand(
        {},
        {},
        {},
        (
            "Ccc denkt dat Aaa tegen is en diffuse macht heeft. Zelf zegt Aaa voor te zijn en productiemacht te hebben.",
            "Volgens Aaa is Bbb tegen",
        ),
        case=EYES,
    ),
    Stand({"eyes": "b"}, {}, {}, ("en dat zegt Bbb zelf ook.",), case=EYES),
    Stand(rows(("a", "b", "voor"), ("a", "b", "tegen", "blokker")), {}, {NUMBER: 1, DIFFER: 0}, case=NONE),
    Stand(rows(("b", "a", "voor"), ("", "")), {}, {NUMBER: 1}, notes={"rows": ""}, case=NONE),
    Stand({}, {"gaps": []}, {NUMBER: 0, DIFFER: 0, POWER: 0}, ("Eén rij is genoeg om te beginnen",), case=NONE),
    wrong("a", "a", "voor"),
    wrong("a", "", "voor"),
    wrong("a", "b", ""),
    wrong("a", "b", "misschien"),
    wrong("a", "b", "voor", "veel"),
    wrong("x", "b", "voor"),
)


def test_who_is_misjudged_most_stands_in_the_plan():
    assert "Bbb wordt het vaakst anders gezien: twee keer." in Views.at(THREE).report()


def test_what_the_case_says_of_a_view_counts_as_long_as_it_is_that_view():
    assert Views.at(ONE).tables()[0].rows[0][-1] == "Omdat."
    assert Views.at(ONE, **rows(("a", "b", "afwachtend"))).tables()[0].rows[0][-1] == ""


def test_names_that_are_pasted_become_parties():
    pasted = [{"van": "AAA", "over": "bbb", "positie": "Voor", "macht": "diffuus/blokker"}]
    assert Views.at(NONE, rows=pasted).rows == [row("a", "b", "voor", "blokker, diffuus")]


def test_the_guess_beside_what_was_found():
    assert "nog geen blik om naast te leggen" in Views.at(NONE).compared("houding")
    found = Views.at(NONE, **rows(("a", "b", "voor"))).compared("macht")
    assert "één af over de houding en geen over de macht" in found
    assert "anders dan u dacht" in found


@pytest.mark.parametrize("case", ["jeugdhulp", "regio", "warmte"])
def test_in_the_shipped_cases_every_view_differs_and_that_says_nothing_of_the_world(case):
    state = Views.at(load_shipped(case))
    assert len(state.differing) == len(state.gaps) == len(state.case.views)
    assert "niet onderzocht" in state.compared("houding")


def test_the_headline_tells_another_point_where_there_is_another():
    states = [Views.at(NONE), Views.at(AGREE), *(Views.at(THREE, eyes=key) for key in "abc"), Views.at(ONE, eyes="c")]
    said = [state.headline() for state in states]
    assert len(set(said)) == len(said)
    assert said[2].startswith("Eén partij ziet Aaa")


def test_a_gloomy_look_is_told_from_a_rosy_one():
    state = Views.at(of(View("a", "b", "voor"), View("b", "a", "tegen"), View("c", "a", "voor")))
    assert state.slants == {("a", "b"): 1, ("b", "a"): -1, ("c", "a"): 0}
    at = {pair: _marks(state, pair) for pair in state.slants}
    assert [disc > ring for disc, ring in (at["a", "b"][:2], at["b", "a"][:2])] == [True, False]  # against stands left, in favour right
    assert at["c", "a"] == (410, 410)  # in the ring


def _marks(state, pair):
    """Where in the row of a look the disc (what is seen) and the ring (what is said) of the position stand, then those of the powers."""
    (row,) = [g for g in ElementTree.fromstring(state.svg()).iter() if g.get("data-key") == "c:{}|{}".format(*pair)]
    dots = [(float(c.get("cx")), c.get("stroke") is not None) for c in row if c.tag.endswith("circle")]
    assert {c.get("r") for c in row if c.tag.endswith("circle") and c.get("stroke")} == {"7.5"}
    covered = {(c.get("cx"), c.get("r")) for c in row if c.tag.endswith("circle") and not c.get("stroke")}
    assert not covered & {(c.get("cx"), "7.5") for c in row if c.tag.endswith("circle") and c.get("stroke")}  # a disc leaves the ring seen
    discs, rings = ([x for x, ring in dots if ring == which] for which in (False, True))
    return discs[0], rings[0], *discs[1:], *rings[1:]


def test_the_picture_tells_the_same():
    state = Views.at(ONE, **ADDED)
    drawn = keyed(state)
    assert {k for k in drawn if k.startswith("c:")} == {"c:a|b", "c:c|a", "c:c|b"}
    assert {k: drawn[k][1] for k in drawn if k.startswith("wijkt:")} == {
        "wijkt:Anderen over Aaa": "1 van 1 wijkt af", "wijkt:Aaa over anderen": "1 van 1 wijkt af", "wijkt:Anderen onderling: wie over wie": "0 van 1 wijkt af",
    }  # fmt: skip
    assert "Nog geen blikken" in Views.at(NONE).svg()


def test_a_difference_is_seen_and_not_only_coloured():
    state = Views.at(of(View("a", "b", "tegen", ("productie",)), View("b", "a", "voor", ("productie",)), View("c", "a", "voor")))
    assert _marks(state, ("a", "b")) == (268, 268, 476, 554)  # the power seen stands beside the power said
    assert _marks(state, ("b", "a")) == (410, 410, 476, 476)
    assert _marks(state, ("c", "a")) == (410, 410)
    assert "niet bekend" in state.svg()


def test_of_many_looks_the_first_are_drawn_and_the_rest_counted():
    keys = [f"p{i}" for i in range(9)]
    parties = tuple(Party(key, name=key, position="voor", power=("blokker",)) for key in keys)
    views = tuple(View(a, b, "tegen") for a in keys for b in keys if a != b)
    svg = Views.at(Case("Veel", parties=parties, director="p0", views=views)).svg()
    shown = svg.count('data-key="c:')
    assert 'data-key="c:p1|p0"' in svg
    assert f"En nog {len(views) - shown} blikken." in svg
