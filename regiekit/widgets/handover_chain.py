"""A7: responsible for the step to the next link. Which handovers are made warm, and who arrives?"""

from functools import lru_cache
from itertools import pairwise

import attrs

from ..cases import Case, Route
from ..models import handover_chain as model
from ..plots import handover_chain as plot
from . import care_routes as chain
from .controls import Choice, Rows, Slider, dutch, with_unit
from .experiment import Experiment, Guess, Measure, Table

COLD, WARM = 80, 95  # of 100 handovers that work, at the start
MOST = 10  # warm handovers
ROWS = 10  # routes in the picture
KNOWN = ("informeel", "informatie")  # ties between parties that know one another
WAYS = {
    "front": ("Eerst het begin van elke route", "Begin van elke route"),
    "back": ("Eerst het eind van elke route", "Eind van elke route"),
    "busy": ("Waar de meesten langskomen", "De drukste"),
    "weak": ("De zwakste overdrachten", "De zwakste"),
    "own": ("Ik kies ze zelf", "Uw eigen keuze"),
    "best": ("Wat het best is voor allemaal", "De beste voor alle trajecten"),
    "high": ("Wat het best is bij hoog risico", "De beste voor hoog risico"),
}


@attrs.frozen
class Outcome:
    """How many reach the end of their route when some handovers are warm."""

    case: Case
    routes: tuple[Route, ...]
    where: str
    budget: int
    heat: float
    cold: dict[model.Handover, float]
    warm: dict[model.Handover, float]
    chosen: tuple[model.Handover, ...]
    listed: int
    ways: dict[str, tuple[float, float]]
    best: tuple[model.Handover, ...]
    exact: bool
    before: tuple[float, ...]
    after: tuple[float, ...]

    @property
    def total(self) -> int:
        return sum(r.count for r in self.routes)

    @property
    def high(self) -> int:
        return sum(r.count for r in self.routes if r.risk == chain.HIGH)


def cold_survival(case: Case, cold: float, strength: str) -> dict[model.Handover, float]:
    """Survival (0…1) per handover: everywhere the same, or half the loss where the two parties know one another."""
    known = {frozenset((t.source, t.target)) for t in case.ties if t.kind in KNOWN} if strength == "ties" else set()
    return {pair: 1 - (1 - cold / 100) * (0.5 if frozenset(pair) in known else 1) for pair in chain.passing(case)}


@lru_cache(maxsize=64)
def _best(
    steps: tuple[tuple[str, ...], ...], counts: tuple[float, ...], cold: tuple[tuple[model.Handover, float], ...], warm: float, budget: int
) -> model.Best:
    return model.best(steps, counts, dict(cold), warm, budget)


def outcome(case: Case, where: str, budget: int, cold: float, warm: float, strength: str, own: list[dict[str, str]]) -> Outcome:
    """Make `budget` handovers warm and see who arrives."""
    found = chain.routes(case)
    steps, count = tuple(r.steps for r in found), tuple(r.count for r in found)
    high = tuple(r.count * (r.risk == chain.HIGH) for r in found)
    survival = cold_survival(case, cold, strength)
    listed = chain.chosen(case, own)
    best, risky = (_best(steps, w, tuple(survival.items()), warm / 100, budget) for w in (count, high))
    ways = {
        "front": model.by_place(steps, count)[:budget],
        "back": model.by_place(steps, count, last=True)[:budget],
        "busy": list(survival)[:budget],
        "weak": model.weakest(steps, count, survival)[:budget],
        "own": listed[:budget],
        "best": best.made_warm,
        "high": risky.made_warm,
    }

    def arriving(made_warm: list[model.Handover]) -> tuple[float, ...]:
        shares = model.arrivals(steps, model.survival(survival, made_warm, warm / 100))
        return tuple(n * share for n, share in zip(count, shares, strict=True))

    def risk(numbers: tuple[float, ...]) -> float:
        return sum(n for n, r in zip(numbers, found, strict=True) if r.risk == chain.HIGH)

    reached = {k: arriving(pairs) for k, pairs in ways.items()}
    return Outcome(
        case,
        found,
        where,
        budget,
        warm / 100,
        survival,
        model.survival(survival, ways[where], warm / 100),
        tuple(ways[where]),
        len(listed),
        {k: (sum(numbers), risk(numbers)) for k, numbers in reached.items()},
        tuple(best.made_warm),
        best.exact and risky.exact,
        arriving([]),
        reached[where],
    )


