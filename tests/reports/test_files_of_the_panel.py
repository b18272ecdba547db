"""From the press on a button to the file: which pictures count, and what happens when something else comes between."""

import io
import json
import weakref
import zipfile

import pytest
from ipywidgets import Widget

import regiekit
from regiekit.cases import workspace
from regiekit.reports import FORMATS, docx
from regiekit.reports.layout import BLANK
from regiekit.widgets import panel as open_panels
from regiekit.widgets.regieplan_panel import PNG, Regieplan

DRAWN = PNG + b"drawn"


@pytest.fixture
def panel(tmp_path, monkeypatch):
    monkeypatch.setenv("REGIEKIT_WERKMAP", str(tmp_path))
    monkeypatch.setattr(open_panels, "_open", weakref.WeakSet())
    workspace.choose("jeugdhulp")
    workspace.answer("eilandenrijk", versie=2, instellingen={"merged": 2})
    panel = Regieplan()
    panel.files, panel.sent = [], []
    panel.download = lambda name, data, mime: panel.files.append((name, data))
    panel.send = lambda message, buffers=None: panel.sent.append(message)
    yield panel
    Widget.close_all()


def press(panel, name="docx"):
    """Press the button; what the browser is asked for: the key, and the number of each picture."""
    panel._on_message(None, {"click": f"_as:{name}"}, [])
    message = panel.sent[-1]
    return message["key"], [str(message["first"] + i) for i in range(len(message["draw"]))]


def answer(panel, key, number, data):
    panel._on_message(None, {"file": key, "name": number, "more": False, "first": True}, [memoryview(data)])


def pictures(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [archive.read(name) for name in archive.namelist() if name.endswith(".png")]


def test_each_picture_goes_to_its_place_in_whatever_order_it_comes(panel):
    key, (one, two) = press(panel)
    answer(panel, key, two, DRAWN + b"2")
    assert not panel.files
    answer(panel, key, one, DRAWN + b"1")
    assert pictures(panel.files[0][1]) == [DRAWN + b"1", DRAWN + b"2"]


@pytest.mark.parametrize("broken", [b"", b"<svg/>", b"GIF89a"])
def test_what_is_no_png_is_left_out(panel, broken):
    key, (one, two) = press(panel)
    answer(panel, key, one, broken)
    answer(panel, key, two, DRAWN)
    assert pictures(panel.files[0][1]) == [BLANK, DRAWN]


def test_a_picture_of_an_earlier_press_is_not_taken_for_one_of_this(panel):
    key, old = press(panel)
    _, new = press(panel)
    assert not set(old) & set(new)
    for number in [*old, "²", "-1", "1e3"]:
        answer(panel, key, number, DRAWN + b"old")
    assert not panel.files
    for number in new:
        answer(panel, key, number, DRAWN)
    assert pictures(panel.files[0][1]) == [DRAWN, DRAWN]
    for number in new:
        answer(panel, key, number, DRAWN)
    assert len(panel.files) == 1


def test_another_format_and_another_case_meanwhile_change_nothing(panel):
    first, second = press(panel, "docx"), press(panel, "odt")
    panel.put(_case="warmte")
    for key, numbers in (second, first):
        for number in numbers:
            answer(panel, key, number, DRAWN)
    assert [name for name, _ in panel.files] == ["regieplan-jeugdhulp.odt", "regieplan-jeugdhulp.docx"]
    assert not panel.live.get("_fout")


def test_an_error_is_said_and_the_next_press_works(panel, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(docx, "write", lambda document: 1 / 0)
        key, numbers = press(panel)
        assert "wordt gemaakt" in panel.live["_made"]
        for number in numbers:
            answer(panel, key, number, DRAWN)
    assert "ZeroDivisionError" in panel.live["_fout"]
    assert not panel.live["_made"]
    key, numbers = press(panel)
    assert "_fout" not in panel.live
    for number in numbers:
        answer(panel, key, number, DRAWN)
    assert len(panel.files) == 1


def test_every_format_has_a_button(panel):
    assert [f"_as:{name}" in str(panel.tree) for name in FORMATS] == [True] * 3


def test_the_data_of_the_plan_are_a_file_too_and_say_what_became_different(panel):
    panel._on_message(None, {"click": "_record"}, [])
    (name, data), *_ = panel.files
    assert name == "regieplan-jeugdhulp.json"
    kept = json.loads(data)
    (model,) = kept["denkmodellen"]
    assert (model["proef"], model["instellingen"]["merged"]) == ("eilandenrijk", 2)
    assert kept["regiekit"] == regiekit.__version__
    assert len(kept["casus"]["controlegetal"]) == 64
    assert all("(" in work for work in model["bronnen"].values())
    assert "toen" not in model
    panel._on_message(None, {"click": "_plan"}, [])
    assert "anders dan toen" not in panel.live["_shown"]
    workspace.answer("eilandenrijk", versie=2, instellingen={"merged": 2}, uitkomst="Vroeger was <alles> beter.")
    panel._on_message(None, {"click": "_record"}, [])
    (model,) = json.loads(panel.files[-1][1])["denkmodellen"]
    assert model["toen"] == "Vroeger was <alles> beter."
    assert model["uitkomst"] != model["toen"]
    panel._on_message(None, {"click": "_plan"}, [])
    panel._on_message(None, {"click": "_plan"}, [])
    assert "anders dan toen" in panel.live["_shown"]
    workspace.answer("eilandenrijk", versie=2, instellingen={"merged": 2}, uitkomst=model["uitkomst"])
    panel._on_message(None, {"click": "_record"}, [])
    assert "toen" not in json.loads(panel.files[-1][1])["denkmodellen"][0]
