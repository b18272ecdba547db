"""Eilandenrijk → samenvoegen → eilanden binnen de organisatie."""

from functools import cached_property, lru_cache, partial
from itertools import islice
from math import inf
from typing import Any, NamedTuple

from regiekit.cases.reading import contacts, kinds
from regiekit.cases.remember import each, last
from regiekit.models import islands as model
from regiekit.models._check import copied
from regiekit.plots.layout import Box, fits_larger, in_zones, zoned
from regiekit.proeven import (
    Board,
    Curve,
    Edge,
    Node,
    Proef,
    Slider,
    Zone,
    amount,
    capital,
    count,
    dutch,
    form,
    listed,
    measure,
    number_word,
    say,
)
from regiekit.widgets.say import phrase

WORKDAYS = 5  # in a week
QUESTIONS = 3  # per party per week, at the start
EACH = 5  # what one employee can answer in a week; every party has one for this
ALL = 10  # of every ten employees, when all come along
DESK = "#loket"  # the shared desk of the merged organisation; no party can have this key
WIDE, HIGH, LEGIBLE = 660.0, 430.0, 0.9  # of the picture; below this scale the two parts of it get another width
REMEMBERED = 250  # networks
DAYS = 10.0  # the end of the axis of the curve, working days


@last
def start(case):
    """Who reaches whom before anything is done, and the islands: largest first, parties in the order of the case."""
    network = contacts(case).copy()  # in a copy who stands earlier in the case comes first among the contacts
    order = {k: i for i, k in enumerate(network)}
    return network, tuple(tuple(sorted(island, key=order.__getitem__)) for island in model.islands(network))


def groups(case):
    return start(case)[1]


def parties(case):
    return sum(map(len, groups(case)))


def home(case):
    """Party -> number of its island, from 0."""
    return {k: i for i, island in enumerate(groups(case)) for k in island}


def own_wait(questions):
    """Working days that a question waits at a party's own desk, before anything is merged."""
    return WORKDAYS * model.waiting_time(1, questions, EACH)


def bridge(network, islands, number):
    """Add `number` ties between islands that are not there: first each next island to the largest, always from whoever has most contacts there."""
    if not number:
        return network
    out, degree = copied(network), {k: len(near) for k, near in network.adjacency()}
    ranked = [sorted(island, key=lambda k: (-degree[k], k)) for island in islands]
    laps = range(max(map(len, ranked), default=0))
    pairs = ((a[lap], b[lap]) for lap in laps for i, a in enumerate(ranked) if lap < len(a) for b in ranked[i + 1 :] if lap < len(b))
    ties = (pair for pair in pairs if not network.has_edge(*pair))
    out.add_edges_from(islice(ties, number))
    return out


class Joined(NamedTuple):
    """What comes of the islands: the network of people and the one with the desk, how many ties grew and bridges found a place, how many
    islands there are without and with the desk, and how near all are."""

    people: Any
    network: Any
    met: int
    laid: int
    inside: int
    parts: int
    reach: float


@last
def joined(case):
    """`_joined` on this case, which remembers what it was asked last."""
    return lru_cache(REMEMBERED)(partial(_joined, case))


