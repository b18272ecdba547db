"""Overlap → heldere afbakening → verdieping van tegenstellingen, en het gat ertussen."""

import attrs

from ..cases import Case
from ..models import overlap as model
from ..plots import overlap as plot
from .controls import Slider, counted, dutch, with_unit
from .experiment import Experiment, Guess, Measure

#: Strength of a claim as a number: core, shared, margin.
STRENGTH = {"kern": 1.0, "mede": 0.6, "rand": 0.3}
COST = 30  # per cent of the benefit, at the start


@attrs.frozen
class Outcome:
    """The claims that are left at a sharpness of the boundaries, and what they mean for the tasks."""

    case: Case
    start: dict[str, dict[str, float]]
    left: dict[str, dict[str, float]]
    coverage: tuple[model.Coverage, model.Coverage]
    undone: tuple[float, float]
    meeting: tuple[int, int]
    cost: float


def claims(case: Case) -> dict[str, dict[str, float]]:
    """Task -> party -> strength."""
    return {t.key: {c.party: STRENGTH[c.strength] for c in t.claims} for t in case.tasks}


def undone(left: dict[str, dict[str, float]], cost: float) -> float:
    """Expected number of tasks that nobody does, when claimants wait for one another."""
    return sum(model.nobody_acts(len(held), cost) for held in left.values())


def outcome(case: Case, sharpness: float, cost: float) -> Outcome:
    """Draw the boundaries (0…100) sharper; `cost` is what doing a task costs, per cent of what it brings everyone."""
    start = claims(case)
    left = model.delimit(start, sharpness / 100)
    c = cost / 100
    return Outcome(
        case,
        start,
        left,
        (model.overlap_and_gap(start), model.overlap_and_gap(left)),
        (undone(start, c), undone(left, c)),
        (len(model.shared_tasks(start)), len(model.shared_tasks(left))),
        c,
    )


def picture(o: Outcome) -> str:
    return plot.picture(o.case, o.left, o.start, title=EXPERIMENT.title, words=words(o))


def words(o: Outcome) -> str:
    now = o.coverage[1]
    orphan = [t.called for t in o.case.tasks if not o.left[t.key]]
    gap = (
        f"Over {with_unit(str(len(orphan)), 'taak|taken', len(orphan))} gaat niemand: {', '.join(orphan)}."
        if orphan
        else "Elke taak heeft een eigenaar."
    )
    was, met = o.meeting
    apart = (
        f" Eerst {counted(was, 'kwam', 'kwamen', 'paar', 'paren')} partijen elkaar bij een taak tegen, nu {f'nog {met}' if met else 'geen enkel'}."
        if was > met
        else ""
    )
    return (
        f"Er {counted(len(o.start), 'is', 'zijn', 'taak', 'taken')}: {now.double} met meer dan één eigenaar en {now.single} met precies één. {gap} "
        f"Naar verwachting blijven {dutch(o.undone[1], 1)} taken liggen.{apart}"
    )


def report(o: Outcome) -> str:
    now = o.coverage[1]
    orphan = [t.called for t in o.case.tasks if not o.left[t.key]]
    gap = (
        f"Over {with_unit(str(len(orphan)), 'taak|taken', len(orphan))} gaat niemand: {'; '.join(orphan)}."
        if orphan
        else "Elke taak heeft een eigenaar."
    )
    double = "geen enkele" if not now.double else str(now.double)
    if len(o.start) == 1:
        return f"De taak ‘{o.case.tasks[0].called}’ heeft bij deze afbakening {'niemand als' if orphan else 'meer dan één' if now.double else 'één'} eigenaar."
    return f"Van de {with_unit(str(len(o.start)), 'taak|taken', len(o.start))} {'heeft' if now.double < 2 else 'hebben'} er bij deze afbakening {double} meer dan één eigenaar. {gap}"


def measures(o: Outcome) -> list[Measure]:
    a, b = o.coverage
    return [
        Measure("Taken met meer dan één eigenaar (overlap)", a.double, b.double, digits=0),
        Measure("Taken van niemand (het gat)", a.none, b.none, digits=0),
        Measure("Taken die naar verwachting blijven liggen", *o.undone, digits=1),
        Measure("Paren partijen die een taak delen", *o.meeting, digits=0),
    ]


def explain(case: Case, answer: float) -> str:
    """What the tasks have before any boundary is drawn, and which lose it first."""
    none = model.overlap_and_gap(claims(case)).none
    start = f"{counted(none, 'is', 'zijn', 'taak', 'taken')} van niemand" if none else "heeft elke taak een eigenaar"
    return f"Aan het begin {start}. Taken die bij iedereen aan de rand liggen, raken het eerst hun eigenaars kwijt."


EXPERIMENT = Experiment(
    key="overlap",
    notebook="04_structuur",
    title="Overlap: helder afbakenen en wat ertussen valt",
    guess=Guess(
        question="U trekt de grenzen zo scherp mogelijk: per taak blijft alleen de sterkste claim over, en alleen als het een kerntaak is. Hoeveel taken zijn dan van niemand?",
        field=lambda case: Slider("_guess", "Uw schatting", 0, max(1, len(case.tasks)), 1, 1, "taak|taken"),
        answer=lambda case: model.overlap_and_gap(model.delimit(claims(case), 1.0)).none,
        explain=explain,
    ),
    controls=lambda case: [
        Slider("sharpness", "Hoe scherp is de afbakening?", 0, 100, 40, 5, "%"),
        Slider("cost", "Wat kost het om een taak op te pakken, vergeleken met wat zij iedereen oplevert?", 5, 95, COST, 5, "%"),
    ],
    outcome=outcome,
    picture=picture,
    words=words,
    report=report,
    measures=measures,
    own="Welke taak in uw casus is van niemand? Wie merkt dat het eerst, en wie zou erover kunnen bellen?",
    leaves_out=(
        "Een claim is kern, mede of rand, en de zwakste claim wijkt het eerst. In het echt wordt daarover onderhandeld.",
        "Partijen die dezelfde taak hebben, wachten op elkaar zonder te overleggen (het dilemma van de vrijwilliger). Eén telefoontje kan dat doorbreken.",
        "Overlap heeft ook nut: als de een uitvalt, is er een ander.",
        "Of tegenstellingen dieper worden, rekent dit denkmodel niet uit. U ziet alleen dat partijen elkaar minder tegenkomen.",
    ),
    sources=("diekmann1985",),
    ready=lambda case: (
        None
        if any(t.claims for t in case.tasks)
        else "Vul in uw casus taken in, en bij elke taak wie erover gaat: als kerntaak, mede of aan de rand. Dat doet u in het notebook ‘Begin’."
    ),
)
