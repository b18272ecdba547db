"""The documentation for researchers: `uv run --isolated --no-default-groups --group docs --extra plots sphinx-build -W docs/en FOLDER`.

Sphinx rather than MkDocs: it is kept up by many, and its themes ask nothing of other sites.
"""

import re
from importlib import metadata

from regiekit.cases import references

project = "regiekit"
author = "The regiekit authors"
release = version = metadata.version("regiekit")
extensions = ["myst_parser", "sphinx.ext.autodoc"]
html_theme = "furo"
html_title = f"regiekit {version}: models for researchers"
html_show_sourcelink = False
default_role = "code"  # in our docstrings one backtick is code
autodoc_default_options = {"members": True, "member-order": "bysource"}
autodoc_typehints = "signature"
autodoc_preserve_defaults = True
autodoc_inherit_docstrings = False
suppress_warnings = ["ref.python"]  # a tie of a case and one of a file are both called Tie

SPECIAL = re.compile(r"(?<!`)([*|]|_(?=\W|$))(?!`)")


def plain(app, what, name, of, options, lines):
    """Docstrings here are plain text with examples, no markup: what reStructuredText would read as such is escaped, and works that are cited follow."""
    keys = references.mentioned("\n".join(lines))
    out, example = [], False
    for line in lines:
        example = bool(line.strip()) and (example or line.lstrip().startswith(">>>"))
        parts = [line] if example else re.split(r"(`+[^`]*`+)", line)
        out.append("".join(part if example or at % 2 else SPECIAL.sub(r"\\\1", part) for at, part in enumerate(parts)))
    works = {key: SPECIAL.sub(r"\\\1", references.cited(key)) for key in keys}
    lines[:] = [*out, "", *(line for key, work in works.items() for line in (f"[{key}] {work}", ""))]


def setup(app):
    app.connect("autodoc-process-docstring", plain)
