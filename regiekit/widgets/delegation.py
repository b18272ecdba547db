"""A11: de ondernemende regisseur en de staande organisatie. Hoeveel ruimte geeft een baas?"""

import attrs

from ..cases import Case, Party
from ..models import delegation as model
from ..plots import delegation as plot
from .controls import Choice, Slider, dutch, with_unit
from .experiment import Experiment, Guess, Measure, Table

PLAN, CAP, FREE = "plan", "grens", "vrij"
YES, NO = "ja", "nee"
#: What a strategy does. Working assumptions.
DRAWN = 0.6  # drawing the boss in leaves this share of the difference
COUPLED = 10  # points that a linked issue gives the boss elsewhere
NARROW, WIDE = 0.5, 1.0  # how far situations differ as the boss believes, without and with the director's own network
START = {"bias": 25, "form": PLAN, "cap": 60, "draw": NO, "network": NO, "couple": NO}
MOST_BIAS = 50
ARRANGED = {PLAN: "een vast projectplan", CAP: "vrij tot een grens", FREE: "helemaal vrij"}


@attrs.frozen
class Outcome:
    """What an arrangement between boss and director gives. Everything in shares: 1 is the whole scale of 100 points."""

    case: Case
    asked: float
    bias: float
    width: float
    form: str
    cap: float
    strategies: tuple[str, ...]

    def loss(self, form: str, cap: float = 2.0) -> float:
        """The boss's loss under an arrangement, a fixed plan being 100."""
        return 100 * (model.CENTRAL if form == PLAN else model.cap_loss(self.bias, min(cap, 2.0) if form == CAP else 2.0)) / model.CENTRAL

    @property
    def now(self) -> float:
        return self.loss(self.form, self.cap)

    @property
    def best(self) -> tuple[str, float]:
        """The arrangement that loses the boss least: a cap, or a plan when the difference is too large."""
        return (CAP, model.best_cap(self.bias)) if self.bias < 0.5 else (PLAN, 0.5)

    @property
    def chosen(self) -> tuple[str, float]:
        """What a boss chooses who believes that situations differ over `width`."""
        return (CAP, model.best_cap(self.bias, self.width)) if self.bias < self.width / 2 else (PLAN, 0.5)

    @property
    def director(self) -> float:
        """The director's loss, in the same unit as the boss's."""
        return (
            100
            * (model.CENTRAL + self.bias**2 if self.form == PLAN else model.director_loss(self.bias, self.cap if self.form == CAP else 2.0))
            / model.CENTRAL
        )

    @property
    def bound(self) -> float:
        """The share of situations in which the director may not do what it wants."""
        return 1.0 if self.form == PLAN else 0.0 if self.form == FREE else min(1.0, max(0.0, 1 + self.bias - self.cap))


def outcome(case: Case, bias: float, form: str, cap: float, draw: str, network: str, couple: str) -> Outcome:
    """Give room: `bias` and `cap` in points of 100; the strategies make the difference smaller or tell the boss how it is."""
    left = bias / 100 * (DRAWN if draw == YES else 1)
    left = max(0.0, left - COUPLED / 100) if couple == YES else left
    used = tuple(k for k, v in (("draw", draw), ("network", network), ("couple", couple)) if v == YES)
    return Outcome(case, bias / 100, left, WIDE if network == YES else NARROW, form, cap / 100, used)


def director(case: Case) -> Party | None:
    return next((p for p in case.parties if p.key == case.director), None)


def picture(o: Outcome) -> str:
    if o.form == PLAN:
        line = [(0.0, 0.5), (1.0, 0.5)]
    else:
        cap = o.cap if o.form == CAP else 2.0
        turn = min(1.0, max(0.0, cap - o.bias))
        line = [(s, model.action(s, o.bias, cap)) for s in dict.fromkeys((0.0, turn, 1.0))]
    chosen, best = o.chosen, o.best
    bars = [
        plot.Bar(f"Nu: {ARRANGED[o.form]}{f' van {dutch(100 * o.cap)}' if o.form == CAP else ''}", o.now),
        plot.Bar("Vast projectplan", o.loss(PLAN)),
        plot.Bar("Helemaal vrij", o.loss(FREE)),
        plot.Bar(f"Zo kiest deze baas: {short(chosen)}", o.loss(*chosen)),
        plot.Bar(f"Het beste: {short(best)}", o.loss(*best)),
    ]
    return plot.picture(line, o.bias, (0.5 - o.width / 2, 0.5 + o.width / 2), bars, title=EXPERIMENT.title, words=words(o))


