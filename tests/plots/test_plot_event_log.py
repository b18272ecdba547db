"""The map of paths and the list of routes: legible, stable, and safe with any name."""

import re
from itertools import combinations
from random import Random
from xml.etree import ElementTree

import pytest

from regiekit.plots import event_log as plot

SVG = "{http://www.w3.org/2000/svg}"
NAMES = ("Vooroverleg met de aanvrager", "Jeugdbescherming", "Intake", "Welstandscommissie", "Bezwaar en beroep", "Controle ter plaatse", "Archief",
         "Besluit", "Veiligheidsregio", "Zienswijze", "Publicatie", "Vergunningverlening")  # fmt: skip


def made(size, seed, names=NAMES):
    """Activities at random places, and paths of all lengths between them."""
    chance = Random(seed)
    stops = [
        plot.Stop(
            i,
            names[i % len(names)],
            chance.randrange(1, 300_000),
            chance.randrange(2),
            chance.randrange(900),
            chance.randrange(3),
            chance.randrange(8),
        )
        for i in range(size)
    ]
    pairs = [(a, b) for a in range(size) for b in range(size) if a != b and chance.random() < 0.3]
    paths = sorted([plot.Path(a, b, chance.randrange(1, 300), b == a + 1) for a, b in pairs], key=lambda p: -p.people)
    return stops, paths


def drawn(stops, paths, shown):
    return ElementTree.fromstring(plot.picture(stops, paths, shown, "zaken", title="Titel", words="Woorden in een zin."))


def keyed(root):
    return {e.get("data-key"): e for e in root.iter() if e.get("data-key")}


def boxes(root):
    """Key -> corners of the box of an activity."""
    out = {}
    for key, group in keyed(root).items():
        if key.startswith("a:"):
            x, y = map(float, re.findall(r"-?[\d.]+", group.get("transform")))
            out[key] = (x - plot.BOX[0] / 2, y - plot.BOX[1] / 2, x + plot.BOX[0] / 2, y + plot.BOX[1] / 2)
    return out


@pytest.mark.parametrize("size", [1, 2, 5, 9, 12])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_boxes_are_apart_and_paths_inside_the_picture(size, seed):
    stops, paths = made(size, seed)
    root = drawn(stops, paths, paths[:30])
    found = boxes(root)
    assert len(found) == size
    for (_, a), (_, b) in combinations(found.items(), 2):
        assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]
    for left, top, right, bottom in found.values():
        assert 0 <= left < right <= plot.SIZE[0]
        assert 0 <= top < bottom <= plot.SIZE[1]
    for key, element in keyed(root).items():
        if key.startswith("e:"):
            numbers = [float(v) for v in re.findall(r"-?[\d.]+", element.get("d"))]
            assert all(0 <= x <= plot.SIZE[0] for x in numbers[::2]), key
            assert all(-3 <= y <= plot.SIZE[1] for y in numbers[1::2]), key


@pytest.mark.parametrize("seed", range(6))
def test_no_path_runs_through_the_box_of_another(seed):
    stops, paths = made(12, seed)
    root = drawn(stops, paths, paths[:20])
    found = boxes(root)
    for key, element in keyed(root).items():
        if key.startswith("e:"):
            numbers = [float(v) for v in re.findall(r"-?[\d.]+", element.get("d"))]
            passed = list(zip(numbers[::2], numbers[1::2], strict=True))[3:-1:3]  # the ends of its pieces, not of the path
            for x, y in passed:
                assert not any(left < x < right and top <= y <= bottom for left, top, right, bottom in found.values()), key


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_each_path_has_a_number_and_a_point(seed):
    stops, paths = made(12, seed)
    keys = keyed(drawn(stops, paths, paths[:30]))
    for p in paths[:30]:
        name = f"{p.source}|{p.target}"
        assert keys[f"l:{name}"].text == str(p.people)
        assert f"h:{name}" in keys
        assert float(keys[f"e:{name}"].get("stroke-width")) >= 1.4
    widths = [float(keys[f"e:{p.source}|{p.target}"].get("stroke-width")) for p in paths[:30]]
    assert widths == sorted(widths, reverse=True)
    assert len([k for k in keys if k.startswith("e:")]) == len(paths[:30])


def test_hiding_paths_moves_no_box():
    stops, paths = made(12, 4)
    assert boxes(drawn(stops, paths, paths)) == boxes(drawn(stops, paths, paths[:3])) == boxes(drawn(stops, paths, []))


