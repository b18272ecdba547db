"""A document of the learner's own (txt, md, docx, odt, pdf) as plain text in paragraphs.

docx and odt are read with the standard library (zipfile and an XML parser): we need the words only, and a library for these formats would
be one more thing to install and to trust. The document stays in memory; nothing is written or sent.
"""

import io
import logging
import re
import time
import unicodedata
import zipfile
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from regiekit.cases.check import CaseError, quoted
from regiekit.cases.files import decodings

if TYPE_CHECKING:
    from pypdf import PdfReader

MAX_FILE = 20_000_000  # bytes on disk
MAX_UNPACKED = 60_000_000  # bytes of one part of a docx or odt after unpacking
MAX_CHARACTERS = 6_000_000  # of text, some 2,000 pages
MAX_PAGES = 500  # of a pdf
MAX_SECONDS = 60.0  # that reading a pdf may take

PASTE = "kopieer de tekst uit het document en plak die in het tekstvak"
_TOO_LONG = f"dit document heeft meer dan {MAX_CHARACTERS // 1_000_000} miljoen tekens; kies een deel ervan, of {PASTE}"
_LOCKED = f"deze pdf is beveiligd met een wachtwoord; sla hem op zonder wachtwoord, of {PASTE}"
_SPACES = re.compile(r"[^\S\n]+")
_LINES = re.compile(r"\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_BLANK = re.compile(r"\n\s*\n")
#: Characters that belong in no text: controls, the soft hyphen, marks without width, half pairs.
_DROPPED = dict.fromkeys([*range(9), *range(0x0E, 0x1C), 0x1F, *range(0x7F, 0x85), *range(0x86, 0xA0), 0xAD, 0x200B, 0x2060, 0xFEFF, 0xFFFE, 0xFFFF,
                          *range(0xD800, 0xE000)])  # fmt: skip


def read_document(name: str, data: bytes) -> str:
    """The text of a document, a blank line between paragraphs.

    Args:
        name: the file's name; the content decides what kind of file it is, the name only where the content does not.
        data: the file's bytes.

    Raises:
        CaseError: the file cannot be read as text (too large, empty, protected, scanned, broken, another kind); says what to do instead.
    """
    shown = quoted(name or "document", 60)[1:-1]
    if len(data) > MAX_FILE:
        raise CaseError([f"dit bestand is groter dan {MAX_FILE // 1_000_000} MB; {PASTE}"], shown)
    if not data.strip():
        raise CaseError(["dit bestand is leeg; kies een ander bestand"], shown)
    try:
        text = "\n\n".join(paragraphs("\n\n".join(_reader(name, data)(data))))
    except CaseError as problem:
        raise CaseError(problem.problems, shown) from None
    except Exception:  # a broken file breaks in many ways, and a learner can do the same about each
        raise CaseError([f"dit bestand is beschadigd of niet te lezen; sla het opnieuw op, of {PASTE}"], shown) from None
    if len(text) > MAX_CHARACTERS:
        raise CaseError([_TOO_LONG], shown)
    if not any(c.isalpha() for c in text):
        raise CaseError([f"er staat geen tekst in dit bestand; kies een ander bestand, of {PASTE}"], shown)
    return text


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text, each on one line, without characters that do not show.

    A blank line parts paragraphs; in a text without any blank line every line is one (so does text pasted from a word processor).
    """
    text = _LINES.sub("\n", unicodedata.normalize("NFC", text).translate(_DROPPED)).strip()
    parts = _BLANK.split(text) if _BLANK.search(text) else text.split("\n")
    return [part for part in (_SPACES.sub(" ", part.replace("\n", " ")).strip() for part in parts) if part]


def _reader(name: str, data: bytes) -> Callable[[bytes], Iterable[str]]:
    """What can read this file, by its first bytes. Raises CaseError for what nothing here can read."""
    extension = name.rpartition(".")[2].lower() if "." in name else ""
    if b"%PDF-" in data[:1024]:
        return _pdf
    if data.startswith(b"PK\x03\x04"):
        return _zipped
    if data.startswith(b"\xd0\xcf\x11\xe0"):  # the container of old Word, and of a docx with a password
        locked = "dit is een oud Word-bestand of het is beveiligd met een wachtwoord"
        raise CaseError([f"{locked}; open het in Word of LibreOffice en sla het op als docx zonder wachtwoord, of {PASTE}"])
    if data.startswith(b"{\\rtf"):
        raise CaseError([f"dit is een rtf-bestand; open het in Word of LibreOffice en sla het op als docx, of {PASTE}"])
    if extension in ("docx", "odt", "pdf"):
        raise CaseError([f"dit is geen {extension}-bestand, of het is beschadigd; sla het opnieuw op, of {PASTE}"])
    return _text


# --- plain text ------------------------------------------------------------------------------------------------------


def _text(data: bytes) -> list[str]:
    for text in decodings(data):
        controls = sum(text.count(chr(code)) for code in (*range(9), *range(14, 32)))
        if "\0" not in text and 100 * controls <= len(text):
            return [text]
    raise CaseError([f"dit is geen tekstbestand; kies een txt, md, docx, odt of pdf, of {PASTE}"])


# --- docx and odt ----------------------------------------------------------------------------------------------------

_MANIFEST = "META-INF/manifest.xml"
_PARTS = {"word/document.xml": ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml"), "content.xml": ("content.xml",)}


def _zipped(data: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        main = next((part for part in _PARTS if part in names), None)
        if main is None:
            raise CaseError([f"dit is geen Word- of LibreOffice-document; sla het op als docx of odt, of {PASTE}"])
        parts = [part for part in _PARTS[main] if part in names]
        locked = any(archive.getinfo(part).flag_bits & 1 for part in parts)
        if _MANIFEST in names:  # of an odt, which says so there
            with archive.open(_MANIFEST) as file:
                locked = locked or b"encryption-data" in file.read(1_000_000)
        if locked:
            raise CaseError([f"dit bestand is beveiligd met een wachtwoord; sla het op zonder wachtwoord, of {PASTE}"])
        return [paragraph for part in parts for paragraph in _xml(archive, part, main == "content.xml")]


def _xml(archive: zipfile.ZipFile, part: str, odt: bool) -> list[str]:
    """The paragraphs of one part, read piece by piece, so that what the zip says of its size need not be believed."""
    words = _Words(odt)
    parser = ElementTree.XMLParser(target=words)
    size = 0
    with archive.open(part) as file:
        while piece := file.read(65_536):
            size += len(piece)
            if size > MAX_UNPACKED:
                raise CaseError([f"dit bestand is uitgepakt groter dan {MAX_UNPACKED // 1_000_000} MB; {PASTE}"])
            parser.feed(piece)
    parser.close()
    return words.done


class _Words:
    """What the XML parser tells while it reads, gathered as paragraphs; builds no tree, so depth and number of elements do no harm.

    Left out: deleted or moved text, comments, numbers of notes, and the second copy of a text box.
    """

    BREAKS = frozenset({"tab", "br", "cr", "s", "line-break"})
    LEFT_OUT = frozenset({"Fallback", "del", "moveFrom", "tracked-changes", "annotation", "note-citation"})
    PARAGRAPHS = frozenset({"p", "h"})

    def __init__(self, odt: bool) -> None:
        self.odt, self.done, self.open = odt, [], []
        self.out = self.inside = self.length = 0

    def doctype(self, *_: object) -> None:
        raise CaseError([f"dit bestand bevat onveilige onderdelen; sla het opnieuw op, of {PASTE}"])

    def start(self, tag: str, _: object) -> None:
        name = tag.rpartition("}")[2]
        if name in self.LEFT_OUT:
            self.out += 1
        elif name in self.PARAGRAPHS:
            self.open.append([])
        elif name == "t" and not self.odt:
            self.inside += 1
        elif name in self.BREAKS:
            self._add(" ")
        elif name == "noBreakHyphen":
            self._add("-")

    def end(self, tag: str) -> None:
        name = tag.rpartition("}")[2]
        if name in self.LEFT_OUT:
            self.out -= 1
        elif name in self.PARAGRAPHS:
            self.done.append("".join(self.open.pop()))
        elif name == "t" and not self.odt:
            self.inside -= 1

    def data(self, text: str) -> None:
        if self.odt or self.inside:
            self._add(text)

    def _add(self, text: str) -> None:
        if self.open and not self.out:
            self.length += len(text)
            if self.length > MAX_CHARACTERS:
                raise CaseError([_TOO_LONG])
            self.open[-1].append(text)


# --- pdf -------------------------------------------------------------------------------------------------------------


def _pdf(data: bytes) -> list[str]:
    import pypdf
    from pypdf.errors import DependencyError, FileNotDecryptedError

    log = logging.getLogger("pypdf")  # it remarks on every oddity of a file; a learner can do nothing with that
    level = log.level
    log.setLevel(logging.CRITICAL + 1)
    try:
        return _pages(pypdf.PdfReader(io.BytesIO(data)))
    except (DependencyError, FileNotDecryptedError):
        raise CaseError([_LOCKED]) from None
    finally:
        log.setLevel(level)


def _pages(reader: "PdfReader") -> list[str]:
    if reader.is_encrypted and not reader.decrypt(""):  # many a pdf is protected against changes only: its password is empty
        raise CaseError([_LOCKED])
    if len(reader.pages) > MAX_PAGES:
        raise CaseError([f"deze pdf heeft meer dan {MAX_PAGES} bladzijden; kies het deel dat u wilt lezen, of {PASTE}"])
    began, length, pages = time.monotonic(), 0, []
    for page in reader.pages:
        pages.append(page.extract_text())
        length += len(pages[-1])
        if length > MAX_CHARACTERS:
            raise CaseError([_TOO_LONG])
        if time.monotonic() - began > MAX_SECONDS:
            raise CaseError([f"het lezen van deze pdf duurt te lang; {PASTE}"])
    if not any(c.isalpha() for page in pages for c in page):
        raise CaseError([f"in deze pdf staat geen tekst, waarschijnlijk is het een scan; laat de tekst herkennen (OCR), of {PASTE}"])
    return [flowing(page) for page in pages]


def flowing(page: str) -> str:
    """The lines of a page as paragraphs: words broken at the end of a line made whole, a new paragraph after a short line that ends a sentence."""
    lines = [line.strip() for line in page.splitlines()]
    full = sorted(len(line) for line in lines if line)
    usual = full[3 * len(full) // 4] if full else 0
    out = ""
    for line in lines:
        if not line:
            out = out.rstrip() + "\n\n"
        elif re.search(r"[^\W\d]-$", out) and line[0].islower() and not re.match(r"(?:en|of)\b", line):
            out = out[:-1] + line
        else:
            out += ("" if not out or out.endswith("\n") else "\n") + line
        if line and len(line) < 0.75 * usual and re.search(r"[.!?:;]['’”\")\]]?$", line):
            out += "\n\n"
    return out
