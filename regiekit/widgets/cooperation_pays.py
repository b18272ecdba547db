"""Samenwerking is niet altijd lonend: samen of zelf, meerwaarde of minderwaarde."""

import attrs

from ..cases import Case
from ..models import cooperation_pays as model
from ..plots import cooperation_pays as plot
from .controls import Choice, Slider, dutch, with_unit
from .experiment import Experiment, Guess, Measure, Table

MOST = 40  # partners
SHOWN = 41  # numbers of partners in the curve
START = {"value": 7.5, "cost": 1, "alone": 20, "doing": "samen"}
MORE, LESS, EVEN = "meerwaarde", "minderwaarde", "gelijk"


@attrs.frozen
class Outcome:
    """What cooperation with this many partners yields, beside doing it oneself."""

    case: Case
    partners: int
    value: float
    cost: float
    alone: float
    doing: str

    @property
    def net(self) -> float:
        return model.net(self.partners, self.value, self.cost)

    @property
    def best(self) -> tuple[int, ...]:
        return model.best_numbers(self.value, self.cost)

    @property
    def extra(self) -> float:
        """What the way it is done now yields above the other way."""
        return self.net - self.alone if self.doing == "samen" else self.alone - self.net

    @property
    def column(self) -> str:
        return MORE if self.extra > 1e-9 else LESS if self.extra < -1e-9 else EVEN

    @property
    def pays(self) -> tuple[int, int] | None:
        return model.pays(self.value, self.cost, self.alone)


def present(case: Case) -> int:
    """How many partners there are at the start: the parties of the case."""
    return min(MOST, max(2, len(case.parties)))


def outcome(case: Case, partners: int, value: float, cost: float, alone: float, doing: str) -> Outcome:
    return Outcome(case, partners, value, cost, alone, doing)


def picture(o: Outcome) -> str:
    curve = [model.net(n, o.value, o.cost) for n in range(1, SHOWN + 1)]
    return plot.picture(
        curve, o.partners, o.best, o.alone, plot.Cell(o.doing, o.column), o.case.title, title=EXPERIMENT.title, words=words(o)
    )


def _points(value: float) -> str:
    value = round(value, 2)
    return with_unit(dutch(value), "punt|punten", value) if value else "0 punten"


def _left(net: float) -> str:
    """What is left after coordinating, in words."""
    if net < 0:
        return f"Dat is {_points(-net)} meer dan het oplevert"
    return f"Er {'blijven' if net > 1 else 'blijft'} {_points(net) if net else 'niets'} over"


def _best(o: Outcome) -> str:
    return " of ".join(map(str, o.best))


def words(o: Outcome) -> str:
    pairs = o.partners * (o.partners - 1) // 2
    now = (
        f"Met {with_unit(str(o.partners), 'partner|partners', o.partners)} levert samenwerken {_points(o.partners * o.value)} op. Het afstemmen tussen {with_unit(str(pairs), 'tweetal|tweetallen', pairs)} kost {_points(pairs * o.cost)}. "
        f"{_left(o.net)}; zelf doen geeft {_points(o.alone)}."
    )
    best = (
        f"De opbrengst is het grootst bij {_best(o)} partners: {_points(model.net(o.best[-1], o.value, o.cost))}."
        if o.best[-1] > 1
        else "De opbrengst is het grootst met één partner, dus zonder samenwerking."
    )
    tie = "De laatste van die partners voegt precies niets toe." if len(o.best) > 1 else ""
    last = model.added(o.partners, o.value, o.cost)
    added = f"De laatste partner die er nu bij kwam, {'voegt ' + _points(last) + ' toe' if last > 0 else 'kost ' + _points(-last) if last < 0 else 'maakt geen verschil'}."
    span = (
        f"Samenwerken is beter dan zelf doen van {o.pays[0]} tot en met {o.pays[1]} partners."
        if o.pays and o.pays[0] < o.pays[1]
        else f"Samenwerken is alleen bij {o.pays[0]} partners beter dan zelf doen."
        if o.pays
        else "Bij geen enkel aantal partners is samenwerken beter dan zelf doen."
    )
    return " ".join(filter(None, [now, added, best, tie, span, _place(o)]))


def report(o: Outcome) -> str:
    how = "samen doen" if o.doing == "samen" else "zelf doen"
    value = {MORE: f"heeft {how} meerwaarde", LESS: f"heeft {how} minderwaarde", EVEN: "maakt samen of zelf niet uit"}[o.column]
    best = f"De opbrengst is het grootst bij {_best(o)} partners" if o.best[-1] > 1 else "De opbrengst is het grootst zonder partners"
    return f"Met {with_unit(str(o.partners), 'partner|partners', o.partners)} {value}, als elk evenveel brengt en elk tweetal moet afstemmen. {best}."


