"""Two machines on one wire, each a network namespace of its own: a phone reaches the class at an address that is not loopback, and nothing of the lecturer."""

import http.client
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from regiekit.room import client, server

ROOM, PHONE = "192.0.2.5", "192.0.2.9"
TOKEN = {"X-Lid": "a" * 32, "Content-Type": "application/json"}


def ip(*words):
    subprocess.run(["ip", *words], check=True)


def wire(name, address):
    ip("addr", "add", f"{address}/24", "dev", name)
    ip("link", "set", name, "up")
    ip("link", "set", "lo", "up")


def lecturer(folder):
    """The machine of the lecturer: makes the other one, lays the wire, opens a room; says what the phone met."""
    with subprocess.Popen(
        ["unshare", "--net", sys.executable, __file__, "phone"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as phone:
        assert phone.stdout.readline() == "there\n"
        ip("link", "add", "room", "type", "veth", "peer", "name", "phone", "netns", str(phone.pid))
        wire("room", ROOM)
        room = client.open_room(folder=folder)
        room.put("Regie", "Hoeveel?", {"t": "range", "key": "", "label": "Uw schatting", "min": 0, "max": 100, "step": 1})
        note = server.read_note(folder)
        asked = [
            ["klas", "GET", f"/klas/{room.code}", {}], ["klas", "POST", f"/klas/{room.code}/binnen", TOKEN], ["klas", "GET", f"/klas/{room.code}/nu", TOKEN],
            ["klas", "GET", "/docent/hier", {"Authorization": f"Bearer {note['sleutel']}"}], ["docent", "GET", "/docent/hier", {"Authorization": f"Bearer {note['sleutel']}"}],
        ]  # fmt: skip
        said, _ = phone.communicate(json.dumps([[note[door], *one] for door, *one in asked]))
    print(json.dumps({"address": room.people, "says": json.loads(said), "outside": room.now()["van_buiten"]}))
    room.close()
    client._started[-1].terminate()
    client._started[-1].wait()


def phone():
    """The machine of the phone: asks what it is told to ask; gives the statuses, 0 where nobody answers."""
    print("there", flush=True)
    asked, says = json.loads(sys.stdin.read()), []
    wire("phone", PHONE)
    for port, method, path, headers in asked:
        connection = http.client.HTTPConnection(ROOM, port, timeout=30)
        try:
            connection.request(method, path, "{}" if method == "POST" else None, headers)
            says.append(connection.getresponse().status)
        except ConnectionRefusedError:
            says.append(0)
        connection.close()
    print(json.dumps(says))


def may():
    """Whether this user may make such machines here."""
    try_ = ["unshare", "--map-root-user", "--net", "ip", "link", "add", "one", "type", "veth", "peer", "name", "two"]
    return shutil.which("unshare") and shutil.which("ip") and subprocess.run(try_, capture_output=True, check=False).returncode == 0


@pytest.mark.skipif(not may(), reason="no network namespaces for this user")
def test_a_phone_on_another_machine_reaches_the_class_and_not_the_lecturer(tmp_path):
    command = ["unshare", "--map-root-user", "--net", sys.executable, __file__, "lecturer", str(tmp_path / "klas")]
    found = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    assert found["address"].startswith(f"http://{ROOM}:")
    assert found["says"] == [200, 200, 200, 405, 0]
    assert found["outside"] is True


if __name__ == "__main__":
    phone() if sys.argv[1] == "phone" else lecturer(Path(sys.argv[2]))
