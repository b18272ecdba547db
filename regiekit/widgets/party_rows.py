"""Tables about parties: cells that take what a person pastes, and tables that keep a row for every party of the case."""

from collections.abc import Mapping, Sequence
from typing import Any

import attrs

from ..cases import Case
from ..cases.model import POWERS
from .controls import Rows

UNKNOWN = ""


@attrs.frozen
class PartyRows(Rows):
    """Rows whose cells with options also take the text of an option, or what `also` calls it, in any case.

    Where `each` names a column, the table has a row per value of that column in `start`: rows that are lacking (a party that
    came later) are added, others dropped, unless one party stands in it twice: then it is left as it is. `wide`: such a table
    needs the width of the panel.
    """

    also: Mapping[str, Mapping[str, str]] = attrs.Factory(dict)
    each: str = ""
    wide: bool = True

    def accept(self, value: Any) -> list[dict[str, str]]:
        """The rows (see `Rows.accept`), with values in the place of names."""
        rows = super().accept(value)
        for column in self.columns:
            if column.get("options"):
                known = {label.strip().casefold(): one for one, label in column["options"]} | dict(self.also.get(column["key"], {}))
                values = {one for one, _ in column["options"]}
                for row in rows:
                    cell = row[column["key"]].strip()
                    row[column["key"]] = cell if cell in values else known.get(cell.casefold(), cell)
        found = {row[self.each]: row for row in rows} if self.each else {}
        if self.each and len(found) == len(rows):
            return [found.get(one[self.each], dict(one)) for one in self.start]
        return rows


def party_column(case: Case, key: str, label: str, blank: str | None = None, fixed: bool = False) -> dict[str, Any]:
    """A column in which a party is chosen; `blank` is what no choice is called, `fixed` one that need not be changed."""
    options = [[p.key, p.label] for p in case.parties]
    return {
        "key": key,
        "label": label,
        "options": options if blank is None else [[UNKNOWN, blank], *options],
        "default": UNKNOWN,
        "readonly": fixed,
    }


def party_names(case: Case) -> dict[str, str]:
    """What else a person may call a party: its full name or its key."""
    return {name.strip().casefold(): p.key for p in case.parties for name in (p.name, p.short, p.key) if name.strip()}


#: A cell for kinds of power: every combination, as in the spreadsheet of a case.
COMBINATIONS = (
    "productie",
    "blokker",
    "diffuus",
    "productie, blokker",
    "productie, diffuus",
    "blokker, diffuus",
    "productie, blokker, diffuus",
)


def power_column(unknown: str) -> dict[str, Any]:
    """A column in which kinds of power are chosen."""
    return {
        "key": "macht",
        "label": "Macht",
        "default": UNKNOWN,
        "options": [[UNKNOWN, unknown], *([one, one.replace(", ", " + ")] for one in COMBINATIONS)],
    }


def power_names() -> dict[str, str]:
    """Other ways to write a combination: another order, another word between them, or that it is not known."""
    out: dict[str, str] = dict.fromkeys(("onbekend", "niet bekend", "weet ik niet", "geen", "-", "–", "?"), UNKNOWN)
    for one in COMBINATIONS:
        words = one.split(", ")
        for order in (words, words[::-1]):
            out |= {between.join(order): one for between in (", ", " en ", ";", "; ", ",", "/", "+", " + ", " ")}
    return out


def powers_in(cell: str) -> tuple[str, ...]:
    """The kinds of power in a cell, in the order of the case file; none for a cell that is no combination."""
    return tuple(cell.split(", ")) if cell in COMBINATIONS else ()


def power_cell(power: Sequence[str]) -> str:
    """The cell for these kinds of power."""
    return ", ".join([p for p in POWERS if p in (power or ())])


def stray(case: Case, key: str) -> str:
    """What is wrong with a row of this party, where it cannot be used."""
    return f"‘{key[:30]}’ " + ("staat dubbel in de tabel" if key in case.party_keys else "is geen partij uit deze casus")


def misread(unread: Sequence[str]) -> str:
    """A sentence about what could not be read in the rows."""
    return f"Dit las ik niet: {'; '.join(unread[:5])}{'; en meer' if len(unread) > 5 else ''}."
