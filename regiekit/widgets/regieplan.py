"""The regieplan: what the learner kept in the proeven of one case, put together as a document for a meeting.

`plan` is pure: from a case (with the answers in it) to a `Document`, which `regiekit.reports` writes in three formats. A proef stands in the
plan when the learner wrote something with it or kept its settings; its outcome is computed anew, so the plan follows the case as it is now.
What nobody answered becomes one short list of questions.

The reader is a colleague who never saw the notebooks: so no "u", and of a denkmodel its `report`, not its words beside the sliders.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

import attrs

from ..cases import Case, load_shipped
from ..cases.data import data_path
from ..cases.references import listed, short
from ..plots import case as case_plot
from ..reports.document import Bullets, Document, Heading, Paragraph, Picture, Table
from .controls import Rows, Text, with_unit
from .experiment import EXERCISES, EXPERIMENTS, Experiment, Upload, experiment
from .panel import lacking

NOTEBOOK, KEY = "09_assembleren", "regieplan"
STEPS = 3


class Part(NamedTuple):
    """What a proef brings: its key, what it is called in the plan, whether its picture is shown, and the question that is open without it.

    Only what a plan can't do without has a question. Tables: see `TABLES`.
    """

    key: str
    name: str
    picture: bool = False
    question: str = ""


class Chapter(NamedTuple):
    """A chapter: its title, a field of the plan that opens it, and its parts."""

    title: str
    field: str
    parts: tuple[Part, ...]


FIELDS = {
    "regisseur": Text(
        "regisseur",
        "Wie regisseert, en waarom wordt dat gegund?",
        help="Eén persoon of organisatie, en wat de anderen ervoor terugkrijgen.",
        rows=3,
    ),
    "mis": Text("mis", "Wat kan er misgaan, en wat doet u dan?", help="Twee of drie dingen is genoeg.", rows=3),
    "stappen": Rows(
        "stappen",
        "De eerste drie stappen",
        ({"key": "stap", "label": "Wat"}, {"key": "wie", "label": "Wie"}, {"key": "wanneer", "label": "Wanneer"}),
        ({"stap": "", "wie": "", "wanneer": ""},) * STEPS,
        limit=STEPS,
        fixed=True,
    ),
    "vragen": Text("vragen", "Welke vragen wilt u zelf nog stellen?", help="Een vraag per regel.", rows=3),
    "van": Text("van", "Van wie is dit plan?", help="Uw naam of uw organisatie. Dit mag leeg blijven.", limit=120, long=False),
}
CHAPTERS = (
    Chapter(
        "De vorm van regie",
        "",
        (
            Part(
                "drie_vormen",
                "Hoe vrij zijn proces en inhoud?",
                False,
                "Welke vorm heeft de regie: vrij, met een kader, of met een vaste inhoud?",
            ),
            Part("profiel", "Wat voor regie vraagt deze casus?"),
            Part("containerbegrip", "Wat bedoelen wij met regie?"),
            Part("containerbegrip_klas", "Bedoelen wij hetzelfde met regie?"),
            Part("feel_good", "Een preciezer woord"),
            Part("woord_in_document", "Het woord in onze stukken"),
            Part("waarom_regie", "Waarom regie nodig is"),
            Part("kader", "Het kader"),
            Part("aangekondigd", "Aangekondigd en echt"),
        ),
    ),
    Chapter(
        "De diagnose",
        "",
        (
            Part("diagnose", "Welke problemen spelen?", True, "Welk probleem in de structuur speelt hier, en waaraan is dat te zien?"),
            Part("eilandenrijk", "Eilanden in het netwerk", True),
            Part("poolse_landdag", "Wie mag doorzetten?", True),
            Part("verkokering", "Kokers", True),
            Part("overlap", "Overlap, en wat ertussen valt", True),
            Part("past_niet", "Past de structuur op het vraagstuk?", True),
            Part("lenzen", "Chaos of orde?", True),
            Part("routes", "De gewone route en de andere", True, "Wie volgt de gewone route niet, en welke overdracht gaat dan mis?"),
            Part("gebeurtenissenlog", "Wat het logboek laat zien"),
        ),
    ),
    Chapter(
        "De structuur",
        "",
        (
            Part("dilemmabox", "De dilemmabox", False, "Wat zijn de voors en tegens van nu, en wat die van de nieuwe structuur?"),
            Part(
                "model_werkelijkheid",
                "Model en werkelijkheid",
                True,
                "Hoe waarschijnlijk zijn de voordelen van een nieuwe structuur, en wat kost de weg erheen?",
            ),
            Part("verbouwing", "Wat een verbouwing kost"),
            Part("stappen", "In één keer of in stappen?"),
            Part("knippen", "Wat tussen de eenheden blijft lopen"),
        ),
    ),
    Chapter(
        "De keten en de cultuur",
        "",
        (
            Part("warme_overdracht", "Warm overdragen", True, "Welke overdracht in de keten is koud, en wie maakt haar warm?"),
            Part("vele_handen", "Tussen wal en schip", False, "Wat valt er tussen wal en schip, en wie is daarvoor verantwoordelijk?"),
            Part("echelons", "Boven en onder kennen elkaar"),
            Part("voorbeeldfiguren", "Voorbeelden en cynici", True),
            Part("regels_of_waarden", "Regels of waarden"),
            Part("waarden_vragen", "Wat elke partij belangrijk vindt", False, "Wat vindt elke partij belangrijk, en is haar dat gevraagd?"),
        ),
    ),
    Chapter(
        "De spelers",
        "",
        (
            Part(
                "spelers",
                "Wie kan dragen, wie kan stoppen?",
                True,
                "Wie kan het dragen, wie kan het tegenhouden en wie kan niet worden gemist?",
            ),
            Part("blikken", "Hoe partijen naar elkaar kijken"),
            Part("tafel", "Wie zit er aan tafel?", True, "Wie aan tafel kan de eigen organisatie binden?"),
            Part("rollen_en_niveaus", "Rollen en niveaus", True),
        ),
    ),
    Chapter(
        "Het proces",
        "",
        (
            Part(
                "ontwerp",
                "Het ontwerp van het proces",
                False,
                "Hoe ziet het proces eruit: wie doen mee, wat is de agenda en hoe wordt er besloten?",
            ),
            Part(
                "grootste_gemene_deler",
                "Wat partijen delen, en wat elk wint",
                False,
                "Wat delen de partijen, en wat wint elke belangrijke speler?",
            ),
            Part("brede_agenda", "De brede agenda", True, "Welke kwesties komen op de agenda, zodat er voor elke partij iets in zit?"),
            Part("spelregels", "De spelregels", False, "Welke spelregels spreken de partijen vooraf af?"),
            Part("winst_en_dreiging", "Winst en dreiging", True),
        ),
    ),
    Chapter(
        "Wie regisseert",
        "regisseur",
        (
            Part("gunnen", "Wie gunt de rol, en wie nog niet?", True, "Wie gunt de regisseur de rol nog niet, en wat is daarvoor nodig?"),
            Part("wie_regisseert", "Wie het beste past"),
            Part("ondernemende_regisseur", "De ruimte van de regisseur"),
        ),
    ),
    Chapter(
        "De mix van strategieën",
        "",
        (
            Part(
                "mix",
                "Structuur, cultuur en proces samen",
                True,
                "In welke mix komen structuur, cultuur en proces samen, en wat moet worden onderhouden?",
            ),
        ),
    ),
    Chapter(
        "Wat er mis kan gaan",
        "mis",
        (
            Part("schaduw", "Als het mislukt", False, "Wie kan er ingrijpen als het mislukt, en wat doet dat met het gesprek?"),
            Part("loont_het", "Loont het?"),
        ),
    ),
)


#: What a leaves_out says to the learner and not to the reader of a plan.
FOR_LEARNERS = re.compile(r"\b[Uu](w|zelf)?\b|notebook|plaatje|schui(f|ven)|\bproef\b|\bknop|[Dd]raai|[=√^]|kappa|M/M/1|[Dd]aar(om)? staat")
INTERESTS, MANY = 2, 8  # of each party, in the first table; of more parties one each
LEFT_OUT = 2  # of each denkmodel, in the appendix


@attrs.frozen
class Found:
    """What the answers hold on a proef: the learner's words, the settings, what the denkmodel said then, whether the proef was done at all."""

    own: str
    settings: Mapping[str, Any]
    said: str
    seen: bool

    @property
    def answered(self) -> bool:
        return bool(self.own or self.settings)


