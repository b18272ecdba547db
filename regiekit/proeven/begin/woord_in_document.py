"""Het woord in een eigen document: elke vindplaats van "regie" in haar zin, met de hand een betekenis, en een tweede codeur ernaast.

The occurrences depend on the document, so this proef has a panel with fields of its own beside what the engine lays out. The document is
never written: the case keeps the codes and the counts.
"""

from collections.abc import Mapping
from functools import cache, cached_property, lru_cache
from math import ceil, isfinite
from typing import Any

import attrs

from regiekit.cases.data import data_path
from regiekit.cases.documents import MAX_FILE, open_document, paragraphs, read_document
from regiekit.models import agreement
from regiekit.models import word_in_context as model
from regiekit.plots.svg import escape
from regiekit.proeven import (
    Board,
    Choice,
    Proef,
    Slider,
    Table,
    Text,
    Upload,
    capital,
    count,
    dutch,
    form,
    listed,
    number_word,
    say,
)
from regiekit.widgets import stage
from regiekit.widgets.panel import html, live
from regiekit.widgets.proef_panel import ProefPanel
from regiekit.widgets.say import part, several

MOST = 40  # occurrences to code by hand
FEW = 20  # with fewer coded by both nothing is said of how well two coders agree
PASTED = 200_000  # characters that fit in the field
EXAMPLE = "voorbeeldnota.txt"
ORIGINS = {"voorbeeld": "de voorbeeldnota", "bestand": "uw document", "tekst": "de geplakte tekst"}  # of a text

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

ASKED = {"Tekst": ("file", "paste"), "Woord": ("word", "inside")}  # parts of *Probeer*
LEFT, TOP = 176, 20
SIDE, STEP = 22, 25  # a square, and from one to the next
LINE, GAP = 17, 16  # squares on a line, between rows


@attrs.frozen(eq=False)
class Document:
    """A text in paragraphs, where it came from (a key of `ORIGINS`), and sentences on what of it was not read."""

    origin: str
    paragraphs: tuple[str, ...]
    notes: tuple[str, ...] = ()


@cache
def example() -> Document:
    """The shipped policy note (invented)."""
    return Document("voorbeeld", tuple(paragraphs(read_document(EXAMPLE, (data_path() / "documents" / EXAMPLE).read_bytes()))))


def from_file(name: str, data: bytes) -> Document:
    """A document from the learner's disk. Raises CaseError for what cannot be read."""
    read = open_document(name, data)
    return Document("bestand", tuple(paragraphs(read.text)), tuple(f"{capital(note)}." for note in read.notes))


@lru_cache(maxsize=2)
def pasted(text: str) -> Document:
    """A document from the field for text."""
    return Document("tekst", tuple(paragraphs(text)))


@lru_cache(maxsize=4)
def found(document: Document, word: str, inside: bool) -> model.Concordance:
    """The occurrences in a document; remembered, because every code asks for them again."""
    return model.concordance(document.paragraphs, word, inside, most=MOST)


def codes_for(packed: str, places: tuple[model.Occurrence, ...]) -> str | None:
    """The letters in a text of `pack`, None when it belongs to other occurrences."""
    try:
        return model.unpack(packed, places, LETTERS) if "-" in packed else None
    except ValueError:
        return None


