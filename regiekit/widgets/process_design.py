"""Het procesontwerp: vijf onderdelen voor de eigen casus, nagekeken op de acht dingen die een goed proces creëert."""

from collections.abc import Sequence
from typing import NamedTuple

import attrs

from ..cases import Case, Party
from ..models import process_design as model
from ..plots import process_design as plot
from .controls import Choice, Slider, Text
from .experiment import Card, Experiment, Guess, Measure, Table
from .package_deal import issues, listed

TEXT = 3000  # characters
BRIEF = 240  # of a text, in a table
ASKED = 3  # questions at a time


class Good(NamedTuple):
    """One of the eight: what it is called in the picture and in a sentence, and what to ask while it is lacking."""

    name: str
    sentence: str
    question: str


GOODS = {
    "vertrouwen": Good("Vertrouwen", "vertrouwen", "Waaraan merken partijen vroeg dat afspraken worden nagekomen?"),
    "belang": Good("Gemeenschappelijk belang", "gemeenschappelijk belang", "Wat staat er op de agenda waar zij allemaal iets aan hebben?"),
    "afhankelijkheid": Good(
        "Wederzijdse afhankelijkheid", "wederzijdse afhankelijkheid", "Waar wordt zichtbaar dat zij elkaar nodig hebben?"
    ),
    "informatie": Good(
        "Snelle uitwisseling van informatie",
        "snelle uitwisseling van informatie",
        "Hoe komt wat de ene partij weet binnen een week bij de andere?",
    ),
    "inhoud": Good("Leren over de inhoud", "leren over de inhoud", "Wat aan het plan kan nog veranderen door wat u onderweg leert?"),
    "positie": Good(
        "Leren over elkaars positie", "leren over elkaars positie", "Wanneer hoort een partij waarom een ander doet wat zij doet?"
    ),
    "risico": Good(
        "Bereidheid om risico te nemen",
        "bereidheid om risico te nemen",
        "Wie kan iets toezeggen namens de eigen organisatie, en wat maakt dat veilig?",
    ),
    "netwerk": Good("Nieuwe netwerken", "nieuwe netwerken", "Welke mensen leren elkaar kennen die elkaar nu niet spreken?"),
}


class Element(NamedTuple):
    """One of the five: its name, its name in the picture, what its text field is called and asks."""

    name: str
    short: str
    field: str
    help: str


ELEMENTS = {
    "wie": Element(
        "Wie doen mee?", "Wie", "Welke partijen doen mee?", "De lijst komt uit de casus. Haal weg wie niet hoeft, vul aan wie ontbreekt."
    ),
    "namens": Element("Wie namens wie?", "Namens", "Wie zit er namens wie?", "De lijst komt uit de casus. Wie vraagt u anders te sturen?"),
    "agenda": Element(
        "Wat is de agenda?",
        "Agenda",
        "Wat staat er op de agenda?",
        "De lijst komt uit de casus. In de proef over de brede agenda rekent u ermee.",
    ),
    "overleg": Element("Hoe overleggen en besluiten?", "Overleg", "Waar, hoe vaak en onder wiens leiding?", "Een paar regels is genoeg."),
    "resultaat": Element(
        "Wanneer resultaten?", "Resultaat", "Wat is er wanneer te zien, en voor wie?", "Noem een maand en iets wat men kan aanwijzen."
    ),
}

