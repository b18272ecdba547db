"""Big bang or steps: in how many steps is a reorganisation cheapest?"""

import attrs

from ..cases import Case
from ..models import big_bang as model
from ..plots import big_bang as plot
from .controls import Slider, Text, dutch, with_unit
from .dilemma_box import lines
from .experiment import Experiment, Guess, Measure, Table

MOST = 12  # steps
SETBACKS, FIXED, DELAY = 300, 20, 20  # weeks of work, at the start and in the prediction
MARGIN = 0.1  # so much above the lowest is called hardly more
PARTS = ("vaste moeite", "tegenvallers", "later klaar")


@attrs.frozen
class Outcome:
    """What a number of steps costs beside the others; costs in weeks of work."""

    steps: int
    setbacks: float
    fixed: float
    delay: float
    plan: tuple[str, ...]

    def cost(self, steps: int) -> model.Cost:
        return model.cost(steps, self.fixed, 2 * self.setbacks, self.delay)

    @property
    def best(self) -> int:
        return model.best_steps(self.fixed, 2 * self.setbacks, self.delay)

    @property
    def nearly(self) -> tuple[int, int]:
        return model.nearly_best(self.fixed, 2 * self.setbacks, self.delay, MARGIN)


def outcome(case: Case, steps: int, setbacks: float, fixed: float, delay: float, plan: str) -> Outcome:
    return Outcome(steps, setbacks, fixed, delay, lines(plan))


def picture(o: Outcome) -> str:
    bars = [plot.Bar(tuple(cost), dutch(cost.total, 0)) for cost in map(o.cost, range(1, MOST + 1))]
    return plot.picture(bars, PARTS, o.steps, o.best, o.nearly, "werkweken", title=EXPERIMENT.title, words=words(o))


def _steps(number: int) -> str:
    return "in één keer" if number == 1 else f"in {number} stappen"


def _weeks(amount: float) -> str:
    return with_unit(dutch(amount, 0), "werkweek|werkweken", round(amount))


def words(o: Outcome) -> str:
    now, bang, best = o.cost(o.steps), o.cost(1), o.cost(o.best)
    start = (
        f"Tegenvallers bij een big bang {_weeks(o.setbacks)}, vaste moeite per stap {_weeks(o.fixed)}, elke stap later klaar {_weeks(o.delay)} (gemiddeld telt de helft). "
        f"Uw keuze, {_steps(o.steps)}, kost {_weeks(now.total)}: {_weeks(now.fixed)} vaste moeite, {_weeks(now.setbacks)} tegenvallers en {_weeks(now.waiting)} voor later klaar zijn."
    )
    if o.best == 1:
        found = "In één keer is het goedkoopst: stappen schelen hier niet meer aan tegenvallers dan zij aan moeite en wachten kosten."
    else:
        found = f"Het goedkoopst is {_steps(o.best)}: {_weeks(best.total)}. Een big bang kost {_weeks(bang.total)}."
    low, high = o.nearly
    near = f"Van {low} tot en met {high} stappen" if low < high else f"Alleen {_steps(low)}"
    return f"{start} {found} {near} blijft u binnen {dutch(100 * MARGIN)}% van het laagste bedrag."


def report(o: Outcome) -> str:
    cheap = "Dat is ook het goedkoopst." if o.steps == o.best else f"Het goedkoopst is {_steps(o.best)}: {_weeks(o.cost(o.best).total)}."
    bang = f" In één keer zou dat {_weeks(o.cost(1).total)} zijn." if 1 not in (o.steps, o.best) else ""
    return f"De verandering {_steps(o.steps)} kost naar schatting {_weeks(o.cost(o.steps).total)}, tegenvallers en later klaar zijn meegeteld. {cheap}{bang}"


def measures(o: Outcome) -> list[Measure]:
    one, now = o.cost(1), o.cost(o.steps)
    return [
        Measure(name, a, b, digits=0)
        for name, a, b in (
            ("Totale kosten, in werkweken", one.total, now.total),
            ("… vaste moeite", one.fixed, now.fixed),
            ("… tegenvallers", one.setbacks, now.setbacks),
            ("… later klaar", one.waiting, now.waiting),
        )
    ]


def tables(o: Outcome) -> list[Table]:
    """What the learner planned, and what so many steps cost."""
    if not o.plan:
        return []
    cost = o.cost(len(o.plan))
    return [
        Table(
            f"Uw plan {_steps(len(o.plan))}: samen {_weeks(cost.total)}",
            ("Stap", "Wat u doet"),
            [(str(i), line) for i, line in enumerate(o.plan, 1)],
        )
    ]


