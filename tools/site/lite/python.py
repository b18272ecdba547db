"""What every kernel does before a notebook asks anything. The build runs it too, to see which modules a start loads.

`site_files` is a module made in JavaScript: `read(name)` gives a file beside this one, at once.
"""

import io
import json
import sys
import zipfile
from importlib import invalidate_caches
from importlib.machinery import PathFinder
from pathlib import Path

import site_files

PACKAGES = Path(site_files.packages)


class Later:
    """Finds what does not come with the start: at its first import the archives with it are fetched and unpacked."""

    def __init__(self) -> None:
        text = (PACKAGES / "later.json").read_text(encoding="utf-8") if (PACKAGES / "later.json").exists() else "{}"
        self.archives: dict[str, list[str]] = json.loads(text)
        self.have: set[str] = set()

    def find_spec(self, name, path=None, target=None):
        """As a finder of `sys.meta_path`: only for the modules listed, and then as if they had been there."""
        if name not in self.archives:
            return None
        for archive in self.archives.pop(name):
            if archive not in self.have:
                self.have.add(archive)
                with zipfile.ZipFile(io.BytesIO(site_files.read(archive).to_bytes())) as file:
                    libraries = [name for name in file.namelist() if name.endswith(".so") and "/" not in name]
                    file.extractall(site_files.libraries if libraries else PACKAGES)
                for library in libraries:
                    site_files.library(f"{site_files.libraries}/{library}")
        invalidate_caches()
        return PathFinder.find_spec(name, path, target)


sys.meta_path.insert(0, Later())  # first: of what is not a module something may be there, and a folder without modules is a package too

import anywidget  # noqa: E402, F401
import IPython.core.logger  # noqa: E402, F401
import networkx  # noqa: E402, F401
import pyodide_kernel  # noqa: E402, F401

import regiekit.widgets.casebar  # noqa: E402, F401
from regiekit.cases import data, workspace  # noqa: E402
from regiekit.widgets.declaration import proef_class  # noqa: E402

data.load_shipped(workspace.DEFAULT)
proef_class("eilandenrijk")
