"""A document of the learner's own (txt, md, docx, odt, pdf) as plain text in paragraphs.

docx and odt are read with the standard library (zipfile and an XML parser): we need the words only, and a library for these formats would
be one more thing to install and to trust. The document stays in memory; nothing is written or sent.
"""

import io
import logging
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import attrs

from regiekit.cases import fence
from regiekit.cases.check import CaseError, dutch_count, quoted
from regiekit.cases.delimited import WINDOWS
from regiekit.cases.delimited import encoding as encoding_of

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

MAX_FILE = 20_000_000  # bytes on disk
MAX_CHARACTERS = 6_000_000  # of text, some 2,000 pages
MAX_HTML, MAX_TAGS = 1_000_000, 20_000  # bytes and tags of html inside a docx: html.parser takes their product
MAX_CHUNKS = 100
BARE = 60  # letters: a page with fewer and a picture is a scan with a stamp

PASTE = "kopieer de tekst uit het document en plak die in het tekstvak"
_TOO_LONG = f"dit document heeft meer dan {MAX_CHARACTERS // 1_000_000} miljoen tekens; kies een deel ervan, of {PASTE}"
_LOCKED = f"deze pdf is beveiligd met een wachtwoord; sla hem op zonder wachtwoord, of {PASTE}"
_SPACES = re.compile(r"[^\S\n]+")
_LINES = re.compile(r"\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_BLANK = re.compile(r"\n\s*\n")
#: A word broken at the end of a line, with any hyphen; "in-\\nen uitvoering" is none.
_BROKEN = re.compile(r"(?<=[^\W\d_])(?:[-\u2010\u2011]|\u00ad-?)[ \t]*\n[ \t]*(?=[^\W\d_A-ZÀ-Þ])(?!(?:en|of)\b)")
_LIGATURES = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}
_UNREADABLE = re.compile("[\ue000-\uf8ff\ufffd\x00-\x08\x0e-\x1f]|\\(cid:\\d+\\)|/g\\d+")
#: Characters that belong in no text: controls, the soft hyphen, marks without width, half pairs.
_DROPPED = dict.fromkeys([*range(9), *range(0x0E, 0x1C), 0x1F, *range(0x7F, 0x85), *range(0x86, 0xA0), 0xAD, 0x200B, 0x2060, 0xFEFF, 0xFFFE, 0xFFFF,
                          *range(0xD800, 0xE000)])  # fmt: skip


@attrs.frozen
class Read:
    """The text of a document, and what of it was not read.

    Attributes:
        text: a blank line between paragraphs.
        notes: Dutch sentences: pages without text, parts that were not read, what does not count.
    """

    text: str
    notes: tuple[str, ...] = ()


def open_document(name: str, data: bytes) -> Read:
    """The text of a document with what of it was not read; see `read_document`."""
    shown = quoted(name or "document", 60)[1:-1]
    if len(data) > MAX_FILE:
        raise CaseError([f"dit bestand is groter dan {MAX_FILE // 1_000_000} MB; {PASTE}"], shown)
    if not data.strip():
        raise CaseError(["dit bestand is leeg; kies een ander bestand"], shown)
    notes: list[str] = []
    try:
        text = "\n\n".join(paragraphs("\n\n".join(_reader(name, data)(data, notes))))
    except CaseError as problem:
        raise CaseError(problem.problems, shown) from None
    except Exception:  # a broken file breaks in many ways, and a learner can do the same about each
        raise CaseError([f"dit bestand is beschadigd of niet te lezen; sla het opnieuw op, of {PASTE}"], shown) from None
    if len(text) > MAX_CHARACTERS:
        raise CaseError([_TOO_LONG], shown)
    if not any(c.isalpha() for c in text):
        what = f"er staat geen tekst in dit bestand{': ' + '; '.join(notes) if notes else ''}"
        raise CaseError([f"{what}; kies een ander bestand, of {PASTE}"], shown)
    return Read(text, tuple(notes))


