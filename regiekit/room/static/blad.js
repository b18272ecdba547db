// The phone: comes in, shows what there is, keeps an answer until the room has it. All text is set as text, never as markup.
const WAIT = 20; // seconds that a question for news is held
const place = location.pathname.slice(0, location.pathname.lastIndexOf("/") + 1);
let code = location.pathname.slice(place.length).replace(/\D/g, "");
const byId = (id) => document.getElementById(id);
const pause = (ms) => new Promise((done) => { const timer = setTimeout(done, ms); addEventListener("online", () => { clearTimeout(timer); done(); }, { once: true }); });

// ---- what this phone keeps: a random number that is its place in the room, and an answer that is under way

const memory = new Map(); // where a browser keeps nothing, the page itself remembers
function keep(name, value) {
  const key = `regiekit-${code}-${name}`;
  if (value === null) memory.delete(key); else memory.set(key, value);
  try { if (value === null) localStorage.removeItem(key); else localStorage.setItem(key, value); } catch { /* not allowed here */ }
}
function kept(name) {
  const key = `regiekit-${code}-${name}`;
  try { return localStorage.getItem(key) ?? memory.get(key) ?? null; } catch { return memory.get(key) ?? null; }
}
function token() {
  if (!kept("lid")) keep("lid", Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, "0")).join(""));
  return kept("lid");
}

async function ask(what, body) {
  const headers = { "X-Lid": token() };
  if (body) headers["Content-Type"] = "application/json";
  const answer = await fetch(`${place}${code}/${what}`, { method: body ? "POST" : "GET", headers, body: body && JSON.stringify(body), cache: "no-store", signal: AbortSignal.timeout((WAIT + 10) * 1000) });
  const found = answer.status === 204 ? {} : await answer.json().catch(() => ({}));
  if (!answer.ok) throw Object.assign(new Error(found.fout || "Hier ging iets mis."), { status: answer.status });
  return answer.status === 204 ? null : found;
}

// ---- what stands on the screen

function make(tag, more = {}, ...inside) {
  const el = document.createElement(tag);
  for (const [name, value] of Object.entries(more)) if (value != null) name in el ? (el[name] = value) : el.setAttribute(name, value);
  el.append(...inside.filter((one) => one != null));
  return el;
}
function say(text) { if (byId("staat").textContent !== text) byId("staat").textContent = text; }
function show(...parts) {
  const inside = byId("inhoud");
  const hadFocus = inside.contains(document.activeElement);
  inside.replaceChildren(...parts.filter(Boolean));
  if (hadFocus) inside.querySelector("h1")?.focus();
}
const heading = (text) => make("h1", { tabIndex: -1 }, text);
const dutch = (value) => String(value).replace(".", ",").replace("-", "−");
const read = (text) => (/^\s*[-−]?\d+([.,]\d+)?\s*$/.test(text) ? Number(text.trim().replace(",", ".").replace("−", "-")) : NaN);

function codeForm(problem) {
  document.title = "Meedoen in de klas";
  const field = make("input", { type: "text", id: "code", inputMode: "numeric", autocomplete: "off", "aria-describedby": "fout" });
  const wrong = make("p", { id: "fout", className: "fout" }, problem || "");
  const form = make("form", { noValidate: true }, make("label", { className: "label", htmlFor: "code" }, "De code op het scherm (12 cijfers)"), field, wrong, make("button", {}, "Doe mee"));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const given = field.value.replace(/[\s.-]/g, "");
    if (/^\d{12}$/.test(given)) { history.replaceState(null, "", place + given); code = given; start(); return; }
    wrong.textContent = "Een code heeft 12 cijfers. Kijk nog eens op het scherm.";
    field.setAttribute("aria-invalid", "true");
    field.focus();
  });
  say("");
  show(heading("Meedoen in de klas"), form);
}

// A field for a block of the question: its element, and `value`, undefined as long as nothing is chosen.
function fieldOf(block, mine, role) {
  const help = block.help ? make("p", { className: "help", id: "help" }, block.help) : null;
  const described = `${help ? "help " : ""}fout`;
  const label = (tag) => make(tag, { className: "label", htmlFor: tag === "label" ? "veld" : null }, block.label);
  if (block.t === "choice") {
    const options = block.options.map(([value, text]) => make("label", { className: "keuze" }, make("input", { type: "radio", name: "keuze", value, checked: value === mine }), text));
    const el = make("fieldset", { "aria-describedby": described }, make("legend", {}, block.label), help, ...options);
    return { el, first: options[0].firstChild, value: () => el.querySelector(":checked")?.value, missing: "Kies eerst een antwoord." };
  }
  if (block.t === "select") {
    const select = make("select", { id: "veld", "aria-describedby": described }, make("option", { value: "" }, "Kies…"), ...block.options.map(([value, text], i) => make("option", { value: String(i), selected: value === mine }, text)));
    return { el: make("div", {}, label("label"), help, select), first: select, value: () => block.options[select.value || -1]?.[0], missing: "Kies eerst een antwoord." };
  }
  if (block.t === "set") return setField(block, mine, role, help, described);
  if (block.t === "range") return rangeField(block, mine, label("label"), help, described);
  const limit = block.limit ?? 280;
  const area = make("textarea", { id: "veld", rows: 4, maxLength: limit, value: mine ?? "", "aria-describedby": described });
  return { el: make("div", {}, label("label"), help, area), first: area, value: () => area.value.trim() || undefined, missing: "Vul eerst iets in." };
}

