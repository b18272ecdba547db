"""Tussen wal en schip: the more hands, the less anyone acts, and the smaller each one's share of the blame."""

import attrs

from ..cases import Case
from ..models import many_hands as model
from ..plots import many_hands as plot
from .controls import Choice, Slider, dutch, with_unit
from .experiment import Experiment, Guess, Measure, Table

NOBODY = ""
COST = 30  # per cent of what the step brings everyone
ABSENT = 10  # of 100 times that who is named is not there
GUESSED = 6  # hands in the prediction
ORDER = {"kern": 0, "mede": 1, "rand": 2}


@attrs.frozen
class Outcome:
    """Who could take a step, who carries the blame when nobody does, and how often that is."""

    case: Case
    step: str
    hands: tuple[str, ...]
    named: tuple[str, ...]
    blame: dict[str, float]
    waiting: tuple[float, ...]
    missed: float
    cost: float

    @property
    def unnamed(self) -> float:
        """How often nobody acts with this many hands when nobody is named."""
        return self.waiting[len(self.hands) - 1]


def most(case: Case) -> int:
    """So many hands there can be."""
    return min(model.MOST_PLAYERS, len(case.parties))


def around(case: Case, task: str) -> list[str]:
    """All parties, nearest to the step first: who claims the task (strongest first), who is needed for it, the others."""
    found = next((t for t in case.tasks if t.key == task), None)
    claimed = [c.party for c in sorted(found.claims, key=lambda c: ORDER[c.strength])] if found else []
    return list(dict.fromkeys([*claimed, *(found.needed if found else ()), *(p.key for p in case.parties)]))


def outcome(case: Case, task: str, hands: int, named: str, stand_in: str, cost: float) -> Outcome:
    """Let so many hands see the step (`cost` per cent of what it brings), with or without one that is responsible for it."""
    group = around(case, task)[:hands]
    if named and named not in group:
        group[-1] = named
    chosen = [named] if named else []
    if named and stand_in == "ja" and len(group) > 1:
        chosen.append(next(k for k in group if k != named))
    c = cost / 100
    step = next((t.called for t in case.tasks if t.key == task), "")
    return Outcome(
        case,
        step,
        tuple(group),
        tuple(chosen),
        model.blame(group, chosen),
        tuple(model.step_missed(k, c) for k in range(1, most(case) + 1)),
        model.step_missed(len(group), c, len(chosen), ABSENT / 100),
        c,
    )


def picture(o: Outcome) -> str:
    return plot.picture(o.case, o.hands, o.blame, o.named, o.waiting, o.missed, title=EXPERIMENT.title, words=words(o))


def often(chance: float) -> str:
    """A chance in words: so many of a hundred times."""
    if 0 < chance < 0.005:
        return "minder dan 1 van de 100 keer"
    return f"{dutch(100 * chance, 0)} van de 100 keer"


def listed(names: list[str]) -> str:
    return " en ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def words(o: Outcome) -> str:
    names = [o.case.party(k).label for k in o.hands]
    n = len(names)
    step = f"De stap: ‘{o.step}’." if o.step else "Een stap die van niemand is."
    who = f"{listed(names)} {'kan hem zetten' if n == 1 else 'kunnen hem zetten; één is genoeg'}."
    return " ".join([step, who, _named(o) if o.named else _unnamed(o, n)])


def report(o: Outcome) -> str:
    names = [o.case.party(k).label for k in o.hands]
    step = f"‘{o.step}’" if o.step else "Een stap die van niemand is"
    start = (
        f"{step} kan door {len(names)} partijen worden opgepakt: {listed(names)}."
        if len(names) > 1
        else f"{step} kan alleen door {names[0]} worden opgepakt."
    )
    if not o.named:
        return f"{start} Niemand is aangewezen; {often(o.missed)} doet niemand iets."
    who = [o.case.party(k).called for k in o.named]
    return f"{start} Aangewezen is {who[0]}{f', met {who[1]} als vervanger' if len(who) > 1 else ''}; dan doet {often(o.missed)} niemand iets. Zonder aanwijzing zou dat {often(o.unnamed)} zijn."


