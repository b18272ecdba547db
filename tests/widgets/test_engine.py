"""What the engine offers besides sliders and choices: texts, tables, files, cards, notes; and what it works ahead."""

import gc
import weakref
from types import SimpleNamespace

import IPython
import pytest

from regiekit.cases import workspace
from regiekit.widgets import panel as panels
from regiekit.widgets.controls import Choice, Rows, Slider, Text, Upload
from regiekit.widgets.declaration import Card, Proef, Table
from regiekit.widgets.proef_panel import ProefPanel
from tests.proeven.stands import Drawn
from tests.widgets.samples import block, keys, opened, revealed, tags

YES_NO = (("ja", "Ja"), ("nee", "Nee"))


def read(name, data):
    if data == b"kapot":
        raise ValueError("bestand: dit is geen tekst")
    return data.decode()


class Everything(Proef):
    """A proef with every kind of control, of which two are on cards."""

    key, notebook, title, strategy = "alles", "99_alles", "Alles", "begin"
    question, own = "Hoeveel?", "Wat is het bij u?"
    leaves_out, sources = ("Alles wat er niet in zit.",), ("diekmann1985",)

    @classmethod
    def guess(cls, case):
        return Slider("", "Uw schatting", 0, 10, 5)

    @classmethod
    def controls(cls, case):
        return [
            Choice("first", "Is dit regie?", YES_NO, None),
            Choice("second", "En dit?", YES_NO, None),
            Slider("size", "Maat", 0, 3, 1),
            Text("word", "Woord", "regie", limit=20),
            Rows("rows", "Regels", [{"key": "wat", "label": "Wat"}, {"key": "wie", "label": "Wie", "default": "niemand"}], limit=3),
            Upload("file", "Bestand", read),
        ]

    @classmethod
    def cards(cls, case):
        return [
            Card("een", "Eerste <b>", "De gemeente nodigt uit.", ("first",)),
            Card("twee", "Tweede", "De gemeente betaalt.", ("second",)),
        ]

    def compared(self, guess):
        return f"U voorspelde {guess}; het zijn er {len(self.settings)}."

    def picture(self):
        return Drawn("<svg/>")

    def words(self):
        return ", ".join(f"{k}: {v}" for k, v in self.settings.items())

    def report(self):
        return f"De maat is {self.size}."

    def note(self, key):
        return {"een": f"U koos {self.first} <i>.", "size": "Groot." if self.size > 2 else ""}.get(key, "")

    def tables(self):
        return [Table("Uw <b>keuzes</b>", ("kaart", "keuze", "getal"), [("een", str(self.first), self.size)])]


@pytest.fixture
def panel():
    workspace.choose("jeugdhulp")
    one = ProefPanel(Everything)
    one.clicked("_skip")
    return one


def test_a_choice_may_be_open(panel):
    assert panel.values["first"] is None
    assert panel.declaration.at(panel.case).settings["first"] is None
    assert Choice("k", "K", YES_NO, "ja").start == "ja"
    with pytest.raises(ValueError, match="kies een"):
        Choice("k", "K", YES_NO, "ja").accept(None)


def test_one_card_at_a_time_with_its_note_once_it_is_done(panel):
    assert "Kaart 1 van 2" in block(panel, "_card")["html"]
    assert "Eerste &lt;b&gt;" in block(panel, "_card")["html"]
    assert "first" in keys(panel)
    assert "second" not in keys(panel)
    assert "_note:een" not in panel.live
    assert "_previous" not in keys(panel)
    panel.put(first="nee")
    assert panel.live["_note:een"] == "<p>U koos nee &lt;i&gt;.</p>"
    assert panel.spoken == "U koos nee <i>."
    panel.clicked("_next")
    assert "second" in keys(panel)
    assert "_note:een" not in panel.live
    assert "_next" not in keys(panel)
    panel.clicked("_next")
    panel.clicked("_previous")
    assert panel.at == 0
    assert panel.values["first"] == "nee"


def test_a_picture_may_follow_the_card_on_the_table_as_long_as_the_deck_is_open(panel, monkeypatch):
    monkeypatch.setattr(Everything, "on_card", lambda self, card: Drawn(f"<svg>{card}</svg>"))
    panel.put(_step="probeer:0")
    assert "een" in panel.live["_picture"]["svg"]
    panel.clicked("_next")
    assert "twee" in panel.live["_picture"]["svg"]
    panel.put(_step="probeer:1")
    assert "twee" not in panel.live["_picture"]["svg"]


def test_the_first_card_that_is_not_done_comes_up_again(panel):
    panel.put(first="ja")
    panel.clicked("_keep")
    again = ProefPanel(Everything)
    assert (again.at, again.values["first"]) == (1, "ja")
    again.clicked("_reset")
    assert (again.at, again.values["first"]) == (0, None)


def test_a_note_below_a_control_that_is_on_no_card(panel):
    assert "_note:size" not in panel.live
    panel.put(size=3)
    assert panel.live["_note:size"] == "<p>Groot.</p>"


