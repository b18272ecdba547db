"""The regieplan: what the learner kept in the proeven of one case, put together as a document for a meeting.

`plan` is pure: from a case (with the answers in it) to a `Document`, which `regiekit.reports` writes in three formats. Two pages stand in front,
for who signs: the question, the choice, what should be better for whom, who directs and why that is granted, the first steps, what is asked of whom,
what the council hears, what can go wrong.
Behind them an appendix: a proef stands in it when the learner wrote something with it or kept its settings; its outcome is computed anew,
so the plan follows the case as it is now. What is open in a chapter that somebody began becomes one short list of questions.

The reader is a colleague who never saw the notebooks: so no "u", and of a denkmodel its `report`, not its words beside the sliders.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from html import unescape
from importlib.metadata import version
from typing import Any

import attrs

from ..cases import Case, Party, load_shipped
from ..cases.check import enumerated
from ..cases.data import data_path
from ..cases.export import provenance
from ..cases.reading import assumed, kept, lacking
from ..cases.references import cited, listed, short
from ..plots import case as case_plot
from ..reports import layout
from ..reports.document import Bullets, Document, Heading, Paragraph, Picture, Table
from .aside import SETTINGS, VOUCHED, fitting
from .controls import Choice, Rows, Slider, Text, Upload
from .declaration import Control, Proef, keys, proef_class, words_file
from .panel import absent
from .say import listed as listed_names
from .say import network

KEY = "regieplan"
STEPS, ASKED, SIGNERS = 3, 6, 2  # rows in front; of those who sign at least so many
SEEN = 600  # characters of what is to be seen in a picture
SHORT = 200  # characters of a text that may be left out, at most
LONG = 700  # characters of a text in front; what is longer stands in full in the appendix
ROW = 80  # characters that a row of a table in front takes, at least
ONE_PAGE = 300  # so many characters fit on one page, beside the headings and the room to sign; with more the second page begins
SECOND = "gevraagd"  # with what is asked of others, so that neither page is half empty


FIELDS = {
    "keuze": Text("keuze", "Wat kiest u?", help="In twee of drie zinnen: waar zet u op in, en wat laat u liggen?", rows=3),
    "uitkomst": Text(
        "uitkomst",
        "Wat moet er beter worden, en voor wie?",
        help="De inhoud: wie merkt straks wat? Dit mag leeg blijven.",
        rows=2,
        limit=SHORT,
    ),
    "regisseur": Text(
        "regisseur",
        "Wie regisseert, en waarom gunnen de anderen dat?",
        help="Eén persoon of organisatie, en wat de anderen ervoor terugkrijgen.",
        rows=3,
    ),
    "stappen": Rows(
        "stappen",
        "De eerste drie stappen",
        ({"key": "stap", "label": "Wat"}, {"key": "wie", "label": "Wie"}, {"key": "wanneer", "label": "Wanneer"}),
        ({"stap": "", "wie": "", "wanneer": ""},) * STEPS,
        limit=STEPS,
        fixed=True,
    ),
    "gevraagd": Rows(
        "gevraagd",
        "Wat vraagt u van wie?",
        ({"key": "wie", "label": "Wie"}, {"key": "wat", "label": "Wat er nodig is"}),
        ({"wie": "", "wat": ""},) * ASKED,
        limit=ASKED,
        fixed=True,
    ),
    "raad": Text("raad", "Wat hoort de raad, en wanneer?", help="Dit mag leeg blijven.", rows=2, limit=SHORT),
    "mis": Text("mis", "Wat kan er misgaan, en wat doet u dan?", help="Twee of drie dingen zijn genoeg.", rows=3),
    "vragen": Text("vragen", "Welke vragen wilt u zelf nog stellen?", help="Een vraag per regel.", rows=3),
    "van": Text("van", "Van wie is dit plan?", help="Uw naam of uw organisatie. Dit mag leeg blijven.", limit=120, long=False),
}
#: The fields in front, in their order -> the heading above what was filled in.
FRONT = {
    "keuze": "De keuze",
    "uitkomst": "Wat er beter moet worden, en voor wie",
    "regisseur": "Wie regisseert, en waarom die partij de rol krijgt",
    "stappen": "De eerste stappen",
    "gevraagd": "Wat wij van wie vragen",
    "raad": "Wat de raad hoort, en wanneer",
    "mis": "Wat er mis kan gaan",
}
#: A text in front -> one that may be left out on the same page, how many characters that takes of it, and the text that may give room for that.
TAKES = {"keuze": ("uitkomst", 350, "regisseur"), "regisseur": ("uitkomst", 350, "keuze"), "mis": ("raad", 440, "")}
#: What stands above a table in front.
CAPTIONS = {"stappen": "Wie doet wat, en wanneer", "gevraagd": "Wat dit plan van anderen nodig heeft"}
#: What is asked where a field in front is empty; of the others that is no question.
ASKS = {
    "keuze": "Wat kiezen wij, en wat laten wij liggen?",
    "regisseur": "Wie regisseert, en waarom gunnen de anderen dat?",
    "stappen": "Wat zijn de eerste drie stappen, van wie en wanneer?",
    "gevraagd": "Wat vragen wij van welke partij?",
    "mis": "Wat kan er misgaan, en wat gebeurt er dan?",
}
CHAPTERS = (
    "De vorm van regie",
    "De diagnose",
    "De structuur",
    "De keten en de cultuur",
    "De spelers",
    "Het proces",
    "Wie regisseert",
    "De mix van strategieën",
    "Wat er mis kan gaan",
)
#: What a leaves_out says to the learner and not to the reader of a plan.
FOR_LEARNERS = re.compile(r"\b[Uu](w|zelf)?\b|notebook|plaatje|schui(f|ven)|\bproef\b|\bknop|[Dd]raai|[=√^]|kappa|M/M/1|[Dd]aar(om)? staat")
INTERESTS, MANY = 2, 8  # of each party, in the first table; of more parties one each
LEFT_OUT = 1  # of each denkmodel, in the appendix


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
    used: list[Used] = []
    chapters: list[Any] = []
    still_open: list[str] = []
    for chapter in CHAPTERS:
        brought = {proef: list(_part(case, proef, used)) for proef in parts(chapter)}
        begun = any(found(case, proef.key).settings for proef in brought)
        if any(brought.values()):
            chapters += [Heading(1, chapter), *(block for blocks in brought.values() for block in blocks)]
        if begun or any(brought.values()):  # of what nobody touched nothing is said, nor asked
            still_open += [proef.part.question for proef, blocks in brought.items() if proef.part.question and not blocks]
    front = list(_front(given))
    empty = [asked for name, asked in ASKS.items() if not _filled(given[name])]
    own = [line.strip(" -*•") for line in given["vragen"].splitlines()]
    questions = tuple(q for q in [*own, *empty, *dict.fromkeys(still_open)] if q)
    behind = [*_in_full(given), *_case(case), *chapters]
    if questions:
        behind += [Heading(1, "Open vragen"), Bullets(questions)]
    behind += [*_assumptions([one.proef for one in used]), *(_colophon(case, used, made) if used or front else [])]
    note = "Deze casus is verzonnen. Namen, partijen en getallen bestaan niet echt."
    fictional = [Paragraph(note, kind="note")] if case.status == "fictief" else []
    signed = [Heading(1, "Akkoord"), _signed(given)] if front else []
    told = [Paragraph(MODELS if used else "Dit komt uit de casus, en uit wat is opgeschreven bij de proeven.", kind="note")]
    apart = [Heading(1, "Bijlage: waarop dit plan berust", page=True), *told] if front and behind else told if used else []
    title = f"Regieplan: {case.title}" if case.title.strip() else "Regieplan"
    return Document(
        title,
        case.question.strip(),
        (*fictional, *front, *signed, *apart, *behind),
        given["van"],
        made.isoformat() if made else "",
        "Regie: partijen helpen samenwerken tot een inhoudelijk goede uitkomst",
    )


def _signed(given: Mapping[str, Any]) -> Table:
    """Room to sign, for each party of which something is asked; at least two rows."""
    asked = dict.fromkeys(name for row in given["gevraagd"] if (name := row["wie"].strip()))
    rows = [*asked, *[""] * (SIGNERS - len(asked))]
    return Table(
        "Wie dit plan ondertekent", ("Partij", "Naam en functie", "Datum en handtekening"), tuple((f"{who}\n", "", "") for who in rows)
    )


@attrs.frozen
class Used:
    """A proef whose outcome stands in the plan, and the settings that the outcome belongs to."""

    proef: type[Proef]
    state: Proef | None


#: What the reader should know of a denkmodel before meeting one.
MODELS = (
    "Bij ‘Het denkmodel’ staat wat een vereenvoudigde berekening over deze casus laat zien. Zo’n berekening maakt een mechanisme zichtbaar en bewijst niets: "
    "wat erin is gestopt, is deels geschat. Achteraan staan de belangrijkste aannamen."
)


def example() -> Document:
    """The plan of a shipped case with invented answers: what a filled plan looks like."""
    return plan(filled("jeugdhulp"))


def filled(key: str) -> Case:
    """A shipped case with the answers of data/examples in it."""
    import tomllib

    case = load_shipped(key)
    return case.with_changes(answers=tomllib.loads((data_path() / "examples" / f"{key}.toml").read_text(encoding="utf-8")))


def _filled(value: Any) -> bool:
    """Whether anything was filled in."""
    return any(cell.strip() for row in value for cell in row.values()) if not isinstance(value, str) else bool(value.strip())


def _front(given: Mapping[str, Any]) -> Iterator[Any]:
    """What who signs should know: a heading with each field that was filled in."""
    long, begun = sum(_room(given[name]) for name in FRONT) > ONE_PAGE, False
    for name, heading in FRONT.items():
        value, control = given[name], FIELDS[name]
        if not _filled(value):
            continue
        yield Heading(1, heading, page=name == SECOND and long and begun)
        begun = True
        if isinstance(value, str):
            yield from _paragraphs(_cut(value, _most(given, name)))
        else:
            assert isinstance(control, Rows)
            rows = tuple(tuple(row[c["key"]].strip() or "–" for c in control.columns) for row in value if any(map(str.strip, row.values())))
            yield Table(CAPTIONS[name], tuple(c["label"] for c in control.columns), rows)


def _room(value: Any) -> int:
    """How many characters of room this takes in front; a row of a table at least a line."""
    if isinstance(value, str):
        return min(len(value), LONG)
    return sum(max(ROW, sum(map(len, row.values()))) for row in value if any(map(str.strip, row.values())))


def _most(given: Mapping[str, Any], name: str) -> int:
    """How many characters of this text have room in front: fewer where one that may be left out stands on its page."""
    other, takes, beside = TAKES.get(name, ("", 0, ""))
    if not other or not _filled(given[other]):
        return LONG
    most = LONG - takes
    return max(most, 2 * most - len(given[beside])) if beside else most


def _cut(text: str, most: int) -> str:
    """The text, or as many whole sentences of it as there is room for in front (at least one)."""
    if len(text) <= most:
        return text
    sentences = re.split(r"(?<=[.!?])\s+", text.strip())
    shown = sentences[0][:most]
    for sentence in sentences[1:]:
        if len(shown) + len(sentence) > most:
            break
        shown = f"{shown} {sentence}"
    return f"{shown} De rest staat in de bijlage."


def _in_full(given: Mapping[str, Any]) -> Iterator[Any]:
    """The texts that were too long for the front."""
    for name, heading in FRONT.items():
        if isinstance(value := given[name], str) and len(value) > _most(given, name):
            yield Heading(1, f"{heading}: de hele tekst")
            yield from _paragraphs(value)


def _case(case: Case) -> Iterator[Any]:
    """The chapter on the case: what it is about, who directs, the parties and their ties."""
    summary = _paragraphs(case.summary)
    if not summary and not case.parties:
        return
    yield Heading(1, "De casus")
    yield from summary
    director = next((p for p in case.parties if p.key == case.director), None)
    if director:
        yield Paragraph(f"{director.called} heeft de regie, of wil die.", lead="De regisseur.")
    if case.parties:
        told = (("Houding", lambda p: p.position), ("Macht", lambda p: ", ".join(p.power or ())), ("Belang", lambda p: _interests(case, p)))
        known = [(name, of) for name, of in told if any(of(p) for p in case.parties)]
        if known:
            rows = tuple((p.called, *(of(p) or "–" for _, of in known)) for p in case.parties)
            yield Table("De partijen", ("Partij", *(name for name, _ in known)), rows)
        else:
            yield Paragraph(f"{enumerated([p.called for p in case.parties])}.", lead="De partijen.")
    if case.parties and case.ties:
        words = network(case)
        yield Picture(case_plot.picture(case, title="Het netwerk van de casus", words=words), words, "Het netwerk van de casus")


def _interests(case: Case, party: Party) -> str:
    return "; ".join(party.interests[: INTERESTS if len(case.parties) <= MANY else 1])


def _part(case: Case, proef: type[Proef], used: list[Used]) -> Iterator[Any]:
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
    used.append(Used(proef, state))
    yield Paragraph(said, lead="Het denkmodel.", kind="note")
    if state and proef.part.picture:
        svg = state.svg()
        yield Picture(svg, shows(svg, proef.drawings[0]), proef.part.name)


def _outcome(case: Case, proef: type[Proef], answers: Found) -> tuple[Proef | None, str]:
    """The state for the kept settings and what the plan says of it.

    Settings that this version of the proef does not take as they are, do not count (`aside.fitting`), as in its panel.
    (None, what was said then) where it came from a file, which is never kept, or a package for it is not here; (None, "") where nothing was
    kept that fits or the case has changed so that the proef can't be done with it. (state, "") where something is not known that it goes by, or rests on
    start values that nobody touched: the learner's own tables are in the plan then, what the model makes of start values is not.
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
    supposed = lacks or proef.unvouched(case, state.settings, kept(case, proef.key).get(VOUCHED))
    return state, "" if supposed else state.report()


