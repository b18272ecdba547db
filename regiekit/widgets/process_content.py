"""Drie vormen van regie: zinnen indelen naar proces en inhoud, en de eigen casus op de kaart."""

from collections.abc import Sequence
from math import hypot, isnan, nan

import attrs

from ..cases import Case
from ..cases.vignettes import Deck, deck
from ..models import agreement as model
from ..plots import container_term as tiles
from ..plots import process_content as plot
from .class_codes import Codes, code, read
from .controls import Choice, Slider, Text, dutch
from .experiment import Card, Experiment, Guess, Measure, Table

DECK = "02_vormen"
FORM = "_vorm"  # the control of a card: key of the vignette + this
ALPHABET = "ABC"
MIDDLE = 5  # where the own case stands on the map at the start
#: What to say of the own case in each zone of the map; "" is between the zones.
ZONES = {
    "vrij": "Dat is de vrije vorm: deelnemers bepalen samen waarover het gaat, hoe zij werken en wat eruit komt. Kunt u leven met elke uitkomst?",
    "kader": "Dat is de vorm met een kader: de inhoud heeft grenzen, en daarbinnen is er echt iets te kiezen. Weet iedereen waar de grens ligt?",
    "gegeven": "Dat is de vorm met gegeven inhoud: de uitkomst staat vast en het proces moet haar legitimeren. Zeg dat er eerlijk bij.",
    "schijn": "Dat is een vreemde hoek: men mag overal over praten, maar aan de inhoud verandert niets. Deelnemers merken dat, en dan bent u hun vertrouwen kwijt.",
    "stuur": "Dat is een vreemde hoek: de inhoud heet vrij, maar u bepaalt wie er praat, wanneer en waarover. Wie het proces vastzet, stuurt ongemerkt ook de uitkomst; "
    "zo vrij is de inhoud dan niet.",
}


@attrs.frozen
class Outcome:
    """What is sorted (key of the vignette -> form), where the own case stands (0…10 each), and the codes of a class."""

    deck: Deck
    title: str
    given: dict[str, str]
    process: float
    content: float
    codes: Codes

    def best(self, key: str) -> str:
        """The form a vignette counts under: the one chosen where that can be defended, else the best one."""
        fits = self.deck.vignette(key).fits
        return self.given[key] if self.given.get(key) in fits else fits[0]

    def fits(self, key: str) -> bool:
        """Whether the form chosen for a vignette can be defended."""
        return self.given[key] in self.deck.vignette(key).fits

    @property
    def right(self) -> int:
        return sum(map(self.fits, self.given))

    @property
    def pairs(self) -> tuple[list[str], list[str]]:
        """The forms that fit and the forms chosen, in the order of the deck."""
        keys = [v.key for v in self.deck.vignettes if v.key in self.given]
        return [self.best(k) for k in keys], [self.given[k] for k in keys]

    @property
    def confusion(self) -> list[list[int]]:
        """Rows: the form that fits, columns: the form chosen."""
        return model.confusion(*self.pairs, [one.key for one in self.deck.labels])

    @property
    def code(self) -> str:
        """The code for the class."""
        forms = [one.key for one in self.deck.labels]
        return code([forms.index(self.given[v.key]) if v.key in self.given else None for v in self.deck.vignettes], ALPHABET)

    @property
    def group(self) -> model.Agreement:
        """Fleiss over the vignettes that every member of the class sorted."""
        return (
            model.fleiss(model.counted(self.codes.by_question(), range(len(self.deck.labels))))
            if len(self.codes.members) > 1
            else model.NOTHING
        )


def outcome(case: Case, proces: float, inhoud: float, klas: str, **answers: str | None) -> Outcome:
    cards = deck(DECK)
    given = {v.key: answers[v.key + FORM] for v in cards.vignettes if answers[v.key + FORM] is not None}
    return Outcome(cards, case.title, given, proces, inhoud, read(klas, len(cards.vignettes), ALPHABET))


def controls(case: Case) -> list[Choice | Slider | Text]:
    cards = deck(DECK)
    forms = [(one.key, f"{one.name}: {one.meaning}") for one in cards.labels]
    return [
        *(Choice(v.key + FORM, "Welke vorm is dit?", forms, None) for v in cards.vignettes),
        Slider(
            "proces",
            "Uw casus: hoe vrij is het proces?",
            0,
            10,
            MIDDLE,
            help="0: wie er meepraat, hoe en wanneer ligt vast. 10: de deelnemers bepalen dat samen.",
        ),
        Slider("inhoud", "Uw casus: hoe vrij is de inhoud?", 0, 10, MIDDLE, help="0: de uitkomst staat vast. 10: alles kan nog."),
        Text(
            "klas",
            "Plak hier de codes van de klas, één per regel",
            help="Werkt u alleen? Dan laat u dit leeg. Uw eigen code staat onder het plaatje.",
        ),
    ]


