"""A3: who directs some routes does not direct others. Where do a few attended handovers go?"""

from math import isnan

import attrs

from ..cases import Case, Route
from ..models import care_routes as model
from ..plots import care_routes as plot
from .controls import Choice, Rows, Slider, counted, dutch, with_unit
from .experiment import Experiment, Guess, Measure, Table

HIGH = "hoog"
MOST = 14  # handovers that can be attended, at most
WORKS, ATTENDED = 80, 98  # of 100 handovers that work: at the start when nobody attends, always when somebody does
NONE = ""
WHERE = {
    "usual": "Eerst de gewone route, dan de volgende",
    "all": "Zo dat de meeste trajecten gedekt zijn",
    "high": "Zo dat de meeste trajecten met hoog risico gedekt zijn",
    "mix": "Een mengsel van die twee",
    "own": "Ik kies de overdrachten zelf",
}
WHOLE = {"whole": "elke overdracht van het traject is bijgewoond", "share": "elk bijgewoond deel van het traject telt mee"}


@attrs.frozen
class Outcome:
    """What attending some handovers does for all trajectories and for those of high risk."""

    case: Case
    routes: tuple[Route, ...]
    where: str
    whole: bool
    budget: int
    works: float
    own: int
    attended: tuple[model.Handover, ...]
    all: float
    high: float
    others: dict[str, tuple[float, float]]
    exact: bool
    before: tuple[float, float]
    after: tuple[float, float]

    @property
    def counts(self) -> tuple[int, int]:
        """Trajectories a year: all, and those of high risk."""
        return sum(r.count for r in self.routes), sum(r.count for r in self.routes if r.risk == HIGH)


def routes(case: Case) -> tuple[Route, ...]:
    """The routes with at least one handover and one person, the ordinary (most frequent) one first."""
    return tuple(sorted((r for r in case.routes if len(r.steps) > 1 and r.count > 0), key=lambda r: -r.count))


def passing(case: Case) -> dict[model.Handover, float]:
    """Trajectories a year per handover, busiest first."""
    found = routes(case)
    return model.busiest([r.steps for r in found], [r.count for r in found])


def weights(found: tuple[Route, ...], mix: float) -> list[float]:
    """What a route is worth: a part of all trajectories and, for `mix` (0…1), of those of high risk."""
    total = sum(r.count for r in found) or 1
    high = sum(r.count for r in found if r.risk == HIGH) or 1
    return [(1 - mix) * r.count / total + mix * r.count * (r.risk == HIGH) / high for r in found]


def label(case: Case, pair: model.Handover) -> str:
    return f"{case.party(pair[0]).label} → {case.party(pair[1]).label}"


def chosen(case: Case, rows: list[dict[str, str]]) -> list[model.Handover]:
    """The handovers in the learner's own list, in order, each once; what is no handover of the case is left out."""
    known = {f"{a}>{b}": (a, b) for a, b in passing(case)}
    return list(dict.fromkeys(known[row["overdracht"]] for row in rows if row.get("overdracht") in known))


def outcome(case: Case, where: str, budget: int, mix: float, definition: str, works: float, own: list[dict[str, str]]) -> Outcome:
    """Attend `budget` handovers and see who is covered."""
    found = routes(case)
    steps, whole = [r.steps for r in found], definition == "whole"
    count, high = [r.count for r in found], [r.count * (r.risk == HIGH) for r in found]
    listed = chosen(case, own)
    ways = {
        "usual": model.along(steps, count, budget),
        "busy": list(passing(case))[:budget],
        "greedy": model.greedy(steps, count, budget, whole),
    }
    best = {k: model.best(steps, weights(found, m), budget, whole) for k, m in (("all", 0.0), ("high", 1.0), ("mix", mix / 100))}
    ways |= {k: b.attended for k, b in best.items()} | {"own": listed[:budget]}
    covered = {k: (model.coverage(steps, count, a, whole), model.coverage(steps, high, a, whole)) for k, a in ways.items()}
    attended = tuple(ways[where])
    now = _restarts(found, set(attended), works)
    return Outcome(
        case,
        found,
        where,
        whole,
        budget,
        works,
        len(listed),
        attended,
        *covered[where],
        covered,
        all(b.exact for b in best.values()),
        _restarts(found, set(), works),
        now,
    )


def _restarts(found: tuple[Route, ...], attended: set[model.Handover], works: float) -> tuple[float, float]:
    """How often one has to start again: on the ordinary route, and on average on those of high risk."""

    def times(r: Route) -> float:
        return model.restarts([(ATTENDED if pair in attended else works) / 100 for pair in model.handovers(r.steps)])

    high = [r for r in found if r.risk == HIGH]
    return times(found[0]), sum(times(r) * r.count for r in high) / sum(r.count for r in high)


def picture(o: Outcome) -> str:
    usual, risky = (
        {
            pair: n
            for pair, n in model.busiest([r.steps for r in o.routes], [r.count * ((r.risk == HIGH) == high) for r in o.routes]).items()
            if n
        }
        for high in (False, True)
    )
    return plot.picture(
        o.case, [r.steps for r in o.routes], [r.count for r in o.routes], usual, risky, o.attended, title=EXPERIMENT.title, words=words(o)
    )


