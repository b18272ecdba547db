"""The first page of the site, and its statement on accessibility: what this is, where one's work is kept, and how to save it and bring it back."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote

from regiekit.widgets import routes
from regiekit.widgets.declaration import words_file
from tools import notebooks
from tools.site import page, reading

LIVE = "notebooks/index.html?path={}"
PICTURE = "04_structuur.svg"
ALT = "Een netwerk van veertien partijen in vier losse groepen. Twee groepen staan samen in één kader rond een loket."
STATEMENT = Path(__file__).resolve().parents[2] / "docs" / "toegankelijkheid.md"
#: Paragraphs of the statement that are about the programs on someone's own computer -> what holds for the site.
INSTEAD = {
    "**Wat is nagekeken.**": "**Wat is nagekeken.** Bij elke wijziging controleert een programma (axe-core) de startpagina en de leesuitgave, in licht en donker en op 320 pixels "
    "breed (`test_pages_browser`), en elke proef voor en na de voorspelling (`test_panels`). Vóór een nieuwe versie kijkt een tweede programma (accessibility-checker van IBM) naar "
    "elke stap van elke proef (`test_second_engine`). Elke proef wordt met alleen het toetsenbord bediend (`test_panels`).",
    "**Wat nog niet goed is.**": "**Wat nog niet goed is.** De werkende versie draait in JupyterLite, het programma om de notebooks heen. Dat heeft eigen gebreken: knoppen "
    "in de werkbalk en zichtbare codecellen zonder naam, en menu’s die maar voor een deel zijn vertaald. Op een telefoon is de werkende versie "
    "niet goed te gebruiken. Hebt u daar last van? De [leesuitgave]({reading}) bestaat uit gewone bladzijden zonder script. De tekst, de plaatjes "
    "en de beschrijvingen zijn dezelfde; alleen de knoppen ontbreken.",
}


def statement(first: str) -> tuple[str, str]:
    """The statement on accessibility as it holds for the site: its heading and the rest, as HTML. `first` is the address of the reading edition."""
    heading, *rest = STATEMENT.read_text(encoding="utf-8").split("\n\n")
    own = [
        next((text.format(reading=first) for opening, text in INSTEAD.items() if paragraph.startswith(opening)), paragraph)
        for paragraph in rest
    ]
    return reading.prose(heading), reading.prose("\n\n".join(own))


def probe(files: Sequence[str] = ()) -> str:
    """The script that looks whether these files come through, from the root of the site; without files it finds nothing."""
    return (page.HERE / "lite" / "probe.js").read_text(encoding="utf-8").replace("%FILES%", json.dumps(list(files)))


def write(out: Path, version: str, *, live: str = LIVE, megabytes: int = 16, files: Sequence[str] = ()) -> None:
    """Write `out`/index.html, `out`/start.js and `out`/toegankelijkheid.html.

    Args:
        out: the folder of the site.
        version: what the visitor is told.
        live: the address of a working notebook, seen from the start page; `{}` is its file.
        megabytes: what the first visit loads.
        files: what the working version needs to start, for the check of the page.
    """
    out = Path(out)
    stems = [path.stem for path in notebooks.notebooks()]
    first = f"{reading.FOLDER}/{stems[0]}.html"
    entries = [
        (part, [(stem, name, reading.strategy(stem), live.format(quote(f"{stem}.ipynb"))) for stem, name in names])
        for part, names in reading.parts()
    ]
    pages = {
        "index.html": page.render(
            "start.html.j2",
            version=version,
            megabytes=megabytes,
            reading=first,
            live=live.format(quote(f"{words_file(routes.first())['notebook']}.ipynb")) + f"&proef={routes.first()}",  # opened alone
            parts=entries,
            picture=reading.inline((notebooks.FOLDER / "images" / PICTURE).read_text(encoding="utf-8"), ALT),
        ),
        "toegankelijkheid.html": page.render(
            "access.html.j2", reading=first, **dict(zip(("heading", "content"), statement(first), strict=True))
        ),
    }
    # a file of its own: where a policy allows no script in a page, it can still say so
    pages["start.js"] = (page.HERE / "start.js").read_text(encoding="utf-8").replace("%PROBE%", probe(files))
    for name, text in pages.items():
        (out / name).write_text(text, encoding="utf-8", newline="\n")
