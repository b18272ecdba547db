"""What stands in `include` of the type checker (pyproject.toml) has no type error and no needless exception."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def test_there_is_no_type_error():
    ask = [sys.executable, "-m", "basedpyright", "--pythonpath", sys.executable]
    said = subprocess.run(ask, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    assert said.returncode == 0, said.stdout + said.stderr
