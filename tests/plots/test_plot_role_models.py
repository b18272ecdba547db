"""Attitudes in the network: a number and a tone in every party, a badge for who does not budge, a scale below it."""

import re

import pytest

from regiekit.plots import role_models as plot


def drawn(kit, case, attitudes, **more):
    given = {p.key: a for p, a in zip(case.parties, attitudes, strict=True)}
    return plot.picture(case, given, more.pop("held", {}), more.pop("between", ()), more.pop("means", ()), title="t", words="w", **more)


def texts(kit, svg):
    return [t.text for t in kit.elements(svg)[0].iter(f"{kit.svg}text")]


@pytest.mark.parametrize(("value", "mark", "tone"), [
    (1, "+100", "strong"), (0.5, "+50", "strong"), (0.494, "+49", "tinted"), (0.1, "+10", "tinted"), (0.094, "+9", "plain"), (0, "0", "plain"), (-0.004, "0", "plain"),
    (-0.094, "−9", "plain"), (-0.1, "−10", "faded"), (-1, "−100", "faded"),
])  # fmt: skip
def test_number_and_tone(kit, value, mark, tone):
    assert plot.signed(plot.points(value)) == mark
    assert plot.tone(plot.points(value)) == tone
    case = kit.built(3)
    assert mark in texts(kit, drawn(kit, case, [value, 0.3, 0.3]))


def test_every_number_fits_its_circle(kit):
    case = kit.built(15)
    svg = drawn(kit, case, [-1] * 15)
    for group in kit.elements(svg)[0].iter(f"{kit.svg}g"):
        if group.get("data-key", "").startswith("n:"):
            mark = next(t for t in group.findall(f"{kit.svg}text") if t.text == "−100")
            shape = next(e for e in group if e.get("class") == "rk-shape")
            assert 2 * float(shape.get("r")) > len(mark.text) * float(mark.get("font-size")) * 0.61


def test_badges_differ_in_letter_and_shape(kit):
    svg = drawn(kit, kit.built(3), [1, 0, -1], held={"p0": "role", "p2": "cynic"})
    badges = {
        g.get("data-key"): [e.tag.removeprefix(kit.svg) for e in g] + [g[-1].text]
        for g in kit.elements(svg)[0].iter(f"{kit.svg}g")
        if g.get("data-key", "").startswith("b:")
    }
    assert badges == {"b:p0": ["circle", "text", "R"], "b:p2": ["rect", "text", "C"]}


def test_several_ties_between_two_become_one_line(kit):
    case = kit.built(15)
    lines = [e.get("data-key") for e in kit.elements(drawn(kit, case, [0] * 15))[0].iter() if e.get("data-key", "").startswith("e:")]
    assert len(lines) == len({frozenset((t.source, t.target)) for t in case.ties if t.source != t.target})


def test_the_scale_runs_from_minus_100_to_plus_100(kit):
    means = [plot.Mean("begin", -100, "open"), plot.Mean("nu", 0, "filled"), plot.Mean("eind", 100, "end")]
    svg = drawn(kit, kit.built(3), [0, 0, 0], means=means)
    at = [
        float(re.search(r"translate\(([\d.]+)", g.get("transform"))[1])
        for g in kit.elements(svg)[0].iter(f"{kit.svg}g")
        if g.get("data-key", "").startswith("m:")
    ]
    assert len(at) == 3
    assert at[1] == pytest.approx((at[0] + at[2]) / 2)
    assert 0 < at[0] < at[2] < 660


@pytest.mark.parametrize("count", [3, 15, 40])
def test_the_person_on_the_boundary_has_a_place_of_its_own(kit, count):
    case = kit.built(count)
    without = drawn(kit, case, [0] * count)
    svg = plot.picture(
        case, {**{p.key: 0.0 for p in case.parties}, plot.SPANNER: 0.2}, {}, [p.key for p in case.parties[:2]], (), title="t", words="w"
    )
    places = {p.key: p.shape for p in kit.parties(svg)}
    assert {p.key: p.shape for p in kit.parties(without)}.items() <= places.items()  # the others stay where they are
    x0, y0, x1, y1 = places.pop(plot.SPANNER)
    assert not any(x0 < b[2] and b[0] < x1 and y0 < b[3] and b[1] < y1 for b in places.values())
