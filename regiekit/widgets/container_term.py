"""Containerbegrip: zestien zinnen labelen; veel steun voor het woord, weinig eensgezindheid over de betekenis."""

from collections import Counter
from math import isnan, nan

import attrs

from ..cases import Case
from ..cases.vignettes import Deck, deck
from ..models import agreement as model
from ..plots import container_term as plot
from .class_codes import code
from .controls import Choice, Slider, dutch
from .experiment import Card, Experiment, Guess, Measure

DECK = "01_containerbegrip"
WORD, VERB = "_regie", "_werkwoord"  # the two controls of a card: key of the vignette + this
YES, NO = "ja", "nee"
#: A letter per answer in a code: the seven verbs with ‘regie’, then the seven without.
ALPHABET = "ABCDEFGNOPQRST"
ENOUGH = 4  # labelled vignettes before anything is concluded


@attrs.frozen
class Outcome:
    """The vignettes that are labelled: key -> (called regie, key of the verb)."""

    deck: Deck
    given: dict[str, tuple[bool, str]]

    @property
    def regie(self) -> Counter[str]:
        """How often each verb was given to what is called regie."""
        return Counter(verb for called, verb in self.given.values() if called)

    @property
    def support(self) -> float:
        """The share that is called regie; nan without labels."""
        return self.regie.total() / len(self.given) if self.given else nan

    @property
    def meaning(self) -> float:
        """The chance that two vignettes called regie have the same verb; nan with fewer than two."""
        return model.pairwise_agreement(self.regie)

    @property
    def fitting(self) -> float:
        """The share of verbs that fit; nan without labels."""
        return sum(verb in self.deck.vignette(k).fits for k, (_, verb) in self.given.items()) / len(self.given) if self.given else nan

    @property
    def code(self) -> str:
        """The code for the class."""
        return code([position(self.deck, *self.given[v.key]) if v.key in self.given else None for v in self.deck.vignettes], ALPHABET)


def position(cards: Deck, called: bool, verb: str) -> int:
    """The place of an answer in the alphabet of the codes."""
    return [one.key for one in cards.labels].index(verb) + (0 if called else len(cards.labels))


def outcome(case: Case, **answers: str | None) -> Outcome:
    """What is labelled; a card counts when both its questions are answered."""
    cards = deck(DECK)
    return Outcome(
        cards,
        {
            v.key: (answers[v.key + WORD] == YES, answers[v.key + VERB])
            for v in cards.vignettes
            if answers[v.key + WORD] is not None and answers[v.key + VERB] is not None
        },
    )


def controls(case: Case) -> list[Choice]:
    cards = deck(DECK)
    verbs = [(one.key, f"{one.name}: {one.meaning}") for one in cards.labels]
    return [
        c
        for v in cards.vignettes
        for c in (
            Choice(v.key + WORD, "Noemt u dit regie?", [(YES, "ja, regie"), (NO, "nee, geen regie")], None),
            Choice(v.key + VERB, "Wat doet de gemeente vooral?", verbs, None),
        )
    ]


def cards(case: Case) -> list[Card]:
    return [Card(v.key, v.title, v.text, (v.key + WORD, v.key + VERB)) for v in deck(DECK).vignettes]


def note(o: Outcome, key: str) -> str:
    if key not in o.given:
        return ""
    called, verb = o.given[key]
    memo = o.deck.vignette(key).memo
    label = (
        f"U noemt dit regie. Een nota zou schrijven: ‘{memo}’"
        if called
        else f"U noemt dit geen regie. Toch zou een nota kunnen schrijven: ‘{memo}’"
    )
    return f"{o.deck.feedback(key, verb)} {label}"


def tiles(o: Outcome) -> tuple[list[tuple[str, list[plot.Tile]]], list[plot.Tile]]:
    """The tiles per verb, and those not labelled yet."""
    placed: dict[str, list[plot.Tile]] = {one.key: [] for one in o.deck.labels}
    waiting = []
    for number, v in enumerate(o.deck.vignettes, 1):
        called, verb = o.given.get(v.key, (None, None))
        tone = "faded" if called is None else "strong" if called else "plain"
        (waiting if verb is None else placed[verb]).append(plot.Tile(v.key, str(number), f"{number}. {v.title}", tone))
    return [(one.name, placed[one.key]) for one in o.deck.labels], waiting


def bars(o: Outcome) -> list[plot.Bar]:
    number = o.regie.total()
    return [
        plot.Bar(
            "steun", "Steun: zoveel noemt u regie", o.support, f"{number} van de {len(o.given)} zinnen" if o.given else "nog niets gelabeld"
        ),
        plot.Bar(
            "betekenis",
            "Betekenis: twee regie-zinnen, hetzelfde werkwoord",
            o.meaning,
            "nog niet te bepalen" if isnan(o.meaning) else f"{dutch(100 * o.meaning, 0)} van de 100 keer",
        ),
    ]


def picture(o: Outcome) -> str:
    rows, waiting = tiles(o)
    return plot.picture(rows, waiting, bars(o), title=EXPERIMENT.title, words=words(o))


