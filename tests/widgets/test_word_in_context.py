"""The word in a document, on the screen: what is read, what is coded, what two coders share, and that no document is kept."""

import re
from xml.etree import ElementTree

import pytest

from regiekit.cases import workspace
from regiekit.models import word_in_context as model
from regiekit.widgets import panel as panels
from regiekit.widgets import word_in_context as module
from regiekit.widgets.quiz import questions
from tests.widgets.samples import EVIL, markup, svg_elements, tags

TEXT = "De gemeente neemt de regie.\nZij heeft de regierol.\nRegie is van ons allemaal.\nWie heeft regie?"
SECRET = "vertrouwelijkheidsparagraaf"


@pytest.fixture
def panel():
    made = module.proef()
    made.clicked("_skip")
    return made


def words(panel):
    return panel.live["_picture"]["words"]


def code(panel, codes):
    for i, letter in enumerate(codes, 1):
        panel.put(**{f"code:{i}": letter})


def fields(panel):
    return [key for key in keys(panel.tree) if key.startswith("code:")]


def keys(blocks):
    for block in blocks:
        yield block["key"]
        yield from keys(block.get("blocks", ()))


def shown(panel):
    """Everything a browser gets, as one text."""
    return repr((panel.tree, panel.live))


def test_it_starts_with_the_shipped_note(panel):
    count = len(re.findall(r"\bregie\b", "\n".join(module.example().paragraphs), re.I))
    assert 12 <= count <= 16
    assert f"In de voorbeeldnota staat ‘regie’ {count} keer" in words(panel)
    assert len(fields(panel)) == count
    assert "verzonnen" in panel.live["_note:file"]
    assert "Het document blijft op deze computer." in shown(panel)


def test_nothing_of_the_document_is_shown_before_the_prediction():
    made = module.proef()
    assert fields(made) == []
    assert "Elderveen" not in shown(made)
    made.put(_guess=3)
    made.clicked("_commit")
    assert "U dacht aan 3 betekenissen. Geef de vindplaatsen" in made.live["_compare"]


def test_codes_add_up(panel):
    panel.put(paste=TEXT)
    assert len(fields(panel)) == 3
    code(panel, "BX")
    assert (
        "U gaf 2 van de 3 vindplaatsen een code. U vindt 1 betekenis: steeds besluiten. Bij 1 vindplaats is onduidelijk wie wat doet."
        in words(panel)
    )
    assert panel.spoken == "2 van de 3 vindplaatsen gecodeerd."
    code(panel, "BXC")
    assert "U gaf alle 3 vindplaatsen een code. U vindt 2 betekenissen: het vaakst is het coördineren of besluiten (elk 1 keer)." in words(
        panel
    )
    assert "F  faciliteren | 0" in panel.text()
    assert "C  coördineren | 1" in panel.text()


def test_the_comparison_follows_the_codes():
    made = module.proef()
    made.put(_guess=1)
    made.clicked("_commit")
    made.put(paste=TEXT)
    code(made, "B")
    assert "U dacht aan 1 betekenis. U vindt er tot nu toe 1, in 1 vindplaats." in made.live["_compare"]
    code(made, "BCX")
    assert (
        "U vond er 2, in 3 vindplaatsen, en 1 keer is niet te zien wie wat doet. Eén woord dekt dus verschillend werk."
        in made.live["_compare"]
    )


def test_coding_sends_no_values_back(panel):
    """What the learner sets while an answer is on its way would otherwise be undone."""
    sent = []
    panel.observe(lambda change: sent.append(change["new"]), "values")
    panel.put(**{"code:1": "F"})
    assert len(sent) == 1


def test_longer_words_are_found_when_asked(panel):
    panel.put(paste=TEXT, inside="ruim")
    assert len(fields(panel)) == 4
    assert "regierol" in shown(panel)


