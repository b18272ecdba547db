"""Event logs: a CSV file with a row per event (who, what, when), read into numbers.

Columns may have any name and order; Dutch and English names are recognised. Of dates written with the day or the year
first, the day always comes before the month when the year is last: 1-2-2025 is 1 February. What is wrong in the file is
said in Dutch by row, as a spreadsheet numbers them (the heading is row 1, unless a report put lines above it); nothing is skipped but
empty rows, and steps that are still open: without a time, or with the year 9999 that systems write for it. These are counted.
"""

from __future__ import annotations

import calendar
import csv
import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date
from functools import lru_cache
from io import BytesIO, TextIOWrapper
from itertools import islice
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs

from regiekit.cases import delimited, fence
from regiekit.cases.check import CaseError, dutch_count, nearest, numbered, quoted, unaccented
from regiekit.cases.data import data_path

if TYPE_CHECKING:
    import numpy as np

MAX_BYTES = 60_000_000
MAX_CELL = 20_000  # characters
FIRST = 10  # problems that are told in full
BATCH = 1000  # rows at a time: few enough to stay in the cache of the processor, and only their numbers are kept
REMEMBERED = 20_000  # days
BLOCK = 8_000_000  # bytes of a file that are looked at together
UTF8 = "utf-8-sig"
SEPARATORS = ",;\t|"
HEADING = 20  # rows in which the names of the columns are looked for
YEARS = (1900, 2099)
MICROSECONDS = 1_000_000  # in a second
DAY = 86_400 * MICROSECONDS
MANY_ACTIVITIES = 200
OPEN_YEARS = ("2999", "9998", "9999")  # that systems write for what has not ended
OPEN = -(2**62)  # as a time: there is none yet

#: What a column is for -> what it is called in a sentence, and the names by which it is recognised (see `_plain`).
ROLES = {
    "case": ("de casus", {
        "case", "caseid", "caseconceptname", "casus", "casusid", "casusnummer", "zaak", "zaakid", "zaaknummer", "client", "clientid",
        "clientnummer", "dossier", "dossierid", "dossiernummer", "jongere", "inwoner", "traject"}),
    "activity": ("de activiteit", {
        "activity", "conceptname", "activiteit", "stap", "gebeurtenis", "event", "handeling", "processtap", "fase"}),
    "time": ("de tijd", {
        "time", "timestamp", "timetimestamp", "tijd", "tijdstip", "datum", "datumtijd", "datumentijd", "tijdstempel", "moment", "date", "datetime"}),
}  # fmt: skip
_MONTHS = tuple(names.split() for names in (
    "jan januari", "feb februari", "mrt maart", "apr april", "mei", "jun juni", "jul juli", "aug augustus", "sep sept september",
    "okt oktober", "nov november", "dec december"))  # fmt: skip
_MONTH_NUMBERS = {name: number for number, names in enumerate(_MONTHS, 1) for name in names}
_EXAMPLE = "schrijf bijvoorbeeld 2025-12-31 14:05 of 31-12-2025 14:05"


class LogError(CaseError):
    """An event log that cannot be read: the first ten problems in `problems`, how many there are in `count`."""

    def __init__(self, problems: Iterable[str], count: int = 0) -> None:
        self.problems = list(problems)[:FIRST]
        self.count = max(count, len(self.problems))
        lines = self.problems
        if self.count > 1:
            lines = [f"In {self.count} rijen staat een fout.", *(f"- {problem}" for problem in self.problems)]
        if self.count > len(self.problems):
            lines.append(f"- … en nog {self.count - len(self.problems)}. Verbeter eerst wat hierboven staat.")
        ValueError.__init__(self, "\n".join(lines))


