"""De brede agenda: wat elke partij wint per kwestie, en de pakketten waarin niemand verliest."""

from collections.abc import Mapping, Sequence
from math import isfinite
from typing import Any

import attrs

from ..cases import Case, Issue
from ..cases.remember import last
from ..models import package_deal as model
from ..plots import package_deal as plot
from ..plots.svg import letter
from .controls import Choice, Rows, Slider, dutch, with_unit
from .experiment import Experiment, Guess, Measure, Table

MOST = 20  # issues
OWN = 5  # gain on the own issue, in the example
SHOWN_AT_FIRST = 3  # issues on the table
LISTED = 8  # packages in the table
NAMES = 6  # parties in a sentence
YES, NO = "ja", "nee"
COLUMN = "bij_"  # + key of a party
ALL, WORST, SUM = "alles", "slechtst", "samen"
PACKAGES = (
    (ALL, "alles wat op tafel ligt"),
    (WORST, "het pakket waarin wie het minst krijgt, het meest krijgt"),
    (SUM, "het pakket dat samen het meest oplevert"),
)


@attrs.frozen
class Outcome:
    """An agenda and the packages in it.

    Packages are numbers as in the model; `count` is how many are acceptable to all (the empty one not counted), `found` the best of
    them, at most `LISTED`; `per_issue` that count without and with each issue.
    """

    case: Case
    names: tuple[str, ...]
    gains: tuple[tuple[float, ...], ...]
    on: tuple[int, ...]
    threshold: float
    paid: bool
    package: int
    count: int
    found: tuple[int, ...]
    single: "Single"
    per_issue: tuple[tuple[int, int], ...]
    lowest: dict[int, float]
    together: dict[int, float]
    wrong: tuple[str, ...]
    example: bool

    @property
    def packages(self) -> int:
        """How many packages the agenda holds, the empty one not counted."""
        return 2 ** len(self.on) - 1

    @property
    def totals(self) -> list[float]:
        """What each party gains in the package that is shown."""
        return model.totals(self.gains, [self.package])[0].tolist() if self.gains else [0.0] * len(self.case.parties)

    @property
    def payments(self) -> list[float]:
        """What each party receives or pays; nothing where that is not asked or not possible."""
        totals = self.totals
        if not self.paid or sum(totals) < self.threshold * len(totals):
            return [0.0] * len(totals)
        return model.side_payments(totals, self.threshold).tolist()

    @property
    def below(self) -> list[int]:
        """The parties (their number) below the threshold."""
        return [i for i, total in enumerate(self.totals) if total < self.threshold]


@attrs.frozen
class Single:
    """The best that one issue alone can do: how many pass, the fewest parties below, the highest lowest, the highest sum."""

    passing: int = 0
    below: int = 0
    lowest: float = 0.0
    together: float = 0.0


def example(case: Case) -> bool:
    """Whether the case has no issues yet, so that an example is shown."""
    return not case.issues


def start(case: Case) -> list[dict[str, str]]:
    """The table at first: the issues of the case, or an example in which the first parties each bring one."""
    keys = case.party_keys
    if example(case):
        owners = min(len(keys), SHOWN_AT_FIRST + 1)
        return [
            {
                "naam": f"Wat {case.parties[i].label[:60]} graag wil",
                "tafel": YES if i < SHOWN_AT_FIRST - 1 else NO,
                **{COLUMN + k: written(0 if j >= owners else OWN if i == j else -1) for j, k in enumerate(keys)},
            }
            for i in range(owners)
        ]
    return [
        {"naam": issue.name, "tafel": YES if i < SHOWN_AT_FIRST else NO, **{COLUMN + k: written(issue.gains.get(k, 0)) for k in keys}}
        for i, issue in enumerate(case.issues[:MOST])
    ]


def written(gain: float) -> str:
    """A gain as one types it."""
    return f"{gain:g}".replace(".", ",")


