"""`regiekit klas`: the room as a process, on a laptop, in a container or as a service of JupyterHub."""

from __future__ import annotations

import argparse
import asyncio
import os
from pathlib import Path
from urllib.parse import urlsplit

from regiekit.room import default_folder, server


def main(arguments: list[str], parser: argparse.ArgumentParser) -> int:
    """Run the room, as the options and the environment of JupyterHub ask, until it is stopped."""
    service = urlsplit(os.environ.get("JUPYTERHUB_SERVICE_URL", ""))
    parser.add_argument("--map", dest="folder", type=Path)
    parser.add_argument("--adres", dest="address", default=service.hostname or "0.0.0.0")
    parser.add_argument("--poort", dest="port", type=int, default=service.port or 0)
    parser.add_argument("--pad", dest="base", default=os.environ.get("JUPYTERHUB_SERVICE_PREFIX") if service.port else "/klas/")
    parser.add_argument("--docent-adres", dest="desk_address", default="127.0.0.1")
    parser.add_argument("--docent-poort", dest="desk_port", type=int, default=0)
    parser.add_argument("--docent-pad", dest="desk_base", default="/docent/")
    parser.add_argument("--openbaar", dest="public", default="")
    parser.add_argument("--proxies", type=int, default=1 if service.port else 0)
    origin = lambda address: "{0.scheme}://{0.netloc}".format(urlsplit(address))  # noqa: E731 – of a page's address what a browser calls its origin
    parser.add_argument("--herkomst", dest="origins", action="append", default=[], type=origin)
    parser.add_argument("--vanzelf", dest="leave_when_idle", action="store_true")
    given = server.Settings(**vars(parser.parse_args(arguments)))
    for path in (given.base, given.desk_base):
        if not (path.startswith("/") and path.endswith("/")):
            parser.error(f"Een pad begint en eindigt met een schuine streep: '{path}' doet dat niet.")
    asyncio.run(server.run(given._replace(folder=given.folder or default_folder())))
    return 0
