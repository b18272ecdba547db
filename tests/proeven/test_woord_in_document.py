"""The word in a document: what is read, what is coded, what two coders share, and that no document is kept."""

import re
from xml.etree import ElementTree

import pytest

import regiekit
from regiekit.cases import Case, workspace
from regiekit.cases.documents import Read
from regiekit.models import word_in_context as model
from regiekit.proeven.begin import woord_in_document as proef
from regiekit.proeven.begin.woord_in_document import WordInContext
from regiekit.widgets import panel as panels
from tests.widgets.samples import EVIL, blocks, keys, markup, plain, svg_elements, tags

TEXT = "De gemeente neemt de regie.\nZij heeft de regierol.\nRegie is van ons allemaal.\nWie heeft regie?"
SECRET = "vertrouwelijkheidsparagraaf"


def coded(letters, second="", paste=TEXT, **settings):
    """The state with these letters for the occurrences in a pasted text."""
    places = WordInContext.at(Case(), paste=paste, **settings).places
    return WordInContext.at(Case(), paste=paste, codes=model.pack(letters, places), second=second, **settings)


@pytest.mark.parametrize(("letters", "says"), [
    ("...", "nog geen enkele betekenis"),
    ("BX.", "betekent ‘regie’ volgens u één keer besluiten. Bij één vindplaats is niet te zien wie wat doet. Lees ook de zin die overblijft."),
    ("BXC", "betekent ‘regie’ volgens u één keer coördineren en één keer besluiten. Bij één vindplaats"),
    ("BBC", "twee keer besluiten en één keer coördineren. Steeds is te zien wie wat doet."),
    ("X" * 3, "Bij drie vindplaatsen is niet te zien wie wat doet. Vraag de schrijver wie wat doet."),
])  # fmt: skip
def test_codes_add_up(letters, says):
    state = coded(letters)
    assert says in state.words()
    assert [row[1] for row in state.tables()[0].rows] == [letters.count(letter) for letter in proef.LETTERS]


@pytest.mark.parametrize(("letters", "guess", "says"), [
    ("...", 3, "U dacht aan drie betekenissen. Geef de vindplaatsen"),
    ("B..", 1, "U dacht aan één betekenis. U vindt er tot nu toe één, in één vindplaats."),
    ("BC.", 1, "tot nu toe twee, in twee vindplaatsen."),
    ("BCX", 1, "U vond er twee, in drie vindplaatsen. Bij één vindplaats is niet te zien wie wat doet. Eén woord dekt dus verschillend werk"),
    ("BBB", 1, "U vond er één, in drie vindplaatsen."),
])  # fmt: skip
def test_the_comparison_follows_the_codes(letters, guess, says):
    said = coded(letters).compared(guess)
    assert says in said
    assert ("verschillend werk" in said) == (letters == "BCX")


def test_two_coders():
    state = coded("BBX", coded("BCX").codes)
    # two of three equal; shares B 2/3 and X 1/3 against B, C and X 1/3: chance 1/3, so kappa is 1/2
    assert state.kappa.coefficient == pytest.approx(1 / 2)
    # alpha: pooled B 3, C 1, X 2 of 6: chance (3*2 + 2*1)/30 = 4/15, so (2/3 - 4/15)/(11/15) = 6/11
    assert state.alpha.coefficient == pytest.approx(6 / 11)
    assert "bij twee van de drie vindplaatsen hetzelfde. Bij zo weinig vindplaatsen kan dat toeval zijn" in state.words()
    counted, measured, differ = state.tables()
    assert [row[1] for row in measured.rows] == ["67%", "0,50", "0,55"]
    assert counted.rows[1] == ["C  coördineren", 0, 1]
    ((number, part, *names),) = differ.rows
    assert (number, *names) == ("2", "besluiten", "coördineren")
    assert "van ons allemaal" in part
    drawn = {g.get("data-key"): g[0].get("fill") for g in ElementTree.fromstring(state.svg()).iter("{http://www.w3.org/2000/svg}g")}
    assert drawn["v:2"] == "#ffffff" != drawn["v:1"] == drawn["v:3"]  # an open square where they differ
    assert "tweede codeur" in state.svg()


