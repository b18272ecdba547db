import pytest

from regiekit.cases import Case, Issue, Party, StructureOption, Task, load_shipped
from regiekit.cases.reading import assent, by_option, by_task, example_issues, grouping, issues, kinds, members, typed_gain

CASE = Case(
    title="t",
    parties=tuple(Party(k, name="Zelfde" if k in "ef" else k.upper(), sector="zorg" if k in "ab" else "") for k in "abcdef"),
    tasks=(Task("een", name="Een", needed=("a", "b")), Task("twee", name="Twee", needed=("b", "c"))),
    structures=(StructureOption("nu", name="Nu", units={"U": ("a", "d")}),),
)


def test_a_party_that_no_task_needs_stands_alone():
    unit = by_task(CASE)
    assert list(unit) == list("abcdef")
    assert list(members(unit).values()) == [["a", "b", "c"], ["d"], ["e"], ["f"]]
    assert unit["d"] == "los: D"
    assert (unit["e"], unit["f"]) == ("los: Zelfde (e)", "los: Zelfde (f)")


def test_a_party_outside_the_units_stands_alone():
    unit = by_option(CASE, "nu")
    assert members(unit)["U"] == ["a", "d"]
    assert len(set(unit.values())) == 5
    with pytest.raises(KeyError):
        grouping(CASE, "optie:straks")


def test_the_kinds_of_party_are_each_named_once():
    assert kinds(CASE) == ["onbekend"]
    assert kinds(Case(parties=(Party("a", kind="bedrijf"), Party("b", kind="gemeente"), Party("c", kind="bedrijf")))) == [
        "bedrijf",
        "gemeente",
    ]


def keeping(case, rows):
    return case.with_changes(answers={"brede_agenda": {"instellingen": {"issues": rows}}})


def test_the_issues_are_those_that_were_kept():
    rows = [
        {"naam": " Vervoer  nu", "tafel": "nee", "bij_a": "3", "bij_b": "−1,5", "bij_c": "veel"},
        {"tafel": "ja"},
        {"bij_f": 2, "x": None},
    ]
    found = issues(keeping(CASE, rows))
    assert [(i.key, i.name) for i in found] == [("k0", "Vervoer nu"), ("k1", "Kwestie B")]
    assert [i.gains for i in found] == [{"a": 3, "b": -1.5}, {"f": 2}]  # the rest is not known


def test_the_example_is_nobodys_agenda_nor_is_one_with_nothing_on_it():
    rows = [{"naam": i.name, **{f"bij_{key}": str(gain) for key, gain in i.gains.items()}} for i in example_issues(CASE)]
    assert issues(CASE) == issues(keeping(CASE, rows)) == ()
    assert len(issues(keeping(CASE, rows[:3]))) == 3
    typed = CASE.with_changes(issues=(Issue("k", "Vervoer"),))  # later, in the case itself
    assert issues(keeping(typed, rows)) == issues(keeping(typed, [])) == issues(keeping(typed, [{"naam": " "}])) == typed.issues


@pytest.mark.parametrize(
    "kept", [None, "x", 3, {}, {"instellingen": 3}, {"instellingen": {"issues": "x"}}, {"instellingen": {"issues": [1]}}]
)
def test_without_what_can_be_read_the_issues_are_those_of_the_case(kept):
    case = load_shipped("jeugdhulp").with_changes(answers={"brede_agenda": kept})
    assert issues(case) == case.issues
    assert issues(keeping(case, [{"naam": str(i)} for i in range(21)])) == case.issues


@pytest.mark.parametrize(
    ("typed", "value"),
    [("", 0), ("  3 ", 3), ("-2", -2), ("−2", -2), ("+4", 4), ("2,5", 2.5), *((t, None) for t in ("x", "6", "-5,1", "nan", "inf", "1e3"))],
)
def test_what_is_typed(typed, value):
    assert typed_gain(typed) == value


def test_who_waits_and_sees_says_yes_as_often_as_is_set():
    case = Case(parties=tuple(Party(p, position=p) for p in ("voor", "tegen", "afwachtend")))
    assert assent(case) == {"voor": 0.9, "tegen": 0.25, "afwachtend": 0.6}
    assert assent(case, 0)["afwachtend"] == 0
