"""A cell that is run again leaves nothing of its earlier runs."""

import gc
import weakref
from types import SimpleNamespace

import pytest
from ipywidgets.widgets.widget import _instances

import regiekit
from regiekit.widgets.case_editor import CaseEditor
from regiekit.widgets.casebar import CaseBar
from regiekit.widgets.proef_panel import proef


@pytest.mark.parametrize(
    "make", [lambda: proef("overlap"), CaseBar, CaseEditor, regiekit.regieplan], ids=["proef", "bar", "editor", "plan"]
)
def test_a_run_cell_leaves_nothing_of_the_runs_before(monkeypatch, make):
    shell = SimpleNamespace(parent_header={"metadata": {"cellId": "c1"}}, execution_count=0)
    monkeypatch.setattr("IPython.get_ipython", lambda: shell)
    monkeypatch.setattr("IPython.display.display", lambda *_, **__: None)
    monkeypatch.setattr("regiekit.widgets.panel._in_cell", {})
    counts, seen = [], []
    for _ in range(3):
        shell.execution_count += 1
        panel = make()
        panel._ipython_display_()
        seen.append(weakref.ref(panel))
        del panel
        gc.collect()
        counts.append(len(_instances))
    assert counts == [counts[0]] * 3
    assert [one() is None for one in seen] == [True, True, False]
