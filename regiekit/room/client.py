"""What a kernel does with a room: start it, put a question, follow the count, close it. The room lives on when the kernel ends; `resume` finds it again."""

from __future__ import annotations

import asyncio
import contextlib
import http.client
import json
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from regiekit.room import default_folder
from regiekit.room.checks import Refused
from regiekit.room.store import read_note, write_private

MINE = "docent.json"  # in the folder of the rooms: the room that was opened from here, for its owner only
HOLD = 20  # seconds that a question for news may take
GONE = (403, 404)  # what a room says that is closed, or is not ours
_started: list[subprocess.Popen[Any]] = []


def _read(status: int, kind: str, said: str) -> Any:
    try:
        found: Any = said if kind.startswith("text/csv") else json.loads(said)
        if status >= 400:
            raise Refused(status, str(found["fout"]))
    except (ValueError, LookupError, TypeError) as error:
        raise OSError(str(error)) from error
    return found


def _in_browser(url: str, headers: Mapping[str, str], data: str | None, timeout: float, heard: Callable[[Any], None] | None) -> Any:
    """Ask where there are no sockets. A kernel's worker may wait for the answer; with `heard` it goes on and is called once that came, for what is given to give it."""
    ffi, request = import_module("pyodide.ffi"), import_module("js").XMLHttpRequest.new()
    with contextlib.suppress(ffi.JsException):  # the status stays 0 and the text empty, also where the room does not let this site in
        request.open("POST" if data else "GET", url, heard is not None)
        request.timeout, request.onloadend = 1000 * timeout, heard and ffi.create_once_callable(heard)
        for name, value in headers.items():
            request.setRequestHeader(name, value)
        request.send(data)

    def answer() -> Any:
        return _read(request.status, request.getResponseHeader("Content-Type") or "", request.responseText)

    return answer if heard else answer()


def ask(address: str, path: str, key: str, body: Any = None, timeout: float = 10, heard: Callable[[Any], None] | None = None) -> Any:
    """Ask a lecturer's listener (`address` ends in a slash): POST when there is a body. `heard`: see `_in_browser`.

    ValueError: plain http to another machine (the key would be read under way); OSError: no connection, something else answers; Refused: the room says no.
    """
    parts, data = urlsplit(address), None if body is None else json.dumps(body)
    if parts.scheme != "https" and parts.hostname not in ("127.0.0.1", "localhost", "::1"):
        raise ValueError("Het adres van een zaal begint met https://.")
    headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
    if sys.platform == "emscripten":
        return _in_browser(f"{address}{path}", headers, data, timeout, heard)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    with contextlib.closing(kind(parts.hostname or "", parts.port, timeout=timeout)) as connection:
        try:
            connection.request("POST" if data else "GET", f"{parts.path}{path}", data, headers)
            answer = connection.getresponse()
            return _read(answer.status, answer.headers.get_content_type(), answer.read().decode("utf-8"))
        except (http.client.HTTPException, ValueError) as error:
            raise OSError(str(error)) from error


def _house(note: Mapping[str, Any], what: str, body: Any = None) -> Any:
    if not note:
        raise OSError("Er is hier geen zaal.")
    return ask(f"http://127.0.0.1:{note['docent']}/docent/", what, note["sleutel"], body)


def start(folder: Path, *options: str) -> dict[str, Any]:
    """The note (ports, key) of the room that runs in this folder; it is started when there is none, apart from this process. OSError when it can't."""
    import sqlite3

    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with contextlib.closing(sqlite3.connect(folder / "start.db", timeout=30, isolation_level=None)) as lock:
        lock.execute("BEGIN EXCLUSIVE")  # one at a time over all processes; a process that dies lets go
        with contextlib.suppress(OSError, Refused, KeyError):
            _house(read_note(folder), "hier")
            return read_note(folder)
        _started[:] = [one for one in _started if one.poll() is None]  # one that ended is let go
        apart: dict[str, Any] = {"start_new_session": True}
        if sys.platform == "win32":
            apart = {"creationflags": subprocess.DETACHED_PROCESS | subprocess.CREATE_NEW_PROCESS_GROUP}
        command = [sys.executable, "-m", "regiekit", "klas", "--vanzelf", "--map", str(folder), *options]
        quiet = subprocess.DEVNULL
        process = subprocess.Popen(command, stdin=quiet, stdout=subprocess.PIPE, stderr=quiet, **apart)
        _started.append(process)
        assert process.stdout is not None
        with process.stdout as said:
            if not said.readline():  # it comes when the doors are open, or empty when it ended
                raise OSError("De zaal kon niet starten.")
        return read_note(folder)


