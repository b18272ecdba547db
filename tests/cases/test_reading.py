import pytest

from regiekit.cases import Case, Party, StructureOption, Task
from regiekit.cases.reading import by_option, by_task, grouping, members
from regiekit.widgets import silos
from tests.widgets.samples import svg_elements

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


def test_who_works_on_no_task_has_no_second_boss():
    o = silos.outcome(CASE, "matrix", 3, 0)
    svg = silos.picture(o)
    bosses = {k: f'data-key="n:{k}"' in svg and ">A<" in svg.split(f'data-key="n:{k}"')[1].split("</g>")[0] for k in "ad"}
    assert bosses == {"a": True, "d": False}
    assert "Wie aan een opgave werkt, heeft twee bazen" in silos.words(o)


def test_parties_without_a_field_are_no_peers():
    assert silos.peers(CASE) == [("a", "b")]


def test_who_stands_alone_is_drawn_apart_from_the_columns():
    svg = silos.picture(silos.outcome(CASE, "opgave", 3, 0))
    found = [a["data-key"] for _, a, _ in svg_elements(svg) if "data-key" in a]
    assert [k for k in found if k.startswith("z:")] == ["z:koker0", "z:los"]
    assert [k for k in found if k.startswith("n:") and "#" not in k] == [f"n:{k}" for k in "abcdef"]
    assert [k for k in found if k.startswith("n:#hoofd")] == ["n:#hoofd0.1", "n:#hoofd0.2"]
    assert "ieder apart" in svg
    assert "ieder apart" not in silos.picture(silos.outcome(CASE, "vak", 3, 0))
