// One panel: a tree of blocks from Python (text, fields, pictures) shown with native HTML controls.
// Python owns all content; this file lays it out, sends what the learner does, moves pictures, speaks changes.

const MOVE_MS = 450; // how long a picture moves from one state to the next
const QUICK_MS = 160; // moves that follow each other faster than this jump, so a held key stays crisp
const SPEAK_MS = 700; // the live region waits for the learner to pause
const MAX_FILE = 5e6; // bytes, where a field names no other limit
const AHEAD = 12; // how many steps of a slider to either side are worked ahead
const KNOWN = 150; // how many settings are kept: some 4 MB
const PRINT_WIDTH = 2400; // pixels of a saved picture
const REPORT_WIDTH = 1600; // pixels of a picture in a document: 250 per inch
const OPEN_MS = 20000; // so long a notebook may take to open, for a link to a heading in it
const DRAW_MS = 5000; // a document doesn't wait longer for its pictures
const PART = 2e6; // bytes of a file that travel in one message: Jupyter refuses messages over 10 MB
const MOVING = ["transform", "d", "x", "y", "width", "height", "points", "r", "opacity"];
const KEPT = ["role", "tabindex", "aria-selected", "aria-label", "aria-describedby"]; // set here, not by Python
const ARC = /^M.*\da/i; // a path with an arc: its flags are 0 or 1 and nothing between, so it jumps
const NUMBER = /-?\d+(?:\.\d+)?/g;

// Every panel loads this file anew: without the random part, names and ids of two panels on one page would clash.
const prefix = `rk${Math.random().toString(36).slice(2, 9)}`;
let serial = 0;
// What the learner set, per key: when, and the value. For all views of one panel.
const mine = new Map();
let moment = 0;
const uid = () => `${prefix}-${++serial}`;
const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

function make(tag, attrs = {}, ...children) {
  const el = document.createElement(tag);
  for (const [name, value] of Object.entries(attrs)) {
    if (value === false || value == null) continue;
    if (name === "text") el.textContent = value;
    else el.setAttribute(name, value === true ? "" : value);
  }
  el.append(...children.filter(Boolean));
  return el;
}

// ---------------------------------------------------------------- pictures

/** Interpolate every number in two attribute values of the same shape, or null where the shapes differ. */
function tween(from, to) {
  if (from == null || from === to || ARC.test(to) || from.replace(NUMBER, "#") !== to.replace(NUMBER, "#")) return null;
  const a = from.match(NUMBER).map(Number);
  const b = to.match(NUMBER).map(Number);
  const text = to.split(NUMBER);
  return (t) => text.reduce((out, part, i) => out + part + (i < b.length ? (a[i] + (b[i] - a[i]) * t).toFixed(1) : ""), "");
}

/** Literal colours become the style variables of the same name, so that a picture follows the theme. */
const themed = (text, colours) => text.replace(/#[0-9a-f]{6}/g, (hex) => (colours[hex] ? `var(${colours[hex]},${hex})` : hex));

/** Make `old` equal to `fresh`, keeping every element that is there already: it keeps its focus, and only what changed is laid out. */
function patch(old, fresh, moves, appear) {
  for (const { name, value } of fresh.attributes) {
    const was = old.getAttribute(name);
    if (was === value) continue;
    const at = moves && MOVING.includes(name) && tween(was, value);
    if (at) moves.push([old, name, at, value]);
    else old.setAttribute(name, value);
  }
  for (const { name } of [...old.attributes]) if (!fresh.hasAttribute(name) && !KEPT.includes(name)) old.removeAttribute(name);
  const known = new Map([...old.children].filter((el) => el.dataset.key).map((el) => [el.dataset.key, el]));
  let next = old.firstChild;
  for (const child of [...fresh.childNodes]) {
    const key = child.dataset?.key;
    let same = key ? known.get(key) : next;
    if (same && (same.nodeName !== child.nodeName || same.dataset?.key !== key)) same = null;
    if (!same) {
      old.insertBefore(child, next);
      if (key) appear(child);
      continue;
    }
    if (same === next) next = next.nextSibling;
    else old.insertBefore(same, next);
    if (same.isEqualNode(child)) continue;
    if (same.nodeType === Node.TEXT_NODE) same.data = child.data;
    else patch(same, child, moves, appear);
  }
  while (next) {
    const gone = next;
    next = next.nextSibling;
    gone.remove();
  }
}

/** Put `text` (SVG) in `frame`; elements with a known data-key travel from where they are to where they go. */
function showSvg(frame, text, colours) {
  if (frame.rkText === text) return;
  const now = performance.now();
  const quick = now - (frame.rkWhen ?? -1e9) < QUICK_MS;
  const svg = document.importNode(new DOMParser().parseFromString(themed(text, colours), "image/svg+xml").documentElement, true);
  svg.querySelector(":scope > title")?.remove(); // the label says it; a title would pop up over the whole picture
  const signs = frame.closest(".rk-stage") ? legendOf(svg) : [];
  if (signs.length) { // on the stage they stand below the picture
    svg.setAttribute("viewBox", svg.getAttribute("viewBox").replace(/\S+$/, svg.lastElementChild.dataset.top));
    frame.rkLegend = svg.lastElementChild.outerHTML;
    svg.lastElementChild.remove();
  }
  frame.rkSigns = signs;
  const old = frame.querySelector("svg");
  cancelAnimationFrame(frame.rkFrame);
  frame.rkText = text;
  frame.rkWhen = now;
  if (!old) return frame.append(svg);
  const still = quick || calm();
  const moves = still ? null : [];
  patch(old, svg, moves, still ? () => {} : (el) => el.animate?.([{ opacity: 0 }, { opacity: 1 }], { duration: MOVE_MS }));
  if (!moves?.length) return;
  const step = (time) => {
    const t = Math.min(1, Math.max(0, (time - now) / MOVE_MS));
    const eased = t * t * (3 - 2 * t);
    for (const [el, name, at, to] of moves) el.setAttribute(name, t < 1 ? at(eased) : to);
    if (t < 1) frame.rkFrame = requestAnimationFrame(step);
  };
  frame.rkFrame = requestAnimationFrame(step);
}

function nearest(picks, from, key) {
  const [dx, dy] = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] }[key];
  const centre = (el) => {
    const r = el.getBoundingClientRect();
    return [r.x + r.width / 2, r.y + r.height / 2];
  };
  const [x, y] = centre(from);
  let best = null;
  let least = Infinity;
  for (const el of picks) {
    const [px, py] = centre(el);
    const along = (px - x) * dx + (py - y) * dy;
    const aside = Math.abs((px - x) * dy) + Math.abs((py - y) * dx);
    if (el !== from && along > 1 && along + 2 * aside < least) [best, least] = [el, along + 2 * aside];
  }
  return best;
}

