"""The lecturer's box with a real room on loopback and phones: what a press does, what a hall may see when, and what is never shown."""

import json
import threading
import weakref

import pytest
from ipywidgets import Widget

from regiekit.room import ladder
from regiekit.widgets import classroom
from regiekit.widgets import panel as open_panels
from regiekit.widgets.casebar import CaseBar
from regiekit.widgets.proef_panel import proef
from tests.room.serving import Phone, class_of


def no_process(folder):
    """A test here starts no room of its own: it would run on after the test."""
    raise OSError(folder)


@pytest.fixture(autouse=True)
def clean(tmp_path, monkeypatch):
    monkeypatch.setenv("REGIEKIT_WERKMAP", str(tmp_path / "werk"))
    monkeypatch.setenv("JUPYTER_RUNTIME_DIR", str(tmp_path / "loopt"))
    for name in (classroom.HOST, classroom.KEY):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(open_panels, "_open", weakref.WeakSet())
    monkeypatch.setattr(classroom, "state", classroom.State())
    monkeypatch.setattr(classroom, "TEST_SECONDS", 3600)
    monkeypatch.setattr("regiekit.room.client.start", no_process)
    yield
    classroom.state.end()
    Widget.close_all()


@pytest.fixture
def room(served, lecturer):
    """The room, as one that is hosted: a room on this machine that ended, as at the end of a test, would be started again."""
    room = lecturer._replace(hosted=f"http://127.0.0.1:{served.house.desk_port}/docent/")
    classroom._enter(room)
    yield room
    classroom._leave()


@pytest.fixture
def panel(room):
    panel = proef("eilandenrijk")
    press(panel, "_klas")
    return panel


def press(panel, key):
    """A press as one turn, as it comes from a browser: what the room tells meanwhile waits."""
    with panel._lock:
        panel.clicked(key)


def folded(panel):
    """The blocks of the fold, flat: key -> block."""
    (fold,) = [one for one in panel.tree[0]["folds"] if one["key"] == "_klas"]
    found = {}

    def walk(blocks):
        for block in blocks:
            found[block["key"]] = block
            walk(block.get("blocks", ()))

    walk(fold["blocks"])
    return found


def presses(panel):
    return [key.removeprefix("_klas_") for key, block in folded(panel).items() if block["t"] == "button"]


def when(panel, holds):
    """Wait until what the room tells makes this hold."""
    come = threading.Event()

    def look(_=None):
        if holds():
            come.set()

    panel.observe(look, "live")
    look()
    assert come.wait(30)
    panel.unobserve(look, "live")


def everything(panel):
    return json.dumps([panel.tree, panel.live, panel.values, panel.spoken], default=str)


def test_nothing_of_the_class_is_there_until_it_is_asked_for():
    panel, bar = proef("eilandenrijk"), CaseBar()
    assert [one for one in panel.tree[0]["folds"] if one["key"] == "_klas"] == []
    assert not any(key.startswith("_klas") for key in panel.values)
    press(panel, "_klas_put")  # a press from nowhere
    assert "_klas_start" not in everything(bar)
    press(bar, "_class")
    assert "Zonder telefoons" in everything(bar)


def test_a_question_goes_to_the_phones_with_one_press_and_is_counted(served, room, panel):
    first, second = class_of(served, room, 2)
    assert presses(panel) == ["put"]
    press(panel, "_klas_put")
    shown = first.now()
    assert shown["titel"] == panel.declaration.title
    assert shown["tekst"] == panel.declaration.question
    assert presses(panel) == ["dicht"]
    assert first.answer(2) == second.answer(3) == 200
    when(panel, lambda: "<strong>2</strong> van 2" in panel.live["_klas_count"])


def vote(panel, phones, values, round=1):
    for phone, value in zip(phones, values, strict=True):
        assert phone.answer(value, round) == 200
    press(panel, "_klas_dicht")


def test_the_distribution_is_hidden_until_wanted_and_the_answer_after_that(served, room, panel):
    phones = class_of(served, room, 6)
    press(panel, "_klas_put")
    answer = room.now()["vraag"]["antwoord"]
    vote(panel, phones, [1, 1, 1, 1, 1, 2])
    assert "verborgen" in panel.live["_klas_picture"]
    assert "<svg" not in panel.live["_klas_picture"]
    press(panel, "_klas_verdeling")
    assert "De klas: 6 antwoorden" in panel.live["_klas_picture"]
    assert answer not in everything(panel)
    assert "antwoord" not in phones[0].now()
    press(panel, "_klas_antwoord")
    assert "denkmodel" in panel.live["_klas_picture"]
    assert phones[0].now()["antwoord"] == answer


