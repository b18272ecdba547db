"""The three formats: what stands in a document is in the file, in the parts and with the marks that a reader of that format looks for."""

import io
import re
import shutil
import struct
import subprocess
import xml.etree.ElementTree as ET
import zipfile
import zlib
from html.parser import HTMLParser
from itertools import pairwise

import attrs
import pypdf
import pytest

from regiekit.cases import load_shipped
from regiekit.plots import case as case_plot
from regiekit.plots.board import Board
from regiekit.plots.style import COLOURS
from regiekit.reports import FORMATS, layout
from regiekit.reports.document import Bullets, Document, Heading, Paragraph, Picture, Table
from regiekit.reports.html import fragment
from regiekit.widgets.regieplan import example, plan

W, R = (
    "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}",
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}",
)
A, WP = (
    "{http://schemas.openxmlformats.org/drawingml/2006/main}",
    "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}",
)
ASVG = "{http://schemas.microsoft.com/office/drawing/2016/SVG/main}"
ODF = {name: f"{{urn:oasis:names:tc:opendocument:xmlns:{name}:1.0}}" for name in ("office", "text", "table", "style", "meta", "manifest")}
TEXT, TABLE = ODF["text"], ODF["table"]
DRAW, SVG = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}", "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
FO, XLINK, DC = (
    "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}",
    "{http://www.w3.org/1999/xlink}",
    "{http://purl.org/dc/elements/1.1/}",
)

EVIL = "<img src=x onerror=alert(1)> ]]> &amp; \"'</w:t></text:p></p><script>alert(1)</script> \x00\x08\x1b\ud800\ufffe eind"
READ = "<img src=x onerror=alert(1)> ]]> &amp; \"'</w:t></text:p></p><script>alert(1)</script>"
LONG = "Jeugdgezondheidszorgsamenwerkingsverbandsoverleg" * 6


def png(wide: int = 4, high: int = 3) -> bytes:
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + b"\x20\x60\x40" * wide for _ in range(high))
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", wide, high, 8, 2, 0, 0, 0))
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def picture(caption="Een netwerk", alt="Twee partijen, één band.", image=b"") -> Picture:
    board = Board(640, 400)
    board.text(20, 40, "Gemeente", 15, halo="paper", weight=650)
    return Picture(board.svg(caption, alt), alt, caption, image or None)


TABLE_OF = Table("De stappen", ("Stap", "Wat", "Getal"), (("1", "Bellen", "12,5"), ("2", "Schrijven\nen wachten", "−3")))
WHOLE = Document(
    "Regieplan: Casus",
    "De vraag?",
    (
        Heading(1, "Eerste hoofdstuk"),
        Paragraph("Gewone tekst.\nNieuwe regel."),
        Heading(2, "Een deel"),
        Paragraph("Wat het zegt.", "note", "Het denkmodel."),
        Bullets(("Een", "Twee")),
        TABLE_OF,
        Paragraph("Na de tabel."),
        picture(image=png()),
        Heading(1, "Tweede hoofdstuk"),
        picture("Zonder png", "De woorden zelf."),
        TABLE_OF,
    ),
    author="Een naam",
    made="2026-03-01",
    subject="Regie",
)
EMPTY = Document("", "", ())
HOSTILE = Document(
    EVIL,
    EVIL,
    (
        Heading(1, EVIL),
        Paragraph(EVIL, "note", EVIL),
        Bullets((EVIL, LONG)),
        Table(EVIL, (EVIL, EVIL), ((EVIL, LONG), (LONG, EVIL))),
        picture(EVIL, EVIL),
        picture(EVIL, EVIL, png()),
    ),
    EVIL,
    EVIL,
    EVIL,
)
BIG = Document(
    "Veel",
    "",
    (
        Table("Lang", ("Nummer", "Wat", "Wie"), tuple((f"Rij {i}", LONG, "x") for i in range(60))),
        Table("Scheef", ("A", "B"), (("alleen",), ("1", "2", "3"))),
    ),
)
ODD = Document("Lege delen", "", (Bullets(()), Table("Niets", ("A",), ()), Paragraph(""), Heading(1, "")))
DOCUMENTS = {"whole": WHOLE, "empty": EMPTY, "hostile": HOSTILE, "big": BIG, "odd": ODD}


@pytest.fixture(params=DOCUMENTS)
def any_document(request):
    return DOCUMENTS[request.param]


