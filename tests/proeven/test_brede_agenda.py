"""De brede agenda: the agenda as typed, the packages in it, payment, one issue more, and what is said about it."""

import re
from itertools import pairwise

import attrs
import pytest

from regiekit.cases import Case, Issue, Party, load_shipped
from regiekit.cases.reading import MOST_GAIN
from regiekit.models import package_deal as model
from regiekit.proeven.proces.brede_agenda import PackageDeal, letters, start
from tests.proeven.stands import Stand, keyed, stands
from tests.widgets.samples import small

PASS, BELOW, LEAST, KEEN = "Pakketten waar", "Partijen die te weinig", "Punten voor de partij", "Partijen met hun sterkste wens"
KLEIN = Case(**small())
YOUTH = start(load_shipped("jeugdhulp"))
THREE = tuple(Party(key, name=key.upper()) for key in "abc")
#: Each issue costs somebody something; K and L together nobody. The director a wins on K and M.
TRADE = Case(
    "Ruil",
    parties=THREE,
    director="a",
    issues=(
        Issue("k", "K", {"a": 3, "b": -1, "c": 1}),
        Issue("l", "L", {"a": -2, "b": 2, "c": 1}),
        Issue("m", "M", {"a": 2, "b": -3, "c": -3}),
        Issue("n", "N", {"a": -4, "b": 0, "c": 4}),
    ),
)


def table(letters, case="jeugdhulp", **changes):
    """The issues of a case with these on the table; cells by their place: `B_school="veel"`."""
    rows = start(load_shipped(case) if isinstance(case, str) else case)
    for i, row in enumerate(rows):
        row |= {"tafel": "ja" if chr(65 + i) in letters else "nee"}
        row |= {f"bij_{cell[2:]}": value for cell, value in changes.items() if cell.startswith(chr(65 + i))}
    return {"issues": rows}


@pytest.mark.parametrize(
    ("letters", "slack", "said"), [("AB", 0, "Valt zo’n pakket voor één partij 1 punt tegen"), ("ABCD", 0, "1 punt tegen"), ("A", 0, "")]
)
def test_how_far_the_estimates_may_be_off(letters, slack, said):
    """K and L together leave b with 1, c with 2 and a with 1; a and b then lose it at one point less than the threshold of 1."""
    state = Stand(table(letters, TRADE), case=TRADE).state("brede_agenda")
    assert state.slack == {"A": 0}.get(letters, 1)
    tight = state.but(threshold=1)
    assert tight.slack == slack
    assert said in tight.words()


OWN_ISSUE = {"naam": "Vervoer", "bij_ouders": "5"}

test_stands = stands(
    "brede_agenda",
    Stand(
        {},
        {"on": [0], "possible": 0, "better": {1: 1}},
        {PASS: (0, 0), KEEN: (1, 1)},
        ("Komt ‘L’ erbij, dan is er één pakket waarin niemand verliest. Bij die kwestie wint B.",),
        case=TRADE,
    ),
    Stand(
        table("AB", TRADE), {"possible": 1, "below": [], "unmoved": [THREE[2]]}, {PASS: (0, 1), BELOW: (1, 0), LEAST: (-1, 1)}, case=TRADE
    ),
    Stand({"by": "regisseur"}, {"on": [0, 2], "possible": 0}, notes={"by": "telt dan niet mee"}, case=TRADE),
    Stand({**table("A", TRADE, B_a="0"), "by": "regisseur"}, {"on": [0, 2]}, case=TRADE),
    Stand({"by": "anderen"}, {"on": [1, 3]}, {KEEN: 2}, case=TRADE),
    Stand(
        table("ABCD", TRADE),
        {"possible": 1, "packages": 15},
        {PASS: 1},
        ("alle vier de kwesties", "één van de vijftien pakketten"),
        case=TRADE,
    ),
    Stand(table("A", TRADE), {"package": "alles"}, {BELOW: 1}, ("Met één kwestie is er maar één pakket. Daarin verliest B.",), case=TRADE),
    Stand({**table("A", TRADE), "paid": "ja"}, {}, {}, ("verliest B 1 punt. A en C betalen dat samen.",), case=TRADE),
    Stand(
        {**table("A", TRADE), "paid": "ja", "threshold": 3},
        {"payments": [0] * 3},
        {},
        ("De andere partijen winnen samen te weinig",),
        case=TRADE,
    ),
    Stand(
        {**table("AB", TRADE), "paid": "ja"},
        {"payments": [0] * 3},
        says=("In het pakket met beide kwesties wint elke partij minstens 1 punt.",),
        case=TRADE,
    ),
    Stand({"threshold": 1}, says=("blijft B onder 1 punt winst.",), case=TRADE),
    Stand(table("", TRADE), {"chosen": 0}, {PASS: 0}, ("Zet in de tabel bij een kwestie ‘ja’",), case=TRADE),
    Stand({"issues": []}, {"agenda": (), "chosen": 0}, {PASS: (0, 0)}, ("Zet in de tabel bij een kwestie ‘ja’",)),
    Stand(
        table("B", B_school="veel"),
        {"wrong": ["B, De Waardborg: ‘veel’"], "unknown": [2]},
        {},
        ("Partij 3",),
        {"issues": "nog niet bekend"},
    ),
    Stand({}, {"wrong": []}, notes={"issues": "", "paid": ""}),
    Stand({}, {}, {PASS: 0}, ("oefenvoorbeeld",), case=KLEIN),
    Stand(table("ABCD", KLEIN), {"totals": [2, 2, 2, 2, 0]}, {PASS: 1}, case=KLEIN),
    Stand({"issues": [{**start(KLEIN)[0], "naam": "Eigen kwestie"}, *start(KLEIN)[1:]]}, silent=("oefenvoorbeeld",), case=KLEIN),
)