#: Question -> its label and (answer, label); the answers are those of the model.
ASKS: dict[str, tuple[str, tuple[tuple[str, str], ...]]] = {
    "uitnodigen": (
        "Wie nodigt u uit?",
        (
            ("voorstanders", "alleen wie voor is"),
            ("nodig", "wie nodig is voor de uitvoering, ook wie tegen is"),
            ("ruim", "ook wie er alleen de gevolgen van merkt"),
        ),
    ),
    "uitstappen": (
        "Mag een partij eruit, of er later bij?",
        (("vast", "nee, de groep ligt vast"), ("moment", "ja, op afgesproken momenten"), ("altijd", "ja, altijd")),
    ),
    "niveau": (
        "Wie zit er namens een partij?",
        (
            ("vakmensen", "vakmensen uit de uitvoering"),
            ("binden", "mensen van gelijk niveau, die hun organisatie kunnen binden"),
            ("bestuurders", "bestuurders"),
        ),
    ),
    "achterban": (
        "Wat mag men thuis vertellen?",
        (
            ("besloten", "wat aan tafel wordt gezegd, blijft aan tafel"),
            ("afgesproken", "wat samen is opgeschreven"),
            ("alles", "alles, na elke ronde"),
        ),
    ),
    "breedte": (
        "Hoe breed is de agenda?",
        (
            ("een", "één kwestie, de belangrijkste"),
            ("regisseur", "de kwesties van de regisseur"),
            ("breed", "voor elke partij ten minste één kwestie"),
        ),
    ),
    "agendamacht": (
        "Wie gaat over de agenda?",
        (("regisseur", "de regisseur"), ("start", "alle partijen samen, bij de start"), ("onderweg", "alle partijen, ook onderweg")),
    ),
    "vorm": (
        "Hoe overlegt u?",
        (
            ("apart", "de regisseur spreekt elke partij apart"),
            ("werkgroepen", "in werkgroepen, elk met een onderwerp"),
            ("gemengd", "in gemengde werkgroepen, met een vaste ronde samen"),
            ("plenair", "altijd met allen samen"),
        ),
    ),
    "besluit": (
        "Wanneer besluit u?",
        (
            ("apart", "elke kwestie apart, zodra zij rijp is"),
            ("tussen", "elke ronde een voorlopige afspraak, aan het eind het geheel"),
            ("pakket", "alles in één pakket aan het eind"),
        ),
    ),
    "eerste": (
        "Wanneer is er iets te zien?",
        (("eind", "aan het eind, als het goed is"), ("vroeg", "binnen drie maanden, iets kleins"), ("ronde", "elke ronde iets")),
    ),
    "einddatum": (
        "Wat gebeurt er als de tijd om is?",
        (("geen", "er is geen einddatum"), ("stoppen", "dan stoppen wij"), ("regisseur", "dan beslist de regisseur; dat is vooraf gezegd")),
    ),
}
ABOUT = {
    "wie": "Een partij die er niet bij is, kan later alles tegenhouden. Maar elke stoel erbij maakt het overleg zwaarder.",
    "namens": "Let op twee dingen. Zijn de mensen aan tafel van gelijk niveau (symmetrie)? En kunnen zij hun organisatie binden (commitment)?",
    "agenda": "Kies niet te snel één kwestie. Op een brede agenda zit er voor iedereen wat in, en dan valt er te ruilen.",
    "overleg": "Waar praat u, en wanneer is iets besloten? Wie dat niet afspreekt, krijgt er halverwege ruzie over.",
    "resultaat": "Een proces zonder resultaat verliest zijn deelnemers. Een proces dat te snel resultaat wil, leert niets.",
}


def field(element: str) -> str:
    """The control of the text of an element."""
    return f"tekst_{element}"


@attrs.frozen
class Outcome:
    """A design: the answers (question -> answer, None where there is none) and the texts per element."""

    case: Case
    answers: dict[str, str | None]
    texts: dict[str, str]

    @property
    def served(self) -> tuple[str, ...]:
        return model.served(self.answers)

    @property
    def states(self) -> dict[str, str]:
        return model.state(self.answers)

    def done(self, element: str) -> int:
        """How many of the three things on a card are filled in."""
        return sum(self.answers[q] is not None for q, at in model.QUESTIONS.items() if at == element) + bool(self.texts[element].strip())

    @property
    def complete(self) -> list[str]:
        return [e for e in model.ELEMENTS if self.done(e) == 3]

    @property
    def chosen(self) -> int:
        return sum(answer is not None for answer in self.answers.values())


def outcome(case: Case, **settings: str | None) -> Outcome:
    """Check a design against the eight and the five."""
    return Outcome(case, {q: settings[q] for q in model.QUESTIONS}, {e: settings[field(e)] or "" for e in model.ELEMENTS})