@attrs.frozen(eq=False)
class LogFile:
    """A CSV file whose heading has been read, not yet its events.

    Attributes:
        name: of the file.
        data: all its bytes, or where it is: then its rows are read as they are needed, and its text is never in memory as a whole.
        encoding: as Python calls it.
        separator: comma, semicolon, tab or bar.
        header: the names of the columns; one that was there already has a number behind it, as "datum (2)".
        heading: the row of the heading, from 1.
    """

    name: str
    data: bytes | Path = attrs.field(repr=False)
    encoding: str
    separator: str
    header: tuple[str, ...]
    heading: int
    _logs: dict[tuple[int, int, int], EventLog] = attrs.field(factory=dict, init=False, repr=False)

    def columns(self, case: str = "", activity: str = "", time: str = "") -> tuple[int, int, int]:
        """The numbers of the columns (from 0) with these names; an empty name is recognised.

        Raises:
            LogError: a column is not there, could be several, or has two roles (the message lists the names there are).
        """
        given = dict(zip(ROLES, (case, activity, time), strict=True))
        found, problems = {}, []
        for role, name in given.items():
            try:
                found[role] = self._column(role, name)
            except LogError as problem:
                problems += problem.problems
        if not problems and len(set(found.values())) < len(ROLES):
            problems = ["één kolom kan niet twee dingen tegelijk zijn; kies drie verschillende kolommen"]
        if problems:
            names = ", ".join(quoted(n) for n in self.header[:30] if n)
            fill = "Vul hun namen in bij Kolom met de casus, Kolom met de activiteit en Kolom met de tijd"
            empty = ", of maak die velden leeg" if any(n.strip() for n in given.values()) else ""
            raise LogError([f"{'; '.join(problems)}. De kolommen in dit bestand: {names}. {fill}{empty}."])
        return found["case"], found["activity"], found["time"]

    def _column(self, role: str, name: str) -> int:
        said, known = ROLES[role]
        wanted = {_plain(name)} if name.strip() else known
        exact = [i for i, n in enumerate(self.header) if n == name.strip() != ""]
        places = exact or [i for i, n in enumerate(self.header) if {_plain(n), _plain(_AGAIN.sub("", n))} & wanted]
        if not places:
            unknown = f"er is geen kolom {quoted(name)}{nearest(name, self.header)}"
            raise LogError([unknown if name.strip() else f"de kolom met {said} is niet herkend"])
        if len(places) > 1:
            several = " of ".join(quoted(self.header[i]) for i in places[:4])
            apart = " (staan datum en uur in twee kolommen? voeg ze eerst samen)" if role == "time" else ""
            raise LogError([f"de kolom met {said} kan {several} zijn{apart}"])
        return places[0]

    def log(self, case: str = "", activity: str = "", time: str = "") -> EventLog:
        """The events; the last columns asked for are remembered. Raises LogError as `columns` does, and for what is wrong in the rows."""
        at = self.columns(case, activity, time)
        if at not in self._logs:
            log = _read(self, at)
            self._logs.clear()
            self._logs[at] = log
        return self._logs[at]


@attrs.frozen(eq=False)
class EventLog:
    """The events of a log, in order: by case, within a case by time, at the same time by row.

    Attributes:
        activities: their names; an activity is a number in it.
        case: int32 per event, the number of its case (0 to cases - 1, in the order of the file). The names are not kept.
        activity: int32 per event, the number of its activity.
        time: datetime64[us] per event.
        cases: how many cases.
        notes: what the reader took for granted, Dutch sentences.
    """

    activities: tuple[str, ...]
    case: np.ndarray = attrs.field(repr=False)
    activity: np.ndarray = attrs.field(repr=False)
    time: np.ndarray = attrs.field(repr=False)
    cases: int
    notes: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.case)


# --- the file ----------------------------------------------------------------------------------------------------------


