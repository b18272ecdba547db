"""Routes and the directly-follows graph: worked by hand, against plain Python, and against the absorbing chain."""

from collections import Counter, defaultdict
from datetime import datetime, timedelta
from itertools import pairwise
from random import Random
from statistics import median

import numpy as np
import pandas as pd
import pytest

from regiekit.cases.event_log import open_log, shipped_log
from regiekit.models import care_routes
from regiekit.models import event_log as m


def built(*routes, step=timedelta(days=1)):
    """A log of these routes (texts of letters); the events of one case are `step` apart."""
    rows = [f"{i},{a},{datetime(2025, 1, 1) + k * step}" for i, route in enumerate(routes) for k, a in enumerate(route)]
    return open_log("x.csv", "\n".join(["case,activity,time", *rows]).encode()).log()


def spelled(log, steps):
    return "".join(log.activities[s] for s in steps)


def arcs(log):
    return {spelled(log, a[:2]): (a.count, a.cases, a.wait) for a in m.directly_follows(log)}


def test_a_log_worked_by_hand():
    log = built("abc", "abc", "acb", "aab")
    assert [(spelled(log, v.steps), v.count) for v in m.variants(log)] == [("abc", 2), ("acb", 1), ("aab", 1)]
    assert arcs(log) == {"ab": (3, 3, 1), "bc": (2, 2, 1), "ac": (1, 1, 1), "cb": (1, 1, 1), "aa": (1, 1, 1)}
    assert m.beginnings(log) == [4, 0, 0]
    assert m.endings(log) == [0, 2, 2]
    assert m.visitors(log) == [4, 4, 3]
    assert m.share_commonest(m.variants(log)) == 0.5
    assert m.share_returning(m.variants(log)) == 0.25
    assert m.days(log) == 2
    assert m.places(m.variants(log), 3) == [0, 1, 2]


def test_the_same_path_twice_counts_twice_for_one_case():
    log = built("ababab", "ab")
    assert arcs(log) == {"ab": (4, 2, 1), "ba": (2, 1, 1)}


def test_the_wait_is_a_median_of_an_even_and_an_odd_number():
    text = "case,activity,time\n" + "".join(f"{i},a,2025-01-01 00:00\n{i},b,2025-01-{1 + d:02} 12:00\n" for i, d in enumerate((0, 3, 20)))
    assert [a.wait for a in m.directly_follows(open_log("x", text.encode()).log())] == [3.5]
    text += "9,a,2025-01-01 00:00\n9,b,2025-01-02 12:00\n"
    assert [a.wait for a in m.directly_follows(open_log("x", text.encode()).log())] == [2.5]


def test_the_graph_does_not_know_the_routes():
    """a→b→d and c→b→e give the same graph as a→b→e and c→b→d."""
    one, other = built("abd", "cbe"), built("abe", "cbd")
    assert arcs(one) == arcs(other)
    assert {spelled(one, v.steps) for v in m.variants(one)} != {spelled(other, v.steps) for v in m.variants(other)}


def test_one_event_per_case_has_no_arcs():
    log = built("a", "b", "a")
    assert m.directly_follows(log) == []
    assert [v.count for v in m.variants(log)] == [2, 1]
    assert m.days(log) == 0
    assert m.share_seen(m.variants(log), [], [0]) == pytest.approx(2 / 3)


def test_more_activities_than_fit_in_a_byte():
    log = built([str(i) for i in range(300)], [str(i) for i in range(300)], ["299", "0"])
    assert [(len(v.steps), v.count) for v in m.variants(log)] == [(300, 2), (2, 1)]
    assert m.variants(log)[1].steps == (299, 0)