def beginning(case: Case, element: str) -> str:
    """What the case holds on an element, as the text to start from."""
    if element == "wie":
        found = "; ".join(p.called for p in case.parties)
    elif element == "namens":
        found = "\n".join(
            f"{p.label}: {r.role or 'functie onbekend'}, {r.level}, mandaat {r.mandate}, {'kan' if r.commitment else 'kan niet'} binden"
            for p in case.parties
            if (r := p.representative)
        )
    else:
        found = "\n".join(f"{i}. {issue.name}" for i, issue in enumerate(issues(case), 1)) if element == "agenda" else ""
    return found if len(found) <= TEXT else found[: TEXT - 1] + "…"


def controls(case: Case) -> list[Choice | Text]:
    out: list[Choice | Text] = []
    for key, element in ELEMENTS.items():
        out += [Choice(q, ASKS[q][0], ASKS[q][1], None) for q, at in model.QUESTIONS.items() if at == key]
        out.append(Text(field(key), element.field, beginning(case, key), element.help, TEXT, rows=4))
    return out


def cards(case: Case) -> list[Card]:
    return [
        Card(key, element.name, ABOUT[key], (*(q for q, at in model.QUESTIONS.items() if at == key), field(key)))
        for key, element in ELEMENTS.items()
    ]


def note(o: Outcome, key: str) -> str:
    """What the choices on a card serve and cost, and what the case says about it."""
    if key not in ELEMENTS:
        return ""
    chosen = [model.RULES[q][o.answers[q]] for q, at in model.QUESTIONS.items() if at == key and o.answers[q]]
    serves = listed([GOODS[g].sentence for g in model.GOODS if any(g in e.serves for e in chosen)])
    hinders = listed([GOODS[g].sentence for g in model.GOODS if any(g in e.hinders for e in chosen)])
    effect = f"Dit draagt bij aan {serves}." + (f" Het werkt tegen: {hinders}." if hinders else "")
    return "\n".join(filter(None, [effect, in_case(o, key)]))


def in_case(o: Outcome, element: str) -> str:
    """What the case says about the choices on an element, as a question where something is missing."""
    return {"wie": _invited, "namens": _represented, "agenda": _agenda}[element](o) if element in {"wie", "namens", "agenda"} else ""


def _others(case: Case) -> list[Party]:
    return [p for p in case.parties if p.key != case.director]


def _invited(o: Outcome) -> str:
    absent = [p for p in _others(o.case) if p.position != "voor"]
    if o.answers["uitnodigen"] == "voorstanders" and absent:
        dear = [p.label for p in absent if "blokker" in p.power or not p.replaceable]
        return f"Er ontbreken dan {len(absent)} van de {len(_others(o.case))} partijen." + (
            f" Niet te missen, of in staat om te blokkeren: {listed(dear)}. Wat doen zij als u ze niet vraagt?" if dear else ""
        )
    if o.answers["uitnodigen"] == "ruim":
        return (
            "Wie merkt de gevolgen, en staat nog niet in de casus?"
            if any(p.kind == "bewoners" for p in o.case.parties)
            else "In de casus staan nog geen bewoners. Wie merkt de gevolgen?"
        )
    against = [p.label for p in absent if p.position == "tegen"]
    return f"Tegen {'is' if len(against) == 1 else 'zijn'} nu {listed(against)}. Wat staat er voor hen op de agenda?" if against else ""


def _represented(o: Outcome) -> str:
    sent = [p for p in o.case.parties if p.representative]
    unknown = [p.label for p in o.case.parties if not p.representative]
    loose = [p.label for p in sent if not p.representative.commitment]
    levels = {p.representative.level for p in sent}
    out = [f"Van {listed(unknown)} weet u nog niet wie er komt." if unknown else ""]
    if loose and o.answers["niveau"] in model.BINDING:
        out.append(
            f"Volgens de casus {'kan' if len(loose) == 1 else 'kunnen'} {listed(loose)} nu niet binden. Wie vraagt u in hun plaats, of wie geeft hun mandaat?"
        )
    elif loose:
        out.append(f"{len(loose)} van de {len(sent)} mensen kunnen hun organisatie niet binden. Wat is een afspraak dan waard?")
    if len(levels) > 1:
        out.append(f"Er zitten {len(levels)} niveaus door elkaar: {listed(sorted(levels))}.")
    return " ".join(filter(None, out))


