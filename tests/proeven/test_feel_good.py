"""The omkeerproef: the rules, the label against the precise verbs, and the formula beside it."""

from itertools import product

import pytest

from regiekit.cases import Case, Claim, Party, Task, Tie, load_shipped, shipped
from regiekit.cases.reading import assumed
from regiekit.models import feel_good as model
from regiekit.proeven.begin import feel_good as proef
from regiekit.proeven.begin.feel_good import FeelGood
from tests.proeven.stands import Stand, keyed
from tests.widgets.samples import OWN

NEUTRAL = proef.Standing("afwachtend", *[False] * 9)
FLAGS = NEUTRAL._fields[1:]


def test_whoever_a_party_is_it_can_hear_something_it_accepts():
    for position, *flags in product(("voor", "tegen", "afwachtend"), *[(False, True)] * len(FLAGS)):
        stands = proef.Standing(position, *flags)
        assert any(not proef.refusal(stands, m) for m in proef.MEANINGS), stands


@pytest.mark.parametrize(("change", "meaning"), [
    ({"position": "voor", "weak": True}, "faciliteren"), ({"position": "tegen", "blocks": True}, "coördineren"), ({"position": "tegen", "needed": True}, "coördineren"),
    ({"pays": True}, "financieren"), ({"paid_elsewhere": True}, "financieren"), ({"blocks": True, "position": "voor"}, "besluiten"), ({"core": True, "position": "voor"}, "besluiten"),
    ({"larger": True, "weak": True}, "besluiten"), ({"position": "tegen", "weak": True}, "besluiten"), ({}, "besluiten"), ({}, "toezien"), ({"position": "voor"}, "opdragen"),
])  # fmt: skip
def test_what_makes_a_party_refuse(change, meaning):
    reason = proef.refusal(NEUTRAL._replace(**change), meaning)
    assert len(reason) > 15
    assert not reason.endswith(".")


@pytest.mark.parametrize(("change", "meaning"), [
    ({"weak": True}, "faciliteren"), ({"position": "tegen", "weak": True}, "coördineren"), ({"paid_elsewhere": True, "paid": True}, "financieren"), ({"paid": True}, "toezien"),
    ({"commanded": True}, "toezien"), ({"position": "voor"}, "toezien"), ({"commanded": True, "core": True}, "besluiten"), ({"weak": True}, "besluiten"),
    ({"commanded": True}, "opdragen"), ({"paid": True, "position": "voor"}, "opdragen"),
])  # fmt: skip
def test_what_makes_a_party_accept(change, meaning):
    assert proef.refusal(NEUTRAL._replace(**change), meaning) == ""


def test_where_a_party_stands_comes_from_the_case():
    case = Case(
        "Standen",
        director="stad",
        parties=(
            Party("stad", size=2),
            Party("a", position="tegen", power=("blokker",), size=3),
            Party("b", power=("diffuus",), replaceable=True, size=2),
        ),
        ties=(Tie("stad", "a", "hiërarchie"), Tie("stad", "b", "geld"), Tie("a", "b", "geld"), Tie("b", "stad", "geld")),
        tasks=(Task("t", name="T", needed=("a", "b"), claims=(Claim("b", "kern"), Claim("a", "mede"))),),
    )
    case = assumed(case)
    a, b = case.party("a"), case.party("b")
    assert proef.standing(case, a, "t") == proef.Standing("tegen", True, False, True, True, True, False, False, False, False)
    assert proef.standing(case, b, "t") == proef.Standing("afwachtend", False, True, False, False, False, True, True, True, True)
    assert not proef.standing(case, b, proef.ALL).core


@pytest.mark.parametrize(
    "case", [*map(load_shipped, shipped()), *(assumed(Case(**make())) for make in OWN.values())], ids=lambda case: case.title[:9]
)
def test_nobody_is_against_the_label(case):
    for topic in proef.topics(case):
        state = FeelGood.at(case, topic=topic, verb=proef.LABEL)
        assert (state.leaving, state.staying) == ([], list(state.reasons))
        assert all(state.heard(k) in state.accepted(k) for k in state.reasons)


@pytest.mark.parametrize("case", shipped())
@pytest.mark.parametrize("verb", proef.MEANINGS)
def test_every_precise_verb_loses_somebody(case, verb):
    state = Stand({"verb": verb}, case=case).state("feel_good")
    gone = [state.case.party(k).label for k in state.leaving]
    assert gone
    assert sorted(state.staying + state.leaving) == sorted(state.reasons)
    assert len(state.leaving) > proef.FEW or all(proef.phrase(p).lower() in state.words().lower() for p in state.gone)
    agree, blocking = state.measures()[:2]
    assert (agree.before, agree.after) == (len(state.reasons), len(state.staying))
    assert blocking.after == sum(map(state.blocks, state.staying))
    reasons, accepts = state.tables()
    assert sorted(", ".join(row[1] for row in reasons.rows).split(", ")) == sorted(gone)
    yes = {row[0]: [m for m, cell in zip(proef.MEANINGS, row[1:], strict=True) if cell == "ja"] for row in accepts.rows}
    assert yes == {state.case.party(k).label: state.accepted(k) for k in state.reasons}


