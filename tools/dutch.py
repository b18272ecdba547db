"""The Dutch that a learner or lecturer reads, gathered with its place: spelling, words to avoid, readability.

    uv run python -m tools.dutch             the table of readability per notebook
    uv run python -m tools.dutch --words     every word that the dictionary and tools/words.txt do not know, with its places

Spelling is checked with the Dutch list of pyspellchecker and our own in tools/words.txt. On this text that list knows as much as hunspell's (of some 4,500
words it misses 100 more, mostly compounds; of slips made on purpose each lets 3 in 100 pass), at a tenth of the size. Taking a compound of known words for
known would let 8 to 18 in 100 pass, so a new compound is looked at once and put in our list.

Readability is the Flesch-Douma score [douma1960]: 206.84 - 0.77 L - 0.93 Z, with L the
syllables per 100 words and Z the words per sentence. Higher is easier. It counts, and does not know whether a text is clear. The table measures prose;
the sentences that proeven make are measured by the same rule in tests/proeven/test_sentences.py, where their states are made.
"""

from __future__ import annotations

import argparse
import ast
import re
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import nbformat

from regiekit.cases import references
from tools.notebooks import NAVIGATION, WORDS, notebooks

ROOT = Path(__file__).resolve().parent.parent
CODE = (
    "regiekit/cases",
    "regiekit/plots",
    "regiekit/reports",
    "regiekit/widgets",
    "regiekit/room",
    *(f"regiekit/proeven/{strategy}" for strategy in ("begin", "structuur", "cultuur", "proces")),
    "tools/site",
)
CODE_FILES = ("regiekit/installation.py", "regiekit/__main__.py", "tools/role_play.py", "tools/words.py")
DATA = (
    "data/glossary.toml",
    "data/profiles.toml",
    *(f"data/{room}/*.toml" for room in ("cases", "examples", "proeven/*", "role_play", "vignettes")),
)
NOT_TEXT = (".engels", ".bron", ".functie")
SCHEMA = "data/schema/proef.schema.json"  # what an editor shows to who writes the words of a proef
SCREEN = ("regiekit/widgets/static/*.js", "regiekit/room/static/*.js", "jupyter-config/labextension/static/*.js", "tools/site/**/*.js")
PAGES = ("regiekit/room/static/*.html", "jupyter-config/voila/regiekit/*.html", "tools/site/**/*.html*")

# What tells the two languages apart in a string of code.
DUTCH = frozenset(
    (
        "de",
        "het",
        "een",
        "en",
        "van",
        "niet",
        "voor",
        "met",
        "op",
        "te",
        "dat",
        "die",
        "aan",
        "ook",
        "er",
        "om",
        "als",
        "bij",
        "uit",
        "naar",
        "nog",
        "wel",
        "geen",
        "maar",
        "zij",
        "wie",
        "wat",
        "deze",
        "dit",
        "u",
        "uw",
        "kan",
        "moet",
        "wordt",
        "zijn",
        "heeft",
        "hier",
        "al",
        "door",
        "over",
        "dan",
        "geef",
        "kies",
        "vul",
        "past",
    )
)
ENGLISH = frozenset(
    (
        "the",
        "of",
        "and",
        "to",
        "a",
        "for",
        "with",
        "that",
        "not",
        "must",
        "be",
        "this",
        "are",
        "by",
        "from",
        "it",
        "an",
        "at",
        "no",
        "was",
        "there",
        "expected",
        "line",
        "has",
        "have",
        "than",
        "or",
        "only",
        "each",
    )
)

WORD_LIST = ROOT / "tools" / "words.txt"
LONG = 25  # words, well over what plain Dutch asks for

