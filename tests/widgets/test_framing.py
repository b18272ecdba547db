"""The proef of the frame: who is in the picture, what a frame leaves, and what an own case lacks."""

import itertools
import math

import pytest

from regiekit.cases import Party, load_shipped, workspace
from regiekit.models import framing as model
from regiekit.widgets import framing
from tests.widgets.samples import after, numbers, opened, outcome, plain, revealed

KEY = "kader"


def own(*places, positions=(), **more):
    """Start an own case with a party per place; the first is the director."""
    parties = tuple(
        Party(
            f"p{i}",
            name=f"Partij {i}",
            short=f"P{i}",
            position=positions[i] if positions else "voor",
            values={"snelheid": x, "zorg": y},
            **more,
        )
        for i, (x, y) in enumerate(places)
    )
    workspace.start_own("Kader", parties=parties, director="p0")


@pytest.mark.parametrize("distance", [0, 1, 2, 3, 4])
def test_two_parties_share_the_lens(distance):
    own((1 + distance, 3), (1, 3), positions=("tegen", "tegen"))
    panel = revealed(KEY)
    panel.put(share=100)
    half = model.lens_area(2, 2, distance)
    inside = after(panel, "Ruimte") * framing.PLANE.area
    assert inside <= half + 1e-9
    if distance == 2:  # both discs touch the left or right of the plane, the lens does not
        assert inside == pytest.approx(half)


def test_half_a_frame_round_one_wish_by_hand():
    own((3, 3), (3, 3), positions=("tegen", "tegen"))
    # two equal discs of radius 2 in the middle; the frame of half the side is 2.5 wide: wholly inside
    assert framing.left(workspace.current()) == pytest.approx(100 * 2.5**2 / (4 * math.pi))


def test_the_room_is_that_of_the_model_on_the_shipped_case():
    panel = revealed(KEY, "jeugdhulp")
    panel.put(share=100)
    o = outcome(panel)
    discs = [model.Disc(p.values["snelheid"], p.values["vakmanschap"], framing.ROOM[p.position]) for p in o.setting.parties]
    assert o.setting.axes == ("snelheid", "vakmanschap")
    assert o.room == o.free == model.common_area(discs, framing.PLANE)
    assert numbers(panel)["Ruimte waarin alle partijen elkaar vinden, deel van het vlak"] == pytest.approx((o.free / 25, o.free / 25))


@pytest.mark.parametrize("case", ["jeugdhulp", "regio", "warmte"])
def test_narrowing_costs_room_and_buys_certainty(case):
    panel = revealed(KEY, case)
    room, far = [], []
    for share in range(100, -1, -10):
        panel.put(share=share)
        room.append(after(panel, "Ruimte"))
        far.append(after(panel, "Verste"))
    assert all(a >= b for a, b in itertools.pairwise(room))
    assert all(a > b for a, b in itertools.pairwise(far))
    assert room[0] > 0 == room[-1]
    assert far[-1] == pytest.approx(0)


@pytest.mark.parametrize("case", ["jeugdhulp", "regio", "warmte"])
def test_a_fair_process_gives_room_back(case):
    panel = revealed(KEY, case)
    room = []
    for fair in (0, 15, 30):
        panel.put(fair=fair)
        room.append(after(panel, "Ruimte"))
    assert room[0] < room[1] < room[2]
    assert "Door een eerlijk proces wordt de straal van elke cirkel 30% groter." in panel.live["_picture"]["words"]


def test_given_content_is_a_point_with_its_supporters():
    own((3, 3), (3, 5), (1, 1), positions=("voor", "tegen", "afwachtend"))
    panel = revealed(KEY)
    panel.put(share=0, across=3, up=3)
    assert outcome(panel).best.members == (0, 1)  # at a distance of 2, exactly on the circle
    words = panel.live["_picture"]["words"]
    assert "De inhoud is gegeven." in words
    assert "Met dit plan kunnen 2 van de 3 partijen leven: P0 en P1. Er valt af: P2." in words
    assert "Het plan is precies wat de regisseur wil." in words
    panel.put(up=1)
    assert outcome(panel).best.members == (0, 2)
    panel.put(across=5, up=1)
    assert outcome(panel).best.members == ()  # 2.8 from the nearest
    assert "Met dit plan kan geen van de partijen leven." in panel.live["_picture"]["words"]


