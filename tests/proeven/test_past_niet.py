"""De structuur past niet: how many needed pairs an organisation keeps inside one unit, per issue, on average and by lot."""

from math import inf

import pytest

from regiekit.cases import Case, Party, StructureOption, Task, load_shipped
from regiekit.plots.style import TINTS
from regiekit.proeven.structuur.past_niet import Congruence
from tests.proeven.stands import Stand, keyed, stands

THIS, MEAN, LEAST = "Past op dit vraagstuk", "Past op alle", "Past op het slechtst"
KEYS = [f"p{i}" for i in range(5)]

UNITS = Case(
    title="Past",
    parties=tuple(Party(k, name=k, sector=k) for k in KEYS),
    tasks=tuple(Task(f"t{i}", name=f"T{i}", needed=tuple(KEYS[i : i + 3])) for i in range(3)),
    structures=(
        StructureOption("los", name="Los", status="huidig", units={f"U{k}": (k,) for k in KEYS}),
        StructureOption("een", name="Eén", units={"Alles": tuple(KEYS)}),
        StructureOption("twee", name="Twee", units={"A": ("p0", "p1"), "B": ("p2", "p3")}),
    ),
)
ABC = tuple(Party(k, name=k.upper(), sector="x" if k == "a" else "y") for k in "abc")
PAIRS = Case(title="t", parties=ABC, tasks=(Task("t", name="T", needed=("a", "b")), Task("u", name="U", needed=("a", "b", "c"))))
ALIKE = Case(title="t", parties=tuple(Party(k, name=k) for k in "abc"), tasks=(Task("t", name="T", needed=("a", "b")),))
NAMESAKES = PAIRS.with_changes(
    parties=tuple(Party(k, name="Huisarts") for k in "abc"), structures=(StructureOption("nu", name="Nu", units={"A": ("c",)}),)
)

test_stands = stands(
    "past_niet",
    Stand({}, {"inside": 0, "chance": 0.0}, {THIS: (0, 0), MEAN: (0, 0), LEAST: (0, 0)}, case=UNITS),
    Stand({"structure": "optie:een"}, {"inside": 3, "chance": 1.0}, {THIS: (0, 1), MEAN: (0, 1), LEAST: (0, 1)}, case=UNITS),
    Stand(
        {"structure": "optie:twee", "issue": "t0"},
        {"inside": 1, "chance": (2 + 2) / 20, "worst": "t0"},
        {THIS: (0.0, 1 / 3), MEAN: (0.0, 1 / 3), LEAST: (0.0, 1 / 3)},
        ("33%",),
        case=UNITS,
    ),
    Stand({"issue": "t"}, {"pairs": [("a", "b")], "worst": "t"}, {THIS: 0}, ("zit geen enkel paar", "paar partijen elkaar"), case=PAIRS),
    Stand({"issue": "u"}, {"inside": 1}, {THIS: 1 / 3, MEAN: 1 / 6, LEAST: 0.0}, ("zit 1 paar", "3 paren partijen"), case=PAIRS),
    Stand({}, {"structure": "opgave"}, {THIS: 1}, ("100%",), case=ALIKE),  # one task is already a way to group the parties
    Stand({}, {"structure": "optie:nu"}, {THIS: 0}, case=NAMESAKES),  # who stands alone shares no unit with a namesake
)


def test_the_structure_that_fits_best():
    assert Congruence.answer(UNITS) == 100
    case = load_shipped("jeugdhulp")
    least, most = inf, 0
    for structure, _ in Congruence.controls(case)[0].options:
        average = Congruence.at(case, structure=structure).average
        least, most = min(least, average), max(most, average)
    assert least < most == Congruence.answer(case) / 100


@pytest.mark.parametrize("tasks", [(), (Task("t", name="T"),), (Task("t", name="T", needed=("a",)),)])
def test_what_is_missing_and_where_to_fill_it(tasks):
    assert "‘Samen nodig’" in Congruence.ready(PAIRS.with_changes(tasks=tasks))
    assert Congruence.ready(ALIKE) is None


def test_ties_inside_a_unit_and_across_its_boundary():
    found = keyed(Congruence.at(PAIRS, issue="u"))
    assert [k for k in found if k.startswith("e:")] == ["e:a|b|informatie", "e:a|c|informatie", "e:b|c|formeel"]
    assert [k for k in found if k.startswith("z:")] == ["z:eenheid0", "z:eenheid1"]
    assert [k for k in found if k.startswith("n:")] == ["n:a", "n:b", "n:c"]


@pytest.mark.parametrize(("issue", "needed"), [("t", 2), ("u", 3)])
def test_who_is_needed_is_tinted(issue, needed):
    svg = Congruence.at(PAIRS, issue=issue).svg()
    assert svg.count(f'fill="{TINTS["structuur"]}"') == needed + 1  # and the legend
