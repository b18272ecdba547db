"""A clean start for the next group: all that was answered, in every case, put aside under its date and brought back at will.

A group is a folder `groepen/<moment>` in the learner's folder with a case file of each case in which something was answered. Only the answers are taken
from it again, so that a case that was edited since stays as it is.
"""

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from regiekit.cases import files, kept, workspace
from regiekit.cases.check import CaseError
from regiekit.cases.model import Case

FOLDER = "groepen"
_FORM = "%Y-%m-%d_%H-%M-%S"  # in UTC, as the versions of a case


def _place(moment: datetime) -> Path:
    return workspace.folder() / FOLDER / moment.astimezone(UTC).strftime(_FORM)


def moments() -> list[datetime]:
    """When groups were put aside, the newest first."""
    found = []
    with suppress(OSError):
        for one in (workspace.folder() / FOLDER).iterdir():
            with suppress(ValueError):
                found.append(datetime.strptime(one.name, _FORM).replace(tzinfo=UTC))
    return sorted(found, reverse=True)


def put_aside(now: datetime | None = None) -> datetime | None:
    """Put the answers in all cases aside; None when nothing was answered.

    Raises CaseError when that can't be written: the answers are then still where they were.
    """
    moment = (now or datetime.now(UTC)).replace(microsecond=0)
    while _place(moment).exists():
        moment += timedelta(seconds=1)
    reached = set()
    for key in workspace.listing():

        def aside(case: Case, key: str = key) -> Case:
            reached.add(key)
            if not case.answers:
                return case
            path = _place(moment) / f"{key}.toml"
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise CaseError([f"de map {FOLDER} is niet te maken. De antwoorden staan er nog"]) from error
            files.write_text(kept.text(case), path)
            return case.with_changes(answers={})

        try:
            workspace.change(aside, key)
        except CaseError:
            if key in reached:  # else its file can't be read: nothing is taken from it
                raise
    return moment if _place(moment).exists() else None


def bring_back(moment: datetime) -> list[str]:
    """Make the answers of that group those of its cases again; what is answered now is put aside first. Gives the cases that are no longer there.

    Raises CaseError when there is no such group, or when what is there now can't be put aside.
    """
    if moment not in moments():
        raise CaseError(["deze groep is er niet meer; kies een andere"])
    put_aside()
    gone = []
    for path in sorted(_place(moment).glob("*.toml")):
        key = path.stem
        answers = kept.read(files.read_bytes(path), path.name, key).case.answers
        if key not in workspace.listing():
            gone.append(key)
        else:
            workspace.change(lambda case, answers=answers: case.with_changes(answers=answers), key)
    return gone
