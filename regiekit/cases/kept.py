"""How a case is kept in the learner's folder: an own case whole, a shipped one in which only was answered as its key and those answers.

Up to format 1 a shipped case was kept as a copy. A copy of any version that was ever shipped gives way to the present one (`data/eerder.toml` holds
what tells those versions); a copy that somebody changed is an own case.
"""

import hashlib
import json
import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

import attrs
import tomli_w

from regiekit.cases import files
from regiekit.cases.data import data_path, load_shipped, shipped_keys
from regiekit.cases.model import FORMAT, Case

FORMER = "eerder.toml"
OWN = "(uw versie)"

_CONTENT = [field.name for field in attrs.fields(Case) if field.name != "answers"]


class Kept(NamedTuple):
    """What a file in the learner's folder holds.

    `format` is that of the file; `renewed`: it holds an earlier version of a shipped case, and `case` is the present one; `changed`: it stands under
    the key of a shipped case, and is another case.
    """

    case: Case
    format: int = FORMAT
    renewed: bool = False
    changed: bool = False


def read(data: bytes, name: str, key: str) -> Kept:
    """What the file of the case with this key holds. Raises CaseError."""
    table = files.tables(data, name)
    case = files.from_table(table, name)
    number = table.get("formaat", 1)
    if key not in shipped_keys() or same(case, load_shipped(key)):
        return Kept(case, number)
    if fingerprint(case) in former().get(key, ()):
        return Kept(load_shipped(key).with_changes(answers=case.answers), number, renewed=True)
    return Kept(own_version(case), number, changed=True)


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
