// node compile.mjs PYODIDE FOLDER PYTHON.PY: turn the modules in FOLDER into byte code, with the very Python that will run them;
// then run PYTHON.PY as the site does, and print which of the files it loaded.
import fs from "node:fs";
import { pathToFileURL } from "node:url";

const [pyodide, root, start] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(`${pyodide}/pyodide.mjs`).href);
const python = await loadPyodide({ indexURL: `${pyodide}/` });
python.FS.mkdirTree("/packages");
python.FS.mount(python.FS.filesystems.NODEFS, { root }, "/packages");
python.runPython(`
import sys
from importlib._bootstrap_external import _code_to_hash_pyc
from importlib.util import source_hash
from pathlib import Path

for path in Path("/packages").rglob("*.py"):
    source = path.read_bytes()
    try:
        code = compile(source, path.relative_to("/packages").as_posix(), "exec", dont_inherit=True)
    except (SyntaxError, ValueError):
        continue  # a template, or a module for another Python: stays as it is
    path.with_suffix(".pyc").write_bytes(_code_to_hash_pyc(code, source_hash(source), False))
    path.unlink()
sys.path.append("/packages")
`);
python.registerJsModule("site_files", { packages: "/packages" });
try {
  python.runPython(fs.readFileSync(start, "utf8"));
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
const loaded = python.runPython(`
import json
files = (getattr(module, "__file__", None) or "" for module in list(sys.modules.values()))
json.dumps([file.removeprefix("/packages/") for file in files if file.startswith("/packages/")])
`);
console.log(loaded);
