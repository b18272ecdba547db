// The Python of a kernel, begun before the kernel asks for it. JupyterLite takes this for pyodide.mjs: it imports it in the
// worker of the kernel and calls loadPyodide. By then kernel.mjs has long begun, while the page was still loading the rest.
import { loadPyodide as load } from "./pyodide.mjs";

const HERE = new URL("./", import.meta.url);
const VERSION = new URL(import.meta.url).search; // of the whole folder, so that nothing of an older one is taken
const LIBRARIES = "/usr/lib";

const address = (name) => new URL(name + VERSION, HERE).href;
const say = (step) => self.postMessage({ regiekit: step });

// A file of this folder, at once: a worker may wait.
function read(name) {
  const request = new XMLHttpRequest();
  request.open("GET", address(name), false);
  request.responseType = "arraybuffer";
  request.send();
  if (request.status >= 400) throw new Error(`${name}: ${request.status}`);
  return new Uint8Array(request.response);
}

async function begin() {
  say("python");
  const files = fetch(address("python.zip")).then((answer) => answer.arrayBuffer());
  const code = fetch(address("python.py")).then((answer) => answer.text());
  const python = await load({ indexURL: HERE.href, lockFileURL: address("pyodide-lock.json"), stdLibURL: address("python_stdlib.zip") });
  say("pakketten");
  const packages = python.runPython("import site; site.getsitepackages()[0]");
  python.unpackArchive(await files, "zip", { extractDir: packages });
  // A library that others need by its name alone.
  function library(path) {
    const { loadDynamicLibrary, LDSO, FS } = python._module;
    loadDynamicLibrary(path, { loadAsync: false, nodelete: true, allowUndefined: true, global: true, fs: FS });
    LDSO.loadedLibsByName[path.split("/").pop()] ??= LDSO.loadedLibsByName[path];
  }
  python.registerJsModule("site_files", { read, say, library, packages, libraries: LIBRARIES });
  say("regiekit");
  python.runPython(await code, { filename: "python.py" });
  say("klaar");
  return python;
}

const started = begin();
started.catch((error) => { console.error(error); say("mislukt"); });

// As the kernel calls it.
export async function loadPyodide({ stdout, stderr }) {
  const python = await started;
  if (stdout) python.setStdout({ batched: stdout });
  if (stderr) python.setStderr({ batched: stderr });
  return python;
}
