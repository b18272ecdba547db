"""Tussen wal en schip: blame and the chance that nobody acts, with and without a name, over the table of states."""

import pytest

from regiekit.cases import Case, Party, load_shipped
from regiekit.plots.style import ACCENTS
from regiekit.proeven.cultuur.vele_handen import ManyHands
from regiekit.widgets.say import percent
from tests.proeven.stands import Stand, keyed, stands

MISSED, MOST, CARRY = "Niemand zet de stap", "Grootste deel", "Partijen die"
TWO = Case("Twee", parties=(Party("a", name="Aa"), Party("b", name="Bee")), director="a")


def alone(hands):
    """Nobody named: Diekmann's closed form, cost 30%."""
    chance = 0 if hands == 1 else 0.3 ** (hands / (hands - 1))
    says = f"{100 * chance:.0f} van de 100 keer" if hands > 1 else "geen ander"
    return Stand({"hands": hands}, {"duty": []}, {MISSED: (chance, chance), MOST: 1 / hands, CARRY: hands}, (says,))


test_stands = stands(
    "vele_handen",
    *map(alone, range(1, 9)),
    Stand(
        {"named": "politie"}, {"duty": ["politie"]}, {MISSED: (0.3 ** (4 / 3), 0.1), MOST: (0.25, 1.0), CARRY: (4, 1)}, silent=("slechter",)
    ),
    Stand({"named": "politie", "stand_in": "ja"}, {"duty": ["politie", "ggz"]}, {MISSED: 0.01, MOST: 0.5, CARRY: 2}),
    Stand({"hands": 2, "named": "ouders"}, {"group": ["ggz", "ouders"]}),
    Stand({"hands": 1, "named": "ouders", "stand_in": "ja"}, {"group": ["ouders"], "duty": ["ouders"]}, notes={"stand_in": "tweede hand"}),
    Stand({"named": "politie", "cost": 5}, says=("slechter", "van één af")),
    Stand({"named": "politie", "cost": 5, "hands": 2, "stand_in": "ja"}, says=("slechter", "van twee af")),
    Stand({"stand_in": "ja"}, {"duty": []}, notes={"stand_in": "iemand aanwijst"}),
    Stand({"named": "gemeente"}, notes={"stand_in": ""}),
    Stand({}, {"task": "crisis", "hands": 4}),
    Stand(
        {"task": "signaleren", "hands": 8}, {"group": ["ggd", "school", "jongerenwerk", "huisarts", "politie", "gemeente", "regio", "swv"]}
    ),
    Stand({"hands": 2, "named": "b", "stand_in": "ja"}, {"duty": ["b", "a"]}, says=("die van niemand is", "Aa en Bee"), case=TWO),
)


SHOWN = ({}, {"hands": 1}, {"hands": 8}, {"named": "gemeente"}, {"named": "gemeente", "stand_in": "ja"})


@pytest.mark.parametrize("settings", SHOWN)
def test_the_picture_tells_the_same(settings):
    state = Stand(settings).state("vele_handen")
    found = keyed(state)
    assert [k[2:] for k in found if k.startswith("n:")] == state.group
    for i, key in enumerate(state.group):
        assert float(found[f"s{i}"][0]["height"]) == pytest.approx(104 * state.blame[key], abs=0.06)
        assert found[f"p{i}"][1] == f"{percent(state.blame[key])}%"
    columns = [k for k in found if k.startswith("c")]
    assert len(columns) == 8 + bool(state.duty)
    filled = [k for k in columns if found[k][0]["fill"] == ACCENTS["cultuur"]]
    assert filled == ["c8" if state.duty else f"c{len(state.group) - 1}"]


def test_the_prediction():
    case = load_shipped("jeugdhulp")
    assert ManyHands.answer(case) == pytest.approx(100 * 0.3**1.2)
    assert "met twee 9 keer" in ManyHands.explain(case, 0)


def test_one_party_is_too_few():
    assert "minstens twee partijen" in ManyHands.ready(Case("Een", parties=(Party("a", name="Aa"),)))
