%PROBE%
// Tells in words whether this browser can keep what a visitor makes. Only the browser knows: Python's files seem to be written in any case.
(() => {
  const SMALL = 100e6; // bytes: less than this, and a browser may run out while someone works
  const list = document.getElementById("oordeel");
  const button = document.getElementById("houd");
  const say = (text, kind = "") => {
    const line = document.createElement("p");
    line.className = kind;
    line.textContent = text;
    list.append(line);
  };

  /** Write something, read it back, and take it away again; rejects where nothing can be kept. */
  const kept = () => new Promise((done, fail) => {
    const name = "regiekit-controle";
    const asked = indexedDB.open(name);
    asked.onupgradeneeded = () => asked.result.createObjectStore("proef");
    asked.onerror = () => fail(asked.error);
    asked.onblocked = fail;
    setTimeout(() => fail(new Error("no answer")), 5000);
    asked.onsuccess = () => {
      const base = asked.result;
      try {
        const change = base.transaction("proef", "readwrite");
        const store = change.objectStore("proef");
        store.put("regie", 1);
        const back = store.get(1);
        change.onabort = () => fail(change.error);
        change.oncomplete = () => {
          base.close();
          indexedDB.deleteDatabase(name);
          back.result === "regie" ? done() : fail(new Error("lost"));
        };
      } catch (problem) {
        fail(problem);
      }
    };
  });

  /** Does all come through that the working version needs? Says nothing where it does. */
  const start = async () => {
    const root = new URL("./", location.href);
    const found = await PROBE.look(root);
    if (!window.regiekitInline) found.unshift("Het beleid van de server (Content-Security-Policy) houdt de scripts in de bladzijden tegen.");
    if (found.length) list.after(PROBE.box(root.href, found, { title: "De werkende versie start hier niet", words: "Dit komt niet door u. Dit gaat mis:", reading: document.querySelector("nav a").href }));
  };

  const look = async () => {
    if (typeof WebAssembly !== "object") say("Deze browser is te oud voor de werkende versie. Werk de browser bij, of kies de leesuitgave.", "mis");
    if (!isSecureContext)
      say("Deze site is geopend zonder beveiligde verbinding (http). De proeven werken, maar de browser bewaart uw werk niet. Vraag de beheerder om https, of bewaar uw casus op schijf voordat u de bladzijde sluit.", "mis");
    try {
      await kept();
    } catch (problem) {
      const full = problem?.name === "QuotaExceededError";
      return say(full ? "De opslag van deze browser is vol. Maak ruimte op de schijf en laad deze bladzijde opnieuw, of bewaar uw casus steeds op schijf."
        : "Deze browser bewaart hier niets. Cookies of sitegegevens zijn misschien geblokkeerd. U kunt alles doen, maar uw werk is weg zodra u de bladzijde sluit. Gebruik een andere browser, of bewaar uw casus op schijf voordat u stopt.", "mis");
    }
    const { quota = Infinity, usage = 0 } = (await navigator.storage?.estimate?.().catch(() => null)) ?? {};
    if (quota - usage < SMALL)
      say(`Er is nog maar weinig ruimte in deze browser: ongeveer ${Math.max(0, Math.floor((quota - usage) / 1e6))} MB. Dat gebeurt op een volle schijf en in een privévenster. Bewaar uw casus op schijf voordat u stopt.`, "let-op");
    else if (isSecureContext) say("Uw werk kan in deze browser worden bewaard.");
    if (await navigator.storage?.persisted?.().catch(() => false)) say("De browser heeft toegezegd dat hij uw werk niet uit zichzelf weggooit.");
    else if (isSecureContext && navigator.storage?.persist) button.hidden = false;
  };

  button.addEventListener("click", async () => {
    button.hidden = true;
    list.tabIndex = -1;
    list.focus();
    if (await navigator.storage.persist().catch(() => false)) say("De browser zegt toe dat hij uw werk niet uit zichzelf weggooit.");
    else say("De browser wil dat nu niet toezeggen. Vaak lukt het wel als u de site een paar keer hebt gebruikt of bij uw bladwijzers zet. Bewaar tot die tijd uw casus op schijf.", "let-op");
  });
  list.replaceChildren();
  start().catch((error) => console.warn("regiekit: not looked at what comes through.", error));
  look().catch(() => say("De controle lukte niet. Bewaar uw casus voor de zekerheid op schijf.", "let-op"));
})();