def open_log(name: str, data: bytes | Path) -> LogFile:
    """Read the heading of a CSV file: separator (comma, semicolon, tab, bar), encoding, names of the columns, below the lines of a report.

    `data` are its bytes (at most `MAX_BYTES`), or the path of a file of any size. Of that the events cost some 16 bytes a row, twice that while they are
    sorted, and while they are read the names of the cases. `.log()` of what is returned reads the events.

    >>> open_log("log.csv", b"case,activity,time\\n1,in,2026-01-01\\n1,out,2026-01-03\\n").log().activities
    ('in', 'out')

    Raises:
        LogError: it is no such file.
        OSError: it can't be read.
    """
    fence.refuse_text(data)
    said = quoted(name)
    if not isinstance(data, Path) and len(data) > MAX_BYTES:
        raise LogError([f"{said} is groter dan {MAX_BYTES // 1_000_000} MB; neem een kortere periode"])
    head = next(_blocks(data), b"")
    if head[:2] == b"PK" or name.lower().endswith((".xlsx", ".xls", ".ods")):
        raise LogError([f"{said} is een rekenblad; kies in het rekenblad Opslaan als en dan CSV (UTF-8)"])
    if not head.strip():
        raise LogError([f"{said} is leeg"])
    encoding = next((found for block in _blocks(data) if (found := delimited.encoding(block)) != UTF8), UTF8)
    if encoding is None:
        raise LogError([f"{said} is geen gewone tekst; bewaar het opnieuw als CSV (UTF-8)"])
    best: tuple[tuple[int, int], str, int, list[str]] | None = None
    for separator in SEPARATORS:
        try:
            rank, row, header = _heading(data, encoding, separator)
        except csv.Error:
            continue
        if best is None or rank > best[0]:
            best = rank, separator, row, header
    if best is None or len(best[3]) < len(ROLES):
        there = f"; de eerste rij is {quoted(best[2] and ' '.join(best[3]), 80)}" if best else ""
        raise LogError([f"{said} heeft geen drie kolommen (casus, activiteit en tijd, gescheiden door een komma, puntkomma of tab){there}"])
    _, separator, row, header = best
    names: list[str] = []
    for cell in header:
        names.append(next(new for new in numbered(cell, "{} ({})") if new not in names) if cell else "")
    return LogFile(name, data, encoding, separator, tuple(names), row)


def _blocks(data: bytes | Path) -> Iterator[bytes]:
    """The bytes, some whole lines at a time when they are in a file."""
    if not isinstance(data, Path):
        yield data
        return
    with data.open("rb") as file:
        while block := file.read(BLOCK) + file.readline(BLOCK):
            yield block + file.read(len(block) % 2 if b"\0" in block else 0)  # UTF-16 has two bytes a sign


def _heading(data: bytes | Path, encoding: str, separator: str) -> tuple[tuple[int, int], int, list[str]]:
    """How well a separator does (names that are known, columns), the row of the heading, its cells.

    It is the first row with something in it, unless a later one of the first has more columns with something in them and names that are known.
    """
    known = set().union(*(names for _, names in ROLES.values()))
    best: tuple[tuple[int, int], int, list[str]] = (0, 0), 0, []
    widest = 0
    rows = enumerate(islice(_reader(data, encoding, separator), HEADING), 1)
    while True:
        try:
            number, row = next(rows)
        except StopIteration:
            break
        except csv.Error:  # it is said with its row when the events are read
            if not best[1]:
                raise
            break
        if _is_blank(row) or delimited.separator_line(row) is not None:
            continue
        cells = [cell.strip()[:MAX_CELL] for cell in row]
        filled, found = sum(map(bool, cells)), sum(_plain(cell) in known for cell in cells)
        below = filled > widest and (found or widest < len(ROLES) <= filled)
        if not best[1] or (found > best[0][0] and (found > 1 or filled > widest)) or (below and not best[0][0]):
            best = (found, len(cells)), number, cells
        widest = max(widest, filled)
    return best


def shipped_log() -> EventLog:
    """The shipped event log of young people in a fictional town (data/logs/README.md tells what it shows)."""
    file = data_path() / "logs" / "jeugdhulp.csv"
    try:
        return open_log(file.name, file.read_bytes()).log()
    except OSError:
        raise LogError(["het meegeleverde logboek ontbreekt; installeer regiekit opnieuw"]) from None


def _reader(data: bytes | Path, encoding: str, separator: str) -> Iterator[list[str]]:
    with TextIOWrapper(data.open("rb") if isinstance(data, Path) else BytesIO(data), encoding, newline="") as text:
        yield from delimited.rows(text, separator)


