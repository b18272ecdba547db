"""Why regie: pressure from the case, the tipping point, and what the words say of it."""

from math import inf

import attrs
import pytest

from regiekit.cases import Case, Party, Task, Tie, load_shipped
from regiekit.proeven.begin import waarom_regie as proef
from tests.proeven.stands import Stand, keyed, stands

GROWTH, LEVEL = "Groei per jaar", ": sterkte op den duur"
RESTS, EDGE, GROWS, NO_LOOP = "komen de drie tot rust", "het omslagpunt", "twee keer zo sterk", "geen gesloten kring"
PARTIES = [
    Party("stad", sector="bestuur"),
    Party("a", sector="zorg", position="voor"),
    Party("b", sector="school"),
    Party("c", sector="Zorg "),
]
TASKS = Task("t", name="T", needed=("stad", "a", "b")), Task("u", name="U", needed=("a", "b", "c", "d"))
TIES = Tie("stad", "a", "hiërarchie"), Tie("b", "stad", "hiërarchie")
OWN = Case("Druk", director="stad", parties=(*PARTIES, Party("d", sector="zorg", position="tegen")), ties=TIES, tasks=TASKS)


def drive(*strengths, pressure=None, **more):
    given = dict.fromkeys([f"pressure_{key}" for key in proef.KEYS], pressure) if pressure else {}
    return {f"drive_{key}": strength for key, strength in zip(proef.KEYS, strengths, strict=True)} | given | more


def equal(g):
    """Equal coupling of all to all and pressure 4: the closed form."""
    return Stand(
        drive(g, g, g, pressure=4, loop="all"), measures={name + LEVEL: (4, 4 / (1 - 2 * g)) for name in proef.NAMES}, says=(RESTS,)
    )


def tips(decay):
    """Just below the tipping point, on it and above it."""
    below, at, above = (drive(*[decay / 2 + more] * 3, decay=decay, loop="all") for more in (-0.05, 0, 0.05))
    yield Stand(below, {}, {GROWTH: (-decay, -0.1)}, (RESTS,))
    yield Stand(at, {}, {GROWTH: 0}, (EDGE,))
    yield Stand(above, {}, {GROWTH: 0.1} | {name + LEVEL: inf for name in proef.NAMES}, (GROWS,), silent=(RESTS,))


test_stands = stands(
    "waarom_regie",
    *map(equal, (0, 0.15, 0.3, 0.45)),
    *tips(0.4),
    *tips(1),
    *tips(2),
    Stand({}, {"room": 2}, says=("Pas als ze elkaar twee keer zo hard aanjagen", "dynamiek weer afhankelijkheid")),
    Stand(drive(0.9, 0.9, 0.9, loop="all"), says=(GROWS, "jaagt de andere twee aan.")),
    Stand(drive(0.9, 0.9, 0.9), says=(RESTS, "dynamiek weer afhankelijkheid")),
    Stand(drive(1.5, 1.5, 0.5), says=(GROWS,)),
    Stand(drive(1.5, 1.5, 0, decay=0.2), {"room": inf}, says=(RESTS, NO_LOOP)),
    Stand(drive(1.5, 1.5, 0, decay=0.2, loop="all"), says=(GROWS,), silent=(NO_LOOP,)),
    Stand({}, {"pressure": [7.5, 5, 5]}, case=OWN),
    Stand({}, {"pressure": [proef.PRESSURE] * 3}, case=Case("Leeg")),
)


def test_what_the_case_tells():
    assert "vallen drie van de vier partijen niet onder de regisseur" in proef.derived(OWN)["dependence"][1]
    assert all("schat zelf" in c.help for c in proef.MutualReinforcement.controls(Case("Leeg"))[-3:])
    assert proef.derived(OWN.with_changes(ties=())).keys() == {"complexity", "dynamics"}


def without(*keys):
    """The same case without the sector of these parties."""
    return OWN.with_changes(parties=tuple(attrs.evolve(p, sector="") if p.key in keys else p for p in OWN.parties))


@pytest.mark.parametrize(
    ("unknown", "told"),
    [
        ((), "vraagt één van de twee taken drie"),
        (
            ("c",),
            "vraagt de enige taak waarvan dat bekend is drie of meer sectoren.",
        ),  # of two sectors are known: the other may be of a third
        (("stad", "c"), ""),
        (("a", "b", "c", "d"), ""),
    ],
)
def test_of_how_many_sectors_a_task_is_follows_only_where_these_are_known(unknown, told):
    found = proef.derived(without(*unknown)).get("complexity")
    assert (told in found[1]) if told else found is None
    if not told:
        assert proef.MutualReinforcement.at(without(*unknown)).pressure[1] == proef.PRESSURE


