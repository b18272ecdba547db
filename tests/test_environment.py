"""The installation: its check, its command, and the files that go with it."""

import json
import os
import re
import subprocess
import sys
import tomllib
from importlib import import_module, metadata
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest
from nbconvert import HTMLExporter
from nbformat.v4 import new_code_cell, new_notebook
from traitlets.config import Config

from regiekit import __main__ as command
from tools.notebooks import CODE_METADATA

installation = import_module("regiekit.installation")

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
SETTINGS = ROOT / "jupyter-config"
BOUND = re.compile(r"\s*([\w.-]+)\s*>=\s*([\w.]+)\s*$")
EXTRAS = PROJECT["optional-dependencies"]
NEEDED = [*PROJECT["dependencies"], *(line for lines in EXTRAS.values() for line in lines if BOUND.match(line))]


# ---- the check --------------------------------------------------------------------------------------


def wrong():
    return [one for one in installation.check() if not one.ok]


def test_here_everything_is_in_order():
    found = installation.check()
    assert [str(one) for one in found if not one.ok] == []
    names = [one.name for one in found]
    packages = [BOUND.match(line)[1] for line in NEEDED]
    assert names[0] == "Python"
    assert sorted(names[1 : 1 + len(packages)]) == sorted(packages)
    assert names[1 + len(packages) :] == ["Casussen", "Werkmap", "Rekenkern", "Instellingen"]


def test_an_old_package_is_found(monkeypatch):
    version = metadata.version
    monkeypatch.setattr(metadata, "version", lambda name: "1.26.4" if name == "numpy" else version(name))
    (one,) = wrong()
    assert (one.name, one.message) == ("numpy", "versie 1.26.4 is te oud; nodig is 2.0 of nieuwer")
    assert "uv sync" in one.remedy


def test_a_missing_package_is_found(monkeypatch):
    version = metadata.version

    def missing(name):
        if name == "voila":
            raise metadata.PackageNotFoundError(name)
        return version(name)

    monkeypatch.setattr(metadata, "version", missing)
    (one,) = wrong()
    assert str(one).startswith("FOUT  voila: ontbreekt; nodig is 0.5.8 of nieuwer\n      Doe dit: ")


def test_an_old_python_is_found(monkeypatch):
    monkeypatch.setattr(installation.sys, "version_info", (3, 10, 4, "final", 0))
    (one,) = wrong()
    assert one.message == "versie 3.10.4 is te oud; nodig is 3.11 of nieuwer"


def test_a_package_that_is_not_installed_at_all_is_one_finding_not_an_error(monkeypatch):
    def missing(name):
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "metadata", missing)
    monkeypatch.setattr(metadata, "requires", missing)
    (one,) = wrong()
    assert (one.name, one.message) == ("regiekit", "is niet geïnstalleerd")


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="no such folder on this system")
def test_a_folder_that_cannot_be_written_is_found(monkeypatch):
    monkeypatch.setenv("REGIEKIT_WERKMAP", "/proc/regiekit")
    (one,) = wrong()
    assert one.name == "Werkmap"
    assert one.message.startswith("in /proc kan niets worden bewaard")
    assert "REGIEKIT_WERKMAP" in one.remedy


def test_looking_at_the_work_folder_does_not_make_it(monkeypatch, tmp_path):
    monkeypatch.setenv("REGIEKIT_WERKMAP", str(tmp_path / "nog" / "niet"))
    assert wrong() == []
    assert list(tmp_path.iterdir()) == []


def test_missing_settings_and_a_missing_kernel_are_found(monkeypatch, tmp_path):
    monkeypatch.setattr(installation.sys, "prefix", str(tmp_path))
    assert [one.name for one in wrong()] == ["Instellingen"]
    monkeypatch.setattr("jupyter_client.kernelspec.KernelSpecManager.find_kernel_specs", lambda self: {})
    assert [one.name for one in wrong()] == ["Rekenkern", "Instellingen"]


def test_in_a_browser_what_does_not_apply_is_left_out(monkeypatch):
    monkeypatch.setattr(installation, "BROWSER", True)
    names = {one.name for one in installation.check()}
    assert not names & {"jupyterlab", "voila", "Rekenkern", "Instellingen"}
    assert {"Python", "numpy", "Casussen"} <= names


