"""Verkokering: how far apart colleagues and peers are in columns by field, by task and in a matrix, and what the picture draws of it."""

import math
import re

import pytest

from regiekit.cases import Case, Party, StructureOption, Task, load_shipped
from regiekit.models.silos import leaf_distance
from regiekit.plots.style import TINTS
from regiekit.proeven.structuur.verkokering import Silos, peers
from tests.proeven.stands import Stand, keyed, stands
from tests.widgets.samples import large

SEEN, PEERS, TASK, FIELD, CLASH = "Nodige", "Vakgenoten die", "Stappen tussen wie", "Stappen tussen vak", "Kans op"
KEYS = [f"p{i}" for i in range(4)]

#: Two fields of two; the tasks run across.
COLUMNS = Case(
    title="Kokers",
    parties=tuple(Party(k, name=k, sector="zorg" if k < "p2" else "school") for k in KEYS),
    tasks=(Task("een", name="Een", needed=("p0", "p2")), Task("twee", name="Twee", needed=("p1", "p3"))),
)
APART = COLUMNS.with_changes(parties=tuple(Party(k, name=k, sector=k) for k in KEYS[:3]), tasks=(Task("t", name="T", needed=("p0", "p1")),))
TWICE = COLUMNS.with_changes(tasks=(Task("een", name="Een", needed=("p0", "p2")), Task("twee", name="Twee", needed=("p2", "p0"))))
#: Who works on no task, who has no field, and two of one name.
LOOSE = Case(
    title="Los",
    parties=tuple(Party(k, name="Zelfde" if k in "ef" else k.upper(), sector="zorg" if k in "ab" else "") for k in "abcdef"),
    tasks=(Task("een", name="Een", needed=("a", "b")), Task("twee", name="Twee", needed=("b", "c"))),
    structures=(StructureOption("nu", name="Nu", units={"U": ("a", "d")}),),
)


def a_level_costs_two_steps(levels):
    across = leaf_distance(False, levels)
    assert across == 2 * levels
    told = (
        ({"form": "vak"}, (across, across), (2, 2), 0),
        ({"form": "opgave"}, (across, 2), (2, across), 0),
        ({"form": "matrix"}, (across, 2), (2, 2), 0.75),
        ({"form": "vak", "lateral": 1}, (across, (1 + min(across, 5)) / 2), 2, 0),  # who has no tie may go by way of those who have
        ({"form": "vak", "lateral": 2}, (across, 1), 2, 0),
    )
    return [Stand({"levels": levels, **given}, {}, {TASK: task, FIELD: field, CLASH: c}, case=COLUMNS) for given, task, field, c in told]


test_stands = stands(
    "verkokering",
    *[row for levels in range(1, 6) for row in a_level_costs_two_steps(levels)],
    Stand({"form": "vak"}, {"across": []}, says=("per vakgebied, met",)),
    Stand(
        {"form": "vak"},
        {},
        {SEEN: (0, 0), PEERS: (1, 1)},
        ("Via de top is het zes stappen naar iemand in een andere koker. Men kijkt maar twee stappen ver en ziet die ander dus niet.",),
        case=COLUMNS,
    ),
    Stand(
        {"form": "vak", "lateral": 2},
        {"across": [("p0", "p2"), ("p1", "p3")]},
        {SEEN: (0, 1)},
        ("en twee dwarsverbanden", "Zonder dwarsverbanden zag men er geen."),
        case=COLUMNS,
    ),
    Stand({"form": "vak", "lateral": 1}, {}, {SEEN: (0, 0.5)}, case=COLUMNS),
    Stand({"form": "vak", "lateral": 5}, {"across": [("p0", "p2")]}, says=("en één dwarsverband",), case=TWICE),
    Stand({"form": "opgave"}, {"across": []}, {SEEN: (0, 1), PEERS: (1, 0)}, case=COLUMNS),
    Stand(
        {"form": "matrix"}, {"second": {"p0": "A", "p1": "B", "p2": "A", "p3": "B"}}, {SEEN: 1, PEERS: 1}, ("75 van de 100",), case=COLUMNS
    ),
    Stand({"form": "matrix"}, {"second": {"a": "A", "b": "A", "c": "A"}}, says=("twee bazen",), case=LOOSE),
    Stand({"form": "vak"}, {"second": {}}, silent=("niet te bepalen", "nan"), case=APART),
    Stand({"form": "vak", "sight": 6}, {"seen": 1, "peers_seen": 1}, case=COLUMNS),
)


def test_who_sees_all_it_needs_is_tinted():
    """One tie across opens the columns for the two who have it."""
    tints = [Silos.at(COLUMNS, form="vak", lateral=n).svg().count(f'fill="{TINTS["structuur"]}"') for n in (0, 1, 2)]
    assert [n - tints[0] for n in tints] == [0, 2, 4]


def test_a_team_sees_what_it_needs_and_peers_lose_sight_of_one_another():
    """Ontkokering is her-kokering: what is gained for the task is lost for the field."""
    vak, opgave = Silos.at(COLUMNS, form="vak"), Silos.at(COLUMNS)
    assert (vak.seen, vak.peers_seen, opgave.seen, opgave.peers_seen) == (0, 1, 1, 0)
    said = {one.headline() for one in (vak, opgave, vak.but(lateral=1), vak.but(form="matrix"), vak.but(levels=1))}
    assert len(said) == 5
    assert "nieuwe koker" in opgave.headline()
    assert "nieuwe koker" in opgave.report()


