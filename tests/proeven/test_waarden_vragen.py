"""Value profiles: fill in, guess, ask, compare, alone and in a class."""

from math import nan

import pytest

from regiekit.cases import Case, Party, load_shipped
from regiekit.proeven.cultuur import waarden_vragen as proef
from regiekit.proeven.cultuur.waarden_vragen import ValueProfiles
from tests.proeven.stands import Stand, stands
from tests.widgets.samples import small

YOUTH = load_shipped("jeugdhulp")  # its values, as they are given to the municipality and the mental health organisation
OWN = Case(**{"format": 1, "status": "eigen", **small()})
TWO = {"own_party": "gemeente", "other": "ggz"}  # the municipality guesses the mental health organisation
ASKED = {**TWO, "asked": "ja"}
PERFECT = {f"guess_{i}": w for i, w in enumerate((2, 5, 2, 3, 5, 1))}
FAR, BOTH = "Afstand", "Waarden die u allebei"

test_stands = stands(
    "waarden_vragen",
    Stand({}, {"mine": YOUTH.party("gemeente").values, "guessed": dict.fromkeys(YOUTH.party("gemeente").values, 3), "ventured": False, "real": {}},
          {FAR: (nan, nan)}, ("Raad nu wat",), {"gok": "in het midden"}),
    Stand({f"guess_{i}": w for i, w in enumerate((4, 3, 4, 4, 2, 5))}, {"ventured": True}, {FAR: (0, nan)}, ("Bij geen enkele waarde verwacht u een verschil",)),
    Stand({"own_party": "gemeente"}, notes={"eigen": "weegt voor u betaalbaarheid."}),
    Stand({"own_party": "school"}, notes={"eigen": "profiel van de gemeente"}),
    Stand({"own_party": "school", "own_0": 5}, notes={"eigen": "Het zwaarst"}),
    Stand({**TWO, "guess_0": 4, "guess_4": 2}, {"real": {}}, notes={"gok": "verschil zit bij betaalbaarheid"}),
    Stand(ASKED, {"real": YOUTH.party("ggz").values}, notes={"gesprek": "De jeugd-ggz en de gemeente"}),
    # Gemeente 4 3 4 4 2 5, jeugd-ggz 2 5 2 3 5 1: 2+2+2+1+3+4 = 14 of 24. The guess 3 3 4 4 5 3 is 1+2+2+1+0+2 = 8 beside it.
    Stand({**ASKED, "guess_2": 4, "guess_3": 4, "guess_4": 5}, {"error": 8 / 6}, {FAR: (6 / 24, 14 / 24)},
          says=("De jeugd-ggz en de gemeente verschillen het meest bij betaalbaarheid", "ruim 1 punt naast", "Geen enkele waarde krijgt van beide"), notes={"gesprek": "ruimte voor"}),
    Stand({**ASKED, **PERFECT, "own_1": 5}, {"error": 0.0, "shared": ["zorgvuldigheid"]}, {BOTH: 1}, says=("U raadde alles precies goed",)),
    Stand({**ASKED, "other": "gemeente"}, {"them": None, "real": {}}, says=("Kies eerst een andere partij",), notes={"gok": "andere partij dan de uwe"}),
    Stand({"own_party": "gemeente", "other": "ggd", "asked": "ja"}, {"real": {"snelheid": 3, "zorgvuldigheid": 3}}, case=OWN),
    Stand({"own_party": "gemeente", "other": "ggd", "asked": "ja", "answer_0": 1, "answer_1": 5}, {"real": {"snelheid": 1, "zorgvuldigheid": 5}},
          case=OWN),
)  # fmt: skip


def test_what_the_other_says_waits_until_it_is_asked():
    state = ValueProfiles.at(YOUTH, **TWO)
    assert "de ander zelf" not in state.svg()
    assert "de ander zelf" in state.but(asked="ja").svg()
    assert state.measures()[0].texts()[1] == "niet te bepalen"
    assert "Na het gesprek" in state.compared(1)
    assert "Dat dacht u ook" in state.but(asked="ja", **PERFECT).compared(0)


def test_only_an_own_case_asks_for_the_answers():
    assert not any(c.key.startswith("answer") for c in ValueProfiles.controls(YOUTH))
    assert ValueProfiles.cards(OWN)[2].controls == ("asked", "answer_0", "answer_1")
    assert [c.key for c in ValueProfiles.cards(YOUTH)] == ["eigen", "eigen2", "gok", "gok2", "gesprek"]
    every = [key for card in ValueProfiles.cards(YOUTH) for key in card.controls]
    assert every == [c.key for c in ValueProfiles.controls(YOUTH) if c.key not in ("talks", "openness", "codes")]
    assert not any("codes" in card.controls for card in ValueProfiles.cards(OWN))


def test_values_that_a_party_does_not_weigh_are_left_out():
    parties = (Party("a", name="A", values={"snelheid": 5, "rust": 2}), Party("b", name="B", values={"rust": 2.5}), Party("c", name="C"))
    state = ValueProfiles.at(
        Case(status="fictief", title="t", director="a", parties=parties), own_party="a", other="b", asked="ja", guess_1=4
    )
    assert state.real == {"rust": 2.5}
    assert "rust" in state.words()
    assert "snelheid" not in state.words()
    assert "nan" not in state.svg()
    nobody = state.but(other="c")
    assert nobody.real == {}
    assert "Van C staan er geen waarden" in nobody.words()


