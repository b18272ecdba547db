"""What a case does not say: each proef works without it, says so, names nobody by it, asks for it on the spot, and keeps it out of the plan."""

from itertools import cycle

import attrs
import pytest

import regiekit
from regiekit.cases import Case, Claim, Party, Representative, Route, Task, Tie, View, load_shipped, reading, workspace
from regiekit.widgets import asking, declaration
from regiekit.widgets.declaration import proef_class
from tests.widgets.samples import CASES, OWN, PROEVEN, keys, plain

OPTIONAL = tuple(f.name for f in attrs.fields(Party) if f.name not in ("key", "name", "id", "extra"))
# Values of what may be asked that differ from the start value, to see whether a proef goes by it.
OTHERS = {
    "kind": ("gemeente", "bewoners"), "size": (1, 5), "scale": ("landelijk", "regionaal"), "position": ("voor", "tegen"),
    "power": (("blokker",), ("productie",)), "replaceable": (True,), "level": ("bestuurlijk", "management"), "mandate": ("volledig", "geen"),
    "commitment": (True,), "tie.kind": ("informeel", "hiërarchie"), "tie.weight": (4,), "claim.strength": ("mede", "rand"),
    "route.count": (50, 3), "route.risk": ("hoog",), "view.position": ("voor", "tegen"), "view.power": (("blokker",),),
}  # fmt: skip
NAMES = tuple(Party(f"p{i}", name=f"Zusterorganisatie {name}") for i, name in enumerate("ABCDEFGHIJ"))


def case_of(name):
    return Case(**OWN[name]()) if name in OWN else load_shipped(name)


def blank(case, name, values=(None,)):
    """The case in which this is not known, or goes through these values row by row."""
    rows, attribute, _, who = reading.ASKED[name]
    if not attribute:
        return case.with_changes(**{rows: ()})
    turn = cycle(values)

    def one(row):
        return attrs.evolve(row, **{attribute: next(turn)})

    def row(of):
        inner = getattr(of, who) if who else None
        if not who:
            return one(of)
        return attrs.evolve(of, **{who: tuple(map(one, inner)) if isinstance(inner, tuple) else inner and one(inner)})

    return case.with_changes(**{rows: tuple(map(row, getattr(case, rows)))})


def said(key, case):
    """All that a proef says of a case; None where it asks for more first."""
    proef, case = proef_class(key), proef_class(key).reads(case)
    if proef.ready(case):
        return None
    state = proef.at(case)
    picked = []
    for party in case.party_keys if proef.picking else ():
        try:
            picked.append(state.pick(party))
        except KeyError:
            continue
    answer = proef.answer(case)
    starts = [(c.key, c.start) for c in proef.controls(case)]
    tables = [table.text() for table in state.tables()]
    told = [state.words(), state.report(), *(m.name for m in state.measures()), str(tables), proef.explain(case, answer)]
    return told, [m.texts() for m in state.measures()], str(answer), starts, picked, str(proef.guess(case)), len(state.svg())


@pytest.mark.whole
@pytest.mark.parametrize("key", PROEVEN)
@pytest.mark.parametrize("name", CASES)
def test_each_proef_works_without_any_field_of_a_party(key, name):
    case = case_of(name)
    for lacking in [*((one,) for one in OPTIONAL if name == "klein"), OPTIONAL]:  # all of them everywhere: tests/everything/test_unknown.py
        said(key, case.with_changes(parties=tuple(attrs.evolve(p, **dict.fromkeys(lacking)) for p in case.parties)))


@pytest.mark.whole
@pytest.mark.parametrize("key", PROEVEN)
def test_each_proef_works_without_what_hangs_on_other_rows(key):
    case = load_shipped("jeugdhulp")
    for name in reading.ASKED:
        said(key, blank(case, name))
    said(key, case.with_changes(issues=tuple(attrs.evolve(issue, gains=None) for issue in case.issues)))
    said(key, case.with_changes(structures=tuple(attrs.evolve(option, units=None, status=None) for option in case.structures)))


@pytest.mark.whole
@pytest.mark.parametrize("key", PROEVEN)
def test_a_proef_asks_for_all_that_it_goes_by(key):
    """What it does not ask for may have any value: nothing it says changes (the length of the picture may)."""
    case = load_shipped("jeugdhulp")
    for name, others in OTHERS.items():
        if name in proef_class(key).starts or name.startswith("view."):  # a view is what the learner types in the proef itself
            continue
        start = reading.START[name]
        with_groups = name in ("kind", "scale")  # groups by it are an offer, made where it is known
        values = [(start,), *((one,) for one in others), (start, *others)]
        outcomes = [said(key, blank(case, name, one)) for one in (values[:-1] if with_groups else values)]
        assert all(one[:-1] == outcomes[0][:-1] for one in outcomes if one), name


