"""A panel on the case in use, which follows whichever case is chosen, here or in another panel."""

from typing import Any

from ..cases import workspace
from .incoming import Incoming, chose
from .panel import Panel, follow, refresh


class CasePanel(Panel):
    """A panel that shows the case in use; a subclass takes it in `restart`."""

    incoming: Incoming | None = None  # a spreadsheet that is looked at before it becomes a case

    def __init__(self) -> None:
        super().__init__()
        self.restart()
        follow(self)

    def chose(self, keys: list[str]) -> bool:
        """Whether the learner chose another case (all panels then show that one), or something about a spreadsheet that comes in."""
        if chose(self, keys):
            return True
        if "_case" not in keys:
            return False
        workspace.choose(self.values["_case"])
        self.restart()
        refresh(but=self)
        return True

    def redraw(self) -> None:
        """Show what changed in the preview of a spreadsheet."""
        self.restart()

    def changed(self, keys: list[str]) -> None:
        """React to what the learner set; a subclass with other fields begins with `chose`."""
        self.chose(keys)


def case_field(label: str = "Casus") -> dict[str, Any]:
    """The field in which the learner chooses a case."""
    return {"t": "select", "key": "_case", "label": label, "options": [[key, title] for key, title in workspace.listing().items()]}