@pytest.mark.parametrize("case", ["jeugdhulp", "regio", "warmte"])
def test_at_the_start_one_issue_more_makes_the_first_package(case):
    state = PackageDeal.at(load_shipped(case))
    assert state.possible == 0
    assert set(state.better.values()) == {1}
    assert re.search("Met de juiste kwestie erbij is er wel een pakket", state.headline())


def test_the_headline_tells_another_point_where_there_is_another():
    said = [
        PackageDeal.at(TRADE, **settings).headline()
        for settings in (
            {},
            table("AB", TRADE),
            table("ABC", TRADE),
            table("C", TRADE),
            {"by": "regisseur", "threshold": 1},
            {"paid": "ja"},
        )
    ]
    assert len(set(said)) == len(said)
    assert "verliezen twee partijen" in said[2]
    assert "A legt alleen kwesties op tafel" in said[4]


def test_what_cannot_be_read_is_not_known_and_names_nobody():
    state = PackageDeal.at(load_shipped("jeugdhulp"), **table("B", B_school="veel"))
    assert "bekend" in state.headline()
    assert "Waardborg" not in state.headline()
    assert state.report() == ""


def test_the_packages_are_those_of_the_model():
    state = PackageDeal.at(load_shipped("regio"), **table("ABCDEFG", "regio"))
    assert min(state.but(package="slechtst").totals) == max(model.lowest(state.gains)[1:]) == 1
    assert sum(state.but(package="samen").totals) == max(model.together(state.gains)[1:])
    assert len(state.found) == state.possible == int(model.passing(state.gains)[1:].sum())
    case = load_shipped("jeugdhulp")
    by_hand = [sum(case.issues[i].gains.get(k, 0) for i in (0, 2, 3, 4)) for k in case.party_keys]
    assert PackageDeal.at(case, **table("ACDE")).totals == by_hand
    assert PackageDeal.at(TRADE, **table("AB", TRADE)).per_issue[:3] == [(0, 1), (0, 1), (1, 1)]


def test_a_gain_that_is_not_known_is_asked_for_and_names_nobody():
    shipped = load_shipped("jeugdhulp")
    first, *others = shipped.issues
    gains = {key: gain for key, gain in first.gains.items() if key != "verblijf"}
    case = shipped.with_changes(issues=[attrs.evolve(first, gains=gains), *others])
    assert [row["bij_verblijf"] for row in start(case)][:2] == ["", start(shipped)[1]["bij_verblijf"]]
    state, place = PackageDeal.at(case), shipped.party_keys.index("verblijf") + 1
    told = state.words() + state.svg() + str([table.text() for table in state.tables()])
    assert state.words().startswith("Een leeg vak telt nog niet mee")
    assert f"heet die partij hier Partij {place}." in state.words()
    assert "Overhaven" not in told
    assert state.report() == ""
    assert state.but(issues=start(shipped)).report() == PackageDeal.at(shipped).report() != ""
    empty = PackageDeal.at(
        case, issues=[*start(shipped), {"naam": "Erbij", "tafel": "nee", **{f"bij_{key}": "" for key in case.party_keys}}]
    )
    assert len(empty.unknown) == 15
    assert not any(party.label in empty.words() for party in case.parties)


def test_payment_brings_everyone_to_the_threshold():
    state = PackageDeal.at(TRADE, **table("A", TRADE), paid="ja")
    assert sum(state.payments) == pytest.approx(0)
    assert min(t + p for t, p in zip(state.totals, state.payments, strict=True)) == pytest.approx(0)
    assert any(key.startswith("d:") for key in keyed(state))
    assert "lukt als de winnaars" in state.headline()
    assert "hoeft niemand te betalen" in PackageDeal.at(TRADE, **table("AB", TRADE), paid="ja").headline()
    assert not any(key.startswith("d:") for key in keyed(state.but(paid="nee")))


@pytest.mark.parametrize(
    ("row", "names"), [({}, []), (OWN_ISSUE, ["Vervoer"]), ({"bij_ouders": "5"}, ["Kwestie H"]), ({"bij_ouders": "veel"}, [])]
)
def test_an_added_row_counts_once_there_is_something_in_it(row, names):
    state = PackageDeal.at(load_shipped("jeugdhulp"), issues=[*YOUTH, row])
    assert [issue.name for issue in state.agenda[7:]] == names
    assert [i for i in state.on if i > 6] == [7] * len(names)
    assert [issue.gains["ouders"] for issue in state.agenda[7:]] == [5] * len(names)


