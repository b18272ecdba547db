"""Hand-made cases: all agree, all differ, and what is not known is not compared."""

import math

import pytest

from regiekit.models import views as model

OWN = {
    "a": model.statement("voor", ["productie"]),
    "b": model.statement("tegen", ["blokker", "productie"]),
    "c": model.statement("afwachtend"),
}


def seen(position, *power):
    return model.statement(position, power)


def test_all_agree():
    found = model.gaps(OWN, [("a", "b", OWN["b"]), ("b", "a", OWN["a"]), ("c", "a", OWN["a"])])
    assert model.share(found) == 0
    assert not any(g.position or g.power for g in found)
    assert {wrong for wrong, _ in model.misjudged(found).values()} == {0}


def test_all_differ():
    found = model.gaps(
        OWN, [("a", "b", seen("voor", "diffuus")), ("b", "a", seen("voor", "blokker")), ("c", "a", seen("tegen", "productie"))]
    )
    assert model.share(found) == 1
    assert [(g.position, g.power) for g in found] == [(True, True), (False, True), (True, False)]


def test_half_differ():
    assert model.share(model.gaps(OWN, [("a", "b", OWN["b"]), ("b", "a", seen("tegen", "productie"))])) == 0.5


@pytest.mark.parametrize(("about", "view"), [("a", seen("voor")), ("c", seen("afwachtend", "blokker"))])
def test_power_that_is_not_known_is_not_compared(about, view):
    (found,) = model.gaps(OWN, [("b", about, view)])
    assert not found.differs


def test_the_order_of_powers_does_not_count():
    (found,) = model.gaps(OWN, [("a", "b", seen("tegen", "productie", "blokker"))])
    assert not found.differs


def test_the_last_view_of_a_pair_counts():
    (found,) = model.gaps(OWN, [("a", "b", seen("voor")), ("a", "b", OWN["b"])])
    assert not found.differs


def test_who_is_misjudged_and_who_misjudges():
    wrong = seen("tegen", "diffuus")
    found = model.gaps(OWN, [("b", "a", wrong), ("c", "a", wrong), ("a", "c", wrong), ("b", "c", OWN["c"]), ("c", "b", OWN["b"])])
    assert list(model.misjudged(found).items()) == [("a", (2, 2)), ("c", (1, 2)), ("b", (0, 1))]
    assert list(model.misjudged(found, "holder").items()) == [("a", (1, 1)), ("b", (1, 2)), ("c", (1, 2))]


def test_without_views_there_is_no_share():
    assert math.isnan(model.share([]))
    assert model.misjudged([]) == {}


@pytest.mark.parametrize("view", [("a", "x", seen("voor")), ("a", "a", seen("voor"))])
def test_a_view_about_nobody_or_oneself(view):
    with pytest.raises(ValueError, match="another party"):
        model.gaps(OWN, [view])


def test_other_arguments():
    with pytest.raises(ValueError, match="by must be"):
        model.misjudged([], "party")
    with pytest.raises(ValueError, match="not the text"):
        model.statement("voor", "blokker")


@pytest.mark.parametrize(
    ("view", "own", "way"), [("tegen", "voor", -1), ("afwachtend", "tegen", 1), ("voor", "voor", 0), ("afwachtend", "voor", -1)]
)
def test_which_way_a_view_errs(view, own, way):
    assert model.slant(seen(view), seen(own)) == way
    assert model.slant(seen(own), seen(view)) == -way


def test_a_position_of_another_kind_has_no_way():
    with pytest.raises(ValueError, match="positions must"):
        model.slant(seen("misschien"), seen("voor"))
