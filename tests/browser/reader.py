"""What a reader does in JupyterLab and Voila, and what axe finds there: the verbs of the browser tests."""

import json
import re
import shutil
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import nbformat
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Error, TimeoutError, expect

from tools.notebooks import FOLDER, notebooks

PATIENCE = 90_000  # ms: on a busy machine a kernel may need long to start
ANSWER = 30_000  # ms: how long a kernel that runs may need for an answer
TOKEN = "regiekit-proef"
OWN_CONTENT = [".jp-RenderedMarkdown", ".jp-OutputArea-output"]  # in JupyterLab; the rest is JupyterLab's own
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
COLOURS = ["color-contrast", "link-in-text-block"]  # the rules whose answer a theme may change
PROEF = re.compile(r"regiekit\.proef\([\"'](\w+)[\"']\)")
COMMIT = "Leg mijn voorspelling vast"
TABS = 200  # so many presses of Tab reach anything

expect.set_options(timeout=ANSWER)


class Server(NamedTuple):
    """A running server: its address (no slash at the end), the notebooks it shows, what it has logged, where work is kept."""

    url: str
    folder: Path
    log: Path
    work: Path


# ---- JupyterLab -----------------------------------------------------------------------------------


def _sessions(lab: Server, address: str = "", method: str = "GET") -> bytes:
    header = {"Authorization": f"token {TOKEN}"}
    with urllib.request.urlopen(urllib.request.Request(f"{lab.url}/api/sessions{address}", headers=header, method=method)) as answer:
        return answer.read()


def end_kernels(lab: Server) -> None:
    """End every kernel of the server."""
    for session in json.loads(_sessions(lab)):
        _sessions(lab, f"/{session['id']}", "DELETE")


def close_all(page) -> None:
    """Close every notebook in JupyterLab, saving nothing."""
    page.evaluate("""() => {
        for (const widget of [...jupyterapp.shell.widgets("main")]) if (widget.context) widget.dispose();
    }""")


def _as_shipped(lab: Server, name: str) -> None:
    if (FOLDER / name).exists():
        shutil.copy(FOLDER / name, lab.folder / name)


def open_in_lab(page, lab: Server, name: str) -> None:
    """Open notebook ``name`` by its address: JupyterLab starts as well."""
    _as_shipped(lab, name)
    page.goto(f"{lab.url}/lab/tree/{name}?token={TOKEN}&reset")
    page.wait_for_selector(".jp-Notebook .jp-RenderedMarkdown h1")
    has_kernel(page)


def show_in_lab(desk, lab: Server, name: str) -> None:
    """Show notebook ``name``, as it is shipped, in the JupyterLab that is open; wait until it can be read."""
    close_all(desk)
    end_kernels(lab)
    _as_shipped(lab, name)
    desk.evaluate("(path) => jupyterapp.commands.execute('docmanager:open', { path }).then(() => null)", name)
    desk.wait_for_function("(path) => jupyterapp.shell.currentWidget?.context?.path === path", arg=name)
    desk.wait_for_selector(".jp-Notebook .jp-RenderedMarkdown h1")


def has_kernel(page) -> None:
    """Wait until the notebook in sight has a kernel that answers."""
    page.wait_for_function("jupyterapp.shell.currentWidget?.context?.sessionContext?.session?.kernel?.info")


def start(page) -> None:
    """Press the start button; wait until every code cell has run and nothing went wrong."""
    count = page.evaluate("""() => {
        const cells = jupyterapp.shell.currentWidget.content.widgets.filter((cell) => cell.model.type === "code");
        window.ran = 0;
        for (const cell of cells) cell.model.stateChanged.connect((_, change) => {
            if (change.name === "executionCount" && change.newValue) window.ran += 1;
        });
        return cells.length;
    }""")
    page.get_by_role("button", name="Start dit notebook").first.click()
    page.wait_for_function("(count) => window.ran >= count || document.querySelector('.regiekit-start[data-state=failed]')",
                           arg=count)  # fmt: skip
    wrong = page.evaluate("""() => jupyterapp.shell.currentWidget.content.widgets
        .flatMap((cell) => cell.model.outputs?.toJSON() ?? [])
        .filter((one) => one.output_type === "error" || one.name === "stderr").map((one) => one.evalue ?? one.text)""")
    assert not wrong, wrong


