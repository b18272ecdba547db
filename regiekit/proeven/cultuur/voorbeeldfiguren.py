"""Role models, cynical leaders and people on the boundary: how an attitude spreads through the network of a case."""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from functools import cached_property, lru_cache, partial
from itertools import combinations
from math import nan
from typing import NamedTuple

from regiekit.cases import Party
from regiekit.models import role_models as model
from regiekit.plots.layout import Box, needs, spring
from regiekit.plots.network import radius
from regiekit.proeven import (
    Board,
    Card,
    Case,
    Choice,
    Edge,
    Measure,
    Node,
    Proef,
    Slider,
    Table,
    capital,
    count,
    dutch,
    form,
    last,
    listed,
    say,
)
from regiekit.widgets.say import foremost, phrase

NOBODY, SPANNER = "#niemand", "#snijvlak"  # the person on the boundary; no party can have these keys
BEGIN = {"voor": 0.5, "afwachtend": 0.0, "tegen": -0.5}  # attitude at the start by position: a working assumption
OWN = 0.5  # how far a party keeps to its own attitude in a round
ROUNDS, FIRST = 60, 10
TIE = 3  # weight of the ties of the person on the boundary
CYNIC = {"afwijzen": -1.0, "schouders": 0.0}
SECTORS = 10  # sectors of which pairs can be chosen, at most
TRIED = 25  # parties that are tried as one more role model, at most
REMEMBERED = 500

SIZE, STRIP = (660, 470), 132  # of the network, and the height of the scale below it
ROUND, LARGE = "instelling", 8.0  # every party is a circle in which "+100" fits; its kind doesn't matter here
WITH, SOME, AGAINST = 50, 10, -10  # from where a party is clearly along, a little along, against


Firm = tuple[tuple[str, str], ...]  # who does not budge: key, and role or cynic


class Ends(NamedTuple):
    """Where everything ends for one choice of who does not budge: what the number of rounds does not change.

    `keys` are the actors, `held` who does not budge (key -> role or cynic), `fixed` their places, `start`, `end` their attitudes (-1…1), `parties` and `free`
    the places of the parties and of those that can move, `shares` the part of each stubborn one in an end. Means are over all parties,
    so that one more role model raises them.
    """

    keys: tuple[str, ...]
    ties: list[tuple[int, int, float]]
    visibility: list[float]
    held: dict[str, str]
    fixed: list[int]
    start: list[float]
    end: list[float]
    parties: range
    free: list[int]
    shares: list[dict[int, float]]

    def mean(self, attitudes: Sequence[float]) -> float:
        """The mean of all parties."""
        return sum([attitudes[i] for i in self.parties]) / len(self.parties)

    @property
    def counts(self) -> tuple[int, int]:
        """How many parties end clearly along, and against; as rounded in the picture."""
        ends = [points(self.end[i]) for i in self.parties]
        return sum(e >= WITH for e in ends), sum(e <= AGAINST for e in ends)


def points(attitude: float) -> int:
    """An attitude of -1…1 as shown: -100…100."""
    return round(100 * attitude)


def signed(attitude: float) -> str:
    """An attitude as a whole number with its sign."""
    return dutch(points(attitude), 0, signed=points(attitude) != 0)


def tone(value: int) -> str:
    """How a party is painted, by its attitude of -100…100."""
    return "strong" if value >= WITH else "tinted" if value >= SOME else "plain" if value > AGAINST else "faded"


def field(party: Party) -> str:
    """The sector of a party as it is compared."""
    return party.sector.strip().lower()


@last
def fields(case: Case) -> dict[str, str]:
    """The sectors of a case in order: as compared -> as written."""
    out: dict[str, str] = {}
    for p in case.parties:
        if field(p):
            out.setdefault(field(p), p.sector.strip())
    return out


@last
def pairs(case: Case) -> dict[str, tuple[str, str]]:
    """The pairs of sectors between which someone can stand, by name: those of the sectors with most parties, in the order of the case."""
    counts = Counter(field(p) for p in case.parties if field(p))
    chosen = [name for name in fields(case) if name in dict(counts.most_common(SECTORS))]
    return {f"{fields(case)[a]} en {fields(case)[b]}": (a, b) for a, b in combinations(chosen, 2)}


@last
def strengths(case: Case) -> dict[str, float]:
    """Per party the weight of all its ties."""
    out = {p.key: 0.0 for p in case.parties}
    for t in case.ties:
        if t.source != t.target:
            out[t.source] += t.weight
            out[t.target] += t.weight
    return out


