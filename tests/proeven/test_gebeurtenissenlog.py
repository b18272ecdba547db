"""The proef with an event log: the shipped one, one's own, files that are not in order, and the pictures of all of them."""

import re
from xml.etree import ElementTree

import pytest

from regiekit.cases import Case, CaseError, load_shipped
from regiekit.cases.event_log import open_log
from regiekit.proeven.begin import gebeurtenissenlog as proef
from tests.proeven.stands import Stand, keyed, stands

LEAST = (1, 5, 10, 30, 60)
GOOD = "".join(f"{i},{a},2025-01-{k + 1:02}\n" for i in range(12) for k, a in enumerate("ABC" if i else "ACA"))
OTHER = "nr;wat;wanneer\n1;Intake;1-2-2025\n1;Besluit;3 maart 2025\n2;Intake;31-12-2025 14:05\n"
EVIL = "<img src=x onerror=alert(1)>"


def own(rows, name="log.csv", **settings):
    """The state with this file; rows without a heading get the usual one."""
    data = rows if "wanneer" in rows else f"casus,activiteit,tijd\n{rows}"
    return proef.EventLogProef.at(load_shipped("jeugdhulp"), **settings).but(file=open_log(name, data.encode()))


def steps(*routes):
    """Rows of a file: a route is names of activities in order, a case each."""
    return "".join(f'{i},"{a}",2025-{1 + k // 28:02}-{1 + k % 28:02}\n' for i, route in enumerate(routes) for k, a in enumerate(route))


test_stands = stands(
    "gebeurtenissenlog",
    Stand({}, {"people": 400}, says=("400 verzonnen jongeren", "De drukste route is die van 163 jongeren: van De Waardborg via de GGD, de huisartsen en het jeugdteam naar de jeugd-ggz."), notes={"file": ""}),
    Stand({"view": "varianten", "least": 20}, says=("U ziet alleen de vier drukste routes.",)),
    Stand({"view": "varianten", "least": 60}, says=("U ziet alleen de drukste route.",)),  # the commonest is always there
    Stand({}, {"people": 400}, says=("400 verzonnen jongeren",), case=Case("Leeg")),
)  # fmt: skip


@pytest.mark.parametrize(("state", "people", "shown", "measures", "says", "note"), [
    (own(GOOD, least=2), 12, (11, 2), ["2", "1", "92%", "0%"], ("12 zaken langs twee verschillende routes",), "‘casus’"),
    (own(GOOD, least=1), 12, (12, 4), ["4", "2", "100%", "8%"], ("Iedere route is helemaal in beeld.",), "36 gebeurtenissen van 12 zaken gelezen"),
    (own(steps("AB", "AB")), 2, (0, 0), ["0", "0", "0%", "0%"], ("zet de schuif op 2 of lager",), "4 gebeurtenissen"),
    (own(steps("AB", "AB"), least=2), 2, (2, 1), ["1", "1", "100%", "0%"], ("lijnen die minstens twee zaken volgen.",), ""),
    (own(steps("AB")), 1, (0, 0), ["0", "0", "0%", "0%"], ("zet de schuif op 1.",), ""),
    (own(OTHER, case_column="nr", activity_column="wat", time_column="wanneer", least=1), 2, (2, 1), ["1", "2", "100%", "0%"], ("2 zaken langs twee verschillende routes",), "dag-maand-jaar"),
    (own(steps(*[[f"stap {k}" for k in range(20 if c else 3)] for c in range(20)]), least=1), 20, (1, 11), ["11", "1", "5%", "0%"], ("De acht activiteiten waar",), "20 zaken"),
])  # fmt: skip
def test_an_own_file(state, people, shown, measures, says, note):
    assert (state.people, (state.visible, len(state.arcs))) == (people, shown)
    assert [m.texts()[1] for m in state.measures()] == measures
    assert all(piece in state.words() for piece in says)
    assert note in state.note("file")
    assert state.report().startswith(f"In het logboek staan {people} ")
    ElementTree.fromstring(state.svg())


def test_the_prediction_and_what_an_activity_tells():
    state = Stand().state("gebeurtenissenlog")
    assert state.answer(state.case) == pytest.approx(40.75)
    assert "163 van de 400" in state.explain(state.case, 40.75)
    told = state.pick(str(proef.shipped().activities.index("Jeugdteam")))
    assert "Langs het jeugdteam komen 317 jongeren. Bij 82 eindigt de route daar." in told
    assert "Daarna gaan er 201 naar de jeugd-ggz, de helft na meer dan 52 dagen." in told
    with pytest.raises(KeyError):
        state.pick("99")


def test_a_higher_bar_hides_more_people_and_moves_no_box():
    states = [Stand({"least": least}).state("gebeurtenissenlog") for least in LEAST]
    assert all(a.cases >= state.least for state in states for a in state.arcs)
    assert all(len(state.arcs) <= proef.MOST_PATHS for state in states)
    seen = [state.visible for state in states]
    assert seen == sorted(seen, reverse=True)
    assert seen[-1] < 300
    places = [{k: a["transform"] for k, (a, _) in keyed(state).items() if k.startswith("a:")} for state in states]
    assert len(places[0]) == min(proef.MOST_ACTIVITIES, len(proef.shipped().activities))
    assert all(one == places[0] for one in places)


@pytest.mark.parametrize("least", LEAST)
def test_one_counter_says_how_many_are_out_of_the_picture(least):
    state = Stand({"least": least}).state("gebeurtenissenlog")
    hidden = state.people - state.visible
    assert keyed(state).get("buiten", ({}, ""))[1] == (f"{hidden} buiten beeld" if hidden else "")
    plan = state.about.plan
    assert plan.step - plan.box[1] >= 45


