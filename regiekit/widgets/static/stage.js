// The stage: the six steps of a proef, of which one is open beside the picture and its headline. Loaded before panel.js.

const EM = 15; // pixels: the smallest size of text
const EMS = [62, 40]; // a stage is so many em wide and high: one design at every size
const NARROW = 700; // pixels: below this one column
const WIDEST = 20; // pixels of an em on a page; a screen of its own knows no limit
const SIGN = "-2 -11 44 22"; // the part of a legend that is the sign

/** The height that the page leaves: of what scrolls round the panel, or of the window. */
function roomHigh(el) {
  for (let at = el.parentElement; at; at = at.parentElement)
    if (/auto|scroll/.test(getComputedStyle(at).overflowY) && at.clientHeight > 200 && at.scrollHeight > at.clientHeight) return at.clientHeight;
  return innerHeight;
}

/** Lay the columns of `box` one page at a time: what doesn't fit in its height stands on the next page. Returns how many there are. */
function paged(box, at) {
  const gap = parseFloat(getComputedStyle(box).columnGap) || 0;
  const style = getComputedStyle(box);
  const wide = box.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight) + gap;
  const many = Math.max(1, Math.round((box.scrollWidth - box.clientWidth) / wide) + 1);
  box.scrollLeft = Math.min(at, many - 1) * wide;
  return many;
}

/** The signs of a picture as text below it, each with its sign. */
function legendOf(svg) {
  const legend = svg?.querySelector(":scope > .rk-legend");
  if (!legend || legend !== svg.lastElementChild) return [];
  const last = (row) => Number((row.dataset.key ?? "").startsWith("kind:")); // the kinds of parties stand in their table as well
  return [...legend.children].sort((a, b) => last(a) - last(b)).map((row) => {
    const sign = [...row.children].filter((one) => one.nodeName !== "text");
    const text = make("span", { class: "rk-sign" });
    if (sign.length) {
      const box = document.createElementNS(svg.namespaceURI, "svg");
      const line = sign.some((one) => one.querySelector("path"));
      box.setAttribute("viewBox", line ? SIGN : "-2 -11 22 22");
      box.setAttribute("aria-hidden", "true");
      box.append(...sign.map((one) => one.cloneNode(true)));
      text.append(box);
    }
    text.append(row.querySelector("text")?.textContent ?? "");
    return text;
  });
}

