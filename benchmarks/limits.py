"""Processor time per party of a case as large as it may be, against one of 200 parties, measured in the same run."""

import gc
import io
from collections.abc import Callable, Iterator
from time import process_time

from .table import Row, number

FEW, TIES, ISLAND = 200, 10, 40  # parties; ties per party; parties per island
MOST = 5  # times


def rows() -> Iterator[Row]:
    from regiekit.cases.model import MAX_PARTIES

    few, many = (timed(made(parties), times) for parties, times in ((FEW, 5), (MAX_PARTIES, 1)))
    for name, small in few.items():
        large = many[name]
        yield Row(
            f"{name}, {MAX_PARTIES} parties with {TIES} ties each, time per party",
            f"{number(large)} µs",
            f"{FEW} parties: {number(small)} µs",
            f"{number(large / small)}×",
            f"≤ {MOST}×",
            large <= MOST * small,
        )


def made(parties: int):
    from regiekit.cases.model import with_ids

    from .cases import case

    islands = [ISLAND] * (parties // ISLAND)
    islands[-1] -= 1  # the director comes on top
    return with_ids(case(islands, TIES * parties, tasks=parties // 20))


def timed(case, times: int) -> dict[str, float]:
    """What is done -> the least processor time of so many times, in microseconds per party."""
    return {name: min(once(do) for _ in range(times)) / len(case.parties) * 1e6 for name, do in steps(case).items()}


def once(do: Callable[[], object]) -> float:
    gc.collect()
    start = process_time()
    do()
    return process_time() - start


def steps(case) -> dict[str, Callable[[], object]]:
    import attrs

    from regiekit.cases import dumps, export, from_spreadsheet, loads
    from regiekit.cases.check import problems, warnings
    from regiekit.cases.files import to_table
    from regiekit.cases.merge import merged
    from regiekit.models import congruence, islands, lenses, overlap

    text, table, book, network = dumps(case), to_table(case), xlsx(case), export.graph(case)
    mine = case.with_changes(parties=[attrs.evolve(p, size=2) for p in case.parties])
    disk = case.with_changes(ties=[attrs.evolve(t, weight=3) for t in case.ties])
    units, fields = ({p.key: getattr(p, name) for p in case.parties} for name in ("kind", "sector"))
    claims = {task.key: {claim.party: 1.0 for claim in task.claims} for task in case.tasks}
    return {
        "reading a case": lambda: loads(text),
        "saving": lambda: dumps(case),
        "the checks": lambda: (problems(table), warnings(case)),
        "merging": lambda: merged(case, mine, disk, "2026-11-01T12:00:00"),
        "GraphML": lambda: export.to_graphml(case),
        "GEXF": lambda: export.to_gexf(case),
        "csv": lambda: export.to_csv(case),
        "reading xlsx": lambda: from_spreadsheet(book, "a.xlsx"),
        "the network": lambda: export.graph(case),
        "islands": lambda: islands.islands(network),
        "E-I index": lambda: islands.ei_index(network, fields),
        "what a lens shows": lambda: lenses.order_seen(list(units.values()), list(fields.values())),
        "overlap and gap, congruence": lambda: (
            overlap.overlap_and_gap(claims),
            congruence.congruence(congruence.needed_pairs([task.needed for task in case.tasks]), fields),
        ),
        "global efficiency": lambda: islands.global_efficiency(network),
    }


def xlsx(case) -> bytes:
    """The case as a book of three sheets."""
    import csv

    import openpyxl

    from regiekit.cases import export

    book = openpyxl.Workbook(write_only=True)
    for name, text in export.to_csv(case).items():
        sheet = book.create_sheet(name.removesuffix(".csv"))
        for row in csv.reader(io.StringIO(text), delimiter=";"):
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
