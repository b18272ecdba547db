"""nbval, set so that the words of a cell are compared strictly, in a work folder of the test's own; and the browser of all tests that need one."""

import os

import pytest
from nbval.plugin import IPyNbCell, IPyNbFile

from tools.browser import NONE, launch, program

# A cell shows its words (text/plain) beside a picture (HTML, widget). Only the words are committed and compared.
PICTURES = ("text/html", "text/markdown", "image/svg+xml", "application/javascript")


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


def pytest_configure():
    """With CI=true hypothesis tries the same examples every time, as its newer versions do by themselves: a change is judged by what it changes."""
    if os.environ.get("CI") == "true":
        from hypothesis import settings

        settings.register_profile("always", derandomize=True, deadline=None)
        settings.load_profile("always")