def test_ties_across_get_no_credit_for_the_teams():
    """In De Beemdhoek three ties in teams show nobody anything new; in columns they show some."""
    case = load_shipped("warmte")
    teams, columns = Silos.at(case, lateral=3), Silos.at(case, form="vak", lateral=3)
    assert teams.seen == teams.but(lateral=0).seen
    assert "openen hier niets" in teams.headline()
    assert columns.seen > 0
    assert "zonder reorganisatie" in columns.headline()
    assert "zonder reorganisatie" not in Silos.at(load_shipped("jeugdhulp"), lateral=3).headline()


def test_without_two_parties_in_one_field():
    found = {m.name: m for m in Silos.at(APART, form="vak").measures()}
    assert math.isnan(found["Stappen tussen vakgenoten"].after)
    assert found["Stappen tussen vakgenoten"].texts() == ("niet te bepalen",) * 2
    assert [group for group in peers(LOOSE) if len(group) > 1] == [["a", "b"]]


def test_the_prediction():
    assert Silos.answer(COLUMNS) == 100
    assert "voor één taak nodig" in Silos.explain(COLUMNS, 100)
    parties = (*COLUMNS.parties[:3], Party("p3", name="p3", sector="politie"))
    twice = COLUMNS.with_changes(parties=parties, tasks=(*COLUMNS.tasks, Task("drie", name="Drie", needed=("p0", "p3"))))
    assert 0 < Silos.answer(twice) < 100
    assert "meer dan één taak" in Silos.explain(twice, 50)


@pytest.mark.parametrize(("levels", "heads"), [(1, ["0"]), (2, ["1"]), (5, ["1", "2", "3", "4"])])
def test_the_heads_above_each_column(levels, heads):
    found = keyed(Silos.at(COLUMNS, form="vak", levels=levels, lateral=1))
    assert [k for k in found if k.startswith("n:#hoofd")] == [f"n:#hoofd{i}.{n}" for i in range(2) for n in heads]
    assert len([k for k in found if k.startswith("e:") and k.endswith("hiërarchie")]) == 2 * len(heads)
    assert [k for k in found if k.endswith("informeel")] == ["e:p0|p2|informeel"]


def test_who_stands_alone_is_drawn_apart_from_the_columns():
    found = keyed(Silos.at(LOOSE, form="opgave"))
    assert [k for k in found if k.startswith("z:")] == ["z:koker0", "z:los"]
    assert [k for k in found if k.startswith("n:") and "#" not in k] == [f"n:{k}" for k in "abcdef"]
    assert "z:los" not in keyed(Silos.at(LOOSE, form="vak"))


def test_every_second_boss_has_a_letter_of_its_own():
    pairs = tuple(Task(f"t{i}", name=f"Taak {i}", needed=(f"p{2 * i}", f"p{2 * i + 1}")) for i in range(30))
    letters = Silos.at(Case(**{**large(60), "tasks": pairs}), form="matrix").second
    assert len(set(letters.values())) == 30
    assert all(re.fullmatch("[A-Z]+", one) for one in letters.values())


def test_what_a_case_needs():
    assert Silos.ready(load_shipped("regio")) is None
    for lacking in (LOOSE.with_changes(tasks=()), COLUMNS.with_changes(parties=tuple(Party(k, name=k) for k in KEYS))):
        assert "minstens twee sectoren" in Silos.ready(lacking)


@pytest.mark.parametrize("form", ["opgave", "matrix"])
def test_a_new_division_opens_nothing_for_who_looks_one_step_far(form):
    state = Silos.at(COLUMNS, form=form, sight=1)
    assert state.seen == 0
    assert "ziet niemand" in state.headline()
    assert "binnen een team zit een ander twee stappen verderop" in state.words()
    assert "Alleen de twee dwarsverbanden openen een koker" in Silos.at(load_shipped("jeugdhulp"), form=form, sight=1, lateral=2).headline()


@pytest.mark.parametrize("really", [0, 30, 50, 100])
def test_who_is_near_is_not_always_really_seen(really):
    """A pair in a team sees one another as often; who has two holders of a perspective near misses it only when it sees neither."""
    state = Silos.at(COLUMNS, really=really)
    assert state.seen == pytest.approx(really / 100)
    wide = COLUMNS.with_changes(tasks=(Task("een", name="Een", needed=tuple(KEYS)),))  # each has both holders of the other field near
    assert Silos.at(wide, really=really).seen == pytest.approx(1 - (1 - really / 100) ** 2)
    assert Silos.at(COLUMNS, form="vak", really=really).peers_seen == pytest.approx(really / 100)
    assert ("Keek iedereen altijd naar wie dichtbij zit, dan zag men ze allemaal." in state.words()) == (really < 100)
    assert ("echt ziet" in state.report()) == (really < 100)


def test_looking_has_headlines_of_its_own():
    said = [Silos.at(COLUMNS, really=really).headline() for really in (0, 50, 100)]
    assert [piece in one for piece, one in zip(("als men ook kijkt", "kijken moeten ze zelf", "nieuwe koker"), said, strict=True)] == [
        True
    ] * 3
