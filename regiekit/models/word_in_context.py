"""A word in its context (concordance), codes given by hand, and what they add up to.

Every occurrence of a word is shown with the words before and after it: the keyword in context of [luhn1960]. What an occurrence means is for a
person to decide; two persons who do so apart from one another show how far the meaning is shared (`regiekit.models.agreement`).

Assumptions: a context stays inside its paragraph; letters are compared without accents and without capitals; a word with a hyphen
("regie-rol") is one word.
"""

import re
import unicodedata
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from regiekit.models import _check

WIDTH = 120  # characters of context on either side
LONGEST = 60  # characters of the word itself that are shown
#: Words of the same family that do not hold the word itself: "regisseur", "regisseren" beside "regie".
FAMILY = {"regie": ("regiss",)}
OPEN = "."  # the letter for an occurrence without a code


class Occurrence(NamedTuple):
    """One place: its number and paragraph (both from 1), the word as written, and what stands left and right of it."""

    number: int
    paragraph: int
    left: str
    word: str
    right: str


class Concordance(NamedTuple):
    """The occurrences with their context (the first ones, at most as many as asked), how many there are in all, and the words of the text."""

    occurrences: tuple[Occurrence, ...]
    total: int
    words: int


def fold(text: str) -> str:
    """Return the text in small letters without accents, each character in its own place (so that positions stay the same).

    >>> fold("Één Regie")
    'een regie'
    """
    return text.translate({ord(c): _folded(c) for c in set(text)})


def _folded(c: str) -> str:
    base = unicodedata.normalize("NFD", c)[0].lower()
    return base if len(base) == 1 else c