def found(case: Case, declaration: Experiment) -> Found:
    """What was answered in this proef for this case; a case file may have been edited by hand."""
    kept = _table(_table(case.answers.get(declaration.notebook)).get(declaration.key))
    own, said = (v.strip() if isinstance(v := kept.get(name), str) else "" for name in ("eigen", "uitkomst"))
    return Found(own, _table(kept.get("instellingen")), said, bool(kept))


def answers(case: Case) -> dict[str, Any]:
    """What the learner filled in for the plan itself, per field; what does not fit its field is left as it starts."""
    kept = _table(_table(case.answers.get(NOTEBOOK)).get(KEY))
    out = {}
    for key, control in FIELDS.items():
        try:
            out[key] = control.accept(kept.get(key))
        except ValueError:
            out[key] = control.accept(control.start)
    return out


def answered(case: Case) -> dict[str, dict[str, Found]]:
    """Per notebook, per proef: what was answered for this case."""
    out: dict[str, dict[str, Found]] = {}
    for key in everything():
        d = experiment(key)
        out.setdefault(d.notebook, {})[key] = found(case, d)
    return out


def everything() -> list[str]:
    """The keys of all proeven, in the order of the notebooks."""
    return sorted({**EXPERIMENTS, **EXERCISES}, key=lambda key: experiment(key).notebook)


