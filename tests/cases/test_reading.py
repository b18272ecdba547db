import pytest

from regiekit.cases import Case, Party, StructureOption, Task
from regiekit.cases.reading import assent, by_option, by_task, grouping, kinds, members

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
    assert kinds(CASE) == ["overig"]
    assert kinds(Case(parties=(Party("a", kind="bedrijf"), Party("b", kind="gemeente"), Party("c", kind="bedrijf")))) == [
        "bedrijf",
        "gemeente",
    ]


def test_who_waits_and_sees_says_yes_as_often_as_is_set():
    case = Case(parties=tuple(Party(p, position=p) for p in ("voor", "tegen", "afwachtend")))
    assert assent(case) == {"voor": 0.9, "tegen": 0.25, "afwachtend": 0.6}
    assert assent(case, 0)["afwachtend"] == 0
