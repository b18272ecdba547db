"""The vignettes: whole, spread over fields and answers, with feedback for every answer."""

import re
import tomllib
from collections import Counter

import pytest

from regiekit.cases.data import data_path
from regiekit.cases.vignettes import deck

DECKS = {"01_containerbegrip": 16, "02_vormen": 12}
each = pytest.mark.parametrize("name", DECKS)


@each
def test_a_deck_is_whole(name):
    cards = deck(name)
    assert len(cards.vignettes) >= DECKS[name]
    answers = {one.key for one in cards.labels}
    assert len(answers) == len(cards.labels) <= 7
    for v in cards.vignettes:
        assert re.fullmatch("[a-z]+", v.key)
        assert set(v.why) == answers, v.key
        assert v.fits, v.key
        assert set(v.fits) < answers, v.key
        assert bool(v.debatable) == (len(v.fits) > 1), v.key


@each
def test_the_file_holds_nothing_that_is_not_read(name):
    raw = tomllib.loads((data_path() / "vignettes" / f"{name}.toml").read_text(encoding="utf-8"))
    assert set(raw) == {"antwoorden", "vignetten"}
    for item in raw["vignetten"]:
        assert set(item) <= {"sleutel", "veld", "titel", "tekst", "past", "nota", "omstreden", "uitleg"}


@each
def test_no_two_are_alike_and_the_fields_differ(name):
    cards = deck(name)
    for attribute in ("key", "field", "title", "text"):
        assert len({getattr(v, attribute) for v in cards.vignettes}) == len(cards.vignettes), attribute


@each
def test_every_answer_is_the_best_one_somewhere(name):
    cards = deck(name)
    best = Counter(fit for v in cards.vignettes for fit in v.fits)
    assert {one.key for one in cards.labels} == set(best)
    assert max(best.values()) <= len(cards.vignettes) / 2


@each
def test_texts_are_short_whole_sentences(name):
    cards = deck(name)
    for v in cards.vignettes:
        for text in (v.text, v.debatable, v.memo, *v.why.values()):
            assert not text or text[-1] in ".?", text
            assert not re.search(r"  | \.|\s$", text), text
            assert all(len(s.split()) <= 29 for s in re.split(r"[.?:;] ", text)), text
        assert len(re.findall(r"[.?](?= |$)", v.text)) <= 4, v.key
        assert "regie" not in v.text.lower(), v.key  # the word would give the label away
        assert not any(re.search(rf"\b{one.name}\b", v.text.lower()) for one in cards.labels), v.key


def test_every_memo_says_regie():
    for v in deck("01_containerbegrip").vignettes:
        assert "regi" in v.memo


def test_feedback():
    cards = deck("01_containerbegrip")
    fits, not_, open_ = cards.feedback("dementie", "faciliteren"), cards.feedback("dementie", "toezien"), cards.feedback("brand", "toezien")
    assert fits.startswith("‘Faciliteren’ past. De gemeente zorgt")
    assert not_.startswith("‘Toezien’ past hier minder. De gemeente controleert niets.")
    assert open_.endswith(cards.vignette("brand").debatable)
    assert "grensgeval" not in fits + not_
    with pytest.raises(KeyError):
        cards.feedback("dementie", "dansen")
    with pytest.raises(KeyError):
        cards.feedback("niets", "toezien")


def test_an_unknown_deck():
    with pytest.raises(OSError, match="niets"):
        deck("niets")
