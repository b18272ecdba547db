"""A case of more parties than anybody can oversee: every proef works, or says up to how many it does; none draws or asks what nobody can read."""

import cProfile
import json
import random

import attrs
import pytest

from regiekit.cases import Case, Claim, Issue, Party, Representative, Route, StructureOption, Task, Tie, View, workspace
from regiekit.cases.model import LEVELS, MANDATES, PARTY_KINDS, POSITIONS, POWERS, RISKS, SCALES, STRENGTHS, TIE_KINDS, with_ids
from regiekit.plots import case as plot
from regiekit.plots.board import Board
from regiekit.plots.layout import Box, spring
from regiekit.plots.network import MOST_TIES, Edge, Node, illegible
from regiekit.widgets import asking, case_table
from regiekit.widgets.case_editor import CaseEditor
from regiekit.widgets.controls import Rows
from regiekit.widgets.declaration import keys, proef_class
from regiekit.widgets.proef_panel import proef
from regiekit.widgets.say import FEW_NAMED, listed
from tests.widgets.samples import blocks, values

#: The proeven that show or ask something of every party, with up to how many they work.
UP_TO = dict.fromkeys(("gunnen", "poolse_landdag", "verkokering", "spelers", "tafel", "brede_agenda", "spelregels", "grootste_gemene_deler",
                       "winst_en_dreiging", "rollen_en_niveaus", "wie_regisseert", "diagnose"), "200 partijen")  # fmt: skip