def cards(case: Case) -> list[Card]:
    return [Card(v.key, v.title, v.text, (v.key + FORM,)) for v in deck(DECK).vignettes]


def note(o: Outcome, key: str) -> str:
    if key in o.given:
        return o.deck.feedback(key, o.given[key])
    if key == "inhoud":
        return where(o)
    return group(o) if key == "klas" else ""


def where(o: Outcome) -> str:
    """What the place of the own case means."""
    here = plot.zone(o.process, o.content)
    start = " Zet de schuiven waar uw casus hoort." if (o.process, o.content) == (MIDDLE, MIDDLE) else ""
    return (
        f"Uw casus: proces {dutch(o.process)}, inhoud {dutch(o.content)}.{start} {ZONES[here] if here else between(o.process, o.content)}"
    )


def between(process: float, content: float) -> str:
    """What to say of a point between the zones: the two forms it lies between."""
    near = sorted((hypot(content - middle, process - middle), name) for name, middle in (("gegeven", 1.5), ("kader", 5), ("vrij", 8.5)))
    one, other = sorted((name for _, name in near[:2]), key=["gegeven", "kader", "vrij"].index)
    tighter = (
        "Het proces is vrijer dan de inhoud: vertel deelnemers waarover zij niet gaan."
        if process > content
        else ("De inhoud is vrijer dan het proces: geef deelnemers ook iets te zeggen over de manier van werken.")
    )
    return f"Dat ligt tussen {one} en {other}. {tighter}"


def group(o: Outcome) -> str:
    """The class in words; empty when nothing is pasted."""
    members = len(o.codes.members)
    if not members:
        return o.codes.said()
    if members == 1:
        return " ".join(filter(None, ["Gelezen: 1 code. Er zijn minstens twee codes nodig om te vergelijken.", o.codes.said()]))
    found = o.group
    if not found.units:
        told = "Geen enkele zin is door iedereen ingedeeld; vul eerst de ontbrekende zinnen aan."
    else:
        told = f"Twee deelnemers die dezelfde zin lezen, kiezen {dutch(100 * found.observed, 0)} van de 100 keer dezelfde vorm"
        told += (
            ". Iedereen koos overal dezelfde vorm."
            if isnan(found.coefficient)
            else f"; bij loten zou dat {dutch(100 * found.expected, 0)} van de 100 keer zijn. De kappa van Fleiss is {dutch(found.coefficient, 2)} (0 is zo goed als loten, 1 is altijd eens)."
        )
        if found.units < len(o.deck.vignettes):
            told += (
                f" Dit gaat over de {found.units} zinnen die iedereen indeelde."
                if found.units > 1
                else " Dit gaat over de ene zin die iedereen indeelde."
            )
    return " ".join(filter(None, [f"Gelezen: {members} codes.", told, o.codes.said()]))


def picture(o: Outcome) -> str:
    placed: dict[str, list[tiles.Tile]] = {one.key: [] for one in o.deck.labels}
    waiting = []
    for number, v in enumerate(o.deck.vignettes, 1):
        chosen = o.given.get(v.key)
        tone = "faded" if chosen is None else "strong" if o.fits(v.key) else "missed"
        (waiting if chosen is None else placed[chosen]).append(tiles.Tile(v.key, str(number), f"{number}. {v.title}", tone))
    return plot.picture(placed, waiting, (o.process, o.content), title=EXPERIMENT.title, words=words(o))


def words(o: Outcome) -> str:
    total, number = len(o.deck.vignettes), len(o.given)
    if not number:
        return f"U hebt nog geen zin ingedeeld. De {total} zinnen liggen onder de kaart klaar. {where(o)}"
    left = total - number
    state = f"U hebt {number} van de {total} zinnen ingedeeld" + (f"; nog {left} te gaan." if left else ".")
    fits = f"Daarvan {'past er' if o.right == 1 else 'passen er'} {o.right} in de vorm die u koos."
    places = "; ".join(
        f"{one.name}: {listed([n for n, v in enumerate(o.deck.vignettes, 1) if o.given.get(v.key) == one.key])}" for one in o.deck.labels
    )
    return " ".join(
        filter(
            None,
            [
                state,
                fits,
                mixed(o),
                f"Per vorm de nummers van de zinnen: {places}.",
                where(o),
                f"Uw code voor de klas: {o.code}.",
                group(o),
            ],
        )
    )


