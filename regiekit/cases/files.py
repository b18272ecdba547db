"""Read and write case files: TOML text to `Case` and back, and safely to and from disk."""

import errno
import os
import re
import secrets
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import attrs
import tomli_w

from regiekit.cases.check import CaseError, problems, quoted
from regiekit.cases.earlier import upgraded
from regiekit.cases.model import FORMAT, NOUNS, Case, Spec, fields, own_copy, with_ids

MAX_BYTES = 20_000_000
SHIPPED = "meegeleverd"  # in a file that holds only answers to a shipped case: the key of that case

# tomllib needs quadratic time for a name of thousands of parts; no case file has forty.
_LONG_NAME = re.compile(r"""(?<![\w-])(?:(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+){40}""")

_TEMPORARY = re.compile(r"\.[0-9a-f]{8}\.tmp$")

# Fragment of a tomllib message → the remedy.
_REMEDIES = {
    "Cannot overwrite": "deze naam is hierboven al gebruikt; haal er één weg",
    "Cannot declare": "deze kop staat er twee keer in; haal er één weg, of gebruik dubbele haken [[…]]",
    "Cannot mutate": "deze naam is hierboven al gebruikt; haal er één weg",
    "Duplicate inline": "deze naam staat er twee keer in; haal er één weg",
    "Unterminated string": "er ontbreekt een aanhalingsteken aan het eind",
    "Illegal character": "er ontbreekt een aanhalingsteken, of er staat een verboden teken in de tekst",
    "Unclosed array": "er ontbreekt een ] aan het eind van de lijst, of een komma tussen twee onderdelen",
    "Expected '=' after a key": "na de naam hoort een = te staan",
    "Invalid value": "na de = hoort een waarde: tekst tussen aanhalingstekens, een getal, true, false of een lijst",
    "Expected newline": "achter de waarde staat nog iets; zet dat op een nieuwe regel",
    "backslash": "een \\ in een tekst moet u dubbel schrijven: \\\\",
    "Expected ']": "er ontbreekt een ] aan het eind van de kop",
    "Invalid initial character": "een regel begint met een naam, of met [ voor een kop; kijk ook naar de regel erboven",
}
_TOO_LARGE = f"het bestand is groter dan {MAX_BYTES // 1_000_000} MB; dat is geen gewone casus, kies een ander bestand"
_TOO_DEEP = "de haakjes zitten te diep in elkaar; maak het platter"
_UNKNOWN_REMEDY = "kijk of er een aanhalingsteken, haakje, komma of = ontbreekt"


def omitted(item: Any, spec: Spec, value: Any) -> bool:
    """Whether a field is left out of the file: it is not known, or follows from the other fields. False, 0 and no power are known."""
    empty = value is None or (spec.kind not in ("choices", "any") and isinstance(value, str | tuple | Mapping) and not value)
    return empty or (spec.kind == "short" and value == item.name)


def _written(item: Any) -> dict[str, Any]:
    """The table of an item. Own code here and in `_read`: the field table says it all, and a converter had to be told the same once more."""
    table = {}
    for field in attrs.fields(type(item)):
        if not field.metadata:
            continue
        spec, value = field.metadata["spec"], getattr(item, field.name)
        if spec.kind == "items" and value:
            table[spec.key] = [_written(one) for one in value]
        elif spec.kind == "item" and value is not None:
            table[spec.key] = _written(value)
        elif not omitted(item, spec, value):
            table[spec.key] = own_copy(value)
    clash = next((key for key in item.extra if key in fields(type(item))), None)
    if clash:
        raise CaseError([f"{NOUNS[type(item)]}: '{clash}' is een gewoon veld en mag niet tussen de extra velden staan"])
    return table | own_copy(item.extra)


def _read(cls: type, table: dict[str, Any]) -> Any:
    """An object of a table that has been checked; what the class does not know is kept as extra."""
    known, extra = {}, {}
    for key, value in table.items():
        name, spec = fields(cls).get(key, ("", None))
        if spec is None:
            extra[key] = value
        elif spec.kind == "items":
            known[name] = [_read(spec.item, row) for row in value]
        else:
            known[name] = _read(spec.item, value) if spec.kind == "item" else value
    return cls(**known, extra=extra)


def to_table(case: Case) -> dict[str, Any]:
    """The content of the file as plain dicts and lists with the Dutch keys.

    Raises CaseError when the case is not sound, so that what is written can always be read.
    """
    try:
        table = _written(case)
        found = problems(table)
    except (RecursionError, AttributeError, TypeError) as error:
        raise CaseError([f"de casus bevat iets wat niet in een bestand past ({quoted(error)})"]) from None
    if found:
        raise CaseError(found)
    return table