def crowd(number, island=40, each=10):
    """A case of so many parties in islands, with so many ties each, in which everything is filled in."""
    draw = random.Random(1)
    names = [f"p{i}" for i in range(number)]
    parties = [
        Party(name, name=f"Organisatie {i}", kind=PARTY_KINDS[i % 7], sector=f"sector {i % 5}", size=1 + i % 5, scale=SCALES[i % 4],
              position=POSITIONS[i % 3], power=POWERS[i % 3 : i % 3 + 1], replaceable=i % 4 > 0, values={"snelheid": 1 + i % 5, "zorg": 5 - i % 5},
              representative=Representative("adviseur", LEVELS[i % 3], MANDATES[i % 3], i % 2 > 0))
        for i, name in enumerate(names)
    ]  # fmt: skip
    ties = []
    for i in range(each * number):
        first = i % number
        start = min(first // island * island, number - island)
        other = draw.choice([j for j in range(start, start + island) if j != first])
        ties.append(Tie(names[first], names[other], TIE_KINDS[i % 5], 1 + i % 5))
    tasks = [Task(f"t{i}", f"Taak {i}", needed=draw.sample(names[:12], 4), claims=[Claim(k, STRENGTHS[i % 3]) for k in draw.sample(names, i % 4)])
             for i in range(8)]  # fmt: skip
    return with_ids(Case(
        title="Heel veel partijen", question="Wie?", director="p0", parties=parties, ties=ties, tasks=tasks,
        issues=[Issue(f"k{i}", f"Kwestie {i}", {name: draw.randrange(-5, 6) for name in names}) for i in range(4)],
        routes=[Route(draw.sample(names, 3), 10 + i, RISKS[i % 3]) for i in range(6)],
        structures=[StructureOption("nu", "Nu", "huidig", units={f"Eenheid {u}": tuple(names[u::4]) for u in range(4)})],
        views=[View(names[i], names[i + 1], POSITIONS[i % 3], POWERS[i % 3 : i % 3 + 1]) for i in range(min(20, number - 1))],
    ))  # fmt: skip


@pytest.fixture(scope="module")
def some():
    return crowd(201)


@pytest.fixture(scope="module")
def most():
    return crowd(5000)


def works_or_says(key, case):
    proef = proef_class(key)
    case = proef.reads(case)
    if said := proef.ready(case):
        return said
    controls = proef.controls(case)
    assert all(len(control.start) <= 200 for control in controls if isinstance(control, Rows))
    proef.guess(case).block()
    state = proef.at(case)
    words = state.words()
    assert len(words) < 8000
    assert len(state.svg(words)) < 1_500_000
    state.measures(), state.tables(), state.report(), state.curve(), proef.explain(case, proef.answer(case))
    return ""


@pytest.mark.parametrize("key", keys())
def test_one_party_more_than_anybody_can_oversee(key, some):
    up_to = UP_TO.get(key, "") if UP_TO.get(key) != "1.000 partijen" else ""
    said = works_or_says(key, some)
    assert said == (f"Deze casus heeft 201 partijen. Deze proef werkt tot {up_to}: meer zijn niet te overzien. Maak een kleinere casus "
                    "met wat het belangrijkst is, of kies hierboven een andere casus." if up_to else "")  # fmt: skip


@pytest.mark.whole
@pytest.mark.parametrize("key", keys())
def test_as_many_parties_as_a_case_can_have(key, most):
    said = works_or_says(key, most)
    assert f"tot {UP_TO[key]}:" in said if key in UP_TO else not said


@pytest.mark.parametrize(("key", "changes", "what"), [
    ("overlap", {"tasks": [Task(f"t{i}", claims=[Claim("p0", "kern")]) for i in range(201)]}, "201 taken"),
    ("overlap", {"tasks": [Task("t", claims=[Claim(f"p{i}", "kern") for i in range(201)])]}, "201 partijen met een claim"),
    ("knippen", {"tasks": [Task(f"t{i}", needed=("p0", "p1")) for i in range(201)]}, "201 taken"),
    ("warme_overdracht", {"routes": [Route(("p0", "p1"), 1, "hoog")] * 201}, "201 routes"),
    ("routes", {"routes": [Route(("p0", "p1"), 1, "hoog")] * 201}, "201 routes"),
])  # fmt: skip
def test_more_of_something_else_than_a_proef_can_show(key, changes, what, some):
    proef = proef_class(key)
    said = proef.ready(proef.reads(some.with_changes(**changes)))
    assert said.startswith(f"Deze casus heeft {what}. Deze proef werkt tot 200 {what.partition(' ')[2]}:")
    fewer = {name: rows[:200] if len(rows) > 1 else [attrs.evolve(rows[0], needed=rows[0].needed[:200], claims=rows[0].claims[:200])]
             for name, rows in changes.items()}  # fmt: skip
    assert proef.ready(proef.reads(some.with_changes(**fewer))) is None


# -- pictures ----------------------------------------------------------------------------------------------------------------


def nodes(number):
    return [Node(f"n{i}", f"Naam {i}", 20.0 + 3 * i, 50) for i in range(number)]


@pytest.mark.parametrize(("parties", "ties", "drawn"), [(200, 1, True), (201, 1, False), (2, MOST_TIES, True), (2, MOST_TIES + 1, False)])
def test_a_network_that_nobody_could_read_is_a_sentence(parties, ties, drawn):
    board = Board(660, 400)
    board.network(nodes(parties), [Edge("n0", "n1")] * ties)
    svg = board.svg("Netwerk", "In woorden.")
    assert (svg.count('data-key="n:') == parties) == drawn
    assert ('data-key="te-veel"' in svg) == (not drawn) == bool(illegible(parties, ties))
    assert len(svg) < (10_000_000 if drawn else 5000)


def test_who_is_no_party_of_the_case_does_not_count():
    board = Board(660, 400)
    board.network([*nodes(200), *(Node(f"#hoofd{i}", "", 20.0 + 3 * i, 90) for i in range(30))])
    assert board.svg("", "").count('data-key="n:') == 230


def test_the_sentence_says_how_many_up_to_how_many_and_what_to_do():
    assert illegible(5000, 50_000) == (
        "Dit plaatje zou 5.000 partijen en 50.000 banden hebben. Leesbaar is het tot 200 partijen en 20.000 banden. Daarom is het niet "
        "getekend. De woorden en de maten gaan wel over alle partijen. Wilt u een plaatje zien? Maak dan een casus met de belangrijkste partijen."
    )


def test_a_whole_case(some):
    picture = plot.picture(some, title="Netwerk", words="In woorden.")
    assert "getekend." in picture
    assert "data-pick" not in picture
    assert "<desc>In woorden.</desc>" in picture
    fewer = some.without_party("p200")
    assert plot.picture(fewer, title="Netwerk", words="").count('data-pick="') == 200


def test_the_print_says_so_too(some):
    figure = pytest.importorskip("matplotlib.figure").Figure()
    from regiekit.plots import axes

    found, ties, size = plot.parts(some)
    ax = axes.network(figure.add_subplot(), found, ties, size=size)
    assert not ax.patches
    assert "5.000" not in (said := " ".join(text.get_text() for text in ax.texts))
    assert said == illegible(201, len(ties))


def test_places_of_too_many_are_all_within_the_area():
    area = Box(10, 20, 600, 400)
    at = spring([f"n{i}" for i in range(5000)], [("n0", "n1")], area)
    assert len(set(at.values())) == 5000
    assert all(10 <= x <= 610 and 20 <= y <= 420 for x, y in at.values())


# -- words and tables to fill in -----------------------------------------------------------------------------------------------


def test_a_sentence_names_no_more_than_anybody_reads():
    assert listed([str(i) for i in range(200)]).endswith("198 en 199")
    assert listed([str(i) for i in range(201)]) == ", ".join(map(str, range(FEW_NAMED))) + f" en nog {201 - FEW_NAMED}"


@pytest.mark.whole
def test_the_editor_shows_no_table_that_a_browser_cannot_lay_out(most, some):
    assert case_table.too_many(some, "partijen") == ""
    assert "heeft 50.000 rijen. Dat is te veel om hier in te vullen. Alles is wel bewaard." in case_table.too_many(most, "relaties")
    workspace.start_own(**{name: getattr(most, name) for name in ("title", "director", "parties", "ties", "tasks", "routes")})
    panel = CaseEditor()
    tables = {block["key"]: block["t"] for block in blocks(panel.tree) if block.get("key") in case_table.columns(most)}
    assert tables == {
        "partijen": "table",
        "belangen": "table",
        "waarden": "html",
        "kwesties": "html",
        "vertegenwoordigers": "table",
        "relaties": "html",
        "blikken": "table",
        "taken": "table",
        "routes": "table",
        "structuren": "table",
        "indeling": "table",
    }
    assert panel.values["relaties"] == []
    changed = [{**row, "naam": "Nieuwe naam"} if row["sleutel"] == "p7" else row for row in panel.values["partijen"]]
    panel.put(partijen=changed)
    assert panel.case.party("p7").name == "Nieuwe naam"
    assert len(panel.case.ties) == 50_000
    assert panel.case.party("p8").values == most.party("p8").values
    assert "nog niet bewaard" not in str(panel.live).lower()


@pytest.mark.whole
def test_what_a_proef_asks_in_a_table_that_is_too_long_is_not_emptied(most):
    ask = asking.Ask("relaties", "Relaties")
    assert asking.block(most, ask)["t"] == "html"
    typed = {asking.PREFIX + "relaties": asking.rows(most, ask)}
    assert typed == {asking.PREFIX + "relaties": []}
    assert asking.answered(most, [ask], typed).ties == most.ties
    assert asking.completed(most, [ask], typed) == typed


# -- a move ------------------------------------------------------------------------------------------------------------------

#: Proeven and a control: those whose work once grew with the square of the parties, and those that draw or list them all.
MOVED = {"verkokering": "sight", "lenzen": "sought", "feel_good": "second", "eilandenrijk": "merged", "gunnen": "content", "tafel": "by",
         "poolse_landdag": "parties", "rollen_en_niveaus": "reach", "spelregels": "ritme", "spelers": "share"}  # fmt: skip


def moved(key, number):
    """What a move to another setting asks at most: calls of functions, and characters that are written as JSON."""
    workspace.keep(crowd(number, island=5, each=2), "veel")
    workspace.choose("veel")
    panel = proef(key)
    panel.clicked("_skip")
    control, calls, sent = panel.controls[MOVED[key]], [], []
    panel._send = lambda content, buffers=None: sent.append(len(json.dumps(content)))
    for value in values(control)[:4]:
        watched = cProfile.Profile()
        watched.enable()
        panel.set_state({"changes": {control.key: [panel.heard + 1, value]}})
        watched.disable()
        calls.append(sum(entry.callcount for entry in watched.getstats()))
    assert "_fout" not in panel.live
    return max(calls), max(sent)


@pytest.mark.parametrize("key", MOVED)
def test_the_work_of_a_move_grows_less_than_the_parties_do(key):
    few, many = moved(key, 15), moved(key, 200)
    assert many[0] <= 9 * few[0]
    listed = any(isinstance(control, Rows) for control in proef_class(key).controls(crowd(15, 5, 2)))
    assert many[1] <= (9 if listed else 2) * few[1]  # a picture is not among it
