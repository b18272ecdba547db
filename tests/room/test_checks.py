"""What comes from outside: what is known passes, all else is refused with a status, whatever it is."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regiekit.room import checks
from regiekit.room.checks import Refused
from regiekit.widgets.controls import Choice, Slider, Text
from tests.room.serving import CHOICE, RANGE, SET, WORDS

pytestmark = pytest.mark.fast
QUESTION = {"ronde": 1, "titel": "Regie", "tekst": "Hoeveel?", "blok": RANGE}
EVERY = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(), lambda one: st.lists(one) | st.dictionaries(st.text(), one)
)


def status(check, value):
    try:
        checks.checked(check, value if isinstance(value, bytes) else json.dumps(value).encode())
    except Refused as refused:
        return refused.status
    return 200


@pytest.mark.parametrize(
    "control",
    [
        Slider("", "Uw schatting", 0, 100, 50, 1, "%"),
        Slider("a", "Tussen", -1, 1, 0, 0.1),
        Choice("", "Welke?", (("a", "A"), ("b", "B")), None),
        Choice("", "Welke?", [(str(n), f"Nummer {n}") for n in range(20)], "1"),
        Text("", "In uw woorden", limit=280),
    ],
)
def test_the_blocks_of_controls_are_questions(control):
    assert status(checks.QUESTION, QUESTION | {"blok": control.block()}) == 200


@pytest.mark.parametrize(
    "body",
    [
        b"", b"\xff", b"[]", b"{", b"1", b'"x"', b"null", b'{"ronde": NaN, "waarde": 1}', b'{"ronde": 1, "waarde": 1, "ronde": 2}', b"[" * 16000, b'{"a":' * 3000,
        b'{"ronde": 1, "waarde": 1, "meer": 1}', b'{"ronde": 1}', b'{"ronde": true, "waarde": 1}', b'{"ronde": 1.5, "waarde": 1}', b'{"ronde": 1' + b"0" * 5000 + b', "waarde": 1}',
    ],
)  # fmt: skip
def test_a_hostile_body_is_refused(body):
    assert status(checks.ANSWER, body) == 400


def test_a_large_body_is_refused_unread():
    assert status(checks.ANSWER, b" " * (checks.MOST_BYTES + 1)) == 413


@pytest.mark.parametrize(
    "block",
    [
        None, [], {}, {"t": "file"}, {"t": ["range"]}, RANGE | {"step": 0}, RANGE | {"max": 0}, RANGE | {"step": 1e-9}, RANGE | {"min": True}, RANGE | {"max": 10**400},
        RANGE | {"x": 1}, CHOICE | {"options": [["a", "A"]]}, CHOICE | {"options": [["a", "A"], ["a", "B"]]}, CHOICE | {"options": [["a", "A"], ["b"]]},
        CHOICE | {"options": [["a", "A"], ["b", 1]]}, CHOICE | {"options": [[str(i), "A"] for i in range(61)]}, WORDS | {"limit": 281}, WORDS | {"label": "x" * 301},
        RANGE | {"label": "\u202egenrA"}, RANGE | {"label": "\ud800"}, RANGE | {"label": "\x00"},
    ],
)  # fmt: skip
def test_a_block_that_no_phone_shows_is_refused(block):
    assert status(checks.QUESTION, QUESTION | {"blok": block}) == 400


@given(EVERY)
def test_whatever_is_asked_is_refused_or_passes(value):
    for check in (checks.QUESTION, checks.ANSWER, checks.DOOR, checks.ROLES, checks.PHASE, checks.OPENING):
        assert status(check, value) in (200, 400, 413)


@given(st.binary(max_size=200))
def test_whatever_bytes_come_they_are_refused_or_read(value):
    assert status(checks.ANSWER, value) in (200, 400)


@given(EVERY)
def test_an_answer_is_one_of_what_was_asked_or_refused(value):
    for block in (RANGE, CHOICE, WORDS):
        try:
            kept = checks.answer(block, value)
        except Refused:
            continue
        if block is RANGE:
            assert kept in range(0, 101, 5)
        elif block is CHOICE:
            assert kept in ("ja", "nee", "=1")
        else:
            assert 0 < len(kept.encode().decode()) <= 100


@pytest.mark.parametrize(
    ("block", "value", "kept"),
    [(RANGE, 12, 10), (RANGE, 100, 100), (RANGE, 62.5, 60), (RANGE | {"max": 99}, 99, 99), (RANGE | {"step": 0.1, "max": 1}, 0.31, 0.3),
     (CHOICE, "=1", "=1"), (WORDS, "  zo \n", "zo")],
)  # fmt: skip
def test_an_answer_is_kept_as_the_question_has_it(block, value, kept):
    assert checks.answer(block, value) == kept


@pytest.mark.parametrize(("block", "value"), [
    (RANGE, 101), (RANGE, -1), (RANGE, float("nan")), (RANGE, "5"), (RANGE, True), (RANGE, None), (RANGE, 10**400), (CHOICE, "Ja"), (CHOICE, 1), (CHOICE, ["ja"]),
    (WORDS, "   "), (WORDS, "x" * 101), (WORDS, 5),
])  # fmt: skip
def test_another_answer_is_refused(block, value):
    with pytest.raises(Refused) as refused:
        checks.answer(block, value)
    assert refused.value.status == 400


@pytest.mark.parametrize("value", ["", "10", "1012", "10a", "1010", 101, None, ["1", "0", "1"], "１０１"])
def test_a_set_wants_a_zero_or_one_for_each_option(value):
    with pytest.raises(Refused):
        checks.answer(SET, value)
    assert checks.answer(SET, "101") == "101"
    assert status(checks.QUESTION, QUESTION | {"blok": SET}) == 200
    assert status(checks.QUESTION, QUESTION | {"blok": SET | {"options": SET["options"] * 5}}) == 400


def test_roles_may_have_points_and_one_condition():
    role = {
        "titel": "Wethouder",
        "tekst": "Doel",
        "punten": [{"optie": "a", "punten": -2.5}],
        "als": {"optie": "a", "punten": 3, "tekst": "als"},
    }
    assert status(checks.ROLES, {"rollen": [role]}) == 200
    for wrong in ({"punten": [{"optie": "a", "punten": "veel"}]}, {"punten": []}, {"als": {"optie": "a", "punten": 1}}, {"anders": 1}):
        assert status(checks.ROLES, {"rollen": [role | wrong]}) == 400
