"""Is everything here that regiekit needs? And the one setting of JupyterLab that is not a setting.

Imports nothing but the standard library, so that it can report what is missing; runs in Pyodide too, where what
does not apply (JupyterLab, Voila, kernels) is skipped.
"""

from __future__ import annotations

import json
import os
import re
import sys
import tempfile
from collections.abc import Callable, Iterator
from importlib import metadata
from pathlib import Path
from typing import Any, NamedTuple

BROWSER = sys.platform == "emscripten"
ONLY_OUTSIDE_BROWSER = {"jupyterlab", "jupyterlab-language-pack-nl-nl", "voila", "tornado"}
NOTEBOOKS = {"anywidget", "ipywidgets", "jupyterlab", "voila"}  # where none of these is, only the library was wanted


def again(extra: str = "notebooks") -> str:
    """What to type to install anew, with this extra: by the program that installed regiekit (uv or pip), from the folder where it lies or not."""
    try:
        found = metadata.distribution("regiekit")
        folder = json.loads(found.read_text("direct_url.json") or "{}").get("dir_info", {}).get("editable", False)
        by = (found.read_text("INSTALLER") or "pip").strip()
    except metadata.PackageNotFoundError:
        folder, by = False, "pip"
    if folder:
        command = "uv sync" if by == "uv" else f'pip install -e ".[{extra}]"'
        return f"Open een terminal in de map van regiekit en typ: {command}"
    return f'Open een terminal en typ: {"uv " * (by == "uv")}pip install --upgrade "regiekit[{extra}]"'


def lacking(error: ImportError) -> str:
    """The Dutch sentence for a library that is not there: what it belongs to and what to type; "" when it is none of an extra of regiekit."""
    name = (error.name or "").partition(".")[0].lower()
    for line in metadata.requires("regiekit") or []:
        match = re.match(r"([\w.-]+).*extra == ['\"](\w+)['\"]", line)
        if match and name in (match[1], "traitlets", "ipython"):
            extra = match[2] if match[1] == name else "notebooks"
            return f"Hiervoor is {error.name} nodig, en dat ontbreekt. {again(extra)}"
    return ""


class Check(NamedTuple):
    """One thing that was looked at: Dutch ``name``, ``ok``, Dutch ``message``; ``remedy`` is "" when ok."""

    name: str
    ok: bool
    message: str
    remedy: str = ""

    def __str__(self) -> str:
        line = f"{'OK  ' if self.ok else 'FOUT'}  {self.name}: {self.message}"
        return f"{line}\n      Doe dit: {self.remedy}" if self.remedy else line


def check() -> list[Check]:
    """Look at Python, the packages, the cases, the work folder, and (not in a browser) Jupyter itself.

    Prints nothing and raises nothing: a check that itself fails becomes a ``Check`` that is not ok.
    """
    found = [*_python(), *_packages(), *_guarded("Casussen", _cases, again())]
    found += _guarded("Werkmap", _work_folder, "Kies een map waarin u mag schrijven, met de variabele REGIEKIT_WERKMAP.")
    if not BROWSER and not any(map(_there, NOTEBOOKS)):
        found.append(Check("Notebooks", True, f"niet geïnstalleerd. Wilt u ze gebruiken? {again()}"))
    elif not BROWSER:
        found += _guarded("Rekenkern", _kernel, "Typ in een terminal: uv run python -m ipykernel install --sys-prefix")
        found += _guarded("Instellingen", _settings, again())
    return found


def _guarded(name: str, look: Callable[[], str], remedy: str) -> Iterator[Check]:
    """``look`` answers in Dutch when all is well and raises when not; any exception is the finding itself."""
    try:
        yield Check(name, True, look())
    except Exception as error:
        yield Check(name, False, str(error) or type(error).__name__, remedy)


def _numbers(version: str) -> tuple[int, ...]:
    """The release numbers of a version, without trailing zeros: "3.11.0rc1" gives (3, 11)."""
    numbers = [int(number) for number in re.sub(r"[^\d.].*", "", version).split(".") if number]
    while numbers and numbers[-1] == 0:
        numbers.pop()
    return tuple(numbers)


