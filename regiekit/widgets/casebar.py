"""The strip at the top of a notebook: which case is in use, and where the learner's work is kept."""

from typing import Any

from ..cases import Case, CaseError, workspace
from ..plots.svg import escape
from . import panel as panels
from .case_panel import CasePanel, case_field
from .panel import Panel, box, button, live, refresh, show


class CaseBar(CasePanel):
    """Choose the case for the whole notebook; download it at any time."""

    def __init__(self, strategy: str = "structuur") -> None:
        self.strategy = strategy
        super().__init__()

    def restart(self) -> None:
        """Show the case in use now."""
        with self._lock:
            self.key, self.case = workspace.in_use()
            self.quietly(
                values={"_case": self.key},
                live={"_about": self._about(), "_notice": _paragraph(workspace.notice())},
                tree=[
                    box(
                        "_bar",
                        [
                            box(
                                "_choose",
                                [case_field("U werkt met de casus"), box("_tools", [{"t": "large", "key": "_large"}], cls="rk-tools")],
                                cls="rk-top",
                            ),
                            live("_opened"),
                            live("_about"),
                            live("_notice", cls="rk-error"),
                            box(
                                "_disk", [button("_download", "Bewaar op schijf", "rk-small"), file_field("Open van schijf")], cls="rk-row"
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

    def clicked(self, key: str) -> None:
        if key == "_download":
            from ..cases import dumps

            self.download(f"{self.key}.toml", dumps(on_disk(self.key, self.case)).encode(), "application/toml")

    def received(self, key: str, name: str, data: bytes) -> None:
        receive(self, name, data)

    def text(self) -> str:
        """The case in words."""
        return f"Casus: {self.case.title} ({self.case.status}).\n{self.case.question}"

    def _ipython_display_(self, **_: Any) -> None:
        show(self, text=self.text(), html=f"<p>Casus: {escape(self.case.title)}</p>{self._about()}")


def on_disk(key: str, shown: Case) -> Case:
    """The case with this key with what was answered in it since it was shown; the case as shown when it can no longer be read.

    Another notebook may have chosen another case meanwhile: what is saved is what the learner sees.
    """
    try:
        return workspace.change(lambda case: case, key)
    except CaseError:
        return shown


def file_field(label: str, **more: Any) -> dict[str, Any]:
    """A field to bring in a case file or a spreadsheet with parties; see `receive`."""
    return {"t": "file", "key": "_file", "label": label, "accept": ".toml,.xlsx,.ods,.csv", **more}


def receive(panel: Panel, name: str, data: bytes) -> None:
    """Bring in the file as an own case and use it, in every open panel. What cannot be read changes nothing but the words at the field."""
    from .. import cases

    try:
        if not name.lower().endswith(".toml"):
            data = cases.dumps(cases.from_spreadsheet(data, name).with_changes(status="eigen")).encode()
        workspace.choose(workspace.import_text(data, name))
    except CaseError as problem:
        panel.live = {**panel.live, "fout:_file": str(problem), "_opened": ""}
        return
    panel.restart()
    refresh(but=panel)
    said = f"‘{name}’ is geopend. U werkt nu met de casus ‘{workspace.listing()[workspace.current_key()]}’. Uw andere casussen zijn er nog."
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
