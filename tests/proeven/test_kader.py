"""The frame: who is in the picture, what a frame leaves, what an own case lacks; names that can be read, no meaning by colour alone."""

import itertools
import math
import re

import pytest

from regiekit.cases import Case, Party, load_shipped, shipped
from regiekit.cases.reading import assumed, needed
from regiekit.models import framing as model
from regiekit.plots.svg import text_width
from regiekit.proeven.begin import kader as proef
from regiekit.proeven.begin.kader import Framing
from tests.proeven.stands import Stand, keyed, stands

ROOM, FAR = "Deel van het vlak", "Grootste afstand"


def own(*places, positions=(), names=(), **more):
    """A case with a party per place; the first is the director."""
    parties = (
        Party(f"p{i}", name=f"Partij {i}", short=names[i] if names else f"P{i}", position=positions[i] if positions else "voor",
              values={"snelheid": x, "zorg": y}, **more)
        for i, (x, y) in enumerate(places)
    )  # fmt: skip
    return assumed(Case("Kader", parties=tuple(parties), director="p0"))


SUPPORTERS = own((3, 3), (3, 5), (1, 1), positions=("voor", "tegen", "afwachtend"))
CORNER = own((1, 1), (1, 1), positions=("tegen", "tegen"))
APART = own((1, 1), (5, 5), positions=("tegen", "tegen"))
ELSEWHERE = Case(
    "Zonder",
    parties=(Party("p0", name="Nul", values={"anders": 3}), *(Party(f"p{i}", name=f"P{i}", values={"a": i, "b": 2}) for i in (1, 2, 3))),
    director="p0",
)

FREE = {"dares": proef.NO_FEAR}
#: The director in the middle, one party in a corner (a corner of the plane is 4,5·√2 away), one that a frame of a fifth leaves nothing.
FAR_OFF = own((3, 3), (1, 1), (5, 3), positions=("voor", "voor", "tegen"))

test_stands = stands(
    "kader",
    Stand(
        {"share": 0, "across": 3, "up": 3},
        {"group": (0, 1)},
        says=("gegeven", "Partij 0 en Partij 1 kunnen met dit plan leven. Partij 2 haakt af", "precies"),
        case=SUPPORTERS,
    ),
    Stand({"share": 0, "across": 3, "up": 1}, {"group": (0, 2)}, case=SUPPORTERS),
    Stand({"share": 0, "across": 5, "up": 1}, {"group": ()}, says=("kan geen van",), case=SUPPORTERS),
    Stand({"share": 10, "across": 5, "up": 5}, says=("Niemand vindt",), case=CORNER),
    Stand(FREE, {"everyone": False}, case=APART),
    # the corner of the plane lies 4,5·√2 = 6,4 from the party in the other corner; a frame of half of it 5·√2/2 = 3,5 to 3·√2 = 4,2
    Stand(
        {"dares": 5},
        {"afraid": (1, 2), "coming": (0,)},
        {"Partijen die": (1, 1)},
        ("Dat is te onzeker voor Partij 1 en Partij 2: die twee blijven weg.",),
        case=FAR_OFF,
    ),
    Stand({"dares": 5, "share": 50, "across": 3, "up": 2.5}, {"afraid": (), "coming": (0, 1, 2)}, {"Partijen die": (1, 3)}, case=FAR_OFF),
    Stand(
        {"dares": 5, "share": 20, "across": 1, "up": 1},
        {"coming": (0, 1)},
        {"Partijen die": (1, 2)},
        ("Voor Partij 2 ligt er niets",),
        case=FAR_OFF,
    ),
    Stand({**FREE, "share": 20, "across": 1, "up": 1}, {"coming": (0, 1)}, {"Partijen die": (3, 2)}, case=FAR_OFF),
    Stand({"share": 30, "fair": 15}, says=("15 procent verder",)),
    Stand({}, {"across": 2}, {FAR: (math.nan, math.nan)}, silent=("precies wat",), case=ELSEWHERE),
    *(Stand({"share": share}, notes={"share": form}) for share, form in ((100, "Vorm 1"), (95, "Vorm 2"), (5, "Vorm 2"), (0, "Vorm 3"))),
)


@pytest.mark.parametrize(("settings", "point"), [
    ({"dares": 5}, "Zonder kader blijven"), ({"dares": 5, "share": 95}, "Ook met dit kader"),
    ({"dares": 5, "share": 50, "up": 2.5}, "komen er twee partijen bij"), ({"share": 0}, "niet mee leven"),
    ({"dares": 7.5}, "Zonder kader kom"), ({"dares": 7.5, "share": 20, "across": 1, "up": 1}, "haakt"),
])  # fmt: skip
def test_each_point_has_a_headline_of_its_own(settings, point):
    assert point in Framing.at(FAR_OFF, **settings).headline()