def per_cent(share: float) -> str:
    return "niet te bepalen" if isnan(share) else f"{dutch(100 * share, 0)}%"


def words(o: Outcome) -> str:
    total, high = o.counts
    spent = len(o.attended)
    what = {
        "usual": "Eerst die van de gewone route.",
        "all": "Gekozen om zo veel mogelijk trajecten te dekken.",
        "high": "Gekozen om zo veel mogelijk trajecten met hoog risico te dekken.",
        "mix": "Gekozen om beide te dekken.",
        "own": "U koos ze zelf.",
    }[o.where]
    start = f"U woont {spent} van de {len(passing(o.case))} overdrachten bij. {what}"
    names = f"Bijgewoond: {'; '.join(label(o.case, pair) for pair in o.attended)}." if o.attended else ""
    left = ""
    if spent < o.budget:
        left = (
            f"Er {counted(o.budget - spent, 'blijft', 'blijven', 'over', 'over')}: daarmee maakt u geen volgend traject af."
            if o.where != "own" and o.whole
            else f"U kunt er nog {o.budget - spent} kiezen."
            if o.where == "own"
            else ""
        )
    elif o.where == "own" and o.own > o.budget:
        left = (
            f"Van uw lijst van {o.own} {('telt er geen', 'telt de eerste')[o.budget] if o.budget < 2 else f'tellen de eerste {o.budget}'}."
        )
    if o.whole:
        cover = (
            f"Helemaal gedekt: {dutch(o.all * total, 0)} van de {dutch(total, 0)} trajecten ({per_cent(o.all)}) en {dutch(o.high * high, 0)} van de {dutch(high, 0)} "
            f"met hoog risico ({per_cent(o.high)})."
        )
    else:
        cover = (
            f"Van alle trajecten is {per_cent(o.all)} gedekt, van die met hoog risico {per_cent(o.high)}. {WHOLE['share'].capitalize()}."
        )
    most = (
        f"Met {with_unit(str(o.budget), 'overdracht|overdrachten', o.budget)} is {'hoogstens' if o.exact else 'minstens'} {per_cent(o.others['all'][0])} van alle trajecten te dekken, "
        f"of {per_cent(o.others['high'][1])} van die met hoog risico."
    )
    again = (
        f"Op de gewone route begint men gemiddeld {dutch(o.after[0], 1)} keer opnieuw (zonder bijwonen {dutch(o.before[0], 1)}), "
        f"op een route met hoog risico {dutch(o.after[1], 1)} keer (zonder bijwonen {dutch(o.before[1], 1)})."
    )
    return " ".join(filter(None, [start, names, left, cover, most, again]))


def report(o: Outcome) -> str:
    total, high = o.counts
    if not o.attended:
        return "Bij geen enkele overdracht is iemand aanwezig die meekijkt."
    start = f"Bij {with_unit(str(len(o.attended)), 'overdracht|overdrachten', len(o.attended))} van de {len(passing(o.case))} kijkt iemand mee: {'; '.join(label(o.case, pair) for pair in o.attended)}."
    if o.whole:
        return f"{start} Daarmee is elke stap gevolgd van {dutch(o.all * total, 0)} van de {dutch(total, 0)} trajecten, en van {dutch(o.high * high, 0)} van de {dutch(high, 0)} met hoog risico."
    return f"{start} Daarmee is van alle trajecten {per_cent(o.all)} gevolgd, en van die met hoog risico {per_cent(o.high)}."


def measures(o: Outcome) -> list[Measure]:
    return [
        Measure("Gedekt: van alle trajecten", 0, o.all, "%", 0, 100),
        Measure("Gedekt: van die met hoog risico", 0, o.high, "%", 0, 100),
        Measure("Opnieuw beginnen op de gewone route, gemiddeld", o.before[0], o.after[0], digits=1),
        Measure("Opnieuw beginnen bij hoog risico, gemiddeld", o.before[1], o.after[1], digits=1),
    ]


def tables(o: Outcome) -> list[Table]:
    ways = {
        "usual": "De gewone route eerst",
        "busy": "De drukste overdrachten eerst",
        "greedy": "Stap voor stap: steeds wat nu het meeste oplevert",
        "all": "De beste voor alle trajecten",
        "high": "De beste voor hoog risico",
        "mix": "Het mengsel",
        "own": "Uw eigen keuze",
    }
    total, _ = o.counts
    many = 40
    rows = [("! " if r.risk == HIGH else "") + " → ".join(o.case.party(k).label for k in r.steps) for r in o.routes[:many]]
    out = [
        Table(
            f"Wat u met {with_unit(str(o.budget), 'overdracht|overdrachten', o.budget)} kunt dekken",
            ("Verdeling", "Alle trajecten", "Hoog risico"),
            [(name + (" (nu)" if key == o.where else ""), *map(per_cent, o.others[key])) for key, name in ways.items()],
        ),
        Table(
            f"De routes ({dutch(total, 0)} trajecten per jaar; ! = hoog risico)",
            ("Route", "Trajecten", "Bijgewoond"),
            [
                (row, r.count, f"{sum(pair in o.attended for pair in model.handovers(r.steps))} van {len(r.steps) - 1}")
                for row, r in zip(rows, o.routes, strict=False)
            ],
        ),
    ]
    if len(o.routes) > many:
        out[1] = attrs.evolve(out[1], caption=f"{out[1].caption}; de {many} meest gevolgde")
    return out


