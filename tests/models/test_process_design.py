"""The table of a process design: complete, without an answer that is simply best, and reaching all eight."""

from itertools import pairwise, permutations, product

import pytest

from regiekit.models import process_design as model


def every():
    """All complete designs, 3^9 x 4."""
    answers = [list(options) for options in model.RULES.values()]
    return (dict(zip(model.RULES, found, strict=True)) for found in product(*answers))


def test_the_table_is_complete():
    assert len(model.GOODS) == 8
    assert len(model.ELEMENTS) == 5
    assert model.QUESTIONS.keys() == model.RULES.keys()
    assert {list(model.QUESTIONS.values()).count(e) for e in model.ELEMENTS} == {2}
    for options in model.RULES.values():
        assert len(options) >= 3
        for effect in options.values():
            assert effect.serves
            assert {*effect.serves, *effect.hinders} <= set(model.GOODS)
            assert not {*effect.serves} & {*effect.hinders}


@pytest.mark.parametrize("question", model.RULES)
def test_every_answer_beats_every_other_somewhere(question):
    """There is no best answer to tick."""
    profiles = {a: [(g in e.serves) - (g in e.hinders) for g in model.GOODS] for a, e in model.RULES[question].items()}
    for answer, other in permutations(profiles, 2):
        assert any(m > t for m, t in zip(profiles[answer], profiles[other], strict=True)), (answer, other)


def test_every_good_can_come_from_more_than_one_element():
    found = model.marks({})
    for good in model.GOODS:
        assert sum(found[good, e].possible for e in model.ELEMENTS) >= 2, good
    for element in model.ELEMENTS:
        assert sum(found[g, element].possible for g in model.GOODS) >= 2, element


def test_nothing_chosen_serves_nothing():
    assert model.served({}) == model.served(dict.fromkeys(model.RULES)) == ()
    assert set(model.state({}).values()) == {"nog niet"}


def test_the_kick_off_by_hand():
    """Counted from the table by hand: serves minus works against."""
    assert model.balance(model.KICK_OFF) == {
        "vertrouwen": -3,
        "belang": 0,
        "afhankelijkheid": 1,
        "informatie": 5,
        "inhoud": 4,
        "positie": 0,
        "risico": -4,
        "netwerk": 1,
    }
    assert model.served(model.KICK_OFF) == ("afhankelijkheid", "informatie", "inhoud", "netwerk")
    assert model.state(model.KICK_OFF)["positie"] == "gemengd"
    assert model.state(model.KICK_OFF)["belang"] == "nog niet"
    assert model.state(model.KICK_OFF)["risico"] == "tegengewerkt"


def test_risk_is_taken_only_when_all_are_committed():
    willing = {"uitstappen": "moment", "besluit": "pakket"}
    assert model.state(willing)["risico"] == "gemengd"
    assert model.state({**willing, "niveau": "vakmensen"})["risico"] == "gemengd"
    assert model.state({**willing, "niveau": "binden"})["risico"] == "geregeld"


def test_all_eight_is_possible_but_rare():
    counts = [len(model.served(design)) for design in every()]
    assert len(counts) == 4 * 3**9
    assert max(counts) == 8
    assert 0 < counts.count(8) / len(counts) < 0.05


def test_marks_add_up_to_the_balance():
    for design in (model.KICK_OFF, {"vorm": "plenair"}, {}):
        found = model.marks(design)
        for good, net in model.balance(design).items():
            assert sum(found[good, e].serves - found[good, e].hinders for e in model.ELEMENTS) == net


def test_one_more_answer_changes_only_its_own_element():
    for before, after in pairwise([{}, {"vorm": "plenair"}, {"vorm": "plenair", "besluit": "pakket"}]):
        changed = {e for (g, e), mark in model.marks(after).items() if mark != model.marks(before)[g, e]}
        assert changed == {"overleg"}


@pytest.mark.parametrize("wrong", [{"kleur": "rood"}, {"vorm": "rond"}])
def test_what_is_refused(wrong):
    for function in (model.marks, model.balance, model.state, model.served, model.effects):
        with pytest.raises(ValueError, match="design must answer"):
            function(wrong)
