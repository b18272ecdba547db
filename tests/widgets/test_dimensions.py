"""The seven dimensions: what follows from a case, what is stated, and how alike."""

import pytest

from regiekit.cases import Party, Tie, load_shipped, shipped, workspace
from regiekit.models import dimensions as model
from regiekit.widgets import dimensions as proef
from tests.widgets.samples import numbers, opened, outcome, revealed, svg_elements, take

COMPUTED = {"omvang", "verhouding", "band", "schaal"}


def own(*parties, ties=(), director="stad"):
    workspace.start_own("Profiel", parties=(Party("stad", name="Stad", size=3), *parties), ties=ties, director=director)
    return workspace.current()


def test_what_follows_from_a_case():
    case = own(
        Party("a", size=5, scale="landelijk"),
        Party("b", size=3),
        Party("c", size=1, scale="regionaal"),
        Party("d", size=1),
        ties=(Tie("stad", "b", "hiërarchie"), Tie("c", "stad", "geld"), Tie("a", "stad", "hiërarchie"), Tie("a", "d", "formeel")),
    )
    found = proef.derived(case)
    assert found == pytest.approx(
        {
            "omvang": 1 + (4 + 2) / 4,
            "verhouding": 1 + 4 * (1 + 0.5) / 4,
            "band": 1 + 4 * (0.5 + 0 + 0.5 + 1) / 4,
            "schaal": 1 + 4 * (1 + 1 / 3) / 4,
        }
    )


@pytest.mark.parametrize(("tie", "place"), [("hiërarchie", 1), ("formeel", 3), ("geld", 3), ("informeel", 5), ("informatie", 5), (None, 5)])
def test_the_formal_bond(tie, place):
    case = own(Party("a"), ties=(Tie("stad", "a", tie),) if tie else ())
    assert proef.derived(case)["band"] == place


def test_without_parties_or_director_the_sliders_start_in_the_middle():
    workspace.start_own("Leeg")
    assert set(revealed("profiel").settings().values()) == {proef.MIDDLE}
    assert set(proef.derived(own(Party("a"), director=""))) == {"omvang", "schaal"}


@pytest.mark.parametrize("case", shipped())
def test_the_shipped_profiles_are_complete_and_give_their_reasons(case):
    profile, given = proef.known()[case], proef._file()["casussen"][case]
    assert list(profile) == list(proef.points())
    assert all(model.LOW <= v <= model.HIGH for v in profile.values())
    assert {k for k in profile if given[k] == "uit_casus"} == COMPUTED == set(proef.derived(load_shipped(case)))
    assert set(given["waarom"]) == set(profile) - COMPUTED
    assert all(reason.endswith(".") for reason in given["waarom"].values())


@pytest.mark.parametrize("case", shipped())
def test_the_profile_of_a_case_set_by_hand_is_that_case(case):
    panel = revealed("profiel", "jeugdhulp")
    panel.put(**{k: round(2 * v) / 2 for k, v in proef.known()[case].items()})
    o = outcome(panel)
    assert max(o.known, key=o.likeness) == case
    assert o.likeness(case) > 0.97
    assert panel.live["_picture"]["words"].startswith(f"Uw profiel lijkt het meest op {proef.short(case)}.")


def test_one_step_is_one_twenty_eighth():
    panel = revealed("profiel", "regio")
    name = "Gelijkenis met Warmte"
    before = numbers(panel)[name][1]
    panel.put(herhaling=panel.values["herhaling"] + 1)
    assert numbers(panel)[name] == pytest.approx((before, before + 1 / 28))


def test_the_prediction_is_the_widest_dimension_and_there_is_one():
    spread = model.spreads(proef.known().values())
    answer = proef.widest(None)
    assert [k for k, v in spread.items() if v == max(spread.values())] == [answer]
    panel = opened("profiel", "warmte")
    assert "_picture" not in panel.live  # it would give the answer away
    panel.put(_guess=answer)
    panel.clicked("_commit")
    assert "Het denkmodel zegt hetzelfde." in panel.live["_compare"]


def test_marks_stand_at_their_values():
    take("jeugdhulp")
    panel = revealed("profiel")
    panel.put(omvang=1, herhaling=5)
    x = {
        a["data-key"]: float(a["transform"][10:].split()[0])
        for _, a, _ in svg_elements(panel.live["_picture"]["svg"])
        if a.get("data-key", "").startswith("m:")
    }
    assert len(x) == 4 * 7
    assert x["m:eigen|omvang"] == x["m:jeugdhulp|herhaling"] == min(x.values())
    assert x["m:eigen|herhaling"] == x["m:warmte|herhaling"] == max(x.values())
    assert x["m:jeugdhulp|omvang"] < x["m:warmte|omvang"]
