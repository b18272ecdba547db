"""Own documents: the text of every kind, and a sentence with a remedy for every file that cannot be read."""

import contextlib
import io
import logging
import zipfile

import pypdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regiekit.cases import CaseError, documents
from regiekit.cases.data import data_path
from regiekit.cases.documents import flowing, paragraphs, read_document

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
EVIL = "<img src=x onerror=alert(1)>"


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
    monkeypatch.setattr(documents, "MAX_UNPACKED", 1_000_000)
    data = docx(" " * 2_000_000 + run("regie"))
    assert len(data) < 10_000
    assert "uitgepakt groter" in problem("bom.docx", data)


def test_what_the_zip_says_of_its_size_is_not_believed(monkeypatch):
    monkeypatch.setattr(documents, "MAX_UNPACKED", 1_000_000)
    data = docx(" " * 2_000_000)
    size = zipfile.ZipFile(io.BytesIO(data)).infolist()[0].file_size
    assert "beschadigd" in problem("bom.docx", data.replace(size.to_bytes(4, "little"), (10).to_bytes(4, "little")))


def test_deep_nesting_does_no_harm():
    assert read_document("a.docx", docx("<w:sdt>" * 50_000 + run("regie") + "</w:sdt>" * 50_000)) == "regie"
    assert read_document("a.docx", docx("<w:p>" * 20_000 + "<w:t>regie</w:t>" + "</w:p>" * 20_000)) == "regie"


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
    monkeypatch.setattr(documents, "MAX_PAGES", 2)
    assert "meer dan 2 bladzijden" in problem("dik.pdf", pdf("regie", pages=3))


def test_reading_does_not_go_on_for_ever(monkeypatch):
    monkeypatch.setattr(documents, "MAX_SECONDS", -1.0)
    assert "duurt te lang" in problem("traag.pdf", pdf("regie", pages=2))


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
        ("half.txt", b"regie \x81\x8d", "geen tekstbestand"),
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
