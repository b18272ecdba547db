"""The learner's own folder `mijn_werk/`: which case is chosen, saving it, own cases, answers.

Nothing is written until something is saved. Of a shipped case only the answers are (`kept`); whoever changes more gets an own case. When the
folder cannot be written the cases live on in memory; when a file in it is broken the shipped default takes its place. `notice()` says so. Files are
read again only when they changed, so asking for the current case costs two looks at the disk.
"""

import os
import re
import secrets
import sys
import threading
import tomllib
import unicodedata
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import tomli_w

from regiekit.cases import files, kept, lock, versions
from regiekit.cases.check import CaseError, nearest, numbered, quoted
from regiekit.cases.data import load_shipped, shipped, shipped_keys
from regiekit.cases.kept import Kept
from regiekit.cases.merge import merged
from regiekit.cases.model import FORMAT, Case, own_copy, with_ids
from regiekit.cases.visitor import REFUSED, visitor

DEFAULT = "jeugdhulp"
FOLDER = "mijn_werk"
VISITORS = ".bezoekers"  # in the folder: those of the visitors of one Voila; hidden, or Voila would list the keys for anyone who asks
VARIABLE = "REGIEKIT_WERKMAP"

_CHOICE_FILE = "keuze.toml"
# files beside the cases: the version before (up to format 1), and how a file was before it was written in the present format
_BESIDE = re.compile(r"\.(vorige|formaat-\d+)(-\d+)?$")
_LOCK_FILE = ".bezig"
_WAIT_SECONDS = 1.0
# what can't be the name of a file everywhere: names that Windows keeps for itself and that of the file with the choice; signs; a length
_RESERVED = {"keuze", "con", "prn", "aux", "nul", *(f"{name}{n}" for name in ("com", "lpt") for n in range(1, 10))}
_NO_NAME = re.compile(r'[<>:"/\\|?*\x00-\x1f\ud800-\udfff]|^\.|[. ]$')
_LONGEST = 100

# In a browser only what stands here outlives the page; without it (plain http, blocked site data) files are in memory, and writing them succeeds.
_BROWSER_DISK = Path("/drive")
_ANOTHER = "U werkt nu met een andere casus."
SAVE = "Druk op ‘Bewaar op schijf’ om niets kwijt te raken."

_lock = threading.RLock()
_swept: set[Path] = set()  # folders in which what a crash left behind was taken away
_shipped_case = cache(load_shipped)
_read: dict[Path, tuple[tuple[int, ...], Any]] = {}  # file → its stamp and what was read (a case, or the error)
_memory: dict[tuple[Path, str], Case] = {}  # (folder, key) → a case that could not be written
_chosen: dict[Path, str] = {}  # folder → a choice that could not be written
_unsaved: dict[Path, str] = {}  # folder → why writing failed
told: list[Callable[[], None]] = []  # who wants to hear that writing fails, or works again


def folder() -> Path:
    """The folder with the learner's work; it need not exist yet, and cannot be made for a visitor of Voila without a key."""
    whole, key = Path(os.environ.get(VARIABLE) or FOLDER).absolute(), visitor()
    if key is None:
        return whole
    return whole / VISITORS / key if key else Path(os.devnull).absolute() / VISITORS


def _path(key: str) -> Path:
    return folder() / f"{key}.toml"


# --- reading ---------------------------------------------------------------------------------------------------------


def _stamp(path: Path) -> tuple[int, ...] | None:
    try:
        state = path.stat()
    except (OSError, ValueError):
        return None
    return state.st_mtime_ns, state.st_size, state.st_ino


def _cached(path: Path, reader: Any) -> Any:
    """What `reader` makes of the file, or the CaseError it raised; None when there is no file."""
    stamp = _stamp(path)
    if stamp is None:
        _read.pop(path, None)
        return None
    known = _read.get(path)
    if known is None or known[0] != stamp:
        try:
            value = reader(path)
        except CaseError as error:
            value = error
        known = _read[path] = (stamp, value)
    return known[1]


def _read_choice(path: Path) -> str:
    with suppress(OSError, ValueError, RecursionError):
        key = tomllib.loads(files.read_bytes(path)[:10_000].decode()).get("gekozen")
        if isinstance(key, str) and _is_name(key):
            return key
    raise CaseError([f"Het bestand {path.name} is niet te lezen; kies opnieuw een casus."])


