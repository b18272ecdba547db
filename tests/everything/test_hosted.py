"""The hosted room: the steps of the Containerfile one by one in an empty virtual environment, and a real JupyterHub with the room as its service."""

import json
import os
import re
import secrets
import shlex
import shutil
import signal
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from playwright.sync_api import expect

from regiekit.room.checks import Refused
from regiekit.room.client import ask, open_room
from regiekit.room.server import read_note
from regiekit.widgets import classroom
from regiekit.widgets.casebar import CaseBar
from tests.browser.reader import PATIENCE, has_kernel, start
from tests.browser.test_class import lesson as class_lesson
from tests.browser.test_class import phones  # noqa: F401
from tests.conftest import CACHE, fetched, without
from tests.room.serving import RANGE, Served
from tools.notebooks import FOLDER as NOTEBOOKS

NOT_HERE = (302, 403, 404, 405)  # 302: to the way in of the hub
ROOT = Path(__file__).resolve().parents[2]


class Apart:
    """A room behind a port and a path, for phones of these tests."""

    def __init__(self, port):
        self.port = port

    def ask(self, method, path, **more):
        return Served.ask(self, method, path, port=self.port, **more)


def join(apart, base, lecturer, token, forwarded=None):
    headers = {"X-Lid": token} | ({"X-Forwarded-For": forwarded} if forwarded else {})
    assert apart.ask("POST", f"{base}{lecturer.code}/binnen", body={}, headers=headers)[0] == 200
    return headers


def lesson(apart, base, lecturer):
    """A question reaches a phone that waits for it, and its answer the lecturer."""
    headers = join(apart, base, lecturer, "a" * 32, "192.0.2.7")
    with ThreadPoolExecutor() as pool:
        held = pool.submit(apart.ask, "GET", f"{base}{lecturer.code}/nu?na=0&wacht=20", headers=headers)
        lecturer.put("Regie", "Hoeveel?", RANGE)
        assert held.result()[1]["titel"] == "Regie"
    assert apart.ask("POST", f"{base}{lecturer.code}/antwoord", body={"ronde": 1, "waarde": 40}, headers=headers)[0] == 200
    assert lecturer.now()["antwoorden"] == 1
    for path in ("/docent/hier", f"{base}../docent/hier", f"/docent/{lecturer.code}/wat"):
        assert apart.ask("GET", path, headers={"Authorization": f"Bearer {lecturer.key}"})[0] in NOT_HERE


def line_with(process, text, log=None):
    """Read what the process says up to the line with this text."""
    for line in process.stdout:
        if log is not None:
            log.append(line)
        if text in line:
            return line
    raise AssertionError("".join(log or ["it ended"]))


def test_the_steps_of_the_containerfile_make_a_room(tmp_path, monkeypatch):
    subprocess.run([sys.executable, "-m", "venv", tmp_path / "env"], check=True)
    path = f"{tmp_path / 'env' / 'bin'}{os.pathsep}{os.environ['PATH']}"
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV", "REGIEKIT"))} | {
        "PATH": path
    }
    within = lambda text: text.replace("/src", str(tmp_path / "src")).replace("/zalen", str(tmp_path / "zalen"))  # noqa: E731
    (tmp_path / "src").mkdir()
    entry = None
    for line in (ROOT / "Containerfile").read_text(encoding="utf-8").splitlines():
        word, _, rest = line.partition(" ")
        if word == "COPY":
            *sources, target = shlex.split(within(rest))
            for source in sources:
                whole = (ROOT / source).is_dir()
                (shutil.copytree if whole else shutil.copy)(ROOT / source, target)
        elif word == "RUN":
            subprocess.run(["sh", "-ec", within(rest)], cwd=tmp_path, env=clean, check=True, capture_output=True)
        elif word == "ENTRYPOINT":
            entry = [re.sub(r"852\d", "0", within(one)) for one in json.loads(rest)]
        else:
            assert word in ("#", "FROM", "USER", "EXPOSE")
    installed = subprocess.run(["pip", "list", "--format=freeze"], env=clean, check=True, capture_output=True, text=True).stdout
    assert {line.partition("==")[0] for line in installed.splitlines()} - {"pip", "setuptools"} == {"regiekit", "segno", "tornado"}
    entry[0] = str(tmp_path / "env" / "bin" / entry[0])
    command = [*entry, "--openbaar", "https://klas.example.nl"]
    with subprocess.Popen(
        command, cwd=tmp_path, env=clean | {"REGIEKIT_KLAS_SLEUTEL": "x" * 40}, stdout=subprocess.PIPE, text=True
    ) as running:
        try:
            assert "https://klas.example.nl/klas/" in line_with(running, "De klas staat open")
            note = read_note(tmp_path / "zalen" / "klas")
            hosted = f"http://127.0.0.1:{note['docent']}/docent/"
            with pytest.raises(Refused):
                open_room(folder=tmp_path, hosted=hosted, key="another")
            lecturer = open_room(folder=tmp_path, hosted=hosted, key="x" * 40)
            assert lecturer.address == f"https://klas.example.nl/klas/{lecturer.code}"
            lesson(Apart(note["klas"]), "/klas/", lecturer)
            lecturer.close()
        finally:
            running.terminate()
    assert running.returncode == 0
    assert [one.name for one in (tmp_path / "zalen" / "klas").iterdir()] == ["zaal.json"]