def plan(case: Case, made: date | None = None) -> Document:
    """Compose the regieplan of a case.

    Args:
        case: the case, with the learner's answers in it.
        made: the day that is named in the plan; None names none.
    """
    given = answers(case)
    used: list[tuple[Part, Experiment]] = []
    blocks: list[Any] = []
    open_questions: list[str] = []
    for chapter in CHAPTERS:
        inside: list[Any] = []
        for part in chapter.parts:
            declaration = experiment(part.key)
            brought = list(_part(case, part, declaration, used))
            inside += brought
            if part.question and not brought:
                open_questions.append(part.question)
        opening = _paragraphs(given.get(chapter.field, ""))
        if opening or inside:
            blocks += [Heading(1, chapter.title), *opening, *inside]
        if chapter.field and not opening:
            open_questions.append(FIELDS[chapter.field].label.replace("wat doet u dan", "wat gebeurt er dan"))
    blocks += _steps(given["stappen"], open_questions)
    own = [line.strip(" -*•") for line in given["vragen"].splitlines()]
    questions = tuple(q for q in [*own, *dict.fromkeys(open_questions)] if q)
    if questions:
        blocks += [Heading(1, "Open vragen"), Bullets(questions)]
    for name, opening in (("De casus", list(_case(case))), ("In het kort", _in_short(case, given, len(questions)))):
        if opening:
            models = [Paragraph(MODELS, kind="note")] if used and name == "De casus" else []
            blocks = [Heading(1, name), *opening, *models, *blocks]
    blocks += _assumptions(used)
    title = f"Regieplan: {case.title}" if case.title.strip() else "Regieplan"
    return Document(
        title,
        case.question.strip(),
        tuple(blocks),
        given["van"],
        made.isoformat() if made else "",
        "Regie: partijen laten samenwerken die niet voor u werken",
    )