def short(arrangement: tuple[str, float]) -> str:
    form, cap = arrangement
    return f"grens {dutch(100 * cap, 0)}" if form == CAP else "plan"


def words(o: Outcome) -> str:
    gap = f"De regisseur wil {_points(o.asked)} verder gaan dan de baas."
    did = [
        {
            "draw": "U trok de baas in het proces",
            "network": "uw netwerk liet zien hoe ingewikkeld het is",
            "couple": "u koppelde een ander onderwerp",
        }[k]
        for k in o.strategies
    ]
    told = f"{_and(did)}. Er blijft een verschil over van {_points(o.bias)}." if did else ""
    told = told[:1].upper() + told[1:]
    form = f"De afspraak: {ARRANGED[o.form]}{f' van {dutch(100 * o.cap)}' if o.form == CAP else ''}."
    loss = f"Het verlies voor de baas is {dutch(o.now, 0)}; bij een vast projectplan is dat 100 en bij een vrije regisseur {dutch(o.loss(FREE), 0)}."
    best = (
        f"De beste grens ligt op {dutch(100 * o.best[1], 0)} en geeft een verlies van {dutch(o.loss(*o.best), 0)}."
        if o.best[0] == CAP and o.bias
        else "Zonder verschil is vrij het beste: dan is er geen verlies."
        if not o.bias
        else "Bij zo’n groot verschil is een vast plan het beste."
    )
    boss = (
        f"Deze baas denkt dat situaties {'weinig' if o.width < 1 else 'veel'} van elkaar verschillen en kiest daarom {_choice(o)}. "
        f"Dat geeft een verlies van {dutch(o.loss(*o.chosen), 0)}."
    )
    bound = f"In {dutch(100 * o.bound, 0)} van de 100 situaties mag de regisseur niet doen wat hij wil."
    return " ".join(filter(None, [gap, told, form, loss, best, boss, bound, _mandate(o.case)]))


def report(o: Outcome) -> str:
    best, cap = o.best
    good = (
        "een vast plan"
        if best == PLAN
        else "ruimte zonder grens"
        if not o.bias
        else f"ruimte tot een grens van {dutch(100 * cap, 0)} (op een schaal van 100)"
    )
    return (
        f"Regisseur en opdrachtgever verschillen {_points(o.bias)} van de 100 in hoever zij willen gaan. De afspraak is nu {ARRANGED[o.form]}{f' van {dutch(100 * o.cap)}' if o.form == CAP else ''}; "
        f"voor de opdrachtgever is {good} bij dit verschil het beste. {_mandate(o.case)}"
    ).strip()


def _choice(o: Outcome) -> str:
    form, cap = o.chosen
    return "een vast projectplan" if form == PLAN else f"een grens van {dutch(100 * cap, 0)}"


def _mandate(case: Case) -> str:
    """What the case says of the room that the director has."""
    head = director(case)
    who = head and head.representative
    if not who:
        return ""
    return f"In de casus regisseert de {who.role or 'vertegenwoordiger'} van {head.called}; mandaat: {who.mandate}."


def _points(share: float) -> str:
    value = round(100 * share, 1)
    return with_unit(dutch(value), "punt|punten", value) if value else "0 punten"


def _and(parts: list[str]) -> str:
    return " en ".join(filter(None, [", ".join(parts[:-1]), *parts[-1:]]))


def measures(o: Outcome) -> list[Measure]:
    was = attrs.evolve(o, bias=o.asked, width=NARROW, form=PLAN, strategies=())
    return [
        Measure("Verlies voor de baas (vast projectplan = 100)", was.now, o.now, digits=0),
        Measure("Verlies voor de regisseur, op dezelfde schaal", was.director, o.director, digits=0),
        Measure("Verschil tussen wat regisseur en baas willen, in punten", was.bias, o.bias, digits=1, scale=100),
        Measure("Situaties waarin de regisseur niet mag doen wat hij wil", was.bound, o.bound, "%", 0, 100),
    ]


def tables(o: Outcome) -> list[Table]:
    rows = []
    for name, (form, cap) in {
        "Nu": (o.form, o.cap),
        "Vast projectplan": (PLAN, 0.5),
        "Helemaal vrij": (FREE, 2.0),
        "Wat deze baas kiest": o.chosen,
        "Het beste voor de baas": o.best,
    }.items():
        here = attrs.evolve(o, form=form, cap=cap)
        rows.append(
            (
                name,
                f"grens van {dutch(100 * cap, 0)}" if form == CAP else ARRANGED[form],
                dutch(here.now, 0),
                dutch(here.director, 0),
                f"{dutch(100 * here.bound, 0)}%",
            )
        )
    return [
        Table(
            "De afspraken naast elkaar",
            ("Afspraak", "Vorm", "Verlies voor de baas", "Verlies voor de regisseur", "Regisseur mag niet wat hij wil"),
            rows,
        )
    ]


