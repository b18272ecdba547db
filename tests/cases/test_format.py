"""Format 2 of the case: what nobody filled in is not known, every row has an id, and a file of format 1 opens as one of 2."""

import tomllib
from pathlib import Path

import attrs
import pytest

from regiekit.cases import (
    Case,
    CaseError,
    Claim,
    Party,
    Representative,
    Route,
    Task,
    Tie,
    Trait,
    View,
    dumps,
    kept,
    load_shipped,
    loads,
    shipped,
    workspace,
)
from regiekit.cases.earlier import KINDS, START, UNTOUCHED
from regiekit.cases.model import FORMAT, TRAITS, fields, said, with_ids
from regiekit.cases.reading import ASKED, GAINS, assumed
from regiekit.cases.spreadsheet import from_spreadsheet
from regiekit.widgets import case_table
from regiekit.widgets.casebar import settled

KEPT = sorted((Path(__file__).parent / "kept" / "0.1.0").glob("*/*.toml"))  # of format 1
PARTY = '[[partijen]]\nsleutel = "{}"\nnaam = "{}"\n'
TYPED = "".join(f"{key} = {word!r}\n" for key, word in {"soort": KINDS[0], **UNTOUCHED}.items())
WHOLE = (
    PARTY.format("a", "A")
    + '[partijen.vertegenwoordiger]\nfunctie = "hoofd"\n'
    + PARTY.format("b", "B")
    + '[[relaties]]\nvan = "a"\nnaar = "b"\n[[taken]]\nsleutel = "t"\nnaam = "T"\nnodig = ["a"]\n[[taken.claims]]\npartij = "a"\n'
    + '[[routes]]\nstappen = ["a", "b"]\n[[structuren]]\nsleutel = "s"\n[[blikken]]\nvan = "a"\nover = "b"\n'
    + '[[kwesties]]\nsleutel = "k"\n[kwesties.opbrengst]\na = 2\n[[kenmerken]]\nsleutel = "lagen"\n[[ernaast]]\nwaar = ["titel"]\nwaarde = "x"\n'
)


def rows(case):
    """Every table of a case with its rows."""
    yield from (getattr(case, name) for name, spec in fields(Case).values() if spec.kind == "items")
    yield from (task.claims for task in case.tasks)


def ids(case):
    return [[row.id for row in table] for table in rows(case)]


def known(item):
    """Dutch key → value of the fields with a start value in format 1, where they are known."""
    return {
        key: value for key, (name, spec) in fields(type(item)).items() if spec.kind != "id" and (value := getattr(item, name)) is not None
    }


# --- what is not known ------------------------------------------------------------------------------------------------


def test_what_nobody_filled_in_is_not_known_and_has_no_key():
    case = Case(title="Kaal", parties=[Party("a", name="A")], ties=[Tie("a", "b")], routes=[Route(("a",))])
    party, tie, route = case.parties[0], case.ties[0], case.routes[0]
    assert {party.kind, party.size, party.scale, party.position, party.power, party.replaceable, party.plural, party.pronoun} == {None}
    assert {tie.kind, tie.weight, tie.directed, route.count, route.risk} == {None}
    text = dumps(case.with_changes(ties=()))
    assert set(tomllib.loads(text)["partijen"][0]) == {"sleutel", "naam"}
    assert set(tomllib.loads(text)["routes"][0]) == {"stappen"}


def test_a_trait_that_nobody_filled_in_is_not_known():
    case = Case(title="Kaal", traits=[Trait("herstel", 0, "Niemand merkt er iets van."), Trait("lagen"), Trait("eigen_woord", 3)])
    assert (case.trait("herstel"), case.trait("lagen"), case.trait("merken")) == (0, None, None)
    assert loads(dumps(case)) == case
    with pytest.raises(KeyError):
        case.trait("eigen_woord")
    with pytest.raises(CaseError, match="waarde"):
        loads(dumps(case).replace("waarde = 3", "waarde = -3"))


@pytest.mark.parametrize("key", shipped())
def test_a_shipped_case_gives_each_trait_a_reason(key):
    assert [trait.key for trait in load_shipped(key).traits] == list(TRAITS)
    assert all(trait.value is not None and trait.why.endswith(".") for trait in load_shipped(key).traits)


def test_no_and_nought_and_no_power_are_answers():
    case = Case(
        parties=[Party("a", power=(), replaceable=False, plural=False, representative=Representative(commitment=False)), Party("b")],
        ties=[Tie("a", "b", "geld", directed=False)],
        routes=[Route(("a", "b"), 0)],
        views=[View("a", "b", power=())],
        issues=loads(WHOLE).issues,
    )
    table = tomllib.loads(dumps(case))
    party = table["partijen"][0]
    assert (party["macht"], party["vervangbaar"], party["meervoud"], party["vertegenwoordiger"]) == (
        [],
        False,
        False,
        {"commitment": False},
    )
    assert (table["relaties"][0]["gericht"], table["routes"][0]["aantal"], table["blikken"][0]["macht"]) == (False, 0, [])
    again = loads(dumps(case))
    assert again == case
    assert (again.party("a").power, again.party("b").power) == ((), None)


