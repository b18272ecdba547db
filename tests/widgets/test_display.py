"""What a cell shows: words and a static picture first, then the live panel that hides them."""

import base64
import html

import IPython.display
import pytest

from regiekit.widgets.casebar import CaseBar
from tests.widgets.samples import PROEVEN, opened, plain, revealed, state, svg_elements, tags, take


@pytest.fixture
def displayed(monkeypatch):
    """What goes to the front end."""
    out = []
    monkeypatch.setattr(IPython.display, "display", lambda data, raw=False: out.append((data, raw)))
    return out


@pytest.mark.parametrize("key", PROEVEN)
def test_a_proef_emits_words_and_picture_and_then_the_widget(key, displayed):
    panel = revealed(key)
    panel._ipython_display_()
    (first, raw1), (second, raw2) = displayed
    assert raw1
    assert raw2
    assert set(first) == {"text/plain", "text/html"}
    assert first["text/plain"] == panel.text()
    found = tags(first["text/html"])
    assert found[0] == ("div", {"id": panel.static_id, "lang": "nl"})
    (image,) = (a for tag, a in found if tag == "img")
    assert image["alt"] == state(panel).words()
    svg = base64.b64decode(image["src"].removeprefix("data:image/svg+xml;base64,")).decode()
    assert svg_elements(svg)[0][0] == "svg"
    assert svg == state(panel).svg()
    for m in state(panel).measures():
        assert html.escape(m.name, quote=False) in first["text/html"]
    assert second["text/plain"] == ""
    assert second["application/vnd.jupyter.widget-view+json"]["model_id"] == panel.model_id
    assert panel.model_id in panel.static_id


@pytest.mark.parametrize("key", ["eilandenrijk", "containerbegrip"])
def test_before_the_prediction_a_proef_shows_the_question_and_the_situation(key, displayed):
    panel = opened(key)
    panel._ipython_display_()
    shown = displayed[0][0]["text/html"]
    assert panel.declaration.question in html.unescape(shown)
    assert state(panel).words() not in html.unescape(shown)
    assert "De maten" not in shown


def test_displaying_twice(displayed):
    panel = revealed("overlap")
    panel._ipython_display_()
    panel.put(sharpness=80)
    panel._ipython_display_()
    assert len(displayed) == 4
    views = [d["application/vnd.jupyter.widget-view+json"]["model_id"] for d, _ in displayed[1::2]]
    assert views == [panel.model_id] * 2
    assert displayed[0][0]["text/plain"] != displayed[2][0]["text/plain"] == panel.text()


def test_two_panels_have_places_of_their_own(displayed):
    for _ in range(2):
        opened("overlap")._ipython_display_()
    assert displayed[0][0]["text/html"].split(">")[0] != displayed[2][0]["text/html"].split(">")[0]


def test_an_empty_case_is_displayed_in_words(displayed):
    panel = opened("diagnose", "leeg")
    panel._ipython_display_()
    assert panel.missing in displayed[0][0]["text/plain"]
    assert panel.missing in displayed[0][0]["text/html"]


def test_the_bar_is_displayed_in_words(displayed):
    take("klein")
    bar = CaseBar()
    bar._ipython_display_()
    (first, _), (second, _) = displayed
    assert first["text/plain"] == bar.text() == "Casus: Kleine casus (eigen).\nWie doet wat?"
    assert plain(first["text/html"]).startswith("Casus: Kleine casus")
    assert second["text/plain"] == ""


def test_the_one_call_of_a_notebook(displayed):
    import regiekit

    regiekit.proef("lenzen")._ipython_display_()
    regiekit.bar()._ipython_display_()
    assert [("text/html" in d) for d, _ in displayed] == [True, False, True, False]
    assert not any("Traceback" in str(d) for d, _ in displayed)
