"""Panels on one blank page, without a server: `panel.js` and `panel.css` as they are, and the panels themselves in this process.

What the learner does reaches a panel at once, and its answer the page, as with a kernel that is never busy.
"""

import base64
from collections.abc import Callable, Iterator

from ipywidgets import DOMWidget

import regiekit
from regiekit.widgets.panel import Panel
from tests.browser.reader import proeven
from tools.notebooks import notebooks

ADDRESS = "http://localhost/plain"  # no server: the page is made here
WIDTHS = (1180, 900, 320)  # pixels: a laptop, Voila, a phone or 400 %
PLACES = {path.stem: found for path in notebooks() if (found := proeven(path.name))}
KEYS = [key for found in PLACES.values() for key in found.values()]
OTHERS = ("bar", "case_editor", "collection_map", "check", "glossary", "progress", "regieplan", "routes")

# What sticks out of its panel, and text that sticks out of its picture.
OUTSIDE = """() => [...document.querySelectorAll("main > div")].flatMap((box) => {
    const outside = [...box.querySelectorAll("svg text")].filter((text) => {
        const paper = text.ownerSVGElement.getBoundingClientRect();
        const { left, right, top, bottom } = text.getBoundingClientRect();
        return left < paper.left - 1 || right > paper.right + 1 || top < paper.top - 1 || bottom > paper.bottom + 1;
    }).map((text) => text.textContent);
    if (box.scrollWidth > box.clientWidth) outside.push(`${box.scrollWidth} pixels wide`);
    return outside.map((one) => `${box.querySelector(".rk-proef").ariaLabel}: ${one}`);
})"""

# Per picture its names that stand on another or outside it: boxes from the base line, three quarters of the letter up and a fifth down.
LABELS = """(pictures) => pictures.map((picture) => {
    const place = document.querySelector("main").appendChild(document.createElement("div"));
    place.style.width = "660px";
    place.innerHTML = picture;
    const svg = place.firstChild, paper = svg.viewBox.baseVal, back = svg.getScreenCTM().inverse();
    const high = Number(svg.querySelector(":scope > .rk-legend")?.dataset.top ?? paper.height), wrong = [];
    const names = [...svg.querySelectorAll("text")].filter((one) => one.textContent.trim() && !one.closest(".rk-legend")).map((one) => {
        const { x, width } = one.getBBox(), y = one.y.baseVal[0]?.value ?? 0, size = parseFloat(getComputedStyle(one).fontSize), to = back.multiply(one.getScreenCTM());
        const corners = [[x, y - .76 * size], [x + width, y - .76 * size], [x + width, y + .2 * size], [x, y + .2 * size]].map(([a, b]) => new DOMPoint(a, b).matrixTransform(to));
        const xs = corners.map((at) => at.x), ys = corners.map((at) => at.y);
        return { said: one.textContent, corners, left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), low: Math.max(...ys) };
    });
    const overlap = (a, b) => Math.min(...[a, b].flatMap(({ corners: [p, q, r] }) => [[p, q], [q, r]]).map(([p, q]) => { // on the axes of both
        const long = Math.hypot(q.x - p.x, q.y - p.y), [at, other] = [a, b].map(({ corners }) => corners.map(({ x, y }) => (x * (q.x - p.x) + y * (q.y - p.y)) / long));
        return Math.min(Math.max(...at), Math.max(...other)) - Math.max(Math.min(...at), Math.min(...other));
    }));
    names.sort((a, b) => a.left - b.left).forEach((one, i) => {
        if (Math.min(one.left, paper.width - one.right, one.top, high - one.low) < -1) wrong.push(`${one.said} sticks out`);
        for (const other of names.slice(i + 1)) {
            if (other.left >= one.right) break;
            if (overlap(one, other) > 0.5) wrong.push(`${other.said} on ${one.said}`);
        }
    });
    place.remove();
    return wrong;
})"""

# Which of these headlines take more than two lines.
HEADLINES = """(all) => {
    const { rk } = document.querySelector(".rk-stage"), { headline } = rk, before = headline.textContent;
    const wrong = all.filter((said) => {
        rk.tell(said);
        return headline.clientHeight > parseFloat(getComputedStyle(headline).minHeight) + 2;
    });
    rk.tell(before);
    return wrong;
}"""

# What of the open step does not fit: on one page, in the window, letters and fields large enough, nothing that scrolls.
FIT = """(high) => {
    const el = document.querySelector(".rk-stage"), wrong = [], { bottom, right } = el.getBoundingClientRect();
    const shown = (one) => one.offsetParent !== null || one.getClientRects().length;
    if (el.dataset.pages > 1) wrong.push(`${el.dataset.pages} pages`);
    if (bottom > high + 1 && !el.matches(".rk-whole")) wrong.push(`${Math.round(bottom - high)} pixels too high`);
    const least = (what, all, size, most) => {
        const small = [...all].filter(shown).map((one) => [size(one), (one.textContent || one.ariaLabel || "").trim().slice(0, 24)]).filter(([s]) => s > 0 && s < most - 0.05);
        if (small.length) wrong.push(`${what} of ${Math.min(...small.map(([s]) => s)).toFixed(1)} pixels: ${small[0][1]}`);
    };
    const letters = (one) => parseFloat(getComputedStyle(one).fontSize);
    const words = [...el.querySelectorAll("p, span, button, label, legend, h3, h4, h5, td, th, input, select, li")].filter((one) => !one.closest(".rk-hidden, .rk-picture, svg")
        && [...one.childNodes].some((child) => child.nodeType === 3 && child.data.trim()));
    least("letters", words, letters, 14);
    const svg = el.querySelector(".rk-picture svg");
    if (svg && shown(svg)) {
        const box = svg.viewBox.baseVal, { width, height } = svg.getBoundingClientRect(), scale = Math.min(width / box.width, height / box.height);
        least("letters in the picture", svg.querySelectorAll("text"), (one) => letters(one) * scale * (({ a, b }) => Math.hypot(a, b))(new DOMMatrix(getComputedStyle(one.parentNode).transform)), 11);
    }
    least("fields", el.querySelectorAll("button, select, input:not([type=radio], [type=file]), textarea, .rk-choice label"), (one) => one.getBoundingClientRect().height, 24);
    for (const one of el.querySelectorAll("*")) {
        if (!shown(one) || one.matches(".rk-paged, .rk-hidden, .rk-headline, .rk-heading, .rk-kind, textarea, input, svg *")) continue;
        const style = getComputedStyle(one);
        if (/auto|scroll/.test(style.overflowY + style.overflowX) && (one.scrollHeight > one.clientHeight + 1 || one.scrollWidth > one.clientWidth + 1)) wrong.push(`${one.className} scrolls`);
        if (one.getBoundingClientRect().right > right + 1 && !one.closest(".rk-paged")) wrong.push(`${one.className} sticks out`);
    }
    const head = el.querySelector(".rk-headline");
    if (head.clientHeight > parseFloat(getComputedStyle(head).minHeight) + 2) wrong.push("the headline has more than two lines");
    return wrong;
}"""

