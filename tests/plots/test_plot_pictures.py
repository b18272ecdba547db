"""Every picture of every proef: whole, safe, the same each time, of one height, with names that can be read."""

import itertools
import random
from xml.etree import ElementTree

import attrs
import pytest

from regiekit.cases import Case, Claim, Party, Tie
from regiekit.plots import case as case_picture
from regiekit.plots import collection
from regiekit.plots.network import Node, label_lines
from regiekit.plots.style import CHAR, LINES, OWN_LINES, UNKNOWN
from regiekit.plots.svg import text_width, wrap
from regiekit.widgets.declaration import keys
from regiekit.widgets.say import network

CASES = ("jeugdhulp", "regio", "warmte")
HOSTILE = (
    "<img src=x onerror=alert(1)>",
    "]]></text><script>alert(1)</script>",
    "a\x00\x07\x1b\ud800\ufffe b",
    "👩‍👩‍👧 gezin 🏠",
    "\u202eעיריית תל אביב\u202c",
    "x" * 200,
    "'\"&amp;&lt;",
    "",
    " ",
    "Ĳsselmeer\nregel twee",
    "-",
    "- - -",
)


def pictures(kit, case):
    for key in keys():
        yield key, kit.drawn(key, case, kit.stands(key, case)[0])
    yield "casus", case_picture.picture(case, title=case.title, words=network(case))


@pytest.mark.parametrize("name", CASES)
def test_every_picture_is_whole_and_described(kit, name):
    for key, svg in pictures(kit, kit.shipped[name]):
        root, box = kit.elements(svg)
        assert root.get("role") == "img", key
        assert root.get("lang") == "nl", key
        assert len(root.find(f"{kit.svg}title").text) > 3, key
        assert len(root.find(f"{kit.svg}desc").text) > 30, key
        assert box[:2] == [0, 0]
        keys = [e.get("data-key") for e in root.iter() if e.get("data-key")]
        assert len(keys) == len(set(keys)), key
        ids = [e.get("id") for e in root.iter() if e.get("id")]
        assert ids == [], key


def test_the_map_of_the_collection_is_whole(kit):
    root, _ = kit.elements(collection.picture())
    keys = [e.get("data-key") for e in root.iter() if e.get("data-key")]
    assert len(keys) == len(set(keys)) > 10


@pytest.mark.whole
@pytest.mark.parametrize("bad", HOSTILE, ids=range(len(HOSTILE)))
def test_names_from_people_stay_text(kit, bad):
    case = kit.built(12, names=(bad, f"2{bad}", f"3{bad}"), sectors=(f"a{bad}", f"b{bad}"))
    plain = dict(pictures(kit, kit.built(12, names=("Een", "Twee", "Drie"), sectors=("aa", "bb"))))
    for key, svg in pictures(kit, case):
        root, _ = kit.elements(svg)
        tags = {e.tag for e in root.iter()}
        assert tags <= {e.tag for e in kit.elements(plain[key])[0].iter()} | {f"{kit.svg}path"}, key
        assert "<script" not in svg.lower()
        assert "<img" not in svg.lower()
        for element in root.iter():
            assert not any(a.lower().startswith("on") for a in element.attrib), key


@pytest.mark.parametrize("bad", ["<img src=x onerror=alert(1)>", "]]>\x00"])
def test_hostile_title_and_words(kit, bad):
    svg = case_picture.picture(kit.built(3), title=bad, words=bad)
    assert kit.elements(svg)[0].find(f"{kit.svg}desc").text == bad.replace("\x00", "")


@pytest.mark.parametrize("key", [k for k in keys() if k != "diagnose"])
@pytest.mark.parametrize("name", CASES)
def test_one_size_for_all_settings(kit, name, key):
    case = kit.shipped[name]
    sizes = {tuple(kit.elements(kit.drawn(key, case, settings))[1]) for settings in kit.stands(key, case)}
    assert len(sizes) == 1


@pytest.mark.parametrize("key", [k for k in keys() if k != "diagnose"])
def test_the_same_settings_give_the_same_text(kit, key):
    case, other = kit.built(15), kit.built(15)
    for settings in kit.stands(key, case, most=4):
        assert kit.drawn(key, case, settings) == kit.drawn(key, other, settings)


def overlapping(one, other, slack=0.5):
    return one[0] < other[2] - slack and other[0] < one[2] - slack and one[1] < other[3] - slack and other[1] < one[3] - slack


def check_legible(kit, svg, least):
    """Names inside the picture, none on another name, another party or the name of a zone; text of at least `least` units at a width of 660."""
    root, (_, _, width, height) = kit.elements(svg)
    found = kit.parties(svg)
    for title in (t for t in root.iter(f"{kit.svg}text") if t.get("data-key", "").startswith("zt:")):
        x, y, size = (float(title.get(a)) for a in ("x", "y", "font-size"))
        box = (x, y - 0.76 * size, x + text_width(title.text, size), y)
        assert not any(overlapping(box, b) for one in found for b in [*one.names, one.shape]), title.text
    for one in found:
        assert all(s * 660 / width >= least for s in one.sizes), (one.key, one.sizes)
        for x0, y0, x1, y1 in [*one.names, one.shape]:
            assert -0.5 <= x0 <= x1 <= width + 0.5, one
            assert -0.5 <= y0 <= y1 <= height + 0.5, one
    for one, other in itertools.combinations(found, 2):
        assert not overlapping(one.shape, other.shape), (one, other)
        for a in one.names:
            assert not overlapping(a, other.shape, 1.5), (one, other)
            assert not any(overlapping(a, b) for b in other.names), (one, other)
        for b in other.names:
            assert not overlapping(b, one.shape, 1.5), (one, other)


