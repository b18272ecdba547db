"""Models: one module per idea, pure functions, numbers in and numbers out.

A model knows no case file: it takes a ``networkx.Graph``, a mapping from party to group, lists and numbers, and never changes an argument.
A module is loaded when it is first asked for (``from regiekit.models import islands``, or ``regiekit.models.islands``), and numpy, scipy and
networkx by the functions that need them. Sequences and tables may be arrays, Series or DataFrames, and a closed form
(numbers in, one number out) takes arrays element by element. Wrong arguments raise ``ValueError`` with the name and the range; a measure
that is not defined (no ties, no pairs) returns ``nan``. Each outcome shows a mechanism: it is no evidence about a real municipality.
"""

from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType


def __dir__() -> list[str]:
    return sorted(one.name for one in iter_modules(__path__) if not one.name.startswith("_"))


def __getattr__(name: str) -> ModuleType:
    if name in __dir__():
        return import_module(f"{__name__}.{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