def _unnamed(o: Outcome, n: int) -> str:
    if n == 1:
        return "Niemand is aangewezen, maar er is ook geen ander om op te wachten: de stap wordt gezet."
    return (
        f"Niemand is aangewezen. Ieder wacht een beetje op de ander, en {often(o.missed)} zet niemand de stap. "
        f"Gaat het mis, dan draagt ieder {plot.percent(1 / n)}% van de schuld. {_more(o, n)}"
    ).strip()


def _more(o: Outcome, n: int) -> str:
    if n == len(o.waiting):
        return f"Met één hand zou het {often(o.waiting[0])} zijn, en droeg die alles."
    return f"Met nog een hand erbij wordt dat {often(o.waiting[n])}, en ieders deel {plot.percent(1 / (n + 1))}%."


def _named(o: Outcome) -> str:
    first = o.case.party(o.named[0]).called
    if len(o.named) > 1:
        second = o.case.party(o.named[1]).called
        told = f"{first} is aangewezen en {second} valt in. Alleen als beide er niet zijn, zet niemand de stap: {often(o.missed)}. Samen dragen zij dan de schuld, ieder de helft."
    else:
        told = f"{first} is aangewezen. Alleen als die er niet is, zet niemand de stap: {often(o.missed)}. Die draagt dan de hele schuld."
    others = len(o.hands) - len(o.named)
    rest = (
        ""
        if not others
        else f"De {'ander rekent' if others == 1 else 'anderen rekenen'} daarop en {'draagt' if others == 1 else 'dragen'} 0%."
    )
    unnamed = f"Zonder aanwijzing zou het {often(o.unnamed)} zijn."
    few = "één" if len(o.named) == 1 else "twee"
    worse = (
        f"Aanwijzen maakt het hier dus slechter: men deed het toch al, en nu hangt het van {few} af."
        if o.missed > o.unnamed + 0.005 and len(o.hands) > 1
        else ""
    )
    return " ".join(filter(None, [told, rest, unnamed, worse]))


def measures(o: Outcome) -> list[Measure]:
    n = len(o.hands)
    return [
        Measure("Niemand zet de stap, van de 100 keer", o.unnamed, o.missed, "", 0, 100),
        Measure("Grootste deel van de schuld bij één partij", 1 / n, max(o.blame.values()), "%", 1, 100),
        Measure("Partijen die een deel van de schuld dragen", n, sum(share > 0 for share in o.blame.values()), digits=0),
    ]


def tables(o: Outcome) -> list[Table]:
    rows = [
        (
            with_unit(str(k), "hand|handen", k) + (" (nu)" if k == len(o.hands) and not o.named else ""),
            dutch(100 * chance, 0),
            f"{plot.percent(1 / k)}%",
        )
        for k, chance in enumerate(o.waiting, 1)
    ]
    shares = [
        (
            o.case.party(k).called + ("" if k not in o.named else " (aangewezen)" if k == o.named[0] else " (vervanger)"),
            f"{plot.percent(share)}%",
        )
        for k, share in o.blame.items()
    ]
    return [
        Table("Doet niemand het, wie draagt dan welk deel van de schuld?", ("Partij", "Deel van de schuld"), shares),
        Table("Meer handen, niemand aangewezen", ("Hoeveel", "Niemand zet de stap, van de 100 keer", "Ieders deel van de schuld"), rows),
    ]


def note(o: Outcome, key: str) -> str:
    """What to say below a control that does nothing in this state."""
    if key == "stand_in" and not o.named:
        return "Telt pas mee als u iemand aanwijst."
    if key == "stand_in" and len(o.hands) == 1:
        return "Voor een vervanger is een tweede hand nodig."
    return ""


