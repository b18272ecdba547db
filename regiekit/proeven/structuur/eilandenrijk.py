"""Eilandenrijk → samenvoegen → eilanden binnen de organisatie."""

from functools import cached_property, lru_cache
from itertools import islice
from math import inf, isfinite

from regiekit.cases.reading import contacts, kinds
from regiekit.cases.remember import each, last
from regiekit.models import islands as model
from regiekit.plots.layout import Box, in_zones
from regiekit.proeven import (
    Board,
    Curve,
    Edge,
    Node,
    Proef,
    Slider,
    Zone,
    capital,
    count,
    counted,
    dutch,
    form,
    measure,
    number_word,
    say,
    with_unit,
)

WORKDAYS = 5  # in a week
QUESTIONS = 3  # per party per week, in the prediction and at the start
DESK = "#loket"  # the shared desk of the merged organisation; no party can have this key
WIDE, HIGH = 660.0, 430.0  # of the picture
DAYS = 10.0  # the end of the axis of the curve, working days


@last
def start(case):
    """Who reaches whom before anything is done, and the islands: largest first, parties in the order of the case."""
    network = contacts(case)
    order = {k: i for i, k in enumerate(network)}
    return network, tuple(tuple(sorted(island, key=order.__getitem__)) for island in model.islands(network))


def groups(case):
    return start(case)[1]


def parties(case):
    return sum(map(len, groups(case)))


def home(case):
    """Party -> number of its island, from 0."""
    return {k: i for i, island in enumerate(groups(case)) for k in island}


def capacity(case):
    """What the desk can handle in a week: five per cent more than all parties ask at the start."""
    return int(parties(case) * QUESTIONS * 1.05) + 1


def bridge(network, islands, number):
    """Add `number` ties between islands: first each next island to the largest, always from whoever has most contacts there."""
    out = network.copy()
    ranked = [sorted(island, key=lambda k: (-network.degree(k), k)) for island in islands]
    pairs = [(a, b) for i, a in enumerate(ranked) for b in ranked[i + 1 :]]
    laps = range(max(map(len, ranked), default=0))
    ties = ((a[lap], b[lap]) for lap in laps for a, b in pairs if lap < len(a) and lap < len(b))
    out.add_edges_from(islice(ties, number))
    return out


@each
def bridged(case, number):
    """The network with so many bridges between the islands, before any merger, and its E-I index over the old islands."""
    network, islands = start(case)
    people = bridge(network, islands, number)
    return people, model.ei_index(people, home(case))


@last
def untouched(case):
    """The state in which nothing is done."""
    return Islands(case, merged=0, bridges=0, questions=QUESTIONS)