class CodingPanel(ProefPanel):
    """The proef with an occurrence at a time as a card."""

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
                self._hold(self.values["codes"])
            self._anew()

    def settings(self) -> dict[str, Any]:
        """As the engine's, with the codes; a long text is held once, however often the browser sends it."""
        settings = super().settings()
        if settings["paste"] != self._paste:
            self._paste = settings["paste"]
            self._seen.clear()
        return {**settings, "paste": self._paste, "codes": self._codes}

    @property
    def state(self) -> "WordInContext":
        state = self._shown().state if self.guessed else self._state(self.settings())
        assert isinstance(state, WordInContext)
        return state

    def _anew(self, errors: Mapping[str, str] = {}) -> None:
        """Show the occurrences of the present text, with the codes that belong to them."""
        places = self.state.places
        codes = codes_for(self._codes, places) or codes_for(self._drafts.get(model.mark(places), ""), places) or model.OPEN * len(places)
        self._take(codes)
        others = {k: v for k, v in self.values.items() if not k.startswith("code:")}
        self.quietly(values=others | {f"code:{i}": c for i, c in enumerate(codes, 1)})
        self.tree = self._tree()
        self.live = self._live(errors)

    def _take(self, codes: str) -> None:
        """These are the codes now, a letter per occurrence."""
        self._hold(model.pack(codes, self.state.places) if codes else "")

    def _hold(self, packed: str) -> None:
        self._codes = packed
        if packed.count("-") > 1:
            self._drafts[packed.split("-")[1]] = packed

    def changed(self, keys: list[str]) -> None:
        coded = [k for k in keys if k.startswith("code:")]
        if coded and "_case" not in keys:
            codes = [self.values.get(f"code:{x.number}") for x in self.state.places]
            self._take("".join(code if isinstance(code, str) and code in MEANINGS else model.OPEN for code in codes))
        super().changed([k for k in keys if k not in coded])
        if coded:
            self.spoken = f"{self.state.coded} van de {len(self.state.given)} vindplaatsen gecodeerd."
        if {"paste", "word", "inside"} & set(keys):
            self._anew({k: v for k, v in self.live.items() if k.startswith("fout:")})

    def _reset(self) -> None:
        self._codes = ""
        self._drafts.clear()
        super()._reset()
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
        first, *rest = [t.html() for t in self.state.tables()] or [""]
        code = f'<label>Uw code, om te kopiëren <input type="text" readonly value="{escape(self._codes)}"></label>'
        return {**shown, "_tables": first, "_two": "".join(rest), "_mine": code}

    def _turn(self, by: int) -> None:
        self.at = min(max(self.at + by, 0), max(len(self.state.places) - 1, 0))
        self.quietly(tree=self._tree(), live=self._live())
        self.focus_on(f"code:{self.at + 1}")

    def tries(self) -> list[dict[str, Any]]:
        """A text, its occurrences one at a time, and the codes of a second coder."""
        asked = {name: [block for key in keys for block in stage.fields(self, self.controls[key])] for name, keys in ASKED.items()}
        return [*(stage.part(name, blocks) for name, blocks in asked.items()), self._coding(), stage.part("Samen", self._second())]

    def _coding(self) -> dict[str, Any]:
        state, places = self.state, self.state.places
        if not places:
            said = f"<p>{escape(state.words())} Zoek een ander woord, zoek ook in langere woorden of kies een andere tekst.</p>"
            return stage.part("Coderen", [html("_none", said)])
        self.at = min(self.at, len(places) - 1)
        x, last, total = places[self.at], len(places), state.found.total
        count = f"Vindplaats {x.number} van {last} · alinea {x.paragraph}"
        first = f"<p>Het woord staat er {dutch(total)} keer. U codeert de eerste {MOST}.</p>"
        context = f"<p>{escape(x.left)}<strong>{escape(x.word)}</strong>{escape(x.right)}</p>"
        options = [[letter, f"{letter}  {name}"] for letter, name in NAMES.items()]
        asked = f"Wat doet iemand hier die ‘{state.word}’ heeft?"
        field = {"t": "choice", "key": f"code:{x.number}", "label": asked, "options": options, "cls": "rk-two", "then": "_next"}
        on = {"on": stage.press("_next", f"Vindplaats {x.number + 1}")} if self.at + 1 < last else {}
        back = {"back": stage.press("_previous", f"Vindplaats {x.number - 1}")} if self.at else {}
        card = html(f"_context:{x.number}", f'<span class="rk-count">{count}</span>{context}', cls="rk-card")
        return stage.part("Coderen", [total > MOST and html("_first", first), card, field], turns=on | back)

    def _second(self) -> list[dict[str, Any]]:
        if not self.state.places:
            return [html("_second_none", "<p>Zonder vindplaatsen valt er niets te vergelijken.</p>")]
        head = (
            "<p>Laat iemand anders dezelfde tekst coderen, zonder overleg. Ruil daarna uw codes uit, bijvoorbeeld per mail. "
            "In de code staan geen zinnen uit het document.</p>"
        )
        fields = [live("_mine", cls="rk-field rk-text"), self.controls["second"].block(), live("_note:second", cls="rk-note")]
        return [html("_second_head", head), *fields, live("_two", cls="rk-tables")]

    def own_invitation(self) -> str:
        return "Open bij Probeer een nota, convenant of raadsvoorstel van uw eigen organisatie en codeer die. Wat u bewaart, komt in de casus die hierboven staat."


