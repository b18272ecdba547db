"""Every test of a widget works in a folder of its own, and leaves no open panel behind."""

import weakref

import pytest
from ipywidgets import Widget

from regiekit.widgets import panel as open_panels


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """The learner's folder."""
    path = tmp_path / "werk"
    monkeypatch.setenv("REGIEKIT_WERKMAP", str(path))
    monkeypatch.setattr(open_panels, "_open", weakref.WeakSet())
    yield path
    Widget.close_all()
