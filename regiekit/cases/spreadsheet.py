"""Parties, ties, tasks and issues from a spreadsheet (xlsx, ods, csv), and an empty one to fill in.

The sheets are named partijen, relaties, taken and kwesties; the columns carry the Dutch keys of the case file. A name
may stand where a key is asked. Errors name sheet, row and column. The ods reader is our own: there is no maintained
light reader in pure Python.
"""

import csv
import io
import re
import warnings
import zipfile
from collections.abc import Callable, Iterable, Iterator
from typing import Any
from xml.etree import ElementTree

from regiekit.cases.check import MAX_PROBLEMS, MAX_SHOWN, CaseError, dutch_count, nearest, numbered, quoted, unaccented, value_problems
from regiekit.cases.files import decodings, from_table
from regiekit.cases.model import (
    DIRECTED_BY_KIND,
    FORMAT,
    MAX_PARTIES,
    MAX_TIES,
    NONE,
    STRENGTHS,
    Case,
    Issue,
    Party,
    Representative,
    Spec,
    Task,
    Tie,
    fields,
    most,
)

MAX_FILE = 20_000_000
MAX_UNPACKED = 80_000_000
MAX_ROWS = MAX_TIES + 1000  # that are read: with headers, examples and empty ones
MAX_COLUMNS = 250
MAX_CELL = 20_000
MAX_ELEMENTS = 1_500_000
EXAMPLE = "voorbeeld:"

SHEETS: dict[str, type] = {"partijen": Party, "relaties": Tie, "taken": Task, "kwesties": Issue}
_FLAGS = {**dict.fromkeys(("ja", "j", "waar", "true", "x", "1", "yes"), True),
          **dict.fromkeys(("nee", "n", "onwaar", "false", "0", "no", "-"), False)}  # fmt: skip

Rows = list[tuple[int, list[Any]]]  # row number in the sheet, its cells


# --- the three formats -----------------------------------------------------------------------------------------------


def _too_many_rows(sheet: str, limit: int = MAX_TIES) -> CaseError:
    return CaseError(
        [f"blad '{sheet}' heeft meer dan {dutch_count(limit)} rijen; houd er hoogstens {dutch_count(limit)} over, de belangrijkste"]
    )


def _filled(cells: Iterable[Any]) -> list[Any]:
    """The cells as plain values, without the empty ones at the end."""
    row = [cell.strip()[:MAX_CELL] if isinstance(cell, str) else cell for cell in cells]
    while row and row[-1] in (None, ""):
        row.pop()
    return row


def _opened_zip(data: bytes) -> zipfile.ZipFile:
    """The zip inside an xlsx or ods, refused when it unpacks to too much or its XML declares entities."""
    archive = zipfile.ZipFile(io.BytesIO(data))
    members = archive.infolist()
    if sum(member.file_size for member in members) > MAX_UNPACKED:
        raise CaseError([f"het bestand is uitgepakt groter dan {MAX_UNPACKED // 1_000_000} MB; kopieer de tabel naar een nieuw bestand"])
    for member in members:
        content = archive.read(member).replace(b"\0", b"")  # without the zeros of UTF-16
        if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
            raise CaseError(["het bestand bevat onveilige onderdelen; kopieer de tabel naar een nieuw bestand"])
    return archive


def _read_xlsx(data: bytes) -> dict[str, Rows]:
    import openpyxl

    _opened_zip(data).close()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheets = {}
        for sheet in book.worksheets:
            # limits of our own: what the file says about its size is not to be trusted
            rows = sheet.iter_rows(max_row=MAX_ROWS + 1, max_col=MAX_COLUMNS, values_only=True)
            sheets[sheet.title] = [(number, cells) for number, row in enumerate(rows, 1) if (cells := _filled(row))]
            if sheets[sheet.title] and sheets[sheet.title][-1][0] > MAX_ROWS:
                raise _too_many_rows(sheet.title)
        book.close()
    return sheets


_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_WORDS = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_BLANKS = {f"{_WORDS}s": " ", f"{_WORDS}tab": "\t", f"{_WORDS}line-break": "\n"}


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
    return "\n".join(_ods_text(paragraph) for paragraph in cell.findall(f"{_WORDS}p"))


