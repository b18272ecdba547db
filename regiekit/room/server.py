"""The room's two listeners: one for the class, one for the lecturer. Nothing of one can be reached through the other.

That of the class is meant for a network with strangers in it: small requests, own host and origin only, no cookie, no log; a phone's token travels in a
header. That of the lecturer is for this machine or behind https, and wants a key. Both hold a question for news, so that all hear of a change at once.
"""

from __future__ import annotations

import asyncio
import contextlib
import hmac
import ipaddress
import logging
import os
import re
import secrets
import signal
import socket
import sys
import traceback
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application, HTTPError, RequestHandler

from regiekit.room import checks
from regiekit.room.checks import Refused
from regiekit.room.ladder import addresses
from regiekit.room.store import DIGITS, NOTE, Room, Rooms, digest, read_note, write_private

STATIC = Path(__file__).parent / "static"
TYPES = {"blad.html": "text/html", "blad.js": "text/javascript", "blad.css": "text/css"}
WAIT = 25  # seconds a question for news is held at most
BUNDLE = 0.1  # seconds in which answers reach the lecturer's screen together
DESKS = 20  # held questions of lecturers, per room
CONNECTIONS = 400 if sys.platform == "win32" else 2500  # select() on Windows knows 512 sockets
PER_PEER = 64
IDLE = 3600.0  # seconds without any room after which a process that a notebook started ends itself
NUMBERS = re.compile("[0-9.]+|[0-9a-f:]*:[0-9a-f:.]*")  # an address without a name
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


class Settings(NamedTuple):
    """Where the room listens, and who may come. Port 0 is the one of last time, or any that is free. `public` is the address people type when a proxy stands
    in front (https://…); `proxies` how many stand there, each adding to X-Forwarded-For; `origins` are sites whose pages may be the lecturer's screen."""

    folder: Path
    address: str = "0.0.0.0"
    port: int = 0
    base: str = "/klas/"
    desk_address: str = "127.0.0.1"
    desk_port: int = 0
    desk_base: str = "/docent/"
    public: str = ""
    proxies: int = 0
    origins: Sequence[str] = ()
    leave_when_idle: bool = False


class Held:
    """Questions for news that wait, each with who asks: one who asks again, or the first when there are too many, waits no longer."""

    def __init__(self, most: Callable[[], int]) -> None:
        self.most = most
        self.waiting: dict[Any, asyncio.Event] = {}

    async def hold(self, who: Any, seconds: int, news: asyncio.Event) -> None:
        """Wait until there is news, or the time is up."""
        if who in self.waiting or len(self.waiting) >= self.most():
            self.waiting.pop(who if who in self.waiting else next(iter(self.waiting))).set()
        self.waiting[who] = news
        timer = asyncio.get_running_loop().call_later(seconds, news.set)
        await news.wait()
        timer.cancel()
        if self.waiting.get(who) is news:
            del self.waiting[who]

    def wake(self) -> None:
        for news in self.waiting.values():
            news.set()


