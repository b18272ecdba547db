"""What parties win or lose on the issues as rows that a learner fills in, and back: a row per issue, a column per party that is asked for."""

from collections.abc import Mapping, Sequence
from typing import Any

from regiekit.cases import Case, CaseError
from regiekit.cases.check import dutch_count
from regiekit.cases.reading import GAIN, LEGIBLE, asked_issues, cell, stand_in, typed_gain, with_gains
from regiekit.widgets.case_table import TOO_MUCH

#: Table -> what is asked in it (`reading.ASKED`): gains on the issues of the case, or on the agenda that the learner kept.
TABLES = {"kwesties": "issue.gain", "agenda": "agenda.gain"}


def columns(case: Case) -> list[dict[str, Any]]:
    """A column per party, with the name that it has in the words meanwhile."""
    return [{"key": GAIN + p.key, "label": f"{stand_in(i)}: {p.label} (−5 tot 5)"} for i, p in enumerate(case.parties)]


def too_many(columns: int) -> str:
    """Why a table with so many columns can't be filled in on the screen; "" for one that can."""
    return f"Deze tabel heeft {dutch_count(columns)} kolommen. {TOO_MUCH}" if columns > LEGIBLE else ""


def rows(case: Case, table: str, columns: Sequence[str]) -> list[dict[str, Any]]:
    """The issues with what stands in these columns now."""
    found, _ = asked_issues(case, TABLES[table])
    return [
        {"id": i.key, "wie": i.name or i.key, **{column: cell(i.gains.get(column.removeprefix(GAIN))) for column in columns}} for i in found
    ]


def filled_in(case: Case, table: str, typed: Sequence[Mapping[str, Any]]) -> Case:
    """The case with what was typed in these rows; what was not changed stays as it was, to the last digit.

    Raises:
        CaseError: one Dutch sentence per cell that is no number from -5 to 5.
    """
    given: dict[str, dict[str, float | None]] = {}
    problems: list[str] = []
    by_key = {row.get("id"): row for row in typed}
    for issue in asked_issues(case, TABLES[table])[0]:
        row = by_key.get(issue.key, {})
        for p in case.parties:
            now = cell(issue.gains.get(p.key))
            text = str(row.get(GAIN + p.key, now) or "").strip()
            gain = typed_gain(text)
            if text == now:
                continue
            if gain is None:
                problems.append(f"Kwesties, {issue.name}: ‘{text[:40]}’ bij {p.called} is geen getal van −5 tot en met 5")
            else:
                given.setdefault(issue.key, {})[p.key] = (int(gain) if gain.is_integer() else gain) if text else None
    if problems:
        raise CaseError(problems)
    return with_gains(case, TABLES[table], given)
