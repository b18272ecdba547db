"""Tables of a case whose columns follow from the case itself: a column per party for values and issues, one per way to organise for who sits where.

What a row does not show stays as it was; an empty cell is what nobody knows.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import attrs

from regiekit.cases import Case, Issue, Party, StructureOption
from regiekit.cases.check import new_key
from regiekit.cases.model import OPTION_STATUSES
from regiekit.cases.reading import GAIN, LEGIBLE, cell, typed_gain

WEIGHT, UNIT = "waarde_", "eenheid_"  # + key of a party, of a structure: the column of its weights, of the unit in which a party sits
MOST_WEIGHT = 5

Rows = Sequence[Mapping[str, Any]]
Row = Mapping[str, Any]


def columns(case: Case) -> dict[str, list[dict[str, Any]]]:
    """The columns of these tables; of more parties than a person can fill in only the names."""
    parties = case.parties if len(case.parties) <= LEGIBLE else ()
    return {
        "waarden": [
            {"key": "naam", "label": "Waarde"},
            *({"key": WEIGHT + p.key, "label": f"{p.label} (1–5)"} for p in parties),
        ],
        "kwesties": [
            {"key": "naam", "label": "Kwestie"},
            *({"key": GAIN + p.key, "label": f"{p.label} (−5 tot 5)"} for p in parties),
        ],
        "structuren": [
            {"key": "naam", "label": "Manier om het te organiseren"},
            {"key": "status", "label": "Nu of nieuw", "options": [["", "–"], *([word, word] for word in OPTION_STATUSES)]},
            {"key": "voor", "label": "Voordelen (scheid ze met ;)"},
            {"key": "tegen", "label": "Nadelen (scheid ze met ;)"},
        ],
        "indeling": [
            {"key": "partij", "label": "Partij", "options": [[p.key, p.called] for p in case.parties], "readonly": True},
            *({"key": UNIT + s.key, "label": f"Eenheid bij: {s.name or s.key}"} for s in case.structures),
        ],
    }


def rows(case: Case) -> dict[str, list[dict[str, Any]]]:
    """The case as rows of these tables."""
    values = dict.fromkeys(name for p in case.parties for name in p.values)
    sits = {s.key: {key: unit for unit, members in s.units.items() for key in members} for s in case.structures}
    return {
        "waarden": [{"was": name, "naam": name, **{WEIGHT + p.key: cell(p.values.get(name)) for p in case.parties}} for name in values],
        "kwesties": [
            {"sleutel": i.key, "id": i.id, "naam": i.name or i.key, **{GAIN + p.key: cell(i.gains.get(p.key)) for p in case.parties}}
            for i in case.issues
        ],
        "structuren": [
            {"sleutel": s.key, "id": s.id, "naam": s.name or s.key, "status": s.status or "", "voor": "; ".join(s.pros), "tegen": "; ".join(s.cons)}
            for s in case.structures
        ],
        "indeling": [{"partij": p.key, **{UNIT + s.key: sits[s.key].get(p.key, "") for s in case.structures}} for p in case.parties],
    }  # fmt: skip


def text_of(row: Row, key: str) -> str:
    """What is typed in a cell."""
    return str(row.get(key) or "").strip()


def _named(table: Rows, title: str, problems: list[str]) -> Iterator[tuple[str, str, Row]]:
    """Name, place (for a message) and row of each row with a name; a row with anything in it must have one, and no name stands twice."""
    seen = set()
    for i, row in enumerate(table, 1):
        name = text_of(row, "naam")
        place = f"{title}, rij {i} ({name or 'zonder naam'})"
        if name.casefold() in seen:
            problems.append(f"{place}: deze naam staat er al; kies een andere")
        elif name:
            yield name, place, row
        elif any(text_of(row, key) for key in row if key not in ("sleutel", "id", "was")):
            problems.append(f"{place}: vul een naam in")
        seen |= {name.casefold()} - {""}


def values(table: Rows, parties: Sequence[Party], problems: list[str]) -> tuple[Party, ...]:
    """The parties with the weights that they give to the values in these rows."""
    given: dict[str, dict[str, float]] = {p.key: {} for p in parties}
    for name, place, row in _named(table, "Waarden", problems):
        for p in parties:
            was, column = p.values.get(text_of(row, "was") or name), WEIGHT + p.key
            text, now = text_of(row, column), cell(was)
            weight = was if column not in row or text == now else typed_gain(text) if text else None
            if text and text != now and (weight is None or not 1 <= weight <= MOST_WEIGHT):
                problems.append(f"{place}, {p.called}: ‘{text[:40]}’ is geen getal van 1 tot en met {MOST_WEIGHT}")
            elif weight is not None:
                given[p.key][name] = int(weight) if float(weight).is_integer() else weight
    return tuple(attrs.evolve(p, values=given[p.key]) for p in parties)


def issues(table: Rows, case: Case, problems: list[str]) -> tuple[Issue, ...]:
    """The issues in these rows, with what each party of the case wins or loses on them."""
    before = {i.key: i for i in case.issues}
    out: dict[str, Issue] = {}
    for name, place, row in _named(table, "Kwesties", problems):
        key = text_of(row, "sleutel") or new_key(name, {**before, **out})
        known = before.get(key, Issue(key=key))
        gains = dict(known.gains)
        for p in case.parties:
            text, now = text_of(row, GAIN + p.key), cell(known.gains.get(p.key))
            gain = typed_gain(text)
            if GAIN + p.key not in row or text == now:
                continue
            gains.pop(p.key, None)
            if gain is None:
                problems.append(f"{place}, {p.called}: ‘{text[:40]}’ is geen getal van −5 tot en met 5")
            elif text:
                gains[p.key] = int(gain) if gain.is_integer() else gain
        out[key] = attrs.evolve(known, name=_name(known, name), gains=gains)
    return tuple(out.values())


def structures(table: Rows, sits: Rows, case: Case, problems: list[str]) -> tuple[StructureOption, ...]:
    """The ways to organise in these rows, with the units that the rows of `sits` put each party in."""
    before = {s.key: s for s in case.structures}
    out: dict[str, StructureOption] = {}
    for name, place, row in _named(table, "Manieren om het te organiseren", problems):
        key = text_of(row, "sleutel") or new_key(name, {**before, **out})
        known, status = before.get(key, StructureOption(key=key)), text_of(row, "status").lower()
        if status and status not in OPTION_STATUSES:
            problems.append(f"{place}: ‘{status[:40]}’ bestaat niet; kies uit {' of '.join(OPTION_STATUSES)}")
            continue
        pros, cons = (listed(row, column, old) for column, old in (("voor", known.pros), ("tegen", known.cons)))
        out[key] = attrs.evolve(
            known, name=_name(known, name), status=status or None, pros=pros, cons=cons, units=_units(known, sits, case)
        )
    return tuple(out.values())


def _name(known: Issue | StructureOption, typed: str) -> str:
    """The name that was typed; none for what has none and is shown by its key."""
    return known.name if typed == (known.name or known.key) else typed


def listed(row: Row, column: str, old: tuple[str, ...]) -> tuple[str, ...]:
    """What a cell lists; as it was where nothing was typed: one of them may hold a ; itself."""
    text = text_of(row, column)
    return old if column not in row or text == "; ".join(old) else tuple(filter(None, map(str.strip, re.split(r"[;\n]", text))))


def _units(known: StructureOption, sits: Rows, case: Case) -> dict[str, tuple[str, ...]]:
    """The units of one way, in the order in which they were and then as they are named."""
    column, was = UNIT + known.key, {key: unit for unit, members in known.units.items() for key in members}
    typed = {text_of(row, "partij"): text_of(row, column) for row in sits if column in row}
    now = {p.key: typed.get(p.key, was.get(p.key, "")) for p in case.parties}
    units = {name: tuple(key for key in members if now.get(key) == name) for name, members in known.units.items()}
    for key, unit in now.items():
        if unit and key not in units.get(unit, ()):
            units[unit] = (*units.get(unit, ()), key)
    return {name: members for name, members in units.items() if members or not known.units.get(name)}
