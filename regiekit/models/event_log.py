"""Event logs: the routes that people take (variants), and which activity directly follows which.

An event log is one line per event: a case (here: a young person), an activity, a time. Read from left to right per case, it gives a route.
The directly-follows graph draws an arc from a to b when b came next after a in some case ([aalst2016], chapters 5 and 6). Assumes that all
events of a case are in the log, that its order in time is the order of what happened, and that the names of activities mean the same
everywhere. What the graph shows of pairs need not hold for whole routes: arcs a→b and b→c do not say that anyone went a→b→c.

Functions of a log raise ValueError when its columns are not in order (see `EventLog`); times may be in any unit that numpy knows.
"""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Collection, Mapping
from itertools import pairwise
from typing import Any, Literal, NamedTuple, Protocol

from regiekit.models import _check
from regiekit.models._check import np

DAY = 86_400_000_000  # microseconds


class EventLog(Protocol):
    """The events in order: by case, within a case by time. `cases.event_log` reads one from a file, `from_dataframe` from columns.

    `activities` are their names. Per event: the number of its `case` (from 0, ascending, none left out), the number of its `activity`, and
    its `time` (datetime64, never NaT).
    """

    @property
    def activities(self) -> tuple[str, ...]: ...
    @property
    def case(self) -> np.ndarray: ...
    @property
    def activity(self) -> np.ndarray: ...
    @property
    def time(self) -> np.ndarray: ...


class Log(NamedTuple):
    """An event log: the names of the activities, and per event case (int32), activity (int32) and time (datetime64[us])."""

    activities: tuple[str, ...]
    case: np.ndarray
    activity: np.ndarray
    time: np.ndarray


def from_dataframe(
    frame: Mapping[str, Any], case: str = "case:concept:name", activity: str = "concept:name", time: str = "time:timestamp"
) -> Log:
    """Return the log of a DataFrame, or of a mapping from name to column, in which every row is an event; in any order.

    `case`, `activity` and `time` are the names of the columns, by default those of XES. Cases and activities are numbered as they
    first come; at the same time the order of the rows counts. Times are what numpy reads as datetime64; those with a zone become UTC.
    Raises ValueError for a column that is not there, times that are numbers, a blank (with its rows, from 0), a time that cannot be
    read, or columns of unequal length.

    >>> log = from_dataframe({"case:concept:name": [1, 1, 2], "concept:name": ["in", "out", "in"], "time:timestamp": ["2026-01-01", "2026-01-03", "2026-01-02"]})
    >>> log.activities
    ('in', 'out')
    """
    if lacking := [name for name in (case, activity, time) if name not in frame]:
        raise ValueError(
            f"frame has no column {lacking[0]!r}; it has {', '.join(map(repr, frame))}: name them with case=, activity= and time="
        )
    when = _times(frame[time], time)
    columns = [_check.labels(frame[name]) for name in (case, activity)]
    if any(len(column) != len(when) for column in columns):
        raise ValueError("the columns must be of equal length")
    for name, empty in zip(
        (case, activity, time), ([one is None for one in columns[0]], [one is None for one in columns[1]], np.isnat(when)), strict=True
    ):
        if rows := np.flatnonzero(empty).tolist():
            raise ValueError(
                f"each event must have a case, an activity and a time; {name!r} is blank in {len(rows)}, first in rows {rows[:5]} (from 0)"
            )
    cases, names = ({one: number for number, one in enumerate(dict.fromkeys(column))} for column in columns)
    who, what = (np.array([names[one] for one in column], np.int32) for names, column in zip((cases, names), columns, strict=True))
    order = np.lexsort((when, who))
    return _sound(Log(tuple(map(str, names)), who[order], what[order], when[order]))


def _times(column: Any, name: str) -> np.ndarray:
    """The column as times in UTC; numbers are refused, for they could count anything from any day."""
    plain = np.asarray(column)
    kinds = {type(one) for one in plain.tolist()} if plain.dtype.kind == "O" else set()
    if plain.dtype.kind in "biufc" or any(issubclass(kind, int | float) and kind is not float for kind in kinds):
        raise ValueError(f"{name!r} holds numbers, not times; say what they count, as in pandas.to_datetime(frame[{name!r}], unit='s')")
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", "no explicit representation of timezones")  # it does make UTC of them
            return np.asarray(column, dtype="datetime64[us]")
    except (TypeError, ValueError) as error:
        raise ValueError(f"{name!r} cannot be read as times ({error}); make them so first, as with pandas.to_datetime") from error


def _sound(log: EventLog) -> Log:
    """The log as arrays, its times in microseconds; refused when it is not in order, for routes and waits would be wrong without a word."""
    case, activity, time = np.asarray(log.case), np.asarray(log.activity), np.asarray(log.time).astype("datetime64[us]")
    if not case.shape == activity.shape == time.shape == (case.size,) or not case.size or np.isnat(time).any():
        raise ValueError("log must have a case, an activity and a time for each of its events, one or more")
    if not {case.dtype.kind, activity.dtype.kind} <= set("iu") or activity.min() < 0 or activity.max() >= len(log.activities):
        raise ValueError("activity must hold places in activities, and case whole numbers")
    same = np.diff(case, prepend=case[:1])
    if case[0] != 0 or not np.isin(same, (0, 1)).all() or (np.diff(time)[same[1:] == 0] < np.timedelta64(0)).any():
        raise ValueError("events must be in order: cases 0, 1, 2 … ascending, and within a case by time")
    return Log(tuple(log.activities), case, activity, time)


