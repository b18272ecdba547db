"""Interne structuur past niet op externe vraagstukken → andere indeling → past op één omgeving."""

from collections.abc import Hashable
from itertools import combinations

import attrs

from ..cases import Case
from ..cases.reading import grouping, members, names
from ..models import congruence as model
from ..plots import congruence as plot
from .controls import Choice, Slider, counted, dutch, with_unit
from .experiment import Experiment, Guess, Measure


@attrs.frozen
class Outcome:
    """How well an organisation in units fits the issues it meets."""

    case: Case
    structure: str
    issue: str
    unit: dict[str, Hashable]
    pairs: tuple[tuple[str, str], ...]
    fits: dict[str, tuple[float, float]]
    chance: float

    @property
    def worst(self) -> str:
        return min(self.fits, key=lambda k: self.fits[k][1])


def shared(case: Case) -> list:
    """The tasks that ask parties to work together."""
    return [t for t in case.tasks if len(t.needed) > 1]


def outcome(case: Case, structure: str, issue: str) -> Outcome:
    """The share of needed pairs inside one unit, per issue, in the first structure and in the one chosen."""
    unit, start = grouping(case, structure), grouping(case, next(iter(names(case))))
    pairs = {t.key: model.needed_pairs([t.needed]) for t in shared(case)}
    fits = {k: (model.congruence(p, start), model.congruence(p, unit)) for k, p in pairs.items()}
    task = next(t for t in case.tasks if t.key == issue)
    sizes = [len(m) for m in members(unit).values()]
    return Outcome(case, structure, issue, unit, tuple(combinations(task.needed, 2)), fits, model.expected_congruence(sizes))


def mean(values: list[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def picture(o: Outcome) -> str:
    return plot.picture(
        o.case,
        members(o.unit),
        o.pairs,
        title=EXPERIMENT.title,
        words=words(o),
        note=[("tinted", "nodig voor dit vraagstuk"), ("informatie", "over de grens"), ("", "doorgetrokken: binnen één eenheid")],
    )


def task_name(case: Case, key: str) -> str:
    return next(t.called for t in case.tasks if t.key == key)


def words(o: Outcome) -> str:
    before, now = o.fits[o.issue]
    inside = sum(o.unit[a] == o.unit[b] for a, b in o.pairs)
    average = mean([b for _, b in o.fits.values()])
    together = counted(inside, "zit", "zitten", "paar", "paren") if inside else "zit geen enkel paar"
    return (
        f"Indeling: {names(o.case)[o.structure]}. Vraagstuk: {task_name(o.case, o.issue)}. Daarvoor {counted(len(o.pairs), 'heeft', 'hebben', 'paar partijen', 'paren partijen')} elkaar nodig. "
        f"Daarvan {together} in dezelfde eenheid: {dutch(100 * now, 0)}% (in de eerste indeling {dutch(100 * before, 0)}%). Deze indeling past gemiddeld voor {dutch(100 * average, 0)}% op alle vraagstukken; "
        f"bij loting zou dat {dutch(100 * o.chance, 0)}% zijn. Het slechtst past zij op: {task_name(o.case, o.worst)} ({dutch(100 * o.fits[o.worst][1], 0)}%)."
    )


def report(o: Outcome) -> str:
    inside = sum(o.unit[a] == o.unit[b] for a, b in o.pairs)
    average = mean([b for _, b in o.fits.values()])
    pairs = with_unit(str(len(o.pairs)), "paar partijen|paren partijen", len(o.pairs))
    return (
        f"Voor ‘{task_name(o.case, o.issue)}’ {'heeft' if len(o.pairs) == 1 else 'hebben'} {pairs} elkaar nodig; de indeling ‘{names(o.case)[o.structure]}’ zet er daarvan {inside or 'geen enkel'} in dezelfde eenheid. "
        f"Op alle vraagstukken past zij gemiddeld voor {dutch(100 * average, 0)}%, bij loting zou dat {dutch(100 * o.chance, 0)}% zijn. Het slechtst past zij op ‘{task_name(o.case, o.worst)}’."
    )


def measures(o: Outcome) -> list[Measure]:
    return [
        Measure("Past op dit vraagstuk", *o.fits[o.issue], "%", 0, 100),
        Measure(
            "Past op alle vraagstukken, gemiddeld",
            mean([a for a, _ in o.fits.values()]),
            mean([b for _, b in o.fits.values()]),
            "%",
            0,
            100,
        ),
        Measure(
            "Past op het slechtst passende vraagstuk", min(a for a, _ in o.fits.values()), min(b for _, b in o.fits.values()), "%", 0, 100
        ),
    ]


def best(case: Case) -> float:
    """How well the structure that fits best on average does, in per cent."""
    return max(100 * mean([model.congruence(model.needed_pairs([t.needed]), grouping(case, s)) for t in shared(case)]) for s in names(case))


EXPERIMENT = Experiment(
    key="past_niet",
    notebook="04_structuur",
    title="De structuur past niet: welke indeling wel?",
    guess=Guess(
        question="Voor elk vraagstuk hebben paren van partijen elkaar nodig. Neem de indeling van deze casus die daar het best bij past. Hoeveel procent van die paren zit dan gemiddeld in dezelfde eenheid?",
        field=lambda case: Slider("_guess", "Uw schatting", 0, 100, 80, 1, "%"),
        answer=best,
        explain=lambda case, answer: (
            "Elk vraagstuk vraagt een andere combinatie van partijen. Wie partijen voor het ene vraagstuk bij elkaar zet, haalt ze voor het andere uit elkaar."
        ),
    ),
    controls=lambda case: [
        Choice("structure", "Indeling", list(names(case).items()), next(iter(names(case)))),
        Choice("issue", "Vraagstuk dat zich aandient", [(t.key, t.called) for t in shared(case)], shared(case)[0].key),
    ],
    outcome=outcome,
    picture=picture,
    words=words,
    report=report,
    measures=measures,
    own="Op welk vraagstuk past uw huidige indeling goed? Welk vraagstuk komt eraan waarop zij niet past?",
    leaves_out=(
        "Een paar binnen één eenheid geldt als ‘past’. Maar ook binnen een eenheid werken mensen soms langs elkaar heen, en over een grens heen vinden ze elkaar soms uitstekend.",
        "Alle paren en alle vraagstukken tellen even zwaar.",
        "Grote eenheden passen vanzelf beter: in één grote organisatie zit iedereen bij elkaar. Wat die omvang kost, zag u bij het eilandenrijk.",
    ),
    sources=("cataldo2006",),
    ready=lambda case: (
        None
        if shared(case)
        else (
            "In deze casus staat nog geen taak waarvoor twee of meer partijen elkaar nodig hebben. "
            "Vul die in het notebook ‘Begin’ in: in de tabel Taken, in de kolom ‘Samen nodig’."
        )
    ),
)