def from_table(table: dict[str, Any], name: str = "casus") -> Case:
    """A case from plain dicts and lists with the Dutch keys, of this format or an earlier one. Raises CaseError with every problem found."""
    try:
        table = upgraded(table) if is_earlier(table) else table
        found = problems(table)
    except RecursionError:
        raise CaseError([_TOO_DEEP], name) from None
    if found:
        raise CaseError(found, name)
    case = with_ids(_read(Case, table))
    return _shipped(case, name) if SHIPPED in case.extra else case


def _shipped(case: Case, name: str) -> Case:
    """The shipped case of which a file says the key, with the answers in that file."""
    from regiekit.cases.data import load_shipped  # which reads its cases by this module

    extra = {key: value for key, value in case.extra.items() if key != SHIPPED}
    try:
        shipped = load_shipped(case.extra[SHIPPED])
    except (CaseError, TypeError) as error:
        raise CaseError([str(error)], name) from None
    return shipped.with_changes(answers=case.answers, extra={**shipped.extra, **extra})


def is_earlier(table: dict[str, Any]) -> bool:
    """Whether this is the content of a file of an earlier format; one that does not say so is."""
    return table.get("formaat", 1) in range(1, FORMAT)


def loads(text: str | bytes, name: str = "casus") -> Case:
    """Read a case from the text (or bytes) of a case file; `name` is what error messages call it.

    Raises CaseError.

    >>> loads('titel = "Wijk"').title
    'Wijk'
    """
    return from_table(tables(text, name), name)


def tables(text: str | bytes, name: str = "casus") -> dict[str, Any]:
    """The plain dicts and lists in the text (or bytes) of a case file, as they stand there. Raises CaseError."""
    text = _decoded(text, name) if isinstance(text, bytes | bytearray | memoryview) else text.removeprefix("\ufeff")
    if len(text) > MAX_BYTES:
        raise CaseError([_TOO_LARGE], name)
    if not text.strip():
        raise CaseError(["het bestand is leeg; begin met de regel formaat = 2, of maak een nieuwe casus"], name)
    if _LONG_NAME.search(text):
        raise CaseError(["er staat een naam met tientallen punten in; schrijf losse namen, zonder punten"], name)
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise CaseError([_TOO_DEEP], name) from None
    except ValueError as error:
        raise CaseError([_broken(text, str(error))], name) from None


def _decoded(data: bytes | bytearray | memoryview, name: str) -> str:
    data = bytes(data)
    if len(data) > MAX_BYTES:
        raise CaseError([_TOO_LARGE], name)
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff")) or (b"\0" in data[:4] and b"=\0" in data + b"\0")
    if wide:
        raise CaseError(["het bestand is opgeslagen als UTF-16; sla het opnieuw op en kies UTF-8"], name)
    if data.startswith(b"PK\x03\x04"):
        raise CaseError(["dit is een spreadsheet of zip, geen casusbestand; lees het in als spreadsheet"], name)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"regel {line}: hier staat een teken dat niet klopt; sla het bestand op als gewone tekst, UTF-8"
        raise CaseError([message], name) from None


def _broken(text: str, message: str) -> str:
    lines = text.splitlines() or [""]
    at = re.search(r"\(at line (\d+), column (\d+)\)", message)
    number = min(int(at[1]), len(lines)) if at else len(lines)
    remedy = next((remedy for fragment, remedy in _REMEDIES.items() if fragment in message), _UNKNOWN_REMEDY)
    line = lines[number - 1].strip()
    if any(mark in line for mark in "“”„‘’"):
        remedy = 'gebruik rechte aanhalingstekens (") en geen gekrulde'
    shown = f". Daar staat: {quoted(line, 60)}" if line else ""
    return f"regel {number}: {remedy}{shown}"


def decodings(data: bytes) -> Iterator[str]:
    """The text in a file of another program, in each of the encodings it may have: UTF-16 (by its first bytes), else UTF-8, then that of Windows."""
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if wide else ("utf-8-sig", "cp1252"):
        with suppress(UnicodeDecodeError):
            yield data.decode(encoding)


_last: dict[str, tuple[Case, str]] = {}  # under "case": the case that was written last, and its text but for the answers


def dumps(case: Case) -> str:
    """The text of the case file. `loads(dumps(case)) == case`. Raises CaseError when the case is not sound.

    >>> from regiekit.cases import Case
    >>> loads(dumps(Case(title="Wijk"))) == Case(title="Wijk")
    True
    """
    before, text = _last.get("case", (None, ""))
    if before and all(a is b or not (a or b) for a, b in zip(_content(before), _content(case), strict=True)):
        answers = to_table(Case(answers=case.answers)).get("antwoorden")
    else:
        table = to_table(case)
        answers = table.pop("antwoorden", None)
        text = _dumped(table)
        _last["case"] = case, text
    if answers:
        text += "\n" + tomli_w.dumps({"antwoorden": answers})
    if len(text.encode()) > MAX_BYTES:  # it could not be read any more
        raise CaseError([f"de casus wordt groter dan {MAX_BYTES // 1_000_000} MB; maak lange teksten korter of haal partijen weg"])
    return text


