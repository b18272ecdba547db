"""What the writers share: sizes, numbers of captions, widths of columns, pictures that stand alone, the file around the parts.

The two office formats are written with zipfile: python-docx and odfdo need lxml, which a browser's Python does not always have, and odfpy is
no longer kept.
"""

import io
import re
import zipfile
from base64 import b64decode
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from ..plots.style import ACCENTS, COLOURS, FONT, TINTS
from .document import Block, Document, Picture, Table

#: Colours of a document, as in the pictures; contrast of text ≥ 4.5 : 1 on paper and on the tint.
INK, SOFT, LINE, ACCENT, TINT = COLOURS["ink"], COLOURS["soft"], COLOURS["line"], ACCENTS["begin"], TINTS["begin"]
TYPEFACE = "Arial"
#: A4 and its margins, in centimetres.
PAGE, SIDE, TOP, BOTTOM = (21.0, 29.7), 2.4, 2.2, 2.4
WIDTH = PAGE[0] - 2 * SIDE  # of the text
WIDEST, TALLEST = 12.0, 8.5  # of a picture: its letters can be read, and heading, text and caption fit on its page
CHARACTERS = 80  # of the text of a table on one line
BOLD = 1.15  # so much wider are bold letters
MONTHS = ("januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december")
#: A PNG of one transparent pixel: stands in for a picture in a program that can't show SVG.
BLANK = b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAAC0lEQVR4nGNgAAIAAAUAAXpeqz8AAAAASUVORK5CYII=")
_NUMBER = re.compile(r"[+−-]?\s?\d[\d.,]*\s?%?|–?")
_HALO = re.compile(
    r'(<text[^>]*?)\sstroke="[^"]*" stroke-width="[^"]*" paint-order="stroke" stroke-linejoin="round"([^>]*>.*?</text>)', re.DOTALL
)


def is_day(made: str) -> bool:
    """Whether this is a day in ISO form."""
    try:
        return date.fromisoformat(made).isoformat() == made
    except ValueError:
        return False


def day(made: str) -> str:
    """An ISO day as Dutch is written: "2026-03-01" becomes "1 maart 2026"; anything else stays what it is."""
    if not is_day(made):
        return made
    year, month, number = map(int, made.split("-"))
    return f"{number} {MONTHS[month - 1]} {year}"


def head(document: Document) -> list[tuple[str, str]]:
    """What stands above the text, by the name of its style: the title and, where there is something to say, what is below it."""
    byline = " · ".join(part for part in (document.author, day(document.made)) if part.strip())
    below = [("Subtitle", document.subtitle), ("Byline", byline)]
    return [("Title", document.title), *((style, said) for style, said in below if said.strip())]


class Numbered(NamedTuple):
    """A block, and the name and number that its caption begins with ("" and 0 for a block without)."""

    block: Block
    name: str
    number: int


def numbered(document: Document) -> Iterator[Numbered]:
    """The blocks; tables and pictures are each numbered from 1."""
    count: Counter[str] = Counter()
    for block in document.blocks:
        name = "Tabel" if isinstance(block, Table) else "Afbeelding" if isinstance(block, Picture) else ""
        count[name] += 1
        yield Numbered(block, name, count[name] if name else 0)


def widths(table: Table) -> list[float]:
    """The share of each column (together 1): room for its longest word, and the rest by how much it says."""
    columns = [[name, *(row[i] if i < len(row) else "" for row in table.rows)] for i, name in enumerate(table.columns)]
    least = [
        min(26, max((len(word) for cell in column for word in cell.split()), default=1) * (1 if i else BOLD)) + 3
        for i, column in enumerate(columns)
    ]
    said = [max(0.0, min(120, sum(map(len, column)) / len(column)) - word) + 1 for column, word in zip(columns, least, strict=True)]
    spare = max(0.0, CHARACTERS - sum(least))
    wide = [word + spare * more / sum(said) for word, more in zip(least, said, strict=True)]
    return [one / sum(wide) for one in wide]


def numeric(table: Table) -> list[bool]:
    """Per column whether it holds numbers only, which are set to the right; the first never."""
    return [
        i > 0
        and any(row[i : i + 1] != ("",) for row in table.rows)
        and all(_NUMBER.fullmatch(row[i].strip()) for row in table.rows if i < len(row))
        for i in range(len(table.columns))
    ]


def short(table: Table) -> bool:
    """Whether it is small enough to be kept on one page."""
    return len(table.rows) <= 8 and sum(len(cell) for row in table.rows for cell in row) <= 900


def cells(table: Table) -> list[list[str]]:
    """The rows, each as long as the header."""
    return [[*row, *[""] * len(table.columns)][: len(table.columns)] for row in table.rows]


def size(svg: str) -> tuple[float, float]:
    """Width and height of a picture in centimetres: as wide as may be, unless it would be too tall."""
    found = re.search(r'viewBox="([^"]+)"', svg)
    _, _, width, height = map(float, found[1].split()) if found else (0, 0, 640, 400)
    wide = min(WIDEST, TALLEST * width / height)
    return wide, wide * height / width


def standalone(svg: str) -> bytes:
    """The picture as a file that any program can show: with a size, a typeface that offices have, and rims that all of them draw."""
    wide, high = size(svg)
    # an office program paints the rim of a letter over the letter: the rim becomes a text of its own, below it
    svg = _HALO.sub(lambda m: m[0].replace(' paint-order="stroke"', "") + m[1] + m[2], svg)
    svg = re.sub(r'font-weight="6\d\d"', 'font-weight="700"', svg)  # nor does it know half bold
    svg = svg.replace(FONT, f"{TYPEFACE}, 'Liberation Sans', 'DejaVu Sans', sans-serif").replace(
        "<svg ", f'<svg width="{wide:.2f}cm" height="{high:.2f}cm" ', 1
    )
    return svg.encode()


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    """The parts as a zip file, in this order and always the same bytes; the mimetype that an odt begins with, and PNG, are not compressed."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_STORED if name == "mimetype" or name.endswith(".png") else zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            info.create_system = 3
            archive.writestr(info, content)
    return out.getvalue()
