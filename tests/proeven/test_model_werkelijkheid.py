"""Model en werkelijkheid: what is typed is read or refused with row and remedy, and words and lines tell what the futures are."""

import itertools
import math
import re

import pytest

from regiekit.cases import Case, StructureOption, Trait, load_shipped
from regiekit.models import model_reality as model
from regiekit.proeven.structuur import model_werkelijkheid as m
from regiekit.proeven.structuur.model_werkelijkheid import ModelReality, Reckoned
from tests.proeven.stands import Stand, keyed, stands
from tests.widgets.samples import SHIPPED, blocks, keys, plain, revealed, small, svg_elements

KEY = "model_werkelijkheid"
JEUGD = load_shipped("jeugdhulp")
START = {c.key: c.start for c in ModelReality.controls(JEUGD)}
EMPTY = {"wat": "", "laag": "", "hoog": ""}
AT_ONCE = {"rebuilding_fusie": [{"kosten_laag": "0", "kosten_hoog": "0", "jaren_laag": "0", "jaren_hoog": "0"}]}
NONE = {"given_up": [], "avoided": [], "gained_fusie": [], "added_fusie": []}
REST = [{"wat": "rust", "laag": "1", "hoog": "1"}]


def typed(key, at, **cells):
    """The list as it starts, with something typed in a row."""
    return {key: [{**row, **cells} if i == at else row for i, row in enumerate(START[key])]}


def own(*new):
    """An own case with these new structures."""
    case = small()
    present = case["structures"] if new else ()
    return Case(**{**case, "structures": (*present, *(StructureOption(key, status="nieuw", pros=("a",), cons=("b",)) for key in new))})


def wrong(key, at, cells, said):
    """What cannot be read is told below its list and instead of the words; there is nothing to measure then."""
    return Stand(typed(key, at, **cells), {"result": None}, says=(said,), notes={key: said})


test_stands = stands(
    KEY,
    wrong("avoided", 1, {"laag": "8", "hoog": "3"}, "In rij 2 van de nadelen van nu is ‘laag’ (8) hoger dan ‘hoog’ (3)."),
    wrong("given_up", 0, {"hoog": "veel"}, "In rij 1 van de voordelen van nu staat ‘veel’ bij ‘hoog’. Dat moet een getal zijn"),
    wrong("given_up", 2, {"laag": " "}, "In rij 3 van de voordelen van nu staat niets bij ‘laag’."),
    wrong("added_fusie", 0, {"laag": "-2"}, "In rij 1 van de nadelen van ‘Eén organisatie Jeugd Waardstad’ is ‘laag’ lager dan 0."),
    wrong("added_fusie", 3, {"hoog": "9999999999"}, "is ‘hoog’ hoger dan 1.000.000.000"),
    wrong("gained_fusie", 0, {"kans": "120"}, "In rij 1 van de voordelen van ‘Eén organisatie Jeugd Waardstad’ staat ‘120’ bij ‘kans’."),
    wrong("gained_fusie", 0, {"kans": "-1"}, "staat ‘-1’ bij ‘kans’"),
    wrong("gained_fusie", 1, {"kans": "zeker"}, "staat ‘zeker’ bij ‘kans’"),
    wrong("gained_fusie", 1, {"wat": ""}, "Jeugd Waardstad’ staat niet wat het is"),
    wrong("rebuilding_fusie", 0, {"jaren_hoog": "0"}, "is ‘jaren inwerken, laag’ (0,5) hoger dan ‘jaren inwerken, hoog’ (0)"),
    wrong(
        "rebuilding_fusie",
        0,
        {"kosten_laag": "nan"},
        "Bij de reorganisatie naar ‘Eén organisatie Jeugd Waardstad’ staat ‘nan’ bij ‘kosten in totaal, laag’",
    ),
    wrong("rebuilding_fusie", 0, {"jaren_hoog": "60"}, "is ‘jaren inwerken, hoog’ hoger dan 50"),
    Stand(typed("avoided", 0, laag="x"), notes={"given_up": "in een andere lijst klopt iets niet"}),
    Stand(typed("gained_gebied", 0, laag="x"), {"problems": []}, notes={"gained_gebied": ""}),
    Stand({**typed("gained_gebied", 0, laag="x"), "structure": "gebied"}, {"result": None}),
    Stand(NONE, {"result": None}, says=("Alle lijsten zijn leeg",), notes={"given_up": "⚠ Alle", "avoided": "Deze lijst is leeg."}),
    Stand(
        {**NONE, "given_up": REST},
        says=("na vier jaar nooit.", "het oordeel blijft hetzelfde"),
        notes={"given_up": "Samen 1 tot 1 per jaar."},
    ),
    Stand({"given_up": [*START["given_up"], EMPTY]}, {"problems": []}, notes={"given_up": "1 lege rij telt niet"}),
    Stand(AT_ONCE, measures={"Jaren tot het nieuwe": 0}),
    Stand(
        {"hoped": 0},
        says=(
            "Stel dat niets uitkomt van wat men hoopt, en 70 procent van wat men vreest. Dan wint ‘Eén organisatie Jeugd Waardstad’ na vier jaar nooit.",
        ),
    ),
    Stand(
        silent=("trekking", "startgetal", "komen nooit voor"),
        notes={"questions": "Bewaar", "rebuilding_fusie": "in", "rebuilding_vraag": ""},
    ),
    Stand({}, says=("‘De nieuwe structuur’",), case=own()),
    *(Stand({"structure": key}, says=(f"‘{key}’",), case=own("a-b", "a_b", "2")) for key in ("a-b", "a_b", "2")),
    Stand({}, says=("‘wijk’",), case=own("wijk")),
)


