"""nbval as it is set here compares words strictly, and nothing else."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from tools.notebooks import execute, tidy

ROOT = Path(__file__).resolve().parents[2]
SOURCE = """import os, random
from IPython.display import display
number = 4
display({"text/plain": f"Er zijn {number} eilanden.", "text/html": f"<p>{random.random()}</p>"}, raw=True)
display({"text/plain": "", "application/vnd.jupyter.widget-view+json": {"model_id": str(random.random())}}, raw=True)
open(os.path.join(os.environ["REGIEKIT_WERKMAP"], "keuze.toml"), "x", encoding="utf-8").close()"""


@pytest.fixture
def folder(tmp_path):
    """A folder with two equal notebooks and the settings of this repository."""
    shutil.copy(ROOT / "conftest.py", tmp_path)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for name in ("00_een.ipynb", "01_twee.ipynb"):
        nb = new_notebook(cells=[new_code_cell(SOURCE)])
        execute(nb, tmp_path)
        nbformat.write(tidy(nb, tmp_path / name), tmp_path / name)
    return tmp_path


def run(folder):
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "--color=no", "--basetemp=basis", "."]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout


def test_pictures_may_differ_and_notebooks_do_not_see_each_others_work(folder):
    code, said = run(folder)
    assert code == 0, said
    assert "2 passed" in said


def test_a_changed_number_fails(folder):
    path = folder / "01_twee.ipynb"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("Er zijn 4 eilanden.", "Er zijn 5 eilanden."), encoding="utf-8")
    code, said = run(folder)
    assert code == 1
    assert "1 failed, 1 passed" in said
    assert "'Er zijn 5 eilanden.' == 'Er zijn 4 eilanden.'" in said
