"""The islands of a case, before, on the way to, and after a merger."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from math import isfinite
from typing import TYPE_CHECKING

from ..cases import Case
from ..cases.remember import last
from .chart import Chart, Line, Mark, number
from .layout import Box, in_zones
from .network import Edge, Node, Zone, legend, network

if TYPE_CHECKING:
    import networkx as nx

SIZE = (660.0, 520.0)
CHART = (3.8, 2.9)  # size of the chart, which stands in the narrow column below the controls
DAYS = 10.0  # the end of the axis of waiting times, working days
DESK = "#loket"  # the shared desk of the merged organisation; no party can have this key


def picture(case: Case, groups: Sequence[Sequence[str]], graph: nx.Graph, merged: int, *, title: str, words: str) -> str:
    """Islands as zones; those merged stand together in one organisation round its desk.

    Args:
        case: gives names, kinds and sizes.
        groups: parties per island, largest first.
        graph: ties between parties, and to the desk `DESK` where there is one.
        merged: how many of the islands are merged (the first ones).
        title, words: name and description.
    """
    stages = _stages(case)
    at = (tuple(map(tuple, groups)), merged)
    if at not in stages:
        stages[at] = _stage(case, groups, merged)
    nodes, zones = stages[at]
    home = {k: i for i, g in enumerate(groups) for k in g}
    return network(nodes, edges(graph, home), zones, title=title, words=words, size=SIZE, pick=True, legend_rows=key(case))


@last
def _stages(case: Case) -> dict[tuple, tuple[list[Node], list[Zone]]]:
    """What was made by `_stage` for this case."""
    return {}


def _stage(case: Case, groups: Sequence[Sequence[str]], merged: int) -> tuple[list[Node], list[Zone]]:
    """Parties and zones: all but the ties."""
    width, height = SIZE
    inside, outside = groups[:merged], groups[merged:]
    places: dict = {}
    zones, scales = [], []
    share = sum(map(len, inside)) / max(1, sum(map(len, groups)))
    split = 0.0 if not inside else (width if not outside else max(0.34, min(0.72, 0.12 + share)) * width)
    if inside:
        zones.append(Zone("organisatie", "Eén organisatie", Box(6, 6, split - 12, height - 12), "strong"))
        spots, boxes, scale = in_zones(inside, Box(14, 100, split - 28, height - 112))
        places |= spots
        scales.append(scale)
        places[DESK] = (split / 2, 58.0)
        zones += [Zone(f"eiland{i}", f"was eiland {i + 1}", b, "faded") for i, b in enumerate(boxes)]
    if outside:
        spots, boxes, scale = in_zones(outside, Box(split + 4, 4, width - split - 8, height - 8))
        places |= spots
        scales.append(scale)
        zones += [Zone(f"eiland{merged + i}", f"Eiland {merged + i + 1}", b) for i, b in enumerate(boxes)]
    scale = min([1.0, *scales]) if scales else 1.0
    party = {p.key: p for p in case.parties}
    nodes = [
        Node(k, party[k].label, *places[k], party[k].kind, party[k].size, name=party[k].called, scale=scale) for g in groups for k in g
    ]
    if inside:
        nodes.append(Node(DESK, "Loket", *places[DESK], "overig", 4, "strong", "Het centrale loket van de organisatie"))
    return nodes, zones


def edges(graph: nx.Graph, home: Mapping[str, int]) -> list[Edge]:
    """Ties as drawn: to the desk thin, within an island plain, between islands (bridges) strong."""
    return [_edge(a, b, home.get(a) == home.get(b)) for a, b in graph.edges]


@lru_cache(maxsize=2048)
def _edge(a: str, b: str, inside: bool) -> Edge:
    if DESK in (a, b):
        return Edge(a, b, "hiërarchie", 1, tone="faded")
    return Edge(a, b, "informeel", 3, tone="plain" if inside else "strong")


@last
def key(case: Case) -> tuple[str, float]:
    """The legend, the same in every state of the picture."""
    shapes = list(dict.fromkeys(p.kind for p in case.parties))
    return legend(shapes, ["informeel"], width=SIZE[0], top=SIZE[1], extra=[("strong", "loket")])


@lru_cache(maxsize=32)
def _axes(parties: float) -> Chart:
    return Chart(
        "wachten",
        "partijen in de organisatie",
        "een vraag ligt bij het loket, in werkdagen",
        (0, max(1, parties)),
        (0, DAYS),
        size=CHART,
        yticks=(0, 2, 4, 6, 8, 10),
    )


def waiting(
    curve: Sequence[tuple[float, float]],
    now: tuple[float, float] | None = None,
    *,
    title: str,
    words: str,
    label: str = "",
    before: Sequence[tuple[float, float]] = (),
    before_label: str = "",
) -> str:
    """The time that a question spends at the desk against the number of merged parties.

    Args:
        curve: (parties, working days) for 0…n parties in ascending order; inf where the desk is overloaded.
        now: the present number of parties and days, a filled mark; None: there is no desk.
        title, words: name and description.
        label: what the curve is called, for instance "4 vragen per week".
        before, before_label: the curve at the start, dashed; empty: none.
    """
    lines, marks = [], []
    if before:
        lines.append(Line(*_finite(before), before_label, "dashed", "plain", "voor"))
    lines.append(Line(*_finite(curve), label, name="nu"))
    stuck = [parties for parties, days in curve if not isfinite(days)]
    if stuck:
        lines.append(
            Line((stuck[0], curve[-1][0] + 1e-9), (DAYS, DAYS), "loopt vast" if not now or isfinite(now[1]) else "", "dotted", name="vast")
        )
    if now:
        parties, days = now
        shown = "loopt vast" if not isfinite(days) else f"{number(round(days, 1))} {'werkdag' if round(days, 1) == 1 else 'werkdagen'}"
        marks.append(Mark(parties, days, f"nu: {shown}" + (" ↑" if isfinite(days) and days > DAYS else ""), name="nu"))
    return _axes(max((parties for parties, _ in curve), default=1)).svg(lines, marks, title=title, words=words)


def _finite(curve: Sequence[tuple[float, float]]) -> tuple[list[float], list[float]]:
    return [x for x, _ in curve], [y if isfinite(y) else float("nan") for _, y in curve]