def directing(case: Case) -> str:
    """The party that sets the example at the start: the director of the case, else who has most ties."""
    return case.director if case.director in case.party_keys else max(strengths(case), key=lambda k: strengths(case)[k])


def cynical(case: Case) -> str:
    """Who is cynical at the start: who, after the role model, has most ties."""
    return max((p.key for p in case.parties if p.key != directing(case)), key=lambda k: strengths(case)[k])


@last
def ends(case: Case) -> Callable[..., Ends]:
    """`_ends` on this case, which remembers what it was asked last."""
    return lru_cache(REMEMBERED)(partial(_ends, case))


def _ends(case: Case, firm: Firm, roles: float, cynics: float, cynic: float, between: tuple[str, ...] = (), spanner: bool = False) -> Ends:
    """Where everything ends when who is `firm` does not budge, role models and cynics heard so many times as strongly as others."""
    held, keys = dict(firm), (*case.party_keys, *([SPANNER] if spanner else []))
    place = {k: i for i, k in enumerate(keys)}
    ties = [(place[t.source], place[t.target], t.weight) for t in case.ties if t.source != t.target]
    ties += [(place[SPANNER], place[k], TIE) for k in between if spanner]
    visibility = [{"role": roles, "cynic": cynics}.get(held.get(k, ""), 1.0) for k in keys]
    begin = {p.key: BEGIN[p.position] for p in case.parties} | {SPANNER: 0.0}
    start = [{"role": model.HIGH, "cynic": cynic}.get(held.get(k, ""), begin[k]) for k in keys]
    fixed, parties = [place[k] for k in held], range(len(case.parties))
    settled, shares = list(model.settled(start, ties, fixed, visibility)), list(model.shares(len(keys), ties, fixed, visibility))
    return Ends(keys, ties, visibility, held, fixed, start, settled, parties, [i for i in parties if keys[i] not in held], shares)


def group_mean(case: Case, found: Ends, sector: str) -> float:
    """The mean of the parties of a sector in the long run."""
    members = [found.end[i] for i, p in enumerate(case.parties) if field(p) == sector]
    return sum(members) / len(members)


def _apart(case: Case) -> str:
    """The pair that ends farthest apart at the start: worth a person between them."""
    first = ends(case)(((directing(case), "role"), (cynical(case), "cynic")), 1, 1, CYNIC["afwijzen"])

    def gap(name: str) -> float:
        one, other = (group_mean(case, first, sector) for sector in pairs(case)[name])
        return abs(one - other)

    return max(pairs(case), key=gap, default="")


