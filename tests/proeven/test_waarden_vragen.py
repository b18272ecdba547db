"""Value profiles through the whole stack: fill in, guess, ask, compare, alone and in a class."""

import pytest

from regiekit.cases import Case, Party, load_shipped, workspace
from regiekit.widgets import value_profiles as proef
from tests.widgets.samples import block, keys, numbers, opened, outcome, picture, plain, revealed, small


def filled(**settings):
    """The shipped case of youth care: the municipality guesses the mental health organisation."""
    panel = revealed("waarden_vragen", "jeugdhulp")
    panel.put(own_party="gemeente", other="ggz", **settings)
    return panel


def test_both_decks_begin_on_the_profile_of_the_director():
    case = load_shipped("jeugdhulp")
    o = outcome(opened("waarden_vragen", "jeugdhulp"))
    assert o.own == o.guess == case.party("gemeente").values
    assert "zo begint bijna iedereen" in proef.words(o)
    assert o.real is None


def test_the_deck_begins_at_the_first_card_and_counts():
    panel = revealed("waarden_vragen", "jeugdhulp")
    assert panel.at == 0
    assert "0 van de 3 kaarten gedaan" in panel.live["_progress"]
    panel.put(own_party="gemeente")
    assert "1 van de 3 kaarten gedaan" in panel.live["_progress"]
    assert "Het zwaarst weegt voor u: betaalbaarheid." in panel.live["_note:eigen"]
    panel.clicked("_next")
    panel.put(other="ggz", guess_5=3)
    assert "Het grootste verschil: betaalbaarheid. Vraag de ander" in panel.live["_note:gok"]
    panel.clicked("_next")
    panel.put(asked="ja")
    assert "3 van de 3 kaarten gedaan" in panel.live["_progress"]
    assert "Volgens het antwoord van Linderode Jeugd-ggz" in panel.live["_note:gesprek"]


def test_what_the_other_says_waits_until_it_is_asked():
    panel = filled()
    assert "de ander zelf" not in picture(panel)
    assert numbers(panel)["Afstand tussen u en de ander (0% gelijk, 100% tegengesteld)"][1] != 0
    assert "niet te bepalen" in panel.text()
    assert "Vraag het eerst aan de ander" in panel.live["_compare"]
    panel.put(asked="ja")
    assert outcome(panel).real == load_shipped("jeugdhulp").party("ggz").values
    assert "de ander zelf" in picture(panel)


def test_distances_and_error_by_hand():
    """Gemeente 4 3 4 4 2 5, jeugd-ggz 2 5 2 3 5 1: 2+2+2+1+3+4 = 14 of 24. The guess 3 3 4 4 5 3 is 1+2+2+1+0+2 = 8 beside it."""
    panel = filled(guess_0=3, guess_4=5, guess_5=3, asked="ja")
    before, after = numbers(panel)["Afstand tussen u en de ander (0% gelijk, 100% tegengesteld)"]
    assert (before, after) == pytest.approx((6 / 24, 14 / 24))
    assert outcome(panel).error == pytest.approx(8 / 6)
    words = panel.live["_picture"]["words"]
    assert "liggen de profielen 58% uit elkaar. Het grootste verschil: betaalbaarheid (u 5, de ander 1)." in words
    assert "gemiddeld 1,3 punten per waarde naast" in words
    assert "U dacht dat de ander meer op u leek dan zij doet." in words
    assert "geen waarde die u allebei 4 of 5 geeft" in words
    assert "Waar het haar om gaat: ruimte voor het oordeel" in words


def test_a_perfect_guess_and_a_shared_value():
    panel = filled(asked="ja", own_1=5, **{f"guess_{i}": w for i, w in enumerate((2, 5, 2, 3, 5, 1))})
    words = panel.live["_picture"]["words"]
    assert "Uw gok was precies goed." in words
    assert "Allebei belangrijk (4 of 5): zorgvuldigheid. Begin daar." in words
    assert "meer op u leek" not in words
    panel.put(_guess=0)
    assert (
        plain(panel.live["_compare"]) == "U voorspelde dat u er gemiddeld 0 punten per waarde naast zit. Het is 0 punten. Dat dacht u ook."
    )


def test_oneself_is_no_other():
    panel = filled(asked="ja")
    panel.put(other="gemeente")
    assert outcome(panel).other is None
    assert outcome(panel).real is None
    assert "Kies eerst een andere partij (kaart 2)." in panel.live["_picture"]["words"]
    assert proef.note(outcome(panel), "gok") == "Kies een andere partij dan de uwe."


def test_another_own_party_is_told_that_the_sliders_are_the_directors():
    panel = revealed("waarden_vragen", "jeugdhulp")
    panel.put(own_party="school")
    assert (
        "De schuiven staan nog op het profiel van Gemeente Waardstad. Zet ze zoals Scholengemeenschap De Waardborg ze zou zetten."
        in panel.live["_note:eigen"]
    )
    panel.put(own_0=5)
    assert "Het zwaarst" in panel.live["_note:eigen"]