def spans(text: str, words: Sequence[str], inside: bool = False) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of every word in `text` that is one of `words`, or, with `inside`, that holds one of them.

    Each word of the text counts once. Time grows with the length of the text only.

    >>> list(spans("regie, en regisseur", ["regie"]))
    [(0, 5)]
    """
    wanted = [w for w in (fold(w.strip()) for w in words) if w]
    if not wanted:
        return
    low = fold(text)
    pattern = re.compile("|".join(re.escape(w) for w in sorted(wanted, key=len, reverse=True)))
    at = 0
    while hit := pattern.search(low, at):
        start, end = _word(low, hit.start(), hit.end(), at)
        if inside or low[start:end] in wanted:
            yield start, end
        at = max(end, hit.end())


def _word(text: str, start: int, end: int, least: int) -> tuple[int, int]:
    """The whole word round text[start:end]: letters and digits, with single hyphens between them; not before `least`."""
    while start > least and (text[start - 1].isalnum() or (text[start - 1] == "-" and start - 1 > least and text[start - 2].isalnum())):
        start -= 1
    while end < len(text) and (text[end].isalnum() or (text[end] == "-" and end + 1 < len(text) and text[end + 1].isalnum())):
        end += 1
    return start, end


def forms(word: str, inside: bool) -> tuple[str, ...]:
    """Return what to look for: the words asked for (commas between them), with their family when longer words count.

    >>> forms("regie", inside=False)
    ('regie',)
    """
    asked = [w for w in (" ".join(part.split()) for part in re.split(r"[,;\n]", word)) if w]
    return tuple(dict.fromkeys([*asked, *(f for w in asked if inside for f in FAMILY.get(fold(w), ()))]))


def concordance(
    paragraphs: Sequence[str], word: str = "regie", inside: bool = False, *, width: int = WIDTH, most: int | None = None
) -> Concordance:
    """Return every occurrence of a word with its context.

    `paragraphs` is the text, one string each; `word` what to look for, several words with commas between them; with `inside` words that
    hold it count as well ("regierol"), and its family ("regisseur"). `width` is the number of characters of context on either side, cut
    at the edge of a word where there is one. Only the first `most` get their context (None: all); all are counted. Raises ValueError for
    a width that is not a whole number of 0 or more.

    >>> len(concordance(["Wie voert de regie? De regie is zoek."]).occurrences)
    2
    """
    width, paragraphs = _check.whole("width", width, 0), _check.listed(paragraphs)
    found, total, number, begin = [], 0, 0, 0
    for start, end in spans("\n".join(paragraphs), forms(word, inside), inside):  # in one go: no word runs over the end of a paragraph
        while start >= begin + len(paragraphs[number]) + 1:
            begin += len(paragraphs[number]) + 1
            number += 1
        total += 1
        if most is None or total <= most:
            text, a, b = paragraphs[number], start - begin, end - begin
            before, after = _left(text[max(0, a - width - 1) : a], width), _right(text[b : b + width + 1], width)
            found.append(Occurrence(total, number + 1, before, _shortened(text[a:b]), after))
    return Concordance(tuple(found), total, sum(len(text.split()) for text in paragraphs))


def _left(text: str, width: int) -> str:
    if len(text) <= width:
        return text
    cut = text[len(text) - width :]
    at = re.search(r"\s", cut) if not text[-width - 1].isspace() else None
    return "…" + (cut[at.end() :] if at and at.end() < len(cut) else cut).lstrip()


def _right(text: str, width: int) -> str:
    if len(text) <= width:
        return text
    cut = text[:width]
    at = cut.rfind(" ") if not text[width].isspace() else -1
    return (cut[:at] if at > 0 else cut).rstrip() + "…"


def snippet(occurrence: Occurrence, width: int = 40) -> str:
    """Return an occurrence on one line, with at most `width` characters of context on either side.

    >>> snippet(concordance(["Wie voert de regie?"]).occurrences[0], width=10)
    '…voert de regie?'
    """
    return _left(occurrence.left, width) + occurrence.word + _right(occurrence.right, width)


def _shortened(word: str) -> str:
    return word if len(word) <= LONGEST else word[: LONGEST - 1] + "…"


class Tally(NamedTuple):
    """What codes add up to: how often each was given, in the order of `letters`; how many occurrences have no code yet."""

    counts: dict[str, int]
    open: int


def tally(codes: str, letters: str) -> Tally:
    """Count codes: one letter per occurrence, `OPEN` where none was given. Raises ValueError for a letter that is no code.

    >>> tally("FFC", "FC")
    Tally(counts={'F': 2, 'C': 1}, open=0)
    """
    for letter in codes:
        if letter != OPEN and letter not in letters:
            raise ValueError(f"unknown code {letter!r}")
    found = Counter(codes)
    return Tally({letter: found[letter] for letter in letters}, found[OPEN])


def mark(occurrences: Sequence[Occurrence]) -> str:
    """Return four signs (0-9, a-f) that tell one list of occurrences from another: a checksum, from which no text can be read back.

    >>> len(mark(concordance(["Wie voert de regie?"]).occurrences))
    4
    """
    text = "\n".join(f"{o.paragraph}|{o.left}|{o.word}|{o.right}" for o in occurrences)
    return f"{zlib.crc32(text.encode('utf-8', 'replace')) & 0xFFFF:04x}"


def pack(codes: str, occurrences: Sequence[Occurrence]) -> str:
    """Return codes as a short text that one coder gives to another: number, mark, a letter per occurrence ("14-7f3a-FCBO…").

    >>> found = concordance(["Wie voert de regie?"]).occurrences
    >>> unpack(pack("F", found), found, "FC")
    'F'
    """
    return f"{len(occurrences)}-{mark(occurrences)}-{codes}"


def unpack(text: str, occurrences: Sequence[Occurrence], letters: str) -> str:
    """Return the codes in a text that `pack` made, or in bare letters; capitals and spaces do not matter.

    Raises ValueError: "mark" the text belongs to other occurrences, "length" it has another number of codes, "letter" it holds no code.

    >>> unpack("fc", concordance(["De regie, wie voert de regie?"]).occurrences, "FC")
    'FC'
    """
    plain = "".join(text.split()).replace("…", "...")
    head = re.fullmatch(r"(\d+)-([0-9a-fA-F]{4})-(.*)", plain)
    codes = (head[3] if head else plain).upper().replace("?", OPEN).replace("_", OPEN)
    if head and (int(head[1][:9]) != len(occurrences) or head[2].lower() != mark(occurrences)):
        raise ValueError("mark")
    if len(codes) != len(occurrences):
        raise ValueError("length")
    if any(c != OPEN and c not in letters for c in codes):
        raise ValueError("letter")
    return codes
