"""Every occurrence once, in its place, cut between words; codes that travel; known agreement."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regiekit.models import word_in_context as model
from regiekit.models.word_in_context import concordance, fold, forms, mark, pack, snippet, spans, tally, unpack

TEXT = ["Wie de regie heeft, is regisseur.", "REGIE! De regierol en de co-regie; régie, regies, regie-rol en geregisseerd."]


def found(text, word="regie", inside=False):
    return [o.word for o in concordance([text] if isinstance(text, str) else text, word, inside).occurrences]


def test_the_word_alone():
    assert found(TEXT) == ["regie", "REGIE", "régie"]


def test_longer_words_and_the_family_as_well():
    assert found(TEXT, inside=True) == [
        "regie",
        "regisseur",
        "REGIE",
        "regierol",
        "co-regie",
        "régie",
        "regies",
        "regie-rol",
        "geregisseerd",
    ]


def test_capitals_and_accents_do_not_matter_on_either_side():
    assert found("Coordineren, COÖRDINEREN en coördineren", "coördineren") == ["Coordineren", "COÖRDINEREN", "coördineren"]
    assert found("één en een", "een") == ["één", "een"]


def test_several_words_with_commas_between_them():
    assert found("Regie is geen sturing, en sturing geen regie.", "regie, sturing,,") == ["Regie", "sturing", "sturing", "regie"]
    assert found("de lead nemen, de leading", "de lead") == ["de lead"]


@pytest.mark.parametrize("word", ["", "  ", ",", "\n"])
def test_no_word_finds_nothing(word):
    assert concordance(TEXT, word, True).total == 0


@pytest.mark.parametrize("word", ["r.gie", "(", "[a-z]+", "\\w", "regie|de", "*", "a{9999999}"])
def test_what_is_typed_is_no_pattern(word):
    assert found(TEXT, word, True) == []


def test_signs_round_the_word_are_no_part_of_it():
    assert found("(regie) ‘regie’ *regie* <b>regie</b> regie/sturing _regie_ regie- en stuurrol") == ["regie"] * 7


def test_numbers_and_paragraphs_count_from_one():
    assert [(o.number, o.paragraph) for o in concordance(TEXT).occurrences] == [(1, 1), (2, 2), (3, 2)]
    assert concordance(["", "x", "regie"]).occurrences[0].paragraph == 3


def test_a_context_is_cut_between_words():
    o = concordance(["een twee drie vier regie vijf zes zeven acht"], width=11).occurrences[0]
    assert (o.left, o.word, o.right) == ("…drie vier ", "regie", " vijf zes…")


def test_a_context_that_ends_at_a_word_is_not_cut_shorter():
    o = concordance(["twee drie regie vier vijf"], width=5).occurrences[0]
    assert (o.left, o.right) == ("…drie ", " vier…")


def test_a_short_context_is_whole():
    o = concordance(["De regie."]).occurrences[0]
    assert (o.left, o.word, o.right) == ("De ", "regie", ".")
    assert snippet(o) == "De regie."


def test_without_a_space_the_cut_is_in_the_word():
    o = concordance([f"{'a' * 300} regie {'b' * 300}"], width=20).occurrences[0]
    assert len(o.left) == len(o.right) == 21


def test_width_nought_gives_the_word_alone():
    o = concordance(["wie regie heeft"], width=0).occurrences[0]
    assert (o.left.strip("… "), o.word, o.right.strip("… ")) == ("", "regie", "")
    with pytest.raises(ValueError, match="width"):
        concordance(["regie"], width=-1)


def test_all_are_counted_and_some_are_shown():
    c = concordance(["regie " * 100], most=40)
    assert (len(c.occurrences), c.total, c.words) == (40, 100, 100)


@given(st.text(alphabet="aregiëE -,.\u0130ß\n", max_size=200), st.booleans())
def test_every_span_is_a_whole_word_that_holds_the_word(text, inside):
    last = 0
    for start, end in spans(text, ("regie",), inside):
        assert start >= last
        assert "regie" in fold(text)[start:end]
        assert not text[start - 1 : start].isalnum() or start == last
        assert not text[end : end + 1].isalnum()
        last = end


@given(st.text(max_size=100))
def test_folding_keeps_every_character_in_its_place(text):
    assert len(fold(text)) == len(text)


@given(st.text(alphabet="ab r", max_size=80), st.text(alphabet="ab r", max_size=80), st.integers(0, 30))
def test_a_context_holds_no_more_than_asked(before, after, width):
    for o in concordance([f"{before} regie {after}"], width=width).occurrences:
        assert len(o.left.lstrip("…")) <= width
        assert len(o.right.rstrip("…")) <= width
        assert f"{before} ".endswith(o.left.lstrip("…"))
        assert f" {after}".startswith(o.right.rstrip("…"))


def test_a_long_hostile_text_takes_no_long_time():
    """Were it to take quadratic time, this test would not end."""
    assert concordance(["regie" * 100_000], inside=True, most=40).total == 1
    assert concordance(["a" * 500_000], inside=True).total == 0
    assert concordance(["regie " * 30_000]).total == 30_000
    assert len(concordance(["regie" * 1000]).occurrences) == 0


def test_a_very_long_word_is_shown_short():
    assert len(found("regie" * 1000, inside=True)[0]) == model.LONGEST


def test_forms():
    assert forms("Regie", True) == ("Regie", "regiss")
    assert forms("regie", False) == ("regie",)
    assert forms("sturing", True) == ("sturing",)


def test_a_tally_is_known():
    assert tally("FFX.C", "FCX") == ({"F": 2, "C": 1, "X": 1}, 1)
    assert tally("", "FC") == ({"F": 0, "C": 0}, 0)
    with pytest.raises(ValueError, match="'Q'"):
        tally("Q", "FC")


PLACES = concordance(TEXT).occurrences


@given(st.text(alphabet="FCX.", min_size=3, max_size=3))
def test_codes_that_travel_arrive(codes):
    packed = pack(codes, PLACES)
    assert unpack(packed, PLACES, "FCX") == codes
    assert unpack(f" {packed.lower()}\n", PLACES, "FCX") == codes
    assert unpack(" ".join(codes), PLACES, "FCX") == codes


def test_a_code_holds_no_text():
    assert pack("FC.", PLACES) == f"3-{mark(PLACES)}-FC."


@pytest.mark.parametrize(
    ("text", "why"),
    [("FC", "length"), ("FCXX", "length"), ("", "length"), ("FCQ", "letter"), ("3-0000-FCX", "mark"), ("4-{mark}-FCX", "mark"), ("3-{mark}-FC", "length"),
     ("9" * 5000 + "-0000-FCX", "mark"), ("<img src=x>", "length"), ("é¹²", "letter")],
)  # fmt: skip
def test_codes_that_do_not_fit(text, why):
    assert mark(PLACES) != "0000"
    with pytest.raises(ValueError, match=f"^{why}$"):
        unpack(text.replace("{mark}", mark(PLACES)), PLACES, "FCX")


def test_three_dots_that_a_word_processor_made_one_are_three():
    assert unpack("…", PLACES, "FCX") == "..."


def test_another_text_has_another_mark():
    assert mark(PLACES) != mark(concordance([TEXT[0], TEXT[1] + "!"], width=3).occurrences)
    assert mark(PLACES) == mark(concordance(list(TEXT)).occurrences)
