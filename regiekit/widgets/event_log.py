"""Een eigen gebeurtenissenlogboek: which routes people take, and what disappears when the rare paths are hidden."""

from functools import lru_cache
from itertools import pairwise

import attrs

from ..cases import Case, CaseError
from ..cases.event_log import EventLog, LogFile, open_log, shipped_log
from ..models import event_log as model
from ..plots import event_log as plot
from .controls import Choice, Slider, Text, Upload, dutch
from .experiment import Experiment, Guess, Measure, Table

MOST_ACTIVITIES = 12  # legible at once
MOST_PATHS = 30
START = 10  # young people on a path
YOUNG = ("jongere", "jongeren")
CASES = ("zaak", "zaken")
ROUTES_IN_TABLE, PATHS_IN_TABLE = 12, 15
ENOUGH = 5  # people, before a median waiting time is worth a sentence


@attrs.frozen(eq=False)
class Analysis:
    """What does not change while the sliders move: all that is known of a log."""

    log: EventLog
    variants: list[model.Variant]
    arcs: list[model.Arc]
    stops: tuple[plot.Stop, ...]
    returning: float


@attrs.frozen
class Outcome:
    """A log with the rarest paths hidden; or what is wrong with the file."""

    problem: str = ""
    name: str = ""
    about: Analysis | None = None
    least: int = START
    view: str = "netwerk"
    arcs: tuple[model.Arc, ...] = ()
    seen: tuple[model.Variant, ...] = ()
    columns: tuple[str, ...] = ()

    @property
    def unit(self) -> tuple[str, str]:
        return CASES if self.name else YOUNG

    @property
    def people(self) -> int:
        return self.about.log.cases

    @property
    def visible(self) -> int:
        """How many people have their whole route in the picture."""
        return sum(v.count for v in self.seen)

    def names(self, steps: tuple[int, ...]) -> str:
        return " → ".join(self.about.log.activities[s] for s in steps)

    def counted(self, number: int) -> str:
        return f"{dutch(number, 0)} {self.unit[number != 1]}"


@lru_cache(maxsize=1)
def shipped() -> EventLog:
    """The shipped log, read once."""
    return shipped_log()


@lru_cache(maxsize=2)
def analysis(log: EventLog) -> Analysis:
    """Routes and paths of a log; the last two are remembered, for a slider asks at every step."""
    variants, arcs = model.variants(log), model.directly_follows(log)
    size = len(log.activities)
    visitors, begins, ends, places = model.visitors(log), model.beginnings(log), model.endings(log), model.places(variants, size)
    again = {a.source: a.cases for a in arcs if a.source == a.target}
    busiest = sorted(range(size), key=lambda i: (-visitors[i], i))[:MOST_ACTIVITIES]
    stops = tuple(plot.Stop(i, log.activities[i], visitors[i], begins[i], ends[i], again.get(i, 0), places[i]) for i in busiest)
    return Analysis(log, variants, arcs, stops, model.share_returning(variants))


def outcome(case: Case, least: int, view: str, file: LogFile | None, case_column: str, activity_column: str, time_column: str) -> Outcome:
    """Show the paths that at least `least` people take, of the file or of the shipped log."""
    names = (case_column, activity_column, time_column)
    try:
        log = file.log(*names) if file else shipped()
        columns = tuple(file.header[i] for i in file.columns(*names)) if file else ()
    except CaseError as problem:
        return Outcome(str(problem), file.name if file else "", least=least, view=view)
    about = analysis(log)
    if view == "varianten":
        seen = [v for v in about.variants[: plot.ROUTES] if v.count >= least] or about.variants[:1]
        pairs = {pair for v in seen for pair in pairwise(v.steps)}
        arcs = [a for a in about.arcs if (a.source, a.target) in pairs]
    else:
        kept = {s.key for s in about.stops}
        arcs = [a for a in about.arcs if a.cases >= least and a.source in kept and a.target in kept][:MOST_PATHS]
        pairs = {(a.source, a.target) for a in arcs}
        seen = [v for v in about.variants if kept.issuperset(v.steps) and all(pair in pairs for pair in pairwise(v.steps))]
    return Outcome("", file.name if file else "", about, least, view, tuple(arcs), tuple(seen), columns)