#: What the reader should know of a denkmodel before meeting one.
MODELS = (
    "Onder de kop ‘Het denkmodel’ staat wat een vereenvoudigde berekening over deze casus laat zien. Zo’n berekening maakt een mechanisme zichtbaar en bewijst niets: "
    "wat erin is gestopt, is deels geschat. De bijlage noemt de belangrijkste aannamen."
)


def example() -> Document:
    """The plan of a shipped case with invented answers: what a filled plan looks like."""
    return plan(filled("jeugdhulp"))


def filled(key: str) -> Case:
    """A shipped case with the answers of data/examples in it."""
    import tomllib

    case = load_shipped(key)
    return case.with_changes(answers=tomllib.loads((data_path() / "examples" / f"{key}.toml").read_text(encoding="utf-8")))


def _in_short(case: Case, given: Mapping[str, Any], still_open: int) -> list[Paragraph]:
    """What a reader with one minute should know, each in the first sentence of what was written; nothing where nothing was."""
    step = next((row for row in given["stappen"] if row["stap"].strip()), {})
    said = {
        "Wie regisseert": given["regisseur"],
        "De vorm": found(case, experiment("drie_vormen")).own,
        "De mix": found(case, experiment("mix")).own,
        "De eerste stap": ", ".join(filter(None, map(str.strip, step.values()))) + ".",
    }
    lines = [Paragraph(re.split(r"(?<=[.!?])\s", text.strip())[0], lead=f"{name}.") for name, text in said.items() if text.strip(" .")]
    if lines and still_open:
        lines.append(Paragraph(f"{with_unit(str(still_open), 'vraag staat|vragen staan', still_open)} aan het eind.", lead="Nog open."))
    return lines


def _case(case: Case) -> Iterator[Any]:
    """The chapter on the case: what it is about, who directs, the parties and their ties."""
    if case.status == "fictief":
        yield Paragraph("Deze casus is verzonnen. Namen, partijen en getallen bestaan niet echt.", kind="note")
    yield from _paragraphs(case.summary)
    director = next((p for p in case.parties if p.key == case.director), None)
    if director:
        yield Paragraph(f"{director.called} heeft de regie, of wil die.", lead="De regisseur.")
    if case.parties:
        rows = tuple(
            (
                p.called,
                p.position,
                ", ".join(p.power) or "–",
                "; ".join(p.interests[: INTERESTS if len(case.parties) <= MANY else 1]) or "–",
            )
            for p in case.parties
        )
        yield Table("De partijen", ("Partij", "Houding", "Macht", "Belang"), rows)
    if case.parties and case.ties:
        words = case_plot.words(case)
        yield Picture(case_plot.picture(case, title="Het netwerk van de casus", words=words), words, "Het netwerk van de casus")


def _part(case: Case, part: Part, declaration: Experiment, used: list[tuple[Part, Experiment]]) -> Iterator[Any]:
    """What one proef brings; nothing where the learner kept nothing. A proef whose outcome is shown is added to `used`."""
    kept = found(case, declaration)
    if not kept.answered:
        return
    outcome, said = _outcome(case, declaration, kept)
    if hasattr(outcome, "plan_tables"):
        tables = list(outcome.plan_tables())
    else:
        tables = list(TABLES[part.key](case, outcome)) if outcome is not None and part.key in TABLES else []
    if not kept.own and not said and not tables:
        return
    yield Heading(2, part.name)
    yield from _paragraphs(kept.own)
    yield from tables
    if not said:
        return
    used.append((part, declaration))
    yield Paragraph(said, lead="Het denkmodel.", kind="note")
    if outcome is not None and part.picture:
        yield Picture(declaration.picture(outcome), f"{part.name.rstrip('?')}. {said}", part.name)