def _requirements() -> Iterator[tuple[str, str]]:
    """Name and lowest version of each package that regiekit's own metadata asks for: all, or those of the library where no notebook can run."""
    found = {}
    for line in metadata.requires("regiekit") or []:
        if match := re.match(r"([\w.-]+)\s*>=\s*([\w.]+)", line):
            found.setdefault(match[1], (match[2], "extra ==" in line))
    library = not BROWSER and not any(map(_there, NOTEBOOKS))
    yield from ((name, lowest) for name, (lowest, extra) in found.items() if not (extra and library))


def _there(name: str) -> bool:
    try:
        return bool(metadata.version(name))
    except metadata.PackageNotFoundError:
        return False


def _python() -> Iterator[Check]:
    version = ".".join(map(str, sys.version_info[:3]))
    try:
        lowest = re.sub(r".*>=\s*([\d.]+).*", r"\1", metadata.metadata("regiekit")["Requires-Python"])
    except metadata.PackageNotFoundError:
        yield Check("regiekit", False, "is niet geïnstalleerd", again())
        return
    if _numbers(version) >= _numbers(lowest):
        yield Check("Python", True, f"versie {version}")
    else:
        yield Check("Python", False, f"versie {version} is te oud; nodig is {lowest} of nieuwer", again())


def _packages() -> Iterator[Check]:
    try:
        wanted = list(_requirements())
    except metadata.PackageNotFoundError:
        return
    for name, lowest in wanted:
        if BROWSER and name in ONLY_OUTSIDE_BROWSER:
            continue
        try:
            version = metadata.version(name)
        except metadata.PackageNotFoundError:
            if BROWSER:
                yield Check(name, True, "zit niet in deze uitgave; een proef die het nodig heeft, zegt dat")
                continue
            yield Check(name, False, f"ontbreekt; nodig is {lowest} of nieuwer", again())
            continue
        if _numbers(version) >= _numbers(lowest):
            yield Check(name, True, f"versie {version}")
        else:
            yield Check(name, False, f"versie {version} is te oud; nodig is {lowest} of nieuwer", again())


def _cases() -> str:
    from regiekit import cases

    keys = list(cases.shipped())
    if not keys:
        raise FileNotFoundError("er is geen casus gevonden")
    for key in keys:
        cases.load_shipped(key)
    return f"{len(keys)} gevonden en gelezen"


def _work_folder() -> str:
    from regiekit.cases.workspace import folder as work_folder

    folder = work_folder()
    nearest = next(place for place in (folder, *folder.parents) if place.exists())
    try:
        with tempfile.NamedTemporaryFile(dir=nearest) as file:  # with a name: the files of a browser cannot do without
            file.write(b"regiekit")
    except OSError as error:
        raise OSError(f"in {nearest} kan niets worden bewaard ({error.strerror})") from error
    return f"er kan worden bewaard in {folder}"


def _kernel() -> str:
    from jupyter_client.kernelspec import KernelSpecManager

    if "python3" not in KernelSpecManager().find_kernel_specs():
        raise FileNotFoundError("Jupyter vindt geen kern met de naam python3")
    return "Jupyter vindt de kern python3"


def _settings() -> str:
    shipped = ("share/jupyter/lab/settings/overrides.d/regiekit.json", "etc/jupyter/voila.json")
    if missing := [name for name in shipped if not (Path(sys.prefix) / name).exists()]:
        raise FileNotFoundError(f"ontbreekt: {', '.join(missing)}")
    return "JupyterLab en Voila kennen de instellingen van regiekit"


# ---- JupyterLab as root --------------------------------------------------------------------------
# In a container one is often root, and JupyterLab then refuses to start without --allow-root. What that refusal
# guards against is a server that others can reach and that runs their code as root. So it is lifted only when the
# user already is root and the server answers this machine alone; the token stays. A server that root opens to the
# network (--ip=0.0.0.0) still wants the flag. The trade-off: this holds for every Jupyter server started from the
# environment in which regiekit is installed. Who does not want it: jupyter server extension disable
# regiekit.installation. (jupyter_server_config.d cannot set allow_root: it only enables extensions, as it does here.)

THIS_MACHINE = {"localhost", "127.0.0.1", "::1"}


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": "regiekit.installation"}]


def _load_jupyter_server_extension(server: Any) -> None:
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    if root and server.ip in THIS_MACHINE and not server.sock:
        server.allow_root = True
