"""Containerbegrip in de klas: de codes van deelnemers naast elkaar; steun voor het woord naast eensgezindheid over de betekenis."""

from collections import Counter
from math import isnan, nan

import attrs

from ..cases import Case
from ..cases.vignettes import Deck, deck
from ..models import agreement as model
from ..plots import container_term as plot
from .class_codes import Codes, read
from .container_term import ALPHABET, DECK
from .controls import Slider, Text, dutch
from .experiment import Experiment, Guess, Measure, Table

#: Eight invented participants, so that there is something to see without a class.
EXAMPLE = """Anouk: DDBE CSGD CAGF DCEB
Bram: AFBE PFTQ BAES QADS
Chaima: CSBE BFTD GAEF DAEB
Dirk: ADBE CCTD BACS SCEB
Esra: NDBE CSQB FAGS DASB
Femke: BQBR CBTE BARF DAES
Gijs: NBBE CBGD QAEF DAXX
Hanna: APTC PSGQ BDQF QAES"""


@attrs.frozen
class Outcome:
    """The answers of a class. Verbs are positions in the deck's labels; a judgment is (called regie, verb)."""

    deck: Deck
    codes: Codes
    example: bool

    @property
    def judgments(self) -> list[list[tuple[bool, int] | None]]:
        """Per vignette what each member said of it; None: left open."""
        verbs = len(self.deck.labels)
        rows = self.codes.by_question() if self.codes.members else [()] * len(self.deck.vignettes)
        return [[None if a is None else (a < verbs, a % verbs) for a in row] for row in rows]

    @property
    def given(self) -> list[tuple[bool, int]]:
        """All judgments, without those left open."""
        return [j for row in self.judgments for j in row if j]

    @property
    def support(self) -> float:
        """The share of judgments that say regie."""
        return sum(called for called, _ in self.given) / len(self.given) if self.given else nan

    @property
    def meaning(self) -> float:
        """The chance that two judgments that say regie, of whomever about whatever, have the same verb."""
        return model.pairwise_agreement(Counter(verb for called, verb in self.given if called))

    def answers(self, which: int) -> list[list[bool | int | None]]:
        """Per vignette, per member: whether it is called regie (0) or the verb (1)."""
        return [[None if j is None else j[which] for j in row] for row in self.judgments]

    def fleiss(self, which: int) -> model.Agreement:
        """Fleiss over the vignettes that every member labelled."""
        categories = (True, False) if which == 0 else range(len(self.deck.labels))
        return model.fleiss(model.counted(self.answers(which), categories)) if len(self.codes.members) > 1 else model.NOTHING

    def alpha(self, which: int) -> model.Agreement:
        """Krippendorff over all judgments."""
        return model.krippendorff(self.answers(which))


def outcome(case: Case, codes: str) -> Outcome:
    cards = deck(DECK)
    return Outcome(cards, read(codes, len(cards.vignettes), ALPHABET), codes.strip() == EXAMPLE)


def often(share: float) -> str:
    return "nog niet te bepalen" if isnan(share) else f"{dutch(100 * share, 0)} van de 100 keer"


def picture(o: Outcome) -> str:
    verbs = range(len(o.deck.labels))
    rows = []
    for number, (v, said) in enumerate(zip(o.deck.vignettes, o.judgments, strict=True), 1):
        there = [j for j in said if j]
        cells = [(sum(verb == k for _, verb in there), sum(verb == k and called for called, verb in there)) for k in verbs]
        rows.append((v.key, f"{number}. {v.field}", cells, (sum(called for called, _ in there), len(there))))
    bars = [
        plot.Bar("steun", "Steun: zegt ‘dit is regie’", o.support, often(o.support)),
        plot.Bar("betekenis", "Betekenis: twee keer ‘regie’, hetzelfde werkwoord", o.meaning, often(o.meaning)),
        plot.Bar("lezen", "Dezelfde zin, hetzelfde werkwoord", o.alpha(1).observed, often(o.alpha(1).observed)),
    ]
    return plot.class_picture([one.name for one in o.deck.labels], rows, bars, title=EXPERIMENT.title, words=words(o))


def words(o: Outcome) -> str:
    members = len(o.codes.members)
    if members < 2:
        return " ".join(filter(None, ["Er zijn minstens twee codes nodig om te vergelijken.", o.codes.said()]))
    who = f"{members} verzonnen deelnemers" if o.example else f"{members} deelnemers"
    verb, alpha = o.fleiss(1), o.alpha(1)
    support = f"Van de 100 oordelen zeggen er {dutch(100 * o.support, 0)}: dit is regie."
    meaning = "" if isnan(o.meaning) else f"Wie twee keer ‘regie’ hoort, hoort {often(o.meaning)} hetzelfde werkwoord."
    reading = (
        ""
        if isnan(alpha.observed)
        else f"Twee deelnemers die dezelfde zin lezen, kiezen {often(alpha.observed)} hetzelfde werkwoord; bij loten zou dat {dutch(100 * alpha.expected, 0)} van de 100 keer zijn."
    )
    told = [
        f"de kappa van Fleiss is {dutch(verb.coefficient, 2)}" if not isnan(verb.coefficient) else "",
        f"de alfa van Krippendorff is {dutch(alpha.coefficient, 2)}" if not isnan(alpha.coefficient) else "",
    ]
    told = [t for t in told if t]
    numbers = f"In één getal (0 is zo goed als loten, 1 is altijd eens): {' en '.join(told)}." if told else ""
    return " ".join(filter(None, [f"Dit zijn de codes van {who}.", support, meaning, reading, numbers, conclusion(o), o.codes.said()]))


