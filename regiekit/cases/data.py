"""The shipped data: where it is, and the cases in it."""

from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from regiekit.cases.check import CaseError, nearest, quoted
from regiekit.cases.files import loads
from regiekit.cases.model import Case


@cache
def data_path() -> Traversable:
    """The data folder: inside the installed package, or beside the package in the repository."""
    inside = files("regiekit") / "data"
    return inside if inside.is_dir() else Path(__file__).resolve().parents[2] / "data"


@cache
def _files() -> dict[str, Traversable]:
    try:
        found = sorted((data_path() / "cases").iterdir(), key=lambda file: file.name)
    except OSError:
        raise CaseError(["de meegeleverde casussen ontbreken; installeer regiekit opnieuw"]) from None
    return {file.name.removesuffix(".toml"): file for file in found if file.name.endswith(".toml")}


@cache
def _case(key: str) -> Case:
    file = _files()[key]
    try:
        return loads(file.read_bytes(), file.name)
    except OSError:
        raise CaseError(["dit bestand is niet te lezen; installeer regiekit opnieuw"], file.name) from None


def shipped_keys() -> list[str]:
    """The keys of the shipped cases, without reading them."""
    return list(_files())


def shipped() -> dict[str, str]:
    """The shipped cases: key → title.

    >>> list(shipped())
    ['jeugdhulp', 'regio', 'warmte']
    """
    return {key: _case(key).title for key in _files()}


def load_shipped(key: str) -> Case:
    """A copy of a shipped case. Raises CaseError when there is none with this key.

    >>> load_shipped("jeugdhulp").title
    'Jeugdhulp rond scholengemeenschap De Waardborg'
    """
    if key not in _files():
        hint = nearest(str(key), _files()) or f"; kies uit {', '.join(_files())}"
        raise CaseError([f"er is geen meegeleverde casus {quoted(key)}{hint}"])
    return _case(key).with_changes()
