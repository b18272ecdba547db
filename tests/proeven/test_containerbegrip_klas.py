"""Containerbegrip in a class: what the codes of its members add up to, and codes that are broken."""

import math
from collections import Counter
from xml.etree import ElementTree

import pytest

from regiekit.cases import Case
from regiekit.models import agreement
from regiekit.proeven.begin.containerbegrip import position
from regiekit.proeven.begin.containerbegrip_klas import CARDS, EXAMPLE, ContainerTermInClass
from regiekit.widgets.class_codes import REGIE, code
from tests.proeven.stands import keyed

FITTING = [(True, v.fits[0]) for v in CARDS.vignettes]


def of(text):
    return ContainerTermInClass(Case(), codes=text)


def members(*rows):
    """Codes of these rows of (called, verb) per vignette; None: left open."""
    return "\n".join(code([position(*answer) if answer else None for answer in row], REGIE) for row in rows)


def test_a_code_comes_back_as_it_was():
    row = [(i % 2 == 0, verb) for i, (_, verb) in enumerate(FITTING)]
    row[3] = None
    verbs = [one.key for one in CARDS.labels]
    assert [j and (j[0], verbs[j[1]]) for (j,) in of(members(row)).judgments] == row


def test_identical_members_agree_and_the_word_still_covers_much():
    state = of(members(FITTING, FITTING, FITTING))
    assert (state.support, state.fleiss(1).coefficient, state.alpha.coefficient) == (1, 1, 1)
    assert state.meaning < 0.25
    assert math.isnan(state.fleiss(0).coefficient)  # all say regie: chance would too
    assert "zegt dus niet wát de gemeente doet" in state.words()
    assert "Leg die betekenis vast" in of(members(*[[(True, "toezien")] * 16] * 2)).words()
    scattered = [[(True, one.key)] * 16 for one in CARDS.labels]
    assert "Bespreek eerst wat er in een zin gebeurt" in of(members(*scattered)).words()
    assert "al verschillend" not in of(members(*scattered)).report()  # it says "u"
    assert "plakken ze op van alles" in state.report()


def test_the_class_is_measured_by_the_models():
    state = of(EXAMPLE)
    verbs = [[None if a is None else a % 7 for a in row] for row in state.found.by_question()]
    assert state.alpha == agreement.krippendorff(verbs)
    assert state.fleiss(1) == agreement.fleiss(agreement.counted(verbs, range(7)))
    assert state.fleiss(1).units == 14  # two were left open by one member
    called = [[None if a is None else a < 7 for a in row] for row in state.found.by_question()]
    assert state.fleiss(0) == agreement.fleiss(agreement.counted(called, (True, False)))
    assert [m.after for m in state.measures()][3:] == [state.fleiss(1).coefficient, state.alpha.coefficient, state.fleiss(0).coefficient]
    assert "kappa" not in state.words()
    verbs = [verb for _, verb in state.pooled]
    pairs = [a == b for i, a in enumerate(verbs) for b in verbs[:i]]
    assert state.anyhow == pytest.approx(sum(pairs) / len(pairs))


def test_the_point_is_whether_the_word_or_the_reading_differs():
    others = [[(False, verb) for _, verb in FITTING]] * 2
    scattered = [[(True, one.key)] * 16 for one in CARDS.labels]
    single = [[(True, "toezien")] * 16] * 2
    said = [of(members(*rows)).headline() for rows in ([FITTING], others, [FITTING, FITTING], single, scattered)]
    pieces = ("pas bij twee leesbare codes", "bijna niemand", "bij heel verschillende dingen", "meestal hetzelfde", "zelf al verschillend")
    assert all(piece in one for piece, one in zip(pieces, said, strict=True))


def test_the_example_is_no_class():
    assert of(EXAMPLE).example
    assert "acht verzonnen deelnemers" in of(EXAMPLE).words()
    assert "Vervang ze door de codes van uw klas" in of(EXAMPLE).note("codes")
    assert of(EXAMPLE).report() == ""
    rest = of(EXAMPLE.partition("\n")[2])
    assert "verzonnen" not in rest.words() + rest.note("codes")
    assert "zeven deelnemers" in rest.report()


def test_broken_codes_are_named_by_line():
    good = members(FITTING)
    state = of(f"Jan: {good}\n\n{good.lower()}\nABC\nEva:\n{good[:-1]}z\n{good}A\n<b>x")
    assert state.members == 2
    *problems, markup = state.found.problems
    assert problems == [
        "In regel 4 heeft de code 3 letters, en het moeten er 16 zijn.",
        "In regel 5 staat na de dubbele punt geen code.",
        "In regel 6 staat de letter ‘z’, en die komt in geen enkele code voor. Kijk of de code goed is overgenomen.",
        "In regel 7 heeft de code 17 letters, en het moeten er 16 zijn.",
    ]
    assert markup.startswith("In regel 8 ")
    assert all(p in state.words() and p in state.note("codes") for p in problems)
    assert "<b>" not in state.svg()


@pytest.mark.parametrize("text", ["", " \n\n", "onzin", "\n".join(["X" * 16] * 2), "ABCD" * 4, "ABCD" + "X" * 12, "<b>&\x00:<script>"])
def test_too_little_to_compare(text):
    state = of(text)
    assert ElementTree.fromstring(state.svg()) is not None
    assert not any("nan" in said for said in (state.words(), state.compared(50), *(t for m in state.measures() for t in m.texts())))


def test_the_comparison():
    assert "Plak minstens twee codes" in of("").compared(50)
    state = of(EXAMPLE)
    assert "35 minder" in state.compared(round(100 * state.meaning) + 35)


def test_the_picture_and_the_table_tell_the_judgments():
    state = of(EXAMPLE)
    drawn, rows = keyed(state), state.tables()[0].rows
    most = max(max(Counter(verb for _, verb in row).values()) for row in state.given)
    full = (660 - 168 - 64) / 7 - 28
    for v, row, (_, regie, chosen) in zip(CARDS.vignettes, state.given, rows, strict=True):
        assert regie == f"{sum(called for called, _ in row)} van {len(row)}"
        counts = Counter(verb for _, verb in row)
        assert chosen.endswith(f" ({max(counts.values())}×)")
        for k, one in enumerate(CARDS.labels):
            assert (one.name in chosen) == (counts[k] == max(counts.values()))
            for letter, number in (("c", counts[k]), ("f", row.count((True, k)))):
                assert float(drawn[f"{letter}:{v.key}|{k}"][0]["width"]) == pytest.approx(full * number / most, abs=0.1)
    assert of("").tables() == []
