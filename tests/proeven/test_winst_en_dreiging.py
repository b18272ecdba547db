"""Perspectief op winst, dreiging met verlies: what follows from the case, whom a threat reaches, who leaves when it goes, who follows."""

import pytest

from regiekit.cases import Case, Issue, Party, Tie, load_shipped
from regiekit.cases.reading import assumed
from regiekit.proeven.proces.winst_en_dreiging import ASKED_THREAT, NOTHING, GainAndLoss, stakes
from tests.proeven.stands import Stand, keyed, stands
from tests.widgets.samples import SHIPPED

JOIN, FORCED, FOLLOW = "Partijen die meedoen", "Partijen die alleen door dreiging", "Partijen die pas na anderen"
BARE = {**NOTHING, "credible": 100, "weight": 1}


KNOWN = (Tie("p0", "stad", "informeel"),)  # a tie by which the director reaches nobody


def own(positions, gains=(), ties=KNOWN):
    """The director, and a party per position; a row of `gains` is an issue, without any of these one on which nobody wins or loses."""
    gains = gains or [[0] * len(positions)]
    parties = (
        Party("stad", name="Stad"),
        *(Party(f"p{i}", name=f"Partij {i}", short=f"P{i}", position=p) for i, p in enumerate(positions)),
    )
    issues = tuple(Issue(f"k{j}", name=f"Kwestie {j}", gains={f"p{i}": g for i, g in enumerate(row)}) for j, row in enumerate(gains))
    return assumed(Case("Winst", parties=parties, issues=issues, ties=ties, director="stad"))


EXACT = own(["afwachtend"], [[4], [-2]])  # gain 4, asked 2 + 3
PAID = own(["tegen"], ties=(Tie("stad", "p0", "geld", free=True),))
THREE = own(["voor", "afwachtend", "tegen"])
IN, OUT = {"p0": 1}, {"p0": None}

test_stands = stands(
    "winst_en_dreiging",
    Stand(BARE, {"rounds": OUT, "offer": 1.0}, {JOIN: 0, FORCED: 0}, ("doet iedereen pas mee bij 1 punt per partij",), case=EXACT),
    Stand(
        {**BARE, "extra": 1},
        {"rounds": IN},
        {JOIN: (0, 1), FORCED: (0, 0)},
        ("de enige andere partij niet mee. Met 1 punt extra winst wel.",),
        case=EXACT,
    ),
    Stand(
        {**BARE, "existing": 1},
        {"rounds": IN},
        {JOIN: (0, 1), FORCED: (0, 1)},
        ("Partij 0 komt 1 punt tekort om mee te doen, maar wegblijven kost door de dreiging evenveel.",),
        case=EXACT,
    ),
    # the loss of 2 counts twice: 4 + 3 against a gain of 4
    Stand({**BARE, "weight": 2, "extra": 2}, {"rounds": OUT}, {JOIN: 0}, case=EXACT),
    Stand({**BARE, "weight": 2, "extra": 3}, {"rounds": IN}, {JOIN: 1}, case=EXACT),
    Stand({**BARE, "weight": 2, "extra": 1, "existing": 1}, {"rounds": IN}, {FORCED: 1}, case=EXACT),  # and so does a threat of 1
    Stand({**BARE, "hurdle": 4}, {"rounds": IN}, {JOIN: 1}, case=EXACT),
    Stand(BARE, {"rounds": OUT}, says=("doet iedereen pas mee bij 6 punten per partij",), case=own(["tegen"])),
    Stand({**BARE, "existing": 6}, {"rounds": IN}, case=own(["tegen"])),
    Stand(
        {**BARE, "organised": 12, "credible": 0},
        {"rounds": OUT},
        notes={"credible": "Niemand gelooft"},
        case=PAID,
    ),
    Stand({**BARE, "organised": 12, "credible": 50}, {"rounds": IN, "believed": 6}, {FORCED: (0, 1)}, notes={"credible": ""}, case=PAID),
    Stand({**BARE, "extra": 1}, {"rounds": {"p0": 1, "p1": None, "p2": None}}, {FOLLOW: 0}, case=THREE),
    # one inside brings 2 to the second (1 + 2 = 3), two inside bring 4 to the third (1 + 4 < 6)
    Stand(
        {**BARE, "extra": 1, "pull": 2},
        {"rounds": {"p0": 1, "p1": 2, "p2": None}},
        {FOLLOW: 1},
        ("Partij 1 volgt pas later, want elke deelnemer maakt meedoen 2 punten meer waard.",),
        case=THREE,
    ),
    Stand({**BARE, "extra": 2, "pull": 2}, {"rounds": {"p0": 1, "p1": 2, "p2": 3}}, {JOIN: 3, FOLLOW: 2}, case=THREE),
)


