"""Tiles stay inside their picture and off one another, also when all of them lie in one place."""

import itertools
import re

import pytest

from regiekit.plots import container_term as term
from regiekit.plots import process_content as forms
from regiekit.plots.svg import text_width

VERBS = ("faciliteren", "coördineren", "bemiddelen", "besluiten", "opdragen", "toezien", "financieren")
BARS = [
    term.Bar("a", "Steun: zoveel noemt u regie", 1.0, "16 van de 16 zinnen"),
    term.Bar("b", "Betekenis: twee regie-zinnen, hetzelfde werkwoord", float("nan"), "nog niet te bepalen"),
]


def tiles(count, tone):
    return [term.Tile(f"t{i}", str(i), f"{i}. Zin", tone) for i in range(1, count + 1)]


def check(kit, svg):
    """No two tiles touch; nothing sticks out; text is large enough."""
    root, (_, _, width, height) = kit.elements(svg)
    places = [
        tuple(map(float, re.findall(r"-?[\d.]+", g.get("transform"))))
        for g in root.iter(f"{kit.svg}g")
        if g.get("data-key", "").startswith("v:")
    ]
    half = term.TILE / 2 + 1
    for x, y in places:
        assert half <= x <= width - half
        assert half <= y <= height - half
    for (x1, y1), (x2, y2) in itertools.combinations(places, 2):
        assert max(abs(x1 - x2), abs(y1 - y2)) >= term.TILE + 2
    for parent in root.iter():
        if parent.tag == f"{kit.svg}g":
            continue
        for t in parent.findall(f"{kit.svg}text"):
            x, size, wide = float(t.get("x")), float(t.get("font-size")), text_width(t.text or "", float(t.get("font-size")))
            left = {"start": x, "middle": x - wide / 2, "end": x - wide}[t.get("text-anchor")]
            assert left >= 0, t.text
            assert left + wide <= width, t.text
            assert size >= 10.5
    return places


@pytest.mark.parametrize("tone", ["strong", "plain"])
def test_all_vignettes_under_one_verb(kit, tone):
    rows = [(verb, tiles(16, tone) if i == 1 else []) for i, verb in enumerate(VERBS)]
    assert len(check(kit, term.picture(rows, [], BARS, title="t", words="w"))) == 16


def test_no_vignette_placed(kit):
    assert len(check(kit, term.picture([(verb, []) for verb in VERBS], tiles(16, "faded"), BARS, title="t", words="w"))) == 16


def test_a_large_class(kit):
    rows = [(f"v{i}", f"{i + 1}. openbare ruimte", [(30, 12)] * 7, (84, 210)) for i in range(16)]
    svg = term.class_picture(VERBS, rows, [*BARS, BARS[0]._replace(key="c")], title="t", words="w")
    check(kit, svg)
    root, (_, _, width, _) = kit.elements(svg)
    for bar in (e for e in root.iter(f"{kit.svg}rect") if e.get("data-key", "").startswith("c:")):
        column = (width - 168 - 64) / 7
        assert float(bar.get("width")) + 4 + text_width("30", 12.5) <= column


@pytest.mark.parametrize("form", ["vrij", "kader", "gegeven"])
def test_all_vignettes_in_one_form(kit, form):
    svg = forms.picture({form: tiles(12, "missed")}, [], (5, 5), title="t", words="w")
    x, y, w, h = forms.box(*forms.ZONES[form][1:3])
    for a, b in check(kit, svg):
        assert x <= a - term.TILE / 2
        assert a + term.TILE / 2 <= x + w
        assert y + 22 <= b - term.TILE / 2
        assert b + term.TILE / 2 <= y + h


@pytest.mark.parametrize("process", [0, 5, 10])
@pytest.mark.parametrize("content", [0, 5, 10])
def test_the_name_of_the_own_case_stays_in_the_map(kit, process, content):
    root, (_, _, width, _) = kit.elements(forms.picture({}, tiles(12, "faded"), (process, content), title="t", words="w"))
    mark = next(g for g in root.iter(f"{kit.svg}g") if g.get("data-key") == "own")
    x = float(re.findall(r"[\d.]+", mark.get("transform"))[0])
    name = mark.find(f"{kit.svg}text")
    far = x + float(name.get("x")) + text_width(name.text, 15) * (1 if name.get("text-anchor") == "start" else -1)
    assert 0 <= far <= width
