"""Het woord in een eigen document: elke vindplaats van "regie" in haar zin, met de hand een betekenis, en een tweede codeur ernaast.

The occurrences depend on the document, so this panel adds fields of its own to what the engine lays out. The document is never written: the case keeps
the codes and the counts.
"""

from collections.abc import Mapping
from functools import cache, lru_cache
from math import isfinite
from typing import Any

import attrs

from ..cases import Case
from ..cases.data import data_path
from ..cases.documents import MAX_FILE, paragraphs, read_document
from ..models import agreement
from ..models import word_in_context as model
from ..plots import word_in_context as plot
from ..plots.svg import escape
from .controls import Choice, Slider, Text, Upload, dutch
from .experiment import Experiment, Guess, Table
from .panel import box, html, live
from .proef_panel import ProefPanel

NOTEBOOK = "01_wat_is_regie"
MOST = 40  # occurrences to code by hand
PASTED = 200_000  # characters that fit in the field
EXAMPLE = "voorbeeldnota.txt"

#: Letter -> meaning and what it says. The letter is what a coder types and what one coder gives to another.
MEANINGS = {
    "F": ("faciliteren", "het anderen mogelijk maken, met ruimte, hulp of kennis"),
    "C": ("coördineren", "het werk van anderen op elkaar afstemmen"),
    "M": ("bemiddelen", "partijen die het oneens zijn, samen een akkoord laten vinden"),
    "B": ("besluiten", "zelf de knoop doorhakken"),
    "O": ("opdragen", "zeggen wat een ander moet doen"),
    "T": ("toezien", "volgen en controleren wat een ander doet"),
    "G": ("financieren", "geld geven, of juist niet"),
    "X": ("onduidelijk", "niet te zien wie wat doet"),
}
LETTERS = "".join(MEANINGS)
UNCLEAR = "X"
NAMES = {letter: name for letter, (name, _) in MEANINGS.items()}
UNCODED = "nog geen code"
PROBLEMS = {
    "mark": "Deze code hoort bij een andere tekst of een ander zoekwoord. Lees allebei hetzelfde document en zoek hetzelfde woord.",
    "length": "Deze code heeft niet één letter voor elke vindplaats. Kopieer de hele code.",
    "letter": f"In deze code staat een teken dat geen betekenis is. Gebruik {', '.join(LETTERS)}, en een punt voor ‘{UNCODED}’.",
}


@attrs.frozen(eq=False)
class Document:
    """A text in paragraphs and where it came from: voorbeeld, bestand or tekst."""

    origin: str
    paragraphs: tuple[str, ...]


@attrs.frozen(eq=False)
class Outcome:
    """The occurrences, their codes (a letter each), and those of a second coder (None: there is none, or `problem` says why not)."""

    origin: str
    word: str
    found: model.Concordance
    codes: str
    second: str | None
    problem: str
    hidden: bool  # a file was read, but the pasted text goes first
    full: bool  # the field for pasted text is full

    @property
    def counts(self) -> dict[str, int]:
        return model.tally(self.codes, LETTERS).counts

    @property
    def open(self) -> int:
        return self.codes.count(model.OPEN)

    @property
    def coded(self) -> int:
        return len(self.codes) - self.open

    @property
    def meanings(self) -> int:
        """How many different meanings were given; "onduidelijk" is none."""
        return sum(n > 0 for letter, n in self.counts.items() if letter != UNCLEAR)

    @property
    def labels(self) -> tuple[list[str | None], list[str | None]]:
        """Codes of both coders, None where there is none."""
        return tuple([None if c == model.OPEN else c for c in codes] for codes in (self.codes, self.second or model.OPEN * len(self.codes)))  # type: ignore[return-value]

    @property
    def differing(self) -> list[model.Occurrence]:
        """The occurrences that both coded, each otherwise."""
        return [o for o, a, b in zip(self.found.occurrences, *self.labels, strict=True) if a and b and a != b]


@cache
def example() -> Document:
    """The shipped policy note (invented)."""
    return Document("voorbeeld", tuple(paragraphs(read_document(EXAMPLE, (data_path() / "documents" / EXAMPLE).read_bytes()))))


def from_file(name: str, data: bytes) -> Document:
    """A document from the learner's disk. Raises CaseError for what cannot be read."""
    return Document("bestand", tuple(paragraphs(read_document(name, data))))


@lru_cache(maxsize=2)
def pasted(text: str) -> Document:
    """A document from the field for text."""
    return Document("tekst", tuple(paragraphs(text)))


@lru_cache(maxsize=4)
def found(document: Document, word: str, inside: bool) -> model.Concordance:
    """The occurrences in a document; remembered, because every code asks for them again."""
    return model.concordance(document.paragraphs, word, inside, most=MOST)