def test_who_simply_does_not_want_to_is_moved_by_nothing_and_moves_nobody():
    state = GainAndLoss.at(THREE, **{**BARE, "extra": 12, "existing": 12, "unwilling": "p0"})
    assert state.rounds == {"p0": None, "p1": 1, "p2": 1}
    assert "Partij 0 wil niet meedoen, en winst of dreiging verandert dat niet." in state.headline()
    assert state.pick("p0").endswith("wil eenvoudigweg niet.")
    assert state.before.offer == max(3, 6)  # who does not weigh, is not paid for
    # with p0 out, nobody is there to follow
    assert GainAndLoss.at(THREE, **{**BARE, "extra": 1, "pull": 2, "unwilling": "p0"}).joining == 0


@pytest.mark.parametrize(
    ("party", "said"),
    [
        (Party("p", name="P", power=("blokker",), replaceable=True), "kan het plan tegenhouden"),
        (Party("p", name="P", power=(), replaceable=True), "Een ander kan de plaats van P innemen"),
        (Party("p", name="P", power=(), replaceable=False), "niet te vervangen"),
        (Party("p", name="P"), "staat nog niet in de casus"),
    ],
)
def test_what_an_unwilling_party_means_follows_from_its_power_as_far_as_that_is_known(party, said):
    case = Case("W", parties=(Party("stad", name="Stad"), party), director="stad")
    state = GainAndLoss(case, **{**BARE, "hurdle": 6, "unwilling": "p", "unwilling2": "", "unwilling3": ""})
    assert said in state._refusal()


def test_several_may_simply_not_want_to():
    """Up to three by name, or all who are against at once; who is named twice counts once."""
    case = own(["voor", "tegen", "tegen", "afwachtend"])
    free = {**BARE, "extra": 12, "existing": 12}
    two = GainAndLoss.at(case, **{**free, "unwilling": "p0", "unwilling2": "p3", "unwilling3": "p0"})
    assert two.rounds == {"p0": None, "p1": 1, "p2": 1, "p3": None}
    assert "Partij 0 en Partij 3 willen niet" in two.headline()
    assert "Beide andere partijen doen mee" in two.headline()
    assert "Partij 0 en Partij 3 willen eenvoudigweg niet." in two.report()
    long = GainAndLoss.at(load_shipped("jeugdhulp"), unwilling="regio", unwilling2="huisarts").headline()
    assert long.startswith("Twee partijen willen niet")
    assert len(long) <= 150
    against = GainAndLoss.at(case, **{**free, "unwilling": "#tegen"})
    assert [p.key for p in against.refuse] == ["p1", "p2"]
    assert against.rounds == {"p0": 1, "p1": None, "p2": None, "p3": 1}
    three = against.but(unwilling2="p0")
    assert three.headline().startswith("Drie partijen willen niet")
    everyone = three.but(unwilling3="p3")
    assert (everyone.joining, everyone.offer) == (0, 0)
    assert everyone.headline().endswith("niet meedoen, en winst of dreiging verandert dat niet.")
    assert "#tegen" not in [key for key, _ in GainAndLoss.controls(own(["voor", "tegen"]))[-1].options]


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        ({"power": ("blokker",)}, {"replaceable": False}, "A kan het plan tegenhouden. Zonder die partij"),
        ({"power": ("blokker",)}, {"power": ("blokker",)}, "A en B kunnen het plan tegenhouden. Zonder hen"),
        ({"replaceable": True}, {"replaceable": False}, "B is niet te vervangen"),
        ({"replaceable": True}, {"replaceable": True}, "Anderen kunnen hun plaats innemen"),
        ({"replaceable": True}, {}, "Of u zonder hen verder kunt"),
    ],
)
def test_what_several_mean_follows_from_the_weightiest_of_them(one, other, said):
    parties = (Party("stad", name="Stad"), Party("a", name="A", **one), Party("b", name="B", **other))
    case = Case("W", parties=parties, director="stad")
    state = GainAndLoss(case, **{**BARE, "hurdle": 6, "unwilling": "a", "unwilling2": "b", "unwilling3": ""})
    assert state._refusal().startswith(said)


