"""Role models and cynics: who holds on, where the others end, what is said of it, and how it is drawn."""

import re
from itertools import combinations

import attrs
import networkx as nx
import pytest

from regiekit.cases import Case, Party, Tie, load_shipped, shipped
from regiekit.models import role_models as model
from regiekit.proeven.cultuur import voorbeeldfiguren as proef
from regiekit.proeven.cultuur.voorbeeldfiguren import NOBODY, SPANNER, RoleModels
from regiekit.widgets.say import number_word, phrase
from tests.proeven.stands import Stand, keyed, stands


def party(key, **more):
    return Party(key, **{"name": key.title(), "sector": "zorg", "position": "afwachtend", **more})


def own(*keys, ties, **parts):
    parties = tuple(k if isinstance(k, Party) else party(k) for k in keys)
    return Case(
        "Houding", **{"parties": parties, "ties": tuple(Tie(a, b, "informeel", w) for a, b, w in ties), "director": parties[0].key, **parts}
    )


#: a – b – c – d, the director at one end; all ties equally strong.
CHAIN = own("a", "b", "c", party("d", sector="onderwijs"), ties=[("a", "b", 2), ("b", "c", 2), ("c", "d", 2)])
THREE = own("a", "b", "c", ties=[("a", "b", 2), ("b", "c", 2)])
KINDS = attrs.evolve(THREE, ties=(Tie("a", "b", "informeel", 1), Tie("c", "b", "informeel", 1), Tie("b", "a", "geld", 2)))
LOOSE = own("a", "b", "c", party("los", position="voor"), party("x", position="tegen"), party("y", position="voor"),
            ties=[("a", "b", 1), ("b", "c", 1), ("x", "y", 1)])  # fmt: skip
BARE = own(party("a", sector=""), party("b", sector=" "), party("c", sector=""), ties=[("a", "b", 1), ("b", "c", 3)], director="")
MEAN, BEHIND = "Gemiddelde houding", "Partijen die vooral een cynische"


def end(state):
    return dict(zip(state.ends.keys, state.ends.end, strict=True))


@pytest.mark.parametrize(("case", "settings", "expected"), [
    (CHAIN, {"cynic1": "d"}, {"a": 1, "b": 1 / 3, "c": -1 / 3, "d": -1}),
    (CHAIN, {"cynic1": "d", "cynic": "schouders"}, {"a": 1, "b": 2 / 3, "c": 1 / 3, "d": 0}),
    (CHAIN, {"cynic1": "d", "role2": "d"}, {"a": 1, "b": 2 / 3, "c": 1 / 3, "d": 0}),  # a cynic who is drawn in comes halfway
    (CHAIN, {"cynic1": "d", "role2": "d", "cynic": "schouders"}, {"a": 1, "b": 5 / 6, "c": 2 / 3, "d": 0.5}),
    (CHAIN, {"cynic1": NOBODY}, dict.fromkeys("abcd", 1)),
    (THREE, {"cynic1": "c", "seen_roles": 3}, {"a": 1, "b": model.equally_visible(3, 1), "c": -1}),
    (THREE, {"cynic1": "c", "seen_cynics": 3}, {"a": 1, "b": -0.5, "c": -1}),
    (KINDS, {"cynic1": "c"}, {"a": 1, "b": 0, "c": -1}),  # contact only
    (KINDS, {"cynic1": "c", "through": "alle"}, {"a": 1, "b": 0.5, "c": -1}),
    (CHAIN, {"cynic1": NOBODY, "role1": NOBODY, "spanner": "rolmodel"}, dict.fromkeys(["a", "b", "c", "d", SPANNER], 1)),
])  # fmt: skip
def test_where_the_others_end(case, settings, expected):
    """By hand: on a chain the attitude falls evenly; one listener heard 3 : 1 ends ¾ of the way; ties of several kinds add up."""
    assert end(RoleModels.at(case, **settings)) == pytest.approx(expected)


