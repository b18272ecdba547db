"""Instrument 2, the dilemma box: four quadrants, a solution in between, and the pendulum between the extremes."""

from collections.abc import Sequence
from functools import cached_property
from itertools import zip_longest

from regiekit.cases import StructureOption
from regiekit.models import dilemma_box as model
from regiekit.plots.style import CHAR
from regiekit.plots.svg import wrap
from regiekit.proeven import Board, Card, Case, Choice, PlanTable, Proef, Slider, Table, Text, count, dutch, form, last, measure, say
from regiekit.widgets.controls import lines

YEARS, POINTS = 16, 320  # how long the pendulum is followed, and at how many moments
STRENGTH, DELAY = 0.8, 1.5  # of the correction (per year) and of noticing (years), at the start and in the prediction
OVERSHOOT = dutch(100 * model.overshoot(STRENGTH, DELAY), 0)  # of that, per cent
OPTIONS = 6  # new structures of a case that get a card
OWN = "eigen"  # the new structure of a case that has none
LIMIT = 3000
NAMES = {
    "voor_heden": "Voor het heden",
    "tegen_heden": "Tegen het heden",
    "voor_nieuw": "Voor het nieuwe",
    "tegen_nieuw": "Tegen het nieuwe",
}
BETWEEN = {"oplossing": "Een oplossing ertussen", "prijs": "Wat die kost"}
ASKED = {"kans": "Hoe groot is de kans?", "heen_en_weer": "Hoe voorkomt u heen en weer?"}
PLANNED = {"kans": "Hoe groot de kans is", "heen_en_weer": "Tegen heen en weer bewegen"}
#: How it ends, as an option of the prediction, in the picture, in the plan.
REGIMES = {
    "calm": ("gaat zonder doorschieten naar het midden", "komt zonder slingeren tot rust", "komt de structuur zonder slingeren tot rust"),
    "damped": (
        "schiet door, slingert een paar keer en komt tot rust",
        "schiet door en komt dan tot rust",
        "schiet de structuur door en komt zij later tot rust",
    ),
    "growing": ("slingert steeds wilder heen en weer", "komt niet tot rust", "komt de structuur niet tot rust"),
}

WIDTH, EDGE, GAP = 660, 8, 8
TITLE, HEAD = 26, 42  # room for the title, and for the names of the columns
HALF = (WIDTH - 2 * EDGE - GAP) / 2  # width of a quadrant
COLUMNS = {"heden": EDGE, "nieuw": EDGE + HALF + GAP}  # where they begin
HIGH, LEAST = 462, 110  # of two quadrants, one below the other, and of one
STRIP = 98  # height of the strip with the solution
FONT, LINE, PAUSE = 13.5, 17, 3  # of the arguments; between two of them, where there is room
CHARS = int((HALF - 38) / (FONT * CHAR))  # on a line of an argument
LEFT, TOP, LONG, TALL = 66, 708, 520, 128  # of the pendulum
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