@pytest.mark.parametrize("case", shipped())
def test_two_verbs_keep_who_accepts_both(case):
    state = FeelGood.at(load_shipped(case))
    alone = {verb: set(state.but(verb=verb).staying) for verb in proef.MEANINGS}
    for one, other in product(proef.MEANINGS, repeat=2):
        assert set(state.but(verb=one, second=other).staying) == alone[one] & alone[other]
    assert state.but(verb=proef.LABEL, second="besluiten").verbs == ()
    assert state.but(verb="toezien", second="toezien").verbs == ("toezien",)


@pytest.mark.parametrize("case", shipped())
def test_the_mean_support_of_one_verb_is_the_chance_of_the_formula(case):
    state = FeelGood.at(load_shipped(case))
    shares = [len(state.but(verb=verb).staying) / len(state.reasons) for verb in proef.MEANINGS]
    assert sum(shares) / len(shares) == pytest.approx(state.chance)
    drawn = state.but(verb="toezien").measures()[3]
    assert (drawn.before, drawn.after) == pytest.approx((model.label_support(state.chance, 6), state.chance))
    said = state.curve()[2]
    assert "meer partijen instemmen" in said
    assert f"1 betekenis {100 * state.chance:.0f} procent" in said
    assert "6 betekenissen 100 procent" in said


def test_a_task_concerns_its_own_parties_only():
    state = Stand({"topic": "inkoop", "verb": "besluiten"}).state("feel_good")
    assert set(state.reasons) == {"regio", "ggz", "verblijf"}
    assert len(state.outside) == 11
    assert "niet te maken" in state.pick("ouders")


def test_a_core_task_is_not_decided_by_another():
    state = Stand({"verb": "besluiten"}).state("feel_good")
    assert "school" in state.staying
    task = state.but(topic="signaleren")
    assert "school" in task.leaving
    assert "kerntaak" in task.pick("school")


def test_the_prediction_is_the_precise_sentence():
    case = load_shipped("warmte")
    assert FeelGood.answer(case) == len(FeelGood.at(case, verb="besluiten").staying)


def test_the_picture_tells_who_stays_without_colour():
    state = Stand({"verb": "besluiten"}).state("feel_good")
    signs = {k: state.mark(k) for k in state.reasons}
    assert signs == {k: "✓" if k in state.staying else "!" if state.blocks(k) else "×" for k in state.reasons}
    groups = state.svg().split('<g data-key="n:')[1:]
    drawn = {group.split('"')[0]: group for group in groups}
    assert all(f">{sign}</text>" in drawn[k] for k, sign in signs.items())
    assert {k for k, group in drawn.items() if "stroke-dasharray" in group.split("</g>")[0]} == set(state.leaving)
    label = state.but(verb=proef.LABEL)
    assert {label.mark(k) for k in label.reasons} == {proef.MEANINGS[label.heard(k)].mark for k in label.reasons}
    assert "zin:0" in keyed(label)


def test_one_party_that_drops_out_is_told_in_the_singular():
    case = assumed(Case(**OWN["klein"]()))
    assert "Huisarts haakt af: wie" in FeelGood.at(case, verb="besluiten").words()
    assert "haakt Huisarts af" in FeelGood.explain(case, 3)


def point(*powers, verb="besluiten", position="tegen"):
    """The headline where so many parties with such powers are against, beside one that is commanded."""
    others = [Party(f"p{i}", power=power, position=position) for i, power in enumerate(powers)]
    case = assumed(
        Case("Kop", director="stad", parties=(Party("stad"), Party("dienst"), *others), ties=(Tie("stad", "dienst", "hiërarchie"),))
    )
    return FeelGood.at(case, verb=verb).headline()


@pytest.mark.parametrize(
    ("found", "piece"),
    [
        (point((), verb=proef.LABEL), "Niemand is tegen"),
        (point(("blokker",)), "en juist die partij kan de uitvoering tegenhouden"),
        (point(("blokker",), ()), "Eén van die twee kan de uitvoering tegenhouden"),
        (point((), ()), "haken twee van de drie partijen af, maar geen van die twee kan de uitvoering tegenhouden"),
        (point((), verb="faciliteren"), "haakt niemand af"),
    ],
)
def test_the_point_is_who_drops_out_and_whether_they_can_stop_it(found, piece):
    assert piece in found


def test_the_reason_that_is_told_is_the_one_most_of_them_have():
    state = Stand({"verb": "opdragen"}).state("feel_good")
    assert state.reason == "wie niet onder de regisseur valt, laat zich niets opdragen"
    assert all(state.reasons[k]["opdragen"] == state.reason for k in state.leaving)