def test_the_values_are_the_six_that_most_parties_weigh():
    parties = [Party(f"p{i}", values={f"w{j}": 3 for j in range(8) if j != i}) for i in (0, 7)]
    assert proef.values(Case(parties=parties)) == ("w1", "w2", "w3", "w4", "w5", "w6")
    assert proef.begin(Case(parties=(Party("a"), Party("b")))) == dict.fromkeys(proef.USUAL, 3)


# -- a shared pattern ------------------------------------------------------------------------------------------------------


def test_the_start_is_the_director_beside_who_lies_in_the_middle():
    """Of the fourteen others six lie nearer to the municipality, or as near and earlier in the case."""
    state = ValueProfiles.at(YOUTH)
    mine = YOUTH.party("gemeente").values
    far = {p.key: sum(abs(w - mine[k]) for k, w in p.values.items()) for p in YOUTH.parties if p.key != "gemeente"}
    assert (state.own_party, state.other) == ("gemeente", sorted(far, key=far.get)[6])
    assert min(far.values()) < far[state.other] < max(far.values())
    nobody = ValueProfiles.at(Case(parties=(Party("a"), Party("b")), director="a"))
    assert (nobody.own_party, nobody.other) == ("", "")


def test_a_shared_pattern_grows_by_talking_on():
    """Gaps of 2 2 2 1 3 4 points at a tenth each: 0.8 of it after a talk, 0.41 after four."""
    state = ValueProfiles.at(YOUTH, **ASKED)
    now = [len(state.but(talks=talks).pattern[1]) for talks in (0, 1, 4, 12)]
    assert now == [sum(gap * 0.8**talks < 1 for gap in (2, 2, 2, 1, 3, 4)) for talks in (0, 1, 4, 12)] == [0, 1, 4, 6]
    assert len(state.but(talks=12, openness=0).pattern[1]) == 0
    assert "gedeeld" in state.but(talks=4).svg()
    assert "vier waarden" in state.but(talks=4).report()
    assert "Telt pas mee" in ValueProfiles.at(YOUTH, talks=4).note("talks")
    same = ValueProfiles.at(YOUTH, **ASKED, talks=2, **{f"own_{i}": w for i, w in enumerate((2, 5, 2, 3, 5, 1))})
    assert same.headline().startswith("De gemeente en de jeugd-ggz delen al alle waarden")
    assert "komt nog geen" not in same.words()


@pytest.mark.parametrize(("settings", "piece"), [
    ({"other": "gemeente"}, "andere partij dan de uwe"), ({}, "nog niet geraden"), ({"guess_0": 1}, "Of dat klopt"), ({"asked": "ja"}, "u raadde vooraf niets"),
    ({"asked": "ja", "guess_0": 4, "guess_5": 5}, "minder op de gemeente"),
    ({"asked": "ja", **PERFECT}, "U raadde precies wat de jeugd-ggz"), ({"asked": "ja", "talks": 4}, "vier van de zes"), ({"asked": "ja", "talks": 12}, "alle zes"),
    ({"asked": "ja", "talks": 4, "openness": 0}, "niemand schuift op"),
])  # fmt: skip
def test_each_point_has_its_own_headline(settings, piece):
    assert piece in ValueProfiles.at(YOUTH, **{**TWO, **settings}).headline()


# -- the class -------------------------------------------------------------------------------------------------------------


def test_the_code_of_the_learner_can_be_read_back():
    state = ValueProfiles.at(YOUTH, **TWO, guess_5=4)
    assert state.own_code == "DCDD BECC CCCD"
    read = state.but(codes=f"ik: {state.own_code}")
    assert (read.members(0), read.members(1)) == ([state.mine], [state.guessed])
    assert state.own_code in state.note("codes")


def test_mean_and_spread_of_a_class():
    """Guesses of 1 and 5 for speed: mean 3, spread 2; all else alike."""
    state = ValueProfiles.at(YOUTH, **ASKED, codes="Anouk: CCCC CC AEEE EE\nBram: CCCC CC EEEE EE")
    rows = state.tables()[1].rows
    assert rows[0] == ("snelheid", "3,0", "0,0", "3,0", "2,0", "2")
    assert rows[1] == ("zorgvuldigheid", "3,0", "0,0", "5,0", "0,0", "5")
    assert "Van de klas zijn er twee codes. Over snelheid" in state.words()
    # the mean guess 3 5 5 5 5 5 is 1+0+3+2+0+4 = 10 beside the answer, a member 1 or 3 instead of 1 on speed: 11 on the average
    assert "1,7 punten per waarde naast, een deelnemer gemiddeld 1,8 punten" in state.words()
    assert "de klas" in state.svg()


@pytest.mark.parametrize(("codes", "said"), [
    ("ABCD", "heeft de code 4 letters, en het moeten er 12 zijn"), ("Anouk: ABCD EFGH ABCD", "‘F’, ‘G’, ‘H’"), ("Bram:", "geen code"),
])  # fmt: skip
def test_a_code_that_is_wrong_is_named(codes, said):
    state = ValueProfiles.at(YOUTH, **TWO, codes=f"ABCD EABC DEAB\n{codes}")
    assert "In regel 2 " in state.note("codes")
    assert said in state.note("codes")
    assert len(state.read.members) == 1


def test_a_code_with_an_open_place_counts_only_where_it_is_whole():
    state = ValueProfiles.at(YOUTH, **TWO, codes="ABCD EAXX XXXX")
    assert state.members(0)
    assert not state.members(1)
    assert "Van de klas is er één code." in state.words()