def parts(name: str, document: Document) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(FORMATS[name][2](document))) as archive:
        assert archive.testzip() is None
        assert len(set(archive.namelist())) == len(archive.namelist())
        return {one: archive.read(one) for one in archive.namelist()}


def trees(found: dict[str, bytes]) -> dict[str, ET.Element]:
    return {name: ET.fromstring(data) for name, data in found.items() if name.endswith((".xml", ".rels", ".svg"))}


def words(element: ET.Element) -> str:
    return "".join(element.itertext())


# ---- all formats ----------------------------------------------------------------------------------------------------


def test_the_formats_are_these_three_in_this_order():
    assert list(FORMATS) == ["docx", "odt", "html"]
    assert all(label and "/" in mime for label, mime, _ in FORMATS.values())


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_document_is_the_same_file(name):
    write = FORMATS[name][2]
    assert write(WHOLE) == write(WHOLE)
    assert write(WHOLE) != write(attrs.evolve(WHOLE, title="Anders"))


@pytest.mark.parametrize("name", ["docx", "odt"])
def test_every_part_is_sound_xml(name, any_document):
    assert len(trees(parts(name, any_document))) >= 4


@pytest.mark.parametrize(("name", "part"), [("docx", "word/document.xml"), ("odt", "content.xml")])
def test_hostile_text_is_only_text(name, part):
    tree = trees(parts(name, HOSTILE))[part]
    assert words(tree).count(READ) >= 8
    assert "eind" in words(tree)
    assert not [e.tag for e in tree.iter() if "script" in e.tag or e.tag.endswith("img")]


@pytest.mark.parametrize("name", ["docx", "odt"])
def test_tables_and_pictures_are_numbered_apart(name):
    said = words(trees(parts(name, WHOLE))[{"docx": "word/document.xml", "odt": "content.xml"}[name]])
    for caption in ("Tabel 1. De stappen", "Tabel 2. De stappen", "Afbeelding 1. Een netwerk", "Afbeelding 2. Zonder png"):
        assert caption in said


# ---- what the writers share -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("made", "said"),
    [
        ("2026-03-01", "1 maart 2026"),
        ("2026-12-31", "31 december 2026"),
        ("", ""),
        ("gisteren", "gisteren"),
        ("2026-13-01", "2026-13-01"),
        ("20260301", "20260301"),
    ],
)
def test_a_day_is_written_in_dutch(made, said):
    assert layout.day(made) == said


@pytest.mark.parametrize("table", [TABLE_OF, *(b for b in (*BIG.blocks, *HOSTILE.blocks, *ODD.blocks) if isinstance(b, Table))])
def test_columns_fill_the_width_and_none_is_lost(table):
    shares = layout.widths(table)
    assert len(shares) == len(table.columns)
    assert sum(shares) == pytest.approx(1)
    assert min(shares) >= 0.04


def test_a_column_has_room_for_its_longest_word():
    table = Table(
        "",
        ("Partij", "Houding", "Belang"),
        (("Samenwerkingsverband", "afwachtend", "zin na zin " * 20), ("GGD", "voor", "zin na zin " * 20)),
    )
    partij, houding, belang = (share * layout.CHARACTERS for share in layout.widths(table))
    assert partij > 20
    assert houding > 10
    assert belang > partij


def test_columns_of_numbers_are_known():
    assert layout.numeric(TABLE_OF) == [False, False, True]
    assert layout.numeric(Table("", ("A", "B", "C", "D"), (("1", "12%", "", "1 of 2"), ("2", "–", "", "3")))) == [False, True, False, False]
    assert layout.numeric(Table("", ("A", "B"), ())) == [False, False]


def test_a_picture_is_never_too_wide_or_too_tall():
    def drawn(width, height):
        return layout.size(f'<svg viewBox="0 0 {width} {height}">')

    assert drawn(640, 320) == (layout.WIDEST, layout.WIDEST / 2)
    assert drawn(100, 400) == (layout.TALLEST / 4, layout.TALLEST)


def test_a_picture_stands_alone_with_a_rim_below_its_letters():
    tree = ET.fromstring(layout.standalone(picture().svg))
    assert tree.get("width").endswith("cm")
    assert tree.get("height").endswith("cm")
    rim, letters = (e for e in tree.iter() if e.tag.endswith("text"))
    assert rim.get("stroke") == COLOURS["paper"]
    assert letters.get("stroke") is None
    assert rim.text == letters.text == "Gemeente"
    assert "paint-order" not in ET.tostring(tree, "unicode")
    assert "system-ui" not in tree.get("font-family")
    assert letters.get("font-weight") == "700"


