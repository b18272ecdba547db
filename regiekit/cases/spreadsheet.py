"""Parties, ties, tasks and issues from a spreadsheet (xlsx, ods, csv), and an empty one to fill in.

The sheets are named partijen, relaties, taken and kwesties; the columns carry the Dutch keys of the case file, or a name that
public bodies give such a column (`NAMES`). A name may stand where a key is asked. `open_book` says what was recognised, what is not used and
what cannot be trusted, before `Book.case` makes a case of it. Errors name sheet, row and column. `cases.sheets` reads the cells.
"""

import csv
import io
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cached_property
from itertools import zip_longest
from pathlib import Path
from typing import Any

import attrs

from regiekit.cases import fence, sheets
from regiekit.cases.check import (
    MAX_PROBLEMS,
    MAX_SHOWN,
    CaseError,
    dutch_count,
    enumerated,
    nearest,
    new_key,
    numbered,
    quoted,
    unaccented,
    value_problems,
)
from regiekit.cases.files import from_table
from regiekit.cases.model import (
    DIRECTED_BY_KIND,
    FORMAT,
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
from regiekit.cases.sheets import MAX_COLUMNS, MAX_FILE, Rows, Sheet, letters

EXAMPLE = "voorbeeld:"
HEADING = 25  # rows in which the names of the columns are looked for
LAYERS = 3  # rows that a heading of merged cells may have
NAMING = {"partijen": ({"naam"}, {"sleutel"}), "relaties": ({"van", "naar"},)}  # one of these sets of fields makes a row of a kind
FEW = 5  # values that do not fit a column, before the column is taken for another one
SHOWN = 5  # places in a sentence

SHEETS: dict[str, type] = {"partijen": Party, "relaties": Tie, "taken": Task, "kwesties": Issue}
_FLAGS = {**dict.fromkeys(("ja", "j", "waar", "true", "x", "1", "yes"), True),
          **dict.fromkeys(("nee", "n", "onwaar", "false", "0", "no", "-"), False)}  # fmt: skip

#: Sheet -> field -> what else a column with it is called, best first (see `_folded`).
NAMES: dict[str, dict[str, tuple[str, ...]]] = {
    "partijen": {
        "naam": ("naamorganisatie", "organisatienaam", "officielenaam", "naampartij", "partijnaam", "partij", "partijen", "organisatie", "organisaties",
                 "label", "naaminstelling", "instelling", "instellingsnaam", "naamovereenkomst", "naamregeling", "deelnemer", "deelnemers", "actor",
                 "stakeholder", "belanghebbende", "bedrijfsnaam", "handelsnaam", "bedrijf", "gemeente", "gemeentenaam", "titel", "title", "name",
                 "organisation", "organization", "statutairenaam", "omschrijving"),
        "kort": ("korteafkorting", "afkorting", "kortenaam", "roepnaam", "acroniem"),
    },
    "relaties": {
        "van": ("bron", "source", "from", "partij1", "partija", "afzender"),
        "naar": ("doel", "target", "to", "partij2", "partijb", "ontvanger"),
        "soort": ("soortrelatie", "relatie", "kind", "typerelatie"),
        "gewicht": ("weight", "sterkte"),
    },
}  # fmt: skip
_NO_ORGANISATION = ("voornaam", "achternaam", "roepnaam", "straatnaam", "bestandsnaam", "gebruikersnaam", "tussenvoegsel")


# --- cells to values -------------------------------------------------------------------------------------------------


def as_text(cell: Any) -> str:
    """What a cell says, as somebody reads it."""
    if isinstance(cell, bool):
        return "ja" if cell else "nee"
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    text = str(cell)
    # the apostrophe that our own csv puts before what could be a formula
    return text[1:] if re.match(r"'[=+\-@\t\r\n']", text) else text


def _as_number(cell: Any) -> Any:
    text = as_text(cell).replace(",", ".")
    try:
        number = float(text)
    except ValueError:
        return cell
    return int(number) if number.is_integer() else number


def _plain(word: str) -> str:
    return unaccented(word.strip())


def _as_choice(cell: Any, spec: Spec) -> str:
    word = as_text(cell)
    return next((choice for choice in spec.choices if _plain(choice) == _plain(word)), word)


def _parts(cell: Any) -> list[str]:
    return [part.strip() for part in re.split(r"[;\n]", as_text(cell)) if part.strip()]


def _as_weights(cell: Any) -> dict[str, Any]:
    pairs = [part.rpartition("=") for part in _parts(cell)]
    return {name.strip(): _as_number(weight.strip()) for name, _, weight in pairs}


#: Kind of field -> what a cell says, as a value of that field.
PARSERS: dict[str, Callable[[Any, Spec], Any]] = {
    **dict.fromkeys(("text", "short", "key", "party", "maybe", "id"), lambda cell, spec: as_text(cell)),
    **dict.fromkeys(("texts", "parties"), lambda cell, spec: _parts(cell)),
    **dict.fromkeys(("integer", "number", "weight"), lambda cell, spec: _as_number(cell)),
    **dict.fromkeys(("weights", "gains"), lambda cell, spec: _as_weights(cell)),
    **dict.fromkeys(("choice", "word"), _as_choice),
    "choices": lambda cell, spec: [_as_choice(part, spec) for part in _parts(cell) if _plain(part) != NONE],
    "flag": lambda cell, spec: _FLAGS.get(as_text(cell).lower(), cell),
}


_DATE = re.compile(r"\d{1,4}[-/]\d{1,2}[-/]\d{1,4}(?: \d{1,2}:\d{2}(?::\d{2})?)?")


def _said(problem: str, cell: Any, spec: Spec) -> str:
    """What is wrong with a cell, in the words of who fills in a spreadsheet."""
    text = as_text(cell)
    if spec.kind in ("integer", "number", "weight") and _DATE.fullmatch(text):
        return f"er staat een datum ({text}); geef de cel de opmaak getal en vul het getal opnieuw in"
    if spec.kind == "flag":
        return f"{spec.key} is {quoted(text)}; schrijf ja of nee"
    if spec.kind in ("weights", "gains") and (loose := [part for part in _parts(cell) if "=" not in part]):
        return f"in {quoted(loose[0])} staat geen =; schrijf naam=getal, bijvoorbeeld snelheid=4"
    plain = problem.replace(", zonder aanhalingstekens", "").replace("; zet er aanhalingstekens omheen", "")
    return plain if quoted(text) in plain or spec.kind not in ("integer", "number", "weight") else f"{plain}; er staat {quoted(text)}"


class _Reader:
    """Collects tables and problems while the sheets are read."""

    def __init__(self) -> None:
        self.problems: list[str] = []
        self.names: dict[str, str] = {}  # key → name of every party
        self.keys: dict[str, str] = {}  # plain name, short name or key → key
        self.double: dict[str, str] = {}  # plain name that stands for several parties → where
        self.kept: dict[int, Spec] = {}  # columns of the sheet that is read of which only fits what the field may hold
        self.later: list[
            tuple[dict[str, Any], str, tuple[str, int, str]]
        ] = []  # table, key and place of what names a party of its own sheet

    def say(self, sheet: str, row: int, column: str, problem: str) -> None:
        if len(self.problems) < MAX_PROBLEMS:
            self.problems.append(_at(sheet, row, column) + problem)

    def value(self, cell: Any, spec: Spec, place: tuple[str, int, str]) -> Any:
        """The value of one cell; what is wrong with it is noted."""
        value = PARSERS[spec.kind](cell, spec)
        if spec.kind == "party":
            value = self.key(value, place)
        elif spec.kind == "parties":
            value = [self.key(name, place) for name in value]
        elif spec.kind == "maybe":
            pass  # a party of the sheet that is being read: it is found afterwards
        elif spec.kind == "gains" and all(value):
            value = {self.key(name, place): gain for name, gain in value.items()}
        else:
            for problem in value_problems(value, spec, self.names):
                self.say(*place, _said(problem, cell, spec))
        return value

    def key(self, name: str, place: tuple[str, int, str]) -> str:
        """The key of the party with this key, name or short name."""
        if len(self.problems) >= MAX_PROBLEMS:
            return name
        found = self.keys.get(_plain(name))
        if _plain(name) in self.double:
            self.say(
                *place,
                f"partij {quoted(name)} is niet eenduidig: die naam staat er vaker ({self.double[_plain(name)]}); geef ze elk een eigen naam",
            )
        elif found is None:
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
                self.say(*place, problem.replace(", zonder aanhalingstekens", ""))
            table["opbrengst"] = table.get("opbrengst", {}) | gains
        else:
            table[place[2]] = cell if isinstance(cell, bool) else _as_number(cell) if isinstance(cell, int | float) else as_text(cell)


def _at(sheet: str, row: int, column: str) -> str:
    return f"blad '{sheet}', rij {row}, kolom {quoted(column)}: "


# --- which sheet and which column is what -----------------------------------------------------------------------------


def _folded(name: Any) -> str:
    """A name of a column without capitals, accents, blanks and signs."""
    return "".join(c for c in unaccented(as_text(name)[:100]) if c.isalnum()) if name not in (None, "") else ""


def _fields(cls: type) -> dict[str, Spec]:
    """The columns that a sheet may have, the name as it is compared → what it holds."""
    return {_plain(key): spec for key, (_, spec) in fields(cls).items() if spec.kind in PARSERS}


@attrs.frozen
class Placed:
    """A sheet as it is read.

    Attributes:
        kind: a key of `SHEETS`.
        sheet: as it is in the file.
        heading: the row with the names of the columns.
        labels: these names; "" for a column without, a number behind one that was there already.
        known: number of the column (from 0) → the field of the case that it holds.
    """

    kind: str
    sheet: Sheet
    heading: int
    labels: tuple[str, ...]
    known: dict[int, str]

    def column(self, field: str) -> str:
        """The name of the column with this field, "" when there is none."""
        return next((self.labels[at] for at, key in self.known.items() if key == field), "")

    @property
    def body(self) -> Rows:
        return [(number, cells) for number, cells in self.sheet.rows if number > self.heading]


def _recognised(kind: str, header: list[Any], given: Mapping[str, str]) -> dict[int, str]:
    """Number of the column → field: as the learner said, the Dutch key of the case, else the best of `NAMES`."""
    cls, folded = SHEETS[kind], [_folded(cell) for cell in header]
    labels = _labels(header)
    own = set(_fields(cls)) | (set(fields(Representative)) if cls is Party else set()) | ({*STRENGTHS, "claims"} if cls is Task else set())
    found: dict[int, str] = {labels.index(label): field for field, label in given.items() if label in labels}
    for at, cell in enumerate(header):
        name = _plain(as_text(cell)) if cell not in (None, "") else ""
        if name in own and name not in found.values() and at not in found:
            found[at] = name
    for field, others in NAMES.get(kind, {}).items():
        if field not in found.values():
            near = [at for other in others for at, name in enumerate(folded) if name == other and at not in found]
            if field == "naam" and not near:
                near = [
                    at
                    for at, name in enumerate(folded)
                    if name.startswith("naam") or (name.endswith("naam") and name not in _NO_ORGANISATION)
                ]
            if near:
                found[near[0]] = field
    if "id" in found.values() and "sleutel" not in found.values() and not {"van", "naar"} <= set(found.values()):  # of another program
        found = {at: field for at, field in found.items() if field != "id"}
    return dict(sorted(found.items()))


def _labels(header: list[Any]) -> list[str]:
    taken: list[str] = []
    for cell in header[:MAX_COLUMNS]:
        label = " ".join(as_text(cell).split())[:100] if cell not in (None, "") else ""
        taken.append(next(new for new in numbered(label, "{} ({})") if new not in taken) if label else "")
    return taken


def _placed(kind: str, sheet: Sheet, given: Mapping[str, str] = {}) -> Placed:
    """The sheet with its heading found: below titles, and with the columns recognised."""
    rows = [(number, cells) for number, cells in sheet.rows if any(cell not in (None, "") for cell in cells)]
    wide = {(m[0], m[1] - 1) for m in sheet.merged if m[3] > m[1]}
    best, score, widest = 0, (False, 0, 0), 0
    for at, (number, cells) in enumerate(rows[:HEADING]):
        filled = len({as_text(cell) for cell in cells if cell not in (None, "")})
        known = _recognised(kind, cells, given)
        named = any(names <= set(known.values()) for names in NAMING.get(kind, ({"naam"},)))
        found = (named, len(known), -sum((number, column) in wide for column in known))  # of a heading in layers the finer one
        if found > score and (found[1] > 1 or widest < filled or at == 0):
            best, score = at, found
        widest = max(widest, filled)
    if not score[1] and rows:
        best = next(
            (at for at, (_, cells) in enumerate(rows[:HEADING]) if sum(isinstance(cell, str) and cell != "" for cell in cells) > 1), 0
        )
    number, header = rows[best] if rows else (0, [])
    low = max((m[2] for m in sheet.merged if m[0] <= number <= m[2] < number + LAYERS), default=number)
    for number, cells in [row for row in rows[best + 1 :] if row[0] <= low]:  # noqa: B007 – a heading in layers: what stands lowest is the name
        header = [above if below in (None, "") else below for above, below in zip_longest(header, cells)]
    return Placed(kind, sheet, number, tuple(_labels(header)), _recognised(kind, header, given))


@attrs.frozen(eq=False)
class Outcome:
    """What comes of a spreadsheet with these choices.

    Attributes:
        tables: as in the file of a case.
        placed: the sheets that were read, by kind.
        problems: what must be mended first.
        doubts: what was left out or can't be trusted.
        told: what the reader took for granted or did not use.
        double: names that stand for several rows.
    """

    tables: dict[str, list[dict[str, Any]]]
    placed: dict[str, Placed]
    problems: list[str]
    doubts: list[str]
    told: list[str]
    double: list[str]

    @property
    def counted(self) -> str:
        """How many parties, ties, tasks and issues: "2 partijen, 1 relatie"."""
        names = {"partijen": "partij", "relaties": "relatie", "taken": "taak", "kwesties": "kwestie"}
        counts = {kind: len(self.tables.get(kind, [])) for kind in SHEETS}
        said = [
            f"{dutch_count(n)} {names[kind] if n == 1 else kind}" for kind, n in counts.items() if n or kind in ("partijen", "relaties")
        ]
        return enumerated(said)


@attrs.frozen(eq=False)
class Book:
    """A spreadsheet whose cells have been read, not yet a case. `title` is what its case is called."""

    name: str
    title: str
    sheets: list[Sheet]

    @cached_property
    def found(self) -> Sheet | None:
        """The sheet with the parties (or, where there are none, the ties): by its name, else the one whose columns tell."""
        filled = [sheet for sheet in self.sheets if sheet.rows]
        named = [sheet for sheet in self.sheets if _plain(sheet.name) == "partijen"]
        telling = [sheet for sheet in filled if {"naam", "sleutel"} & set(_placed("partijen", sheet).known.values())]
        return next(iter([*named, *telling, *(filled if len(filled) == 1 else [])]), None)

    def outcome(self, choices: Mapping[str, str] = {}) -> Outcome:
        """What comes of it. Choices: "blad" (the sheet with parties), "naam", "van", "naar" (columns), "dubbel" ("samen": rows with one name are one party).

        Raises CaseError when there is no sheet to read.
        """
        chosen = next((sheet for sheet in self.sheets if sheet.name == choices.get("blad")), None) or self.found
        by_name = {_plain(sheet.name): sheet for sheet in self.sheets}
        placed: dict[str, Placed] = {}
        if chosen is not None:
            placed["partijen"] = _placed("partijen", chosen, {k: v for k, v in choices.items() if k == "naam" and v})
            ties = _placed("relaties", chosen, {k: v for k, v in choices.items() if k in ("van", "naar") and v})
            if {"van", "naar"} <= set(ties.known.values()) and not {"naam", "sleutel"} & set(placed["partijen"].known.values()):
                placed = {"relaties": ties}
            elif {"nodig", "kern", "mede", "rand"} <= {_folded(label) for label in placed["partijen"].labels}:
                raise CaseError(
                    [
                        f"op blad '{chosen.name}' staan taken, geen partijen; zet ze als blad 'taken' in een rekenblad met een blad 'partijen'"
                    ]
                )
        elif "relaties" not in by_name:
            names = ", ".join(sheet.name for sheet in self.sheets[:8])
            raise CaseError([f"er is geen blad 'partijen'; geef het blad met de partijen die naam (gevonden: {names})"])
        for kind in list(SHEETS)[1:]:
            sheet = by_name.get(kind)
            if sheet is not None and sheet is not chosen and sheet.rows:
                placed[kind] = _placed(kind, sheet, {k: v for k, v in choices.items() if kind == "relaties" and k in ("van", "naar") and v})
        return _outcome(self, placed, choices.get("dubbel") == "samen")

    def case(self, choices: Mapping[str, str] = {}) -> Case:
        """The case; raises CaseError with every problem found. Rows and cells in `doubts` are left out."""
        try:
            outcome = self.outcome(choices)
            if outcome.problems:
                raise CaseError(outcome.problems)
            return from_table({"formaat": FORMAT, "titel": self.title, "status": "eigen", **outcome.tables}, self.name)
        except CaseError as error:
            raise CaseError(error.problems, self.name) from None


def _outcome(book: Book, placed: dict[str, Placed], together: bool) -> Outcome:
    reader, doubts, told = _Reader(), [], []
    tables: dict[str, list[dict[str, Any]]] = {"partijen": []}
    for sheet in book.sheets:
        told += [f"blad '{sheet.name}': {words}" if len(book.sheets) > 1 else words for words in sheet.told]
    if "partijen" in placed:
        tables["partijen"] = _tables(placed["partijen"], reader, doubts, told, together)
    elif "relaties" in placed:
        told.append("dit zijn relaties; de partijen zijn gemaakt van de namen die erin staan")
        at = [n for n, field in placed["relaties"].known.items() if field in ("van", "naar")]
        names = dict.fromkeys(
            as_text(cells[n]) for _, cells in placed["relaties"].body for n in at if n < len(cells) and cells[n] not in (None, "")
        )
        keys: dict[str, str] = {}
        for name in names:
            if not _plain(name).startswith(EXAMPLE):
                keys[new_key(name, keys)] = name
        tables["partijen"] = [{"naam": name, "sleutel": key} for key, name in keys.items()]
    reader.names = {table["sleutel"]: table.get("naam", "") for table in tables["partijen"]}
    for field in ("kort", "naam", "sleutel"):  # the last one wins: a key before a name before a short name
        reader.keys |= {_plain(t[field]): t["sleutel"] for t in tables["partijen"] if isinstance(t.get(field), str)}
    double = reader.double
    for table, key, place in reader.later:
        table[key] = reader.key(table[key], place)
    for kind in list(SHEETS)[1:]:
        if kind in placed:
            tables[kind] = _tables(placed[kind], reader, doubts, told, False)
    for kind, rows in tables.items():
        if len(rows) > most(SHEETS[kind]):
            name, limit = placed[kind].sheet.name if kind in placed else kind, dutch_count(most(SHEETS[kind]))
            reader.problems.insert(0, f"blad '{name}' heeft meer dan {limit} rijen; houd er hoogstens {limit} over, de belangrijkste")
    unread = [
        quoted(sheet.name)
        for sheet in book.sheets
        if sheet.rows and not any(sheet is p.sheet for p in placed.values()) and _plain(sheet.name) != "uitleg"
    ]
    if unread:
        told.append(
            f"{'deze bladen zijn' if len(unread) > 1 else 'dit blad is'} niet gelezen: {_some(unread)}; een blad heet partijen, relaties, taken of kwesties"
        )
    if not tables["partijen"] and not reader.problems:
        told.append("er staan geen partijen in dit bestand")
    if double:
        told.append(
            f"deze namen staan er vaker: {_some([f'{quoted(reader.names.get(reader.keys[name], name))} ({where})' for name, where in double.items()])}"
        )
    return Outcome(tables, placed, reader.problems, doubts, told, list(double))


def _some(words: list[str]) -> str:
    """The first of the words, and how many more."""
    more = len(words) - SHOWN
    return enumerated([*words[:SHOWN], *([f"nog {dutch_count(more)}"] if more > 0 else [])]) if words else ""


def _tables(placed: Placed, reader: _Reader, doubts: list[str], told: list[str], together: bool) -> list[dict[str, Any]]:
    """The rows of a sheet as tables of the case file."""
    cls, sheet, kind = SHEETS[placed.kind], placed.sheet, placed.kind
    specs = _fields(cls)
    body = [(number, {at: cell for at, cell in enumerate(cells) if cell not in (None, "")}) for number, cells in placed.body]
    body = [(number, cells) for number, cells in body if cells]
    if not placed.heading:
        return []
    needed = {"partijen": ("naam", "sleutel"), "relaties": ("van", "naar")}.get(kind, ("naam",))
    if (kind == "relaties" and not set(needed) <= set(placed.known.values())) or not set(needed) & set(placed.known.values()):
        missing = next(field for field in needed if field not in placed.known.values())
        columns = [label for label in placed.labels if label]
        hint = nearest(missing, columns) or next((f"; bedoelt u '{label}'?" for label in columns if "naam" in _folded(label)), "")
        shown = ", ".join(quoted(label) for label in columns[:12])
        where = f"blad '{sheet.name}', rij {placed.heading}"
        reader.problems.append(
            f"{where}: er is geen kolom '{missing}'{hint or '; hier horen de namen van de kolommen te staan'} (gevonden: {shown})"
        )
        return []
    reader.kept = {}
    labels, known = placed.labels, dict(placed.known)
    over = {m[0]: m[1] - 1 for m in sheet.merged if m[0] > placed.heading and sum(label != "" for label in labels[m[1] - 1 : m[3]]) > 1}
    beside = {number: as_text(cells[over[number]]) for number, cells in body if number in over and set(cells) == {over[number]}}
    if beside:
        where, said = enumerated([str(number) for number in [*beside][:SHOWN]]), _some([quoted(text[:60]) for text in beside.values()])
        doubts.append(
            f"blad '{sheet.name}', rij {where}: één cel over meer kolommen ({said}); dat is een tussenkop of een noot en daarom niet gelezen"
        )
        body = [(number, cells) for number, cells in body if number not in beside]
    _distrust(placed, {number for number in over if number not in beside}, doubts, told)
    for at, label in enumerate(labels):
        plain = _plain(re.sub(r" \(\d+\)$", "", label))
        if label and at not in known and plain in specs and plain in known.values():
            reader.say(sheet.name, placed.heading, plain, "deze kolom staat er twee keer in; haal er één weg")
    for at in [
        at
        for at, field in known.items()
        if field in specs and field not in needed and specs[field].kind not in ("maybe", "party", "parties", "gains")
    ]:
        spec = specs[known[at]]
        cells = [cells[at] for _, cells in body if at in cells]
        wrong = [cell for cell in cells if value_problems(PARSERS[spec.kind](cell, spec), spec, reader.names)] if len(cells) >= FEW else []
        if len(wrong) >= FEW:  # a list of others, which knows other words: what fits is taken, and the column is kept as it was
            unknown = list(dict.fromkeys(quoted(as_text(cell)) for cell in wrong))
            told.append(
                f"kolom {quoted(labels[at])}: deze woorden kent een casus niet: {_some(unknown)}; zij staan nu in de eigen kolom 'kolom_{labels[at]}'"
            )
            reader.kept[at] = spec
    others = [quoted(labels[at]) for at in range(len(labels)) if labels[at] and at not in known and any(at in cells for _, cells in body)]
    if others and cls is not Issue:
        told.append(
            f"{'deze kolommen gebruikt' if len(others) > 1 else 'deze kolom gebruikt'} de casus niet, zij {'blijven' if len(others) > 1 else 'blijft'} als eigen kolom bewaard: {_some(others)}"
        )
    nameless = sorted({at for _, cells in body for at in cells if at >= len(labels) or not labels[at]})
    if nameless:
        told.append(f"zonder naam erboven, en daarom niet gelezen: kolom {_some([letters(at + 1) for at in nameless])}")
    if sheet.narrow:
        told.append(f"blad '{sheet.name}': alleen de eerste {MAX_COLUMNS} kolommen zijn gelezen")
    if sheet.cut:
        told.append(f"blad '{sheet.name}' is gelezen tot rij {dutch_count(sheet.rows[-1][0])}")
        if kind != "partijen" or not together:
            limit = dutch_count(most(cls))
            reader.problems.append(f"blad '{sheet.name}' heeft meer dan {limit} rijen; houd er hoogstens {limit} over, de belangrijkste")
            return []
    return _rows(placed, body, known, reader, doubts, together)


def _rows(
    placed: Placed, body: list[tuple[int, dict[int, Any]]], known: dict[int, str], reader: _Reader, doubts: list[str], together: bool
) -> list[dict[str, Any]]:
    cls, sheet, kind = SHEETS[placed.kind], placed.sheet.name, placed.kind
    specs = _fields(cls)
    tables: list[dict[str, Any]] = []
    taken: set[str] = set()
    offered: dict[str, Any] = {}
    first: dict[str, tuple[dict[str, Any], list[int]]] = {}  # plain name → its table, the rows
    naming = [at for at, field in known.items() if field in ("naam", "van")]
    limit = most(cls)
    for number, cells in body:
        if any(isinstance(cells.get(at), str) and _plain(cells[at]).startswith(EXAMPLE) for at in naming):
            continue
        table, later = _row(placed, number, cells, known, reader)
        if not table:
            continue
        missing = [field for field in (("van", "naar") if kind == "relaties" else ()) if field not in table]
        if missing:
            doubts.append(_at(sheet, number, missing[0]) + "hier ontbreekt een partij; vul een naam in of maak de rij leeg")
            continue
        if "sleutel" in specs:
            if not {"sleutel", "naam"} & set(table):
                doubts.append(
                    _at(sheet, number, placed.column("naam") or "naam") + "hier ontbreekt een naam; vul een naam in of maak de rij leeg"
                )
                continue
            name = " ".join(_plain(table.get("naam", "")).split())
            if kind == "partijen" and name and "sleutel" not in table:
                seen = first.setdefault(name, (table, []))
                seen[1].append(number)
                if together and len(seen[1]) > 1:
                    _join(seen[0], table)
                    continue
            if "sleutel" not in table:
                table["sleutel"] = new_key(table.get("naam", ""), taken, offered)
            taken.add(table["sleutel"])
        reader.later += later
        tables.append(table)
        if len(tables) > limit and kind != "partijen":
            break
    if not together:
        reader.double |= {name: f"rij {enumerated([str(n) for n in rows[:3]])}" for name, (_, rows) in first.items() if len(rows) > 1}
    return tables


_Later = list[tuple[dict[str, Any], str, tuple[str, int, str]]]


def _row(placed: Placed, number: int, cells: dict[int, Any], known: dict[int, str], reader: _Reader) -> tuple[dict[str, Any], _Later]:
    """One row as a table, and what of it names a party of the same sheet."""
    cls, labels, sheet = SHEETS[placed.kind], placed.labels, placed.sheet.name
    specs, own = _fields(cls), {_plain(key) for key in fields(cls)} | (set(fields(Representative)) if cls is Party else set())
    table: dict[str, Any] = {}
    later: _Later = []
    for at, cell in cells.items():
        if at >= len(labels) or not labels[at]:
            continue
        field = known.get(at)
        place = (sheet, number, labels[at])
        spec = specs.get(field or "")
        if at in reader.kept:
            table[f"kolom_{labels[at]}"] = as_text(cell)
            if value_problems(PARSERS[reader.kept[at].kind](cell, reader.kept[at]), reader.kept[at], reader.names):
                continue
        if spec is not None:
            table[spec.key] = reader.value(cell, spec, place)
            if spec.kind == "maybe":
                later.append((table, spec.key, place))
        elif field:
            reader.other(cls, table, cell, (sheet, number, field))
        else:
            reader.other(cls, table, cell, (sheet, number, labels[at] if _plain(labels[at]) not in own else f"kolom_{labels[at]}"))
    return table, later


def _join(table: dict[str, Any], other: dict[str, Any]) -> None:
    """Put what another row says of the same party beside what the first says: the first goes before, lists and own columns grow."""
    for key, value in other.items():
        have = table.setdefault(key, value)
        if have is value or have == value:
            continue
        if isinstance(have, list) and isinstance(value, list):
            table[key] = list(dict.fromkeys([*have, *value]))
        elif isinstance(have, dict) and isinstance(value, dict):
            table[key] = value | have
        elif key not in fields(Party) and len(str(have)) < 2_000 and str(value) not in str(have).split("; "):
            table[key] = f"{have}; {value}"


def _distrust(placed: Placed, over: Collection[int], doubts: list[str], told: list[str]) -> None:
    """Say which cells below the heading, in columns with a name, can't be trusted; `over`: rows with a cell over several columns."""
    sheet, wide = placed.sheet, len(placed.labels)

    def at(places: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
        return [(row, column) for row, column in places if row > placed.heading and column <= wide and placed.labels[column - 1]]

    for places, words in (
        (at(sheet.blank), "hier staat een formule zonder uitkomst; open het bestand in Excel of LibreOffice en bewaar het opnieuw"),
        (at(sheet.wrong), "de formule in deze cel geeft een fout; verbeter haar in het rekenblad of vul de waarde in"),
    ):
        for row, column in places[:SHOWN]:
            doubts.append(_at(sheet.name, row, placed.labels[column - 1]) + words)
        if len(places) > SHOWN:
            more = len(places) - SHOWN
            doubts.append(f"blad '{sheet.name}': hetzelfde in nog {dutch_count(more)} {'cel' if more == 1 else 'cellen'}")
    odd = at(sheet.odd)
    if odd:
        cells = _some([f"{letters(column)}{row}" for row, column in odd])
        told.append(f"blad '{sheet.name}', {cells}: hier staan tekens die geen letters zijn; kijk of de woorden kloppen")
    for merged, words in (
        ([m for m in sheet.merged if m[2] > max(m[0], placed.heading)], "elke rij kreeg dezelfde waarde"),
        ([m for m in sheet.merged if m[0] in over and m[3] > m[1]], "de waarde staat alleen in de eerste kolom"),
    ):
        if merged:
            cells = _some([f"{letters(m[1])}{m[0]}:{letters(m[3])}{m[2]}" for m in merged])
            told.append(f"blad '{sheet.name}', {cells}: samengevoegde cellen; {words}")


def open_book(data: bytes, filename: str) -> Book:
    """The cells of a spreadsheet; `filename` tells the format (xlsx, xlsm, ods, csv, tsv) and gives the title. Raises CaseError for what can't be read."""
    filename = str(filename).replace("\\", "/").rpartition("/")[2]
    stem, dot, suffix = filename.rpartition(".")
    suffix = suffix.lower()
    if not dot or suffix not in sheets.KINDS:
        raise CaseError(["dit soort bestand kan hier niet in; kies een bestand op .xlsx, .ods of .csv"], filename)
    if len(data) > MAX_FILE:
        raise CaseError([f"het bestand is groter dan {MAX_FILE // 1_000_000} MB; maak het kleiner"], filename)
    try:
        return Book(filename, stem, sheets.read(bytes(data), suffix))
    except CaseError as error:
        raise CaseError(error.problems, filename) from None
    except Exception:  # a damaged file makes the readers fail in many ways
        message = f"dit is geen goed {suffix}-bestand; open het in een rekenprogramma en sla het opnieuw op"
        raise CaseError([message], filename) from None


def from_spreadsheet(data: bytes | Path, filename: str = "") -> Case:
    """A new own case from a spreadsheet, given by its path, or as bytes with the file's name; see `open_book`.

    Columns that the case file does not know are kept in `extra`. Raises CaseError with every problem found, and for what would be left out or can't
    be trusted: nobody is asked here.

    >>> [party.key for party in from_spreadsheet(b"naam;soort\\nGGD;overheid\\n", "wijk.csv").parties]
    ['ggd']
    """
    return case_and_told(*fence.content(data, filename))[0]


def case_and_told(data: bytes, filename: str) -> tuple[Case, list[str]]:
    """As `from_spreadsheet`, and in Dutch sentences what the reader took for granted or did not use."""
    book = open_book(data, filename)
    try:
        outcome = book.outcome()
    except CaseError as error:
        raise CaseError(error.problems, book.name) from None
    if outcome.problems or outcome.doubts:
        raise CaseError([*outcome.problems, *outcome.doubts], book.name)
    return book.case(), [f"{said[0].upper()}{said[1:]}." for said in (f"gelezen: {outcome.counted}", *outcome.told)]


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
    columns = {key: spec for key, (_, spec) in fields(cls).items() if spec.kind in PARSERS and key not in _HIDDEN}
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

    >>> template("csv").decode("utf-8-sig").split(";")[0]
    'sleutel'
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
