"""Tiles stay inside their picture and off one another, also when all of them lie in one place."""

import itertools
import re
from xml.etree import ElementTree

import pytest

from regiekit.cases import Case
from regiekit.plots.svg import text_width
from regiekit.plots.tiles import TILE
from regiekit.proeven.begin import containerbegrip, drie_vormen
from regiekit.proeven.begin.containerbegrip_klas import ContainerTermInClass

SVG = "{http://www.w3.org/2000/svg}"
CASE = Case("Vignetten")
SENTENCES, PROCESSES = ([v.key for v in module.CARDS.vignettes] for module in (containerbegrip, drie_vormen))


def labelled(verb, called="ja"):
    answers = {k + end: value for k in SENTENCES for end, value in ((containerbegrip.WORD, called), (containerbegrip.VERB, verb))}
    return containerbegrip.ContainerTerm(CASE, **answers)


def sorted_(form, process=5, content=5):
    answers = {k + drie_vormen.FORM: form for k in PROCESSES}
    return drie_vormen.ThreeForms(CASE, proces=process, inhoud=content, klas="", **answers)


def place(element):
    return tuple(map(float, re.findall(r"-?[\d.]+", element.get("transform"))))


def span(text):
    """Left and right of a text (estimated)."""
    x, wide = float(text.get("x")), text_width(text.text or "", float(text.get("font-size")))
    left = {"start": x, "middle": x - wide / 2, "end": x - wide}[text.get("text-anchor")]
    return left, left + wide


def checked(state):
    """Where the tiles lie: no two touch; nothing sticks out; text is large enough."""
    root, board = ElementTree.fromstring(state.svg()), state.picture()
    places = [place(g) for g in root.iter(f"{SVG}g") if g.get("data-key", "").startswith("v:")]
    half = TILE / 2 + 1
    assert all(half <= x <= board.width - half and half <= y <= board.height - half for x, y in places)
    assert all(max(abs(x1 - x2), abs(y1 - y2)) >= TILE + 2 for (x1, y1), (x2, y2) in itertools.combinations(places, 2))
    for text in root.findall(f"{SVG}text"):
        left, right = span(text)
        assert 0 <= left < right <= board.width, text.text
        assert float(text.get("font-size")) >= 10.5
    return places


@pytest.mark.parametrize("verb", [*containerbegrip.VERBS, None])
@pytest.mark.parametrize("called", ["ja", "nee"])
def test_all_vignettes_under_one_verb_or_under_none(verb, called):
    assert len(checked(labelled(verb, called))) == 16


def test_a_large_class():
    alone = labelled("coordineren").code
    state = ContainerTermInClass(CASE, codes="\n".join([alone] * 210))
    checked(state)
    bars = [e for e in ElementTree.fromstring(state.svg()).iter(f"{SVG}rect") if e.get("data-key", "").startswith("c:")]
    widest = max(float(bar.get("width")) for bar in bars)
    assert widest > 0
    assert widest + 4 + text_width("210", 12.5) <= (660 - 168 - 64) / 7


@pytest.mark.parametrize("form", drie_vormen.FORMS)
def test_all_vignettes_in_one_form(form):
    found = checked(sorted_(form))
    x, y, w, h = drie_vormen.box(drie_vormen.AREAS[form].across, drie_vormen.AREAS[form].up)
    half = TILE / 2
    assert len(found) == 12
    assert all(x + half <= a <= x + w - half and y + 22 + half <= b <= y + h - half for a, b in found)


@pytest.mark.parametrize("process", [0, 5, 10])
@pytest.mark.parametrize("content", [0, 5, 10])
def test_the_name_of_the_own_case_stays_in_the_map(process, content):
    state = sorted_(None, process, content)
    assert len(checked(state)) == 12
    mark = next(g for g in ElementTree.fromstring(state.svg()).iter(f"{SVG}g") if g.get("data-key") == "own")
    left, right = span(mark.find(f"{SVG}text"))
    assert 0 <= place(mark)[0] + left < place(mark)[0] + right <= 660