def read_document(name: str, data: bytes) -> str:
    """The text of a document, a blank line between paragraphs.

    Args:
        name: the file's name; the content decides what kind of file it is, the name only where the content does not.
        data: the file's bytes.

    Raises:
        CaseError: the file cannot be read as text (too large, empty, protected, scanned, broken, another kind); says what to do instead.
    """
    return open_document(name, data).text


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text, each on one line, without characters that do not show; words broken at the end of a line are made whole.

    A blank line parts paragraphs; in a text without any blank line every line is one (so does text pasted from a word processor).
    """
    text = _BROKEN.sub("", _LINES.sub("\n", text))
    text = unicodedata.normalize("NFC", text.translate(_LIGATURES)).translate(_DROPPED).strip()
    parts = _BLANK.split(text) if _BLANK.search(text) else text.split("\n")
    return [part for part in (_SPACES.sub(" ", part.replace("\n", " ")).strip() for part in parts) if part]


def _reader(name: str, data: bytes) -> Callable[[bytes, list[str]], Iterable[str]]:
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


def _text(data: bytes, notes: list[str]) -> list[str]:
    encoding = encoding_of(data)
    text = data.decode(encoding) if encoding else "\0"
    controls = sum(text.count(chr(code)) for code in (*range(9), *range(14, 32)))
    if "\0" in text or 100 * controls > len(text):
        raise CaseError([f"dit is geen tekstbestand; kies een txt, md, docx, odt of pdf, of {PASTE}"])
    if encoding in ("cp850", "mac_roman"):
        notes.append(f"de tekens zijn gelezen als die van {WINDOWS[encoding]}; kijk of letters met een accent kloppen")
    return [text]


# --- docx and odt ----------------------------------------------------------------------------------------------------

_MANIFEST = "META-INF/manifest.xml"
_TYPES = "[Content_Types].xml"
_MAIN = re.compile(r"application/vnd\.(?:openxmlformats-officedocument\.wordprocessingml|ms-word)\.[\w.]+\.main\+xml", re.IGNORECASE)
_CHUNK = "/aFChunk"
# elements and attributes of the directory of a docx (Open Packaging Conventions)
_OVERRIDE, _PART, _TYPE, _RELATION, _TARGET = {"Override": 1, "PartName": 1, "ContentType": 1, "Relationship": 1, "Target": 1}


def _zipped(data: bytes, notes: list[str]) -> list[str]:
    package = fence.Package(data)
    main = "content.xml" if "content.xml" in package else _main_part(package)
    if main is None:
        raise CaseError([f"dit is geen Word- of LibreOffice-document; sla het op als docx of odt, of {PASTE}"])
    odt = main == "content.xml"
    folder = main.rpartition("/")[0]
    parts = [part for part in (main, *(f"{folder}/{name}notes.xml" for name in ("foot", "end"))) if part in package]
    locked = any(package.locked(part) for part in parts)
    if _MANIFEST in package:  # of an odt, which says so there
        locked = locked or b"encryption-data" in package.read(_MANIFEST)
    if locked:
        raise CaseError([f"dit bestand is beveiligd met een wachtwoord; sla het op zonder wachtwoord, of {PASTE}"])
    out: list[str] = []
    for part in parts:
        words = _xml(package, part, odt)
        out += words.done
        out += _chunks(package, part, words.chunks, notes)
        if words.hidden:
            notes.append(f"verborgen tekst en lege invulvelden zijn niet meegeteld ({dutch_count(words.hidden)} tekens)")
    return out


def _attributes(package: fence.Package, part: str, element: str) -> list[dict[str, str]]:
    """The attributes of the elements with this name in a part, none when there is no such part."""
    found: list[dict[str, str]] = []
    if part in package:
        package.scan(part, lambda name, attributes: found.append(attributes) if name == element else None)
    return found


def _main_part(package: fence.Package) -> str | None:
    """The main part of a docx: where the content types say, or where it usually is."""
    named = [a.get(_PART, "").lstrip("/") for a in _attributes(package, _TYPES, _OVERRIDE) if _MAIN.fullmatch(a.get(_TYPE, ""))]
    return next((part for part in (*named, "word/document.xml") if part in package), None)


def _chunks(package: fence.Package, part: str, wanted: list[str], notes: list[str]) -> list[str]:
    """The text of html or plain text that was put into a docx whole; what is of another kind is said not to be read."""
    folder, _, name = part.rpartition("/")
    targets = {
        a.get("Id"): a.get(_TARGET, "")
        for a in _attributes(package, f"{folder}/_rels/{name}.rels", _RELATION)
        if a.get("Type", "").endswith(_CHUNK)
    }
    keys = list(dict.fromkeys(wanted))
    out, missed = [], len(keys[MAX_CHUNKS:])
    for key in keys[:MAX_CHUNKS]:
        target = targets.get(key, "")
        inside = target.lstrip("/") if target.startswith("/") else f"{folder}/{target}"
        extension = inside.rpartition(".")[2].lower()
        content = package.read(inside) if inside in package and extension in ("htm", "html", "xhtml", "txt") else b""
        heavy = extension != "txt" and (len(content) > MAX_HTML or content.count(b"<") > MAX_TAGS)
        encoding = encoding_of(content) if content and not heavy else None
        if encoding is None:
            missed += 1
        else:
            text = content.decode(encoding)
            out += [text] if extension == "txt" else _html(text)
    if missed:
        notes.append(
            "een ingevoegd deel van het document is niet gelezen"
            if missed == 1
            else f"{missed} ingevoegde delen van het document zijn niet gelezen"
        )
    return out


class _Page(HTMLParser):
    """The text of a page of html, a blank line between blocks."""

    BLOCKS = frozenset(
        [
            "address",
            "article",
            "blockquote",
            "br",
            "dd",
            "div",
            "dl",
            "dt",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "hr",
            "li",
            "ol",
            "p",
            "pre",
            "section",
            "table",
            "td",
            "th",
            "tr",
            "ul",
        ]
    )

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.out = 0

    def handle_starttag(self, tag: str, attrs: list[Any]) -> None:
        self.out += tag in ("script", "style", "head")
        if tag in self.BLOCKS:
            self.parts.append("\n\n")

    def handle_endtag(self, tag: str) -> None:
        self.out -= tag in ("script", "style", "head") and self.out > 0
        if tag in self.BLOCKS:
            self.parts.append("\n\n")

    def handle_data(self, data: str) -> None:
        if not self.out:
            self.parts.append(data.replace("\n", " "))


def _html(text: str) -> list[str]:
    page = _Page()
    page.feed(text)
    page.close()
    return ["".join(page.parts)]


def _xml(package: fence.Package, part: str, odt: bool) -> "_Words":
    """The words of one part, read piece by piece, so that what the zip says of its size need not be believed."""
    words = _Words(odt)
    parser = ElementTree.XMLParser(target=words)
    for piece in package.xml(part):
        parser.feed(piece)
    parser.close()
    return words


class _Words:
    """What the XML parser tells while it reads, gathered as paragraphs; builds no tree, so the number of elements does no harm.

    Left out: deleted or moved text, comments, numbers of notes, the second copy of a text box, hidden text, and the grey text of a field that nobody filled in.
    """

    BREAKS = frozenset({"tab", "br", "cr", "s", "line-break"})
    LEFT_OUT = frozenset(
        {"Fallback", "del", "moveFrom", "tracked-changes", "annotation", "note-citation", "placeholder", "hidden-text", "hidden-paragraph"}
    )
    PARAGRAPHS = frozenset({"p", "h"})
    OFF = frozenset({"0", "false", "off"})

    def __init__(self, odt: bool) -> None:
        self.odt = odt
        self.done: list[str] = []
        self.open: list[list[str]] = []
        self.chunks: list[str] = []  # what is put in whole, by the key of the relation
        self.controls: list[bool] = []  # of each content control around: whether it shows its placeholder
        self.out = self.inside = self.length = self.depth = self.count = self.hidden = 0
        self.vanished = False  # the run is hidden
        self.most, self.deepest = fence.most("elements"), fence.most("depth")

    def doctype(self, *_: object) -> None:
        raise CaseError([f"dit bestand bevat onveilige onderdelen; sla het opnieuw op, of {PASTE}"])

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition("}")[2]
        self.depth += 1
        self.count += 1
        if self.depth > self.deepest:
            raise fence.too_much("depth")
        if self.count > self.most:
            raise fence.too_much("elements")
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
        elif name == "r":
            self.vanished = False
        elif name == "sdt":
            self.controls.append(False)
        elif name in ("vanish", "showingPlcHdr", "altChunk"):
            self._marked(name, {key.rpartition("}")[2]: value for key, value in attributes.items()})

    def _marked(self, name: str, attributes: dict[str, str]) -> None:
        if name == "altChunk":
            self.chunks.append(attributes.get("id", ""))
        elif attributes.get("val", "1").lower() not in self.OFF:
            if name == "vanish":
                self.vanished = True
            elif self.controls:
                self.controls[-1] = True

    def end(self, tag: str) -> None:
        name = tag.rpartition("}")[2]
        self.depth -= 1
        if name in self.LEFT_OUT:
            self.out -= 1
        elif name in self.PARAGRAPHS:
            self.done.append("".join(self.open.pop()))
            self.vanished = False
        elif name == "t" and not self.odt:
            self.inside -= 1
        elif name == "r":
            self.vanished = False
        elif name == "sdt" and self.controls:
            self.controls.pop()

    def data(self, text: str) -> None:
        if self.odt or self.inside:
            if self.vanished or any(self.controls):
                self.hidden += len(text)
            else:
                self._add(text)

    def _add(self, text: str) -> None:
        if self.open and not self.out:
            self.length += len(text)
            if self.length > MAX_CHARACTERS:
                raise CaseError([_TOO_LONG])
            self.open[-1].append(text)


# --- pdf -------------------------------------------------------------------------------------------------------------

_RUNNING = 3  # lines at the top and at the foot of a page that may stand on every page


def _pdf(data: bytes, notes: list[str]) -> list[str]:
    pages, said = fence.apart("regiekit.cases.documents:pdf_pages", data, 20 * len(data))
    notes += said
    bodies, running = without_running(pages)
    if running:
        notes.append(f"wat op elke bladzijde terugkomt, telt niet mee ({'; '.join(quoted(line, 60) for line in running[:3])})")
    return [flowing("\n".join(bodies))]


def pdf_pages(data: bytes) -> tuple[list[str], list[str]]:
    """The text of every page of a pdf, and sentences on what is not read; the library's part."""
    import pypdf
    from pypdf.errors import DependencyError, FileNotDecryptedError

    log = logging.getLogger("pypdf")  # it remarks on every oddity of a file; a learner can do nothing with that
    level = log.level
    log.setLevel(logging.CRITICAL + 1)
    try:
        return _pages(pypdf.PdfReader(io.BytesIO(data)))
    except DependencyError:
        raise CaseError(
            [
                f"deze pdf is versleuteld op een manier die hier niet te lezen is, ook als u hem gewoon kunt openen; druk hem af naar een nieuwe pdf, of {PASTE}"
            ]
        ) from None
    except FileNotDecryptedError:
        raise CaseError([_LOCKED]) from None
    finally:
        log.setLevel(level)


