"""The regieplan on the screen: the last questions, the plan as it stands, and the download."""

import json
from datetime import date
from typing import Any, NamedTuple

import attrs

from ..cases import workspace
from ..plots.svg import escape
from ..reports import FORMATS
from ..reports.document import Document, Heading, Picture
from ..reports.html import fragment
from .case_panel import CasePanel, case_field
from .casebar import on_disk
from .panel import box, button, html, live, show
from .regieplan import FIELDS, KEY, answers, changed, example, plan, record

PNG = b"\x89PNG\r\n\x1a\n"  # how such a file begins


class _Drawing(NamedTuple):
    """A file that waits for its pictures: its name, the plan, and per number the PNG (None as long as it isn't there)."""

    file: str
    document: Document
    pngs: dict[int, bytes | None]


class Regieplan(CasePanel):
    """What only the learner can say, a look at the plan, and the plan as a file.

    A word processor's file also needs each picture as PNG. The browser draws those: the press on a button sends it the pictures, it sends
    them back one by one (without bytes what it couldn't draw in time), and with the last one the file is offered.
    """

    def __init__(self) -> None:
        self._preview = ""  # "", "plan" or "voorbeeld"
        self._drawing: dict[str, _Drawing] = {}  # per format; a second press takes the place of the first
        self._asked = 0  # pictures so far: one that comes too late has a number that nothing waits for
        super().__init__()

    def restart(self) -> None:
        """Show the case in use now."""
        with self._lock:
            self.key, self.case = workspace.in_use()
            self.quietly(values={"_case": self.key, **answers(self.case)})
            self.quietly(tree=self._tree(), live=self._live())

    # -- what the learner does --------------------------------------------------------------------------------------------

    def changed(self, keys: list[str]) -> None:
        if self.chose(keys):
            return
        errors, kept = {}, {}
        for key in keys:
            if key in FIELDS:
                try:
                    kept[key] = FIELDS[key].accept(self.values[key])
                except ValueError as problem:
                    errors[f"fout:{key}"] = str(problem)
        if kept:
            workspace.answer(KEY, key=self.key, **kept)
        self.live = {**self._live(), **errors}

    def clicked(self, key: str) -> None:
        self.mend()
        if key in ("_plan", "_example"):
            wanted = "plan" if key == "_plan" else "voorbeeld"
            self._preview = "" if self._preview == wanted else wanted
            self.tree, self.live = self._tree(), self._live()
            self.spoken = "Het plan staat onder de knoppen." if self._preview else "Het plan is ingeklapt."
        elif key == "_record":
            made = record(on_disk(self.key, self.case), date.today())
            file = f"regieplan-{self.key}.json"
            self.download(file, json.dumps(made, ensure_ascii=False, indent=1, default=str).encode(), "application/json")
            self._say(f"De gegevens bij het plan staan bij uw downloads: {file}.")
        elif key.startswith("_as:") and (name := key.removeprefix("_as:")) in FORMATS:
            self._make(name)

    def failed(self, problem: Exception) -> None:
        """Show what went wrong, and no longer that a file is being made."""
        self.live = {**self.live, "_made": ""}
        super().failed(problem)

    def _make(self, name: str) -> None:
        document, file = self._document(), f"regieplan-{self.key}.{name}"
        pictures = [block.svg for block in document.blocks if isinstance(block, Picture)]
        self._drawing.pop(name, None)
        if name == "html" or not pictures:
            return self._offer(name, file, document)
        first, self._asked = self._asked, self._asked + len(pictures)
        self._drawing[name] = _Drawing(file, document, dict.fromkeys(range(first, self._asked)))
        self._say("Het plan wordt gemaakt …")
        self.send({"draw": pictures, "first": first, "key": f"_png:{name}"})

    def received(self, key: str, name: str, data: bytes) -> None:
        """A picture drawn by the browser: its number is the name."""
        format_ = key.removeprefix("_png:")
        waiting = self._drawing.get(format_)
        if waiting is None or not name.isdecimal() or int(name) not in waiting.pngs:
            return
        waiting.pngs[int(name)] = data if data.startswith(PNG) else b""
        if None in waiting.pngs.values():
            return
        del self._drawing[format_]
        pngs = iter(waiting.pngs.values())
        blocks = (attrs.evolve(b, png=next(pngs) or None) if isinstance(b, Picture) else b for b in waiting.document.blocks)
        self._offer(format_, waiting.file, attrs.evolve(waiting.document, blocks=tuple(blocks)))

    def _offer(self, name: str, file: str, document: Document) -> None:
        _, mime, write = FORMATS[name]
        self.download(file, write(document), mime)
        self._say(f"Het plan staat bij uw downloads: {file}.")

    def _say(self, said: str) -> None:
        self.live = {**self.live, "_made": f"<p>{escape(said)}</p>"}
        self.spoken = said

    def _document(self) -> Document:
        """The plan of the case as it is now: another notebook may have kept more meanwhile."""
        return plan(on_disk(self.key, self.case), date.today())

    # -- what is shown ----------------------------------------------------------------------------------------------------

    def _live(self) -> dict[str, Any]:
        shown = {"_notice": f"<p>{escape(workspace.notice() or '')}</p>" if workspace.notice() else "", "_made": ""}
        if self._preview:
            shown["_shown"] = self._changed() + fragment(self._document()) if self._preview == "plan" else fragment(example())
        return shown

    def _changed(self) -> str:
        """The sentence that says where the plan says something else than what was kept; "" where it says the same."""
        said = changed(on_disk(self.key, self.case))
        return f'<p class="rk-note">{escape(said)}</p>' if said else ""

    def _tree(self) -> list[dict[str, Any]]:
        status = "fictieve casus" if self.case.status == "fictief" else "eigen casus"
        shown = {"plan": "Uw plan zoals het nu is", "voorbeeld": "Een voorbeeld: een verzonnen plan bij een verzonnen casus"}.get(
            self._preview
        )
        return [
            box(
                "_regieplan",
                [
                    html("_kind", f"Regieplan · {status}", tag="p", cls="rk-kind"),
                    box("_top", [case_field()], cls="rk-top"),
                    live("_notice", cls="rk-error"),
                    box(
                        "_fields", [html("_head1", "<h3>Wat alleen u kunt zeggen</h3>"), *(control.block() for control in FIELDS.values())]
                    ),
                    box(
                        "_get",
                        [
                            html(
                                "_head2",
                                "<h3>Uw plan</h3><p>Wat u in de proeven bewaarde, staat er al in. Wat nog open is, staat aan het eind als vraag. "
                                "Er staan namen van partijen in: lees het na voordat u het deelt.</p>",
                            ),
                            box(
                                "_looks",
                                [
                                    {**button("_plan", "Bekijk uw plan"), "pressed": self._preview == "plan"},
                                    {**button("_example", "Bekijk een voorbeeld"), "pressed": self._preview == "voorbeeld"},
                                ],
                                cls="rk-row",
                            ),
                            box(
                                "_files",
                                [
                                    *(
                                        button(f"_as:{name}", f"Bewaar als {label}", "rk-primary")
                                        for name, (label, _, _) in FORMATS.items()
                                    ),
                                    button("_record", "Bewaar de gegevens erbij (json)"),
                                ],
                                cls="rk-row",
                            ),
                            live("_made", cls="rk-result"),
                        ],
                        cls="rk-part",
                    ),
                    shown and box("_paper", [html("_head3", f"<h3>{shown}</h3>"), live("_shown", cls="rk-document")], cls="rk-part"),
                ],
                tag="section",
                cls="rk-proef rk-begin",
                label="Uw regieplan",
            )
        ]

    # -- without a browser ------------------------------------------------------------------------------------------------

    def text(self) -> str:
        """The plan in words: its title, its chapters, and what is open."""
        document = plan(self.case)
        chapters = [block.text for block in document.blocks if isinstance(block, Heading) and block.level == 1]
        return f"{document.title}\nHoofdstukken: {'; '.join(chapters)}."

    def _ipython_display_(self, **_: Any) -> None:
        show(self, text=self.text(), html=fragment(plan(self.case)))


def regieplan() -> Regieplan:
    """The last questions and the plan."""
    return Regieplan()
