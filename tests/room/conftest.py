"""A room for each test that asks for one."""

import pytest

from tests.room.serving import opened, serving


@pytest.fixture
def served(tmp_path):
    with serving(tmp_path / "zalen") as served:
        yield served


@pytest.fixture
def lecturer(served):
    return opened(served)
