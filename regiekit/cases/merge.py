"""Three-way merging of a case, by row and field, so that nothing typed is lost where two have it open at once.

Everywhere one rule holds, for the case, a row, a field and an entry of a table: who changed it since `seen` wins, and nobody's deleting wins from
another's changing. What both changed is merged by what it consists of; where it has no parts, mine stands in the field and the other value beside it.
A party that somebody still refers to stays. Rows are known by their ids, parties in references too, so that a new key never conflicts.
Own code: libraries that merge JSON know no rows, and end at a conflict.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import attrs

from regiekit.cases.check import numbered
from regiekit.cases.files import from_table, omitted, to_table
from regiekit.cases.model import Beside, Case, Claim, Spec, View, field_at, fields, own_copy, redirected, said, with_ids

Where = tuple[str, ...]

_GONE = object()
_KEY_ROOM = 56  # of the 60 characters that a key may have


@attrs.frozen
class _Notes:
    """What a merge keeps apart: since `seen` somebody put a value beside something in the places `busy`; `beside` is what it puts beside itself.

    A row may be merged into another that is about the same: `moved` says from where to where.
    """

    when: str
    busy: set[Where]
    beside: list[Beside] = attrs.field(factory=list)
    moved: dict[Where, Where] = attrs.field(factory=dict)

    def put(self, where: Where, value: Any) -> None:
        self.beside.append(Beside(where, value, self.when))


def merged(seen: Case, mine: Case, disk: Case, when: str) -> Case:
    """The case on disk with what somebody changed: `seen` is the case before the change, `mine` after it.

    `when`, an ISO time, is noted with every value that comes to stand beside a field (`Case.beside`). Where the three are sound so is the result,
    but for the limits on how many rows there may be. New rows of `mine` need an id of their own to be known from those of others
    (`with_ids(mine, fresh)`): without one, two that say the same are the same row.
    """
    seen = with_ids(seen)
    mine, disk = (_tidy(with_ids(case, before=seen)) for case in (mine, disk))
    if mine == seen:
        return disk
    if disk == seen:
        return mine
    seen, mine, disk = _agreed([seen, mine, disk])
    old = {beside.id for beside in seen.beside}
    new = [beside for case in (mine, disk) for beside in case.beside if beside.id not in old]
    notes = _Notes(when, {beside.where[:n] for beside in new for n in range(len(beside.where))})
    case: Case = _item(Spec("", "item", "", item=Case), seen, mine, disk, (), notes)
    return _tidy(with_ids(_with_needed(_with_beside(case, notes), mine, disk)))


def dismissed(case: Case, beside: Beside) -> Case:
    """The case without this value beside a field."""
    return case.with_changes(beside=[other for other in case.beside if other != beside])


def taken(case: Case, beside: Beside) -> Case:
    """The case with this value in its field, instead of beside it. Raises CaseError when it no longer fits there."""
    without = dismissed(case, beside)
    if _at(without, beside.where, {}) is _GONE:
        return without
    place: Any = (table := to_table(without))
    for step in beside.where[:-1]:
        place = next(row for row in place if row.get("id") == step) if isinstance(place, list) else place.setdefault(step, {})
    spec = field_at(beside.where)
    if spec and spec.kind == "units":  # a party sits in one unit
        place.update({name: [key for key in members if key not in beside.value] for name, members in place.items()})
    place.update(dict.fromkeys(beside.where[-1:], own_copy(beside.value)))
    return from_table(table)


# --- before ----------------------------------------------------------------------------------------------------------


def _tidy(case: Case) -> Case:
    """The case without what stands beside a row or a party that is gone, beside the same value, or there twice."""
    if not case.beside:
        return case
    parties = set(case.party_keys)
    known = (redirected(beside, lambda key: key if key in parties else "") for beside in case.beside)
    by_id: dict[int, dict[str, Any]] = {}
    there = [beside for beside in known if beside and _at(case, beside.where, by_id) not in (_GONE, beside.value)]
    kept = tuple({said(beside): beside for beside in reversed(there)}.values())[::-1]
    return case if kept == case.beside else case.with_changes(beside=kept)


def _at(item: Any, where: Where, by_id: dict[int, dict[str, Any]]) -> Any:
    """What stands in a place, as in a file; `_GONE` where its row is no more, or where no value can stand. `by_id` remembers the rows of tables."""
    for step in where:
        if item is None:
            break
        if isinstance(item, tuple):
            if id(item) not in by_id:
                by_id[id(item)] = {getattr(row, "id", ""): row for row in reversed(item)}
            item = by_id[id(item)].get(step, _GONE)
        elif isinstance(item, Mapping):
            item = item.get(step)
        elif attrs.has(type(item)):
            name, _ = fields(type(item)).get(step, ("", None))
            item = getattr(item, name) if name else item.extra.get(step)
        else:
            return _GONE
    return _GONE if attrs.has(type(item)) else own_copy(item)


def _agreed(cases: Sequence[Case]) -> Sequence[Case]:
    """The three cases with the same key for the same row: the changed one, with a number behind it where another row has that key already."""
    for name, spec in fields(Case).values():
        if spec.kind == "items" and "sleutel" in fields(spec.item):
            seen, mine, disk = ({row.id: row.key for row in getattr(case, name)} for case in cases)
            changed = {id: key for id, key in mine.items() if id in disk and disk[id] == seen.get(id)}
            stay = [id for id in disk if id in mine or id not in seen]
            keys = dict.fromkeys((*stay, *mine, *disk, *seen), "") | seen | mine | disk | changed
            taken, used = set(keys.values()), set()
            for id, key in keys.items() if len(taken) < len(keys) else ():
                keys[id] = key if key not in used else next(new for new in numbered(key[:_KEY_ROOM]) if new not in taken)
                taken.add(keys[id])
                used.add(keys[id])
            cases = [_with_keys(case, name, keys) for case in cases]
    return cases


def _with_keys(case: Case, name: str, keys: Mapping[str, str]) -> Case:
    new = {row.key: keys[row.id] for row in getattr(case, name) if row.key != keys[row.id]}
    if new and name == "parties":
        return redirected(case, lambda key: new.get(key, key))
    return case.with_changes(**{name: [attrs.evolve(row, key=keys[row.id]) for row in getattr(case, name)]}) if new else case


# --- merging ---------------------------------------------------------------------------------------------------------


def _merge(spec: Spec | None, seen: Any, mine: Any, disk: Any, where: Where, notes: _Notes) -> Any:
    """One value of three; None for one that is not there."""
    if mine == disk:
        return disk
    if where not in notes.busy:
        if mine == seen:
            return disk
        if disk == seen:
            return mine
    kind = spec.kind if spec else ""
    if spec and kind in _PARTS:
        return _PARTS[kind](spec, seen, mine, disk, where, notes)
    was, own, other = ({} if value is None else value for value in (seen, mine, disk))
    if all(isinstance(table, dict) for table in (was, own, other)):
        entries = _entries(lambda key: None, was, own, other, where, notes)
        return _units(was, own, other, entries, where, notes) if kind == "units" else entries
    if where == ("nagaan",):  # what somebody has answered is answered
        return tuple(key for key in disk or () if key in (mine or ()))
    nothing = (None,) if mine is None or disk is None or kind == "choices" else ("", (), [])
    if mine in nothing or disk in nothing or kind == "id":
        return mine if disk in nothing else disk
    notes.put(where, disk)
    return mine


def _entries(spec: Callable[[str], Spec | None], seen: Any, mine: Any, disk: Any, where: Where, notes: _Notes) -> dict[str, Any]:
    """The entries of a table, each of three."""
    new = ((key, _merge(spec(key), seen.get(key), mine.get(key), disk.get(key), (*where, key), notes)) for key in disk | mine)
    return {key: value for key, value in new if value is not None}


def _told(item: Any) -> dict[str, Any]:
    """What is known of a row or case, by its Dutch keys; own columns too."""
    if item is None:
        return {}
    known = ((key, spec, getattr(item, name)) for key, (name, spec) in fields(type(item)).items())
    return {key: value for key, spec, value in known if not omitted(item, spec, value)} | item.extra


def _item(spec: Spec, seen: Any, mine: Any, disk: Any, where: Where, notes: _Notes) -> Any:
    if mine is None or disk is None or spec.item is Beside:
        return mine if disk is None else disk
    names = fields(spec.item)
    table = _entries(lambda key: names.get(key, ("", None))[1], _told(seen), _told(mine), _told(disk), where, notes)
    known = {name: table.pop(key) for key, (name, _) in names.items() if key in table}
    ends = {key: name for key, (name, inner) in names.items() if inner.kind == "party"}
    if not any(all(known[name] == getattr(row, name) for name in ends.values()) for row in (mine, disk)):  # a pair that nobody typed
        for key, name in ends.items():
            known[name] = getattr(mine, name)
            notes.put((*where, key), getattr(disk, name))
    return spec.item(**known, extra=table)


def _rows(spec: Spec, seen: Any, mine: Any, disk: Any, where: Where, notes: _Notes) -> list[Any]:
    old, own, others = ({row.id: row for row in rows or ()} for rows in (seen, mine, disk))
    one = attrs.evolve(spec, kind="item")
    out = _entries(lambda id: one, old, own, others, where, notes)
    if spec.item in (Claim, View):
        _join(one, out, old, own, where, notes)
    return _ordered(out, own, others)


def _join(spec: Spec, out: dict[str, Any], old: Mapping[str, Any], own: Mapping[str, Any], where: Where, notes: _Notes) -> None:
    """Make one row of two that are about the same party or pair; mine is the newer."""
    first: dict[str, str] = {}
    for id, row in list(out.items()):
        other = first.setdefault(said(row), id)
        if other != id:
            newer, older = (other, id) if other in own and said(own[other]) == said(row) else (id, other)
            keep, gone = (newer, older) if newer in old else (older, newer)
            joined = _item(spec, None, out.pop(newer), out.pop(older), (*where, keep), notes)
            out[keep], first[said(row)] = attrs.evolve(joined, id=keep), keep
            notes.moved[*where, gone] = (*where, keep)


def _ordered(out: Mapping[str, Any], own: Mapping[str, Any], others: Mapping[str, Any]) -> list[Any]:
    """The rows in the order of the disk, each new one behind the row that it followed."""
    behind, last = defaultdict(list), ""
    for id in own:
        if id in out and id in others:
            last = id
        elif id in out:
            behind[last].append(out[id])
    return behind[""] + [row for id in others if id in out for row in (out[id], *behind[id])]


def _units(
    seen: dict[str, Any], mine: dict[str, Any], disk: dict[str, Any], units: dict[str, Any], where: Where, notes: _Notes
) -> dict[str, Any]:
    """The units with every party in one: that to which mine moved it, else that in which it is on disk."""
    was, own, other = ({key: name for name, members in table.items() for key in members} for table in (seen, mine, disk))
    home = other | {key: name for key, name in own.items() if was.get(key) != name}
    for name, members in list(units.items()):
        away = [key for key in members if home.get(key, name) != name and key in units.get(home[key], ())]
        units[name] = tuple(key for key in members if key not in away)
        if any(other.get(key) == name != was.get(key) for key in away):
            notes.put((*where, name), members)
    return units


_PARTS: dict[str, Callable[..., Any]] = {"items": _rows, "item": _item}


# --- after -----------------------------------------------------------------------------------------------------------


def _with_beside(case: Case, notes: _Notes) -> Case:
    every = [*case.beside, *notes.beside]
    for old, new in notes.moved.items():
        every = [attrs.evolve(row, where=new + row.where[len(old) :]) if row.where[: len(old)] == old else row for row in every]
    return case.with_changes(beside=every) if notes.beside or notes.moved else case


def _with_needed(case: Case, mine: Case, disk: Case) -> Case:
    """The case with the parties that were deleted while another came to refer to them."""
    parties, needed = {party.id: party for party in case.parties}, set()

    def note(key: str) -> str:
        needed.add(key)
        return key

    redirected(case, note)
    known = {party.key: party for party in (*mine.parties, *disk.parties)}
    while missing := needed - {party.key for party in parties.values()}:
        for party in map(known.__getitem__, missing):
            parties[party.id] = redirected(party, note)
    if len(parties) == len(case.parties):
        return case
    return case.with_changes(parties=_ordered(parties, *({party.id: party for party in side.parties} for side in (mine, disk))))