def drawn(routes: tuple[Route, ...]) -> list[int]:
    """Which routes are in the picture: the busiest, and of those of high risk the busiest few."""
    busiest, risky = list(range(len(routes)))[:ROWS], [i for i, r in enumerate(routes) if r.risk == chain.HIGH][: ROWS // 2]
    plain = [i for i in busiest if i not in risky][: ROWS - len(risky)]
    return sorted({*plain, *risky})


def picture(o: Outcome) -> str:
    rows = drawn(o.routes)
    chains = [
        plot.Chain(
            [o.case.party(k).label for k in r.steps],
            model.remaining(r.count, [o.warm[p] for p in pairwise(r.steps)]),
            [p in o.chosen for p in pairwise(r.steps)],
            r.risk == chain.HIGH,
        )
        for r in (o.routes[i] for i in rows)
    ]
    left = len(o.routes) - len(rows)
    rest = f"En nog {with_unit(str(left), 'route|routes', left)}, in de tabel." if left else ""
    return plot.picture(chains, rest, title=EXPERIMENT.title, words=words(o))


def part(number: float, whole: float, noun: str = "") -> str:
    """A number of trajectories, and what part of the whole it is."""
    return f"{dutch(number, 0 if number >= 10 or float(number).is_integer() else 1)} van de {dutch(whole, 0)}{noun} ({dutch(100 * number / whole, 0)}%)"


def words(o: Outcome) -> str:
    spent, pairs = len(o.chosen), len(o.cold)
    usual = o.routes[0]
    names = f": {'; '.join(chain.label(o.case, pair) for pair in o.chosen)}" if o.chosen else ""
    all_pairs = f"Van de {pairs} overdrachten" if pairs > 1 else "De ene overdracht"
    number = (
        ("is warm" if spent else "is koud")
        if pairs == 1
        else f"zijn er {spent} warm"
        if spent > 1
        else f"is er {spent or 'geen enkele'} warm"
    )
    start = f"{all_pairs} {number}{names}."
    ends = f"Tot het eind {'komt' if round(sum(o.after)) == 1 else 'komen'} {part(sum(o.after), o.total, ' trajecten')}; zonder warme overdracht {dutch(sum(o.before), 0)}."
    first = f"Op de gewone route ({o.case.party(usual.steps[0]).label} → {o.case.party(usual.steps[-1]).label}) zijn dat er {part(o.after[0], usual.count)}."
    risk = f"Van die met hoog risico {part(o.ways[o.where][1], o.high)}." if o.high else ""
    top = o.ways["best"][0]
    most = (
        ""
        if not o.budget
        else (
            f"Meer dan dit kan met {with_unit(str(o.budget), 'warme overdracht|warme overdrachten', o.budget)} niet."
            if top <= sum(o.after) + 0.5 and o.exact
            else f"Met {with_unit(str(o.budget), 'warme overdracht|warme overdrachten', o.budget)} kunnen het er {dutch(top, 0)} worden."
        )
    )
    return " ".join(filter(None, [start, _left_over(o), ends, first, risk, _worst(o), most]))


def report(o: Outcome) -> str:
    names = "; ".join(chain.label(o.case, pair) for pair in o.chosen)
    warm = f"Met een warme overdracht bij {names}" if o.chosen else "Zonder warme overdrachten"
    base = f"; zonder warme overdracht {dutch(sum(o.before), 0)}" if o.chosen else ""
    risk = f"Met hoog risico: {part(o.ways[o.where][1], o.high)}." if o.high else ""
    return " ".join(
        filter(
            None,
            [
                f"{warm} {'komt' if round(sum(o.after)) == 1 else 'komen'} naar schatting {part(sum(o.after), o.total, ' trajecten')} tot het eind{base}.",
                risk,
                _worst(o),
            ],
        )
    )


def _left_over(o: Outcome) -> str:
    if o.where == "own" and o.listed < o.budget:
        return f"U kunt er nog {o.budget - o.listed} kiezen."
    if o.where == "own" and o.listed > o.budget:
        return f"Van uw lijst van {o.listed} {('telt er geen', 'telt de eerste')[o.budget] if o.budget < 2 else f'tellen de eerste {o.budget}'}."
    return ""


def lost(o: Outcome) -> dict[model.Handover, float]:
    """Trajectories lost a year at each handover, the most first."""
    out = dict.fromkeys(o.cold, 0.0)
    for r in o.routes:
        left = model.remaining(r.count, [o.warm[p] for p in pairwise(r.steps)])
        for pair, (a, b) in zip(pairwise(r.steps), pairwise(left), strict=True):
            out[pair] += a - b
    return dict(sorted(out.items(), key=lambda item: -item[1]))


def _worst(o: Outcome) -> str:
    pair, number = next(iter(lost(o).items()))
    return (
        f"De meeste raken kwijt bij {chain.label(o.case, pair)}: {dutch(number, 0 if number >= 10 else 1)} per jaar."
        if number
        else "Niemand raakt kwijt."
    )


def measures(o: Outcome) -> list[Measure]:
    usual = o.routes[0].count
    risky = [(b, a) for r, b, a in zip(o.routes, o.before, o.after, strict=True) if r.risk == chain.HIGH]
    out = [
        Measure("Alle trajecten die het eind halen", sum(o.before) / o.total, sum(o.after) / o.total, "%", 0, 100),
        Measure("Op de gewone route", o.before[0] / usual, o.after[0] / usual, "%", 0, 100),
    ]
    return (
        [*out, Measure("Met hoog risico", sum(b for b, _ in risky) / o.high, sum(a for _, a in risky) / o.high, "%", 0, 100)]
        if o.high
        else out
    )


def tables(o: Outcome) -> list[Table]:
    number = with_unit(str(o.budget), "warme overdracht|warme overdrachten", o.budget)
    shown = [k for k in WAYS if k != "high" or o.high]
    own = f" (u koos er {min(o.listed, o.budget)})" if o.listed < o.budget else ""
    rows = [
        (
            WAYS[k][1] + own * (k == "own") + (" (nu)" if k == o.where else ""),
            dutch(o.ways[k][0], 0),
            dutch(o.ways[k][1], 1) if o.high else "geen",
        )
        for k in shown
    ]
    out = [
        Table(
            f"Wat u met {number} bereikt: trajecten die het eind halen, per jaar",
            (f"Waar warm ({dutch(o.total, 0)} trajecten)", "Alle", f"Hoog risico (van {dutch(o.high, 0)})"),
            rows,
        )
    ]
    most = 20
    routes = [
        (
            ("! " if r.risk == chain.HIGH else "") + " → ".join(o.case.party(k).label for k in r.steps),
            dutch(r.count, 0),
            dutch(a, 0 if a >= 10 else 1),
            f"{sum(p in o.chosen for p in pairwise(r.steps))}\u00a0van\u00a0{len(r.steps) - 1}",
        )
        for r, a in zip(o.routes, o.after, strict=True)
    ]
    more = f"; de {most} meest gevolgde" if len(routes) > most else ""
    return [*out, Table(f"De routes (! = hoog risico){more}", ("Route", "Begint", "Tot het eind", "Warm"), routes[:most])]


def note(o: Outcome, key: str) -> str:
    """What to say below a control."""
    if key == "own" and o.where != "own":
        return "Telt alleen mee als u hierboven kiest voor ‘Ik kies ze zelf’."
    if key == "warm" and (idle := sum(r >= o.heat - 1e-9 for r in o.cold.values())):
        where = "Bij alle overdrachten" if idle == len(o.cold) else f"Bij {idle} van de {len(o.cold)} overdrachten"
        return f"{where} lukt koud nu al even vaak als warm, of vaker. Daar telt een warme overdracht als koud: contact maakt het hier nooit slechter."
    if key == "strength" and any(r != max(o.cold.values()) for r in o.cold.values()):
        known = sum(r == max(o.cold.values()) for r in o.cold.values())
        return f"Bij {known} van de {len(o.cold)} overdrachten kennen de partijen elkaar: er is een informele band, of zij geven informatie door."
    if key == "strength" and o.where == "weak":
        return "Alle overdrachten zijn nu even sterk. De zwakste is dan de drukste."
    return ""


def explain(case: Case, answer: float) -> str:
    links = len(chain.routes(case)[0].steps) - 1
    times = " × ".join(["0,8"] * links) if links < 7 else f"0,8 tot de macht {links}"
    return (
        f"{times} = {dutch(answer / 100, 2)}. Elke schakel ziet {COLD} van de 100 goed gaan en is tevreden. "
        if links > 1
        else "Er is maar één overdracht. "
    ) + "Wie zich alleen voor de eigen schakel verantwoordelijk voelt, ziet het verlies van de hele keten niet."


def controls(case: Case) -> list:
    pairs = chain.passing(case)
    usual = list(dict.fromkeys(pairwise(chain.routes(case)[0].steps)))
    options = [
        [chain.NONE, "kies een overdracht"],
        *([f"{a}>{b}", f"{chain.label(case, (a, b))} ({dutch(n, 0)})"] for (a, b), n in pairs.items()),
    ]
    ways = [(k, name) for k, (name, _) in WAYS.items() if k != "high" or any(r.risk == chain.HIGH for r in chain.routes(case))]
    return [
        Choice("where", "Welke overdrachten maakt u warm?", ways, "front"),
        Slider(
            "budget", "Zoveel warme overdrachten kunt u aan", 0, min(MOST, len(pairs)), min(4, len(pairs)), 1, "overdracht|overdrachten"
        ),
        Slider("cold", "Een koude overdracht lukt", 50, 99, COLD, 1, "van de 100"),
        Slider("warm", "Een warme overdracht lukt", 50, 100, WARM, 1, "van de 100"),
        Choice(
            "strength",
            "Zijn koude overdrachten overal even sterk?",
            [("even", "Ja"), ("ties", "Nee: waar men elkaar kent, gaat half zo veel mis")],
            "even",
        ),
        Rows(
            "own",
            "Uw eigen warme overdrachten",
            [{"key": "overdracht", "label": "Overdracht (trajecten per jaar)", "options": options, "default": chain.NONE}],
            [{"overdracht": f"{a}>{b}"} for a, b in usual[:1]],
            MOST,
        ),
    ]


EXPERIMENT = Experiment(
    key="warme_overdracht",
    notebook="06_cultuur",
    title="Warme overdracht: wie komt er aan?",
    strategy="cultuur",
    guess=Guess(
        question=f"Elke overdracht van de gewone route lukt {COLD} van de 100 keer. Wie daar kwijtraakt, komt niet terug. "
        "Van elke 100 die aan deze route beginnen: hoeveel komen er bij de laatste schakel aan?",
        field=lambda case: Slider(
            "_guess",
            f"Uw schatting (de gewone route heeft {with_unit(str(len(chain.routes(case)[0].steps) - 1), 'overdracht|overdrachten', len(chain.routes(case)[0].steps) - 1)})",
            0,
            100,
            70,
            1,
            "van de 100",
        ),
        answer=lambda case: model.remaining(100, [COLD / 100] * (len(chain.routes(case)[0].steps) - 1))[-1],
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
    columns=("alles koud", "nu"),
    own="Welke overdracht in uw casus is koud? Wie belt of mailt morgen de volgende schakel, en wat vraagt die dan?",
    leaves_out=(
        "Wie kwijtraakt, komt hier niet terug. In notebook 03 begint zo iemand opnieuw en is de vraag wie er gedekt is; hier is de vraag wie er aankomt.",
        "Of een overdracht lukt, hangt niet af van de vorige. In het echt draagt een goede start vaak verder, en raakt wie het moeilijk heeft overal eerder kwijt.",
        f"Dat koud {COLD} en warm {WARM} van de 100 keer lukt, is een aanname. Draai aan beide en kijk wat overeind blijft.",
        "Een warme overdracht kost overal evenveel en geldt voor iedereen die daar langskomt. Bellen kost tijd, en niet elke schakel neemt op.",
        "Dat er half zo veel misgaat waar men elkaar kent, is een aanname; wie elkaar kent, leest het model af uit de banden in de casus.",
        "Cultuur is meer dan een afspraak om te bellen. Het denkmodel laat zien wat zo’n waarde oplevert, niet hoe u haar laat leven.",
    ),
    sources=("barlow1975",),
    ready=lambda case: (
        None
        if chain.routes(case)
        else "In deze casus staan nog geen routes met twee of meer stappen. Vul ze in het notebook ‘Begin’ in, in de tabel Routes, of kies hierboven een andere casus."
    ),
)
