import math
from itertools import combinations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from regiekit.models import handover_chain as model
from regiekit.models.care_routes import busiest, handovers

routes = st.lists(st.lists(st.sampled_from("abcd"), max_size=5), min_size=1, max_size=4)
weights = st.lists(st.integers(0, 9), min_size=4, max_size=4)
share = st.floats(0, 1)

# by hand: 10 young people go a > b > c, 2 go a > b, 3 go d > b > d > b
STEPS, PERSONS = ["abc", "ab", "dbdb"], [10, 2, 3]
HALF = {("a", "b"): 0.5, ("b", "c"): 0.5, ("d", "b"): 0.5, ("b", "d"): 0.5}


def arriving(steps, persons, cold, made_warm, warm):
    found = model.arrivals(steps, model.survival(cold, made_warm, warm))
    return sum(p * a for p, a in zip(persons, found, strict=True))


@pytest.mark.parametrize("k", [0, 1, 4, 9])
@pytest.mark.parametrize("r", [0, 0.5, 0.8, 1])
def test_equal_links_leave_f_times_r_to_the_k(r, k):
    assert model.remaining(215, [r] * k)[-1] == pytest.approx(215 * r**k)
    assert len(model.remaining(215, [r] * k)) == k + 1


def test_the_worked_example():
    """100 people and four handovers of 80%: 80, 64, 51, 41 are left."""
    assert model.remaining(100, [0.8] * 4) == pytest.approx([100, 80, 64, 51.2, 40.96])


@pytest.mark.parametrize("k", [1, 4])
def test_all_warm_leaves_f_times_w_to_the_k(k):
    steps = list(range(k + 1))
    cold = {pair: 0.6 for pair in handovers(steps)}
    assert arriving([steps], [50], cold, list(cold), 0.95) == pytest.approx(50 * 0.95**k)
    assert arriving([steps], [50], cold, (), 0.95) == pytest.approx(50 * 0.6**k)
    assert arriving([steps], [50], cold, list(cold), 0.2) == pytest.approx(50 * 0.6**k)  # a call never makes it worse


@given(st.lists(st.floats(0.05, 1), min_size=1, max_size=6), st.floats(0, 1), st.sets(st.integers(0, 5)))
@settings(max_examples=80, deadline=None)
def test_gains_add_up_in_logarithms(cold, warm, chosen):
    pairs = handovers(range(len(cold) + 1))
    by_pair = dict(zip(pairs, cold, strict=True))
    made = [pairs[i] for i in chosen if i < len(pairs)]
    before, after = (arriving([range(len(cold) + 1)], [1], by_pair, c, warm) for c in ((), made))
    assert math.log(after) - math.log(before) == pytest.approx(sum(model.gain(by_pair[p], warm) for p in made), abs=1e-9)


@given(st.permutations(range(4)), st.integers(0, 4))
@settings(max_examples=40, deadline=None)
def test_on_one_route_of_equal_links_the_place_does_not_matter(order, number):
    cold = {pair: 0.7 for pair in handovers("abcde")}
    made = [list(cold)[i] for i in order[:number]]
    assert arriving(["abcde"], [1], cold, made, 0.9) == pytest.approx(0.7 ** (4 - number) * 0.9**number)


def test_gain_by_hand():
    assert model.gain(0.8, 0.96) == pytest.approx(math.log(1.2))
    assert model.gain(0.9, 0.5) == model.gain(0, 0) == 0
    assert model.gain(0, 0.5) == math.inf


def test_arrivals_by_hand():
    assert model.arrivals(STEPS, HALF) == [0.25, 0.5, 0.125]
    assert arriving(STEPS, PERSONS, HALF, [("d", "b")], 1.0) == pytest.approx(2.5 + 1 + 3 * 0.5)  # made twice, warm twice
    assert model.arrivals(["a", ""], HALF) == [1, 1]
    with pytest.raises(KeyError):
        model.arrivals(["ac"], HALF)


def test_orders_by_hand():
    assert model.by_place(STEPS, PERSONS) == [("a", "b"), ("d", "b"), ("b", "c"), ("b", "d")]
    assert model.by_place(STEPS, PERSONS, last=True) == [("b", "c"), ("d", "b"), ("a", "b"), ("b", "d")]
    cold = {**HALF, ("b", "d"): 0.1}
    assert model.weakest(STEPS, PERSONS, cold) == [("b", "d"), ("a", "b"), ("b", "c"), ("d", "b")]
    assert model.by_place([], []) == model.by_place(["a"], [3]) == []