def words(o: Outcome) -> str:
    total, number, called = len(o.deck.vignettes), len(o.given), o.regie.total()
    if not number:
        return f"U hebt nog geen zin gelabeld. De {total} zinnen liggen onder de zeven werkwoorden klaar."
    left = total - number
    state = f"U hebt {number} van de {total} zinnen gelabeld" + (f"; nog {left} te gaan." if left else ".")
    support = f"U noemt er {called} regie ({dutch(100 * o.support, 0)}%)."
    used = Counter(verb for _, verb in o.given.values())
    per_verb = "; ".join(f"{one.name} {used[one.key]}, waarvan {o.regie[one.key]} regie" for one in o.deck.labels if used[one.key])
    meaning = (
        ""
        if isnan(o.meaning)
        else (f"Neem twee van die regie-zinnen: dan doet de gemeente volgens u {dutch(100 * o.meaning, 0)} van de 100 keer hetzelfde.")
    )
    fits = f"Uw werkwoord past bij {dutch(100 * o.fitting, 0)}% van de zinnen."
    return " ".join(
        filter(None, [state, support, meaning, conclusion(o), f"Per werkwoord: {per_verb}.", fits, f"Uw code voor de klas: {o.code}."])
    )


def report(o: Outcome) -> str:
    if len(o.given) < ENOUGH or not o.regie:
        return ""
    verb, times = o.regie.most_common(1)[0]
    return (
        f"Van {len(o.given)} voorbeeldzinnen over de gemeente kregen er {o.regie.total()} de naam ‘regie’. Het vaakst doet de gemeente daarin dit: {o.deck.label(verb).name} ({times} keer)."
        f"{' In de andere gevallen betekent het iets anders.' if times < o.regie.total() else ''}"
    )


def conclusion(o: Outcome) -> str:
    """What the two shares say together, once there is enough to say something."""
    if len(o.given) < ENOUGH or isnan(o.meaning):
        return ""
    if o.meaning > 0.4:
        most = o.deck.label(o.regie.most_common(1)[0][0]).name
        return f"Regie betekent bij u vaak hetzelfde, namelijk {most}. De vraag is of een ander er hetzelfde onder verstaat."
    if o.support >= 0.6:
        return "Het woord past bijna overal op en betekent telkens iets anders: regie is een containerbegrip."
    if o.support >= 0.35:
        return "U gebruikt het woord niet voor alles, maar het staat wel voor verschillend handelen."
    return "U bent zuinig met het woord. Ook dan staat het voor verschillend handelen; vraag een ander of die dezelfde zinnen kiest."


def measures(o: Outcome) -> list[Measure]:
    verbs = len(o.deck.labels)
    luck = sum(len(v.fits) for v in o.deck.vignettes) / len(o.deck.vignettes) / verbs
    return [
        Measure("Steun: deel van de zinnen dat u regie noemt", 0.5, o.support, "%", 0, 100),
        Measure("Betekenis: kans dat twee regie-zinnen hetzelfde werkwoord hebben", 1 / verbs, o.meaning, "%", 0, 100),
        Measure("Werkwoorden die passen", luck, o.fitting, "%", 0, 100),
    ]


def compare(case: Case, guess: float, o: Outcome) -> str:
    if isnan(o.meaning):
        return f"U voorspelde {dutch(guess)} van de 100 keer. Noem eerst twee zinnen regie; dan staat hier uw eigen uitkomst."
    now = round(100 * o.meaning)
    left = len(o.deck.vignettes) - len(o.given)
    so_far = f" Dat is na {len(o.given)} van de {len(o.deck.vignettes)} zinnen." if left else ""
    gap = now - guess
    side = "Dat is ook wat u dacht." if abs(gap) <= 5 else f"Dat is {dutch(abs(gap))} {'meer' if gap > 0 else 'minder'} dan u dacht."
    return (
        f"U voorspelde {dutch(guess)} van de 100 keer. In uw eigen antwoorden is het {now} van de 100 keer. {side}{so_far} "
        f"Wie lukraak uit zeven werkwoorden kiest, komt op {round(100 / len(o.deck.labels))}."
    )


EXPERIMENT = Experiment(
    key="containerbegrip",
    notebook="01_wat_is_regie",
    title="Containerbegrip: wat noemt u regie?",
    strategy="begin",
    guess=Guess(
        question="U leest straks 16 zinnen over wat gemeenten doen. Bij elke zin zegt u of dat regie is. Neem nu twee zinnen die u regie noemt. "
        "Hoe vaak doet de gemeente daarin hetzelfde?",
        field=lambda case: Slider("_guess", "Uw schatting", 0, 100, 50, 5, "van de 100 keer"),
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
    columns=("bij loten", "bij u"),
    own="Waar staat ‘regie’ in uw eigen casus? Welk van de zeven werkwoorden zegt preciezer wat u daar doet?",
    leaves_out=(
        "Zeven werkwoorden zijn een keuze. Met meer werkwoorden, of andere, wordt de spreiding anders.",
        "Of een werkwoord past, hebben de makers bepaald. Bij vier zinnen zijn twee werkwoorden te verdedigen; daar staat bij waarom.",
        "De zinnen zijn verzonnen en vertellen niet wat gemeenten het vaakst doen. Het percentage zegt dus niets over het woordgebruik in Nederland.",
        "Verschillende betekenissen zijn niet altijd een nadeel: een ruim woord kan partijen ook bij elkaar houden. Dat komt in de volgende proef.",
    ),
    sources=("simpson1949",),
)
