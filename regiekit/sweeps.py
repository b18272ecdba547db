"""Sweeps: a model over a grid of settings, with replications, here or on any executor; the rows are the same everywhere.

No scheduler of its own: `executor` is anything with `submit` (a pool of `concurrent.futures`, `loky.get_reusable_executor()` for models that
were written in a notebook, a `dask.distributed.Client` for a cluster). Analysis is the work of others: the rows go into pandas as they are.
"""

from __future__ import annotations

import csv
import hashlib
import inspect
import json
import math
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, is_dataclass
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

CHUNKS = 16  # per worker: enough to keep all busy to the end, few enough to cost nothing


@dataclass(frozen=True)
class Sweep:
    """What came out: `rows`, one per run in the order of the grid, and `about`, what is needed to do it again.

    A row has the settings, `replication` (from 0), `seed` (when the model takes one), and the outcome: its fields, or `value` when it is no
    mapping, named tuple or dataclass. `pandas.DataFrame(found.rows)` is a table.
    """

    rows: list[dict[str, Any]]
    about: dict[str, Any]

    def to_csv(self, path: str | os.PathLike[str]) -> None:
        """Write the rows to `path`, and `about` beside it, with .json after the name."""
        names = dict.fromkeys(name for row in self.rows for name in row)
        with open(path, "w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, list(names))
            writer.writeheader()
            writer.writerows(self.rows)
        Path(f"{os.fspath(path)}.json").write_text(json.dumps(self.about, indent=1, ensure_ascii=False, default=repr), encoding="utf-8")


def sweep(
    function: Callable[..., Any],
    grid: Mapping[str, Iterable[Any]] | Iterable[Mapping[str, Any]],
    *,
    replications: int = 1,
    seed: int = 1,
    executor: Any = None,
    errors: str = "raise",
) -> Sweep:
    """Call `function` for every point of the grid, `replications` (1 or more) times each, and return the rows.

    `grid` maps the name of an argument to its values (every combination is a point), or it is an iterable of points, each a mapping from
    name to value, as a design of experiments gives them. A function with an argument `seed` that is not in the grid gets one per run: it
    is a whole number below 2**63 (a generator that takes 32 bits gets `seed % 2**32`) and
    follows from `seed` (0 or more), the point (1.0 counts as 1) and the replication alone, so neither the order, the rest of the grid nor the executor plays a part. `executor`: see
    the module; None runs here, one after another. `errors="keep"` puts what a run raised in the column `error` instead of raising it.

    Raises ValueError for a grid without names, values that are no list, a setting called `replication`, replications of a function without `seed`, an outcome that is
    called as a setting, or (naming the point) what a run raised.

    >>> from regiekit.models.islands import waiting_time
    >>> found = sweep(waiting_time, {"parties": [10, 20], "questions": [1, 2], "capacity": [50]})
    >>> [round(row["value"], 3) for row in found.rows]
    [0.025, 0.033, 0.033, 0.1]
    >>> found.rows[0]["parties"], found.about["function"]
    (10, 'regiekit.models.islands.waiting_time')
    """
    if errors not in ("raise", "keep"):
        raise ValueError(f"errors must be 'raise' or 'keep', not {errors!r}")
    from regiekit.models import _check

    times, start = _check.whole("replications", replications, 1), _check.whole("seed", seed, 0)
    points = _points(grid)
    if any("replication" in point for point in points):
        raise ValueError("a setting cannot be called replication: the rows have a column of that name")
    seeded = "seed" in inspect.signature(function).parameters and not any("seed" in point for point in points)
    if times > 1 and not seeded:
        raise ValueError("replications need a function with an argument `seed` that is not in the grid")
    runs = [(point, again, _seed(start, point, again) if seeded else None) for point in points for again in range(times)]
    if executor is None:
        found = _chunk(function, runs, errors)
    else:
        size = max(1, math.ceil(len(runs) / (CHUNKS * _workers(executor))))
        waiting = [executor.submit(_chunk, function, runs[at : at + size], errors) for at in range(0, len(runs), size)]
        found = [row for one in waiting for row in one.result()]
    return Sweep(found, _about(function, grid, times, start))


def _points(grid: Mapping[str, Iterable[Any]] | Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    if isinstance(grid, Mapping):
        names = list(map(str, grid))
        for name, values in grid.items():
            if isinstance(values, str | bytes) or not hasattr(values, "__iter__"):
                raise ValueError(f"the values of {str(name)!r} must be a list, not {values!r}; of one value: [{values!r}]")
        return [dict(zip(names, map(_plain, values), strict=True)) for values in product(*map(list, grid.values()))]
    found: list[Any] = list(grid)
    if not all(isinstance(point, Mapping) for point in found):
        raise ValueError("grid must map names to values, or hold a mapping per point")
    return [{name: _plain(value) for name, value in point.items()} for point in found]


def _plain(value: Any) -> Any:
    """A number of numpy as one of Python, so that it is spelled the same everywhere; anything else as it is."""
    return value.item() if getattr(value, "shape", None) == () and hasattr(value, "item") else value


def _seed(start: int, point: Mapping[str, Any], again: int) -> int:
    """A whole number of 63 bits from the seed of the sweep, the point (whatever the order of its names) and the replication."""
    spelled = {
        name: repr(int(value) if isinstance(value, float) and value.is_integer() else value) for name, value in sorted(point.items())
    }
    for name, value in spelled.items():
        if " at 0x" in value:
            raise ValueError(f"{name} must be numbers or texts: a seed can't follow from {value}, which is spelled differently each time")
    text = repr((start, list(spelled.items()), again))
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big") >> 1


def _workers(executor: Any) -> int:
    """How many runs the executor does at once, as far as it says so: dask's client, a pool, else the processors here."""
    if hasattr(executor, "nthreads"):
        return max(1, sum(executor.nthreads().values()))
    return getattr(executor, "_max_workers", None) or os.cpu_count() or 1


def _chunk(function: Callable[..., Any], runs: Sequence[tuple[dict[str, Any], int, int | None]], errors: str) -> list[dict[str, Any]]:
    rows = []
    for point, again, seed in runs:
        given = {} if seed is None else {"seed": seed}
        try:
            outcome = _fields(function(**point, **given))
            if taken := sorted(outcome.keys() & {*point, *given, "replication"}):
                raise ValueError(f"the outcome {taken[0]!r} is called as a setting; name it otherwise")
        except Exception as error:
            if errors == "raise":
                raise ValueError(f"at {point | given}: {type(error).__name__}: {error}") from error
            outcome = {"error": f"{type(error).__name__}: {error}"}
        rows.append({**point, "replication": again, **given, **outcome})
    return rows


def _fields(outcome: Any) -> dict[str, Any]:
    """The outcome by name; arrays as lists, so that rows can be compared and written."""
    if hasattr(outcome, "_asdict"):
        outcome = outcome._asdict()
    elif is_dataclass(outcome) and not isinstance(outcome, type):
        outcome = asdict(outcome)
    elif not isinstance(outcome, Mapping):
        outcome = {"value": outcome}
    return {str(name): getattr(value, "tolist", lambda value=value: value)() for name, value in outcome.items()}


def _about(function: Callable[..., Any], grid: Any, replications: int, seed: int) -> dict[str, Any]:
    from regiekit.cases import references
    from regiekit.cases.export import versions

    cites = f"{inspect.getdoc(function)} {inspect.getdoc(inspect.getmodule(function))}"
    whole = {name: list(map(_plain, values)) for name, values in grid.items()} if isinstance(grid, Mapping) else None
    return {
        "function": f"{getattr(function, '__module__', '?')}.{getattr(function, '__qualname__', repr(function))}",
        "grid": whole,
        "replications": replications,
        "seed": seed,
        "made": date.today().isoformat(),
        "references": {key: references.cited(key) for key in references.mentioned(cites)},
        **versions(),
    }