def picture(o: Outcome) -> str:
    if o.problem:
        return plot.message(o.problem, title=EXPERIMENT.title, words=words(o))
    about = o.about
    if o.view == "varianten":
        shown = [plot.Route(v.steps, v.count, v.count / o.people) for v in o.seen]
        rest = len(about.variants) - len(shown), o.people - o.visible
        return plot.routes(about.log.activities, shown, rest, o.unit, title=EXPERIMENT.title, words=words(o))
    common = set(pairwise(about.variants[0].steps))
    kept = {s.key for s in about.stops}

    def paths(arcs) -> list[plot.Path]:
        return [
            plot.Path(a.source, a.target, a.cases, (a.source, a.target) in common)
            for a in arcs
            if a.source != a.target and a.source in kept and a.target in kept
        ]

    return plot.picture(about.stops, paths(about.arcs), paths(o.arcs), o.unit[1], title=EXPERIMENT.title, words=words(o))


def words(o: Outcome) -> str:
    if o.problem:
        return f"Dit bestand is nog niet te tekenen. {_sentence(o.problem)}"
    about, log = o.about, o.about.log
    commonest, routes = about.variants[0], len(about.variants)
    alone = sum(v.count == 1 for v in about.variants)
    whose = "verzonnen jongeren" if not o.name else o.unit[o.people != 1]
    out = [
        f"Het logboek telt {dutch(o.people, 0)} {whose}, {dutch(len(log), 0)} gebeurtenissen en {dutch(routes, 0)} verschillende routes.",
        f"{o.counted(commonest.count)} ({_share(model.share_commonest(about.variants))}) {'volgt' if commonest.count == 1 else 'volgen'} "
        f"de meest gevolgde route: {_short(o, commonest.steps)}.",
        f"{o.counted(alone)} {'heeft' if alone == 1 else 'hebben'} een route die verder niemand heeft." if alone and routes > 1 else "",
    ]
    hidden = o.people - o.visible
    if o.view == "varianten":
        out.append(f"U ziet {dutch(len(o.seen), 0)} van de {dutch(routes, 0)} routes.")
    else:
        out.append(
            f"U ziet {dutch(len(o.arcs), 0)} van de {dutch(len(about.arcs), 0)} paden: die vanaf {o.counted(o.least)}"
            + (f", en daarvan de {MOST_PATHS} drukste." if len(o.arcs) == MOST_PATHS else ".")
        )
        if about.arcs and not o.arcs:
            busiest = max(a.cases for a in about.arcs)
            out.append(f"Geen enkel pad is zo druk: zet de schuif op {busiest}{' of lager' if busiest > 1 else ''}.")
        left = len(log.activities) - len(about.stops)
        if left:
            out.append(
                f"De {left} activiteiten waar de minste {o.unit[1]} komen, staan niet in het plaatje."
                if left > 1
                else f"De activiteit waar de minste {o.unit[1]} komen, staat niet in het plaatje."
            )
    out.append(
        f"{o.counted(hidden)} ({_share(hidden / o.people)}) {'heeft' if hidden == 1 else 'hebben'} een route die dan niet helemaal in beeld is."
        if hidden
        else "Iedere route is helemaal in beeld."
    )
    slow = max((a for a in o.arcs if a.cases >= ENOUGH and a.source != a.target), key=lambda a: a.wait, default=None)
    if slow and slow.wait >= 1:
        out.append(
            f"Het langst duurt het van {log.activities[slow.source]} naar {log.activities[slow.target]}: in de helft van de gevallen "
            f"meer dan {_days(slow.wait)}."
        )
    return " ".join(filter(None, out))


