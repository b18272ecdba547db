"""Perspectief op winst, dreiging met verlies: who joins, and whether gain, threat or the others bring it in."""

from functools import cached_property
from math import ceil
from typing import NamedTuple

from regiekit.cases import Party
from regiekit.cases.reading import crowded
from regiekit.models import gain_and_loss as model
from regiekit.proeven import Board, Case, Proef, Slider, Table, count, dutch, form, last, listed, measure, points, say

#: What joining asks of a party besides its losses, in points, by its position. A working assumption.
ASKED = {"voor": 1, "afwachtend": 3, "tegen": 6}
STANCE = {"voor": "voor is", "afwachtend": "afwacht", "tegen": "tegen is"}
REACHED = {"geld": "geld", "hiërarchie": "opdrachten"}  # ties from the director through which it can organise a threat
MOST = 12  # points of gain or threat
NAMED = 8  # parties in a sentence of the plan, at most
ASKED_THREAT = 8  # in the prediction
NOTHING = {"extra": 0, "existing": 0, "organised": 0, "pull": 0}

NAMES, LEFT, WIDE, TOP, ROW, THICK = 158, 168, 340, 58, 30, 15  # where names end and bars begin, room for these; rows and bars
#: What a bar is made of, in the order in which it is stacked: what it is called and how it is drawn.
PARTS = (
    ("winst uit de kwesties", {"fill": "tinted", "stroke": "accent", "width": 1.2}),
    ("extra winst", {"fill": "accent", "stroke": "accent", "width": 1.2}),
    ("dreiging die er is", {"fill": "paper", "stroke": "ink", "width": 1.8, "dash": "3 3"}),
    ("georganiseerde dreiging", {"fill": "ink", "stroke": "ink", "width": 1.2}),
    ("omdat anderen meedoen", {"fill": "tint", "stroke": "line", "width": 1.8}),
)


class Stake(NamedTuple):
    """What does not change while the sliders move: its gain on the issues, what joining asks, by which ties the director reaches it."""

    party: Party
    gain: float
    demand: float
    reached: tuple[str, ...]

    @property
    def key(self) -> str:
        return self.party.key


@last
def stakes(case: Case) -> tuple[Stake, ...]:
    """Each party but the director: gain is the sum of what it wins on issues; asked is the sum of what it loses, and more by position."""
    out = []
    for p in case.parties:
        if p.key != case.director:
            gains = [issue.gains.get(p.key, 0) for issue in case.issues]
            gain, loss = sum(g for g in gains if g > 0), -sum(g for g in gains if g < 0)
            reached = [t.kind for t in case.ties if (t.source, t.target) == (case.director, p.key) and t.kind in REACHED]
            out.append(Stake(p, float(gain), float(ASKED[p.position] + loss), tuple(dict.fromkeys(reached))))
    return tuple(out)


