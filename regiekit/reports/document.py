"""A document as a row of blocks: what the writers of a web page, an odt and a docx work from. Text is plain text; the writers escape it."""

import attrs


@attrs.frozen
class Heading:
    """A heading; `level` 1 is a chapter, 2 a part of one; with `page` it begins a new page. The title of the document is no block."""

    level: int
    text: str
    page: bool = False


@attrs.frozen
class Paragraph:
    """A paragraph; `lead` is set bold before the text. `kind` is "" or "note" (set apart: what a denkmodel says, a warning)."""

    text: str
    kind: str = ""
    lead: str = ""


@attrs.frozen
class Bullets:
    """A list of items."""

    items: tuple[str, ...]


@attrs.frozen
class Table:
    """A table; the first row is its header, the first cell of each row the header of that row."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@attrs.frozen
class Picture:
    """A picture: SVG text, the words that say what it shows, a caption, and the same picture as PNG where it is at hand."""

    svg: str
    alt: str
    caption: str
    png: bytes | None = None


Block = Heading | Paragraph | Bullets | Table | Picture


@attrs.frozen
class Document:
    """A document in Dutch. `made` is a day in ISO form or ""; `subject` stands in the properties of a file, not on the page.

    >>> from regiekit.reports import FORMATS
    >>> paper = Document("Regieplan", "Wijk", (Heading(1, "Wie"), Paragraph("De gemeente.")))
    >>> FORMATS["html"][2](paper).startswith(b"<!")
    True
    """

    title: str
    subtitle: str
    blocks: tuple[Block, ...]
    author: str = ""
    made: str = ""
    subject: str = ""