def outcome(case: Case, file: Document | None, paste: str, word: str, inside: str, codes: str, second: str) -> Outcome:
    """What the codes add up to. Codes that belong to other occurrences do not count."""
    document = pasted(paste) if paste.strip() else file or example()
    places = found(document, word, inside == "ruim")
    mine = codes_for(codes, places.occurrences) or model.OPEN * len(places.occurrences)
    other, problem = None, ""
    if second.strip():
        try:
            other = model.unpack(second, places.occurrences, LETTERS)
        except ValueError as wrong:
            problem = PROBLEMS[str(wrong)]
    return Outcome(document.origin, word, places, mine, other, problem, bool(file and paste.strip()), len(paste) >= PASTED)


def codes_for(packed: str, places: tuple[model.Occurrence, ...]) -> str | None:
    """The letters in a text of `pack`, None when it belongs to other occurrences."""
    try:
        return model.unpack(packed, places, LETTERS) if "-" in packed else None
    except ValueError:
        return None


def picture(o: Outcome) -> str:
    rows: dict[str, list[int]] = {NAMES[letter]: [i for i, c in enumerate(o.codes, 1) if c == letter] for letter in LETTERS}
    rows[UNCODED] = [i for i, c in enumerate(o.codes, 1) if c == model.OPEN]
    return plot.picture(
        rows, [x.number for x in o.differing], title=EXPERIMENT.title, words=words(o), last=UNCODED, second=o.second is not None
    )


def words(o: Outcome) -> str:
    where = {"voorbeeld": "In de voorbeeldnota", "bestand": "In uw document", "tekst": "In de geplakte tekst"}[o.origin]
    if not o.word.strip():
        return "Vul een woord in om te zoeken."
    if not o.found.total:
        return f"{where} staat ‘{o.word}’ niet."
    out = [
        f"{where} staat ‘{o.word}’ {dutch(o.found.total)} keer, in {dutch(o.found.words)} {'woord' if o.found.words == 1 else 'woorden'}."
    ]
    if o.found.total > MOST:
        out.append(f"U codeert de eerste {MOST}.")
    if not o.coded:
        return " ".join([*out, "U gaf nog geen enkele vindplaats een betekenis.", *together(o)])
    which = f"{'alle' if not o.open else f'{o.coded} van de'} {len(o.codes)} vindplaatsen" if len(o.codes) > 1 else "de enige vindplaats"
    out.append(f"U gaf {which} een code.")
    best = max((n for letter, n in o.counts.items() if letter != UNCLEAR), default=0)
    if best:
        top = [NAMES[letter] for letter, n in o.counts.items() if n == best and letter != UNCLEAR]
        most = (
            f"het vaakst is het {' of '.join(top)} ({'elk ' if len(top) > 1 else ''}{best} keer)" if o.meanings > 1 else f"steeds {top[0]}"
        )
        out.append(f"U vindt {o.meanings} {'betekenis' if o.meanings == 1 else 'betekenissen'}: {most}.")
    unclear = o.counts[UNCLEAR]
    out.append(
        f"Bij {unclear} {'vindplaats' if unclear == 1 else 'vindplaatsen'} is onduidelijk wie wat doet."
        if unclear
        else "Bij geen daarvan is onduidelijk wie wat doet."
    )
    return " ".join([*out, *together(o)])


def report(o: Outcome) -> str:
    if not o.found.total or not o.coded or o.origin == "voorbeeld":
        return ""
    named = [f"{NAMES[letter]} ({n})" for letter, n in sorted(o.counts.items(), key=lambda item: -item[1]) if n and letter != UNCLEAR]
    unclear = o.counts[UNCLEAR]
    return " ".join(
        filter(
            None,
            [
                f"In het gelezen document staat ‘{o.word}’ {dutch(o.found.total)} keer; van {o.coded} plaatsen is bepaald wat het er betekent.",
                f"De gevonden betekenissen: {', '.join(named)}." if named else "",
                f"Bij {unclear} {'plaats' if unclear == 1 else 'plaatsen'} is niet te zien wie wat doet." if unclear else "",
            ],
        )
    )


