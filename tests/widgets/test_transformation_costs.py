"""A reorganisation as a dip: the closed form through the whole stack, who waits, and hopping."""

import math
import re
from itertools import pairwise

import pytest

from regiekit.cases import Party, Tie, workspace
from regiekit.widgets import transformation_costs as proef
from tests.widgets.samples import after, numbers, outcome, revealed, svg_elements

OWN, AROUND = "Verlies van de partij zelf", "Verlies van de partijen eromheen samen"


def star():
    """Two partners: one leans on the hub for all its ties, the other for a quarter."""
    workspace.start_own(
        "Ster",
        director="a",
        parties=tuple(Party(k, name=k.upper()) for k in "abcd"),
        ties=(Tie("a", "b", "informeel", 2), Tie("c", "a", "geld", 1), Tie("c", "d", "formeel", 3)),
    )


def test_one_dip_is_depth_times_time_constant():
    panel = revealed("verbouwing", "jeugdhulp")
    panel.put(depth=40, half=12, interval=10)
    tau = 12 / math.log(2)
    assert numbers(panel)["Verlies van de partij zelf, in maanden stilstand"] == pytest.approx((0.4 * tau * (1 - 2**-10),) * 2)
    assert "6,9 maanden volledige stilstand" in panel.live["_picture"]["words"]
    assert panel.declaration.guess.answer(panel.case) == pytest.approx(0.4 * tau)
    assert outcome(panel).times == 1


def test_hopping_makes_every_dip_deeper():
    panel = revealed("verbouwing", "regio")
    panel.put(depth=40, half=12, interval=1)
    q = 0.6 * 0.5
    assert after(panel, "Slagkracht vlak na de laatste") == pytest.approx(1 - 0.4 * (1 - q**10) / (1 - q))
    assert "10 in 10 jaar" in panel.live["_picture"]["words"]
    assert panel.declaration.note(outcome(panel), "interval") == "Als de volgende komt, is 50% van het verlies van de vorige ingehaald."
    losses = []
    for interval in (10, 5, 2.5, 1):
        panel.put(interval=interval)
        losses.append(after(panel, OWN))
    assert losses == sorted(losses)


def test_who_waits_loses_by_the_share_of_its_ties():
    star()
    panel = revealed("verbouwing")
    panel.put(party="a", joint=100, interval=10)
    o = outcome(panel)
    assert [(s.key, s.part) for s in o.around] == [("b", 1.0), ("c", 0.25)]
    assert list(o.waiting) == pytest.approx([o.own, o.own / 4])
    assert after(panel, AROUND) == pytest.approx(1.25 * o.own)
    assert "25%" in panel.live["_tables"]
    panel.put(joint=0)
    assert after(panel, AROUND) == 0


def test_the_busiest_but_the_director_is_rebuilt_first():
    star()
    assert revealed("verbouwing").settings()["party"] == "c"


def test_nobody_waits_for_a_party_without_ties():
    workspace.start_own("Los", parties=(Party("x", name="X"), Party("y", name="Y")))
    panel = revealed("verbouwing")
    assert "met niemand een band" in panel.live["_picture"]["words"]
    assert not [a for _, a, _ in svg_elements(panel.live["_picture"]["svg"]) if a.get("data-key") == "around"]
    assert panel.live["_tables"] == ""


def test_one_year_and_one_partner_are_told_as_one():
    star()
    panel = revealed("verbouwing")
    panel.put(party="b", interval=1)
    words = panel.live["_picture"]["words"]
    assert "Elk jaar komt er een nieuwe: 10 in 10 jaar." in words
    assert re.search(r"Eromheen wacht 1 partij: A\. Zij verliest [0-9]+,[0-9] maanden\.$", words)


def test_the_line_falls_at_every_reorganisation():
    panel = revealed("verbouwing", "warmte")
    for interval, falls in ((10, 1), (3, 4), (2.5, 4), (1, 10)):
        panel.put(interval=interval)
        d = next(a["d"] for _, a, _ in svg_elements(panel.live["_picture"]["svg"]) if a.get("data-key") == "own")
        points = [tuple(map(float, p.split())) for p in d[1:].split("L")]
        assert sum(x0 == x1 and y1 > y0 + 1 for (x0, y0), (x1, y1) in pairwise(points)) == falls
        assert points[0] == (58.0, 46.0)
        assert points[-1][1] <= points[-2][1]  # healing at the end, not falling
        assert all(58 <= x <= 638 and 46 <= y <= 286 for x, y in points)


def test_many_partners_share_a_bar():
    names = [f"p{i}" for i in range(14)]
    workspace.start_own("Druk", parties=tuple(Party(k, name=k) for k in names), ties=tuple(Tie("p0", k, "informeel") for k in names[1:]))
    panel = revealed("verbouwing")
    panel.put(party="p0")
    bars = [a["data-key"] for _, a, _ in svg_elements(panel.live["_picture"]["svg"]) if a.get("data-key", "").startswith("b:")]
    assert len(bars) == 8
    assert bars[-1] == f"b:{proef.REST}"
    assert "7 anderen samen" in panel.live["_picture"]["svg"]