test_stands = stands(
    "voorbeeldfiguren",
    Stand({"cynic1": NOBODY}, notes={"cynici": "gaat op den duur iedereen mee"}, measures={BEHIND: 0}, case=CHAIN),
    Stand(
        {"cynic1": "d"},
        measures={BEHIND: 1},
        says=("Wie vooral die leider hoort, doet dat ook.", "Geen enkele andere partij staat op den duur duidelijk achter"),
        case=CHAIN,
    ),
    Stand({"cynic1": "d", "role2": "d"}, {"held": {"a": "role", "d": "drawn"}}, {BEHIND: 0}, ("is betrokken",), case=CHAIN),
    Stand({"cynic1": "c", "seen_cynics": 3}, notes={"cynici": "3 keer zo sterk"}, case=THREE),
    Stand({"cynic1": "d", "rounds": 0}, {"now": [1, 0, 0, -1]}, case=CHAIN),
    Stand({"cynic1": "d", "rounds": 1}, {"now": [1, 0.25, -0.25, -1]}, case=CHAIN),
    Stand({"role1": "d", "cynic1": "d"}, {"held": {"d": "cynic"}}, notes={"rolmodellen": "D koos u ook als cynicus"}, case=CHAIN),
    Stand({"role1": "d", "cynic1": "d"}, says=("geen rolmodel",), case=CHAIN),
    Stand({"spanner": "rolmodel"}, {"between": ["a", "b", "c", "d"]}, says=("van zorg en onderwijs zit een rolmodel",), case=CHAIN),
    Stand({"cynic1": "c"}, says=("Drie partijen horen het rolmodel en de cynische leider niet, ook niet via anderen",), case=LOOSE),
    Stand({"cynic1": NOBODY, "role1": NOBODY}, says=("op één gemiddelde uit",), case=LOOSE),
    Stand({"role2": "b", "cynic1": "c"}, measures={MEAN: 1 / 3}, says=("Niemand kan nog",), case=THREE),
    Stand({}, {"held": {"b": "role", "c": "cynic"}}, case=BARE),
    Stand({"spanner": "rolmodel"}, {"held": {"b": "role", "c": "cynic"}, "two": ()}, case=BARE),
    Stand(
        {"cynic1": "c"},
        says=("Geen enkele andere partij staat op den duur duidelijk achter de waarde.",),
        silent=("ook afwijzen", "doet dat ook"),
        notes={"through": "Tellen ook geld, gezag en vaste afspraken mee, dan blijft dat zo."},
        case=KINDS,
    ),
    Stand({}, notes={"through": "mee, dan wijzen er zeven van wie opschuift de waarde af, en niet acht"}, case="regio"),
    Stand({"through": "alle"}, notes={"through": "Telt alleen contact, dan wijzen er acht"}, case="regio"),
)


def test_many_rounds_come_to_the_end():
    state = RoleModels.at(CHAIN, cynic1="d", rounds=60)
    assert state.now == pytest.approx(state.ends.end, abs=1e-4)


@pytest.mark.parametrize("name", shipped())
@pytest.mark.parametrize("through", ["contact", "alle"])
def test_the_prediction_is_about_the_director_and_who_has_most_contact_after_it(name, through):
    """Counted again by kind of tie; with every tie it is what the explanation says of the flip."""
    case = load_shipped(name)
    ties = [t for t in case.ties if through == "alle" or t.kind in ("informeel", "informatie")]
    weight = {p.key: sum(t.weight for t in ties if p.key in (t.source, t.target)) for p in case.parties if p.key != case.director}
    cynic = max(weight, key=weight.get)
    state = RoleModels.at(case, through=through, cynic1=cynic)
    where = {p.key: i for i, p in enumerate(case.parties)}
    start = [1 if k == case.director else -1 if k == cynic else 0 for k in where]
    found = model.settled(start, [(where[t.source], where[t.target], t.weight) for t in ties], [where[case.director], where[cynic]])
    others = sum(round(100 * end) <= -10 for end, k in zip(found, where, strict=True) if k not in (case.director, cynic))
    assert state.ends.turned == others
    if through == "contact":
        assert (state.settings, RoleModels.answer(case)) == (RoleModels.at(case).settings, others)
    else:
        assert f"er {number_word(others)} " in RoleModels.explain(case, 0)


def test_without_any_contact_every_tie_counts():
    bare = attrs.evolve(THREE, ties=(Tie("a", "b", "geld", 1), Tie("b", "c", "geld", 1)))
    assert RoleModels.at(bare, cynic1="c").through == "alle"
    assert end(RoleModels.at(bare, cynic1="c")) == pytest.approx({"a": 1, "b": 0, "c": -1})


@pytest.mark.parametrize("name", shipped())
def test_it_stops_behind_the_cynic(name):
    """Whoever hears the cynic for more than half ends below nought, however the mean of all goes; without the cynic nobody does."""
    state = RoleModels.at(load_shipped(name))
    ends = state.ends
    assert [ends.end[i] < 0 for i in ends.free if ends.shares[i]] == [i in ends.behind for i in ends.free if ends.shares[i]]
    assert ends.behind
    assert ("want die partij hoort" if ends.turned == 1 else "want zij horen vooral") in state.headline()
    assert not state.bare.behind


@pytest.mark.parametrize("name", shipped())
def test_where_they_begin_does_not_matter_for_the_end(name):
    case = load_shipped(name)
    turn = {"voor": "tegen", "tegen": "voor", "afwachtend": "voor"}
    one, other = (
        RoleModels.at(case),
        RoleModels.at(attrs.evolve(case, parties=[attrs.evolve(p, position=turn[p.position]) for p in case.parties])),
    )
    who = [i for i, share in enumerate(one.ends.shares) if share]  # not who hears nobody that holds on
    assert [one.ends.end[i] for i in who] == pytest.approx([other.ends.end[i] for i in who])
    assert one.now != pytest.approx(other.now)


