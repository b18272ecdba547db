"""What is remembered of the last object, and for how long."""

from regiekit.cases.remember import each, last


def test_the_last_answer_is_remembered_until_another_object_comes():
    asked = []
    length = last(lambda of: asked.append(of) or len(of))
    one, other = [1], [1]
    assert [length(one), length(one), length(other), length(one)] == [1, 1, 1, 1]
    assert [id(of) for of in asked] == [id(one), id(other), id(one)]


def test_of_the_last_object_every_answer_is_remembered():
    asked = []
    product = each(lambda of, *more: asked.append(more) or (of[0], *more))
    one, other = [1], [2]
    assert [product(one, 2), product(one, 3), product(one, 2)] == [(1, 2), (1, 3), (1, 2)]
    assert asked == [(2,), (3,)]
    assert [product(other, 2), product(one, 2)] == [(2, 2), (1, 2)]
    assert asked == [(2,), (3,), (2,), (2,)]
