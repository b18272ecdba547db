"""A reorganisation: the dip in strength, the parties that wait or act in time, and hopping from model to model."""

from collections.abc import Sequence
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import Any

from regiekit.cases import Party
from regiekit.models import transformation_costs as model
from regiekit.plots.network import LEGEND
from regiekit.plots.svg import wrap
from regiekit.proeven import (
    Board,
    Case,
    Choice,
    Proef,
    Slider,
    Table,
    capital,
    dutch,
    foremost,
    form,
    last,
    measure,
    number_word,
    roughly,
    say,
    with_unit,
)
from regiekit.widgets.say import does, part, phrase

YEARS, MONTHS = 10, 12
DEPTH, HALF = 40, 12  # per cent and months, at the start and in the prediction; months where the case does not tell
JOINT, EFFORT = 50, 0.3  # per cent of the others' work that hangs on it, and months that acting in time costs, at the start
LEFT_OVER = 25  # per cent of what would stand still that does so all the same
RESIDENTS = "bewoners"  # the kind of party that has no organisation
EARLY = 12  # parties that act in time, at most
REST = "#anderen"  # the bar of all for whom there is no room; no party has this key
BARS = 7  # at most

LEFT, TOP, WIDE, HIGH = 58, 36, 584, 158  # of the plot
SIDE, BELOW, LONG = 196, 266, 316  # left, top and full length of the bars
ROW = 30  # from bar to bar, at most


def organised(case: Case) -> list[Party]:
    """Who can reorganise: every party but residents; all, in a case of nothing else."""
    return [p for p in case.parties if p.kind != RESIDENTS] or list(case.parties)


@last
def ties(case: Case) -> dict[str, dict[str, float]]:
    """Party -> the parties it has ties with -> the weight of those ties, whatever their kind and direction."""
    found: dict[str, dict[str, float]] = {p.key: {} for p in case.parties}
    for t in case.ties:
        for a, b in ((t.source, t.target), (t.target, t.source)):
            found[a][b] = found[a].get(b, 0) + t.weight
    return found


def half(case: Case) -> float:
    """After how many months half has healed, as the case tells; a number for convenience where it does not."""
    told = case.trait("herstel")
    return HALF if told is None else min(36, max(2, round(told)))