class Installed:
    """The metadata of an installation: by which program, and from where."""

    def __init__(self, by, editable):
        self.read_text = {"INSTALLER": by, "direct_url.json": json.dumps({"dir_info": {"editable": editable}}) if editable else None}.get


@pytest.mark.parametrize(
    ("by", "editable", "typed"),
    [
        ("uv\n", True, "in de map van regiekit en typ: uv sync"),
        ("pip\n", True, 'in de map van regiekit en typ: pip install -e ".[notebooks]"'),
        ("pip", False, 'terminal en typ: pip install --upgrade "regiekit[notebooks]"'),
        ("uv", False, 'terminal en typ: uv pip install --upgrade "regiekit[notebooks]"'),
    ],
)
def test_the_advice_names_the_program_that_installed_it(monkeypatch, by, editable, typed):
    monkeypatch.setattr(metadata, "distribution", lambda name: Installed(by, editable))
    assert installation.again().endswith(typed)


def test_where_only_the_library_is_the_check_says_how_to_get_the_notebooks_and_nothing_is_wrong(monkeypatch):
    version = metadata.version
    library = {BOUND.match(line)[1] for line in PROJECT["dependencies"]}

    def there(name):
        if name not in library:
            raise metadata.PackageNotFoundError(name)
        return version(name)

    monkeypatch.setattr(metadata, "version", there)
    assert wrong() == []
    assert {one.name for one in installation.check()} == {"Python", *library, "Casussen", "Werkmap", "Notebooks"}
    assert "niet geïnstalleerd" in str(installation.check()[-1])


@pytest.mark.parametrize(
    ("name", "extra"),
    [("matplotlib", "plots"), ("scipy", "large"), ("tornado.web", "class"), ("anywidget", "notebooks"), ("traitlets", "notebooks")],
)
def test_a_library_that_lacks_is_said_with_the_extra_that_has_it(name, extra):
    said = installation.lacking(ModuleNotFoundError("x", name=name))
    assert name in said
    assert said.endswith(installation.again(extra))
    assert installation.lacking(ModuleNotFoundError("x", name="regiekit_other")) == ""


@pytest.mark.parametrize(
    ("version", "numbers"), [("2.0", (2,)), ("2.0.0", (2,)), ("3.11.0rc1", (3, 11)), ("4.5.post3", (4, 5)), ("1", (1,))]
)
def test_versions_are_compared_by_number(version, numbers):
    assert installation._numbers(version) == numbers


def test_the_check_itself_needs_only_the_standard_library():
    heavy = "['attrs', 'numpy', 'matplotlib', 'networkx', 'jupyter_client', 'ipywidgets']"
    code = f"import sys, regiekit.installation; print([name for name in {heavy} if name in sys.modules])"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"


# ---- the command ------------------------------------------------------------------------------------


def test_the_command_says_that_all_is_well(capsys):
    assert command.main([]) == 0
    said = capsys.readouterr().out
    assert said.startswith("OK    Python: versie ")
    assert said.endswith("\n\nAlles is in orde.\n")


def test_the_command_counts_what_is_wrong_and_fails(capsys, monkeypatch):
    found = [installation.Check("a", True, "goed"), installation.Check("b", False, "stuk", "maak heel")]
    monkeypatch.setattr(installation, "check", lambda: found)
    assert command.main(["check"]) == 1
    said = capsys.readouterr().out
    assert said == ("OK    a: goed\nFOUT  b: stuk\n      Doe dit: maak heel\n\nNiet in orde: 1. Lees hierboven wat u kunt doen.\n")


def test_the_command_speaks_dutch_about_itself(capsys):
    with pytest.raises(SystemExit) as stop:
        command.main(["lap"])
    assert stop.value.code == 2
    assert "Opdracht 'lap' bestaat niet. Kies uit: lab, voila, klas, check." in capsys.readouterr().err
    with pytest.raises(SystemExit) as stop:
        command.main(["--help"])
    assert stop.value.code == 0
    said = capsys.readouterr().out
    assert "gebruik: regiekit" in said
    assert "usage" not in said


