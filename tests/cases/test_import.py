"""Spreadsheets as people have them: what is read, what is said about it, and what the learner may choose. Every file is made here."""

import datetime
import io
import zipfile

import openpyxl
import pytest

from regiekit.cases import CaseError, delimited, from_spreadsheet, to_csv
from regiekit.cases.model import Case, Party, Tie
from regiekit.cases.spreadsheet import open_book
from tests.cases.test_case_spreadsheet import ODS, ods_file, with_member, xlsx


def workbook(fill):
    """A workbook of one sheet *partijen*, as `fill` leaves it."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "partijen"
    fill(sheet)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def told(data, name="a.xlsx", **choices):
    outcome = open_book(data, name).outcome(choices)
    return "\n".join([*outcome.problems, *outcome.doubts, *outcome.told])


def names(data, name="a.csv", **choices):
    return [party.name for party in open_book(data, name).case(choices).parties]


def table(*rows, separator=";", encoding="utf-8"):
    return "\r\n".join(separator.join(row) for row in rows).encode(encoding)


# --- cells that hold less than they seem ------------------------------------------------------------------------------


def merged(sheet):
    for row in (["naam", "sector"], ["Wijkteam", "zorg"], ["GGD"], ["School", "onderwijs"]):
        sheet.append(row)
    sheet.merge_cells("B2:B3")


MERGED_ODS = ods_file(ODS.format(
    '<table:table table:name="partijen"><table:table-row><table:table-cell><text:p>naam</text:p></table:table-cell><table:table-cell><text:p>sector</text:p></table:table-cell></table:table-row>'
    '<table:table-row><table:table-cell><text:p>Wijkteam</text:p></table:table-cell><table:table-cell table:number-rows-spanned="2" table:number-columns-spanned="1"><text:p>zorg</text:p></table:table-cell></table:table-row>'
    "<table:table-row><table:table-cell><text:p>GGD</text:p></table:table-cell><table:covered-table-cell/></table:table-row></table:table>"))  # fmt: skip


@pytest.mark.parametrize(("data", "name"), [(workbook(merged), "a.xlsx"), (MERGED_ODS, "a.ods")])
def test_every_row_of_merged_cells_has_their_value(data, name):
    assert [party.sector for party in from_spreadsheet(data, name).parties][:2] == ["zorg", "zorg"]
    assert "B2:B3: samengevoegde cellen; elke rij kreeg dezelfde waarde" in told(data, name)


def test_a_merged_title_is_not_spoken_of():
    def fill(sheet):
        for row in (["Partijen in onze regio"], [], ["naam", "sector"], ["GGD", "zorg"]):
            sheet.append(row)
        sheet.merge_cells("A1:B1")

    assert from_spreadsheet(workbook(fill), "a.xlsx").parties[0].sector == "zorg"
    assert told(workbook(fill)) == ""


def sheet_of(rows, *ranges):
    def fill(sheet):
        for row in rows:
            sheet.append(row)
        for one in ranges:
            sheet.merge_cells(one)

    return workbook(fill)


def test_a_subtitle_and_a_note_over_several_columns_are_no_parties_and_are_named():
    rows = (
        ["naam", "sector", "rol"],
        ["Zorgpartijen"],
        ["GGD", "zorg", "lid"],
        ["Onderwijs"],
        ["School", "onderwijs", "lid"],
        ["Bron: eigen lijst"],
    )
    data = sheet_of(rows, "A2:C2", "A4:C4", "A6:C6")
    assert names(data, "a.xlsx") == ["GGD", "School"]
    (said,) = open_book(data, "a.xlsx").outcome().doubts
    assert "rij 2, 4 en 6: één cel over meer kolommen ('Zorgpartijen', 'Onderwijs' en 'Bron: eigen lijst')" in said
    assert len(names(sheet_of(rows), "a.xlsx")) == 5  # loose cells: a party of which only the name is known


def test_a_name_in_merged_columns_is_one_column():
    data = sheet_of((["Organisatie", None, "rol"], ["GGD", None, "lid"], ["School"]), "A1:B1", "A2:B2", "A3:B3")
    assert names(data, "a.xlsx") == ["GGD", "School"]
    assert told(data) == "deze kolom gebruikt de casus niet, zij blijft als eigen kolom bewaard: 'rol'"


def test_one_value_over_several_columns_stands_in_the_first_and_that_is_said():
    data = sheet_of((["naam", "hulp", "toezicht"], ["GGD", 3], ["School", 1, 2]), "B2:C2")
    assert open_book(data, "a.xlsx").outcome().tables["partijen"][0] == {"naam": "GGD", "hulp": 3, "sleutel": "ggd"}
    assert "B2:C2: samengevoegde cellen; de waarde staat alleen in de eerste kolom" in told(data)


@pytest.mark.parametrize(
    ("rows", "ranges"),
    [
        ((["naam", "rol", "omvang", None], [None, None, "fte", "budget"], ["GGD", "lid", 9, 3]), ("A1:A2", "B1:B2", "C1:D1")),
        (([None, None, "omvang", None], ["naam", "rol", "fte", "budget"], ["GGD", "lid", 9, 3]), ("C1:D1",)),
        ((["Organisatie", None, "Inzet", None], ["naam", "rol", "fte", "budget"], ["GGD", "lid", 9, 3]), ("A1:B1", "C1:D1")),
    ],
)
def test_of_a_heading_in_two_layers_the_lower_one_names(rows, ranges):
    (table,) = open_book(sheet_of(rows, *ranges), "a.xlsx").outcome().tables["partijen"]
    assert table == {"naam": "GGD", "rol": "lid", "fte": 9, "budget": 3, "sleutel": "ggd"}


def formula(sheet):
    for row in (["naam", "omvang"], ["GGD", "=1+2"], ["=A2", 2]):
        sheet.append(row)


def test_a_formula_without_outcome_is_said():
    data = workbook(formula)
    assert "rij 2, kolom 'omvang': hier staat een formule zonder uitkomst" in told(data)
    assert "rij 3, kolom 'naam': hier staat een formule zonder uitkomst" in told(data)
    assert open_book(data, "a.xlsx").case().parties[0].size is None
    with pytest.raises(CaseError, match="formule zonder uitkomst"):
        from_spreadsheet(data, "a.xlsx")


def test_a_formula_whose_outcome_is_no_text_is_no_doubt():
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>naam</t></is></c>'
        '<c r="B1" t="inlineStr"><is><t>sector</t></is></c></row><row r="2"><c r="A2" t="inlineStr"><is><t>GGD</t></is></c><c r="B2" t="str"><f>IF(1,"","")</f><v></v></c></row></sheetData></worksheet>'
    )
    assert told(with_member(xlsx({"partijen": [["naam"]]}), "xl/worksheets/sheet1.xml", sheet)) == ""


def test_a_formula_that_fails_names_no_party():
    def fill(sheet):
        for row in (["naam", "sector"], ["GGD", "#N/A"], ["#VERW!", "zorg"], ["Err:502", "zorg"]):
            sheet.append(row)

    for data, name in ((workbook(fill), "a.xlsx"), (table(["naam", "sector"], ["GGD", "#N/B"], ["#REF!", "zorg"]), "a.csv")):
        assert names(data, name) == ["GGD"]
        assert "rij 2, kolom 'sector': de formule in deze cel geeft een fout" in told(data, name)
        assert "rij 3, kolom 'naam': de formule in deze cel geeft een fout" in told(data, name)


def test_escapes_of_excel_and_characters_that_are_no_letters():
    def fill(sheet):
        for row in (
            ["naam"],
            ["Stichting_x000D_Noord"],
            ["CoÃ¶peratie"],
            ["Co\ufffdperatie"],
            ["O'Brien & Zn. (Noord)"],
            ["Drenthe–Groningen"],
        ):
            sheet.append(row)

    assert names(workbook(fill), "a.xlsx")[0] == "Stichting Noord"
    assert "A2, A3 en A4: hier staan tekens die geen letters zijn" in told(workbook(fill))


# --- names ------------------------------------------------------------------------------------------------------------

DOUBLE = {"partijen": [["naam", "sector"], ["GGD", "zorg"], ["School", "onderwijs"], ["ggd ", "jeugd"]]}


def test_a_name_twice_is_said_and_a_tie_to_it_is_not_guessed():
    assert "deze namen staan er vaker: 'GGD' (rij 2 en 4)" in told(xlsx(DOUBLE))
    data = xlsx(DOUBLE | {"relaties": [["van", "naar"], ["School", "GGD"]]})
    with pytest.raises(CaseError, match=r"partij 'GGD' is niet eenduidig: die naam staat er vaker \(rij 2 en 4\)"):
        from_spreadsheet(data, "a.xlsx")
    case = open_book(data, "a.xlsx").case({"dubbel": "samen"})
    assert (case.party_keys, len(case.ties)) == (("ggd", "school"), 1)


def test_rows_of_one_party_come_together():
    data = table(
        ["deelnemer", "soort", "regeling"],
        ["Hees", "", "GGD"],
        ["Oss", "gemeente", "GGD"],
        ["Hees", "gemeente", "Belastingen"],
        ["Hees", "gemeente", "GGD"],
    )
    case = open_book(data, "a.csv").case({"dubbel": "samen"})
    assert [(p.name, p.kind, p.extra["regeling"]) for p in case.parties] == [
        ("Hees", "gemeente", "GGD; Belastingen"),
        ("Oss", "gemeente", "GGD"),
    ]


def test_more_rows_than_a_case_holds_may_be_fewer_parties():
    data = table(["gemeente", "regio"], *([f"G{n % 400}", f"R{n}"] for n in range(6000)))
    assert "meer dan 5.000 rijen" in told(data, "a.csv")
    assert len(open_book(data, "a.csv").case({"dubbel": "samen"}).parties) == 400


def test_a_row_without_a_name_is_left_out_and_said():
    data = table(["naam", "sector"], ["GGD", "zorg"], ["", "jeugd"])
    assert names(data) == ["GGD"]
    assert "rij 3, kolom 'naam': hier ontbreekt een naam" in told(data, "a.csv")


# --- columns and sheets -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("column", [
    "Naam organisatie", "Label", "Organisatie", "officiële naam", "NAAM INSTELLING", "Gemeentenaam", "Partij", "Deelnemer", "Organisatienaam",
    "Naam_regeling", "Stakeholder", "Statutaire naam",
])  # fmt: skip
def test_the_column_with_the_name_as_public_bodies_call_it(column):
    data = table(["KvK", column, "Plaats"], ["1", "GGD", "Oss"], ["2", "School", "Hees"])
    assert names(data) == ["GGD", "School"]
    assert "'KvK' en 'Plaats'" in told(data, "a.csv")


def test_the_learner_says_which_column():
    data = table(["wie", "wat"], ["GGD", "zorg"], ["School", "onderwijs"])
    assert "er is geen kolom 'naam'; hier horen de namen van de kolommen te staan (gevonden: 'wie', 'wat')" in told(data, "a.csv")
    assert names(data, naam="wie") == ["GGD", "School"]


def test_one_sentence_for_a_column_that_is_not_there():
    data = xlsx({"partijen": [["Nam", "sector"], *([f"P{n}", "zorg"] for n in range(30))]})
    with pytest.raises(CaseError) as caught:
        from_spreadsheet(data, "a.xlsx")
    assert caught.value.problems == ["blad 'partijen', rij 1: er is geen kolom 'naam'; bedoelt u 'Nam'? (gevonden: 'Nam', 'sector')"]


def test_the_heading_stands_below_titles():
    rows = [["Overzicht partijen"], ["Peildatum 1 mei"], [], ["naam", "sector"], ["GGD", "zorg"]]
    assert from_spreadsheet(xlsx({"partijen": rows}), "a.xlsx").party("ggd").sector == "zorg"


def test_a_word_in_a_row_that_is_also_a_name_of_a_column_is_no_heading():
    data = table(["wie", "wat"], ["Hees", "gemeente"])
    assert "rij 1: er is geen kolom 'naam'" in told(data, "a.csv")


def test_sheets_that_are_not_read_are_named():
    book = {"partijen": [["naam"], ["GGD"]], "relatie": [["van", "naar"], ["GGD", "GGD"]], "Taken 2026": [["naam"], ["x"]]}
    assert "deze bladen zijn niet gelezen: 'relatie' en 'Taken 2026'" in told(xlsx(book))
    assert open_book(xlsx(book), "a.xlsx").outcome().counted == "1 partij en 0 relaties"


def test_the_sheet_whose_columns_tell_or_that_is_chosen():
    book = {"toelichting": [["Dit is een lijst"]], "Blad2": [["Organisatie"], ["GGD"]], "Blad3": [["Organisatie"], ["School"]]}
    assert names(xlsx(book), "a.xlsx") == ["GGD"]
    assert names(xlsx(book), "a.xlsx", blad="Blad3") == ["School"]


def test_columns_that_the_case_does_not_use_may_be_called_the_same():
    data = table(["naam", "Plaats", "Plaats", "id"], ["GGD", "Oss", "Hees", "7 b"])
    assert open_book(data, "a.csv").case().parties[0].extra == {"Plaats": "Oss", "Plaats (2)": "Hees", "kolom_id": "7 b"}


def test_a_column_of_a_list_that_knows_other_words_is_kept():
    data = table(["naam", "soort"], ["A", "gemeente"], *([f"P{n}", "provincie"] for n in range(5)))
    case = from_spreadsheet(data, "a.csv")
    assert [(p.kind, p.extra["kolom_soort"]) for p in case.parties[:2]] == [("gemeente", "gemeente"), (None, "provincie")]
    assert "kolom 'soort': deze woorden kent een casus niet: 'provincie'" in told(data, "a.csv")


def test_ties_alone_make_the_parties_they_name():
    case = Case(title="a", parties=(Party("a", name="A"), Party("b", name="B")), ties=(Tie("a", "b", "geld", 2),))
    data = to_csv(case)["relaties.csv"].encode()
    read = from_spreadsheet(data, "relaties.csv")
    assert (read.party_keys, [(t.source, t.target, t.kind, t.weight) for t in read.ties]) == (("a", "b"), [("a", "b", "geld", 2)])
    assert "dit zijn relaties; de partijen zijn gemaakt van de namen" in told(data, "a.csv")
    with pytest.raises(CaseError, match="staan taken, geen partijen"):
        from_spreadsheet(to_csv(case)["taken.csv"].encode(), "taken.csv")


# --- words of who fills in a spreadsheet --------------------------------------------------------------------------------


def test_what_stands_in_the_cell_is_shown():
    def fill(sheet):
        sheet.append(["naam", "omvang", "vervangbaar", "waarden"])
        sheet.append(["GGD", datetime.datetime(2026, 3, 2), "✓", "snelheid: 4"])

    with pytest.raises(CaseError) as caught:
        from_spreadsheet(workbook(fill), "a.xlsx")
    assert [problem.partition(": ")[2] for problem in caught.value.problems] == [
        "er staat een datum (02-03-2026); geef de cel de opmaak getal en vul het getal opnieuw in",
        "vervangbaar is '✓'; schrijf ja of nee",
        "in 'snelheid: 4' staat geen =; schrijf naam=getal, bijvoorbeeld snelheid=4",
    ]


# --- text ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "cp850", "mac_roman", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("words", [["Coöperatie", "Café de Brug", "Één loket"], ["Reünie", "Privé", "Financiën"]])
def test_the_characters_of_every_program(encoding, words):
    data = table(["naam", "sector"], *([word, "zorg"] for word in words), encoding=encoding)
    assert names(data) == words
    assert ("gelezen als die van" in told(data, "a.csv")) == (encoding in ("cp850", "mac_roman"))


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_every_separator_and_the_line_that_names_it(separator):
    data = table(["naam", "sector", "omvang"], ["GGD", "zorg", "3"], ["School", "onderwijs", "2"], separator=separator)
    assert names(data) == names(f"sep={separator}\r\n".encode() + data) == ["GGD", "School"]


def test_quotes_after_a_blank_and_quotes_that_do_not_close():
    assert from_spreadsheet(b'naam, sector, omvang\n"GGD, Noord", "zorg", 4\n', "a.csv").parties[0].sector == "zorg"
    with pytest.raises(CaseError, match="rij 3: een aanhalingsteken"):
        from_spreadsheet(b'naam;sector\nGGD;zorg\nSchool;"onderwijs\nWijk;zorg\n', "a.csv")


def test_no_text_has_no_encoding():
    assert delimited.encoding(b"\0\x81\x8d" * 9) is None


# --- files that are something else ----------------------------------------------------------------------------------------


def test_a_protected_workbook_is_called_so():
    protected = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + "EncryptedPackage".encode("utf-16-le") + bytes(500)
    with pytest.raises(CaseError, match="beveiligd met een wachtwoord of een gevoeligheidslabel; open het in Excel"):
        from_spreadsheet(protected, "a.xlsx")
    with pytest.raises(CaseError, match="gevoeligheidslabel, of het is een oud Excel-bestand"):
        from_spreadsheet(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "a.xlsx")
    locked = ods_file(ODS.format(""))
    with pytest.raises(CaseError, match="beveiligd met een wachtwoord"):
        from_spreadsheet(with_member(locked, "META-INF/manifest.xml", "<m><encryption-data/></m>"), "a.ods")


def test_strict_open_xml_is_read():
    data, out = xlsx({"partijen": [["naam"], ["GGD"]]}), io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name).replace(
                b"http://schemas.openxmlformats.org/spreadsheetml/2006/main", b"http://purl.oclc.org/ooxml/spreadsheetml/main"
            )
            content = content.replace(
                b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                b"http://purl.oclc.org/ooxml/officeDocument/relationships",
            )
            new.writestr(name, content)
    assert b"purl.oclc.org" in out.getvalue()
    assert names(out.getvalue(), "a.xlsx") == ["GGD"]


def test_the_contents_say_what_a_file_is():
    assert names(table(["naam"], ["GGD"]), "a.xlsx") == ["GGD"]
    assert names(xlsx({"partijen": [["naam"], ["GGD"]]}), "a.xlsm") == ["GGD"]
    with pytest.raises(CaseError, match="een webpagina met de naam van een rekenblad"):
        open_book(b"<html><table><tr><td>naam</td></tr></table></html>", "a.xlsx")


def test_a_long_sheet_that_is_not_used_does_not_matter():
    rows = [[str(n)] for n in range(600)]
    assert names(xlsx({"partijen": [["naam"], ["GGD"]], "registratie": rows}), "a.xlsx") == ["GGD"]


def test_columns_and_parties_that_are_not_there_are_said():
    wide = ["naam", *(f"k{n}" for n in range(300))]
    for data, name in ((table(wide, ["GGD"]), "a.csv"), (xlsx({"partijen": [wide, ["GGD"]]}), "a.xlsx")):
        assert names(data, name) == ["GGD"]
        assert "alleen de eerste 250 kolommen zijn gelezen" in told(data, name)
    assert "alleen de eerste 250" not in told(table(wide[:250], ["GGD"]), "a.csv")
    assert told(table(["naam"]), "a.csv") == "er staan geen partijen in dit bestand"
