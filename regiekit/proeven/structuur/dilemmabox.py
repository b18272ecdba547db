"""Instrument 2, the dilemma box: four quadrants, a solution in between, and the pendulum that what is in the box sets going."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import zip_longest
from textwrap import shorten
from types import MappingProxyType
from typing import Any

from regiekit.cases import StructureOption
from regiekit.models import dilemma_box as model
from regiekit.plots.style import CHAR, Paint
from regiekit.plots.svg import wrap
from regiekit.proeven import (
    Board,
    Card,
    Case,
    Choice,
    PlanTable,
    Proef,
    Rows,
    Slider,
    Table,
    Text,
    capital,
    dutch,
    form,
    last,
    measure,
    number_word,
    say,
)
from regiekit.widgets.controls import lines
from regiekit.widgets.proef_panel import ProefPanel

YEARS, POINTS = 16, 320  # how long the pendulum is followed, and at how many moments
RATE, DELAY = 85, 1.5  # per cent of the way corrected per year, and years until noticed where the case does not tell, at the start
NO, YES = "nee", "ja"  # whether the solution catches a drawback
TICKS, SHORT = 60, 78  # drawbacks with a tick, at most, and characters of one in that table
HARDLY, WIDE_OFF, SOON = 0.05, 0.5, 0.5  # of the way: what is hardly and what is far too far; years that are soon
OPTIONS = 6  # new structures of a case that get a card
OWN = "eigen"  # the new structure of a case that has none
LIMIT = 3000
NAMES = {
    "voor_heden": "Voor het heden",
    "tegen_heden": "Tegen het heden",
    "voor_nieuw": "Voor het nieuwe",
    "tegen_nieuw": "Tegen het nieuwe",
}
SIDES = {"tegen_heden": "heden", "tegen_nieuw": "nieuw"}  # the quadrants with drawbacks, and what they are of
BETWEEN = {"oplossing": "Een oplossing ertussen", "prijs": "Wat die kost"}
ASKED = {"kans": "Hoe groot is de kans?", "heen_en_weer": "Hoe voorkomt u heen en weer?"}
PLANNED = {"kans": "Hoe groot de kans is", "heen_en_weer": "Tegen heen en weer bewegen"}
#: How it ends, as an option of the prediction, in the picture, in the plan.
REGIMES = {
    "still": ("blijft waar die is", "blijft waar die is", "blijft de structuur waar die is"),
    "calm": ("komt ertussenin tot rust zonder door te schieten", "komt tot rust", "komt de structuur zonder slingeren tot rust"),
    "damped": (
        "schiet door, slingert en komt tot rust",
        "schiet door en komt dan tot rust",
        "schiet de structuur door voordat die tot rust komt",
    ),
    "growing": ("slingert steeds wilder heen en weer", "komt niet tot rust", "komt de structuur niet tot rust"),
}

#: A drawback that pushes, an advantage that attracts, a drawback that the solution catches.
CON: Paint = {"fill": "accent", "stroke": "accent", "width": 1.6}
PRO: Paint = {"fill": "paper", "stroke": "accent", "width": 2}
GONE: Paint = {"fill": "paper", "stroke": "soft", "width": 1.4, "dash": "3 3"}

WIDTH, EDGE, GAP = 660, 8, 8
TITLE, HEAD = 26, 42  # room for the title, and for the names of the columns
HALF = (WIDTH - 2 * EDGE - GAP) / 2  # width of a quadrant
COLUMNS = {"heden": EDGE, "nieuw": EDGE + HALF + GAP}  # where they begin
FOOT, LEAST = 422, 90  # of the lowest part of the box, and height of a quadrant at least
STRIP = 84  # height of the strip with the solution, once there is one
FONT, LINE, PAUSE = 13.5, 17, 3  # of the arguments; between two of them, where there is room
CHARS = int((HALF - 38) / (FONT * CHAR))  # on a line of an argument
LEFT, TOP, LONG, TALL = 66, 84, 500, 226  # of the pendulum
PULLS = {"new": 52, "present": 376}  # heights of the rows with the arguments that pull
ROW, PITCH = 246, 21  # where such a row begins, and from one mark to the next
LOWEST, HIGHEST = -0.3, 1.3  # the ends of its vertical axis: 0 is the present, 1 the new


@last
def present(case: Case) -> StructureOption | None:
    """The structure as it is now."""
    return next((s for s in case.structures if s.status == "huidig"), None)


@last
def new(case: Case) -> dict[str, StructureOption | None]:
    """The new structures of a case by key, the first few; one without a description where it has none."""
    found = {s.key: s for s in case.structures if s.status == "nieuw"}
    return dict(list(found.items())[:OPTIONS]) or {OWN: None}


def delay(case: Case) -> float:
    """After how many years one notices what a choice does, as the case tells; a number for convenience where it does not."""
    told = case.trait("merken")
    return DELAY if told is None else min(4, round(told / 3) / 4)


def named(drawback: str) -> str:
    """A drawback as the table of ticks calls it: in one line."""
    return shorten(drawback, SHORT, placeholder=" …")


def drawbacks(arguments: Mapping[str, Sequence[str]], ticked: Mapping[tuple[str, str], str]) -> list[dict[str, str]]:
    """A row for each drawback in the box, with the tick that it had."""
    rows = [(side, named(item)) for key, side in SIDES.items() for item in arguments[key]]
    return [{"nadeel": item, "kant": side, "vangt": ticked.get((side, item), NO)} for side, item in dict.fromkeys(rows)][:TICKS]


class Ticks(ProefPanel):
    """The proef with a table of the drawbacks as they are written; a drawback that comes back has its tick again."""

    def restart(self) -> None:
        """Take the current case anew."""
        with self._lock:
            self._ticked: dict[tuple[str, str], str] = {}
            super().restart()
            if not self.missing and self._follow():
                self.quietly(tree=self._tree(), live=self._live())

    def _follow(self) -> bool:
        """Let the table follow what is written; whether it became another one."""
        rows = self.values["caught"]
        self._ticked |= {(row["kant"], row["nadeel"]): row["vangt"] for row in rows}
        new = drawbacks(DilemmaBox(self.case, **self.settings()).arguments, self._ticked)
        if new == rows:
            return False
        self.quietly(values={**self.values, "caught": new})
        self._sound["caught"] = new
        self._forget()
        return True

    def changed(self, keys: list[str]) -> None:
        super().changed(keys)
        written = [key for key in keys if key == "optie" or key.startswith("tegen_")]
        if self.missing or "_case" in keys or not written or not self._follow():
            return
        errors = {key: problem for key, problem in self.live.items() if key.startswith("fout:")}
        self.live = self._live(errors)
        if self.guessed and not errors and written != ["optie"]:
            self._keep(instellingen=self._lasting())

    def clicked(self, key: str) -> None:
        if key == "_reset":
            self._ticked.clear()
        super().clicked(key)


class DilemmaBox(Proef, situated=False, before={"delay": 0}):
    """The box as filled, and the pendulum: `rate` in per cent of the way per year, `delay` in years, and the drawbacks
    with a tick where the solution catches them (`caught`).

    Settings that depend on the case: `voor_nieuw_<key>` and `tegen_nieuw_<key>` of each new structure, `naam` of one that the case does
    not describe, `optie` (which is in the box) where there are several.
    """

    dilemma: str
    voor_heden: str
    tegen_heden: str
    oplossing: str
    prijs: str
    kans: str
    heen_en_weer: str
    rate: float
    delay: float
    caught: Sequence[Mapping[str, str]]

    panel = Ticks
    drawings = ("De slinger", "De box")
    sections = MappingProxyType({"optie": "Structuur"})

    @classmethod
    def guess(cls, case):
        return Choice("", "De structuur …", [(key, told) for key, (told, *_) in REGIMES.items()], "calm")

    @classmethod
    def answer(cls, case):
        return cls.at(case).regime

    @classmethod
    def explain(cls, case, answer):
        told = case.trait("merken")
        here = "" if told is None else f"In deze casus merkt men na {dutch(told)} maanden wat een keuze doet. "
        if answer == "still":
            return "Er staat niets in de box wat van het heden wegtrekt. Vul de vier vakken, dan komt de slinger in beweging."
        if answer == "calm":
            return f"{here}Wie op tijd merkt wat een keuze doet, stuurt niet te lang door. Zet de vertraging hoger en kijk wat de slinger doet."
        return here + super().explain(case, answer)

    @classmethod
    def supposes(cls, case):
        return ("rate", *(("delay",) if case.trait("merken") is None else ()))

    @classmethod
    def controls(cls, case):
        def items(key, label, content):
            return Text(key, label, "\n".join(content)[:LIMIT], help="Eén punt per regel.", limit=LIMIT)

        now, options = present(case), new(case)
        named = [(key, s.name.strip() or key) for key, s in options.items() if s]
        asked = {
            "oplossing": "Wat ligt ertussen, en vangt de meeste nadelen op?",
            "prijs": "Wat kost dat, en wie betaalt het?",
            "kans": "Hoe groot is de kans dat u de voordelen van het nieuwe krijgt en de nadelen voorkomt?",
            "heen_en_weer": "Hoe voorkomt u dat u steeds heen en weer blijft gaan?",
        }
        out = [
            Text("dilemma", "Het dilemma in één zin", help="Bijvoorbeeld: dicht bij de wijk, of dicht bij het vak?", limit=160, long=False),
            items("voor_heden", "Wat pleit vóór het heden?", now.pros if now else ()),
            items("tegen_heden", "Wat pleit tegen het heden?", now.cons if now else ()),
            *([] if named else [Text("naam", "Hoe heet de nieuwe structuur?", long=False, limit=80)]),
        ]
        for key, s in options.items():
            out.append(items(f"voor_nieuw_{key}", "Wat pleit vóór het nieuwe?", s.pros if s else ()))
            out.append(items(f"tegen_nieuw_{key}", "Wat pleit tegen het nieuwe?", s.cons if s else ()))
        out += [Text(key, question, limit=LIMIT) for key, question in asked.items()]
        first = next(iter(options.values()))
        begin = {"tegen_heden": lines(out[2].start), "tegen_nieuw": lines("\n".join(first.cons)[:LIMIT]) if first else ()}
        columns: tuple[dict[str, Any], ...] = (
            {"key": "nadeel", "label": "Nadeel", "readonly": True},
            {"key": "kant", "label": "Van", "readonly": True},
            {"key": "vangt", "label": "Opgevangen?", "options": [[NO, "nee"], [YES, "ja"]], "default": NO},
        )
        told = "Alle nadelen in de box, zoals u ze schreef. Zeg per nadeel of uw oplossing ertussen dat wegneemt."
        return [
            *out,
            *([Choice("optie", "Welke nieuwe structuur staat in de box?", named, named[0][0])] if len(named) > 1 else []),
            Slider("rate", "Hoe hard stuurt men bij?", 10, 150, RATE, 5, "%", "Een deel van de weg naar het evenwicht, per jaar."),
            Slider("delay", "Hoe laat merkt men wat het doet?", 0, 4, delay(case), 0.25, "jaar"),
            Rows("caught", "Nadelen", columns, drawbacks(begin, {}), TICKS, told, fixed=True, wide=True),
        ]

    @classmethod
    def cards(cls, case):
        def titled(title, s):
            return f"{title}: {s.name}" if s and s.name.strip() else title

        def fields(key, s):
            return *(() if s else ("naam",)), f"voor_nieuw_{key}", f"tegen_nieuw_{key}"

        above = "Waartussen gaat u heen en weer? De zin komt boven het plaatje te staan, zodat een ander het ook begrijpt."
        works = "Wat werkt nu goed, en wat niet? Vraag het ook aan iemand die het nu goed vindt."
        brings = "Wat belooft de nieuwe structuur, en welke nieuwe nadelen brengt die mee? Denk aan hoe die echt gaat werken."
        seek = "Zoek iets tussen de uitersten dat de voordelen van beide houdt. Dat is nooit gratis: schrijf op wat het kost."
        write = "Schrijf bij elke vraag een paar zinnen. Noem iets waaraan u het over een jaar kunt zien."
        return [
            Card("dilemma", "Het dilemma", above, ("dilemma",)),
            Card("heden", titled("Het heden", present(case)), works, ("voor_heden", "tegen_heden")),
            *(Card(f"nieuw_{key}", titled("Het nieuwe", s), brings, fields(key, s)) for key, s in new(case).items()),
            Card("ertussen", "Een oplossing ertussen", seek, tuple(BETWEEN)),
            Card("vragen", "De twee vragen bij een dilemma", write, tuple(ASKED)),
        ]

    @cached_property
    def option(self) -> str:
        """The key of the new structure in the box."""
        return self.settings.get("optie", next(iter(new(self.case))))

    @cached_property
    def poles(self) -> tuple[str, str]:
        """What the present and the new are called."""
        now, later = present(self.case), new(self.case)[self.option]
        name = later.name.strip() or self.option if later else self.settings["naam"].strip() or "De nieuwe structuur"
        return (now.name.strip() if now else "") or "Zoals het nu is", name

    @cached_property
    def arguments(self) -> dict[str, tuple[str, ...]]:
        return {key: lines(self.settings[key if key.endswith("heden") else f"{key}_{self.option}"]) for key in NAMES}

    @cached_property
    def said(self) -> dict[str, str]:
        """What was written in sentences, each on one line."""
        return {key: " ".join(self.settings[key].split()) for key in ("dilemma", *BETWEEN, *ASKED)}

    def answers(self, names: dict[str, str]) -> list[tuple[str, str]]:
        """Name and answer of what was answered."""
        return [(name, self.said[key]) for key, name in names.items() if self.said[key]]

    @cached_property
    def spared(self) -> dict[str, int]:
        """Quadrant with drawbacks → how many of them the solution catches."""
        return {key: sum(item in self.gone[key] for item in self.arguments[key]) for key in SIDES}

    @cached_property
    def gone(self) -> dict[str, list[str]]:
        """Quadrant with drawbacks → those that the solution catches."""
        ticked = {(row["kant"], row["nadeel"]) for row in self.caught if row["vangt"] == YES}
        return {key: [item for item in self.arguments[key] if (side, named(item)) in ticked] for key, side in SIDES.items()}

    @cached_property
    def spares(self) -> bool:
        """Whether the solution catches any drawback."""
        return any(self.spared.values())

    @cached_property
    def pulls(self) -> tuple[int, int]:
        """How many arguments pull to the new, and how many to the present."""
        n = {key: len(items) - self.spared.get(key, 0) for key, items in self.arguments.items()}
        return n["tegen_heden"] + n["voor_nieuw"], n["tegen_nieuw"] + n["voor_heden"]

    @cached_property
    def swing(self) -> tuple[float, float]:
        """Strength per year and place aimed at; strength 0 where nothing pulls away from the present."""
        return model.pull(*self.pulls, self.rate / 100, sum(self.spared.values())) if self.pulls[0] else (0.0, 0.0)

    @cached_property
    def regime(self) -> str:
        strength = self.swing[0]
        return model.regime(strength, self.delay) if strength else "still"

    @measure("Hoe ver de structuur de eerste keer doorschiet, deel van de weg", "%", 0, 100)
    def overshoot(self) -> float:
        return model.overshoot(self.swing[0], self.delay) if self.swing[0] else 0.0

    @measure(
        lambda state: (
            f"Wat na één keer heen en terug over is van het doorschieten{' (boven 100%: groeit)' if state.regime == 'growing' else ''}"
        ),
        "%",
        0,
        100,
    )
    def remaining(self) -> float:
        return model.remaining(self.swing[0], self.delay) if self.swing[0] else 0.0

    @cached_property
    def bare(self) -> str:
        """How it would end without the solution."""
        return self.but(caught=()).regime

    def curve(self):
        """The box: four quadrants, and the solution once there is one."""
        b = Board(WIDTH, 430, "structuur")
        heading = f"Dilemmabox: {self.said['dilemma'] or self.case.title}"
        b.texts(EDGE + 2, EDGE + 15, heading, int((WIDTH - 2 * EDGE) / (15 * 0.6)), 1, size=15, weight=700)
        for x, kind, name in zip(COLUMNS.values(), COLUMNS, self.poles, strict=True):
            b.text(x + 2, EDGE + TITLE + 14, kind.upper(), 13, weight=700, fill="accent")
            b.texts(x + 62, EDGE + TITLE + 14, name, int((HALF - 66) / (14 * 0.6)), weight=650)
        y, strip = EDGE + TITLE + HEAD, STRIP + GAP if any(self.said[key] for key in BETWEEN) else 0
        rows = [[f"{side}_{column}" for column in COLUMNS] for side in ("voor", "tegen")]
        room = FOOT - y - GAP - strip
        for row, high in zip(rows, heights([[self.arguments[key] for key in row] for row in rows], room), strict=True):
            for x, key in zip(COLUMNS.values(), row, strict=True):
                _quadrant(b, key, x, y, high, self.arguments[key], self.gone.get(key, ()))
            y += high + GAP
        for x, (asked, name) in zip(COLUMNS.values(), BETWEEN.items() if strip else (), strict=False):
            b.rect(x, y, HALF, STRIP, 8, key=f"s:{asked}", fill="tinted", stroke="accent", width=1.5)
            b.text(x + 12, y + 20, name, weight=650, fill="accent")
            b.texts(x + 12, y + 38, self.said[asked] or "Nog leeg: vul de kaart in.", int((HALF - 22) / (FONT * CHAR)), 3, LINE, size=FONT)
        return "De dilemmabox", b, self._boxed()

    def picture(self):
        """The pendulum between the present and the new, and what pulls it each way."""
        b, (strength, aim) = Board(WIDTH, 430, "structuur"), self.swing
        b.text(EDGE, 20, f"De structuur {REGIMES[self.regime][1]}", 15, weight=650, fill="accent")
        for side, keys, name in (
            ("new", ("tegen_heden", "voor_nieuw"), "trekt naar het nieuwe"),
            ("present", ("tegen_nieuw", "voor_heden"), "trekt terug naar het heden"),
        ):
            self._draw_pull(b, PULLS[side], keys, name)
        for place, name in enumerate(("heden", "nieuw")):
            b.path(f"M{LEFT} {_at(0, place)[1]:.1f}h{LONG}", stroke="line", width=1.2, dash="2 4")
            b.text(LEFT - 8, _at(0, place)[1] + 4.5, name, 14.5, "end")
        if strength:
            y = _at(0, aim)[1]
            b.path(f"M{LEFT} {y:.1f}h{LONG}", key="aim", stroke="accent", width=1.5, dash="9 4")
            named = min(max(y + 4.5, _at(0, 1)[1] + 20), _at(0, 0)[1] - 11)
            b.text(LEFT + LONG + 6, named, "evenwicht", 14.5, fill="accent", key="aimed")
        b.path(f"M{LEFT} {TOP + TALL}h{LONG}M{LEFT} {TOP}v{TALL}", stroke="line", width=1.2)
        for year in range(0, YEARS + 1, 2):
            b.text(_at(year, 0)[0], TOP + TALL + 18, year, 14.5, "middle", fill="soft")
        b.text(LEFT + LONG + 14, TOP + TALL + 18, "jaren", 14.5)
        times = [YEARS * i / POINTS for i in range(POINTS + 1)]
        path = model.path(strength, self.delay, times, 0, aim) if strength else [0.0] * len(times)
        points = [_at(*one) for one in zip(times, path, strict=True)]
        b.run(points, key="swing", stroke="ink", width=2.6, join="round")
        b.circle(*points[0], 5, key="start", fill="ink")
        b.key([(CON, "nadeel dat wegduwt"), (PRO, "voordeel dat trekt"), (GONE, "opgevangen nadeel")])
        return b

    def _draw_pull(self, b, y, keys, name):
        """A row of marks, one for each argument that pulls this way."""
        con, pro = keys
        marks = [
            *[CON] * (len(self.arguments[con]) - self.spared[con]),
            *[PRO] * len(self.arguments[pro]),
            *[GONE] * self.spared[con],
        ]
        b.text(EDGE, y + 5, name, 14.5, weight=600)
        if not marks:
            b.text(ROW, y + 5, "niets", 14.5, fill="soft")
        pitch = min(PITCH, (WIDTH - EDGE - ROW) / max(1, len(marks)))
        for i, paint in enumerate(marks):
            b.rect(ROW + i * pitch, y - 8, 0.72 * pitch, 16, 3, **paint | {"key": f"p:{con}:{i}"})

    def headline(self):
        if not any(self.arguments.values()):
            return "Nog niet te zeggen: zolang de vier vakken leeg zijn, is er niets wat de structuur heen of weer trekt."
        if self.regime == "still":
            return "De structuur blijft waar die is, want niets in de box trekt naar het nieuwe."
        if self.spares and self.regime != self.bare:
            ends = "zonder slingeren" if self.regime == "calm" else "toch"
            return f"Met de oplossing komt de structuur {ends} tot rust: er blijven minder nadelen over, en dus stuurt men minder hard bij."
        if self.spares and self.regime == "growing":
            return "Ook met de oplossing komt de structuur niet tot rust: men merkt nog steeds te laat dat men te ver is gegaan."
        if self.spares and self.overshoot < self.but(caught=()).overshoot - HARDLY:
            return (
                "Met de oplossing schiet de structuur minder ver door: er blijven minder nadelen over, en dus stuurt men minder hard bij."
            )
        if self.regime == "growing":
            return "De structuur komt niet tot rust: men stuurt hard bij en merkt telkens te laat dat men te ver is gegaan."
        if self.overshoot < HARDLY:
            almost = "" if self.regime == "calm" else "bijna "
            when = "meteen" if not self.delay else "op tijd" if self.delay <= SOON else "pas laat"
            why = (
                f"men merkt {when} wat een keuze doet, maar stuurt rustig bij"
                if self.delay > SOON
                else "men stuurt flink bij, maar merkt al vroeg wat een keuze doet"
                if almost
                else f"men merkt {when} wat een keuze doet en houdt dan op met bijsturen"
            )
            return f"De structuur komt {almost}zonder slingeren tot rust: {why}."
        if self.overshoot < WIDE_OFF:
            return "De structuur schiet eerst wat door, want men blijft even te lang bijsturen. Daarna komt de structuur tot rust."
        return "De structuur schiet ver door en slingert, want men merkt laat wat een keuze doet en stuurt te lang bij."

    def _boxed(self):
        """What is in the box, in words."""
        solution, price = self.said["oplossing"], self.said["prijs"]
        return say(
            f"Het dilemma: {_full(self.said['dilemma'])}" if self.said["dilemma"] else "",
            f"Naast elkaar staan ‘{self.poles[0]}’ en ‘{self.poles[1]}’.",
            *(_weighed(column, *(len(self.arguments[f"{side}_{column}"]) for side in ("voor", "tegen"))) for column in COLUMNS),
            f"De oplossing ertussen: {_full(solution)}" if solution else "Wat er tussen die twee ligt, staat nog niet in de box.",
            f"Wat die kost: {_full(price)}" if price else "",
            f"De oplossing vangt {_things(sum(self.spared.values()), 'nadeel', 'nadelen')} op; die staan er lichter."
            if self.spares
            else "",
        )

    def words(self):
        to_new, to_present = self.pulls
        if not to_new:
            return "Vul in wat tegen het heden pleit of voor het nieuwe: elk zo’n punt trekt de structuur naar het nieuwe."
        spared = sum(self.spared.values())
        first = (
            f"De oplossing vangt {_things(spared, 'nadeel', 'nadelen')} op."
            if spared
            else f"{self._dilemma or 'U zet'} ‘{self.poles[1]}’ naast het heden."
        )
        where = (
            "bij het nieuwe"
            if not to_present
            else "dichter bij het nieuwe"
            if to_new > to_present
            else "dichter bij het heden"
            if to_new < to_present
            else "halverwege"
        )
        pulls, points = form(to_new, "trekt", "trekken"), _things(to_new, "punt", "punten")
        return say(
            first,
            f"{f'Dan {pulls} {points}' if spared else f'{capital(points)} {pulls}'} naar het nieuwe en {_things(to_present) if to_present else 'geen'} naar het heden, "
            f"dus het evenwicht ligt {where}.",
            f"Men merkt {self.noticed} wat een keuze doet.",
            self._ends(),
            self._else(),
        )

    @property
    def _dilemma(self) -> str:
        """What the learner calls the dilemma, where that is typed."""
        return f"Bij het dilemma ‘{shorten(self.dilemma, 40, placeholder='…')}’ zet u" if self.dilemma.strip() else ""

    @cached_property
    def noticed(self) -> str:
        """How long it takes to notice what a choice does."""
        if not self.delay:
            return "meteen"
        time = f"{dutch(self.delay)} jaar" if self.delay >= 1 else f"{dutch(12 * self.delay)} maanden"
        return f"{'al' if self.delay <= SOON and self.overshoot < HARDLY else 'pas'} na {time}"

    def _ends(self):
        """How far the pendulum goes, because of how late it is noticed."""
        if self.regime == "growing":
            return "Daardoor zwaait de structuur elke keer verder door."
        if self.overshoot >= HARDLY:
            return f"Daardoor schiet de structuur eerst {'ver' if self.overshoot >= WIDE_OFF else 'een stuk'} voorbij het evenwicht."
        far = "niet" if self.regime == "calm" else "nauwelijks"
        if self.delay > SOON:
            return f"Toch schiet de structuur {far} door, want men stuurt rustig bij."
        return f"Daardoor schiet de structuur {far} door{', ook al stuurt men flink bij' if self.regime != 'calm' else ''}."

    def _else(self):
        """What it is without the solution."""
        bare = self.but(caught=())
        if self.spares and bare.regime == "growing" != self.regime:
            return "Zonder de oplossing komt de structuur niet tot rust."
        if self.spares and self.regime == "growing":
            return "Zonder de oplossing zwaait de structuur nog verder door."
        if self.spares and bare.overshoot > self.overshoot + HARDLY:
            return "Zonder de oplossing schiet de structuur verder door."
        return ""

    def report(self):
        if not self.pulls[0]:
            return "In de dilemmabox staat niets wat van het heden wegtrekt." if any(self.arguments.values()) else ""
        return say(
            f"In de dilemmabox {form(self.pulls[0], 'trekt', 'trekken')} {_things(self.pulls[0], 'punt', 'punten')} naar ‘{self.poles[1]}’ en {_things(self.pulls[1])} terug.",
            f"Aangenomen is dat men {self.noticed} iets merkt en per jaar {dutch(self.rate)} procent van de weg bijstuurt.",
            f"Dan {REGIMES[self.regime][2]}.",
        )

    def tables(self):
        """All arguments, also those for which the picture has no room, and the answers in writing."""
        rows = [(str(i), *row) for i, row in enumerate(zip_longest(*self.arguments.values(), fillvalue=""), 1)]
        box = Table(f"De box: ‘{self.poles[0]}’ naast ‘{self.poles[1]}’", ("Punt", *NAMES.values()), rows)
        answers = Table("Uw antwoorden", ("Vraag", "Antwoord"), self.answers({"dilemma": "Het dilemma"} | BETWEEN | ASKED))
        return [table for table in (box, answers) if table.rows]

    def plan_tables(self):
        rows = [(NAMES[key], "\n".join(points)) for key, points in self.arguments.items() if points]
        caught = "\n".join(item for items in self.gone.values() for item in items)
        rows += [*self.answers(BETWEEN), *([("Wat die opvangt", caught)] if caught else []), *self.answers(PLANNED)]
        title = f"De dilemmabox. Heden: {self.poles[0]}. Nieuw: {self.poles[1]}"
        return [PlanTable(title, ("Vak", "Wat erin staat"), tuple(rows))] if rows else []

    def note(self, key):
        if key == "ertussen" and self.said["oplossing"] and self.said["prijs"]:
            return "Leg dit naast de vier vakken. Zeg bij ‘Nadelen’ welk nadeel uw oplossing wegneemt."
        return ""


def heights(rows: Sequence[Sequence[Sequence[str]]], room: float) -> tuple[float, float]:
    """Heights of the two rows of quadrants, together `room`: each what its arguments ask, then half of what is left; where that is too
    much, the fuller one gives."""

    def asked(items):
        return sum(len(wrap(item, CHARS, 6)) * LINE + PAUSE for item in items) + 42

    above, below = (max(LEAST, *map(asked, row)) for row in rows)
    if above + below <= room:
        above += (room - above - below) / 2
    else:
        above = min(above, max(room / 2, room - below))
    return round(above), room - round(above)


def fitted(items: Sequence[str], rows: int, width: int) -> tuple[list[tuple[str, ...]], int]:
    """Arguments as lines of at most `width` characters, together at most `rows` lines, and how many are left out.

    Long arguments are shortened before one is left out; a line is kept free to say how many are.
    """
    lines = [wrap(item, width, 6) for item in items]
    while sum(map(len, lines)) > rows and max(map(len, lines)) > 2:
        longest = max(range(len(lines)), key=lambda i: len(lines[i]))
        lines[longest] = wrap(items[longest], width, len(lines[longest]) - 1)
    if sum(map(len, lines)) <= rows:
        return lines, 0
    kept: list[tuple[str, ...]] = []
    for item in items:
        piece = wrap(item, width, 2)
        if sum(map(len, kept)) + len(piece) > rows - 1:
            break
        kept.append(piece)
    return kept, len(items) - len(kept)


def _quadrant(b, key, x, y, high, items, gone=()):
    pro = key.startswith("voor")
    sign, colour, paint = ("+", "good", {"fill": "tint"}) if pro else ("−", "bad", {"fill": "paper", "dash": "7 4"})
    b.rect(x, y, HALF, high, 8, key=f"q:{key}", stroke=colour, width=2, **paint)
    b.text(x + 12, y + 22, f"{sign} {NAMES[key]}", weight=650, fill=colour)
    at = y + 42
    if not items:
        b.text(x + 12, at, "Nog leeg: vul de kaart in.", FONT, fill="soft")
    shown, left = fitted(items, int((high - 50) / LINE) + 1, CHARS)
    pause = PAUSE if (sum(map(len, shown)) - 1) * LINE + len(shown) * PAUSE <= high - 50 else 0
    for item, whole in zip(shown, items, strict=False):
        b.text(x + 12, at, sign, FONT, weight=700, fill=colour)
        for line in item:
            b.text(x + 27, at, line, FONT, fill="soft" if whole in gone else "ink")
            at += LINE
        at += pause
    if left:
        b.text(x + 27, at, f"… en nog {left} {form(left, 'punt', 'punten')}", FONT, weight=650, fill="soft")


def _at(time: float, place: float) -> tuple[float, float]:
    """A place of the pendulum in viewBox units; beyond the axis the line runs along its edge."""
    return LEFT + LONG * time / YEARS, TOP + TALL * (HIGHEST - min(max(place, LOWEST), HIGHEST)) / (HIGHEST - LOWEST)


def _full(sentence: str) -> str:
    return sentence if sentence.endswith((".", "!", "?")) else f"{sentence}."


def _things(number: int, one: str = "", more: str = "") -> str:
    """So many things, in words: "zeven punten", "zeven", "niets"."""
    return f"{number_word(number)} {one if number == 1 else more}".strip() if number else "niets"


def _weighed(column: str, pros: int, cons: int) -> str:
    """What stands for and against: "Voor het heden staan drie punten, ertegen vier."."""
    against = _things(cons) if pros else _things(cons, "punt", "punten")
    return f"{NAMES[f'voor_{column}']} {'staan' if pros > 1 else 'staat'} {_things(pros, 'punt', 'punten')}, ertegen {against}."
