"""The case file: typed objects, load, check, save, the learner's folder, spreadsheets in, network files out.

A name is looked up in its module when first used, so that importing this package does no work.
"""

from importlib import import_module
from typing import Any

_HOME = {
    "model": ("Case", "Party", "Representative", "Tie", "Task", "Claim", "Issue", "Route", "StructureOption", "View"),
    "check": ("CaseError", "warnings"),
    "files": ("load", "loads", "dumps", "save"),
    "data": ("data_path", "shipped", "load_shipped"),
    "export": ("graph", "to_graphml", "to_gexf", "to_csv"),
    "spreadsheet": ("from_spreadsheet", "template"),
}
_MODULE_OF = {name: module for module, names in _HOME.items() for name in names}
_MODULES = (*_HOME, "workspace", "schema", "glossary", "references")

__all__ = [*_MODULE_OF, "workspace"]  # noqa: PLE0604


def __getattr__(name: str) -> Any:
    if name in _MODULE_OF:
        return getattr(import_module(f"{__name__}.{_MODULE_OF[name]}"), name)
    if name in _MODULES:
        return import_module(f"{__name__}.{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
