"""Whether cooperation pays: numbers by hand, the four cells, one hub, ties, as a table of states."""

import pytest

from regiekit.cases import Case, Party, load_shipped
from regiekit.proeven.proces.loont_het import BEST, CELLS, CooperationPays
from tests.proeven.stands import Stand, keyed, stands

N, LEFT, MORE, LAST = "Partners", "Wat er overblijft", "Wat samen meer", "Wat de laatste"
SOME = {"value": 6, "cost": 1.5}


def cell(doing, partners, row, column):
    left = {8: 32, 15: 7.5}[partners]
    return Stand(
        {"doing": doing, "partners": partners},
        {"column": column},
        {LEFT: left, MORE: left - 20},
        notes={"doing": f"{row.capitalize()} doen levert bij deze getallen {column.removesuffix('waarde')} op"},
    )


test_stands = stands(
    "loont_het",
    # 15 · 7,5 = 112,5; 105 pairs; 8 is best with 60 − 28; above 20 from 4 (24) to 12 (24), 3 and 13 give 19,5
    Stand(
        {"partners": 15},
        {"best": (8,), "paying": (4, 12)},
        {N: (8, 15), LEFT: (32, 7.5), MORE: (12, -12.5), LAST: (0.5, -6.5)},
        (
            "105 tweetallen",
            "bijna alles wat de partners samen inbrengen",
            "Wat er overblijft, is minder dan zelf doen oplevert.",
            "met vier tot en met twaalf",
        ),
        {"partners": "voorbij het keerpunt", "way": "Bij acht partners"},
    ),
    cell("samen", 8, "samen", "meerwaarde"),
    cell("samen", 15, "samen", "minderwaarde"),
    cell("zelf", 15, "zelf", "meerwaarde"),
    cell("zelf", 8, "zelf", "minderwaarde"),
    Stand(
        {"alone": 32}, {"column": "gelijk", "paying": None}, {MORE: 0}, ("Bij geen enkel aantal",), {"partners": "", "doing": "niet uit"}
    ),
    Stand({"alone": 31}, {"paying": (7, 9)}, says=("met zeven tot en met negen",)),
    Stand({"value": 2.5, "alone": 4}, {"paying": (3, 3)}, says=("alleen bij drie partners",)),  # 2 and 4 partners give 4, 3 give 4,5
    Stand(
        {**SOME, "partners": 5},
        {"best": (4, 5)},
        {LAST: 0},
        (),
        {"way": "Bij vier of vijf partners blijft het meeste over. De laatste van die partners voegt niets toe"},
    ),
    Stand({"value": 1, "cost": 5}, {"best": (1,)}, notes={"way": "zonder samenwerking"}),
    Stand({"value": 10, "cost": 0.25, "partners": 15}, {"best": (40, 41)}, {N: (40, 15), LAST: (0.25, 6.5)}),
    Stand({"partners": 2, "value": 0.5, "cost": 0.5}, {}, {LEFT: 0.5}, ("overleggen met elkaar", "kost de helft van wat")),
    Stand({"partners": 20}, {}, {LEFT: -40}, ("Dat overleg kost bijna anderhalf keer zoveel als de partners samen inbrengen",)),
    # with a hub 15 · 7,5 − 14
    Stand(
        {"partners": 15, "way": "spil"},
        {"best": (), "pairs": 14, "paying": (3, 40)},
        {LEFT: (261, 98.5), LAST: 6.5},
        notes={"way": "geen keerpunt"},
    ),
    Stand({"way": "spil", "value": 1, "cost": 5}, {"best": (1,)}, notes={"way": "zonder samenwerking"}),
    Stand(
        {"partners": 15, "solo": "nee"},
        {"column": "meerwaarde"},
        {MORE: 7.5},
        ("Samenwerken loont hier met twee tot en met vijftien partners.",),
        {"alone": "telt nu niet"},
    ),
)


@pytest.mark.parametrize(
    "settings", [{}, {**SOME, "partners": 5}, {"value": 10, "cost": 0.25}, {"way": "spil"}, {"doing": "zelf", "alone": 0}]
)
def test_the_picture_tells_the_same(settings):
    state = Stand(settings).state("loont_het")
    found = keyed(state)
    assert [k for k in found if k.startswith("best:")] == [f"best:{n}" for n in state.best]
    filled = [k for k in found if k.startswith("vak:") and found[k][0]["stroke-width"] == "2.5"]
    assert filled == [f"vak:{state.doing}:{state.column}"]
    curve = found["samen"][0]["d"].removeprefix("M").split("L")
    assert curve[state.partners - 1] == f"{found['nu'][0]['cx']} {found['nu'][0]['cy']}"
    alone = float(found["zelf"][0]["d"].split()[1].partition("H")[0])
    assert (float(found["nu"][0]["cy"]) < alone) == (state.net > state.lone)


def test_the_table_tells_which_number_is_best():
    rows = {row[0]: row[1:] for row in Stand({"partners": 8}).state("loont_het").tables()[0].rows}
    assert rows["8"] == ("60", "28", "32", "ja", "nu en beste aantal")
    assert rows["20"] == ("150", "190", "−40", "nee", "–")


@pytest.mark.parametrize("name", ["jeugdhulp", "regio", "warmte"])
def test_with_the_numbers_of_the_start_nothing_is_said_of_a_case(name):
    """The start is the same whatever the case: neither its title nor a verdict on it stands in the words, the headline, the picture or the plan."""
    case = load_shipped(name)
    state = CooperationPays.at(case)
    assert state.partners == BEST
    for said in (state.words(), state.headline(), state.report(), state.svg(words="")):
        assert case.title not in said
        assert "de casus staat" not in said.lower()
    assert "zeggen nog niets over de casus" in state.words()
    assert "nog niets" not in state.but(value=6).words()
    # one that was moved leaves the others assumed, in the words, the headline and the picture
    moved = state.but(value=10)
    assert moved.words().endswith("Nog aangenomen: wat het afstemmen kost en wat zelf doen oplevert.")
    assert "Met uw getallen" not in moved.headline()
    assert "nog deels een aanname" in moved.svg(words="")
    assert moved.but(solo="nee").words().endswith("Nog aangenomen: wat het afstemmen kost.")
    every = state.but(value=10, cost=2, alone=10, partners=2)
    assert "angenomen" not in every.words()
    assert "Met uw getallen kan er nog één bij" in every.headline()
    assert "met uw eigen punten" in every.svg(words="")
    assert not any(name in state.report() for name in ("meerwaarde", "minderwaarde"))
    assert set(CELLS) == {(d, c) for d in ("samen", "zelf") for c in ("meerwaarde", "minderwaarde")}


def test_the_prediction_is_where_nothing_is_left():
    """16 partners have 120 pairs and bring in 120 points."""
    case = Case(parties=tuple(Party(f"p{i}", name=f"P{i}") for i in range(5)))
    assert CooperationPays.answer(case) == 16
    assert Stand({"partners": 16}).state("loont_het").net == 0
    assert "acht partners" in CooperationPays.explain(case, 16)
    assert "acht partners" in CooperationPays.question
