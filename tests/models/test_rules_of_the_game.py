"""The tables of the game: complete, no rule free, and outcomes worked out by hand."""

from itertools import product

import pytest

from regiekit.models import rules_of_the_game as model

GOOD = {"uitstappen": "moment", "informatie": "samen", "binding": "proces", "volgorde": "pakket", "conflict": "derde", "tijd": "einddatum"}
EASY = model.Standing("voor")
HARD = model.Standing("tegen", productive=True, blocks=True, needed=True, losses=2, binds=False)


def every():
    """All sets of rules, also without a rule on a topic."""
    return (dict(zip(model.RULES, found, strict=True)) for found in product(*[[None, *options] for options in model.RULES.values()]))


def test_the_tables_are_complete():
    named = {
        o for options in (model.RULES | model.SETTING).values() for rule in options.values() for o in (*rule.removes, *rule.brings)
    } | {
        *model.STALLED,
        "papier",
    }
    assert named == set(model.CONCERNS)
    assert len(model.RULES) == len(model.STALLED) == 6


def test_no_rule_is_free():
    for options in (model.RULES | model.SETTING).values():
        for rule in options.values():
            assert rule.removes
            assert rule.brings
            assert not {*rule.removes} & {*rule.brings}


def test_every_first_obstacle_can_be_taken_away_by_more_than_one_rule_or_topic():
    for obstacle in model.STALLED:
        removers = [(topic, name) for topic, options in model.RULES.items() for name, rule in options.items() if obstacle in rule.removes]
        assert len(removers) >= (1 if obstacle in {"fuik", "verlies"} else 2), obstacle


def test_every_obstacle_concerns_someone_and_not_everyone():
    all_kinds = [
        model.Standing(p, *flags, losses, *more)
        for p in ("voor", "tegen", "afwachtend")
        for *flags, losses in product([False, True], [False, True], [False, True], [False, True], [False, True], [0, 1, 2])
        for more in product([False, True], repeat=2)
    ]
    for obstacle, concerns in model.CONCERNS.items():
        assert 0 < sum(map(concerns, all_kinds)) < len(all_kinds), obstacle


def test_without_rules_by_hand():
    assert model.play({}) == model.Play(model.STALLED, (), ())
    assert model.in_the_way(EASY, {}) == ()
    assert model.in_the_way(HARD, {}) == ("fuik", "cijfers", "toezegging", "verlies", "ruzie")
    assert model.stances([EASY, HARD], {}) == ["doet mee", "haakt af"]
    assert not model.loose([EASY, HARD], {})


def test_one_rule_by_hand():
    found = model.play({"volgorde": "pakket"})
    assert "verlies" not in found.left
    assert found.brought == ("wachten",)
    assert found.removed == ("verlies",)
    assert model.in_the_way(EASY._replace(small=True), {"volgorde": "pakket"}) == ("wachten",)


def test_six_rules_by_hand():
    found = model.play(GOOD)
    assert found.left == ()
    assert found.brought == ("afschuiven", "haast", "papier")
    assert model.in_the_way(HARD, GOOD) == ("afschuiven",)
    assert model.loose([EASY, HARD], GOOD)


def test_a_rule_takes_away_what_another_brings():
    assert "wachten" in model.play({"volgorde": "pakket"}).brought
    assert "wachten" not in model.play({"volgorde": "pakket", "tijd": "einddatum"}).brought


def test_more_than_four_rules_cost_the_small_ones():
    four = dict(list(GOOD.items())[:4])
    assert "papier" not in model.play(four).brought
    assert "papier" in model.play({**four, "tijd": "einddatum"}).brought


def test_a_rhythm_and_a_structure_are_no_rules_to_keep_track_of():
    four = dict(list(GOOD.items())[:4])
    beside = {"ritme": "doorlopend", "structuur": "macht"}
    assert "papier" not in model.play(four | beside).brought
    assert model.play(beside).left == ("fuik", "cijfers", "verlies")
    assert model.play(beside).brought == ("vergaderlast", "overruled")
    assert model.in_the_way(HARD, beside) == ("fuik", "cijfers", "verlies", "overruled")
    assert "restant" not in model.play({"volgorde": "makkelijk", "ritme": "doorlopend"}).brought


@pytest.mark.parametrize(("obstacles", "expected"), [(0, "doet mee"), (1, "doet mee"), (2, "wacht af"), (3, "haakt af"), (9, "haakt af")])
def test_stance(obstacles, expected):
    assert model.stance(obstacles) == expected


def test_one_that_cannot_be_missed_holds_the_round():
    holder = model.Standing("afwachtend", productive=True, binds=False, needed=True)
    many = [EASY] * 9
    assert not model.loose([*many, holder], {})
    assert model.loose([*many, holder._replace(needed=False)], {})
    assert model.loose([*many, holder], {"informatie": "samen", "tijd": "einddatum"})


@pytest.mark.parametrize(
    "standing", [EASY, HARD, model.Standing("afwachtend", productive=True, small=True, binds=False, mandated=False, losses=1)]
)
def test_removing_and_bringing_add_up(standing):
    for rules in every():
        found = model.play(rules)
        assert not {*found.present} & {*found.removed}
        assert {*model.STALLED} <= {*found.left, *found.removed}
        assert len({*found.present}) == len(found.present)
        assert {*model.in_the_way(standing, rules)} <= {*found.present}


def test_strict_rules_keep_whom_they_should_bring():
    assert model.stances([HARD], model.STRICT) == ["haakt af"]
    assert model.stances([HARD], GOOD) == ["doet mee"]


@pytest.mark.parametrize("wrong", [{"kleur": "rood"}, {"tijd": "ooit"}])
def test_what_is_refused(wrong):
    with pytest.raises(ValueError, match="rules must be"):
        model.play(wrong)
    with pytest.raises(ValueError, match="standings must"):
        model.loose([], {})
    with pytest.raises(ValueError, match="obstacles must"):
        model.stance(-1)