def together(o: Outcome) -> list[str]:
    """What two coders share, in sentences."""
    if o.second is None:
        return []
    kappa, alpha = agreement.cohen(*o.labels), agreement.krippendorff(zip(*o.labels, strict=True))
    if not kappa.units:
        return ["U en de tweede codeur hebben nog geen vindplaats allebei gecodeerd."]
    same = kappa.units - len(o.differing)
    out = [f"U en de tweede codeur kozen bij {same} van de {kappa.units} vindplaatsen hetzelfde ({dutch(100 * kappa.observed, 0)}%)."]
    if isfinite(kappa.coefficient):
        return [
            *out,
            f"Cohens kappa is {dutch(kappa.coefficient, 2)} en Krippendorffs alfa {dutch(alpha.coefficient, 2)}: 1 is altijd hetzelfde, 0 is niet meer dan toeval.",
        ]
    return [*out, "U gebruikten allebei maar één betekenis; dan is niet te zeggen of het toeval is."]


def tables(o: Outcome) -> list[Table]:
    """How often each meaning was given; with a second coder how far the two agree, and where they do not."""
    two = o.second is not None
    rows = [
        [f"{letter}  {name}", float(o.codes.count(letter)), *([float(o.second.count(letter))] if two else [])]
        for letter, name in NAMES.items()
    ]
    out = [Table("Hoe vaak elke betekenis", ["Betekenis", "U", *(["Tweede codeur"] if two else [])], rows)] if o.codes else []
    if not two:
        return out
    kappa, alpha = agreement.cohen(*o.labels), agreement.krippendorff(zip(*o.labels, strict=True))
    out.append(
        Table(
            f"Overeenstemming over {kappa.units} {'vindplaats' if kappa.units == 1 else 'vindplaatsen'}",
            ["Maat", "Waarde"],
            [
                ["Zelfde code", dutch(100 * kappa.observed, 0) + ("%" if kappa.units else "")],
                ["Cohens kappa (1 = altijd hetzelfde, 0 = toeval)", dutch(kappa.coefficient, 2)],
                ["Krippendorffs alfa (1 = altijd hetzelfde, 0 = toeval)", dutch(alpha.coefficient, 2)],
            ],
        )
    )
    if o.differing:
        out.append(
            Table(
                "Hier koos u iets anders",
                ["Nummer", "Zinsdeel", "U", "Tweede codeur"],
                [[str(x.number), model.snippet(x), NAMES[o.codes[x.number - 1]], NAMES[o.second[x.number - 1]]] for x in o.differing],
            )
        )  # type: ignore[index]
    return out


def note(o: Outcome, key: str) -> str:
    """What belongs to a field."""
    if key == "file":
        if o.hidden:
            return "De geplakte tekst gaat voor. Maak het tekstvak leeg om uw bestand te lezen."
        return {"voorbeeld": "U leest nu de voorbeeldnota. Die is verzonnen.", "bestand": "U leest nu uw eigen bestand.", "tekst": ""}[
            o.origin
        ]
    if key == "paste" and o.origin == "tekst":
        return (
            f"U leest nu de geplakte tekst. Hij is afgekapt op {dutch(PASTED)} tekens; kies liever het bestand."
            if o.full
            else "U leest nu de geplakte tekst."
        )
    if key == "second":
        return o.problem or " ".join(together(o))
    return ""


def compared(case: Case, guess: int, o: Outcome) -> str:
    said = f"U dacht aan {guess} {'betekenis' if guess == 1 else 'betekenissen'}."
    if not o.coded:
        return f"{said} Geef de vindplaatsen hierboven een betekenis. Dan ziet u hier hoeveel u er vindt."
    seen = f"U {'vond er' if not o.open else 'vindt er tot nu toe'} {o.meanings}, in {o.coded} {'vindplaats' if o.coded == 1 else 'vindplaatsen'}"
    unclear = o.counts[UNCLEAR]
    clear = f", en {unclear} keer is niet te zien wie wat doet." if unclear else "."
    if o.open:
        return f"{said} {seen}{clear}"
    if o.meanings > 1:
        return f"{said} {seen}{clear} Eén woord dekt dus verschillend werk. Wie het met ‘{o.word}’ eens is, hoeft het nog niet eens te zijn over wat er gebeurt."
    return f"{said} {seen}{clear}"