class Variant(NamedTuple):
    """A route: the numbers of its activities in order, and how many cases took exactly this one."""

    steps: tuple[int, ...]
    count: int  # pyright: ignore[reportIncompatibleMethodOverride] (hides the method of a tuple)


class Arc(NamedTuple):
    """Activity `target` came directly after `source`: `count` times, in `cases` different cases, and half of the times within `wait` days."""

    source: int
    target: int
    count: int  # pyright: ignore[reportIncompatibleMethodOverride]
    cases: int
    wait: float


def bounds(log: EventLog) -> np.ndarray:
    """Where each case begins in the events, and at the end their number: int64, cases + 1 long, ascending.

    >>> log = from_dataframe({"case:concept:name": [1, 1, 2], "concept:name": ["in", "out", "in"], "time:timestamp": ["2026-01-01", "2026-01-03", "2026-01-02"]})
    >>> bounds(log).tolist()
    [0, 2, 3]
    """
    return np.concatenate((np.flatnonzero(np.diff(_sound(log).case, prepend=-1)), [len(log.case)]))


def _routes(log: EventLog) -> tuple[bytes, list[int], Literal["B", "i"]]:
    """The activities as bytes, where each case begins in it, and the type of a number: a route is a slice."""
    kind = "B" if len(log.activities) <= 256 else "i"
    numbers = np.asarray(log.activity).astype(np.uint8 if kind == "B" else np.int32)
    return numbers.tobytes(), (bounds(log) * numbers.itemsize).tolist(), kind


def variants(log: EventLog) -> list[Variant]:
    """The different routes, the commonest first; of equally common ones the one that is first in the log.

    The counts add up to the number of cases.

    >>> log = from_dataframe({"case:concept:name": [1, 1, 2], "concept:name": ["in", "out", "in"], "time:timestamp": ["2026-01-01", "2026-01-03", "2026-01-02"]})
    >>> variants(log)
    [Variant(steps=(0, 1), count=1), Variant(steps=(0,), count=1)]
    """
    whole, cuts, kind = _routes(log)
    counted = Counter([whole[a:b] for a, b in pairwise(cuts)])
    return [Variant(tuple(memoryview(route).cast(kind)), count) for route, count in counted.most_common()]


