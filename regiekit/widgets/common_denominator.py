"""De gemene deler en het pakket: wat delen partijen, en wat zit erin voor elk?"""

from collections.abc import Sequence

import attrs

from ..cases import Case, Issue, Party
from ..cases.remember import last
from ..models import common_denominator as model
from ..plots import common_denominator as plot
from .controls import Choice, Slider, Text, dutch, with_unit
from .experiment import Experiment, Guess, Measure, Table
from .party_rows import PartyRows, party_names

MOST_PARTIES, MOST_ISSUES = 15, 14  # at the table, on the agenda
FEWEST_AT_START, MOST_AT_START = 5, 8
#: Without issues in the case: what the cooperation itself is worth to a party, by its position. A working assumption.
BY_POSITION = {"voor": 3.0, "afwachtend": 0.0, "tegen": -3.0}
ITSELF = "De samenwerking zelf"
#: The six kinds of gain of the source: key -> name, name in the picture.
KINDS = {
    "professionaliteit": ("meer professionaliteit", "vakmanschap"),
    "middelen": ("meer middelen", "middelen"),
    "legitimiteit": ("meer maatschappelijke legitimiteit", "legitimiteit"),
    "politiek": ("minder politieke aandacht", "minder politiek"),
    "gedoe": ("minder gedoe", "minder gedoe"),
    "kritiek": ("minder kritiek uit de eigen beroepsgroep", "minder kritiek"),
}
NONE = ""


@attrs.frozen
class Outcome:
    """A table of parties, one issue, a package, and the kinds of gain that were named."""

    parties: tuple[Party, ...]
    outside: tuple[Party, ...]
    issue: Issue
    together: float
    by_lot: float
    agenda: tuple[Issue, ...]
    package: model.Package
    kinds: dict[str, str]
    shared: str
    invented: bool
    double: tuple[Party, ...] = ()
    unread: tuple[str, ...] = ()

    @property
    def totals(self) -> dict[str, float]:
        """What the package brings every party, also those that are not at the table."""
        return {p.key: sum(issue.gains.get(p.key, 0) for issue in self.chosen) for p in (*self.parties, *self.outside)}

    @property
    def chosen(self) -> list[Issue]:
        return [self.agenda[i] for i in self.package.issues]

    def ambition(self, party: Party) -> float:
        return model.ambition(self.issue.gains.get(party.key, 0))

    @property
    def unanswered(self) -> list[Party]:
        """Who has no answer yet to what is in it for them."""
        return [p for p in self.parties if not self.kinds.get(p.key)]

    @property
    def losers(self) -> list[Party]:
        return [p for p in self.parties if self.totals[p.key] < 0]

    @property
    def harmed(self) -> list[Party]:
        """Who loses by the package and is not at the table."""
        return [p for p in self.outside if self.totals[p.key] < 0]


@last
def ranked(case: Case) -> tuple[Party, ...]:
    """The parties in the order in which they come to the table: the director, who can block, who cannot be replaced, the largest."""
    order = {p.key: i for i, p in enumerate(case.parties)}
    return tuple(
        sorted(case.parties, key=lambda p: (p.key != case.director, "blokker" not in p.power, p.replaceable, -p.size, order[p.key]))
    )


def at_start(case: Case) -> int:
    """How many sit at the table at first: those that cannot be missed, five to eight."""
    must = sum(p.key == case.director or "blokker" in p.power or (not p.replaceable and "productie" in p.power) for p in case.parties)
    return min(len(ranked(case)), MOST_AT_START, max(FEWEST_AT_START, must))


@last
def agenda(case: Case) -> tuple[Issue, ...]:
    """The issues, at most `MOST_ISSUES`; where a case has none, one that follows from the positions."""
    if case.issues:
        return tuple(case.issues[:MOST_ISSUES])
    return (Issue("samenwerking", name=ITSELF, gains={p.key: BY_POSITION[p.position] for p in case.parties}),)


def called(issue: Issue) -> str:
    return issue.name.strip() or issue.key


def usual(case: Case) -> str:
    """The issue to begin with: the one that brings most to all together."""
    return max(agenda(case), key=lambda issue: sum(issue.gains.values())).key


@last
def _packages(case: Case) -> dict[tuple[int, int], model.Package]:
    """(number at the table, size) -> the best package, once found."""
    return {}


def package(case: Case, number: int, size: int) -> model.Package:
    found = _packages(case)
    if (number, size) not in found:
        gains = [[issue.gains.get(p.key, 0) for p in ranked(case)[:number]] for issue in agenda(case)]
        found[number, size] = model.best_package(gains, size)
    return found[number, size]