def test_the_pairs_of_sectors():
    assert len(proef.pairs(load_shipped("jeugdhulp"))) == 10  # of five sectors
    many = own(*[party(f"p{i}", sector=f"s{i}") for i in range(14)], ties=[("p0", "p1", 2)])
    assert len(proef.pairs(many)) == 45


def test_a_colleague_on_the_boundary_listens_and_is_no_party():
    state = RoleModels.at(CHAIN, cynic1="d", spanner="collega", sectors="zorg en onderwijs")
    assert SPANNER not in state.held
    assert state.ends.keys.index(SPANNER) not in state.ends.free
    assert -1 < end(state)[SPANNER] < 1
    assert "zorg" in state.note("snijvlak")
    assert "n:" + SPANNER in keyed(state)
    assert "(+100)" in state.but(spanner="rolmodel").pick(SPANNER)


@pytest.mark.parametrize("name", shipped())
def test_the_best_place_for_one_more_role_model(name):
    state = RoleModels.at(load_shipped(name))
    means = {
        key: other.ends.mean(other.ends.end) for i in state.ends.free for key in [state.ends.keys[i]] for other in [state.but(role2=key)]
    }
    assert min(means.values()) >= state.ends.mean(state.ends.end) - 1e-12  # one role model more never lowers the mean
    key, value = max(state.tried.items(), key=lambda one: one[1])
    assert key == max(means, key=means.get)
    assert value == pytest.approx(means[key])
    assert phrase(state.case.party(key)) in state.note("rolmodellen")


def test_words_table_picture_and_measures_say_the_same():
    state = Stand({"rounds": 5, "spanner": "collega"}).state("voorbeeldfiguren")
    along, against, moved = (m.after for m in state.measures()[:3])
    assert f"{number_word(along - len(state.firm[0]))} andere partijen" in state.words()
    assert against == moved + len(state.firm[1])
    assert state.headline().startswith(
        f"{number_word(moved).capitalize()} van de {number_word(len(state.ends.free))} andere partijen wijzen"
    )
    assert f"wijzen {number_word(moved)} van de anderen" in state.report()
    drawn = keyed(state)
    told = {key[2:]: attributes["aria-label"].rpartition(" ")[2] for key, (attributes, _) in drawn.items() if key.startswith("n:")}
    assert set(told) == set(state.ends.keys)
    assert sorted(told.values()) == sorted(row[2] for row in state.tables()[0].rows)
    marks = re.findall(r'font-weight="700"[^>]*>([+−0][^<]*)<', state.svg())
    assert sorted(marks) == sorted(told.values())


def test_who_hears_nobody_and_was_against_is_not_put_down_to_the_cynic():
    state = Stand(case="warmte").state("voorbeeldfiguren")
    against, moved = (m.after for m in state.measures()[1:3])
    assert (against, moved, RoleModels.answer(state.case)) == (7, 4, 4)
    assert (
        "Vijf partijen horen het rolmodel en de cynische leider niet, ook niet via anderen. Twee daarvan waren al tegen." in state.words()
    )


@pytest.mark.parametrize(("settings", "piece"), [
    ({}, "Eén van de twee andere partijen wijst de waarde op den duur af, want die partij hoort vooral de cynische leider van D"), ({"cynic1": NOBODY}, "Zonder cynische"), ({"role1": NOBODY}, "Zonder rolmodel"), ({"role2": "d"}, "schuift half op"),
    ({"rounds": 0}, "Nog niemand is opgeschoven"), ({"role1": NOBODY, "cynic1": NOBODY}, "midden"),
])  # fmt: skip
def test_each_point_has_its_own_headline(settings, piece):
    assert piece in RoleModels.at(CHAIN, **{"cynic1": "d", **settings}).headline()


def test_that_a_leader_is_cynical_is_supposed_until_somebody_says_so():
    """In an own case nobody filled in who is cynical: neither the headline nor the words say it as a fact of who is named."""
    case = attrs.evolve(load_shipped("jeugdhulp"), status="eigen")
    state = RoleModels.at(case)
    leader = phrase(case.party(state.cynic1))
    assert state.words().startswith(f"Stel dat de leider van {leader} cynisch is.")
    assert leader not in state.headline()
    assert "want zij horen vooral de cynische leider." in state.headline()
    assert RoleModels.explain(case, 0).startswith(f"Stel dat de gemeente het rolmodel is en dat de leider van {leader} cynisch is.")
    chosen = next(key for key in case.party_keys if key not in (state.cynic1, case.director) and state.but(cynic1=key).ends.behind)
    said = state.but(cynic1=chosen)
    assert not said.words().startswith("Stel")
    assert not RoleModels.at(load_shipped("jeugdhulp")).words().startswith("Stel")


