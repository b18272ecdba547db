"""The map of the collection, and the check of the installation."""

from typing import Any

from ..plots import collection as plot
from ..plots.svg import figure
from .controls import dutch
from .panel import Panel, box, button, live, show


class Map(Panel):
    """The notebooks as a network that can be clicked; a link opens the notebook as the page's own navigation does."""

    def __init__(self) -> None:
        super().__init__()
        svg, words = plot.picture(), plot.words()
        self.tree = [
            box("_map", [{"t": "picture", "key": "_picture"}], tag="section", cls="rk-proef rk-begin", label="Kaart van de collectie")
        ]
        self.live = {"_picture": {"svg": svg, "title": "Kaart van de collectie", "words": words}}

    def _ipython_display_(self, **_: Any) -> None:
        show(self, text=plot.words(), html=figure(plot.picture(), plot.words()))


class InstallationCheck(Panel):
    """Whether everything works here, in plain words."""

    def __init__(self) -> None:
        super().__init__()
        self.tree = [
            box(
                "_check",
                [live("_result"), button("_again", "Controleer opnieuw")],
                tag="section",
                cls="rk-proef rk-begin",
                label="Controle van de installatie",
            )
        ]
        self.clicked("_again")

    def clicked(self, key: str) -> None:
        from ..installation import check
        from ..plots.svg import escape

        found = check()
        bad = [c for c in found if not c.ok]
        verdict = (
            "Alles werkt."
            if not bad
            else f"{dutch(len(bad))} van de {len(found)} onderdelen {'werkt' if len(bad) == 1 else 'werken'} niet."
        )
        rows = "".join(
            f'<tr><th scope="row">{escape(c.name)}</th><td>{"✓ OK" if c.ok else "✗ FOUT"}</td><td>{escape(c.message)} {escape(c.remedy)}</td></tr>'
            for c in found
        )
        self.verdict = verdict
        self.live = {
            "_result": f'<h3>{verdict}</h3><details><summary>Wat is er bekeken?</summary><table><caption>Onderdelen</caption><thead><tr><th scope="col">Onderdeel</th>'
            f'<th scope="col">Uitslag</th><th scope="col">Toelichting</th></tr></thead><tbody>{rows}</tbody></table></details>'
        }
        self.spoken = verdict

    def _ipython_display_(self, **_: Any) -> None:
        show(self, text=self.verdict, html=f"<p>{self.verdict}</p>")


def collection_map() -> Map:
    """The clickable map of the collection."""
    return Map()


def check() -> InstallationCheck:
    """The check of the installation."""
    return InstallationCheck()
