"""Role models, cynical leaders and people on the boundary: how an attitude spreads through the network of a case, and behind whom it stops."""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from functools import cached_property, lru_cache, partial
from itertools import combinations
from math import nan

import attrs

from regiekit.cases import Party, Tie
from regiekit.cases.reading import CONTACT
from regiekit.cases.remember import each
from regiekit.models import role_models as model
from regiekit.plots.network import illegible
from regiekit.plots.style import PARTIES
from regiekit.plots.svg import wrap
from regiekit.proeven import (
    Board,
    Card,
    Case,
    Choice,
    Measure,
    Proef,
    Slider,
    Table,
    capital,
    count,
    dutch,
    form,
    last,
    listed,
    number_word,
    say,
)
from regiekit.widgets.say import foremost, of_all, part, phrase

NOBODY, SPANNER = "#niemand", "#snijvlak"  # the person on the boundary; no party can have these keys
LONG = 60  # words of a paragraph at most
MANY = 20  # of more a sentence counts in figures
BEGIN = {"voor": 0.5, "afwachtend": 0.0, "tegen": -0.5}  # attitude at the start by position: a working assumption
OWN = 0.5  # how far a party keeps to its own attitude in a round
ROUNDS, FIRST = 60, 10
TIE = 3  # weight of the ties of the person on the boundary
CYNIC = {"afwijzen": -1.0, "schouders": 0.0}
SECTORS = 10  # sectors of which pairs can be chosen, at most
TRIED = 25  # parties that are tried as one more role model, at most
REMEMBERED = 500

DOWN, LEAST, TOP, GAP = 42, 19, 26, 24  # height of a row at most and at least; above it; between columns
WITH, SOME, AGAINST = 50, 10, -10  # from where a party is clearly along, a little along, against
MOSTLY = 0.5  # from what share in its end a party mostly hears a cynic
NAMED = 3  # in a sentence, at most
SPEAK, EVERY = "contact", "alle"  # through which ties one hears another


Firm = tuple[tuple[str, str], ...]  # who does not budge: key, and role, cynic or drawn (a cynic who is drawn in)