const stage = {
  create(block, ctx) {
    const of = (name, tag = "div", attrs = {}) => make(tag, { class: `rk-${name}`, ...attrs });
    const press = (name, text) => make("button", { type: "button", class: `rk-button ${name}`, text });
    const id = uid();
    const rk = {
      id, visited: new Set(), fold: "", page: 0, foldPage: 0, whole: new Set(), phase: 0,
      title: of("heading", "h3"), kind: of("kind", "span"), reset: press("rk-small", "Herstel de stand"), screen: press("rk-small", "Scherm"),
      tabs: of("steps", "div", { role: "tablist", "aria-label": "Stappen" }), asked: of("onpaper", "p"), headline: of("headline", "p"), paper: of("onpaper"),
      view: of("view"), situation: of("situation"), picture: of("pictures"), under: of("under"), signs: of("signs"), pick: of("pick", "p"), views: of("views", "div", { role: "group", "aria-label": "Plaatje" }),
      column: of("column", "div", { role: "tabpanel", id: `${id}p`, tabindex: "-1" }), parts: of("parts", "div", { role: "group", "aria-label": "Delen van deze stap" }), content: of("paged"),
      sheet: of("fold", "div", { role: "region", tabindex: "-1" }), foot: of("foot"), folds: of("folds"), pager: of("pager"),
      also: press("rk-also"), back: press("rk-back"), on: press("rk-primary rk-on"), offer: of("offer", "p"),
    };
    const el = make("section", {},
      of("title", "div", {}), rk.offer, rk.tabs, rk.asked, rk.headline, of("body"), rk.paper, rk.foot);
    el.querySelector(".rk-title").append(make("div", { class: "rk-names" }, rk.title, rk.kind), make("div", { class: "rk-tools" }, rk.reset, rk.screen));
    rk.under.append(rk.signs, rk.pick, rk.views);
    rk.view.append(rk.situation, rk.picture, rk.under);
    rk.column.append(rk.parts, rk.content);
    rk.sheet.append(make("div", { class: "rk-foldhead" }, make("h4"), press("rk-small rk-close", "Sluit ×")), of("paged"));
    rk.closing = rk.sheet.querySelector(".rk-close");
    rk.sheetContent = rk.sheet.querySelector(".rk-paged");
    el.querySelector(".rk-body").append(rk.view, rk.sheet, rk.column);
    rk.foot.append(rk.folds, rk.pager, make("div", { class: "rk-turns" }, rk.also, rk.back, rk.on));
    rk.reset.title = "Zet de knoppen van deze proef terug; uw voorspelling, antwoorden en notitie blijven";
    rk.offer.append("Dit venster is klein voor deze proef. ", press("rk-small", "Open op het hele scherm"));
    el.rk = rk;
    rk.reset.title = "Uw voorspelling, antwoorden en notitie blijven staan.";
    rk.again = () => stage.update(el, el.rkBlock, ctx);
    rk.tell = (said) => { // two lines hold it
      write(rk.headline, said);
      for (const [size, most] of [["rk-long", 110], ["rk-longer", 150]]) rk.headline.classList.toggle(size, said.length > most);
    };

    const turn = (to) => { // a press in Python, or another place in the steps
      rk.turning = true;
      if (to.press) return ctx.send({ click: to.press });
      if (to.next) return to.next.focus();
      go(el, ctx, to.to);
    };
    rk.turn = (name) => {
      if (name === "on" && rk.phase < rk.phases) { rk.phase += 1; return rk.again(); }
      if (rk[name].rkTo) turn(rk[name].rkTo);
    };
    for (const name of ["also", "back", "on"]) rk[name].addEventListener("click", () => rk.turn(name));
    rk.reset.addEventListener("click", () => {
      for (const field of ctx.elements.values()) if (field.rk?.wrong) field.rk.wrong = ""; // also where the value was at its start already
      ctx.send({ click: "_reset" });
    });
    for (const button of [rk.screen, rk.offer.querySelector("button")]) button.addEventListener("click", () => screen(el, ctx));
    rk.tabs.addEventListener("click", (e) => { const tab = e.target.closest("[role=tab]"); if (tab) go(el, ctx, tab.dataset.to); });
    rk.tabs.addEventListener("keydown", (e) => {
      const all = [...rk.tabs.children];
      const at = all.indexOf(document.activeElement);
      const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1 }[e.key];
      if (to === undefined) return;
      e.preventDefault();
      const next = all[(to + all.length) % all.length];
      all.forEach((tab) => tab.setAttribute("tabindex", tab === next ? "0" : "-1"));
      next.focus();
    });
    rk.folds.addEventListener("click", (e) => { const button = e.target.closest("button"); if (button) fold(el, ctx, button.dataset.fold); });
    rk.closing.addEventListener("click", () => fold(el, ctx, ""));
    rk.views.addEventListener("click", (e) => { if (e.target.dataset.view) ctx.setValue("_view", e.target.dataset.view); });
    rk.parts.addEventListener("click", (e) => { if (e.target.dataset.to) go(el, ctx, e.target.dataset.to); });
    rk.pager.addEventListener("click", (e) => {
      const by = Number(e.target.closest("button")?.dataset.by ?? 0);
      if (rk.fold) rk.foldPage += by; else rk.page += by;
      lay(el);
    });
    for (const [box, name] of [[rk.content, "page"], [rk.sheetContent, "foldPage"]])
      box.addEventListener("focusin", (e) => { // Tab goes on to the next page
        const gap = parseFloat(getComputedStyle(box).columnGap) || 0;
        const x = e.target.getBoundingClientRect().left - box.getBoundingClientRect().left + box.scrollLeft;
        rk[name] = Math.max(0, Math.floor(x / (box.clientWidth + gap - 12)));
        lay(el);
      });
    el.addEventListener("keydown", (e) => {
      if (e.key !== "Escape") return;
      if (rk.fold) { e.preventDefault(); return fold(el, ctx, ""); }
      if (ctx.root.matches(".rk-scherm") && document.fullscreenElement !== ctx.root) screen(el, ctx);
    });
    new ResizeObserver(() => lay(el)).observe(el);
    return el;
  },

  update(el, block, ctx) {
    el.rkBlock = block;
    const { rk } = el;
    const [key, number] = String(ctx.value("_step") ?? "").split(":");
    const index = Math.max(0, block.steps.findIndex((step) => step.key === key));
    const step = block.steps[index];
    const at = Math.min(Number(number ?? 0), step.parts.length - 1);
    const part = step.parts[at];
    const name = `${step.key}:${at}`;
    const turned = rk.place !== undefined && rk.place !== name;
    if (turned) rk.whole.add(rk.place); // what was shown comes back whole
    if (rk.place !== name) { rk.page = 0; rk.fold = ""; rk.phase = 0; }
    if (rk.step && rk.step !== step.key) rk.visited.add(rk.step);
    [rk.place, rk.step] = [name, step.key];
    const blind = block.hidden || (step.key === "voorspel" && !rk.printing);
    const big = ctx.root.matches(".rk-scherm");

    el.className = `rk-stage ${block.cls ?? ""}${el.matches(".rk-narrow") ? " rk-narrow" : ""}`; // in one column all along: else the page is laid out anew, and jumps
    el.classList.toggle("rk-whole", !!part.wide);
    el.dataset.step = step.key;
    el.setAttribute("aria-label", block.label);
    write(rk.title, block.label);
    write(rk.kind, block.kind);
    write(rk.screen, big ? "Sluit Scherm" : "Scherm");
    rk.reset.hidden = block.hidden;

    drawTabs(el, block, ctx, index);
    const own = step.key === "vergelijk" ? "Uw stand: " : ""; // the column tells of the question, which may go by another one
    const headline = (!blind && ctx.live("_headline") && own + ctx.live("_headline")) || block.question[1];
    rk.tell(headline);

    // the picture, or before the prediction the situation; a fold takes its place
    reconcile(rk.situation, blind && block.situation ? [block.situation] : [], ctx);
    const view = block.pictures.some((one) => one.key === ctx.value("_view")) ? ctx.value("_view") : "_picture";
    reconcile(rk.picture, blind || !block.pictures.length ? [] : [{ t: "picture", key: view }], ctx);
    rk.view.hidden = !!part.wide || !!rk.fold;
    el.classList.toggle("rk-alone", !part.wide && !rk.fold && !rk.view.querySelector("svg"));
    const switched = JSON.stringify([blind, view, block.pictures]);
    if (rk.switched !== switched) {
      rk.switched = switched;
      swap(rk.views, "view", blind || block.pictures.length < 2 ? [] : block.pictures.map((one) => make("button",
        { type: "button", class: "rk-button rk-small", "data-view": one.key, "aria-pressed": String(one.key === view), text: one.label })));
    }
    const frame = rk.view.querySelector(".rk-picture");
    const signs = frame?.rkLegend ?? "";
    if (rk.shownSigns !== signs) { rk.shownSigns = signs; rk.signs.replaceChildren(...(frame?.rkSigns ?? [])); }
    const picked = !blind && block.picking && ctx.value("_picture") ? ctx.live("_pick") ?? "" : "";
    write(rk.pick, picked);

    // the open step
    rk.column.setAttribute("aria-labelledby", `${rk.id}t${index}`);
    const partNames = JSON.stringify(step.parts.map((one) => [one.name, one.quiet]));
    if (rk.partNames !== partNames + at) {
      rk.partNames = partNames + at;
      const shown = step.parts.length > 1 && !part.quiet;
      rk.parts.hidden = !shown;
      swap(rk.parts, "to", shown ? step.parts.map((one, i) => make("button",
        { type: "button", class: "rk-button rk-small", "data-to": `${step.key}:${i}`, "aria-pressed": String(i === at), text: one.name })) : []);
    }
    reconcile(rk.content, part.blocks, ctx);

    // what is folded
    const open = block.folds.find((one) => one.key === rk.fold);
    rk.sheet.hidden = !open;
    el.classList.toggle("rk-folded", !!open);
    if (open) {
      write(rk.sheet.querySelector("h4"), open.label);
      rk.sheet.setAttribute("aria-label", open.label);
    }
    reconcile(rk.sheetContent, open?.blocks ?? [], ctx);
    const folds = JSON.stringify([block.folds.map((one) => one.label), rk.fold]);
    if (rk.foldNames !== folds) {
      rk.foldNames = folds;
      swap(rk.folds, "fold", block.folds.map((one) => make("button",
        { type: "button", class: "rk-link", "data-fold": one.key, "aria-expanded": String(one.key === rk.fold), text: one.label })));
    }

    // the foot
    const before = block.steps[index - 1];
    const after = block.steps[index + 1];
    const follow = at + 1 < step.parts.length ? { to: `${step.key}:${at + 1}`, label: step.parts[at + 1].name } : after
      ? { to: after.key, label: `Verder: ${after.name}` } : nextStage(el) && { next: nextStage(el), label: "Volgende proef" };
    const return_ = at ? { to: `${step.key}:${at - 1}`, label: "Terug" } : before && { to: `${before.key}:${before.parts.length - 1}`, label: "Terug" };
    rk.phases = big && !rk.whole.has(name) ? PHASES[block.hidden && step.key !== "voorspel" ? "" : step.key] ?? 0 : 0;
    if (big && rk.phase >= rk.phases) rk.whole.add(name);
    el.dataset.phase = rk.phase < rk.phases ? rk.phase : "";
    const reveal = rk.phase < rk.phases && { to: "", label: REVEALS[step.key][rk.phase] };
    const press = (button, to, sign) => {
      button.hidden = !to;
      button.rkTo = to;
      if (!to) return;
      write(button, sign === "‹" ? `‹ ${to.label}` : sign ? `${to.label} ›` : to.label);
      button.setAttribute("aria-label", to.label);  // an arrow is not read aloud
    };
    press(rk.also, reveal ? null : part.also, "");
    press(rk.back, part.back ?? return_, "‹");
    press(rk.on, reveal || part.on || follow, "›");
    if (!rk.opened) { rk.opened = true; setTimeout(() => openAsked(el, ctx)); }
    if (turned && rk.turning) focusOn(el, big);
    rk.turning = false;
    lay(el);
  },
};

