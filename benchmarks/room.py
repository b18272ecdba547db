"""The room of the class with 30, 200 and 1,000 simulated phones on loopback: how soon, what it costs, and what is lost when things go wrong.

The room is a process of its own, as a lecturer has it; phones and lecturer are in this one, so that on a small machine they slow each other.
"""

import asyncio
import contextlib
import json
import random
import resource
import secrets
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from time import monotonic

import psutil

from regiekit.room.client import Lecturer, open_room, resume
from regiekit.room.server import read_note

from .table import Row, number, percentile

CLASSES = (30, 200, 1000)
IDLE = 10  # seconds
BLOCK = {"t": "range", "key": "", "label": "Uw schatting", "min": 0, "max": 100, "step": 1}


class Phone:
    """A phone over plain sockets: one connection holds a question for news, another carries answers."""

    def __init__(self, port: int, code: str) -> None:
        self.port, self.code, self.token = port, code, secrets.token_hex(16)
        self.version, self.heard, self.round = 0, 0.0, 0
        self._lines: dict[str, tuple[asyncio.StreamReader, asyncio.StreamWriter]] = {}

    async def ask(self, line: str, what: str, body: dict | None = None, read: bool = True) -> tuple[int, dict]:
        """Status and JSON; with `read` off the connection breaks before the answer comes."""
        if line not in self._lines:
            self._lines[line] = await asyncio.open_connection("127.0.0.1", self.port)
        reader, writer = self._lines[line]
        data = b"" if body is None else json.dumps(body).encode()
        head = f"{'GET' if body is None else 'POST'} /klas/{self.code}/{what} HTTP/1.1\r\nHost: localhost\r\nX-Lid: {self.token}\r\n"
        try:
            writer.write(f"{head}Content-Type: application/json\r\nContent-Length: {len(data)}\r\n\r\n".encode() + data)
            await writer.drain()
            if not read:
                raise ConnectionResetError
            answer = (await reader.readuntil(b"\r\n\r\n")).decode()
            length = next((int(one[15:]) for one in answer.split("\r\n") if one.lower().startswith("content-length:")), 0)
            said = json.loads(await reader.readexactly(length) or b"{}")
            if "\r\nconnection: close" in answer.lower():
                self.drop(line)
            return int(answer[9:12]), said
        except (OSError, asyncio.IncompleteReadError) as error:
            self.drop(line)
            raise ConnectionResetError from error

    def drop(self, line: str) -> None:
        if line in self._lines:
            self._lines.pop(line)[1].transport.abort()

    async def join(self) -> None:
        while (await self.ask("answer", "binnen", {}))[0] != 200:
            await asyncio.sleep(0.1 + random.random() / 5)

    async def follow(self) -> None:
        wait = random.randint(1, 20)  # so that not all come back at once
        while True:
            try:
                status, found = await self.ask("news", f"nu?na={self.version}&wacht={wait}")
            except ConnectionResetError:
                wait = 0
                await asyncio.sleep(0.1 + random.random() / 5)
                continue
            wait = 20
            if status == 200:
                self.heard, self.version, self.round = monotonic(), found["v"], found["ronde"]

    async def answer(self, value: int, line: str = "answer") -> float:
        """Until the room has it, whatever happens; when that was."""
        while True:
            with contextlib.suppress(OSError):
                if (await self.ask(line, "antwoord", {"ronde": self.round, "waarde": value}))[0] == 200:
                    return monotonic()
            await asyncio.sleep(0.05 + random.random() / 10)


def rows() -> Iterator[Row]:
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard if 0 < hard < 8192 else 8192, hard))
    for count in CLASSES:
        with tempfile.TemporaryDirectory() as folder:
            lecturer = open_room(min(count, 1200), folder=Path(folder))
            try:
                yield from asyncio.run(measured(lecturer, count))
            finally:
                with contextlib.suppress(Exception):
                    lecturer.close()
                with contextlib.suppress(psutil.Error, StopIteration):
                    ended = process(Path(folder))
                    ended.terminate()
                    ended.wait(10)


def process(folder: Path) -> psutil.Process:
    """The process of the room in this folder."""
    return next(one for one in psutil.process_iter(["cmdline"]) if str(folder) in (one.info["cmdline"] or ()))