def report(o: Outcome) -> str:
    if o.example or len(o.codes.members) < 2:
        return ""
    return " ".join(
        filter(
            None,
            [
                f"In een groep van {len(o.codes.members)} deelnemers hoort wie twee keer ‘regie’ hoort, {often(o.meaning)} hetzelfde werkwoord.",
                conclusion(o) if "u " not in conclusion(o) else "",
            ],
        )
    )


def conclusion(o: Outcome) -> str:
    """What the shares say together."""
    read_alike = o.alpha(1).observed
    if isnan(o.meaning) or isnan(read_alike):
        return ""
    if read_alike > o.meaning + 0.15:
        return "De deelnemers zien dus redelijk hetzelfde gebeuren. Maar het woord ‘regie’ plakken zij op van alles: het zegt niet wát de gemeente doet."
    if o.meaning > 0.4:
        return (
            "In deze groep staat ‘regie’ meestal voor hetzelfde. Dat is een afspraak waard, want buiten de groep hoeft het niet zo te zijn."
        )
    return "De deelnemers lezen de zinnen zelf al verschillend. Bespreek eerst wat er gebeurt, en dan pas hoe u het noemt."


def note(o: Outcome, key: str) -> str:
    members = len(o.codes.members)
    start = (
        "Dit zijn acht verzonnen codes. Vervang ze door de codes van uw klas."
        if o.example
        else f"Gelezen: {members} {'code' if members == 1 else 'codes'}."
    )
    return " ".join(filter(None, [start, o.codes.said()]))


def tables(o: Outcome) -> list[Table]:
    if not o.given:
        return []
    rows = []
    for number, (v, said) in enumerate(zip(o.deck.vignettes, o.judgments, strict=True), 1):
        there = [j for j in said if j]
        counts = Counter(verb for _, verb in there)
        most = max(counts.values(), default=0)
        chosen = " en ".join(one.name for k, one in enumerate(o.deck.labels) if most and counts[k] == most)
        rows.append(
            (f"{number}. {v.title}", f"{sum(called for called, _ in there)} van {len(there)}", f"{chosen} ({most}×)" if most else "geen")
        )
    return [Table("De klas per zin", ("Zin", "Zegt regie", "Meest gekozen werkwoord"), rows)]


def measures(o: Outcome) -> list[Measure]:
    verb, alpha, label = o.fleiss(1), o.alpha(1), o.fleiss(0)
    return [
        Measure("Steun: deel van de oordelen dat zegt ‘dit is regie’", 0.5, o.support, "%", 0, 100),
        Measure("Betekenis: kans dat twee keer ‘regie’ hetzelfde werkwoord heeft", 1 / len(o.deck.labels), o.meaning, "%", 0, 100),
        Measure("Dezelfde zin, hetzelfde werkwoord", alpha.expected, alpha.observed, "%", 0, 100),
        Measure("Werkwoord: kappa van Fleiss", 0, verb.coefficient),
        Measure("Werkwoord: alfa van Krippendorff", 0, alpha.coefficient),
        Measure("Wel of geen regie: kappa van Fleiss", 0, label.coefficient),
    ]


def compare(case: Case, guess: float, o: Outcome) -> str:
    if isnan(o.meaning):
        return f"U voorspelde {dutch(guess)} van de 100 keer. Plak minstens twee codes; dan staat hier de uitkomst."
    now = round(100 * o.meaning)
    gap = now - guess
    side = "Dat is ook wat u dacht." if abs(gap) <= 5 else f"Dat is {dutch(abs(gap))} {'meer' if gap > 0 else 'minder'} dan u dacht."
    return f"U voorspelde {dutch(guess)} van de 100 keer. Bij deze deelnemers is het {now} van de 100 keer. {side}"


EXPERIMENT = Experiment(
    key="containerbegrip_klas",
    notebook="01_wat_is_regie",
    title="Bedoelt uw klas hetzelfde met regie?",
    strategy="begin",
    blind=True,
    guess=Guess(
        question="Een groep heeft de 16 zinnen gelabeld. Neem twee oordelen waarin iemand ‘dit is regie’ zegt, van wie en over welke zin dan ook. "
        "Hoe vaak staat daar hetzelfde werkwoord bij?",
        field=lambda case: Slider("_guess", "Uw schatting", 0, 100, 50, 5, "van de 100 keer"),
        compare=compare,
    ),
    controls=lambda case: [
        Text(
            "codes",
            "Plak hier de codes van de klas, één per regel",
            EXAMPLE,
            limit=8000,
            rows=8,
            help="Ieders code staat in de vorige proef, onder het plaatje. Een naam met een dubbele punt ervoor mag.",
        )
    ],
    outcome=outcome,
    picture=picture,
    words=words,
    report=report,
    measures=measures,
    note=note,
    tables=tables,
    columns=("bij loten", "in de klas"),
    own="Bij welke zin liepen de antwoorden het verst uiteen? Wat betekent dat voor het woord ‘regie’ in uw eigen casus?",
    leaves_out=(
        "De kappa van Fleiss rekent alleen met zinnen die iedereen heeft gelabeld. De alfa van Krippendorff telt ook zinnen mee die iemand oversloeg.",
        "Zegt bijna iedereen bij bijna elke zin ‘regie’, dan is de kappa voor wel of geen regie laag, terwijl men het vaak eens is: ook loten geeft dan vaak hetzelfde antwoord.",
        "Een oordeel over een zin op papier is iets anders dan hoe iemand het woord in een vergadering gebruikt.",
        "Elk verschil telt even zwaar. Faciliteren en bemiddelen liggen dichter bij elkaar dan faciliteren en toezien, maar dat ziet de maat niet.",
    ),
    sources=("simpson1949", "fleiss1971", "krippendorff2011"),
)