/** What a hall sees of a step in turn: so many presses before it is whole, and what the next one brings. */
const PHASES = { voorspel: 1, probeer: 1, vergelijk: 1 };
const REVEALS = { voorspel: ["Het plaatje"], probeer: ["Het antwoord"], vergelijk: ["Het denkmodel"] };

const write = (el, said) => { if (el.textContent !== said) el.textContent = said; };
/** Other buttons in the place of these: the one of the same name keeps the focus. */
function swap(box, name, buttons) {
  const had = box.contains(document.activeElement) && document.activeElement.dataset[name];
  box.replaceChildren(...buttons);
  if (had) buttons.find((one) => one.dataset[name] === had)?.focus();
}
const go = (el, ctx, to) => { ctx.setValue("_step", to); };
const nextStage = (el) => {
  const all = [...document.querySelectorAll(".rk-stage")].filter((one) => one.offsetParent || one === el);
  return all[all.indexOf(el) + 1]?.querySelector("[role=tab][aria-selected=true]");
};

function drawTabs(el, block, ctx, index) {
  const { rk } = el;
  const state = JSON.stringify([block.steps.map((one) => [one.key, one.name]), index, block.hidden, [...rk.visited]]);
  if (rk.tabState === state) return;
  rk.tabState = state;
  const had = rk.tabs.contains(document.activeElement);
  rk.tabs.replaceChildren(...block.steps.map((one, i) => {
    const done = i !== index && !block.hidden && (i === 0 || rk.visited.has(one.key));
    const tab = make("button", { type: "button", role: "tab", id: `${rk.id}t${i}`, "data-to": one.key, class: done ? "rk-done" : "",
      "aria-selected": String(i === index), "aria-controls": i === index ? `${rk.id}p` : null, tabindex: i === index ? "0" : "-1",
      "aria-label": `Stap ${i + 1}, ${one.name}${done ? ", gedaan" : ""}` },
    make("span", { class: "rk-step", text: done ? "✓" : String(i + 1) }), make("span", { class: "rk-stepname", text: one.name }));
    return tab;
  }));
  if (had) rk.tabs.children[index].focus();
}

