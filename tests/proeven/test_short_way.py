"""A learner on the way of 45 minutes with an own case: ten names typed once, each proef asks what it lacks once, and a plan of two pages at the end."""

import pytest

import regiekit
from regiekit.cases import workspace
from regiekit.reports.document import Heading, Paragraph, Table
from regiekit.widgets import asking
from regiekit.widgets.regieplan import FRONT, plan
from regiekit.widgets.routes import ways

NAMES = [f"Partij {letter}" for letter in "ABCDEFGHIJ"]
KNOWN = {"soort": "instelling", "omvang": "3", "schaal": "lokaal", "positie": "voor", "macht": "geen", "vervangbaar": "nee"}
GIVEN = {
    "keuze": "Wij beginnen met het proces.",
    "uitkomst": "Wie zorg nodig heeft, wacht een week korter.",
    "raad": "In juni wat het opleverde.",
    "regisseur": "Partij A, want die verdeelt geen geld.",
    "mis": "Er haakt iemand af. Dan bellen wij.",
    "stappen": [{"stap": "Bellen", "wie": "Partij A", "wanneer": "mei"}],
    "gevraagd": [{"wie": "Partij B", "wat": "Een contactpersoon"}],
}


def fill(panel, asked_before):
    """Type what the proef asks for in its tables; no cell twice."""
    for ask in panel.asked:
        key = asking.PREFIX + ask.table
        if ask.table == "kwesties":
            each = {f"bij_{key}": "1" for key in (f"partij-{letter.lower()}" for letter in "ABCDEFGHIJ")}
            panel.put(**{key: [{"naam": name, **each} for name in ("Geld", "Tijd")]})
            continue
        if ask.table == "relaties":
            panel.put(
                **{
                    key: [
                        {"van": "partij-a", "naar": "partij-b", "soort": "informeel"},
                        {"van": "partij-c", "naar": "partij-d", "soort": "informeel"},
                    ]
                }
            )
            continue
        rows = panel.values[key]
        cells = {(ask.table, row["id"], column) for row in rows for column in ask.columns}
        assert not cells & asked_before
        asked_before |= cells
        panel.put(**{key: [{**row, **{column: KNOWN[column] for column in ask.columns}} for row in rows]})
    return asked_before


@pytest.fixture
def learner():
    editor = regiekit.case_editor()
    editor.put(_new="Wijkzorg")
    editor.clicked("_start")
    editor.put(partijen=[{"naam": name} for name in NAMES], director="partij-a")
    return editor


def test_the_way_can_be_gone_with_ten_names_and_ends_in_two_pages_to_sign(learner):
    asked: set = set()
    for key in ways()["kort"]["proeven"]:
        panel = regiekit.proef(key)
        assert not panel.missing, key
        panel.clicked("_commit")
        panel = regiekit.proef(key)
        asked = fill(panel, asked)
        again = regiekit.proef(key)
        assert not again.asked, (key, again.asked)
        again.put(_own=f"Wat wij denken van {key}.")
        again.clicked("_keep")
        assert not again.live["_headline"].startswith("Met beginwaarden")
    workspace.answer("regieplan", **GIVEN)
    document = plan(workspace.current())
    at = next(i for i, b in enumerate(document.blocks) if isinstance(b, Heading) and b.text.startswith("Bijlage"))
    front, behind = document.blocks[:at], document.blocks[at:]
    assert [b.text for b in front if isinstance(b, Heading)] == [*FRONT.values(), "Akkoord"]
    size = sum(len(b.text) for b in front if isinstance(b, Paragraph)) + sum(
        len(c) for b in front if isinstance(b, Table) for r in b.rows for c in r
    )
    assert size < 3000, "two pages of A4 hold so many characters"
    said = [b.text for b in behind if isinstance(b, Paragraph)]
    assert [f"Wat wij denken van {key}." in said for key in ways()["kort"]["proeven"]] == [True] * 5
    assert not [text for text in said if "Partij 1" in text], "nothing that rests on start values"
