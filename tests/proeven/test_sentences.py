"""What the proeven say, over all cases and the ends of all controls: numbers and plurals as Dutch has them, no words of the machine, sentences one can read aloud."""

import re
from functools import cache

import pytest

from regiekit.cases import load_shipped
from regiekit.widgets.declaration import proef_class
from tests.widgets.samples import PROEVEN, SHIPPED, ends
from tools import dutch

LONGEST = 25  # words of a sentence
READABLE = 60  # Flesch-Douma of one proef; most are at 70 and up, and few words are in it, so a long term weighs more than in prose
SHORT = 16  # words per sentence of one proef, on average
SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z‘’“0-9Éé])")
#: What no sentence may hold -> why.
WRONG = {
    r"  | ,| \.(?!\.)": "a space too many",
    r"\bnan\b|\binf\b|\bNone\b|\boneindig\b|\bniet te bepalen\b": "a number that is none",
    r"\b0 (van|keer|partijen|punten|jongeren)\b|(?<![\d,.])0,0\b": "nought written as a number",
    r"\b(\d+) van de \1\b(?! (procent|punten))": "all of them, counted",
    r"(?<![\d,.])1 (partijen|keren|maanden|weken|dagen|punten|kwesties|taken|voorstellen)\b": "a plural of one",
    r"\ben nog \d": "a rest in figures",
    r"(?<!\S)(?!die|dat|is|het)(\w+) \1(?!\S)": "a word twice",
    r"\b\d{5,}\b|\b(?!1[89]\d\d|20\d\d)\d{4}\b": "thousands without a point",
    r"startgetal|trekking|loting|\bgeloot\b|bij loten|\bkappa\b|\balfa\b|coëfficiënt|M/M/1|minderwaarde|\bbediend|verbouw|kwijtra|±|\bcirca\b": "a word of the machine, or another than the agreed one",
    r"(^|[.!?] )(Er )?(Haakt|Haken|Wacht|Wachten|Valt|Vallen) af:|(^|[.!?] )Er (haakt|haken|wacht|wachten|valt|vallen) af:": "a telegram",
}


@cache
def told(key, case):
    """All that a proef says of a case: at the start and at both ends of every control, with the answer to its question."""
    d = proef_class(key)
    now = d.reads(load_shipped(case))
    if d.ready(now):
        return frozenset()
    start = d.at(now)
    states = [start, *(start.but(**{c.key: value}) for c in d.controls(now) for value in ends(c))]
    said = {text for state in states for text in (state.headline(), state.words(), state.report())}
    answer = d.answer(now)
    return frozenset(said | ({d.explain(now, answer)} if answer is not None else set()))


@pytest.mark.parametrize("case", SHIPPED)
@pytest.mark.parametrize("key", PROEVEN)
def test_nothing_that_is_said_is_wrong(key, case):
    found = {
        (why, hit[0], text[max(0, hit.start() - 40) : hit.end() + 40])
        for text in told(key, case)
        for pattern, why in WRONG.items()
        for hit in re.finditer(pattern, text)
    }
    assert not found


@pytest.mark.parametrize("case", SHIPPED)
@pytest.mark.parametrize("key", PROEVEN)
def test_a_sentence_can_be_read_aloud(key, case):
    sentences = {one for text in told(key, case) for one in SENTENCE.split(text)}
    assert not {one for one in sentences if len(one.split()) > LONGEST}
    assert not {one for one in sentences if re.match(r"\d", one)}, "a sentence begins with a figure"


@cache
def names():
    return frozenset(name for case in SHIPPED for party in load_shipped(case).parties for name in (party.called, party.phrase) if name)


@pytest.mark.parametrize("key", PROEVEN)
def test_what_a_proef_says_reads_easily(key):
    said = dutch.generated((text for case in SHIPPED for text in told(key, case)), names())
    measured = dutch.readability(said)
    hardest = sorted(said, key=lambda one: dutch.readability([one]).douma)[:5]
    assert measured.douma >= READABLE, hardest
    assert measured.per_sentence <= SHORT, sorted(said, key=len)[-5:]
