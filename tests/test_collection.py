"""The map, the static pictures and the exported page."""

import re

import pytest
from nbconvert import HTMLExporter

from regiekit.plots import collection
from regiekit.widgets.declaration import proef_class
from tests.browser.reader import PROEF
from tools import images
from tools.notebooks import notebooks


def test_the_map_names_what_is_there():
    assert set(collection.NOTEBOOKS) == {p.stem for p in notebooks()}
    assert {part for _, part, *_ in collection.NOTEBOOKS.values()} == {zone.key for zone in collection.ZONES}
    links = re.findall(r'data-href="([^"]+)"', collection.picture())
    assert sorted(links) == sorted(p.name for p in notebooks())


def test_static_pictures_are_what_would_be_drawn_now(monkeypatch, tmp_path):
    assert images.stale() == []
    monkeypatch.setattr(images, "FOLDER", tmp_path)
    assert images.stale() == list(images.pictures())


@pytest.mark.parametrize("path", notebooks(), ids=lambda p: p.stem)
def test_an_exported_page_has_pictures_with_words_and_needs_no_widget(path, ran):
    nb = ran(path)
    html, _ = HTMLExporter(language_code="nl").from_notebook_node(nb)
    pictures = [re.search(r'alt="([^"]*)"', tag)[1] for tag in re.findall(r"<img[^>]+>", html) if "data:image/svg+xml;base64" in tag]
    situated = [key for c in nb.cells for key in PROEF.findall(c.source) if proef_class(key).situated]
    assert len(pictures) >= len(situated)  # before the prediction a proef shows the situation, where the case is one
    assert all(len(words) > 30 for words in pictures)
    assert 'lang="nl"' in html
