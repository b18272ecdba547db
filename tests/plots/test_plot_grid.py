"""Parties in a grid of zones (players, representatives) and the rows of looks: names that can be read, up to 40 parties."""

import itertools
import re

import pytest

from regiekit.cases import Party, Representative, View
from regiekit.plots.layout import Box, in_lists
from regiekit.plots.svg import text_width
from regiekit.proeven.proces.spelers import band
from regiekit.widgets.declaration import proef_class
from tests.plots.test_plot_pictures import check_legible

POWERS = (("productie",), ("blokker",), ("diffuus",), ("productie", "blokker"), (), ("diffuus", "productie"))


def crowd(kit, count, spread=True):
    """A case of so many parties: over all cells, or all in one."""
    parties = [
        Party(
            p.key,
            name=p.name,
            short=p.short,
            kind=p.kind,
            size=p.size,
            position=p.position if spread else "afwachtend",
            power=POWERS[i % 6] if spread else (),
            replaceable=i % 2 == 0,
            representative=Representative(
                "functie", ("uitvoerend", "management", "bestuurlijk")[i % 3], ("geen", "beperkt", "volledig")[i // 3 % 3], i % 2 == 0
            )
            if spread and i % 7
            else None,
        )
        for i, p in enumerate(kit.built(count).parties)
    ]
    return kit.built(count).with_changes(parties=parties)


def drawn(key, case):
    return proef_class(key).at(case).svg()


@pytest.mark.parametrize("spread", [True, False], ids=["spread", "one cell"])
@pytest.mark.parametrize("count", [2, 8, 15, 25, 40])
@pytest.mark.parametrize("key", ["spelers", "tafel"])
def test_names_are_legible(kit, key, count, spread):
    case = crowd(kit, count, spread)
    svg = drawn(key, case)
    check_legible(kit, svg, 10.5)
    assert {p.key for p in kit.parties(svg)} == set(case.party_keys)


def zones(kit, svg):
    root, _ = kit.elements(svg)
    return {
        r.get("data-key")[2:]: [float(r.get(a)) for a in ("x", "y", "width", "height")]
        for r in root.iter(f"{kit.svg}rect")
        if r.get("data-key", "").startswith("z:")
    }


@pytest.mark.parametrize("count", [8, 25])
def test_every_party_stands_in_its_own_zone(kit, count):
    case = crowd(kit, count)
    svg = drawn("spelers", case)
    found = zones(kit, svg)
    for one in kit.parties(svg):
        party = case.party(one.key)
        x, y, w, h = found[f"{'-'.join(band(party.power)) or 'geen'}|{party.position}"]
        for x0, y0, x1, y1 in (one.shape, *one.names):
            assert x - 2 <= x0, one  # the edge of a zone, whose corners are round
            assert x1 <= x + w + 2, one
            assert y - 1 <= y0, one
            assert y1 <= y + h + 1, one
    for a, b in itertools.combinations(found.values(), 2):
        assert a[0] + a[2] <= b[0] or b[0] + b[2] <= a[0] or a[1] + a[3] <= b[1] or b[1] + b[3] <= a[1]


def test_a_grid_of_lists_gives_room_to_the_fullest_cell():
    places, boxes, high = in_lists([[["a"], []], [[], list("bcdefghij")]], Box(0, 0, 400, 400))
    assert len(places) == 10
    assert boxes[1][1].height > boxes[0][0].height
    assert boxes[1][1].width == boxes[0][0].width
    middles = sorted(places[k][1] for k in "bcdefghij")
    assert all(b - a == pytest.approx(high) for a, b in itertools.pairwise(middles))
    _, narrow, _ = in_lists([[["a"], list("bcdefghijklmnopqrstuvwxyz")]], Box(0, 0, 400, 220))
    assert narrow[0][1].width > narrow[0][0].width  # two columns of names


def views(kit, count, every=1):
    case = kit.built(count)
    pairs = [(a, b) for a in case.party_keys for b in case.party_keys if a != b]
    return case.with_changes(
        views=[View(a, b, ("voor", "tegen", "afwachtend")[i % 3], POWERS[i % 6]) for i, (a, b) in enumerate(pairs[::every][:300])]
    )


@pytest.mark.parametrize(("count", "every"), [(2, 1), (3, 1), (8, 1), (15, 2), (25, 2), (40, 6)])
def test_the_looks_stay_in_the_picture(kit, count, every):
    svg = drawn("blikken", views(kit, count, every))
    root, (_, _, width, height) = kit.elements(svg)
    assert all(float(t.get("font-size")) >= 12.5 for t in root.iter(f"{kit.svg}text"))
    rows = [g for g in root.iter(f"{kit.svg}g") if g.get("data-key", "").startswith("c:")]
    assert len(rows) == len({g.get("data-key") for g in rows}) > 0
    middles = sorted(float(re.findall(r"-?[\d.]+", g.get("transform"))[1]) for g in rows)
    assert middles[0] - 10 > 40
    assert middles[-1] + 10 < height - 24  # the legend
    assert all(b - a >= 20 for a, b in itertools.pairwise(middles))
    for g in rows:
        names = [(float(t.get("x")), text_width(t.text, 13.5)) for t in g.iter(f"{kit.svg}text") if t.get("text-anchor") == "start"]
        ends = [*(x for x, _ in names[1:]), min(float(c.get("cx")) - 8 for c in g.iter(f"{kit.svg}circle"))]
        assert all(x + wide <= end for (x, wide), end in zip(names, ends, strict=True))
        assert all(float(c.get("cx")) + 8 < width for c in g.iter(f"{kit.svg}circle"))
