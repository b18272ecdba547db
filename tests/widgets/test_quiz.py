"""The questions: sound as data, and an explanation for every answer in the panel."""

import tomllib
from importlib import import_module

import pytest

from regiekit.cases.data import data_path
from regiekit.widgets.experiment import EXERCISES, EXPERIMENTS, experiment
from regiekit.widgets.quiz import Option, Question, questions
from tests.widgets.samples import block, plain, revealed

FILES = sorted(path.stem for path in (data_path() / "quiz").glob("*.toml"))
PER_FILE = {name: tomllib.loads((data_path() / "quiz" / f"{name}.toml").read_text(encoding="utf-8"))["vraag"] for name in FILES}
RAW = [q for name in FILES for q in PER_FILE[name]]
ALL = [(key, q) for key in EXPERIMENTS for q in questions(experiment(key).notebook, key)]


@pytest.mark.parametrize("name", FILES)
def test_every_proef_has_a_question_and_every_question_a_proef(name):
    written = {key for key, module in EXERCISES.items() if name == import_module(f"regiekit.widgets.{module}").NOTEBOOK}
    assert {q["proef"] for q in PER_FILE[name]} == {key for key in EXPERIMENTS if experiment(key).notebook == name} | written


@pytest.mark.parametrize("name", FILES)
def test_keys_are_unique(name):
    assert len({q["sleutel"] for q in PER_FILE[name]}) == len(PER_FILE[name])


@pytest.mark.parametrize("raw", RAW, ids=lambda q: q["sleutel"])
def test_a_question_is_complete(raw):
    assert set(raw) == {"sleutel", "proef", "tekst", "opties"}
    assert raw["tekst"].endswith("?")
    assert sum(o.get("goed", False) for o in raw["opties"]) == 1
    assert len(raw["opties"]) >= 2
    assert len({o["tekst"] for o in raw["opties"]}) == len(raw["opties"])
    for option in raw["opties"]:
        assert set(option) <= {"tekst", "uitleg", "goed"}
        assert len(option["uitleg"]) > 20
        assert option["uitleg"][-1] in ".?!"


def test_the_right_answer_is_not_always_in_the_same_place():
    places = [next(i for i, o in enumerate(q["opties"]) if o.get("goed")) for q in RAW]
    assert len(set(places)) >= 3
    assert max(map(places.count, places)) <= len(RAW) * 0.6


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
    question = Question("k", "p", "t?", (Option("a", True, "Omdat."), Option("b", False, "Nee.")))
    assert question.feedback(answer) == ""
    assert question.feedback_html(answer) == ""


def test_feedback_is_escaped():
    question = Question("k", "p", "t?", (Option("a", True, "<b>omdat"),))
    assert question.feedback_html("0") == '<p class="rk-right">Dat klopt. &lt;b&gt;omdat</p>'


def test_without_a_file_there_are_no_questions():
    assert questions("99_onbekend", "eilandenrijk") == ()
