"""Reactions run in a thread beside the running cell: no change is lost, no picture of other settings, no standstill."""

import sys
import threading

import pytest
import traitlets

from regiekit.cases import workspace
from regiekit.widgets import proef_panel as engine
from regiekit.widgets.declaration import proef_class
from regiekit.widgets.panel import Panel
from regiekit.widgets.proef_panel import ProefPanel
from tests.widgets.samples import opened, revealed, state


@pytest.fixture
def hasty():
    """Threads take turns as often as can be."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


class Door:
    """A lock that tells when somebody has to wait for it."""

    def __init__(self):
        self.lock, self.waited = threading.RLock(), threading.Event()

    def __enter__(self):
        if not self.lock.acquire(blocking=False):
            self.waited.set()
            self.lock.acquire()

    def __exit__(self, *_):
        self.lock.release()


@pytest.fixture
def door(monkeypatch):
    """The lock of all panels."""
    door = Door()
    monkeypatch.setattr(Panel, "_lock", door)
    return door


def together(*jobs, seconds=60):
    """Run the jobs at the same time; whether all came to an end, and what they raised."""
    raised = []

    def run(job):
        try:
            job()
        except Exception as problem:
            raised.append(problem)

    threads = [threading.Thread(target=run, args=(job,), daemon=True) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(seconds)
    return not any(thread.is_alive() for thread in threads), raised


class Meeting(Panel):
    """A panel in which a change waits, between what it was made from and its arrival, until a second one is made or has to wait."""

    @traitlets.validate("values")
    def _meet(self, proposal):
        if threading.current_thread() is not threading.main_thread():
            if self.made:
                self._lock.waited.set()  # it did not have to
            self.made = True
            self._lock.waited.wait(60)
        return proposal["value"]


def test_no_value_is_lost(door):
    panel = Meeting(values={"a": 0, "b": 0})
    panel.made = False
    ended, raised = together(lambda: panel.put(a=1), lambda: panel.put(b=2))
    assert ended
    assert raised == []
    assert panel.values == {"a": 1, "b": 2}


def test_the_picture_belongs_to_the_settings(hasty):
    panel = revealed("overlap")

    def slide(name, values):
        return lambda: [panel.put(**{name: v}) for v in values]

    def reset():
        for _ in range(3):
            panel._handle_custom_msg({"click": "_reset"}, [])  # as a press comes in: in its turn

    ended, raised = together(slide("sharpness", range(0, 101, 5)), slide("contact", range(20, -21, -5)), reset)
    assert ended
    assert raised == []
    assert "_fout" not in panel.live
    assert panel.live["_picture"]["words"] == state(panel).words()


def test_a_change_during_a_reaction_waits_for_its_turn(door):
    panel = revealed("overlap")
    inside, go, order = threading.Event(), threading.Event(), []
    changed = panel.changed

    def slow(keys):
        order.append(("in", *keys))
        if "sharpness" in keys:
            inside.set()
            go.wait(60)
        changed(keys)
        order.append(("out", *keys))

    panel.changed = slow
    first = threading.Thread(target=lambda: panel.put(sharpness=80), daemon=True)
    first.start()
    assert inside.wait(60)
    second = threading.Thread(target=lambda: panel.put(contact=15), daemon=True)
    second.start()
    assert door.waited.wait(60)
    assert order == [("in", "sharpness")]
    go.set()
    first.join(60)
    second.join(60)
    assert order == [("in", "sharpness"), ("out", "sharpness"), ("in", "contact"), ("out", "contact")]
    assert panel.settings() == {"sharpness": 80, "contact": 15, "orphans": "liggen"}
    assert panel.live["_picture"]["words"] == state(panel).words()


class Pausing(ProefPanel):
    """A proef in which the main thread pauses just before new values arrive."""

    meanwhile = None

    @traitlets.validate("values")
    def _pause(self, proposal):
        if self.meanwhile and threading.current_thread() is threading.main_thread():
            meanwhile, self.meanwhile = self.meanwhile, None
            meanwhile.start()
            self._lock.waited.wait(60)
        return proposal["value"]


@pytest.mark.parametrize(("busy", "way"), [("herstel", "put"), ("herstel", "browser"), ("other case", "put")])
def test_a_change_during_herstel_or_another_case_comes_after_it(door, busy, way):
    panel, other = Pausing(proef_class("overlap")), opened("lenzen")
    panel.clicked("_skip")

    def change():
        if way == "put":
            panel.put(contact=15)
        else:
            panel.set_state({"values": {**panel.values, "contact": 15}})
        door.waited.set()  # it did not have to

    later = panel.meanwhile = threading.Thread(target=change, daemon=True)
    if busy == "herstel":
        panel._on_message(None, {"click": "_reset"}, [])
    else:
        other.put(_case="warmte")
    later.join(60)
    assert not later.is_alive()
    assert panel.settings()["contact"] == 15
    if busy == "herstel":
        assert panel.live["_picture"]["words"] == state(panel).words()


def test_two_panels_that_choose_a_case_at_once_do_not_wait_for_each_other(door, monkeypatch):
    one, other = opened("overlap"), opened("past_niet")
    choose, chosen = workspace.choose, []

    def meet(key):
        chosen.append(key)
        if len(chosen) == 2:
            door.waited.set()  # it did not have to
        door.waited.wait(60)
        choose(key)

    monkeypatch.setattr(engine.workspace, "choose", meet)
    ended, raised = together(lambda: one.put(_case="regio"), lambda: other.put(_case="warmte"))
    assert ended
    assert raised == []
    assert one.values["_case"] == other.values["_case"] == workspace.current_key()
    assert one.case == other.case == workspace.current()