/** Follow a link to (a heading in) another notebook. JupyterLab does that through a link of its own: in the text, or in our static twin. */
function follow(root, href) {
  const [name, heading] = decodeURIComponent(href).split("/").pop().split("#");
  const here = root.closest(".jp-NotebookPanel");
  const to = (a) => decodeURIComponent(`${a.dataset.commandlinkerArgs ?? ""} ${a.getAttribute("href") ?? ""}`);
  const links = [...here?.querySelectorAll("a") ?? []].filter((a) => !root.contains(a) && to(a).includes(name));
  const exact = heading && links.find((a) => to(a).endsWith(`#${heading}`));
  const link = exact || links[0];
  if (!link) {
    const to = new URL(href, location);
    const key = new URLSearchParams(location.search).get("werk"); // of a visitor of Voila
    if (key) to.searchParams.set("werk", key);
    return location.assign(to);
  }
  link.click();
  if (exact) whenShown(heading, here); // JupyterLab looks for it before a notebook it just opened is drawn, and never finds one with a ? or an é
}

/** Go to this heading once it stands in a notebook in sight that isn't `here`, with its pictures. */
function whenShown(heading, here) {
  const until = Date.now() + OPEN_MS;
  const timer = setInterval(() => {
    const found = [...document.querySelectorAll(`[data-jupyter-id=${CSS.escape(heading)}], #${CSS.escape(heading)}`)]
      .find((el) => el.offsetParent && ![null, here].includes(el.closest(".jp-NotebookPanel")));
    const ready = found && [...found.closest(".jp-NotebookPanel").querySelectorAll("img")].every((img) => img.complete);
    if (ready || Date.now() > until) clearInterval(timer);
    if (ready) found.scrollIntoView();
  }, 200);
}

/** The picture as PNG, which any word processor takes: wide enough for print, without the colours of a dark theme. */
async function png(text, wide = PRINT_WIDTH) {
  const [, , width, height] = text.match(/viewBox="([^"]+)"/)[1].split(" ").map(Number);
  const image = new Image();
  image.src = URL.createObjectURL(new Blob([text.replace("<svg ", `<svg width="${width}" height="${height}" `)], { type: "image/svg+xml" }));
  await image.decode();
  const canvas = make("canvas", { width: wide, height: Math.round((wide * height) / width) });
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(image.src);
  return new Promise((done) => canvas.toBlob(done));
}

function sendFile(ctx, key, name, bytes) {
  const parts = Math.max(1, Math.ceil(bytes.length / PART));
  for (let i = 0; i < parts; i++)
    ctx.send({ file: key, name, more: i < parts - 1, first: i === 0 }, bytes.slice(i * PART, (i + 1) * PART));
}

function offer(blob, name) {
  const link = make("a", { download: name, href: URL.createObjectURL(blob) });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

async function savePicture({ svg, title }) {
  const name = (title ?? "").replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "").slice(0, 60);
  offer(await png(svg), `${name || "plaatje"}.png`);
}

