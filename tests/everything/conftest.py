"""The blank page, as in the tests of the browser."""

from tests.browser.conftest import draw, page, remarks  # noqa: F401