function rangeField(block, mine, label, help, described) {
  const field = make("input", { type: "text", id: "veld", inputMode: block.min < 0 ? "text" : "decimal", autocomplete: "off", value: mine == null ? "" : dutch(mine), "aria-describedby": described });
  const slider = make("input", { type: "range", min: block.min, max: block.max, step: block.step, "aria-label": `${block.label} (schuif)` });
  slider.value = mine ?? (block.min + block.max) / 2;
  slider.addEventListener("input", () => { field.value = dutch(slider.value); });
  field.addEventListener("input", () => { if (!Number.isNaN(read(field.value))) slider.value = read(field.value); });
  const value = () => { const n = read(field.value); return n >= block.min && n <= block.max ? n : undefined; };
  const ends = make("div", { className: "einden", "aria-hidden": "true" }, make("span", {}, dutch(block.min)), make("span", {}, dutch(block.max)));
  const el = make("div", {}, label, help, make("div", { className: "getal" }, field, make("span", {}, block.unit || "")), slider, ends);
  return { el, first: field, value, missing: `Vul een getal in van ${dutch(block.min)} tot en met ${dutch(block.max)}.` };
}

// Any of the options; what each is worth to this phone's role stands beside it, and their sum below, also once a condition was said aloud.
function setField(block, mine, role, help, described) {
  const signed = (n) => (n > 0 ? `+${dutch(n)}` : dutch(n));
  const worth = (key) => (term?.checked && role.als.optie === key ? role.als.punten : (role?.punten ?? []).find((one) => one.optie === key)?.punten);
  const term = role?.als && make("input", { type: "checkbox", checked: kept("als") === "1" });
  const boxes = block.options.map(([key, text], i) => ({ key, box: make("input", { type: "checkbox", checked: mine?.[i] === "1" }), text, points: make("strong") }));
  const sum = make("p", { "aria-live": "polite" });
  const count = () => {
    for (const one of boxes) one.points.textContent = worth(one.key) == null ? "" : signed(worth(one.key));
    if (role?.punten) sum.textContent = `Dit pakket is voor u samen ${signed(boxes.reduce((n, one) => n + (one.box.checked ? worth(one.key) ?? 0 : 0), 0))}.`;
    if (term) keep("als", term.checked ? "1" : "0");
  };
  const rows = boxes.map((one) => make("label", { className: "keuze" }, one.box, make("span", { className: "tekst" }, one.text), one.points));
  const said = term && make("label", { className: "keuze" }, term, `De tafel zei hardop: ${role.als.tekst}`);
  const el = make("fieldset", { "aria-describedby": described }, make("legend", {}, block.label), help, ...rows, said, sum);
  el.addEventListener("change", count);
  count();
  return { el, first: boxes[0].box, value: () => boxes.map((one) => (one.box.checked ? "1" : "0")).join(""), missing: "" };
}

function said(block, value) {
  if (value == null) return "";
  if (block.t === "set") return block.options.filter((_, i) => value[i] === "1").map(([, text]) => text).join("; ") || "niets";
  if (block.options) return block.options.find(([key]) => key === value)?.[1] ?? "";
  return block.t === "range" ? `${dutch(value)} ${block.unit || ""}`.trim() : `‘${value}’`;
}

function question(now) {
  const { blok } = now;
  const field = fieldOf(blok, now.mijn, now.rol);
  const wrong = make("p", { id: "fout", className: "fout" });
  const form = make("form", { noValidate: true }, field.el, wrong, make("button", {}, "Stuur mijn antwoord"));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const value = field.value();
    wrong.textContent = value === undefined ? field.missing : "";
    if (value === undefined) { field.first.focus(); return; }
    keep("onderweg", JSON.stringify({ ronde: now.ronde, waarde: value }));
    say("Uw antwoord wordt verstuurd.");
    deliver();
  });
  return form;
}

