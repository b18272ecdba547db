"""Containerbegrip, alone and in a class: what is counted, what is said of it, and codes that are broken."""

import math
import re

import pytest

from regiekit.cases import load_shipped
from regiekit.cases.vignettes import deck
from regiekit.models import agreement
from regiekit.widgets import container_term as alone
from regiekit.widgets import container_term_class as group
from regiekit.widgets.class_codes import code, read
from regiekit.widgets.experiment import Proef
from tests.widgets.samples import plain, svg_elements, take

CARDS = deck(alone.DECK)
KEYS = [v.key for v in CARDS.vignettes]
FIRST = {v.key: v.fits[0] for v in CARDS.vignettes}


def labelled(called, verbs, count=16):
    """The outcome after the first cards: `called` and `verbs` per vignette."""
    answers = {k: None for key in KEYS for k in (key + alone.WORD, key + alone.VERB)}
    for key in KEYS[:count]:
        answers |= {key + alone.WORD: alone.YES if called(key) else alone.NO, key + alone.VERB: verbs(key)}
    return alone.outcome(load_shipped("jeugdhulp"), **answers)


def test_nothing_labelled():
    o = labelled(lambda k: True, FIRST.get, 0)
    assert math.isnan(o.support)
    assert math.isnan(o.meaning)
    assert o.code == "XXXX XXXX XXXX XXXX"
    assert "nog geen zin" in alone.words(o)
    assert "niet te bepalen" in alone.measures(o)[1].texts()[1]


def test_all_called_regie_with_the_verb_that_fits():
    o = labelled(lambda k: True, FIRST.get)
    assert o.support == 1
    assert o.fitting == 1
    counts = [sum(fit == one.key for fit in FIRST.values()) for one in CARDS.labels]
    assert o.meaning == pytest.approx(sum(n * (n - 1) for n in counts) / (16 * 15))
    assert "containerbegrip" in alone.conclusion(o)
    assert "16 regie (100%)" in alone.words(o)


def test_one_meaning_for_all():
    o = labelled(lambda k: True, lambda k: "coordineren")
    assert o.meaning == 1
    assert "namelijk coördineren" in alone.conclusion(o)


def test_only_what_is_called_regie_counts_for_the_meaning():
    chosen = {"straten", "gezin"}
    o = labelled(chosen.__contains__, FIRST.get)
    assert o.support == pytest.approx(2 / 16)
    assert o.meaning == 1
    assert math.isnan(labelled({"straten"}.__contains__, FIRST.get).meaning)


def test_a_card_half_answered_does_not_count():
    answers = {k: None for key in KEYS for k in (key + alone.WORD, key + alone.VERB)} | {
        "straten_regie": "ja",
        "plein_werkwoord": "toezien",
    }
    assert alone.outcome(load_shipped("regio"), **answers).given == {}


def test_the_note_says_why_and_how_a_policy_note_would_say_it():
    o = labelled(lambda k: k != "brand", lambda k: "toezien")
    assert alone.note(o, "kamers").startswith("‘Toezien’ past. ")
    assert "U noemt dit regie. Een nota zou schrijven: ‘De gemeente voert regie op de kamerverhuur.’" in alone.note(o, "kamers")
    assert "past hier minder" in alone.note(o, "brand")
    assert "grensgeval" in alone.note(o, "brand")
    assert "U noemt dit geen regie." in alone.note(o, "brand")
    assert alone.note(labelled(lambda k: True, FIRST.get, 0), "brand") == ""


def test_the_tiles_are_those_of_the_labels():
    o = labelled(lambda k: k != KEYS[0], FIRST.get, 10)
    tags = svg_elements(alone.picture(o))
    drawn = [a["data-key"] for _, a, _ in tags if a.get("data-key", "").startswith("v:")]
    assert sorted(drawn) == sorted(f"v:{k}" for k in KEYS)
    rows, waiting = alone.tiles(o)
    assert [t.key for t in waiting] == KEYS[10:]
    assert {t.key: t.tone for _, row in rows for t in row} == {k: "plain" if k == KEYS[0] else "strong" for k in KEYS[:10]}


def test_compare_follows_the_labels():
    case = load_shipped("jeugdhulp")
    assert alone.compare(case, 50, labelled(lambda k: True, FIRST.get, 0)).endswith("dan staat hier uw eigen uitkomst.")
    assert "100 van de 100 keer. Dat is 50 meer" in alone.compare(case, 50, labelled(lambda k: True, lambda k: "toezien"))
    assert "Dat is na 6 van de 16 zinnen." in alone.compare(case, 50, labelled(lambda k: True, FIRST.get, 6))