def _taken(control: Control, settings: Mapping[str, Any]) -> Any:
    """What the field holds for these settings; its start where there is none that it takes."""
    try:
        return control.accept(settings.get(control.key, control.start))
    except ValueError:
        return control.start


def shows(svg: str, kind: str) -> str:
    """What is to be seen in a picture, for who cannot: its kind and the names in it; what that means stands in the text above it."""
    drawn = re.sub(r"<(title|desc)>.*?</\1>", "", svg, flags=re.DOTALL)
    picked = re.findall(r'<g[^>]* aria-label="([^"]+)"', svg)
    names = list(dict.fromkeys(unescape(name).strip() for name in [*picked, *re.findall(r"<text[^>]*>([^<]+)</text>", drawn)]))
    names = [name for name in names if not any(name != other and name in other for other in names)]
    text = f"{kind}. Te zien: {'; '.join(names)}"
    return f"{text[:SEEN].rsplit('; ', 1)[0]} …" if len(text) > SEEN else f"{text}."


def _colophon(case: Case, used: Sequence[Used], made: date | None) -> Iterator[Any]:
    """What it takes to make the same plan once more: the day, the program, the case by its hash, and what was set in each denkmodel."""
    day = f" op {layout.day(made.isoformat())}" if made else ""
    yield Heading(1, "Colofon")
    yield Paragraph(
        f"Gemaakt{day} met regiekit {version('regiekit')}. De casus heeft het controlegetal {provenance(case)['casus']['controlegetal'][:12]}."
    )
    for one in used:
        if one.state:
            seed = one.proef.reckoned.get("startgetal")
            said = " ".join(filter(None, [_set(one), "" if seed is None else f"Startgetal van het toeval: {seed}."]))
            if said:
                yield Paragraph(said, lead=_lead(one.proef))
    if starts := [one.proef.part.name.rstrip("?") for one in used if one.state and _untouched(one.state)]:
        yield Paragraph(f"{'; '.join(starts)}.", lead="In de beginstand.")


