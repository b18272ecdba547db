"""Boxes in layers and the paths between them: apart, inside the picture, never through one another."""

import re
from itertools import combinations
from random import Random

import pytest

from regiekit.plots.layered import ACROSS, LAYERS, Layered, arrange, curve, layers

SIZE, BOX = (640, 600), (130, 60)


def made(size, seed):
    """Boxes at random places of a sequence with paths of all lengths between them: where they stand, and the paths, the busiest first."""
    chance = Random(seed)
    place, weight = ({i: chance.randrange(most) for i in range(size)} for most in (8, 300))
    paths = {(a, b): chance.randrange(1, 300) for a in range(size) for b in range(size) if a != b and chance.random() < 0.3}
    plan = Layered(arrange(layers(place, weight), [(*pair, n) for pair, n in paths.items()]), SIZE, BOX, 24)
    return plan, sorted(paths, key=lambda pair: -paths[pair])


def corners(plan):
    return {key: (x - 65, y - 30, x + 65, y + 30) for key in plan.at for x, y in [plan.middle(key)]}


def drawn(plan, pairs, straight=()):
    """Pair -> all points in the path data of its curve."""
    out = {}
    for pair, line in plan.lines(pairs, straight).items():
        numbers = [float(v) for v in re.findall(r"-?[\d.]+", curve(line, 26 if plan.level(pair) and plan.far(pair) else 0)[0])]
        out[pair] = list(zip(numbers[::2], numbers[1::2], strict=True))
    return out


@pytest.mark.parametrize("size", [1, 2, 5, 9, 12])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_boxes_are_apart_and_paths_inside_the_picture(size, seed):
    plan, pairs = made(size, seed)
    found = corners(plan)
    assert len(found) == size
    for a, b in combinations(found.values(), 2):
        assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]
    assert all(0 <= left < right <= SIZE[0] and 0 <= top < bottom <= SIZE[1] for left, top, right, bottom in found.values())
    for pair, points in drawn(plan, pairs[:30]).items():
        assert all(0 <= x <= SIZE[0] and -3 <= y <= SIZE[1] for x, y in points), pair


@pytest.mark.parametrize("seed", range(6))
def test_no_path_runs_through_the_box_of_another(seed):
    plan, pairs = made(12, seed)
    for pair, points in drawn(plan, pairs[:20]).items():
        for x, y in points[3:-1:3]:  # the ends of its pieces, not of the path
            assert not any(left < x < right and top <= y <= bottom for left, top, right, bottom in corners(plan).values()), pair


def test_a_plain_route_is_a_straight_line_from_top_to_bottom_and_a_path_that_skips_a_layer_goes_round():
    rows = [[0], [1], [2]]
    plan = Layered(arrange(rows, [(0, 1, 10), (1, 2, 10), (0, 2, 3)]), SIZE, BOX, 24)
    found = drawn(plan, [(0, 1), (1, 2), (0, 2)], {(0, 1), (1, 2)})
    assert len({x for pair in ((0, 1), (1, 2)) for x, _ in found[pair]}) == 1
    assert [plan.middle(i)[1] for i in range(3)] == [54, 310, 566]
    left, top, right, bottom = corners(plan)[1]
    beside = [x for x, y in found[0, 2] if top <= y <= bottom]
    assert beside
    assert all(x < left or x > right for x in beside)


@pytest.mark.parametrize("seed", range(20))
def test_layers_hold_everyone_and_are_not_too_many(seed):
    chance = Random(seed)
    place, weight = ({i: chance.randrange(most) for i in range(12)} for most in (8, 300))
    rows = layers(place, weight)
    assert sorted(key for row in rows for key in row) == list(range(12))
    assert all(0 < len(row) <= ACROSS for row in rows)
    assert len(rows) <= LAYERS + 2
    firsts = [place[row[0]] for row in rows]
    assert firsts == sorted(firsts)


def test_nothing_to_place():
    assert layers({}, {}) == []
    assert Layered(arrange([], []), SIZE, BOX, 24).lines([], ()) == {}