# ---- Voila ----------------------------------------------------------------------------------------


def open_in_voila(page, voila: Server, name: str) -> None:
    """Open notebook ``name`` and wait until it has run and is shown."""
    page.goto(voila.url)  # the way in: here Voila hands out the cookie with which a page ends its kernel on leaving
    page.goto(f"{voila.url}/voila/render/{name}")
    shown_in_voila(page)


def shown_in_voila(page) -> None:
    """Wait until the page that is being opened has run and is shown."""
    page.wait_for_selector("#rendered_cells", state="attached")
    page.wait_for_selector("#loading", state="detached")
    page.wait_for_selector("#rendered_cells h1")
    assert_no_error(page)


# ---- both -----------------------------------------------------------------------------------------


def assert_no_error(page) -> None:
    """No cell shows an error or a warning."""
    wrong = page.locator("[data-mime-type$='jupyter.error'], [data-mime-type$='jupyter.stderr']").all_inner_texts()
    assert not wrong, wrong


def violations(page, include: list[str] | None = None, rules: list[str] = WCAG, but: list[str] = ()) -> list[str]:
    """What axe finds against WCAG 2.2 AA, in the elements ``include`` (CSS) or in the whole page, with the name of the proef; ``but`` for some rules."""
    context = {"include": [[selector] for selector in include if page.locator(selector).count()]} if include else None
    found = (
        Axe()
        .run(
            page,
            context=context,
            options={"runOnly": rules, "rules": {one: {"enabled": False} for one in but}, "resultTypes": ["violations"]},
        )
        .response["violations"]
    )
    nodes = [(one["id"], node["target"][0], node["html"]) for one in found for node in one["nodes"]]
    places = page.evaluate("(all) => all.map((one) => document.querySelector(one)?.closest('.rk-proef')?.ariaLabel ?? '')",
                           [target if isinstance(target, str) else target[0] for _, target, _ in nodes])  # fmt: skip
    return [f"{place}: {rule}: {html[:160]}" for place, (rule, _, html) in zip(places, nodes, strict=True)]


def drawn(page) -> None:
    """Wait until the page has been drawn once more: what the last event led to has happened."""
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


# ---- a proef --------------------------------------------------------------------------------------


def proeven(name: str) -> dict[int, str]:
    """The proeven of notebook ``name``: place among its code cells -> key."""
    nb = nbformat.read(FOLDER / name, as_version=4)
    sources = [cell.source for cell in nb.cells if cell.cell_type == "code"]
    return {place: found[1] for place, source in enumerate(sources) if (found := PROEF.search(source))}


def some(*numbers: str) -> list:
    """All notebooks as parameters of a test: those with these numbers always, the others where everything is tested."""
    return [pytest.param(path.name, marks=[] if path.name[:2] in numbers else pytest.mark.everything) for path in notebooks()]


def proef(page, name: str):
    """The panel whose name begins so."""
    return page.locator(f".rk-proef[aria-label^='{name}']")


# The picture without what depends on focus or on the order in which attributes were set; what is told beside it.
SEEN = """(region) => {
    const drawn = (el) => [el.nodeName, ...[...el.attributes].map((a) => `${a.name}=${a.value}`)
        .filter((a) => !/^(tabindex|style|aria-)/.test(a)).sort(),
        ...[...el.childNodes].map((child) => child.nodeType === 1 ? drawn(child) : child.data)].join("|");
    const told = [...region.querySelectorAll(".rk-headline, .rk-pictures .rk-words, .rk-note, .rk-deck, .rk-card")];
    return { picture: [...region.querySelectorAll(".rk-pictures svg")].map(drawn).join(),
        told: told.map((el) => el.textContent).join() };
}"""


