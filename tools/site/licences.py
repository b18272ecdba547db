"""The licences of what the site hands out: one text, as those licences ask."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

NAME = "licenties.txt"
JAVASCRIPT = "third-party-licenses.json"  # what JupyterLab's builder writes beside each bundle
_TEXT = re.compile(r"(licen[cs]e|copying|notice|authors)[^/]*$", re.IGNORECASE)
_PYODIDE = "Mozilla Public License 2.0: https://www.mozilla.org/MPL/2.0/. The source: https://github.com/pyodide/pyodide. The packages in it carry their own licences."


class Part(NamedTuple):
    """A part of the site: name, version, the short name of its licence ("" where it has none), and the text."""

    name: str
    version: str
    licence: str
    text: str


def python(installed: Path) -> Iterator[Part]:
    """The Python packages installed in a folder."""
    for one in metadata.distributions(path=[str(installed)]):
        about = one.metadata
        texts = [installed / str(file) for file in one.files or () if ".dist-info" in str(file) and _TEXT.search(str(file))]
        said = about.get("License-Expression") or (about.get("License") or "").split("\n")[0][:80]
        yield Part(
            about["Name"],
            one.version,
            said,
            "\n\n".join(path.read_text(encoding="utf-8", errors="replace").strip() for path in texts if path.is_file()),
        )


def javascript(out: Path) -> Iterator[Part]:
    """The JavaScript packages in the bundles below a folder."""
    for file in sorted(out.rglob(JAVASCRIPT)):
        for one in json.loads(file.read_text(encoding="utf-8"))["packages"]:
            yield Part(one["name"], one.get("versionInfo") or "", one.get("licenseId") or "", (one.get("extractedText") or "").strip())


def text(parts: Iterator[Part], pyodide: str) -> str:
    """All parts, each once, by name; `pyodide` is its version."""
    all_ = {(part.name.lower(), part.version): part for part in (*parts, Part("Pyodide", pyodide, "MPL-2.0", _PYODIDE))}
    pieces = [f"{part.name} {part.version}\n{part.licence}\n\n{part.text}".strip() for _, part in sorted(all_.items())]
    return f"\n\n{'-' * 80}\n\n".join(["De licenties van wat deze site bevat, in het Engels zoals de makers ze schreven.", *pieces]) + "\n"
