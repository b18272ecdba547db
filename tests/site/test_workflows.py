"""What a publisher's machine runs: valid YAML, pinned actions, commands that exist, and no address of a package registry."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
each = pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)


def steps(file):
    flow = yaml.safe_load(file.read_text(encoding="utf-8"))
    return [step for job in flow["jobs"].values() for step in job["steps"]]


def test_both_are_there():
    assert [file.name for file in FILES] == ["site.yml", "tests.yml"]


@each
def test_a_workflow_has_the_shape_that_github_asks(file):
    flow = yaml.safe_load(file.read_text(encoding="utf-8"))
    assert {"name", "permissions", "jobs"} <= set(flow)
    assert {"push", "workflow_dispatch"} <= set(flow[True])  # YAML 1.1 reads "on" as a truth value
    assert flow["permissions"] == {"contents": "read"}  # more only in the job that needs it
    for job in flow["jobs"].values():
        assert set(job) <= {"runs-on", "container", "needs", "strategy", "permissions", "environment", "timeout-minutes", "steps"}
        assert job["timeout-minutes"] <= 120
        assert job.get("needs", next(iter(flow["jobs"]))) in flow["jobs"]
    for step in steps(file):
        assert ("uses" in step) != ("run" in step)
        assert set(step) <= {"name", "id", "uses", "with", "run", "env", "if"}


@each
def test_actions_are_pinned_by_their_major_version(file):
    used = [step["uses"] for step in steps(file) if "uses" in step]
    assert all(re.fullmatch(r"actions/[\w-]+@v\d+", one) for one in used)


@each
def test_no_package_registry_is_named(file):
    assert not re.search(r"pypi|pythonhosted|npmjs|jsdelivr|unpkg|conda", file.read_text(encoding="utf-8"), re.IGNORECASE)


def test_the_site_is_built_with_the_documented_command():
    command = next(step["run"] for step in steps(FILES[0]) if "tools.site" in step.get("run", ""))
    said = (ROOT / "tools" / "site" / "__main__.py").read_text(encoding="utf-8")
    documented = re.search(r"`(uv run .*? python -m tools\.site --pyodide) ", said)[1]
    assert documented in command
    assert "--out site" in command
    assert {"path": "site"} in [step.get("with") for step in steps(FILES[0])]


def test_the_documentation_is_built_beside_the_site_with_the_documented_command():
    said = (ROOT / "docs" / "en" / "conf.py").read_text(encoding="utf-8")
    command = re.search(r"`(uv run .*?) -W docs/en FOLDER`", said)[1]
    assert any(step.get("run") == f"{command} -q -W docs/en site/docs" for step in steps(FILES[0]))


def test_the_tests_are_run_as_anyone_can_run_them():
    assert [step["run"] for step in steps(FILES[1]) if "run" in step] == [".ci/run"]


@pytest.mark.parametrize("script", ["run", "bounds", "everything"])
def test_a_script_is_sound_and_may_be_run(script):
    path = ROOT / ".ci" / script
    assert path.stat().st_mode & 0o111
    assert subprocess.run(["bash", "-n", path], capture_output=True, check=False).returncode == 0


def test_the_lowest_python_is_the_one_that_the_package_asks_for():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    text = (ROOT / ".ci" / "bounds").read_text(encoding="utf-8")
    assert set(re.findall(r"--python (\S+)", text)) == {project["requires-python"].removeprefix(">=")}
    assert "--resolution lowest-direct" in text
