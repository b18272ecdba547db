"""The static picture on the first screen of each notebook, drawn by the same functions as the live ones.

uv run python -m tools.images            check that the pictures in notebooks/images are up to date
uv run python -m tools.images --write    draw them anew
"""

from __future__ import annotations

import sys
from pathlib import Path

from tools import made

FOLDER = Path(__file__).resolve().parent.parent / "notebooks" / "images"


#: Notebook -> the proef on its first screen, and its settings.
FIRST = {
    "01_wat_is_regie": ("feel_good", {"verb": "opdragen"}),
    "02_proces_en_inhoud": ("kader", {}),
    "03_perspectieven": ("routes", {"budget": 0}),
    "04_structuur": ("eilandenrijk", {}),
    "05_structuur_instrumenten": ("model_werkelijkheid", {"structure": "gebied"}),
    "06_cultuur": ("warme_overdracht", {}),
    "07_procesontwerp": ("brede_agenda", {}),
    "08_proces_gaande": ("grootste_gemene_deler", {}),
    "09_assembleren": ("mix", {}),
}


def pictures() -> dict[str, str]:
    """File name -> SVG text, on the first shipped case."""
    from regiekit.cases import load_shipped
    from regiekit.plots import case as case_plot
    from regiekit.widgets.declaration import proef_class
    from regiekit.widgets.say import network

    case = load_shipped("jeugdhulp")
    out = {"00_begin.svg": case_plot.picture(case, title=case.title, words=network(case))}
    for notebook, (key, settings) in FIRST.items():
        out[f"{notebook}.svg"] = proef_class(key).at(case, **settings).svg()
    return out


def stale() -> list[str]:
    """Names of pictures that are absent or differ from what would be drawn now."""
    return made.stale(FOLDER, pictures())


if __name__ == "__main__":
    sys.exit(made.main(__doc__.splitlines()[0], FOLDER, pictures))
