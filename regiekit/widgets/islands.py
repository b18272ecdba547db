"""Eilandenrijk → samenvoegen → eilanden binnen de organisatie."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import attrs

from ..cases import Case, graph
from ..cases.remember import last
from ..models import islands as model
from ..plots import islands as plot
from .controls import Slider, counted, dutch, with_unit
from .experiment import Chart, Experiment, Guess, Measure

if TYPE_CHECKING:
    import networkx as nx

WORKDAYS = 5  # in a week
CHART = "De wachttijd in een grafiek"
QUESTIONS = 3  # per party per week, in the prediction and at the start
CONTACT = ("informeel", "informatie")  # the ties that make people reach one another


@attrs.frozen
class Outcome:
    """The network of islands after a number of mergers and bridges."""

    case: Case
    groups: tuple[tuple[str, ...], ...]
    after: nx.Graph
    was: Measured
    now: Measured
    merged: int
    bridges: int
    members: int
    questions: float
    capacity: int
    wait: float


class Measured(NamedTuple):
    """Number of separate parts, global efficiency (0…1), E-I index (−1…1) over the old islands without the desk."""

    parts: int
    reach: float
    ei: float


def measured(network: nx.Graph, ei: float) -> Measured:
    """Measure a network; `ei` is the E-I index of the same without the desk."""
    return Measured(len(model.islands(network)), model.global_efficiency(network), ei)


class Start(NamedTuple):
    """What does not change while the sliders of a case move."""

    network: nx.Graph
    groups: tuple[tuple[str, ...], ...]
    home: dict[str, int]
    measured: Measured


@last
def start(case: Case) -> Start:
    """The network of a case before anything is done (a slider asks at every step)."""
    network = contact(case)
    order = {k: i for i, k in enumerate(network)}
    islands = tuple(tuple(sorted(g, key=order.__getitem__)) for g in model.islands(network))
    home = {k: i for i, g in enumerate(islands) for k in g}
    return Start(network, islands, home, measured(network, model.ei_index(network, home)))


def contact(case: Case) -> nx.Graph:
    """Who reaches whom without the director: informal ties and information."""
    network = graph(case, CONTACT)
    if case.director in network:
        network.remove_node(case.director)
    return network


def groups(case: Case) -> tuple[tuple[str, ...], ...]:
    """The islands of a case, largest first, parties in the order of the case."""
    return start(case).groups


def capacity(case: Case) -> int:
    """What the desk can handle in a week: five per cent more than all parties ask at the start."""
    parties = sum(map(len, groups(case)))
    return int(parties * QUESTIONS * 1.05) + 1


def bridge(network: nx.Graph, islands: tuple[tuple[str, ...], ...], number: int) -> nx.Graph:
    """Add `number` ties between islands: first each next island to the largest, always from whoever has most contacts there."""
    out = network.copy()
    ranked = [sorted(g, key=lambda k: (-network.degree(k), k)) for g in islands]
    pairs = [(a, b) for a in range(len(ranked)) for b in range(a + 1, len(ranked))]
    added = 0
    for lap in range(max((len(g) for g in ranked), default=0)):
        for a, b in pairs:
            if added == number:
                return out
            if lap < len(ranked[a]) and lap < len(ranked[b]):
                out.add_edge(ranked[a][lap], ranked[b][lap])
                added += 1
    return out


@last
def _bridged(case: Case) -> dict[int, tuple[nx.Graph, float]]:
    """Number of bridges -> the network with them and its E-I index, once made."""
    return {}


def bridged(case: Case, number: int) -> tuple[nx.Graph, float]:
    """The network with so many bridges between the islands, before any merger, and its E-I index."""
    made = _bridged(case)
    if number not in made:
        network, found, home, _ = start(case)
        people = bridge(network, found, number)
        made[number] = people, model.ei_index(people, home)
    return made[number]


def outcome(case: Case, merged: int, bridges: int, questions: float) -> Outcome:
    """Merge the first `merged` islands round one desk and add `bridges` ties between islands."""
    network, found, _, was = start(case)
    members = sum(len(g) for g in found[:merged])
    room = capacity(case)
    people, ei = bridged(case, bridges)
    after = model.merge(people, found, merged, plot.DESK) if merged else people
    wait = model.waiting_time(members, questions, room) if merged else 0.0
    return Outcome(
        case,
        found,
        after,
        was,
        measured(after, ei),
        merged,
        people.number_of_edges() - network.number_of_edges(),
        members,
        questions,
        room,
        wait,
    )


def picture(o: Outcome) -> str:
    return plot.picture(o.case, o.groups, o.after, o.merged, title=EXPERIMENT.title, words=words(o))


@last
def words(o: Outcome) -> str:
    (_, reach0, ei0), (count, reach, ei) = o.was, o.now
    parties = sum(map(len, o.groups))
    begin = f"Zonder de regisseur vallen de {parties} partijen uiteen in {len(o.groups)} eilanden."
    inside = f"{o.merged} van de eilanden {'zit' if o.merged == 1 else 'zitten'}"
    if not o.merged:
        merger = "Er is niets samengevoegd."
    elif o.wait == float("inf"):
        merger = (
            f"{inside} nu in één organisatie. Het loket loopt vast: er komen {dutch(o.members * o.questions, 0)} "
            f"vragen per week binnen en het kan er {o.capacity} aan."
        )
    else:
        merger = (
            f"{inside} nu in één organisatie. Een vraag ligt daar gemiddeld {_days(o.wait * WORKDAYS)} bij het loket; "
            f"het loket is {dutch(100 * model.utilisation(o.members, o.questions, o.capacity), 0)}% van de tijd bezig."
        )
    over = (
        f"Er {counted(o.bridges, 'ligt', 'liggen', 'brug', 'bruggen')} tussen de eilanden: de E-I-index gaat van {dutch(ei0, 2)} naar {dutch(ei, 2)}."
        if o.bridges
        else ""
    )
    near = (
        f"Partijen staan gemiddeld {dutch(100 * reach, 0)}% zo dicht bij elkaar als kan (eerst {dutch(100 * reach0, 0)}%). "
        f"Het netwerk {'is nu één geheel' if count == 1 else f'telt nu {count} losse delen'}."
    )
    outside = (
        "Buiten het loket om spreekt iedereen nog alleen mensen van het eigen oude eiland: eilanden binnen de organisatie."
        if ei == -1 and o.merged > 1
        else ""
    )
    return " ".join(filter(None, [begin, merger, over, near, outside]))


def report(o: Outcome) -> str:
    out = [
        f"Zonder de regisseur vallen de {sum(map(len, o.groups))} partijen uiteen in {len(o.groups)} eilanden: groepen die elkaar niet spreken."
    ]
    if o.merged:
        desk = "loopt het loket vast" if o.wait == float("inf") else f"ligt een vraag gemiddeld {_days(o.wait * WORKDAYS)} bij het loket"
        out.append(
            f"Gaan {o.merged} eilanden samen in één organisatie, dan {desk}."
            if o.merged > 1
            else f"Wordt één eiland een organisatie met een loket, dan {desk}."
        )
    if o.bridges:
        count = o.now[0]
        out.append(
            f"Met {with_unit(str(o.bridges), 'brug|bruggen', o.bridges)} tussen de eilanden {'wordt het netwerk één geheel' if count == 1 else f'blijven er {count} losse delen over'}."
        )
    return " ".join(out)


def measures(o: Outcome) -> list[Measure]:
    (n0, r0, e0), (n1, r1, e1) = o.was, o.now
    return [
        Measure("Losse delen van het netwerk", n0, n1, digits=0),
        Measure("Nabijheid (100% = iedereen spreekt iedereen)", r0, r1, "%", 0, 100),
        Measure("E-I-index: −1 = alleen contact binnen het oude eiland", e0, e1),
        Measure("Doorlooptijd bij het loket, in werkdagen", 0, o.wait * WORKDAYS, digits=1),
    ]


def days(case: Case) -> float:
    """Days a question spends at the desk when all islands are merged."""
    return model.waiting_time(sum(map(len, groups(case))), QUESTIONS, capacity(case)) * WORKDAYS


def curve(o: Outcome, questions: float) -> list[tuple[float, float]]:
    """Working days at the desk against the number of merged parties, in tenths, so that the steep part shows."""
    parties = sum(map(len, o.groups))
    return [(m / 10, model.waiting_time(1, m / 10 * questions, o.capacity) * WORKDAYS) for m in range(10 * parties + 1)]


def chart(o: Outcome) -> str:
    before = curve(o, QUESTIONS) if o.questions != QUESTIONS else ()
    return plot.waiting(
        curve(o, o.questions),
        (o.members, o.wait * WORKDAYS) if o.merged else None,
        title=CHART,
        words=chart_words(o),
        label=with_unit(dutch(o.questions), "vraag|vragen", o.questions),
        before=before,
        before_label=f"{QUESTIONS} vragen",
    )


def chart_words(o: Outcome) -> str:
    whole = sum(map(len, o.groups))
    half = whole // 2
    days = {n: model.waiting_time(n, o.questions, o.capacity) * WORKDAYS for n in (half, whole)}
    return (
        f"Bij {half} partijen ligt een vraag {_days(days[half])} bij het loket, bij alle {whole} {_days(days[whole])}. "
        "Twee keer zoveel partijen geeft dus veel meer dan twee keer zoveel wachten."
    )


def _days(days: float) -> str:
    return "voor altijd" if days == float("inf") else with_unit(dutch(days, 1), "werkdag|werkdagen", round(days, 1))


def tell(o: Outcome, party: str) -> str:
    if party == plot.DESK:
        return f"Het loket verbindt {o.members} partijen. Alles wat zij van elkaar willen weten, gaat hierlangs."
    name = o.case.party(party).called
    near = [o.case.party(k).called for k in o.after[party] if k != plot.DESK]
    with_whom = f"heeft rechtstreeks contact met {', '.join(near)}" if near else "heeft met niemand rechtstreeks contact"
    return f"{name} hoort bij eiland {start(o.case).home[party] + 1} en {with_whom}."


def _ready(case: Case) -> str | None:
    found = groups(case)
    if len(found) > 1:
        return None
    if sum(map(len, found)) < 2:
        return "Deze casus heeft nog geen twee partijen naast de regisseur. Vul ze in bij ‘Uw casus’ in het notebook Begin, of kies een andere casus."
    return "In deze casus staan alle partijen al met elkaar in contact, ook zonder de regisseur. Van een eilandenrijk is hier dus geen sprake. Kies een andere casus om het te zien."


EXPERIMENT = Experiment(
    key="eilandenrijk",
    notebook="04_structuur",
    title="Eilandenrijk: samenvoegen of verbinden?",
    guess=Guess(
        question="Alle eilanden gaan op in één organisatie met één centraal loket. Elke partij stelt daar 3 vragen per week. Het loket kan net iets meer aan "
        "dan er binnenkomt. Hoe lang ligt een vraag dan gemiddeld bij het loket?",
        field=lambda case: Slider("_guess", "Uw schatting", 0, 10, 0.5, 0.1, "werkdag|werkdagen"),
        answer=days,
        explain=lambda case, answer: (
            f"Een vraag beantwoorden kost maar {dutch(WORKDAYS / capacity(case), 2)} werkdag; de rest is wachten op "
            "de vragen ervoor. Hoe voller een loket zit, hoe steiler de wachttijd stijgt."
        ),
    ),
    controls=lambda case: [
        Slider("merged", "Samengevoegde eilanden", 0, len(groups(case)), min(2, len(groups(case)))),
        Slider("bridges", "Bruggen: contacten tussen eilanden", 0, 8, 0),
        Slider("questions", "Vragen per partij per week", 0.5, 6, QUESTIONS, 0.5),
    ],
    outcome=outcome,
    picture=picture,
    words=words,
    report=report,
    measures=measures,
    pick=tell,
    chart=Chart(CHART, chart, chart_words),
    own="Waar ziet u in uw eigen netwerk eilanden? Wie zou een brug kunnen zijn?",
    leaves_out=(
        "Een contact is er wel of niet; hoe goed het is, telt niet mee.",
        "Alle vragen zijn even groot en komen willekeurig binnen. Het loket helpt ze één voor één (een rij met één balie, M/M/1).",
        "Mensen leggen in dit denkmodel uit zichzelf geen nieuwe contacten. In het echt doen ze dat wel, en een gedeeld gebouw of een gedeelde opgave helpt daarbij.",
        "Wat een fusie kost en hoe lang ze de aandacht opeist, staat in het volgende notebook.",
    ),
    sources=("latora2001", "krackhardt1988", "kleinrock1975"),
    ready=_ready,
)