def report(o: Outcome) -> str:
    if o.problem or not o.name:
        return ""
    about = o.about
    commonest = about.variants[0]
    slow = max((a for a in about.arcs if a.cases >= ENOUGH and a.source != a.target), key=lambda a: a.wait, default=None)
    names = about.log.activities
    return " ".join(
        filter(
            None,
            [
                f"Het logboek telt {dutch(o.people, 0)} {o.unit[o.people != 1]} en {dutch(len(about.variants), 0)} verschillende routes.",
                f"{_share(model.share_commonest(about.variants))} volgt de meest gevolgde route: {_short(o, commonest.steps)}.",
                f"Het langst duurt het van {names[slow.source]} naar {names[slow.target]}: in de helft van de gevallen meer dan {_days(slow.wait)}."
                if slow and slow.wait >= 1
                else "",
            ],
        )
    )


def _sentence(problem: str) -> str:
    return problem[:1].upper() + problem[1:]


def _share(share: float) -> str:
    percent = 100 * share
    return "minder dan 1%" if 0 < percent < 0.5 else "meer dan 99%" if 99.5 <= percent < 100 else f"{dutch(percent, 0)}%"


def _short(o: Outcome, steps: tuple[int, ...]) -> str:
    """A route in words, of which no more than ten steps."""
    most = 10
    return o.names(steps) if len(steps) <= most else f"{o.names(steps[:most])} → … (nog {len(steps) - most} stappen)"


def _days(days: float) -> str:
    number = dutch(round(days, 0 if days >= 10 else 1))
    return f"{number} {'dag' if number == '1' else 'dagen'}"


def measures(o: Outcome) -> list[Measure]:
    if o.problem:
        return []
    about = o.about
    unit = o.unit[1].capitalize()
    returning = sum(v.count for v in o.seen if len(set(v.steps)) < len(v.steps)) / o.people
    return [
        Measure("Paden: van de ene stap naar de volgende", len(about.arcs), len(o.arcs), digits=0),
        Measure("Verschillende routes", len(about.variants), len(o.seen), digits=0),
        Measure(f"{unit} {'waarvan' if o.name else 'van wie'} de hele route in beeld is", 1, o.visible / o.people, "%", 0, 100),
        Measure(f"{unit} die ergens terugkomen, van alle {o.unit[1]}", about.returning, returning, "%", 0, 100),
    ]


def tables(o: Outcome) -> list[Table]:
    if o.problem:
        return []
    names, unit = o.about.log.activities, o.unit[1].capitalize()
    routes = [(_short(o, v.steps), v.count, _share(v.count / o.people)) for v in o.about.variants[:ROUTES_IN_TABLE]]
    paths = [(f"{names[a.source]} → {names[a.target]}", a.cases, a.count, round(a.wait, 1)) for a in o.arcs[:PATHS_IN_TABLE]]
    return [
        Table(f"De meest gevolgde routes ({len(routes)} van de {dutch(len(o.about.variants), 0)})", ("Route", unit, "Aandeel"), routes),
        Table(
            f"De drukste paden in beeld ({len(paths)} van de {dutch(len(o.arcs), 0)})",
            ("Van → naar", unit, "Aantal keer", "De helft duurt langer dan (dagen)"),
            paths,
        ),
    ]


def note(o: Outcome, key: str) -> str:
    """Under the field of the file: what was read, what was taken for granted, or what is wrong."""
    if key != "file" or not o.name:
        return ""
    if o.problem:
        return _sentence(o.problem)
    log = o.about.log
    columns = ", ".join(f"{role} = ‘{name}’" for role, name in zip(("casus", "activiteit", "tijd"), o.columns, strict=True))
    return " ".join([f"Gelezen: {dutch(len(log), 0)} gebeurtenissen van {o.counted(o.people)}; {columns}.", *log.notes])


