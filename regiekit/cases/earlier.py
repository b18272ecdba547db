"""Files of an earlier format, read as if they were written now: tables with Dutch keys in, tables out.

In format 1 the fields in `START` had a start value that counted where the key was absent; those in `WRITTEN` were always written, so that a
file can't tell what was chosen from what was never touched.
"""

from collections.abc import Iterator, Mapping
from typing import Any

# What an absent key meant in format 1, by list and field, in a shipped case: its makers left out what is "no", 0 or none.
START: dict[str, dict[str, Any]] = {
    "partijen": {"soort": "overig", "omvang": 3, "schaal": "lokaal", "positie": "afwachtend", "macht": [], "vervangbaar": False},
    "vertegenwoordiger": {"niveau": "uitvoerend", "mandaat": "beperkt", "commitment": False},
    "relaties": {"soort": "formeel", "gewicht": 1},
    "claims": {"sterkte": "kern"},
    "routes": {"aantal": 0, "risico": "laag"},
    "structuren": {"status": "nieuw"},
    "blikken": {"positie": "afwachtend", "macht": []},
}
# What every version of format 1 wrote of a party that was only named: these, and of its kind what the editor showed for a new row, or what it took
# for an empty cell, as every other way to make a party did (`CaseEditor.put`, a spreadsheet, `Party(…)`).
UNTOUCHED = {"omvang": 3, "schaal": "lokaal", "positie": "afwachtend"}
KINDS = ("instelling", "overig")
WRITTEN = "soort_opgeschreven"  # an own column of a party that is doubted: its kind, if it is not the first of these


def upgraded(raw: dict[str, Any]) -> dict[str, Any]:
    """The content of a file of format 1 as one of format 2; what is not sound is left as it is, for the check to say."""
    new = {**raw, "formaat": 2}
    if isinstance(raw.get("antwoorden"), dict):
        new["antwoorden"] = _by_proef(raw["antwoorden"])
    if raw.get("status") == "fictief":
        return _complete(new)
    doubted = [row["sleutel"] for row in _rows(new, "partijen") if "sleutel" in row and _untouched(row)]
    if not doubted:
        return new
    return {**new, "partijen": [_doubted(row) if _untouched(row) else row for row in _rows(new, "partijen")], "nagaan": doubted}


def _untouched(row: Mapping[str, Any]) -> bool:
    """Whether all that is said of this party may have been written by the program."""
    return UNTOUCHED.items() <= _plain(row).items() and row.get("soort") in KINDS


def _doubted(row: Mapping[str, Any]) -> dict[str, Any]:
    """The party without what the program may have written."""
    kept = {key: value for key, value in row.items() if key not in ("soort", *UNTOUCHED)}
    return kept if row["soort"] == KINDS[0] else kept | {WRITTEN: row["soort"]}


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in row.items() if isinstance(value, str | int) and not isinstance(value, bool)}


def _rows(table: Mapping[str, Any], key: str) -> list[Any]:
    """The rows of a list of tables; none where it is something else."""
    rows = table.get(key)
    return rows if isinstance(rows, list) and all(isinstance(row, dict) for row in rows) else []


def _by_proef(answers: dict[str, Any]) -> dict[str, Any]:
    """Answers by proef, which were kept by notebook first; of the same proef in two notebooks the first counts, setting by setting."""
    found: dict[str, Any] = {}
    for notebook, tables in answers.items():
        for proef, table in tables.items() if isinstance(tables, dict) else [(notebook, tables)]:
            before = found.get(proef, {})
            found[proef] = {**table, **before} if isinstance(table, dict) and isinstance(before, dict) else before or table
    return found


def _complete(table: dict[str, Any]) -> dict[str, Any]:
    """A shipped case with what its absent keys meant."""
    new = {**table, **dict(_filled(table))}
    keys = [row.get("sleutel") for row in _rows(table, "partijen")]
    for issue in (issues := [dict(row) for row in _rows(table, "kwesties")]):
        gains = issue.get("opbrengst", {})
        if isinstance(gains, dict):
            issue["opbrengst"] = {**{key: 0 for key in keys if isinstance(key, str) and key not in gains}, **gains}
    return new | ({"kwesties": issues} if issues else {})


def _filled(table: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for key, value in table.items():
        start = START.get(key, {})
        if isinstance(value, dict) and key == "vertegenwoordiger":
            yield key, {**start, **value}
        elif rows := _rows(table, key):
            yield key, [{**start, **row, **dict(_filled(row))} for row in rows]
