"""The scenario of announced and real form: what each choice does, that honesty is no caricature, and how trust is drawn."""

import itertools
import re
from pathlib import Path

import pytest

from regiekit.cases import Case, Party, load_shipped
from regiekit.cases.reading import assumed
from regiekit.models import announced_form as model
from regiekit.proeven.begin import aangekondigd as proef
from regiekit.proeven.begin.aangekondigd import AnnouncedForm
from tests.proeven.stands import Stand, keyed, stands

CHOICES = ("real", "announced", "reply", "answer", "out")
BLUFF = {"real": "gegeven", "announced": "vrij", "reply": "overnemen", "answer": "ontwijken", "out": "ja"}
HONEST = {"real": "gegeven", "announced": "gegeven", "reply": "uitleggen", "answer": "open", "out": "ja"}
MODEST = {"real": "vrij", "announced": "gegeven", "reply": "overnemen", "answer": "open", "out": "nee"}


def own(*positions):
    parties = (Party(f"p{i}", name=f"Partij {i}", short=f"P{i}", position=p) for i, p in enumerate(positions))
    return assumed(Case("Spel", parties=(Party("regie", name="Regie", position="voor"), *parties), director="regie"))


WAITING = own("afwachtend", "afwachtend")
MEAN, FIRST, JOIN, AGAIN = "Vertrouwen, gemiddeld", "Vertrouwen van de partij", "Partijen die de volgende keer", "Zo vaak moet u woord"
#: Trust of who is asked: announced, adopted, evaded, came out; by hand, gain 0.2 and loss three times that.
HEARD = [0.5, 0.6, 0.6 + 0.2 * 0.6 * 0.4, 0.648, 0.648 * 0.4]
HEARSAY = [0.5, 0.6, 0.6 + 0.2 * 0.36 * 0.4, 0.6288, 0.6288 * 0.4]

test_stands = stands(
    "aangekondigd",
    Stand({}, {"rounds": []}, {AGAIN: 0}, says=("nog niets aangekondigd",)),
    Stand({"announced": "vrij"}, silent=("nog niets aangekondigd",)),
    Stand({"real": "gegeven"}, notes={"vooraf": "Vorm 3"}),
    Stand({"reply": "uitleggen"}, {"rounds": []}, notes={"bezwaar": proef.FIRST}),
    Stand(BLUFF, measures={JOIN: 0}),
    Stand(BLUFF, measures={FIRST: HEARD[-1]}, case=WAITING),
    Stand(HONEST, notes={"vooraf": "eerlijke vorm"}),
    Stand(MODEST, notes={"vraag": "meer te kiezen", "afloop": "meer ruimte dan u zei"}),
    *(Stand({}, measures={MEAN: (start, start)}, case=own(position, position)) for position, start in proef.START.items()),
)


def test_one_party_by_hand():
    state = AnnouncedForm.at(WAITING, **BLUFF)
    assert state.trust[0] == pytest.approx(HEARD)
    assert state.trust[1] == pytest.approx(HEARSAY)  # hears of it only
    assert state.but(weight=1).trust[0][-1] == pytest.approx(0.648 * 0.8)


def test_the_bluff_rises_and_then_falls_below_honesty():
    state = Stand(BLUFF).state("aangekondigd")
    mean, honest = state.mean, state.honest
    assert mean[0] < mean[1] < mean[2] == mean[3]
    assert mean[4] < min(mean[0], honest[4])
    assert honest[1] < honest[0] < honest[4]  # saying that all is given costs something at first
    best = state.but(**HONEST)
    assert best.mean == best.honest


@pytest.mark.parametrize("case", ["jeugdhulp", "regio", "warmte"])
def test_the_prediction_is_how_often_the_word_must_be_kept_after_the_bluff(case):
    state = Stand(BLUFF, case=case).state("aangekondigd")
    answer = AnnouncedForm.answer(state.case)
    assert answer == state.measures()[3].after
    assert model.after_gains(state.mean[-1], answer, 0.1) >= state.mean[0] > model.after_gains(state.mean[-1], answer - 1, 0.1)


