"""Dimensions: how alike two profiles on a few scales are, and on which scale a set of profiles differs most.

A profile is a mapping of dimension -> place between two poles, on a scale from `LOW` to `HIGH`. All dimensions weigh
the same and steps are equally large everywhere: both are assumptions, and the comparison is as good as they are.
"""

from collections.abc import Iterable, Mapping

from regiekit.models import _check
from regiekit.models._check import Key

#: The poles of every dimension, without unit.
LOW, HIGH = 1.0, 5.0


def _profile(name: str, profile: Mapping[Key, float]) -> dict[Key, float]:
    found = {key: _check.number(f"{name}[{key!r}]", value, LOW, HIGH) for key, value in _check.mapping(profile, name).items()}
    if not found:
        raise ValueError(f"{name} must hold at least one dimension")
    return found


def similarity(one: Mapping[Key, float], other: Mapping[Key, float]) -> float:
    """Return how alike two profiles are, s = 1 - mean |a - b| / (HIGH - LOW): 1 the same, 0 opposite poles throughout.

    Both profiles hold the same dimensions with values from `LOW` to `HIGH`; raises ValueError otherwise. 1 - s is a
    distance: it is symmetric and obeys the triangle inequality. Source: [gower1971], for quantitative characters.

    >>> similarity({"scale": LOW, "task": HIGH}, {"scale": HIGH, "task": HIGH})
    0.5
    """
    a, b = _profile("one", one), _profile("other", other)
    if a.keys() != b.keys():
        raise ValueError(f"both profiles must have the same dimensions; not shared: {sorted(map(str, a.keys() ^ b.keys()))}")
    return 1 - sum(abs(a[key] - b[key]) for key in a) / (len(a) * (HIGH - LOW))


def spreads(profiles: Iterable[Mapping[Key, float]]) -> dict[Key, float]:
    """Return per dimension the largest minus the smallest value over the profiles, 0 to HIGH - LOW.

    All profiles hold the same dimensions; raises ValueError otherwise, or when there are none.

    >>> spreads([{"scale": 2}, {"scale": 5}])
    {'scale': 3}
    """
    rows = [_profile("each profile", profile) for profile in profiles]
    if not rows or any(row.keys() != rows[0].keys() for row in rows):
        raise ValueError("profiles must be one or more mappings with the same dimensions")
    return {key: max(row[key] for row in rows) - min(row[key] for row in rows) for key in rows[0]}


@_check.elementwise
def place(share: float) -> float:
    """Return the place on the scale of a share from 0 (the first pole) to 1 (the second). Raises ValueError outside.

    >>> place(0) == LOW
    True
    """
    return LOW + (HIGH - LOW) * _check.number("share", share)
