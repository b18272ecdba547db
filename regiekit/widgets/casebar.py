"""The strip at the top of a notebook: which case is in use, and where the learner's work is kept."""

from typing import Any

from ..cases import Case, CaseError, workspace
from ..plots.svg import escape
from .experiment import box, live
from .panel import Panel, follow, refresh, show


class CaseBar(Panel):
    """Choose the case for the whole notebook; download it at any time."""

    def __init__(self, strategy: str = "structuur") -> None:
        self.strategy = strategy
        super().__init__()
        self.restart()
        follow(self)

    def restart(self) -> None:
        """Show the case in use now."""
        with self._lock:
            self.key, self.case = workspace.in_use()
            options = [[k, t] for k, t in workspace.listing().items()]
            self.quietly(values={"_case": self.key}, live={"_about": self._about(), "_notice": _paragraph(workspace.notice())}, tree=[
                box("_bar", [
                    box("_choose", [{"t": "select", "key": "_case", "label": "U werkt met de casus", "options": options},
                                    box("_tools", [{"t": "button", "key": "_download", "label": "Bewaar op schijf", "cls": "rk-small"},
                                                   {"t": "large", "key": "_large"}], cls="rk-tools")], cls="rk-top"),
                    live("_about"), live("_notice", cls="rk-error"),
                ], tag="section", cls=f"rk-proef rk-{self.strategy}", label="De casus")])

    def _about(self) -> str:
        case = self.case
        kind = "Dit is een verzonnen casus." if case.status == "fictief" else "Dit is uw eigen casus."
        question = f"<p><strong>{escape(case.question)}</strong></p>" if case.question else ""
        return f"<p>{escape(case.summary) or kind}</p>{question}"

    def changed(self, keys: list[str]) -> None:
        if "_case" in keys:
            workspace.choose(self.values["_case"])
            self.restart()
            refresh(but=self)

    def clicked(self, key: str) -> None:
        if key == "_download":
            from ..cases import dumps

            self.download(f"{self.key}.toml", dumps(on_disk(self.key, self.case)).encode(), "application/toml")

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


def _paragraph(text: str | None) -> str:
    return f"<p>{escape(text)}</p>" if text else ""


def bar(strategy: str = "structuur") -> CaseBar:
    """The strip with the case in use."""
    return CaseBar(strategy)
