"""Four types from two questions; power as a mean over the parties."""

import pytest

from regiekit.models import director_types as model


@pytest.mark.parametrize(
    ("script", "power", "kind"),
    [(5, 5, "controlling"), (1, 5, "executing"), (5, 1, "visionary"), (1, 1, "facilitating"), (3, 3, "facilitating")],
)
def test_two_questions_give_four_types(script, power, kind):
    assert model.kind(script, power) == kind


def test_power_is_the_mean_hold_and_only_a_command_is_whole():
    assert model.power({"a": "order"}, 0) == 5
    assert model.power({"a": "none", "b": "none"}, 1) == 1
    assert model.power({"a": "money"}, 0.25) == model.power({"a": "order", "b": "none", "c": "none", "d": "none"}, 0) == 2
    assert model.power({"a": "order", "b": "money"}, 1) == 5


@pytest.mark.parametrize(("hold", "money"), [({}, 0.5), ({"a": "friendship"}, 0.5), ({"a": "money"}, 1.1)])
def test_what_it_refuses(hold, money):
    with pytest.raises(ValueError, match=r"hold|money"):
        model.power(hold, money)