def gain(text: str) -> float | None:
    """What was typed, as a number from -5 to 5; empty is 0, and None when it is no such number."""
    plain = text.strip().replace("−", "-").replace("–", "-").replace(",", ".")
    if not plain:
        return 0.0
    try:
        found = float(plain)
    except ValueError:
        return None
    return found if isfinite(found) and abs(found) <= 5 else None


def read(
    case: Case, rows: Sequence[Mapping[str, str]]
) -> tuple[tuple[str, ...], tuple[tuple[float, ...], ...], tuple[int, ...], tuple[str, ...]]:
    """The names, the gains, the numbers of the issues on the table, and what could not be read. A row with nothing in it is left out."""
    names, gains, on, wrong = [], [], [], []
    for row in rows:
        typed = [row[COLUMN + k] for k in case.party_keys]
        values = [gain(t) for t in typed]
        name = " ".join(row["naam"].split())
        if not name and not any(values):
            continue
        if row["tafel"] == YES:
            on.append(len(names))
        at = letter(len(names))
        wrong += [f"{at}, {p.label}: ‘{t.strip()[:12]}’" for p, t, v in zip(case.parties, typed, values, strict=True) if v is None]
        names.append(name or f"Kwestie {at}")
        gains.append(tuple(v or 0.0 for v in values))
    return tuple(names), tuple(gains), tuple(on), tuple(wrong)


def issues(case: Case) -> tuple[Issue, ...]:
    """The issues as the learner kept them in this proef, or else those of the case file: what other proeven go by."""
    kept: Any = case.answers
    for key in (EXPERIMENT.notebook, EXPERIMENT.key, "instellingen", "issues"):
        kept = kept.get(key) if isinstance(kept, Mapping) else None
    try:
        names, gains, _, _ = read(case, _agenda(case).accept(kept))
    except ValueError:  # nothing was kept, or someone has edited it by hand
        return case.issues
    if example(case) and names == read(case, start(case))[0]:
        return ()
    return tuple(
        Issue(f"k{i}", name, dict(zip(case.party_keys, row, strict=True))) for i, (name, row) in enumerate(zip(names, gains, strict=True))
    )


def outcome(case: Case, issues: Sequence[Mapping[str, str]], threshold: float, package: str, paid: str) -> Outcome:
    """Look at all packages of the agenda."""
    import numpy as np

    names, gains, on, wrong = read(case, issues)
    k, pay = len(names), paid == YES
    matrix = np.array(gains, dtype=float).reshape(k, len(case.parties))
    lowest, together = model.lowest(matrix, threshold), model.together(matrix, threshold)
    passing = (together if pay else lowest) >= 0
    passing[0] = False  # to settle nothing is no package
    agenda = model.within(k, on)
    found = np.flatnonzero(passing & agenda)
    count = len(found)
    per_issue = tuple((_count(passing, k, {*on} - {i}), count) if i in on else (count, _count(passing, k, {*on, i})) for i in range(k))
    inside = np.flatnonzero(agenda)
    chosen = int(inside[-1])
    if package != ALL and len(inside) > 1:
        first, then = (lowest, together) if package == WORST else (together, lowest)
        best = inside[1:][first[inside[1:]] == first[inside[1:]].max()]
        chosen = int(best[then[best].argmax()])
    ones = [1 << i for i in range(k)]
    single = (
        Single(
            sum(bool(passing[s]) for s in ones),
            int((model.totals(matrix, ones) < threshold).sum(axis=1).min()),
            float(lowest[ones].max()),
            float(together[ones].max()),
        )
        if ones
        else Single()
    )
    if count > LISTED:
        found = found[lowest[found] >= np.partition(lowest[found], -LISTED)[-LISTED]]
    found = found[np.lexsort((-together[found], -lowest[found]))][:LISTED]  # what improves on one of these comes before it
    return Outcome(
        case,
        names,
        gains,
        on,
        threshold,
        pay,
        chosen,
        count,
        tuple(map(int, found)),
        single,
        per_issue,
        {int(s): float(lowest[s]) + threshold for s in found},
        {int(s): float(together[s]) + threshold * len(case.parties) for s in found},
        wrong,
        example(case),
    )


