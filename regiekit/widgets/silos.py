"""Verkokering → ontkokering → her-kokering."""

from __future__ import annotations

from itertools import combinations
from math import isnan
from typing import TYPE_CHECKING

import attrs

from ..cases import Case
from ..cases.reading import ALONE, by_task, members
from ..models import silos as model
from ..plots import silos as plot
from .controls import Choice, Slider, counted, dutch, with_unit
from .experiment import Experiment, Guess, Measure

if TYPE_CHECKING:
    import networkx as nx

LEVELS = 3
PRIORITIES = 4  # what a boss can put first, in the matrix


@attrs.frozen
class Outcome:
    """Distances in an organisation by field, by task, or both at once."""

    case: Case
    form: str
    levels: int
    lateral: tuple[tuple[str, str], ...]
    together: tuple[float, float]
    peers: tuple[float, float]
    conflict: float


def by_field(case: Case) -> dict[str, str]:
    return {p.key: p.sector or "geen vakgebied" for p in case.parties}


def together(case: Case) -> list[tuple[str, str]]:
    """Pairs that a task needs together, tasks in order."""
    pairs = {frozenset(pair): pair for t in reversed(case.tasks) for pair in combinations(t.needed, 2)}
    return list(pairs.values())[::-1]


def peers(case: Case) -> list[tuple[str, str]]:
    """Pairs in the same field; of a party without one nobody knows whose peer it is."""
    field = {p.key: p.sector for p in case.parties if p.sector}
    return [(a, b) for a, b in combinations(field, 2) if field[a] == field[b]]


def organisation(case: Case, form: str, levels: int) -> nx.Graph:
    """The hierarchy in columns by field, by task, or (matrix) both, under one top."""
    import networkx as nx

    field = model.hierarchy(members(by_field(case)).values(), levels)
    if form == "vak":
        return field
    task = model.hierarchy(members(by_task(case)).values(), levels)
    if form == "opgave":
        return task
    apart = nx.relabel_nodes(task, {n: ("opgave", *n) for n, role in task.nodes(data="role") if role == "head"})
    return nx.compose(field, apart)


def outcome(case: Case, form: str, levels: int, lateral: int) -> Outcome:
    """Build the organisation, add `lateral` ties between parties that a task needs and that are in different columns."""
    unit = by_task(case) if form == "opgave" else by_field(case)
    across = tuple((a, b) for a, b in together(case) if unit[a] != unit[b])[:lateral]
    start = organisation(case, "vak", levels)
    now = model.add_lateral(organisation(case, form, levels), across)
    return Outcome(
        case,
        form,
        levels,
        across,
        (model.mean_distance(start, together(case)), model.mean_distance(now, together(case))),
        (model.mean_distance(start, peers(case)), model.mean_distance(now, peers(case))),
        model.conflicting_orders(2 if form == "matrix" else 1, PRIORITIES),
    )


def picture(o: Outcome) -> str:
    unit = by_task(o.case) if o.form == "opgave" else by_field(o.case)
    busy = {k for t in o.case.tasks for k in t.needed}
    second = {k: task for k, task in by_task(o.case).items() if k in busy} if o.form == "matrix" else None
    groups = members(unit)
    loose = [key for group in groups if str(group).startswith(ALONE) for key in groups[group]]
    columns = {group: keys for group, keys in groups.items() if not str(group).startswith(ALONE)}
    return plot.picture(o.case, columns, o.levels, o.lateral, second, loose, title=EXPERIMENT.title, words=words(o))


FORMS = {"vak": "per vakgebied (kokers)", "opgave": "per opgave (ontkokerd)", "matrix": "matrix: vak én opgave, twee bazen"}


