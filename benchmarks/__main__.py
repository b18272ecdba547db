"""`python -m benchmarks [kernel] [import] [browser] [memory] [measures] [limits] [eventlog] [rolemodels] [report] [room] [site]`: measure, and print a Markdown table."""

import argparse
import os
import sys
import tempfile
import traceback
from importlib import import_module
from time import monotonic

from .table import HEAD, load, machine, skipped

#: Name on the command line -> module with a function `rows`.
PARTS = {
    "kernel": "kernel",
    "import": "imports",
    "browser": "browser",
    "memory": "memory",
    "measures": "measures",
    "limits": "limits",
    "eventlog": "event_log",
    "packages": "package_deal",
    "players": "player_power",
    "rolemodels": "role_models",
    "peers": "peers",
    "modelreality": "model_reality",
    "report": "report",
    "room": "room",
    "site": "site",
}
BUSY = 2.0  # waiting processes per processor from which the figures are worth measuring again


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Speed of regiekit beside interact with nx.draw.")
    parser.add_argument("parts", nargs="*", metavar="part", help=f"what to measure: {', '.join(PARTS)} (default: all)")
    parts = parser.parse_args().parts or list(PARTS)
    unknown = [name for name in parts if name not in PARTS]
    if unknown:
        parser.error(f"{unknown[0]!r} is not one of {', '.join(PARTS)}")
    # as a user has it: byte code is kept, whatever this environment says about that
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    with tempfile.TemporaryDirectory() as byte_code:
        os.environ["PYTHONPYCACHEPREFIX"] = byte_code
        return measure(parts)


def measure(parts: list[str]) -> int:
    """Print the rows of these parts as they come; 1 when one failed."""
    began, loads, failed = monotonic(), [load()], False
    print(f"{machine()}\n\n{HEAD}", flush=True)
    for name in parts:
        try:
            for row in import_module(f"{__package__}.{PARTS[name]}").rows():
                print(row.text(), flush=True)
        except Exception as problem:
            traceback.print_exc()
            print(skipped(name, f"it failed with {type(problem).__name__}").text(), flush=True)
            failed = True
        loads.append(load())
    print(f"\nLoad average before and after each part: {', '.join(f'{one:.1f}' for one in loads)}; {monotonic() - began:.0f} s in all.")
    if max(loads) > BUSY * (os.cpu_count() or 1):
        print("The machine was busy: measure again before drawing conclusions from a single row.")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