/** After a turn the keyboard is where the step begins: in a hall at its whole, so that the clicker goes on turning. */
function focusOn(el, big) {
  const field = !big && el.rk.content.querySelector("input:not([type=hidden]),select,textarea,button");
  (field || el.rk.column).focus({ preventScroll: !big && !field });
}

/** The same where Python opened a step and the keyboard is not in it yet. */
function beginStep(el, root) {
  if (el && !el.rk.column.contains(document.activeElement)) focusOn(el, root.matches(".rk-scherm"));
}

function fold(el, ctx, key) {
  const { rk } = el;
  const was = rk.fold;
  rk.fold = rk.fold === key ? "" : key;
  rk.foldPage = 0;
  const block = el.rkBlock.folds.find((one) => one.key === rk.fold);
  if (block?.asks) ctx.send({ click: block.key });
  rk.again();
  if (rk.fold) rk.closing.focus();
  else rk.folds.querySelector(`[data-fold="${was}"]`)?.focus();
}

/** Size of the letters, and the pages of what doesn't fit. */
function lay(el) {
  const { rk } = el;
  const root = el.closest(".rk");
  if (!root || !el.clientWidth) return;
  const big = root.matches(".rk-scherm");
  const [wide, high] = big ? [innerWidth, innerHeight] : [el.clientWidth, roomHigh(root)];
  const narrow = wide < NARROW;
  const em = narrow ? EM + 1 : Math.max(EM, Math.min(high / EMS[1], wide / EMS[0], big ? Infinity : WIDEST));
  const size = `${Math.floor(em * 20) / 20}px`;
  if (el.style.fontSize !== size) el.style.fontSize = size;
  el.classList.toggle("rk-narrow", narrow);
  rk.offer.hidden = big || narrow || (wide >= EMS[0] * EM - 1 && high >= EMS[1] * EM - 1);
  const box = rk.fold ? rk.sheetContent : rk.content;
  const name = rk.fold ? "foldPage" : "page";
  const long = narrow || (el.matches(".rk-whole") && !rk.fold); // the page scrolls
  box.classList.remove("rk-tight");
  let many = long ? 1 : paged(box, rk[name]);
  if (many > 1) {
    box.classList.add("rk-tight"); // closer together what would just not fit
    many = paged(box, rk[name]);
  }
  rk[name] = Math.max(0, Math.min(rk[name], many - 1));
  el.dataset.pages = many;
  const pages = many > 1 ? `${rk[name] + 1}/${many}` : "";
  if (rk.pages === pages) return;
  rk.pages = pages;
  const had = rk.pager.contains(document.activeElement) && document.activeElement.dataset.by;
  rk.pager.replaceChildren(...(many > 1 ? [
    make("button", { type: "button", class: "rk-button rk-small", "data-by": "-1", "aria-label": "Vorige deel van deze lijst", disabled: rk[name] === 0, text: "‹" }),
    make("span", { text: `${rk[name] + 1} van ${many}` }),
    make("button", { type: "button", class: "rk-button rk-small", "data-by": "1", "aria-label": "Volgende deel van deze lijst", disabled: rk[name] === many - 1, text: "›" }),
  ] : []));
  if (had) (rk.pager.querySelector(`[data-by="${had}"]:not(:disabled)`) ?? rk.pager.querySelector("button:not(:disabled)"))?.focus();
}

