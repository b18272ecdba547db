"""The two listeners: what a phone and the lecturer see, and what a stranger does not get done."""

import http.client
import json
import queue
import secrets
import socket
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

import regiekit
from regiekit.room import checks, server, store
from regiekit.room.checks import Refused
from regiekit.room.client import ask
from regiekit.widgets.controls import Slider
from tests.room.serving import CHOICE, RANGE, Phone, class_of, opened, serving

ORIGIN = "https://leren.example"


def put(lecturer, block=RANGE, title="Regie", **more):
    return lecturer.put(title, "Hoeveel?", block, **more)


class Watched(dict):
    """Who waits, and an event for the first that comes and the first that goes."""

    def __init__(self, arrived, gone):
        super().__init__()
        self.arrived, self.gone = arrived, gone

    def __setitem__(self, who, event):
        super().__setitem__(who, event)
        self.arrived.set()

    def __delitem__(self, who):
        super().__delitem__(who)
        self.gone.set()


# ---- as it should go ------------------------------------------------------------------------------


def test_a_lesson_from_question_to_second_vote(served, lecturer):
    phones = class_of(served, lecturer, 6)
    put(lecturer, answer="Het is 40%.", value=40)
    assert [phone.answer(10 * i) for i, phone in enumerate(phones)] == [200] * 6
    assert phones[3].answer(35) == 200
    assert lecturer.now()["antwoorden"] == 6
    lecturer.phase("dicht")
    assert phones[0].answer(5) == 409
    assert "uitslag" not in phones[0].now()
    lecturer.phase("verdeling")
    assert phones[3].now()["uitslag"]["midden"] == 27.5
    lecturer.vote_again()
    assert [phone.answer(40, 2) for phone in phones] == [200] * 6
    lecturer.phase("dicht")
    now = lecturer.phase("antwoord")
    assert (now["uitslag"]["midden"], now["eerder"]["midden"]) == (40, 27.5)
    assert phones[0].now()["antwoord"] == "Het is 40%."


def test_a_control_of_a_panel_is_a_question(served, lecturer):
    (phone,) = class_of(served, lecturer, 1)
    put(lecturer, Slider("", "Uw schatting", 0, 100, 50, 1, "partij|partijen").block())
    assert phone.now()["blok"] == Slider("", "Uw schatting", 0, 100, 50, 1, "partijen").block()


def test_a_held_request_hears_a_question_at_once_and_others_not(served, lecturer):
    one, other = class_of(served, lecturer, 2)
    with ThreadPoolExecutor() as pool:
        held = pool.submit(one.ask, "nu?na=0&wacht=25")
        screen = pool.submit(lecturer.now, lecturer.now()["na"], 20)
        put(lecturer)  # whether it comes before or after the others have asked: they hear of it
        assert held.result()[1]["titel"] == "Regie"
        assert screen.result()["ronde"] == 1
        na = lecturer.now()["na"]
        screen = pool.submit(lecturer.now, na, 20)
        assert other.answer(50) == 200
        assert screen.result()["antwoorden"] == 1
    assert one.ask("nu?na=1&wacht=0") == (204, b"")


def test_news_ends_the_wait_and_not_the_time(served, lecturer, monkeypatch):
    (phone,) = class_of(served, lecturer, 1)
    monkeypatch.setattr(server, "WAIT", 10**6)
    room = served.house.rooms[lecturer.code]
    with ThreadPoolExecutor() as pool:
        for held, ask_ in (
            (room.phones, lambda: phone.ask("nu?na=0&wacht=99999")),
            (
                room.desks,
                lambda: served.ask(
                    "GET",
                    f"/docent/{room.code}/wat?na={room.news}&wacht=99999",
                    port=served.house.desk_port,
                    headers={"Authorization": f"Bearer {lecturer.key}"},
                ),
            ),
        ):
            arrived = threading.Event()
            held.waiting = Watched(arrived, threading.Event())
            answer = pool.submit(ask_)
            assert arrived.wait(30)
            put(lecturer, title=f"Vraag {len(room.rounds)}")
            assert answer.result(20)


def test_who_asks_for_news_again_waits_no_longer_for_the_first_time(served, lecturer):
    (phone,) = class_of(served, lecturer, 1)
    with ThreadPoolExecutor() as pool:
        held = [pool.submit(phone.ask, "nu?na=0&wacht=25") for _ in range(5)]
        put(lecturer)
        assert {one.result()[0] for one in held} <= {200, 204}
    assert served.house.rooms[lecturer.code].phones.waiting == {}


