"""The static picture on the first screen of each notebook, drawn by the same functions as the live ones.

uv run python -m tools.images            check that the pictures in notebooks/images are up to date
uv run python -m tools.images --write    draw them anew
"""

from __future__ import annotations

import sys
from pathlib import Path

from tools import made

FOLDER = Path(__file__).resolve().parent.parent / "notebooks" / "images"


def pictures() -> dict[str, str]:
    """File name -> SVG text, on the first shipped case."""
    from regiekit.cases import load_shipped
    from regiekit.plots import case as case_plot
    from regiekit.widgets import (
        care_routes,
        common_denominator,
        feel_good,
        framing,
        handover_chain,
        islands,
        model_reality,
        package_deal,
        policy_mix,
    )

    case = load_shipped("jeugdhulp")
    start = islands.EXPERIMENT.settings(case)
    return {
        "00_begin.svg": case_plot.picture(case, title=case.title, words=case_plot.words(case)),
        "01_wat_is_regie.svg": feel_good.picture(feel_good.outcome(case, **feel_good.EXPERIMENT.settings(case, verb="opdragen"))),
        "02_proces_en_inhoud.svg": framing.picture(framing.outcome(case, **framing.EXPERIMENT.settings(case))),
        "03_perspectieven.svg": care_routes.picture(care_routes.outcome(case, **care_routes.EXPERIMENT.settings(case, budget=0))),
        "04_structuur.svg": islands.picture(islands.outcome(case, **start)),
        "05_structuur_instrumenten.svg": model_reality.picture(
            model_reality.outcome(case, **model_reality.EXPERIMENT.settings(case, structure="gebied"))
        ),
        "06_cultuur.svg": handover_chain.picture(handover_chain.outcome(case, **handover_chain.EXPERIMENT.settings(case))),
        "07_procesontwerp.svg": package_deal.picture(package_deal.outcome(case, **package_deal.EXPERIMENT.settings(case))),
        "08_proces_gaande.svg": common_denominator.picture(
            common_denominator.outcome(case, **common_denominator.EXPERIMENT.settings(case))
        ),
        "09_assembleren.svg": policy_mix.picture(policy_mix.outcome(case, **policy_mix.EXPERIMENT.settings(case))),
    }


def stale() -> list[str]:
    """Names of pictures that are absent or differ from what would be drawn now."""
    return made.stale(FOLDER, pictures())


if __name__ == "__main__":
    sys.exit(made.main(__doc__.splitlines()[0], FOLDER, pictures))
