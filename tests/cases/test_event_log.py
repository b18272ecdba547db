"""Event logs in CSV: what is read, what is refused with a remedy, and that nothing but a CaseError ever comes out."""

import csv
import io
import tracemalloc
from datetime import datetime, timedelta

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regiekit.cases import CaseError
from regiekit.cases import event_log as m
from tools import event_log as tool

QUICK = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def read(text, *names, encoding="utf-8", name="log.csv"):
    return m.open_log(name, text.encode(encoding) if isinstance(text, str) else text).log(*names)


def times(*texts, separator=";"):
    """The times of one case, as datetimes in the order of time."""
    log = read(separator.join(("case", "activity", "time")) + "\n" + "".join(f"a{separator}x{separator}{t}\n" for t in texts))
    return [t.astype(datetime) for t in log.time]


def refused(text, *names, **more):
    with pytest.raises(CaseError) as caught:
        read(text, *names, **more)
    return caught.value


def attempt(data, *names):
    """A log, or the problem with it; any other exception fails the test."""
    try:
        return read(data, *names)
    except CaseError as problem:
        return problem


def table(log):
    """Case, name of the activity, time, as plain Python."""
    return [(int(c), log.activities[a], t.astype(datetime)) for c, a, t in zip(log.case, log.activity, log.time, strict=True)]


# --- the file ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_separators_encodings_and_ends_of_lines(separator, encoding, end):
    lines = [
        ("Activiteit", "Cliënt", "Datum"),
        ("Café, één", "b", "2025-03-01"),
        ("School", "a", "2025-03-02"),
        ("Huisarts", "b", "2025-02-28"),
    ]
    text = io.StringIO()
    csv.writer(text, delimiter=separator, lineterminator=end).writerows(lines)
    log = read(text.getvalue(), encoding=encoding)
    assert log.activities == ("Café, één", "School", "Huisarts")
    assert log.cases == 2
    assert table(log) == [
        (0, "Huisarts", datetime(2025, 2, 28)),
        (0, "Café, één", datetime(2025, 3, 1)),
        (1, "School", datetime(2025, 3, 2)),
    ]
    assert log.case.dtype == log.activity.dtype == np.int32


def test_other_columns_and_a_line_for_the_spreadsheet():
    file = m.open_log("x.csv", b"sep=;\n\nNaam;Zaak;Wat;Start;Einde\nJan;1;A;2025-01-01;x\nPiet;1;B;2025-01-02;y\n")
    assert file.header == ("Naam", "Zaak", "Wat", "Start", "Einde")
    assert file.separator == ";"
    with pytest.raises(
        CaseError, match=r"activiteit is niet herkend.*tijd is niet herkend.*'Naam', 'Zaak', 'Wat', 'Start', 'Einde'.*Vul hun namen in"
    ):
        file.log()
    log = file.log(activity="wat", time=" Start ")
    assert table(log) == [(0, "A", datetime(2025, 1, 1)), (0, "B", datetime(2025, 1, 2))]
    assert file.log("", "wat", "Start") is log  # the same columns are not read again
    with pytest.raises(CaseError, match="geen kolom 'Stort'; bedoelt u 'Start'"):
        file.log(activity="Wat", time="Stort")
    with pytest.raises(CaseError, match="twee dingen tegelijk"):
        file.log(activity="Wat", time="Wat")
    with pytest.raises(CaseError, match=r"rij 4.*'x' is geen datum"):
        file.log(activity="Wat", time="Einde")


@pytest.mark.parametrize(
    "header", ["case,activity,time", "CASUS,Activiteit,Tijdstip", "Case ID,concept:name,time:timestamp", "Cliëntnummer,stap,Datum/tijd"]
)
def test_names_that_are_recognised(header):
    assert len(read(f"{header}\n1,a,2025-01-01\n")) == 1