def test_with_enough_places_nothing_is_called_chance():
    text = "De regie ligt hier. " * proef.FEW
    letters = "BC" * (proef.FEW // 2)
    state = coded(letters, coded(letters, paste=text).codes, paste=text)
    assert state.kappa.units == proef.FEW
    assert "toeval" not in state.together
    assert "toeval" in coded(letters[:-1] + ".", coded(letters, paste=text).codes, paste=text).together


def test_what_one_left_open_does_not_count():
    assert "bij elke vindplaats hetzelfde. U gebruikten allebei" in coded("FC.", "F.X").words()
    nothing = coded("FC.", "..X")
    assert "nog geen vindplaats allebei gecodeerd" in nothing.words()
    assert "niet te bepalen" in nothing.tables()[1].html()


@pytest.mark.parametrize(("second", "says"), [
    ("3-0000-BCX", "andere tekst"), ("BC", "de hele code"), ("BCQ", "geen betekenis"), (EVIL, "de hele code"), ("", ""),
])  # fmt: skip
def test_a_code_that_does_not_fit_says_why(second, says):
    state = coded("BCX", second)
    assert says in state.note("second")
    assert bool(state.note("second")) == bool(says)
    assert state.other is None


@pytest.mark.parametrize("word", ["eenhoorn", "", "("])
def test_a_word_that_is_not_there(word):
    state = WordInContext.at(Case(), word=word)
    assert (state.places, state.tables(), state.report()) == ((), [], "")
    assert svg_elements(state.svg())


def test_the_plan_tells_of_an_own_text_only():
    said = coded("BCX").report()
    assert "staat ‘regie’ drie keer. Bij drie vindplaatsen" in said
    assert "coördineren (één keer) en besluiten (één keer)" in said
    assert "Bij één vindplaats " in said
    assert coded("...").report() == coded("FFFFFFFFFFFFFF"[: len(WordInContext.at(Case()).places)], paste="").report() == ""


def test_longer_words_are_found_when_asked():
    assert [x.word for x in coded("....", inside="ruim").places] == ["regie", "regierol", "Regie", "regie"]


def test_every_meaning_has_its_own_letter():
    names = set(proef.NAMES.values())
    assert len(names) == len(proef.LETTERS) == 8
    assert model.OPEN not in proef.LETTERS == proef.LETTERS.upper()


# -- the panel -------------------------------------------------------------------------------------------------------------


def opened():
    made = regiekit.proef("woord_in_document")
    made.clicked("_skip")
    return made


@pytest.fixture
def panel():
    return opened()


def words(panel):
    return panel.live["_picture"]["words"]


def code(panel, codes):
    for i, letter in enumerate(codes, 1):
        panel.put(**{f"code:{i}": letter})


def fields(panel):
    """The fields for a code, as one goes through the occurrences from the first on."""
    while any(b["key"] == "_previous" for b in blocks(panel.tree)):
        panel.clicked("_previous")
    found = [key for key in keys(panel) if key.startswith("code:")]
    for _ in range(proef.MOST):
        panel.clicked("_next")
        found += [key for key in keys(panel) if key.startswith("code:")]
    return list(dict.fromkeys(found))


def shown(panel):
    """Everything a browser gets, as one text."""
    return repr((panel.tree, panel.live))


def test_it_starts_with_the_shipped_note(panel):
    count = len(re.findall(r"\bregie\b", "\n".join(proef.example().paragraphs), re.I))
    assert 12 <= count <= 16
    assert f"In de voorbeeldnota staat ‘regie’ {proef.number_word(count)} keer" in panel.state.headline()
    assert len(fields(panel)) == count
    assert "verzonnen" in panel.live["_note:file"]


def test_nothing_of_the_document_is_shown_before_the_prediction():
    made = regiekit.proef("woord_in_document")
    assert fields(made) == []
    assert "Elderveen" not in shown(made)


def test_coding_says_how_far_it_is_and_sends_no_values_back(panel):
    """What the learner sets while an answer is on its way would otherwise be undone."""
    panel.put(paste=TEXT)
    sent = []
    panel.observe(lambda change: sent.append(change["new"]), "values")
    panel.put(**{"code:1": "F"})
    assert len(sent) == 1
    assert panel.spoken == "1 van de 3 vindplaatsen gecodeerd."


def test_pasted_text_goes_before_a_file(panel):
    panel.received("file", "nota.txt", b"regie regie")
    assert "In uw document staat ‘regie’ twee keer" in panel.state.headline()
    panel.put(paste=TEXT)
    assert "In de geplakte tekst staat ‘regie’ drie keer" in panel.state.headline()
    assert "Maak het tekstvak leeg" in panel.live["_note:file"]
    panel.put(paste=" \n")
    assert "In uw document staat ‘regie’ twee keer" in panel.state.headline()
    assert "uw eigen bestand" in panel.live["_note:file"]


@pytest.mark.parametrize(
    ("name", "data"),
    [("leeg.txt", b""), ("plaatje.txt", b"\x89PNG\r\n\x1a\n\x00\x00"), ("nota.pdf", b"%PDF-1.7"), ("nota.docx", b"PK\x03\x04")],
)
def test_a_file_that_cannot_be_read_leaves_what_there_was(panel, name, data):
    panel.received("file", "goed.txt", b"regie")
    code(panel, "F")
    panel.received("file", name, data)
    assert panel.live["fout:file"].startswith(f"{name}: ")
    assert "In uw document betekent ‘regie’ volgens u" in words(panel)
    assert panel.state.headline().startswith("U gaf de enige vindplaats een code")


def test_of_a_long_text_the_first_occurrences_are_coded(panel):
    panel.received("file", "groot.txt", b"De regie ligt hier.\n" * 250_000)
    assert "staat ‘regie’ 250.000 keer" in panel.state.headline()
    assert "U codeert de eerste 40." in words(panel)
    assert "U codeert de eerste 40." in plain(next(b["html"] for b in blocks(panel.tree) if b["key"] == "_first"))
    assert len(fields(panel)) == 40


def test_a_pasted_text_that_is_cut_says_so(panel):
    panel.put(paste="regie " * 40_000)
    assert "er passen er 200.000" in panel.live["fout:paste"]
    panel.put(paste=("regie " * 40_000)[: proef.PASTED])
    assert "afgekapt" in panel.live["_note:paste"]


def test_without_an_occurrence_there_is_nothing_to_code(panel):
    panel.put(word="eenhoorn")
    assert fields(panel) == []
    assert "Zoek een ander woord" in shown(panel)
    panel.put(word="gemeente")
    assert fields(panel)


def test_codes_wait_for_their_text(panel):
    panel.put(paste=TEXT)
    code(panel, "BCX")
    panel.put(paste="")
    assert "nog geen enkele" in words(panel)
    panel.put(paste=TEXT)
    assert panel.values["code:2"] == "C"
    assert "U gaf alle drie" in panel.state.headline()


@pytest.mark.parametrize("odd", ["Q", "FF", "", None, 3, ["F"], EVIL])
def test_what_is_no_code_counts_as_none(panel, odd):
    panel.put(paste=TEXT)
    panel.values = {**panel.values, "code:1": odd, "code:99": "F"}  # as the browser sends it
    assert "nog geen enkele" in words(panel)
    assert "_fout" not in panel.live


def test_herstel_takes_everything_away(panel):
    panel.put(paste=TEXT, word="de", second="FCB")
    code(panel, "F")
    panel.clicked("_reset")
    assert "In de voorbeeldnota staat ‘regie’" in panel.state.headline()
    panel.put(paste=TEXT)
    assert "nog geen enkele" in words(panel)


def test_one_coder_gives_the_code_to_another(panel):
    panel.put(paste=TEXT)
    code(panel, "BCX")
    theirs = re.search(r'value="([^"]*)"', panel.live["_mine"])[1]
    assert re.fullmatch(r"3-[0-9a-f]{4}-BCX", theirs)
    code(panel, "BBX")
    panel.put(second=theirs)
    assert "bij twee van de drie vindplaatsen" in panel.live["_note:second"]
    assert "van ons allemaal" in panel.live["_two"]
    assert "van ons allemaal" not in panel.live["_tables"]


# -- what is kept ----------------------------------------------------------------------------------------------------------


def test_the_document_goes_into_no_file(panel, folder):
    panel.put(paste=f"De regie staat in de {SECRET}.\nRegie!")
    code(panel, "FX")
    panel.clicked("_keep")
    kept = [p.read_text(encoding="utf-8") for p in folder.rglob("*") if p.is_file()]
    assert any("-FX" in text for text in kept)
    assert not any(SECRET in text for text in [*kept, repr(workspace.current().answers)])


def test_codes_come_back_with_their_document(panel):
    panel.put(paste=TEXT)
    code(panel, "BCX")
    panel.clicked("_keep")
    again = opened()
    assert "nog geen enkele" in words(again)
    again.put(paste=TEXT)
    assert "betekent ‘regie’ volgens u" in words(again)
    assert again.values["code:3"] == "X"


def test_an_edit_of_the_case_elsewhere_takes_no_work_away(panel):
    panel.received("file", "nota.txt", TEXT.encode())
    panel.put(inside="ruim")
    code(panel, "BC")
    panels.refresh()
    assert "In uw document" in words(panel)
    assert "U gaf twee van de vier" in panel.state.headline()


def test_another_case_leaves_the_document_on_the_table(panel):
    panel.put(paste=TEXT)
    code(panel, "BC")
    panel.put(_case="regio")
    panel.clicked("_skip")
    assert "In de geplakte tekst" in words(panel)
    assert (panel.values["code:1"], panel.key) == ("B", "regio")


@pytest.mark.parametrize(
    "kept", [{"codes": 3}, {"codes": EVIL}, {"word": []}, {"inside": "x"}, {"second": {}}, {"codes": "15-0000-" + "F" * 15}]
)
def test_a_case_that_was_edited_by_hand(kept):
    workspace.answer("woord_in_document", instellingen=kept, zonder_voorspelling=True)
    made = regiekit.proef("woord_in_document")
    assert "In de voorbeeldnota" in words(made)
    assert "_fout" not in made.live


def test_text_is_never_markup(panel):
    panel.received("file", EVIL, f"regie {EVIL} regie".encode())
    panel.put(word=f"regie, {EVIL}", second="FC", _own=EVIL)
    code(panel, "CF")
    pieces = list(markup(panel).values()) + [b["html"] for b in blocks(panel.tree) if "html" in b]
    assert any("&lt;img" in piece for piece in pieces)
    for piece in pieces:
        assert EVIL not in piece
        for tag, attributes in tags(piece):
            assert not any(name.startswith("on") for name in attributes), attributes
            assert tag not in {"script", "img"} or attributes.get("src", "").startswith("data:image/svg+xml;base64,")
    assert svg_elements(panel.live["_picture"]["svg"])


def test_what_was_not_read_is_said_where_nothing_is_found(panel, monkeypatch):
    running = f"{EVIL} blad"
    monkeypatch.setattr(
        "regiekit.proeven.begin.woord_in_document.open_document",
        lambda name, data: Read("Niets te vinden.", (f"gelezen zonder {running}",)),
    )
    panel.received("file", "nota.pdf", b"%PDF-")
    assert "&lt;img" in panel.live["_note:file"]
    assert "<img" not in panel.live["_note:file"]
    assert f"staat ‘regie’ niet. Gelezen zonder {running}." in panel.state.words()
    assert "Gelezen" not in panel.state.headline()
