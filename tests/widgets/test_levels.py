"""The proef of roles and levels: the map that follows from the representatives, and what a role asks."""

import math

import pytest

from regiekit.cases import Issue, Party, Representative, Tie, workspace
from regiekit.widgets import levels as proef
from tests.widgets.samples import numbers, outcome, picture, plain, revealed, svg_elements

KEY = "rollen_en_niveaus"


def own(*levels, ties=(), issues=(), **sits):
    """An own case with a party per level ("" is unknown); the first is the director."""
    parties = tuple(
        Party(
            f"p{i}",
            name=f"Partij {i}",
            short=f"P{i}",
            position="tegen" if i == 1 else "voor",
            representative=Representative(role=f"functie {i}", level=level, **(sits if i == 0 else {})) if level else None,
        )
        for i, level in enumerate(levels)
    )
    workspace.start_own("Niveaus", parties=parties, ties=ties, issues=issues, director="p0")


def test_the_map_follows_from_the_representatives():
    own("management", "management", "bestuurlijk", "")
    panel = revealed(KEY)
    o = outcome(panel)
    assert o.levels == {"p0": ("management",), "p1": ("management",), "p2": ("bestuurlijk",), "p3": ()}
    assert o.alone == ("p2",)
    assert numbers(panel)["Paren partijen die elkaar op hetzelfde niveau treffen"] == pytest.approx((1 / 6, 1 / 6))
    words = panel.live["_picture"]["words"]
    assert "Niemand van het eigen niveau treft: P2." in words
    assert "Niet aan tafel of niet bekend: P3." in words
    assert "P2 treft niemand van het eigen niveau" in panel.live["_note:places"]


def test_a_director_at_every_level_leaves_nobody_alone():
    own("management", "uitvoerend", "bestuurlijk", "bestuurlijk")
    panel = revealed(KEY)
    assert numbers(panel)["Losse tafels"] == (3, 3)
    panel.put(reach="alle")
    assert numbers(panel)["Losse tafels"] == (3, 1)
    assert numbers(panel)["Partijen die de regisseur zelf treft"] == (0, 3)
    assert outcome(panel).alone == ()
    drawn = [a["data-key"] for _, a, _ in svg_elements(picture(panel)) if a.get("data-key", "").startswith("n:")]
    assert {"n:p0", "n:#management", "n:#uitvoerend"} <= set(drawn)
    panel.put(_picture="#uitvoerend")
    assert plain(panel.live["_pick"]).startswith("Partij 0 zit op bestuurlijk niveau, managementniveau en uitvoerend niveau aan tafel")


@pytest.mark.parametrize(("at", "reach", "levels"), [
    ("uitvoerend", "hoger", ("management", "uitvoerend")), ("bestuurlijk", "hoger", ("bestuurlijk",)), ("", "hoger", ()),
    ("", "alle", ("bestuurlijk", "management", "uitvoerend")), ("management", "eigen", ("management",)),
])  # fmt: skip
def test_how_far_the_director_reaches(at, reach, levels):
    assert proef.wider(at, reach) == levels


def test_giving_a_party_another_level():
    own("management", "uitvoerend", "bestuurlijk")
    panel = revealed(KEY)
    rows = panel.settings()["places"]
    panel.put(places=[rows[0], {**rows[1], "niveau": "management"}, {**rows[2], "niveau": "management"}])
    assert numbers(panel)["Paren partijen die elkaar op hetzelfde niveau treffen"] == (0, 1)
    panel.put(places=[{**rows[0], "niveau": ""}, {**rows[1], "niveau": ""}])
    assert outcome(panel).absent == ["p0", "p1"]
    assert outcome(panel).levels["p2"] == ("bestuurlijk",)  # a party that is not in the rows sits where the case says


def role(panel, key):
    return proef.ROLES[key].evidence(outcome(panel).facts)[0]