def words(o: Outcome) -> str:
    shape = {
        "vak": "De organisatie is ingedeeld per vakgebied.",
        "opgave": "De organisatie is ingedeeld per opgave.",
        "matrix": "Wie aan een opgave werkt, heeft twee bazen: één voor het vak en één voor de opgave.",
    }[o.form]
    task = (
        f"Wie samen aan een taak werkt, staat gemiddeld {dutch(o.together[1], 1)} stappen van elkaar af (per vakgebied en zonder dwarsverbanden: "
        f"{dutch(o.together[0], 1)}). "
        + (
            "Geen twee partijen delen een vakgebied."
            if isnan(o.peers[1])
            else f"Vakgenoten staan {dutch(o.peers[1], 1)} stappen van elkaar af (eerst {dutch(o.peers[0], 1)})."
        )
    )
    new = {
        "vak": "",
        "opgave": "De oude kokers zijn weg. Nu is elke opgave een koker.",
        "matrix": f"Als de bazen niet overleggen, krijgt iemand in {dutch(100 * o.conflict, 0)} van de 100 gevallen twee verschillende opdrachten.",
    }[o.form]
    ties = f"Er {counted(len(o.lateral), 'is', 'zijn', 'dwarsverband', 'dwarsverbanden')}." if o.lateral else "Er zijn geen dwarsverbanden."
    return " ".join(filter(None, [shape, task, ties, new]))


def report(o: Outcome) -> str:
    shape = {
        "vak": "Met een indeling per vakgebied",
        "opgave": "Met een indeling per opgave",
        "matrix": "Met twee bazen, één voor het vak en één voor de opgave,",
    }[o.form]
    ties = f" en {with_unit(str(len(o.lateral)), 'dwarsverband|dwarsverbanden', len(o.lateral))}" if o.lateral else ""
    peers = "" if isnan(o.peers[1]) else f", en vakgenoten {dutch(o.peers[1], 1)}"
    new = {
        "vak": "",
        "opgave": " De oude kokers zijn dan weg, en elke opgave wordt een koker.",
        "matrix": f" Als de bazen niet overleggen, krijgt iemand in {dutch(100 * o.conflict, 0)} van de 100 gevallen twee verschillende opdrachten.",
    }[o.form]
    return f"{shape}{ties} staat wie samen aan een taak werkt gemiddeld {dutch(o.together[1], 1)} stappen van elkaar af{peers}.{new}"


def measures(o: Outcome) -> list[Measure]:
    return [
        Measure("Stappen tussen wie samen aan een taak werkt", *o.together, digits=1),
        Measure("Stappen tussen vakgenoten", *o.peers, digits=1),
        Measure("Kans op tegenstrijdige opdrachten", 0, o.conflict, "%", 0, 100),
    ]


EXPERIMENT = Experiment(
    key="verkokering",
    notebook="04_structuur",
    title="Verkokering: kokers weg, kokers terug",
    guess=Guess(
        question=f"Twee mensen werken in verschillende kokers. Elke koker telt {LEVELS} lagen onder de top. Hoeveel stappen legt een vraag af die netjes via de hiërarchie gaat?",
        field=lambda case: Slider("_guess", "Uw schatting", 1, 12, 3, 1, "stap|stappen"),
        answer=lambda case: model.leaf_distance(False, LEVELS),
        explain=lambda case, answer: f"De vraag gaat {LEVELS} stappen omhoog en {LEVELS} omlaag. Eén dwarsverband maakt er 1 stap van.",
    ),
    controls=lambda case: [
        Choice("form", "Indeling", list(FORMS.items()), "vak"),
        Slider("levels", "Lagen onder de top", 1, 5, LEVELS),
        Slider("lateral", "Dwarsverbanden", 0, 12, 0),
    ],
    outcome=outcome,
    picture=picture,
    words=words,
    report=report,
    measures=measures,
    own="Welke koker zit u in de weg? Wie komt er verder van elkaar te staan als die koker verdwijnt?",
    leaves_out=(
        "Elke stap telt even zwaar. Dat een vraag onderweg vervormt, komt aan bod in het notebook over cultuur.",
        f"De twee bazen kiezen los van elkaar uit {PRIORITIES} mogelijke prioriteiten. Overleg tussen hen verkleint de kans op botsende opdrachten.",
        "Kokers hebben ook nut: vakgenoten leren van elkaar en bewaken de kwaliteit. Dat ziet u alleen terug als afstand.",
        "De partijen zitten hier voor het gemak in één organisatie. In een netwerk van organisaties is de ‘top’ vaak de wethouder of de rechter.",
    ),
    sources=("davis1977", "simon1947"),
    ready=lambda case: (
        None
        if together(case) and len(set(by_field(case).values())) > 1
        else (
            "Vul in uw casus partijen uit minstens twee sectoren in, en minstens één taak waarvoor partijen elkaar nodig hebben. Dat doet u in het notebook ‘Begin’."
        )
    ),
)
