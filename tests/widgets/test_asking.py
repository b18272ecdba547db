"""What a case does not say: each proef works without it, says so, names nobody by it, asks for it on the spot, and keeps it out of the plan."""

from itertools import cycle

import attrs
import pytest

import regiekit
from regiekit.cases import Case, Claim, Issue, Party, Representative, Route, Task, Tie, View, load_shipped, reading, workspace
from regiekit.widgets import asking, declaration, gain_table
from regiekit.widgets.declaration import proef_class
from tests.widgets.samples import CASES, OWN, PROEVEN, blocks, keys, plain

OPTIONAL = tuple(f.name for f in attrs.fields(Party) if f.name not in ("key", "name", "id", "extra"))
# Values of what may be asked that differ from the start value, to see whether a proef goes by it.
OTHERS = {
    "kind": ("gemeente", "bewoners"), "size": (1, 5), "scale": ("landelijk", "regionaal"), "position": ("voor", "tegen"),
    "power": (("blokker",), ("productie",)), "replaceable": (True,), "level": ("bestuurlijk", "management"), "mandate": ("volledig", "geen"),
    "commitment": (True,), "tie.kind": ("informeel", "hiërarchie"), "tie.free": (False,), "tie.weight": (4,), "claim.strength": ("mede", "rand"),
    "route.count": (50, 3), "route.risk": ("hoog",), "view.position": ("voor", "tegen"), "view.power": (("blokker",),),
    "issue.gain": (4, -3),
}  # fmt: skip
NAMES = tuple(Party(f"p{i}", name=f"Zusterorganisatie {name}") for i, name in enumerate("ABCDEFGHIJ"))


def case_of(name):
    return Case(**OWN[name]()) if name in OWN else load_shipped(name)


def blank(case, name, values=(None,)):
    """The case in which this is not known, or goes through these values row by row."""
    rows, attribute, _, who = reading.ASKED[name]
    if not attribute and who:
        return case.with_changes(parties=tuple(attrs.evolve(p, **{who: None}) for p in case.parties))
    if not attribute:
        return case.with_changes(**{"issues" if rows == "agenda" else rows: ()})
    turn = cycle(values)
    if attribute == reading.GAINS:
        gains = [{key: gain for key, gain in zip(case.party_keys, turn, strict=False) if gain is not None} for _ in case.issues]
        return case.with_changes(issues=tuple(attrs.evolve(issue, gains=of) for issue, of in zip(case.issues, gains, strict=True)))

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
    starts = proef_class(key).starts
    by_gains = key == reading.AGENDA or any(reading.ASKED[name].name == reading.GAINS for name in starts)
    for name, others in OTHERS.items():
        if (
            name in starts or name.startswith("view.") or (name == "issue.gain" and by_gains)
        ):  # a view is what the learner types in the proef itself
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
    assert panel.live["_picture"]["words"].startswith("Twee van de acht eilanden gingen op in één organisatie")


def test_a_table_that_lacks_is_filled_in_on_the_spot():
    started(parties=NAMES)
    panel = regiekit.proef("overlap")
    assert panel.missing
    panel.put(**{"_ask:taken": [{"naam": "Intake", "kern": f"{NAMES[0].name}; {NAMES[1].name}"}]})
    assert not panel.missing
    assert workspace.current().tasks[0].name == "Intake"
    assert panel.values["_ask:taken"][0]["sleutel"] == "intake"
    panel.clicked("_skip")
    assert "gaan allebei over ‘Intake’" in panel.live["_picture"]["words"]


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
    panel.clicked("_vouch")
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
    assert [p.key for p in found["representative"]] == ["aap", "noot"]
    assert found["issue"] == found["agenda"] == case.parties
    assert [p.key for p in found["sector"]] == ["mies"]
    assert {"tie.kind", "tie.weight", "claim.strength", "route.count", "route.risk", "view.position", "view.power"} <= found.keys()
    known = reading.assumed(case)
    rows = {"representative", "issue", "agenda", "sector"}  # without rows, or a text, there is nothing to put in their place
    assert reading.lacking(known, reading.ASKED).keys() == rows
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


# -- what parties win or lose on the issues ----------------------------------------------------------------------------------

#: Proef that goes by gains -> its table, and the party whose gain is taken away (the director's is all that one goes by).
GAINED = {
    "spelregels": ("agenda", "verblijf"), "ontwerp": ("agenda", "verblijf"), "winst_en_dreiging": ("agenda", "verblijf"),
    "wie_regisseert": ("agenda", "verblijf"), "grootste_gemene_deler": ("agenda", "verblijf"), "gunnen": ("kwesties", "verblijf"),
    "rollen_en_niveaus": ("kwesties", "gemeente"),
}  # fmt: skip