def test_pasted_text_goes_before_a_file(panel):
    panel.received("file", "nota.txt", b"regie regie")
    assert "In uw document staat ‘regie’ 2 keer" in words(panel)
    panel.put(paste=TEXT)
    assert "In de geplakte tekst staat ‘regie’ 3 keer" in words(panel)
    assert "Maak het tekstvak leeg" in panel.live["_note:file"]
    panel.put(paste=" \n")
    assert "In uw document staat ‘regie’ 2 keer" in words(panel)
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
    assert "In uw document staat ‘regie’ 1 keer" in words(panel)
    assert "U gaf de enige vindplaats een code." in words(panel)
    assert "_fout" not in panel.live


def test_a_text_of_five_megabytes(panel):
    panel.received("file", "groot.txt", b"De regie ligt hier.\n" * 250_000)
    assert "staat ‘regie’ 250.000 keer" in words(panel)
    assert "U codeert de eerste 40." in words(panel)
    assert "U codeert de eerste 40." in shown(panel)
    assert len(fields(panel)) == 40
    code(panel, "FCBOTGX" * 5 + "FCBOT")
    assert "U gaf alle 40 vindplaatsen een code." in words(panel)


def test_a_pasted_text_that_is_cut_says_so(panel):
    panel.put(paste="regie " * 40_000)
    assert "er passen er 200.000" in panel.live["fout:paste"]
    panel.put(paste=("regie " * 40_000)[: module.PASTED])
    assert "afgekapt" in panel.live["_note:paste"]


def test_a_word_that_is_not_there(panel):
    for word in ("eenhoorn", "", "("):
        panel.put(word=word)
        assert fields(panel) == []
        assert "Zoek een ander woord" in shown(panel)
        assert ElementTree.fromstring(panel.live["_picture"]["svg"]) is not None
    panel.put(word="gemeente")
    assert fields(panel)


def test_codes_wait_for_their_text(panel):
    panel.put(paste=TEXT)
    code(panel, "BCX")
    panel.put(paste="")
    assert "nog geen enkele" in words(panel)
    panel.put(paste=TEXT)
    assert panel.values["code:2"] == "C"
    assert "U gaf alle 3" in words(panel)


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
    assert "In de voorbeeldnota staat ‘regie’" in words(panel)
    assert "nog geen enkele" in words(panel)
    panel.put(paste=TEXT)
    assert "nog geen enkele" in words(panel)


# --- two coders ------------------------------------------------------------------------------------------------------


def given_by(panel):
    return re.search(r'value="([^"]*)"', panel.live["_mine"])[1]


def test_one_coder_gives_the_code_to_another(panel):
    panel.put(paste=TEXT)
    code(panel, "BCX")
    theirs = given_by(panel)
    assert re.fullmatch(r"3-[0-9a-f]{4}-BCX", theirs)
    code(panel, "BBX")
    panel.put(second=theirs)
    # two of three equal; shares B 2/3 and X 1/3 against B, C and X 1/3: chance 1/3, so kappa is 1/2
    assert "kozen bij 2 van de 3 vindplaatsen hetzelfde (67%). Cohens kappa is 0,50" in words(panel)
    # alpha: pooled B 3, C 1, X 2 of 6: chance (3*2 + 2*1)/30 = 4/15, so (2/3 - 4/15)/(11/15) = 6/11
    assert "Krippendorffs alfa 0,55" in words(panel)
    assert "Zij heeft" not in panel.live["_two"]
    assert "van ons allemaal" in panel.live["_two"]
    assert "besluiten" in panel.live["_two"]
    assert "coördineren" in panel.live["_two"]
    assert "Hier koos u iets anders" in panel.text()


def test_what_one_left_open_does_not_count(panel):
    panel.put(paste=TEXT, second="F.X")
    code(panel, "FC")
    assert "bij 1 van de 1 vindplaatsen hetzelfde (100%)" in words(panel)
    assert "niet te zeggen of het toeval is" in words(panel)
    panel.put(second="..X")
    assert "nog geen vindplaats allebei gecodeerd" in words(panel)
    assert "niet te bepalen" in panel.live["_two"]