def test_two_columns_that_could_be_the_time_are_asked_for():
    problem = refused("casus,stap,datum,tijd\n1,a,1-1-2025,14:05\n")
    assert "kan 'datum' of 'tijd' zijn (staan datum en uur in twee kolommen? voeg ze eerst samen). De kolommen" in str(problem)
    assert "rij 2: hier staat een uur zonder datum" in str(refused("casus,stap,datum,tijd\n1,a,1-1-2025,14:05\n", "", "", "tijd"))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is leeg"),
        (b" \r\n ", "is leeg"),
        (b"PK\x03\x04zip", "is een rekenblad; kies in het rekenblad Opslaan als"),
        (b"case,activity,time\n1,a\0,2025-01-01", "geen gewone tekst; bewaar het opnieuw als CSV"),
        (b"zomaar een zin", "geen drie kolommen"),
        (b"case,activity\n1,a", "geen drie kolommen"),
        (b"case,activity,time\n", "staan geen gebeurtenissen"),
        (b"case,activity,time\n\n,,\n", "staan geen gebeurtenissen"),
        (b'case,activity,time\n1,a,2025-01-01\n2,"b,2025-01-01\n', "rij 3: een aanhalingsteken"),
        (b'case,activity,time\n1,a,2025-01-01\n2,"b"c,2025-01-01\n', "rij 3: een aanhalingsteken"),
    ],
)  # fmt: skip
def test_files_that_are_refused(data, said):
    assert said in str(refused(data))


# --- rows --------------------------------------------------------------------------------------------------------------


def test_problems_come_by_row_with_a_remedy():
    rows = [
        "case,activity,time",
        "1,a,2025-01-01",
        ",a,2025-01-01",
        "",
        "2,,",
        "3,a",
        "4,a,2025-01-01,",
        "5,a,2025-01-01,te,veel",
        "6,a,2025-02-30",
    ]
    problem = refused("\n".join(rows))
    assert problem.problems == [
        "rij 3: de cel met de casus is leeg; vul hem in of haal de rij weg",
        "rij 5: de cel met de activiteit en met de tijd is leeg; vul hem in of haal de rij weg",
        "rij 8: er staan 5 cellen en de kop heeft er 3; zet een tekst met het scheidingsteken erin tussen aanhalingstekens",
        "rij 9: '2025-02-30' bestaat niet: februari 2025 loopt van 1 tot en met 28; verbeter de dag",
    ]
    assert problem.count == 4
    assert str(problem).startswith("In 4 rijen staat een fout.\n- rij 3: ")


def test_the_first_ten_and_the_number_of_all():
    rows = [f"{i},a,{'gisteren' if i % 3 == 0 else '2025-01-01'}" for i in range(7500)]
    problem = refused("\n".join(["case,activity,time", *rows]))
    assert problem.count == 2500
    assert len(problem.problems) == 10
    assert problem.problems[0].startswith("rij 2: 'gisteren' is geen datum; schrijf bijvoorbeeld")
    assert problem.problems[9].startswith("rij 29: ")
    assert str(problem).endswith("- … en nog 2490. Verbeter eerst wat hierboven staat.")


def test_a_row_far_on_keeps_its_number():
    rows = ["case,activity,time", *["1,a,2025-01-01"] * (3 * m.BATCH), "1,a,2025-13-01"]
    assert refused("\n".join(rows)).problems[0].startswith(f"rij {3 * m.BATCH + 2}: '2025-13-01' heeft maand 13")


def test_order_by_time_and_at_the_same_time_by_row():
    log = read(
        "case,activity,time\nb,3,2025-01-02\na,1,2025-01-01\nb,1,2025-01-01 10:00\nb,2,2025-01-01 10:00\na,0,2025-01-01\nb,0,2025-01-01 09:59:59.5\n"
    )
    assert [(c, a) for c, a, _ in table(log)] == [(0, "0"), (0, "1"), (0, "2"), (0, "3"), (1, "1"), (1, "0")]


