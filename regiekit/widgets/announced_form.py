"""De aangekondigde vorm tegenover de echte: vertrouwen dat blijft of wegvalt."""

from collections.abc import Sequence

import attrs

from ..cases import Case, Party
from ..models import announced_form as model
from ..plots import announced_form as plot
from .controls import Choice, Slider, dutch
from .experiment import Card, Experiment, Guess, Measure, Table
from ..cases.reading import needed
from .say import listed

START = {"voor": 0.7, "afwachtend": 0.5, "tegen": 0.35}
GAIN = 0.2
WEIGHT = 3  # how much heavier a loss is than a gain, at the start
ENOUGH = 0.5  # trust from which a party takes part the next time
MOST = 4  # parties at the table
ASKED = 0.6  # trust in the prediction
STAGES = ("Start", "Aankondiging", "Bezwaar", "Vraag", "Afloop")

REAL = (
    ("vrij", "Niets. Er is nog geen besluit genomen."),
    ("kader", "De grenzen. Het budget en de einddatum zijn besloten, de rest niet."),
    ("gegeven", "Alles. Het plan is besloten en gaat door."),
)
ANNOUNCED = (
    ("vrij", "‘Alles ligt open. Wij bepalen samen wat er komt.’"),
    ("kader", "‘Het budget en de einddatum liggen vast. Daarbinnen bepalen wij samen wat er komt.’"),
    ("gegeven", "‘Het plan ligt vast. Ik leg uit waarom, en ik wil horen wat het voor u betekent.’"),
)
REPLY = (
    ("overnemen", "‘Goed plan. Dat nemen wij over.’"),
    ("uitleggen", "‘Dit kan wel, dat kan niet, en dit is waarom.’"),
    ("doorgaan", "‘Dank u wel.’ Daarna gaat u door met de agenda."),
)
ANSWER = (
    ("open", "U zegt precies wat vastligt en wat niet."),
    ("ontwijken", "‘Daar wil ik nu niet op vooruitlopen.’"),
)
OUT = (
    ("ja", "Ja. De stukken van het begin worden openbaar."),
    ("nee", "Nee. Niemand vraagt de stukken op."),
)
FORM = {"vrij": "de inhoud is vrij", "kader": "de inhoud is ingekaderd", "gegeven": "de inhoud is gegeven"}


@attrs.frozen
class Outcome:
    """How trust went, per party, for the story as far as it is told, and for an honest director with the same content."""

    case: Case
    parties: tuple[Party, ...]
    story: model.Story
    rounds: tuple[model.Round, ...]
    trust: tuple[tuple[float, ...], ...]
    honest: tuple[tuple[float, ...], ...]
    weight: float

    @property
    def mean(self) -> list[float]:
        return averages(self.trust)

    @property
    def honest_mean(self) -> list[float]:
        return averages(self.honest)


def averages(trust: Sequence[Sequence[float]]) -> list[float]:
    """The mean over the parties, per round."""
    return [sum(column) / len(column) for column in zip(*trust, strict=True)]


def table_of(case: Case) -> tuple[Party, ...]:
    """Who sits at the table beside the director: first the parties that cannot be missed. The first of them objects, the second asks."""
    must = [p for p in needed(case, 3, 7) if p.key != case.director]
    others = sorted((p for p in case.parties if p.key != case.director and p not in must), key=lambda p: -p.size)
    chosen = (must + others)[: max(min(len(must), MOST), 3)]
    return tuple(sorted(chosen, key=lambda p: ("tegen", "afwachtend", "voor").index(p.position)))


def felt(story: model.Story, party: int, trust: float, weight: float) -> list[float]:
    """The trust of a party (its number at the table) over the rounds of a story."""
    direct = {"bezwaar": 0, "vraag": 1}
    strengths = [r.strength * (1 if r.whom == "allen" or direct[r.whom] == party else model.HEARSAY) for r in model.rounds(story)]
    return model.path(trust, strengths, GAIN, min(1.0, GAIN * weight))


def told(story: model.Story, parties: Sequence[Party], weight: float) -> tuple[tuple[float, ...], ...]:
    return tuple(tuple(felt(story, i, START[p.position], weight)) for i, p in enumerate(parties))


def outcome(
    case: Case, real: str | None, announced: str | None, reply: str | None, answer: str | None, out: str | None, weight: float
) -> Outcome:
    """Play the story as far as it is told; `weight` is how much heavier a loss is than a gain."""
    parties = table_of(case)
    story = model.Story(real, announced, reply, answer, None if out is None else out == "ja")
    rounds = tuple(model.rounds(story))
    trust = told(story, parties, weight)
    best = told(model.honest(real), parties, weight) if real else trust
    return Outcome(case, parties, story, rounds, trust, tuple(t[: len(rounds) + 1] for t in best), weight)


