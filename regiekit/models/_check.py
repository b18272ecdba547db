"""Checks of arguments that several models share. Each raises ValueError with the name and the range.

What comes from numpy or pandas is turned into plain Python values: no number then overflows or loses digits, and no index plays a part.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Set
from contextlib import suppress
from functools import wraps
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar


class _Later(ModuleType):
    """A library that is imported when it is first asked for something: who does not use it, need not have it."""

    def __getattr__(self, name: str) -> Any:
        vars(self)[name] = found = getattr(import_module(self.__name__), name)
        return found


if TYPE_CHECKING:
    import networkx as nx
    import numpy as np
else:
    np = _Later("numpy")

Key = TypeVar("Key", bound=Hashable)  # what parties or tasks are called by
Value = TypeVar("Value")
Given = ParamSpec("Given")


def elementwise(function: Callable[Given, Value]) -> Callable[Given, Value]:
    """Let a function of single numbers take arrays (or Series) too: it is called per element, and gives an array of their common shape."""

    @wraps(function)
    def over(*args: Given.args, **kwargs: Given.kwargs) -> Any:
        given: list[Any] = [*args, *kwargs.values()]
        if {*map(type, given)} <= {int, float} or not any(getattr(one, "ndim", 0) for one in given):
            return function(*args, **kwargs)
        every = np.broadcast(*given)
        found = [function(*one[: len(args)], **dict(zip(kwargs, one[len(args) :], strict=True))) for one in every]
        return np.array(found).reshape(every.shape)

    return over


def number(name: str, value: float, low: float = 0.0, high: float = 1.0) -> float:
    """Return `value` when it is one finite number and low <= value <= high."""
    if type(value) in (int, float) and low <= value <= high and math.isfinite(value):
        return value  # which nearly all are
    with suppress(TypeError, ValueError):
        if low <= value <= high and math.isfinite(value):
            return getattr(value, "item", lambda: value)()
    raise ValueError(f"{name} must be a number from {low} to {high}, not {value!r}")


def positive(name: str, value: float) -> float:
    """Return `value` when it is finite and more than 0."""
    if (found := number(name, value, 0, math.inf)) == 0:
        raise ValueError(f"{name} must be more than 0")
    return found


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


def undirected(graph: nx.Graph[Any]) -> None:
    """Refuse directed graphs and multigraphs: ties are counted once and have no direction. TypeError for what is no graph."""
    if not hasattr(graph, "is_directed"):
        raise TypeError(f"graph must be a networkx.Graph, not {type(graph).__name__}; of a matrix, networkx.from_numpy_array makes one")
    if graph.is_directed() or graph.is_multigraph():
        raise ValueError(
            "graph must be an undirected networkx.Graph without parallel ties; graph.to_undirected() leaves out the directions, "
            "and networkx.Graph(graph) parallel ties too"
        )


def known(graph: nx.Graph[Any], nodes: Iterable[Hashable], name: str) -> None:
    """Refuse nodes that are not in the graph."""
    strangers = [node for node in nodes if node not in graph]
    if strangers:
        raise ValueError(f"{name} must be nodes of the graph; not in it: {strangers!r}")


def together(ties: Mapping[Key, Iterable[Key]]) -> list[set[Key]]:
    """Return the sets of nodes that reach one another, in the order of their first nodes; `ties` maps each node to its neighbours."""
    seen: set[Key] = set()
    found: list[set[Key]] = []
    for start in ties:
        if start not in seen:
            seen.add(start)
            island = [start]
            for node in island:  # it grows meanwhile
                new = [other for other in ties[node] if other not in seen]
                seen.update(new)
                island += new
            found.append(set(island))
    return found


def copied(graph: nx.Graph[Any]) -> nx.Graph[Any]:
    """Return a copy with nodes and ties of its own, but the same attributes: a tenth of the time that networkx takes to copy those too."""
    old: Any = graph
    result: Any = graph.__class__(**graph.graph)
    result._node.update(old._node)
    result._adj.update({node: near.copy() for node, near in old._adj.items()})
    return result


def outwards(reach: list[int], ties: list[list[int]], growing: Iterable[int]) -> dict[int, int]:
    """Return who is within reach of each node that reaches more after one step more; bit j of reach[i]: i has j within reach; `ties` are places of
    neighbours. Only who grew in the last step can grow in this one; at first these are all."""
    wider = {}
    for place in growing:
        mask = own = reach[place]
        for other in ties[place]:
            mask |= reach[other]
        if mask != own:
            wider[place] = mask
    return wider


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


def listed(values: Iterable[Value]) -> list[Value]:
    """Return the values, or the rows of a table, as a list; those of a set in an order that is always the same."""
    if isinstance(values, list | tuple):
        return list(values)
    if isinstance(values, Set):
        return sorted(values, key=_spelled)
    plain = getattr(values, "to_numpy", lambda: values)()  # a DataFrame would give the names of its columns
    return getattr(plain, "tolist", lambda: list(values))()


def numbers(name: str, values: Iterable[float], low: float = 0.0, high: float = 1.0) -> list[float]:
    """Return the values as a list when each of them is a finite number from `low` to `high`."""
    found = listed(values)
    plain = {*map(type, found)} <= {int, float} and all(map(math.isfinite, found))
    return (
        found if plain and (not found or low <= min(found) <= max(found) <= high) else [number(name, value, low, high) for value in found]
    )


def equal_pairs(name: str, counts: Iterable[int]) -> float:
    """Return the share of pairs that fall in the same group when `counts` are in each: sum n(n-1) / N(N-1); nan without a pair."""
    groups = [whole(name, n, 0) for n in listed(counts)]
    total = sum(groups)
    return sum(n * (n - 1) for n in groups) / (total * (total - 1)) if total > 1 else math.nan


def missing(label: object) -> bool:
    """Whether a label is blank: None, nan, what pandas has instead (NaT, NA), or a text without a letter in it."""
    if isinstance(label, str):
        return not label.strip()
    try:
        return label is None or bool(operator.ne(label, label))
    except TypeError:  # NA does not answer
        return True


def labels(values: Iterable[Value]) -> list[Value | None]:
    """Return the labels as a list, None for what is blank."""
    found = listed(values)
    blank = {label for label in set(found) if missing(label)}
    return [None if label in blank else label for label in found]


def mapping(values: Mapping[Key, Value], name: str) -> dict[Key, Value]:
    """Return a mapping as a dict; a Series is one from index to value, a DataFrame one from column to Series."""
    if not hasattr(values, "items"):
        raise ValueError(f"{name} must be a mapping, not {values!r}")
    return dict(values.items())


def collection(values: Collection[Key], name: str) -> list[Key]:
    """Return the values as a list (see `listed`); refuse a bare text, which would fall apart into letters."""
    if isinstance(values, str):
        raise ValueError(f"{name} must be a collection of parties, not the text {values!r}")
    return listed(values)


def _spelled(value: object) -> str:
    """What to sort by: the order of a set hangs on the hash seed, and so does the text that Python gives it."""
    return repr(sorted(map(_spelled, value))) if isinstance(value, Set) else repr(value)


def two(pair: Collection[Key]) -> tuple[Key, Key]:
    """Return a pair as a tuple of two different parties."""
    if type(pair) is tuple and len(pair) == 2 and pair[0] != pair[1]:
        return pair  # which nearly all are
    parties = collection(pair, "each pair")
    if len(set(parties)) != 2 or len(parties) != 2:
        raise ValueError(f"each pair must hold two different parties, not {parties!r}")
    return parties[0], parties[1]
