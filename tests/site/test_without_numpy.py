"""Without numpy, scipy and matplotlib, as in a browser that has only Python: what works, and what says kindly that it cannot."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from regiekit.widgets.declaration import keys

ROOT = Path(__file__).resolve().parents[2]
#: The proeven that calculate with numpy. All others work without it.
WITH_NUMPY = {"waarom_regie", "gebeurtenissenlog", "model_werkelijkheid", "brede_agenda", "grootste_gemene_deler", "wie_regisseert"}
PROEVEN = keys()


@pytest.fixture(scope="module")
def said(tmp_path_factory):
    environment = {**os.environ, "REGIEKIT_WERKMAP": str(tmp_path_factory.mktemp("werk") / "mijn_werk"), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, ROOT / "tests" / "site" / "without_numpy.py"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_importing_and_the_panels_of_begin_and_of_the_plan_ask_for_none_of_them(said):
    assert said["import"] == said["panels asked"] == []
    assert all(said["panels"][name] for name in ("bar", "case_editor", "progress"))


@pytest.mark.parametrize("key", [key for key in PROEVEN if key not in WITH_NUMPY])
def test_a_proef_works_with_every_setting_at_either_end(said, key):
    one = said["proeven"][key]
    assert "crashed" not in one, one
    assert one["asked"] == []
    assert one["needs"] == []
    assert one["errors"] == []
    assert one["missing"] is None
    assert "<svg" in one["static"] or "<img" in one["static"]


@pytest.mark.parametrize("key", sorted(WITH_NUMPY))
def test_a_proef_that_calculates_with_numpy_opens_and_says_so_in_dutch(said, key):
    one = said["proeven"][key]
    assert "crashed" not in one, one
    assert "numpy" in one["needs"]
    assert "numpy" in one["missing"]
    assert one["missing"] in one["text"]
    assert "No module" not in json.dumps(one)
    assert one["errors"] == []
    assert one["asked"] == []  # it does not even try


def test_a_curve_needs_no_matplotlib(said):
    curves = {key: one["curve"] for key, one in said["proeven"].items() if "curve" in one}
    assert set(curves) == {"eilandenrijk", "feel_good", "poolse_landdag", "regels_of_waarden", "dilemmabox"}
    for key, one in curves.items():
        assert one["svg"].startswith("<svg"), key  # a curve, or another drawing in the place of the picture
        assert one["words"], key
    assert 'data-key="l:' in curves["eilandenrijk"]["svg"]
