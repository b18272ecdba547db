"""De regierol moet u worden gegund: what do the others see of a director, and who tips whom?"""

from functools import cached_property, lru_cache
from math import ceil, pi, sin

from regiekit.cases import Party, reading
from regiekit.cases.sights import CONDITIONS, Sight, objections, sights
from regiekit.models import role_granted as model
from regiekit.plots.layout import Box, spring
from regiekit.plots.network import radius, tie_kinds
from regiekit.proeven import Board, Choice, Edge, Node, Proef, Slider, Table, count, dutch, foremost, form, labels, listed, measure, say

NOBODY = ""
YES, NO = "ja", "nee"
PER_OBJECTION = 7  # at the start an objection counts for one in so many parties
NAMED = 8  # parties in a sentence of the plan, at most
RING = 4  # room between a party and the arch over it


@lru_cache(maxsize=16)
def _places(keys: tuple[str, ...], pairs: tuple[tuple[str, str], ...], box: Box) -> dict[str, tuple[float, float]]:
    return spring(keys, pairs, box)


class RoleGranted(
    Proef, before={**dict.fromkeys(CONDITIONS, NO), "first": NOBODY}, asks=("kind", "position", "tie.kind", "scale", "size", "issue.gain")
):
    """`director` asks for the role under conditions, `eyes` is through whose eyes one looks, `first` who was won over beforehand; an
    objection weighs so many others that must grant the role first."""

    director: str
    eyes: str
    chair: str
    money: str
    seats: str
    temporary: str
    first: str
    weight: float

    @classmethod
    def ready(cls, case):
        return reading.crowded(case) if len(case.parties) > 2 else "Vul eerst minstens drie partijen in."

    @classmethod
    def guess(cls, case):
        others = len(case.parties) - 1
        return Slider("", "Uw schatting", 0, others, 3 * others // 4, 1, "partij|partijen")

    @classmethod
    def answer(cls, case):
        return cls.at(case).yes

    @classmethod
    def explain(cls, case, answer):
        start = cls.at(case)
        at_once, follow = start.at_once, start.yes - start.at_once
        if not at_once:
            return "Niemand wil de eerste zijn. Dan is er ook niemand die een ander over de streep trekt."
        return (
            f"In ronde 1 {form(at_once, 'zegt', 'zeggen')} {count(at_once, 'partij|partijen')} ja. "
            f"Daarna {form(follow, 'volgt', 'volgen')} er {follow or 'geen'}{', omdat anderen al ja zeiden' if follow else ''}. "
            "Het hangt dus niet alleen af van wat elk vindt, maar ook van wie er voorgaan."
        )

    @classmethod
    def controls(cls, case):
        head, parties = case.party(reading.director(case)), [(p.key, p.called) for p in case.parties]
        others = [p for p in case.parties if p.key != head.key]
        # the largest other party of the director's kind, else who objects most
        alike = max([p for p in others if p.kind == head.kind], key=lambda p: p.size, default=None)
        sceptic = alike or max(others, key=lambda p: sum(s.points for s in sights(case, p, head)))
        weight = min(6.0, max(0.5, round(2 * len(others) / PER_OBJECTION) / 2))
        early = "Deze partij zegt in ronde 1 ja, wat zij ook vindt."
        asks = "Per bezwaar wil een partij eerst zoveel anderen ja zien zeggen."
        return [
            Choice("director", "Wie wil de regie?", parties, head.key),
            Choice("eyes", "Door wiens ogen kijkt u?", parties, sceptic.key),
            *(Choice(key, label, [(NO, "nee"), (YES, "ja")], NO) for key, (label, _) in CONDITIONS.items()),
            Choice("first", "Wie haalt u vooraf over?", [(NOBODY, "niemand"), *parties], NOBODY, early),
            Slider("weight", "Hoe zwaar telt één bezwaar?", 0.5, 6, weight, 0.5, "partij|partijen", asks),
        ]

    @cached_property
    def head(self) -> Party:
        return self.case.party(self.director)

    @cached_property
    def terms(self) -> list[str]:
        return [key for key in CONDITIONS if self.settings[key] == YES]

    @cached_property
    def seen(self) -> dict[str, tuple[Sight, ...]]:
        """What each other party sees of the director."""
        return {p.key: sights(self.case, p, self.head, tuple(self.terms)) for p in self.case.parties if p is not self.head}

    @cached_property
    def thresholds(self) -> dict[str, int]:
        return self._thresholds(self.weight)

    def _thresholds(self, weight: float) -> dict[str, int]:
        """How many others must grant the role first: the objections times the weight of one."""
        return {key: ceil(objections(seen) * weight) for key, seen in self.seen.items()}

    @cached_property
    def turns(self) -> dict[str, int | None]:
        """The round in which each other party grants the role; None when it does not."""
        return dict(zip(self.seen, self._rounds(self.thresholds), strict=True))

    def _rounds(self, thresholds: dict[str, int], also: str = NOBODY) -> tuple[int | None, ...]:
        return model.rounds(list(thresholds.values()), [i for i, key in enumerate(thresholds) if key in (self.first, also)])

    @cached_property
    def band(self) -> tuple[int, int]:
        """How few and how many grant the role when an objection weighs half a party more or less."""
        more, less = (_granting(self._rounds(self._thresholds(max(0, self.weight + by)))) for by in (0.5, -0.5))
        return min(more, less), max(more, less)

    @cached_property
    def tip(self) -> tuple[str, int] | None:
        """Whom to win over so that most others follow, and how many then grant the role; None when nobody follows."""
        tries = {key: _granting(self._rounds(self.thresholds, key)) for key in self.no}
        best = max(tries.values(), default=0)
        who = foremost(tries, lambda key: self.case.party(key).called, "{}", "een partij die nee zegt", "één van {} partijen", last="of")
        return (who, best) if best > self.yes + 1 else None

    @cached_property
    def no(self) -> list[str]:
        return [key for key, turn in self.turns.items() if turn is None]

    @measure("Partijen die de rol gunnen", digits=0)
    def yes(self) -> int:
        return _granting(self.turns.values())

    @measure("… waarvan meteen, in ronde 1", digits=0)
    def at_once(self) -> int:
        return sum(turn == 1 for turn in self.turns.values())

    @measure("Hoeveel anderen er gemiddeld eerst moeten zijn", digits=1)
    def asked(self) -> float:
        return sum(self.thresholds.values()) / len(self.seen)

    def picture(self):
        case, many = self.case, max(1.0, (len(self.case.parties) / 20) ** 0.5)
        b = Board(660 * many, 500 * many)
        ties = [t for t in case.ties if t.source != t.target]
        pairs = tuple((t.source, t.target) for t in ties)
        places = _places(tuple(p.key for p in case.parties), pairs, Box(12, 16, b.width - 24, b.height - 24))
        tones = [(t, "strong" if self.eyes in (t.source, t.target) else "faded") for t in ties]
        edges = [Edge.of(t, tone) for t, tone in tones]
        edges.sort(key=lambda e: e.tone != "faded")  # the strong ones on top
        b.network([self._node(p, places[p.key]) for p in case.parties], edges, pick=True)
        (x, y), r = places[self.eyes], radius(case.party(self.eyes).size) * 1.2 + RING
        half = r * sin(pi / 3)  # open below, where the name stands
        arch = f"M{x - half:.1f} {y + r / 2:.1f}A{r:.1f} {r:.1f} 0 1 1 {x + half:.1f} {y + r / 2:.1f}"
        b.path(arch, key="oog", stroke="ink", width=3, cap="round")
        signs = [
            ("strong", "cijfer: gunt in die ronde"),
            ("faded", "– gunt niet"),
            ("tinted", "R wil de regie"),
            ("", "boog om een partij: gezien door haar ogen; haar banden zijn dik"),
        ]
        b.legend(reading.kinds(case), tie_kinds(edges), signs)
        return b

    def _node(self, p, at):
        if p is self.head:
            return Node.of(p, at, "tinted", name=f"{p.called}, vraagt om de regierol", mark="R")
        turn = self.turns[p.key]
        tone, does = ("faded", "gunt de rol niet") if turn is None else ("strong", f"gunt de rol in ronde {turn}")
        return Node.of(p, at, tone, name=f"{p.called}, {does}", mark=str(turn or "–"))

    def words(self):
        return say(*self._who(), *self._tipping(), self._through())

    def _who(self):
        """Who grants the role, round by round."""
        terms = f"met als {form(len(self.terms), 'voorwaarde', 'voorwaarden')} {self._terms()}" if self.terms else "zonder voorwaarden"
        granting = f"gunnen er {self.yes}" if self.yes > 1 else f"gunt {'er 1' if self.yes else 'geen enkele'}"
        last = max((turn for turn in self.turns.values() if turn), default=0)
        rounds = [[key for key, turn in self.turns.items() if turn == n] for n in range(1, last + 1)]
        return [
            f"{self.head.called} wil de regie, {terms}.",
            f"Van de {len(self.seen)} andere partijen {granting} haar de rol.",
            f"{self.case.party(self.first).called} haalde u vooraf over." if self.first in self.seen else "",
            *(f"Ronde {n}: {listed(labels(self.case, keys))}." for n, keys in enumerate(rounds, 1)),
            f"Niet: {listed(labels(self.case, self.no))}." if self.no and self.yes else "",
        ]

    def _terms(self):
        return listed([CONDITIONS[key][1] for key in self.terms])

    def _tipping(self):
        low, high = self.band
        wins = f"Haalt u vooraf {self.tip[0]} over, dan gunnen {self.tip[1]} partijen de rol." if self.tip else ""
        if low < high:
            return [f"Weegt elk bezwaar iets zwaarder of lichter, dan gunnen {low} tot {high} partijen haar de rol.", wins]
        return ["Ook als elk bezwaar iets zwaarder of lichter weegt, blijft dat aantal gelijk.", wins]

    def _through(self):
        name = self.case.party(self.eyes).called
        if self.eyes == self.director:
            return f"U kijkt door de ogen van {name}, die zelf de regie wil. Zo kijken de meeste regisseurs. Kies een ander: wat ziet die?"
        return f"Door de ogen van {name}: {self._told(self.eyes)}"

    def _told(self, key):
        """What weighs most for a party, and what it does."""
        points, same = {s.answer: s.points for s in self.seen[key]}, "alles weegt voor haar even zwaar."
        heavy, said = max(points.values()) > 0, "{} [weegt|wegen] voor haar het zwaarst."
        most = foremost(points, lambda a: f"‘{a.removesuffix('.')}’", said, same, "{} bezwaren") if heavy else "zij heeft geen bezwaren."
        number, none = objections(self.seen[key]), "geen bezwaren meer over" if heavy else "geen bezwaren"
        total = f"Samen: {count(number, 'bezwaar|bezwaren') if number else none}"
        return f"{most} {total}{self._does(key)}"

    def _does(self, key):
        need, turn = self.thresholds[key], self.turns[key]
        if key == self.first:
            return ". U haalde haar vooraf over: zij gunt de rol in ronde 1."
        if need == 0:
            return ". Zij gunt de rol meteen, in ronde 1."
        if need > len(self.seen) - 1:
            return ". Ook als alle anderen ja zeggen, is dat voor haar niet genoeg."
        asks = f"zij gunt de rol als {count(need, 'andere partij|andere partijen')} dat ook {form(need, 'doet', 'doen')}"
        return f"; {asks}. " + (f"Dat gebeurt: ronde {turn}." if turn else f"Zover komt het niet: het blijft bij {self.yes or 'nul'}.")

    def report(self):
        under = f", met als voorwaarden {self._terms()}" if self.terms else ""
        (low, high), name, others = self.band, self.head.called, f"de {len(self.seen)} andere partijen"
        no = listed(labels(self.case, self.no)) if len(self.no) <= NAMED else f"{len(self.no)} partijen"
        return say(
            f"{name} krijgt de regie gegund door {self.yes} van {others}{under}."
            if self.yes
            else f"Geen van {others} gunt {name} de regie{under}.",
            f"Nog niet door: {no}." if self.no and self.yes else "",
            f"Weegt elk bezwaar iets zwaarder of lichter, dan ligt dat aantal tussen {low} en {high}." if low < high else "",
        )

    def tables(self):
        order = sorted(self.turns, key=lambda k: (self.turns[k] or len(self.turns) + 2, self.thresholds[k]))
        rows = []
        for k in order:
            need, turn = self.thresholds[k], self.turns[k]
            when = "vooraf overgehaald" if k == self.first else f"ronde {turn}" if turn else "nee"
            rows.append((self.case.party(k).called, str(need) if need < len(self.seen) else "meer dan er zijn", when))
        grants = Table("Wie gunt de rol, en wanneer?", ("Partij", "Zoveel anderen moeten eerst", "Gunt de rol"), rows)
        if self.eyes not in self.seen:
            return [grants]
        caption = f"Door de ogen van {self.case.party(self.eyes).called}, met {self.head.called} als regisseur"
        seen = [(s.question, s.answer, dutch(s.points, 0, signed=bool(s.points))) for s in self.seen[self.eyes]]
        return [Table(caption, ("Vraag", "Antwoord", "Bezwaren"), seen), grants]

    def pick(self, key):
        name = self.case.party(key).called
        return f"{name} vraagt de anderen om de regierol." if key == self.director else f"{name}: {self._told(key)}"


def _granting(turns) -> int:
    return sum(turn is not None for turn in turns)