def _ods_row(row: ElementTree.Element) -> list[Any]:
    cells: list[Any] = []
    for cell in row:
        if cell.tag in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            times = min(_count(cell, f"{_TABLE}number-columns-repeated"), MAX_COLUMNS - len(cells))
            cells += [_ods_value(cell)] * times
    return _filled(cells)


def _read_ods(data: bytes) -> dict[str, Rows]:
    sheets: dict[str, Rows] = {}
    name, number = "", 1
    with _opened_zip(data) as archive, archive.open("content.xml") as file:
        for count, (event, element) in enumerate(ElementTree.iterparse(file, ("start", "end"))):
            if count > 2 * MAX_ELEMENTS:
                raise CaseError(["het bestand is te groot; kopieer de tabel naar een nieuw bestand"])
            if event == "start" and element.tag == f"{_TABLE}table":
                name, number = element.get(f"{_TABLE}name", ""), 1
                sheets[name] = []
            elif event == "end" and element.tag == f"{_TABLE}table-row":
                rows, cells, times = sheets.setdefault(name, []), _ods_row(element), _count(element, f"{_TABLE}number-rows-repeated")
                if cells and len(rows) + times > MAX_ROWS:
                    raise _too_many_rows(name)
                rows += [(number + step, cells) for step in range(times if cells else 0)]
                number += times
                element.clear()
    return sheets


def _read_csv(data: bytes) -> dict[str, Rows]:
    text = next(decodings(data), None)
    if text is None or "\0" in text:
        raise CaseError(["dit is geen leesbaar csv-bestand; sla de tabel opnieuw op als csv (UTF-8)"])
    header = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(";,\t", key=header.count)
    rows: Rows = []
    for cells in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
        rows.append((len(rows) + 1, _filled(cells[:MAX_COLUMNS])))
        if len(rows) > MAX_ROWS:
            raise _too_many_rows("partijen", MAX_PARTIES)
    return {"partijen": rows}


_READERS: dict[str, Callable[[bytes], dict[str, Rows]]] = {"xlsx": _read_xlsx, "ods": _read_ods, "csv": _read_csv}


# --- cells to values -------------------------------------------------------------------------------------------------


def _as_text(cell: Any) -> str:
    if isinstance(cell, bool):
        return "ja" if cell else "nee"
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    text = str(cell)
    # the apostrophe that our own csv puts before what could be a formula
    return text[1:] if re.match(r"'[=+\-@\t\r\n']", text) else text


def _as_number(cell: Any) -> Any:
    text = _as_text(cell).replace(",", ".")
    try:
        number = float(text)
    except ValueError:
        return cell
    return int(number) if number.is_integer() else number


def _plain(word: str) -> str:
    return unaccented(word.strip())


def _as_choice(cell: Any, spec: Spec) -> str:
    word = _as_text(cell)
    return next((choice for choice in spec.choices if _plain(choice) == _plain(word)), word)


def _parts(cell: Any) -> list[str]:
    return [part.strip() for part in re.split(r"[;\n]", _as_text(cell)) if part.strip()]


def _as_weights(cell: Any) -> dict[str, Any]:
    pairs = [part.rpartition("=") for part in _parts(cell)]
    return {name.strip(): _as_number(weight.strip()) for name, _, weight in pairs}


_PARSERS: dict[str, Callable[[Any, Spec], Any]] = {
    **dict.fromkeys(("text", "short", "key", "party", "maybe", "id"), lambda cell, spec: _as_text(cell)),
    **dict.fromkeys(("texts", "parties"), lambda cell, spec: _parts(cell)),
    **dict.fromkeys(("integer", "number", "weight"), lambda cell, spec: _as_number(cell)),
    **dict.fromkeys(("weights", "gains"), lambda cell, spec: _as_weights(cell)),
    **dict.fromkeys(("choice", "word"), _as_choice),
    "choices": lambda cell, spec: [_as_choice(part, spec) for part in _parts(cell) if _plain(part) != NONE],
    "flag": lambda cell, spec: _FLAGS.get(_as_text(cell).lower(), cell),
}


