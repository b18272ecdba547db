"""The proef of the entrepreneurial director: losses by hand, what the strategies do, what a boss chooses."""

import pytest

from regiekit.cases import load_shipped
from regiekit.models import delegation as model
from regiekit.widgets import delegation as widget
from tests.widgets.samples import after, numbers, opened, outcome, plain, revealed

KEY = "ondernemende_regisseur"


def test_the_start_by_hand():
    panel = revealed(KEY, "jeugdhulp")
    # free: 12 · 0,25² = 0,75; the best cap: 12 (0,0625 − 4/3 · 0,015625) = 0,5
    assert after(panel, "Verlies voor de baas") == pytest.approx(100)
    assert after(panel, "Verlies voor de regisseur") == pytest.approx(100 + 75)
    words = panel.live["_picture"]["words"]
    assert "bij een vrije regisseur 75." in words
    assert "De beste grens ligt op 75 en geeft een verlies van 50." in words
    assert "In de casus regisseert de programmamanager jeugd van Gemeente Waardstad; mandaat: beperkt." in words


def test_the_guess_is_where_both_are_equal():
    assert widget.EXPERIMENT.guess.answer(load_shipped("regio")) == pytest.approx(100 / 12**0.5)
    panel = revealed(KEY)
    assert "29 punten" in plain(panel.live["_compare"])
    panel.put(form="vrij", bias=28)
    assert after(panel, "Verlies voor de baas") < 100
    panel.put(bias=29)
    assert after(panel, "Verlies voor de baas") > 100


def test_the_losses_are_not_shown_before_the_prediction():
    assert "_picture" not in opened(KEY, "jeugdhulp").live


def test_the_best_cap_is_best_on_the_slider():
    panel = revealed(KEY)
    panel.put(form="grens")
    found = {}
    for cap in range(0, 151, 5):
        panel.put(cap=cap)
        found[cap] = after(panel, "Verlies voor de baas")
    assert min(found, key=found.get) == 75
    assert found[75] == pytest.approx(50)
    assert found[150] == pytest.approx(75)
    assert "Deze grens telt" not in str(panel.live.get("_note:cap", ""))


def test_a_boss_who_thinks_it_simple_makes_a_plan_until_the_network_speaks():
    panel = revealed(KEY)
    assert outcome(panel).chosen == ("plan", 0.5)
    panel.put(network="ja")
    assert outcome(panel).chosen == ("grens", 0.75)
    assert outcome(panel).bias == 0.25
    assert "veel van elkaar verschillen en kiest daarom een grens van 75" in panel.live["_picture"]["words"]


def test_drawing_in_and_coupling_make_the_difference_smaller():
    panel = revealed(KEY)
    panel.put(draw="ja")
    assert outcome(panel).bias == pytest.approx(0.15)
    panel.put(couple="ja")
    assert outcome(panel).bias == pytest.approx(0.05)
    panel.put(draw="nee")
    assert outcome(panel).bias == pytest.approx(0.15)
    panel.put(bias=5)
    assert outcome(panel).bias == 0
    assert "Zonder verschil is vrij het beste" in panel.live["_picture"]["words"]
    assert numbers(panel)["Verschil tussen wat regisseur en baas willen, in punten"] == (0.05, 0)


@pytest.mark.parametrize(
    "strategies", [{}, {"draw": "ja"}, {"network": "ja"}, {"couple": "ja"}, {"draw": "ja", "network": "ja", "couple": "ja"}]
)
def test_no_strategy_makes_the_boss_worse_off(strategies):
    panel = revealed(KEY)
    for bias in range(0, 51, 5):
        panel.put(bias=bias, draw="nee", network="nee", couple="nee")
        before = outcome(panel)
        panel.put(**strategies)
        now = outcome(panel)
        assert now.loss(*now.best) <= before.loss(*before.best) + 1e-9
        assert now.loss(*now.chosen) <= before.loss(*before.chosen) + 1e-9


def test_where_the_cap_binds():
    panel = revealed(KEY)
    panel.put(form="grens", cap=60)
    assert outcome(panel).bound == pytest.approx(0.65)
    assert outcome(panel).now == pytest.approx(1200 * model.cap_loss(0.25, 0.6))
    panel.put(form="vrij")
    assert (outcome(panel).bound, outcome(panel).director) == (0, 0)
    panel.put(bias=50, form="plan")
    assert "vast plan het beste" in panel.live["_picture"]["words"]


def test_without_a_director_or_parties():
    panel = revealed(KEY, "leeg")
    assert "In de casus" not in panel.live["_picture"]["words"]
