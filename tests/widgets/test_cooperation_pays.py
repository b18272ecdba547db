"""The proef on whether cooperation pays: numbers by hand, the four cells, ties."""

import pytest

from regiekit.widgets import cooperation_pays as widget
from tests.widgets.samples import after, numbers, outcome, plain, revealed

KEY = "loont_het"


def test_the_start_by_hand():
    panel = revealed(KEY, "jeugdhulp")
    words = panel.live["_picture"]["words"]
    # 15 · 7,5 = 112,5; 105 pairs; 8 is best with 60 − 28
    assert "levert samenwerken 112,5 punten op. Het afstemmen tussen 105 tweetallen kost 105 punten. Er blijven 7,5 punten over" in words
    assert "De opbrengst is het grootst bij 8 partners: 32 punten." in words
    assert "De laatste partner die er nu bij kwam, kost 6,5 punten." in words
    # 7,5n − n(n − 1)/2 > 20: from 4 (24) to 12 (24); 3 gives 19,5, 13 gives 19,5
    assert "van 4 tot en met 12 partners" in words
    assert numbers(panel)["Partners"] == (8, 15)
    assert "voorbij het keerpunt" in panel.live["_note:partners"]


def test_the_question_and_its_answer():
    panel = revealed(KEY)
    said = plain(panel.live["_compare"])
    assert "komt uit op 8 partners" in said
    assert "De 8e partner moet met 7 anderen afstemmen" in said


@pytest.mark.parametrize(("doing", "partners", "cell"), [("samen", 8, "samen en meerwaarde"), ("samen", 15, "samen en minderwaarde"),
                                                         ("zelf", 15, "zelf en meerwaarde"), ("zelf", 8, "zelf en minderwaarde")])  # fmt: skip
def test_the_four_cells(doing, partners, cell):
    panel = revealed(KEY)
    panel.put(doing=doing, partners=partners)
    assert f"De casus staat in het vak {cell}:" in panel.live["_picture"]["words"]
    assert outcome(panel).extra == pytest.approx((1 if doing == "samen" else -1) * ({8: 32, 15: 7.5}[partners] - 20))


def test_on_the_line():
    panel = revealed(KEY)
    panel.put(partners=8, alone=32)
    assert "de casus ligt op de lijn" in panel.live["_picture"]["words"]
    assert "Bij geen enkel aantal partners is samenwerken beter" in panel.live["_picture"]["words"]
    panel.put(alone=31)
    assert "van 7 tot en met 9 partners" in panel.live["_picture"]["words"]
    panel.put(value=2.5, alone=4)  # 2 and 4 partners give 4, 3 give 4,5
    assert "alleen bij 3 partners beter" in panel.live["_picture"]["words"]


def test_a_tie_is_said_and_drawn():
    panel = revealed(KEY)
    panel.put(value=6, cost=1.5)
    assert outcome(panel).best == (4, 5)
    assert "bij 4 of 5 partners" in panel.live["_picture"]["words"]
    assert "voegt precies niets toe" in panel.live["_picture"]["words"]
    assert 'data-key="best:4"' in panel.live["_picture"]["svg"]
    assert 'data-key="best:5"' in panel.live["_picture"]["svg"]
    panel.put(partners=5)
    assert "maakt geen verschil" in panel.live["_picture"]["words"]


def test_dear_coordination_leaves_one():
    panel = revealed(KEY)
    panel.put(value=1, cost=5)
    assert outcome(panel).best == (1,)
    assert "zonder samenwerking" in panel.live["_picture"]["words"]


def test_the_top_lies_inside_the_picture():
    panel = revealed(KEY)
    panel.put(value=10, cost=0.25)
    assert outcome(panel).best == (40, 41)
    assert after(panel, "Wat de laatste") == pytest.approx(10 - 0.25 * (outcome(panel).partners - 1))
    assert 'data-key="best:41"' in panel.live["_picture"]["svg"]


def test_the_number_of_parties_is_that_of_the_case():
    assert revealed(KEY, "klein").settings()["partners"] == 5
    assert revealed(KEY, "veertig").settings()["partners"] == widget.MOST
    assert revealed(KEY, "leeg").settings()["partners"] == 2


def test_one_pair_and_a_number_that_is_the_best_already():
    panel = revealed(KEY)
    panel.put(partners=2, value=0.5, cost=0.5)
    assert "Het afstemmen tussen 1 tweetal kost 0,5 punt. Er blijft 0,5 punt over" in panel.live["_picture"]["words"]
    panel.put(partners=20, value=7.5, cost=1)
    assert "Dat is 40 punten meer dan het oplevert; zelf doen geeft" in panel.live["_picture"]["words"]
    panel.put(partners=8)
    assert "nu en beste aantal" in plain(panel.live["_tables"])