def _is_blank(row: list[str]) -> bool:
    return not any(cell.strip() for cell in row)


_AGAIN = re.compile(r" \(\d+\)$")  # behind a name that was there already


def _plain(name: str) -> str:
    """A name of a column without capitals, accents, blanks and signs."""
    return "".join(c for c in unaccented(name[:100]) if c.isalnum())


# --- the events --------------------------------------------------------------------------------------------------------


def _read(file: LogFile, at: tuple[int, int, int]) -> EventLog:
    """All events of a file. Raises LogError with the first ten problems and how many there are."""
    import numpy as np

    cases, activities = (defaultdict(itertools.count().__next__) for _ in range(2))  # a number for each name, in the order of the file
    clock = _Clock()
    parts: list[tuple[np.ndarray, ...]] = []
    problems: list[str] = []
    count = 0
    reader = _reader(file.data, file.encoding, file.separator)
    done = file.heading
    try:
        for _ in islice(reader, file.heading):
            pass
        while rows := list(islice(reader, BATCH)):
            numbers, columns, wrong = _cells(rows, at, len(file.header), done + 1)
            done += len(rows)
            times, late = clock.read(columns[2], numbers)
            ended = times != OPEN
            if not ended.all():
                clock.open += int((~ended).sum())
                columns, times = tuple(list(itertools.compress(column, ended)) for column in columns), times[ended]
            wrong = sorted([*wrong, *late])
            problems += [f"rij {row}: {what}" for row, what in wrong[: FIRST - len(problems)]]
            count += len(wrong)
            if not count:
                pairs = zip((cases, activities), columns, strict=False)
                parts.append((*(np.fromiter(map(of.__getitem__, column), np.int32, len(column)) for of, column in pairs), times))
    except csv.Error:
        problems.append(f'rij {_broken(file)}: een aanhalingsteken (") staat op een vreemde plaats of mist zijn tweede helft; haal het weg')
        count += 1
    if clock.zoned and clock.local:
        problems.append(f"rij {clock.zoned} heeft een tijdzone en rij {clock.local} niet; geef alle tijden een tijdzone, of geen enkele")
        count += 1
    if count:
        raise LogError(problems, count)
    if not any(len(p[0]) for p in parts):
        timeless = (
            f"; bij {dutch_count(clock.open)} {'rij' if clock.open == 1 else 'rijen'} is de tijd leeg of nog open: is de kolom met de tijd de goede?"
            if clock.open
            else ""
        )
        raise LogError([f"onder de kop staan geen gebeurtenissen{timeless}"])
    notes = _notes(tuple(activities), list(cases), sum(len(p[0]) for p in parts), clock)
    names, known = tuple(activities), len(cases)
    cases.clear()  # each thing is let go once it is used: of millions of rows they are large
    columns = [[*column] for column in zip(*parts, strict=True)]
    parts.clear()
    found = []
    while columns:
        found.append(np.concatenate(columns.pop()))
    order = np.lexsort((found[0], found[2]))  # by case, then by time; stable: at the same time the order of the rows stays
    time, activity, case = (found.pop(0)[order] for _ in range(3))
    return EventLog(names, case, activity, time.view("datetime64[us]"), known, notes)


def _broken(file: LogFile) -> int:
    """The row at which the quotation marks go wrong."""
    rows = itertools.count()
    with suppress(csv.Error):
        for _ in _reader(file.data, file.encoding, file.separator):
            next(rows)
    return next(rows) + 1


