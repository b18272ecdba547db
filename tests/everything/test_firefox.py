"""The site in Firefox. Playwright drives only a Firefox of its own; puppeteer-core drives the one that is installed."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import without
from tools.site.serve import serving

SCRIPT = Path(__file__).with_name("firefox.mjs")
PUPPETEER = "puppeteer-core@24"


@pytest.fixture
def script(tmp_path):
    """The visit, beside what drives the browser."""
    if not shutil.which("npm"):
        without("npm is not installed", True)
    done = subprocess.run(["npm", "install", "--silent", PUPPETEER], cwd=tmp_path, capture_output=True, text=True, check=False)
    if done.returncode:
        without(f"{PUPPETEER}: {done.stdout}{done.stderr}", True)
    return shutil.copy(SCRIPT, tmp_path)


def test_from_the_start_page_to_the_second_notebook_and_work_is_kept(script, site):
    program = shutil.which("firefox-esr") or shutil.which("firefox") or without("no Firefox found", True)
    with serving(site) as server:
        done = subprocess.run(["node", script, server.url, program], capture_output=True, text=True, encoding="utf-8", check=False)
    assert (done.returncode, "error" in done.stdout) == (0, False), done.stdout + done.stderr
    assert [line.partition(":")[0] for line in done.stdout.splitlines()] == [
        "start", "00_begin", "01_wat_is_regie", "answered", "01_wat_is_regie", "kept", "02_proces_en_inhoud",
    ]  # fmt: skip
