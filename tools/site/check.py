"""Does a host serve the site as browsers ask it? Looks at a published address, from the outside.

    uv run python -m tools.site.check https://regie.example.nl/ [--all]

Prints what is wrong, each with what to do; ends with 1 where a visitor would notice. `--all` asks for every file of the site, not only for what a first proef needs.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import re
import sys
import zlib
from collections.abc import Iterator
from http.client import HTTPException
from typing import NamedTuple
from urllib.error import HTTPError
from urllib.parse import quote, urljoin, urlsplit
from urllib.request import Request, urlopen

from tools.site.build import needed

WAIT = 30  # seconds for one answer
SCRIPT = re.compile(r"(text|application)/(x-)?(java|ecma)script")
#: end of a name → the type that a browser asks, and what to call it.
TYPES = {"js": (SCRIPT, "text/javascript"), "mjs": (SCRIPT, "text/javascript"), "wasm": (re.compile("application/wasm"), "application/wasm"),
         "html": (re.compile("text/html"), "text/html")}  # fmt: skip
#: directive of a policy → where it falls back to, and what it must allow.
POLICY = {
    "script-src": (("script-src", "default-src"), ("'self'", "'unsafe-inline'", "'wasm-unsafe-eval'")),
    "worker-src": (("worker-src", "child-src", "script-src", "default-src"), ("'self'", "blob:")),
    "style-src": (("style-src", "default-src"), ("'self'", "'unsafe-inline'")),
    "connect-src": (("connect-src", "default-src"), ("'self'",)),
    "img-src": (("img-src", "default-src"), ("'self'", "data:")),
}
SAME = {"'wasm-unsafe-eval'": {"'unsafe-eval'"}, "'self'": {"*", "https:"}, "blob:": set(), "data:": set()}  # what allows it as well


class Answer(NamedTuple):
    """What the host gave: its status (0: nothing, then `body` says why), headers in small letters, and the body as it is on disk."""

    status: int
    headers: dict[str, str]
    body: bytes


class Finding(NamedTuple):
    """Something that is not as it should be; `serious` where a visitor notices."""

    serious: bool
    said: str

    def __str__(self) -> str:
        return f"{'WRONG ' if self.serious else 'advice'}  {self.said}"


def ask(address: str) -> Answer:
    """Fetch one file, compressed where the host does that."""
    try:
        with urlopen(
            Request(address, headers={"Accept-Encoding": "gzip, deflate", "User-Agent": "regiekit-check"}), timeout=WAIT
        ) as answer:
            headers = {name.lower(): value for name, value in answer.headers.items()}
            body = answer.read()
    except HTTPError as error:
        return Answer(error.code, {}, b"")
    except (OSError, HTTPException, ValueError) as error:
        return Answer(0, {}, str(error).encode())
    coded = headers.get("content-encoding", "")
    try:
        return Answer(200, headers, gzip.decompress(body) if coded == "gzip" else zlib.decompress(body) if coded == "deflate" else body)
    except (OSError, EOFError, zlib.error):
        return Answer(0, headers, f"the {coded} in it is broken".encode())


def about_policy(policy: str) -> Iterator[str]:
    """What a content security policy forbids that the site needs."""
    given = {words[0].lower(): set(words[1:]) for part in policy.split(";") if (words := part.split())}
    for directive, (order, asked) in POLICY.items():
        allowed = next((given[name] for name in order if name in given), None)
        if allowed is None:
            continue
        lacking = [one for one in asked if one not in allowed and not SAME.get(one, set()) & allowed]
        if lacking:
            yield f"the content security policy must allow {' '.join(lacking)} in {directive}"


def about_file(name: str, answer: Answer, digest: str | None) -> Iterator[Finding]:
    """What is wrong with how one file comes."""
    if answer.status != 200:
        why = f"the host answers {answer.status}" if answer.status else f"no answer ({answer.body.decode(errors='replace')[:120]})"
        yield Finding(True, f"{name}: {why}. Was the whole folder copied, and does no filter hold it back?")
        return
    end, kind = name.rpartition(".")[2], answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    asked, called = TYPES.get(end, (None, ""))
    if asked and not asked.fullmatch(kind):
        yield Finding(end != "wasm" or kind == "text/html", f"{name}: comes as {kind or 'no type'}; send .{end} as {called}")
    elif not asked and kind == "text/html":
        yield Finding(
            True, f"{name}: a page comes in its place; a host must answer 404 to what it lacks, and a filter must let this through"
        )
    found = hashlib.sha256(name.rpartition("/")[2].encode() + answer.body).hexdigest()[:12]
    if digest and found != digest:
        yield Finding(
            True,
            f"{name}: other contents than this version of the site has; replace the whole folder at once, and empty the cache of the host",
        )
    if end in ("js", "mjs", "wasm", "json", "ipynb") and len(answer.body) > 100_000 and "content-encoding" not in answer.headers:
        yield Finding(False, f"{name}: not compressed ({len(answer.body) / 1e6:.1f} MB); let the host compress .{end}")


def check(address: str, *, everything: bool = False) -> list[Finding]:
    """What is not as it should be at this address of the site; empty where all is well."""
    root = address if address.endswith("/") else address.rsplit("/", 1)[0] + "/" if address.endswith(".html") else address + "/"
    parts = urlsplit(root)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return [Finding(True, f"{address}: give an address that begins with https://")]
    found: list[Finding] = []
    if parts.scheme == "http" and parts.hostname not in ("localhost", "127.0.0.1", "::1"):
        found.append(Finding(True, "http: browsers keep a visitor's work, and work without internet, only over https"))
    worker = ask(root + "service-worker.js")
    listed = re.search(r"const FILES = (\{.*?\});", worker.body.decode(errors="replace"))
    found += about_file("service-worker.js", worker, None)
    if not listed:
        return [*found, Finding(True, f"{root} is not the address of the site: there is no list of files in service-worker.js")]
    files: dict[str, str] = json.loads(listed[1])
    if re.search(r"max-age=[1-9]|immutable", worker.headers.get("cache-control", "")):
        found.append(Finding(False, "service-worker.js: is kept by browsers; send Cache-Control: no-cache, or a new version comes late"))
    pages = [name for name in ("index.html", "notebooks/index.html", "lezen/00_begin.html", "start.js") if name in files]
    for name in sorted(files) if everything else dict.fromkeys([*pages, *needed(files)]):
        answer = ask(urljoin(root, quote(name)))
        found += about_file(name, answer, files[name])
        if name in ("index.html", "notebooks/index.html"):
            found += [Finding(True, f"{name}: {said}") for said in about_policy(answer.headers.get("content-security-policy", ""))]
            found += [
                Finding(False, f"{name}: leave out the header {header}")
                for header in ("cross-origin-opener-policy", "cross-origin-embedder-policy")
                if header in answer.headers
            ]
    return found


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m tools.site.check", description="Look whether a host serves the site as browsers ask it."
    )
    parser.add_argument("address", help="where the site is: the address of its start page")
    parser.add_argument("--all", action="store_true", help="ask for every file, not only for what a first proef needs")
    options = parser.parse_args(arguments)
    found = check(options.address, everything=options.all)
    print(*found, sep="\n")
    wrong = sum(one.serious for one in found)
    print(f"{wrong} wrong, {len(found) - wrong} to consider." if found else "All is well.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