def _joined(case, number, merged, grown):
    """With so many bridges between the islands, and so many ties that grew between the first so many, which share a desk."""
    network, found = start(case)
    grew = bridge(network, found[:merged], grown)
    people = bridge(grew, found, number)
    ties = [sum(map(len, dict(graph.adjacency()).values())) // 2 for graph in (network, grew, people)]
    whole = model.merge(people, found, merged, DESK) if merged else people
    inside, parts = len(model.islands(people)), len(model.islands(whole))
    return Joined(people, whole, ties[1] - ties[0], ties[2] - ties[1], inside, parts, model.global_efficiency(whole))


class Islands(Proef, before={"merged": 0, "bridges": 0}, asks=("tie", "tie.kind", "ties")):
    """The first `merged` islands share one desk, so many `bridges` lie between islands; `questions` per party per week.

    Of every ten employees of the merged parties `staff` come along to the desk.
    """

    drawings = ("Netwerk", "Wachttijd")

    merged: int
    staff: float
    bridges: int
    grown: int
    questions: float  # pyright: ignore[reportIncompatibleVariableOverride] (the key of a control is kept with the answers)

    @classmethod
    def ready(cls, case):
        if len(groups(case)) > 1:
            return None
        if parties(case) < 2:
            return "Deze casus heeft nog geen twee partijen naast de regisseur. Vul ze hieronder in, of kies een andere casus."
        return "In deze casus is elke partij via anderen te bereiken, ook zonder de regisseur. Er zijn dus geen eilanden. Kies een casus waarin ze er wel zijn."

    @classmethod
    def guess(cls, case):
        return Slider("", "Uw voorspelling", 0, parties(case), 1, 1, "contact|contacten")

    @classmethod
    def answer(cls, case):
        return len(groups(case)) - 1

    @classmethod
    def explain(cls, case, answer):
        return (
            "Elk contact over een grens maakt van twee eilanden één: wie iemand op een ander eiland kent, bereikt dat hele eiland. "
            f"Zet ‘Bruggen’ op {number_word(answer)} en niets samengevoegd, dan ziet u het."
        )

    @classmethod
    def supposes(cls, case):
        return ("staff", "questions")

    @classmethod
    def controls(cls, case):
        islands = len(groups(case))
        return [
            Slider("merged", "Samengevoegde eilanden", 0, islands, min(2, islands)),
            Slider("staff", "Van elke tien medewerkers komen er zoveel mee naar het loket", 0, ALL, ALL),
            Slider("bridges", "Bruggen: contacten tussen eilanden", 0, max(8, islands - 1), 0),
            Slider("grown", "Contacten die na de fusie groeien tussen de samengevoegde eilanden", 0, 8, 0),
            Slider("questions", "Vragen per partij per week", 0.5, 4.5, QUESTIONS, 0.5),
        ]

    @classmethod
    def situation(cls, case):
        """The islands as they are, without anything that is set."""
        network, found = start(case)
        b, (nodes, zones) = Board(WIDE, HIGH, "structuur"), stage(case, 0)
        b.network(nodes, [Edge(x, y, "informeel", 3) for x, y in network.edges], zones)
        b.legend((), ["informeel"])
        return (
            b,
            f"De situatie nu: {len(nodes)} partijen op {count(len(found), 'eiland|eilanden')}. Alleen binnen een eiland spreekt men elkaar.",
        )

    @cached_property
    def joined(self) -> Joined:
        return joined(self.case)(self.bridges, self.merged, self.grown)

    @property
    def laid(self) -> int:
        """So many bridges found a place."""
        return self.joined.laid

    @property
    def met(self) -> int:
        """So many ties grew between those merged."""
        return self.joined.met

    @cached_property
    def members(self) -> int:
        """Parties round the desk."""
        return sum(map(len, groups(self.case)[: self.merged]))

    @measure("Eilanden, als het loket meetelt", digits=0)
    def parts(self):
        return self.joined.parts

    @measure("Eilanden buiten het loket om", digits=0)
    def inside(self):
        return self.joined.inside

    @measure("Nabijheid (100% = iedereen spreekt iedereen)", "%", 0, 100)
    def reach(self):
        return self.joined.reach

    @measure("Wachttijd van een vraag, in werkdagen", digits=1)
    def wait(self):
        return self.days(self.members, self.staff) if self.merged else own_wait(self.questions)

    def days(self, members, staff):
        """Working days that a question waits at a desk of so many parties; inf where it is overloaded."""
        return WORKDAYS * model.waiting_time(members, self.questions, EACH, int(members * staff / ALL + 0.5))

    def picture(self):
        """Islands as areas; ties to the desk thin, within an island plain, bridges strong."""
        b, at = Board(WIDE, HIGH, "structuur"), home(self.case)
        nodes, zones = stage(self.case, self.merged)
        b.network(nodes, [_edge(x, y, at.get(x) == at.get(y)) for x, y in self.joined.network.edges], zones, pick=True)
        b.legend(kinds(self.case), ["informeel"], [("strong", "loket")])
        return b

    def curve(self):
        members = self.members or parties(self.case)
        c = Curve("van elke tien medewerkers komen er zoveel mee", "een vraag wacht zo lang, in werkdagen", (0, ALL), (0, DAYS), "structuur",
                  yticks=(0, 2, 4, 6, 8, 10))  # fmt: skip
        own = own_wait(self.questions)
        c.line([own, own], "eigen balie", "dashed", "plain", "voor")
        waits = [self.days(members, n / 10) for n in range(10 * ALL + 1)]
        c.line(waits, "loket", key="nu")
        stuck = sum(days == inf for days in waits)
        if stuck:
            c.line([DAYS, DAYS], "loopt vast", "dotted", key="vast", x=(0, (stuck - 1) / 10))
        if self.merged:
            c.mark(self.staff, self.wait, "nu" if self.wait == inf else f"nu: {_days(self.wait)}", key="nu")
        told = say(
            f"Bij een eigen balie wacht een vraag {_days(own)}.",
            f"Komt iedereen mee naar het loket van {count(members, 'partij|partijen')}, dan wacht een vraag daar {_days(waits[-1])}.",
            "Komen er te weinig mensen mee, dan loopt het loket vast.",
        )
        return "De wachttijd bij het loket", c, told

    @property
    def verdict(self):
        """What the desk does to a question, beside the party's own desk."""
        own, now = round(own_wait(self.questions), 1), round(self.wait, 1)
        return "even lang als" if own == now else "korter dan" if now < own else "langer dan"

    def headline(self):
        islands = number_word(len(groups(self.case)))
        if not self.merged and not self.laid:
            return f"Elke partij spreekt alleen partijen op het eigen eiland. Tussen de {islands} eilanden praat niemand."
        if self.wait == inf:
            came = (
                f"van elke tien medewerkers {form(self.staff, 'kwam', 'kwamen')} er maar {number_word(round(self.staff))} mee"
                if self.staff
                else "bij de fusie kwam geen enkele medewerker mee"
            )
            return f"Het loket loopt vast: {number_word(self.members)} partijen stellen daar hun vragen, maar {came}."
        if not self.merged:
            over = form(self.laid, "Eén contact verbindt", f"{capital(number_word(self.laid))} contacten verbinden")
            if self.parts == 1:
                return f"{over} alle eilanden, zonder fusie. Wie iemand op een ander eiland kent, bereikt via die persoon het hele eiland."
            return f"{over} een deel van de eilanden. Van de {islands} blijven er {number_word(self.parts)} over, want elk contact maakt van twee eilanden één."
        if self.laid:
            run = form(self.laid, "ligt één brug", f"liggen {number_word(self.laid)} bruggen")
            return f"Naast het loket {run} tussen eilanden: wie iemand op een ander eiland kent, hoeft niet langs het loket."
        if self.merged == 1:
            return "Eén eiland krijgt een loket. Op de andere eilanden verandert niets, want daarheen loopt geen contact."
        if self.met:
            new = form(self.met, "één nieuw contact", f"{number_word(self.met)} nieuwe contacten")
            left = (
                f"vormen de {islands} eilanden één geheel"
                if self.inside == 1
                else f"zijn er nog {number_word(self.inside)} eilanden in plaats van {islands}"
            )
            return f"Na de fusie leren mensen elkaar kennen. Door {new} {left}."
        joined = "alle" if self.merged == len(groups(self.case)) else number_word(self.merged)
        kept = f"blijven er {number_word(self.inside)} eilanden"
        if self.verdict == "langer dan":
            return f"Door één loket wacht men op {joined} eilanden langer, want niet iedereen kwam mee. Ook {kept}."
        if self.verdict == "even lang als":
            return f"Eén loket maakt het wachten niet korter. Ook {kept}, want bij een loket leren mensen elkaar niet kennen."
        bit = "iets " if self.wait > 0.8 * own_wait(self.questions) else ""
        return (
            f"Door één loket wacht men op {joined} eilanden {bit}korter. Toch {kept}, want bij een loket leren mensen elkaar niet kennen."
        )

    def words(self):
        islands = number_word(len(groups(self.case)))
        if not self.merged and not self.laid:
            wait = _days(own_wait(self.questions))
            return f"Er is niets samengevoegd en er ligt geen brug. Wie iets wil weten van een ander eiland, kent daar niemand. Elke partij heeft een eigen balie, waar een vraag {wait} wacht."
        made = ""
        if self.merged:
            every = (
                f"{'Beide' if len(groups(self.case)) == 2 else f'Alle {islands}' + ' de' * (len(groups(self.case)) <= 4)} eilanden"
                if self.merged == len(groups(self.case))
                else f"{capital(number_word(self.merged))} van de {islands} eilanden"
            )
            made = f"{every} {form(self.merged, 'kreeg', 'gingen op in')} één organisatie met één loket."
        return say(made, self._merger(), self._left())

    def _left(self):
        """How many islands there are for who does not go by the desk."""
        islands = len(groups(self.case))
        if self.inside < islands:
            laid = form(self.laid, "één brug", f"{number_word(self.laid)} bruggen")
            met = form(self.met, "kwam er één contact", f"kwamen er {number_word(self.met)} contacten") + " bij binnen de organisatie"
            new = (
                f"Na de fusie {met}"
                if self.met
                else f"{'Ook ' if self.merged else 'Er '}{form(self.laid, 'ligt', 'liggen')} {'er ' if self.merged else ''}{laid}: {form(self.laid, 'een contact', 'contacten')} tussen mensen van twee eilanden"
            )
            also = f", en er {form(self.laid, 'ligt', 'liggen')} {laid}" if self.met and self.laid else ""
            whole = "is iedereen via anderen te bereiken" if self.inside == 1 else f"zijn er nog {number_word(self.inside)} eilanden"
            wait = "" if self.merged else f"Elke partij heeft nog een eigen balie, waar een vraag {_days(own_wait(self.questions))} wacht."
            return say(f"{new}{also}. Zo {whole}.", wait)
        within = f"Er zijn nog steeds {number_word(islands)} eilanden, nu binnen één organisatie." if self.merged == islands > 1 else ""
        return say("Buiten het loket om spreken mensen van verschillende eilanden elkaar nog steeds niet.", within)

    def _merger(self):
        if not self.merged:
            return ""
        if self.wait == inf:
            full = (
                "er komen meer vragen binnen dan de medewerkers aankunnen"
                if int(self.members * self.staff / ALL + 0.5)
                else "er werkt niemand"
            )
            return f"Dat loket loopt vast, want {full}."
        if self.verdict == "even lang als":
            return f"Een vraag wacht daar even lang als aan een eigen balie: {_days(self.wait)}."
        why = "want wie klaar is, pakt de volgende vraag op" if self.verdict == "korter dan" else "want niet iedereen kwam mee"
        return f"Een vraag wacht daar {_days(self.wait)} in plaats van {dutch(round(own_wait(self.questions), 1))}, {why}."

    def report(self):
        islands, merged = number_word(len(groups(self.case))), number_word(self.merged)
        several = f"Gaan {merged} eilanden samen achter één loket"
        merger = form(self.merged, "Krijgt één eiland een loket", several)
        desk = "loopt dat vast, doordat te weinig medewerkers meekomen" if self.wait == inf else f"wacht een vraag er {_days(self.wait)}"
        bridges = f"Met {form(self.laid, 'één brug', f'{number_word(self.laid)} bruggen')}"
        whole = form(
            self.inside,
            f"wordt het netwerk één geheel, {'ook buiten het loket om' if self.merged else 'zonder dat iemand fuseert'}",
            f"zijn er nog {number_word(self.inside)} eilanden",
        )
        beside = form(self.laid, " en ligt er één brug", f" en liggen er {number_word(self.laid)} bruggen") if self.laid else ""
        return say(
            f"Zonder de regisseur vallen de partijen uiteen in {islands} eilanden: groepen die elkaar niet spreken.",
            f"{merger}, dan {desk}." if self.merged else "",
            "Aangenomen is dat een fusie uit zichzelf geen contact tussen mensen maakt." if self.merged and not self.met else "",
            f"{form(self.met, 'Groeit er na de fusie één contact', f'Groeien er na de fusie {number_word(self.met)} contacten')}{beside}, dan {whole}."
            if self.met
            else "",
            f"{bridges} {whole}." if self.laid and not self.met else "",
        )

    def pick(self, key):
        if key == DESK:
            return f"Het loket verbindt {count(self.members, 'partij|partijen')}. Wat zij van elkaar willen weten, vragen zij hier."
        network = self.joined.network.copy() if self.merged else self.joined.network  # as in `start`
        near = [phrase(self.case.party(k)) for k in network[key] if k != DESK]
        contact = f"heeft rechtstreeks contact met {listed(near)}" if near else "heeft met niemand rechtstreeks contact"
        return f"{self.case.party(key).called} hoort bij eiland {home(self.case)[key] + 1} en {contact}."


def _days(days):
    return "voor altijd" if days == inf else amount(round(days, 1), "werkdag|werkdagen")


def _room(split):
    """Where those merged stand, and the others."""
    return Box(14, 100, split - 28, HIGH - 112), Box(split + 4, 4, WIDE - split - 8, HIGH - 8)


def _fits(inside, outside, split):
    """The scale at which all parties fit when those merged have this width."""
    return min(zoned(sizes, room) for sizes, room in zip((inside, outside), _room(split), strict=True))


def _widest(inside, outside):
    """The least of the widths at which all fit at the largest scale."""
    best, most = 0.0, 0.0
    for part in range(34, 73, 2):
        split = WIDE * part / 100
        if not best or all(fits_larger(sizes, room, most) for sizes, room in zip((outside, inside), _room(split)[::-1], strict=True)):
            fitted = _fits(inside, outside, split)
            best, most = (split, fitted) if not best or fitted > most else (best, most)
    return best


@each
def stage(case, merged):
    """Parties and areas, all but the ties: those merged stand together in one organisation round its desk."""
    found = groups(case)
    inside, outside = found[:merged], found[merged:]
    places, zones, scale, split = {}, [], 1.0, 0.0
    if inside:
        share = sum(map(len, inside)) / parties(case)
        split = WIDE * (max(0.34, min(0.72, 0.12 + share)) if outside else 1)
        sizes = [len(island) for island in inside], [len(island) for island in outside]
        if outside and _fits(*sizes, split) < LEGIBLE:
            split = _widest(*sizes)
        zones.append(Zone("organisatie", "Eén organisatie", Box(6, 6, split - 12, HIGH - 12), "strong"))
    for islands, first, name, tone, area in (
        (inside, 0, "was eiland", "faded", _room(split)[0]),
        (outside, merged, "Eiland", "plain", _room(split)[1]),
    ):
        if islands:
            spots, boxes, fitted = in_zones(islands, area)
            places, scale = places | spots, min(scale, fitted)
            zones += [Zone(f"eiland{i}", f"{name} {i + 1}", box, tone) for i, box in enumerate(boxes, first)]
    party = {p.key: p for p in case.parties}
    nodes = [Node.of(party[k], places[k], scale=scale) for k in places]
    if inside:
        nodes.append(Node(DESK, "Loket", split / 2, 58.0, "overig", 4, "strong", "Het centrale loket van de organisatie"))
    return nodes, zones


@lru_cache(maxsize=2048)
def _edge(a, b, inside):
    if DESK in (a, b):
        return Edge(a, b, "hiërarchie", 1, tone="faded")
    return Edge(a, b, "informeel", 3, tone="plain" if inside else "strong")
