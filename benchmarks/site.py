"""The site in a real Chromium: its first network beside `1+1` in a bare kernel, what is sent, a second visit, a slider.

The bare kernel is the same build with everything of ours left out: no early start, no service worker, no package but the kernel's
own, a notebook of one cell. Pages take turns in one run, each first visit in a profile of its own.

REGIEKIT_SITE names a built site, REGIEKIT_PYODIDE a Pyodide to build one from.
"""

import json
import os
import shutil
import tempfile
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tools.browser import FLAGS, NONE, program
from tools.site.serve import serving

from .table import Row, number, percentile, skipped

ROUNDS = 3
KERNEL = (
    "IPython",
    "pyodide_kernel",
    "ipykernel",
    "piplite",
    "comm",
    "traitlets",
    "pygments",
    "matplotlib_inline",
    "typing_extensions",
    "later.json",
)
NOTEBOOK = "04_structuur.ipynb"
PAGE = f"/notebooks/index.html?path={NOTEBOOK}"
MOST_MEGABYTES, MOST_MS, MOST_RATIO = 16.0, 60.0, 1.3
PRESSES = 15
PATIENCE = 180_000
RUN = """() => { const timer = setInterval(() => {
  if (!window.jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel) return;
  clearInterval(timer);
  jupyterapp.commands.execute("notebook:run-all-cells");
}, 20); }"""
WATCH = """(place) => {
  const bench = window.bench = { pressed: 0, painted: 0, last: place.rkText };
  document.addEventListener("keydown", (event) => { bench.pressed = event.timeStamp; bench.painted = 0; }, true);
  new MutationObserver(() => {
    if (place.rkText === bench.last) return;
    bench.last = place.rkText;
    requestAnimationFrame(() => requestAnimationFrame(() => { bench.painted ||= performance.now(); }));
  }).observe(place, { childList: true, subtree: true, attributes: true, characterData: true });
}"""


def rows() -> Iterator[Row]:
    what = "site"
    if not program():
        yield skipped(what, NONE)
        return
    with tempfile.TemporaryDirectory() as scratch:
        site = Path(os.environ.get("REGIEKIT_SITE") or Path(scratch, "site"))
        if not site.exists():
            if not os.environ.get("REGIEKIT_PYODIDE"):
                yield skipped(what, "set REGIEKIT_SITE to a built site, or REGIEKIT_PYODIDE to a Pyodide")
                return
            from tools.site.build import build

            build(Path(os.environ["REGIEKIT_PYODIDE"]), site, say=lambda _: None)
        bare_site = bare(site, Path(scratch, "bare"))
        yield from measured(site, bare_site, Path(scratch))


