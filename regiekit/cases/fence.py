"""Files that nobody vouches for: two fences, so that no file keeps a kernel busy or fills its memory.

The first is counted by ourselves, before a library sees anything: the directory of a zip, how its members are packed, how much they unpack to,
how many elements, how deep. Every bound of `BOUNDS` has a name, a number and a sentence; in the browser a third of the number holds.
The second is a process of its own for what a library does (openpyxl, pypdf): it is ended when it takes more memory or processor time than a
sound file needs. Where no process can be started (the browser, a full machine) the first fence stands alone.
"""

import importlib
import io
import json
import subprocess
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any
from xml.parsers import expat

from regiekit.cases.check import CaseError, dutch_count

BROWSER = sys.platform == "emscripten"
WORKER = not BROWSER  # whether a process of its own may be started
MEMORY = 500_000_000  # bytes that such a process may take
ANSWER = 100_000_000  # bytes that it may answer with
PATIENCE = 30.0  # seconds in the browser, where nothing can be ended from outside
PIECE = 65_536  # bytes that are unpacked at a time

#: Name of a bound -> the number, and what there is too much of.
BOUNDS: dict[str, tuple[int, str]] = {
    "members": (5_000, "onderdelen"),
    "unpacked": (80_000_000, "tekens als het is uitgepakt"),
    "elements": (4_500_000, "onderdelen in één tekst"),
    "depth": (256, "lagen in elkaar"),
    "tag": (1_000_000, "tekens in één onderdeel"),
    "sheet": (250, "bladen"),
    "definedName": (15_000, "namen voor cellen"),
    "si": (600_000, "verschillende teksten"),
    "xf": (70_000, "opmaken van cellen"),
    "style": (150_000, "opmaken"),
    "other": (600_000, "onderdelen in de opmaak en de inhoudsopgave"),
    "font": (6_000, "lettertypes"),
    "row": (600_000, "rijen"),
    "cells": (900_000, "cellen"),
    "lines": (2_000_000, "rijen, met de lege erbij"),
    "content.xml": (1_500_000, "onderdelen in de tabellen"),
    "parts of a row": (200_000, "onderdelen in één rij"),
    "in a row": (16_384, "cellen in één rij"),
    "pages": (1_500, "bladzijden"),
    "page": (3_000_000, "tekens op één bladzijde"),
    "content": (24_000_000, "tekens in de bladzijden"),
    "fonts": (30_000, "lettertypes"),
    "bytes": (20_000_000, "bytes"),
    "graph": (1_500_000, "onderdelen in het netwerk"),
    "nested": (40, "lagen in elkaar"),
    "nodes": (100_000, "partijen"),
    "ties": (500_000, "relaties"),
    "columns": (250, "kolommen"),
    "field": (20_000, "tekens in één veld"),
}  # fmt: skip


def most(bound: str) -> int:
    """The number of a bound here: in the browser a third; depth and what a row or a page of a sound file holds stay."""
    number = BOUNDS[bound][0]
    return number // 3 if BROWSER and bound not in ("depth", "nested", "columns", "tag", "in a row", "members") else number


def too_much(bound: str) -> CaseError:
    return CaseError(
        [
            f"dit bestand heeft meer dan {dutch_count(most(bound))} {BOUNDS[bound][1]}; kopieer wat u nodig hebt naar een nieuw, kleiner bestand"
        ]
    )


def check(bound: str, number: int) -> None:
    """Raises CaseError when there are more than the bound allows."""
    if number > most(bound):
        raise too_much(bound)


class Clock:
    """A look at the clock between rows, pages and parts; where a worker can be ended from outside none is needed."""

    def __init__(self) -> None:
        self.until = time.monotonic() + PATIENCE if not WORKER else None

    def look(self) -> None:
        if self.until is not None and time.monotonic() > self.until:
            raise CaseError(["het lezen van dit bestand duurt te lang; kopieer wat u nodig hebt naar een nieuw, kleiner bestand"])


# --- the first fence -------------------------------------------------------------------------------------------------