def test_the_agenda_that_the_learner_kept_is_the_one_that_counts():
    rows = [{"naam": "Zelf getypt", "bij_p0": "4"}, {"naam": "Nog een", "bij_p0": "-2"}]
    kept = own(["voor"], [[1]]).with_changes(answers={"brede_agenda": {"instellingen": {"issues": rows}}})
    assert [(s.gain, s.loss) for s in stakes(kept)] == [(4, 2)]


@pytest.mark.parametrize(
    ("tie", "reached"),
    [("stad p0 geld", True), ("stad p0 hiërarchie", True), ("p0 stad geld", False), ("stad p0 informeel", False), ("p1 p0 geld", False)],
)
def test_an_organised_threat_reaches_whom_the_director_pays_or_commands(tie, reached):
    state = GainAndLoss.at(own(["tegen", "tegen"], ties=(Tie(*tie.split()),)), **{**BARE, "organised": 12})
    assert [s.key for s in state.inside] == (["p0"] if reached else [])
    assert ("niemand" in state.note("organised")) == (not reached)
    assert state.but(existing=6, organised=0).joining == 2


@pytest.mark.parametrize(("free", "joins"), [(True, True), (False, False)])
def test_money_that_must_be_paid_is_no_threat(free, joins):
    state = GainAndLoss.at(own(["tegen"], ties=(Tie("stad", "p0", "geld", free=free),)), **{**BARE, "organised": 12})
    assert bool(state.inside) == joins
    assert ("betalen is verplicht" in state.note("organised")) == (free is False)
    assert ("verplicht" in state.tables()[0].rows[0][3]) == (free is False)


def test_what_follows_from_the_case_by_hand():
    (huisarts,) = [s for s in stakes(load_shipped("jeugdhulp")) if s.key == "huisarts"]
    case = load_shipped("jeugdhulp")
    gains = [issue.gains.get("huisarts", 0) for issue in case.issues]
    assert huisarts[1:3] == (sum(g for g in gains if g > 0), -sum(g for g in gains if g < 0))


@pytest.mark.parametrize("name", SHIPPED)
def test_the_offer_in_the_words_brings_everyone_in_and_the_answer_is_what_the_sliders_give(name):
    case = load_shipped(name)
    state = GainAndLoss.at(case, **NOTHING, credible=100)
    assert state.offer > 0
    assert state.but(extra=state.offer).joining == len(case.parties) - 1 > state.but(extra=state.offer - 0.5).joining
    assert state.but(organised=ASKED_THREAT).joining - state.joining == GainAndLoss.answer(case)


def test_the_picture_tells_the_same_and_a_chosen_party_its_sums():
    state = GainAndLoss.at(load_shipped("jeugdhulp"))
    found = [key.removeprefix("p:") for key in keyed(state)]
    assert sorted(found) == sorted(state.rounds)
    assert [state.svg().count(s) for s in (">doet niet mee<", ">mee: dreiging<")] == [len(state.outside), len(state.forced)]
    said = state.pick("huisarts")
    (huisarts,) = [s for s in stakes(state.case) if s.key == "huisarts"]
    assert f" {huisarts.gain:g} punten op de kwesties" in said
    assert f"{2 * huisarts.loss:g} punten aan verlies" in said
    with pytest.raises(KeyError):
        state.pick("gemeente")


def test_one_party_is_too_few():
    assert "minstens twee partijen" in GainAndLoss.ready(Case("Alleen", parties=(Party("a", name="A"),)))