def explain(case: Case, answer: float) -> str:
    one, two = (100 * model.step_missed(k, COST / 100) for k in (1, 2))
    return (
        f"Met één partij is het {dutch(one, 0)} keer, met twee {dutch(two, 0)} keer. Elke partij erbij is een reden om te wachten. "
        f"En gaat het mis, dan draagt ieder van de zes nog maar {plot.percent(1 / GUESSED)}% van de schuld."
    )


def controls(case: Case) -> list:
    step = max(
        case.tasks,
        key=lambda t: (all(c.strength != "kern" for c in t.claims), len(t.claims), sum(ORDER[c.strength] for c in t.claims)),
        default=None,
    )
    tasks = [(t.key, t.called) for t in case.tasks] or [(NOBODY, "een stap die van niemand is")]
    return [
        Choice("task", "Welke stap dreigt te blijven liggen?", tasks, step.key if step else NOBODY),
        Slider("hands", "Zoveel handen kunnen de stap zetten", 1, most(case), min(4, most(case)), 1, "hand|handen"),
        Choice(
            "named",
            "Wie is verantwoordelijk voor deze stap?",
            [(NOBODY, "niemand aangewezen"), *((p.key, p.called) for p in case.parties)],
            NOBODY,
        ),
        Choice("stand_in", "Is er een vervanger?", [("nee", "nee"), ("ja", "ja")], "nee"),
        Slider("cost", "Wat kost het om de stap te zetten, vergeleken met wat hij iedereen oplevert?", 5, 95, COST, 5, "%"),
    ]


EXPERIMENT = Experiment(
    key="vele_handen",
    notebook="06_cultuur",
    title="Tussen wal en schip: vele handen",
    strategy="cultuur",
    guess=Guess(
        question=f"Zes partijen zien dat een stap blijft liggen. Ieder kan hem zetten, en één is genoeg. De stap kost wie hem zet {COST}% van wat hij iedereen oplevert. "
        "Hoe vaak, van de 100 keer, zet niemand de stap?",
        field=lambda case: Slider("_guess", "Uw schatting", 0, 100, 5, 1, "van de 100 keer"),
        answer=lambda case: 100 * model.step_missed(GUESSED, COST / 100),
        explain=explain,
    ),
    controls=controls,
    outcome=outcome,
    picture=picture,
    words=words,
    report=report,
    measures=measures,
    tables=tables,
    note=note,
    blind=True,
    columns=("niemand aangewezen", "nu"),
    own="Welke stap ligt in uw casus tussen wal en schip? Wie is er vanaf morgen verantwoordelijk voor, en weet diegene dat?",
    leaves_out=(
        "Ieder kiest tegelijk en zonder te overleggen. Eén telefoontje doorbreekt het: daarom is ‘vraag het even’ zo’n krachtige waarde.",
        "Alle handen zijn gelijk. In het echt kan de een het beter of goedkoper dan de ander, en ziet niet iedereen evenveel.",
        f"Wie is aangewezen, doet het {100 - ABSENT} van de 100 keer en is anders ziek, weg of te druk. De anderen rekenen daar helemaal op. Beide zijn aannames.",
        "De schuld is verdeeld naar wie het had kunnen voorkomen. Wie er macht over had, wie het wist en wie er belang bij had, telt in het echt ook mee.",
        "Schuld verdelen na afloop lost niets op. De vraag is wie de volgende keer belt.",
        "Een naam bij elke stap is een afspraak. Voelt niemand zich verantwoordelijk voor wat niet is afgesproken, dan ontstaat elders een nieuw gat.",
    ),
    sources=("thompson1980", "diekmann1985", "shapley1953"),
    ready=lambda case: (
        None if len(case.parties) > 1 else "Vul in uw casus eerst minstens twee partijen in. Dat doet u in het notebook ‘Begin’."
    ),
)
