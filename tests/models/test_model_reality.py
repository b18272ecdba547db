"""Model and reality: against sums of normals, all combinations of promises, and the formula stepped by hand."""

import itertools
import math

import numpy as np
import pytest

from regiekit.models.model_reality import (
    Balance,
    Item,
    advantage,
    break_even,
    chance_ahead,
    chance_closed_form,
    expected,
    futures,
    lowest,
)

BALANCE = Balance(
    given_up=[Item(2, 5, 0.8), Item(1, 4, 0.5)],
    avoided=[Item(2, 6, 0.6), Item(1, 3, 0.4)],
    gained=[Item(3, 8, 0.7), Item(2, 6, 0.5), Item(1, 2, 0.9)],
    added=[Item(1, 5, 0.3), Item(0, 2), Item(1, 1, 0.9)],
)
COST, YEARS = Item(4, 12), Item(0.5, 2)


def sure(balance):
    return Balance(*([item._replace(chance=1) for item in part] for part in balance))


@pytest.mark.parametrize("horizon", [1.5, 2, 4, 10])
@pytest.mark.parametrize("years", [0, 1.5])
def test_normal_amounts_give_phi(years, horizon):
    drawn = futures(sure(BALANCE), COST, Item(years, years), draws=200_000, shape="normal")
    exact = chance_closed_form(BALANCE, COST, years, horizon)
    assert 0.05 < exact < 0.999
    assert chance_ahead(drawn.reality, drawn.cost, drawn.years, horizon) == pytest.approx(exact, abs=0.005)
    assert chance_ahead(drawn.paper, drawn.cost, drawn.years, horizon) == pytest.approx(exact, abs=0.005)


def test_phi_by_hand():
    """One pro of 10 to 90 % between 0 and 10, a cost of exactly 5, one year: as likely ahead as not; a cost of 10: 10 %."""
    one = Balance(gained=[Item(0, 10)])
    assert chance_closed_form(one, Item(5, 5), 0, 1) == pytest.approx(0.5)
    assert chance_closed_form(one, Item(10, 10), 0, 1) == pytest.approx(0.1)
    assert chance_closed_form(one, Item(0, 0), 0, 1) == pytest.approx(0.9)


def test_chances_give_the_sum_over_all_combinations():
    pros, cons, lost, new = [(5, 0.7), (4, 0.5), (2, 0.2)], [(3, 0.6), (6, 0.4)], [(4, 0.7)], [(1, 0.5), (2, 0.9)]
    balance = Balance(*([Item(w, w, p) for w, p in part] for part in (lost, cons, pros, new)))
    signed = [*cons, *pros, *((-w, p) for w, p in lost + new)]
    exact = 0.0
    for come in itertools.product((0, 1), repeat=len(signed)):
        weight = math.prod(p if c else 1 - p for c, (_, p) in zip(come, signed, strict=True))
        gain = sum(c * w for c, (w, _) in zip(come, signed, strict=True))
        exact += weight * (gain * (3 - 0.5) - 9 > 0)
    drawn = futures(balance, Item(9, 9), Item(1, 1), draws=200_000)
    assert 0.2 < exact < 0.8
    assert chance_ahead(drawn.reality, drawn.cost, drawn.years, 3) == pytest.approx(exact, abs=0.005)
    assert chance_ahead(drawn.paper, drawn.cost, drawn.years, 3) == 1


def test_two_uniform_amounts_make_a_triangle():
    """P(X + Y > 1.5) = 1/8 for two uniform amounts between 0 and 1."""
    drawn = futures(Balance(gained=[Item(0, 1), Item(0, 1)]), Item(1.5, 1.5), Item(0, 0), draws=200_000)
    assert chance_ahead(drawn.reality, drawn.cost, drawn.years, 1) == pytest.approx(1 / 8, abs=0.004)


def test_the_mean_is_the_closed_form():
    drawn = futures(BALANCE, COST, YEARS)
    paper, reality = expected(BALANCE)
    assert paper == pytest.approx(4 + 2 + 5.5 + 4 + 1.5 - 3.5 - 2.5 - 3 - 1 - 1)
    lost = 0.8 * 3.5 + 0.5 * 2.5 + 0.3 * 3 + 1 + 0.9
    assert reality == pytest.approx(0.6 * 4 + 0.4 * 2 + 0.7 * 5.5 + 0.5 * 4 + 0.9 * 1.5 - lost)
    assert drawn.paper.mean() == pytest.approx(paper, abs=0.03)
    assert drawn.reality.mean() == pytest.approx(reality, abs=0.05)
    assert drawn.cost.mean() == pytest.approx(8, abs=0.03)
    assert drawn.years.mean() == pytest.approx(1.25, abs=0.01)


