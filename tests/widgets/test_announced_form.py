"""The scenario of announced and real form: what each choice does, and that honesty is no caricature."""

from itertools import product

import pytest

from regiekit.cases import Party, workspace
from regiekit.models import announced_form as model
from regiekit.widgets import announced_form as proef
from tests.widgets.samples import after, block, keys, numbers, opened, outcome, plain, revealed

KEY = "aangekondigd"
CHOICES = ("real", "announced", "reply", "answer", "out")
BLUFF = {"real": "gegeven", "announced": "vrij", "reply": "overnemen", "answer": "ontwijken", "out": "ja"}


def own(*positions):
    parties = (
        Party("regie", name="Regie", position="voor"),
        *(Party(f"p{i}", name=f"Partij {i}", short=f"P{i}", position=p) for i, p in enumerate(positions)),
    )
    workspace.start_own("Spel", parties=parties, director="regie")


def play(panel, story):
    for name, value in story.items():
        panel.put(**{name: value})
    return panel.live["_picture"]["words"]


def test_it_begins_unanswered_with_one_card_at_a_time():
    panel = revealed(KEY, "jeugdhulp")
    assert all(panel.values[name] is None for name in CHOICES)
    assert [name for name in CHOICES if name in keys(panel)] == ["real"]
    assert "weight" in keys(panel)
    assert "Kaart 1 van 5" in block(panel, "_card")["html"]
    assert "U hebt nog geen aankondiging gedaan." in panel.live["_picture"]["words"]
    panel.put(real="gegeven")
    assert "Vorm 3" in panel.live["_note:vooraf"]
    panel.clicked("_next")
    assert [name for name in CHOICES if name in keys(panel)] == ["announced"]


def test_the_bluff_rises_and_then_falls_below_honesty():
    panel = revealed(KEY, "jeugdhulp")
    play(panel, BLUFF)
    o = outcome(panel)
    assert o.mean[0] < o.mean[1] < o.mean[2] == o.mean[3]
    assert o.mean[4] < o.mean[0]
    assert o.mean[4] < o.honest_mean[4]
    assert o.honest_mean[0] > o.honest_mean[1]  # saying that all is given costs something at first
    assert o.honest_mean[0] < o.honest_mean[4]
    assert after(panel, "Partijen die de volgende keer") == 0


def test_one_party_by_hand():
    own("afwachtend", "afwachtend")
    panel = revealed(KEY)
    play(panel, BLUFF)
    first, second = outcome(panel).trust
    assert first == pytest.approx((0.5, 0.6, 0.6 + 0.2 * 0.6 * 0.4, 0.648, 0.648 * 0.4))
    assert second == pytest.approx((0.5, 0.6, 0.6 + 0.2 * 0.36 * 0.4, 0.6288, 0.6288 * 0.4))  # hears of it only
    assert after(panel, "Vertrouwen van de partij") == pytest.approx(first[-1])
    panel.put(weight=1)
    assert outcome(panel).trust[0][-1] == pytest.approx(0.648 * 0.8)


@pytest.mark.parametrize("position", proef.START)
def test_trust_begins_with_the_position(position):
    own(position, position)
    assert numbers(revealed(KEY))["Vertrouwen, gemiddeld over de partijen"] == pytest.approx((proef.START[position],) * 2)


def test_the_prediction_is_seven_times_and_follows_from_the_model():
    panel = revealed(KEY, "regio")
    now = 0.6 * (1 - 0.6)
    assert model.after_gains(now, 6, 0.1) < 0.6 <= model.after_gains(now, 7, 0.1)
    assert panel.declaration.guess.answer(panel.case) == 7
    assert "7 keer" in plain(panel.live["_compare"])


def test_it_needs_no_words_kept_where_nothing_was_lost():
    panel = revealed(KEY, "regio")
    assert after(panel, "Zo vaak woord houden") == 0
    play(panel, BLUFF)
    o = outcome(panel)
    number = after(panel, "Zo vaak woord houden")
    assert model.after_gains(o.mean[-1], number, 0.1) >= o.mean[0] > model.after_gains(o.mean[-1], number - 1, 0.1)