const picture = {
  create(block, ctx) {
    const frame = make("div", { class: "rk-picture" });
    const caption = make("figcaption", { id: uid(), class: "rk-words" });
    const save = make("button", { type: "button", class: "rk-button rk-small rk-save", text: "Bewaar plaatje" });
    const el = make("figure", { class: "rk-figure" }, frame, caption, save);
    save.addEventListener("click", () => savePicture(ctx.live(el.rkBlock.key)));
    const press = (target) => {
      if (!target) return;
      if (target.dataset.href) return follow(ctx.root, target.dataset.href);
      ctx.setValue(el.rkBlock.key, target.dataset.pick === ctx.value(el.rkBlock.key) ? null : target.dataset.pick);
    };
    frame.addEventListener("click", (e) => press(e.target.closest("[data-pick],[data-href]")));
    frame.addEventListener("keydown", (e) => {
      const here = e.target.closest("[data-pick],[data-href]");
      if (!here) return;
      if (e.key === "Enter" || e.key === " ") press(here);
      else if (e.key.startsWith("Arrow")) {
        const next = nearest(frame.querySelectorAll("[data-pick],[data-href]"), here, e.key);
        if (next) {
          here.setAttribute("tabindex", "-1");
          next.setAttribute("tabindex", "0");
          next.focus();
        }
      } else return;
      e.preventDefault();
    });
    el.rk = { frame, caption, save };
    return el;
  },
  update(el, block, ctx) {
    el.rkBlock = block;
    const { frame, caption, save } = el.rk;
    const content = ctx.live(block.key) ?? block; // what never changes stands in the block itself
    if (content.words !== caption.textContent) caption.textContent = content.words ?? "";
    if (!content.svg) return;
    const focus = frame.contains(document.activeElement) ? document.activeElement.dataset.key : null;
    showSvg(frame, content.svg, ctx.colours);
    const svg = frame.querySelector("svg");
    const picks = [...svg.querySelectorAll("[data-pick],[data-href]")];
    const chosen = ctx.value(block.key);
    svg.setAttribute("aria-label", content.title ?? "");
    svg.setAttribute("aria-describedby", caption.id);
    const links = picks.some((p) => p.dataset.href);
    save.hidden = links;
    save.setAttribute("aria-label", `Bewaar plaatje: ${content.title ?? ""}`);
    svg.setAttribute("role", picks.length ? (links ? "group" : "listbox") : "img");
    for (const p of picks) {
      p.setAttribute("role", links ? "link" : "option");
      if (!links) p.setAttribute("aria-selected", String(p.dataset.pick === chosen));
    }
    const first = picks.find((p) => p.dataset.key === focus) ?? picks.find((p) => p.dataset.pick === chosen) ?? picks[0];
    picks.forEach((p) => p.setAttribute("tabindex", p === first ? "0" : "-1"));
    if (focus && first && document.activeElement !== first) first.focus();
  },
};

// ------------------------------------------------------------------ fields

function labelled(block, input, ...rest) {
  const id = uid();
  const help = block.help && make("p", { id: `${id}h`, class: "rk-help", text: block.help });
  const error = make("p", { id: `${id}e`, class: "rk-error", role: "alert" });
  input.id = id;
  input.setAttribute("aria-describedby", `${help ? `${id}h ` : ""}${id}e`);
  const el = make("div", { class: `rk-field rk-${block.t}` }, make("label", { for: id, text: block.label }), help,
    make("div", { class: "rk-input" }, input, ...rest), error);
  el.rk = { input, error };
  return el;
}

const showError = (el, text) => {
  if (el.rk.error.textContent !== (text ?? "")) el.rk.error.textContent = text ?? "";
  for (const field of [el.rk.input, el.rk.number]) field?.setAttribute("aria-invalid", text ? "true" : "false");
};

const wanted = (b) => `Vul een getal in van ${b.min} tot en met ${b.max}.`.replace(/(\d)\.(\d)/g, "$1,$2");

const range = {
  create(block, ctx) {
    const number = make("input", { type: "number", class: "rk-number", "aria-label": `${block.label}, als getal${block.unit ? `, ${block.unit}` : ""}` });
    const el = labelled(block, make("input", { type: "range" }), number, make("span", { class: "rk-unit" }));
    const send = (raw) => {
      const b = el.rkBlock;
      const value = Number(raw);
      el.rk.wrong = raw === "" || Number.isNaN(value) || value < b.min || value > b.max ? wanted(b) : "";
      showError(el, el.rk.wrong);
      if (!el.rk.wrong) ctx.setValue(b.key, value);
    };
    el.rk.number = number;
    number.setAttribute("aria-describedby", el.rk.error.id);
    el.rk.input.addEventListener("input", () => send(el.rk.input.value));
    number.addEventListener("change", () => send(number.value));
    return el;
  },
  update(el, block, ctx) {
    el.rkBlock = block;
    const value = ctx.value(block.key);
    if (el.rk.held !== value) [el.rk.held, el.rk.wrong] = [value, ""]; // another value holds now
    for (const input of [el.rk.input, el.rk.number]) {
      for (const name of ["min", "max", "step"]) if (input[name] !== String(block[name])) input[name] = block[name];
      if ((input.value === "" || Number(input.value) !== value) && !(input === el.rk.number && el.rk.wrong)) input.value = value;
    }
    el.rk.input.setAttribute("aria-valuetext", `${String(value).replace(".", ",")} ${block.unit ?? ""}`.trim());
    el.querySelector(".rk-unit").textContent = block.unit ?? "";
    showError(el, ctx.live(`fout:${block.key}`) ?? el.rk.wrong);
  },
};