class _Reader:
    """Collects tables and problems while the sheets are read."""

    def __init__(self) -> None:
        self.problems: list[str] = []
        self.names: dict[str, str] = {}  # key → name of every party
        self.keys: dict[str, str] = {}  # plain name, short name or key → key
        self.later: list[
            tuple[dict[str, Any], str, tuple[str, int, str]]
        ] = []  # table, key and place of what names a party of its own sheet

    def say(self, sheet: str, row: int, column: str, problem: str) -> None:
        self.problems.append(f"blad '{sheet}', rij {row}, kolom {quoted(column)}: {problem}")
        if len(self.problems) >= MAX_PROBLEMS:
            raise CaseError(self.problems)

    def value(self, cell: Any, spec: Spec, place: tuple[str, int, str]) -> Any:
        """The value of one cell; what is wrong with it is noted."""
        value = _PARSERS[spec.kind](cell, spec)
        if spec.kind == "party":
            value = self.key(value, place)
        elif spec.kind == "parties":
            value = [self.key(name, place) for name in value]
        elif spec.kind == "maybe":
            pass  # a party of the sheet that is being read: it is found afterwards
        elif spec.kind == "gains":
            value = {self.key(name, place): gain for name, gain in value.items()}
        else:
            for problem in value_problems(value, spec, self.names):
                self.say(*place, problem)
        return value

    def key(self, name: str, place: tuple[str, int, str]) -> str:
        """The key of the party with this key, name or short name."""
        found = self.keys.get(_plain(name))
        if found is None:
            hint = nearest(name, self.keys) if len(self.problems) < MAX_SHOWN else ""  # searching takes long, and the others are not shown
            self.say(*place, f"partij {quoted(name)} staat niet op het blad 'partijen'{hint}")
        return found or name

    def other(self, cls: type, table: dict[str, Any], cell: Any, place: tuple[str, int, str]) -> None:
        """A column that is no plain field: of a representative, of the claims of one strength, of the gains of a party, or an extra."""
        column = _plain(place[2])
        if cls is Party and column in fields(Representative):
            table.setdefault("vertegenwoordiger", {})[column] = self.value(cell, fields(Representative)[column][1], place)
        elif cls is Task and column in (*STRENGTHS, "claims"):
            strength = {"sterkte": column} if column in STRENGTHS else {}
            claims = [{"partij": self.key(name, place), **strength} for name in _parts(cell)]
            table["claims"] = table.get("claims", []) + claims
        elif cls is Issue and column in self.keys:
            gains = {self.keys[column]: _as_number(cell)}
            for problem in value_problems(gains, fields(Issue)["opbrengst"][1], self.names):
                self.say(*place, problem)
            table["opbrengst"] = table.get("opbrengst", {}) | gains
        else:
            table[place[2]] = cell if isinstance(cell, bool) else _as_number(cell) if isinstance(cell, int | float) else _as_text(cell)


def _records(sheet: str, rows: Rows, reader: _Reader, known: Iterable[str], limit: int) -> Iterator[tuple[int, dict[str, Any]]]:
    """The rows below the header as column name → cell, without empty cells, empty rows and example rows; no more than `limit`."""
    rows = [(number, cells) for number, cells in rows if any(cell not in (None, "") for cell in cells)]
    if not rows:
        return
    number, header = rows[0]
    columns = [_as_text(cell) if cell not in (None, "") else "" for cell in header]
    folded = [_plain(column) for column in columns if column]
    if not set(folded) & set(known):
        names = ", ".join(known)
        raise CaseError([f"blad '{sheet}', rij {number}: hier horen de namen van de kolommen te staan ({names})"])
    for column in dict.fromkeys(folded):
        if folded.count(column) > 1:
            reader.say(sheet, number, column, "deze kolom staat er twee keer in; haal er één weg")
    yielded = 0
    for number, cells in rows[1:]:
        pairs = zip(columns, cells, strict=False)
        record = {column: cell for column, cell in pairs if column and cell not in (None, "")}
        names = (_plain(cell) for column, cell in record.items() if isinstance(cell, str) and _plain(column) in ("naam", "van"))
        if record and not any(name.startswith(EXAMPLE) for name in names):
            yielded += 1
            if yielded > limit:
                raise _too_many_rows(sheet, limit)
            yield number, record


