"""Which of the five structure problems shows in a case, beside what chance alone would give."""

from functools import cached_property
from math import isfinite, isnan
from typing import NamedTuple

from regiekit.cases import graph
from regiekit.cases.reading import CONTACT, assent, beyond, claims, grouping, names, shared_tasks
from regiekit.cases.remember import each
from regiekit.models import congruence, decision_rule, islands, overlap, random_networks
from regiekit.plots.svg import wrap
from regiekit.proeven import Board, Choice, Measure, Proef, Slider, count, dutch, form, listed, say

SEED = 1
DRAWS = 200
MANY, FEWER = 60, 50  # above so many parties, so many draws: nobody should have to wait for the answer
MOST = 1000  # parties
TIES = {
    "contact": ("wie wie spreekt (informeel, informatie)", CONTACT),
    "papier": ("wat op papier staat (formeel, hiërarchie, geld)", ("formeel", "hiërarchie", "geld")),
    "alles": ("alle banden", None),
}
PROBLEMS = ("Eilandenrijk", "Poolse landdag", "Verkokering", "Overlap", "Structuur past niet")
VERDICTS = {"lower": "lager dan toeval", "within": "zoals bij toeval", "higher": "hoger dan toeval", "undefined": "niet te bepalen"}
LEFT, RIGHT = 216.0, 24.0  # beside the strips


class Finding(NamedTuple):
    """One measure of one problem beside chance; `worse` says on which side of chance the problem lies, `floor` is the least it can be."""

    problem: str
    measure: str
    found: random_networks.Comparison
    worse: str = "lower"
    unit: str = "%"
    floor: float = 0.0

    @property
    def shows(self) -> bool:
        """Whether the measure lies outside chance on the side of the problem."""
        return self.found.word == self.worse

    def text(self, number: float, more: int = 0) -> str:
        """The number as it is written, with `more` decimals than usual."""
        return dutch(number * 100, more) + "%" if self.unit and isfinite(number) else dutch(number, 2 + more)

    def __str__(self) -> str:
        """Problem, measure and value beside chance, with as many decimals (three more at most) as it takes to tell them apart."""
        told = [[self.text(n, more) for n in (self.found.value, self.found.low, self.found.high)] for more in range(4)]
        value, low, high = next((one for one in told if one[0] not in one[1:]), told[-1])
        return f"{self.problem} ({self.measure}: {value}; bij toeval {low if low == high else f'{low} tot {high}'})"


def drawn(case):
    """How many draws this case is compared with."""
    return DRAWS if len(case.parties) <= MANY else FEWER


@each
def findings(case, ties, draws):
    """The measures of the problems that the case has numbers for, each beside so many random networks, claims or units."""
    found = {f.problem: f for f in (*_of_ties(case, TIES[ties][1], draws), *of_case(case, draws))}
    return tuple(found[problem] for problem in PROBLEMS if problem in found)


def _of_ties(case, kinds, draws):
    network = graph(case, kinds)
    if case.director in network:
        network.remove_node(case.director)
    yield Finding("Eilandenrijk", "nabijheid", random_networks.compare(network, islands.global_efficiency, draws, SEED))

    field = {p.key: p.sector or None for p in case.parties if p.key in network}
    mixed = random_networks.permuted(field, lambda f: islands.ei_index(network, f), draws, SEED)
    yield Finding("Verkokering", "E-I-index tussen sectoren", mixed, unit="", floor=-1.0)


@each
def of_case(case, draws):
    """Those of the measures that do not depend on which ties count."""
    return tuple(_of_case(case, draws))


def _of_case(case, draws):
    def dealt(labels, measure):
        return random_networks.permuted(labels, measure, draws, SEED)

    if blockers := [p.key for p in case.parties if "blokker" in p.power]:
        agree = dealt(assent(case), lambda yes: decision_rule.passing_chance([yes[k] for k in blockers], len(blockers)))
        yield Finding("Poolse landdag", "kans dat alle partijen met blokkermacht instemmen", agree)

    held = claims(case)
    if any(held.values()):
        bad = random_networks.compare_claims(held, _bad, [p.key for p in case.parties], draws, SEED)
        yield Finding("Overlap", "taken met geen of meer dan één eigenaar", bad, "higher")

    if shared_tasks(case) and names(case):
        pairs = congruence.needed_pairs([t.needed for t in shared_tasks(case)])
        fits = dealt(grouping(case, next(iter(names(case)))), lambda unit: congruence.congruence(pairs, unit))
        yield Finding("Structuur past niet", "nodige paren in één eenheid", fits)


def _bad(held):
    """The share of the tasks that are of nobody or of more than one."""
    double, _, none = overlap.overlap_and_gap(held)
    return (double + none) / len(held)


def measurable(case):
    """How many of the five problems can be measured in this case."""
    return sum(f.found.word != "undefined" for f in findings(case, "contact", 1))


