"""Every public function of the models, and the sweep, has an example that gives what it says; so do the pages of the documentation."""

import doctest
import inspect
from importlib import import_module
from pathlib import Path

import pytest

import regiekit
from regiekit import sweeps

PAGES = Path(__file__).resolve().parents[1] / "docs" / "en"
FUNCTIONS = {
    f"{module.__name__}.{name}": (one, module)
    for module in (*(import_module(f"regiekit.models.{name}") for name in dir(regiekit.models)), sweeps)
    for name, one in vars(module).items()
    if inspect.isfunction(one) and one.__module__ == module.__name__ and not name.startswith("_")
}


def failures(test):
    said = []
    doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE).run(test, out=said.append)
    return "".join(said)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_has_an_example_that_holds(name):
    one, module = FUNCTIONS[name]
    (test,) = doctest.DocTestFinder(recurse=False).find(one, name, module=False, globs=dict(vars(module)))
    assert test.examples, "no example"
    assert failures(test) == ""


def test_an_example_that_does_not_hold_is_found():
    assert "Expected" in failures(doctest.DocTestParser().get_doctest(">>> 1 + 1\n3\n", {}, "wrong", None, 0))


@pytest.mark.parametrize("page", sorted(PAGES.glob("*.md")), ids=lambda page: page.stem)
def test_the_examples_of_a_page_hold(page, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    test = doctest.DocTestParser().get_doctest(page.read_text(encoding="utf-8").replace("```\n", "\n"), {}, page.name, str(page), 0)
    assert failures(test) == ""


def test_every_model_stands_in_the_reference():
    text = (PAGES / "reference.md").read_text(encoding="utf-8")
    assert [line.split("::")[1].strip() for line in text.splitlines() if "automodule" in line][1:] == [
        f"regiekit.models.{name}" for name in dir(regiekit.models)
    ]
