"""Model en werkelijkheid (instrument 1): vandaag naast de nieuwe werkelijkheid, en niet naast het nieuwe model."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from math import isinf, nan
from typing import Any

import attrs
import traitlets

from ..cases import Case, StructureOption
from ..models import model_reality as model
from ..models.model_reality import Balance, Item
from ..plots import model_reality as plot
from .controls import Choice, Rows, Slider, Text, dutch
from .experiment import Card, Experiment, Guess, Measure, Table
from .panel import Panel, box, html
from .proef_panel import ProefPanel

NOTEBOOK = "05_structuur_instrumenten"
DRAWS, SEED, FANNED = 100_000, 1, 10_000  # futures, and of these the ones the fan is made of
YEARS = 4
GAINED, AVOIDED = 70, 60  # chances at the start
POINTS = 40  # of the lines in the picture
PARTS = (0.1, 0.5, 0.9)
LIMIT = 25  # rows in a list
LONG = 20  # years from which a moment is no longer told exactly
SHOWN = 600  # characters of an answer in the words

#: Invented ranges at the start, in points per year, for the first, second … pro or con of a list; after the last they begin anew.
NOW = {"given_up": (("2", "5"), ("2", "4"), ("1", "3")), "avoided": (("2", "6"), ("2", "5"), ("1", "4"), ("1", "3"))}
#: The same for the first, second … new structure of a case: each promises more than the one before, and costs more.
NEW = (
    {
        "gained": (("2", "7"), ("2", "6"), ("2", "5")),
        "added": (("1", "3"), ("1", "3"), ("0", "2"), ("0", "2")),
        "rebuilding": ("2", "6", "0,5", "1"),
    },
    {
        "gained": (("3", "8"), ("3", "7"), ("2", "5")),
        "added": (("1", "4"), ("1", "4"), ("1", "3"), ("1", "2")),
        "rebuilding": ("3", "10", "0,5", "1,5"),
    },
    {
        "gained": (("4", "9"), ("3", "8"), ("3", "6")),
        "added": (("2", "5"), ("1", "4"), ("1", "4"), ("1", "2")),
        "rebuilding": ("5", "15", "0,5", "2"),
    },
)
#: For a case that does not tell.
EXAMPLES = {
    "given_up": ("Mensen kennen elkaar en weten wie wat kan.", "Geld en toezicht zijn duidelijk verdeeld."),
    "avoided": ("Een vraag die over grenzen heen gaat, blijft liggen.", "Overleg kost veel tijd en levert weinig besluiten op."),
    "gained": ("Eén plek waar iedereen terechtkan.", "Besluiten vallen sneller."),
    "added": ("Er komt een nieuwe grens, op een andere plek.", "De afstand tot de uitvoering wordt groter."),
}
REBUILDING = {
    "kosten_laag": "Kosten in totaal, laag",
    "kosten_hoog": "Kosten in totaal, hoog",
    "jaren_laag": "Jaren inwerken, laag",
    "jaren_hoog": "Jaren inwerken, hoog",
}
TITLES = {
    "given_up": "Voordelen van nu",
    "avoided": "Nadelen van nu",
    "gained": "Voordelen van ‘{}’",
    "added": "Nadelen van ‘{}’",
    "rebuilding": "De verbouwing naar ‘{}’",
}
WAT = {"key": "wat", "label": "Wat"}
RANGE = ({"key": "laag", "label": "Laag"}, {"key": "hoog", "label": "Hoog"})
CHANCE = {"key": "kans", "label": "Kans %"}
QUESTIONS = {
    "likely": "Hoe groot is de kans dat wij de nadelen van nu kwijtraken én de voordelen van nieuw krijgen? Waaruit blijkt dat?",
    "hopping": "Hoe voorkomen wij dat wij over een paar jaar weer een nieuw model zoeken?",
}


@attrs.frozen
class Result:
    """What the futures came to. Chances 0…1; the triples say what 10, 50 and 90 of the 100 futures stay below."""

    on_paper: float
    in_reality: float
    never: float
    gain_paper: tuple[float, ...]
    gain: tuple[float, ...]
    dip_paper: tuple[float, ...]
    dip: tuple[float, ...]
    ahead_paper: tuple[float, ...]
    ahead: tuple[float, ...]
    fan: plot.Fan


@attrs.frozen
class Outcome:
    """What was filled in, by list, and the result (None when something cannot be read: then `problems` says what, by list)."""

    name: str
    horizon: float
    balance: Balance
    unused: Mapping[str, int]
    problems: Mapping[str, Sequence[str]]
    result: Result | None
    answers: Mapping[str, str]

    @property
    def all_problems(self) -> list[str]:
        return [one for part in self.problems.values() for one in part]


def now(case: Case) -> StructureOption | None:
    """The present structure of a case."""
    return next((s for s in case.structures if s.status == "huidig"), None)


def options(case: Case) -> dict[str, StructureOption]:
    """The new structures of a case; where it has none, one without a name of its own."""
    found = {s.key: s for s in case.structures if s.status == "nieuw"}
    return found or {"nieuw": StructureOption("nieuw", name="De nieuwe structuur", status="nieuw")}


def called(s: StructureOption) -> str:
    """What a structure is called; one without a name by its key."""
    return s.name.strip() or s.key


def rows_of(key: str, title: str, ranges: Sequence[tuple[str, str]], texts: Sequence[str], promised: bool = False) -> Rows:
    """A list as it is at the start; of what is `promised` each may have a chance of its own."""
    columns = [WAT, *RANGE, *([CHANCE] if promised else [])]
    start = [
        {"wat": what[:400], "laag": ranges[i % len(ranges)][0], "hoog": ranges[i % len(ranges)][1], **({"kans": ""} if promised else {})}
        for i, what in enumerate(texts[:LIMIT])
    ]
    return Rows(key, title, columns, start, LIMIT)


def lists(case: Case) -> list[Rows]:
    """What is filled in: two lists for now, and for each new structure two lists and what the rebuilding asks."""
    present = now(case)
    out = [
        rows_of("given_up", TITLES["given_up"], NOW["given_up"], (present and present.pros) or EXAMPLES["given_up"]),
        rows_of("avoided", TITLES["avoided"], NOW["avoided"], (present and present.cons) or EXAMPLES["avoided"], promised=True),
    ]
    several = options(case)
    for i, (key, s) in enumerate(several.items()):
        start = NEW[i % len(NEW)] if len(several) > 1 else NEW[-1]
        out.append(
            rows_of(f"gained_{key}", TITLES["gained"].format(called(s)), start["gained"], s.pros or EXAMPLES["gained"], promised=True)
        )
        out.append(rows_of(f"added_{key}", TITLES["added"].format(called(s)), start["added"], s.cons or EXAMPLES["added"]))
        out.append(
            Rows(
                f"rebuilding_{key}",
                TITLES["rebuilding"].format(called(s)),
                [{"key": k, "label": v} for k, v in REBUILDING.items()],
                [dict(zip(REBUILDING, start["rebuilding"], strict=True))],
                fixed=True,
            )
        )
    return out


def controls(case: Case) -> list:
    named = {k: called(s) for k, s in options(case).items()}
    return [
        *([Choice("structure", "Welke nieuwe structuur?", list(named.items()), list(named)[-1])] if len(named) > 1 else []),
        Slider("horizon", "Zo ver kijkt u vooruit", 1, 10, YEARS, 1, "jaar"),
        Slider("chance_gained", "Kans dat een voordeel van nieuw er echt komt", 0, 100, GAINED, 5, "%"),
        Slider("chance_avoided", "Kans dat een nadeel van nu echt verdwijnt", 0, 100, AVOIDED, 5, "%"),
        *lists(case),
        *(Text(key, question, limit=2000) for key, question in QUESTIONS.items()),
    ]


def cards(case: Case, only: str | None = None) -> list[Card]:
    """The lists one at a time; with `only` those of one new structure."""
    unit = "Schat wat het per jaar waard is: op zijn minst (laag) en op zijn meest (hoog). Neem overal dezelfde eenheid: punten, uren of euro’s."
    lean = "Laat u ‘Kans %’ leeg, dan telt de kans van de schuif."
    out = [
        Card(
            "given_up",
            TITLES["given_up"],
            f"Dit geeft u op als u verbouwt. {unit} De getallen die er staan, zijn verzonnen: vervang ze.",
            ("given_up",),
        ),
        Card("avoided", TITLES["avoided"], f"Op papier verdwijnt dit allemaal. {lean}", ("avoided",)),
    ]
    for key, s in options(case).items():
        if only in (None, key):
            out.append(Card(f"gained_{key}", TITLES["gained"].format(called(s)), f"Dit belooft het model. {lean}", (f"gained_{key}",)))
            out.append(
                Card(
                    f"added_{key}",
                    TITLES["added"].format(called(s)),
                    "Elke structuur brengt ook zelf problemen mee. Dit krijgt u erbij.",
                    (f"added_{key}",),
                )
            )
            out.append(
                Card(
                    f"rebuilding_{key}",
                    TITLES["rebuilding"].format(called(s)),
                    "Wat kost de overgang in totaal, in dezelfde eenheid? En hoeveel jaar duurt het tot de nieuwe routines werken?",
                    (f"rebuilding_{key}",),
                )
            )
    out.append(
        Card(
            "questions",
            "De twee vragen",
            "Schrijf uw antwoord op. Met ‘Bewaar deze stand in de casus’ staat het er de volgende keer nog.",
            tuple(QUESTIONS),
        )
    )
    return out


# -- reading what was typed -----------------------------------------------------------------------------------------------


def parsed(typed: str) -> float:
    """A number as people in the Netherlands type it: 2 · 2,5 · 2.5 · € 1.500 · 60%.

    Raises:
        ValueError: it is none.
    """
    bare = typed.replace("€", "").replace("%", "").replace("−", "-").replace(" ", "").replace("\u00a0", "")
    if re.fullmatch(r"-?[1-9][0-9]{0,2}(\.[0-9]{3})+(,[0-9]+)?", bare):
        bare = bare.replace(".", "")
    if not re.fullmatch(r"-?[0-9]{1,12}([.,][0-9]{1,9})?", bare):
        raise ValueError(typed)
    return float(bare.replace(",", "."))


def bounds(row: Mapping[str, str], low: str, high: str, names: tuple[str, str], most: float = model.MOST) -> tuple[float, float]:
    """Low and high from a row.

    Raises:
        ValueError: what is wrong and how to mend it, in Dutch, to follow "Rij 3: ".
    """
    found = []
    for key, name in zip((low, high), names, strict=True):
        typed = row.get(key, "").strip()
        if not typed:
            raise ValueError(f"{name} is leeg. Vul een getal in.")
        try:
            value = parsed(typed)
        except ValueError:
            raise ValueError(
                f"bij {name} staat ‘{_short(typed)}’, en dat is geen getal. Vul een getal in, bijvoorbeeld 2 of 2,5."
            ) from None
        if value < 0:
            raise ValueError(f"{name} is lager dan 0. Vul 0 of meer in. Een nadeel hoort, zonder minteken, in een lijst met nadelen.")
        if value > most:
            raise ValueError(f"{name} is hoger dan {dutch(most)}. Vul een kleiner getal in.")
        found.append(value)
    if found[0] > found[1]:
        raise ValueError(
            f"{names[0]} ({dutch(found[0])}) is hoger dan {names[1]} ({dutch(found[1])}). Verwissel ze, of verander een van de twee."
        )
    return found[0], found[1]


def item(row: Mapping[str, str], chance: float) -> Item:
    """A row of a list, with `chance` where the row has none of its own. Raises ValueError as `bounds`."""
    if not row.get("wat", "").strip():
        raise ValueError("er staat niet wat het is. Vul een omschrijving in, of haal de rij weg.")
    low, high = bounds(row, "laag", "hoog", ("laag", "hoog"))
    own = row.get("kans", "").strip()
    if own:
        try:
            share = parsed(own)
        except ValueError:
            share = nan
        if not 0 <= share <= 100:
            raise ValueError(f"bij kans staat ‘{_short(own)}’. Vul een getal in van 0 tot en met 100, of laat het vak leeg.")
        chance = share / 100
    return Item(low, high, chance)


def _short(text: str) -> str:
    return text if len(text) <= 24 else text[:23] + "…"


def read(title: str, rows: Sequence[Mapping[str, str]], chance: float) -> tuple[list[Item], int, list[str]]:
    """The items of a list, how many rows are wholly empty, and what cannot be read, each with row and remedy."""
    items, empty, problems = [], 0, []
    for number, row in enumerate(rows, 1):
        if not any(value.strip() for value in row.values()):
            empty += 1
            continue
        try:
            items.append(item(row, chance))
        except ValueError as problem:
            problems.append(f"{title}, rij {number}: {problem}")
    return items, empty, problems


# -- reckoning ------------------------------------------------------------------------------------------------------------


def outcome(
    case: Case,
    horizon: float,
    chance_gained: float,
    chance_avoided: float,
    structure: str | None = None,
    likely: str = "",
    hopping: str = "",
    **rows: Sequence[Mapping[str, str]],
) -> Outcome:
    """Read the lists of the chosen structure and draw the futures."""
    found = options(case)
    key = structure if structure in found else next(reversed(found))
    places = {
        "given_up": ("given_up", 1.0),
        "avoided": ("avoided", chance_avoided / 100),
        "gained": (f"gained_{key}", chance_gained / 100),
        "added": (f"added_{key}", 1.0),
    }
    items, unused, problems = {}, {}, {}
    for part, (card, chance) in places.items():
        items[part], unused[card], problems[card] = read(TITLES[part].format(called(found[key])), rows[card], chance)
    place, title = f"rebuilding_{key}", TITLES["rebuilding"].format(called(found[key]))
    problems[place], pairs = [], []
    row = next(iter(rows[place]), {})
    for what, unit, most in (("kosten", "kosten in totaal", model.MOST), ("jaren", "jaren inwerken", 50)):
        try:
            pairs.append(Item(*bounds(row, f"{what}_laag", f"{what}_hoog", (f"{unit}, laag", f"{unit}, hoog"), most)))
        except ValueError as problem:
            problems[place].append(f"{title}: {problem}")
    balance = Balance(**{part: tuple(i) for part, i in items.items()})
    if not any(balance) and not any(problems.values()):
        problems["given_up"] = ["Alle lijsten zijn leeg. Vul in ten minste één lijst een regel in."]
    result = None if any(problems.values()) else reckon(balance, *pairs, float(horizon))
    return Outcome(called(found[key]), horizon, balance, unused, problems, result, {"likely": likely.strip(), "hopping": hopping.strip()})


@lru_cache(maxsize=64)
def reckon(balance: Balance, cost: Item, years: Item, horizon: float) -> Result:
    """Draw the futures and say what they come to."""
    import numpy as np

    drawn = model.futures(balance, cost, years, DRAWS, SEED)
    at_once = np.zeros(1)
    real, paper = (drawn.reality, drawn.cost, drawn.years), (drawn.paper, drawn.cost, at_once)

    def parts(values: Any) -> tuple[float, ...]:
        return tuple(map(float, np.quantile(values, PARTS, method="inverted_cdf")))

    ahead = model.break_even(*real)
    times = [horizon * k / POINTS for k in range(POINTS + 1)]
    some = tuple(x[:FANNED] for x in real)
    low, middle, high = zip(*(parts(model.advantage(*some, t)) for t in times), strict=True)
    promised = [parts(model.advantage(*(x[:FANNED] for x in paper), t))[1] for t in times]
    return Result(
        model.chance_ahead(*paper, horizon),
        model.chance_ahead(*real, horizon),
        float(np.isinf(ahead).mean()),
        parts(drawn.paper),
        parts(drawn.reality),
        parts(model.lowest(*paper, horizon)),
        parts(model.lowest(*real, horizon)),
        parts(model.break_even(*paper)),
        parts(ahead),
        plot.Fan(times, promised, low, middle, high),
    )


def deepest(fan: plot.Fan) -> tuple[float, float] | None:
    """Moment and depth of the lowest point of the middle line, when it turns upwards again on the axis and lies below 0."""
    depth = min(fan.middle)
    at = fan.middle.index(depth)
    return (fan.times[at], depth) if depth < 0 and at < len(fan.times) - 1 else None


# -- what is shown --------------------------------------------------------------------------------------------------------


def of_hundred(chance: float) -> str:
    """A chance as a number of futures of the hundred."""
    if 0 < chance < 0.005:
        return "minder dan 1"
    return "meer dan 99" if 0.995 < chance < 1 else dutch(100 * chance, 0)


def shown(value: float) -> str:
    """An amount, with as many digits as matter."""
    return dutch(value, 0 if abs(value) >= 100 else 1)


def after(years: float) -> str:
    """The moment from which a future is ahead."""
    return "nooit" if isinf(years) else f"meer dan {LONG}" if years > LONG else dutch(years, 1)


def from_when(years: float) -> str:
    """The same in a sentence."""
    return "meteen" if years < 0.05 else f"na {after(years)} jaar"


def picture(o: Outcome) -> str:
    said = words(o)
    if o.result is None:
        return plot.waiting(o.all_problems, title=EXPERIMENT.title, words=said)
    return plot.picture(o.result.fan, plot.Ahead(*o.result.ahead), deepest(o.result.fan), title=EXPERIMENT.title, words=said)


def words(o: Outcome) -> str:
    if o.result is None:
        return " ".join(["Er is nog niet te rekenen. Wat u typte, staat er nog.", *o.all_problems, *_answered(o)])
    r = o.result
    lines = sum(map(len, o.balance))
    out = [
        f"‘{o.name}’ naast doorgaan zoals nu, met {lines} {'voor of tegen' if lines == 1 else 'voors en tegens'}.",
        f"In {of_hundred(r.in_reality)} van de 100 doorgerekende toekomsten is de nieuwe werkelijkheid na {dutch(o.horizon)} jaar voor; op papier was dat {of_hundred(r.on_paper)}.",
        f"Als alles draait, levert nieuw in de middelste toekomst {shown(r.gain[1])} per jaar op, in uw eigen eenheid; 80 van de 100 toekomsten liggen tussen {shown(r.gain[0])} en {shown(r.gain[2])}. "
        f"Op papier was het {shown(r.gain_paper[1])}.",
    ]
    dip = deepest(r.fan)
    if dip:
        out.append(f"De middelste lijn zakt eerst tot {shown(dip[1])}, na {dutch(dip[0], 1)} jaar.")
    elif r.fan.middle[-1] < 0:
        out.append(f"De middelste lijn blijft dalen: na {dutch(o.horizon)} jaar staat zij op {shown(r.fan.middle[-1])}.")
    if isinf(r.ahead[0]):
        out.append(f"Van de 100 toekomsten komen er {of_hundred(r.never)} nooit voor op nu.")
    else:
        half = "de helft komt nooit zover" if isinf(r.ahead[1]) else f"de helft {from_when(r.ahead[1])}"
        last = (
            f"; {of_hundred(r.never)} van de 100 komen nooit voor" if isinf(r.ahead[2]) else f", en 90 van de 100 {from_when(r.ahead[2])}"
        )
        out.append(f"De snelste 10 van de 100 toekomsten zijn {from_when(r.ahead[0])} voor, {half}{last}.")
    return " ".join([*out, f"Dit zijn {dutch(DRAWS)} trekkingen, startgetal {SEED}.", *_answered(o)])


def report(o: Outcome) -> str:
    r = o.result
    if r is None:
        return ""
    dip = deepest(r.fan)
    first = f" In de middelste toekomst wordt het eerst minder: het diepste punt komt na {dutch(dip[0], 1)} jaar." if dip else ""
    return (
        f"In {of_hundred(r.in_reality)} van de 100 doorgerekende toekomsten is ‘{o.name}’ na {dutch(o.horizon)} jaar beter dan doorgaan zoals nu; op papier was dat zo in {of_hundred(r.on_paper)} van de 100.{first} "
        f"{of_hundred(r.never).capitalize()} van de 100 toekomsten {'komt' if of_hundred(r.never) == '1' else 'komen'} nooit voor op nu."
    )


def _answered(o: Outcome) -> list[str]:
    return [
        f"{QUESTIONS[key]} U schreef: ‘{answer[:SHOWN]}{'…' if len(answer) > SHOWN else ''}’" for key, answer in o.answers.items() if answer
    ]


def measures(o: Outcome) -> list[Measure]:
    if o.result is None:
        return []
    r = o.result
    return [
        Measure(f"Toekomsten van de 100 waarin nieuw na {dutch(o.horizon)} jaar voor is", r.on_paper, r.in_reality, digits=0, scale=100),
        Measure("Winst per jaar als alles draait (midden)", r.gain_paper[1], r.gain[1], digits=1),
        Measure(f"Diepste punt per toekomst in {dutch(o.horizon)} jaar (midden)", r.dip_paper[1], r.dip[1], digits=1),
        Measure("Jaren tot de helft voor is", r.ahead_paper[1], r.ahead[1], digits=1),
    ]


def tables(o: Outcome) -> list[Table]:
    out = []
    if o.result:
        r, (paper, real) = o.result, model.expected(o.balance)
        lost, stays = (sum((1 - i.chance) * i.mean for i in part) for part in (o.balance.gained, o.balance.avoided))
        out = [
            Table(
                f"De spreiding over {dutch(DRAWS)} doorgerekende toekomsten",
                ("Werkelijkheid", "10 van de 100 blijven onder", "de helft blijft onder", "90 van de 100 blijven onder"),
                [
                    ("Winst per jaar", *map(shown, r.gain)),
                    (f"Diepste punt per toekomst in {dutch(o.horizon)} jaar", *map(shown, r.dip)),
                    ("Jaren tot nieuw voor is", *map(after, r.ahead)),
                ],
            ),
            Table(
                "Waar papier en werkelijkheid uit elkaar lopen (gemiddeld per jaar)",
                ("Deel", "Bedrag"),
                [
                    ("Winst op papier", shown(paper)),
                    ("Voordelen die niet komen", shown(-lost)),
                    ("Nadelen van nu die toch blijven", shown(-stays)),
                    ("Winst in werkelijkheid", shown(real)),
                ],
            ),
        ]
    given = [(QUESTIONS[key], answer) for key, answer in o.answers.items() if answer]
    return [*out, Table("De twee vragen", ("Vraag", "Uw antwoord"), given)] if given else out


def note(o: Outcome, key: str) -> str:
    """Below a list: what is wrong with it, or what it adds up to."""
    if o.problems.get(key):
        return "⚠ " + " ".join(o.problems[key])
    now_ahead = (
        f" Nieuw is nu in {of_hundred(o.result.in_reality)} van de 100 toekomsten voor; op papier in {of_hundred(o.result.on_paper)}."
        if o.result
        else (" Nog niet te rekenen: in een andere lijst klopt iets niet." if key in o.problems else "")
    )
    if key == "questions":
        return "Bewaar deze stand, dan vindt u uw antwoorden terug in de casus."
    if key.startswith("rebuilding_") and key in o.problems:
        return f"Zolang het inwerken duurt, komt de winst maar voor een deel binnen.{now_ahead}"
    if key not in o.unused:
        return ""
    part = key if key in TITLES else key.partition("_")[0]
    items = getattr(o.balance, part)
    low, high = sum(i.low for i in items), sum(i.high for i in items)
    sums = f"Samen {dutch(low)} tot {dutch(high)} per jaar." if items else "Deze lijst is leeg."
    if items and part in ("gained", "avoided"):
        sums += f" Met deze kansen gemiddeld {shown(sum(i.chance * i.mean for i in items))}, op papier {shown(sum(i.mean for i in items))}."
    empty = o.unused[key]
    skipped = f" {empty} lege {'rij telt' if empty == 1 else 'rijen tellen'} niet mee." if empty else ""
    return sums + skipped + now_ahead


def at_start(case: Case) -> Result | None:
    """The result with the settings at the start."""
    return outcome(case, **EXPERIMENT.settings(case)).result


def explain(case: Case, answer: float) -> str:
    r = at_start(case)
    if r is None:
        return "Vul eerst de lijsten in."
    return (
        f"Op papier was het {of_hundred(r.on_paper)}. Dat verschil ontstaat doordat niet elk voordeel komt, niet elk nadeel verdwijnt, "
        "en het inwerken tijd kost. Wie vandaag met het model vergelijkt, ziet dat verschil niet."
    )


EXPERIMENT = Experiment(
    key="model_werkelijkheid",
    notebook=NOTEBOOK,
    title="Model en werkelijkheid: is nieuw echt beter dan nu?",
    guess=Guess(
        question=f"Op papier lijkt de nieuwe structuur beter dan nu. Maar een voordeel komt er in {GAINED} van de 100 gevallen ook echt, en een nadeel van nu verdwijnt in {AVOIDED} van de 100 gevallen. "
        f"In hoeveel van de 100 toekomsten is de nieuwe werkelijkheid na {YEARS} jaar voor op doorgaan zoals nu?",
        field=lambda case: Slider("_guess", "Uw voorspelling", 0, 100, 60, 1, "van de 100"),
        answer=lambda case: 100 * r.in_reality if (r := at_start(case)) else nan,
        explain=explain,
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
    blind=True,
    columns=("op papier", "in werkelijkheid"),
    own="Welk voordeel van uw nieuwe structuur is het minst zeker? Hoe kunt u dat nagaan voordat u verbouwt?",
    leaves_out=(
        "De bedragen zijn schattingen van u. Verzint een ander ze, dan komt er iets anders uit. Laat dus ook een tegenstander invullen.",
        "Elk voordeel en elk nadeel valt los van de andere uit. In het echt lukt vaak alles tegelijk, of niets. Dan wordt de waaier breder.",
        "Elk bedrag tussen laag en hoog is even waarschijnlijk en blijft elk jaar gelijk. Verrassingen buiten uw lijst tellen niet mee, en nieuwe problemen staan zelden allemaal op de lijst.",
        "Op papier werkt alles vanaf de eerste dag. In werkelijkheid groeit de winst in een rechte lijn, zolang het inwerken duurt. De kosten lopen in die tijd gelijkmatig mee.",
        "Alles staat in één eenheid. Wie de last draagt en wie de winst krijgt, ziet u niet; vaak zijn dat verschillende partijen.",
        "Stel: de winst is G per jaar, de verbouwing kost K en het inwerken duurt D jaar. Dan is nieuw voor na D/2 + K/G jaar, of na 2K/G jaar als dat binnen het inwerken valt. Is G niet groter dan 0, dan nooit.",
    ),
    sources=("metropolis1949", "flyvbjerg2003", "kahneman1979b"),
    needs=("numpy",),
)


class ModelReality(ProefPanel):
    """The proef with its lists over the whole width, below the picture, and only those of the chosen structure."""

    _css = traitlets.Unicode(
        Panel._css.default_value
        + """