def _place(o: Outcome) -> str:
    if o.column == EVEN:
        return "Samen of zelf maakt nu niet uit: de casus ligt op de lijn."
    better = {
        ("samen", MORE): "samen doen heeft hier meerwaarde",
        ("samen", LESS): "samen doen heeft hier minderwaarde; zelf doen was beter",
        ("zelf", MORE): "zelf doen heeft hier meerwaarde",
        ("zelf", LESS): "zelf doen heeft hier minderwaarde; samen was beter",
    }
    return f"De casus staat in het vak {o.doing} en {o.column}: {better[o.doing, o.column]}. Het scheelt {_points(abs(o.extra))}."


def measures(o: Outcome) -> list[Measure]:
    n = o.best[-1]
    at = model.net(n, o.value, o.cost)
    return [
        Measure("Partners", n, o.partners, digits=0),
        Measure("Wat er overblijft na het afstemmen, in punten", at, o.net, digits=1),
        Measure("Wat samen meer oplevert dan zelf, in punten", at - o.alone, o.net - o.alone, digits=1),
        Measure(
            "Wat de laatste partner toevoegt, in punten",
            model.added(n, o.value, o.cost),
            model.added(o.partners, o.value, o.cost),
            digits=1,
        ),
    ]


def tables(o: Outcome) -> list[Table]:
    numbers = sorted({1, 2, 5, 10, 20, 30, 40, o.partners, *(n for n in o.best if n <= SHOWN)})
    rows = [
        (
            str(n),
            dutch(round(n * o.value, 2)),
            str(n * (n - 1) // 2),
            dutch(round(model.net(n, o.value, o.cost), 2)),
            "ja" if model.net(n, o.value, o.cost) > o.alone else "nee",
            " en ".join([name for name, here in (("nu", n == o.partners), ("beste aantal", n in o.best)) if here]) or "–",
        )
        for n in numbers
    ]
    return [
        Table(
            "Wat samenwerken oplevert, per aantal partners",
            ("Partners", "Brengen zij in", "Tweetallen", "Blijft over", "Beter dan zelf", "Wat dit is"),
            rows,
        )
    ]


def note(o: Outcome, key: str) -> str:
    if key == "partners" and o.partners > o.best[-1]:
        return "U zit voorbij het keerpunt: elke partner erbij kost nu meer dan hij brengt."
    return ""


def explain(case: Case, answer: int) -> str:
    return (
        f"De {answer}e partner moet met {answer - 1} anderen afstemmen: dat kost {answer - 1} punten en levert 7,5 op. De {answer + 1}e kost {answer} en levert ook 7,5 op: verlies. "
        "Wat een partner brengt, blijft gelijk; wat hij kost, groeit met elke partner die er al is."
    )


EXPERIMENT = Experiment(
    key="loont_het",
    notebook="08_proces_gaande",
    title="Samenwerking is niet altijd lonend",
    strategy="proces",
    guess=Guess(
        question="Elke partner brengt 7,5 punt in. Elk tweetal dat moet afstemmen, kost 1 punt. Met hoeveel partners houdt u samen het meeste over?",
        field=lambda case: Slider("_guess", "Uw schatting", 1, MOST, 20, 1, "partner|partners"),
        answer=lambda case: model.best_numbers(START["value"], START["cost"])[-1],
        explain=explain,
    ),
    controls=lambda case: [
        Choice("doing", "Hoe doet u het nu?", [("samen", "Samen"), ("zelf", "Zelf")], START["doing"]),
        Slider("partners", "Aantal partners, uzelf meegeteld", 1, MOST, present(case), 1, "partner|partners"),
        Slider("value", "Wat elke partner inbrengt", 0.5, 10, START["value"], 0.5, "punt|punten"),
        Slider("cost", "Wat het afstemmen per tweetal kost", 0.25, 5, START["cost"], 0.25, "punt|punten"),
        Slider("alone", "Wat zelf doen oplevert", 0, 100, START["alone"], 1, "punt|punten"),
    ],
    outcome=outcome,
    picture=picture,
    words=words,
    report=report,
    measures=measures,
    tables=tables,
    note=note,
    blind=True,
    columns=("bij het beste aantal", "nu"),
    own="In welk vak staat uw eigen casus: samen of zelf, met meerwaarde of minderwaarde? Welke partner zou u kunnen missen aan tafel, en welk deel kunt u beter zelf doen?",
    leaves_out=(
        "Elke partner brengt hier evenveel in. In het echt brengt de ene veel en de andere vooral overleg, en is soms juist de lastigste onmisbaar.",
        "Elk tweetal stemt af. Met één spil in het midden zijn het veel minder contacten, maar dan ontstaat er een wachtrij: zie het eilandenrijk in het notebook Structuur.",
        "Afstemmen is alleen een kostenpost. In het echt levert het ook vertrouwen en kennis op, vaak pas later.",
        "Wat iets waard is, verschilt per partij: minderwaarde voor u kan meerwaarde zijn voor een gezin of een buurgemeente. De punten zijn een aanname; alleen het aantal partijen komt uit de casus.",
    ),
    sources=("buchanan1965", "brooks1975", "huxham2005"),
)
