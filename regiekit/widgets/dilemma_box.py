"""Instrument 2, the dilemma box: four quadrants, a solution in between, and the pendulum between the extremes."""

from collections.abc import Sequence
from itertools import zip_longest

import attrs

from ..cases import Case, StructureOption
from ..cases.remember import last
from ..models import dilemma_box as model
from ..plots import dilemma_box as plot
from .controls import Choice, Slider, Text, dutch, with_unit
from .experiment import Card, Experiment, Guess, Measure, Table

YEARS, POINTS = 16, 320  # how long the pendulum is followed, and at how many moments
STRENGTH, DELAY = 0.8, 1.5  # of the correction (per year) and of noticing (years), at the start and in the prediction
OPTIONS = 6  # new structures of a case that get a card
OWN = "eigen"  # the new structure of a case that has none
LIMIT = 3000
REGIMES = {
    "calm": "gaat zonder doorschieten naar het midden",
    "damped": "schiet door, slingert een paar keer en komt tot rust",
    "growing": "slingert steeds wilder heen en weer",
}
VERDICTS = {"calm": "komt zonder slingeren tot rust", "damped": "schiet door en komt dan tot rust", "growing": "komt niet tot rust"}


@attrs.frozen
class Outcome:
    """The box as filled, and the pendulum: its strength per year, its delay in years, the place aimed at (0…1)."""

    case: Case
    dilemma: str
    now: str
    new: str
    arguments: dict[str, tuple[str, ...]]
    solution: str
    price: str
    chance: str
    prevention: str
    strength: float
    delay: float
    aim: float

    @property
    def regime(self) -> model.Regime:
        return model.regime(self.strength, self.delay)


@last
def present(case: Case) -> StructureOption | None:
    """The structure as it is now."""
    return next((s for s in case.structures if s.status == "huidig"), None)


@last
def new(case: Case) -> dict[str, StructureOption | None]:
    """The new structures of a case by key, the first few; one without a description where it has none."""
    found = {s.key: s for s in case.structures if s.status == "nieuw"}
    return dict(list(found.items())[:OPTIONS]) or {OWN: None}


def lines(content: str) -> tuple[str, ...]:
    """The arguments of a text: one per line; bullets and empty lines are left out."""
    return tuple(one for line in content.splitlines() if (one := line.strip().lstrip("-–—•*+−").strip()))


def outcome(case: Case, **settings: str | float) -> Outcome:
    options = new(case)
    key = str(settings.get("optie", next(iter(options))))
    option, now = options[key], present(case)
    arguments = {
        "voor_heden": lines(str(settings["voor_heden"])),
        "tegen_heden": lines(str(settings["tegen_heden"])),
        "voor_nieuw": lines(str(settings[f"voor_nieuw_{key}"])),
        "tegen_nieuw": lines(str(settings[f"tegen_nieuw_{key}"])),
    }
    name = option.name.strip() or key if option else str(settings["naam"]).strip() or "De nieuwe structuur"
    said = {k: " ".join(str(settings[k]).split()) for k in ("dilemma", "oplossing", "prijs", "kans", "heen_en_weer")}
    return Outcome(
        case,
        said["dilemma"],
        (now.name.strip() if now else "") or "Zoals het nu is",
        name,
        arguments,
        said["oplossing"],
        said["prijs"],
        said["kans"],
        said["heen_en_weer"],
        float(settings["strength"]),
        float(settings["delay"]),
        float(settings["aim"]) / 100,
    )


NAMES = {
    "voor_heden": "Voor het heden",
    "tegen_heden": "Tegen het heden",
    "voor_nieuw": "Voor het nieuwe",
    "tegen_nieuw": "Tegen het nieuwe",
}


def picture(o: Outcome) -> str:
    quadrants = [
        plot.Quadrant(
            key, int(key.endswith("nieuw")), int(key.startswith("tegen")), NAMES[key], "−" if key.startswith("tegen") else "+", items
        )
        for key, items in o.arguments.items()
    ]
    times = [YEARS * i / POINTS for i in range(POINTS + 1)]
    return plot.picture(
        f"Dilemmabox: {o.dilemma or o.case.title}",
        (o.now, o.new),
        quadrants,
        o.solution,
        o.price,
        times,
        model.path(o.strength, o.delay, times, 0, o.aim),
        o.aim,
        VERDICTS[o.regime],
        title=EXPERIMENT.title,
        words=words(o),
    )


def words(o: Outcome) -> str:
    counts = ", ".join(f"{NAMES[k].lower()} {with_unit(str(len(v)), 'punt|punten', len(v))}" for k, v in o.arguments.items())
    between = f"Oplossing ertussen: {_full(o.solution)}" if o.solution else "Er staat nog geen oplossing ertussen in de box."
    price = f"Wat die kost: {_full(o.price)}" if o.price else ""
    return " ".join(
        filter(
            None,
            [
                f"Het dilemma: {_full(o.dilemma)}" if o.dilemma else "",
                f"De box vergelijkt ‘{o.now}’ met ‘{o.new}’: {counts}.",
                between,
                price,
                swing(o),
            ],
        )
    )


