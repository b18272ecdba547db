"""The entrepreneurial director: losses by hand, what the strategies do, what a boss chooses, over a table of states."""

import pytest

from regiekit.cases import Case, load_shipped
from regiekit.models import delegation as model
from regiekit.proeven.proces.ondernemende_regisseur import Delegation
from tests.proeven.stands import Stand, keyed, stands

KEY = "ondernemende_regisseur"
BOSS, DIRECTOR, GAP, HELD = "Verlies voor de baas", "Verlies voor de regisseur", "Verschil", "Situaties"


def At(settings, *more, **also):
    """A state without change halfway and with a difference of 25, unless it says otherwise."""
    return Stand({"bias": 25, "shock": 0} | settings, *more, **also)


test_stands = stands(
    KEY,
    # free: 12 · 0,25² = 0,75; the best cap: 12 (0,0625 − 4/3 · 0,015625) = 0,5
    At(
        {},
        {"best": 0.75, "chosen": None},
        {BOSS: 100.0, DIRECTOR: 175.0, GAP: 0.25, HELD: 1},
        ("en daarom vasthoudt aan een plan", "daarom is de baas beter af met ruimte tot een grens"),
    ),
    At(
        {},
        notes={
            "form": "programmamanager jeugd namens de gemeente",
            "cap": "telt pas",
            "network": "wat de baas gelooft",
            "draw": "wil",
            "couple": "krijgt",
            "agility": "niets verandert",
        },
    ),
    At({"form": "vrij", "bias": 28}, {}, {BOSS: 1200 * 0.28**2, DIRECTOR: (194.08, 0), HELD: 0}, ("iets beter af dan met een vast plan",)),
    At({"form": "vrij", "bias": 29}, {}, {BOSS: (100.0, 1200 * 0.29**2)}, ("iets slechter af dan met een vast plan",)),
    At(
        {"form": "grens"}, {}, {BOSS: 1200 * model.cap_loss(0.25, 0.6), HELD: 0.65}, ("mag tot een grens van 60 punten gaan.",), {"cap": ""}
    ),
    At({"form": "grens", "cap": 75}, {}, {BOSS: 50}, ("veel beter af dan met een vast plan",)),
    At({"form": "grens", "cap": 150}, {}, {BOSS: 75, HELD: 0}),
    At(
        {"network": "ja"},
        {"chosen": 0.75, "gap": 0.25},
        {},
        ("weet door het netwerk", "zou nu kiezen voor ruimte tot een grens"),
        {"network": "gelooft"},
    ),
    At({"draw": "ja"}, {"gap": 0.15}, {GAP: (0.25, 0.15)}, ("De baas zit in het proces. Daardoor",)),
    At({"couple": "ja"}, {"gap": 0.15}, {GAP: (0.25, 0.15)}, ("De baas krijgt elders iets terug. Daardoor",)),
    At(
        {"draw": "ja", "couple": "ja"},
        {"gap": 0.05},
        {},
        ("zit in het proces en krijgt elders iets terug. Daardoor verschillen baas en regisseur nog maar 5 punten in plaats van 25.",),
    ),
    At({"bias": 5, "couple": "ja"}, {"gap": 0}, {GAP: (0.05, 0)}, ("willen baas en regisseur nu even ver gaan",)),
    At({"bias": 50}, {"best": None}, {}, ("ook dan is een plan hier voor de baas het beste",)),
    # 1/12 + 0,2²; free and following all of it the change costs nothing, following none of it as much as the plan
    At({"shock": 20}, {}, {BOSS: (100.0, 100 + 1200 * 0.04)}, notes={"agility": ""}),
    At({"shock": 20, "form": "vrij", "agility": 100}, {}, {BOSS: 75}),
    At({"shock": 20, "form": "vrij", "agility": 0}, {}, {BOSS: 75 + 1200 * 0.04}),
    At({}, notes={"form": ""}, case=Case()),
)