def bare(site: Path, folder: Path) -> Path:
    """The same site with nothing of ours in it."""
    shutil.copytree(site, folder)
    cell = {"cell_type": "code", "id": "een", "source": "1+1", "metadata": {}, "outputs": [], "execution_count": None}
    notebook = {"cells": [cell], "metadata": {"language_info": {"name": "python"}}, "nbformat": 4, "nbformat_minor": 5}
    (folder / "files" / NOTEBOOK).write_text(json.dumps(notebook), encoding="utf-8")
    page = folder / "notebooks/index.html"
    page.write_text(page.read_text(encoding="utf-8").replace("begin().catch(", "(async () => {})().catch("), encoding="utf-8")
    service = folder / "service-worker.js"
    service.write_text("self.addEventListener('install', () => self.skipWaiting());", encoding="utf-8")
    start = folder / "python/python.py"
    start.write_text("import pyodide_kernel", encoding="utf-8")
    files = folder / "python/python.zip"
    with zipfile.ZipFile(files) as old, zipfile.ZipFile(folder / "new.zip", "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name.split("/")[0].removesuffix(".pyc") in KERNEL:
                new.writestr(name, old.read(name))
    (folder / "new.zip").replace(files)
    return folder


def measured(site: Path, bare_site: Path, scratch: Path) -> Iterator[Row]:
    from playwright.sync_api import sync_playwright

    ours: dict[str, list[float]] = {"first": [], "second": []}
    theirs: dict[str, list[float]] = {"first": [], "second": []}
    megabytes, asked, presses = [], [], []
    with sync_playwright() as playwright, serving(site) as server, serving(bare_site) as other:
        for turn in range(ROUNDS):
            for address, sent, times in ((server.url, server.sent, ours), (other.url, other.sent, theirs)):
                mine = times is ours
                profile = playwright.chromium.launch_persistent_context(
                    scratch / f"{turn}{mine}", executable_path=program(), args=list(FLAGS), viewport={"width": 1366, "height": 768}
                )
                for visit in ("first", "second"):
                    before = len(sent)
                    page = profile.new_page()
                    page.set_default_timeout(PATIENCE)
                    times[visit].append(network(page, address) if mine else answer(page, address))
                    if mine and visit == "first":
                        megabytes.append(sum(one.size for one in sent[before:]) / 1e6)
                        page.wait_for_function("regiekit.filled", timeout=PATIENCE)
                    elif mine:
                        asked.append(sum(not one.path.startswith("/service-worker.js") for one in sent[before:]))
                        presses += sliders(page)
                    page.close()
                profile.close()
    for visit in ("first", "second"):
        mine, its = percentile(ours[visit], 50), percentile(theirs[visit], 50)
        yield Row(
            f"site, {visit} visit: the first network of {NOTEBOOK}, against 1+1 in a bare kernel",
            f"{number(mine)} s",
            f"{number(its)} s",
            f"{number(mine / its)}×",
            f"≤ {MOST_RATIO}×",
            mine / its <= MOST_RATIO,
        )
    most = max(megabytes)
    yield Row(
        "site, sent before the first network, compressed",
        f"{number(most)} MB",
        "",
        "",
        f"≤ {MOST_MEGABYTES:.0f} MB",
        most <= MOST_MEGABYTES,
    )
    yield Row(
        "site, requests of a second visit beside the question whether there is a new version", f"{max(asked)}", "", "", "0", max(asked) == 0
    )
    middle = percentile(presses, 50)
    yield Row(
        "site, key press to painted pixels, network, median", f"{number(middle)} ms", "", "", f"≤ {MOST_MS:.0f} ms", middle <= MOST_MS
    )


def network(page: Any, address: str) -> float:
    """Seconds until the first network can be worked with."""
    began = time.perf_counter()
    page.goto(address + PAGE)
    page.locator(".rk-picture svg").first.wait_for()
    return time.perf_counter() - began


def answer(page: Any, address: str) -> float:
    """Seconds until the bare kernel has answered."""
    began = time.perf_counter()
    page.add_init_script(f"({RUN})()")
    page.goto(address + PAGE)
    page.locator(".jp-OutputArea-output").get_by_text("2", exact=True).wait_for()
    return time.perf_counter() - began


def sliders(page: Any) -> list[float]:
    """Milliseconds from key press to paint: the slider of the first proef up and down, after its prediction."""
    page.locator(".regiekit-start[data-state=done]").wait_for()
    region = page.locator(".rk-proef", has=page.locator(".rk-picture")).first
    region.get_by_role("button", name="Leg mijn voorspelling vast").click()
    slider = region.locator(".rk-column input[type=range]").first
    slider.wait_for()
    page.evaluate(WATCH, region.locator(".rk-picture").first.element_handle())
    slider.focus()
    page.keyboard.press("Home")
    found = []
    for press in range(PRESSES):
        slider.focus()
        page.wait_for_timeout(500)
        page.keyboard.press("ArrowRight" if press % 4 < 2 else "ArrowLeft")
        page.wait_for_function("() => window.bench.painted", timeout=15_000)
        found.append(page.evaluate("() => window.bench.painted - window.bench.pressed"))
    return found
