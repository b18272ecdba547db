"""A reorganisation as a dip: the closed form through the whole stack, who waits, and hopping."""

import math
import re
from itertools import pairwise

import attrs
import pytest

from regiekit.cases import Case, Party, Tie, Trait, load_shipped
from regiekit.proeven.structuur.verbouwing import HIGH, LEFT, REST, TOP, WIDE, Rebuilding, organised
from tests.proeven.stands import Stand, keyed, stands

AFTER, OWN, AROUND = "Slagkracht vlak na", "Verlies van de partij zelf", "Verlies van de partijen eromheen samen"
AREA = 0.4 * 12 / math.log(2)  # of one dip
LAST = 1 - 0.4 * (1 - 0.3**10) / (1 - 0.3)  # just after the tenth: of the gap 0.6 · 0.5 is carried on each year
#: Two partners: one leans on the hub for all its ties, the other for a quarter.
STAR = Case(
    "Ster",
    director="c",
    parties=tuple(Party(k, name=k.upper()) for k in "abcd"),
    ties=(Tie("a", "b", "informeel", 2), Tie("c", "a", "geld", 1), Tie("c", "d", "formeel", 3)),
)
LOOSE = Case("Los", parties=(Party("x", name="X"), Party("y", name="Y")))

test_stands = stands(
    "verbouwing",
    Stand(
        {"interval": 10},
        {"times": 1},
        {OWN: (AREA * (1 - 2**-10),) * 2},
        ("verliest 40 procent van de slagkracht", "alsof het werk bijna 7 maanden stilligt."),
        {"interval": ""},
    ),
    Stand(
        {"interval": 1},
        {"times": 10},
        {AFTER: (0.6, LAST)},
        ("elk jaar opnieuw 40 procent", "is 50 procent van het vorige verlies ingehaald", "In tien jaar is dat alsof"),
        {"interval": "is 50 procent van"},
    ),
    Stand({"interval": 2.5}, {"times": 4}, says=("elke 2,5 jaar opnieuw 40 procent",)),
    Stand({}, {"party": "a"}, case=STAR),  # the busiest but the director
    Stand({"party": "a"}, {"around": {"b": 1.0, "c": 0.25}}, case=STAR),
    Stand({"party": "a", "joint": 0}, measures={AROUND: (0, 0)}, case=STAR),
    Stand({}, {"around": {}}, {AROUND: 0}, ("nog niet bekend",), case=LOOSE),
    Stand(
        {"party": "e"},
        {"around": {}},
        {AROUND: 0},
        ("met niemand een band",),
        case=STAR.with_changes(parties=(*STAR.parties, Party("e", name="E"))),
    ),
)


def test_one_costs_depth_times_time_constant_and_hopping_costs_more():
    assert Rebuilding.answer(STAR) == pytest.approx(AREA, rel=1e-3)
    slow = STAR.with_changes(traits=(Trait("herstel", 24),))
    for case in (STAR, slow):
        assert Rebuilding.answer(case) == pytest.approx(Rebuilding.at(case).lost), "the answer is the number in the sentence"
    losses = [Stand({"interval": interval}).state("verbouwing").lost for interval in (10, 5, 2.5, 1)]
    assert losses == sorted(set(losses))


def test_who_waits_loses_by_the_share_of_its_ties():
    state = Rebuilding.at(STAR, party="a", joint=100)
    assert state.waiting == pytest.approx({"b": state.lost, "c": state.lost / 4})
    assert state.lost_around == pytest.approx(1.25 * state.lost)
    assert [row[:3] for row in state.tables()[0].rows] == [("B", "100%", "nee"), ("C", "25%", "nee")]


def test_who_acts_in_time_loses_less_unless_little_hangs_on_it():
    """Those that depend on it most act first; preparing pays from a share of effort / (what it would save)."""
    waits = Rebuilding.at(STAR, party="a", joint=100, effort=2)
    one, both = waits.but(early=1), waits.but(early=12)
    assert (one.acting, both.acting) == (["b"], ["b", "c"])
    assert one.waiting == pytest.approx({"b": waits.lost / 4 + 2, "c": waits.lost / 4})
    assert both.waiting["c"] == pytest.approx(waits.lost / 16 + 2)
    assert both.waiting["c"] > waits.waiting["c"]
    assert (one.needless, both.needless) == ([], ["c"])
    assert "Niet iedereen" in both.headline()
    assert waits.but(early=2, effort=3, joint=20).needless == ["b", "c"]
    assert waits.but(early=1, interval=2).waiting["b"] == pytest.approx(waits.but(interval=2).waiting["b"] / 4 + 5 * 2)  # each time anew
    assert [m.before < m.after for m in one.measures()][-1] is False