#: What a text should not say, as a pattern of whole words -> what it should. English where a Dutch word is usual, officialese, two words for one thing.
AVOID = {
    "actor(?:en)?": "partij",
    "stakeholders?": "partij",
    "issues?": "kwestie",
    "blokmacht|blokkeermacht": "blokkermacht",
    "silo’?s?": "koker",
    "feedback": "uitleg",
    "tools?": "hulpmiddel",
    "checken|checkt|gecheckt": "controleren",
    "managen": "leiden",
    "meetings?": "overleg",
    "deadlines?": "einddatum",
    "dashboards?": "overzicht",
    "frameworks?": "kader",
    "targets?": "doel",
    "input": "wat u invult",
    "output": "uitkomst",
    "outcomes?": "uitkomst",
    "mindset": "houding",
    "scores?": "uitkomst",
    "tooling": "hulpmiddel",
    "buttons?": "knop",
    "sliders?": "schuif",
    "files?": "bestand",
    "uploaden|upload": "openen",
    "defaults?": "standaard",
    "random": "willekeurig",
    "seed": "startgetal",
    "fonts?": "lettertype",
    "grafieken": "plaatje",
    "figuur": "plaatje",
    "netwerkpartners?": "partij",
    "knooppunt(?:en)?": "partij",
    "connecties?": "band",
    "links? leggen": "verbinden",
    "impact": "gevolg",
    "implementer\\w+|implementatie": "invoeren",
    "teneinde": "om",
    "middels": "met",
    "inzake": "over",
    "conform": "volgens",
    "dient te|dienen te": "moet",
    "ten behoeve van": "voor",
    "met betrekking tot": "over",
    "omtrent": "over",
    "danwel": "of",
    "tevens": "ook",
    "reeds": "al",
    "echter": "maar",
    "indien": "als",
    "alsmede": "en",
    "d\\.m\\.v\\.|i\\.v\\.m\\.|m\\.b\\.t\\.|t\\.b\\.v\\.": "voluit",
    "bijv\\.|bv\\.": "bijvoorbeeld",
    "jij|jou|jouw|jullie": "u",
    "hij/zij|hem/haar|zijn/haar": "zij",
    "simulaties?|simuleren": "denkmodel",
    "experiment(?:en)?": "proef",
}

CODE_SPAN = re.compile(r"```.*?```|`[^`]*`", re.DOTALL)
LINK = re.compile(r"!?\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\([^()\s]*(?:\s+\"[^\"]*\")?\)")
TAG = re.compile(r"<[^<>]*>")
ADDRESS = re.compile(r"https?://\S+|\b[\w./-]+\.(?:ipynb|py|toml|csv|xlsx|ods|docx|odt|md|html|pdf|txt|svg|png)\b")
LETTER = r"[^\W\d_²³¹⁰-₉]"
WORD = re.compile(rf"{LETTER}+(?:['’-]{LETTER}+)*")
FIGURE = re.compile(r"\d[\d.,]*(?<=\d)")
SENTENCE = re.compile(r"(?<=[.!?])[)’”*]*\s+(?=[(‘“*]*[A-ZÀ-Þ0-9])")


AVOIDED = re.compile("|".join(rf"(?P<w{number}>\b(?:{pattern})(?!\w))" for number, pattern in enumerate(AVOID)), re.IGNORECASE)


class Passage(NamedTuple):
    """A piece of text as a reader sees it, and where it stands."""

    place: str
    text: str


# ---- gathering -----------------------------------------------------------------------------------


def plain(text: str) -> str:
    """Markdown or HTML as the words a reader sees; code, addresses and file names are left out."""
    text = LINK.sub(r"\1", CODE_SPAN.sub("…", text))
    return ADDRESS.sub("…", TAG.sub(" ", text).replace("*", "").replace("&amp;", "&"))


def _markdown(text: str, place: str) -> Iterator[Passage]:
    """A passage per line: in our files a paragraph, a heading, an item or a row of a table is one line."""
    text = re.sub(r"```.*?```", lambda code: "\n" * code[0].count("\n"), text, flags=re.DOTALL)
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.startswith(NAVIGATION) and (words := plain(line.lstrip("#*->1234567890. ")).strip(" |")):
            yield Passage(f"{place}:{number}", words)


def _notebook(path: Path) -> Iterator[Passage]:
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type == "markdown" and not cell.source.startswith(f"## {WORDS}"):  # made of the glossary and of references
            yield from _markdown(cell.source, f"{path.relative_to(ROOT)}, {cell.id}")


def _toml(path: Path) -> Iterator[Passage]:
    def texts(value: object, place: str) -> Iterator[Passage]:
        if isinstance(value, dict):
            for key, inner in value.items():
                yield from texts(inner, f"{place}.{key}")
        elif isinstance(value, list):
            for number, inner in enumerate(value):
                yield from texts(inner, f"{place}[{number}]")
        elif isinstance(value, str) and not re.fullmatch(r"[a-z0-9_-]*", value) and not place.endswith(NOT_TEXT):  # not a key
            yield Passage(place, plain(value))

    yield from texts(tomllib.loads(path.read_text(encoding="utf-8")), str(path.relative_to(ROOT)))


