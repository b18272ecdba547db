import math
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regiekit.models import announced_form as model
from regiekit.models.announced_form import Story

shares = st.floats(0.01, 0.99).map(lambda value: round(value, 3))
FORMS = tuple(model.FREEDOM)
REPLIES, ANSWERS = ("overnemen", "uitleggen", "doorgaan"), ("open", "ontwijken")
STORIES = [Story(*told) for told in product(FORMS, FORMS, REPLIES, ANSWERS, (True, False))]
GAIN, LOSS = 0.2, 0.6


def end(story, trust=0.5):
    return model.path(trust, [r.strength for r in model.rounds(story)], GAIN, LOSS)[-1]


@given(shares, shares, st.integers(0, 30))
@settings(max_examples=60, deadline=None)
def test_equal_gains_and_losses_have_a_closed_form(trust, step, number):
    assert model.path(trust, [1] * number, step, 0.9)[-1] == pytest.approx(model.after_gains(trust, number, step))
    assert model.path(trust, [-1] * number, 0.9, step)[-1] == pytest.approx(model.after_losses(trust, number, step))
    assert model.path(trust, [0.5] * number, step, 0.9)[-1] == pytest.approx(model.after_gains(trust, number, step / 2))


def test_worked_values():
    assert model.after_gains(0.6, 1, 0.25) == pytest.approx(0.7)
    assert model.after_losses(0.6, 2, 0.5) == pytest.approx(0.15)
    assert model.changed(0.6, -0.5, 0.1, 0.5) == pytest.approx(0.45)
    assert model.changed(0.6, 0.5, 0.1, 0.5) == pytest.approx(0.62)
    assert model.path(0.5, [], 0.2, 0.6) == [0.5]


@given(shares, st.floats(-1, 1), shares, shares)
@settings(max_examples=100, deadline=None)
def test_trust_stays_between_nothing_and_all(trust, strength, gain, loss):
    assert 0 <= model.changed(trust, strength, gain, loss) <= 1


@given(shares, shares)
@settings(max_examples=60, deadline=None)
def test_what_is_lost_at_once_comes_back_in_that_many_times(trust, loss):
    now = model.changed(trust, -1, 0.2, loss)
    number = model.times_to_return(now, trust, 0.1)
    assert model.after_gains(now, number, 0.1) >= trust - 1e-9
    if number:
        assert model.after_gains(now, number - 1, 0.1) < trust


def test_times_to_return_at_its_limits():
    # 0.60 falls to 0.24; 0.76 · 0.9ⁿ <= 0.40 from n = 7
    assert model.times_to_return(0.24, 0.6, 0.1) == 7
    assert model.times_to_return(0.6, 0.6, 0.1) == 0
    assert model.times_to_return(0.7, 0.6, 0.1) == 0
    assert model.times_to_return(0.5, 1, 0.1) == math.inf
    assert model.times_to_return(0.5, 0.6, 0) == math.inf
    assert model.times_to_return(0.5, 0.6, 1) == 1
    assert model.times_to_return(0, 0.578125, 0.25) == 3  # exactly there: 1 − 0.75³


def test_with_equal_shares_there_is_no_asymmetry_half_way():
    assert model.changed(0.5, 1, 0.3, 0.3) - 0.5 == pytest.approx(0.5 - model.changed(0.5, -1, 0.3, 0.3))


@given(shares, shares, shares)
@settings(max_examples=60, deadline=None)
def test_at_the_break_even_both_end_alike(one, two, three):
    bad, good, luck = sorted((one, two, three))
    if luck - bad > 0.01:
        chance = model.break_even(good, luck, bad)
        assert chance * bad + (1 - chance) * luck == pytest.approx(good)


def test_break_even_at_its_limits():
    assert model.break_even(0.6, 0.5, 0.2) == 0
    assert model.break_even(0.6, 0.7, 0.65) == 1
    assert model.break_even(0.5, 0.6, 0.2) == pytest.approx(0.25)


@pytest.mark.parametrize("form", FORMS)
def test_honesty_hides_nothing_and_never_ends_lower(form):
    story = model.honest(form)
    assert model.breach(story) == model.hidden(story) == 0
    assert end(story) > 0.5


def test_given_content_told_honestly_costs_at_first_and_is_no_breach():
    strengths = [r.strength for r in model.rounds(model.honest("gegeven"))]
    assert strengths[0] < 0 < min(strengths[1:])


def test_a_breach_is_announcing_more_freedom_than_there_is():
    assert model.breach(Story("gegeven", "vrij", "uitleggen")) == 1
    assert 0 < model.breach(Story("gegeven", "kader", "uitleggen")) < 1
    assert model.breach(Story("kader", "vrij", "overnemen")) == model.breach(Story("gegeven", "kader", "doorgaan"))
    assert model.breach(Story("vrij", "gegeven", "overnemen")) == 0
    assert model.breach(Story()) == model.breach(Story("gegeven")) == 0
    assert model.breach(Story("gegeven", "gegeven", "overnemen")) == 1  # a promise that cannot be kept


@pytest.mark.parametrize("story", STORIES)
def test_every_story(story):
    rounds = model.rounds(story)
    assert [r.name for r in rounds] == ["aankondiging", "bezwaar", "vraag", "afloop"]
    assert all(-1 <= r.strength <= 1 for r in rounds)
    secret = model.breach(story)
    shown, quiet = (end(story._replace(out=out)) for out in (True, False))
    if secret and story.answer == "ontwijken":
        assert shown < quiet
        told = end(story._replace(answer="open"))
        assert shown < told < quiet  # telling it oneself is dearer than luck and cheaper than being found out
    else:
        assert shown == quiet


@pytest.mark.parametrize("story", [s for s in STORIES if model.hidden(s) and s.out])
def test_being_found_out_ends_below_honesty_about_the_same_content(story):
    assert end(story) < end(model.honest(story.real))


@pytest.mark.parametrize("story", [s for s in STORIES if model.FREEDOM[s.announced] > model.FREEDOM[s.real] and s.answer == "open"])
def test_a_bluff_that_is_admitted_ends_below_honesty_too(story):
    assert end(story) < end(model.honest(story.real))


def test_telling_it_oneself_hurts_less_at_that_moment():
    told = Story("gegeven", "vrij", "uitleggen", "open", True)
    found = told._replace(answer="ontwijken")
    assert model.rounds(told)[2].strength == model.ADMITTED * model.rounds(found)[3].strength == -0.7
    assert model.rounds(told)[3].strength == model.KEPT


def test_a_story_half_told():
    told = Story("gegeven", "vrij", "overnemen", "ontwijken", True)
    for number in range(5):
        half = Story(*told[:number])
        assert len(model.rounds(half)) == max(0, number - 1)
        assert model.rounds(half) == model.rounds(told)[: max(0, number - 1)]


@pytest.mark.parametrize("wrong", [(-0.1, 0, 0.2, 0.6), (0.5, 1.1, 0.2, 0.6), (0.5, 0, 1.2, 0.6), (0.5, 0, 0.2, math.nan)])
def test_out_of_range_is_refused(wrong):
    with pytest.raises(ValueError, match="must be a number"):
        model.changed(*wrong)