class RoleModels(Proef, asks=("position", "tie.weight", "ties")):
    """Role models and cynics hold on, the others move; a person on the boundary ties two sectors."""

    role1: str
    role2: str
    seen_roles: float
    cynic1: str
    cynic2: str
    cynic: str
    seen_cynics: float
    spanner: str
    sectors: str
    rounds: int

    @classmethod
    def ready(cls, case):
        if len(case.parties) < 3:
            return "Vul eerst minstens drie partijen in."
        loose = "In deze casus staan nog geen relaties. Vul hieronder in wie met wie te maken heeft, of kies een andere casus."
        return None if any(t.source != t.target for t in case.ties) else loose

    @classmethod
    def guess(cls, case):
        return Slider("", "Uw schatting", -100, 100, 50, 5)

    @classmethod
    def answer(cls, case):
        found = cls.at(case).ends
        return points(found.mean(found.end))

    @classmethod
    def explain(cls, case, answer):
        (role,), (cynic,) = cls.at(case).firm
        return (
            f"Het rolmodel is {role}, de cynicus {cynic}. Zonder cynicus kwam iedereen die het rolmodel hoort op +100; waar zij begonnen, maakt "
            "voor het eind niet uit. Eén leider die niet opschuift, trekt iedereen omlaag die vooral naar die leider luistert, ook via anderen."
        )

    @classmethod
    def controls(cls, case):
        everyone = [(NOBODY, "niemand"), *((p.key, p.called) for p in case.parties)]
        shown = [("afwijzen", "afwijzing (−100)"), ("schouders", "schouderophalen (0)")]
        between = [("niemand", "niemand"), ("collega", "een gewone collega"), ("rolmodel", "een rolmodel")]
        sectors = [(name, name) for name in pairs(case)] or [("", "er zijn geen twee sectoren")]
        heard = "2 = men let twee keer zo sterk op haar als op een ander."
        half = "In een ronde schuift elke partij half op naar wie zij hoort."
        return [
            Choice("role1", "Rolmodel", everyone, directing(case)),
            Choice("role2", "Nog een rolmodel", everyone, NOBODY),
            Slider("seen_roles", "Hoe zichtbaar zijn de rolmodellen?", 0.5, 5, 1, 0.5, "keer", heard),
            Choice("cynic1", "Cynische leider", everyone, cynical(case)),
            Choice("cynic2", "Nog een cynische leider", everyone, NOBODY),
            Choice("cynic", "Wat straalt de cynicus uit?", shown, "afwijzen"),
            Slider("seen_cynics", "Hoe zichtbaar zijn de cynici?", 0.5, 5, 1, 0.5, "keer"),
            Choice("spanner", "Wie zit op het snijvlak van twee sectoren?", between, "niemand"),
            Choice("sectors", "Tussen welke twee sectoren?", sectors, _apart(case)),
            Slider("rounds", "Hoeveel ronden verder?", 0, ROUNDS, FIRST, 1, "ronde|ronden", half),
        ]

    @classmethod
    def cards(cls, case):
        role = "Een rolmodel leeft de waarde voor (+100) en schuift niet op, wat anderen ook doen. De regisseur hoort erbij."
        cynic = "Een cynische leider schuift ook niet op. Die wijst de waarde af, of haalt de schouders op."
        between = "Zet iemand tussen twee sectoren. Zij krijgt een band met elke partij in die twee."
        return [
            Card("rolmodellen", "Wie geeft het voorbeeld?", role, ("role1", "role2", "seen_roles")),
            Card("cynici", "Wie is cynisch?", cynic, ("cynic1", "cynic2", "cynic", "seen_cynics")),
            Card("snijvlak", "Wie werkt op het snijvlak?", between, ("spanner", "sectors")),
        ]

    @cached_property
    def chosen(self) -> tuple[list[str], list[str]]:
        """The parties chosen as role models and as cynics; who is chosen as both is a cynic."""
        roles, cynics = ([k for k in two if k in self.case.party_keys] for two in ((self.role1, self.role2), (self.cynic1, self.cynic2)))
        return roles, cynics

    @cached_property
    def held(self) -> dict[str, str]:
        roles, cynics = self.chosen
        firm = dict.fromkeys(roles, "role") | dict.fromkeys(cynics, "cynic")
        return firm | ({SPANNER: "role"} if self.two and self.spanner == "rolmodel" else {})

    @cached_property
    def two(self) -> tuple[str, ...]:
        """The sectors between which someone stands, if anyone does."""
        return pairs(self.case).get(self.sectors, ()) if self.spanner != "niemand" else ()

    @cached_property
    def between(self) -> list[str]:
        """The parties that the person on the boundary is tied to."""
        return [p.key for p in self.case.parties if field(p) in self.two] if self.two else []

    def _ends(self, held: dict[str, str], boundary: bool = True) -> Ends:
        """Where everything ends when these do not budge, with or without a person on the boundary."""
        between, spanner = (tuple(self.between), bool(self.two)) if boundary else ((), False)
        return ends(self.case)(tuple(held.items()), self.seen_roles, self.seen_cynics, CYNIC[self.cynic], between, spanner)

    @cached_property
    def ends(self) -> Ends:
        return self._ends(self.held)

    @cached_property
    def bare(self) -> Ends:
        """The same without cynics and without a person on the boundary."""
        return self._ends(dict.fromkeys(self.chosen[0], "role"), boundary=False)

    @cached_property
    def now(self) -> list[float]:
        """The attitudes after the rounds."""
        s = self.ends
        return list(model.after(self.rounds, s.start, s.ties, s.fixed, s.visibility, OWN))

    @cached_property
    def tried(self) -> dict[str, float]:
        """To what each party raises the mean as one more role model; empty when it hardly matters, or there is no cynic."""
        s = self.ends
        if "cynic" not in self.held.values() or not s.free:
            return {}
        tried = sorted(s.free, key=lambda i: -strengths(self.case)[s.keys[i]])[:TRIED]
        means = model.one_more(s.end, s.ties, s.fixed, s.visibility, tried, self.seen_roles, len(s.parties))
        return dict(zip([s.keys[i] for i in tried], means, strict=True)) if max(means) > s.mean(s.end) + 0.005 else {}

    @cached_property
    def firm(self) -> tuple[list[str], list[str]]:
        """What the role models are called, and the cynics."""
        called = [(self.case.party(k).called, what) for k, what in self.held.items() if k != SPANNER]
        return [name for name, what in called if what == "role"], [name for name, what in called if what == "cynic"]

    def measures(self):
        def spread(found: Ends) -> float:
            means = [group_mean(self.case, found, s) for s in fields(self.case)]
            return max(means) - min(means) if means else nan

        s, bare = self.ends, self.bare
        along, against = zip(bare.counts, s.counts, strict=True)
        return [
            Measure("Gemiddelde houding op den duur (−100 … +100)", bare.mean(bare.end), s.mean(s.end), "", 0, 100),
            Measure(f"Partijen die duidelijk meegaan ({signed(WITH / 100)} of hoger)", *along, digits=0),
            Measure(f"Partijen die de waarde afwijzen ({signed(AGAINST / 100)} of lager)", *against, digits=0),
            Measure("Verschil tussen de hoogste en de laagste sector, op den duur", spread(bare), spread(s), "", 0, 100),
        ]

    def picture(self):
        """All parties at the same place in every state, with their attitudes."""
        case, s = self.case, self.ends
        unit = max(1.0, (len(case.parties) / 20) ** 0.5)
        b = Board(SIZE[0] * unit, SIZE[1] * unit, "cultuur")
        weight: defaultdict[tuple[str, str], float] = defaultdict(float)
        for t in case.ties:
            if t.source != t.target:
                weight[min(t.source, t.target), max(t.source, t.target)] += t.weight
        places = _places((*(p.key for p in case.parties), SPANNER), tuple(weight), Box(12, 16, b.width - 24, b.height - 24))
        nodes = [self._node(i, key, *places[key]) for i, key in enumerate(s.keys)]
        ties = [Edge(a, z, "formeel", min(5, 1 + w / 2)) for (a, z), w in weight.items()]
        ties += [Edge(SPANNER, key, "informatie", 3, tone="strong") for key in self.between]
        b.network(nodes, ties, pick=True)
        for key, kind in self.held.items():
            _badge(b, key, kind, *places[key], unit)
        top, b.height = b.height, b.height + STRIP * unit
        rows = [("○ begin", s.start), (f"● {self._after()}", self.now), ("◆ op den duur", s.end)]
        _scale(b, [(name, s.mean(attitudes)) for name, attitudes in rows], top, unit)
        b.legend(extra=[
            ("strong", f"{signed(WITH / 100)} of hoger: gaat mee"),
            ("tinted", f"{signed(SOME / 100)} tot {signed(WITH / 100)}"),
            ("plain", "rond 0"),
            ("faded", f"{signed(AGAINST / 100)} of lager: wijst af"),
            ("", "R rolmodel, C cynicus: zij schuiven niet op"),
            ("informatie", "band met wie op het snijvlak zit"),
        ])  # fmt: skip
        return b

    def _node(self, i, key, x, y):
        party, shown = None if key == SPANNER else self.case.party(key), signed(self.now[i])
        label, name = (party.label, party.called) if party else ("Snijvlak", "De persoon op het snijvlak")
        firm = {"role": ", rolmodel", "cynic": ", cynische leider"}.get(self.held.get(key, ""), "")
        return Node(key, label, x, y, ROUND, LARGE, tone(points(self.now[i])), f"{name}{firm}, houding {shown}", shown)

    def _after(self):
        return f"na {count(self.rounds, 'ronde|ronden')}"

    def _called(self, i, whole=False):
        """What an actor is called in the middle of a sentence; `whole`: with its full name, at the beginning."""
        if self.ends.keys[i] == SPANNER:
            return "Wie op het snijvlak zit" if whole else "wie op het snijvlak zit"
        party = self.case.party(self.ends.keys[i])
        return party.called if whole else phrase(party)

    def _several(self, i):
        """Whether the name of an actor is a plural."""
        return self.ends.keys[i] != SPANNER and bool(self.case.party(self.ends.keys[i]).plural)

    def words(self):
        return say(*self._who(), self._between(), self._course(), self._ends_said(), self._loose(), self._next())

    def _who(self):
        roles, cynics = self.firm
        heard = ((roles, self.seen_roles, "een rolmodel"), (cynics, self.seen_cynics, "een cynicus"))
        return [
            f"{form(len(roles), 'Rolmodel', 'Rolmodellen')}: {listed(roles)}." if roles else "Er is geen rolmodel.",
            f"Cynisch: {listed(cynics)} (houding {signed(CYNIC[self.cynic])})." if cynics else "Er is geen cynische leider.",
            *(f"Op {who} let men {dutch(seen)} keer zo sterk als op een ander." for group, seen, who in heard if group and seen != 1),
        ]

    def _between(self):
        if not self.two:
            return ""
        one, other = (fields(self.case)[s] for s in self.two)
        colleague = "een gewone collega, die naar beide kanten luistert"
        return f"Op het snijvlak van {one} en {other} zit {'een rolmodel' if SPANNER in self.held else colleague}."

    def _course(self):
        s = self.ends
        start, now, end = (signed(s.mean(attitudes)) for attitudes in (s.start, self.now, s.end))
        return f"Alle partijen samen beginnen gemiddeld op {start}. {self._after().capitalize()} is dat {now}, op den duur {end}."

    def _counted(self):
        """How many end clearly along and against, with their verbs."""
        along, against = self.ends.counts
        return ("gaat" if along < 2 else "gaan", along or "geen", "wijst" if against < 2 else "wijzen", against or "niemand")

    def _ends_said(self):
        s, (go, along, turn, against) = self.ends, self._counted()
        counts = (
            f"Op den duur {go} {along} van de {len(s.parties)} duidelijk mee ({signed(WITH / 100)} of hoger) en {turn} {against} de waarde af "
            f"({signed(AGAINST / 100)} of lager)."
        )
        if not s.free:
            return f"{counts} Niemand kan nog opschuiven."
        found = {i: s.end[i] for i in s.free}
        high, low = max(found.values()), min(found.values())
        if high - low < 0.01:
            return f"{counts} Wie kan opschuiven, eindigt op {signed(high)}."
        most = foremost(found, self._called, f"[eindigt|eindigen] {{}} het hoogst ({signed(high)})", plural=self._several)
        least = foremost(
            {i: -x for i, x in found.items()}, self._called, f"[eindigt|eindigen] {{}} het laagst ({signed(low)})", plural=self._several
        )
        return f"{counts} Van wie opschuift, {most} en {least.removeprefix(most.split()[0] + ' ')}."

    def _loose(self):
        """Who hears nobody that holds on."""
        s = self.ends
        deaf = [i for i in s.free if not s.shares[i]]
        if not deaf:
            return ""
        if len(deaf) == len(s.free):
            return "Zij horen niemand die vasthoudt: wie banden heeft, komt met de eigen groep op één gemiddelde uit."
        hear = "horen" if len(deaf) > 1 or self._several(deaf[0]) else "hoort"
        return f"{capital(listed(map(self._called, deaf)))} {hear} niemand die vasthoudt, ook niet via anderen."

    def _next(self):
        then = f"dan wordt het gemiddelde {signed(max(self.tried.values(), default=0))}."
        said, same = (f"Eén rolmodel erbij levert {what}: {then}" for what in ("het meest op bij {}", "bij elke partij evenveel op"))
        return foremost(self.tried, lambda key: self.case.party(key).called, said, same, "één van {} partijen", last="of")

    def report(self):
        (roles, cynics), (go, along, turn, against) = self.firm, self._counted()
        return say(
            f"{listed(roles)} {form(len(roles), 'geeft', 'geven')} het voorbeeld." if roles else "Er is geen rolmodel.",
            f"Als cynisch {form(len(cynics), 'is', 'zijn')} gedacht: {listed(cynics)}." if cynics else "",
            f"Op den duur {go} {along} van de {len(self.ends.parties)} partijen duidelijk mee met de waarde, en {turn} {against} haar af.",
        )

    def tables(self):
        s = self.ends
        order = sorted(range(len(s.keys)), key=lambda i: (s.keys[i] == SPANNER, -round(s.end[i], 6)))
        rows = [(self._called(i, True), signed(s.start[i]), signed(self.now[i]), signed(s.end[i]), self._because(i)) for i in order]
        columns = ("Partij", "Begin", self._after().capitalize(), "Op den duur", "Op den duur vooral door")
        return [Table("De houding per partij", columns, rows)]

    def _because(self, i):
        key, parts = self.ends.keys[i], self.ends.shares[i]
        if key in self.held:
            return f"houdt vast: {'rolmodel' if self.held[key] == 'role' else 'cynicus'}"
        if not parts:
            return "de eigen groep"
        most = dutch(100 * max(parts.values()), 0)
        return foremost(parts, self._called, f"{{}} ([|elk ]{most}%)", f"elk evenveel ({most}%)")

    def note(self, key):
        s, (roles, cynics) = self.ends, self.firm
        if key == "rolmodellen":
            both = [self.case.party(k).called for k in dict.fromkeys(self.chosen[0]) if k in self.chosen[1]]
            return say(f"{listed(both)} koos u ook als cynicus, en telt daarom als cynicus." if both else "", self._next())
        if key == "cynici" and cynics:
            return f"Zonder cynici eindigde het gemiddelde op {signed(self.bare.mean(self.bare.end))}; nu op {signed(s.mean(s.end))}."
        if key == "cynici":
            return "Zonder cynicus eindigt iedereen die een rolmodel hoort op +100. Het duurt alleen even." if roles else ""
        if key == "snijvlak":
            means = ((fields(self.case)[k], signed(group_mean(self.case, s, k))) for k in pairs(self.case).get(self.sectors, ()))
            return say(*(f"In {name} komt men op den duur gemiddeld op {mean}." for name, mean in means))
        return ""

    def pick(self, key):
        s = self.ends
        if key not in s.keys:
            raise KeyError(key)
        i = s.keys.index(key)
        name, end = self._called(i, True), signed(s.end[i])
        if key in self.held:
            return f"{name} houdt vast aan {end}, wat anderen ook doen."
        course = f"{name} begint op {signed(s.start[i])}, staat {self._after()} op {signed(self.now[i])} en eindigt op {end}."
        parts = sorted(s.shares[i].items(), key=lambda item: -item[1])
        if not parts:
            return f"{course} Zij hoort niemand die vasthoudt, ook niet via anderen."
        by = listed(f"voor {dutch(100 * share, 0)}% door {self._called(j)}" for j, share in parts)
        return f"{course} Dat eind wordt bepaald {by}. Waar zij begon, doet er dan niet meer toe."


