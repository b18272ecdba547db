"""The check questions: an explanation for every answer in the panel. Whether they are sound as data: tests/test_words.py."""

import pytest

from regiekit.widgets.declaration import Option, Question, proef_class
from tests.widgets.samples import PROEVEN, block, plain, revealed

ALL = [(key, q) for key in PROEVEN for q in proef_class(key).questions]


def test_every_proef_has_a_question():
    assert {key for key, _ in ALL} == set(PROEVEN)


def test_every_explanation_is_a_sentence():
    for _, question in ALL:
        assert all(len(option.why) > 20 and option.why[-1] in ".?!" for option in question.options)


def test_the_right_answer_is_not_always_in_the_same_place():
    places = [next(i for i, o in enumerate(q.options) if o.right) for _, q in ALL]
    assert len(set(places)) >= 3
    assert max(map(places.count, places)) <= len(ALL) * 0.6


@pytest.mark.parametrize(("key", "question"), ALL, ids=lambda v: getattr(v, "key", v))
def test_every_answer_gets_its_explanation(key, question):
    panel = revealed(key)
    field = f"_quiz:{question.key}"
    assert block(panel, field)["options"] == [[str(i), o.text] for i, o in enumerate(question.options)]
    assert panel.live[f"_feedback:{question.key}"] == ""
    for i, option in enumerate(question.options):
        panel.put(**{field: str(i)})
        shown = panel.live[f"_feedback:{question.key}"]
        start = "Dat klopt. " if option.right else "Dat klopt niet. "
        assert panel.spoken == start + option.why
        assert ('class="rk-right"' in shown) == option.right
        assert ('class="rk-wrong"' in shown) != option.right
        assert plain(shown).startswith(start)


@pytest.mark.parametrize("answer", [None, "", "9", "-1", "x", "²", 1, ["1"], True])
def test_an_answer_that_is_no_option_gets_no_feedback(answer):
    question = Question("k", "t?", (Option("a", True, "Omdat."), Option("b", False, "Nee.")))
    assert question.feedback(answer) == ""
    assert question.feedback_html(answer) == ""


def test_feedback_is_escaped():
    question = Question("k", "t?", (Option("a", True, "<b>omdat"),))
    assert question.feedback_html("0") == '<p class="rk-right">Dat klopt. &lt;b&gt;omdat</p>'
