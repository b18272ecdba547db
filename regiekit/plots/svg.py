"""Small pieces of SVG text. All text from files and people passes through `escape`."""

import html
import re
from functools import lru_cache

from .style import TEXT

#: Width of letters in DejaVu Sans, the widest face of `style.FONT`, as a share of their size; of one that is not here `OTHER`.
WIDTHS = {
    one: share
    for share, letters in (
        (0.28, "ijlIïJ'"), (0.32, " ,.‘’·"), (0.34, ":;/\\|f-"), (0.4, "rt()[]!²"), (0.46, '"'), (0.52, "szcL“”–*?_`"), (0.59, "kFvxyPaoTYö"),
        (0.69, "ABKRVXZC"), (0.77, "DGHNOQU&"), (0.84, "wM#+<=>^~−×±→←✓★◆▲"), (0.98, "mW%½@…—"),
    )
    for one in letters
}  # fmt: skip
OTHER, BOLDER = 0.63, 1.14  # so much wider are bold letters
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")  # by XML


def escape(text: object) -> str:
    """Text made safe for SVG and HTML, content and attributes alike; characters that XML forbids are left out."""
    said = str(text)
    return _name(said) if len(said) < 40 else html.escape(_FORBIDDEN.sub("", said))


@lru_cache(maxsize=4096)  # the same names in every state; a cache smaller than a picture finds nothing
def _name(text: str) -> str:
    return html.escape(_FORBIDDEN.sub("", text))


def _syllable(word: str, most: int) -> int:
    """Where to break a Dutch word, after at most `most` letters: before a consonant with a vowel, as far on as can."""
    places = [m.start() for m in re.finditer(r"(?:[bcdfgjklmnpqrstvwxz]|(?<!c)h)[aeiouyéëèïöü]", word.lower())]
    return max((at for at in places if 3 <= at <= min(most, len(word) - 2)), default=most)


@lru_cache(maxsize=2048)
def wrap(text: str, width: int = 16, lines: int = 2) -> tuple[str, ...]:
    """Break a label into at most `lines` lines of at most `width` characters.

    A word too long for a line is broken with a hyphen while there are lines left; what does not fit ends in an ellipsis.
    """
    words = [("" if i else " ", part) for word in text.split() for i, part in enumerate(re.split(r"(?<=\w-)(?=\w)", word))]
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


def text_width(content: str, size: float = TEXT, bold: bool = False) -> float:
    """Estimated width of one line of text (viewBox units), in the widest face that it may be shown in."""
    return sum([WIDTHS.get(one, OTHER) for one in content]) * size * (BOLDER if bold else 1)


def cut(content: str, room: float, size: float = TEXT, bold: bool = False) -> str:
    """One line of text; where it is wider than its room, what fits of it, with an ellipsis."""
    while len(content) > 1 and text_width(content, size, bold) > room:
        content = content.removesuffix("…")[:-1].rstrip() + "…"
    return content


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