def test_what_the_case_says_of_each_role():
    own(
        "management",
        "management",
        "management",
        ties=(Tie("p0", "p1", "geld"), Tie("p0", "p2", "informeel")),
        mandate="volledig",
        commitment=True,
        issues=(Issue("k", name="K", gains={"p0": -4}), Issue("l", name="L", gains={"p0": 1}), Issue("m", name="M")),
    )
    panel = revealed(KEY)
    assert outcome(panel).facts == (1, 3, 1, 0, 1, 2, "volledig", True, 1, 1, True, True)
    assert {key: role(panel, key) for key in proef.ROLES} == {
        "aanjager": True,
        "begeleider": True,
        "bemiddelaar": False,
        "deelnemer": True,
        "opdrachtgever": True,
        "beslisser": False,
    }


def test_an_own_interest_does_not_go_with_guiding():
    own("management", "management", issues=(Issue("k", name="K", gains={"p0": 3}),))
    assert role(revealed(KEY), "begeleider") is False
    own("management", "management")
    assert role(revealed(KEY), "begeleider") is None


def test_a_role_that_asks_for_another_level_says_so():
    own("uitvoerend", "uitvoerend", ties=(Tie("p1", "p0", "informeel"),))
    panel = revealed(KEY)
    panel.put(role="beslisser")
    assert "Deze rol vraagt ook een plek op bestuurlijk niveau" in panel.live["_picture"]["words"]
    assert "weinig basis" in panel.live["_note:role"]
    panel.put(reach="alle")
    assert outcome(panel).lacking == []


def test_without_any_level_there_is_no_answer():
    own("", "", "")
    panel = revealed(KEY)
    assert math.isnan(proef.share(panel.case))
    assert "kan hier geen uitkomst bepalen" in plain(panel.live["_compare"])
    assert "Nog van niemand is bekend op welk niveau" in panel.live["_picture"]["words"]
    assert "0%" not in panel.live["_picture"]["words"]


def test_what_the_case_does_not_say_is_no_no():
    own("", "", "")
    panel = revealed(KEY)
    assert {key: role(panel, key) for key in proef.ROLES} == dict.fromkeys(proef.ROLES)
    assert "niet wie er namens de regisseur aan tafel zit" in panel.live["_tables"]
    own("management", "", "", ties=(Tie("p1", "p2", "informeel"),), issues=(Issue("k", name="K", gains={"p0": 1}),))
    panel = revealed(KEY)
    assert role(panel, "aanjager") is False
    assert role(panel, "bemiddelaar") is False
    assert "van de 1 partij die tegen is, heeft zij er met 0 warm contact" in panel.live["_tables"]


def test_the_explanation_goes_with_the_numbers():
    own("management", "management", "bestuurlijk", "")
    panel = revealed(KEY)
    assert (
        "Er zit 1 partij op bestuurlijk niveau, 2 op managementniveau en 0 op uitvoerend niveau. Van 1 partij is het niveau niet bekend"
        in plain(panel.live["_compare"])
    )
    assert "twee derde" not in plain(panel.live["_compare"])
    assert "twee derde" in plain(revealed(KEY, "jeugdhulp").live["_compare"])


def test_what_is_pasted_is_read_or_named():
    own("management", "uitvoerend", "bestuurlijk")
    panel = revealed(KEY)
    rows = panel.settings()["places"]
    panel.put(places=[{**rows[0], "niveau": "Bestuurlijk niveau"}, {**rows[1], "niveau": "directie"}, rows[2]])
    assert outcome(panel).levels == {"p0": ("bestuurlijk",), "p1": (), "p2": ("bestuurlijk",)}
    assert "Dit las ik niet: ‘directie’ bij P1." in panel.live["_note:places"]
    panel.put(places=[rows[0], {**rows[1], "partij": "p0"}, rows[2]])
    assert "staat dubbel" in panel.live["_note:places"]


@pytest.mark.parametrize("case", ["jeugdhulp", "regio", "warmte"])
def test_the_director_is_not_drawn_twice_unless_it_sits_twice(case):
    panel = revealed(KEY, case)
    assert 'data-key="n:#' not in picture(panel)
    panel.put(reach="hoger")
    assert picture(panel).count('data-key="n:#') == 1