def test_residents_have_no_organisation_to_reorganise():
    parties = (attrs.evolve(STAR.parties[0], kind="bewoners"), *STAR.parties[1:])
    mixed, residents = STAR.with_changes(parties=parties), STAR.with_changes(parties=[attrs.evolve(p, kind="bewoners") for p in parties])
    assert [p.key for p in organised(mixed)] == ["b", "c", "d"]
    assert Rebuilding.at(mixed).party != "a"
    assert [p.key for p in organised(residents)] == ["a", "b", "c", "d"]
    for name in ("jeugdhulp", "warmte"):
        assert {"ouders", "huurders", "eigenaren"}.isdisjoint(p.key for p in organised(load_shipped(name)))


def test_what_acting_costs_and_to_whom_it_brings_nothing():
    state = Rebuilding.at(STAR, party="a", joint=100, effort=2)
    assert "redt driekwart van het werk dat anders stilvalt, en kost elke partij 2 maanden." in state.but(early=1).words()
    assert "kost elke partij telkens 2 maanden" in state.but(early=1, interval=5).words()
    assert state.but(early=2).words().endswith("Eén van de twee partijen die iets regelen, verliest daardoor meer dan door te wachten.")
    assert (
        state.but(early=2, effort=3, joint=20)
        .words()
        .endswith("Beide partijen die iets regelen, verliezen daardoor meer dan door te wachten.")
    )
    assert (
        state.but(early=1, effort=3, joint=5)
        .words()
        .endswith("De enige partij die iets regelt, verliest daardoor meer dan door te wachten.")
    )


def test_one_partner_is_told_as_one_and_nobody_as_none():
    one = Rebuilding.at(STAR, party="b")
    assert re.search(r"Het wachten kost de enige partij eromheen (ruim|bijna) [0-9]+ maanden werk\.$", one.words())
    assert one.headline().startswith("Eén partij staat te wachten")
    alone = Rebuilding.at(LOOSE)
    assert not alone.tables()
    assert "around" not in keyed(alone)
    assert "eromheen" not in alone.report()
    assert "Nog niet te zeggen" in alone.headline()


@pytest.mark.parametrize(("interval", "falls"), [(10, 1), (3, 4), (2.5, 4), (1, 10)])
def test_the_line_falls_at_every_reorganisation(interval, falls):
    found = keyed(Stand({"interval": interval}, case="warmte").state("verbouwing"))
    points = [tuple(map(float, p.split())) for p in found["own"][0]["d"][1:].split("L")]
    assert sum(x0 == x1 and y1 > y0 + 1 for (x0, y0), (x1, y1) in pairwise(points)) == falls
    assert points[0] == (LEFT, TOP)
    assert points[-1][1] <= points[-2][1]  # healing at the end, not falling
    assert all(LEFT <= x <= LEFT + WIDE and TOP <= y <= TOP + HIGH for x, y in points)
    assert ("once" in found) == (falls > 1)


def test_many_partners_share_a_bar():
    names = [f"p{i}" for i in range(14)]
    case = Case("Druk", parties=tuple(Party(k, name=k) for k in names), ties=tuple(Tie("p0", k, "informeel") for k in names[1:]))
    found = keyed(Rebuilding.at(case, party="p0"))
    bars = [key for key in found if key.startswith("b:")]
    assert bars == ["b:zelf", *(f"b:p:p{i}" for i in range(1, 6)), f"b:{REST}"]
    assert found[f"bn:{REST}"][1] == "8 andere samen"


@pytest.mark.parametrize(("told", "start"), [((), 12), ((Trait("herstel", 6),), 6), ((Trait("herstel", 90),), 36)])
def test_recovery_takes_as_long_as_the_case_tells(told, start):
    case = STAR.with_changes(traits=told)
    assert Rebuilding.at(case).half == start
    assert Rebuilding.answer(case) == pytest.approx(0.4 * start / math.log(2) * (1 - 0.5 ** (120 / start)))
    assert ("In deze casus" in Rebuilding.explain(case, 3)) == bool(told)