def test_the_panel_from_card_to_code():
    take("jeugdhulp")
    panel = Proef(alone.EXPERIMENT)
    panel.clicked("_commit")
    for key in KEYS:
        assert panel.live.get(f"_note:{key}") is None
        panel.put(**{key + alone.WORD: "ja"})
        panel.put(**{key + alone.VERB: FIRST[key]})
        assert plain(panel.live[f"_note:{key}"]).startswith("‘")
        panel.clicked("_next")
    assert "U voorspelde 50 van de 100 keer." in panel.live["_compare"]
    shown = re.search(r"Uw code voor de klas: ([A-GX ]+)\.", panel.live["_picture"]["words"]).group(1)
    assert read(shown, 16, alone.ALPHABET).members == (tuple(alone.position(CARDS, True, FIRST[k]) for k in KEYS),)


# ---- the class


def members(*rows):
    """Codes of these rows of (called, verb) per vignette."""
    return "\n".join(code([alone.position(CARDS, *answer) if answer else None for answer in row], alone.ALPHABET) for row in rows)


def of(text):
    return group.outcome(load_shipped("jeugdhulp"), text)


def test_a_code_comes_back_as_it_was():
    row = [(i % 2 == 0, FIRST[k]) for i, k in enumerate(KEYS)]
    row[3] = None
    o = of(members(row))
    verbs = [one.key for one in CARDS.labels]
    assert [j[0] and (j[0][0], verbs[j[0][1]]) for j in o.judgments] == row


def test_identical_members_agree_and_the_word_still_covers_much():
    row = [(True, FIRST[k]) for k in KEYS]
    o = of(members(row, row, row))
    assert o.support == 1
    assert o.fleiss(1).coefficient == 1
    assert o.alpha(1).coefficient == 1
    assert o.meaning < 0.25
    assert math.isnan(o.fleiss(0).coefficient)  # all say regie: chance would too
    assert "Maar het woord ‘regie’ plakken zij op van alles" in group.words(o)


def test_the_class_is_measured_by_the_models():
    o = of(group.EXAMPLE)
    assert o.example
    assert len(o.codes.members) == 8
    verbs = [[None if a is None else a % 7 for a in row] for row in o.codes.by_question()]
    assert o.alpha(1) == agreement.krippendorff(verbs)
    assert o.fleiss(1).units == 14  # two were left open by one member
    assert o.fleiss(1) == agreement.fleiss(agreement.counted(verbs, range(7)))
    said = group.words(o)
    assert "8 verzonnen deelnemers" in said
    assert f"kappa van Fleiss is {o.fleiss(1).coefficient:.2f}".replace(".", ",") in said
    assert "verzonnen" not in group.words(of(group.EXAMPLE.partition("\n")[2]))


def test_broken_codes_are_named_by_line():
    good = members([(True, FIRST[k]) for k in KEYS])
    o = of(f"Jan: {good}\n\n{good.lower()}\nABC\nEva:\n{good[:-1]}Z\n{good}A")
    assert len(o.codes.members) == 2
    assert o.codes.problems == (
        "Regel 4: deze code heeft 3 letters; het moeten er 16 zijn.",
        "Regel 5: na de dubbele punt staat geen code.",
        "Regel 6: ‘Z’ hoort niet in een code. Kijk of de code goed is overgenomen.",
        "Regel 7: deze code heeft 17 letters; het moeten er 16 zijn.",
    )
    assert all(p in group.words(o) and p in group.note(o, "codes") for p in o.codes.problems)


@pytest.mark.parametrize(
    "text", ["", "   \n\n", "onzin", "XXXX XXXX XXXX XXXX\nXXXX XXXX XXXX XXXX", "ABCD ABCD ABCD ABCD", "<b>&\x00:<script>"]
)
def test_too_little_to_compare(text):
    o = of(text)
    assert group.words(o)
    svg_elements(group.picture(o))
    assert group.compare(load_shipped("regio"), 50, o)
    assert not any("nan" in " ".join(m.texts()) for m in group.measures(o))


def test_the_panel_reads_a_class():
    take("jeugdhulp")
    panel = Proef(group.EXPERIMENT)
    assert "_picture" not in panel.live
    panel.clicked("_commit")
    assert "Vervang ze door de codes van uw klas" in panel.live["_note:codes"]
    panel.put(codes="AAAA AAAA AAAA AAAA\n<b>x")
    assert "Regel 2: " in panel.live["_note:codes"]
    assert "<b>" not in panel.live["_note:codes"]
