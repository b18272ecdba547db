"""Choosing, starting and filling a case, without a browser."""

import pytest

from regiekit.cases import CaseError, load_shipped, loads, workspace
from regiekit.cases.model import Case, Party
from regiekit.widgets import case_table
from regiekit.widgets.case_editor import CaseEditor
from regiekit.widgets.proef_panel import proef
from tests.widgets.samples import blocks

HOSTILE = "<img src=x onerror=alert(1)>"


@pytest.fixture(autouse=True)
def own_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("REGIEKIT_WERKMAP", str(tmp_path / "werk"))
    return tmp_path / "werk"


def started(title="Wijkzorg") -> CaseEditor:
    editor = CaseEditor()
    editor.put(_new=title)
    editor.clicked("_start")
    return editor


@pytest.mark.parametrize("key", ["jeugdhulp", "regio", "warmte"])
def test_rows_and_back_is_the_same_case(key):
    from regiekit.cases import load_shipped

    case = load_shipped(key)
    assert case_table.case_from(case, case_table.rows(case)) == case


def test_a_new_case_grows_row_by_row_and_is_saved(own_folder):
    editor = started()
    editor.put(
        partijen=[{"naam": "Gemeente", "soort": "gemeente", "sector": "bestuur"}, {"naam": "School", "sector": "onderwijs"}, {"naam": ""}]
    )
    keys = [r.get("sleutel") for r in editor.values["partijen"]]
    assert keys == ["gemeente", "school", None]
    editor.put(relaties=[{"van": "gemeente", "naar": "school", "soort": "informeel"}])
    editor.put(taken=[{"naam": "Intake", "nodig": "gemeente; SCHOOL", "kern": "School"}], director="gemeente", question="Hoe?")
    case = loads((own_folder / "wijkzorg.toml").read_text(encoding="utf-8"))
    assert case.party_keys == ("gemeente", "school")
    assert [(t.source, t.target, t.kind) for t in case.ties] == [("gemeente", "school", "informeel")]
    assert case.tasks[0].needed == ("gemeente", "school")
    assert [c.party for c in case.tasks[0].claims] == ["school"]
    assert (case.director, case.question) == ("gemeente", "Hoe?")


def test_renaming_a_party_keeps_its_ties():
    editor = started()
    editor.put(partijen=[{"naam": "A"}, {"naam": "B"}])
    editor.put(relaties=[{"van": "a", "naar": "b", "soort": "geld"}])
    editor.put(partijen=[{**editor.values["partijen"][0], "naam": "Nieuwe naam"}, editor.values["partijen"][1]])
    assert [(t.source, t.target) for t in workspace.current().ties] == [("a", "b")]
    assert workspace.current().party("a").name == "Nieuwe naam"


def test_a_renamed_party_is_found_under_its_old_name_in_tasks_and_routes():
    editor = started()
    editor.put(partijen=[{"naam": "Bureau Leerplicht"}, {"naam": "De School"}])
    editor.put(
        taken=[{"naam": "T", "nodig": "Bureau Leerplicht; De School"}], routes=[{"stappen": "De School; Bureau Leerplicht", "aantal": "5"}]
    )
    editor.put(partijen=[{**editor.values["partijen"][0], "naam": "Iets heel anders"}, editor.values["partijen"][1]])
    assert not [k for k in editor.live if k.startswith("fout:") and editor.live[k]]
    assert workspace.current().routes[0].steps == ("de-school", "bureau-leerplicht")
    assert editor.values["taken"][0]["nodig"] == "Iets heel anders; De School"