def _is_name(key: str) -> bool:
    """Whether this can be the name of a file in the folder, and cannot lead out of it."""
    return key not in ("", ".", "..") and "\0" not in key and Path(key).name == key


def _file(key: str) -> Kept | CaseError | None:
    """What the file of this case holds; None when there is none."""
    if not _is_name(key):
        return None
    return _cached(_path(key), lambda path: kept.read(files.read_bytes(path), path.name, key))


def _copies() -> dict[str, str]:
    """Copies of shipped cases that somebody changed, kept under their keys by an earlier version: the key of an own case for it → that key.

    As long as nothing is written they stay where they are (`_settle`).
    """
    found = {}
    for of in shipped_keys():
        copy = _file(of)
        if isinstance(copy, Kept) and copy.changed:
            free = (key for key in numbered(f"{of}-uw-versie") if (there := _file(key)) is None or _case(there) == copy.case)
            found[next(free)] = of
    return found


def _case(found: Kept | CaseError | None) -> Case | CaseError | None:
    return found.case if isinstance(found, Kept) else found


def _own(key: str) -> Case | CaseError | None:
    """The learner's version of this case: what could not be written, else the file; None when there is neither."""
    found = _memory.get((folder(), key)) or _file(key)
    if found is None and key not in shipped_keys():
        found = _file(_copies()[key]) if key in _copies() else None
    elif isinstance(found, Kept) and found.changed:
        return None
    return found if isinstance(found, Case) else _case(found)


def _own_keys() -> list[str]:
    with suppress(OSError):
        names = [path.name for path in folder().glob("*.toml") if path.name != _CHOICE_FILE and not path.name.startswith(".")]
        return sorted(key for key in (name.removesuffix(".toml") for name in names) if not _BESIDE.search(key))
    return []


def _unwritten() -> list[str]:
    """The cases in memory that could not be written."""
    return [key for place, key in _memory if place == folder()]


def _wanted() -> str | CaseError:
    """The key that was chosen, whether or not there is still a case behind it; who worked in a changed copy of a shipped case works on in that."""
    key = _chosen.get(folder()) or _cached(folder() / _CHOICE_FILE, _read_choice) or DEFAULT
    if key in shipped_keys() and isinstance(found := _file(key), Kept) and found.changed:
        return next(own for own, of in _copies().items() if of == key)
    return key


def _resolve() -> tuple[str, Case, str | None]:
    """Key and case that are in use now, and a sentence when they are not the ones that were chosen."""
    wanted = _wanted()
    key, problem = (DEFAULT, str(wanted)) if isinstance(wanted, CaseError) else (wanted, None)
    for candidate in dict.fromkeys((key, DEFAULT)):
        own = _own(candidate)
        if isinstance(own, Case):
            return candidate, own, problem
        if isinstance(own, CaseError):
            problem = f"Het bestand {quoted(f'{candidate}.toml')} kan niet worden gelezen en is niet veranderd. {_ANOTHER} {own}"
        elif candidate in shipped_keys():
            return candidate, _shipped_case(candidate), problem
        else:
            problem = f"De gekozen casus {quoted(candidate)} is er niet meer. {_ANOTHER}"
    return DEFAULT, _shipped_case(DEFAULT), problem


def current() -> Case:
    """The case in use: the chosen one, in the learner's own version when there is one.

    Never raises for a broken file. The object is shared until the file changes: do not alter the dicts in it.

    >>> current().title
    'Jeugdhulp rond scholengemeenschap De Waardborg'
    """
    return in_use()[1]


def current_key() -> str:
    """The key of the case in use."""
    return in_use()[0]


def chosen_key() -> str:
    """The key that was chosen last, also when its case is not in use because its file is broken or gone."""
    with _lock:
        wanted = _wanted()
        return wanted if isinstance(wanted, str) else DEFAULT


def in_use() -> tuple[str, Case]:
    """Key and case in use, read at one moment."""
    with _lock:
        return _resolve()[:2]


def _fleeting() -> str | None:
    """What to say where files can be written but are gone with the page."""
    if sys.platform != "emscripten" or folder().is_relative_to(_BROWSER_DISK):
        return None
    why = "Dat gebeurt op een adres zonder https, en waar sitegegevens geblokkeerd zijn."
    return f"Deze browser bewaart uw werk niet: het is weg zodra u deze bladzijde sluit. {why} {SAVE}"