def outcome(case: Case, shared: str, table: int, issue: str, gains: Sequence[dict[str, str]], size: int = 1) -> Outcome:
    parties, issues = ranked(case)[:table], agenda(case)
    one = next((i for i in issues if i.key == issue), issues[0])
    kinds = {row["partij"]: row["winst"] for row in gains if row["winst"] in KINDS}
    named = [row for row in gains if row["winst"] in KINDS]
    double = tuple(p for p in case.parties if len({row["winst"] for row in named if row["partij"] == p.key}) > 1)
    unread = tuple(
        f"‘{cell[:30]}’" if cell else "een lege partij"
        for row in gains
        if any(row.values())
        for cell, good in ((row["partij"], row["partij"] in case.party_keys), (row["winst"], row["winst"] in (NONE, *KINDS)))
        if not good
    )
    together = model.least_ambitious([model.ambition(one.gains.get(p.key, 0)) for p in parties])
    return Outcome(
        parties,
        ranked(case)[table:],
        one,
        together,
        model.expected_least(len(parties)),
        issues,
        package(case, table, size),
        kinds,
        shared.strip(),
        not case.issues,
        double,
        unread,
    )


def picture(o: Outcome) -> str:
    rows = [
        plot.Row(p.key, p.label, o.ambition(p), o.totals[p.key], KINDS[o.kinds[p.key]][1] if p.key in o.kinds else "", p in o.parties)
        for p in (*o.parties, *o.outside)
    ]
    return plot.picture(rows, o.together, o.by_lot, title=EXPERIMENT.title, words=words(o))


def listed(parties: Sequence[Party]) -> str:
    names = [p.label for p in parties]
    return " en ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def percent(share: float) -> str:
    return f"{dutch(100 * share, 0)}%"


def words(o: Outcome) -> str:
    number = len(o.parties)
    hold = [p for p in o.parties if o.ambition(p) <= o.together + 1e-9]
    who = f"Aan tafel zitten {number} partijen: {listed(o.parties)}."
    shared = f"Het gezamenlijke belang: {o.shared.rstrip('.')}." if o.shared else "U hebt nog geen gezamenlijk belang opgeschreven."
    one = (
        f"Eén kwestie, ‘{called(o.issue)}’: samen komen zij tot {percent(o.together)}, want verder {'wil' if len(hold) == 1 else 'willen'} {listed(hold)} niet. "
        f"Bij {number} willekeurige partijen zou dat gemiddeld {percent(o.by_lot)} zijn."
    )
    names = "; ".join(f"‘{called(i)}’" for i in o.chosen)
    size = len(o.chosen)
    bundle = f"Het beste pakket van {with_unit(str(size), 'kwestie|kwesties', size)} ({names})"
    if not o.losers:
        brings = f"{bundle} laat niemand verliezen: wie het minst krijgt, wint {_points(min(o.package.totals)) if min(o.package.totals) else 'niets'}."
    else:
        brings = f"{bundle} laat {listed(o.losers)} verliezen; het grootste verlies is {_points(-min(o.package.totals))}."
    harmed = f" Buiten de tafel {'verliest' if len(o.harmed) == 1 else 'verliezen'} {listed(o.harmed)} erdoor." if o.harmed else ""
    missing = o.unanswered
    named = (
        "Van elke partij aan tafel is genoemd wat zij wint."
        if not missing
        else "Van geen van hen is al genoemd wat zij wint."
        if len(missing) == number
        else f"Van {number - len(missing)} van de {number} partijen is genoemd wat zij wint. Nog niet van: {listed(missing)}."
    )
    return f"{who} {shared} {one} {brings}{harmed} {named}"


def report(o: Outcome) -> str:
    shared = f"Het gezamenlijke belang: {o.shared.strip().rstrip('.')}." if o.shared.strip() else ""
    wins = "; ".join(f"{p.label}: {KINDS[o.kinds[p.key]][0]}" for p in o.parties if o.kinds.get(p.key) in KINDS)
    if o.invented:
        return " ".join(filter(None, [shared, f"Wat zij erbij winnen: {wins}." if wins else ""]))
    names = [f"‘{called(i)}’" for i in o.chosen]
    brings = f"Een pakket van {' en '.join(filter(None, [', '.join(names[:-1]), *names[-1:]]))} laat aan tafel ({listed(o.parties)}) {f'{listed(o.losers)} verliezen' if o.losers else 'niemand verliezen'}."
    harmed = f"Buiten de tafel {'verliest' if len(o.harmed) == 1 else 'verliezen'} {listed(o.harmed)} erdoor." if o.harmed else ""
    return " ".join(filter(None, [shared, brings, harmed, f"Wat zij erbij winnen: {wins}." if wins else ""]))