def _agenda(o: Outcome) -> str:
    found = issues(o.case)
    if not found:
        return "In de casus staan nog geen kwesties. Vul ze in bij de proef over de brede agenda."
    poor = [p.label for p in o.case.parties if max(i.gains.get(p.key, 0) for i in found) <= 0]
    if poor:
        return f"Op geen enkele kwestie wint nu: {listed(poor)}. Wat brengen zij zelf in?"
    losers = [sum(g < 0 for g in i.gains.values()) for i in found]
    return f"Iedere partij wint ergens iets. Maar op elke kwestie apart {'verliest er minstens één partij' if min(losers) else 'verliest bijna altijd iemand'}."


def picture(o: Outcome) -> str:
    cells = {at: plot.Cell(*mark) for at, mark in model.marks(o.answers).items()}
    columns = [(key, ELEMENTS[key].short, f"{o.done(key)} van 3") for key in model.ELEMENTS]
    return plot.picture([(key, GOODS[key].name) for key in model.GOODS], columns, cells, o.states, title=EXPERIMENT.title, words=words(o))


def words(o: Outcome) -> str:
    if not o.chosen:
        return (
            f"U hebt nog niets gekozen. Het ontwerp heeft vijf onderdelen: {'; '.join(e.name.rstrip('?').lower() for e in ELEMENTS.values())}. "
            "Elke keuze daarin draagt bij aan een paar van de acht dingen die een goed proces creëert."
        )
    by = {
        state: [GOODS[g].sentence for g, s in o.states.items() if s == state]
        for state in ("bediend", "gemengd", "tegengewerkt", "nog niet")
    }
    missing = [g for g, s in o.states.items() if s != "bediend"]
    lacking = [ELEMENTS[e].name for e in model.ELEMENTS if e not in o.complete]
    serves = f"Uw ontwerp draagt bij aan {len(o.served)} van de acht{': ' + '; '.join(by['bediend']) if by['bediend'] else ''}."
    rest = [
        f"{name}: {'; '.join(by[state])}."
        for name, state in (("Gemengd", "gemengd"), ("Het ontwerp werkt tegen", "tegengewerkt"), ("Nog niet geregeld", "nog niet"))
        if by[state]
    ]
    commit = (
        "Risico nemen partijen pas als iedereen zich aan het proces bindt; kies daarvoor mensen die hun organisatie kunnen binden."
        if model.balance(o.answers)["risico"] > 0 and o.states["risico"] != "bediend"
        else ""
    )
    five = f"Nog niet af: {' '.join(lacking)}" if lacking else "Alle vijf de onderdelen zijn ingevuld."
    ask = (
        f"Vragen voor u: {' '.join(GOODS[g].question for g in missing[:ASKED])}"
        if missing
        else "Alle acht zijn bediend. Vraag nu een ander om tegen te spreken."
    )
    return " ".join(filter(None, [serves, *rest, commit, five, ask]))


def report(o: Outcome) -> str:
    if not o.chosen:
        return ""
    by = {
        state: [GOODS[g].sentence for g, s in o.states.items() if s == state]
        for state in ("bediend", "gemengd", "tegengewerkt", "nog niet")
    }
    weak = "; ".join([*by["gemengd"], *by["tegengewerkt"]])
    return " ".join(
        filter(
            None,
            [
                f"Dit ontwerp draagt bij aan {len(o.served)} van de acht dingen die een goed proces oplevert{': ' + '; '.join(by['bediend']) if by['bediend'] else ''}.",
                f"Het werkt voor een deel tegen: {weak}." if weak else "",
                f"Nog niet geregeld: {'; '.join(by['nog niet'])}." if by["nog niet"] else "",
            ],
        )
    )


