"""Real JupyterLab and real Voila, as the shipped settings make them, in a real browser.

What needs no server is drawn on a blank page (``draw``, see tests/plain.py). Every test that uses ``page`` (a fresh profile) or ``desk`` (JupyterLab, opened once) fails when the page logs an
error, asks anything of another host, or looks for news, and leaves a screenshot in artefacten/. Without a browser the tests
are skipped with the reason; with CI=true they fail. REGIEKIT_SLOW=4 makes the browser four times slower, to find tests that
count on speed.
"""

import os
import re
import shutil
import socket
import subprocess
import sys
import threading
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import nbformat
import pytest
import urllib3
from ipywidgets import Widget
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from playwright.sync_api import Error

from tests.browser.reader import PATIENCE, TOKEN, Server, close_all, end_kernels
from tests.plain import drawing
from tools.browser import ELSEWHERE
from tools.notebooks import CODE_METADATA, FOLDER, KERNELSPEC, LANGUAGE, START

REPOSITORY = Path(__file__).resolve().parents[2]
PICTURES = REPOSITORY / "artefacten"
SIZE = {"width": 1280, "height": 900}
# JupyterLab's debugger logs so when a kernel ends, or a notebook is closed, while its own first question is under way.
# A message that is under way when its notebook closes is "Disposed"; so is its question for a channel for widgets. A notebook that a link
# led to and that is closed soon after still has a call of JupyterLab's own under way.
CANCELLED = ("Could not restore the debugger state: Canceled", "error in the page: Disposed", "Canceled future for create_subshell_request",
             "null (reading 'promise')")  # fmt: skip
RUNNING = " is running at:"
ADDRESS = re.compile(r"http://localhost:\d+")
LISTENS = urllib3.Retry(connect=100, backoff_factor=0.05, backoff_max=0.5)  # Jupyter Server says where it runs before it listens there
NEWS = ("/lab/api/news", "/lab/api/update")


# ---- two small notebooks of the tests' own, beside the real ones ----------------------------------

WIDGET = '''
import anywidget
import traitlets
from IPython.display import display


class Slider(anywidget.AnyWidget):
    _esm = """
    function render({ model, el }) {
      el.innerHTML = `<label>Eilanden <input type="range" min="0" max="10"></label> <output></output>
        <svg width="44" height="44" role="img" aria-label="Cirkel"><circle r="40" fill="#00528a"/></svg>`;
      const input = el.querySelector("input");
      const show = () => { el.querySelector("output").textContent = `er zijn er ${model.get("doubled") / 2}`; };
      input.value = model.get("value");
      input.addEventListener("input", () => { model.set("value", Number(input.value)); model.save_changes(); });
      el.addEventListener("keydown", (event) => event.stopPropagation());
      model.on("change:doubled", show);
      show();
    }
    export default { render };
    """
    value = traitlets.Int(3).tag(sync=True)
    doubled = traitlets.Int(6).tag(sync=True)

    @traitlets.observe("value")
    def _double(self, change):
        self.doubled = 2 * change.new

    def _repr_mimebundle_(self, **arguments):
        data, metadata = super()._repr_mimebundle_(**arguments)
        return data | {"text/plain": ""}, metadata


def show():
    picture = '<figure><svg width="9" height="9" role="img" aria-label="Vierkant"><path d="M0 0h9v9z"/></svg></figure>'
    display({"text/plain": "Er zijn 3 eilanden.", "text/html": picture}, raw=True)
    display(Slider())
'''


def _small(title: str, other: str) -> nbformat.NotebookNode:
    cells = [
        new_markdown_cell(f"# {title}\n\n[Naar de ander]({other}) en [naar het einde]({other}#Het-einde)"),
        new_markdown_cell(f"![Een groen vlak](images/vlak.svg)\n\n{'Tekst. ' * 300}"),
        new_code_cell(WIDGET),
        new_code_cell("show()"),
        new_markdown_cell(f"{'Tekst. ' * 2000}\n\n## Het einde\n\n{'Tekst. ' * 900}"),
        new_code_cell("show()"),
        new_markdown_cell('<p class="regiekit-start">Druk op <b>Start dit notebook</b>.</p>'),
    ]
    for cell in cells:
        cell.metadata.update(CODE_METADATA if cell.cell_type == "code" else {})
    return new_notebook(cells=cells, metadata={"kernelspec": KERNELSPEC, "language_info": LANGUAGE, "regiekit": START, "title": title})


def _collection(folder: Path) -> Path:
    """A copy of notebooks/ with the two small ones in it."""
    leave = shutil.ignore_patterns("mijn_werk", ".ipynb_checkpoints")
    shutil.copytree(FOLDER, folder, ignore=leave)
    (folder / "images").mkdir(exist_ok=True)
    green = '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="40"><path d="M0 0h60v40H0z" fill="#080"/></svg>'
    (folder / "images" / "vlak.svg").write_text(green, encoding="utf-8")
    nbformat.write(_small("Kleine proef", "99_kleine_ander.ipynb"), folder / "98_kleine_proef.ipynb")
    nbformat.write(_small("Kleine ander", "98_kleine_proef.ipynb"), folder / "99_kleine_ander.ipynb")
    return folder


# ---- the servers ----------------------------------------------------------------------------------


