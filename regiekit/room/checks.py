"""What comes from outside, checked: JSON, questions, answers. Bounded in size and depth; what is not known is refused."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from math import isfinite
from typing import Any

MOST_BYTES = 16_384  # of a request
MOST_OPTIONS = 60
MOST_TEXT = 280  # characters of an answer in words


class Refused(Exception):
    """A request that is not carried out: the HTTP status, and a Dutch sentence for who asked."""

    def __init__(self, status: int, text: str) -> None:
        super().__init__(text)
        self.status, self.text = status, text


def read_json(body: bytes) -> Any:
    """The JSON in a request.

    Raises:
        Refused: 413 larger than MOST_BYTES; 400 no JSON, NaN or infinite, far too deep, a name twice.
    """

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        if len({name for name, _ in pairs}) < len(pairs):
            raise ValueError("a name stands twice")
        return dict(pairs)

    def never(name: str) -> Any:
        raise ValueError(name)

    if len(body) > MOST_BYTES:
        raise Refused(413, "Dit is te groot.")
    try:
        return json.loads(body.decode("utf-8"), object_pairs_hook=once, parse_constant=never)
    except (ValueError, RecursionError) as error:
        raise Refused(400, "Dit bericht is niet te lezen.") from error


def text(most: int, least: int = 0) -> Callable[[Any], str]:
    """A check: a text of so many characters that can be shown and kept (no control characters but line ends, no half characters)."""

    def check(value: Any) -> str:
        if not isinstance(value, str) or not least <= len(value) <= most:
            raise ValueError
        value.encode("utf-8")  # half a character has no bytes: UnicodeEncodeError is a ValueError
        if any(
            (ord(c) < 32 and c not in "\n\t") or 0x202A <= ord(c) <= 0x202E or 0x2066 <= ord(c) <= 0x2069 for c in value
        ):  # and no turning of the line
            raise ValueError
        return value

    return check


def number(value: Any) -> float:
    """A check: a finite number, no boolean."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < 1e12 or not isfinite(value):
        raise ValueError
    return value


def whole(low: int, high: int) -> Callable[[Any], int]:
    """A check: a whole number in this range, the ends with it."""

    def check(value: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            raise ValueError
        return value

    return check


def one_of(*allowed: Any) -> Callable[[Any], Any]:
    """A check: one of these, of the same type."""

    def check(value: Any) -> Any:
        if not any(type(value) is type(one) and value == one for one in allowed):
            raise ValueError
        return value

    return check


def list_of(check: Callable[[Any], Any], least: int, most: int) -> Callable[[Any], list[Any]]:
    """A check: a list of so many things that each pass."""

    def every(value: Any) -> list[Any]:
        if not isinstance(value, list) or not least <= len(value) <= most:
            raise ValueError
        return [check(one) for one in value]

    return every


Fields = Mapping[str, Callable[[Any], Any]]


def fields(needed: Fields, optional: Fields | None = None) -> Callable[[Any], dict[str, Any]]:
    """A check: an object with these names and no other."""
    optional = optional or {}

    def check(value: Any) -> dict[str, Any]:
        if not isinstance(value, dict) or not set(needed) <= set(value) <= {*needed, *optional}:
            raise ValueError
        return {name: (needed.get(name) or optional[name])(one) for name, one in value.items()}

    return check


def _value(value: Any) -> str | float:
    return text(200)(value) if isinstance(value, str) else number(value)


def _option(value: Any) -> list[str]:
    return list_of(text(200, 1), 2, 2)(value)


_LABEL = {"key": text(60), "label": text(300)}
_HELP = {"help": text(600)}
_RANGE = fields({"t": one_of("range"), **_LABEL, "min": number, "max": number, "step": number}, {"unit": text(40), **_HELP})
_CHOICE = fields({"t": one_of("choice", "select"), **_LABEL, "options": list_of(_option, 2, MOST_OPTIONS)}, _HELP)
_TEXT = fields({"t": one_of("text", "area"), **_LABEL}, {"limit": whole(1, MOST_TEXT), "rows": whole(1, 40), **_HELP})
_BLOCKS = {"range": _RANGE, "choice": _CHOICE, "select": _CHOICE, "text": _TEXT, "area": _TEXT}


def block(value: Any) -> dict[str, Any]:
    """A check: the `block()` of a control that a phone can show: range, choice, select, text of at most 280 characters."""
    kind = value.get("t") if isinstance(value, dict) else None
    if not isinstance(kind, str) or kind not in _BLOCKS:
        raise ValueError
    found = _BLOCKS[kind](value)
    if kind == "range" and (found["step"] <= 0 or found["min"] >= found["max"] or (found["max"] - found["min"]) / found["step"] > 1e6):
        raise ValueError
    if "options" in found and len({key for key, _ in found["options"]}) < len(found["options"]):
        raise ValueError
    return found


QUESTION = fields(
    {"ronde": whole(1, 200), "titel": text(200), "tekst": text(2000), "blok": block},
    {"antwoord": text(1000), "waarde": _value, "opnieuw": whole(1, 200)},
)
NOTHING = fields({})
ROLES = fields({"rollen": list_of(fields({"titel": text(200, 1), "tekst": text(1500)}), 1, 12)})
DOOR = fields({}, {"deur": one_of("open", "ruim", "dicht"), "grootte": whole(2, 1200)})
OPENING = fields({}, {"grootte": whole(2, 1200), "tekst": one_of(True, False)})
PHASE = fields({"ronde": whole(1, 200), "fase": one_of("open", "dicht", "verdeling", "antwoord")})
ANSWER = fields({"ronde": whole(1, 200), "waarde": lambda value: value})


def checked(check: Callable[[Any], Any], body: bytes) -> Any:
    """What a request asks, checked.

    Raises:
        Refused: as `read_json`; 400 when a name is missing or unknown or a value is not allowed.
    """
    try:
        return check(read_json(body))
    except (ValueError, OverflowError) as error:
        raise Refused(400, "Dit bericht klopt niet.") from error


def answer(asked: Mapping[str, Any], value: Any) -> str | float:
    """The value as it is kept: a number on a step of the range, the key of an option, a text.

    Raises:
        Refused: 400, it is not among what was asked.
    """
    try:
        if asked["t"] == "range":
            low, high, step = asked["min"], asked["max"], asked["step"]
            if not low <= number(value) <= high:
                raise ValueError
            on_step = round(min(low + round((value - low) / step) * step, high), 10)
            return int(on_step) if float(on_step).is_integer() else on_step
        if "options" in asked:
            return one_of(*(key for key, _ in asked["options"]))(value)
        words = text(asked.get("limit", MOST_TEXT))(value).strip()
        if not words:
            raise ValueError
        return words
    except (ValueError, OverflowError) as error:
        raise Refused(400, "Dit antwoord hoort niet bij de vraag.") from error
