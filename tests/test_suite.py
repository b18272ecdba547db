"""What holds for the tests themselves: laid out by the formatter, no waiting for a time."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def ruff(*arguments, text=None):
    return subprocess.run([sys.executable, "-m", "ruff", *arguments], cwd=ROOT, input=text, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("command", [("check", "--no-cache"), ("format", "--check", "--no-cache")])
def test_ruff_finds_nothing(command):
    done = ruff(*command)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("line", ["time.sleep(1)", "asyncio.sleep(1)", "time.monotonic()"])
def test_ruff_would_find_a_wait_in_a_test_and_leaves_the_package_alone(line):
    text = f"import {line.partition('.')[0]}\n\n{line}\n"
    assert "TID251" in ruff("check", "--stdin-filename", "tests/test_x.py", "-", text=text).stdout
    assert ruff("check", "--stdin-filename", "regiekit/x.py", "-", text=text).returncode == 0


def test_no_test_of_a_page_waits_for_a_time():
    waits = "wait_for" + "_timeout"
    assert [str(path) for path in (ROOT / "tests").rglob("*.py") if waits in path.read_text(encoding="utf-8")] == []


def test_who_cites_finds_the_version_that_is_here():
    here = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert f"\nversion: {here}\n" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert f"\n## {here} (" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