def test_the_rims_of_a_network_are_found_too():
    svg = case_plot.picture(load_shipped("jeugdhulp"), title="t", words="w")
    assert "paint-order" in svg
    assert b"paint-order" not in layout.standalone(svg)


def test_colours_of_text_can_be_read():
    def light(colour):
        return sum(
            share * (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4)
            for share, c in zip((0.2126, 0.7152, 0.0722), (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)), strict=True)
        )

    for ink, paper in [(layout.INK, "#ffffff"), (layout.SOFT, "#ffffff"), (layout.ACCENT, "#ffffff"), (layout.INK, layout.TINT)]:
        assert (light(paper) + 0.05) / (light(ink) + 0.05) >= 4.5


# ---- docx -----------------------------------------------------------------------------------------------------------


def test_docx_has_what_word_asks_for(any_document):
    found = parts("docx", any_document)
    assert next(iter(found)) == "[Content_Types].xml"
    all_trees = trees(found)
    types = all_trees["[Content_Types].xml"]
    overrides = {e.get("PartName").removeprefix("/") for e in types if e.tag.endswith("Override")}
    extensions = {e.get("Extension") for e in types if e.tag.endswith("Default")}
    assert overrides <= set(found)
    assert all(name in overrides or name.rpartition(".")[2] in extensions for name in found)
    for name, root in (("_rels/.rels", ""), ("word/_rels/document.xml.rels", "word/")):
        links = list(all_trees[name])
        assert all(root + link.get("Target") in found for link in links)
        assert len({link.get("Id") for link in links}) == len(links)
    known = {link.get("Id") for link in all_trees["word/_rels/document.xml.rels"]}
    used = {value for e in all_trees["word/document.xml"].iter() for key, value in e.attrib.items() if key in (f"{R}embed", f"{R}id")}
    assert used <= known
    assert known - used == {"styles", "numbering", "settings"}
    ids = [e.get("id") for e in all_trees["word/document.xml"].iter(f"{WP}docPr")]
    assert len(set(ids)) == len(ids)
    styles = {e.get(f"{W}styleId") for e in all_trees["word/styles.xml"].iter(f"{W}style")}
    assert {e.get(f"{W}val") for e in all_trees["word/document.xml"].iter() if e.tag in (f"{W}pStyle", f"{W}tblStyle")} <= styles
    last = list(all_trees["word/document.xml"].find(f"{W}body"))[-2:]
    assert last[-1].tag == f"{W}sectPr"
    assert last[0].tag != f"{W}tbl"


ORDER = {  # of the elements that Word takes in one order only
    "pPr": [
        "pStyle",
        "keepNext",
        "keepLines",
        "pageBreakBefore",
        "widowControl",
        "numPr",
        "pBdr",
        "shd",
        "tabs",
        "spacing",
        "ind",
        "jc",
        "outlineLvl",
    ],
    "rPr": ["rFonts", "b", "color", "sz", "szCs", "lang"],
    "tblPr": ["tblStyle", "tblW", "tblInd", "tblBorders", "tblLayout", "tblCellMar", "tblLook", "tblCaption", "tblDescription"],
    "tcPr": ["cnfStyle", "tcW", "tcBorders", "shd", "vAlign"],
    "style": ["name", "basedOn", "next", "uiPriority", "semiHidden", "qFormat", "pPr", "rPr", "tblPr", "tblStylePr"],
    "settings": ["zoom", "defaultTabStop", "compat", "themeFontLang", "decimalSymbol", "listSeparator"],
    "sectPr": ["footerReference", "pgSz", "pgMar"],
    "lvl": ["start", "numFmt", "pStyle", "lvlText", "lvlJc", "pPr", "rPr"],
}


def test_docx_has_its_elements_in_the_order_of_the_standard(any_document):
    for tree in trees(parts("docx", any_document)).values():
        for e in tree.iter():
            kind = e.tag.removeprefix(W)
            if kind in ORDER:
                at = [ORDER[kind].index(child.tag.removeprefix(W)) for child in e]
                assert all(a <= b for a, b in pairwise(at)), (kind, [child.tag for child in e])