PAGE = """<!doctype html><html lang="nl"><head><title>Proeven</title><link rel="icon" href="data:,"></head><body><main></main><script>
const models = new Map();
const bytes = (text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
const text = (buffer) => btoa(Array.from(new Uint8Array(buffer), (b) => String.fromCharCode(b)).join(""));
function hear(answers) {
  for (const [id, { state, content, buffers }] of answers) {
    const model = models.get(id);
    if (content) model.trigger("msg:custom", content, buffers.map(bytes));
    Object.assign(model.state, state);
    for (const name of Object.keys(state ?? {})) model.trigger(`change:${name}`);
  }
}
function stub(id, state) {
  let set = {};
  const listeners = [];
  return {
    state,
    get: (name) => state[name],
    set: (name, value) => { set[name] = state[name] = value; },
    save_changes: () => { const state = set; set = {}; tell(id, { state }).then(hear); },
    send: (content, _, buffers = []) => { tell(id, { content, buffers: buffers.map(text) }).then(hear); },
    on: (name, listener) => { listeners.push([name, listener]); },
    off: () => {},
    trigger: (name, ...given) => listeners.filter(([other]) => other === name).forEach(([, listener]) => listener(...given)),
  };
}
async function news() {
  for (const id of models.keys()) hear(await tell(id, { state: {} }));
}
async function listen() {
  await news();
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
}
async function put(panels, script, style, width) {
  document.querySelector("main").replaceChildren();
  document.querySelector("style")?.remove();
  document.head.append(Object.assign(document.createElement("style"), { textContent: style }));
  for (const [id, state] of panels) {
    const { default: panel } = await import(URL.createObjectURL(new Blob([script], { type: "text/javascript" }))); // anew for each, as anywidget does
    const el = document.querySelector("main").appendChild(document.createElement("div"));
    el.style.width = `${width}px`;
    models.set(id, stub(id, state));
    panel.render({ model: models.get(id), el });
  }
}
</script></body></html>"""


def everything() -> list[Panel]:
    """All panels that there are."""
    return [*map(regiekit.proef, KEYS), *(getattr(regiekit, name)() for name in OTHERS)]


def reveal(panels: list[Panel]) -> None:
    """Past the prediction."""
    for panel in panels:
        panel.clicked("_commit")


def renew(page) -> None:
    """Let the page hear what a test did to its panels from Python, and draw it."""
    page.evaluate("listen()")


def _state(panel: Panel) -> dict:
    names = {name for name in panel.keys if not name.startswith("_")} - set(DOMWidget.class_trait_names())
    return {name: getattr(panel, name) for name in names}


def drawing(page) -> Callable[..., None]:
    """Open the blank page; give the function that draws panels there, one under the other, in the place of those before."""
    shown: dict[int, tuple[Panel, dict]] = {}
    said: list = []

    def answers() -> Iterator:
        for number, (panel, before) in shown.items():
            now = _state(panel)
            if new := {name: value for name, value in now.items() if value is not before[name] and name != "changes"}:
                shown[number] = panel, now
                yield number, {"state": new}
        yield from said
        said.clear()

    def tell(_, number: int, told: dict) -> list:
        if number not in shown:  # a panel of an earlier drawing
            return []
        panel = shown[number][0]
        if "state" in told:
            panel.set_state(told["state"])
        else:
            panel._handle_custom_msg(told["content"], [base64.b64decode(one) for one in told["buffers"]])
        return list(answers())

    def draw(*panels: Panel, width: int = WIDTHS[0]) -> None:
        start = max(shown, default=0) + 1
        shown.clear()
        for number, panel in enumerate(panels, start):
            panel.send = lambda content, buffers=(), number=number: said.append(
                (number, {"content": content, "buffers": [base64.b64encode(one).decode() for one in buffers]})
            )
            shown[number] = panel, _state(panel)
        page.evaluate(
            "([panels, script, style, width]) => put(panels, script, style, width)",
            [[[number, state] for number, (_, state) in shown.items()], Panel._esm.default_value, Panel._css.default_value, width],
        )

    page.route("**/*", lambda route: route.fulfill(body=PAGE, content_type="text/html") if route.request.url == ADDRESS else route.abort())
    page.expose_binding("tell", tell)
    page.goto(ADDRESS)
    return draw
