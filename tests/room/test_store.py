"""The store: phases, who may come in, what is kept, and that a file read back is the same room, wherever writing stopped."""

import errno
import itertools
import json
import os
import secrets
import stat
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

import regiekit
from regiekit.room import store
from regiekit.room.checks import Refused
from regiekit.room.store import LEAST, PER_ADDRESS, Room, Rooms
from regiekit.room.tally import tally
from tests.room.serving import CHOICE, RANGE, SET, WORDS, leave

pytestmark = pytest.mark.fast


@pytest.fixture
def rooms(tmp_path):
    rooms = Rooms(tmp_path / "zalen", Room)
    yield rooms
    leave(rooms)


@pytest.fixture
def room(rooms):
    return rooms.open(30, True)[0]


def asked(number=1, block=RANGE, **more):
    return {"ronde": number, "titel": "Regie", "tekst": "Hoeveel?", "blok": block} | more


def fill(room, count):
    tokens = [secrets.token_hex(16) for _ in range(count)]
    for i, token in enumerate(tokens):
        room.join(token, f"adres {i}")
    return tokens


def refusal(call, *given):
    with pytest.raises(Refused) as refused:
        call(*given)
    return refused.value.status


def seen(room, tokens):
    return [room.seen_by_lecturer() | {"na": 0, "geweigerd": 0, "van_buiten": False}, *map(room.seen_by, tokens), room.version]


# ---- phases ---------------------------------------------------------------------------------------


def test_a_round_goes_from_open_to_the_answer_and_shows_no_more_than_its_phase(room):
    tokens = fill(room, 6)
    assert room.seen_by(tokens[0])["fase"] == "wacht"
    room.ask(asked(antwoord="Het is 40%.", waarde=40))
    for i, token in enumerate(tokens):
        room.answer(token, 1, 10 * i)
    phone, screen = room.seen_by(tokens[2]), room.seen_by_lecturer()
    assert (phone["fase"], phone["mijn"], screen["antwoorden"], screen["leden"]) == ("open", 20, 6, 6)
    assert not {"uitslag", "antwoord", "waarde"} & set(phone)
    assert "uitslag" not in screen
    room.set_phase(1, "dicht")
    assert refusal(room.answer, tokens[0], 1, 5) == 409
    assert "uitslag" not in room.seen_by(tokens[0])
    assert room.seen_by_lecturer()["uitslag"]["n"] == 6
    room.set_phase(1, "verdeling")
    phone = room.seen_by(tokens[0])
    assert sum(count for _, count in phone["uitslag"]["rijen"]) == 6
    assert "antwoord" not in phone
    room.set_phase(1, "antwoord")
    phone = room.seen_by(tokens[0])
    assert (phone["antwoord"], phone["waarde"]) == ("Het is 40%.", 40)


@pytest.mark.parametrize(("before", "after"), list(itertools.permutations(("open", "dicht", "verdeling", "antwoord"), 2)))
def test_a_phase_comes_after_another_or_is_refused(room, before, after):
    way = {"open": (), "dicht": ("dicht",), "verdeling": ("dicht", "verdeling"), "antwoord": ("dicht", "antwoord")}
    allowed = {("open", "dicht"), ("dicht", "verdeling"), ("dicht", "antwoord"), ("verdeling", "antwoord")}
    room.ask(asked())
    for phase in way[before]:
        room.set_phase(1, phase)
    if (before, after) in allowed:
        room.set_phase(1, after)
        assert room.rounds[0].phase == after
    else:
        assert refusal(room.set_phase, 1, after) == 409
    assert refusal(room.set_phase, 2, "dicht") == 409


def test_a_second_vote_stands_beside_the_first(room):
    tokens = fill(room, 5)
    for number, value in ((1, 10), (2, 90)):
        room.ask(asked(number, opnieuw=1) if number == 2 else asked())
        for token in tokens:
            room.answer(token, number, value)
        room.set_phase(number, "dicht")
        room.set_phase(number, "verdeling")
    phone = room.seen_by(tokens[0])
    assert (phone["uitslag"]["midden"], phone["eerder"]["midden"]) == (90, 10)
    assert refusal(room.ask, asked(3, CHOICE, opnieuw=1)) == 409
    assert refusal(room.ask, asked(3, opnieuw=3)) == 409


def test_a_question_that_comes_twice_is_one_round(room):
    for _ in range(2):
        room.ask(asked())
    assert len(room.rounds) == 1
    assert refusal(room.ask, asked(1, CHOICE)) == 409
    assert refusal(room.ask, asked(3)) == 409