def _news(key: str) -> str | None:
    """What became of a case that an earlier version kept; gone as soon as the case is written anew."""
    found = _file(key)
    if isinstance(found, Kept) and found.renewed:
        return f"De casus ‘{found.case.title}’ is vernieuwd. U werkt nu met de nieuwe versie, en uw antwoorden staan erin."
    if isinstance(found, Kept) and found.aside:
        names = ", ".join(quoted(name) for name in found.aside)
        return f"Een antwoord in de casus ‘{found.case.title}’ kan niet worden bewaard zoals het er staat: {names}. Het is apart gezet; de rest is er nog."
    if found is None and key in (copies := _copies()):
        title = _shipped_case(copies[key]).title
        return f"U had de casus ‘{title}’ veranderd. Uw versie is nu een eigen casus. De meegeleverde casus is er ook nog."
    return None


def notice() -> str | None:
    """A Dutch sentence when the learner must know something (a broken file, nothing can be saved or kept, a case was renewed), else None."""
    with _lock:
        key, _, problem = _resolve()
        unsaved = f"{REFUSED} {SAVE}" if visitor() == "" else _unsaved.get(folder())
        sentences = [problem, _news(key), unsaved or _fleeting()]
    return " ".join(sentence for sentence in sentences if sentence) or None


def listing() -> dict[str, str]:
    """Every case that can be chosen: key → title; the shipped ones first. A broken own file is listed as such."""
    with _lock:
        titles = shipped()
        for key in sorted({*_own_keys(), *_unwritten(), *_copies()}):
            own = _own(key)
            if isinstance(own, Case):
                others = [title for other, title in titles.items() if other != key]
                # a copy that was brought back is not the same case
                titles[key] = next(title for title in numbered(own.title or key, "{} ({})") if title not in others)
            elif own is not None and key not in titles:
                titles[key] = f"{key} (kan niet worden gelezen)"
        return titles


# --- writing ---------------------------------------------------------------------------------------------------------


@contextmanager
def _writing() -> Generator[None, None, None]:
    """One writer at a time, also between the kernels of two notebooks; without it where files cannot be locked."""
    place = folder()
    before = _unsaved.get(place)
    with suppress(OSError):
        place.mkdir(parents=True, exist_ok=True)
    with _lock, lock.alone(place / _LOCK_FILE, _WAIT_SECONDS) as alone:
        if alone or place not in _swept:
            _swept.add(place)
            for left in (place, place / versions.FOLDER):
                files.sweep(left)
        _settle()
        yield
    if _unsaved.get(place) != before:
        for tell in told:
            tell()


def _write(path: Path, text: str | bytes, *, previous: bool = True) -> bool:
    """Write into the folder; False when that cannot be done, and `notice()` then says so. With `previous` what was there is kept as a version."""
    data = text if isinstance(text, bytes) else text.encode()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if previous and path.is_file() and path.read_bytes() != data:
            with suppress(OSError, CaseError):  # saving comes first
                versions.keep(path, datetime.now(UTC))
        files.write_text(data, path)
        if path.read_bytes() != data:  # a browser whose storage is full says nothing
            raise CaseError(["de opslag is vol: wat is opgeslagen, is niet terug te lezen; maak ruimte en sla opnieuw op"])
    except (OSError, CaseError) as error:
        if sys.platform == "emscripten":
            why = "de opslag van deze browser is vol of geblokkeerd"
        else:
            why = str(error) if isinstance(error, CaseError) else f"de map {quoted(path.parent.name)} is niet te maken of te lezen"
        _cannot(path.parent, why)
        return False
    _unsaved.pop(path.parent, None)
    return True


def _cannot(place: Path, why: str) -> None:
    _unsaved[place] = f"Uw werk kan hier niet worden opgeslagen. Het blijft bewaard zolang dit notebook open is. {SAVE} ({why})"


def _fresh_id() -> str:
    return secrets.token_hex(4)


def _store(key: str, case: Case) -> Case:
    """Keep this as the case with this key; of a shipped case only answers, and another content becomes an own case, which is then chosen."""
    case = with_ids(case, _fresh_id)
    if key in shipped_keys() and not kept.same(case, _shipped_case(key)):
        return _store_new(f"{key}-uw-versie", kept.own_version(case))
    text = kept.text(case)  # raises when the case is not sound, before anything is touched
    path = _path(key)
    if _keep_beside(key) and _write(path, text):
        _memory.pop((folder(), key), None)
        stamp = _stamp(path)
        if stamp:
            _read[path] = (stamp, Kept(case))
        _catch_up()
    else:
        _memory[folder(), key] = case
    return case


