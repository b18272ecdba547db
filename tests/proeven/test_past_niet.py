"""De structuur past niet: how many needed pairs of departments a municipality keeps inside one directorate, per issue, on average and by chance."""

import pytest

from regiekit.cases import Case, Party, Task, dumps, load_shipped, loads
from regiekit.proeven.structuur.past_niet import EXAMPLE, NEW, NOW, OWN, Congruence, example, is_example, organisation
from tests.proeven.stands import Stand, keyed, stands

THIS, MEAN, LEAST, CHANCE = (
    "Paren bij elkaar, voor dit",
    "Paren bij elkaar, gemiddeld",
    "Paren bij elkaar, bij het",
    "Paren bij elkaar, bij toeval",
)


def part(key, sector):
    return Party(key, name=key.upper(), sector=sector, part_of="stad")


#: Four departments in two directorates, beside two parties that are none.
TOWN = Case(
    title="Stad",
    director="stad",
    parties=(Party("stad", name="Stad"), part("a", "x"), part("b", "x"), part("c", "y"), part("d", "y"), Party("school", name="School")),
    tasks=(
        Task("een", name="Een", needed=("a", "c", "school")),
        Task("twee", name="Twee", needed=("a", "b")),
        Task("drie", name="Drie", needed=("school", "d")),  # asks for one department only
    ),
)

test_stands = stands(
    "past_niet",
    Stand({"structure": NOW, "issue": "een"}, {"pairs": [("a", "c")], "inside": 0}, {THIS: (0, 0), MEAN: 0.5, LEAST: 0}, case=TOWN),
    Stand({"structure": NOW, "issue": "twee"}, {"inside": 1}, {THIS: 1, CHANCE: 4 / 12}, case=TOWN),
    Stand(
        {"structure": "een", "issue": "een"}, {"inside": 1}, {THIS: (0, 1), MEAN: (0.5, 0.5)}, ("zit wel in dezelfde directie",), case=TOWN
    ),
    Stand({"structure": "een", "issue": "twee"}, {"inside": 0}, {THIS: (1, 0), LEAST: (0, 0), CHANCE: 2 / 12}, case=TOWN),
    Stand({"structure": "twee", "issue": "een"}, {}, {THIS: (0, 0)}, silent=("voorbeeldgemeente",), case=TOWN),
)


def test_the_own_departments_are_regrouped_and_no_other_party():
    inside = organisation(TOWN)
    assert [p.key for p in inside.parties] == ["a", "b", "c", "d"]
    assert [(t.key, t.needed) for t in inside.tasks] == [("een", ("a", "c")), ("twee", ("a", "b"))]
    assert {k for k in keyed(Congruence.at(TOWN)) if k.startswith("n:")} == {"n:a", "n:b", "n:c", "n:d"}


def test_what_fits_one_issue_does_not_fit_the_next():
    """Arranged for an issue it fits that wholly; no arrangement fits all, so the best is less than all."""
    state = Congruence.at(TOWN, structure="een", issue="een")
    assert state.fit == 1
    assert state.but(issue="twee").fit < state.but(issue="twee").before.fit
    assert Congruence.answer(TOWN) == pytest.approx(50)
    said = {
        state.headline(),
        state.but(issue="twee").headline(),
        state.but(structure=NOW).headline(),
        state.but(structure="twee").headline(),
    }
    assert len(said) == 4


@pytest.mark.parametrize(
    "case", [load_shipped("jeugdhulp").with_changes(parties=load_shipped("jeugdhulp").parties[:3], tasks=()), Case(title="Leeg")]
)
def test_a_case_without_departments_gets_an_example_and_nothing_of_it_in_the_plan(case):
    assert is_example(case)
    assert Congruence.ready(case) is None
    state = Congruence.at(case)
    assert [p.name for p in organisation(case).parties] == list(example(load_shipped("jeugdhulp"))[0])
    assert "voorbeeldgemeente" in state.words()
    assert state.report() == ""
    assert 0 < Congruence.answer(case) < 100
    assert not any(p.called in state.words() for p in case.parties)


@pytest.mark.parametrize("name", ["jeugdhulp", "regio", "warmte", None])
def test_the_example_holds_together(name):
    case = load_shipped(name) if name else Case(title="Leeg")
    departments, issues = example(case)
    assert (EXAMPLE in case.extra) == bool(name)
    assert all(set(needed) <= set(departments) and len(needed) > 2 for needed in issues.values())
    state = Congruence.at(case)
    assert [p.name for p in organisation(case).parties] == list(departments)
    assert all(state.but(structure=key, issue=key).fit == 1 for key in ("t0", "t1", "t2", "t3", "t4"))
    assert state.but(structure=NOW).average > state.but(structure=NOW).chance  # it was no accident


def test_a_department_can_be_moved():
    own = [{"afdeling": "A", "directie": "y"}, *({"afdeling": k, "directie": of} for k, of in (("B", "x"), ("C", "y"), ("D", "y")))]
    state = Congruence.at(TOWN, structure=OWN, issue="een", own=own)
    assert state.unit == {"a": "y", "b": "x", "c": "y", "d": "y"}
    assert (state.fit, state.but(issue="twee").fit) == (1, 0)
    assert Congruence.at(TOWN, structure=OWN).unit == Congruence.at(TOWN, structure=NOW).unit  # nothing moved yet
    one = state.but(own=[{**row, "directie": NEW} for row in own])
    assert one.average == one.chance == 1  # one large directorate fits by itself
    assert "vanzelf" in one.headline()


def test_ties_inside_a_directorate_and_across_its_boundary():
    found = keyed(Congruence.at(TOWN, structure=NOW, issue="een"))
    assert [k for k in found if k.startswith("e:")] == ["e:a|c|informatie"]
    assert [k for k in found if k.startswith("z:")] == ["z:eenheid0", "z:eenheid1"]


@pytest.mark.parametrize("name", ["jeugdhulp", "regio", "warmte"])
def test_a_renamed_copy_keeps_its_own_example(name):
    case = load_shipped(name)
    copy = loads(dumps(case.with_changes(title="Mijn kopie", status="eigen")))
    assert organisation(copy).parties == organisation(case).parties
    assert organisation(copy).tasks == organisation(case).tasks
    assert (organisation(copy).parties == organisation(Case(title="Leeg")).parties) == (name == "jeugdhulp")


@pytest.mark.parametrize(
    "table",
    [
        "iets",
        {"afdelingen": ["a"], "vraagstukken": {}},
        {"afdelingen": {"a": "x", "b": "y"}, "vraagstukken": {"een": ["a", "b"], "twee": ["a", "weg"]}},
        {"afdelingen": {"a": "x", "b": 3}, "vraagstukken": {"een": ["a", "b"], "twee": ["b", "a"]}},
        {"afdelingen": {"a": "x", "b": "y"}, "vraagstukken": {"een": ["a", "b"], "twee": ["a", "a"]}},
        {"afdelingen": {"a": "x", "b": "y"}, "vraagstukken": {"een": ["a", "b"], "twee": ["a", ["b"]]}},
    ],
)
def test_an_example_that_was_edited_so_that_it_is_none_gives_way_to_the_first(table):
    case = Case(title="Leeg", extra={"voorbeeldgemeente": table})
    assert organisation(case).parties == organisation(Case(title="Leeg")).parties
