"""Ways through the collection: what they ask, how long that takes, how far the learner is, and which five proeven fit the learner's own problem."""

import tomllib
from collections import Counter
from collections.abc import Sequence
from functools import cache
from math import ceil
from typing import Any

from ..cases import load_shipped, workspace
from ..cases.data import data_path
from ..plots.svg import escape
from .case_panel import CasePanel, case_field
from .controls import Choice
from .declaration import keys, proef_class, words_file
from .panel import Panel, box, html, live, show
from .proef_panel import proef
from .progress import STATES, address, state
from .regieplan import found
from .say import number_word

KEY = "wegwijzer"  # of what is kept with the case
OWN = "vraagstuk"  # the way that three questions lead to
FIT = 5  # proeven on that way
WORDS, CONTROL, PREDICTION, QUESTION = 130, 1, 2, 1.5  # words read in a minute; minutes each
ROUND = 5  # minutes


@cache
def first() -> str:
    """The proef that somebody begins with."""
    return tomllib.loads((data_path() / "routes.toml").read_text(encoding="utf-8"))["eerste"]


@cache
def ways() -> dict[str, dict[str, Any]]:
    """The ways by key: name, what they are, steps, proeven (all where none are named)."""
    table = tomllib.loads((data_path() / "routes.toml").read_text(encoding="utf-8"))
    return {way["sleutel"]: {"proeven": list(keys()), **way} for way in table["route"]}


@cache
def questions() -> tuple[dict[str, Any], ...]:
    """The questions on the learner's own problem, each with its answers and the proeven that these name."""
    return tuple(tomllib.loads((data_path() / "routes.toml").read_text(encoding="utf-8"))["vraag"])


def fitting(given: dict[str, str | None]) -> list[str]:
    """The five proeven that the answers (question -> answer) name most often, those named first before others, in the order of the collection.

    Nothing while a question is open.
    """
    named: Counter[str] = Counter()
    for question in questions():
        chosen = [a for a in question["antwoord"] if a["sleutel"] == given.get(question["sleutel"])]
        if not chosen:
            return []
        for place, key in enumerate(chosen[0]["proeven"]):
            named[key] += 100 - place  # being named counts; of equals the one named earlier
    best = sorted(named, key=lambda key: -named[key])[:FIT]
    return [key for key in keys() if key in best]


def length(words: int, controls: int = 0, predictions: int = 0, questions: int = 0) -> float:
    """Minutes that so much takes: the one rule by which the whole collection counts its time."""
    return words / WORDS + controls * CONTROL + predictions * PREDICTION + questions * QUESTION


def rounded(minutes: float) -> int:
    """Up to five minutes."""
    return ROUND * ceil(round(minutes / ROUND, 6))


@cache
def _counted() -> dict[str, dict[str, float]]:
    return tomllib.loads((data_path() / "minutes.toml").read_text(encoding="utf-8"))


def minutes(key: str, steps: Sequence[str]) -> float:
    """Minutes that these steps of a proef take, not rounded: as `counted` says, read from a file, for a browser may lack what a proef needs."""
    return sum(_counted().get(key, {}).get(step, 0) for step in steps)


def counted(key: str) -> dict[str, float]:
    """Minutes per step of a proef, counted on De Waardborg without what is folded; `tools.words --write` puts them in the file.

    `eerste` is the first part of step 2 alone, for who has little time.
    """
    d = proef_class(key)
    case = d.reads(load_shipped("jeugdhulp"))
    start, controls = d.at(case), d.controls(case)
    first = [c for c in controls if d.sections.get(c.key) == d.sections.get(controls[0].key)]
    texts: dict[str, list[str]] = {
        "voorspel": [d.question],
        "probeer": [*(f"{c.label} {c.help}" for c in controls), *(card.text for card in d.cards(case)), start.headline() or start.words()],
        "eerste": [*(f"{c.label} {c.help}" for c in first), start.headline() or start.words()],
        "vergelijk": [d.explain(case, d.answer(case))],
        "check": [text for q in d.questions for text in (q.text, *(o.text for o in q.options), q.options[0].why)],
        "casus": [d.own],
        "mee": [start.report(), *d.leaves_out[:1]],
    }
    more = {
        "voorspel": {"predictions": 1},
        "probeer": {"controls": len(controls)},
        "eerste": {"controls": len(first)},
        "check": {"questions": len(d.questions)},
    }
    return {step: round(length(sum(len(text.split()) for text in said), **more.get(step, {})), 2) for step, said in texts.items()}


def duration(proeven: Sequence[str], steps: Sequence[str], words: int = 0) -> int:
    """Minutes of a way, rounded up to five; `words` are read besides those of the proeven."""
    return rounded(length(words) + sum(minutes(key, steps) for key in proeven))


def lasts(way: dict[str, Any]) -> int:
    """Minutes of this way."""
    return duration(way["proeven"], way["stappen"], way.get("woorden", 0))


