"""Parties in the units of an organisation, with the ties that an issue asks for: inside a unit or across the boundary."""

from collections.abc import Hashable, Iterable, Mapping, Sequence

from ..cases import Case
from .layout import Box, in_zones
from .network import Edge, Node, Zone, legend, network

SIZE = (660.0, 540.0)


def picture(case: Case, groups: Mapping[Hashable, Sequence[str]], pairs: Iterable[tuple[str, str]], *, title: str, words: str,
            marks: Mapping[str, str] | None = None, pick: bool = False, note: Sequence[tuple[str, str]] = ()) -> str:
    """Draw units as zones and needed pairs as ties.

    Args:
        case: gives names, kinds and sizes.
        groups: unit -> parties.
        pairs: parties that need one another; solid inside a unit, dashed and strong across.
        title, words: name and description.
        marks: a letter inside a party.
        pick: whether parties can be chosen.
        note: more entries for the legend, (tone, text).
    """
    names = list(groups)
    places, boxes, scale = in_zones([groups[g] for g in names], Box(4, 4, SIZE[0] - 8, SIZE[1] - 8))
    zones = [Zone(f"eenheid{i}", str(name), box) for i, (name, box) in enumerate(zip(names, boxes, strict=True))]
    pairs = list(pairs)
    needed = {k for pair in pairs for k in pair}
    unit = {k: g for g in names for k in groups[g]}
    marks = marks or {}
    nodes = [Node(p.key, p.short or p.name, *places[p.key], p.kind, p.size, "tinted" if p.key in needed else "plain", p.name, marks.get(p.key, ""), scale)
             for p in case.parties]
    ties = [Edge(a, b, "formeel" if unit[a] == unit[b] else "informatie", 4, tone="plain" if unit[a] == unit[b] else "strong") for a, b in pairs]
    return network(nodes, ties, zones, title=title, words=words, size=SIZE, pick=pick, legend_rows=key(case, tuple(note)))


def key(case: Case, note: Sequence[tuple[str, str]] = ()) -> tuple[str, float]:
    """The legend, the same in every state."""
    return legend(list(dict.fromkeys(p.kind for p in case.parties)), [], width=SIZE[0], top=SIZE[1], extra=note)