def _box(case: Case, o: Any) -> Iterator[Table]:
    """The dilemmabox: the four cells, and what lies between them."""
    from .dilemma_box import NAMES

    rows = [(NAMES[key], "\n".join(points)) for key, points in o.arguments.items() if points]
    rows += [
        (name, said)
        for name, said in (
            ("Een oplossing ertussen", o.solution),
            ("Wat die kost", o.price),
            ("Hoe groot de kans is", o.chance),
            ("Tegen heen en weer bewegen", o.prevention),
        )
        if said
    ]
    if rows:
        yield Table(f"De dilemmabox. Heden: {o.now}. Nieuw: {o.new}", ("Vak", "Wat erin staat"), tuple(rows))


def _two_questions(case: Case, o: Any) -> Iterator[Table]:
    """The two questions at a comparison of model and reality, where they were answered."""
    from .model_reality import QUESTIONS

    rows = tuple((QUESTIONS[key], said) for key, said in o.answers.items() if said)
    if rows:
        yield Table("De twee vragen bij een nieuwe structuur", ("Vraag", "Antwoord"), rows)


#: Proef -> the tables of the plan for an outcome, where its own speak to the learner or say too much.
TABLES: dict[str, Callable[[Case, Any], Iterator[Table]]] = {"dilemmabox": _box, "model_werkelijkheid": _two_questions}


def _outcome(case: Case, declaration: Experiment, kept: Found) -> tuple[Any, str]:
    """The outcome for the kept settings and what the plan says of it.

    (None, what was said then) where it came from a file, which is never kept, or a package for it is not here; (None, "") where nothing was
    kept or the case has changed so that the proef can't be done with it.
    """
    if not kept.settings or declaration.ready(case):
        return None, ""
    controls = declaration.controls(case)
    if lacking(declaration.needs) or any(isinstance(control, Upload) for control in controls):
        return None, kept.said
    values = {}
    for control in controls:
        try:
            values[control.key] = control.accept(kept.settings.get(control.key, control.start))
        except ValueError:
            values[control.key] = control.start
    outcome = declaration.outcome(case, **values)
    return outcome, declaration.report(outcome)


def _steps(rows: Sequence[Mapping[str, str]], open_questions: list[str]) -> list[Any]:
    filled = [row for row in rows if any(v.strip() for v in row.values())]
    if not filled:
        open_questions.append("Wat zijn de eerste drie stappen, van wie en wanneer?")
        return []
    cells = tuple((str(i), *(row[c["key"]].strip() or "–" for c in FIELDS["stappen"].columns)) for i, row in enumerate(filled, 1))
    return [Heading(1, "De eerste stappen"), Table("Wie doet wat, en wanneer?", ("Stap", "Wat", "Wie", "Wanneer"), cells)]


def _assumptions(used: Sequence[tuple[Part, Experiment]]) -> list[Any]:
    """The main things that the denkmodellen in the plan leave out, and the works they build on in short: the full list would be longer than the plan."""
    if not used:
        return []
    return [
        Heading(1, "Bijlage: wat de denkmodellen weglaten"),
        *(
            Paragraph(
                f"{' '.join(left_out(d))} Bouwt op: {'; '.join(short(key) for key in listed(d.sources))}.",
                lead=part.name if part.name.endswith("?") else f"{part.name}.",
            )
            for part, d in used
        ),
        Paragraph("De volledige titels, en alles wat een denkmodel weglaat, staan in de notebooks waarmee dit plan is gemaakt (regiekit)."),
    ]


def left_out(declaration: Experiment) -> Sequence[str]:
    """The first things that a denkmodel leaves out, of those that make sense to who never saw it."""
    return [said for said in declaration.leaves_out if not FOR_LEARNERS.search(said)][:LEFT_OUT] or declaration.leaves_out[:1]


def _paragraphs(text: str) -> list[Paragraph]:
    return [Paragraph(line.strip()) for line in text.splitlines() if line.strip()]


def _table(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
