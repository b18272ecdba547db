"""What a proef asks of the case where the learner is: a field for each thing that is not known, and the tables it can't do without.

What is typed there goes into the case by way of the tables of the editor (`case_table`), so nothing is asked twice.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from regiekit.cases import Case, Party
from regiekit.cases.check import enumerated
from regiekit.cases.model import fields
from regiekit.cases.reading import ASKED, GAIN, GAINS, LISTS, Lacking, referred, stand_in
from regiekit.widgets import case_table, gain_table
from regiekit.widgets.panel import html
from regiekit.widgets.say import with_unit

PREFIX = "_ask:"
#: List of the case -> its table in the editor, what one row of it is called (one|more), what it is called above a table.
TABLES = {
    "parties": ("partijen", "partij|partijen", "Partijen"),
    "values": ("waarden", "partij|partijen", "Waarden"),
    "representative": ("vertegenwoordigers", "vertegenwoordiger|vertegenwoordigers", "Vertegenwoordigers"),
    "ties": ("relaties", "band|banden", "Relaties"),
    "tasks": ("taken", "taak|taken", "Taken"),
    "claims": ("taken", "claim|claims", "Taken"),
    "routes": ("routes", "route|routes", "Routes"),
    "issues": ("kwesties", "partij|partijen", "Kwesties"),
    "agenda": ("agenda", "partij|partijen", "Kwesties"),
}
WHOLE = {"agenda": "issues"}  # what there is nothing of yet goes into the case, not into the agenda that the learner keeps
LIMIT = 200


class Ask(NamedTuple):
    """A table to fill in: which of the editor, its columns that are asked (none: the whole table), the ids of its rows."""

    table: str
    label: str
    columns: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()


def asks(lacks: Lacking) -> list[Ask]:
    """A table per kind of row, with a column for each thing that lacks somewhere in it."""
    found: dict[str, dict[str, Any]] = {}
    wholes = {WHOLE.get(of.rows, of.who or of.rows) for name in lacks if not (of := ASKED[name]).name}
    for name, rows in lacks.items():
        of = ASKED[name]
        if not of.name or (of.who or of.rows) in wholes:
            found[WHOLE.get(of.rows, of.who or of.rows)] = {"columns": [], "ids": []}
            continue
        if of.name == GAINS:  # a column for each party that lacks one, all issues as rows
            found[of.rows] = {"columns": [GAIN + party.key for party in rows], "ids": []}
            continue
        place = found.setdefault(of.who or of.rows, {"columns": [], "ids": []})
        place["columns"].append(_key(name))
        place["ids"] += [row.id for row in rows]
    parts = {place: (tuple(of["columns"]), tuple(dict.fromkeys(of["ids"]))) for place, of in found.items()}
    return [Ask(TABLES[place][0], TABLES[place][2], *(() if place == "claims" else part)) for place, part in parts.items()]


def _key(name: str) -> str:
    """The Dutch key of what is asked: the column of the table."""
    of = ASKED[name]
    return next(key for key, (attribute, _) in fields(LISTS[of.rows, of.who]).items() if attribute == of.name)


def whole(lists: Sequence[str]) -> list[Ask]:
    """The tables of these lists, whole."""
    return [Ask(TABLES[name][0], TABLES[name][2]) for name in lists]


def block(case: Case, ask: Ask) -> dict[str, Any]:
    """The table as a block of a panel; of too many rows a sentence that says so."""
    if many := _too_many(case, ask):
        return html(PREFIX + ask.table, f"<p><strong>{ask.label}.</strong> {many}</p>")
    columns = gain_table.columns(case) if _gains(ask) else case_table.columns(case)[ask.table]
    if ask.columns:
        columns = [{"key": "wie", "label": "Wie of wat", "readonly": True}, *(c for c in columns if c["key"] in ask.columns)]
    fixed = bool(ask.columns) or ask.table in case_table.PER_PARTY
    return {
        "t": "table",
        "key": PREFIX + ask.table,
        "label": ask.label,
        "columns": columns,
        "limit": LIMIT,
        "fixed": fixed,
        "add": "Rij erbij",
    }


def rows(case: Case, ask: Ask) -> list[dict[str, Any]]:
    """What stands in the table now; nothing where that is too much to show."""
    if _too_many(case, ask):
        return []
    if _gains(ask):
        return gain_table.rows(case, ask.table, ask.columns)
    found = case_table.rows(case)[ask.table]
    if not ask.columns:
        return found
    who = dict(_who(case))
    return [{**row, "wie": who[row["id"]]} for row in found if row["id"] in ask.ids]


def _gains(ask: Ask) -> bool:
    """Whether it asks what parties win or lose on issues that are there."""
    return bool(ask.columns) and ask.table in gain_table.TABLES


def _too_many(case: Case, ask: Ask) -> str:
    """Why the table can't be filled in on the screen; "" for one that can."""
    return gain_table.too_many(len(ask.columns)) if _gains(ask) else case_table.too_many(case, ask.table)


