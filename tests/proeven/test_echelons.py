"""Message down and experience up, in the layers of the director's own organisation."""

import itertools
import re

import pytest

from regiekit.cases import Case, Party, Trait, load_shipped, shipped
from regiekit.proeven import Board
from regiekit.proeven.cultuur import echelons as proef
from regiekit.proeven.cultuur.echelons import Echelons
from tests.proeven.stands import Stand, keyed, stands

DOWN, UP = "Boodschap van de top", "Ervaring van de uitvoering"
NOBODY = Case("Leeg")
ONE = Case("Een", parties=(Party("a", name="Aa"), Party("b", name="Bee")), director="a")

test_stands = stands(
    "echelons",
    Stand({"layers": 1}, {"down": [1, 0.8, 0.64], "up": [1, 0.6, 0.3]}, says=("64 procent", "30 procent")),
    Stand({"execution_up": 0}, says=("hoort de uitvoering niets van wat de top bedoelt",)),
    Stand({"middle_down": 100, "top_down": 100}, says=("hoort de top alles wat de uitvoering meemaakt",)),
    Stand({"top_down": 0, "execution_up": 0}, says=("horen de top en de uitvoering allebei niets van wat",)),
    *(
        Stand({"layers": n}, {"names": ["Top", *(f"Midden {i + 1}" if n > 1 else "Midden" for i in range(n)), "Uitvoering"]},
              {DOWN: 0.8**n * 0.8, UP: 0.6**n * 0.5}, case="warmte")
        for n in range(1, 7)
    ),
    Stand({"shared": 100, "top_down": 0, "execution_up": 0}, measures={DOWN: 1, UP: 1}),
    Stand({"shared": 50, "top_down": 0, "execution_up": 0}, measures={UP: 0.5}, says=("voor 50 procent al eens met",)),
    Stand({}, {"layers": 1}, silent=("aan tafel",), case=NOBODY),
)  # fmt: skip


@pytest.mark.parametrize("name", shipped())
def test_the_prediction_is_about_the_line_of_the_director(name):
    """The experience by hand, with the layers of the case: 0.6 per layer, half of that at the top; whoever sits at the table."""
    case = load_shipped(name)
    n = round(case.trait("lagen")) - 1
    assert Echelons.at(case).layers == n
    assert Echelons.answer(case) == Echelons.answer(case.with_changes(parties=case.parties[:2])) == pytest.approx(100 * 0.6**n * 0.5)
    assert case.told("lagen").why in Echelons.explain(case, Echelons.answer(case))


@pytest.mark.parametrize(("told", "layers"), [(0, 1), (2, 1), (4, 3), (40, proef.MOST)])
def test_how_many_layers_there_are_is_a_trait_of_the_case(told, layers):
    assert Echelons.at(ONE.with_changes(traits=(Trait("lagen", told),))).layers == layers
    assert Echelons.at(ONE).layers == 1


@pytest.mark.parametrize(("settings", "piece"), [
    ({"layers": 1}, "Van beneden naar boven komt minder over dan andersom, want de top kent"),
    ({"execution_up": 20, "layers": 1}, "Van boven naar beneden komt minder over dan andersom, want de uitvoering kent"),
    ({"middle_up": 60, "execution_up": 50, "layers": 1}, "evenveel"),
    ({"top_down": 0}, "hoort de top niets"), ({"middle_up": 0}, "hoort de uitvoering niets"),
    ({"top_down": 0, "execution_up": 0}, "horen niets van elkaar"), ({"top_down": 5, "layers": 6}, "hoort de top bijna niets, want"),
    ({"layers": 6}, "want elke laag begrijpt maar een deel"), ({"layers": 6, "top_down": 100}, "want de middenlagen kennen"),
    ({"shared": 50}, "elke laag denkt al voor een deel hetzelfde"), ({"shared": 100}, "denkt men al hetzelfde"),
    (dict.fromkeys(proef.KNOWS, 100), "elke laag kent"),
])  # fmt: skip
def test_each_point_has_its_own_headline(settings, piece):
    assert piece in Stand(settings).state("echelons").headline()


@pytest.mark.parametrize(("name", "moved"), [("top_down", UP), ("middle_down", UP), ("middle_up", DOWN), ("execution_up", DOWN)])
def test_each_slider_moves_only_its_own_way(name, moved):
    state = Echelons.at(load_shipped("regio"), **{name: 100})
    down, up = state.measures()[:2]
    assert (down.after > down.before, up.after > up.before) == (moved == DOWN, moved == UP)


@pytest.mark.parametrize("settings", [{}, {"shared": 40}, {"layers": 4}, {"top_down": 0, "shared": 0}])
def test_the_bars_are_as_wide_as_what_came_through(settings):
    state = Stand(settings).state("echelons")
    found, bare = keyed(state), state.but(shared=0)
    for way, came, there in (("d", bare.down, state.down), ("u", bare.up[::-1], state.up[::-1])):
        for i in range(len(there)):
            assert float(found[f"b:{way}{i}"][0]["width"]) == pytest.approx(proef.BAR * came[i], abs=0.06)
            assert found[f"n:{way}{i}"][1] == f"{100 * there[i]:.0f}%"


def test_hatching_stays_between_what_came_and_what_is_there():
    for came, there in ((0, 1), (0.3, 0.7), (0.64, 0.65), (1, 1)):
        board = Board(150, 40, "cultuur")
        proef._parts(board, 150, 40, came, there)
        points = [(float(x), float(y)) for x, y in re.findall(r"[ML](-?[\d.]+) (-?[\d.]+)", "".join(board.parts))]
        assert bool(points) == (there > came)
        assert all(150 * came - 0.1 <= x <= 150 * there + 0.1 and -0.1 <= y <= 40.1 for x, y in points)


@pytest.mark.parametrize("layers", range(1, 7))
def test_nothing_stands_in_anything_else(layers):
    found = keyed(Stand({"layers": layers}).state("echelons"))
    boxes = [(float(found[f"e{i}"][0]["y"]), float(found[f"e{i}"][0]["height"])) for i in range(layers + 2)]
    assert all(y + high < below for (y, high), (below, _) in itertools.pairwise(boxes))
    assert boxes[-1][0] + boxes[-1][1] < proef.TOP + proef.DEEP
    assert min(high for _, high in boxes) > 20