const choice = {
  create(block, ctx) {
    const el = make("fieldset", { class: "rk-field rk-choice" }, make("legend", { text: block.label }));
    el.rk = { name: uid() };
    el.addEventListener("change", (e) => ctx.setValue(el.rkBlock.key, e.target.value));
    el.addEventListener("click", (e) => { el.rk.pressed = e.detail > 0 && e.clientX > 0; }, true); // with the arrows one goes through the options: they stay
    el.addEventListener("focusout", (e) => { if (el.rkBlock.closes && el.rk.all && e.target !== el.rk.others && !el.contains(e.relatedTarget)) { el.rk.all = false; choice.update(el, el.rkBlock, ctx); } });
    el.addEventListener("keydown", (e) => { // a letter chooses the option of that letter and goes on
      const { key, then, options } = el.rkBlock;
      const letter = e.key.toUpperCase();
      if (!then || e.ctrlKey || e.altKey || e.metaKey || !options.some(([value]) => value === letter)) return;
      ctx.setValue(key, letter);
      ctx.send({ click: then });
    });
    return el;
  },
  update(el, block, ctx) {
    const options = JSON.stringify(block.options);
    if (el.rk.options !== options) {
      el.rk.options = options;
      el.querySelectorAll("label").forEach((l) => l.remove());
      el.classList.toggle("rk-inline", block.options.reduce((sum, [, label]) => sum + label.length + 4, 0) <= 34);
      for (const [value, label] of block.options)
        el.append(make("label", {}, make("input", { type: "radio", name: el.rk.name, value }), make("span", { text: label })));
    }
    el.rkBlock = block;
    if (block.cls) el.classList.add(block.cls);
    const now = ctx.value(block.key);
    if (block.closes) { // once answered the other answers make room for why
      el.rk.others ??= make("button", { type: "button", class: "rk-link", text: "Andere antwoorden" });
      el.rk.others.onclick = () => { el.rk.all = true; choice.update(el, block, ctx); el.querySelector("input:checked").focus(); };
      if (el.rk.was !== now) { el.rk.all = !el.rk.pressed && el.contains(document.activeElement); el.rk.was = now; }
      const folded = now != null && !el.rk.all;
      el.querySelectorAll("label").forEach((l) => { l.hidden = folded && l.firstChild.value !== now; });
      if (folded) el.append(el.rk.others); else el.rk.others.remove();
    }
    el.querySelectorAll("input").forEach((i) => { i.checked = i.value === now; i.disabled = !!block.disabled; });
  },
};

const select = {
  create(block, ctx) {
    const el = labelled(block, make("select"));
    el.rk.input.addEventListener("change", () => ctx.setValue(el.rkBlock.key, el.rk.input.value));
    return el;
  },
  update(el, block, ctx) {
    el.rkBlock = block;
    const options = JSON.stringify(block.options);
    if (el.rk.options !== options) {
      el.rk.options = options;
      el.rk.input.replaceChildren(...block.options.map(([value, label]) => make("option", { value, text: label })));
    }
    el.rk.input.value = ctx.value(block.key);
  },
};

const text = (tag) => ({
  create(block, ctx) {
    const el = labelled(block, make(tag, { maxlength: block.limit ?? 4000, rows: tag === "textarea" ? block.rows ?? 3 : null, type: block.secret ? "password" : null, autocomplete: block.secret ? "off" : null }));
    let timer;
    const send = () => { clearTimeout(timer); ctx.setValue(el.rkBlock.key, el.rk.input.value); };
    el.rk.input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(send, 400); });
    el.rk.input.addEventListener("change", send);
    return el;
  },
  update(el, block, ctx) {
    el.rkBlock = block;
    const value = ctx.value(block.key) ?? "";
    if (el.rk.input.value !== value && !el.rk.input.matches(":focus")) el.rk.input.value = value;
    showError(el, ctx.live(`fout:${block.key}`));
  },
});

/** What a cell says: the text of the option that its value stands for. */
function cellText(column, row) {
  const value = row[column.key] ?? column.default ?? "";
  return column.options?.find(([v]) => v === value)?.[1] ?? value;
}

