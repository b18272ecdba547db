"""Own documents: the text of every kind, and a sentence with a remedy for every file that cannot be read."""

import contextlib
import io
import logging
import zipfile

import pypdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regiekit.cases import CaseError, documents, fence
from regiekit.cases.data import data_path
from regiekit.cases.documents import flowing, open_document, paragraphs, read_document, without_running

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
EVIL = "<img src=x onerror=alert(1)>"


@pytest.fixture(autouse=True)
def _here(monkeypatch):
    """Read in this process: starting one takes a third of a second, and what it does is tested apart."""
    monkeypatch.setattr(fence, "WORKER", False)


def zipped(**parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return out.getvalue()


def docx(body, before="", **more):
    return zipped(word__document_xml=f'{before}<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>', **more)


def odt(body, **more):
    spaces = " ".join(f'xmlns:{k}="urn:oasis:names:tc:opendocument:xmlns:{k}:1.0"' for k in ("office", "text"))
    return zipped(
        content_xml=f"<office:document-content {spaces}><office:body><office:text>{body}</office:text></office:body></office:document-content>",
        **more,
    )


def run(text):
    return f'<w:p><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def pdf(*lines, password=None, pages=1):
    """A pdf of one page with these lines, or of empty pages."""
    writer = pypdf.PdfWriter()
    for _ in range(pages):
        page = writer.add_blank_page(595, 842)
        if lines:
            name = pypdf.generic.NameObject
            font = pypdf.generic.DictionaryObject(
                {name("/Type"): name("/Font"), name("/Subtype"): name("/Type1"), name("/BaseFont"): name("/Helvetica")}
            )
            page[name("/Resources")] = pypdf.generic.DictionaryObject({name("/Font"): pypdf.generic.DictionaryObject({name("/F1"): font})})
            stream = pypdf.generic.DecodedStreamObject()
            stream.set_data("BT /F1 12 Tf 50 780 Td 14 TL {} ET".format(" ".join(f"({line}) Tj T*" for line in lines)).encode("latin-1"))
            page[name("/Contents")] = writer._add_object(stream)
    if password is not None:
        writer.encrypt(password, algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def problem(name, data):
    with pytest.raises(CaseError) as caught:
        read_document(name, data)
    text = str(caught.value)
    assert "\n" not in text
    assert "Traceback" not in text
    return text


# --- plain text ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_text_in_the_usual_encodings(encoding):
    assert read_document("nota.txt", "De coördinatie – één regie".encode(encoding)) == "De coördinatie – één regie"


def test_markdown_and_a_name_without_an_extension_are_text():
    assert read_document("nota.md", b"# Kop\r\n\r\nDe regie.") == read_document("nota", b"# Kop\n\nDe regie.") == "# Kop\n\nDe regie."


def test_paragraphs():
    assert paragraphs("een\ntwee") == ["een", "twee"]
    assert paragraphs("een\ntwee\n\n drie ") == ["een twee", "drie"]
    assert paragraphs("een\r\n  \r\ntwee\rdrie") == ["een", "twee drie"]
    assert paragraphs(" \n\n ") == paragraphs("") == []


def test_characters_that_do_not_show_are_left_out():
    assert paragraphs("re\u00adgie \u200bis\u00a0er\ufeff\x00\x08") == ["regie is er"]
    assert paragraphs("re\u0301gie") == ["r\u00e9gie"]
    assert paragraphs("a\ud800b") == ["ab"]


def test_hostile_text_is_text():
    assert read_document("nota.txt", f"{EVIL} regie".encode()) == f"{EVIL} regie"


def test_a_text_of_five_megabytes():
    text = read_document("groot.txt", ("De regie ligt bij de gemeente.\n\n" * 156_250).encode())
    assert text.count("regie") == 156_250


def test_an_extension_says_less_than_the_content():
    assert read_document("nota.txt", docx(run("De regie"))) == "De regie"
    assert read_document("nota.docx", pdf("De regie")) == "De regie"


# --- docx and odt ----------------------------------------------------------------------------------------------------


def test_a_word_document():
    body = (
        '<w:p><w:pPr><w:tabs><w:tab w:pos="9"/></w:tabs></w:pPr><w:r><w:t>De re</w:t></w:r><w:r><w:t>gie</w:t><w:br/><w:t>ligt</w:t><w:tab/><w:t>hier</w:t></w:r></w:p>'
        "<w:p/><w:tbl><w:tr><w:tc><w:p><w:r><w:t>&lt;cel&gt;</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    )
    assert read_document("a.docx", docx(body)) == "De regie ligt hier\n\n<cel>"


def test_what_was_deleted_or_stands_twice_is_left_out():
    body = (
        "<w:p><w:del><w:r><w:delText>weg</w:delText></w:r></w:del><w:moveFrom><w:r><w:t>oud</w:t></w:r></w:moveFrom><w:r><w:t>blijft</w:t><w:instrText>VELD</w:instrText></w:r></w:p>"
        '<w:p xmlns:mc="urn:mc"><mc:AlternateContent><mc:Choice><w:p><w:r><w:t>kader</w:t></w:r></w:p></mc:Choice>'
        "<mc:Fallback><w:p><w:r><w:t>kader</w:t></w:r></w:p></mc:Fallback></mc:AlternateContent></w:p>"
    )
    assert read_document("a.docx", docx(body)) == "blijft\n\nkader"


def test_notes_come_last():
    notes = f'<w:footnotes xmlns:w="{WORD}"><w:footnote>{run("een noot")}</w:footnote></w:footnotes>'
    assert read_document("a.docx", docx(run("tekst"), word__footnotes_xml=notes)) == "tekst\n\neen noot"


def test_a_libreoffice_document():
    body = (
        "<text:tracked-changes><text:p>weg</text:p></text:tracked-changes><text:h>Kop</text:h>"
        '<text:p>De <text:span>re</text:span>gie<text:s text:c="3"/>ligt<text:tab/>hier<text:line-break/>.<office:annotation><text:p>opmerking</text:p></office:annotation></text:p>'
    )
    assert read_document("a.odt", odt(body)) == "Kop\n\nDe regie ligt hier ."


def test_entities_are_refused():
    for entity in ('<!ENTITY x SYSTEM "file:///etc/hostname">', '<!ENTITY x "lol">'):
        assert "onveilige onderdelen" in problem("a.docx", docx(run("&x;"), before=f"<!DOCTYPE w [{entity}]>"))


def test_wide_encodings_hide_no_entities():
    whole = f'<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE w [<!ENTITY x "a">]><w:document xmlns:w="{WORD}"><w:body>{run("&x;")}</w:body></w:document>'
    assert "onveilige onderdelen" in problem("a.docx", zipped(word__document_xml=whole.encode("utf-16")))


def test_a_file_that_unpacks_to_far_too_much(monkeypatch):
    monkeypatch.setitem(fence.BOUNDS, "unpacked", (1_000_000, "tekens"))
    data = docx(" " * 2_000_000 + run("regie"))
    assert len(data) < 10_000
    assert "uitgepakt groter" in problem("bom.docx", data)


def test_what_the_zip_says_of_its_size_is_not_believed(monkeypatch):
    monkeypatch.setitem(fence.BOUNDS, "unpacked", (1_000_000, "tekens"))
    data = docx(" " * 2_000_000)
    size = zipfile.ZipFile(io.BytesIO(data)).infolist()[0].file_size
    assert "beschadigd" in problem("bom.docx", data.replace(size.to_bytes(4, "little"), (10).to_bytes(4, "little")))


def test_deep_nesting_does_no_harm():
    assert "meer dan 256 lagen" in problem("a.docx", docx("<w:sdt>" * 50_000 + run("regie") + "</w:sdt>" * 50_000))
    assert read_document("a.docx", docx("<w:p>" * 100 + "<w:t>regie</w:t>" + "</w:p>" * 100)) == "regie"


def test_many_elements_without_a_word(monkeypatch):
    monkeypatch.setitem(fence.BOUNDS, "elements", (1000, "onderdelen"))
    assert "meer dan 1.000 onderdelen" in problem("a.docx", docx("<w:p/>" * 1001))


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_only_stored_and_deflated_parts_are_unpacked(method):
    for name, data in (("a.docx", docx(run("regie"))), ("a.odt", odt("<text:p>regie</text:p>"))):
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", method) as new:
            for part in old.namelist():
                new.writestr(part, old.read(part))
        assert "ongewone manier ingepakt" in problem(name, out.getvalue())


# --- what is read of a Word document, and what is not -------------------------------------------------------------------

TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document2.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)


def test_the_main_part_is_where_the_content_types_say():
    body = f'<w:document xmlns:w="{WORD}"><w:body>{run("De regie")}</w:body></w:document>'
    assert read_document("a.docx", zipped(**{"[Content_Types]_xml": TYPES, "word__document2_xml": body})) == "De regie"


RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/aFChunk" Target="{}"/></Relationships>'
)


@pytest.mark.parametrize(("target", "content", "text", "notes"), [
    ("stuk.html", "<html><head><style>regie {}</style></head><body><p>De <b>re</b>gie</p><script>regie()</script><p>hier</p></body></html>", "kop\n\nDe regie\n\nhier", ()),
    ("/word/stuk.txt", "De regie", "kop\n\nDe regie", ()),
    ("stuk.docx", "PK", "kop", ("een ingevoegd deel van het document is niet gelezen",)),
    ("zwaar.html", "<" * 20_001, "kop", ("een ingevoegd deel van het document is niet gelezen",)),
    ("weg.html", None, "kop", ("een ingevoegd deel van het document is niet gelezen",)),
])  # fmt: skip
def test_a_part_that_was_put_in_whole(target, content, text, notes):
    more = {"word___rels__document_xml.rels": RELATIONS.format(target)}
    more |= {f"word/{target.rpartition('/')[2]}": content} if content else {}
    body = run("kop") + '<w:altChunk xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="r1"/>'
    assert open_document("a.docx", docx(body, **more)) == documents.Read(text, notes)


def test_hidden_text_and_what_nobody_filled_in_do_not_count():
    body = (
        '<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>geheim</w:t></w:r><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>te zien</w:t></w:r></w:p>'
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:p><w:r><w:t>Klik hier</w:t></w:r></w:p></w:sdtContent></w:sdt>"
        "<w:sdt><w:sdtPr/><w:sdtContent><w:p><w:r><w:t>ingevuld</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    )
    read = open_document("a.docx", docx(body))
    assert read.text == "te zien\n\ningevuld"
    assert read.notes == ("verborgen tekst en lege invulvelden zijn niet meegeteld (15 tekens)",)
    assert (
        read_document(
            "a.odt", odt("<text:p>De <text:placeholder>hier</text:placeholder>regie<text:hidden-text>weg</text:hidden-text></text:p>")
        )
        == "De regie"
    )


# --- one word, one spelling ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("hyphen", ["-", "\u00ad", "\u2010", "\u2011"])
def test_a_word_broken_at_the_end_of_a_line_is_whole(hyphen):
    assert paragraphs(f"De re{hyphen}\ngie ligt hier.\n\nTwee.") == ["De regie ligt hier.", "Twee."]
    assert paragraphs("De in-\nen uitvoering.\n\nJan-\nPiet.") == ["De in- en uitvoering.", "Jan- Piet."]


def test_ligatures_are_letters():
    assert paragraphs("con\ufb02ictregie, \ufb01nancieel, e\ufb03ci\u00ebnt, 5 m\u00b2") == [
        "conflictregie, financieel, effici\u00ebnt, 5 m\u00b2"
    ]


# --- pdf -------------------------------------------------------------------------------------------------------------


def test_a_pdf():
    assert read_document(
        "a.pdf", pdf("De gemeente voert de re-", "gie op de keten en kiest", "de plekken aan.", "Dat is alles wat er nu staat.")
    ) == ("De gemeente voert de regie op de keten en kiest de plekken aan.\n\nDat is alles wat er nu staat.")


def test_a_pdf_with_an_empty_password_can_be_read():
    assert read_document("a.pdf", pdf("De regie", password="")) == "De regie"


def test_a_pdf_with_a_password():
    assert "wachtwoord" in problem("geheim.pdf", pdf("De regie", password="geheim"))


def test_a_pdf_without_text_is_a_scan():
    assert "scan" in problem("scan.pdf", pdf())


def test_a_pdf_without_pages_or_with_too_many(monkeypatch):
    assert "scan" in problem("leeg.pdf", pdf(pages=0))
    monkeypatch.setitem(fence.BOUNDS, "pages", (2, "bladzijden"))
    assert "meer dan 2 bladzijden" in problem("dik.pdf", pdf("regie", pages=3))


def test_reading_does_not_go_on_for_ever(monkeypatch):
    monkeypatch.setattr(fence, "PATIENCE", -1.0)
    assert "duurt te lang" in problem("traag.pdf", pdf("regie", pages=2))


def joined(*files):
    """The pages of these pdfs in one."""
    writer = pypdf.PdfWriter()
    for data in files:
        writer.append(io.BytesIO(data))
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_pages_without_text_are_counted():
    read = open_document("a.pdf", joined(pdf("De regie ligt bij de gemeente."), pdf(pages=2)))
    assert read.notes == (
        "2 van de 3 bladzijden (2, 3) hebben geen of bijna geen tekst; waarschijnlijk is dat een scan: laat de tekst herkennen (OCR)",
    )


def test_a_page_that_is_too_heavy_is_left_out_and_said(monkeypatch):
    monkeypatch.setitem(fence.BOUNDS, "page", (200, "tekens op een bladzijde"))
    read = open_document("a.pdf", joined(pdf("De regie"), pdf(*["woorden die veel plaats nemen"] * 9)))
    assert (read.text, read.notes) == ("De regie", ("1 van de 2 bladzijden (2) heeft te veel tekening om te lezen",))
    assert "te veel tekening" in problem("a.pdf", pdf(*["woorden die veel plaats nemen"] * 9))
    for bound in ("content", "fonts"):
        with monkeypatch.context() as patch:
            patch.setitem(fence.BOUNDS, bound, (1, "dingen"))
            assert "meer dan 1 dingen" in problem("a.pdf", joined(pdf("De regie"), pdf("De regie")))


def test_what_stands_on_every_page_does_not_count():
    pages = [f"Nota regie\nDe {word} staat hier.\nGemeente, blad {n} van 4" for n, word in enumerate(("een", "twee", "drie", "vier"), 1)]
    bodies, running = without_running(pages)
    assert bodies == [f"De {word} staat hier." for word in ("een", "twee", "drie", "vier")]
    assert running == ["Nota regie", "Gemeente, blad 1 van 4"]
    assert without_running(pages[:2]) == (pages[:2], [])


def test_a_word_broken_by_the_end_of_a_page_is_whole():
    assert read_document("a.pdf", joined(pdf("De gemeente voert de re-"), pdf("gie hier."))) == "De gemeente voert de regie hier."


def test_a_pdf_is_read_by_a_process(monkeypatch):
    monkeypatch.setattr(fence, "WORKER", True)
    assert read_document("a.pdf", pdf("De regie")) == "De regie"
    assert "wachtwoord" in problem("geheim.pdf", pdf("De regie", password="geheim"))
    assert "scan" in problem("scan.pdf", pdf())


def test_a_broken_pdf_says_nothing_on_the_side(caplog, capfd):
    level = logging.getLogger("pypdf").level
    whole = pdf("De regie")
    for data in (
        whole[: len(whole) // 2],
        whole.replace(b"endobj", b"endxxx"),
        b"%PDF-1.7\n",
        b"%PDF-1.7\nxref\n0 1\ntrailer<</Root 1 0 R>>startxref\n9\n%%EOF",
    ):
        with contextlib.suppress(CaseError):
            read_document("stuk.pdf", data)
    assert not caplog.records
    assert capfd.readouterr() == ("", "")
    assert logging.getLogger("pypdf").level == level


def test_lines_of_a_page_become_paragraphs():
    assert (
        flowing(
            "Een lange regel die vol is en dan door-\nloopt tot het einde van deze zin en\nverder.\nEen nieuwe alinea begint hier op deze regel."
        ).count("\n\n")
        == 1
    )
    assert "in- en uitvoering" in flowing("in-\nen uitvoering").replace("\n", " ")


# --- files that cannot be read ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("leeg.txt", b"", "leeg"),
        ("leeg.docx", b" \n", "leeg"),
        ("plaatje.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 4, "geen tekstbestand"),
        ("stuur.txt", bytes(range(1, 32)) * 3, "geen tekstbestand"),
        ("cijfers.txt", b"1 2 3 ...", "geen tekst"),
        ("oud.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "oud Word-bestand"),
        ("nota.rtf", b"{\\rtf1 regie}", "rtf"),
        ("nota.pdf", b"regie", "geen pdf-bestand"),
        ("nota.docx", b"regie", "geen docx-bestand"),
        ("nota.odt", b"regie", "geen odt-bestand"),
        ("tabel.xlsx", zipped(xl__workbook_xml="<a/>"), "geen Word- of LibreOffice-document"),
        ("stuk.docx", docx(run("regie"))[:-40], "beschadigd"),
        ("stuk.docx", zipped(word__document_xml="<w:p>"), "beschadigd"),
        ("kaal.docx", docx(""), "geen tekst"),
        ("slot.odt", odt("<text:p>regie</text:p>", **{"META-INF__manifest_xml": "<m><encryption-data/></m>"}), "wachtwoord"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_gets_a_sentence(name, data, says):
    text = problem(name, data)
    assert text.startswith(f"{name}: ")
    assert says in text
    assert any(word in text for word in ("kies", "sla", "plak"))


def test_a_file_or_text_over_the_limits(monkeypatch):
    monkeypatch.setattr(documents, "MAX_CHARACTERS", 20)
    for name, data in (
        ("a.txt", b"regie " * 9),
        ("a.docx", docx(run("regie " * 9))),
        ("a.odt", odt(f"<text:p>{'regie ' * 9}</text:p>")),
        ("a.pdf", pdf("regie " * 9)),
    ):
        assert "tekens" in problem(name, data)
    monkeypatch.setattr(documents, "MAX_FILE", 10)
    assert "groter dan" in problem("a.txt", b"regie " * 9)


def test_a_strange_name_stays_one_short_line():
    text = problem(f"{EVIL}\n\x00" + "n" * 500 + ".txt", b"")
    assert len(text) < 200


@pytest.mark.parametrize("name", ["a.txt", "a.docx", "a.odt", "a.pdf", "a", ""])
@pytest.mark.parametrize("start", [b"", b"PK\x03\x04", b"%PDF-1.7\n", b"\xff\xfe", b"\xd0\xcf\x11\xe0"])
@given(data=st.binary(max_size=300))
@settings(max_examples=25, deadline=None)
def test_random_bytes_never_break_anything(name, start, data):
    with contextlib.suppress(CaseError):
        assert read_document(name, start + data).strip()


WHOLE = {
    "a.docx": docx(run("De regie ligt hier.")),
    "a.odt": odt("<text:p>De regie ligt hier.</text:p>"),
    "a.pdf": pdf("De regie ligt hier.", password=""),
}


@pytest.mark.parametrize("name", WHOLE)
@given(changes=st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), min_size=1, max_size=8), cut=st.integers(0, 400))
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_damaged_file_never_breaks_anything(name, changes, cut):
    data = bytearray(WHOLE[name])
    for at, value in changes:
        data[at % len(data)] = value
    with contextlib.suppress(CaseError):
        assert read_document(name, bytes(data[: len(data) - cut // 4])).strip()


def test_the_shipped_note():
    text = read_document("voorbeeldnota.txt", (data_path() / "documents" / "voorbeeldnota.txt").read_bytes())
    assert "VERZONNEN" in paragraphs(text)[0]
    assert "Elderveen" in text
