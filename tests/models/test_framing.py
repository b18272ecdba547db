import math
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regiekit.models import framing as model
from regiekit.models.framing import Disc, Frame

PLANE = Frame(-10, -10, 10, 10)
near = st.floats(-3, 3).map(lambda value: round(value, 3))
radii = st.floats(0.2, 4).map(lambda value: round(value, 3))
discs = st.builds(Disc, near, near, radii)


@st.composite
def frames(draw):
    x, y = sorted((draw(near), draw(near))), sorted((draw(near), draw(near)))
    return Frame(x[0], y[0], x[1], y[1])


def counted(found, allowed, steps=200):
    """The common area by counting the middles of small squares: an independent, coarse answer."""
    wide, high = (allowed.right - allowed.left) / steps, (allowed.top - allowed.bottom) / steps
    inside = sum(
        all(math.dist((allowed.left + (i + 0.5) * wide, allowed.bottom + (j + 0.5) * high), d[:2]) <= d.radius for d in found)
        for i in range(steps) for j in range(steps))  # fmt: skip
    return inside * wide * high


def test_the_lens_of_two_equal_discs_a_radius_apart():
    # the textbook value: 2r² acos(d/2r) − d/2 √(4r² − d²) at d = r
    assert model.lens_area(1, 1, 1) == pytest.approx(2 * math.pi / 3 - math.sqrt(3) / 2)
    assert model.lens_area(3, 3, 3) == pytest.approx(9 * (2 * math.pi / 3 - math.sqrt(3) / 2))


def test_the_lens_at_its_limits():
    assert model.lens_area(1, 2, 3) == 0
    assert model.lens_area(1, 2, 8) == 0
    assert model.lens_area(1, 3, 1.5) == pytest.approx(math.pi)
    assert model.lens_area(2, 2, 0) == pytest.approx(4 * math.pi)
    assert model.lens_area(2, 0, 1) == 0


@given(discs, discs)
@settings(max_examples=100, deadline=None)
def test_two_discs_share_the_lens(one, other):
    expected = model.lens_area(one.radius, other.radius, math.dist(one[:2], other[:2]))
    assert model.common_area([one, other], PLANE) == pytest.approx(expected, abs=1e-6)


def test_three_equal_discs_on_a_triangle_share_the_reuleaux_triangle():
    corners = [Disc(math.cos(a) / math.sqrt(3), math.sin(a) / math.sqrt(3), 1) for a in (0, 2 * math.pi / 3, 4 * math.pi / 3)]
    assert model.common_area(corners, PLANE) == pytest.approx((math.pi - math.sqrt(3)) / 2)


def test_a_disc_and_a_frame():
    assert model.common_area([Disc(0, 0, 2)], PLANE) == pytest.approx(4 * math.pi)
    assert model.common_area([Disc(0, 0, 2)], Frame(0, 0, 5, 5)) == pytest.approx(math.pi)
    assert model.common_area([Disc(0, 0, 2)], Frame(0, -5, 5, 5)) == pytest.approx(2 * math.pi)
    assert model.common_area([Disc(0, 0, 9)], Frame(-1, -2, 3, 4)) == pytest.approx(24)
    # a segment of height r − h: r² acos(h/r) − h √(r² − h²)
    assert model.common_area([Disc(0, 0, 2)], Frame(1, -5, 5, 5)) == pytest.approx(4 * math.acos(0.5) - math.sqrt(3))
    assert model.common_area([Disc(0, 0, 2)], Frame(3, 3, 5, 5)) == 0
    assert model.common_area([], Frame(0, 0, 2, 3)) == 6


@pytest.mark.parametrize(("found", "allowed", "area"), [
    ([Disc(5, 3, 2), Disc(1, 3, 2)], Frame(0.5, 0.5, 5.5, 5.5), 0),  # discs that touch
    ([Disc(0, 0, 2)], Frame(-8, -5, -2, 5), 0),  # a disc that touches the frame from outside, on each side
    ([Disc(0, 0, 2)], Frame(2, -5, 8, 5), 0),
    ([Disc(0, 0, 2)], Frame(-5, 2, 5, 8), 0),
    ([Disc(0, 0, 2)], Frame(-5, -8, 5, -2), 0),
    ([Disc(0, 0, 2)], Frame(-2, -2, 2, 2), 4 * math.pi),  # from inside
    ([Disc(0, 0, 2), Disc(1, 0, 1)], PLANE, math.pi),  # a disc that touches another one from inside
    ([Disc(-1, 0, 1), Disc(0, 0, 2)], PLANE, math.pi),
    ([Disc(0, 0, 2), Disc(2, 0, 2)], Frame(-2, -2, 1, 2), 4 * math.acos(0.5) - math.sqrt(3)),  # the frame cuts the lens in two
    ([Disc(0, 0, 5)], Frame(-3, -4, 3, 4), 48),  # a circle through the corners
])  # fmt: skip
def test_touching_is_not_cutting(found, allowed, area):
    assert model.common_area(found, allowed) == pytest.approx(area, abs=1e-9)