def _content(case: Case) -> Iterator[Any]:
    return (getattr(case, field.name) for field in attrs.fields(Case) if field.name != "answers")


def _dumped(table: dict[str, Any]) -> str:
    lists = [key for key, (_, spec) in fields(Case).items() if spec.kind == "items" and table.get(key)]
    tables = {key: table.pop(key) for key in [*lists, *(k for k, v in table.items() if isinstance(v, dict))]}
    parts = [tomli_w.dumps(table)]
    for key, value in tables.items():
        if isinstance(value, list):
            # one [[…]] block each: the writer would put short ones on a single line
            header = f"[{key}]\n"
            parts += [f"[{header[:-1]}]\n" + tomli_w.dumps({key: item}).removeprefix(header) for item in value]
        else:
            parts.append(tomli_w.dumps({key: value}))
    return "\n".join(parts)


def load(path: str | os.PathLike[str]) -> Case:
    """Read a case file. Raises CaseError, also for a missing file, a folder or a file that may not be read.

    >>> from regiekit.cases import Case
    >>> save(Case(title="Wijk"), "wijk.toml")
    >>> load("wijk.toml").title
    'Wijk'
    """
    return loads(read_bytes(path), Path(path).name)


def read_bytes(path: str | os.PathLike[str]) -> bytes:
    """What a case file holds, as far as it may be a case. Raises CaseError."""
    path = Path(path)
    try:
        if path.exists() and not path.is_file():  # a pipe or a device would keep the reader waiting for ever
            raise IsADirectoryError if path.is_dir() else OSError
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        raise CaseError([_reading_failed(path, error)], path.name) from None


def _reading_failed(path: Path, error: Exception) -> str:
    if isinstance(error, FileNotFoundError):
        return "dit bestand bestaat niet; kijk of de naam en de map kloppen"
    # Windows says "no permission" where others say "is a directory"
    if isinstance(error, IsADirectoryError) or (isinstance(error, OSError) and path.is_dir()):
        return "dit is een map; kies een bestand dat op .toml eindigt"
    if isinstance(error, PermissionError):
        return "u mag dit bestand niet lezen; kopieer het naar uw eigen map en open het daar"
    return "het bestand kan niet worden gelezen; kijk of de naam klopt of probeer een ander bestand"


def save(case: Case, path: str | os.PathLike[str]) -> None:
    """Write a case file in one step. Writes nothing when nothing changed. In the learner's folder earlier versions are kept (`versions`), elsewhere not.

    Raises CaseError when the case is not sound or the file cannot be written; the old file is then untouched.

    >>> from regiekit.cases import Case
    >>> save(Case(title="Wijk"), "wijk.toml")
    """
    write_text(dumps(case), path)


def write_text(text: str | bytes, path: str | os.PathLike[str]) -> None:
    """Replace a file in one step by way of a temporary file beside it; where a link stands, what it leads to. Raises CaseError."""
    path = Path(os.path.realpath(path)) if os.path.islink(path) else Path(path)
    temporary = path.with_name(f".{path.stem}.{secrets.token_hex(4)}.tmp")
    data = text if isinstance(text, bytes) else text.encode()
    try:
        if path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data:
            return
        try:
            with temporary.open("wb") as file:
                file.write(data)
                file.flush()
                _to_disk(file.fileno())
            os.replace(temporary, path)
        finally:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
    except (OSError, ValueError) as error:
        raise CaseError([_writing_failed(path, error)], path.name) from None


def sweep(folder: Path) -> None:
    """Take away the temporary files that a crash left in this folder."""
    with suppress(OSError):
        for path in folder.glob(".*.tmp"):
            if _TEMPORARY.search(path.name):
                with suppress(OSError):
                    path.unlink()


def _to_disk(descriptor: int) -> None:
    try:
        os.fsync(descriptor)
    except OSError as error:
        # some file systems (a browser's, network drives) have no fsync; a full or failing disk does count
        if error.errno in (errno.ENOSPC, errno.EIO):
            raise


def _writing_failed(path: Path, error: Exception) -> str:
    code = getattr(error, "errno", None)
    if code == errno.ENOSPC:
        return "opslaan lukt niet: de schijf is vol; maak ruimte en sla opnieuw op, of download de casus"
    if isinstance(error, FileNotFoundError):
        return f"opslaan lukt niet: de map {quoted(path.parent.name)} bestaat niet; maak de map of kies een andere"
    if isinstance(error, IsADirectoryError) or path.is_dir():
        return "opslaan lukt niet: dit is een map; kies een bestandsnaam die op .toml eindigt"
    if isinstance(error, PermissionError) or code == errno.EROFS:
        return (
            "opslaan lukt niet: u mag hier niet schrijven, of een ander programma heeft het bestand open; "
            "sluit dat programma en probeer opnieuw, of download de casus"
        )
    return "opslaan lukt niet; probeer het opnieuw, kies een andere map, of download de casus"
