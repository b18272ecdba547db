"""The collection as a static site: JupyterLite and Pyodide, the reading edition, a start page."""