@pytest.mark.parametrize("key", PROEVEN)
def test_what_is_not_known_names_nobody(key):
    case = load_shipped("jeugdhulp")
    nameless = case.with_changes(
        parties=tuple(
            attrs.evolve(p, **{name: None for name in OPTIONAL if name != "representative"}, name=f"Ikke{p.key}") for p in case.parties
        )
    )
    proef = proef_class(key)
    lacks = reading.lacking(nameless, proef.starts)
    if not any(reading.ASKED[name].rows == "parties" and not reading.ASKED[name].who for name in lacks):
        return
    told, *_ = said(key, nameless) or ([],)
    assert "Ikke" not in " ".join(told)


def party(key, **known):
    return Party(key, name=key.capitalize(), kind="instelling", sector="zorg", scale="lokaal", replaceable=False, **known)


def started(**fields):
    workspace.start_own("Nieuwe casus", director=fields["parties"][0].key, **fields)


def test_what_lacks_is_said_asked_for_and_kept_in_the_case():
    started(parties=(party("aap", size=3, position="voor"), party("noot", position="tegen"), party("mies", size=2)))
    panel = regiekit.proef("poolse_landdag")
    panel.clicked("_skip")
    words = panel.live["_picture"]["words"]
    assert words.startswith(
        "Nog niet bekend: van 1 partij de positie en van 3 partijen de macht. Deze proef rekent zolang met afwachtend en geen macht,"
    )
    assert "Mies" not in words
    (row,) = [row for row in panel.values["_ask:partijen"] if row["wie"] == "Partij 3: Mies"]
    assert row["positie"] == ""
    assert row["macht"] == ""
    panel.put(**{"_ask:partijen": [row | {"positie": "tegen", "macht": "geen"} for row in panel.values["_ask:partijen"]]})
    mies = workspace.current().party("mies")
    assert (mies.position, mies.power, mies.size) == ("tegen", (), 2)
    assert "Nog niet bekend" not in panel.live["_picture"]["words"]
    assert panel.values["_ask:partijen"]  # what was filled in stays in sight


def test_a_cell_that_cannot_be_used_is_named_and_nothing_is_lost():
    started(parties=(party("aap"), party("noot")), ties=(Tie("aap", "noot", "informeel"),))
    panel = regiekit.proef("verbouwing")
    rows = panel.values["_ask:relaties"]
    assert rows[0]["wie"] == "Partij 1: Aap – Partij 2: Noot"
    panel.put(**{"_ask:relaties": [rows[0] | {"gewicht": "zwaar"}]})
    assert "gewicht ‘zwaar’" in panel.live["fout:_ask:relaties"]
    assert panel.values["_ask:relaties"][0]["gewicht"] == "zwaar"
    assert workspace.current().ties[0].weight is None
    panel.put(**{"_ask:relaties": [rows[0] | {"gewicht": "2,5"}]})
    assert workspace.current().ties[0].weight == 2.5


def test_filling_in_leaves_a_guess_that_is_not_yet_put_down():
    started(parties=(party("aap", power=(), position="voor"), party("noot", power=())))
    panel = regiekit.proef("poolse_landdag")
    panel.put(_guess=77)
    panel.put(**{"_ask:partijen": [row | {"positie": "tegen"} for row in panel.values["_ask:partijen"]]})
    assert panel.values["_guess"] == 77


def test_filling_in_stays_in_its_case_when_another_notebook_chose_another():
    started(parties=(party("aap"), party("noot")))
    panel, key = regiekit.proef("poolse_landdag"), workspace.current_key()
    workspace.choose("regio")  # as another kernel does: this panel hears nothing of it
    panel.put(**{"_ask:partijen": [row | {"positie": "tegen"} for row in panel.values["_ask:partijen"]]})
    assert (panel.key, panel.case.title) == (key, "Nieuwe casus")
    workspace.choose(key)
    assert workspace.current().party("aap").position == "tegen"


def test_filling_in_leaves_what_the_learner_set():
    started(parties=(party("aap", power=(), position="voor"), party("noot", power=())))
    panel = regiekit.proef("poolse_landdag")
    panel.clicked("_skip")
    slider = next(key for key, control in panel.controls.items() if hasattr(control, "high"))
    panel.put(**{slider: panel.controls[slider].high})
    panel.put(**{"_ask:partijen": [row | {"positie": "tegen"} for row in panel.values["_ask:partijen"]]})
    assert panel.values[slider] == panel.controls[slider].high