def test_who_trusted_little_is_back_sooner():
    assert AnnouncedForm.answer(own("tegen", "tegen")) < AnnouncedForm.answer(own("voor", "voor", "voor", "voor")) == proef.LONG
    assert "weinig te verliezen" in AnnouncedForm.explain(own("tegen", "tegen"), 2)


@pytest.mark.parametrize(("settings", "point"), [
    ({}, "Nu telt"), ({"real": "gegeven"}, "Alles ligt al vast"), ({"announced": "vrij"}, "nog niet te zeggen"),
    ({"real": "gegeven", "announced": "vrij"}, "Toch stijgt het vertrouwen"), ({"real": "gegeven", "announced": "gegeven"}, "kost nu wat vertrouwen"),
    ({"real": "vrij", "announced": "kader"}, "goede ideeën"), ({"real": "vrij", "announced": "vrij"}, "want er valt voor de partijen iets te kiezen"),
    ({**BLUFF, "reply": "doorgaan", "out": None}, "daalt al"), ({**BLUFF, "answer": "open", "out": None}, "zegt zelf"), (BLUFF, "Het komt uit"),
    ({**BLUFF, "out": "nee"}, "alleen doordat niemand"), (HONEST, "bleek te kloppen. Elke keer"), (MODEST, "Niemand voelt zich bedrogen, want u beloofde"),
])  # fmt: skip
def test_each_point_has_a_headline_of_its_own(settings, point):
    assert point in AnnouncedForm.at(WAITING, **settings).headline()


def test_how_often_the_word_must_be_kept():
    state = Stand(BLUFF, case="regio").state("aangekondigd")
    number = state.measures()[3].after
    assert model.after_gains(state.mean[-1], number, 0.1) >= state.mean[0] > model.after_gains(state.mean[-1], number - 1, 0.1)


@pytest.mark.parametrize("order", [CHOICES, CHOICES[::-1]])
def test_in_any_order(order):
    state = Stand(case="warmte").state("aangekondigd")
    cards = state.cards(state.case)
    for name in order:
        state = state.but(**{name: BLUFF[name]})
        assert all(state.note(card.key) for card in cards if state.settings[card.controls[0]])
    assert len(state.rounds) == 4


@pytest.mark.parametrize("chosen", list(itertools.product(*(dict(c.options) for c in AnnouncedForm.controls(WAITING)[:5]))), ids="-".join)
def test_every_story_is_told_in_words_that_fit(chosen):
    state = AnnouncedForm.at(own("tegen", "afwachtend", "voor"), **dict(zip(CHOICES, chosen, strict=True)))
    said, notes = state.words(), [state.note(card.key) for card in state.cards(state.case)]
    assert "Bij het volgende proces do" in said
    assert all(n.endswith(".") for n in notes)
    assert len(state.headline()) <= 150
    assert ("in werkelijkheid" in said) == (chosen[0] != chosen[1])
    assert ("geeft toe" in notes[3]) == (bool(model.breach(state.story)) and chosen[3] == "open")
    hid = bool(model.hidden(state.story))
    assert notes[4].startswith("Het komt uit.") == (hid and chosen[4] == "ja")
    assert notes[4].startswith("Het komt niet uit") == (hid and chosen[4] == "nee")
    assert state.svg().startswith("<svg")


def test_who_sits_at_the_table():
    case = own("voor", "afwachtend", "tegen", "voor", "tegen", "afwachtend")
    found = proef.table_of(case)
    assert len(found) == proef.MOST
    assert "regie" not in {p.key for p in found}
    assert [p.position for p in found] == sorted((p.position for p in found), key=("tegen", "afwachtend", "voor").index)
    cards = {card.key: card.text for card in AnnouncedForm.cards(case)}
    assert found[0].name in cards["bezwaar"]
    assert found[1].name in cards["vraag"]


