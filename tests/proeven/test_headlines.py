"""What stands above the picture: short enough to stay in two lines, and another sentence when the point is another."""

import re

import pytest

from regiekit.cases import load_shipped
from regiekit.widgets.declaration import proef_class
from regiekit.widgets.stage import CHARACTERS, WORDS, headline, question
from tests.widgets.samples import PROEVEN, SHIPPED, ends

#: Proeven with sentences of their own; the others take the first of their words.
OWN = [key for key in PROEVEN if "headline" in vars(proef_class(key))]
POINTS = 3  # so many sentences that differ in more than their numbers, where the controls allow it
NUMBERS = re.compile(r"\d[\d.,]*")


def states(key, case):
    """The start and both ends of every control."""
    d = proef_class(key)
    now = d.reads(load_shipped(case))
    start = d.at(now)
    yield start
    for control in d.controls(now):
        for value in ends(control):
            yield start.but(**{control.key: value})


@pytest.mark.parametrize("case", SHIPPED)
@pytest.mark.parametrize("key", OWN)
def test_a_headline_is_short_and_whole(key, case):
    for state in states(key, case):
        said = state.headline()
        assert len(said.split()) <= WORDS, said
        assert len(said) <= CHARACTERS, said
        assert re.search(r"[.?]$", said), said
        assert not re.search(r"nan|inf\b|  |[()→]", said), said


@pytest.mark.parametrize("key", [key for key in OWN if key not in ("containerbegrip", "containerbegrip_klas", "woord_in_document")])
def test_another_point_is_another_sentence(key):
    found = {NUMBERS.sub("#", state.headline()) for state in states(key, "jeugdhulp")}
    assert len(found) >= POINTS, found


def test_a_deck_says_more_as_more_cards_are_done():
    start = proef_class("containerbegrip").at(load_shipped("jeugdhulp"))
    pairs = [key.removesuffix("_regie") for key in start.settings if key.endswith("_regie")]
    verbs = ["faciliteren", "coordineren"]

    def after(number, verb):
        return start.but(
            **{f"{k}_regie": "ja" for k in pairs[:number]}, **{f"{k}_werkwoord": verb(i) for i, k in enumerate(pairs[:number])}
        )

    said = [after(number, lambda i, n=kinds: list(verbs)[i % n]).headline() for number, kinds in ((0, 1), (1, 1), (2, 2), (6, 1), (6, 2))]
    assert len(set(said)) == len(said)
    assert "geen twee" in said[2]
    assert "daarin doet de gemeente steeds hetzelfde" in said[3]


@pytest.mark.parametrize("key", PROEVEN)
def test_without_a_sentence_of_its_own_the_first_of_the_words_is_cut_at_a_word(key):
    words = proef_class(key).at(load_shipped("jeugdhulp")).words()
    said = headline(words)
    assert words.startswith(said.removesuffix(" …").rstrip("…"))
    assert len(said.removesuffix(" …").split()) <= WORDS
    assert len(said) <= CHARACTERS + 2


@pytest.mark.parametrize("key", PROEVEN)
def test_the_question_of_the_prediction_is_the_last_sentence(key):
    context, asked = question(proef_class(key).question)
    assert asked.endswith("?")
    assert f"{context} {asked}".strip() == proef_class(key).question
