// In the head of the page that shows a notebook, before all else: say what is happening, and begin the kernel at once.
// What stands between % signs is filled in by the build.
(() => {
  %PROBE%
  const ROOT = new URL("../", location.href.split(/[?#]/)[0]);
  const SERVICE = new URL("service-worker.js?enableCache=false", ROOT).href; // as JupyterLite itself names it
  const KERNEL = new URL("%KERNEL%", ROOT).href;
  const WAIT = 3000; // ms for the service worker; without it nothing can be kept, but all else works
  const TAKEOVER = 4000; // ms for a newer version
  const STUCK = 30000; // ms for the worker to begin
  const ONCE = 600000; // ms in which that is tried once more
  const AGAIN = `${SERVICE}-again`;
  const STILL = 14000; // ms without progress, before it is looked why
  const ENOUGH = 600000; // ms after which it is no longer called slow
  const STEPS = { // what the worker says → share of the whole, words
    begin: [5, "De pagina wordt geladen…"],
    nieuw: [5, "Er is een nieuwe versie van de site. Die wordt klaargezet…"],
    python: [15, "De rekenkern wordt opgehaald. De eerste keer duurt dat het langst."],
    pakketten: [45, "De rekenkern wordt uitgepakt…"],
    regiekit: [60, "De proeven worden klaargezet…"],
    klaar: [90, "De rekenkern is klaar. De eerste proef komt eraan…"],
    mislukt: [0, "De rekenkern kon niet worden geladen. Laad de pagina opnieuw; helpt dat niet, kijk dan of u internet hebt."],
  };
  const site = (window.regiekit = { step: "begin", words: STEPS.begin[1], heard: () => {}, notebooks: %NOTEBOOKS% });
  const Native = window.Worker;
  let prepared;
  let moved = Date.now(); // when something came last
  let help; // why it comes no further

  function reached(step) {
    const [share, words] = STEPS[step];
    Object.assign(site, { step, words });
    moved = Date.now();
    if (step !== "mislukt") help?.remove();
    const here = document.getElementById("regiekit-laden");
    if (here) {
      here.querySelector("progress").value = share;
      here.querySelector("[role=status]").textContent = words;
    }
    site.heard(step, words);
    told();
  }

  // A page that was asked for one proef puts its question while the kernel loads. The answer waits for the proef, also over a new start of this page.
  const ASKED = new URLSearchParams(location.search).get("proef");
  const QUESTIONS = %QUESTIONS%;
  const HELD = "regiekit-voorspelling";
  const made = (tag, attrs = {}, ...children) => {
    const el = Object.assign(document.createElement(tag), attrs);
    el.append(...children);
    return el;
  };
  let early; // what the visitor sees meanwhile
  let given; // {proef, value, sure}

  function told() {
    if (!early) return;
    const sure = given?.sure ? "Uw voorspelling staat klaar. " : "";
    early.querySelector("[role=status]").textContent = sure + site.words + (site.step === "mislukt" && sure ? " Uw voorspelling blijft in dit tabblad bewaard." : "");
  }

  function hold(value, sure) {
    given = { proef: ASKED, value, sure };
    try { sessionStorage.setItem(HELD, JSON.stringify(given)); } catch { /* then it waits in this page only */ }
  }

  function ask({ title, context, question, field, start }) {
    const answer = made("div", { className: "antwoord" });
    const name = made(field.t === "range" ? "label" : "legend", { textContent: field.label || question });
    if (field.t === "range") {
      const said = (value) => `${Number(value).toLocaleString("nl-NL")} ${field.unit}`.replace(" %", "%");
      const input = made("input", { type: "range", id: "regiekit-antwoord", min: field.min, max: field.max, step: field.step, value: given?.value ?? start });
      const output = made("output", { htmlFor: input.id, textContent: said(input.value) });
      input.addEventListener("input", () => { output.textContent = said(input.value); hold(Number(input.value), false); });
      name.htmlFor = input.id;
      answer.append(name, input, output);
    } else {
      const options = field.options.map(([value, label]) => made("label", {}, made("input", { type: "radio", name: "antwoord", value, required: true, checked: value === (given?.value ?? start) }), ` ${label}`));
      const group = made("fieldset", {}, name, ...options);
      group.addEventListener("change", (e) => hold(e.target.value, false));
      answer.append(group);
    }
    const form = made("form", {}, answer, made("button", { textContent: "Leg mijn voorspelling vast" }));
    const away = () => form.replaceWith(made("p", { className: "antwoord", tabIndex: -1, textContent: "Uw voorspelling ligt vast. Zodra de proef er is, ziet u die daar terug." }));
    form.addEventListener("submit", (e) => {
      e.preventDefault();
      hold(field.t === "range" ? Number(form.querySelector("input").value) : form.querySelector(":checked").value, true);
      away();
      early.querySelector(".antwoord").focus();
      told();
    });
    early = made("main", { id: "regiekit-vraag" }, made("h1", { textContent: title }), made("p", { textContent: context }), made("p", { className: "vraag", textContent: question }),
      form, made("p", { textContent: site.words }));
    early.lastChild.setAttribute("role", "status");
    if (given?.sure) away();
    document.getElementById("regiekit-laden")?.remove();
    document.body.append(early);
    told();
  }

  try { given = JSON.parse(sessionStorage.getItem(HELD)); } catch { /* nothing is kept here */ }
  if (given?.proef !== ASKED) given = undefined;
  /** What was answered before the proef was there, for that proef, once; the page makes way for it. */
  site.reached = reached;
  site.answer = (proef) => {
    if (proef !== ASKED) return undefined;
    const answered = given;
    given = undefined;
    try { sessionStorage.removeItem(HELD); } catch { /* nothing is kept here */ }
    early?.remove();
    early = undefined;
    return answered;
  };

  function prepare(url) {
    const worker = new Native(url, { type: "module" });
    worker.addEventListener("error", () => site.step === "begin" && why());
    worker.addEventListener("message", ({ data }) => data?.regiekit && reached(data.regiekit));
    return worker;
  }

  // JupyterLite asks for its own worker: it gets the one that was begun, and a new one of the same kind the next times.
  window.Worker = function (url, options) {
    if (!String(url).includes("comlink.worker")) return new Native(url, options);
    const worker = prepared ?? prepare(KERNEL);
    prepared = undefined;
    return worker;
  };

  // A newer version of the site takes over before anything else is asked for, so that the two never mix; nor does the page name a picture or a
  // script to fetch: what is asked of the older service worker meanwhile wakes it, and Chromium then puts the newer one off for some 5 seconds
  // (8 of 22 visits on a busy machine). Where it still comes late, this page begins, and gives way while it can.
  async function takeOver() {
    const { serviceWorker } = navigator;
    const newer = serviceWorker?.controller && (await serviceWorker.getRegistration(SERVICE))?.waiting;
    if (!newer) return;
    reached("nieuw");
    await new Promise((done) => {
      setTimeout(done, TAKEOVER);
      serviceWorker.addEventListener("message", ({ data }) => data === "stays" && done()); // another window works with the older version
      newer.addEventListener("statechange", () => newer.state === "activated" && site.step !== "klaar" && location.reload());
      newer.postMessage("go");
    });
    reached("begin");
  }

  async function begin() {
    await newest;
    const { serviceWorker } = navigator;
    if (serviceWorker) {
      serviceWorker.addEventListener("message", ({ data }) => { site.filled ||= data === "filled"; });
      localStorage.setItem(`${SERVICE}-version`, "%APP%"); // else JupyterLite takes it for an old one and removes it
      serviceWorker.register(SERVICE).then((one) => one.update()).catch((error) => console.warn("regiekit: nothing can be kept.", error));
      if (!serviceWorker.controller) await new Promise((done) => { serviceWorker.addEventListener("controllerchange", done, { once: true }); setTimeout(done, WAIT); });
    }
    prepared = prepare(KERNEL);
    setTimeout(() => site.step === "begin" && again(), STUCK);
  }

  // Something did not come at all, as when another version took over in that very moment: one try more, with a new page.
  function again() {
    try {
      if (Date.now() - sessionStorage.getItem(AGAIN) < ONCE) throw new Error("twice");
      sessionStorage.setItem(AGAIN, Date.now());
      location.reload();
    } catch { reached("mislukt"); why(); }
  }

  const newest = takeOver().catch((error) => console.warn("regiekit: no newer version.", error));
  begin().catch((error) => console.warn("regiekit: no early start.", error));

  // JupyterLite's own page gathers its settings from six files; here they stand in the page, but for where the site is.
  site.open = async (bundle) => {
    if (Object.hasOwn(QUESTIONS, ASKED)) ask(QUESTIONS[ASKED]);
    await newest;
    document.querySelector("link[rel=icon]").href = "favicon.ico";
    const settings = document.getElementById("jupyter-config-data");
    settings.textContent = settings.textContent.replaceAll("@ROOT@", ROOT.pathname);
    document.head.append(Object.assign(document.createElement("script"), { src: bundle, main: "index", onerror: again }));
  };

  const READING = `../lezen/${(new URLSearchParams(location.search).get("path") ?? "00_begin.ipynb").replace(/[^\w]*\.ipynb$/, "").replace(/\W/g, "")}.html`;
  const blocked = new Set(); // what a policy held back, as the browser says
  document.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) => blocked.add(`${blockedURI || "iets"}: tegengehouden door het beleid van de server (${effectiveDirective}).`));

  // Nothing came for a while, or the worker failed: say which file did not come, or that it is only slow. Looked at again until it works, or for ten minutes.
  const opened = Date.now();
  let looking = false;
  async function why() {
    if (looking || site.step === "mislukt" && help?.isConnected) return;
    looking = true;
    const found = [...blocked, ...(await PROBE.look(ROOT))];
    looking = false;
    if (working()) return;
    const failed = found.length || site.step === "mislukt" || Date.now() - opened > ENOUGH;
    help?.remove();
    help = PROBE.box(ROOT.href, failed && !found.length ? ["Alle bestanden komen door, maar de rekenkern begint niet."] : found, failed
      ? { title: "De werkende versie kan hier niet starten", words: "Dit komt niet door u. Dit ging mis:", reading: READING }
      : { title: "Het duurt langer dan gewoon", words: "Alles wat nodig is, komt door. Een langzame verbinding kan een paar minuten nodig hebben. U kunt wachten.", reading: READING });
    if (failed && site.step !== "mislukt") reached("mislukt");
    document.body.append(help);
    moved = Date.now();
  }
  const working = () => site.step === "klaar" && document.querySelector(".jp-Notebook .jp-Cell");
  const watch = setInterval(() => {
    if (working()) { help?.remove(); clearInterval(watch); } else if (Date.now() - moved > STILL) why();
  }, 1000);

  // The notebook itself takes over from the words in the middle of the page.
  const timer = setInterval(() => {
    if (!document.querySelector(".jp-Notebook .jp-Cell")) return;
    clearInterval(timer);
    document.getElementById("regiekit-laden")?.remove();
  }, 100);
})();