def _who(case: Case) -> Iterator[tuple[str, str]]:
    """Id of each row -> how the learner recognises it, with the name that a party has in the words meanwhile."""
    names = {p.key: f"{stand_in(i)}: {p.called}" for i, p in enumerate(case.parties)}
    for row in (*case.parties, *case.ties, *case.routes, *case.tasks):
        yield row.id, " – ".join(names[key] for key in referred(row)) if not isinstance(row, Party) else names[row.key]


def answered(case: Case, asked: Sequence[Ask], typed: Mapping[str, Sequence[Mapping[str, Any]]]) -> Case:
    """The case with what was typed in these tables (by `PREFIX` + table).

    Raises:
        CaseError: one Dutch sentence per wrong cell.
    """
    tables: dict[str, Any] = {}
    for ask in asked:
        if _too_many(case, ask):
            continue
        new = typed[PREFIX + ask.table]
        if _gains(ask):
            case = gain_table.filled_in(case, ask.table, new)
            continue
        if ask.columns:
            by_id = {row.get("id"): {key: row.get(key, "") for key in ask.columns} for row in new}
            new = [{**row, **by_id.get(row["id"], {})} for row in case_table.rows(case)[ask.table]]
        tables[ask.table] = new
    return case_table.case_from(case, tables)


def said(lacks: Lacking, starts: Mapping[str, Any]) -> str:
    """One or two sentences: what is not known, what the proef goes by instead, and how it calls those parties."""
    if not lacks:
        return ""
    together: dict[tuple[Any, ...], list[str]] = {}  # what the rows are called, whom they are about -> what is not known of them
    for name, rows in lacks.items():
        of = ASKED[name]
        unit = TABLES[(of.who or of.rows) if of.name else "parties"][1]
        together.setdefault((unit, *map(referred, rows)), []).append(name)
    parts = []
    for (unit, *_), names in together.items():
        many = len(lacks[names[0]])
        parts.append(f"van {with_unit(str(many), unit, many)} {enumerated([ASKED[name].said for name in names])}")
    return (
        f"Nog niet bekend: {enumerated(parts)}. Deze proef rekent zolang met {enumerated([_start(starts[name]) for name in lacks])}, "
        f"en noemt de partijen waar het om gaat {stand_in(0)}, {stand_in(1)} enzovoort."
    )


def _start(value: Any) -> str:
    """A start value in a sentence."""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    return "geen macht" if value == () else str(value)


def completed(case: Case, asked: Sequence[Ask], typed: Mapping[str, Sequence[Mapping[str, Any]]]) -> dict[str, Any]:
    """The tables after they were taken into the case: those that ask for columns keep their rows."""
    shown = [ask for ask in asked if not ask.columns and not _too_many(case, ask)]
    wholes = case_table.completed(case, {ask.table: typed[PREFIX + ask.table] for ask in shown})
    return {PREFIX + ask.table: wholes[ask.table] if ask in shown else rows(case, ask) for ask in asked}