EXPERIMENT = Experiment(
    key="woord_in_document",
    notebook=NOTEBOOK,
    title="Het woord in een document: wat doet iemand die ‘regie’ heeft?",
    strategy="begin",
    guess=Guess(
        question="Straks zoekt u in een beleidsnota elke zin op waarin ‘regie’ staat. Hoeveel verschillende betekenissen vindt u dan?",
        field=lambda case: Slider("_guess", "Uw schatting", 1, 7, 2, 1, "betekenis|betekenissen"),
        compare=compared,
    ),
    controls=lambda case: [
        Upload(
            "file",
            "Een eigen document (txt, md, docx, odt of pdf)",
            from_file,
            ".txt,.md,.docx,.odt,.pdf",
            limit=MAX_FILE,
            help="Het document blijft op deze computer. Ook in uw casus komt het niet: die bewaart alleen uw codes en de aantallen.",
        ),
        Text(
            "paste",
            "Of plak hier een tekst",
            limit=PASTED,
            help=f"Hoogstens {dutch(PASTED)} tekens. Staat hier iets, dan gaat dat voor het bestand.",
        ),
        Text("word", "Welk woord zoekt u?", "regie", "Meer woorden? Zet er een komma tussen.", 80, long=False),
        Choice(
            "inside",
            "Waar zoekt u?",
            [("woord", "alleen het woord zelf"), ("ruim", "ook in langere woorden, zoals regierol en regisseur")],
            "woord",
        ),
        Text("codes", "Uw code", limit=200, long=False),
        Text("second", "De code van de tweede codeur (plak hier)", limit=400, long=False),
    ],
    outcome=outcome,
    picture=picture,
    words=words,
    report=report,
    measures=lambda o: [],
    tables=tables,
    note=note,
    own="Wat viel u op in uw eigen document? Welke zin zou u anders opschrijven, en hoe?",
    leaves_out=(
        "Elke vindplaats krijgt één betekenis. In een echte zin kunnen er twee tegelijk zitten.",
        "U ziet een stuk van de zin, niet de hele nota en niet wie haar schreef.",
        "Tellen zegt niets over gewicht: één zin in het besluit telt meer dan tien in de inleiding.",
        "Wie ‘sturing’ of ‘de lead’ schrijft in plaats van ‘regie’, blijft buiten beeld. Zoek ook eens op zo’n woord.",
        "Twee codeurs die hetzelfde kiezen, kunnen zich allebei vergissen. Bij weinig vindplaatsen schommelen kappa en alfa sterk.",
    ),
    sources=("luhn1960", "cohen1960", "krippendorff2011"),
)


