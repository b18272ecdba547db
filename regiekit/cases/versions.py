"""Earlier versions of a case file: dated copies in one folder `eerder` beside it, fewer the older they are.

A copy is dated by when the file got as it was. While somebody types there is one a minute at most: how it was before.
"""

import re
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from regiekit.cases.files import write_text

FOLDER = "eerder"

#: So many of the newest are kept, then the first of each hour for a day, then the first of each day; never more in number or bytes, but always the newest.
NEWEST, MOST, MOST_BYTES = 10, 60, 20_000_000
APART = timedelta(minutes=1)

_FORM = "%Y-%m-%d_%H-%M-%S"  # in UTC: it goes on evenly, and holds no sign that a file name can't have
_NAME = re.compile(r"(.*)\.(\d{4}-\d\d-\d\d_\d\d-\d\d-\d\d)\.toml", re.DOTALL)


def moments(path: Path) -> list[datetime]:
    """The moments of the kept versions of this file, the newest first."""
    with suppress(OSError, ValueError):
        found = [_NAME.fullmatch(one.name) for one in (path.parent / FOLDER).iterdir()]
        return sorted((moment for name in found if name and name[1] == path.stem and (moment := _moment(name[2]))), reverse=True)
    return []


def _moment(name: str) -> datetime | None:
    with suppress(ValueError):
        return datetime.strptime(name, _FORM).replace(tzinfo=UTC)
    return None


def place(path: Path, moment: datetime) -> Path:
    """The file of the version of that moment."""
    return path.parent / FOLDER / f"{path.stem}.{moment.astimezone(UTC).strftime(_FORM)}.toml"


def keep(path: Path, now: datetime, *, always: bool = False) -> None:
    """Keep the file as it is, before it is written over: unless that was done less than a minute ago, or (`always`) then too.

    Raises CaseError or OSError when that can't be done.
    """
    saved = datetime.fromtimestamp(int(path.stat().st_mtime), UTC)
    known = moments(path)
    typing = known and timedelta() <= saved - known[0] < APART and timedelta() <= now - saved < APART
    if typing and not always:
        return
    data = path.read_bytes()
    if known and place(path, known[0]).read_bytes() == data:
        return
    while (file := place(path, saved)).exists():
        saved += timedelta(seconds=1)
    file.parent.mkdir(parents=True, exist_ok=True)
    write_text(data, file)
    thin(path, now)


def thin(path: Path, now: datetime) -> None:
    """Take away what need not be kept any longer."""
    known = moments(path)
    first: dict[str, datetime] = {}  # of each hour or day
    for moment in reversed(known[NEWEST:]):
        first.setdefault(moment.strftime("%Y-%m-%d_%H" if now - moment < timedelta(days=1) else "%Y-%m-%d"), moment)
    wanted = [*known[:NEWEST], *sorted(first.values(), reverse=True)][:MOST]
    size = 0
    for number, moment in enumerate(known):
        with suppress(OSError):
            size += place(path, moment).stat().st_size if moment in wanted else 0
            if moment not in wanted or (number and size > MOST_BYTES):
                place(path, moment).unlink()
