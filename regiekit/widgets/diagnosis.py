"""Which of the five structure problems shows in a case, beside what chance alone would give."""

from math import isclose, isfinite, isnan

import attrs

from ..cases import Case, graph
from ..models import congruence, decision_rule, islands, overlap, random_networks
from ..plots import diagnosis as plot
from .congruence import shared
from .controls import Choice, Slider, dutch
from .decision_rule import chances
from .experiment import Experiment, Guess, Measure
from .groupings import grouping, names
from .islands import CONTACT
from .overlap import claims

DRAWS, SEED = 200, 1
TIES = {"contact": CONTACT, "papier": ("formeel", "hiërarchie", "geld"), "alles": None}


@attrs.frozen
class Finding:
    """One measure of one problem.

    `value`, `low`, `high`, `mean` on the measure's own scale; `worse` says on which side of chance the problem lies.
    """

    problem: str
    name: str
    value: float
    low: float
    high: float
    mean: float
    worse: str
    unit: str = "%"
    floor: float = 0.0
    top: float = 1.0

    @property
    def verdict(self) -> str:
        if isnan(self.value) or isnan(self.low):
            return "niet te bepalen"
        # the same chances multiplied in another order differ by rounding
        if self.low <= self.value <= self.high or isclose(self.value, self.low) or isclose(self.value, self.high):
            return "zoals bij toeval"
        return "lager dan toeval" if self.value < self.low else "hoger dan toeval"

    @property
    def shows(self) -> bool:
        """Whether the measure lies outside chance on the side of the problem."""
        return self.verdict.startswith(self.worse)

    def on_strip(self, number: float) -> float:
        return (number - self.floor) / (self.top - self.floor) if not isnan(number) else 0.0

    def text(self, number: float) -> str:
        return dutch(number * 100, 0) + "%" if self.unit == "%" and isfinite(number) else dutch(number, 2)


@attrs.frozen
class Outcome:
    """All findings of a case."""

    case: Case
    ties: str
    findings: tuple[Finding, ...]


def _finding(problem: str, name: str, c: random_networks.Comparison, worse: str, **scale: float | str) -> Finding:
    return Finding(problem, name, c.value, c.low, c.high, c.mean, worse, **scale)  # type: ignore[arg-type]


def outcome(case: Case, ties: str) -> Outcome:
    """Compute the measures of the five problems, and the same for `DRAWS` random networks, claims and units."""
    network = graph(case, TIES[ties])
    if case.director in network:
        network = network.copy()
        network.remove_node(case.director)
    out = [_finding("Eilandenrijk", "Eilandenrijk: nabijheid", random_networks.compare(network, islands.global_efficiency, DRAWS, SEED), "lager")]
    yes = dict(zip([p.key for p in case.parties], chances(case), strict=True))
    blockers = [p.key for p in case.parties if "blokker" in p.power]

    def all_agree(chance: dict) -> float:
        return decision_rule.passing_chance([chance[k] for k in blockers], len(blockers))

    if blockers:
        out.append(_finding("Poolse landdag", "Poolse landdag: kans dat wie kan blokkeren instemt", random_networks.permuted(yes, all_agree, DRAWS, SEED), "lager"))
    field = {p.key: p.sector for p in case.parties if p.key in network}
    out.append(_finding("Verkokering", "Verkokering: E-I-index tussen sectoren", random_networks.permuted(field, lambda f: islands.ei_index(network, f), DRAWS, SEED),
                        "lager", unit="", floor=-1.0))
    held = claims(case)
    if any(held.values()):
        def bad(c: dict) -> float:
            double, _, none = overlap.overlap_and_gap(c)
            return (double + none) / len(c)

        out.append(_finding("Overlap", "Overlap en gat: taken met niet één eigenaar", random_networks.compare_claims(held, bad, [p.key for p in case.parties], DRAWS, SEED), "hoger"))
    if shared(case) and names(case):
        pairs = congruence.needed_pairs([t.needed for t in shared(case)])
        unit = grouping(case, next(iter(names(case))))
        out.append(_finding("Structuur past niet", "Past niet: nodige paren in één eenheid", random_networks.permuted(unit, lambda u: congruence.congruence(pairs, u), DRAWS, SEED), "lager"))
    return Outcome(case, ties, tuple(out))