@pytest.mark.parametrize(("given", "passed"), [([], ["notebooks/00_begin.ipynb"]), (["een.ipynb", "--port=1"], ["een.ipynb", "--port=1"])])
def test_lab_opens_the_beginning_or_what_was_asked(monkeypatch, tmp_path, given, passed):
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "notebooks" / "00_begin.ipynb").touch()
    monkeypatch.chdir(tmp_path)
    calls = []
    monkeypatch.setattr("jupyterlab.labapp.LabApp.launch_instance", lambda **given: calls.append(given["argv"]))
    assert command.main(["lab", *given]) == 0
    assert [[word.replace(os.sep, "/") for word in call] for call in calls] == [passed]


def test_in_an_empty_folder_lab_puts_the_notebooks_once_and_never_over_what_is_there(monkeypatch, tmp_path, capsys):
    package = tmp_path / "regiekit"
    (package / "notebooks" / "images").mkdir(parents=True)
    for name in ("00_begin.ipynb", "04_structuur.ipynb", "images/a.svg"):
        (package / "notebooks" / name).write_text("new")
    monkeypatch.setattr(command, "__file__", str(package / "__main__.py"))
    monkeypatch.setattr("jupyterlab.labapp.LabApp.launch_instance", lambda **given: None)
    folder = tmp_path / "empty"
    (folder / "notebooks").mkdir(parents=True)
    (folder / "notebooks" / "04_structuur.ipynb").write_text("own")
    monkeypatch.chdir(folder)
    command.main(["lab", "other.ipynb"])
    assert not (folder / "notebooks" / "00_begin.ipynb").exists()
    command.main(["lab"])
    found = {one.name: one.read_text() for one in (folder / "notebooks").rglob("*") if one.is_file()}
    assert found == {"00_begin.ipynb": "new", "a.svg": "new", "04_structuur.ipynb": "own"}
    assert str(folder / "notebooks") in capsys.readouterr().out
    (folder / "notebooks" / "images" / "a.svg").unlink()
    command.main(["lab"])
    assert not (folder / "notebooks" / "images" / "a.svg").exists()
    assert capsys.readouterr().out == ""


def test_the_version_is_said(capsys):
    with pytest.raises(SystemExit) as stop:
        command.main(["--version"])
    assert (stop.value.code, capsys.readouterr().out) == (0, f"regiekit {PROJECT['version']}\n")


def test_a_command_without_its_library_says_what_to_type(monkeypatch, capsys):
    def lacks(_):
        raise ModuleNotFoundError("No module named 'jupyterlab'", name="jupyterlab")

    monkeypatch.setitem(command.COMMANDS, "lab", lacks)
    with pytest.raises(SystemExit) as stop:
        command.main(["lab"])
    assert stop.value.code == 1
    assert installation.again() in capsys.readouterr().err


def test_voila_shows_the_folder(monkeypatch, tmp_path):
    (tmp_path / "notebooks").mkdir()
    calls = []
    monkeypatch.setattr("voila.app.Voila.launch_instance", lambda **given: calls.append(given["argv"]))
    monkeypatch.chdir(tmp_path)
    assert command.main(["voila"]) == 0
    monkeypatch.chdir(tmp_path / "notebooks")
    assert command.main(["voila"]) == 0
    assert calls == [["notebooks"], ["."]]


# ---- root -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("uid", "ip", "sock", "allowed"),
    [
        (0, "localhost", "", True),
        (0, "127.0.0.1", "", True),
        (0, "0.0.0.0", "", False),
        (0, "", "", False),
        (0, "localhost", "/run/a.sock", False),
        (1000, "localhost", "", False),
    ],
)
def test_root_may_start_a_server_for_this_machine_only(monkeypatch, uid, ip, sock, allowed):
    monkeypatch.setattr(installation.os, "geteuid", lambda: uid, raising=False)
    server = SimpleNamespace(ip=ip, sock=sock, allow_root=False)
    installation._load_jupyter_server_extension(server)
    assert server.allow_root is allowed


# ---- the files that go with it ------------------------------------------------------------------------


