"""Eilandenrijk: parts, nearness, contact between islands and the queue at the desk, over the table of states; the picture and the curve."""

import re
from itertools import combinations
from math import inf
from xml.etree import ElementTree

import pytest

from regiekit.cases import Case, Party, Tie, load_shipped
from regiekit.models.islands import clique_efficiency, star_efficiency, waiting_time
from regiekit.plots.curve import Curve
from regiekit.plots.svg import text_width
from regiekit.proeven.structuur.eilandenrijk import DESK, WIDE, Islands, _fits, _widest, groups, start
from tests.proeven.stands import Stand, keyed, stands
from tests.widgets.samples import all_pairs

PARTS, INSIDE, REACH, WAIT = "Eilanden, als", "Eilanden buiten", "Nabijheid", "Wachttijd"
SHIPPED = ("jeugdhulp", "regio", "warmte")


def keys(n):
    return [f"p{i}" for i in range(n)]


def case(n, *ties):
    return Case(title="Eilanden", parties=tuple(Party(k, name=k.title()) for k in keys(n)), ties=ties)


def tie(a, b):
    return Tie(f"p{a}", f"p{b}", "informeel")


def star(n):
    """Islands of one, all merged: a star, without a tie between two of them."""
    return Stand({"merged": n}, {"members": n}, {PARTS: (n, 1), REACH: (0.0, star_efficiency(n + 1))}, case=case(n))


def whole(name):
    """All merged: a star, and nearer by every tie there is."""
    found = load_shipped(name)
    network, islands = start(found)
    size = len(network) + 1
    reach = star_efficiency(size) + network.number_of_edges() / (size * (size - 1))
    told = {PARTS: (len(islands), 1), REACH: reach, INSIDE: (len(islands), len(islands))}
    kept = ("binnen één organisatie",) if len(islands) > 1 else ()
    return Stand({"merged": len(islands)}, {"members": size - 1}, told, kept, case=found)


CLIQUES = case(6, *all_pairs(keys(6)[:3]), *all_pairs(keys(6)[3:]))
PAIRS = case(4, tie(0, 1), tie(2, 3))

test_stands = stands(
    "eilandenrijk",
    *map(star, (2, 5, 14)),
    *map(whole, SHIPPED),
    Stand({"merged": 0}, {}, {REACH: (clique_efficiency(6, 3), clique_efficiency(6, 3)), WAIT: 2.5}, ("niets samengevoegd",), case=CLIQUES),
    Stand(
        {"merged": 0, "bridges": 1},  # a path of four parties
        {"laid": 1},
        {PARTS: 1, REACH: (3 + 2 / 2 + 1 / 3) / 6, INSIDE: (2, 1)},
        ("Er ligt één brug",),
        case=PAIRS,
    ),
    Stand({"merged": 0, "bridges": 8}, {"laid": 2}, {PARTS: 1, INSIDE: 1}, ("Er liggen twee bruggen",), silent=("binnen de",), case=PAIRS),
    Stand({"merged": 1}, {"members": 2}, {PARTS: (2, 2)}, ("Eén van de twee eilanden kreeg",), silent=("binnen de",), case=PAIRS),
    Stand(
        {"merged": 2, "grown": 1}, {"met": 1, "laid": 0}, {INSIDE: (2, 1)}, ("kwam er één contact bij binnen de organisatie",), case=PAIRS
    ),
    Stand({"merged": 1, "grown": 3}, {"met": 0, "inside": 2}, case=PAIRS),  # within one island nobody is new
    Stand({"merged": 2, "staff": 0}, {"wait": inf}, {}, ("loopt vast",), case=PAIRS),
)


@pytest.mark.parametrize("merged", [1, 2])
def test_when_all_come_along_nobody_waits_longer_and_the_islands_stay(merged):
    """What pooling buys is the textbook's; what it leaves is the lesson."""
    state = Islands.at(CLIQUES, merged=merged)
    n = 3 * merged
    assert state.wait == pytest.approx(5 * waiting_time(n, 3, 5, n))
    assert state.wait < state.before.wait == pytest.approx(5 / (5 - 3))
    assert state.inside == state.before.inside == 2
    waits = [state.but(staff=staff).wait for staff in range(11)]
    assert waits == sorted(waits, reverse=True)
    assert waits[0] == inf
    assert state.but(staff=7).verdict == "langer dan"  # too few came along
    assert "korter" in state.headline() or merged == 1


def test_the_prediction_is_a_bridge_less_than_there_are_islands():
    for made in (CLIQUES, PAIRS, case(5, tie(0, 1))):
        n = Islands.answer(made)
        assert [Islands.at(made, merged=0, bridges=b).inside == 1 for b in (n - 1, n)] == [False, True]


@pytest.mark.parametrize(
    ("settings", "pieces"),
    [
        ({"merged": 0}, ()),
        ({"merged": 1}, ("Krijgt één eiland", "wacht een vraag")),
        ({"merged": 2, "staff": 3}, ("Gaan twee eilanden", "loopt dat vast")),
        ({"merged": 0, "bridges": 1}, ("Met één brug", "één geheel")),
        ({"merged": 2, "grown": 1}, ("Groeit er na de fusie één contact", "één geheel")),
    ],
)
def test_the_report(settings, pieces):
    said = Islands.at(CLIQUES, **settings).report()
    assert all(piece in said for piece in pieces)
    assert ("loket" in said, "brug" in said) == (settings["merged"] > 0, "bridges" in settings)


@pytest.mark.parametrize(
    ("made", "said"),
    [(case(1), "nog geen twee partijen"), (case(2, tie(0, 1)), "via anderen te bereiken"), (case(2), None)],
)
def test_what_a_case_needs(made, said):
    assert (said in Islands.ready(made)) if said else Islands.ready(made) is None


