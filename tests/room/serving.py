"""A room that serves on loopback, in a thread of the test; phones and a lecturer that ask it over HTTP."""

import asyncio
import http.client
import json
import os
import secrets
import threading
from contextlib import contextmanager

import psutil

from regiekit.room import server
from regiekit.room.client import Lecturer

RANGE = {"t": "range", "key": "", "label": "Uw schatting", "min": 0, "max": 100, "step": 5, "unit": "%"}
CHOICE = {"t": "choice", "key": "", "label": "Wat vindt u?", "options": [["ja", "Ja"], ["nee", "Nee"], ["=1", "<b>Weet niet</b>"]]}
SET = {"t": "set", "key": "", "label": "Welk pakket?", "options": [["a", "A. Geld"], ["b", "B. Tijd"], ["c", "C. Plaats"]]}
WORDS = {"t": "area", "key": "", "label": "In uw woorden", "limit": 100}


def leave(rooms):
    """Let go of the files, as the end of the process does, and leave them for the next start."""
    for room in rooms.rooms.values():
        os.close(room.journal._file)
    rooms.rooms.clear()


class Served:
    """The house, and its loop in a thread."""

    def __init__(self, settings):
        ready, self._stop = threading.Event(), None

        async def live():
            self.loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
            self.house = server.serve(settings)
            ready.set()
            await self._stop.wait()
            for one in self.house.servers:
                one.stop()
            for room in self.house.rooms.values():
                room.phones.wake()
                room.desks.wake()
            for one in self.house.servers:
                await one.close_all_connections()
            leave(self.house)

        def begin():
            try:
                asyncio.run(live())
            finally:
                ready.set()

        self._thread = threading.Thread(target=begin, daemon=True)
        self._thread.start()
        ready.wait()

    def close(self):
        self.loop.call_soon_threadsafe(self._stop.set)
        self._thread.join()

    def ask(self, method, path, *, port=None, body=None, headers=None, source="127.0.0.1"):
        """Status and what was said: parsed JSON, or bytes when it is none."""
        connection = http.client.HTTPConnection("127.0.0.1", port or self.house.port, timeout=30, source_address=(source, 0))
        data = json.dumps(body) if isinstance(body, dict) else body
        given = {"Content-Type": "application/json"} if body is not None else {}
        try:
            connection.request(method, path, data, {**given, **(headers or {})})
            answer = connection.getresponse()
            said = answer.read()
            self.headers = answer.headers
            return answer.status, json.loads(said) if answer.headers.get_content_type() == "application/json" else said
        finally:
            connection.close()


def process(folder):
    """The process of the room in this folder."""
    (found,) = [one for one in psutil.process_iter(["cmdline"]) if str(folder) in (one.info["cmdline"] or ())]
    return found


def stop(folder):
    """End that process, as the system does."""
    found = process(folder)
    found.terminate()
    psutil.wait_procs([found], 20)


class Phone:
    """A phone with its token."""

    def __init__(self, served, code, source="127.0.0.1"):
        self.served, self.code, self.source, self.token = served, code, source, secrets.token_hex(16)

    def ask(self, what, body=None, **more):
        headers = {"X-Lid": self.token, **more}
        return self.served.ask(
            "GET" if body is None else "POST", f"/klas/{self.code}/{what}", body=body, headers=headers, source=self.source
        )

    def join(self):
        return self.ask("binnen", {})[0]

    def now(self):
        return self.ask("nu?na=999999999")[1]

    def answer(self, value, round=1):
        return self.ask("antwoord", {"ronde": round, "waarde": value})[0]


@contextmanager
def serving(folder, **more):
    served = Served(server.Settings(folder, address="127.0.0.1", **more))
    try:
        yield served
    finally:
        served.close()


def opened(served, size=30, words=False):
    """A lecturer with a new room, and its code."""
    body = {"grootte": size, "tekst": words}
    key = {"Authorization": f"Bearer {served.house.key}"}
    status, found = served.ask("POST", "/docent/open", port=served.house.desk_port, body=body, headers=key)
    assert status == 200
    folder = served.house.settings.folder
    return Lecturer(folder, found["code"], found["sleutel"], f"http://127.0.0.1:{served.house.port}/klas/")


def class_of(served, lecturer, count):
    """So many phones that are in."""
    lecturer.door("ruim", max(count, 40))
    phones = [Phone(served, lecturer.code) for _ in range(count)]
    assert {phone.join() for phone in phones} == {200}
    return phones
