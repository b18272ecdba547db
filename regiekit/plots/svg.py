"""Small pieces of SVG text. All text from files and people passes through `escape`."""

import re
from functools import lru_cache

from .style import CHAR, TEXT

_UNSAFE = str.maketrans(
    {
        "&": "&amp;",
        "<": "&lt;",
        ">": "&gt;",
        '"': "&quot;",
        "'": "&#39;",
        **{code: None for code in range(32) if code not in (9, 10)},
        0x7F: None,
        0xFFFE: None,
        0xFFFF: None,
        **{code: None for code in range(0xD800, 0xE000)},
    }
)


def escape(text: object) -> str:
    """Text made safe for SVG and HTML, content and attributes alike; characters that XML forbids are left out."""
    text = str(text)
    return _escaped(text) if len(text) < 100 else text.translate(_UNSAFE)


@lru_cache(maxsize=4096)
def _escaped(text: str) -> str:
    return text.translate(_UNSAFE)


def _pieces(word: str) -> list[tuple[str, bool]]:
    """The parts of a word with hyphens, and whether a part begins the word."""
    parts = re.split(r"(?<=\w-)(?=\w)", word)
    return [(part, i == 0) for i, part in enumerate(parts)]


def _syllable(word: str, most: int) -> int:
    """Where to break a Dutch word, after at most `most` letters: before a consonant with a vowel, as far on as can."""
    places = [m.start() for m in re.finditer(r"(?:[bcdfgjklmnpqrstvwxz]|(?<!c)h)[aeiouyéëèïöü]", word.lower())]
    return max((at for at in places if 3 <= at <= min(most, len(word) - 2)), default=most)


@lru_cache(maxsize=2048)
def wrap(text: str, width: int = 16, lines: int = 2) -> tuple[str, ...]:
    """Break a label into at most `lines` lines of at most `width` characters.

    A word too long for a line is broken with a hyphen while there are lines left; what does not fit ends in an ellipsis.
    """
    words = [(" " if first else "", piece) for word in text.split() for piece, first in _pieces(word)]
    out = [""]
    while words and len(out) <= lines:
        glue, word = words.pop(0)
        glue = glue if out[-1] else ""
        if len(out[-1]) + len(glue) + len(word) <= width:
            out[-1] += glue + word
        elif out[-1]:
            out.append("")
            words.insert(0, (glue, word))
        elif len(out) < lines and width > 3:
            at = _syllable(word, width - 1)
            out[-1] = word[:at] + ("" if word[at - 1] == "-" else "-")
            out.append("")
            words.insert(0, ("", word[at:]))
        else:
            out[-1] = word
    rest = len(out) > lines or bool(words)
    out = out[:lines] if out[-1] or len(out) == 1 else out[: min(lines, len(out) - 1)]
    if rest:
        out[-1] = out[-1].rstrip("-") + "…"
    return tuple(line if len(line) <= width else line[: width - 1] + "…" for line in out)


def text_width(content: str, size: float = TEXT) -> float:
    """Estimated width of one line of text (viewBox units)."""
    return len(content) * size * CHAR


def letter(number: int) -> str:
    """A mark per group: A … Z, AA, AB …; `number` from 0."""
    out = chr(65 + number % 26)
    return letter(number // 26 - 1) + out if number >= 26 else out


def figure(svg: str, words: str) -> str:
    """A picture that needs no widget: `<figure><img alt>` with the SVG inside, and the words as caption."""
    from base64 import b64encode

    data = b64encode(svg.encode()).decode()
    return (
        f'<figure style="margin:0;max-width:960px"><img src="data:image/svg+xml;base64,{data}" alt="{escape(words)}" '
        f'style="width:100%"><figcaption>{escape(words)}</figcaption></figure>'
    )
