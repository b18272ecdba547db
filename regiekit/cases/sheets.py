"""The cells of a spreadsheet (xlsx, xlsm, Strict Open XML, ods, csv) with what cannot be trusted about them.

xlsx is read by openpyxl: pure Python, so it runs in the browser and can be stopped between rows (python-calamine is faster, but compiled and
one call: the browser could not bound it, and it keeps neither formulas without outcome nor merged cells of ods). It is given only the parts
that hold cells, after these are counted (`fence`). The ods reader is our own: there is no maintained light reader in pure Python.
"""

import datetime
import io
import re
import warnings
import zipfile
from collections.abc import Iterable
from typing import Any
from xml.etree import ElementTree

import attrs

from regiekit.cases import delimited, fence
from regiekit.cases.check import CaseError
from regiekit.cases.model import MAX_TIES

MAX_FILE = 20_000_000
MAX_ROWS = MAX_TIES + 1000  # that are read: with headers, examples and empty ones
MAX_COLUMNS = 250
MAX_CELL = 20_000
KINDS = ("xlsx", "xlsm", "xltx", "xltm", "ods", "ots", "csv", "tsv", "tab")

Rows = list[tuple[int, list[Any]]]  # row number in the sheet, its cells

#: What Excel and LibreOffice show for a formula that fails, in Dutch and in English.
ERRORS = frozenset(
    {
        "#N/A",
        "#N/B",
        "#REF!",
        "#VERW!",
        "#VALUE!",
        "#WAARDE!",
        "#DIV/0!",
        "#DEEL/0!",
        "#NAME?",
        "#NAAM?",
        "#NULL!",
        "#LEEG!",
        "#NUM!",
        "#GETAL!",
        "#SPILL!",
        "#OVERLOOP!",
        "#CALC!",
        "#BEREKENEN!",
        "#FIELD!",
        "#VELD!",
    }
)
#: Streams of a workbook that is encrypted.
_SEALED = tuple(b"\0".join(bytes([letter]) for letter in name) for name in (b"EncryptedPackage", b"EncryptionInfo", b"DRMEncrypted"))
_ERR = re.compile(r"(?:Err|Fout):\d{3}")
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_ODD = re.compile(r"[^\W\d_][\ufffd\u0080-\u009f¤¢£¥¦§¨©ª¬®¯°±²³¶¹º»¼½¾¿¡†‡‰„“”‚ˆ˜™][^\W\d_]|Ã[\u0080-\u00bf©«¶¯¼¡±§]|ï¿½|\ufffd|â€")


@attrs.define
class Sheet:
    """A sheet: its rows that hold something, and where (row, column, from 1) a cell cannot be trusted.

    Attributes:
        merged: first row, first column, last row, last column of merged cells; their value stands in all rows, in the first column.
        blank: cells with a formula without outcome.
        wrong: cells whose formula fails; they are empty in `rows`.
        odd: cells with characters that are no letters inside words, or with `_xHHHH_` in them.
        cut: whether there are more rows than were read.
        narrow: whether there are more columns than were read.
    """

    name: str
    rows: Rows
    merged: list[tuple[int, int, int, int]] = attrs.field(factory=list)
    blank: list[tuple[int, int]] = attrs.field(factory=list)
    wrong: list[tuple[int, int]] = attrs.field(factory=list)
    odd: list[tuple[int, int]] = attrs.field(factory=list)
    told: list[str] = attrs.field(factory=list)
    cut: bool = False
    narrow: bool = False