def note(o: Outcome, key: str) -> str:
    if key == "delay":
        bound = 2 * o.fixed + o.delay
        side = "dat is meer" if o.setbacks > bound else "dat is niet meer"
        return f"Een big bang is het goedkoopst tot en met {_weeks(bound)} tegenvallers. U stelde er {dutch(o.setbacks)} in: {side}."
    if key == "plan" and o.plan:
        low, high = o.nearly
        count = len(o.plan)
        verdict = (
            "Dat past bij deze bedragen."
            if low <= count <= high
            else f"Bij deze bedragen {'zijn meer stappen goedkoper: u leert dan vaker onderweg' if count < low else 'zijn minder stappen goedkoper: elke stap kost ook moeite en tijd'}."
        )
        return f"U noemt {with_unit(str(count), 'stap|stappen', count)}: samen {_weeks(o.cost(count).total)}. {verdict}"
    return ""


EXPERIMENT = Experiment(
    key="stappen",
    notebook="05_structuur_instrumenten",
    title="Big bang of stappen?",
    blind=True,
    guess=Guess(
        question=f"In één keer veranderen levert {SETBACKS} werkweken tegenvallers op; in stappen worden dat er minder, want u leert onderweg. Maar elke stap kost {FIXED} werkweken vaste moeite, "
        f"en elke stap later klaar kost gemiddeld {DELAY // 2}. Hoeveel stappen is het goedkoopst?",
        field=lambda case: Slider("_guess", "Uw voorspelling", 1, MOST, 6, 1, "stap|stappen"),
        answer=lambda case: model.best_steps(FIXED, 2 * SETBACKS, DELAY),
        explain=lambda case, answer: (
            "De eerste extra stap halveert de tegenvallers, de volgende halen er steeds minder af. De vaste moeite en het wachten komen er bij elke stap even hard bij. "
            "Een paar stappen is dus vaak genoeg."
        ),
    ),
    controls=lambda case: [
        Slider("steps", "In hoeveel stappen?", 1, MOST, 1, 1, "stap|stappen"),
        Slider(
            "setbacks",
            "Tegenvallers als alles in één keer gaat",
            0,
            600,
            SETBACKS,
            10,
            "werkweek|werkweken",
            "Wat u vooraf niet ziet: verkeerd verdeeld werk, systemen, boze klanten.",
        ),
        Slider("fixed", "Vaste moeite per stap", 5, 100, FIXED, 5, "werkweek|werkweken", "Besluit, inspraak, verhuizing, uitleg."),
        Slider(
            "delay",
            "Wat een stap later klaar zijn kost",
            0,
            100,
            DELAY,
            5,
            "werkweek|werkweken",
            "Oud en nieuw naast elkaar. Gemiddeld telt de helft: het eerste deel is al klaar.",
        ),
        Text("plan", "Uw eigen stappen (mag leeg blijven)", help="Eén stap per regel.", limit=3000),
    ],
    outcome=outcome,
    picture=picture,
    words=words,
    report=report,
    measures=measures,
    tables=tables,
    note=note,
    columns=("big bang", "uw keuze"),
    own="Wat zou in uw casus de eerste stap zijn waarvan u het meest leert? Wat doet u als die stap tegenvalt?",
    leaves_out=(
        "De bedragen zijn schattingen. Kijk daarom niet naar het ene beste getal, maar naar het stuk waar het weinig uitmaakt.",
        "Alle stappen zijn even groot en komen na elkaar met dezelfde tussentijd. In het echt begint u met een kleine stap en een grote volgt.",
        "Tegenvallers groeien met het kwadraat van wat er tegelijk verandert: een halve verandering geeft een kwart van de tegenvallers. Daarom geven twee stappen samen de helft.",
        "Wie in stappen gaat, kan ook stoppen of terug. Dat is veel waard en telt hier niet mee; Dewatripont en Roland (zie de bron) rekenen er wel mee. Tegenstanders kunnen onderweg ook de stappen stilleggen.",
        "De formule: N · F + κ/2N + d · (N − 1)/2. De tegenvallers van een big bang zijn κ/2. Het beste getal ligt bij √(κ/(2F + d)); een big bang is het goedkoopst als κ niet meer is dan 4F + 2d.",
    ),
    sources=("dewatripont1995",),
)