@lru_cache(maxsize=16)
def _places(keys: tuple[str, ...], ties: tuple[tuple[str, str], ...], box: Box) -> dict[str, tuple[float, float]]:
    wide, high = needs(1.0)
    return spring(keys, ties, box, cell=(wide, high + 6))


def _badge(b, key, kind, x, y, unit):
    """A letter at the upper right of a party that does not budge: round for a role model, square for a cynic."""
    r = radius(LARGE)
    with b.group(x + r * 0.85, y - r * 0.8, key=f"b:{key}", scale=unit):
        if kind == "role":
            b.circle(0, 0, 10, fill="accent", stroke="paper", width=2)
        else:
            b.rect(-9, -9, 18, 18, fill="ink", stroke="paper", width=2)
        b.text(0, 5, "R" if kind == "role" else "C", 13, "middle", 700, "paper")


def _scale(b, means, top, unit):
    """From -100 to +100: the mean, a row per moment, with an open, a filled and an end mark."""
    left, right, first = 150 * unit, b.width - 70 * unit, top + 40 * unit
    low = first + 24 * unit * len(means)

    def at(attitude):
        return left + (right - left) * (attitude + 1) / 2

    b.text(16 * unit, top + 14 * unit, "Gemiddelde houding van alle partijen", 14 * unit, weight=650)
    for tick in (-1, -0.5, 0, 0.5, 1):
        x, lines = at(tick), {"width": 0.8, "dash": "2 4"} if tick else {"width": 1.6}
        b.path(f"M{x:.1f} {first - 14 * unit:.1f}V{low - 12 * unit:.1f}", stroke="line", **lines)
        b.text(x, low + 4 * unit, signed(tick), 13 * unit, "middle", fill="soft")
    for i, (name, mean) in enumerate(means):
        x, y = at(mean), first + 24 * unit * i
        b.text(16 * unit, y + 5 * unit, name, 14 * unit)
        b.path(f"M{at(0):.1f} {y:.1f}H{x:.1f}", key=f"g:{i}", stroke="accent", width=4 * unit)
        with b.group(x, y, key=f"m:{i}", scale=unit):
            if i == 2:
                b.diamond(0, 0, 9, fill="accent", stroke="paper", width=1.5)
            else:
                b.circle(0, 0, 7, fill="accent" if i else "paper", stroke="accent", width=2.5)
        b.text(b.width - 16 * unit, y + 5 * unit, signed(mean), 14 * unit, "end", 650)
