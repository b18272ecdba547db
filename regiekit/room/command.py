"""`regiekit klas`: the room as a process, on a laptop, in a container or as a service of JupyterHub."""

from __future__ import annotations

import argparse
import asyncio
import os
from pathlib import Path
from urllib.parse import urlsplit

from regiekit.room import default_folder, server


def settings(arguments: list[str], parser: argparse.ArgumentParser) -> server.Settings:
    """What the options and the environment of JupyterHub ask."""
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
    parser.add_argument("--herkomst", dest="origins", action="append", default=[])
    parser.add_argument("--vanzelf", dest="leave_when_idle", action="store_true")
    given = server.Settings(**vars(parser.parse_args(arguments)))
    for path in (given.base, given.desk_base):
        if not (path.startswith("/") and path.endswith("/")):
            parser.error(f"Een pad begint en eindigt met een schuine streep: '{path}' doet dat niet.")
    return given._replace(folder=given.folder or default_folder())


def main(arguments: list[str], parser: argparse.ArgumentParser) -> int:
    """Run the room until it is stopped."""

    def ready(house: server.House) -> None:
        print(f"De klas staat open. Telefoons komen op {house.people}. Stoppen: Ctrl+C.", flush=True)

    asyncio.run(server.run(settings(arguments, parser), ready))
    return 0
