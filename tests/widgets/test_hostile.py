"""Names are text, never markup: in no HTML, no SVG, no static twin, in no state of a panel."""

import re

import attrs
import pytest

from regiekit.cases import Case, references, workspace
from regiekit.widgets.casebar import CaseBar
from regiekit.widgets.declaration import proef_class
from tests.widgets.samples import ANY_CASE, EVIL, PROEVEN, hostile, markup, opened, svg_elements, tags, take, values

SVG = {"svg", "title", "desc", "rect", "g", "path", "circle", "polygon", "text"}
HTML = {
    "p",
    "h4",
    "h5",
    "span",
    "strong",
    "ul",
    "li",
    "table",
    "caption",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "figure",
    "figcaption",
    "img",
    "div",
}
#: Where more is allowed: among the sources of a proef a title and its doi; of one proef a code to copy.
#: Where works without a doi are published.
PUBLISHED = {work["url"] for work in references.load().values() if "url" in work}
MORE = {"_leaves_out": {"cite", "a", "code"}, "_research": {"cite", "a", "strong"}, "_mine": {"label", "input"}}


def check(panel):
    pieces = markup(panel)
    for where, piece in pieces.items():
        for tag, attributes in tags(piece):
            assert tag in SVG | HTML | MORE.get(where, set()), (where, tag)
            assert not any(name.startswith("on") for name in attributes), (where, attributes)
            assert not (tag == "img" and not attributes["src"].startswith("data:image/svg+xml;base64,")), (where, attributes)
            assert attributes.get("href", "https://doi.org/").startswith("https://doi.org/") or attributes["href"] in PUBLISHED, (
                where,
                attributes,
            )
        assert "<script" not in piece
        assert EVIL not in piece
        if piece.startswith("<svg"):
            for name, attributes, _ in svg_elements(piece):
                assert name in SVG, (where, name)
                assert not any(a.lower().startswith("on") for a in attributes), (where, attributes)
    return pieces


@pytest.mark.parametrize("key", PROEVEN)
def test_names_stay_text(key):
    panel = opened(key, "vijandig")
    check(panel)
    panel.clicked("_commit")
    panel.put(_own=EVIL)
    panel.clicked("_keep")
    drawn = False  # a name that was typed, in some state
    for name, control in panel.controls.items():
        for value in values(control):
            panel.put(**{name: value})
            for party in (None, "school", "loket", EVIL) if panel.declaration.picking else (None,):
                panel.put(_picture=party)
                drawn |= "&lt;" in check(panel).get("_picture", "")
    panel.clicked("_keep")
    pieces = check(panel)
    assert "&lt;script&gt;" in pieces["_kept"]
    nobody = {"tie", "issue", "agenda", "representative"} & panel.lacks.keys()  # of a list that is empty nobody's name is told
    if panel.declaration.picking and key not in ANY_CASE and not nobody:
        assert drawn


def test_the_bar():
    take("vijandig")
    bar = CaseBar()
    for piece in [v for v in bar.live.values() if isinstance(v, str)]:
        assert not {tag for tag, _ in tags(piece)} - HTML
        assert EVIL not in piece
    assert "&lt;script&gt;" in bar.live["_about"]


def test_an_error_message():
    panel = opened("overlap", "vijandig")
    panel.put(_case="<img src=x onerror=alert(1)>")
    assert "<img" not in panel.live["_fout"]
    assert "&lt;img" in panel.live["_fout"]


@pytest.mark.parametrize(
    "odd", ["\x00\x08", "\ufffe\uffff", "a\u202eb\u200f", "😀" * 8, "é" * 8, "]]>", "<!--", "&#60;b&#62;", "{0} %s", "\\"]
)
def test_odd_characters_leave_the_pictures_well_formed(odd):
    case = hostile()
    parties = tuple(
        attrs.evolve(p, name=f"{odd}{i}", short=(odd + str(i))[:16], sector=odd + p.sector[:4]) for i, p in enumerate(case["parties"])
    )
    for key in PROEVEN:
        d = proef_class(key)
        strange = d.reads(Case(**{**case, "parties": parties, "title": odd}))
        if d.ready(strange):
            continue
        start = d.at(strange)
        names = svg_elements(start.svg())
        assert {n for n, _, _ in names} <= SVG
        assert isinstance(start.words(), str)


def test_words_for_a_text_output_hold_no_control_characters():
    workspace.start_own(**hostile())
    for key in PROEVEN:
        assert not re.search(r"[\x00-\x08\x0b-\x1f]", opened(key).text())