def tell(o: Outcome, activity: str) -> str:
    """What is known of one activity in the map."""
    stop = None if o.problem else next((s for s in o.about.stops if str(s.key) == activity), None)
    if stop is None:
        raise KeyError(activity)
    names = o.about.log.activities

    def listed(arcs, end) -> str:
        return ", ".join(f"{names[getattr(a, end)]} ({dutch(a.cases, 0)}, de helft na meer dan {_days(a.wait)})" for a in arcs[:4])

    before = [a for a in o.about.arcs if a.target == stop.key != a.source]
    after = [a for a in o.about.arcs if a.source == stop.key != a.target]
    return " ".join(
        filter(
            None,
            [
                f"{o.counted(stop.visitors)} {'komt' if stop.visitors == 1 else 'komen'} langs {stop.name}; bij {dutch(stop.begins, 0)} begint de route daar "
                f"en bij {dutch(stop.ends, 0)} eindigt ze daar.",
                f"Daarvoor vooral: {listed(before, 'source')}." if before else "",
                f"Daarna vooral: {listed(after, 'target')}." if after else "",
            ],
        )
    )


def commonest(case: Case) -> float:
    """The share of the commonest route in the shipped log, per cent."""
    return 100 * model.share_commonest(analysis(shipped()).variants)


def why(case: Case, answer: float) -> str:
    about = analysis(shipped())
    people, most, routes = about.log.cases, about.variants[0].count, len(about.variants)
    return (
        f"Het zijn {most} van de {people} jongeren. De andere {people - most} verdelen zich over {routes - 1} routes. "
        "De gewone route is de drukste, maar de meeste jongeren wijken er ergens van af."
    )


EXPERIMENT = Experiment(
    key="gebeurtenissenlog",
    notebook="03_perspectieven",
    title="Welke routes lopen mensen echt? Een logboek gelezen",
    guess=Guess(
        question="Het meegeleverde logboek gaat over 400 verzonnen jongeren die hulp krijgen. Per jongere staat er wanneer die bij welke partij kwam. "
        "Eén route is de gewone. Welk deel van de jongeren volgt precies die route, van de eerste tot de laatste stap?",
        field=lambda case: Slider("_guess", "Uw schatting", 0, 100, 60, 1, "%"),
        answer=commonest,
        explain=why,
    ),
    controls=lambda case: [
        Slider("least", "Toon paden en routes vanaf zoveel jongeren (of zaken)", 1, 60, START),
        Choice("view", "Wat wilt u zien?", (("netwerk", "De paden als netwerk"), ("varianten", "De routes onder elkaar")), "netwerk"),
        Upload(
            "file",
            "Een eigen logboek (CSV-bestand)",
            open_log,
            help="Eén rij per gebeurtenis, met drie kolommen: casus (wie), activiteit (wat) en tijd (wanneer). De dag staat voor de maand: 1-2-2025 is 1 februari. "
            "Het bestand blijft op deze computer en komt niet in uw casus. Met Herstel komt het meegeleverde logboek terug.",
        ),
        Text(
            "case_column",
            "Kolom met de casus",
            help="Alleen nodig als uw kolom een andere naam heeft. Leeg: zelf herkennen.",
            limit=200,
            long=False,
        ),
        Text("activity_column", "Kolom met de activiteit", limit=200, long=False),
        Text("time_column", "Kolom met de tijd", limit=200, long=False),
    ],
    outcome=outcome,
    picture=picture,
    words=words,
    report=report,
    measures=measures,
    tables=tables,
    note=note,
    pick=tell,
    picks="een stap",
    strategy="begin",
    blind=True,
    columns=("hele logboek", "in beeld"),
    own="Welke systemen in uw gemeente houden bij wie wanneer waar komt? Welke stappen staan in geen enkel systeem?",
    leaves_out=(
        "Een logboek kent alleen wat iemand heeft vastgelegd. Een gesprek op de gang of een moeder die zelf belt, staat er niet in.",
        "Het netwerk kijkt per pad. Dat er een pad van A naar B en een van B naar C is, wil niet zeggen dat iemand van A via B naar C ging: kijk daarvoor naar de routes.",
        "De tijd tussen twee stappen is niet alleen wachttijd; ook de behandeling zelf zit erin.",
        "Een afwijkende route is niet vanzelf een slechte. Soms is ze juist maatwerk.",
        "Een pad met één of twee mensen kan herkenbaar zijn. Zet de schuif hoger voordat u een plaatje deelt.",
    ),
    sources=("aalst2016",),
    needs=("numpy",),
)