def test_values_and_routes_make_the_proeven_on_frames_and_routes_work():
    editor = started()
    editor.put(partijen=[{"naam": n} for n in "ABC"], director="a")
    frame, routes = proef("kader"), proef("routes")
    assert "tabel Belangen en waarden" in frame.text()
    assert "nog geen routes" in routes.text()
    weights = {"snelheid": "123", "zorg": ["2,5"] * 3}
    editor.put(waarden=[{"naam": name, **{f"waarde_{k}": w for k, w in zip("abc", of, strict=True)}} for name, of in weights.items()])
    editor.put(
        routes=[
            {"stappen": "A → B → C", "aantal": "40", "risico": "laag"},
            {"stappen": "c; a", "aantal": "3", "risico": "hoog"},
            {"stappen": ""},
        ]
    )
    case = workspace.current()
    assert case.party("b").values == {"snelheid": 2, "zorg": 2.5}
    assert [(r.steps, r.count, r.risk) for r in case.routes] == [(("a", "b", "c"), 40, "laag"), (("c", "a"), 3, "hoog")]
    assert "Alle partijen komen, en ze vinden elkaar." in frame.text()  # too little is known to name them
    known = {"omvang": "3", "positie": "voor", "macht": "geen", "vervangbaar": "nee"}
    editor.put(partijen=[{**row, **known} for row in editor.values["partijen"]])
    assert "Alle partijen komen, en ze vinden elkaar." in frame.text()
    assert "A → B → C | 40 | 2 van 2" in routes.text()
    editor.put(partijen=[*editor.values["partijen"], {"naam": "D"}])
    assert [row["partij"] for row in editor.values["belangen"]] == ["a", "b", "c", "d"]
    assert workspace.current().party("d").values == {}
    editor.put(waarden=[{**row, "naam": row["naam"].upper()} for row in editor.values["waarden"]])
    assert workspace.current().party("b").values == {"SNELHEID": 2, "ZORG": 2.5}
    editor.put(waarden=[{**row, "waarde_b": ""} for row in editor.values["waarden"]])
    assert not workspace.current().party("b").values
    editor.put(partijen=editor.values["partijen"][1:])
    assert [r.steps for r in workspace.current().routes] == [("b", "c"), ("c",)]


def test_interests_can_be_filled_in_and_are_not_asked_for_twice():
    editor = started()
    editor.put(partijen=[{"naam": "A"}, {"naam": "B"}])
    assert "nog geen belangen: A, B" in editor.live["_missing"]
    editor.put(belangen=[{**editor.values["belangen"][0], "belangen": "rust in de wijk; minder papier;"}, editor.values["belangen"][1]])
    assert workspace.current().party("a").interests == ("rust in de wijk", "minder papier")
    assert editor.values["belangen"][0]["belangen"] == "rust in de wijk; minder papier"
    assert "nog geen belangen: B" in editor.live["_missing"]
    editor.put(partijen=[*editor.values["partijen"], {"naam": "C"}])
    assert workspace.current().party("a").interests == ("rust in de wijk", "minder papier")
    editor.put(belangen=[{**row, "belangen": ""} for row in editor.values["belangen"]])
    assert workspace.current().party("a").interests == ()


def test_an_interest_with_a_semicolon_of_its_own_stays_whole():
    case = Case(parties=(Party(key="a", name="A", interests=("eerst rust; dan groei",)),))
    assert case_table.case_from(case, case_table.rows(case)) == case
    typed = case_table.rows(case)
    typed["belangen"][0]["belangen"] += "; geld"
    assert case_table.case_from(case, typed).party("a").interests == ("eerst rust", "dan groei", "geld")


