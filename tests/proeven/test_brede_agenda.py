"""De brede agenda: the agenda as typed, the packages in it, payment, one issue more, and what is said about it."""

from itertools import pairwise

import attrs
import pytest

from regiekit.cases import Case, Issue, Party, load_shipped
from regiekit.cases.reading import MOST_GAIN
from regiekit.models import package_deal as model
from regiekit.proeven.proces.brede_agenda import PackageDeal, start
from tests.proeven.stands import Stand, keyed, stands
from tests.widgets.samples import small

PASS, BELOW, LEAST = "Pakketten die voor iedereen kunnen", "Partijen onder de grens", "Wat de slechtst"
KLEIN = Case(**small())
YOUTH = start(load_shipped("jeugdhulp"))


def table(letters, case="jeugdhulp", **changes):
    """The issues of a case with these on the table; cells by their place: `B_school="veel"`."""
    rows = start(load_shipped(case) if isinstance(case, str) else case)
    for i, row in enumerate(rows):
        row |= {"tafel": "ja" if chr(65 + i) in letters else "nee"}
        row |= {f"bij_{cell[2:]}": value for cell, value in changes.items() if cell.startswith(chr(65 + i))}
    return {"issues": rows}


FOUR = table("ACDE")
OWN_ISSUE = {"naam": "Vervoer", "bij_ouders": "5"}

test_stands = stands(
    "brede_agenda",
    Stand(table("ABC"), {"packages": 7}, {PASS: (0, 0)}, ("Dat geeft 7 pakketten. In elk pakket verliest iemand.",)),
    Stand(FOUR, {"below": [], "possible": 1}, {PASS: (0, 1), BELOW: 0, LEAST: 0}, ("Daarin komt niemand", "met F komt er 1 pakket bij")),
    Stand(table("ABCDEFG"), {"packages": 127}, {PASS: 4}, ("Alles ligt op tafel.",)),
    Stand(table("ABCDEFG", "regio"), {}, {PASS: 5}, case="regio"),
    Stand(table("ABCDEF", "warmte"), {}, {PASS: 0}, case="warmte"),
    Stand(table("A"), {"package": "alles"}, says=("Onder de grens komen: Jeugd-ggz (−2), Overhaven (−4)",)),
    Stand({**table("A"), "paid": "ja"}, says=("Als de winnaars", "dat gaat naar Jeugd-ggz (2")),
    Stand({**table("A"), "paid": "ja", "threshold": 3}, {"payments": [0] * 15}, says=("niet genoeg",)),
    Stand({**FOUR, "paid": "ja"}, {"payments": [0] * 15}, says=("Betalen is hier niet nodig.",)),
    Stand({"threshold": 1}, says=("In elk pakket komt iemand onder de grens van +1.",)),
    Stand(table(""), {"chosen": 0}, {PASS: 0}, ("Er ligt nog niets op tafel.",)),
    Stand({"issues": []}, {"agenda": (), "chosen": 0}, {PASS: (0, 0)}, ("Er ligt nog niets op tafel.",)),
    Stand(table("B", B_school="veel"), {"wrong": ["B, De Waardborg: ‘veel’"]}, notes={"issues": "als 0: B, De Waardborg: ‘veel’."}),
    Stand({}, {"wrong": []}, notes={"issues": "", "paid": ""}),
    Stand({}, {}, {PASS: 0}, ("oefenvoorbeeld",), case=KLEIN),
    Stand(table("ABCD", KLEIN), {"totals": [2, 2, 2, 2, 0]}, {PASS: 1}, case=KLEIN),
    Stand({"issues": [{**start(KLEIN)[0], "naam": "Eigen kwestie"}, *start(KLEIN)[1:]]}, silent=("oefenvoorbeeld",), case=KLEIN),
)


def test_the_packages_are_those_of_the_model():
    state = PackageDeal.at(load_shipped("regio"), **table("ABCDEFG", "regio"))
    assert min(state.but(package="slechtst").totals) == max(model.lowest(state.gains)[1:]) == 1
    assert sum(state.but(package="samen").totals) == max(model.together(state.gains)[1:])
    assert len(state.found) == state.possible == int(model.passing(state.gains)[1:].sum())
    case = load_shipped("jeugdhulp")
    by_hand = [sum(case.issues[i].gains.get(k, 0) for i in (0, 2, 3, 4)) for k in case.party_keys]
    four = PackageDeal.at(case, **FOUR)
    assert four.totals == by_hand
    assert (four.per_issue[5], four.per_issue[0]) == ((1, 2), (0, 1))


