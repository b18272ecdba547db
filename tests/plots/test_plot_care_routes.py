"""The picture of the routes: columns of steps, marks that cover nothing, one size, legible names."""

import attrs
import pytest

from regiekit.cases import Route, load_shipped
from regiekit.plots import care_routes as plot
from regiekit.widgets import care_routes as proef

MANY = (12, 24, 40)


def case_with_routes(kit, count):
    steps = [tuple(f"p{(i * 7 + j * 3) % count}" for j in range(2 + i % 5)) for i in range(14)]
    return attrs.evolve(
        kit.built(count), routes=[Route(s, 5 + 100 // (i + 1), ("laag", "midden", "hoog")[i % 3]) for i, s in enumerate(steps)]
    )


def cases(kit):
    return [*(load_shipped(k) for k in ("jeugdhulp", "regio", "warmte")), *(case_with_routes(kit, n) for n in MANY)]


def states(case):
    start = proef.EXPERIMENT.settings(case)
    return [{**start, "where": where, "budget": budget} for where in proef.WHERE for budget in (0, 4, 10)]


def drawn(case, settings):
    return proef.picture(proef.outcome(case, **settings))


def test_the_ordinary_route_is_the_top_row_and_everyone_stands_once():
    groups = plot.columns((("a", "b", "c"), ("x", "a", "y"), ("z", "x", "c", "c")), (5.0, 2.0, 1.0))
    assert [g[0] for g in groups] == ["a", "b", "c"]
    assert sorted(k for g in groups for k in g) == ["a", "b", "c", "x", "y", "z"]
    assert max(map(len, groups)) == 2
    assert [g[1] for g in groups] == ["z", "x", "y"]  # x is met as first or second step, y as third
    back = plot.columns((("a", "b", "a", "b"),), (1.0,))
    assert back == (("a",), ("b",))


@pytest.mark.parametrize("index", range(6))
def test_one_size_own_keys_and_large_enough_text(kit, index):
    case = cases(kit)[index]
    sizes = set()
    for settings in states(case):
        root, box = kit.elements(drawn(case, settings))
        sizes.add(tuple(box))
        keys = [e.get("data-key") for e in root.iter() if e.get("data-key")]
        assert len(keys) == len(set(keys))
        assert all(float(t.get("font-size")) >= 10.5 for t in root.iter(f"{kit.svg}text"))
    assert len(sizes) == 1


@pytest.mark.parametrize("index", range(3))
def test_marks_of_attended_handovers_cover_no_party_and_no_name(kit, index):
    case = cases(kit)[index]
    for settings in states(case):
        svg = drawn(case, settings)
        root, _ = kit.elements(svg)
        found = kit.parties(svg)
        for mark in (g for g in root.iter(f"{kit.svg}g") if g.get("data-key", "").startswith("v:")):
            x, y = map(float, mark.get("transform")[10:-1].split())
            for party in found:
                assert not any(a - 4 < x < c + 4 and b - 4 < y < d + 4 for a, b, c, d in [*party.names, party.shape]), (
                    mark.get("data-key"),
                    party.key,
                )


def test_a_handover_from_a_party_to_itself_is_drawn(kit):
    case = attrs.evolve(kit.built(5), routes=[Route(("p1", "p1", "p2"), 5, "laag"), Route(("p2", "p2"), 2, "hoog")])
    root, _ = kit.elements(drawn(case, proef.EXPERIMENT.settings(case)))
    assert {"e:p1|p1|gewoon", "e:p2|p2|hoog", "v:e:p1|p1|gewoon"} <= {e.get("data-key") for e in root.iter()}