def test_the_installed_settings_are_those_of_this_repository():
    shared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    shared = shared["tool"]["hatch"]["build"]["targets"]["wheel"]["shared-data"]
    files = [file for file in SETTINGS.rglob("*") if file.is_file() and file.parent != SETTINGS / "lite"]  # those are for the site alone
    installed = {}
    for source, target in shared.items():
        for file in files:
            if file.is_relative_to(ROOT / source):
                installed[file] = Path(sys.prefix) / target / file.relative_to(ROOT / source)
    assert set(installed) == set(files)
    assert [str(file) for file in files if file.read_bytes() != installed[file].read_bytes()] == []


@pytest.mark.whole  # the lowest version that is allowed lacks one, and goes without
def test_every_setting_of_jupyterlab_exists():
    settings = json.loads((SETTINGS / "lab" / "regiekit.json").read_text(encoding="utf-8"))
    schemas = Path(sys.prefix) / "share" / "jupyter" / "lab" / "schemas"
    for plugin, values in settings.items():
        package, name = plugin.split(":")
        schema = json.loads((schemas / package / f"{name}.json").read_text(encoding="utf-8"))
        for key, value in values.items():
            allowed = [choice["const"] for choice in schema["properties"][key].get("oneOf", [])]
            assert not allowed or value in allowed, f"{plugin} {key}"


def test_an_export_leaves_out_the_code_that_jupyterlab_folds():
    settings = json.loads((SETTINGS / "nbconvert" / "jupyter_nbconvert_config.json").read_text(encoding="utf-8"))
    cell = new_code_cell("print('geheim' * 1)", metadata=CODE_METADATA, outputs=[])
    cell.outputs.append(nbformat.v4.new_output("stream", text="zichtbaar"))
    notebook = new_notebook(cells=[cell])
    html, _ = HTMLExporter(config=Config(settings)).from_notebook_node(notebook)
    assert "zichtbaar" in html
    assert "geheim" not in html
    assert '<html lang="nl">' in html


def test_conda_asks_for_the_same_versions():
    text = (ROOT / "environment.yml").read_text(encoding="utf-8")
    conda = dict(re.findall(r"^  - ([\w.-]+) >=([\w.]+)$", text, re.MULTILINE))
    conda["matplotlib"] = conda.pop("matplotlib-base")
    python = conda.pop("python")
    assert f">={python}" == PROJECT["requires-python"]
    assert conda == dict(BOUND.match(line).groups() for line in NEEDED)
    assert "name: regiekit\n" in text
    assert text.endswith("  - pip:\n      - -e .\n")


# ---- the first lines of the README ------------------------------------------------------------------


def start_lines():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    return [re.findall(r"^    (.+)$", block, re.M) for block in re.findall(r"(?:^    .+\n)+", readme, re.M)[:2]]


def test_the_first_lines_ask_nothing_of_a_python_that_the_system_manages():
    """PEP 668 refuses pip outside a virtual environment; Windows PowerShell 5.1 knows no &&; pip's folder need not be on PATH."""
    unix, windows = start_lines()
    assert unix[0] == "python3 -m venv .uv"
    assert [line.split()[0] for line in unix[1:]] == [".uv/bin/pip", ".uv/bin/uv"]
    assert not [line for line in unix + windows if re.search(r"[&|;]", line)]
    there = [line.replace("python3", "py").replace("/bin/", "\\Scripts\\").replace("notebooks/", "notebooks\\") for line in unix]
    assert windows == there
    assert (ROOT / unix[-1].split()[-1]).is_file()


def test_the_readme_names_the_version_of_uv_that_is_asked_for():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = re.fullmatch(r">=([\d.]+)", project["tool"]["uv"]["required-version"])[1]
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert f"versie {wanted} of nieuwer" in readme
    assert f"{wanted} or newer" in readme


def test_the_container_of_the_room_copies_all_that_the_wheel_is_made_of():
    lines = (ROOT / "Containerfile").read_text(encoding="utf-8").splitlines()
    copied = {source for line in lines if line.startswith("COPY ") for source in line.split()[1:-1]}
    wheel = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]["build"]["targets"]["wheel"]
    wanted = {place.partition("/")[0] for place in (*wheel["packages"], *wheel["force-include"], *wheel["shared-data"])}
    assert wanted | {"pyproject.toml", PROJECT["readme"], *PROJECT["license-files"]} == copied
