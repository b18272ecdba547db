"""The ladder: four ways to ask a class, and which of them work here. Nothing is asked of another machine but of a hosted room whose address was typed."""

from __future__ import annotations

import contextlib
import ipaddress
import os
import socket
import sys
from collections.abc import Callable, Mapping
from typing import NamedTuple

# Set where Jupyter runs on a server.
ELSEWHERE = {"JUPYTERHUB_USER", "JUPYTERHUB_SERVICE_PREFIX", "BINDER_SERVICE_HOST", "KUBERNETES_SERVICE_HOST"}


class Rung(NamedTuple):
    """One way: its number on the ladder, whether it works here, and what to say about it (Dutch)."""

    number: int
    works: bool
    says: str


def addresses() -> list[str]:
    """The IPv4 addresses of this machine that a phone on the same network may reach, the most likely first."""
    found: list[str] = []
    with contextlib.suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as way_out:
        way_out.connect(("192.0.2.1", 9))  # an address of nobody; choosing the way there sends nothing
        found.append(way_out.getsockname()[0])
    with contextlib.suppress(OSError):
        found += [str(one[4][0]) for one in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)]
    of = {one: ipaddress.ip_address(one) for one in found}
    return [one for one, address in of.items() if not (address.is_loopback or address.is_link_local or address.is_unspecified)]


def rungs(hosted: Callable[[], object] | None = None, environment: Mapping[str, str] = os.environ) -> list[Rung]:
    """The four ways. `hosted` asks a hosted room whether it is there (OSError or Refused when not); without it nothing is asked."""
    if sys.platform == "emscripten":
        here = Rung(2, False, "Een zaal op deze computer kan niet vanaf een website. Neem een zaal bij uw instelling.")
    elif ELSEWHERE & set(environment):
        here = Rung(2, False, "Dit notebook draait op een server, en telefoons bereiken die niet. Neem de zaal van uw instelling.")
    elif there := addresses():
        says = f"Een zaal op deze computer: telefoons op hetzelfde netwerk komen op {there[0]}. Probeer het eerst met uw eigen telefoon: op eduroam zien apparaten elkaar meestal niet."
        here = Rung(2, True, says)
    else:
        here = Rung(2, False, "Deze computer zit op geen netwerk. Zet een hotspot aan of gebruik een kabel.")
    far = Rung(3, False, "Een zaal bij uw instelling is op een universiteit de gewone weg. Vul het adres in dat u kreeg.")
    try:
        if hosted:
            hosted()
            far = Rung(3, True, "De zaal bij uw instelling antwoordt.")
    except Exception as error:
        far = Rung(3, False, f"De zaal bij uw instelling antwoordt niet: {getattr(error, 'text', '') or 'geen verbinding.'}")
    by_hand = Rung(0, True, "Handen tellen en de aantallen intypen: werkt altijd, ook op papier.")
    return [by_hand, Rung(1, True, "Codes of bestanden van uw studenten: werkt altijd."), here, far]