def test_how_much_a_party_trusts_at_first_is_said_to_be_assumed():
    """The case says who is against, not who trusts: the headline, the words and the plan call it an assumption."""
    state = AnnouncedForm.at(own("tegen", "voor", "voor"))
    assert state.headline().startswith("Aangenomen is dat één van de drie partijen u te weinig vertrouwt om een volgende keer mee te doen.")
    assert (
        f"Aangenomen is dat {proef.phrase(state.parties[0])} u te weinig vertrouwt om nog eens mee te doen. Die partij is namelijk tegen deze regie."
        in state.words()
    )
    assert AnnouncedForm.at(own("voor", "voor", "voor")).headline().startswith("Aangenomen is dat alle partijen u genoeg vertrouwen")
    ended = state.but(**dict(zip(CHOICES, ("gegeven", "vrij", "overnemen", "ontwijken", "ja"), strict=True)))
    assert "Aangenomen is dat wie tegen is, ook weinig vertrouwt" in ended.report()


@pytest.mark.parametrize("number", [0, 1])
def test_what_an_own_case_lacks(number):
    assert "ten minste twee partijen" in AnnouncedForm.ready(own(*["voor"] * number))


def test_the_table_has_a_column_per_round_that_was_played():
    table = Stand({"real": "kader", "announced": "kader"}, case="regio").state("aangekondigd").tables()[0]
    assert table.columns == ("Partij", "Start", "Aankondiging")
    assert {len(row) for row in table.rows} == {3}


# -- the picture -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("wanted", [[100] * 6, [20, 21, 380, 381, 382], [388, 388, 388], [20, 20], [50], []])
def test_names_stand_apart_near_where_they_belong(wanted):
    found = proef.apart(wanted)
    assert len(found) == len(wanted)
    for a, b in itertools.pairwise(sorted(found)):
        assert b - a >= proef.ROW - 0.5
    assert all(proef.TOP - 0.5 <= y <= proef.TOP + proef.HIGH + 0.5 for y in found)
    assert all(abs(y - w) <= proef.ROW * len(wanted) for y, w in zip(found, wanted, strict=True))
    assert proef.apart([300, 100, 200]) == [300, 100, 200]


@pytest.mark.parametrize("played", [0, 1, 4])
def test_only_what_was_played_in_marks_and_lines_that_differ(played):
    names = CHOICES[: played + 1]
    state = AnnouncedForm.at(load_shipped("jeugdhulp"), **({name: BLUFF[name] for name in names} if played else {}))
    found = keyed(state)
    assert sum(re.fullmatch(r"o\d", k) is not None for k in found) == played + 1
    assert sum(re.fullmatch(r"e\d", k) is not None for k in found) == (played + 1 if played else 0)
    assert ("eerlijk</text>" in state.svg()) == bool(played)
    assert "r" not in found["o0"][0]
    assert not found[f"eigen:{played + 1}"][0].get("stroke-dasharray")
    if played:
        assert "r" in found["e0"][0]
        assert found[f"eerlijk:{played + 1}"][0]["stroke-dasharray"]


def test_trust_stands_at_its_height():
    state = AnnouncedForm.at(WAITING)
    assert float(keyed(state)["o0"][0]["y"]) + 6.5 == pytest.approx(proef.TOP + proef.HIGH / 2, abs=0.1)


def test_the_table_of_the_lecturers_page_is_what_the_proef_gives():
    page = (Path(__file__).parents[2] / "docs/docent/02_proces_en_inhoud.md").read_text(encoding="utf-8")
    shown = re.search(r"einde, begin (\d+) procent[^|]*((?:\|.*\n)+)", page)
    means = [
        AnnouncedForm.at(load_shipped("jeugdhulp"), **way).mean
        for way in (HONEST, BLUFF, BLUFF | {"out": "nee"}, BLUFF | {"answer": "open"})
    ]
    assert int(shown[1]) == round(100 * means[0][0])
    assert [int(row.split("|")[-2]) for row in shown[2].strip().splitlines()[2:]] == [round(100 * one[-1]) for one in means]
