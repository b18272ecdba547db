// The worker of a kernel: begins Python, and is JupyterLite's own worker besides.
import "./python.mjs%VERSION%";
import "%WORKER%";