def measures(o: Outcome) -> list[Measure]:
    example = model.state(model.KICK_OFF)
    return [
        Measure("Bediend, van de acht", len(model.served(model.KICK_OFF)), len(o.served), digits=0),
        Measure(
            "Gemengd of tegengewerkt",
            sum(s in {"gemengd", "tegengewerkt"} for s in example.values()),
            sum(s in {"gemengd", "tegengewerkt"} for s in o.states.values()),
            digits=0,
        ),
        Measure("Keuzes gemaakt, van de tien", len(model.KICK_OFF), o.chosen, digits=0),
    ]


def label(question: str, answer: str | None) -> str:
    """An answer as the learner read it."""
    return dict(ASKS[question][1]).get(answer or "", "nog niet gekozen")


def brief(text: str) -> str:
    """A text on one line; of a long one the beginning."""
    line = " ".join(text.split())
    return line if len(line) <= BRIEF else f"{line[:BRIEF].rpartition(' ')[0]} …"


def tables(o: Outcome) -> list[Table]:
    def goods(keys: Sequence[str]) -> str:
        return ", ".join(GOODS[g].sentence for g in keys) or "–"

    rows = []
    for element in model.ELEMENTS:
        made = [f"{ASKS[q][0]} {label(q, o.answers[q])}." for q, at in model.QUESTIONS.items() if at == element]
        rows.append((ELEMENTS[element].name, " ".join(made), brief(o.texts[element]) or "nog leeg"))
    effects = [
        (f"{ASKS[q][0]} {label(q, a)}", goods(model.RULES[q][a].serves), goods(model.RULES[q][a].hinders))
        for q, a in o.answers.items()
        if a
    ]
    return [
        Table("Uw ontwerp", ("Onderdeel", "Keuzes", "In uw woorden"), rows),
        *([Table("Wat elke keuze doet", ("Keuze", "Draagt bij aan", "Werkt tegen"), effects)] if effects else []),
    ]


def explain(case: Case, answer: int) -> str:
    have = listed([GOODS[g].sentence for g in model.served(model.KICK_OFF)])
    lack = listed([GOODS[g].sentence for g in model.GOODS if g not in model.served(model.KICK_OFF)])
    return f"Er komt tot stand: {have}. Er blijft liggen: {lack}. Vakmensen leren veel over de inhoud, maar zij kunnen niets toezeggen, en wie in een andere werkgroep zit, leert u niet kennen."


EXPERIMENT = Experiment(
    key="ontwerp",
    notebook="07_procesontwerp",
    title="Het ontwerp: wat creëert uw proces?",
    strategy="proces",
    guess=Guess(
        question="Een ontwerp dat men vaak ziet: een startbijeenkomst met wie nodig is. Daarna werkgroepen van vakmensen over de kwesties van de regisseur. Elke kwestie wordt apart besloten, "
        "het resultaat komt aan het eind. Hoeveel van de acht dingen komen zo tot stand?",
        field=lambda case: Slider("_guess", "Uw schatting, van de acht", 0, 8, 6, 1),
        answer=lambda case: len(model.served(model.KICK_OFF)),
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
    columns=("startbijeenkomst en werkgroepen", "uw ontwerp"),
    own="Welke van de acht is in uw eigen proces het zwakst? Wie vraagt u om uw ontwerp tegen te spreken?",
    leaves_out=(
        "Welke keuze waaraan bijdraagt, staat in een vaste tabel. Die tabel is een aanname; onder het plaatje leest u haar terug. Bent u het ergens niet mee eens, dan is dat een goed gesprek.",
        "Elke keuze telt even zwaar, en keuzes versterken elkaar hier niet. In het echt hangt veel af van wie het doet en van de volgorde.",
        "Acht van de acht is geen doel op zich. Er zijn processen waarin nieuwe netwerken niet nodig zijn, of waarin het snel moet.",
        "Een ontwerp is nog geen proces. Partijen willen er zelf over meepraten, en onderweg verandert het.",
    ),
    sources=("bruijn2010",),
    ready=lambda case: (
        None
        if len(case.parties) > 1
        else "Deze casus heeft nog geen twee partijen. Vul ze in bij ‘Uw casus’ in het notebook Begin, of kies een andere casus."
    ),
)
