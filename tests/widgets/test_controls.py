"""Sliders, choices, Dutch numbers, and the sentence that compares a prediction with the outcome."""

import math

import pytest

from regiekit.widgets.controls import Choice, Slider, dutch, with_unit
from regiekit.widgets.declaration import Measure
from regiekit.widgets.proef_panel import compare, measure_table

SLIDER = Slider("x", "Taken", 0, 10, 4, 1, "taak|taken")
FINE = Slider("x", "Dagen", 0.5, 6, 3, 0.5)
CHOICE = Choice("c", "Vorm", [("vak", "per vak"), ("opgave", "per opgave"), ("", "geen")], "vak")


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "0"), (0.0, "0"), (-0.0, "0"), (3, "3"), (3.0, "3"), (2.5, "2,5"), (0.1 + 0.2, "0,3"), (1 / 3, "0,333"),
        (-0.0004, "0"), (-2, "−2"), (-1234.5, "−1.234,5"), (1000, "1.000"), (1234567.25, "1.234.567,25"), (999.9999, "1.000"),
        (10, "10"), (100, "100"), (math.inf, "oneindig"), (math.nan, "niet te bepalen"),
    ],
)  # fmt: skip
def test_a_number_as_dutch_readers_write_it(number, text):
    assert dutch(number) == text


@pytest.mark.parametrize(
    ("number", "digits", "text"),
    [(2, 1, "2,0"), (2.25, 0, "2"), (-0.04, 1, "0,0"), (-0.06, 1, "−0,1"), (1234.5, 2, "1.234,50"), (0.5, 0, "0"), (1.5, 0, "2")],
)
def test_a_number_with_fixed_decimals(number, digits, text):
    assert dutch(number, digits) == text


def test_a_number_with_its_sign():
    assert [dutch(x, 1, signed=True) for x in (2, -2)] == ["+2,0", "−2,0"]


@pytest.mark.parametrize(
    ("number", "text"), [(1, "1 taak"), (0, "0 taken"), (2, "2 taken"), (1.5, "1,5 taken")],
)  # fmt: skip
def test_a_number_with_its_unit(number, text):
    assert with_unit(dutch(number), "taak|taken", number) == text


def test_a_per_cent_sign_stands_against_its_number():
    assert with_unit("80", "%", 80) == "80%"
    assert with_unit("80", "", 80) == "80"
    assert with_unit("1", "van de 100", 1) == "1 van de 100"


def test_less_than_one_is_singular():
    assert with_unit("0,5", "werkdag|werkdagen", 0.5) == "0,5 werkdag"


@pytest.mark.parametrize(
    ("given", "kept"), [(0, 0), (10, 10), (-3, 0), (11, 10), (math.inf, 10), (-math.inf, 0), (3.4, 3), (3.0, 3), (10**400, 10)]
)
def test_a_slider_clamps_and_steps(given, kept):
    accepted = SLIDER.accept(given)
    assert accepted == kept
    assert type(accepted) is int


def test_a_slider_with_a_fine_step_stays_on_its_steps():
    assert [FINE.accept(x) for x in (0.5, 0.7, 0.8, 5.99, 6)] == [0.5, 0.5, 1, 6, 6]
    tenth = Slider("x", "x", 0, 10, 0.5, 0.1)
    assert [tenth.accept(i / 10) for i in range(101)] == [i / 10 for i in range(101)]


@pytest.mark.parametrize("wrong", ["3", "", math.nan, None, True, False, [3], {}])
def test_a_slider_refuses_what_is_no_number(wrong):
    with pytest.raises(ValueError, match=r"^Taken: vul een getal in van 0 tot en met 10\.$"):
        SLIDER.accept(wrong)


@pytest.mark.parametrize("wrong", ["koker", None, True, 0, math.nan, ["vak"], {}, "per vak"])
def test_a_choice_refuses_what_is_no_option(wrong):
    with pytest.raises(ValueError, match=r"^Vorm: kies een van de mogelijkheden\.$"):
        CHOICE.accept(wrong)


def test_a_choice_says_the_label():
    assert CHOICE.accept("") == ""
    assert [CHOICE.say(v) for v in ("vak", "")] == ["per vak", "geen"]
    assert CHOICE.block()["options"] == [["vak", "per vak"], ["opgave", "per opgave"], ["", "geen"]]


def test_many_options_become_a_list():
    assert CHOICE.block()["t"] == "choice"
    assert Choice("c", "c", [(str(i), str(i)) for i in range(6)], "0").block()["t"] == "select"


@pytest.mark.parametrize(
    ("field", "guess", "answer", "sentence"),
    [
        (CHOICE, "vak", "vak", "U voorspelde: per vak. Het denkmodel zegt hetzelfde."),
        (CHOICE, "vak", "opgave", "U voorspelde: per vak. Het denkmodel komt uit op: per opgave."),
        (SLIDER, 3, 3, "U voorspelde 3 taken en dat is ook wat het denkmodel vindt."),
        (SLIDER, 3, 3.4, "U voorspelde 3 taken en dat is ook wat het denkmodel vindt."),
        (SLIDER, 1, 3, "U voorspelde 1 taak. Het denkmodel komt uit op 3 taken: 2 meer dan u dacht."),
        (SLIDER, 3, 1, "U voorspelde 3 taken. Het denkmodel komt uit op 1 taak: 2 minder dan u dacht."),
        (SLIDER, 3, math.inf, "U voorspelde 3 taken. In het denkmodel loopt het vast: een grens is er niet."),
        (FINE, 2, 4.25, "U voorspelde 2. Het denkmodel komt uit op 4,2: 2,2 meer dan u dacht."),
        (Slider("x", "x", 0, 100, 50, 1, "%"), 80, 17, "U voorspelde 80%. Het denkmodel komt uit op 17%: 63 minder dan u dacht."),
        (None, 1, 2, ""),
    ],
)
def test_the_prediction_beside_the_outcome(field, guess, answer, sentence):
    assert compare(field, guess, answer) == sentence


def test_an_outcome_that_cannot_be_determined_is_not_compared():
    sentence = compare(SLIDER, 3, math.nan)
    assert sentence.startswith("U voorspelde 3 taken.")
    assert "minder" not in sentence
    assert "meer" not in sentence


def test_a_measure_as_text():
    assert Measure("x", 0.125, 1, "%", 0, 100).texts() == ("12%", "100%")
    assert Measure("x", 0, math.inf, digits=1).texts() == ("0,0", "oneindig")
    assert Measure("x", -1, math.nan).texts() == ("−1,00", "niet te bepalen")


def test_a_measure_that_cannot_be_determined_has_no_unit():
    assert Measure("x", math.nan, 0.5, "%", 0, 100).texts() == ("niet te bepalen", "50%")


def test_the_table_of_measures():
    table = measure_table([Measure("A & B", 1, 2, digits=0)], ("toen", "nu"))
    assert '<th scope="row">A &amp; B</th>' in table
    assert "○ toen" in table
    assert "● nu" in table
    assert measure_table([]) == ""
