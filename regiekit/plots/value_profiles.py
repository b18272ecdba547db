"""The profile of the own party, the guess of the other's and the other's own answer beside one another: a line per value."""

from collections.abc import Mapping
from math import isfinite

from . import profiles as shared
from .style import CHAR
from .svg import wrap

NAME = int((shared.LEFT - 24) / (14 * (CHAR + 0.05)))  # characters of a value's name that fit
NAMES = {"eigen": "uw partij", "gok": "uw gok", "ander": "de ander zelf", "klas": "de klas"}


def picture(
    values: Mapping[str, str], profiles: Mapping[str, Mapping[str, float]], remarks: Mapping[str, str], *, title: str, words: str
) -> str:
    """Draw the profiles on the scale 1…5.

    Args:
        values: key -> name of a value, from top to bottom.
        profiles: those of `NAMES` that there are, in this order; a weight that is not a number counts as the middle.
        remarks: key -> a few words at the end of its line.
        title, words: name and description.
    """
    lines = {key: shared.Scale(wrap(name, NAME, 1)[0], "", remarks.get(key, "")) for key, name in values.items()}
    there = {key: {k: w if isfinite(w) else 3.0 for k, w in profile.items()} for key, profile in profiles.items()}
    return shared.profiles(lines, there, NAMES, "cultuur").svg(title, words)
