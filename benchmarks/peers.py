"""Models beside the strongest that a researcher would write or take instead: the same outcome, in one run, by processor time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from statistics import median
from time import process_time
from typing import Any

from .table import Row, number

AIM = 1.2  # up to which two are equally fast
TIMES = 5


def rows() -> Iterator[Row]:
    import networkx as nx
    import numpy as np

    from regiekit.models import acceptability, agreement, decision_rule, islands, package_deal, player_power, role_models, silos

    chance = np.random.default_rng(1)
    size = 20_000
    start = chance.uniform(-1, 1, size)
    ring = np.array([(i, (i + 1) % size, 1.0) for i in range(size)])
    grid = np.array([(*tie, 1.0) for tie in nx.convert_node_labels_to_integers(nx.grid_2d_graph(100, 100)).edges])
    for name, ties, actors, every in (("a ring of 20,000", ring, size, 100), ("a grid of 100 by 100", grid, 10_000, 50)):
        held = list(range(0, actors, every))
        yield beside(
            f"attitudes settled, {name}, one in {every} stubborn; scipy's spsolve",
            lambda t=ties, n=actors, h=held: role_models.settled(start[:n], t, h),
            lambda t=ties, n=actors, h=held: eliminated(start[:n], t, h),
        )

    gains = chance.integers(-5, 6, (20, 25)).astype(float)
    yield beside(
        "packages, 20 issues for 25 parties; numpy in 16 bits",
        lambda: package_deal.passing(gains),
        lambda: packages(gains.astype(np.int16)),
    )

    inhabitants = [int(one) for one in chance.integers(15_000, 200_000, 21)]
    quota = sum(inhabitants) * 6 // 10

    def powers() -> Any:
        for kept in (player_power._few, player_power._free, player_power._swings):
            kept.cache_clear()
        return list(player_power.powers(inhabitants, quota).swings)

    yield beside("powers of 21 parties weighted by inhabitants; numpy, every coalition", powers, lambda: coalitions(inhabitants, quota))

    chances = chance.uniform(0, 1, 500).tolist()
    yield beside(
        "chance that 251 of 500 say yes; numpy's convolve",
        lambda: decision_rule.passing_chance(chances, 251),
        lambda: float(convolved(chances)[251:].sum()),
    )

    labels = chance.integers(0, 5, (20_000, 5))
    yield beside(
        "Krippendorff's alpha, 20,000 units by 5; numpy, a coincidence matrix",
        lambda: agreement.krippendorff(labels).coefficient,
        lambda: alpha(labels),
    )

    values = chance.uniform(0, 1, (8, 5))
    yield beside(
        "acceptability, 8 candidates, 100,000 weights; numpy",
        lambda: acceptability.acceptability(values, 100_000).first,
        lambda: first(values, 100_000),
    )

    shapes = {
        "a ring": nx.cycle_graph(5000),
        "a grid of 70 by 71": nx.convert_node_labels_to_integers(nx.grid_2d_graph(70, 71)),
        "15,000 random ties": nx.gnm_random_graph(5000, 15_000, seed=1),
    }
    for name, graph in shapes.items():
        yield beside(
            f"global efficiency, 5,000 parties, {name}; scipy's shortest_path",
            lambda g=graph: islands.global_efficiency(g),
            lambda g=graph: searched(g),
            times=1,
        )
    whole = nx.convert_node_labels_to_integers(
        shapes["15,000 random ties"].subgraph(max(nx.connected_components(shapes["15,000 random ties"]), key=len))
    )
    pairs = [tuple(chance.choice(len(whole), 2, replace=False).tolist()) for _ in range(200)]
    yield beside(
        "mean distance of 200 pairs of 5,000; networkx from both ends",
        lambda: silos.mean_distance(whole, pairs),
        lambda: sum(len(nx.bidirectional_shortest_path(whole, *pair)) - 1 for pair in pairs) / 200,
    )


def beside(name: str, ours: Callable[[], Any], theirs: Callable[[], Any], times: int = TIMES) -> Row:
    """A row: both figures, their ratio, and whether the outcomes are equal."""
    import numpy as np

    same = np.allclose(ours(), theirs(), atol=0.01 if "acceptability" in name else 1e-7)
    one, other = middle(ours, times), middle(theirs, times)
    return Row(
        name + ("" if same else " (NOT EQUAL)"),
        f"{number(1000 * one)} ms",
        f"{number(1000 * other)} ms",
        number(one / other),
        f"≤ {AIM}",
        bool(same and one <= AIM * other),
    )


def middle(work: Callable[[], Any], times: int) -> float:
    found = []
    for _ in range(times):
        began = process_time()
        work()
        found.append(process_time() - began)
    return median(found)


def eliminated(start: Any, ties: Any, held: list[int]) -> Any:
    import numpy as np
    from scipy import sparse
    from scipy.sparse import linalg

    size = len(start)
    half = sparse.coo_array((ties[:, 2], (ties[:, 0].astype(int), ties[:, 1].astype(int))), shape=(size, size)).tocsr()
    both = half + half.T
    free = np.ones(size, bool)
    free[held] = False
    part = both[free]
    found = start.copy()
    found[free] = linalg.spsolve((sparse.diags_array(both.sum(axis=1)[free]) - part[:, free]).tocsc(), part[:, ~free] @ start[~free])
    return found


def packages(units: Any) -> Any:
    import numpy as np

    def sums(rows: Any) -> Any:
        found = np.zeros((1 << len(rows), rows.shape[1]), np.int16)
        for i, row in enumerate(rows):
            np.add(found[: 1 << i], row, out=found[1 << i : 2 << i])
        return found

    half = len(units) // 2
    near, far = np.ascontiguousarray(sums(units[:half]).T), sums(units[half:])
    found, room = np.empty((len(far), near.shape[1]), np.int16), np.empty_like(near)
    for row, other in zip(found, far, strict=True):
        np.add(near, other[:, None], out=room)
        np.min(room, axis=0, out=row)
    return found.ravel() >= 0


def coalitions(weights: list[int], quota: int) -> list[int]:
    import numpy as np

    sums = np.zeros(1, np.int64)
    for weight in weights:
        sums = np.concatenate((sums, sums + weight))
    without = [sums.reshape(-1, 2, 1 << place)[:, 0] for place in range(len(weights))]
    return [int(((one < quota) & (one >= quota - weight)).sum()) for one, weight in zip(without, weights, strict=True)]


def convolved(chances: list[float]) -> Any:
    import numpy as np

    found = np.ones(1)
    for yes in chances:
        found = np.convolve(found, [1 - yes, yes])
    return found


def alpha(labels: Any) -> float:
    import numpy as np

    kinds, coders = int(labels.max()) + 1, labels.shape[1]
    counts = np.stack([(labels == kind).sum(axis=1) for kind in range(kinds)], axis=1)
    matrix = (counts.T @ counts - np.diag(counts.sum(axis=0))) / (coders - 1)
    given = matrix.sum(axis=0)
    apart, expected = matrix.sum() - np.trace(matrix), (given.sum() ** 2 - (given**2).sum()) / (given.sum() - 1)
    return 1 - apart / expected


def first(values: Any, draws: int) -> Any:
    """Shares and central weights, without a look at ties."""
    import numpy as np

    drawn = np.random.default_rng(1).exponential(size=(draws, values.shape[1]))
    drawn /= drawn.sum(axis=1, keepdims=True)
    best = (drawn @ values.T).argmax(axis=1)
    _ = [drawn[best == i].mean(axis=0) if (best == i).any() else None for i in range(len(values))]
    return np.bincount(best, minlength=len(values)) / draws


def searched(graph: Any) -> float:
    import networkx as nx
    import numpy as np
    from scipy.sparse import csgraph

    steps = csgraph.shortest_path(nx.to_scipy_sparse_array(graph), unweighted=True)
    np.fill_diagonal(steps, np.inf)
    return float((1 / steps).sum() / (len(graph) * (len(graph) - 1)))
