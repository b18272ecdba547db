"""Transformation costs: a reorganisation as a dip, the parties that wait, and hopping from model to model."""

from collections.abc import Sequence
from typing import NamedTuple

import attrs

from ..cases import Case
from ..cases.remember import last
from ..models import transformation_costs as model
from ..plots import transformation_costs as plot
from .controls import Choice, Slider, dutch, with_unit
from .experiment import Experiment, Guess, Measure, Table

YEARS, MONTHS = 10, 12
DEPTH, HALF = 40, 12  # per cent and months, at the start and in the prediction
REST = "#anderen"  # the bar of all for whom there is no room; no party has this key


class Share(NamedTuple):
    """A party around the one that is reorganised, and which part of its ties leads there, 0…1."""

    key: str
    name: str
    part: float


@attrs.frozen
class Outcome:
    """A reorganisation of one party every so many years, over ten years. Losses are months at full strength."""

    party: str
    label: str
    depth: float
    half: float
    constant: float
    interval: float
    joint: float
    around: tuple[Share, ...]

    @property
    def times(self) -> int:
        return model.number(self.interval, YEARS)

    @property
    def own(self) -> float:
        return model.lost(self.depth, self.constant, self.interval, YEARS) * MONTHS

    @property
    def once(self) -> float:
        return model.area(self.depth, self.constant, YEARS) * MONTHS

    @property
    def waiting(self) -> tuple[float, ...]:
        """What each party around it loses."""
        return tuple(model.waiting(self.own, [self.joint * s.part for s in self.around]))

    @property
    def last(self) -> float:
        """The strength just after the last reorganisation."""
        return 1 - model.gap_after(self.depth, self.constant, self.interval, self.times)


@last
def ties(case: Case) -> dict[str, dict[str, float]]:
    """Party -> the parties it has ties with -> the weight of those ties, whatever their kind and direction."""
    found: dict[str, dict[str, float]] = {p.key: {} for p in case.parties}
    for t in case.ties:
        for a, b in ((t.source, t.target), (t.target, t.source)):
            found[a][b] = found[a].get(b, 0) + t.weight
    return found


def around(case: Case, party: str) -> tuple[Share, ...]:
    """The parties with ties to this one, those that depend on it most first."""
    found = ties(case)
    shares = [Share(p.key, p.label, found[p.key][party] / sum(found[p.key].values())) for p in case.parties if party in found[p.key]]
    return tuple(sorted(shares, key=lambda s: -s.part))


def busiest(case: Case) -> str:
    """Which party is reorganised at the start: the one with the most ties, the director aside."""
    found = ties(case)
    others = [p for p in case.parties if p.key != case.director] or list(case.parties)
    return max(others, key=lambda p: sum(found[p.key].values())).key


def outcome(case: Case, party: str, depth: float, half: float, interval: float, joint: float) -> Outcome:
    return Outcome(
        case.party(party).called,
        case.party(party).label,
        depth / 100,
        half,
        model.time_constant(half / MONTHS),
        interval,
        joint / 100,
        around(case, party),
    )


def moments(interval: float) -> list[tuple[float, bool]]:
    """The moments to draw; where a reorganisation comes twice, just before (True) and after it."""
    grid = [YEARS * i / 200 for i in range(200)]
    falls = [n * interval for n in range(model.number(interval, YEARS))]
    return sorted(
        [*((t, False) for t in grid), (float(YEARS), True), *((t, before) for t in falls for before in (True, False))],
        key=lambda one: (one[0], not one[1]),
    )


def strengths(o: Outcome, interval: float, at: Sequence[tuple[float, bool]]) -> list[float]:
    """The strength at these moments; just before one it is what a little earlier it was, and 1 at the start."""
    return [
        1.0 if t == 0 and before else x
        for (t, before), x in zip(
            at, model.strength(o.depth, o.constant, interval, [max(0.0, t - 1e-6) if before else t for t, before in at]), strict=True
        )
    ]