class Lecturer(NamedTuple):
    """The lecturer's side of one room. `hosted` is the address of its lecturer's listener, "" when it runs on this machine; `people` where phones come.

    What asks the room raises Refused when it says no, OSError without connection. A room on this machine that has ended is started again first.
    """

    folder: Path
    code: str
    key: str
    people: str
    hosted: str = ""

    def _ask(self, what: str, body: Any = None, **more: Any) -> Any:
        for note in (read_note(self.folder), None):
            desk = self.hosted or f"http://127.0.0.1:{(note or start(self.folder))['docent']}/docent/"
            try:
                return ask(desk, f"{self.code}/{what}", self.key, body, **more)
            except ConnectionRefusedError:
                if self.hosted or note is None:
                    raise

    @property
    def address(self) -> str:
        """What a phone opens; the code is in it."""
        return f"{self.people}{self.code}"

    def qr(self) -> str:
        """The address as a QR code, SVG."""
        import segno

        return segno.make(self.address, error="m", micro=False).svg_inline(border=4, svgclass=None, lineclass=None, omitsize=True)

    def now(self, since: int = 0, hold: int = 0, heard: Callable[[Any], None] | None = None) -> Any:
        """How things stand; once the round is closed with `uitslag` (and `eerder`). Waits up to `hold` seconds as long as nothing is newer than `since`."""
        return self._ask(f"wat?na={since}&wacht={hold}", timeout=hold + 10, heard=heard)

    def put(self, title: str, text: str, block: Mapping[str, Any], answer: str = "", value: Any = None) -> dict[str, Any]:
        """Put a question: the `block()` of a control; `answer` (and `value`) are shown in the last phase only."""
        asked = {"ronde": self.now()["ronde"] + 1, "titel": title, "tekst": text, "blok": dict(block)}
        return self._ask("vraag", asked | {name: one for name, one in (("antwoord", answer or None), ("waarde", value)) if one is not None})

    def vote_again(self) -> dict[str, Any]:
        """Put the present question once more, as a new round that names the first."""
        now = self.now()
        return self._ask("vraag", now["vraag"] | {"ronde": now["ronde"] + 1, "opnieuw": now["vraag"].get("opnieuw", now["ronde"])})

    def phase(self, phase: str) -> dict[str, Any]:
        """To open, dicht, verdeling or antwoord."""
        return self._ask("fase", {"ronde": self.now()["ronde"], "fase": phase})

    def door(self, door: str, size: int | None = None) -> dict[str, Any]:
        """open, ruim (many phones from one address) or dicht; and for how large a class."""
        return self._ask("deur", {"deur": door} | ({"grootte": size} if size else {}))

    def deal(self, roles: list[dict[str, Any]]) -> dict[str, Any]:
        """Deal tables and roles (`titel`, `tekst`; `punten` and `als` of a set) over who is in."""
        return self._ask("deel-uit", {"rollen": roles})

    def export(self) -> str:
        """All answers as csv, without who gave them."""
        return self._ask("uitvoer")

    def close(self) -> None:
        """Close the room: nothing of it is kept."""
        self._ask("sluit", {})
        (self.folder / MINE).unlink(missing_ok=True)

    def follow(self, heard: Callable[[dict[str, Any] | None], None]) -> Callable[[], Any]:
        """Tell `heard`, in a thread or a task of the browser, how things stand at every change: None without connection, {} once the room is closed. Gives what ends it."""
        ended, alone = threading.Event(), sys.platform == "emscripten"

        async def listen() -> None:
            came, since, hold = asyncio.Event(), 0, 0
            told = (lambda _: came.set()) if alone else None
            while not ended.is_set():
                try:
                    found = self.now(since, hold, told)
                    if alone:
                        await came.wait()
                        came.clear()
                        found = found()
                except (OSError, Refused) as error:
                    found = {} if getattr(error, "status", 0) in GONE else None  # one that errs is asked again
                if not ended.is_set() and not (found and found["na"] == since and hold):
                    heard(found)
                if found == {}:
                    return
                since = found["na"] if found else 0
                hold = HOLD if found else 0  # it asks first, without waiting: or `no connection` stands there for as long as one holds
                await asyncio.sleep(0 if found else 0.5)

        if alone:
            return asyncio.ensure_future(listen()).cancel
        threading.Thread(target=lambda: asyncio.run(listen()), daemon=True, name="regiekit-klas").start()
        return ended.set


def open_room(size: int = 30, words: bool = False, folder: Path | None = None, hosted: str = "", key: str = "") -> Lecturer:
    """Open a room for a class of this size, and remember it: on this machine, or at the lecturer's address `hosted` of an institution with its key."""
    folder, asked = folder or default_folder(), {"grootte": size, "tekst": words}
    found = ask(hosted, "open", key, asked) if hosted else _house(start(folder), "open", asked)
    lecturer = Lecturer(folder, found["code"], found["sleutel"], found["adres"], hosted)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_private(folder / MINE, lecturer._asdict() | {"folder": ""})
    return lecturer


def resume(folder: Path | None = None) -> Lecturer | None:
    """The room that was opened from this folder and not closed, as after a restart of the kernel; None when there is none or it is gone."""
    folder = folder or default_folder()
    with contextlib.suppress(OSError, ValueError, TypeError, Refused):
        lecturer = Lecturer(**read_note(folder, MINE))._replace(folder=folder)
        lecturer.now()
        return lecturer
    return None