@pytest.mark.parametrize("seed", range(30))
def test_whole_weights_touch_often(seed):
    draw = random.Random(seed)
    found = [Disc(draw.randint(1, 5), draw.randint(1, 5), draw.choice((1.5, 2, 2.5, 3))) for _ in range(2 + seed % 4)]
    allowed = model.frame(Frame(0.5, 0.5, 5.5, 5.5), (draw.randint(1, 5), draw.randint(1, 5)), draw.choice((0.2, 0.6, 0.8, 1)))
    assert model.common_area(found, allowed) == pytest.approx(counted(found, allowed, 150), abs=0.05)


def test_given_content_has_no_area():
    assert model.common_area([Disc(0, 0, 2)], Frame(1, 1, 1, 1)) == 0


def test_the_same_disc_twice_counts_once():
    assert model.common_area([Disc(0, 0, 2)] * 3, PLANE) == pytest.approx(4 * math.pi)
    assert model.common_area([Disc(1, 1, 0), Disc(1, 1, 2)], PLANE) == 0


@pytest.mark.parametrize("seed", range(12))
def test_many_discs_in_a_frame_as_counted(seed):
    draw = random.Random(seed)
    found = [Disc(draw.uniform(1, 5), draw.uniform(1, 5), draw.uniform(1.8, 3.2)) for _ in range(2 + seed % 6)]
    allowed = model.frame(Frame(0.5, 0.5, 5.5, 5.5), (draw.uniform(1, 5), draw.uniform(1, 5)), draw.uniform(0.3, 1))
    assert model.common_area(found, allowed) == pytest.approx(counted(found, allowed), abs=0.03)


@given(st.lists(discs, min_size=1, max_size=5), frames(), frames())
@settings(max_examples=80, deadline=None)
def test_a_smaller_frame_never_leaves_more_room(found, one, other):
    inner = Frame(max(one.left, other.left), max(one.bottom, other.bottom), min(one.right, other.right), min(one.top, other.top))
    if inner.left < inner.right and inner.bottom < inner.top:
        assert model.common_area(found, inner) <= model.common_area(found, one) + 1e-7
        assert model.common_area(found, one) <= one.area + 1e-7


@given(st.lists(discs, min_size=1, max_size=5), frames(), st.floats(0, 0.5))
@settings(max_examples=60, deadline=None)
def test_a_fair_process_never_leaves_less_room(found, allowed, extra):
    wider = [model.widened(disc, extra) for disc in found]
    assert model.common_area(wider, allowed) >= model.common_area(found, allowed) - 1e-7
    assert len(model.largest_agreement(wider, allowed).members) >= len(model.largest_agreement(found, allowed).members)


def test_fairness_can_make_room_where_there_was_none():
    apart = [Disc(0, 0, 1), Disc(2.2, 0, 1)]
    assert model.common_area(apart, PLANE) == 0
    wider = [model.widened(disc, 0.2) for disc in apart]
    assert model.common_area(wider, PLANE) == pytest.approx(model.lens_area(1.2, 1.2, 2.2))
    assert model.common_area(wider, PLANE) > 0


def test_frame():
    plane = Frame(0, 0, 10, 10)
    assert model.frame(plane, (3, 9), 1) == plane
    assert model.frame(plane, (3, 9), 0) == Frame(3, 9, 3, 9)
    assert model.frame(plane, (5, 5), 0.4) == Frame(3, 3, 7, 7)
    assert model.frame(plane, (3, 9), 0.5) == Frame(0.5, 5, 5.5, 10)
    assert model.frame(plane, (5, 5), 0.4).middle == (5, 5)
    assert model.frame(plane, (5, 5), 0.4).area == 16
    for wrong in (-0.1, 1.1, math.nan):
        with pytest.raises(ValueError, match="share"):
            model.frame(plane, (5, 5), wrong)


def test_who_can_live_with_given_content():
    found = [Disc(0, 0, 1), Disc(3, 0, 2), Disc(0, 4, 3)]
    assert model.supporters(found, (1, 0)) == (0, 1)
    assert model.supporters(found, (0, 1)) == (0, 2)
    assert model.supporters(found, (9, 9)) == ()
    assert model.meets(found[0], Frame(0.5, 0.5, 4, 4))
    assert not model.meets(found[0], Frame(0.8, 0.8, 4, 4))
    assert model.meets(found[0], Frame(1, 0, 1, 0))


def test_a_frame_protects_as_well():
    # a square frame of side 2h round a wish: its farthest corner is h √2 away
    disc = Disc(0, 0, 2)
    for half, dares in ((1, 1.5), (2, 2.9)):
        assert model.comes(disc, Frame(-half, -half, half, half), dares)
        assert not model.comes(disc, Frame(-half, -half, half, half), half * math.sqrt(2) - 0.01)
    assert not model.comes(disc, Frame(3, 3, 4, 4), 99)  # nothing in it to live with
    with pytest.raises(ValueError, match="dares"):
        model.comes(disc, PLANE, -1)


