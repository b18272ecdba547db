import pytest

from regiekit.cases import Case, Party, workspace
from regiekit.widgets import decision_rule
from tests.widgets.samples import plain, revealed


@pytest.mark.parametrize(
    ("chance", "sentence"),
    [
        (0, "geen enkel voorstel haalt het"),
        (0.0006, "minder dan 1 van de 100 voorstellen haalt het"),
        (0.01, "1 van de 100 voorstellen haalt het"),
        (0.13, "13 van de 100 voorstellen halen het"),
        (0.99, "99 van de 100 voorstellen halen het"),
        (0.9996, "meer dan 99 van de 100 voorstellen halen het"),
        (1, "alle voorstellen halen het"),
    ],
)
def test_a_chance_as_a_sentence(chance, sentence):
    assert decision_rule.passing(chance) == sentence


def test_the_words_say_it():
    case = Case(title="t", parties=(Party("a", position="voor"), Party("b", position="afwachtend")))
    assert (
        "De regel: alle partijen moeten instemmen. Het gevolg: 27 van de 100 voorstellen halen het. Niemand wordt overstemd."
        in decision_rule.words(decision_rule.outcome(case, 2, 30, ""))
    )
    assert "Het gevolg: geen enkel voorstel haalt het." in decision_rule.words(decision_rule.outcome(case, 2, 0, ""))
    said = decision_rule.words(decision_rule.outcome(case, 1, 0, "a"))
    assert (
        said
        == "De regel: a beslist alleen. Het gevolg: 90 van de 100 voorstellen halen het. Per besluit worden gemiddeld 1,0 partijen overstemd. Dat overkomt b het vaakst: bij 90 van de 100 voorstellen."
    )


def test_a_small_answer_is_not_called_nothing():
    """Fifteen parties that must all agree: 0.04 of 100 would be rounded to 0."""
    panel = revealed("poolse_landdag", "jeugdhulp")
    assert 0 < panel.declaration.guess.answer(panel.case) < 0.5
    assert "minder dan 1 van de 100" in plain(panel.live["_compare"])


def test_an_ordinary_answer_needs_no_more():
    workspace.start_own("Twee", parties=(Party("a", name="A", position="voor"), Party("b", name="B", position="voor")))
    assert "Preciezer" not in plain(revealed("poolse_landdag").live["_compare"])
