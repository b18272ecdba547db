"""Key press to painted picture in real JupyterLab in a real Chromium, for the proef and for interact, with one method.

Painted is two animation frames after the change in the page that brings the new picture: the new `<img>` of interact, the
new `<svg>` of the proef. The time runs from the time stamp of the key event. Where parties move, the proef has then begun
to move them; with `prefers-reduced-motion` the picture is at its end, so that is measured as well.
"""

import os
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

from tools.browser import NONE, launch, program

from .table import Row, number, part, percentile, skipped

REPOSITORY = Path(__file__).resolve().parents[1]
TOKEN = "benchmark"
PRESSES = 14
PAUSE = 0.5  # seconds of rest before each press: longer than any movement
REPEATS, EVERY = 30, 0.033  # a held key: auto-repeats, and seconds between them

WATCH = """([area, picture, number]) => {
  const place = document.querySelectorAll(area)[number];
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
  }).observe(place, { childList: true, subtree: true, attributes: true, characterData: true });
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
    """A notebook of two cells, a network and a chart, and how to find the sliders and the picture of the `number`-th."""

    cells: tuple[str, ...]
    area: str
    picture: str
    sliders: str
    number: int = 0


class Held(NamedTuple):
    """What a held key shows: new pictures, frames without one, different heights; seconds it was held; frames in all."""

    pictures: int
    blank: int
    heights: int
    seconds: float
    frames: int


OURS = Subject(
    ("from benchmarks.subjects import Waiting, ours\nours()", "ours(Waiting)"),
    ".rk-picture",
    "svg",
    ".rk-range input[type=range]",
)
THEIRS = Subject(
    (
        "from benchmarks.subjects import chart_theirs, theirs\nfrom regiekit.cases import workspace\ntheirs(workspace.current());",
        "chart_theirs();",
    ),
    ".widget-interact .jupyter-widgets-output-area, .widget-interact .widget-output",
    "img",
    ".widget-interact .noUi-handle",
)


def rows() -> Iterator[Row]:
    what = "browser, network"
    if not program():
        yield skipped(what, NONE)
        return
    from playwright.sync_api import sync_playwright

    from .cases import case_24
    from .workplace import using

    with using(case_24()), lab({"ours": OURS.cells, "theirs": THEIRS.cells}) as url, sync_playwright() as playwright:
        browser = launch(playwright)
        with notebook(browser, url, "theirs", THEIRS) as page:
            theirs = [measured(page, THEIRS, i) for i in range(len(THEIRS.cells))]
        with notebook(browser, url, "ours", OURS) as page:
            ours = [measured(page, OURS, i) for i in range(len(OURS.cells))]
            page.emulate_media(reduced_motion="reduce")
            still = measured(page, OURS, 0)[0]
        browser.close()
    yield from compared(f"{what} of 24", 5, ours[0], theirs[0])
    yield part(
        f"{what} of 24, the same without movement (final picture), median", percentile(still, 50), percentile(theirs[0][0], 50), None
    )
    yield from compared("browser, chart", 3, ours[1], theirs[1])


def measured(page: Any, subject: Subject, number: int) -> tuple[list[float], "Held"]:
    """Single presses and a held key, on the `number`-th cell."""
    page.evaluate(WATCH, [subject.area, subject.picture, number])
    one = subject._replace(number=number)
    return presses(page, one), hold(page, one)


def compared(what: str, most: int, one: tuple[list[float], "Held"], other: tuple[list[float], "Held"]) -> Iterator[Row]:
    (ours, held_ours), (theirs, held_theirs) = one, other
    yield part(f"{what}, key press to paint, median", percentile(ours, 50), percentile(theirs, 50), most)
    yield part(f"{what}, key press to paint, 95th percentile", percentile(ours, 95), percentile(theirs, 95), None)
    yield from held(what, held_ours, held_theirs)


def held(what: str, ours: Held, theirs: Held) -> Iterator[Row]:
    times = ours.pictures / max(1, theirs.pictures)
    yield Row(
        f"{what}, pictures shown while a key is held ({REPEATS} repeats; held {number(ours.seconds)} s and {number(theirs.seconds)} s)",
        f"{ours.pictures}",
        f"{theirs.pictures}",
        f"{number(times)}×",
        "≥ 2.5×",
        times >= 2.5,
    )
    yield Row(
        f"{what}, frames without a picture meanwhile",
        f"{ours.blank} of {ours.frames}",
        f"{theirs.blank} of {theirs.frames}",
        "",
        "0",
        ours.blank == 0,
    )
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
    sliders = [page.locator(subject.sliders).nth(3 * subject.number + i) for i in range(3)]
    for slider, key in zip(sliders, ("Home", "Home", "ArrowRight"), strict=True):
        slider.focus()
        page.keyboard.press(key)
        page.wait_for_timeout(500)
    return sliders


def hold(page: Any, subject: Subject) -> Held:
    """Hold the right arrow on the slider of the bridges, from its beginning, on settings that are all new."""
    islands, bridges, _ = reset(page, subject)
    for slider, key in ((islands, "ArrowRight"), (islands, "ArrowRight"), (bridges, "Home")):
        slider.focus()
        page.keyboard.press(key)
        page.wait_for_timeout(500)
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
    page.locator(subject.sliders).nth(3 * len(subject.cells) - 1).wait_for()
    page.locator(f":is({subject.area}) {subject.picture}").nth(len(subject.cells) - 1).wait_for()
    page.wait_for_timeout(1000)
    yield page
    place.close()


@contextmanager
def lab(notebooks: dict[str, tuple[str, ...]]) -> Iterator[str]:
    """JupyterLab with these notebooks, in a folder of its own; yields the address."""
    import nbformat
    from nbformat.v4 import new_code_cell, new_notebook

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory() as home:
        kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
        for name, codes in notebooks.items():
            nbformat.write(
                new_notebook(cells=list(map(new_code_cell, codes)), metadata={"kernelspec": kernel}), Path(home, f"{name}.ipynb")
            )
        own = (
            "JUPYTER_CONFIG_DIR",
            "JUPYTER_DATA_DIR",
            "JUPYTER_RUNTIME_DIR",
            "IPYTHONDIR",
            "JUPYTERLAB_SETTINGS_DIR",
            "JUPYTERLAB_WORKSPACES_DIR",
        )
        environment = {
            **os.environ,
            **{name: str(Path(home, name.lower())) for name in own},
            "JUPYTER_TOKEN": TOKEN,
            "PYTHONPATH": os.pathsep.join(filter(None, [str(REPOSITORY), os.environ.get("PYTHONPATH")])),
        }
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