def test_tables_are_escaped_and_in_the_text(panel):
    panel.put(first="ja")
    shown = panel.live["_tables"]
    assert "Uw &lt;b&gt;keuzes&lt;/b&gt;" in shown
    assert ("th", {"scope": "row"}) in tags(shown)
    assert "- een | ja | 1" in panel.text()
    assert shown in panel.static()


def test_a_comparison_that_follows_what_the_learner_does(panel):
    panel.clicked("_again")
    panel.clicked("_commit")
    assert panel.live["_compare"] == "<p>U voorspelde 5; het zijn er 6.</p>"


def test_text_and_rows(panel):
    panel.put(word="woord", rows=[{"wat": "a", "vreemd": 1}, {"wat": 3}])
    assert panel.values["rows"] == [{"wat": "a", "wie": "niemand"}, {"wat": "3", "wie": "niemand"}]
    assert "woord" in panel.live["_picture"]["words"]
    panel.put(word="x" * 21)
    assert panel.live["fout:word"] == "Woord: deze tekst heeft 21 tekens; er passen er 20. Maak hem korter."
    assert panel.values["word"] == "woord"
    panel.put(rows=[{}] * 4)
    assert "er passen 3 regels in; u hebt er 4" in panel.live["fout:rows"]
    assert len(panel.values["rows"]) == 2


def test_a_change_of_a_table_can_be_undone_step_by_step(panel):
    one, two = [{"wat": "a", "wie": "b"}], [{"wat": "c", "wie": "d"}]
    assert block(panel, "_undo:rows")["disabled"]
    panel.put(rows=one)
    panel.put(rows=two)
    assert not block(panel, "_undo:rows")["disabled"]
    panel.clicked("_undo:rows")
    assert panel.values["rows"] == one
    panel.clicked("_undo:rows")
    assert panel.values["rows"] == []
    assert block(panel, "_undo:rows")["disabled"]
    panel.clicked("_undo:rows")
    assert panel.values["rows"] == []
    assert ProefPanel(Everything).values["rows"] == []


def test_a_table_that_is_refused_is_no_step_to_undo(panel):
    rows = list(panel.values["rows"])
    panel.put(rows=[{"wat": "a", "wie": "b"}])
    typed = panel.values["rows"]
    panel.put(rows=[{} for _ in range(panel.controls["rows"].limit + 1)])
    assert panel.live["fout:rows"]
    assert panel.values["rows"] == typed
    panel.clicked("_undo:rows")
    assert panel.values["rows"] == rows
    panel.clicked("_undo:rows")
    assert panel.values["rows"] == rows


def test_what_took_work_is_kept_without_asking_and_a_slider_is_not(panel):
    panel.put(size=2)
    assert "instellingen" not in workspace.current().answers["alles"]
    panel.put(word="anders", first="ja")
    again = ProefPanel(Everything)
    assert (again.values["word"], again.values["first"], again.values["size"], again.at) == ("anders", "ja", 2, 1)
    panel.put(word="x" * 21)
    assert ProefPanel(Everything).values["word"] == "anders"


def test_a_file_in_parts(panel):
    for i, part in enumerate((b"een ", b"twee ", b"drie")):
        panel._on_message(None, {"file": "file", "name": "brief.txt", "first": i == 0, "more": i < 2}, [part])
    assert panel.values["file"] == "brief.txt"
    assert "file: een twee drie" in panel.live["_picture"]["words"]
    panel._on_message(None, {"file": "file", "name": "stuk.txt"}, [b"kapot"])
    assert panel.live["fout:file"] == "bestand: dit is geen tekst"
    assert "file: een twee drie" in panel.live["_picture"]["words"]
    panel.clicked("_keep")
    kept = workspace.current().answers["alles"]["instellingen"]
    assert "file" not in kept
    assert "first" not in kept
    panel.clicked("_reset")
    assert "file: None" in panel.live["_picture"]["words"]


def test_a_file_for_another_field_is_ignored(panel):
    panel._on_message(None, {"file": "word", "name": "a"}, [b"x"])
    assert panel.values["word"] == "regie"


# ---- worked ahead --------------------------------------------------------------------------------------------------


def asked(panel, *changes):
    sent = []
    panel.send = lambda content, buffers=None: sent.append(content)
    panel._on_message(None, {"ahead": list(changes)}, [])
    return sent[0]["ahead"]


def test_worked_ahead_is_what_the_move_shows():
    panel = revealed("eilandenrijk")
    ahead = asked(panel, {"merged": 3}, {"merged": "x"}, {"onbekend": 1})
    assert len(ahead) == 1
    assert panel.settings()["merged"] == 2
    panel.put(merged=3)
    assert panel.live["_at"] == ahead[0]["at"]
    assert {k: panel.live[k] for k in ahead[0]["live"]} == ahead[0]["live"]


def test_nothing_is_worked_ahead_before_the_prediction():
    assert asked(opened("eilandenrijk"), {"merged": 3}) == []
    assert asked(opened("eilandenrijk", "leeg"), {"merged": 3}) == []


