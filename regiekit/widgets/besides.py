"""What two people filled in at the same time: the other value, where it belongs, since when, and a button to take it or to leave it."""

from typing import Any

from ..cases import Case, CaseError, Claim, Route, workspace
from ..cases.merge import dismissed, taken
from ..cases.model import NOUNS, Beside, fields
from ..plots.svg import escape
from .panel import Panel, box, button, html, refresh

MOST = 12  # shown at a time
TAKE, LEAVE = "_take:", "_leave:"


def beside_box(case: Case) -> dict[str, Any] | None:
    """The values beside a field, each with its two buttons; None where there are none."""
    if not case.beside:
        return None
    blocks: list[Any] = [
        html(
            "_twice",
            f"<h3>Tegelijk ingevuld</h3><p>Hier is in twee vensters tegelijk getypt. Beide teksten zijn er nog.{_more(case)}</p>",
        )
    ]
    for one in case.beside[:MOST]:
        presses = [button(f"{TAKE}{one.id}", "Neem deze over", "rk-small"), button(f"{LEAVE}{one.id}", "Laat weg", "rk-small")]
        blocks += [html(f"_beside:{one.id}", f"<p>{escape(told(case, one))}</p>"), box(f"_settle:{one.id}", presses, cls="rk-row")]
    return box("_besides", blocks, cls="rk-part")


def _more(case: Case) -> str:
    return f" Dit zijn de eerste {MOST} van {len(case.beside)}." if len(case.beside) > MOST else ""


def told(case: Case, one: Beside) -> str:
    """Where the value belongs, the value, and since when it stands beside: "Partij GGD, positie: ‘voor’ (29-11 14:05)."."""
    words: list[str] = []
    item: Any = case
    for step in one.where:
        if isinstance(item, tuple):
            item = next((row for row in item if row.id == step), None)
            words.append(_called(case, item))
        else:
            name, _ = fields(type(item)).get(step, ("", None)) if item is not None and not isinstance(item, dict) else ("", None)
            item = getattr(item, name) if name else item.get(step) if isinstance(item, dict) else None
            words += [] if isinstance(item, tuple) and item and hasattr(item[0], "id") else [step]
    place = ", ".join(word for word in words if word)
    when = f" ({one.when[8:10]}-{one.when[5:7]} {one.when[11:16]})" if one.when else ""
    return f"{place[:1].upper()}{place[1:]}: ‘{_value(one.value)}’{when}."


def _called(case: Case, row: Any) -> str:
    """How a sentence calls a row."""
    if row is None:
        return ""
    names = {p.key: p.called for p in case.parties}
    ends = row.steps if isinstance(row, Route) else [getattr(row, k, "") for k in ("source", "target", "holder", "about", "party")]
    name = getattr(row, "name", "") or getattr(row, "key", "") or " – ".join(names.get(key, key) for key in ends if key)
    return f"{NOUNS[type(row)]}{' van' if isinstance(row, Claim) else ''} {name}"


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, list | tuple):
        return "; ".join(map(_value, value)) or "geen"
    if isinstance(value, dict):
        return "; ".join(f"{key}: {_value(one)}" for key, one in value.items())
    return str(value)


def settled(panel: Panel, key: str, of: str) -> bool:
    """Whether the press was on one of these buttons; the case with key `of` is then without the value beside the field."""
    press = next((press for press in (TAKE, LEAVE) if key.startswith(press)), None)
    if press is None:
        return False

    def edit(case: Case) -> Case:
        one = next((one for one in case.beside if one.id == key.removeprefix(press)), None)
        return case if one is None else (taken if press == TAKE else dismissed)(case, one)

    try:
        workspace.change(edit, of)
    except CaseError as problem:
        panel.live = {**panel.live, "_notice": f"<p>{escape(str(problem))}</p>"}
        panel.spoken = str(problem)
        return True
    panel.restart()
    refresh(but=panel)
    return True