def _pages(reader: "PdfReader") -> tuple[list[str], list[str]]:
    if reader.is_encrypted and not reader.decrypt(""):  # many a pdf is protected against changes only: its password is empty
        raise CaseError([_LOCKED])
    if len(reader.pages) > fence.most("pages"):
        raise CaseError(
            [f"deze pdf heeft meer dan {dutch_count(fence.most('pages'))} bladzijden; kies het deel dat u wilt lezen, of {PASTE}"]
        )
    clock, length, size, fonts, pages = fence.Clock(), 0, 0, 0, []
    heavy, bare, odd = [], [], []
    for number, page in enumerate(reader.pages, 1):
        clock.look()
        content = _weight(page)
        size, fonts = size + content, fonts + _fonts(page)
        fence.check("content", size)
        fence.check("fonts", fonts)
        text = "" if content > fence.most("page") else page.extract_text()
        pages.append(text)
        length += len(text)
        if length > MAX_CHARACTERS:
            raise CaseError([_TOO_LONG])
        letters = sum(c.isalpha() for c in text)
        if content > fence.most("page"):
            heavy.append(number)
        elif 5 * sum(map(len, _UNREADABLE.findall(text))) > len(text.strip()) > 0:
            odd.append(number)
        elif not letters or (letters < BARE and _pictured(page)):
            bare.append(number)
    if heavy and not any(pages):
        raise CaseError([f"in deze pdf staat op elke bladzijde te veel tekening om te lezen; {PASTE}"])
    if not any(c.isalpha() for page in pages for c in page):
        raise CaseError([f"in deze pdf staat geen tekst, waarschijnlijk is het een scan; laat de tekst herkennen (OCR), of {PASTE}"])
    of = len(pages)
    notes = [f"{_of(numbers, of)} {what}" for numbers, what in (
        (bare, "geen of bijna geen tekst; waarschijnlijk is dat een scan: laat de tekst herkennen (OCR)"),
        (odd, "letters die niet te lezen zijn; druk het document opnieuw af naar pdf, of plak de tekst"),
        (heavy, "te veel tekening om te lezen"),
    ) if numbers]  # fmt: skip
    return pages, notes