# --- times -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025-12-31", datetime(2025, 12, 31)),
        ("2025-12-31 14:05", datetime(2025, 12, 31, 14, 5)),
        ("2025-12-31T14:05:06", datetime(2025, 12, 31, 14, 5, 6)),
        ("2025-12-31T14:05:06.5", datetime(2025, 12, 31, 14, 5, 6, 500_000)),
        ("2025-12-31T14:05:06.123456789", datetime(2025, 12, 31, 14, 5, 6, 123_456)),
        ("2025-12-31T14:05:06Z", datetime(2025, 12, 31, 14, 5, 6)),
        ("2026-01-01T00:30:00+01:00", datetime(2025, 12, 31, 23, 30)),
        ("2025-12-31 20:05-0330", datetime(2025, 12, 31, 23, 35)),
        ("2025/1/5", datetime(2025, 1, 5)),
        ("31-12-2025", datetime(2025, 12, 31)),
        ("31/12/2025", datetime(2025, 12, 31)),
        ("31.12.2025", datetime(2025, 12, 31)),
        ("1-2-2025 14:05", datetime(2025, 2, 1, 14, 5)),
        ("1-2-2025 9.05 uur", datetime(2025, 2, 1, 9, 5)),
        ("01-02-2025, 09:05:07", datetime(2025, 2, 1, 9, 5, 7)),
        ("3 maart 2025", datetime(2025, 3, 3)),
        ("3 Maart 2025 om 14.05 uur", datetime(2025, 3, 3, 14, 5)),
        ("ma 3 mrt. 2025", datetime(2025, 3, 3)),
        ("maandag 3 maart 2025 0:00", datetime(2025, 3, 3)),
        ("3-mrt-2025", datetime(2025, 3, 3)),
        ("29-2-2024", datetime(2024, 2, 29)),
        ("2024-02-29", datetime(2024, 2, 29)),
        ("29 februari 2000", datetime(2000, 2, 29)),
    ],
)  # fmt: skip
def test_times_that_are_read(text, expected):
    assert times(text) == [expected]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("29-02-2025", "februari 2025 loopt van 1 tot en met 28"),
        ("2025-02-29", "februari 2025 loopt van 1 tot en met 28"),
        ("31-04-2025", "april 2025 loopt van 1 tot en met 30"),
        ("2025-04-31 10:00", "april 2025 loopt van 1 tot en met 30"),
        ("0-1-2025", "januari 2025 loopt van 1 tot en met 31"),
        ("29-02-1900", "februari 1900 loopt van 1 tot en met 28"),
        ("31-12-25", "schrijf het jaar met vier cijfers, zoals 31-12-2025"),
        ("1/2/25 14:05", "schrijf het jaar met vier cijfers"),
        ("3 mrt 25", "schrijf het jaar met vier cijfers"),
        ("12/31/2025", "heeft maand 31 en die bestaat niet; de dag staat voorop"),
        ("2025-31-12", "de maand staat in het midden"),
        ("0225-01-01", "valt in het jaar 225; gebruik een jaar van 1900 tot en met 2099"),
        ("2025-01-01 24:00", "uren lopen van 0.00 tot en met 23.59"),
        ("2025-01-01 10:60", "uren lopen van 0.00 tot en met 23.59"),
        ("2025-01-01 10:00+23:00", "tijdzone die niet bestaat"),
        ("45992", "dagnummer uit een rekenblad"),
        ("45992,5", "dagnummer uit een rekenblad"),
        ("14:05", "uur zonder datum"),
        (", 14:05", "uur zonder datum"),
        ("gisteren", "is geen datum; schrijf bijvoorbeeld"),
        ("3 foobar 2025", "is geen datum; schrijf bijvoorbeeld"),
        ("2025-01", "is geen datum; schrijf bijvoorbeeld"),
        ("1-2-2025 2:05 PM", "is geen datum; schrijf bijvoorbeeld"),
        ("NaT", "is geen datum; schrijf bijvoorbeeld"),
        ("now", "is geen datum; schrijf bijvoorbeeld"),
        ("٢٠٢٥-٠١-٠١", "is geen datum; schrijf bijvoorbeeld"),
    ],
)  # fmt: skip
def test_times_that_are_refused(text, said):
    problem = refused(f"case;activity;time\n1;a;{text}\n1;a;{text}\n")
    assert problem.problems[0].startswith("rij 2: ")
    assert problem.problems[1].startswith("rij 3: ")
    assert said in problem.problems[0]


def test_the_day_comes_first_and_this_is_said():
    log = read("case,activity,time\n1,a,1-2-2025\n")
    assert log.time[0].astype(datetime) == datetime(2025, 2, 1)
    assert "1-2-2025 is 1 februari" in log.notes[0]
    assert read("case,activity,time\n1,a,2025-02-01 10:00\n1,a,2025-02-01 10:00\n").notes == ()


