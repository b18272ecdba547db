"""Answers to a proef that it does not take: those to an earlier version of it, and those that no case can hold. They are put aside with their date.

A setting or prediction no longer fits when its field is gone, when the field does not take it as it is, or when the words file says by `versie` that
it came to mean something else.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from regiekit.cases import Case
from regiekit.cases.kept import set_aside, with_aside
from regiekit.widgets.controls import Rows
from regiekit.widgets.declaration import Control, files, words_file

SETTINGS, GUESS, VERSION = "instellingen", "voorspelling", "versie"
VOUCHED = "gelden"  # the controls of which the learner said that their start value holds in the own case


def marked(proef: str) -> dict[str, int]:
    """What is kept with an answer, so that a later version knows what it meant then; nothing as long as there was one version only."""
    version = words_file(proef).get(VERSION, 1) if proef in files() else 1
    return {} if version == 1 else {VERSION: version}


def fitting(proef: str, answers: Mapping[str, Any], controls: Mapping[str, Control], guess: Control | None) -> dict[str, Any]:
    """The answers as this version of the proef takes them, what no longer fits put aside; as they are where the proef has no fields now."""
    if guess is None:
        return dict(answers)
    same = answers.get(VERSION, 1) == marked(proef).get(VERSION, 1)
    out = {name: value for name, value in answers.items() if same or name != VERSION}
    aside = []
    if isinstance(settings := answers.get(SETTINGS), Mapping):
        odd = {key: value for key, value in settings.items() if not (same and _fits(controls.get(key), value))}
        aside = [set_aside(f"{SETTINGS}.{key}", value) for key, value in odd.items()]
        near = {key: value for key in odd if same and (value := _nearest(controls.get(key), odd[key])) is not None}
        out[SETTINGS] = {key: value for key, value in settings.items() if key not in odd} | near
    if GUESS in answers and not (same and _fits(guess, answers[GUESS])):
        aside.append(set_aside(GUESS, out.pop(GUESS)))
    return with_aside(out, aside)


def refitted(case: Case, proef: str, controls: Mapping[str, Control], guess: Control | None) -> Case:
    """The case with its answers to this proef as `fitting` gives them."""
    answers = case.answers.get(proef, {})
    new = fitting(proef, answers, controls, guess)
    return case if new == answers else case.with_changes(answers={**case.answers, proef: new})


def put(case: Case, proef: str, answer: Iterable[str], good: Mapping[str, Any], odd: list[dict[str, Any]]) -> Case:
    """The case with the good ones of these answers to the proef, and the odd ones put aside."""
    before = {name: value for name, value in case.answers.get(proef, {}).items() if name not in answer}
    return case.with_changes(answers={**case.answers, proef: with_aside({**before, **good}, odd)})


def _nearest(control: Control | None, value: Any) -> Any:
    """What the control makes of a value; None where it takes nothing like it."""
    try:
        return None if control is None else control.accept(value)
    except ValueError:
        return None


def _fits(control: Control | None, value: Any) -> bool:
    """Whether the control takes this value, with nothing of it lost."""
    taken = _nearest(control, value)
    if taken is None or not isinstance(control, Rows):
        return taken is not None and (taken == value or (control is not None and value == control.start))
    known = {column["key"] for column in control.columns}
    return all(key in known or not str(cell).strip() for row in value for key, cell in row.items())
