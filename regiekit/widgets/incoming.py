"""A spreadsheet that comes in: what was read, what was not and what can't be trusted, before it becomes a case; the learner says which column is what."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import attrs

from ..cases import CaseError
from ..plots.svg import escape
from .panel import box, button, live

if TYPE_CHECKING:
    from ..cases.spreadsheet import Book, Outcome, Placed
    from .case_panel import CasePanel

START = "_in_"  # of the keys of fields and buttons here
FIELDS = ("blad", "naam", "van", "naar", "dubbel")
LINES = 12  # of a list


@attrs.frozen(eq=False)
class Incoming:
    """A spreadsheet with what was chosen for it so far; see `Book.outcome`."""

    book: "Book"
    choices: dict[str, str]

    def outcome(self) -> "Outcome":
        """What comes of it; a sheet that is not there is one of the problems."""
        from ..cases.spreadsheet import Outcome

        try:
            return self.book.outcome(self.choices)
        except CaseError as error:
            return Outcome({}, {}, error.problems, [], [], [])


def values(incoming: Incoming | None) -> dict[str, Any]:
    """What stands in the fields: what was chosen, else what was recognised."""
    if incoming is None:
        return {}
    placed = incoming.outcome().placed
    found = {field: place.column(field) for field in ("naam", "van", "naar") if (place := _place(placed, field))}
    blad = next(iter(placed.values())).sheet.name if placed else ""
    return {START + field: incoming.choices.get(field) or {"blad": blad, **found}.get(field, "") for field in FIELDS}


def _place(placed: dict[str, "Placed"], field: str) -> "Placed | None":
    return placed.get("partijen" if field == "naam" else "relaties")


def block(incoming: Incoming | None) -> dict[str, Any] | None:
    """The preview with its fields and two buttons; None when nothing comes in."""
    if incoming is None:
        return None
    outcome = incoming.outcome()
    fields = []
    filled = [sheet.name for sheet in incoming.book.sheets if sheet.rows]
    if len(filled) > 1 and "partijen" not in map(str.lower, filled):
        fields.append(_select("blad", "Op welk blad staan de partijen?", filled))
    for field, label in (("naam", "Kolom met de naam"), ("van", "Kolom met de ene partij"), ("naar", "Kolom met de andere partij")):
        place = _place(outcome.placed, field)
        if place and (field == "naam" or "partijen" not in outcome.placed or not place.column(field)):
            fields.append(_select(field, label, [label for label in place.labels if label]))
    if outcome.double or incoming.choices.get("dubbel"):
        field = _select("dubbel", "Rijen met dezelfde naam", [])
        fields.append(field | {"options": [["", "zijn verschillende partijen"], ["samen", "zijn samen één partij"]]})
    presses = [button(f"{START}take", "Neem over als eigen casus", "rk-primary"), button(f"{START}leave", "Neem niet over")]
    blocks = [live(f"{START}words"), *fields, box(f"{START}presses", presses if not outcome.problems else presses[1:], cls="rk-row")]
    return box("_incoming", blocks, cls="rk-part", label="Wat er in het rekenblad staat")


def _select(field: str, label: str, names: list[str]) -> dict[str, Any]:
    return {"t": "select", "key": START + field, "label": label, "options": [["", "– kies –"], *([name, name] for name in names)]}


def words(incoming: Incoming | None) -> dict[str, str]:
    """What is said about it, as content of live blocks."""
    if incoming is None:
        return {}
    outcome = incoming.outcome()
    parts = [f"<p><strong>Uit ‘{escape(incoming.book.name)}’ {'komt' if not outcome.problems else 'komt nog geen casus'}"
             f"{': ' + escape(outcome.counted) if not outcome.problems else ''}.</strong> Er is nog niets overgenomen.</p>"]  # fmt: skip
    for kind, place in outcome.placed.items():
        known = [
            field if field == label.lower() else f"{field} (kolom ‘{label}’)"
            for at, field in place.known.items()
            for label in [place.labels[at]]
        ]
        where = f"blad ‘{place.sheet.name}’, kop op rij {place.heading}" if len(incoming.book.sheets) > 1 or place.heading > 1 else kind
        parts.append(f"<p>Herkend ({escape(where)}): {escape(', '.join(known)) or 'nog geen enkele kolom'}.</p>")
    parts += [
        _list("Dit moet eerst beter", outcome.problems),
        _list("Dit blijft leeg of valt weg", outcome.doubts),
        _list("Goed om te weten", outcome.told),
    ]
    return {f"{START}words": "".join(parts)}


def _list(heading: str, lines: Iterable[str]) -> str:
    lines = list(lines)
    shown = [*lines[:LINES], *([f"… en nog {len(lines) - LINES}."] if len(lines) > LINES else [])]
    return f"<p>{heading}:</p><ul>{''.join(f'<li>{escape(line)}</li>' for line in shown)}</ul>" if lines else ""


def chose(panel: "CasePanel", keys: list[str]) -> bool:
    """Whether the learner changed a field of the preview; it is then drawn anew."""
    if panel.incoming is None or not any(key.startswith(START) for key in keys):
        return False
    choices = {field: str(panel.values.get(START + field) or "") for field in FIELDS}
    if f"{START}blad" in keys:  # other columns
        choices |= dict.fromkeys(("naam", "van", "naar"), "")
    panel.incoming = coming = attrs.evolve(panel.incoming, choices=choices)
    panel.redraw()
    panel.spoken = coming.outcome().counted
    return True