@given(discs, frames(), st.floats(0, 8))
@settings(max_examples=100, deadline=None)
def test_who_fears_nothing_meets_and_a_smaller_frame_frightens_nobody(disc, allowed, dares):
    assert model.comes(disc, allowed) == model.meets(disc, allowed)
    wider = Frame(allowed.left - 1, allowed.bottom - 1, allowed.right + 1, allowed.top + 1)
    if model.comes(disc, wider, dares) and model.meets(disc, allowed):
        assert model.comes(disc, allowed, dares)


def test_what_a_frame_buys():
    assert model.farthest((0, 0), Frame(-3, -4, 1, 1)) == 5
    assert model.farthest((2, 2), Frame(2, 2, 2, 2)) == 0


@given(st.lists(discs, min_size=1, max_size=5), frames())
@settings(max_examples=100, deadline=None)
def test_no_point_of_the_frame_has_more_support(found, allowed):
    best = model.largest_agreement(found, allowed)
    assert set(best.members) <= set(model.supporters(found, best.point))
    for i in range(13):
        for j in range(13):
            point = allowed.left + i / 12 * (allowed.right - allowed.left), allowed.bottom + j / 12 * (allowed.top - allowed.bottom)
            assert len(model.supporters(found, point)) <= len(best.members)


def test_of_equal_groups_the_one_with_most_room():
    found = [Disc(0, 0, 1), Disc(1, 0, 1), Disc(9, 0, 1), Disc(9.2, 0, 1)]
    assert model.largest_agreement(found, Frame(-10, -10, 12, 10)).members == (2, 3)
    assert [one.members for one in model.largest_agreements(found, Frame(-10, -10, 12, 10))] == [(2, 3), (0, 1)]
    assert model.largest_agreement(found, Frame(3, 0, 3, 0)).members == ()


def test_one_disc_inside_the_frame():
    assert model.largest_agreement([Disc(0, 0, 1)], PLANE).members == (0,)
    assert model.largest_agreement([Disc(0, 0, 5)], Frame(-1, -1, 1, 1)).area == 4


@given(st.lists(discs, min_size=1, max_size=5), frames())
@settings(max_examples=100, deadline=None)
def test_the_outline_goes_round_the_area(found, allowed):
    round_it = model.outline(found, allowed, 400)
    area = model.common_area(found, allowed)
    if not round_it:
        assert area == pytest.approx(0, abs=1e-9)
        return
    assert len(round_it) == 400
    shoelace = sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(round_it, [*round_it[1:], round_it[0]], strict=True)) / 2
    assert shoelace == pytest.approx(area, rel=0.02, abs=0.01)


def test_a_chord():
    start, stop = model.chord([Disc(0, 0, 5)], PLANE, (0, 3), (1, 0))
    assert (start, stop) == (pytest.approx((-4, 3)), pytest.approx((4, 3)))
    start, stop = model.chord([Disc(0, 0, 5)], Frame(-1, -9, 2, 9), (0, 3), (2, 0))
    assert (start, stop) == (pytest.approx((-1, 3)), pytest.approx((2, 3)))
    assert model.chord([Disc(0, 0, 1)], PLANE, (0, 3), (1, 0)) is None
    assert model.chord([Disc(0, 0, 5)], Frame(-1, -1, 1, 1), (0, 3), (1, 0)) is None
    several = model.chords([Disc(0, 0, 5)], Frame(-6, -4, 6, 6), [(0, 3), (0, 5.5), (0, -4.5), (0, -3)], (1, 0))
    assert several == [(pytest.approx((-4, y)), pytest.approx((4, y))) for y in (3, -3)]


@pytest.mark.parametrize("wrong", [(-1, 1, 1), (1, -1, 1), (1, 1, -1), (1, math.nan, 1)])
def test_a_lens_of_nothing_is_refused(wrong):
    with pytest.raises(ValueError, match=r"radius|other|distance"):
        model.lens_area(*wrong)


def test_negative_fairness_is_refused():
    with pytest.raises(ValueError, match="extra"):
        model.widened(Disc(0, 0, 1), -0.1)


@pytest.mark.parametrize("wrong", [math.nan, math.inf])
def test_a_disc_without_a_place_or_size_is_refused(wrong):
    plane = model.Frame(0, 0, 10, 10)
    for disc in (model.Disc(wrong, 1, 1), model.Disc(1, wrong, 1), model.Disc(1, 1, wrong), model.Disc(1, 1, -1)):
        for call in (model.common_area, model.outline, model.largest_agreement):
            with pytest.raises(ValueError, match="each disc"):
                call([disc], plane)
        with pytest.raises(ValueError, match="each disc"):
            model.accepts(disc, (1, 1))
    for frame in (model.Frame(wrong, 0, 1, 1), model.Frame(2, 0, 1, 1), model.Frame(0, 2, 1, 1)):
        with pytest.raises(ValueError, match="frame"):
            model.common_area([], frame)
    with pytest.raises(ValueError, match="point"):
        model.supporters([], (wrong, 0))
    with pytest.raises(ValueError, match="direction"):
        model.chord([], plane, (1, 1), (0, 0))
