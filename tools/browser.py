"""The browser of the tests and the benchmarks: which one, and how it starts."""

from __future__ import annotations

import os
import shutil
from typing import Any

BROWSERS = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "microsoft-edge")
NONE = f"no browser found ({', '.join(BROWSERS)}); set REGIEKIT_BROWSER to the path of one"
ELSEWHERE = "regie.test"  # this computer under a name that is not its own, as others see it
# Root may start it, no graphics card is needed, and Chromium's own services ask nothing of anyone.
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", f"--host-resolver-rules=MAP {ELSEWHERE} 127.0.0.1")  # fmt: skip


def program() -> str | None:
    """The path of the browser: REGIEKIT_BROWSER, or the first of BROWSERS on the path; None when there is none (see NONE)."""
    return os.environ.get("REGIEKIT_BROWSER") or next(filter(None, map(shutil.which, BROWSERS)), None)


def launch(playwright: Any) -> Any:
    """Start the browser; the caller closes it."""
    return playwright.chromium.launch(executable_path=program(), args=list(FLAGS))