function outcome(now) {
  const { uitslag, eerder, blok } = now;
  if (!uitslag) return [];
  if (!uitslag.rijen) return [make("p", {}, blok.options || blok.t === "range" ? `Er zijn ${uitslag.n} antwoorden. Onder de vijf tonen we geen verdeling.` : `Er zijn ${uitslag.n} antwoorden.`)];
  const both = Boolean(eerder?.rijen);
  const most = Math.max(1, ...uitslag.rijen.map((row) => row[1]), ...(both ? eerder.rijen.map((row) => row[1]) : []));
  const bar = (count, kind) => { const el = make("span", { className: `staaf ${kind}` }); el.style.width = `${(100 * count) / most}%`; return el; };
  const head = make("thead", {}, make("tr", {}, ...["Antwoord", ...(both ? ["Eerst"] : []), both ? "Nu" : "Aantal"].map((text) => make("th", { scope: "col" }, text))));
  const own = said(blok, now.mijn);
  const rows = uitslag.rijen.map(([label, count], i) => make("tr", { className: label === own ? "mijn" : "" },
    make("th", { scope: "row" }, label, label === own ? " (uw antwoord)" : "", both ? bar(eerder.rijen[i][1], "eerst") : null, bar(count, "")),
    both ? make("td", {}, String(eerder.rijen[i][1])) : null, make("td", {}, String(count))));
  const middle = uitslag.midden == null ? null : make("p", {}, `De helft zit op of onder ${said(blok, uitslag.midden)}.`);
  return [make("table", {}, make("caption", {}, `Wat de klas antwoordde (${uitslag.n})`), head, make("tbody", {}, ...rows)), middle];
}

function draw(now) {
  const role = now.rol && make("section", { className: "rol" }, make("h2", {}, `Tafel ${now.tafel}: ${now.rol.titel}`), make("p", { className: "regels" }, now.rol.tekst));
  document.title = now.titel ? `${now.titel} – meedoen` : "Meedoen in de klas";
  if (!now.ronde) { show(heading("U doet mee"), role, make("p", {}, "Zo komt hier een vraag. U hoeft niets te doen.")); return; }
  const top = [role, heading(now.titel), make("p", { className: "regels" }, now.tekst)];
  if (now.fase === "open") { show(...top, question(now)); return; }
  const mine = now.mijn == null ? null : make("p", {}, `Uw antwoord: ${said(now.blok, now.mijn)}.`);
  const model = now.fase === "antwoord" && (now.antwoord || now.waarde != null)
    ? [make("h2", {}, "Het antwoord van het denkmodel"), make("p", { className: "regels" }, now.antwoord || said(now.blok, now.waarde))] : [];
  show(...top, mine, ...outcome(now), ...model);
}

const PHASES = { wacht: "U bent binnen.", open: "De vraag is open.", dicht: "De vraag is gesloten. Wacht op de docent.", verdeling: "De verdeling staat op het scherm.", antwoord: "Het antwoord staat er." };
function state(now) {
  const waiting = JSON.parse(kept("onderweg") || "null");
  if (waiting?.ronde === now.ronde && now.fase === "open") return "Uw antwoord wordt verstuurd.";
  if (now.fase === "open" && now.mijn != null) return `Verstuurd: ${said(now.blok, now.mijn)}. U kunt het nog veranderen.`;
  return PHASES[now.fase];
}

// ---- what happens: one loop that asks for news, one that delivers an answer

let now = null;
let running = 0;
let delivering = false;
const OFFLINE = "Geen verbinding. Wat u koos, staat op deze telefoon en gaat mee zodra er verbinding is.";

async function deliver() {
  if (delivering) return;
  delivering = true;
  for (let wait = 500; kept("onderweg"); wait = Math.min(2 * wait, 8000)) {
    const text = kept("onderweg");
    const answer = JSON.parse(text);
    try {
      await ask("antwoord", answer);
      if (now?.ronde === answer.ronde) now.mijn = answer.waarde;
      if (kept("onderweg") === text) keep("onderweg", null); // unless another one was chosen meanwhile
      if (now) say(state(now));
      wait = 250;
    } catch (error) {
      if ([400, 403, 404, 409].includes(error.status)) { keep("onderweg", null); if (error.status !== 404) say(error.message); break; }
      say(error.status ? error.message : OFFLINE);
      await pause(wait * (0.75 + Math.random() / 2));
    }
  }
  delivering = false;
}

function closed(message) {
  keep("lid", null);
  keep("onderweg", null);
  keep("als", null);
  code = "";
  now = null;
  history.replaceState(null, "", place);
  codeForm(message);
}

async function start() {
  const run = ++running;
  let version = -1;
  let wait = 0;
  let inside = false;
  for (let delay = 500; run === running;) {
    try {
      if (!inside) { say("U komt binnen."); await ask("binnen", {}); inside = true; version = -1; }
      const found = await ask(`nu?na=${version < 0 ? 999999999 : version}&wacht=${wait}`);
      if (run !== running) return;
      if (found) {
        const changed = !now || found.ronde !== now.ronde || found.fase !== now.fase || JSON.stringify(found.rol) !== JSON.stringify(now.rol) || version < 0;
        now = found;
        version = found.v;
        if (changed) draw(now);
      }
      say(state(now));
      if (kept("onderweg")) deliver();
      wait = WAIT;
      delay = 500;
    } catch (error) {
      if (run !== running) return;
      if (error.status === 404) { closed(error.message); return; }
      if (error.status === 401) inside = false;
      say(error.status ? error.message : OFFLINE);
      wait = 0; // ask first, without waiting
      await pause(delay * (0.75 + Math.random() / 2));
      delay = Math.min(2 * delay, error.status ? 3000 : 8000);
    }
  }
}

if (/^\d{12}$/.test(code)) start(); else codeForm(code ? "Deze code klopt niet. Een code heeft 12 cijfers." : "");