def test_docx_has_headings_lists_and_tables_that_say_what_they_are():
    found = trees(parts("docx", WHOLE))
    body, styles = found["word/document.xml"].find(f"{W}body"), found["word/styles.xml"]
    levels = {s.get(f"{W}styleId"): s.find(f"{W}pPr/{W}outlineLvl") for s in styles.iter(f"{W}style")}
    shown = [(p.find(f"{W}pPr/{W}pStyle").get(f"{W}val"), words(p)) for p in body.iter(f"{W}p") if p.find(f"{W}pPr/{W}pStyle") is not None]
    assert [s for s in shown if levels[s[0]] is not None] == [
        ("Heading1", "Eerste hoofdstuk"),
        ("Heading2", "Een deel"),
        ("Heading1", "Tweede hoofdstuk"),
    ]
    assert shown[:3] == [("Title", "Regieplan: Casus"), ("Subtitle", "De vraag?"), ("Byline", "Een naam · 1 maart 2026")]
    assert [s for s in shown if s[0] == "ListBullet"] == [("ListBullet", "Een"), ("ListBullet", "Twee")]
    assert ("Note", "Het denkmodel. Wat het zegt.") in shown
    table = next(body.iter(f"{W}tbl"))
    head, *rows = table.findall(f"{W}tr")
    assert head.find(f"{W}trPr/{W}tblHeader") is not None
    assert not any(row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows)
    assert table.find(f"{W}tblPr/{W}tblLook").get(f"{W}firstColumn") == "1"
    assert table.find(f"{W}tblPr/{W}tblCaption").get(f"{W}val") == "De stappen"
    assert [words(cell) for cell in rows[0]][1:] == ["1", "Bellen", "12,5"]
    assert rows[1].findall(f".//{W}br")
    assert styles.find(f".//{W}lang").get(f"{W}val") == "nl-NL"
    assert "PAGE" in ET.tostring(found["word/footer1.xml"], "unicode")
    size = body.find(f"{W}sectPr/{W}pgSz")
    assert (int(size.get(f"{W}w")), int(size.get(f"{W}h"))) == pytest.approx((11906, 16838), abs=3)


def test_docx_has_each_picture_twice_with_words_and_without_png_the_words_as_text():
    found = parts("docx", WHOLE)
    tree = ET.fromstring(found["word/document.xml"])
    drawn = [e for e in tree.iter(f"{W}drawing")]
    assert [(e.find(f".//{WP}docPr").get("descr"), e.find(f".//{WP}docPr").get("title")) for e in drawn] == [
        ("Twee partijen, één band.", "Een netwerk"),
        ("De woorden zelf.", "Zonder png"),
    ]
    files = [
        (
            found["word/media/" + e.find(f".//{A}blip").get(f"{R}embed").replace("png", ".png")],
            found["word/media/" + e.find(f".//{ASVG}svgBlip").get(f"{R}embed").replace("svg", ".svg")],
        )
        for e in drawn
    ]
    assert files[0][0] == png()
    assert files[1][0] == layout.BLANK
    assert all(b"<svg" in svg for _, svg in files)
    read = [words(p) for p in tree.iter(f"{W}p")]
    assert "De woorden zelf." in read
    assert "Twee partijen, één band." not in read


def test_docx_says_whose_it_is():
    core = words(trees(parts("docx", WHOLE))["docProps/core.xml"])
    for said in ("Regieplan: Casus", "Een naam", "Regie", "2026-03-01T00:00:00Z", "nl-NL"):
        assert said in core
    assert "created" not in parts("docx", HOSTILE)["docProps/core.xml"].decode()


# ---- odt ------------------------------------------------------------------------------------------------------------


def test_odt_has_what_the_standard_asks_for(any_document):
    data = FORMATS["odt"][2](any_document)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        assert data[38 : 38 + len(archive.read("mimetype"))] == FORMATS["odt"][1].encode()
    found = parts("odt", any_document)
    listed = {e.get(ODF["manifest"] + "full-path") for e in ET.fromstring(found["META-INF/manifest.xml"])}
    assert listed == {"/", *found} - {"mimetype", "META-INF/manifest.xml"}
    content = ET.fromstring(found["content.xml"])
    assert {e.get(f"{XLINK}href") for e in content.iter(f"{DRAW}image")} <= set(found)
    named = {
        e.get(ODF["style"] + "name")
        for part in ("content.xml", "styles.xml")
        for e in ET.fromstring(found[part]).iter()
        if e.get(ODF["style"] + "name")
    }
    used = {
        value
        for part in ("content.xml", "styles.xml")
        for e in ET.fromstring(found[part]).iter()
        for key, value in e.attrib.items()
        if key.endswith(("}style-name", "parent-style-name", "next-style-name", "page-layout-name"))
    }
    assert used <= named