def _count(passing: Any, issues: int, agenda: set[int]) -> int:
    return int((passing & model.within(issues, agenda)).sum())


def letters(package: int) -> str:
    """A package as the letters of its issues."""
    return " + ".join(letter(i) for i in model.issues_in(package)) or "geen enkele kwestie"


def listed(names: Sequence[str]) -> str:
    """A list in a sentence; the end of a long one is counted."""
    shown, more = list(names[:NAMES]), len(names) - NAMES
    if more > 0:
        shown.append(f"nog {more}")
    return f"{', '.join(shown[:-1])} en {shown[-1]}" if len(shown) > 1 else "".join(shown)


def passes(o: Outcome) -> str:
    """What it is that a package passes."""
    if o.paid:
        return "is er samen genoeg om iedereen op de grens te brengen"
    return "verliest niemand" if o.threshold == 0 else f"komt niemand onder de grens van {plot.signed(o.threshold)}"


def fails(o: Outcome) -> str:
    """What it is that a package does not pass, without payments."""
    return "verliest iemand" if o.threshold == 0 else f"komt iemand onder de grens van {plot.signed(o.threshold)}"


def picture(o: Outcome) -> str:
    inside = set(model.issues_in(o.package))
    rows = [
        plot.Row(p.key, p.label, [g[i] for g in o.gains], total, paid)
        for i, (p, total, paid) in enumerate(zip(o.case.parties, o.totals, o.payments, strict=True))
    ]
    columns = [plot.Issue(name, i in o.on, i in inside) for i, name in enumerate(o.names)]
    of = f"{dutch(o.count)} van de {with_unit(dutch(o.packages), 'pakket|pakketten', o.packages)}"
    count = f"{of}: met betalen kan het." if o.paid else f"In {of} {passes(o)}."
    return plot.picture(rows, columns, o.threshold, count, title=EXPERIMENT.title, words=words(o))


@last
def words(o: Outcome) -> str:
    if not o.on:
        return "Er ligt nog niets op tafel. Zet in de tabel bij een kwestie ‘ja’ om haar op tafel te leggen."
    intro = (
        "Uw casus heeft nog geen kwesties. Dit is een oefenvoorbeeld: elke kwestie levert één partij 5 op en kost de andere inbrengers 1. Vul uw eigen kwesties in. "
        if o.example and o.names == read(o.case, start(o.case))[0]
        else ""
    )
    table = (
        f"Op tafel {'ligt' if len(o.on) == 1 else 'liggen'} {len(o.on)} van de {with_unit(str(len(o.names)), 'kwestie|kwesties', len(o.names))} "
        f"({', '.join(map(letter, o.on))}). Dat geeft {with_unit(dutch(o.packages), 'pakket|pakketten', o.packages)}."
    )
    which = (
        "geen enkel pakket"
        if not o.count
        else "al die pakketten"
        if o.count == o.packages > 1
        else "dat pakket"
        if o.packages == 1
        else f"{dutch(o.count)} daarvan"
    )
    count = f"In {which} {passes(o)}." if o.count or o.paid else f"In {'dat' if o.packages == 1 else 'elk'} pakket {fails(o)}."
    below = o.below
    losers = [f"{o.case.parties[i].label} ({plot.signed(o.totals[i])})" for i in below]
    shown = f"U ziet pakket {letters(o.package)}. " + (
        f"Onder de grens {'komt' if len(below) == 1 else 'komen'}: {listed(losers)}." if below else "Daarin komt niemand onder de grens."
    )
    return " ".join(filter(None, [intro.strip(), table, count, shown, _paying(o), _next(o), _wrong(o)]))


