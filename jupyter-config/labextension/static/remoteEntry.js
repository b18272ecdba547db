// A start button above every notebook whose metadata has a title and "regiekit": {"start": true}.
// A JupyterLab extension written by hand, without a build step: JupyterLab calls init with the modules it shares,
// then get for the plugin. When an assumption fails: one warning in the console, and no start button.
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
        lookAtStart();
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

  async function plugin() {
    const { INotebookTracker, NotebookActions } = await load("@jupyterlab/notebook");
    const { ICommandPalette } = await load("@jupyterlab/apputils");
    const { Widget } = await load("@lumino/widgets");
    if (!INotebookTracker || !NotebookActions.runCells || !NotebookActions.executed) throw new Error("no runCells");

    function activate(app, tracker, palette) {
      const starts = new WeakMap();
      const add = (panel) => panel.context.ready.then(() => {
        if (!panel.model.getMetadata("title") || panel.model.getMetadata("regiekit")?.start !== true) return;
        starts.set(panel, addBanner(panel, NotebookActions, Widget));
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