HUB = """
c.JupyterHub.bind_url = "http://127.0.0.1:{hub}"
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:{api}"
c.JupyterHub.hub_port = {inner}
c.ConfigurableHTTPProxy.command = ["{proxy}"]
c.JupyterHub.authenticator_class = "dummy"
c.Authenticator.allow_all = True
c.JupyterHub.spawner_class = "simple"
c.SimpleLocalProcessSpawner.home_dir_template = "{home}"
c.Spawner.cmd = ["{python}", "-m", "jupyterhub.singleuser"]
c.Spawner.args = ["--allow-root", "--LabApp.expose_app_in_browser=True"]
c.Spawner.notebook_dir = "{notebooks}"
c.Spawner.default_url = "/lab/tree/03_perspectieven.ipynb"
c.Spawner.environment = {{"REGIEKIT_KLAS": "http://127.0.0.1:{desk}/docent/", "REGIEKIT_KLAS_SLEUTEL": "{key}"}}
c.JupyterHub.services = [{{
    "name": "klas",
    "url": "http://127.0.0.1:{room}",
    "command": ["{python}", "-m", "regiekit", "klas", "--map", "{folder}", "--docent-poort", "{desk}", "--openbaar", "http://localhost:{hub}"],
    "environment": {{"REGIEKIT_KLAS_SLEUTEL": "{key}"}},
}}]
"""


@pytest.fixture
def hub(tmp_path, browser):
    """A JupyterHub with its proxy and the room as a service; its port and the folder of the room."""
    uv = os.environ.get("UV") or shutil.which("uv") or "uv"
    program = CACHE / "hub-5"
    if reason := fetched(
        [uv, "pip", "install", "--quiet", "--no-config", "--python", sys.executable, "--target", program.name, "jupyterhub>=5,<6"], program
    ):
        without(reason, False)
    proxy = CACHE / "hub-proxy-5"
    if reason := fetched(["npm", "install", "--silent", "--prefix", proxy.name, "configurable-http-proxy@5"], proxy):
        without(reason, False)
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(5)]
    ports = dict(zip(("hub", "api", "inner", "room", "desk"), (one.getsockname()[1] for one in sockets), strict=True))
    for one in sockets:
        one.close()
    home = tmp_path / "thuis"
    config = HUB.format(
        **ports, proxy=proxy / "node_modules/.bin/configurable-http-proxy", python=sys.executable, folder=tmp_path / "zalen", home=home,
        notebooks=shutil.copytree(NOTEBOOKS, home / "notebooks", ignore=shutil.ignore_patterns("mijn_werk")), key=secrets.token_hex(20),
    )  # fmt: skip
    (tmp_path / "hub.py").write_text(config, encoding="utf-8")
    environment = os.environ | {"PYTHONPATH": f"{program}{os.pathsep}{ROOT}"}
    command = [sys.executable, "-m", "jupyterhub", "-f", str(tmp_path / "hub.py")]
    log = []
    with subprocess.Popen(
        command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True
    ) as running:
        try:
            wanted = {"JupyterHub is now running", "De klas staat open"}
            while wanted:
                line = line_with(running, "", log)
                wanted -= {one for one in wanted if one in line}
            yield ports["hub"], tmp_path / "zalen", log
        finally:
            os.killpg(running.pid, signal.SIGTERM)


def test_behind_a_real_jupyterhub_students_come_in_without_an_account(hub, tmp_path, browser, monkeypatch):
    port, folder, _ = hub
    note = read_note(folder)
    # what a kernel of the hub has: the lecturer presses twice on the case bar
    for name, value in {
        classroom.HOST: f"http://127.0.0.1:{note['docent']}/docent/",
        classroom.KEY: note["sleutel"],
        "JUPYTERHUB_USER": "docent",
        "JUPYTER_RUNTIME_DIR": str(tmp_path / "loopt"),
        "REGIEKIT_WERKMAP": str(tmp_path / "werk"),
    }.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(classroom, "state", classroom.State())
    bar = CaseBar()
    bar.clicked("_class")
    assert [rung.works for rung in classroom.state.rungs] == [True, True, False, True]
    bar.clicked("_klas_start")
    lecturer = classroom.state.lecturer
    base = "/services/klas/"
    assert lecturer.address == f"http://localhost:{port}{base}{lecturer.code}"
    lesson(Apart(port), base, lecturer)
    assert ask(f"http://127.0.0.1:{note['docent']}/docent/", "hier", note["sleutel"])["zalen"] == 1
    page = browser.new_page()
    page.goto(lecturer.address)
    expect(page.get_by_role("heading", name="Regie")).to_be_visible()
    page.get_by_label("Uw schatting", exact=True).fill("60")
    page.get_by_role("button").click()
    expect(page.get_by_role("status")).to_have_text(re.compile("Verstuurd: 60 %"))
    assert lecturer.now()["antwoorden"] == 2
    assert page.context.cookies() == []
    page.close()
    # whatever a phone says of its address, the proxy adds the real one: both came from the same
    assert lecturer.now()["leden"] == 2
    for place in range(3):
        said = Apart(port).ask(
            "POST", f"{base}{lecturer.code}/binnen", body={}, headers={"X-Lid": f"{place}" * 32, "X-Forwarded-For": f"198.51.100.{place}"}
        )
        assert said[0] == (200 if place == 0 else 429)
    lecturer.close()


def test_a_notebook_under_the_hub_puts_its_question_on_phones(hub, browser, phones):  # noqa: F811
    port, folder, _ = hub
    page = browser.new_page(locale="nl-NL")
    page.goto(f"http://localhost:{port}/hub/login?next=%2Fhub%2F")
    page.locator("#username_input").fill("docent")
    page.locator("#password_input").fill("geheim")
    page.locator("#login_submit").click()
    page.wait_for_selector(".jp-Notebook .jp-RenderedMarkdown h1", timeout=PATIENCE)
    assert "/user/docent/" in page.url
    has_kernel(page)
    start(page)
    class_lesson(page, page.locator(".rk-stage").first, lambda code: f"http://localhost:{port}/services/klas/{code}", phones, 1)
    assert len([*folder.glob("zaal-*.jsonl")]) == 1
    page.close()