def test_the_lists_begin_with_what_the_case_says_and_with_examples_where_it_says_nothing():
    assert [row["wat"] for row in START["avoided"]] == list(JEUGD.structures[0].cons)
    assert [row["wat"] for row in START["gained_fusie"]] == list(JEUGD.structures[-1].pros)
    assert START["structure"] == "fusie"
    controls = {c.key: c for c in ModelReality.controls(own())}
    assert "structure" not in controls
    assert controls["rebuilding_nieuw"].fixed
    assert controls["given_up"].start[0]["wat"] == m.EXAMPLES["given_up"][0]
    assert controls["gained_nieuw"].start[0] == {"wat": m.EXAMPLES["gained"][0], "laag": "4", "hoog": "9", "kans": ""}


def test_all_and_none_are_words():
    assert [m.come(at, "hoopt", "nog maar ") for at in (None, 0, 100, 55)] == [
        "",
        "niets uitkomt van wat men hoopt",
        "alles uitkomt van wat men hoopt",
        "nog maar 55 procent uitkomt van wat men hoopt",
    ]


def test_of_examples_no_verdict_is_told():
    empty = ModelReality.at(own())
    assert "Nog niet te zeggen" in empty.headline()
    assert not empty.report()
    typed_ = empty.but(given_up=REST)
    assert "Nog niet te zeggen" not in typed_.headline()
    assert typed_.report()
    assert ModelReality.at(own("wijk")).report()


def test_which_structure_wins_most_follows_from_their_order_alone():
    """The amounts are those of the makers, by the place on the list: another order of the same structures turns the outcomes around."""
    now, *new = JEUGD.structures
    back = JEUGD.with_changes(structures=(now, *reversed(new)))
    by_place = [[ModelReality.at(case, structure=key).result.chance for key in m.options(case)] for case in (JEUGD, back)]
    assert by_place[0] == by_place[1]
    assert list(m.options(back)) == [*m.options(JEUGD)][::-1]


def test_the_amounts_of_the_makers_enter_no_plan_of_an_own_case_and_are_told_elsewhere():
    case = JEUGD.with_changes(status="eigen", traits=())
    left = [c.key for c in ModelReality.unvouched(case, {**START, "structure": "gebied"}, ["horizon", "hoped", "feared"])]
    assert left == ["given_up", "avoided", "gained_gebied", "added_gebied", "rebuilding_gebied"]
    moved = typed("given_up", 0, laag="1")
    assert "given_up" not in [c.key for c in ModelReality.unvouched(case, {**START, **moved}, None)]
    told = "met bedragen die de makers verzonnen."
    assert told in ModelReality.at(JEUGD).report()
    assert told not in ModelReality.at(JEUGD, **moved).report()


