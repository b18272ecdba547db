"""The omkeerproef: who could be against the sentence, and who drops out when a precise verb takes the place of the vague one."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import attrs

from ..cases import Case, Party
from ..cases.remember import last
from ..models import feel_good as model
from ..plots import feel_good as plot
from .controls import Choice, Slider, dutch
from .experiment import Chart, Experiment, Guess, Measure, Table


class Meaning(NamedTuple):
    """A precise verb in place of the label: its mark in pictures, and what the director then does."""

    mark: str
    does: str


#: From the lightest to the most far-reaching.
MEANINGS = {
    "faciliteren": Meaning("F", "helpt de partijen en laat hen zelf kiezen"),
    "coördineren": Meaning("C", "stemt af wie wat wanneer doet"),
    "financieren": Meaning("€", "betaalt mee onder voorwaarden"),
    "toezien": Meaning("T", "controleert wat de partijen doen"),
    "besluiten": Meaning("B", "besluit wat er gebeurt"),
    "opdragen": Meaning("O", "draagt de partijen op wat zij doen"),
}
LABEL, NONE, ALL = "regie", "geen", "#alles"  # no task can have the key ALL
CHART = "Steun tegen het aantal betekenissen"


class Standing(NamedTuple):
    """Where a party stands towards the director on a topic: all that the rules of `refusal` look at."""

    position: str
    blocks: bool
    weak: bool
    needed: bool
    larger: bool
    commanded: bool
    paid: bool
    paid_elsewhere: bool
    pays: bool
    core: bool


def standing(case: Case, party: Party, topic: str) -> Standing:
    """Where a party stands towards the director, from the case file. `topic` is the key of a task, or `ALL`."""
    to = {(t.source, t.target, t.kind) for t in case.ties}
    me, director = party.key, case.director
    task = next((t for t in case.tasks if t.key == topic), None)
    return Standing(
        position=party.position,
        blocks="blokker" in party.power,
        weak=not {"blokker", "productie"} & set(party.power),
        needed=not party.replaceable,
        larger=director in case.party_keys and party.size > case.party(director).size,
        commanded=(director, me, "hiërarchie") in to,
        paid=(director, me, "geld") in to,
        pays=(me, director, "geld") in to,
        paid_elsewhere=any(t.target == me and t.kind == "geld" and t.source != director for t in case.ties),
        core=task is not None and any(c.party == me and c.strength == "kern" for c in task.claims),
    )


def refusal(s: Standing, meaning: str) -> str:
    """Why a party in this position refuses a meaning, as a sentence without its name; "" when it accepts.

    An assumption, rule by rule: every party accepts a meaning unless it loses something by it. The rules are ours, in the spirit
    of the source; a user who thinks otherwise changes the case or these lines.
    """
    against = s.position == "tegen"
    rules: dict[str, Sequence[tuple[bool, str]]] = {
        "faciliteren": [
            (s.position == "voor" and s.weak, "wil juist dat iemand doorpakt: zelf kan zij de anderen niet in beweging krijgen")
        ],
        "coördineren": [(against and (s.blocks or s.needed), "kan zonder de anderen verder en wil geen extra overleg")],
        "financieren": [
            (s.pays, "betaalt zelf aan de regisseur en zou met haar eigen geld worden betaald"),
            (
                s.paid_elsewhere and not s.paid and s.position != "voor",
                "krijgt haar geld van een ander en wil geen tweede stel voorwaarden",
            ),
        ],
        "toezien": [(not s.commanded and not s.paid and s.position != "voor", "hoeft zich tegenover de regisseur niet te verantwoorden")],
        "besluiten": [
            (s.blocks and not s.commanded, "kan nu zelf blokkeren en raakt dat kwijt"),
            (s.core and not s.commanded, "ziet dit als haar kerntaak en beslist er zelf over"),
            (s.larger and s.position != "voor", "is groter dan de regisseur"),
            (against, "is tegen de regie en wil zich niet schikken"),
            (s.position == "afwachtend" and not s.weak and not s.commanded, "heeft een eigen opdracht en wil daar zelf over gaan"),
        ],
        "opdragen": [(not s.commanded and not (s.paid and s.position == "voor"), "is niet ondergeschikt aan de regisseur")],
    }
    return next((reason for applies, reason in rules[meaning] if applies), "")


@attrs.frozen
class Outcome:
    """Who stays and who drops out. `reasons` per party: meaning -> why it refuses; `verbs` none for the label itself."""

    case: Case
    topic: str
    verbs: tuple[str, ...]
    reasons: dict[str, dict[str, str]]

    def accepted(self, party: str) -> tuple[str, ...]:
        return tuple(m for m in MEANINGS if not self.reasons[party][m])

    def heard(self, party: str) -> str:
        """The meaning that a party hears in the label: the strongest it accepts when in favour, the lightest when against, else the middle one."""
        accepted = self.accepted(party)
        position = self.case.party(party).position
        return accepted[-1 if position == "voor" else 0 if position == "tegen" else (len(accepted) - 1) // 2] if accepted else ""

    def agrees(self, party: str) -> bool:
        accepted = self.accepted(party)
        return all(v in accepted for v in self.verbs) if self.verbs else bool(accepted)

    @property
    def staying(self) -> list[str]:
        return [k for k in self.reasons if self.agrees(k)]

    @property
    def leaving(self) -> list[str]:
        return [k for k in self.reasons if not self.agrees(k)]

    @property
    def outside(self) -> list[str]:
        """Parties that have nothing to do with the topic."""
        return [p.key for p in self.case.parties if p.key != self.case.director and p.key not in self.reasons]

    @property
    def chance(self) -> float:
        """The mean acceptance of one meaning by one party, the p of the closed form."""
        return model.acceptance([self.accepted(k) for k in self.reasons], len(MEANINGS))

    @property
    def sentence(self) -> str:
        does = " en ".join(MEANINGS[v].does for v in self.verbs) or "neemt de regie"
        return f"{director(self.case)} {does} {'op' if not self.verbs else 'bij'} {topics(self.case)[self.topic]}."


def director(case: Case) -> str:
    return case.party(case.director).called if case.director in case.party_keys else "De regisseur"


@last
def concerned(case: Case) -> dict[str, tuple[str, ...]]:
    """Topic -> the parties it concerns, without the director: for a task those needed and those with a claim."""
    others = [p.key for p in case.parties if p.key != case.director]
    out = {ALL: tuple(others)}
    for task in case.tasks:
        about = {*task.needed, *(c.party for c in task.claims)}
        found = tuple(k for k in others if k in about)
        if len(found) > 1:
            out[task.key] = found
    return out


@last
def topics(case: Case) -> dict[str, str]:
    """Topic -> what a sentence calls it."""
    names = {t.key: f"de taak ‘{t.called}’" for t in case.tasks}
    return {key: names.get(key, "deze samenwerking") for key in concerned(case)}


def outcome(case: Case, topic: str, verb: str, second: str) -> Outcome:
    """Put one or two precise verbs in the place of the label."""
    verbs = () if verb == LABEL else tuple(dict.fromkeys(v for v in (verb, second) if v in MEANINGS))
    reasons = {}
    for key in concerned(case)[topic]:
        stands = standing(case, case.party(key), topic)
        reasons[key] = {m: refusal(stands, m) for m in MEANINGS}
    return Outcome(case, topic, verbs, reasons)


def picture(o: Outcome) -> str:
    marks = {}
    for key in o.reasons:
        blocks = "blokker" in o.case.party(key).power
        marks[key] = (
            (MEANINGS[o.heard(key)].mark if o.heard(key) else "") if not o.verbs else "✓" if o.agrees(key) else "!" if blocks else "×"
        )
    note = (
        [("", "hoort:"), *(("", f"{m.mark} {name}") for name, m in MEANINGS.items())]
        if not o.verbs
        else [("", "✓ stemt in"), ("", "× haakt af"), ("", "! haakt af en kan blokkeren")]
    )
    return plot.picture(o.case, o.sentence, o.staying, o.leaving, o.outside, marks, note, title=EXPERIMENT.title, words=words(o))


def words(o: Outcome) -> str:
    count, staying = len(o.reasons), len(o.staying)
    if not o.verbs:
        heard = Counter(o.heard(k) for k in o.reasons if o.heard(k))
        said = ", ".join(f"{name} ({heard[name]})" for name in MEANINGS if heard[name])
        against = (
            "Niemand is tegen"
            if staying == count
            else f"{count - staying} van de {count} partijen {'is' if count - staying == 1 else 'zijn'} tegen"
        )
        return f"‘{o.sentence}’ {against}: {staying} van de {count} partijen stemmen in. Maar zij horen niet allemaal hetzelfde. Zij horen: {said}."
    blocking = [o.case.party(k).label for k in o.leaving if "blokker" in o.case.party(k).power]
    end = (
        "Niemand haakt af."
        if not o.leaving
        else f"Er {'haakt' if len(o.leaving) == 1 else 'haken'} af: {', '.join(o.case.party(k).label for k in o.leaving)}."
    )
    block = (
        f" Daarvan {'kan 1 partij' if len(blocking) == 1 else f'kunnen {len(blocking)} partijen'} de uitvoering blokkeren: {', '.join(blocking)}."
        if blocking
        else ""
    )
    stays = f"{staying} van de {count} partijen {'stemt' if staying == 1 else 'stemmen'} in"
    return f"‘{o.sentence}’ {stays}; met het woord ‘regie’ waren dat er {sum(bool(o.accepted(k)) for k in o.reasons)}. {end}{block}"


def report(o: Outcome) -> str:
    count, staying = len(o.reasons), len(o.staying)
    out = [f"De zin ‘{o.sentence.removesuffix('.')}’ krijgt de steun van {staying} van de {count} partijen."]
    if not o.verbs:
        heard = Counter(o.heard(k) for k in o.reasons if o.heard(k))
        if len(heard) > 1:
            out.append(
                f"Maar zij horen er verschillende dingen in: {', '.join(f'{name} ({heard[name]})' for name in MEANINGS if heard[name])}."
            )
    elif o.leaving:
        out.append(f"Er {'haakt' if len(o.leaving) == 1 else 'haken'} af: {', '.join(o.case.party(k).label for k in o.leaving)}.")
    return " ".join(out)


def measures(o: Outcome) -> list[Measure]:
    label = [k for k in o.reasons if o.accepted(k)]
    blocking = {k for k in o.reasons if "blokker" in o.case.party(k).power}
    of = len(o.reasons)
    fair = model.label_support(o.chance, len(MEANINGS))
    return [
        Measure(f"Partijen die instemmen, van de {of}", len(label), len(o.staying), digits=0),
        Measure(f"Daarvan met blokkermacht, van de {len(blocking)}", len(blocking & set(label)), len(blocking & set(o.staying)), digits=0),
        Measure("Steun", len(label) / of, len(o.staying) / of, "%", 0, 100),
        Measure(
            f"Steun bij loting: elke partij aanvaardt elke betekenis met kans {dutch(100 * o.chance, 0)}%",
            fair,
            model.precise_support(o.chance, len(o.verbs)) if o.verbs else fair,
            "%",
            0,
            100,
        ),
    ]


def tables(o: Outcome) -> list[Table]:
    why: dict[str, list[str]] = {}
    for key in o.leaving:
        why.setdefault("; ".join(o.reasons[key][v] for v in o.verbs if o.reasons[key][v]), []).append(o.case.party(key).label)
    leaving = (
        [
            Table(
                "Wie haakt af, en waarom",
                ("Reden", "Partijen"),
                [(reason[0].upper() + reason[1:], ", ".join(names)) for reason, names in why.items()],
            )
        ]
        if why
        else []
    )
    letters = ", ".join(f"{m.mark} {name}" for name, m in MEANINGS.items())
    return [
        *leaving,
        Table(
            f"Wie aanvaardt welke betekenis ({letters})",
            ("Partij", *(m.mark for m in MEANINGS.values())),
            [(o.case.party(k).label, *("ja" if not o.reasons[k][m] else "–" for m in MEANINGS)) for k in o.reasons],
        ),
    ]


def tell(o: Outcome, party: str) -> str:
    name = o.case.party(party).called
    if party not in o.reasons:
        return f"{name} heeft met dit onderwerp niet te maken."
    refused = [f"{m}: zij {why}" for m, why in o.reasons[party].items() if why]
    accepts = ", ".join(o.accepted(party)) or "niets"
    return f"{name} aanvaardt {accepts}. " + (f"Niet {'; niet '.join(refused)}." if refused else "Zij heeft nergens bezwaar tegen.")


def curves(o: Outcome) -> tuple[list[float], list[float]]:
    """Support against the number of meanings, 1 … all: in the case, and with independent chances."""
    accepted = [o.accepted(k) for k in o.reasons]
    every = range(1, len(MEANINGS) + 1)
    return [model.support(accepted, len(MEANINGS), k) for k in every], [model.label_support(o.chance, k) for k in every]


def chart(o: Outcome) -> str:
    return plot.chart(*curves(o), title=CHART, words=chart_words(o))


def chart_words(o: Outcome) -> str:
    real, fair = curves(o)
    rows = "; ".join(
        f"{k} {'betekenis' if k == 1 else 'betekenissen'}: {dutch(100 * a, 0)}% (loting {dutch(100 * b, 0)}%)"
        for k, (a, b) in enumerate(zip(real, fair, strict=True), 1)
    )
    return (
        f"Hoe meer een woord kan betekenen, hoe meer partijen instemmen. {rows}. De formule bij loting is 1 − (1 − p)^m, met p = {dutch(100 * o.chance, 0)}% en "
        "m het aantal betekenissen."
    )


def deciding(case: Case) -> Outcome:
    """The outcome that is to be predicted."""
    return outcome(case, ALL, "besluiten", NONE)


def explain(case: Case, answer: int) -> str:
    o = deciding(case)
    label = sum(bool(o.accepted(k)) for k in o.reasons)
    gone = (
        f"Bij ‘besluiten’ {'haakt' if len(o.leaving) == 1 else 'haken'} af: {', '.join(case.party(k).label for k in o.leaving)}"
        if o.leaving
        else "Bij ‘besluiten’ haakt niemand af"
    )
    return f"Met het woord ‘regie’ stemmen er {label} in. {gone}. Wie tegen is, kan dat pas zeggen als er iets gezegd wordt."


EXPERIMENT = Experiment(
    key="feel_good",
    notebook="01_wat_is_regie",
    title="De omkeerproef: wie kan hier tegen zijn?",
    strategy="begin",
    guess=Guess(
        question="‘De regisseur neemt de regie op deze samenwerking.’ Wie kan daartegen zijn? Stel dat er staat: ‘De regisseur besluit wat er gebeurt.’ Hoeveel van de "
        "partijen uit de casus stemmen dan nog in?",
        field=lambda case: Slider(
            "_guess", "Uw voorspelling", 0, len(concerned(case)[ALL]), len(concerned(case)[ALL]) // 3, 1, "partij|partijen"
        ),
        answer=lambda case: len(deciding(case).staying),
        explain=explain,
    ),
    controls=lambda case: [
        Choice("topic", "Waar gaat de zin over?", [(k, name[0].upper() + name[1:]) for k, name in topics(case).items()], ALL),
        Choice(
            "verb", "Wat doet de regisseur?", [(LABEL, "‘neemt de regie’"), *((k, f"{k}: {m.does}") for k, m in MEANINGS.items())], LABEL
        ),
        Choice(
            "second",
            "En daarnaast?",
            [(NONE, "niets"), *((k, f"{k}: {m.does}") for k, m in MEANINGS.items())],
            NONE,
            "Telt alleen mee naast een precies werkwoord.",
        ),
    ],
    outcome=outcome,
    picture=picture,
    words=words,
    report=report,
    measures=measures,
    tables=tables,
    pick=tell,
    chart=Chart(CHART, chart, chart_words),
    columns=("‘regie’", "uw zin"),
    own="Neem een zin met ‘regie’ uit uw eigen stukken. Wie kan ertegen zijn? Wat staat er als u een precies werkwoord kiest, en wie haakt dan af?",
    leaves_out=(
        "Of een partij een betekenis aanvaardt, volgt uit vaste regels: haar houding, haar blokkermacht, haar omvang, wie haar betaalt, aan wie zij ondergeschikt is en of het haar "
        "kerntaak is. Die regels zijn een aanname; kies een partij in het plaatje om ze te lezen.",
        "De regels zijn zo gekozen dat iedereen minstens één betekenis aanvaardt. Dat niemand tegen ‘regie’ is, volgt dus niet uit dit denkmodel: het is het uitgangspunt uit de bron. "
        "Het denkmodel laat zien wat er gebeurt als u daarna precies wordt.",
        "Partijen vragen hier niet door. In het echt vraagt iemand vroeg of laat: wat bedoelt u precies?",
        "Bij loting is de steun voor een woord met m betekenissen 1 − (1 − p)^m en voor één betekenis p. In de casus hangen de antwoorden van één partij samen, dus de uitkomst wijkt daarvan af.",
        "Vaag blijven is niet altijd fout. Soms is het de enige manier om iedereen aan tafel te krijgen; de rekening komt dan later.",
    ),
    sources=("eisenberg1984",),
    ready=lambda case: (
        None if len(concerned(case)[ALL]) > 1 else "Vul in uw casus eerst een regisseur en minstens twee andere partijen in."
    ),
)