def report(o: Outcome) -> str:
    form = {
        "vrij": "Dat is de vrije vorm: de deelnemers bepalen samen waarover het gaat en wat eruit komt.",
        "kader": "Dat is de vorm met een kader: de inhoud heeft grenzen, en daarbinnen is er echt iets te kiezen.",
        "gegeven": "Dat is de vorm met gegeven inhoud: de uitkomst staat vast, en het proces dient om haar uit te leggen.",
        "schijn": "Er valt dan wel te praten, maar niets te kiezen.",
        "stuur": "De inhoud is dan vrij, maar het proces ligt vast en stuurt de uitkomst mee.",
    }.get(plot.zone(o.process, o.content), "Dat ligt tussen twee vormen in.")
    return f"Op een schaal van 0 (vast) tot 10 (vrij) staat het proces op {dutch(o.process)} en de inhoud op {dutch(o.content)}. {form}"


def listed(numbers: Sequence[int]) -> str:
    return ", ".join(map(str, numbers)) or "geen"


def mixed(o: Outcome) -> str:
    """Which two forms the learner confuses most; empty without a mistake."""
    table, names = o.confusion, [one.name for one in o.deck.labels]
    swaps = [(table[a][b] + table[b][a], names[a], names[b]) for a in range(len(names)) for b in range(a)]
    most = max(n for n, _, _ in swaps)
    if not most:
        return ""
    found = [f"{b} en {a}" for n, a, b in swaps if n == most]
    return f"Het vaakst verwisselt u {' of '.join(found)} ({most}×)."


def tables(o: Outcome) -> list[Table]:
    names = [one.name for one in o.deck.labels]
    out = []
    if o.given:
        out.append(
            Table(
                "Uw verwarringstabel: wat past (rijen) naast wat u koos (kolommen)",
                ("Past", *(f"u koos {n}" for n in names)),
                [(name, *map(str, row)) for name, row in zip(names, o.confusion, strict=True)],
            )
        )
    if len(o.codes.members) > 1:
        out.append(
            Table(
                "De klas per zin",
                ("Zin", *names),
                [
                    (f"{n}. {v.title}", *(str(list(said).count(k)) for k in range(len(names))))
                    for n, (v, said) in enumerate(zip(o.deck.vignettes, o.codes.by_question(), strict=True), 1)
                ],
            )
        )
    return out


def measures(o: Outcome) -> list[Measure]:
    luck = sum(len(v.fits) for v in o.deck.vignettes) / len(o.deck.vignettes) / len(o.deck.labels)
    found = [
        Measure("Zinnen in een vorm die past", luck, o.right / len(o.given) if o.given else nan, "%", 0, 100),
        Measure("Eens met de makers: 0 is zo goed als loten, 1 is altijd (kappa van Cohen)", 0, model.cohen(*o.pairs).coefficient),
    ]
    return (
        [*found, Measure("Eens met elkaar, in de klas (kappa van Fleiss)", 0, o.group.coefficient)] if len(o.codes.members) > 1 else found
    )


def compare(case: Case, guess: float, o: Outcome) -> str:
    total, number = len(o.deck.vignettes), len(o.given)
    if number < total:
        return f"U voorspelde {dutch(guess)} van de {total}. Tot nu toe deelde u er {number} in, waarvan {o.right} goed. Deel ze alle {total} in om te vergelijken."
    gap = o.right - guess
    side = "Precies wat u dacht." if gap == 0 else f"Dat is {dutch(abs(gap))} {'meer' if gap > 0 else 'minder'} dan u dacht."
    return " ".join(filter(None, [f"U voorspelde {dutch(guess)} van de {total}. Er liggen er nu {o.right} goed. {side}", mixed(o)]))


EXPERIMENT = Experiment(
    key="drie_vormen",
    notebook="02_proces_en_inhoud",
    title="Drie vormen: hoe vrij zijn proces en inhoud?",
    strategy="begin",
    guess=Guess(
        question="U krijgt 12 korte beschrijvingen van een proces. Elke beschrijving deelt u in: vrij, binnen een kader, of met gegeven inhoud. "
        "Hoeveel deelt u er goed in?",
        field=lambda case: Slider("_guess", "Uw schatting", 0, 12, 8, 1, "zin|zinnen"),
        compare=compare,
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
    columns=("bij loten", "bij u"),
    own="Welke van de drie vormen heeft uw eigen casus? En welke vorm hebt u de deelnemers verteld?",
    leaves_out=(
        "De grenzen tussen de drie vormen zijn in het echt geen lijnen. De kaart tekent ze scherp om te kunnen vergelijken.",
        "Een proces kan van vorm veranderen: eerst vrij, later met een kader. De kaart toont één moment.",
        "Wat vrij is voor de één, kan voor een ander vastliggen. Bij drie zinnen zijn twee vormen te verdedigen; daar staat bij waarom.",
        "Geen vorm is altijd de beste. Ook een gegeven inhoud kan goed zijn, als u het eerlijk zegt.",
    ),
    sources=("cohen1960", "fleiss1971"),
)
