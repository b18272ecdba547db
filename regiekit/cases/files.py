"""Read and write case files: TOML text to `Case` and back, and safely to and from disk."""

import errno
import os
import re
import secrets
import shutil
import tomllib
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

import attrs
import cattrs
import tomli_w
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn, override

from regiekit.cases.check import CaseError, problems, quoted
from regiekit.cases.model import DIRECTED_BY_KIND, NOUNS, Case, Tie, fields

MAX_BYTES = 2_000_000

# tomllib needs quadratic time for a name of thousands of parts; no case file has forty.
_LONG_NAME = re.compile(r"""(?<![\w-])(?:(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+){40}""")

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
_UNKNOWN_REMEDY = "kijk of er een aanhalingsteken, haakje, komma of = ontbreekt"


@cache
def _converter() -> cattrs.Converter:
    """Dutch tables ↔ objects. The content has been checked before, so numbers and words pass as they are."""
    converter = cattrs.Converter(detailed_validation=False)
    for plain in (str, int, float, bool, Any):
        converter.register_structure_hook(plain, lambda value, _: value)
    # inner classes first: a class that holds others finds their functions when its own is made
    for cls in reversed(NOUNS):
        names: dict[str, Any] = {name: override(rename=key) for key, (name, _) in fields(cls).items()}
        structure = make_dict_structure_fn(cls, converter, _cattrs_detailed_validation=False, **names)
        converter.register_structure_hook(cls, _keeping_extra(cls, structure))
        short: dict[str, Any] = {
            field.name: override(rename=field.metadata["spec"].key, omit_if_default=_is_empty_default(field))
            for field in attrs.fields(cls)
            if field.metadata
        }
        plain_table = make_dict_unstructure_fn(cls, converter, extra=override(omit=True), **short)
        converter.register_unstructure_hook(cls, _adding_extra(cls, plain_table))
    return converter


def _is_empty_default(field: attrs.Attribute) -> bool:
    return isinstance(field.default, attrs.Factory) or not field.default  # pyright: ignore[reportArgumentType] (its stub says function)


def _keeping_extra(cls: type, structure: Any) -> Any:
    known = fields(cls)

    def read(table: dict, _: type) -> Any:
        row = {key: value for key, value in table.items() if key in known}
        row["extra"] = {key: value for key, value in table.items() if key not in known}
        return structure(row, cls)

    return read


def _adding_extra(cls: type, plain_table: Any) -> Any:
    known = fields(cls)

    def write(item: Any) -> dict:
        table = plain_table(item)
        if "kort" in table and table["kort"] == table.get("naam"):
            del table["kort"]
        if cls is Tie and table["gericht"] is DIRECTED_BY_KIND.get(item.kind):
            del table["gericht"]
        clash = [key for key in item.extra if key in known]
        if clash:
            raise CaseError([f"{NOUNS[cls]}: '{clash[0]}' is een gewoon veld en mag niet tussen de extra velden staan"])
        return {key: table[key] for key in known if key in table} | item.extra

    return write


def to_table(case: Case) -> dict[str, Any]:
    """The content of the file as plain dicts and lists with the Dutch keys.

    Raises CaseError when the case is not sound, so that what is written can always be read.
    """
    try:
        table = _listed(_converter().unstructure(case))
        found = problems(table)
    except (RecursionError, AttributeError, TypeError) as error:
        raise CaseError([f"de casus bevat iets wat niet in een bestand past ({quoted(error)})"]) from None
    if found:
        raise CaseError(found)
    return table


def _listed(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _listed(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_listed(item) for item in value]
    return value


def from_table(table: dict[str, Any], name: str = "casus") -> Case:
    """A case from plain dicts and lists with the Dutch keys. Raises CaseError with every problem found."""
    found = problems(table)
    if found:
        raise CaseError(found, name)
    return _converter().structure(table, Case)


def loads(text: str | bytes, name: str = "casus") -> Case:
    """Read a case from the text (or bytes) of a case file; `name` is what error messages call it.

    Raises CaseError.
    """
    text = _decoded(text, name) if isinstance(text, bytes | bytearray | memoryview) else text.removeprefix("\ufeff")
    if len(text) > MAX_BYTES:
        raise CaseError([_too_large()], name)
    if not text.strip():
        raise CaseError(["het bestand is leeg; begin met de regel formaat = 1, of maak een nieuwe casus"], name)
    if _LONG_NAME.search(text):
        raise CaseError(["er staat een naam met tientallen punten in; schrijf losse namen, zonder punten"], name)
    try:
        return from_table(tomllib.loads(text), name)
    except CaseError:
        raise
    except RecursionError:
        raise CaseError(["de haakjes zitten te diep in elkaar; maak het platter"], name) from None
    except ValueError as error:
        raise CaseError([_broken(text, str(error))], name) from None


def _decoded(data: bytes | bytearray | memoryview, name: str) -> str:
    data = bytes(data)
    if len(data) > MAX_BYTES:
        raise CaseError([_too_large()], name)
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


def _too_large() -> str:
    return f"het bestand is groter dan {MAX_BYTES // 1_000_000} MB; dat is geen gewone casus, kies een ander bestand"


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


def dumps(case: Case) -> str:
    """The text of the case file. `loads(dumps(case)) == case`. Raises CaseError when the case is not sound."""
    table = to_table(case)
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


def load(path: str | os.PathLike) -> Case:
    """Read a case file. Raises CaseError, also for a missing file, a folder or a file that may not be read."""
    path = Path(path)
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        raise CaseError([_reading_failed(path, error)], path.name) from None
    return loads(data, path.name)


def _reading_failed(path: Path, error: Exception) -> str:
    if isinstance(error, FileNotFoundError):
        return "dit bestand bestaat niet; kijk of de naam en de map kloppen"
    # Windows says "no permission" where others say "is a directory"
    if isinstance(error, IsADirectoryError) or (isinstance(error, OSError) and path.is_dir()):
        return "dit is een map; kies een bestand dat op .toml eindigt"
    if isinstance(error, PermissionError):
        return "u mag dit bestand niet lezen; kopieer het naar uw eigen map en open het daar"
    return "het bestand kan niet worden gelezen; kijk of de naam klopt of probeer een ander bestand"


def previous(path: str | os.PathLike) -> Path:
    """Where `save` keeps the version before the last one: `<stem>.vorige.toml` beside the file."""
    path = Path(path)
    return path.with_name(f"{path.stem}.vorige.toml")


def save(case: Case, path: str | os.PathLike) -> None:
    """Write a case file in one step, keeping the previous version beside it. Writes nothing when nothing changed.

    Raises CaseError when the case is not sound or the file cannot be written; the old file is then untouched.
    """
    write_text(dumps(case), path)


def write_text(text: str, path: str | os.PathLike, *, keep_previous: bool = True) -> None:
    """Replace a file in one step by way of a temporary file beside it. Raises CaseError."""
    path = Path(path)
    temporary = path.with_name(f".{path.stem}.{secrets.token_hex(4)}.tmp")
    data = text.encode()
    try:
        if path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data:
            return
        try:
            if keep_previous and path.is_file():
                shutil.copyfile(path, temporary)
                os.replace(temporary, previous(path))
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