def test_after_the_discussion_the_first_vote_stands_beside_the_second(served, room, panel):
    phones = class_of(served, room, 5)
    press(panel, "_klas_put")
    vote(panel, phones, [1] * 5)
    press(panel, "_klas_again")
    assert "<svg" not in panel.live["_klas_picture"]  # the first vote stays hidden
    vote(panel, phones, [2] * 5, round=2)
    press(panel, "_klas_verdeling")
    assert "(eerst 5)" in panel.live["_klas_picture"]
    assert room.now()["ronde"] == 2


def test_news_that_waited_for_a_press_does_not_turn_it_back(served, room, panel):
    press(panel, "_klas_put")
    before = room.now()  # as it stands where a thread waits for its turn
    press(panel, "_klas_dicht")
    classroom._heard(room, before)
    assert presses(panel) == ["verdeling", "again"]
    classroom._heard(room._replace(code="000000000"), {})  # the room of before this one was closed
    assert classroom.state.lecturer is room


def test_what_the_room_refused_stays_until_the_next_press(served, room, panel):
    press(panel, "_klas_put")
    classroom.state.problem = "Deze ronde is er al."
    classroom._heard(room, room.now())
    assert panel.live["fout:_klas"] == "Deze ronde is er al."


@pytest.mark.parametrize("pressed", ["put", "dicht", "verdeling", "antwoord", "again"])
def test_a_second_press_does_nothing_more(served, room, panel, pressed):
    phones = class_of(served, room, 5)
    for step in ("put", "dicht", "verdeling", "antwoord"):
        press(panel, f"_klas_{step}")
        if step == "put":
            for phone in phones:
                phone.answer(1)
        if step == pressed:
            break
    else:
        press(panel, "_klas_again")
    before = room.now()
    press(panel, f"_klas_{pressed}")
    after = room.now()
    assert [after[name] for name in ("ronde", "fase", "antwoorden")] == [before[name] for name in ("ronde", "fase", "antwoorden")]
    assert not classroom.state.problem


def test_the_next_question_is_chosen_while_the_last_one_stands_on_the_phones(served, room, panel):
    phones = class_of(served, room, 5)
    press(panel, "_klas_put")
    vote(panel, phones, [1] * 5)
    press(panel, "_klas_verdeling")
    press(panel, "_klas_antwoord")
    assert presses(panel) == ["new", "again"]
    press(panel, "_klas_new")
    assert presses(panel) == ["put"]
    assert phones[0].now()["fase"] == "antwoord"
    panel.put(_klas_q=panel.declaration.questions[0].key)
    press(panel, "_klas_put")
    assert phones[0].now()["blok"]["label"] == panel.declaration.questions[0].text
    assert presses(panel) == ["dicht"]


def test_below_five_answers_nothing_is_shown(served, room, panel):
    phones = class_of(served, room, 4)
    press(panel, "_klas_put")
    vote(panel, phones, [1, 1, 1, 1])
    press(panel, "_klas_verdeling")
    assert "Onder de vijf" in panel.live["_klas_picture"]


def test_a_check_question_and_another_proef_take_turns(served, room, panel):
    (phone,) = class_of(served, room, 1)
    check = panel.declaration.questions[0]
    panel.put(_klas_q=check.key)
    press(panel, "_klas_put")
    assert phone.now()["blok"]["label"] == check.text
    other = proef("gunnen")
    press(other, "_klas")
    assert presses(other) == ["put"]
    press(other, "_klas_put")
    assert phone.now()["titel"] == other.declaration.title
    panel.class_changed()
    assert presses(panel) == ["put"]


def test_the_play_of_a_proef_is_worked_out_of_the_hall(served, room):
    panel = proef("gunnen")
    press(panel, "_klas")
    panel.put(_klas_q="drempel")
    phones = class_of(served, room, 6)
    press(panel, "_klas_put")
    vote(panel, phones, [0, 20, 40, 60, 80, 100])
    press(panel, "_klas_verdeling")
    assert "In deze zaal" not in panel.live["_klas_picture"]
    press(panel, "_klas_antwoord")
    assert "6 van de 6 mensen ja" in panel.live["_klas_picture"]
    assert "Zonder de persoon die het snelst ja zegt, zijn dat er 0." in panel.live["_klas_picture"]


def test_a_table_plays_with_roles_and_is_told_by_table(served, room):
    panel = proef("brede_agenda")
    press(panel, "_klas")
    panel.put(_klas_q="pakket")
    phones = class_of(served, room, 16)
    press(panel, "_klas_put")
    shown = [phone.now() for phone in phones]
    assert sorted(one["tafel"] for one in shown) == [1] * 8 + [2] * 8
    assert len({one["rol"]["titel"] for one in shown}) == 8
    vote(panel, phones, ["1100000" if one["tafel"] == 1 or one["rol"] == shown[0]["rol"] else "0010000" for one in shown])
    press(panel, "_klas_verdeling")
    press(panel, "_klas_antwoord")
    assert "1 van de 2 tafels" in panel.live["_klas_picture"]
    assert not any("tafels" in phone.now()["uitslag"] for phone in phones)