def test_a_text_that_is_not_known_has_no_start_value_and_of_other_money_nobody_asks_whether_it_may_be_withheld():
    bare = loads("formaat = 2\n" + WHOLE)
    assert assumed(bare, (("sector", "zorg"), ("tie.free", True))) is bare


@pytest.mark.parametrize("name", [name for name, of in ASKED.items() if of.name not in ("", GAINS, "sector")])
def test_a_proef_goes_by_its_own_start_value_only_where_nothing_is_known(name):
    at, attribute, _, who = ASKED[name]
    bare = loads("formaat = 2\n" + WHOLE)
    if name == "tie.free":  # asked of what the director pays
        bare = bare.with_changes(director="a", ties=[attrs.evolve(bare.ties[0], kind="geld")])

    def found(case):
        inner = [getattr(row, who) if who else row for row in getattr(case, at)]
        return {getattr(one, attribute) for row in inner for one in (row if isinstance(row, tuple) else (row,)) if one is not None}

    assert found(bare) == {None}
    started = assumed(bare, ((name, ("begin",)),))
    assert found(started) == {("begin",)}
    assert assumed(started, ((name, ("anders",)),)) is started


@pytest.mark.parametrize(
    ("name", "director", "gains"),
    [
        ("issue.gain", "a", {"a": 2, "b": 1}),
        ("agenda.gain", "a", {"a": 2, "b": 1}),
        ("director.gain", "b", {"a": 2, "b": 1}),
        ("director.gain", "a", {"a": 2}),
    ],
)
def test_a_gain_is_assumed_only_of_whom_it_is_asked_and_where_it_is_not_known(name, director, gains):
    bare = loads("formaat = 2\n" + WHOLE).with_changes(director=director)
    started = assumed(bare, ((name, 1),))
    assert started.issues[0].gains == gains
    assert assumed(started, ((name, 3),)) is started


# --- ids --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", [WHOLE, "formaat = 2\n" + WHOLE], ids=["format 1", "format 2"])
def test_every_row_that_was_read_has_an_id_the_same_each_time(text):
    case = loads(text)
    assert all(all(table) and len(set(table)) == len(table) for table in ids(case))
    assert ids(loads(text)) == ids(case) == ids(loads(dumps(case)))
    assert all(len(table) for table in ids(case))


def test_rows_that_say_the_same_are_told_apart_and_a_doubled_id_is_mended():
    tie = '[[relaties]]\nvan = "a"\nnaar = "b"\n'
    case = loads(WHOLE + tie + tie)
    assert case.ties[0] == case.ties[1] == case.ties[2]
    assert len({tie.id for tie in case.ties}) == 3
    case = loads("formaat = 2\n" + WHOLE + f'{tie}id = "x"\n{tie}id = "x"\n')
    assert [case.ties[1].id, len({tie.id for tie in case.ties})] == ["x", 3]


def test_what_is_fresh_gets_a_fresh_id_and_what_has_one_keeps_it():
    made = iter("aab")
    case = with_ids(Case(parties=[Party("p", id="a"), Party("q"), Party("r", id="c")]), lambda: next(made))
    assert [p.id for p in case.parties] == ["a", "b", "c"]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv(workspace.VARIABLE, str(tmp_path / "mijn_werk"))
    return tmp_path / "mijn_werk"


def test_a_row_keeps_its_id_when_it_is_renamed_copied_kept_and_opened_again(folder):
    shipped_case = load_shipped("jeugdhulp")
    of_rows = {
        name: getattr(shipped_case, name) for name in ("parties", "ties", "tasks", "issues", "routes", "structures", "views", "traits")
    }
    workspace.start_own("Kopie", **of_rows)
    assert ids(workspace.current()) == ids(shipped_case)
    first, *others = workspace.current().parties
    workspace.change(lambda case: case.with_changes(parties=[attrs.evolve(first, name="Anders", short=""), *others]))
    assert ids(workspace.current()) == ids(shipped_case)
    workspace.import_text(dumps(workspace.current()), "elders.toml")
    assert ids(workspace.current()) == ids(shipped_case)


def test_what_is_started_has_ids_that_no_other_case_has(folder):
    made = []
    for title in "ab":
        workspace.start_own(title, parties=[Party("a", name="A")], tasks=[Task("t", claims=[Claim("a")])])
        made += [one for table in ids(workspace.current()) for one in table]
    assert all(made)
    assert len(set(made)) == len(made) == 6