class Hall(Room):
    """A room with those who wait for news of it."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.phones, self.desks = Held(lambda: self.most + 1), Held(lambda: DESKS)
        self.shown, self.last, self.timer = self.version, 0.0, None

    def told(self) -> None:
        """Phones hear at once of what they can see, the lecturer with what else happens within BUNDLE seconds."""
        if self.shown != self.version:
            self.shown = self.version
            self.phones.wake()
        if self.timer is None:
            loop = asyncio.get_running_loop()
            self.timer = loop.call_at(max(loop.time(), self.last + BUNDLE), self.tell_desks)

    def tell_desks(self) -> None:
        self.timer, self.last = None, asyncio.get_running_loop().time()
        self.desks.wake()


class House(Rooms[Hall]):
    """All rooms of this process, the key that opens new ones, and its doors: the two servers with their ports."""

    servers: tuple[Bounded, ...] = ()
    port = desk_port = 0

    def __init__(self, settings: Settings, key: str) -> None:
        super().__init__(settings.folder, Hall)
        self.settings, self.key = settings, key
        self.secret = secrets.token_hex(16)  # addresses are counted under it, and forgotten with it
        self.own = {"127.0.0.1", "::1", *addresses()}
        self.names = {"localhost", socket.gethostname().lower(), urlsplit(settings.public).hostname or "localhost"}
        self.stop = asyncio.Event()

    @property
    def people(self) -> str:
        """Where phones come."""
        there = self.settings.public.rstrip("/") or f"http://{next(iter(addresses()), '127.0.0.1')}:{self.port}"
        return f"{there}{self.settings.base}"


class Handler(RequestHandler):
    """What holds for every request: own host, own origin, JSON only; errors are a Dutch sentence; nothing is logged of who asks."""

    gone = False
    origins: Sequence[str] = ()

    @property
    def house(self) -> House:
        return self.settings["house"]

    def initialize(self) -> None:
        self.came = asyncio.Event()

    def set_default_headers(self) -> None:
        self.clear_header("Server")
        for name, value in HEADERS.items():
            self.set_header(name, value)

    def prepare(self) -> None:
        host, origin = self.request.host, self.request.headers.get("Origin")
        name = (urlsplit(f"//{host}").hostname or "").lower()
        if name not in self.house.names and not NUMBERS.fullmatch(name):  # someone else's name that points here
            raise Refused(403, "Dit adres is niet van deze zaal.")
        if origin is not None and origin not in self.origins and urlsplit(origin).netloc != host:
            raise Refused(403, "Deze pagina mag hier niets vragen.")
        kind = self.request.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        if self.request.method == "POST" and kind != "application/json":
            raise Refused(415, "Dit bericht is niet te lezen.")

    def write_error(self, status_code: int, **more: Any) -> None:
        error = (more.get("exc_info") or (None, None))[1]
        if isinstance(error, Refused):
            self.set_status(error.status)
        self.finish({"fout": getattr(error, "text", "Dit kan hier niet." if status_code < 500 else "Hier ging iets mis.")})

    def log_exception(self, typ: Any, value: Any, tb: Any) -> None:
        """Where in the program it went wrong, and nothing of the request."""
        if not isinstance(value, Refused | HTTPError):
            print(*(f"{typ.__name__} in {frame.name}:{frame.lineno}" for frame in traceback.extract_tb(tb)[-1:]), file=sys.stderr)

    async def news(self, held: Held, who: Any, now: int) -> bool:
        """Wait `wacht` seconds as long as the number `na` is that of now; False when who asked has gone meanwhile."""
        given = [self.get_query_argument(name, "0") for name in ("na", "wacht")]
        if not all(re.fullmatch("[0-9]{1,16}", one) for one in given):
            raise Refused(400, "Dit bericht is niet te lezen.")
        self.since, seconds = map(int, given)
        if self.since == now and seconds:
            await held.hold(who, min(seconds, WAIT), self.came)
        return not self.gone

    def compute_etag(self) -> None:
        """Nothing is kept in a browser, so nothing is compared."""

    def on_connection_close(self) -> None:
        self.gone = True
        self.came.set()


class Page(Handler):
    """The phone's page, the same for every code, and its two files."""

    def get(self, name: str) -> None:
        file = name if name in TYPES else "blad.html"
        self.set_header("Content-Type", f"{TYPES[file]}; charset=utf-8")
        self.set_header("Cache-Control", "no-cache")
        self.finish((STATIC / file).read_bytes())


