"""The strip at the top of a notebook: which case is in use, and where the learner's work is kept."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import attrs

from ..cases import Case, CaseError, dumps, loads, workspace
from ..cases.check import enumerated
from ..cases.earlier import KINDS, UNTOUCHED, WRITTEN
from ..cases.files import MAX_BYTES
from ..cases.model import Party, fields
from ..plots.svg import escape
from . import besides, classroom, groups, incoming
from . import panel as panels
from .besides import beside_box
from .case_panel import CasePanel, case_field
from .panel import box, button, html, live, refresh, show
from .say import when

NAMED = 8  # parties in a sentence
READABLE = ".toml,.graphml,.gexf,.gml,.net,.paj,.csv,.tsv,.xlsx,.xlsm,.ods,.txt,.zip"  # as `cases.networks.ENDS`, whose readers a page need not load


class CaseBar(CasePanel):
    """Choose the case for the whole notebook; download it, or bring an earlier version of it back, at any time."""

    def __init__(self, strategy: str = "structuur") -> None:
        self.strategy = strategy
        self._class_open = False  # whether the lecturer opened what is for a group
        super().__init__()

    def restart(self) -> None:
        """Show the case in use now."""
        with self._lock:
            self._class_shown = bool(classroom.state.lecturer), classroom.state.now.get("deur")
            self.key, self.case = workspace.in_use()
            chosen = workspace.chosen_key()
            self._of = chosen if workspace.moments(chosen) else self.key  # a file that is broken or gone has versions too
            moments = workspace.moments(self._of)
            self.quietly(
                values={"_case": self.key, "_moment": moments[0].isoformat() if moments else None}
                | groups.values()
                | classroom.bar_values()
                | incoming.values(self.incoming),
                live={
                    "_about": self._about(),
                    "_notice": _paragraph(workspace.notice()),
                    **self._class_live(),
                    **incoming.words(self.incoming),
                },
                tree=[
                    box(
                        "_bar",
                        [
                            box(
                                "_choose",
                                [case_field("U werkt met de casus")],
                                cls="rk-top",
                            ),
                            live("_opened"),
                            live("_about"),
                            self._doubt(),
                            beside_box(self.case),
                            live("_notice", cls="rk-error"),
                            box(
                                "_disk", [button("_download", "Bewaar op schijf", "rk-small"), file_field("Open van schijf")], cls="rk-row"
                            ),
                            incoming.block(self.incoming),
                            self._versions(moments),
                            box(
                                "_class",
                                [*groups.blocks(), *classroom.bar_blocks(self._class_open)],
                                tag="details",
                                summary="Met een groep",
                                asks=True,
                            ),
                        ],
                        tag="section",
                        cls=f"rk-proef rk-{self.strategy}",
                        label="De casus",
                    )
                ],
            )

    def _about(self) -> str:
        case = self.case
        kind = "Dit is een verzonnen casus." if case.status == "fictief" else "Dit is uw eigen casus."
        question = f"<p><strong>{escape(case.question)}</strong></p>" if case.question else ""
        return f"<p>{escape(case.summary) or kind}</p>{question}"

    def _doubt(self) -> dict[str, Any] | None:
        """The question whether start values that an earlier version wrote were meant; asked until it is answered."""
        doubted = [party for party in self.case.parties if party.key in self.case.doubted]
        if not doubted:
            return None
        parties, kinds = [party.called for party in doubted], sorted({_kind(party) for party in doubted})
        names = enumerated([*parties[:NAMED], *([f"nog {len(parties) - NAMED}"] if len(parties) > NAMED else [])])
        who = f"deze {len(parties)} partijen" if len(parties) > 1 else "deze partij"
        written = ", ".join(f"{field} {value}" for field, value in {"soort": " of ".join(kinds), **UNTOUCHED}.items())
        asked = f"Klopt het dat bij {who} alleen de naam was ingevuld ({names}), en dat de vorige versie zelf ‘{written}’ opschreef?"
        presses = box("_answers", [button("_untouched", "Ja, nog niet ingevuld"), button("_meant", "Nee, dat klopt zo")], cls="rk-row")
        return box("_doubt", [html("_doubted", f"<p>{escape(asked)}</p>"), presses])

    def _versions(self, moments: list[datetime]) -> dict[str, Any]:
        """The earlier versions, folded away."""
        label = "Versies van deze casus" if self._of == self.key else f"Versies van ‘{self._of}’"
        field = {"t": "select", "key": "_moment", "label": label, "options": [[one.isoformat(), when(one)] for one in moments]}
        inside = [field, button("_back", "Haal terug", "rk-small")] if moments else [html("_none", "<p>Die zijn er nog niet.</p>")]
        return box("_versions", [box("_version", inside, cls="rk-row")], tag="details", summary="Eerdere versies", asks=True)

    def clicked(self, key: str) -> None:
        if besides.settled(self, key, self.key) or groups.pressed(self, key) or decided(self, key):
            return
        self._class_open = self._class_open or key == "_class"
        if classroom.bar_pressed(self, key):
            self.restart()
            return
        if key == "_download":
            self.download(f"{self.key}.toml", dumps(on_disk(self.key, self.case)).encode(), "application/toml")
        elif key in ("_untouched", "_meant"):
            workspace.change(lambda case: settled(case, meant=key == "_meant"), self.key)
            self.restart()
            refresh(but=self)
        elif key == "_versions":
            self.restart()
        elif key == "_back" and self.values["_moment"]:
            self._bring_back(datetime.fromisoformat(self.values["_moment"]))

    def _class_live(self) -> dict[str, str]:
        return classroom.bar_live() if self._class_open else {}

    def class_changed(self) -> None:
        """Show who came in, and what the room says."""
        if self._class_open:
            with self.hold_sync():
                shown = bool(classroom.state.lecturer), classroom.state.now.get("deur")
                if shown != self._class_shown:
                    self.restart()
                self.live = self.live | self._class_live()

    def _bring_back(self, moment: datetime) -> None:
        said, problem = f"De versie van {when(moment)} is terug. Wat er stond, is bewaard bij de eerdere versies.", ""
        try:
            workspace.bring_back(self._of, moment)
            self.restart()
            refresh(but=self)
        except CaseError as error:
            said, problem = "", str(error)
        self.live = self.live | {"_opened": _paragraph(said), "fout:_moment": problem}
        self.spoken = said or problem

    def received(self, key: str, name: str, data: bytes) -> None:
        receive(self, name, data)

    def text(self) -> str:
        """The case in words."""
        return f"Casus: {self.case.title} ({self.case.status}).\n{self.case.question}"

    def _ipython_display_(self, **_: Any) -> None:
        show(self, text=self.text(), html=f"<p>Casus: {escape(self.case.title)}</p>{self._about()}")


def settled(case: Case, *, meant: bool) -> Case:
    """The case in which no party is doubted any more; with `meant` they have what an earlier version wrote, where nothing was filled in since."""
    written: dict[str, Any] = {fields(Party)[key][0]: value for key, value in UNTOUCHED.items()}

    def whole(party: Party) -> Party:
        back = {"kind": _kind(party), **written} if meant else {}
        extra = {key: value for key, value in party.extra.items() if key != WRITTEN}
        return attrs.evolve(party, **{name: value for name, value in back.items() if getattr(party, name) is None}, extra=extra)

    return case.with_changes(parties=[whole(party) if party.key in case.doubted else party for party in case.parties], doubted=())


def _kind(party: Party) -> str:
    """The kind that an earlier version wrote of a party that is doubted."""
    found = party.extra.get(WRITTEN)
    return found if found in KINDS else KINDS[0]


def on_disk(key: str, shown: Case) -> Case:
    """The case with this key with what was answered in it since it was shown; the case as shown when it can no longer be read.

    Another notebook may have chosen another case meanwhile: what is saved is what the learner sees.
    """
    try:
        return workspace.change(lambda case: case, key)
    except CaseError:
        return shown


def file_field(label: str, **more: Any) -> dict[str, Any]:
    """A field to bring in a case file, a spreadsheet with parties or a network; see `receive`."""
    return {"t": "file", "key": "_file", "label": label, "accept": READABLE, "limit": MAX_BYTES, **more}


def receive(panel: CasePanel, name: str, data: bytes) -> None:
    """Bring in the file: a case or a network is used at once, of a list of parties is shown first what is in it. What cannot be read changes nothing but the words at the field."""
    try:
        if name.lower().endswith(".toml"):
            from .regieplan import changed

            return _use(panel, name, data, [changed(loads(data, name))])
        from ..cases import networks, spreadsheet  # a page need not load the readers

        read = networks.read_ties(data, name)
        if read is not None:
            return _use(panel, name, dumps(read.case.with_changes(status="eigen")).encode(), read.said)
        panel.incoming = coming = incoming.Incoming(spreadsheet.open_book(data, name), {})
    except CaseError as problem:
        panel.live = {**panel.live, "fout:_file": str(problem), "_opened": ""}
        return
    panel.redraw()
    panel.live = {**panel.live, "_opened": ""}
    panel.spoken = f"Gelezen: {coming.outcome().counted}. Kijk het na en neem het over."


def decided(panel: CasePanel, key: str) -> bool:
    """Whether the press was on a button of the preview of a spreadsheet."""
    if panel.incoming is None or not key.startswith(incoming.START):
        return False
    coming = panel.incoming
    if key == f"{incoming.START}leave":
        panel.incoming = None
        panel.redraw()
        panel.focus_on("_file")
        return True
    try:
        data = dumps(coming.book.case(coming.choices).with_changes(status="eigen")).encode()
        panel.incoming = None
        _use(panel, coming.book.name, data, [f"Overgenomen: {coming.outcome().counted}."])
    except CaseError as problem:
        panel.incoming = coming
        panel.redraw()
        panel.live = {**panel.live, "fout:_file": str(problem)}
    return True


def _use(panel: CasePanel, name: str, data: bytes, done: Iterable[str] = ()) -> None:
    """The file of a case becomes an own case, in every open panel; `done` is what was read of it and what not."""
    workspace.choose(workspace.import_text(data, name))
    panel.restart()
    refresh(but=panel)
    said = f"‘{name}’ is geopend. U werkt nu met de casus ‘{workspace.listing()[workspace.current_key()]}’. Uw andere casussen zijn er nog."
    said = " ".join(filter(None, [said, *done]))
    panel.live = {**panel.live, "_opened": _paragraph(said)}
    panel.spoken = said


def _tell() -> None:
    """Work can't be saved any more, or can again: every panel with a place for it says so at once, whichever panel wanted to save."""
    said = workspace.notice()
    for panel in list(panels._open):
        if "_notice" in panel.live:
            panel.live = {**panel.live, "_notice": _paragraph(said)}
            if said:
                panel.spoken = said


workspace.told.append(_tell)


def _paragraph(text: str | None) -> str:
    return f"<p>{escape(text)}</p>" if text else ""


def bar(strategy: str = "structuur") -> CaseBar:
    """The strip with the case in use."""
    return CaseBar(strategy)
