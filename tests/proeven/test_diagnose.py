"""Diagnose: which problem stands out from chance, which can't be determined, how that is told and drawn."""

import math
from math import isnan, nan

import pytest

from regiekit.cases import Case, Party, Task, Tie, load_shipped
from regiekit.cases.reading import assumed
from regiekit.models import islands
from regiekit.models.random_networks import Comparison
from regiekit.proeven.structuur import diagnose
from regiekit.proeven.structuur.diagnose import SMALL, Diagnosis, Finding, findings, measurable
from regiekit.widgets.declaration import proef_class
from tests.proeven.stands import keyed
from tests.widgets.samples import all_pairs, large, small


def keys(n):
    return [f"p{i}" for i in range(n)]


def case(n, ties, **fields):
    """So many parties; a field is a function of the number of a party."""
    parties = tuple(Party(k, name=k, **{name: of(i) for name, of in fields.items()}) for i, k in enumerate(keys(n)))
    return assumed(Case(title="Proef", parties=parties, ties=tuple(ties)))


def found(made, problem, **settings):
    return next(f for f in Diagnosis.at(made, **settings).findings if f.problem == problem)


STAR = case(9, [Tie("p0", k, "informeel") for k in keys(9)[1:]])
CLIQUES = case(10, [*all_pairs(keys(10)[:5]), *all_pairs(keys(10)[5:])])
FIELDS = case(12, [*all_pairs(keys(12)[::2]), *all_pairs(keys(12)[1::2])], sector=lambda i: "ab"[i % 2])
AGAINST = case(
    15,
    [Tie("p0", "p1", "formeel")],
    position=lambda i: "tegen" if i < 3 else "voor",
    power=lambda i: ("blokker",) if i < 3 else (),
)


@pytest.mark.parametrize(
    ("made", "settings", "problem", "size", "verdict"),
    [
        (case(9, all_pairs(keys(9))), {}, "Eilandenrijk", 0, "untestable"),  # a clique is no archipelago, and every draw is that clique
        (CLIQUES, {}, "Eilandenrijk", 1 - islands.clique_efficiency(10, 5), "beyond"),
        (STAR, {}, "Eilandenrijk", 1 - islands.star_efficiency(9), "smaller"),  # nearer than chance
        (STAR.with_changes(director="p0"), {}, "Eilandenrijk", 1, "untestable"),  # without the director there are no ties to deal
        (FIELDS, {}, "Verkokering", 1, "beyond"),
        (FIELDS, {"ties": "papier"}, "Verkokering", nan, "undefined"),
        (AGAINST, {}, "Poolse landdag", 1 - 0.25**3, "beyond"),
    ],
)
def test_findings(made, settings, problem, size, verdict):
    one = found(made, problem, **settings)
    assert one.found.value == pytest.approx(size, nan_ok=True)
    assert one.verdict == verdict
    if verdict == "undefined":
        assert "nog niet te meten" in Diagnosis.at(made, **settings).words()


def test_who_can_block_is_counted_and_not_drawn():
    """Three against among fifteen, all with power to block: one of the 455 ways to deal."""
    beside = found(AGAINST, "Poolse landdag").found
    assert (beside.exact, beside.draws) == (True, math.comb(15, 3))
    assert beside.margin == pytest.approx((1 / 455, 1 / 455))


def test_chance_that_keeps_the_contacts_of_each_party():
    """In a star every such network is the same star; the plain chance spreads the contacts."""
    assert found(STAR, "Eilandenrijk", same="graden").found.low == pytest.approx(1 - islands.star_efficiency(9))
    assert found(STAR, "Eilandenrijk").found.low > 1 - islands.star_efficiency(9)
    assert Diagnosis.at(CLIQUES, same="graden").headline().startswith("Houdt elke partij evenveel contacten als nu, dan")


@pytest.mark.parametrize("number", [3, 7, 8])
def test_with_few_parties_nothing_is_told_from_chance(number):
    made = case(number, all_pairs(keys(3)))
    state = Diagnosis.at(made)
    few = number < SMALL
    assert ("Vanaf acht partijen" in state.words(), "geeft toeval bijna alles" in state.headline()) == (few, few)
    assert any(key.startswith("b:") for key in keyed(state)) != few
    if few:
        assert Diagnosis.answer(made) == 0
        assert "valt dan niet te zeggen" in Diagnosis.explain(made, 0)


@pytest.mark.parametrize("mixed", ["vtavtavtavta", "vvttaavvttaa", "ttttvvvvaaaa", "aaaavvtaatvtav"])
def test_rounding_is_no_finding(mixed):
    """Dealing the same chances in another order changes a product by rounding alone."""
    at = {"v": "voor", "t": "tegen", "a": "afwachtend"}
    made = case(len(mixed), [Tie("p0", "p1", "informeel")], position=lambda i: at[mixed[i]], power=lambda i: ("blokker",))
    beside = found(made, "Poolse landdag")
    assert (beside.found.share_below, beside.found.share_top) == (0, pytest.approx(1))
    assert beside.verdict == "untestable"


@pytest.mark.parametrize(("parties", "draws"), [(60, diagnose.DRAWS), (61, diagnose.FEWER)])
def test_a_large_case_is_compared_with_fewer_draws(monkeypatch, parties, draws):
    measured = []
    monkeypatch.setattr(islands, "global_efficiency", lambda network: measured.append(network) or 0.5)
    state = Diagnosis.at(Case(**large(parties)))
    assert [f.found.draws for f in state.findings if f.problem == "Eilandenrijk"] == [draws]
    assert len(measured) == draws + 1
    assert Diagnosis.answer(state.case) == sum(f.verdict == "beyond" for f in state.findings)
    assert len(measured) == draws + 1  # nobody waits twice


