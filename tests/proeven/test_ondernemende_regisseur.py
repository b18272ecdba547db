"""The entrepreneurial director: losses by hand, what the strategies do, what a boss chooses, over a table of states."""

import pytest

from regiekit.cases import Case, load_shipped
from regiekit.models import delegation as model
from regiekit.proeven.proces.ondernemende_regisseur import Delegation
from tests.proeven.stands import Stand, keyed, stands

KEY = "ondernemende_regisseur"
BOSS, DIRECTOR, GAP, HELD = "Verlies voor de baas", "Verlies voor de regisseur", "Verschil", "Situaties"

test_stands = stands(
    KEY,
    # free: 12 · 0,25² = 0,75; the best cap: 12 (0,0625 − 4/3 · 0,015625) = 0,5
    Stand(
        {}, {"best": 0.75, "chosen": None}, {BOSS: 100.0, DIRECTOR: 175.0, GAP: 0.25, HELD: 1}, ("vrije regisseur 75.", "verlies van 50.")
    ),
    Stand({}, says=("programmamanager jeugd van Gemeente Waardstad; mandaat: beperkt",), notes={"cap": "telt pas", "network": ""}),
    Stand({"form": "vrij", "bias": 28}, {}, {BOSS: 1200 * 0.28**2, DIRECTOR: (194.08, 0), HELD: 0}),
    Stand({"form": "vrij", "bias": 29}, {}, {BOSS: (100.0, 1200 * 0.29**2)}),
    Stand({"form": "grens"}, {}, {BOSS: 1200 * model.cap_loss(0.25, 0.6), HELD: 0.65}, ("vrij tot een grens van 60",), {"cap": ""}),
    Stand({"form": "grens", "cap": 150}, {}, {BOSS: 75, HELD: 0}),
    Stand({"network": "ja"}, {"chosen": 0.75, "gap": 0.25}, {}, ("veel van elkaar", "kiest daarom een grens van 75"), {"network": "durft"}),
    Stand({"draw": "ja"}, {"gap": 0.15}, {GAP: (0.25, 0.15)}, ("trok de baas",)),
    Stand({"couple": "ja"}, {"gap": 0.15}, {GAP: (0.25, 0.15)}, ("koppelde",)),
    Stand({"draw": "ja", "couple": "ja"}, {"gap": 0.05}, {}, ("verschil over van 5 punten",)),
    Stand({"bias": 5, "couple": "ja"}, {"gap": 0}, {GAP: (0.05, 0)}, ("Zonder verschil is vrij het beste",)),
    Stand({"bias": 50}, {"best": None}, {}, ("vast plan het beste",)),
    Stand({}, silent=("In de casus",), case=Case()),
)


def test_the_best_cap_is_best_on_the_slider():
    found = {cap: Stand({"form": "grens", "cap": cap}).state(KEY).boss for cap in range(0, 151, 5)}
    assert min(found, key=found.get) == 75
    assert found[75] == pytest.approx(50)


@pytest.mark.parametrize(
    "strategies", [{"draw": "ja"}, {"network": "ja"}, {"couple": "ja"}, {"draw": "ja", "network": "ja", "couple": "ja"}]
)
def test_no_strategy_makes_the_boss_worse_off(strategies):
    for bias in range(0, 51, 5):
        before = Stand({"bias": bias}).state(KEY)
        now = before.but(**strategies)
        assert now.boss_loses(now.best) <= before.boss_loses(before.best) + 1e-9
        assert now.boss_loses(now.chosen) <= before.boss_loses(before.chosen) + 1e-9


@pytest.mark.parametrize("settings", [{}, {"form": "grens"}, {"form": "vrij", "bias": 50}, {"network": "ja", "bias": 10}])
def test_the_picture_tells_the_same(settings):
    state = Stand(settings).state(KEY)
    found = keyed(state)
    ends = [float(point.split()[1]) for point in found["gebeurt"][0]["d"].removeprefix("M").split("L")]
    wanted = [0.5, 0.5] if state.room is None else [min(state.room, s + state.gap) for s in (0, 1)]
    assert [ends[0], ends[-1]] == pytest.approx([372 - 192 * action for action in wanted], abs=0.06)
    left, right = (float(x) for x in found["denkt"][0]["d"].removeprefix("M").removesuffix("v-6").replace(" 419v6H", " ").split())
    assert (right - left) / 320 == pytest.approx(state.width, abs=1e-3)
    bars = state.svg().split('<g data-key="b:')[1:]
    assert [row[2] for row in state.tables()[0].rows] == [bar.rpartition("</text>")[0].rpartition(">")[2] for bar in bars]


def test_the_guess_is_where_both_are_equal():
    case = load_shipped("regio")
    assert Delegation.answer(case) == pytest.approx(100 / 12**0.5)
    assert "boven 29 punten" in Delegation.explain(case, Delegation.answer(case))
    assert "wordt 40% kleiner" in Delegation.leaves_out[0]