def test_everything_that_a_case_holds_can_be_typed_here_and_is_known_to_the_proeven():
    editor = started()
    assert [row["naam"] for row in editor.values["partijen"]] == [""] * 5, "empty rows to begin in"
    editor.put(partijen=[{"naam": n} for n in "AB"] + [{"naam": ""}])
    editor.put(kwesties=[{"naam": "Geld", "bij_a": "−2,5", "bij_b": "3"}], blikken=[{"van": "a", "over": "b", "positie": "tegen"}])
    editor.put(structuren=[{"naam": "Nu", "status": "huidig", "voor": "rust; samen"}, {"naam": "Straks"}])
    nu, straks = (s.key for s in workspace.current().structures)
    editor.put(indeling=[{"partij": "a", f"eenheid_{nu}": "Noord"}, {"partij": "b", f"eenheid_{nu}": "Noord", f"eenheid_{straks}": "Zuid"}])
    editor.put(partijen=[{**editor.values["partijen"][0], "hoort_bij": "b"}, *editor.values["partijen"][1:]])
    case = workspace.current()
    assert not [k for k in editor.live if k.startswith("fout:") and editor.live[k]]
    assert case.issues[0].gains == {"a": -2.5, "b": 3}
    assert (case.views[0].holder, case.views[0].about, case.views[0].position, case.views[0].power) == ("a", "b", "tegen", None)
    assert (case.structures[0].pros, case.structures[0].units) == (("rust", "samen"), {"Noord": ("a", "b")})
    assert case.structures[1].units == {"Zuid": ("b",)}
    assert case.party("a").part_of == "b"
    editor.put(partijen=[row for row in editor.values["partijen"] if row["naam"] != "B"])
    case = workspace.current()
    assert (case.party("a").part_of, case.views, case.structures[0].units) == ("", (), {"Noord": ("a",)})
    assert case.issues[0].gains == {"a": -2.5}


def test_the_name_of_a_value_stays_while_nobody_gave_it_a_weight():
    editor = started()
    editor.put(partijen=[{"naam": n} for n in "AB"])
    editor.put(waarden=[{"naam": "snelheid"}])
    assert [row["naam"] for row in editor.values["waarden"]] == ["snelheid"], "what was typed is not lost"
    editor.put(waarden=[{**editor.values["waarden"][0], "waarde_a": "3"}, {"naam": "zorg"}])
    assert [row["naam"] for row in editor.values["waarden"]] == ["snelheid", "zorg"]
    assert workspace.current().party("a").values == {"snelheid": 3}


def test_the_tables_show_the_ids_that_were_kept(own_folder):
    editor = started()
    editor.put(partijen=[{"naam": "A"}, {"naam": "B"}])
    editor.put(relaties=[{"van": "a", "naar": "b"}], taken=[{"naam": "T"}], routes=[{"stappen": "A; B"}])
    kept = loads((own_folder / "wijkzorg.toml").read_text(encoding="utf-8"))
    for table, rows in {"partijen": kept.parties, "relaties": kept.ties, "taken": kept.tasks, "routes": kept.routes}.items():
        assert [row["id"] for row in editor.values[table]] == [row.id for row in rows], table
        assert rows[0].id
    before = editor.values
    editor.put(relaties=[{**editor.values["relaties"][0], "gewicht": "2"}])
    assert [editor.values[table][0]["id"] for table in ("partijen", "relaties")] == [before[t][0]["id"] for t in ("partijen", "relaties")]


def test_typing_on_before_the_answer_keeps_the_key_of_a_new_party():
    editor = started()
    editor.put(partijen=[{"naam": "Kredietbank"}])
    editor.put(partijen=[{"naam": "Kredietbank", "sector": "geld"}])  # the browser had not heard of the key yet
    assert workspace.current().party_keys == ("kredietbank",)
    editor.put(partijen=[*editor.values["partijen"], {"naam": "Kredietbank"}])
    assert workspace.current().party_keys == ("kredietbank", "kredietbank-2")


def test_removing_a_party_removes_what_refers_to_it():
    editor = started()
    editor.put(partijen=[{"naam": "A"}, {"naam": "B"}, {"naam": "C"}])
    editor.put(relaties=[{"van": "a", "naar": "b"}, {"van": "b", "naar": "c"}], taken=[{"naam": "T", "nodig": "A; B; C", "mede": "A"}])
    editor.put(partijen=editor.values["partijen"][1:])
    case = workspace.current()
    assert not [k for k in editor.live if k.startswith("fout:") and editor.live[k]]
    assert [(t.source, t.target) for t in case.ties] == [("b", "c")]
    assert case.tasks[0].needed == ("b", "c")
    assert case.tasks[0].claims == ()


