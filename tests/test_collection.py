"""The map, the static pictures and the exported page."""

import re

import pytest
from nbconvert import HTMLExporter

from regiekit.plots import collection
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
    proeven = sum("proef(" in c.source for c in nb.cells)
    assert len(pictures) >= max(1, proeven)
    assert all(len(words) > 40 for words in pictures)
    assert 'lang="nl"' in html
