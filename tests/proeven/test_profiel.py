"""The seven dimensions: what follows from a case, what is stated, and how alike."""

import pytest

from regiekit.cases import Case, Party, Tie, load_shipped, shipped
from regiekit.cases.reading import assumed
from regiekit.models import dimensions as model
from regiekit.proeven.begin import profiel as proef
from tests.proeven.stands import Stand, keyed, stands

COMPUTED = {"omvang", "verhouding", "band", "schaal"}
WARMTE = "Gelijkenis met Warmte"
START = proef.Profile.at(load_shipped("regio"))
BEFORE = START.likeness["warmte"]
AT = START.places["herhaling"]


def own(*parties, ties=(), director="stad"):
    return assumed(Case("Profiel", parties=(Party("stad", name="Stad", size=3), *parties), ties=ties, director=director))


def like(case):
    """Another shipped case, set by hand."""
    settings = {k: round(2 * v) / 2 for k, v in proef.known()[case].items()}
    return Stand(
        settings,
        says=(
            f"Op alle zeven de punten liggen deze casus en de casus {proef.short(case)} dicht bij elkaar.",
            "geen enkel punt is het verschil een halve stap",
        ),
    )


test_stands = stands(
    "profiel",
    *map(like, [case for case in shipped() if case != "jeugdhulp"]),
    Stand({}, {"nearest": [min(proef.others(START.case), key=lambda k: -START.likeness[k])]}, {WARMTE: (BEFORE, BEFORE)}, case="regio"),
    Stand({"herhaling": AT + 1}, {}, {WARMTE: (BEFORE, BEFORE + 1 / 28)}, case="regio"),
    Stand({}, {"untouched": True}, case=own(Party("a"))),
)


@pytest.mark.parametrize("case", shipped())
def test_a_shipped_case_starts_as_its_makers_estimated_and_is_compared_with_the_others(case):
    state = proef.Profile.at(load_shipped(case))
    assert case not in state.likeness
    assert len(state.likeness) == len(shipped()) - 1
    assert all(abs(state.places[k] - proef.known()[case][k]) <= proef.STEP / 2 for k in proef.points())
    assert not state.untouched


def test_of_a_case_that_nobody_estimated_no_likeness_is_told_at_the_start():
    state = proef.Profile.at(own(Party("a")))
    assert "Nog niet te zeggen" in state.headline()
    assert state.report() == ""
    assert set(state.likeness) == set(shipped())
    assert "Nog niet" not in state.but(herhaling=1).headline()


def test_what_follows_from_a_case():
    parties = Party("a", size=5, scale="landelijk"), Party("b", size=3), Party("c", size=1, scale="regionaal"), Party("d", size=1)
    ties = Tie("stad", "b", "hiërarchie"), Tie("c", "stad", "geld"), Tie("a", "stad", "hiërarchie"), Tie("a", "d", "formeel")
    shares = {"omvang": (4 + 2) / 4, "verhouding": 1 + 0.5, "band": 0.5 + 0 + 0.5 + 1, "schaal": 1 + 1}
    assert proef.derived(own(*parties, ties=ties)) == pytest.approx({key: 1 + share for key, share in shares.items()})
    assert set(proef.derived(own(Party("a"), director=""))) == {"omvang", "schaal"}


def test_who_works_above_the_municipality_counts_whole_and_so_does_another_municipality():
    """In De Waardborg nine of the fourteen; the six other municipalities of Breedwater; the council of the director is its own."""
    assert proef.derived(load_shipped("jeugdhulp"))["schaal"] == pytest.approx(1 + 4 * 9 / 14)
    assert proef.derived(load_shipped("regio"))["schaal"] == 5
    assert proef.derived(load_shipped("warmte"))["schaal"] == pytest.approx(1 + 4 * 12 / 21)
    for scale in ("regionaal", "provinciaal", "landelijk"):
        assert proef.derived(own(Party("a", scale=scale), Party("b", scale=scale)))["schaal"] == 5
    two = Case("Gemeenten", parties=(Party("stad", name="Stad", kind="gemeente"), Party("a", kind="gemeente")), director="stad")
    assert proef.derived(assumed(two))["schaal"] == 5
    assert proef.derived(assumed(two.with_changes(ties=(Tie("a", "stad", "hiërarchie"),))))["schaal"] == 1
    assert proef.derived(own(Party("a", kind="gemeente")))["schaal"] == 1, "the one municipality of the case"


@pytest.mark.parametrize(
    ("tie", "place"), [("hiërarchie", 1), ("formeel", 3), ("geld", 3), ("informeel", 5), ("informatie", 5), (None, None)]
)
def test_the_formal_bond(tie, place):
    assert proef.derived(own(Party("a"), ties=(Tie("stad", "a", tie),) if tie else ())).get("band") == place


@pytest.mark.parametrize("case", shipped())
def test_the_shipped_profiles_are_complete_and_give_their_reasons(case):
    profile, given = proef.known()[case], proef._file()["casussen"][case]
    assert list(profile) == list(proef.points())
    assert all(model.LOW <= v <= model.HIGH for v in profile.values())
    assert {k for k in profile if given[k] == "uit_casus"} == COMPUTED == set(proef.derived(load_shipped(case)))
    assert set(given["waarom"]) == set(profile) - COMPUTED
    assert all(reason.endswith(".") for reason in given["waarom"].values())


@pytest.mark.parametrize("case", shipped())
def test_the_prediction_is_worked_out_from_the_case_files_alone(case):
    """The point on which a case lies furthest from the mean of the others, of those that nobody estimated; and there is one."""
    means = {k: [proef.derived(load_shipped(c))[k] for c in shipped() if c != case] for k in COMPUTED}
    gaps = {k: abs(proef.derived(load_shipped(case))[k] - sum(v) / len(v)) for k, v in means.items()}
    best = max(gaps.values())
    assert [k for k, gap in gaps.items() if gap == pytest.approx(best)] == [proef.Profile.answer(load_shipped(case))]


@pytest.mark.parametrize(
    "settings", [{}, {"breedte": 5}, {"herhaling": 5}, {"breedte": 5, "herhaling": 5}, {"omvang": 5, "band": 1, "schaal": 5}]
)
@pytest.mark.parametrize("case", shipped())
def test_the_point_is_on_how_many_scales_the_nearest_case_is_far(case, settings):
    state = proef.Profile.at(load_shipped(case), **settings)
    near = min(state.likeness, key=lambda k: sum(abs(v - proef.known()[k][p]) for p, v in state.places.items()))
    assert state.nearest == [near]
    far = [k for k, v in state.places.items() if abs(v - proef.known()[near][k]) >= 2]
    said = ("geen van de zeven punten verschillen", "maar verschilt sterk bij ‘", "maar verschilt sterk op ")[min(len(far), 2)]
    assert said in state.headline()
    assert proef.short(near) in state.headline()


def test_marks_stand_at_their_values():
    found = keyed(Stand({"omvang": 1, "herhaling": 5}).state("profiel"))
    x = {key: float(a["transform"][10:].split()[0]) for key, (a, _) in found.items() if key.startswith("m:")}
    assert len(x) == 3 * 7
    assert x["m:eigen|omvang"] == min(x.values()) == 212
    assert x["m:eigen|herhaling"] == max(x.values()) == 508
    there = proef.known()["warmte"]
    assert x["m:warmte|omvang"] == pytest.approx(212 + 74 * (there["omvang"] - 1), abs=0.06)
