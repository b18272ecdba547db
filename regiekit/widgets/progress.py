"""What the learner did so far with this case, notebook by notebook, and what is still open, with a link to the place."""

from typing import Any
from urllib.parse import quote

from ..cases import Case, workspace
from ..plots.collection import NOTEBOOKS
from ..plots.svg import escape
from .case_panel import CasePanel, case_field
from .experiment import box, experiment, html, live
from .panel import refresh, show
from .regieplan import Found, answered

#: Proef -> the heading in its notebook under which it stands.
PLACES = {
    "profiel": "Regie in haar eenvoudigste vorm",
    "containerbegrip": "Een containerbegrip",
    "containerbegrip_klas": "Met een klas of een team",
    "feel_good": "Een woord dat goed voelt",
    "woord_in_document": "Het woord in uw eigen stukken",
    "waarom_regie": "Waarom dan toch regie?",
    "drie_vormen": "Drie vormen",
    "kader": "Wat een kader kost en oplevert",
    "aangekondigd": "Aangekondigd en echt",
    "gunnen": "De rol moet u worden gegund",
    "routes": "De gewone route en de andere",
    "gebeurtenissenlog": "Uw eigen logboek",
    "eilandenrijk": "Eilandenrijk",
    "poolse_landdag": "Poolse landdag",
    "verkokering": "Verkokering",
    "overlap": "Overlap",
    "past_niet": "Past niet op buiten",
    "lenzen": "Chaos of orde?",
    "diagnose": "De diagnose",
    "model_werkelijkheid": "Model en werkelijkheid",
    "dilemmabox": "De dilemmabox",
    "verbouwing": "Wat een verbouwing kost",
    "stappen": "In één keer of in stappen?",
    "knippen": "Nieuwe suboptimalisaties en houtje-touwtje",
    "warme_overdracht": "De warme overdracht",
    "vele_handen": "Tussen wal en schip",
    "echelons": "Echelons",
    "voorbeeldfiguren": "Voorbeelden en cynici",
    "regels_of_waarden": "Waarden of regels?",
    "waarden_vragen": "Vraag het elkaar",
    "ontwerp": "Het ontwerp",
    "blikken": "Spelersanalyse 1: hoe kijkt de een naar de ander?",
    "spelers": "Spelersanalyse 2: wie kan dragen, wie kan stoppen?",
    "tafel": "Spelersanalyse 3: wie zit er aan tafel?",
    "brede_agenda": "De brede agenda",
    "spelregels": "Spelregels",
    "grootste_gemene_deler": "De gemene deler, en wat zit erin voor mij?",
    "winst_en_dreiging": "Perspectief op winst, dreiging met verlies",
    "rollen_en_niveaus": "Welke rol, en op welk niveau?",
    "wie_regisseert": "Wie regisseert?",
    "schaduw": "Als het mislukt",
    "ondernemende_regisseur": "De ondernemende regisseur en de staande organisatie",
    "loont_het": "Loont samenwerken?",
    "mix": "De mix",
}
STATES = (("✓", "bewaard"), ("◐", "gedaan, nog niets bewaard"), ("○", "nog niet gedaan"))


def state(found: Found) -> int:
    """0: kept, so there for the plan; 1: done, nothing kept; 2: not done."""
    return 0 if found.answered else 1 if found.seen else 2


def address(key: str) -> str:
    """Where a proef stands, as a relative link: JupyterLab's and Voila's anchors are the heading with hyphens."""
    return f"{experiment(key).notebook}.ipynb#{quote(PLACES[key].replace(' ', '-'))}"


def overview(case: Case) -> str:
    """The notebooks with their proeven as HTML; what is kept counted, what is open linked."""
    out = []
    for notebook, found in answered(case).items():
        states = [state(f) for f in found.values()]
        items = "".join(
            f'<li><span aria-hidden="true">{STATES[s][0]}</span> <a href="{escape(address(key))}">{escape(experiment(key).title)}</a> – {STATES[s][1]}</li>'
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
        return f"Van de {len(states)} proeven hebt u met deze casus nog niets bewaard. Kies hieronder waar u begint, of bekijk eerst het voorbeeld."
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
                                            {"t": "button", "key": "_again", "label": "Kijk opnieuw", "cls": "rk-small"},
                                            {"t": "large", "key": "_large"},
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
        self.live = {**self.live, "_words": f"<p>{escape(said)}</p>"}
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