/** Rows of native fields; a cell that starts an arrow-key move or a paste of cells from a spreadsheet is handled here. */
const table = {
  create(block, ctx) {
    const el = make("div", { class: "rk-field rk-table" });
    const typed = () => { // what is not shown stays
      const old = ctx.value(el.rkBlock.key) ?? [];
      return [...el.querySelectorAll("tbody tr")].map((tr, i) => ({ ...old[i], ...Object.fromEntries(
        [...tr.querySelectorAll("[data-column]")].map((cell) => [cell.dataset.column, cell.value])) }));
    };
    const add = () => ctx.setValue(el.rkBlock.key, [...typed(), Object.fromEntries(el.rkBlock.columns.map((c) => [c.key, c.default ?? ""]))]);
    el.addEventListener("change", () => { if (!el.rk.making) ctx.setValue(el.rkBlock.key, typed()); });
    el.addEventListener("click", (e) => {
      const button = e.target.closest("button");
      if (!button) return;
      if (button.dataset.add) {
        add();
        el.querySelector("tbody tr:last-child [data-column]")?.focus();
      } else if (button.dataset.remove) {
        const at = Number(button.dataset.remove);
        ctx.setValue(el.rkBlock.key, (ctx.value(el.rkBlock.key) ?? []).filter((_, i) => i !== at));
        (el.querySelectorAll("[data-remove]")[Math.max(0, at - 1)] ?? el.querySelector("[data-add]")).focus();
      }
    });
    el.addEventListener("keydown", (e) => {
      const step = { ArrowDown: 1, ArrowUp: -1, Enter: 1 }[e.key], column = e.target.dataset.column;
      if (!step || e.target.tagName === "SELECT" || !column) return;
      const to = [...el.querySelectorAll("tbody tr")].indexOf(e.target.closest("tr")) + step;
      if (e.key === "Enter" && !el.rkBlock.fixed && to === el.querySelectorAll("tbody tr").length && to < el.rkBlock.limit) add();
      el.querySelectorAll("tbody tr")[to]?.querySelector(`[data-column="${column}"]`)?.focus();
      e.preventDefault();
    });
    el.addEventListener("paste", (e) => {
      const pasted = e.clipboardData?.getData("text/plain") ?? "";
      if (!e.target.dataset.column || !/[\t\n]/.test(pasted.trim())) return;
      e.preventDefault();
      const columns = el.rkBlock.columns;
      const from = columns.findIndex((c) => c.key === e.target.dataset.column);
      const rows = [...(ctx.value(el.rkBlock.key) ?? [])].map((r) => ({ ...r }));
      const at = [...el.querySelectorAll("tbody tr")].indexOf(e.target.closest("tr"));
      pasted.replace(/\r/g, "").replace(/\n+$/, "").split("\n").slice(0, el.rkBlock.limit).forEach((line, i) => {
        rows[at + i] = { ...(rows[at + i] ?? {}) };
        line.split("\t").forEach((cell, j) => { if (columns[from + j]) rows[at + i][columns[from + j].key] = cell.trim(); });
      });
      document.activeElement.blur();
      ctx.setValue(el.rkBlock.key, rows);
    });
    el.rk = {};
    return el;
  },
  update(el, block, ctx) {
    el.rkBlock = block;
    const rows = ctx.value(block.key) ?? [];
    const fixed = block.columns.filter((c) => c.readonly);
    const shape = JSON.stringify([block.columns, rows.length, rows.map((row) => fixed.map((c) => row[c.key]))]);
    if (el.rk.shape !== shape) {
      el.rk.shape = shape;
      const held = document.activeElement?.dataset.column && el.contains(document.activeElement) ? document.activeElement : null;
      const heldAt = held && [...el.querySelectorAll("tbody tr")].indexOf(held.closest("tr"));
      const words = Object.fromEntries(block.columns.filter((c) => c.words).map((c) => [c.key, uid()]));
      const more = block.shown ?? []; // columns of what Python says of each row
      const head = make("tr", {}, ...block.columns.map((c) => make("th", { scope: "col", text: c.label })),
        ...more.map(([, label]) => make("th", { scope: "col", class: "rk-num", text: label })),
        block.fixed ? null : make("th", { scope: "col" }, make("span", { class: "rk-hidden", text: "Rij weghalen" })));
      const called = (i) => block.columns.filter((c) => c.readonly).map((c) => cellText(c, rows[i])).join(" ") || `rij ${i + 1}`;
      const body = rows.map((_, i) => make("tr", {}, ...block.columns.map((c) => {
        if (c.readonly) return make("th", { scope: "row", text: cellText(c, rows[i]) });
        const name = { "data-column": c.key, "aria-label": `${c.label}, ${called(i)}` };
        const cell = c.options ? make("select", name, ...c.options.map(([v, l]) => make("option", { value: v, text: l })))
          : make("input", { ...name, type: "text", maxlength: 400, ...(c.words && { list: words[c.key] }) });
        return make("td", {}, cell);
      }), ...more.map(([key]) => make("td", { class: "rk-num", "data-shown": key })), block.fixed ? null : make("td", {}, make("button", { type: "button", class: "rk-button rk-small", "data-remove": String(i),
        "aria-label": `Rij ${i + 1} weghalen`, text: "×" }))));
      el.rk.making = true; // a field that leaves while it is typed in says that it changed: of the table as it was
      el.replaceChildren(
        ...(block.help ? [make("p", { class: "rk-help", text: block.help })] : []),
        make("div", { class: "rk-scroll", role: "region", "aria-label": block.label, ...(rows.length && block.columns.some((c) => !c.readonly) ? {} : { tabindex: "0" }) },
          make("table", {}, make("caption", { text: block.label }), make("thead", {}, head), make("tbody", {}, ...body))),
        ...(block.fixed ? [] : [make("button", { type: "button", class: "rk-button rk-small", "data-add": "1", text: block.add ?? "Rij erbij" })]),
        ...block.columns.filter((c) => c.words).map((c) => make("datalist", { id: words[c.key] }, ...c.words.map((value) => make("option", { value })))),
        make("p", { class: "rk-error", role: "alert" }));
      el.rk.making = false;
      el.rk.error = el.lastElementChild;
      const again = held && el.querySelectorAll("tbody tr")[heldAt]?.querySelector(`[data-column="${held.dataset.column}"]`);
      if (again) { // what is being typed there goes on
        again.value = held.value;
        again.focus();
        again.setSelectionRange?.(held.selectionStart, held.selectionEnd);
      }
    }
    [...el.querySelectorAll("tbody tr")].forEach((tr, i) => tr.querySelectorAll("[data-column]").forEach((input) => {
      const value = rows[i][input.dataset.column] ?? block.columns.find((c) => c.key === input.dataset.column).default ?? "";
      if (!input.matches(":focus") && input.value !== String(value)) {
        if (input.tagName === "SELECT" && ![...input.options].some((o) => o.value === String(value)))
          input.append(make("option", { value, text: `${value} (onbekend)` }));
        input.value = value;
      }
    }));
    const cells = ctx.live(`_cells:${block.key}`) ?? [];
    if (block.shown?.length) [...el.querySelectorAll("tbody tr")].forEach((tr, i) => tr.querySelectorAll("[data-shown]").forEach((td) => {
      const said = cells[i]?.[td.dataset.shown] ?? "";
      if (td.textContent !== said) td.textContent = said;
    }));
    el.rk.error.textContent = ctx.live(`fout:${block.key}`) ?? "";
    if (el.closest(".rk-stage")) tablePage(el);
  },
};

