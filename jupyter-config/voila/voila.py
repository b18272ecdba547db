"""Who follows a link to a notebook from another computer gets a key in the address before a kernel starts; the template does so elsewhere."""

import os
import secrets
from urllib.parse import parse_qs

from tornado.web import Finish

from regiekit.cases.visitor import HERE, KEY


def to_own_address(handler, **_):
    request = handler.request
    if request.host_name in HERE or os.environ.get("JUPYTERHUB_USER") or KEY in parse_qs(request.query, keep_blank_values=True):
        return
    handler.set_status(302)
    handler.set_header("Location", f"?{request.query}{'&' if request.query else ''}{KEY}={secrets.token_hex(16)}")
    raise Finish


c.VoilaConfiguration.prelaunch_hook = to_own_address  # noqa: F821 - given by the reader of this file