def _tables(cls: type, sheet: str, rows: Rows, reader: _Reader) -> list[dict[str, Any]]:
    """The rows of a sheet as tables of the case file."""
    known = {_plain(key): spec for key, (_, spec) in fields(cls).items() if spec.kind in _PARSERS}
    tables: list[dict[str, Any]] = []
    taken: set[str] = set()
    offered: dict[str, Iterator[str]] = {}  # keys for a name: those that are called the same go on where the last one stopped
    for number, record in _records(sheet, rows, reader, known, most(cls)):
        table: dict[str, Any] = {}
        for column, cell in record.items():
            place = (sheet, number, column)
            spec = known.get(_plain(column))
            if spec is None:
                reader.other(cls, table, cell, place)
            else:
                table[spec.key] = reader.value(cell, spec, place)
                if spec.kind == "maybe":
                    reader.later.append((table, spec.key, place))
        for key in ("van", "naar"):
            if key in known and key not in table:
                reader.say(sheet, number, key, "hier ontbreekt een partij; vul een naam in of maak de rij leeg")
        if "sleutel" in known:
            if not {"sleutel", "naam"} & set(table):
                reader.say(sheet, number, "naam", "hier ontbreekt een naam; vul een naam in of maak de rij leeg")
            key = re.sub(r"[^a-z0-9]+", "-", _plain(table.get("naam", "")))[:40].strip("-") or "partij"
            if "sleutel" not in table:
                table["sleutel"] = next(new for new in offered.setdefault(key, numbered(key)) if new not in taken)
            taken.add(table["sleutel"])
        tables.append(table)
    return tables


def from_spreadsheet(data: bytes, filename: str) -> Case:
    """A new own case from a spreadsheet; `filename` tells the format (.xlsx, .ods or .csv) and gives the title.

    Columns that the case file does not know are kept in `extra`. Raises CaseError with every problem found.
    """
    filename = str(filename).replace("\\", "/").rpartition("/")[2]
    stem, dot, suffix = filename.rpartition(".")
    read = _READERS.get(suffix.lower()) if dot else None
    if read is None:
        raise CaseError(["dit soort bestand kan hier niet in; kies een bestand op .xlsx, .ods of .csv"], filename)
    if len(data) > MAX_FILE:
        raise CaseError([f"het bestand is groter dan {MAX_FILE // 1_000_000} MB; maak het kleiner"], filename)
    try:
        return _case(read(bytes(data)), stem, filename)
    except CaseError as error:
        raise CaseError(error.problems, filename) from None
    except Exception:  # a damaged file makes the readers fail in many ways
        message = f"dit is geen goed {suffix.lower()}-bestand; open het in een rekenprogramma en sla het opnieuw op"
        raise CaseError([message], filename) from None


def _case(sheets: dict[str, Rows], title: str, filename: str) -> Case:
    found = {_plain(name): (name, rows) for name, rows in sheets.items()}
    if "partijen" not in found:
        names = ", ".join(list(sheets)[:8])
        raise CaseError([f"er is geen blad 'partijen'; geef het blad met de partijen die naam (gevonden: {names})"])
    reader = _Reader()
    tables = {"partijen": _tables(Party, *found["partijen"], reader)}
    reader.names = {table["sleutel"]: table.get("naam", "") for table in tables["partijen"]}
    for field in ("kort", "naam", "sleutel"):  # the last one wins: a key before a name before a short name
        reader.keys |= {_plain(t[field]): t["sleutel"] for t in tables["partijen"] if isinstance(t.get(field), str)}
    for table, key, place in reader.later:
        table[key] = reader.key(table[key], place)
    for sheet, cls in list(SHEETS.items())[1:]:
        tables[sheet] = _tables(cls, *found.get(sheet, (sheet, [])), reader)
    if reader.problems:
        raise CaseError(reader.problems)
    return from_table({"formaat": FORMAT, "titel": title, "status": "eigen", **tables}, filename)


# --- an empty one to fill in -----------------------------------------------------------------------------------------

