"""Spreadsheets in: three formats, hostile ones, and the empty one to fill in."""

import csv
import io
import warnings
import zipfile
from xml.etree import ElementTree
from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regiekit.cases import (
    Case,
    CaseError,
    Claim,
    Party,
    Task,
    Tie,
    dumps,
    fence,
    from_spreadsheet,
    load_shipped,
    loads,
    sheets,
    template,
    to_csv,
)
from regiekit.cases.model import DIRECTED_BY_KIND, PARTY_KINDS

openpyxl = pytest.importorskip("openpyxl")

PARTIES = [
    ["Naam", "Kort", "soort", "Omvang", "macht", "vervangbaar", "belangen", "waarden", "mandaat", "telefoon"],
    [
        "Gemeente Waardstad",
        "Gemeente",
        "gemeente",
        4,
        "Productie; blokker",
        "ja",
        "a; b",
        "zorg=3; snel=4,5",
        "volledig",
    ],
    ["GGD", "", "", "", "", "", "", "", "", 612],
    [],
    ["School", "", "Instelling", 2.0, "", False],
]
TIES = [["van", "naar", "soort", "gewicht"], ["Gemeente", "ggd", "hierarchie", 2], ["School", "GGD", "", "1,5"]]
TASKS = [
    ["naam", "kern", "mede", "rand", "nodig"],
    ["Eerste gesprek", "School", "GGD; gemeente waardstad", "", "School; GGD"],
]
ISSUES = [["naam", "opbrengst", "School"], ["Wachttijd", "GGD=2; Gemeente=-1", 3]]
BOOK = {"Partijen": PARTIES, "RELATIES": TIES, "taken": TASKS, "kwesties": ISSUES, "kladblad": [["x"]]}


def xlsx(book):
    file = openpyxl.Workbook()
    file.remove(file.active)
    for title, rows in book.items():
        sheet = file.create_sheet(title)
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


ODS = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>{}'
    "</office:spreadsheet></office:body></office:document-content>"
)


def ods_cell(value):
    if isinstance(value, bool):
        word = str(value).lower()
        return f'<table:table-cell office:value-type="boolean" office:boolean-value="{word}"/>'
    if isinstance(value, int | float):
        return f'<table:table-cell office:value-type="float" office:value="{value}"><text:p>{value} stuks</text:p></table:table-cell>'
    text = escape(value).replace("  ", ' <text:s text:c="1"/>')
    note = "<office:annotation><text:p>notitie</text:p></office:annotation>"
    return f'<table:table-cell office:value-type="string">{note}<text:p>{text}</text:p></table:table-cell>'


def ods_table(title, rows, after=""):
    filled = "".join(f"<table:table-row>{''.join(map(ods_cell, row))}</table:table-row>" for row in rows)
    return f'<table:table table:name="{title}">{filled}{after}</table:table>'


def ods_file(content):
    return zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content})


