"""A folder of the benchmark's own in which the case to measure is the case in use, with a prediction in it."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from regiekit.cases import Case, workspace


@contextmanager
def using(case: Case) -> Iterator[Path]:
    """Let this be the case in use, here and in processes that are started meanwhile; yields the folder."""
    before = os.environ.get(workspace.VARIABLE)
    with tempfile.TemporaryDirectory() as folder:
        os.environ[workspace.VARIABLE] = folder
        try:
            workspace.keep(case, "meting")
            workspace.choose("meting")
            workspace.answer("eilandenrijk", voorspelling=0.5)
            yield Path(folder)
        finally:
            if before is None:
                del os.environ[workspace.VARIABLE]
            else:
                os.environ[workspace.VARIABLE] = before