def seen(region) -> dict[str, str]:
    """What the proef shows: its picture, and what it tells."""
    return region.evaluate(SEEN)


def wait_changed(region, before: dict[str, str], every: bool = True) -> None:
    """Wait until the picture and (``every``) or the words differ from ``before``."""
    region.page.wait_for_function(f"""([region, before, every]) => {{
        const now = ({SEEN})(region);
        return ["picture", "told"][every ? "every" : "some"]((one) => now[one] !== before[one]);
    }}""", arg=[region.element_handle(), before, every], timeout=ANSWER)  # fmt: skip


def wait_restored(region, before: dict[str, str]) -> None:
    """Wait until picture and words are as they were; the picture may have to move there."""
    region.page.wait_for_function(f"""([region, before]) => {{
        const now = ({SEEN})(region);
        return now.picture === before.picture && now.told === before.told;
    }}""", arg=[region.element_handle(), before], timeout=ANSWER)  # fmt: skip


def committed(region) -> None:
    """Wait until the prediction is kept and the focus has moved on to step 2."""
    region.page.wait_for_function("(region) => region.dataset.step === 'probeer' && region.querySelector('.rk-column').contains(document.activeElement)",
                                  arg=region.element_handle(), timeout=ANSWER)  # fmt: skip


def predicted(region) -> None:
    """Wait until the proef shows what a learner who predicted before finds again."""
    expect(region).to_have_attribute("data-step", "probeer")


def commit(page, region) -> None:
    """Keep the prediction as it stands."""
    region.get_by_role("button", name=COMMIT).focus()
    page.keyboard.press("Enter")
    committed(region)


def step(region, key: str) -> None:
    """Open a step (or `step:part`) with the keyboard: the arrows along the tabs, then the buttons of its parts."""
    name, _, part = key.partition(":")
    tab = region.get_by_role("tab").and_(region.locator(f"[data-to={name}]"))
    tab.focus()
    region.page.keyboard.press("Enter")
    expect(region).to_have_attribute("data-step", name)
    if part:
        region.locator(f".rk-parts [data-to='{key}']").focus()
        region.page.keyboard.press("Enter")
        expect(region.locator(f".rk-parts [data-to='{key}']")).to_have_attribute("aria-pressed", "true")


def press(region, button: str) -> None:
    """Press a button of the proef with the keyboard."""
    region.get_by_role("button", name=button).first.focus()
    region.page.keyboard.press("Enter")


def controls(area) -> list:
    """The controls in ``area`` that the keyboard can change, sliders first; of a choice the option that Tab comes to."""
    found = area.evaluate_handle("""(area) => {
        const all = [...area.querySelectorAll("input:not([type=file], [type=number]), select, textarea")].filter((one) => one.offsetParent && !one.disabled);
        const comes = (one) => one.type !== "radio" || one === (all.find((other) => other.name === one.name && other.checked)
            ?? all.find((other) => other.name === one.name));
        return all.filter(comes).sort((a, b) => (b.type === "range") - (a.type === "range"));
    }""")
    return [one.as_element() for one in found.get_properties().values()]


def change(page, control) -> bool:
    """Change the control that has the focus, with the keyboard; True for a slider."""
    kind, last, chosen = control.evaluate(
        "(el) => [el.type, el.max ? el.value === el.max : el.selectedIndex === el.length - 1, el.checked]"
    )
    if kind == "range":
        page.keyboard.press("ArrowLeft" if last else "ArrowRight")
    elif kind == "select-one":
        page.keyboard.press("ArrowUp" if last else "ArrowDown")
    elif kind == "radio":
        page.keyboard.press("ArrowDown" if chosen else "Space")
    else:
        page.keyboard.type("regie ")
        page.keyboard.press("Tab")
    return kind == "range"


