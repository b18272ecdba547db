// A start button above every notebook whose metadata has a title and "regiekit": {"start": true}.
// A JupyterLab extension written by hand, without a build step: JupyterLab calls init with the modules it shares,
// then get for the plugin. When an assumption fails: one warning in the console, and no start button.
// On the site (tools/site) it does more: there is nothing to choose, so the notebook starts by itself. See onSite.
(() => {
  const NAME = "Start dit notebook";
  const COMMAND = "regiekit:start";
  const STATES = { // sign and name of the button, words beside it
    idle: ["▶\ufe0e", NAME, "De proeven verschijnen hieronder. Programmeren hoeft niet."],
    busy: ["▶\ufe0e", NAME, "De rekenkern start…"],
    done: ["↻", "Opnieuw starten", "Klaar. De proeven staan hieronder."],
    failed: ["▶\ufe0e", NAME, "Er ging iets mis in een cel. Kies Kernel › Herstart Kernel… en druk opnieuw op Start."],
    gone: ["▶\ufe0e", NAME, "Er draait geen rekenkern. Druk op Start, of kies een kernel in het menu Kernel."],
  };
  const AFTER = { restarting: "idle", autorestarting: "gone", terminating: "gone", dead: "gone" }; // status of a kernel
  const SITE = window.regiekit; // made by tools/site/lite/page.js; undefined in JupyterLab itself
  const SETTLED_MS = 800;
  const STYLE = new URL("style.css", document.currentScript.src).href;
  let shared = {};
  let warn = (error) => (console.warn("regiekit: no start button in this application.", error), (warn = () => {}));

  // A module of the application, chosen as the application does: the version in use, else the highest.
  async function load(name) {
    const keys = Object.keys(shared[name]).sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
    return (await shared[name][keys.find((key) => shared[name][key].loaded) ?? keys.at(-1)].get())();
  }

  // Put the banner above one notebook; give the function that starts it.
  function addBanner(panel, NotebookActions, Widget) {
    const { content: notebook, sessionContext: session } = panel;
    const bar = new Widget();
    bar.addClass("regiekit-start");
    bar.node.innerHTML = `<div role="region" lang="nl" aria-label="${NAME}"><button type="button"></button>
      <span role="status"></span></div>`;
    const [inner, button, status] = bar.node.querySelectorAll("div, button, span");
    let state, run;

    function show(next, words = STATES[next][2]) {
      const [sign, name] = STATES[next];
      if (next !== state) button.innerHTML = `<span aria-hidden="true">${sign}</span> ${name}`;
      button.setAttribute("aria-disabled", next === "busy"); // not disabled: that would drop the focus
      status.textContent = words;
      bar.node.dataset.state = state = next;
    }

    // Wait until the kernel answers, and start one when there is none. False: no kernel to be had.
    async function connected() {
      const missing = () => panel.isDisposed || !session.session?.kernel || session.session.kernel.status === "dead";
      await session.ready;
      if (missing()) await session.startKernel();
      for (; !missing(); await new Promise((resolve) => setTimeout(resolve, 100))) {
        const kernel = session.session.kernel;
        if (kernel.connectionStatus === "connected" && ["idle", "busy"].includes(kernel.status)) return true;
      }
      return false;
    }

    // From the top scroll on to the first cell with output when that lies (almost) below the window.
    const view = notebook.outerNode ?? notebook.node;
    function lookAtStart() {
      if (view.scrollTop > 0) return; // the reader went somewhere meanwhile
      const first = notebook.widgets.find((cell) => cell.model.outputs?.length)?.node;
      const below = first?.isConnected ? first.getBoundingClientRect().top - view.getBoundingClientRect().top : 0;
      if (below > view.clientHeight * 0.7) view.scrollTop = below - view.clientHeight / 3;
    }

    async function start() {
      if (state === "busy") return;
      const again = state === "done";
      const left = new Set(notebook.widgets.filter((cell) => cell.model.type === "code"));
      const total = left.size;
      const mine = (run = { waiting: true }); // after a restart from outside run is another: then this one is past
      const count = (_, { cell }) => left.delete(cell) && run === mine && progress();
      const progress = () => show("busy", `Bezig: ${Math.min(total - left.size + 1, total)} van ${total}`);
      show("busy");
      if (SITE) {
        const hear = (step, words) => run === mine && mine.waiting && show(step === "mislukt" ? "failed" : "busy", words);
        SITE.heard = hear;
        hear(SITE.step, SITE.words);
      }
      try {
        if (again) await session.restartKernel();
        if (!(await connected())) return show("gone");
        mine.waiting = false;
        progress();
        NotebookActions.executed.connect(count);
        notebook.activeCellIndex = 0;
        notebook.deselectAll();
        const result = NotebookActions.runCells(notebook, notebook.widgets, session); // runAll would end below
        view.scrollTop = 0;
        const good = await result;
        if (run !== mine || panel.isDisposed) return;
        show(good ? "done" : "failed");
        if (!SITE) lookAtStart(); // a page that starts by itself stays where it is
      } catch (error) {
        warn(error);
        show("failed");
      } finally {
        mine.waiting = false;
        NotebookActions.executed.disconnect(count);
      }
    }

    // A kernel that is restarted, stopped or replaced knows nothing any more: offer the start again.
    function reset(next) {
      if (!next || run?.waiting) return; // waiting: it is we who start the kernel
      run = undefined;
      show(next);
    }
    session.statusChanged.connect((_, status) => reset(AFTER[status]));
    session.kernelChanged.connect((_, { oldValue, newValue }) => {
      if (newValue !== oldValue) reset(newValue ? "idle" : "gone");
    });
    session.sessionChanged.connect((_, { newValue }) => !newValue && reset("gone"));

    // As high as its words need, also in a narrow window. The height that was seen, not the one a frame later: while the
    // theme changes, JupyterLab hides everything for a moment, and no news comes when it shows the same size again.
    new ResizeObserver(([{ borderBoxSize: [{ blockSize: height }] }]) => requestAnimationFrame(() => {
      if (height) bar.node.style.minHeight = `${Math.ceil(height) + 1}px`;
      bar.parent?.fit();
    })).observe(inner);
    button.addEventListener("click", start);
    show("idle");
    panel.addClass("regiekit-panel");
    panel.contentHeader.insertWidget(0, bar);
    return start;
  }

  // On the site a notebook is a page: it starts by itself, links stay in the window, and the notebook is not kept. What the
  // visitor fills in is kept in the case; a kept notebook would hide every later version of it.
  function onSite(app, panel, start) {
    const { contents } = app.serviceManager;
    const { context, model } = panel;
    const save = contents.save.bind(contents);
    contents.save = (path, options) => (SITE.notebooks.includes(path) ? contents.get(path, { content: false }) : save(path, options));
    // Else the browser asks whether to leave. Not at once: others are still being told that it is dirty.
    const clean = () => setTimeout(() => { if (model.dirty) model.dirty = false; });
    model.stateChanged.connect(clean);
    clean();
    document.body.classList.add("regiekit-site");

    // A link to a notebook is one to a page of the site, in this window. JupyterLab would open a window of its own.
    function lead(event) {
      const link = event.target.closest?.("a[href]");
      if (!link) return;
      const { pathname, hash } = new URL(link.href);
      const name = pathname.split("/").pop();
      if (SITE.notebooks.includes(name)) {
        link.href = `index.html?path=${name}${hash}`;
        link.removeAttribute("target");
      }
      if (event.type !== "click" || !link.getAttribute("href").startsWith("index.html?path=")) return;
      event.stopImmediatePropagation();
      if (event.ctrlKey || event.metaKey || event.shiftKey) return; // a new tab or window, as asked
      event.preventDefault();
      location.assign(link.href);
    }
    for (const event of ["pointerover", "focusin", "click"]) document.addEventListener(event, lead, true);

    // What the notebook says about the start button is not for here.
    const hide = () => [...panel.node.querySelectorAll(".jp-MarkdownOutput p")].some((words) => {
      words.hidden = /^Druk hierboven op .Start dit notebook/.test(words.textContent);
      return words.hidden;
    });
    const waiting = new MutationObserver(() => hide() && waiting.disconnect());
    waiting.observe(panel.node, { childList: true, subtree: true });
    panel.toolbar.hide();

    start().then(() => {
      document.title = `${model.getMetadata("title")} – regiekit`; // JupyterLab had put its own there
      navigator.serviceWorker?.controller?.postMessage("fill"); // the rest of the site, to work without internet
      const heading = CSS.escape(decodeURIComponent(location.hash.slice(1)));
      const there = () => heading && panel.node.querySelector(`[data-jupyter-id=${heading}], #${heading}`)?.scrollIntoView();
      for (const moment of [0, SETTLED_MS]) setTimeout(there, moment); // the proeven above it grow as they are drawn
    });
  }

  async function plugin() {
    const { INotebookTracker, NotebookActions } = await load("@jupyterlab/notebook");
    const { ICommandPalette } = await load("@jupyterlab/apputils");
    const { Widget } = await load("@lumino/widgets");
    if (!INotebookTracker || !NotebookActions.runCells || !NotebookActions.executed) throw new Error("no runCells");

    function activate(app, tracker, palette) {
      const starts = new WeakMap();
      const add = (panel) => panel.context.ready.then(() => {
        if (!panel.model.getMetadata("title") || panel.model.getMetadata("regiekit")?.start !== true) return;
        const start = addBanner(panel, NotebookActions, Widget);
        starts.set(panel, start);
        if (SITE) onSite(app, panel, start);
      }).catch((error) => warn(error));
      const find = () => starts.get(tracker.currentWidget);
      app.commands.addCommand(COMMAND, { label: NAME, isEnabled: () => Boolean(find()), execute: () => find()?.() });
      app.commands.addKeyBinding({ command: COMMAND, keys: ["Accel Shift Enter"], selector: ".regiekit-panel" });
      palette?.addItem({ command: COMMAND, category: "regiekit" });
      document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href: STYLE }));
      tracker.forEach(add);
      tracker.widgetAdded.connect((_, panel) => add(panel));
    }
    // No tracker: a page without notebooks, such as the file list of Notebook 7.
    const safely = (...services) => { try { if (services[1]) activate(...services); } catch (error) { warn(error); } };
    return { id: COMMAND, autoStart: true, optional: [INotebookTracker, ICommandPalette], activate: safely };
  }

  (window._JUPYTERLAB ??= {}).regiekit = {
    init: (modules) => { shared = modules; },
    get: async () => {
      const plugins = await plugin().then((one) => [one], (error) => (warn(error), []));
      return () => ({ __esModule: true, default: plugins });
    },
  };
})();
