"""New sub-optimalities: no grouping of tasks removes every tie between units; a few ad hoc bridges do the rest."""

import attrs

from ..cases import Case
from ..cases.remember import last
from ..models import task_units as model
from ..plots import task_units as plot
from ..plots.svg import letter
from .controls import Choice, Slider, counted, dutch, with_unit
from .experiment import Card, Experiment, Guess, Measure, Table

UNITS = 3  # at the start and in the prediction
SOME = 3  # bridges, in what is said of the prediction
MOST_UNITS, MOST_BRIDGES = 5, 8
LETTERS = tuple(letter(i) for i in range(MOST_UNITS))
TASK = "taak_"  # the control of a task: this + its key
OWN, BEST = "eigen", "beste"


@attrs.frozen
class Found:
    """The tasks that take part, the parties each needs, and the ties between them."""

    needed: dict[str, tuple[str, ...]]
    ties: model.Ties
    left_out: int

    @property
    def total(self) -> int:
        return sum(self.ties.values())


@attrs.frozen
class Outcome:
    """The learner's grouping and the best one with so many units, and what bridges make of the one that is shown."""

    case: Case
    found: Found
    units: int
    largest: int
    asked: int
    own: dict[str, int]
    best: dict[str, int]
    shown: str
    bridges: int

    @property
    def unit(self) -> dict[str, int]:
        """The grouping in the picture."""
        return self.own if self.shown == OWN else self.best

    def cut(self, unit: dict[str, int]) -> int:
        return model.cut(self.found.ties, unit)

    def laid(self, unit: dict[str, int]) -> list[tuple[str, int]]:
        """The bridges: party and how many ties between units it covers."""
        return model.bridges(self.found.needed, unit)[: self.bridges]

    def held(self, unit: dict[str, int]) -> float:
        """The share of all ties that is inside a unit or bridged."""
        return model.share_held(self.found.ties, self.cut(unit) - sum(n for _, n in self.laid(unit)))


@last
def found(case: Case) -> Found:
    """The tasks of a case that take part: all, or where there are more than ten those with the most ties."""
    needed = {t.key: tuple(dict.fromkeys(t.needed)) for t in case.tasks}
    ties = model.ties(needed)
    loads = {task: sum(w for pair, w in ties.items() if task in pair) for task in needed}
    chosen = set(sorted(needed, key=lambda task: -loads[task])[: model.MOST])
    return Found(
        {k: v for k, v in needed.items() if k in chosen},
        {pair: w for pair, w in ties.items() if chosen.issuperset(pair)},
        len(needed) - len(chosen),
    )


@last
def _groupings(case: Case) -> dict[tuple[int, int], dict[str, int]]:
    return {}


def best(case: Case, units: int, largest: int) -> dict[str, int]:
    """The grouping that leaves the fewest ties between units; remembered, for a slider asks it at every step."""
    made = _groupings(case)
    if (units, largest) not in made:
        here = found(case)
        made[units, largest] = model.minimum_cut(list(here.needed), here.ties, units, largest).unit
    return made[units, largest]