def report(o: Outcome) -> str:
    late = "meteen" if not o.delay else f"pas na {dutch(o.delay)} jaar"
    after = {
        "calm": "komt de structuur zonder slingeren tot rust",
        "damped": "schiet de structuur door en komt zij later tot rust",
        "growing": "komt de structuur niet tot rust",
    }[o.regime]
    return f"Wie steeds bijstuurt op de nadelen van het moment, kan gaan slingeren tussen ‘{o.now}’ en ‘{o.new}’. Merkt men {late} wat een wijziging doet, en stuurt men bij met kracht {dutch(o.strength)} per jaar, dan {after}."


def _full(sentence: str) -> str:
    return sentence if sentence.endswith((".", "!", "?")) else f"{sentence}."


def swing(o: Outcome) -> str:
    """The pendulum in words."""
    late = "meteen" if not o.delay else f"pas na {dutch(o.delay)} jaar"
    begin = f"De slinger: men stuurt bij met kracht {dutch(o.strength)} per jaar en merkt {late} wat dat doet. Kracht maal vertraging is {_load(o)}."
    if o.regime == "calm":
        return f"{begin} De structuur gaat zonder doorschieten naar de plek ertussen."
    far = model.overshoot(o.strength, o.delay)
    turn = f"Een slag heen en terug duurt {dutch(model.period(o.strength, o.delay), 1)} jaar"
    left = model.remaining(o.strength, o.delay)
    if o.regime == "damped":
        passed = f"De structuur schiet {_percent(far)} van de afstand door." if far >= 0.005 else "De structuur schiet nauwelijks door."
        return f"{begin} {passed} {turn}; daarna is nog {_percent(left)} van de uitslag over."
    return f"{begin} De structuur schiet steeds verder door. {turn}, en elke slag wordt {dutch(left, 2)} keer zo groot."


def _load(o: Outcome) -> str:
    """Strength times delay, so exact that it never seems to lie on the other side of a bound."""
    return dutch(round(o.strength * o.delay, 6))


def _percent(share: float) -> str:
    return "minder dan 1%" if 0 < share < 0.005 else f"{dutch(100 * share, 0)}%"


def measures(o: Outcome) -> list[Measure]:
    grows = o.regime == "growing"
    return [
        Measure("Hoe ver de eerste slag doorschiet, deel van de afstand", 0, model.overshoot(o.strength, o.delay), "%", 0, 100),
        Measure(
            "Wat na één slag van de uitslag over is" + (" (boven 100%: groeit)" if grows else ""),
            0,
            model.remaining(o.strength, o.delay),
            "%",
            0,
            100,
        ),
    ]


def tables(o: Outcome) -> list[Table]:
    """All arguments, also those for which the picture has no room, and the answers in writing."""
    rows = [(str(i), *row) for i, row in enumerate(zip_longest(*o.arguments.values(), fillvalue=""), 1)]
    answers = [
        (question, answer)
        for question, answer in (
            ("Het dilemma", o.dilemma),
            ("Een oplossing ertussen", o.solution),
            ("Wat die kost", o.price),
            ("Hoe groot is de kans?", o.chance),
            ("Hoe voorkomt u heen en weer?", o.prevention),
        )
        if answer
    ]
    return [
        *([Table(f"De box: {o.now} naast {o.new}", ("Punt", *NAMES.values()), rows)] if rows else []),
        *([Table("Uw antwoorden", ("Vraag", "Antwoord"), answers)] if answers else []),
    ]


def note(o: Outcome, key: str) -> str:
    if key == "delay":
        bound = "tot 0,37 schiet er niets door; tot 1,57 komt het tot rust; daarboven niet"
        return f"Kracht maal vertraging: {_load(o)} ({bound})."
    if key == "ertussen" and o.solution and o.price:
        return "Leg dit naast de vier vakken. Welk punt tegen het nieuwe vangt uw oplossing op? Welk punt tegen het heden blijft staan?"
    return ""


def controls(case: Case) -> list[Text | Choice | Slider]:
    now, options = present(case), new(case)

    def items(key: str, label: str, content: Sequence[str]) -> Text:
        return Text(key, label, "\n".join(content)[:LIMIT], help="Eén punt per regel.", limit=LIMIT)

    own = [Text("naam", "Hoe heet de nieuwe structuur?", long=False, limit=80)] if OWN in options and options[OWN] is None else []
    out: list[Text | Choice | Slider] = [
        Text("dilemma", "Het dilemma in één zin", help="Bijvoorbeeld: dicht bij de wijk, of dicht bij het vak?", limit=160, long=False),
        items("voor_heden", "Wat pleit vóór het heden?", now.pros if now else ()),
        items("tegen_heden", "Wat pleit tegen het heden?", now.cons if now else ()),
        *own,
    ]
    for key, option in options.items():
        out += [
            items(f"voor_nieuw_{key}", "Wat pleit vóór het nieuwe?", option.pros if option else ()),
            items(f"tegen_nieuw_{key}", "Wat pleit tegen het nieuwe?", option.cons if option else ()),
        ]
    out += [
        Text("oplossing", "Wat ligt ertussen, en vangt de meeste nadelen op?", limit=LIMIT),
        Text("prijs", "Wat kost dat, en wie betaalt het?", limit=LIMIT),
        Text("kans", "Hoe groot is de kans dat u de voordelen van het nieuwe krijgt en de nadelen voorkomt?", limit=LIMIT),
        Text("heen_en_weer", "Hoe voorkomt u een voortdurend bewegen door dit schema?", limit=LIMIT),
    ]
    if len(options) > 1:
        out.append(
            Choice(
                "optie",
                "Welke nieuwe structuur staat in de box?",
                [(k, s.name.strip() or k) for k, s in options.items() if s],
                next(iter(options)),
            )
        )
    return [
        *out,
        Slider("strength", "Hoe hard stuurt men per jaar bij?", 0.1, 2, STRENGTH, 0.05),
        Slider("delay", "Hoe laat merkt men wat het doet?", 0, 4, DELAY, 0.25, "jaar"),
        Slider("aim", "Waar ligt uw oplossing? 0% is het heden, 100% het nieuwe", 5, 95, 50, 5, "%"),
    ]