def test_what_the_reader_assumed_is_said():
    assert "Er staan alleen datums" in read("case,activity,time\n1,a,2025-02-01\n1,b,2025-02-01\n").notes[0]
    assert "Bij 1 van de 2 gebeurtenissen ontbreekt het uur" in read("case,activity,time\n1,a,2025-02-01\n1,b,2025-02-01 10:00\n").notes[0]
    assert "UTC" in read("case,activity,time\n1,a,2025-02-01T10:00Z\n1,b,2025-02-01T10:00+01:00\n").notes[0]
    assert (
        "'School' en 'school' tellen als twee"
        in read("case,activity,time\n1,School,2025-02-01 10:00\n1,school,2025-02-01 10:00\n").notes[0]
    )
    assert "maar één gebeurtenis" in read("case,activity,time\n1,a,2025-02-01 10:00\n2,a,2025-02-01 10:00\n").notes[-1]


@pytest.mark.parametrize("time", ["2025-02-01T10+01", "2025-02-01T10:00+01", "2025-02-01T10:00:00+01:00"])
@pytest.mark.filterwarnings("error")
def test_a_zone_as_long_as_an_iso_time_is_no_iso_time(time):
    """numpy takes these for times with only a warning."""
    found = attempt(f"case,activity,time\n1,a,{time}\n1,b,{time}\n")
    assert "is geen datum" in str(found) if isinstance(found, CaseError) else "UTC" in found.notes[0]


def test_zones_are_all_or_none():
    text = "case,activity,time\n1,a,2025-02-01 10:00\n1,b,2025-02-01 11:00\n1,c,2025-02-01T10:00Z\n"
    assert "rij 4 heeft een tijdzone en rij 2 niet" in str(refused(text))