def _cells(rows: list[list[str]], at: tuple[int, int, int], width: int, first: int) -> tuple[Any, tuple[Any, ...], list[tuple[int, str]]]:
    """Row numbers, the three columns without blanks round the cells, and what is wrong (row, sentence); empty rows are left out."""
    if set(map(len, rows)) == {width}:
        columns = tuple(list(map(str.strip, map(itemgetter(i), rows))) for i in at)
        if not any("" in column for column in columns):
            return range(first, first + len(rows)), columns, []
    numbers, kept, wrong = [], [], []
    for number, row in enumerate(rows, first):
        if _is_blank(row):
            continue
        if len(row) > width and not _is_blank(row[width:]):
            quotes = "zet een tekst met het scheidingsteken erin tussen aanhalingstekens"
            wrong.append((number, f"er staan {len(row)} cellen en de kop heeft er {width}; {quotes}"))
            continue
        cells = [row[i].strip() if i < len(row) else "" for i in at]
        empty = [said for cell, (said, _) in zip(cells, ROLES.values(), strict=True) if not cell]
        if empty and not (cells[0] and cells[1]):  # without a time it is a step that has not ended
            wrong.append((number, f"de cel met {' en met '.join(empty)} is leeg; vul hem in of haal de rij weg"))
            continue
        numbers.append(number)
        kept.append(cells)
    return numbers, tuple(map(list, zip(*kept, strict=True))) if kept else ([], [], []), wrong


_CUT = re.compile(r"[0-9][.,][0-9]+E\+[0-9]+", re.IGNORECASE)  # a long number as Excel shows and saves it


def _notes(activities: tuple[str, ...], names: list[str], events: int, clock: _Clock) -> tuple[str, ...]:
    out, cases = [], len(names)
    cut = next((name for name in names if _CUT.fullmatch(name)), None)
    if cut is not None:
        out.append(
            f"Let op: {quoted(cut)} is een afgekapt nummer. Excel liet de laatste cijfers weg, en zaken die daarin verschilden tellen nu als één. "
            "Geef de kolom met de casus in Excel de opmaak tekst en bewaar het logboek opnieuw."
        )
    if clock.open:
        many = "1 gebeurtenis" if clock.open == 1 else f"{dutch_count(clock.open)} gebeurtenissen"
        out.append(
            f"Er {'is' if clock.open == 1 else 'zijn'} {many} zonder tijd, of met een einde in het jaar 9999: nog open. Die {'telt' if clock.open == 1 else 'tellen'} niet mee."
        )
    if clock.dutch:
        out.append("Datums zijn gelezen als dag-maand-jaar: 1-2-2025 is 1 februari.")
    if clock.zoned:
        out.append("De tijden hebben een tijdzone en zijn omgerekend naar UTC (wereldtijd).")
    if clock.bare == events:
        out.append("Er staan alleen datums. Wat op dezelfde dag gebeurde, staat in de volgorde van de rijen.")
    elif clock.bare:
        out.append(f"Bij {clock.bare} van de {events} gebeurtenissen ontbreekt het uur; daar is 0.00 uur genomen.")
    if len(activities) > MANY_ACTIVITIES:
        out.append(f"Er zijn {len(activities)} verschillende activiteiten. Is de kolom met de activiteit de goede?")
    else:
        same: dict[str, str] = {}
        for name in activities:
            first = same.setdefault(" ".join(name.casefold().split()), name)
            if first != name:
                out.append(f"{quoted(first)} en {quoted(name)} tellen als twee activiteiten. Is het dezelfde? Schrijf ze dan gelijk.")
    if cases == events > 1:
        out.append("Elke casus heeft maar één gebeurtenis. Is de kolom met de casus de goede?")
    return tuple(out[:8])


# --- times -------------------------------------------------------------------------------------------------------------

_CLOCK = re.compile(
    r"(?:(?<=[0-9])T(?=[0-9])|,? +(?:om +)?)([0-9]{1,2})[:.]([0-9]{2})(?:[:.]([0-9]{2})(?:[.,]([0-9]{1,9}))?)?"
    r"(?: ?(Z|UTC|GMT|WET|CET|MET|CEST|MEST|(?:UTC|GMT)?[+-][0-9]{2}(?::?[0-9]{2})?)(?:\[[A-Za-z_/]+\])?| ?u(?:ur)?\.?)?$", re.ASCII)  # fmt: skip
