"""Ways through the collection: their length by the one rule, what fits an own problem, and that progress shows."""

import nbformat
import pytest

from regiekit.cases import workspace
from regiekit.widgets import routes
from regiekit.widgets.declaration import keys
from tests.widgets.samples import take
from tools import notebooks


def test_every_way_and_every_answer_names_proeven_that_there_are():
    named = [*(w["proeven"] for w in routes.ways().values()), *(a["proeven"] for q in routes.questions() for a in q["antwoord"])]
    for proeven in named:
        assert set(proeven) <= set(keys())
        assert len(set(proeven)) == len(proeven)


def test_the_rule_by_which_time_is_counted():
    assert routes.length(260, controls=3, predictions=1, questions=2) == 2 + 3 + 2 + 3
    assert [routes.rounded(m) for m in (0.1, 5, 5.1, 45)] == [5, 5, 10, 45]
    assert [routes.in_words(m) for m in (45, 90, 120, 200, 225)] == ["45 minuten", "90 minuten", "2 uur", "ruim 3 uur", "bijna 4 uur"]


def test_the_short_way_takes_what_its_name_says_and_a_part_of_a_day_three_hours_or_so():
    short, part, whole = (routes.duration(w["proeven"], w["stappen"], w.get("woorden", 0)) for w in routes.ways().values())
    assert short == 45
    assert 150 <= part <= 210
    assert whole > 8 * 60


def test_a_step_more_takes_longer():
    assert (
        routes.minutes("gunnen", ("voorspel",))
        < routes.minutes("gunnen", ("voorspel", "probeer"))
        < routes.minutes("gunnen", ("voorspel", "probeer", "check"))
    )


def test_three_answers_lead_to_five_proeven_and_two_to_none():
    first = {q["sleutel"]: q["antwoord"][0]["sleutel"] for q in routes.questions()}
    found = routes.fitting(first)
    assert len(found) == routes.FIT
    assert found == [key for key in keys() if key in found]
    twice = [k for k in keys() if sum(k in q["antwoord"][0]["proeven"] for q in routes.questions()) > 1]
    assert set(twice) <= set(found)
    assert routes.fitting(first | {"tijd": None}) == []
    assert routes.fitting(first) != routes.fitting(first | {"wat": "indeling"})


@pytest.fixture
def panel():
    take("klein")
    return routes.Routes()


def shown(panel):
    return panel.live["_words"] + panel.live["_list"]


def test_what_is_chosen_is_kept_and_what_was_done_is_counted(panel):
    assert "<li>" not in shown(panel)
    panel.put(weg="kort")
    assert shown(panel).count("<li>") == 5
    assert "nul van de vijf" in shown(panel)
    workspace.answer("gunnen", eigen="Wij vragen het.")
    again = routes.Routes()
    assert again.values["weg"] == "kort"
    assert "één van de vijf" in shown(again)
    assert "✓" in shown(again)


def test_the_own_problem_asks_three_questions_and_then_says_what_fits(panel):
    def fields():
        return [b["key"] for b in panel.tree[0]["blocks"] if b.get("t") == "choice"]

    assert fields() == ["weg"]
    panel.put(weg=routes.OWN)
    assert fields() == ["weg", *(q["sleutel"] for q in routes.questions())]
    panel.put(wat="wachten", macht="niets")
    assert "<li>" not in shown(panel)
    panel.put(tijd="eens")
    assert shown(panel).count("<li>") == 5


def test_an_answer_edited_by_hand_is_no_answer(panel):
    workspace.answer(routes.KEY, weg="een-andere", wat=7)
    again = routes.Routes()
    assert (again.values["weg"], again.values["wat"]) == (None, None)


def test_the_whole_has_the_prose_of_the_notebooks_in_its_time():
    words = sum(notebooks.read_words(nbformat.read(path, as_version=4)) for path in notebooks.notebooks())
    assert routes.ways()["alles"]["woorden"] == pytest.approx(words, rel=0.1)