def finding(problem, value, below=0.5, **more):
    beside = Comparison(value, 0.2, 0.4, 0.3, 1000, nan if isnan(value) else below)
    return Finding(problem, "maat", beside, **more)


def state(*given):
    """The state in which this was found."""
    made = Diagnosis.at(STAR)
    vars(made)["findings"] = given
    return made


ISLANDS, SILOS = finding("Eilandenrijk", 0.9, 1.0), finding("Verkokering", 0.6, 0.5)
SMALL_ONE, CLOSE, NOTHING = finding("Overlap", 0.1), finding("Poolse landdag", 0.8, 0.99), finding("Overlap", nan)


@pytest.mark.parametrize(
    ("given", "pieces"),
    [
        (
            (ISLANDS, SILOS),
            (
                "Het eilandenrijk valt op: bij toeval staan partijen bijna nooit zo ver van elkaar",
                "De verkokering kan ook door toeval zo groot zijn",
            ),
        ),
        ((ISLANDS, SMALL_ONE), ("De overlap is klein",)),
        ((ISLANDS, CLOSE), ("De Poolse landdag zit net op de grens van wat bij toeval voorkomt",)),
        ((ISLANDS, NOTHING), ("De overlap is nog niet te meten",)),
    ],
)
def test_the_words(given, pieces):
    words = state(*given).words()
    assert all(piece in words for piece in pieces)


@pytest.mark.parametrize(
    ("given", "piece"),
    [
        ((ISLANDS, SILOS), "Alleen het eilandenrijk is duidelijk groter dan bij toeval"),
        ((SILOS,), "Geen enkel probleem"),
        ((NOTHING,), "Nog niet te zeggen"),
    ],
)
def test_the_headline(given, piece):
    assert piece in state(*given).headline()
    assert ("Geen probleem" in state(*given).report()) == (piece == "Geen enkel probleem")


def test_five_verdicts_are_counted_as_five():
    """Each may be wrong in one of a hundred, so that together they are in five; the end of the band is where the verdict turns."""
    assert pytest.approx(diagnose.FALSE / 100) == diagnose.LEVEL * len(diagnose.PROBLEMS)
    for one in Diagnosis.at(load_shipped("jeugdhulp")).findings:
        assert one.verdict in ("unsure", "untestable", "undefined", "beyond" if one.found.value > one.found.high else "within")


@pytest.mark.parametrize("made", [load_shipped("jeugdhulp"), assumed(Case(**small()))])
def test_the_question_says_how_many_problems_can_be_measured(made):
    guess = Diagnosis.guess(made)
    assert guess.high == measurable(made) == 4  # no departments in it
    assert len(findings(made, "contact", "aantal", 1)) >= 5


def test_the_structure_is_that_of_departments():
    """Two directorates of two departments each; every task needs one of both."""
    parts = {"a": "Zorg", "b": "Zorg", "c": "Bouwen", "d": "Bouwen"}
    rows = [Party(key, name=key, sector=of, part_of="p0") for key, of in parts.items()]
    tasks = tuple(Task(key, name=key, needed=pair) for key, pair in {"t1": ("a", "c"), "t2": ("b", "d")}.items())
    one = found(STAR.with_changes(parties=(*STAR.parties, *rows), tasks=tasks), "Structuur past niet").found
    assert (one.value, one.high) == (1, 1)
    assert one.share_top == pytest.approx(2 / 3, abs=0.06)  # of the three ways to pair four departments two part both pairs


def test_what_chance_often_gives_at_its_highest_is_not_tested():
    """One that can block: the worst of ten hands comes once in ten, so that nothing could be beyond one in a hundred."""
    made = case(
        10, [Tie("p0", "p1", "formeel")], position=lambda i: "tegen" if i == 0 else "voor", power=lambda i: ("blokker",) if i == 0 else ()
    )
    one = found(made, "Poolse landdag")
    assert (one.found.share_top, one.verdict) == (pytest.approx(0.1), "untestable")
    assert "de Poolse landdag zijn niet te toetsen" in Diagnosis.at(made).words()


@pytest.mark.parametrize(
    ("given", "drawn", "said"),
    [
        ((SILOS,), ["b:0", "m:0", "v:0"], "60% · niet groter dan bij toeval"),
        ((CLOSE,), ["b:0", "m:0", "v:0"], "80% · niet te zeggen"),
        ((NOTHING,), ["b:0", "m:0"], "nog niet te meten"),
    ],
)
def test_a_strip_shows_what_is_known(given, drawn, said):
    one = state(*given)
    assert list(keyed(one)) == drawn
    assert f">{said}</text>" in one.svg()
    assert "nan" not in one.svg().partition("</desc>")[2]


def test_a_mark_stands_at_its_value():
    at = [keyed(state(finding("Overlap", value)))["v:0"][0]["transform"] for value in (0, 0.5, 1)]
    left, right = diagnose.LEFT, 660 - diagnose.RIGHT
    assert [float(one.partition("(")[2].split()[0]) for one in at] == [left, (left + right) / 2, right]


@pytest.mark.parametrize("name", ["jeugdhulp", "regio", "warmte"])
def test_what_two_measures_are_here_and_in_the_proef_of_that_name(name):
    """Overlap here is what that proef counts apart, together; of silos the two look at something else, and it says so."""
    case = load_shipped(name)
    (overlap,) = [f for f in Diagnosis.at(case).findings if f.problem == "Overlap"]
    counted = proef_class("overlap").at(case, sharpness=0)
    assert overlap.found.value == pytest.approx((counted.double + counted.none) / len(case.tasks))
    said = Diagnosis.at(case).note("ties")
    assert "overlap telt hier ook taken van niemand" in said
    assert "Verkokering meet hier contacten" in said