@pytest.mark.parametrize("case", ["jeugdhulp", "regio", "warmte"])
def test_the_prediction_is_the_one_whose_predecessor_adds_most_beside_the_pressure(case):
    """In a ring of equal links g with decay d, factor i settles at the sum over k of g^k b_(i-k) / d^(k+1), over all rounds: a geometric series."""
    found = load_shipped(case)
    state = proef.MutualReinforcement.at(found)
    b, g, d = state.pressure, proef.DRIVE, proef.DECAY
    levels = [sum(g**k * b[(i - k) % 3] / d ** (k + 1) for k in range(3)) / (1 - (g / d) ** 3) for i in range(3)]
    assert state.settled == pytest.approx(levels)
    beside = [levels[i - 1] / b[i] for i in range(3)]
    assert proef.MutualReinforcement.answer(found) == proef.KEYS[beside.index(max(beside))]


def test_where_each_drives_both_others_it_is_the_one_with_least_from_outside():
    """With equal coupling g of all to all each settles at (b + g S) / (d + g), S their sum: compared with b / d the more, the smaller b."""
    state = Stand({"loop": "all"} | drive(0.3, 0.3, 0.3)).state("waarom_regie")
    total = sum(state.pressure) / (1 - 2 * 0.3)
    assert state.settled == pytest.approx([(b + 0.3 * total) / (1 + 0.3) for b in state.pressure])
    assert [state.pressure[i] for i in state.most] == [min(state.pressure)]
    assert ": daar is de druk van buiten het kleinst." in state.headline()


def test_when_nothing_is_known_none_grows_most():
    assert proef.MutualReinforcement.answer(Case("Leeg")) == proef.EQUAL


@pytest.mark.parametrize(
    ("settings", "piece"),
    [
        ({}, "groeit naar verhouding het meest"),
        ({}, "voegt daar meer toe dan de druk van buiten"),
        (
            drive(0.4, 0.4, 0.4, pressure_complexity=10, pressure_dynamics=10, pressure_dependence=9),
            "voegt daar veel toe aan de druk van buiten",
        ),
        (drive(1, 1, 1), "precies op de grens"),
        (drive(1.1, 1.1, 1.1), "lopen uit de hand"),
        (drive(1.5, 1.5, 0, loop="all"), "dynamiek groeit mee"),
        (drive(0.9, 0.9, 0.9), "nog net tot rust"),
        (drive(0.3, 0.3, 0.3), "jagen elkaar te zwak aan"),
        (drive(0, 0, 0), "Geen van de drie jaagt een ander aan"),
        (drive(1.5, 1.5, 0, loop="ring"), "geen gesloten kring"),
    ],
)
def test_the_point_is_whether_it_holds_and_by_how_much(settings, piece):
    assert piece in Stand(settings).state("waarom_regie").headline()


def test_nothing_goes_into_the_plan_before_somebody_said_how_strong_it_is():
    assert Stand({}).state("waarom_regie").report() == ""
    assert "doorgroeien" in Stand(drive(0.9, 0.9, 0.9)).state("waarom_regie").report()


@pytest.mark.parametrize("case", ["jeugdhulp", "regio", "warmte"])
def test_pressure_moves_the_levels_and_not_the_tipping_point(case):
    state = proef.MutualReinforcement.at(load_shipped(case))
    more = state.but(**dict.fromkeys([f"pressure_{key}" for key in proef.KEYS], 10))
    assert more.room == state.room
    assert sum(more.settled) > sum(state.settled)


def test_the_lines_start_without_coupling_and_end_near_where_they_settle():
    state = Stand(drive(0.2, 0.1, 0.15), case="warmte").state("waarom_regie")
    assert (state.levels[0], len(state.levels)) == (pytest.approx(state.alone), 81)
    assert state.levels[-1] == pytest.approx(state.settled, rel=0.02)


@pytest.mark.parametrize("row", [({}, 3), ({"loop": "all"}, 6), (drive(1.5, 1.5, 1.5), 3), (drive(0, 0, 0, decay=0.2), 3)])
def test_the_picture_has_an_arrow_per_coupling_and_the_curve_a_line_per_factor(row):
    settings, arrows = row
    state = Stand(settings, case="regio").state("waarom_regie")
    assert len([key for key in keyed(state) if key.startswith("a:")]) == arrows
    title, curve, told = state.curve()
    drawn = curve.svg(title, told)
    assert all(f'data-key="l:{key}"' in drawn for key in proef.KEYS)
    assert ("het plaatje uit" in told) == (state.growth >= 0)


def test_an_arrow_is_as_wide_as_the_coupling():
    found = keyed(Stand(drive(1.5, 0.1, 0)).state("waarom_regie"))
    wide = [float(found[key][0]["stroke-width"]) for key in ("a:0|1", "a:1|2", "a:2|0")]
    assert wide == sorted(wide, reverse=True) == pytest.approx([12.75, 2.25, 1.5])
    assert "stroke-dasharray" in found["a:2|0"][0]