const PAGE = 10; // rows of a table on the stage that stand there at a time

/** On the stage ten rows at a time: the page scrolls, never a table in it. */
function tablePage(el) {
  const rows = [...el.querySelectorAll("tbody tr")];
  const most = Math.max(0, Math.ceil(rows.length / PAGE) - 1);
  const from = Math.min(el.rk.from ?? 0, most);
  rows.forEach((row, i) => { row.hidden = Math.floor(i / PAGE) !== from; });
  if (!el.rk.pages) {
    el.rk.pages = make("p", { class: "rk-page" });
    const turn = (by) => { el.rk.from = (el.rk.from ?? 0) + by; tablePage(el); };
    el.rk.pages.addEventListener("click", (e) => { if (e.target.dataset.by) turn(Number(e.target.dataset.by)); });
    el.addEventListener("focusin", (e) => { // arrows and Tab go on to the next page
      const at = [...el.querySelectorAll("tbody tr")].indexOf(e.target.closest("tr"));
      if (at >= 0 && Math.floor(at / PAGE) !== el.rk.from) { el.rk.from = Math.floor(at / PAGE); tablePage(el); }
    });
  }
  el.rk.from = from;
  if (!el.contains(el.rk.pages)) el.querySelector(".rk-scroll").after(el.rk.pages);
  el.rk.pages.hidden = !most;
  const said = `${from}/${rows.length}`;
  if (!most || el.rk.said === said) return;
  el.rk.said = said;
  const had = document.activeElement?.dataset.by && el.contains(document.activeElement) && document.activeElement.dataset.by;
  const button = (by, sign, name, off) => make("button", { type: "button", class: "rk-button rk-small", "data-by": by, "aria-label": name, text: sign, disabled: off });
  el.rk.pages.replaceChildren(button("-1", "‹", "Vorige rijen", from === 0),
    make("span", { text: `Rij ${from * PAGE + 1}–${Math.min(rows.length, (from + 1) * PAGE)} van ${rows.length}` }), button("1", "›", "Volgende rijen", from === most));
  if (had) (el.rk.pages.querySelector(`[data-by="${had}"]:not(:disabled)`) ?? el.rk.pages.querySelector("button:not(:disabled)")).focus();
}

const file = {
  create(block, ctx) {
    const el = labelled(block, make("input", { type: "file", accept: block.accept }));
    el.rk.input.addEventListener("change", async () => {
      const chosen = el.rk.input.files[0];
      if (!chosen) return;
      const limit = el.rkBlock.limit ?? MAX_FILE;
      if (chosen.size > limit) return showError(el, `Dit bestand is groter dan ${Math.round(limit / 1e6)} MB. Kies een kleiner bestand.`);
      showError(el, "");
      const bytes = new Uint8Array(await chosen.arrayBuffer());
      sendFile(ctx, el.rkBlock.key, chosen.name, bytes);
      el.rk.input.value = "";
    });
    return el;
  },
  update(el, block, ctx) {
    el.rkBlock = block;
    const name = ctx.value(block.key);
    el.rk.opened ??= el.querySelector(".rk-input").appendChild(make("span", { class: "rk-opened" }));
    el.rk.opened.textContent = name ? `Geopend: ${name}` : "";
    showError(el, ctx.live(`fout:${block.key}`));
  },
};