def picture(o: Outcome) -> str:
    lines = [plot.Line(p.key, p.short or p.name, t, p.position) for p, t in zip(o.parties, o.trust, strict=True)]
    honest = plot.Line("eerlijk", "eerlijk", o.honest_mean) if o.story.real and o.rounds else None
    return plot.picture(
        lines, plot.Line("eigen", "wat u doet", o.mean or [0.0]), honest, STAGES, ENOUGH, title=EXPERIMENT.title, words=words(o)
    )


def words(o: Outcome) -> str:
    names = listed([p.short or p.name for p in o.parties])
    start = f"Aan tafel zitten naast de regisseur: {names}. Hun vertrouwen in de regisseur is aan het begin gemiddeld {_share(o.mean[0] if o.mean else 0)}."
    if not o.rounds:
        return (
            f"{start} {'U hebt nog geen aankondiging gedaan.' if o.story.announced is None else 'Kies eerst op kaart 1 wat er vastligt.'}"
        )
    real, announced = o.story.real, o.story.announced
    form = (
        f"U kondigt aan wat er is: {FORM[real]}."
        if real == announced
        else f"U kondigt aan: {FORM[announced]}. In werkelijkheid: {FORM[real]}."
    )
    steps = [
        f"na {'het bezwaar' if r.name == 'bezwaar' else 'de ' + r.name} {_share(t)}" for r, t in zip(o.rounds, o.mean[1:], strict=True)
    ]
    course = f"Het gemiddelde vertrouwen: {', '.join(steps)}."
    beside = f"Was u over dezelfde inhoud steeds eerlijk, dan was het nu {_share(o.honest_mean[-1])}."
    if len(o.rounds) < len(STAGES) - 1:
        return " ".join((start, form, course, beside))
    low = [p.short or p.name for p, t in zip(o.parties, o.trust, strict=True) if t[-1] < ENOUGH]
    after = (
        f"Met dit vertrouwen begint het volgende proces. Dan {'doet 1 partij' if len(low) == 1 else f'doen {len(low)} partijen'} niet mee: {listed(low)}."
        if low
        else "Met dit vertrouwen begint het volgende proces. Alle partijen doen dan weer mee."
    )
    return " ".join((start, form, course, beside, after))


def report(o: Outcome) -> str:
    if not o.rounds:
        return ""
    real, announced = o.story.real, o.story.announced
    form = (
        f"Aangekondigd wordt wat er is: {FORM[real]}."
        if real == announced
        else f"Aangekondigd wordt: {FORM[announced]}. In werkelijkheid: {FORM[real]}."
    )
    beside = f"; met een eerlijk verhaal was dat {_share(o.honest_mean[-1])}" if o.honest_mean[-1] - o.mean[-1] >= 0.005 else ""
    return f"{form} Het vertrouwen van {listed([p.short or p.name for p in o.parties])} gaat daarmee van gemiddeld {_share(o.mean[0])} naar {_share(o.mean[-1])}{beside}."


def _share(trust: float) -> str:
    return f"{dutch(100 * trust, 0)}%"


def joining(trust: Sequence[Sequence[float]], at: int) -> int:
    """How many parties have enough trust."""
    return sum(t[at] >= ENOUGH for t in trust)


def measures(o: Outcome) -> list[Measure]:
    mean = o.mean or [0.0]
    return [
        Measure("Vertrouwen, gemiddeld over de partijen", mean[0], mean[-1], "%", 0, 100),
        Measure(
            "Vertrouwen van de partij die het bezwaar maakt", o.trust[0][0] if o.trust else 0, o.trust[0][-1] if o.trust else 0, "%", 0, 100
        ),
        Measure(
            f"Partijen die de volgende keer meedoen (vertrouwen {_share(ENOUGH)} of meer)",
            joining(o.trust, 0),
            joining(o.trust, -1),
            digits=0,
        ),
        Measure(
            "Zo vaak woord houden tot het gemiddelde terug is op het begin",
            0,
            model.times_to_return(mean[-1], mean[0], GAIN * model.KEPT),
            digits=0,
        ),
    ]


def tables(o: Outcome) -> list[Table]:
    names = STAGES[: len(o.rounds) + 1]
    rows = [(p.name or p.key, *(_share(t) for t in trust)) for p, trust in zip(o.parties, o.trust, strict=True)]
    return [Table("Vertrouwen in de regisseur", ("Partij", *names), rows)] if rows else []