NETWORKS = ("eilandenrijk", "poolse_landdag", "past_niet", "lenzen")


@pytest.mark.parametrize("key", NETWORKS)
@pytest.mark.parametrize("count", [12, 15, 24, 40])
def test_names_are_legible_in_networks(kit, key, count):
    case = kit.built(count)
    for settings in kit.stands(key, case, most=24):
        check_legible(kit, kit.drawn(key, case, settings), 10.5)


@pytest.mark.parametrize("count", [12, 15, 24, 40])
def test_names_are_legible_in_columns(kit, count):
    case = kit.built(count)
    for form in ("vak", "matrix"):
        svg = kit.drawn("verkokering", case, {"form": form, "levels": 3, "lateral": 4, "sight": 2, "really": 100})
        check_legible(kit, svg, 10.5)
        assert {p.key for p in case.parties} <= {p.key for p in kit.parties(svg)}


@pytest.mark.parametrize("count", [12, 15, 24, 40])
def test_names_are_legible_in_the_network_of_a_case(kit, count):
    case = kit.built(count)
    check_legible(kit, case_picture.picture(case, title="t", words="w"), 10.5)


@pytest.mark.parametrize("name", CASES)
def test_names_are_large_in_the_shipped_cases(kit, name):
    case = kit.shipped[name]
    least = 12.5 if len(case.parties) <= 20 else 10.5
    for key in ("poolse_landdag", "past_niet", "lenzen"):
        for settings in kit.stands(key, case, most=30):
            check_legible(kit, kit.drawn(key, case, settings), least)
    at_first = [kit.drawn(key, case, kit.stands(key, case)[0]) for key in (*NETWORKS, "verkokering")]
    at_first.append(case_picture.picture(case, title="t", words="w"))
    for svg in at_first:
        check_legible(kit, svg, least)
        broken = [p.lines for p in kit.parties(svg) if p.lines and p.lines[0].endswith("-")]
        assert all(len("".join(lines)) > 13 for lines in broken), broken  # only the longest words


def test_all_text_is_large_enough(kit):
    many = kit.built(40)
    task = attrs.evolve(many.tasks[0], claims=[Claim(party=p.key, strength="mede") for p in many.parties])
    for case in (kit.shipped["jeugdhulp"], many, attrs.evolve(many, tasks=[task, *many.tasks[1:]])):
        for key, svg in pictures(kit, case):
            root, (_, _, width, _) = kit.elements(svg)
            assert all(float(t.get("font-size")) * 660 / width >= 10.5 - 1e-6 for t in root.iter(f"{kit.svg}text")), key


def test_more_ties_between_one_pair_lie_apart_and_have_their_own_keys(kit):
    from regiekit.plots.network import Edge, Node

    nodes = [Node("a", "A", 100, 100), Node("b", "B", 300, 100)]
    svg = kit.network(nodes, [Edge("a", "b"), Edge("a", "b"), Edge("b", "a", "geld", directed=True)])
    paths = [e for e in kit.elements(svg)[0].iter(f"{kit.svg}path")]
    assert len({p.get("data-key") for p in paths}) == len({p.get("d") for p in paths}) == 3
    with pytest.raises(ValueError, match="not 'weg'"):
        kit.network(nodes, [Edge("a", "weg")])


def widths(svg):
    """Key of each tie → its width and its dashes."""
    return {
        key: (float(path.get("stroke-width")), path.get("stroke-dasharray"))
        for path in ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}path")
        if (key := path.get("data-key", "")).startswith("e:")
    }


@pytest.mark.parametrize("most", [5, 7, 1e6, 1e308])
def test_the_heaviest_tie_is_as_thick_whatever_its_weight(most):
    case = Case(
        parties=[Party(key, name=key) for key in "abc"],
        ties=[Tie("a", "b", "formeel", most), Tie("b", "c", "formeel", most / 5), Tie("a", "c", "formeel", most / 1000)],
    )
    found = [width for width, _ in widths(case_picture.picture(case, title="t", words="w")).values()]
    assert found == pytest.approx([2 * (0.75 + weight / 8) for weight in (5, 1, 0.005)], abs=0.06)


def test_what_is_not_known_is_drawn_and_told_in_the_legend_and_an_own_kind_has_its_own_line():
    case = Case(
        parties=[Party("a", name="A"), Party("b", name="B", kind="gemeente", size=5)], ties=[Tie("a", "b"), Tie("a", "b", "van vroeger")]
    )
    svg = case_picture.picture(case, title="t", words="w")
    assert {dash for _, dash in widths(svg).values()} == {LINES[UNKNOWN][1], OWN_LINES[0][1]}
    signs = [e.get("d") for e in ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}path") if e.get("d") == "M0 0h38"]
    assert len(signs) == 2, "a line for each kind of tie"
    for said in ("niet bekend<", "band, soort niet bekend<", "van vroeger<", "gemeente<"):
        assert f">{said}" in svg


def test_the_room_of_a_name_is_up_to_the_nearest_beside_it():
    draw, width = random.Random(1), 660.0
    nodes = [
        Node(
            f"n{i}",
            "Organisatie met een naam",
            draw.choice((30.0, 30.5, 90.0, 210.0, 640.0)),
            draw.choice((20.0, 55.0, 56.0, 300.0)),
            scale=scale,
        )
        for i, scale in enumerate((1.0, 0.5, 0.2) * 12)
    ]
    for n, (size, lines) in zip(nodes, label_lines(nodes, width), strict=True):
        beside = [abs(m.x - n.x) for m in nodes if abs(m.y - n.y) < 4.2 * size and abs(m.x - n.x) > 1]
        room = min([2 * n.x, 2 * (width - n.x), *beside]) - 8
        assert lines == wrap(n.label, max(4, min(16, int(room / (size * CHAR)))))