const button = {
  create(block, ctx) {
    const el = make("button", { type: "button" });
    el.addEventListener("click", () => ctx.send({ click: el.rkBlock.key }));
    return el;
  },
  update(el, block) {
    el.rkBlock = block;
    el.className = `rk-button ${block.cls ?? ""}`;
    if (el.textContent !== block.label) el.textContent = block.label;
    el.disabled = !!block.disabled;
    if (block.pressed != null) el.setAttribute("aria-pressed", String(block.pressed));
  },
};

/** A picture of the panel as a file. */
const save = {
  create(block, ctx) {
    const el = make("button", { type: "button", class: "rk-button rk-small", text: "Bewaar het plaatje" });
    el.addEventListener("click", () => savePicture(ctx.live(block.of)));
    return el;
  },
  update(el, block, ctx) { el.setAttribute("aria-label", `Bewaar het plaatje: ${ctx.live(block.of)?.title ?? ""}`); },
};

const html = {
  create: (block) => make(block.tag ?? "div"),
  update(el, block, ctx) {
    const content = block.html ?? ctx.live(block.key) ?? "";
    if (el.rkHtml !== content) { el.innerHTML = content; el.rkHtml = content; }
    el.className = block.cls ?? "";
    if (block.role) el.setAttribute("role", block.role);
  },
};

const box = {
  create(block, ctx) {
    const el = make(block.tag ?? "div");
    if (block.summary) el.append(make("summary", { text: block.summary }));
    if (block.asks) el.addEventListener("toggle", () => ctx.send({ click: block.key }), { once: true });
    if (block.legend) el.append(make("legend", { text: block.legend }));
    el.rk = { kept: el.childNodes.length };
    return el;
  },
  update(el, block, ctx) {
    el.className = block.cls ?? "";
    if (block.label) el.setAttribute("aria-label", block.label);
    reconcile(el, block.blocks ?? [], ctx, el.rk.kept);
  },
};

const KINDS = { box, html, picture, range, choice, select, text: text("input"), area: text("textarea"), table, file, button, save, address, stage };

/** Make the children of `parent` equal to `blocks`, reusing elements by key so that focus and typing survive. */
function reconcile(parent, blocks, ctx, skip = 0) {
  blocks.forEach((block, i) => {
    const id = `${block.t}:${block.key}`;
    let el = ctx.elements.get(id);
    if (!el) {
      el = KINDS[block.t].create(block, ctx);
      ctx.elements.set(id, el);
    }
    ctx.seen.add(id);
    if (parent.childNodes[i + skip] !== el) parent.insertBefore(el, parent.childNodes[i + skip] ?? null);
    KINDS[block.t].update(el, block, ctx);
  });
  while (parent.childNodes.length > blocks.length + skip) parent.lastChild.remove();
}

// ------------------------------------------------------------------- panel

const texts = new WeakMap();

/** A content of `live` as Python has it: long texts come as bytes. */
function unpacked(content) {
  if (content?.svg?.buffer) return { ...content, svg: unpacked(content.svg) };
  if (!content?.buffer) return content;
  if (!texts.has(content)) texts.set(content, new TextDecoder().decode(content));
  return texts.get(content);
}

function guard(event) {
  // Keys typed in a panel are the panel's: the notebook would otherwise move to another cell or insert one.
  const host = (event.ctrlKey || event.metaKey) && !/^(enter|z|y)$/i.test(event.key); // what one typed is undone here
  if (!host) event.stopPropagation();
}