@pytest.mark.parametrize("order", [CHOICES, tuple(reversed(CHOICES))])
def test_in_any_order(order):
    panel = revealed(KEY, "warmte")
    for name in order:
        panel.put(**{name: BLUFF[name]})
        assert all(note.strip() for note in (proef.note(outcome(panel), card.key) for card in panel.deck if panel._done(card)))
    assert len(outcome(panel).rounds) == 4


def test_a_later_card_waits_for_the_earlier_ones():
    panel = revealed(KEY, "warmte")
    panel.put(reply="uitleggen")
    assert proef.note(outcome(panel), "bezwaar") == proef.FIRST
    assert len(outcome(panel).rounds) == 0


@pytest.mark.parametrize(
    "told",
    list(product(*(dict(c.options) for c in proef.controls(proef.Case(title="x", parties=(Party("a"), Party("b"))))[:5]))),
    ids="-".join,
)
def test_every_story_is_told_in_words_that_fit(told):
    own("tegen", "afwachtend", "voor")
    case = workspace.current()
    o = proef.outcome(case, *told, weight=3)
    said = proef.words(o)
    assert "Met dit vertrouwen begint het volgende proces." in said
    notes = [proef.note(o, card.key) for card in proef.cards(case)]
    assert all(n.endswith(".") for n in notes)
    secret, hid = model.breach(o.story), model.hidden(o.story)
    assert ("In werkelijkheid" in said) == (told[0] != told[1])
    assert ("geeft toe" in notes[3]) == (bool(secret) and told[3] == "open")
    assert notes[4].startswith("Het komt uit.") == (bool(hid) and told[4] == "ja")
    assert notes[4].startswith("Het komt niet uit.") == (bool(hid) and told[4] == "nee")
    assert proef.picture(o).startswith("<svg")


def test_more_room_than_was_said_is_not_told_as_if_it_had_been_said():
    panel = revealed(KEY, "jeugdhulp")
    play(panel, {"real": "vrij", "announced": "gegeven", "reply": "overnemen", "answer": "open", "out": "nee"})
    o = outcome(panel)
    assert proef.note(o, "vraag").startswith("Er blijkt meer te kiezen dan u zei.")
    assert "meer ruimte dan u zei" in proef.note(o, "afloop")
    assert "klopt met wat u eerder zei" not in proef.note(o, "vraag")


def test_a_later_announcement_asks_for_the_first_card():
    panel = revealed(KEY, "jeugdhulp")
    assert "Kies eerst op kaart 1 wat er vastligt." in play(panel, {"announced": "vrij"})


def test_given_content_told_honestly_is_called_an_ordinary_form():
    panel = revealed(KEY, "jeugdhulp")
    play(panel, {"real": "gegeven", "announced": "gegeven", "reply": "uitleggen", "answer": "open", "out": "ja"})
    o = outcome(panel)
    assert o.mean == o.honest_mean
    assert o.mean[-1] > o.mean[0]
    assert "eerlijke vorm" in proef.note(o, "vooraf")


def test_who_sits_at_the_table():
    own("voor", "afwachtend", "tegen", "voor", "tegen", "afwachtend")
    found = proef.table_of(workspace.current())
    assert len(found) == proef.MOST
    assert "regie" not in {p.key for p in found}
    assert [p.position for p in found] == sorted((p.position for p in found), key=("tegen", "afwachtend", "voor").index)
    panel = revealed(KEY)
    cards = {card.key: card.text for card in panel.deck}
    assert found[0].name in cards["bezwaar"]
    assert found[1].name in cards["vraag"]


@pytest.mark.parametrize("number", [0, 1])
def test_what_an_own_case_lacks(number):
    own(*["voor"] * number)
    assert opened(KEY).missing == "Vul in uw casus ten minste twee partijen in naast de regisseur."


def test_the_table_has_a_column_per_round_that_was_played():
    panel = revealed(KEY, "regio")
    play(panel, {"real": "kader", "announced": "kader"})
    table = proef.tables(outcome(panel))[0]
    assert table.columns == ("Partij", "Start", "Aankondiging")
    assert {len(row) for row in table.rows} == {3}
