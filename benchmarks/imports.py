"""Processor time of an import, in a fresh process each time."""

import subprocess
import sys
from collections.abc import Iterator

from .table import Row, part

TIMES = 4
CODE = "from time import process_time as t; s = t(); {}; print(t() - s)"
OURS = "import regiekit"
THEIRS = "import matplotlib.pyplot, networkx, ipywidgets"
FIRST = "import regiekit; p = regiekit.proef('eilandenrijk'); p.text(); p.static()"
FIGURE = (
    f"{THEIRS}; g = networkx.path_graph(24); networkx.draw(g, networkx.circular_layout(g)); "
    "import io; matplotlib.pyplot.savefig(io.BytesIO())"
)


def rows() -> Iterator[Row]:
    found = {code: [] for code in (OURS, THEIRS, FIRST, FIGURE)}
    for code in found:
        seconds(code)  # the first time writes byte code
    for _ in range(TIMES):
        for code, times in found.items():
            times.append(seconds(code))
    ours, theirs, first, figure = (1000 * min(times) for times in found.values())
    yield part("import regiekit / import pyplot, networkx, ipywidgets (processor time, fastest of several)", ours, theirs, 5)
    yield part("import and the first proef / import and the first figure (processor time, fastest of several)", first, figure, None)


def seconds(code: str) -> float:
    """Processor time of the code in a process of its own."""
    run = [sys.executable, "-c", CODE.format(code)]
    return float(subprocess.run(run, capture_output=True, text=True, check=True).stdout.split()[-1])
