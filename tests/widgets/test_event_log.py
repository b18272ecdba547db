"""The proef with an event log: the shipped one, one's own, and files that are not in order."""

import pytest

from regiekit.cases import CaseError, load_shipped, workspace
from regiekit.widgets import event_log as widget
from regiekit.widgets.experiment import Proef

GOOD = b"casus,activiteit,tijd\n" + b"".join(
    b"%d,%s,2025-01-%02d\n" % (i, a, k + 1) for i in range(12) for k, a in enumerate((b"A", b"B", b"C") if i else (b"A", b"C", b"A"))
)
OTHER = b"nr;wat;wanneer\n1;Intake;1-2-2025\n1;Besluit;3 maart 2025\n2;Intake;31-12-2025 14:05\n"
BAD = b"casus,activiteit,tijd\n1,A,31-04-2025\n2,,1-1-2025\n"


@pytest.fixture
def panel():
    workspace.choose("jeugdhulp")
    made = Proef(widget.EXPERIMENT)
    made.clicked("_skip")
    return made


def set_(panel, **values):
    panel.values = {**panel.values, **values}
    panel.changed(list(values))


def words(panel):
    return panel.live["_picture"]["words"]


def outcome(file=None, *names, least=widget.START, view="netwerk"):
    names = (*names, "", "", "")[:3]
    return widget.outcome(load_shipped("jeugdhulp"), least, view, file and widget.open_log("log.csv", file), *names)


def test_the_shipped_log_is_there_at_once(panel):
    assert "400 verzonnen jongeren" in words(panel)
    assert "163 jongeren (41%) volgen de meest gevolgde route: De Waardborg → GGD → Huisartsen → Jeugdteam → Jeugd-ggz." in words(panel)
    assert panel.declaration.guess.answer(panel.case) == pytest.approx(40.75)
    assert "_note:file" not in panel.live


def test_nothing_is_given_away_before_the_prediction():
    made = Proef(widget.EXPERIMENT)
    assert not any("163" in str(value) or "41" in str(value) for value in made.live.values())
    set_(made, _guess=80)
    made.clicked("_commit")
    assert "41" in made.live["_compare"]
    assert "163 van de 400" in made.live["_compare"]


def test_a_higher_bar_hides_more_people(panel):
    hidden = []
    for least in (1, 5, 10, 30, 60):
        set_(panel, least=least)
        o = panel._shown().outcome
        assert all(a.cases >= least for a in o.arcs)
        assert len(o.arcs) <= widget.MOST_PATHS
        hidden.append(o.people - o.visible)
    assert hidden == sorted(hidden)
    assert hidden[-1] > 100


def test_who_is_hidden_by_hand():
    o = outcome(GOOD, least=2)
    assert (o.people, o.visible, len(o.arcs)) == (12, 11, 2)
    assert "1 zaak (8%) heeft een route die dan niet helemaal in beeld is." in widget.words(o)
    assert [m.texts() for m in widget.measures(o)] == [("4", "2"), ("2", "1"), ("100%", "92%"), ("8%", "0%")]
    o = outcome(GOOD, least=1)
    assert (o.visible, len(o.arcs)) == (12, 4)
    assert "Iedere route is helemaal in beeld." in widget.words(o)


def test_the_routes_below_one_another(panel):
    set_(panel, view="varianten", least=20)
    assert "U ziet 4 van de 52 routes." in words(panel)
    set_(panel, least=60)
    assert "U ziet 1 van de 52 routes." in words(panel)  # the commonest is always there


def test_an_own_file(panel):
    panel.received("file", "eigen.csv", GOOD)
    assert "Het logboek telt 12 zaken, 36 gebeurtenissen en 2 verschillende routes." in words(panel)
    assert "Gelezen: 36 gebeurtenissen van 12 zaken; casus = ‘casus’, activiteit = ‘activiteit’, tijd = ‘tijd’." in panel.live["_note:file"]
    panel.clicked("_reset")
    assert "400 verzonnen jongeren" in words(panel)


def test_a_small_file_says_how_to_see_its_paths(panel):
    panel.received("file", "klein.csv", b"casus;activiteit;tijd\n1;A;1-9-2025\n1;B;2-9-2025\n2;A;1-9-2025\n2;B;3-9-2025\n")
    assert "Geen enkel pad is zo druk: zet de schuif op 2 of lager." in panel.live["_picture"]["words"]
    panel.put(least=2)
    assert "Geen enkel pad" not in panel.live["_picture"]["words"]


