"""What the learner did so far with this case, notebook by notebook, and what is still open, with a link to the place."""

from typing import Any
from urllib.parse import quote

from ..cases import Case, workspace
from ..plots.collection import NOTEBOOKS
from ..plots.svg import escape
from .case_panel import CasePanel, case_field
from .declaration import proef_class, words_file
from .panel import box, html, live, refresh, show
from .regieplan import Found, answered

STATES = (("✓", "bewaard"), ("◐", "gedaan, nog niets bewaard"), ("○", "nog niet gedaan"))


def state(found: Found) -> int:
    """0: kept, so there for the plan; 1: done, nothing kept; 2: not done."""
    return 0 if found.answered else 1 if found.seen else 2


def address(key: str) -> str:
    """Where a proef stands, as a relative link: JupyterLab's and Voila's anchors are the heading with hyphens."""
    words = words_file(key)
    return f"{words['notebook']}.ipynb#{quote(words['kop'].replace(' ', '-'))}"


def overview(case: Case) -> str:
    """The notebooks with their proeven as HTML; what is kept counted, what is open linked."""
    out = []
    for notebook, found in answered(case).items():
        states = [state(f) for f in found.values()]
        items = "".join(
            f'<li><span aria-hidden="true">{STATES[s][0]}</span> <a href="{escape(address(key))}">{escape(proef_class(key).title)}</a> – {STATES[s][1]}</li>'
            for key, s in zip(found, states, strict=True)
        )
        summary = f"{notebook[:2]} {NOTEBOOKS[notebook][0]} ({states.count(0)} van de {len(states)} bewaard)"
        out.append(
            f'<details{" open" if 0 < states.count(0) < len(states) else ""}><summary>{escape(summary)}</summary><ul style="list-style:none;padding-left:0">{items}</ul></details>'
        )
    return "".join(out)


def words(case: Case) -> str:
    """How far the learner is, in a sentence."""
    found = answered(case)
    states = [state(f) for one in found.values() for f in one.values()]
    kept, done = states.count(0), states.count(1)
    if not kept and not done:
        return f"Van de {len(states)} proeven hebt u er met deze casus nog geen bewaard. Kies hieronder waar u begint, of bekijk eerst het voorbeeld."
    return (
        f"Van de {len(states)} proeven hebt u er {kept} bewaard voor uw plan. "
        + (
            f"Bij {done} {'proef' if done == 1 else 'proeven'} bewaarde u nog niets: schrijf daar iets op, of druk er op ‘Bewaar deze stand in de casus’."
            if done
            else ""
        )
    ).strip()


class Progress(CasePanel):
    """The overview of the case in use."""

    def restart(self) -> None:
        """Show the case in use now."""
        with self._lock:
            self.key, self.case = workspace.in_use()
            self.quietly(
                values={"_case": self.key},
                live={"_words": f"<p>{escape(words(self.case))}</p>", "_overview": overview(self.case)},
                tree=[
                    box(
                        "_progress",
                        [
                            box(
                                "_top",
                                [
                                    case_field(),
                                    box(
                                        "_tools",
                                        [
                                            {"t": "button", "key": "_again", "label": "Vernieuw de lijst", "cls": "rk-small"},
                                        ],
                                        cls="rk-tools",
                                    ),
                                ],
                                cls="rk-top",
                            ),
                            html("_head", "<h3>Wat u al deed in deze casus</h3>"),
                            live("_words", cls="rk-result"),
                            live("_overview"),
                        ],
                        tag="section",
                        cls="rk-proef rk-begin",
                        label="Wat u al deed",
                    )
                ],
            )

    def clicked(self, key: str) -> None:
        """Look again: in another notebook something may have been kept meanwhile."""
        before = self.key
        refresh()
        said = words(self.case) if self.key == before else f"U koos in een ander notebook de casus ‘{self.case.title}’. {words(self.case)}"
        self.live = self.live | {"_words": f"<p>{escape(said)}</p>"}
        self.spoken = said

    def text(self) -> str:
        """The overview in words."""
        lines = [
            f"- {n[:2]} {NOTEBOOKS[n][0]} ({sum(f.answered for f in found.values())} van de {len(found)} bewaard)"
            for n, found in answered(self.case).items()
        ]
        return "\n".join([f"Casus: {self.case.title} ({self.case.status}).", words(self.case), *lines])

    def _ipython_display_(self, **_: Any) -> None:
        show(self, text=self.text(), html=f"<p>{escape(words(self.case))}</p>{overview(self.case)}")


def progress() -> Progress:
    """The overview of what was done."""
    return Progress()
