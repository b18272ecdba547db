// What keeps the working version from starting here? Asked by the start page, and by a notebook that makes no progress. Files are asked for, never read to the end.
const PROBE = {
  FILES: %FILES%, // what a start needs, from the root of the site
  WAIT: 4000, // ms for an answer
  SCRIPT: /^(text|application)\/(x-)?(java|ecma)script$/,
  ASKED: "Lever .js en .mjs als text/javascript en .wasm als application/wasm, laat die bestanden door elk filter, en gebruik geen Content-Security-Policy, of een die dit toestaat: "
    + "script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval' blob:; style-src 'self' 'unsafe-inline'; worker-src 'self' blob:; connect-src 'self'; img-src 'self' data: blob:. Nakijken: python -m tools.site.check ",

  /** Sentences about one file; none when it comes as it should. */
  async file(root, path) {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), PROBE.WAIT);
    try {
      const answer = await fetch(new URL(path, root), { signal: stop.signal });
      const type = (answer.headers.get("Content-Type") ?? "").split(";")[0].trim().toLowerCase();
      stop.abort();
      if (answer.status !== 200) return [`${path}: de server geeft dit bestand niet (antwoord ${answer.status}).`];
      if (/\.m?js$/.test(path) ? !PROBE.SCRIPT.test(type) : type === "text/html") return [`${path}: komt als ${type || "bestand zonder soort"}, en dan gebruikt een browser het niet.`];
      return [];
    } catch {
      return [stop.signal.aborted ? `${path}: geen antwoord binnen ${PROBE.WAIT / 1000} seconden.` : `${path}: kwam niet. Er is geen verbinding, of een filter of beleid houdt het tegen.`];
    } finally {
      clearTimeout(timer);
    }
  },

  /** May a bit of WebAssembly and a worker begin here? */
  async wasm() {
    try {
      await WebAssembly.compile(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]));
      return [];
    } catch {
      return ["WebAssembly mag hier niet: het beleid van de server ('wasm-unsafe-eval') of de browser houdt het tegen."];
    }
  },
  worker: (root) => new Promise((done) => {
    const no = () => done(["Een werker (Web Worker) kan hier niet beginnen: het beleid van de server (worker-src) of de soort van .mjs-bestanden houdt hem tegen."]);
    try {
      const worker = new Worker(new URL("controle.mjs", root), { type: "module" });
      worker.onmessage = () => { worker.terminate(); done([]); };
      worker.onerror = no;
    } catch { no(); }
    setTimeout(no, PROBE.WAIT);
  }),

  /** All that is wrong, in sentences; empty when all that a start needs comes through. Takes no longer than WAIT. */
  look: async (root) => (PROBE.FILES.length ? (await Promise.all([...PROBE.FILES.map((path) => PROBE.file(root, path)), PROBE.wasm(), PROBE.worker(root)])).flat() : []),

  /** What a visitor can pass on. */
  letter: (root, found) => [`De werkende versie van regiekit start niet op ${root}`, ...found.map((one) => `- ${one}`), PROBE.ASKED + root, `Browser: ${navigator.userAgent}`].join("\n"),

  /** The problems, the text for the administrator with a button to copy it, and what works anyway. */
  box(root, found, { title, words, reading }) {
    const made = (tag, attrs = {}, ...children) => {
      const el = Object.assign(document.createElement(tag), attrs);
      el.append(...children);
      return el;
    };
    const rest = made("p", { className: "wel" }, "Wat wel werkt: de ", made("a", { href: reading, textContent: "leesuitgave" }), ", met dezelfde tekst en plaatjes.");
    const box = made("section", { className: "regiekit-hulp", tabIndex: -1 }, made("h2", { textContent: title }), made("p", { textContent: words }));
    box.setAttribute("aria-label", title);
    box.setAttribute("aria-live", "polite");
    if (found.length) {
      const text = made("textarea", { readOnly: true, rows: 6, value: PROBE.letter(root, found) });
      text.setAttribute("aria-label", "Tekst voor de beheerder");
      const copied = made("span", {});
      copied.setAttribute("role", "status");
      const button = made("button", { type: "button", textContent: "Kopieer de tekst voor de beheerder" });
      button.onclick = async () => {
        text.select();
        const done = await navigator.clipboard?.writeText(text.value).then(() => true, () => false);
        copied.textContent = done ? " Gekopieerd." : " De tekst is geselecteerd; kopieer hem met Ctrl+C.";
      };
      box.append(made("ul", {}, ...found.slice(0, 6).map((one) => made("li", { textContent: one }))),
        made("p", { textContent: "Geef deze tekst aan de beheerder van deze site of van uw netwerk:" }), text, made("p", {}, button, copied));
    }
    box.append(rest);
    return box;
  },
};
