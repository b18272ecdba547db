"""The rooms: who is in, what was asked, what was answered. Every change is a line in a file before it counts, and the file is read back at a start.

A file holds random numbers, questions and answers: no name, address, time or device. It can be read by its owner only and is gone once the room
is closed. A line that was half written when the machine stopped is cut off. Written lines outlive the process, not a power cut.
"""

from __future__ import annotations

import contextlib
import csv
import hashlib
import io
import json
import os
import re
import secrets
import time
from collections import Counter
from importlib.metadata import version
from math import ceil
from pathlib import Path
from typing import Any, Generic, TypeVar

from regiekit.room import checks
from regiekit.room.checks import Refused
from regiekit.room.tally import LEAST, tally

#: Enough that guessing is hopeless at any rate one process answers: 3,000 a second for two hours find a given room with a chance of 1 in 46,000.
DIGITS = 12
NOTE = "zaal.json"  # in the folder of the rooms, for its owner only: ports and key
PER_ADDRESS = 3  # phones from one address while the door stands open as usual
CHANGES = 60  # times that a member may change the answer of a round
MOST_ROOMS = 300
AGE = 24 * 3600.0  # seconds without a change after which a forgotten room is closed
FULL = "De zaal is vol. Vraag uw docent om meer plaatsen."
CROWDED = "Van dit netwerk zijn er al een paar binnen. Vraag uw docent of meer telefoons mogen."
TOKEN = re.compile(r"[0-9a-f]{32,64}\Z")
# A round that was closed does not open again: who saw its outcome would read the answers that came after.
NEXT = {"wacht": set(), "open": {"dicht"}, "dicht": {"verdeling", "antwoord"}, "verdeling": {"antwoord"}, "antwoord": set()}


def digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:40]