def test_the_hall_makes_rules_together_that_go_into_the_model(served, room):
    panel = proef("spelregels")
    press(panel, "_klas")
    panel.put(_klas_q="regels")
    phones = class_of(served, room, 6)
    press(panel, "_klas_put")
    keys = [key for key, _ in phones[0].now()["blok"]["options"]]
    good = {"uitstappen:moment", "informatie:samen", "binding:proces", "volgorde:pakket", "conflict:derde", "tijd:terugval"}
    vote(panel, phones, ["".join(str(int(key in good)) for key in keys)] * 4 + ["0" * len(keys)] * 2)
    press(panel, "_klas_verdeling")
    press(panel, "_klas_antwoord")
    assert "Met de regels van deze zaal doen er 13 van de 14 partijen mee." in panel.live["_klas_picture"]


def test_the_bar_tells_how_to_come_in_and_whether_a_phone_did(served, room):
    classroom.state.lecturer = room._replace(hosted="")
    bar = CaseBar()
    press(bar, "_class")
    spaced = " ".join(room.code[i : i + 4] for i in (0, 4, 8))
    assert spaced in bar.live["_klas_head"]
    assert "<svg" in bar.live["_klas_head"]
    assert "uw eigen telefoon" in bar.live["_klas_said"]
    classroom._wait_no_longer()
    assert "eduroam" in bar.live["_klas_said"]
    Phone(served, room.code, source="127.0.0.2").join()
    when(bar, lambda: "het werkt hier" in bar.live["_klas_said"])


def test_no_key_or_member_stands_in_what_the_browser_gets(served, room, panel):
    bar = CaseBar()
    press(bar, "_class")
    (phone,) = class_of(served, room, 1)
    press(panel, "_klas_put")
    phone.answer(3)
    when(panel, lambda: "<strong>1</strong> van 1" in panel.live["_klas_count"])
    for secret in (room.key, served.house.key, phone.token):
        assert secret not in everything(bar) + everything(panel)


def test_the_room_is_closed_with_a_press_and_its_answers_kept_only_when_asked(served, room, panel):
    bar, files = CaseBar(), []
    press(bar, "_class")
    phones = class_of(served, room, 5)
    press(panel, "_klas_put")
    vote(panel, phones, [1] * 5)
    bar.download = lambda name, data, mime: files.append((name, data.decode("utf-8-sig")))
    press(bar, "_klas_export")
    [(name, text)] = files
    assert name == "antwoorden.csv"
    assert len(text.splitlines()) == 6
    press(bar, "_klas_close")
    assert served.house.rooms == {}
    assert classroom.state.lecturer is None
    assert [one for one in panel.tree[0]["folds"] if one["key"] == "_klas"] == []
    assert "Open een zaal" in everything(bar) or not ladder.addresses()


def test_a_lost_room_is_said_and_nothing_stops(served, room, panel):
    served.close()
    served.close = lambda: None
    classroom.state.lecturer = room._replace(hosted="http://127.0.0.1:9/docent/")  # nobody there, and none is started
    press(panel, "_klas_put")
    assert "niet te bereiken" in panel.live["fout:_klas"]
    classroom._heard(classroom.state.lecturer, None)
    assert "geen verbinding" in panel.live["fout:_klas"]


def test_a_visitor_of_somebody_elses_voila_comes_near_no_room(served, room, monkeypatch):
    classroom._leave()
    monkeypatch.setenv("SERVER_SOFTWARE", "voila/0.5")
    monkeypatch.setenv("SERVER_NAME", "elders.example")
    monkeypatch.setenv("QUERY_STRING", f"werk={'a' * 32}")
    bar = CaseBar()
    press(bar, "_class")
    assert "_klas_start" not in everything(bar)
    assert "_klas_remote" not in everything(bar)
    press(bar, "_klas_start")
    press(bar, "_klas_remote")
    assert classroom.state.lecturer is None
    assert len(served.house.rooms) == 1
    press(bar, "_klas_paper")
    assert classroom.teaching()


def test_a_hosted_room_opens_with_a_typed_key_that_is_kept_nowhere(served):
    bar = CaseBar()
    press(bar, "_class")
    bar.put(_klas_host=f"http://127.0.0.1:{served.house.desk_port}/docent", _klas_key=served.house.key)
    bar.changes = {"_klas_key": [1, served.house.key]}
    press(bar, "_klas_remote")
    assert classroom.state.lecturer.hosted.endswith("/docent/")
    assert served.house.key not in everything(bar) + json.dumps(bar.changes)
    classroom.state.lecturer.close()


