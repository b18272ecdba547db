"""Whether cooperation pays: numbers by hand, the four cells, ties, as a table of states."""

import pytest

from regiekit.cases import Case, Party, load_shipped
from regiekit.proeven.proces.loont_het import MOST, CooperationPays
from tests.proeven.stands import Stand, keyed, stands

N, LEFT, MORE, LAST = "Partners", "Wat er overblijft", "Wat samen meer", "Wat de laatste"


def cell(doing, partners, row, column):
    left = {8: 32, 15: 7.5}[partners]
    return Stand({"doing": doing, "partners": partners}, {"column": column}, {LEFT: left, MORE: left - 20}, (f"{row} en {column}:",))


test_stands = stands(
    "loont_het",
    # 15 · 7,5 = 112,5; 105 pairs; 8 is best with 60 − 28; above 20 from 4 (24) to 12 (24), 3 and 13 give 19,5
    Stand(
        {},
        {"best": (8,)},
        {N: (8, 15), LEFT: (32, 7.5), MORE: (12, -12.5), LAST: (0.5, -6.5)},
        ("112,5 punten", "105 tweetallen", "blijven 7,5 punten over", "bij 8 partners: 32 punten", "kost 6,5", "van 4 tot en met 12"),
        {"partners": "voorbij het keerpunt"},
    ),
    cell("samen", 8, "samen", "meerwaarde"),
    cell("samen", 15, "samen", "minderwaarde"),
    cell("zelf", 15, "zelf", "meerwaarde"),
    cell("zelf", 8, "zelf", "minderwaarde"),
    Stand({"partners": 8, "alone": 32}, {"column": "gelijk"}, {MORE: 0}, ("op de lijn", "Bij geen enkel aantal"), {"partners": ""}),
    Stand({"partners": 8, "alone": 31}, says=("van 7 tot en met 9 partners",)),
    Stand({"value": 2.5, "alone": 4}, says=("alleen bij 3 partners beter",)),  # 2 and 4 partners give 4, 3 give 4,5
    Stand({"value": 6, "cost": 1.5, "partners": 5}, {"best": (4, 5)}, {LAST: 0}, ("4 of 5 partners", "precies niets", "geen verschil")),
    Stand({"value": 1, "cost": 5}, {"best": (1,)}, says=("zonder samenwerking",)),
    Stand({"value": 10, "cost": 0.25}, {"best": (40, 41)}, {N: (41, 15), LAST: (0, 6.5)}),
    Stand({"partners": 2, "value": 0.5, "cost": 0.5}, {}, {LEFT: 0.5}, ("tussen 1 tweetal kost 0,5 punt", "blijft 0,5 punt over")),
    Stand({"partners": 20}, {}, {LEFT: -40}, ("40 punten meer dan het oplevert",)),
)


@pytest.mark.parametrize(
    "settings", [{}, {"value": 6, "cost": 1.5, "partners": 5}, {"value": 10, "cost": 0.25}, {"doing": "zelf", "alone": 0}]
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
    assert (float(found["nu"][0]["cy"]) < alone) == (state.net > state.alone)


def test_the_table_tells_which_number_is_best():
    rows = {row[0]: row[1:] for row in Stand({"partners": 8}).state("loont_het").tables()[0].rows}
    assert rows["8"] == ("60", "28", "32", "ja", "nu en beste aantal")
    assert rows["20"] == ("150", "190", "−40", "nee", "–")


def test_the_question_and_its_answer():
    case = load_shipped("jeugdhulp")
    assert CooperationPays.answer(case) == 8
    assert "De 8e partner moet met 7 anderen afstemmen" in CooperationPays.explain(case, 8)
    assert "brengt 7,5 punt in" in CooperationPays.question


@pytest.mark.parametrize(("parties", "partners"), [(0, 2), (5, 5), (MOST + 1, MOST)])
def test_there_are_as_many_partners_as_parties(parties, partners):
    case = Case(parties=tuple(Party(f"p{i}", name=f"P{i}") for i in range(parties)))
    assert CooperationPays.at(case).partners == partners