def test_another_case_or_text_is_another_round(panel):
    first = panel.live["_at"][0]
    panel.put(word="anders")
    assert panel.live["_at"][0] > first
    other = revealed("eilandenrijk")
    before = other.live["_at"][0]
    other.put(_case="warmte")
    other.clicked("_skip")
    assert other.live["_at"][0] > before


def test_a_move_takes_no_older_choice_of_case_along():
    panel, other = revealed("eilandenrijk"), revealed("overlap")
    panel.set_state({"changes": {"_case": [1, "regio"]}})
    assert workspace.current_key() == other.values["_case"] == "regio"
    other.put(_case="warmte")
    panel.set_state({"changes": {"_case": [1, "regio"], "merged": [2, 1]}})
    assert workspace.current_key() == panel.values["_case"] == other.values["_case"] == "warmte"
    assert (panel.values["merged"], panel.heard) == (1, 2)


def test_an_answer_tells_what_it_has_heard_in_the_same_message(monkeypatch):
    panel = revealed("eilandenrijk")
    sent = []
    monkeypatch.setattr(panel, "send_state", lambda key=None: sent.append(set(key)))
    panel.set_state({"changes": {"merged": [7, 3], "onbekend": [8, 1]}})
    assert sent == [{"heard", "values", "live", "spoken"}]
    assert panel.heard == 8
    assert "onbekend" not in panel.values


def test_a_button_does_not_overtake_a_change_that_is_still_waiting():
    panel = revealed("eilandenrijk")
    waiting = {"merged": [7, 3]}
    panel._on_message(None, {"click": "_reset", "changes": waiting}, [])
    panel.set_state({"changes": waiting})
    assert panel.values["merged"] == 2


def test_a_field_that_is_not_there_is_refused():
    with pytest.raises(KeyError, match="Er is geen veld 'merge'; kies uit merged, staff, bridges"):
        opened("eilandenrijk").put(merge=3)


def test_a_long_text_goes_to_the_browser_as_bytes_and_a_short_one_as_it_is():
    panel = revealed("eilandenrijk")
    panel.live = panel.live | {"_words": "é" * 1001, "_pick": "kort", "_measures": "\ud800" * 1001}
    sent = panel.get_state("live")["live"]
    assert sent["_picture"] == panel.live["_picture"] | {"svg": panel.live["_picture"]["svg"].encode()}
    assert (sent["_words"].decode(), sent["_pick"], sent["_headline"]) == ("é" * 1001, "kort", panel.live["_headline"])
    assert sent["_measures"].decode()


# ---- a cell that runs again ----------------------------------------------------------------------------------------


@pytest.fixture
def cell(monkeypatch):
    """A cell of a notebook, and its runs."""
    shell = SimpleNamespace(parent_header={"metadata": {"cellId": "c1"}}, execution_count=1)
    monkeypatch.setattr(IPython, "get_ipython", lambda: shell)
    monkeypatch.setattr(panels, "_in_cell", {})
    monkeypatch.setattr(IPython.display, "display", lambda *a, **k: None)
    return shell


def test_a_cell_that_runs_again_lets_go_of_what_it_showed(cell):
    first, second = opened("overlap"), opened("lenzen")
    first._ipython_display_()
    second._ipython_display_()
    assert {first, second} <= set(panels._open)
    cell.execution_count = 2
    third = opened("overlap")
    third._ipython_display_()
    assert set(panels._open) == {third}
    assert first.comm is None
    gone = weakref.ref(first)
    del first, second
    gc.collect()
    assert gone() is None


def test_a_panel_shown_again_by_its_own_cell_stays(cell):
    panel = opened("overlap")
    panel._ipython_display_()
    cell.execution_count = 2
    panel._ipython_display_()
    assert panel in panels._open
    panel.put(_case="warmte")
    assert panel.live is not None


def test_the_state_to_compare_with_is_remembered_and_never_that_of_other_settings():
    class Compared(Proef, before={"number": 0}):
        number: int
        table: list

    case, other, table = workspace.current(), workspace.current().with_changes(), [1]
    state = Compared(case, number=1, table=table)
    first = state.before
    assert state.but(number=2).before is first
    others = ({"table": [1]}, {"table": [2]}, {}, {"more": 1}, {})
    changed = (*(state.but(**given) for given in others), Compared(other, number=1, table=table))
    for one in changed:
        assert one.before is not first
        assert one.before.case is one.case
        assert one.before.settings == {**one.settings, "number": 0}
        first = one.before


def test_a_headline_is_spoken_only_when_it_changed(panel, monkeypatch):
    monkeypatch.setattr(Everything, "headline", lambda self: "Groot." if self.size > 1 else "Klein.")
    panel.spoken = "Iets anders."
    panel.put(size=2)
    assert panel.spoken == "Groot."
    panel.spoken = "Iets anders."
    panel.put(size=3)
    assert panel.spoken == "Iets anders."


def test_what_is_done_twice_is_told_twice(panel):
    told = []
    panel.observe(lambda change: told.append(change["new"]), "spoken")
    for _ in range(3):
        panel.clicked("_keep")
    assert told == ["Bewaard.", "Opnieuw bewaard.", "Bewaard."]
