"""What every test of the site needs: the site at an address, and a watch on what it asks of others."""

import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tools.site.serve import serving

BROWSERS_OWN = re.compile(r"\.(googleapis|google|gvt1|gstatic)\.com\b")


@pytest.fixture(scope="session")
def address(site):
    with serving(site) as server:
        yield server.url


class Watcher(BaseHTTPRequestHandler):
    """A proxy to which the browser sends all that is not for the site; it notes and refuses."""

    def note(self) -> None:
        if not BROWSERS_OWN.search(self.path):
            self.server.asked.append(f"{self.command} {self.path}")
        self.send_error(403)

    do_GET = do_POST = do_HEAD = do_CONNECT = do_OPTIONS = note

    def log_message(self, *_) -> None:
        pass


@pytest.fixture(scope="session")
def outside():
    """What any page asked of another host."""
    proxy = ThreadingHTTPServer(("127.0.0.1", 0), Watcher)
    proxy.asked = []
    threading.Thread(target=proxy.serve_forever, daemon=True).start()
    yield proxy
    proxy.shutdown()