def test_pick_tells_by_whom_an_end_is_made():
    assert "voor 67 procent door A en voor 33 procent door D" in RoleModels.at(CHAIN, cynic1="d").pick("b")
    assert "Niemand die vasthoudt" in RoleModels.at(LOOSE, cynic1="c").pick("x")


def test_what_a_case_lacks():
    assert "nog geen relaties" in RoleModels.ready(own("a", "b", "c", ties=[]))
    assert "minstens drie partijen" in RoleModels.ready(own("a", "b", ties=[("a", "b", 3)]))


# -- the picture -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("value", "mark", "tone"), [
    (1, "+100", "strong"), (0.5, "+50", "strong"), (0.494, "+49", "tinted"), (0.1, "+10", "tinted"), (0.094, "+9", "plain"), (0, "0", "plain"),
    (-0.004, "0", "plain"), (-0.094, "−9", "plain"), (-0.1, "−10", "faded"), (-1, "−100", "faded"),
])  # fmt: skip
def test_number_and_tone(value, mark, tone):
    assert proef.signed(value) == mark
    assert proef.tone(proef.points(value)) == tone


def test_badges_differ_in_letter_and_shape():
    svg = RoleModels.at(CHAIN, cynic1="d").svg()
    badges = {key: re.search(rf'data-key="b:{key}".*?</g>', svg).group() for key in "ad"}
    assert ("<circle" in badges["a"], ">R<" in badges["a"]) == (True, True)
    assert ("<rect" in badges["d"], ">C<" in badges["d"]) == (True, True)


def _places(state):
    moved = {key[2:]: attributes["transform"] for key, (attributes, _) in keyed(state).items() if key.startswith("n:")}
    return {key: tuple(map(float, re.findall(r"[\d.]+", where))) for key, where in moved.items()}


@pytest.mark.parametrize("name", shipped())
@pytest.mark.parametrize("settings", [{}, {"through": "alle"}, {"spanner": "rolmodel"}, {"role1": NOBODY}])
def test_a_column_is_a_step_of_contact_away_and_who_hears_the_cynic_stands_below(name, settings):
    """The steps counted again, by a library."""
    state = RoleModels.at(load_shipped(name), **settings)
    ties = nx.Graph((state.ends.keys[i], state.ends.keys[j]) for i, j, _ in state.ends.ties)
    first = [key for key, kind in state.held.items() if kind == "role"] or list(state.held)
    steps = nx.multi_source_dijkstra_path_length(ties, {key for key in first if key in ties}) | dict.fromkeys(first, 0)
    assert {key: far for key, (far, _) in state.way.items()} == steps
    at = _places(state)
    for one, other in combinations(at, 2):
        near = [min(steps.get(key, 9), 2) for key in (one, other)]
        if near[0] < near[1]:
            assert at[one][0] < at[other][0], (one, other)
    apart = {state.ends.keys[i] for i in state.ends.behind} | {key for key, kind in state.held.items() if kind == "cynic"}
    above = [at[key][1] for key in at if key not in apart]
    assert not above or not apart or max(above) < min(at[key][1] for key in apart)
    assert len(set(at.values())) == len(at)


def test_each_is_tied_to_who_is_a_step_nearer():
    drawn = keyed(RoleModels.at(CHAIN, cynic1="d"))
    assert {key for key in drawn if key.startswith("e:")} == {"e:a|b", "e:b|c", "e:c|d"}
    assert not any(key.endswith(("|los", "|x", "|y")) for key in keyed(RoleModels.at(LOOSE, cynic1="c")))


def test_a_large_case_stays_in_the_picture():
    many = own(*[party(f"p{i}", name=f"Jeugdbescherming {i}") for i in range(60)], ties=[("p0", f"p{i}", 1) for i in range(1, 60)])
    svg = RoleModels.at(many).svg()
    assert svg.count('data-key="n:') == 60
    tops = sorted(y for _, y in _places(RoleModels.at(many)).values())
    width, height = map(float, re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)', svg).groups())
    assert 0 < tops[0] <= tops[-1] < height
    assert width == 660  # letters keep their size


def test_where_it_stops_is_some_parties_in_two_cases_and_all_in_the_third():
    """The notebook and the page for teachers say so: in Breedwater there is no elsewhere, as the source has it."""
    states = [RoleModels.at(load_shipped(name)) for name in ("jeugdhulp", "warmte", "regio")]
    part = [len(state.ends.behind) / (len(state.case.parties) - 2) for state in states]  # of all but the role model and the cynic
    assert part == pytest.approx([2 / 13, 4 / 20, 1])
