"""Welke rol, en op welk niveau: the map that follows from the representatives, and what a role asks."""

import math

import pytest

from regiekit.cases import Case, Issue, Party, Representative, Tie, load_shipped
from regiekit.cases.reading import assumed
from regiekit.proeven.proces.rollen_en_niveaus import ROLES, Levels, evidence, start_rows, wider
from regiekit.widgets.declaration import proef_class
from regiekit.widgets.say import number_word
from tests.proeven.stands import Stand, keyed, stands

MEET, LONELY, GROUPS, REACHED = "Tweetallen", "Partijen die niemand", "Losse tafels", "Partijen die de regisseur"


KNOWN = (Tie("p0", "p1", "formeel"),)  # a tie that no role reaches by


def of(*levels, ties=KNOWN, issues=(), **sits):
    """A case with a party per level ("" is unknown); the first is the director, the second is against."""
    parties = [
        Party(
            f"p{i}",
            name=f"Partij {i}",
            short=f"P{i}",
            position="tegen" if i == 1 else "voor",
            representative=Representative(role=f"functie {i}", level=level, **(sits if i == 0 else {})) if level else None,
        )
        for i, level in enumerate(levels)
    ]
    return assumed(Case("Niveaus", parties=tuple(parties), ties=ties, issues=issues, director="p0"))


FOUR, SPREAD = of("management", "management", "bestuurlijk", ""), of("management", "uitvoerend", "bestuurlijk", "bestuurlijk")
THREE, UNKNOWN = of("management", "uitvoerend", "bestuurlijk"), of("", "", "", ties=())
LOW = of("uitvoerend", "uitvoerend", ties=(Tie("p1", "p0", "informeel"),))
ROWS = start_rows(THREE)


def places(*levels, **changes):
    """The rows of the three with other levels."""
    return {"places": [row | {"niveau": level} | changes.get(row["partij"], {}) for row, level in zip(ROWS, levels, strict=False)]}


test_stands = stands(
    "rollen_en_niveaus",
    Stand(
        {},
        {"levels": {"p0": ("management",), "p1": ("management",), "p2": ("bestuurlijk",), "p3": ()}, "alone": ("p2",)},
        {MEET: (1 / 6, 1 / 6), REACHED: 1},
        ("Elk niveau heeft een eigen tafel, en Partij 0 zit op managementniveau.", "Van Partij 3 is het niveau nog niet bekend"),
        {"places": "Partij 2 treft niemand", "reach": "bestuurlijk niveau"},
        case=FOUR,
    ),
    Stand(
        {"reach": "alle"},
        {"alone": ()},
        {GROUPS: (3, 1), REACHED: (0, 3), LONELY: (2, 0)},
        ("Elk niveau heeft een eigen tafel, en Partij 0 zit aan alle drie.",),
        case=SPREAD,
    ),
    Stand(places("management", "management", "management"), {}, {MEET: (0, 1)}, case=THREE),
    Stand(places("", ""), {"absent": ["p0", "p1"], "seats": {"p0": (), "p1": (), "p2": ("bestuurlijk",)}}, case=THREE),
    Stand(
        places("Bestuurlijk niveau", "directie", "bestuurlijk"),
        {"seats": {"p0": ("bestuurlijk",), "p1": (), "p2": ("bestuurlijk",)}},
        notes={"places": "Dit las ik niet: ‘directie’ bij P1."},
        case=THREE,
    ),
    Stand(places("bestuurlijk", "", "", p1={"partij": "p0"}), notes={"places": "‘p0’ staat dubbel"}, case=THREE),
    Stand(
        {"role": "beslisser"},
        {"lacking": ["bestuurlijk"]},
        {},
        ("hoort bij de rol van beslisser ook een plek op bestuurlijk niveau, en daar zit Partij 0 nog niet.",),
        {"role": "weinig"},
        case=LOW,
    ),
    Stand({"role": "beslisser", "reach": "alle"}, {"lacking": []}, notes={"reach": ""}, case=LOW),
    Stand({"role": "aanjager"}, notes={"role": "biedt daar een basis"}, case=LOW),
    Stand({}, {"share": 0.0}, {LONELY: 0}, ("Nog van niemand is bekend",), {"role": "niet zeggen"}, ("0%",), UNKNOWN),
    # a diffuse border: bestuurlijk and management are one table
    Stand({"border": "diffuus"}, {"alone": ()}, {MEET: (1 / 6, 3 / 6), REACHED: (1, 2)}, ("ziet de raad minder goed",), case=FOUR),
    Stand({"border": "diffuus"}, {}, {GROUPS: (3, 2), REACHED: (0, 2)}, case=SPREAD),
)

