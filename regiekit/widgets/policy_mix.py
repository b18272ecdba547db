"""De mix: structuur, cultuur en proces tegen elkaar afwegen, per probleem, met wat er na twee jaar van over is."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import attrs

from ..cases import Case
from ..cases.remember import last
from ..models import policy_mix as model
from ..plots import policy_mix as plot
from .controls import Rows, Slider, counted, dutch, with_unit
from .experiment import Experiment, Guess, Measure, Table

STRATEGIES = ("structuur", "cultuur", "proces")
#: How well a strategy works on a problem -> its name, and which part of the problem it takes away at most, lowest and highest estimate.
REACH = {
    "niet": ("niet", 0.0, 0.0),
    "weinig": ("weinig (10–30%)", 0.1, 0.3),
    "deels": ("deels (30–60%)", 0.3, 0.6),
    "veel": ("veel (50–80%)", 0.5, 0.8),
}
HALF = 3  # half-days a week that halve what could still be gained
UPKEEP = 0.25  # part of the effort that keeps everything up
YEARS = 2
WEEK = 9  # half-days, in the prediction and at the start
EXAMPLE = 0.6  # reach, in the prediction


class Problem(NamedTuple):
    """A problem, and per strategy its reach, lowest and highest."""

    name: str
    reaches: tuple[tuple[float, float], ...]


Span = tuple[float, float]


@attrs.frozen
class Outcome:
    """What a division of the effort over the strategies does to each problem."""

    problems: tuple[Problem, ...]
    weights: tuple[float, ...]
    budget: float
    start: float
    kept: float
    half_life: float

    @property
    def building(self) -> float:
        """Half-days that are left when upkeep has had its part."""
        return self.budget * (1 - UPKEEP * self.kept)

    @property
    def efforts(self) -> tuple[float, ...]:
        total = sum(self.weights)
        return tuple(self.building * w / total if total else 0.0 for w in self.weights)

    def gone(self, problem: Problem, efforts: Sequence[float], years: float = 0) -> Span:
        """The part of a problem that is gone after some years, lowest and highest."""
        effects = [
            [
                model.worn(model.effect(x, r[end], HALF, self.start), years, self.half_life, self.kept)
                for x, r in zip(efforts, problem.reaches, strict=True)
            ]
            for end in (0, 1)
        ]
        return tuple(1 - model.left(e) for e in effects)  # type: ignore[return-value]

    def alone(self, strategy: int) -> tuple[float, ...]:
        """All effort in one strategy."""
        return tuple(self.building if i == strategy else 0.0 for i in range(len(STRATEGIES)))

    def best_alone(self, problem: Problem) -> int:
        """The strategy that does most for a problem when it gets all effort."""
        return max(range(len(STRATEGIES)), key=lambda i: sum(problem.reaches[i]))

    @property
    def single(self) -> int:
        """The strategy that does most for all problems together when it gets all effort."""
        return max(range(len(STRATEGIES)), key=lambda i: sum(self.mean(self.alone(i))))

    def mean(self, efforts: Sequence[float], years: float = 0) -> Span:
        """The mean over the problems, lowest and highest; nothing without problems."""
        spans = [self.gone(p, efforts, years) for p in self.problems]
        return tuple(sum(s[end] for s in spans) / len(spans) if spans else 0.0 for end in (0, 1))  # type: ignore[return-value]

    @property
    def won(self) -> list[Problem]:
        """The problems on which the mix does more than all effort in the one strategy that works best there."""
        return [
            p for p in self.problems if _middle(self.gone(p, self.efforts)) > _middle(self.gone(p, self.alone(self.best_alone(p)))) + 1e-9
        ]

    @property
    def stubborn(self) -> Problem:
        """The problem of which most is left."""
        return min(self.problems, key=lambda p: _middle(self.gone(p, self.efforts)))


def _middle(span: Span) -> float:
    return sum(span) / 2


def _unowned(case: Case) -> str:
    return next((f"‘{t.label}’ is van niemand" for t in case.tasks if not t.claims), "")


def _twice(case: Case) -> str:
    return next((f"Meer partijen eisen ‘{t.label}’ op" for t in case.tasks if sum(c.strength == "kern" for c in t.claims) > 1), "")


def _against(case: Case) -> str:
    names = [p.label for p in case.parties if p.position == "tegen"]
    shown = names if len(names) < 3 else [*names[:1], f"nog {len(names) - 1}"]
    return f"{' en '.join(shown)} {'ziet' if len(names) == 1 else 'zien'} niets in deze regie" if names else ""


def _unbound(case: Case) -> str:
    seats = [p.representative for p in case.parties if p.representative]
    n = sum(not r.commitment for r in seats)
    return f"Aan tafel {'kan' if n == 1 else 'kunnen'} {n} van de {len(seats)} niets toezeggen" if n else ""


#: What can be read from a case as a problem, and how well structure, culture and process work on it: a first proposal, which the learner changes.
PROPOSALS: tuple[tuple[Callable[[Case], str], tuple[str, str, str]], ...] = (
    (_unowned, ("deels", "deels", "weinig")),
    (_against, ("niet", "weinig", "veel")),
    (_unbound, ("deels", "niet", "deels")),
    (_twice, ("deels", "weinig", "deels")),
    (lambda case: "Partijen weten niet van elkaar wat zij doen", ("weinig", "deels", "deels")),
    (lambda case: "Wat tussen twee partijen in valt, pakt niemand op", ("weinig", "deels", "weinig")),
)
PROPOSED = 4


@last
def proposed(case: Case) -> list[dict[str, str]]:
    """The rows of the table at the start."""
    found = [(name, reach) for say, reach in PROPOSALS if (name := say(case))]
    return [{"probleem": name, **dict(zip(STRATEGIES, reach, strict=True))} for name, reach in found[:PROPOSED]]


def outcome(
    case: Case,
    problems: Sequence[dict[str, str]],
    structuur: float,
    cultuur: float,
    proces: float,
    budget: float,
    start: float,
    kept: float,
    half_life: float,
) -> Outcome:
    rows = tuple(
        Problem(row["probleem"].strip(), tuple(REACH.get(row[s], REACH["niet"])[1:] for s in STRATEGIES))
        for row in problems
        if row["probleem"].strip()
    )
    return Outcome(rows, (structuur, cultuur, proces), budget, start, kept / 100, half_life)


def _span(span: Span) -> str:
    low, high = (dutch(100 * v, 0) for v in span)
    return f"{low}%" if low == high else f"{low} tot {high}%"


def _effort(x: float) -> str:
    return with_unit(dutch(x, 1).removesuffix(",0"), "dagdeel|dagdelen", x)


def picture(o: Outcome) -> str:
    shares = [
        plot.Share(f"{name} {dutch(x, 1).removesuffix(',0')}", x)
        for name, x in zip((*STRATEGIES, "onderhoud"), (*o.efforts, o.budget - o.building), strict=True)
    ]
    rows = []
    for p in o.problems:
        now, later = o.gone(p, o.efforts), o.gone(p, o.efforts, YEARS)
        rows.append(plot.Row(p.name, now, later, _span(now).replace(" tot ", "–"), _span(later).replace(" tot ", "–")))
    return plot.picture(shares, rows, "De mix, in dagdelen per week", f"na {YEARS} jaar", title=EXPERIMENT.title, words=words(o))


def _mix(o: Outcome) -> str:
    """The mix in a few words: most first, equals side by side."""
    used = [(x, name) for x, name in zip(o.efforts, STRATEGIES, strict=True) if x]
    parts = [f"{_effort(x)} {name}" for x, name in sorted(used, key=lambda one: -one[0])]
    return " en ".join(filter(None, [", ".join(parts[:-1]), parts[-1]])) if parts else "niets"


def words(o: Outcome) -> str:
    upkeep = f" Onderhoud krijgt {_effort(o.budget - o.building)}." if o.kept and o.budget > o.building else " Aan onderhoud gaat niets."
    said = f"De mix per week: {_mix(o)}.{upkeep}"
    if not o.problems:
        return f"{said} Er is nog geen probleem ingevuld."
    each = " ".join(
        f"{p.name}: nu is {_span(o.gone(p, o.efforts))} weg, na {YEARS} jaar {_span(o.gone(p, o.efforts, YEARS))}." for p in o.problems
    )
    return f"{said} {each} {_compared(o)}"


def _compared(o: Outcome) -> str:
    n, all_ = len(o.won), len(o.problems)
    where = "Bij geen enkel probleem" if not n else "Bij elk probleem" if n == all_ else f"Bij {n} van de {all_} problemen"
    return f"{where} doet deze mix meer dan alle tijd in de ene strategie die er het beste werkt."


def report(o: Outcome) -> str:
    if not o.problems or not any(o.efforts):
        return "Een mix van structuur, cultuur en proces is nog niet gekozen."
    p = o.stubborn
    kept = (
        "wordt alles onderhouden"
        if o.kept == 1
        else f"wordt {dutch(100 * o.kept, 0)}% onderhouden"
        if o.kept
        else "onderhoudt niemand wat er is bereikt"
    )
    return (
        f"De voorgestelde mix per week is {_mix(o)}. Het meeste blijft over van dit probleem: {p.name} (naar schatting gaat {_span(o.gone(p, o.efforts))} weg). "
        f"Daarna {kept}: na {YEARS} jaar is van alle problemen gemiddeld nog {_span(o.mean(o.efforts, YEARS))} weg."
    )


def measures(o: Outcome) -> list[Measure]:
    one, now, later = o.mean(o.alone(o.single)), o.mean(o.efforts), o.mean(o.efforts, YEARS)
    then = o.mean(o.alone(o.single), YEARS)
    return [
        Measure("Gemiddeld weg van de problemen, laagste schatting", one[0], now[0], "%", 0, 100),
        Measure("Gemiddeld weg van de problemen, hoogste schatting", one[1], now[1], "%", 0, 100),
        Measure(f"Na {YEARS} jaar nog weg, laagste schatting", then[0], later[0], "%", 0, 100),
        Measure(f"Na {YEARS} jaar nog weg, hoogste schatting", then[1], later[1], "%", 0, 100),
    ]


def tables(o: Outcome) -> list[Table]:
    rows = []
    for p in o.problems:
        best = o.best_alone(p)
        division = model.best_division(o.building, [_middle(r) for r in p.reaches], HALF, o.start)
        rows.append(
            (
                p.name,
                _span(o.gone(p, o.efforts)),
                _span(o.gone(p, o.efforts, YEARS)),
                f"{_span(o.gone(p, o.alone(best)))} ({STRATEGIES[best]})" if any(map(any, p.reaches)) else "–",
                ", ".join(f"{name} {dutch(x, 1)}" for name, x in zip(STRATEGIES, division, strict=True) if x > 0.05) or "–",
            )
        )
    columns = (
        "Probleem",
        "Nu weg",
        f"Na {YEARS} jaar nog weg",
        "Met alle tijd in één strategie",
        "Verdeling die hier het meeste doet, in dagdelen",
    )
    return [Table("Wat de mix doet, per probleem", columns, rows)] if rows else []


def note(o: Outcome, key: str) -> str:
    if key == "start" and o.start and any(o.efforts):
        idle = [name for name, x in zip(STRATEGIES, o.efforts, strict=True) if 0 < x <= o.start]
        return f"Zo {counted(len(idle), 'is', 'zijn', 'strategie', 'strategieën')} nog niet op gang: {', '.join(idle)}." if idle else ""
    if key == "kept":
        return (
            f"Van wat u bereikt, is na {YEARS} jaar zonder onderhoud nog {dutch(100 * 2 ** (-YEARS / o.half_life), 0)}% over."
            if o.kept < 1
            else "Er slijt niets, maar u bouwt ook minder op."
        )
    return ""


def answer(case: Case) -> float:
    """What nine half-days take away, divided evenly over three strategies of the same reach, in per cent."""
    return 100 * (1 - model.left([model.effect(WEEK / 3, EXAMPLE, HALF)] * 3))


def explain(case: Case, found: float) -> str:
    one = 100 * model.effect(WEEK, EXAMPLE, HALF)
    return (
        f"Elke strategie haalt 30% weg van wat de andere laten liggen: 70% × 70% × 70% blijft over. Optellen tot 90% klopt dus niet. Met alle tijd in één strategie komt u op {dutch(one, 1)}%: "
        "de eerste dagdelen leveren het meeste op, en wat die ene strategie mist, blijft liggen."
    )


def _weight(key: str, label: str) -> Slider:
    return Slider(key, label, 0, 10, 3)


EXPERIMENT = Experiment(
    key="mix",
    notebook="09_assembleren",
    title="De mix van structuur, cultuur en proces",
    strategy="begin",
    blind=True,
    guess=Guess(
        question="U hebt 9 dagdelen per week. Eén strategie haalt met 3 dagdelen 30% van een probleem weg, met 6 dagdelen 45%, met 9 dagdelen 52,5%. U verdeelt ze gelijk over drie "
        "strategieën die elk iets anders missen. Hoeveel procent van het probleem haalt u samen weg?",
        field=lambda case: Slider("_guess", "Uw schatting", 0, 100, 50, 1, "%"),
        answer=answer,
        explain=explain,
    ),
    controls=lambda case: [
        Rows(
            "problems",
            "Wat speelt er, en hoe goed werkt elke strategie daarop?",
            (
                {"key": "probleem", "label": "Probleem"},
                *(
                    {"key": s, "label": s.capitalize(), "options": [[k, name] for k, (name, *_) in REACH.items()], "default": "niet"}
                    for s in STRATEGIES
                ),
            ),
            proposed(case),
            plot.MOST,
            "Een voorzet uit de casus. Vervang de problemen door wat uit uw eigen notebooks kwam, en weeg opnieuw. De percentages: zoveel gaat er hoogstens weg.",
            wide=True,
        ),
        _weight("structuur", "Gewicht van structuur"),
        _weight("cultuur", "Gewicht van cultuur"),
        _weight("proces", "Gewicht van proces"),
        Slider("budget", "Tijd van de regisseur per week", 1, 20, WEEK, 1, "dagdeel|dagdelen"),
        Slider(
            "start",
            "Aanloop: tijd voordat een strategie iets doet",
            0,
            4,
            0,
            0.5,
            "dagdeel|dagdelen",
            "Per strategie, per week: op gang komen kost ook tijd.",
        ),
        Slider("kept", "Welk deel onderhoudt u?", 0, 100, 0, 10, "%", "Alles onderhouden kost een kwart van de tijd."),
        Slider("half_life", "Na hoeveel jaar is de helft weg van wat niemand onderhoudt?", 0.5, 5, 1, 0.5, "jaar"),
    ],
    outcome=outcome,
    picture=picture,
    words=words,
    measures=measures,
    tables=tables,
    note=note,
    report=report,
    columns=("alles in één strategie", "deze mix"),
    own="Welke mix kiest u voor uw eigen casus om tot samenwerking te komen met organisaties die op een grotere schaal werken? Wat laat u bewust liggen, en wie onderhoudt wat u bereikt?",
    leaves_out=(
        "De percentages zijn schattingen van u, en een voorzet van ons. Niemand heeft ze gemeten. Kijk dus naar de verschillen, niet naar de cijfers.",
        "Strategieën werken hier los van elkaar. In het echt helpen ze elkaar (waarden worden overgedragen in een proces) of zitten ze elkaar in de weg (een reorganisatie legt het gesprek stil).",
        "Elke strategie kost evenveel om op gang te komen en slijt even snel. In het echt gaat een afspraak soms jaren mee en een warm contact maar tot iemand van baan wisselt.",
        "Een nieuwe structuur geeft ook nieuwe problemen; die staan hier niet in. Uw tijd is hier de enige grens; geld, macht en gunnen tellen niet mee.",
        "Gerekend is met: deel dat weg is = bereik × (1 − 2^(−(tijd − aanloop) / 3)); wat blijft is het product van wat elke strategie laat liggen; slijten met een halfwaardetijd. Vergelijken gebeurt met het midden van de schatting.",
    ),
    sources=("flanagan2011", "bliss1939"),
)
