"""Data walks one way through the layers, and importing the package does no work."""

import subprocess
import sys
import tomllib
from pathlib import Path
from pkgutil import iter_modules

import pytest
from importlinter.cli import lint_imports

ROOT = Path(__file__).resolve().parents[1]
LAYERS = ["regiekit.proeven", "regiekit.widgets", "regiekit.reports", "regiekit.plots", "regiekit.models", "regiekit.cases"]


def loaded(code, *names):
    """Which of these modules are loaded after this code, in a Python of its own."""
    ask = f"import sys\n{code}\nprint(*[n for n in {names!r} if n in sys.modules])"
    done = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True, cwd=ROOT)
    return done.stdout.split()


def test_the_contract_is_kept(capsys, monkeypatch):
    monkeypatch.chdir(ROOT)
    failed = lint_imports(config_filename=str(ROOT / "pyproject.toml"), cache_dir=None, no_cache=True)
    assert not failed, capsys.readouterr().out


def test_the_contract_says_what_it_should():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    assert settings["root_package"] == "regiekit"
    (contract,) = (c for c in settings["contracts"] if c["type"] == "layers")
    assert contract["layers"] == LAYERS
    assert not contract.get("ignore_imports")
    assert [c["modules"] for c in settings["contracts"] if c["type"] == "independence"] == [["regiekit.proeven.*.*"]]
    alone, drawn, apart, unknown = (c for c in settings["contracts"] if c["type"] == "forbidden")
    assert (drawn["source_modules"], drawn["ignore_imports"]) == (["regiekit"], ["regiekit.plots.axes -> matplotlib"])
    assert alone["source_modules"] == ["regiekit.models"]
    assert not set(alone) & {"ignore_imports", "allow_indirect_imports"}
    assert (apart["source_modules"], set(LAYERS) - set(apart["forbidden_modules"])) == (["regiekit.room"], set())
    assert (unknown["source_modules"][0], unknown["forbidden_modules"]) == ("regiekit.proeven", ["regiekit.room"])
    above = LAYERS[: LAYERS.index("regiekit.models")]
    rooms = {f"regiekit.{one.name}" for one in iter_modules([str(ROOT / "regiekit")])}
    assert rooms == {"regiekit.models", *above, *alone["forbidden_modules"]}


HEAVY = ("numpy", "networkx", "matplotlib", "ipywidgets", "anywidget", "openpyxl", "pandas", "scipy", "IPython")


def test_the_check_of_what_is_loaded_can_fail():
    assert loaded("import networkx", *HEAVY) == ["networkx"]


@pytest.mark.parametrize(
    "code",
    [
        "import regiekit; dir(regiekit)",
        "import regiekit.cases",
        "from regiekit.cases import *; from regiekit.cases import check, data, export, files, model, schema, spreadsheet, workspace",
        "from regiekit.cases import load_shipped, workspace, dumps; dumps(load_shipped('jeugdhulp')); workspace.current()",
        "import regiekit.models, regiekit.plots, regiekit.widgets, regiekit.plots.network, regiekit.widgets.controls, regiekit.widgets.say",
    ],
)
def test_what_is_loaded(code):
    assert loaded(code, *HEAVY) == []


def test_a_proef_needs_no_matplotlib():
    code = "import regiekit; regiekit.proef('eilandenrijk').text()"
    assert not set(loaded(code, *HEAVY)) & {"matplotlib", "openpyxl", "pandas", "scipy"}


def test_the_room_is_loaded_by_nothing_but_itself_and_loads_nothing_of_ours():
    assert loaded("import regiekit; dir(regiekit); regiekit.proef('eilandenrijk').text()", "regiekit.room", "segno") == []
    assert loaded("import regiekit.room.server, regiekit.room.command", *LAYERS, *HEAVY, "attrs", "segno", "jupyter_core") == []


def test_a_layer_is_loaded_when_first_asked_for():
    assert loaded("import regiekit", *LAYERS) == []
    for layer in LAYERS[1:]:
        assert loaded(f"import regiekit; {layer}", *LAYERS) == [layer]
    assert "regiekit.proeven" in loaded("import regiekit; regiekit.proeven", *LAYERS)
    assert loaded("import regiekit.cases", "attrs") == []


def test_the_library_needs_no_extra():
    """Every module of the four lower layers, and a model on a network that is large, where nothing of the extras is."""
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    away = {line.split(">=")[0] for lines in extras.values() for line in lines} | {"IPython", "traitlets", "jupyter_core"}
    code = f"""
import importlib, pkgutil, sys
class Away:
    def find_spec(self, name, *rest):
        if name.partition('.')[0] in {away!r}:
            raise ModuleNotFoundError(name, name=name)
sys.meta_path.insert(0, Away())
import regiekit
for layer in {LAYERS[2:]!r}:
    for one in pkgutil.iter_modules(importlib.import_module(layer).__path__):
        importlib.import_module(f'{{layer}}.{{one.name}}')
size = regiekit.models.role_models.SMALL + 50
ends = regiekit.models.role_models.settled([0.5, *[0.0] * (size - 1)], [(i, i + 1, 1.0) for i in range(size - 1)], [0])
assert abs(ends[-1] - 0.5) < 1e-9
try:
    regiekit.bar
except ModuleNotFoundError as error:
    assert 'regiekit[notebooks]' in str(error) or 'uv sync' in str(error), error
    print('said')
"""
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=ROOT)
    assert (said.stdout, said.stderr) == ("said\n", "")


def test_a_model_is_found_when_first_asked_for():
    assert loaded("import regiekit; regiekit.models.islands", "regiekit.models.islands", "regiekit.models.silos") == [
        "regiekit.models.islands"
    ]
    assert loaded("import regiekit; dir(regiekit.models)", "regiekit.models.islands") == []
