"""The case file: typed objects, load, check, save, the learner's folder, spreadsheets in, network files out.

A name is looked up in its module when first used, so that importing this package does no work.
"""

# `__all__` is made of the names, so that nothing is loaded.
# ruff: noqa: F401
# pyright: reportUnusedImport=false

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # so that a type checker and an editor know what these names are
    from . import workspace
    from .check import CaseError, warnings
    from .data import load_shipped, shipped
    from .export import graph, provenance, signed, to_csv, to_gexf, to_graphml
    from .files import dumps, load, loads, save
    from .model import Beside, Case, Claim, Issue, Party, Representative, Route, StructureOption, Task, Tie, Trait, View
    from .networks import from_file, read_network
    from .spreadsheet import from_spreadsheet, template

_HOME = {
    "model": ("Case", "Party", "Representative", "Tie", "Task", "Claim", "Issue", "Route", "StructureOption", "View", "Trait", "Beside"),
    "check": ("CaseError", "warnings"),
    "files": ("load", "loads", "dumps", "save"),
    "data": ("shipped", "load_shipped"),
    "export": ("graph", "to_graphml", "to_gexf", "to_csv", "provenance", "signed"),
    "networks": ("from_file", "read_network"),
    "spreadsheet": ("from_spreadsheet", "template"),
}
_MODULE_OF = {name: module for module, names in _HOME.items() for name in names}
_MODULES = (*_HOME, "workspace", "schema", "glossary", "references")

__all__ = [*_MODULE_OF, "workspace"]  # noqa: PLE0604  # pyright: ignore[reportUnsupportedDunderAll] (they are found by `__getattr__`)


def __getattr__(name: str) -> Any:
    if name in _MODULE_OF:
        return getattr(import_module(f"{__name__}.{_MODULE_OF[name]}"), name)
    if name in _MODULES:
        return import_module(f"{__name__}.{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
