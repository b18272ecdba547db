"""What a kernel does with a room: start it, put a question, follow the count, close it. The room lives on when the kernel ends; `resume` finds it again."""

from __future__ import annotations

import contextlib
import http.client
import json
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from regiekit.room import default_folder
from regiekit.room.checks import Refused
from regiekit.room.server import read_note, write_private

MINE = "docent.json"  # in the folder of the rooms: the room that was opened from here, for its owner only
HOLD = 20  # seconds that a question for news may take
_started: list[subprocess.Popen[Any]] = []


def ask(address: str, path: str, key: str, body: Any = None, timeout: float = 10, opened: Callable[[Any], None] | None = None) -> Any:
    """Ask a lecturer's listener (`address` ends in a slash): POST when there is a body. `opened` is given the connection, to break it off.

    ValueError: plain http to another machine (the key would be read under way); OSError: no connection, something else answers; Refused: the room says no.
    """
    parts, data = urlsplit(address), None if body is None else json.dumps(body)
    if parts.scheme != "https" and parts.hostname not in ("127.0.0.1", "localhost", "::1"):
        raise ValueError("Het adres van een zaal begint met https://.")
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
    with contextlib.closing(kind(parts.hostname or "", parts.port, timeout=timeout)) as connection:
        try:
            connection.connect()
            if opened:
                opened(connection)
            connection.request("POST" if data else "GET", f"{parts.path}{path}", data, headers)
            answer = connection.getresponse()
            said = answer.read().decode("utf-8")
            found: Any = said if answer.headers.get_content_type() == "text/csv" else json.loads(said)
            if answer.status >= 400:
                raise Refused(answer.status, str(found["fout"]))
        except (http.client.HTTPException, ValueError, LookupError, TypeError) as error:
            raise OSError(str(error)) from error
    return found


def _house(note: Mapping[str, Any], what: str, body: Any = None) -> Any:
    if not note:
        raise OSError("Er is hier geen zaal.")
    return ask(f"http://127.0.0.1:{note['docent']}/docent/", what, note["sleutel"], body)


def start(folder: Path, *options: str) -> dict[str, Any]:
    """The note (ports, key) of the room that runs in this folder; it is started when there is none, apart from this process. OSError when it can't."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with contextlib.closing(sqlite3.connect(folder / "start.db", timeout=30, isolation_level=None)) as lock:
        lock.execute("BEGIN EXCLUSIVE")  # one at a time over all processes; a process that dies lets go
        with contextlib.suppress(OSError, Refused, KeyError):
            _house(read_note(folder), "hier")
            return read_note(folder)
        for process in _started:  # one that ended is let go
            process.poll()
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


def stop(folder: Path) -> None:
    """End the process of this folder; Refused (409) while a room is open, OSError when there is none."""
    _house(read_note(folder), "stop", {})


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

    def now(self, since: int = 0, hold: int = 0, opened: Callable[[Any], None] | None = None) -> dict[str, Any]:
        """How things stand; once the round is closed with `uitslag` (and `eerder`). Waits up to `hold` seconds as long as nothing is newer than `since`."""
        return self._ask(f"wat?na={since}&wacht={hold}", timeout=hold + 10, opened=opened)

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

    def follow(self, heard: Callable[[dict[str, Any] | None], None]) -> Callable[[], None]:
        """Tell `heard`, in a thread, how things stand at every change: None without connection, {} once the room is closed. Gives what ends it."""
        ended, now = threading.Event(), []

        def opened(connection: Any) -> None:
            now[:] = [connection]
            if ended.is_set():  # meanwhile, before there was anything to break off
                raise OSError

        def listen() -> None:
            since = hold = 0
            while not ended.is_set():
                try:
                    found = self.now(since, hold, opened)
                except Refused:
                    heard({})
                    return
                except OSError:
                    if not ended.is_set():
                        heard(None)
                    since = hold = 0  # ask first, without waiting: or `no connection` stands there for as long as one holds
                    ended.wait(0.5)
                    continue
                if found["na"] != since or not hold:
                    heard(found)
                since, hold = found["na"], HOLD

        def end() -> None:
            ended.set()
            for connection in now:
                with contextlib.suppress(OSError, AttributeError):
                    connection.sock.shutdown(2)

        threading.Thread(target=listen, daemon=True, name="regiekit-klas").start()
        return end


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