TIED = of(
    "management", "uitvoerend", "bestuurlijk", "uitvoerend", "management",
    ties=(Tie("p0", "p2", "geld"), Tie("p0", "p1", "hiërarchie"), Tie("p3", "p0", "informeel"), Tie("p1", "p0", "geld")),
)  # fmt: skip


@pytest.mark.parametrize(("role", "met"), [
    ("deelnemer", {"p4"}), ("begeleider", {"p4"}), ("aanjager", {"p3", "p4"}), ("opdrachtgever", {"p2", "p4"}),
    ("beslisser", {"p1", "p4"}), ("bemiddelaar", {"p2", "p3", "p4"}),  # p1 is against and does not know the director
])  # fmt: skip
def test_a_role_changes_whom_the_director_meets(role, met):
    state = Levels.at(TIED, role=role)
    assert set(state.met("p0")) == met
    assert state.extra == len(met) - 1
    assert all(("p0" in state.met(k)) == (k in met) for k in ("p1", "p2", "p3", "p4"))
    if state.extra:
        assert f"zou Partij 0 één van de vier andere partijen treffen, als {role} {number_word(len(met))}." in state.words()


def test_who_guides_makes_one_table_of_the_levels_where_it_sits():
    apart, guided = (Levels.at(TIED, role=role, reach="hoger") for role in ("deelnemer", "begeleider"))
    assert (apart.met("p4"), guided.met("p4")) == (["p0"], ["p0", "p2"])
    assert guided.share > apart.share


def test_the_agenda_that_the_learner_kept_is_the_one_that_counts():
    rows = [{"naam": "Zelf getypt", "bij_p0": "4", "bij_p1": "1"}]
    kept = {"brede_agenda": {"instellingen": {"issues": rows}}}
    case = of("management", "management", issues=(Issue("k", name="K", gains={"p0": 0}),))
    assert fits(case)["begeleider"] is True
    assert fits(case.with_changes(answers=kept))["begeleider"] is False


@pytest.mark.parametrize(("at", "reach", "levels"), [
    ("uitvoerend", "hoger", ("management", "uitvoerend")), ("bestuurlijk", "hoger", ("bestuurlijk",)), ("", "hoger", ()),
    ("", "alle", ("bestuurlijk", "management", "uitvoerend")), ("management", "eigen", ("management",)),
])  # fmt: skip
def test_how_far_the_director_reaches(at, reach, levels):
    assert wider(at, reach) == levels


def fits(case):
    return {role: found for role, (found, _) in evidence(case).items()}


def test_what_the_case_says_of_each_role():
    issues = (Issue("k", name="K", gains={"p0": -4}), Issue("l", name="L", gains={"p0": 1}), Issue("m", name="M"))
    ties = (Tie("p0", "p1", "geld"), Tie("p0", "p2", "informeel"))
    case = of("management", "management", "management", ties=ties, issues=issues, mandate="volledig", commitment=True)
    yes, no = ("aanjager", "begeleider", "deelnemer", "opdrachtgever"), ("bemiddelaar", "beslisser")
    assert fits(case) == dict.fromkeys(yes, True) | dict.fromkeys(no, False)
    assert "de enige partij die tegen is, kent de regisseur niet goed" in evidence(case)["bemiddelaar"][1]
    assert evidence(case)["begeleider"][1].startswith("alleen bij één van de drie kwesties")
    assert "; maar de enige partij" in evidence(case)["bemiddelaar"][1]
    assert "betaalt één van de twee" in evidence(case)["opdrachtgever"][1]  # half is ground: no "maar"
    assert "betaalt maar zes van de veertien" in evidence(load_shipped("jeugdhulp"))["opdrachtgever"][1]
    assert [row[0] for row in Levels.at(case).tables()[0].rows] == [r + " (gekozen)" * (r == "aanjager") for r in ROLES]


def test_an_own_interest_does_not_go_with_guiding():
    assert fits(of("management", "management", issues=(Issue("k", name="K", gains={"p0": 3}),)))["begeleider"] is False
    assert fits(of("management", "management"))["begeleider"] is None


def test_what_the_case_does_not_say_is_no_no():
    assert fits(UNKNOWN) == dict.fromkeys(ROLES)
    assert "niet wie er namens de regisseur" in evidence(UNKNOWN)["deelnemer"][1]
    known = of("management", "", "", ties=(Tie("p1", "p2", "informeel"),), issues=(Issue("k", name="K", gains={"p0": 1}),))
    assert [fits(known)[role] for role in ("aanjager", "bemiddelaar")] == [False, False]


def test_the_explanation_goes_with_the_numbers():
    assert math.isnan(Levels.answer(UNKNOWN))
    assert "nog van niemand" in Levels.explain(UNKNOWN, math.nan)
    assert Levels.answer(FOUR) == 1
    assert "één op bestuurlijk niveau" in Levels.explain(FOUR, 1)