def test_odt_has_headings_lists_and_tables_that_say_what_they_are():
    found = trees(parts("odt", WHOLE))
    content, styles, meta = found["content.xml"], found["styles.xml"], words(found["meta.xml"])
    assert [(e.get(f"{TEXT}outline-level"), words(e)) for e in content.iter(f"{TEXT}h")] == [
        ("1", "Eerste hoofdstuk"),
        ("2", "Een deel"),
        ("1", "Tweede hoofdstuk"),
    ]
    assert [words(e) for e in content.iter(f"{TEXT}list-item")] == ["Een", "Twee"]
    table = next(content.iter(f"{TABLE}table"))
    assert [words(c) for c in table.find(f"{TABLE}table-header-rows").iter(f"{TABLE}table-cell")] == ["Stap", "Wat", "Getal"]
    assert len(table.find(f"{TABLE}table-header-columns")) == 1
    assert table.find(f"{TABLE}title").text == "De stappen"
    assert len(table.findall(f"{TABLE}table-row")) == 2
    language = [(e.get(f"{FO}language"), e.get(f"{FO}country")) for e in styles.iter() if e.get(f"{FO}language")]
    assert set(language) == {("nl", "NL")}
    assert styles.find(f".//{TEXT}page-number") is not None
    page = styles.find(f".//{ODF['style']}page-layout-properties")
    assert (page.get(f"{FO}page-width"), page.get(f"{FO}page-height")) == ("21.0cm", "29.7cm")
    for said in ("Regieplan: Casus", "Een naam", "Regie", "2026-03-01T00:00:00", "nl-NL"):
        assert said in meta


def test_odt_has_each_picture_with_words_as_svg_and_where_there_is_one_as_png():
    frames = list(trees(parts("odt", WHOLE))["content.xml"].iter(f"{DRAW}frame"))
    assert [(f.find(f"{SVG}title").text, f.find(f"{SVG}desc").text) for f in frames] == [
        ("Een netwerk", "Twee partijen, één band."),
        ("Zonder png", "De woorden zelf."),
    ]
    assert [[i.get(f"{XLINK}href").rpartition(".")[2] for i in f.findall(f"{DRAW}image")] for f in frames] == [["svg", "png"], ["svg"]]


# ---- html -----------------------------------------------------------------------------------------------------------


class Page(HTMLParser):
    """The elements of a page in order: tag, attributes, text; and whether each is closed."""

    VOID = ("meta", "img", "br", "col")

    def __init__(self, page: str) -> None:
        super().__init__()
        self.all, self.open = [], []
        self.feed(page)
        self.close()
        assert not self.open

    def handle_starttag(self, tag, attributes):
        self.all.append([tag, dict(attributes), ""])
        if tag not in self.VOID:
            self.open.append(self.all[-1])

    def handle_endtag(self, tag):
        assert self.open.pop()[0] == tag

    def handle_data(self, data):
        for one in self.open:
            one[2] += data

    def texts(self, *tags):
        return [(tag, said) for tag, _, said in self.all if tag in tags]


def test_html_is_one_page_that_needs_nothing(any_document):
    text_of = FORMATS["html"][2](any_document).decode()
    page = Page(text_of)
    kinds = {tag: attributes for tag, attributes, _ in page.all}
    assert text_of.startswith("<!DOCTYPE html>")
    assert kinds["html"] == {"lang": "nl"}
    assert page.texts("title")[0][1].strip()
    assert "main" in kinds
    assert not {"script", "link", "iframe", "object"} & set(kinds)
    assert all(a["src"].startswith("data:image/svg+xml;base64,") and "alt" in a for tag, a, _ in page.all if tag == "img")
    assert not [a for _, a, _ in page.all if any(key.startswith("on") for key in a)]
    assert not re.search(r"url\(|@import", text_of.partition("</style>")[0])


def test_html_has_headings_lists_and_tables_that_say_what_they_are():
    page = Page(FORMATS["html"][2](WHOLE).decode())
    assert page.texts("h1", "h2", "h3", "h4") == [
        ("h1", "Regieplan: Casus"),
        ("h2", "Eerste hoofdstuk"),
        ("h3", "Een deel"),
        ("h2", "Tweede hoofdstuk"),
    ]
    assert page.texts("li") == [("li", "Een"), ("li", "Twee")]
    assert [(a.get("scope"), said) for tag, a, said in page.all if tag == "th"][:5] == [
        ("col", "Stap"),
        ("col", "Wat"),
        ("col", "Getal"),
        ("row", "1"),
        ("row", "2"),
    ]
    assert page.texts("caption")[0] == ("caption", "Tabel 1. De stappen")
    assert [a["alt"] for tag, a, _ in page.all if tag == "img"] == ["Twee partijen, één band.", "De woorden zelf."]