def read(data: bytes, suffix: str) -> list[Sheet]:
    """The sheets of a spreadsheet; the contents decide what it is. Raises CaseError, or what a broken file makes a reader raise."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):  # the container of old Excel, and of a workbook that is encrypted
        known = any(name in data for name in _SEALED)
        raise CaseError([
            f"dit rekenblad is beveiligd met een wachtwoord of een gevoeligheidslabel{'' if known else ', of het is een oud Excel-bestand'}; open het in Excel, "
            "haal de beveiliging eraf (of kopieer de tabel naar een nieuw bestand) en bewaar het als xlsx"
        ])  # fmt: skip
    if data.startswith(b"PK"):
        package = fence.Package(data)
        sheets = _ods(package) if "content.xml" in package else _xlsx(package)
    elif suffix in ("csv", "tsv", "tab") or (suffix != "ods" and _like_text(data)):
        rows, told = delimited.table(data, MAX_ROWS + 1)
        sheets = [
            Sheet(
                "partijen",
                [(number, _filled(cells[:MAX_COLUMNS])) for number, cells in rows],
                told=told,
                narrow=max((len(cells) for _, cells in rows), default=0) > MAX_COLUMNS,
            )
        ]
    else:
        raise ValueError("no spreadsheet")
    for sheet in sheets:
        sheet.cut = bool(sheet.rows) and (sheet.rows[-1][0] > MAX_ROWS or len(sheet.rows) > MAX_ROWS)
        sheet.rows = [(number, cells) for number, cells in sheet.rows if cells][:MAX_ROWS]
        _spread(sheet)
        _doubts(sheet)
    return sheets


def _like_text(data: bytes) -> bool:
    head = data[:2000].lstrip().lower()
    if head.startswith((b"<", b"\xef\xbb\xbf<")):
        raise CaseError(["dit is een webpagina met de naam van een rekenblad; open het in een rekenprogramma en bewaar het als xlsx"])
    return delimited.encoding(data) is not None and not re.search(rb"[\x01-\x08\x0e-\x1f]", head)


def _filled(cells: Iterable[Any]) -> list[Any]:
    """The cells as plain values, without the empty ones at the end."""
    row = [cell.strip()[:MAX_CELL] if isinstance(cell, str) else cell for cell in cells]
    while row and row[-1] in (None, ""):
        row.pop()
    return row


def _spread(sheet: Sheet) -> None:
    """Give every cell below the first of a merged range its value, in rows that hold something. The cells beside it stay empty."""
    rows, left = dict(sheet.rows), fence.most("row")
    kept = []
    for top, first, low, right in sheet.merged:
        value = rows.get(top, [])[first - 1 : first]
        bottom, last = min(low, MAX_ROWS), min(right, MAX_COLUMNS)
        left -= max(0, bottom - top + 1)
        if not value or value[0] in (None, "") or left < 0:
            continue
        kept.append((top, first, bottom, last))
        for number in range(top + 1, bottom + 1):
            if number in rows:
                cells = rows[number]
                cells += [None] * (first - len(cells))
                cells[first - 1] = value[0]
    sheet.merged = kept


def _doubts(sheet: Sheet) -> None:
    """Note error values (and empty those cells), decode `_xHHHH_`, and note characters that are no letters inside words."""
    for number, cells in sheet.rows:
        for at, cell in enumerate(cells):
            if not isinstance(cell, str) or (cell.isascii() and "#" not in cell and "_x" not in cell and ":" not in cell):
                continue
            if cell.upper() in ERRORS or _ERR.fullmatch(cell):
                sheet.wrong.append((number, at + 1))
                cells[at] = None
            elif _ESCAPE.search(cell):
                sheet.odd.append((number, at + 1))
                cells[at] = _ESCAPE.sub(lambda m: c if (c := chr(int(m[1], 16))).isprintable() else " ", cell).strip()
            elif _ODD.search(cell):
                sheet.odd.append((number, at + 1))


def shown(moment: Any) -> Any:
    """A date or a time of a cell as text, the day first; other values as they are."""
    if isinstance(moment, datetime.datetime):
        return f"{moment:%d-%m-%Y}" if not (moment.hour or moment.minute or moment.second) else f"{moment:%d-%m-%Y %H:%M}"
    if isinstance(moment, datetime.date):
        return f"{moment:%d-%m-%Y}"
    return moment if moment is None or isinstance(moment, str | int | float) else str(moment)


# --- xlsx ------------------------------------------------------------------------------------------------------------

#: The parts with cells, and what leads to them; pictures, charts, macros and links stay packed.
_PARTS = re.compile(
    r"\[content_types\]\.xml|_rels/\.rels|xl/_rels/[^/]+\.rels|xl/worksheets/[^/]+\.xml|xl/(?!calcchain|comments|metadata|connections)[^/]+\.xml",
    re.IGNORECASE,
)
_STRICT = {
    b"http://purl.oclc.org/ooxml/spreadsheetml/main": b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}
_CELL = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")


def place(reference: str) -> tuple[int, int]:
    """Row and column, from 1, of a cell such as B7; (0, 0) for no cell."""
    found = _CELL.fullmatch(reference)
    if not found:
        return 0, 0
    column = 0
    for letter in found[1]:
        column = 26 * column + ord(letter) - 64
    return int(found[2]), column


def letters(column: int) -> str:
    """The letters of a column, from 1: A, Z, AA."""
    out = ""
    while column:
        column, rest = divmod(column - 1, 26)
        out = chr(65 + rest) + out
    return out


class _Scan:
    """What the first fence sees of a sheet: where cells are merged and where a formula stands; the cells in a row are counted."""

    def __init__(self) -> None:
        self.merged: list[tuple[int, int, int, int]] = []
        self.formulas: list[str] = []
        self.cell, self.text, self.cells = "", False, 0
        self.last = (0, "")  # the letters of the last column, after how many they are

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            self.cell, self.text = attributes.get("r", ""), attributes.get("t") == "str"
            self.cells += 1
            fence.check("in a row", self.cells)
            column = self.cell.rstrip("0123456789") or letters(self.cells)
            self.last = max(self.last, (len(column), column))
        elif name == "row":
            self.cells = 0
        elif name == "f" and self.cell and not self.text:
            self.formulas.append(self.cell)
        elif name == "mergeCell":
            first, _, last = attributes.get("ref", "").partition(":")
            self.merged.append((*place(first), *place(last or first)))


def _xlsx(package: fence.Package) -> list[Sheet]:
    if any(package.locked(name) for name in package.members):
        raise CaseError(["dit rekenblad is beveiligd met een wachtwoord; bewaar het zonder wachtwoord"])
    scans: dict[str, _Scan] = {}
    counts: dict[str, int] = {}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as slim:
        for name in package.members:
            if not _PARTS.fullmatch(name):
                continue
            content = package.read(name)
            scan = scans.setdefault(name.lower(), _Scan()) if "/worksheets/" in name.lower() else None
            found = fence.scan([content], scan and scan.start)
            if scan is None and "sst" not in found:
                fence.check("other", sum(found.values()))
            for element, number in found.items():
                counts[element] = counts.get(element, 0) + number
            for strict, usual in _STRICT.items():
                content = content.replace(strict, usual)
            slim.writestr(name, content)
    fence.check_counts(counts | {"cells": counts.get("c", 0), "style": sum(counts.get(s, 0) for s in ("xf", "dxf", "cellStyle", "fill", "border", "numFmt"))},
                       ("sheet", "definedName", "si", "xf", "font", "row", "cells", "style"))  # fmt: skip
    wide = {part: min(MAX_COLUMNS, place(f"{scan.last[1]}1")[1] or MAX_COLUMNS) for part, scan in scans.items()}
    if sum(counts.values()) < fence.SMALL:
        read = xlsx_rows(out.getvalue(), wide)
    else:
        read = fence.apart("regiekit.cases.sheets:xlsx_rows", out.getvalue(), package.unpacked, wide=wide)
    sheets = []
    for title, part, rows in read:
        sheet, scan = Sheet(title, [(number, cells) for number, cells in rows]), scans.get(part.lower(), _Scan())
        at = dict(sheet.rows)
        for reference in scan.formulas:
            row, column = place(reference)
            if row and row <= MAX_ROWS and column <= MAX_COLUMNS and at.get(row, [])[column - 1 : column] in ([], [None]):
                sheet.blank.append((row, column))
        sheet.narrow = place(f"{scan.last[1]}1")[1] > MAX_COLUMNS
        sheet.merged = [m for m in scan.merged if all(m) and m[0] <= m[2] and m[1] <= m[3]]
        sheets.append(sheet)
    return sheets


def xlsx_rows(data: bytes, wide: dict[str, int]) -> list[tuple[str, str, list[tuple[int, list[Any]]]]]:
    """Title, part and rows (number, cells) of every sheet, as JSON can hold them, each sheet as wide as it is; the library's part."""
    import openpyxl

    clock, passed = fence.Clock(), 0
    sheets = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        for sheet in book.worksheets:
            sheet.reset_dimensions()  # what the file says about its size is not to be trusted
            rows, part = [], getattr(sheet, "_worksheet_path", "")
            for number, row in enumerate(
                sheet.iter_rows(max_row=MAX_ROWS + 1, max_col=wide.get(part.lower(), MAX_COLUMNS), values_only=True), 1
            ):
                passed += 1
                if not passed % 500:
                    clock.look()
                    fence.check("lines", passed)
                if cells := _filled(map(shown, row)):
                    rows.append((number, cells))
            sheets.append((sheet.title, part, rows))
        book.close()
    return sheets