def test_the_size_of_the_frame_is_one_of_the_three_forms():
    panel = revealed(KEY, "regio")
    for share, form in ((100, "Vorm 1"), (95, "Vorm 2"), (5, "Vorm 2"), (0, "Vorm 3")):
        panel.put(share=share)
        assert plain(panel.live["_note:share"]).startswith(form)


def test_who_cannot_be_missed():
    keys = {case: [p.key for p in framing.needed(load_shipped(case))] for case in ("jeugdhulp", "regio", "warmte")}
    assert keys == {
        "jeugdhulp": ["gemeente", "regio", "huisarts", "gi"],
        "regio": ["grootveer", "merenburg", "provincie", "netbeheerder"],
        "warmte": ["gemeente", "netbeheerder", "drinkwater", "corporatie", "vve"],
    }


def test_at_most_seven_and_at_least_three():
    own(*[(1 + i % 5, 3) for i in range(20)])
    assert len(framing.needed(workspace.current())) == framing.MOST
    own(*[(1 + i % 5, 3) for i in range(5)], replaceable=True)
    assert len(framing.needed(workspace.current())) == framing.FEWEST
    assert framing.needed(workspace.current())[0].key == "p0"


def test_the_first_pair_leaves_room_where_there_is_a_pair_that_does():
    for case in ("jeugdhulp", "regio", "warmte"):
        found = framing.pairs(load_shipped(case))
        assert model.common_area(found[framing.first(load_shipped(case))].discs, framing.PLANE) >= framing.SOME * framing.PLANE.area
        assert len(found) == 15


def test_a_little_room_is_not_called_none():
    panel = revealed(KEY, "jeugdhulp")
    panel.put(share=30, fair=15)
    assert 0 < outcome(panel).room / framing.PLANE.area < 0.0005
    assert "elkaar vinden: minder dan 0,1% van het vlak" in panel.live["_picture"]["words"]


def test_without_any_room():
    own((1, 1), (5, 5), positions=("tegen", "tegen"))
    panel = revealed(KEY)
    assert framing.left(workspace.current()) == 0
    assert "Ook zonder kader was er geen plek" in plain(panel.live["_compare"])
    assert "Er is geen plek waar alle 2 partijen elkaar vinden." in panel.live["_picture"]["words"]


def test_a_frame_in_which_nobody_finds_anything():
    own((1, 1), (1, 1), positions=("tegen", "tegen"))
    panel = revealed(KEY)
    panel.put(share=10, across=5, up=5)
    assert "Binnen dit kader vindt geen van de partijen iets" in panel.live["_picture"]["words"]
    assert 'data-key="ruimte"' not in panel.live["_picture"]["svg"]


def test_a_director_who_weighs_other_values():
    parties = (Party("p0", name="Nul", values={"anders": 3}), *(Party(f"p{i}", name=f"P{i}", values={"a": i, "b": 2}) for i in (1, 2, 3)))
    workspace.start_own("Zonder", parties=parties, director="p0")
    panel = revealed(KEY)
    assert outcome(panel).setting.wish is None
    assert math.isnan(after(panel, "Verste"))
    assert "wat de regisseur wil" not in panel.live["_picture"]["words"]
    assert panel.settings()["across"] == 2


@pytest.mark.parametrize("values", [{}, {"snelheid": 3}])
def test_what_an_own_case_lacks(values):
    workspace.start_own("Kaal", parties=tuple(Party(f"p{i}", name=f"P{i}", values=values) for i in range(4)), director="p0")
    assert "dezelfde twee waarden" in opened(KEY).missing


def test_names_of_values_with_signs_of_their_own():
    parties = tuple(Party(f"p{i}", name=f"P{i}", values={"a|b": 2 + i, "<b>&": 3}) for i in range(3))
    workspace.start_own("Tekens", parties=parties, director="p0")
    panel = revealed(KEY)
    assert panel.settings()["axes"] == "a|b en <b>&"
    assert "<b>" not in panel.live["_picture"]["svg"]
    assert "<b>" not in panel.live["_tables"]


def test_the_table_says_what_the_picture_shows():
    panel = revealed(KEY, "warmte")
    rows = framing.tables(outcome(panel))[0].rows
    assert [row[0] for row in rows] == [p.short for p in framing.needed(workspace.current())]
    assert {row[-1] for row in rows} == {"ja"}
    panel.put(share=0)
    rows = framing.tables(outcome(panel))[0].rows
    assert [row[0] for row in rows if row[-1] == "ja"] == [
        p.short for i, p in enumerate(framing.needed(workspace.current())) if i in outcome(panel).best.members
    ]