def test_the_answer_is_about_everything_on_the_table():
    for case in (load_shipped("jeugdhulp"), load_shipped("warmte"), KLEIN, TRADE):
        answer = PackageDeal.answer(case)
        assert answer > 0
        everything = [{**row, "tafel": "ja"} for row in start(case)]
        assert PackageDeal.at(case, issues=everything).possible == answer
    assert "Op elke kwestie apart verliest wel iemand." in PackageDeal.explain(KLEIN, 1)
    assert model.logrolling(4, MOST_GAIN) == 2
    empty = KLEIN.with_changes(issues=(Issue("k"),))
    assert PackageDeal.answer(empty) == 0  # an issue with neither name nor gains is no issue yet


def _across(state):
    """Where in the picture each party stands, from left to right."""
    found = keyed(state)
    names = {key[2:]: attributes["transform"] for key, (attributes, _) in found.items() if key.startswith("t:")}
    return {key: float(moved.removeprefix("translate(").split()[0]) for key, moved in names.items()}


def test_of_twenty_five_parties_those_who_get_least_are_shown_and_the_rest_counted():
    parties = tuple(Party(f"p{i}", name=f"Partij nummer {i}") for i in range(25))
    issues = tuple(Issue(f"k{j}", name=f"Kwestie {j}", gains={p.key: (i * j) % 11 - 5 for i, p in enumerate(parties)}) for j in range(8))
    state = PackageDeal.at(Case("Groot", parties=parties, issues=issues))
    at, total = _across(state), dict(zip((p.key for p in parties), state.totals, strict=True))
    assert len(at) == 22
    assert "Nog 3 krijgen niet minder." in state.svg()
    assert max(total[key] for key in at) <= min(total[key] for key in total.keys() - at.keys())
    assert min(b - a for a, b in pairwise(sorted(at.values()))) >= 15
    cells = [a for key, (a, _) in keyed(state).items() if key.startswith("c:")]
    assert all(310 <= float(a["x"]) <= float(a["x"]) + float(a["width"]) <= 660 for a in cells)


@pytest.mark.parametrize("name", ["jeugdhulp", "regio", "warmte"])
def test_who_gets_least_stands_first_and_issues_are_named_in_full(name):
    state = PackageDeal.at(load_shipped(name))
    at, svg = _across(state), state.svg()
    ranked = sorted(zip((at[p.key] for p in state.parties), state.totals, strict=True))
    assert [total for _, total in ranked] == sorted(state.totals)
    assert "…" not in svg
    assert min(map(float, re.findall(r'font-size="([\d.]+)"', svg))) >= 12.5
    assert state.picture().height == 430
    assert {key[2:] for key in keyed(state) if key.startswith("z:")} == {p.key for p, _ in state.below}


def test_a_gain_and_a_loss_differ_in_more_than_colour():
    state = PackageDeal.at(TRADE)
    drawn = keyed(state)
    assert {key for key in drawn if key.startswith("k:")} == {"k:0|a", "k:1|b", "k:3|c"}  # what each is keen on, framed
    for j, row in enumerate(state.gains):
        for p, gain in zip(state.parties, row, strict=True):
            if gain:
                cell = drawn[f"c:{j}|{p.key}"][0]
                assert (float(cell["height"]) > 15) == (gain > 0)  # a block, or a minus
    assert "<title>" in state.svg()


def test_two_parties_and_at_most_twenty_issues():
    assert PackageDeal.ready(Case(parties=(Party("a", name="A"),)))
    assert PackageDeal.ready(KLEIN) is None
    assert len(start(KLEIN.with_changes(issues=tuple(Issue(f"k{i}", name=f"Kwestie {i}") for i in range(30))))) == 20


def test_of_packages_that_are_equally_good_none_is_called_the_best():
    """De Waardborg: in four packages who gets least gets 0; the one shown has the highest sum, and the one with the beds one point less."""
    state = PackageDeal.at(load_shipped("jeugdhulp"), by="anderen", package="slechtst")
    totals = {letters(one): model.totals(state.gains, [one])[0] for one in state.equal}
    assert {names: (min(found), sum(found)) for names, found in totals.items()} == {
        "B, C, D, E en F": (0, 64), "A, B, D, E en F": (0, 63), "A, C, D, E en F": (0, 59), "A, C, D en E": (0, 45),
    }  # fmt: skip
    assert letters(state.chosen) == "B, C, D, E en F"
    assert "het beste" not in state.words()
    assert state.words().endswith("Voor wie het minst krijgt, zijn vier pakketten even goed.")
    assert state.report().endswith(
        "verliest niemand; van vier die even goed zijn voor wie het minst krijgt, geeft dit allen samen het meest."
    )
    once = state.but(package="samen")
    assert len(once.equal) == 1
    assert "even goed" not in once.words() + once.report()