class Rebuilding(Proef, before={"interval": YEARS, "early": 0}, asks=("tie.weight", "ties")):
    """A reorganisation of one party every `interval` years. `depth` and `joint` (work of the others that then stands still) in per cent,
    `half` (when half has healed) in months; the `early` parties that depend on it most act in time, at `effort` months each time. Losses
    are months at full strength."""

    party: str
    depth: float
    half: float
    interval: float
    joint: float
    early: int
    effort: float

    sections = MappingProxyType({"party": "Wie", "joint": "Eromheen", "early": "Eromheen", "effort": "Eromheen"})

    @classmethod
    def ready(cls, case):
        return None if len(case.parties) > 1 else "Vul eerst minstens twee partijen in."

    @classmethod
    def guess(cls, case):
        return Slider("", "Uw voorspelling", 0, 24, 3, 0.5, "maand|maanden")

    @classmethod
    def answer(cls, case):
        """Months of full standstill that one reorganisation as in the question costs within the years that the proef follows."""
        return model.area(DEPTH / 100, model.time_constant(half(case)), YEARS * MONTHS)

    @classmethod
    def explain(cls, case, answer):
        here = "" if case.trait("herstel") is None else f"In deze casus is de helft ingehaald na {dutch(half(case))} maanden. "
        return here + super().explain(case, answer)

    @classmethod
    def supposes(cls, case):
        return ("depth", "joint", "effort", *(("half",) if case.trait("herstel") is None else ()))

    @classmethod
    def controls(cls, case):
        offered = organised(case)
        others = [p for p in offered if p.key != case.director] or offered
        busiest = max(others, key=lambda p: sum(ties(case)[p.key].values()))
        months, first = "maand|maanden", "Wie er het meest van afhangt, gaat voor."
        return [
            Choice("party", "Welke organisatie reorganiseert?", [(p.key, p.called) for p in offered], busiest.key),
            Slider("depth", "Hoeveel slagkracht gaat er verloren?", 5, 80, DEPTH, 5, "%"),
            Slider("half", "Na hoeveel tijd is de helft ingehaald?", 2, 36, half(case), 1, months, "Nieuwe routines moeten groeien."),
            Slider("interval", "Om de hoeveel jaar komt er weer een?", 1, YEARS, YEARS, 0.5, "jaar", f"{YEARS}: het blijft bij één."),
            Slider("early", "Hoeveel partijen treden op tijd op?", 0, EARLY, 0, 1, "partij|partijen", first),
            Slider("effort", "Wat kost op tijd optreden elke keer?", 0, 3, EFFORT, 0.1, months, "Afspraken, vervanging, andere routes."),
            Slider(
                "joint",
                "Hoeveel werk valt stil bij wie niets doet dan wachten?",
                0,
                100,
                JOINT,
                5,
                "%",
                "Van het werk dat aan deze partij vastzit.",
            ),
        ]

    @cached_property
    def times(self) -> int:
        return model.number(self.interval, YEARS)

    @cached_property
    def dips(self) -> tuple[float, float, float]:
        """Depth, time constant and interval as the model asks for them, in years."""
        return self.depth / 100, model.time_constant(self.half / MONTHS), self.interval

    @cached_property
    def around(self) -> dict[str, float]:
        """The parties with ties to this one, and which part of theirs lead here (0…1); those that depend on it most first."""
        parts = {key: found[self.party] / sum(found.values()) for key, found in ties(self.case).items() if self.party in found}
        return dict(sorted(parts.items(), key=lambda one: -one[1]))

    @cached_property
    def idle(self) -> dict[str, float]:
        """What each party around it loses when it only waits."""
        losses = model.waiting(self.lost, [self.joint / 100 * part for part in self.around.values()])
        return dict(zip(self.around, losses, strict=True))

    @cached_property
    def acting(self) -> list[str]:
        """Who act in time: those that depend on it most."""
        return list(self.around)[: self.early]

    @cached_property
    def waiting(self) -> dict[str, float]:
        """What each party around it loses, waiting or acting in time."""
        acted = {key: model.prepared(self.idle[key], LEFT_OVER / 100, self.effort * self.times) for key in self.acting}
        return self.idle | acted

    @cached_property
    def needless(self) -> list[str]:
        """Who act in time though waiting would cost less."""
        return [key for key in self.acting if self.waiting[key] > self.idle[key] + 1e-9]

    @measure("Slagkracht vlak na de laatste reorganisatie", "%", 0, 100)
    def left(self) -> float:
        return 1 - model.gap_after(*self.dips, self.times)

    @measure("Gemiddelde slagkracht over tien jaar", "%", 0, 100)
    def mean(self) -> float:
        return 1 - self.lost / YEARS / MONTHS

    @measure("Verlies van de partij zelf, in maanden stilstand", digits=1)
    def lost(self) -> float:
        return model.lost(*self.dips, YEARS) * MONTHS

    @measure("Verlies van de partijen eromheen samen, in maanden", digits=1)
    def lost_around(self) -> float:
        return sum(self.waiting.values())

    def picture(self):
        b = Board(660, 430, "structuur")
        self._draw_losses(b)
        self._draw_dip(b)
        return b

    def _draw_dip(self, b):
        moments = falls(self.interval)
        own, hopped = self._strengths(self.interval, moments), self.times > 1
        line = [_at(t, x) for (t, _), x in zip(moments, own, strict=True)]
        b.text(8, 20, f"slagkracht, {YEARS} jaar lang", 15)
        b.run([_at(0, 1), *line, _at(YEARS, 1)], close=True, key="dip", fill="tinted")
        for level in (0, 0.5, 1):
            y = _at(0, level)[1]
            b.path(f"M{LEFT} {y:.1f}h{WIDE}", stroke="line", width=0.6 if level else 1.2, dash="1 4" if level else "")
            b.text(LEFT - 8, y + 5, f"{100 * level:.0f}%", anchor="end", fill="soft")
        for year in range(YEARS + 1):
            b.text(_at(year, 0)[0], TOP + HIGH + 20, year, anchor="middle", fill="soft")
        lines = {"own": ("deze partij", own, {"stroke": "accent", "width": 3})}
        if self.around:
            share = self.joint / 100 * sum(part * self._still(key) for key, part in self.around.items()) / len(self.around)
            around = [1 - (1 - x) * share for x in own]
            lines["around"] = ("gemiddelde eromheen", around, {"stroke": "ink", "width": 2.4, "dash": "9 5"})
        if hopped:
            once = self._strengths(YEARS + 1, moments)
            lines["once"] = ("na één reorganisatie", once, {"stroke": "soft", "width": 2, "dash": "2 5"})
        for key, (_, values, paint) in reversed(lines.items()):
            b.run([_at(t, x) for (t, _), x in zip(moments, values, strict=True)], key=key, join="round" if key == "own" else "", **paint)
        _legend(b, [(name, paint) for name, _, paint in lines.values()])

    def _strengths(self, interval, moments):
        """The strength at these moments; just before one it is what a little earlier it was, and 1 at the start."""
        depth, constant, _ = self.dips
        found = model.strength(depth, constant, interval, [max(0.0, t - 1e-6) if before else t for t, before in moments])
        return [1.0 if t == 0 and before else x for (t, before), x in zip(moments, found, strict=True)]

    def _still(self, key):
        """What part of the work that hangs on it stands still at this party, of what would by waiting."""
        return LEFT_OVER / 100 if key in self.acting else 1

    def _draw_losses(self, b):
        losses = [(f"p:{key}", self.case.party(key).label, loss, self.idle[key]) for key, loss in self.waiting.items()]
        if len(losses) >= BARS:
            rest = losses[BARS - 2 :]
            losses[BARS - 2 :] = [(REST, f"{len(rest)} andere samen", sum(r[2] for r in rest), sum(r[3] for r in rest))]
        losses.insert(0, ("zelf", self.case.party(self.party).label, self.lost, self.lost))
        high = min(ROW, (b.height - BELOW) / len(losses))
        longest = max(1e-9, *(max(loss, idle) for *_, loss, idle in losses))
        b.text(8, BELOW - 16, f"Verlies in {YEARS} jaar, in maanden volledige stilstand", 15, weight=650)
        for i, (key, name, loss, idle) in enumerate(losses):
            y, wide, ghost = BELOW + i * high, max(1.0, LONG * loss / longest), LONG * idle / longest
            paint = {"fill": "tinted", "stroke": "ink", "width": 1.6} if i else {"fill": "accent"}
            b.text(SIDE - 10, y + 13, wrap(name, 22, 1)[0], 14.5, anchor="end", weight=400 if i else 650, key=f"bn:{key}")
            b.rect(SIDE, y, wide, 16, key=f"b:{key}", **paint)
            told = _months(loss)
            if abs(idle - loss) > 0.05:
                b.rect(SIDE, y, max(1.0, ghost), 16, key=f"g:{key}", fill="none", stroke="ink", width=1.2, dash="3 3")
                told += f", bij wachten {dutch(idle, 1)}"
            b.text(SIDE + max(wide, ghost) + 8, y + 13, told, 14.5, key=f"bt:{key}")

    @property
    def every(self) -> str:
        return f"elk{'' if self.interval == 1 else f'e {dutch(self.interval)}'} jaar"

    @property
    def who(self) -> str:
        return phrase(self.case.party(self.party))

    def headline(self):
        party, many = self.case.party(self.party), len(self.around)
        hits, wait = form(many, "één partij", f"{number_word(many)} partijen"), form(many, "moet telkens wachten", "moeten telkens wachten")
        if not self.case.ties:
            return "Nog niet te zeggen wie er moet wachten, want in deze casus staan nog geen banden tussen partijen."
        if not many:
            return f"De klap blijft binnen één organisatie: niemand in de casus werkt met {self.who} samen, dus niemand hoeft te wachten."
        if not self.joint:
            return f"Alleen {does(party, 'verliest', 'verliezen')} iets: bij {form(many, 'de partij', f'de {number_word(many)} partijen')} eromheen hangt geen werk van {self.who} af."
        if self.needless:
            if len(self.needless) == len(self.acting):
                return f"Vooraf iets regelen loont hier niet, want wachten op {self.who} kost minder."
            return f"Niet iedereen hoeft zich op de reorganisatie voor te bereiden: wie weinig met {self.who} te maken heeft, verliest minder door te wachten."
        if self.acting:
            return self._saved()
        if self.times > 1 and self.left < self.before.left - 0.01:
            return f"{capital(self.every)} reorganiseren is te snel: {does(party, 'zakt', 'zakken')} dieper weg dan na één reorganisatie, en {hits} {wait}."
        if self.times > 1:
            return f"Elke reorganisatie breekt af wat {does(party, 'had', 'hadden')} opgebouwd, en {hits} {wait}."
        stand = form(many, "staat", "staan")
        return (
            f"{capital(hits)} {stand} te wachten op {self.who}, want niemand regelde vooraf hoe het werk tijdens de reorganisatie doorgaat."
        )

    def _saved(self):
        many, all_ = len(self.acting), len(self.acting) == len(self.around)
        eromheen = "De partij eromheen verliest" if len(self.around) == 1 else "De partijen eromheen verliezen"
        if self.lost_around < 0.45 * sum(self.idle.values()):
            return f"{eromheen} nog niet de helft van wat wachten kost, want wie veel met {self.who} te maken heeft, regelt vooraf iets."
        if all_:
            return f"{eromheen} minder dan door te wachten, want {form(many, 'zij regelt', 'zij regelen allemaal')} vooraf hoe het werk doorgaat zonder {self.who}."
        who, lose = form(many, "Eén partij regelt", f"{capital(number_word(many))} partijen regelen"), form(many, "verliest", "verliezen")
        return f"{who} vooraf hoe het werk doorgaat zonder {self.who}, en {lose} zo minder. Wie blijft wachten, verliest nog evenveel."

    def _assumed(self):
        """What a dip is taken to be: nobody measured it."""
        half = with_unit(dutch(self.half), "maand|maanden", self.half)
        return f"een reorganisatie {dutch(self.depth)} procent van de slagkracht kost en na {half} de helft is ingehaald"

    def words(self):
        party = self.case.party(self.party)
        half = with_unit(dutch(self.half), "maand|maanden", self.half)
        healed = f"{'hebben' if party.plural else 'heeft'} na {half} de helft van dat verlies ingehaald"
        loses, lost = does(party, "verliest", "verliezen"), f"{dutch(self.depth)} procent van de slagkracht"
        if self.times == 1:
            return say(
                f"Stel, {loses} {lost} en {healed}.",
                f"In {number_word(YEARS)} jaar is dat alsof het werk {_about(self.lost)} stilligt.",
                *self._waits(),
            )
        return say(
            f"Stel, {loses} {self.every} opnieuw {lost}.",
            "" if self.acting and self.joint else f"{self._healed()}.",
            f"In {number_word(YEARS)} jaar is dat alsof het werk {_about(self.lost)} stilligt.",
            *self._waits()[: 3 if self.acting else 1],
        )

    def _healed(self):
        """How far the last dip has healed when the next one comes."""
        back = 1 - 2 ** (-self.interval * MONTHS / self.half)
        share = "bijna alles" if back > 0.995 else _share(back)
        return f"Als de volgende reorganisatie komt, is {'pas ' * (back < 0.5)}{share} van het vorige verlies ingehaald"

    def _waits(self):
        """What the parties around it lose, and by what."""
        many = len(self.around)
        if not self.case.ties:
            return ["Wie in die tijd moet wachten, is nog niet bekend: vul eerst in wie met wie een band heeft."]
        if not many:
            have = "hebben" if self.case.party(self.party).plural else "heeft"
            return [f"In de casus {have} {self.who} met niemand een band. Is er wel zo’n band, vul die dan in: dan ziet u wie er wacht."]
        if not self.joint:
            goes = form(many, "De partij eromheen werkt", f"De {number_word(many)} partijen eromheen werken")
            return [f"{goes} gewoon door, en al het verlies blijft bij {self.who}."]
        idle, lost = _about(sum(self.idle.values())), _about(self.lost_around)
        if not self.acting:
            whom = form(many, "de enige partij eromheen", f"de {number_word(many)} partijen eromheen samen")
            most = f"{{}} [verliest|verliezen] het meest, want die [heeft|hebben] naar verhouding het meest met {self.who} te maken."
            return [f"Het wachten kost {whom} {lost} werk.", capital(self._hardest(most)) if many > 1 else ""]
        price = with_unit(dutch(self.effort), "maand|maanden", self.effort) if self.effort else "niets"
        saved = f"Vooraf regelen redt {roughly(1 - LEFT_OVER / 100)} van het werk dat anders stilvalt"
        saves = f"{saved}, en kost elke partij {'telkens ' if self.times > 1 else ''}{price}."
        if self.needless:
            return [saves, self._needlessly()]
        waits = form(many, "De enige partij eromheen verliest", f"De {number_word(many)} partijen eromheen verliezen samen")
        return [f"{waits} {lost} werk{'' if lost == idle else f' in plaats van {idle}'}.", saves]

    def _needlessly(self):
        needless, many = len(self.needless), len(self.acting)
        who = "De enige partij die iets regelt," if many == 1 else f"{capital(part(needless, many, 'partijen'))} die iets regelen,"
        return f"{who} {form(needless, 'verliest', 'verliezen')} daardoor meer dan door te wachten." if needless else ""

    def _hardest(self, said, same=""):
        party = self.case.party
        return foremost(self.waiting, lambda key: phrase(party(key)), said, same, plural=lambda key: party(key).plural)

    def report(self):
        many = len(self.around)
        again = f", en {_months(self.lost)} in {number_word(YEARS)} jaar met {self.every} een nieuwe" if self.times > 1 else ""
        others = form(many, "De partij eromheen verliest dan", f"De {number_word(many)} partijen eromheen verliezen dan samen")
        acting = form(len(self.acting), "één partij op tijd optreedt", f"{number_word(len(self.acting))} partijen op tijd optreden")
        effort = with_unit(dutch(self.effort), "maand|maanden", self.effort)
        return say(
            f"Stel dat {self._assumed()}.",
            f"Dan kost dat {self.who} evenveel als {_months(self.before.lost)} volledige stilstand{again}.",
            f"{others} {_months(self.lost_around)}{f' als {acting}, wat elk {effort} kost' if self.acting else ''}, naar schatting."
            if many and self.joint
            else "",
            f"{form(many, 'Wacht die partij', 'Wachten zij allemaal')} af, dan is dat {_months(sum(self.idle.values()))}."
            if self.acting and self.joint
            else "",
            self._hardest("Het meest [verliest|verliezen] {}.") if many > 1 and self.joint and not self.acting else "",
        )

    def tables(self):
        columns = (
            "Partij",
            f"Deel van de eigen banden dat naar {self.who} loopt",
            "Op tijd",
            "Verlies bij wachten, in maanden",
            "Verlies nu, in maanden",
        )
        rows = [
            (
                self.case.party(key).label,
                _percent(part),
                "ja" if key in self.acting else "nee",
                dutch(self.idle[key], 1),
                dutch(self.waiting[key], 1),
            )
            for key, part in self.around.items()
        ]
        return [Table("Wie eromheen wachten of op tijd optreden", columns, rows)] if rows else []

    def note(self, key):
        if key != "interval" or self.times == 1:
            return ""
        return f"{self._healed()}."


