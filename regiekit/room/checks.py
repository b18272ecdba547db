"""What comes from outside, checked: JSON, questions, answers. Bounded in size; what is not known is refused.

A shape is data: a number is a text of at most so many characters, a `range` a whole number in it, a set one of its texts, `bool` yes or no, `float` any
number, a list `[shape, least, most]` so many of that shape, a dict an object with these names (`?` after one that may be absent); a function checks for itself.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

MOST_BYTES = 16_384  # of a request
MOST_TEXT = 280  # characters of an answer in words
# No control characters but line ends and tabs, nothing that turns the line around, no half characters.
STRANGE = re.compile("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


class Refused(Exception):
    """A request that is not carried out: the HTTP status, and a Dutch sentence for who asked."""

    def __init__(self, status: int, text: str) -> None:
        super().__init__(text)
        self.status, self.text = status, text


def fit(shape: Any, value: Any) -> Any:
    """The value, if it has this shape; ValueError when not."""
    if isinstance(shape, dict):
        names = {name.rstrip("?"): inner for name, inner in shape.items()}
        good = isinstance(value, dict) and {name for name in shape if name[-1] != "?"} <= set(value) <= set(names)
        return {name: fit(names[name], one) for name, one in value.items()} if good else fit(set(), None)
    if isinstance(shape, list):
        good = isinstance(value, list) and shape[1] <= len(value) <= shape[2]
        return [fit(shape[0], one) for one in value] if good else fit(set(), None)
    if isinstance(shape, set):
        good = isinstance(value, str) and value in shape
    elif isinstance(shape, range):
        good = type(value) is int and value in shape
    elif shape is bool:
        good = isinstance(value, bool)
    elif shape is float:
        good = type(value) in (int, float) and abs(value) < 1e12  # not nan
    elif isinstance(shape, int):
        good = isinstance(value, str) and len(value) <= shape and not STRANGE.search(value)
    else:
        return shape(value)
    if not good:
        raise ValueError
    return value


def _value(value: Any) -> str | float:
    return fit(200, value) if isinstance(value, str) else fit(float, value)


_ALL = {"key": 60, "label": 300, "help?": 600}
_CHOICE = {"t": {"choice", "select"}, "options": [[200, 2, 2], 2, 60]} | _ALL
_WORDS = {"t": {"text", "area"}, "limit?": range(1, MOST_TEXT + 1), "rows?": range(1, 41)} | _ALL
_RANGE = {"t": {"range"}, "min": float, "max": float, "step": float, "unit?": 40} | _ALL
_SET = {"t": {"set"}, "options": [[200, 2, 2], 2, 12]} | _ALL  # any of the options; the answer is a 0 or 1 for each
_BLOCKS = {"range": _RANGE, "choice": _CHOICE, "select": _CHOICE, "text": _WORDS, "area": _WORDS, "set": _SET}


def block(value: Any) -> dict[str, Any]:
    """The `block()` of a control that a phone can show: range, choice, select, set, text of at most 280 characters; ValueError for another."""
    found = fit(_BLOCKS[fit(set(_BLOCKS), value.get("t") if isinstance(value, dict) else None)], value)
    pairs = found.get("options", ())
    good = len(dict(pairs)) == len(pairs) and (found["t"] != "range" or 0 < found["max"] - found["min"] <= 1e6 * found["step"])
    return found if good else fit(set(), None)


_ROUND, _SIZE = range(1, 201), range(2, 1201)
QUESTION = {"ronde": _ROUND, "titel": 200, "tekst": 2000, "blok": block, "antwoord?": 1000, "waarde?": _value, "opnieuw?": _ROUND}
_POINTS = {"optie": 200, "punten": float}  # what an option of a set is worth to a role, and what it becomes under a condition
ROLES = {"rollen": [{"titel": 200, "tekst": 1500, "punten?": [_POINTS, 1, 12], "als?": _POINTS | {"tekst": 300}}, 1, 12]}
DOOR = {"deur?": {"open", "ruim", "dicht"}, "grootte?": _SIZE}
OPENING = {"grootte?": _SIZE, "tekst?": bool}
PHASE = {"ronde": _ROUND, "fase": {"open", "dicht", "verdeling", "antwoord"}}
ANSWER = {"ronde": _ROUND, "waarde": lambda value: value}  # `answer` looks at it
NOTHING: dict[str, Any] = {}


def checked(shape: Mapping[str, Any], body: bytes) -> dict[str, Any]:
    """What a request asks; Refused: 413 larger than MOST_BYTES, 400 no JSON, NaN, far too deep, a name twice, missing or unknown, a wrong value."""

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        return dict(pairs) if len({name for name, _ in pairs}) == len(pairs) else fit(set(), None)

    if len(body) > MOST_BYTES:
        raise Refused(413, "Dit is te groot.")
    try:
        return fit(shape, json.loads(body.decode("utf-8"), object_pairs_hook=once, parse_constant=lambda name: fit(set(), name)))
    except (ValueError, OverflowError, RecursionError) as error:
        raise Refused(400, "Dit bericht is niet te lezen.") from error


def answer(asked: Mapping[str, Any], value: Any) -> str | float:
    """The value as it is kept: a number on a step of the range, the key of an option, zeros and ones for a set, a text; Refused (400) when not asked."""
    try:
        if asked["t"] == "range":
            low, high, step = asked["min"], asked["max"], asked["step"]
            if low <= fit(float, value) <= high:
                on_step = round(min(low + round((value - low) / step) * step, high), 10)
                return int(on_step) if float(on_step).is_integer() else on_step
        elif asked["t"] == "set":
            if re.fullmatch(f"[01]{{{len(asked['options'])}}}", fit(12, value)):
                return value
        elif "options" in asked:
            return fit({key for key, _ in asked["options"]}, value)
        elif words := fit(asked.get("limit", MOST_TEXT), value).strip():
            return words
    except (ValueError, OverflowError):
        pass
    raise Refused(400, "Dit antwoord hoort niet bij de vraag.")