def cards(case: Case) -> list[Card]:
    now, options = present(case), new(case)
    own = OWN in options and options[OWN] is None
    return [
        Card(
            "dilemma",
            "Het dilemma",
            "Waartussen gaat u heen en weer? De zin komt boven het plaatje te staan, zodat een ander het ook begrijpt.",
            ("dilemma",),
        ),
        Card(
            "heden",
            "Het heden" + (f": {now.name}" if now and now.name.strip() else ""),
            "Wat werkt nu goed, en wat niet? Vraag het ook aan iemand die het nu goed vindt.",
            ("voor_heden", "tegen_heden"),
        ),
        *(
            Card(
                f"nieuw_{key}",
                "Het nieuwe" + (f": {option.name}" if option and option.name.strip() else ""),
                "Wat belooft de nieuwe structuur, en welke nieuwe nadelen brengt zij? Denk aan hoe zij echt gaat werken.",
                (*(("naam",) if own else ()), f"voor_nieuw_{key}", f"tegen_nieuw_{key}"),
            )
            for key, option in options.items()
        ),
        Card(
            "ertussen",
            "Een oplossing ertussen",
            "Zoek iets tussen de uitersten dat de voordelen van beide houdt. Dat is nooit gratis: schrijf op wat het kost.",
            ("oplossing", "prijs"),
        ),
        Card(
            "vragen",
            "De twee vragen bij een dilemma",
            "Schrijf bij elke vraag een paar zinnen. Noem iets waaraan u het over een jaar kunt zien.",
            ("kans", "heen_en_weer"),
        ),
    ]


EXPERIMENT = Experiment(
    key="dilemmabox",
    notebook="05_structuur_instrumenten",
    title="De dilemmabox: vier vakken en een slinger",
    blind=True,
    guess=Guess(
        question=f"Een gemeente gaat van ‘heden’ naar ‘nieuw’ en terug, en zoekt het midden. Zij stuurt per jaar {dutch(STRENGTH)} van de afstand bij, maar merkt pas na {dutch(DELAY)} jaar wat dat doet. "
        "Wat gebeurt er?",
        field=lambda case: Choice("_guess", "Uw voorspelling: de structuur …", list(REGIMES.items()), "calm"),
        answer=lambda case: model.regime(STRENGTH, DELAY),
        explain=lambda case, answer: (
            f"De eerste slag schiet {dutch(100 * model.overshoot(STRENGTH, DELAY), 0)}% van de afstand door: wie pas later ziet dat het genoeg is, stuurt zo lang te ver door. "
            "Zet de vertraging op 0 en daarna op 2 jaar: u ziet de drie gevallen."
        ),
    ),
    controls=controls,
    cards=cards,
    note=note,
    outcome=outcome,
    picture=picture,
    words=words,
    report=report,
    measures=measures,
    tables=tables,
    columns=("wie het meteen merkt", "nu"),
    own="Welk vak van uw box was het moeilijkst te vullen? Met wie gaat u dat vak invullen?",
    leaves_out=(
        "De punten in de box tellen niet mee in de slinger. De slinger laat alleen zien wat laat merken en hard bijsturen doet.",
        "Men stuurt bij naar verhouding: twee keer zo ver van de oplossing is twee keer zo hard bijsturen. In het echt gebeurt er lang niets en dan ineens veel.",
        "De slinger kent geen rem: in het denkmodel kan hij voorbij ‘heden’ en ‘nieuw’. In het plaatje loopt hij dan langs de rand; in het echt loopt men daar vast.",
        "De grenzen zijn exact: kracht maal vertraging tot 1/e (0,37) schiet nooit door; onder π/2 (1,57) komt het tot rust. Bij π/2 duurt een slag vier keer de vertraging.",
        "Soms is er geen goede oplossing ertussen. Dan is kiezen, en de nadelen dragen, eerlijker dan een compromis dat niemand wil.",
    ),
    sources=("johnson1992", "hayes1950", "bellman1963"),
)
