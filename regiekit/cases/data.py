"""The shipped data: where it is, and the cases in it."""

from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from regiekit.cases.check import CaseError, nearest, quoted
from regiekit.cases.model import Case


@cache
def data_path() -> Traversable:
    """The data folder: inside the installed package, or beside the package in the repository."""
    inside = files("regiekit") / "data"
    return inside if inside.is_dir() else Path(__file__).resolve().parents[2] / "data"


@cache
def _shipped() -> dict[str, Case]:
    from regiekit.cases.files import loads  # noqa: PLC0415

    folder = data_path() / "cases"
    try:
        found = sorted((file for file in folder.iterdir() if file.name.endswith(".toml")), key=lambda file: file.name)
        return {file.name.removesuffix(".toml"): loads(file.read_bytes(), file.name) for file in found}
    except OSError:
        raise CaseError(["de meegeleverde casussen ontbreken; installeer regiekit opnieuw"]) from None


def shipped() -> dict[str, str]:
    """The shipped cases: key → title."""
    return {key: case.title for key, case in _shipped().items()}


def load_shipped(key: str) -> Case:
    """A copy of a shipped case. Raises CaseError when there is none with this key."""
    cases = _shipped()
    if key not in cases:
        hint = nearest(str(key), cases) or f"; kies uit {', '.join(cases)}"
        raise CaseError([f"er is geen meegeleverde casus {quoted(key)}{hint}"])
    return cases[key].with_changes()