@pytest.mark.parametrize(
    ("table", "rows", "text"),
    [
        ("relaties", [{"van": "a", "naar": "a"}], "Relaties, rij 1: een band loopt tussen twee verschillende partijen"),
        ("relaties", [{"van": "a"}], "Relaties, rij 1: kies twee partijen"),
        ("relaties", [{"van": "a", "naar": "b", "soort": "x" * 41}], "Relaties, rij 1: de soort heeft meer dan 40 tekens"),
        ("relaties", [{"van": "a", "naar": "b", "gewicht": "0"}], "gewicht ‘0’ is geen getal groter dan 0"),
        ("relaties", [{"van": "a", "naar": "b", "gewicht": "veel"}], "gewicht ‘veel’ is geen getal groter dan 0"),
        ("taken", [{"naam": "T", "nodig": "Scholl"}], "Taken, rij 1 (T), kolom nodig: partij ‘Scholl’ bestaat niet; bedoelt u ‘school’?"),
        ("taken", [{"naam": "T", "kern": "A", "rand": "A"}], "een partij staat bij deze taak twee keer"),
        ("partijen", [{"kort": "X"}], "Partijen, rij 1 (zonder naam): vul een naam in"),
        ("partijen", [{"naam": "A", "kort": "x" * 17}], "de korte naam heeft meer dan 16 tekens"),
        ("partijen", [{"naam": "A", "omvang": "veel"}], "omvang ‘veel’ is geen getal van 1 tot en met 5"),
        ("waarden", [{"naam": "snelheid", "waarde_a": "9"}], "Waarden, rij 1 (snelheid), A: ‘9’ is geen getal van 1 tot en met 5"),
        ("waarden", [{"naam": "", "waarde_a": "2"}], "Waarden, rij 1 (zonder naam): vul een naam in"),
        ("waarden", [{"naam": "snelheid"}, {"naam": "Snelheid"}], "rij 2 (Snelheid): deze naam staat er al"),
        ("kwesties", [{"naam": "Geld", "bij_b": "6"}], "Kwesties, rij 1 (Geld), B: ‘6’ is geen getal van −5 tot en met 5"),
        ("blikken", [{"van": "a"}], "Blikken, rij 1: kies wie kijkt en naar wie"),
        ("structuren", [{"naam": "Samen", "status": "ooit"}], "‘ooit’ bestaat niet; kies uit huidig of nieuw"),
        ("routes", [{"stappen": "A; Scholl"}], "Routes, rij 1, kolom stappen: partij ‘Scholl’ bestaat niet; bedoelt u ‘school’?"),
        ("routes", [{"stappen": "A; B", "aantal": "veel"}], "Routes, rij 1: aantal ‘veel’ is geen heel getal"),
    ],
)
def test_wrong_cells_are_named_and_nothing_typed_is_lost(table, rows, text):
    editor = started()
    editor.put(partijen=[{"naam": "A"}, {"naam": "B"}, {"naam": "School"}])
    before = workspace.current()
    editor.put(**{table: rows})
    assert text in editor.live[f"fout:{table}"]
    assert editor.values[table] == rows
    assert workspace.current() == before


def test_what_another_notebook_answered_meanwhile_stays():
    editor = started()
    workspace.answer("eilandenrijk", voorspelling=3)
    editor.put(partijen=[{"naam": "A"}])
    assert workspace.answers("eilandenrijk") == {"voorspelling": 3}