class Islands(Proef, asks=("tie", "tie.kind", "ties")):
    """The first `merged` islands share one desk, so many `bridges` lie between islands; `questions` per party per week."""

    drawings = ("Netwerk", "Wachttijd")

    merged: int
    bridges: int
    questions: float  # pyright: ignore[reportIncompatibleVariableOverride] (the key of a control is kept with the answers)

    @classmethod
    def ready(cls, case):
        if len(groups(case)) > 1:
            return None
        if parties(case) < 2:
            return "Deze casus heeft nog geen twee partijen naast de regisseur. Vul ze hieronder in, of kies een andere casus."
        return "In deze casus staan alle partijen al met elkaar in contact, ook zonder de regisseur. Van een eilandenrijk is hier dus geen sprake. Kies een andere casus om het te zien."

    @classmethod
    def guess(cls, case):
        return Slider("", "Uw schatting", 0, 10, 0.5, 0.1, "werkdag|werkdagen")

    @classmethod
    def answer(cls, case):
        return cls(case, merged=len(groups(case)), bridges=0, questions=QUESTIONS).wait

    @classmethod
    def explain(cls, case, answer):
        return (
            f"Een vraag beantwoorden kost maar {dutch(WORKDAYS / capacity(case), 2)} werkdag; de rest is wachten op "
            "de vragen ervoor. Hoe voller een loket zit, hoe steiler de wachttijd stijgt."
        )

    @classmethod
    def controls(cls, case):
        islands = len(groups(case))
        return [
            Slider("merged", "Samengevoegde eilanden", 0, islands, min(2, islands)),
            Slider("bridges", "Bruggen: contacten tussen eilanden", 0, 8, 0),
            Slider("questions", "Vragen per partij per week", 0.5, 6, QUESTIONS, 0.5),
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
    def before(self):
        return untouched(self.case)

    @cached_property
    def people(self):
        """The network without the desk."""
        return bridged(self.case, self.bridges)[0]

    @cached_property
    def laid(self) -> int:
        """So many bridges found a place."""
        return self.people.number_of_edges() - start(self.case)[0].number_of_edges()

    @cached_property
    def network(self):
        return model.merge(self.people, groups(self.case), self.merged, DESK) if self.merged else self.people

    @cached_property
    def members(self) -> int:
        """Parties round the desk."""
        return sum(map(len, groups(self.case)[: self.merged]))

    @measure("Losse delen van het netwerk", digits=0)
    def parts(self):
        return len(model.islands(self.network))

    @measure("Nabijheid (100% = iedereen spreekt iedereen)", "%", 0, 100)
    def reach(self):
        return model.global_efficiency(self.network)

    @measure("E-I-index: −1 = alleen contact binnen het oude eiland")
    def ei(self):
        return bridged(self.case, self.bridges)[1]

    @measure("Doorlooptijd bij het loket, in werkdagen", digits=1)
    def wait(self):
        return self.days(self.members) if self.merged else 0

    def days(self, members, questions=None):
        """Working days that a question spends at a desk of so many parties; inf where it is overloaded."""
        asked = members * (self.questions if questions is None else questions)
        return WORKDAYS * model.waiting_time(1, asked, capacity(self.case))

    def picture(self):
        """Islands as areas; ties to the desk thin, within an island plain, bridges strong."""
        b, at = Board(WIDE, HIGH, "structuur"), home(self.case)
        nodes, zones = stage(self.case, self.merged)
        b.network(nodes, [_edge(x, y, at.get(x) == at.get(y)) for x, y in self.network.edges], zones, pick=True)
        b.legend(kinds(self.case), ["informeel"], [("strong", "loket")])
        return b

    def curve(self):
        whole = parties(self.case)
        c = Curve("partijen in de organisatie", "een vraag ligt bij het loket, in werkdagen", (0, whole), (0, DAYS), "structuur",
                  yticks=(0, 2, 4, 6, 8, 10))  # fmt: skip
        tenths = [n / 10 for n in range(10 * whole + 1)]  # so that the steep part shows
        if self.questions != QUESTIONS:
            c.line([self.days(n, QUESTIONS) for n in tenths], f"{QUESTIONS} vragen", "dashed", "plain", "voor")
        waits = [self.days(n) for n in tenths]
        c.line(waits, with_unit(dutch(self.questions), "vraag|vragen", self.questions), key="nu")
        stuck = [n for n, days in zip(tenths, waits, strict=True) if days == inf]
        if stuck:
            c.line([DAYS, DAYS], "loopt vast" if isfinite(self.wait) else "", "dotted", key="vast", x=(stuck[0], whole))
        if self.merged:
            days = round(self.wait, 1)
            now = f"{dutch(days)} {form(days, 'werkdag', 'werkdagen')}" if isfinite(days) else "loopt vast"
            c.mark(self.members, self.wait, f"nu: {now}" + (" ↑" if DAYS < self.wait < inf else ""), key="nu")
        half = whole // 2
        told = (
            f"Bij {half} partijen ligt een vraag {_days(self.days(half))} bij het loket, bij alle {whole} {_days(self.days(whole))}. "
            "Twee keer zoveel partijen geeft dus veel meer dan twee keer zoveel wachten."
        )
        return "De wachttijd bij het loket", c, told

    def headline(self):
        whole, islands = number_word(parties(self.case)), number_word(len(groups(self.case)))
        if not self.merged and not self.laid:
            return f"Zonder de regisseur spreken de {whole} partijen alleen hun eigen eiland. Tussen de {islands} eilanden praat niemand."
        if self.wait == inf:
            asked = dutch(self.members * self.questions, 0)
            return f"Het loket loopt vast: er komen {asked} vragen per week binnen en het kan er {capacity(self.case)} aan."
        if not self.merged:
            tied = "hangt alles aan elkaar" if self.parts == 1 else f"blijven er {number_word(self.parts)} losse delen over"
            over = form(self.laid, "Eén contact ligt", f"{capital(number_word(self.laid))} contacten liggen")
            return f"{over} over de grens van een eiland: zonder fusie {tied}, en er is geen loket waar iemand moet wachten."
        if self.laid:
            run = form(self.laid, "loopt één contact", f"lopen {number_word(self.laid)} contacten")
            return f"Naast het loket {run} over de oude grenzen: een vraag wacht er {_days(self.wait)}, en wie een brug kent, slaat het loket over."
        if self.merged == 1:
            return f"Eén eiland krijgt een loket: een vraag ligt daar {_days(self.wait)}, en met de andere eilanden is er nog steeds geen contact."
        joined = "Alle eilanden zitten" if self.merged == len(groups(self.case)) else f"{capital(number_word(self.merged))} eilanden zitten"
        return f"{joined} in één organisatie en een vraag ligt {_days(self.wait)} bij het loket, maar daarbuiten spreekt men alleen het eigen oude eiland."

    def words(self):
        return say(
            f"Zonder de regisseur vallen de {parties(self.case)} partijen uiteen in {len(groups(self.case))} eilanden.",
            self._merger(),
            f"Er {counted(self.laid, 'ligt', 'liggen', 'brug', 'bruggen')} tussen de eilanden: "
            f"de E-I-index gaat van {dutch(self.before.ei, 2)} naar {dutch(self.ei, 2)}."
            if self.laid
            else "",
            f"Partijen staan gemiddeld {dutch(100 * self.reach, 0)}% zo dicht bij elkaar als kan (eerst {dutch(100 * self.before.reach, 0)}%).",
            f"Het netwerk {form(self.parts, 'is nu één geheel', f'telt nu {self.parts} losse delen')}.",
            "Buiten het loket om spreekt iedereen nog alleen mensen van het eigen oude eiland: eilanden binnen de organisatie."
            if self.ei == -1 and self.merged > 1
            else "",
        )

    def _merger(self):
        if not self.merged:
            return "Er is niets samengevoegd."
        inside = f"{self.merged} van de eilanden {form(self.merged, 'zit', 'zitten')} nu in één organisatie."
        room = capacity(self.case)
        if self.wait == inf:
            asked = dutch(self.members * self.questions, 0)
            return f"{inside} Het loket loopt vast: er komen {asked} vragen per week binnen en het kan er {room} aan."
        busy = dutch(100 * model.utilisation(self.members, self.questions, room), 0)
        return f"{inside} Een vraag ligt daar gemiddeld {_days(self.wait)} bij het loket; het loket is {busy}% van de tijd bezig."

    def report(self):
        desk = "loopt het loket vast" if self.wait == inf else f"ligt een vraag gemiddeld {_days(self.wait)} bij het loket"
        several = f"Gaan {self.merged} eilanden samen in één organisatie"
        merger = form(self.merged, "Wordt één eiland een organisatie met een loket", several)
        whole = form(self.parts, "wordt het netwerk één geheel", f"blijven er {self.parts} losse delen over")
        return say(
            f"Zonder de regisseur vallen de {parties(self.case)} partijen uiteen in {len(groups(self.case))} eilanden: "
            "groepen die elkaar niet spreken.",
            f"{merger}, dan {desk}." if self.merged else "",
            f"Met {count(self.laid, 'brug|bruggen')} tussen de eilanden {whole}." if self.laid else "",
        )

    def pick(self, key):
        if key == DESK:
            return f"Het loket verbindt {self.members} partijen. Alles wat zij van elkaar willen weten, gaat hierlangs."
        near = [self.case.party(k).called for k in self.network[key] if k != DESK]
        contact = f"heeft rechtstreeks contact met {', '.join(near)}" if near else "heeft met niemand rechtstreeks contact"
        return f"{self.case.party(key).called} hoort bij eiland {home(self.case)[key] + 1} en {contact}."


def _days(days):
    return "voor altijd" if days == inf else with_unit(dutch(days, 1), "werkdag|werkdagen", round(days, 1))


@each
def stage(case, merged):
    """Parties and areas, all but the ties: those merged stand together in one organisation round its desk."""
    found = groups(case)
    inside, outside = found[:merged], found[merged:]
    places, zones, scale, split = {}, [], 1.0, 0.0
    if inside:
        share = sum(map(len, inside)) / parties(case)
        split = WIDE * (max(0.34, min(0.72, 0.12 + share)) if outside else 1)
        zones.append(Zone("organisatie", "Eén organisatie", Box(6, 6, split - 12, HIGH - 12), "strong"))
    for islands, first, name, tone, area in (
        (inside, 0, "was eiland", "faded", Box(14, 100, split - 28, HIGH - 112)),
        (outside, merged, "Eiland", "plain", Box(split + 4, 4, WIDE - split - 8, HIGH - 8)),
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