def test_who_is_adhocratic_and_resilient_needs_room_for_it():
    """The more the director follows what changes, the less the boss loses, if the arrangement leaves room; a plan is as bad whoever directs."""

    def lost(form, agility):
        return Stand({"form": form, "shock": 40, "agility": agility, "bias": 10}).state(KEY).boss

    for form in ("vrij", "grens"):
        found = [lost(form, agility) for agility in (0, 50, 100)]
        assert found == sorted(found, reverse=True)
        assert found[0] > found[2]
    assert lost("plan", 0) == lost("plan", 100) > lost("vrij", 100)
    assert "veert mee" in Stand({"form": "vrij", "shock": 40, "agility": 100, "bias": 10}).state(KEY).headline()
    assert "helpt niet" in Stand({"form": "vrij", "shock": 40, "agility": 0, "bias": 50}).state(KEY).headline()


def test_the_best_cap_is_best_on_the_slider():
    found = {cap: At({"form": "grens", "cap": cap}).state(KEY).boss for cap in range(0, 151, 5)}
    assert min(found, key=found.get) == 75
    assert found[75] == pytest.approx(50)


@pytest.mark.parametrize(
    "strategies", [{"draw": "ja"}, {"network": "ja"}, {"couple": "ja"}, {"draw": "ja", "network": "ja", "couple": "ja"}]
)
def test_no_strategy_makes_the_boss_worse_off(strategies):
    for bias in range(0, 51, 5):
        before = Stand({"bias": bias, "shock": 0}).state(KEY)
        now = before.but(**strategies)
        assert now.boss_loses(now.best) <= before.boss_loses(before.best) + 1e-9
        assert now.boss_loses(now.chosen) <= before.boss_loses(before.chosen) + 1e-9


@pytest.mark.parametrize("settings", [{}, {"form": "grens"}, {"form": "vrij", "bias": 50}, {"network": "ja", "bias": 10}])
def test_the_picture_tells_the_same(settings):
    state = Stand(settings).state(KEY)
    found = keyed(state)
    ends = [float(point.split()[1]) for point in found["gebeurt"][0]["d"].removeprefix("M").split("L")]
    wanted = [0.5, 0.5] if state.room is None else [min(state.room, s + state.gap) for s in (0, 1)]
    assert [ends[0], ends[-1]] == pytest.approx([356 - 272 / 1.5 * action for action in wanted], abs=0.06)
    left, right = (float(x) for x in found["denkt"][0]["d"].removeprefix("M").removesuffix("v-6").replace(" 403v6H", " ").split())
    assert (right - left) / 320 == pytest.approx(state.width, abs=1e-3)
    bars = state.svg().split('<g data-key="b:')[1:]
    assert [row[2] for row in state.tables()[0].rows] == [bar.rpartition("</text>")[0].rpartition(">")[2] for bar in bars]


def test_the_guess_is_where_both_are_equal():
    case = load_shipped("regio")
    assert Delegation.answer(case) == pytest.approx(100 / 12**0.5)
    assert "te ver" in Delegation.explain(case, Delegation.answer(case))
    assert "wordt 40% kleiner" in Delegation.leaves_out[0]


def test_at_the_start_drawing_the_boss_in_wins_room_and_linking_an_issue_does_not():
    start = Stand({}).state(KEY)
    assert start.shock > 0
    assert (start.chosen, start.but(couple="ja").chosen) == (None, None)
    assert start.but(draw="ja").chosen is not None
    assert start.but(draw="ja").headline() != start.but(couple="ja").headline()


def test_who_heard_the_network_sees_what_changes():
    calm, shaken = (Stand({"network": "ja", "shock": shock, "bias": 10}).state(KEY) for shock in (0, 50))
    assert calm.chosen != shaken.chosen == shaken.best
    assert shaken.but(network="nee").chosen == calm.but(network="nee").chosen
