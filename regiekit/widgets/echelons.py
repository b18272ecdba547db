"""A8: who lives in the world above and below? How much of a message arrives down the echelons, and of an experience up."""

import attrs

from ..cases import Case
from ..models import echelons as model
from ..plots import echelons as plot
from .controls import Slider, dutch, with_unit
from .experiment import Experiment, Guess, Measure, Table

#: Levels of a representative in a case, and which of top, middle and execution that is.
LEVELS = {"bestuurlijk": "top", "management": "middle", "uitvoerend": "execution"}
NAMES = {"top": "Top", "middle": "Midden", "execution": "Uitvoering"}
KNOWS = {"execution_up": 80, "middle_up": 80, "middle_down": 60, "top_down": 50}
MOST = 6  # middle layers
STEPS, STEP = 70, 99  # Pressman & Wildavsky


@attrs.frozen
class Outcome:
    """What is left of a message at each echelon on its way down (from the top), and of an experience on its way up (from the execution)."""

    case: Case
    layers: int
    knows: dict[str, float]
    shared: float
    down: tuple[float, ...]
    up: tuple[float, ...]
    came: tuple[tuple[float, ...], tuple[float, ...]]
    table: dict[str, tuple[str, ...]]


def at_the_table(case: Case) -> dict[str, tuple[str, ...]]:
    """Echelon -> labels of the parties whose representative comes from it."""
    found = [(LEVELS.get(p.representative.level), p.label) for p in case.parties if p.representative]
    return {echelon: tuple(label for level, label in found if level == echelon) for echelon in NAMES}


def outcome(case: Case, execution_up: float, middle_up: float, middle_down: float, top_down: float, layers: int, shared: float) -> Outcome:
    """Send a message down and an experience up; each per cent is what an echelon keeps of what its neighbour says."""
    knows = {"execution_up": execution_up / 100, "middle_up": middle_up / 100, "middle_down": middle_down / 100, "top_down": top_down / 100}
    kept = model.ladder(layers, **knows)
    down, up = (tuple(model.passed_on(a, shared / 100)) for a in kept)
    bare = tuple(tuple(model.passed_on(a)) for a in kept)
    return Outcome(case, layers, knows, shared / 100, down, up, bare, at_the_table(case))


def names(layers: int) -> list[str]:
    """The echelons from the top down."""
    return [NAMES["top"], *(NAMES["middle"] + (f" {i}" if layers > 1 else "") for i in range(1, layers + 1)), NAMES["execution"]]


def picture(o: Outcome) -> str:
    levels = len(o.down)
    told = {0: o.table["top"], 1: o.table["middle"], levels - 1: o.table["execution"]}
    ladder = []
    for i, name in enumerate(names(o.layers)):
        who, back = told.get(i, ()), levels - 1 - i
        ladder.append(
            plot.Echelon(
                name,
                ", ".join(who),
                with_unit(str(len(who)), "partij|partijen", len(who)),
                (o.came[0][i], o.down[i] - o.came[0][i]),
                (o.came[1][back], o.up[back] - o.came[1][back]),
            )
        )
    return plot.picture(ladder, title=EXPERIMENT.title, words=words(o))


def per_cent(share: float) -> str:
    return f"{dutch(100 * share, 0)}%"


def words(o: Outcome) -> str:
    middle = with_unit(str(o.layers), "middenlaag|middenlagen", o.layers)
    start = f"Tussen top en uitvoering {'zit' if o.layers == 1 else 'zitten'} {middle}."
    way = ", ".join(per_cent(x) for x in o.down[1:-1])
    down = f"Van de boodschap van de top is onderweg {way} over en bij de uitvoering {per_cent(o.down[-1])}."
    back = ", ".join(per_cent(x) for x in o.up[1:-1])
    up = f"Van de ervaring van de uitvoering is onderweg {back} over en bij de top {per_cent(o.up[-1])}."
    gap = o.up[-1] - o.down[-1]
    compare = (
        ""
        if abs(gap) < 0.005
        else "Wie beslist, hoort dus minder van beneden dan beneden van boven."
        if gap < 0
        else "De top hoort nu meer van beneden dan beneden van de top."
    )
    held = f"Elke laag vindt {per_cent(o.shared)} ook zonder boodschap al." if o.shared else ""
    return " ".join(filter(None, [start, down, up, compare, held, _weakest(o), _table(o)]))


def report(o: Outcome) -> str:
    return f"Van de boodschap van de top is bij de uitvoering naar schatting {per_cent(o.down[-1])} over; van de ervaring van de uitvoering komt {per_cent(o.up[-1])} aan bij de top. {_weakest(o)}"


def _weakest(o: Outcome) -> str:
    """Which echelon costs most, of those that can gain."""
    label = {
        "execution_up": "de uitvoering het midden",
        "middle_up": "het midden de laag boven zich",
        "middle_down": "het midden de laag onder zich",
        "top_down": "de top het midden",
    }
    low = min(o.knows.values())
    if low == max(o.knows.values()):
        return "Alle lagen kennen hun buren even goed."
    worst = [said for key, said in label.items() if o.knows[key] == low]
    return f"Het minst kent {', en '.join([', '.join(worst[:-1]), worst[-1]] if len(worst) > 1 else worst)}: {per_cent(low)}."


def heard(o: Outcome, way: str) -> float | None:
    """How much of the message (down) or the experience (up) there is, on average, with who is at the table; None without anybody."""
    last = len(o.down) - 1
    place = {"top": 0, "middle": 1, "execution": last}
    found = [(o.down[place[e]] if way == "down" else o.up[last - place[e]]) for e, labels in o.table.items() for _ in labels]
    return sum(found) / len(found) if found else None