def record(case: Case, made: date | None = None) -> dict[str, Any]:
    """The plan for a program to read (json): what it takes to make it once more and to see what became different.

    Per denkmodel the settings, the seed, the outcome now, the outcome that was kept (`toen`, where the proef was kept with one that is different: another
    version of the program, or a case that changed since), and the works in full.
    """
    used: list[Used] = []
    for chapter in CHAPTERS:
        for proef in parts(chapter):
            list(_part(case, proef, used))
    return {
        **provenance(case, (key for one in used for key in one.proef.sources), made),
        "plan": answers(case),
        "denkmodellen": [_recorded(case, one) for one in used],
    }


def changed(case: Case) -> str:
    """Which denkmodellen now say something else than what was kept, in a sentence: the program or the case is another one since. "" for none."""
    names = [f"‘{one['naam'].rstrip('?')}’" for one in record(case)["denkmodellen"] if "toen" in one]
    said = f"Bij {listed_names(names)} zegt het denkmodel nu iets anders dan toen u het bewaarde."
    return f"{said} De zin van toen staat in de gegevens (json) bij het regieplan." if names else ""


def _recorded(case: Case, one: Used) -> dict[str, Any]:
    then = found(case, one.proef.key).said
    now = one.state.report() if one.state else then
    return {
        "proef": one.proef.key,
        "naam": one.proef.part.name,
        "instellingen": dict(one.state.settings) if one.state else {},
        "startgetal": one.proef.reckoned.get("startgetal"),
        "uitkomst": now,
        **({"toen": then} if then and then != now else {}),
        "bronnen": {key: cited(key) for key in listed(one.proef.sources)},
    }