# --- ods -------------------------------------------------------------------------------------------------------------

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_WORDS = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_BLANKS = {f"{_WORDS}s": " ", f"{_WORDS}tab": "\t", f"{_WORDS}line-break": "\n"}
_MANIFEST = "META-INF/manifest.xml"


def _count(element: ElementTree.Element, attribute: str) -> int:
    digits = element.get(attribute, "1")
    return int(digits[:9]) if digits.isdecimal() else 1


def _ods_text(element: ElementTree.Element) -> str:
    parts = [element.text or ""]
    for child in element:
        parts.append(_BLANKS.get(child.tag, "") * min(_count(child, f"{_WORDS}c"), 100) or _ods_text(child))
        parts.append(child.tail or "")
    return "".join(parts)


def _ods_value(cell: ElementTree.Element) -> Any:
    kind = cell.get(f"{_OFFICE}value-type")
    if kind in ("float", "percentage", "currency"):
        return float(cell.get(f"{_OFFICE}value", "nan"))
    if kind == "boolean":
        return cell.get(f"{_OFFICE}boolean-value") == "true"
    # cut here, so that cells that are repeated share one text
    return "\n".join(_ods_text(paragraph) for paragraph in cell.findall(f"{_WORDS}p")).strip()[:MAX_CELL]


