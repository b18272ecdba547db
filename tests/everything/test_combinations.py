"""Every proef on every case: with its settings in all combinations, and drawn in every width and colour."""

from itertools import product
from math import prod
from random import Random
from xml.etree import ElementTree

import pytest

from tests.browser.reader import violations
from tests.plain import KEYS, OUTSIDE, WIDTHS, everything, reveal
from tests.widgets.samples import CASES, revealed, take, values

# Names that stick out of their picture by a few pixels.
STILL = {
    "veertig": {"Verkokering: kokers weg, kokers terug: va…"},
    "vijandig": {"Waarden verschillen: vraag ernaar: zorgvuldigheid\"'><img…"},
}
MOST = 1000  # combinations of one proef on one case; of more, so many are drawn by lot


def combinations(controls) -> list[tuple]:
    every = [values(control, most=99) for control in controls]
    if prod(map(len, every)) <= MOST:
        return list(product(*every))
    lot = Random(1)
    return [tuple(map(lot.choice, every)) for _ in range(MOST)]


@pytest.mark.parametrize("case", [*CASES, "leeg"])
@pytest.mark.parametrize("key", KEYS)
def test_no_combination_of_settings_goes_wrong(key, case, tmp_path, monkeypatch):
    monkeypatch.setenv("REGIEKIT_WERKMAP", str(tmp_path))
    panel = revealed(key, case)
    for one in combinations(panel.controls.values()):
        panel.put(**dict(zip(panel.controls, one, strict=True)))
        assert "_fout" not in panel.live, one
        if shown := panel.live.get("_picture"):
            ElementTree.fromstring(shown["svg"])
            assert shown["words"], one


@pytest.mark.parametrize("case", [*CASES, "leeg"])
def test_everything_fits_and_is_accessible_on_every_case(page, draw, case):
    take(case)
    panels = everything()
    reveal(panels)
    found = []
    for width in reversed(WIDTHS):
        draw(*panels, width=width)
        found += page.evaluate(OUTSIDE)
    found += violations(page)
    assert set(found) - STILL.get(case, set()) == set()