class Phone(Handler):
    """What a phone asks: to come in, what there is now, to keep an answer."""

    def source(self) -> str:
        """The address that the request comes from."""
        given, proxies = str(self.request.remote_ip), self.house.settings.proxies
        if proxies:
            given = self.request.headers.get("X-Forwarded-For", "").split(",")[-proxies:][0].strip()
        with contextlib.suppress(ValueError):
            if ipaddress.ip_address(given).version == 6:  # one device has many addresses in its own network
                return str(ipaddress.ip_network((given, 64), strict=False))
        return given

    async def get(self, code: str, what: str) -> None:
        room, token = self.house.get(code), self.request.headers.get("X-Lid")
        if await self.news(room.phones, room.member(token), room.version):
            room = self.house.get(code)  # it may have been closed meanwhile
            self.set_status(204) if self.since == room.version else self.finish(room.seen_by(token))

    def post(self, code: str, what: str) -> None:
        room, token, source = self.house.get(code), self.request.headers.get("X-Lid"), self.source()
        asked = checks.checked(checks.NOTHING if what == "binnen" else checks.ANSWER, self.request.body)
        if what == "binnen":
            room.outside = room.outside or source not in self.house.own
            room.join(token, digest(self.house.secret, source))
        else:
            room.answer(token, asked["ronde"], asked["waarde"])
        self.set_header("Connection", "close")  # or each phone holds a second one open, for nothing
        self.finish({"ronde": len(room.rounds)})


class Desk(Handler):
    """What the lecturer asks. Everything wants a key: that of the house to open a room, that of the room for the rest."""

    def set_default_headers(self) -> None:
        super().set_default_headers()
        self.origins, origin = self.house.settings.origins, self.request.headers.get("Origin", "")
        if origin in self.origins:
            self.set_header("Access-Control-Allow-Origin", origin)
            self.set_header("Access-Control-Allow-Headers", "Authorization, Content-Type")
            self.set_header("Vary", "Origin")

    def options(self, *_: str) -> None:
        self.set_status(204)

    def want(self, key: str) -> None:
        """The key with this digest, or nothing."""
        given = self.request.headers.get("Authorization", "").removeprefix("Bearer ")
        if not hmac.compare_digest(digest(given), key):
            raise Refused(403, "De sleutel klopt niet, of de zaal is gesloten.")


class Front(Desk):
    """Of the house as a whole: is it here, and a new room."""

    def get(self) -> None:
        self.want(digest(self.house.key))
        self.finish({"zalen": len(self.house.rooms)})

    def post(self) -> None:
        self.want(digest(self.house.key))
        asked = checks.checked(checks.OPENING, self.request.body)
        room, key = self.house.open(asked.get("grootte", 30), asked.get("tekst", False))
        self.finish({"code": room.code, "sleutel": key, "adres": self.house.people})


COMMANDS: dict[str, tuple[dict[str, Any], Callable[[Room, Any], None]]] = {
    "vraag": (checks.QUESTION, Room.ask),
    "fase": (checks.PHASE, lambda room, asked: room.set_phase(asked["ronde"], asked["fase"])),
    "deur": (checks.DOOR, lambda room, asked: room.set_door(**asked)),
    "deel-uit": (checks.ROLES, lambda room, asked: room.deal(asked["rollen"])),
}


class Lectern(Desk):
    """Of one room: how it stands (`wat`), all answers (`uitvoer`), the commands, and `sluit`."""

    def room(self, code: str) -> Hall:
        room = self.house.rooms.get(code)
        self.want(room.key if room else "")
        return self.house.rooms[code]

    async def get(self, code: str, what: str) -> None:
        room = self.room(code)
        if what == "uitvoer":
            self.set_header("Content-Type", "text/csv; charset=utf-8")
            self.finish(room.export())
        elif await self.news(room.desks, object(), room.news):
            self.finish(self.room(code).seen_by_lecturer())

    def post(self, code: str, what: str) -> None:
        room = self.room(code)
        check, command = COMMANDS.get(what, (checks.NOTHING, lambda _, __: self.house.close(room)))
        command(room, checks.checked(check, self.request.body))
        self.finish(room.seen_by_lecturer())


