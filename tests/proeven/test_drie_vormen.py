"""Drie vormen: sorting, the confusion table, the class, and the own case on the map."""

import math
from xml.etree import ElementTree

import pytest

from regiekit.cases import Case
from regiekit.models import agreement
from regiekit.proeven.begin import drie_vormen as proef
from regiekit.proeven.begin.drie_vormen import AREAS, CARDS, ThreeForms
from tests.proeven.stands import Stand, keyed, stands

BEST = {v.key: v.fits[0] for v in CARDS.vignettes}


def answers(given):
    return {key + proef.FORM: form for key, form in given.items()}


def of(process=5, content=5, codes="", **given):
    return ThreeForms(Case(), proces=process, inhoud=content, klas=codes, **answers(given))


test_stands = stands(
    "drie_vormen",
    Stand(answers(BEST), {"right": 12, "confusion": [[4, 0, 0], [0, 4, 0], [0, 0, 4]], "mixed": ""}, {"Zinnen": 1, "Hoe vaak u": (0, 1)}),
    # what can be defended counts as right
    Stand(answers({v.key: v.fits[-1] for v in CARDS.vignettes}), {"right": 12}, {"Hoe vaak u": 1}),
    Stand(
        answers(dict.fromkeys(BEST, "kader")),
        {"right": 4 + 2, "confusion": [[0, 3, 0], [0, 6, 0], [0, 3, 0]]},  # four, and two that can be defended
        says=("‘vrij’ en ‘kader’ of ‘kader’ en ‘gegeven’: drie keer", "volgens de makers niet bij ‘kader’.", "alle zinnen ingedeeld"),
    ),
    Stand(
        answers({**BEST, "dorp": "gegeven", "opvang": "vrij", "zwembad": "kader"}),
        {"confusion": [[3, 0, 1], [0, 4, 0], [1, 1, 2]]},
        {"Zinnen": 9 / 12},
        says=("‘vrij’ en ‘gegeven’: twee keer",),
        notes={"dorp": "past hier minder"},
    ),
    Stand(
        answers({"dorp": "vrij"}),
        says=("staat waarom een vorm past",),
        silent=("volgens de makers",),
        notes={"dorp": "‘Vrij’ past. ", "opvang": ""},
    ),
    Stand(
        {}, {"right": 0}, {"Zinnen": math.nan}, says=("twaalf zinnen liggen onder", "Zet ook de schuiven"), notes={"klas": "", "proces": ""}
    ),
    Stand({"proces": 0, "inhoud": 10}, says=("vreemde hoek", "stuurt ongemerkt"), notes={"inhoud": "vreemde hoek"}, silent=("schuiven",)),
    Stand({"proces": 8, "inhoud": 5}, says=("tussen ‘kader’ en ‘vrij’. Het proces is vrijer dan de inhoud",)),
    Stand({"proces": 5, "inhoud": 8}, says=("tussen ‘kader’ en ‘vrij’. De inhoud is vrijer dan het proces",)),
    Stand({"proces": 5, "inhoud": 2}, says=("tussen ‘gegeven’ en ‘kader’",)),
)


def test_the_tables_tell_the_confusion():
    state = of(**{**BEST, "dorp": "gegeven", "opvang": "vrij", "zwembad": "kader"})
    (table,) = state.tables()
    assert table.rows == [("vrij", "3", "0", "1"), ("kader", "0", "4", "0"), ("gegeven", "1", "1", "2")]
    assert of().tables() == []


def test_the_comparison():
    assert "Tot nu toe deelde u er één in, en daarvan past er één." in of(dorp="vrij").compared(8)
    assert "passen er twaalf. Dat is 4 meer" in of(**BEST).compared(8)
    assert "Precies" in of(**BEST).compared(12)


@pytest.mark.parametrize(("process", "content", "area"), [
    (10, 10, "vrij"), (7, 7, "vrij"), (6, 5, "kader"), (4, 6, "kader"), (0, 0, "gegeven"), (3, 3, "gegeven"),
    (10, 0, "schijn"), (0, 10, "stuur"), (3, 7, "stuur"), (7, 5, ""), (5, 8, ""), (2, 5, ""), (5, 2, ""),
])  # fmt: skip
def test_the_areas_of_the_map(process, content, area):
    state = of(process, content)
    assert state.area == area
    assert (AREAS[area].said if area else "Uw casus ligt tussen ") in state.where
    assert (AREAS[area].told if area else "tussen twee vormen") in state.report()