def test_a_gain_that_is_not_known_is_asked_for_and_names_nobody():
    shipped = load_shipped("jeugdhulp")
    first, *others = shipped.issues
    gains = {key: gain for key, gain in first.gains.items() if key != "verblijf"}
    case = shipped.with_changes(issues=[attrs.evolve(first, gains=gains), *others])
    assert [row["bij_verblijf"] for row in start(case)][:2] == ["", start(shipped)[1]["bij_verblijf"]]
    state, place = PackageDeal.at(case), shipped.party_keys.index("verblijf") + 1
    told = state.words() + state.svg() + str([table.text() for table in state.tables()])
    assert state.words().startswith("Nog niet bekend: van 1 partij wat elke kwestie haar oplevert of kost. Vul het in de tabel in.")
    assert f"en noemt die partij Partij {place}." in state.words()
    assert "Overhaven" not in told
    assert state.report() == ""
    assert state.but(issues=start(shipped)).report() == PackageDeal.at(shipped).report() != ""
    empty = PackageDeal.at(
        case, issues=[*start(shipped), {"naam": "Erbij", "tafel": "nee", **{f"bij_{key}": "" for key in case.party_keys}}]
    )
    assert len(empty.unknown) == 15
    assert not any(party.label in empty.words() for party in case.parties)


def test_payment_brings_everyone_to_the_threshold():
    state = PackageDeal.at(load_shipped("jeugdhulp"), **table("A"), paid="ja")
    assert sum(state.payments) == pytest.approx(0)
    assert min(t + p for t, p in zip(state.totals, state.payments, strict=True)) == pytest.approx(0)
    assert any(key.startswith("d:") for key in keyed(state))
    assert not any(key.startswith("d:") for key in keyed(state.but(paid="nee")))


@pytest.mark.parametrize(
    ("row", "names"), [({}, []), (OWN_ISSUE, ["Vervoer"]), ({"bij_ouders": "5"}, ["Kwestie H"]), ({"bij_ouders": "veel"}, [])]
)
def test_an_added_row_counts_once_there_is_something_in_it(row, names):
    state = PackageDeal.at(load_shipped("jeugdhulp"), issues=[*YOUTH, row])
    assert [issue.name for issue in state.agenda[7:]] == names
    assert state.on[3:] == [7] * len(names)
    assert [issue.gains["ouders"] for issue in state.agenda[7:]] == [5] * len(names)


def test_the_answer_is_about_everything_on_the_table():
    for case, answer in ((load_shipped("jeugdhulp"), 4), (load_shipped("warmte"), 2), (KLEIN, 1)):
        assert PackageDeal.answer(case) == answer
        everything = [{**row, "tafel": "ja"} for row in start(case)]
        assert PackageDeal.at(case, issues=everything).possible == answer
    assert "Bij elke kwestie apart verliest iemand." in PackageDeal.explain(KLEIN, 1)
    assert model.logrolling(4, MOST_GAIN) == 2
    empty = KLEIN.with_changes(issues=(Issue("k"),))
    assert PackageDeal.answer(empty) == 0  # an issue with neither name nor gains is no issue yet


def test_twenty_five_parties_by_eight_issues_is_legible():
    parties = tuple(Party(f"p{i}", name=f"Partij nummer {i}") for i in range(25))
    issues = tuple(Issue(f"k{j}", name=f"Kwestie {j}", gains={p.key: (i * j) % 11 - 5 for i, p in enumerate(parties)}) for j in range(8))
    found = keyed(PackageDeal.at(Case("Groot", parties=parties, issues=issues)))
    totals = [attributes for key, (attributes, _) in found.items() if key.startswith("t:")]
    assert len(totals) == 25
    assert min(float(a["font-size"]) for a in totals) >= 11
    assert min(b - a for a, b in pairwise(float(a["y"]) for a in totals)) >= 15
    assert all(float(a["x"]) + float(a["width"]) <= 660 - 180 for key, (a, _) in found.items() if key.startswith("c:"))


def test_a_gain_and_a_loss_differ_in_more_than_colour():
    state = PackageDeal.at(load_shipped("jeugdhulp"))
    shown = state.svg()
    assert ">+3</text>" in shown
    assert ">−4</text>" in shown
    assert len({a["fill"] for key, (a, _) in keyed(state).items() if key.startswith("c:")}) == 2


def test_two_parties_and_at_most_twenty_issues():
    assert PackageDeal.ready(Case(parties=(Party("a", name="A"),)))
    assert PackageDeal.ready(KLEIN) is None
    assert len(start(KLEIN.with_changes(issues=tuple(Issue(f"k{i}", name=f"Kwestie {i}") for i in range(30))))) == 20
