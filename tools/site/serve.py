"""A plain web server for the site, as a host would run one: files as they are, compressed, kept by the browser until they change.

    uv run python -m tools.site.serve [FOLDER] [--port 8000]    look at a site that was built

The tests and the benchmarks use it too, and count what it sent.
"""

from __future__ import annotations

import argparse
import gzip
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple

SMALLER = {".css", ".html", ".ipynb", ".js", ".json", ".mjs", ".py", ".svg", ".wasm"}  # what a host compresses


class Sent(NamedTuple):
    """One answer: path, status, bytes of the body."""

    path: str
    status: int
    size: int


class Server(NamedTuple):
    """A running server: its address without a slash at the end, and what it sent so far."""

    url: str
    sent: list[Sent]


class Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    extensions_map = {  # noqa: RUF012
        **SimpleHTTPRequestHandler.extensions_map,
        ".mjs": "text/javascript",
        ".wasm": "application/wasm",
        ".ipynb": "application/json",
    }

    def __init__(self, *arguments, sent: list[Sent], packed: dict[tuple[Path, float], bytes], **options) -> None:
        self.sent, self.packed = sent, packed
        super().__init__(*arguments, **options)

    def log_message(self, *_) -> None:
        pass

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        if path.is_dir() and self.path.partition("?")[0].endswith("/"):
            path /= "index.html"
        if not path.is_file():
            self.sent.append(Sent(self.path, 404, 0))
            return self.send_error(404)
        changed = self.date_time_string(int(path.stat().st_mtime))
        body, status, headers = b"", 304, {"Last-Modified": changed, "Cache-Control": "no-cache"}
        if self.headers.get("If-Modified-Since") != changed:
            body, status = path.read_bytes(), 200
            headers["Content-Type"] = self.guess_type(path)
            if path.suffix in SMALLER and "gzip" in self.headers.get("Accept-Encoding", ""):
                at = path, path.stat().st_mtime
                body = self.packed.get(at) or self.packed.setdefault(at, gzip.compress(body, 6))
                headers["Content-Encoding"] = "gzip"
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.sent.append(Sent(self.path, status, len(body)))  # before who asked can know that it came
        self.end_headers()
        self.wfile.write(body)


class Quiet(ThreadingHTTPServer):
    request_queue_size = 128
    daemon_threads = True

    def __init__(self, *arguments) -> None:
        super().__init__(*arguments)
        self.open: set[socket.socket] = set()

    def process_request(self, request, client_address) -> None:
        self.open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request) -> None:
        self.open.discard(request)
        super().shutdown_request(request)

    def server_close(self) -> None:
        """Also the connections that a browser keeps open: else it is served on."""
        super().server_close()
        for one in list(self.open):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)

    def handle_error(self, *_) -> None:  # a browser that goes away in the middle of an answer
        pass


@contextmanager
def serving(folder: Path, port: int = 0) -> Iterator[Server]:
    """The folder on this machine's own address, until the end of the block."""
    sent: list[Sent] = []
    server = Quiet(("localhost", port), partial(Handler, directory=folder, sent=sent, packed={}))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield Server(f"http://localhost:{server.server_port}", sent)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tools.site.serve", description="Show a site that was built.")
    parser.add_argument("folder", type=Path, nargs="?", default=Path("site"))
    parser.add_argument("--port", type=int, default=8000)
    options = parser.parse_args()
    with serving(options.folder.resolve(), options.port) as server:
        print(f"{server.url}  (stop with Ctrl+C)")
        threading.Event().wait()


if __name__ == "__main__":
    main()