def cards(case: Case) -> list[Card]:
    parties = [p.name or p.key for p in table_of(case)]
    if len(parties) < 2:
        return []
    director = next((p.name for p in case.parties if p.key == case.director), "") or "De regisseur"
    return [
        Card(
            "vooraf",
            "Wat ligt er vast?",
            f"U bent de regisseur ({director}) en bereidt een proces voor. Aan tafel komen {listed(parties)}. "
            "Wat is er achter de schermen al besloten? Kies de situatie waarin u zit.",
            ("real",),
        ),
        Card(
            "aankondiging",
            "De aankondiging",
            "De eerste bijeenkomst. Iedereen wil weten hoeveel er nog te kiezen valt. Wat zegt u?",
            ("announced",),
        ),
        Card(
            "bezwaar",
            "Het bezwaar",
            f"{parties[0]} is het er niet mee eens en legt een ander plan op tafel. Het is goed uitgewerkt. De anderen kijken naar u. Wat zegt u?",
            ("reply",),
        ),
        Card("vraag", "De vraag", f"De derde bijeenkomst. {parties[1]} vraagt: ‘Ligt dit eigenlijk al vast?’ Wat doet u?", ("answer",)),
        Card(
            "afloop",
            "De afloop",
            "Een half jaar later is het besluit er. Iemand legt het naast wat u in het begin zei. Komen de stukken van het begin op tafel?",
            ("out",),
        ),
    ]


def note(o: Outcome, key: str) -> str:
    """What a choice does, under its card."""
    tell = {"vooraf": _real, "aankondiging": _announced, "bezwaar": _reply, "vraag": _answer, "afloop": _afterwards}
    return tell[key](o) if key in tell else ""


def _real(o: Outcome) -> str:
    return {
        "vrij": "Vorm 1: proces en inhoud zijn vrij.",
        "kader": "Vorm 2: er is een kader, en daarbinnen is het proces vrij.",
        "gegeven": "Vorm 3: de inhoud is gegeven. Het proces dient om haar uit te leggen en te legitimeren. Dat is een gewone, eerlijke vorm, als u het maar zegt.",
    }[o.story.real]


def _missing(o: Outcome, number: int) -> bool:
    return len(o.rounds) < number


FIRST = "Beantwoord eerst de kaarten hiervoor."


def _announced(o: Outcome) -> str:
    if _missing(o, 1):
        return FIRST
    gap = model.FREEDOM[o.story.announced] - model.FREEDOM[o.story.real]
    mood = {
        "vrij": "De zaal is blij: er valt iets te kiezen.",
        "kader": "De zaal weet waar zij aan toe is, en er valt nog iets te kiezen.",
        "gegeven": "De zaal is wat teleurgesteld, maar weet waar zij aan toe is.",
    }[o.story.announced]
    if gap > 0:
        return f"{mood} Maar u belooft meer ruimte dan er is. Dat weet nu alleen u."
    if gap < 0:
        return f"{mood} Er was meer ruimte dan u zei. Dat schaadt het vertrouwen niet, maar goede ideeën blijven nu thuis."
    return f"{mood} U zegt wat er is."


def _reply(o: Outcome) -> str:
    if _missing(o, 2):
        return FIRST
    real, announced, reply = o.story[:3]
    if reply == "overnemen":
        return {
            "vrij": "Dat kan ook echt. De partijen zien dat hun inbreng telt.",
            "kader": "U neemt over wat binnen de grenzen past. De partijen zien dat hun inbreng telt.",
            "gegeven": "Het vertrouwen stijgt. Maar het plan ligt vast: u belooft iets wat u niet kunt doen.",
        }[real]
    if reply == "uitleggen":
        return {
            "vrij": "‘Maar alles lag toch open?’ Uw uitleg klinkt nu als terugkrabbelen.",
            "kader": "De partijen herkennen de grenzen die u noemde. Uw uitleg past daarbij.",
            "gegeven": "Dit had u aangekondigd. Wie een echte reden hoort, voelt zich serieus genomen.",
        }[announced]
    return {
        "vrij": "Inspraak zonder invloed. Juist omdat u zei dat alles open lag, valt dit hard.",
        "kader": "Binnen het kader zou er iets te kiezen zijn. Daar merkt niemand nu iets van.",
        "gegeven": "Het plan lag vast, dat was gezegd. Maar u zou luisteren, en daar leek het niet op.",
    }[announced]


def _modest(story: model.Story) -> bool:
    """Whether less room was announced than there is."""
    return model.FREEDOM[story.announced] < model.FREEDOM[story.real]


def _answer(o: Outcome) -> str:
    if _missing(o, 3):
        return FIRST
    secret = model.breach(o.story)
    if o.story.answer == "open" and _modest(o.story) and not secret:
        return "Er blijkt meer te kiezen dan u zei. Dat valt mee, al vragen de partijen zich af waarom zij dat nu pas horen."
    if o.story.answer == "open":
        return (
            "U geeft toe dat er minder ruimte was dan u zei. Dat kost vertrouwen, maar het is nu van u gekomen, en er is niets meer dat kan uitkomen."
            if secret
            else "Uw antwoord klopt met wat u eerder zei. Dat geeft vertrouwen."
        )
    return (
        "Niemand merkt iets. Het verschil blijft verborgen, voorlopig."
        if secret
        else "U had niets te verbergen, maar uw ontwijken wekt wel die indruk."
    )


