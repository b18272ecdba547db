"""The Dutch that people read: spelled right, in the words we agreed on, in sentences one can follow."""

import pytest

from tools import dutch
from tools.notebooks import notebooks

READABLE = 68  # Flesch-Douma; our prose is at 73 and up, and this is far from the 30-50 of officialese
SHORT = 14  # words per sentence, on average


def test_every_word_is_in_a_dictionary_or_in_the_word_list():
    assert not dutch.unknown(), "look at these words; what is right goes into tools/words.txt"


def test_no_word_stands_where_a_plainer_or_an_agreed_one_is_usual():
    assert dutch.avoided() == []


@pytest.mark.parametrize("path", notebooks(), ids=lambda path: path.name)
def test_a_notebook_reads_easily(path):
    measured = dutch.readability(dutch.sentences(path))
    assert measured.words > 300
    assert measured.per_sentence <= SHORT
    assert measured.long <= 0.08
    assert measured.douma >= READABLE


def test_every_kind_of_text_is_gathered():
    places = {place.split(":")[0].split(", ")[0] for place, _ in dutch.passages()}
    for part in (
        "notebooks/04_structuur.ipynb",
        "README.md",
        "docs/docent/04_structuur.md",
        "data/documents/voorbeeldnota.txt",
        "regiekit/proeven/structuur/eilandenrijk.py",
        "regiekit/widgets/proef_panel.py",
        "regiekit/cases/check.py",
        "tools/words.py",
        "data/schema/proef.schema.json",
        "regiekit/widgets/static/panel.js",
        "regiekit/room/store.py",
        "regiekit/room/static/blad.js",
        "regiekit/room/static/blad.html",
        "jupyter-config/labextension/static/remoteEntry.js",
        "jupyter-config/voila/regiekit/tree.html",
    ):
        assert part in places, part
    for part in (
        "data/proeven/structuur/eilandenrijk.toml.titel",
        "data/vignettes/",
        "data/cases/",
        "data/examples/",
        "data/role_play/",
        "data/profiles.toml",
        "data/glossary.toml",
    ):
        assert any(place.startswith(part) for place in places), part


def test_code_english_and_keys_are_no_text_for_readers():
    texts = {text for place, text in dutch.passages() if place.startswith("regiekit/")}
    assert "Uw schatting" in texts
    assert not any("An exception as a line for a learner" in text for text in texts)  # a docstring
    assert "rk-error" not in texts


@pytest.mark.parametrize(("word", "right"), [
    ("gemeente", True), ("Gemeente", True), ("GEMEENTE", True), ("dát", True), ("één", True), ("zo’n", True), ("collega’s", True), ("E-I-index", True),
    ("Granovetter", True), ("gemeetne", False), ("wisel", False), ("evenver", False), ("stakeholderparticipatieproces", False),
])  # fmt: skip
def test_a_slip_of_the_pen_is_seen(word, right):
    assert dutch.known(word) is right


def test_the_word_list_holds_only_words_that_are_used_and_that_the_dictionary_lacks():
    general, own = dutch._dictionary()
    used = {
        form for _, text in dutch.passages() for word in dutch.WORD.findall(text) for form in (word.lower(), word.replace("’", "'").lower())
    }
    used |= {part for word in used for part in word.split("-")}
    assert own - used == set()
    assert own & general == set()


def test_words_to_avoid_are_found_as_whole_words(monkeypatch):
    said = "Elke stakeholder geeft input. De inputs, de issuelijst en de reedschap niet."
    monkeypatch.setattr(dutch, "passages", lambda: (dutch.Passage("hier", said),))
    assert dutch.avoided() == ["hier: ‘stakeholder’; liever: partij", "hier: ‘input’; liever: wat u invult"]


@pytest.mark.parametrize(("word", "count"), [
    ("regie", 2), ("gemeente", 3), ("eilandenrijk", 4), ("categorieën", 5), ("ideeën", 3), ("casus", 2), ("theorie", 3), ("mooi", 1), ("leeuw", 1), ("wie", 1), ("u", 1), ("financieel", 4),
])  # fmt: skip
def test_syllables_are_counted_as_a_speaker_would(word, count):
    assert dutch.syllables(word) == count


def test_readability_is_the_formula_of_douma():
    # ten words of 17 syllables in two sentences: 170 per 100 words, 5 words per sentence
    texts = ["De gemeente wil nu regie.", "De partijen praten nu samen."]
    assert [sum(map(dutch.syllables, dutch.WORD.findall(text))) for text in texts] == [8, 9]
    assert dutch.readability(texts) == (10, 2, 5, 0, pytest.approx(206.84 - 0.77 * 170 - 0.93 * 5))


def test_sentences_leave_out_headings_pictures_and_the_list_at_the_end():
    found = dutch.sentences(notebooks()[4])
    assert (
        "Welke strategieën kan een gemeente gebruiken om tot succesvolle samenwerking te komen met grootschalig georganiseerde organisaties?"
        in found
    )
    assert not any(one == "Waarom structuur" or "veertien partijen in vier losse groepen" in one or "Journal" in one for one in found)


def test_sentences_that_differ_in_a_figure_or_a_name_are_measured_once():
    said = ["De GGD wacht 3,5 weken. Daarna niet.", "De politie wacht 12 weken. Nee.", "Wacht de politiechef 1 week?"]
    assert dutch.generated(said, {"de GGD", "de politie", "GGD"}) == ["Daarna niet.", "Wacht de politiechef 2 week?", "zij wacht 2 weken."]
