"""regiekit: cases, models, pictures and experiments behind the notebooks on municipal *regie*.

Importing this package does no work. What a notebook calls is looked up when first used:

* `regiekit.proef(key)`: an experiment, ready to show;
* `regiekit.bar()`: the strip with the case in use at the top of a notebook;
* `regiekit.case_editor()`, `regiekit.collection_map()`, `regiekit.check()`, `regiekit.glossary()`, `regiekit.routes()`, `regiekit.begin()`: the panels of `00_begin`;
* `regiekit.progress()`, `regiekit.regieplan()`: the panels of `09_assembleren`;
* `regiekit.sweep(function, grid)`: a model over many settings, here or on a cluster;
* `regiekit.cases`, `regiekit.models`, `regiekit.plots`, `regiekit.reports`, `regiekit.widgets`, `regiekit.proeven`: the layers, each knowing only those before it.
"""

from importlib import import_module
from typing import Any

_HOME = {
    "proef": "widgets.proef_panel",
    "bar": "widgets.casebar",
    "case_editor": "widgets.case_editor",
    "collection_map": "widgets.collection",
    "check": "widgets.collection",
    "progress": "widgets.progress",
    "regieplan": "widgets.regieplan_panel",
    "glossary": "widgets.glossary",
    "routes": "widgets.routes",
    "begin": "widgets.routes",
    "sweep": "sweeps",
}
_LAYERS = ("cases", "models", "plots", "reports", "widgets", "proeven")


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from importlib.metadata import version

        return version("regiekit")
    if name in _LAYERS:
        return import_module(f"{__name__}.{name}")
    if name in _HOME:
        try:
            return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
        except ModuleNotFoundError as error:
            from regiekit.installation import lacking

            raise ModuleNotFoundError(lacking(error) or str(error), name=error.name) from error
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *_HOME, *_LAYERS, "__version__"])