@lru_cache(maxsize=32)
def falls(interval: float) -> list[tuple[float, bool]]:
    """The moments to draw; where a reorganisation comes twice, just before (True) and after it."""
    grid = [YEARS * i / 200 for i in range(200)]
    starts = [n * interval for n in range(model.number(interval, YEARS))]
    found = [*((t, False) for t in grid), (float(YEARS), True), *((t, before) for t in starts for before in (True, False))]
    return sorted(found, key=lambda one: (one[0], not one[1]))


def _legend(b: Board, lines: Sequence[tuple[str, dict[str, Any]]]) -> None:
    """What the lines are: on the stage as text below the picture."""
    b.parts.append(f'<g class="rk-legend" data-top="{b.height:g}">')
    for n, (name, paint) in enumerate(lines):
        with b.group(16 + 214 * n, b.height + LEGEND / 2):
            with b.group():
                b.path("M0 0h38", **paint)
            b.text(46, 5, name, fill="soft")
    b.parts.append("</g>")
    b.height += LEGEND


def _at(time: float, level: float) -> tuple[float, float]:
    return LEFT + WIDE * time / YEARS, TOP + HIGH * (1 - level)


def _share(share: float) -> str:
    return f"{dutch(100 * share, 0)} procent"


def _percent(share: float) -> str:
    return f"{dutch(100 * share, 0)}%"


def _about(loss: float) -> str:
    """So many months as one says them aloud: whole, or a half."""
    if loss < 0.45:
        return _months(loss) if loss < 0.05 else "minder dan een halve maand"
    if loss < 0.75:
        return "ruim een halve maand" if loss >= 0.55 else "een halve maand"
    near = round(loss)
    about = "" if abs(loss - near) < 0.05 else "bijna " if loss < near else "ruim "
    return about + with_unit(dutch(near), "maand|maanden", near)


def _months(loss: float) -> str:
    """So many months, to a tenth; what is next to nothing is said to be so."""
    if loss < 0.05:
        return "bijna niets" if loss else "niets"
    return with_unit(dutch(loss, 1), "maand|maanden", round(loss, 1))