class GainAndLoss(Proef, before=NOTHING, asks=("position", "tie.kind", "issue.gain")):
    """All in points; `credible` in per cent. `extra` and `existing` touch everyone, `organised` only whom the director reaches, `pull` is
    what each participant is worth to the others."""

    extra: float
    existing: float
    organised: float
    credible: float
    pull: float

    @classmethod
    def ready(cls, case):
        lacking = "Vul eerst minstens twee partijen in: de regisseur en een ander. Of kies een andere casus."
        return crowded(case) if len(case.parties) > 1 else lacking

    @classmethod
    def guess(cls, case):
        total = len(stakes(case))
        return Slider("", "Uw schatting", 0, max(1, total), total // 2, 1, "partij|partijen")

    @classmethod
    def answer(cls, case):
        free = cls(case, **NOTHING, credible=100)
        return free.but(organised=ASKED_THREAT).joining - free.joining

    @classmethod
    def explain(cls, case, answer):
        reached = [s for s in stakes(case) if s.reached]
        if not reached:
            return "De regisseur betaalt in deze casus niemand en kan niemand opdrachten geven. Dan valt er weinig te dreigen."
        already = sum(s.gain >= s.demand for s in reached)
        part = {0: "deed er geen enkele", 1: "deed er één"}.get(already, f"deden er {already}")
        return (
            f"De dreiging raakt {len(reached)} van de {len(stakes(case))} partijen, en daarvan {part} al mee. "
            "Wie het moeilijkst mee te krijgen is, leeft vaak niet van uw geld."
        )

    @classmethod
    def controls(cls, case):
        unit, whom = "punt|punten", "Dit raakt alleen wie van de regisseur geld of opdrachten krijgt."
        lost = "Zonder samenwerking lopen bijvoorbeeld klanten weg. Dit raakt iedereen."
        return [
            Slider("extra", "Extra winst voor wie meedoet", 0, MOST, 1, 1, unit),
            Slider("existing", "Dreiging die er gewoon is", 0, MOST, 0, 1, unit, lost),
            Slider("organised", "Dreiging die u organiseert", 0, MOST, 8, 1, unit, f"Bijvoorbeeld minder subsidie. {whom}"),
            Slider("credible", "Hoe geloofwaardig is die georganiseerde dreiging?", 0, 100, 70, 10, "%"),
            Slider("pull", "Wat elke deelnemer erbij waard is voor de anderen", 0, 2.0, 0, 0.1, unit),
        ]

    @cached_property
    def stakes(self) -> tuple[Stake, ...]:
        return stakes(self.case)

    @cached_property
    def believed(self) -> float:
        """What the organised threat counts for."""
        return model.expected_loss(self.organised, self.credible / 100)

    def threat(self, stake: Stake) -> float:
        return self.existing + (self.believed if stake.reached else 0)

    @cached_property
    def scales(self) -> tuple[list[float], list[float], list[float]]:
        """Per party what joining brings, what staying away costs, and what joining asks."""
        found = self.stakes
        return [s.gain + self.extra for s in found], [self.threat(s) for s in found], [s.demand for s in found]

    @cached_property
    def rounds(self) -> dict[str, int | None]:
        """The round in which each party joins; None for who does not."""
        return dict(zip([s.key for s in self.stakes], model.joining_rounds(*self.scales, self.pull), strict=True))

    @cached_property
    def unthreatened(self) -> "GainAndLoss":
        return self.but(existing=0, organised=0) if self.existing or self.organised else self

    @cached_property
    def inside(self) -> list[Stake]:
        return [s for s in self.stakes if self.rounds[s.key]]

    @cached_property
    def outside(self) -> list[Stake]:
        return [s for s in self.stakes if not self.rounds[s.key]]

    @cached_property
    def forced(self) -> list[Stake]:
        """Who joins now and would not without any threat."""
        return [s for s in self.inside if not self.unthreatened.rounds[s.key]]

    @cached_property
    def followers(self) -> list[Stake]:
        return [s for s in self.inside if self.rounds[s.key] != 1]

    @cached_property
    def offer(self) -> float:
        """The extra gain that brings in everyone without any threat."""
        gain, threat, demand = self.before.scales
        return model.least_offer(gain, threat, demand, len(self.stakes))

    @measure("Partijen die meedoen", digits=0)
    def joining(self) -> int:
        return len(self.inside)

    @measure("… waarvan alleen door dreiging", digits=0)
    def joining_by_threat(self) -> int:
        return len(self.forced)

    @measure("… waarvan omdat anderen al meedoen", digits=0)
    def joining_after_others(self) -> int:
        return len(self.followers)

    @cached_property
    def ordered(self) -> list[Stake]:
        """Those that lack least of themselves first; the same in every state of a case."""
        return sorted(self.stakes, key=lambda s: s.demand - s.gain)

    def does(self, stake: Stake) -> tuple[str, str]:
        """What a party does: in the picture, and in a sentence."""
        turn = self.rounds[stake.key]
        if not turn:
            return "doet niet mee", "doet niet mee"
        if not self.unthreatened.rounds[stake.key]:
            return "mee: dreiging", "doet alleen mee door de dreiging"
        if turn > 1:
            return f"mee: ronde {turn}", f"doet mee in ronde {turn}, omdat anderen meedoen"
        return ("doet mee", "doet mee") if self.before.rounds[stake.key] else ("mee: winst", "doet mee door de extra winst")

    def picture(self):
        reach = max((max(s.demand, s.gain + MOST) for s in self.stakes), default=MOST)
        step = max(5, 5 * ceil(reach / 25))
        end = step * max(1, ceil(reach / step))
        bottom = TOP + ROW * len(self.stakes)
        b = Board(660, bottom + 86, "proces")

        def at(value):
            return LEFT + WIDE * min(value, end) / end

        b.text(LEFT, 18, "Meedoen levert op of bespaart, in punten", 15, weight=650)
        b.text(LEFT, 36, "▼ zoveel vraagt meedoen van deze partij", fill="soft")
        for tick in range(0, end + 1, step):
            b.path(f"M{at(tick):.1f} {TOP - 6:.1f}V{bottom:.1f}", stroke="line", width=0.7, dash="1 4")
            b.text(at(tick), bottom + 17, tick, 14, "middle", fill="soft")
        for i, stake in enumerate(self.ordered):
            y = TOP + ROW * (i + 0.5)
            with b.row(stake.key, stake.party.label, y, ROW):
                self._draw(b, stake, y, at)
        b.path(f"M{LEFT:.1f} {TOP - 6:.1f}V{bottom:.1f}", stroke="ink", width=1.5)
        _legend(b, bottom + 46)
        return b

    def _draw(self, b, stake, y, at):
        turn, so_far, x = self.rounds[stake.key], 0.0, at(stake.demand)
        before = sum(r is not None and (not turn or r < turn) for r in self.rounds.values()) if self.pull else 0
        parts = (stake.gain, self.extra, self.existing, self.believed if stake.reached else 0, self.pull * before)
        b.texts(NAMES, y + 5, stake.party.label, 18, 1, size=14.5, anchor="end", weight=650 if turn else 400)
        for amount, (_, paint) in zip(parts, PARTS, strict=True):
            if amount > 0:
                b.rect(at(so_far), y - THICK / 2, at(so_far + amount) - at(so_far), THICK, **paint)
                so_far += amount
        for stroke, width in (("paper", 6), ("ink", 3)):
            b.path(f"M{x:.1f} {y - 12:.1f}V{y + 12:.1f}", stroke=stroke, width=width)
        b.polygon([(x - 6, y - 14), (x + 6, y - 14), (x, y - 6)], fill="ink", stroke="paper")
        said, weight, fill = self.does(stake)[0], 650 if turn else 400, "accent" if turn else "soft"
        b.text(LEFT + WIDE + 14, y + 5, said, weight=weight, fill=fill)

    def _forced(self, last):
        away = form(len(self.forced), "is die partij", "zijn die partijen")
        does = form(len(self.forced), "doet", "doen")
        return f"Alleen door dreiging {does} mee: {names(self.forced)}{last} dan {away} weer weg." if self.forced else ""

    def words(self):
        total, joined, first, offer = len(self.stakes), self.joining, self.before.joining, self.offer
        reached = [s for s in self.stakes if s.reached]
        aim = f"De georganiseerde dreiging raakt {len(reached)} van de {count(total, 'partij|partijen')}: {names(reached)}."
        none = "De georganiseerde dreiging raakt niemand: de regisseur betaalt geen van de partijen en kan niemand opdrachten geven."
        does = form(joined, "doet", "doen")
        who = f"Van de {count(total, 'andere partij|andere partijen')} {does} er {joined} mee: {names(self.inside)}."
        alone = {0: "doet geen enkele partij", 1: "doet er 1 partij"}.get(first, f"doen er {first} partijen")
        follow = f"Omdat anderen al meedoen, {form(len(self.followers), 'volgt', 'volgen')}: {names(self.followers)}."
        are = "is" if offer <= 1 else "zijn"
        return say(
            f"Extra winst voor wie meedoet: {points(self.extra)}. Dreiging die er al is: {points(self.existing)}.",
            f"Georganiseerde dreiging: {points(self.organised)}, en men gelooft haar voor {dutch(self.credible)}%, dus telt zij voor {points(self.believed)}.",
            aim if reached else none,
            who if joined else "Geen enkele andere partij doet mee.",
            f"Zonder extra winst en zonder dreiging {alone} mee.",
            self._forced(". Valt de dreiging weg,"),
            follow if self.followers else "",
            f"Niet mee: {names(self.outside)}." if self.outside and joined else "",
            f"Om iedereen met winst alleen mee te krijgen, {are} {points(offer)} extra per partij nodig." if offer else "",
        )

    def report(self):
        total, joined, away = len(self.stakes), self.joining, len(self.outside)
        does = "doet" if joined < 2 else "doen"
        out = f"Niet: {names(self.outside) if away <= NAMED else f'{away} partijen'}."
        return say(
            f"Van de {count(total, 'andere partij|andere partijen')} {does} er naar schatting {joined or 'geen'} mee.",
            out if away and joined else "",
            self._forced("; valt de dreiging weg,"),
        )

    def tables(self):
        columns = ("Winst uit de kwesties", "Meedoen vraagt", "Te raken met een georganiseerde dreiging?", "Komt nog tekort", "Uitkomst")
        lacking, rows = dict(zip(self.rounds, model.shortfalls(*self.scales), strict=True)), []
        for s in self.ordered:
            by = f"ja, door {listed(REACHED[k] for k in s.reached)}" if s.reached else "nee"
            rows.append((s.party.called, dutch(s.gain), dutch(s.demand), by, dutch(round(lacking[s.key], 1)), self.does(s)[1]))
        return [Table("Per partij, in punten", ("Partij", *columns), rows)]

    def pick(self, key):
        s = next((s for s in self.stakes if s.key == key), None)
        if s is None:
            raise KeyError(key)
        asked = ASKED[s.party.position]
        return (
            f"{s.party.called} wint {points(s.gain)} op de kwesties en krijgt nu {points(self.extra)} extra; wegblijven kost haar {points(self.threat(s))}. "
            f"Meedoen vraagt {points(s.demand)}: {dutch(s.demand - asked)} aan verlies op kwesties en {asked} omdat zij {STANCE[s.party.position]}. "
            f"Zij {self.does(s)[1]}."
        )

    def note(self, key):
        if key == "organised" and not any(s.reached for s in self.stakes):
            return "Deze dreiging raakt in deze casus niemand."
        unheard = key == "credible" and self.organised and not self.credible
        return "Niemand gelooft deze dreiging, dus zij doet niets." if unheard else ""


def _legend(b, y):
    x = 14.0
    for name, paint in PARTS:
        wide = 34 + len(name) * 7.6
        if x + wide > b.width - 8:
            x, y = 14.0, y + 23
        b.rect(x, y - 11, 22, 12, shape=True, **paint)
        b.text(x + 29, y, name, fill="soft")
        x += wide + 10


def names(found: list[Stake]) -> str:
    return listed(s.party.label for s in found)
