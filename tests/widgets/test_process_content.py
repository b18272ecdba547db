"""Drie vormen: sorting, the confusion table, the class, and the own case on the map."""

import math

import pytest

from regiekit.cases import load_shipped
from regiekit.cases.vignettes import deck
from regiekit.models import agreement
from regiekit.plots import process_content as plot
from regiekit.widgets import process_content as proef
from regiekit.widgets.experiment import Proef
from tests.widgets.samples import plain, svg_elements, take

CARDS = deck(proef.DECK)
BEST = {v.key: v.fits[0] for v in CARDS.vignettes}
FORMS = [one.key for one in CARDS.labels]


def given(process=5, content=5, codes="", **chosen):
    answers = {v.key + proef.FORM: chosen.get(v.key) for v in CARDS.vignettes}
    return proef.outcome(load_shipped("jeugdhulp"), proces=process, inhoud=content, klas=codes, **answers)


def test_all_right():
    o = given(**BEST)
    assert o.right == 12
    assert o.confusion == [[4, 0, 0], [0, 4, 0], [0, 0, 4]]
    assert proef.mixed(o) == ""
    assert proef.measures(o)[1].after == 1


def test_what_can_be_defended_counts_as_right():
    second = {v.key: v.fits[-1] for v in CARDS.vignettes}
    o = given(**second)
    assert o.right == 12
    assert sum(o.confusion[i][i] for i in range(3)) == 12


def test_all_in_one_form():
    o = given(**dict.fromkeys(BEST, "kader"))
    assert o.right == 4 + 2  # four, and two that can be defended
    assert o.confusion == [[0, 3, 0], [0, 6, 0], [0, 3, 0]]
    assert proef.mixed(o) == "Het vaakst verwisselt u vrij en kader of kader en gegeven (3×)."
    svg_elements(proef.picture(o))


def test_two_swaps_make_the_confusion_table():
    o = given(**{**BEST, "dorp": "gegeven", "opvang": "vrij", "zwembad": "kader"})
    assert o.confusion == [[3, 0, 1], [0, 4, 0], [1, 1, 2]]
    assert proef.mixed(o) == "Het vaakst verwisselt u vrij en gegeven (2×)."
    table = proef.tables(o)[0]
    assert [list(row) for row in table.rows] == [["vrij", "3", "0", "1"], ["kader", "0", "4", "0"], ["gegeven", "1", "1", "2"]]
    assert "passen er 9" in proef.words(o)
    assert "passen er" not in proef.words(given(dorp="vrij"))


def test_nothing_sorted():
    o = given()
    assert proef.tables(o) == []
    assert math.isnan(proef.measures(o)[0].after)
    assert "nog geen zin" in proef.words(o)
    assert "U voorspelde 8 van de 12." in proef.compare(load_shipped("regio"), 8, o)


@pytest.mark.parametrize(("process", "content", "zone"), [
    (10, 10, "vrij"), (7, 7, "vrij"), (5, 5, "kader"), (4, 6, "kader"), (0, 0, "gegeven"), (3, 3, "gegeven"),
    (10, 0, "schijn"), (0, 10, "stuur"), (3, 7, "stuur"), (7, 5, ""), (5, 8, ""), (2, 5, ""), (5, 2, ""),
])  # fmt: skip
def test_the_zones_of_the_map(process, content, zone):
    assert plot.zone(process, content) == zone
    said = proef.where(given(process, content))
    assert proef.ZONES[zone] in said if zone else "Dat ligt tussen " in said


def test_the_mark_stands_in_its_zone():
    for process in range(11):
        for content in range(11):
            x, y = plot.place(process, content)
            inside = [
                k
                for k, (_, across, up, _) in plot.ZONES.items()
                if (b := plot.box(across, up))[0] - 4 <= x <= b[0] + b[2] + 4 and b[1] - 4 <= y <= b[1] + b[3] + 4
            ]
            assert inside == ([plot.zone(process, content)] if plot.zone(process, content) else [])


def test_the_odd_corner_says_why():
    said = proef.where(given(0, 10))
    assert "vreemde hoek" in said
    assert "stuurt ongemerkt ook de uitkomst" in said


def test_between_two_forms():
    assert "tussen kader en vrij. Het proces is vrijer dan de inhoud" in proef.where(given(8, 5))
    assert "tussen kader en vrij. De inhoud is vrijer dan het proces" in proef.where(given(5, 8))
    assert "tussen gegeven en kader" in proef.where(given(5, 2))


def test_a_class():
    own = given(**BEST).code
    assert own.replace(" ", "") == "".join("ABC"[FORMS.index(BEST[v.key])] for v in CARDS.vignettes)
    same = given(codes=f"{own}\nPiet: {own}\n{own}")
    assert same.group.coefficient == 1
    assert "De kappa van Fleiss is 1,00" in proef.group(same)
    mixed = given(codes=f"{own}\n{'A' * 12}\n{'BC' * 6}\nX{'C' * 11}\nABC")
    rows = [row for row in mixed.codes.by_question() if None not in row]
    assert mixed.group == agreement.fleiss(agreement.counted(rows, range(3)))
    assert "11 zinnen die iedereen indeelde" in proef.group(mixed)
    assert "Regel 5: deze code heeft 3 letters; het moeten er 12 zijn." in proef.note(mixed, "klas")
    assert [t.caption for t in proef.tables(mixed)] == ["De klas per zin"]


@pytest.mark.parametrize("codes", ["", "A", "A" * 12, "X" * 12 + "\n" + "X" * 12, "A" * 12 + "\n" + "A" * 12, "<b>"])
def test_any_class_text_is_survived(codes):
    o = given(codes=codes)
    assert "nan" not in proef.words(o)
    assert not any("nan" in " ".join(m.texts()) for m in proef.measures(o))
    svg_elements(proef.picture(o))


def test_the_panel_from_card_to_map():
    take("warmte")
    panel = Proef(proef.EXPERIMENT)
    panel.clicked("_commit")
    for v in CARDS.vignettes:
        panel.put(**{v.key + proef.FORM: v.fits[-1]})
        said = plain(panel.live[f"_note:{v.key}"])
        assert said.startswith(f"‘{v.fits[-1].capitalize()}’ past. ")
        assert ("grensgeval" in said) == bool(v.debatable)
        panel.clicked("_next")
    panel.put(proces=1, inhoud=9)
    assert "vreemde hoek" in panel.live["_note:inhoud"]
    keys = [a["data-key"] for _, a, _ in svg_elements(panel.live["_picture"]["svg"]) if "data-key" in a]
    assert {"own", *(f"v:{v.key}" for v in CARDS.vignettes)} <= set(keys)
    assert len(keys) == len(set(keys))
    assert "12 goed" in panel.live["_compare"]