class Diagnosis(Proef, asks=("position", "power", "tie.kind", "claim.strength", "ties")):
    """The five problems, with these ties."""

    ties: str

    @classmethod
    def ready(cls, case):
        slow = beyond(
            len(case.parties), "partijen", MOST, "meer kost te veel rekentijd, want elke maat wordt met tientallen lotingen vergeleken"
        )
        return slow if len(case.parties) > 2 and case.ties else "Vul in uw casus minstens drie partijen en enkele banden in."

    @classmethod
    def guess(cls, case):
        most = measurable(case)
        known = form(most, "is 1 probleem", f"zijn {most} van de vijf problemen")
        return Slider("", "Uw schatting", 0, most, min(4, most), 1, "probleem|problemen", f"In deze casus {known} te meten.")

    @classmethod
    def answer(cls, case):
        return sum(f.shows for f in findings(case, "contact", drawn(case)))

    @classmethod
    def explain(cls, case, answer):
        return (
            "Een probleem dat niet meetelt, kan best spelen. "
            f"Het is dan alleen niet groter dan bij {drawn(case)} lotingen met evenveel partijen, contacten en claims."
        )

    @classmethod
    def controls(cls, case):
        return [Choice("ties", "Welke banden tellen mee?", [(key, name) for key, (name, _) in TIES.items()], "contact")]

    @cached_property
    def findings(self):
        return findings(self.case, self.ties, drawn(self.case))

    @cached_property
    def known(self):
        return [f for f in self.findings if f.found.word != "undefined"]

    @cached_property
    def shown(self):
        return [f for f in self.known if f.shows]

    @cached_property
    def unknown(self):
        return [f.problem for f in self.findings if f.found.word == "undefined"]

    def measures(self):
        units = {"%": ("%", 0, 100), "": ("", 2, 1)}
        return [Measure(f"{f.problem}: {f.measure}", f.found.mean, f.found.value, *units[f.unit]) for f in self.findings]

    def picture(self):
        b = Board(660, 470, "structuur")
        row = (b.height - 60) / max(1, len(self.findings))
        for i, f in enumerate(self.findings):
            _strip(b, i, 16 + (i + 0.5) * row, f)
        told = "● deze casus · ○ gemiddelde bij loting · balk: 90 van de 100 lotingen vallen hierbinnen"
        b.text(14, b.height - 12, told, fill="soft")
        return b

    def words(self):
        n, better = len(self.known), [f for f in self.known if f.found.word in ("lower", "higher") and not f.shows]
        rest = [f.problem for f in self.known if f.found.word == "within"]
        measured = f"van de {n} gemeten problemen" if n > 1 else "gemeten probleem"
        none = f"geen {measured}" if n > 1 else f"het enige {measured}"
        some, no = (f"{len(self.shown)} {measured}", "") if n > 1 else (none, " niet")
        if self.shown:
            first = f"wijst het denkmodel op {some}: {listed(map(str, self.shown))}."
        else:
            first = f"steekt {none}{no} boven het toeval uit." if better else f"wijkt {none}{no} af van toeval."
        return say(
            f"In ‘{self.case.title}’ {first}",
            f"Gunstiger dan bij toeval, dus geen aanwijzing voor: {listed(map(str, better))}." if better else "",
            f"Niet anders dan bij toeval: {', '.join(rest)}." if rest and (self.shown or better) else "",
            f"Niet te bepalen: {', '.join(self.unknown)}." if self.unknown else "",
            f"Vergeleken is met {drawn(self.case)} lotingen van dezelfde omvang (startgetal {SEED}, dus steeds dezelfde).",
            "Een uitslag buiten de balk is een aanleiding om te vragen waarom, geen oordeel.",
        )

    def report(self):
        n, shown = len(self.known), len(self.shown)
        measured = f"Van {form(n, 'het', 'de')} {count(n, 'gemeten probleem|gemeten problemen')}"
        some = f"{form(shown, 'wijkt', 'wijken')} er {shown} ongunstig af van toeval: {listed(map(str, self.shown))}."
        return say(
            f"{measured} {some if shown else 'steekt er geen ongunstig boven het toeval uit.'}" if n else "",
            f"Niet te bepalen: {', '.join(self.unknown).lower()}." if self.unknown else "",
            f"Vergeleken is met {drawn(self.case)} even grote netwerken die bij loting ontstaan; "
            "een afwijking is een reden om te vragen waarom, geen oordeel.",
        )


def _strip(b, i, y, finding):
    """One measure: a band for chance, an open mark for its mean, a filled one for the case; what cannot be determined is not drawn."""
    c, across = finding.found, b.width - LEFT - RIGHT
    value, low, high, mean = (
        LEFT + across * min(1.0, max(0.0, (n - finding.floor) / (1 - finding.floor))) for n in (c.value, c.low, c.high, c.mean)
    )
    for k, line in enumerate(wrap(f"{finding.problem}: {finding.measure}", 22, 3)):
        b.text(14, y - 14 + 17 * k, line, weight=400 if k else 600)
    b.path(f"M{LEFT} {y:.1f}H{LEFT + across:.1f}", stroke="line")
    if not isnan(c.low):
        b.rect(low, y - 11, max(3.0, high - low), 22, 4, key=f"b:{i}", fill="tint", stroke="line", width=1.5)
        b.circle(mean, y, 6, key=f"m:{i}", fill="paper", stroke="ink", width=2)
    if isnan(c.value):
        b.text(LEFT, y - 17, VERDICTS[c.word], weight=650, fill="soft")
        return
    with b.group(value, y, key=f"v:{i}"):
        b.circle(0, 0, 8, fill="accent")
    anchor = "start" if value < LEFT + across * 0.5 else "end"
    b.text(value, y - 17, f"{finding.text(c.value)} · {VERDICTS[c.word]}", anchor=anchor, weight=650, fill="accent")