def test_a_wrong_key_or_address_is_said_at_the_field():
    bar = CaseBar()
    press(bar, "_class")
    bar.put(_klas_host="http://elders.example/docent/", _klas_key="x")
    press(bar, "_klas_remote")
    assert "begint met https://" in bar.live["_klas_said"]


def test_a_hosted_room_that_is_set_for_the_lecturer_needs_no_typing_and_is_tried_first(served, monkeypatch):
    monkeypatch.setenv(classroom.HOST, f"http://127.0.0.1:{served.house.desk_port}/docent/")
    monkeypatch.setenv(classroom.KEY, "verkeerd")
    bar = CaseBar()
    press(bar, "_class")
    assert "De sleutel klopt niet" in everything(bar)
    monkeypatch.setenv(classroom.KEY, served.house.key)
    press(bar, "_class")
    assert "De zaal bij uw instelling antwoordt." in everything(bar)
    assert served.house.key not in everything(bar)
    press(bar, "_klas_start")
    assert len(served.house.rooms) == 1
    assert served.house.key not in everything(bar)
    classroom.state.lecturer.close()


def test_another_notebook_finds_the_room_that_is_open(served, room):
    from regiekit.room.client import open_room

    room.folder.mkdir(exist_ok=True)
    classroom._leave()
    folder = classroom_folder()
    mine = open_room(folder=folder, hosted=f"http://127.0.0.1:{served.house.desk_port}/docent/", key=served.house.key)
    bar = CaseBar()
    press(bar, "_class")
    assert classroom.state.lecturer.code == mine.code
    mine.close()


def classroom_folder():
    from regiekit.room import default_folder

    return default_folder()


# -- without phones ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def paper():
    classroom.state.on = True
    panel = proef("gunnen")
    press(panel, "_klas")
    return panel


def test_hands_are_counted_typed_and_shown_like_phones(paper):
    rows = paper.values["_klas_hands"]
    assert {row["aantal"] for row in rows} == {""}
    paper.put(_klas_hands=[row | {"aantal": str(i)} for i, row in enumerate(rows)])
    paper.clicked("_klas_show")
    total = sum(range(len(rows)))
    assert f"De klas: {total} antwoorden" in paper.live["_klas_picture"]
    assert "denkmodel" not in paper.live["_klas_picture"]
    paper.clicked("_klas_antwoord")
    assert "denkmodel" in paper.live["_klas_picture"]
    paper.clicked("_klas_again")
    paper.put(_klas_hands=[row | {"aantal": "1"} for row in rows])
    paper.clicked("_klas_show")
    assert f"Eerst: {total}" in paper.live["_klas_picture"]


@pytest.mark.parametrize(("key", "without"), [("spelregels", "regels"), ("ontwerp", "opbrengst"), ("brede_agenda", "pakket")])
def test_what_wants_more_than_one_answer_each_is_asked_of_phones_only(key, without, paper):
    panel = proef(key)
    press(panel, "_klas")
    offered = [one for one, _ in folded(panel)["_klas_q"]["options"]]
    assert offered
    assert without not in offered


def test_codes_serve_every_question(paper):
    paper.put(_klas_way="codes")
    assert "_klas_codes" in folded(paper)
    paper.put(_klas_codes="3 4 4")
    paper.clicked("_klas_show")
    assert "De klas: 3 antwoorden" in paper.live["_klas_picture"]
    paper.clicked("_klas_again")
    paper.put(_klas_codes="3 veel")
    paper.clicked("_klas_show")
    assert "Regel 1" in paper.live["fout:_klas"]
    assert paper.values["_klas_codes"] == "3 veel"  # what was typed stays


def test_the_kept_case_holds_nothing_of_the_class(paper, tmp_path):
    paper.put(_klas_way="codes", _klas_codes="3 4 4")
    paper.clicked("_klas_show")
    paper.clicked("_skip")
    texts = "".join(path.read_text() for path in (tmp_path / "werk").rglob("*.toml"))
    assert "_klas" not in texts


def test_on_the_site_there_are_hands_and_codes_a_hosted_room_and_no_button_that_can_not(monkeypatch):
    monkeypatch.setattr("sys.platform", "emscripten")
    bar = CaseBar()
    press(bar, "_class")
    shown = everything(bar)
    assert "_klas_start" not in shown
    assert "_klas_remote" in shown
    assert shown.count('"_klas_size"') == 2  # the field and what it holds
    assert "kan niet vanaf een website" in shown
    press(bar, "_klas_start")
    press(bar, "_klas_remote")
    assert "Vul eerst het adres in" in bar.live["_klas_said"]
    assert classroom.state.lecturer is None
    press(bar, "_klas_paper")
    assert classroom.teaching()