def test_nothing_goes_into_the_plan_while_the_own_case_was_put_nowhere():
    assert of(dorp="vrij").report() == ""


def test_the_mark_stands_in_its_area():
    for process in range(11):
        for content in range(11):
            x, y = proef.place(process, content)
            boxes = {key: proef.box(a.across, a.up) for key, a in AREAS.items()}
            inside = [k for k, (left, top, w, h) in boxes.items() if left - 4 <= x <= left + w + 4 and top - 4 <= y <= top + h + 4]
            assert inside == list(filter(None, [proef.area(process, content)]))


def test_the_picture_holds_every_vignette_once():
    drawn = keyed(of(1, 9, dorp="vrij"))
    assert {"own", "own-x", "own-y", *(f"v:{key}" for key in BEST)} <= set(drawn)
    x, y = proef.place(1, 9)
    assert drawn["own"][0]["transform"] == f"translate({x:.1f} {y:.1f})"


@pytest.mark.parametrize("form", proef.FORMS)
def test_a_form_that_does_not_fit_shows_without_colour(form):
    state = of(**dict.fromkeys(BEST, form))
    assert [t.tone == "strong" for t in state.tiles[form]] == [form in v.fits for v in CARDS.vignettes]
    assert state.svg().count("×</text>") == 12 - state.right
    assert "× past beter in een andere vorm" in state.svg()  # in the legend


def test_what_is_fixed_and_what_participants_talk_about_decides():
    """The same kind of process has the same key: fixed that, open where, and some want to talk about the first."""
    fits = {v.key: v.fits for v in CARDS.vignettes}
    assert fits["windmolens"] == fits["jeugdhulp"] == ("kader", "gegeven")
    assert fits["afval"] == ("kader",)  # nobody wants to talk about the goal
    assert all(bool(v.debatable) == (len(v.fits) > 1) for v in CARDS.vignettes)


def test_each_point_has_a_headline_of_its_own():
    freer, less = dict.fromkeys(("opvang", "zwembad"), "vrij"), {"dorp": "gegeven", "haven": "kader"}
    said = [of(**given).headline() for given in ({}, BEST, {"dorp": "vrij"}, freer, less, {**freer, **less}, {**freer, "dorp": "vrij"})]
    assert len(set(said)) == len(said)
    assert "zag telkens meer ruimte" in said[3]
    assert "zag telkens minder ruimte" in said[4]
    assert "soms te veel en soms te weinig ruimte" in said[5]
    assert (
        len({of(process, content).headline() for process in (0, 5, 10) for content in (0, 5, 10)}) == 6
    )  # four corners, between, and the start


def test_a_class():
    own = of(**BEST).code
    assert own.replace(" ", "") == "".join("ABC"[list(proef.FORMS).index(form)] for form in BEST.values())
    same = of(codes=f"{own}\nPiet: {own}\n{own}")
    assert same.group.coefficient == same.measures()[2].after == 1
    mixed = of(codes=f"{own}\n{'A' * 12}\n{'BC' * 6}\nX{'C' * 11}\nABC")
    rows = [row for row in mixed.codes.by_question() if None not in row]
    assert mixed.group == agreement.fleiss(agreement.counted(rows, range(3)))
    assert "elf zinnen die iedereen indeelde" in mixed.shared
    assert "In regel 5 heeft de code 3 letters, en het moeten er 12 zijn." in mixed.note("klas")
    (table,) = mixed.tables()
    assert [sum(map(int, row[1:])) for row in table.rows] == [3, *[4] * 11]


@pytest.mark.parametrize(("codes", "says"), [
    ("", ""), ("A", "In regel 1"), ("A" * 12, "minstens twee"), ("\n".join(["X" * 12] * 2), "Geen enkele zin"),
    ("\n".join(["A" * 12] * 2), "overal dezelfde"), ("\n".join(["A" + "X" * 11, "B" * 12]), "de ene zin"), ("<b>", "In regel 1"),
])  # fmt: skip
def test_any_class_text_is_survived(codes, says):
    state = of(codes=codes, **BEST)
    assert says in state.shared
    assert "nan" not in state.words() + " ".join(text for m in state.measures() for text in m.texts())
    assert "<b>" not in ElementTree.tostring(ElementTree.fromstring(state.svg()), "unicode")