def picture(o: Outcome) -> str:
    at = moments(o.interval)
    own = strengths(o, o.interval, at)
    mean = sum(s.part for s in o.around) / len(o.around) if o.around else 0.0
    others = [1 - (1 - x) * o.joint * mean for x in own] if o.around else []
    bars = [plot.Bar("zelf", o.label, o.own, _months(o.own), True)]
    losses = list(zip(o.around, o.waiting, strict=True))
    shown = losses if len(losses) < plot.MOST else losses[: plot.MOST - 2]
    bars += [plot.Bar(f"p:{s.key}", s.name, loss, _months(loss)) for s, loss in shown]
    if len(shown) < len(losses):
        rest = sum(loss for _, loss in losses[len(shown) :])
        bars.append(plot.Bar(REST, f"{len(losses) - len(shown)} anderen samen", rest, _months(rest)))
    return plot.picture(
        [t for t, _ in at],
        own,
        others,
        strengths(o, YEARS + 1, at),
        bars,
        f"Verlies in {YEARS} jaar, in maanden volledige stilstand",
        title=EXPERIMENT.title,
        words=words(o),
    )


def _months(loss: float) -> str:
    return with_unit(dutch(loss, 1), "maand|maanden", round(loss, 1))


def words(o: Outcome) -> str:
    start = (
        f"{o.party} verliest door een verbouwing {dutch(100 * o.depth, 0)}% van de slagkracht die er is. Na {with_unit(dutch(o.half), 'maand|maanden', o.half)} is de helft van het verlies ingehaald. "
        f"Eén verbouwing kost zo evenveel als {_months(o.once)} volledige stilstand."
    )
    hop = "In deze tien jaar blijft het bij één verbouwing."
    if o.times > 1:
        hop = (
            f"{'Elk' if o.interval == 1 else f'Elke {dutch(o.interval)}'} jaar komt er een nieuwe: {o.times} in {YEARS} jaar. Vlak na de laatste is er nog {dutch(100 * o.last, 0)}% slagkracht "
            f"(na de eerste was dat {dutch(100 * (1 - o.depth), 0)}%). Samen kosten ze {_months(o.own)} stilstand; gemiddeld is er over {YEARS} jaar {dutch(100 * (1 - o.own / YEARS / MONTHS), 0)}% slagkracht."
        )
    if not o.around:
        return f"{start} {hop} In de casus heeft deze partij met niemand een band, dus niemand wacht op haar."
    most, loss = o.around[0], o.waiting[0]
    wait = (
        f"Eromheen wacht 1 partij: {most.name}. Zij verliest {_months(loss)}."
        if len(o.around) == 1
        else f"Eromheen wachten {len(o.around)} partijen. Samen verliezen zij {_months(sum(o.waiting))}; het meest: {most.name} ({_months(loss)})."
    )
    return f"{start} {hop} {wait}"


def report(o: Outcome) -> str:
    hop = (
        f" Komt er {'elk' if o.interval == 1 else f'elke {dutch(o.interval)}'} jaar een nieuwe, dan is dat in {YEARS} jaar samen {_months(o.own)}."
        if o.times > 1
        else ""
    )
    wait = (
        f" {'Eén partij wacht' if len(o.around) == 1 else f'{len(o.around)} partijen wachten'} daarop; het meest verliest {o.around[0].name}."
        if o.around
        else ""
    )
    return f"Wordt {o.party} verbouwd, dan kost dat evenveel als {_months(o.once)} volledige stilstand.{hop}{wait}"


def tables(o: Outcome) -> list[Table]:
    rows = [
        (s.name, f"{dutch(100 * s.part, 0)}%", f"{dutch(100 * s.part * o.joint, 0)}%", dutch(loss, 1))
        for s, loss in zip(o.around, o.waiting, strict=True)
    ]
    return (
        [
            Table(
                "Wie eromheen wachten",
                ("Partij", "Deel van haar banden naar deze partij", "Deel van haar werk dat stilvalt", "Verlies in maanden"),
                rows,
            )
        ]
        if rows
        else []
    )


