"""The Python that the site carries: a Pyodide distribution, regiekit and what it needs, as byte code, and a lock that names only that.

Compiled packages (numpy, matplotlib …) come from the distribution or not at all; pure ones from a registry, by the dependencies
that regiekit itself declares. What a notebook needs at once is loaded when the kernel starts; the rest when it is first imported.
"""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import subprocess
import tarfile
import tempfile
import tomllib
import zipfile
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

import attrs

from tools.site import licences

HERE = Path(__file__).resolve().parent
REPOSITORY = HERE.parents[1]
CORE = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.js", "pyodide.asm.wasm", "python_stdlib.zip")
KERNEL = "jupyterlite-pyodide-kernel"
START = "python.zip"
# The kernel sets two names in piplite, which installs packages; here nothing is installed. jedi completes code; dir() does so too.
STAND_INS = {"piplite/__init__.py": b"", "piplite/piplite.py": b""}
NOT_NEEDED = {"matplotlib-pyodide", "openssl", "ssl"}
# Never in a browser: the applications themselves, and the front-end halves of the widgets.
OUTSIDE = (
    "jupyterlab",
    "jupyterlab-language-pack-nl-nl",
    "voila",
    "jupyterlab-widgets",
    "widgetsnbextension",
    "psutil",
    "pexpect",
    "jedi",
    "parso",
    "tornado",
)
UNUSED = re.compile(r"(^|/)(tests|labextension|nbextension)/|^regiekit/notebooks/|(^|/)RECORD$")  # in packages, of no use in a kernel


class SiteError(Exception):
    """The site cannot be built; the message says why and what to do."""


def canonical(name: str) -> str:
    """The name of a package as a lock file spells it."""
    return re.sub(r"[-_.]+", "-", name).lower()


@attrs.frozen
class Distribution:
    """An unpacked Pyodide: its folder and the contents of its lock."""

    folder: Path
    lock: dict

    @property
    def python(self) -> str:
        """The version of Python in it, such as 3.14."""
        return ".".join(self.lock["info"]["python"].split(".")[:2])

    @property
    def compiled(self) -> set[str]:
        """The names of all packages that are not pure Python, here or not."""
        return {canonical(name) for name, entry in self.lock["packages"].items() if not entry["file_name"].endswith("none-any.whl")}

    @property
    def here(self) -> dict[str, dict]:
        """The packages of which the file is here: name → entry in the lock."""
        return {canonical(name): entry for name, entry in self.lock["packages"].items() if (self.folder / entry["file_name"]).is_file()}


def distribution(path: Path, scratch: Path) -> Distribution:
    """The Pyodide at `path`: a folder, or an archive (tar.bz2, tgz, zip, whl) that is unpacked into `scratch`.

    Raises SiteError when there is none.
    """
    if not path.exists():
        raise SiteError(f"{path} does not exist")
    if path.is_file():
        try:
            if zipfile.is_zipfile(path):
                with zipfile.ZipFile(path) as archive:
                    archive.extractall(scratch, [name for name in archive.namelist() if "pyodide/" in name])
            else:
                with tarfile.open(path) as archive:
                    archive.extractall(scratch, filter="data")
        except (OSError, tarfile.TarError) as error:
            raise SiteError(f"{path} is no archive that can be read: {error}") from error
        path = scratch
    found = next(iter(sorted(path.rglob("pyodide-lock.json"), key=lambda one: len(one.parts))), None)
    if found is None or not (found.parent / "pyodide.asm.wasm").is_file():
        raise SiteError(f"no Pyodide in {path}: give the folder that holds pyodide-lock.json and pyodide.asm.wasm, or the release archive")
    return Distribution(found.parent, json.loads(found.read_text(encoding="utf-8")))


def run(*command: str | Path, **options) -> str:
    """Run a command; its output. Raises SiteError with all it said when it fails."""
    try:
        done = subprocess.run([*map(str, command)], text=True, capture_output=True, check=False, **options)
    except FileNotFoundError:
        raise SiteError(f"{command[0]} is needed to build the site and was not found") from None
    if done.returncode:
        raise SiteError(f"{Path(command[0]).name} failed: {' '.join(map(str, command[1:]))}\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}")
    return done.stdout


# ---- the packages -----------------------------------------------------------------------------------------------------------


def regiekit_wheel(scratch: Path) -> Path:
    """regiekit itself as a wheel, built from the working tree."""
    run(os.environ.get("UV", "uv"), "build", "--wheel", "--out-dir", scratch, REPOSITORY)
    return next(scratch.glob("regiekit-*.whl"))


def install(wheel: Path, pyodide: Distribution, folder: Path) -> None:
    """Put `wheel` and all pure packages it needs into `folder`, as the Python of `pyodide` would have them."""
    never = sorted({*OUTSIDE, *pyodide.compiled})
    overrides = folder.parent / "overrides.txt"
    overrides.write_text("".join(f'{name}; python_version < "0"\n' for name in never), encoding="utf-8")
    newest = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["uv"].get("exclude-newer")
    run(os.environ.get("UV", "uv"), "pip", "install", "--quiet", "--no-config", "--target", folder, "--python-platform", "wasm32-pyodide2024",
        "--python-version", pyodide.python, "--no-build", "--overrides", overrides, *(("--exclude-newer", newest) if newest else ()),
        f"regiekit[notebooks] @ {wheel.resolve().as_uri()}", "ipython", "comm")  # fmt: skip


class Package(NamedTuple):
    """A package of the site: its name, the names of what it needs, and its files by the name they have in site-packages."""

    name: str
    needs: list[str]
    files: dict[str, bytes]


