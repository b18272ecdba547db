"""What several tests of cases start from."""

import pytest


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """The learner's folder, empty."""
    path = tmp_path / "werk"
    path.mkdir()
    monkeypatch.setenv("REGIEKIT_WERKMAP", str(path))
    return path
