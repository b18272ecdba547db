"""Poolse landdag → doorzettingsmacht → verzet en conflict."""

import attrs

from ..cases import Case
from ..models import decision_rule as model
from ..plots import decision_rule as plot
from .controls import Choice, Slider, dutch
from .experiment import Experiment, Guess, Measure

#: Chance that a party says yes to a proposal, by its position; who waits and sees is set by the learner. A working assumption.
YES = {"voor": 0.9, "tegen": 0.25}
WAITING = 60  # per cent, at the start


@attrs.frozen
class Outcome:
    """What a decision rule does with the parties of a case."""

    case: Case
    chances: tuple[float, ...]
    quota: int
    decider: str
    passing: float
    overruled: dict[str, float]
    losers: float
    unanimous: float

    @property
    def blocked(self) -> float:
        """The largest chance (0…1) with which a party that can block is overruled."""
        return max((self.overruled[p.key] for p in self.case.parties if "blokker" in p.power), default=0.0)


def chances(case: Case, waiting: float = WAITING) -> tuple[float, ...]:
    """Chance of a yes per party, 0…1; `waiting` in per cent for those that wait and see."""
    return tuple(YES.get(p.position, waiting / 100) for p in case.parties)


def outcome(case: Case, quota: int, waiting: float, decider: str) -> Outcome:
    """Apply the rule: at least `quota` parties agree, or `decider` alone decides."""
    yes = chances(case, waiting)
    keys = [p.key for p in case.parties]
    alone = keys.index(decider) if decider else None
    passing = model.passing_chance(yes, quota, decider=alone)
    overruled = dict(zip(keys, model.overruled_chances(yes, quota, decider=alone), strict=True))
    losers = model.expected_overruled(yes, quota, decider=alone)
    return Outcome(case, yes, quota, decider, passing, overruled, losers, model.passing_chance(yes, len(yes)))


def picture(o: Outcome) -> str:
    return plot.picture(o.case, o.overruled, o.decider, title=EXPERIMENT.title, words=words(o))


def share(chance: float) -> str:
    """A chance as so many out of a hundred; what is not impossible is never called 0, what is not certain never 100."""
    hundredths = round(100 * chance)
    if hundredths == 0 and chance > 0:
        return "minder dan 1 van de 100"
    if hundredths == 100 and chance < 1:
        return "meer dan 99 van de 100"
    return f"{hundredths} van de 100"


def proposals(chance: float) -> str:
    """That share of the proposals: "13 van de 100 voorstellen"."""
    return {0: "geen enkel voorstel", 1: "alle voorstellen"}.get(chance, f"{share(chance)} voorstellen")


def passing(chance: float) -> str:
    """That share of the proposals with the verb that belongs to it."""
    return f"{proposals(chance)} {'haalt' if round(100 * chance) <= 1 else 'halen'} het"


def words(o: Outcome) -> str:
    n = len(o.chances)
    name = o.case.party(o.decider).called if o.decider else ""
    rule = (
        f"{name} beslist alleen"
        if o.decider
        else "alle partijen moeten instemmen"
        if o.quota == n
        else f"{o.quota} van de {n} partijen {'moet' if o.quota == 1 else 'moeten'} instemmen"
    )
    worst = o.case.party(max(o.overruled, key=lambda k: o.overruled[k]))
    if not o.losers > 0:
        price = "Niemand wordt overstemd."
    else:
        blocker = " Die partij kan de uitvoering blokkeren." if "blokker" in worst.power else ""
        price = (
            f"Per besluit worden gemiddeld {dutch(o.losers, 1)} partijen overstemd. Dat overkomt {worst.called} het vaakst: "
            f"bij {proposals(o.overruled[worst.key])}.{blocker}"
        )
    return f"De regel: {rule}. Het gevolg: {passing(o.passing)}. {price}"