@pytest.mark.parametrize("case", SHIPPED)
def test_paper_promises_more_than_reality_gives_and_structures_differ(case):
    chances = [Stand({"structure": key}, case=case).state(KEY).result.chance for key in m.options(load_shipped(case))]
    assert all(real < paper for paper, real in chances)
    assert len(set(chances)) == 3


@pytest.mark.parametrize("case", SHIPPED)
def test_both_verdicts_are_one_control_away_and_the_words_say_where(case):
    for key in m.options(load_shipped(case)):
        state = Stand({"structure": key}, case=case).state(KEY)
        hoped, feared = state.turns
        assert f"als nog maar {hoped} procent uitkomt van wat men hoopt" in state.words()
        assert [state.but(hoped=at).new for at in (hoped + m.STEP, hoped)] == [state.new, not state.new] == [True, False]
        assert feared is None or [state.but(feared=at).new for at in (feared - m.STEP, feared)] == [True, False]
        back = state.but(hoped=hoped)
        assert back.turns[0] == hoped + m.STEP
        assert "De nieuwe structuur wint meestal als" in back.words()
    half = state.result.ahead[1][1]
    assert state.but(horizon=max(1, math.floor(half))).new == (half < 1)


def test_winning_and_losing_begin_with_the_same_uncertainty():
    state = ModelReality.at(JEUGD)
    assert {item.chance for part in state.balance for item in part} == {m.CHANCE / 100}
    assert all(
        [c["key"] for c in control.columns] == ["wat", "laag", "hoog", "kans"]
        for control in ModelReality.controls(JEUGD)
        if control.key in NONE
    )
    own = [{"wat": "x", "laag": "4", "hoog": "4", "kans": "20"}]
    found = state.but(given_up=own, added_fusie=own).balance
    assert [item.chance for item in (*found.given_up, *found.added)] == [0.2, 0.2]
    assert state.but(feared=30).result.chance[1] > state.result.chance[1] > state.but(feared=100).result.chance[1]
    assert state.but(feared=30).result.chance[0] == state.result.chance[0]


def test_the_result_is_that_of_the_model_and_the_answer_to_the_prediction():
    state = ModelReality.at(JEUGD)
    drawn = model.futures(state.balance, model.Item(5, 15), model.Item(0.5, 2))
    paper, real = state.result.chance
    assert real == model.chance_ahead(drawn.reality, drawn.cost, drawn.years, 4)
    assert paper == model.chance_ahead(drawn.paper, drawn.cost, 0, 4)
    assert f"na vier jaar in {round(100 * real)} van de 100 toekomsten." in state.words()
    assert ModelReality.answer(JEUGD) == 100 * real
    assert f"in {round(100 * paper)} van de 100" in ModelReality.explain(JEUGD, 0)
    assert [measure.before > measure.after for measure in state.measures()] == [
        True,
        True,
        False,
        False,
    ]  # on paper all is paid on the first day
    gap = [float(cell.replace("−", "-").replace(",", ".")) for _, cell in state.tables()[1].rows]
    assert sum(gap[:5]) == pytest.approx(gap[5], abs=0.26)
    assert [value > 0 for value in gap[1:5]] == [False, False, True, True]


def test_every_promise_kept_and_no_learning_is_the_model():
    no_learning = typed("rebuilding_fusie", 0, jaren_laag="0", jaren_hoog="0")
    result = ModelReality.at(JEUGD, hoped=100, feared=100, **no_learning).result
    assert all(paper == real for paper, real in (result.chance, result.gain, result.dip, result.ahead))


def test_an_own_chance_goes_before_the_slider():
    rows = [{"wat": what, "laag": "4", "hoog": "4", "kans": chance} for what, chance in (("x", "25"), ("y", ""))]
    state = ModelReality.at(JEUGD, gained_fusie=rows, hoped=50)
    assert [item.chance for item in state.balance.gained] == [0.25, 0.5]
    assert "gemiddeld 3,0, op papier 8,0." in state.note("gained_fusie")


