"""Which of the five structure problems shows in a case, beside what chance alone would give."""

from collections.abc import Sequence
from math import isclose, isfinite, isnan

import attrs

from ..cases import Case, graph
from ..cases.reading import CONTACT, assent, claims, grouping, names
from ..cases.reading import shared_tasks as shared
from ..models import congruence, decision_rule, islands, overlap, random_networks
from ..plots import diagnosis as plot
from .controls import Choice, Slider, dutch, with_unit
from .experiment import Experiment, Guess, Measure

SEED = 1
DRAWS = 200
MANY, FEWER = 60, 50  # above so many parties, so many draws: nobody should have to wait for the answer
TIES = {"contact": CONTACT, "papier": ("formeel", "hiërarchie", "geld"), "alles": None}
CHANCE, UNKNOWN = "zoals bij toeval", "niet te bepalen"


@attrs.frozen
class Finding:
    """One measure of one problem.

    `value`, `low`, `high`, `mean` on the measure's own scale; `worse` says on which side of chance the problem lies.
    """

    problem: str
    measure: str
    value: float
    low: float
    high: float
    mean: float
    worse: str
    unit: str = "%"
    floor: float = 0.0
    top: float = 1.0

    @property
    def name(self) -> str:
        return f"{self.problem}: {self.measure}"

    @property
    def verdict(self) -> str:
        if isnan(self.value) or isnan(self.low):
            return UNKNOWN
        # the same chances multiplied in another order differ by rounding
        if self.low <= self.value <= self.high or isclose(self.value, self.low) or isclose(self.value, self.high):
            return CHANCE
        return "lager dan toeval" if self.value < self.low else "hoger dan toeval"

    @property
    def shows(self) -> bool:
        """Whether the measure lies outside chance on the side of the problem."""
        return self.verdict.startswith(self.worse)

    def on_strip(self, number: float) -> float:
        """The number between 0 and 1; nan stays nan."""
        return (number - self.floor) / (self.top - self.floor)

    def text(self, number: float, more: int = 0) -> str:
        """The number as it is written, with `more` decimals than usual."""
        return dutch(number * 100, more) + "%" if self.unit == "%" and isfinite(number) else dutch(number, 2 + more)

    def __str__(self) -> str:
        """Problem, measure and value beside chance, with as many decimals (three more at most) as it takes to tell them apart."""
        for more in range(4):
            value, low, high = (self.text(n, more) for n in (self.value, self.low, self.high))
            if value not in (low, high):
                break
        return f"{self.problem} ({self.measure}: {value}; bij toeval {low if low == high else f'{low} tot {high}'})"


@attrs.frozen
class Outcome:
    """All findings of a case, and with how many draws they were compared."""

    case: Case
    ties: str
    draws: int
    findings: tuple[Finding, ...]


def drawn(case: Case) -> int:
    """How many draws this case is compared with."""
    return DRAWS if len(case.parties) <= MANY else FEWER


def _finding(problem: str, measure: str, c: random_networks.Comparison, worse: str, **scale: float | str) -> Finding:
    return Finding(problem, measure, c.value, c.low, c.high, c.mean, worse, **scale)  # type: ignore[arg-type]


def outcome(case: Case, ties: str, draws: int | None = None) -> Outcome:
    """Compute the measures of the five problems, and the same for random networks, claims and units: `draws`, or as many as `drawn` says."""
    count = draws or drawn(case)
    network = graph(case, TIES[ties])
    if case.director in network:
        network = network.copy()
        network.remove_node(case.director)
    out = [_finding("Eilandenrijk", "nabijheid", random_networks.compare(network, islands.global_efficiency, count, SEED), "lager")]
    yes = assent(case)
    blockers = [p.key for p in case.parties if "blokker" in p.power]

    def all_agree(chance: dict) -> float:
        return decision_rule.passing_chance([chance[k] for k in blockers], len(blockers))

    if blockers:
        out.append(
            _finding(
                "Poolse landdag",
                "kans dat alle partijen met blokkermacht instemmen",
                random_networks.permuted(yes, all_agree, count, SEED),
                "lager",
            )
        )
    field = {p.key: p.sector or None for p in case.parties if p.key in network}
    out.append(
        _finding(
            "Verkokering",
            "E-I-index tussen sectoren",
            random_networks.permuted(field, lambda f: islands.ei_index(network, f), count, SEED),
            "lager",
            unit="",
            floor=-1.0,
        )
    )
    held = claims(case)
    if any(held.values()):

        def bad(c: dict) -> float:
            double, _, none = overlap.overlap_and_gap(c)
            return (double + none) / len(c)

        out.append(
            _finding(
                "Overlap",
                "taken met geen of meer dan één eigenaar",
                random_networks.compare_claims(held, bad, [p.key for p in case.parties], count, SEED),
                "hoger",
            )
        )
    if shared(case) and names(case):
        pairs = congruence.needed_pairs([t.needed for t in shared(case)])
        unit = grouping(case, next(iter(names(case))))
        out.append(
            _finding(
                "Structuur past niet",
                "nodige paren in één eenheid",
                random_networks.permuted(unit, lambda u: congruence.congruence(pairs, u), count, SEED),
                "lager",
            )
        )
    return Outcome(case, ties, count, tuple(out))


def measurable(case: Case) -> int:
    """How many of the five problems can be measured in this case."""
    return sum(f.verdict != UNKNOWN for f in outcome(case, "contact", draws=1).findings)


def picture(o: Outcome) -> str:
    strips = [
        plot.Strip(f.name, f.on_strip(f.value), f.on_strip(f.low), f.on_strip(f.high), f.on_strip(f.mean), f.text(f.value), f.verdict)
        for f in o.findings
    ]
    return plot.picture(strips, title=EXPERIMENT.title, words=words(o))