@pytest.mark.parametrize(
    ("gain", "cost", "years"), [(4, 6, 2), (4, 2, 2), (4, 6, 0), (0.5, 6, 3), (-2, 6, 2), (0, 3, 1), (3, 0, 2), (5, 4, 8)]
)
def test_the_advantage_is_the_flow_stepped_by_hand(gain, cost, years):
    """Sum small steps of what comes in and goes out; read the dip and the moment of overtaking off that."""
    step, end = 1e-4, 30
    t = np.arange(0, end, step) + step / 2
    ramp = np.minimum(t / years, 1) if years else np.ones_like(t)
    paid = cost * (t < years) / years if years else np.zeros_like(t)
    gathered = np.cumsum((gain * ramp - paid) * step) - (0 if years else cost)
    for time in (0.3, 1, 2.5, 7):
        assert float(advantage(gain, cost, years, time)) == pytest.approx(gathered[round(time / step) - 1], abs=2e-3)
    assert float(lowest(gain, cost, years, 7)) == pytest.approx(min(gathered[: round(7 / step)].min(), 0), abs=2e-3)
    ahead = np.flatnonzero((gathered > 1e-9) & (t > 1e-3))
    found = float(break_even(gain, cost, years))
    assert (found == math.inf and not len(ahead)) or found == pytest.approx(t[ahead[0]], abs=2e-3)


def test_ahead_at_the_end_is_overtaken_before_it():
    drawn = futures(BALANCE, COST, YEARS, draws=5000)
    at = break_even(drawn.reality, drawn.cost, drawn.years)
    for horizon in (0.5, 1, 3, 8):
        assert chance_ahead(drawn.reality, drawn.cost, drawn.years, horizon) == pytest.approx((at < horizon).mean(), abs=1e-3)
    assert (np.isinf(at) == (drawn.reality <= 0)).all()


def test_limits():
    drawn = futures(sure(BALANCE), COST, Item(0, 0))
    assert (drawn.paper == drawn.reality).all()
    never = Balance(*([item._replace(chance=0) for item in part] for part in BALANCE))
    drawn = futures(never, COST, YEARS)
    assert not drawn.reality.any()
    assert chance_ahead(drawn.reality, drawn.cost, drawn.years, 100) == 0
    assert chance_ahead(drawn.paper, drawn.cost, drawn.years, 100) > 0.9
    nothing = futures(Balance(), Item(0, 0), Item(0, 0), draws=3)
    assert nothing.reality.tolist() == [0, 0, 0]
    assert chance_ahead(*nothing[1:], 5) == 0  # equal is not ahead


def test_winning_and_losing_are_mirror_images():
    """The same list as what is hoped for and as what is feared: as likely ahead as behind when nothing is paid."""
    same = [Item(2, 6, 0.6), Item(1, 3, 0.4), Item(3, 8, 0.7)]
    for balance in (Balance(given_up=same, gained=same), Balance(avoided=same, added=same)):
        drawn = futures(balance, Item(0, 0), Item(0, 0), draws=200_000)
        assert (drawn.reality > 0).mean() == pytest.approx((drawn.reality < 0).mean(), abs=0.005)
        assert drawn.reality.mean() == pytest.approx(0, abs=0.05)


def test_a_higher_chance_of_a_loss_takes_no_other_away():
    one, other = (futures(BALANCE._replace(added=[Item(3, 8, p)]), COST, YEARS, draws=2000) for p in (0.4, 0.6))
    assert (other.reality <= one.reality).all()
    assert (other.reality < one.reality).any()


def test_a_higher_chance_never_takes_a_pro_away():
    one, other = (futures(BALANCE._replace(gained=[Item(3, 8, p)]), COST, YEARS, draws=2000) for p in (0.4, 0.6))
    assert (other.reality >= one.reality).all()
    assert (other.paper == one.paper).all()


def test_the_same_seed_gives_the_same_futures():
    one, same, other = (futures(BALANCE, COST, YEARS, draws=50, seed=s) for s in (1, 1, 2))
    assert (one.reality == same.reality).all()
    assert (one.reality != other.reality).any()


def test_normal_years_are_not_below_zero():
    drawn = futures(BALANCE, COST, Item(0, 1), shape="normal")
    assert drawn.years.min() == 0


@pytest.mark.parametrize(
    "item", [Item(3, 2), Item(-1, 2), Item(1, 2, 1.1), Item(1, 2, -0.1), Item(math.nan, 2), Item(0, math.inf), Item("1", 2)]
)
@pytest.mark.parametrize("place", range(5))
def test_what_is_no_range_is_refused(item, place):
    parts = [[item] if i == place else [] for i in range(4)]
    with pytest.raises(ValueError, match=r"low must|high must|chance must"):
        futures(Balance(*parts), item if place == 4 else COST, YEARS, draws=10)


@pytest.mark.parametrize("wrong", [{"draws": 0}, {"draws": 1.5}, {"seed": -1}, {"shape": "triangle"}])
def test_other_arguments_are_checked(wrong):
    with pytest.raises(ValueError, match="must be"):
        futures(BALANCE, COST, YEARS, **wrong)


def test_the_closed_form_checks_its_arguments():
    with pytest.raises(ValueError, match="years must"):
        chance_closed_form(BALANCE, COST, 5, 4)
    with pytest.raises(ValueError, match="wider than a point"):
        chance_closed_form(Balance(gained=[Item(1, 1)]), Item(1, 1), 0, 1)
    with pytest.raises(ValueError, match="time must"):
        advantage(1, 1, 1, -1)
