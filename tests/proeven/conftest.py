"""Every test of a proef works in a folder of its own, as those of the widgets do."""

from tests.widgets.conftest import folder

__all__ = ["folder"]