def test_numbers_as_people_type_them():
    texts = ("2", "2,5", "2.5", " 0,25 ", "€ 1.500", "1.500,50", "60%", "0.500", "12 000")
    assert [m.parsed(text) for text in texts] == [2, 2.5, 2.5, 0.25, 1500, 1500.5, 60, 0.5, 12000]


@pytest.mark.parametrize("text", ["veel", "2-5", "1e3", "nan", "inf", "1,2,3", "٣", "²", "--1", "1.500.00", "9" * 400])
def test_what_is_no_number(text):
    assert math.isnan(m.parsed(text))


def test_the_two_questions_are_shown_and_planned():
    state = ModelReality.at(JEUGD, likely=" Eén op de drie, want <b>zo</b> ging het. ", hopping="a" * 700)
    assert "aaa" not in state.words()
    assert "&lt;b&gt;zo" in state.tables()[-1].html()
    (planned,) = state.plan_tables()
    assert [row[1] for row in planned.rows] == ["Eén op de drie, want <b>zo</b> ging het.", "a" * 700]
    assert not ModelReality.at(JEUGD).plan_tables()


# -- the picture ----------------------------------------------------------------------------------------------------------

TIMES = [0.1 * k for k in range(41)]
FAN = {
    "papier": [10 * t - 5 for t in TIMES],
    "onder": [-5 * t for t in TIMES],
    "midden": [-2 * t if t < 1.5 else 4 * t - 9 for t in TIMES],
    "boven": [5 * t for t in TIMES],
}


def drawn(ahead=(1, 2.25, 3.5), times=TIMES, lines=FAN):
    state = ModelReality.at(JEUGD, horizon=times[-1])
    vars(state)["result"] = Reckoned((1, 1), ((0,) * 3,) * 2, ((0,) * 3,) * 2, (ahead, ahead), times, lines)
    return {key: a for key, (a, _) in keyed(state).items()}


def points(element):
    return [tuple(map(float, pair)) for pair in re.findall(r"(-?[\d.]+)[ ,](-?[\d.]+)", element.get("d") or element.get("points"))]


def test_heights_follow_the_values_and_the_moment_of_overtaking_stands_on_the_line_of_today():
    found = drawn()
    zero, paper = points(found["nu"])[0][1], points(found["papier"])
    unit = (paper[0][1] - zero) / 5  # per unit of value, downwards
    assert unit > 0
    assert paper[-1] == pytest.approx((m.LEFT + m.WIDE, zero - 35 * unit), abs=0.5)
    assert points(found["midden"])[-1][1] == pytest.approx(zero - 7 * unit, abs=0.5)
    assert points(found["dippunt"])[2][1] == pytest.approx(zero + 3 * unit, abs=2.2)
    assert m.TOP - 0.1 <= min(y for _, y in paper) <= max(y for _, y in points(found["onder"])) <= m.TOP + m.HIGH + 0.1
    assert points(found["helft"])[0][0] == pytest.approx(m.LEFT + m.WIDE * 2.25 / 4, abs=0.1)


def test_what_lies_beyond_the_axis_is_not_drawn():
    found = drawn((1, math.inf, math.inf), lines={**FAN, "midden": TIMES})
    assert "helft" not in found
    assert not {"dip", "dippunt", "dipnaam"} & set(found)
    assert "helft" not in drawn((5, 6, math.inf))
    assert points(drawn((math.inf,) * 3, [0, 1], {key: [0, 0] for key in FAN})["midden"])  # all futures the same


def test_the_lines_differ_in_more_than_colour():
    found = drawn()
    assert len({found[key].get("stroke-dasharray") for key in ("papier", "midden", "onder")}) == 3
    assert "r" in found["p0"]
    assert "width" in found["w0"]
    assert len([key for key in found if re.fullmatch(r"p\d+", key)]) == 5


def test_problems_stay_inside_the_picture():
    state = ModelReality.at(JEUGD, given_up=[{"wat": "rust", "laag": "x", "hoog": ""}] * 25)
    elements = svg_elements(state.svg())
    assert "Nog niet te rekenen" in [text for *_, text in elements]
    assert max(float(a["y"]) for name, a, _ in elements if name == "text") < m.TOP + m.HIGH