class DilemmaBox(Proef, situated=False, before={"delay": 0}):
    """The box as filled, and the pendulum: `strength` per year, `delay` in years, `aim` in per cent of the way from the present.

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
    strength: float
    delay: float
    aim: float

    @classmethod
    def guess(cls, case):
        return Choice("", "Uw voorspelling: de structuur …", [(key, told) for key, (told, *_) in REGIMES.items()], "calm")

    @classmethod
    def answer(cls, case):
        return model.regime(STRENGTH, DELAY)

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
            "heen_en_weer": "Hoe voorkomt u een voortdurend bewegen door dit schema?",
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
        return [
            *out,
            *([Choice("optie", "Welke nieuwe structuur staat in de box?", named, named[0][0])] if len(named) > 1 else []),
            Slider("strength", "Hoe hard stuurt men per jaar bij?", 0.1, 2, STRENGTH, 0.05),
            Slider("delay", "Hoe laat merkt men wat het doet?", 0, 4, DELAY, 0.25, "jaar"),
            Slider("aim", "Waar ligt uw oplossing? 0% is het heden, 100% het nieuwe", 5, 95, 50, 5, "%"),
        ]

    @classmethod
    def cards(cls, case):
        def titled(title, s):
            return f"{title}: {s.name}" if s and s.name.strip() else title

        def fields(key, s):
            return *(() if s else ("naam",)), f"voor_nieuw_{key}", f"tegen_nieuw_{key}"

        above = "Waartussen gaat u heen en weer? De zin komt boven het plaatje te staan, zodat een ander het ook begrijpt."
        works = "Wat werkt nu goed, en wat niet? Vraag het ook aan iemand die het nu goed vindt."
        brings = "Wat belooft de nieuwe structuur, en welke nieuwe nadelen brengt zij? Denk aan hoe zij echt gaat werken."
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
    def regime(self) -> model.Regime:
        return model.regime(self.strength, self.delay)

    @measure("Hoe ver de eerste slag doorschiet, deel van de afstand", "%", 0, 100)
    def overshoot(self) -> float:
        return model.overshoot(self.strength, self.delay)

    @measure(
        lambda state: f"Wat na één slag van de uitslag over is{' (boven 100%: groeit)' if state.regime == 'growing' else ''}", "%", 0, 100
    )
    def remaining(self) -> float:
        return model.remaining(self.strength, self.delay)

    @property
    def late(self) -> str:
        return f"pas na {dutch(self.delay)} jaar" if self.delay else "meteen"

    @property
    def load(self) -> str:
        """Strength times delay, so exact that it never seems to lie on the other side of a bound."""
        return dutch(round(self.strength * self.delay, 6))

    def picture(self):
        b = Board(WIDTH, 888, "structuur")
        heading = f"Dilemmabox: {self.said['dilemma'] or self.case.title}"
        b.texts(EDGE + 2, EDGE + 15, heading, int((WIDTH - 2 * EDGE) / (15 * 0.6)), 1, size=15, weight=700)
        for x, kind, name in zip(COLUMNS.values(), COLUMNS, self.poles, strict=True):
            b.text(x + 2, EDGE + TITLE + 14, kind.upper(), 13, weight=700, fill="accent")
            b.texts(x + 62, EDGE + TITLE + 14, name, int((HALF - 66) / (14 * 0.6)), weight=650)
        y = EDGE + TITLE + HEAD
        rows = [[f"{side}_{column}" for column in COLUMNS] for side in ("voor", "tegen")]
        for row, high in zip(rows, heights([[self.arguments[key] for key in row] for row in rows]), strict=True):
            for x, key in zip(COLUMNS.values(), row, strict=True):
                _quadrant(b, key, x, y, high, self.arguments[key])
            y += high + GAP
        for x, key, (asked, name) in zip(COLUMNS.values(), ("tussen", "prijs"), BETWEEN.items(), strict=True):
            b.rect(x, y, HALF, STRIP, 8, key=f"s:{key}", fill="tinted", stroke="accent", width=1.5)
            b.text(x + 12, y + 20, name, weight=650, fill="accent")
            if self.said[asked]:
                b.texts(x + 12, y + 38, self.said[asked], int((HALF - 22) / (FONT * CHAR)), 4, LINE, size=FONT)
            else:
                b.text(x + 12, y + 38, "Nog leeg: vul de kaart in.", FONT, fill="soft")
        self._draw_pendulum(b)
        return b

    def _draw_pendulum(self, b):
        times, aim = [YEARS * i / POINTS for i in range(POINTS + 1)], self.aim / 100
        b.text(EDGE + 2, TOP - 16, "De slinger", weight=650, fill="accent")
        b.text(LEFT + LONG, TOP - 16, REGIMES[self.regime][1], anchor="end", weight=650, fill="accent")
        for place, name in enumerate(("heden", "nieuw")):
            b.path(f"M{LEFT} {_at(0, place)[1]:.1f}h{LONG}", stroke="line", width=1.2, dash="2 4")
            b.text(LEFT - 8, _at(0, place)[1] + 4.5, name, 13.5, "end")
        y = _at(0, aim)[1]
        b.path(f"M{LEFT} {y:.1f}h{LONG}", key="aim", stroke="accent", width=1.5, dash="9 4")
        named = min(max(y + 4.5, _at(0, 1)[1] + 20), _at(0, 0)[1] - 11)
        b.text(LEFT + LONG + 8, named, "ertussen", 13.5, fill="accent", key="aimed")
        b.path(f"M{LEFT} {TOP + TALL}h{LONG}M{LEFT} {TOP}v{TALL}", stroke="line", width=1.2)
        for year in range(0, YEARS + 1, 2):
            b.text(_at(year, 0)[0], TOP + TALL + 17, year, 13.5, "middle", fill="soft")
        b.text(LEFT + LONG, TOP + TALL + 35, "jaren", 13.5, "end")
        points = [_at(*one) for one in zip(times, model.path(self.strength, self.delay, times, 0, aim), strict=True)]
        b.run(points, key="swing", stroke="ink", width=2.6, join="round")
        b.circle(*points[0], 5, key="start", fill="ink")

    def words(self):
        points = ", ".join(f"{NAMES[key].lower()} {count(len(items), 'punt|punten')}" for key, items in self.arguments.items())
        solution, price = self.said["oplossing"], self.said["prijs"]
        return say(
            f"Het dilemma: {_full(self.said['dilemma'])}" if self.said["dilemma"] else "",
            f"De box vergelijkt ‘{self.poles[0]}’ met ‘{self.poles[1]}’: {points}.",
            f"Oplossing ertussen: {_full(solution)}" if solution else "Er staat nog geen oplossing ertussen in de box.",
            f"Wat die kost: {_full(price)}" if price else "",
            f"De slinger: men stuurt bij met kracht {dutch(self.strength)} per jaar en merkt {self.late} wat dat doet.",
            f"Kracht maal vertraging is {self.load}.",
            self._swing(),
        )

    def _swing(self):
        if self.regime == "calm":
            return "De structuur gaat zonder doorschieten naar de plek ertussen."
        turn = f"Een slag heen en terug duurt {dutch(model.period(self.strength, self.delay), 1)} jaar"
        if self.regime == "growing":
            return f"De structuur schiet steeds verder door. {turn}, en elke slag wordt {dutch(self.remaining, 2)} keer zo groot."
        far = f"schiet {_percent(self.overshoot)} van de afstand door" if self.overshoot >= 0.005 else "schiet nauwelijks door"
        return f"De structuur {far}. {turn}; daarna is nog {_percent(self.remaining)} van de uitslag over."

    def report(self):
        return (
            f"Wie steeds bijstuurt op de nadelen van het moment, kan gaan slingeren tussen ‘{self.poles[0]}’ en ‘{self.poles[1]}’. "
            f"Merkt men {self.late} wat een wijziging doet, en stuurt men bij met kracht {dutch(self.strength)} per jaar, "
            f"dan {REGIMES[self.regime][2]}."
        )

    def tables(self):
        """All arguments, also those for which the picture has no room, and the answers in writing."""
        rows = [(str(i), *row) for i, row in enumerate(zip_longest(*self.arguments.values(), fillvalue=""), 1)]
        box = Table(f"De box: {self.poles[0]} naast {self.poles[1]}", ("Punt", *NAMES.values()), rows)
        answers = Table("Uw antwoorden", ("Vraag", "Antwoord"), self.answers({"dilemma": "Het dilemma"} | BETWEEN | ASKED))
        return [table for table in (box, answers) if table.rows]

    def plan_tables(self):
        rows = [(NAMES[key], "\n".join(points)) for key, points in self.arguments.items() if points]
        rows += self.answers(BETWEEN | PLANNED)
        title = f"De dilemmabox. Heden: {self.poles[0]}. Nieuw: {self.poles[1]}"
        return [PlanTable(title, ("Vak", "Wat erin staat"), tuple(rows))] if rows else []

    def note(self, key):
        if key == "delay":
            return f"Kracht maal vertraging: {self.load} (tot 0,37 schiet er niets door; tot 1,57 komt het tot rust; daarboven niet)."
        if key == "ertussen" and self.said["oplossing"] and self.said["prijs"]:
            return "Leg dit naast de vier vakken. Welk punt tegen het nieuwe vangt uw oplossing op? Welk punt tegen het heden blijft staan?"
        return ""


def heights(rows: Sequence[Sequence[Sequence[str]]]) -> tuple[float, float]:
    """Heights of the two rows of quadrants, together `HIGH`: each what its arguments ask, then half of what is left; where that is too
    much, the fuller one gives."""

    def asked(items):
        return sum(len(wrap(item, CHARS, 6)) * LINE + PAUSE for item in items) + 42

    above, below = (max(LEAST, *map(asked, row)) for row in rows)
    if above + below <= HIGH:
        above += (HIGH - above - below) / 2
    else:
        above = min(above, max(HIGH / 2, HIGH - below))
    return round(above), HIGH - round(above)


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


def _quadrant(b, key, x, y, high, items):
    pro = key.startswith("voor")
    sign, colour, paint = ("+", "good", {"fill": "tint"}) if pro else ("−", "bad", {"fill": "paper", "dash": "7 4"})
    b.rect(x, y, HALF, high, 8, key=f"q:{key}", stroke=colour, width=2, **paint)
    b.text(x + 12, y + 22, f"{sign} {NAMES[key]}", weight=650, fill=colour)
    at = y + 42
    if not items:
        b.text(x + 12, at, "Nog leeg: vul de kaart in.", FONT, fill="soft")
    shown, left = fitted(items, int((high - 50) / LINE) + 1, CHARS)
    pause = PAUSE if (sum(map(len, shown)) - 1) * LINE + len(shown) * PAUSE <= high - 50 else 0
    for item in shown:
        b.text(x + 12, at, sign, FONT, weight=700, fill=colour)
        for line in item:
            b.text(x + 27, at, line, FONT)
            at += LINE
        at += pause
    if left:
        b.text(x + 27, at, f"… en nog {left} {form(left, 'punt', 'punten')}", FONT, weight=650, fill="soft")


def _at(time: float, place: float) -> tuple[float, float]:
    """A place of the pendulum in viewBox units; beyond the axis the line runs along its edge."""
    return LEFT + LONG * time / YEARS, TOP + TALL * (HIGHEST - min(max(place, LOWEST), HIGHEST)) / (HIGHEST - LOWEST)


def _full(sentence: str) -> str:
    return sentence if sentence.endswith((".", "!", "?")) else f"{sentence}."


def _percent(share: float) -> str:
    return "minder dan 1%" if 0 < share < 0.005 else f"{dutch(100 * share, 0)}%"