/** On paper stands what is not open as well: the whole question, and once it is answered the words and all figures. */
function onPaper(el, ctx, on) {
  const { rk, rkBlock: { question, hidden } } = el;
  rk.printing = on;
  write(rk.asked, on ? (hidden ? question[0] : question.join(" ")).trim() : ""); // before the prediction it ends in the headline's place
  rk.paper.innerHTML = on && !hidden ? ["_words", "_measures", "_tables"].map((key) => ctx.live(key) ?? "").join("") : "";
  rk.again();
}

/** The proef alone over the whole window, and back: by the browser's full screen, else in the top layer. */
function screen(el, ctx) {
  const { root } = ctx;
  if (!root.matches(".rk-scherm")) {
    root.classList.add("rk-scherm");
    const top = () => { root.popover = "manual"; root.showPopover(); el.rk.again(); };
    if (document.fullscreenEnabled && root.requestFullscreen) root.requestFullscreen().then(el.rk.again, top);
    else top();
  } else if (document.fullscreenElement === root) document.exitFullscreen();
  else {
    root.hidePopover?.();
    root.removeAttribute("popover");
    root.classList.remove("rk-scherm");
  }
  el.rk.again();
  el.rk.screen.focus({ preventScroll: true });
}

/** Where this proef stands by itself, in its present state: for a slide or a page of a course. Without what belongs to one visitor. */
function addressOf(el, ctx) {
  const url = new URL(location.href);
  url.hash = "";
  for (const name of ["token", "werk", "reset", "stand"]) url.searchParams.delete(name);
  url.searchParams.set("proef", el.rkBlock.proef);
  url.searchParams.set("stap", "voorspel");
  const settings = ctx.settings();
  if (settings) url.searchParams.set("stand", JSON.stringify(settings));
  return url.href;
}

