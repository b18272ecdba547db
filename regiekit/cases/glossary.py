"""The glossary: the terms of the notebooks and the proeven, from `data/glossary.toml`.

One source for three readers: the searchable list in `00_begin`, the links at first use in every notebook (`tools/notebooks.py`), and the English
term that code takes for each.
"""

import re
import tomllib
from collections.abc import Iterator
from functools import cache

import attrs

from regiekit.cases.check import unaccented
from regiekit.cases.data import data_path
from regiekit.cases.references import short

#: What stands in the place of a key of references.bib where a term is our own.
OWN = "collectie"


@attrs.frozen
class Term:
    """A term.

    Attributes:
        name: the Dutch term as it stands in a running sentence.
        english: the term in code and in the literature.
        definition: one or two Dutch sentences, plain text.
        source: a key of references.bib, or OWN.
        forms: other forms that stand for the term: a plural, an inflection.
        common: an everyday word, explained once in `00_begin` and linked nowhere else.
    """

    name: str
    english: str
    definition: str
    source: str
    forms: tuple[str, ...] = ()
    common: bool = False

    @property
    def cited(self) -> str:
        """Where the term comes from, in a few words. Raises KeyError when the source does not exist."""
        return "deze collectie" if self.source == OWN else short(self.source)


@cache
def terms() -> tuple[Term, ...]:
    """All terms, by the alphabet."""
    raw = tomllib.loads((data_path() / "glossary.toml").read_text(encoding="utf-8"))["begrip"]
    found = [Term(b["naam"], b["engels"], b["uitleg"], b["bron"], tuple(b.get("vormen", ())), b.get("gewoon", False)) for b in raw]
    return tuple(sorted(found, key=lambda term: fold(term.name)))


def fold(text: str) -> str:
    """The text without capitals and accents, and with one kind of apostrophe: what a search compares."""
    return unaccented(text).replace("’", "'").replace("‘", "'")


def search(query: str) -> list[Term]:
    """The terms in which every word of the query occurs; those that carry the first word in their own name go before.

    Capitals and accents make no difference. An empty query gives all.
    """
    words = fold(query).split()
    found = [term for term in terms() if all(word in _text(term) for word in words)]
    return sorted(found, key=lambda term: _rank(term, words))  # stable: otherwise by the alphabet


@cache
def _text(term: Term) -> str:
    return fold(" ".join([term.name, *term.forms, term.english, term.definition]))


def _rank(term: Term, words: list[str]) -> int:
    names = [fold(name) for name in (term.name, *term.forms)]
    if not words or any(name.startswith(words[0]) for name in names):
        return 0
    return 1 if any(words[0] in name for name in names) else 2


def occurrences(text: str) -> Iterator[tuple[int, int, Term]]:
    """Where a term stands in a text as words of its own: from, to, and which; a longer term goes before one inside it."""
    pattern, by_form = _pattern()
    for match in pattern.finditer(text):
        yield match.start(), match.end(), by_form[match[0].casefold()]


@cache
def _pattern() -> tuple[re.Pattern[str], dict[str, Term]]:
    by_form = {form.casefold(): term for term in terms() for form in (term.name, *term.forms)}
    longest = sorted(by_form, key=len, reverse=True)
    return re.compile(rf"(?<![\w’-])(?:{'|'.join(map(re.escape, longest))})(?![\w-])", re.IGNORECASE), by_form
