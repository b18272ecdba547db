import math
from copy import deepcopy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regiekit.models import overlap as model

CORE, SHARED, MARGIN = 1.0, 0.6, 0.3
CLAIMS = {
    "intake": {"school": SHARED, "team": CORE, "doctor": CORE, "club": MARGIN},
    "plan": {"team": CORE},
    "debts": {"club": MARGIN, "team": MARGIN},
    "respite": {"club": SHARED},
    "nights": {},
}

claims = st.dictionaries(
    st.integers(0, 4),
    st.dictionaries(st.sampled_from("abcdef"), st.sampled_from([0.0, 0.3, 0.6, 0.9, 1.0])),
    max_size=5,
)
level = st.sampled_from([0.0, 0.1, 0.3, 0.5, 0.6, 0.85, 0.9, 1.0])


def held(sharpness):
    return {task: set(parties) for task, parties in model.delimit(CLAIMS, sharpness).items()}


def test_claim_counts():
    assert model.claim_counts(CLAIMS) == {"intake": 4, "plan": 1, "debts": 2, "respite": 1, "nights": 0}
    assert model.claim_counts(CLAIMS, SHARED) == {"intake": 3, "plan": 1, "debts": 0, "respite": 1, "nights": 0}
    assert model.claim_counts(CLAIMS, CORE) == {"intake": 2, "plan": 1, "debts": 0, "respite": 0, "nights": 0}
    assert model.claim_counts({"plan": {"team": 0.0}}, 0) == {"plan": 0}


def test_overlap_and_gap():
    assert model.overlap_and_gap(CLAIMS) == (2, 2, 1)
    assert model.overlap_and_gap(CLAIMS, CORE) == model.Coverage(double=1, single=1, none=3)
    assert model.overlap_and_gap({}) == (0, 0, 0)


def test_boundaries_drawn_sharper_step_by_step():
    assert held(0) == {task: set(parties) for task, parties in CLAIMS.items()}
    weak_gone = held(0.35)
    assert weak_gone["intake"] == {"school", "team", "doctor"}
    assert weak_gone["debts"] == set()
    cores = held(0.7)
    assert cores["intake"] == {"team", "doctor"}
    assert cores["respite"] == set()
    assert held(1) == {"intake": {"team"}, "plan": {"team"}, "debts": set(), "respite": set(), "nights": set()}


def test_the_gap_is_the_price_of_no_overlap():
    assert model.overlap_and_gap(model.delimit(CLAIMS, 0)) == (2, 2, 1)
    assert model.overlap_and_gap(model.delimit(CLAIMS, 1)) == (0, 2, 3)


def test_core_claims_give_way_one_at_a_time():
    claims = {"intake": dict.fromkeys("abcd", CORE)}
    sizes = [len(model.delimit(claims, sharpness)["intake"]) for sharpness in (0.7, 0.75, 0.85, 0.95, 1)]
    assert sizes == [4, 3, 2, 1, 1]
    assert list(model.delimit(claims, 1)["intake"]) == ["a"]
    assert len(model.delimit(claims, 0.7, concession=0.5)["intake"]) == 1


@given(claims, level, level)
@settings(max_examples=80, deadline=None)
def test_sharper_boundaries_keep_a_part_of_the_claims(claims, one, other):
    before = deepcopy(claims)
    wide, narrow = (model.delimit(claims, sharpness) for sharpness in sorted((one, other)))
    assert list(wide) == list(narrow) == list(claims)
    for task in claims:
        assert narrow[task].items() <= wide[task].items() <= claims[task].items()
        assert all(strength >= max(one, other) for strength in narrow[task].values())
    assert claims == before


@given(claims)
@settings(max_examples=40, deadline=None)
def test_the_ends_of_the_scale(claims):
    assert model.delimit(claims, 0) == {t: {p: s for p, s in parties.items() if s} for t, parties in claims.items()}
    owners = model.delimit(claims, 1)
    assert model.overlap_and_gap(owners).double == 0
    for task, parties in claims.items():
        assert len(owners[task]) == (CORE in parties.values())