def _ods_row(row: ElementTree.Element, number: int = 1, sheet: Sheet | None = None) -> list[Any]:
    cells: list[Any] = []
    for cell in row:
        if cell.tag in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            at, value = len(cells) + 1, _ods_value(cell)
            times = min(_count(cell, f"{_TABLE}number-columns-repeated"), MAX_COLUMNS - len(cells))
            if sheet and value != "" and _count(cell, f"{_TABLE}number-columns-repeated") > times:
                sheet.narrow = True
            if sheet and times:
                down, right = _count(cell, f"{_TABLE}number-rows-spanned"), _count(cell, f"{_TABLE}number-columns-spanned")
                if down * right > 1:
                    sheet.merged.append((number, at, number + down - 1, at + right - 1))
                if cell.get(f"{_TABLE}formula") and not cell.get(f"{_OFFICE}value-type") and value == "":
                    sheet.blank.append((number, at))
            cells += [value] * times
    return _filled(cells)


def _ods(package: fence.Package) -> list[Sheet]:
    if _MANIFEST in package and b"encryption-data" in package.read(_MANIFEST):
        raise CaseError(["dit rekenblad is beveiligd met een wachtwoord; bewaar het zonder wachtwoord"])
    content = package.read("content.xml")
    inside = tables = 0

    def start(name: str, _: dict[str, str]) -> None:
        nonlocal inside, tables
        inside = 0 if name == "table-row" else inside + 1
        if tables:
            fence.check("parts of a row", inside)
        if name == "table":
            tables += 1
            fence.check("sheet", tables)

    fence.check("content.xml", sum(fence.scan([content], start).values()))
    sheets: list[Sheet] = []
    number, many, row = 1, 0, 0
    for event, element in ElementTree.iterparse(io.BytesIO(content), ("start", "end")):
        if event == "start" and element.tag == f"{_TABLE}table":
            sheets.append(Sheet(element.get(f"{_TABLE}name", ""), []))
            number = 1
        elif element.tag == f"{_TABLE}table-row" and event == "start":
            row += 1
        elif event == "end" and not row:
            element.clear()  # styles and what else a file has beside its tables
        elif event == "end" and element.tag == f"{_TABLE}table-row" and sheets:
            sheet, times = sheets[-1], _count(element, f"{_TABLE}number-rows-repeated")
            cells = _ods_row(element, number, sheet)
            kept = min(times, MAX_ROWS + 1 - len(sheet.rows)) if cells else 0
            many += kept * len(cells)
            fence.check("cells", many)
            sheet.rows += [(number + step, list(cells)) for step in range(kept)]
            number += times
            row -= 1
            element.clear()
            package.clock.look()
    return sheets