@pytest.mark.parametrize("least", LEAST)
def test_each_path_has_a_number_and_a_point_and_is_as_wide_as_busy(least):
    state = Stand({"least": least}).state("gebeurtenissenlog")
    found, arcs = keyed(state), state.about.drawn(state.arcs)
    assert {k for k in found if k.startswith("e:")} == {f"e:{a.source}|{a.target}" for a in arcs}
    for a in arcs:
        assert found[f"l:{a.source}|{a.target}"][1] == str(a.cases)
        assert f"h:{a.source}|{a.target}" in found
    widths = [float(found[f"e:{a.source}|{a.target}"][0]["stroke-width"]) for a in arcs]
    assert widths == sorted(widths, reverse=True)
    assert min(widths) >= 1.4


def test_the_tables_agree_with_the_measures():
    state = Stand().state("gebeurtenissenlog")
    routes, paths = state.tables()
    assert routes.rows[0] == ("De Waardborg → GGD → Huisartsen → Jeugdteam → Jeugd-ggz", 163, "41%")
    assert len(paths.rows) == min(len(state.arcs), proef.PATHS_IN_TABLE)
    assert paths.rows[0][:3] == ("De Waardborg → GGD", 213, 231)


def test_the_routes_below_one_another():
    state = own(steps(*["ABC"] * 6, *["ADA"] * 4, "AB" * 6), view="varianten", least=1)
    root = ElementTree.fromstring(state.svg())
    texts, keys = [e.text for e in root.iter() if e.tag.endswith("text")], [e.get("data-key") for e in root.iter() if e.get("data-key")]
    assert {"6", "55%", "+ 7", "stappen", "Dit zijn alle routes."} <= set(texts)
    assert texts.count("↺") == 1 + 3  # back at A; of the long route five steps are drawn, three of them seen before
    assert len(keys) == len(set(keys))
    assert "Nog 2 andere routes, samen 5 zaken." in state.but(least=5).svg()


@pytest.mark.parametrize(("state", "pieces"), [
    (own(OTHER), ("is niet herkend", "'nr', 'wat', 'wanneer'")),
    (own(OTHER, case_column="nr", activity_column="wat", time_column="wnneer"), ("geen kolom 'wnneer'; bedoelt u 'wanneer'",)),
    (own("1,A,31-04-2025\n2,,1-1-2025\n"), ("rij 2:", "april 2025 loopt van 1 tot en met 30", "rij 3: de cel met de activiteit is leeg")),
])  # fmt: skip
def test_what_is_wrong_in_a_file_is_said_under_the_field_and_in_the_picture(state, pieces):
    drawn = " ".join(" ".join(e.text or "" for e in ElementTree.fromstring(state.svg()).iter()).split())
    for text in (state.note("file"), state.words(), drawn):
        assert all(piece in text for piece in pieces)
    assert (state.measures(), state.tables(), state.report()) == ([], [], "")
    with pytest.raises(KeyError):
        state.pick("1")


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"\x00\x01", b"een zin", b"\n\n"])
def test_what_is_no_log_at_all_is_refused(data):
    with pytest.raises(CaseError):
        open_log("x.csv", data)


def test_names_of_people_are_nowhere():
    state = own("Jan Jansen,A,1-1-2025\nJan Jansen,B,2-1-2025\n")
    assert "Jansen" not in "".join((state.svg(), state.words(), state.note("file"), str(state.tables()), state.report()))


@pytest.mark.parametrize("bad", [EVIL, "]]></svg><script>", "x" * 400, "\u202e", "é" * 30])
def test_names_from_people_stay_text(bad):
    tags = {"svg", "title", "desc", "rect", "text", "g", "path", "polygon"}
    state = own(steps([bad, f"2{bad}", bad], [f"3{bad}"]), f"{bad}.csv", least=1)
    for one in (state, state.but(view="varianten"), state.but(case_column=bad)):
        root = ElementTree.fromstring(one.svg())
        assert {e.tag.rpartition("}")[2] for e in root.iter()} <= tags
        assert not any(a.lower().startswith("on") for e in root.iter() for a in e.attrib)
    assert "<img" not in "".join(table.html() for table in state.tables())


def test_all_pictures_have_one_size():
    """But for the legend, which is text on the stage."""
    start, file = Stand().state("gebeurtenissenlog"), own(steps("AB"))
    for state in (start, start.but(least=60), start.but(view="varianten"), file, file.but(view="varianten"), own("1,A,nooit\n" * 40)):
        svg = state.svg()
        legend = re.search(r'data-top="([^"]+)"', svg)
        assert float(legend[1] if legend else re.search(r'viewBox="0 0 660 ([^"]+)"', svg)[1]) == proef.HIGH


@pytest.mark.parametrize(("state", "point"), [
    (own(GOOD, least=2), "en daardoor lopen"), (own(GOOD, least=1), "bijna geen lijn"), (own(steps("AB", "AB")), "dezelfde route"),
    (own(steps("AB", "AC"), least=2), "netwerk is leeg"), (own(steps(*["AB"] * 3, "AC", "AD", "AE"), least=2), "Het plaatje is rustig"),
    (own(steps(*["AB"] * 6, "AC", "AD"), least=2), "springt eruit"), (own(OTHER), "nog niet te lezen"), (own(GOOD, view="varianten", least=1), "wijkt ergens af"),
    (own(GOOD, view="varianten", least=9), "Alleen de drukste"),
])  # fmt: skip
def test_each_point_has_a_headline_of_its_own(state, point):
    assert point in state.headline()
    assert len(state.headline()) <= 150
