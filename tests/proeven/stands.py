"""Tables of states: a row is settings, and what then holds."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple
from xml.etree import ElementTree

import pytest

from regiekit.cases import Case, load_shipped
from regiekit.widgets.declaration import Proef, proef_class


class Stand(NamedTuple):
    """Settings of a state, and what holds in it: properties, measures (by their name or how it begins; a pair is before and after),
    pieces of its words, pieces of what it notes below a control, what its words do not hold."""

    settings: Mapping[str, Any] = {}
    holds: Mapping[str, Any] = {}
    measures: Mapping[str, Any] = {}
    says: tuple[str, ...] = ()
    notes: Mapping[str, str] = {}
    silent: tuple[str, ...] = ()
    case: str | Case = "jeugdhulp"

    def state(self, key: str) -> Proef:
        case = load_shipped(self.case) if isinstance(self.case, str) else self.case
        return proef_class(key).at(case, **self.settings)


def stands(key: str, *rows: Stand) -> Callable[[Stand], None]:
    """A test of these states of a proef: `test_stands = stands("vele_handen", Stand(...), ...)`."""

    @pytest.mark.parametrize("row", rows, ids=[",".join(f"{k}={v}" for k, v in row.settings.items())[:60] or "start" for row in rows])
    def check(row: Stand) -> None:
        state = row.state(key)
        for name, value in row.holds.items():
            assert getattr(state, name) == like(value), name
        found = {m.name: (m.before, m.after) for m in state.measures()}
        for name, value in row.measures.items():
            (pair,) = [both for called, both in found.items() if called.startswith(name)]
            assert (pair if isinstance(value, tuple) else pair[1]) == like(value), name
        words = state.words()
        for piece in row.says:
            assert piece in words
        for piece in row.silent:
            assert piece not in words
        for control, piece in row.notes.items():
            assert piece in state.note(control) if piece else state.note(control) == ""

    return check


def like(value: Any) -> Any:
    """The value, numbers to the sixth digit."""
    parts = list(value.values()) if isinstance(value, dict) else value if isinstance(value, list | tuple) else [value]
    return pytest.approx(value, nan_ok=True) if all(isinstance(one, int | float) for one in parts) else value


def keyed(state: Proef) -> dict[str, tuple[dict[str, str], str]]:
    """What the picture of a state draws: key of an element -> its attributes and its text."""
    root = ElementTree.fromstring(state.svg())
    return {e.attrib["data-key"]: (e.attrib, e.text or "") for e in root.iter() if "data-key" in e.attrib}


class Drawn(NamedTuple):
    """A picture that was drawn already."""

    drawing: str

    def svg(self, title: str, words: str) -> str:
        return self.drawing