def test_html_keeps_hostile_text_as_text():
    page = Page(FORMATS["html"][2](HOSTILE).decode())
    assert READ in page.texts("h1")[0][1]
    assert len([tag for tag, _, _ in page.all if tag == "img"]) == 2


def test_in_a_panel_the_headings_start_below_its_own():
    assert Page(fragment(WHOLE)).texts("h1", "h2", "h3", "h4", "h5", "h6") == [
        ("h4", "Regieplan: Casus"),
        ("h5", "Eerste hoofdstuk"),
        ("h6", "Een deel"),
        ("h5", "Tweede hoofdstuk"),
    ]


# ---- as a word processor sees it ------------------------------------------------------------------------------------


def as_pdf(folder, documents):
    """The documents as docx and odt in the folder, with what LibreOffice makes of each in its folder pdf; the paths of the first."""
    for name in ("docx", "odt"):
        for called, document in documents.items():
            (folder / f"{called}_{name}.{name}").write_bytes(FORMATS[name][2](document))
    files = sorted(folder.glob("*.*"))
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(folder / "pdf"),
            *map(str, files),
        ],
        check=True,
        capture_output=True,
        timeout=300,
    )
    return files


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice (soffice) is not installed")
def test_libreoffice_opens_both(tmp_path):
    files = as_pdf(tmp_path, DOCUMENTS)
    for path in files:
        read = pypdf.PdfReader(tmp_path / "pdf" / f"{path.stem}.pdf")
        said = "\n".join(page.extract_text() for page in read.pages)
        assert [round(float(side)) for side in read.pages[0].mediabox[2:]] == [595, 842], path
        called = path.stem.partition("_")[0]
        if called == "whole":
            assert read.metadata.title == "Regieplan: Casus"
            assert read.metadata.author == "Een naam"
            for line in (
                "Eerste hoofdstuk",
                "Het denkmodel. Wat het zegt.",
                "Tabel 2. De stappen",
                "Afbeelding 2. Zonder png",
                f"van {len(read.pages)}",
            ):
                assert "".join(line.split()) in "".join(said.split()), (path, line)  # where a reader of pdf sees a space differs by version
        if called == "hostile":
            assert "onerror=alert(1)" in said
        if called == "big":
            assert said.count("Nummer") == sum("Rij" in page.extract_text() for page in read.pages) > 1, "the header is repeated"


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice (soffice) is not installed")
def test_what_one_signs_is_two_pages_and_one_where_little_was_filled_in(tmp_path):
    few = {"keuze": "Wij wachten.", "gevraagd": [{"wie": "De GGD", "wat": "Een naam"}], "mis": "Er haakt iemand af."}
    short = plan(load_shipped("regio").with_changes(answers={"regieplan": few}))
    told = "Wij spreken af wie er belt en wanneer dat gebeurt, ook als het tegenzit. "
    texts = {"uitkomst": 200, "raad": 200, "keuze": 400, "regisseur": 400, "mis": 400}
    most = {
        **{name: (told * 10)[:long] for name, long in texts.items()},
        "stappen": [{"stap": told[:45], "wie": "de programmamanager", "wanneer": "januari"}] * 3,
        "gevraagd": [{"wie": f"Partij {i}", "wat": told[:45]} for i in range(6)],
    }
    full = plan(load_shipped("jeugdhulp").with_changes(answers={"regieplan": most}))
    drawn = {}
    for called, document in {
        "example": example(),
        "example_full": full,
        "short": short,
    }.items():  # without their pictures: their place is behind
        drawn[called] = attrs.evolve(document, blocks=tuple(b for b in document.blocks if not isinstance(b, Picture)))
    for path in as_pdf(tmp_path, drawn):
        pages = [page.extract_text() for page in pypdf.PdfReader(tmp_path / "pdf" / f"{path.stem}.pdf").pages]
        first = next(number for number, text in enumerate(pages) if "Bijlage: waarop dit plan berust" in text)
        assert first == (2 if path.stem.startswith("example") else 1), path
        assert "Akkoord" in pages[first - 1]