def test_who_is_seen_when_paths_are_hidden():
    log = built("abc", "abc", "ac", "abcabc")
    found = m.variants(log)
    a, b, c = 0, 1, 2
    assert m.share_seen(found, [(a, b), (b, c)], [a, b, c]) == 0.5
    assert m.share_seen(found, [(a, b), (b, c), (c, a)], [a, b, c]) == 0.75
    assert m.share_seen(found, [(a, c)], [a, c]) == 0.25
    assert m.share_seen(found, [], [a, b, c]) == 0
    assert m.share_seen(found, [(a.source, a.target) for a in m.directly_follows(log)], [a, b, c]) == 1


@pytest.mark.parametrize("log", [built("abcde", "abcde", "abce", "ababcde", "ab", "edcba", "c"), shipped_log()], ids=["small", "shipped"])
def test_the_chain_visits_as_often_as_the_log(log):
    """The chain that the log gives, started as the log starts, visits each activity on the average as often as the log does
    (Kemeny & Snell 1960: the rows of N), though it forgets where people came from."""
    visits = care_routes.fundamental(m.chances(log))
    begins = m.beginnings(log)
    expected = [sum(b * row[j] for b, row in zip(begins, visits, strict=True)) for j in range(len(begins))]
    seen = Counter(int(a) for a in log.activity)
    assert expected == pytest.approx([seen[j] for j in range(len(begins))])


def test_twenty_thousand_rows_are_analysed_as_plain_python_would():
    chance = Random(11)
    rows = [
        (
            f"z{chance.randrange(4000)}",
            "abcdefghij"[int(10 * chance.random() ** 2)],
            datetime(2025, 1, 1) + timedelta(seconds=chance.randrange(10**7)),
        )
        for _ in range(20_000)
    ]
    log = open_log("x.csv", "\n".join(["case,activity,time", *(",".join(map(str, row)) for row in rows)]).encode()).log()
    journeys = defaultdict(list)
    for case, activity, time in sorted(rows, key=lambda r: r[2]):
        journeys[case].append((activity, time))
    waits, people = defaultdict(list), defaultdict(set)
    for case, steps in journeys.items():
        for (a, s), (b, t) in pairwise(steps):
            waits[a + b].append((t - s) / timedelta(days=1))
            people[a + b].add(case)
    assert {spelled(log, v.steps): v.count for v in m.variants(log)} == Counter("".join(a for a, _ in steps) for steps in journeys.values())
    found = arcs(log)
    assert {k: v[:2] for k, v in found.items()} == {k: (len(w), len(people[k])) for k, w in waits.items()}
    assert {k: v[2] for k, v in found.items()} == pytest.approx({k: median(w) for k, w in waits.items()})
    assert sum(a.count for a in m.directly_follows(log)) == len(log) - log.cases
    assert sum(m.beginnings(log)) == sum(m.endings(log)) == sum(v.count for v in m.variants(log)) == log.cases
    first = Counter(steps[0][0] for steps in journeys.values())
    assert m.beginnings(log) == [first[a] for a in log.activities]
    passing = Counter(a for steps in journeys.values() for a in {a for a, _ in steps})
    assert m.visitors(log) == [passing[a] for a in log.activities]


FRAME = pd.DataFrame(
    {
        "who": [7, 3, 7, 3, 7],
        "what": list("abbca"),
        "when": pd.to_datetime(["2025-01-05", "2025-01-01", "2025-01-02", "2025-01-04", "2025-01-02"]),
    }
)


def test_a_log_from_a_dataframe_in_any_order():
    """Case 7 goes b, a, a (the first two at one time: the order of the rows), case 3 b, c; three days each."""
    log = m.from_dataframe(FRAME, "who", "what", "when")
    assert log.activities == ("a", "b", "c")
    assert [(spelled(log, v.steps), v.count) for v in m.variants(log)] == [("baa", 1), ("bc", 1)]
    assert m.days(log) == 3
    assert arcs(log) == {"ba": (1, 1, 0), "bc": (1, 1, 3), "aa": (1, 1, 3)}
    zoned = m.from_dataframe(FRAME.assign(when=FRAME["when"].dt.tz_localize("Europe/Amsterdam")), "who", "what", "when")
    assert zoned.time.tolist() == (log.time - np.timedelta64(1, "h")).tolist()
    columns = {"who": FRAME["who"].tolist(), "what": FRAME["what"].to_numpy(), "when": FRAME["when"].dt.strftime("%Y-%m-%d").tolist()}
    assert m.variants(m.from_dataframe(columns, "who", "what", "when")) == m.variants(log)


