"""Where parties stand: inside the area, each in a cell of its own, the same every time."""

import itertools
import warnings

import pytest

from regiekit.plots.layout import (
    HEADER,
    MIDDLE,
    SMALLEST,
    Box,
    font,
    in_bands,
    in_columns,
    in_zones,
    needs,
    rise,
    spring,
)

AREA = Box(4, 4, 652, 532)
SPLITS = {
    12: ([5, 4, 2, 1], [12], [1] * 12),
    15: ([5, 3, 3, 2, 2], [15], [8, 7]),
    24: ([7, 6, 5, 3, 2, 1], [4] * 6, [24]),
    40: ([7, 7, 7, 7, 6, 6], [12, 10, 8, 6, 4], [40]),
}
GROUPS = [(count, sizes) for count, splits in SPLITS.items() for sizes in splits]


def groups(sizes):
    members = iter(range(sum(sizes)))
    return [list(itertools.islice(members, n)) for n in sizes]


def cells(places, scale):
    wide, high = needs(scale)
    return {k: Box(x - wide / 2, y + rise(scale) - high / 2, wide, high) for k, (x, y) in places.items()}


def inside(box, area, slack=0.01):
    return (
        box.x >= area.x - slack
        and box.y >= area.y - slack
        and box.x + box.width <= area.x + area.width + slack
        and box.y + box.height <= area.y + area.height + slack
    )


def apart(one, other, slack=0.01):
    return (
        one.x + one.width <= other.x + slack
        or other.x + other.width <= one.x + slack
        or one.y + one.height <= other.y + slack
        or other.y + other.height <= one.y + slack
    )


def fits(layout, sizes):
    """Whether a picture ever asks this: as many below one another as there is room for, not more than three bands."""
    return {in_zones: True, in_bands: len(sizes) <= 6, in_columns: max(sizes) <= 8 and len(sizes) <= 12}[layout]


@pytest.mark.parametrize(("layout", "count", "sizes"), [(f, *g) for f in (in_zones, in_bands, in_columns) for g in GROUPS if fits(f, g[1])])
def test_everyone_has_a_place_of_its_own(layout, count, sizes):
    members = groups(sizes)
    places, boxes, scale = layout(members, AREA)
    assert set(places) == set(range(count))
    assert 0 < scale <= 1
    rooms = cells(places, scale)
    for one, other in itertools.combinations(rooms.values(), 2):
        assert apart(one, other)
    for box, own in zip(boxes, members, strict=True):
        assert inside(box, AREA, 8)
        below = Box(box.x, box.y + HEADER, box.width, box.height - HEADER)  # the name of the zone stays free
        for k in own:
            assert inside(rooms[k], below, 4), (k, rooms[k], box)
    for one, other in itertools.combinations(boxes, 2):
        assert apart(one, other)


@pytest.mark.parametrize("layout", [in_zones, in_bands, in_columns])
@pytest.mark.parametrize("members", [[], [[]], [["a"]], [["a"], []], [[], [], ["a", "b"]]])
def test_empty_groups_have_a_box(layout, members):
    places, boxes, scale = layout(members, AREA)
    assert set(places) == {k for g in members for k in g}
    assert len(boxes) == len(members)
    assert all(b.width > 0 and b.height > 0 for b in boxes)
    assert scale == 1


@pytest.mark.parametrize("sizes", [[200], [1] * 40, [1] * 90, [50, 50, 50, 50], [9] * 20])
@pytest.mark.parametrize("layout", [in_zones, in_bands, in_columns])
def test_far_too_many_still_stand_in_the_area(layout, sizes):
    if layout is in_bands:  # no picture has more than three bands
        sizes = [sum(sizes) // 2, 0, sum(sizes) - sum(sizes) // 2]
    places, _, _ = layout(groups(sizes), AREA)
    assert len(places) == sum(sizes) == len(set(places.values()))
    assert all(AREA.x <= x <= AREA.x + AREA.width and AREA.y <= y <= AREA.y + AREA.height for x, y in places.values())


def test_the_scale_is_the_largest_that_fits():
    assert in_zones([[1, 2], [3]], AREA)[2] == 1
    scales = [in_zones(groups([n // 5] * 5), AREA)[2] for n in (15, 25, 40, 60)]
    assert scales == sorted(scales, reverse=True)
    assert scales[0] > scales[-1]


def test_text_shrinks_later_than_shapes_and_never_below_the_least():
    assert font(1) == font(0.75) == 15
    assert font(0.7) > 14
    assert [font(s / 20) for s in range(20)] == sorted(font(s / 20) for s in range(20))
    assert min(font(s / 20) for s in range(20)) == SMALLEST == 10.5
    sizes = [needs(s / 20) for s in range(1, 21)]
    assert sizes == sorted(sizes)


def ring(n):
    return [(i, (i + 1) % n) for i in range(n)] + [(0, i) for i in range(2, n, 3)]


@pytest.mark.parametrize("n", [1, 2, 3, 12, 15, 24, 40, 80])
@pytest.mark.filterwarnings("ignore:.*stand in a grid")
def test_spring(n):
    grown = max(1.0, (n / 20) ** 0.5)
    area = Box(8, 8, 644 * grown, 504 * grown)
    places = spring(list(range(n)), ring(n), area)
    wide, high = needs(1)
    boxes = [Box(x - wide / 2, y - high * MIDDLE, wide, high) for x, y in places.values()]
    assert list(places) == list(range(n))
    assert all(inside(b, area) for b in boxes)
    for one, other in itertools.combinations(boxes, 2):
        assert apart(one, other, 2)
    assert spring(list(range(n)), ring(n), area) == places


@pytest.mark.parametrize("n", [40, 60, 200])
@pytest.mark.filterwarnings("ignore:.*stand in a grid")
def test_spring_in_too_small_an_area_gives_a_grid_in_it(n):
    places = spring(list(range(n)), ring(n), AREA)
    assert len(set(places.values())) == n
    assert all(AREA.x <= x <= AREA.x + AREA.width and AREA.y <= y <= AREA.y + AREA.height for x, y in places.values())


def test_spring_puts_who_are_tied_nearer():
    two = [(i, j) for i in range(6) for j in range(i)] + [(i, j) for i in range(6, 12) for j in range(6, i)]
    places = spring(list(range(12)), two, AREA)

    def mean(pairs):
        far = [((places[a][0] - places[b][0]) ** 2 + (places[a][1] - places[b][1]) ** 2) ** 0.5 for a, b in pairs]
        return sum(far) / len(far)

    assert mean(two) < 0.8 * mean([(i, j) for i in range(6) for j in range(6, 12)])


def test_spring_leaves_out_unknown_and_own_ties():
    assert spring([], [], AREA) == {}
    assert spring(["a", "b"], [("a", "a"), ("a", "weg")], AREA) == spring(["a", "b"], [], AREA)


def test_a_spring_that_becomes_a_grid_says_so():
    with pytest.warns(UserWarning, match="60 parties of 124 by 88 do not fit"):
        spring(list(range(60)), ring(60), AREA)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        spring(list(range(6)), ring(6), AREA)
