"""Why regie: dependence, complexity and dynamics strengthen one another, and may tip."""

from functools import cached_property
from math import isfinite, isinf, log
from types import MappingProxyType

from regiekit.models import mutual_reinforcement as model
from regiekit.proeven import Board, Case, Choice, Curve, Measure, Proef, Slider, dutch, fold, last, leading, listed, number_word, say
from regiekit.widgets.say import part

KEYS = ("dependence", "complexity", "dynamics")
NAMES = ("Afhankelijkheid", "Complexiteit", "Dynamiek")
LOOPS = {"ring": "in een kring: elk jaagt alleen de volgende aan", "all": "elk jaagt de twee andere aan"}
DRIVE, DECAY = 0.5, 1  # at the start, per year
YEARS, STEP, TOP = 8, 0.1, 30
TIMES = [round(k * STEP, 10) for k in range(round(YEARS / STEP) + 1)]
PRESSURE = 5  # where the case does not tell
EQUAL = "gelijk"
NARROW, WIDE_ROOM = 1.25, 3  # so much harder and it tips: little room, much room

WIDE, HIGH = 232, 60  # of the box of a factor
PLACES = (330 + 46j, 538 + 352j, 122 + 352j)  # of the boxes, y as the imaginary part
STYLES = ("solid", "dashed", "dotted")


@last
def derived(case: Case) -> dict[str, tuple[float, str]]:
    """Pressure from outside (0.5…10) as far as the case tells, each with a sentence that says from what.

    Dependence: the share of parties that the director cannot command. Complexity: the share of tasks for which parties from
    three sectors or more are needed, of those of which that is known. Dynamics: the share of parties that have not yet taken a side, and may
    come in or leave. Without any tie, or any such task, the case does not tell.
    """
    others = [p for p in case.parties if p.key != case.director]
    out: dict[str, tuple[float, str]] = {}

    def share(key: str, found: list[bool], said: str, what: str) -> None:
        number, whole = sum(found), len(found)
        verb = said.split("|")[number != 1]
        out[key] = max(0.5, round(20 * number / whole) / 2), f"In de casus {verb.replace('{}', part(number, whole, what))}."

    if others and case.ties and case.director in case.party_keys:
        commanded = {t.target for t in case.ties if t.kind == "hiërarchie" and t.source == case.director}
        share(
            "dependence",
            [p.key not in commanded for p in others],
            "valt {} niet onder de regisseur|vallen {} niet onder de regisseur",
            "partijen",
        )
    sector = {p.key: found for p in case.parties if (found := p.sector.strip().lower())}
    known = [(len({sector[k] for k in t.needed if k in sector}), sum(k not in sector for k in t.needed)) for t in case.tasks if t.needed]
    if wide := [sure > 2 for sure, unknown in known if sure > 2 or sure + unknown <= 2]:
        known_of = "" if len(wide) == len(case.tasks) else " waarvan dat bekend is"
        share("complexity", wide, "vraagt {} drie of meer sectoren|vragen {} drie of meer sectoren", f"taken{known_of}")
        if len(wide) == 1:
            many = "drie of meer" if wide[0] else "geen drie"
            out["complexity"] = out["complexity"][0], f"In de casus vraagt de enige taak{known_of} {many} sectoren."
    if others:
        share("dynamics", [p.position == "afwachtend" for p in others], "wacht {} nog af|wachten {} nog af", "partijen")
    return out