class Bounded(HTTPServer):
    """A server that takes no more connections than it can hold, nor all of them from one machine."""

    def initialize(self, *given: Any, per_peer: int, **more: Any) -> None:
        super().initialize(*given, **more)
        self.per_peer, self.peers = per_peer, Counter[str]()

    def handle_stream(self, stream: Any, address: Any) -> None:
        peer = stream.peer = str(address[0])
        if self.peers.total() >= CONNECTIONS or (self.peers[peer] >= self.per_peer and not peer.startswith(("127.", "::1"))):
            stream.close()
            return
        self.peers[peer] += 1
        super().handle_stream(stream, address)

    def on_close(self, server_conn: Any) -> None:
        super().on_close(server_conn)
        self.peers[server_conn.stream.peer] -= 1
        self.peers += Counter()  # without those that are at 0


def _listen(house: House, routes: list[tuple[str, type[Handler]]], address: str, port: int, last: int) -> tuple[Bounded, int]:
    """Listen on this port; for 0 on the last one, or when that is taken on any."""
    app = Application(list(routes), default_handler_class=Handler, log_function=lambda _: None, house=house)
    per_peer = CONNECTIONS if house.settings.proxies else PER_PEER  # behind a proxy all come from it
    small = dict(max_body_size=checks.MOST_BYTES, max_header_size=8192, chunk_size=4096)
    server = Bounded(app, per_peer=per_peer, idle_connection_timeout=75, body_timeout=10, **small)
    try:
        sockets = bind_sockets(port or last, address, backlog=1024)
    except OSError:
        if port:
            raise
        sockets = bind_sockets(0, address, backlog=1024)
    server.add_sockets(sockets)
    return server, sockets[0].getsockname()[1]


def serve(settings: Settings) -> House:
    """Open the doors, in a running loop. The key is REGIEKIT_KLAS_SLEUTEL, else that of last time, else a new one. OSError: a port is taken, no folder."""
    before = read_note(settings.folder)
    house = House(settings, os.environ.get("REGIEKIT_KLAS_SLEUTEL") or before.get("sleutel") or secrets.token_urlsafe(32))
    code, base, desk = rf"([0-9]{{{DIGITS}}})", re.escape(settings.base), re.escape(settings.desk_base)
    people = [(rf"{base}{code}/(nu|binnen|antwoord)", Phone), (rf"{base}({'|'.join(TYPES)}|[0-9]*)", Page)]
    lecturers = [(rf"{desk}{code}/(wat|uitvoer|sluit|{'|'.join(COMMANDS)})", Lectern), (rf"{desk}(?:hier|open)", Front)]
    first, house.port = _listen(house, people, settings.address, settings.port, before.get("klas", 0))
    second, house.desk_port = _listen(house, lecturers, settings.desk_address, settings.desk_port, before.get("docent", 0))
    house.servers = (first, second)
    write_private(settings.folder / NOTE, {"klas": house.port, "docent": house.desk_port, "sleutel": house.key})
    return house


async def run(settings: Settings) -> None:
    """Serve until the end: a signal, or an hour without a room when a notebook started it. Says so when the doors are open."""
    for name in ("tornado.access", "tornado.application", "tornado.general"):
        logging.getLogger(name).disabled = True  # they would write who asked what
    with contextlib.suppress(ImportError, OSError, ValueError):  # Windows has no such limit
        import resource

        most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
        resource.setrlimit(resource.RLIMIT_NOFILE, (most if 0 < most < 2 * CONNECTIONS else 2 * CONNECTIONS, most))
    loop, house = asyncio.get_running_loop(), serve(settings)
    for one in (signal.SIGTERM, signal.SIGINT):
        with contextlib.suppress(NotImplementedError):  # Windows
            loop.add_signal_handler(one, house.stop.set)
    print(f"De klas staat open. Telefoons komen op {house.people}. Stoppen: Ctrl+C.", flush=True)
    used = loop.time()
    while not house.stop.is_set():
        for room in house.forgotten():
            house.close(room)
        used = loop.time() if house.rooms else used
        if settings.leave_when_idle and loop.time() - used > IDLE:
            house.stop.set()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(house.stop.wait(), 60)
    if settings.leave_when_idle and not house.rooms:
        (settings.folder / NOTE).unlink(missing_ok=True)