def measures(o: Outcome) -> list[Measure]:
    alone = sum(model.waiting(o.once, [o.joint * s.part for s in o.around]))
    return [
        Measure("Slagkracht vlak na de laatste verbouwing", 1 - o.depth, o.last, "%", 0, 100),
        Measure("Gemiddelde slagkracht over tien jaar", 1 - o.once / YEARS / MONTHS, 1 - o.own / YEARS / MONTHS, "%", 0, 100),
        Measure("Verlies van de partij zelf, in maanden stilstand", o.once, o.own, digits=1),
        Measure("Verlies van de partijen eromheen samen, in maanden", alone, sum(o.waiting), digits=1),
    ]


def note(o: Outcome, key: str) -> str:
    if key == "interval" and o.times > 1:
        back = 1 - 2 ** (-o.interval * MONTHS / o.half)
        return f"Als de volgende komt, is {dutch(100 * back, 0)}% van het verlies van de vorige ingehaald."
    return ""


def answer(case: Case) -> float:
    """Months of full standstill that one reorganisation as in the question costs in all."""
    return model.area(DEPTH / 100, model.time_constant(HALF))


EXPERIMENT = Experiment(
    key="verbouwing",
    notebook="05_structuur_instrumenten",
    title="Wat een verbouwing kost, en wie er wachten",
    blind=True,
    guess=Guess(
        question=f"Een organisatie verliest door een reorganisatie {DEPTH}% van haar slagkracht. Na een jaar is de helft daarvan ingehaald, na twee jaar driekwart, enzovoort. "
        "Met hoeveel maanden volledige stilstand komt het hele verlies overeen?",
        field=lambda case: Slider("_guess", "Uw schatting", 0, 24, 3, 0.5, "maand|maanden"),
        answer=answer,
        explain=lambda case, found: (
            "De dip is diep aan het begin en heeft een lange staart. Diepte maal hersteltijd geeft de hele oppervlakte: 0,4 × 17,3 maanden. "
            "Wie alleen het eerste jaar telt, mist de helft."
        ),
    ),
    controls=lambda case: [
        Choice("party", "Wie wordt verbouwd?", [(p.key, p.called) for p in case.parties], busiest(case)),
        Slider("depth", "Hoeveel slagkracht gaat er verloren?", 5, 80, DEPTH, 5, "%"),
        Slider(
            "half",
            "Na hoeveel tijd is de helft ingehaald?",
            2,
            36,
            HALF,
            1,
            "maand|maanden",
            "Recuperatietijd: nieuwe routines moeten groeien.",
        ),
        Slider("interval", "Om de hoeveel jaar komt er een nieuwe verbouwing?", 1, YEARS, 2, 0.5, "jaar", f"{YEARS}: het blijft bij één."),
        Slider(
            "joint",
            "Hoeveel van het werk van de anderen valt stil als hun partners stilstaan?",
            0,
            100,
            50,
            5,
            "%",
            "Wie zich op tijd voorbereidt, zet dit lager.",
        ),
    ],
    outcome=outcome,
    picture=picture,
    words=words,
    report=report,
    measures=measures,
    tables=tables,
    note=note,
    columns=("één verbouwing", "zoals ingesteld"),
    own="Welke partij in uw casus wordt nu verbouwd, of straks? Wat regelt u om in die tijd niet op haar te wachten?",
    leaves_out=(
        "De opbrengst van de nieuwe structuur telt hier niet mee; die weegt u in het instrument ‘model en werkelijkheid’.",
        "Elke verbouwing breekt hetzelfde deel van de routines die er dan zijn, en herstel gaat altijd even snel. In het echt worden mensen ook moe, of juist handig, van steeds weer veranderen.",
        "De partijen eromheen verliezen naar het deel van hun banden (met het gewicht uit de casus) dat naar de verbouwde partij leidt. Hoeveel werk dat is, schat u zelf.",
        "Een maand stilstand is een rekenmaat: drie maanden op twee derde van de kracht tellen als één maand. Wie er in die tijd geen hulp kreeg, ziet u er niet in.",
        "Gerekend is met: dip D, tijdconstante τ (helft na τ · ln 2), oppervlakte D · τ. Bij elke T jaar opnieuw wordt de dip D · (1 + q + q² + …) met q = (1 − D) · e^(−T/τ).",
    ),
    sources=("argote1999", "hannan1984"),
    ready=lambda case: None if len(case.parties) > 1 else "Vul in uw casus eerst minstens twee partijen in.",
)