class Package:
    """The zip inside an xlsx, ods, docx or odt, of which members are unpacked one by one and counted together."""

    def __init__(self, data: bytes) -> None:
        check("members", data.count(b"PK\x01\x02"))  # before zipfile makes an object of each
        self._zip = zipfile.ZipFile(io.BytesIO(data))
        self.members = {member.filename: member for member in self._zip.infolist()}
        self.unpacked = 0
        self.clock = Clock()

    def __contains__(self, name: str) -> bool:
        return name in self.members

    def locked(self, name: str) -> bool:
        """Whether the member is encrypted."""
        return bool(self.members[name].flag_bits & 1)

    def pieces(self, name: str) -> Iterator[bytes]:
        """The bytes of a member, piece by piece; what the zip says of its size is not believed."""
        if self.members[name].compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise CaseError(["dit bestand is op een ongewone manier ingepakt; open het in een kantoorprogramma en sla het opnieuw op"])
        with self._zip.open(self.members[name]) as file:
            while piece := file.read(PIECE):
                self.unpacked += len(piece)
                if self.unpacked > most("unpacked"):
                    raise CaseError(
                        [
                            f"dit bestand is uitgepakt groter dan {most('unpacked') // 1_000_000} MB; kopieer wat u nodig hebt naar een nieuw bestand"
                        ]
                    )
                self.clock.look()
                yield piece

    def xml(self, name: str) -> Iterator[bytes]:
        """As `pieces`; refused when a tag, or the text between two, is so long that a parser would choke on it."""
        return tags(self.pieces(name))

    def read(self, name: str) -> bytes:
        return b"".join(self.pieces(name))

    def scan(
        self, name: str, start: Callable[[str, dict[str, str]], None] | None = None, end: Callable[[str], None] | None = None
    ) -> Counter[str]:
        """How often each element (name without prefix) stands in an XML member; `start` and `end` see them too. Raises CaseError for entities and bounds."""
        return scan(self.pieces(name), start, end)


def scan(
    pieces: Iterable[bytes], start: Callable[[str, dict[str, str]], None] | None = None, end: Callable[[str], None] | None = None
) -> Counter[str]:
    """See `Package.scan`."""
    found: Counter[str] = Counter()
    total, depth = most("elements"), most("depth")
    names: dict[str, str] = {}
    at = count = 0

    def began(tag: str, attributes: dict[str, str]) -> None:
        nonlocal at, count
        at += 1
        count += 1
        if at > depth:
            raise too_much("depth")
        if count > total:
            raise too_much("elements")
        name = names.get(tag) or names.setdefault(tag, tag.rpartition(":")[2])
        found[name] += 1
        if start:
            start(name, attributes)

    def ended(tag: str) -> None:
        nonlocal at
        at -= 1
        if end:
            end(names[tag])

    def doctype(*_: object) -> None:
        raise CaseError(["het bestand bevat onveilige onderdelen; kopieer de inhoud naar een nieuw bestand"])

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler, parser.StartDoctypeDeclHandler = began, ended, doctype
    for piece in tags(pieces):
        parser.Parse(piece, False)
    parser.Parse(b"", True)
    return found