def test_the_last_answer_counts_once_and_the_old_round_no_more(room):
    (token,) = fill(room, 1)
    room.ask(asked())
    for value in (10, 20, 20, 30):
        room.answer(token, 1, value)
    assert room.rounds[0].answers == {0: 30}
    room.ask(asked(2))
    assert refusal(room.answer, token, 1, 10) == 409
    for value in range(store.CHANGES):
        room.answer(token, 2, 5 * (value % 2))
    assert refusal(room.answer, token, 2, 50) == 429
    assert room.seen_by(token)["mijn"] == 5


def test_words_are_asked_only_where_the_lecturer_wants_them_and_phones_never_see_them(rooms):
    assert refusal(rooms.open(10, False)[0].ask, asked(1, WORDS)) == 403
    room = rooms.open(10, True)[0]
    tokens = fill(room, 5)
    room.ask(asked(1, WORDS))
    for i, token in enumerate(tokens):
        room.answer(token, 1, f"{5 - i} <script>")
    room.set_phase(1, "dicht")
    room.set_phase(1, "verdeling")
    assert room.seen_by(tokens[0])["uitslag"] == {"n": 5, "rijen": None}
    assert room.seen_by_lecturer()["uitslag"]["teksten"] == [f"{i} <script>" for i in range(1, 6)]


# ---- the outcome ----------------------------------------------------------------------------------


@given(
    st.lists(st.integers(0, 20), max_size=30),
    st.sampled_from((RANGE, RANGE | {"max": 40, "step": 2}, RANGE | {"max": 2, "step": 0.1}, CHOICE)),
)
def test_every_answer_is_in_one_row_and_few_are_in_none(steps, block):
    options = [key for key, _ in CHOICE["options"]]
    values = [options[n % 3] for n in steps] if "options" in block else [round(n * block["step"], 10) for n in steps]
    found = tally(block, values)
    assert found["n"] == len(values)
    if len(values) < LEAST:
        assert found == {"n": len(values), "rijen": None}
        return
    assert sum(count for _, count in found["rijen"]) == len(values)
    assert found.get("midden") == (None if "options" in block else median(values))


def test_a_wide_range_is_told_in_equal_parts_and_a_narrow_one_by_step():
    wide = tally(RANGE | {"step": 1}, [0, 9, 10, 99, 100])["rijen"]
    assert [*[label for label, _ in wide][:2], wide[-1][0]] == ["0–9", "10–19", "90–100"]
    assert [count for _, count in wide] == [2, 1, 0, 0, 0, 0, 0, 0, 0, 2]
    assert [label for label, _ in tally(RANGE | {"max": 10, "step": 1}, [0] * 5)["rijen"]] == [str(value) for value in range(11)]
    assert [label for label, _ in tally(RANGE | {"max": 14, "step": 1}, [0] * 5)["rijen"]][-2:] == ["12–13", "14"]
    assert [label for label, _ in tally(RANGE | {"max": 31, "step": 1}, [0] * 5)["rijen"]][-2:] == ["20–24", "25–31"]
    assert [label for label, _ in tally(RANGE | {"min": -1, "max": 1, "step": 0.5}, [0] * 5)["rijen"]] == ["−1", "−0,5", "0", "0,5", "1"]


# ---- who may come in ------------------------------------------------------------------------------


def test_one_token_is_one_member_and_a_poor_one_none(room):
    token = secrets.token_hex(16)
    assert room.join(token, "a") == room.join(token, "b") == 0
    for wrong in (None, "", "a" * 31, "g" * 32, "a" * 65, token.upper() + "\n"):
        assert refusal(room.join, wrong, "a") == 401
        assert refusal(room.member, wrong) == 401
    assert refusal(room.member, "0" * 32) == 401


def test_one_address_cannot_fill_the_room(room):
    refused = 0
    for _ in range(1500):
        try:
            room.join(secrets.token_hex(16), "one machine")
        except Refused as error:
            refused += error.status == 429
    assert (len(room.members), refused, room.seen_by_lecturer()["geweigerd"]) == (PER_ADDRESS, 1500 - PER_ADDRESS, 1500 - PER_ADDRESS)
    fill(room, 30)
    assert len(room.members) == 30 + PER_ADDRESS