class WordInContext(ProefPanel):
    """The proef with a field per occurrence, below the picture."""

    def __init__(self, declaration: Any) -> None:
        self._codes = ""  # what `pack` made; here and not in `values`: sending those back would undo what is typed meanwhile
        self._drafts: dict[str, str] = {}  # what `pack` made, per mark in it: who returns to a text finds the codes back
        self._paste = ""
        super().__init__(declaration)

    def restart(self) -> None:
        """Take the current case; the document stays, and in the same case everything does."""
        with self._lock:
            again = hasattr(self, "controls")
            key, values, files = (self.key, self.values, self._files) if again else ("", {}, {})
            super().restart()
            if again:
                self._files = files
                stay = self.controls if key == self.key else ("paste", "file")
                self.quietly(values={**self.values, **{k: values[k] for k in stay}})
            if key != self.key:
                self._codes = self.values["codes"]
                self._draft(self._codes)
            self._anew()

    def settings(self) -> dict[str, Any]:
        """As the engine's, with the codes; a long text is held once, however often the browser sends it."""
        settings = super().settings()
        if settings["paste"] != self._paste:
            self._paste = settings["paste"]
            self._seen.clear()
        return {**settings, "paste": self._paste, "codes": self._codes}

    def _places(self) -> tuple[model.Occurrence, ...]:
        return self._shown().state.o.found.occurrences

    def _anew(self, errors: Mapping[str, str] = {}) -> None:
        """Show the occurrences of the present text, with the codes that belong to them."""
        places = self._places()
        codes = codes_for(self._codes, places) or codes_for(self._drafts.get(model.mark(places), ""), places) or model.OPEN * len(places)
        self._take(codes)
        others = {k: v for k, v in self.values.items() if not k.startswith("code:")}
        self.quietly(values=others | {f"code:{i}": c for i, c in enumerate(codes, 1)})
        self.tree = self._tree()
        self.live = self._live(errors)

    def _take(self, codes: str) -> None:
        """These are the codes now."""
        places = self._places()
        self._codes = model.pack(codes, places) if places else ""
        self._draft(self._codes)

    def _draft(self, packed: str) -> None:
        if packed.count("-") > 1:
            self._drafts[packed.split("-")[1]] = packed

    def changed(self, keys: list[str]) -> None:
        coded = [k for k in keys if k.startswith("code:")]
        if coded and "_case" not in keys:
            self._take("".join(self._code(i) for i in range(1, len(self._places()) + 1)))
        super().changed([k for k in keys if k not in coded])
        if coded:
            o = self._shown().state.o
            self.spoken = f"{o.coded} van de {len(o.codes)} vindplaatsen gecodeerd."
        if {"paste", "word", "inside"} & set(keys):
            self._anew({k: v for k, v in self.live.items() if k.startswith("fout:")})

    def _code(self, number: int) -> str:
        code = self.values.get(f"code:{number}")
        return code if isinstance(code, str) and len(code) == 1 and code in LETTERS else model.OPEN

    def clicked(self, key: str) -> None:
        if key == "_reset":
            self._codes = ""
            self._drafts.clear()
        super().clicked(key)
        if key == "_reset":
            self._anew()

    def received(self, key: str, name: str, data: bytes) -> None:
        before = self._files.get(key)
        super().received(key, name, data)
        if self._files.get(key) is not before:
            self._anew()

    def _keep(self, **answer: Any) -> None:
        """The document itself goes into no file."""
        if "instellingen" in answer:
            answer["instellingen"] = {k: v for k, v in answer["instellingen"].items() if k != "paste"}
        super()._keep(**answer)

    # -- what is shown ----------------------------------------------------------------------------------------------------

    def _live(self, errors: Mapping[str, str] = {}) -> dict[str, Any]:
        shown = super()._live(errors)
        if not self.guessed:
            return shown
        first, *rest = [t.html() for t in tables(self._shown().state.o)] or [""]
        code = f'<label>Uw code, om te kopiëren <input type="text" readonly value="{escape(self._codes)}"></label>'
        return {**shown, "_tables": first, "_two": "".join(rest), "_mine": code}

    def _tree(self) -> list[dict[str, Any]]:
        (section,) = super()._tree()
        if not self.guessed:
            return [section]
        own = {"codes", "second"}
        main = next(b for b in section["blocks"] if b["key"] == "_main")
        left = main["blocks"][0]
        trying = next(b for b in left["blocks"] if b["key"] == "_trying")
        trying["blocks"] = [b for b in trying["blocks"] if b["key"].removeprefix("_note:") not in own]
        comparing = left["blocks"].pop()
        at = section["blocks"].index(main) + 1
        section["blocks"][at:at] = [self._coding(), self._second(), box("_below", [comparing], cls="rk-part")]
        return [section]

    def _coding(self) -> dict[str, Any]:
        o = self._shown().state.o
        if not o.codes:
            return box(
                "_coding",
                [html("_none", f"<p>{escape(words(o))} Zoek een ander woord, zoek ook in langere woorden of kies een andere tekst.</p>")],
                cls="rk-part",
            )
        legend = "".join(f"<li><strong>{letter}</strong> {escape(name)}: {escape(what)}</li>" for letter, (name, what) in MEANINGS.items())
        first = (
            f"<p><strong>Het woord staat er {dutch(o.found.total)} keer. U codeert de eerste {MOST}.</strong></p>"
            if o.found.total > MOST
            else ""
        )
        intro = (
            "<h4>Wat doet iemand hier die ‘regie’ heeft?</h4><p>Kies bij elke vindplaats één betekenis. Met het toetsenbord: typ de letter en druk op Tab.</p>"
            f"<ul>{legend}</ul>{first}"
        ).replace("‘regie’", f"‘{escape(o.word)}’")
        options = [[model.OPEN, "– kies –"], *([letter, f"{letter}  {name}"] for letter, name in NAMES.items())]
        rows = [
            box(
                f"_place:{x.number}",
                [
                    html(
                        f"_context:{x.number}",
                        f'<p><span class="rk-count">{x.number} · alinea {x.paragraph}</span> {escape(x.left)}<strong>{escape(x.word)}</strong>{escape(x.right)}</p>',
                    ),
                    {"t": "select", "key": f"code:{x.number}", "label": f"Vindplaats {x.number}", "options": options},
                ],
                cls="rk-occurrence",
            )
            for x in o.found.occurrences
        ]
        return box("_coding", [html("_intro", intro), *rows], cls="rk-part")

    def _second(self) -> dict[str, Any] | None:
        if not self._places():
            return html("_second_none", "")
        return box(
            "_second",
            [
                html(
                    "_second_head",
                    "<h4>Met een tweede codeur</h4><p>Laat iemand anders dezelfde tekst coderen, zonder overleg. Ruil daarna uw codes uit, bijvoorbeeld per mail. "
                    "In de code staan geen zinnen uit het document.</p>",
                ),
                live("_mine", cls="rk-field rk-text"),
                self.controls["second"].block(),
                live("_note:second", cls="rk-note"),
                live("_two", cls="rk-tables"),
            ],
            cls="rk-part",
        )

    def _own_invitation(self) -> str:
        return "Open hierboven een nota, convenant of raadsvoorstel van uw eigen organisatie en codeer die. Wat u bewaart, komt in de casus die bij Casus staat."


PANEL = WordInContext