def tags(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The pieces (made small) of an XML text; raises CaseError when the next > is too far away."""
    since = 0
    for whole in pieces:
        for start in range(0, len(whole), PIECE):
            piece = whole[start : start + PIECE]
            first, last = piece.find(b">"), piece.rfind(b">")
            since += len(piece) if first < 0 else first
            check("tag", since)
            since = since if first < 0 else len(piece) - last
            yield piece


def check_counts(found: Mapping[str, int], bounds: tuple[str, ...]) -> None:
    """Raises CaseError for the first of the bounds, each called as an element, that the counts pass."""
    for bound in bounds:
        check(bound, found.get(bound, 0))


# --- the second fence ------------------------------------------------------------------------------------------------

_START = "import sys; sys.path.insert(0, sys.argv[1]); from regiekit.cases.fence import work; work(*sys.argv[2:])"
_READY, _DONE, _SAID = b"R", b"D", b"S"
SMALL = 50_000  # elements that any library reads in a moment: no process is started for them


def seconds(unpacked: int) -> int:
    """Processor time that a file of so many unpacked bytes may take: 5 s per 10 MB, at most 20 s."""
    return min(20, 5 * (1 + unpacked // 10_000_000))


def apart(reader: str, data: bytes, unpacked: int, **more: Any) -> Any:
    """What `reader` ("module:function", bytes -> what JSON can hold) makes of the data (and `more`), read in a process of its own where that can be.

    Raises CaseError as the reader does, or because the process was ended.
    """
    module, _, function = reader.partition(":")
    if WORKER:
        answer = _asked(reader, data, seconds(unpacked), more)
        if answer is not None:
            return answer[0]
    return getattr(importlib.import_module(module), function)(data, **more)


def _asked(reader: str, data: bytes, limit: int, more: dict[str, Any]) -> tuple[Any] | None:
    """What the process answers, None when it could not be started."""
    root = str(Path(__file__).parents[2])
    command = [sys.executable, "-c", _START, root, reader, str(limit), json.dumps(more)]
    hidden = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    try:
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, creationflags=hidden)
    except (OSError, ValueError):
        return None
    with process:
        try:
            out, _ = process.communicate(data, timeout=15 * limit)  # a busy machine gives little time; the limit is of the processor
        except subprocess.TimeoutExpired:
            process.kill()
            out = _READY
        except BaseException:
            process.kill()
            raise
    if not out.startswith(_READY):
        return None
    kind, rest = out[1:2], out[2:]
    if kind == _SAID:
        raise CaseError(json.loads(rest))
    if kind == _DONE:
        return (json.loads(rest),)
    raise CaseError(["dit bestand vraagt te veel geheugen of rekentijd; kopieer wat u nodig hebt naar een nieuw, kleiner bestand"])


def work(reader: str, limit: str, more: str) -> None:
    """What the process does: read bytes from its input, write the answer to its output."""
    out = sys.stdout.buffer
    module, _, function = reader.partition(":")
    read = getattr(importlib.import_module(module), function)
    data = sys.stdin.buffer.read()
    _limit(int(limit))
    out.write(_READY)
    out.flush()
    try:
        answer = _DONE + json.dumps(read(data, **json.loads(more))).encode()
    except CaseError as problem:
        answer = _SAID + json.dumps(problem.problems).encode()
    except MemoryError:
        return
    except Exception:  # as a broken file makes a library fail: in many ways
        answer = (
            _SAID
            + json.dumps(["dit bestand is beschadigd of niet te lezen; open het in een kantoorprogramma en sla het opnieuw op"]).encode()
        )
    if len(answer) <= ANSWER:
        out.write(answer)
        out.flush()


def _limit(limit: int) -> None:
    """End this process at so many seconds of processor time from now and at `MEMORY`; where the system cannot, a thread looks."""
    used = int(time.process_time()) + 1
    try:
        import resource
    except ImportError:  # Windows: time only
        return _watch(limit + used)
    resource.setrlimit(resource.RLIMIT_CPU, (limit + used, limit + used + 1))
    with suppress(ValueError, OSError, AttributeError):
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def _watch(limit: int) -> None:
    import os
    import threading

    def look() -> None:
        while time.process_time() < limit:
            time.sleep(0.1)
        os._exit(1)

    threading.Thread(target=look, daemon=True).start()


def refuse_text(data: object) -> None:
    """TypeError, with what to pass, for what is neither a path nor bytes: a text could be the name of a file or what is in it."""
    if not isinstance(data, bytes | bytearray | memoryview | Path):
        raise TypeError(
            f"data must be a pathlib.Path or the bytes of a file, not {type(data).__name__}: pathlib.Path(…), or its .read_bytes()"
        )


def content(data: bytes | Path, filename: str = "") -> tuple[bytes, str]:
    """The bytes of a file given by its path or as bytes, and its name."""
    refuse_text(data)
    if isinstance(data, Path):
        check("bytes", data.stat().st_size)
        return data.read_bytes(), filename or data.name
    return bytes(data), filename