def report(o: Outcome) -> str:
    if not o.on or o.example:
        return ""
    losers = [o.case.parties[i].label for i in o.below]
    some = (
        "geen enkel pakket"
        if not o.count
        else "elk pakket"
        if o.count == o.packages
        else f"{dutch(o.count)} van de {dutch(o.packages)} mogelijke pakketten"
    )
    packages = f"In {some} {passes(o)}." if o.count or o.paid else f"In elk mogelijk pakket {fails(o)}."
    chosen = listed([f"‘{o.names[i]}’" for i in o.on if o.package >> i & 1])
    below = (
        f"Met {chosen} samen {'komt' if len(losers) == 1 else 'komen'} onder de grens: {listed(losers)}."
        if losers
        else f"Met {chosen} samen komt niemand onder de grens."
    )
    return f"Op tafel {'ligt' if len(o.on) == 1 else 'liggen'} {len(o.on)} van de {with_unit(str(len(o.names)), 'kwestie|kwesties', len(o.names))}. {packages} {below}"


def _paying(o: Outcome) -> str:
    """Who would pay whom in the package that is shown."""
    if not o.paid:
        return ""
    paid = o.payments
    if not any(paid):
        return "Betalen is hier niet nodig." if not o.below else "Samen is er in dit pakket niet genoeg om de verliezers te betalen."
    givers = [f"{p.label} ({dutch(-t, 1)})" for p, t in zip(o.case.parties, paid, strict=True) if t < -0.05]
    takers = [f"{p.label} ({dutch(t, 1)})" for p, t in zip(o.case.parties, paid, strict=True) if t > 0]
    return f"Als de winnaars naar draagkracht betalen, {'geeft' if len(givers) == 1 else 'geven'} {listed(givers)}; dat gaat naar {listed(takers)}."


def _next(o: Outcome) -> str:
    """What one more issue does."""
    off = [(after - o.count, i) for i, (_, after) in enumerate(o.per_issue) if i not in o.on]
    if not off:
        return "Alles ligt op tafel."
    more, best = max(off, key=lambda found: (found[0], -found[1]))
    if not more:
        return "Eén kwestie erbij levert nu geen nieuw pakket op."
    return f"Eén kwestie erbij helpt: met {letter(best)} {'komt er 1 pakket' if more == 1 else f'komen er {dutch(more)} pakketten'} bij."


def _wrong(o: Outcome) -> str:
    return f"Niet te lezen als getal van −5 tot 5, en dus geteld als 0: {listed(o.wrong)}." if o.wrong else ""


def note(o: Outcome, key: str) -> str:
    return _wrong(o) if key == "issues" else ""


def measures(o: Outcome) -> list[Measure]:
    totals = o.totals
    return [
        Measure("Pakketten die voor iedereen kunnen", o.single.passing, o.count, digits=0),
        Measure(f"Partijen onder de grens, van de {len(totals)}", o.single.below, len(o.below), digits=0),
        Measure("Wat de slechtst bedeelde partij krijgt", o.single.lowest + o.threshold, min(totals), digits=1),
        Measure("Wat alle partijen samen krijgen", o.single.together + o.threshold * len(totals), sum(totals), digits=1),
    ]


def tables(o: Outcome) -> list[Table]:
    out = (
        [
            Table(
                "Wat één kwestie doet: pakketten die voor iedereen kunnen",
                ("Kwestie", "Zonder", "Met"),
                [
                    (f"{letter(i)} {name} ({'op tafel' if i in o.on else 'niet op tafel'})", without, with_it)
                    for i, (name, (without, with_it)) in enumerate(zip(o.names, o.per_issue, strict=True))
                ],
            )
        ]
        if o.names
        else []
    )
    if o.found:
        best = model.undominated(model.totals(o.gains, o.found))
        more = f", de eerste {LISTED} van {dutch(o.count)}" if o.count > LISTED else ""
        out.append(
            Table(
                f"Pakketten die voor iedereen kunnen{more}",
                ("Pakket", "Minst bedeelde", "Samen", "Kan het voor iemand beter, zonder dat een ander verliest?"),
                [
                    (letters(s), plot.signed(o.lowest[s]), plot.signed(o.together[s]), "nee" if good else "ja")
                    for s, good in zip(o.found, best, strict=True)
                ],
            )
        )
    return out


