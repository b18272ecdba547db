"""Diagnose: which problem stands out from chance, which can't be determined, how that is told and drawn."""

from math import nan

import pytest

from regiekit.cases import Case, Party, Tie, load_shipped
from regiekit.cases.reading import assumed
from regiekit.models import islands
from regiekit.models.random_networks import Comparison
from regiekit.proeven.structuur import diagnose
from regiekit.proeven.structuur.diagnose import Diagnosis, Finding, findings, measurable
from tests.proeven.stands import keyed
from tests.widgets.samples import all_pairs, large, small

CHANCE, UNKNOWN = "zoals bij toeval", "niet te bepalen"


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
FIELDS = case(10, [*all_pairs(keys(10)[::2]), *all_pairs(keys(10)[1::2])], sector=lambda i: "ab"[i % 2])
BLANK = case(10, all_pairs(keys(10)[:5]), sector=lambda i: "" if i < 5 else f"s{i}")
AGAINST = case(
    10,
    [Tie("p0", "p1", "formeel")],
    position=lambda i: "tegen" if i < 2 else "voor",
    power=lambda i: ("blokker",) if i < 2 else (),
)
PAPER = case(5, [Tie(t.source, t.target, "geld") for t in all_pairs(keys(5))])


@pytest.mark.parametrize(
    ("made", "settings", "problem", "value", "word", "shows"),
    [
        (case(6, all_pairs(keys(6))), {}, "Eilandenrijk", 1, "within", False),  # a clique is no archipelago
        (CLIQUES, {}, "Eilandenrijk", islands.clique_efficiency(10, 5), "lower", True),
        (STAR, {}, "Eilandenrijk", islands.star_efficiency(9), "higher", False),  # nearer than chance
        (STAR.with_changes(director="p0"), {}, "Eilandenrijk", 0, "within", False),  # without the director
        (FIELDS, {}, "Verkokering", -1, "lower", True),
        (FIELDS, {"ties": "papier"}, "Verkokering", nan, "undefined", False),
        (BLANK, {}, "Verkokering", 1, "within", False),  # parties without a field share none
        (AGAINST, {}, "Poolse landdag", 0.25**2, "lower", True),
        (AGAINST, {}, "Verkokering", nan, "undefined", False),
    ],
)
def test_findings(made, settings, problem, value, word, shows):
    one = found(made, problem, **settings)
    assert one.found.value == pytest.approx(value, nan_ok=True)
    assert (one.found.word, one.shows) == (word, shows)
    if word == "undefined":
        assert f"Niet te bepalen: {problem}." in Diagnosis.at(made, **settings).words()


@pytest.mark.parametrize("mixed", ["vtavtavtavta", "vvttaavvttaa", "ttttvvvvaaaa", "aaaavvtaatvtav"])
def test_rounding_is_no_finding(mixed):
    """Dealing the same chances in another order changes a product by rounding alone."""
    at = {"v": "voor", "t": "tegen", "a": "afwachtend"}
    made = case(len(mixed), [Tie("p0", "p1", "informeel")], position=lambda i: at[mixed[i]], power=lambda i: ("blokker",))
    assert found(made, "Poolse landdag").found.word == "within"


@pytest.mark.parametrize(("parties", "draws"), [(60, 200), (61, 50), (200, 50)])
def test_a_large_case_is_compared_with_fewer_draws_and_says_so(monkeypatch, parties, draws):
    measured = []
    monkeypatch.setattr(islands, "global_efficiency", lambda network: measured.append(network) or 0.5)
    state = Diagnosis.at(Case(**large(parties)))
    assert f"{draws} lotingen" in state.words()
    assert f"{draws} lotingen" in Diagnosis.explain(state.case, 1)
    assert len(measured) == draws + 1
    assert Diagnosis.answer(state.case) == len(state.shown)
    assert len(measured) == draws + 1  # nobody waits twice


def finding(problem, value, low=0.2, high=0.4, worse="lower", **more):
    return Finding(problem, "maat", Comparison(value, low, high, (low + high) / 2, 200, 0.5), worse, **more)


