"""Why regie: dependence, complexity and dynamics strengthen one another, and may tip."""

from math import isfinite, isinf, log
from typing import Any

import attrs

from ..cases import Case
from ..cases.remember import last
from ..models import mutual_reinforcement as model
from ..plots import mutual_reinforcement as plot
from .controls import Choice, Slider, dutch
from .experiment import Experiment, Guess, Measure

NAMES = ("Afhankelijkheid", "Complexiteit", "Dynamiek")
KEYS = ("dependence", "complexity", "dynamics")
YEARS, STEP, TOP = 8, 0.1, 30.0
PRESSURE = 5.0  # where the case does not tell
LOOPS = {"all": "elk jaagt de twee andere aan", "ring": "in een kring: elk jaagt alleen de volgende aan"}


@attrs.frozen
class Outcome:
    """What three factors that drive one another come to. `before` and `after` are the levels without and with coupling."""

    loop: str
    strengths: tuple[float, ...]
    pressure: tuple[float, ...]
    decay: float
    matrix: Any
    before: tuple[float, ...]
    after: tuple[float, ...]
    growth: float
    room: float
    levels: Any

    @property
    def total(self) -> float:
        """How strongly the loops reinforce, per year: the decay at which it would tip."""
        return model.strength(self.matrix)


@last
def derived(case: Case) -> dict[str, tuple[float, str]]:
    """Pressure from outside (0.5…10) as far as the case tells, each with a sentence that says from what.

    Dependence: the share of parties that the director cannot command. Complexity: the share of tasks for which parties from
    three sectors or more are needed. Dynamics: the share of parties that have not yet taken a side, and may come in or leave.
    """
    others = [p for p in case.parties if p.key != case.director]
    out: dict[str, tuple[float, str]] = {}

    def share(key: str, part: int, whole: int, about: str) -> None:
        out[key] = max(0.5, round(20 * part / whole) / 2), f"In de casus: {part} van de {whole} {about}."

    if others and case.director in case.party_keys:
        commanded = {t.target for t in case.ties if t.kind == "hiërarchie" and t.source == case.director}
        share("dependence", sum(p.key not in commanded for p in others), len(others), "partijen vallen niet onder de regisseur")
    if case.tasks:
        sector = {p.key: p.sector.strip().lower() for p in case.parties}
        share(
            "complexity",
            sum(len({sector[k] for k in t.needed if sector.get(k)}) > 2 for t in case.tasks),
            len(case.tasks),
            "taken vragen drie of meer sectoren",
        )
    if others:
        share("dynamics", sum(p.position == "afwachtend" for p in others), len(others), "partijen wachten nog af")
    return out


def controls(case: Case) -> list[Slider | Choice]:
    found = derived(case)
    outside = [
        Slider(
            f"pressure_{key}",
            f"{name}, van buiten",
            0.5,
            10,
            found.get(key, (PRESSURE, ""))[0],
            0.5,
            help=found.get(key, (0, "Staat niet in de casus: schat zelf."))[1],
        )
        for key, name in zip(KEYS, NAMES, strict=True)
    ]
    return [
        Choice("loop", "Wie jaagt wie aan?", list(LOOPS.items()), "all"),
        *(Slider(f"drive_{key}", f"{name} jaagt aan", 0, 1.5, 0.3, 0.05) for key, name in zip(KEYS, NAMES, strict=True)),
        Slider("decay", "Wat vanzelf wegebt", 0.2, 2, 1, 0.1),
        *outside,
    ]


def outcome(case: Case, loop: str, decay: float, **settings: float) -> Outcome:
    """Three factors under pressure from outside, coupled."""
    strengths = tuple(float(settings[f"drive_{k}"]) for k in KEYS)
    pressure = tuple(float(settings[f"pressure_{k}"]) for k in KEYS)
    matrix = model.coupling(strengths, loop)
    before = tuple(b / decay for b in pressure)
    levels = model.levels(pressure, matrix, decay, before, STEP, round(YEARS / STEP))
    return Outcome(
        loop,
        strengths,
        pressure,
        decay,
        matrix,
        before,
        tuple(map(float, model.equilibrium(pressure, matrix, decay))),
        model.growth(matrix, decay),
        model.room(matrix, decay),
        levels,
    )


def picture(o: Outcome) -> str:
    factors = [
        plot.Factor(name, f"druk {dutch(b)} · {f'wordt {dutch(x, 1 if x < 100 else 0)}' if isfinite(x) else 'blijft groeien'}")
        for name, b, x in zip(NAMES, o.pressure, o.after, strict=True)
    ]
    arrows = [
        plot.Arrow(j, i, o.strengths[j], dutch(o.strengths[j]) if o.strengths[j] else "0: geen")
        for j in range(3)
        for i in range(3)
        if i != j and (o.loop == "all" or i == (j + 1) % 3)
    ]
    verdict = "komt tot rust" if o.growth < 0 else "precies op het omslagpunt" if o.growth == 0 else "blijft groeien"
    times = [round(k * STEP, 10) for k in range(len(o.levels))]
    return plot.picture(factors, arrows, times, o.levels.tolist(), TOP, verdict, title=EXPERIMENT.title, words=words(o))