export default {
  render({ model, el }) {
    const root = make("div", { class: "rk", lang: "nl" });
    const style = make("style");
    const body = make("div");
    const status = make("div", { class: "rk-hidden", role: "status", "aria-live": "polite" });
    root.append(style, body, status);
    el.append(root);
    root.addEventListener("keydown", guard);

    // What the learner set and Python has not answered yet goes before what Python says, so that nothing typed meanwhile is lost.
    const value = (key) => (mine.get(key)?.[0] > model.get("heard") ? mine.get(key)[1] : model.get("values")[key]);
    // What Python worked ahead, per setting. A setting is [round, {control: value}]: another case is another round.
    const known = new Map();
    let asking = false;
    let dismissed = new Set(); // errors of fields that the learner has changed since
    const name = (at) => JSON.stringify([at[0], ...Object.values(at[1])]);
    const wanted = (change) => {
      const at = model.get("live")._at;
      return at && [at[0], Object.fromEntries(Object.keys(at[1]).map((k) => [k, k in change ? change[k] : value(k)]))];
    };
    /** Python's content may be about settings that the learner has left: then what is known of the present ones is shown. */
    const present = (key) => {
      const live = model.get("live");
      const now = wanted({});
      const ahead = now && known.size && name(now) !== name(live._at) && known.get(name(now));
      return ahead && key in ahead ? ahead[key] : unpacked(live[key]);
    };
    /** Ask for the settings next to the present one, nearest first, along the slider that the learner rests on. */
    const askAhead = (input) => {
      const block = input?.closest?.(".rk-range")?.rkBlock;
      const at = model.get("live")._at;
      if (asking || !block || !at || !(block.key in at[1])) return;
      const here = value(block.key);
      const changes = [];
      for (let i = 1; i <= AHEAD && changes.length < 8; i++)
        for (const value of [here + i * block.step, here - i * block.step].map((v) => Math.round(v * 1e9) / 1e9))
          if (value >= block.min && value <= block.max && !known.has(name(wanted({ [block.key]: value })))) changes.push({ [block.key]: value });
      if (!changes.length) return;
      asking = input;
      model.send({ ahead: changes });
    };
    const ctx = {
      root,
      colours: model.get("colours"),
      elements: new Map(),
      seen: new Set(),
      has: (key) => key in model.get("values"),
      settings: () => wanted({})?.[1],
      live: (key) => (dismissed.has(key) ? undefined : present(key)),
      value,
      setValue(key, now) {
        dismissed.add(`fout:${key}`);
        moment = Math.max(moment + 1, Date.now(), model.get("heard") + 1); // also where the clock was put back
        for (const [other, [when]] of mine) if (when <= model.get("heard")) mine.delete(other);
        mine.set(key, [moment, now]);
        model.set("changes", Object.fromEntries(mine));
        model.save_changes();
        draw();
      },
      // what was set just before goes along: it may still be waiting for a busy kernel, and a button must not overtake it
      send: (message, bytes) => model.send({ ...message, changes: Object.fromEntries(mine) }, undefined, bytes ? [bytes.buffer] : []),
    };
    const draw = () => {
      const id = model.get("static_id");
      const hide = id ? `#${id}{display:none}` : "";
      if (style.textContent !== hide) style.textContent = hide;
      ctx.seen.clear();
      reconcile(body, model.get("tree"), ctx);
      for (const key of ctx.elements.keys()) if (!ctx.seen.has(key)) ctx.elements.delete(key);
    };
    let speaking;
    let spoken = model.get("spoken");
    const speak = () => {
      clearTimeout(speaking);
      speaking = setTimeout(() => {
        const now = model.get("spoken");
        if (now !== spoken) status.textContent = spoken = now;
      }, SPEAK_MS);
    };
    // pictures for a document, all at once: each goes back under its number, without bytes where it can't be drawn (in time)
    const drawAll = ({ draw: pictures, first, key }) => pictures.forEach(async (svg, i) => {
      const late = new Promise((done) => setTimeout(done, DRAW_MS));
      const blob = await Promise.race([png(svg, REPORT_WIDTH), late]).catch(() => null);
      sendFile(ctx, key, String(first + i), new Uint8Array(blob ? await blob.arrayBuffer() : 0));
    });
    const message = (content, buffers) => {
      if (content.download) {
        offer(new Blob([buffers[0]], { type: content.mime }), content.download);
      }
      if (content.draw) drawAll(content);
      if (content.ahead) {
        const input = asking;
        asking = false;
        for (const one of content.ahead) known.set(name(one.at), one.live);
        while (known.size > KNOWN) known.delete(known.keys().next().value);
        if (content.ahead.length && input.matches(":focus,:hover")) setTimeout(() => askAhead(input));
      }
      // after the redraw that the state before this message asked for, and before anything that the learner does next
      if (content.focus) queueMicrotask(() => {
        if (content.focus === "_column") return beginStep(root.querySelector(".rk-stage"), root);
        const target = [...ctx.elements].find(([id]) => id.endsWith(`:${content.focus}`))?.[1];
        if (!target) return;
        const field = target.matches("input,button,select,textarea") ? target : target.querySelector("input,select,textarea,button,[tabindex='0']");
        if (field) return field.focus();
        target.setAttribute("tabindex", "-1");
        target.focus();
      });
    };
    // one redraw for all that one message brings
    let asked = false;
    const later = () => {
      if (asked) return;
      asked = true;
      queueMicrotask(() => {
        asked = false;
        draw();
        setTimeout(() => askAhead(root.querySelector("input[type=range]:focus")));
      });
    };
    const fresh = () => { dismissed = new Set(); };
    model.on("change:live", fresh);
    root.addEventListener("click", (e) => {
      const link = e.target.closest("a[href]");
      if (!link || !/\.ipynb(#|$)/.test(link.getAttribute("href"))) return;
      e.preventDefault();
      follow(root, link.getAttribute("href"));
    });
    for (const event of ["focusin", "pointerover"]) root.addEventListener(event, (e) => askAhead(e.target.matches("input[type=range]") ? e.target : null));
    for (const name of ["tree", "live", "values", "heard", "static_id"]) model.on(`change:${name}`, later);
    model.on("change:spoken", speak);
    model.on("msg:custom", message);
    const leave = watchScreen(ctx);
    draw();
    return () => {
      clearTimeout(speaking);
      model.off("change:live", fresh);
      leave();
      for (const name of ["tree", "live", "values", "heard", "static_id"]) model.off(`change:${name}`, later);
      model.off("change:spoken", speak);
      model.off("msg:custom", message);
    };
  },
};
