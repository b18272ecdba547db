"""Key press to painted picture in real JupyterLab in a real Chromium, for the proef and for interact, with one method.

Painted is two animation frames after the change in the page that brings the new picture: the new `<img>` of interact, the
new `<svg>` of the proef. The time runs from the time stamp of the key event. Where parties move, the proef has then begun
to move them; with `prefers-reduced-motion` the picture is at its end, so that is measured as well.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from .table import Row, number, part, percentile, skipped

BROWSERS = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]
REPOSITORY = Path(__file__).resolve().parents[1]
TOKEN = "benchmark"
PRESSES = 24
PAUSE = 0.5  # seconds of rest before each press: longer than any movement
REPEATS, EVERY = 30, 0.033  # a held key: auto-repeats, and seconds between them

WATCH = """([area, picture]) => {
  const place = document.querySelector(area);
  const now = () => {
    const el = place.querySelector(picture);
    return el ? { id: el.src ?? place.rkText, seen: (el.complete ?? true) && el.getBoundingClientRect().height > 0 } : { seen: false };
  };
  const bench = window.bench = { last: now().id, pressed: 0, painted: 0, frames: [], keys: [], recording: false, changed: 0 };
  document.addEventListener("keydown", (event) => { bench.pressed = event.timeStamp; bench.painted = 0; bench.keys.push(event.timeStamp); }, true);
  new MutationObserver(() => {
    const { id } = now();
    if (!id || id === bench.last) return;
    bench.last = id;
    bench.changed = performance.now();
    requestAnimationFrame(() => requestAnimationFrame(() => { bench.painted ||= performance.now(); }));
  }).observe(place, { childList: true, subtree: true, attributes: true, attributeFilter: ["src"] });
  const frame = () => {
    if (bench.recording) bench.frames.push({ ...now(), height: place.getBoundingClientRect().height });
    requestAnimationFrame(frame);
  };
  frame();
}"""
START = "() => Object.assign(window.bench, { frames: [], keys: [], recording: true, changed: performance.now() })"
RESULT = """() => {
  const { frames, keys } = window.bench;
  window.bench.recording = false;
  return { pictures: new Set(frames.filter((f) => f.seen).map((f) => f.id)).size - 1, blank: frames.filter((f) => !f.seen).length,
    heights: new Set(frames.map((f) => Math.round(f.height))).size, seconds: (keys.at(-1) - keys[0]) / 1000, frames: frames.length };
}"""


class Subject(NamedTuple):
    """A notebook of one cell, and where in it the sliders and the picture are."""

    code: str
    area: str
    picture: str
    sliders: str


class Held(NamedTuple):
    """What a held key shows: new pictures, frames without one, different heights; seconds it was held; frames in all."""

    pictures: int
    blank: int
    heights: int
    seconds: float
    frames: int


OURS = Subject(
    "from benchmarks.subjects import declaration\nfrom regiekit.widgets.experiment import Proef\nProef(declaration())",
    ".rk-picture", "svg", ".rk-range input[type=range]")
THEIRS = Subject(
    "from benchmarks.subjects import theirs\nfrom regiekit.cases import workspace\ntheirs(workspace.current());",
    ".widget-interact .jupyter-widgets-output-area, .widget-interact .widget-output", "img", ".widget-interact .noUi-handle")


def rows() -> Iterator[Row]:
    what = "browser, network"
    program = os.environ.get("REGIEKIT_BROWSER") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if not program:
        yield skipped(what, f"no browser found ({', '.join(BROWSERS)}); name one in REGIEKIT_BROWSER")
        return
    from playwright.sync_api import sync_playwright  # noqa: PLC0415

    from .cases import case_24  # noqa: PLC0415
    from .workplace import using  # noqa: PLC0415

    with using(case_24()), lab({"ours": OURS.code, "theirs": THEIRS.code}) as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield from network(browser, url)
        browser.close()
    yield skipped("browser, chart", "there is no regiekit.plots.chart yet")


def network(browser: Any, url: str) -> Iterator[Row]:
    what = "browser, network of 24"
    with notebook(browser, url, "theirs", THEIRS) as page:
        theirs, held_theirs = presses(page, THEIRS), hold(page, THEIRS)
    with notebook(browser, url, "ours", OURS) as page:
        ours, held_ours = presses(page, OURS), hold(page, OURS)
        page.emulate_media(reduced_motion="reduce")
        still = presses(page, OURS)
    yield part(f"{what}, key press to paint, median", percentile(ours, 50), percentile(theirs, 50), 5)
    yield part(f"{what}, key press to paint, 95th percentile", percentile(ours, 95), percentile(theirs, 95), 5)
    yield part(f"{what}, the same without movement (final picture), median", percentile(still, 50), percentile(theirs, 50), None)
    yield part(f"{what}, the same without movement (final picture), 95th percentile", percentile(still, 95), percentile(theirs, 95), None)
    yield from held(what, held_ours, held_theirs)


def held(what: str, ours: Held, theirs: Held) -> Iterator[Row]:
    times = ours.pictures / max(1, theirs.pictures)
    yield Row(f"{what}, pictures shown while a key is held ({REPEATS} repeats; held {number(ours.seconds)} s and {number(theirs.seconds)} s)",
              f"{ours.pictures}", f"{theirs.pictures}", f"{number(times)}×", "≥ 2.5×", times >= 2.5)  # noqa: PLR2004
    yield Row(f"{what}, frames without a picture meanwhile", f"{ours.blank} of {ours.frames}", f"{theirs.blank} of {theirs.frames}",
              "", "0", ours.blank == 0)
    yield Row(f"{what}, different heights of the picture meanwhile", f"{ours.heights}", f"{theirs.heights}", "", "1", ours.heights == 1)


def presses(page: Any, subject: Subject) -> list[float]:
    """Milliseconds from key press to paint, on settings that are all new: up and down the islands, a bridge at each end."""
    islands, bridges, _ = reset(page, subject)
    out, steps, up = [], 7, True
    for i in range(PRESSES):
        turn = i % (steps + 1) == steps
        (bridges if turn else islands).focus()
        page.wait_for_timeout(PAUSE * 1000)
        page.keyboard.press("ArrowRight" if turn or up else "ArrowLeft")
        page.wait_for_function("() => window.bench.painted", timeout=15_000)
        out.append(page.evaluate("() => window.bench.painted - window.bench.pressed"))
        up = up != turn
    return out


def reset(page: Any, subject: Subject) -> list[Any]:
    """The three sliders: two at their beginning, the last a step further, so that what follows is new."""
    sliders = [page.locator(subject.sliders).nth(i) for i in range(3)]
    for slider, key in zip(sliders, ("Home", "Home", "ArrowRight"), strict=True):
        slider.focus()
        page.keyboard.press(key)
        page.wait_for_timeout(700)
    return sliders


def hold(page: Any, subject: Subject) -> Held:
    """Hold the right arrow on the slider of the bridges, from its beginning, on settings that are all new."""
    islands, bridges, _ = reset(page, subject)
    for slider, key in ((islands, "ArrowRight"), (islands, "ArrowRight"), (bridges, "Home")):
        slider.focus()
        page.keyboard.press(key)
        page.wait_for_timeout(700)
    page.evaluate(START)
    began = time.perf_counter()
    for i in range(REPEATS + 1):
        time.sleep(max(0.0, began + i * EVERY - time.perf_counter()))
        page.keyboard.down("ArrowRight")
    page.keyboard.up("ArrowRight")
    page.wait_for_function("() => performance.now() - window.bench.changed > 1500", timeout=30_000)
    return Held(*page.evaluate(RESULT).values())


@contextmanager
def notebook(browser: Any, url: str, name: str, subject: Subject) -> Iterator[Any]:
    """A page with the notebook open, run, and watched."""
    place = browser.new_context(viewport={"width": 1366, "height": 850})
    page = place.new_page()
    page.set_default_timeout(60_000)
    page.goto(f"{url}/lab/tree/{name}.ipynb?token={TOKEN}&reset")
    page.wait_for_function("window.jupyterapp?.shell.currentWidget?.context?.sessionContext?.session?.kernel?.info")
    page.evaluate("() => { jupyterapp.commands.execute('notebook:run-all-cells'); }")
    page.locator(subject.sliders).nth(2).wait_for()
    page.wait_for_selector(f":is({subject.area}) {subject.picture}")
    page.evaluate(WATCH, [subject.area, subject.picture])
    yield page
    place.close()


@contextmanager
def lab(cells: dict[str, str]) -> Iterator[str]:
    """JupyterLab with a notebook for each cell, in a folder of its own; yields the address."""
    import nbformat  # noqa: PLC0415
    from nbformat.v4 import new_code_cell, new_notebook  # noqa: PLC0415

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory() as home:
        kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
        for name, code in cells.items():
            nbformat.write(new_notebook(cells=[new_code_cell(code)], metadata={"kernelspec": kernel}), Path(home, f"{name}.ipynb"))
        own = ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR", "JUPYTERLAB_SETTINGS_DIR",
               "JUPYTERLAB_WORKSPACES_DIR")
        environment = {**os.environ, **{name: str(Path(home, name.lower())) for name in own}, "JUPYTER_TOKEN": TOKEN,
                       "PYTHONPATH": os.pathsep.join(filter(None, [str(REPOSITORY), os.environ.get("PYTHONPATH")]))}
        environment.pop("MPLBACKEND", None)
        command = [sys.executable, "-m", "jupyterlab", home, f"--port={port}", "--no-browser", "--LabApp.expose_app_in_browser=True"]
        with Path(home, "log.txt").open("w", encoding="utf-8") as log:
            process = subprocess.Popen(command, cwd=home, env=environment, stdout=log, stderr=subprocess.STDOUT)
        url = f"http://127.0.0.1:{port}"
        try:
            wait(process, f"{url}/api?token={TOKEN}", Path(home, "log.txt"))
            yield url
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def wait(process: subprocess.Popen, url: str, log: Path) -> None:
    """Until the server answers. Raises RuntimeError with its log when it stops or does not answer."""
    for _ in range(240):
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except OSError:
            if process.poll() is not None:
                break
            time.sleep(0.25)
    raise RuntimeError(log.read_text(encoding="utf-8")[-2000:])