def state(*given):
    """The state in which this was found."""
    made = Diagnosis.at(STAR)
    vars(made)["findings"] = given
    return made


LOW, HIGH, MIDDLE = finding("A", 0.17), finding("A", 0.9), finding("B", 0.3)
NO_VALUE, NOTHING = finding("B", nan), finding("B", nan, nan, nan)
A = "A (maat: 17%; bij toeval 20% tot 40%)"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (
            (LOW, finding("K", -0.5, 0.1, 0.3, unit="", floor=-1), finding("O", 0.3, worse="higher")),
            f"op 2 van de 3 gemeten problemen: {A} en K (maat: −0,50; bij toeval 0,10 tot 0,30). Niet anders dan bij toeval: O.",
        ),
        ((MIDDLE, finding("B", 0.2)), "wijkt geen van de 2 gemeten problemen af van toeval. Vergeleken"),
        ((MIDDLE, NOTHING), "wijkt het enige gemeten probleem niet af van toeval. Niet te bepalen: B. "),
        (
            (HIGH, MIDDLE),
            "steekt geen van de 2 gemeten problemen boven het toeval uit. Gunstiger dan bij toeval, dus geen aanwijzing voor: A",
        ),
        ((LOW,), f"wijst het denkmodel op het enige gemeten probleem: {A}."),
        ((HIGH,), "steekt het enige gemeten probleem niet boven het toeval uit."),
    ],
)
def test_the_words(given, said):
    assert said in state(*given).words()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ((LOW, MIDDLE), f"Van de 2 gemeten problemen wijkt er 1 ongunstig af van toeval: {A}."),
        ((MIDDLE,), "Van het 1 gemeten probleem steekt er geen"),
        ((NOTHING,), "Niet te bepalen: b. Vergeleken"),
    ],
)
def test_the_report(given, said):
    assert said in state(*given).report()


def test_the_problem_lies_on_one_side_of_chance():
    assert [finding("O", value, worse="higher").shows for value in (0.1, 0.3, 0.9)] == [False, False, True]
    assert [finding("O", value).shows for value in (0.1, 0.3, 0.9)] == [True, False, False]


def test_numbers_that_differ_look_different():
    assert str(finding("A", 0.198)) == "A (maat: 19,8%; bij toeval 20,0% tot 40,0%)"
    assert str(finding("A", 0.5, 1, 1)) == "A (maat: 50%; bij toeval 100%)"


@pytest.mark.parametrize(("made", "most"), [(load_shipped("jeugdhulp"), 5), (assumed(Case(**small())), 5), (PAPER, 1)])
def test_the_question_says_how_many_problems_can_be_measured(made, most):
    guess = Diagnosis.guess(made)
    assert guess.high == measurable(made) == most
    assert f" {most} " in guess.help
    assert len(findings(made, "contact", 1)) >= most


@pytest.mark.parametrize(
    ("given", "drawn", "said"),
    [
        ((MIDDLE,), ["b:0", "m:0", "v:0"], f"30% · {CHANCE}"),
        ((MIDDLE, NOTHING), ["b:0", "m:0", "v:0"], UNKNOWN),
        ((finding("A", 0.5, nan, nan),), ["v:0"], f"50% · {UNKNOWN}"),
        ((NO_VALUE,), ["b:0", "m:0"], UNKNOWN),
    ],
)
def test_a_strip_shows_what_is_known(given, drawn, said):
    one = state(*given)
    assert list(keyed(one)) == drawn
    assert f">{said}</text>" in one.svg()
    assert "nan" not in one.svg().partition("</desc>")[2]


def test_a_mark_stands_at_its_value():
    at = [keyed(state(finding("A", value, floor=floor)))["v:0"][0]["transform"] for value, floor in ((-3, 0), (0, -1), (1, 0), (7, 0))]
    left, right = diagnose.LEFT, 660 - diagnose.RIGHT
    assert [float(one.partition("(")[2].split()[0]) for one in at] == [left, (left + right) / 2, right, right]
