"""The limits of a case: at the edge all is well, one beyond it a Dutch sentence says the number and what to do."""

import csv
import io
import zipfile

import attrs
import pytest

from regiekit.cases import Case, CaseError, Party, Tie, dumps, from_spreadsheet, loads
from regiekit.cases.check import problems
from regiekit.cases.merge import merged
from regiekit.cases.model import MAX_PARTIES, MAX_TIES, with_ids
from regiekit.cases.reading import beyond, crowded
from regiekit.cases.sights import sights

MANY = tuple(Party(f"p{i}", name=f"Partij {i}") for i in range(MAX_PARTIES))


def table(parties=2, ties=0):
    rows = [{"van": f"p{i % 2}", "naar": f"p{1 - i % 2}"} for i in range(ties)]
    return {"formaat": 2, "partijen": [{"sleutel": f"p{i}"} for i in range(parties)], "relaties": rows}


@pytest.mark.parametrize(("raw", "sentence"), [
    (table(5000), None),
    (table(5001), "casus: partijen zijn er 5.001; houd er hoogstens 5.000 over, de belangrijkste"),
    (table(ties=50_000), None),
    (table(ties=50_001), "casus: relaties zijn er 50.001; houd er hoogstens 50.000 over, de belangrijkste"),
    (table() | {"taken": [{"sleutel": f"t{i}"} for i in range(5001)]}, "casus: taken zijn er 5.001; houd er hoogstens 5.000 over, de belangrijkste"),
    (table(5000) | {"taken": [{"sleutel": "t", "nodig": [f"p{i}" for i in range(5000)]}]}, None),
], ids=["5,000 parties", "5,001 parties", "50,000 ties", "50,001 ties", "5,001 tasks", "a task for 5,000"])  # fmt: skip
def test_how_many_rows(raw, sentence):
    assert problems(raw) == ([sentence] if sentence else [])


def test_how_large_a_file():
    text = 'formaat = 2\ntitel = "x"\n# '
    assert loads(text + "x" * (20_000_000 - len(text))).title == "x"
    with pytest.raises(CaseError, match="groter dan 20 MB; dat is geen gewone casus, kies een ander bestand"):
        loads(text + "x" * (20_000_001 - len(text)))


def test_what_could_not_be_read_again_is_not_written():
    assert loads(dumps(Case(title="é" * 9_900_000))).title[:2] == "éé"
    with pytest.raises(CaseError, match="groter dan 20 MB; maak lange teksten korter of haal partijen weg"):
        dumps(Case(title="é" * 10_000_000))


def book(parties, ties):
    """A book of ods with so many parties and ties, an example and an empty row among them."""

    def cell(text):
        return f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'

    def sheet(name, rows):
        return (
            f'<table:table table:name="{name}">'
            + "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows)
            + "</table:table>"
        )

    names = "office", "table", "text"
    head = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in names)
    sheets = sheet("partijen", [["naam"], ["VOORBEELD: x"], [], *([f"P{i}"] for i in range(parties))])
    sheets += sheet("relaties", [["van", "naar"], ["VOORBEELD: x", "y"], [], *(["P0", "P1"] for _ in range(ties))])
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("content.xml", f"<office:document-content {head}>{sheets}</office:document-content>")
    return out.getvalue()


@pytest.mark.whole
def test_how_many_rows_a_book_may_have():
    case = from_spreadsheet(book(MAX_PARTIES, MAX_TIES), "a.ods")
    assert (len(case.parties), len(case.ties)) == (5000, 50_000)
    assert len({tie.id for tie in case.ties}) == 50_000
    for parties, ties, words in (
        (5001, 0, "blad 'partijen' heeft meer dan 5.000 rijen"),
        (2, 50_001, "blad 'relaties' heeft meer dan 50.000 rijen"),
    ):
        with pytest.raises(CaseError) as caught:
            from_spreadsheet(book(parties, ties), "a.ods")
        assert words in str(caught.value)
        assert "houd er hoogstens" in str(caught.value)


@pytest.mark.whole
def test_no_row_of_xlsx_is_left_out_unseen():
    import openpyxl

    new = openpyxl.Workbook(write_only=True)
    for name, rows in (("partijen", [["naam"], ["A"], ["B"]]), ("relaties", [["van", "naar"], *[[]] * 2000, *[["A", "B"]] * 50_000])):
        sheet = new.create_sheet(name)
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    new.save(out)
    with pytest.raises(CaseError, match="meer dan"):
        from_spreadsheet(out.getvalue(), "a.xlsx")


def test_rows_that_say_the_same_get_keys_and_ids_of_their_own():
    """As they did before, one after another; how many there are no longer counts."""
    ties = with_ids(Case(parties=MANY[:2], ties=[Tie("p0", "p1")] * MAX_TIES)).ties
    assert len({tie.id for tie in ties}) == MAX_TIES
    few = with_ids(Case(parties=MANY[:2], ties=[Tie("p0", "p1")] * 3))
    assert [tie.id for tie in few.ties] == [tie.id for tie in ties[:3]]
    again = few.with_changes(ties=[attrs.evolve(tie, id="") for tie in few.ties])
    assert with_ids(again, before=few).ties[2].id == few.ties[2].id
    out = io.StringIO()
    csv.writer(out).writerows([["naam"], *[["Zelfde"]] * MAX_PARTIES])
    keys = from_spreadsheet(out.getvalue().encode(), "a.csv").party_keys
    assert (keys[0], keys[1], keys[-1], len(set(keys))) == ("zelfde", "zelfde-2", "zelfde-5000", MAX_PARTIES)


def test_values_beside_the_last_of_many_ties():
    """Each is found by the id of its row; a search through the table would take 250 million looks."""
    seen = with_ids(Case(parties=MANY[:2], ties=[Tie("p0", "p1", weight=1)] * MAX_TIES))
    mine, disk = (seen.with_changes(ties=[*seen.ties[:-4000], *(attrs.evolve(tie, weight=w) for tie in seen.ties[-4000:])]) for w in (2, 3))
    both = merged(seen, mine, disk, "2026-11-01T12:00:00")
    assert [tie.weight for tie in both.ties[-4001:-3998]] == [1, 2, 2]
    assert {beside.value for beside in both.beside} == {3}
    assert len(both.beside) == 4000


def test_a_case_that_is_too_much_for_a_proef():
    assert crowded(Case(parties=MANY[:200])) is None
    assert crowded(Case(parties=MANY[:201])) == (
        "Deze casus heeft 201 partijen. Deze proef werkt tot 200 partijen: meer zijn niet te overzien. "
        "Maak een kleinere casus met wat het belangrijkst is, of kies hierboven een andere casus."
    )
    assert beyond(1000, "partijen", 1000) is None
    assert "tot 1.000 taken: dat duurt te lang." in beyond(1001, "taken", 1000, "dat duurt te lang")


def test_what_a_party_sees_of_another_with_ties_either_way():
    case = Case(
        director="a", parties=[Party(key, kind="overig", size=3, scale="lokaal", position="voor") for key in "abc"],
        ties=[Tie("a", "b", "geld"), Tie("b", "a", "informeel"), Tie("c", "b", "geld"), Tie("a", "c", "formeel")],
    )  # fmt: skip
    told = {key: sights(case, case.party(key), case.party("a"))[3].answer for key in "bc"}
    assert told == {"b": "De regisseur betaalt mij en wij kennen elkaar goed.", "c": "Wij hebben vaste afspraken."}