def _points(value: float) -> str:
    return with_unit(dutch(value), "punt|punten", value) if value else "0 punten"


def note(o: Outcome, key: str) -> str:
    if key == "issue" and o.invented:
        return "In deze casus staan nog geen kwesties. Daarom telt één kwestie mee: de samenwerking zelf. Vul kwesties in bij ‘Uw casus’ in het notebook Begin."
    if key == "size" and o.losers:
        return f"{listed(o.losers)} {'verliest' if len(o.losers) == 1 else 'verliezen'} in dit pakket. Zet er een kwestie bij, of leg er iets anders tegenover."
    if key == "gains" and o.unread:
        return f"Dit las ik niet: {'; '.join(o.unread[:5])}{'; en meer' if len(o.unread) > 5 else ''}. Die rij telt nog niet mee. Kies een partij en een soort winst uit de lijst."
    if key == "gains" and o.double:
        return f"{listed(o.double)} {'staat' if len(o.double) == 1 else 'staan'} er vaker in, met verschillende soorten winst. De onderste rij telt. Kies de soort die voor haar het zwaarst weegt."
    if key == "gains":
        unfounded = [p for p in o.losers if p.key in o.kinds]
        if unfounded:
            return f"U noemt winst voor {listed(unfounded)}, maar in het pakket {'verliest zij' if len(unfounded) == 1 else 'verliezen zij'}. Is uw winst groot genoeg om dat goed te maken?"
        if not o.kinds:
            return ""
        more = f" Nog niet genoemd: {listed(o.unanswered)}. Voeg zo nodig een rij toe." if o.unanswered else ""
        return f"Vraag het na bij de partij zelf: winst is wat zij zo noemt.{more}"
    return ""


def measures(o: Outcome) -> list[Measure]:
    single = [o.issue.gains.get(p.key, 0) for p in o.parties]
    totals = o.package.totals
    out = [o.issue.gains.get(p.key, 0) for p in o.outside]
    return [
        Measure("Partijen aan tafel die winnen", sum(v > 0 for v in single), sum(v > 0 for v in totals), digits=0),
        Measure("Partijen aan tafel die verliezen", sum(v < 0 for v in single), sum(v < 0 for v in totals), digits=0),
        Measure("Partijen buiten de tafel die verliezen", sum(v < 0 for v in out), len(o.harmed), digits=0),
        Measure(
            "Wat de slechtst bedeelde partij krijgt, in punten",
            min(single),
            min(totals),
            digits=0 if all(float(v).is_integer() for v in (min(single), min(totals))) else 1,
        ),
    ]


def tables(o: Outcome) -> list[Table]:
    rows = [
        (
            p.called,
            p.interests[0] if p.interests else "nog niet ingevuld",
            percent(o.ambition(p)),
            dutch(o.totals[p.key], signed=bool(o.totals[p.key])),
            KINDS[o.kinds[p.key]][0] if p.key in o.kinds else "?",
        )
        for p in o.parties
    ]
    return [
        Table(
            "De partijen aan tafel",
            ("Partij", "Eerste belang uit de casus", f"Wil van ‘{called(o.issue)}’", "Winst in het pakket", "Soort winst"),
            rows,
        ),
        *(
            [
                Table(
                    "De partijen die niet aan tafel zitten",
                    ("Partij", f"Wil van ‘{called(o.issue)}’", "Winst in het pakket"),
                    [(p.called, percent(o.ambition(p)), dutch(o.totals[p.key], signed=bool(o.totals[p.key]))) for p in o.outside],
                )
            ]
            if o.outside
            else []
        ),
    ]


def tell(o: Outcome, party: str) -> str:
    p = next((p for p in (*o.parties, *o.outside) if p.key == party), None)
    if p is None:
        raise KeyError(party)
    wants = f" Zij zegt zelf te willen: {', '.join(p.interests).replace(chr(39), '’')}." if p.interests else ""
    total = o.totals[party]
    brings = f"{'wint' if total > 0 else 'verliest'} zij {_points(abs(total))}" if total else "wint en verliest zij niets"
    kind = f" U noemde als winst: {KINDS[o.kinds[party]][0]}." if party in o.kinds else ""
    return f"{p.called} zit {'' if p in o.parties else 'niet '}aan tafel. Van ‘{called(o.issue)}’ wil zij {percent(o.ambition(p))}; in het pakket {brings}.{wants}{kind}"