def test_a_plain_route_is_a_straight_line_from_top_to_bottom():
    stops = [plot.Stop(i, f"S{i}", 10, 0, 0, 0, i) for i in range(5)]
    paths = [plot.Path(i, i + 1, 10, True) for i in range(4)]
    found = boxes(drawn(stops, paths, paths))
    assert len({box[0] for box in found.values()}) == 1
    tops = [found[f"a:{i}"][1] for i in range(5)]
    assert tops == sorted(set(tops))
    for i in range(4):
        numbers = re.findall(r"-?[\d.]+", keyed(drawn(stops, paths, paths))[f"e:{i}|{i + 1}"].get("d"))
        assert len(set(numbers[::2])) == 1


def test_a_path_that_skips_a_layer_goes_round_the_box():
    stops = [plot.Stop(i, f"S{i}", 10, 0, 0, 0, i) for i in range(3)]
    paths = [plot.Path(0, 1, 10, True), plot.Path(1, 2, 10, True), plot.Path(0, 2, 3, False)]
    root = drawn(stops, paths, paths)
    left, top, right, bottom = boxes(root)["a:1"]
    numbers = [float(v) for v in re.findall(r"-?[\d.]+", keyed(root)["e:0|2"].get("d"))]
    beside = [x for x, y in zip(numbers[::2], numbers[1::2], strict=True) if top <= y <= bottom]
    assert beside
    assert all(x < left or x > right for x in beside)


def test_layers_hold_everyone_and_are_not_too_many():
    for seed in range(20):
        stops, _ = made(12, seed)
        rows = plot.layers(stops)
        assert sorted(k for row in rows for k in row) == list(range(12))
        assert all(0 < len(row) <= plot.ACROSS for row in rows)
        assert len(rows) <= plot.LAYERS + 2
    assert plot.layers([]) == []


@pytest.mark.parametrize("bad", ["<img src=x onerror=alert(1)>", "]]>\x00</svg><script>", "x" * 400, "\u202e", "é" * 30])
def test_names_from_people_stay_text(bad):
    stops, paths = made(3, 1, names=(bad, f"2{bad}", f"3{bad}"))
    for svg in (plot.picture(stops, paths, paths, bad, title=bad, words=bad),
                plot.routes([bad, f"2{bad}"], [plot.Route((0, 1, 0), 3, 1.0)], (0, 0), (bad, bad), title=bad, words=bad),
                plot.message(bad, title=bad, words=bad)):  # fmt: skip
        root = ElementTree.fromstring(svg)
        assert {e.tag for e in root.iter()} <= {f"{SVG}{t}" for t in ("svg", "title", "desc", "rect", "text", "g", "path", "polygon")}
        assert not any(a.lower().startswith("on") for e in root.iter() for a in e.attrib)


def test_a_list_of_routes():
    shown = [plot.Route((0, 1, 2), 1200, 0.6), plot.Route((0, 3, 0), 790, 0.395), plot.Route(tuple([0, 1] * 6), 10, 0.005)]
    svg = plot.routes(NAMES, shown, (4, 5), ("zaak", "zaken"), title="Titel", words="Woorden.")
    root = ElementTree.fromstring(svg)
    texts = [t.text for t in root.iter(f"{SVG}text")]
    assert {"1.200", "60%", "+ 7", "stappen", "Nog 4 andere routes, samen 5 zaken."} <= set(texts)
    assert texts.count("↺") == 1 + 3  # back at 0; of the long route five steps are drawn, three of them seen before
    keys = [e.get("data-key") for e in root.iter() if e.get("data-key")]
    assert len(keys) == len(set(keys))


def test_all_pictures_have_one_size():
    stops, paths = made(5, 1)
    sizes = {re.search(r'viewBox="([^"]+)"', svg)[1] for svg in (
        plot.picture(stops, paths, paths, "zaken", title="T", words="W"), plot.picture(stops, paths, [], "jongeren", title="T", words="W"),
        plot.routes(NAMES, [plot.Route((0, 1), 3, 1.0)], (0, 0), ("jongere", "jongeren"), title="T", words="W"),
        plot.message("Er is iets mis.\n- rij 3\n" * 40, title="T", words="W"))}  # fmt: skip
    assert len(sizes) == 1