#: Hours that a zone in letters is ahead of UTC.
_ZONES = {"Z": 0, "UTC": 0, "GMT": 0, "WET": 0, "CET": 1, "MET": 1, "CEST": 2, "MEST": 2}
#: As case systems (StUF) and ISO 8601 write without signs: 20250105, 20250105083000, 20250105T0830Z.
_COMPACT = re.compile(
    r"([0-9]{4})([0-9]{2})([0-9]{2})(?:T?([0-9]{2})([0-9]{2})([0-9]{2})?([.,][0-9]{1,9})?)?(Z|[+-][0-9]{2}:?[0-9]{2})?", re.ASCII
)
_YEAR_FIRST = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})")
_DAY_FIRST = re.compile(r"([0-9]{1,2})[-/. ]([0-9]{1,2})[-/. ]([0-9]{2}|[0-9]{4})")
_MONTH_NAMED = re.compile(r"(?:[a-z]+\.?,? +)?([0-9]{1,2})[ .-]*([a-z]+)\.?[ -]*([0-9]{2}|[0-9]{4})")
_OPEN = re.compile(
    rf"(?:(?:{'|'.join(OPEN_YEARS)})-?(?:12-?31|01-?01)|(?:31[-/.]12|0?1[-/.]0?1)[-/.](?:{'|'.join(OPEN_YEARS)}))(?:[T ]?[0-9:.]+Z?)?"
)
_WEEKDAY = re.compile(r"(?:ma|di|wo|do|vr|za|zo|maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag)\.?,? +")


class _Clock:
    """Reads times, and remembers what it met on the way: days in Dutch order, times without an hour, with a zone."""

    def __init__(self) -> None:
        self.dutch = False
        self.bare = 0
        self.open = 0  # without a time, or in one of the years that say so
        self.zoned = 0  # row of the first time with a zone
        self.local = 0  # and without
        self._day = lru_cache(REMEMBERED)(_day)

    def read(self, texts: list[str], numbers: Any) -> tuple[np.ndarray, list[tuple[int, str]]]:
        """Microseconds since 1970 for each text, and what is wrong (row, sentence)."""
        import numpy as np

        found = _uniform(texts)
        if found is not None:
            self.local = self.local or numbers[0]
            self.bare += len(texts) if len(texts[0]) == min(_ISO) else 0
            return found, []
        out, wrong = np.zeros(len(texts), np.int64), []
        for i, (number, text) in enumerate(zip(numbers, texts, strict=True)):
            try:
                out[i] = self._one(text, number)
            except ValueError as problem:
                wrong.append((number, str(problem)))
        return out, wrong

    def _one(self, text: str, number: int) -> int:
        if not text or (any(year in text for year in OPEN_YEARS) and _OPEN.fullmatch(text)):
            return OPEN
        if compact := _COMPACT.fullmatch(text):
            year, month, day, hour, minute, second, fraction, zone = compact.groups(default="")
            text = f"{year}-{month}-{day}" + (f" {hour}:{minute}:{second or '00'}{fraction}{zone}" if hour else "")
        clock = _CLOCK.search(text) if len(text) < 80 else None
        found = self._day((text[: clock.start()] if clock else text).rstrip())
        if isinstance(found, str):
            raise ValueError(found)
        day, dutch = found
        self.dutch = self.dutch or dutch
        zone = ""
        moment = 0
        if clock:
            hour, minute, second, fraction, zone = clock.groups()
            if int(hour) > 23 or int(minute) > 59 or int(second or 0) > 59:
                raise ValueError(f"{quoted(text)} heeft een uur dat niet bestaat; uren lopen van 0.00 tot en met 23.59")
            moment = (int(hour) * 3600 + int(minute) * 60 + int(second or 0)) * MICROSECONDS + int(f"{fraction or 0:0<6}"[:6])
        if zone:
            self.zoned = self.zoned or number
            digits = zone.removeprefix("UTC").removeprefix("GMT")
            hours, minutes = (_ZONES[zone], 0) if zone in _ZONES else (int(digits[1:3]), int(digits[3:].strip(":") or 0))
            if hours > 14 or minutes > 59:
                raise ValueError(f"{quoted(text)} heeft een tijdzone die niet bestaat; schrijf bijvoorbeeld +01:00")
            moment -= (-1 if digits.startswith("-") else 1) * (hours * 60 + minutes) * 60 * MICROSECONDS
        else:
            self.local = self.local or number
        if not clock:
            self.bare += 1
        return day * DAY + moment