def zipped(members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def ods(book):
    # as the office programs end a sheet: a million empty rows of a thousand empty cells
    rest = (
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="1024"/></table:table-row>'
    )
    return ods_file(ODS.format("".join(ods_table(title, rows, rest) for title, rows in book.items())))


def csv_file(book, encoding="utf-8-sig", delimiter=";"):
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(book["Partijen"])
    return out.getvalue().encode(encoding)


@pytest.mark.parametrize(("make", "name"), [(xlsx, "Mijn wijk.xlsx"), (ods, "C:\\map\\Mijn wijk.ODS")])
def test_all_sheets_are_read(make, name):
    case = from_spreadsheet(make(BOOK), name)
    assert (case.title, case.status) == ("Mijn wijk", "eigen")
    assert case.party_keys == ("gemeente-waardstad", "ggd", "school")
    first, second, third = case.parties
    assert (first.short, first.kind, first.size, first.power) == ("Gemeente", "gemeente", 4, ("productie", "blokker"))
    assert (first.replaceable, first.interests, first.values) == (True, ("a", "b"), {"zorg": 3, "snel": 4.5})
    assert first.representative.mandate == "volledig"
    assert (second.kind, second.representative, second.extra) == (None, None, {"telefoon": 612})
    assert (third.kind, third.size, third.replaceable) == ("instelling", 2, False)
    assert [(t.source, t.target, t.kind, t.weight, t.runs) for t in case.ties] == [
        ("gemeente-waardstad", "ggd", "hiërarchie", 2, True),
        ("school", "ggd", None, 1.5, False),
    ]
    (task,) = case.tasks
    assert (task.key, task.needed) == ("eerste-gesprek", ("school", "ggd"))
    assert task.claims == (Claim("school", "kern"), Claim("ggd", "mede"), Claim("gemeente-waardstad", "mede"))
    assert case.issues[0].gains == {"ggd": 2, "gemeente-waardstad": -1, "school": 3}
    assert loads(dumps(case)) == case


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_csv_in_every_dialect(encoding, delimiter):
    book = {"Partijen": [["naam", "soort"], ["Coöperatie de Één", "bewoners"], ["GGD", "overheid"]]}
    case = from_spreadsheet(csv_file(book, encoding, delimiter), "a.csv")
    assert [(p.key, p.name, p.kind) for p in case.parties] == [
        ("cooperatie-de-een", "Coöperatie de Één", "bewoners"),
        ("ggd", "GGD", "overheid"),
    ]


def test_a_file_is_given_by_its_path_or_by_its_bytes_and_name(tmp_path):
    path = tmp_path / "wijk.csv"
    path.write_bytes(b"naam;soort\nGGD;overheid\n")
    assert from_spreadsheet(path) == from_spreadsheet(path.read_bytes(), "wijk.csv")
    with pytest.raises(TypeError, match=r"pathlib\.Path"):
        from_spreadsheet(str(path), "wijk.csv")


@pytest.mark.parametrize("key", ["jeugdhulp", "regio", "warmte"])
def test_what_goes_out_as_csv_comes_in_again(key):
    case = load_shipped(key)
    tables = {name.removesuffix(".csv"): text for name, text in to_csv(case).items()}
    again = from_spreadsheet(tables["partijen"].encode(), "a.csv")
    assert again.parties == case.parties
    book = {name: list(csv.reader(io.StringIO(text, newline=""), delimiter=";")) for name, text in tables.items()}
    again = from_spreadsheet(xlsx(book), "a.xlsx")
    assert (again.parties, again.ties, again.tasks) == (case.parties, case.ties, case.tasks)
    assert [row.id for row in (*again.parties, *again.ties, *again.tasks)] == [row.id for row in (*case.parties, *case.ties, *case.tasks)]


def test_what_is_not_known_and_own_columns_go_out_and_in_as_they_are():
    case = Case(
        title="a",
        parties=(
            Party("a", name="A", power=(), replaceable=False, plural=True, phrase="de A", extra={"kleur": "rood"}),
            Party("b", name="B", part_of="a"),
        ),
        ties=(Tie("a", "b", "van vroeger", 12.5, extra={"sinds": "1990"}), Tie("b", "a")),
        tasks=(Task("t", name="T", claims=(Claim("b", "mede"), Claim("a"))),),
    )
    tables = {name.removesuffix(".csv"): text for name, text in to_csv(case).items()}
    book = {name: list(csv.reader(io.StringIO(text, newline=""), delimiter=";")) for name, text in tables.items()}
    assert from_spreadsheet(xlsx(book), "a.xlsx") == case


def test_a_department_belongs_to_a_party_of_the_same_sheet():
    assert from_spreadsheet(b"naam;hoort_bij\nJeugd;Gemeente\nGemeente;\n", "a.csv").party("jeugd").part_of == "gemeente"
    with pytest.raises(CaseError, match="rij 2, kolom 'hoort_bij': partij 'Gemeent' staat niet op het blad 'partijen'; bedoelt u"):
        from_spreadsheet(b"naam;hoort_bij\nJeugd;Gemeent\nGemeente;\n", "a.csv")


def test_a_neutralised_formula_comes_back_as_it_was():
    case = from_spreadsheet(b"naam;sector\n'=1+1;'t Huis\n", "a.csv")
    assert (case.parties[0].name, case.parties[0].sector) == ("=1+1", "'t Huis")


# --- what is wrong ---------------------------------------------------------------------------------------------------

GOOD = [["naam"], ["GGD"], ["School"]]
SENTENCES = [
    (
        {"partijen": [["naam", "macht", "omvang"], [], ["GGD", "blokade", "groot"]]},
        [
            "blad 'partijen', rij 3, kolom 'macht': macht 'blokade' bestaat niet; kies uit productie, blokker, diffuus",
            "blad 'partijen', rij 3, kolom 'omvang': omvang moet een heel getal zijn van 1 tot en met 5; er staat 'groot'",
        ],
    ),
    (
        {"partijen": [["naam", "soort"], ["", "gemeente"]]},
        ["blad 'partijen', rij 2, kolom 'naam': hier ontbreekt een naam; vul een naam in of maak de rij leeg"],
    ),
    (
        {"partijen": GOOD, "Relaties": [["van", "naar"], ["School", "GDG"], ["GGD"]]},
        [
            "blad 'Relaties', rij 2, kolom 'naar': partij 'GDG' staat niet op het blad 'partijen'; bedoelt u 'ggd'?",
            "blad 'Relaties', rij 3, kolom 'naar': hier ontbreekt een partij; vul een naam in of maak de rij leeg",
        ],
    ),
    (
        {"partijen": GOOD, "taken": [["naam", "kern"], ["Gesprek", "GGD; Politie"]]},
        ["blad 'taken', rij 2, kolom 'kern': partij 'Politie' staat niet op het blad 'partijen'"],
    ),
    (
        {"partijen": GOOD, "kwesties": [["naam", "GGD"], ["Wachttijd", 9]]},
        [
            "blad 'kwesties', rij 2, kolom 'GGD': opbrengst van 'ggd': '9' kan niet; gebruik een getal van -5 tot en met 5",
        ],
    ),
    (
        {"partijen": [["naam", "Naam"], ["GGD", "GGD"]]},
        ["blad 'partijen', rij 1, kolom 'naam': deze kolom staat er twee keer in; haal er één weg"],
    ),
    (
        {"Blad1": [["wie"], ["GGD"]], "Blad2": [["wat"], ["x"]]},
        ["er is geen blad 'partijen'; geef het blad met de partijen die naam (gevonden: Blad1, Blad2)"],
    ),
    (
        {"partijen": [["naam"], *([f"P{n}"] for n in range(5001))]},
        ["blad 'partijen' heeft meer dan 5.000 rijen; houd er hoogstens 5.000 over, de belangrijkste"],
    ),
]


@pytest.mark.parametrize(("book", "sentences"), SENTENCES, ids=range(len(SENTENCES)))
@pytest.mark.parametrize(("make", "name"), [(xlsx, "a.xlsx"), (ods, "a.ods")])
def test_what_is_wrong_is_said_with_sheet_row_and_column(book, sentences, make, name):
    with pytest.raises(CaseError) as caught:
        from_spreadsheet(make(book), name)
    assert caught.value.problems == sentences
    assert str(caught.value).startswith(f"{name}: ")
    assert caught.value.__suppress_context__ or caught.value.__context__ is None


def test_a_sheet_without_column_names():
    with pytest.raises(
        CaseError, match="rij 1: er is geen kolom 'naam'; hier horen de namen van de kolommen te staan \\(gevonden: 'GGD', 'overheid'\\)"
    ):
        from_spreadsheet(b"GGD;overheid\nSchool;instelling\n", "a.csv")


def test_many_problems_do_not_take_for_ever():
    book = {"partijen": GOOD, "relaties": [["van", "naar"], *(["Onbekend", "Vreemd"] for _ in range(5000))]}
    with pytest.raises(CaseError) as caught:
        from_spreadsheet(ods(book), "a.ods")
    assert len(caught.value.problems) == 200


@pytest.mark.parametrize("name", ["a.xls", "a", "a.toml", "", "xlsx"])
def test_other_files_are_refused(name):
    with pytest.raises(CaseError, match=r"kies een bestand op \.xlsx, \.ods of \.csv"):
        from_spreadsheet(b"naam\nGGD\n", name)


# --- hostile files ---------------------------------------------------------------------------------------------------

BOMB = "<!DOCTYPE x [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;'>]>"


def with_member(data, name, content):
    members = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for member in archive.namelist():
            members[member] = archive.read(member)
    return zipped({**members, name: content})


HOSTILE = {
    "zip bomb": (zipped({"content.xml": b"0" * 80_000_001}), "ods", "uitgepakt groter dan 80 MB"),
    "zip bomb in a part": (with_member(xlsx(BOOK), "xl/styles.xml", b"0" * 80_000_001), "xlsx", "uitgepakt groter dan 80 MB"),
    "entities in ods": (ods_file(BOMB + ODS.format("")), "ods", "onveilige onderdelen"),
    "entities in utf-16": (ods_file((BOMB + ODS.format("")).encode("utf-16")), "ods", "onveilige onderdelen"),
    "entities in xlsx": (
        with_member(xlsx(BOOK), "xl/workbook.xml", BOMB + "<workbook/>"), "xlsx", "onveilige onderdelen",
    ),
    "no workbook": (zipped({"x": "y"}), "xlsx", "geen goed xlsx-bestand"),
    "no content": (zipped({"x": "y"}), "ods", "geen goed ods-bestand"),
    "deep text": (
        ods_file(ODS.format(
            '<table:table table:name="partijen"><table:table-row><table:table-cell><text:p>'
            + "<text:span>" * 5000 + "</text:span>" * 5000
            + "</text:p></table:table-cell></table:table-row></table:table>"
        )), "ods", "meer dan 256 lagen",
    ),
    "rows repeated": (
        ods_file(ODS.format(ods_table("partijen", [["naam"]]).replace(
            "</table:table>",
            '<table:table-row table:number-rows-repeated="1000000000">'
            '<table:table-cell table:number-columns-repeated="1000000000"><text:p>x</text:p></table:table-cell>'
            "</table:table-row></table:table>",
        ))), "ods", r"meer dan 900\.000 cellen",
    ),
    "too large": (b"x" * 20_000_001, "csv", "groter dan 20 MB"),
    "binary csv": (b"\0\x81\x8d" * 9, "csv", "geen leesbaar csv-bestand"),
    "long csv field": (b'naam\n"' + b"x" * 200_000 + b'"', "csv", "rij 2: een cel heeft te veel tekens"),
    "nan": (b"naam;omvang\nGGD;nan\n", "csv", "omvang moet een heel getal zijn"),
    "infinite weight": (b"naam;waarden\nGGD;zorg=inf\n", "csv", "'inf' kan niet"),
    "no number": (b"naam;waarden\nGGD;zorg=nan\n", "csv", "nan is geen gewoon getal"),
    "empty": (b"", "csv", ""),
}  # fmt: skip


@pytest.mark.parametrize("what", HOSTILE)
def test_hostile_files(what):
    data, suffix, words = HOSTILE[what]
    if what == "empty":
        assert from_spreadsheet(data, "a.csv").parties == ()
        return
    with pytest.raises(CaseError, match=words) as caught:
        from_spreadsheet(data, f"a.{suffix}")
    assert caught.value.__suppress_context__ or caught.value.__context__ is None


def test_a_flood_of_elements(monkeypatch):
    monkeypatch.setitem(fence.BOUNDS, "content.xml", (1000, "onderdelen in de tabellen"))
    with pytest.raises(CaseError, match=r"meer dan 1\.000 onderdelen"):
        from_spreadsheet(ods_file(ODS.format("<a/>" * 1001)), "a.ods")


def test_repeated_cells_are_read_as_often_as_they_stand():
    rows = ods_table("partijen", [["naam", "soort"]]).replace(
        "</table:table>",
        '<table:table-row table:number-rows-repeated="2"><table:table-cell><text:p>Wijk<text:s/>Zuid'
        '</text:p></table:table-cell><table:table-cell table:number-columns-repeated="16000"/></table:table-row>'
        "</table:table>",
    )
    case = from_spreadsheet(ods_file(ODS.format(rows)), "a.ods")
    assert [(p.key, p.name) for p in case.parties] == [("wijk-zuid", "Wijk Zuid"), ("wijk-zuid-2", "Wijk Zuid")]


def test_a_cell_repeated_without_end_is_cut_off():
    row = ElementTree.fromstring(
        '<row xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
        '<table:table-cell table:number-columns-repeated="16384"><text:p>x</text:p></table:table-cell></row>'
    )
    assert len(sheets._ods_row(row)) == sheets.MAX_COLUMNS


@pytest.mark.parametrize("size", ["A1:XFD1048576", "A1"])
def test_a_sheet_that_lies_about_its_size(size):
    data = xlsx({"partijen": GOOD})
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert 'ref="A1:A3"' in sheet
    lying = sheet.replace('ref="A1:A3"', f'ref="{size}"')
    case = from_spreadsheet(with_member(data, "xl/worksheets/sheet1.xml", lying), "a.xlsx")
    assert case.party_keys == ("ggd", "school")


SAMPLES = {"xlsx": xlsx(BOOK), "ods": ods(BOOK), "csv": csv_file(BOOK)}


@given(st.sampled_from(sorted(SAMPLES)), st.binary(max_size=60), st.data())
@settings(max_examples=60, deadline=None)
def test_damaged_files_give_case_errors_only(suffix, junk, data):
    sample = SAMPLES[suffix]
    at = data.draw(st.integers(0, len(sample)))
    for damaged in (sample[:at] + junk + sample[at + len(junk) :], sample[:at], junk):
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("error")
                case = from_spreadsheet(damaged, f"a.{suffix}")
        except CaseError:
            continue
        assert loads(dumps(case)) == case


# --- the empty one ---------------------------------------------------------------------------------------------------


def test_the_template_explains_itself_and_its_examples_are_skipped():
    data = template()
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert book.sheetnames == ["partijen", "uitleg", "relaties", "taken", "kwesties"]
    words = " ".join(str(cell.value) for row in book["uitleg"].iter_rows() for cell in row)
    for word in (*PARTY_KINDS, *DIRECTED_BY_KIND, "VOORBEELD", "1 tot en met 5"):
        assert word in words
    case = from_spreadsheet(data, "mijn casus.xlsx")
    assert (case.parties, case.ties, case.tasks, case.issues) == ((), (), (), ())


def test_the_examples_in_the_template_are_right():
    book = openpyxl.load_workbook(io.BytesIO(template()))
    for sheet in book.worksheets:
        for row in sheet.iter_rows(min_row=2):
            for cell in row:
                if isinstance(cell.value, str):
                    cell.value = cell.value.removeprefix("VOORBEELD: ")
    for name in ("GGD", "School", "Wijkteam"):
        book["partijen"].append([None, name])
    out = io.BytesIO()
    book.save(out)
    case = from_spreadsheet(out.getvalue(), "a.xlsx")
    assert (len(case.parties), len(case.ties), len(case.tasks), len(case.issues)) == (4, 1, 1, 1)
    assert case.parties[0].representative.role == "beleidsadviseur"
    assert case.issues[0].gains == {"gemeente-waardstad": 3, "ggd": -1}


def test_the_csv_template():
    assert from_spreadsheet(template("csv"), "a.csv").parties == ()
    case = from_spreadsheet(template("csv").replace(b"VOORBEELD: ", b""), "a.csv")
    assert case.parties[0].name == "Gemeente Waardstad"
    with pytest.raises(ValueError, match="kies xlsx of csv"):
        template("pdf")