def note(o: Outcome, key: str) -> str:
    """What to say below a control that does nothing in this state."""
    if key == "mix" and o.where != "mix":
        return "Telt alleen mee bij ‘Een mengsel van die twee’."
    if key == "own" and o.where != "own":
        return "Telt alleen mee als u hierboven kiest voor ‘Ik kies de overdrachten zelf’."
    return ""


def usual(case: Case) -> tuple[float, float]:
    """Coverage of all and of the high-risk trajectories when exactly the ordinary route is attended."""
    found = routes(case)
    steps = [r.steps for r in found]
    attended = model.handovers(steps[0])
    return (
        model.coverage(steps, [r.count for r in found], attended),
        model.coverage(steps, [r.count * (r.risk == HIGH) for r in found], attended),
    )


def explain(case: Case, answer: float) -> str:
    share, _ = usual(case)
    less = "Wie de gewone route regisseert, regisseert de andere routes niet. " if answer < 50 else ""
    return f"Van alle trajecten samen is dan {per_cent(share)} gedekt. {less}Welk getal noemt u in uw jaarverslag?"


def missing(case: Case) -> str | None:
    found = routes(case)
    if not found:
        return "In deze casus staan nog geen routes met twee of meer stappen. Vul ze in het notebook ‘Begin’ in, in de tabel Routes, of kies hierboven een andere casus."
    if not any(r.risk == HIGH for r in found):
        return "In deze casus heeft geen enkele route een hoog risico. Geef in het notebook ‘Begin’, in de tabel Routes, minstens één route het risico ‘hoog’, of kies een andere casus."
    return None


def controls(case: Case) -> list:
    pairs = passing(case)
    first = list(dict.fromkeys(model.handovers(routes(case)[0].steps)))
    options = [[NONE, "kies een overdracht"], *([f"{a}>{b}", f"{label(case, (a, b))} ({dutch(n, 0)})"] for (a, b), n in pairs.items())]
    return [
        Choice("where", "Waar gaat uw aandacht heen?", list(WHERE.items()), "usual"),
        Slider("budget", "Overdrachten die u kunt bijwonen", 0, min(MOST, len(pairs)), min(MOST, len(first)), 1, "overdracht|overdrachten"),
        Slider("mix", "Hoe zwaar telt hoog risico in het mengsel?", 0, 100, 50, 5, "%"),
        Choice("definition", "Wanneer is een traject gedekt?", [(k, v[0].upper() + v[1:]) for k, v in WHOLE.items()], "whole"),
        Slider("works", "Een overdracht waar niemand bij is, lukt", 50, 95, WORKS, 5, "van de 100"),
        Rows(
            "own",
            "Uw eigen overdrachten",
            [{"key": "overdracht", "label": "Overdracht (trajecten per jaar)", "options": options, "default": NONE}],
            [{"overdracht": f"{a}>{b}"} for a, b in first[:MOST]],
            MOST,
        ),
    ]


EXPERIMENT = Experiment(
    key="routes",
    notebook="03_perspectieven",
    title="De gewone route en de andere routes",
    guess=Guess(
        question="U woont elke overdracht van de gewone route bij. Welk deel van de trajecten met een hoog risico hebt u dan gedekt, van begin tot eind?",
        field=lambda case: Slider("_guess", "Uw schatting", 0, 100, 40, 1, "%"),
        answer=lambda case: 100 * usual(case)[1],
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
    columns=("zonder bijwonen", "nu"),
    strategy="begin",
    own="Welke route is in uw casus de gewone, en wie volgt hem niet? Welke overdracht zou u morgen bijwonen, en welke laat u dan los?",
    leaves_out=(
        "Elke overdracht kost evenveel om bij te wonen, en wie erbij is, is er voor iedereen die daar langskomt.",
        f"Dat een bijgewoonde overdracht {ATTENDED} van de 100 keer lukt, en een andere steeds even vaak, is een aanname. Bij hoog risico gaat het in het echt vaker mis.",
        "Mislukt een overdracht, dan begint iemand helemaal opnieuw, hoe vaak het ook al misging. In het echt haakt men af, of pakt men de draad halverwege op.",
        "Een traject van hoog risico telt even zwaar als een ander traject van hoog risico. Wat er op het spel staat, verschilt.",
        "Routes liggen hier vast. Goede begeleiding verandert ook de route zelf.",
    ),
    sources=("kemeny1960", "khuller1999"),
    ready=missing,
)
