"""A reorganisation: the dip in strength, the parties that wait, and hopping from model to model."""

from functools import cached_property, lru_cache

from regiekit.models import transformation_costs as model
from regiekit.plots.svg import wrap
from regiekit.proeven import Board, Case, Choice, Proef, Slider, Table, capital, dutch, foremost, form, last, measure, say, with_unit
from regiekit.widgets.say import phrase

YEARS, MONTHS = 10, 12
DEPTH, HALF = 40, 12  # per cent and months, at the start and in the prediction
REST = "#anderen"  # the bar of all for whom there is no room; no party has this key
BARS = 8  # at most

LEFT, TOP, WIDE, HIGH = 58, 46, 580, 240  # of the plot
SIDE, BELOW, LONG = 196, 398, 344  # left, top and full length of the bars
ROW = 28  # from bar to bar


@last
def ties(case: Case) -> dict[str, dict[str, float]]:
    """Party -> the parties it has ties with -> the weight of those ties, whatever their kind and direction."""
    found: dict[str, dict[str, float]] = {p.key: {} for p in case.parties}
    for t in case.ties:
        for a, b in ((t.source, t.target), (t.target, t.source)):
            found[a][b] = found[a].get(b, 0) + t.weight
    return found


class Rebuilding(Proef, before={"interval": YEARS}, asks=("tie.weight",)):
    """A reorganisation of one party every `interval` years. `depth` and `joint` (work of the others that then stands still) in per cent,
    `half` (when half has healed) in months; losses are months at full strength."""

    party: str
    depth: float
    half: float
    interval: float
    joint: float

    @classmethod
    def ready(cls, case):
        return None if len(case.parties) > 1 else "Vul eerst minstens twee partijen in."

    @classmethod
    def guess(cls, case):
        return Slider("", "Uw schatting", 0, 24, 3, 0.5, "maand|maanden")

    @classmethod
    def answer(cls, case):
        """Months of full standstill that one reorganisation as in the question costs in all."""
        return model.area(DEPTH / 100, model.time_constant(HALF))

    @classmethod
    def controls(cls, case):
        routines, prepared = "Recuperatietijd: nieuwe routines moeten groeien.", "Wie zich op tijd voorbereidt, zet dit lager."
        again = "Om de hoeveel jaar komt er een nieuwe verbouwing?"
        still = "Hoeveel van het werk van de anderen valt stil als hun partners stilstaan?"
        others = [p for p in case.parties if p.key != case.director] or case.parties
        busiest = max(others, key=lambda p: sum(ties(case)[p.key].values()))
        return [
            Choice("party", "Wie wordt verbouwd?", [(p.key, p.called) for p in case.parties], busiest.key),
            Slider("depth", "Hoeveel slagkracht gaat er verloren?", 5, 80, DEPTH, 5, "%"),
            Slider("half", "Na hoeveel tijd is de helft ingehaald?", 2, 36, HALF, 1, "maand|maanden", routines),
            Slider("interval", again, 1, YEARS, 2, 0.5, "jaar", f"{YEARS}: het blijft bij één."),
            Slider("joint", still, 0, 100, 50, 5, "%", prepared),
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
    def waiting(self) -> dict[str, float]:
        """What each party around it loses."""
        losses = model.waiting(self.lost, [self.joint / 100 * part for part in self.around.values()])
        return dict(zip(self.around, losses, strict=True))

    @measure("Slagkracht vlak na de laatste verbouwing", "%", 0, 100)
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
        b = Board(660, 640, "structuur")
        self._draw_dip(b)
        self._draw_losses(b)
        return b

    def _draw_dip(self, b):
        moments = falls(self.interval)
        own, hopped = self._strengths(self.interval, moments), self.times > 1
        line = [_at(t, x) for (t, _), x in zip(moments, own, strict=True)]
        b.text(8, 22, "slagkracht")
        b.run([_at(0, 1), *line, _at(YEARS, 1)], close=True, key="dip", fill="tinted")
        for level in (0, 0.25, 0.5, 0.75, 1):
            y = _at(0, level)[1]
            b.path(f"M{LEFT} {y:.1f}h{WIDE}", stroke="line", width=0.6 if level else 1.2, dash="1 4" if level else "")
            b.text(LEFT - 8, y + 5, f"{100 * level:.0f}%", anchor="end", fill="soft")
        for year in range(YEARS + 1):
            b.text(_at(year, 0)[0], TOP + HIGH + 20, year, anchor="middle", fill="soft")
        b.text(LEFT + WIDE, TOP + HIGH + 40, "jaren", anchor="end")
        lines = {"own": ("deze partij", own, {"stroke": "accent", "width": 3})}
        if self.around:
            share = self.joint / 100 * (sum(self.around.values()) / len(self.around))
            around = [1 - (1 - x) * share for x in own]
            lines["around"] = ("gemiddelde eromheen", around, {"stroke": "ink", "width": 2.4, "dash": "9 5"})
        if hopped:
            once = self._strengths(YEARS + 1, moments)
            lines["once"] = ("na één verbouwing", once, {"stroke": "soft", "width": 2, "dash": "2 5"})
        for key, (_, values, paint) in reversed(lines.items()):
            b.run([_at(t, x) for (t, _), x in zip(moments, values, strict=True)], key=key, join="round" if key == "own" else "", **paint)
        x, y = LEFT, TOP + HIGH + 62
        for name, _, paint in lines.values():
            b.path(f"M{x:.1f} {y - 5:.1f}h34", **paint)
            b.text(x + 42, y, name, fill="soft")
            x += 58 + 7.9 * len(name)

    def _strengths(self, interval, moments):
        """The strength at these moments; just before one it is what a little earlier it was, and 1 at the start."""
        depth, constant, _ = self.dips
        found = model.strength(depth, constant, interval, [max(0.0, t - 1e-6) if before else t for t, before in moments])
        return [1.0 if t == 0 and before else x for (t, before), x in zip(moments, found, strict=True)]

    def _draw_losses(self, b):
        losses = [(f"p:{key}", self.case.party(key).label, loss) for key, loss in self.waiting.items()]
        if len(losses) >= BARS:
            rest = losses[BARS - 2 :]
            losses[BARS - 2 :] = [(REST, f"{len(rest)} anderen samen", sum(loss for *_, loss in rest))]
        losses.insert(0, ("zelf", self.case.party(self.party).label, self.lost))
        longest = max(1e-9, *(loss for *_, loss in losses))
        b.text(8, BELOW - 20, f"Verlies in {YEARS} jaar, in maanden volledige stilstand", weight=650)
        for i, (key, name, loss) in enumerate(losses):
            y, wide = BELOW + i * ROW, max(1.0, LONG * loss / longest)
            paint = {"fill": "paper", "stroke": "ink", "width": 1.6} if i else {"fill": "accent"}
            b.text(SIDE - 10, y + 13, wrap(name, 22, 1)[0], anchor="end", weight=400 if i else 650, key=f"bn:{key}")
            b.rect(SIDE, y, wide, 16, key=f"b:{key}", **paint)
            b.text(SIDE + wide + 8, y + 13, _months(loss), key=f"bt:{key}")

    @property
    def every(self) -> str:
        return f"elk{'' if self.interval == 1 else f'e {dutch(self.interval)}'} jaar"

    def words(self):
        hop = ["In deze tien jaar blijft het bij één verbouwing."]
        if self.times > 1:
            hop = [
                f"{capital(self.every)} komt er een nieuwe: {self.times} in {YEARS} jaar.",
                f"Vlak na de laatste is er nog {_share(self.left)} slagkracht (na de eerste was dat {_share(self.before.left)}).",
                f"Samen kosten ze {_months(self.lost)} stilstand; gemiddeld is er over {YEARS} jaar {_share(self.mean)} slagkracht.",
            ]
        return say(
            f"{self.case.party(self.party).called} verliest door een verbouwing {_share(self.depth / 100)} van de slagkracht die er is.",
            f"Na {with_unit(dutch(self.half), 'maand|maanden', self.half)} is de helft van het verlies ingehaald.",
            f"Eén verbouwing kost zo evenveel als {_months(self.before.lost)} volledige stilstand.",
            *hop,
            self._waits(),
        )

    def _waits(self):
        if not self.around:
            return "In de casus heeft deze partij met niemand een band, dus niemand wacht op haar."
        loss = _months(max(self.waiting.values()))
        if len(self.around) == 1:
            return self._hardest(f"Eromheen wacht 1 partij: {{}}. Zij verliest {loss}.")
        most = self._hardest(f"het meest: {{}} ([|elk ]{loss}).", f"elk evenveel ({loss}).")
        return f"Eromheen wachten {len(self.around)} partijen. Samen verliezen zij {_months(self.lost_around)}; {most}"

    def _hardest(self, said, same=""):
        party = self.case.party
        return foremost(self.waiting, lambda key: phrase(party(key)), said, same, plural=lambda key: party(key).plural)

    def report(self):
        once, many = _months(self.before.lost), len(self.around)
        most = self._hardest("het meest [verliest|verliezen] {}.", "zij verliezen evenveel.")
        wait = f"{form(many, 'Eén partij wacht', f'{many} partijen wachten')} daarop; {most}" if many else ""
        return say(
            f"Wordt {self.case.party(self.party).called} verbouwd, dan kost dat evenveel als {once} volledige stilstand.",
            f"Komt er {self.every} een nieuwe, dan is dat in {YEARS} jaar samen {_months(self.lost)}." if self.times > 1 else "",
            wait,
        )

    def tables(self):
        columns = ("Partij", "Deel van haar banden naar deze partij", "Deel van haar werk dat stilvalt", "Verlies in maanden")
        rows = [
            (self.case.party(key).label, _share(part), _share(part * self.joint / 100), dutch(self.waiting[key], 1))
            for key, part in self.around.items()
        ]
        return [Table("Wie eromheen wachten", columns, rows)] if rows else []

    def note(self, key):
        if key != "interval" or self.times == 1:
            return ""
        back = 1 - 2 ** (-self.interval * MONTHS / self.half)
        return f"Als de volgende komt, is {_share(back)} van het verlies van de vorige ingehaald."


@lru_cache(maxsize=32)
def falls(interval: float) -> list[tuple[float, bool]]:
    """The moments to draw; where a reorganisation comes twice, just before (True) and after it."""
    grid = [YEARS * i / 200 for i in range(200)]
    starts = [n * interval for n in range(model.number(interval, YEARS))]
    found = [*((t, False) for t in grid), (float(YEARS), True), *((t, before) for t in starts for before in (True, False))]
    return sorted(found, key=lambda one: (one[0], not one[1]))


def _at(time: float, level: float) -> tuple[float, float]:
    return LEFT + WIDE * time / YEARS, TOP + HIGH * (1 - level)


def _share(share: float) -> str:
    return f"{dutch(100 * share, 0)}%"


def _months(loss: float) -> str:
    return with_unit(dutch(loss, 1), "maand|maanden", round(loss, 1))
