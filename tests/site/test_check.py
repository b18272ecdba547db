"""The command that looks at a published site: a small folder on hosts that get it wrong in one way each."""

import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tools.site import check
from tools.site.build import needed, service_worker
from tools.site.packages import HERE
from tools.site.serve import serving

FILES = {
    "index.html": "<p>Begin</p>", "notebooks/index.html": "<p>Notebook</p>", "lezen/00_begin.html": "<p>Lees</p>", "start.js": "1;",
    "controle.mjs": "postMessage('ja');", "python/kernel.mjs": "1;", "python/pyodide.asm.wasm": "\0asm", "python/python.zip": "PK", "python/python.py": "1",
    "python/pyodide-lock.json": "{}", "build/notebooks/bundle.js": "1;", "files/00_begin.ipynb": "{}", "files/09_assembleren.ipynb": "{}",
}  # fmt: skip


@pytest.fixture
def folder(tmp_path):
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    service_worker(tmp_path)
    return tmp_path


@pytest.fixture
def host(folder):
    """Start a host that does this to files whose name ends so: (status, headers)."""
    servers = []

    def start(wrong):
        class Handler(SimpleHTTPRequestHandler):
            extensions_map = {".mjs": "text/javascript", ".js": "text/javascript", ".wasm": "application/wasm", ".html": "text/html"}  # noqa: RUF012

            def log_message(self, *_):
                pass

            def end_headers(self):
                for end, (_, headers) in wrong.items():
                    if self.path.endswith(end):
                        for name, value in headers.items():
                            self.send_header(name, value)
                super().end_headers()

            def guess_type(self, path):
                found = [headers["type"] for end, (_, headers) in wrong.items() if str(path).endswith(end) and "type" in headers]
                return found[0] if found else super().guess_type(path)

            def do_GET(self):
                status = next((status for end, (status, _) in wrong.items() if self.path.endswith(end)), 200)
                return super().do_GET() if status == 200 else self.send_error(status)

        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=folder))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}/"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def test_a_good_host_has_nothing_to_mend(folder, capsys):
    with serving(folder) as server:
        assert check.check(server.url) == []
        assert check.check(f"{server.url}/index.html", everything=True) == []
        assert check.main([server.url]) == 0
        asked = {one.path for one in server.sent}
    assert "All is well." in capsys.readouterr().out
    assert {f"/{name}" for name in FILES} <= asked


@pytest.mark.parametrize(("wrong", "said"), [
    ({".mjs": (200, {"type": "application/octet-stream"})}, ["controle.mjs: comes as application/octet-stream; send .mjs as text/javascript", "python/kernel.mjs"]),
    ({".wasm": (403, {})}, ["python/pyodide.asm.wasm: the host answers 403"]),
    ({".zip": (200, {"type": "text/html"})}, ["python/python.zip: a page comes in its place"]),
    ({".wasm": (200, {"type": "application/octet-stream"})}, ["advice  python/pyodide.asm.wasm: comes as application/octet-stream"]),
    ({"notebooks/index.html": (200, {"Content-Security-Policy": "default-src 'self'"})},
     ["must allow 'unsafe-inline' 'wasm-unsafe-eval' in script-src", "blob: in worker-src", "'unsafe-inline' in style-src", "data: in img-src"]),
    ({"/index.html": (200, {"Cross-Origin-Embedder-Policy": "require-corp"})}, ["advice  index.html: leave out", "advice  notebooks/index.html: leave out"]),
    ({"service-worker.js": (200, {"Cache-Control": "max-age=86400"})}, ["advice  service-worker.js: is kept by browsers"]),
])  # fmt: skip
def test_each_way_to_get_it_wrong_is_named_with_what_to_do(host, wrong, said, capsys):
    address = host(wrong)
    found = [str(one) for one in check.check(address)]
    assert len(found) == len(said), found
    for sentence, line in zip(said, found, strict=True):
        assert sentence in line
    assert check.main([address]) == (1 if any(line.startswith("WRONG") for line in found) else 0)
    assert capsys.readouterr().out.splitlines()[:-1] == found


def test_a_half_copied_folder_is_found(folder, host):
    (folder / "python/kernel.mjs").write_text("2;")
    (folder / "start.js").unlink()
    (folder / "files/09_assembleren.ipynb").unlink()
    address = host({})
    assert [str(one).split(":")[0] for one in check.check(address)] == ["WRONG   start.js", "WRONG   python/kernel.mjs"]
    assert [str(one).split(":")[0] for one in check.check(address, everything=True)] == [
        "WRONG   files/09_assembleren.ipynb", "WRONG   python/kernel.mjs", "WRONG   start.js",
    ]  # fmt: skip


def test_an_address_that_is_not_the_site_says_so(host):
    assert "not the address of the site" in str(check.check(host({}) + "lezen/")[-1])
    assert "begins with https" in str(check.check("regie.example.nl")[0])
    assert "begins with https" in str(check.check("file:///etc/passwd")[0])


def test_a_policy_that_the_readme_asks_for_is_enough():
    asked = "script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval' blob:; style-src 'self' 'unsafe-inline'; worker-src 'self' blob:; connect-src 'self'; img-src 'self' data: blob:"
    assert list(check.about_policy(asked)) == []
    assert list(check.about_policy("")) == []
    assert asked in (HERE / "lite/probe.js").read_text(encoding="utf-8")
    assert len(list(check.about_policy("default-src 'none'"))) == 5


def test_what_is_needed_has_one_of_every_kind():
    assert needed(FILES) == sorted(
        set(FILES) - {"index.html", "notebooks/index.html", "lezen/00_begin.html", "start.js", "files/09_assembleren.ipynb"}
    )
    assert needed([]) == []
