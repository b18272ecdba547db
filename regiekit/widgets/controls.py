"""What a learner can set, declared: numbers, choices, texts, small tables, files. Each checks the value it is given."""

from collections.abc import Callable, Mapping, Sequence
from math import isnan
from typing import Any

import attrs

from regiekit.widgets.say import counted, dutch, with_unit  # noqa: F401


@attrs.frozen
class Slider:
    """A number from `low` to `high` in steps, with a field to type it in."""

    key: str
    label: str
    low: float
    high: float
    start: float
    step: float = 1
    unit: str = ""
    help: str = ""

    def block(self) -> dict[str, Any]:
        return {
            "t": "range",
            "key": self.key,
            "label": self.label,
            "min": self.low,
            "max": self.high,
            "step": self.step,
            "unit": self.unit.rpartition("|")[2],
            "help": self.help,
        }

    def accept(self, value: Any) -> float | int:
        """The value, on the nearest step inside the range.

        Raises:
            ValueError: it is no number (the Dutch text is meant for the learner).
        """
        if isinstance(value, bool) or not isinstance(value, int | float) or (isinstance(value, float) and isnan(value)):
            raise ValueError(f"{self.label}: vul een getal in van {dutch(self.low)} tot en met {dutch(self.high)}.")
        steps = round((min(max(value, self.low), self.high) - self.low) / self.step)
        number = round(min(self.low + steps * self.step, self.high), 10)
        return int(number) if float(number).is_integer() else number

    def say(self, value: Any) -> str:
        return with_unit(dutch(value), self.unit, value)


@attrs.frozen
class Choice:
    """One of a few options, (value, label) each, in one or two columns; with `start=None` nothing is chosen until the learner does."""

    key: str
    label: str
    options: Sequence[tuple[str, str]]
    start: str | None
    help: str = ""
    columns: int = 1

    def block(self) -> dict[str, Any]:
        many = 9 if self.start is None else 6  # a list that is closed can't show that nothing is chosen yet
        return {
            "t": "choice" if len(self.options) < many else "select",
            "key": self.key,
            "label": self.label,
            "help": self.help,
            "options": [list(o) for o in self.options],
            **({"cls": "rk-two"} if self.columns == 2 else {}),
        }

    def accept(self, value: Any) -> str | None:
        """The value, if it is one of the options (or None where nothing need be chosen).

        Raises:
            ValueError: it is not (Dutch, for the learner).
        """
        if value is None and self.start is None:
            return None
        if value not in [v for v, _ in self.options]:
            raise ValueError(f"{self.label}: kies een van de mogelijkheden.")
        return value

    def say(self, value: Any) -> str:
        return dict(self.options).get(value, str(value))


@attrs.frozen
class Text:
    """A text of at most `limit` characters, on one line or (`long`) on several."""

    key: str
    label: str
    start: str = ""
    help: str = ""
    limit: int = 4000
    long: bool = True
    rows: int = 3

    def block(self) -> dict[str, Any]:
        return {
            "t": "area" if self.long else "text",
            "key": self.key,
            "label": self.label,
            "help": self.help,
            "limit": self.limit,
            "rows": self.rows,
        }

    def accept(self, value: Any) -> str:
        """The text.

        Raises:
            ValueError: no text, or a longer one (Dutch, for the learner).
        """
        if not isinstance(value, str):
            raise ValueError(f"{self.label}: vul tekst in.")
        if len(value) > self.limit:
            raise ValueError(
                f"{self.label}: deze tekst heeft {dutch(len(value))} tekens; er passen er {dutch(self.limit)}. Maak hem korter."
            )
        return value

    def say(self, value: Any) -> str:
        return f"‘{value}’"


def lines(content: str) -> tuple[str, ...]:
    """What a text lists: one thing per line; bullets and empty lines are left out."""
    return tuple(one for line in content.splitlines() if (one := line.strip().lstrip("-–—•*+−").strip()))


@attrs.frozen
class Rows:
    """A small table that the learner fills in.

    A column is a dict with `key` and `label`, and where wanted `options` ([value, label] pairs), `default`, and `readonly` for a
    column that names the row. With `fixed` the number of rows stays as it is; `wide` gives the table the width of the panel; `shown` are
    columns (key, label) of what the state says of each row (`Proef.row_texts`).
    """

    key: str
    label: str
    columns: Sequence[Mapping[str, Any]]
    start: Sequence[Mapping[str, str]] = ()
    limit: int = 60
    help: str = ""
    fixed: bool = False
    wide: bool = False
    shown: Sequence[tuple[str, str]] = ()

    def block(self) -> dict[str, Any]:
        return {
            "t": "table",
            "key": self.key,
            "label": self.label,
            "help": self.help,
            "columns": [dict(c) for c in self.columns],
            "limit": self.limit,
            "fixed": self.fixed,
            "shown": [list(column) for column in self.shown],
        }

    def accept(self, value: Any) -> list[dict[str, str]]:
        """The rows, each with a text for every column.

        Raises:
            ValueError: no table, or too many rows (Dutch, for the learner).
        """
        if not isinstance(value, list | tuple) or not all(isinstance(row, Mapping) for row in value):
            raise ValueError(f"{self.label}: dit is geen tabel.")
        if len(value) > self.limit:
            raise ValueError(f"{self.label}: er passen {self.limit} regels in; u hebt er {len(value)}. Haal regels weg.")
        return [{c["key"]: str(row.get(c["key"], c.get("default", "")))[:400] for c in self.columns} for row in value]

    def say(self, value: Any) -> str:
        return f"{len(value)} {'regel' if len(value) == 1 else 'regels'}"


@attrs.frozen
class Upload:
    """A file from the learner's own disk, at most `limit` bytes.

    `read(name, data)` makes an object of it, or raises a ValueError with a text for the learner. The value of the control is the name of
    the file; the object goes to the outcome and never to the browser or the case.
    """

    key: str
    label: str
    read: Callable[[str, bytes], Any]
    accept_types: str = ".csv,.txt"
    help: str = ""
    limit: int = 60_000_000
    start: None = None

    def block(self) -> dict[str, Any]:
        return {"t": "file", "key": self.key, "label": self.label, "help": self.help, "accept": self.accept_types, "limit": self.limit}

    def accept(self, value: Any) -> str | None:
        """The name of the file.

        Raises:
            ValueError: no text.
        """
        if value is not None and not isinstance(value, str):
            raise ValueError(f"{self.label}: kies een bestand.")
        return value

    def say(self, value: Any) -> str:
        return str(value or "geen bestand")