def _settle() -> None:
    """Copies of shipped cases that somebody changed get a file of their own, and the file as it was stays beside it."""
    for key, of in _copies().items():
        copy, path = _case(_file(of)), _path(of)
        if isinstance(copy, Case) and _write(_path(key), kept.text(with_ids(copy, _fresh_id))) and _keep_beside(of):
            if _wanted() == key:
                _choose(key)
            with suppress(OSError):
                path.unlink()


def _keep_beside(key: str) -> bool:
    """Keep the file of this case as it is beside it, when it will not be written as it was read; False when that cannot be done."""
    found, path = _file(key), _path(key)
    if not isinstance(found, Kept) or not (found.format != FORMAT or found.changed or found.aside):
        return True
    try:
        before = files.read_bytes(path)
        names = (path.with_name(f"{name}.toml") for name in numbered(f"{key}.formaat-{found.format}"))
        beside = next(one for one in names if not one.exists() or one.read_bytes() == before)
        return beside.exists() or _write(beside, before, previous=False)
    except (OSError, CaseError):
        _cannot(path.parent, f"het oude bestand {quoted(path.name)} is niet te kopiëren")
        return False


def _catch_up() -> None:
    """Writing works again: so does what could not be written before."""
    place = folder()
    for other in _unwritten():
        if _keep_beside(other) and _write(_path(other), kept.text(_memory[place, other])):
            del _memory[place, other]
    if place in _chosen:
        _choose(_chosen[place])


def _choose(key: str) -> None:
    if _write(folder() / _CHOICE_FILE, tomli_w.dumps({"gekozen": key}), previous=False):
        _chosen.pop(folder(), None)
    else:
        _chosen[folder()] = key


def choose(key: str) -> None:
    """Choose a shipped case or one of the learner's own. Raises CaseError when there is none with this key."""
    with _writing():
        if key not in listing():
            raise _absent(key)
        _choose(key)


def keep(case: Case, key: str | None = None) -> None:
    """Save this as the case in use, or as the case with this key. Raises CaseError when the case is not sound.

    Whoever held a case for a while gives its key (`current_key()` at the time), since another notebook may have chosen
    another case since; or better, uses `change`. A broken file is never written over, and a shipped case is never replaced: the case then gets a
    key of its own, which becomes the chosen one.

    >>> keep(start_own("Wijk").with_changes(title="Buurt"))
    >>> current().title
    'Buurt'
    """
    with _writing():
        if key is not None:
            _check_name(key)
        in_use, _, problem = _resolve()
        if key is None and problem:
            _store_new(_slug(case.title), case)
        else:
            _keep(key or in_use, case)


def _check_name(key: str) -> None:
    """Raises CaseError when no file of this name can be made everywhere, and there is none."""
    wrong = _NO_NAME.search(key) or _BESIDE.search(key) or key.partition(".")[0].casefold() in _RESERVED
    if key and _own(key) is not None:
        return
    if not key or wrong:
        raise CaseError([f"{quoted(key)} kan geen naam van een casus zijn; gebruik letters, cijfers en streepjes"])
    if len(key.encode()) > _LONGEST:
        raise CaseError([f"{quoted(key)} is te lang voor de naam van een casus; gebruik hoogstens {_LONGEST} letters"])


def _absent(key: str) -> CaseError:
    keys = listing()
    return CaseError([f"er is geen casus {quoted(key)}{nearest(str(key), keys)}; kies uit {', '.join(keys)}"])