def test_a_phone_that_goes_away_while_it_waits_is_forgotten(served, lecturer):
    (phone,) = class_of(served, lecturer, 1)
    held = served.house.rooms[lecturer.code].phones
    arrived, gone = threading.Event(), threading.Event()
    held.waiting = Watched(arrived, gone)
    connection = http.client.HTTPConnection("127.0.0.1", served.house.port)
    connection.request("GET", f"/klas/{lecturer.code}/nu?na=0&wacht=25", headers={"X-Lid": phone.token})
    assert arrived.wait(30)
    connection.close()
    assert gone.wait(20)  # well before the time is up


def followed(lecturer):
    """What `follow` tells, in the order in which it comes; what ends it; its thread."""
    before, told = set(threading.enumerate()), queue.Queue()
    end = lecturer.follow(told.put)
    (thread,) = [one for one in threading.enumerate() if one.name == "regiekit-klas" and one not in before]
    return told, end, thread


def test_follow_tells_what_happens_until_the_room_is_closed(served, lecturer):
    told, _, thread = followed(lecturer)
    assert told.get(timeout=30)["ronde"] == 0
    put(lecturer)
    assert told.get(timeout=30)["ronde"] == 1
    lecturer.close()
    assert told.get(timeout=30) == {}
    thread.join(30)
    assert not thread.is_alive()
    assert told.empty()


def test_who_ends_following_is_told_nothing_more(served, lecturer):
    told, end, thread = followed(lecturer)
    assert told.get(timeout=30)["ronde"] == 0
    end()
    put(lecturer)
    thread.join(30)
    assert not thread.is_alive()
    assert told.empty()


def test_a_room_that_errs_is_followed_again(served, lecturer, monkeypatch):
    told, end, thread = followed(lecturer)
    assert told.get(timeout=30)["ronde"] == 0
    seen = store.Room.seen_by_lecturer
    with monkeypatch.context() as broken:
        broken.setattr(store.Room, "seen_by_lecturer", lambda room: 1 / 0)
        with pytest.raises(Refused) as refused:
            lecturer._ask("vraag", {"ronde": 1, "titel": "Regie", "tekst": "Hoeveel?", "blok": RANGE})  # put, without what comes of it
        assert refused.value.status == 500
        assert told.get(timeout=30) is None
        broken.setattr(store.Room, "seen_by_lecturer", seen)
        while (found := told.get(timeout=30)) is None:  # it may have asked once more before the room was well
            pass
    assert found["ronde"] == 1
    end()
    lecturer.phase("dicht")
    thread.join(30)
    assert not thread.is_alive()


def test_a_closed_room_is_gone_for_all_and_can_be_kept_without_members(served, lecturer):
    phones = class_of(served, lecturer, 6)
    put(lecturer)
    for phone in phones:
        phone.answer(20)
    lecturer.phase("dicht")
    with ThreadPoolExecutor() as pool:
        held = pool.submit(phones[0].ask, f"nu?na={phones[0].now()['v']}&wacht=25")
        kept = lecturer.export()
        lecturer.close()
        assert held.result()[0] == 404
    assert kept.splitlines()[1:] == [f"regiekit {regiekit.__version__},1,,Regie,Uw schatting,20"] * 6
    assert [path.name for path in served.house.settings.folder.iterdir()] == [server.NOTE]
    with pytest.raises(Refused):
        lecturer.now()


def test_two_rooms_know_nothing_of_each_other(served, lecturer):
    other = opened(served)
    (phone,) = class_of(served, lecturer, 1)
    put(other)
    assert phone.now()["fase"] == "wacht"
    stranger = Phone(served, other.code)
    stranger.token = phone.token
    assert stranger.ask("nu")[0] == 401
    with pytest.raises(Refused) as refused:
        other._replace(key=lecturer.key).now()
    assert refused.value.status == 403


def test_all_is_there_again_after_a_restart_at_the_same_ports(tmp_path):
    with serving(tmp_path) as served:
        lecturer = opened(served)
        phones = class_of(served, lecturer, 6)
        put(lecturer)
        for phone in phones:
            phone.answer(15)
        ports = served.house.port, served.house.desk_port, served.house.key
    with serving(tmp_path) as served:
        assert (served.house.port, served.house.desk_port, served.house.key) == ports
        assert lecturer.now()["antwoorden"] == 6
        assert Phone(served, lecturer.code).ask("nu")[0] == 401
        phones[0].served = served
        assert phones[0].now()["mijn"] == 15


