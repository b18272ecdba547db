"""How a case is kept in the learner's folder: an own case whole, a shipped one in which only was answered as its key and those answers.

Up to format 1 a shipped case was kept as a copy. A copy of any version that was ever shipped gives way to the present one (`data/eerder.toml` holds
what tells those versions); a copy that somebody changed is an own case.
"""

import hashlib
import json
import reprlib
import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any, NamedTuple

import attrs
import tomli_w

from regiekit.cases import files
from regiekit.cases.check import CaseError, problems
from regiekit.cases.data import data_path, load_shipped, shipped_keys
from regiekit.cases.earlier import upgraded
from regiekit.cases.model import FORMAT, Case

ASIDE = "opzij"  # among the answers to a proef: what was put aside, each with its name, value and date
FORMER = "eerder.toml"
OWN = "(uw versie)"

_CONTENT = [field.name for field in attrs.fields(Case) if field.name != "answers"]


class Kept(NamedTuple):
    """What a file in the learner's folder holds.

    `format` is that of the file; `renewed`: it holds an earlier version of a shipped case, and `case` is the present one; `changed`: it stands under
    the key of a shipped case, and is another case; `aside`: the answers that no case can hold, which are put aside.
    """

    case: Case
    format: int = FORMAT
    renewed: bool = False
    changed: bool = False
    aside: tuple[str, ...] = ()


def read(data: bytes, name: str, key: str) -> Kept:
    """What the file of the case with this key holds. Raises CaseError."""
    table = files.tables(data, name)
    case, aside = _sound(table, name)
    found = Kept(case, table.get("formaat", 1), aside=aside)
    if key not in shipped_keys() or same(case, load_shipped(key)):
        return found
    if fingerprint(case) in former().get(key, ()):
        return found._replace(case=load_shipped(key).with_changes(answers=case.answers), renewed=True)
    return found._replace(case=own_version(case), changed=True)


def _sound(table: dict[str, Any], name: str) -> tuple[Case, tuple[str, ...]]:
    """The case, and the names of the answers that had to be put aside for it to be one."""
    try:
        return files.from_table(table, name), ()
    except CaseError:
        table = upgraded(table) if files.is_earlier(table) else table
        answers = table.get("antwoorden")
        if not isinstance(answers, dict):
            raise
        held = {proef: holdable(given if isinstance(given, dict) else {"waarde": given}) for proef, given in answers.items()}
        names = tuple(one["naam"] for _, aside in held.values() for one in aside)
        if not names:
            raise
        mended = {proef: with_aside(good, aside) for proef, (good, aside) in held.items()}
        return files.from_table({**table, "antwoorden": mended}, name), names


def holdable(answers: Mapping[str, Any]) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Of the answers to one proef those that a case can hold, and the others in words, to be put aside."""
    good, aside = {}, []
    for name, value in answers.items():
        if isinstance(value, Mapping):
            wrong = [key for key, one in value.items() if not _holds(name, {key: one})]
            aside += [set_aside(f"{name}.{key}", value[key]) for key in wrong]
            good[name] = {key: one for key, one in value.items() if key not in wrong}
        elif _holds(name, value):
            good[name] = value
        else:
            aside.append(set_aside(name, value))
    return good, aside


def _holds(name: Any, value: Any) -> bool:
    return not problems({"antwoorden": {"proef": {name: value}}})


def set_aside(name: str, value: Any) -> dict[str, Any]:
    """An answer with its name and the date, to be put aside; in words where a case can't hold it as it is."""
    held = mended(value)
    return {"naam": mended(name), "waarde": reprlib.repr(value) if held is None else held, "sinds": date.today().isoformat()}


def mended(value: Any) -> Any:
    """The nearest to this value that a case can hold: other signs for those that no file takes, None where there is nothing like it."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, Mapping):
        value = {mended(key): mended(one) for key, one in value.items()}
    elif isinstance(value, list | tuple):
        value = [mended(one) for one in value]
    return value if _holds("waarde", value) else None


def with_aside(answers: Mapping[str, Any], aside: list[dict[str, Any]]) -> dict[str, Any]:
    """The answers to one proef with these put aside beside what was put aside before."""
    if not aside:
        return dict(answers)
    before = answers.get(ASIDE, [])
    return {**answers, ASIDE: [*(before if isinstance(before, list) else []), *aside]}


def text(case: Case) -> str:
    """What the file of this case holds. Raises CaseError when the case is not sound."""
    whole = files.dumps(case)
    of = next((key for key in shipped_keys() if same(case, load_shipped(key))), None)
    return whole if of is None else tomli_w.dumps({"formaat": FORMAT, files.SHIPPED: of, "antwoorden": case.answers})


def same(one: Case, other: Case) -> bool:
    """Whether these are the same case but for the answers."""
    return all(getattr(one, name) == getattr(other, name) for name in _CONTENT)


def own_version(case: Case) -> Case:
    """A shipped case that somebody changed, as a case of theirs."""
    title = case.title if case.title.endswith(OWN) else f"{case.title} {OWN}".strip()
    return case.with_changes(title=title, status="eigen")


@cache
def former() -> dict[str, list[str]]:
    """The fingerprints of every version of each shipped case, by its key."""
    return tomllib.loads((data_path() / FORMER).read_text(encoding="utf-8"))


def fingerprint(case: Case) -> str:
    """What tells a version of a case from others: the same for the same content, whatever was answered and however it was written."""
    content = _bare(files.to_table(case.with_changes(format=FORMAT, answers={}, doubted=())))
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:32]


def _bare(value: Any) -> Any:
    """The value without the ids of rows, which every copy has of its own."""
    if isinstance(value, Mapping):
        return {key: _bare(one) for key, one in value.items() if key not in ("id", "formaat")}
    return [_bare(one) for one in value] if isinstance(value, list) else value