def test_in_an_own_case_the_answer_is_filled_in_after_the_talk():
    workspace.start_own(**small())
    panel = revealed("waarden_vragen")
    panel.put(own_party="gemeente", other="ggd", asked="ja")
    assert outcome(panel).real == {"snelheid": 3, "zorgvuldigheid": 3}  # not what the learner thought when filling in the case
    panel.put(answer_0=1, answer_1=5)
    assert outcome(panel).real == {"snelheid": 1, "zorgvuldigheid": 5}
    panel.clicked("_next")
    panel.clicked("_next")
    assert {"asked", "answer_0", "answer_1"} <= set(keys(panel))
    panel.clicked("_keep")
    assert opened("waarden_vragen").settings()["answer_1"] == 5


def test_a_shipped_case_asks_no_answers():
    assert not any(key.startswith("answer") for key in filled().settings())


def test_values_that_a_party_does_not_weigh_are_left_out():
    parties = (Party("a", name="A", values={"snelheid": 5, "rust": 2}), Party("b", name="B", values={"rust": 2.5}), Party("c", name="C"))
    case = Case(status="fictief", title="t", director="a", parties=parties)
    settings = {**proef.EXPERIMENT.settings(case), "own_party": "a", "other": "b", "asked": "ja", "guess_1": 4}
    o = proef.outcome(case, **settings)
    assert o.real == {"rust": 2.5}
    assert "Per waarde (u, uw gok, de ander zelf): snelheid 5, 5; rust 2, 4, 2,5." in proef.words(o)
    assert "nan" not in proef.picture(o)
    nobody = proef.outcome(case, **{**settings, "other": "c"})
    assert nobody.real is None
    assert "Van C staan er geen waarden in de casus." in proef.words(nobody)


def test_the_values_are_the_six_that_most_parties_weigh():
    parties = [Party(f"p{i}", values={f"w{j}": 3 for j in range(8) if j != i}) for i in (0, 7)]
    assert proef.values(Case(parties=parties)) == ("w1", "w2", "w3", "w4", "w5", "w6")
    assert proef.values(Case(parties=(Party("a"), Party("b")))) == proef.USUAL
    assert proef.begin(Case(parties=(Party("a"), Party("b")))) == dict.fromkeys(proef.USUAL, 3)


# --- the class -------------------------------------------------------------------------------------------------------


def test_the_code_of_the_learner_can_be_read_back():
    panel = filled(guess_5=3)
    mine = proef.own_code(outcome(panel))
    assert mine == "DCDD BEDC DDBC"
    assert f"Uw code: {mine}." in panel.live["_note:codes"]
    panel.put(codes=f"ik: {mine}")
    o = outcome(panel)
    assert o.members(0) == [o.own]
    assert o.members(1) == [o.guess]


def test_mean_and_spread_of_a_class():
    """Guesses of 1 and 5 for speed: mean 3, spread 2; all else alike."""
    panel = filled(codes="Anouk: CCCC CC AEEE EE\nBram: CCCC CC EEEE EE", asked="ja")
    o = outcome(panel)
    _, table = proef.tables(o)
    assert table.rows[0] == ("snelheid", "3,0", "0,0", "3,0", "2,0", "2")
    assert table.rows[1] == ("zorgvuldigheid", "3,0", "0,0", "5,0", "0,0", "5")
    words = panel.live["_picture"]["words"]
    assert "De klas: 2 codes. Over snelheid lopen de gokken het verst uiteen (spreiding 2,0)." in words
    # the mean guess 3 5 5 5 5 5 is 1+0+3+2+0+4 = 10 beside the answer, a member 1 or 3 instead of 1 on speed: 11 on the average
    assert "De gemiddelde gok zit er 1,7 punten per waarde naast, een deelnemer gemiddeld 1,8 punten." in words
    assert "de klas" in picture(panel)


@pytest.mark.parametrize(("codes", "said"), [
    ("ABCD", "deze code heeft 4 letters; het moeten er 12 zijn"), ("Anouk: ABCD EFGH ABCD", "‘F’, ‘G’, ‘H’ hoort niet in een code"), ("Bram:", "na de dubbele punt staat geen code"),
])  # fmt: skip
def test_a_code_that_is_wrong_is_named(codes, said):
    panel = filled(codes=f"ABCD EABC DEAB\n{codes}")
    assert "Regel 2: " in panel.live["_note:codes"]
    assert said in plain(panel.live["_note:codes"])
    assert len(outcome(panel).codes.members) == 1


def test_a_code_with_an_open_place_counts_only_where_it_is_whole():
    o = outcome(filled(codes="ABCD EAXX XXXX"))
    assert o.members(0)
    assert not o.members(1)
    assert "De klas: 1 code." in proef.words(o)


def test_the_field_for_the_class_stands_below_the_deck():
    panel = filled()
    assert block(panel, "codes")["t"] == "area"
    assert not any("codes" in card.controls for card in proef.cards(panel.case))