def in_words(total: int) -> str:
    """Minutes as a reader says them: "45 minuten", "ruim 3 uur"."""
    if total <= 90:
        return f"{total} minuten"
    hours, rest = divmod(total, 60)
    return f"{hours} uur" if not rest else f"ruim {hours} uur" if rest <= 30 else f"bijna {hours + 1} uur"


def about(total: int) -> str:
    """The same as a rough figure: "ongeveer 45 minuten", "ruim 3 uur"."""
    said = in_words(total)
    return said if said.startswith(("ruim", "bijna")) else f"ongeveer {said}"


class Routes(CasePanel):
    """The ways, one of which is chosen, with what is done and where to go on."""

    def restart(self) -> None:
        """Show the case in use now."""
        with self._lock:
            self.key, self.case = workspace.in_use()
            kept = self.case.answers.get(KEY)
            given = kept if isinstance(kept, dict) else {}
            values = {control.key: _accepted(control, given.get(control.key)) for control in self._controls()}
            self.quietly(values={"_case": self.key, **values})
            self.quietly(tree=self._tree(), live=self._live())

    @staticmethod
    def _controls() -> list[Choice]:
        named = [(key, f"{way['naam']} · {in_words(lasts(way))}") for key, way in ways().items()]
        named[0] = ("kort", ways()["kort"]["naam"])
        asked = [Choice(q["sleutel"], q["tekst"], [(a["sleutel"], a["tekst"]) for a in q["antwoord"]], None) for q in questions()]
        return [Choice("weg", "Hoeveel tijd hebt u?", [*named, (OWN, "mijn vraagstuk: vijf proeven die passen")], None), *asked]

    def changed(self, keys: list[str]) -> None:
        if self.chose(keys):
            return
        known = {control.key: control for control in self._controls()}
        kept = {key: _accepted(known[key], self.values[key]) for key in keys if key in known}
        if kept:
            workspace.answer(KEY, key=self.key, **kept)
            self.quietly(tree=self._tree(), live=self._live())
            self.spoken = self._words()

    def _way(self) -> dict[str, Any]:
        """The way that is chosen; one without proeven where there is none yet."""
        chosen = self.values.get("weg")
        if chosen == OWN:
            over = "Deze vijf proeven passen het best bij uw drie antwoorden."
            return {**ways()["dagdeel"], "proeven": fitting(self.values), "over": over}
        return ways().get(str(chosen), {"proeven": []})

    def _words(self) -> str:
        way = self._way()
        proeven = way["proeven"]
        if not proeven:
            return "Beantwoord de drie vragen; dan ziet u vijf proeven." if self.values.get("weg") == OWN else "Kies een weg."
        done = sum(state(found(self.case, key)) < len(STATES) - 1 for key in proeven)
        return f"{way['over']} Samen {about(lasts(way))}. U hebt er {number_word(done)} van de {number_word(len(proeven))} gedaan."

    def _live(self) -> dict[str, Any]:
        way = self._way()
        proeven, steps = way["proeven"], way.get("stappen", ())
        items = "".join(
            f'<li><span aria-hidden="true">{STATES[s][0]}</span> <a href="{escape(address(key))}">{escape(words_file(key)["titel"])}</a>'
            f" – {ceil(minutes(key, steps))} minuten, {STATES[s][1]}</li>"
            for key in proeven
            for s in [state(found(self.case, key))]
        )
        end = '<p>Aan het eind maakt u <a href="09_assembleren.ipynb#Het-regieplan">uw regieplan</a>: wat u deed, staat er dan in.</p>'
        return {"_words": f"<p>{escape(self._words())}</p>", "_list": f'<ol class="rk-route">{items}</ol>{end}' if items else ""}

    def _tree(self) -> list[dict[str, Any]]:
        way, *asked = self._controls()
        return [
            box(
                "_routes",
                [
                    box("_top", [case_field()], cls="rk-top"),
                    html("_head", "<h3>Kies een weg</h3>"),
                    way.block(),
                    *(control.block() for control in asked if self.values.get("weg") == OWN),
                    live("_words", cls="rk-result"),
                    live("_list"),
                ],
                tag="section",
                cls="rk-proef rk-begin",
                label="Kies een weg door de collectie",
            )
        ]

    def text(self) -> str:
        """The ways in words."""
        lasting = [(way["naam"], in_words(lasts(way)), len(way["proeven"])) for way in ways().values()]
        lines = [f"- {name}: {many} proeven{'' if name == time else f' in {time}'}" for name, time, many in lasting]
        return "\n".join(["Wegen door de collectie:", *lines, "- mijn vraagstuk: drie vragen, dan vijf proeven"])

    def _ipython_display_(self, **_: Any) -> None:
        said = "".join(f"<li>{escape(line[2:])}</li>" for line in self.text().splitlines()[1:])
        show(self, text=self.text(), html=f"<p>Wegen door de collectie:</p><ul>{said}</ul>")


def _accepted(control: Choice, value: Any) -> str | None:
    try:
        return control.accept(value)
    except ValueError:
        return None


def routes() -> Routes:
    """The ways through the collection."""
    return Routes()


def begin() -> Panel:
    """The proef to begin with, on top of the first notebook: what is done there is done in its own notebook too."""
    return proef(first())