def test_a_class_behind_one_address_comes_in_when_the_lecturer_says_so_and_no_further_than_fits(room):
    room.set_door("ruim")
    for _ in range(room.most):
        room.join(secrets.token_hex(16), "the campus")
    assert len(room.members) == 36
    assert refusal(room.join, secrets.token_hex(16), "the campus") == 409
    room.set_door("open", 40)
    room.join(secrets.token_hex(16), "another")
    room.set_door("dicht")
    assert refusal(room.join, secrets.token_hex(16), "yet another") == 403


def test_who_is_in_stays_in_when_the_door_shuts(room):
    (token,) = fill(room, 1)
    room.set_door("dicht")
    assert room.join(token, "elsewhere") == 0
    room.ask(asked())
    room.answer(token, 1, 5)


def test_roles_are_dealt_over_tables_and_who_is_late_takes_the_next_place(room):
    tokens = fill(room, 4)
    roles = [{"titel": one, "tekst": f"geheim van {one}"} for one in "abc"]
    room.deal(roles)
    tokens += fill(room, 2)
    places = [(found["tafel"], found["rol"]["titel"]) for found in map(room.seen_by, tokens)]
    assert sorted(places) == [(table, one) for table in (1, 2) for one in "abc"]
    assert set(places[:4]) == {(1, "a"), (1, "b"), (1, "c"), (2, "a")}
    assert "geheim" not in json.dumps(room.seen_by_lecturer())


# ---- what is kept ---------------------------------------------------------------------------------


def lively(rooms):
    room = rooms.open(30, True)[0]
    tokens = fill(room, 6)
    room.ask(asked())
    for i, token in enumerate(tokens):
        room.answer(token, 1, 5 * i)
    room.answer(tokens[0], 1, 100)
    room.set_phase(1, "dicht")
    room.set_phase(1, "verdeling")
    room.deal([{"titel": "Wethouder", "tekst": "geheim"}, {"titel": "Directeur", "tekst": "ook"}])
    room.ask(asked(2, opnieuw=1))
    room.answer(tokens[1], 2, 50)
    room.set_door("ruim", 40)
    return room, tokens


def test_a_room_read_back_is_the_same_room(rooms):
    room, tokens = lively(rooms)
    before = seen(room, tokens)
    again = Rooms(rooms.folder, Room)
    assert seen(again.get(room.code), tokens) == before
    leave(again)


def lines_of(room):
    return len(room.journal.path.read_bytes().splitlines()) - 1


def test_what_is_newer_has_the_higher_number_also_over_a_restart(rooms):
    room, _ = lively(rooms)
    told = [room.seen_by_lecturer()["na"]]
    for number in range(3):
        room.size = 0  # nobody fits
        assert refusal(room.join, f"{number:032}", "elders") == 409  # a refusal is in no journal
        told.append(room.seen_by_lecturer()["na"])
    leave(rooms)
    again = Rooms(rooms.folder, Room)
    told.append(again.get(room.code).seen_by_lecturer()["na"])
    leave(again)
    assert sorted(set(told)) == told


def test_wherever_writing_stops_the_room_is_that_of_the_whole_lines(rooms, tmp_path):
    room, _ = lively(rooms)
    content = room.journal.path.read_bytes()
    lines = content.splitlines(keepends=True)
    for cut in range(len(lines[0]), len(content) + 1):
        folder = tmp_path / f"na {cut}"
        folder.mkdir()
        (folder / room.journal.path.name).write_bytes(content[:cut])
        again = Rooms(folder, Room)
        whole = content[:cut].count(b"\n") - 1
        found = again.get(room.code)
        assert lines_of(found) == whole
        found.join("f" * 32, "later")  # and what comes next is a line of its own
        leave(again)
        reread = Rooms(folder, Room)
        assert "f" * 32 not in (folder / room.journal.path.name).read_text()
        assert lines_of(reread.get(room.code)) == whole + 1
        assert reread.get(room.code).join("f" * 32, "later") == len(found.members) - 1
        leave(reread)


