"""Value profiles: how far apart two parties are, how well one knows the other, and what a class makes of it.

A profile is a mapping of value -> weight, from `LOW` (hardly counts) to `HIGH` (counts most), without unit. All values weigh
the same and steps are equally large everywhere; a profile says nothing about why. Profiles are compared value by value: that
two parties mean the same by the name of a value is an assumption, and asking one another is what tests it.
"""

from collections.abc import Iterable, Mapping
from math import fsum, sqrt
from typing import NamedTuple

from regiekit.models import _check, dimensions
from regiekit.models._check import Key

#: The ends of a weight.
LOW, HIGH = dimensions.LOW, dimensions.HIGH


class Spread(NamedTuple):
    """Of the weights that a group gives one value: mean, standard deviation (0 … 2) and number."""

    mean: float
    deviation: float
    number: int


class Crowd(NamedTuple):
    """How far the mean profile of a group is from the truth, and how far its members are on the average (0…1)."""

    together: float
    apart: float


def distance(one: Mapping[Key, float], other: Mapping[Key, float]) -> float:
    """Return how far apart two profiles are, mean |a - b| / (HIGH - LOW): 0 the same, 1 opposite ends throughout.

    Both hold the same values with weights from `LOW` to `HIGH`; raises ValueError otherwise. Symmetric, and it obeys the
    triangle inequality. Source: [gower1971]; the distance is 1 - s.

    >>> distance({"care": LOW}, {"care": HIGH})
    1.0
    """
    return 1 - dimensions.similarity(one, other)


def assumed_likeness(own: Mapping[Key, float], guess: Mapping[Key, float], real: Mapping[Key, float]) -> float:
    """Return how much more alike the other was thought to be than it is, distance(own, real) - distance(own, guess).

    -1 … 1. Above 0 the guess stands nearer to the own profile than the other does: one took the other for more like oneself,
    as in social projection [robbins2005]; below 0 for more different. Raises ValueError as `distance`.

    >>> round(assumed_likeness({"care": 1}, {"care": 1}, {"care": 3}), 3)
    0.5
    """
    return distance(own, real) - distance(own, guess)


def grown(one: Mapping[Key, float], other: Mapping[Key, float], talks: int, openness: float) -> tuple[dict[Key, float], dict[Key, float]]:
    """Return both profiles after so many talks (0 or more) in which each moves the share `openness` (0…0.5) towards the other.

    Per value the mean of the two stays and the gap shrinks to (1 - 2 openness)^talks of what it was: averaging of two as in [degroot1974].
    With an openness of 0 they learn of one another and do not move; with 0.5 one talk makes them alike. Raises ValueError as `distance`
    does, or outside these ranges.

    >>> grown({"care": 1}, {"care": 3}, talks=1, openness=0.25)
    ({'care': 1.5}, {'care': 2.5})
    """
    distance(one, other)  # checks them
    mine, theirs = _check.mapping(one, "one"), _check.mapping(other, "other")
    left = (1 - 2 * _check.number("openness", openness, 0, 0.5)) ** _check.whole("talks", talks, 0)
    pairs = {key: ((mine[key] + theirs[key]) / 2, (mine[key] - theirs[key]) / 2 * left) for key in mine}
    return {key: middle + half for key, (middle, half) in pairs.items()}, {key: middle - half for key, (middle, half) in pairs.items()}


def pattern(one: Mapping[Key, float], other: Mapping[Key, float], within: float = 1.0) -> list[Key]:
    """Return the values on which two profiles lie less than `within` (0 or more) apart, in their order: the pattern that they share.

    >>> pattern({"care": 1, "speed": 5}, {"care": 1.5, "speed": 2})
    ['care']
    """
    distance(one, other)  # checks them
    return [
        key for key, weight in _check.mapping(one, "one").items() if abs(weight - other[key]) < _check.number("within", within, 0, HIGH)
    ]


def spreads(profiles: Iterable[Mapping[Key, float]]) -> dict[Key, Spread]:
    """Return per value the mean and the standard deviation over a group (divided by n, not n - 1: the group is whole).

    All alike 0, half of them at each end (HIGH - LOW) / 2. Raises ValueError for no profiles, or profiles with different
    values or weights out of range.

    >>> spreads([{"care": 1}, {"care": 3}])
    {'care': Spread(mean=2.0, deviation=1.0, number=2)}
    """
    rows = list(profiles)
    out = {}
    for key in dimensions.spreads(rows):  # checks them
        weights = [float(row[key]) for row in rows]
        mean = fsum(weights) / len(weights)
        out[key] = Spread(mean, sqrt(fsum((w - mean) ** 2 for w in weights) / len(weights)), len(weights))
    return out


def crowd(profiles: Iterable[Mapping[Key, float]], real: Mapping[Key, float]) -> Crowd:
    """Return how far a group is from the real profile: its mean profile, and its members on the average.

    The mean profile is never farther away than the members are on the average, because the distance is convex. Raises
    ValueError as `spreads` and `distance`.

    >>> crowd([{"care": 1}, {"care": 3}], {"care": 2})
    Crowd(together=0.0, apart=0.25)
    """
    rows = list(profiles)
    together = {key: min(HIGH, max(LOW, spread.mean)) for key, spread in spreads(rows).items()}
    return Crowd(distance(together, real), fsum(distance(row, real) for row in rows) / len(rows))