@pytest.mark.parametrize("case", shipped())
def test_a_frame_costs_parties_and_brings_parties(case):
    """Both sides of the claim, found somewhere in each shipped case: with fear a frame can bring more to the table, without it never."""
    start = Framing.at(load_shipped(case))
    places = [start.but(share=share, across=x, up=y) for share in (30, 50, 75) for x in (2, 3, 4) for y in (2, 3, 4)]
    assert any(len(state.coming) > len(start.coming) for state in places)
    assert all(len(state.but(**FREE).coming) <= len(start.but(**FREE).coming) for state in places)


@pytest.mark.parametrize("distance", [0, 1, 2, 3, 4])
def test_two_parties_share_the_lens(distance):
    state = Framing.at(own((1 + distance, 3), (1, 3), positions=("tegen", "tegen")), share=100)
    half = model.lens_area(2, 2, distance)
    assert state.room <= half + 1e-9
    if distance == 2:  # both discs touch the left or right of the plane, the lens does not
        assert state.room == pytest.approx(half)


def test_half_a_frame_round_one_wish_by_hand():
    # two equal discs of radius 2 in the middle; the frame of half the side is 2.5 wide: wholly inside
    assert Framing.answer(own((3, 3), (3, 3), positions=("tegen", "tegen"))) == pytest.approx(100 * 2.5**2 / (4 * math.pi))
    assert Framing.answer(APART) == 0
    assert "geen plek" in Framing.explain(APART, 0)


def test_the_room_is_that_of_the_model_on_the_shipped_case():
    state = Stand({"share": 100}).state("kader")
    across, up = state.setting.axes
    discs = [model.Disc(p.values[across], p.values[up], proef.ROOM[p.position]) for p in state.setting.parties]
    assert state.room == state.free == model.common_area(discs, proef.PLANE)


@pytest.mark.parametrize("case", shipped())
def test_narrowing_costs_room_and_buys_certainty(case):
    start = Framing.at(load_shipped(case))
    found = [start.but(share=share).measures() for share in range(100, -1, -10)]
    room, far = [m[0].after for m in found], [m[3].after for m in found]
    assert all(a >= b for a, b in itertools.pairwise(room))
    assert all(a > b for a, b in itertools.pairwise(far))
    assert room[0] > 0 == room[-1]
    assert far[-1] == pytest.approx(0)


@pytest.mark.parametrize("case", shipped())
def test_a_fair_process_gives_room_back(case):
    start = Framing.at(load_shipped(case))
    assert start.room < start.but(fair=15).room < start.but(fair=30).room


def test_who_cannot_be_missed():
    for case in map(load_shipped, shipped()):
        found = needed(case, proef.FEWEST, proef.MOST)
        assert case.director in {p.key for p in found}
        assert all(p.key == case.director or "blokker" in p.power or not p.replaceable for p in found)
        blocks = sum("blokker" in p.power for p in case.parties)
        assert sum("blokker" in p.power for p in found) == min(proef.MOST - 1, blocks)  # who can block comes first
    assert len(needed(own(*[(1 + i % 5, 3) for i in range(20)]), 3, 7)) == 7
    few = needed(own(*[(1 + i % 5, 3) for i in range(5)], replaceable=True), 3, 7)
    assert (len(few), few[0].key) == (3, "p0")


@pytest.mark.parametrize("case", shipped())
def test_the_first_pair_leaves_room_where_there_is_a_pair_that_does(case):
    found = proef.pairs(load_shipped(case))
    assert model.common_area(found[proef.first(load_shipped(case))].discs, proef.PLANE) >= proef.SOME * proef.PLANE.area
    assert len(found) == 15


@pytest.mark.parametrize("values", [{}, {"snelheid": 3}])
def test_what_an_own_case_lacks(values):
    case = Case("Kaal", parties=tuple(Party(f"p{i}", name=f"P{i}", values=values) for i in range(4)), director="p0")
    assert "dezelfde twee waarden" in Framing.ready(assumed(case))


def test_names_of_values_with_signs_of_their_own():
    parties = tuple(Party(f"p{i}", name=f"P{i}", values={"a|b": 2 + i, "<b>&": 3}) for i in range(3))
    state = Framing.at(Case("Tekens", parties=parties, director="p0"))
    assert state.axes == "a|b en <b>&"
    assert "<b>" not in state.svg() + state.tables()[0].html()


