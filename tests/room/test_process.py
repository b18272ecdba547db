"""The room as a process of its own: started once, detached, killed and back with every answer, no secret where others can read it."""

import subprocess
import sys
from argparse import ArgumentParser
from concurrent.futures import ThreadPoolExecutor

import psutil
import pytest

from regiekit.room import client, command, ladder, server
from regiekit.room.checks import Refused
from regiekit.room.client import open_room, resume, start
from tests.room.serving import RANGE, Phone, process, stop


class Apart:
    """What `Phone` needs to know of a room in another process."""

    def __init__(self, folder):
        self.folder = folder

    def ask(self, *given, **more):
        from tests.room.serving import Served

        return Served.ask(self, *given, port=server.read_note(self.folder)["klas"], **more)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    folder = tmp_path / "klas"
    monkeypatch.chdir(tmp_path)
    yield folder
    try:
        found = process(folder)
    except ValueError:
        return
    found.kill()
    found.wait(20)


@pytest.fixture
def room(folder):
    return open_room(folder=folder)


def kill(folder):
    found = process(folder)
    found.kill()
    psutil.wait_procs([found], 20)


def test_two_notebooks_that_start_at_once_share_one_room_process(folder):
    with ThreadPoolExecutor(4) as pool:
        notes = list(pool.map(lambda _: start(folder), range(4)))
    assert notes == [notes[0]] * 4
    assert process(folder).is_running()  # one, or `process` fails


def test_no_answer_is_lost_when_the_room_is_killed_and_the_phones_stay_in(folder, room):
    apart = Apart(folder)
    room.door("ruim")
    phones = [Phone(apart, room.code) for _ in range(5)]
    assert [phone.join() for phone in phones] == [200] * 5
    room.put("Regie", "Hoeveel?", RANGE)
    kept = []
    for i, phone in enumerate(phones):
        assert phone.answer(10 * i) == 200
        kept.append(10 * i)
        if i % 2:
            kill(folder)
            assert room.now()["antwoorden"] == len(kept)  # the lecturer's question starts it again, at the same ports
    assert [phone.now()["mijn"] for phone in phones] == kept


def test_a_new_kernel_finds_the_room_again(folder, room):
    assert resume(folder) == room
    code = "import sys; from pathlib import Path; from regiekit.room.client import resume; print(resume(Path(sys.argv[1])).now()['leden'])"
    done = subprocess.run([sys.executable, "-c", code, folder], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "0"
    room.close()
    assert resume(folder) is None


def test_the_room_outlives_who_started_it_and_leaves_nothing_when_it_stops(folder):
    code = (
        "import sys; from pathlib import Path; from regiekit.room.client import open_room; print(open_room(folder=Path(sys.argv[1])).code)"
    )
    done = subprocess.run([sys.executable, "-c", code, folder], capture_output=True, text=True, check=True)
    room = resume(folder)
    assert room.code == done.stdout.strip()
    room.close()
    stop(folder)
    assert [path.name for path in folder.iterdir() if path.name != "start.db"] == []


@pytest.mark.skipif(sys.platform == "win32", reason="no such signal")
def test_a_stop_by_the_system_leaves_the_rooms_for_the_next_start(folder, room):
    stop(folder)
    assert room.now()["ronde"] == 0


def test_no_secret_is_on_a_command_line_or_in_what_the_room_says(folder, room):
    phone = Phone(Apart(folder), room.code)
    phone.join()
    house = server.read_note(folder)["sleutel"]
    said = " ".join(process(folder).cmdline())
    for secret in (room.key, house, phone.token, room.code):
        assert secret not in said
    assert room.key not in room.address
    assert {oct(path.stat().st_mode & 0o777) for path in folder.iterdir() if path.suffix in (".json", ".jsonl")} == {"0o600"}


def test_the_command_says_where_phones_come_and_nothing_of_who_came(tmp_path):
    command = [
        sys.executable, "-m", "regiekit", "klas", "--map", str(tmp_path / "map"), "--openbaar", "https://klas.example.nl", "--adres", "127.0.0.1"
    ]  # fmt: skip
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        line = running.stdout.readline()
        assert line == "De klas staat open. Telefoons komen op https://klas.example.nl/klas/. Stoppen: Ctrl+C.\n"
        apart = Apart(tmp_path / "map")
        note = server.read_note(apart.folder)
        found = client.ask(f"http://127.0.0.1:{note['docent']}/docent/", "open", note["sleutel"], {})
        phone = Phone(apart, found["code"])
        phone.join()
        phone.ask("antwoord", b"nonsense")
        running.terminate()
        out, err = running.communicate(timeout=20)
    assert (out, err) == ("", "")
    assert running.returncode == 0


def test_the_key_of_the_house_may_come_from_the_environment(tmp_path, monkeypatch):
    monkeypatch.setenv("REGIEKIT_KLAS_SLEUTEL", "van de beheerder")
    note = start(tmp_path / "klas")
    assert note["sleutel"] == "van de beheerder"
    stop(tmp_path / "klas")


def test_a_room_that_cannot_start_says_so(folder):
    folder.mkdir()
    with pytest.raises(OSError, match="De zaal kon niet starten"):
        start(folder, "--pad", "geen pad")


def test_the_qr_code_holds_the_address(room):
    assert room.qr().startswith("<svg")
    assert room.address.endswith(f"/klas/{room.code}")


@pytest.mark.parametrize(
    ("environment", "works"), [({}, True), ({"JUPYTERHUB_USER": "docent"}, False), ({"BINDER_SERVICE_HOST": "x"}, False)]
)
def test_the_ladder_says_what_works_here(monkeypatch, environment, works):
    monkeypatch.setattr(ladder, "addresses", lambda: ["192.0.2.5"])
    rungs = ladder.rungs(environment=environment)
    assert [(one.number, one.works) for one in rungs] == [(0, True), (1, True), (2, works), (3, False)]
    assert ("192.0.2.5" in rungs[2].says) is works
    monkeypatch.setattr(ladder, "addresses", list)
    assert not ladder.rungs(environment={})[2].works


def test_a_hosted_room_is_asked_only_when_it_was_typed_and_says_what_is_wrong():
    def refuse():
        raise Refused(403, "De sleutel klopt niet.")

    assert ladder.rungs(lambda: None)[3].works
    assert "De sleutel klopt niet." in ladder.rungs(refuse)[3].says
    assert not ladder.rungs(refuse)[3].works


def test_of_an_address_that_may_be_the_lecturers_screen_the_origin_counts(tmp_path, monkeypatch):
    given = []
    monkeypatch.setattr(server, "run", given.append)
    monkeypatch.setattr(command.asyncio, "run", lambda _: None)  # a loop may run in this thread already
    sites = ["--herkomst", "https://regie.example.nl/", "--herkomst", "https://regie.example.nl:8443/collectie/index.html"]
    assert command.main(["--map", str(tmp_path), *sites], ArgumentParser()) == 0
    assert given[0].origins == ["https://regie.example.nl", "https://regie.example.nl:8443"]
