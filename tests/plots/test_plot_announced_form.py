"""Trust over the rounds: names apart, marks that differ in shape, only what has been played."""

import itertools
import re

import pytest

from regiekit.plots import announced_form as plot

STAGES = ("Start", "Een", "Twee", "Drie", "Vier")


def drawn(number=5, parties=4, honest=True, trust=0.5):
    lines = [plot.Line(f"p{i}", f"Partij {i}", [trust] * number, "voor") for i in range(parties)]
    best = plot.Line("eerlijk", "eerlijk", [0.6] * number) if honest else None
    return plot.picture(lines, plot.Line("eigen", "wat u doet", [trust] * number), best, STAGES, 0.5, title="t", words="w")


@pytest.mark.parametrize("wanted", [[100] * 6, [20, 21, 400, 401, 402], [410, 410, 410], [20, 20], [50], []])
def test_names_stand_apart_near_where_they_belong(wanted):
    found = plot.apart(wanted)
    assert len(found) == len(wanted)
    for a, b in itertools.pairwise(sorted(found)):
        assert b - a >= plot.ROW - 0.5
    assert all(plot.TOP - 0.5 <= y <= plot.TOP + plot.HIGH + 0.5 for y in found)
    assert all(abs(y - w) <= plot.ROW * len(wanted) for y, w in zip(found, wanted, strict=True))


def test_names_that_have_room_stay_where_they_belong():
    assert plot.apart([300, 100, 200]) == [300, 100, 200]


@pytest.mark.parametrize("number", [1, 2, 5])
def test_only_what_was_played(kit, number):
    root, _ = kit.elements(drawn(number))
    keys = [e.get("data-key") for e in root.iter() if e.get("data-key")]
    assert sum(k.startswith("o") for k in keys) == number
    assert sum(re.fullmatch(r"e\d", k) is not None for k in keys) == number
    bold = {t.text for t in root.iter(f"{kit.svg}text") if t.get("font-weight") == "650"}
    assert bold == set(STAGES[:number])


def test_without_honesty_to_compare():
    assert ">eerlijk</text>" in drawn()
    assert ">eerlijk</text>" not in drawn(1, honest=False)


def test_the_two_paths_differ_in_marks_and_line(kit):
    root, _ = kit.elements(drawn())
    by_key = {e.get("data-key"): e for e in root.iter() if e.get("data-key")}
    assert by_key["o0"].tag.endswith("rect")
    assert by_key["e0"].tag.endswith("circle")
    assert by_key["eerlijk:5"].get("stroke-dasharray")
    assert not by_key["eigen:5"].get("stroke-dasharray")


@pytest.mark.parametrize(("trust", "y"), [(0, plot.TOP + plot.HIGH), (1, plot.TOP), (0.5, plot.TOP + plot.HIGH / 2)])
def test_trust_stands_at_its_height(kit, trust, y):
    root, _ = kit.elements(drawn(trust=trust))
    mark = next(e for e in root.iter() if e.get("data-key") == "o4")
    assert float(mark.get("y")) + 6.5 == pytest.approx(y, abs=0.1)


def test_what_people_write_stays_text(kit):
    lines = [plot.Line("p", '"><script>x</script>', [0.5], "tegen")]
    svg = plot.picture(lines, plot.Line("eigen", "u", [0.5]), None, STAGES, 0.5, title="<b>", words="]]>")
    kit.elements(svg)
    assert "<script" not in svg
