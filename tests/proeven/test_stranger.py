"""A stranger adds a proef: the example of CONTRIBUTING, in a copy of the repository, is found everywhere without touching anything else."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).resolve().parents[2]
PLACES = (
    "regiekit/models/trust.py",
    "regiekit/proeven/cultuur/vertrouwen.py",
    "data/proeven/cultuur/vertrouwen.toml",
    "cell",
    "tests/proeven/test_vertrouwen.py",
)
LINES = {"regiekit": 65, "data": 32, "tests": 14}  # at most, code together
ASK = """
import regiekit
from regiekit.widgets import progress, regieplan
case = regiekit.cases.workspace.current()
print(regiekit.proef("vertrouwen").text())
print(progress.overview(case))
kept = case.with_changes(answers={"vertrouwen": {"eigen": "Wij.", "instellingen": {"meetings": 6}}})
print(*(block.text for block in regieplan.plan(kept).blocks if hasattr(block, "text")), sep="\\n")
"""


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """A copy with the files of the example in it, and its cell in the notebook."""
    folder = tmp_path_factory.mktemp("copy")
    for name in ("regiekit", "data", "notebooks", "tests", "tools", "docs"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "kept", "beelden"))
    for name in ("pyproject.toml", "conftest.py"):
        shutil.copy(ROOT / name, folder)
    for place, code in zip(PLACES, blocks(), strict=True):
        if place == "cell":
            path = folder / "notebooks" / "06_cultuur.ipynb"
            nb = nbformat.read(path, as_version=4)
            nb.cells[-1:-1] = [nbformat.v4.new_markdown_cell("## Vertrouwen"), nbformat.v4.new_code_cell(code)]
            nbformat.write(nb, path)
        else:
            (folder / place).write_text(code, encoding="utf-8")
    return folder


def blocks():
    """The pieces of code of the example, in its order."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    section = text[text.index("## A proef, from beginning to end") : text.index("## Words and references")]
    return re.findall(r"```(?:python|toml)\n(.*?)```", section, re.DOTALL)


def run(folder, *words):
    return subprocess.run([sys.executable, *words], cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False)


def test_the_example_is_short():
    count = dict.fromkeys(LINES, 0)
    for place, code in zip(PLACES, blocks(), strict=True):
        if place != "cell":
            count[place.split("/")[0]] += len([line for line in code.splitlines() if line.strip()])
    assert all(count[kind] <= most for kind, most in LINES.items()), count


def test_it_is_in_the_notebook_the_overview_and_the_plan(copy, tmp_path, monkeypatch):
    monkeypatch.setenv("REGIEKIT_WERKMAP", str(tmp_path))
    done = run(copy, "-c", ASK)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Vertrouwen groeit met elke keer\n")
    assert 'href="06_cultuur.ipynb#Vertrouwen"' in done.stdout
    assert "Vertrouwen opbouwen" in done.stdout
    assert "komt van 20% naar" in done.stdout


def test_the_general_tests_and_its_own_run_over_it(copy):
    done = run(
        copy,
        "-m",
        "pytest",
        "-q",
        "-n0",
        "-p",
        "no:cacheprovider",
        "tests/proeven/test_vertrouwen.py",
        "tests/proeven/test_every.py",
        "-k",
        "vertrouwen",
    )
    assert done.returncode == 0, done.stdout[-3000:]
    assert int(re.search(r"(\d+) passed", done.stdout)[1]) > 20


def test_its_words_are_checked(copy):
    """Nothing is wrong with them; what follows from them is yet to be written."""
    done = run(copy, "-m", "tools.words")
    assert "vertrouwen.toml" not in done.stdout, done.stdout
    assert "docs/docent/06_cultuur.md" in done.stdout