@pytest.mark.parametrize(
    ("second", "says"), [("3-0000-BCX", "andere tekst"), ("BC", "de hele code"), ("BCQ", "geen betekenis"), (EVIL, "de hele code")]
)
def test_a_code_that_does_not_fit_says_why(panel, second, says):
    panel.put(paste=TEXT, second=second)
    assert says in panel.live["_note:second"]
    assert panel.live["_two"] == ""


def test_open_squares_where_they_differ(panel):
    panel.put(paste=TEXT, second="BCX")
    code(panel, "BBX")
    svg = panel.live["_picture"]["svg"]
    drawn = {g.get("data-key"): g[0].get("fill") for g in ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}g")}
    assert drawn["v:2"] == "#ffffff" != drawn["v:1"] == drawn["v:3"]
    assert "tweede codeur" in svg


# --- what is kept ----------------------------------------------------------------------------------------------------


def test_the_document_goes_into_no_file(panel, folder):
    panel.put(paste=f"De regie staat in de {SECRET}.\nRegie!")
    code(panel, "FX")
    panel.clicked("_keep")
    kept = [p.read_text(encoding="utf-8") for p in folder.rglob("*") if p.is_file()]
    assert any("-FX" in text for text in kept)
    assert not any(SECRET in text for text in kept)
    assert SECRET not in repr(workspace.current().answers)


def test_codes_come_back_with_their_document(panel):
    panel.put(paste=TEXT)
    code(panel, "BCX")
    panel.clicked("_keep")
    again = module.proef()
    again.clicked("_skip")
    assert "nog geen enkele" in words(again)
    again.put(paste=TEXT)
    assert "U gaf alle 3 vindplaatsen een code." in words(again)
    assert again.values["code:3"] == "X"


def test_an_edit_of_the_case_elsewhere_takes_no_work_away(panel):
    panel.received("file", "nota.txt", TEXT.encode())
    panel.put(inside="ruim")
    code(panel, "BC")
    panels.refresh()
    assert "In uw document" in words(panel)
    assert "U gaf 2 van de 4" in words(panel)


def test_another_case_leaves_the_document_on_the_table(panel):
    panel.put(paste=TEXT)
    code(panel, "BC")
    panel.put(_case="regio")
    panel.clicked("_skip")
    assert "In de geplakte tekst" in words(panel)
    assert panel.values["code:1"] == "B"
    assert panel.key == "regio"


@pytest.mark.parametrize(
    "kept", [{"codes": 3}, {"codes": EVIL}, {"word": []}, {"inside": "x"}, {"second": {}}, {"codes": "15-0000-" + "F" * 15}]
)
def test_a_case_that_was_edited_by_hand(kept):
    workspace.answer("01_wat_is_regie", "woord_in_document", instellingen=kept, zonder_voorspelling=True)
    made = module.proef()
    assert "In de voorbeeldnota" in words(made)
    assert "_fout" not in made.live


# --- hostile text ----------------------------------------------------------------------------------------------------


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


def blocks(tree):
    for block in tree:
        yield block
        yield from blocks(block.get("blocks", ()))


def test_no_two_blocks_have_one_key(panel):
    found = list(keys(panel.tree))
    assert len(found) == len(set(found))


def test_every_meaning_has_its_own_letter():
    names = [name for name, _ in module.MEANINGS.values()]
    assert len(set(names)) == len(names) == 8
    assert model.OPEN not in module.LETTERS
    assert all(len(letter) == 1 and letter == letter.upper() for letter in module.LETTERS)


def test_the_questions_explain_every_answer():
    found = questions("01_wat_is_regie", "woord_in_document")
    assert len(found) == 2
    assert all(sum(o.right for o in q.options) == 1 and all(o.why for o in q.options) for q in found)