def _table(o: Outcome) -> str:
    down, up = heard(o, "down"), heard(o, "up")
    if down is None:
        return ""
    counts = [
        (len(o.table[e]), name) for e, name in (("top", "de top"), ("middle", "het midden"), ("execution", "de uitvoering")) if o.table[e]
    ]
    seats = ", ".join(f"{n} uit {name}" for n, name in counts)
    return f"In deze casus zitten er aan tafel: {seats}. Zij horen gemiddeld {per_cent(down)} van de boodschap en {per_cent(up)} van de ervaring."


def measures(o: Outcome) -> list[Measure]:
    first = outcome(o.case, **KNOWS, layers=1, shared=0)
    out = [
        Measure("Boodschap van de top, bij de uitvoering", first.down[-1], o.down[-1], "%", 0, 100),
        Measure("Ervaring van de uitvoering, bij de top", first.up[-1], o.up[-1], "%", 0, 100),
    ]
    for way, name in (
        ("down", "Boodschap: gemiddeld bij wie in de casus aan tafel zit"),
        ("up", "Ervaring: gemiddeld bij wie in de casus aan tafel zit"),
    ):
        if (now := heard(o, way)) is not None:
            out.append(Measure(name, heard(first, way), now, "%", 0, 100))
    return out


def tables(o: Outcome) -> list[Table]:
    levels = names(o.layers)
    who = [o.table["top"], o.table["middle"], *[()] * (o.layers - 1), o.table["execution"]]
    ladder = Table(
        "De ladder",
        ("Echelon", "Boodschap", "Ervaring", "Aan tafel in deze casus"),
        [(name, per_cent(o.down[i]), per_cent(o.up[len(levels) - 1 - i]), ", ".join(who[i]) or "niemand") for i, name in enumerate(levels)],
    )
    rows = [
        (
            f"{a}%",
            per_cent(model.arrives(a / 100, 3)),
            per_cent(model.arrives(a / 100, 10)),
            per_cent(model.arrives(a / 100, STEPS)),
            with_unit(str(model.steps_until(a / 100, 0.5)), "stap|stappen", 2),
        )
        for a in (80, 90, 95, STEP)
    ]
    return [
        ladder,
        Table(
            "Als de ladder langer wordt: wat is er over na zoveel stappen?",
            ("Per stap blijft over", "3 stappen", "10 stappen", f"{STEPS} stappen", "Minder dan de helft na"),
            rows,
        ),
    ]


EXPERIMENT = Experiment(
    key="echelons",
    notebook="06_cultuur",
    title="Echelons: leven in de wereld erboven en eronder",
    strategy="cultuur",
    guess=Guess(
        question=f"Een plan moet {STEPS} keer worden doorgegeven. Elke keer gaat het bijna goed: {STEP}% komt over. Hoeveel procent is er na {STEPS} keer nog over?",
        field=lambda case: Slider("_guess", "Uw schatting", 0, 100, 80, 1, "%"),
        answer=lambda case: 100 * model.arrives(STEP / 100, STEPS),
        explain=lambda case, answer: (
            f"Want {STEPS} keer achter elkaar 0,{STEP} is {dutch(answer / 100, 3)}. Zo rekenden Pressman en Wildavsky in 1973 voor hoe een plan uit Washington in Oakland kon vastlopen, "
            "terwijl bijna niemand tegen was. In de proef is de ladder korter, maar kent men elkaar minder goed."
        ),
    ),
    controls=lambda case: [
        Slider("top_down", "De top kent de wereld van het midden", 0, 100, KNOWS["top_down"], 5, "%"),
        Slider("middle_up", "Het midden kent de wereld boven zich", 0, 100, KNOWS["middle_up"], 5, "%"),
        Slider("middle_down", "Het midden kent de wereld onder zich", 0, 100, KNOWS["middle_down"], 5, "%"),
        Slider("execution_up", "De uitvoering kent de wereld van het midden", 0, 100, KNOWS["execution_up"], 5, "%"),
        Slider("layers", "Zoveel lagen heeft het midden", 1, MOST, 1, 1, "laag|lagen"),
        Slider(
            "shared",
            "Zoveel vindt elke laag uit zichzelf al",
            0,
            100,
            0,
            5,
            "%",
            "Gedeelde waarden: wat men al vindt, hoeft niemand door te geven.",
        ),
    ],
    outcome=outcome,
    picture=picture,
    words=words,
    report=report,
    measures=measures,
    tables=tables,
    columns=("bij het begin", "nu"),
    own="Op welk echelon zit u zelf? Wat weet u van de dag van wie boven u zit, en van wie onder u zit? Wie vraagt u dat deze week?",
    leaves_out=(
        "Wie de wereld van de ander kent, verstaat de boodschap; meer niet. In het echt bepaalt ook belang wat iemand wil horen.",
        "Wat kwijt is, komt niet terug en niemand belt even terug naar de bron. Eén gesprek dat een laag overslaat, verandert dat.",
        "Een boodschap die onderweg verandert, wordt niet altijd slechter. Soms maakt de uitvoering van een vaag plan pas iets bruikbaars.",
        "Wat een laag uit zichzelf al vindt, is voor elke laag gelijk. Waar waarden worden gedeeld, hoeft minder te worden doorgegeven.",
        "Wie aan tafel zit, komt uit de casus; bij meer middenlagen staat het midden in de eerste daarvan. De percentages zijn uw eigen schatting.",
    ),
    sources=("pressman1973", "friedkin1990"),
)
