"""`regiekit klas`: the room as a process, on a laptop, in a container or as a service of JupyterHub."""

from __future__ import annotations

import argparse
import asyncio
import os
from pathlib import Path
from urllib.parse import urlsplit

from regiekit.room import server
from regiekit.room.client import default_folder


def settings(arguments: list[str], parser: argparse.ArgumentParser) -> server.Settings:
    """What the options and the environment of JupyterHub ask."""
    service = urlsplit(os.environ.get("JUPYTERHUB_SERVICE_URL", ""))
    behind = bool(service.port)
    parser.add_argument("--map", type=Path)
    parser.add_argument("--adres", default=service.hostname or "0.0.0.0")
    parser.add_argument("--poort", type=int, default=service.port or 0)
    parser.add_argument("--pad", default=os.environ.get("JUPYTERHUB_SERVICE_PREFIX", "/klas/") if behind else "/klas/")
    parser.add_argument("--docent-adres", default="127.0.0.1")
    parser.add_argument("--docent-poort", type=int, default=0)
    parser.add_argument("--docent-pad", default="/docent/")
    parser.add_argument("--openbaar", default="")
    parser.add_argument("--proxies", type=int, default=int(behind))
    parser.add_argument("--herkomst", action="append", default=[])
    parser.add_argument("--vanzelf", action="store_true")
    given = parser.parse_args(arguments)
    for path in (given.pad, given.docent_pad):
        if not (path.startswith("/") and path.endswith("/")):
            parser.error(f"Een pad begint en eindigt met een schuine streep: '{path}' doet dat niet.")
    return server.Settings(
        given.map or default_folder(), given.adres, given.poort, given.pad, given.docent_adres, given.docent_poort, given.docent_pad,
        given.openbaar, given.proxies, tuple(given.herkomst), given.vanzelf,
    )  # fmt: skip


def main(arguments: list[str], parser: argparse.ArgumentParser) -> int:
    """Run the room until it is stopped."""

    def ready(house: server.House) -> None:
        print(f"De klas staat open. Telefoons komen op {house.people}. Stoppen: Ctrl+C.", flush=True)

    asyncio.run(server.run(settings(arguments, parser), ready))
    return 0