def test_who_is_chosen():
    state = Islands.at(PAIRS, merged=1, bridges=1)
    assert "verbindt 2 partijen" in state.pick(DESK)
    assert state.pick("p0") == "P0 hoort bij eiland 1 en heeft rechtstreeks contact met P1 en P2."
    assert "met niemand" in Islands.at(case(2), merged=0).pick("p1")
    with pytest.raises(KeyError):
        Islands.at(load_shipped("jeugdhulp")).pick("gemeente")  # the director is not drawn


@pytest.mark.parametrize("merged", range(5))
@pytest.mark.parametrize("bridges", [0, 3, 8])
def test_every_party_of_the_islands_is_drawn_in_every_stand(merged, bridges):
    found = load_shipped("warmte")
    drawn = {k[2:] for k in keyed(Islands.at(found, merged=merged, bridges=bridges)) if k.startswith("n:")}
    assert drawn - {DESK} == {k for island in groups(found) for k in island}
    assert (DESK in drawn) == (merged > 0)


def test_ties_to_the_desk_within_an_island_and_across():
    found = keyed(Islands.at(PAIRS, merged=1, bridges=1))
    inside, across, other, desk = (
        found[f"e:{k}"][0] for k in ("p0|p1|informeel", "p0|p2|informeel", "p2|p3|informeel", f"p0|{DESK}|hiërarchie")
    )
    assert len([k for k in found if k.startswith("e:")]) == 5
    assert across["stroke"] != inside["stroke"] == other["stroke"]
    assert float(desk["stroke-width"]) < float(inside["stroke-width"])
    assert [k for k in found if k.startswith("z:")] == ["z:organisatie", "z:eiland0", "z:eiland1"]


def test_a_state_asked_twice_says_the_same():
    """What is remembered of a case stays as it was, whatever was asked in between."""
    found = load_shipped("jeugdhulp")
    ways = [{"merged": m, "bridges": b} for m in (0, 2, 4) for b in (0, 8)]
    shown = [(state.words(), state.measures(), state.svg()) for state in (Islands.at(found, **way) for way in ways)]
    again = [(state.words(), state.measures(), state.svg()) for state in (Islands.at(found, **way) for way in reversed(ways))]
    assert shown == again[::-1]


def waiting(**settings):
    """Key of an element of the curve -> its attributes and its text, and the words."""
    name, curve, told = Islands.at(load_shipped("jeugdhulp"), **settings).curve()
    assert isinstance(curve, Curve)
    root = ElementTree.fromstring(curve.svg(name, told))
    assert root.attrib["viewBox"] == "0 0 660 430"
    return {e.attrib["data-key"]: (e, " ".join(e.itertext())) for e in root.iter() if "data-key" in e.attrib}, told


@pytest.mark.parametrize(
    ("settings", "drawn"),
    [
        ({"merged": 2}, {"l:voor", "l:nu", "l:vast", "p:nu"}),
        ({"merged": 0}, {"l:voor", "l:nu", "l:vast"}),
        ({"merged": 4, "staff": 3}, {"l:voor", "l:nu", "l:vast", "p:nu"}),
    ],
)
def test_the_curve(settings, drawn):
    found, told = waiting(**settings)
    assert {k for k in found if k.startswith(("l:", "p:"))} == drawn
    assert "loopt het loket vast" in told
    (x0, y0), (x1, y1) = (map(float, point) for point in re.findall(r"([\d.]+) ([\d.]+)", found["l:vast"][0].attrib["d"]))
    assert (x0, y0, y1) == (56, 34, 34)  # along the upper edge, up to where enough come along
    assert x0 < x1 < 640


def test_the_mark_moves_along_the_curve():
    places = {
        found["p:nu"][0].attrib["cx"] + found["p:nu"][0].attrib["cy"]
        for found, _ in (waiting(merged=m, staff=s) for m in (1, 2, 4) for s in (7, 8, 10))
    }
    assert len(places) >= 6


@pytest.mark.parametrize("questions", [0.5, 2, 3, 4.5])
@pytest.mark.parametrize("merged", [0, 1, 2, 4])
def test_names_at_the_curve_do_not_overlap_and_stay_in_the_picture(questions, merged):
    boxes = []
    for key, (group, said) in waiting(merged=merged, questions=questions)[0].items():
        if key.startswith(("ln:", "pn:")):
            x, y = map(float, re.findall(r"-?[\d.]+", group.attrib["transform"]))
            text = group.find("{*}text")
            assert text is not None
            boxes.append((x, y - 11, x + float(text.attrib["x"]) + text_width(said, 15), y + 3))
    assert len(boxes) >= 2
    assert all(x0 >= 50 and x1 <= 660 and y0 >= 20 and y1 <= 376 for x0, y0, x1, y1 in boxes)
    assert not any(a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3] for a, b in combinations(boxes, 2))


def test_a_bridge_comes_beside_what_grew():
    state = Islands.at(case(3), merged=3, grown=1, bridges=1)
    assert (state.met, state.laid, state.inside) == (1, 1, 1)


@pytest.mark.parametrize(
    ("inside", "outside"), [((5,), (5, 5, 4, 3, 2, 1, 1)), ((9, 8, 7), (6, 5, 3, 1)), ((3,) * 30, (2,) * 25), ((1,) * 60, (1,) * 60)]
)
def test_the_two_parts_get_the_first_of_the_widths_at_which_all_are_largest(inside, outside):
    widths = [WIDE * part / 100 for part in range(34, 73, 2)]
    assert _widest(inside, outside) == max(widths, key=lambda wide: _fits(inside, outside, wide))
