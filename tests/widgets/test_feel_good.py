"""The omkeerproef: the rules, the label against the precise verbs, and the formula beside it."""

from itertools import product
from xml.etree import ElementTree

import pytest

from regiekit.cases import Claim, Party, Task, Tie, workspace
from regiekit.models import feel_good as model
from regiekit.widgets import feel_good as proef
from tests.widgets.samples import CASES, SHIPPED, numbers, outcome, plain, revealed, take

NEUTRAL = proef.Standing(
    "afwachtend",
    blocks=False,
    weak=False,
    needed=False,
    larger=False,
    commanded=False,
    paid=False,
    paid_elsewhere=False,
    pays=False,
    core=False,
)
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
    workspace.start_own(
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
    case = workspace.current()
    a, b = case.party("a"), case.party("b")
    assert proef.standing(case, a, "t") == proef.Standing("tegen", True, False, True, True, True, False, False, False, False)
    assert proef.standing(case, b, "t") == proef.Standing("afwachtend", False, True, False, False, False, True, True, True, True)
    assert not proef.standing(case, b, proef.ALL).core


@pytest.mark.parametrize("case", CASES)
def test_nobody_is_against_the_label(case):
    panel = revealed("feel_good", case)
    for topic, _ in panel.controls["topic"].options:
        panel.put(topic=topic)
        o = outcome(panel)
        assert o.leaving == []
        assert o.staying == list(o.reasons)
        assert "Niemand is tegen" in panel.live["_picture"]["words"]
        assert all(proef.MEANINGS[o.heard(k)] and o.heard(k) in o.accepted(k) for k in o.reasons)


@pytest.mark.parametrize("case", SHIPPED)
@pytest.mark.parametrize("verb", proef.MEANINGS)
def test_every_precise_verb_loses_somebody(case, verb):
    panel = revealed("feel_good", case)
    panel.put(verb=verb)
    o = outcome(panel)
    assert o.leaving
    assert sorted(o.staying + o.leaving) == sorted(o.reasons)
    words = panel.live["_picture"]["words"]
    assert all(o.case.party(k).label in words for k in o.leaving)
    assert f"{len(o.staying)} van de 14 partijen" in words
    assert numbers(panel)["Partijen die instemmen, van de 14"] == (14, len(o.staying))
    reasons, accepts = proef.tables(o)
    assert sorted(", ".join(row[1] for row in reasons.rows).split(", ")) == sorted(o.case.party(k).label for k in o.leaving)
    assert {row[0]: row[1:] for row in accepts.rows} == {
        o.case.party(k).label: tuple("ja" if m in o.accepted(k) else "–" for m in proef.MEANINGS) for k in o.reasons
    }


@pytest.mark.parametrize("case", SHIPPED)
def test_two_verbs_keep_who_accepts_both(case):
    take(case)
    case = workspace.current()
    for one, other in product(proef.MEANINGS, repeat=2):
        both = set(proef.outcome(case, proef.ALL, one, other).staying)
        assert both == set(proef.outcome(case, proef.ALL, one, proef.NONE).staying) & set(
            proef.outcome(case, proef.ALL, other, proef.NONE).staying
        )
    assert proef.outcome(case, proef.ALL, proef.LABEL, "besluiten").verbs == ()
    assert proef.outcome(case, proef.ALL, "toezien", "toezien").verbs == ("toezien",)


@pytest.mark.parametrize("case", SHIPPED)
def test_the_mean_support_of_one_verb_is_the_chance_of_the_formula(case):
    panel = revealed("feel_good", case)
    shares = []
    for verb in proef.MEANINGS:
        panel.put(verb=verb)
        o = outcome(panel)
        shares.append(len(o.staying) / len(o.reasons))
    assert sum(shares) / len(shares) == pytest.approx(o.chance)
    real, fair = proef.curves(o)
    assert (real[0], fair[0]) == pytest.approx((o.chance, o.chance))
    assert real[-1] == 1
    drawn = next(v for k, v in numbers(panel).items() if k.startswith("Steun bij loting"))
    assert drawn == pytest.approx((model.label_support(o.chance, 6), o.chance))


def test_a_task_concerns_its_own_parties_only():
    panel = revealed("feel_good", "jeugdhulp")
    panel.put(topic="inkoop", verb="besluiten")
    o = outcome(panel)
    assert set(o.reasons) == {"regio", "ggz", "verblijf"}
    assert len(o.outside) == 11
    assert panel.declaration.pick(o, "ouders").endswith("heeft met dit onderwerp niet te maken.")
    assert "Zware hulp inkopen" in o.sentence


def test_a_core_task_is_not_decided_by_another():
    panel = revealed("feel_good", "jeugdhulp")
    panel.put(verb="besluiten")
    assert "school" in outcome(panel).staying
    panel.put(topic="signaleren")
    assert "school" in outcome(panel).leaving
    panel.put(_picture="school")
    assert "kerntaak" in plain(panel.live["_pick"])


def test_the_prediction_is_the_precise_sentence():
    panel = revealed("feel_good", "warmte")
    answer = panel.declaration.guess.answer(panel.case)
    panel.put(verb="besluiten")
    assert numbers(panel)["Partijen die instemmen, van de 14"] == (14, answer)


def test_the_picture_tells_who_stays_without_colour():
    panel = revealed("feel_good", "jeugdhulp")
    panel.put(verb="besluiten")
    o = outcome(panel)
    root = ElementTree.fromstring(panel.live["_picture"]["svg"])
    groups = [g for g in root.iter("{http://www.w3.org/2000/svg}g") if g.get("data-key", "").startswith("n:")]
    signs = {g.get("data-key")[2:]: next(t.text for t in g if t.get("font-weight") == "700") for g in groups}
    assert signs == {k: "✓" if k in o.staying else "!" if "blokker" in o.case.party(k).power else "×" for k in o.reasons}
    assert {g.get("data-key")[2:] for g in groups if any(e.get("stroke-dasharray") for e in g)} == set(o.leaving)
    panel.put(verb=proef.LABEL)
    said = {
        t.text
        for t in ElementTree.fromstring(panel.live["_picture"]["svg"]).iter("{http://www.w3.org/2000/svg}text")
        if t.get("font-weight") == "700"
    }
    assert said == {proef.MEANINGS[o.heard(k)].mark for k in o.reasons}


def test_one_party_that_drops_out_is_told_in_the_singular():
    panel = revealed("feel_good", "klein")
    panel.put(verb="besluiten")
    assert "Er haakt af: Huisarts." in panel.live["_picture"]["words"]
    assert "Bij ‘besluiten’ haakt af: Huisarts." in panel.declaration.guess.explain(panel.case, 3)
