"""The regieplan: what the learner kept in the proeven of one case, put together as a document for a meeting.

`plan` is pure: from a case (with the answers in it) to a `Document`, which `regiekit.reports` writes in three formats. A proef stands in the
plan when the learner wrote something with it or kept its settings; its outcome is computed anew, so the plan follows the case as it is now.
What nobody answered becomes one short list of questions.

The reader is a colleague who never saw the notebooks: so no "u", and of a denkmodel its `report`, not its words beside the sliders.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import attrs

from ..cases import Case, load_shipped
from ..cases.data import data_path
from ..cases.reading import assumed, kept, lacking
from ..cases.references import listed, short
from ..plots import case as case_plot
from ..reports.document import Bullets, Document, Heading, Paragraph, Picture, Table
from .aside import SETTINGS, fitting
from .controls import Rows, Text, Upload, with_unit
from .declaration import Control, Proef, keys, proef_class, words_file
from .panel import absent
from .say import network

KEY = "regieplan"
STEPS = 3


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
#: Chapter -> the field of the plan that opens it; what stands in it says the file of words of each proef.
CHAPTERS = {
    "De vorm van regie": "",
    "De diagnose": "",
    "De structuur": "",
    "De keten en de cultuur": "",
    "De spelers": "",
    "Het proces": "",
    "Wie regisseert": "regisseur",
    "De mix van strategieën": "",
    "Wat er mis kan gaan": "mis",
}
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


def found(case: Case, proef: str) -> Found:
    """What was answered in this proef for this case; a case file may have been edited by hand."""
    answers = kept(case, proef)
    own, said = (v.strip() if isinstance(v := answers.get(name), str) else "" for name in ("eigen", "uitkomst"))
    return Found(own, _table(answers.get("instellingen")), said, bool(answers))


def answers(case: Case) -> dict[str, Any]:
    """What the learner filled in for the plan itself, per field; what does not fit its field is left as it starts."""
    given = kept(case, KEY)
    out = {}
    for key, control in FIELDS.items():
        try:
            out[key] = control.accept(given.get(key))
        except ValueError:
            out[key] = control.accept(control.start)
    return out


def answered(case: Case) -> dict[str, dict[str, Found]]:
    """Per notebook, per proef: what was answered for this case."""
    out: dict[str, dict[str, Found]] = {}
    for key in keys():
        out.setdefault(words_file(key)["notebook"], {})[key] = found(case, key)
    return out


def parts(chapter: str) -> list[type[Proef]]:
    """What stands in a chapter, in its order."""
    return sorted(
        (proef_class(key) for key in keys() if words_file(key)["plan"]["hoofdstuk"] == chapter), key=lambda proef: proef.part.order
    )


def plan(case: Case, made: date | None = None) -> Document:
    """Compose the regieplan of a case.

    Args:
        case: the case, with the learner's answers in it.
        made: the day that is named in the plan; None names none.
    """
    given = answers(case)
    used: list[type[Proef]] = []
    blocks: list[Any] = []
    open_questions: list[str] = []
    for chapter, field in CHAPTERS.items():
        inside: list[Any] = []
        for proef in parts(chapter):
            brought = list(_part(case, proef, used))
            inside += brought
            if proef.part.question and not brought:
                open_questions.append(proef.part.question)
        opening = _paragraphs(given.get(field, ""))
        if opening or inside:
            blocks += [Heading(1, chapter), *opening, *inside]
        if field and not opening:
            open_questions.append(FIELDS[field].label.replace("wat doet u dan", "wat gebeurt er dan"))
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
        "De vorm": found(case, "drie_vormen").own,
        "De mix": found(case, "mix").own,
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
                p.position or "–",
                ", ".join(p.power or ()) or "–",
                "; ".join(p.interests[: INTERESTS if len(case.parties) <= MANY else 1]) or "–",
            )
            for p in case.parties
        )
        yield Table("De partijen", ("Partij", "Houding", "Macht", "Belang"), rows)
    if case.parties and case.ties:
        words = network(case)
        yield Picture(case_plot.picture(case, title="Het netwerk van de casus", words=words), words, "Het netwerk van de casus")


def _part(case: Case, proef: type[Proef], used: list[type[Proef]]) -> Iterator[Any]:
    """What one proef brings; nothing where the learner kept nothing. A proef whose outcome is shown is added to `used`."""
    answers = found(case, proef.key)
    if not answers.answered:
        return
    state, said = _outcome(case, proef, answers)
    tables = state.plan_tables() if state else ()
    if not answers.own and not said and not tables:
        return
    yield Heading(2, proef.part.name)
    yield from _paragraphs(answers.own)
    yield from tables
    if not said:
        return
    used.append(proef)
    yield Paragraph(said, lead="Het denkmodel.", kind="note")
    if state and proef.part.picture:
        yield Picture(state.svg(), f"{proef.part.name.rstrip('?')}. {said}", proef.part.name)


def _outcome(case: Case, proef: type[Proef], answers: Found) -> tuple[Proef | None, str]:
    """The state for the kept settings and what the plan says of it.

    Settings that this version of the proef does not take as they are, do not count (`aside.fitting`), as in its panel.
    (None, what was said then) where it came from a file, which is never kept, or a package for it is not here; (None, "") where nothing was
    kept that fits or the case has changed so that the proef can't be done with it. (state, "") where something is not known that it goes by: the
    learner's own tables are in the plan then, what the model makes of start values is not.
    """
    lacks, case = lacking(case, proef.starts), assumed(case, tuple(proef.starts.items()))
    if not answers.settings or proef.ready(case):
        return None, ""
    controls = proef.controls(case)
    if absent(proef.needs) or any(isinstance(control, Upload) for control in controls):
        return None, answers.said
    settings = fitting(proef.key, kept(case, proef.key), {control.key: control for control in controls}, proef.guess(case))[SETTINGS]
    if not settings:
        return None, ""
    state = proef(case, **{control.key: _taken(control, settings) for control in controls})
    return state, "" if lacks else state.report()


def _taken(control: Control, settings: Mapping[str, Any]) -> Any:
    """What the field holds for these settings; its start where there is none that it takes."""
    try:
        return control.accept(settings.get(control.key, control.start))
    except ValueError:
        return control.start


def _steps(rows: Sequence[Mapping[str, str]], open_questions: list[str]) -> list[Any]:
    filled = [row for row in rows if any(v.strip() for v in row.values())]
    if not filled:
        open_questions.append("Wat zijn de eerste drie stappen, van wie en wanneer?")
        return []
    cells = tuple((str(i), *(row[c["key"]].strip() or "–" for c in FIELDS["stappen"].columns)) for i, row in enumerate(filled, 1))
    return [Heading(1, "De eerste stappen"), Table("Wie doet wat, en wanneer?", ("Stap", "Wat", "Wie", "Wanneer"), cells)]


def _assumptions(used: Sequence[type[Proef]]) -> list[Any]:
    """The main things that the denkmodellen in the plan leave out, and the works they build on in short: the full list would be longer than the plan."""
    if not used:
        return []
    works = {proef: f"Bouwt op: {'; '.join(short(key) for key in listed(proef.sources))}." for proef in used}
    leads = {proef: name if (name := proef.part.name).endswith("?") else f"{name}." for proef in used}
    return [
        Heading(1, "Bijlage: wat de denkmodellen weglaten"),
        *(Paragraph(f"{' '.join(left_out(proef))} {works[proef]}", lead=leads[proef]) for proef in used),
        Paragraph("De volledige titels, en alles wat een denkmodel weglaat, staan in de notebooks waarmee dit plan is gemaakt (regiekit)."),
    ]


def left_out(proef: type[Proef]) -> Sequence[str]:
    """The first things that a denkmodel leaves out, of those that make sense to who never saw it."""
    return [said for said in proef.leaves_out if not FOR_LEARNERS.search(said)][:LEFT_OUT] or proef.leaves_out[:1]


def _paragraphs(text: str) -> list[Paragraph]:
    return [Paragraph(line.strip()) for line in text.splitlines() if line.strip()]


def _table(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