@attrs.frozen(slots=False)
class Ends:
    """Where everything ends for one choice of who does not budge: what the number of rounds does not change.

    `keys` are the actors, `held` who does not budge (key -> role, cynic or drawn), `fixed` their places, `start`, `end` their attitudes (-1…1), `parties` and `free`
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

    @cached_property
    def shown(self) -> list[int]:
        """The ends as rounded in the picture."""
        return list(map(points, self.end))

    @cached_property
    def counts(self) -> tuple[int, int]:
        """How many parties end clearly along, and against."""
        ends = [self.shown[i] for i in self.parties]
        return sum(e >= WITH for e in ends), sum(e <= AGAINST for e in ends)

    @cached_property
    def turned(self) -> int:
        """How many of who moves end against; who hears nobody that holds on is not counted."""
        return sum(self.shown[i] <= AGAINST for i in self.free if self.shares[i])

    @cached_property
    def behind(self) -> list[int]:
        """Who hears mostly cynics, also through others: with them it stops."""
        cynics = [i for i in self.fixed if self.held[self.keys[i]] == "cynic"]
        return [i for i in self.free if sum(self.shares[i].get(j, 0.0) for j in cynics) > MOSTLY]


def points(attitude: float) -> int:
    """An attitude of -1…1 as shown: -100…100."""
    return round(100 * attitude)


def signed(attitude: float) -> str:
    """An attitude as a whole number with its sign."""
    return _signed(points(attitude))


@lru_cache(maxsize=256)
def _signed(value: int) -> str:
    return dutch(value, 0, signed=value != 0)


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
def places(case: Case) -> dict[str, list[int]]:
    """Sector, as compared -> the places of its parties."""
    out: defaultdict[str, list[int]] = defaultdict(list)
    for i, p in enumerate(case.parties):
        out[field(p)].append(i)
    return out


@last
def pairs(case: Case) -> dict[str, tuple[str, str]]:
    """The pairs of sectors between which someone can stand, by name: those of the sectors with most parties, in the order of the case."""
    counts = Counter(field(p) for p in case.parties if field(p))
    chosen = [name for name in fields(case) if name in dict(counts.most_common(SECTORS))]
    return {f"{fields(case)[a]} en {fields(case)[b]}": (a, b) for a, b in combinations(chosen, 2)}


def heard(case: Case, through: str) -> list[Tie]:
    """The ties through which parties hear one another: contact, or every kind, money and authority too."""
    return [t for t in case.ties if t.source != t.target and (through == EVERY or t.kind in CONTACT)]


def usual(case: Case) -> str:
    """Through which ties they hear one another at the start: contact, where a case has any."""
    return SPEAK if heard(case, SPEAK) else EVERY


@each
def strengths(case: Case, through: str = "") -> dict[str, float]:
    """Per party the weight of the ties through which it is heard; those at the start where nothing is said of them."""
    out = {p.key: 0.0 for p in case.parties}
    for t in heard(case, through or usual(case)):
        out[t.source] += t.weight
        out[t.target] += t.weight
    return out


def directing(case: Case) -> str:
    """The party that sets the example at the start: the director of the case, else who is heard most."""
    return case.director if case.director in case.party_keys else max(strengths(case), key=lambda k: strengths(case)[k])


def cynical(case: Case, through: str = "") -> str:
    """Who is cynical at the start: who, after the role model, is heard most."""
    return max((p.key for p in case.parties if p.key != directing(case)), key=lambda k: strengths(case, through)[k])


@last
def ends(case: Case) -> Callable[..., Ends]:
    """`_ends` on this case, which remembers what it was asked last."""
    return lru_cache(REMEMBERED)(partial(_ends, case))


def _ends(
    case: Case,
    firm: Firm,
    through: str,
    roles: float,
    cynics: float,
    cynic: float,
    between: tuple[str, ...] = (),
    spanner: bool = False,
) -> Ends:
    """Where everything ends when who is `firm` does not budge, `through` such ties, role models and cynics heard so many times as strongly as others."""
    held, keys = dict(firm), (*case.party_keys, *([SPANNER] if spanner else []))
    place = {k: i for i, k in enumerate(keys)}
    ties = [(place[t.source], place[t.target], t.weight) for t in heard(case, through)]
    ties += [(place[SPANNER], place[k], TIE) for k in between if spanner]
    visibility = [{"role": roles, "cynic": cynics, "drawn": cynics}.get(held.get(k, ""), 1.0) for k in keys]
    begin = {p.key: BEGIN[p.position] for p in case.parties} | {SPANNER: 0.0}
    halfway = (cynic + model.HIGH) / 2  # a cynic who is drawn in
    start = [{"role": model.HIGH, "cynic": cynic, "drawn": halfway}.get(held.get(k, ""), begin[k]) for k in keys]
    fixed, parties = [place[k] for k in held], range(len(case.parties))
    settled, shares = list(model.settled(start, ties, fixed, visibility)), list(model.shares(len(keys), ties, fixed, visibility))
    return Ends(keys, ties, visibility, held, fixed, start, settled, parties, [i for i in parties if keys[i] not in held], shares)


@each
def one_more(found: Ends, tried: tuple[int, ...], seen: float) -> list[float]:
    """The mean of all parties with each of these as one more role model: the number of rounds does not change it."""
    return model.one_more(found.end, found.ties, found.fixed, found.visibility, tried, seen, len(found.parties))


def group_mean(case: Case, found: Ends, sector: str) -> float:
    """The mean of the parties of a sector in the long run."""
    members = [found.end[i] for i in places(case)[sector]]
    return sum(members) / len(members)


def _apart(case: Case) -> str:
    """The pair that ends farthest apart at the start: worth a person between them."""
    first = ends(case)(((directing(case), "role"), (cynical(case), "cynic")), usual(case), 1, 1, CYNIC["afwijzen"])

    def gap(name: str) -> float:
        one, other = (group_mean(case, first, sector) for sector in pairs(case)[name])
        return abs(one - other)

    return max(pairs(case), key=gap, default="")


class RoleModels(Proef, asks=("position", "tie.weight", "tie.kind", "ties")):
    """Role models and cynics hold on, the others move; `role2` is a leader who is drawn in; a person on the boundary ties two sectors."""

    role1: str
    role2: str
    seen_roles: float
    cynic1: str
    cynic2: str
    cynic: str
    seen_cynics: float
    spanner: str
    sectors: str
    through: str
    rounds: int

    @classmethod
    def ready(cls, case):
        if len(case.parties) < 3:
            return "Vul eerst minstens drie partijen in."
        loose = "In deze casus staan nog geen relaties. Vul hieronder in wie met wie te maken heeft, of kies een andere casus."
        return None if any(t.source != t.target for t in case.ties) else loose

    @classmethod
    def guess(cls, case):
        return Slider("", "Uw voorspelling", 0, max(1, len(case.parties) - 2), 1, 1, "partij|partijen")

    @classmethod
    def answer(cls, case):
        return cls.at(case).ends.turned

    @classmethod
    def explain(cls, case, answer):
        state = cls.at(case)
        (role,), (cynic,) = state.firm
        other = state.but(through=EVERY, cynic1=cynical(case, EVERY))
        flip = state.flip() if other.cynic1 == state.cynic1 else (
            f"Tellen ook geld, gezag en vaste afspraken mee, dan heeft {phrase(case.party(other.cynic1))} de meeste banden. "
            f"Is de leider daar cynisch, dan {_reject(other.ends.turned)} de waarde af.")  # fmt: skip
        return (
            f"Stel dat {phrase(role)} het rolmodel {_plural([role], 'is', 'zijn')} en dat de leider van {phrase(cynic)} cynisch is. Wie vooral naar die leider luistert, ook via "
            f"anderen, wijst de waarde af. {flip} Kijk in het plaatje naar de gestreepte vakjes."
        )

    @classmethod
    def supposes(cls, case):
        return ("role1", "cynic1", "seen_roles", "seen_cynics")

    @classmethod
    def controls(cls, case):
        everyone = [(NOBODY, "niemand"), *((p.key, p.called) for p in case.parties)]
        shown = [("afwijzen", "afwijzing"), ("schouders", "schouderophalen")]
        between = [("niemand", "niemand"), ("collega", "een gewone collega"), ("rolmodel", "een rolmodel")]
        sectors = [(name, name) for name in pairs(case)] or [("", "er zijn geen twee sectoren")]
        kinds = [(SPEAK, "door contact"), (EVERY, "ook door geld en gezag")]
        half = "In een ronde schuift elke partij half op naar wie zij hoort."
        return [
            Choice("role1", "Rolmodel", everyone, directing(case)),
            Choice("role2", "Welke leider betrekt u erbij?", everyone, NOBODY),
            Slider("seen_roles", "Hoe zichtbaar zijn de rolmodellen?", 0.5, 5, 1, 0.5, "keer"),
            Choice("cynic1", "Cynische leider", everyone, cynical(case)),
            Choice("cynic2", "Nog een cynische leider", everyone, NOBODY),
            Choice("cynic", "Wat straalt de cynicus uit?", shown, "afwijzen"),
            Slider("seen_cynics", "Hoe zichtbaar zijn de cynici?", 0.5, 5, 1, 0.5, "keer"),
            Choice("spanner", "Wie zit op het snijvlak van twee sectoren?", between, "niemand"),
            Choice("sectors", "Tussen welke twee sectoren?", sectors, _apart(case)),
            Choice("through", "Via welke banden?", kinds, usual(case)),
            Slider("rounds", "Hoeveel ronden verder?", 0, ROUNDS, FIRST, 1, "ronde|ronden", half),
        ]

    @classmethod
    def cards(cls, case):
        role = "Een rolmodel leeft de waarde voor en schuift niet op. Een cynische leider die u erbij betrekt, komt halverwege."
        cynic = "Een cynische leider schuift ook niet op. Die wijst de waarde af, of haalt de schouders op."
        between = "Zet iemand tussen twee sectoren. Die krijgt een band met elke partij in die twee."
        return [
            Card("rolmodellen", "Wie geeft het voorbeeld?", role, ("role1", "role2", "seen_roles")),
            Card("cynici", "Wie is cynisch?", cynic, ("cynic1", "cynic2", "cynic", "seen_cynics")),
            Card("snijvlak", "Wie werkt op het snijvlak?", between, ("spanner", "sectors")),
        ]

    @cached_property
    def held(self) -> dict[str, str]:
        """Who does not budge. A cynic who is drawn in comes halfway; who is chosen as role model and as cynic is a cynic."""
        firm = dict.fromkeys((self.role1, self.role2), "role") | dict.fromkeys((self.cynic1, self.cynic2), "cynic")
        if firm.get(self.role2) == "cynic":
            firm[self.role2] = "drawn"
        held = {k: what for k, what in firm.items() if k in self.case.party_keys}
        return held | ({SPANNER: "role"} if self.two and self.spanner == "rolmodel" else {})

    @cached_property
    def two(self) -> tuple[str, ...]:
        """The sectors between which someone stands, if anyone does."""
        return pairs(self.case).get(self.sectors, ()) if self.spanner != "niemand" else ()

    @cached_property
    def between(self) -> list[str]:
        """The parties that the person on the boundary is tied to."""
        return [p.key for p in self.case.parties if field(p) in self.two] if self.two else []

    def _ends(self, held: dict[str, str], boundary: bool = True, through: str = "") -> Ends:
        """Where everything ends when these do not budge, with or without a person on the boundary, or through other ties."""
        between, spanner = (tuple(self.between), bool(self.two)) if boundary else ((), False)
        return ends(self.case)(
            tuple(held.items()), through or self.through, self.seen_roles, self.seen_cynics, CYNIC[self.cynic], between, spanner
        )

    @cached_property
    def ends(self) -> Ends:
        return self._ends(self.held)

    @cached_property
    def bare(self) -> Ends:
        """The same without cynics and without a person on the boundary."""
        return self._ends({k: "role" for k in (self.role1, self.role2) if k in self.case.party_keys}, boundary=False)

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
        means = one_more(s, tuple(tried), self.seen_roles)
        return dict(zip([s.keys[i] for i in tried], means, strict=True)) if max(means) > s.mean(s.end) + 0.005 else {}

    @cached_property
    def firm(self) -> tuple[list[Party], list[Party]]:
        """The parties that are role models, and those of cynics who are not drawn in."""
        found = [(self.case.party(k), what) for k, what in self.held.items() if k != SPANNER]
        return [p for p, what in found if what == "role"], [p for p, what in found if what == "cynic"]

    def measures(self):
        def spread(found: Ends) -> float:
            means = [group_mean(self.case, found, s) for s in fields(self.case)]
            return max(means) - min(means) if means else nan

        s, bare = self.ends, self.bare
        along, against = zip(bare.counts, s.counts, strict=True)
        return [
            Measure(f"Partijen die op den duur meegaan ({signed(WITH / 100)} of hoger)", *along, digits=0),
            Measure(f"Partijen die de waarde op den duur afwijzen ({signed(AGAINST / 100)} of lager)", *against, digits=0),
            Measure("Partijen die de waarde afwijzen doordat zij een cynische leider horen", bare.turned, s.turned, digits=0),
            Measure("Partijen die vooral een cynische leider horen", len(bare.behind), len(s.behind), digits=0),
            Measure("Gemiddelde houding op den duur (−100 … +100)", bare.mean(bare.end), s.mean(s.end), "", 0, 100),
            Measure("Verschil in houding tussen de meest en de minst positieve sector, op den duur", spread(bare), spread(s), "", 0, 100),
        ]

    @cached_property
    def way(self) -> dict[str, tuple[int, str]]:
        """Of each actor that can be reached how many contacts it is away from a role model (without one: from who else holds on), and through
        whom."""
        near: defaultdict[str, defaultdict[str, float]] = defaultdict(lambda: defaultdict(float))
        for i, j, weight in self.ends.ties:
            for a, z in ((i, j), (j, i)):
                near[self.ends.keys[a]][self.ends.keys[z]] += weight
        first = [key for key, kind in self.held.items() if kind == "role"] or list(self.held) or [directing(self.case)]
        found = {key: (0, "") for key in first}
        for key in (queue := list(found)):
            for other in sorted(near[key], key=lambda k: -near[key][k]):
                if other not in found:
                    found[other] = found[key][0] + 1, key
                    queue.append(other)
        return found

    def picture(self):
        """A column of parties per step of contact from the role model; below, apart, those who mostly hear a cynical leader."""
        s, b = self.ends, Board(660, 430, "cultuur")
        if said := illegible(len(s.keys), 0):
            b.texts(24, 48, said, 70, lines=8, step=24, size=15, key="te-veel")
            return b
        apart = {s.keys[i] for i in s.behind} | {key for key, kind in self.held.items() if kind == "cynic"}
        first = "Rolmodel" if "role" in self.held.values() else "Cynische leider" if self.held else "Begin"
        names = [first, "Direct contact", "", "Verder weg", "Geen contact"]
        for further in (3, 2):  # where columns would be both narrow and long, who is further away stands in one
            cells: defaultdict[tuple[bool, int], list[int]] = defaultdict(list)
            for i in sorted(range(len(s.keys)), key=lambda i: -self.now[i]):
                far = min(further, self.way[s.keys[i]][0]) if s.keys[i] in self.way else 4
                cells[s.keys[i] in apart, far].append(i)
            columns = sorted({far for _, far in cells})
            deep = [max((len(found) for (low, _), found in cells.items() if low == lane), default=0) for lane in (False, True)]
            if len(columns) < 5 or sum(deep) <= 12:
                break
        names[2] = "Via één ander" if further > 2 else "Verder weg"
        head = TOP + (34 if deep[1] else 4)
        unit = max(1.0, (head + LEAST * sum(deep)) / b.height)
        b.height *= unit
        down, wide = min(DOWN, (b.height - head) / sum(deep)), (b.width - 12 + GAP) / len(columns)
        low = TOP + down * deep[0] + 4
        if deep[1]:
            b.rect(1, low, b.width - 2, down * deep[1] + 28, 8, key="z:achter", fill="tint", stroke="line")
        place: dict[str, tuple[float, float]] = {}
        for (lane, far), found in cells.items():
            for k, i in enumerate(found):
                place[s.keys[i]] = 6 + wide * columns.index(far), (low + 26 if lane else TOP) + down * k
        for k, far in enumerate(columns):
            b.text(6 + wide * k, 16, names[far], 15, weight=700)
        turn = {
            by: 5 + 5 * (k % 3) for k, by in enumerate(dict.fromkeys(by for _, by in self.way.values() if by))
        }  # so that lines lie apart
        for key, (_, by) in self.way.items():
            if by and place[by][0] < place[key][0]:
                (x, y), (z, v), half = place[by], place[key], (down - 4) / 2
                b.path(
                    f"M{x + wide - GAP:.1f} {y + half:.1f}h{turn[by]}V{v + half:.1f}H{z:.1f}", key=f"e:{by}|{key}", stroke="line", width=1.5
                )
        if deep[1]:
            b.text(8, low + 19, "Hoort vooral een cynische leider", 15, weight=700, halo="tint")
        for i, key in enumerate(s.keys):
            self._tile(b, i, *place[key], wide - GAP, down - 4)
        b.legend(extra=[
            ("strong", f"{signed(WITH / 100)} of hoger: gaat mee"),
            ("tinted", f"{signed(SOME / 100)} tot {signed(WITH / 100)}"),
            ("plain", "rond 0"),
            ("faded", f"{signed(AGAINST / 100)} of lager: wijst af"),
            ("", "R rolmodel, C cynicus, B cynicus die is betrokken: zij schuiven niet op"),
        ])  # fmt: skip
        return b

    def _tile(self, b, i, x, y, wide, high):
        """An actor: its name, its attitude where there is room, and a letter where it does not budge."""
        key, shown, kind = self.ends.keys[i], signed(self.now[i]), tone(points(self.now[i]))
        party = None if key == SPANNER else self.case.party(key)
        firm = {"role": ", rolmodel", "cynic": ", cynische leider", "drawn": ", cynische leider die is betrokken"}.get(
            self.held.get(key, ""), ""
        )
        called = party.called if party else "De persoon op het snijvlak"
        names = wrap(party.label if party else "Snijvlak", int((wide - (26 if firm else 12)) / 8.2), 2 if high > 25 else 1)
        ink, middle = "paper" if kind == "strong" else "ink", high / 2 + 5
        with b.group(x, y, key=f"n:{key}", pick=key, label=f"{called}{firm}, houding {shown}"):
            b.rect(0, 0, wide, high, 5, **PARTIES[kind])
            for n, name in enumerate(names):
                b.text(7, middle + (14 * n - 7 if high > 32 or len(names) > 1 else 0), name, 13.5, fill=ink)
            if high > 32:
                b.text(wide - 7, middle + 7, shown, 13.5, "end", 700, ink)
        if firm:
            _badge(b, key, self.held[key], x + wide - 3, y + 4)

    def _after(self):
        return f"na {count(self.rounds, 'ronde|ronden')}"

    def _called(self, i, whole=False):
        """What an actor is called in the middle of a sentence; `whole`: with its full name, at the beginning."""
        if self.ends.keys[i] == SPANNER:
            return "Wie op het snijvlak zit" if whole else "wie op het snijvlak zit"
        party = self.case.party(self.ends.keys[i])
        return party.called if whole else phrase(party)

    # -- in sentences ----------------------------------------------------------------------------------------------------

    def _stand(self):
        """How many end clearly along: "acht van de vijftien partijen staan"."""
        return of_all(self.ends.counts[0], len(self.ends.parties), "partijen", "staat", "staan")

    def headline(self):
        """The point: nobody holds on; no cynic; no role model; a cynic drawn in; all along; where it stops."""
        s, cynics, held = self.ends, self.firm[1], self.held.values()
        if not s.free:
            return "Iedereen houdt vast aan de eigen houding, dus er valt niets meer door te geven."
        if not held:
            return "Niemand leeft de waarde voor en niemand is cynisch: partijen praten elkaar naar het midden, want niemand houdt vast."
        if not self.rounds:
            return f"Nog niemand is opgeschoven: de anderen hebben {self._voices('en')} nog niet gehoord."
        if "drawn" in held:
            who = next(self._called(s.keys.index(k)) for k, what in self.held.items() if what == "drawn")
            return f"De cynische leider van {who} is betrokken en schuift half op. {capital(self._stand())} op den duur achter de waarde."
        if "cynic" not in held:
            left = len(s.parties) - s.counts[0]
            who = f"De andere {number_word(left)} horen" if left > 1 else "Eén partij hoort"
            why = f". {who} {self._voices('en')} niet" if left else ", want niemand trekt de andere kant op"
            return f"Zonder cynische leider {self._invert()} op den duur achter de waarde{why}."
        if "role" not in held:
            return (
                "Zonder rolmodel trekt een cynische leider iedereen mee die luistert: die leider wijkt niet, de anderen steeds een beetje."
            )
        leader = self._leader
        if s.turned:
            return self._rejected(leader)
        if not CYNIC[self.cynic]:
            return f"{capital(leader)} {form(len(cynics), 'haalt', 'halen')} de schouders op. Dat trekt anderen hooguit naar het midden, dus daardoor wijst niemand de waarde af."
        than = self._voices_of("role")
        return f"Door {leader} wijst niemand de waarde af: geen enkele partij hoort {form(len(cynics), 'die leider', 'die leiders')} veel meer dan {than}."

    @property
    def _leader(self) -> str:
        """Who is cynical: by name where it is one."""
        cynics = self.firm[1]
        whose = "" if self.supposed else f" van {phrase(cynics[0])}"
        return f"de cynische leider{whose}" if len(cynics) == 1 else "de cynische leiders"

    def _rejected(self, leader):
        """How many of the others are moved to turn it down, and why."""
        turned, whole = self.ends.turned, len(self.ends.free)
        they = form(turned, "die partij hoort", "zij horen")
        if whole == 1:
            return f"De andere partij wijst de waarde op den duur af, want {they} vooral {leader}."
        moved = of_all(turned, whole, "andere partijen", "wijst", "wijzen")
        return f"{capital(moved)} de waarde op den duur af, want {they} vooral {leader}."

    def _voices(self, last):
        """Who does not budge, in a sentence."""
        return listed([said for what in ("role", "cynic") if (said := self._voices_of(what))], last)

    def _voices_of(self, what):
        """The role models, or the cynical leaders; "" without."""
        number = sum((kind == "role") == (what == "role") for kind in self.held.values())
        names = ("het rolmodel", "de rolmodellen") if what == "role" else ("de cynische leider", "de cynische leiders")
        return form(number, *names) if number else ""

    def _invert(self):
        """Who stand behind it, with the verb first."""
        along, whole = self.ends.counts[0], len(self.ends.parties)
        return f"{form(max(along, 1), 'staat', 'staan')} {part(along, whole, 'partijen')}"

    def words(self):
        parts = [self._supposed(), self._who(), self._between(), self._effect(), self._along(), self._loose()]
        while len(say(*parts).split()) > LONG:  # what matters least is last
            parts.pop()
        return say(*parts)

    @property
    def supposed(self) -> bool:
        """Whether the cynical leader is the one of the start, in a case in which somebody knows these people."""
        return self.case.status == "eigen" and self.cynic1 == cynical(self.case)

    def _supposed(self):
        return f"Stel dat de leider van {phrase(self.case.party(self.cynic1))} cynisch is." if self.supposed and self.cynic1 else ""

    def _who(self):
        roles, cynics = self.firm
        drawn = [p for p in self.case.parties if self.held.get(p.key) == "drawn"]
        value, who = "die" if roles or SPANNER in self.held else "de waarde", form(len(cynics), "leider", "leiders")
        does_it = {"afwijzen": (f"wijst {value} af", f"wijzen {value} af"), "schouders": ("haalt de schouders op", "halen de schouders op")}
        first = (
            f"{capital(listed(map(phrase, roles)))} {_plural(roles, 'leeft', 'leven')} de waarde voor"
            if roles
            else "Geen enkele partij leeft de waarde voor"
            if SPANNER in self.held
            else "Er is geen rolmodel"
        )
        other = f"de cynische {who} van {listed(map(phrase, cynics))} {form(len(cynics), *does_it[self.cynic])}" if cynics else (
            "geen enkele leider is cynisch" if not drawn else "geen andere leider is cynisch")  # fmt: skip
        came = f"De leider van {listed(map(phrase, drawn))} was cynisch, maar is betrokken en schoof half op." if drawn else ""
        return say(f"{first}, {'maar' if roles and cynics else 'en'} {other}.", came)

    def _between(self):
        if not self.two:
            return ""
        one, other = (fields(self.case)[s] for s in self.two)
        return f"Op het snijvlak van {one} en {other} zit {'een rolmodel' if SPANNER in self.held else 'een gewone collega'}."

    def _effect(self):
        """Why one is moved, and how many are where the headline does not tell."""
        s, cynics = self.ends, self.firm[1]
        if not s.free:
            return "Niemand kan nog opschuiven."
        if not any(s.shares[i] for i in s.free):
            unheard = "Niemand hoort een rolmodel of een cynische leider." if self.held else ""
            return say(unheard, "Wie contact met elkaar heeft, komt met de eigen groep op één gemiddelde uit.")
        if not cynics:
            return "Wie een rolmodel hoort, direct of via anderen, schuift elke ronde een stuk naar de waarde toe."
        leader, held = form(len(cynics), "die leider", "die leiders"), self.held.values()
        told = self.rounds and "role" in held and "drawn" not in held  # the headline tells how many
        if s.turned:
            return (
                f"Wie vooral {leader} hoort, {'wijst de waarde ook af' if self.two else 'doet dat ook'}."
                if told
                else self._rejected(leader if "drawn" not in held else self._leader)
            )
        if told:
            return ""
        if CYNIC[self.cynic]:
            return f"Door {leader} wijst niemand de waarde af."
        return "Wie de schouders ophaalt, trekt anderen hooguit naar het midden, dus daardoor wijst niemand de waarde af."

    def _along(self):
        """How many of the others end clearly along by the role models."""
        s, held = self.ends, self.held.values()
        along = sum(s.shown[i] >= WITH for i in s.free if s.shares[i])
        if not {"role", "cynic"} <= set(held) or not s.free:
            return ""
        if not along:
            return "Geen enkele andere partij staat op den duur duidelijk achter de waarde."
        why = "" if "drawn" in held else f", want {form(along, 'die hoort', 'zij horen')} vooral {self._voices_of('role')}"
        return f"Op den duur {form(along, 'staat één andere partij', f'staan {number_word(along)} andere partijen')}{' juist' * (s.turned > 0)} achter de waarde{why}."

    def _loose(self):
        """Who hears nobody that holds on, and of them who was against already."""
        s = self.ends
        deaf = [i for i in s.free if not s.shares[i]]
        if not deaf or len(deaf) == len(s.free):
            return ""
        against = sum(points(s.end[i]) <= AGAINST for i in deaf)
        hear = f"{capital(number_word(len(deaf)))} {form(len(deaf), 'partij hoort', 'partijen horen')}"
        those = ("Die partij" if len(deaf) == 1 else "Die partijen") if against == len(deaf) else f"{capital(number_word(against))} daarvan"
        were = f"{those} {form(against, 'was', 'waren')} al tegen." if against else ""
        return say(f"{hear} {self._voices('en')} niet, ook niet via anderen.", were)

    def flip(self):
        """What it would be if other ties were the ones through which one hears."""
        if not self.held or len(heard(self.case, SPEAK)) in (0, len(heard(self.case, EVERY))):
            return ""
        wide = self.through == EVERY
        now, then = self.ends.turned, self._ends(self.held, through=SPEAK if wide else EVERY).turned
        counted = "Telt alleen contact" if wide else "Tellen ook geld, gezag en vaste afspraken mee"
        if now == then == 0:
            return f"{counted}, dan blijft dat zo."
        if now == then:
            return f"{counted}, dan {_reject(then)} van wie opschuift de waarde af, net als nu."
        return f"{counted}, dan {_reject(then)} van wie opschuift de waarde af, en {f'niet {number_word(now)}' if now else 'nu niemand'}."

    def _next(self):
        said, same = (
            f"Een extra leider die de waarde voorleeft, levert {what}." for what in ("het meest op bij {}", "bij elke partij evenveel op")
        )
        return foremost(self.tried, lambda key: phrase(self.case.party(key)), said, same, "één van {} partijen", last="of")

    def report(self):
        (roles, cynics), turned = self.firm, self.ends.turned
        example = (
            f"{listed(map(phrase, roles))} de waarde {_plural(roles, 'voorleeft', 'voorleven')}" if roles else "niemand de waarde voorleeft"
        )
        who = form(len(cynics), "de leider", "de leiders")
        cynical = f", en {who} van {listed(map(phrase, cynics))} cynisch {form(len(cynics), 'is', 'zijn')}" if cynics else ""
        moved = f"Dan {form(turned, 'wijst', 'wijzen')} {number_word(turned)} van de anderen de waarde af." if turned and cynics else ""
        then = f"Blijft dat zo, dan {self._invert()} op den duur achter de waarde."
        return say(f"Aangenomen is dat {example}{cynical}.", then, moved, self._loose())

    def tables(self):
        s = self.ends
        order = sorted(range(len(s.keys)), key=lambda i: (s.keys[i] == SPANNER, -round(s.end[i], 6)))
        rows = [(self._called(i, True), signed(s.start[i]), signed(self.now[i]), signed(s.end[i]), self._because(i)) for i in order]
        columns = ("Partij", "Begin", self._after().capitalize(), "Op den duur", "Op den duur vooral door")
        return [Table("De houding per partij", columns, rows)]

    def _because(self, i):
        key, parts = self.ends.keys[i], self.ends.shares[i]
        if key in self.held:
            return (
                f"houdt vast: {'rolmodel' if self.held[key] == 'role' else 'cynicus'}{', betrokken' if self.held[key] == 'drawn' else ''}"
            )
        if not parts:
            return "de eigen groep"
        most = dutch(100 * max(parts.values()), 0)
        return foremost(parts, self._called, f"{{}} ([|elk ]{most}%)", f"elk evenveel ({most}%)")

    def note(self, key):
        s, (roles, cynics) = self.ends, self.firm
        if key == "through":
            return self.flip()
        if key == "rounds":
            now = sum(points(self.now[i]) >= WITH for i in s.parties)
            who = f"{form(now, 'gaat één partij', f'gaan {number_word(now)} partijen')}" if now else "gaat nog niemand"
            return f"{capital(self._after())} {who} duidelijk mee met de waarde."
        if key == "rolmodellen":
            both = [self.case.party(self.role1)] if self.held.get(self.role1) == "cynic" else []
            both_roles = f"{both[0].called} koos u ook als cynicus, en telt daarom als cynicus." if both else ""
            return say(both_roles, _loud(self.seen_roles, "een rolmodel") if roles else "", self._next())
        if key == "cynici" and cynics:
            return _loud(self.seen_cynics, "een cynische leider")
        if key == "cynici":
            return (
                "Zonder cynicus gaat op den duur iedereen mee die een rolmodel hoort. Het duurt alleen even."
                if roles and not cynics
                else ""
            )
        if key == "snijvlak":
            means = ((fields(self.case)[k], _stance(group_mean(self.case, s, k))) for k in pairs(self.case).get(self.sectors, ()))
            return say(*(f"De sector {name} {stance} op den duur, alle partijen bij elkaar genomen." for name, stance in means))
        return ""

    def pick(self, key):
        s = self.ends
        if key not in s.keys:
            raise KeyError(key)
        i = s.keys.index(key)
        name = self._called(i, True)
        if key in self.held:
            return f"{name} houdt vast aan de eigen houding ({signed(s.end[i])}), wat anderen ook doen."
        course = f"{name} begint op {signed(s.start[i])}, staat {self._after()} op {signed(self.now[i])} en eindigt op {signed(s.end[i])}."
        parts = sorted(s.shares[i].items(), key=lambda item: -item[1])
        if not parts:
            return f"{course} Niemand die vasthoudt, is daar te horen, ook niet via anderen."
        by = listed(f"voor {dutch(100 * share, 0)} procent door {self._called(j)}" for j, share in parts)
        return f"{course} Dat eind wordt bepaald {by}. Het begin doet er dan niet meer toe."


def _plural(parties: Sequence[Party], one: str, more: str) -> str:
    """The verb that goes with these parties as a subject."""
    return more if len(parties) > 1 or parties[0].plural else one


def _loud(seen: float, who: str) -> str:
    """How strongly such a leader is heard, where it is not as strongly as another."""
    return f"Naar {who} luistert men {dutch(seen)} keer zo sterk als naar een ander." if seen != 1 else ""


def _reject(number: int) -> str:
    """So many parties reject it, with the verb first."""
    return f"{form(number, 'wijst', 'wijzen')} er {number_word(number)}" if number else "wijst niemand"


def _stance(attitude: float) -> str:
    """Where an attitude stands, as the verb of a sentence."""
    value = points(attitude)
    return (
        "gaat duidelijk mee" if value >= WITH else "gaat een beetje mee" if value >= SOME else "wijst de waarde af" if value <= AGAINST
        else "blijft in het midden"
    )  # fmt: skip


def _badge(b, key, kind, x, y):
    """A letter at the upper right of a party that does not budge: round for a role model, square for a cynic, also one who is drawn in."""
    with b.group(x, y, key=f"b:{key}"):
        if kind == "role":
            b.circle(0, 0, 9, fill="accent", stroke="paper", width=2)
        else:
            b.rect(-9, -9, 18, 18, fill="ink", stroke="paper", width=2)
        b.text(0, 5, {"role": "R", "cynic": "C", "drawn": "B"}[kind], 13.5, "middle", 700, "paper")