@last
def _all_on(case: Case) -> int:
    """The packages in which nobody loses, with everything on the table."""
    _, gains, _, _ = read(case, start(case))
    return int(model.passing(gains).sum()) - 1


def _highest(case: Case) -> int:
    return 2 ** len(start(case)) - 1


def explain(case: Case, answer: int) -> str:
    names, gains, _, _ = read(case, start(case))
    alone = sum(bool(model.passing(gains)[1 << i]) for i in range(len(names)))
    losing = f"Bij {alone} van de {len(names)} kwesties apart verliest niemand." if alone else "Bij elke kwestie apart verliest iemand."
    end = (
        "Wie het breed houdt, vindt dus wat met één kwestie niet kon."
        if answer > alone
        else "Breed maken is hier dus niet genoeg; denk aan betalen, of aan een andere kwestie."
    )
    return f"{losing} Pas in een pakket kan verlies op de ene kwestie wegvallen tegen winst op een andere. {end}"


def _agenda(case: Case) -> Rows:
    columns: list[dict[str, Any]] = [
        {"key": "naam", "label": "Kwestie"},
        {"key": "tafel", "label": "Op tafel?", "options": [[NO, NO], [YES, YES]], "default": YES},
    ]
    columns += [{"key": COLUMN + p.key, "label": p.label, "default": "0"} for p in case.parties]
    return Rows(
        "issues",
        "De agenda",
        columns,
        start(case),
        MOST,
        "Naar rechts staat per partij wat zij wint of verliest, van −5 tot 5. Leeg is 0. Plakken uit een rekenblad mag.",
        wide=True,
    )


def controls(case: Case) -> list[Slider | Choice | Rows]:
    return [
        _agenda(case),
        Slider("threshold", "Grens: wat een partij minstens moet krijgen", -3, 3, 0, 1, "", "0 = niemand verliest op het hele pakket."),
        Choice("package", "Welk pakket wilt u zien?", PACKAGES, ALL),
        Choice("paid", "Mogen winnaars de verliezers betalen?", ((NO, "nee"), (YES, "ja")), NO),
    ]


EXPERIMENT = Experiment(
    key="brede_agenda",
    notebook="07_procesontwerp",
    title="De brede agenda: zit er voor iedereen wat in?",
    strategy="proces",
    guess=Guess(
        question="Alle kwesties liggen op tafel. Elk pakket kiest er een of meer uit. In hoeveel van die pakketten verliest niemand?",
        field=lambda case: Slider(
            "_guess",
            f"Uw voorspelling, van de {dutch(_highest(case))} pakketten",
            0,
            _highest(case),
            _highest(case) // 4,
            1,
            "pakket|pakketten",
        ),
        answer=_all_on,
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
    columns=("beste kwestie apart", "uw pakket"),
    own="Welke kwesties liggen bij u op tafel, en wie wint er nog nergens iets? Welke kwestie zou u erbij leggen?",
    leaves_out=(
        "Winst en verlies zijn schattingen van de regisseur op een schaal van −5 tot 5. Vraag het de partijen zelf: dat is de helft van het werk.",
        "Opbrengsten tellen hier gewoon op. In het echt maakt de ene kwestie de andere soms juist meer of minder waard.",
        "De punten van verschillende partijen zijn eigenlijk niet te vergelijken. Dat telt alleen mee bij ‘samen’ en bij betalen.",
        "Een kwestie is wel of niet geregeld. Half regelen, of later regelen, kan in het echt wel en maakt meer pakketten mogelijk.",
        "Een brede agenda kost tijd en aandacht, en iemand kan kwesties opblazen om er iets voor terug te krijgen. Dat zit niet in dit denkmodel.",
    ),
    sources=("buchanan1962", "raiffa1982", "kaldor1939", "bruijn2010"),
    needs=("numpy",),
    ready=lambda case: (
        None
        if len(case.parties) > 1
        else "Deze casus heeft nog geen twee partijen. Vul ze in bij ‘Uw casus’ in het notebook Begin, of kies een andere casus."
    ),
)