def without(case, party):
    """The case in which the first gain of a party is not known."""
    first, *others = case.issues
    return case.with_changes(issues=(attrs.evolve(first, gains={key: gain for key, gain in first.gains.items() if key != party}), *others))


def own_copy_of(case):
    """This case as one that the learner typed, in use."""
    lists = ("director", "parties", "ties", "tasks", "issues", "routes", "structures", "views")
    workspace.start_own(case.title, **{name: getattr(case, name) for name in lists})


def shown(panel):
    """All that the panel says in its state, and its picture."""
    return panel.live["_picture"]["words"] + panel.live["_picture"]["svg"] + panel.live["_tables"] + panel.live["_measures"]


def test_these_proeven_go_by_gains():
    assert {key for key in PROEVEN if any(name.endswith(".gain") for name in proef_class(key).starts)} == GAINED.keys()


@pytest.mark.parametrize("key", GAINED)
def test_a_gain_that_is_not_known_is_asked_for_and_stays_out_of_the_plan(key):
    (table, of), shipped = GAINED[key], load_shipped("jeugdhulp")
    own_copy_of(without(shipped, of))
    assert of not in workspace.current().issues[0].gains
    panel, party = regiekit.proef(key), shipped.party(of)
    panel.clicked("_skip")
    start = panel.live["_picture"]["words"]
    assert start.startswith("Nog niet bekend: van 1 partij wat elke kwestie ")
    assert " oplevert of kost. Deze proef rekent zolang met 0, en noemt de partijen" in start
    assert panel.live["_headline"].startswith("Met beginwaarden: ")
    assert party.name not in shown(panel)
    assert f">{party.label}<" not in shown(panel)
    assert panel._planned().startswith("Nog niets")
    panel.clicked("_keep")
    assert "uitkomst" not in workspace.answers(key)

    rows = panel.values[f"_ask:{table}"]
    (column,) = rows[0].keys() - {"id", "wie"}
    assert (column, rows[0][column], [row["wie"] for row in rows]) == (f"bij_{of}", "", [issue.name for issue in shipped.issues])
    (asked,) = [block for block in blocks(panel.tree) if block.get("key") == f"_ask:{table}"]
    assert [c["label"] for c in asked["columns"]][1:] == [f"Partij {shipped.party_keys.index(of) + 1}: {party.label} (−5 tot 5)"]
    panel.put(**{f"_ask:{table}": [rows[0] | {column: "−2"}, *rows[1:]]})
    assert [issue.gains for issue in workspace.current().issues] == [
        shipped.issues[0].gains | {of: -2}, *(issue.gains for issue in shipped.issues[1:])
    ]  # fmt: skip
    assert panel.lacks == {}
    assert "Nog niet bekend" not in panel.live["_picture"]["words"]
    assert panel.values[f"_ask:{table}"][0][column] == "-2"  # what was filled in stays in sight
    panel.clicked("_vouch")
    panel.clicked("_keep")
    assert workspace.answers(key).get("uitkomst", "") == panel._shown().state.report()


@pytest.mark.parametrize("key", ["spelregels", "ontwerp"])
def test_a_gain_that_lacks_in_the_agenda_that_was_typed_goes_there(key):
    parties = tuple(party(key, size=3, position="tegen", power=(), representative=Representative("chef", "management", "geen", False))
                    for key in ("aap", "noot", "mies"))  # fmt: skip
    started(parties=parties)
    agenda = [
        {"naam": "", "tafel": "nee", "bij_aap": ""},
        {"naam": "Vervoer", "tafel": "ja", "bij_aap": "-1", "bij_noot": "2,5", "bij_mies": " "},
    ]
    workspace.answer("brede_agenda", instellingen={"issues": agenda, "threshold": 1})
    panel = regiekit.proef(key)
    panel.clicked("_skip")
    assert panel.live["_picture"]["words"].startswith("Nog niet bekend: van 1 partij wat elke kwestie oplevert of kost.")
    (row,) = panel.values["_ask:agenda"]
    panel.put(**{"_ask:agenda": [row | {"bij_mies": "zes"}]})
    assert "‘zes’ bij Mies is geen getal van −5 tot en met 5" in panel.live["fout:_ask:agenda"]
    assert (workspace.answers("brede_agenda")["instellingen"], panel.values["_ask:agenda"][0]["bij_mies"]) == (
        {"issues": agenda, "threshold": 1}, "zes",
    )  # fmt: skip
    panel.put(**{"_ask:agenda": [row | {"bij_mies": "0"}]})
    assert workspace.answers("brede_agenda")["instellingen"] == {"issues": [agenda[0], agenda[1] | {"bij_mies": "0"}], "threshold": 1}
    assert workspace.current().issues == ()
    assert panel.lacks == {}