def test_the_table_says_what_the_picture_shows():
    state = Stand({"share": 0}, case="warmte").state("kader")
    rows = state.tables()[0].rows
    assert [row[0] for row in rows] == [p.short for p in state.setting.parties]
    assert [row[-1] for row in rows] == ["ja" if i in state.group else "nee" for i in range(len(rows))]


# -- the picture -----------------------------------------------------------------------------------------------------------


def names(svg):
    """The boxes of the names of the parties."""
    out = []
    for x, y, anchor, said in re.findall(
        r'<text x="([\d.-]+)" y="([\d.-]+)" font-size="13.5" text-anchor="(\w+)" font-weight="600"[^>]*>([^<]*)', svg
    ):
        wide = text_width(said, proef.SIZE)
        at = float(x) - {"start": 0, "middle": wide / 2, "end": wide}[anchor]
        out.append((at, float(y) - 0.76 * proef.SIZE, at + wide, float(y) + 0.2 * proef.SIZE))
    return out


@pytest.mark.parametrize("places", [
    [(1, 1), (2, 1), (3, 1), (4, 1), (5, 1), (1, 5), (5, 5)],
    [(5, 5), (5, 4), (5, 3), (4, 5), (4, 4), (4, 3), (3, 4)],
    [(3, 3)] * 4,
    [(2, 2), (2, 2), (4, 2), (4, 2), (2, 4), (2, 4), (3, 3)],
])  # fmt: skip
def test_names_of_sixteen_characters_touch_nothing_and_stay_inside(places):
    boxes = names(Framing.at(own(*places, names=["Samenwerkverband"] * 7), share=100).svg())
    assert boxes
    for a, b in itertools.combinations(boxes, 2):
        assert not (a[0] < b[2] - 1 and b[0] < a[2] - 1 and a[1] < b[3] - 1 and b[1] < a[3] - 1)
    for x0, y0, x1, y1 in boxes:
        assert proef.LEFT - 1 <= x0 < x1 <= proef.LEFT + proef.SIDE + 1
        assert proef.TOP - 1 <= y0 < y1 <= proef.TOP + proef.SIDE + 1


def test_a_name_keeps_off_the_sides_of_the_frame():
    case = own((3, 3), (1, 5), names=["Een lange naam", "P1"])
    free, framed = (names(Framing.at(case, share=share, across=2.25, up=3).svg())[0] for share in (100, 60))
    side = proef._at(Framing.at(case, share=60, across=2.25, up=3).frame[2], 3)[0]
    assert free[0] > proef._at(3, 3)[0]  # with nothing in the way it stands at the right
    assert not framed[0] < side < framed[2]


def test_of_many_at_one_place_some_are_counted():
    svg = Framing.at(own(*[(3, 3)] * 7, positions=["voor", "tegen"] * 3 + ["voor"])).svg()
    assert len(names(svg)) == proef.NAMES
    assert "en nog 4" in svg
    assert ">•</text>" in svg  # no single position


def test_the_frame_stands_where_it_is_and_given_content_is_a_sign():
    state = Framing.at(SUPPORTERS, share=60, across=3, up=3)
    box = keyed(state)["kader"][0]
    assert float(box["width"]) == pytest.approx(0.6 * proef.SIDE, abs=0.1)
    assert float(box["y"]) == pytest.approx(proef._at(0, state.frame[3])[1], abs=0.1)
    assert "d" in keyed(state.but(share=0))["kader"][0]


def test_who_drops_out_the_position_and_the_room_differ_without_colour():
    state = Framing.at(SUPPORTERS, share=0, across=3, up=3)
    groups = {key: re.search(rf'data-key="p:{key}".*?</g>', state.svg()).group() for key in ("p0", "p1", "p2")}
    assert [("stroke-dasharray" in groups[k]) for k in groups] == [False, False, True]
    assert [re.search(r">([^<]*)</text>", group)[1] for group in groups.values()] == ["+", "−", "?"]
    assert [keyed(state)[f"c:{k}"][0].get("stroke-dasharray") for k in groups] == [None, "3 5", "11 5"]
    free = Framing.at(own((3, 3), (3, 4)), share=100)
    assert "stroke-dasharray" not in keyed(free)["ruimte"][0]
    some = Framing.at(own((1, 1), (1, 2), (5, 5), positions=["tegen"] * 3), share=100)
    assert "stroke-dasharray" in keyed(some)["ruimte"][0]
    assert "ruimte" not in keyed(Framing.at(CORNER, share=10, across=5, up=5))
