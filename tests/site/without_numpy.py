"""Runs by itself, as a browser whose Pyodide has no numpy: opens every proef, moves every control, looks at every curve.

Prints as JSON, per proef, what it said at first and which packages it asked for in vain.
"""

import importlib.metadata
import json
import sys

ABSENT = ("numpy", "scipy", "matplotlib", "pandas")
asked: set[str] = set()


class Absent:
    def find_spec(self, name, path=None, target=None):
        top = name.partition(".")[0]
        if top in ABSENT:
            asked.add(top)
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)


sys.meta_path.insert(0, Absent())
found = importlib.metadata.Distribution.from_name


def from_name(name):
    if name in ABSENT:
        raise importlib.metadata.PackageNotFoundError(name)
    return found(name)


importlib.metadata.Distribution.from_name = from_name

import regiekit  # noqa: E402
from regiekit.widgets.controls import Upload  # noqa: E402
from regiekit.widgets.declaration import keys  # noqa: E402
from tests.widgets.samples import ends  # noqa: E402


def wrong(panel):
    return panel.live.get("_fout", "")


def look(key):
    """What one proef does: what it says at first, what it asked for, what went wrong."""
    asked.clear()
    panel = regiekit.proef(key)
    said = {"missing": panel.missing, "text": panel.text(), "needs": list(panel.declaration.needs), "errors": []}
    panel.clicked("_commit")
    panel.clicked("_skip")
    said["static"] = panel.static()
    for name, control in panel.controls.items():
        if not isinstance(control, Upload):
            for value in ends(control):
                panel.put(**{name: value})
                said["errors"].append(wrong(panel))
    panel.clicked("_keep")
    panel.text()
    said["asked"] = sorted(asked)
    if "_view" in panel.values:
        panel.put(_view="_curve")
    if "_curve" in panel.live:
        said["curve"] = panel.live["_curve"]
    said["errors"] = [e for e in said["errors"] if e]
    return said


def attempt(key):
    try:
        return look(key)
    except Exception as problem:
        return {"crashed": f"{type(problem).__name__}: {problem}", "asked": sorted(asked)}


first = sorted(asked)
others = {name: getattr(regiekit, name)() for name in ("bar", "case_editor", "collection_map", "progress", "regieplan")}
print(
    json.dumps(
        {
            "import": first,
            "panels": {name: panel.text() if hasattr(panel, "text") else "" for name, panel in others.items()},
            "panels asked": sorted(asked),
            "proeven": {key: attempt(key) for key in keys()},
        }
    )
)