#: List that is empty -> the proeven that say so themselves: they guess no more than it takes, or tell what can't be told.
SELF = {
    "tie": {"waarom_regie", "profiel", "verbouwing"},
    "issue": {"brede_agenda", "grootste_gemene_deler", "ontwerp", "rollen_en_niveaus"},
    "representative": {"tafel", "rollen_en_niveaus", "ontwerp", "ondernemende_regisseur", "mix"},
}


@pytest.mark.parametrize("key", PROEVEN)
def test_a_list_that_is_empty_is_not_known(key):
    """Who says something else of a case without ties, issues or representatives, asks for them and names nobody until it has them."""
    case = load_shipped("jeugdhulp")
    with_all = said(key, case)
    for name, alone in SELF.items():
        empty = blank(case, name)
        without = said(key, empty)
        if without not in (None, with_all) and key not in alone:
            lacks = reading.lacking(empty, proef_class(key).starts)
            assert [p.key for rows in lacks.values() for p in rows] == list(case.party_keys), name
            assert not any(p.name in str(without[0]) or f"‘{p.label}’" in str(without[0]) for p in case.parties if len(p.name) > 12), name


@pytest.mark.parametrize(
    ("key", "list_of", "now"),
    [
        ("gunnen", "issue", "welke kwesties zij heeft. Deze proef rekent zolang met geen enkele kwestie"),
        ("gunnen", "tie", "met wie zij een band heeft. Deze proef rekent zolang met geen enkele band"),
        ("winst_en_dreiging", "agenda", "welke kwesties zij heeft"),
        ("winst_en_dreiging", "tie", "met wie zij een band heeft"),
        ("wie_regisseert", "agenda", "welke kwesties zij heeft"),
        ("wie_regisseert", "tie", "met wie zij een band heeft"),
        ("wie_regisseert", "representative", "wie er aan tafel zit. Deze proef rekent zolang met geen enkele vertegenwoordiger"),
    ],
)
def test_without_any_row_of_a_list_nothing_enters_the_plan_and_the_table_is_there(key, list_of, now):
    shipped = load_shipped("jeugdhulp")
    own_copy_of(blank(shipped, list_of))
    panel = regiekit.proef(key)
    panel.clicked("_skip")
    assert panel.live["_picture"]["words"].startswith(f"Nog niet bekend: van 15 partijen {now}")
    assert not any(p.name in shown(panel) for p in shipped.parties if len(p.name) > 12)
    panel.clicked("_vouch")
    panel.clicked("_keep")
    assert "uitkomst" not in workspace.answers(key)
    assert list(panel.lacks) == [list_of]
    typed = {
        "tie": ("relaties", {"van": "gemeente", "naar": "jeugdteam", "soort": "informeel"}),
        "agenda": ("kwesties", {"naam": "Vervoer"} | {f"bij_{key}": "1" for key in shipped.party_keys}),
    }
    if list_of == "representative":
        rows = [row | {"mandaat": "beperkt", "commitment": "ja"} for row in panel.values["_ask:vertegenwoordigers"]]
        panel.put(**{"_ask:vertegenwoordigers": rows})
    else:
        table, row = typed["tie" if list_of == "tie" else "agenda"]
        panel.put(**{f"_ask:{table}": [row]})
    assert panel.lacks == {}
    assert "Nog niet bekend" not in panel.live["_picture"]["words"]


