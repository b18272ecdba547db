"""Every proef on every case: with its settings in all combinations, and drawn in every width and colour."""

from itertools import product
from math import prod
from random import Random
from xml.etree import ElementTree

import pytest

from regiekit.widgets.controls import Choice, Rows, Slider
from tests.browser.reader import violations
from tests.plain import FIT, HEADLINES, KEYS, LABELS, OUTSIDE, WIDTHS, everything, reveal
from tests.widgets.samples import CASES, EVIL, SHIPPED, blocks, ends, revealed, take, values
from tools.stage import SIZES

# What may be: a picture of forty parties is higher or has small letters, and names of 75 letters fill fields and headlines.
MAY = {"veertig": ("letters in the picture", "pixels too high"), "vijandig": (" pages", "pixels too high", "more than two lines")}
# What does not fit yet, per proef.
STILL = {
    "brede_agenda": ("veertig lab probeer:2: rk-scroll scrolls",),
    "grootste_gemene_deler": tuple(f"{case} lab probeer:0: 2 pages: {{'table': 15}}" for case in SHIPPED),
    "voorbeeldfiguren": ("warmte lab probeer:1: 7 pixels too high", "warmte lab probeer:1: 24 pixels too high"),
    "winst_en_dreiging": ("klein lab probeer:2",),
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
    assert found == []


def turned(control) -> list:
    """Settings of a control: as `values`, and of a table all rows with each option of each column."""
    if not isinstance(control, Rows):
        return values(control, most=99)
    columns = {
        c["key"]: [value for value, _ in c["options"]] if c.get("options") else ["regie"] for c in control.columns if not c.get("readonly")
    }
    rows = [[{**row, column: value} for row in control.start] for column, options in columns.items() for value in options]
    return rows if control.fixed else [*rows, [], *ends(control)]


def stands(panel) -> list[dict]:
    """All settings at their start, and each control in turn as `turned`."""
    start = panel.settings()
    return [start, *({**start, key: value} for key, control in panel.controls.items() for value in turned(control))]


def parts(panel) -> dict[str, dict]:
    """Address of a part of a step after the prediction -> the part."""
    steps = [step for step in panel.tree[0]["steps"] if step["key"] != "voorspel"]
    return {f"{step['key']}:{i}": part for step in steps for i, part in enumerate(step["parts"])}


def shown(panel, place: str) -> str:
    """What a part shows, but for where its sliders and choices stand."""
    part = parts(panel)[place]
    held = {block["key"] for block in blocks(part["blocks"])}
    fields = {key: panel.values.get(key) for key in held if not isinstance(panel.controls.get(key), Slider | Choice)}
    return repr((place, part, panel.at, fields, {key: said for key, said in panel.live.items() if {key, key.partition(":")[2]} & held}))


def unfit(page, panel, high: int) -> list[str]:
    """What of an open step does not fit, with the first settings with which it does not."""
    found, looked, start = {}, set(), panel.settings()
    for stand in stands(panel):
        panel.put(**stand)
        for place in parts(panel):
            if stand != start and not place.startswith(("probeer", "vergelijk")):
                continue
            panel.put(_step=place)
            if place not in parts(panel) or (at := shown(panel, place)) in looked:
                continue
            looked.add(at)
            page.evaluate("news()")
            for wrong in page.evaluate(FIT, high):
                found.setdefault((place, wrong), {key: value for key, value in stand.items() if value != start[key]})
    panel.put(**start)
    return [f"{place}: {wrong}: {stand}" for (place, wrong), stand in found.items()]


@pytest.mark.parametrize("key", KEYS)
def test_it_fits_wherever_a_control_stands(page, draw, key):
    page.emulate_media(reduced_motion="reduce")
    found = []
    for case in (*CASES, "leeg"):
        panel = revealed(key, case)
        if panel.missing:
            continue
        panel.ahead = lambda wanted: []
        states = [panel._state(stand) for stand in stands(panel)]
        curves = [curve for state in states if (curve := state.curve())]
        pictures = {*(state.svg("woorden") for state in states), *(curve.svg(name, said) for name, curve, said in curves)}
        draw()
        found += {f"{case}: {said}" for wrong in page.evaluate(LABELS, list(pictures)) for said in wrong}
        headlines = {own + said for state in states for own in ("", "Uw stand: ") if (said := state.headline()).count(EVIL) < 2}
        for size in ("lab", "hall") if case in SHIPPED else ("lab",):
            wide, high, alone = SIZES[size]
            page.set_viewport_size({"width": wide, "height": high})
            draw(panel, width=wide)
            page.evaluate("document.body.style.margin = 0")
            if alone:
                page.get_by_role("button", name="Scherm").click()
            wrong = [*unfit(page, panel, high), *page.evaluate(HEADLINES, sorted(headlines))]
            found += [f"{case} {size} {one}" for one in wrong if not any(said in one for said in MAY.get(case, ()))]
        panel.close()
    found = [one for one in found if not one.startswith(STILL.get(key, ()))]
    assert not found, "\n".join(found)