def test_the_file_is_for_its_owner_and_holds_no_token_key_name_or_time(rooms):
    room, tokens = lively(rooms)
    _, key = rooms.open(5, False)
    assert stat.S_IMODE(room.journal.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(rooms.folder.stat().st_mode) == 0o700
    text = "".join(path.read_text() for path in rooms.folder.iterdir())
    assert not [one for one in (*tokens, key, "adres") if one in text]
    names = {name for line in text.splitlines() for name in json.loads(line)}
    assert names == {"t", "code", "zout", "sleutel", "grootte", "tekst", "h", "d", "r", "q", "w", "f", "rollen", "volg", "deur"}


def test_a_closed_room_leaves_nothing(rooms):
    room, _ = lively(rooms)
    rooms.close(room)
    assert list(rooms.folder.iterdir()) == []
    assert refusal(rooms.get, room.code) == 404
    assert Rooms(rooms.folder, Room).rooms == {}


def test_a_forgotten_room_is_found(rooms):
    room, other = rooms.open(5, False)[0], rooms.open(5, False)[0]
    old = room.journal.path.stat().st_mtime - store.AGE - 60
    os.utime(room.journal.path, (old, old))
    assert rooms.forgotten() == [room]
    assert other.journal.path.exists()


def test_a_full_disk_changes_nothing_and_says_so(room, monkeypatch):
    (token,) = fill(room, 1)
    room.ask(asked())
    before = room.journal.path.read_bytes()
    write = os.write

    def half(file, data):
        return write(file, data[:7])

    def full(file, data):
        raise OSError(errno.ENOSPC, "no space left")

    for broken in (half, full):
        monkeypatch.setattr(os, "write", broken)
        assert refusal(room.answer, token, 1, 50) == 503
        monkeypatch.undo()
        assert room.journal.path.read_bytes() == before
        assert room.rounds[0].answers == {}


def test_strange_lines_and_files_stop_no_room(rooms):
    room, tokens = lively(rooms)
    before = seen(room, tokens)
    with room.journal.path.open("ab") as file:
        file.write(b'nonsense\n[1]\n{"t":"antwoord","r":9,"d":0,"w":1}\n{"t":"later"}\n')
    (rooms.folder / "zaal-1.jsonl").write_bytes(b"\xff\n")
    again = Rooms(rooms.folder, Room)
    assert list(again.rooms) == [room.code]
    assert seen(again.get(room.code), tokens) == before
    leave(again)


def test_the_export_is_in_long_form_sorted_without_members_and_harmless_in_a_spreadsheet(room):
    tokens = fill(room, 6)
    room.ask(asked())
    for i, token in enumerate(tokens):
        room.answer(token, 1, 50 - 10 * i)
    room.ask(asked(2, WORDS, titel="+1"))
    for i, token in enumerate(tokens):
        room.answer(token, 2, f'=HYPERLINK("{i}")')
    room.ask(asked(3))
    for token in tokens[:4]:
        room.answer(token, 3, 5)
    for number in (1, 2, 3):
        room.rounds[number - 1].phase = "dicht"
    room.ask(asked(4))
    for token in tokens:
        room.answer(token, 4, 5)
    lines = room.export().splitlines()
    assert lines[0] == "programma,ronde,opnieuw,titel,vraag,antwoord"
    assert [line.rpartition(",")[2] for line in lines[1:7]] == ["0", "10", "20", "30", "40", "50"]
    assert lines[7:] == [f'regiekit {regiekit.__version__},2,,\'+1,In uw woorden,"\'=HYPERLINK(""{i}"")"' for i in range(6)]


def test_codes_are_long_and_all_different(rooms, monkeypatch):
    monkeypatch.setattr(store, "MOST_ROOMS", 50)
    codes = {rooms.open(5, False)[0].code for _ in range(50)}
    assert len(codes) == 50
    assert {len(code) for code in codes} == {store.DIGITS}
    assert refusal(rooms.open, 5, False) == 429


def test_a_package_is_told_by_table_only_to_the_lecturer_and_only_of_a_table_that_hides_each(room):
    roles = [{"titel": f"Rol {i}", "tekst": ""} for i in range(LEAST)]
    tokens = fill(room, 2 * LEAST + 2)
    room.deal(roles)
    room.ask(asked(block=SET))
    for token in tokens:
        table = room.seen_by(token)["tafel"]
        room.answer(token, 1, {1: "110", 2: "011", 3: "111"}[table])
    first = next(token for token in tokens if room.seen_by(token)["tafel"] == 2)
    room.answer(first, 1, "000")
    room.set_phase(1, "dicht")
    assert room.seen_by_lecturer()["uitslag"]["tafels"] == [[1, LEAST, "110"], [2, LEAST, ""]]
    assert room.seen_by_lecturer()["uitslag"]["rijen"] == [["A. Geld", LEAST + 2], ["B. Tijd", 2 * LEAST + 1], ["C. Plaats", LEAST + 1]]
    room.set_phase(1, "verdeling")
    assert "tafels" not in room.seen_by(tokens[0])["uitslag"]