def _of(numbers: list[int], of: int) -> str:
    """Which pages: "3 van de 12 bladzijden (1, 2 en 5) hebben"."""
    if of == 1:
        return "de enige bladzijde heeft"
    if len(numbers) == of:
        return f"alle {of} bladzijden hebben"
    which = f" ({', '.join(map(str, numbers))})" if len(numbers) <= 6 else ""
    return f"{len(numbers)} van de {of} bladzijden{which} {'heeft' if len(numbers) == 1 else 'hebben'}"


def _weight(page: "PageObject") -> int:
    """Bytes of what draws a page."""
    contents = page.get_contents()
    return len(contents.get_data()) if contents is not None else 0


def _resources(page: "PageObject", kind: str) -> dict[str, Any]:
    found = page.get("/Resources")
    found = found.get_object().get(kind) if found is not None else None
    found = found.get_object() if found is not None else None
    return found if isinstance(found, dict) else {}


def _fonts(page: "PageObject") -> int:
    return len(_resources(page, "/Font"))


def _pictured(page: "PageObject") -> bool:
    return any(thing.get_object().get("/Subtype") == "/Image" for thing in _resources(page, "/XObject").values())


def without_running(pages: list[str]) -> tuple[list[str], list[str]]:
    """The pages without the lines at their top and foot that stand on most pages (numbers in them may differ), and those lines, each once."""
    lines = [[line.strip() for line in page.strip().splitlines()] for page in pages]
    edges = []  # of each page the numbers of its first and last lines with something in them
    for page in lines:
        filled = [at for at, line in enumerate(page) if line]
        edges.append({*filled[:_RUNNING], *filled[-_RUNNING:]})
    seen = Counter(line for page, edge in zip(lines, edges, strict=True) for line in {_alike(page[at]) for at in edge})
    many = sum(1 for edge in edges if edge)
    running = {line for line, times in seen.items() if times >= 3 and 2 * times > many}
    told: dict[str, str] = {}

    def body(page: list[str], edge: set[int]) -> Iterator[str]:
        for at, line in enumerate(page):
            if at in edge and _alike(line) in running:
                told.setdefault(_alike(line), line)
            else:
                yield line

    bodies = ["\n".join(body(page, edge)).strip() for page, edge in zip(lines, edges, strict=True)]
    return bodies, [line for line in told.values() if any(c.isalpha() for c in line)]


def _alike(line: str) -> str:
    return re.sub(r"\d+", "#", line)


def flowing(page: str) -> str:
    """The lines of a page as paragraphs: words broken at the end of a line made whole, a new paragraph after a short line that ends a sentence."""
    lines = [line.strip() for line in _BROKEN.sub("", page).splitlines()]
    full = sorted(len(line) for line in lines if line)
    usual = full[3 * len(full) // 4] if full else 0
    out = []
    for line in lines:
        out.append(f"{line}\n" if line else "\n")
        if line and len(line) < 0.75 * usual and re.search(r"[.!?:;]['’”\")\]]?$", line):
            out.append("\n")
    return "".join(out).strip()
