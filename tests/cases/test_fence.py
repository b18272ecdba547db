"""The two fences: what is counted before a library sees a file, and the process that is ended."""

import io
import zipfile

import pytest

from regiekit.cases import CaseError, fence, from_spreadsheet, sheets
from regiekit.cases.spreadsheet import open_book
from tests.cases.test_case_spreadsheet import BOOK, GOOD, ODS, ods, ods_file, with_member, xlsx, zipped

SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def packed(data, method):
    """The same members, packed in another way."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", method) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
    return out.getvalue()


def said(data, name="a.xlsx"):
    with pytest.raises(CaseError) as caught:
        from_spreadsheet(data, name)
    return str(caught.value)


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
@pytest.mark.parametrize("make", [xlsx, ods])
def test_only_stored_and_deflated_members_are_unpacked(method, make):
    assert "ongewone manier ingepakt" in said(packed(make(BOOK), method), "a.xlsx" if make is xlsx else "a.ods")
    assert len(open_book(packed(make(BOOK), zipfile.ZIP_STORED), "a.xlsx" if make is xlsx else "a.ods").case().parties) == 3


#: Bound that is lowered to 100 -> a file that passes it.
FLOODS = {
    "members": zipped({f"m{i}": "x" for i in range(101)}),
    "si": with_member(xlsx(BOOK), "xl/sharedStrings.xml", f"<sst {MAIN}>{'<si><t>x</t></si>' * 101}</sst>"),
    "xf": with_member(xlsx(BOOK), "xl/styles.xml", f"<styleSheet {MAIN}><cellXfs>{'<xf/>' * 101}</cellXfs></styleSheet>"),
    "style": with_member(xlsx(BOOK), "xl/styles.xml", f"<styleSheet {MAIN}><fills>{'<fill/>' * 101}</fills></styleSheet>"),
    "other": with_member(xlsx(BOOK), "xl/styles.xml", f"<styleSheet {MAIN}><colors>{'<color/>' * 101}</colors></styleSheet>"),
    "font": with_member(xlsx(BOOK), "xl/styles.xml", f"<styleSheet {MAIN}><fonts>{'<font/>' * 101}</fonts></styleSheet>"),
    "sheet": with_member(xlsx(BOOK), "xl/workbook.xml", f"<workbook {MAIN}><sheets>{'<sheet/>' * 101}</sheets></workbook>"),
    "definedName": with_member(xlsx(BOOK), "xl/workbook.xml", f"<workbook {MAIN}><definedNames>{'<definedName/>' * 101}</definedNames></workbook>"),
    "row": with_member(xlsx(BOOK), "xl/worksheets/sheet1.xml", SHEET.format("<row/>" * 101)),
    "cells": with_member(xlsx(BOOK), "xl/worksheets/sheet1.xml", SHEET.format("<row><c/></row>" * 101)),
    "in a row": with_member(xlsx(BOOK), "xl/worksheets/sheet1.xml", SHEET.format(f"<row>{'<c/>' * 101}</row>")),
    "depth": with_member(xlsx(BOOK), "xl/worksheets/sheet1.xml", SHEET.format("<a>" * 101 + "</a>" * 101)),
    "elements": with_member(xlsx(BOOK), "xl/worksheets/sheet1.xml", SHEET.format("<a/>" * 101)),
    "tag": with_member(xlsx(BOOK), "xl/worksheets/sheet1.xml", SHEET.format(f'<a b="{"y" * 101}"/>')),
    "parts of a row": ods_file(ODS.format('<table:table table:name="a"><table:table-row>' + "<text:p/>" * 101 + "</table:table-row></table:table>")),
    "lines": xlsx({"partijen": [["naam"], *[[]] * 600, ["GGD"]]}),
}  # fmt: skip


@pytest.mark.parametrize("bound", FLOODS)
def test_each_bound_has_a_number_and_a_sentence(bound, monkeypatch):
    number, what = fence.BOUNDS[bound]
    monkeypatch.setitem(fence.BOUNDS, bound, (100, what))
    assert f"meer dan 100 {what}; kopieer wat u nodig hebt" in said(FLOODS[bound])
    monkeypatch.setitem(fence.BOUNDS, bound, (number, what))
    if bound == "lines":
        assert from_spreadsheet(FLOODS[bound], "a.xlsx").party_keys == ("ggd",)


def test_an_ods_with_too_many_sheets(monkeypatch):
    monkeypatch.setitem(fence.BOUNDS, "sheet", (100, "bladen"))
    assert "meer dan 100 bladen" in said(ods_file(ODS.format('<table:table table:name="a"/>' * 101)), "a.ods")


def test_a_long_tag_is_seen_across_pieces():
    def pieces(gap):
        return [b"<a " + b"x" * 30 + b"/>", b"<b " + b"y" * gap, b"y" * gap + b">"]

    assert b"".join(fence.tags(pieces(400_000))) == b"".join(pieces(400_000))
    with pytest.raises(CaseError, match=r"meer dan 1\.000\.000 tekens in één onderdeel"):
        list(fence.tags(pieces(600_000)))


def test_in_the_browser_a_third_holds(monkeypatch):
    monkeypatch.setattr(fence, "BROWSER", True)
    assert fence.most("cells") == 300_000
    assert fence.most("depth") == fence.BOUNDS["depth"][0]


def test_a_table_of_text_with_too_many_columns():
    assert "meer dan 16.384 cellen in één rij" in said(b"naam" + b";" * 20_000 + b"\nGGD\n", "a.csv")


def test_entities_are_refused_in_any_part():
    for part in ("xl/workbook.xml", "xl/sharedStrings.xml", "[Content_Types].xml"):
        assert "onveilige onderdelen" in said(with_member(xlsx(BOOK), part, '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'))


def test_repeated_cells_share_one_text():
    long = "x" * 30_000
    cell = f'<table:table-cell table:number-columns-repeated="200"><text:p>{long}</text:p></table:table-cell>'
    (sheet,) = sheets.read(
        ods_file(ODS.format(f'<table:table table:name="a"><table:table-row>{cell}</table:table-row></table:table>')), "ods"
    )
    assert len({id(cell) for cell in sheet.rows[0][1]}) == 1


# --- the process -----------------------------------------------------------------------------------------------------


def test_a_process_reads_what_is_read_here(monkeypatch):
    monkeypatch.setattr(fence, "SMALL", 0)
    apart = open_book(xlsx(BOOK), "a.xlsx").case()
    monkeypatch.setattr(fence, "WORKER", False)
    assert open_book(xlsx(BOOK), "a.xlsx").case() == apart


def burn(data):
    """Keeps the processor busy for ever."""
    while data:
        pass


def grow(data):
    """Takes ever more memory."""
    kept = [data]
    while True:
        kept.append(kept[-1] * 2)


def refuse(data):
    raise CaseError([data.decode()])


def fall(data):
    raise KeyError(data)


@pytest.mark.parametrize("reader", ["burn", "grow"])
def test_a_process_that_takes_too_much_is_ended(reader, monkeypatch):
    monkeypatch.setattr(fence, "seconds", lambda unpacked: 1)
    with pytest.raises(CaseError, match="te veel geheugen of rekentijd"):
        fence.apart(f"tests.cases.test_fence:{reader}", b"x", 0)


def test_what_goes_wrong_in_a_process_is_said():
    with pytest.raises(CaseError, match="zo niet"):
        fence.apart("tests.cases.test_fence:refuse", b"zo niet", 0)
    with pytest.raises(CaseError, match="beschadigd of niet te lezen"):
        fence.apart("tests.cases.test_fence:fall", b"x", 0)


def test_without_a_process_the_first_fence_stands_alone(monkeypatch):
    monkeypatch.setattr(fence, "SMALL", 0)
    monkeypatch.setattr(fence.sys, "executable", "/bestaat/niet")
    assert open_book(xlsx({"partijen": GOOD}), "a.xlsx").case().party_keys == ("ggd", "school")


def test_without_a_process_there_is_a_look_at_the_clock(monkeypatch):
    monkeypatch.setattr(fence, "WORKER", False)
    monkeypatch.setattr(fence, "PATIENCE", -1.0)
    assert "duurt te lang" in said(xlsx({"partijen": [["naam"], *[["GGD"]] * 600]}))


@pytest.mark.parametrize(("unpacked", "limit"), [(0, 5), (9_999_999, 5), (10_000_000, 10), (35_000_000, 20), (80_000_000, 20)])
def test_five_seconds_for_each_ten_megabytes(unpacked, limit):
    assert fence.seconds(unpacked) == limit