def picture(o: Outcome) -> str:
    strips = [plot.Strip(f.name, f.on_strip(f.value), f.on_strip(f.low), f.on_strip(f.high), f.on_strip(f.mean), f.text(f.value), f.verdict) for f in o.findings]
    return plot.picture(strips, title=EXPERIMENT.title, words=words(o))


def words(o: Outcome) -> str:
    shown = [f.problem for f in o.findings if f.shows]
    unknown = [f.problem for f in o.findings if f.verdict == "niet te bepalen"]
    rest = [f.problem for f in o.findings if not f.shows and f.problem not in unknown]
    start = f"In ‘{o.case.title}’ "
    if shown:
        start += f"wijst het denkmodel op: {', '.join(shown)}. "
    else:
        start += "steekt geen van de vijf problemen boven het toeval uit. "
    if shown and rest:
        start += f"Niet sterker dan bij toeval: {', '.join(rest)}. "
    if unknown:
        start += f"Niet te bepalen: {', '.join(unknown)}. "
    return start + (f"Vergeleken met {DRAWS} lotingen van dezelfde omvang. "
                    "Een uitslag buiten de balk is een aanleiding om te vragen waarom, geen oordeel.")


def measures(o: Outcome) -> list[Measure]:
    return [Measure(f.name, f.mean, f.value, "%" if f.unit else "", 0 if f.unit else 2, 100 if f.unit else 1) for f in o.findings]


def count(case: Case) -> int:
    """How many of the five problems show."""
    return sum(f.shows for f in outcome(case, "contact").findings)


EXPERIMENT = Experiment(
    key="diagnose", notebook="04_structuur", title="Diagnose: welk probleem speelt hier?",
    guess=Guess(
        question="U zag vijf problemen. Hoeveel daarvan steken in deze casus duidelijk uit boven wat door toeval te verwachten is?",
        field=lambda case: Slider("_guess", "Uw schatting", 0, 5, 4, 1, "probleem|problemen"),
        answer=count,
        explain=lambda case, answer: f"De rest kan best spelen, maar is niet groter dan bij {DRAWS} lotingen met evenveel partijen, contacten en claims."),
    controls=lambda case: [Choice("ties", "Welke banden tellen mee?", [
        ("contact", "wie wie spreekt (informeel, informatie)"), ("papier", "wat op papier staat (formeel, hiërarchie, geld)"), ("alles", "alle banden")], "contact")],
    outcome=outcome, picture=picture, words=words, measures=measures,
    own="Welk probleem speelt in uw casus? Waar ziet u dat aan, en wie zou het daarmee oneens zijn?",
    leaves_out=(
        f"Vergeleken is met {DRAWS} lotingen: netwerken met evenveel partijen en banden, en met dezelfde standpunten, sectoren, claims en eenheden willekeurig verdeeld. Echte netwerken zijn nooit willekeurig; buiten de balk vallen is dus gewoon.",
        "De maten zien alleen wat in de casus staat. Wie vergeten is, telt niet mee.",
        "Een maat zegt niet of iets een probleem ís. Kleine eilanden kunnen wendbaar zijn, overlap kan een vangnet zijn.",
    ),
    sources=(
        "Erdős, P. & Rényi, A. (1959). On random graphs I. Publicationes Mathematicae Debrecen 6, 290–297.",
        "Krackhardt, D. & Stern, R.N. (1988). Informal networks and organizational crises. Social Psychology Quarterly 51(2), 123–140. doi:10.2307/2786835",
    ),
    columns=("bij loting", "deze casus"), blind=True,
    ready=lambda case: None if len(case.parties) > 2 and case.ties else "Vul in uw casus minstens drie partijen en enkele banden in.",
)
