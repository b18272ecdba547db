"""The streams of a chain: numbers that fit, names that keep clear of one another."""

import pytest

from regiekit.plots import handover_chain as plot
from regiekit.plots.svg import text_width


@pytest.mark.parametrize(("number", "shown"), [
    (215, "215"), (40.96, "41"), (9.96, "10"), (4.8, "4,8"), (4.0, "4"), (0, "0"), (0.04, "0,0"), (99_999, "99999"), (120_400, "120k"), (1e9, "1000,0M"), (2_340_000, "2,3M"),
])  # fmt: skip
def test_numbers_fit_in_a_link(number, shown):
    assert plot.people(number) == shown


def drawn(kit, steps, left=None):
    chains = [plot.Chain(steps, left or [100 - i for i in range(len(steps))], [i % 2 == 0 for i in range(len(steps) - 1)], True)]
    return kit.elements(plot.picture(chains, title="Titel", words="Woorden " * 5))[0]


@pytest.mark.parametrize("name", ["GGD", "De Waardborg", "SWV Onderwijs", "Jeugdbescherming"])
@pytest.mark.parametrize("count", [2, 4, 6, 8])
def test_names_keep_clear_of_one_another_and_are_legible(kit, name, count):
    root = drawn(kit, [name] * count)
    names = [t for t in root.iter(f"{kit.svg}text") if t.get("text-anchor") == "start" and t.text and t.text[:2] == name[:2]]
    assert len(names) == count
    pitch = float(names[1].get("x")) - float(names[0].get("x"))
    for t in names:
        assert float(t.get("font-size")) >= 10.5
        assert text_width(t.text, float(t.get("font-size"))) < pitch
        assert float(t.get("x")) + text_width(t.text, float(t.get("font-size"))) <= 660


def test_without_anyone_at_the_start_nothing_breaks(kit):
    root = drawn(kit, ["A", "B"], [0, 0])
    assert [t.text for t in root.iter(f"{kit.svg}text") if t.get("data-key", "").startswith("p:")] == ["0%"]


def test_a_stream_never_vanishes(kit):
    root = drawn(kit, ["A", "B"], [10**6, 1])
    polygon = next(e for e in root.iter(f"{kit.svg}polygon") if e.get("data-key") == "s:0:0")
    tops = [float(point.split(",")[1]) for point in polygon.get("points").split()]
    assert tops[2] - tops[1] >= 1.4