class MutualReinforcement(Proef, needs=("numpy",), asks=("position", "tie.kind")):
    """Per factor how strongly it drives (per year) and the pressure on it from outside; `decay` per year."""

    loop: model.Loop
    drive_dependence: float
    drive_complexity: float
    drive_dynamics: float
    decay: float
    pressure_dependence: float
    pressure_complexity: float
    pressure_dynamics: float

    sections = MappingProxyType({f"pressure_{key}": "Van buiten" for key in KEYS})
    drawings = ("Wie jaagt wie aan", "Verloop")

    @classmethod
    def guess(cls, case):
        return Choice(
            "",
            "Uw voorspelling",
            [*zip(KEYS, (n.lower() for n in NAMES), strict=True), (EQUAL, "geen van de drie het meest")],
            "dependence",
        )

    @classmethod
    def answer(cls, case):
        """Which grows most by the coupling, compared with what it is without."""
        most = cls.at(case).most
        return KEYS[most[0]] if len(most) == 1 else EQUAL

    @classmethod
    def explain(cls, case, answer):
        if answer == EQUAL:
            return "Bij meer dan één maakt het aanjagen evenveel verschil. Zet bij ‘Van buiten’ één schuif lager en kijk welke er dan het meest bij krijgt."
        at = KEYS.index(answer)
        return say(
            f"Bij {NAMES[at].lower()} is de druk van buiten het kleinst naast wat {NAMES[at - 1].lower()} eraan toevoegt.",
            "Daarom maakt het aanjagen daar het meeste verschil.",
            "Kijk bij Verloop welke lijn het sterkst stijgt, en maak daarna het aanjagen sterker.",
        )

    @classmethod
    def supposes(cls, case):
        return (*(f"drive_{key}" for key in KEYS), "decay")

    @classmethod
    def controls(cls, case):
        told = dict.fromkeys(KEYS, (PRESSURE, "Staat niet in de casus: schat zelf.")) | derived(case)
        outside = [(key, f"{name}, van buiten", *told[key]) for key, name in zip(KEYS, NAMES, strict=True)]
        return [
            Choice("loop", "Wie jaagt wie aan?", list(LOOPS.items()), "ring"),
            *(Slider(f"drive_{key}", f"{name} jaagt aan", 0, 1.5, DRIVE, 0.05) for key, name in zip(KEYS, NAMES, strict=True)),
            Slider("decay", "Wat vanzelf wegebt", 0.2, 2, DECAY, 0.1),
            *(Slider(f"pressure_{key}", name, 0.5, 10, start, 0.5, help=said) for key, name, start, said in outside),
        ]

    @cached_property
    def drives(self) -> list[float]:
        return [float(self.settings[f"drive_{key}"]) for key in KEYS]

    @cached_property
    def pressure(self) -> list[float]:
        return [float(self.settings[f"pressure_{key}"]) for key in KEYS]

    @cached_property
    def matrix(self):
        return model.coupling(self.drives, self.loop)

    @cached_property
    def growth(self) -> float:
        return model.growth(self.matrix, self.decay)

    @cached_property
    def room(self) -> float:
        """By which factor all may drive harder before it tips; inf when it cannot."""
        return model.room(self.matrix, self.decay)

    @cached_property
    def alone(self) -> list[float]:
        """The levels without coupling."""
        return [b / self.decay for b in self.pressure]

    @cached_property
    def settled(self) -> list[float]:
        """The levels with coupling, in the end; inf where they keep growing."""
        return model.equilibrium(self.pressure, self.matrix, self.decay).tolist()

    @cached_property
    def levels(self) -> list[list[float]]:
        """The three levels at every `STEP` of a year."""
        return model.levels(self.pressure, self.matrix, self.decay, self.alone, STEP, len(TIMES) - 1).tolist()

    @cached_property
    def most(self) -> list[int]:
        """Which of the three grows most by the coupling, compared with what it is alone; all that are equal."""
        grown = {i: x / y for i, (x, y) in enumerate(zip(self.settled, self.alone, strict=True))} if self.growth < 0 else {}
        return leading(grown, str)[0]

    @property
    def touched(self) -> bool:
        """Whether anybody said how strongly they drive one another."""
        return self.drives != [DRIVE] * 3 or self.decay != DECAY or self.loop != "ring"

    def measures(self):
        ends = [Measure(f"{name}: sterkte op den duur", x, y, digits=1) for name, x, y in zip(NAMES, self.alone, self.settled, strict=True)]
        return [*ends, Measure("Groei per jaar van de drie samen (onder 0 komen ze tot rust)", -self.decay, self.growth)]

    def picture(self):
        b = Board(660, 430)
        for source in range(3):
            for target in range(3):
                if target == (source + 1) % 3 or (target != source and self.loop == "all"):
                    self._arrow(b, source, target)
        for i in range(3):
            self._box(b, i)
        verdict = "komt tot rust" if self.growth < 0 else "op de grens" if self.growth == 0 else "blijft groeien"
        b.text(330, 276, verdict, 17, "middle", 650, "accent")
        return b

    def curve(self):
        top = TOP if max(self.alone) < TOP else 2 * TOP  # so that every line begins in the picture
        c = Curve("jaren", "sterkte", (0, YEARS), (0, top), xticks=range(0, YEARS + 1, 2), yticks=range(0, top + 1, 10))
        for i, (name, style) in enumerate(zip(NAMES, STYLES, strict=True)):
            c.line([row[i] for row in self.levels], name, style, "plain" if i else "strong", KEYS[i])
        end = self.levels[-1]
        over = [NAMES[i] for i in range(3) if end[i] > top]
        said = say(
            f"In het begin {_at(self.alone)}.",
            f"Na {YEARS} jaar {_at(end)}."
            if not over
            else f"Binnen {YEARS} jaar {'groeit' if len(over) == 1 else 'groeien'} {listed(over).lower()} het plaatje uit.",
        )
        return "De sterkte in de loop van de jaren", c, said

    def _box(self, b, i):
        x = self.settled[i]
        end = f"wordt {dutch(x, 1 if x < 100 else 0)}" if isfinite(x) else "blijft groeien"
        with b.group(*_xy(PLACES[i]), key=f"f:{i}"):
            b.rect(-WIDE / 2, -HIGH / 2, WIDE, HIGH, 10, fill="tinted", stroke="accent", width=2)
            b.text(0, -4, NAMES[i], 17, "middle", 650)
            b.text(0, 19, f"druk {dutch(self.pressure[i])} · {end}", 15, "middle")

    def _arrow(self, b, source, target):
        """From box to box, as wide as the coupling is strong; two between the same boxes lie side by side."""
        strength, both, key = self.drives[source], self.loop == "all", f"{source}|{target}"
        way = PLACES[target] - PLACES[source]
        way /= abs(way)
        across = 1j * way
        beside = across * 13 if both else 0j
        start, end = PLACES[source] + way * _rim(way, beside), PLACES[target] - way * _rim(-way, beside)
        wide = 1.5 + 7.5 * strength
        head = 9 + wide
        foot = end - way * head
        # The number stands off the line: outside the loop, and for two side by side each on its own side, nearer to where it comes from.
        share, off = (0.4, 15 + wide / 2) if both else (0.5, -20 - wide / 2)
        number = start + (end - start) * share + across * off
        colour, dash = ("accent", "") if strength else ("line", "3 5")
        with b.group(*_xy(beside)):
            b.line(*_xy(start), *_xy(foot), colour, key=f"a:{key}", width=wide, dash=dash)
            b.head(*_xy(end), way, head, head * 0.6, key=f"h:{key}", fill=colour)
            b.text(number.real, number.imag + 5, dutch(strength) if strength else "0: geen", 15, "middle", 650, halo="paper")

    def headline(self):
        driving = self.driving
        if self.growth > 0:
            if len(driving) < len(NAMES):
                (left,) = (name.lower() for name in NAMES if name.lower() not in driving)
                return f"{listed(driving).capitalize()} jagen elkaar aan en lopen uit de hand, en {left} groeit mee."
            return "Afhankelijkheid, complexiteit en dynamiek lopen uit de hand: ze jagen elkaar aan, en er komt sneller iets bij dan er wegebt."
        if self.growth == 0:
            return "De drie kenmerken staan precies op de grens: jagen ze elkaar nog iets harder aan, dan groeien ze steeds sneller."
        if not driving:
            return "Geen van de drie jaagt een ander aan: elk blijft zo sterk als de druk van buiten het maakt."
        if isinf(self.room):
            return "De drie kenmerken kunnen niet uit de hand lopen, want er is geen gesloten kring: geen kenmerk jaagt via een ander zichzelf aan."
        if self.room <= NARROW:
            return (
                "Afhankelijkheid, complexiteit en dynamiek komen nog net tot rust. Jagen ze elkaar iets harder aan, dan blijven ze groeien."
            )
        if self.room >= WIDE_ROOM:
            return "De drie kenmerken lopen niet uit de hand, want ze jagen elkaar te zwak aan. Ook twee keer zo hard is nog niet genoeg."
        if len(self.most) > 1:
            return "De drie kenmerken jagen elkaar aan, maar lopen niet uit de hand: er ebt ook genoeg weg."
        most = NAMES[self.most[0]]
        if self.because:
            return f"Geen van de drie loopt uit de hand. {most} groeit naar verhouding het meest: {self.because}."
        return f"Geen van de drie loopt uit de hand, want er ebt genoeg weg. {most} groeit naar verhouding het meest."

    @property
    def driving(self) -> list[str]:
        """Which of the three drive another."""
        return [name.lower() for name, drive in zip(NAMES, self.drives, strict=True) if drive]

    @property
    def because(self) -> str:
        """Why one grows most, where it is by the pressure from outside; where it isn't, or more than one grows most, ""."""
        if len(self.most) > 1:
            return ""
        if self.loop == "ring":  # it gains 1 + drive × level of the one before / pressure
            most = self.most[0]
            much = "meer toe dan" if self.settled[most] > 2 * self.alone[most] else "veel toe aan"
            return f"{NAMES[most - 1].lower()} voegt daar {much} de druk van buiten"
        return "daar is de druk van buiten het kleinst" if len(set(self.drives)) == 1 else ""

    def words(self):
        driving = self.driving
        if not driving:
            return say(
                "Geen van de drie kenmerken jaagt een ander aan.",
                "Alleen de druk van buiten telt nu, en wat daardoor bij komt, ebt ook weer weg.",
                "Zo komen de drie tot rust.",
            )
        way = self._way()
        if self.growth > 0:
            years = log(2) / self.growth
            pace = f"elke {number_word(round(years))} jaar" if years >= 2 else f"telkens binnen {'twee' if years >= 1 else 'een'} jaar"
            return say(
                way,
                "Er komt sneller iets bij dan er wegebt.",
                f"Zo worden alle drie op den duur {pace} twee keer zo sterk.",
                "Minder druk van buiten houdt dat niet tegen, minder hard aanjagen wel.",
            )
        if self.growth == 0:
            return say(
                way,
                "Dit is precies het omslagpunt: wat het aanjagen toevoegt, ebt ook weer weg.",
                "Maar van buiten komt er elk jaar nog iets bij.",
                "Daardoor blijven alle drie groeien, maar niet steeds sneller.",
            )
        if isinf(self.room):
            end = "Er is geen gesloten kring: geen kenmerk jaagt via een ander zichzelf aan. Daarom komen de drie tot rust."
        elif self.room <= NARROW:
            end = "Er ebt nog net genoeg weg, dus komen de drie tot rust. Jagen ze elkaar iets harder aan, dan blijven ze groeien."
        else:
            end = f"Er ebt ook genoeg weg, dus komen de drie tot rust. Pas als ze elkaar {fold(self.room)} zo hard aanjagen, blijven ze groeien."
        return say(way, *self._grown(), end)

    def _way(self):
        """Which drives which."""
        driving, whole = self.driving, len(self.driving) == len(NAMES)
        if self.loop == "all":
            if whole:
                return "Elk van de drie kenmerken jaagt de andere twee aan."
            return f"Alleen {listed(driving)} {'jaagt' if len(driving) == 1 else 'jagen'} de andere kenmerken aan."
        if whole:
            return "Afhankelijkheid jaagt complexiteit aan, complexiteit jaagt dynamiek aan en dynamiek weer afhankelijkheid."
        names = [name.lower() for name in NAMES]
        ways = listed(f"{name} jaagt {names[(i + 1) % 3]} aan" for i, name in enumerate(names) if self.drives[i])
        return f"{ways.capitalize()}. {listed(n for n in names if n not in driving).capitalize()} {'jaagt' if len(driving) == 2 else 'jagen'} niets aan."

    def _grown(self):
        """Which of the three grow most by the coupling, how much, and why."""
        most = [NAMES[i].lower() for i in self.most]
        others = [name.lower() for name in NAMES if name.lower() not in most]
        ratio = self.settled[self.most[0]] / self.alone[self.most[0]]
        grown = "iets sterker" if ratio < NARROW else f"{fold(ratio)} zo sterk als door de druk van buiten alleen"
        if not others:
            yield f"Daardoor worden ze alle drie {grown}."
            return
        yield f"Daardoor {'wordt' if len(most) == 1 else 'worden'} {listed(most)} {grown}."
        yield f"Bij {others[0] if len(others) == 1 else 'de andere twee'} maakt het aanjagen minder verschil."

    def report(self):
        if not self.touched:
            return ""
        if self.growth > 0:
            end = "groeit dat door zolang niemand ingrijpt"
        else:
            end = "komt dat vanzelf weer tot rust" if self.growth else "ligt dat precies op het omslagpunt"
        return say(
            "Aangenomen is dat afhankelijkheid, complexiteit en dynamiek elkaar in deze casus aanjagen.",
            f"Volgens de inschatting van het team {end}.",
            "Veel ruimte is er niet: iets harder aanjagen is genoeg om het te laten doorgroeien." if 1 < self.room <= NARROW else "",
        )


def _at(values: list[float]) -> str:
    """The three levels with their verb: "staat afhankelijkheid op 8, complexiteit op 5 en dynamiek op 4,5"."""
    return "staat " + listed(f"{name.lower()} op {dutch(x, 1)}" for name, x in zip(NAMES, values, strict=True))


def _xy(z: complex) -> tuple[float, float]:
    return z.real, z.imag


def _rim(way: complex, beside: complex) -> float:
    """How far from the middle of a box a ray leaves it that starts beside the middle."""
    sides = ((way.real, beside.real, WIDE / 2), (way.imag, beside.imag, HIGH / 2))
    return min((half + 7 - (s if u > 0 else -s)) / abs(u) for u, s, half in sides if abs(u) > 1e-9)