def _day(text: str) -> tuple[int, bool] | str:
    """Days since 1970 and whether it was written the Dutch way, or what is wrong."""
    said, lower = quoted(text), text.lower()[:80]
    lower = _WEEKDAY.sub("", lower, count=1) if _WEEKDAY.match(lower) else lower
    if m := _YEAR_FIRST.fullmatch(lower):
        year, month, day = m.groups()
    elif m := _DAY_FIRST.fullmatch(lower):
        day, month, year = m.groups()
    elif (m := _MONTH_NAMED.fullmatch(lower)) and m[2] in _MONTH_NUMBERS:
        day, month, year = m[1], str(_MONTH_NUMBERS[m[2]]), m[3]
    elif re.fullmatch(r"[0-9]{5}(?:[.,][0-9]+)?", lower):
        return f"{said} is een dagnummer uit een rekenblad; geef de kolom daar de opmaak datum en bewaar opnieuw"
    elif not lower or re.fullmatch(r"[0-9]{1,2}[:.][0-9]{2}(?:[:.][0-9]{2})?", lower):
        return "hier staat een uur zonder datum; zet datum en uur samen in één kolom"
    else:
        return f"{said} is geen datum; {_EXAMPLE}"
    if len(year) == 2:
        return f"{said} heeft een jaar van twee cijfers; schrijf het jaar met vier cijfers, zoals 31-12-2025"
    y, m_, d = int(year), int(month), int(day)
    if not YEARS[0] <= y <= YEARS[1]:
        return f"{said} valt in het jaar {y}; gebruik een jaar van {YEARS[0]} tot en met {YEARS[1]}"
    if not 1 <= m_ <= 12:
        order = "de maand staat in het midden" if m.re is _YEAR_FIRST else "de dag staat voorop: dag-maand-jaar, zoals 31-12-2025"
        return f"{said} heeft maand {m_} en die bestaat niet; {order}"
    last = calendar.monthrange(y, m_)[1]
    if not 1 <= d <= last:
        return f"{said} bestaat niet: {_MONTHS[m_ - 1][-1]} {y} loopt van 1 tot en met {last}; verbeter de dag"
    return date(y, m_, d).toordinal() - date(1970, 1, 1).toordinal(), m.re is not _YEAR_FIRST


#: Lengths of ISO times without a zone: date, minutes, seconds, milliseconds, microseconds.
_ISO = {length: "0000-00-00 00:00:00.000000"[:length] for length in (10, 16, 19, 23, 26)}


def _uniform(texts: list[str]) -> np.ndarray | None:
    """Microseconds since 1970 when all texts are ISO times of one length, else None (then each is read by itself).

    numpy reads some twenty times as fast as Python, but takes much more for a time than ISO does: first the shape is checked.
    """
    import numpy as np

    if not texts or len(texts[0]) not in _ISO or set(map(len, texts)) != {len(texts[0])}:
        return None
    together = "".join(texts)
    if not together.isascii():
        return None
    shape = np.frombuffer(_ISO[len(texts[0])].encode(), np.uint8)
    signs = np.frombuffer(together.replace("T", " ").encode(), np.uint8).reshape(-1, len(shape))
    digit = shape == ord("0")
    if not ((signs[:, digit] - ord("0")) < 10).all() or not (signs[:, ~digit] == shape[~digit]).all():
        return None
    try:
        found = np.array(texts, dtype="datetime64[us]")
    except ValueError:  # 31 April
        return None
    low, high = np.datetime64(f"{YEARS[0]}-01-01"), np.datetime64(f"{YEARS[1] + 1}-01-01")
    return found.view(np.int64) if found.min() >= low and found.max() < high else None