@pytest.mark.parametrize("key", PROEVEN)
def test_with_ten_names_no_proef_sends_the_learner_elsewhere(key):
    started(parties=NAMES)
    panel = regiekit.proef(key)
    assert "notebook" not in plain(panel.text())
    if panel.missing:
        assert any(name.startswith("_ask:") for name in keys(panel))
        assert "andere casus" in panel.missing or "hieronder" in panel.missing or "Vul" in panel.missing
    else:
        panel.clicked("_skip")
        if panel.lacks:
            assert "Nog niet bekend" in panel.live["_picture"]["words"]
            assert "Zusterorganisatie" not in panel.live["_picture"]["words"] + plain(panel.live["_tables"] + panel.live["_measures"])


def test_without_any_tie_nobody_is_called_an_island_and_the_ties_are_asked_for_on_the_spot():
    started(parties=NAMES)
    panel = regiekit.proef("eilandenrijk")
    panel.clicked("_skip")
    words = panel.live["_picture"]["words"]
    assert words.startswith("Nog niet bekend: van 10 partijen met wie zij een band heeft. Deze proef rekent zolang met geen enkele band,")
    assert "Zusterorganisatie" not in words + panel.declaration.at(panel.case).pick("p3")
    panel.put(**{"_ask:relaties": [{"van": "p1", "naar": "p2", "soort": "informeel"}]})
    assert [(tie.source, tie.target) for tie in workspace.current().ties] == [("p1", "p2")]
    assert panel.lacks == {}
    assert "uiteen in 8 eilanden" in panel.live["_picture"]["words"]
    assert panel.live["_picture"]["words"].startswith("Zonder de regisseur vallen de 9 partijen uiteen")


def test_a_table_that_lacks_is_filled_in_on_the_spot():
    started(parties=NAMES)
    panel = regiekit.proef("overlap")
    assert panel.missing
    panel.put(**{"_ask:taken": [{"naam": "Intake", "kern": f"{NAMES[0].name}; {NAMES[1].name}"}]})
    assert not panel.missing
    assert workspace.current().tasks[0].name == "Intake"
    assert panel.values["_ask:taken"][0]["sleutel"] == "intake"
    panel.clicked("_skip")
    assert "Er is 1 taak" in panel.live["_picture"]["words"]


def test_nothing_untouched_enters_the_plan():
    from regiekit.widgets.regieplan import plan

    started(parties=(party("aap"), party("noot")))
    panel = regiekit.proef("poolse_landdag")
    panel.clicked("_skip")
    panel.put(_own="Mijn woorden.")
    panel.clicked("_keep")
    assert "uitkomst" not in workspace.answers("poolse_landdag")
    assert "Mijn woorden." in repr(plan(workspace.current()))
    assert "Het denkmodel" not in repr(plan(workspace.current()))
    panel.put(**{"_ask:partijen": [row | {"positie": "tegen", "macht": "geen"} for row in panel.values["_ask:partijen"]]})
    panel.clicked("_keep")
    assert "Het denkmodel" in repr(plan(workspace.current()))


def test_lacking_names_the_rows_and_leaves_out_what_is_known():
    case = Case(
        parties=(party("aap", size=1), party("noot"), Party("mies", representative=Representative("chef"))),
        ties=(Tie("aap", "noot"),),
        tasks=(Task("t", claims=(Claim("aap"),)),),
        routes=(Route(("aap", "noot")),),
        views=(View("aap", "noot"),),
    )
    found = reading.lacking(case, reading.ASKED)
    assert [p.key for p in found["size"]] == ["noot", "mies"]
    assert [p.key for p in found["level"]] == ["mies"]  # of the others nobody knows who sits at the table
    assert {"tie.kind", "tie.weight", "claim.strength", "route.count", "route.risk", "view.position", "view.power"} <= found.keys()
    known = reading.assumed(case)
    assert reading.lacking(known, reading.ASKED) == {}
    assert reading.assumed(known) is known
    assert [reading.referred(rows[0]) for rows in (found["tie.kind"], found["claim.strength"], found["route.risk"])] == [
        ("aap", "noot"), ("aap",), ("aap", "noot"),
    ]  # fmt: skip


def test_every_list_that_is_asked_for_has_a_table():
    assert {name for key in PROEVEN for name in proef_class(key).lists} <= asking.TABLES.keys()
    assert {
        reading.ASKED[name].who or reading.ASKED[name].rows for key in PROEVEN for name in proef_class(key).starts
    } <= asking.TABLES.keys()
    assert set(declaration.START) == set(reading.ASKED)
