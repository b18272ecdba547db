"""Checks of arguments that several models share. Each raises ValueError with the name and the range."""

from __future__ import annotations

import math
import operator
from collections.abc import Collection, Hashable, Iterable, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    import networkx as nx

Key = TypeVar("Key", bound=Hashable)  # what parties or tasks are called by


def number(name: str, value: float, low: float = 0.0, high: float = 1.0) -> float:
    """Return `value` when it is finite and low <= value <= high."""
    with suppress(TypeError):
        if low <= value <= high and math.isfinite(value):
            return value
    raise ValueError(f"{name} must be a number from {low} to {high}, not {value!r}")


def whole(name: str, value: int, low: int, high: int | None = None) -> int:
    """Return `value` as an int when it is whole, at least `low` and (if given) at most `high`."""
    try:
        result = operator.index(value)
    except TypeError:
        result = low - 1
    if result < low or (high is not None and result > high):
        limits = f"of {low} or more" if high is None else f"from {low} to {high}"
        raise ValueError(f"{name} must be a whole number {limits}, not {value!r}")
    return result


def undirected(graph: nx.Graph) -> None:
    """Refuse directed graphs and multigraphs: ties are counted once and have no direction."""
    if graph.is_directed() or graph.is_multigraph():
        raise ValueError("graph must be an undirected networkx.Graph without parallel ties")


def known(graph: nx.Graph, nodes: Iterable[Hashable], name: str) -> None:
    """Refuse nodes that are not in the graph."""
    strangers = [node for node in nodes if node not in graph]
    if strangers:
        raise ValueError(f"{name} must be nodes of the graph; not in it: {strangers!r}")


def disjoint(groups: Iterable[Collection[Key]], name: str = "groups") -> list[list[Key]]:
    """Return the groups as lists; refuse names instead of members, and a party that is in two groups."""
    if isinstance(groups, Mapping):
        raise ValueError(f"{name} must be collections of parties; pass the values of the mapping")
    result = [collection(group, f"each of {name}") for group in groups]
    members = [party for group in result for party in group]
    if len(set(members)) < len(members):
        twice = sorted({str(party) for party in members if members.count(party) > 1})
        raise ValueError(f"{name} must not share parties; more than once: {twice}")
    return result


def collection(values: Collection[Key], name: str) -> list[Key]:
    """Return the values as a list; refuse a bare text, which would fall apart into letters."""
    if isinstance(values, str):
        raise ValueError(f"{name} must be a collection of parties, not the text {values!r}")
    return list(values)


def two(pair: Collection[Key]) -> tuple[Key, Key]:
    """Return a pair as a tuple of two different parties."""
    parties = collection(pair, "each pair")
    if len(set(parties)) != 2 or len(parties) != 2:
        raise ValueError(f"each pair must hold two different parties, not {parties!r}")
    return parties[0], parties[1]