def test_names_of_columns_can_be_chosen(panel):
    panel.received("file", "eigen.csv", OTHER)
    assert "is niet herkend" in panel.live["_note:file"]
    assert "&#39;nr&#39;, &#39;wat&#39;, &#39;wanneer&#39;" in panel.live["_note:file"]
    assert "nog niet te tekenen" in words(panel)
    set_(panel, case_column="nr")
    set_(panel, activity_column="wat")
    set_(panel, time_column="wanneer")
    assert "2 zaken, 3 gebeurtenissen" in words(panel)
    assert "dag-maand-jaar" in panel.live["_note:file"]
    set_(panel, time_column="wnneer")
    assert "geen kolom &#39;wnneer&#39;; bedoelt u &#39;wanneer&#39;" in panel.live["_note:file"]


def test_what_is_wrong_in_the_rows_is_said_under_the_field_and_in_the_picture(panel):
    panel.received("file", "fout.csv", BAD)
    for text in (panel.live["_note:file"], words(panel), panel.live["_picture"]["svg"]):
        assert "rij 2:" in text
        assert "april 2025 loopt van 1 tot en met 30" in text
        assert "rij 3: de cel met de activiteit is leeg" in text
    assert panel.live["_tables"] == panel.live["_measures"] == ""
    set_(panel, _picture="1")
    assert "komt in deze stand niet voor" in panel.live["_pick"]


def test_what_is_no_log_at_all_is_refused_at_the_field(panel):
    for data in (b"", b"PK\x03\x04", b"\x00\x01", b"een zin"):
        panel.received("file", "x.csv", data)
        assert panel.live["fout:file"].startswith("'x.csv' ")
        assert "400 verzonnen jongeren" in words(panel)


def test_the_tables_agree_with_the_measures():
    o = outcome()
    routes, paths = widget.tables(o)
    assert routes.rows[0] == ("De Waardborg → GGD → Huisartsen → Jeugdteam → Jeugd-ggz", 163, "41%")
    assert len(paths.rows) == min(len(o.arcs), widget.PATHS_IN_TABLE)
    assert paths.rows[0][:3] == ("De Waardborg → GGD", 213, 231)


def test_an_activity_tells_where_people_come_from_and_go(panel):
    names = widget.shipped().activities
    set_(panel, _picture=str(names.index("Jeugdteam")))
    assert "317 jongeren komen langs Jeugdteam; bij 0 begint de route daar en bij 82 eindigt ze daar." in panel.live["_pick"]
    assert "Daarna vooral: Jeugd-ggz (201, de helft na meer dan 52 dagen)" in panel.live["_pick"]


def test_more_activities_than_are_legible():
    rows = "".join(f"{c},stap {k},2025-01-{k + 1:02}\n" for c in range(20) for k in range(20 if c else 3))
    o = outcome(f"case,activity,time\n{rows}".encode(), least=1)
    assert len(o.about.stops) == widget.MOST_ACTIVITIES
    assert "De 8 activiteiten waar de minste zaken komen, staan niet in het plaatje." in widget.words(o)
    assert (o.people, o.visible) == (20, 1)


def test_names_of_people_are_nowhere():
    o = outcome(b"casus,activiteit,tijd\nJan Jansen,A,1-1-2025\nJan Jansen,B,2-1-2025\n")
    for text in (widget.picture(o), widget.words(o), widget.note(o, "file"), str(widget.tables(o)), str(o)):
        assert "Jansen" not in text


def test_the_proef_does_not_depend_on_the_case():
    e, other = widget.EXPERIMENT, workspace.current().with_changes(parties=(), ties=(), tasks=(), routes=())
    assert e.ready(other) is None
    settings = {**e.settings(other), "file": None}
    assert widget.words(e.outcome(other, **settings)) == widget.words(e.outcome(load_shipped("regio"), **settings))


def test_hostile_names_stay_text(panel):
    evil = "<img src=x onerror=alert(1)>"
    panel.received("file", f"{evil}.csv", f'casus,activiteit,tijd\n1,"{evil}",1-1-2025\n1,B,2-1-2025\n'.encode())
    set_(panel, _picture="0")
    for key in ("_note:file", "_tables", "_pick", "_measures"):
        assert "<img" not in panel.live[key], key
    assert "<img" not in panel.live["_picture"]["svg"]


def test_a_file_without_the_heading_is_no_crash():
    with pytest.raises(CaseError):
        widget.open_log("x.csv", b"\n\n")
    assert "nog niet te tekenen" in widget.words(outcome(b"1,A,1-1-2025\n1,B,2-1-2025\n"))