def report(o: Outcome) -> str:
    n = len(o.chances)
    rule = (
        f"Beslist {o.case.party(o.decider).called} alleen"
        if o.decider
        else "Moeten alle partijen instemmen"
        if o.quota == n
        else f"Moet één van de {n} partijen instemmen"
        if o.quota == 1
        else f"Moeten {o.quota} van de {n} partijen instemmen"
    )
    worst = o.case.party(max(o.overruled, key=lambda k: o.overruled[k]))
    price = (
        f" Het vaakst wordt {worst.called} overstemd{', en die partij kan de uitvoering blokkeren' if 'blokker' in worst.power else ''}."
        if o.losers > 0
        else " Niemand wordt overstemd."
    )
    return f"{rule}, dan {'haalt' if round(100 * o.passing) <= 1 else 'halen'} naar schatting {proposals(o.passing)} het.{price}"


def measures(o: Outcome) -> list[Measure]:
    return [
        Measure("Kans op een besluit", o.unanimous, o.passing, "%", 1, 100),
        Measure("Overstemde partijen per besluit, gemiddeld", 0, o.losers, digits=1),
        Measure("Hoe vaak de meest overstemde partij met blokkermacht verliest", 0, o.blocked, "%", 0, 100),
    ]


def tell(o: Outcome, party: str) -> str:
    p = o.case.party(party)
    index = [q.key for q in o.case.parties].index(party)
    alone = "" if o.quota < len(o.chances) or o.decider else " Net als alle anderen kan zij elk besluit tegenhouden."
    return f"{p.called} ({p.position}) stemt in dit denkmodel in met {proposals(o.chances[index])} en wordt overstemd bij {proposals(o.overruled[party])}.{alone}"


def explain(case: Case, answer: float) -> str:
    """Why so few; an answer that would be rounded to nothing, or to everything, is said more precisely."""
    precise = "" if answer in (0, 100) or 0 < round(answer) < 100 else f"Preciezer gezegd: {share(answer / 100)}. "
    return f"{precise}Bij eenstemmigheid vermenigvuldigt u {len(case.parties)} kansen met elkaar. Elke partij erbij maakt het product kleiner, ook een welwillende partij."


EXPERIMENT = Experiment(
    key="poolse_landdag",
    notebook="04_structuur",
    title="Poolse landdag: wie mag doorzetten?",
    guess=Guess(
        question=f"Alle partijen moeten instemmen. Een voorstander zegt 90 van de 100 keer ja, een tegenstander 25 keer en wie afwacht {WAITING} keer. Hoeveel van de 100 voorstellen halen het?",
        field=lambda case: Slider("_guess", "Uw schatting", 0, 100, 20, 1, "van de 100"),
        answer=lambda case: 100 * model.passing_chance(chances(case), len(case.parties)),
        explain=explain,
    ),
    controls=lambda case: [
        Slider("quota", "Partijen die moeten instemmen", 1, len(case.parties), max(1, round(len(case.parties) * 0.8))),
        Slider("waiting", "Hoe vaak zegt wie afwacht ja?", 0, 100, WAITING, 5, "van de 100"),
        Choice("decider", "Doorzettingsmacht voor", [("", "niemand"), *((p.key, p.called) for p in case.parties)], ""),
    ],
    outcome=outcome,
    picture=picture,
    words=words,
    report=report,
    measures=measures,
    pick=tell,
    own="Wie zou u in uw eigen casus doorzettingsmacht willen geven, en wie wordt dan overstemd?",
    leaves_out=(
        f"De kansen ({dutch(100 * YES['voor'])}% voor een voorstander, {dutch(100 * YES['tegen'])}% voor een tegenstander) zijn een aanname, geen meting.",
        "Partijen stemmen los van elkaar. In het echt overleggen ze, ruilen ze en wachten ze op elkaar.",
        "Elk voorstel telt even zwaar. Een voorstel dat rekening houdt met wie nee zegt, komt hier niet voor; daarover gaat het deel Proces.",
        "Overstemd zijn is nog geen verzet. Of het verzet wordt, hangt af van wat er op het spel staat.",
    ),
    sources=("coleman1971", "tsebelis2002"),
    ready=lambda case: None if len(case.parties) > 1 else "Vul in uw casus eerst minstens twee partijen in.",
)
