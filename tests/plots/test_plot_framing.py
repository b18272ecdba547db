"""The plane of a frame: names that can be read, given content that can be seen, no meaning by colour alone."""

import itertools
import re

import pytest

from regiekit.plots import framing as plot
from regiekit.plots.svg import text_width

FREE = (plot.LOW, plot.LOW, plot.HIGH, plot.HIGH)
ROOM = plot.Area([(3, 3), (4, 3), (4, 4)], [((3.2, 3.1), (3.6, 3.5))], True)
NONE = plot.Area([], [], False)


def stand(key, x, y, position="voor", in_=True, label=""):
    return plot.Stand(key, label or key, x, y, 2.0, position, in_)


def drawn(stands, frame=FREE, area=ROOM, axes=("snelheid", "zorg")):
    return plot.picture(stands, frame, area, axes, title="t", words="w")


def names(kit, svg):
    """The boxes of the names of the parties."""
    root, _ = kit.elements(svg)
    out = []
    for t in root.iter(f"{kit.svg}text"):
        if t.get("font-weight") == "600":
            size, x, wide = float(t.get("font-size")), float(t.get("x")), text_width(t.text, float(t.get("font-size")))
            x -= {"start": 0, "middle": wide / 2, "end": wide}[t.get("text-anchor")]
            out.append((x, float(t.get("y")) - 0.76 * size, x + wide, float(t.get("y")) + 0.2 * size))
    return out


def apart(boxes):
    return not any(a[0] < b[2] - 1 and b[0] < a[2] - 1 and a[1] < b[3] - 1 and b[1] < a[3] - 1 for a, b in itertools.combinations(boxes, 2))


@pytest.mark.parametrize("places", [
    [(1, 1), (2, 1), (3, 1), (4, 1), (5, 1), (1, 5), (5, 5)],
    [(5, 5), (5, 4), (5, 3), (4, 5), (4, 4), (4, 3), (3, 4)],
    [(3, 3)] * 4,
    [(2, 2), (2, 2), (4, 2), (4, 2), (2, 4), (2, 4), (3, 3)],
])  # fmt: skip
def test_names_of_sixteen_characters_touch_nothing_and_stay_inside(kit, places):
    svg = drawn([stand(f"p{i}", x, y, label="Samenwerkverband"[:16]) for i, (x, y) in enumerate(places)])
    boxes = names(kit, svg)
    assert boxes
    assert apart(boxes)
    for x0, y0, x1, y1 in boxes:
        assert plot.LEFT - 1 <= x0 < x1 <= plot.LEFT + plot.SIDE + 1
        assert plot.TOP - 1 <= y0 < y1 <= plot.TOP + plot.SIDE + 1


def test_a_name_keeps_off_the_sides_of_the_frame(kit):
    ((x0, _, x1, _),) = names(kit, drawn([stand("p", 3, 3, label="Een lange naam")]))
    assert x0 > plot.across(3)  # with nothing in the way it stands at the right
    side = (plot.LOW, plot.LOW, 3.6, plot.HIGH)
    ((x0, y0, x1, y1),) = names(kit, drawn([stand("p", 3, 3, label="Een lange naam")], side))
    assert x1 < plot.across(3.6) or y0 > plot.down(3) or y1 < plot.down(3)
    assert not x0 < plot.across(3.6) < x1


def test_of_many_at_one_place_some_are_counted(kit):
    svg = drawn([stand(f"p{i}", 3, 3, ("voor", "tegen")[i % 2]) for i in range(7)])
    assert len(names(kit, svg)) == plot.NAMES
    assert "en nog 4" in svg
    assert ">•</text>" in svg  # no single position


def test_given_content_is_a_sign_and_a_frame_a_rectangle(kit):
    def sign(frame):
        root, _ = kit.elements(drawn([stand("a", 2, 2)], frame))
        return next(e for e in root.iter() if e.get("data-key") == "kader")

    assert sign((1, 1, 4, 4)).tag.endswith("rect")
    assert sign((3, 3, 3, 3)).tag.endswith("path")


def test_the_frame_stands_where_it_is(kit):
    root, _ = kit.elements(drawn([stand("a", 2, 2)], (1, 2, 4, 3)))
    box = next(e for e in root.iter() if e.get("data-key") == "kader")
    assert float(box.get("width")) == pytest.approx(3 * float(box.get("height")), abs=0.5)
    assert float(box.get("y")) == pytest.approx(plot.down(3), abs=0.1)
    assert plot.across(plot.LOW) == plot.LEFT
    assert plot.down(plot.HIGH) == plot.TOP


def test_who_drops_out_and_who_agrees_differ_without_colour():
    svg = drawn([stand("a", 2, 2), stand("b", 4, 4, in_=False)])
    inside, outside = (re.search(rf'data-key="p:{key}".*?</g>', svg).group() for key in "ab")
    assert "stroke-dasharray" in outside
    assert "stroke-dasharray" not in inside


@pytest.mark.parametrize(("position", "sign"), plot.MARKS.items())
def test_the_position_is_a_sign_and_a_kind_of_line(position, sign):
    svg = drawn([stand("a", 2, 2, position)])
    assert f">{sign}</text>" in svg
    circle = re.search(r'<circle data-key="c:a"[^>]*>', svg).group()
    assert (plot.DASHES[position] in circle) if plot.DASHES[position] else ("dasharray" not in circle)
    assert len(set(plot.DASHES.values())) == 3


def test_room_is_hatched_and_the_room_of_some_has_a_dotted_rim():
    every = drawn([stand("a", 2, 2)])
    assert 'data-key="ruimte"' in every
    rim = re.search(r'<polygon data-key="ruimte"[^>]*>', every).group()
    some = re.search(r'<polygon data-key="ruimte"[^>]*>', drawn([stand("a", 2, 2)], area=ROOM._replace(all_=False))).group()
    assert "dasharray" in some
    assert "dasharray" not in rim
    assert 'data-key="ruimte"' not in drawn([stand("a", 2, 2)], area=NONE)


@pytest.mark.parametrize("bad", ["<img src=x onerror=alert(1)>", '"><script>x</script>', "a\x00b", "x" * 300])
def test_what_people_write_stays_text(kit, bad):
    svg = drawn([stand("a", 2, 2, label=bad)], axes=(bad, bad))
    root, (_, _, width, _) = kit.elements(svg)
    assert "<script" not in svg
    assert "<img" not in svg
    assert all(text_width(t.text or "", float(t.get("font-size"))) < width for t in root.iter(f"{kit.svg}text"))