def test_the_tables_of_the_editor_keep_the_id_of_each_row():
    case = loads(WHOLE)
    shown = case_table.rows(case)
    assert [shown["relaties"][0]["id"], shown["routes"][0]["id"]] == [case.ties[0].id, case.routes[0].id]
    shown["partijen"][0]["naam"] = "Anders"
    shown["relaties"][0] |= {"van": "b", "naar": "a", "soort": "ruzie", "gewicht": "7,5"}
    shown["taken"][0] |= {"naam": "Bellen", "mede": "B"}
    shown["routes"][0]["stappen"] = "B; A; B"
    again = case_table.case_from(case, shown)
    assert [again.ties[0].source, again.ties[0].kind, again.ties[0].weight] == ["b", "ruzie", 7.5]
    kept = [(a, b) for one, two in zip(ids(case), ids(again), strict=True) for a, b in zip(one, two, strict=False)]
    assert all(a == b for a, b in kept)
    assert [(c.party, c.strength) for c in again.tasks[0].claims] == [("a", None), ("b", "mede")], "where it is shown it stays unknown"


def test_typing_on_before_the_answer_keeps_the_tie_and_the_route_that_were_made():
    case = loads(PARTY.format("a", "A") + PARTY.format("b", "B"))
    typed = {"relaties": [{"van": "a", "naar": "b"}], "routes": [{"stappen": "A; B"}]}
    case = with_ids(case_table.case_from(case, typed))
    typed["relaties"][0]["gewicht"], typed["routes"][0]["aantal"] = "12", "0"
    again = case_table.case_from(case, typed)
    assert (again.ties[0].weight, again.routes[0].count) == (12, 0)
    assert ids(again) == ids(case)
    twice = case_table.case_from(case, {"relaties": [*typed["relaties"], *case_table.rows(case)["relaties"]]})
    assert [tie.id for tie in twice.ties] == ["", case.ties[0].id], "a second tie is another tie"


def test_the_tables_of_the_editor_say_nothing_that_nobody_filled_in():
    case = loads(WHOLE)
    shown = case_table.rows(case)
    empty = {"soort", "omvang", "schaal", "positie", "macht", "vervangbaar"}
    assert {shown["partijen"][0][key] for key in empty} == {""}
    assert {shown["relaties"][0][key] for key in ("soort", "gewicht")} == {shown["routes"][0][key] for key in ("aantal", "risico")} == {""}
    assert case_table.case_from(case, shown) == case
    shown["partijen"][0] |= {"macht": "geen", "vervangbaar": "nee", "omvang": "2"}
    party = case_table.case_from(case, shown).parties[0]
    assert (party.power, party.replaceable, party.size, party.kind) == ((), False, 2, None)


@pytest.mark.parametrize("weight", [None, 1, 0.1, 5e-324, 1 / 3, 12.0, 1250.5, 123456.75, 12345678, 2**53, 2**62, 1e22, 1e300])
def test_a_weight_goes_through_the_tables_of_the_editor_as_it_was_given(weight):
    case = Case(parties=[Party("a", name="A"), Party("b", name="B")], ties=[Tie("a", "b", weight=weight)])
    again = case_table.case_from(case, case_table.rows(case))
    assert again == case
    assert loads(dumps(again)) == case


# --- own kinds, any weight, departments -----------------------------------------------------------------------------------


def test_an_own_kind_any_weight_and_a_department_survive():
    case = Case(
        parties=[Party("a", name="A"), Party("a-jeugd", name="Jeugd", part_of="a", phrase="de afdeling jeugd", pronoun="zij"), Party("b")],
        ties=[Tie("a", "b", "van vroeger", 1250.5), Tie("b", "a", "geld", 0.25)],
    )
    table = tomllib.loads(dumps(case))
    assert table["partijen"][1]["hoort_bij"] == "a"
    assert [row["soort"] for row in table["relaties"]] == ["van vroeger", "geld"]
    assert [row["gewicht"] for row in table["relaties"]] == [1250.5, 0.25]
    assert loads(dumps(case)) == case
    without = case.without_party("a")
    assert (without.party("a-jeugd").part_of, without.party("a-jeugd").name) == ("", "Jeugd")


def test_a_spreadsheet_leaves_open_what_is_empty_and_takes_geen_for_no_power():
    case = from_spreadsheet(b"naam;macht;vervangbaar;hoort_bij;kleur\nA;geen;nee;;rood\nB;;;A;\n", "a.csv")
    first, second = case.parties
    assert (first.power, first.replaceable, first.extra) == ((), False, {"kleur": "rood"})
    assert (second.power, second.replaceable, second.part_of, second.extra) == (None, None, "a", {})
    assert case.format == FORMAT