.rk-lists .rk-table td input { min-width: 4.5em; }
.rk-lists .rk-table td input[data-column="wat"] { min-width: 20em; }
.rk-lists .rk-table td input:not([data-column="wat"]) { max-width: 7em; }
.rk-lists .rk-table td:has([data-column="wat"]) { width: 75%; }
"""
    ).tag(sync=True)

    def __init__(self, declaration: Any) -> None:
        super().__init__(declaration)

    def restart(self) -> None:
        """Take the current case anew."""
        with self._lock:
            super().restart()
            self.at = 0  # the lists are never empty, so they would all count as done
            self._lay()

    def _lay(self) -> None:
        """Keep the cards of the chosen structure."""
        self.deck = () if self.missing else tuple(cards(self.case, self.values.get("structure")))
        self.at = min(self.at, max(len(self.deck) - 1, 0))
        self.quietly(tree=self._tree(), live=self._live({k: v for k, v in self.live.items() if k.startswith("fout:")}))

    def changed(self, keys: list[str]) -> None:
        super().changed(keys)
        if "structure" in keys and "_case" not in keys:
            self._lay()

    def clicked(self, key: str) -> None:
        super().clicked(key)
        if key == "_reset":
            self._lay()

    def _tree(self) -> list[dict[str, Any]]:
        (section,) = super()._tree()
        main = next((b for b in section["blocks"] if b["key"] == "_main"), None)
        if not self.guessed or main is None:
            return [section]
        left, right = main["blocks"]
        trying = next(b for b in left["blocks"] if b["key"] == "_trying")
        deck = next(b for b in trying["blocks"] if b["key"] == "_deck")
        away = {k for k, c in self.controls.items() if isinstance(c, Rows)}  # those of the other structures are on no card
        trying["blocks"] = [b for b in trying["blocks"] if b is not deck and b["key"].removeprefix("_note:") not in away]
        numbers = [b for b in right["blocks"] if b["key"] in ("_measures", "_tables")]
        right["blocks"] = [b for b in right["blocks"] if b not in numbers]
        at = section["blocks"].index(main) + 1
        heading = html("_awayhead", "<h4>De voors en tegens, de verbouwing en de twee vragen</h4>")
        section["blocks"][at:at] = [box("_lists", [heading, deck], cls="rk-part rk-lists"), box("_numbers", numbers)]
        return [section]


PANEL = ModelReality
