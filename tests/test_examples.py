"""Every public function, of the models or named in the reference, has an example that gives what it says; so do the pages of the documentation."""

import doctest
import inspect
import re
from dataclasses import fields
from importlib import import_module
from pathlib import Path

import pytest

import regiekit
from regiekit import cases, sweeps
from regiekit.models import random_networks

PAGES = Path(__file__).resolve().parents[1] / "docs" / "en"
REFERENCE = (PAGES / "reference.md").read_text(encoding="utf-8")
NAMED = re.findall(r"auto(?:function|class):: (\S+)\.(\w+)", REFERENCE)
FUNCTIONS = {
    f"{module.__name__}.{name}": (one, module)
    for module in (*(import_module(f"regiekit.models.{name}") for name in dir(regiekit.models)), sweeps)
    for name, one in vars(module).items()
    if inspect.isfunction(one) and one.__module__ == module.__name__ and not name.startswith("_")
} | {
    f"{place}.{name}": (one, import_module(one.__module__))
    for place, name in NAMED
    if inspect.isfunction(one := getattr(import_module(place), name)) or name in ("Board", "Curve", "Document")
}


def failures(test):
    said = []
    doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE).run(test, out=said.append)
    return "".join(said)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_has_an_example_that_holds(name, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("REGIEKIT_WERKMAP", str(tmp_path))
    one, module = FUNCTIONS[name]
    (test,) = doctest.DocTestFinder(recurse=False).find(one, one.__name__, module=False, globs=dict(vars(module)))
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
    assert [line.split("::")[1].strip() for line in REFERENCE.splitlines() if "automodule" in line][1:] == [
        f"regiekit.models.{name}" for name in dir(regiekit.models)
    ]


def test_every_field_of_a_comparison_says_what_it_is():
    source = inspect.getsource(random_networks.Comparison)
    assert all(re.search(rf"#: .+\n    {one.name}: ", source) for one in fields(random_networks.Comparison))


def test_every_exported_function_of_the_cases_stands_in_the_reference():
    exported = {name for name in cases.__all__ if inspect.isfunction(getattr(cases, name))}
    assert exported == {name for place, name in NAMED if place == "regiekit.cases" and name[0].islower()}
