"""The seven dimensions: what follows from a case, what is stated, and how alike."""

import pytest

from regiekit.cases import Case, Party, Tie, load_shipped, shipped
from regiekit.cases.reading import assumed
from regiekit.models import dimensions as model
from regiekit.proeven.begin import profiel as proef
from tests.proeven.stands import Stand, keyed, stands

COMPUTED = {"omvang", "verhouding", "band", "schaal"}
WARMTE = "Gelijkenis met Warmte"
BEFORE = proef.Profile.at(load_shipped("regio")).likeness["warmte"]


def own(*parties, ties=(), director="stad"):
    return assumed(Case("Profiel", parties=(Party("stad", name="Stad", size=3), *parties), ties=ties, director=director))


def like(case):
    """A shipped case, set by hand."""
    settings = {k: round(2 * v) / 2 for k, v in proef.known()[case].items()}
    return Stand(settings, says=(f"lijkt het meest op {proef.short(case)}.", "geen enkel punt een halve stap"))


test_stands = stands(
    "profiel",
    *map(like, shipped()),
    Stand({}, {"herhaling": 3}, {WARMTE: (BEFORE, BEFORE)}, case="regio"),
    Stand({"herhaling": 4}, {}, {WARMTE: (BEFORE, BEFORE + 1 / 28)}, case="regio"),
    Stand({}, {"places": dict.fromkeys(proef.points(), proef.MIDDLE)}, case=Case("Leeg")),
)


def test_what_follows_from_a_case():
    parties = Party("a", size=5, scale="landelijk"), Party("b", size=3), Party("c", size=1, scale="regionaal"), Party("d", size=1)
    ties = Tie("stad", "b", "hiërarchie"), Tie("c", "stad", "geld"), Tie("a", "stad", "hiërarchie"), Tie("a", "d", "formeel")
    shares = {"omvang": (4 + 2) / 4, "verhouding": 1 + 0.5, "band": 0.5 + 0 + 0.5 + 1, "schaal": 1 + 1 / 3}
    assert proef.derived(own(*parties, ties=ties)) == pytest.approx({key: 1 + share for key, share in shares.items()})
    assert set(proef.derived(own(Party("a"), director=""))) == {"omvang", "schaal"}


@pytest.mark.parametrize(("tie", "place"), [("hiërarchie", 1), ("formeel", 3), ("geld", 3), ("informeel", 5), ("informatie", 5), (None, 5)])
def test_the_formal_bond(tie, place):
    assert proef.derived(own(Party("a"), ties=(Tie("stad", "a", tie),) if tie else ()))["band"] == place


@pytest.mark.parametrize("case", shipped())
def test_the_shipped_profiles_are_complete_and_give_their_reasons(case):
    profile, given = proef.known()[case], proef._file()["casussen"][case]
    assert list(profile) == list(proef.points())
    assert all(model.LOW <= v <= model.HIGH for v in profile.values())
    assert {k for k in profile if given[k] == "uit_casus"} == COMPUTED == set(proef.derived(load_shipped(case)))
    assert set(given["waarom"]) == set(profile) - COMPUTED
    assert all(reason.endswith(".") for reason in given["waarom"].values())


def test_the_prediction_is_the_widest_dimension_and_there_is_one():
    spread = model.spreads(proef.known().values())
    assert [k for k, v in spread.items() if v == max(spread.values())] == [proef.Profile.answer(Case())]


def test_marks_stand_at_their_values():
    found = keyed(Stand({"omvang": 1, "herhaling": 5}).state("profiel"))
    x = {key: float(a["transform"][10:].split()[0]) for key, (a, _) in found.items() if key.startswith("m:")}
    assert len(x) == 4 * 7
    assert x["m:eigen|omvang"] == x["m:jeugdhulp|herhaling"] == min(x.values()) == 212
    assert x["m:eigen|herhaling"] == x["m:warmte|herhaling"] == max(x.values()) == 508
    assert x["m:jeugdhulp|omvang"] < x["m:warmte|omvang"]