@QUICK
@given(st.lists(st.datetimes(datetime(1900, 1, 1), datetime(2099, 12, 31)), min_size=1, max_size=8), st.integers(0, 5))
def test_every_time_comes_back(moments, shape):
    shapes = ("%Y-%m-%d %H:%M:%S.%f", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d", "%d-%m-%Y %H:%M", "%d/%m/%Y", "%Y-%m-%d %H:%M")
    texts = [format(moment, shapes[shape]) for moment in moments]
    assert times(*texts) == sorted(datetime.strptime(text, shapes[shape]) for text in texts)


@QUICK
@given(st.lists(st.text(alphabet="0123456789-/.:T Z+mrt", min_size=1, max_size=19).filter(str.strip), min_size=1, max_size=6))
def test_the_quick_way_and_the_slow_way_agree(texts):
    """A column of one ISO shape is read by numpy; together with a time of another shape each is read by itself."""
    head = "case;activity;time\n"

    def found(extra):
        log = attempt(head + "".join(f"a;x;{t}\n" for t in texts) + "".join(f"b;x;{t}\n" for t in extra))
        return log.problems if isinstance(log, CaseError) else [t for c, _, t in table(log) if c == 0]

    assert found([]) == found(["1-2-2025"])


# --- nothing but a CaseError -------------------------------------------------------------------------------------------


@QUICK
@given(st.binary(max_size=300))
def test_random_bytes(data):
    assert str(attempt(data))


@QUICK
@given(st.lists(st.lists(st.text(max_size=12) | st.sampled_from(["1-2-2025", "2025-02-01", "2025-02-31 10:00", '"', "a"]), max_size=5), max_size=8),
       st.sampled_from(",;\t"), st.booleans())  # fmt: skip
def test_random_tables(rows, separator, quote):
    text = io.StringIO()
    if quote:
        csv.writer(text, delimiter=separator).writerows(rows)
    else:
        text.write("\n".join(separator.join(row) for row in rows))
    data = f"case{separator}activity{separator}time\n{text.getvalue()}".encode("utf-8", "replace")
    found = attempt(data)
    if isinstance(found, CaseError):
        assert str(found)
    else:
        assert len(found.case) == len(found.activity) == len(found.time) >= 1


@QUICK
@given(st.text(max_size=40), st.text(max_size=40), st.text(max_size=40))
def test_random_names_of_columns(case, activity, time):
    found = attempt("a,b,c\n1,2,2025-01-01\n", case, activity, time)
    assert "Vul hun namen in" in str(found) or (case.strip(), activity.strip(), time.strip()) == ("a", "b", "c")


# --- much ---------------------------------------------------------------------------------------------------------------


def naive(text):
    """The same by plain Python: rows of (case in order of the file, activity, time), sorted."""
    rows = list(csv.DictReader(io.StringIO(text)))
    numbers = {case: i for i, case in enumerate(dict.fromkeys(r["casus"] for r in rows))}
    return sorted([(numbers[r["casus"]], r["activiteit"], datetime.fromisoformat(r["tijd"])) for r in rows], key=lambda r: (r[0], r[2]))


@pytest.mark.parametrize("shape", ["%Y-%m-%d %H:%M:%S", "%Y-%m-%d"])
def test_twenty_thousand_rows_are_read_as_plain_python_would(shape):
    chance = tool.random.Random(7)
    rows = [
        (
            f"z{chance.randrange(5000)}",
            f"stap {chance.randrange(9)}",
            format(datetime(2025, 1, 1) + timedelta(minutes=chance.randrange(400_000)), shape),
        )
        for _ in range(20_000)
    ]
    text = "casus,activiteit,tijd\n" + "".join(f"{','.join(row)}\n" for row in rows)
    assert table(read(text)) == naive(text)


# --- the shipped log ---------------------------------------------------------------------------------------------------


def test_the_shipped_files_are_what_the_script_makes():
    assert tool.stale() == []


def test_the_statement_beside_the_log_is_true():
    from regiekit.models import event_log as model

    log = m.shipped_log()
    found = model.variants(log)
    names = log.activities
    said = dict(
        line.strip("| \n").split(" | ") for line in (tool.FOLDER / "README.md").read_text(encoding="utf-8").splitlines() if " | " in line
    )
    safety = {names.index(n) for n in ("Jeugdbescherming", "Overhaven", "Politie", "Veilig Thuis")}

    def share(number):
        return f"{number} ({100 * number / log.cases:.1f}%)".replace(".", ",")

    assert said == {
        "Maat": "Waarde",
        "Jongeren": str(log.cases),
        "Gebeurtenissen": str(len(log)),
        "Activiteiten": str(len(names)),
        "Verschillende routes": str(len(found)),
        "Routes van één jongere": str(sum(v.count == 1 for v in found)),
        "Op de meest gevolgde route": share(found[0].count),
        "Op een andere route": share(log.cases - found[0].count),
        "Komt ergens twee keer of vaker": share(round(model.share_returning(found) * log.cases)),
        "Komt langs Jeugdbescherming, Overhaven, Politie, Veilig Thuis": share(sum(v.count for v in found if safety & set(v.steps))),
        "Eerste dag": str(log.time.min())[:10],
        "Laatste dag": str(log.time.max())[:10],
    }
    assert f"De meest gevolgde route: {' → '.join(names[i] for i in found[0].steps)}." in (tool.FOLDER / "README.md").read_text(
        encoding="utf-8"
    )
    assert log.cases == 400
    assert log.notes == ()


# --- what case systems write -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("text", "moment"), [
    ("20250105", datetime(2025, 1, 5)),
    ("20250105083000", datetime(2025, 1, 5, 8, 30)),
    ("202501050830", datetime(2025, 1, 5, 8, 30)),
    ("20250105T083000Z", datetime(2025, 1, 5, 8, 30)),
    ("20250105T083000.5+0100", datetime(2025, 1, 5, 7, 30, 0, 500_000)),
    ("2025-01-05 08:30 CET", datetime(2025, 1, 5, 7, 30)),
    ("2025-07-05 08:30:00 CEST", datetime(2025, 7, 5, 6, 30)),
    ("2025-01-05T08:30:00 UTC", datetime(2025, 1, 5, 8, 30)),
    ("05-01-2025 08:30 GMT+01:00", datetime(2025, 1, 5, 7, 30)),
    ("2025-01-05T08:30:00+01:00[Europe/Amsterdam]", datetime(2025, 1, 5, 7, 30)),
])  # fmt: skip
def test_times_without_signs_and_zones_in_letters(text, moment):
    assert times(text, text) == [moment, moment]


@pytest.mark.parametrize("text", ["20251305", "20250230", "18990101", "2025010525", "20250105T2500Z"])
def test_compact_times_that_do_not_exist(text):
    assert refused(f"case,activity,time\n1,a,{text}\n").count == 1


