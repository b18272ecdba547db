"""Whose work it is where one Voila serves several people: each has a key in the address of the page, which Voila hands to the kernel."""

import os
import re
from urllib.parse import parse_qs

KEY = "werk"  # in the query of the address; the template of Voila makes it
REFUSED = (
    "In het adres van deze pagina staat geen goede sleutel. Daarom wordt uw werk hier niet opgeslagen: het is weg zodra u de pagina sluit."
)

_FORM = re.compile(r"[0-9a-f]{32}")
HERE = ("localhost", "127.0.0.1", "[::1]", "::1")


def visitor() -> str | None:
    """The key of this visitor; "" for one from another computer without a sound key, None where the work is that of one person.

    One person works at this computer itself, in JupyterLab, or as a user of a JupyterHub. What Voila sets is in `voila.handler`.
    """
    asked = os.environ.get
    if not asked("SERVER_SOFTWARE", "").startswith("voila/") or asked("JUPYTERHUB_USER"):
        return None
    keys = parse_qs(asked("QUERY_STRING", ""), keep_blank_values=True).get(KEY, [])
    if len(keys) == 1 and _FORM.fullmatch(keys[0]):
        return keys[0]
    return None if not keys and asked("SERVER_NAME") in HERE else ""
