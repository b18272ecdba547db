"""*Nieuwe groep* on the case bar: the next group begins clean, and the answers of an earlier one come back with one press."""

from datetime import datetime
from typing import Any

from ..cases import CaseError, groups
from ..plots.svg import escape
from .panel import Panel, button, html, live, refresh
from .say import when

NEW, BACK, CHOSEN, SAID = "_group", "_groupback", "_groupmoment", "_groupsaid"


def blocks() -> list[dict[str, Any]]:
    """The button, and once a group was put aside the field to bring one back. Nothing of its answers is shown."""
    moments = groups.moments()
    told = "Geeft u dit aan meer groepen? De volgende begint zonder de voorspellingen en antwoorden van de vorige. Die staan dan apart, met de datum."
    options = [[moment.isoformat(), when(moment)] for moment in moments]
    field = {"t": "select", "key": CHOSEN, "label": "Groep van", "options": options}
    back = [field, button(BACK, "Haal deze groep terug", "rk-small")] if moments else []
    return [html("_grouptold", f"<p>{told}</p>"), button(NEW, "Nieuwe groep", "rk-small"), *back, live(SAID)]


def values() -> dict[str, Any]:
    """What the field holds at first: the group that was put aside last."""
    moments = groups.moments()
    return {CHOSEN: moments[0].isoformat() if moments else None}


def pressed(panel: Panel, key: str) -> bool:
    """Do what a button of `blocks` asks; False when it is none of them."""
    if key == NEW:
        _settle(panel, _new)
    elif key == BACK and panel.values[CHOSEN]:
        moment = datetime.fromisoformat(panel.values[CHOSEN])
        _settle(panel, lambda: _back(moment))
    return key in (NEW, BACK)


def _new() -> str:
    if moment := groups.put_aside():
        return f"Deze groep begint schoon. Wat er was ingevuld, staat apart onder {when(moment)}. Staat er nog een notebook open? Start dat opnieuw."
    return "Er was nog niets ingevuld: deze groep begint schoon."


def _back(moment: datetime) -> str:
    gone = groups.bring_back(moment)
    said = f"De antwoorden van de groep van {when(moment)} zijn terug. Wat er stond, staat nu ook apart."
    return said + (f" Deze casussen zijn er niet meer: {', '.join(gone)}." if gone else "")


def _settle(panel: Panel, act: Any) -> None:
    try:
        said, problem = act(), ""
    except CaseError as error:
        said, problem = "", str(error)
    panel.restart()
    refresh(but=panel)
    panel.live = panel.live | {SAID: f"<p>{escape(said)}</p>" if said else f'<p class="rk-error">{escape(problem)}</p>'}
    panel.spoken = said or problem