def test_amounts_in_the_picture_have_the_digits_that_matter():
    assert [m.short(v) for v in (0, -9.46, 20.0, 1500, 0.05, 999.96)] == ["0", "−9,5", "20", "1.500", "0,05", "1.000"]


@pytest.mark.parametrize("wanted", [[100, 100, 100], [440, 451, 452], [52, 52, 60, 460], [300, 100, 101]])
def test_names_stand_apart_and_inside(wanted):
    found = m.apart(wanted)
    assert all(b - a >= m.ROW - 1e-9 for a, b in itertools.pairwise(sorted(found)))
    assert m.TOP <= min(found) <= max(found) <= m.TOP + m.HIGH
    assert sorted(range(len(wanted)), key=lambda i: wanted[i]) == sorted(range(len(wanted)), key=lambda i: found[i])


# -- the panel ------------------------------------------------------------------------------------------------------------


def test_what_was_typed_stays_and_is_told_aloud():
    panel = revealed(KEY, "jeugdhulp")
    good = panel.values["given_up"]
    panel.put(**typed("given_up", 0, hoog="veel"))
    assert "staat ‘veel’ bij ‘hoog’" in panel.spoken
    assert "staat ‘veel’ bij ‘hoog’" in plain(panel.live["_note:given_up"])
    assert panel.values["given_up"][0]["hoog"] == "veel"
    assert panel.live["_measures"] == ""
    panel.put(given_up=good)
    assert panel.live["_measures"]


def test_the_deck_holds_the_chosen_structure_only():
    panel = revealed(KEY, "jeugdhulp")
    assert [c.key for c in panel.deck] == ["given_up", "avoided", "gained_fusie", "added_fusie", "rebuilding_fusie", "questions"]
    assert [b["key"] for b in blocks(panel.tree) if b["t"] == "table"] == ["given_up"]
    panel.clicked("_next")
    panel.clicked("_next")
    panel.put(structure="gebied")
    assert panel.deck[panel.at].key == "gained_gebied"
    assert not [key for key in keys(panel) if key.endswith(("_fusie", "_vraag"))]
    panel.put(structure="onzin")
    assert panel.live["fout:structure"]
    assert panel.deck[panel.at].key == "gained_gebied"
    panel.clicked("_reset")
    assert (panel.at, panel.values["structure"], panel.deck[2].key) == (0, "fusie", "gained_fusie")
    panel.put(_case="warmte")
    panel.clicked("_skip")
    assert panel.deck[2].key == "gained_wijkbedrijf"


def test_the_lists_stand_over_the_whole_width_once_predicted():
    panel = revealed(KEY, "jeugdhulp")
    chances, which, lists = next(step["parts"] for step in panel.tree[0]["steps"] if step["key"] == "probeer")
    assert which["blocks"][0]["key"] == "structure"
    assert (chances["name"], chances["wide"], lists["name"], lists["wide"]) == ("Kansen", False, "De lijsten", True)
    set_beside, listed = ({b["key"] for b in part["blocks"]} for part in (chances, lists))
    assert {"_card", "given_up"} <= listed
    assert not listed & set_beside
    panel.clicked("_again")
    assert "_card" not in keys(panel)


@pytest.mark.parametrize(("told", "start"), [((), m.CHANCE), ((Trait("uitkomen", 52),), 50), ((Trait("uitkomen", 100),), 100)])
def test_how_often_things_come_true_is_a_trait_of_the_case(told, start):
    state = ModelReality.at(JEUGD.with_changes(traits=told))
    assert (state.hoped, state.feared) == (start, start)
    assert ("In deze casus" in ModelReality.explain(state.case, 0)) == bool(told)


@pytest.mark.parametrize("name", ["jeugdhulp", "regio", "warmte"])
def test_that_hope_and_fear_are_as_uncertain_is_said_to_be_a_choice(name):
    """After the prediction stands what it would be where every loss comes, as the source has it: counted again from that state."""
    lost = ModelReality.at(load_shipped(name), feared=100)
    assert f"dan wint de nieuwe structuur in {m.futures_of(lost.result.chance[1])}." in ModelReality.explain(load_shipped(name), 60)