/** A page that was asked for one proef shows that alone, at the step and in the state that stand in its address. */
function openAsked(el, ctx) {
  const asked = new URLSearchParams(location.search);
  if (asked.get("proef") !== el.rkBlock.proef || document.querySelector(".rk-scherm")) return;
  try {
    for (const [key, value] of Object.entries(JSON.parse(asked.get("stand") ?? "{}"))) if (ctx.has(key)) ctx.setValue(key, value);
  } catch { /* an address that was cut off: the proef opens as it is */ }
  const early = window.regiekit?.answer?.(el.rkBlock.proef); // given on the page of the site while the kernel loaded
  if (early && el.rkBlock.hidden) ctx.setValue("_guess", early.value);
  if (early?.sure && el.rkBlock.hidden) ctx.send({ click: "_commit" });
  else if (asked.get("stap")) ctx.setValue("_step", asked.get("stap"));
  screen(el, ctx);
}

const address = {
  create(block, ctx) {
    const field = make("input", { type: "text", readonly: true, "aria-label": "Verwijzing naar deze proef" });
    const copy = make("button", { type: "button", class: "rk-button rk-small", text: "Kopieer de verwijzing" });
    const said = make("span", { role: "status" });
    copy.addEventListener("click", async () => {
      field.select();
      try { await navigator.clipboard.writeText(field.value); } catch { document.execCommand("copy"); } // without https there is no clipboard
      said.textContent = "Gekopieerd.";
    });
    return make("div", { class: "rk-address" }, field, copy, said);
  },
  update(el, block, ctx) {
    el.hidden = !/index\.html|voila|render/.test(location.pathname); // in JupyterLab the address is only of this computer
    const stage = el.closest(".rk-stage");
    if (stage?.rkBlock) el.firstChild.value = addressOf(stage, ctx);
  },
};

/** In *Scherm* the clicker of a projector turns the steps, where no field has the focus, which stays in it; Esc of the browser ends it. On paper all is shown. */
function watchScreen(ctx) {
  const stageOf = () => ctx.root.querySelector(".rk-stage");
  const paper = (e) => { const el = stageOf(); if (el) onPaper(el, ctx, e.type === "beforeprint"); };
  const stay = (e) => { if (ctx.root.matches(".rk-scherm") && !ctx.root.contains(e.target)) stageOf()?.rk.screen.focus(); };
  const key = (e) => {
    if (!ctx.root.matches(".rk-scherm") || !["PageDown", "PageUp"].includes(e.key)) return;
    if (ctx.root.contains(e.target) && e.target.matches?.("input,select,textarea")) return;
    e.preventDefault();
    stageOf()?.rk.turn(e.key === "PageDown" ? "on" : "back");
  };
  const full = () => {
    if (document.fullscreenElement === ctx.root || ctx.root.popover || !ctx.root.matches(".rk-scherm")) return;
    ctx.root.classList.remove("rk-scherm");
    stageOf()?.rk.again();
  };
  const resize = () => { const el = stageOf(); if (el) lay(el); };
  const gone = new AbortController();
  const { signal } = gone;
  document.addEventListener("keydown", key, { capture: true, signal });
  document.addEventListener("fullscreenchange", full, { signal });
  document.addEventListener("focusin", stay, { signal });
  for (const [name, listener] of [["resize", resize], ["beforeprint", paper], ["afterprint", paper]]) window.addEventListener(name, listener, { signal });
  return () => gone.abort();
}