def _listed(findings: Sequence[Finding]) -> str:
    *most, last = map(str, findings)
    return f"{', '.join(most)} en {last}" if most else last


def words(o: Outcome) -> str:
    known = [f for f in o.findings if f.verdict != UNKNOWN]
    shown = [f for f in known if f.shows]
    better = [f for f in known if f.verdict != CHANCE and not f.shows]
    rest = [f.problem for f in known if f.verdict == CHANCE]
    unknown = [f.problem for f in o.findings if f.verdict == UNKNOWN]
    measured = f"van de {len(known)} gemeten problemen" if len(known) > 1 else "gemeten probleem"
    none = f"geen {measured}" if len(known) > 1 else f"het enige {measured}"
    no = "" if len(known) > 1 else " niet"
    said = []
    if shown:
        said.append(
            f"In ‘{o.case.title}’ wijst het denkmodel op {f'{len(shown)} {measured}' if len(known) > 1 else none}: {_listed(shown)}."
        )
    elif better:
        said.append(f"In ‘{o.case.title}’ steekt {none}{no} boven het toeval uit.")
    else:
        said.append(f"In ‘{o.case.title}’ wijkt {none}{no} af van toeval.")
    if better:
        said.append(f"Gunstiger dan bij toeval, dus geen aanwijzing voor: {_listed(better)}.")
    if rest and (shown or better):
        said.append(f"Niet anders dan bij toeval: {', '.join(rest)}.")
    if unknown:
        said.append(f"Niet te bepalen: {', '.join(unknown)}.")
    said.append(f"Vergeleken is met {o.draws} lotingen van dezelfde omvang (startgetal {SEED}, dus steeds dezelfde).")
    said.append("Een uitslag buiten de balk is een aanleiding om te vragen waarom, geen oordeel.")
    return " ".join(said)


def report(o: Outcome) -> str:
    known = [f for f in o.findings if f.verdict != UNKNOWN]
    shown = [f for f in known if f.shows]
    unknown = [f.problem.lower() for f in o.findings if f.verdict == UNKNOWN]
    measured = with_unit(str(len(known)), "gemeten probleem|gemeten problemen", len(known))
    found = (
        f"Van {'het' if len(known) == 1 else 'de'} {measured} {'wijkt' if len(shown) == 1 else 'wijken'} er {len(shown)} ongunstig af van toeval: {_listed(shown)}."
        if shown
        else (f"Van {'het' if len(known) == 1 else 'de'} {measured} steekt er geen ongunstig boven het toeval uit." if known else "")
    )
    lacking = f"Niet te bepalen: {', '.join(unknown)}." if unknown else ""
    return " ".join(
        filter(
            None,
            [
                found,
                lacking,
                f"Vergeleken is met {o.draws} even grote netwerken die bij loting ontstaan; een afwijking is een reden om te vragen waarom, geen oordeel.",
            ],
        )
    )


def measures(o: Outcome) -> list[Measure]:
    return [Measure(f.name, f.mean, f.value, "%" if f.unit else "", 0 if f.unit else 2, 100 if f.unit else 1) for f in o.findings]


def count(case: Case) -> int:
    """How many of the five problems show."""
    return sum(f.shows for f in outcome(case, "contact").findings)


def _guess(case: Case) -> Slider:
    most = measurable(case)
    help_ = f"In deze casus {'is 1 probleem' if most == 1 else f'zijn {most} van de vijf problemen'} te meten."
    return Slider("_guess", "Uw schatting", 0, most, min(4, most), 1, "probleem|problemen", help_)


EXPERIMENT = Experiment(
    key="diagnose",
    notebook="04_structuur",
    title="Diagnose: welk probleem speelt hier?",
    guess=Guess(
        question="U zag vijf problemen. Hoeveel daarvan zijn in deze casus duidelijk groter dan door toeval te verwachten is?",
        field=_guess,
        answer=count,
        explain=lambda case, answer: (
            f"Een probleem dat niet meetelt, kan best spelen. Het is dan alleen niet groter dan bij {drawn(case)} lotingen met evenveel partijen, contacten en claims."
        ),
    ),
    controls=lambda case: [
        Choice(
            "ties",
            "Welke banden tellen mee?",
            [
                ("contact", "wie wie spreekt (informeel, informatie)"),
                ("papier", "wat op papier staat (formeel, hiërarchie, geld)"),
                ("alles", "alle banden"),
            ],
            "contact",
        )
    ],
    outcome=outcome,
    picture=picture,
    words=words,
    report=report,
    measures=measures,
    own="Welk probleem speelt in uw casus? Waar ziet u dat aan, en wie zou het daarmee oneens zijn?",
    leaves_out=(
        f"Vergeleken is met {DRAWS} lotingen ({FEWER} bij meer dan {MANY} partijen). Een loting heeft evenveel partijen en banden, en verdeelt de standpunten, sectoren, claims en eenheden willekeurig. "
        "Echte netwerken zijn nooit willekeurig; buiten de balk vallen is dus gewoon.",
        "De maten zien alleen wat in de casus staat. Wie vergeten is, telt niet mee.",
        "Een maat zegt niet of iets een probleem ís. Kleine eilanden kunnen wendbaar zijn, overlap kan een vangnet zijn.",
    ),
    sources=("erdos1959", "krackhardt1988"),
    columns=("bij loting", "deze casus"),
    blind=True,
    ready=lambda case: None if len(case.parties) > 2 and case.ties else "Vul in uw casus minstens drie partijen en enkele banden in.",
)