@pytest.mark.parametrize("column", ["who", "what", "when"])
def test_an_event_with_a_blank_is_refused(column):
    with pytest.raises(ValueError, match="a case, an activity and a time"):
        m.from_dataframe(FRAME.assign(**{column: FRAME[column].mask(FRAME.index == 2)}), "who", "what", "when")


@pytest.mark.parametrize("unit", ["ns", "us", "ms", "s"])
def test_times_of_any_unit_are_days_alike(unit):
    log = built("abc", "ab")
    other = m.Log(log.activities, log.case, log.activity, log.time.astype(f"datetime64[{unit}]"))
    assert m.days(other) == m.days(log) == 1.5
    assert m.directly_follows(other) == m.directly_follows(log)


CALLS = [m.bounds, m.variants, m.directly_follows, m.beginnings, m.endings, m.visitors, m.chances, m.days]


@pytest.mark.parametrize("call", CALLS)
def test_columns_out_of_order_are_refused(call):
    log = built("ab", "ab")
    never = log.time.copy()
    never[1] = np.datetime64("NaT")
    for wrong in (
        {"case": log.case[::-1]},
        {"case": [0, 1, 0, 1]},
        {"case": [0, 0, 2, 2]},
        {"case": [0.0, 0.0, 1.0, 1.0]},
        {"case": [0, 0, 1]},
        {"activity": [0, 1, 0, 2]},
        {"activity": [0, 1, 0, -1]},
        {"time": log.time[::-1]},
        {"time": never},
        {name: getattr(log, name)[:0] for name in ("case", "activity", "time")},
    ):
        fields = {name: wrong.get(name, getattr(log, name)) for name in ("activities", "case", "activity", "time")}
        with pytest.raises(ValueError, match="must"):
            call(m.Log(**fields))


def columns(times, **more):
    return {"case:concept:name": [1] * len(times), "concept:name": ["in"] * len(times), "time:timestamp": times} | more


@pytest.mark.parametrize(
    ("frame", "said"),
    [
        (columns([1_700_000_000, 1_700_000_001]), "holds numbers, not times; say what they count"),
        (columns(pd.Series([1.7e9])), "holds numbers"),
        (columns(np.array([1, None], object)), "holds numbers"),
        (pd.DataFrame({"a": [1], "b": [2]}), "no column 'case:concept:name'; it has 'a', 'b'"),
        (columns(pd.to_datetime(["2026-01-01", None, None])), r"'time:timestamp' is blank in 2, first in rows \[1, 2\]"),
        (columns(["2026-01-01"] * 2, **{"concept:name": ["a", None]}), r"'concept:name' is blank in 1, first in rows \[1\]"),
        (columns(["31-12-2025"]), "cannot be read as times"),
    ],
)
def test_a_frame_with_what_is_no_time_says_where_and_what_to_do(frame, said):
    with pytest.raises(ValueError, match=said):
        m.from_dataframe(frame)


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize(
    "make", [list, lambda texts: pd.to_datetime(pd.Series(texts)), lambda texts: [datetime.fromisoformat(t) for t in texts]]
)
def test_times_with_a_zone_become_utc_without_a_warning(make):
    log = m.from_dataframe(columns(make(["2026-01-01T10:00:00+01:00", "2026-01-01T12:00:00+01:00"])))
    assert log.time.tolist() == [datetime(2026, 1, 1, 9), datetime(2026, 1, 1, 11)]