# ---- codes and doors ------------------------------------------------------------------------------


def test_wrong_codes_at_any_rate_reveal_nothing_and_hold_up_nobody(served, lecturer):
    (known,) = class_of(served, lecturer, 1)
    put(lecturer)
    answers = set()
    connection = http.client.HTTPConnection("127.0.0.1", served.house.port)
    for _ in range(2000):
        connection.request(
            "POST", f"/klas/{secrets.randbelow(10**12):012}/binnen", "{}", {"Content-Type": "application/json", "X-Lid": known.token}
        )
        answer = connection.getresponse()
        answers.add((answer.status, answer.read()))
    assert len(answers) == 1
    assert answers.pop()[0] == 404
    assert known.answer(50) == 200
    assert Phone(served, lecturer.code).join() == 200
    pages = {served.ask("GET", f"/klas/{code}") for code in (lecturer.code, "000000000000", "1", "")}
    assert len(pages) == 1  # the page itself is the same for every code


def test_one_machine_cannot_fill_the_room_and_another_still_comes_in(served, lecturer):
    assert [Phone(served, lecturer.code, "127.0.0.9").join() for _ in range(50)] == [200] * 3 + [429] * 47
    assert lecturer.now()["geweigerd"] == 47
    assert [Phone(served, lecturer.code, f"127.0.1.{i}").join() for i in range(1, 8)] == [200] * 7
    assert lecturer.door("dicht")["deur"] == "dicht"
    assert Phone(served, lecturer.code, "127.0.2.1").join() == 403


@pytest.mark.parametrize(("proxies", "given", "same"), [
    (0, ("1.1.1.1", "2.2.2.2"), True), (1, ("1.1.1.1", "2.2.2.2"), False), (1, ("8.8.8.8, 1.1.1.1", "9.9.9.9, 1.1.1.1"), True),
    (2, ("8.8.8.8, 1.1.1.1, 7.7.7.7", "9.9.9.9, 1.1.1.1, 7.7.7.8"), True), (1, ("2001:db8:1:2::1", "2001:db8:1:2::2"), True), (1, ("2001:db8:1:2::1", "2001:db8:1:3::1"), False),
])  # fmt: skip
def test_an_address_is_what_the_own_proxy_says_and_never_what_a_phone_says(tmp_path, proxies, given, same):
    with serving(tmp_path, proxies=proxies) as served:
        lecturer = opened(served)
        for address in given:
            assert (
                Phone(served, lecturer.code).ask("binnen", {}, **{"X-Forwarded-For": address, "X-Real-Ip": secrets.token_hex(4)})[0] == 200
            )
        places = served.house.rooms[lecturer.code].places
        assert len(places) == (1 if same else 2)
        assert not [one for one in places if "." in one or ":" in one]