class WordInContext(Proef, situated=False):
    """What the codes of the occurrences add up to; codes that belong to other occurrences do not count."""

    panel = CodingPanel

    file: Document | None
    paste: str
    word: str
    inside: str
    codes: str
    second: str

    @classmethod
    def guess(cls, case):
        return Slider("", "Uw schatting", 1, 7, 2, 1, "betekenis|betekenissen")

    @classmethod
    def controls(cls, case):
        stays = "Het document blijft op deze computer. Ook in uw casus komt het niet: die bewaart alleen uw codes en de aantallen."
        first = f"Hoogstens {dutch(PASTED)} tekens. Staat hier iets, dan gaat dat voor het bestand."
        where = [("woord", "alleen het woord zelf"), ("ruim", "ook in langere woorden, zoals regierol en regisseur")]
        kinds = ".txt,.md,.docx,.odt,.pdf"
        return [
            Upload("file", "Een eigen document (txt, md, docx, odt of pdf)", from_file, kinds, limit=MAX_FILE, help=stays),
            Text("paste", "Of plak hier een tekst", limit=PASTED, help=first),
            Text("word", "Welk woord zoekt u?", "regie", "Meer woorden? Zet er een komma tussen.", 80, long=False),
            Choice("inside", "Waar zoekt u?", where, "woord"),
            Text("codes", "Uw code", limit=200, long=False),
            Text("second", "De code van de tweede codeur (plak hier)", limit=400, long=False),
        ]

    @cached_property
    def document(self) -> Document:
        return pasted(self.paste) if self.paste.strip() else self.file or example()

    @cached_property
    def found(self) -> model.Concordance:
        return found(self.document, self.word, self.inside == "ruim")

    @cached_property
    def places(self) -> tuple[model.Occurrence, ...]:
        return self.found.occurrences

    @cached_property
    def given(self) -> str:
        """The codes, a letter per occurrence."""
        return codes_for(self.codes, self.places) or model.OPEN * len(self.places)

    @cached_property
    def unpacked(self) -> tuple[str | None, str]:
        """The codes of the second coder (None: there is none), and what is wrong with them."""
        try:
            return model.unpack(self.second, self.places, LETTERS) if self.second.strip() else None, ""
        except ValueError as wrong:
            return None, PROBLEMS[str(wrong)]

    @property
    def other(self) -> str | None:
        return self.unpacked[0]

    @cached_property
    def counts(self) -> dict[str, int]:
        """How often each meaning was given; "onduidelijk" is none."""
        return {letter: n for letter, n in model.tally(self.given, LETTERS).counts.items() if n and letter != UNCLEAR}

    @cached_property
    def unclear(self) -> int:
        return self.given.count(UNCLEAR)

    @cached_property
    def open(self) -> int:
        return self.given.count(model.OPEN)

    @cached_property
    def coded(self) -> int:
        return len(self.given) - self.open

    @cached_property
    def labels(self) -> list[list[str | None]]:
        """Codes of both coders, None where there is none."""
        return [[None if c == model.OPEN else c for c in codes] for codes in (self.given, self.other or model.OPEN * len(self.given))]

    @cached_property
    def kappa(self) -> agreement.Agreement:
        return agreement.cohen(*self.labels)

    @cached_property
    def alpha(self) -> agreement.Agreement:
        return agreement.krippendorff(zip(*self.labels, strict=True))

    @cached_property
    def differing(self) -> list[model.Occurrence]:
        """The occurrences that both coded, each otherwise."""
        return [place for place, a, b in zip(self.places, *self.labels, strict=True) if a and b and a != b]

    def compared(self, guess):
        said = f"U dacht aan {_words(guess, 'betekenis', 'betekenissen')}."
        if not self.coded:
            return f"{said} Geef de vindplaatsen hierboven een betekenis. Dan ziet u hier hoeveel u er vindt."
        seen = "vindt er tot nu toe" if self.open else "vond er"
        return say(
            said,
            f"U {seen} {number_word(len(self.counts)) if self.counts else 'geen enkele'}, in {_words(self.coded, 'vindplaats', 'vindplaatsen')}.",
            f"Bij {_words(self.unclear, 'vindplaats', 'vindplaatsen')} is niet te zien wie wat doet." if self.unclear else "",
            "Eén woord dekt dus verschillend werk, want de schrijver bedoelt niet overal hetzelfde."
            if len(self.counts) > 1 and not self.open
            else "",
        )

    def picture(self):
        """A row per meaning, a numbered square per occurrence: together the squares of a row make a bar."""
        rows = {name: [i for i, c in enumerate(self.given, 1) if c == letter] for letter, name in (NAMES | {model.OPEN: UNCODED}).items()}
        high = STEP * ceil(len(self.given) / LINE) if len(self.given) > LINE else STEP
        b = Board(660, max(430, TOP + (high + GAP) * len(rows)), "begin")
        differ = {place.number for place in self.differing}
        for i, (name, numbers) in enumerate(rows.items()):
            y, grey = TOP + i * (high + GAP), name == UNCODED
            b.rect(LEFT - 6, y - 2, b.width - LEFT - 44, high + 3, fill="tint")
            b.text(LEFT - 16, y + high / 2 + 4, name, 15, "end", 400 if grey else 600, "soft" if grey else "ink")
            b.text(b.width - 14, y + high / 2 + 5, len(numbers), 18, "end", 700, "soft" if grey else "accent")
            for k, number in enumerate(numbers):
                with b.group(LEFT + STEP * (k % LINE), y + STEP * (k // LINE), key=f"v:{number}"):
                    if number in differ:
                        b.rect(0, 0, SIDE, SIDE, 2, fill="paper", stroke="accent", width=2, shape=True)
                    else:
                        b.rect(0, 0, SIDE, SIDE, 2, fill="soft" if grey else "accent", shape=True)
                    b.text(SIDE / 2, SIDE - 6, number, 14, "middle", 700, "accent" if number in differ else "paper")
        areas: list[tuple[Any, str]] = [({"fill": "accent"}, "een vindplaats, met het nummer; rechts hoe vaak")]
        if self.other is not None:
            areas.append(({"fill": "paper", "stroke": "accent", "width": 2}, "de tweede codeur koos hier anders"))
        b.key(areas)
        return b

    def headline(self):
        total, kinds, where = self.found.total, len(self.counts), ORIGINS[self.document.origin]
        if not self.word.strip() or not total:
            none = f"In {where} staat ‘{self.word[:30]}’ niet, dus er is geen zin om te lezen."
            return none if self.word.strip() else "Vul een woord in om te zoeken."
        if not self.coded:
            each = form(total, "die zin", "elke zin")
            return f"In {where} staat ‘{self.word[:30]}’ {number_word(total)} keer{', langere woorden meegeteld' * (self.inside == 'ruim')}. Wat daar gebeurt, weet u pas als u {each} leest."
        of = part(self.coded, len(self.given), "vindplaatsen") if len(self.given) > 1 else "de enige vindplaats"
        if not kinds:
            return f"U gaf {of} een code, maar nergens is te zien wie wat doet: het woord blijft leeg."
        if kinds == 1:
            only = NAMES[next(iter(self.counts))]
            return f"U gaf {of} een code en vond {form(self.counts[next(iter(self.counts))], 'één betekenis', 'steeds dezelfde betekenis')}: {only}."
        return f"U gaf {of} een code en vond {number_word(kinds)} betekenissen: één woord dekt verschillend werk."

    def words(self):
        total, where = self.found.total, ORIGINS[self.document.origin]
        if not self.word.strip():
            return "Er is nog niets te tellen. Vul een woord in, bijvoorbeeld ‘regie’."
        if not total:
            return say(f"In {where} staat ‘{self.word}’ niet.", *self.document.notes, "Zoek een ander woord, of kies een andere tekst.")
        first = f"U codeert de eerste {MOST}." if total > MOST else ""
        if self.coded:
            return say(self._coded(where), first, self.together)
        return say(
            f"In {where} hebt u nog geen enkele betekenis gekozen.",
            first,
            f"Lees {form(total, 'de zin', 'elke zin')} met dat woord, en kies wat degene over wie het gaat, daar doet.",
            f"U kiest uit {number_word(len(MEANINGS) - 1)} betekenissen, van faciliteren tot financieren.",
            self.together,
        )

    def _coded(self, where):
        """How often the word means what, at how many places that is not to be seen, and what is still to be read."""
        ranked = sorted(self.counts, key=lambda letter: -self.counts[letter])
        means = several([f"{number_word(self.counts[letter])} keer {NAMES[letter]}" for letter in ranked], 4, "andere betekenissen")
        unclear = f"Bij {_words(self.unclear, 'vindplaats', 'vindplaatsen')} is niet te zien wie wat doet."
        ask = "Vraag de schrijver wie wat doet." if not self.counts else ""
        return say(
            f"In {where} betekent ‘{self.word}’ volgens u {means}." if self.counts else "",
            unclear if self.unclear else "Steeds is te zien wie wat doet.",
            f"Lees ook {form(self.open, 'de zin die overblijft', f'de andere {number_word(self.open)} zinnen')}." if self.open else ask,
        )

    @cached_property
    def together(self) -> str:
        """What two coders share, in sentences; "" without a second one."""
        units = self.kappa.units
        if self.other is None:
            return ""
        if not units:
            return "U en de tweede codeur hebben nog geen vindplaats allebei gecodeerd."
        same = units - len(self.differing)
        agreed = part(same, units, "vindplaatsen") if same < units else "elke vindplaats"
        alike = not isfinite(self.kappa.coefficient)
        return say(
            f"U en de tweede codeur kozen bij {agreed} hetzelfde.",
            "U gebruikten allebei maar één betekenis; dan is niet te zeggen of het toeval is." if alike else "",
            "Bij zo weinig vindplaatsen kan dat toeval zijn; bespreek vooral waar u iets anders koos." if units < FEW and not alike else "",
        )

    def report(self):
        if not self.found.total or not self.coded or self.document.origin == "voorbeeld":
            return ""
        named = [f"{NAMES[letter]} ({number_word(n)} keer)" for letter, n in sorted(self.counts.items(), key=lambda item: -item[1])]
        return say(
            f"In het gelezen document staat ‘{self.word}’ {number_word(self.found.total)} keer.",
            f"Bij {_words(self.coded, 'vindplaats', 'vindplaatsen')} is bepaald wat het daar betekent: {listed(named)}." if named else "",
            f"Bij {_words(self.unclear, 'vindplaats', 'vindplaatsen')} is niet te zien wie wat doet." if self.unclear else "",
        )

    def tables(self):
        """How often each meaning was given; with a second coder how far the two agree, and where they do not."""
        coders = [self.given] if self.other is None else [self.given, self.other]
        rows = [[f"{letter}  {name}", *(float(codes.count(letter)) for codes in coders)] for letter, name in NAMES.items()]
        columns = ["Betekenis", "U", "Tweede codeur"][: 1 + len(coders)]
        out = [Table("Hoe vaak elke betekenis", columns, rows)] if self.given else []
        if self.other is None:
            return out
        units = self.kappa.units
        measured = [
            ["Zelfde code", dutch(100 * self.kappa.observed, 0) + ("%" if units else "")],
            ["Cohens kappa (1 = altijd hetzelfde, 0 = toeval)", dutch(self.kappa.coefficient, 2)],
            ["Krippendorffs alfa (1 = altijd hetzelfde, 0 = toeval)", dutch(self.alpha.coefficient, 2)],
        ]
        out.append(Table(f"Overeenstemming over {count(units, 'vindplaats|vindplaatsen')}", ["Maat", "Waarde"], measured))
        both = zip(self.places, self.given, self.other, strict=True)
        differ = [[str(p.number), model.snippet(p), NAMES[a], NAMES[b]] for p, a, b in both if p in self.differing]
        if differ:
            out.append(Table("Hier koos u iets anders", ["Nummer", "Zinsdeel", "U", "Tweede codeur"], differ))
        return out

    def note(self, key):
        """What belongs to a field."""
        origin = self.document.origin
        if key == "file" and origin == "tekst":
            return "De geplakte tekst gaat voor. Maak het tekstvak leeg om uw bestand te lezen." if self.file else ""
        if key == "file":
            return (
                "U leest nu de voorbeeldnota. Die is verzonnen."
                if origin == "voorbeeld"
                else say("U leest nu uw eigen bestand.", *self.document.notes)
            )
        if key == "paste" and origin == "tekst":
            cut = f"Die is afgekapt op {dutch(PASTED)} tekens; kies liever het bestand."
            return say("U leest nu de geplakte tekst.", cut if len(self.paste) >= PASTED else "")
        return self.unpacked[1] or self.together if key == "second" else ""


def _words(number: int, one: str, more: str) -> str:
    """A number of things in words: "één vindplaats", "drie vindplaatsen"."""
    return f"{number_word(number)} {form(number, one, more)}"