def test_nobody_acts():
    ratio = 0.4
    assert model.nobody_acts(0, ratio) == 1
    assert model.nobody_acts(1, ratio) == 0
    assert model.nobody_acts(2, ratio) == pytest.approx(ratio**2)
    assert model.nobody_acts(3, ratio) == pytest.approx(ratio**1.5)
    assert model.nobody_acts(10**6, ratio) == pytest.approx(ratio, rel=1e-5)
    assert model.nobody_acts(5, 0) == 0


@pytest.mark.parametrize("claimants", [2, 3, 7])
def test_nobody_acts_makes_each_indifferent(claimants):
    # in equilibrium acting (benefit - cost) is worth as much as waiting for one of the others
    cost = 0.35
    each_waits = model.nobody_acts(claimants, cost) ** (1 / claimants)
    assert 1 - cost == pytest.approx(1 - each_waits ** (claimants - 1))


def test_more_claimants_leave_it_to_one_another():
    chances = [model.nobody_acts(claimants, 0.3) for claimants in range(1, 12)]
    assert chances == sorted(chances)
    assert chances[-1] < 0.3


def test_shared_tasks():
    shared = model.shared_tasks(CLAIMS)
    assert shared[frozenset({"team", "club"})] == 2
    assert shared[frozenset({"team", "doctor"})] == 1
    assert len(shared) == 6
    assert model.shared_tasks(model.delimit(CLAIMS, 1)) == {}
    assert model.shared_tasks({"plan": {"team": 1.0, "club": 0.0}}) == {}


@pytest.mark.parametrize("claimants", range(6))
def test_core_claims_always_clash(claimants):
    assert model.disputes({"plan": dict.fromkeys(range(claimants), CORE), "night": {"a": CORE}}) == math.comb(claimants, 2)


@given(claims, level, level)
@settings(max_examples=40, deadline=None)
def test_sharper_boundaries_never_bring_a_dispute(claims, one, other):
    wide, narrow = (model.disputes(model.delimit(claims, sharpness)) for sharpness in sorted((one, other)))
    assert model.disputes(model.delimit(claims, 1)) == 0 <= narrow <= wide <= model.disputes(claims)


@pytest.mark.parametrize("years", [0, 1, 3, 40])
def test_who_meets_draws_nearer_and_who_does_not_drifts_apart(years):
    assert model.drifted(0.5, 0.2, years) == pytest.approx(0.5 * 0.8**years)
    assert 1 - model.drifted(0.5, -0.2, years) == pytest.approx(0.5 * 0.8**years)  # as in a mirror
    assert model.drifted(0.3, 0, years) == 0.3


@pytest.mark.parametrize(
    ("call", "name"),
    [
        (lambda: model.drifted(1.1, 0, 1), "gap"),
        (lambda: model.drifted(0.5, 2, 1), "meeting"),
        (lambda: model.drifted(0.5, 0, -1), "years"),
        (lambda: model.claim_counts({"plan": {"team": 1.2}}), "strength"),
        (lambda: model.shared_tasks({"plan": {"team": "kern"}}), "strength"),
        (lambda: model.claim_counts(CLAIMS, -0.1), "threshold"),
        (lambda: model.overlap_and_gap(CLAIMS, 2), "threshold"),
        (lambda: model.delimit(CLAIMS, 1.1), "sharpness"),
        (lambda: model.delimit(CLAIMS, 0.5, concession=0), "concession"),
        (lambda: model.delimit(CLAIMS, 0.5, concession=1), "concession"),
        (lambda: model.nobody_acts(-1, 0.5), "claimants"),
        (lambda: model.nobody_acts(2.5, 0.5), "claimants"),
        (lambda: model.nobody_acts(2, 1), "cost_benefit"),
        (lambda: model.nobody_acts(2, -0.1), "cost_benefit"),
    ],
)
def test_arguments_out_of_range(call, name):
    with pytest.raises(ValueError, match=name):
        call()