async def measured(lecturer: Lecturer, count: int) -> list[Row]:
    room, base = process(lecturer.folder), process(lecturer.folder).memory_info().rss
    lecturer.door("ruim")
    phones = [Phone(read_note(lecturer.folder)["klas"], lecturer.code) for _ in range(count)]
    await asyncio.gather(*(phone.join() for phone in phones))
    following = [asyncio.ensure_future(phone.follow()) for phone in phones]
    await asyncio.sleep(1)
    before = sum(room.cpu_times()[:2])
    await asyncio.sleep(IDLE)
    idle = 100 * (sum(room.cpu_times()[:2]) - before) / IDLE
    question = await asked(lecturer, phones)
    seen = await answered(lecturer, phones)
    memory = (room.memory_info().rss - base) / 2**20
    lost = await hurt(lecturer, phones)
    for one in following:
        one.cancel()
    for phone in phones:
        for line in ("news", "answer", "other"):
            phone.drop(line)
    name = f"the room with {count} phones: "
    return [
        Row(f"{name}question → phone, median/p95", shown(question), target="p95 ≤ 100 ms at 200", reached=reached(count, 200, percentile(question, 95), 100)),
        Row(f"{name}answer → lecturer's screen, median/p95", shown(seen), target="p95 ≤ 150 ms at 200", reached=reached(count, 200, percentile(seen, 95), 150)),
        Row(f"{name}idle, of a core", f"{number(idle)}%", target="≤ 5% at 1,000", reached=reached(count, 1000, idle, 5)),
        Row(f"{name}memory above {number(base / 2**20)} MB", f"{number(memory)} MB", target="≤ 20 MB", reached=memory <= 20),
        Row(f"{name}answers lost over a kill, a new kernel, broken connections, double presses, reloads", str(lost), target="0", reached=lost == 0),
    ]  # fmt: skip


def reached(count: int, at: int, value: float, most: float) -> bool | None:
    return value <= most if count == at else None


def shown(times: list[float]) -> str:
    return f"{number(percentile(times, 50))}/{number(percentile(times, 95))} ms"


async def asked(lecturer: Lecturer, phones: list[Phone]) -> list[float]:
    """Milliseconds from the lecturer's press until each phone has the question, three times."""
    times = []
    for _ in range(3):
        target, start = phones[0].round + 1, monotonic()
        await asyncio.to_thread(lecturer.put, "Regie", "Hoeveel?", BLOCK)
        while any(phone.round < target for phone in phones):
            await asyncio.sleep(0.005)
        times += [1000 * (phone.heard - start) for phone in phones]
    return times


async def answered(lecturer: Lecturer, phones: list[Phone]) -> list[float]:
    """Milliseconds from each press until the lecturer's screen counts it, presses spread over some seconds."""
    counts: list[tuple[float, int]] = []
    all_there = threading.Event()

    def hear(found: dict | None) -> None:
        counts.append((monotonic(), (found or {}).get("antwoorden", 0)))
        if counts[-1][1] == len(phones):
            all_there.set()

    end = lecturer.follow(hear)

    async def press(phone: Phone) -> tuple[float, float]:
        await asyncio.sleep(random.random() * max(2, len(phones) / 100))
        start = monotonic()
        return await phone.answer(random.randint(0, 100)), start

    kept = sorted(await asyncio.gather(*map(press, phones)))
    await asyncio.to_thread(all_there.wait, 10)
    end()
    return [1000 * (next(at for at, count in counts if count >= place) - start) for place, (_, start) in enumerate(kept, 1)]


async def hurt(lecturer: Lecturer, phones: list[Phone]) -> int:
    """How many phones don't find back the answer that the room said it had, after all that can go wrong."""
    await asked(lecturer, phones)
    values = [random.randint(0, 100) for _ in phones]

    async def press(phone: Phone, value: int, place: int) -> None:
        await asyncio.sleep(random.random() * 2)
        if place % 3 == 0:  # the connection breaks under way
            with contextlib.suppress(OSError):
                await phone.ask("answer", "antwoord", {"ronde": phone.round, "waarde": value}, read=False)
        await asyncio.gather(phone.answer(value), *([phone.answer(value, "other")] if place % 3 == 1 else []))

    async def kill() -> None:
        for _ in range(2):
            await asyncio.sleep(0.6)
            room = process(lecturer.folder)
            room.kill()
            await asyncio.to_thread(room.wait)
            await asyncio.to_thread(lecturer.now)  # the lecturer's next question starts it again

    await asyncio.gather(kill(), *(press(*one) for one in zip(phones, values, range(len(phones)), strict=True)))
    again = await asyncio.to_thread(resume, lecturer.folder)
    assert again is not None
    counted = (await asyncio.to_thread(again.now))["antwoorden"]
    for phone in phones:
        phone.drop("answer")  # a reload
    found = [(await phone.ask("answer", "nu?na=999999999"))[1].get("mijn") for phone in phones]
    return max(len(phones) - counted, sum(one != value for one, value in zip(found, values, strict=True)))