_HOW = {
    "choice": "één woord", "choices": "woorden met ; ertussen, of geen", "word": "één woord", "weight": "getal", "maybe": "naam of sleutel van een partij", "texts": "teksten met ; ertussen",
    "parties": "partijen met ; ertussen", "party": "naam of sleutel van een partij", "flag": "ja of nee",
    "weights": "naam=getal, met ; ertussen", "gains": "partij=getal, met ; ertussen",
    "integer": "heel getal", "number": "getal", "key": "mag leeg blijven: wordt gemaakt van de naam",
}  # fmt: skip
_EXAMPLES = {
    "partijen": {
        "naam": "VOORBEELD: Gemeente Waardstad", "kort": "Gemeente", "soort": "gemeente", "sector": "bestuur",
        "omvang": 3, "schaal": "lokaal", "positie": "voor", "macht": "productie; blokker", "vervangbaar": "nee",
        "belangen": "kortere wachttijd; lagere kosten", "waarden": "snelheid=4; zorgvuldigheid=3",
        "functie": "beleidsadviseur", "niveau": "uitvoerend", "mandaat": "beperkt", "commitment": "nee",
    },
    "relaties": {"van": "VOORBEELD: Gemeente Waardstad", "naar": "GGD", "soort": "geld", "gewicht": 2, "gericht": "ja"},
    "taken": {"naam": "VOORBEELD: Eerste gesprek", "kort": "Intake", "nodig": "School; Wijkteam", "kern": "Wijkteam",
              "mede": "School"},
    "kwesties": {"naam": "VOORBEELD: Kortere wachttijd", "opbrengst": "Gemeente=3; GGD=-1"},
}  # fmt: skip


# What a file may bring but nobody is asked to fill in.
_HIDDEN = ("id", "in_een_zin", "meervoud", "verwijswoord")


def _columns(sheet: str) -> dict[str, Spec]:
    """The columns of a sheet, in order, with what may stand in them."""
    cls = SHEETS[sheet]
    columns = {key: spec for key, (_, spec) in fields(cls).items() if spec.kind in _PARSERS and key not in _HIDDEN}
    if cls is Party:
        columns |= {key: spec for key, (_, spec) in fields(Representative).items()}
    if cls is Task:
        words = zip(STRENGTHS, ("zeker", "samen met anderen", "alleen aan de rand"), strict=True)
        columns |= {key: Spec(key, "parties", f"Partijen die vinden dat de taak {how} van hen is.") for key, how in words}
    return columns


def _explanation() -> list[list[str]]:
    rows = [["blad", "kolom", "wat u invult", "zo schrijft u het", "toegestaan"]]
    for sheet in SHEETS:
        for key, spec in _columns(sheet).items():
            allowed = ", ".join(spec.choices) or (f"{spec.low} tot en met {spec.high}" if spec.low is not None else "")
            rows.append([sheet, key, spec.about, _HOW.get(spec.kind, "tekst"), allowed])
    words = ", ".join(kind for kind, directed in DIRECTED_BY_KIND.items() if directed)
    rows.append(["relaties", "gericht", f"Leeg: ja bij {words}; anders nee.", "", ""])
    rows.append(["alle", "", f"Een rij die begint met {EXAMPLE.upper()[:-1]} wordt niet ingelezen.", "", ""])
    return rows


def template(format: str = "xlsx") -> bytes:
    """An empty spreadsheet to fill in: "xlsx" (all sheets, one with explanation) or "csv" (parties only).

    The example rows are skipped by `from_spreadsheet`. Raises ValueError for another format.
    """
    if format == "csv":
        out = io.StringIO()
        writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
        columns = _columns("partijen")
        writer.writerows([list(columns), [_EXAMPLES["partijen"].get(key, "") for key in columns]])
        return out.getvalue().encode("utf-8-sig")
    if format != "xlsx":
        raise ValueError("kies xlsx of csv")
    import openpyxl
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title in ("partijen", "uitleg", *list(SHEETS)[1:]):
        sheet = book.create_sheet(title)
        if title == "uitleg":
            rows = _explanation()
        else:
            columns = _columns(title)
            rows = [list(columns), [_EXAMPLES[title].get(key) for key in columns]]
            for number, spec in enumerate(columns.values(), 1):
                words = (
                    ("ja", "nee") if spec.kind == "flag" else spec.choices if spec.kind == "choice" else ()
                )  # an own word may stand in others
                if words:
                    # a list to choose from in every cell of the column
                    choice = DataValidation(type="list", formula1=f'"{",".join(words)}"', allow_blank=True)
                    letter = get_column_letter(number)
                    choice.add(f"{letter}2:{letter}{most(SHEETS[title]) + 1}")
                    sheet.add_data_validation(choice)
        for row in rows:
            sheet.append(row)
        for cells in sheet.columns:
            cells[0].font = Font(bold=True)
            width = max(len(str(cell.value or "")) for cell in cells)
            sheet.column_dimensions[cells[0].column_letter].width = min(60, max(12, width + 2))
        sheet.freeze_panes = "A2"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