class Journal:
    """A file of lines that is only ever added to, or deleted."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0), 0o600)

    def read(self) -> list[dict[str, Any]]:
        """The lines so far; half a last line is cut off, one that is no object is passed over."""
        content = self.path.read_bytes()
        whole = content.rfind(b"\n") + 1
        os.ftruncate(self._file, whole)
        lines = []
        for line in content[:whole].splitlines():
            with contextlib.suppress(ValueError):
                lines.append(json.loads(line))
        return [line for line in lines if isinstance(line, dict)]

    def write(self, line: dict[str, Any]) -> None:
        """Add a line; Refused (503) when the disk is full or gone, and the file is as it was."""
        data = json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
        try:
            before = os.fstat(self._file).st_size
            if os.write(self._file, data) != len(data):
                os.ftruncate(self._file, before)
                raise OSError("half a line")
        except OSError as error:
            raise Refused(503, "Dit kon niet worden bewaard. De pagina probeert het zo nog eens.") from error

    def delete(self) -> None:
        os.close(self._file)
        self.path.unlink(missing_ok=True)


class Round:
    """A question, its phase, and the answers by member; without a question there is nothing to do but wait."""

    def __init__(self, asked: dict[str, Any]) -> None:
        self.asked, self.phase = asked, "open" if asked else "wacht"
        self.answers: dict[int, Any] = {}
        self.changes = Counter[int]()


class Room:
    """One room. `version` counts what phones can see, `news` everything. What changes it raises Refused when it may not be: 403 the door is shut, 409 it does
    not fit how things stand, 429 too much at once."""

    def __init__(self, journal: Journal, lines: list[dict[str, Any]]) -> None:
        first, self.journal, self.door = lines[0], journal, "open"
        self.code, self.salt, self.key, self.texts, self.size = (first[name] for name in ("code", "zout", "sleutel", "tekst", "grootte"))
        self.members: dict[str, int] = {}
        self.rounds: list[Round] = []
        self.roles: list[dict[str, Any]] = []
        self.seats: dict[int, int] = {}
        self._common: tuple[int, dict[str, Any]] = (-1, {})
        self.version, self.turned_away, self.outside = 0, 0, False  # outside: has a device other than this machine come in?
        self.news = time.time_ns() // 1000  # what is newer has the higher number, also over a restart: refusals are in no journal
        self.places = Counter[str]()
        for line in lines[1:]:
            with contextlib.suppress(KeyError, IndexError, TypeError):  # of a later version, or nonsense
                self._apply(line)

    @property
    def now(self) -> Round:
        return self.rounds[-1] if self.rounds else Round({})

    @property
    def most(self) -> int:
        """So many fit: the size of the class and a fifth more, for who takes another phone."""
        return ceil(self.size * 1.2)

    def told(self) -> None:
        """Called when something has happened; for who waits for it."""

    def _do(self, line: dict[str, Any]) -> None:
        self.journal.write(line)
        self._apply(line)
        self.told()

    def _apply(self, line: dict[str, Any]) -> None:
        kind = line["t"]
        if kind == "lid":
            self.members[line["h"]] = line["d"]
            if self.roles:
                self.seats[line["d"]] = len(self.seats)
        elif kind == "antwoord":
            self.rounds[line["r"] - 1].answers[line["d"]] = line["w"]
        elif kind == "vraag":
            self.rounds.append(Round(line["q"]))
        elif kind == "fase":
            self.rounds[line["r"] - 1].phase = line["f"]
        elif kind == "deur":
            self.door, self.size = line["deur"], line["grootte"]
        elif kind == "deel":
            self.roles, self.seats = line["rollen"], {d: seat for seat, d in enumerate(line["volg"])}
        self.news += 1
        self.version += kind in ("vraag", "fase", "deel")

    def member(self, token: str | None, new: bool = False) -> int:
        """The number of the member with this token, or for a `new` one the next; 401 for none."""
        found = self.members.get(digest(self.salt, token or ""), len(self.members) if new and TOKEN.match(token or "") else None)
        if found is None:
            raise Refused(401, "Deze telefoon is nog niet binnen.")
        return found

    def join(self, token: str | None, source: str) -> int:
        """Let a phone in, once: the same token is the same member, always. `source` stands for the address it comes from, and is not kept."""
        d = self.member(token, new=True)
        if d < len(self.members):
            return d
        if self.door == "dicht":
            raise Refused(403, "De deur is dicht. Vraag uw docent om de deur te openen.")
        full = len(self.members) >= self.most
        if full or (self.door == "open" and self.places[source] >= PER_ADDRESS):
            self.turned_away += 1
            self.news += 1
            self.told()
            raise Refused(409, FULL) if full else Refused(429, CROWDED)
        self._do({"t": "lid", "h": digest(self.salt, token or ""), "d": d})
        self.places[source] += 1
        return d

    def answer(self, token: str | None, number: int, value: Any) -> None:
        """Keep this member's answer to the round that is open; the last one counts."""
        d, now = self.member(token), self.now
        if number != len(self.rounds) or now.phase != "open":
            raise Refused(409, "Deze vraag is al gesloten.")
        value = checks.answer(now.asked["blok"], value)
        if now.answers.get(d) == value:
            return
        now.changes[d] += 1
        if now.changes[d] > CHANGES:
            raise Refused(429, "U hebt dit antwoord te vaak veranderd. Het laatste telt.")
        self._do({"t": "antwoord", "r": number, "d": d, "w": value})

    def seen_by(self, token: str | None) -> dict[str, Any]:
        """What the phone of this member shows."""
        d = self.member(token)
        if self._common[0] != self.version:
            self._common = self.version, self._seen_by_all()
        found = self._common[1] | {"mijn": self.now.answers.get(d)}
        if d in self.seats:
            table, role = divmod(self.seats[d], len(self.roles))
            found |= {"tafel": table + 1, "rol": self.roles[role]}
        return found

    def _seen_by_all(self) -> dict[str, Any]:
        now = self.now
        parts = ("titel", "tekst", "blok", *(("antwoord", "waarde") if now.phase == "antwoord" else ()))
        found = {name: now.asked[name] for name in parts if name in now.asked}
        found |= {"v": self.version, "ronde": len(self.rounds), "fase": now.phase}
        return found | (self._outcome(words=False) if now.phase in ("verdeling", "antwoord") else {})

    def ask(self, asked: dict[str, Any]) -> None:
        """Put a question as round `ronde`, the next one. Put once more (the answer got lost under way) it is the same round."""
        number, again = asked["ronde"], asked.get("opnieuw")
        question = {name: value for name, value in asked.items() if name != "ronde"}
        if number == len(self.rounds) and self.now.asked == question:
            return
        if number != len(self.rounds) + 1 or (again and again >= number):
            raise Refused(409, "Deze ronde is er al, of nog niet.")
        if again and self.rounds[again - 1].asked["blok"] != question["blok"]:
            raise Refused(409, "Een tweede stemming vraagt hetzelfde als de eerste.")
        if question["blok"]["t"] in ("text", "area") and not self.texts:
            raise Refused(403, "Antwoorden in woorden staan in deze zaal uit.")
        self._do({"t": "vraag", "r": number, "q": question})

    def set_phase(self, number: int, phase: str) -> None:
        now = self.now.phase
        if number != len(self.rounds):
            raise Refused(409, "Deze ronde is voorbij, of nog niet begonnen.")
        if phase not in NEXT[now] | {now}:
            raise Refused(409, f"Van ‘{now}’ kan het niet naar ‘{phase}’.")
        if phase != now:
            self._do({"t": "fase", "r": number, "f": phase})

    def set_door(self, deur: str | None = None, grootte: int | None = None) -> None:
        self._do({"t": "deur", "deur": deur or self.door, "grootte": grootte or self.size})

    def deal(self, roles: list[dict[str, Any]]) -> None:
        """Deal tables and roles by chance; who comes later takes the next place."""
        order = secrets.SystemRandom().sample(list(self.members.values()), len(self.members))
        self._do({"t": "deel", "rollen": roles, "volg": order})

    def _outcome(self, words: bool) -> dict[str, Any]:
        now = self.now
        found = {"uitslag": tally(now.asked["blok"], now.answers.values(), words)}
        if words and self.seats and now.asked["blok"]["t"] == "set":
            found["uitslag"]["tafels"] = self._tables(now)
        if again := now.asked.get("opnieuw"):
            found["eerder"] = tally(now.asked["blok"], self.rounds[again - 1].answers.values(), words)
        return found

    def _tables(self, now: Round) -> list[list[Any]]:
        """Per table its number, how many answered, and what all of them answered ("": not the same); none with less than LEAST answers."""
        given: dict[int, list[Any]] = {}
        for d, value in now.answers.items():
            if d in self.seats:
                given.setdefault(self.seats[d] // len(self.roles) + 1, []).append(value)
        return [[table, len(all_), all_[0] if len(set(all_)) == 1 else ""] for table, all_ in sorted(given.items()) if len(all_) >= LEAST]

    def seen_by_lecturer(self) -> dict[str, Any]:
        """What the lecturer's screen can show. The outcome only once the round is closed: nobody is read from the answer that came last."""
        now = self.now
        found: dict[str, Any] = {
            "na": self.news, "code": self.code, "leden": len(self.members), "plaatsen": self.most, "grootte": self.size, "deur": self.door,
            "geweigerd": self.turned_away, "van_buiten": self.outside, "ronde": len(self.rounds), "fase": now.phase, "antwoorden": len(now.answers),
            "tafels": ceil(len(self.seats) / len(self.roles)) if self.roles else 0,
        }  # fmt: skip
        found |= {"vraag": now.asked} if now.asked else {}
        return found | (self._outcome(words=True) if now.phase not in ("wacht", "open") else {})

    def export(self) -> str:
        """All answers as csv, long form with the program's version, sorted: which ones are of one member, or came first, can't be told. Rounds below LEAST answers are left out."""
        out = io.StringIO()
        table = csv.writer(out, lineterminator="\n")
        table.writerow(["programma", "ronde", "opnieuw", "titel", "vraag", "antwoord"])
        for number, one in enumerate(self.rounds, 1):
            if one.phase == "open" or len(one.answers) < LEAST:
                continue
            names = dict(one.asked["blok"].get("options", ()))
            start = number, one.asked.get("opnieuw", ""), _cell(one.asked["titel"]), _cell(one.asked["blok"]["label"])
            table.writerows(
                [f"regiekit {version('regiekit')}", *start, _cell(names.get(value, value))] for value in sorted(one.answers.values())
            )
        return out.getvalue()


def _cell(value: Any) -> Any:
    """A text that no spreadsheet takes for a formula; a number as it is."""
    return f"'{value}" if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t")) else value


R = TypeVar("R", bound=Room)


class Rooms(Generic[R]):
    """All rooms of a folder (made when it is not there), by code; `kind` is Room, or more than that."""

    def __init__(self, folder: Path, kind: type[R]) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.folder, self.kind = folder, kind
        self.rooms: dict[str, R] = {}
        for path in sorted(folder.glob("zaal-*.jsonl")):
            journal = Journal(path)
            try:
                room = kind(journal, journal.read())
                self.rooms[room.code] = room
            except (IndexError, KeyError, TypeError):
                journal.delete()  # it never opened: nobody can have come in

    def open(self, size: int, texts: bool) -> tuple[R, str]:
        """A new room and its key, which is nowhere else; Refused (429) when there are MOST_ROOMS."""
        if len(self.rooms) >= MOST_ROOMS:
            raise Refused(429, "Er zijn te veel zalen open. Sluit er eerst een.")
        code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
        key = secrets.token_urlsafe(32)
        first = {"t": "zaal", "code": code, "zout": secrets.token_hex(16), "sleutel": digest(key), "grootte": size, "tekst": texts}
        journal = Journal(self.folder / f"zaal-{code}.jsonl")
        journal.write(first)
        self.rooms[code] = self.kind(journal, [first])
        return self.rooms[code], key

    def get(self, code: str) -> R:
        """The room with this code; Refused with 404 when there is none."""
        if code not in self.rooms:
            raise Refused(404, "Deze zaal is er niet, of is gesloten. Kijk of de code klopt.")
        return self.rooms[code]

    def close(self, room: R) -> None:
        """Close the room: its file is deleted, salt, members and answers are forgotten; who waits hears that it is gone."""
        del self.rooms[room.code]
        room.journal.delete()
        room.version += 1
        room.told()

    def forgotten(self) -> list[R]:
        """The rooms in which nothing changed for AGE seconds."""
        before = time.time() - AGE
        return [room for room in self.rooms.values() if not room.journal.path.exists() or room.journal.path.stat().st_mtime < before]


def read_note(folder: Path, name: str = NOTE) -> dict[str, Any]:
    """The ports and the key of the room that runs, or ran, in this folder, or what another note says; {} when there is none."""
    with contextlib.suppress(OSError, ValueError):
        return json.loads((folder / name).read_text(encoding="utf-8"))
    return {}


def write_private(path: Path, value: dict[str, Any]) -> None:
    """Write JSON that only its owner can read, at once."""
    half = path.with_suffix(f".{secrets.token_hex(4)}")
    with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        json.dump(value, file)
    half.replace(path)
