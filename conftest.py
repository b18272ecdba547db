"""The three tiers of the tests, the profile of hypothesis, nbval set so that it compares words strictly, and the browser of all tests that need one.

* fast: no browser, no notebook, no site (`uv run pytest -m fast`);
* whole: fast and the rest that one change can break (`uv run pytest`);
* everything: whole and what takes long, before a release (`.ci/everything`).
"""

import os
import sys
from tempfile import gettempdir
from uuid import uuid4

import pytest
from hypothesis import settings
from jupyter_client.manager import KernelManager
from nbval.plugin import IPyNbCell, IPyNbFile

from tools.browser import NONE, launch, program

# The folder or file that a test stands in says its tier, and when it runs: what takes long goes first, so that the short ones fill up the end.
# All others are fast, but for those that use a browser. A test may name a tier itself.
TIERS = {
    "tests/site/test_site.py": "whole",
    "tests/everything": "everything",
    "tests/site": "whole",
    "tests/browser": "whole",
    "tests/room": "whole",
    "notebooks": "whole",
    "tests/test_collection.py": "whole",
    "tests/notebooks": "whole",
    "tests/proeven/test_stranger.py": "whole",
    "tests/proeven/test_equal.py": "whole",
    "tests/widgets/test_rerun.py": "whole",
}

# A kernel's ports are chosen before it starts, and another process may take one meanwhile (jupyter_client, issue 276): here files instead of ports.
if sys.platform != "win32":
    _made = KernelManager.__init__

    def _without_ports(self, *args, **more):
        _made(self, *args, **{"transport": "ipc", "ip": f"{gettempdir()}/kernel-{uuid4()}", **more})

    KernelManager.__init__ = _without_ports

# A change is judged by what it changes: with CI=true the same examples every time. How long one may take is for `benchmarks` to say.
settings.register_profile("regiekit", derandomize=os.environ.get("CI") == "true", deadline=None)
settings.load_profile("regiekit")

# A cell shows its words (text/plain) beside a picture (HTML, widget). Only the words are committed and compared.
PICTURES = ("text/html", "text/markdown", "image/svg+xml", "application/javascript")


def _turn(item: pytest.Item) -> int:
    """Which of TIERS the test stands in; one past the last for none."""
    place = item.path.relative_to(item.config.rootpath)
    return next((turn for turn, start in enumerate(TIERS) if place.is_relative_to(start)), len(TIERS))


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    items.sort(key=_turn)
    for item in items:
        if not any(mark.name in {"fast", *TIERS.values()} for mark in item.iter_markers()):
            other = "whole" if "playwright" in getattr(item, "fixturenames", ()) else "fast"
            item.add_marker([*TIERS.values(), other][_turn(item)])


def pytest_collectstart(collector):
    if isinstance(collector, IPyNbFile):
        collector.skip_compare += PICTURES


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item):
    # Before the first cell, because nbval then starts the kernel, which inherits this environment. One folder
    # for each notebook: what one notebook saves may not change what the next one says.
    if isinstance(item, IPyNbCell):
        folder = item.config._tmp_path_factory.getbasetemp() / f"werkmap_{item.path.stem}"
        folder.mkdir(exist_ok=True)
        os.environ["REGIEKIT_WERKMAP"] = str(folder)


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(item):
    if isinstance(item, IPyNbCell):
        os.environ.pop("REGIEKIT_WERKMAP", None)


@pytest.fixture(scope="session")
def playwright():
    """The driver of browsers: one for the whole run, since a process can't have two. Without a browser on the machine the test is skipped; with CI=true it fails."""
    if program() is None:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(NONE)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(playwright):
    """One browser for all tests."""
    browser = launch(playwright)
    yield browser
    browser.close()
