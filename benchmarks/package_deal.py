"""All packages of twenty issues for twenty-five parties, beside a plain Python loop over the same packages."""

import random
from collections.abc import Iterator
from statistics import median
from time import process_time

from .table import Row, number

ISSUES, PARTIES = 20, 25
LOOPED = 20_000  # packages that the loop does, spread evenly over all of them
MOST = 1.0  # seconds
LEAST = 50  # times as fast
TIMES = 7


def rows() -> Iterator[Row]:
    import tracemalloc

    from regiekit.models.package_deal import lowest

    chance = random.Random(1)
    gains = [[chance.randint(-5, 5) for _ in range(PARTIES)] for _ in range(ISSUES)]
    packages = 2**ISSUES
    lowest(gains[:4])  # numpy is there from here on
    times = []
    for _ in range(TIMES):
        began = process_time()
        found = lowest(gains)
        times.append(process_time() - began)
    tracemalloc.start()
    lowest(gains)
    space = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()

    some = range(0, packages, packages // LOOPED)
    began = process_time()
    slow = loop(gains, some)
    theirs = (process_time() - began) * packages / len(some)
    if slow != [found[s] >= 0 for s in some]:
        raise AssertionError("the two do not agree")
    ours = median(times)
    yield Row(
        f"package deal: {packages:,} packages of {ISSUES} issues, {PARTIES} parties, all searched; processor time",
        f"{number(ours)} s",
        f"Python loop {number(theirs)} s (timed on {len(some):,} packages, scaled)",
        f"1/{number(theirs / ours)}",
        f"≤ {MOST:g} s and ≤ 1/{LEAST}",
        ours <= MOST and theirs >= LEAST * ours,
    )
    yield Row("of which the most memory", f"{number(space)} MB", "the answer itself is 8 MB")


def loop(gains: list[list[int]], packages: range) -> list[bool]:
    """Whether nobody loses, package by package and party by party, done with a package at the first who loses."""
    out = []
    for package in packages:
        inside = [row for i, row in enumerate(gains) if package >> i & 1]
        out.append(all(sum(row[party] for row in inside) >= 0 for party in range(PARTIES)))
    return out