def pure(folder: Path) -> dict[str, Package]:
    """The packages installed in `folder`, without their tests."""
    found = {}
    for one in metadata.distributions(path=[str(folder)]):
        name = canonical(one.metadata["Name"])
        if "none-any" not in (one.read_text("WHEEL") or ""):
            raise SiteError(f"{name} {one.version} is not pure Python, and the distribution does not have it")
        files = {}
        for file in map(str, one.files or ()):
            path = folder / file
            if file.startswith(("..", "share/", "etc/", "bin/")) or UNUSED.search(file) or not path.is_file():
                continue
            files[file] = path.read_bytes()
        found[name] = Package(
            name,
            [
                canonical(re.match(r"[\w.-]+", line)[0])
                for line in one.requires or ()
                if "extra ==" not in line or (name == "regiekit" and "notebooks" in line)
            ],
            files,
        )
    return found


def from_wheel(path: Path) -> Package:
    """A wheel that is not installed: those that the kernel's front-end half carries along."""
    with zipfile.ZipFile(path) as wheel:
        files = {name: wheel.read(name) for name in wheel.namelist() if not name.endswith("/")}
    return Package(canonical(path.name.split("-")[0]), [], files)


def from_distribution(pyodide: Distribution, wanted: Iterable[str], have: Iterable[str]) -> dict[str, dict]:
    """Of the compiled packages among `wanted` those that the distribution has, with all they need beyond `have`: name → entry of the lock."""
    found, todo = {}, [name for name in wanted if name in pyodide.compiled and name in pyodide.here]
    while todo:
        name = canonical(todo.pop())
        if name in found or name in have or name in NOT_NEEDED:
            continue
        if name not in pyodide.here:
            raise SiteError(f"the distribution lacks {name}, which another of its packages needs")
        found[name] = pyodide.here[name]
        todo += found[name]["depends"]
    return found


def compiled(files: dict[str, bytes], pyodide: Distribution, scratch: Path) -> tuple[dict[str, bytes], set[str]]:
    """The same files with byte code in place of modules, by the distribution's own Python (in node); and those that a start imports."""
    scratch.mkdir()
    for name, content in files.items():
        path = scratch / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    loaded = json.loads(run("node", HERE / "compile.mjs", pyodide.folder, scratch, HERE / "lite" / "python.py"))
    return {path.relative_to(scratch).as_posix(): path.read_bytes() for path in sorted(scratch.rglob("*")) if path.is_file()}, set(loaded)


def archive(files: dict[str, bytes]) -> bytes:
    """The files as a zip, the same bytes for the same files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as file:
        for name in sorted(files):
            file.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), files[name], zipfile.ZIP_DEFLATED)
    return out.getvalue()


def write(pyodide: Distribution, kernel: Path, folder: Path) -> tuple[list[str], list[licences.Part]]:
    """Fill `folder` with Pyodide's core, the archive of what every kernel loads, and what may be imported later.

    `kernel` is the folder with the kernel's own wheels. Returns what numeric packages the distribution lacks, and the licences of all others.
    """
    folder.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as made:
        scratch = Path(made)
        wheel = regiekit_wheel(scratch)
        install(wheel, pyodide, scratch / "installed")
        packages = pure(scratch / "installed")
        terms = list(licences.python(scratch / "installed"))
        for name in ("ipykernel", "pyodide_kernel"):
            package = from_wheel(next(kernel.glob(f"{name}-*.whl")))
            packages[package.name] = package
        extra = from_distribution(pyodide, packages["regiekit"].needs, packages)
        owner = {file: package.name for package in packages.values() for file in package.files}
        files = {file: content for package in packages.values() for file, content in package.files.items()}
        files, loaded = compiled({**files, **STAND_INS}, pyodide, scratch / "compiled")
        rest: dict[str, dict[str, bytes]] = {}
        for file in set(files) - loaded:
            name = owner.get(file) or owner.get(file.removesuffix("c"))
            if file.endswith(".pyc") and name and name != "regiekit":
                rest.setdefault(name, {})[file] = files.pop(file)
        later: dict[str, list[str]] = {}
        for name, part in rest.items():
            (folder / f"{name}.zip").write_bytes(archive(part))
            for file in part:
                module = file.removesuffix(".pyc").removesuffix("/__init__").replace("/", ".")
                later[module] = [f"{name}.zip"]
        for name, entry in extra.items():
            shutil.copy2(pyodide.folder / entry["file_name"], folder)
            files |= _metadata(pyodide.folder / entry["file_name"])
            for one in entry["imports"]:
                later.setdefault(one, [extra[needed]["file_name"] for needed in _closure(name, extra)])
        files["later.json"] = json.dumps(later, sort_keys=True).encode()
        (folder / START).write_bytes(archive(files))
    for name in CORE:
        if (pyodide.folder / name).exists():
            shutil.copy2(pyodide.folder / name, folder)
    (folder / "pyodide-lock.json").write_text(json.dumps({**pyodide.lock, "packages": {}}), encoding="utf-8")
    return sorted(set(packages["regiekit"].needs) & pyodide.compiled - set(extra)), terms


def _metadata(path: Path) -> dict[str, bytes]:
    """What says which version a package has: it can then be asked for without loading the package."""
    with zipfile.ZipFile(path) as file:
        return {name: file.read(name) for name in file.namelist() if name.endswith(".dist-info/METADATA")}


def _closure(name: str, entries: dict[str, dict]) -> list[str]:
    """The package and all it needs of these, what is needed first."""
    found: list[str] = []

    def visit(one: str) -> None:
        one = canonical(one)
        if one in entries and one not in found:
            for needed in entries[one]["depends"]:
                visit(needed)
            found.append(one)

    visit(name)
    return found