# --- a file of format 1 ------------------------------------------------------------------------------------------------------


def test_an_own_file_of_format_1_opens_as_2_and_absent_is_not_known():
    case = loads(WHOLE)
    assert (case.format, case.doubted) == (2, ())
    assert loads("formaat = 1\n" + WHOLE) == case == loads("formaat = 2\n" + WHOLE)
    assert known(case.parties[0]).keys().isdisjoint(START["partijen"])
    assert case.issues[0].gains == {"a": 2}
    assert tomllib.loads(dumps(case))["formaat"] == 2


def test_a_party_at_the_start_values_of_the_editor_counts_as_not_filled_in_and_is_asked_about():
    named = PARTY.format("a", "A") + TYPED
    chosen = PARTY.format("b", "B") + TYPED.replace("omvang = 3", "omvang = 4")
    case = loads(named + chosen + PARTY.format("c", "C"))
    assert case.doubted == ("a",)
    assert {case.party("a").kind, case.party("a").size, case.party("a").scale, case.party("a").position} == {None}
    assert (case.party("b").kind, case.party("b").size, case.party("b").position) == ("instelling", 4, "afwachtend")
    assert tomllib.loads(dumps(case))["nagaan"] == ["a"]
    assert loads(dumps(case)).doubted == ("a",)
    assert loads("formaat = 2\n" + named).party("a").kind == "instelling", "in format 2 they were chosen"
    assert case.without_party("a").doubted == ()


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_that_an_earlier_version_wrote_by_itself_is_asked_about(kind):
    """The editor showed *instelling* in a new row, and took an empty cell for *overig*, as `put`, a spreadsheet and `Party` did."""
    case = loads(PARTY.format("a", "A") + TYPED.replace("instelling", kind) + 'telefoon = "030"\n')
    assert (case.doubted, case.party("a").kind, case.party("a").extra["telefoon"]) == (("a",), None, "030")
    assert loads(dumps(case)) == case
    for meant in (True, False):
        after = settled(case, meant=meant)
        assert (after.doubted, after.party("a").kind, after.party("a").extra) == ((), kind if meant else None, {"telefoon": "030"})
    assert loads(PARTY.format("a", "A") + TYPED.replace("instelling", "bedrijf")).doubted == ()


def test_in_a_shipped_case_of_format_1_absent_means_the_old_start_value():
    case = loads('formaat = 1\nstatus = "fictief"\n' + WHOLE + PARTY.format("c", "C") + TYPED)
    assert case.doubted == ()
    for item, at in [
        (case.party("b"), "partijen"),
        (case.ties[0], "relaties"),
        (case.routes[0], "routes"),
        (case.structures[0], "structuren"),
    ]:
        found = {key: list(value) if isinstance(value, tuple) else value for key, value in known(item).items()}
        assert START[at].items() <= found.items()
    assert known(case.party("a").representative).items() >= START["vertegenwoordiger"].items()
    assert (case.tasks[0].claims[0].strength, case.views[0].position, case.views[0].power) == ("kern", "afwachtend", ())
    assert case.issues[0].gains == {"a": 2, "b": 0, "c": 0}


def test_answers_of_format_1_stand_by_proef_and_of_two_the_first_counts():
    text = (
        '[antwoorden.04_structuur.eilandenrijk]\nvoorspelling = 4\n[antwoorden.05_x.eilandenrijk]\nvoorspelling = 5\neigen = "Wij."\n'
        '[antwoorden.09_assembleren.regieplan]\nvan = "Ik"\n'
    )
    case = loads(text)
    assert case.answers == {"eilandenrijk": {"voorspelling": 4, "eigen": "Wij."}, "regieplan": {"van": "Ik"}}
    assert loads(dumps(case)).answers == case.answers


@pytest.mark.parametrize("key", shipped())
def test_the_shipped_cases_leave_nothing_open(key):
    case = load_shipped(key)
    assert assumed(case) is case
    assert {len(issue.gains) for issue in case.issues} == {len(case.parties)}


@pytest.mark.parametrize("path", [p for p in KEPT if p.stem in shipped()], ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_kept_copy_of_a_shipped_case_is_of_a_known_version(path):
    """And what is in the present version too has the id that it had."""
    case, now = loads(path.read_bytes()), load_shipped(path.stem)
    assert kept.fingerprint(case) in kept.former()[path.stem]
    for name in [name for name, spec in fields(Case).values() if spec.kind == "items"]:
        had = {said(row): row.id for row in getattr(case, name)}
        stayed = [row for row in getattr(now, name) if said(row) in had]
        assert [row.id for row in stayed] == [had[said(row)] for row in stayed]
    assert {party.key for party in now.parties} & {party.key for party in case.parties}
    assert case.answers
