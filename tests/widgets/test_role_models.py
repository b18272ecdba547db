"""Role models and cynics through the whole stack: who holds on, where the others end, what is said of it."""

import attrs
import pytest

from regiekit.cases import Party, Tie, load_shipped, workspace
from regiekit.models import role_models as model
from regiekit.plots.role_models import SPANNER
from regiekit.widgets import role_models as proef
from tests.widgets.samples import SHIPPED, numbers, opened, outcome, picture, plain, revealed, svg_elements


def party(key, **more):
    return Party(key, **{"name": key.title(), "sector": "zorg", "position": "afwachtend", **more})


def begin(*keys, ties, **parts):
    parties = [k if isinstance(k, Party) else party(k) for k in keys]
    workspace.start_own(
        "Houding", **{"parties": parties, "ties": [Tie(a, b, "informeel", w) for a, b, w in ties], "director": parties[0].key, **parts}
    )


def ends(panel):
    o = outcome(panel)
    return dict(zip(o.stand.keys, o.stand.end, strict=True))


def chain(**parts):
    """a – b – c – d, the director at one end; all ties equally strong."""
    begin("a", "b", "c", party("d", sector="onderwijs"), ties=[("a", "b", 2), ("b", "c", 2), ("c", "d", 2)], **parts)
    return revealed("voorbeeldfiguren")


def test_between_a_role_model_and_a_cynic_the_attitude_falls_evenly():
    panel = chain()
    panel.put(cynic1="d")
    assert ends(panel) == pytest.approx({"a": 1, "b": 1 / 3, "c": -1 / 3, "d": -1})
    panel.put(cynic="schouders")
    assert ends(panel) == pytest.approx({"a": 1, "b": 2 / 3, "c": 1 / 3, "d": 0})
    panel.put(cynic1=proef.NOBODY)
    assert ends(panel) == pytest.approx(dict.fromkeys("abcd", 1))
    assert "Zonder cynicus eindigt iedereen die een rolmodel hoort op +100" in panel.declaration.note(outcome(panel), "cynici")


def test_visibility():
    """One listener between the two, heard 3 : 1: ¾ of the way, so halfway above 0."""
    begin("a", "b", "c", ties=[("a", "b", 2), ("b", "c", 2)])
    panel = revealed("voorbeeldfiguren")
    panel.put(cynic1="c", seen_roles=3)
    assert ends(panel)["b"] == pytest.approx(model.equally_visible(3, 1)) == pytest.approx(0.5)
    panel.put(seen_roles=1, seen_cynics=3)
    assert ends(panel)["b"] == pytest.approx(-0.5)
    assert "Op een cynicus let men 3 keer zo sterk als op een ander." in panel.live["_picture"]["words"]


def test_ties_of_several_kinds_add_up():
    begin("a", "b", "c", ties=[("a", "b", 1), ("c", "b", 1)])
    extra = workspace.current()
    workspace.start_own("Twee", parties=extra.parties, director="a", ties=[*extra.ties, Tie("b", "a", "geld", 2)])
    panel = revealed("voorbeeldfiguren")
    panel.put(cynic1="c")
    assert ends(panel)["b"] == pytest.approx(0.5)


def test_the_prediction_is_about_the_director_and_who_has_most_ties_after_it():
    for name in SHIPPED:
        case = load_shipped(name)
        strength = {p.key: sum(t.weight for t in case.ties if p.key in (t.source, t.target)) for p in case.parties}
        o = proef.start(case)
        rest = {k: w for k, w in strength.items() if k != case.director}
        assert o.stand.held == {case.director: "role", max(rest, key=rest.get): "cynic"}
        where = {p.key: i for i, p in enumerate(case.parties)}
        direct = model.settled(
            [1 if k == case.director else -1 if k in o.stand.held else 0 for k in where],
            [(where[t.source], where[t.target], t.weight) for t in case.ties],
            [where[k] for k in o.stand.held],
        )
        assert proef.EXPERIMENT.guess.answer(case) == round(100 * sum(direct) / len(direct))


@pytest.mark.parametrize("name", SHIPPED)
def test_where_they_begin_does_not_matter_for_the_end(name):
    case = load_shipped(name)
    turned = attrs.evolve(
        case, parties=[attrs.evolve(p, position={"voor": "tegen", "tegen": "voor"}.get(p.position, "voor")) for p in case.parties]
    )
    one, other = proef.start(case), proef.start(turned)
    assert one.stand.end == pytest.approx(other.stand.end)
    assert one.now != pytest.approx(other.now)


def test_rounds():
    panel = chain()
    panel.put(cynic1="d", rounds=0)
    o = outcome(panel)
    assert o.now == o.stand.start == (1, 0, 0, -1)
    panel.put(rounds=1)
    assert outcome(panel).now == pytest.approx((1, 0.25, -0.25, -1))
    panel.put(rounds=60)
    assert outcome(panel).now == pytest.approx(o.stand.end, abs=1e-4)


def test_a_party_that_is_chosen_twice_is_a_cynic():
    panel = chain()
    panel.put(role2="d", cynic1="d")
    o = outcome(panel)
    assert o.stand.held == {"a": "role", "d": "cynic"}
    assert proef.note(o, "rolmodellen").startswith("D koos u ook als cynicus, en telt daarom als cynicus.")
    panel.put(role1="d", role2=proef.NOBODY)
    assert "Er is geen rolmodel." in panel.live["_picture"]["words"]