def _afterwards(o: Outcome) -> str:
    if _missing(o, 4):
        return FIRST
    if _modest(o.story) and not model.breach(o.story):
        return "Er was meer ruimte dan u zei. Niemand voelt zich bedrogen, maar voor goede ideeën is het nu te laat."
    if not model.hidden(o.story):
        return (
            "De stukken zeggen hetzelfde als u. Of iemand ze leest of niet: u hield woord."
            if not model.breach(o.story)
            else ("Wat in de stukken staat, had u zelf al verteld. Daarna hield u woord.")
        )
    lucky, caught = (averages(told(o.story._replace(out=out), o.parties, o.weight))[-1] for out in (False, True))
    good = averages(told(model.honest(o.story.real), o.parties, o.weight))[-1]
    chance = model.break_even(good, lucky, caught)
    odds = (
        f"Verzwijgen wint het in dit denkmodel alleen van eerlijk zijn als de kans op uitkomen kleiner is dan {dutch(100 * chance, 0)}%."
        if chance
        else "Ook als niets uitkomt, eindigt eerlijk zijn in dit denkmodel hoger."
    )
    return f"{'Het komt uit. Iedereen weet nu dat u meer ruimte beloofde dan er was.' if o.story.out else 'Het komt niet uit. Deze keer.'} {odds}"


def controls(case: Case) -> list[Choice | Slider]:
    deck = (
        [
            Choice("real", "Wat ligt er in werkelijkheid vast?", REAL, None),
            Choice("announced", "U zegt:", ANNOUNCED, None),
            Choice("reply", "Uw antwoord op het bezwaar:", REPLY, None),
            Choice("answer", "Uw antwoord op de vraag:", ANSWER, None),
            Choice("out", "Komt het op tafel?", OUT, None),
        ]
        if len(table_of(case)) > 1
        else []
    )
    return [*deck, Slider("weight", "Hoeveel zwaarder telt verlies van vertrouwen dan winst?", 1, 5, WEIGHT, 0.5, "keer")]


def back(case: Case) -> float:
    """How often the word must be kept to make good one breach, from the trust in the prediction."""
    return model.times_to_return(model.changed(ASKED, -1, GAIN, GAIN * WEIGHT), ASKED, GAIN * model.KEPT)


EXPERIMENT = Experiment(
    key="aangekondigd",
    notebook="02_proces_en_inhoud",
    title="Aangekondigd en echt: wat doet het met vertrouwen?",
    strategy="begin",
    guess=Guess(
        question=f"Een partij vertrouwt u voor {_share(ASKED)}. Dan komt uit dat de inhoud al vastlag, terwijl u zei dat alles open was. "
        "Hoe vaak moet u daarna woord houden voordat het vertrouwen terug is op het oude peil?",
        field=lambda case: Slider("_guess", "Uw schatting", 0, 20, 2, 1, "keer"),
        answer=back,
        explain=lambda case, answer: (
            f"Het vertrouwen valt in één keer van {_share(ASKED)} naar {_share(model.changed(ASKED, -1, GAIN, GAIN * WEIGHT))} "
            "en komt in kleine stappen terug. Vertrouwen komt te voet en gaat te paard."
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
    columns=("begin", "nu"),
    own="Denk aan een proces in uw eigen casus. Wat was de aangekondigde vorm, wat de echte, en wie merkte het verschil?",
    leaves_out=(
        "Hoeveel een gebeurtenis doet, is aangenomen. Dat verlies zwaarder telt dan winst, is wel onderzocht; hoeveel zwaarder, kunt u zelf instellen.",
        "Het vertrouwen aan het begin volgt uit de houding in de casus: 70% voor wie voor is, 50% voor wie afwacht, 35% voor wie tegen is.",
        "Wie er niet zelf bij was, voelt 60% van wat er gebeurde. In het echt loopt een verhaal soms harder dan de gebeurtenis.",
        "Partijen praten hier niet met elkaar, en ook zij kunnen in het echt iets anders zeggen dan zij bedoelen.",
        "Soms verandert de inhoud onderweg zonder dat iemand iets verzweeg. Dan is uitleggen waarom wat anders dan toegeven.",
    ),
    sources=("slovic1993", "folger1977", "bush1955", "arnstein1969"),
    ready=lambda case: None if len(table_of(case)) > 1 else "Vul in uw casus ten minste twee partijen in naast de regisseur.",
)
