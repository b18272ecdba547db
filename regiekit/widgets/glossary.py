"""The glossary that can be searched, for `00_begin`."""

from typing import Any

from ..cases.glossary import Term, search, terms
from ..plots.svg import escape
from .controls import Text, counted
from .panel import Panel, box, live, show

QUERY = Text(
    "_query",
    "Zoek een begrip",
    help="De lijst wordt korter terwijl u typt. Ook een Engels woord of een woord uit de uitleg mag.",
    limit=80,
    long=False,
)


def table(found: list[Term]) -> str:
    """Terms as an HTML table: what it means, what it is called in English, where it comes from."""
    rows = "".join(
        f'<tr><th scope="row">{escape(t.name)}</th><td>{escape(t.definition)}</td><td lang="en">{escape(t.english)}</td><td>{escape(t.cited)}</td></tr>'
        for t in found
    )
    return (
        '<table><caption>Begrippen</caption><thead><tr><th scope="col">Begrip</th><th scope="col">Uitleg</th><th scope="col">In het Engels en in de code</th>'
        f'<th scope="col">Bron</th></tr></thead><tbody>{rows}</tbody></table>'
    )


class Glossary(Panel):
    """A field to search with, how many terms were found, and those terms."""

    def __init__(self) -> None:
        super().__init__()
        self.tree = [
            box("_glossary", [QUERY.block(), live("_count"), live("_terms")], tag="section", cls="rk-proef rk-begin", label="Woordenlijst")
        ]
        self.quietly(values={QUERY.key: ""})
        self.changed([QUERY.key])

    def changed(self, keys: list[str]) -> None:
        query = QUERY.accept(self.values[QUERY.key]).strip()
        self.mend()
        found = search(query)
        if found:
            said = f"Er {counted(len(found), 'is', 'zijn', 'begrip', 'begrippen')}{f' gevonden bij ‘{query}’' if query else ''}."
        else:
            said = f"Geen begrip gevonden bij ‘{query}’. Typ een korter stuk van het woord, of maak het veld leeg voor de hele lijst."
        region = f'<div class="rk-scroll" role="region" aria-label="Gevonden begrippen" tabindex="0">{table(found)}</div>'  # the keyboard scrolls it
        self.live = {"_count": f"<p>{escape(said)}</p>", "_terms": region if found else ""}
        self.spoken = said

    def text(self) -> str:
        """The whole list in words."""
        return "\n".join(f"- {t.name}: {t.definition}" for t in terms())

    def _ipython_display_(self, **_: Any) -> None:
        show(self, text=self.text(), html=table(list(terms())))


def glossary() -> Glossary:
    """The glossary, to search in."""
    return Glossary()