def words(o: Outcome) -> str:
    named = [n.lower() for n in NAMES]
    start = "Zonder versterking: " + ", ".join(f"{n} {dutch(x, 1)}" for n, x in zip(named, o.before, strict=True)) + "."
    way = "Elk jaagt de twee andere aan" if o.loop == "all" else "De drie jagen elkaar aan in een kring"
    drive = ", ".join(f"{n} {dutch(g)}" for n, g in zip(named, o.strengths, strict=True))
    now = f"{way} ({drive}). Samen versterken zij elkaar met {dutch(o.total, 2)} per jaar, en er ebt {dutch(o.decay)} per jaar weg."
    if o.growth > 0:
        end = f"Dat is meer dan er wegebt: het blijft groeien. Elke {dutch(log(2) / o.growth, 1)} jaar verdubbelt de sterkte."
    elif o.growth == 0:
        end = "Dat is precies het omslagpunt: er komt elk jaar evenveel bij en het houdt niet op."
    else:
        ends = ", ".join(f"{n} op {dutch(x, 1)}" for n, x in zip(named, o.after, strict=True))
        end = (
            f"Dat is minder dan er wegebt: het komt tot rust, {ends}. Een verstoring is na {dutch(log(2) / -o.growth, 1)} jaar gehalveerd."
        )
        end += (
            " Er is geen gesloten kring meer, dus omslaan kan niet."
            if isinf(o.room)
            else f" Als elk {dutch(o.room, 2)} keer zo hard gaat aanjagen, slaat het om."
        )
    return f"{start} {now} {end}"


def report(o: Outcome) -> str:
    end = (
        "Zoals de casus is ingeschat, is dat sterker dan wat er wegebt: het blijft groeien."
        if o.growth > 0
        else "Zoals de casus is ingeschat, ligt dat precies op het omslagpunt."
        if o.growth == 0
        else "Zoals de casus is ingeschat, komt dat na een verstoring weer tot rust."
    )
    more = f" Jagen zij elkaar {dutch(o.room, 1)} keer zo hard aan, dan slaat het om." if o.growth < 0 and not isinf(o.room) else ""
    return f"Afhankelijkheid, complexiteit en dynamiek jagen elkaar aan. {end}{more}"


def measures(o: Outcome) -> list[Measure]:
    return [
        *(Measure(f"{name}: sterkte op den duur", x, y, digits=1) for name, x, y in zip(NAMES, o.before, o.after, strict=True)),
        Measure("Groei per jaar (onder 0: komt tot rust)", -o.decay, o.growth),
    ]


def tipping(case: Case) -> float:
    """The equal coupling at which it tips with the decay at the start."""
    return model.tipping_all(1.0)


EXPERIMENT = Experiment(
    key="waarom_regie",
    notebook="01_wat_is_regie",
    title="Waarom regie: drie kenmerken die elkaar versterken",
    strategy="begin",
    blind=True,
    guess=Guess(
        question="Afhankelijkheid, complexiteit en dynamiek jagen elkaar aan: elk van de drie de twee andere, alle drie even hard. Wat er is, ebt vanzelf weg met snelheid 1 per jaar. "
        "Vanaf welke snelheid van aanjagen komt het niet meer tot rust?",
        field=lambda case: Slider("_guess", "Uw voorspelling van het omslagpunt", 0, 2, 1, 0.05),
        answer=tipping,
        explain=lambda case, answer: (
            "Elk krijgt druk van twéé kanten. Twee keer een half is al evenveel als er wegebt. Zet alle drie de aanjagers op 0,5 en daarna op 0,55: u ziet het omslaan."
        ),
    ),
    controls=controls,
    outcome=outcome,
    picture=picture,
    words=words,
    report=report,
    measures=measures,
    columns=("zonder versterking", "met versterking"),
    own="Waar in uw casus jaagt het een het ander aan? Welke pijl zou u als eerste dunner willen maken, en hoe?",
    leaves_out=(
        "De drie kenmerken zijn geen meetbare grootheden. Een sterkte van 12 betekent alleen: meer dan 10 en minder dan 14.",
        "Waar de druk van buiten begint, volgt uit de casus: wie de regisseur niets kan opdragen, welke taken partijen uit drie of meer sectoren vragen, en wie nog afwacht. Hoe hard zij elkaar aanjagen, volgt nergens uit; dat stelt u in.",
        "De versterking is recht evenredig en houdt nooit op. In het echt raakt iemand uitgeput, stapt iemand op of grijpt iemand in. Dat het omslaat is de boodschap, niet hoe hoog het komt.",
        "De bron beschrijft een kring: belangen maken onzekerheid groter, onzekerheid brengt dynamiek, dynamiek brengt andere partijen. Dat elk de twee andere aanjaagt, is onze uitbreiding.",
        "Bij gelijke druk b en even hard aanjagen g eindigt elk op b/(δ − 2g), met δ wat er per jaar wegebt; het slaat om bij g = δ/2. Een kring slaat om als g₁ × g₂ × g₃ = δ³.",
    ),
    sources=("sterman2000", "vanloan1978"),
    needs=("numpy",),
)