def test_a_person_on_the_boundary_ties_two_sectors():
    panel = chain()
    panel.put(cynic1=proef.NOBODY, role1=proef.NOBODY, spanner="rolmodel", sectors="zorg en onderwijs")
    o = outcome(panel)
    assert o.stand.between == ("a", "b", "c", "d")
    assert list(ends(panel).values()) == pytest.approx([1] * 5)
    assert "Op het snijvlak van zorg en onderwijs zit een rolmodel." in panel.live["_picture"]["words"]
    assert f'data-key="n:{SPANNER}"' in picture(panel)
    panel.put(_picture=SPANNER)
    assert "Wie op het snijvlak zit houdt vast aan +100" in panel.live["_pick"]
    assert (
        proef.note(o, "snijvlak") == "In zorg komt men op den duur gemiddeld op +100. In onderwijs komt men op den duur gemiddeld op +100."
    )


def test_the_pairs_of_sectors():
    case = load_shipped("jeugdhulp")
    assert len(proef.pairs(case)) == 10  # of five sectors
    assert proef.EXPERIMENT.settings(case)["sectors"] == "onderwijs en veiligheid"
    workspace.start_own(
        "Veel", parties=[party(f"p{i}", sector=f"s{i}") for i in range(14)], ties=[Tie("p0", "p1", "informeel")], director="p0"
    )
    assert len(proef.pairs(workspace.current())) == 45


def test_a_colleague_on_the_boundary_listens():
    panel = chain()
    panel.put(cynic1="d", spanner="collega", sectors="zorg en onderwijs")
    o = outcome(panel)
    assert SPANNER not in o.stand.held
    assert o.stand.keys.index(SPANNER) not in o.stand.free  # it is no party
    assert -1 < ends(panel)[SPANNER] < 1


@pytest.mark.parametrize("name", SHIPPED)
def test_the_best_place_for_one_more_role_model(name):
    case = load_shipped(name)
    o = proef.start(case)
    settings = proef.EXPERIMENT.settings(case)

    def mean(extra):
        found = proef.outcome(case, **{**settings, "role2": extra}).stand
        return sum(found.end) / len(found.end)

    means = {o.stand.keys[i]: mean(o.stand.keys[i]) for i in o.stand.free}
    assert min(means.values()) >= o.stand.mean(o.stand.end) - 1e-12  # one role model more never lowers the mean
    key, value = o.best
    assert key == max(means, key=means.get)
    assert value == pytest.approx(means[key])
    assert o.case.party(key).called in proef.words(o)


def test_who_hears_nobody_that_holds_on():
    begin(
        "a",
        "b",
        "c",
        party("los", position="voor"),
        party("x", position="tegen"),
        party("y", position="voor"),
        ties=[("a", "b", 1), ("b", "c", 1), ("x", "y", 1)],
    )
    panel = revealed("voorbeeldfiguren")
    panel.put(cynic1="c")
    assert {k: ends(panel)[k] for k in ("los", "x", "y")} == pytest.approx({"los": 0.5, "x": 0, "y": 0})
    assert "Los, X en Y horen niemand die vasthoudt" in panel.live["_picture"]["words"]
    panel.put(_picture="x")
    assert "hoort niemand die vasthoudt" in panel.live["_pick"]
    panel.put(role1=proef.NOBODY, cynic1=proef.NOBODY)
    assert "komt met de eigen groep op één gemiddelde uit" in panel.live["_picture"]["words"]


def test_when_everybody_holds_on():
    begin("a", "b", "c", ties=[("a", "b", 1), ("b", "c", 1)])
    panel = revealed("voorbeeldfiguren")
    panel.put(role2="b", cynic1="c")
    assert "Niemand kan nog opschuiven." in panel.live["_picture"]["words"]
    assert numbers(panel)["Gemiddelde houding op den duur (−100 … +100)"][1] == pytest.approx(1 / 3)


def test_words_table_picture_and_measures_say_the_same():
    panel = revealed("voorbeeldfiguren", "jeugdhulp")
    panel.put(rounds=5, spanner="collega")
    o, words = outcome(panel), panel.live["_picture"]["words"]
    _, after = numbers(panel)["Gemiddelde houding op den duur (−100 … +100)"]
    assert f"op den duur {proef._shown(after)}" in words
    _, along = numbers(panel)["Partijen die duidelijk meegaan (+50 of hoger)"]
    assert f"{along} van de {len(o.stand.parties)} duidelijk mee" in words
    (table,) = proef.tables(o)
    marks = [text for _, a, text in svg_elements(picture(panel)) if a.get("font-weight") == "700" and text and text[0] in "+−0"]
    assert sorted(marks) == sorted(row[2] for row in table.rows)


def test_pick_tells_by_whom_an_end_is_made():
    panel = chain()
    panel.put(cynic1="d", _picture="b")
    assert "Dat eind wordt bepaald voor 67% door A en voor 33% door D." in plain(panel.live["_pick"])


def test_a_case_without_ties_is_asked_for_them():
    begin("a", "b", "c", ties=[])
    assert "nog geen relaties" in opened("voorbeeldfiguren").missing
    begin("a", "b", ties=[("a", "b", 3)])
    assert "minstens drie partijen" in opened("voorbeeldfiguren").missing


def test_a_case_without_sectors_or_director_works():
    begin(party("a", sector=""), party("b", sector=" "), party("c", sector=""), ties=[("a", "b", 1), ("b", "c", 3)], director="")
    panel = revealed("voorbeeldfiguren")
    assert outcome(panel).stand.held == {"b": "role", "c": "cynic"}
    panel.put(spanner="rolmodel")
    assert SPANNER not in outcome(panel).stand.keys