def _descriptions(path: Path) -> Iterator[Passage]:
    """The descriptions in a JSON Schema."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if said := re.match(r'\s*"(?:description|patternErrorMessage)": "(.*)",?$', line):
            yield Passage(f"{path.relative_to(ROOT)}:{number}", plain(said[1]))


def _python(path: Path) -> Iterator[Passage]:
    """The string literals that are Dutch text: not a docstring, a key, an annotation, a pattern, an option of a command, nor English."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    skip = {id(inner) for node in ast.walk(tree) for part in _not_text(node) for inner in ast.walk(part)}
    for node in ast.walk(tree):
        if id(node) in skip:
            continue
        if isinstance(node, ast.JoinedStr):
            skip |= {id(part) for part in node.values}
            text = "".join(str(part.value) if isinstance(part, ast.Constant) else "…" for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            text = node.value
        else:
            continue
        technical = path.parent.name in ("reports", "room", "site")  # many words there are names in a format or a protocol
        if _is_dutch(text := plain(text)) and (not technical or DUTCH & set(WORD.findall(text.lower()))):
            yield Passage(f"{path.relative_to(ROOT)}:{node.lineno}", text)


def _not_text(node: ast.AST) -> list[ast.AST]:
    """The parts of a piece of code whose strings nobody reads."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return [node.value]
    if isinstance(node, ast.Dict):
        return [key for key in node.keys if isinstance(key, ast.Constant)]
    if isinstance(node, ast.Call) and re.match(r"re\.|frozenset$|.*\.add_argument$|.*ArgumentParser$", ast.unparse(node.func)):
        return [node]
    return [part for part in (getattr(node, "annotation", None), getattr(node, "returns", None)) if part]


def _script(path: Path) -> Iterator[Passage]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        for text in re.findall(r"\"([^\"]*)\"|`([^`]*)`", line.partition("// ")[0]):
            if _is_dutch(words := plain(re.sub(r"\$\{[^}]*\}", "…", "".join(text)))) and " " in words:
                yield Passage(f"{path.relative_to(ROOT)}:{number}", words)


def _is_dutch(text: str) -> bool:
    words = WORD.findall(text)
    if not words or re.search(r"[{}\\=;]|\w\(|/\w|\b(?:rk|jp)\b|sans-serif|tbody|span|:scope|: reduce", text):
        return False
    few = {word.lower() for word in words}
    return (
        (" " in text.strip() or words[0][0].isupper()) and len(few & DUTCH) >= len(few & ENGLISH) and (len(words) > 1 or len(words[0]) > 3)
    )


def _each(patterns: tuple[str, ...]) -> list[Path]:
    return sorted(path for pattern in patterns for path in ROOT.glob(pattern))


@cache
def passages() -> tuple[Passage, ...]:
    """All Dutch text for learners and lecturers, with the place of each piece."""
    found: list[Passage] = []
    for path in notebooks():
        found += _notebook(path)
    for path in _each(DATA):
        found += _toml(path)
    found += _descriptions(ROOT / SCHEMA)
    for path in [
        *sorted((ROOT / "docs/docent").glob("*.md")),
        ROOT / "docs/toegankelijkheid.md",
        *sorted((ROOT / "data/documents").glob("*.txt")),
    ]:
        found += _markdown(path.read_text(encoding="utf-8"), str(path.relative_to(ROOT)))
    found += _markdown((ROOT / "README.md").read_text(encoding="utf-8").partition("\n---\n")[0], "README.md")
    for path in [path for folder in CODE for path in sorted((ROOT / folder).glob("[a-z]*.py"))] + [ROOT / file for file in CODE_FILES]:
        found += _python(path)
    for path in _each(SCREEN):
        found += _script(path)
    for path in _each(PAGES):
        text = re.sub(r"\{[%{#].*?[%}#]\}|<(style|script)\b.*?</\1>", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        found += [passage for passage in _markdown(text, str(path.relative_to(ROOT))) if _is_dutch(passage.text)]
    return tuple(found)


# ---- spelling ------------------------------------------------------------------------------------


@cache
def _dictionary() -> tuple[set[str], frozenset[str]]:
    """The words in small letters: those of the package with the names of the authors we cite, and those of the project."""
    from spellchecker import SpellChecker

    authors = {name.lower() for work in references.load().values() for name in WORD.findall(work["author"])}
    own = (line.partition("#")[0].strip().lower() for line in WORD_LIST.read_text(encoding="utf-8").splitlines())
    return authors.union(SpellChecker(language="nl").word_frequency.dictionary), frozenset(filter(None, own))


def known(word: str) -> bool:
    """Whether the word, or each part of a word with hyphens, is spelled as the lists have it.

    Capitals make no difference, and neither does an accent that only stresses: ‘dát’ is ‘dat’. Abbreviations in capitals are not looked at.
    """
    general, own = _dictionary()
    lower = word.replace("’", "'").lower()
    stressed = lower.translate(str.maketrans("áéíóú", "aeiou"))
    if (
        word.isupper()
        or len(word) == 1
        or not word[0].isalpha()
        or any(form in general or form in own for form in (lower, word.lower(), stressed, lower.removesuffix("'s")))
    ):
        return True
    return "-" in word and all(known(part) for part in word.split("-"))


def unknown() -> dict[str, list[str]]:
    """The words that no list knows -> the places where they stand."""
    found: dict[str, list[str]] = defaultdict(list)
    for place, text in passages():
        for word in WORD.findall(text):
            if not known(word):
                found[word].append(place)
    return dict(found)


def avoided() -> list[str]:
    """A sentence for every word that should be another: the word, the place, the better word."""
    better = list(AVOID.values())
    return [
        f"{place}: ‘{match[0]}’; liever: {better[int(match.lastgroup[1:])]}"
        for place, text in passages()
        for match in AVOIDED.finditer(text)
    ]


def faults() -> list[str]:
    """A sentence for every word that no list knows, and for every word that should be another."""
    missing = sorted(unknown().items(), key=lambda item: item[0].lower())
    return [f"{'; '.join(places[:3])}: ‘{word}’ staat in geen woordenlijst" for word, places in missing] + avoided()


# ---- readability ---------------------------------------------------------------------------------


class Readability(NamedTuple):
    """How a text reads: its size, words per sentence, the share of sentences of more than LONG words (0-1), and the Flesch-Douma score."""

    words: int
    sentences: int
    per_sentence: float
    long: float
    douma: float


def sentences(path: Path) -> list[str]:
    """The sentences of a notebook's prose: no headings, and not the section with words and references."""
    out: list[str] = []
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type == "markdown" and not cell.source.startswith(f"## {WORDS}"):
            lines = [line for line in cell.source.splitlines() if not line.startswith(("#", "![", NAVIGATION))]
            for _, text in _markdown("\n".join(lines), ""):
                out += [one for one in SENTENCE.split(text) if len(WORD.findall(one)) > 1]
    return out


def syllables(word: str) -> int:
    """The syllables of a Dutch word: its groups of vowels, where a diaeresis and some combinations (‘eo’, ‘ia’) begin a new one."""
    return max(
        1,
        len(
            re.findall(
                r"[aeiouyàáèéêíóôúïëöü]+",
                re.sub(r"(?<=[aeiou])(?=[äëïöü])|(?<=i)(?=[ao]|ee)|(?<=e)(?=[ao])|(?<=u)(?=a)", "-", word.lower()),
            )
        ),
    )


def readability(texts: list[str]) -> Readability:
    """The measures over these sentences, at least one."""
    words = [word for text in texts for word in WORD.findall(text)]
    per_sentence = len(words) / len(texts)
    per_hundred = 100 * sum(map(syllables, words)) / len(words)
    long = sum(len(WORD.findall(text)) > LONG for text in texts) / len(texts)
    return Readability(len(words), len(texts), per_sentence, long, 206.84 - 0.77 * per_hundred - 0.93 * per_sentence)


def generated(texts: Iterable[str], names: Iterable[str]) -> list[str]:
    """The sentences of texts that a program makes, to be measured: each once, a figure as ‘2’ and a name as ‘zij’.

    How long the name of a party is, or how many figures a sentence is repeated with, says nothing of how it was written.
    """
    name = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(names, key=len, reverse=True)))})(?!\w)", re.IGNORECASE)
    said = {FIGURE.sub("2", name.sub("zij", one)) for text in texts for one in SENTENCE.split(text)}
    return sorted(one for one in said if len(WORD.findall(one)) > 1)


def main(argv: list[str] | None = None) -> int:
    """Print the table, or the unknown words; 1 when a word is unknown or to be avoided."""
    parser = argparse.ArgumentParser(prog="python -m tools.dutch", description=__doc__.splitlines()[0])
    parser.add_argument("--words", action="store_true", help="only the unknown words and those to be avoided, with their places")
    found = faults()
    if not parser.parse_args(argv).words:
        print(f"{'notebook':28}{'woorden':>9}{'zinnen':>8}{'per zin':>9}{f'> {LONG}':>7}{'Flesch-Douma':>14}")
        for path in notebooks():
            r = readability(sentences(path))
            print(f"{path.stem:28}{r.words:9}{r.sentences:8}{r.per_sentence:9.1f}{r.long:7.0%}{r.douma:14.0f}")
    print("\n".join(found) or f"{len(passages())} stukken tekst: niets op te merken")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
