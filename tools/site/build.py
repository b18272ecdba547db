"""From the repository and a Pyodide to a folder that any web server can hand out.

JupyterLite is built anew every time, from an empty folder: what an earlier build left behind has led to pages that ask another site.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import sys
import tempfile
from collections.abc import Iterable
from fnmatch import fnmatch
from importlib import metadata
from pathlib import Path

from tools import notebooks
from tools.site import licences, packages, reading, start
from tools.site.packages import HERE, REPOSITORY, SiteError

APP = "notebooks"  # of JupyterLite's applications the one that shows a single notebook, and nothing else
NOTEBOOK = APP + "/index.html?path={}"  # the address of a notebook, from the root of the site
MEGABYTES = 14  # what a first visit loads before its first network, as servers send it; see benchmarks/site.py
PYTHON = "python"  # not static/pyodide: JupyterLite would take that for its own
EXTENSIONS = ("@jupyter-widgets/jupyterlab-manager", "@jupyterlite/pyodide-kernel-extension", "anywidget")
# Parts of JupyterLab that this collection has no use for: they would only be fetched.
WITHOUT = ["@jupyter-notebook/console-extension", "@jupyter-notebook/help-extension", "@jupyterlab/audio-extension", "@jupyterlab/cell-toolbar-extension",
           "@jupyterlab/celltags-extension", "@jupyterlab/console-extension", "@jupyterlab/documentsearch-extension", "@jupyterlab/fileeditor-extension",
           "@jupyterlab/help-extension", "@jupyterlab/javascript-extension", "@jupyterlab/json-extension", "@jupyterlab/logconsole-extension",
           "@jupyterlab/lsp-extension", "@jupyterlab/mermaid-extension", "@jupyterlab/metadataform-extension", "@jupyterlab/toc-extension",
           "@jupyterlab/tooltip-extension", "@jupyterlab/vega5-extension", "@jupyterlab/video-extension",
           # and what needs those
           "@jupyterlab/notebook-extension:search", "@jupyterlab/notebook-extension:toc", "@jupyterlab/notebook-extension:language-server",
           "@jupyterlab/notebook-extension:update-raw-mimetype", "@jupyterlite/application-extension:lsp-connection-manager"]  # fmt: skip
SETTINGS = REPOSITORY / "jupyter-config"
LANGUAGE = "nl_NL"
KEPT = (
    "mijn_werk",
    "mijn_werk/eerder",
    "Untitled Folder",
    "mijn_werk/Untitled Folder",
    "mijn_werk/Untitled Folder1",
)  # folders that exist only in the visitor's browser: those of the cases and their versions, and what they are called while being made
#: What a first proef needs, one of every kind of file among it.
NEEDED = (f"{PYTHON}/*.mjs", f"{PYTHON}/*.wasm", f"{PYTHON}/python*.zip", f"{PYTHON}/*.py", f"{PYTHON}/pyodide-lock.json", f"build/{APP}/bundle.js",
          "extensions/@jupyterlite/pyodide-kernel-extension/static/comlink.worker.*.js", "files/00_begin.ipynb", "controle.mjs")  # fmt: skip
DROP = ("*.map", licences.JAVASCRIPT, "bootstrap.js", "jupyterlite.schema.v0.json", "rspack.config*.js", "package.json")


def build(pyodide: Path, out: Path, say=print) -> list[str]:
    """Build the site in `out`, which is emptied first. Returns the numeric packages that this Pyodide lacks.

    Raises SiteError, in English, with what to do.
    """
    try:
        import jupyterlite_core  # noqa: F401
    except ImportError:
        raise SiteError("JupyterLite is not installed: run this as `uv run --isolated --group site python -m tools.site …`") from None
    _empty(out)
    shared = Path(sys.prefix) / "share/jupyter/labextensions"
    kernel = shared / "@jupyterlite/pyodide-kernel-extension/static"
    with tempfile.TemporaryDirectory() as made:
        scratch = Path(made)
        say("Pyodide and the packages")
        distribution = packages.distribution(pyodide, scratch / "pyodide")
        python = scratch / PYTHON
        missing, terms = packages.write(distribution, kernel / "pypi", python)
        worker = next(kernel.glob("comlink.worker.*.js")).name
        version = _beginning(python, f"../extensions/@jupyterlite/pyodide-kernel-extension/static/{worker}")
        say("JupyterLite")
        _jupyterlite(scratch / "lite", out, shared)
        shutil.move(python, out / PYTHON)
    (out / licences.NAME).write_text(
        licences.text([*terms, *licences.javascript(out)], distribution.lock["info"].get("version", f"for Python {distribution.python}")),
        encoding="utf-8",
    )
    say("pages")
    _pages(out, version)
    reading.write(out)
    start.write(out, f"{metadata.version('regiekit')} ({_hash(out)[:6]})", live=NOTEBOOK, megabytes=MEGABYTES, files=needed(_names(out)))
    service_worker(out)
    return missing


def _empty(out: Path) -> None:
    """An empty folder; one with other things in it than a site is left alone."""
    if out.exists() and any(out.iterdir()) and not (out / "service-worker.js").exists():
        raise SiteError(f"{out} is not empty and not an earlier site: give another folder with --out")
    shutil.rmtree(out, ignore_errors=True)


def _hash(path: Path) -> str:
    """A name for the contents of a file, or of a folder."""
    found = hashlib.sha256()
    for one in sorted(path.rglob("*")) if path.is_dir() else [path]:
        if one.is_file():
            found.update(one.relative_to(path.parent).as_posix().encode() + one.read_bytes())
    return found.hexdigest()[:12]


def _fill(name: str, target: Path, **values: str) -> None:
    """Write a file of tools/site/lite with what stands between % signs filled in."""
    text = (HERE / "lite" / name).read_text(encoding="utf-8")
    for key, value in values.items():
        text = text.replace(f"%{key}%", value)
    target.write_text(text, encoding="utf-8")


def _beginning(python: Path, worker: str) -> str:
    """Beside Pyodide: what begins it. Returns the version of the whole."""
    for name in ("python.mjs", "python.py"):
        shutil.copy2(HERE / "lite" / name, python)
    version = _hash(python)
    _fill("kernel.mjs", python / "kernel.mjs", VERSION=f"?{version}", WORKER=worker)
    return version


def _jupyterlite(lite: Path, out: Path, shared: Path) -> None:
    """JupyterLite with our notebooks, extensions and settings."""
    files = lite / "files"
    shutil.copytree(notebooks.FOLDER, files, ignore=shutil.ignore_patterns(".ipynb_checkpoints", "mijn_werk"))
    for picture in files.glob("images/*.svg"):  # JupyterLite takes their letters for bytes
        picture.write_bytes(picture.read_text(encoding="utf-8").encode("ascii", "xmlcharrefreplace"))
    own = lite / "extensions" / "regiekit"
    shutil.copytree(SETTINGS / "labextension", own)
    _rename_entry(own)
    (lite / "overrides.json").write_text(
        json.dumps({**_json(SETTINGS / "lab/regiekit.json"), **_json(SETTINGS / "lite/regiekit.json")}), encoding="utf-8"
    )
    kernel = {"disablePyPIFallback": True,
              "loadPyodideOptions": {"packages": ["micropip", "piplite", "ipykernel", "comm", "pyodide-kernel", "jedi", "ipython"]}}  # fmt: skip
    page = {
        "appName": "regiekit",
        "exposeAppInBrowser": True,
        "disabledExtensions": WITHOUT,
        "litePluginSettings": {"@jupyterlite/pyodide-kernel-extension:kernel": kernel},
    }
    (lite / "jupyter-lite.json").write_text(json.dumps({"jupyter-lite-schema-version": 0, "jupyter-config-data": page}), encoding="utf-8")
    config = {"LiteBuildConfig": {
        "contents": [str(files)], "apps": [APP], "output_dir": str(out), "cache_dir": str(lite.parent / "cache"), "no_unused_shared_packages": True,
        "no_sourcemaps": True, "ignore_sys_prefix": ["federated_extensions"],
        "federated_extensions": [str(own), *(str(shared / name) for name in EXTENSIONS)]}}  # fmt: skip
    (lite / "jupyter_lite_config.json").write_text(json.dumps(config), encoding="utf-8")
    packages.run(sys.executable, "-m", "jupyterlite_core", "build", "--lite-dir", lite, cwd=lite)
    if not (out / f"api/translations/{LANGUAGE}.json").exists():
        raise SiteError("the Dutch menus are missing: jupyterlab-language-pack-nl-nl and jupyterlab-server must be installed")


def _json(path: Path) -> dict:
    return json.loads(path.read_text(encoding="utf-8"))


def _rename_entry(extension: Path) -> None:
    """Give the entry of our own extension a name by its contents, as the others have: a browser then never keeps an old one."""
    entry = extension / "static/remoteEntry.js"
    name = f"remoteEntry.{_hash(extension)}.js"
    entry.rename(entry.with_name(name))
    package = _json(extension / "package.json")
    package["jupyterlab"]["_build"]["load"] = f"static/{name}"
    (extension / "package.json").write_text(json.dumps(package), encoding="utf-8")


def _pages(out: Path, version: str) -> None:
    """The page of a notebook, in Dutch and with an early start; away with what no page needs."""
    for pattern in DROP:
        for path in out.rglob(pattern):
            path.unlink()
    shutil.rmtree(out / "doc")
    shutil.copytree(out / "files/images", out / APP / "images")  # the browser asks for them here before JupyterLab says where they are
    for folder in KEPT:  # JupyterLite asks the server what it has in them: nothing
        (out / "api/contents" / folder).mkdir(parents=True, exist_ok=True)
        (out / "api/contents" / folder / "all.json").write_text('{"content": [], "format": "json", "type": "directory"}', encoding="utf-8")
    page = out / APP / "index.html"
    found = re.search(r'<link id="jupyter-lite-main"[^>]*? href="([^"]+)"', page.read_text(encoding="utf-8"))
    if not found:
        raise SiteError("the page of JupyterLite is not as expected: look at _pages in tools/site/build.py")
    config = _json(out / "jupyter-lite.json")["jupyter-config-data"] | _json(out / APP / "jupyter-lite.json")["jupyter-config-data"]
    config |= {"baseUrl": "@ROOT@", "fullLabextensionsUrl": "@ROOT@extensions", "faviconUrl": f"@ROOT@{APP}/favicon.ico"}
    kernel = config["litePluginSettings"]["@jupyterlite/pyodide-kernel-extension:kernel"]
    kernel |= {"pyodideUrl": f"@ROOT@{PYTHON}/python.mjs?{version}", "pipliteUrls": []}
    shutil.copy2(HERE / "lite" / "controle.mjs", out)
    _fill(
        "page.js",
        page,
        PROBE=start.probe(needed(_names(out))),
        KERNEL=f"{PYTHON}/kernel.mjs?{_hash(out / PYTHON)}",
        APP=config["appVersion"],
        NOTEBOOKS=json.dumps([path.name for path in notebooks.notebooks()]),
        QUESTIONS=json.dumps(questions(), ensure_ascii=False).replace("<", "\\u003c"),
    )
    _fill(
        "notebook.html", page, SCRIPT=page.read_text(encoding="utf-8"), BUNDLE=found[1], CONFIG=json.dumps(config).replace("<", "\\u003c")
    )
    for name in (
        "jupyter-lite.json",
        "jupyter-lite.ipynb",
        f"{APP}/jupyter-lite.json",
        f"{APP}/jupyter-lite.ipynb",
        "config-utils.js",
        "overrides.json",
    ):
        (out / name).unlink()
    shutil.rmtree(out / "extensions/@jupyterlite/pyodide-kernel-extension/static/pypi")


def needed(names: Iterable[str]) -> list[str]:
    """Of the files of the site those that a first proef can't do without: Python's part, its worker, the page's program, a notebook."""
    return sorted(name for name in names if any(fnmatch(name, pattern) for pattern in NEEDED))


def _names(out: Path) -> list[str]:
    return [path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()]


def questions() -> dict[str, dict]:
    """Per proef the question of its prediction, as the panel asks it of De Waardborg, for a page that puts it before the kernel is there."""
    from regiekit.cases import load_shipped
    from regiekit.widgets.declaration import keys, proef_class
    from regiekit.widgets.stage import question

    found, case = {}, load_shipped("jeugdhulp")
    for key in keys():
        d = proef_class(key)
        field = d.guess(d.reads(case)) if not d.ready(d.reads(case)) else None
        if field and (block := field.block())["t"] in ("range", "choice"):
            context, asked = question(d.question)
            found[key] = {"title": d.title, "context": context, "question": asked, "field": block, "start": field.start}
    return found


def service_worker(out: Path) -> None:
    """The service worker, with every file of the site; the last step, for it knows the contents of all others."""
    target = out / "service-worker.js"
    target.unlink(missing_ok=True)
    files = {
        path.relative_to(out).as_posix(): _hash(path) for path in sorted(out.rglob("*")) if path.is_file() and path.name != licences.NAME
    }
    _fill("service-worker.js", target, FILES=json.dumps(files, separators=(",", ":")))