@pytest.mark.parametrize("name", ["jeugdhulp", "regio", "warmte"])
def test_the_prediction_is_whom_the_director_meets_at_its_own_level(name):
    case = load_shipped(name)
    at = {p.key: p.representative.level for p in case.parties if p.representative}
    assert Levels.answer(case) == sum(level == at[case.director] for level in at.values()) - 1


@pytest.mark.parametrize("case", ["jeugdhulp", "regio", "warmte"])
def test_the_director_is_not_drawn_twice_unless_it_sits_twice(case):
    top = load_shipped(case).party(load_shipped(case).director).representative.level == "bestuurlijk"  # then there is no higher level
    for reach, copies in (("eigen", 0), ("hoger", int(not top))):
        assert sum(key.startswith("n:#") for key in keyed(Levels.at(load_shipped(case), reach=reach))) == copies


def test_the_director_can_be_chosen_at_each_of_its_levels():
    state = Levels.at(SPREAD, reach="alle")
    assert {"n:p0", "n:#management", "n:#uitvoerend"} <= set(keyed(state))
    assert state.pick("#uitvoerend") == state.pick("p0")
    assert state.pick("p0").startswith("Partij 0 zit op bestuurlijk niveau, managementniveau en uitvoerend niveau aan tafel.")
    assert "niet bekend" in Levels.at(UNKNOWN).pick("p0")


def test_a_guide_at_one_table_joins_none():
    from_one = proef_class("rollen_en_niveaus").at(load_shipped("jeugdhulp"), role="begeleider", reach="eigen")
    assert from_one.extra == 0
    assert from_one.groups > 1
    assert "maakt hier geen verschil: als deelnemer zou zij dezelfde partijen treffen" in from_one.words()


def test_where_one_table_is_made_the_council_sees_less_well_who_decided():
    state = Levels.at(load_shipped("jeugdhulp"), border="diffuus")
    assert state.unseen == sum(bool(at[0] in ("bestuurlijk", "management")) for at in state.seats.values() if at)
    assert state.but(border="strikt").unseen == 0
    assert "ziet de raad minder goed" in state.words()


@pytest.mark.parametrize(
    ("settings", "case", "says"),
    [
        ({"border": "diffuus"}, FOUR, "treft één partij meer dan bij een strikte grens, want bestuurders en managers"),
        ({"border": "diffuus"}, LOW, "daardoor niemand extra: zelf zit Partij 0 op uitvoerend niveau."),
        ({"border": "diffuus"}, of("management", "management"), "Partij 0 trof iedereen aan die tafel al."),
        ({"border": "diffuus"}, of("", "management", "bestuurlijk"), "nog niet bekend is op welk niveau Partij 0 zit."),
        ({"reach": "alle"}, SPREAD, "alle drie andere partijen, want Partij 0 zit op elk niveau."),
        ({"role": "deelnemer"}, of("management", "management"), "want niemand zit op een ander niveau."),
        (
            {"reach": "hoger"},
            of("management", "management", "bestuurlijk", "uitvoerend", "uitvoerend"),
            "treft één partij meer dan op één niveau, want Partij 0 zit ook op bestuurlijk niveau.",
        ),
    ],
)
def test_the_headline_tells_by_what_more_are_met(settings, case, says):
    assert says in Levels.at(case, **settings).headline()


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ({}, "Elk niveau heeft een eigen tafel"),
        ({"border": "diffuus"}, "Aan één tafel zitten twee bestuurders en één manager, aan een andere één mens uit de uitvoering."),
        ({"role": "begeleider", "reach": "alle"}, "Aan één tafel zitten drie bestuurders, één manager en twee mensen uit de uitvoering."),
        ({"role": "begeleider", "reach": "hoger"}, "Aan één tafel zitten drie bestuurders en één manager, aan een andere"),
    ],
)
def test_who_sits_together_is_at_one_table(settings, says):
    """A director who merely sits at several tables makes no single table of them."""
    assert says in Levels.at(SPREAD, **settings).words()


def test_one_other_is_not_all_one_of_them():
    state = Levels.at(of("management", "management"))
    assert "treft de enige andere partij, want" in state.headline()
    assert Levels.at(of("management", "bestuurlijk")).report().endswith("ook een plek op bestuurlijk niveau; die is er nog niet.")
    assert "treft Partij 0 niemand." in Levels.at(of("management", "bestuurlijk")).report()


def test_what_is_no_shared_table_is_not_called_one():
    state = Levels.at(of("bestuurlijk", "bestuurlijk", "uitvoerend", "uitvoerend"), border="diffuus")
    assert state.unseen == 2
    assert "gezamenlijke tafel" not in state.words()
    assert "gezamenlijke tafel" in state.but(**{"places": [{"partij": "p2", "niveau": "management"}]}).words()
