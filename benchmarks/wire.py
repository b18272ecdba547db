"""A kernel's way out without a kernel: every message is packed and signed as a kernel does, then counted and dropped."""

import os
from typing import Any

import comm
from comm.base_comm import BaseComm
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from jupyter_client.session import Session

_session = Session(key=b"benchmark")
#: How many messages went out, and how many bytes.
sent = {"messages": 0, "bytes": 0}


def _send(kind: str, content: dict[str, Any], metadata: Any = None, buffers: Any = None) -> None:
    parts = _session.serialize(_session.msg(kind, content=content, metadata=metadata))
    sent["messages"] += 1
    sent["bytes"] += sum(map(len, parts)) + sum(map(len, buffers or ()))


class _Comm(BaseComm):
    def publish_msg(self, msg_type: str, data: Any = None, metadata: Any = None, buffers: Any = None, **keys: Any) -> None:
        _send(msg_type, {"data": data or {}, "comm_id": self.comm_id, **keys}, metadata, buffers)


class _Publisher(DisplayPublisher):
    def publish(self, data: Any, metadata: Any = None, *, transient: Any = None, update: bool = False, **_: Any) -> None:
        content = {"data": data, "metadata": metadata or {}, "transient": transient or {}}
        _send("update_display_data" if update else "display_data", content)

    def clear_output(self, wait: bool = False) -> None:
        _send("clear_output", {"wait": wait})


def connect() -> None:
    """Let widgets and displays of this process go out over the wire; matplotlib draws inline, as in a kernel."""
    os.environ["MPLBACKEND"] = "module://matplotlib_inline.backend_inline"
    comm.create_comm = _Comm
    InteractiveShell.instance(display_pub_class=_Publisher)


def receive(widget: Any, **state: Any) -> None:
    """Hand a widget the message that the browser sends when somebody moves a slider."""
    widget._handle_msg({"content": {"data": {"method": "update", "state": state, "buffer_paths": []}}, "buffers": []})