def move_first_control(page, region) -> None:
    """Change the first control of step 2; wait until the picture and the words have changed."""
    before = seen(region)
    control = controls(region.locator(".rk-column"))[0]
    control.focus()
    change(page, control)
    wait_changed(region, before)


def tab_to(page, wanted) -> bool:
    """Press Tab until ``wanted`` has the focus."""
    for _ in range(TABS):
        if wanted.evaluate("(el) => el === document.activeElement"):
            return True
        page.keyboard.press("Tab")
    return False


def walk(page, places: dict[int, str], harmless: Callable[[], bool] = lambda: True) -> list[str]:
    """Go through the proeven of a notebook with the keyboard alone, from where the focus is; what is wrong, by proef.

    ``harmless`` tells after keys that a host could take for commands whether the notebook is as it was.
    """
    faults = []
    for place, key in places.items():
        try:
            faults += [f"{key}: {fault}" for fault in _work_through(page, page.locator(".rk-proef").nth(place), harmless)]
        except Error as error:
            now = page.locator(".rk-proef").nth(place).evaluate(WHERE)
            faults.append(f"{key}: {error.message} {now}")
    return faults


def _work_through(page, region, harmless) -> Iterator[str]:
    button = region.get_by_role("button", name=COMMIT)
    if not button.count():
        yield f"asks for no prediction: {region.inner_text()[:300]}"
        return
    if region.locator("table").count():
        yield "shows its measures before the prediction"
    guess = controls(region.locator(".rk-column"))[0]
    if not tab_to(page, guess):
        yield "Tab does not reach the prediction"
        guess.focus()
    if guess.evaluate("(el) => el.type === 'radio' && !el.checked"):
        page.keyboard.press("Space")
    if not tab_to(page, button):
        yield "Tab does not reach the button that keeps the prediction"
        button.focus()
    page.keyboard.press("Enter")
    committed(region)

    before = seen(region)
    deck = region.locator(".rk-deck")
    used = controls(region.locator(".rk-column"))[: None if deck.count() else 1]
    for control in used:
        if not tab_to(page, control):
            yield "Tab does not reach a control"
            control.focus()
        slider = change(page, control)
    try:
        wait_changed(region, before, every=slider)
    except TimeoutError:
        now = seen(region)
        yield "the first control or card changes no " + " and no ".join(name for name in now if now[name] == before[name])
    for letter in ("b", "a", "d", "d", "x", "m"):  # what JupyterLab would do with these: insert, delete, change cells
        page.keyboard.press(letter)
    if not harmless():
        yield "keys typed in the proef change the notebook"
    press(region, "Herstel de stand")
    try:
        wait_restored(region, before)
    except TimeoutError:
        yield "Herstel does not restore"
    if deck.count():
        press(region, "Kaart 2")
        region.get_by_text("Kaart 2 van").wait_for(timeout=ANSWER)
    came = list(dict.fromkeys(_turns(page, region)))
    if came != STEPS:
        yield f"the button that goes on comes to {came}"


STEPS = ["probeer", "vergelijk", "check", "casus", "mee"]
# What a walk that came to a stop was at: the step, its button, what has the focus, what the column says.
WHERE = """(region) => [region.dataset.step, region.querySelector(".rk-on")?.textContent, document.activeElement.outerHTML.slice(0, 120),
    region.querySelector(".rk-column")?.textContent.slice(0, 300)]"""
HERE = "(region) => [region.dataset.step, ...['.rk-on', '.rk-column'].map((one) => region.querySelector(one).textContent)]"
TURNS = 60  # so many presses go through any proef


def _turns(page, region) -> Iterator[str]:
    """The steps that the button at the foot comes to, up to the last."""
    for _ in range(TURNS):
        here = region.evaluate(HERE)
        yield here[0]
        if here[0] == STEPS[-1]:
            return
        region.locator(".rk-on").focus()
        page.keyboard.press("Enter")
        page.wait_for_function(
            f"([region, here]) => ({HERE})(region).some((one, i) => one !== here[i])", arg=[region.element_handle(), here], timeout=ANSWER
        )
