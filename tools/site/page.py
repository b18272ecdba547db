"""What the start page and the reading edition share: templates, and the project's colours as CSS."""

from __future__ import annotations

import re
from functools import cache
from html import unescape
from importlib.resources import files
from pathlib import Path
from typing import Any

import jinja2

HERE = Path(__file__).resolve().parent
LENGTH = 155  # characters of a description that a search engine shows
THEME = re.compile(r"--rk-ink:[^}]*?(?=\s*(?:\n|color-scheme))")
ACCENT = re.compile(r"\.rk-(\w+) \{ (--rk-accent:[^}]*?;) \}")


@cache
def colours() -> str:
    """The colours of the panels (panel.css) for a page: light, dark where the visitor's system is, and light on paper."""
    css = (files("regiekit.widgets") / "static" / "panel.css").read_text(encoding="utf-8")
    themes, accents = THEME.findall(css), ACCENT.findall(css)
    half = len(accents) // 2  # first those of the light theme, then those of the dark one

    def rules(theme: str, own: list[tuple[str, str]]) -> str:
        default = "; ".join(re.findall(r"--rk-(?:accent|tinted): [^;]+", theme))  # the panel has no rule for it
        return f":root {{ {theme} }} " + " ".join(f".rk-{name} {{ {values} }}" for name, values in [("structuur", default), *own])

    return (
        f":root {{ color-scheme: light dark; }} {rules(themes[0], accents[:half])}\n"
        f"@media screen and (prefers-color-scheme: dark) {{ {rules(themes[1], accents[half:])} }}"
    )


@cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(HERE), autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.globals["style"] = colours() + (HERE / "page.css").read_text(encoding="utf-8")
    return environment


def render(template: str, **values: Any) -> str:
    """A template of this folder, filled in; texts are escaped, what is HTML already is marked so in the template."""
    return _environment().get_template(template).render(values)


def shortened(html: str) -> str:
    """The text of a piece of HTML in at most LENGTH characters, cut between words."""
    text = " ".join(unescape(re.sub(r"<[^>]+>", "", html)).split())
    return text if len(text) <= LENGTH else text[:LENGTH].rpartition(" ")[0].rstrip(",;:") + " …"