@pytest.mark.parametrize("none", ["", "31-12-9999", "9999-12-31", "99991231", "9999-12-31T23:59:59Z", "31/12/2999 00:00"])
def test_a_step_without_an_end_is_left_out_and_counted(none):
    log = read(f"zaak;stap;datum\n1;a;05-01-2025\n1;b;{none}\n2;c;06-01-2025\n3;d;{none}\n")
    assert (log.activities, log.cases, len(log)) == (("a", "c"), 2, 2)
    assert log.notes[0] == "Er zijn 2 gebeurtenissen zonder tijd, of met een einde in het jaar 9999: nog open. Die tellen niet mee."
    assert "bij 1 rij is de tijd leeg of nog open" in str(refused(f"zaak;stap;datum\n1;b;{none}\n"))


def test_a_number_that_excel_cut_is_said_first():
    log = read("zaak;stap;datum\n2,02401E+13;a;2025-01-01 10:00\n2,02401E+13;b;2025-01-02 10:00\n")
    assert log.notes[0].startswith("Let op: '2,02401E+13' is een afgekapt nummer.")


@pytest.mark.parametrize("above", ["Rapport doorlooptijden;;\nPeriode: 2025;;\n;;\n", "Rapport\n\n", "sep=;\nRapport; 2025\n"])
def test_the_heading_stands_below_the_lines_of_a_report(above):
    file = m.open_log("x.csv", f"{above}zaak;stap;datum\n1;stap;05-01-2025\n".encode())
    assert (file.header, len(file.log())) == (("zaak", "stap", "datum"), 1)
    assert "rij " + str(file.heading + 1) in str(refused(f"{above}zaak;stap;datum\n1;a;gisteren\n"))


def test_of_two_columns_with_one_name_either_can_be_chosen():
    file = m.open_log("x.csv", b"zaak;stap;datum;datum\n1;a;05-01-2025;06-01-2025\n")
    with pytest.raises(CaseError, match=r"kan 'datum' of 'datum \(2\)' zijn"):
        file.log()
    assert file.log(time="datum").time[0].astype(datetime) == datetime(2025, 1, 5)
    assert file.log(time="datum (2)").time[0].astype(datetime) == datetime(2025, 1, 6)


@pytest.mark.parametrize("encoding", ["utf-16", "cp850", "mac_roman"])
def test_characters_of_other_programs(encoding):
    assert read("zaak|stap|datum\n1|Cliënt gehoord|2025-01-01\n2|Privé|2025-01-01\n", encoding=encoding).activities == (
        "Cliënt gehoord",
        "Privé",
    )


def test_a_row_with_far_too_many_columns():
    assert "meer dan 16.384 cellen in één rij" in str(attempt("zaak;stap;datum" + ";" * 20_000 + "\n"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252", "utf-16-le"])
def test_a_file_by_its_path_is_the_same_log(tmp_path, monkeypatch, encoding):
    monkeypatch.setattr(m, "BLOCK", 64)
    rows = [f"{i % 7};{'plan' if i < 40 else 'café'};{1 + i % 28}-01-2025 10:{i % 60:02}" for i in range(80)]  # the accent comes late
    data = "\n".join(["zaak;stap;datum", *rows]).encode(encoding)
    path = tmp_path / "logboek.csv"
    path.write_bytes(data)
    ours, theirs = m.open_log("x.csv", path).log(), m.open_log("x.csv", data).log()
    assert ours.activities == theirs.activities == ("plan", "café")
    assert all((getattr(ours, name) == getattr(theirs, name)).all() for name in ("case", "activity", "time"))
    path.write_bytes(b"")
    with pytest.raises(m.LogError, match="is leeg"):
        m.open_log("leeg.csv", path)


def test_a_large_file_by_its_path_is_never_in_memory_as_a_whole(tmp_path, monkeypatch):
    monkeypatch.setattr(m, "BLOCK", 1_000_000)
    monkeypatch.setattr(m, "MAX_BYTES", 1_000_000)  # holds for what a browser sends
    path, rows = tmp_path / "logboek.csv", 40_000
    with path.open("w") as file:
        file.write("zaak;stap;datum;tekst\n")
        file.writelines(f"{i // 40};a;2025-01-01 10:{i % 40:02};{'x' * 500}\n" for i in range(rows))
    tracemalloc.start()
    try:
        log = m.open_log("x.csv", path).log()
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert (len(log), log.cases) == (rows, rows // 40)
    assert peak < 0.5 * path.stat().st_size, peak
    with pytest.raises(m.LogError, match="groter dan 1 MB"):
        m.open_log("x.csv", path.read_bytes())