@pytest.mark.parametrize("key", ["winst_en_dreiging", "vier_typen", "mix"])
def test_of_money_is_asked_whether_it_may_be_withheld(key):
    """Only of what the director pays; until it is known no party is named that a threat would reach, and nothing of it enters the plan."""
    shipped = load_shipped("jeugdhulp")
    own_copy_of(blank(shipped, "tie.free"))
    panel = regiekit.proef(key)
    panel.clicked("_skip")
    paid = [t.target for t in shipped.ties if (t.source, t.kind) == ("gemeente", "geld")]
    assert f"Nog niet bekend: van {len(paid)} banden of dat geld mag worden ingehouden. Deze proef rekent zolang met ja," in shown(panel)
    assert not any(shipped.party(k).name in shown(panel) for k in paid if len(shipped.party(k).name) > 12)
    panel.clicked("_vouch")
    panel.clicked("_keep")
    assert "uitkomst" not in workspace.answers(key)
    rows = panel.values["_ask:relaties"]
    assert len(rows) == len(paid)
    panel.put(**{"_ask:relaties": [row | {"in_te_houden": "nee"} for row in rows]})
    assert panel.lacks == {}
    assert {t.target for t in workspace.current().ties if t.free is False} == set(paid)
    assert "regio" in [p.key for p in reading.owed(workspace.current())]


def test_the_perspectives_that_are_seen_are_told_only_where_all_fields_are_known():
    shipped = load_shipped("jeugdhulp")
    own_copy_of(shipped.with_changes(parties=(*shipped.parties[:-1], attrs.evolve(shipped.parties[-1], sector=""))))
    panel = regiekit.proef("verkokering")
    panel.clicked("_skip")
    assert panel.live["_picture"]["words"].startswith(
        "Nog niet bekend: van 1 partij het vakgebied. Deze proef rekent zolang met geen vakgebied,"
    )
    panel.clicked("_vouch")
    panel.clicked("_keep")
    assert "uitkomst" not in workspace.answers("verkokering")
    (row,) = panel.values["_ask:partijen"]
    panel.put(**{"_ask:partijen": [row | {"sector": "wonen"}]})
    assert (panel.lacks, workspace.current().parties[-1].sector) == ({}, "wonen")
    panel.clicked("_keep")
    assert workspace.answers("verkokering")["uitkomst"] == panel._shown().state.report()


@pytest.mark.parametrize(("key", "lacks"), [("gunnen", "issue.gain"), ("winst_en_dreiging", "agenda.gain")])
def test_a_gain_that_was_typed_can_be_taken_back(key, lacks):
    own_copy_of(without(load_shipped("jeugdhulp"), "verblijf"))
    panel, table = regiekit.proef(key), f"_ask:{GAINED[key][0]}"
    rows = panel.values[table]
    panel.put(**{table: [rows[0] | {"bij_verblijf": "1,5"}, *rows[1:]]})
    assert workspace.current().issues[0].gains["verblijf"] == 1.5
    panel.put(**{table: [rows[0] | {"bij_verblijf": " "}, *rows[1:]]})
    assert "verblijf" not in workspace.current().issues[0].gains
    assert list(panel.lacks) == [lacks]


def test_whose_gains_a_proef_does_not_go_by_may_be_unknown_and_without_issues_none_are_asked():
    case = load_shipped("jeugdhulp")
    assert reading.lacking(without(case, "verblijf"), proef_class("rollen_en_niveaus").starts) == {}
    assert [p.key for p in reading.lacking(without(case, "verblijf"), ["issue.gain"])["issue.gain"]] == ["verblijf"]
    gains = ("issue.gain", "director.gain", "agenda.gain")  # whether there are issues is asked apart
    assert reading.lacking(case, gains) == reading.lacking(case.with_changes(issues=()), gains) == reading.lacking(Case(), gains) == {}
    assert reading.assumed(case, tuple(dict.fromkeys(gains, 0).items())) is case
    unknown = case.with_changes(issues=(Issue("k", "Vervoer", {"verblijf": 3}),))
    assert reading.assumed(unknown).issues[0].gains == dict.fromkeys(case.party_keys, 0) | {"verblijf": 3}
    assert reading.lacking(reading.assumed(unknown), gains) == {}


def test_gains_of_more_parties_than_a_table_can_show_are_not_asked_in_one():
    parties = tuple(Party(f"p{i}", name=f"Partij {i}") for i in range(reading.LEGIBLE + 1))
    case = Case(parties=parties, issues=(Issue("k", "Vervoer"),))
    (most,) = asking.asks(reading.lacking(case.with_changes(parties=parties[1:]), ["issue.gain"]))
    assert len(asking.block(case, most)["columns"]) == reading.LEGIBLE + 1
    (ask,) = asking.asks(reading.lacking(case, ["issue.gain"]))
    assert "Deze tabel heeft 201 kolommen. Dat is te veel" in asking.block(case, ask)["html"]
    assert asking.rows(case, ask) == []
    assert asking.answered(case, [ask], {}) == case
    assert gain_table.TABLES.keys() == {asking.TABLES["issues"][0], asking.TABLES["agenda"][0]}
