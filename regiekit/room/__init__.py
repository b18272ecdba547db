"""The class: a room on the lecturer's laptop, or hosted, in which phones answer and one screen shows what they answered.

A process of its own (`regiekit klas`), so that it outlives kernel and Jupyter. `store` keeps what happened and knows no network, `server` lets
phones and lecturer in, `client` is what a kernel uses, `ladder` says which way of asking a class works here. It imports nothing else of regiekit.
"""

from pathlib import Path


def default_folder() -> Path:
    """Where the rooms of this user are kept: the folder that Jupyter has for what runs, which nobody else can read."""
    from jupyter_core.paths import jupyter_runtime_dir

    return Path(jupyter_runtime_dir()) / "regiekit-klas"
