"""What a learner can set: sliders and choices, declared; each checks the value it is given."""

from collections.abc import Sequence
from math import isnan
from typing import Any

import attrs


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
        return {"t": "range", "key": self.key, "label": self.label, "min": self.low, "max": self.high, "step": self.step,
                "unit": self.unit.rpartition("|")[2], "help": self.help}

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
    """One of a few options, (value, label) each."""

    key: str
    label: str
    options: Sequence[tuple[str, str]]
    start: str
    help: str = ""

    def block(self) -> dict[str, Any]:
        many = 6
        return {"t": "choice" if len(self.options) < many else "select", "key": self.key, "label": self.label, "help": self.help,
                "options": [list(o) for o in self.options]}

    def accept(self, value: Any) -> str:
        """The value, if it is one of the options.

        Raises:
            ValueError: it is not (Dutch, for the learner).
        """
        if value not in [v for v, _ in self.options]:
            raise ValueError(f"{self.label}: kies een van de mogelijkheden.")
        return value

    def say(self, value: Any) -> str:
        return dict(self.options).get(value, str(value))


def counted(number: int, is_: str, are: str, one: str, more: str) -> str:
    """Verb, number and noun: "is 1 dwarsverband", "zijn 3 dwarsverbanden"."""
    return f"{is_} 1 {one}" if number == 1 else f"{are} {number} {more}"


def with_unit(text: str, unit: str, value: Any = None) -> str:
    """A number as text with its unit: "80%", "1 taak", "3 taken" (a unit with two forms is written `taak|taken`)."""
    one, _, more = unit.partition("|")
    name = one if not more or (value is not None and 0 < abs(value) <= 1) else more
    return text + name if name == "%" else f"{text} {name}".strip()


def dutch(number: float, digits: int | None = None, signed: bool = False) -> str:
    """A number as Dutch readers write it: 1.234,5; infinity in words.

    Args:
        number: any real number.
        digits: decimals; None keeps up to three and drops zeros.
        signed: write the plus sign as well.
    """
    if isnan(number):
        return "niet te bepalen"
    if number in (float("inf"), float("-inf")):
        return "oneindig"
    text = f"{number:{'+' if signed else ''},.{3 if digits is None else digits}f}"
    if digits is None and "." in text:
        text = text.rstrip("0").rstrip(".")
    if text.strip("+-0.,") == "" and text.startswith("-"):
        text = text[1:]
    return text.replace("-", "−").translate(str.maketrans(",.", ".,"))
