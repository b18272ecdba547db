"""The lines of paper and reality: in the right places, with marks that are not colour alone."""

import itertools
import math
import re

import pytest

from regiekit.plots import model_reality as plot

TIMES = [0.1 * k for k in range(41)]
FAN = plot.Fan(
    TIMES,
    [10 * t - 5 for t in TIMES],
    [-5 * t for t in TIMES],
    [min(-2 * t, 4 * t - 9) if t < 1.5 else 4 * t - 9 for t in TIMES],
    [5 * t for t in TIMES],
)


AHEAD = plot.Ahead(1, 2.25, 3.5)


def drawn(kit, ahead=AHEAD, dip=(1.5, -3.0), fan=FAN):
    root, _ = kit.elements(plot.picture(fan, ahead, dip, title="Titel", words="Woorden genoeg om het te beschrijven."))
    return {e.get("data-key"): e for e in root.iter() if e.get("data-key")}


def points(element):
    return [tuple(map(float, pair)) for pair in re.findall(r"(-?[\d.]+)[ ,](-?[\d.]+)", element.get("d") or element.get("points"))]


def test_heights_follow_the_values(kit):
    found = drawn(kit)
    zero = points(found["nu"])[0][1]
    paper, middle = points(found["papier"]), points(found["midden"])
    unit = (paper[0][1] - zero) / 5  # per unit of value, downwards
    assert unit > 0
    assert paper[-1] == pytest.approx((plot.LEFT + plot.WIDE, zero - 35 * unit), abs=0.5)
    assert middle[-1][1] == pytest.approx(zero - 7 * unit, abs=0.5)
    assert points(found["dippunt"])[2][1] == pytest.approx(zero + 3 * unit, abs=2.2)
    assert plot.TOP - 0.1 <= min(y for _, y in paper) <= max(y for _, y in points(found["onder"])) <= plot.TOP + plot.HIGH + 0.1


def test_the_moments_of_overtaking_stand_on_the_line_of_today(kit):
    found = drawn(kit)
    xs = [float(x) for x in re.findall(r"M([\d.]+)", found["omslag"].get("d"))]
    assert xs == pytest.approx([plot.LEFT + plot.WIDE * t / 4 for t in (1, 1, 3.5)], abs=0.1)
    assert points(found["helft"])[0][0] == pytest.approx(plot.LEFT + plot.WIDE * 2.25 / 4, abs=0.1)


def test_what_lies_beyond_the_axis_is_an_arrow_or_nothing(kit):
    found = drawn(kit, plot.Ahead(1, math.inf, math.inf), None)
    assert "helft" not in found
    assert "L" in found["omslag"].get("d")
    assert not {"dip", "dippunt", "dipnaam"} & set(found)
    assert not {"omslag", "omslagnaam", "helft"} & set(drawn(kit, plot.Ahead(5, 6, math.inf)))


def test_the_lines_differ_in_more_than_colour(kit):
    found = drawn(kit)
    assert len({found[k].get("stroke-dasharray") for k in ("papier", "midden", "onder")}) == 3
    assert found["p0"].tag != found["w0"].tag
    assert len([k for k in found if re.fullmatch(r"p\d+", k)]) == 5


def test_all_futures_the_same(kit):
    flat = plot.Fan([0, 1], [0, 0], [0, 0], [0, 0], [0, 0])
    assert points(drawn(kit, plot.Ahead(math.inf, math.inf, math.inf), None, flat)["midden"])


def test_problems_stay_inside_the_picture(kit):
    root, (_, _, wide, high) = kit.elements(
        plot.waiting(["Voordelen van nu, rij 3: laag is leeg. Vul een getal in."] * 30, title="Titel", words="Woorden.")
    )
    assert (wide, high) == plot.SIZE
    assert max(float(t.get("y")) for t in root.iter(f"{kit.svg}text")) < plot.TOP + plot.HIGH


@pytest.mark.parametrize(("value", "step"), [(0.7, 1), (1, 1), (1.1, 2), (3, 5), (7, 10), (0.03, 0.05), (1234, 2000), (0, 1)])
def test_steps_are_round(value, step):
    assert plot.nice(value) == pytest.approx(step)


@pytest.mark.parametrize(
    ("value", "text"), [(0, "0"), (-9.46, "−9,5"), (20.0, "20"), (1500, "1.500"), (0.05, "0,05"), (-40, "−40"), (999.96, "1.000")]
)
def test_numbers_are_dutch(value, text):
    assert plot.number(value) == text


@pytest.mark.parametrize("wanted", [[100, 100, 100], [440, 451, 452], [52, 52, 60, 460], [300, 100, 101]])
def test_names_stand_apart_and_inside(wanted):
    found = plot.apart(wanted)
    ordered = sorted(found)
    assert all(b - a >= plot.ROW - 1e-9 for a, b in itertools.pairwise(ordered))
    assert ordered[0] >= plot.TOP
    assert ordered[-1] <= plot.TOP + plot.HIGH
    assert sorted(range(len(wanted)), key=lambda i: wanted[i]) == sorted(range(len(wanted)), key=lambda i: found[i])
