import pytest
from hypothesis import given
from hypothesis import strategies as st

from regiekit.models import dimensions as model

KEYS = "abcdefg"
profiles = st.fixed_dictionaries({key: st.floats(model.LOW, model.HIGH) for key in KEYS})


def flat(value):
    return dict.fromkeys(KEYS, value)


def test_opposite_poles_and_the_middle():
    assert model.similarity(flat(1), flat(5)) == 0
    assert model.similarity(flat(1), flat(3)) == 0.5
    assert model.similarity(flat(2.5), flat(2.5)) == 1
    assert model.similarity(flat(1) | {"a": 5}, flat(1)) == pytest.approx(1 - 1 / 7)


@given(profiles, profiles, profiles)
def test_it_is_a_distance(one, other, third):
    def distance(a, b):
        return 1 - model.similarity(a, b)

    assert -1e-12 <= distance(one, other) <= 1
    assert distance(one, one) == 0
    assert distance(one, other) == pytest.approx(distance(other, one))
    assert distance(one, third) <= distance(one, other) + distance(other, third) + 1e-9


def test_the_spread_per_dimension():
    assert model.spreads([{"a": 1, "b": 2}, {"a": 5, "b": 2.5}, {"a": 3, "b": 2}]) == {"a": 4, "b": 0.5}
    assert model.spreads([flat(4)]) == flat(0)


def test_a_share_has_a_place():
    assert [model.place(s) for s in (0, 0.25, 1)] == [1, 2, 5]


@pytest.mark.parametrize(
    ("one", "other"),
    [({}, {}), ({"a": 1}, {"b": 1}), ({"a": 1}, {"a": 1, "b": 1}), ({"a": 0.5}, {"a": 1}), ({"a": float("nan")}, {"a": 1})],
)
def test_what_is_no_profile_is_refused(one, other):
    with pytest.raises(ValueError, match="must"):
        model.similarity(one, other)
    with pytest.raises(ValueError, match="must"):
        model.spreads([one, other])


def test_no_profiles_and_no_share_are_refused():
    with pytest.raises(ValueError, match="profiles"):
        model.spreads([])
    with pytest.raises(ValueError, match="share"):
        model.place(1.2)