def test_connections_are_bounded_and_counted_back(served, lecturer, monkeypatch):
    monkeypatch.setattr(server, "CONNECTIONS", 3)
    held = [socket.create_connection(("127.0.0.1", served.house.port)) for _ in range(3)]
    for one in held:  # it is taken when the server answers on it
        one.sendall(b"GET /klas/ HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert one.recv(12) == b"HTTP/1.1 200"
    with socket.create_connection(("127.0.0.1", served.house.port), timeout=30) as one:
        assert one.recv(1) == b""  # at once, and not when it has been idle for long
    for one in held:
        one.close()
    lecturer.now()
    monkeypatch.undo()
    assert Phone(served, lecturer.code).join() == 200


# ---- hostile requests -----------------------------------------------------------------------------

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@pytest.mark.parametrize(("headers", "status"), [
    ({}, 200), ({"Origin": "SAME"}, 200), ({"Origin": "http://evil.example"}, 403), ({"Origin": "null"}, 403), ({"Origin": "http://localhost"}, 403), ({"Origin": ORIGIN}, 403),
    ({"Host": "evil.example"}, 403), ({"Host": "192.0.2.7:80"}, 200), ({"Host": "localhost"}, 200), ({"Host": "klas.example.nl"}, 200), ({"Host": "klas.example.nl.evil.example"}, 403), ({"Host": ""}, 403),
    ({"Content-Type": "application/json; charset=utf-8"}, 200), ({"Content-Type": "text/plain"}, 415), (FORM, 415), ({"Content-Type": ""}, 415),
])  # fmt: skip
def test_origin_host_and_kind_of_a_request(tmp_path, headers, status):
    with serving(tmp_path, public="https://klas.example.nl", origins=(ORIGIN,)) as served:
        lecturer = opened(served)
        if headers.get("Origin") == "SAME":
            headers = {"Origin": f"http://127.0.0.1:{served.house.port}"}
        assert Phone(served, lecturer.code).ask("binnen", {}, **headers)[0] == status


BODIES = [b"", b"[]", b"{", b'{"ronde": 1, "waarde": NaN}', b'{"ronde": 1, "waarde": 1e999}', b'{"ronde": 1, "waarde": 50, "meer": 1}', b"[" * 9000, b"\xff\xfe", b'{"ronde":1,"waarde":"<script>"}']  # fmt: skip


@pytest.mark.parametrize("body", BODIES)
def test_a_hostile_body_is_refused_and_keeps_nothing(served, lecturer, body):
    (phone,) = class_of(served, lecturer, 1)
    put(lecturer)
    before = served.house.rooms[lecturer.code].journal.path.read_bytes()
    assert phone.ask("antwoord", body)[0] == 400
    assert served.house.rooms[lecturer.code].journal.path.read_bytes() == before


def test_an_old_or_future_round_is_refused(served, lecturer):
    (phone,) = class_of(served, lecturer, 1)
    assert phone.answer(50) == 409
    put(lecturer)
    put(lecturer, CHOICE)
    assert [phone.answer("ja", number) for number in (1, 2, 3)] == [409, 200, 409]


@pytest.mark.parametrize("length", [checks.MOST_BYTES + 1, 10_000_000, 10**15])
def test_a_large_body_is_refused_before_it_comes(served, lecturer, length):
    with socket.create_connection(("127.0.0.1", served.house.port)) as raw:
        raw.sendall(
            f"POST /klas/{lecturer.code}/binnen HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n".encode()
        )
        assert raw.recv(12) in (b"HTTP/1.1 400", b"HTTP/1.1 413")
    assert Phone(served, lecturer.code).join() == 200


@pytest.mark.parametrize("request_", [
    b"\x00\x01\x02\r\n\r\n", b"GET /klas/ HTTP/1.1\r\n\r\n", b"GET /klas/../../etc/passwd HTTP/1.1\r\nHost: localhost\r\n\r\n", b"GET /klas/%2e%2e/server.py HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"GET http://evil.example/klas/ HTTP/1.1\r\nHost: evil.example\r\n\r\n", b"GET /klas/ HTTP/1.1\r\nHost: [::1\r\n\r\n", b"TRACE /klas/ HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"GET /klas/ HTTP/1.1\r\nHost: localhost\r\nX: " + b"x" * 9000 + b"\r\n\r\n", b"GET /klas/blad.py HTTP/1.1\r\nHost: localhost\r\n\r\n",
])  # fmt: skip
def test_a_strange_request_gets_nothing_and_breaks_nothing(served, lecturer, request_, capfd):
    with socket.create_connection(("127.0.0.1", served.house.port)) as raw:
        raw.sendall(request_)
        said = raw.recv(4096)
    assert not said or int(said.split()[1]) >= 400
    assert b"Traceback" not in said
    assert Phone(served, lecturer.code).join() == 200
    assert "passwd" not in capfd.readouterr().err


@pytest.mark.parametrize("query", ["na=-1", "na=x", "na=1&wacht=1e9", "na=%D9%A3", "na=" + "9" * 400])
def test_numbers_in_a_question_for_news_are_numbers(served, lecturer, query):
    (phone,) = class_of(served, lecturer, 1)
    assert phone.ask(f"nu?{query}")[0] == 400


def test_every_answer_says_what_a_browser_may_do(served, lecturer):
    for path in ("/klas/", "/klas/blad.js", f"/klas/{lecturer.code}/nu", "/", "/x"):
        served.ask("GET", path)
        assert served.headers["Content-Security-Policy"].startswith("default-src 'none';")
        assert served.headers["X-Content-Type-Options"] == "nosniff"
        assert served.headers["Referrer-Policy"] == "no-referrer"
        assert not {"Set-Cookie", "Server", "Access-Control-Allow-Origin"} & set(served.headers)


def test_the_page_is_small_and_asks_nothing_of_others():
    files = [path.read_text(encoding="utf-8") for path in server.STATIC.iterdir()]
    assert len("".join(files).encode()) <= 30_000
    for text in files:
        assert "innerHTML" not in text
        assert "http://" not in text
        assert "https://" not in text


# ---- the lecturer's routes ------------------------------------------------------------------------

ROUTES = [("GET", "hier"), ("POST", "open"), ("GET", "{}/wat"), ("GET", "{}/uitvoer"), *(("POST", f"{{}}/{one}") for one in ("vraag", "fase", "deur", "deel-uit", "sluit"))]  # fmt: skip


@pytest.mark.parametrize(("method", "path"), ROUTES)
def test_the_lecturers_routes_are_not_at_the_address_of_the_class(served, lecturer, method, path):
    key = {"Authorization": f"Bearer {lecturer.key}"}
    for base in ("/docent/", "/klas/", "/klas/../docent/", "//docent/"):
        given = served.ask(method, base + path.format(lecturer.code), body={} if method == "POST" else None, headers=key)
        assert given[0] in (404, 405)
    assert served.house.settings.desk_address == "127.0.0.1"


@pytest.mark.parametrize(("method", "path"), ROUTES)
@pytest.mark.parametrize("key", ["", "Bearer ", "Bearer x", "Basic x"])
def test_the_lecturers_routes_want_the_key(served, lecturer, method, path, key):
    headers = {"Authorization": key} if key else {}
    status, said = served.ask(method, "/docent/" + path.format(lecturer.code), port=served.house.desk_port, body={} if method == "POST" else None, headers=headers)  # fmt: skip
    assert status == 403
    assert lecturer.now()["ronde"] == 0
    unknown = served.ask(method, "/docent/" + path.format("0" * 12), port=served.house.desk_port, body={} if method == "POST" else None, headers=headers)  # fmt: skip
    assert unknown == (status, said)  # and say not whether there is such a room


def test_the_key_of_the_house_opens_rooms_and_sees_none(served, lecturer):
    with pytest.raises(Refused) as refused:
        lecturer._replace(key=served.house.key).now()
    assert refused.value.status == 403
    with pytest.raises(Refused) as refused:
        ask(f"http://127.0.0.1:{served.house.desk_port}/docent/", "open", lecturer.key, {})
    assert refused.value.status == 403


@pytest.mark.parametrize("path", ["hier", "{}/wat"])
def test_a_site_of_someone_else_is_no_lecturers_screen_and_one_that_was_typed_is(tmp_path, path):
    with serving(tmp_path, origins=(ORIGIN,)) as served:
        lecturer = opened(served)
        key = {"Authorization": f"Bearer {served.house.key if path == 'hier' else lecturer.key}"}
        path = "/docent/" + path.format(lecturer.code)
        for origin, status in ((ORIGIN, 200), (f"{ORIGIN}.evil.example", 403), ("null", 403)):
            for method, right in (("OPTIONS", 204), ("GET", 200)):
                found = served.ask(
                    method, path, port=served.house.desk_port, headers={"Origin": origin, **(key if method == "GET" else {})}
                )[0]
                assert found == (right if status == 200 else 403)
                assert served.headers.get("Access-Control-Allow-Origin") == (origin if status == 200 else None)
                assert "Access-Control-Allow-Credentials" not in served.headers
        assert served.ask("GET", "/klas/", headers={"Origin": ORIGIN})[0] == 403  # not for phones


def test_a_name_that_points_here_is_not_the_lecturers_address(served, lecturer):
    key = {"Authorization": f"Bearer {served.house.key}", "Host": "rebound.example"}
    assert served.ask("GET", "/docent/hier", port=served.house.desk_port, headers=key)[0] == 403


def test_a_key_goes_over_https_or_stays_on_this_machine():
    with pytest.raises(ValueError, match="https"):
        ask("http://klas.example.nl/docent/", "hier", "key")


def test_an_error_of_our_own_is_told_without_anything_of_the_request(served, lecturer, capfd, monkeypatch):
    (phone,) = class_of(served, lecturer, 1)
    monkeypatch.setattr(server.Hall, "seen_by", lambda *_: {}["geheim"])
    status, said = phone.ask("nu?na=99")
    assert (status, said) == (500, {"fout": "Hier ging iets mis."})
    err = capfd.readouterr().err
    assert err.startswith("KeyError in <lambda>:")
    assert phone.token not in err
    assert "geheim" not in err
    assert json.dumps(said)