def test_best_by_hand():
    """One route of 10 over two links against three of 4 over one link each: two warm ones go to the long route, one does not."""
    steps, persons = ["abc", "de", "fg", "hi"], [10, 4, 4, 4]
    cold = {pair: 0.5 for s in steps for pair in handovers(s)}
    alone = 2.5 + 3 * 2
    assert model.best(steps, persons, cold, 1.0, 0) == ([], alone, True)
    assert model.best(steps, persons, cold, 1.0, 1) == ([("a", "b")], alone + 2.5, True)
    assert model.best(steps, persons, cold, 1.0, 2) == ([("a", "b"), ("b", "c")], alone + 7.5, True)
    assert model.best(steps, persons, {**cold, ("d", "e"): 0.0}, 1.0, 1).made_warm == [("d", "e")]  # the weakest link gains most
    assert model.best(["a", "bc"], [7, 1], {("b", "c"): 0.5}, 1.0, 1) == ([("b", "c")], 8, True)  # who makes no handover arrives


def test_a_call_that_helps_nobody_is_not_spent():
    assert model.best(STEPS, PERSONS, HALF, 0.5, 3).made_warm == []


def test_one_good_thing_at_a_time_can_be_beaten(monkeypatch):
    steps, persons = ["abc", "de"], [10, 5]
    cold = {("a", "b"): 0.1, ("b", "c"): 0.1, ("d", "e"): 0.5}
    exact = model.best(steps, persons, cold, 1.0, 2)
    assert exact == ([("a", "b"), ("b", "c")], pytest.approx(12.5), True)
    monkeypatch.setattr(model, "MOST_SETS", 1)
    rough = model.best(steps, persons, cold, 1.0, 2)
    assert not rough.exact
    assert rough.arriving <= exact.arriving


@example([["a", "a", "b", "a", "c"]], [1, 0, 0, 0], [0.0, 2**-14, 2**-17, *[0.0] * 13], 1.0, 2)  # a gain of less than a billionth
@given(routes, weights, st.lists(st.floats(0, 1), min_size=16, max_size=16), share, st.integers(0, 5))
@settings(max_examples=120, deadline=None)
def test_best_is_what_trying_every_set_finds(steps, persons, chances, warm, budget):
    persons = persons[: len(steps)]
    cold = dict(zip(((a, b) for a in "abcd" for b in "abcd"), chances, strict=True))
    pairs = list(busiest(steps, persons))
    found = model.best(steps, persons, cold, warm, budget)
    assert found.exact
    assert len(found.made_warm) <= budget
    most = max(
        arriving(steps, persons, cold, chosen, warm) for k in range(min(budget, len(pairs)) + 1) for chosen in combinations(pairs, k)
    )
    assert found.arriving == pytest.approx(most, abs=10.0**-model.TELL)  # what makes less difference counts as equal
    assert found.arriving == pytest.approx(arriving(steps, persons, cold, found.made_warm, warm), abs=1e-6)


@given(routes, weights)
@settings(max_examples=40, deadline=None)
def test_the_orders_hold_every_handover_once(steps, persons):
    persons = persons[: len(steps)]
    pairs = set(busiest(steps, persons))
    cold = {pair: 0.5 for pair in pairs}
    for order in (model.by_place(steps, persons), model.by_place(steps, persons, last=True), model.weakest(steps, persons, cold)):
        assert len(order) == len(pairs)
        assert set(order) == pairs


@pytest.mark.parametrize("wrong", [-0.1, 1.1, math.nan, math.inf, "x"])
def test_wrong_shares(wrong):
    for call in (
        lambda: model.remaining(1, [wrong]),
        lambda: model.warmed(wrong, 1),
        lambda: model.warmed(1, wrong),
        lambda: model.gain(wrong, 1),
        lambda: model.survival({("a", "b"): wrong}, (), 1),
        lambda: model.best(["ab"], [1], {("a", "b"): wrong}, 1, 1),
    ):
        with pytest.raises(ValueError, match="must be a number from 0"):
            call()


def test_other_wrong_arguments():
    with pytest.raises(ValueError, match="start must be"):
        model.remaining(-1, [])
    with pytest.raises(ValueError, match="budget must be"):
        model.best(["ab"], [1], {("a", "b"): 0.5}, 1, -1)
    with pytest.raises(ValueError, match="one per route"):
        model.best(["ab"], [1, 2], {("a", "b"): 0.5}, 1, 1)
    with pytest.raises(KeyError):
        model.best(["ab"], [1], {}, 1, 1)