def change(edit: Callable[[Case], Case], key: str | None = None, seen: Case | None = None) -> Case:
    """Save what `edit` makes of the case in use, or of the case with this key, as it is on disk at this moment.

    With `seen`, how the case was when somebody began to type: what `edit` makes of that is merged into what is on disk, by row and field
    (`cases.merge`). Returns the new case. Nothing is lost of what another notebook saved in the meantime. Which case is in use does not change,
    unless more than answers changed in a shipped case: that becomes an own case ("… (uw versie)"), which is then in use. Raises CaseError when the
    result is not sound.

    >>> start_own("Wijk").title
    'Wijk'
    >>> change(lambda case: case.with_changes(title="Buurt")).title
    'Buurt'
    """
    with _writing():
        in_use, case, _ = _resolve()
        key = in_use if key is None else key
        if key != in_use:
            own = _own(key)
            if isinstance(own, CaseError):
                raise own
            if own is None and key not in shipped_keys():
                raise _absent(key)
            case = own or _shipped_case(key)
        if seen is None:
            new = edit(case)
        else:
            mine = with_ids(edit(seen), _fresh_id, before=seen)
            new = merged(seen, mine, case, datetime.now().astimezone().isoformat(timespec="seconds"))
        return _keep(key, new) if new != case else case


def moments(key: str) -> list[datetime]:
    """The moments of the earlier versions of the case with this key, the newest first."""
    return versions.moments(_path(key)) if _is_name(key) else []


def bring_back(key: str, moment: datetime) -> Case:
    """Make an earlier version of the case with this key the case again; how it is now is kept as a version first. Returns the case.

    Raises CaseError when there is none of that moment, when it can't be read, or when what is there now can't be kept.
    """
    with _writing():
        path = _path(key)
        if moment not in moments(key):
            raise CaseError(["deze eerdere versie is er niet meer; kies een andere"])
        case = kept.read(files.read_bytes(versions.place(path, moment)), path.name, key).case
        if path.is_file():
            versions.keep(path, datetime.now(UTC), always=True)
        return _store(key, case)


def _keep(key: str, case: Case) -> Case:
    return (_store_new if isinstance(_own(key), CaseError) else _store)(key, case)


def _store_new(wanted: str, case: Case) -> Case:
    key = _free_key(wanted)
    case = _store(key, case)
    _choose(key)
    return case


def _slug(title: str) -> str:
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    key = (words if len(words) <= 40 else words[:41].rpartition("-")[0] or words[:40]) or "casus"
    return f"casus-{key}" if key in _RESERVED else key


def _free_key(wanted: str) -> str:
    """A key that no case has yet: the wanted one, or with -2, -3 … behind it."""
    taken = {key.casefold() for key in (*shipped_keys(), *_own_keys(), *_unwritten())}
    return next(key for key in numbered(wanted) if key.casefold() not in taken)


def start_own(title: str, *, status: str = "eigen", **fields: Any) -> Case:
    """Start a new own case, save it and choose it; `fields` are attributes of `Case`.

    The key comes from the title and is always new, so no other case is written over. Raises CaseError.

    >>> start_own("Wijk").status
    'eigen'
    """
    with _writing():
        return _store_new(_slug(title), Case(title=title, status=status, **fields))


def import_text(text: str | bytes, name: str = "casus") -> str:
    """Add a case file someone brought; returns its key, to `choose`: a new one, or that of the very same case that is there already.

    Raises CaseError when it is not sound.
    """
    case = files.loads(text, name)
    if not case.title and not case.parties:
        what = "dit is geen casus: er staat geen titel in en er zijn geen partijen"
        raise CaseError([f"{what}; kies een bestand dat u met ‘Bewaar op schijf’ maakte"], name)
    with _writing():
        same = [key for key in (*_own_keys(), *_unwritten()) if _own(key) == case]
        if same:
            return same[0]
        key = _free_key(_slug(case.title))
        _store(key, case)
        return key


# --- answers ---------------------------------------------------------------------------------------------------------


def answers(*proef: str) -> dict[str, Any]:
    """What the learner answered in this proef, in the case in use: name → value. A notebook may stand before it, as in format 1."""
    return own_copy(current().answers.get(proef[-1], {}))


def answer(*proef: str, key: str | None = None, **values: Any) -> None:
    """Keep answers to this proef in the case in use, or in the case with this key; None removes one. A notebook may stand before the proef.

    Raises CaseError for a value that a file cannot hold.

    >>> answer("poolse_landdag", voorspelling=3)
    >>> current().answers["poolse_landdag"]
    {'voorspelling': 3}
    """
    values = {name: value.item() if hasattr(value, "item") else value for name, value in values.items()}

    def edit(case: Case) -> Case:
        new = {name: value for name, value in {**case.answers.get(proef[-1], {}), **values}.items() if value is not None}
        return case.answered({**case.answers, proef[-1]: new})

    change(edit, key)