def note(o: Outcome, key: str) -> str:
    if key == "cap" and o.form != CAP:
        return "Deze grens telt pas als u bij de afspraak ‘Vrij tot een grens’ kiest."
    if key == "network" and "network" in o.strategies:
        return "De baas ziet nu hoe ver situaties uiteenlopen en durft meer ruimte te geven."
    return ""


def explain(case: Case, answer: float) -> str:
    return (
        f"Een vast plan doet in bijna elke situatie te veel of te weinig. Een vrije regisseur gaat altijd even ver te ver. Pas boven {dutch(answer, 0)} punten is dat laatste erger. "
        "Met een goede grens is de baas altijd beter af dan met een vast plan, zolang het verschil onder de 50 punten blijft."
    )


def strategy(key: str, label: str, help: str) -> Choice:
    return Choice(key, label, [(NO, "nee"), (YES, "ja")], NO, help)


EXPERIMENT = Experiment(
    key="ondernemende_regisseur",
    notebook="08_proces_gaande",
    title="De ondernemende regisseur en de baas: hoeveel ruimte?",
    strategy="proces",
    blind=True,
    guess=Guess(
        question="Wat er nodig is, verschilt per situatie: van 0 tot 100. Alleen de regisseur ziet het, maar hij wil steeds iets verder gaan dan zijn baas. De baas kiest: "
        "een vast plan (altijd 50) of een vrije regisseur. Tot hoeveel punten verschil is vrijlaten voor de baas beter?",
        field=lambda case: Slider("_guess", "Uw schatting", 0, MOST_BIAS, 10, 1, "punt|punten"),
        answer=lambda case: 100 * model.turning_bias(),
        explain=explain,
    ),
    controls=lambda case: [
        Slider("bias", "Hoeveel verder wil de regisseur gaan dan de baas?", 0, MOST_BIAS, START["bias"], 1, "punt|punten"),
        Choice(
            "form",
            "U bent de baas: wat spreekt u af?",
            [(PLAN, "Vast projectplan"), (CAP, "Vrij tot een grens"), (FREE, "Helemaal vrij")],
            START["form"],
        ),
        Slider("cap", "Waar legt u de grens?", 0, 150, START["cap"], 5, "punt|punten"),
        strategy(
            "draw",
            "U bent de regisseur: trekt u de baas in het proces?",
            f"De baas voelt de dilemma’s zelf. Van het verschil blijft {dutch(100 * DRAWN)}% over.",
        ),
        strategy(
            "network",
            "Laat u uw netwerk vertellen hoe ingewikkeld het is?",
            "De baas dacht dat situaties half zoveel verschillen; nu ziet zij het hele bereik.",
        ),
        strategy("couple", "Koppelt u er een ander onderwerp aan?", f"Daar krijgt de baas haar zin. Dat scheelt {COUPLED} punten."),
    ],
    outcome=outcome,
    picture=picture,
    words=words,
    report=report,
    measures=measures,
    tables=tables,
    note=note,
    columns=("vast plan, geen strategie", "nu"),
    own="Hoeveel ruimte hebt u in uw eigen casus van uw baas, en waar ligt de grens? Welke van de drie strategieën gebruikt u nu nog niet?",
    leaves_out=(
        f"Wat de drie strategieën doen, is een aanname: het verschil wordt {dutch(100 * (1 - DRAWN))}% kleiner, de baas ziet het hele bereik in plaats van de helft, of het verschil wordt "
        f"{COUPLED} punten kleiner. Ze kosten hier geen tijd en geen krediet.",
        "Het gaat om één besluit. In het echt zien baas en regisseur elkaar steeds weer, en groeit of slijt het vertrouwen.",
        "De regisseur beslist hier zelf wat er gebeurt. In een echt proces hangt dat af van partijen die geen van beiden kunnen opdragen; een hard doel is dan nog lastiger.",
        "De baas verliest meer naarmate de uitkomst verder van haar wens ligt (kwadratisch), en te ver is even erg als te weinig ver. Voor een bestuurder met een raad is dat zelden zo.",
        "De regisseur wil hier altijd verder dan de baas. Soms is het andersom; dan werkt een ondergrens net zo.",
    ),
    sources=("alonso2008", "holmstrom1984"),
)