def fair(tasks: int, units: int) -> int:
    """How many tasks the largest unit holds at least."""
    return -(-tasks // units)


def start(case: Case) -> dict[str, int]:
    """The grouping at the start: the tasks in the order of the case."""
    tasks = list(found(case).needed)
    units = min(UNITS, len(tasks))
    return {task: i * units // len(tasks) for i, task in enumerate(tasks)}


def outcome(case: Case, bridges: int, shown: str, units: int = 2, largest: int = 1, **places: str) -> Outcome:
    here = found(case)
    room = max(largest, fair(len(here.needed), units))
    return Outcome(
        case,
        here,
        units,
        room,
        largest,
        {task: LETTERS.index(places[TASK + task]) for task in here.needed},
        best(case, units, room),
        shown,
        bridges,
    )


def name(case: Case, task: str) -> str:
    return next(t.called for t in case.tasks if t.key == task)


def short(case: Case, task: str) -> str:
    return next(t.label for t in case.tasks if t.key == task)


def picture(o: Outcome) -> str:
    unit = o.unit
    count = max(o.units, *(u + 1 for u in unit.values()))
    units = [[task for task in unit if unit[task] == u] for u in range(count)]
    bridged = {party for party, _ in o.laid(unit)}
    held = {(a, b): None if unit[a] == unit[b] else set(o.found.needed[a]) & set(o.found.needed[b]) <= bridged for a, b in o.found.ties}
    names = {task: (short(o.case, task), name(o.case, task)) for task in unit}
    return plot.picture(
        names, units, held, o.found.ties, [o.case.party(p).label for p, _ in o.laid(unit)], title=EXPERIMENT.title, words=words(o)
    )


def _ties(number: int) -> str:
    return "geen banden" if not number else with_unit(str(number), "band|banden", number)


def _of(part: int, total: int) -> str:
    return f"{dutch(100 * part / total if total else 0, 0)}%"


def words(o: Outcome) -> str:
    unit, total = o.unit, o.found.total
    cut, laid = o.cut(unit), o.laid(unit)
    which = "Uw indeling" if o.shown == OWN else "De beste indeling volgens het denkmodel"
    groups = "; ".join(f"{LETTERS[u]}: {', '.join(short(o.case, t) for t in unit if unit[t] == u)}" for u in sorted(set(unit.values())))
    used = len(set(unit.values()))
    begin = f"Er {counted(len(unit), 'is', 'zijn', 'taak', 'taken')} met samen {_ties(total)}. {which} heeft {with_unit(str(used), 'eenheid|eenheden', used)}: {groups}."
    if not cut:
        cutting = "Geen enkele band loopt tussen eenheden." + (" Alles zit in één eenheid: dan is er niets geknipt." if used == 1 else "")
    else:
        cutting = f"Tussen de eenheden {counted(cut, 'loopt', 'lopen', 'band', 'banden')}: {_of(cut, total)} van alle banden."
    over = ""
    if laid:
        covered = sum(n for _, n in laid)
        who = ", ".join(f"{o.case.party(p).label} ({n})" for p, n in laid)
        over = (
            f"{with_unit(str(len(laid)), 'brug|bruggen', len(laid))}, bij {who}, {'dekt' if len(laid) == 1 else 'dekken'} er {covered} van af. "
            f"Zo is {dutch(100 * o.held(unit), 0)}% van de banden geregeld."
        )
    less = f"Van de {len(unit) + o.found.left_out} taken doen de {len(unit)} met de meeste banden mee." if o.found.left_out else ""
    return " ".join(filter(None, [begin, cutting, over, less]))


def report(o: Outcome) -> str:
    unit, total = o.unit, o.found.total
    cut, laid = o.cut(unit), o.laid(unit)
    used = sorted(set(unit.values()))
    units = "; ".join(f"{LETTERS[u]}: {', '.join(short(o.case, t) for t in unit if unit[t] == u)}" for u in used)
    bridged = (
        f" Met {with_unit(str(len(laid)), 'brug|bruggen', len(laid))}, bij {', '.join(o.case.party(p).label for p, _ in laid)}, is {dutch(100 * o.held(unit), 0)}% van de banden geregeld."
        if laid
        else ""
    )
    return f"De {len(unit)} taken zijn verdeeld over {with_unit(str(len(used)), 'eenheid|eenheden', len(used))} ({units}). Tussen de eenheden {'loopt' if cut == 1 else 'lopen'} {_ties(cut)} ({_of(cut, total)} van alle).{bridged}"


def measures(o: Outcome) -> list[Measure]:
    total = o.found.total
    own, top = o.cut(o.own), o.cut(o.best)
    return [
        Measure("Banden tussen eenheden", own, top, digits=0),
        Measure("Deel van alle banden dat tussen eenheden loopt", own / total, top / total, "%", 0, 100),
        Measure("Geregeld: binnen een eenheid of met een brug", o.held(o.own), o.held(o.best), "%", 0, 100),
    ]


def tables(o: Outcome) -> list[Table]:
    """What each bridge adds."""
    unit = o.unit
    cut, total = o.cut(unit), o.found.total
    rows, done = [], 0
    for i, (party, covered) in enumerate(model.bridges(o.found.needed, unit), 1):
        done += covered
        rows.append(
            (f"{i}. {o.case.party(party).called}", str(covered), f"{_of(total - cut + done, total)}", "ja" if i <= o.bridges else "nee")
        )
    return (
        [Table("Waar een brug helpt, de beste eerst", ("Brug bij", "Dekt zoveel banden", "Geregeld tot en met deze", "Ligt er"), rows)]
        if rows
        else []
    )


def note(o: Outcome, key: str) -> str:
    if key in o.found.needed:
        out = sum(w for (a, b), w in o.found.ties.items() if key in (a, b) and o.own[a] != o.own[b])
        own = sum(w for pair, w in o.found.ties.items() if key in pair)
        return f"In eenheid {LETTERS[o.own[key]]} heeft deze taak {_ties(own - out)} binnen de eenheid en {out} erbuiten."
    if key == "largest":
        used, size = len(set(o.own.values())), max(list(o.own.values()).count(u) for u in o.own.values())
        out = (
            []
            if o.largest == o.asked
            else [f"In {o.units} eenheden passen de taken pas als een eenheid er {o.largest} mag hebben; daarmee is gerekend."]
        )
        if used != o.units or size > o.largest:
            out.append(
                f"Let op: uw eigen indeling heeft {with_unit(str(used), 'eenheid|eenheden', used)}, de grootste met {with_unit(str(size), 'taak|taken', size)}. De beste houdt zich aan uw schuiven."
            )
        return " ".join(out)
    return ""


def controls(case: Case) -> list[Slider | Choice]:
    here, first = found(case), start(case)
    count = len(here.needed)
    possible = len(model.bridges(here.needed, {}))  # with every task alone: all parties that two tasks or more need
    sliders = [
        Slider("units", "Aantal eenheden", 2, min(MOST_UNITS, count), min(UNITS, count), 1, "eenheid|eenheden"),
        Slider(
            "largest",
            "Hoogstens zoveel taken in één eenheid",
            min(2, count - 1),
            count - 1,
            fair(count, min(UNITS, count)),
            1,
            "taak|taken",
        ),
        Slider(
            "bridges",
            "Bruggen: mensen die alle taken van hun organisatie volgen",
            0,
            min(MOST_BRIDGES, max(2, possible)),
            0,
            1,
            "brug|bruggen",
        ),
    ]
    return [
        *(Choice(TASK + task, "In welke eenheid?", [(x, x) for x in LETTERS], LETTERS[first[task]]) for task in here.needed),
        *(s for s in sliders if s.low < s.high),  # with two tasks there is nothing to choose
        Choice("shown", "Wat ziet u in het plaatje?", [(OWN, "uw indeling"), (BEST, "de beste indeling")], OWN),
    ]


def cards(case: Case) -> list[Card]:
    here = found(case)

    def needs(task: str) -> str:
        near = [(short(case, b if a == task else a), w) for (a, b), w in here.ties.items() if task in (a, b)]
        shared = ", ".join(f"{n} ({w})" if w > 1 else n for n, w in near)
        parties = ", ".join(case.party(p).label for p in here.needed[task])
        return f"Nodig: {parties or 'niemand'}. {f'Deelt partijen met: {shared}.' if near else 'Deelt met geen andere taak een partij.'}"

    return [Card(task, name(case, task), needs(task), (TASK + task,)) for task in here.needed]


def share(case: Case) -> float:
    """Which part of the ties the best grouping in three equal units leaves between them, in per cent."""
    here = found(case)
    units = min(UNITS, len(here.needed))
    return 100 * model.cut(here.ties, best(case, units, fair(len(here.needed), units))) / here.total


def explain(case: Case, answer: float) -> str:
    here = found(case)
    units = min(UNITS, len(here.needed))
    if len(here.needed) == units:
        return "Met zo weinig taken staat elke taak in een eigen eenheid, en dan loopt elke band ertussen. Vul in uw casus meer taken in, of kies een andere casus."
    bridges = model.bridges(here.needed, best(case, units, fair(len(here.needed), units)))
    few = bridges[:SOME]
    held = answer - 100 * sum(n for _, n in few) / here.total
    names = ", ".join(case.party(p).label for p, _ in few)
    return "Een taak heeft banden naar meer kanten. Wie haar bij de één zet, haalt haar weg bij de ander." + (
        f" Drie bruggen (bij {names}) brengen wat openblijft terug tot {dutch(held, 0)}%." if len(few) == SOME else ""
    )


def _ready(case: Case) -> str | None:
    here = found(case)
    if len(here.needed) < 2:
        return "Vul in uw casus eerst een paar taken in, met per taak welke partijen ervoor nodig zijn (tabel Taken, kolom ‘Samen nodig’). Vier taken of meer is het leerzaamst."
    if not here.ties:
        return "In deze casus delen geen twee taken een partij. Er valt dus niets te knippen. Vul bij de taken meer partijen in, of kies een andere casus."
    return None


EXPERIMENT = Experiment(
    key="knippen",
    notebook="05_structuur_instrumenten",
    title="Knippen: elke indeling laat losse eindjes",
    guess=Guess(
        question="Twee taken hebben een band als zij dezelfde partij nodig hebben. De taken van deze casus gaan in drie ongeveer even grote eenheden. "
        "Zoek de allerbeste indeling. Hoeveel procent van de banden loopt dan nog tussen twee eenheden?",
        field=lambda case: Slider("_guess", "Uw schatting", 0, 100, 20, 1, "%"),
        answer=share,
        explain=explain,
    ),
    controls=controls,
    cards=cards,
    note=note,
    outcome=outcome,
    picture=picture,
    words=words,
    report=report,
    measures=measures,
    tables=tables,
    columns=("uw indeling", "de beste"),
    own="Welke band loopt in uw casus straks tussen twee eenheden? Wie kan daar een brug zijn, en wat heeft die persoon daarvoor nodig?",
    leaves_out=(
        "Een band is hier alleen een gedeelde partij. In het echt binden ook geld, gegevens, wet en cliënten taken aan elkaar.",
        "Binnen een eenheid gaat afstemmen vanzelf goed, en een brug houdt. In het echt kost een brug iemand tijd, en valt zij weg als die persoon weggaat.",
        "De beste indeling is exact: alle indelingen van hoogstens tien taken zijn bekeken. Bij meer taken doen de tien met de meeste banden mee.",
        "Geef een eenheid veel ruimte en de beste indeling wordt één grote hoop met een paar losse taken. Op papier blijft er dan weinig over, maar die hoop is zelf onoverzichtelijk.",
        "Minder banden tussen eenheden is niet altijd beter. Een band houdt ook contact in leven tussen mensen die elkaar anders kwijtraken.",
    ),
    sources=("goldschmidt1994", "thompson1967"),
    ready=_ready,
)