def directly_follows(log: EventLog) -> list[Arc]:
    """The arcs, those of most cases first; of equal ones by number of source and target.

    The counts add up to the number of events less the number of cases. The wait is the median, in days, 0 or more; of an
    even number of times the mean of the middle two.

    >>> log = from_dataframe({"case:concept:name": [1, 1, 2], "concept:name": ["in", "out", "in"], "time:timestamp": ["2026-01-01", "2026-01-03", "2026-01-02"]})
    >>> directly_follows(log)[0]
    Arc(source=0, target=1, count=1, cases=1, wait=2.0)
    """
    log = _sound(log)
    same = log.case[1:] == log.case[:-1]
    if not same.any():
        return []
    size = len(log.activities)
    pair = (log.activity[:-1].astype(np.int64) * size + log.activity[1:])[same]
    wait = np.diff(log.time.view(np.int64))[same]
    kinds, pair = np.unique(pair, return_inverse=True)
    counts = np.bincount(pair)
    who = log.case[1:][same]
    order = np.lexsort((who, pair))
    p, w = pair[order], who[order]
    fresh = np.ones(len(p), bool)
    fresh[1:] = (p[1:] != p[:-1]) | (w[1:] != w[:-1])
    cases = np.bincount(p[fresh])
    ordered = wait[np.lexsort((wait, pair))]
    begin = np.concatenate(([0], np.cumsum(counts)[:-1]))
    median = (ordered[begin + (counts - 1) // 2] + ordered[begin + counts // 2]) / 2 / DAY
    arcs = [Arc(*divmod(int(k), size), int(n), int(c), float(m)) for k, n, c, m in zip(kinds, counts, cases, median, strict=True)]
    return sorted(arcs, key=lambda a: -a.cases)


def beginnings(log: EventLog) -> list[int]:
    """How many cases begin with each activity.

    >>> log = from_dataframe({"case:concept:name": [1, 1, 2], "concept:name": ["in", "out", "in"], "time:timestamp": ["2026-01-01", "2026-01-03", "2026-01-02"]})
    >>> beginnings(log)
    [2, 0]
    """
    log = _sound(log)
    return _counted(log.activity[bounds(log)[:-1]], log)


def endings(log: EventLog) -> list[int]:
    """How many cases end with each activity.

    >>> log = from_dataframe({"case:concept:name": [1, 1, 2], "concept:name": ["in", "out", "in"], "time:timestamp": ["2026-01-01", "2026-01-03", "2026-01-02"]})
    >>> endings(log)
    [1, 1]
    """
    log = _sound(log)
    return _counted(log.activity[bounds(log)[1:] - 1], log)


def _counted(activity: np.ndarray, log: Log) -> list[int]:
    """How often each activity; in the browser, of 32 bits, numpy counts no larger numbers."""
    return np.bincount(activity.astype(np.intp), minlength=len(log.activities)).tolist()


def visitors(log: EventLog) -> list[int]:
    """How many different cases come past each activity, once or more.

    >>> log = from_dataframe({"case:concept:name": [1, 1, 2], "concept:name": ["in", "out", "in"], "time:timestamp": ["2026-01-01", "2026-01-03", "2026-01-02"]})
    >>> visitors(log)
    [2, 1]
    """
    log, size = _sound(log), len(log.activities)
    both = np.sort(log.case.astype(np.int64) * size + log.activity)
    return _counted(both[np.diff(both, prepend=-1) > 0] % size, log)


def chances(log: EventLog) -> list[list[float]]:
    """The chances Q to go from one activity (row) to another (column), as often as in the log; the rest of a row ends the route.

    As a chain that forgets where someone came from, its `care_routes.fundamental` gives the mean number of visits per
    activity from each activity on.

    >>> log = from_dataframe({"case:concept:name": [1, 1, 2], "concept:name": ["in", "out", "in"], "time:timestamp": ["2026-01-01", "2026-01-03", "2026-01-02"]})
    >>> chances(log)
    [[0.0, 0.5], [0.0, 0.0]]
    """
    left = [0] * len(log.activities)
    q = [[0.0] * len(left) for _ in left]
    arcs, ends = directly_follows(log), endings(log)
    for arc in arcs:
        left[arc.source] += arc.count
    for arc in arcs:
        q[arc.source][arc.target] = arc.count / (left[arc.source] + ends[arc.source])
    return q


def places(found: list[Variant], size: int) -> list[int]:
    """The median place, from 0, at which each of `size` activities first comes in the routes that have it (the lower of two medians).

    >>> log = from_dataframe({"case:concept:name": [1, 1, 2], "concept:name": ["in", "out", "in"], "time:timestamp": ["2026-01-01", "2026-01-03", "2026-01-02"]})
    >>> places(variants(log), 2)
    [0, 1]
    """
    counted: list[Counter[Any]] = [Counter() for _ in range(size)]
    for steps, count in found:
        for place, activity in enumerate(steps):
            if steps.index(activity) == place:
                counted[activity][place] += count
    out = []
    for at in counted:
        half, place = sum(at.values()) / 2, 0
        for place in sorted(at):
            half -= at[place]
            if half <= 0:
                break
        out.append(place)
    return out


def days(log: EventLog) -> float:
    """Median time from the first to the last event of a case, in days.

    >>> log = from_dataframe({"case:concept:name": [1, 1, 2], "concept:name": ["in", "out", "in"], "time:timestamp": ["2026-01-01", "2026-01-03", "2026-01-02"]})
    >>> days(log)
    1.0
    """
    log = _sound(log)
    cuts, time = bounds(log), log.time.view(np.int64)
    return float(np.median(time[cuts[1:] - 1] - time[cuts[:-1]])) / DAY


def share_commonest(found: list[Variant]) -> float:
    """The share of the cases that took the commonest route, more than 0, at most 1.

    >>> log = from_dataframe({"case:concept:name": [1, 1, 2], "concept:name": ["in", "out", "in"], "time:timestamp": ["2026-01-01", "2026-01-03", "2026-01-02"]})
    >>> share_commonest(variants(log))
    0.5
    """
    return found[0].count / sum(v.count for v in found)


def share_seen(found: list[Variant], arcs: Collection[tuple[int, int]], activities: Collection[int]) -> float:
    """The share of the cases, 0 to 1, whose whole route is in a picture with only these arcs and activities.

    >>> log = from_dataframe({"case:concept:name": [1, 1, 2], "concept:name": ["in", "out", "in"], "time:timestamp": ["2026-01-01", "2026-01-03", "2026-01-02"]})
    >>> share_seen(variants(log), [(0, 1)], [0, 1])
    1.0
    """
    arcs, activities = set(arcs), set(activities)
    seen = sum(v.count for v in found if activities.issuperset(v.steps) and all(step in arcs for step in pairwise(v.steps)))
    return seen / sum(v.count for v in found)


def share_returning(found: list[Variant]) -> float:
    """The share of the cases, 0 to 1, that come past some activity twice or more: a step repeated, or a new start.

    >>> log = from_dataframe({"case:concept:name": [1, 1, 2], "concept:name": ["in", "out", "in"], "time:timestamp": ["2026-01-01", "2026-01-03", "2026-01-02"]})
    >>> share_returning(variants(log))
    0.0
    """
    return sum(v.count for v in found if len(set(v.steps)) < len(v.steps)) / sum(v.count for v in found)