def controls(case: Case) -> list:
    parties = ranked(case)
    names = [[p.key, p.label] for p in parties]
    kinds = [[NONE, "nog niets genoemd"], *([k, name] for k, (name, _) in KINDS.items())]
    count, issues = at_start(case), agenda(case)
    return [
        Text(
            "shared",
            "Het gezamenlijke belang",
            long=False,
            limit=200,
            help="Bijvoorbeeld: de leefbare wijk, de tevreden klant, het gelukkige kind.",
        ),
        Slider("table", "Partijen aan tafel, de belangrijkste eerst", 2, min(MOST_PARTIES, len(parties)), count),
        Choice("issue", "De ene kwestie", [(i.key, called(i)) for i in issues], usual(case)),
        *(
            [
                Slider(
                    "size",
                    "Kwesties in het pakket",
                    1,
                    len(issues),
                    min(3, len(issues)),
                    help="Het denkmodel zoekt het pakket waarin de slechtst bedeelde partij het meest krijgt.",
                )
            ]
            if len(issues) > 1
            else []
        ),
        PartyRows(
            "gains",
            "Wat zit erin voor mij?",
            [
                {"key": "partij", "label": "Partij", "options": names, "default": names[0][0] if names else ""},
                {"key": "winst", "label": "Soort winst", "options": kinds, "default": NONE},
            ],
            [{"partij": p.key, "winst": NONE} for p in parties[:count]],
            MOST_PARTIES,
            "Rijen uit een rekenblad kunt u hier plakken.",
            also={"partij": party_names(case), "winst": {short: k for k, (_, short) in KINDS.items()}},
        ),
    ]


def expected(case: Case) -> float:
    """How far all of the case get on average, by lot, in per cent."""
    return 100 * model.expected_least(min(MOST_PARTIES, len(case.parties)))


def explain(case: Case, answer: float) -> str:
    number = min(MOST_PARTIES, len(case.parties))
    return (
        f"De partij die het minst wil, bepaalt hoe ver het komt: bij {number} partijen gemiddeld 1 gedeeld door {number + 1}. "
        "Bij twee partijen is het 33%, bij drie 25%. Elke partij erbij maakt de kans groter dat iemand heel weinig wil."
    )


EXPERIMENT = Experiment(
    key="grootste_gemene_deler",
    notebook="08_proces_gaande",
    title="De gemene deler, en wat zit erin voor mij?",
    strategy="proces",
    blind=True,
    guess=Guess(
        question="Partijen moeten het samen eens worden over één kwestie. Hoe ver elke partij wil gaan, is geloot: van 0% (niets) tot 100% (alles). Zij doen alleen waar "
        "iedereen mee instemt. Stel u voor dat alle partijen uit de casus meedoen, hoogstens vijftien. Hoe ver komen zij gemiddeld?",
        field=lambda case: Slider("_guess", "Uw schatting", 0, 100, 40, 1, "%"),
        answer=expected,
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
    pick=tell,
    columns=("één kwestie", "pakket"),
    own="Welk belang delen de partijen in uw eigen casus? Van welke belangrijke partij weet u nog niet wat zij wint?",
    leaves_out=(
        "Hoe ver een partij wil gaan, volgt hier uit haar opbrengst: −5 wil niets, 0 wil de helft, 5 wil alles. Dat is een aanname.",
        "De wet van het minst ambitieuze programma geldt als iedereen moet instemmen en niemand iets terugkrijgt. Met een pakket, geld of vertrouwen komt men verder.",
        "Een kwestie in een pakket wordt helemaal gedaan of niet, en opbrengsten zijn op te tellen. In het echt hangen kwesties samen.",
        "Een genoemde soort winst verandert de punten niet: legitimiteit of minder gedoe laat zich slecht optellen. Het gaat erom dat u een antwoord hebt.",
        "Aan tafel passen hoogstens vijftien partijen. Wie er niet zit, telt bij het zoeken naar een pakket niet mee.",
        "Staan er geen kwesties in de casus, dan volgt de opbrengst uit de houding: voor 3, afwachtend 0, tegen −3. Van een langere agenda tellen de eerste veertien kwesties mee.",
    ),
    sources=("underdal1980", "raiffa1982"),
    needs=("numpy",),
    ready=lambda case: None if len(case.parties) > 1 else "Vul in uw casus eerst minstens twee partijen in, of kies een andere casus.",
)