def _serve(module: str, options: list[str], home: Path):
    """Start ``python -m module`` on a free port, a reader of nothing but the shipped settings; stop it afterwards."""

    def listen() -> None:
        running = False
        with log.open("w", encoding="utf-8") as file:
            for line in process.stdout:
                print(line, end="", file=file, flush=True)
                running = running or RUNNING in line
                if running and not address and (found := ADDRESS.search(line)):
                    urllib3.request("HEAD", found.group(), retries=LISTENS)
                    address.append(found.group())
                    said.set()
        said.set()  # it has ended

    address: list[str] = []  # as it says itself: it takes another port where this one was taken meanwhile
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    folder, log = _collection(home / "notebooks"), home / "log.txt"
    own = ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR", "REGIEKIT_WERKMAP",
           "JUPYTERLAB_SETTINGS_DIR", "JUPYTERLAB_WORKSPACES_DIR")  # fmt: skip
    environment = {**os.environ, **{name: str(home / name.lower()) for name in own}}
    command = [sys.executable, "-m", module, str(folder), f"--port={port}", "--no-browser", *options]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", errors="replace", env=environment, cwd=home
    )
    said = threading.Event()
    threading.Thread(target=listen, daemon=True).start()
    try:
        said.wait(PATIENCE / 1000)
        assert address, log.read_text(encoding="utf-8")
        yield Server(address[0], folder, log, home / "regiekit_werkmap")
    finally:
        process.terminate()
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()


@pytest.fixture(scope="session")
def lab(browser, tmp_path_factory):
    """JupyterLab on a copy of the notebooks. expose_app lets a test ask which cells have run; no user has it."""
    options = [f"--IdentityProvider.token={TOKEN}", "--LabApp.expose_app_in_browser=True"]
    yield from _serve("jupyterlab", options, tmp_path_factory.mktemp("lab"))


@pytest.fixture(scope="session")
def voila(browser, tmp_path_factory):
    """Voila on a copy of the notebooks."""
    yield from _serve("voila", [], tmp_path_factory.mktemp("voila"))


# ---- the browser ----------------------------------------------------------------------------------


@contextmanager
def watched(browser, remarks: list[str]):
    """A page in a fresh profile; what it does wrong is added to ``remarks``."""
    context = browser.new_context(viewport=SIZE, locale="nl-NL")
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    if rate := float(os.environ.get("REGIEKIT_SLOW", "0")):
        context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": rate})

    def asked(url: str) -> None:
        address = urlsplit(url)
        if address.scheme in ("http", "https", "ws", "wss") and address.hostname not in ("localhost", "127.0.0.1", ELSEWHERE):
            remarks.append(f"request to another host: {url}")
        if address.path.startswith(NEWS):
            remarks.append(f"JupyterLab looks for news or updates: {url}")

    page.on("request", lambda asking: asked(asking.url))
    page.on("websocket", lambda socket: asked(socket.url))
    page.on("pageerror", lambda error: remarks.append(f"error in the page: {error}"))
    page.on("console", lambda said: remarks.append(f"console: {said.text}") if said.type == "error" else None)
    yield page
    context.close()


def _keep_picture(page, request) -> None:
    PICTURES.mkdir(exist_ok=True)
    name = re.sub(r"[^\w-]+", "_", request.node.name)
    try:
        page.screenshot(path=PICTURES / f"{name}.png")
    except Error as error:
        print(f"no screenshot: {error}")


@pytest.fixture(autouse=True)
def nothing_kept(request):
    """Every test starts as a new learner: no work of an earlier test."""
    for name in {"lab", "voila"} & set(request.fixturenames):
        shutil.rmtree(request.getfixturevalue(name).work, ignore_errors=True)


@pytest.fixture
def page(browser, remarks, request):
    """A page in a fresh profile; after the test ``remarks`` must be empty."""
    with watched(browser, remarks) as page:
        yield page
        _keep_picture(page, request)
    assert not remarks


@pytest.fixture
def draw(page, tmp_path, monkeypatch):
    """Draw panels on the blank page, of a learner with a folder of its own."""
    monkeypatch.setenv("REGIEKIT_WERKMAP", str(tmp_path / "werk"))
    yield drawing(page)
    Widget.close_all()


@pytest.fixture
def remarks(request) -> list[str]:
    """What the page of this test noticed: errors, requests to another host. A test may clear what it expects."""
    if "desk" not in request.fixturenames:
        return []
    noticed = request.getfixturevalue("_opened_desk")[1]
    noticed.clear()
    return noticed


@pytest.fixture(scope="session")
def _opened_desk(browser, lab):
    noticed = []
    with watched(browser, noticed) as page:
        page.goto(f"{lab.url}/lab?token={TOKEN}&reset")
        page.wait_for_selector(".jp-Launcher")
        page.wait_for_selector("#jupyterlab-splash", state="detached")
        assert not noticed
        yield page, noticed


@pytest.fixture
def desk(_opened_desk, lab, remarks, request):
    """JupyterLab with no notebook and no kernel of an earlier test; opening it anew would take most of the time of a test."""
    page = _opened_desk[0]
    page.set_viewport_size(SIZE)
    yield page
    _keep_picture(page, request)
    page.unroute_all()
    close_all(page)
    noticed = [remark for remark in remarks if not any(known in remark for known in CANCELLED)]
    end_kernels(lab)
    assert not noticed
