"""The proef of gain and threat: what follows from the case, whom a threat reaches, and who leaves when it goes."""

import pytest

from regiekit.cases import Issue, Party, Tie, load_shipped, workspace
from regiekit.widgets import gain_and_loss as proef
from tests.widgets.samples import numbers, outcome, plain, revealed

KEY = "winst_en_dreiging"
NOTHING = {"extra": 0, "existing": 0, "organised": 0, "credible": 100, "pull": 0}


def own(gains, positions, ties=()):
    parties = (
        Party("stad", name="Stad", position="voor"),
        *(Party(f"p{i}", name=f"Partij {i}", short=f"P{i}", position=position) for i, position in enumerate(positions)),
    )
    issues = tuple(Issue(f"k{j}", name=f"Kwestie {j}", gains={f"p{i}": g for i, g in enumerate(row)}) for j, row in enumerate(gains))
    workspace.start_own("Winst", parties=parties, issues=issues, ties=ties, director="stad")


def joined(panel):
    return [s.party.key for s in outcome(panel).inside]


def test_what_follows_from_the_case_by_hand():
    huisarts = next(s for s in proef.stakes(load_shipped("jeugdhulp")) if s.party.key == "huisarts")
    # wins 2 + 1 + 1 + 3; loses 3 + 2, and is against: 6
    assert (huisarts.gain, huisarts.demand, huisarts.reached) == (7, 11, ())


def test_a_party_joins_at_exactly_what_it_asks():
    own([[4], [-2]], ["afwachtend"])  # gain 4, asked 2 + 3
    panel = revealed(KEY)
    panel.put(**NOTHING)
    assert joined(panel) == []
    panel.put(extra=1)
    assert joined(panel) == ["p0"]
    panel.put(extra=0, existing=1)
    assert joined(panel) == ["p0"]
    assert [s.party.key for s in outcome(panel).forced] == ["p0"]
    assert "Valt de dreiging weg, dan is die partij weer weg." in panel.live["_picture"]["words"]


@pytest.mark.parametrize(("tie", "reached"), [
    (Tie("stad", "p0", "geld"), True), (Tie("stad", "p0", "hiërarchie"), True), (Tie("p0", "stad", "geld"), False),
    (Tie("stad", "p0", "informeel"), False), (Tie("p1", "p0", "geld"), False),
])  # fmt: skip
def test_an_organised_threat_reaches_whom_the_director_pays_or_commands(tie, reached):
    own([], ["tegen", "tegen"], (tie,))
    panel = revealed(KEY)
    panel.put(**{**NOTHING, "organised": 12})
    assert joined(panel) == (["p0"] if reached else [])
    assert ("raakt in deze casus niemand" in panel.live.get("_note:organised", "")) == (not reached)
    panel.put(existing=6, organised=0)
    assert joined(panel) == ["p0", "p1"]


def test_numbers_and_verbs_agree():
    own([], ["tegen"])
    panel = revealed(KEY)
    panel.put(**NOTHING)
    said = panel.live["_picture"]["words"]
    assert "Geen enkele andere partij doet mee." in said
    assert "zijn 6 punten extra per partij nodig" in said
    panel.put(existing=6)
    assert "Van de 1 andere partij doet er 1 mee: P0." in panel.live["_picture"]["words"]
    workspace.start_own("Alleen", parties=(Party("a", name="A"),))
    assert "minstens twee partijen" in revealed(KEY).text()


def test_a_threat_nobody_believes_does_nothing():
    own([], ["tegen"], (Tie("stad", "p0", "geld"),))
    panel = revealed(KEY)
    panel.put(**{**NOTHING, "organised": 12, "credible": 0})
    assert joined(panel) == []
    assert "Niemand gelooft" in panel.live["_note:credible"]
    panel.put(credible=50)
    assert joined(panel) == ["p0"]


def test_who_joins_because_others_do():
    own([], ["voor", "afwachtend", "tegen"])
    panel = revealed(KEY)
    panel.put(**{**NOTHING, "extra": 1})
    assert joined(panel) == ["p0"]
    panel.put(pull=2)  # one inside brings 2 to the second (1 + 2 = 3), two inside bring 4 to the third (1 + 4 < 6)
    assert joined(panel) == ["p0", "p1"]
    assert [s.party.key for s in outcome(panel).followers] == ["p1"]
    assert "Omdat anderen al meedoen, volgt: P1." in panel.live["_picture"]["words"]
    panel.put(extra=2)
    assert joined(panel) == ["p0", "p1", "p2"]


@pytest.mark.parametrize("case", ["jeugdhulp", "regio", "warmte"])
def test_the_offer_in_the_words_brings_everyone_in(case):
    panel = revealed(KEY, case)
    panel.put(**NOTHING)
    offer = outcome(panel).offer
    assert 0 < offer <= 12
    panel.put(extra=offer)
    assert numbers(panel)["Partijen die meedoen"][1] == len(panel.case.parties) - 1
    panel.put(extra=offer - 1)
    assert numbers(panel)["Partijen die meedoen"][1] < len(panel.case.parties) - 1


def test_the_answer_is_what_the_sliders_give():
    for case in ("jeugdhulp", "regio", "warmte"):
        panel = revealed(KEY, case)
        panel.put(**NOTHING)
        free = numbers(panel)["Partijen die meedoen"][1]
        panel.put(organised=proef.ASKED_THREAT)
        assert numbers(panel)["Partijen die meedoen"][1] - free == proef.more(panel.case)


def test_a_chosen_party_tells_its_sums():
    panel = revealed(KEY, "jeugdhulp")
    panel.put(_picture="huisarts")
    said = plain(panel.live["_pick"])
    assert "wint 7 punten op de kwesties" in said
    assert "11 punten: 5 aan verlies op kwesties en 6 omdat zij tegen is" in said
    panel.put(_picture="gemeente")
    assert "komt in deze stand niet voor" in panel.live["_pick"]