def test_editing_shows_in_an_open_proef():
    editor = started()
    one = proef("eilandenrijk")
    assert "Vul" in one.text() or "vul" in one.text()
    editor.put(partijen=[{"naam": n} for n in "ABCD"])
    editor.put(relaties=[{"van": "a", "naar": "b", "soort": "informeel"}, {"van": "c", "naar": "d", "soort": "informeel"}])
    assert "Beide eilanden gingen op in één organisatie" in one.text()


def test_a_name_is_asked_for_and_two_cases_with_one_title_both_stay(own_folder):
    editor = CaseEditor()
    editor.clicked("_start")
    assert editor.live["fout:_new"]
    started("Mijn wijk")
    started("Mijn wijk")
    assert {p.stem for p in own_folder.glob("mijn-wijk*.toml")} == {"mijn-wijk", "mijn-wijk-2"}


def test_a_copy_of_a_shipped_case_is_an_own_case():
    editor = CaseEditor()
    editor.clicked("_copy")
    assert editor.own
    copy, original = workspace.current(), load_shipped("jeugdhulp")
    assert copy.with_changes(title=original.title, status=original.status) == original


def test_a_copy_begins_without_answers():
    workspace.answer("gunnen", eigen="Wij vragen het.")
    CaseEditor().clicked("_copy")
    assert workspace.current().answers == {}


def test_files_in(own_folder):
    from regiekit.cases import dumps

    editor = CaseEditor()
    editor.received("_file", "kapot.toml", b'titel = "')
    assert "regel 1" in editor.live["fout:_file"]
    editor.received("_file", "foto.png", b"\x89PNG")
    assert editor.live["fout:_file"]
    editor.received("_file", "goed.toml", dumps(load_shipped("regio").with_changes(title="Ons dossier")).encode())
    assert workspace.current().title == "Ons dossier"
    editor.received("_file", "lijst.csv", b"naam;sector\nGemeente;bestuur\nSchool;onderwijs\n")
    assert workspace.current().title == "Ons dossier"
    editor.clicked("_in_take")
    assert len(workspace.current().parties) == 2
    assert workspace.current().status == "eigen"


def test_hostile_names_stay_text():
    editor = started(HOSTILE)
    editor.put(partijen=[{"naam": HOSTILE}, {"naam": "B"}], summary=HOSTILE, question=HOSTILE)
    editor.put(_picture=editor.values["partijen"][0]["sleutel"])
    for key, content in editor.live.items():  # title and words of a picture reach the page as text, all else as HTML or SVG
        assert "<img" not in (content["svg"] if key == "_picture" else str(content))


def test_errors_are_raised_as_case_errors():
    with pytest.raises(CaseError, match="rij 1"):
        case_table.case_from(Case(), {"partijen": [{"kort": "x"}]})


def test_a_copy_gets_the_name_that_was_typed():
    panel = CaseEditor()
    panel.put(_new="Wijkaanpak Noord")
    panel.clicked("_copy")
    assert workspace.current().title == "Wijkaanpak Noord"
    assert workspace.current().parties
    assert panel.values["_new"] == ""


def test_a_tie_of_an_own_kind_with_a_direction():
    editor = started()
    editor.put(partijen=[{"naam": "A"}, {"naam": "B"}])
    editor.put(relaties=[{"van": "a", "naar": "b", "soort": "Personeel", "gewicht": "0,25", "gericht": "ja", "in_te_houden": "nee"}])
    assert (workspace.current().ties[0].directed, workspace.current().ties[0].free) == (True, False)
    (tie,) = workspace.current().ties
    assert (tie.kind, tie.weight, tie.directed) == ("Personeel", 0.25, True)
    assert ["Personeel", "Personeel"] in next(b for b in blocks(editor.tree) if b["key"] == "_kind")["options"]
    editor.put(relaties=[{**editor.values["relaties"][0], "gericht": "", "soort": "GELD"}])
    (tie,) = workspace.current().ties
    assert (tie.kind, tie.directed, tie.runs) == ("geld", None, True)  # not known, so as is usual for its kind