def _lead(proef: type[Proef]) -> str:
    return name if (name := proef.part.name).endswith("?") else f"{name}."


def _set(one: Used) -> str:
    """What was set otherwise than it starts, by the names on the screen, or ""; a table that was filled in stands in the plan or in the case."""
    assert one.state
    given = one.state.settings
    moved = [c for c in one.proef.controls(one.state.case) if isinstance(c, Slider | Choice) and given[c.key] not in (c.start, None)]
    said = "; ".join(f"{control.label.rstrip('?')}: {control.say(given[control.key])}" for control in moved)
    return f"{said}." if said else ""


def _untouched(state: Proef) -> bool:
    """Whether nothing is otherwise than it starts, in a table or a text neither."""
    return all(state.settings[c.key] in (c.start, None) for c in state.controls(state.case))


def _assumptions(used: Sequence[type[Proef]]) -> list[Any]:
    """The main things that the denkmodellen in the plan leave out, and the works they build on in short: the full list would be longer than the plan."""
    if not used:
        return []
    works = {proef: f"Bouwt op: {'; '.join(short(key) for key in listed(proef.sources)).rstrip('.')}." for proef in used}
    return [
        Heading(1, "Wat de denkmodellen weglaten"),
        *(Paragraph(f"{' '.join(left_out(proef))} {works[proef]}", lead=_lead(proef)) for proef in used),
        Paragraph("De volledige titels, en alles wat een denkmodel weglaat, staan in de notebooks waarmee dit plan is gemaakt (regiekit)."),
    ]


def left_out(proef: type[Proef]) -> Sequence[str]:
    """The first things that a denkmodel leaves out, of those that make sense to who never saw it."""
    return [said for said in proef.leaves_out if not FOR_LEARNERS.search(said)][:LEFT_OUT] or proef.leaves_out[:1]


def _paragraphs(text: str) -> list[Paragraph]:
    return [Paragraph(line.strip()) for line in text.splitlines() if line.strip()]


def _table(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
